"""What goes into the queue kernel and what comes out: flat values of numbers.

These are named tuples rather than dataclasses because a forecast makes tens of millions of them,
and a frozen dataclass takes four times as long to make. Skills and locales are bits of one
integer; `ContactCentre.needs` turns their names into it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal, NamedTuple

__all__ = ["ANYONE", "AgentSlots", "Interval", "Outcome", "QueueResult", "Request", "RouteStep"]

Interval = tuple[float, float]
"""Opening and closing, in seconds from the start of the horizon; open at the first, shut at the
second."""

QueueResult = Literal["served", "closed", "nobody", "left", "window_shut", "unfinished"]
"""How a request ends. ``served``: an agent answered (whether that settled the issue is for the
caller to draw). ``unfinished``: the horizon ended first; it counts for no rate. The others are
those of `dialogkit.conversation.HandoffResult`."""


class RouteStep(NamedTuple):
    """One attempt to find an agent: who may answer, and how long to wait for them."""

    needs: int = 0
    """Bits an agent must have, all of them; 0 means anyone."""
    wait: float = math.inf
    """Seconds to wait in this step before the next one is tried."""
    last_within: float = 0.0
    """Above 0: only the agent who finished with this customer at most so many seconds ago; the
    step is skipped where there is none."""


ANYONE: tuple[RouteStep, ...] = (RouteStep(),)
"""The route that waits for any agent without limit."""


class Request(NamedTuple):
    """One customer asking for an agent, with everything about them already drawn."""

    id: int
    """The caller's number for it; comes back in the outcome."""
    time: float
    """When it enters the queue, in seconds from the start of the horizon."""
    handle: float
    """Seconds a chat takes from the agent's first answer to its end, at one chat at a time."""
    wrap: float = 0.0
    """Seconds of wrap-up in which the slot stays taken."""
    patience: float = math.inf
    """Seconds the customer waits before leaving."""
    route: tuple[RouteStep, ...] = ANYONE
    """Steps in order; after the last one the request ends with ``nobody``."""
    window_closes_at: float = math.inf
    """When the channel's window shuts, in seconds from the start of the horizon."""
    closes_at: float = math.inf
    """When this handoff's own hours end, if before those of the centre."""
    customer: int = -1
    """Number of the customer, to find their last agent; -1 for unknown."""
    slots: int = 1
    """Slots it takes; 0 takes the whole agent, who must have no chat (a phone call)."""
    priority: int = 0
    """Whoever has the lower number is answered first; among equals whoever queued longest."""
    keeps: bool = False
    """Whether it waits while the centre is closed (an e-mail, a left message) instead of ending
    as ``closed``."""


class AgentSlots(NamedTuple):
    """One agent as the kernel sees them."""

    can: int = -1
    """Bits of the skills and locales; -1 has all."""
    chats: int = 1
    """Chats held at once."""
    on: tuple[Interval, ...] | None = None
    """On duty, in seconds from the start of the horizon: the shift less its breaks; ``None`` for
    all opening hours. Off duty an agent starts nothing; running chats are finished."""


class Outcome(NamedTuple):
    """How one request ended."""

    id: int
    """The request's number."""
    result: QueueResult
    """What happened."""
    agent: int
    """Index of the agent who answered; -1 for none."""
    queued_at: float
    """When it entered the queue, seconds from the start of the horizon."""
    answered_at: float
    """When the agent first answered; nan where none did."""
    finished_at: float
    """When the chat, or the wait, ended."""
    freed_at: float
    """When the agent's slot is free again, after wrap-up; nan where none answered."""
    step: int
    """Index of the route step it ended in; -1 where it was turned away at the door."""

    @property
    def wait(self) -> float:
        """Seconds in the queue, until answered or until the wait ended."""
        return (self.answered_at if self.agent >= 0 else self.finished_at) - self.queued_at


def slots(agents: Iterable[AgentSlots]) -> int:
    """Chats that all agents together can hold."""
    return sum(agent.chats for agent in agents)
