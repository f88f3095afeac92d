"""`dialogkit cases`: how many there are, and why they begin where they do."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cli_world import call

from dialogkit.conversation import Cases, Message, Messages, Speaker

HOUR = timedelta(hours=1)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """One thread with a goodbye, a pause, and another matter on the same day."""
    said: list[tuple[Speaker, float, str]] = [
        ("customer", 0, "Wo ist mein Paket?"),
        ("agent", 0.1, "Es kommt morgen."),
        ("customer", 0.2, "Danke, schönen Tag noch"),
        ("customer", 3, "Was kostet ein Brief nach Wien?"),
        ("agent", 3.1, "Das kostet 1,25 Euro."),
        ("customer", 90, "Ich brauche eine Rechnung"),
        ("agent", 90.1, "Die ist unterwegs zu Ihnen."),
        ("customer", 90.2, "Jetzt noch ein anderes Anliegen: ich ziehe um"),
    ]
    start = datetime(2024, 5, 6, 8, tzinfo=UTC)
    path = tmp_path / "messages.parquet"
    Messages.of(
        Message(
            conversation_id="t", position=place, speaker=who, text=text, sent_at=start + at * HOUR
        )
        for place, (who, at, text) in enumerate(said)
    ).save(path)
    return path


def test_cases_are_told_by_what_opened_them(log: Path, tmp_path: Path) -> None:
    """For people and for machines, and in the file."""
    out = tmp_path / "cases.parquet"
    told = call("cases", log, "-o", out)
    assert told.code == 0
    assert told.out.startswith("4 cases in 1 conversation ")
    assert "1 follow thanks or a goodbye of the customer" in told.out
    printed = json.loads(call("cases", log, "-o", out, "--json").out)
    assert printed["opened_by"] == {"start": 1, "closed": 1, "pause": 1, "reopened": 1}
    found = [case.opened_by for case in Cases.load(out).rows()]
    assert found == ["start", "closed", "pause", "reopened"]


def test_words_can_be_left_out(log: Path, tmp_path: Path) -> None:
    """Then only the pause cuts."""
    out = tmp_path / "cases.jsonl"
    options = ("--no-closing", "--no-handoffs", "--json")
    printed = json.loads(call("cases", log, "-o", out, *options).out)
    assert printed["opened_by"] == {"start": 1, "pause": 1}


def test_one_case_is_judged_in_the_singular(tmp_path: Path) -> None:
    """`evaluate` counts it as one, in the whole and in its slice."""
    path, cases = tmp_path / "one.parquet", tmp_path / "cases.parquet"
    at = datetime(2024, 5, 6, 8, tzinfo=UTC)
    both: tuple[Speaker, ...] = ("customer", "agent")
    Messages.of(
        Message(conversation_id="t", position=n, speaker=who, text="Hallo", sent_at=at, locale="fr")
        for n, who in enumerate(both)
    ).save(path)
    assert call("cases", path, "-o", cases).code == 0
    told = call("evaluate", cases, "--by", "locale").out
    assert told.startswith("1 case\n")
    assert "locale fr: 1 case, too few" in told
    assert " 1 cases" not in told


@pytest.mark.parametrize("ending", ["parquet", "jsonl"])
def test_nobody_came_back_is_counted_from_a_file(log: Path, tmp_path: Path, ending: str) -> None:
    """`evaluate` prints none with how many and an interval, as somebody looked for them."""
    cases = tmp_path / f"cases.{ending}"
    assert call("cases", log, "-o", cases).code == 0
    told = call("evaluate", cases, "--json")
    rate = json.loads(told.out)["rates"]["recontact"]
    assert (rate["numerator"], rate["denominator"]) == (0, 2)
    assert rate["low"] == 0 < rate["high"]
    lines = call("evaluate", cases).out.splitlines()
    assert "0 of 2" in next(line for line in lines if line.split()[:1] == ["recontact"])
