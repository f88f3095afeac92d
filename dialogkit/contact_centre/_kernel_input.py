"""Requests, agents and hours as rows and columns for the tables of the kernel."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dialogkit.contact_centre._kernel_floor import CLOSE, HORIZON, OFF, ON, OPEN, Clock
from dialogkit.contact_centre._requests import AgentSlots, Interval, Request, RouteStep
from dialogkit.contact_centre._tables import RequestTable, impossible
from dialogkit.errors import ParameterError

__all__ = ["Input", "Numbers", "agenda", "request_columns", "team"]

Columns = list[NDArray[Any]]
Rows = list[tuple[float, ...]]


_MANY = 1 << 62


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What a run begins with: the given fields of each table."""

    requests: Columns
    """In order of time."""
    agents: Rows
    """Agents as given."""
    pools: Rows
    """Those who are alike."""
    calendar: Rows
    """What changes, in order of time."""
    levels: int
    """How many levels all pools have."""
    clock: Clock
    """What there is one of."""
    numbers: Numbers
    """Places of what the requests name."""

    @property
    def fits(self) -> bool:
        """Whether all skills and languages are bits of a number of numba's."""
        return all(
            abs(bits) < _MANY for bits in (*self.numbers.needs, *(a[1] for a in self.agents))
        )


@dataclass(slots=True)
class Numbers:
    """Places of routes and customers, and how many lines there can be."""

    agents: int
    """Agents in the team."""
    routes: dict[int, tuple[int, tuple[RouteStep, ...]]] = field(default_factory=dict)
    """First step by identity of the route, which is kept so that no other takes it."""
    steps: Rows = field(default_factory=list)
    """Steps of all routes, those of one route after each other."""
    needs: set[int] = field(default_factory=set)
    """Bits that some step asks for."""
    priorities: set[int] = field(default_factory=set)
    """Those that occur."""
    customers: dict[int, int] = field(default_factory=dict)
    """Place of each customer by the caller's number."""

    @property
    def lines(self) -> int:
        """The most lines that may be needed: a slot or a whole agent, bits or one agent."""
        return 2 * len(self.priorities) * (len(self.needs) + self.agents)

    def route(self, route: tuple[RouteStep, ...]) -> int:
        """First step of a route, which is added where it is new."""
        known = self.routes.get(id(route))
        if known is None:
            if not route:
                what = "a route needs at least one step; RouteStep() waits for anyone"
                raise ParameterError(what)
            known = self.routes[id(route)] = (len(self.steps), route)
            last = len(route) - 1
            self.steps += [(*step, int(place == last)) for place, step in enumerate(route)]
            self.needs.update(step.needs for step in route)
        return known[0]

    def customer(self, customer: int) -> int:
        """Their place; -1 for somebody unknown."""
        return self.customers.setdefault(customer, len(self.customers)) if customer >= 0 else -1

    def of_customers(self, customers: NDArray[Any]) -> NDArray[Any]:
        """The same for a column, before any other was asked for."""
        if not len(customers) or customers.max() < 0:
            return np.full(len(customers), -1)
        known, numbers = np.unique(customers, return_inverse=True)
        strangers = int(np.searchsorted(known, 0))
        self.customers = {int(c): n for n, c in enumerate(known[strangers:].tolist())}
        return np.maximum(numbers - strangers, -1)

    def row(self, new: Request, place: int) -> tuple[float, ...]:
        """A follow-up as a row."""
        number, time, handle, wrap, patience, route, window, closes, who, slots, first, keeps = new
        fine = 0 <= time < math.inf and 0 <= handle < math.inf and 0 <= wrap < math.inf
        if not (fine and patience >= 0):
            raise impossible(f"request {number}")
        if slots not in {0, 1}:
            raise ParameterError(f"slots must be 1, or 0 for the whole agent, got {slots}")
        self.priorities.add(first)
        until = min(time + patience, window, closes)
        times = (time, handle, wrap, until, window, closes)
        return (*times, self.route(route), self.customer(who), 1 - slots, first, keeps, place)


def request_columns(table: RequestTable, numbers: Numbers) -> tuple[NDArray[np.int64], Columns]:
    """Rows of the table in order of time, and its columns in that order."""
    column = table.column
    firsts = np.array([numbers.route(route) for route in table.routes], dtype=np.int64)
    time, window, closes = column("time"), column("window_closes_at"), column("closes_at")
    until = np.minimum(time + column("patience"), np.minimum(window, closes))
    columns = [time, column("handle"), column("wrap"), until, window, closes]
    columns += [firsts[column("route")], numbers.of_customers(column("customer"))]
    columns += [1 - column("slots"), column("priority"), column("keeps").astype(np.int64)]
    numbers.priorities.update(np.unique(column("priority")).tolist())
    places = np.arange(len(time))
    if (time[1:] >= time[:-1]).all():
        return places, [*columns, places]
    order = np.argsort(time, kind="stable")
    return order, [*(values[order] for values in columns), places]


def team(agents: Sequence[AgentSlots]) -> tuple[Rows, Rows, int]:
    """Rows of agents and of pools, and the number of levels."""
    if any(agent.chats < 1 for agent in agents):
        raise ParameterError("an agent must hold at least 1 chat; leave the others out")
    pools: dict[tuple[int, int], int] = {}
    levels = 0
    for agent in agents:
        if (agent.can, agent.chats) not in pools:
            pools[agent.can, agent.chats] = levels
            levels += agent.chats
    rows: Rows = [
        (place, agent.can, agent.chats, pools[agent.can, agent.chats], agent.on is None)
        for place, agent in enumerate(agents)
    ]
    return rows, [(*kind, level) for kind, level in pools.items()], levels


def agenda(agents: Sequence[AgentSlots], opened: Sequence[Interval], horizon: float) -> Rows:
    """Openings, closings, duty and the end of the horizon in order: when, what, who."""
    marks: Rows = [(horizon, HORIZON, -1), (math.inf, HORIZON, -1)]
    for start, end in _checked(opened, touching=False):
        marks += [(start, OPEN, -1), (end, CLOSE, -1)]
    for agent, slots in enumerate(agents):
        for start, end in _checked(slots.on or (), touching=True):
            marks += [(start, ON, agent), (end, OFF, agent)]
    return sorted(mark for mark in marks if mark[0] < horizon or mark[1] == HORIZON)


def _checked(stretches: Sequence[Interval], *, touching: bool) -> Sequence[Interval]:
    """The same stretches; refused where they are not in order."""
    before = -1.0
    for start, end in stretches:
        if not (0 <= start < end and (before < start or (touching and before == start))):
            what = f"intervals must be sorted, apart and not empty, got {start} to {end}"
            raise ParameterError(what)
        before = end
    return stretches
