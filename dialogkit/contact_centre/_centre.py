"""The contact centre: who is there, when, for how long a case, and what is assumed of it."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self, overload

import numpy as np
from numpy.typing import NDArray

from dialogkit.contact_centre import _centre_change, _centre_file
from dialogkit.contact_centre._agents import Agent, Roster
from dialogkit.contact_centre._centre_duty import duty_of, share_on_duty, uncovered
from dialogkit.contact_centre._centre_parts import (
    Blending,
    Callbacks,
    LastAgent,
    Persons,
    Routing,
    ShownAs,
    Threads,
    estimates_in,
    with_estimates,
)
from dialogkit.contact_centre._centre_sections import PersonsValue
from dialogkit.contact_centre._estimates import Bound, Estimate, Handling
from dialogkit.contact_centre._hours import Hours
from dialogkit.contact_centre._requests import AgentSlots
from dialogkit.errors import ParameterError

__all__ = ["ContactCentre"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCentre:
    """The staff behind the bot, loaded from a file that a team lead writes.

    .. code-block:: yaml

        name: Paketdienst Musterstadt
        hours: Mo-Fr 08:00-18:00; Sa 09:00-13:00 Europe/Berlin, holidays DE-BY
        chats: 3                       # held at once, for agents who name no number of their own
        agents:                        # or simply a number: agents: 12
          - {name: Amsel, skills: [complaints, customs], locales: [de, en]}
          - {name: Buchfink, skills: [complaints], locales: [de], chats: 2}
          - {count: 4, locales: [de]}  # no skills named: they can do everything
          - {count: 2, locales: [de], shift: "Mo-Fr 10:00-18:00", breaks: "13:00-13:30"}
        handling:                      # time from the first answer to the end of the chat
          default: 6m
          complaint: {mean: 11m, spread: 8m}
          customs: {mean: {low: 8m, central: 10m, high: 15m}, spread: 6m}
        wrap_up: 45s
        patience: {low: 10m, central: 25m, high: 60m}     # how long customers wait, on average
        first_contact_resolution: {central: 78%, source: measured}
        returns: 10%                   # of their cases that agents give back to the bot
        arrivals_per_week: 5000        # left out: taken from the log
        wage: 32                       # an hour, with everything that comes on top
        currency: EUR
        blending:                      # other work of the same team
          calls: {per_week: 600, handling: 5m, patience: 3m, wrap_up: 30s}
          emails: {per_week: 400, handling: 7m, answer_within: 24h}
        threads: {share: 60%, turns: 3, rest: 45m}   # handoffs on messengers that rest in between
        routing: flow                  # or last, skill, any, whatever the flow says
        last_agent: {within: 7d, wait: 5m}
        agents_shown_as: team          # or persons, whom customers know by name; then
        persons: {patience: 1.2, resolves: 1.05}     # is assumed with the same agent again
        callbacks: {after: 10m, accepts: 40%, picks_up: 75%, tries: 2, again: 1h}

    Only ``hours``, ``agents`` and ``handling`` must be there. Every value may be a single one or
    ``{low, central, high, source}`` with the source ``measured`` or ``assumed``.

    ``shift`` and ``breaks`` are written as hours and lie within the opening hours; written beside
    ``chats`` they go for all agents who name none of their own. Off duty an agent begins nothing
    and brings to an end what runs. A call takes the whole agent; an e-mail is answered when nobody
    else waits. A thread holds no slot while it rests, and comes back to the agent who had it, for
    as long as ``last_agent`` says. Without ``threads`` every handoff is a live chat, without
    ``callbacks`` nobody is offered a call.
    """

    name: str
    """What the report calls it."""
    hours: Hours
    """When agents are there."""
    agents: tuple[Agent, ...]
    """Who is there in those hours."""
    handling: Mapping[str, Handling]
    """By intent, and ``default`` for the others. A spread left out equals the mean."""
    wrap_up: Estimate
    """Seconds of work after a chat in which its slot stays taken."""
    patience: Estimate
    """Mean seconds a customer waits for an agent before leaving; patience is exponential."""
    first_contact_resolution: Estimate
    """Share of an agent's cases that are then settled."""
    returns: Estimate
    """Share of an agent's cases given back to the bot."""
    slowdown: Estimate
    """Share by which each further chat at once lengthens a case. 0 where the handling times were
    measured with the usual number of chats at once, so have it in them already."""
    arrivals_per_week: Estimate | None = None
    """Contacts a week; None where the log has to tell."""
    wage: Estimate | None = None
    """Cost of an agent's hour, in ``currency``."""
    currency: str = "EUR"
    """ISO 4217 code."""
    blending: Blending | None = None
    """Other work of the same agents; None for none."""
    threads: Threads | None = None
    """Handoffs that go on as a thread; None where all are live chats."""
    routing: Routing = "flow"
    """Whether handoffs are routed as the flow says, or otherwise."""
    last_agent: LastAgent = field(default_factory=LastAgent)
    """How threads, and all handoffs where ``routing`` is ``last``, seek the agent of before."""
    agents_shown_as: ShownAs = "team"
    """Whether customers see who answers them."""
    persons: Persons = field(default_factory=lambda: PersonsValue().value())
    """What that is assumed to change, where they do."""
    callbacks: Callbacks | None = None
    """Call-backs offered to those who wait; None for none."""
    roster: Roster = field(init=False, repr=False, compare=False)
    """The team's skills and languages as bits."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "roster", Roster.of(self.agents))

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Reads a centre file.

        Raises:
            InputError: The file cannot be read, is no YAML, or has values that cannot be; all of
                them are listed with their lines.
        """
        return cls(**_centre_file.load(path))

    @classmethod
    def parse(cls, text: str) -> Self:
        """As `load`, from the text of such a file.

        Raises:
            InputError: As `load`.
        """
        return cls(**_centre_file.parse(text))

    def with_(self, **changes: Any) -> Self:
        """A changed copy, for what-if questions; values as in the file.

        ``agents=12`` keeps the profiles of the team and takes them in turn until there are twelve.
        ``chats=2``, ``shift=…`` and ``breaks=…`` go for every agent. Names with dots change a part:
        ``**{"threads.share": "80%", "handling.default.mean": "5m", "blending.calls": None}``.
        All values may be text, as a command line has them; ``none`` takes a section away.

        Raises:
            ParameterError: There is no such value, or it cannot be so.

        Example:
            >>> text = "{hours: 24/7, agents: 3, handling: 6m}"
            >>> centre = ContactCentre.parse(text)
            >>> len(centre.with_(agents=12, patience="10m").agents)
            12
        """
        new = replace(self, **_centre_change.changed_fields(self, changes))
        before, same = self.estimates(), {}
        for name, value in new.estimates().items():
            old = before.get(name)
            if old is not None and replace(old, source=value.source) == value:
                same[name] = old  # what was not changed keeps its source
        return with_estimates(new, same)

    def estimates(self) -> dict[str, Estimate]:
        """Every number that carries a source, by name, such as ``handling.default.mean``."""
        found = dict(estimates_in(self))
        if self.agents_shown_as == "persons":
            return found
        return {name: value for name, value in found.items() if not name.startswith("persons.")}

    def assume(self, bound: Bound, names: Iterable[str] | None = None) -> Self:
        """A copy that counts with the low or high values of some estimates.

        Args:
            bound: Which value.
            names: As in `estimates`; None for all of them.

        Raises:
            ParameterError: There is no estimate of that name.
        """
        known = self.estimates()
        wanted = set(known if names is None else names)
        if wanted - known.keys():
            what = (
                f"must be among {', '.join(known)}, got {', '.join(sorted(wanted - known.keys()))}"
            )
            raise ParameterError(f"names of estimates {what}")
        return with_estimates(self, {name: known[name].fixed(bound) for name in wanted})

    def handling_of(self, intent: str | None) -> Handling:
        """Handling times of an intent, or the default."""
        return self.handling.get(intent or "default", self.handling["default"])

    @overload
    def patience_quantile(self, share: float) -> float: ...
    @overload
    def patience_quantile(self, share: NDArray[np.float64]) -> NDArray[np.float64]: ...
    def patience_quantile(self, share: NDArray[np.float64] | float) -> NDArray[np.float64] | float:
        """Seconds within which ``share`` of the customers would have left: exponential.

        Args:
            share: From 0 to below 1, any shape.

        Returns:
            Seconds, shape of ``share``; from the central value.
        """
        mean = self.patience.central
        if isinstance(share, np.ndarray):
            return np.asarray(-mean * np.log1p(-share), dtype=np.float64)
        return -mean * math.log1p(-share)

    def slots(self) -> list[AgentSlots]:
        """The agents as `run_queue` takes them, in their order, on duty in all opening hours."""
        return self.roster.slots()

    def duty(self, begin: datetime, days: float) -> list[AgentSlots]:
        """As `slots`, with the times of each on duty: the shift less breaks, in opening hours.

        Args:
            begin: With a time zone; times are in seconds from it.
            days: Of 24 hours, for which they are wanted.
        """
        return [
            slots._replace(on=duty_of(agent, self.hours, begin, days))
            for agent, slots in zip(self.agents, self.slots(), strict=True)
        ]

    def needs(self, skills: Iterable[str] = (), locale: str | None = None) -> int:
        """What a route step asks of an agent, as bits for `RouteStep`.

        A skill or locale that nobody names is had by those agents alone who can everything.
        """
        return self.roster.needs(skills, locale)

    def check(self, skills: Iterable[str] = (), locales: Iterable[str] = ()) -> list[str]:
        """What this centre cannot do of what a flow needs, one sentence each; empty where all is.

        Args:
            skills: Skills that handoffs ask for.
            locales: Languages of the customers.
        """
        found = []
        if self.hours.never_open:
            found.append("The contact centre never opens: give it opening hours.")
        wanted = list(dict.fromkeys(skills))
        spoken = list(dict.fromkeys(locales))
        for skill in wanted:
            if not any(agent.can([skill]) for agent in self.agents):
                found.append(f"No agent has the skill {skill}: name it among an agent's skills.")
                continue
            found += [
                f"No agent with the skill {skill} writes {locale}: add the locale to one of them."
                for locale in spoken
                if not any(agent.can([skill], locale) for agent in self.agents)
            ]
        for locale in spoken if not wanted else ():
            if not any(agent.can((), locale) for agent in self.agents):
                found.append(f"No agent writes {locale}: add it to an agent's locales.")
        return found

    def uncovered(self) -> float:
        """Share of the opening hours of a week in which nobody is on duty: 0 without gaps.

        Public holidays are left out of account. Hours that never open have no gaps.
        """
        return uncovered(self.agents, self.hours)

    def require(self, skills: Iterable[str] = ()) -> None:
        """Refuses what can only be a slip: hours that never open, a skill that nobody has.

        Args:
            skills: Those that handoffs ask for. Where everybody takes everything (``routing: any``)
                none is asked for.

        Raises:
            ParameterError: With a sentence for each.
        """
        asked = () if self.routing == "any" else skills
        found = self.check(asked)
        if found:
            raise ParameterError(" ".join(found))

    def load_factor(
        self,
        per_hour: float,
        *,
        intents: Mapping[str, float] | None = None,
        skills: Sequence[str] = (),
        locale: str | None = None,
    ) -> float:
        """Work that arrives ÷ work the agents can do: above 1 the queue grows until people leave.

        ρ = arrivals × (handling at full concurrency + wrap-up) ÷ slots, in the same unit of time.

        Args:
            per_hour: Handoffs per opening hour. Agents with a shift count by the share of the
                opening hours in which they are on duty.
            intents: Weight of each intent among them; None for the default handling time.
            skills: Count only agents with these skills, and ``per_hour`` of such handoffs.
            locale: Count only agents who write it.

        Returns:
            ρ; infinite where no agent can do it and there is work.

        Raises:
            ParameterError: The rate is negative, or the weights are.
        """
        weights = dict(intents or {"default": 1.0})
        if not per_hour >= 0 or min(weights.values()) < 0 or sum(weights.values()) <= 0:
            raise ParameterError("arrivals and weights must be 0 or more, and some weight above 0")
        able = [agent for agent in self.agents if agent.can(skills, locale)]
        parts = {agent: share_on_duty(agent, self.hours) for agent in able}
        # An agent with k chats at once does k cases in the time of one, stretched by the others.
        total = sum(weights.values())
        mean = sum(w * self.handling_of(i).mean.central for i, w in weights.items()) / total
        slower, wrap = self.slowdown.central, self.wrap_up.central
        done = sum(
            parts[agent] * agent.chats * 3600 / (mean * (1 + slower * (agent.chats - 1)) + wrap)
            for agent in able
            if wrap + mean > 0
        )
        if done == 0:
            return math.inf if per_hour > 0 and (not able or mean > 0) else 0.0
        return per_hour / done
