"""The study of cases: its recorded numbers can be had again, and say what its page says."""

from __future__ import annotations

import importlib
import itertools
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from dialogkit.corpus import link_recontacts, split_cases

STUDY = Path(__file__).parents[2] / "evaluations" / "cases"
_MODULES = ("record", "threads", "measures")


@pytest.fixture
def modules() -> Iterator[dict[str, ModuleType]]:
    """The parts of the study, by name."""
    sys.path.insert(0, str(STUDY))
    for name in _MODULES:
        sys.modules.pop(name, None)
    try:
        yield {name: importlib.import_module(name) for name in _MODULES}
    finally:
        sys.path.remove(str(STUDY))
        for name in _MODULES:
            sys.modules.pop(name, None)


def test_the_page_shows_the_recorded_numbers(modules: dict[str, ModuleType]) -> None:
    """The tables of README.md are those made from expected.json."""
    record = modules["record"]
    assert record.table(record.load()) in (STUDY / "README.md").read_text(encoding="utf-8")


def test_a_case_number_that_moved_is_named(modules: dict[str, ModuleType]) -> None:
    """The comparison fails beyond the tolerance, and not for a setting that was left out."""
    record = modules["record"]
    expected = record.load()
    assert record.compare(expected, expected) == []
    moved = json.loads(json.dumps(expected))
    moved["parcel"]["ways"]["rules"]["f1"]["value"] -= 0.02
    moved.pop("STAR, days apart", None)
    (found,) = record.compare(expected, moved)
    assert found.startswith("parcel, rules, f1")


def test_counts_of_boundaries(modules: dict[str, ModuleType]) -> None:
    """Exact, one message off, missed and made up; no window counts twice."""
    of_thread = modules["measures"]._of_thread
    true, found, right, near, windows, wrong = of_thread(frozenset({5, 10, 20}), {5, 11, 30}, 40, 4)
    assert (true, found, right, near) == (3, 3, 1, 2)
    assert windows == 36
    # the one that is off differs in the windows at its two ends, the others in all of theirs
    assert wrong == 2 + 4 + 4
    assert of_thread(frozenset(), set(), 3, 4) == (0, 0, 0, 0, 0, 0)


def test_an_interval_holds_its_value(modules: dict[str, ModuleType]) -> None:
    """Rates of equal threads have no width; the difference of a way to itself is nothing."""
    measures = modules["measures"]
    counts = np.array([[4, 3, 2, 2, 10, 1]] * 5, dtype=float)
    rates = measures.measured(counts)
    assert rates["precision"] == pytest.approx({"value": 2 / 3, "low": 2 / 3, "high": 2 / 3})
    assert rates["recall"]["value"] == pytest.approx(1 / 2)
    assert measures.difference(counts, counts) == {"value": 0, "low": 0, "high": 0}


def test_the_rules_are_as_good_as_recorded_on_parcel(modules: dict[str, ModuleType]) -> None:
    """What needs no outside data, rules alone: each rate within its tolerance."""
    record, threads, measures = (modules[name] for name in _MODULES)
    expected = record.load()
    other = threads.half(threads.parcel(), 1)
    for setting, log in (
        ("parcel", other),
        ("parcel, issues on one day", threads.squeezed(other, 7)),
        ("written", threads.written("written_heldout")),
        ("written, two channels", threads.written("threads_heldout")),
    ):
        cases = split_cases(log.messages)
        sums = measures.tally(log, cases).sum(axis=0)
        if log.returns is not None:
            linked = link_recontacts(cases, "14d")
            assert measures.returned(log, linked) == expected[setting]["returns"]
        for name, value in measures._rates(sums).items():
            recorded = expected[setting]["ways"]["rules"][name]["value"]
            assert value == pytest.approx(recorded, abs=record.TOLERANCE), (setting, name)


def test_the_rules_are_better_than_pauses_beyond_chance(modules: dict[str, ModuleType]) -> None:
    """On the half of the log that they were not tuned on, and on threads that nobody had read."""
    recorded = modules["record"].load()
    for setting in ("parcel", "written", "written, two channels"):
        assert recorded[setting]["f1 above pause 24h"]["rules"]["low"] > 0


@pytest.mark.parametrize(
    "half", ["written_dev", "written_heldout", "threads_dev", "threads_heldout"]
)
def test_written_threads_are_whole(modules: dict[str, ModuleType], half: str) -> None:
    """Times never go back, cases open in the order of their numbers, and returns lead back."""
    log = modules["threads"].written(half)
    rows = log.messages.rows()
    for earlier, later in itertools.pairwise(rows):
        if earlier.conversation_id == later.conversation_id:
            assert earlier.sent_at <= later.sent_at
    assert set(log.begins) == {row.conversation_id for row in rows}
    at = {(row.conversation_id, row.position): row.sent_at for row in rows}
    for later, earlier in log.returns.items():
        assert at[earlier] < at[later]
        for thread, position in (later, earlier):
            assert position in log.begins[thread] | {0}


def test_links_are_counted_by_where_they_lead(modules: dict[str, ModuleType]) -> None:
    """One that begins at the right message and leads to the wrong case is none."""
    threads, measures = modules["threads"], modules["measures"]
    log = threads.written("written_dev")
    linked = link_recontacts(split_cases(log.messages), "14d")
    found = measures.returned(log, linked)
    assert 0 < found["rightly"] <= min(found["linked"], found["returns"])
    last = {here: here for here in log.returns}
    assert measures.returned(replace(log, returns=last), linked)["rightly"] == 0
    none = replace(log, returns={})
    assert measures.returned(none, linked)["rightly"] == 0


@pytest.mark.study
@pytest.mark.outside_data
def test_the_whole_study_gives_its_record(outside_data: Path, tmp_path: Path) -> None:
    """All settings and ways, the encoder too."""
    options = ["--data", str(outside_data), "--out", str(tmp_path)]
    command = [sys.executable, str(STUDY / "study.py"), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "study.json").read_text(encoding="utf-8"))
    assert set(found) == set(json.loads((STUDY / "expected.json").read_text(encoding="utf-8")))
