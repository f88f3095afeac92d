"""Erlang's formulas against published values, each other, and their identities."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.contact_centre import Erlang, erlang_a, erlang_b, erlang_c, staff_for
from dialogkit.errors import ParameterError

RATES = st.floats(0.05, 50)
SERVERS = st.integers(1, 60)


def test_published_values() -> None:
    """λ=9, μ=1, c=10 and θ=.5 give the values of the literature."""
    b, c, a = erlang_b(9, 1, 10), erlang_c(9, 1, 10), erlang_a(9, 1, 10, 0.5)
    assert b.blocked == pytest.approx(0.167963, abs=5e-7)
    assert c.waits == pytest.approx(0.668732, abs=5e-7)
    assert c.mean_wait == pytest.approx(0.668732, abs=5e-7)
    assert a.waits == pytest.approx(0.468942, abs=5e-7)
    assert a.abandons == pytest.approx(0.0670117, abs=5e-8)
    assert a.mean_wait == pytest.approx(0.134023, abs=5e-7)
    assert a.utilisation == pytest.approx(0.839690, abs=1e-6)


def birth_death(arrivals: float, service: float, servers: int, patience: float) -> Erlang:
    """Erlang A by brute force: the stationary distribution of its birth-and-death chain."""
    states = 3000
    leaving = np.arange(1, states)
    rates = np.minimum(leaving, servers) * service + np.maximum(leaving - servers, 0) * patience
    logs = np.concatenate([[0.0], np.cumsum(np.log(arrivals / rates))])
    p = np.exp(logs - logs.max())
    p /= p.sum()
    busy = np.minimum(np.arange(states), servers)
    queue = np.arange(states) - busy
    abandons = float(patience * (queue * p).sum() / arrivals)
    return Erlang(
        formula="A",
        arrivals=arrivals,
        service=service,
        servers=servers,
        patience_rate=patience,
        blocked=0.0,
        waits=float(p[servers:].sum()),
        abandons=abandons,
        mean_wait=float((queue * p).sum() / arrivals),
        utilisation=float((busy * p).sum() / servers),
    )


@pytest.mark.parametrize(
    ("arrivals", "servers", "patience"),
    [(9.0, 10, 0.5), (15.0, 10, 0.5), (30.0, 20, 3.0), (98.0, 100, 0.1), (2.0, 1, 0.9)],
)
def test_a_is_its_birth_death_chain(arrivals: float, servers: int, patience: float) -> None:
    """Erlang A equals the chain solved by brute force, below and above full load."""
    exact, brute = (f(arrivals, 1.0, servers, patience) for f in (erlang_a, birth_death))
    for name in ("waits", "abandons", "mean_wait", "utilisation"):
        assert getattr(exact, name) == pytest.approx(getattr(brute, name), rel=1e-9)


def test_endless_patience_is_c_and_none_is_b() -> None:
    """As patience grows A becomes C; as it vanishes A turns away what B turns away."""
    c, b = erlang_c(9, 1, 10), erlang_b(9, 1, 10)
    patient, hasty = erlang_a(9, 1, 10, 1e-8), erlang_a(9, 1, 10, 1e8)
    assert patient.waits == pytest.approx(c.waits, rel=1e-6)
    assert patient.mean_wait == pytest.approx(c.mean_wait, rel=1e-5)
    assert patient.service_level(0.3) == pytest.approx(c.service_level(0.3), rel=1e-5)
    assert hasty.abandons == pytest.approx(b.blocked, rel=1e-6)
    assert hasty.utilisation == pytest.approx(b.utilisation, rel=1e-6)


@settings(deadline=None)  # processors are shared
@given(RATES, RATES, SERVERS, st.floats(0.05, 20))
def test_identities_of_a(arrivals: float, service: float, servers: int, patience: float) -> None:
    """Shares stay shares; P(abandon) = θ·Lq/λ; work done = work brought by those who stay."""
    queue = erlang_a(arrivals, service, servers, patience)
    assert 0 <= queue.abandons <= queue.waits <= 1
    assert 0 <= queue.utilisation <= 1 + 1e-9
    assert queue.abandons == pytest.approx(patience * queue.mean_queue / arrivals)
    assert queue.utilisation == pytest.approx(queue.load * (1 - queue.abandons))


@settings(deadline=None)  # processors are shared
@given(RATES, SERVERS, st.floats(0.05, 20))
def test_service_level_of_a_has_the_right_ends(load: float, servers: int, patience: float) -> None:
    """Within no time only those answered at once count; given for ever, everybody answered."""
    queue = erlang_a(load, 1.0, servers, patience)
    assert queue.service_level(0) == pytest.approx(1 - queue.waits, abs=1e-9)
    assert queue.service_level(1e9) == pytest.approx(1.0, abs=1e-9)
    levels = [queue.service_level(t) for t in (0.0, 0.01, 0.1, 0.5, 1.0, 10.0)]
    assert all(low <= high + 1e-9 for low, high in pairwise(levels))


@settings(deadline=None)  # processors are shared
@given(RATES, RATES, SERVERS)
def test_c_waits_more_often_than_b_blocks(arrivals: float, service: float, servers: int) -> None:
    """Waiting customers keep servers busy for others, so C(c, a) ≥ B(c, a)."""
    assert (
        erlang_c(arrivals, service, servers).waits >= erlang_b(arrivals, service, servers).blocked
    )


def test_thousands_of_servers() -> None:
    """Large teams give finite shares, in all three formulas."""
    for servers in (1_000, 5_000):
        for load in (0.5, 0.98, 1.0, 1.2):
            arrivals = load * servers
            a, b = erlang_a(arrivals, 1, servers, 0.01), erlang_b(arrivals, 1, servers)
            c = erlang_c(arrivals, 1, servers)
            assert all(0 <= share <= 1 for share in (a.waits, a.abandons, b.blocked, c.waits))
            assert 0 <= a.service_level(0.1) <= 1


def test_overload_is_said() -> None:
    """Without leaving customers an overloaded queue grows for ever."""
    queue = erlang_c(11, 1, 10)
    assert queue.load > 1
    assert (queue.waits, queue.mean_wait, queue.service_level(5)) == (1.0, math.inf, 0.0)


@settings(deadline=None)  # processors are shared
@given(st.floats(0.5, 80), st.floats(0.5, 0.99), st.floats(0, 2), st.sampled_from([0.0, 0.5, 4.0]))
def test_staff_is_just_enough(load: float, level: float, within: float, patience: float) -> None:
    """The number asked for reaches the level; one agent less does not."""
    needed = staff_for(load, 1, service_level=level, within=within, patience_rate=patience)

    def reached(servers: int) -> float:
        if patience:
            return erlang_a(load, 1, servers, patience).service_level(within)
        return erlang_c(load, 1, servers).service_level(within)

    assert reached(needed) >= level
    assert needed == 1 or reached(needed - 1) < level


@pytest.mark.parametrize(
    ("arrivals", "service", "servers"), [(0, 1, 1), (1, -1, 1), (1, 1, 0), (math.nan, 1, 1)]
)
def test_impossible_values_are_refused(arrivals: float, service: float, servers: int) -> None:
    """Rates of nothing and teams of nobody are refused."""
    for formula in (erlang_b, erlang_c):
        with pytest.raises(ParameterError):
            formula(arrivals, service, servers)
