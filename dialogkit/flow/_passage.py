"""Moving through steps: what happens on entering one, until somebody else has the word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dialogkit.errors import FlowError
from dialogkit.flow._events import (
    Answered,
    Asked,
    Called,
    Ended,
    Fulfilled,
    HandedOff,
    Moved,
    Offered,
    Opted,
    Output,
    Reason,
    Shown,
    State,
    Turn,
    Weighed,
)
from dialogkit.flow._guards import Facts, Guard

if TYPE_CHECKING:
    from dialogkit.flow._flow import Flow
    from dialogkit.flow._model import Choice, Hear, Silent, Step

__all__ = ["MAX_HISTORY", "Onward", "Passage"]

MAX_HISTORY = 3
"""How deep digressions may nest; a deeper one is answered as not understood."""


@dataclass(frozen=True, slots=True)
class Onward:
    """An automatic transition about to be taken."""

    state: State
    """As the last step leaves it."""
    step: str
    """The step to enter."""


class Passage:
    """The ways from step to step that wait for nobody.

    Args:
        flow: The flow.
    """

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._guards = flow.guards

    # ----- entering ------------------------------------------------------------------------------

    def enter(self, state: State, name: str, reason: Reason, outputs: list[Output]) -> Turn:
        """Enters a step and goes on until somebody else has the word."""
        return self.go_on(Onward(state, name), reason, outputs)

    def go_on(self, at: Turn | Onward, reason: Reason, outputs: list[Output]) -> Turn:
        """Follows automatic transitions until the bot has to wait."""
        # each follows from state and step alone: the same pair met twice means for ever
        seen: set[Onward] = set()
        while isinstance(at, Onward):
            if at in seen:
                place = self._flow.steps[at.step].place
                what = f"step {at.step} is reached again and again without waiting for anybody"
                raise FlowError(what, file=place.file, line=place.line, column=place.column)
            seen.add(at)
            at = self._pass(at.state, at.step, reason, outputs)
        return at

    def _pass(
        self, state: State, name: str, reason: Reason, outputs: list[Output]
    ) -> Turn | Onward:
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
                    return self.finish(replace(state, step=name), "dead_end", outputs)
                if step.handoff is not None:
                    # a wish for a human ends what was visited, where nobody is asked any more too
                    state = replace(state, history=())
                return Onward(state, step.otherwise)
            entered[name] = entered.get(name, 0) + 1
            state = replace(state, entered=tuple(sorted(entered.items())))
        state = replace(self._anew(state), step=name, known=state.known - set(step.forget))
        if step.say is not None:
            outputs.append(Answered(step.say, name, step.disclose))
        if step.show is not None:
            outputs.append(Shown(step.show, name))
        return self.advance(state, step, reason, outputs)

    def _anew(self, state: State) -> State:
        """Nothing counted and no passing answer left from the step before."""
        lasting = tuple(each for each in state.decided if self._guards[each[0]].lasting)
        visits = state.visits & set(state.history)
        return replace(state, tries=0, lost=0, slot=None, decided=lasting, visits=visits)

    def present(self, state: State) -> State:
        """Without answers to guards of rules heard earlier at this step: they may have changed."""
        if not state.decided:
            return state
        step = self._flow.steps[state.step]
        offered = {choice.guard.text for choice in step.choose if choice.guard is not None}
        kept = (e for e in state.decided if e[0] in offered or self._guards[e[0]].lasting)
        return replace(state, decided=tuple(kept))

    def _take_up(self, state: State, name: str, outputs: list[Output]) -> Turn | Onward:
        """Back from a digression: what is open is put again, what is done is not done again."""
        step = self._flow.steps[name]
        if name in state.visits:
            return self._depart(replace(self._anew(state), step=name), step, outputs)
        open_still = step.do is None and state.known.issuperset(step.ask)
        if not open_still or not (step.choose or step.listens):
            return Onward(state, name)
        if step.say is not None:
            # the choices need their text again: on many channels they cannot stand alone
            outputs.append(Answered(step.say, name, step.disclose))
        return self.offer(replace(self._anew(state), step=name), step, outputs)

    def advance(
        self, state: State, step: Step, reason: Reason, outputs: list[Output]
    ) -> Turn | Onward:
        """Asks for what is not known yet, then acts, then settles."""
        for slot in step.ask:
            if slot not in state.known:
                outputs.append(Asked(slot, step.name))
                return Turn(replace(state, stage="ask", slot=slot), tuple(outputs))
        state = replace(state, slot=None)
        if step.do is not None:
            outputs.append(Called(step.do, step.name))
            return Turn(replace(state, stage="act"), tuple(outputs))
        return self.settle(state, step, reason, outputs)

    # ----- the last part of a step ---------------------------------------------------------------

    def settle(
        self, state: State, step: Step, reason: Reason, outputs: list[Output]
    ) -> Turn | Onward:
        """Looks at the branches, then moves, visits, hands off, ends, offers choices or goes on."""
        for branch in step.branches:
            holds = self.weigh(state, branch.guard)
            if holds is None:
                return self.ask_guard(state, branch.guard, outputs)
            if holds:
                return Onward(state, branch.goto)
        undecided = self._undecided(state, step)
        if undecided is not None:
            # before anything is done that must not be done twice
            return self.ask_guard(state, undecided, outputs)
        state = self._move(state, step, outputs)
        if step.visit is not None:
            # not bounded by MAX_HISTORY, a part like asking for consent must not be left out; it is
            # finite all the same, because no step stands in the history twice
            history, visits = (*state.history, step.name), state.visits | {step.name}
            return Onward(replace(state, history=history, visits=visits), step.visit)
        if step.handoff is not None:
            state = self._effects(state, step, outputs)
            outputs.append(HandedOff(step.handoff, reason, step.name))
            state = replace(state, stage="handoff", control="queued", history=())
            return Turn(state, tuple(outputs))
        return self._depart(state, step, outputs)

    def _effects(self, state: State, step: Step, outputs: list[Output]) -> State:
        """What the step settles, and what the customer agrees to by passing it."""
        if step.fulfils is not None:
            outputs.append(Fulfilled(step.fulfils, step.name))
        if not step.choose:
            state = self.agree(state, step, outputs)
        return self._opt_out(state, step, outputs)

    def _depart(self, state: State, step: Step, outputs: list[Output]) -> Turn | Onward:
        """The last part but for handoffs: ends, offers choices, or goes on."""
        state = self._effects(state, step, outputs)
        if step.end is not None:
            return self.finish(state, step.end, outputs)
        if step.choose or step.listens:
            return self.offer(state, step, outputs)
        if step.then is None:
            return self.finish(state, "dead_end", outputs)
        return Onward(state, step.then)

    def offer(self, state: State, step: Step, outputs: list[Output]) -> Turn | Onward:
        """Offers the choices whose guards hold, if any, and waits."""
        undecided = self._undecided(state, step)
        if undecided is not None:
            return self.ask_guard(replace(state, resuming=True), undecided, outputs)
        words = self.words(replace(state, stage="choose"), step)
        if not words and step.then is not None:
            return Onward(state, step.then)
        if not words and not step.listens:
            return self.finish(state, "dead_end", outputs)
        if words:
            outputs.append(Offered(words, step.name))
        return Turn(replace(state, stage="choose", resuming=False), tuple(outputs))

    def words(self, state: State, step: Step) -> tuple[str, ...]:
        """The choices open, each word once."""
        return tuple(dict.fromkeys(choice.word for choice in self.choices(state, step)))

    def choices(self, state: State, step: Step) -> list[Choice]:
        """The choices whose guards hold, while the step waits for one."""
        every = step.choose if state.stage == "choose" else ()
        return [each for each in every if each.guard is None or self.weigh(state, each.guard)]

    def agree(self, state: State, step: Step, outputs: list[Output]) -> State:
        """The customer agrees to what the step asks leave for."""
        if step.opt_in is not None and step.opt_in not in state.opted:
            outputs.append(Opted(step.opt_in, agreed=True, step=step.name))
            state = replace(state, opted=state.opted | {step.opt_in})
        return replace(state, allowed=state.allowed | set(step.allows))

    def _opt_out(self, state: State, step: Step, outputs: list[Output]) -> State:
        if step.opt_out is None or step.opt_out not in state.opted:
            return state
        outputs.append(Opted(step.opt_out, agreed=False, step=step.name))
        return replace(state, opted=state.opted - {step.opt_out})

    def _move(self, state: State, step: Step, outputs: list[Output]) -> State:
        channel = self._flow.moves_to(step)
        if channel is None or channel == state.channel:
            return state
        outputs.append(Moved(channel, step.name))
        return replace(state, channel=channel)

    def finish(self, state: State, end: str, outputs: list[Output]) -> Turn:
        """The conversation is over."""
        outputs.append(Ended(end, state.step))
        ended = replace(state, stage="end", control="ended", end=end, slot=None, history=())
        return Turn(ended, tuple(outputs))

    # ----- guards --------------------------------------------------------------------------------

    def weigh(self, state: State, guard: Guard) -> bool | None:
        """Whether a guard holds, as far as the state tells."""
        known = dict(state.decided)
        if guard.text in known:
            return known[guard.text]
        facts = Facts(known=state.known, opted=state.opted, channel=state.channel or None)
        return guard.weigh(facts)

    def _undecided(self, state: State, step: Step) -> Guard | None:
        """The first guard of the choices that the state does not answer."""
        guards = (choice.guard for choice in step.choose if choice.guard is not None)
        return next((guard for guard in guards if self.weigh(state, guard) is None), None)

    @staticmethod
    def ask_guard(
        state: State, guard: Guard, outputs: list[Output], *, heard: str | None = None
    ) -> Turn:
        """Stops until somebody says whether the guard holds."""
        outputs.append(Weighed(guard.text, state.step))
        asked = replace(state, stage="weigh", guard=guard.text, heard=heard)
        return Turn(asked, tuple(outputs))

    # ----- what a step inherits ------------------------------------------------------------------

    def rules(self, step: Step) -> tuple[Hear, ...]:
        """The rules of the step, then those of anywhere."""
        return (*step.hear, *self._flow.anywhere.hear)

    def ladder(self, step: Step) -> tuple[str, ...]:
        """The fallback ladder in force at the step."""
        return step.lost if step.lost is not None else self._flow.anywhere.lost

    def silent(self, step: Step) -> Silent | None:
        """The silence rule in force at the step."""
        return step.silent or self._flow.anywhere.silent
