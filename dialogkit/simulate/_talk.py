"""One customer and the bot: from the first message to the end, or to where an agent is needed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import cast

from dialogkit.conversation import HandoffResult
from dialogkit.flow import (
    Acted,
    Decided,
    Event,
    HandedBack,
    Joined,
    Said,
    Silence,
    State,
)
from dialogkit.simulate._assumptions import OUT_OF_SCOPE
from dialogkit.simulate._draws import Draw, PerTurn
from dialogkit.simulate._fit_values import holds_value
from dialogkit.simulate._lines import JOINED, RESULTS, STAYS
from dialogkit.simulate._pool import Line as Words
from dialogkit.simulate._rehearsal import Move
from dialogkit.simulate._talk_state import Stage, TalkState
from dialogkit.simulate._ways import way_of

__all__ = ["Stage", "Talk"]

BOT_SECONDS = 1.0
"""The bot answers so fast."""

NOTHING = Said()


@dataclass(slots=True)
class Talk(TalkState):
    """A conversation under way. `go_on` runs it until it ends or an agent is needed.

    All chance, time and knowledge of the world enters through the primitives of `TalkState`, so
    that what this class decides can be written down once as a plan and followed many times.
    """

    def open(self) -> None:
        """Who begins writes first, then both go on."""
        self.event = "open"
        self.go_on()

    def go_on(self) -> None:
        """Runs until the conversation has ended, or control is with the queue."""
        while self.goes:
            self.advance()

    def agent_joins(self, at: float) -> None:
        """An agent answers."""
        self.clock = at
        self._note("agent", JOINED)
        self.event = "joined"
        self.advance()

    def hand_back(self, result: HandedBack, at: float) -> None:
        """The handoff is over; the bot goes on."""
        self.clock = self.last_heard = at
        self._note("system", RESULTS[result.result])
        self.event = result.result
        self.go_on()

    def advance(self) -> None:
        """One piece: what happens next, and all that the bot does in answer to it."""
        event, self.event = self.event, ""
        if event == "":
            self._turn()
        elif event == "joined":
            self._react(Joined())
        elif event != "open":
            self.was_lost = False
            self.demanded = None
            self._react(HandedBack(cast("HandoffResult", event)))
        elif self.visitor.push is not None:
            self._answer_push()
        else:
            self._begin()
        self._work()

    def _turn(self) -> None:
        """The customer has the word, is there or not."""
        if self.left != "no" or self.stayed or self._turns_are_over():
            self._fall_silent()
        else:
            self._speak()

    def _begin(self) -> None:
        """The customer writes first, and the bot hears it as soon as it has the word."""
        opening = self.stage.rehearsal.opening(self.opted)
        self.state = opening.state
        self.wants_human = self._chance(Draw.HUMAN_FIRST, "asks_human_first")
        greets = self._chance(Draw.GREETS, "greets_first")
        words = self._opening(greets)
        self._hear()
        self._post()
        self._next_turn()
        self._absorb(opening)
        if self._work().control == "bot" and not greets:
            self._hear_first(words)

    def _answer_push(self) -> None:
        """The bot writes first, and the customer does answer, if need be in a talk of their own."""
        rehearsal = self.stage.rehearsal
        opening = rehearsal.opening(self.visitor.opted, self.visitor.push)
        self.state = opening.state
        self._hear()
        self._absorb(opening)
        if self._work().control == "bot":
            self._answer(self._next_message(), surely=True)
        elif self.ended:
            self._late(math.inf)
            self._pass_delay()
            self._begin()

    def _work(self) -> State:
        """Actions and guards, until the customer or an agent has the word: in which state."""
        states = self.stage.rehearsal.states
        while True:
            state = states[self.state]
            if state.stage == "act" and state.control == "bot":
                self._act()
            elif state.stage == "weigh" and state.control == "bot":
                self._weigh()
            else:
                return state

    def _weigh(self) -> None:
        """A guard is looked at; one that nobody can answer is taken not to hold."""
        guard = self.current.guard or ""
        holds = self._holds(guard)
        if holds is None:
            self.unsure.append(guard)
        self._react(Decided(holds is True))

    # ----- the customer --------------------------------------------------------------------------

    def _opening(self, greets: bool) -> Words | None:
        """The first message, written but not heard yet; ``None``: it names no issue."""
        if greets:
            self._write("Hallo" if self.visitor.locale == "de" else "Hello")
            return None
        if self.wants_human:
            self._call_human()
            return None
        if self.stage.rehearsal.means_human(self.visitor.label):
            self.wants_human = self.asked_for_human = True
        return self._say_issue()

    def _hear_first(self, words: Words | None) -> None:
        """The bot takes in the first message, as long as it understands it."""
        said = self._call_human() if words is None else self._understood(words)
        if said.word is not None:
            self._react(said)

    def _speak(self) -> None:
        """One turn of a customer who is still there."""
        if self.demanded is not None:
            self._hear_of_nobody()
        if self.told_nobody and self.current.stage != "ask":
            self._be_done()
            return
        if self.settled_by != "none" or self.believes:
            self._be_done()
            return
        if self.gives_up:
            self.left = "bot"
            return
        hazard = "leaves_per_turn" if self.met else "leaves_first_turn"
        self.met = True
        if self._turn_chance(PerTurn.LEAVES, "leaves_when_lost" if self.was_lost else hazard):
            self.left = "bot"
            return
        if self.was_lost and self._turn_chance(PerTurn.HUMAN, "asks_human_when_lost"):
            self.wants_human = True
        self._answer(self._next_message())

    def _hear_of_nobody(self) -> None:
        """Who asked for a human and was led elsewhere knows that nobody is there."""
        rehearsal, label = self.stage.rehearsal, self.visitor.label
        led = self.demanded != self.current.step
        if not (led and rehearsal.guarded and self.wants_human) or self.was_lost:
            return
        self.wants_human = False
        helped = rehearsal.served(label) and not rehearsal.means_human(label)
        self.told_nobody = self.unsettled or not helped

    def _next_message(self) -> Said:
        rehearsal = self.stage.rehearsal
        state = rehearsal.states[self.state]
        if self.wants_human:
            return self._call_human()
        if state.stage == "ask" and state.slot is not None:
            return self._give_value(state.slot)
        if rehearsal.consent(self.state):
            if self._chance(Draw.CONSENTS, "consents"):
                return self._choose(rehearsal.offered(self.state)[0])
            self._turn_away(Draw.HUMAN_REFUSING)
            return self._choose(rehearsal.refusal(self.state))
        if rehearsal.opt_ins and rehearsal.asks_opt_in(self.state):
            return self._opt_in()
        word = rehearsal.wish(self.state, self.visitor.label, None)
        if word is None:
            return self._understood(self._say_issue())
        own = rehearsal.word_for(self.state, self.visitor.label) == word
        if own and not self._presses(word):
            return self._understood(self._say_issue())
        return self._choose(word)

    def _opt_in(self) -> Said:
        """Agrees to be written to, or not; who came for nothing else agrees."""
        rehearsal = self.stage.rehearsal
        drawn = self._chance(Draw.OPTS_IN, "opts_in")
        agrees = drawn or rehearsal.opting_in_serves(self.state, self.visitor.label)
        yes, no = rehearsal.offered(self.state)[0], rehearsal.refusal(self.state)
        return self._choose(yes if agrees else no)

    def _turn_away(self, draw: Draw) -> None:
        """The bot cannot help any further: look for a human, or give up."""
        asks = self._chance(draw, "asks_human_unsettled")
        self.wants_human = self.wants_human or asks
        self.gives_up = not self.wants_human

    def _give_value(self, slot: str) -> Said:
        if self._turn_chance(PerTurn.VALUE, "gives_value"):
            self._write(self._value(slot))
            return Said(given=frozenset({slot}))
        self._write("?")
        return NOTHING

    def _call_human(self) -> Said:
        self.asked_for_human = True
        word = self.stage.rehearsal.wish(self.state, None, "human")
        self.demanded = self.current.step if word is not None else None
        german = self.visitor.locale == "de"
        self._write("Ich möchte mit einem Menschen sprechen." if german else "A human, please.")
        return Said(word)

    def _choose(self, word: str) -> Said:
        """Taps a choice, or writes it more or less clearly."""
        clear = self._turn_chance(PerTurn.CLEAR, "writes_choice_clearly")
        label = self.stage.rehearsal.flow.texts.label(word, self.visitor.locale)
        if self._presses(word) or clear:
            self._write(label)
            return Said(word)
        self._write(label[: max(1, len(label) // 3)] + " …")
        return NOTHING

    def _presses(self, word: str) -> bool:
        offered = word in self.stage.rehearsal.offered(self.state)
        return offered and self._turn_chance(PerTurn.PRESSES, "presses_button")

    def _say_issue(self) -> Words:
        """Writes freely about the issue."""
        visitor = self.visitor
        again = visitor.label == OUT_OF_SCOPE  # a joke and a job are two matters: keep to one
        words = self._words(again=again)
        self._write(self._with_values(words.text))
        return words

    def _with_values(self, text: str) -> str:
        """The words with the values that are named along with them, as a transcript shows them."""
        if not self.stage.recording or not self._names_values() or holds_value(text):
            return text
        slots = self.stage.rehearsal.named_early(self.visitor.label)
        return " ".join([text, ", ".join(map(self._value, slots))]) if slots else text

    def _names_values(self) -> bool:
        """Whether this customer names values before being asked for them."""
        return self._chance(Draw.AT_ONCE, self.stage.name("gives_value_at_once", self.visitor))

    def _understood(self, words: Words) -> Said:
        """What the bot hears: what its classifier makes of the words."""
        rehearsal, label = self.stage.rehearsal, words.understood
        self.first_heard = self.first_heard or label
        word = rehearsal.word_for(self.state, label) if label else None
        if word is None or not self._names_values():
            return Said(word)
        return Said(word, rehearsal.early_values(word))

    def _be_done(self) -> None:
        """The matter is settled, or taken for settled: confirm, or just fall silent."""
        word = self.stage.rehearsal.wish(self.state, None, "finish")
        says = self._chance(Draw.SAYS_DONE, "says_done")
        if word is not None and says and not self.was_lost:
            self._answer(self._choose(word))
        else:
            self._fall_silent()

    def _fall_silent(self) -> None:
        after = self.stage.rehearsal.silence_after(self.state) or 0.0
        self._wait_out(after)
        if self.left == "no" and self.settled_by == "none" and not self.believes:
            self.left = "bot"
        self._react(Silence())

    def _answer(self, said: Said, *, surely: bool = False) -> None:
        """The customer's message reaches the bot after the customer's own time."""
        limit = self.stage.rehearsal.silence_after(self.state)
        if not self._late(math.inf if limit is None else limit):
            self._pass_delay()
        elif not surely:
            self._fall_silent()
            return
        elif limit is not None and limit > BOT_SECONDS:
            self._pass(limit - BOT_SECONDS)
        self._hear()
        self._post()
        self._next_turn()
        self._react(said)

    # ----- the bot -------------------------------------------------------------------------------

    def _react(self, event: Event) -> None:
        rehearsal = self.stage.rehearsal
        before = rehearsal.states[self.state]
        move = rehearsal.react(self.state, event)
        self.ways.append(way_of(before, rehearsal.offered(self.state), event))
        self.state = move.state
        if isinstance(event, Said) or (isinstance(event, Decided) and before.heard is not None):
            after = rehearsal.states[move.state]
            same = before.step == after.step
            counted = after.lost > before.lost or after.tries > before.tries
            self.was_lost = counted if same else event == NOTHING
            self.fallbacks += self.was_lost
        self._absorb(move)

    def _absorb(self, move: Move) -> None:
        again = bool(self.steps) and move.steps[:1] == (self.steps[-1],)
        self.steps.extend(move.steps[again:])
        self.action = move.action
        for word in move.fulfils:
            self._fulfil(word)
        self.handoff = self.handoff or move.handoff
        self.end = move.end
        if move.speaks:
            self._pass(BOT_SECONDS)
            self.bot_turns += 1
        if self.stage.recording:
            self._record(move.outputs)
        if move.moved is not None and move.moved != self.channel:
            self._move(move.moved)

    def _move(self, channel: str) -> None:
        """The conversation goes on on another channel, with the customer or without."""
        if self._chance(Draw.FOLLOWS_MOVE, "follows_move"):
            self.channel = channel
            self._hear()
            return
        self.stayed = True
        if self.settled_by == "none" and not self.believes:
            self.left = "bot"
        self._note("system", STAYS)

    def _act(self) -> None:
        flow = self.stage.rehearsal.flow
        action = flow.actions[self.action or ""]
        outcome = self._outcome(action) if action.gives else "done"
        self._pass(action.takes)
        self._react(Acted(outcome))
        usual = max(action.gives, key=lambda name: action.gives[name], default="done")
        if outcome != usual and self.settled_by == "none" and not self.believes:
            self.backend_failed = True
            self._turn_away(Draw.HUMAN_UNSETTLED)

    def _fulfil(self, word: str) -> None:
        """A step claims to settle an issue. Whether it does is known here."""
        visitor = self.visitor
        if self.settled_by != "none":
            return
        if not self.stage.rehearsal.settles(word, visitor.label):
            self.believes = not self._chance(Draw.NOTICES, "notices_wrong_answer")
            return
        given = self.stage.rehearsal.takes_value(visitor.label)
        right = not given or self._chance(Draw.VALUE_RIGHT, "value_right")
        if right and self._chance(Draw.SETTLES, "settles"):
            self.settled_by = "bot"
            return
        self.unsettled = True
        self.wants_human = self._chance(Draw.HUMAN_UNSETTLED, "asks_human_unsettled")
        self.believes = not self.wants_human
