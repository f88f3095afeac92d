"""How busy agents were and how long the queue was, counted from the kernel's outcomes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dialogkit.contact_centre._centre_duty import in_both
from dialogkit.contact_centre._requests import AgentSlots, Interval, Outcome
from dialogkit.contact_centre._tables import OutcomeTable
from dialogkit.errors import ParameterError

__all__ = ["Hourly", "Usage", "agent_seconds", "hourly", "seconds_on_duty", "usage"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Agents' time in one run."""

    busy: float
    """Slot-seconds in chats or wrap-up, on duty and within the horizon."""
    overtime: float
    """Slot-seconds in chats or wrap-up off duty, after closing time or after the horizon."""
    staffed: float
    """Slot-seconds on duty: duty within opening hours × chats at once, summed over agents."""
    occupied: float
    """Agent-seconds with at least one chat or wrap-up, on duty and within the horizon."""
    on_duty: float
    """Agent-seconds on duty."""

    @property
    def utilisation(self) -> float:
        """Busy ÷ staffed slot-time; nan where nobody was on duty."""
        return self.busy / self.staffed if self.staffed else float("nan")

    @property
    def occupancy(self) -> float:
        """Time with at least one chat ÷ time on duty; nan where nobody was on duty."""
        return self.occupied / self.on_duty if self.on_duty else float("nan")


def usage(
    outcomes: Sequence[Outcome],
    agents: Sequence[AgentSlots],
    opened: Sequence[Interval],
    horizon: float,
    whole: Collection[int] = (),
) -> Usage:
    """Counts agents' time; arguments as `run_queue` had them.

    Work that goes on after the end of a shift, or after the horizon, is ``overtime`` and no part of
    ``busy``, so utilisation and occupancy are at most 1.

    Args:
        outcomes: Of one run.
        agents: The team.
        opened: Opening hours.
        horizon: Seconds.
        whole: Numbers of the requests that took a whole agent.

    Example:
        >>> served = Outcome(1, "served", 0, 0.0, 0.0, 60.0, 90.0, 0)
        >>> used = usage([served], [AgentSlots(chats=2)], [(0.0, 100.0)], 100.0)
        >>> used.utilisation, used.occupancy
        (0.45, 0.9)
    """
    served = [o for o in outcomes if o.agent >= 0]
    who = np.array([o.agent for o in served], dtype=np.intp)
    chats = np.array([agent.chats for agent in agents], dtype=np.int64)
    taken = np.array([o.id in whole for o in served], dtype=np.bool_)
    slots = np.where(taken, chats[who], 1) if served else np.zeros(0)
    start = np.array([o.answered_at for o in served], dtype=np.float64)
    end = np.array([o.freed_at for o in served], dtype=np.float64)
    busy = staffed = occupied = on_duty = 0.0
    for there, team in _by_duty(agents, opened):
        mine = np.isin(who, team)
        since, until = (_open_until(t[mine], there, horizon) for t in (start, end))
        busy += float(((until - since) * slots[mine]).sum())
        occupied += _union(who[mine], since, until)
        length = float(_open_until(np.array([horizon]), there, horizon)[0])
        staffed += length * float(chats[team].sum())
        on_duty += length * len(team)
    return Usage(
        busy=busy,
        overtime=float(((end - start) * slots).sum()) - busy,
        staffed=staffed,
        occupied=occupied,
        on_duty=on_duty,
    )


def seconds_on_duty(
    outcomes: Sequence[Outcome],
    agents: Sequence[AgentSlots],
    opened: Sequence[Interval],
    until: float,
    since: float = 0.0,
) -> Floats:
    """Seconds of each request that its agent spent on duty; what they do off duty is left out.

    Args:
        outcomes: Of one run.
        agents: The team.
        opened: Opening hours.
        until: Seconds from the start of the horizon after which nothing counts.
        since: Seconds from there before which nothing counts.

    Returns:
        From the answer to the end of wrap-up, shape ``(n,)``; 0 where nobody answered.

    Example:
        >>> served = Outcome(1, "served", 0, 0.0, 70.0, 110.0, 130.0, 0)
        >>> seconds_on_duty([served], [AgentSlots()], [(0.0, 100.0)], 1_000.0)
        array([30.])
    """
    who, start, end = _served(outcomes)
    found = np.zeros(len(who))
    for there, team in _by_duty(agents, opened):
        mine = np.isin(who, team)
        before, after = (
            _open_until(np.maximum(times[mine], since), there, until) for times in (start, end)
        )
        found[mine] = after - before
    return found


def _by_duty(
    agents: Sequence[AgentSlots], opened: Sequence[Interval]
) -> Iterator[tuple[Sequence[Interval], list[int]]]:
    """Times on duty, and the places of the agents who have these."""
    teams: dict[tuple[Interval, ...] | None, list[int]] = {}
    for place, agent in enumerate(agents):
        teams.setdefault(agent.on, []).append(place)
    for on, team in teams.items():
        yield opened if on is None else in_both(opened, on), team


def agent_seconds(outcomes: Sequence[Outcome] | OutcomeTable) -> Floats:
    """Time of its agent that falls to each request: what is held at once shares the time evenly.

    While an agent holds k requests, a second of theirs is 1 ÷ k second of each. So the sum over
    the requests of an agent is the time in which they held at least one, in and out of hours, and
    the mean number held at once is Σ (freed − answered) ÷ Σ of these.

    Args:
        outcomes: All of one run, so that all that was held beside a request is known.

    Returns:
        From the answer to the end of wrap-up, shape ``(n,)``; 0 where nobody answered. Exact to
        about 1e-16 of the time of all agents together.

    Example:
        >>> first = Outcome(1, "served", 0, 0.0, 0.0, 60.0, 60.0, 0)
        >>> second = Outcome(2, "served", 0, 0.0, 20.0, 60.0, 80.0, 0)
        >>> agent_seconds([first, second])
        array([40., 40.])
    """
    who, start, end = _served(outcomes)
    place = np.flatnonzero(who >= 0)
    n = len(place)
    agent, when = np.tile(who[place], 2), np.concatenate([start[place], end[place]])
    order = np.lexsort((when, agent))
    held = np.cumsum(np.where(order < n, 1, -1))  # back at 0 after each agent
    lasts = np.diff(when[order], append=0.0)
    spent = np.zeros(2 * n)
    np.divide(lasts, held, out=spent, where=held > 0)
    clock = np.empty(2 * n)
    clock[order] = np.cumsum(spent) - spent
    found = np.zeros(len(who))
    found[place] = clock[n:] - clock[:n]
    return found


def _served(outcomes: Sequence[Outcome] | OutcomeTable) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Agent of each, -1 for none; from when to when they were held, 0 where nobody answered."""
    if isinstance(outcomes, OutcomeTable):
        columns = outcomes.agent, outcomes.answered_at, outcomes.freed_at
    else:
        columns = (
            np.array([o.agent for o in outcomes], dtype=np.int64),
            np.array([o.answered_at for o in outcomes], dtype=np.float64),
            np.array([o.freed_at for o in outcomes], dtype=np.float64),
        )
    who, *times = columns
    start, end = (np.where(who >= 0, each, 0.0) for each in times)
    return who, start, end


def _open_until(times: Floats, opened: Sequence[Interval], horizon: float) -> Floats:
    """Open seconds from 0 to each time, shape of ``times``; nothing after the horizon counts."""
    if not opened:
        return np.zeros_like(times)
    edges = np.array(opened, dtype=np.float64).ravel()
    lengths = np.diff(edges, prepend=edges[0])
    lengths[::2] = 0.0
    return np.interp(np.minimum(times, horizon), edges, np.cumsum(lengths))


def _union(who: NDArray[np.intp], start: Floats, end: Floats) -> float:
    """Length of the union of intervals, agent by agent, summed."""
    total = 0.0
    for agent in np.unique(who):
        mine = who == agent
        order = np.argsort(start[mine], kind="stable")
        first, last = start[mine][order], end[mine][order]
        reach = np.maximum.accumulate(last)
        before = np.concatenate([[-np.inf], reach[:-1]])
        total += float(np.maximum(0.0, last - np.maximum(first, before)).sum())
    return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Hourly:
    """The queue hour by hour; every array has shape ``(hours,)``."""

    asked: NDArray[np.intp]
    """Requests that came in the hour."""
    answered: NDArray[np.intp]
    """Of those, answered at any time."""
    mean_wait: Floats
    """Mean seconds they queued, answered or not; nan where none came."""
    mean_queue: Floats
    """Mean number waiting during the hour."""


def hourly(outcomes: Sequence[Outcome], horizon: float, *, width: float = 3600.0) -> Hourly:
    """The queue by hours from the start of the horizon.

    Args:
        outcomes: Of one run; unfinished ones count as waiting until the horizon.
        horizon: Seconds.
        width: Seconds of one bin.

    Raises:
        ParameterError: Horizon or width is not above 0.
    """
    if not (0 < horizon < np.inf and width > 0):
        raise ParameterError(f"horizon and width must be above 0, got {horizon}, {width}")
    bins = int(np.ceil(horizon / width))
    inside = [o for o in outcomes if o.queued_at < horizon]
    start = np.array([o.queued_at for o in inside], dtype=np.float64)
    wait = np.array([o.wait for o in inside], dtype=np.float64)
    reached = np.array([o.agent >= 0 for o in inside], dtype=np.bool_)
    hour = (start // width).astype(np.intp)
    asked = np.bincount(hour, minlength=bins)
    with np.errstate(invalid="ignore"):
        mean_wait = np.bincount(hour, wait, bins) / asked
    edges = np.minimum(np.arange(bins + 1) * width, horizon)
    return Hourly(
        asked=asked,
        answered=np.bincount(hour[reached], minlength=bins),
        mean_wait=mean_wait,
        mean_queue=np.diff(_waited_until(edges, start, start + wait)) / np.diff(edges),
    )


def _waited_until(edges: Floats, start: Floats, end: Floats) -> Floats:
    """Customer-seconds of waiting before each edge: ∫ queue length, shape of ``edges``."""

    def elapsed(since: Floats) -> Floats:
        """Σ max(0, edge − since)."""
        since = np.sort(since)
        count = np.searchsorted(since, edges)
        sums = np.concatenate([[0.0], np.cumsum(since)])
        return np.asarray(count * edges - sums[count], dtype=np.float64)

    return elapsed(start) - elapsed(end)
