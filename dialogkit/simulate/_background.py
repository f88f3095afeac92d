"""Calls and e-mails that the same agents answer: requests in the same queue, but no cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from dialogkit.contact_centre import Outcome, Request
from dialogkit.simulate._arrivals import midnight
from dialogkit.simulate._desk import Desk
from dialogkit.simulate._draws import rng_for

__all__ = ["CALL_WITHIN", "OtherWork", "Rhythm", "is_call", "other_requests", "what_became"]

CALL_WITHIN = 20.0
"""Seconds within which a call is answered in time, as contact centres count it."""
EMAIL_PRIORITY = 10
"""Whoever waits in a chat or on the line is answered before any e-mail."""
_CALLS, _EMAILS = 8, 9
"""Streams of random numbers."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """When customers come; calls and e-mails come in the same rhythm."""

    by_hour: Sequence[float]
    """Weight of each hour of the week, 168 values, Monday 0 h local time first."""
    spread: float
    """Variance of a day's rate over its square: 0 for Poisson numbers a day."""
    timezone: str
    """Where the hours are counted."""
    start: date
    """First day of the run, local time."""
    days: int
    """Length of the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWork:
    """What became of the calls, or of the e-mails, of the days that count."""

    came: int = 0
    """How many there were."""
    answered: int = 0
    """Of them those who were answered."""
    left: int = 0
    """Callers who hung up before the answer, or whom closing time turned away."""
    waited_seconds: float = 0.0
    """Waits of the answered, summed; of e-mails by the wall clock, nights included."""
    in_time: int = 0
    """Of the answered, those within `within_seconds`."""
    within_seconds: float = 0.0
    """The wait that counts as in time."""
    busy_seconds: float = 0.0
    """Slot-time they took; a call takes all slots of its agent."""

    @property
    def mean_wait_seconds(self) -> float:
        """Mean wait of the answered; nan where there are none."""
        return self.waited_seconds / self.answered if self.answered else float("nan")

    @property
    def share_in_time(self) -> float:
        """Answered in time ÷ came; nan where none came."""
        return self.in_time / self.came if self.came else float("nan")

    def to_json(self) -> dict[str, float | None]:
        """As a value for ``json.dump``: what came of how many, mean wait, share in time."""
        found: dict[str, float | None] = {"came": self.came, "answered": self.answered}
        found |= {"left": self.left, "within_seconds": self.within_seconds}
        means = {"mean_wait_seconds": self.mean_wait_seconds, "share_in_time": self.share_in_time}
        return found | {name: None if value != value else value for name, value in means.items()}

    def __add__(self, other: OtherWork) -> OtherWork:
        """Of both together, as of several replications."""
        return OtherWork(
            came=self.came + other.came,
            answered=self.answered + other.answered,
            left=self.left + other.left,
            waited_seconds=self.waited_seconds + other.waited_seconds,
            in_time=self.in_time + other.in_time,
            within_seconds=max(self.within_seconds, other.within_seconds),
            busy_seconds=self.busy_seconds + other.busy_seconds,
        )


def is_call(number: int) -> bool:
    """Whether a request with a number below 0 is a call; else it is an e-mail."""
    return number % 2 == 1


def other_requests(desk: Desk, rhythm: Rhythm, *, seed: int, replication: int) -> list[Request]:
    """The calls and e-mails of one run: an overdispersed Poisson stream each.

    Calls come in opening hours; on a public holiday none do. E-mails come at all hours. Both come
    as often as the centre says in a week without holidays.

    Args:
        desk: The staff.
        rhythm: When customers come.
        seed: The seed of the run.
        replication: Its replication.
    """
    blending = desk.centre.blending
    if blending is None:
        return []
    found: list[Request] = []
    if (calls := blending.calls) is not None:
        rng = rng_for(seed, replication, _CALLS)
        times = _in_opening_hours(desk, rhythm, calls.per_week.central, rng)
        handle = calls.handling.draw(rng, len(times))
        patience = rng.exponential(1.0, len(times)) * calls.patience.central
        wrap = calls.wrap_up.central
        rows = enumerate(zip(times.tolist(), handle.tolist(), patience.tolist(), strict=True))
        found += [Request(-1 - 2 * n, at, h, wrap, p, slots=0) for n, (at, h, p) in rows]
    if (emails := blending.emails) is not None:
        rng = rng_for(seed, replication, _EMAILS)
        weights = np.asarray(rhythm.by_hour, dtype=np.float64)
        times = _times(rhythm, _scaled(weights, emails.per_week.central), rng)
        handle = emails.handling.draw(rng, len(times))
        pairs = enumerate(zip(times.tolist(), handle.tolist(), strict=True))
        found += [
            Request(-2 - 2 * n, at, h, priority=EMAIL_PRIORITY, keeps=True) for n, (at, h) in pairs
        ]
    return found


def what_became(
    outcomes: Iterable[Outcome], desk: Desk, counted: tuple[float, float]
) -> dict[str, OtherWork]:
    """Calls and e-mails that came in the days that count; empty where there are none.

    Args:
        outcomes: Of the run.
        desk: The staff.
        counted: Seconds between which they came.
    """
    blending = desk.centre.blending
    if blending is None:
        return {}
    own = [o for o in outcomes if o.id < 0 and counted[0] <= o.queued_at < counted[1]]
    found = {}
    if blending.calls is not None:
        found["calls"] = _work([o for o in own if is_call(o.id)], desk, CALL_WITHIN)
    if blending.emails is not None:
        within = blending.emails.answer_within
        found["emails"] = _work([o for o in own if not is_call(o.id)], desk, within)
    return found


def _work(outcomes: Sequence[Outcome], desk: Desk, within: float) -> OtherWork:
    served = [o for o in outcomes if o.result == "served"]
    return OtherWork(
        came=len(outcomes),
        answered=len(served),
        left=sum(o.result not in ("served", "unfinished") for o in outcomes),
        waited_seconds=sum(o.wait for o in served),
        in_time=sum(o.wait <= within for o in served),
        within_seconds=within,
        busy_seconds=sum(
            (o.freed_at - o.answered_at) * (desk.agents[o.agent].chats if is_call(o.id) else 1)
            for o in served
        ),
    )


def _in_opening_hours(
    desk: Desk, rhythm: Rhythm, per_week: float, rng: np.random.Generator
) -> Floats:
    share = _open_by_hour(desk, rhythm.timezone)
    weights = np.asarray(rhythm.by_hour, dtype=np.float64)
    inside = weights * share
    if not inside.any():  # customers write at night only: calls come evenly
        weights, inside = (share > 0).astype(np.float64), share
    times = _times(rhythm, weights * (per_week / inside.sum()), rng)
    opened = np.array(desk.opened)
    place = np.searchsorted(opened[:, 0], times, side="right") - 1
    kept: Floats = times[(place >= 0) & (times < opened[np.maximum(place, 0), 1])]
    return kept


def _open_by_hour(desk: Desk, timezone: str) -> Floats:
    """Share of each hour of the week in which the centre is open, holidays left out of account."""
    monday = midnight(date(2026, 6, 1), timezone)
    hours = desk.centre.hours.without_holidays().as_offsets(monday, 7)
    edges = np.arange(169) * 3_600.0
    spent = [sum(max(0.0, min(end, edge) - start) for start, end in hours) for edge in edges]
    return np.diff(spent) / 3_600.0


def _scaled(weights: Floats, total: float) -> Floats:
    return weights * (total / weights.sum()) if weights.any() else np.full(168, total / 168)


def _times(rhythm: Rhythm, rates: Floats, rng: np.random.Generator) -> Floats:
    """Arrivals in order, in seconds from the start of the run; rates by hour of the week."""
    begin = midnight(rhythm.start, rhythm.timezone)
    local = _local_hours(begin, rhythm)
    day = np.array([(when.date() - rhythm.start).days for when in local])
    place = np.array([when.weekday() * 24 + when.hour for when in local])
    factors = np.ones(rhythm.days + 1)
    if rhythm.spread > 0:
        factors = rng.gamma(1 / rhythm.spread, rhythm.spread, rhythm.days + 1)
    counts = rng.poisson(rates[place] * factors[day])
    offsets = np.repeat(np.arange(len(local)) * 3_600.0, counts)
    return np.sort(offsets + rng.random(len(offsets)) * 3_600.0)


def _local_hours(begin: datetime, rhythm: Rhythm) -> list[datetime]:
    end = midnight(rhythm.start + timedelta(days=rhythm.days), rhythm.timezone)
    hours = round((end - begin).total_seconds() / 3_600)
    zone = ZoneInfo(rhythm.timezone)
    return [(begin + timedelta(hours=h)).astimezone(zone) for h in range(hours)]
