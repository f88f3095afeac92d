"""The queue kernel's rules for duty, whole agents, priorities and places kept, one by one.

Each runs in plain Python and, where numba is installed, compiled.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

import numpy as np
import pytest

from dialogkit.contact_centre import (
    AgentSlots,
    Outcome,
    Request,
    RequestTable,
    RouteStep,
    run_queue,
    run_queue_table,
)
from dialogkit.contact_centre import _kernel_compiled as loader
from dialogkit.errors import MissingExtraError, ParameterError

HOUR = 3600.0
DAY = [(0.0, 8 * HOUR)]
NIGHT = [(0.0, 100.0), (1000.0, 2000.0)]


@pytest.fixture(params=[False, True], ids=["plain", "compiled"])
def compiled(request: pytest.FixtureRequest) -> bool:
    """Whether numba runs the rules."""
    if request.param:
        pytest.importorskip("numba", reason="needs the extra fast")
    return bool(request.param)


def by_id(outcomes: Iterable[Outcome]) -> dict[int, Outcome]:
    """Outcomes by the number of their request."""
    return {outcome.id: outcome for outcome in outcomes}


def test_off_duty_nothing_starts(compiled: bool) -> None:
    """A break begins with a chat running, which is finished; the next one starts after it."""
    agent = AgentSlots(on=((0.0, 100.0), (200.0, 300.0)))
    asked = [Request(1, 90, 50), Request(2, 95, 10), Request(3, 290, 50), Request(4, 295, 10)]
    done = by_id(run_queue(asked, [agent], [(0.0, 400.0)], 500.0, compiled=compiled))
    assert (done[1].finished_at, done[2].answered_at) == (140, 200)
    assert (done[3].finished_at, done[4].result) == (340, "closed")


def test_who_comes_on_duty_takes_those_waiting(compiled: bool) -> None:
    """At the change of shifts, the one who waits longest goes first, to whoever can."""
    early, late = AgentSlots(can=1, on=((0.0, 50.0),)), AgentSlots(can=3, on=((50.0, 99.0),))
    other = AgentSlots(can=1, on=((50.0, 99.0),))
    asked = [
        Request(1, 0, 70, route=(RouteStep(1),)),
        Request(2, 10, 5, route=(RouteStep(1),)),
        Request(3, 11, 5, route=(RouteStep(2),)),
        Request(4, 12, 5, route=(RouteStep(1),)),
    ]
    done = by_id(run_queue(asked, [early, late, other], [(0.0, 99.0)], 99.0, compiled=compiled))
    assert [done[i].answered_at for i in (1, 2, 3, 4)] == [0, 50, 55, 50]
    assert [done[i].agent for i in (1, 2, 3, 4)] == [0, 1, 1, 2]


def test_the_last_agent_off_duty_is_waited_for(compiled: bool) -> None:
    """Who asks for a last agent who has gone waits out the step, then takes anybody."""
    team = [AgentSlots(on=((0.0, 50.0),)), AgentSlots(on=((50.0, HOUR),))]
    route = (RouteStep(last_within=1000, wait=20), RouteStep())
    asked = [Request(1, 0, 10, customer=7), Request(2, 60, 5, customer=7, route=route)]
    done = by_id(run_queue(asked, team, DAY, HOUR, compiled=compiled))
    assert (done[2].answered_at, done[2].agent, done[2].step) == (80, 1, 1)


def test_a_call_needs_an_agent_without_chats(compiled: bool) -> None:
    """A call takes all slots; a chat that comes during it waits."""
    asked = [Request(1, 0, 60, slots=0), Request(2, 10, 5), Request(3, 100, 50), Request(4, 120, 5)]
    asked[3] = asked[3]._replace(slots=0)
    done = by_id(run_queue(asked, [AgentSlots(chats=3)], DAY, HOUR, compiled=compiled))
    assert [done[i].answered_at for i in (1, 2, 3, 4)] == [0, 60, 100, 150]


def test_for_a_call_one_agent_lets_chats_run_out(compiled: bool) -> None:
    """The agent with fewest chats takes no new ones; the other goes on; then it is as before."""
    chats = [Request(i, float(i), 100.0) for i in range(1, 4)]
    call = Request(10, 5, 30, slots=0)
    later = [Request(20 + i, 10.0 + i, 10.0) for i in range(4)]
    team = [AgentSlots(chats=3), AgentSlots(chats=3)]
    done = by_id(run_queue([*chats, call, *later], team, DAY, HOUR, compiled=compiled))
    assert [done[i].agent for i in (1, 2, 3)] == [0, 1, 0]
    assert (done[10].agent, done[10].answered_at) == (1, 102)
    assert [done[20 + i].agent for i in range(4)] == [0] * 4
    assert [done[20 + i].answered_at for i in range(4)] == [10, 20, 30, 40]


def test_a_call_that_is_gone_lets_its_agent_go_on(compiled: bool) -> None:
    """When the caller leaves, the chats that waited meanwhile are answered at once."""
    asked = [
        Request(1, 0, 100),
        Request(2, 1, 30, slots=0, patience=20),
        Request(3, 2, 10),
        Request(4, 3, 10),
    ]
    done = by_id(run_queue(asked, [AgentSlots(chats=3)], DAY, HOUR, compiled=compiled))
    assert (done[2].result, done[2].finished_at) == ("left", 21)
    assert (done[3].answered_at, done[4].answered_at) == (21, 21)


def test_another_agent_lets_chats_run_out_when_the_first_goes(compiled: bool) -> None:
    """At the end of a shift the next best agent keeps free for the call."""
    team = [AgentSlots(chats=2, on=((0.0, end),)) for end in (50.0, 90.0)]
    asked = [Request(1, 0, 100), Request(2, 1, 60), Request(3, 2, 10, slots=0), Request(4, 55, 5)]
    done = by_id(run_queue(asked, team, DAY, HOUR, compiled=compiled))
    assert [done[i].agent for i in (1, 2, 3, 4)] == [0, 1, 1, 1]
    assert [done[i].answered_at for i in (3, 4)] == [61, 71]


def test_after_a_break_chats_run_out_for_a_call(compiled: bool) -> None:
    """An agent who comes back to a running chat and a waiting call takes no other chat."""
    agent = AgentSlots(chats=2, on=((0.0, 10.0), (20.0, 100.0)))
    asked = [Request(1, 0, 40), Request(2, 15, 5, slots=0), Request(3, 25, 5)]
    done = by_id(run_queue(asked, [agent], DAY, HOUR, compiled=compiled))
    assert [done[i].answered_at for i in (2, 3)] == [40, 45]


def test_who_moves_on_keeps_their_place(compiled: bool) -> None:
    """Who waited for a skill first stands before those who came to anyone's line later."""
    team = [AgentSlots(can=1), AgentSlots(can=2)]
    asked = [
        Request(1, 0, 100, route=(RouteStep(2),)),
        Request(2, 0, 20, route=(RouteStep(1),)),
        Request(3, 1, 5, route=(RouteStep(2, 10), RouteStep())),
        Request(4, 5, 5),
        Request(5, 0.5, 5, route=(RouteStep(2, 11), RouteStep())),
    ]
    done = by_id(run_queue(asked, team, DAY, HOUR, compiled=compiled))
    assert [done[i].answered_at for i in (5, 3, 4)] == [20, 25, 30]


def test_lower_priority_numbers_go_first(compiled: bool) -> None:
    """E-mail is done when nobody else waits; what is being done is not interrupted."""
    asked = [
        Request(1, 0, 10, priority=9),
        Request(2, 1, 10, priority=9),
        Request(3, 5, 10),
        Request(4, 6, 10, priority=-1),
    ]
    done = by_id(run_queue(asked, [AgentSlots()], DAY, HOUR, compiled=compiled))
    assert [done[i].answered_at for i in (1, 4, 3, 2)] == [0, 10, 20, 30]


def test_places_are_kept_over_night(compiled: bool) -> None:
    """Who keeps its place may come while closed, and is answered in the morning, in order."""
    asked = [
        Request(1, 10, 200),
        Request(2, 20, 10, keeps=True),
        Request(3, 30, 10),
        Request(4, 500, 10, keeps=True),
        Request(5, 510, 10),
        Request(6, 520, 10, keeps=True, patience=100),
    ]
    done = by_id(run_queue(asked, [AgentSlots()], NIGHT, 3000.0, compiled=compiled))
    assert [done[i].result for i in (3, 5, 6)] == ["closed", "closed", "left"]
    assert [done[i].answered_at for i in (2, 4)] == [1000, 1010]


def test_kept_places_end_with_the_horizon(compiled: bool) -> None:
    """What is still waiting when the run ends is unfinished."""
    asked = [Request(1, 500, 10, keeps=True), Request(2, 5000, 10, keeps=True)]
    done = by_id(run_queue(asked, [AgentSlots()], [(0.0, 100.0)], 900.0, compiled=compiled))
    assert [done[i].result for i in (1, 2)] == ["unfinished", "unfinished"]
    assert (done[1].finished_at, done[2].step) == (900, -1)


def test_many_follow_ups_find_room(compiled: bool) -> None:
    """Follow-ups by the hundred, with new routes and customers, all end, in order of time."""

    def follow_up(outcome: Outcome) -> list[Request]:
        if outcome.id >= 3:
            return []
        more = range(400)
        return [
            Request(10 + i, outcome.finished_at + i, 1, route=(RouteStep(0, 50 + i),), customer=i)
            for i in more
        ]

    asked = [Request(i, float(i), 1.0) for i in range(3)]
    done = run_queue(asked, [AgentSlots()] * 2, DAY, 8 * HOUR, follow_up, compiled=compiled)
    assert len(done) == 3 + 3 * 400
    assert [o.finished_at for o in done] == sorted(o.finished_at for o in done)


def test_an_error_in_a_follow_up_comes_through(compiled: bool) -> None:
    """What the caller raises is not swallowed, nor what a bad follow-up raises."""

    def fails(outcome: Outcome) -> list[Request]:
        raise KeyError

    for follow_up, error in (
        (fails, KeyError),
        (lambda o: [Request(2, o.finished_at, -1)], ParameterError),
        (lambda o: [Request(2, o.finished_at, 1, route=())], ParameterError),
        (lambda o: [Request(2, o.finished_at, 1, slots=2)], ParameterError),
    ):
        with pytest.raises(error):
            run_queue([Request(1, 0, 1)], [AgentSlots()], DAY, HOUR, follow_up, compiled=compiled)


def test_tables_give_what_values_give(compiled: bool) -> None:
    """Requests in columns have the outcomes of the same requests as values."""
    rng = np.random.default_rng(1)
    table = RequestTable(
        time=rng.uniform(0, 5000, 400),
        handle=rng.exponential(300, 400),
        wrap=20.0,
        patience=rng.exponential(200, 400),
        route=rng.integers(0, 2, 400),
        routes=((RouteStep(1, 30), RouteStep()), (RouteStep(2),)),
        customer=rng.integers(0, 30, 400),
        priority=rng.integers(0, 2, 400),
    )
    names = ("time", "handle", "wrap", "patience", "customer", "priority")
    asked = [
        Request(i, **dict(zip(names, row, strict=True)), route=table.routes[route])
        for i, (route, *row) in enumerate(
            zip(table.column("route"), *(table.column(n).tolist() for n in names), strict=True)
        )
    ]
    team = [AgentSlots(1, 2), AgentSlots(3, 3), AgentSlots(2, 1)]
    values = run_queue(asked, team, DAY, HOUR, compiled=compiled)
    ended = run_queue_table(table, team, DAY, HOUR, compiled=compiled)
    assert ended.request.tolist() == [o.id for o in values]
    assert ended.agent.tolist() == [o.agent for o in values]
    assert ended.step.tolist() == [o.step for o in values]
    for column, name in (
        (ended.queued_at, "queued_at"),
        (ended.answered_at, "answered_at"),
        (ended.finished_at, "finished_at"),
        (ended.freed_at, "freed_at"),
        (ended.wait, "wait"),
    ):
        assert np.array_equal(column, [getattr(o, name) for o in values], equal_nan=True)
    assert ended.ended("left").tolist() == [o.result == "left" for o in values]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: RequestTable(time=[0.0, 1.0], handle=[1.0]), "one length"),
        (lambda: RequestTable(time=[0.0, 1.0], handle=[1.0, -1.0]), "row 1"),
        (lambda: RequestTable(time=[0.0], handle=1.0, slots=2), "whole agent"),
        (lambda: RequestTable(time=[0.0], handle=1.0, route=1), "1 routes"),
        (lambda: RequestTable(time=[0.0], handle=1.0, routes=((),)), "at least one step"),
        (lambda: RequestTable(time=[0.0], handle=1.0, priority=2**70), "64 bits"),
    ],
)
def test_impossible_tables_are_refused(make: Callable[[], object], message: str) -> None:
    """Columns of other lengths, times below 0, routes that are not there."""
    with pytest.raises(ParameterError, match=message):
        make()


def test_duty_must_be_in_order() -> None:
    """Stretches of duty are sorted and do not overlap; they may touch."""
    with pytest.raises(ParameterError, match="intervals"):
        run_queue([], [AgentSlots(on=((5.0, 9.0), (1.0, 2.0)))], DAY, HOUR)
    touching = AgentSlots(on=((0.0, 50.0), (50.0, 100.0)))
    (done,) = run_queue([Request(1, 50, 10)], [touching], DAY, HOUR)
    assert done.answered_at == 50


def test_more_bits_than_numba_has() -> None:
    """Skills beyond 61 run in plain Python; asked for compiled, the message says what to do."""
    pytest.importorskip("numba", reason="needs the extra fast")
    high = 1 << 80
    asked = [Request(1, 0, 10, route=(RouteStep(high),)), Request(2, 1, 10)]
    team = [AgentSlots(can=high), AgentSlots(can=1)]
    done = by_id(run_queue(asked, team, DAY, HOUR))
    assert [done[i].agent for i in (1, 2)] == [0, 1]
    with pytest.raises(ParameterError, match="compiled=False"):
        run_queue(asked, team, DAY, HOUR, compiled=True)
    later = asked[0]._replace(time=50)
    with pytest.raises(ParameterError, match="compiled=False"):
        run_queue(asked[1:], team[1:], DAY, HOUR, lambda o: [later], compiled=True)


def test_without_numba_plain_python_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Silently, unless the compiled one is asked for."""
    monkeypatch.setitem(sys.modules, "numba", None)
    loader.compiled_rules.cache_clear()
    try:
        many = RequestTable(time=np.arange(60_000.0), handle=0.5)
        assert run_queue_table(many, [AgentSlots()], [(0, 1e6)], 1e6).wait.max() == 0
        with pytest.raises(MissingExtraError, match="fast"):
            run_queue_table(many, [AgentSlots()], [(0, 1e6)], 1e6, compiled=True)
    finally:
        loader.compiled_rules.cache_clear()
