"""Messages that the bot begins: occasions for them, who gets them, and who answers."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from dialogkit.flow import Flow, Push
from dialogkit.simulate._arrivals import CALLED, Arrival
from dialogkit.simulate._customers import OUT_OF_SCOPE, Customers
from dialogkit.simulate._desk import Desk
from dialogkit.simulate._draws import pick
from dialogkit.simulate._world import uniforms

__all__ = ["Pushed", "push_out"]

WEEK = 7 * 86_400.0
DAYTIME = (8, 20)
"""Local hours between which the bot writes to people."""
_EVENTS, _PERSONS = 4, 5
"""Streams of random numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """What one run sent of itself."""

    answers: tuple[Arrival, ...] = ()
    """Customers who answer, at the moment they were written to."""
    persons: int = 0
    """How many customers the bot may write to."""
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Push to what became of its occasions: ``events``, ``sent``, ``not_opted_in``, ``cap`` (the
    customer had as many of it in seven days as allowed), ``no_template`` (the channel's window is
    shut, and no template may open it), ``answered``."""


def push_out(
    flow: Flow,
    customers: Customers,
    desk: Desk,
    *,
    begin: datetime,
    counted: tuple[float, float],
    seed: int,
    replication: int,
) -> Pushed:
    """Sends the pushes of one run.

    An occasion falls on any of as many customers as there are occasions a week, or as write in a
    week, whichever is more; each has agreed or not to each topic, once for all.

    Args:
        flow: The flow whose pushes they are.
        customers: Languages, channels and issues.
        desk: Its opening hours, and the windows of the channels.
        begin: Start of the run, in UTC.
        counted: Seconds from ``begin`` between which is counted; the run ends with it.
        seed: The seed of the run.
        replication: Its replication.
    """
    if not flow.push:
        return Pushed()
    most = max(customers.per_week, *(push.events for push in flow.push.values()))
    run = _Sender(flow, customers, desk, seed, replication, persons=max(1, round(most)))
    times = _Daytime.of(desk, customers.timezone, begin, counted[1])
    answers: list[Arrival] = []
    counts = {}
    for push in flow.push.values():
        found, counts[push.name] = run.send(push, times, counted)
        answers += found
    return Pushed(answers=tuple(answers), persons=run.persons, counts=counts)


class _Sender:
    """Who gets a push in one run."""

    def __init__(
        self,
        flow: Flow,
        customers: Customers,
        desk: Desk,
        seed: int,
        replication: int,
        *,
        persons: int,
    ) -> None:
        self.persons = persons
        self._next = 0
        self._flow, self._customers, self._desk = flow, customers, desk
        self._key = (seed, replication)
        self._agrees = customers.value("opts_in")
        self._locales = self._draw("locale", customers.locales or {"": 1.0})
        own = {c: share for c, share in customers.channels.items() if c in flow.channels}
        self._channels = self._draw("channel", own or {flow.channels[0]: 1.0})

    def send(
        self, push: Push, times: _Daytime, counted: tuple[float, float]
    ) -> tuple[list[Arrival], dict[str, int]]:
        """The customers who answer, and what became of the occasions."""
        opted = uniforms(*self._key, _PERSONS, f"opts_in {push.opt_in}", self.persons)
        events = self._events(push, times, counted[1])
        labels = _labels(self._flow, push, self._customers)
        last: defaultdict[int, deque[float]] = defaultdict(deque)
        answers: list[Arrival] = []
        fates: Counter[str] = Counter()
        for number, (at, u_person, u_answer, u_label) in enumerate(events.tolist(), self._next):
            person = int(u_person * self.persons)
            fate = self._fate(push, person, at, last[person], agreed=opted[person] < self._agrees)
            if fate == "sent":
                last[person].append(at)
            if at < counted[0]:
                continue
            fates[fate] += 1
            if fate == "sent" and u_answer < push.answered:
                scenario = self._key[1] * 10_000_000 + CALLED + number
                label = pick(labels, u_label)
                locale, channel = self._locales[person], self._channels[person]
                answers.append(Arrival(scenario, at, label, locale, channel, person, push.name))
        self._next += len(events)
        kinds = ("sent", "not_opted_in", "cap", "no_template")
        counts = {"events": sum(fates.values()), **{kind: fates[kind] for kind in kinds}}
        return answers, {**counts, "answered": len(answers)}

    def _fate(self, push: Push, person: int, at: float, last: deque[float], *, agreed: bool) -> str:
        """Whether a push is sent, or why not."""
        if not agreed:
            return "not_opted_in"
        while last and last[0] <= at - WEEK:
            last.popleft()
        if len(last) >= push.per_week:
            return "cap"
        shut = np.isfinite(self._desk.windows.get(self._channels[person], np.inf))
        return "no_template" if shut and push.template is None else "sent"

    def _events(self, push: Push, times: _Daytime, end: float) -> NDArray[np.float64]:
        """Rows of time and three uniforms, in order of time."""
        u = uniforms(*self._key, _EVENTS, f"number {push.name}", 1)
        n = _poisson(push.events * end / WEEK, float(u[0]))
        rows = uniforms(*self._key, _EVENTS, push.name, 4 * n).reshape(n, 4)
        rows[:, 0] = times.at(rows[:, 0])
        ordered: NDArray[np.float64] = rows[np.argsort(rows[:, 0], kind="stable")]
        return ordered

    def _draw(self, name: str, shares: Mapping[str, float]) -> list[str]:
        u = uniforms(*self._key, _PERSONS, name, self.persons)
        return [pick(shares, each) for each in u.tolist()]


def _poisson(mean: float, u: float) -> int:
    from scipy import stats

    return int(stats.poisson.ppf(u, mean)) if mean > 0 else 0


def _labels(flow: Flow, push: Push, customers: Customers) -> dict[str, float]:
    """What those want who answer: what the push offers, as often as it occurs; else anything."""
    offered = {choice.word for choice in flow.steps[push.goto].choose}
    own = {flow.intents[word] for word in offered if word in flow.intents}
    shares = {label: share.value for label, share in customers.intents.items()}
    fitting = {label: value for label, value in shares.items() if label in own and value > 0}
    found = fitting or shares or {OUT_OF_SCOPE: 1.0}
    total = sum(found.values())
    return {label: value / total for label, value in found.items()}


@dataclass(frozen=True, slots=True)
class _Daytime:
    """Stretches of the run in which the bot writes to people."""

    starts: NDArray[np.float64]
    """Seconds from the start of the run."""
    ends: NDArray[np.float64]
    """Seconds of such time up to the end of each stretch."""

    @classmethod
    def of(cls, desk: Desk, timezone: str, begin: datetime, end: float) -> _Daytime:
        """Daytime within the opening hours; the opening hours where they lie at night."""
        days = _days(timezone, begin, end)
        opened = [(a, min(b, end)) for a, b in desk.opened if a < end]
        both = [(max(a, c), min(b, d)) for a, b in opened for c, d in days if max(a, c) < min(b, d)]
        found = np.array(both or opened or [(0.0, end)])
        return cls(found[:, 0], np.cumsum(found[:, 1] - found[:, 0]))

    def at(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """Moments at shares ``u`` of all such time."""
        spent = u * self.ends[-1]
        place = np.minimum(np.searchsorted(self.ends, spent, side="right"), len(self.ends) - 1)
        before = np.concatenate([[0.0], self.ends[:-1]])[place]
        moments: NDArray[np.float64] = self.starts[place] + spent - before
        return moments


def _days(timezone: str, begin: datetime, end: float) -> Sequence[tuple[float, float]]:
    """Daytime of each day of the run, seconds from its start."""
    zone = ZoneInfo(timezone)
    first = begin.astimezone(zone).date()
    count = int(end // 86_400) + 2
    days = (first + timedelta(days=number) for number in range(count))
    return [
        (_offset(begin, day, DAYTIME[0], zone), _offset(begin, day, DAYTIME[1], zone))
        for day in days
    ]


def _offset(begin: datetime, day: date, hour: int, zone: ZoneInfo) -> float:
    local = datetime(day.year, day.month, day.day, hour, tzinfo=zone)
    return local.timestamp() - begin.timestamp()
