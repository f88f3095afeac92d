"""How much the rules find in messages that were not written for them, against the bars."""

from __future__ import annotations

import pytest
from anon_marked import NUMBERS, STRUCTURED, Score, read_marked, score

FILES = ("anon_dev.jsonl", "anon_heldout.jsonl")


@pytest.fixture(scope="module", params=FILES)
def measured(request: pytest.FixtureRequest) -> Score:
    """The score over one half, printed (`pytest -s` shows it)."""
    name = str(request.param)
    result = score(read_marked(name))
    lines = []
    for kind in sorted(result.wanted):
        lines.append(f"{name} {kind}: {result.found[kind]} of {result.wanted[kind]}")
    lines.append(f"{name} clean {result.clean:.3f}, false alarms {result.alarm_rate:.3f}")
    print("\n".join(lines))  # noqa: T201 - the measured values are the point
    return result


def test_both_halves_are_large_enough() -> None:
    """Each half has at least 120 messages, and they have none in common."""
    halves = [read_marked(name) for name in FILES]
    assert all(len(half) >= 120 for half in halves)
    assert not {m.text for m in halves[0]} & {m.text for m in halves[1]}


def test_participants_are_always_found(measured: Score) -> None:
    """Every form of a participant's name is masked."""
    assert measured.recall("PARTICIPANT") == 1.0


def test_structured_identifiers(measured: Score) -> None:
    """At least 99 % of the identifiers with a fixed form are masked."""
    assert measured.recall(*STRUCTURED) >= 0.99


def test_numbers_and_dates(measured: Score) -> None:
    """At least 98 % of order numbers, birth dates, plates and postcodes are masked."""
    assert measured.recall(*NUMBERS) >= 0.98


def test_other_names(measured: Score) -> None:
    """At least 95 % of the names that only context gives away are masked."""
    assert measured.recall("PERSON") >= 0.95


def test_streets(measured: Score) -> None:
    """At least 95 % of the streets are masked."""
    assert measured.recall("STREET") >= 0.95


def test_clean_messages(measured: Score) -> None:
    """In at least 95 % of the messages nothing stays readable."""
    assert measured.clean >= 0.95, measured.missed


def test_false_alarms(measured: Score) -> None:
    """At most 10 % of the harmless messages lose anything."""
    assert measured.alarm_rate <= 0.10, measured.alarms
