"""The study of known customers: they are found again, and a number that is off is said to be."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

STUDY = Path(__file__).parents[2] / "evaluations" / "recovery"


@pytest.fixture
def study() -> Iterator[ModuleType]:
    """The module of the study."""
    sys.path.insert(0, str(STUDY))
    try:
        sys.modules.pop("study", None)
        yield importlib.import_module("study")
    finally:
        sys.path.remove(str(STUDY))
        sys.modules.pop("study", None)


def test_known_customers_are_found_again(study: ModuleType) -> None:
    """Of three logs every number is measured, none is off, and nearly all intervals hold."""
    rows = study.study(3)
    assert {row.name for row in rows} >= {*study.TRUTH, "reply on web", "reply on whatsapp"}
    assert {row.logs for row in rows} == {3}
    assert [row for row in rows if not row.fine] == []
    assert sum(row.held for row in rows) >= 33  # of 39; fewer by chance once in 300 studies
    assert "OFF" not in study.table(rows)


@pytest.mark.parametrize(
    ("off", "half", "held"),
    [(0.0, 0.05, 8), (0.04, 0.05, 8), (0.0, 0.0, 0)],
    ids=["nothing", "the mean", "the intervals"],
)
def test_what_is_off_is_said(study: ModuleType, off: float, half: float, held: int) -> None:
    """Means too far from the truth and intervals that do not hold it are marked."""
    values = [0.35 + off + 0.001 * n for n in (-4, -3, -2, -1, 1, 2, 3, 4)]
    row = study._row("n", [study.Fit("n", 0.35, v - half, v, v + half) for v in values])
    assert row.held == held
    assert row.fine is (off == 0 and half > 0)
    assert ("OFF" in study.table([row])) is not row.fine
