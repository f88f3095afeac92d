"""Whether a log holds messages twice, as where a chat was exported in May and again in June."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from dialogkit.corpus._raw import Entry, Thread

__all__ = ["overlap_notes"]

_IN_A_ROW = 5
"""So many messages in a row, or all of the shorter conversation, are no chance."""
_MOST_OWNERS = 4
"""Conversations remembered for one message; broadcasts stand in many."""


def overlap_notes(threads: Sequence[Thread]) -> tuple[str, ...]:
    """That messages of conversations stand in others, too; the work grows with the log alone.

    Time, sender and text must be the same, and two people must have written: what a company tells
    many customers in one minute is no copy. Files are not named, since their names name customers.
    """
    told = [_told(thread) for thread in threads]
    owners: dict[int, list[int]] = defaultdict(list)
    count = 0
    for place, entries in enumerate(told):
        keys = [hash((entry.sent_at, entry.person, entry.text)) for entry in entries]
        count += _shared(entries, keys, owners, told)
        for key in set(keys):
            if len(owners[key]) < _MOST_OWNERS:
                owners[key].append(place)
    if not count:
        return ()
    what = f"{count} messages stand in another conversation of the log, too, and count twice"
    return (f"{what}; of a chat that was exported more than once, keep the newest file alone",)


def _told(thread: Thread) -> list[Entry]:
    """What somebody wrote at a known time."""
    return [e for e in thread.entries if e.sent_at is not None and e.kind != "event"]


def _shared(
    entries: Sequence[Entry],
    keys: Sequence[int],
    owners: Mapping[int, Sequence[int]],
    told: Sequence[Sequence[Entry]],
) -> int:
    """How many messages of a conversation an earlier one holds, if that is no chance."""
    shared: dict[int, int] = defaultdict(int)
    copied: set[int] = set()
    runs: dict[int, int] = {}  # where the row that goes on began, by the conversation that has it
    for place, key in enumerate(keys):
        there = owners.get(key, ())
        runs = {owner: runs.get(owner, place) for owner in there}
        for owner, start in runs.items():
            shared[owner] += 1
            enough = min(_IN_A_ROW, len(entries), len(told[owner]))
            if owner in copied or place - start + 1 < enough:
                continue
            row = entries[max(start, place - 2 * _IN_A_ROW) : place + 1]
            if len({(entry.person, entry.speaker) for entry in row}) > 1:
                copied.add(owner)
    return max((shared[owner] for owner in copied), default=0)
