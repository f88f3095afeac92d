"""Lines: who waits for whom, and who comes first (see `_kernel_floor`)."""

from __future__ import annotations

from heapq import heappush

from dialogkit.contact_centre._kernel_floor import RELEASED, Floor, Line, Step, Ticket

__all__ = ["is_before", "join", "leave", "line_of", "next_in_rank", "rewind"]


def line_of(floor: Floor, request: Ticket, step: Step, now: float) -> int:
    """The line of a step; -1 where it asks for the last agent and there is none."""
    if step.within <= 0:
        step.line = find_line(floor, floor.clock[0].shared, request, -1, step.needs)
        return step.line
    if request.customer < 0:
        return -1
    regular = floor.customers[request.customer]
    if regular.agent < 0 or now - regular.when > step.within:
        return -1
    seat = floor.agents[regular.agent]
    if seat.can & step.needs != step.needs:
        return -1
    return find_line(floor, seat.own, request, seat.number, 0)


def find_line(floor: Floor, first: int, request: Ticket, agent: int, needs: int) -> int:
    """The line of this kind among those from the first on; a new one where there is none."""
    place = first
    while place >= 0:
        line = floor.lines[place]
        alike = line.whole == request.whole and line.priority == request.priority
        if alike and line.needs == needs:
            return place
        place = line.next
    return new_line(floor, first, request, agent, needs)


def new_line(floor: Floor, first: int, request: Ticket, agent: int, needs: int) -> int:
    """A line before the first one."""
    clock = floor.clock[0]
    place = clock.lines
    clock.lines = place + 1
    line = floor.lines[place]
    line.needs, line.agent, line.next = needs, agent, first
    line.whole, line.priority = request.whole, request.priority
    if agent >= 0:
        line.able = 1
        floor.agents[agent].own = place
        return place
    clock.shared = place
    for pool in floor.pools:
        if pool.can & needs == needs:
            line.able = 1
    return place


def join(floor: Floor, request: Ticket, place: int) -> None:
    """Takes its place in the line: behind all who queued earlier, wherever that was."""
    requests, line, time = floor.requests, floor.lines[place], request.time
    before, after = line.last, -1
    while before >= 0 and (
        time < requests[before].time or (time == requests[before].time and request.number < before)
    ):
        before, after = requests[before].before, before
    request.line, request.before, request.after = place, before, after
    if before >= 0:
        requests[before].after = request.number
    else:
        line.first = request.number
    if after >= 0:
        requests[after].before = request.number
    else:
        line.last = request.number
    line.waiting += 1
    floor.clock[0].waiting += 1


def leave(floor: Floor, request: Ticket, now: float) -> None:
    """Waits no more; an agent who let chats run out for it may not be needed now."""
    requests, line = floor.requests, floor.lines[request.line]
    before, after = request.before, request.after
    if before >= 0:
        requests[before].after = after
    else:
        line.first = after
    if after >= 0:
        requests[after].before = before
    else:
        line.last = before
    line.waiting -= 1
    floor.clock[0].waiting -= 1
    if line.drained > line.waiting:
        heappush(floor.events, (now, RELEASED, request.line))
    request.line = -1


def is_before(floor: Floor, one: Line, other: Line) -> bool:
    """Whether the first in one line ranks before the first in the other: priority, then wait."""
    if one.priority != other.priority:
        return one.priority < other.priority
    return queued_before(floor, one.first, other.first)


def queued_before(floor: Floor, one: int, other: int) -> bool:
    """Whether one request queued before another."""
    early, late = floor.requests[one].time, floor.requests[other].time
    return early < late or (early == late and one < other)


def rewind(floor: Floor) -> None:
    """A walk through all lines begins."""
    for place in range(floor.clock[0].lines):
        line = floor.lines[place]
        line.cursor = line.first


def next_in_rank(floor: Floor) -> int:
    """The next request of the walk, first in rank first; -1 at its end."""
    best, found = -1, -1
    for place in range(floor.clock[0].lines):
        line = floor.lines[place]
        if line.cursor < 0:
            continue
        better = found < 0
        if not better:
            other = floor.lines[best]
            better = line.priority < other.priority or (
                line.priority == other.priority and queued_before(floor, line.cursor, found)
            )
        if better:
            best, found = place, line.cursor
    if found >= 0:
        floor.lines[best].cursor = floor.requests[found].after
    return found
