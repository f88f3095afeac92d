"""Who comes when: an overdispersed Poisson stream by hour of the week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count, repeat
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from dialogkit.simulate._customers import OUT_OF_SCOPE, Customers
from dialogkit.simulate._customers_mix import Mix
from dialogkit.simulate._draws import rng_for

__all__ = ["CALLED", "Arrival", "arrivals", "midnight"]

CALLED = 5_000_000
"""Added to the numbers of customers whom the bot wrote to, to tell them from those who come."""


class Arrival(NamedTuple):
    """A customer who comes with a matter."""

    scenario: int
    """Number of the customer, unique over all replications."""
    at: float
    """Seconds from the start of the run."""
    label: str
    """What they truly want."""
    locale: str
    channel: str
    person: int = 0
    """Number among those who come by themselves, or among those the bot writes to."""
    push: str | None = None
    """The push that made them write; ``None`` where they came by themselves."""
    issue: int = 0
    """Which of the issues of one visit it is about, from 0."""

    @property
    def row(self) -> int:
        """Row of their random numbers in a run."""
        return self.scenario % CALLED


def midnight(start: date, timezone: str) -> datetime:
    """The first moment of a day, in UTC."""
    local = datetime(start.year, start.month, start.day, tzinfo=ZoneInfo(timezone))
    return local.astimezone(UTC)


def arrivals(
    customers: Customers,
    *,
    start: date,
    days: int,
    seed: int,
    replication: int,
    mix: Mix | None = None,
) -> list[Arrival]:
    """One run's customers, in order of time.

    The number of customers in an hour is Poisson with the hour's rate times a factor of its day,
    gamma distributed with mean 1, so that the daily numbers vary as much as those of the log.

    Args:
        customers: Rates, mix and dispersion.
        start: First day, local time.
        days: Length of the run.
        seed: The seed of the run.
        replication: Its replication.
        mix: Of ``customers``, where it was worked out before.
    """
    rng = rng_for(seed, replication, 0)
    times = _times(customers, start, days, rng)
    n = len(times)
    mood = rng.random(n)
    locales, channels = customers.locales or {"": 1.0}, customers.channels or {"": 1.0}
    locale = _chosen(locales, rng.random(n))
    channel = _chosen(channels, rng.random(n))
    if customers.segments:
        # what is wanted differs by hour, channel and language
        mix = mix or Mix(customers)
        hours = np.array(hours_at(customers, times, start), dtype=np.int64)
        labels, label = mix.labels, mix.numbers(hours, channel, locale, mood)
    else:
        beyond = customers.value(OUT_OF_SCOPE)
        known = {label: (1 - beyond) * share.value for label, share in customers.intents.items()}
        shares = {**known, OUT_OF_SCOPE: beyond if known else 1.0}
        labels, label = list(shares), _chosen(shares, mood)
    columns = (
        count(replication * 10_000_000),
        times,
        _words(labels, label),
        _words(list(locales), locale),
        _words(list(channels), channel),
        range(n),
        repeat(None),
        repeat(0),
    )
    # as many as there are times: the others never end
    return list(map(Arrival._make, zip(*columns, strict=False)))


def _times(customers: Customers, start: date, days: int, rng: np.random.Generator) -> list[float]:
    zone = ZoneInfo(customers.timezone)
    begin = midnight(start, customers.timezone)
    end = midnight(start + timedelta(days=days), customers.timezone)
    hours = round((end - begin).total_seconds() / 3600)
    local = [(begin + timedelta(hours=h)).astimezone(zone) for h in range(hours)]
    rates = np.array([customers.arrivals[t.weekday() * 24 + t.hour] for t in local])
    extra = (customers.dispersion - 1) / max(customers.per_week / 7, 1e-9)
    shape = 1 / extra if extra > 0 else np.inf
    factors = rng.gamma(shape, 1 / shape, days + 1) if np.isfinite(shape) else np.ones(days + 1)
    day = np.array([(t.date() - start).days for t in local])
    counts = rng.poisson(rates * factors[day])
    offsets = np.repeat(np.arange(hours) * 3600.0, counts)
    found: list[float] = np.sort(offsets + rng.random(len(offsets)) * 3600.0).tolist()
    return found


def hours_at(customers: Customers, times: Sequence[float], start: date) -> list[int]:
    """Hour of the week, local time, of each of ``times``, given in seconds since ``start``."""
    zone, begin = ZoneInfo(customers.timezone), midnight(start, customers.timezone)
    known, place = np.unique(np.asarray(times) // 3600, return_inverse=True)
    local = [(begin + timedelta(hours=h)).astimezone(zone) for h in map(int, known)]
    weekly = np.array([when.weekday() * 24 + when.hour for when in local], dtype=np.int64)
    found: list[int] = weekly[place].tolist()
    return found


def _words(known: Sequence[str], numbers: NDArray[np.int64]) -> list[str]:
    """The word of each number."""
    return list(map(known.__getitem__, numbers.tolist()))


def _chosen(shares: Mapping[str, float], draws: NDArray[np.float64]) -> NDArray[np.int64]:
    """Numbers of the keys in whose stretch of the cumulated shares each draw lies."""
    weights = np.array(list(shares.values()), dtype=float)
    ends = np.cumsum(weights / weights.sum())
    picked: NDArray[np.int64] = np.searchsorted(ends, draws, side="right")
    return np.minimum(picked, len(weights) - 1)
