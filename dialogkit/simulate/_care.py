"""How agents look after a customer: threads that rest, call-backs, agents known by name.

All random numbers are drawn by name from streams of their own, so a centre without any of this has
the same weeks, bit by bit, as if none of it existed.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dialogkit.contact_centre import Request
from dialogkit.simulate._desk import Desk
from dialogkit.simulate._draws import lognormal
from dialogkit.simulate._world import uniforms

if TYPE_CHECKING:
    from dialogkit.simulate._contact import Contact

__all__ = ["Care", "Service"]

REST_SPREAD = 1.0
"""Standard deviation of the logarithm of the time until a customer writes again in a thread."""
MOST_TURNS = 50
"""An agent answers at most so often in one thread."""
_CARE = 7
"""Stream of random numbers."""
_CALLED = 1_000_000
"""Added to the stream's key for customers whom the bot wrote to first."""


@dataclass(slots=True)
class Service:
    """How one contact is being looked after."""

    turns: int = 0
    """Answers of an agent to come in the thread, the one awaited included; 0 in a live chat."""
    handoff: int = 0
    """Number of the handoff, to draw for."""
    part: Request | None = None
    """The request that the next part of the thread, or the next call, is like."""
    joined: bool = False
    """Whether an agent has answered in this thread."""
    offered: bool = False
    """Whether the end of the wait is a call-back agreed upon."""
    calls: int = 0
    """Tries to call, the one awaited included; 0 where no call is promised."""
    misses: bool = False
    """Whether the customer will not pick up this time."""
    same_agent: bool = False
    """Whether the last answer came from the agent who had the customer before."""


@dataclass(slots=True)
class Care:
    """The rules of one run."""

    desk: Desk
    """Who answers when."""
    key: tuple[int, int]
    """Seed and replication."""
    sizes: tuple[int, int]
    """Rows of customers who come by themselves, and of those the bot wrote to."""
    whole: set[tuple[int, float]] = field(default_factory=set)
    """Requests that took a whole agent, by contact and time."""
    moved: set[tuple[int, float]] = field(default_factory=set)
    """Requests that ended only to be made again, by contact and time."""
    _happened: list[tuple[float, str]] = field(default_factory=list)
    """When the customer first came to whom something happened, and what."""
    _agents: dict[int, int] = field(default_factory=dict)
    """Customer to the agent who answered last."""
    _columns: dict[tuple[int, str], NDArray[np.float64]] = field(default_factory=dict)

    @property
    def happened(self) -> dict[str, int]:
        """How often what happened.

        ``threads`` begun, ``callbacks`` agreed upon, later answers in them by the ``same_agent`` or
        by an ``other_agent``, ``calls_back`` made (those that the flow promised too), and of them
        ``not_picked_up``.
        """
        return self.happened_since(-math.inf)

    def happened_since(self, begin: float) -> dict[str, int]:
        """The same of customers who came from ``begin`` on, as their cases are counted."""
        return dict(Counter(what for came, what in self._happened if came >= begin))

    # ----- before the queue ----------------------------------------------------------------------

    def admit(self, contact: Contact, request: Request) -> Request:
        """A request for a live chat, as it is made here: a thread, or with a call-back on offer."""
        service = contact.service
        service.handoff += 1
        service.joined, service.turns = False, self._turns(contact)
        if service.turns:
            return self._first_part(contact, request)
        return self._with_offer(contact, self._patient(contact, request))

    def call(self, contact: Contact, request: Request) -> Request:
        """A promised call; as it stood where call-backs are no matter of this centre."""
        return request if self.desk.centre.callbacks is None else self._ring(contact, request)

    # ----- after it ------------------------------------------------------------------------------

    def answered(self, contact: Contact, agent: int) -> None:
        """An agent has answered: is it the one whom the customer had before?"""
        customer = contact.arrival.scenario
        contact.service.same_agent = self._agents.get(customer) == agent
        self._agents[customer] = agent

    def goes_on(self, contact: Contact, at: float) -> Request | None:
        """The next part of a thread, where the agent's answer at ``at`` was not the last."""
        service = contact.service
        if service.turns <= 1 or service.part is None:
            service.turns = 0
            return None
        service.turns -= 1
        who = "same_agent" if service.same_agent else "other_agent"
        self._count(who, contact, service.joined)
        service.joined = True
        threads = self.desk.centre.threads
        assert threads is not None  # or there were no turns
        u = self._u(f"rest {service.handoff} {service.turns}", contact)
        time = at + lognormal(threads.rest.central, REST_SPREAD, u)
        return self._part(contact, service.part, time)

    def calls_back(self, contact: Contact, at: float) -> Request | None:
        """The call agreed upon at ``at``, where that is what ended the wait."""
        service = contact.service
        if not service.offered or service.part is None:
            return None
        service.offered = False
        self.moved.add((contact.id, service.part.time))
        self._count("callbacks", contact)
        return self._ring(contact, service.part._replace(time=at))

    def calls_again(self, contact: Contact, freed: float) -> Request | None:
        """Another try at a customer who did not pick up; ``None`` where there were enough."""
        service, callbacks = contact.service, self.desk.centre.callbacks
        if not service.misses or callbacks is None or service.part is None:
            return None
        service.misses = False
        self._count("not_picked_up", contact)
        if service.calls >= callbacks.tries:
            return None
        return self._ring(contact, service.part._replace(time=freed + callbacks.again))

    def resolves(self, contact: Contact) -> float:
        """Probability that the agent who answered settles the matter."""
        centre = self.desk.centre
        known = centre.agents_shown_as == "persons" and contact.service.same_agent
        factor = centre.persons.resolves.central if known else 1.0
        return min(1.0, self.desk.resolves * factor) if known else self.desk.resolves

    # ----- inside --------------------------------------------------------------------------------

    def _turns(self, contact: Contact) -> int:
        """Answers of the agent in a thread, geometric; 0 for a live chat."""
        threads = self.desk.centre.threads
        if threads is None or not self.desk.has_threads(contact.channel):
            return 0
        if self._u(f"thread {contact.service.handoff}", contact) >= threads.share.central:
            return 0
        self._count("threads", contact)
        ends = 1 / threads.turns.central
        if ends >= 1:
            return 1
        u = self._u(f"turns {contact.service.handoff}", contact)
        return min(MOST_TURNS, 1 + int(math.log1p(-u) / math.log1p(-ends)))

    def _first_part(self, contact: Contact, request: Request) -> Request:
        """As the bot hands it over: who writes while nobody is there hears so, as in a chat."""
        service = contact.service
        part = request._replace(handle=request.handle / service.turns, patience=math.inf)
        service.part = part
        last = service.turns == 1
        there = self.desk.next_opening(request.time) == request.time < request.closes_at
        ends = math.inf if there else request.closes_at
        return part._replace(keeps=there, closes_at=ends, wrap=part.wrap if last else 0.0)

    def _part(self, contact: Contact, like: Request, time: float) -> Request:
        """A customer's message in a thread: to the agent they had, who had it last."""
        return like._replace(
            time=time,
            keeps=True,
            closes_at=math.inf,
            window_closes_at=self.desk.window_closes(contact.channel, time),
            wrap=like.wrap if contact.service.turns == 1 else 0.0,
            route=self.desk.last_first(like.route),
        )

    def _patient(self, contact: Contact, request: Request) -> Request:
        """Who knows an agent by name waits longer."""
        centre = self.desk.centre
        if centre.agents_shown_as == "team" or contact.arrival.scenario not in self._agents:
            return request
        return request._replace(patience=request.patience * centre.persons.patience.central)

    def _with_offer(self, contact: Contact, request: Request) -> Request:
        """Who would take a call-back ends the wait when it is offered."""
        service, callbacks = contact.service, self.desk.centre.callbacks
        service.offered = False
        if callbacks is None or request.patience <= callbacks.after:
            return request
        u = self._u(f"callback {service.handoff}", contact)
        if math.isinf(request.patience) or u >= callbacks.accepts.central:
            return request
        service.offered, service.part, service.calls = True, request, 0
        return request._replace(patience=callbacks.after)

    def _ring(self, contact: Contact, like: Request) -> Request:
        """A call to the customer: it takes the whole agent, and waits over night."""
        service, callbacks = contact.service, self.desk.centre.callbacks
        assert callbacks is not None  # or nobody was promised any
        service.part, service.calls = like, service.calls + 1
        self._count("calls_back", contact)
        u = self._u(f"picks up {service.handoff} {service.calls}", contact)
        service.misses = u >= callbacks.picks_up.central
        self.whole.add((like.id, like.time))
        call = like._replace(
            slots=0,
            keeps=True,
            patience=math.inf,
            closes_at=math.inf,
            window_closes_at=math.inf,
        )
        return call._replace(handle=callbacks.rings, wrap=0.0) if service.misses else call

    def _count(self, what: str, contact: Contact, really: bool = True) -> None:
        if really:
            self._happened.append((contact.arrival.at, what))

    def _u(self, name: str, contact: Contact) -> float:
        """One number a customer and name; each contact of a customer has its own."""
        called = contact.arrival.push is not None
        key = (_CARE + _CALLED * called, f"{name} {contact.number}")
        if key not in self._columns:
            self._columns[key] = uniforms(*self.key, *key, self.sizes[called])
        return float(self._columns[key][contact.arrival.row])
