"""Agents: who is free, who is next, who is kept free (see `_kernel_floor`).

Somebody who needs a whole agent would wait for ever where every agent always has some chat. So for
each of them one agent takes nobody new until the chats that run are over: *drains*.
"""

from __future__ import annotations

from heapq import heappush

from dialogkit.contact_centre._kernel_floor import ENDED, Floor, Line, Seat, Ticket
from dialogkit.contact_centre._kernel_lines import is_before, leave

__all__ = ["answer", "come", "drain_one", "free", "free_agent", "go", "offer", "release"]


def free_agent(floor: Floor, line: Line, whole: int) -> int:
    """The agent for whoever comes to the line, or for a whole agent; -1 for none.

    Of those with a free slot: fewest slots taken, then longest without a change.
    """
    levels = floor.levels
    if not floor.clock[0].is_open:
        return -1
    if line.agent >= 0:
        seat = floor.agents[line.agent]
        return -1 if seat.place < 0 or (whole and seat.used) else line.agent
    needs, fewest, oldest, found = line.needs, 1 << 60, 0, -1
    for pool in floor.pools:
        if pool.can & needs != needs:
            continue
        used, chats, level = 0, pool.chats, pool.level
        while used < chats and levels[level + used].first < 0:
            used += 1
        if used < chats and used <= fewest:
            number = levels[level + used].first
            since = floor.agents[number].since
            if used < fewest or since < oldest:
                fewest, oldest, found = used, since, number
    return -1 if whole and fewest else found


def offer(floor: Floor, seat: Seat) -> None:
    """The agent's slots have changed: where one is free, they stand last in the level of today."""
    if seat.place >= 0:
        withdraw(floor, seat)
    used = seat.used
    if used == seat.chats or not seat.on or seat.drains >= 0:
        return
    clock, place, number = floor.clock[0], seat.level + used, seat.number
    order = clock.order + 1
    clock.order = order
    clock.findable += 1
    seat.since, seat.place = order, place
    level = floor.levels[place]
    last = level.last
    level.last = number
    seat.before, seat.after = last, -1
    if last >= 0:
        floor.agents[last].after = number
    else:
        level.first = number


def withdraw(floor: Floor, seat: Seat) -> None:
    """Nobody new finds the agent."""
    place = seat.place
    if place < 0:
        return
    level, before, after = floor.levels[place], seat.before, seat.after
    seat.place = -1
    floor.clock[0].findable -= 1
    if before >= 0:
        floor.agents[before].after = after
    else:
        level.first = after
    if after >= 0:
        floor.agents[after].before = before
    else:
        level.last = before


def answer(floor: Floor, request: Ticket, agent: int, now: float) -> None:
    """An agent found free starts a chat."""
    seat = floor.agents[agent]
    begin(floor, request, seat, now)
    if seat.used == seat.chats:
        withdraw(floor, seat)
    else:
        offer(floor, seat)


def begin(floor: Floor, request: Ticket, seat: Seat, now: float) -> None:
    """A chat begins in a slot, or in all slots, of the agent."""
    beside, handle = seat.used, request.handle
    seat.used = seat.chats if request.whole else beside + 1
    request.answered, request.agent = now, seat.number
    if beside:
        handle *= 1.0 + floor.clock[0].slowdown * beside
    heappush(floor.events, (now + handle, ENDED, request.number))


def free(floor: Floor, seat: Seat, slots: int, now: float) -> None:
    """Slots of the agent are free: those who wait are answered, first in rank first."""
    clock, used = floor.clock[0], seat.used
    seat.used = used - slots
    if seat.drains >= 0 and (seat.used == 0 or slots == 0):
        floor.lines[seat.drains].drained -= 1
        seat.drains = -1
    if clock.waiting and clock.is_open and seat.on and seat.drains < 0:
        while seat.used < seat.chats:
            waiting = first_waiting(floor, seat)
            if waiting < 0:
                break
            request = floor.requests[waiting]
            leave(floor, request, now)
            begin(floor, request, seat, now)
    if seat.used != used or (seat.place < 0 and used < seat.chats):
        offer(floor, seat)


def first_waiting(floor: Floor, seat: Seat) -> int:
    """Who is first in rank for an agent with a free slot; -1 for nobody to begin with.

    If they need the whole agent, who has chats, the agent lets these run out, unless enough others
    do so for that line.
    """
    lines, best, place, then = floor.lines, -1, floor.clock[0].shared, seat.own
    if place < 0:
        place, then = then, -1
    while place >= 0:
        line = lines[place]
        if line.first >= 0 and seat.can & line.needs == line.needs:
            full = line.whole and seat.used and line.drained >= line.waiting
            if not full and (best < 0 or is_before(floor, line, lines[best])):
                best = place
        place = line.next
        if place < 0:
            place, then = then, -1
    if best < 0:
        return -1
    line = lines[best]
    if line.whole and seat.used:
        drain(floor, seat, best)
        return -1
    return line.first


def drain_one(floor: Floor, place: int) -> None:
    """Of the agents with a free slot, the one with fewest chats lets them run out."""
    line = floor.lines[place]
    agent = free_agent(floor, line, 0)
    if agent >= 0 and floor.agents[agent].used and line.drained < line.waiting:
        drain(floor, floor.agents[agent], place)


def drain(floor: Floor, seat: Seat, place: int) -> None:
    """The agent takes nobody new until their chats are over."""
    withdraw(floor, seat)
    seat.drains = place
    floor.lines[place].drained += 1


def release(floor: Floor, place: int, now: float) -> None:
    """If more agents let chats run out for the line than wait in it, the others go on."""
    line = floor.lines[place]
    for seat in floor.agents:
        if seat.drains == place and line.drained > line.waiting:
            free(floor, seat, 0, now)


def come(floor: Floor, seat: Seat) -> None:
    """The agent is on duty."""
    seat.on = 1
    offer(floor, seat)


def go(floor: Floor, seat: Seat) -> None:
    """The agent is off duty; running chats are finished."""
    seat.on = 0
    withdraw(floor, seat)
    if seat.drains >= 0:
        place = seat.drains
        floor.lines[place].drained -= 1
        seat.drains = -1
        drain_one(floor, place)
