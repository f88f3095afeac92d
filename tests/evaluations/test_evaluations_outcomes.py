"""The study of outcomes: its recorded numbers can be had again, and one that moved is named."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

STUDY = Path(__file__).parents[2] / "evaluations" / "outcomes"
EVEN = "parcel, even threads, cut by split_cases"


@pytest.fixture
def study() -> Iterator[ModuleType]:
    """The module that measures and compares."""
    sys.path.insert(0, str(STUDY))
    try:
        sys.modules.pop("study", None)
        yield importlib.import_module("study")
    finally:
        sys.path.remove(str(STUDY))
        for name in ("study", "truths"):
            sys.modules.pop(name, None)


def test_the_numbers_can_be_had_again(study: ModuleType) -> None:
    """On the half of the parcel log that the rules were not written with, within tolerance."""
    expected = json.loads((STUDY / "expected.json").read_text(encoding="utf-8"))
    found = {EVEN: study.measured(study.parcel_end_to_end(odd=False))}
    moved = [one for one in study.compare(expected, found) if "cases expected" not in one]
    assert moved == []
    assert found[EVEN]["resolved=yes, precision"]["value"] >= 0.95
    assert found[EVEN]["asked_for_human, precision"]["value"] >= 0.9


@pytest.mark.parametrize(("kind", "right"), [("ordinary", 0.9), ("fresh", 0.85), ("tricky", 0.8)])
def test_what_written_chats_say_is_read_rightly(study: ModuleType, kind: str, right: float) -> None:
    """On the half that nobody who wrote rules has read; the recorded numbers can be had again."""
    expected = json.loads((STUDY / "expected.json").read_text(encoding="utf-8"))
    part = f"written, {kind}, unread"
    found = {part: study.measured(study.written("heldout", kind))}
    assert study.compare(expected, found) == []
    assert found[part]["resolved=yes, precision"]["value"] >= right
    assert found[part]["resolved=no, precision"]["value"] >= right
    assert found[part]["asked_for_human, precision"]["value"] >= 0.9


def test_the_halves_of_the_written_chats_are_apart() -> None:
    """No longer last word stands in both, each has both languages, and every label is known."""
    halves = []
    for half in ("dev", "heldout"):
        lines = (STUDY / f"written_{half}.jsonl").read_text(encoding="utf-8").splitlines()
        chats = [json.loads(line) for line in lines]
        assert len(chats) == len({chat["id"] for chat in chats}) >= 370
        assert {chat["locale"] for chat in chats} == {"de", "en"}
        assert {chat["resolved"] for chat in chats} == {"yes", "no", "unknown"}
        halves.append({chat["turns"][-1][1].casefold() for chat in chats})
    assert all(len(words.split()) <= 5 for words in halves[0] & halves[1])


def test_a_number_that_moved_is_named(study: ModuleType) -> None:
    """The comparison fails for a share beyond its tolerance, and for another number of cases."""
    expected = json.loads((STUDY / "expected.json").read_text(encoding="utf-8"))
    assert study.compare(expected, expected) == []
    moved = json.loads(json.dumps(expected))
    moved[EVEN]["resolved=yes, recall"]["value"] -= 0.2
    moved[EVEN]["cases"] += 1
    found = study.compare(expected, moved)
    assert len(found) == 2
    assert all(EVEN in one for one in found)


@pytest.mark.outside_data
def test_the_dialogs_of_others_give_the_recorded_numbers(study: ModuleType) -> None:
    """STAR, where DIALOGKIT_DATA names its folder."""
    folder = os.environ.get("DIALOGKIT_DATA")
    if not folder:
        pytest.skip("DIALOGKIT_DATA is not set")
    expected = json.loads((STUDY / "expected.json").read_text(encoding="utf-8"))
    found = {"STAR": study.measured(study.star(Path(folder) / "star"))}
    assert study.compare(expected, found) == []
