"""What a flow means: a finite transition system with a dialog region and a control region.

This is the one semantics of the language. The live bot feeds it what it understood, the simulator
what its customers said, the checks every event there is; all three get the same next state.

The dialog region is a step and how far it has come (asking, acting, choosing); the control region
says who has the word: bot, queue, agent, or nobody once ended. Digressions (``visit``) are
remembered in a bounded history; ``tries``, ``at_most`` and ``lost`` are bounded counters. So the
states are finite.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dialogkit.conversation import HANDOFF_RESULTS
from dialogkit.errors import FlowError
from dialogkit.flow._events import (
    Acted,
    Answered,
    Asked,
    Called,
    Ended,
    Event,
    Fulfilled,
    HandedBack,
    HandedOff,
    Joined,
    Offered,
    Output,
    Reason,
    Said,
    Silence,
    State,
    Turn,
)

if TYPE_CHECKING:
    from dialogkit.flow._flow import Flow
    from dialogkit.flow._model import Hear, Silent, Step

__all__ = ["Machine"]

MAX_HISTORY = 3
"""How deep digressions may nest; a deeper one is answered as not understood."""


@dataclass(frozen=True, slots=True)
class _Onward:
    """An automatic transition about to be taken."""

    state: State
    """As the last step leaves it."""
    step: str
    """The step to enter."""


class Machine:
    """The transition system of a flow. Stateless: `start` and `react` are pure.

    Args:
        flow: A flow whose structure has no error; on others `react` may raise `FlowError`.
    """

    def __init__(self, flow: Flow) -> None:
        self._flow = flow

    def start(self, *, known: Iterable[str] = ()) -> Turn:
        """The first turn: the start step entered.

        Args:
            known: Slots whose values are known beforehand.
        """
        state = State(step=self._flow.start, known=frozenset(known))
        return self._enter(state, self._flow.start, "policy", [])

    def react(self, state: State, event: Event) -> Turn:
        """The state after ``event``. An event that cannot matter here changes nothing.

        Raises:
            FlowError: The flow goes on for ever without waiting for anybody.
        """
        if state.control in ("queued", "agent"):
            return self._wait_for_agent(state, event)
        if state.control == "ended":
            return Turn(state)
        match event:
            case Said() if state.stage in ("ask", "choose"):
                return self._hear(replace(state, quiet=False), event)
            case Acted() if state.stage == "act":
                return self._come_back(state, event)
            case Silence() if state.stage in ("ask", "choose"):
                return self._stay_silent(state)
            case _:
                return Turn(state)

    def events(self, state: State) -> list[Event]:
        """Every event that can change this state: what checks and tests explore."""
        if state.control == "ended":
            return []
        if state.control in ("queued", "agent"):
            joined: list[Event] = [Joined()] if state.control == "queued" else []
            return [*joined, *(HandedBack(result) for result in HANDOFF_RESULTS)]
        step = self._flow.steps[state.step]
        if state.stage == "act":
            return [Acted(outcome) for outcome in self._flow.actions[step.do or ""].gives]
        words = dict.fromkeys([*self._words(state), *(rule.word for rule in self._rules(step))])
        said: list[Event] = [Said(word) for word in (*words, None)]
        if state.slot is not None:
            said.append(Said(given=frozenset({state.slot})))
        return [*said, Silence()]

    def silence_after(self, state: State) -> float | None:
        """Seconds of the customer's silence after which `Silence` is due; ``None``: no rule."""
        if state.control != "bot" or state.stage not in ("ask", "choose"):
            return None
        rule = self._silent(self._flow.steps[state.step])
        return rule.after if rule is not None else None

    # ----- the customer has the word -------------------------------------------------------------

    def _hear(self, state: State, event: Said) -> Turn:
        step = self._flow.steps[state.step]
        state = replace(state, known=state.known | event.given)
        if state.stage == "ask" and state.slot in event.given:
            return self._resume(replace(state, tries=0, lost=0), step)
        for choice in step.choose if state.stage == "choose" else ():
            if choice.word == event.word:
                return self._choose(state, step, choice.word, choice.goto)
        for rule in self._rules(step):
            if rule.word == event.word:
                turn = self._follow(state, rule)
                if turn is not None:
                    return turn
        return self._misunderstand(state, step)

    def _resume(self, state: State, step: Step) -> Turn:
        """Goes on within a step, now that a slot is known."""
        outputs: list[Output] = []
        return self._go_on(self._advance(state, step, "policy", outputs), "policy", outputs)

    def _choose(self, state: State, step: Step, word: str, target: str) -> Turn:
        if word == step.choose[0].word:
            state = replace(state, allowed=state.allowed | set(step.allows))
        return self._enter(state, target, self._why(target), [])

    def _follow(self, state: State, rule: Hear) -> Turn | None:
        """The rule's turn; ``None`` where it would lead to where the customer is already."""
        target = rule.goto or rule.visit or ""
        if target == state.step:
            return None
        if rule.visit is None:
            return self._enter(replace(state, history=()), target, self._why(target), [])
        if target in state.history or len(state.history) >= MAX_HISTORY:
            return None
        history = (*state.history, state.step)
        return self._enter(replace(state, history=history), target, self._why(target), [])

    def _misunderstand(self, state: State, step: Step) -> Turn:
        ladder = self._ladder(step)
        if state.stage == "ask" and state.slot is not None:
            tries = state.tries + 1
            if tries >= self._flow.data[state.slot].tries:
                return self._give_up(state, ladder, "no_value")
            state = replace(state, tries=tries)
        if not ladder:
            # a slot has tries of its own; without those nobody would end the circle
            again = Turn(state, self._repeat(state))
            return again if state.slot else self._give_up(state, ladder, "not_understood")
        rung = ladder[min(state.lost, len(ladder) - 1)]
        state = replace(state, lost=min(state.lost + 1, len(ladder)))
        if rung in self._flow.steps:
            return self._enter(replace(state, history=()), rung, "not_understood", [])
        return Turn(state, (Answered(rung, step.name), *self._repeat(state)))

    def _give_up(self, state: State, ladder: tuple[str, ...], reason: Reason) -> Turn:
        """The step at the end of the ladder; where there is none, the end ``lost``."""
        for rung in reversed(ladder):
            if rung in self._flow.steps:
                return self._enter(replace(state, history=()), rung, reason, [])
        return self._finish(state, "lost", [])

    def _stay_silent(self, state: State) -> Turn:
        rule = self._silent(self._flow.steps[state.step])
        if rule is None or state.quiet:
            return self._finish(state, "silence", [])
        state = replace(state, quiet=True, history=())
        return self._enter(state, rule.goto, "silence", [])

    # ----- action and agent have the word --------------------------------------------------------

    def _come_back(self, state: State, event: Acted) -> Turn:
        step = self._flow.steps[state.step]
        if step.when:
            target = step.when.get(event.outcome)
            if target is None:
                return self._finish(state, "dead_end", [])
            return self._enter(state, target, "action", [])
        outputs: list[Output] = []
        return self._go_on(self._settle(state, step, "policy", outputs), "policy", outputs)

    def _wait_for_agent(self, state: State, event: Event) -> Turn:
        if isinstance(event, Joined) and state.control == "queued":
            return Turn(replace(state, control="agent"))
        if not isinstance(event, HandedBack):
            return Turn(state)
        handoff = self._flow.handoffs[self._flow.steps[state.step].handoff or ""]
        state = replace(state, control="bot", history=(), quiet=False)
        target = handoff.when.get(event.result)
        if target is None:
            return self._finish(state, event.result, [])
        return self._enter(state, target, "policy", [])

    # ----- moving through steps ------------------------------------------------------------------

    def _enter(self, state: State, name: str, reason: Reason, outputs: list[Output]) -> Turn:
        """Enters a step and goes on until somebody else has the word."""
        return self._go_on(_Onward(state, name), reason, outputs)

    def _go_on(self, at: Turn | _Onward, reason: Reason, outputs: list[Output]) -> Turn:
        """Follows automatic transitions until the bot has to wait."""
        # each follows from state and step alone: the same pair met twice means for ever
        seen: set[_Onward] = set()
        while isinstance(at, _Onward):
            if at in seen:
                place = self._flow.steps[at.step].place
                what = f"step {at.step} is reached again and again without waiting for anybody"
                raise FlowError(what, file=place.file, line=place.line, column=place.column)
            seen.add(at)
            at = self._pass(at.state, at.step, reason, outputs)
        return at

    def _pass(
        self, state: State, name: str, reason: Reason, outputs: list[Output]
    ) -> Turn | _Onward:
        """Enters one step: counts it, says what it says, and does its parts in order."""
        step = self._flow.steps[name]
        if name in state.history:
            # the digression has come back by itself: nothing is left to resume
            state = replace(state, history=state.history[: state.history.index(name)])
        if step.end is not None and state.history:
            *earlier, resumed = state.history
            return self._take_up(replace(state, history=tuple(earlier)), resumed, outputs)
        if step.at_most is not None:
            entered = dict(state.entered)
            if entered.get(name, 0) >= step.at_most:
                if step.otherwise is None:
                    return self._finish(replace(state, step=name), "dead_end", outputs)
                return _Onward(state, step.otherwise)
            entered[name] = entered.get(name, 0) + 1
            state = replace(state, entered=tuple(sorted(entered.items())))
        state = replace(state, step=name, tries=0, lost=0, slot=None)
        if step.say is not None:
            outputs.append(Answered(step.say, name, step.disclose))
        return self._advance(state, step, reason, outputs)

    def _take_up(self, state: State, name: str, outputs: list[Output]) -> Turn | _Onward:
        """Back from a digression: what is open is put again, what is done is not done again."""
        step = self._flow.steps[name]
        if not step.choose or step.do is not None or not state.known.issuperset(step.ask):
            return _Onward(state, name)
        state = replace(state, step=name, stage="choose", tries=0, lost=0, slot=None)
        outputs.append(Offered(tuple(choice.word for choice in step.choose), name))
        return Turn(state, tuple(outputs))

    def _advance(
        self, state: State, step: Step, reason: Reason, outputs: list[Output]
    ) -> Turn | _Onward:
        """Asks for what is not known yet, then acts, then settles."""
        for slot in step.ask:
            if slot not in state.known:
                outputs.append(Asked(slot, step.name))
                return Turn(replace(state, stage="ask", slot=slot), tuple(outputs))
        state = replace(state, slot=None)
        if step.do is not None:
            outputs.append(Called(step.do, step.name))
            return Turn(replace(state, stage="act"), tuple(outputs))
        return self._settle(state, step, reason, outputs)

    def _settle(
        self, state: State, step: Step, reason: Reason, outputs: list[Output]
    ) -> Turn | _Onward:
        """The last part of a step: hand off, end, offer choices, or go on."""
        if step.fulfils is not None:
            outputs.append(Fulfilled(step.fulfils, step.name))
        if not step.choose:
            state = replace(state, allowed=state.allowed | set(step.allows))
        if step.handoff is not None:
            outputs.append(HandedOff(step.handoff, reason, step.name))
            state = replace(state, stage="handoff", control="queued", history=())
            return Turn(state, tuple(outputs))
        if step.end is not None:
            return self._finish(state, step.end, outputs)
        if step.choose:
            outputs.append(Offered(tuple(choice.word for choice in step.choose), step.name))
            return Turn(replace(state, stage="choose"), tuple(outputs))
        if step.then is None:
            return self._finish(state, "dead_end", outputs)
        return _Onward(state, step.then)

    def _finish(self, state: State, end: str, outputs: list[Output]) -> Turn:
        outputs.append(Ended(end, state.step))
        ended = replace(state, stage="end", control="ended", end=end, slot=None, history=())
        return Turn(ended, tuple(outputs))

    # ----- what a step inherits ------------------------------------------------------------------

    def _rules(self, step: Step) -> tuple[Hear, ...]:
        return (*step.hear, *self._flow.anywhere.hear)

    def _ladder(self, step: Step) -> tuple[str, ...]:
        return step.lost if step.lost is not None else self._flow.anywhere.lost

    def _silent(self, step: Step) -> Silent | None:
        return step.silent or self._flow.anywhere.silent

    def _words(self, state: State) -> tuple[str, ...]:
        step = self._flow.steps[state.step]
        return tuple(choice.word for choice in step.choose) if state.stage == "choose" else ()

    def _repeat(self, state: State) -> tuple[Output, ...]:
        """The open question once more."""
        if state.slot is not None:
            return (Asked(state.slot, state.step, state.tries + 1),)
        words = self._words(state)
        return (Offered(words, state.step),) if words else ()

    def _why(self, target: str) -> Reason:
        """Going straight to a handoff on a word is asking for a human."""
        return "asked" if self._flow.steps[target].handoff is not None else "policy"
