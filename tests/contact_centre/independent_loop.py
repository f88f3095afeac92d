"""A second contact centre, written from the documents, to hold the kernel against.

It shares no data structure and no line of code with the queue kernel: no lines, no pools, no
levels, no compiled half. Who waits stands in one list that is looked through again whenever
something happens, so it is slow and short. What it takes are the flat public values that the
kernel takes, too: `Request`, `AgentSlots`, hours and a horizon.

The rules, and where they are written:

* **Who answers** (`run_queue`): of the agents who are on duty, have all bits of the step and a
  free slot the one with the fewest chats, among these the one longest without a change.
* **Whom a freed agent takes** (`Request.priority`): the lowest priority number, among equals
  whoever queued longest, of those whose present step the agent satisfies.
* **The last agent** (`RouteStep.last_within`): only who finished with this customer at most so many
  seconds ago and has the bits; else the step is skipped.
* **Giving up** (`Request`): whatever comes first of patience, window and the handoff's own hours.
* **Closing time** (`ClosingPolicy`): chats that run are finished; who waits ends as ``closed``
  unless they, or all, keep their place.
* **The horizon** (`run_queue`): what is still queued then, or comes later, ends as ``unfinished``.
  *A centre that would close at this very moment does not close any more*: the run is over before
  anybody learns what closing would have done to them.
* **A whole agent** (`_kernel_agents`): for each who waits for one, one agent takes nobody new until
  the chats that run are over. Which agent that is, no document says; here it is whom the kernel
  takes, so this one rule is no independent check: a freed agent whose first in rank needs a whole
  agent, or who would be found for a chat when somebody starts to wait for a whole agent. All who
  wait for a whole agent are counted together, which is the kernel's rule where these ask for the
  same and have one priority, as calls do.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Sequence
from itertools import count

from independent_people import Ended, FollowUp, Guest, How, Person

from dialogkit.contact_centre import AgentSlots, Interval, Request, RouteStep

__all__ = ["Loop", "played"]

# What happens at one moment, in this order.
CALENDAR, RELEASED, FREED, FINISHED, COMES, WAITED = range(6)
Happening = tuple[float, int, int, Callable[[], None]]


class Loop:
    """One run."""

    def __init__(
        self,
        agents: Sequence[AgentSlots],
        opened: Sequence[Interval],
        horizon: float,
        follow_up: FollowUp | None,
        *,
        slowdown: float,
        keep_all: bool,
    ) -> None:
        self.people = [
            Person(
                number,
                each.can,
                each.chats,
                opened if each.on is None else each.on,
                has_shift=each.on is not None,
            )
            for number, each in enumerate(agents)
        ]
        self.opened, self.horizon, self.follow_up = opened, horizon, follow_up
        self.slowdown, self.keep_all = slowdown, keep_all
        self.waiting: list[Guest] = []
        self.ends: list[Ended] = []
        self.finished_last: dict[int, tuple[int, float]] = {}
        self._agenda: list[Happening] = []
        self._numbers, self._changes, self._guests = count(), count(1), count()
        self._over = False
        for person in self.people:
            person.since = next(self._changes)
        self._plan_calendar()

    # ----- the course of things ------------------------------------------------------------------

    def run(self, requests: Iterable[Request]) -> list[Ended]:
        """Lets everything happen; ends in their order."""
        for request in sorted(requests, key=lambda each: each.time):
            self._expect(request)
        while self._agenda:
            heapq.heappop(self._agenda)[3]()
        return self.ends

    def _at(self, when: float, kind: int, what: Callable[[], None]) -> None:
        heapq.heappush(self._agenda, (when, kind, next(self._numbers), what))

    def _plan_calendar(self) -> None:
        """Openings, closings and duty before the horizon, each moment as one change of all."""
        edges = {edge for stretch in self.opened for edge in stretch}
        edges |= {edge for person in self.people for stretch in person.duty for edge in stretch}
        for edge in sorted(each for each in edges if each < self.horizon):
            self._at(edge, CALENDAR, lambda now=edge: self._turn(now))  # type: ignore[misc] # bound now
        self._at(self.horizon, CALENDAR, self._end_of_all)

    def _expect(self, request: Request) -> None:
        guest = Guest(request, next(self._guests))
        self._at(request.time, COMES, lambda: self._come(guest))

    def _turn(self, now: float) -> None:
        """All changes of one moment."""
        for person in self.people:
            if person.has_shift and any(begin == now for begin, _ in person.duty):
                person.since = next(self._changes)
            if person.drains and not inside(now, person.duty):
                self._stop_draining(person, now)
        if any(end == now for _, end in self.opened) and not self._open(now):
            for guest in sorted(self.waiting, key=lambda each: each.rank):
                if not (self.keep_all or guest.asked.keeps):
                    self._give_up_on(guest, "closed", now)
        begins = [self.opened, *(person.duty for person in self.people)]
        if any(begin == now for stretches in begins for begin, _ in stretches):
            self._somebody_is_there(now)

    def _end_of_all(self) -> None:
        self._over = True
        for guest in sorted(self.waiting, key=lambda each: each.rank):
            self._give_up_on(guest, "unfinished", self.horizon)

    def _open(self, now: float) -> bool:
        return inside(now, self.opened) and not self._over

    # ----- whoever comes -------------------------------------------------------------------------

    def _come(self, guest: Guest) -> None:
        asked, now = guest.asked, guest.asked.time
        if self._over:
            self._end(guest, "unfinished", now)
        elif not (self._open(now) or asked.keeps) or asked.closes_at <= now:
            self._end(guest, "closed", now)
        elif asked.window_closes_at <= now:
            self._end(guest, "window_shut", now)
        else:
            self._seek(guest, 0, now)

    def _seek(self, guest: Guest, first: int, now: float) -> None:
        """Tries the route from a step on: is answered, waits, or nobody is left to ask."""
        for place in range(first, len(guest.asked.route)):
            step = guest.asked.route[place]
            last = -1
            if step.last_within > 0:
                last = self._last_agent(guest.asked, step, now)
                if last < 0:
                    continue
            guest.step, guest.last_agent = place, last
            person = self._found_for(guest, now)
            if person is not None:
                self._answer(guest, person, now)
                return
            able = any(self._suits(each, guest) for each in self.people)
            if step.wait > 0 and able:
                self._wait(guest, now + step.wait, now)
                return
        self._end(guest, "nobody", now)

    def _last_agent(self, asked: Request, step: RouteStep, now: float) -> int:
        """The agent who finished with this customer last, if lately enough and able; else -1."""
        who, when = self.finished_last.get(asked.customer, (-1, -math.inf))
        if asked.customer < 0 or who < 0 or now - when > step.last_within:
            return -1
        return who if self.people[who].can & step.needs == step.needs else -1

    def _wait(self, guest: Guest, until: float, now: float) -> None:
        if guest.gives_up <= now:
            self._end(guest, "left", now)
            return
        self.waiting.append(guest)
        guest.waits += 1
        until = min(until, guest.gives_up)
        if until < math.inf:
            self._at(until, WAITED, lambda waits=guest.waits: self._waited(guest, waits, until))  # type: ignore[misc] # bound now
        if guest.whole:
            self._drain_one(guest, now)

    def _waited(self, guest: Guest, waits: int, now: float) -> None:
        if guest not in self.waiting or guest.waits != waits:
            return
        self._stop_waiting(guest, now)
        asked = guest.asked
        if guest.gives_up > now:
            self._seek(guest, guest.step + 1, now)
        elif asked.closes_at <= now:
            self._end(guest, "closed", now)
        else:
            self._end(guest, "window_shut" if asked.window_closes_at <= now else "left", now)

    def _stop_waiting(self, guest: Guest, now: float) -> None:
        self.waiting.remove(guest)
        if guest.whole:
            self._at(now, RELEASED, lambda: self._release(now))

    def _give_up_on(self, guest: Guest, result: How, now: float) -> None:
        self._stop_waiting(guest, now)
        self._end(guest, result, now)

    def _end(self, guest: Guest, result: How, now: float) -> None:
        asked = guest.asked
        self._tell(
            Ended(asked.id, result, -1, asked.time, math.nan, now, math.nan, guest.step),
        )

    def _tell(self, ended: Ended) -> None:
        self.ends.append(ended)
        if self.follow_up is not None and ended.result != "unfinished":
            for request in self.follow_up(ended):
                self._expect(request)

    # ----- agents --------------------------------------------------------------------------------

    def _suits(self, person: Person, guest: Guest) -> bool:
        """Whether the agent may take them at all, in their present step."""
        if guest.last_agent >= 0:
            return person.number == guest.last_agent
        return person.can & guest.stage.needs == guest.stage.needs

    def _candidates(self, guest: Guest, now: float) -> list[Person]:
        """Agents with a free slot for them, the best first."""
        if not self._open(now):
            return []
        found = [
            person
            for person in self.people
            if self._suits(person, guest)
            and inside(now, person.duty)
            and person.used < person.chats
            and not person.drains
        ]
        return sorted(found, key=lambda each: (each.used, each.since))

    def _found_for(self, guest: Guest, now: float) -> Person | None:
        found = self._candidates(guest, now)
        return None if not found or (guest.whole and found[0].used) else found[0]

    def _answer(self, guest: Guest, person: Person, now: float) -> None:
        beside = person.used
        person.used = person.chats if guest.whole else beside + 1
        person.since = next(self._changes)
        guest.answered = now
        handle = guest.asked.handle
        if beside:
            handle *= 1.0 + self.slowdown * beside
        end = now + handle
        self._at(end, FINISHED, lambda: self._finish(guest, person, end))

    def _finish(self, guest: Guest, person: Person, now: float) -> None:
        asked = guest.asked
        self.finished_last[asked.customer] = (person.number, now)
        freed = now + asked.wrap
        if asked.wrap > 0:
            self._at(freed, FREED, lambda: self._freed(guest, person, freed))
        else:
            self._freed(guest, person, freed)
        times = (asked.time, guest.answered, now, freed)
        self._tell(Ended(asked.id, "served", person.number, *times, guest.step))

    def _freed(self, guest: Guest, person: Person, now: float) -> None:
        person.used -= person.chats if guest.whole else 1
        if person.used == 0:
            person.drains = False
        person.since = next(self._changes)
        self._take_up(person, now)

    def _take_up(self, person: Person, now: float) -> None:
        """An agent with free slots takes those who wait, first in rank first."""
        there = self._open(now) and inside(now, person.duty)
        while there and person.used < person.chats and not person.drains:
            guest = self._first_for(person)
            if guest is None:
                return
            if guest.whole and person.used:
                person.drains = True
                return
            self._stop_waiting(guest, now)
            self._answer(guest, person, now)

    def _first_for(self, person: Person) -> Guest | None:
        """Who is first in rank for the agent; not who needs all of them where enough drain."""
        spared = person.used > 0 and self._enough_drain()
        mine = (each for each in self.waiting if self._suits(person, each))
        asked = (each for each in mine if not (each.whole and spared))
        return min(asked, key=lambda each: each.rank, default=None)

    def _somebody_is_there(self, now: float) -> None:
        """Agents have come, or the centre opens: who waits is answered, first in rank first."""
        for guest in sorted(self.waiting, key=lambda each: each.rank):
            person = self._found_for(guest, now)
            if person is not None:
                self._stop_waiting(guest, now)
                self._answer(guest, person, now)
            elif guest.whole:
                self._drain_one(guest, now)

    # ----- who needs a whole agent ---------------------------------------------------------------

    def _enough_drain(self) -> bool:
        draining = sum(person.drains for person in self.people)
        return draining >= sum(guest.whole for guest in self.waiting)

    def _drain_one(self, guest: Guest, now: float) -> None:
        found = self._candidates(guest, now)
        if found and found[0].used and not self._enough_drain():
            found[0].drains = True

    def _stop_draining(self, person: Person, now: float) -> None:
        """Another agent lets chats run out instead."""
        person.drains = False
        for guest in [each for each in self.waiting if each.whole][:1]:
            self._drain_one(guest, now)

    def _release(self, now: float) -> None:
        """More agents let chats run out than are waited for: the others go on."""
        wanted = sum(guest.whole for guest in self.waiting)
        for person in self.people:
            if person.drains and sum(each.drains for each in self.people) > wanted:
                person.drains = False
                person.since = next(self._changes)
                self._take_up(person, now)


def inside(now: float, stretches: Iterable[Interval]) -> bool:
    """Whether a moment lies in one of the stretches, their ends left out."""
    return any(begin <= now < end for begin, end in stretches)


def played(
    requests: Iterable[Request],
    agents: Sequence[AgentSlots],
    opened: Sequence[Interval],
    horizon: float,
    follow_up: FollowUp | None = None,
    *,
    slowdown: float = 0.0,
    keep_all: bool = False,
) -> list[Ended]:
    """Ends of all requests, in the order in which they happened.

    Args:
        requests: In any order.
        agents: The team.
        opened: Opening hours in seconds from the start.
        horizon: Seconds after which nobody is answered any more.
        follow_up: New requests in answer to an end.
        slowdown: Share by which each further chat of the agent lengthens a chat.
        keep_all: Whether all who wait keep their place at closing time.
    """
    loop = Loop(agents, opened, horizon, follow_up, slowdown=slowdown, keep_all=keep_all)
    return loop.run(requests)
