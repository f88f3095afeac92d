"""The queue kernel against queueing theory and against SimPy."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any

import numpy as np
import pytest
import simpy
from queue_oracles import (
    FOREVER,
    Customers,
    Measured,
    controls,
    customers,
    measure,
    simulate,
    single_server_wait,
)

from dialogkit.contact_centre import (
    AgentSlots,
    ContactCentre,
    Outcome,
    Request,
    RequestTable,
    RouteStep,
    agent_seconds,
    erlang_a,
    erlang_b,
    erlang_c,
    hourly,
    run_queue,
    usage,
)

ARRIVALS, SLOTS = 9.0, 10
TEAM = [AgentSlots()] * SLOTS
ALWAYS = [(0.0, FOREVER)]


def agrees(found: Measured, truth: float) -> None:
    """Within 3.3 standard errors, and those small enough to mean something."""
    assert abs(found.z(truth)) <= 3.3
    assert found.half_width <= 0.02


def test_kernel_is_erlang_b_without_patience() -> None:
    """Customers who never wait are turned away as often as Erlang B says."""
    who = customers(110_000, arrivals=ARRIVALS, patience=0.0, seed=1)
    known = controls(who, arrivals=ARRIVALS, slots=SLOTS, patience=0.0)
    agrees(measure(simulate(who, TEAM)["left"], known), erlang_b(ARRIVALS, 1, SLOTS).blocked)


def test_kernel_is_erlang_c_with_endless_patience() -> None:
    """Share and mean of waiting are those of Erlang C."""
    who = customers(160_000, arrivals=ARRIVALS, seed=2)
    known = controls(who, arrivals=ARRIVALS, slots=SLOTS, patience=math.inf)
    wait, exact = simulate(who, TEAM)["wait"], erlang_c(ARRIVALS, 1, SLOTS)
    agrees(measure(wait > 0, known), exact.waits)
    agrees(measure(wait, known), exact.mean_wait)


def test_kernel_is_erlang_a() -> None:
    """Waiting, leaving, service level and utilisation are those of Erlang A."""
    who = customers(280_000, arrivals=ARRIVALS, patience=2.0, seed=3)
    known = controls(who, arrivals=ARRIVALS, slots=SLOTS, patience=2.0)
    found, exact = simulate(who, TEAM), erlang_a(ARRIVALS, 1, SLOTS, 0.5)
    wait, left = found["wait"], found["left"]
    agrees(measure(wait > 0, known), exact.waits)
    agrees(measure(wait, known), exact.mean_wait)
    agrees(measure(left, known), exact.abandons)
    in_time = (left == 0) & (wait <= 0.3)
    of_all = measure(in_time, known).mean / measure((left == 0) | (wait > 0.3), known).mean
    assert of_all == pytest.approx(exact.service_level(0.3), rel=0.01)
    busy = measure(who.handles * (left == 0), known)
    agrees(busy, exact.utilisation * SLOTS / ARRIVALS)


def test_single_agent_is_pollaczek_khinchine() -> None:
    """With lognormal handling one agent's queue waits λE[S²] ÷ 2(1 − ρ)."""
    count, arrivals, cv2 = 220_000, 0.4, 0.8**2
    centre = ContactCentre.parse(
        "{hours: 24/7, agents: 1, handling: {mean: 1000s, spread: 800s}, wrap_up: 0s}"
    )
    rng = np.random.default_rng(4)
    handles = centre.handling_of(None).draw(rng, count) / 1000
    times = np.cumsum(rng.exponential(1 / arrivals, count))
    who = Customers(times=times, handles=handles, patiences=np.full(count, math.inf))
    gaps = np.diff(times, prepend=0.0) * arrivals - 1
    known = np.stack([gaps, handles - 1, handles**2 - 1 - cv2], axis=1)
    agrees(
        measure(simulate(who, TEAM[:1])["wait"], known),
        arrivals * (1 + cv2) / (2 * (1 - arrivals)),
    )


def test_chats_at_once_are_slots() -> None:
    """Without slowdown, 2 agents × 5 chats make everybody wait as 10 agents do."""
    who = customers(20_000, arrivals=ARRIVALS, patience=2.0, seed=5)
    one, two = simulate(who, TEAM), simulate(who, [AgentSlots(chats=5)] * 2)
    assert np.array_equal(one["wait"], two["wait"])
    assert np.array_equal(one["left"], two["left"])


def test_last_agent_at_any_price_is_separate_queues() -> None:
    """Waiting for the last agent without end makes each agent a queue of their own."""
    count, team = 20_000, 5
    who = customers(count, arrivals=0.6 * team, seed=6)
    theirs = np.random.default_rng(6).integers(0, team, count)
    first = [Request(-1 - a, 0.0, 1e-9 * (a + 1), customer=a) for a in range(team)]
    route = (RouteStep(last_within=math.inf),)
    later = [
        r._replace(customer=int(c), time=r.time + 1)
        for r, c in zip(who.requests(route), theirs, strict=True)
    ]
    done = {o.id: o for o in run_queue([*first, *later], TEAM[:team], ALWAYS, FOREVER)}
    for agent in range(team):
        mine = np.flatnonzero(theirs == agent)
        assert {done[int(i)].agent for i in mine} == {done[-1 - agent].agent}
        expected = single_server_wait(who.times[mine], who.handles[mine])
        assert np.allclose([done[int(i)].wait for i in mine], expected, atol=1e-6)


def test_last_agent_at_no_price_is_one_queue() -> None:
    """Taking the last agent only where free changes nobody's wait, only who answers."""
    who = customers(20_000, arrivals=ARRIVALS, seed=7)
    route = (RouteStep(last_within=50.0, wait=0.0), RouteStep())
    asked = [r._replace(customer=r.id % 40) for r in who.requests(route)]
    done = run_queue(asked, TEAM, ALWAYS, FOREVER)
    wait = np.empty(len(asked))
    for outcome in done:
        wait[outcome.id] = outcome.wait
    assert np.allclose(wait, simulate(who, TEAM)["wait"], atol=1e-6)
    assert 0.05 < np.mean([o.step == 0 for o in done]) < 0.95


def with_simpy(requests: list[Request], agents: int) -> dict[int, tuple[str, float, float]]:
    """A second opinion: result, and when answered and ended."""
    env = simpy.Environment()
    team = simpy.PriorityResource(env, agents)
    done: dict[int, tuple[str, float, float]] = {}

    def customer(asked: Request) -> Generator[simpy.Event, Any, None]:
        yield env.timeout(asked.time)
        with team.request(priority=asked.priority) as turn:
            yield turn | env.timeout(asked.patience)
            if not turn.triggered:
                done[asked.id] = ("left", math.nan, env.now)
                return
            answered = env.now
            yield env.timeout(asked.handle)
            done[asked.id] = ("served", answered, env.now)
            yield env.timeout(asked.wrap)

    for asked in requests:
        env.process(customer(asked))
    env.run()
    return done


@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize(("arrivals", "patience"), [(2.5, 3.0), (6.0, 0.7)])
def test_simpy_tells_the_same(arrivals: float, patience: float, compiled: bool) -> None:
    """Customer by customer, SimPy's small team with wrap-up and priorities has the same story."""
    if compiled:
        pytest.importorskip("numba", reason="needs the extra fast")
    who = customers(3_000, arrivals=arrivals, patience=patience, seed=8)
    asked = [r._replace(wrap=0.1, priority=r.id % 3) for r in who.requests()]
    other = with_simpy(asked, 3)
    for outcome in run_queue(asked, TEAM[:3], ALWAYS, FOREVER, compiled=compiled):
        result, answered, ended = other[outcome.id]
        assert outcome.result == result
        assert outcome.finished_at == pytest.approx(ended, rel=1e-9)
        assert outcome.answered_at == pytest.approx(answered, rel=1e-9, nan_ok=True)


def test_overload_shows() -> None:
    """Above full load the factor says so, the formula gives no wait, and the queue grows."""
    centre = ContactCentre.parse("{hours: 24/7, agents: 2, handling: 6m, wrap_up: 0s}")
    assert centre.load_factor(15) == pytest.approx(erlang_c(15, 10, 2).load) == 0.75
    assert centre.load_factor(30) == 1.5
    who = customers(3_000, arrivals=3.0, seed=9)
    wait = simulate(who, TEAM[:2])["wait"]
    assert wait[-300:].mean() > 5 * wait[300:600].mean()


def test_queue_and_busy_time_are_littles_law() -> None:
    """Queue length = arrivals × wait, and busy slots = arrivals × handling, when nobody leaves."""
    who = customers(20_000, arrivals=9.0, seed=10)
    done: list[Outcome] = run_queue(who.requests(), TEAM, ALWAYS, FOREVER)
    last = float(who.times[-1])
    used = usage(done, TEAM, [(0.0, last)], last)
    assert used.busy + used.overtime == pytest.approx(who.handles.sum())
    assert used.utilisation == pytest.approx(0.9, rel=0.03)
    assert agent_seconds(done).sum() == pytest.approx(who.handles.sum())
    end = max(o.finished_at for o in done)
    queue = hourly(done, end, width=end).mean_queue[0]
    wait = np.mean([o.wait for o in done])
    assert queue == pytest.approx(len(done) / end * wait)


def test_who_leaves_is_impatience_times_queue() -> None:
    """P(abandon) = θ·Lq ÷ λ, which is θ times the mean wait."""
    theta = 0.5
    who = customers(200_000, arrivals=ARRIVALS, patience=1 / theta, seed=11)
    known = controls(who, arrivals=ARRIVALS, slots=SLOTS, patience=1 / theta)
    found = simulate(who, TEAM)
    left, wait = found["left"], found["wait"]
    both = measure(1 + left - theta * wait, known)
    assert abs(both.z(1.0)) <= 3.3
    assert both.error * 1.96 <= 0.02 * left.mean()


@pytest.mark.parametrize(("patience", "value"), [(1e9, "mean_wait"), (1e-9, "blocked")])
def test_the_ends_of_patience(patience: float, value: str) -> None:
    """Where θ goes to 0 the kernel goes to Erlang C, where it goes to infinity to Erlang B."""
    who = customers(200_000, arrivals=ARRIVALS, patience=patience, seed=12)
    limit = math.inf if patience > 1 else 0.0
    known = controls(who, arrivals=ARRIVALS, slots=SLOTS, patience=limit)
    found = simulate(who, TEAM)
    if value == "mean_wait":
        agrees(measure(found["wait"], known), erlang_c(ARRIVALS, 1, SLOTS).mean_wait)
        assert not found["left"].any()
    else:
        agrees(measure(found["left"], known), erlang_b(ARRIVALS, 1, SLOTS).blocked)
        assert found["wait"].max() < 1e-6


@pytest.mark.parametrize("agents", [1, 3])
def test_two_priorities_are_cobham(agents: int) -> None:
    """Waits of two classes: W₀ ÷ (1 − ρ₁) and W₀ ÷ ((1 − ρ₁)(1 − ρ)), Cobham (1954).

    W₀, the wait for the first agent to be free, is the load times the mean wait of Erlang C
    without the queue: P(wait) ÷ agents.
    """
    share, load = 0.4, 0.6
    who = customers(300_000, arrivals=load * agents, seed=13)
    first = np.random.default_rng(13).random(len(who.times)) < share
    known = controls(who, arrivals=load * agents, slots=agents, patience=math.inf)
    asked = RequestTable(time=who.times, handle=who.handles, priority=np.where(first, 0, 1))
    wait = simulate(asked, TEAM[:agents])["wait"]
    until_free = erlang_c(load * agents, 1, agents).waits / agents
    urgent = until_free / (1 - share * load)
    ordinary = urgent / (1 - load)
    for chosen, part, exact in ((first, share, urgent), (~first, 1 - share, ordinary)):
        also = np.column_stack([known, chosen - part])
        agrees(measure(wait * chosen / part, also), exact)


def test_a_call_takes_all_chats_of_an_agent() -> None:
    """Where everybody needs a whole agent, agents of five chats are agents of one."""
    who = customers(20_000, arrivals=ARRIVALS, patience=2.0, seed=14)
    table = who.table()
    calls = RequestTable(time=who.times, handle=who.handles, patience=who.patiences, slots=0)
    one, two = simulate(table, TEAM), simulate(calls, [AgentSlots(chats=5)] * SLOTS)
    assert np.array_equal(one["wait"], two["wait"])
    assert np.array_equal(one["left"], two["left"])
