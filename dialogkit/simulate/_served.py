"""How fast a team answered: measured by one code in a log and in simulated weeks.

Whoever writes counts, answered or not: one who left, and one whom nobody answered, is not answered
within any time, in the log as in the simulation. So no wait is lost because it never ended, and
nobody has to know who left: in a messenger silence is not leaving.

Cases of one day wait in the same queue, and are not independent; nor are those of one simulated
week. The spread between days (by weekday, where each weekday was seen twice) or between weeks says
how many independent cases a number is worth (Korn and Graubard 1998), and the interval of Wilson is
taken with that number; of quantiles as Woodruff (1952) does.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dialogkit._intervals import wilson
from dialogkit.conversation import CASE_SCHEMA
from dialogkit.errors import ParameterError
from dialogkit.simulate._habits import DAYS

__all__ = [
    "FOLLOWED",
    "IN_TIME",
    "SERVED",
    "Measured",
    "Served",
    "ServedDay",
    "ServedHours",
    "Times",
    "arrivals_measured",
    "share_measured",
]

IN_TIME = 3_600.0
"""Seconds: the wait that counts as answered in time, as the rates of a forecast have it."""
FOLLOWED = 72 * 3_600.0
"""Seconds for which a case must have been watched: a long weekend."""
_FEW_RUNS = 5
"""With fewer simulated weeks their days are the clusters."""

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Counts = NDArray[np.int64]

SERVED: Mapping[str, tuple[str, str]] = {
    "arrivals_per_week": ("neue Anliegen je Woche", "new matters a week"),
    "half_answered_after": (
        "die Hälfte hat eine Antwort des Teams nach",
        "half of all have an agent's answer after",
    ),
    "nine_of_ten_answered_after": (
        "neun von zehn haben sie nach",
        "nine of ten have it after",
    ),
    "answered_60m": (
        "vom Team innerhalb von 60 min beantwortet",
        "answered by an agent within 60 min",
    ),
    "answered_60m_open": (
        "ebenso für alle, die schreiben, während das Team da ist",
        "the same of those who write while the team is there",
    ),
    "answered_when_closed": (
        "erste Antworten außerhalb der Öffnungszeiten",
        "first answers given out of hours",
    ),
    "never_answered": ("nie vom Team beantwortet", "never answered by an agent"),
    "settled": ("Anliegen gelöst", "matter settled"),
    "recontact_72h": (
        "innerhalb von 72 h mit demselben Anliegen zurück, soweit erkannt",
        "back with the same matter within 72 h, as far as recognised",
    ),
}
"""What is measured, in a few German and English words; the two of opening hours need these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One number with its 95 % interval."""

    value: float
    """The number; of a share what is confirmed."""
    low: float
    """Lower end of the interval."""
    high: float
    """Upper end; with unknown cases, of what is confirmed or unknown."""
    n: int
    """Cases behind it."""
    unit: Literal["share", "seconds", "number"] = "share"
    """What it is a number of."""
    most: float | None = None
    """The share that is confirmed or unknown, where some cases are unknown."""

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.value <= self.high:
            got = f"{self.low:g}, {self.value:g}, {self.high:g}"
            raise ParameterError(f"must have 0 <= low <= value <= high, got {got}")
        if self.unit == "share" and self.high > 1:
            raise ParameterError(f"a share must not be above 1, got {self.high:g}")
        if self.most is not None and not self.value <= self.most <= self.high:
            raise ParameterError(f"most must lie from value to high, got {self.most:g}")

    def to_json(self) -> dict[str, Any]:
        """As a JSON object; ``most`` where there is one."""
        names = ("value", "low", "high", "n", "unit")
        row = {name: getattr(self, name) for name in names}
        return row if self.most is None else {**row, "most": self.most}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedDay:
    """One day of a log by the hour, local time; which day it was is not kept, nor their order."""

    day: str
    """Its weekday, of `DAYS`."""
    wrote: tuple[int, ...]
    """Cases by the hour of their first message, 24 numbers."""
    in_time: tuple[int, ...]
    """Of these, those an agent answered within `IN_TIME`."""
    answers: tuple[int, ...]
    """First answers of agents by the hour in which they were given."""

    def __post_init__(self) -> None:
        rows = (self.wrote, self.in_time, self.answers)
        if self.day not in DAYS or any(len(row) != 24 or min(row) < 0 for row in rows):
            what = "needs a day of the week and 24 counts each in wrote, in_time, answers"
            raise ParameterError(what)
        if any(some > of for some, of in zip(self.in_time, self.wrote, strict=True)):
            raise ParameterError("in_time must not be above wrote in any hour")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedHours:
    """Cases and first answers by hour of the week, Monday 0 h first, for each day or run."""

    wrote: Counts
    """Cases by the hour of their first message, shape (clusters, 168)."""
    in_time: Counts
    """Of these, those answered in time."""
    answers: Counts
    """First answers by the hour in which they were given."""
    strata: Codes
    """What kind of day each is, shape (clusters,)."""

    def share(self, name: str, hours: NDArray[np.bool_]) -> Measured | None:
        """A share that depends on when the team is there; None where there is no case.

        Args:
            name: ``answered_60m_open``: of those who wrote in these hours, who was answered in
                time; ``answered_when_closed``: of all first answers, those given in them.
            hours: Which hours of the week count, shape (168,).
        """
        like = independent(self.in_time.sum(1), self.wrote.sum(1), self.strata)
        worth = None if like is None else like[0] / max(int(self.wrote.sum()), 1)
        if name == "answered_60m_open":
            hits, sizes = self.in_time[:, hours].sum(1), self.wrote[:, hours].sum(1)
        else:
            hits, sizes = self.answers[:, hours].sum(1), self.answers.sum(1)
        return share_measured(hits, sizes, self.strata, worth=worth)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """How the team of a log answered: to be held against the simulated weeks without the bot."""

    rows: Mapping[str, Measured] = field(default_factory=dict)
    """Name, of `SERVED`, to what was measured."""
    days: tuple[ServedDay, ...] = ()
    """The days of the log by the hour, in no order of time; empty where its times do not tell."""
    lacks: Mapping[str, str] = field(default_factory=dict)
    """Name of what could not be measured to the reason, in a word."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Reason to how many cases were left out for it."""

    @property
    def hours(self) -> ServedHours:
        """The days as numbers."""
        strata = np.array([DAYS.index(day.day) for day in self.days], dtype=np.int64)
        found = {}
        for name in ("wrote", "in_time", "answers"):
            counts = np.zeros((len(self.days), 168), dtype=np.int64)
            for row, day in enumerate(self.days):
                first = 24 * strata[row]
                counts[row, first : first + 24] = getattr(day, name)
            found[name] = counts
        return ServedHours(**found, strata=strata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Cases as arrays, shape (n,) each."""

    wait: Floats
    """Seconds from the first message to the first answer of an agent; infinite where none came."""
    wrote: Codes
    """Hour of the week of the first message."""
    answered: Codes
    """Hour of the week of the answer; -1 where none came."""
    solved: NDArray[np.bool_]
    """Whether the matter is known to be settled."""
    unsure: NDArray[np.bool_]
    """Whether nobody knows."""
    wrote_on: Codes
    """Cluster of the case: its day, or its simulated run; numbered from 0."""
    answered_on: Codes
    """Cluster of the answer; -1 where none came."""
    strata: Codes
    """Weekday of each cluster; 0 throughout where clusters are runs. Shape (clusters,)."""

    @classmethod
    def of(cls, table: pa.Table, timezone: str) -> Self:
        """The cases of a table: of `CASE_SCHEMA`, each with the time of its opening.

        Args:
            table: Cases that the customer began; simulated ones know their replication.
            timezone: Where hours and days are counted.
        """
        reached = np.asarray(table["reached_agent"].to_numpy(), dtype=bool)
        waits = np.asarray(pc.fill_null(table["wait_seconds"], np.inf).to_numpy(), dtype=float)
        wait = np.where(reached, waits, np.inf)
        opened = np.asarray(table["opened_at"].cast(pa.int64()).to_numpy())
        known = np.isfinite(wait)
        later = opened + np.where(known, wait * 1e6, 0).astype(np.int64)
        (wrote, day), (hour, date) = _local(opened, timezone), _local(later, timezone)
        runs = np.asarray(pc.fill_null(table["replication"], -1).to_numpy(), dtype=np.int64)
        if len(np.unique(runs[runs >= 0])) >= _FEW_RUNS:
            keys, own, strata = np.unique(runs), (runs, runs), None
        else:
            own = (runs * 10**6 + day, runs * 10**6 + date)
            keys = np.unique(np.concatenate([own[0], own[1][known]]))
            strata = (keys + 10**6) % 10**6 % 7
        places = [np.searchsorted(keys, each) for each in own]
        return cls(
            wait=wait,
            wrote=wrote,
            answered=np.where(known, hour, -1),
            solved=_is(table, "yes"),
            unsure=_is(table, "unknown"),
            wrote_on=places[0],
            answered_on=np.where(known, places[1], -1),
            strata=np.zeros(len(keys), dtype=np.int64) if strata is None else strata,
        )

    def hours(self) -> ServedHours:
        """Counted by hour of the week."""
        soon = self.wait <= IN_TIME
        return ServedHours(
            wrote=self._counts(self.wrote_on, self.wrote),
            in_time=self._counts(self.wrote_on[soon], self.wrote[soon]),
            answers=self._counts(
                self.answered_on[self.answered >= 0], self.answered[self.answered >= 0]
            ),
            strata=self.strata,
        )

    def days(self) -> tuple[ServedDay, ...]:
        """The same day by day, where the clusters are days."""
        hours = self.hours()
        found = []
        for row, weekday in enumerate(self.strata.tolist()):
            own = slice(24 * weekday, 24 * weekday + 24)
            counts = {n: getattr(hours, n)[row, own] for n in ("wrote", "in_time", "answers")}
            rows = {name: tuple(map(int, each)) for name, each in counts.items()}
            found.append(ServedDay(day=DAYS[weekday], **rows))
        return tuple(found)

    def share(self, name: str) -> Measured | None:
        """A share of all cases; None where there is none.

        Args:
            name: ``answered_60m``, ``never_answered`` or ``settled``.
        """
        soon = self.wait <= IN_TIME
        like = independent(self._by(soon), self._by(), self.strata)
        worth = None if like is None else like[0] / len(self.wait)
        if name == "settled":
            sure = self._share(self.solved, worth)
            perhaps = self._share(self.solved | self.unsure, worth)
            if sure is None or perhaps is None or not self.unsure.any():
                return sure
            return replace(sure, high=perhaps.high, most=perhaps.value)
        return self._share(soon if name == "answered_60m" else np.isinf(self.wait), worth)

    def quantile(self, level: float) -> Measured | None:
        """The wait within which a share of all was answered; None where fewer were at all."""
        ordered = np.sort(self.wait)
        n = len(ordered)
        value = ordered[max(math.ceil(level * n) - 1, 0)] if n else np.inf
        if not np.isfinite(value):
            return None
        worth = independent(self._by(self.wait <= value), self._by(), self.strata) or (n, n - 1)
        low, high = wilson(level * worth[0], worth[0], df=max(worth[1], 1))
        last = float(ordered[np.isfinite(ordered)][-1])
        ends = [float(ordered[min(max(math.ceil(e * n) - 1, 0), n - 1)]) for e in (low, high)]
        return Measured(
            value=float(value),
            low=min(ends[0], float(value)),
            high=max(min(ends[1], last), float(value)),
            n=n,
            unit="seconds",
        )

    def _share(self, hit: NDArray[np.bool_], worth: float | None) -> Measured | None:
        return share_measured(self._by(hit), self._by(), self.strata, worth=worth)

    def _by(self, hit: NDArray[np.bool_] | None = None) -> Counts:
        """Cases by cluster; those with a property."""
        own = self.wrote_on if hit is None else self.wrote_on[hit]
        return np.bincount(own, minlength=len(self.strata))

    def _counts(self, clusters: Codes, hours: Codes) -> Counts:
        counts = np.bincount(clusters * 168 + hours, minlength=len(self.strata) * 168)
        return counts.reshape(len(self.strata), 168)


def independent(hits: Counts, sizes: Counts, strata: Codes) -> tuple[float, int] | None:
    """How many independent cases the clusters are worth, and the degrees of freedom of that.

    None where the share is 0 or 1, which shows no spread, or there are not two clusters.
    """
    used = sizes > 0
    hits, sizes, strata = hits[used], sizes[used], strata[used]
    n = int(sizes.sum())
    if len(sizes) < 2 or not 0 < int(hits.sum()) < n:
        return None
    _, strata, counts = np.unique(strata, return_inverse=True, return_counts=True)
    if counts.min() < 2:
        strata, counts = np.zeros(len(sizes), dtype=np.int64), np.array([len(sizes)])
    share = hits.sum() / n
    residuals = hits - share * sizes
    means = np.bincount(strata, weights=residuals) / counts
    squares = np.bincount(strata, weights=(residuals - means[strata]) ** 2)
    variance = float((counts / (counts - 1) * squares).sum()) / n**2
    freedom = int((counts - 1).sum())
    if variance <= 0:
        return float(n), freedom
    return min(float(n), float(share * (1 - share)) / variance), freedom


def share_measured(
    hits: Counts, sizes: Counts, strata: Codes, *, worth: float | None = None
) -> Measured | None:
    """A share with its interval by clusters; None where nothing was counted.

    Args:
        hits: Cases of each cluster that have a property, shape (clusters,).
        sizes: Cases of each cluster.
        strata: What kind each cluster is; clusters are compared within their kind.
        worth: What part of a case each is worth where the share itself is 0 or 1 and so shows no
            spread; None: each cluster then counts as one case.
    """
    k, n = int(hits.sum()), int(sizes.sum())
    if not n:
        return None
    clusters = int((sizes > 0).sum())
    known = independent(hits, sizes, strata)
    if known is None:
        known = (float(clusters) if worth is None else worth * n), clusters - 1
    low, high = wilson(k / n * known[0], known[0], df=max(known[1], 1))
    return Measured(value=k / n, low=min(low, k / n), high=max(high, k / n), n=n)


def arrivals_measured(cases: int, weeks: float, dispersion: float) -> Measured:
    """Cases a week, with the interval of a count whose variance is so many times its mean."""
    half = 1.96 * math.sqrt(dispersion * max(cases, 1)) / weeks
    value = cases / weeks
    return Measured(
        value=value, low=max(0.0, value - half), high=value + half, n=cases, unit="number"
    )


def _is(table: pa.Table, word: str) -> NDArray[np.bool_]:
    return np.asarray(pc.equal(table["resolved"], word).to_numpy(), dtype=bool)


def _local(micros: Codes, timezone: str) -> tuple[Codes, Codes]:
    """Hour of the week and day (numbered so that Mondays are multiples of 7) on the local clock."""
    kind = CASE_SCHEMA.field("opened_at").type
    times = pa.array(micros).cast(kind).cast(pa.timestamp("us", tz=timezone))
    local = np.asarray(pc.local_timestamp(times).cast(pa.int64()).to_numpy())
    day = local // 86_400_000_000 + 3  # the first day of 1970 was a Thursday
    return day % 7 * 24 + local // 3_600_000_000 % 24, day
