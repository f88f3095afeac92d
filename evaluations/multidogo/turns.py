"""Reads the airline chats of MultiDoGO as they are published: one row a turn of the customer."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from dialogkit.conversation import Message, Messages, Utterance
from dialogkit.errors import InputError
from dialogkit.simulate import OUT_OF_SCOPE

__all__ = [
    "ISSUES",
    "SPLITS",
    "first_named",
    "labelled",
    "labels",
    "log_of",
    "read_slots",
    "read_split",
]

DOMAIN = "multidogo/turn_level/airline"
SPLITS = ("train", "dev", "test")
ISSUES = ("bookflight", "changeseatassignment", "getboardingpass", "getseatinfo")
"""The labels that say what a customer wants. The others say what a turn does: it greets, confirms,
refuses, thanks, says goodbye, or holds only a value that was asked for."""
JOINED_BY = "<div>"
RENAMED = {"outofdomain": OUT_OF_SCOPE}
COLUMNS = frozenset({"conversationId", "turnNumber", "utterance", "slot-labels", "intent"})


def read_split(data: Path, split: str) -> Messages:
    """One of the published splits as a log; `Message.intent` holds the cell as it is.

    ``position`` is the published number of the turn, with gaps where the agent spoke, whose turns
    are not published with labels. There are no times, and none are made up.

    Args:
        data: The folder named by ``DIALOGKIT_DATA``.
        split: ``train``, ``dev`` or ``test``.

    Raises:
        InputError: The file is not there or lacks a column.
    """
    return Messages.of(map(_message, _rows(data, split)))


def read_slots(data: Path, split: str) -> list[list[str]]:
    """What each word of each turn is, in the order of `read_split`: ``name``, ``O`` for nothing.

    Raises:
        InputError: As `read_split`.
    """
    return [row["slot-labels"].split() for row in _rows(data, split)]


def _rows(data: Path, split: str) -> list[dict[str, str]]:
    path = data / DOMAIN / f"{split}.tsv.gz"
    if not path.is_file():
        what = "is not there; evaluations/README.md says how to lay the folder out"
        raise InputError(what, file=str(path))
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        if not set(rows.fieldnames or ()) >= COLUMNS:
            what = f"lacks one of the columns {', '.join(sorted(COLUMNS))}"
            raise InputError(what, file=str(path))
        return list(rows)


def _message(row: dict[str, str]) -> Message:
    return Message(
        conversation_id=row["conversationId"],
        position=int(row["turnNumber"]),
        speaker="customer",
        text=row["utterance"],
        channel="web",
        locale="en",
        intent=row["intent"],
    )


def labels(cell: str | None) -> tuple[str, ...]:
    """The labels of a cell, in its order: ``a<div>b`` is two."""
    parts = (part.strip() for part in (cell or "").split(JOINED_BY))
    return tuple(dict.fromkeys(RENAMED.get(part, part) for part in parts if part))


def log_of(messages: Messages) -> Messages:
    """The log as customers are fitted to it: of several labels of a turn the first named counts."""
    rows = (replace(m, intent=next(iter(labels(m.intent)), None)) for m in messages.rows())
    return Messages.of(rows, unreadable=messages.unreadable, notes=messages.notes)


def labelled(messages: Iterable[Message]) -> list[Utterance]:
    """One example a label: a turn with two labels is two examples, so that neither is lost.

    A classifier that gives one answer is then right about one of the two: a label set that allows
    both costs it half a point each time, in training and in scoring alike. Blank turns are left
    out: there is nothing to read in them.
    """
    return [
        Utterance(text=m.text, intent=label, person=m.conversation_id, locale=m.locale)
        for m in messages
        if m.text.strip()
        for label in labels(m.intent)
    ]


def first_named(messages: Iterable[Message]) -> list[Utterance]:
    """The first turn of each chat with each issue (or out of scope).

    Later turns carry the issue's label too while it is dealt with (a bare *ok* among them), which
    no reader of the turn alone can know.
    """
    return list(_first_named(messages))


def _first_named(messages: Iterable[Message]) -> Iterator[Utterance]:
    seen = set[tuple[str | None, str]]()
    for example in labelled(messages):
        key = (example.person, example.intent)
        if example.intent in (*ISSUES, OUT_OF_SCOPE) and key not in seen:
            seen.add(key)
            yield example
