"""Stories and rules of Rasa laid over each other: what can follow what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dialogkit.flow._convert._rasa_events import Event, Story

__all__ = ["Conditions", "Graph", "Node"]

Conditions = tuple[Event, ...]
"""Slots that must have values, as events."""

_LONGEST = 120
"""Events of a story; more are not followed."""


@dataclass(eq=False, slots=True)
class Node:
    """A point of a conversation. It is one of the points of some stories."""

    form: str = ""
    """The form that is being filled here."""
    users: dict[str, Node] = field(default_factory=dict)
    """What follows on an intent."""
    bots: dict[str, Node] = field(default_factory=dict)
    """What follows on an action."""
    slots: dict[tuple[str, str | None], Node] = field(default_factory=dict)
    """What follows where a slot has a value."""
    done: Node | None = None
    """What follows when the form is filled."""
    guarded: list[tuple[Conditions, Node]] = field(default_factory=list)
    """Of `done`: what follows under conditions."""
    merged: list[Node] = field(default_factory=list)
    """Points of other stories that were laid over this one."""
    stories: set[int] = field(default_factory=set)
    """Numbers of the stories that pass here."""
    built: bool = False
    """Whether the flow has it."""

    def edges(self) -> Iterator[Node]:
        """All that follows."""
        yield from (*self.users.values(), *self.bots.values(), *self.slots.values())
        if self.done is not None:
            yield self.done
        yield from (node for _, node in self.guarded)


class Graph:
    """What can follow what, after all stories.

    Args:
        forms: Names of the forms.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        self.root = Node()
        self.guarded: list[tuple[Conditions, str, Node]] = []
        self.start = Node()
        self.forms = {name: Node(form=name, done=Node()) for name in forms}
        self.trouble: dict[int, str] = {}
        self._after: dict[str, Node] = {}
        self._checks: dict[str, Node] = {}
        self._passed: dict[int, list[Node]] = {}
        self._acted: list[tuple[str, Node]] = []
        self._along: dict[tuple[int, int], list[tuple[int, dict[str, str | None]]]] = {}

    # ----- laying stories over each other --------------------------------------------------------

    def add(self, number: int, story: Story) -> None:
        """Lays a reading of a story over the others.

        Args:
            number: Of the story.
            story: The reading.
        """
        if story.trouble or not story.events:
            self.trouble.setdefault(number, story.trouble or "has no events")
            return
        if len(story.events) > _LONGEST:
            self.trouble.setdefault(number, f"has more than {_LONGEST} events")
            return
        node, rest = self._place(number, story)
        slots: dict[str, str | None] = {}
        for event in rest:
            before, node = node, self._next(node, event)
            self._pass(number, node)
            if event.kind == "slot":
                slots = {**slots, event.name: event.value}
            self._along.setdefault((id(before), id(node)), []).append((number, slots))

    def _pass(self, number: int, node: Node) -> None:
        node.stories.add(number)
        self._passed.setdefault(number, []).append(node)

    def _place(self, number: int, story: Story) -> tuple[Node, tuple[Event, ...]]:
        """Where a reading begins, and what is left of it."""
        events = list(story.events)
        conditions = list(story.conditions)
        while events and events[0].kind in ("slot", "loop"):
            conditions.append(events.pop(0))
        loops = [each.name for each in conditions if each.kind == "loop" and each.name]
        slots = tuple(e for e in conditions if e.kind == "slot" and e.name != "requested_slot")
        if not events:
            self.trouble.setdefault(number, "holds conditions only")
            return Node(), ()
        first, rest = events[0], tuple(events[1:])
        if first.kind == "check":
            return self._check(first.name), rest
        if first.kind == "user":
            return self._at_word(first.name, loops, slots), tuple(events)
        if story.start or first.name == "action_session_start":
            return self.start, tuple(events)
        if first.name in self.forms:
            return self._at_form(number, first.name, rest, slots)
        self._pass(number, self._at_action(first.name))
        return self._at_action(first.name), rest

    def _at_word(self, word: str, loops: list[str], slots: Conditions) -> Node:
        if loops and loops[0] in self.forms:
            return self.forms[loops[0]]
        if not slots:
            return self.root
        for known, heard, node in self.guarded:
            if known == slots and heard == word:
                return node
        node = Node()
        self.guarded.append((slots, word, node))
        return node

    def _at_form(
        self, number: int, form: str, rest: tuple[Event, ...], slots: Conditions
    ) -> tuple[Node, tuple[Event, ...]]:
        """A rule for when a form is filled: the form, ``active_loop: null``, what follows."""
        node = self.forms[form]
        self._pass(number, node)
        if not slots or not rest or rest[0] != Event("loop"):
            return node, rest
        guarded = Node()
        node.guarded.append((slots, guarded))
        return guarded, rest[1:]

    def _at_action(self, action: str) -> Node:
        return self._after.setdefault(action, Node())

    def _check(self, name: str) -> Node:
        return self._checks.setdefault(name, Node())

    def _next(self, node: Node, event: Event) -> Node:
        if event.kind == "user":
            return node.users.setdefault(event.name, Node())
        if event.kind == "bot":
            if event.name in self.forms:
                return node.bots.setdefault(event.name, self.forms[event.name])
            found = node.bots.setdefault(event.name, Node())
            self._acted.append((event.name, found))
            return found
        if event.kind == "loop":
            return self._in_loop(node, event.name)
        if event.kind == "check":
            found = self._check(event.name)
            node.merged.append(found)
            return found
        if event.name == "requested_slot":
            return node
        return node.slots.setdefault((event.name, event.value), Node())

    def _in_loop(self, node: Node, form: str) -> Node:
        if not form:
            return node.done if node.done is not None else node
        if form not in self.forms or node.form == form:
            return node
        return node.bots.setdefault(form, self.forms[form])

    # ----- what follows an action wherever it happens, and checkpoints ---------------------------

    def join(self) -> None:
        """Lays what follows an action, or a checkpoint, over every place where that happens."""
        seen: set[tuple[int, int]] = set()
        for action, node in list(self._acted):
            if action in self._after:
                self._lay(node, self._after[action], seen)
        for passed in list(self._passed.values()):
            for node in passed:
                for check in [n for n in node.merged if n in self._checks.values()]:
                    self._lay(node, check, seen)

    def _lay(self, node: Node, other: Node, seen: set[tuple[int, int]]) -> None:
        if node is other or (id(node), id(other)) in seen:
            return
        seen.add((id(node), id(other)))
        if other not in node.merged:
            node.merged.append(other)
        node.stories |= other.stories
        pairs: tuple[tuple[dict[str, Node], dict[str, Node]], ...] = (
            (node.users, other.users),
            (node.bots, other.bots),
        )
        for mine, theirs in pairs:
            for key, target in list(theirs.items()):
                self._lay(mine.setdefault(key, target), target, seen)
        for slot, target in list(other.slots.items()):
            self._lay(node.slots.setdefault(slot, target), target, seen)
        if node.done is not None and other.done is not None:
            self._lay(node.done, other.done, seen)

    # ----- the account ---------------------------------------------------------------------------

    def _passing(self, node: Node, target: Node) -> list[tuple[int, dict[str, str | None]]]:
        """Stories that go from one point to the next, with the slots set so far."""
        ends = [(a, b) for a in (node, *node.merged) for b in (target, *target.merged)]
        return [each for a, b in ends for each in self._along.get((id(a), id(b)), [])]

    def drop(self, node: Node, target: Node, why: str) -> None:
        """The flow does not follow this edge; the stories on it are not carried whole."""
        for number, _ in self._passing(node, target):
            self.trouble.setdefault(number, why)

    def telling(self, node: Node) -> list[tuple[Event, str]]:
        """A slot by whose value stories differ in what the bot does next: value and action."""
        ways = {action: self._passing(node, target) for action, target in node.bots.items()}
        names = dict.fromkeys(name for way in ways.values() for _, slots in way for name in slots)
        for name in names:
            found = {a: {slots.get(name) for _, slots in way} for a, way in ways.items()}
            single = [next(iter(values)) for values in found.values() if len(values) == 1]
            if len(set(single)) == len(found):
                return [(Event("slot", name, next(iter(v))), a) for a, v in found.items()]
        return []

    def mark(self, node: Node) -> None:
        """The flow says all that follows from here elsewhere."""
        if not node.built:
            node.built = True
            for each in (*node.merged, *node.edges()):
                self.mark(each)

    def why_not(self, number: int) -> str:
        """Why a story is not carried whole; empty where it is."""
        if number in self.trouble:
            return self.trouble[number]
        if all(node.built for node in self._passed.get(number, [])):
            return ""
        return "nothing in the bot leads to where it begins or goes on"

    def covers(self, whole: Node, part: Node, home: Node | None = None) -> bool:
        """Whether all that follows at ``part`` follows at ``whole`` too.

        Args:
            whole: The larger one.
            part: The smaller one.
            home: A form: coming back to it counts as being done.
        """
        return self._covers(whole, part, home, set())

    def _covers(
        self, whole: Node, part: Node, home: Node | None, seen: set[tuple[int, int]]
    ) -> bool:
        if whole is part or (id(whole), id(part)) in seen:
            return True
        seen.add((id(whole), id(part)))
        if part.form:
            return False
        for action, target in part.bots.items():
            if target is home:
                continue
            if action not in whole.bots:
                return False
            if not self._covers(whole.bots[action], target, home, seen):
                return False
        words = part.users.items()
        if any(
            word not in whole.users or not self._covers(whole.users[word], target, home, seen)
            for word, target in words
        ):
            return False
        return all(
            self._covers(whole.slots.get(slot, whole), target, home, seen)
            for slot, target in part.slots.items()
        )
