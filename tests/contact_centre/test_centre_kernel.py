"""The queue kernel: rules one by one, and laws that hold whatever comes."""

from __future__ import annotations

import gc
import math
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.contact_centre import (
    AgentSlots,
    Outcome,
    Request,
    RouteStep,
    hourly,
    run_queue,
    usage,
)
from dialogkit.errors import ParameterError

HOUR = 3600.0
DAY = [(0.0, 8 * HOUR)]
ONE = [AgentSlots()]


def by_id(outcomes: Iterable[Outcome]) -> dict[int, Outcome]:
    """Outcomes by the number of their request."""
    return {outcome.id: outcome for outcome in outcomes}


def test_first_come_first_served() -> None:
    """One agent answers in the order of queueing, not of the list."""
    asked = [Request(2, 5.0, 60.0), Request(1, 0.0, 60.0), Request(3, 10.0, 60.0)]
    done = by_id(run_queue(asked, ONE, DAY, 8 * HOUR))
    assert [done[i].answered_at for i in (1, 2, 3)] == [0.0, 60.0, 120.0]


def test_wrap_up_keeps_the_slot() -> None:
    """The chat ends before its wrap-up; the next one starts after it."""
    first, second = run_queue([Request(1, 0, 60, wrap=30), Request(2, 1, 60)], ONE, DAY, HOUR)
    assert (first.finished_at, first.freed_at, second.answered_at) == (60, 90, 90)


def test_out_of_patience() -> None:
    """Who waits longer than patience lasts leaves at that moment."""
    asked = [Request(1, 0, 600), Request(2, 0, 60, patience=100)]
    left = by_id(run_queue(asked, ONE, DAY, HOUR))[2]
    assert (left.result, left.agent, left.finished_at, left.wait) == ("left", -1, 100, 100)


def test_window_and_handoff_hours_end_the_wait() -> None:
    """The channel's window and the handoff's own hours end a wait, whichever is first."""
    busy = Request(0, 0, HOUR)
    shut = Request(1, 0, 60, window_closes_at=50)
    closed = Request(2, 0, 60, window_closes_at=50, closes_at=40)
    late = Request(3, 60, 60, window_closes_at=50)
    done = by_id(run_queue([busy, shut, closed, late], ONE, DAY, HOUR))
    assert [done[i].result for i in (1, 2, 3)] == ["window_shut", "closed", "window_shut"]
    assert [done[i].finished_at for i in (1, 2, 3)] == [50, 40, 60]


def test_closing_time_turns_away_or_keeps() -> None:
    """Those queued at closing end as closed, or keep their place until the next opening."""
    week = [(0.0, 100.0), (1000.0, 2000.0)]
    asked = [Request(1, 90, 50), Request(2, 95, 10), Request(3, 100, 10)]
    away = by_id(run_queue(asked, ONE, week, 3000))
    kept = by_id(run_queue(asked, ONE, week, 3000, closing="keep"))
    assert [away[i].result for i in (1, 2, 3)] == ["served", "closed", "closed"]
    assert away[1].finished_at == 140
    assert (away[2].finished_at, kept[2].answered_at) == (100, 1000)
    assert kept[3].result == "closed"


def test_end_of_the_horizon() -> None:
    """Running chats are finished; who waits or comes later is unfinished and has no follow-up."""
    seen = []

    def note(outcome: Outcome) -> list[Request]:
        seen.append(outcome.id)
        return [Request(4, outcome.finished_at + 1, 1)] if outcome.id == 1 else []

    asked = [Request(1, 0, 150), Request(2, 10, 10), Request(3, 120, 10)]
    done = by_id(run_queue(asked, ONE, [(0, 100)], 100, note))
    assert [done[i].result for i in (1, 2, 3, 4)] == ["served", *["unfinished"] * 3]
    assert seen == [1]


def test_route_asks_for_more_and_more() -> None:
    """A request waits for the skill first, then for anyone, then ends with nobody."""
    skilled, other = AgentSlots(can=0b11), AgentSlots(can=0b01)
    busy = [Request(0, 0, HOUR, route=(RouteStep(needs=0b10),))]
    then_any = Request(1, 1, 60, route=(RouteStep(needs=0b10, wait=300), RouteStep()))
    give_up = Request(2, 2, 60, route=(RouteStep(needs=0b10, wait=300),))
    done = by_id(run_queue([*busy, then_any, give_up], [skilled, other], DAY, HOUR))
    assert (done[1].answered_at, done[1].agent, done[1].step) == (301, 1, 1)
    assert (done[2].result, done[2].finished_at) == ("nobody", 302)


def test_a_skill_that_nobody_has_is_not_waited_for() -> None:
    """The router knows the team, so such a step is skipped at once."""
    asked = [
        Request(1, 0, 60, route=(RouteStep(needs=4, wait=600), RouteStep())),
        Request(2, 0, 60, route=(RouteStep(needs=4),)),
    ]
    done = by_id(run_queue(asked, [AgentSlots(can=1)], DAY, HOUR))
    assert done[1].answered_at == 0
    assert (done[2].result, done[2].finished_at) == ("nobody", 0)


def test_last_agent_is_waited_for_then_anyone() -> None:
    """A known customer waits for their last agent; a stranger, or one after too long, does not."""
    route = (RouteStep(last_within=1000, wait=50), RouteStep())
    team = [AgentSlots(), AgentSlots()]
    asked = [
        Request(1, 0, 10, customer=7),
        Request(2, 20, 30),
        Request(3, 21, 30),
        Request(4, 22, 5, customer=7, route=route),
        Request(5, 5000, 5, customer=7, route=route),
        Request(6, 5000, 5, customer=8, route=route),
    ]
    done = by_id(run_queue(asked, team, DAY, 8 * HOUR))
    assert done[4].agent == done[1].agent
    assert done[4].step == 0
    assert (done[5].step, done[6].step) == (1, 1)


def test_last_agent_is_given_up_after_its_wait() -> None:
    """After the wait for the last agent the next step takes whoever is free."""
    route = (RouteStep(last_within=1000, wait=50), RouteStep())
    asked = [
        Request(1, 0, 10, customer=7),
        Request(2, 10, 1, route=(RouteStep(needs=0b10),)),
        Request(3, 11, 500, route=(RouteStep(needs=0b01),)),
        Request(4, 12, 5, customer=7, route=route),
    ]
    team = [AgentSlots(can=0b01), AgentSlots(can=0b10)]
    done = by_id(run_queue(asked, team, DAY, HOUR))
    assert done[1].agent == done[3].agent == 0
    assert (done[4].agent, done[4].answered_at, done[4].step) == (1, 62, 1)


def test_several_chats_slow_down() -> None:
    """With a slowdown of 50 % the second chat at once takes half as long again."""
    asked = [Request(1, 0, 100), Request(2, 10, 100)]
    done = by_id(run_queue(asked, [AgentSlots(chats=2)], DAY, HOUR, slowdown=0.5))
    assert (done[1].finished_at, done[2].finished_at) == (100, 160)


def test_work_is_spread() -> None:
    """Agents with fewer running chats come first, then those longest without a change."""
    asked = [Request(i, float(i), 100.0) for i in range(4)]
    done = by_id(run_queue(asked, [AgentSlots(chats=2)] * 2, DAY, HOUR))
    assert [done[i].agent for i in range(4)] == [0, 1, 0, 1]


def test_follow_ups_share_the_clock() -> None:
    """A returned case queues again behind those who came meanwhile."""

    def again(outcome: Outcome) -> list[Request]:
        return [Request(9, outcome.finished_at + 5, 10)] if outcome.id == 1 else []

    asked = [Request(1, 0, 10), Request(2, 1, 100)]
    done = by_id(run_queue(asked, ONE, DAY, HOUR, again))
    assert (done[9].queued_at, done[9].answered_at) == (15, 110)


@pytest.mark.parametrize(
    "bad",
    [
        Request(1, -1, 1),
        Request(1, 0, -1),
        Request(1, 0, math.inf),
        Request(1, math.nan, 1),
        Request(1, 0, 1, wrap=-1),
        Request(1, 0, 1, patience=-1),
    ],
)
def test_impossible_requests_are_refused(bad: Request) -> None:
    """Negative or endless times are refused before anything runs."""
    with pytest.raises(ParameterError, match="request 1"):
        run_queue([bad], ONE, DAY, HOUR)


def test_impossible_surroundings_are_refused() -> None:
    """So are overlapping hours, agents without slots, and follow-ups in the past."""
    with pytest.raises(ParameterError, match="intervals"):
        run_queue([], ONE, [(0, 10), (5, 20)], HOUR)
    with pytest.raises(ParameterError, match="at least 1 chat"):
        run_queue([], [AgentSlots(chats=0)], DAY, HOUR)
    with pytest.raises(ParameterError, match="past"):
        run_queue([Request(1, 10, 10)], ONE, DAY, HOUR, lambda o: [Request(2, 1, 1)])


TIMES = st.integers(0, 60).map(float)
SPANS = st.one_of(st.just(0.0), st.integers(1, 30).map(float))
STEPS = st.builds(
    RouteStep,
    needs=st.integers(0, 7),
    wait=st.one_of(st.just(math.inf), SPANS),
    last_within=st.sampled_from([0.0, 0.0, 40.0]),
)
REQUESTS = st.builds(
    Request,
    id=st.just(0),
    time=TIMES,
    handle=SPANS,
    wrap=st.sampled_from([0.0, 0.0, 3.0]),
    patience=st.one_of(st.just(math.inf), SPANS),
    route=st.lists(STEPS, min_size=1, max_size=3).map(tuple),
    window_closes_at=st.one_of(st.just(math.inf), TIMES),
    closes_at=st.one_of(st.just(math.inf), TIMES),
    customer=st.integers(-1, 3),
    slots=st.just(1),
    priority=st.just(0),
    keeps=st.just(False),
)
TEAMS = st.lists(
    st.builds(
        AgentSlots, can=st.sampled_from([-1, 1, 3, 7]), chats=st.integers(1, 3), on=st.none()
    ),
    max_size=4,
)
OPENINGS = st.lists(st.integers(0, 80), unique=True, max_size=8).map(
    lambda cuts: [
        (float(a), float(b)) for a, b in zip(sorted(cuts)[::2], sorted(cuts)[1::2], strict=False)
    ]
)


def numbered(requests: list[Request]) -> list[Request]:
    """Requests with their place in the list as number."""
    return [request._replace(id=i) for i, request in enumerate(requests)]


def comes_again(asked: list[Request]) -> list[Request]:
    """Some of the requests, as those who come back a little later."""
    return [r._replace(id=r.id + 1000) for r in asked if r.customer == 1]


@settings(deadline=None, max_examples=300)
@given(
    st.lists(REQUESTS, max_size=25).map(numbered),
    TEAMS,
    OPENINGS,
    st.integers(1, 90).map(float),
    st.sampled_from(["turn_away", "keep"]),
    st.sampled_from([0.0, 0.5]),
)
def test_laws_of_the_queue(asked, team, opened, horizon, closing, slowdown) -> None:  # type: ignore[no-untyped-def]  # types are those of the strategies
    """Nobody is lost, no agent has too many chats, nobody is answered outside hours."""
    again = {r.id - 1000: r for r in comes_again(asked)}

    def follow_up(outcome: Outcome) -> list[Request]:
        back = again.get(outcome.id)
        return [] if back is None else [back._replace(time=outcome.finished_at + 2)]

    arguments = (team, opened, horizon, follow_up)
    outcomes = run_queue(asked, *arguments, closing=closing, slowdown=slowdown)
    assert outcomes == run_queue(asked, *arguments, closing=closing, slowdown=slowdown)
    everybody = {r.id: r for r in [*asked, *again.values()]}
    for outcome in outcomes:
        _lawful(outcome, everybody[outcome.id], team, opened, horizon)
    ended = Counter(o.id for o in outcomes)
    came_again = {o.id + 1000 for o in outcomes if o.id in again and o.result != "unfinished"}
    assert ended == Counter([*(r.id for r in asked), *came_again])
    assert [o.finished_at for o in outcomes] == sorted(o.finished_at for o in outcomes)
    _never_too_many(outcomes, team)
    _adds_up(outcomes, team, opened, horizon)


def _lawful(
    outcome: Outcome,
    asked: Request,
    team: list[AgentSlots],
    opened: list[tuple[float, float]],
    horizon: float,
) -> None:
    """Times add up, and the agent could and was there."""
    assert outcome.finished_at >= outcome.queued_at
    assert (outcome.agent >= 0) == (outcome.result == "served")
    if outcome.result != "served":
        assert math.isnan(outcome.answered_at)
        if outcome.result == "left":
            assert outcome.wait == asked.patience
        return
    start = outcome.answered_at
    assert any(a <= start < b for a, b in opened)
    assert start < horizon
    assert outcome.wait <= asked.patience
    assert start <= min(asked.window_closes_at, asked.closes_at)
    assert asked.handle <= outcome.finished_at - start <= asked.handle * 2
    assert outcome.freed_at == outcome.finished_at + asked.wrap
    needs = asked.route[outcome.step].needs
    assert team[outcome.agent].can & needs == needs


def _never_too_many(outcomes: list[Outcome], team: list[AgentSlots]) -> None:
    served = [o for o in outcomes if o.agent >= 0]
    for agent, slots in enumerate(team):
        mine = [o for o in served if o.agent == agent and o.freed_at > o.answered_at]
        for one in mine:
            beside = [o for o in mine if o.answered_at <= one.answered_at < o.freed_at]
            assert len(beside) <= slots.chats


def _adds_up(
    outcomes: list[Outcome],
    team: list[AgentSlots],
    opened: list[tuple[float, float]],
    horizon: float,
) -> None:
    """Agents' time and the hourly queue agree with the outcomes they are counted from."""
    used = usage(outcomes, team, opened, horizon)
    spent = sum(o.freed_at - o.answered_at for o in outcomes if o.agent >= 0)
    assert used.busy + used.overtime == pytest.approx(spent)
    assert -1e-9 <= used.busy <= used.staffed + 1e-9
    assert used.occupied <= min(used.on_duty, used.busy) + 1e-9
    counted = hourly(outcomes, horizon, width=7)
    inside = [o for o in outcomes if o.queued_at < horizon]
    widths = [min(7.0, horizon - 7 * i) for i in range(len(counted.mean_queue))]
    assert counted.asked.sum() == len(inside)
    assert (counted.mean_queue * widths).sum() == pytest.approx(sum(o.wait for o in inside))


def test_the_collector_is_left_as_it_was() -> None:
    """A run that fails half-way switches Python's collector back on."""

    def fails(outcome: Outcome) -> list[Request]:
        raise RuntimeError

    assert gc.isenabled()
    with pytest.raises(RuntimeError):
        run_queue([Request(1, 0, 1)], ONE, DAY, HOUR, fails)
    assert gc.isenabled()


def test_closed_comes_before_a_shut_window() -> None:
    """While the centre is closed that is the reason, whatever else would be."""
    asked = [Request(1, 5.0, 1, window_closes_at=1.0)]
    (outcome,) = run_queue(asked, ONE, [(10.0, 20.0)], HOUR)
    assert (outcome.result, outcome.step) == ("closed", -1)
