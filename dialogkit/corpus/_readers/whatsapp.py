"""WhatsApp: the text file that "Export chat" writes, on Android and iOS, in any language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dialogkit.conversation import Unreadable
from dialogkit.corpus._columns import is_table_of_messages
from dialogkit.corpus._json import looks_like_json
from dialogkit.corpus._kinds import without_placeholder
from dialogkit.corpus._raw import Entry, Reading, Source, Thread, thread_id
from dialogkit.corpus._readers import line as line_texts
from dialogkit.corpus._readers import signal
from dialogkit.corpus._stamps import (
    DATE_FIRST,
    MARKS,
    TIME_FIRST,
    Clock,
    Order,
    Stamp,
    Style,
    infer_orders,
    of_match,
    order_notes,
)

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "whatsapp"
GENERIC = False

_END = r"(?:(?P<shut>\])\s?|\s?[-–—](?:\s|$)|:\s(?=[^:]{1,80}:\s)|[,،]\s(?=[^:]{1,60}\s:\s)"
# Korean phones set a colon before a notice
_END += r"|:\s(?=[^:\n]*[\uac00-\ud7a3][^:\n]*$))"
_HEADS = tuple(
    re.compile(rf"[{MARKS}]*(?P<open>\[)?{stamp}{_END}") for stamp in (DATE_FIRST, TIME_FIRST)
)
_STARTS = frozenset("[\u200e\u200f\u202a\u202b\u202d\ufeff")
_SENDER = re.compile(r"(?P<name>[^:：\n]{1,100}?)\s?(?::(?:\s|$)|：)")
_QUOTES = re.compile(r"[\"“”„«»]")
_LINES_TO_LOOK_AT = 200
_LINES_BEFORE = 40
"""A log may be cut in the middle of a message; its first lines then have no date."""


class _Block(NamedTuple):
    """A header with the lines that follow it."""

    line: int
    stamp: Stamp
    rest: list[str]


def recognise(source: Source) -> bool:
    """Whether one of the first lines starts as a WhatsApp message does.

    A table may hold whole chats in its cells, and a mail or a page may quote them; LINE's and
    Signal's texts look alike and are told by their own readers.
    """
    lines = source.head.split("\n", _LINES_TO_LOOK_AT)[:_LINES_TO_LOOK_AT]
    written = [line for line in lines if line.strip()][:_LINES_BEFORE]
    if not any(_head(line) for line in written) or _is_another(written):
        return False
    return not (looks_like_json(source) or signal.recognise(source) or line_texts.recognise(source))


_MAIL = re.compile(r"From [^\s:]+@?\S* +\w{3} |(?:[A-Z][A-Za-z]*-)*[A-Z][A-Za-z]*: \S")


def _is_another(written: Sequence[str]) -> bool:
    """A table by the names of its columns, a page by its first tag, a mail by its header."""
    first = written[0].lstrip("\ufeff ")
    if first[:1] in ("<", "{") or is_table_of_messages(
        re.split(r"[,;\t|]", first.replace('"', ""))
    ):
        return True
    return all(_MAIL.match(line) for line in written[:2])


def read(source: Source) -> Reading:
    """The one conversation in the file.

    Lines without a header belong to the message before them; those before the first header are
    unreadable. Headers without a sender are events. Times are local and become UTC.

    Raises:
        InputError: It is not UTF-8 text.
    """
    unreadable: list[Unreadable] = []
    blocks = list(_blocks(source, unreadable))
    orders = infer_orders((block.stamp for block in blocks), source.lent)
    entries = list(_entries(source, blocks, orders, unreadable))
    start = "\n".join(entry.text for entry in entries[:20])
    thread = Thread(
        conversation_id=thread_id("wa", source.stem, start),
        entries=entries,
        channel=NAME,
        partner=source.stem,
    )
    unreadable.sort(key=lambda bad: bad.line)
    threads = [thread] if entries else []
    return Reading(threads=threads, unreadable=unreadable, notes=order_notes(orders), orders=orders)


def _blocks(source: Source, unreadable: list[Unreadable]) -> Iterator[_Block]:
    block: _Block | None = None
    for number, line in enumerate(source.text.split("\n"), 1):
        head = _head(line)
        if head is not None:
            if block is not None:
                yield block
            block = _Block(number, head[0], [line[head[1] :]])
        elif block is not None:
            block.rest.append(line)
        elif line.strip():
            why = "stands before the first message with a date"
            unreadable.append(Unreadable(file=source.file, line=number, why=why))
    if block is not None:
        yield block


def _head(line: str) -> tuple[Stamp, int] | None:
    """The stamp that starts a line and where it ends; None for any other line."""
    first = line[:1]
    if not (first.isdecimal() or first in _STARTS) or not first:
        return None
    for pattern in _HEADS:
        found = pattern.match(line)
        if found and bool(found["open"]) == bool(found["shut"]):
            stamp = of_match(found, bracket=bool(found["open"]))
            if stamp is not None:
                return stamp, found.end()
    return None


def _entries(
    source: Source,
    blocks: Sequence[_Block],
    orders: dict[Style, Order],
    unreadable: list[Unreadable],
) -> Iterator[Entry]:
    clock = Clock(source.zone)
    persons = [_person(block.rest[0]) for block in blocks]
    often = Counter(name for name, _ in persons)
    before: int | None = None
    for block, (person, at) in zip(blocks, persons, strict=True):
        when = clock.micros(block.stamp, orders[block.stamp.style].name, after=before)
        if when is None:
            why = "starts with a date that does not exist"
            unreadable.append(Unreadable(file=source.file, line=block.line, why=why))
            continue
        before = when
        # 'Ada changed the subject to "Parcels: late"' has no sender
        known = "" if often[person] == 1 and _QUOTES.search(person) else person
        first = block.rest[0][at:] if known else block.rest[0]
        yield _entry("\n".join([first, *block.rest[1:]]).rstrip(), known, when)


def _entry(body: str, person: str, when: int) -> Entry:
    if not person:
        return Entry(body.strip(_EDGES + "\n"), "event", when, None, "system")
    text, kind = without_placeholder(body)
    if kind == "event":
        return Entry(text, "event", when, None, "system")
    return Entry(text, kind, when, person)


_EDGES = " ~\u00a0\u202f\u200e\u200f\u202a\u202c\u202d\u2068\u2069"


def _person(rest: str) -> tuple[str, int]:
    """The sender's name (empty where there is none) and where the text starts."""
    found = _SENDER.match(rest)
    if found is None:
        return "", 0
    return found["name"].strip(_EDGES), found.end()
