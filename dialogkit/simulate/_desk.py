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
)
from dialogkit.errors import ParameterError
from dialogkit.flow import Handoff
from dialogkit.simulate._arrivals import Arrival

__all__ = ["Desk"]

DAY = 86_400.0
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who answers when, and how long it takes."""

    centre: ContactCentre
    agents: Sequence[AgentSlots]
    opened: Sequence[Interval]
    """Opening hours in seconds from the start of the run."""
    handoff_hours: Mapping[str, Sequence[Interval]]
    """The same for each handoff's own hours."""
    windows: Mapping[str, float]
    """Channel to seconds after the customer's last message in which the company may write."""
    _routes: dict[tuple[str, str], tuple[RouteStep, ...]] = field(default_factory=dict)

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
        windows = {name: _window(name) for name in channels if name in names()}
        return cls(
            centre=centre,
            agents=centre.slots(),
            opened=opened,
            handoff_hours=own,
            windows=windows,
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
        index = bisect_right(self.opened, at, key=lambda stretch: stretch[1])
        return max(at, self.opened[index][0]) if index < len(self.opened) else math.inf

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
        if not handoff.route:
            return self.open_route(arrival)
        locale = arrival.locale or None
        steps = []
        for route in handoff.route:
            spoken = locale if "$locale" in route.skills else None
            skills = [skill for skill in route.skills if not skill.startswith("$")]
            steps.append(
                RouteStep(
                    needs=self.centre.needs(skills, spoken),
                    wait=math.inf if route.wait is None else route.wait,
                    last_within=(route.within or 7 * DAY) if route.agent == "last" else 0.0,
                )
            )
        return tuple(steps)

    def open_route(self, arrival: Arrival) -> tuple[RouteStep, ...]:
        """Any agent who writes the customer's language, for as long as it takes."""
        return (RouteStep(needs=self.centre.needs((), arrival.locale or None)),)

    def closes(self, handoff: str | None, at: float) -> float:
        """When the handoff's own hours end; ``at`` itself where they are not open then."""
        if handoff is None:
            return math.inf
        for start, end in self.handoff_hours[handoff]:
            if start <= at < end:
                return end
        return at

    def is_open(self, handoff: str, at: float) -> bool:
        """Whether the handoff's own hours are open."""
        hours = self.handoff_hours[handoff]
        index = bisect_right(hours, at, key=lambda stretch: stretch[0]) - 1
        return index >= 0 and at < hours[index][1]

    def window_closes(self, channel: str, last_heard: float) -> float:
        """When the channel's window shuts, seconds from the start of the run."""
        return last_heard + self.windows.get(channel, math.inf)

    def staffed_until(self, edges: Floats) -> Floats:
        """Slot-seconds staffed from the start of the run to each edge."""
        spent = [sum(max(0.0, min(end, e) - start) for start, end in self.opened) for e in edges]
        return np.asarray(spent) * self.slots


def _window(channel: str) -> float:
    """Seconds after the customer's last message in which the company may write."""
    seconds = load_channel(channel).window_seconds
    return math.inf if seconds is None else seconds
