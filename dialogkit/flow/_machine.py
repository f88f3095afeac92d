"""What a flow means: a finite transition system with a dialog region and a control region.

This is the one semantics of the language. The live bot feeds it what it understood, the simulator
what its customers said, the checks every event there is; all three get the same next state.

The dialog region is a step and how far it has come (asking, acting, weighing a guard, choosing);
the control region says who has the word: bot, queue, agent, or nobody once ended. Digressions
(``visit``) are remembered in a bounded history; ``tries``, ``at_most`` and ``lost`` are bounded
counters. So the states are finite.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from dialogkit.conversation import HANDOFF_RESULTS
from dialogkit.flow._events import (
    Acted,
    Answered,
    Asked,
    Decided,
    Event,
    HandedBack,
    Joined,
    Offered,
    Output,
    Pushed,
    Reason,
    Said,
    Silence,
    State,
    Turn,
)
from dialogkit.flow._passage import MAX_HISTORY, Passage

if TYPE_CHECKING:
    from dialogkit.flow._flow import Flow
    from dialogkit.flow._model import Hear, Step

__all__ = ["Machine"]


class Machine:
    """The transition system of a flow. Stateless: `start` and `react` are pure.

    Args:
        flow: A flow whose structure has no error; on others `react` may raise `FlowError`.
    """

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._on = Passage(flow)

    def start(
        self,
        *,
        known: Iterable[str] = (),
        opted: Iterable[str] = (),
        push: str | None = None,
    ) -> Turn:
        """The first turn: the start step entered, or the step of a push.

        Args:
            known: Slots whose values are known beforehand.
            opted: Topics the customer has agreed to be written to about.
            push: The push that begins the conversation; who drives has seen to it that the
                customer has agreed and the cap is not reached.

        Raises:
            FlowError: The flow goes on for ever without waiting for anybody.
        """
        first = self._flow.start if push is None else self._flow.push[push].goto
        state = State(step=first, known=frozenset(known), opted=frozenset(opted))
        return self._on.enter(state, first, "policy", [])

    def react(self, state: State, event: Event) -> Turn:
        """The state after ``event``. An event that cannot matter here changes nothing.

        Raises:
            FlowError: The flow goes on for ever without waiting for anybody.
        """
        if isinstance(event, Pushed):
            return self._push(state, event)
        if state.control in ("queued", "agent"):
            return self._wait_for_agent(state, event)
        if state.control == "ended":
            return Turn(state)
        match event:
            case Said() if state.stage in ("ask", "choose"):
                return self._hear(replace(self._on.present(state), quiet=False), event)
            case Acted() if state.stage == "act":
                return self._come_back(state, event)
            case Decided() if state.stage == "weigh":
                return self._decide(state, event)
            case Silence() if state.stage in ("ask", "choose"):
                return self._stay_silent(state)
            case _:
                return Turn(state)

    def events(self, state: State) -> list[Event]:
        """Every event that can change this state: what checks and tests explore.

        Pushes are not among them: they come from outside the conversation.
        """
        if state.control == "ended":
            return []
        if state.control in ("queued", "agent"):
            joined: list[Event] = [Joined()] if state.control == "queued" else []
            return [*joined, *(HandedBack(result) for result in HANDOFF_RESULTS)]
        step = self._flow.steps[state.step]
        if state.stage == "act":
            return [Acted(outcome) for outcome in self._flow.actions[step.do or ""].gives]
        if state.stage == "weigh":
            return [Decided(holds=True), Decided(holds=False)]
        rules = (rule.word for rule in self._on.rules(step))
        words = dict.fromkeys([*self._on.words(state, step), *rules])
        said: list[Event] = [Said(word) for word in (*words, None)]
        if state.slot is not None:
            said.append(Said(given=frozenset({state.slot})))
        return [*said, Silence()]

    def offered(self, state: State) -> tuple[str, ...]:
        """Words of the choices that are open now: those whose guards hold."""
        return self._on.words(state, self._flow.steps[state.step])

    def silence_after(self, state: State) -> float | None:
        """Seconds of the customer's silence after which `Silence` is due; ``None``: no rule."""
        if state.control != "bot" or state.stage not in ("ask", "choose"):
            return None
        rule = self._on.silent(self._flow.steps[state.step])
        return rule.after if rule is not None else None

    # ----- the customer has the word -------------------------------------------------------------

    def _hear(self, state: State, event: Said) -> Turn:
        step = self._flow.steps[state.step]
        state = replace(state, known=state.known | event.given)
        if state.stage == "ask" and state.slot in event.given:
            return self._resume(replace(state, tries=0, lost=0), step)
        for choice in self._on.choices(state, step):
            if choice.word == event.word:
                return self._choose(state, step, choice.word, choice.goto)
        for rule in self._on.rules(step):
            if rule.word != event.word:
                continue
            holds = True if rule.guard is None else self._on.weigh(state, rule.guard)
            if holds is None and rule.guard is not None:
                return self._on.ask_guard(state, rule.guard, [], heard=event.word)
            turn = self._follow(state, rule) if holds else None
            if turn is not None:
                return turn
        return self._misunderstand(state, step)

    def _decide(self, state: State, event: Decided) -> Turn:
        """A guard has its answer: on with what depended on it."""
        heard, resuming = state.heard, state.resuming
        answer = (state.guard or "", event.holds)
        state = replace(
            state,
            stage="ask" if state.slot is not None else "choose",
            decided=tuple(sorted({*state.decided, answer})),
            guard=None,
            heard=None,
            resuming=False,
        )
        if heard is not None:
            return self._hear(state, Said(heard))
        step, outputs = self._flow.steps[state.step], list[Output]()
        if resuming:
            offered = self._on.offer(state, step, outputs)
            return self._on.go_on(offered, "policy", outputs)
        return self._on.go_on(self._on.settle(state, step, "policy", outputs), "policy", outputs)

    def _resume(self, state: State, step: Step) -> Turn:
        """Goes on within a step, now that a slot is known."""
        outputs: list[Output] = []
        onward = self._on.advance(state, step, "policy", outputs)
        return self._on.go_on(onward, "policy", outputs)

    def _choose(self, state: State, step: Step, word: str, target: str) -> Turn:
        outputs: list[Output] = []
        if word == step.choose[0].word:
            state = self._on.agree(state, step, outputs)
        return self._on.enter(state, target, self._why(target), outputs)

    def _follow(self, state: State, rule: Hear) -> Turn | None:
        """The rule's turn; ``None`` where it would lead to where the customer is already."""
        target = rule.goto or rule.visit or ""
        if target == state.step:
            return None
        if rule.visit is None:
            return self._on.enter(replace(state, history=()), target, self._why(target), [])
        if target in state.history or len(state.history) >= MAX_HISTORY:
            return None
        return self._on.enter(_interrupted(state), target, self._why(target), [])

    def _misunderstand(self, state: State, step: Step) -> Turn:
        ladder = self._on.ladder(step)
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
            return self._on.enter(replace(state, history=()), rung, "not_understood", [])
        return Turn(state, (Answered(rung, step.name), *self._repeat(state)))

    def _give_up(self, state: State, ladder: tuple[str, ...], reason: Reason) -> Turn:
        """The step at the end of the ladder; where there is none, the end ``lost``."""
        for rung in reversed(ladder):
            if rung in self._flow.steps:
                return self._on.enter(replace(state, history=()), rung, reason, [])
        return self._on.finish(state, "lost", [])

    def _stay_silent(self, state: State) -> Turn:
        rule = self._on.silent(self._flow.steps[state.step])
        if rule is None or state.quiet:
            return self._on.finish(state, "silence", [])
        state = replace(state, quiet=True, history=())
        return self._on.enter(state, rule.goto, "silence", [])

    # ----- action and agent have the word --------------------------------------------------------

    def _come_back(self, state: State, event: Acted) -> Turn:
        step = self._flow.steps[state.step]
        filled = self._flow.actions[step.do or ""].fills.get(event.outcome, ())
        state = replace(state, known=state.known | set(filled))
        outputs: list[Output] = []
        if step.when:
            target = step.when.get(event.outcome)
            if target is None:
                return self._on.finish(state, "dead_end", outputs)
            return self._on.enter(state, target, "action", outputs)
        return self._on.go_on(self._on.settle(state, step, "policy", outputs), "policy", outputs)

    def _wait_for_agent(self, state: State, event: Event) -> Turn:
        if isinstance(event, Joined) and state.control == "queued":
            return Turn(replace(state, control="agent"))
        if not isinstance(event, HandedBack):
            return Turn(state)
        handoff = self._flow.handoffs[self._flow.steps[state.step].handoff or ""]
        state = replace(state, control="bot", history=(), quiet=False)
        target = handoff.when.get(event.result)
        if target is None:
            return self._on.finish(state, event.result, [])
        return self._on.enter(state, target, "policy", [])

    # ----- the bot begins ------------------------------------------------------------------------

    def _push(self, state: State, event: Pushed) -> Turn:
        """A message that the bot begins; nothing, where the customer or the cap forbids it."""
        push = self._flow.push[event.push]
        waits = state.stage in ("ask", "choose") and len(state.history) < MAX_HISTORY
        free = state.control == "ended" or (state.control == "bot" and waits)
        if push.opt_in not in state.opted or event.sent >= push.per_week or not free:
            return Turn(state)
        if state.control == "ended":
            state = State(step=push.goto, known=state.known, opted=state.opted)
            return self._on.enter(state, push.goto, "policy", [])
        return self._visit(state, push.goto)

    def _visit(self, state: State, target: str) -> Turn:
        if target == state.step or target in state.history:
            return Turn(state)
        return self._on.enter(_interrupted(state), target, "policy", [])

    # ----- small things --------------------------------------------------------------------------

    def _repeat(self, state: State) -> tuple[Output, ...]:
        """The open question once more."""
        if state.slot is not None:
            return (Asked(state.slot, state.step, state.tries + 1),)
        words = self._on.words(state, self._flow.steps[state.step])
        return (Offered(words, state.step),) if words else ()

    def _why(self, target: str) -> Reason:
        """Going straight to a handoff on a word is asking for a human."""
        return "asked" if self._flow.steps[target].handoff is not None else "policy"


def _interrupted(state: State) -> State:
    """The state to begin a digression with: its step is resumed afterwards."""
    history, visits = (*state.history, state.step), state.visits - {state.step}
    return replace(state, history=history, visits=visits)
