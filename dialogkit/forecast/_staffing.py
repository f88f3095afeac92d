"""`staff_for`: the fewest agents that answer fast enough, by Erlang first, then by simulation."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from dialogkit import contact_centre
from dialogkit._durations import readable, seconds
from dialogkit.contact_centre import ContactCentre
from dialogkit.errors import ParameterError
from dialogkit.forecast._fitness import require_fit
from dialogkit.forecast._staffing_search import Search
from dialogkit.forecast._staffing_weeks import Clock, Goal, Tried, looks_of
from dialogkit.simulate import (
    LONGEST_WAIT,
    Customers,
    Run,
    Talker,
    Workers,
    prepare,
    run_setup,
)
from dialogkit.simulate._waits import EDGES

__all__ = ["Clock", "Staffing", "Tried", "staff_for"]

_FIRST_LOOK = 4
"""Replications from which Erlang's formula gets its rates."""
_MOST_TIMES = 8
"""A number that is not decided is given so many times the replications, unless told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """The least staffing, and what was tried on the way."""

    agents: int
    """The fewest whose whole 95 % interval (over all looks) reaches the service level."""
    undecided: tuple[int, ...]
    """Fewer than those whose interval holds the service level still, after all weeks allowed: they
    may or may not do; empty where the answer is decided. Where many are open, not each is tried:
    all from the least of these on are open."""
    wanted: float
    """The service level asked for."""
    within_seconds: float
    """The wait that counts as answered in time."""
    clock: Clock
    """How it is counted."""
    erlang: int
    """What Erlang's formula A says for the busiest hour of the week."""
    busiest_hour: int
    """That hour, counted from Monday 0 h local time."""
    requests_per_hour: float
    """Requests that come in it, messages that the night left over included."""
    replications: int
    """Runs behind each row of ``tried``, at least; each row says how many there were."""
    days: int
    """Length of a run."""
    tried: Mapping[int, Tried]
    """By number of agents, in order."""
    looks: int = 1
    """How often the weeks of a number could be looked at; each interval has the level
    1 − 0.05 ÷ looks, so that all together are worth 95 %."""

    def to_json(self) -> dict[str, Any]:
        """As a value for ``json.dump``."""
        own = ("agents", "wanted", "within_seconds", "clock", "erlang", "busiest_hour")
        names = (*own, "requests_per_hour", "replications", "days", "looks")
        found = {name: getattr(self, name) for name in names}
        rows = [row.to_json() for row in self.tried.values()]
        undecided = [*self.undecided]
        return {"format": "dialogkit.staffing/1", **found, "undecided": undecided, "tried": rows}


def staff_for(
    bot: Talker,
    customers: Customers,
    centre: ContactCentre,
    *,
    service_level: float = 0.8,
    within: str | float | timedelta = "60m",
    clock: Clock = "open",
    replications: int = 20,
    days: int = 7,
    start: date | None = None,
    seed: int = 0,
    most: int = 1_000,
    most_replications: int | None = None,
    executor: Workers = "serial",
    progress: Callable[[Tried], object] = bool,
) -> Staffing:
    """The fewest agents that reach a service level behind this bot.

    The team keeps its profiles, taken in turn (`ContactCentre.with_`), so with its skills,
    languages and shifts. Erlang's formula A on the busiest hour says where to begin; from there
    whole weeks are simulated on the same customers and random numbers, doubling and halving, until
    it is clear where the level is reached.

    A number is enough where its whole 95 % interval reaches the level, and too few where all of the
    interval is below it. Where the level lies inside, more weeks are simulated until that is
    decided or there were ``most_replications``. Each look at a doubled number of weeks is one more
    chance to err; each interval therefore has the level 1 − 0.05 ÷ looks (Bonferroni's inequality;
    Dunn 1961), which is 95 % over all looks that are possible. The answer is the least number that
    is enough; fewer that are still undecided are named beside it. The interval is Wilson's (1927)
    for the number of independent customers that the spread between the runs is worth (Korn and
    Graubard 1998), with Student's t; so it lies within 0 and 1 for few runs, too.

    Args:
        bot: A bot with a flow and a classifier.
        customers: Fitted with the same classifier.
        centre: The staff to be resized.
        service_level: Wanted share answered in time, above 0 and below 1.
        within: The wait that counts as in time; text as ``60m``, or seconds. With the clock
            ``open`` at most 40 h, a week of opening hours, in steps of 5 s up to 10 min, of 30 s
            up to 2 h, and of 5 min above.
        clock: ``open`` counts waits in opening hours only (who writes at night is answered in time
            when that is soon after opening), ``wall`` as `dialogkit.evaluate.evaluate` does.
        replications: Weeks simulated for each number of agents, to begin with.
        days: Length of a run.
        start: Its first day; the Monday after the log ends if not given.
        seed: The same seed gives the same answer.
        most: More agents than these are not tried.
        most_replications: Weeks simulated, at most, for a number that fewer do not decide; eight
            times ``replications`` if not given.
        executor: Where the replications run.
        progress: Told each number that was tried.

    Raises:
        FlowError: The flow has an error finding.
        InputError: The customers were fitted with another classifier, or the flow and the
            classifier have no intent in common.
        ParameterError: An argument is outside its range; or no number is enough: not even ``most``
            agents, or more do not help, for waiting is not for want of agents. Numbers that are
            still undecided are named with their runs.
    """
    limit = seconds(within)
    if not 0 < service_level < 1:
        raise ParameterError(f"a service level must lie between 0 and 1, got {service_level}")
    if replications < 1 or most < 1:
        raise ParameterError(
            f"replications and most must be at least 1, got {replications}, {most}"
        )
    if clock not in ("open", "wall"):
        raise ParameterError(f"clock must be open or wall, got {clock}")
    if clock == "open":
        _require_counted(limit)
    longest = _MOST_TIMES * replications if most_replications is None else most_replications
    if longest < replications:
        raise ParameterError(
            f"most_replications must not be below replications ({replications}), got {longest}"
        )
    require_fit(bot)
    setup = prepare(bot, customers, centre, days=days, start=start, seed=seed)
    first = run_setup(setup, range(min(_FIRST_LOOK, replications)), executor=executor)
    hour, rate, guess = _by_erlang(first, centre, service_level, limit)
    looks = looks_of(replications, longest)
    goal = Goal(wanted=service_level, within=limit, clock=clock, looks=looks)
    search = Search(setup, goal, (replications, longest), executor, progress, most)
    least, undecided = search.least(min(guess, most))
    return Staffing(
        agents=least,
        undecided=undecided,
        wanted=service_level,
        within_seconds=limit,
        clock=clock,
        erlang=guess,
        busiest_hour=hour,
        requests_per_hour=rate,
        replications=replications,
        days=days,
        tried=dict(sorted(search.tried.items())),
        looks=looks,
    )


def _require_counted(limit: float) -> None:
    """Raises for a limit that waits in opening hours are not counted at."""
    if limit > LONGEST_WAIT:
        rule = f"within must be at most {readable(LONGEST_WAIT)} of opening hours, got"
        raise ParameterError(f"{rule} {readable(limit)}; longer waits count by the clock wall")
    place = int(np.searchsorted(EDGES, limit))
    if EDGES[place] != limit:
        nearest = " or ".join(_typed(float(edge)) for edge in EDGES[place - 1 : place + 1])
        rule = f"waits of opening hours are not counted up to {_typed(limit)}"
        raise ParameterError(f"{rule}; take {nearest}, or the clock wall")


def _typed(span: float) -> str:
    """A span as one types it, exactly: 3h5m."""
    minutes, rest = divmod(span, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "m"), (rest, "s"))
    return "".join(f"{count:g}{unit}" for count, unit in parts if count) or "0s"


def _by_erlang(
    run: Run, centre: ContactCentre, service_level: float, within: float
) -> tuple[int, float, int]:
    """The busiest hour of the week, its requests, and the agents that Erlang A gives for it."""
    load = run.load
    work, requests = (load.work, load.requests) if load else ((), ())
    if not sum(work) > 0:
        raise ParameterError("nobody asks for an agent in the simulated weeks; simulate more")
    hour = max(range(len(work)), key=lambda each: work[each])
    patience = centre.patience.central
    slots = contact_centre.staff_for(
        requests[hour],
        requests[hour] / work[hour],
        service_level=service_level,
        within=within / 3_600,
        patience_rate=3_600 / patience if patience > 0 else 0.0,
    )
    each = sum(agent.chats for agent in centre.agents) / len(centre.agents)
    return hour, requests[hour], max(1, math.ceil(slots / each))
