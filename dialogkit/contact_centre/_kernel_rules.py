"""The rules of the queue, event by event (see `_kernel_floor`).

At one moment openings, closings and duty come first, then agents released, slots freed, chats that
end, arrivals, and waits that end; among these the lower number.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush

from dialogkit.contact_centre._kernel_agents import (
    answer,
    come,
    drain_one,
    free,
    free_agent,
    go,
    offer,
    release,
)
from dialogkit.contact_centre._kernel_floor import (
    ARRIVED,
    CLOSED,
    ENDED,
    FREED,
    HORIZON,
    INF,
    LEFT,
    NAN,
    NOBODY,
    OFF,
    ON,
    OPEN,
    SERVED,
    UNFINISHED,
    WAITED,
    WINDOW_SHUT,
    Floor,
    Ticket,
)
from dialogkit.contact_centre._kernel_lines import join, leave, line_of, next_in_rank, rewind

__all__ = ["begin_day", "play", "play_all"]


def begin_day(floor: Floor) -> None:
    """Agents who are always on duty are there from the start."""
    for seat in floor.agents:
        offer(floor, seat)
    clock = floor.clock[0]
    clock.change = floor.calendar[0].when
    clock.arrival = floor.requests[0].time if clock.present > 0 else INF


def play_all(floor: Floor) -> None:
    """Works through everything; there are no follow-ups."""
    advance(floor, 0)


def play(floor: Floor) -> Iterator[int]:
    """Gives one ended request after the other, at its moment; the caller may add new ones."""
    while True:
        clock = floor.clock[0]  # anew: numba would keep a copy of the record over a yield
        while clock.known < clock.requests:
            heappush(floor.events, (floor.requests[clock.known].time, ARRIVED, clock.known))
            clock.known += 1
        if clock.told == clock.done:
            advance(floor, 1)
            if clock.told == clock.done:
                return
        clock.told += 1
        yield floor.done[clock.told - 1]


def advance(floor: Floor, stops: int) -> None:
    """Works through calendar, arrivals and events, to their end or to the next outcomes."""
    clock, requests, events = floor.clock[0], floor.requests, floor.events
    told, change, arrival = clock.told, clock.change, clock.arrival
    while not stops or clock.done == told:
        now = events[0][0]
        if now >= arrival or now >= change:
            if change <= arrival and change <= now:
                if change == INF:
                    return
                turn(floor, change)
                change = floor.calendar[clock.mark].when
                clock.change = change
                continue
            if arrival < now or events[0][1] >= ARRIVED:
                upcoming = clock.upcoming + 1
                clock.upcoming = upcoming
                request = requests[upcoming - 1]
                if clock.is_open and request.gives_up > arrival:
                    seek(floor, request, request.route, arrival)
                else:
                    arrive(floor, request, arrival)
                arrival = requests[upcoming].time if upcoming < clock.present else INF
                clock.arrival = arrival
                continue
        _, kind, number = heappop(events)
        if kind == ENDED:
            finish(floor, requests[number], now)
        else:
            happen(floor, kind, number, now)


def happen(floor: Floor, kind: int, number: int, now: float) -> None:
    """One event that is no chat's end."""
    if kind == FREED:
        free_slots(floor, floor.requests[number], now)
    elif kind == WAITED:
        give_up(floor, floor.requests[number], now)
    elif kind == ARRIVED:
        arrive(floor, floor.requests[number], now)
    else:
        release(floor, number, now)


def arrive(floor: Floor, request: Ticket, now: float) -> None:
    """A request comes: it is turned away at the door or tries its route."""
    clock = floor.clock[0]
    refusal = -1
    if request.gives_up <= now:
        refusal = refused(request, now)
    if not clock.is_open:
        if clock.over:
            refusal = UNFINISHED
        elif not request.keeps:
            refusal = CLOSED
    if refusal < 0:
        seek(floor, request, request.route, now)
    else:
        end(floor, request, refusal, now)


def refused(request: Ticket, now: float) -> int:
    """Why nobody may answer any more; -1 for a customer who just has no patience."""
    if request.closes <= now:
        return CLOSED
    return WINDOW_SHUT if request.window <= now else -1


def seek(floor: Floor, request: Ticket, first: int, now: float) -> None:
    """Tries the route from a step on: is answered, waits, or ends with nobody."""
    clock, lines, whole, place = floor.clock[0], floor.lines, request.whole, first
    while True:
        step = floor.steps[place]
        number = step.line
        if number < 0 or lines[number].whole != whole or lines[number].priority != request.priority:
            number = line_of(floor, request, step, now)
        if number >= 0:
            request.step = place - request.route
            line = lines[number]
            if clock.findable:
                agent = free_agent(floor, line, whole)
                if agent >= 0:
                    answer(floor, request, agent, now)
                    return
            if step.wait > 0 and line.able:
                wait(floor, request, number, now + step.wait, now)
                return
        if step.last:
            end(floor, request, NOBODY, now)
            return
        place += 1


def wait(floor: Floor, request: Ticket, line: int, until: float, now: float) -> None:
    """Waits as long as step, patience, window and hours allow."""
    if request.gives_up <= now:
        end(floor, request, LEFT, now)
        return
    join(floor, request, line)
    if request.gives_up < until:
        until = request.gives_up
    if until < INF:
        heappush(floor.events, (until, WAITED, request.number))
    if request.whole:
        drain_one(floor, line)


def give_up(floor: Floor, request: Ticket, now: float) -> None:
    """A wait is over, if it has not been before: the next step, or the end."""
    if request.line < 0:
        return
    leave(floor, request, now)
    if request.gives_up <= now:
        refusal = refused(request, now)
        end(floor, request, refusal if refusal >= 0 else LEFT, now)
        return
    place = request.route + request.step
    if floor.steps[place].last:
        end(floor, request, NOBODY, now)
    else:
        seek(floor, request, place + 1, now)


def finish(floor: Floor, request: Ticket, now: float) -> None:
    """A chat ends; its slot is free after wrap-up."""
    if request.customer >= 0:
        regular = floor.customers[request.customer]
        regular.agent, regular.when = request.agent, now
    clock = floor.clock[0]
    request.result, request.ended = SERVED, now
    floor.done[clock.done] = request.number
    clock.done += 1
    if request.wrap > 0:
        heappush(floor.events, (now + request.wrap, FREED, request.number))
    else:
        seat = floor.agents[request.agent]
        free(floor, seat, seat.chats if request.whole else 1, now)


def free_slots(floor: Floor, request: Ticket, now: float) -> None:
    """After wrap-up the agent can take somebody else."""
    seat = floor.agents[request.agent]
    free(floor, seat, seat.chats if request.whole else 1, now)


def end(floor: Floor, request: Ticket, result: int, now: float) -> None:
    """The request has ended, and nobody answered."""
    clock = floor.clock[0]
    request.result, request.ended = result, now
    request.agent, request.answered = -1, NAN
    floor.done[clock.done] = request.number
    clock.done += 1


# ----- calendar ----------------------------------------------------------------------------------


def turn(floor: Floor, now: float) -> None:
    """All changes of one moment: opening, closing, duty, the horizon."""
    clock = floor.clock[0]
    comes = False
    while floor.calendar[clock.mark].when == now:
        mark = floor.calendar[clock.mark]
        clock.mark += 1
        if mark.what == ON:
            come(floor, floor.agents[mark.who])
        elif mark.what == OFF:
            go(floor, floor.agents[mark.who])
        else:
            clock.is_open = 1 if mark.what == OPEN else 0
            clock.over = 1 if mark.what == HORIZON else 0
            if not clock.is_open:
                send_home(floor, now)
        comes = comes or mark.what in (ON, OPEN)
    if comes and clock.is_open:
        resume(floor, now)


def send_home(floor: Floor, now: float) -> None:
    """At closing time those who do not keep their place end; at the horizon all do."""
    clock = floor.clock[0]
    rewind(floor)
    number = next_in_rank(floor)
    while number >= 0:
        request = floor.requests[number]
        number = next_in_rank(floor)
        if clock.over or not (clock.keep_all or request.keeps):
            leave(floor, request, now)
            end(floor, request, UNFINISHED if clock.over else CLOSED, now)


def resume(floor: Floor, now: float) -> None:
    """Agents have come: those who wait are answered, first in rank first."""
    rewind(floor)
    number = next_in_rank(floor)
    while number >= 0:
        request = floor.requests[number]
        number = next_in_rank(floor)
        line = request.line
        agent = free_agent(floor, floor.lines[line], request.whole)
        if agent >= 0:
            leave(floor, request, now)
            answer(floor, request, agent, now)
        elif request.whole:
            drain_one(floor, line)
