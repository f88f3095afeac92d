"""The queue kernel: chats wait for agents, event by event, on the caller's clock.

It knows times, bits and counts only. Whoever calls it draws all random numbers beforehand and may
answer each outcome with new requests, so a bot that takes a case back, and a customer who writes
again tomorrow, live on the same clock.

Ties are broken by (time, order of scheduling); openings, closings and the end of the horizon come
before everything else at the same moment. So the same input gives the same output, bit by bit.
"""

from __future__ import annotations

import gc
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from heapq import heappop, heappush
from operator import attrgetter
from typing import Literal

from dialogkit.contact_centre._requests import (
    AgentSlots,
    Interval,
    Outcome,
    QueueResult,
    Request,
)
from dialogkit.errors import ParameterError

__all__ = ["ClosingPolicy", "FollowUp", "run_queue"]

ClosingPolicy = Literal["turn_away", "keep"]
"""What happens at closing time to those still queued: they end as ``closed``, or they keep their
place until the next opening."""

FollowUp = Callable[[Outcome], Iterable[Request]]
"""Called at the simulated moment of each outcome; returns requests at that moment or later."""

_NAN = math.nan
_INF = math.inf
_ARRIVE, _DEADLINE, _FINISH, _FREE = range(4)
_NOWHERE = -(2**62)
_new = tuple.__new__  # skips the keyword handling of Outcome(…); a tenth of the whole run


def run_queue(
    requests: Iterable[Request],
    agents: Sequence[AgentSlots],
    opened: Sequence[Interval],
    horizon: float,
    follow_up: FollowUp | None = None,
    *,
    closing: ClosingPolicy = "turn_away",
    slowdown: float = 0.0,
    compiled: bool | None = None,  # noqa: ARG001  # the compiled kernel is on its way
) -> list[Outcome]:
    """Lets agents answer requests, first come first served, until every request has ended.

    A request in a route step takes the agent with the fewest running chats who has all the bits it
    needs, among those the one longest without a change. A freed agent takes the request that has
    queued longest among those whose present step they satisfy. When the centre closes, running
    chats are finished. Requests that come while it is closed end as ``closed`` at once.

    Args:
        requests: In any order.
        agents: The agents on duty in all opening hours.
        opened: Opening hours, as `Hours.as_offsets` gives them.
        horizon: Seconds after which nobody is answered any more; what is still queued or comes
            later ends as ``unfinished``, for which ``follow_up`` is not called.
        follow_up: Gives new requests in answer to an outcome.
        closing: What happens to those still queued at closing time.
        slowdown: Share by which each further chat of the same agent at the moment of the answer
            lengthens the handling time: 0.1 makes a third chat 20 % longer.
        compiled: By numba (extra ``fast``) or in plain Python; ``None`` for numba where installed.

    Returns:
        One outcome a request, in the order in which they happened.

    Raises:
        ParameterError: A time, duration, slot count or interval is out of range, or a follow-up
            lies in the past.

    Example:
        >>> asked = [Request(id=1, time=0, handle=60), Request(id=2, time=10, handle=60)]
        >>> [o.wait for o in run_queue(asked, [AgentSlots()], [(0, 3600)], horizon=3600)]
        [0, 50]
    """
    if not (slowdown >= 0 and horizon >= 0):
        raise ParameterError(f"slowdown and horizon must be 0 or more, got {slowdown}, {horizon}")
    if any(agent.chats < 1 for agent in agents):
        raise ParameterError("an agent must hold at least 1 chat; leave the others out")
    floor = _Floor(agents, follow_up, closing, slowdown)
    with _no_collector():
        floor.run(sorted(requests, key=attrgetter("time")), _calendar(opened, horizon))
    return floor.outcomes


@contextmanager
def _no_collector() -> Iterator[None]:
    """The cycle collector rests: a run makes many small values and no cycles.

    Without this a third of the time goes into walking over requests and outcomes again and again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _calendar(opened: Sequence[Interval], horizon: float) -> list[tuple[float, str]]:
    """Openings, closings and the end of the horizon in order."""
    marks: list[tuple[float, str]] = []
    before = -1.0
    for start, end in opened:
        if not (0 <= start < end and before < start):
            what = f"intervals must be sorted, apart and not empty, got {start} to {end}"
            raise ParameterError(what)
        before = end
        if start < horizon:
            marks.append((start, "open"))
        if end < horizon:
            marks.append((end, "close"))
    return [*marks, (horizon, "horizon"), (_INF, "never")]


class _Floor:
    """The agents, the waiting customers and the events to come."""

    def __init__(
        self,
        agents: Sequence[AgentSlots],
        follow_up: FollowUp | None,
        closing: ClosingPolicy,
        slowdown: float,
    ) -> None:
        self.follow_up = follow_up
        self.keeps = closing == "keep"
        self.slowdown = slowdown
        self.outcomes: list[Outcome] = []
        self.now = 0.0
        self.order = 0
        self.is_open = False
        self.over = False
        self.events: list[tuple[float, int, int]] = []
        # One entry a request, by index: the first in order of time, then follow-ups.
        self.requests: list[Request] = []
        self.gives_up: list[float] = []
        self.step: list[int] = []
        self.place: list[int] = []
        self.answered: list[float] = []
        self.agent: list[int] = []
        # One entry an agent. A pool holds agents who are alike, by their number of running chats,
        # each with the order of the change that brought them there, so the first is the longest.
        self.can = [agent.can for agent in agents]
        self.chats = [agent.chats for agent in agents]
        self.running = [0] * len(agents)
        pools: dict[AgentSlots, list[dict[int, int]]] = {}
        for index, kind in enumerate(agents):
            pools.setdefault(kind, [{} for _ in range(kind.chats + 1)])[0][index] = 0
        self.pools = pools
        self.levels = [pools[kind] for kind in agents]
        # A line is a heap of (queued_at, request index) for one requirement: bits, or -1 - agent.
        self.lines: dict[int, list[tuple[float, int]]] = {}
        self.serves: list[list[tuple[int, list[tuple[float, int]]]]] = [[] for _ in agents]
        self.able: dict[int, list[list[dict[int, int]]]] = {}
        self.last: dict[int, tuple[int, float]] = {}

    def run(self, first: list[Request], calendar: list[tuple[float, str]]) -> None:
        """Works through arrivals, calendar and events in order of time."""
        self._admit(first)
        count = self.order = len(first)
        events, upcoming, mark = self.events, 0, 0
        actions = (self._arrive, self._deadline, self._finish, self._free)
        arrival = first[0].time if count else _INF
        change = calendar[0][0]
        while True:
            event = events[0][0] if events else _INF
            if change <= arrival and change <= event:
                if change == _INF:
                    return
                self.now = change
                self._change(calendar[mark][1])
                mark += 1
                change = calendar[mark][0]
            elif arrival <= event:
                self.now = arrival
                self._arrive(upcoming)
                upcoming += 1
                arrival = first[upcoming].time if upcoming < count else _INF
            else:
                self.now, _, code = heappop(events)
                actions[code & 3](code >> 2)

    def _admit(self, new: Sequence[Request]) -> None:
        """Gives requests their indices."""
        for number, time, handle, wrap, patience, _, window, closes, *_ in new:
            if not (0 <= time < _INF and 0 <= handle < _INF and 0 <= wrap < _INF and patience >= 0):
                what = "time, handle, wrap and patience must be 0 or more, and finite but patience"
                raise ParameterError(f"{what}; request {number} breaks this")
            until = time + patience
            if window < until or closes < until:
                until = min(window, closes)
            self.gives_up.append(until)
        count = len(new)
        self.requests += new
        self.step += [0] * count
        self.place += [_NOWHERE] * count
        self.answered += [_NAN] * count
        self.agent += [-1] * count

    def _schedule(self, time: float, kind: int, index: int) -> None:
        self.order = order = self.order + 1
        heappush(self.events, (time, order, index << 2 | kind))

    def _arrive(self, index: int) -> None:
        refusal = self._refusal(index) if self.gives_up[index] <= self.now else None
        if self.is_open and refusal is None:
            self._seek(index, 0)
            return
        self.step[index] = -1
        if self.over:
            self._end(index, "unfinished")
        else:
            self._end(index, refusal if refusal and self.is_open else "closed")

    def _refusal(self, index: int) -> QueueResult | None:
        """Why nobody may answer any more; ``None`` for a customer who just has no patience."""
        request = self.requests[index]
        if request.closes_at <= self.now:
            return "closed"
        return "window_shut" if request.window_closes_at <= self.now else None

    def _seek(self, index: int, step: int) -> None:
        """Tries the route from ``step`` on: is answered, waits, or ends with nobody."""
        request = self.requests[index]
        for needs, wait, last_within in request.route[step:] if step else request.route:
            line = self._last_line(needs, last_within, request) if last_within > 0 else needs
            if line != _NOWHERE:
                if line not in self.lines:
                    self._new_line(line)
                if step:
                    self.step[index] = step
                agent = self._free_agent(line)
                if agent >= 0:
                    self._answer(index, agent)
                    return
                if wait > 0 and (line < 0 or self.able[line]):
                    self._wait(index, line, self.now + wait)
                    return
            step += 1
        self._end(index, "nobody")

    def _last_line(self, needs: int, within: float, request: Request) -> int:
        """The line of the customer's last agent; `_NOWHERE` where there is none."""
        agent, when = self.last.get(request.customer, (-1, -_INF))
        if agent < 0 or self.now - when > within or self.can[agent] & needs != needs:
            return _NOWHERE
        return -1 - agent

    def _new_line(self, line: int) -> None:
        heap = self.lines[line] = []
        if line < 0:
            self.serves[-1 - line].append((line, heap))
            return
        self.able[line] = [levels for kind, levels in self.pools.items() if kind.can & line == line]
        for agent, can in enumerate(self.can):
            if can & line == line:
                self.serves[agent].append((line, heap))

    def _free_agent(self, line: int) -> int:
        if not self.is_open:
            return -1
        if line < 0:
            agent = -1 - line
            return agent if self.running[agent] < self.chats[agent] else -1
        fewest, oldest, found = 2**62, 0, -1
        for levels in self.able[line]:
            for running in range(len(levels) - 1):
                if levels[running]:
                    agent = next(iter(levels[running]))
                    since = levels[running][agent]
                    if running < fewest or (running == fewest and since < oldest):
                        fewest, oldest, found = running, since, agent
                    break
        return found

    def _wait(self, index: int, line: int, until: float) -> None:
        if self.gives_up[index] <= self.now:
            self._end(index, "left")
            return
        self.place[index] = line
        heappush(self.lines[line], (self.requests[index].time, index))
        until = min(until, self.gives_up[index])
        if until < _INF:
            self._schedule(until, _DEADLINE, index)

    def _deadline(self, index: int) -> None:
        if self.place[index] == _NOWHERE:
            return
        self.place[index] = _NOWHERE
        if self.gives_up[index] > self.now:
            self._seek(index, self.step[index] + 1)
            return
        self._end(index, self._refusal(index) or "left")

    def _answer(self, index: int, agent: int) -> None:
        """Starts a chat in one of the agent's slots."""
        running = self.running[agent]
        levels = self.levels[agent]
        self.order = order = self.order + 1
        del levels[running][agent]
        levels[running + 1][agent] = order
        self.running[agent] = running + 1
        self._chat(index, agent, running)

    def _chat(self, index: int, agent: int, beside: int) -> None:
        """Starts a chat of an agent who has so many others."""
        self.place[index] = _NOWHERE
        self.answered[index] = now = self.now
        self.agent[index] = agent
        handle = self.requests[index].handle
        if self.slowdown:
            handle *= 1 + self.slowdown * beside
        self.order = order = self.order + 1
        heappush(self.events, (now + handle, order, index << 2 | _FINISH))

    def _finish(self, index: int) -> None:
        request = self.requests[index]
        if request.customer >= 0:
            self.last[request.customer] = (self.agent[index], self.now)
        self._end(index, "served")
        if request.wrap > 0:
            self._schedule(self.now + request.wrap, _FREE, index)
        else:
            self._free(index)

    def _free(self, index: int) -> None:
        """A slot is free: whoever has waited longest gets it."""
        agent = self.agent[index]
        running = self.running[agent] - 1
        waiting = self._longest_waiting(agent) if self.is_open else -1
        if waiting >= 0:
            self._chat(waiting, agent, running)
            return
        levels = self.levels[agent]
        del levels[running + 1][agent]
        levels[running][agent] = self.order
        self.running[agent] = running

    def _longest_waiting(self, agent: int) -> int:
        best: tuple[float, int] | None = None
        place = self.place
        for line, heap in self.serves[agent]:
            while heap and place[heap[0][1]] != line:
                heappop(heap)
            if heap and (best is None or heap[0] < best):
                best = heap[0]
        return -1 if best is None else best[1]

    def _waiting(self) -> list[int]:
        """All who wait, longest first."""
        found = {e for line, heap in self.lines.items() for e in heap if self.place[e[1]] == line}
        return [index for _, index in sorted(found)]

    def _change(self, what: str) -> None:
        """The centre opens or closes, or the horizon ends."""
        self.is_open = what == "open"
        if what == "open":
            self._resume()
        elif what == "horizon" or not self.keeps:
            self.over = what == "horizon"
            for index in self._waiting():
                self.place[index] = _NOWHERE
                self._end(index, "unfinished" if self.over else "closed")

    def _resume(self) -> None:
        """At opening, those who kept their place over night are answered in order."""
        for index in self._waiting():
            agent = self._free_agent(self.place[index])
            if agent >= 0:
                self._answer(index, agent)

    def _end(self, index: int, result: QueueResult) -> None:
        request, agent, now = self.requests[index], self.agent[index], self.now
        freed = now + request.wrap if agent >= 0 else _NAN
        answered = self.answered[index]
        step = self.step[index]
        outcome = _new(
            Outcome, (request.id, result, agent, request.time, answered, now, freed, step)
        )
        self.outcomes.append(outcome)
        if self.follow_up is None or result == "unfinished":
            return
        for new in self.follow_up(outcome):
            if not new.time >= now:
                what = f"a follow-up must not lie in the past, got {new.time} at {now}"
                raise ParameterError(what)
            self._admit((new,))
            self._schedule(new.time, _ARRIVE, len(self.requests) - 1)
