"""Random small worlds for the queue kernel, and the laws that hold in all of them."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import strategies as st

from dialogkit.contact_centre import (
    AgentSlots,
    Interval,
    Outcome,
    Request,
    RouteStep,
    agent_seconds,
    hourly,
    run_queue,
    seconds_on_duty,
    usage,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything a run needs."""

    asked: list[Request]
    team: list[AgentSlots]
    opened: list[Interval]
    horizon: float
    closing: Literal["turn_away", "keep"]
    slowdown: float

    def run(self, *, compiled: bool | None = None) -> list[Outcome]:
        """Its outcomes, with follow-ups for some customers."""
        again = {r.id - 1000: r for r in self.again}

        def follow_up(outcome: Outcome) -> list[Request]:
            back = again.get(outcome.id)
            return [] if back is None else [back._replace(time=outcome.finished_at + 2)]

        return run_queue(
            self.asked,
            self.team,
            self.opened,
            self.horizon,
            follow_up if again else None,
            closing=self.closing,
            slowdown=self.slowdown,
            compiled=compiled,
        )

    @property
    def again(self) -> list[Request]:
        """Requests of customers who come back a little later."""
        return [r._replace(id=r.id + 1000) for r in self.asked if r.customer == 1]

    @property
    def everybody(self) -> dict[int, Request]:
        """First requests and those who come back, by number."""
        return {r.id: r for r in [*self.asked, *self.again]}


def worlds(*, one_step: bool = False) -> st.SearchStrategy[World]:
    """Small crowded worlds with every feature, full of events at the same moment."""
    return st.builds(
        lambda seed, count: _world(random.Random(seed), count, one_step=one_step),
        st.integers(0, 2**32),
        st.integers(0, 40),
    )


def _world(rng: random.Random, count: int, *, one_step: bool) -> World:
    """One of them; hypothesis shrinks the number of requests."""
    whole, ranks = rng.choice([0.0, 0.3]), rng.choice([(0,), (0, 0, -1, 2)])
    shift = rng.choice([0.0, 0.5])
    steps = [1] if one_step else [1, 2, 3]
    routes = [
        tuple(_step(rng, one_step=one_step) for _ in range(rng.choice(steps))) for _ in range(5)
    ]
    return World(
        asked=[_request(rng, place, whole, ranks, rng.choice(routes)) for place in range(count)],
        team=[
            AgentSlots(
                can=rng.choice([-1, 1, 3, 7]),
                chats=rng.randint(1, 3),
                on=tuple(_stretches(rng)) if rng.random() < shift else None,
            )
            for _ in range(rng.randint(1, 4))
        ],
        opened=rng.choice([[(0.0, 100.0)], _stretches(rng), _stretches(rng)]),
        horizon=rng.choice([90.0, 90.0, float(rng.randint(1, 90))]),
        closing=rng.choice(["turn_away", "keep"]),
        slowdown=rng.choice([0.0, 0.5]),
    )


def _request(
    rng: random.Random,
    place: int,
    whole: float,
    ranks: tuple[int, ...],
    route: tuple[RouteStep, ...],
) -> Request:
    time = float(rng.randint(0, 60))
    return Request(
        id=place,
        time=time,
        handle=float(rng.randint(0, 15)),
        wrap=rng.choice([0.0, 0.0, 3.0]),
        patience=rng.choice([math.inf, math.inf, float(rng.randint(0, 40))]),
        route=route,
        window_closes_at=rng.choice([math.inf] * 4 + [time + rng.randint(-5, 30)]),
        closes_at=rng.choice([math.inf] * 4 + [time + rng.randint(-5, 30)]),
        customer=rng.randint(-1, 3),
        slots=int(rng.random() >= whole),
        priority=rng.choice(ranks),
        keeps=rng.random() < 0.3,
    )


def _step(rng: random.Random, *, one_step: bool) -> RouteStep:
    wait = rng.choice([math.inf, math.inf, float(rng.randint(0, 20))])
    return RouteStep(
        needs=rng.choice([0, 0, 1, 2, 3, 8]),
        wait=wait,
        last_within=0.0 if one_step else rng.choice([0.0, 0.0, 40.0]),
    )


def _stretches(rng: random.Random) -> list[Interval]:
    """One to three stretches of time, apart."""
    cuts = sorted(rng.sample(range(90), 2 * rng.randint(1, 3)))
    return [(float(a), float(b)) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]


def lawful(world: World, outcome: Outcome) -> None:
    """Times add up, and the agent could and was there."""
    asked = world.everybody[outcome.id]
    assert outcome.finished_at >= outcome.queued_at
    assert (outcome.agent >= 0) == (outcome.result == "served")
    if outcome.result != "served":
        assert math.isnan(outcome.answered_at)
        if outcome.result == "left":
            assert outcome.wait == asked.patience
        return
    start = outcome.answered_at
    agent = world.team[outcome.agent]
    assert is_there(world, agent, start)
    assert outcome.wait <= asked.patience
    assert start <= min(asked.window_closes_at, asked.closes_at)
    assert asked.handle <= outcome.finished_at - start <= asked.handle * 2
    assert outcome.freed_at == outcome.finished_at + asked.wrap
    needs = asked.route[outcome.step].needs
    assert agent.can & needs == needs


def is_there(world: World, agent: AgentSlots, at: float) -> bool:
    """Whether the agent may start something."""
    opened = any(a <= at < b for a, b in world.opened) and at < world.horizon
    return opened and (agent.on is None or any(a <= at < b for a, b in agent.on))


def taken(world: World, outcome: Outcome) -> int:
    """Slots that a served request took."""
    return world.everybody[outcome.id].slots or world.team[outcome.agent].chats


def used_at(world: World, outcomes: list[Outcome], agent: int, at: float) -> int:
    """Slots taken at a moment."""
    mine = (o for o in outcomes if o.agent == agent and o.answered_at <= at < o.freed_at)
    return sum(taken(world, o) for o in mine)


def never_too_many(world: World, outcomes: list[Outcome]) -> None:
    """No agent has more slots taken than there are."""
    for outcome in outcomes:
        if outcome.agent >= 0 and outcome.freed_at > outcome.answered_at:
            used = used_at(world, outcomes, outcome.agent, outcome.answered_at)
            assert used <= world.team[outcome.agent].chats


def adds_up(world: World, outcomes: list[Outcome]) -> None:
    """Agents' time and the hourly queue agree with the outcomes they are counted from."""
    whole = {r.id for r in world.everybody.values() if r.slots == 0}
    used = usage(outcomes, world.team, world.opened, world.horizon, whole)
    served = [o for o in outcomes if o.agent >= 0]
    spent = sum((o.freed_at - o.answered_at) * taken(world, o) for o in served)
    assert used.busy + used.overtime == pytest.approx(spent)
    assert -1e-9 <= used.busy <= used.staffed + 1e-9
    assert used.occupied <= min(used.on_duty, used.busy) + 1e-9
    shared(world, outcomes)
    on_duty = seconds_on_duty(outcomes, world.team, world.opened, world.horizon)
    slots = [taken(world, o) if o.agent >= 0 else 0 for o in outcomes]
    assert sum(on_duty * slots) == pytest.approx(used.busy)
    counted = hourly(outcomes, world.horizon, width=7)
    inside = [o for o in outcomes if o.queued_at < world.horizon]
    widths = [min(7.0, world.horizon - 7 * i) for i in range(len(counted.mean_queue))]
    assert counted.asked.sum() == len(inside)
    assert (counted.mean_queue * widths).sum() == pytest.approx(sum(o.wait for o in inside))


def shared(world: World, outcomes: list[Outcome]) -> None:
    """What falls to each request is its part of every stretch in which its agent held it."""
    parts = dict.fromkeys(range(len(outcomes)), 0.0)
    times = sorted({t for o in outcomes if o.agent >= 0 for t in (o.answered_at, o.freed_at)})
    for since, until in pairwise(times):
        for agent in range(len(world.team)):
            held = [
                place
                for place, o in enumerate(outcomes)
                if o.agent == agent and o.answered_at <= since and until <= o.freed_at
            ]
            for place in held:
                parts[place] += (until - since) / len(held)
    assert agent_seconds(outcomes).tolist() == pytest.approx(list(parts.values()))


def quiet_moments(world: World, outcomes: list[Outcome]) -> list[float]:
    """Moments between any two at which something happens."""
    times = {edge for o in outcomes for edge in (o.queued_at, o.finished_at)}
    times |= {edge for o in outcomes if o.agent >= 0 for edge in (o.answered_at, o.freed_at)}
    times |= {edge for stretch in world.opened for edge in stretch}
    times |= {edge for agent in world.team for stretch in agent.on or () for edge in stretch}
    return [(a + b) / 2 for a, b in pairwise(sorted({*times, world.horizon}))]


def waiting_at(outcomes: list[Outcome], at: float) -> Iterator[Outcome]:
    """Who waits at a moment."""
    return (o for o in outcomes if o.queued_at <= at < o.queued_at + o.wait)


def nobody_idles(world: World, outcomes: list[Outcome]) -> None:
    """Where routes have one step, nobody waits while an able agent has no chat.

    And while somebody waits for a slot, no able agent has a free one; but for those who let chats
    run out, one for each who waits for a whole agent.
    """
    everybody = world.everybody
    for at in quiet_moments(world, outcomes):
        waiting = [everybody[o.id] for o in waiting_at(outcomes, at)]
        free = {}
        for place, agent in enumerate(world.team):
            used = used_at(world, outcomes, place, at)
            if is_there(world, agent, at) and used < agent.chats:
                free[place] = used
        spared = set()
        for request in waiting:
            needs = request.route[0].needs
            able = {a: used for a, used in free.items() if world.team[a].can & needs == needs}
            assert 0 not in able.values()
            spared |= set() if request.slots == 0 else set(able)
        assert len(spared) <= sum(request.slots == 0 for request in waiting)


def in_rank(world: World, outcomes: list[Outcome]) -> None:
    """Where routes have one step, nobody is answered before somebody of a better rank who could be.

    Rank is priority, then how long; who comes and is answered at once passes nobody who could be.
    """
    everybody = world.everybody
    for one in (o for o in outcomes if o.agent >= 0):
        asked, at = everybody[one.id], one.answered_at
        agent = world.team[one.agent]
        empty = not any(o.agent == one.agent and _beside(o, one) for o in outcomes)
        for other in waiting_at(outcomes, at):
            them = everybody[other.id]
            needs = them.route[0].needs
            fits = them.slots == 1 or empty
            if other.queued_at < at and fits and agent.can & needs == needs:
                assert (asked.priority, one.queued_at) <= (them.priority, other.queued_at)


def _beside(other: Outcome, one: Outcome) -> bool:
    """Whether another chat ran when this one began; chats of no length may have."""
    at = one.answered_at
    at_once = other.answered_at == other.freed_at == at
    return other.id != one.id and (other.answered_at <= at < other.freed_at or at_once)
