"""A flow made ready for many conversations: transitions remembered, customers' wishes looked up.

The machine of the flow is asked once for each (state, event) that occurs and its answer kept, so a
simulated week costs a few dictionary look-ups a turn and means exactly what the live bot means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, Literal, NamedTuple

from dialogkit.conversation import LEVELS, Level
from dialogkit.flow import (
    Action,
    Answered,
    Asked,
    Called,
    Ended,
    Event,
    Facts,
    Flow,
    Fulfilled,
    Guard,
    HandedOff,
    Handoff,
    Machine,
    Moved,
    Offered,
    Output,
    Shown,
    State,
    Step,
)
from dialogkit.simulate._distances import asked_after, at_handoff, distances

__all__ = ["Goal", "Move", "Rehearsal"]

Goal = Literal["finish", "human"]
"""What a customer wants beyond an issue: to be done with it, or to reach an agent."""


class Move(NamedTuple):
    """What one event does: the next state, and the bot's outputs sorted by what they mean."""

    state: int
    outputs: tuple[Output, ...]
    speaks: bool
    """Whether the bot says anything."""
    steps: tuple[str, ...]
    """Steps reached, each once in a row."""
    action: str | None
    """Action called, whose outcome is due next."""
    fulfils: tuple[str, ...]
    """Words of ``intents`` that a step claims to settle."""
    handoff: HandedOff | None
    end: str | None
    moved: str | None
    """The channel that the conversation goes on on, where it changes."""


def _move(state: int, outputs: tuple[Output, ...]) -> Move:
    steps = (output.step for output in outputs if not isinstance(output, Ended))
    return Move(
        state=state,
        outputs=outputs,
        speaks=any(isinstance(o, (Answered, Asked, Offered, Shown)) for o in outputs),
        steps=tuple(step for step, _ in groupby(steps)),
        action=next((o.action for o in outputs if isinstance(o, Called)), None),
        fulfils=tuple(o.word for o in outputs if isinstance(o, Fulfilled)),
        handoff=next((o for o in outputs if isinstance(o, HandedOff)), None),
        end=next((o.end for o in outputs if isinstance(o, Ended)), None),
        moved=next((o.channel for o in reversed(outputs) if isinstance(o, Moved)), None),
    )


class Rehearsal:
    """A flow with its remembered transitions. States are numbered in the order they occur.

    Args:
        flow: A flow whose structure has no error.
    """

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self._machine = Machine(flow)
        self.guarded = bool(flow.guards)
        self.opt_ins = any(step.opt_in for step in flow.steps.values())
        self.states: list[State] = []
        self._number: dict[State, int] = {}
        self._moves: list[dict[Event, Move]] = []
        self._offered: list[tuple[str, ...]] = []
        self._heard: list[tuple[str, ...]] = []
        self._silence: list[float | None] = []
        self._words: dict[tuple[int, str], str | None] = {}
        self._openings: dict[tuple[frozenset[str], str | None], Move] = {}
        self._words_of: dict[str, list[str]] = {}
        for word, label in flow.intents.items():
            self._words_of.setdefault(label, []).append(word)
        self._human: dict[str, bool] = {}
        self._actions = {name: number for number, name in enumerate(flow.actions)}
        self._early: dict[str, frozenset[str]] = {}
        self._takes_value: dict[str, bool] = {}
        self._served: dict[str, bool] = {}
        self._wishes: dict[tuple[int, str], str | None] = {}
        self._far_end = distances(flow, (s.name for s in flow.steps.values() if s.end))
        self._at_handoff = at_handoff(flow)
        self._far_issue: dict[tuple[str, bool], dict[str, int]] = {}
        self.plans: list[Any] = []
        """What conversations have learned of the flow, one for each pool of words."""

    def opening(self, opted: frozenset[str] = frozenset(), push: str | None = None) -> Move:
        """The first turn.

        Args:
            opted: Topics the customer has agreed to before.
            push: The push that begins the conversation.
        """
        key = (opted, push)
        if key not in self._openings:
            first = self._machine.start(opted=opted, push=push)
            self._openings[key] = _move(self._intern(first.state), first.outputs)
        return self._openings[key]

    def react(self, state: int, event: Event) -> Move:
        """The next state, and what the bot does on the way."""
        known = self._moves[state].get(event)
        if known is None:
            turn = self._machine.react(self.states[state], event)
            known = _move(self._intern(turn.state), turn.outputs)
            self._moves[state][event] = known
        return known

    def silence_after(self, state: int) -> float | None:
        """Seconds of silence the flow bears in this state."""
        return self._silence[state]

    def offered(self, state: int) -> tuple[str, ...]:
        """Words of the choices open in this state."""
        return self._offered[state]

    def heard(self, state: int) -> tuple[str, ...]:
        """Words that lead on from this state: choices first, then what is heard anywhere."""
        return self._heard[state]

    def word_for(self, state: int, label: str) -> str | None:
        """The flow's word for a classifier's label in this state; ``None``: it has none here."""
        key = (state, label)
        if key not in self._words:
            words = self._words_of.get(label, ())
            self._words[key] = next((word for word in self.heard(state) if word in words), None)
        return self._words[key]

    def wish(self, state: int, label: str | None, goal: Goal | None) -> str | None:
        """The word a customer would choose here.

        Args:
            state: Number of a state in which the customer has the word.
            label: The issue pursued, if it still is.
            goal: What is wanted otherwise.

        Returns:
            A word of `heard`, or ``None`` where nothing here serves the wish.
        """
        key = (state, f"={label}" if goal is None else goal)
        if key not in self._wishes:
            self._wishes[key] = self._find_wish(state, label, goal)
        return self._wishes[key]

    def handoff_at(self, state: int) -> Handoff:
        """The handoff whose queue has control in this state."""
        return self.flow.handoffs[self._step(state).handoff or ""]

    def consent(self, state: int) -> bool:
        """Whether this state asks for leave to use data."""
        return bool(self._step(state).allows) and bool(self.offered(state))

    def asks_opt_in(self, state: int) -> bool:
        """Whether this state asks for leave to write to the customer later."""
        topic = self._step(state).opt_in
        return topic is not None and topic not in self.states[state].opted and self._first(state)

    def opting_in_serves(self, state: int, label: str) -> bool:
        """Whether agreeing is part of the issue: it leads nearer to settling it than refusing."""
        far = self._toward(label, settled=True)
        yes, *others = (self._far(state, word, far) for word in self.offered(state))
        return yes is not None and all(no is None or yes < no for no in others)

    def _first(self, state: int) -> bool:
        """Whether the choice that says yes, the first of its step, is open here."""
        choices = self._step(state).choose
        return bool(choices) and self.offered(state)[:1] == (choices[0].word,)

    def refusal(self, state: int) -> str:
        """The choice that says no where consent is asked: the one that ends soonest."""
        words = self.offered(state)[1:] or self.offered(state)
        far = {word: self._far(state, word, self._far_end) for word in words}
        return min(words, key=lambda word: 99 if far[word] is None else far[word] or 0)

    def served(self, label: str) -> bool:
        """Whether some step settles this issue."""
        if label not in self._served:
            words = self._words_of.get(label, ())
            steps = self.flow.steps.values()
            self._served[label] = any(step.fulfils in words for step in steps if step.fulfils)
        return self._served[label]

    def takes_value(self, label: str) -> bool:
        """Whether this issue is settled with a value of the customer's, which may be wrong."""
        if label not in self._takes_value:
            words = self._words_of.get(label, ())
            self._takes_value[label] = any(
                asked_after(self.flow, word, settled=True) for word in words
            )
        return self._takes_value[label]

    def means_human(self, label: str) -> bool:
        """Whether an issue is nothing but the wish for a human: its words go to handoffs."""
        if label not in self._human:
            words = self._words_of.get(label, ())
            rules = [r for r in self.flow.anywhere.hear if r.word in words]
            # under a guard the others say what happens while nobody is there
            decisive = [r for r in rules if r.guard is not None] or rules
            self._human[label] = bool(rules) and all(r.goto in self._at_handoff for r in decisive)
        return self._human[label]

    def number(self, action: Action) -> int:
        """Number of an action in the order of the flow."""
        return self._actions[action.name]

    def settles(self, word: str, label: str) -> bool:
        """Whether settling ``word`` settles the issue ``label``."""
        return self.flow.intents.get(word, word) == label

    def level(self, label: str) -> Level:
        """The highest level of a value that may be asked for on the way of this issue."""
        found = {
            name for word in self._words_of.get(label, ()) for name in asked_after(self.flow, word)
        }
        levels = [LEVELS.index(self.flow.data[name].level) for name in found]
        return LEVELS[max(levels, default=0)]

    # ----- inside --------------------------------------------------------------------------------

    def _intern(self, state: State) -> int:
        number = self._number.get(state)
        if number is None:
            number = self._number[state] = len(self.states)
            self.states.append(state)
            self._moves.append({})
            step = self.flow.steps[state.step]
            chooses = state.stage == "choose" and state.control == "bot"
            open_now = (c.word for c in step.choose if self._may(state, c.guard)) if chooses else ()
            offered = tuple(dict.fromkeys(open_now))
            rules = (*step.hear, *self.flow.anywhere.hear)
            self._offered.append(offered)
            self._heard.append(tuple(dict.fromkeys([*offered, *(rule.word for rule in rules)])))
            self._silence.append(self._machine.silence_after(state))
        return number

    def _step(self, state: int) -> Step:
        return self.flow.steps[self.states[state].step]

    @staticmethod
    def _may(state: State, guard: Guard | None) -> bool:
        """Whether a guard holds, or may hold as far as the state tells."""
        if guard is None:
            return True
        decided = dict(state.decided)
        if guard.text in decided:
            return decided[guard.text]
        facts = Facts(known=state.known, opted=state.opted, channel=state.channel or None)
        return guard.weigh(facts) is not False

    def _targets(self, state: int, word: str) -> list[str]:
        """Where a word may lead from here; to more than one step only under guards."""
        step, here = self._step(state), self.states[state]
        found = []
        for choice in step.choose if here.stage == "choose" else ():
            if choice.word == word and self._may(here, choice.guard):
                return [choice.goto]
        for rule in (*step.hear, *self.flow.anywhere.hear):
            if rule.word == word and self._may(here, rule.guard):
                found.append(rule.goto or rule.visit or step.name)
                if rule.guard is None:
                    break
        return found or [step.name]

    def _far(self, state: int, word: str, far: Mapping[str, int]) -> int | None:
        """How far a word leads from a goal at best; ``None``: not to it."""
        return min((far[to] for to in self._targets(state, word) if to in far), default=None)

    def _find_wish(self, state: int, label: str | None, goal: Goal | None) -> str | None:
        if goal is not None:
            far = self._far_end if goal == "finish" else self._at_handoff
            words = self.offered(state) if goal == "finish" else self.heard(state)
            found = self._nearest(state, words, far)
            # nobody may be there now; the demand is heard all the same
            return self._human_word(state) if found is None and goal == "human" else found
        if label is None:
            return None
        word = self.word_for(state, label)
        if word is not None:
            return self._closer(state, label, word) or word
        return self._nearest(state, self.offered(state), self._toward(label))

    def _human_word(self, state: int) -> str | None:
        """A word that stands for the wish for a human, if it is heard here."""
        intents = self.flow.intents
        heard = (word for word in self.heard(state) if word in intents)
        return next((word for word in heard if self.means_human(intents[word])), None)

    def _closer(self, state: int, label: str, word: str) -> str | None:
        """A choice that leads nearer to settling than saying the issue again: "yes, do it"."""
        if word in self.offered(state):
            return None
        far = self._toward(label, settled=True)
        choice, again = self._nearest(state, self.offered(state), far), self._far(state, word, far)
        onward = None if choice is None else self._far(state, choice, far)
        return choice if onward is not None and (again is None or onward < again) else None

    def _nearest(self, state: int, words: Iterable[str], far: Mapping[str, int]) -> str | None:
        away = {word: self._far(state, word, far) for word in words}
        reachable = [word for word in away if away[word] is not None]
        return min(reachable, key=lambda word: away[word] or 0, default=None)

    def _toward(self, label: str, *, settled: bool = False) -> dict[str, int]:
        """Steps to how far they are from settling or, unless ``settled``, hearing an issue."""
        key = (label, settled)
        if key not in self._far_issue:
            words = set(self._words_of.get(label, ()))
            goals = [
                step.name
                for step in self.flow.steps.values()
                if step.fulfils in words
                or (not settled and words & {choice.word for choice in step.choose})
            ]
            self._far_issue[key] = distances(self.flow, goals)
        return self._far_issue[key]

    def early_values(self, word: str) -> frozenset[str]:
        """Slots whose values a customer may name along with ``word``, before being asked."""
        if word not in self._early:
            data = self.flow.data
            asked = (name for name in asked_after(self.flow, word) if name in data)
            self._early[word] = frozenset(name for name in asked if data[name].like != "free text")
        return self._early[word]

    def named_early(self, label: str) -> list[str]:
        """Slots whose values customers with this issue may name in their own words, by name."""
        words = self._words_of.get(label, ())
        return sorted({slot for word in words for slot in self.early_values(word)})
