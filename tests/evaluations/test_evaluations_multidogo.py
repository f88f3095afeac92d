"""The study of the airline chats: its flow is sound, and its recorded numbers can be had again."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dialogkit.contact_centre import ContactCentre
from dialogkit.flow import load_flow

STUDY = Path(__file__).parents[2] / "evaluations" / "multidogo"


@pytest.fixture
def record() -> Iterator[ModuleType]:
    """The module that compares and shows the numbers."""
    sys.path.insert(0, str(STUDY))
    try:
        yield importlib.import_module("record")
    finally:
        sys.path.remove(str(STUDY))
        sys.modules.pop("record", None)


def test_its_flow_has_neither_errors_nor_warnings() -> None:
    """A study of a bot with a broken flow would say nothing."""
    found = load_flow(STUDY / "flow.yaml").check()
    assert [(f.code, f.what) for f in found if f.severity != "info"] == []


def test_its_staff_has_the_skills_its_handoffs_ask_for() -> None:
    """Each routing step names a skill that some agent has."""
    skills = {s for a in ContactCentre.load(STUDY / "centre.yaml").agents for s in a.skills or ()}
    for handoff in load_flow(STUDY / "flow.yaml").handoffs.values():
        for step in handoff.route:
            assert {s for s in step.skills if not s.startswith("$")} <= skills


def test_the_readme_shows_the_recorded_numbers(record: ModuleType) -> None:
    """The table of README.md is the one made from expected.json."""
    assert record.table(record.load()) in (STUDY / "README.md").read_text(encoding="utf-8")


def test_a_number_that_moved_is_named(record: ModuleType) -> None:
    """The comparison fails for a share beyond its tolerance, and for another size."""
    expected = record.load()
    assert record.compare(expected, expected) == []
    moved = json.loads(json.dumps(expected))
    moved["classifier"]["turns"]["accuracy"]["value"] -= 0.05
    moved["sizes"]["test"]["turns"] += 1
    found = record.compare(expected, moved)
    assert len(found) == 2
    assert found[1].startswith("classifier turns accuracy")


def test_hiding_more_words_than_recorded_is_no_difference(record: ModuleType) -> None:
    """The anonymizer may get better, but not worse."""
    expected = record.load()
    for change, count in ((0.2, 0), (-0.2, 1)):
        moved = json.loads(json.dumps(expected))
        moved["hidden_words"]["name"]["value"] += change
        assert len(record.compare(expected, moved)) == count


def test_without_the_data_the_study_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence and exit code 2, where DIALOGKIT_DATA is not set or has no such set."""
    monkeypatch.delenv("DIALOGKIT_DATA", raising=False)
    unset = _study(tmp_path)
    assert (unset.returncode, unset.stderr.count("\n")) == (2, 1)
    assert "DIALOGKIT_DATA" in unset.stderr
    empty = _study(tmp_path, "--data", str(tmp_path))
    assert empty.returncode == 2
    assert empty.stderr.startswith(str(tmp_path / "multidogo"))


@pytest.mark.study
@pytest.mark.outside_data
def test_the_recorded_numbers_can_be_had_again(outside_data: Path, tmp_path: Path) -> None:
    """A run with fewer weeks gives every recorded number within its tolerance, and the page."""
    few = ("--replications", "5", "--assume", "central", "--executor", "serial")
    done = _study(tmp_path, "--data", str(outside_data), *few)
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads((tmp_path / "study.json").read_text(encoding="utf-8"))
    assert found["forecast"]["replications"] == 5
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "MultiDoGO" in page
    assert len(page) < 500_000


def _study(out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(STUDY / "study.py"), "--out", str(out), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)
