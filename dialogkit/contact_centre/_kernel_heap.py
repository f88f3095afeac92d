"""The heap of events in an array, which for numba takes the place of the standard library's.

The first record is the next event, infinitely far where there is none; the last one holds the
count. What has the lower time, then kind, then number, comes first; no two events have all alike,
so any heap gives them in the same order.
"""

from __future__ import annotations

from typing import Any

from dialogkit.contact_centre._kernel_floor import INF

__all__ = ["heappop", "heappush"]


def heappush(events: Any, event: tuple[float, int, int]) -> None:
    """An event rises from the last place."""
    when, kind, number = event
    size = events[len(events) - 1]
    place = size.number
    size.number = place + 1
    while place > 0:
        above = (place - 1) >> 1
        other = events[above]
        if precedes(other, when, kind, number):
            break
        put(events, place, other.when, other.kind, other.number)
        place = above
    put(events, place, when, kind, number)


def heappop(events: Any) -> tuple[float, int, int]:
    """The first event is taken: the last one sinks from its place."""
    first = events[0].when, events[0].kind, events[0].number
    size = events[len(events) - 1]
    count = size.number - 1
    size.number = count
    when, kind, number = events[count].when, events[count].kind, events[count].number
    place, below = 0, 1
    while below < count:
        other = events[below]
        if below + 1 < count and precedes(events[below + 1], other.when, other.kind, other.number):
            below += 1
            other = events[below]
        if not precedes(other, when, kind, number):
            break
        put(events, place, other.when, other.kind, other.number)
        place, below = below, 2 * below + 1
    put(events, place, when, kind, number)
    if count == 0:
        events[0].when = INF
    return first


def precedes(one: Any, when: float, kind: int, number: int) -> bool:
    """Whether an event comes before another."""
    if one.when < when:
        return True
    if one.when > when:
        return False
    return bool(one.kind < kind or (one.kind == kind and one.number < number))


def put(events: Any, place: int, when: float, kind: int, number: int) -> None:
    """An event takes a place."""
    events[place].when, events[place].kind, events[place].number = when, kind, number
