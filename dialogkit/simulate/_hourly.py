"""One run by the hours of the week: who came, who was handed off, who waited, who was there."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from dialogkit.contact_centre import Outcome, hourly
from dialogkit.simulate._desk import Desk

__all__ = ["hours_of_week"]

Floats = NDArray[np.float64]
HOUR = 3_600.0


def hours_of_week(
    opened: Floats,
    handed: NDArray[np.bool_],
    outcomes: Sequence[Outcome],
    desk: Desk,
    *,
    begin: datetime,
    start: date,
    days: int,
    horizon: float,
    timezone: str,
) -> dict[str, Floats]:
    """Means of the simulated days by hour of the week, Monday 0 h local time first, shape (168,).

    What the simulated days lead to later (recontacts, calls, those still waiting) is put on the
    hour of the week in which it happens, as the week before would have left it to this one.

    Args:
        opened: When the cases that count were opened, in seconds from ``begin``, shape (n,).
        handed: Whether they were handed off, shape (n,).
        outcomes: What became of their requests to the queue.
        desk: The staff.
        begin: Start of the run, in UTC; before the first day that counts.
        start: The first day that counts, local time.
        days: Days that count.
        horizon: Seconds after which nothing is counted any more.
        timezone: Where the hours are counted.

    Returns:
        ``arrivals``, cases by the hour they were opened in; ``handoffs``, those of them that were
        handed off; ``waiting``, mean number in the queue; ``agents``, mean number on duty.
    """
    hours = int(horizon // HOUR)
    place, inside = _calendar(begin, start, days, hours, timezone)
    weekdays = np.bincount([(start.weekday() + d) % 7 for d in range(days)], minlength=7)
    each = np.maximum(1, np.repeat(weekdays, 24))
    # a level is a mean over the hours that there were: two at 2 h on the day summer time ends
    often = np.maximum(1, np.bincount(place[inside], minlength=168))
    came = place[np.minimum(opened // HOUR, hours - 1).astype(np.intp)]
    edges: Floats = np.arange(hours + 1, dtype=np.float64) * HOUR
    duty = np.diff(desk.agents_until(edges)) / HOUR
    queue = hourly(outcomes, hours * HOUR).mean_queue
    return {
        "arrivals": np.bincount(came, minlength=168) / each,
        "handoffs": np.bincount(came[handed], minlength=168) / each,
        "waiting": np.bincount(place, queue, 168) / often,
        "agents": np.bincount(place[inside], duty[inside], 168) / often,
    }


@functools.cache
def _calendar(
    begin: datetime, start: date, days: int, hours: int, timezone: str
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Hour of the week of each hour of a run, and whether it is on a day that counts."""
    zone = ZoneInfo(timezone)
    local = [(begin + timedelta(hours=h)).astimezone(zone) for h in range(hours)]
    place = np.array([when.weekday() * 24 + when.hour for when in local])
    return place, np.array([0 <= (when.date() - start).days < days for when in local])
