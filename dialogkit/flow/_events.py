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
    "Ended",
    "Event",
    "Fulfilled",
    "HandedBack",
    "HandedOff",
    "Joined",
    "Offered",
    "Output",
    "Reason",
    "Said",
    "Silence",
    "State",
    "Turn",
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


Event = Said | Acted | Silence | Joined | HandedBack


# ----- outputs: what the bot does about it -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answered:
    """The bot says the text with this key."""

    key: str
    step: str
    disclose: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """The bot asks for a slot."""

    slot: str
    step: str
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class Offered:
    """The bot offers choices and waits."""

    words: tuple[str, ...]
    step: str


@dataclass(frozen=True, slots=True)
class Called:
    """The bot calls an action; `Acted` must follow."""

    action: str
    step: str


@dataclass(frozen=True, slots=True)
class Fulfilled:
    """The step settles the issue behind this word of ``intents``."""

    word: str
    step: str


@dataclass(frozen=True, slots=True)
class HandedOff:
    """Control goes to the queue of this handoff; `HandedBack` must follow."""

    handoff: str
    reason: Reason
    step: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The conversation has ended."""

    end: str
    step: str


Output = Answered | Asked | Offered | Called | Fulfilled | HandedOff | Ended


# ----- state -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class State:
    """Where a conversation stands. Hashable, and of finitely many values for one flow."""

    step: str
    stage: Literal["ask", "act", "choose", "handoff", "end"] = "choose"
    control: Literal["bot", "queued", "agent", "ended"] = "bot"
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
    """Steps to resume after digressions, the latest last."""
    allowed: frozenset[Level] = frozenset()
    """Levels the customer has agreed to."""
    quiet: bool = False
    """Whether the last event was silence."""
    end: str | None = None
    """Name of the end, once ended."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The state after an event, and what the bot does on the way there, in order."""

    state: State
    outputs: tuple[Output, ...] = ()
