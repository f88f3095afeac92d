"""When customers write and when the team answers. All times are local to the team."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

FIRST_DAY = date(2026, 9, 7)
DAYS = 56
CLOSED = {date(2026, 10, 3)}
"""Public holidays in Bavaria on days that would be open."""

_DAY_WEIGHTS = (1.25, 1.1, 1.05, 1.05, 1.0, 0.7, 0.45)
_WORKDAY = (
    *(0.08, 0.04, 0.03, 0.02, 0.03, 0.1, 0.35, 0.8, 1.3, 1.6, 1.6, 1.4),
    *(1.1, 1.0, 1.0, 1.0, 1.1, 1.3, 1.4, 1.5, 1.4, 1.0, 0.5, 0.2),
)
_WEEKEND = (
    *(0.12, 0.07, 0.05, 0.03, 0.03, 0.05, 0.12, 0.3, 0.7, 1.2, 1.5, 1.5),
    *(1.2, 1.0, 1.0, 1.0, 1.1, 1.2, 1.2, 1.2, 1.1, 0.9, 0.6, 0.3),
)


def arrival(rng: Random) -> datetime:
    """A moment at which somebody starts to write, by the weights of the hours of the week."""
    days = [FIRST_DAY + timedelta(days=n) for n in range(DAYS)]
    day = rng.choices(days, [_DAY_WEIGHTS[d.weekday()] for d in days])[0]
    hours = _WORKDAY if day.weekday() < 5 else _WEEKEND
    hour = rng.choices(range(24), hours)[0]
    return datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)))


def waking(rng: Random, when: datetime) -> datetime:
    """``when``, or a moment of the following morning where that is at night."""
    if 7 <= when.hour < 23:
        return when
    day = when.date() + timedelta(days=when.hour >= 23)
    return datetime.combine(day, time(7)) + timedelta(seconds=rng.randrange(3 * 3600))


def is_open(when: datetime) -> bool:
    """Whether the team is there: Mo-Fr 08:00-18:00, Sa 09:00-13:00, not on public holidays."""
    if when.date() in CLOSED or when.weekday() == 6:
        return False
    return 9 <= when.hour < 13 if when.weekday() == 5 else 8 <= when.hour < 18


def next_open(when: datetime) -> datetime:
    """``when``, or the next moment at which the team is there."""
    while not is_open(when):
        when = when.replace(minute=0, second=0) + timedelta(hours=1)
    return when


def minutes(rng: Random, median: float, spread: float = 0.8) -> timedelta:
    """A lognormal delay; ``median`` in minutes."""
    return timedelta(seconds=int(60 * median * rng.lognormvariate(0.0, spread)) + 3)


def answer(rng: Random, when: datetime, *, talking: bool) -> datetime:
    """When the team answers a message: soon, on the next morning, or much later if forgotten."""
    if not talking and rng.random() < 0.06:
        when += timedelta(hours=rng.uniform(14, 30))
    elif is_open(when):
        sent = when + minutes(rng, 2.5 if talking else 8.0)
        if is_open(sent):
            return sent
        when = sent
    opened = next_open(when)
    late = timedelta(seconds=rng.randint(60, 90 * 60)) if opened > when else timedelta()
    return opened + late if is_open(opened + late) else opened
