"""`staff_for`: the fewest agents that answer fast enough, by Erlang first, then by simulation."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from dialogkit import contact_centre
from dialogkit._durations import seconds
from dialogkit.contact_centre import ContactCentre
from dialogkit.errors import ParameterError
from dialogkit.evaluate import evaluate
from dialogkit.forecast._figures import mean_interval
from dialogkit.simulate import Customers, Run, Setup, Talker, Workers, prepare, run_setup

__all__ = ["Clock", "Staffing", "Tried", "staff_for"]

Clock = Literal["open", "wall"]
"""Whether a wait is counted in opening hours only, or by the clock on the wall, nights included."""

_FIRST_LOOK = 4
"""Replications from which Erlang's formula gets its rates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What so many agents achieve, on the same customers and random numbers as all others."""

    agents: int
    service_level: float
    """Answered within the wanted time ÷ (answered + left after it); nan where nobody queued, or
    where so few agents lack a skill or a language that the whole team has."""
    low: float | None
    """Lower end of the 95 % interval."""
    high: float | None
    """Upper end."""
    abandonment: float
    """Left before the answer ÷ all who queued."""
    rho: float
    """Work that came ÷ work they can do."""
    growth_per_hour: float
    """Requests by which the queue grows in an hour on duty; 0 up to ρ = 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """The least staffing, and what was tried on the way."""

    agents: int
    """The fewest that reach the service level, and so does one more."""
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
    """Runs behind each row of ``tried``."""
    tried: Mapping[int, Tried]
    """By number of agents, in order."""

    def to_json(self) -> dict[str, Any]:
        """As a value for ``json.dump``."""
        own = ("agents", "wanted", "within_seconds", "clock", "erlang", "busiest_hour")
        names = ("agents", "service_level", "low", "high", "abandonment", "rho", "growth_per_hour")
        rows = [{name: _plain(getattr(row, name)) for name in names} for row in self.tried.values()]
        found = {name: getattr(self, name) for name in (*own, "requests_per_hour", "replications")}
        return {"format": "dialogkit.staffing/1", **found, "tried": rows}


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
    executor: Workers = "serial",
    progress: Callable[[Tried], object] = bool,
) -> Staffing:
    """The fewest agents that reach a service level behind this bot.

    The team keeps its profiles, taken in turn (`ContactCentre.with_`), so with its skills,
    languages and shifts. Erlang's formula A on the busiest hour says where to begin; from there
    whole weeks are simulated on the same customers and random numbers, doubling and halving, until
    the least number is found that reaches the level while one fewer does not and one more does.

    Args:
        bot: A bot with a flow and a classifier.
        customers: Fitted with the same classifier.
        centre: The staff to be resized.
        service_level: Wanted share answered in time, above 0 and below 1.
        within: The wait that counts as in time; text as ``60m``, or seconds.
        clock: ``open`` counts waits in opening hours only (who writes at night is answered in time
            when that is soon after opening), ``wall`` as `dialogkit.evaluate.evaluate` does.
        replications: Weeks simulated for each number of agents.
        days: Length of a run.
        start: Its first day; the Monday after the log ends if not given.
        seed: The same seed gives the same answer.
        most: More agents than these are not tried.
        executor: Where the replications run.
        progress: Told each number that was tried.

    Raises:
        FlowError: The flow has an error finding.
        InputError: The customers were fitted with another classifier.
        ParameterError: An argument is outside its range, or not even ``most`` agents reach the
            level: then waiting is not for want of agents.
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
    setup = prepare(bot, customers, centre, days=days, start=start, seed=seed)
    first = run_setup(setup, range(min(_FIRST_LOOK, replications)), executor=executor)
    hour, rate, guess = _by_erlang(first, centre, service_level, limit)
    goal = _Goal(wanted=service_level, within=limit, clock=clock)
    search = _Search(setup, goal, range(replications), executor, progress, most)
    least = search.least(min(guess, most))
    return Staffing(
        agents=least,
        wanted=service_level,
        within_seconds=limit,
        clock=clock,
        erlang=guess,
        busiest_hour=hour,
        requests_per_hour=rate,
        replications=replications,
        tried=dict(sorted(search.tried.items())),
    )


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Goal:
    """What is to be reached."""

    wanted: float
    within: float
    clock: Clock

    def level(self, run: Run) -> Mapping[str, float | int | None]:
        """Value, low and high of the service level of a run."""
        if self.clock == "open":
            return mean_interval(
                [hit / n if n else math.nan for hit, n in _within(run, self.within)]
            )
        rates = evaluate(
            run.cases, service_level_seconds=self.within, observed_until=run.observed_until
        )
        name = next((name for name in rates.rates if name.startswith("service_level_")), None)
        if name is None:
            return {"value": None, "low": None, "high": None}
        return {end: getattr(rates[name], end) for end in ("value", "low", "high")}


def _within(run: Run, limit: float) -> list[tuple[int, int]]:
    return [waits.within(limit) for waits in run.open_waits]


def _left(run: Run) -> float:
    """Left before the answer ÷ answered or left."""
    left = sum(waits.left[-1] for waits in run.open_waits)
    queued = left + sum(waits.answered[-1] for waits in run.open_waits)
    return left / queued if queued else math.nan


class _Search:
    """Tries numbers of agents, each once."""

    def __init__(
        self,
        setup: Setup,
        goal: _Goal,
        keys: range,
        executor: Workers,
        progress: Callable[[Tried], object],
        most: int,
    ) -> None:
        self.tried: dict[int, Tried] = {}
        self._setup, self._goal = setup, goal
        self._keys, self._executor, self._progress, self._most = keys, executor, progress, most

    def least(self, guess: int) -> int:
        """The least number that reaches the level, sought from a guess on.

        Raises:
            ParameterError: None does.
        """
        low, high = self._bracket(guess)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._reaches(middle) else (middle, high)
        # a number that reaches it by luck alone has a neighbour that does not
        while high < self._most and not self._reaches(high + 1):
            high = self._next_reaching(high + 2)
        return high

    def _bracket(self, guess: int) -> tuple[int, int]:
        """A number that does not reach the level (0 is one) and a greater one that does."""
        step = 1
        if self._reaches(guess):
            high, low = guess, guess - step
            while low > 0 and self._reaches(low):
                high, step = low, 2 * step
                low -= step
            return max(low, 0), high
        low, high = guess, min(guess + step, self._most)
        while not self._reaches(high):
            if high >= self._most or self._in_vain(low, high):
                raise self._none()
            low, step = high, 2 * step
            high = min(high + step, self._most)
        return low, high

    def _in_vain(self, fewer: int, more: int) -> bool:
        """Whether more agents no longer help: half of the team is idle, and nothing changes."""
        gain = self.tried[more].service_level - self.tried[fewer].service_level
        return more > fewer + 1 and self.tried[more].rho < 0.5 and gain <= 0.005

    def _next_reaching(self, number: int) -> int:
        while number <= self._most and not self._reaches(number):
            number += 1
        if number > self._most:
            raise self._none()
        return number

    def _none(self) -> ParameterError:
        best = max(self.tried.values(), key=lambda row: (row.service_level, -row.agents))
        more = max(self.tried)
        what = f"not even {more} agents answer {self._goal.wanted:.0%} in time"
        told = f"the best of those tried are {best.agents} with {best.service_level:.1%}"
        return ParameterError(f"{what}; {told}: look at hours, shifts and routing instead")

    def _reaches(self, number: int) -> bool:
        if number not in self.tried:
            self.tried[number] = self._try(number)
            self._progress(self.tried[number])
        return self.tried[number].service_level >= self._goal.wanted

    def _try(self, number: int) -> Tried:
        whole = self._setup.centre
        centre = whole.with_(agents=number)
        setup = replace(self._setup, centre=centre, transcripts=False)
        run = run_setup(setup, self._keys, executor=self._executor)
        level = self._goal.level(run) if _as_able(centre, whole, setup) else {}
        value, load = level.get("value"), run.load
        return Tried(
            agents=number,
            service_level=math.nan if value is None else value,
            low=level.get("low"),
            high=level.get("high"),
            abandonment=_left(run),
            rho=math.nan if load is None else load.rho,
            growth_per_hour=math.nan if load is None else load.growth_per_hour,
        )


def _as_able(centre: ContactCentre, whole: ContactCentre, setup: Setup) -> bool:
    """Whether a smaller team can do what the whole team can: every skill in every language."""
    routes = [route for each in setup.flow.handoffs.values() for route in each.route]
    asked = {skill for route in routes for skill in route.skills if not skill.startswith("$")}
    spoken = [locale for locale in setup.customers.locales if locale]
    ever = {skill for agent in whole.agents for skill in agent.skills or ()} & asked
    lacking = set(centre.check(sorted(ever), spoken))
    return lacking <= set(whole.check(sorted(ever), spoken))


def _plain(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else value
