"""The staff as one run needs them: a contact centre with its hours turned into seconds."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

import numpy as np
from numpy.typing import NDArray

from dialogkit.channels import load_channel, names
from dialogkit.contact_centre import (
    AgentSlots,
    ContactCentre,
    Hours,
    Interval,
    RouteStep,
    in_both,
)
from dialogkit.errors import ParameterError
from dialogkit.flow import Handoff, Route
from dialogkit.simulate._arrivals import Arrival

__all__ = ["Desk", "anyone_after"]

THREADED = frozenset(names()) - {"web", "voice"}
"""Channels on which customers come back to a conversation hours later."""

DAY = 86_400.0
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who answers when, and how long it takes."""

    centre: ContactCentre
    """As its file describes it."""
    agents: Sequence[AgentSlots]
    """Who is there, with skills and places for chats."""
    opened: Sequence[Interval]
    """Opening hours in seconds from the start of the run."""
    handoff_hours: Mapping[str, Sequence[Interval]]
    """The same for each handoff's own hours."""
    windows: Mapping[str, float]
    """Channel to seconds after the customer's last message in which the company may write."""
    human_windows: Mapping[str, float] = field(default_factory=dict)
    """The same for an agent, who may write longer on some channels."""
    anyone_after: float = math.inf
    """Seconds after which the flow lets agents of any language take a case; infinite: never."""
    _routes: dict[tuple[str, str], tuple[RouteStep, ...]] = field(default_factory=dict)
    _ends: list[float] = field(init=False)
    """Closing times."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ends", [end for _, end in self.opened])

    @classmethod
    def of(
        cls,
        centre: ContactCentre,
        handoffs: Mapping[str, Handoff],
        channels: Sequence[str],
        begin: datetime,
        horizon: float,
    ) -> Self:
        """The staff of ``centre`` for one run.

        Args:
            centre: Agents, hours, handling times.
            handoffs: Those of the flow; their hours narrow the centre's.
            channels: Channels of the flow.
            begin: Start of the run, in UTC.
            horizon: Its length in seconds.

        Raises:
            ParameterError: The hours never open.
        """
        days = horizon / DAY
        opened = centre.hours.as_offsets(begin, days)
        if not opened:
            raise ParameterError("the contact centre never opens in the simulated time")
        own = {name: Hours.parse(h.open).as_offsets(begin, days) for name, h in handoffs.items()}
        known = [name for name in channels if name in names()]
        return cls(
            centre=centre,
            agents=centre.duty(begin, days),
            opened=opened,
            handoff_hours=own,
            windows={name: _window(name) for name in known},
            human_windows={name: _window(name, human=True) for name in known},
            anyone_after=anyone_after(handoffs),
        )

    @property
    def slots(self) -> int:
        """Chats that all agents together can hold."""
        return sum(agent.chats for agent in self.agents)

    @property
    def wrap(self) -> float:
        """Seconds of wrap-up after a chat."""
        return self.centre.wrap_up.central

    @property
    def resolves(self) -> float:
        """Share of an agent's cases that are then settled."""
        return self.centre.first_contact_resolution.central

    @property
    def returns(self) -> float:
        """Share of an agent's cases given back to the bot."""
        return self.centre.returns.central

    @property
    def slowdown(self) -> float:
        """Share by which each further chat at once lengthens a case."""
        return self.centre.slowdown.central

    def next_opening(self, at: float) -> float:
        """The first open moment from ``at`` on; infinite where there is none in the run."""
        index = bisect_right(self._ends, at)
        return max(at, self.opened[index][0]) if index < len(self.opened) else math.inf

    def next_openings(self, times: Floats) -> Floats:
        """As `next_opening`, of many moments at once."""
        opens = np.array([start for start, _ in self.opened] + [math.inf])
        moments: Floats = np.maximum(times, opens[np.searchsorted(self._ends, times, side="right")])
        return moments

    def handle(self, label: str, u: float) -> float:
        """Seconds a chat about ``label`` takes, at quantile ``u``."""
        return float(self.centre.handling_of(label).quantile(min(max(u, 1e-9), 1 - 1e-9)))

    def patience(self, u: float) -> float:
        """Seconds a customer waits, at quantile ``u``."""
        return float(self.centre.patience_quantile(u))

    def route(self, handoff: Handoff, arrival: Arrival) -> tuple[RouteStep, ...]:
        """The flow's route as the queue takes it; any agent of the language where it has none."""
        key = (handoff.name, arrival.locale)
        if key not in self._routes:
            self._routes[key] = self._find_route(handoff, arrival)
        return self._routes[key]

    def _find_route(self, handoff: Handoff, arrival: Arrival) -> tuple[RouteStep, ...]:
        policy, anybody = self.centre.routing, self.open_route(arrival)
        if policy == "any" or not handoff.route:
            return anybody
        others = [each for each in _in_language(handoff.route) if each[0].agent != "last"]
        if policy == "last":
            return self.last_first(tuple(self._step(*each, arrival) for each in others) or anybody)
        if policy == "skill":
            skilled = [
                each for each in others if any(not s.startswith("$") for s in each[0].skills)
            ]
            steps = [self._step(*each, arrival) for each in skilled]
            return (*steps[:-1], steps[-1]._replace(wait=math.inf)) if steps else anybody
        return tuple(self._step(*each, arrival) for each in _in_language(handoff.route))

    def _step(self, route: Route, in_language: bool, arrival: Arrival) -> RouteStep:
        spoken = (arrival.locale or None) if in_language else None
        skills = [skill for skill in route.skills if not skill.startswith("$")]
        return RouteStep(
            needs=self.centre.needs(skills, spoken),
            wait=math.inf if route.wait is None else route.wait,
            last_within=(route.within or 7 * DAY) if route.agent == "last" else 0.0,
        )

    def open_route(self, arrival: Arrival) -> tuple[RouteStep, ...]:
        """Any agent who writes the customer's language, for as long as it takes.

        Agents of other languages after that, where the flow's own routes let them. Where the
        centre seeks last agents, theirs first.
        """
        key = ("", arrival.locale)  # no handoff has no name
        if key not in self._routes:
            own = RouteStep(needs=self.centre.needs((), arrival.locale or None))
            anybody: tuple[RouteStep, ...] = (own,)
            if own.needs and math.isfinite(self.anyone_after):
                anybody = (own._replace(wait=self.anyone_after), RouteStep())
            last = self.centre.routing == "last"
            self._routes[key] = self.last_first(anybody) if last else anybody
        return self._routes[key]

    def last_first(self, route: tuple[RouteStep, ...]) -> tuple[RouteStep, ...]:
        """A route that seeks the customer's last agent before all others, and none later."""
        last = self.centre.last_agent
        others = tuple(step for step in route if not step.last_within)
        if last.within <= 0:
            return others
        return (RouteStep(wait=last.wait, last_within=last.within), *others)

    def closes(self, handoff: str | None, at: float) -> float:
        """When the handoff's own hours end; ``at`` itself where they are not open then."""
        if handoff is None:
            return math.inf
        stretch = self._stretch(handoff, at)
        return at if stretch is None else stretch[1]

    def is_open(self, handoff: str, at: float) -> bool:
        """Whether the handoff's own hours are open."""
        return self._stretch(handoff, at) is not None

    def _stretch(self, handoff: str, at: float) -> Interval | None:
        """The stretch of the handoff's own hours in which a moment lies."""
        hours = self.handoff_hours[handoff]
        index = bisect_right(hours, (at, math.inf)) - 1
        return hours[index] if index >= 0 and at < hours[index][1] else None

    def window_closes(self, channel: str, last_heard: float) -> float:
        """When the channel's window shuts for agents, seconds from the start of the run."""
        return last_heard + self.human_windows.get(channel, math.inf)

    def has_threads(self, channel: str) -> bool:
        """Whether customers may come back to a conversation there hours later."""
        return channel in THREADED

    def staffed_until(self, edges: Floats) -> Floats:
        """Slot-seconds staffed from the start of the run to each edge: breaks do not count."""
        return self._spent(edges, [agent.chats for agent in self.agents])

    def agents_until(self, edges: Floats) -> Floats:
        """Agent-seconds on duty from the start of the run to each edge."""
        return self._spent(edges, [1] * len(self.agents))

    def open_until(self, edges: Floats) -> Floats:
        """Seconds in which the centre is open from the start of the run to each edge."""
        return _elapsed(edges, self.opened)

    def _spent(self, edges: Floats, weights: Sequence[int]) -> Floats:
        alike: dict[tuple[Interval, ...] | None, int] = {}
        for agent, weight in zip(self.agents, weights, strict=True):
            alike[agent.on] = alike.get(agent.on, 0) + weight
        total = np.zeros(len(edges))
        for duty, weight in alike.items():
            stretches = self.opened if duty is None else in_both(self.opened, duty)
            total += weight * _elapsed(edges, stretches)
        return total


def anyone_after(handoffs: Mapping[str, Handoff]) -> float:
    """Seconds after which a route lets agents of any language take a case; infinite: never.

    Of several handoffs the shortest. So that the same agents take the same cases with the bot and
    without it, and when they call back.
    """
    return min((_language_lasts(handoff.route) for handoff in handoffs.values()), default=math.inf)


def _language_lasts(route: Sequence[Route]) -> float:
    lasts = 0.0
    for step, in_language in _in_language(route):
        if step.agent == "last":
            continue
        if not in_language:
            return lasts
        lasts += math.inf if step.wait is None else step.wait
    return math.inf


def _in_language(route: Sequence[Route]) -> list[tuple[Route, bool]]:
    """The steps of a route, and whether an agent must write the customer's language in each.

    Always, whether or not the step says ``$locale``: who does not write it cannot take the case.
    A step without ``$locale`` after one that has it says otherwise: then anyone. The agent whom
    the customer had last has written to them before.
    """
    asked, found = False, []
    for step in route:
        here = "$locale" in step.skills
        asked = asked or here
        found.append((step, here or not (asked or step.agent == "last")))
    return found


def _elapsed(edges: Floats, stretches: Sequence[Interval]) -> Floats:
    """Seconds of the stretches before each edge."""
    if not stretches:
        return np.zeros(len(edges))
    marks = np.array(stretches, dtype=np.float64).ravel()
    lengths = np.diff(marks, prepend=marks[0])
    lengths[::2] = 0.0
    return np.interp(edges, marks, np.cumsum(lengths))


def _window(channel: str, *, human: bool = False) -> float:
    """Seconds after the customer's last message in which the company, or an agent, may write."""
    known = load_channel(channel)
    seconds = known.human_window_seconds if human else known.window_seconds
    return math.inf if seconds is None else seconds
