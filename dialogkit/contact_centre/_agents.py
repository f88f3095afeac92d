"""Agents by name, skill and locale, and the same as bits for the queue kernel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from dialogkit.contact_centre._hours import Hours
from dialogkit.contact_centre._requests import AgentSlots

__all__ = ["Agent", "Roster", "resized"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """One human who answers customers. Names are pseudonyms; no real name is needed."""

    name: str
    """A pseudonym, unique in the team."""
    skills: frozenset[str] | None = None
    """What they can do; None for everything."""
    locales: frozenset[str] | None = None
    """Languages they write; None for all. Only the language counts: ``de-AT`` is ``de``."""
    chats: int = 1
    """Chats held at once."""
    shift: Hours | None = None
    """When they are on duty, within the opening hours; None for all of them."""
    breaks: Hours | None = None
    """When they are not, although their shift goes on; None for no breaks."""

    def can(self, skills: Iterable[str], locale: str | None = None) -> bool:
        """Whether they have all the skills and write the locale."""
        able = self.skills is None or self.skills.issuperset(skills)
        if locale is None or self.locales is None:
            return able
        return able and _language(locale) in {_language(name) for name in self.locales}


def _language(locale: str) -> str:
    return locale.lower().replace("_", "-").split("-")[0]


_STRANGE_SKILL, _STRANGE_LOCALE = 1, 2
"""Bits for what nobody lists; only agents who can everything have them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The bits that skills and languages of a team have."""

    agents: tuple[Agent, ...]
    """The team."""
    skills: Mapping[str, int]
    """Bit of each skill that somebody names."""
    languages: Mapping[str, int]
    """Bit of each language that somebody names."""

    @classmethod
    def of(cls, agents: tuple[Agent, ...]) -> Self:
        """The roster of a team; bits go by alphabet, so the same team has the same bits."""
        skills = sorted({name for agent in agents for name in agent.skills or ()})
        languages = sorted({_language(name) for agent in agents for name in agent.locales or ()})
        first, second = _STRANGE_LOCALE << 1, _STRANGE_LOCALE << 1 + len(skills)
        return cls(
            agents=agents,
            skills={name: first << place for place, name in enumerate(skills)},
            languages={name: second << place for place, name in enumerate(languages)},
        )

    def slots(self) -> list[AgentSlots]:
        """The team as the kernel takes it, in the same order."""
        return [AgentSlots(can=self._can(agent), chats=agent.chats) for agent in self.agents]

    def _can(self, agent: Agent) -> int:
        able = _STRANGE_SKILL | _union(self.skills.values())
        speaks = _STRANGE_LOCALE | _union(self.languages.values())
        if agent.skills is not None:
            able = _union(self.skills[name] for name in agent.skills)
        if agent.locales is not None:
            speaks = _union(self.languages[_language(name)] for name in agent.locales)
        return able | speaks

    def needs(self, skills: Iterable[str], locale: str | None) -> int:
        """The bits that an agent must have for these skills and this locale."""
        needed = _union(self.skills.get(name, _STRANGE_SKILL) for name in skills)
        if locale is not None:
            needed |= self.languages.get(_language(locale), _STRANGE_LOCALE)
        return needed


def _union(bits: Iterable[int]) -> int:
    union = 0
    for bit in bits:
        union |= bit
    return union


def resized(agents: Sequence[Agent], count: int) -> tuple[Agent, ...]:
    """A team of another size with the same profiles, taken in turn from the first on."""
    team: list[Agent] = []
    for index in range(count):
        again, place = divmod(index, len(agents))
        agent = agents[place]
        team.append(replace(agent, name=f"{agent.name} +{again}") if again else agent)
    return tuple(team)
