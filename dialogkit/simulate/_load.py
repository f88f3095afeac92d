"""How much work came to the agents, beside how much they can do: where the queue grows."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Self
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from dialogkit.contact_centre import Outcome
from dialogkit.simulate._desk import Desk

__all__ = ["Load", "load_of"]

Floats = NDArray[np.float64]
HOUR = 3_600.0
_DAYS = {
    "de": ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Work that came ÷ work the agents on duty could do, in slot-time; calls and e-mails count.

    A request counts in the hour in which it joined the queue, or in the first hour after that in
    which the centre is open. The work of one that nobody answered is taken as the mean of the
    others. All values are means of the simulated days, over all replications.
    """

    work: tuple[float, ...]
    """Slot-hours of work that came, by hour of the week: 168 values, Monday 0 h local first."""
    capacity: tuple[float, ...]
    """Slot-hours on duty, by hour of the week."""
    requests: tuple[float, ...]
    """Requests that came, by hour of the week."""

    @property
    def rho(self) -> float:
        """ρ of the whole time; above 1 the queue grows until customers leave.

        Infinite where there is work and nobody on duty; 0 where there is no work.
        """
        return _ratio(sum(self.work), sum(self.capacity))

    @property
    def by_hour(self) -> tuple[float, ...]:
        """ρ of each hour of the week, 168 values."""
        return tuple(map(_ratio, self.work, self.capacity))

    @property
    def growth_per_hour(self) -> float:
        """Requests by which the queue grows in an hour on duty, before anybody leaves it.

        λ·(1 − 1/ρ), the rate that comes less the rate that can be done; 0 up to ρ = 1.
        """
        hours = sum(1 for staffed in self.capacity if staffed > 0)
        return _growth(sum(self.requests) / hours, self.rho) if hours else 0.0

    @property
    def growth_by_hour(self) -> tuple[float, ...]:
        """The same for each hour of the week."""
        return tuple(map(_growth, self.requests, self.by_hour))

    @property
    def overloaded(self) -> bool:
        """Whether more work comes than can be done at all."""
        return self.rho > 1

    def notes(self, locale: Literal["de", "en"] = "en") -> tuple[str, ...]:
        """What a reader of the result must know, a sentence each; empty where all is well."""
        found = []
        if self.overloaded:
            values = (_number(self.rho, 2, locale), _number(self.growth_per_hour, 1, locale))
            found.append(_OVERLOADED[locale].format(*values))
        hours = [hour for hour, rho in enumerate(self.by_hour) if rho > 1]
        if hours:
            worst = max(hours, key=lambda hour: (self.growth_by_hour[hour], -hour))
            place = f"{_DAYS[locale][worst // 24]} {worst % 24}–{worst % 24 + 1}"
            count = f"{len(hours)} {_HOUR_WORDS[locale][len(hours) > 1]}"
            rho = _number(self.by_hour[worst], 2, locale)
            growth = _number(self.growth_by_hour[worst], 1, locale)
            found.append(_HOURS[locale].format(count, place, rho, growth))
        return tuple(found)

    @classmethod
    def mean(cls, parts: Sequence[Self]) -> Self:
        """Of several replications."""

        def mean(values: Callable[[Self], tuple[float, ...]]) -> tuple[float, ...]:
            """Hour by hour."""
            return tuple(np.mean([values(part) for part in parts], axis=0).tolist())

        return cls(
            work=mean(lambda part: part.work),
            capacity=mean(lambda part: part.capacity),
            requests=mean(lambda part: part.requests),
        )


_OVERLOADED = {
    "de": "Das Team ist überlastet: Es kommt {}-mal so viel Arbeit, wie es leisten kann "
    "(ρ). Die Warteschlange wächst um {} Anfragen je Dienststunde, bis Kunden aufgeben.",
    "en": "The team is overloaded: {} times as much work comes as it can do (ρ). The queue "
    "grows by {} requests an hour on duty, until customers leave.",
}
_HOURS = {
    "de": "In {} der Woche kommt mehr Arbeit, als zu leisten ist, am meisten {} Uhr "
    "(ρ = {}): Dann wächst die Warteschlange um {} Anfragen in der Stunde.",
    "en": "In {} of the week more work comes than can be done, most of it {} h "
    "(ρ = {}): the queue then grows by {} requests an hour.",
}
_HOUR_WORDS = {"de": ("Stunde", "Stunden"), "en": ("hour", "hours")}


def load_of(
    outcomes: Sequence[Outcome],
    desk: Desk,
    slots_of: Callable[[Outcome], int],
    *,
    begin: datetime,
    counted: tuple[float, float],
    timezone: str,
) -> Load:
    """The load of one run in the days that count.

    Args:
        outcomes: All of the run.
        desk: The staff.
        slots_of: Slots that a request took.
        begin: Start of the run, in UTC.
        counted: Seconds from ``begin`` between which requests count.
        timezone: Where the hours of the week are counted.
    """
    hours = round((counted[1] - counted[0]) / HOUR)
    zone = ZoneInfo(timezone)
    first = begin + timedelta(seconds=counted[0])
    local = [(first + timedelta(hours=h)).astimezone(zone) for h in range(hours)]
    place = np.array([when.weekday() * 24 + when.hour for when in local], dtype=np.intp)
    often = np.maximum(1, np.bincount(place, minlength=168))
    edges: Floats = np.arange(hours + 1, dtype=np.float64) * HOUR + counted[0]
    joined = [o for o in outcomes if o.step >= 0]
    at = desk.next_openings(np.array([o.queued_at for o in joined], dtype=np.float64))
    inside = (at >= counted[0]) & (at < edges[-1])
    work = _work_of(joined, slots_of)[inside]
    hour = place[((at[inside] - counted[0]) // HOUR).astype(np.intp)]
    capacity = np.diff(desk.staffed_until(edges)) / HOUR
    return Load(
        work=_by_hour(hour, work / HOUR, often),
        capacity=_by_hour(place, capacity, often),
        requests=_by_hour(hour, np.ones(len(hour)), often),
    )


def _work_of(outcomes: Sequence[Outcome], slots_of: Callable[[Outcome], int]) -> Floats:
    """Slot-seconds of each request; the mean of the others for those whom nobody answered."""
    work = np.array(
        [(o.freed_at - o.answered_at) * slots_of(o) if o.agent >= 0 else np.nan for o in outcomes],
        dtype=np.float64,
    )
    unknown = np.isnan(work)
    if unknown.any() and not unknown.all():
        work[unknown] = work[~unknown].mean()
    return np.nan_to_num(work)


def _by_hour(place: NDArray[np.intp], values: Floats, often: NDArray[np.intp]) -> tuple[float, ...]:
    return tuple((np.bincount(place, values, 168) / often).tolist())


def _number(value: float, digits: int, locale: Literal["de", "en"]) -> str:
    if not math.isfinite(value):
        return "∞"
    text = f"{value:.{digits}f}"
    return text.replace(".", ",") if locale == "de" else text


def _ratio(work: float, capacity: float) -> float:
    if work <= 0:
        return 0.0
    return work / capacity if capacity > 0 else math.inf


def _growth(requests: float, rho: float) -> float:
    return requests * (1 - 1 / rho) if rho > 1 else 0.0
