"""How well a team of one size answers: simulated weeks, their service level, and the verdict."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from dialogkit.contact_centre import ContactCentre
from dialogkit.evaluate import World, wilson_of_clusters
from dialogkit.simulate import Run, Setup

__all__ = ["Clock", "Goal", "Tried", "Verdict", "as_able", "looks_of"]

_ERROR = 0.05
"""How often a number at the wanted level may be decided wrongly, over all looks at it."""

Clock = Literal["open", "wall"]
"""Whether a wait is counted in opening hours only, or by the clock on the wall, nights included."""

Verdict = Literal["enough", "too few", "undecided"]
"""Whether the whole interval reaches the level, is below it, or has it inside."""

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What so many agents achieve, on the same customers and random numbers as all others."""

    agents: int
    """How many they are."""
    service_level: float
    """Answered within the wanted time ÷ (answered + left after it); nan where nobody queued, or
    where so few agents lack a skill or a language that the whole team has."""
    low: float | None
    """Lower end of the interval, not below 0, 95 % over all looks; None where there is no service
    level."""
    high: float | None
    """Upper end, not above 1."""
    verdict: Verdict
    """What that says of the wanted level."""
    replications: int
    """Runs simulated."""
    abandonment: float
    """Left before the answer ÷ all who queued."""
    rho: float
    """Work that came ÷ work they can do."""
    growth_per_hour: float
    """Requests by which the queue grows in an hour on duty; 0 up to ρ = 1."""

    def to_json(self) -> dict[str, Any]:
        """As a JSON object, without nan."""
        return {each.name: _plain(getattr(self, each.name)) for each in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What is to be reached."""

    wanted: float
    """The service level."""
    within: float
    """The wait that counts as in time, seconds."""
    clock: Clock
    """How waits are counted."""
    looks: int = 1
    """How often the weeks of a number may be looked at (`looks_of`)."""

    @property
    def level(self) -> float:
        """Of each interval, so that all looks together err in 5 % at most (Bonferroni)."""
        return 1 - _ERROR / self.looks

    def tried(self, agents: int, run: Run, *, able: bool) -> Tried:
        """What a run with so many agents says.

        Args:
            agents: How many there are.
            run: Simulated weeks with them.
            able: Whether they can do what the whole team can; a team that cannot is too small.
        """
        in_time, counted = self._counts(run) if able else (np.zeros(1, int), np.zeros(1, int))
        value, low, high = math.nan, None, None
        if counted.sum():
            value = float(in_time.sum() / counted.sum())
            low, high = _ends(in_time, counted, self.level)
        return Tried(
            agents=agents,
            service_level=value,
            low=low,
            high=high,
            verdict=self._verdict(low, high),
            replications=run.replications,
            abandonment=_left(run),
            rho=math.nan if run.load is None else run.load.rho,
            growth_per_hour=math.nan if run.load is None else run.load.growth_per_hour,
        )

    def _verdict(self, low: float | None, high: float | None) -> Verdict:
        if low is None or high is None or high < self.wanted:
            return "too few"
        return "enough" if low >= self.wanted else "undecided"

    def _counts(self, run: Run) -> tuple[Counts, Counts]:
        """Of each replication who was answered in time, and all who count."""
        if self.clock == "open":
            pairs = [waits.within(self.within) for waits in run.open_waits]
            both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
            return both[:, 0], both[:, 1]
        world = World.of(
            run.cases, service_level_seconds=self.within, observed_until=run.observed_until
        )
        name = next(name for name in world.counted if name.startswith("service_level_"))
        share: Any = world.counted[name]
        if not hasattr(share, "hit"):  # nobody waited
            return np.zeros(1, int), np.zeros(1, int)
        runs = world.records.columns["replication"]
        hits, sizes = (
            np.bincount(runs[mask], minlength=run.replications) for mask in (share.hit, share.base)
        )
        return hits, sizes


def looks_of(first: int, most: int) -> int:
    """How often a verdict is sought while the weeks double from ``first`` up to ``most``."""
    looks = 1
    while first < most:
        first, looks = 2 * first, looks + 1
    return looks


def _ends(in_time: Counts, counted: Counts, level: float) -> tuple[float, float]:
    """The interval of the service level, over replications.

    Where everybody was in time, or nobody, runs show no spread; the spread is then taken as if one
    customer had fared otherwise, so that it differs little from a run in which one really did.
    """
    late = int(counted.sum() - in_time.sum())
    shift = {0: -1, int(counted.sum()): 1}.get(late, 0) if len(counted) > 1 else 0
    if not shift:
        return wilson_of_clusters(in_time, counted, level)
    place = np.arange(len(counted)) == int(np.argmax(counted))
    low, high = wilson_of_clusters(in_time + shift * place, counted, level)
    return (low, 1.0) if shift < 0 else (0.0, high)


def _left(run: Run) -> float:
    """Left before the answer ÷ answered or left."""
    left = sum(waits.left[-1] for waits in run.open_waits)
    queued = left + sum(waits.answered[-1] for waits in run.open_waits)
    return left / queued if queued else math.nan


def as_able(centre: ContactCentre, whole: ContactCentre, setup: Setup) -> bool:
    """Whether a smaller team can do what the whole team can: every skill in every language."""
    routes = [route for each in setup.flow.handoffs.values() for route in each.route]
    asked = {skill for route in routes for skill in route.skills if not skill.startswith("$")}
    spoken = [locale for locale in setup.customers.locales if locale]
    ever = {skill for agent in whole.agents for skill in agent.skills or ()} & asked
    lacking = set(centre.check(sorted(ever), spoken))
    return lacking <= set(whole.check(sorted(ever), spoken))


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value
