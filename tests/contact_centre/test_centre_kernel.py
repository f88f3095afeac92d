"""The queue kernel: rules one by one, and laws that hold whatever comes."""

from __future__ import annotations

import gc
import math
from collections.abc import Iterable

import pytest

from dialogkit.contact_centre import (
    AgentSlots,
    Outcome,
    Request,
    RouteStep,
    run_queue,
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
