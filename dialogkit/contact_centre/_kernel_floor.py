"""What the queue knows at one moment: requests, agents, lines, events to come.

With `_kernel_agents` and `_kernel_rules` this is one source that runs as plain Python and compiled
by numba. So the rules keep to what both understand: functions of numbers and of rows in tables. A
row is an object in plain Python and a record of an array for numba; it names another row by its
place, -1 is nobody. Tables are made, filled and enlarged by `_kernel_engine`.

A *line* holds those who wait for the same: bits or one agent, a slot or a whole agent, with one
priority. A *level* holds the agents of a *pool* (who are alike) with so many slots taken, the one
longest without a change first.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = [
    "Clock",
    "Floor",
    "Level",
    "Line",
    "Mark",
    "Pool",
    "Regular",
    "Seat",
    "Step",
    "Ticket",
]

INF, NAN = math.inf, math.nan
RELEASED, FREED, ENDED, ARRIVED, WAITED = 0 << 40, 1 << 40, 2 << 40, 3 << 40, 4 << 40
"""What happens, in the order in which it happens at one moment; the rest of the number says to
whom."""
NUMBER = (1 << 40) - 1
SERVED, CLOSED, NOBODY, LEFT, WINDOW_SHUT, UNFINISHED = 0, 1, 2, 3, 4, 5
OFF, ON, CLOSE, OPEN, HORIZON = 0, 1, 2, 3, 4
"""What changes, in the order in which it changes at one moment."""


@dataclass(slots=True)
class Ticket:
    """A request; the first fields are as given, the others are what became of it."""

    time: float
    handle: float
    wrap: float
    gives_up: float
    """When patience, window or hours end the wait."""
    window: float
    closes: float
    route: int
    """First step of its route."""
    customer: int
    whole: int
    """1 for who needs a whole agent."""
    priority: int
    keeps: int
    """1 for who waits while the centre is closed."""
    number: int
    """Its own place."""
    step: int = -1
    agent: int = -1
    result: int = -1
    answered: float = NAN
    ended: float = NAN
    line: int = -1
    """The line it waits in, and its neighbours there."""
    before: int = -1
    after: int = -1


@dataclass(slots=True)
class Seat:
    """An agent."""

    number: int
    can: int
    chats: int
    level: int
    """First level of their pool."""
    on: int
    """1 on duty."""
    used: int = 0
    """Slots taken."""
    place: int = -1
    """The level they are in; -1 where nobody new can find them."""
    since: int = 0
    """Order of the last change of that."""
    drains: int = -1
    """The line for whose first they let chats run out."""
    own: int = -1
    """First of the lines of those who wait for them alone."""
    before: int = -1
    """Neighbours in the level."""
    after: int = -1


@dataclass(slots=True)
class Pool:
    """Agents who are alike."""

    can: int
    chats: int
    level: int
    """Place of their first level, of those with no slot taken."""


@dataclass(slots=True)
class Level:
    """Agents of one pool with so many slots taken."""

    first: int = -1
    last: int = -1


@dataclass(slots=True)
class Line:
    """Those who wait for the same."""

    needs: int = 0
    agent: int = -1
    """The one agent they wait for; -1 for any who has the bits."""
    able: int = 0
    """1 where anybody in the team could ever serve it."""
    whole: int = 0
    priority: int = 0
    first: int = -1
    last: int = -1
    next: int = -1
    """Next line of the same agent, or next of those that are nobody's own."""
    waiting: int = 0
    """Requests in it."""
    drained: int = 0
    """Agents who let chats run out for it."""
    cursor: int = -1
    """Next request of a walk through all lines."""


@dataclass(slots=True)
class Step:
    """A step of a route; those of one route follow each other."""

    needs: int
    wait: float
    within: float
    last: int
    """1 for the last step of its route."""
    line: int = -1
    """The line it led to last time."""


@dataclass(slots=True)
class Regular:
    """A customer who may ask again."""

    agent: int = -1
    """Who finished with them last, and when."""
    when: float = 0.0


@dataclass(slots=True)
class Mark:
    """An opening, a closing, an agent's coming or going, or the end of the horizon."""

    when: float
    what: int
    who: int


@dataclass(slots=True)
class Clock:
    """What there is one of."""

    slowdown: float
    keep_all: int
    """1 where all who wait keep their place at closing time."""
    present: int
    """Requests known from the start, in order of time; others come through events."""
    known: int
    """Requests that have their event."""
    requests: int
    """Requests in all."""
    upcoming: int = 0
    """Next of those known from the start."""
    mark: int = 0
    """Next of the calendar."""
    is_open: int = 0
    over: int = 0
    """1 after the horizon."""
    order: int = 0
    """Changes counted so far."""
    lines: int = 0
    shared: int = -1
    """First of the lines that are nobody's own."""
    done: int = 0
    """Requests that ended."""
    told: int = 0
    """Of these, how many the caller knows of."""


@dataclass(frozen=True, slots=True)
class Floor:
    """All tables."""

    requests: list[Ticket]
    agents: list[Seat]
    pools: list[Pool]
    levels: list[Level]
    lines: list[Line]
    steps: list[Step]
    customers: list[Regular]
    calendar: list[Mark]
    """In order of time; the last one is never."""
    clock: list[Clock]
    """One."""
    events: list[tuple[float, int]]
    """A heap of when and what; beneath all, something that never happens."""
    done: list[int]
    """Requests in the order in which they ended."""
