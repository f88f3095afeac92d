"""Where one conversation stands, and what is written down of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dialogkit.flow import Action, HandedOff, Output, State
from dialogkit.simulate._draws import (
    TURNS,
    Draw,
    PerTurn,
    action_draw,
    lognormal,
    pick,
    turn_column,
)
from dialogkit.simulate._lines import FREE_TEXT, Line, spoken_lines
from dialogkit.simulate._pool import Line as Words
from dialogkit.simulate._pool import Pool
from dialogkit.simulate._rehearsal import Rehearsal
from dialogkit.simulate._visitor import Visitor
from dialogkit.simulate._ways import Way
from dialogkit.simulate._world import World

__all__ = ["Stage", "TalkState"]


@dataclass(frozen=True, slots=True)
class Stage:
    """What every conversation of a run shares."""

    rehearsal: Rehearsal
    """The flow, and what it can settle."""
    pool: Pool
    """What customers say, and how that is heard."""
    values: Mapping[str, float]
    """Parameter to the value in force."""
    reply_median: float
    """Median seconds until a customer replies."""
    reply_spread: float
    """Spread of the logarithm of that time."""
    recording: bool = False
    """Whether transcripts are kept."""
    paces: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Channel to the median and the spread of reply times on it, where they are its own."""

    @property
    def reply_times(self) -> tuple[tuple[float, float], ...]:
        """Median and spread by number of a pace: those of all customers first."""
        return (self.reply_median, self.reply_spread), *self.paces.values()

    def pace(self, channel: str) -> int:
        """The number of the pace at which customers of a channel reply."""
        return list(self.paces).index(channel) + 1 if channel in self.paces else 0

    def name(self, parameter: str, visitor: Visitor) -> str:
        """The name of a parameter for a customer: that of their own issue, if it has one."""
        own = f"{parameter}.{visitor.label}"
        return own if own in self.values else parameter


@dataclass(slots=True)
class TalkState:
    """A conversation under way, as far as it has come."""

    stage: Stage
    """What all conversations of the run share."""
    visitor: Visitor
    """The customer."""
    world: World
    """What the bot asks about: hours, facts, back ends."""
    clock: float
    """Now, in seconds from the start of the run."""
    state: int = -1
    """Number of the bot's state; -1: it has not begun."""
    customer_turns: int = 0
    """Messages of the customer."""
    bot_turns: int = 0
    """Messages of the bot."""
    fallbacks: int = 0
    """How often the bot did not understand."""
    settled_by: Literal["bot", "agent", "none"] = "none"
    """Who settled the matter."""
    met: bool = False
    """Whether the customer has had the word after the bot's first message."""
    believes: bool = False
    """Whether the customer takes the matter for settled."""
    wants_human: bool = False
    """Whether the customer wants a human now."""
    asked_for_human: bool = False
    """Whether the customer ever asked for one."""
    left: Literal["no", "bot", "queue"] = "no"
    """Where the customer left."""
    was_lost: bool = False
    """Whether the bot did not understand the last message."""
    unsettled: bool = False
    """Whether the bot's answer did not settle the customer's own issue."""
    backend_failed: bool = False
    """Whether an action did not go as usual."""
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
    """The end reached; ``None``: none."""
    last_heard: float = 0.0
    """When the customer last wrote."""
    first_heard: str | None = None
    """The first label the bot made out."""
    lines: list[Line] = field(default_factory=list)
    """What was said, where that is kept."""
    steps: list[str] = field(default_factory=list)
    """Steps in the order they were reached."""
    unsure: list[str] = field(default_factory=list)
    """Guards nobody could answer, each as often as it was weighed."""
    ways: list[Way] = field(default_factory=list)
    """What happened at which step, as `way_of` names it."""
    event: str = ""
    """What comes from outside and is due next: ``open``, ``joined``, or the result of a handoff."""
    demanded: str | None = None
    """The step at which a human was last asked for, if the bot heard it."""
    action: str | None = None
    """The action whose outcome is due."""
    _written: str = ""
    _column: int = turn_column(0)
    _delay: float = 0.0

    def __post_init__(self) -> None:
        self.channel = self.visitor.channel

    @property
    def ended(self) -> bool:
        """Whether there is nothing left to say."""
        return self.current.control == "ended"

    @property
    def goes(self) -> bool:
        """Whether it goes on by itself: neither ended nor waiting for an agent."""
        return self.event != "" or self.current.control == "bot"

    @property
    def opted(self) -> frozenset[str]:
        """Topics the customer agrees to be written to about."""
        return self.current.opted if self.state >= 0 else self.visitor.opted

    @property
    def current(self) -> State:
        """Where the flow stands."""
        return self.stage.rehearsal.states[self.state]

    # ----- what enters from outside: chance, time, knowledge of the world -------------------------

    def _chance(self, draw: Draw, name: str) -> bool:
        """Whether something happens that is settled once a contact, with the odds of ``name``."""
        return self.visitor.draws[draw] < self.stage.values[name]

    def _turn_chance(self, purpose: PerTurn, name: str) -> bool:
        """Whether something happens this turn, with the odds of ``name``."""
        return self.visitor.draws[self._column + purpose] < self.stage.values[name]

    def _words(self, *, again: bool) -> Words:
        """What the customer writes about the issue.

        Args:
            again: Whether it is the same words each time.
        """
        column = Draw.TOPIC if again else self._column + PerTurn.WORDS
        u = self.visitor.draws[column]
        return self.stage.pool.pick(self.visitor.label, self.visitor.locale, u)

    def _late(self, limit: float) -> bool:
        """Settles the customer's own time to answer: whether it takes so many seconds or more."""
        u = self.visitor.draws[self._column + PerTurn.DELAY]
        stage = self.stage
        common = (stage.reply_median, stage.reply_spread)
        self._delay = lognormal(*stage.paces.get(self.visitor.channel, common), u)
        return self._delay >= limit

    def _outcome(self, action: Action) -> str:
        """What the back end answers; asking twice does not change what it knows."""
        u = action_draw(self.visitor.draws, self.stage.rehearsal.number(action))
        return pick(action.gives, u)

    def _holds(self, guard: str) -> bool | None:
        """Whether a guard holds; ``None`` where nobody can say."""
        return self.world.holds(self, guard)

    def fact(self, name: str) -> str:
        """The customer's value of a fact of the flow."""
        return self.world.fact(self.visitor, name)

    def slot_value(self, slot: str) -> str:
        """The customer's value of a slot that has assumed values."""
        return self.world.value(self.visitor, slot) or ""

    def is_open(self, handoff: str) -> bool:
        """Whether a handoff is open now."""
        return self.world.desk.is_open(handoff, self.clock)

    def _turns_are_over(self) -> bool:
        """Whether the customer has written as often as anybody bears."""
        return self.customer_turns >= TURNS

    def _pass_delay(self) -> None:
        """The customer's own time passes."""
        self.clock += self._delay

    def _pass(self, seconds: float) -> None:
        self.clock += seconds

    def _hear(self) -> None:
        """The customer writes now."""
        self.last_heard = self.clock

    def _wait_out(self, seconds: float) -> None:
        """Silence lasts so long after the customer last wrote."""
        self.clock = max(self.clock, self.last_heard + seconds)

    # ----- what is written down ------------------------------------------------------------------

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
        values = {slot: self._value(slot) for slot in self.current.known}
        flow, locale = self.stage.rehearsal.flow, self.visitor.locale
        self.lines.extend(spoken_lines(outputs, flow, locale, values=values, at=self.clock))
