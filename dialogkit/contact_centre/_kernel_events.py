"""Events to come, in plain Python: the standard library's heap."""

from __future__ import annotations

from heapq import heappop, heappush

from dialogkit.contact_centre._kernel_floor import INF, Floor

__all__ = ["schedule", "soonest", "take"]


def schedule(floor: Floor, when: float, code: int) -> None:
    """Something is to happen."""
    heappush(floor.events, (when, code))


def soonest(floor: Floor) -> tuple[float, int]:
    """What happens next, and when; never where there is nothing."""
    return floor.events[0] if floor.events else (INF, 0)


def take(floor: Floor) -> None:
    """The next event is happening."""
    heappop(floor.events)
