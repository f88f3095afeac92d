"""Agents and customers of the independent event loop (see `independent_loop`)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from dialogkit.contact_centre import Interval, Request, RouteStep

__all__ = ["Ended", "FollowUp", "Guest", "How", "Person"]

How = Literal["served", "closed", "nobody", "left", "window_shut", "unfinished"]


class Ended(NamedTuple):
    """How one request ended; fields and units are those of `dialogkit.contact_centre.Outcome`."""

    id: int
    result: How
    agent: int
    queued_at: float
    answered_at: float
    finished_at: float
    freed_at: float
    step: int


FollowUp = Callable[[Ended], Iterable[Request]]
"""What an end leads to, at that moment or later; not asked for ``unfinished``."""


@dataclass(slots=True)
class Person:
    """An agent."""

    number: int
    """Place in the team."""
    can: int
    """Bits of what they can do."""
    chats: int
    """Slots."""
    duty: Sequence[Interval]
    """When they may start something."""
    has_shift: bool
    """Whether they come and go apart from opening and closing."""
    used: int = 0
    """Slots taken."""
    since: int = 0
    """Number of their last change."""
    drains: bool = False
    """Whether they take nobody new until their chats are over."""


@dataclass(slots=True)
class Guest:
    """A request on its way."""

    asked: Request
    """What they ask for, with all about them drawn."""
    number: int
    """In order of arrival among those known at the start, then of follow-ups."""
    step: int = -1
    """Place of the present step in the route; -1 before the first."""
    last_agent: int = -1
    """The one agent that the present step asks for; -1 where it asks for bits."""
    answered: float = math.nan
    """When an agent answered."""
    waits: int = 0
    """How often they began to wait; an end of an earlier wait is none of this one's."""

    @property
    def whole(self) -> bool:
        """Whether they need an agent without any chat."""
        return self.asked.slots == 0

    @property
    def gives_up(self) -> float:
        """When the wait is over at the latest."""
        asked = self.asked
        return min(asked.time + asked.patience, asked.window_closes_at, asked.closes_at)

    @property
    def rank(self) -> tuple[int, float, int]:
        """Who is answered first: the lower."""
        return self.asked.priority, self.asked.time, self.number

    @property
    def stage(self) -> RouteStep:
        """The present step of the route."""
        return self.asked.route[self.step]
