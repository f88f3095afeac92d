"""What a flow's machine takes in and gives out: events, outputs, states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dialogkit.conversation import HandoffResult, Level

__all__ = [
    "Acted",
    "Answered",
    "Asked",
    "Called",
    "Decided",
    "Ended",
    "Event",
    "Fulfilled",
    "HandedBack",
    "HandedOff",
    "Joined",
    "Moved",
    "Offered",
    "Opted",
    "Output",
    "Pushed",
    "Reason",
    "Said",
    "Shown",
    "Silence",
    "State",
    "Turn",
    "Weighed",
]

Reason = Literal["asked", "policy", "not_understood", "no_value", "action", "silence"]
"""Why a handoff was made: the customer asked for it, the flow leads there, the bot did not
understand, a slot could not be had, an action came out so, the customer was silent."""


# ----- events: what happens to the conversation --------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """The customer wrote or chose something."""

    word: str | None = None
    """The choice taken or the intent heard, as a word of the flow; ``None``: not understood."""
    given: frozenset[str] = frozenset()
    """Slots whose values were in it."""


@dataclass(frozen=True, slots=True)
class Acted:
    """The action called has come back."""

    outcome: str
    """One of the outcomes that the flow names for the action."""


@dataclass(frozen=True, slots=True)
class Silence:
    """The customer stayed silent for as long as the step's rule says."""


@dataclass(frozen=True, slots=True)
class Joined:
    """An agent has taken over from the queue."""


@dataclass(frozen=True, slots=True)
class HandedBack:
    """The handoff is over."""

    result: HandoffResult
    """How the handoff ended."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The guard weighed has an answer."""

    holds: bool
    """Whether it holds."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """There is an occasion for a message that the bot begins."""

    push: str
    """Name of the push."""
    sent: int = 0
    """How many of it this customer got in the last seven days."""


Event = Said | Acted | Silence | Joined | HandedBack | Decided | Pushed


# ----- outputs: what the bot does about it -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answered:
    """The bot says the text with this key."""

    key: str
    """Key in the texts."""
    step: str
    """The step it happens at."""
    disclose: bool = False
    """Whether the bot has to say here that it is one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The bot asks for a slot."""

    slot: str
    """Name of the slot."""
    step: str
    """The step it happens at."""
    attempt: int = 1
    """Which time it is asked, from 1."""


@dataclass(frozen=True, slots=True)
class Offered:
    """The bot offers choices and waits."""

    words: tuple[str, ...]
    """The choices as words of the flow, in order."""
    step: str
    """The step it happens at."""


@dataclass(frozen=True, slots=True)
class Called:
    """The bot calls an action; `Acted` must follow."""

    action: str
    """Name of the action."""
    step: str
    """The step it happens at."""


@dataclass(frozen=True, slots=True)
class Fulfilled:
    """The step settles the issue behind this word of ``intents``."""

    word: str
    """Word of ``intents``."""
    step: str
    """The step it happens at."""


@dataclass(frozen=True, slots=True)
class HandedOff:
    """Control goes to the queue of this handoff; `HandedBack` must follow."""

    handoff: str
    """Name of the handoff."""
    reason: Reason
    """Why it is made."""
    step: str
    """The step it happens at."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The conversation has ended."""

    end: str
    """Name of the end."""
    step: str
    """The step it happens at."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A guard has to be answered by whoever drives the machine; `Decided` must follow."""

    guard: str
    """Text of the guard, a key of ``Flow.guards``."""
    step: str
    """The step it happens at."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The bot shows a medium."""

    media: str
    """Name of the medium."""
    step: str
    """The step it happens at."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The conversation goes on on another channel; one that is on it already stays."""

    channel: str
    """Name of the channel."""
    step: str
    """The step it happens at."""


@dataclass(frozen=True, slots=True)
class Opted:
    """The customer has agreed to be written to about a topic, or no longer agrees."""

    topic: str
    """The topic."""
    agreed: bool
    """Whether it may be written."""
    step: str
    """The step it happens at."""


Output = (
    Answered
    | Asked
    | Offered
    | Called
    | Fulfilled
    | HandedOff
    | Ended
    | Weighed
    | Shown
    | Moved
    | Opted
)


# ----- state -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class State:
    """Where a conversation stands. Hashable, and of finitely many values for one flow."""

    step: str
    """The step the conversation is at."""
    stage: Literal["ask", "act", "weigh", "choose", "handoff", "end"] = "choose"
    """How far within the step: what it waits for, or that it is over."""
    control: Literal["bot", "queued", "agent", "ended"] = "bot"
    """Who has the word; after ``ended`` nobody."""
    slot: str | None = None
    """The slot asked for, while ``stage`` is ask."""
    known: frozenset[str] = frozenset()
    """Slots that have a value."""
    tries: int = 0
    """Answers to the slot's question that held no value."""
    lost: int = 0
    """Messages at this step that were not understood, at most the length of the ladder."""
    entered: tuple[tuple[str, int], ...] = ()
    """How often each step with ``at_most`` was entered."""
    history: tuple[str, ...] = ()
    """Steps to resume after digressions and visited parts, the latest last; none stands twice."""
    visits: frozenset[str] = frozenset()
    """Those of ``history`` that visit a part, and go on after it."""
    allowed: frozenset[Level] = frozenset()
    """Levels the customer has agreed to."""
    opted: frozenset[str] = frozenset()
    """Topics the customer has agreed to be written to about."""
    channel: str = ""
    """Channel the conversation has moved to; empty: it is where it began."""
    decided: tuple[tuple[str, bool], ...] = ()
    """Guards already answered, and how: those of this step, and those that hold for ever."""
    guard: str | None = None
    """The guard to be answered, while ``stage`` is weigh."""
    heard: str | None = None
    """The word whose way on depends on ``guard``; ``None``: the step's own way on does."""
    resuming: bool = False
    """Whether ``guard`` is weighed to put the choices of a step again after a digression."""
    quiet: bool = False
    """Whether the last event was silence."""
    end: str | None = None
    """Name of the end, once ended."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The state after an event, and what the bot does on the way there, in order."""

    state: State
    """The state reached."""
    outputs: tuple[Output, ...] = ()
    """What the bot does, in order."""
