"""Drives two flows side by side and notes where they do different things.

Both machines get the same events; what they put out is compared without the names of steps. There
are too many pairs of states to visit all: a pair is followed only where something about it is new
(a step reached with a counter, a value, a digression or an answer that was not met at that step
before). So what is found is real, with a way to it; the search is wide, not complete.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from dialogkit.errors import FlowError
from dialogkit.flow._diff_told import told_event, told_output
from dialogkit.flow._events import Event, Pushed, State, Turn
from dialogkit.flow._flow import Flow
from dialogkit.flow._machine import Machine

__all__ = ["BROKEN", "Met", "Side", "core", "search"]

BROKEN = "breaks off: the flow cannot go on here"
"""What a flow does that names a step which does not exist, or never waits."""

_MOST_PAIRS = 6_000
_WALKS, _WALK = 60, 40
"""Random ways taken in the end, and their length."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two flows."""

    flow: Flow
    """The flow."""
    machine: Machine
    """Its machine."""
    keys: Mapping[str, str]
    """Key of a text to the key it is known by in the other flow."""

    def react(self, state: State, event: Event) -> Turn | None:
        """The turn; ``None`` where the flow breaks off."""
        if isinstance(event, Pushed) and event.push not in self.flow.push:
            return Turn(state)
        try:
            return self.machine.react(state, event)
        except (FlowError, KeyError):  # KeyError: a step or slot that does not exist
            return None

    def start(self, push: str | None, opted: Sequence[str]) -> Turn | None:
        """The first turn; ``None`` where there is none."""
        if push is not None and push not in self.flow.push:
            return None
        try:
            return self.machine.start(push=push, opted=opted)
        except (FlowError, KeyError):  # as above
            return None

    def events(self, state: State) -> list[Event]:
        """Every event that can matter here, pushes included."""
        pushes = [
            Pushed(name) for name, push in self.flow.push.items() if push.opt_in in state.opted
        ]
        try:
            return [*self.machine.events(state), *pushes]
        except KeyError:  # an action or a step that does not exist
            return []

    def told(self, turn: Turn | None) -> tuple[str, ...]:
        """What the bot does in a turn, in words."""
        if turn is None:
            return (BROKEN,)
        return tuple(told_output(output, self.keys) for output in turn.outputs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A place where the two flows do different things."""

    after: tuple[str, ...]
    """What happened before, the event included."""
    steps: tuple[str, str]
    """Where the two flows were; empty at the start."""
    old: tuple[str, ...]
    """What the old one does."""
    new: tuple[str, ...]
    """What the new one does."""


@dataclass(slots=True)  # not frozen: filled while searching
class _Search:
    old: Side
    new: Side
    found: list[Met] = field(default_factory=list)
    same: dict[tuple[str, str], None] = field(default_factory=dict)
    """Steps, old and new, at which both did the same, in the order met."""
    seen: set[tuple[object, ...]] = field(default_factory=set)
    waiting: deque[tuple[State, State, tuple[str, ...]]] = field(default_factory=deque)

    def begin(self) -> None:
        """The starts, and the pushes of either flow."""
        pushes = dict.fromkeys([*self.old.flow.push, *self.new.flow.push])
        topics = {p.opt_in for side in (self.old, self.new) for p in side.flow.push.values()}
        for push in (None, *pushes):
            opted = sorted(topics) if push is not None else ()
            turns = self.old.start(push, opted), self.new.start(push, opted)
            self._compare(turns, (f"push {push}",) if push is not None else (), ("", ""))

    def run(self) -> None:
        """Visits pairs until none is new."""
        visited = 0
        while self.waiting and visited < _MOST_PAIRS:
            visited += 1
            old, new, after = self.waiting.popleft()
            for event in self._events(old, new):
                told = told_event(self.old.flow, old, event)
                turns = self.old.react(old, event), self.new.react(new, event)
                self._compare(turns, (*after, told), (old.step, new.step))

    def walk(self) -> None:
        """Goes random ways; the same ones every time."""
        rng = random.Random(0)  # noqa: S311 - a fixed way through a flow, no secret
        for _ in range(_WALKS):
            turns = self.old.start(None, ()), self.new.start(None, ())
            after: tuple[str, ...] = ()
            for _ in range(_WALK):
                if turns[0] is None or turns[1] is None or self.found:
                    break
                old, new = turns[0].state, turns[1].state
                events = self._events(old, new)
                if not events:
                    break
                event = rng.choice(events)
                after = (*after, told_event(self.old.flow, old, event))
                turns = self.old.react(old, event), self.new.react(new, event)
                self._compare(turns, after, (old.step, new.step))

    def _events(self, old: State, new: State) -> list[Event]:
        return list(dict.fromkeys([*self.old.events(old), *self.new.events(new)]))

    def _compare(
        self, turns: tuple[Turn | None, Turn | None], after: tuple[str, ...], at: tuple[str, str]
    ) -> None:
        old, new = self.old.told(turns[0]), self.new.told(turns[1])
        if old != new:
            self.found.append(Met(after=after, steps=at, old=old, new=new))
        if turns[0] is None or turns[1] is None:
            return
        if old == new:
            self._match(turns[0], turns[1])
        elif not self._comparable(turns[0].state, turns[1].state):
            return
        self._visit(turns[0].state, turns[1].state, after)

    def _match(self, old: Turn, new: Turn) -> None:
        for one, other in zip(old.outputs, new.outputs, strict=True):
            self.same.setdefault((one.step, other.step))
        self.same.setdefault((old.state.step, new.state.step))

    def _comparable(self, old: State, new: State) -> bool:
        """Whether it makes sense to go on behind a difference: both wait for the same thing."""
        met = old.step == new.step or (old.step, new.step) in self.same
        kind = (old.stage, old.control, old.slot) == (new.stage, new.control, new.slot)
        return met and kind

    def _visit(self, old: State, new: State, after: tuple[str, ...]) -> None:
        facets = set(_facets(old, new))
        if not facets <= self.seen:
            self.seen |= facets
            self.waiting.append((old, new, after))


def _facets(old: State, new: State) -> Iterator[tuple[object, ...]]:
    """All that can be new about a pair of states, one by one."""
    at = (old.step, new.step, old.stage, new.stage, old.slot, new.slot, old.control)
    yield at
    for name in ("lost", "tries", "quiet", "channel", "guard", "heard", "resuming"):
        yield (*at, name, getattr(old, name), getattr(new, name))
    for side, state in (("old", old), ("new", new)):
        for name, count in state.entered:
            yield (*at, side, "entered", name, count)
        for slot in sorted(state.known):
            yield (*at, side, "known", slot)
        for topic in sorted(state.opted):
            yield (*at, side, "opted", topic)
        for answer in state.decided:
            yield (*at, side, "decided", *answer)
        yield (*at, side, "deep", len(state.history))
        yield (side, "history", state.history[-1:])
    unknown = sorted(old.known ^ new.known)
    yield (*at, "apart", tuple(unknown))


def search(old: Side, new: Side) -> tuple[list[Met], list[tuple[str, str]]]:
    """Where two flows do different things, and pairs of steps at which they do the same."""
    both = _Search(old, new)
    both.begin()
    both.run()
    if not both.found:
        both.walk()
    return both.found, list(both.same)


def core(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What remains of two lists without what they have in common at both ends."""
    start = 0
    for one, other in zip_longest(old, new):
        if one is None or one != other:
            break
        start += 1
    rest_old, rest_new = list(old[start:]), list(new[start:])
    while rest_old and rest_new and rest_old[-1] == rest_new[-1]:
        rest_old.pop()
        rest_new.pop()
    return tuple(rest_old), tuple(rest_new)
