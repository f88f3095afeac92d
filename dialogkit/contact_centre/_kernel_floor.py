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
from dataclasses import dataclass, field

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
RELEASED, FREED, ENDED, ARRIVED, WAITED = 0, 1, 2, 3, 4
"""What happens, in the order in which it happens at one moment."""
SERVED, CLOSED, NOBODY, LEFT, WINDOW_SHUT, UNFINISHED = 0, 1, 2, 3, 4, 5
OFF, ON, CLOSE, OPEN, HORIZON = 0, 1, 2, 3, 4
"""What changes, in the order in which it changes at one moment."""


@dataclass(slots=True)
class Ticket:
    """A request; the first fields are as given, the others are what became of it.

    Most of these have no value before it happens, which saves a tenth of making a ticket.
    """

    time: float
    """When it comes, in seconds."""
    handle: float
    """Seconds a chat takes by itself."""
    wrap: float
    """Seconds of wrap-up."""
    gives_up: float
    """When patience, window or hours end the wait."""
    window: float
    """When the channel's window shuts."""
    closes: float
    """When the handoff's own hours end."""
    route: int
    """First step of its route."""
    customer: int
    """Place of the customer; -1 for unknown."""
    whole: int
    """1 for who needs a whole agent."""
    priority: int
    """Lower is first."""
    keeps: int
    """1 for who waits while the centre is closed."""
    number: int
    """Its own place."""
    step: int = -1
    """The step of its route it is in, counted from 0; -1 before the first."""
    agent: int = field(init=False)
    """Who answered; -1 for nobody, once it has ended."""
    result: int = field(init=False)
    """How it ended."""
    answered: float = field(init=False)
    """When; nan where nobody answered, once it has ended."""
    ended: float = field(init=False)
    """When."""
    line: int = field(init=False)
    """The line it waits in, once it has waited; -1 afterwards."""
    before: int = field(init=False)
    """Its neighbour in the line who came earlier; -1 for the first."""
    after: int = field(init=False)
    """Its neighbour in the line who came later; -1 for the last."""


@dataclass(slots=True)
class Seat:
    """An agent."""

    number: int
    """Its own place."""
    can: int
    """Bits of skills and languages."""
    chats: int
    """Slots."""
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
    """Who stands before them in the level."""
    after: int = -1
    """Who stands behind them in the level."""


@dataclass(slots=True)
class Pool:
    """Agents who are alike."""

    can: int
    """Bits of skills and languages."""
    chats: int
    """Slots of each."""
    level: int
    """Place of their first level, of those with no slot taken."""


@dataclass(slots=True)
class Level:
    """Agents of one pool with so many slots taken."""

    first: int = -1
    """Who is longest without a change; -1 for nobody."""
    last: int = -1
    """Who changed last."""


@dataclass(slots=True)
class Line:
    """Those who wait for the same."""

    needs: int = 0
    """Bits that an agent must have."""
    agent: int = -1
    """The one agent they wait for; -1 for any who has the bits."""
    able: int = 0
    """1 where anybody in the team could ever serve it."""
    whole: int = 0
    """1 where each needs a whole agent."""
    priority: int = 0
    """Lower is first."""
    first: int = -1
    """Who came first; -1 for nobody."""
    last: int = -1
    """Who came last."""
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
    """Bits that an agent must have."""
    wait: float
    """Seconds to wait in it."""
    within: float
    """Above 0: for the last agent only, who finished at most so many seconds ago."""
    last: int
    """1 for the last step of its route."""
    line: int = -1
    """The line it led to last time."""


@dataclass(slots=True)
class Regular:
    """A customer who may ask again."""

    agent: int = -1
    """Who finished with them last; -1 for nobody yet."""
    when: float = 0.0
    """When that was."""


@dataclass(slots=True)
class Mark:
    """An opening, a closing, an agent's coming or going, or the end of the horizon."""

    when: float
    """Seconds."""
    what: int
    """Which of these."""
    who: int
    """The agent; -1 where it is nobody's."""


@dataclass(slots=True)
class Clock:
    """What there is one of."""

    slowdown: float
    """Share by which each further chat of an agent lengthens the next."""
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
    arrival: float = INF
    """When it comes."""
    mark: int = 0
    """Next of the calendar."""
    change: float = INF
    """When that is."""
    is_open: int = 0
    """1 in opening hours, never after the horizon."""
    over: int = 0
    """1 after the horizon."""
    order: int = 0
    """Changes counted so far."""
    lines: int = 0
    """Lines in use."""
    shared: int = -1
    """First of the lines that are nobody's own."""
    done: int = 0
    """Requests that ended."""
    told: int = 0
    """Of these, how many the caller knows of."""
    waiting: int = 0
    """Requests in all lines: where it is 0, a freed agent need not look."""
    findable: int = 0
    """Agents in all levels: where it is 0, who comes need not look."""


@dataclass(frozen=True, slots=True)
class Floor:
    """All tables."""

    requests: list[Ticket]
    """Those known from the start in order of time, then follow-ups."""
    agents: list[Seat]
    """As given."""
    pools: list[Pool]
    """In the order of their first agents."""
    levels: list[Level]
    """Those of one pool follow each other: nothing taken, one slot taken …"""
    lines: list[Line]
    """As many as may be needed; `Clock.lines` are in use."""
    steps: list[Step]
    """Of all routes."""
    customers: list[Regular]
    """Who has a number."""
    calendar: list[Mark]
    """In order of time; the last one is never."""
    clock: list[Clock]
    """One."""
    events: list[tuple[float, int, int]]
    """A heap of when, what and to whom; beneath all, something that never happens."""
    done: list[int]
    """Requests in the order in which they ended."""
