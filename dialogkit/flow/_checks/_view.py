"""A flow as the checks look at it: its transitions, what can be reached, what is named where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from dialogkit.channels import Channel, load_channel, names
from dialogkit.flow._guards import Guard
from dialogkit.flow._model import Hear, Place, Step
from dialogkit.flow._offences import nearest
from dialogkit.flow._preview_where import elsewhere

if TYPE_CHECKING:
    from dialogkit.conversation import IntentModel, Utterance
    from dialogkit.flow._flow import Flow

__all__ = ["DIGRESSION", "Stack", "Target", "Transition", "View", "shortest_way"]

Kind = Literal[
    "choose",
    "when",
    "then",
    "else",
    "if",
    "enter",
    "resume",
    "hear",
    "visit",
    "lost",
    "silent",
    "result",
]
"""``enter`` begins a part that a step visits, ``resume`` leads from an end of it to the step after;
``visit`` is a digression the customer begins."""

AUTOMATIC: frozenset[Kind] = frozenset({"then", "else", "when", "if", "enter", "resume"})
"""Transitions that wait for no human."""


LEAVING_FOR_GOOD: frozenset[Kind] = frozenset({"hear", "lost", "silent", "result"})
"""Transitions after which nothing that was visited is resumed."""

Stack = tuple[str, ...]
"""The steps whose visits are under way, the latest last; `DIGRESSION` stands for one of those."""

DIGRESSION = "·"


@dataclass(frozen=True, slots=True)
class Target:
    """A step named somewhere in the flow."""

    owner: str
    """What names it, as ``Step hello``."""
    key: str
    """Under which key, as ``then`` or ``choose.track``."""
    step: str
    """The name, whether there is such a step or not."""
    place: Place
    """Where it is named."""


@dataclass(frozen=True, slots=True)
class Transition:
    """A way from one step to another."""

    source: str
    """Name of the step it leaves."""
    target: str
    """Name of the step it leads to."""
    kind: Kind
    """What takes it."""
    word: str = ""
    """The word of a choice or rule, the outcome or the result."""
    guard: Guard | None = None
    """It is taken only where this holds."""


class View:
    """What the checks want to know of a flow, worked out once."""

    def __init__(
        self,
        flow: Flow,
        model: IntentModel | None = None,
        utterances: Sequence[Utterance] = (),
    ) -> None:
        self.flow = flow
        self.model = model
        self.utterances = utterances
        self._elsewhere: dict[str, frozenset[str]] = {}

    @cached_property
    def start_place(self) -> Place:
        """Place of ``start``; where there is none, of the first step."""
        first = next(iter(self.flow.steps.values()))
        return self.flow.places.get("start", first.place)

    def place_of(self, key: str) -> Place:
        """Place of a top-level value; where it is not in the file, of ``start``."""
        return self.flow.places.get(key, self.start_place)

    @cached_property
    def channels(self) -> list[Channel]:
        """The channels of the flow that have a profile."""
        return [load_channel(name) for name in self.flow.channels if name in names()]

    def elsewhere(self, channel: str) -> frozenset[str]:
        """Steps that are met on other channels only."""
        if channel not in self._elsewhere:
            # names that stand for nothing have findings of their own
            self._elsewhere[channel] = elsewhere(self.flow, channel)
        return self._elsewhere[channel]

    @staticmethod
    def at(step: Step, key: str) -> Place:
        """Place of a step's value; where it is unknown, of the step."""
        return step.places.get(key, step.place)

    # ----- what a step inherits ------------------------------------------------------------------

    @staticmethod
    def waits(step: Step) -> bool:
        """Whether the customer has the word at this step."""
        return step.waits

    def ladder(self, step: Step) -> tuple[str, ...]:
        """The step's fallback ladder."""
        return step.lost if step.lost is not None else self.flow.anywhere.lost

    def rules(self, step: Step) -> list[Hear]:
        """The rules that can be taken at a step, choices before all.

        For a word that is the first rule, and each before it that has a guard.
        """
        sure = {choice.word for choice in step.choose if choice.guard is None}
        taken = set() if step.ask else sure
        found = []
        for rule in (*step.hear, *self.flow.anywhere.hear):
            if rule.word not in taken:
                found.append(rule)
            if rule.guard is None:
                taken.add(rule.word)
        return [rule for rule in found if (rule.goto or rule.visit) != step.name]

    # ----- transitions ---------------------------------------------------------------------------

    @cached_property
    def targets(self) -> list[Target]:
        """Every step named, in the order of the file."""
        flow = self.flow
        found = [
            Target(f"Step {step.name}", key, named, self.at(step, key))
            for step in flow.steps.values()
            for key, named in step.targets().items()
        ]
        found += [
            Target("The rule of anywhere", rule.word, rule.goto or rule.visit or "", rule.place)
            for rule in flow.anywhere.hear
        ]
        silent = flow.anywhere.silent
        if silent is not None:
            found.append(Target("The rule of anywhere", "silent", silent.goto, silent.place))
        for push in flow.push.values():
            place = push.places.get("goto", push.place)
            found.append(Target(f"Push {push.name}", "goto", push.goto, place))
        for handoff in flow.handoffs.values():
            for result, named in handoff.when.items():
                place = handoff.places.get(f"when.{result}", handoff.place)
                found.append(Target(f"Handoff {handoff.name}", f"when.{result}", named, place))
        return found

    @cached_property
    def meant(self) -> dict[str, str]:
        """Steps that do not exist to the one likely meant, so that one slip is one finding."""
        missing = {target.step for target in self.targets} - self.flow.steps.keys()
        found = {name: nearest(name, self.flow.steps) for name in missing}
        return {name: near for name, near in found.items() if near is not None}

    @cached_property
    def transitions(self) -> list[Transition]:
        """Every way from step to step, slips of the pen mended."""
        return [each for each in self._mended if each.target in self.flow.steps]

    @cached_property
    def broken(self) -> frozenset[str]:
        """Steps with a transition into nothing."""
        steps = self.flow.steps
        return frozenset(each.source for each in self._mended if each.target not in steps)

    @cached_property
    def _mended(self) -> list[Transition]:
        found = [each for step in self.flow.steps.values() for each in self._leaving(step)]
        mended = [replace(each, target=self.meant.get(each.target, each.target)) for each in found]
        return [*mended, *self._resuming(mended)]

    def _resuming(self, transitions: list[Transition]) -> Iterator[Transition]:
        """From the ends of each part that is visited to what comes after it."""
        graph: dict[str, list[str]] = {name: [] for name in self.flow.steps}
        for each in transitions:
            if each.target in graph and not self.leaves_for_good(each):
                graph[each.source].append(each.target)
        for step in self.flow.steps.values():
            if step.visit is not None and step.then is not None:
                after = self.meant.get(step.then, step.then)
                for end in self.ends_of(self.meant.get(step.visit, step.visit), graph):
                    yield Transition(end, after, "resume")

    def ends_of(self, start: str, graph: Mapping[str, Iterable[str]] | None = None) -> list[str]:
        """The steps with an end at which a part that begins at ``start`` can end."""
        if start not in self.flow.steps:
            return []
        if graph is None:
            graph = {
                name: [each.target for each in transitions if not self.leaves_for_good(each)]
                for name, transitions in self.leaving.items()
            }
        found = reached(graph, [start])
        return [name for name in self.flow.steps if name in found and self.flow.steps[name].end]

    def leaves_for_good(self, transition: Transition) -> bool:
        """Whether nothing that was visited is resumed after it.

        A handoff that is used up leaves for good too. It is taken for a way that may come back:
        one way more to look at, so that nothing is overlooked.
        """
        return transition.kind in LEAVING_FOR_GOOD

    def _leaving(self, step: Step) -> Iterator[Transition]:
        name = step.name
        if step.visit is not None:
            yield Transition(name, step.visit, "enter")
        if step.then is not None and step.visit is None:
            yield Transition(name, step.then, "then")
        for branch in step.branches:
            yield Transition(name, branch.goto, "if", branch.guard.text, branch.guard)
        if step.otherwise is not None and step.at_most is not None:
            yield Transition(name, step.otherwise, "else")
        for outcome, target in step.when.items():
            yield Transition(name, target, "when", outcome)
        for choice in step.choose:
            yield Transition(name, choice.goto, "choose", choice.word, choice.guard)
        handoff = self.flow.handoffs.get(step.handoff or "")
        for result, target in handoff.when.items() if handoff is not None else ():
            yield Transition(name, target, "result", result)
        if self.waits(step):
            yield from self._inherited(step)

    def _inherited(self, step: Step) -> Iterator[Transition]:
        for rule in self.rules(step):
            if rule.visit is not None:
                yield Transition(step.name, rule.visit, "visit", rule.word, rule.guard)
            elif rule.goto is not None:
                yield Transition(step.name, rule.goto, "hear", rule.word, rule.guard)
        for rung in self.ladder(step):
            if rung in self.flow.steps:
                yield Transition(step.name, rung, "lost")
        silent = step.silent or self.flow.anywhere.silent
        if silent is not None:
            yield Transition(step.name, silent.goto, "silent")

    @cached_property
    def leaving(self) -> dict[str, list[Transition]]:
        """Step to the transitions out of it."""
        found: dict[str, list[Transition]] = {name: [] for name in self.flow.steps}
        for transition in self.transitions:
            found[transition.source].append(transition)
        return found

    def graph(self, *kinds: Kind, counted: bool = True) -> dict[str, list[str]]:
        """Step to the steps after it, by transitions of ``kinds`` (all, where none is named).

        Args:
            kinds: The kinds of transition.
            counted: Whether steps with ``at_most`` are passed as if they never ran out; if not,
                as if they had.
        """
        steps = self.flow.steps
        return {
            name: [
                t.target
                for t in transitions
                if (not kinds or t.kind in kinds)
                and (counted or steps[name].at_most is None or t.kind == "else")
            ]
            for name, transitions in self.leaving.items()
        }

    def onward(self, name: str, stack: Stack) -> Iterator[tuple[Transition, Stack]]:
        """The transitions out of a step, with the visits under way after each.

        Where a part ends, it goes on after the step that visited it, and after no other. A
        digression ends where it began, which has been looked at already.
        """
        step = self.flow.steps[name]
        if step.end is not None and stack:
            *below, caller = stack
            after = self.flow.steps[caller].then if caller != DIGRESSION else None
            after = self.meant.get(after or "", after)
            if after in self.flow.steps and after is not None:
                yield Transition(name, after, "resume"), tuple(below)
            return
        for transition in self.leaving[name]:
            if transition.kind == "enter":
                # a step that visits itself again begins anew, as in the machine
                cut = stack.index(name) if name in stack else len(stack)
                yield transition, (*stack[:cut], name)
            elif transition.kind == "visit":
                yield transition, (DIGRESSION,)
            elif self.leaves_for_good(transition):
                yield transition, ()
            elif transition.kind != "resume":
                yield transition, stack

    @cached_property
    def reachable(self) -> frozenset[str]:
        """Steps the conversation can come to."""
        return reached(self.graph(), self.roots) if self.start is not None else frozenset()

    def reached_unvisited(self) -> frozenset[str]:
        """Steps that can be come to while nothing is being visited."""
        seen: set[tuple[str, Stack]] = {(root, ()) for root in self.roots}
        waiting = list(seen)
        while waiting:
            name, stack = waiting.pop()
            for transition, onward in self.onward(name, stack):
                if (transition.target, onward) not in seen:
                    seen.add((transition.target, onward))
                    waiting.append((transition.target, onward))
        return frozenset(name for name, stack in seen if not stack)

    @cached_property
    def start(self) -> str | None:
        """The first step; ``None`` where there is none."""
        start = self.meant.get(self.flow.start, self.flow.start)
        return start if start in self.flow.steps else None

    @cached_property
    def roots(self) -> list[str]:
        """Where conversations begin: the first step, and those of the pushes."""
        pushed = (self.meant.get(push.goto, push.goto) for push in self.flow.push.values())
        named = [self.start or "", *pushed]
        return [name for name in dict.fromkeys(named) if name in self.flow.steps]

    def leading_to(self, goals: Iterable[str], *without: Kind) -> frozenset[str]:
        """Steps from which one of ``goals`` can be reached, not by transitions ``without``."""
        backward: dict[str, list[str]] = {name: [] for name in self.flow.steps}
        for transition in self.transitions:
            if transition.kind not in without:
                backward[transition.target].append(transition.source)
        return reached(backward, goals)


def reached(graph: Mapping[str, Iterable[str]], start: Iterable[str]) -> frozenset[str]:
    """All that can be reached from ``start``, itself included."""
    seen, waiting = set(start), list(start)
    while waiting:
        for target in graph[waiting.pop()]:
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return frozenset(seen)


def shortest_way(
    graph: Mapping[str, Iterable[str]], start: str, goal: str
) -> tuple[str, ...] | None:
    """The shortest way of at least one transition; ``None`` where there is none."""
    before: dict[str, str] = {}
    waiting = [start]
    for name in waiting:
        for target in graph[name]:
            if target in before:
                continue
            before[target] = name
            if target == goal:
                return _way_back(before, start, goal)
            waiting.append(target)
    return None


def _way_back(before: Mapping[str, str], start: str, goal: str) -> tuple[str, ...]:
    way = [goal, before[goal]]
    while way[-1] != start:
        way.append(before[way[-1]])
    return tuple(reversed(way))
