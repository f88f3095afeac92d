"""Events to come, for numba: a heap in an array, for `_kernel_events` is not fast there.

What has the lower time, then the lower code, comes first; no two events have both alike, so any
heap gives them in the same order.
"""

from __future__ import annotations

from typing import Any

from dialogkit.contact_centre._kernel_floor import INF

__all__ = ["schedule", "soonest", "take"]


def schedule(floor: Any, when: float, code: int) -> None:
    """Something is to happen: it rises from the last place."""
    events, clock = floor.events, floor.clock[0]
    place = clock.events
    clock.events = place + 1
    while place > 0:
        above = (place - 1) >> 1
        other = events[above]
        if other.when < when or (other.when == when and other.code < code):
            break
        events[place].when, events[place].code = other.when, other.code
        place = above
    events[place].when, events[place].code = when, code


def soonest(floor: Any) -> tuple[float, int]:
    """What happens next, and when; never where there is nothing."""
    first = floor.events[0]
    return (first.when, first.code) if floor.clock[0].events else (INF, 0)


def take(floor: Any) -> None:
    """The next event is happening: the last one sinks from the first place."""
    events, clock = floor.events, floor.clock[0]
    count = clock.events - 1
    clock.events = count
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
