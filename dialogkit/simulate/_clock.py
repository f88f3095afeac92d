"""What happens next to each customer of a run: what an outcome of the queue leads to."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dialogkit.contact_centre import Outcome, Request, RouteStep
from dialogkit.conversation import HANDOFF_RESULTS, HandoffResult
from dialogkit.flow import HandedBack
from dialogkit.simulate._arrivals import Arrival
from dialogkit.simulate._arrivals_further import Further
from dialogkit.simulate._batch import Batch
from dialogkit.simulate._care import Care
from dialogkit.simulate._company import Company
from dialogkit.simulate._contact import Contact
from dialogkit.simulate._crowd import Crowd
from dialogkit.simulate._desk import Desk
from dialogkit.simulate._draws import (
    Draw,
    Draws,
    PerHandoff,
    Rows,
    contact_rows,
    handoff_column,
    lognormal,
    row_of,
)
from dialogkit.simulate._played import AnyTalk
from dialogkit.simulate._talk import Stage
from dialogkit.simulate._visitor import Visitor
from dialogkit.simulate._world import World

__all__ = ["Clock"]

CONTACTS = 3
"""A customer comes at most so often about one matter."""
RECONTACT_SPREAD = 1.0
"""Standard deviation of the logarithm of the time until a customer comes back."""
LEFT_OVER_FIRST = 0.001
"""Seconds after an opening at which new messages are read: those left over come before them."""
BACK = {result: HandedBack(result) for result in HANDOFF_RESULTS}
"""Every way in which a handoff can end."""
CALLBACK = "callback"
"""The end that promises a call: an agent makes it at the next opening."""


class Clock:
    """The state of one run: contacts by request, and what happens next to each."""

    def __init__(
        self,
        stage: Stage | None,
        desk: Desk,
        arrivals: list[Arrival],
        horizon: float,
        *,
        called: Sequence[Arrival],
        persons: int,
        seed: int,
        replication: int,
        recontacts: float,
        recontact_after: float,
        further: Mapping[int, Sequence[Further]],
    ) -> None:
        self.stage = stage
        self.desk = desk
        self.arrivals = arrivals
        self.horizon = horizon
        self.recontacts = recontacts
        self.recontact_after = recontact_after
        self.called = called
        self.further = further
        self.contacts: list[Contact] = []
        self._seed = (seed, replication)
        self._first: NDArray[np.float64] | None = None
        self._rows: dict[tuple[int, bool], Rows] = {}
        self.company: Company | None = None
        self.alone: Batch | None = None
        rows = [max((each.row for each in own), default=-1) + 1 for own in (arrivals, called)]
        self.care = Care(desk, self._seed, (rows[0], rows[1]))
        if stage is not None:
            flow, sizes = stage.rehearsal.flow, (len(arrivals), persons)
            self.company = Company(stage, World(flow, desk, seed, replication, sizes))

    def first_requests(self) -> list[Request]:
        """Lets everybody arrive; conversations without an agent run to their end here."""
        found: list[Request] = []
        batch = None
        if self.company is not None and self.arrivals:
            batch = self.company.meet_all(Crowd.of(self.arrivals), self._first_rows())
        if batch is None or self.company is None:
            for arrival in self.arrivals:
                self._begin(found, arrival, 0, arrival.at, None)
        else:
            alone = self._stays_alone(batch)
            self.alone, rest = batch.only(alone), batch.only(~alone)
            who = [self.arrivals[row] for row in rest.rows.tolist()]
            visitors = [self._visitor(each, self._draws(0, each), None) for each in who]
            talks = self.company.take(rest, visitors)
            for arrival, visitor, talk in zip(who, visitors, talks, strict=True):
                contact = self._contact(arrival, 0, arrival.at, None, visitor.draws)
                contact.talk = talk
                self._after_talk(found, contact, talk)
        for arrival in self.called:
            self._begin(found, arrival, 0, arrival.at, None)
        return found

    def follow_up(self, outcome: Outcome) -> Iterable[Request]:
        """What an outcome of the queue leads to, at its moment."""
        if outcome.id < 0:
            return ()  # other work of the agents
        contact = self.contacts[outcome.id]
        if outcome.result == "left":
            call = self.care.calls_back(contact, outcome.finished_at)
            if call is not None:
                return (call,)
        elif contact.service.misses and outcome.result == "served":
            call = self.care.calls_again(contact, outcome.freed_at)
            if call is not None:
                return (call,)
            outcome = outcome._replace(result="left")
        served = outcome.result == "served"
        answered = served and not contact.reached
        if answered or (contact.wait is None and outcome.result == "left"):
            contact.wait_until(outcome.answered_at if served else outcome.finished_at)
        contact.closed = outcome.finished_at
        if served:
            part = self._serve(contact, outcome)
            if part is not None:
                return (part,)
        found: list[Request] = []
        if contact.talk is None or contact.calling:
            self._without_bot(found, contact, outcome)
        else:
            self._back_to_bot(found, contact, contact.talk, outcome)
        return found

    def _serve(self, contact: Contact, outcome: Outcome) -> Request | None:
        """An agent has answered; what the customer writes next, where that was part of a thread."""
        contact.reached = True
        contact.handled += outcome.freed_at - outcome.answered_at
        contact.agent_turns += 1
        contact.first_answer = contact.first_answer or outcome.answered_at
        self.care.answered(contact, outcome.agent)
        if contact.talk is not None and not (contact.service.joined or contact.calling):
            contact.talk.agent_joins(outcome.answered_at)
        return self.care.goes_on(contact, outcome.finished_at)

    # ----- inside --------------------------------------------------------------------------------

    def _begin(
        self,
        found: list[Request],
        arrival: Arrival,
        number: int,
        at: float,
        before: Contact | None,
    ) -> None:
        """A contact begins; what is asked of the queue for it is added to those found."""
        draws = self._draws(number, arrival)
        contact = self._contact(arrival, number, at, before, draws)
        if self.company is None:
            # who writes while nobody is there has left a message and waits for an answer to it
            there = self.desk.next_opening(at) == at
            patience = self.desk.patience(self._handoff_draw(contact, PerHandoff.PATIENCE))
            request = self._without_handoff(contact, at, patience=patience if there else math.inf)
            found.append(self.care.admit(contact, request))
            return
        contact.talk = self.company.meet(self._visitor(arrival, draws, before), at)
        self._after_talk(found, contact, contact.talk)

    def _contact(
        self, arrival: Arrival, number: int, at: float, before: Contact | None, draws: Draws
    ) -> Contact:
        contact = Contact(
            id=len(self.contacts),
            arrival=arrival,
            number=number,
            opened=at,
            draws=draws,
            before=before,
            closed=at,
        )
        self.contacts.append(contact)
        return contact

    def _visitor(self, arrival: Arrival, draws: Draws, before: Contact | None) -> Visitor:
        """The customer in this contact: one who comes back has agreed to what they agreed to."""
        opted = frozenset[str]()
        if before is not None and before.talk is not None:
            opted = before.talk.opted
        elif arrival.push is not None and self.stage is not None:
            opted = frozenset({self.stage.rehearsal.flow.push[arrival.push].opt_in})
        return Visitor(
            arrival.scenario,
            arrival.label,
            arrival.locale,
            arrival.channel,
            draws,
            person=arrival.person,
            called=arrival.push is not None,
            opted=opted,
            push=arrival.push if before is None else None,
        )

    def _after_talk(self, found: list[Request], contact: Contact, talk: AnyTalk) -> None:
        """The conversation stands still: for an agent, or for good."""
        ended = talk.ended
        while not ended and talk.stayed:
            # nobody is there any more for the agent to answer
            talk.hand_back(BACK["left"], talk.clock)
            ended = talk.ended
        clock = talk.clock
        contact.closed = max(contact.closed, clock)
        if not ended:
            contact.queued_at = clock if contact.queued_at is None else contact.queued_at
            found.append(self._chat(contact, talk))
        elif talk.end == CALLBACK and not self._settled(contact):
            contact.calling = True
            contact.queued_at = clock if contact.queued_at is None else contact.queued_at
            request = self._without_handoff(contact, clock, patience=math.inf)
            found.append(self.care.call(contact, request))
        else:
            self._perhaps_again(found, contact)

    def _chat(self, contact: Contact, talk: AnyTalk) -> Request:
        """The handoff under way as a request to the queue."""
        handoff = talk.stage.rehearsal.handoff_at(talk.state)
        patience = self.desk.patience(self._handoff_draw(contact, PerHandoff.PATIENCE))
        request = self._request(
            contact,
            talk.clock,
            route=self.desk.route(handoff, contact.arrival),
            patience=patience,
            closes_at=self.desk.closes(handoff.name, talk.clock),
            window_closes_at=self.desk.window_closes(talk.channel, talk.last_heard),
        )
        return self.care.admit(contact, request)

    def _without_handoff(
        self, contact: Contact, at: float, *, patience: float, left_over: bool = False
    ) -> Request:
        """A request that no bot made: it waits for the next opening, or for the end of the run."""
        opens = max(at, min(self.desk.next_opening(at), self.horizon))
        if opens > at and not left_over:
            opens += LEFT_OVER_FIRST
        route = self.desk.open_route(contact.arrival)
        return self._request(contact, opens, route=route, patience=patience)

    def _request(
        self,
        contact: Contact,
        at: float,
        *,
        route: tuple[RouteStep, ...],
        patience: float,
        closes_at: float = math.inf,
        window_closes_at: float = math.inf,
    ) -> Request:
        handle = self._handoff_draw(contact, PerHandoff.HANDLE)
        contact.handoffs += 1
        return Request(
            id=contact.id,
            time=at,
            handle=self.desk.handle(contact.arrival.label, handle),
            wrap=self.desk.wrap,
            patience=patience,
            route=route,
            window_closes_at=window_closes_at,
            closes_at=closes_at,
            customer=contact.arrival.scenario,
        )

    def _handoff_draw(self, contact: Contact, purpose: PerHandoff, *, back: int = 0) -> float:
        return contact.draws[handoff_column(contact.handoffs - back, purpose)]

    def _without_bot(self, found: list[Request], contact: Contact, outcome: Outcome) -> None:
        if outcome.result == "closed":
            # a message that was left, or a promised call, does not vanish at closing time
            self.care.moved.add((outcome.id, outcome.queued_at))
            at = outcome.finished_at
            found.append(self._without_handoff(contact, at, patience=math.inf, left_over=True))
            return
        if outcome.result == "served":
            self._agent_settles(contact)
        else:
            contact.left_queue = contact.left_queue or outcome.result == "left"
            if contact.wait is None:
                contact.wait_until(self.horizon)  # nobody can answer: they wait to the end
        self._perhaps_again(found, contact)

    def _back_to_bot(
        self, found: list[Request], contact: Contact, talk: AnyTalk, outcome: Outcome
    ) -> None:
        if outcome.result == "served":
            result = self._agent_works(contact, talk)
        else:
            result = outcome.result  # type: ignore[assignment] # not ``unfinished``: none is told
            contact.blocked = True
            if result == "left":
                contact.left_queue = True
                talk.left = "queue"
        talk.hand_back(BACK[result], outcome.finished_at)
        self._after_talk(found, contact, talk)
        if outcome.result != "served" and any(each.id == contact.id for each in found):
            # the same matter waits again, as a promised call does: it came only once
            self.care.moved.add((outcome.id, outcome.queued_at))

    def _agent_works(self, contact: Contact, talk: AnyTalk) -> HandoffResult:
        """The agent settles the matter, returns it to the bot, or wrongly takes it for done."""
        talk.wants_human = False
        returns = self._handoff_draw(contact, PerHandoff.RETURNS, back=1)
        can_return = talk.stage.rehearsal.served(contact.arrival.label) and not talk.unsettled
        if can_return and returns < self.desk.returns:
            return "returned"
        if self._agent_settles(contact):
            talk.settled_by = "agent"
        talk.believes = True
        return "resolved"

    def _agent_settles(self, contact: Contact) -> bool:
        u = self._handoff_draw(contact, PerHandoff.RESOLVES, back=1)
        contact.settled_by_agent = contact.settled_by_agent or u < self.care.resolves(contact)
        return contact.settled_by_agent

    def _perhaps_again(self, found: list[Request], contact: Contact) -> None:
        """Another matter may follow; one left unsettled may come back, as another contact."""
        if self.further and contact.number == 0 and contact.arrival.push is None:
            self._perhaps_another(found, contact)
        if contact.draws[Draw.RECONTACTS] >= self.recontacts or contact.number + 1 >= CONTACTS:
            return
        if self._settled(contact):
            return
        u = contact.draws[Draw.RECONTACT_DELAY]
        delay = lognormal(self.recontact_after, RECONTACT_SPREAD, u)
        at = contact.closed + delay
        if at < self.horizon:
            self._begin(found, contact.arrival, contact.number + 1, at, contact)

    def _perhaps_another(self, found: list[Request], contact: Contact) -> None:
        """The customer's next issue in the same thread, if there is one."""
        arrival = contact.arrival
        for other, after in self.further.get(arrival.scenario, ())[arrival.issue :][:1]:
            at = contact.closed + after
            if at < self.horizon:
                self._begin(found, other, 0, at, None)

    def _stays_alone(self, batch: Batch) -> NDArray[np.bool_]:
        """Whether a first contact is over, and nothing follows: as `_after_talk` would have it."""
        settled = batch.settled
        comes_back = batch.draw(Draw.RECONTACTS) < self.recontacts
        called = batch.ends_with(CALLBACK)
        over: NDArray[np.bool_] = batch.ended & (settled | ~(comes_back | called))
        if self.further:
            over &= ~np.isin(batch.crowd.scenario[batch.rows], list(self.further))
        return over

    def _settled(self, contact: Contact) -> bool:
        by_bot = contact.talk is not None and contact.talk.settled_by == "bot"
        return contact.settled_by_agent or by_bot

    def _draws(self, number: int, arrival: Arrival) -> Draws:
        """The random numbers of a customer's ``number``-th contact about an issue."""
        called = arrival.push is not None
        contact = number + CONTACTS * arrival.issue
        if contact == 0 and not called:
            return row_of(self._first_rows(), arrival.row)
        rows = self._rows.get((contact, called))
        if rows is None:
            rows = Rows(*self._seed, contact, called=called)
            self._rows[contact, called] = rows
        return rows[arrival.row]

    def _first_rows(self) -> NDArray[np.float64]:
        """Random numbers of all first contacts, shape (customers, columns)."""
        if self._first is None:
            self._first = contact_rows(*self._seed, 0, self.care.sizes[0])
        return self._first
