"""A customer denies what the company said was done or promised, or comes with another matter."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dialogkit.conversation import Case, Message, Messages, Speaker
from dialogkit.corpus import _marks_denied, link_recontacts, split_cases

START = datetime(2024, 3, 4, 9, 0, 7, tzinfo=UTC)


def _chats(name: str) -> list[dict[str, Any]]:
    lines = Path(__file__).with_name(f"denied_{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in lines.splitlines()]


def _cut(chats: list[dict[str, Any]], *, elsewhere: bool = False) -> list[list[Case]]:
    """The cases of each chat, each by a customer of its own; the last words by another channel."""
    rows = []
    for number, chat in enumerate(chats):
        said: list[tuple[Speaker, float, str]] = [
            ("customer", 0, chat["asked"]),
            ("agent", 0.1, chat["told"]),
        ]
        if chat["thanks"]:
            said.append(("customer", 0.2, chat["thanks"]))
        said.append(("customer", chat["hours"], chat["said"]))
        rows += [
            Message(
                conversation_id=f"{number}u" if elsewhere and n + 1 == len(said) else f"{number}t",
                position=n,
                speaker=who,
                text=text,
                sent_at=START + timedelta(hours=hours),
                person=f"<PERSON_{number:04x}>" if who == "customer" else None,
            )
            for n, (who, hours, text) in enumerate(said)
        ]
    cut = link_recontacts(split_cases(Messages.of(rows)), "14d").rows()
    return [
        [case for case in cut if int(case.conversation_id[:-1]) == n] for n in range(len(chats))
    ]


def _right(name: str, *, goes_on: bool) -> float:
    chats = [chat for chat in _chats(name) if chat["goes_on"] is goes_on]
    return sum((len(cases) == 1) is goes_on for cases in _cut(chats)) / len(chats)


def _linked(name: str, *, goes_on: bool) -> float:
    chats = [chat for chat in _chats(name) if chat["goes_on"] is goes_on]
    cut = _cut(chats, elsewhere=True)
    return sum(cases[-1].recontact_of is not None for cases in cut) / len(chats)


@pytest.mark.parametrize(("name", "least"), [("dev", 0.9), ("apart", 0.6)])
def test_what_is_denied_goes_on_with_its_case(name: str, least: float) -> None:
    """Through thanks, as long as one may look for it."""
    assert _right(name, goes_on=True) >= least


@pytest.mark.parametrize(("name", "least"), [("dev", 1.0), ("apart", 0.96)])
def test_another_matter_opens_a_case(name: str, least: float) -> None:
    """Another thing fails, somebody is ill again, the same is wished again."""
    assert _right(name, goes_on=False) >= least


@pytest.mark.parametrize(("name", "least", "most"), [("dev", 0.69, 0.04), ("apart", 0.7, 0.04)])
def test_what_is_denied_by_another_channel_is_linked(name: str, least: float, most: float) -> None:
    """Another matter hardly ever is."""
    assert _linked(name, goes_on=True) >= least
    assert _linked(name, goes_on=False) <= most


def test_what_is_denied_is_not_solved() -> None:
    """And what is thanked for before it is denied is not solved by the thanks."""
    chats = [chat for chat in _chats("dev") if chat["goes_on"]]
    joined = [cases[0].resolved for cases in _cut(chats) if len(cases) == 1]
    assert "yes" not in joined
    assert joined.count("no") >= 0.8 * len(joined)


def test_long_denials_cost_little() -> None:
    """Repeated words of the rules are the worst case."""
    for word in ("nicht ", "wieder ", "again ", "the ", "hat ", "kein x ", "still ", "in dem "):
        _marks_denied.denial(word * 5_000)
        _marks_denied.claims(word * 5_000)
