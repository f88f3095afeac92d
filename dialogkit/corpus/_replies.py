"""Conversations of a table without a column for them, told by which message answers which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dialogkit.corpus._columns import plain_column

__all__ = ["conversations_by_reply"]

_OWN = ("tweet_id", "message_id", "msg_id", "status_id", "comment_id", "post_id", "id")
_ANSWERED = (
    *("in_response_to_tweet_id", "in_reply_to_status_id", "in_reply_to_id", "in_reply_to"),
    *("in_response_to", "parent_id", "parent_message_id", "parent_comment_id", "reply_to_id"),
    *("reply_to", "reply_to_message_id", "replied_to"),
)
_MOST_ALONE = 1 / 3
"""Where more rows than this share neither answer nor are answered, it is one chat with quotes."""


def conversations_by_reply(rows: Sequence[tuple[int, Mapping[str, Any]]]) -> dict[int, str]:
    """The first message of the chain of answers that each row is in: number of the row → its id.

    Empty where the table has no columns of answers, or where most rows are in no chain.
    """
    names = {plain_column(str(name)): name for _, row in rows[:20] for name in row}
    own = next((names[name] for name in _OWN if name in names), None)
    answered = next((names[name] for name in _ANSWERED if name in names), None)
    if own is None or answered is None:
        return {}
    before = {_text(row.get(own)): _text(row.get(answered)) for _, row in rows}
    before.pop("", None)
    linked = {name for name, other in before.items() if other in before}
    linked |= {before[name] for name in linked}
    if not linked or len(before) - len(linked) > _MOST_ALONE * len(rows):
        return {}
    first: dict[str, str] = {}
    for name in before:
        _follow(name, before, first)
    return {number: first.get(_text(row.get(own)), "") for number, row in rows}


def _follow(name: str, before: Mapping[str, str], first: dict[str, str]) -> None:
    """Writes down the beginning of a chain for all its links; a circle begins where it is met."""
    way: list[str] = []
    seen: set[str] = set()
    while name not in first and name not in seen and before.get(name) in before:
        way.append(name)
        seen.add(name)
        name = before[name]
    start = first.get(name, name)
    first[name] = start
    for link in way:
        first[link] = start


def _text(value: Any) -> str:
    """Ids as text; tables that hold empty cells write whole numbers with ``.0``."""
    if value is None or value != value:
        return ""
    return str(value).strip().removesuffix(".0")
