"""The heap of events in an array, which for numba takes the place of the standard library's.

The first record is the next event, infinitely far where there is none; the last one holds the
count. What has the lower time, then the lower code, comes first; no two events have both alike, so
any heap gives them in the same order.
"""

from __future__ import annotations

from typing import Any

from dialogkit.contact_centre._kernel_floor import INF

__all__ = ["heappop", "heappush"]


def heappush(events: Any, event: tuple[float, int]) -> None:
    """An event rises from the last place."""
    when, code = event
    size = events[len(events) - 1]
    place = size.code
    size.code = place + 1
    while place > 0:
        above = (place - 1) >> 1
        other = events[above]
        if other.when < when or (other.when == when and other.code < code):
            break
        events[place].when, events[place].code = other.when, other.code
        place = above
    events[place].when, events[place].code = when, code


def heappop(events: Any) -> None:
    """The first event is taken: the last one sinks from its place."""
    size = events[len(events) - 1]
    count = size.code - 1
    size.code = count
    when, code = events[count].when, events[count].code
    place, below = 0, 1
    while below < count:
        other = events[below]
        if below + 1 < count:
            right = events[below + 1]
            if right.when < other.when or (right.when == other.when and right.code < other.code):
                other = right
                below += 1
        if when < other.when or (when == other.when and code < other.code):
            break
        events[place].when, events[place].code = other.when, other.code
        place, below = below, 2 * below + 1
    events[place].when, events[place].code = when, code
    if count == 0:
        events[0].when = INF
