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
    if not floor.clock[0].is_open:
        return -1
    if line.agent >= 0:
        seat = floor.agents[line.agent]
        return -1 if seat.place < 0 or (whole and seat.used) else line.agent
    fewest, oldest, found = 1 << 60, 0, -1
    for pool in floor.pools:
        if pool.can & line.needs != line.needs:
            continue
        used = 0
        while used < pool.chats and floor.levels[pool.level + used].first < 0:
            used += 1
        if used < pool.chats and used <= fewest:
            seat = floor.agents[floor.levels[pool.level + used].first]
            if used < fewest or seat.since < oldest:
                fewest, oldest, found = used, seat.since, seat.number
    return -1 if whole and fewest else found


def offer(floor: Floor, seat: Seat) -> None:
    """The agent's slots have changed: where one is free, they stand last in the level of today."""
    if seat.place >= 0:
        withdraw(floor, seat)
    if seat.used == seat.chats or not seat.on or seat.drains >= 0:
        return
    clock = floor.clock[0]
    clock.order += 1
    seat.since, seat.place = clock.order, seat.level + seat.used
    level = floor.levels[seat.place]
    seat.before, seat.after = level.last, -1
    if level.last >= 0:
        floor.agents[level.last].after = seat.number
    else:
        level.first = seat.number
    level.last = seat.number


def withdraw(floor: Floor, seat: Seat) -> None:
    """Nobody new finds the agent."""
    if seat.place < 0:
        return
    level = floor.levels[seat.place]
    seat.place = -1
    if seat.before >= 0:
        floor.agents[seat.before].after = seat.after
    else:
        level.first = seat.after
    if seat.after >= 0:
        floor.agents[seat.after].before = seat.before
    else:
        level.last = seat.before


def answer(floor: Floor, request: Ticket, agent: int, now: float) -> None:
    """An agent found free starts a chat."""
    seat = floor.agents[agent]
    begin(floor, request, seat, now)
    offer(floor, seat)


def begin(floor: Floor, request: Ticket, seat: Seat, now: float) -> None:
    """A chat begins in a slot, or in all slots, of the agent."""
    beside = seat.used
    seat.used = seat.chats if request.whole else beside + 1
    if request.line >= 0:
        leave(floor, request, now)
    request.answered = now
    request.agent = seat.number
    handle = request.handle * (1.0 + floor.clock[0].slowdown * beside)
    heappush(floor.events, (now + handle, ENDED | request.number))


def free(floor: Floor, seat: Seat, slots: int, now: float) -> None:
    """Slots of the agent are free: those who wait are answered, first in rank first."""
    used = seat.used
    seat.used = used - slots
    if seat.drains >= 0 and (seat.used == 0 or slots == 0):
        floor.lines[seat.drains].drained -= 1
        seat.drains = -1
    while seat.used < seat.chats and seat.on and seat.drains < 0 and floor.clock[0].is_open:
        waiting = first_waiting(floor, seat)
        if waiting < 0:
            break
        begin(floor, floor.requests[waiting], seat, now)
    if seat.used != used or (seat.place < 0 and seat.used < seat.chats):
        offer(floor, seat)


def first_waiting(floor: Floor, seat: Seat) -> int:
    """Who is first in rank for an agent with a free slot; -1 for nobody to begin with.

    If they need the whole agent, who has chats, the agent lets these run out, unless enough others
    do so for that line.
    """
    best, place, then = -1, floor.clock[0].shared, seat.own
    while place >= 0 or then >= 0:
        if place < 0:
            place, then = then, -1
        line = floor.lines[place]
        if line.first >= 0 and seat.can & line.needs == line.needs:
            full = line.whole > 0 and seat.used > 0 and line.drained >= line.waiting
            if not full and (best < 0 or is_before(floor, line, floor.lines[best])):
                best = place
        place = line.next
    if best < 0:
        return -1
    line = floor.lines[best]
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
