"""Erlang's formulas B, C and A: the closed forms that the queue kernel is tested against.

All three describe customers who arrive at random (Poisson) at ``servers`` alike servers with
exponential service times. They differ in what a customer does who finds all servers busy: in B
leaves at once, in C waits however long, in A waits until an exponential patience runs out.

Rates are per any one unit of time; waits come back in that unit.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dialogkit.errors import ParameterError

__all__ = ["Erlang", "erlang_a", "erlang_b", "erlang_c", "staff_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Erlang:
    """The long-run state of a queue, as one of Erlang's formulas gives it."""

    formula: Literal["A", "B", "C"]
    """Which one."""
    arrivals: float
    """Customers per unit of time."""
    service: float
    """Customers one server serves per unit of time: 1 ÷ mean handling time."""
    servers: int
    """Servers, or agents × chats at once."""
    patience_rate: float
    """1 ÷ mean patience; 0 in C, infinite in B."""
    blocked: float
    """Share of customers who find all servers busy and are turned away; 0 in A and C."""
    waits: float
    """Share of customers who find all servers busy and queue; 0 in B."""
    abandons: float
    """Share of customers who leave the queue unserved."""
    mean_wait: float
    """Mean wait of all who are not blocked, also of those who leave, in units of time."""
    utilisation: float
    """Busy server-time ÷ server-time, 0 to 1."""

    @property
    def load(self) -> float:
        """Work that arrives ÷ work the servers can do; above 1 they are overloaded."""
        return self.arrivals / (self.service * self.servers)

    @property
    def mean_queue(self) -> float:
        """Mean number waiting, by Little's law: rate of those not blocked × mean wait."""
        return self.arrivals * (1 - self.blocked) * self.mean_wait

    def service_level(self, within: float) -> float:
        """Answered within ``within`` ÷ (answered + abandoned after ``within``).

        For C the wait of those who wait is exponential with rate cμ − λ (Gross et al.,
        *Fundamentals of Queueing Theory*, 2.4). For A it follows from the density of the offered
        wait, λ·p(c−1)·exp(λ/θ·(1 − e^(−θt)) − cμt) (Baccelli & Hébuterne 1981). For B
        nobody waits, so it is 1.

        Args:
            within: The wait that is still good, in units of time.

        Raises:
            ParameterError: ``within`` is negative.
        """
        if not within >= 0:
            raise ParameterError(f"a service level needs a wait of 0 or more, got {within}")
        if self.formula == "B":
            return 1.0
        if self.formula == "C":
            slack = self.servers * self.service - self.arrivals
            return 1 - self.waits * math.exp(-slack * within) if slack > 0 else 0.0
        in_time, left_late = _offered(self, within)
        served = 1 - self.abandons
        return min(1.0, in_time / (served + left_late))


def erlang_b(arrivals: float, service: float, servers: int) -> Erlang:
    """Erlang B (M/M/c/c): whoever finds all servers busy is turned away.

    B(0) = 1, B(k) = a·B(k−1) ÷ (k + a·B(k−1)) with a = λ/μ: every term is a share, so the
    recursion stays stable for thousands of servers (Jagerman 1974).

    Args:
        arrivals: λ, customers per unit of time.
        service: μ, customers one server serves per unit of time.
        servers: c.

    Raises:
        ParameterError: A rate is not above 0, or there is no server.

    Example:
        >>> round(erlang_b(9, 1, 10).blocked, 6)
        0.167963
    """
    _check(arrivals, service, servers)
    blocked = _blocking(arrivals / service, servers)
    return Erlang(
        formula="B",
        arrivals=arrivals,
        service=service,
        servers=servers,
        patience_rate=math.inf,
        blocked=blocked,
        waits=0.0,
        abandons=0.0,
        mean_wait=0.0,
        utilisation=arrivals / service * (1 - blocked) / servers,
    )


def erlang_c(arrivals: float, service: float, servers: int) -> Erlang:
    """Erlang C (M/M/c): everybody waits until served.

    P(wait) = B ÷ (1 − ρ(1 − B)) and Wq = P(wait) ÷ (cμ − λ), with ρ = λ/(cμ) and B of `erlang_b`
    (Gross et al., *Fundamentals of Queueing Theory*, 2.3). Overloaded (ρ ≥ 1) the queue grows
    without end: P(wait) is 1 and the mean wait infinite.

    Args:
        arrivals: λ, customers per unit of time.
        service: μ, customers one server serves per unit of time.
        servers: c.

    Raises:
        ParameterError: A rate is not above 0, or there is no server.

    Example:
        >>> queue = erlang_c(9, 1, 10)
        >>> round(queue.waits, 6), round(queue.mean_wait, 6)
        (0.668732, 0.668732)
    """
    _check(arrivals, service, servers)
    load = arrivals / (service * servers)
    blocked = _blocking(arrivals / service, servers)
    waits = blocked / (1 - load * (1 - blocked)) if load < 1 else 1.0
    return Erlang(
        formula="C",
        arrivals=arrivals,
        service=service,
        servers=servers,
        patience_rate=0.0,
        blocked=0.0,
        waits=waits,
        abandons=0.0,
        mean_wait=waits / (servers * service - arrivals) if load < 1 else math.inf,
        utilisation=min(load, 1.0),
    )


def erlang_a(arrivals: float, service: float, servers: int, patience_rate: float) -> Erlang:
    """Erlang A (M/M/c+M): everybody waits until served or out of patience.

    With B of `erlang_b`, ρ = λ/(cμ) and A = Σ (λ/θ)^j ÷ Π_{k≤j}(cμ/θ + k):
    P(wait) = A·B ÷ (1 + (A − 1)·B), P(abandon | wait) = 1/(ρA) + 1 − 1/ρ, and the mean wait is
    P(abandon)/θ (Mandelbaum & Zeltyn, *Service Engineering in Action*, 2007).

    Args:
        arrivals: λ, customers per unit of time.
        service: μ, customers one server serves per unit of time.
        servers: c.
        patience_rate: θ, 1 ÷ mean patience.

    Raises:
        ParameterError: A rate is not above 0, or there is no server.

    Example:
        >>> queue = erlang_a(9, 1, 10, 0.5)
        >>> round(queue.waits, 6), round(queue.abandons, 7), round(queue.utilisation, 5)
        (0.468942, 0.0670117, 0.83969)
    """
    _check(arrivals, service, servers, patience_rate)
    load = arrivals / (service * servers)
    blocked = _blocking(arrivals / service, servers)
    series = _series(arrivals / patience_rate, servers * service / patience_rate)
    waits = 1 / (1 + (1 / blocked - 1) / series) if blocked > 0 else 0.0
    abandons = waits * _leaving(load, series)
    return Erlang(
        formula="A",
        arrivals=arrivals,
        service=service,
        servers=servers,
        patience_rate=patience_rate,
        blocked=0.0,
        waits=waits,
        abandons=abandons,
        mean_wait=abandons / patience_rate,
        utilisation=load * (1 - abandons),
    )


def staff_for(
    arrivals: float,
    service: float,
    *,
    service_level: float,
    within: float,
    patience_rate: float = 0.0,
) -> int:
    """The fewest servers that reach a service level, by Erlang A, or C without a patience.

    Args:
        arrivals: λ, customers per unit of time.
        service: μ, customers one server serves per unit of time.
        service_level: Wanted share answered within ``within``, above 0 and below 1.
        within: In units of time.
        patience_rate: θ, 1 ÷ mean patience; 0 for customers who wait without end.

    Raises:
        ParameterError: A value is out of range.

    Example:
        >>> staff_for(100, 10, service_level=0.8, within=1 / 60)
        13
    """
    if not 0 < service_level < 1:
        raise ParameterError(f"a service level must lie between 0 and 1, got {service_level}")

    def reached(servers: int) -> bool:
        if patience_rate:
            queue = erlang_a(arrivals, service, servers, patience_rate)
        else:
            queue = erlang_c(arrivals, service, servers)
        return queue.service_level(within) >= service_level

    return _least(reached)


def _least(holds: Callable[[int], bool]) -> int:
    """The least n ≥ 1 from which on ``holds``, found by doubling and halving."""
    high = 1
    while not holds(high):
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _check(arrivals: float, service: float, servers: int, patience_rate: float = 1.0) -> None:
    rates = {"arrivals": arrivals, "service": service, "patience_rate": patience_rate}
    bad = [f"{name} {value}" for name, value in rates.items() if not 0 < value < math.inf]
    if bad:
        raise ParameterError(f"rates must be above 0 and finite, got {', '.join(bad)}")
    if servers < 1 or servers % 1:
        raise ParameterError(f"servers must be a whole number of 1 or more, got {servers}")


def _blocking(offered: float, servers: int) -> float:
    blocked = 1.0
    for k in range(1, int(servers) + 1):
        blocked = offered * blocked / (k + offered * blocked)
    return blocked


_BLOCK = 4096


def _series(x: float, y: float) -> float:
    """A = 1 + x/(y+1) + x²/((y+1)(y+2)) + …, infinite where it exceeds what a float holds."""
    total, term, first = 1.0, 1.0, 1
    while True:
        ratios = x / (y + np.arange(first, first + _BLOCK))
        with np.errstate(over="ignore"):
            terms = term * np.cumprod(ratios)
            total += float(terms.sum())
        term = float(terms[-1])
        last = float(ratios[-1])
        if not math.isfinite(total):
            return math.inf
        # Once the ratio is below 1 the rest is smaller than a geometric series.
        if last < 1 and term * last / (1 - last) <= 1e-16 * total:
            return total
        first += _BLOCK


def _leaving(load: float, series: float) -> float:
    """P(abandon | wait) = 1/(ρA) + 1 − 1/ρ; nearly all of it cancels where patience is long."""
    return max(0.0, (1 / series + load - 1) / load)


def _offered(queue: Erlang, within: float) -> tuple[float, float]:
    """Shares of all customers: answered within ``within``; left after it (Erlang A)."""
    theta, full = queue.patience_rate, queue.servers * queue.service
    nodes, weights = _grid(queue, within)
    exponent = queue.arrivals / theta * -np.expm1(-theta * nodes) - full * nodes
    density = weights * np.exp(exponent - exponent.max())
    density *= queue.waits / density.sum()
    stays = np.exp(-theta * nodes)
    early = nodes <= within
    in_time = 1 - queue.waits + float((density * stays)[early].sum())
    late = ~early
    left_late = float((density * (math.exp(-theta * within) - stays))[late].sum())
    return in_time, left_late


def _grid(queue: Erlang, within: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Gauss-Legendre nodes and weights over where the offered wait has its mass, cut at within."""
    theta, full = queue.patience_rate, queue.servers * queue.service
    peak = math.log(queue.load) / theta if queue.load > 1 else 0.0
    width = 1 / math.sqrt(full * theta)
    if queue.load < 1:
        width = min(width, 1 / (full - queue.arrivals))
    cuts = {0.0, *(max(0.0, peak + width * k) for k in range(-40, 41)), peak + width * 80}
    if within < max(cuts):
        cuts.add(within)
    edges = np.array(sorted(cuts), dtype=np.float64)
    points, factors = np.polynomial.legendre.leggauss(16)
    half = np.diff(edges)[:, None] / 2
    nodes = edges[:-1, None] + half * (points + 1)
    return nodes.ravel(), (half * factors).ravel()
