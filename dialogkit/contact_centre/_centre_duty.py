"""Who is on duty when: shifts less breaks, within the opening hours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache

from dialogkit.contact_centre._agents import Agent
from dialogkit.contact_centre._hours import Hours
from dialogkit.contact_centre._requests import Interval

__all__ = [
    "duty_of",
    "hours_apart",
    "in_both",
    "misplaced",
    "share_on_duty",
    "uncovered",
    "without",
]

_MONDAY = datetime(2026, 6, 1, tzinfo=UTC)
"""A day after which no clock is changed for long. Where a weekly pattern is looked at, holidays are
left out."""
_WEEK, _LONGER, _DAY = 7.0, 9.0, 86_400


def duty_of(
    agent: Agent, hours: Hours, begin: datetime, days: float
) -> tuple[Interval, ...] | None:
    """When an agent may begin chats, in seconds from ``begin``; None in all opening hours."""
    if agent.shift is None and agent.breaks is None:
        return None
    own = in_both(hours.as_offsets(begin, days), (agent.shift or hours).as_offsets(begin, days))
    return tuple(without(own, agent.breaks.as_offsets(begin, days) if agent.breaks else ()))


def in_both(first: Sequence[Interval], second: Sequence[Interval]) -> list[Interval]:
    """What lies in both of two lists of intervals; each in order, apart, and so is the result."""
    found, place = [], 0
    for start, end in first:
        while place < len(second) and second[place][1] <= start:
            place += 1
        at = place
        while at < len(second) and second[at][0] < end:
            found.append((max(start, second[at][0]), min(end, second[at][1])))
            at += 1
    return found


def without(whole: Sequence[Interval], holes: Sequence[Interval]) -> list[Interval]:
    """What is left of intervals where others are cut out; both in order and apart."""
    found = []
    for start, end in whole:
        at = start
        for first, last in holes:
            if first >= end:
                break
            if last > at:
                if first > at:
                    found.append((at, first))
                at = max(at, last)
        if at < end:
            found.append((at, end))
    return found


def misplaced(agent: Agent, hours: Hours) -> str | None:
    """What is wrong with an agent's times beside the opening hours, as a rule; None for nothing."""
    if hours.never_open or (agent.shift is None and agent.breaks is None):
        return None
    opened = _pattern(hours, _LONGER)
    shift = _pattern(agent.shift, _LONGER) if agent.shift else opened
    for start, end in shift:
        whole = start > 0 and end < _LONGER * _DAY
        if whole and not in_both([(start, end)], opened):
            return f"has a stretch outside the opening hours ({hours}), got {agent.shift}"
    own = in_both(opened, shift)
    breaks = _pattern(agent.breaks, _LONGER) if agent.breaks else ()
    if breaks and not in_both(own, breaks):
        return f"must have its breaks within its time on duty, got {agent.breaks}"
    return None if without(own, breaks) else "is never on duty: its breaks leave nothing of it"


@lru_cache(maxsize=4096)
def share_on_duty(agent: Agent, hours: Hours) -> float:
    """Share of the opening hours of a week in which an agent is on duty; 0 where there are none."""
    opened = _pattern(hours, _WEEK)
    duty = duty_of(agent, hours.without_holidays(), _MONDAY, _WEEK)
    total = sum(end - start for start, end in opened)
    spent = sum(end - start for start, end in (opened if duty is None else duty))
    return spent / total if total else 0.0


def uncovered(team: Sequence[Agent], hours: Hours) -> float:
    """Share of the opening hours of a week in which nobody of the team is on duty."""
    opened = list(_pattern(hours, _WEEK))
    total = sum(end - start for start, end in opened)
    for agent in team:
        duty = duty_of(agent, hours.without_holidays(), _MONDAY, _WEEK)
        opened = without(opened, opened if duty is None else duty)
    return sum(end - start for start, end in opened) / total if total else 0.0


def hours_apart(
    offered: Iterable[Hours], team: Iterable[Agent], hours: Hours
) -> tuple[float, float]:
    """Seconds of a week in which what is offered and who is there do not go together.

    Breaks and holidays are left out: nobody means them when they say when a team is there.

    Args:
        offered: Hours of which any may be open.
        team: Agents of whom anyone may be there.
        hours: Opening hours of their centre.

    Returns:
        Seconds in which somebody is on duty while nothing is offered; and the other way round.
    """
    opened = _joined(span for each in offered for span in _pattern(each, _WEEK))
    there: list[Interval] = []
    for agent in team:
        shift = None if agent.shift is None else agent.shift.without_holidays()
        always = replace(agent, breaks=None, shift=shift)
        duty = duty_of(always, hours.without_holidays(), _MONDAY, _WEEK)
        there += _pattern(hours, _WEEK) if duty is None else duty
    on_duty = _joined(there)
    apart = without(on_duty, opened), without(opened, on_duty)
    unseen, unstaffed = (sum(end - start for start, end in each) for each in apart)
    return unseen, unstaffed


def _joined(spans: Iterable[Interval]) -> list[Interval]:
    """Intervals in order, those that touch put together."""
    found: list[Interval] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


@lru_cache(maxsize=4096)
def _pattern(hours: Hours, days: float) -> tuple[Interval, ...]:
    return tuple(hours.without_holidays().as_offsets(_MONDAY, days))
