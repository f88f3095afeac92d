"""One customer and the bot: from the first message to the end, or to where an agent is needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from dialogkit.flow import (
    Acted,
    Answered,
    Asked,
    Event,
    HandedBack,
    HandedOff,
    Joined,
    Offered,
    Output,
    Said,
    Silence,
)
from dialogkit.simulate._assumptions import OUT_OF_SCOPE
from dialogkit.simulate._draws import TURNS, Draw, PerTurn, lognormal, pick, turn_column
from dialogkit.simulate._lines import FREE_TEXT, JOINED, RESULTS, Line
from dialogkit.simulate._pool import Pool
from dialogkit.simulate._rehearsal import Move, Rehearsal

__all__ = ["Stage", "Talk", "Visitor"]

BOT_SECONDS = 1.0
"""The bot answers so fast."""

NOTHING = Said()

GOLDEN = 0.6180339887498949
"""Multiples of it modulo 1 spread evenly: each action gets a stretch of the draw of its own."""


class Visitor(NamedTuple):
    """A simulated customer in one contact: everything about them that is drawn beforehand."""

    scenario: int
    label: str
    """What they truly want; a label, or `OUT_OF_SCOPE`."""
    locale: str
    channel: str
    draws: list[float]
    """One row of `contact_rows`."""


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
class Talk:
    """A conversation under way. `go_on` runs it until it ends or an agent is needed."""

    stage: Stage
    visitor: Visitor
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
    _action: str | None = None
    _written: str = ""
    _column: int = turn_column(0)

    def open(self) -> None:
        """The customer writes first, then the bot greets and both go on."""
        rehearsal, draws = self.stage.rehearsal, self.visitor.draws
        self.state = rehearsal.start
        greets = draws[Draw.GREETS] < self.stage.values["greets_first"]
        self.wants_human = draws[Draw.HUMAN_FIRST] < self.stage.values["asks_human_first"]
        event = self._opening(greets)
        self.last_heard = self.clock
        self._post()
        self._next_turn()
        self._absorb(rehearsal.opening)
        if event is not None and event.word is not None:
            self._react(event)
        self.go_on()

    def go_on(self) -> None:
        """Runs until the conversation has ended, or control is with the queue."""
        rehearsal = self.stage.rehearsal
        while True:
            state = rehearsal.states[self.state]
            if state.control != "bot":
                return
            if state.stage == "act":
                self._act()
            elif self.left != "no" or self.customer_turns >= TURNS:
                self._fall_silent()
            else:
                self._speak()

    def agent_joins(self, at: float) -> None:
        """An agent answers."""
        self.clock = at
        self._note("agent", JOINED)
        self._react(Joined())

    def hand_back(self, result: HandedBack, at: float) -> None:
        """The handoff is over; the bot goes on."""
        self.clock = at
        self._note("system", RESULTS[result.result])
        self.last_heard = at
        self.was_lost = False
        self._react(result)
        self.go_on()

    @property
    def ended(self) -> bool:
        """Whether there is nothing left to say."""
        return self.stage.rehearsal.states[self.state].control == "ended"

    # ----- the customer --------------------------------------------------------------------------

    def _opening(self, greets: bool) -> Said | None:
        """The first message; ``None`` for a greeting."""
        if greets:
            self._write("Hallo" if self.visitor.locale == "de" else "Hello")
            return None
        rehearsal = self.stage.rehearsal
        if self.wants_human:
            return self._ask_for_human(rehearsal.start)
        if rehearsal.means_human(self.visitor.label):
            self.wants_human = self.asked_for_human = True
        said = self._utter(rehearsal.start)
        return said if said.word is not None else None

    def _speak(self) -> None:
        """One turn of a customer who is still there."""
        values, u = self.stage.values, self._u
        if self.settled_by != "none" or self.believes:
            self._be_done()
            return
        if self.gives_up:
            self.left = "bot"
            return
        hazard = values["leaves_when_lost"] if self.was_lost else values["leaves_per_turn"]
        if u(PerTurn.LEAVES) < hazard:
            self.left = "bot"
            return
        if self.was_lost and u(PerTurn.HUMAN) < values["asks_human_when_lost"]:
            self.wants_human = True
        self._answer(self._next_message())

    def _next_message(self) -> Said:
        rehearsal, draws = self.stage.rehearsal, self.visitor.draws
        state = rehearsal.states[self.state]
        if self.wants_human:
            return self._ask_for_human(self.state)
        if state.stage == "ask" and state.slot is not None:
            return self._give_value(state.slot)
        if rehearsal.consent(self.state):
            if draws[Draw.CONSENTS] < self.stage.values["consents"]:
                return self._choose(rehearsal.offered(self.state)[0])
            self._turn_away(Draw.HUMAN_REFUSING)
            return self._choose(rehearsal.refusal(self.state))
        word = rehearsal.wish(self.state, self.visitor.label, None)
        if word is None:
            return self._utter(self.state)
        own = rehearsal.word_for(self.state, self.visitor.label) == word
        if own and not self._presses(word):
            return self._utter(self.state)
        return self._choose(word)

    def _turn_away(self, draw: Draw) -> None:
        """The bot cannot help any further: look for a human, or give up."""
        asks = self.visitor.draws[draw] < self.stage.values["asks_human_unsettled"]
        self.wants_human = self.wants_human or asks
        self.gives_up = not self.wants_human

    def _give_value(self, slot: str) -> Said:
        if self._u(PerTurn.VALUE) < self.stage.values["gives_value"]:
            self._write(self._value(slot))
            return Said(given=frozenset({slot}))
        self._write("?")
        return NOTHING

    def _ask_for_human(self, state: int) -> Said:
        self.asked_for_human = True
        word = self.stage.rehearsal.wish(state, None, "human")
        german = self.visitor.locale == "de"
        self._write("Ich möchte mit einem Menschen sprechen." if german else "A human, please.")
        return Said(word)

    def _choose(self, word: str) -> Said:
        """Taps a choice, or writes it more or less clearly."""
        clear = self._u(PerTurn.CLEAR) < self.stage.values["writes_choice_clearly"]
        label = self.stage.rehearsal.flow.texts.label(word, self.visitor.locale)
        if self._presses(word) or clear:
            self._write(label)
            return Said(word)
        self._write(label[: max(1, len(label) // 3)] + " …")
        return NOTHING

    def _presses(self, word: str) -> bool:
        offered = word in self.stage.rehearsal.offered(self.state)
        return offered and self._u(PerTurn.PRESSES) < self.stage.values["presses_button"]

    def _utter(self, state: int) -> Said:
        """Writes freely about the issue; the bot hears what its classifier makes of it."""
        rehearsal, visitor = self.stage.rehearsal, self.visitor
        again = visitor.label == OUT_OF_SCOPE  # a joke and a job are two matters: keep to one
        u = visitor.draws[Draw.TOPIC] if again else self._u(PerTurn.WORDS)
        line = self.stage.pool.pick(visitor.label, visitor.locale, u)
        self._write(line.text)
        self.first_heard = self.first_heard or line.understood
        word = rehearsal.word_for(state, line.understood) if line.understood else None
        at_once = visitor.draws[Draw.AT_ONCE] < self.stage.values["gives_value_at_once"]
        given = rehearsal.early_values(word) if word is not None and at_once else frozenset()
        return Said(word, given)

    def _be_done(self) -> None:
        """The matter is settled, or taken for settled: confirm, or just fall silent."""
        word = self.stage.rehearsal.wish(self.state, None, "finish")
        says = self.visitor.draws[Draw.SAYS_DONE] < self.stage.values["says_done"]
        if word is not None and says and not self.was_lost:
            self._answer(self._choose(word))
        else:
            self._fall_silent()

    def _fall_silent(self) -> None:
        after = self.stage.rehearsal.silence_after(self.state) or 0.0
        self.clock = max(self.clock, self.last_heard + after)
        if self.left == "no" and self.settled_by == "none" and not self.believes:
            self.left = "bot"
        self._react(Silence())

    def _answer(self, said: Said) -> None:
        """The customer's message reaches the bot after the customer's own time."""
        stage = self.stage
        delay = lognormal(stage.reply_median, stage.reply_spread, self._u(PerTurn.DELAY))
        limit = stage.rehearsal.silence_after(self.state)
        if limit is not None and delay >= limit:
            self._fall_silent()
            return
        self.clock += delay
        self.last_heard = self.clock
        self._post()
        self._next_turn()
        self._react(said)

    # ----- the bot -------------------------------------------------------------------------------

    def _react(self, event: Event) -> None:
        rehearsal = self.stage.rehearsal
        before = rehearsal.states[self.state]
        move = rehearsal.react(self.state, event)
        self.state = move.state
        if isinstance(event, Said):
            after = rehearsal.states[move.state]
            same = before.step == after.step
            counted = after.lost > before.lost or after.tries > before.tries
            self.was_lost = counted if same else event == NOTHING
            self.fallbacks += self.was_lost
        self._absorb(move)

    def _absorb(self, move: Move) -> None:
        again = bool(self.steps) and move.steps[:1] == (self.steps[-1],)
        self.steps.extend(move.steps[again:])
        self._action = move.action
        for word in move.fulfils:
            self._fulfil(word)
        self.handoff = self.handoff or move.handoff
        self.end = move.end
        if move.speaks:
            self.clock += BOT_SECONDS
            self.bot_turns += 1
            if self.stage.recording:
                self._record(move.outputs)

    def _act(self) -> None:
        flow = self.stage.rehearsal.flow
        action = flow.actions[self._action or ""]
        # one draw a contact and action: asking twice does not change what the back end knows
        u = (self.visitor.draws[Draw.ACTION] + GOLDEN * self.stage.rehearsal.number(action)) % 1
        outcome = pick(action.gives, u) if action.gives else "done"
        self.clock += action.takes
        self._react(Acted(outcome))
        usual = max(action.gives, key=lambda name: action.gives[name], default="done")
        if outcome != usual and self.settled_by == "none" and not self.believes:
            self.backend_failed = True
            self._turn_away(Draw.HUMAN_UNSETTLED)

    def _fulfil(self, word: str) -> None:
        """A step claims to settle an issue. Whether it does is known here."""
        values, draws, visitor = self.stage.values, self.visitor.draws, self.visitor
        if self.settled_by != "none":
            return
        if not self.stage.rehearsal.settles(word, visitor.label):
            self.believes = draws[Draw.NOTICES] >= values["notices_wrong_answer"]
            return
        given = self.stage.rehearsal.takes_value(visitor.label)
        right = not given or draws[Draw.VALUE_RIGHT] < values["value_right"]
        if right and draws[Draw.SETTLES] < values["settles"]:
            self.settled_by = "bot"
            return
        self.unsettled = True
        self.wants_human = draws[Draw.HUMAN_UNSETTLED] < values["asks_human_unsettled"]
        self.believes = not self.wants_human

    # ----- small things --------------------------------------------------------------------------

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
        like = self.stage.rehearsal.flow.data[slot].like
        return FREE_TEXT[self.visitor.locale != "de"] if like == "free text" else like

    def _note(self, speaker: Literal["agent", "system"], texts: tuple[str, str]) -> None:
        """What happens around a handoff, in the customer's language."""
        if self.stage.recording:
            step = self.stage.rehearsal.states[self.state].step
            text = texts[self.visitor.locale != "de"]
            self.lines.append(Line(speaker, text, step, self.clock))

    def _record(self, outputs: tuple[Output, ...]) -> None:
        flow, locale = self.stage.rehearsal.flow, self.visitor.locale
        known = self.stage.rehearsal.states[self.state].known
        values = {slot: self._value(slot) for slot in known}
        for output in outputs:
            match output:
                case Answered(key=key, step=step):
                    text = flow.texts.text(key, locale, values=values)
                case Asked(slot=slot, step=step, attempt=attempt):
                    text = flow.texts.text(slot, locale, variant=attempt - 1)
                case Offered(words=words, step=step):
                    text = " · ".join(f"[{flow.texts.label(word, locale)}]" for word in words)
                case _:
                    continue
            self.lines.append(Line("bot", text, step, self.clock))
