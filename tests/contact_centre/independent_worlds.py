"""Random worlds of some days in which kernel and independent loop must tell the same story.

Times come from continuous distributions, so no two things happen at one moment by chance; what
happens at one moment by the rules (a slot freed and taken, a wait that ends where the next step
begins, closing time and the end of a shift) still does. Ties in whole numbers are the matter of
`queue_worlds`.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from independent_loop import played
from independent_people import Ended, FollowUp

from dialogkit.contact_centre import (
    AgentSlots,
    Interval,
    Outcome,
    Request,
    RouteStep,
    run_queue,
)

__all__ = ["Days", "differences", "world"]

DAY, DAYS = 1440.0, 3
"""A minute is the unit of time."""
HORIZON = DAYS * DAY
MOST = 1500
"""Requests that come by themselves at most."""
AGAIN = 1_000_000
"""Added to the number of a request that comes back."""

SERVICE, CLAIMS, GERMAN, ENGLISH, NOBODY_HAS = 1, 2, 4, 8, 16
ABILITIES = (
    -1,
    SERVICE | GERMAN,
    CLAIMS | GERMAN,
    SERVICE | ENGLISH,
    SERVICE | CLAIMS | GERMAN | ENGLISH,
    SERVICE | CLAIMS | GERMAN,
)
ROUTES: tuple[tuple[RouteStep, ...], ...] = (
    (RouteStep(),),
    (RouteStep(needs=SERVICE),),
    (RouteStep(needs=SERVICE | GERMAN, wait=10), RouteStep(needs=GERMAN, wait=30)),
    (
        RouteStep(wait=5, last_within=300),
        RouteStep(needs=CLAIMS | GERMAN, wait=15),
        RouteStep(needs=GERMAN),
    ),
    (RouteStep(wait=20, last_within=100), RouteStep(needs=ENGLISH, wait=5)),
    (
        RouteStep(needs=SERVICE, wait=20, last_within=200),
        RouteStep(needs=NOBODY_HAS, wait=9),
        RouteStep(needs=SERVICE, wait=3),
    ),
)
ANYONE = ROUTES[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A world of up to three days."""

    requests: Sequence[Request]
    horizon: float
    """When it ends: at midnight, at closing time, or at any moment of the last day."""
    agents: Sequence[AgentSlots]
    opened: Sequence[Interval]
    slowdown: float
    keep_all: bool
    come_back: Mapping[int, tuple[float, Request]]
    """Number of a request to how long after its end its customer asks again, and how."""

    def by_kernel(self, *, compiled: bool | None = False) -> list[Outcome]:
        """Outcomes by the product."""

        def again(outcome: Outcome) -> Iterable[Request]:
            return self._again(outcome.id, outcome.finished_at)

        return run_queue(
            self.requests,
            self.agents,
            self.opened,
            self.horizon,
            again if self.come_back else None,
            closing="keep" if self.keep_all else "turn_away",
            slowdown=self.slowdown,
            compiled=compiled,
        )

    def by_loop(self) -> list[Ended]:
        """The same by the independent loop."""

        def again(ended: Ended) -> Iterable[Request]:
            return self._again(ended.id, ended.finished_at)

        follow_up: FollowUp | None = again if self.come_back else None
        return played(
            self.requests,
            self.agents,
            self.opened,
            self.horizon,
            follow_up,
            slowdown=self.slowdown,
            keep_all=self.keep_all,
        )

    def _again(self, number: int, at: float) -> list[Request]:
        if number not in self.come_back:
            return []
        after, request = self.come_back[number]
        return [request._replace(time=at + after)]


def differences(world: Days, *, compiled: bool | None = False) -> tuple[int, list[str]]:
    """How many requests there were, and those of which the two do not tell the same, in words.

    The same is the same result, agent, step and times, to the last bit: both add the same numbers
    in the same order, so there is nothing to be tolerant of.
    """
    ours = [_comparable(each) for each in world.by_kernel(compiled=compiled)]
    theirs = [_comparable(each) for each in world.by_loop()]
    apart = sorted({*ours} ^ {*theirs}, key=lambda each: each[3])
    told = [f"{'kernel' if each in ours else 'loop'} {each}" for each in apart]
    return len(ours), told or [
        f"order {a[0]} {b[0]}" for a, b in zip(ours, theirs, strict=True) if a != b
    ]


def _comparable(end: Outcome | Ended) -> tuple[Any, ...]:
    """An end whose times can be compared: not-a-number is unlike itself."""
    return tuple(None if value != value else value for value in end)


def world(seed: int, *, calls: bool = False, back: bool = False) -> Days:
    """One world.

    Args:
        seed: Gives all of it.
        calls: Whether some need a whole agent. All of these ask for anyone, with one priority.
        back: Whether some customers ask again after an end.
    """
    rng = random.Random(seed)
    opened: list[Interval] = [(0.0, HORIZON)]
    if rng.random() >= 0.3:
        opened = [(day * DAY + 480, day * DAY + 1080) for day in range(DAYS)]
    agents = [_agent(rng) for _ in range(rng.randint(1, 7))]
    load = rng.uniform(0.5, 1.6) / rng.uniform(5, 14)
    requests = _requests(rng, sum(agent.chats for agent in agents) * load, calls=calls)
    come_back = {}
    if back:
        some = [request for request in requests if rng.random() < 0.2]
        come_back = {each.id: (rng.expovariate(1 / 120), _later(rng, each)) for each in some}
    last_day = HORIZON - DAY
    return Days(
        requests=requests,
        horizon=rng.choice([HORIZON, opened[-1][1], last_day + rng.uniform(480, 1200)]),
        agents=agents,
        opened=opened,
        slowdown=rng.choice([0.0, 0.15, 0.5]),
        keep_all=rng.random() < 0.3,
        come_back=come_back,
    )


def _agent(rng: random.Random) -> AgentSlots:
    can, chats = rng.choice(ABILITIES), rng.randint(1, 4)
    if rng.random() < 0.5:
        return AgentSlots(can=can, chats=chats)
    on: list[Interval] = []
    for day in range(DAYS):
        begin = day * DAY + rng.uniform(480, 600)
        lunch = day * DAY + rng.uniform(700, 800)
        on += [(begin, lunch), (lunch + 30, day * DAY + rng.uniform(950, 1070))]
    return AgentSlots(can=can, chats=chats, on=tuple(on))


def _requests(rng: random.Random, per_minute: float, *, calls: bool) -> list[Request]:
    wrap = rng.choice([0.0, 1.5])
    found: list[Request] = []
    now = rng.expovariate(per_minute)
    while now < HORIZON and len(found) < MOST:
        found.append(_request(rng, len(found), now, wrap, calls=calls))
        now += rng.expovariate(per_minute)
    return found


def _request(rng: random.Random, number: int, now: float, wrap: float, *, calls: bool) -> Request:
    """Some have given up, or come too late, before they begin."""
    whole = calls and rng.random() < 0.15
    return Request(
        id=number,
        time=now,
        handle=rng.expovariate(1 / 8),
        wrap=wrap * rng.random(),
        patience=rng.choice([math.inf, rng.expovariate(1 / 20)]),
        route=ANYONE if whole else rng.choice(ROUTES),
        window_closes_at=rng.choice([math.inf, now + rng.uniform(-3, 60)]),
        closes_at=rng.choice([math.inf] * 4 + [now + rng.uniform(-3, 60)]),
        customer=rng.randint(-1, 40),
        slots=0 if whole else 1,
        priority=0 if whole else rng.choice([0, 0, 0, 5]),
        keeps=rng.random() < 0.3,
    )


def _later(rng: random.Random, before: Request) -> Request:
    """The same customer, again: what they ask for and how long it takes is new."""
    return Request(
        id=before.id + AGAIN,
        time=0.0,
        handle=rng.expovariate(1 / 8),
        wrap=before.wrap,
        patience=rng.choice([math.inf, rng.expovariate(1 / 20)]),
        route=before.route,
        customer=before.customer,
        slots=before.slots,
        priority=before.priority,
        keeps=rng.random() < 0.3,
    )
