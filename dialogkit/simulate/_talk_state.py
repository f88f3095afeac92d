"""Where one conversation stands, and what is written down of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dialogkit.flow import HandedOff, Output, State
from dialogkit.simulate._draws import PerTurn, turn_column
from dialogkit.simulate._lines import FREE_TEXT, Line, spoken_lines
from dialogkit.simulate._pool import Pool
from dialogkit.simulate._rehearsal import Rehearsal
from dialogkit.simulate._visitor import Visitor
from dialogkit.simulate._world import World

__all__ = ["Stage", "TalkState"]


@dataclass(frozen=True, slots=True)
class Stage:
    """What every conversation of a run shares."""

    rehearsal: Rehearsal
    pool: Pool
    values: Mapping[str, float]
    """Parameter to the value in force."""
    reply_median: float
    reply_spread: float
    recording: bool = False
    """Whether transcripts are kept."""


@dataclass(slots=True)
class TalkState:
    """A conversation under way, as far as it has come."""

    stage: Stage
    visitor: Visitor
    world: World
    clock: float
    """Now, in seconds from the start of the run."""
    state: int = -1
    customer_turns: int = 0
    bot_turns: int = 0
    fallbacks: int = 0
    settled_by: Literal["bot", "agent", "none"] = "none"
    believes: bool = False
    """Whether the customer takes the matter for settled."""
    wants_human: bool = False
    asked_for_human: bool = False
    left: Literal["no", "bot", "queue"] = "no"
    was_lost: bool = False
    unsettled: bool = False
    """Whether the bot's answer did not settle the customer's own issue."""
    backend_failed: bool = False
    gives_up: bool = False
    """Whether the customer sees no point in going on."""
    told_nobody: bool = False
    """Whether the customer, whom only a human can help, has heard that none is there."""
    stayed: bool = False
    """Whether the customer did not follow to another channel, and so hears nothing any more."""
    channel: str = ""
    """The channel the customer is on now."""
    handoff: HandedOff | None = None
    """The first handoff made."""
    end: str | None = None
    last_heard: float = 0.0
    """When the customer last wrote."""
    first_heard: str | None = None
    """The first label the bot made out."""
    lines: list[Line] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    """Steps in the order they were reached."""
    unsure: list[str] = field(default_factory=list)
    """Guards nobody could answer, each as often as it was weighed."""
    _demanded: str | None = None
    """The step at which a human was last asked for, if the bot heard it."""
    _action: str | None = None
    _written: str = ""
    _column: int = turn_column(0)

    def __post_init__(self) -> None:
        self.channel = self.visitor.channel

    @property
    def ended(self) -> bool:
        """Whether there is nothing left to say."""
        return self._current.control == "ended"

    @property
    def opted(self) -> frozenset[str]:
        """Topics the customer agrees to be written to about."""
        return self._current.opted if self.state >= 0 else self.visitor.opted

    @property
    def _current(self) -> State:
        return self.stage.rehearsal.states[self.state]

    def _u(self, purpose: PerTurn) -> float:
        """This turn's random number for a purpose."""
        return self.visitor.draws[self._column + purpose]

    def _write(self, text: str) -> None:
        self._written = text

    def _next_turn(self) -> None:
        """The message counts; the next one draws anew."""
        self.customer_turns += 1
        self._column = turn_column(self.customer_turns)

    def _post(self) -> None:
        """What was written reaches the bot."""
        if self.stage.recording:
            step = self.stage.rehearsal.states[self.state].step
            self.lines.append(Line("customer", self._written, step, self.clock))

    def _value(self, slot: str) -> str:
        """What stands for the customer's value in a transcript."""
        like = self.world.value(self.visitor, slot) or self.stage.rehearsal.flow.data[slot].like
        return FREE_TEXT[self.visitor.locale != "de"] if like == "free text" else like

    def _note(self, speaker: Literal["agent", "system"], texts: tuple[str, str]) -> None:
        """What happens around a handoff, in the customer's language."""
        if self.stage.recording:
            step = self.stage.rehearsal.states[self.state].step
            text = texts[self.visitor.locale != "de"]
            self.lines.append(Line(speaker, text, step, self.clock))

    def _record(self, outputs: tuple[Output, ...]) -> None:
        values = {slot: self._value(slot) for slot in self._current.known}
        flow, locale = self.stage.rehearsal.flow, self.visitor.locale
        self.lines.extend(spoken_lines(outputs, flow, locale, values=values, at=self.clock))
