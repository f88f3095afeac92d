"""A flow as the checks look at it: its transitions, what can be reached, what is named where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from dialogkit.channels import Channel, load_channel, names
from dialogkit.flow._model import Hear, Place, Step
from dialogkit.flow._offences import nearest

if TYPE_CHECKING:
    from dialogkit.conversation import IntentModel
    from dialogkit.flow._flow import Flow

__all__ = ["Target", "Transition", "View", "shortest_way"]

Kind = Literal["choose", "when", "then", "else", "hear", "visit", "lost", "silent", "result"]

AUTOMATIC: frozenset[Kind] = frozenset({"then", "else", "when"})
"""Transitions that wait for no human."""


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


class View:
    """What the checks want to know of a flow, worked out once."""

    def __init__(self, flow: Flow, model: IntentModel | None = None) -> None:
        self.flow = flow
        self.model = model

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

    @staticmethod
    def at(step: Step, key: str) -> Place:
        """Place of a step's value; where it is unknown, of the step."""
        return step.places.get(key, step.place)

    # ----- what a step inherits ------------------------------------------------------------------

    @staticmethod
    def waits(step: Step) -> bool:
        """Whether the customer has the word at this step."""
        return bool(step.ask or step.choose)

    def ladder(self, step: Step) -> tuple[str, ...]:
        """The step's fallback ladder."""
        return step.lost if step.lost is not None else self.flow.anywhere.lost

    def rules(self, step: Step) -> list[Hear]:
        """The rules that can be taken at a step: the first for a word, choices before all."""
        taken = set() if step.ask else {choice.word for choice in step.choose}
        found: dict[str, Hear] = {}
        for rule in (*step.hear, *self.flow.anywhere.hear):
            if rule.word not in taken:
                found.setdefault(rule.word, rule)
        return [rule for rule in found.values() if (rule.goto or rule.visit) != step.name]

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
        found = (each for step in self.flow.steps.values() for each in self._leaving(step))
        return [replace(each, target=self.meant.get(each.target, each.target)) for each in found]

    def _leaving(self, step: Step) -> Iterator[Transition]:
        name = step.name
        if step.then is not None:
            yield Transition(name, step.then, "then")
        if step.otherwise is not None and step.at_most is not None:
            yield Transition(name, step.otherwise, "else")
        for outcome, target in step.when.items():
            yield Transition(name, target, "when", outcome)
        for choice in step.choose:
            yield Transition(name, choice.goto, "choose", choice.word)
        handoff = self.flow.handoffs.get(step.handoff or "")
        for result, target in handoff.when.items() if handoff is not None else ():
            yield Transition(name, target, "result", result)
        if self.waits(step):
            yield from self._inherited(step)

    def _inherited(self, step: Step) -> Iterator[Transition]:
        for rule in self.rules(step):
            if rule.visit is not None:
                yield Transition(step.name, rule.visit, "visit", rule.word)
            elif rule.goto is not None:
                yield Transition(step.name, rule.goto, "hear", rule.word)
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

    @cached_property
    def reachable(self) -> frozenset[str]:
        """Steps the conversation can come to."""
        start = self.meant.get(self.flow.start, self.flow.start)
        return reached(self.graph(), [start] if start in self.flow.steps else [])

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
