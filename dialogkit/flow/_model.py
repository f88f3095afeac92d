"""The values of a flow: what a designer wrote, each with its place in the file."""

from __future__ import annotations

import copyreg
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeVar

from dialogkit.conversation import Level
from dialogkit.flow._guards import Guard

__all__ = [
    "Action",
    "Anywhere",
    "Branch",
    "Choice",
    "Fact",
    "Handoff",
    "Hear",
    "Media",
    "MediaKind",
    "Pass",
    "Place",
    "Push",
    "Route",
    "Silent",
    "Slot",
    "Step",
    "Tell",
    "numbered",
]


def _read_only(mapping: dict[str, object]) -> MappingProxyType[str, object]:
    return MappingProxyType(mapping)


# the mappings of a flow are read-only views; pickle has no word for those, and flows travel to
# other processes
copyreg.pickle(MappingProxyType, lambda view: (_read_only, (dict(view),)))


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in a file."""

    file: str
    """Path as it was given."""
    line: int
    """From 1."""
    column: int
    """From 1."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A value the flow needs."""

    name: str
    """Key under ``data``."""
    like: str
    """An example value (``AB123456789``) or ``free text``."""
    level: Level = "personal"
    """Who may see, keep and pass on a value."""
    tries: int = 3
    """How often the customer is asked before the fallback ladder's step is taken."""
    keep: str | None = None
    """How long a value may be kept, as ``30d``."""
    values: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """Value to assumed share, 0 to 1, summing to 1; for slots that a guard compares."""
    place: Place
    """Where it is declared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A back-end call, and what a forecast assumes of it."""

    name: str
    """Key under ``actions``."""
    needs: tuple[str, ...] = ()
    """Slots it is called with."""
    gives: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """Outcome to assumed share, 0 to 1, summing to 1."""
    fills: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Outcome to the slots that have a value after it."""
    takes: float = 0.0
    """Assumed duration in seconds."""
    place: Place
    """Where it is declared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something the company knows of a customer beforehand: guards may ask it."""

    name: str
    """Key under ``customer``."""
    values: Mapping[str, float]
    """Value to assumed share, 0 to 1, summing to 1; ``yes`` and ``no`` where it is true or not."""
    place: Place
    """Where it is declared."""


MediaKind = Literal["image", "video", "audio", "file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A picture or file that a step shows."""

    name: str
    """Key under ``media``."""
    kind: MediaKind
    """What it is."""
    file: str
    """Path, from the folder of the flow file it is declared in."""
    alt: str
    """Key of the text that says what is in it."""
    place: Place
    """Where it is declared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """A message the bot begins, to customers who agreed to it."""

    name: str
    """Key under ``push``."""
    goto: str
    """The step it enters."""
    opt_in: str
    """Topic the customer must have agreed to."""
    per_week: int
    """How many one customer gets in seven days at most."""
    template: str | None = None
    """Name of the template a channel has approved, for when its window is shut."""
    events: float = 0.0
    """Assumed occasions to send it in a week, over all customers."""
    answered: float = 0.0
    """Assumed share of those it reaches who then write, 0 to 1."""
    place: Place
    """Where it is declared."""
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    """Place of ``goto`` and ``opt_in``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the choices a step offers: a button where the channel has buttons."""

    word: str
    """Key of its label; where it is a word of ``intents``, hearing that intent takes it too."""
    goto: str
    """The step it leads to."""
    guard: Guard | None = None
    """It is offered only where this holds."""
    place: Place
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One way on that is taken without waiting if its guard holds."""

    guard: Guard
    """When."""
    goto: str
    """The step it leads to."""
    place: Place
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hear:
    """A rule for an intent that is heard where no choice matches. One of goto and visit is set."""

    word: str
    """Word of ``intents``."""
    goto: str | None = None
    """The step to go to for good."""
    visit: str | None = None
    """The step to go to as a digression; the interrupted step is resumed afterwards."""
    guard: Guard | None = None
    """It is passed over where this does not hold."""
    place: Place
    """Where it stands."""


_Way = TypeVar("_Way", Choice, Hear)


def numbered(kind: str, ways: Iterable[_Way]) -> Iterator[tuple[str, _Way]]:
    """``kind.word`` and the way; ``kind.word (2)`` for the second way of one word."""
    met: Counter[str] = Counter()
    for way in ways:
        met[way.word] += 1
        count = met[way.word]
        yield f"{kind}.{way.word}" + (f" ({count})" if count > 1 else ""), way


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """What happens when the customer stays silent."""

    after: float
    """Seconds of silence."""
    goto: str
    """The step to go to."""
    place: Place
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step.

    It says, shows, asks, acts, looks at its branches, moves to another channel, visits, then hands
    off, ends, offers choices or goes on, in this order.
    """

    name: str
    """Key under ``steps``."""
    say: str | None = None
    """Key of the text."""
    disclose: bool = False
    """Whether the bot says here that it is one."""
    show: str | None = None
    """Medium shown after the text."""
    forget: tuple[str, ...] = ()
    """Slots whose values are dropped on entering, so that they are asked for anew."""
    ask: tuple[str, ...] = ()
    """Slots asked for, those already known left out."""
    do: str | None = None
    """Action called once the slots are known."""
    when: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Outcome of the action to next step."""
    branches: tuple[Branch, ...] = ()
    """Ways on under guards; the first that holds is taken (``if:`` in the file)."""
    move: tuple[str, ...] = ()
    """Channels the conversation goes on on from here: the first that the flow has."""
    visit: str | None = None
    """The first step of a part that is gone through before the step goes on."""
    choose: tuple[Choice, ...] = ()
    """Choices offered; the step then waits for the customer."""
    then: str | None = None
    """The next step, taken without waiting."""
    handoff: str | None = None
    """Handoff made here."""
    at_most: int | None = None
    """How often the step may be entered in one conversation."""
    otherwise: str | None = None
    """The step taken instead once ``at_most`` is used up (``else:`` in the file)."""
    end: str | None = None
    """Name of the end reached here."""
    fulfils: str | None = None
    """Word of ``intents``: reaching this step's last part settles that issue."""
    allows: tuple[Level, ...] = ()
    """Levels allowed from here on: once the first choice is taken, or the step passed if it has
    no choices."""
    opt_in: str | None = None
    """Topic the customer agrees to be written to about, by the same rule as ``allows``."""
    opt_out: str | None = None
    """Topic the customer is no longer written to about."""
    hear: tuple[Hear, ...] = ()
    """Rules of this step; they come before those of ``anywhere``."""
    lost: tuple[str, ...] | None = None
    """This step's fallback ladder; ``None`` inherits."""
    silent: Silent | None = None
    """This step's silence rule; ``None`` inherits."""
    place: Place
    """Where it stands."""
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    """Place of each value that names something: ``say``, ``when.found``, ``choose.track`` …"""

    @property
    def listens(self) -> bool:
        """Whether it waits for the customer without choices: it has rules, and no way on."""
        onward = self.choose or self.then or self.when or self.handoff or self.end
        return bool(self.hear) and not onward

    @property
    def waits(self) -> bool:
        """Whether the customer has the word at it."""
        return bool(self.ask or self.choose) or self.listens

    @property
    def guarded_parts(self) -> tuple[Branch | Choice | Hear, ...]:
        """Its branches, choices and rules: what may have a guard."""
        return (*self.branches, *self.choose, *self.hear)

    def targets(self) -> dict[str, str]:
        """Key (``then``, ``when.found``, ``choose.track`` …) to the step it names."""
        named = {"visit": self.visit, "then": self.then, "else": self.otherwise}
        found = {key: step for key, step in named.items() if step is not None}
        found |= {f"when.{outcome}": step for outcome, step in self.when.items()}
        found |= {f"if.{branch.guard}": branch.goto for branch in self.branches}
        found |= {key: choice.goto for key, choice in numbered("choose", self.choose)}
        found |= {key: rule.goto or rule.visit or "" for key, rule in numbered("hear", self.hear)}
        if self.silent is not None:
            found["silent"] = self.silent.goto
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Anywhere:
    """What every step inherits."""

    hear: tuple[Hear, ...] = ()
    """Rules that come after those of the step."""
    lost: tuple[str, ...] = ()
    """Fallback ladder: each rung the key of a text, or a step to go to."""
    lost_place: Place | None = None
    """Where the ladder stands; ``None``: there is none."""
    silent: Silent | None = None
    """Silence rule of steps without one of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One stage of finding an agent."""

    agent: str | None = None
    """``last`` asks for the agent who had this customer before."""
    within: float | None = None
    """How long ago that may be, in seconds."""
    skills: tuple[str, ...] = ()
    """Skills the agent must have; ``$locale`` stands for the customer's language."""
    wait: float | None = None
    """Seconds to wait before the next stage; ``None`` waits on."""
    place: Place
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What the agent is given with a handoff."""

    values: tuple[str, ...] = ()
    """Slots, and ``reason``."""
    turns: int = 0
    """How many of the last turns are shown."""
    upto: Level = "personal"
    """The highest level that may be passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """What the customer is told around a handoff; keys of texts."""

    queued: str | None = None
    """Said once, when the customer joins the queue."""
    waiting: str | None = None
    """Said again and again while the customer waits."""
    every: float | None = None
    """Seconds between two ``waiting`` texts."""
    joined: str | None = None
    """Said when the agent joins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """A transfer to an agent: when it is open, who is sought, what is passed, how it goes on."""

    name: str
    """Key under ``handoffs``."""
    open: str = "24/7"
    """Opening hours, as ``Mo-Fr 08:00-18:00 Europe/Berlin, holidays DE-BY``."""
    route: tuple[Route, ...] = ()
    """Stages of finding an agent, in order; empty: any agent."""
    pass_on: Pass = field(default_factory=Pass)
    """What the agent is given."""
    tell: Tell = field(default_factory=Tell)
    """What the customer is told."""
    suggest: tuple[str, ...] = ()
    """Answer templates the agent may adapt."""
    when: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Result (resolved, returned, closed, nobody, left, window_shut) to next step."""
    place: Place
    """Where it stands."""
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    """Place of each value that names something, as ``when.closed``."""
