"""The order of messages, as far as a file tells it: by positions, by times, by its rows.

Many exports know only minutes, and within a minute their rows are all that tells what came first.
So it matters whether a file begins with its oldest or its newest rows, and whether a row that comes
again is a message said twice or the same one, exported twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from dialogkit.corpus._raw import Entry

__all__ = ["RowOrder", "has_positions", "in_order", "minute_notes", "row_order", "row_order_notes"]

RowOrder = Literal["oldest first", "newest first", "none"]
"""How the rows of a file follow each other."""

_MINUTE = 60_000_000
_ENOUGH = 3
"""So many times without seconds are no chance."""
_ASTRAY = 5
"""Where more than one step of so many goes the other way, the rows are in no order."""


def row_order(conversations: Iterable[Sequence[Entry]]) -> RowOrder:
    """How the rows of a file follow each other, told by all of its conversations.

    What counts is whether the next row of a conversation is newer or older. Of rows that come again
    only the first count, or only the last, whichever gives the clearer answer: exports that overlap
    are appended to each other in either order. Where nothing tells, a file reads from the top.
    """
    steps: list[int] = []
    back: list[int] = []
    for entries in conversations:
        said = [_said(entry) for entry in entries if entry.sent_at is not None]
        steps += _steps(said)
        back += [-step for step in _steps(said[::-1])]
    clearer = min(steps, back, key=_astray)
    if _ASTRAY * _astray(clearer) > 1:
        return "none"
    return "newest first" if sum(clearer) < 0 else "oldest first"


def row_order_notes(order: RowOrder, conversations: Iterable[Sequence[Entry]]) -> tuple[str, ...]:
    """What a file's rows mean for the order of its messages, in words for the user."""
    left = [entries for entries in conversations if not has_positions(entries)]
    if order == "newest first" and left:
        return ("newest rows stand first: rows of one time were read from the last to the first",)
    unsure = sum(_has_ties(entries) for entries in left) if order == "none" else 0
    if not unsure:
        return ()
    what = "conversations in which nothing tells the order of messages of one time"
    return (f"{what}, so that outcomes can depend on it: {unsure}",)


def minute_notes(conversations: Iterable[Sequence[Entry]]) -> tuple[str, ...]:
    """That all times of a file are whole minutes, where they are, and what follows."""
    times = [e.sent_at for entries in conversations for e in entries if e.sent_at is not None]
    if len(times) < _ENOUGH or any(time % _MINUTE for time in times):
        return ()
    what = "times have no seconds: within a minute only the order of the export tells what came"
    return (f"{what} first, and waits are right to a minute",)


def has_positions(entries: Sequence[Entry]) -> bool:
    """Whether positions tell the order: each message has one, and none is that of two."""
    held: dict[int, tuple[object, ...]] = {}
    for entry in entries:
        place = _position(entry)
        if place is None or held.setdefault(place, _said(entry)) != _said(entry):
            return False
    return True


def in_order(parts: Sequence[Sequence[Entry]], order: RowOrder = "oldest first") -> list[Entry]:
    """The messages of one conversation, oldest first; those that come again are marked so.

    Positions tell the order where each message has its own; else times do, where all have one, and
    among equal ones the rows. All rows are kept: one that holds the same message again stands
    behind the first with ``again``. These are rows with equal position and content. Without
    positions they are equal rows of one time between which stands a row of another time, or the
    border of a file: whoever says the same twice in one minute does so within the rows of that
    minute. Of these runs of rows the one that has a message most often tells how often it was said.

    What cannot be known: whether equal rows within one run are one message (the query that cuts
    cases judges those), and, where the rows of a file are in no order, whether equal rows of one
    time are; there they are taken for one, unless they have no text, as pictures in a row have.

    Args:
        parts: The rows of the conversation, file by file.
        order: How the rows of each file follow each other.
    """
    rows = [entry for part in parts for entry in part]
    if has_positions(rows):
        return _by_position(rows)
    if any(entry.sent_at is None for entry in rows):
        return rows[::-1] if order == "newest first" else rows
    firsts = _firsts(rows, _runs(parts, order), order)
    sign = -1 if order == "newest first" else 1
    numbers = [_position(entry) for entry in rows]
    numbered = len(parts) == 1 and None not in numbers

    def key(row: int) -> tuple[int, int, int, bool]:
        first = firsts[row]
        number = (numbers[first] or 0) if numbered else 0
        return rows[row].sent_at or 0, number, sign * first, row != first

    ordered = sorted(range(len(rows)), key=key)
    return [_marked(rows[row], again=row != firsts[row]) for row in ordered]


def _steps(said: Sequence[tuple[int, str | None, str | None, str, str]]) -> list[int]:
    """From row to row 1 where time goes on and -1 where it goes back, without rows that repeat."""
    return [1 if b > a else -1 for (a, *_), (b, *_) in pairwise(dict.fromkeys(said)) if a != b]


def _astray(steps: Sequence[int]) -> float:
    """The share of steps that do not go where most of them go."""
    return (1 - abs(sum(steps)) / len(steps)) / 2 if steps else 0


def _said(entry: Entry) -> tuple[int, str | None, str | None, str, str]:
    return entry.sent_at or 0, entry.speaker, entry.person, entry.kind, entry.text


def _position(entry: Entry) -> int | None:
    return entry.given.position if entry.given else None


def _marked(entry: Entry, *, again: bool) -> Entry:
    return entry if entry.again == again else entry._replace(again=again)


def _by_position(rows: Sequence[Entry]) -> list[Entry]:
    ordered = sorted(rows, key=lambda entry: _position(entry) or 0)
    later = [_position(a) == _position(b) for a, b in pairwise(ordered)]
    return [_marked(e, again=again) for e, again in zip(ordered, [False, *later], strict=False)]


def _runs(parts: Sequence[Sequence[Entry]], order: RowOrder) -> list[int]:
    """The number of the run that each row stands in: rows of one file and one time in a row."""
    found: list[int] = []
    run = 0
    for part in parts:
        time = None
        for entry in part:
            run += order == "none" or entry.sent_at != time
            time = entry.sent_at
            found.append(run)
    return found


def _firsts(rows: Sequence[Entry], runs: Sequence[int], order: RowOrder) -> list[int]:
    """For each row the row that holds its message: another one where it comes again."""
    firsts = list(range(len(rows)))
    told = [_said(entry) for entry in rows]
    if len(set(told)) == len(told):
        return firsts
    size = Counter(runs)
    found: dict[object, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row, entry in enumerate(rows):
        if not entry.again and (entry.text or order != "none"):
            found[told[row]][runs[row]].append(row)
    for places in found.values():
        fullest = max(places, key=lambda run: (len(places[run]), size[run]))
        for run, again in places.items():
            if run != fullest:
                for first, row in zip(places[fullest], again, strict=False):
                    firsts[row] = first
    for row, entry in enumerate(rows):
        if entry.again:  # known from its own file, where it stands behind the first
            firsts[row] = firsts[row - 1]
    return firsts


def _has_ties(entries: Sequence[Entry]) -> bool:
    """Whether different messages have one time."""
    times = [entry.sent_at for entry in entries]
    if None in times:
        return False
    return len({_said(entry) for entry in entries}) > len(set(times))
