"""Logs by hand: cases of one conversation each, line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from dialogkit.conversation import Case, Cases, Message, Messages, case_table

__all__ = ["ANSWER", "ASK", "END", "MONDAY", "NUMBER", "case_of", "cases_of", "labelled"]

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


def case_of(number: int, *said: tuple[str, str], **columns: Any) -> tuple[Case, list[Message]]:
    """A case of one conversation: (speaker, text) a minute apart."""
    name, at = f"c{number}", columns.pop("at", MONDAY + timedelta(hours=number))
    labels = columns.pop("labels", {})
    messages = [
        Message(
            conversation_id=columns.get("conversation_id", name),
            position=100 * number + position,
            speaker=speaker,  # type: ignore[arg-type] # one of the four
            text=text,
            sent_at=at + timedelta(minutes=position),
            case_id=name,
            channel=columns.get("channel"),
            locale=columns.get("locale", "en"),
            intent=labels.get(position),
        )
        for position, (speaker, text) in enumerate(said)
    ]
    columns = {"conversation_id": name, "locale": "en", **columns}
    bot = any(speaker == "bot" for speaker, _ in said)
    closed = at + timedelta(minutes=len(said) - 1)
    case = Case(case_id=name, opened_at=at, closed_at=closed, bot_engaged=bot, **columns)
    return case, messages


def cases_of(*rows: tuple[Case, list[Message]]) -> Cases:
    """A log of such cases."""
    cases = case_table(case for case, _ in rows)
    return Cases(cases, Messages.of(message for _, own in rows for message in own))


ASK = ("customer", "where is my parcel")
ANSWER = ("bot", "What is the number of your parcel?")
NUMBER = ("customer", "it is <ORDER_NUMBER_1a2b>")
END = case_of(999, ASK, ("agent", "I look."))
"""Long after all others: else the last of them would be too late to tell who left."""


def labelled(row: tuple[Case, list[Message]], label: str) -> tuple[Case, list[Message]]:
    """The same with the issue of the first message as somebody read it."""
    case, (first, *others) = row
    return case, [replace(first, intent=label), *others]
