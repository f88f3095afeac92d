"""Chats written down as lines, made into the one case they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

from dialogkit.conversation import Case, Message, Messages
from dialogkit.corpus import split_cases

__all__ = ["case_of"]

WHO: dict[str, Literal["customer", "agent", "bot", "system"]] = {
    "c": "customer",
    "a": "agent",
    "b": "bot",
    "s": "system",
}


def case_of(*said: tuple[str, str]) -> Case:
    """The case of a chat in which somebody writes every three minutes.

    Args:
        said: Pairs of a letter (customer, agent, bot, system) and a text.
    """
    start = datetime(2026, 3, 2, 10, tzinfo=UTC)
    rows = [
        Message(
            conversation_id="chat",
            position=place,
            sent_at=start + timedelta(minutes=3 * place),
            speaker=WHO[who],
            kind="event" if who == "s" else "text",
            text=text,
        )
        for place, (who, text) in enumerate(said)
    ]
    (case,) = split_cases(Messages.of(rows)).rows()
    return case
