"""What of a flow simulated customers went through, and what never anybody did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from dialogkit.flow import Compared, Facts, Flow, Guard, Leaf, Step
from dialogkit.simulate._ways import Way

__all__ = ["Coverage", "Covered"]

RESULTS = ("resolved", "returned", "closed", "nobody", "left", "window_shut")
"""Results of a handoff, in the order in which they are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """One thing that a flow can do, and how often it did."""

    kind: str
    """``step``, ``choice``, ``transition``, ``handoff``, ``silence`` or ``guard``."""
    place: str
    """The step; of a handoff and a guard its name or text."""
    what: str
    """The choice, the outcome, the result, ``yes`` or ``no``; empty of a step."""
    to: str
    """The step it leads to; empty where it leads to none of its own."""
    count: int
    """How often it happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Everything a flow can do, in the order of the file, with how often it did."""

    rows: tuple[Covered, ...]
    """Kind by kind."""

    @classmethod
    def of(
        cls, flow: Flow, ways: Mapping[Way, int], traffic: Mapping[tuple[str, str], int]
    ) -> Self:
        """Counts what happened against what can.

        Args:
            flow: The flow.
            ways: What happened at which step.
            traffic: How often one step followed another.
        """
        seen = _Seen(flow, ways, traffic)
        parts = (seen.steps, seen.transitions, seen.handoffs, seen.silences, seen.guards)
        return cls(rows=tuple(row for part in parts for row in part()))

    def never(self, kind: str | None = None) -> tuple[Covered, ...]:
        """What never happened, of one kind or of all."""
        return tuple(r for r in self.rows if not r.count and kind in (None, r.kind))

    def to_json(self) -> dict[str, Any]:
        """By kind how much there is, how much of it happened, and what never did."""
        kinds = dict.fromkeys(row.kind for row in self.rows)
        return {
            kind: {
                "of": sum(row.kind == kind for row in self.rows),
                "visited": sum(row.kind == kind and row.count > 0 for row in self.rows),
                "rows": [
                    {"place": r.place, "what": r.what, "to": r.to, "count": r.count}
                    for r in self.rows
                    if r.kind == kind
                ],
            }
            for kind in kinds
        }


@dataclass(frozen=True, slots=True)
class _Seen:
    flow: Flow
    ways: Mapping[Way, int]
    traffic: Mapping[tuple[str, str], int]

    def steps(self) -> Iterator[Covered]:
        """Every step, reached or not."""
        for name in self.flow.steps:
            count = self.ways.get((name, "step", ""), 0)
            yield Covered(kind="step", place=name, what="", to="", count=count)

    def transitions(self) -> Iterator[Covered]:
        """Ways from step to step, choices among them; silence is counted by itself."""
        for step in self.flow.steps.values():
            for key, to in step.targets().items():
                kind, _, rest = key.partition(".")
                if kind == "silent":
                    continue
                word = rest if kind == "if" else rest.partition(" (")[0]
                count = self._taken(step, kind, word, to)
                group = "choice" if kind == "choose" else "transition"
                yield Covered(kind=group, place=step.name, what=key, to=to, count=count)
        for rule in self.flow.anywhere.hear:
            heard = (n for (_, *way), n in self.ways.items() if way == ["hear", rule.word])
            to = rule.goto or rule.visit or ""
            yield Covered(
                kind="transition",
                place="anywhere",
                what=f"hear.{rule.word}",
                to=to,
                count=sum(heard),
            )

    def _taken(self, step: Step, kind: str, word: str, to: str) -> int:
        """How often a way was taken; by what followed, where no event tells."""
        followed = self.traffic.get((step.name, to), 0)
        if kind in ("choose", "hear"):
            count = self.ways.get((step.name, kind, word), 0)
            rules = step.choose if kind == "choose" else step.hear
            # of several rules for one word the step that followed tells which it was
            several = sum(rule.word == word for rule in rules) > 1
            return min(count, followed) if several else count
        if kind == "when":
            return self.ways.get((step.name, kind, word), 0)
        if kind == "if":
            yes, no = (self.ways.get((step.name, answer, word), 0) for answer in ("yes", "no"))
            return yes if yes + no else max(0, followed - self._told(step, to))
        return max(0, followed - self._told(step, to))

    def _told(self, step: Step, to: str) -> int:
        """How often an event led from a step to another: a word heard, an outcome, an answer."""
        words = {("choose", choice.word) for choice in step.choose if choice.goto == to}
        rules = (*step.hear, *self.flow.anywhere.hear)
        words |= {("hear", rule.word) for rule in rules if to in (rule.goto, rule.visit)}
        words |= {("when", outcome) for outcome, goto in step.when.items() if goto == to}
        words |= {("yes", branch.guard.text) for branch in step.branches if branch.goto == to}
        return sum(self.ways.get((step.name, *way), 0) for way in words)

    def handoffs(self) -> Iterator[Covered]:
        """Results of each handoff that the flow has an answer to."""
        counts: Counter[tuple[str, str]] = Counter()
        for (name, kind, what), count in self.ways.items():
            step = self.flow.steps.get(name)
            if kind == "handoff" and step is not None and step.handoff:
                counts[step.handoff, what] += count
        for handoff in self.flow.handoffs.values():
            for result in sorted(handoff.when, key=_place):
                yield Covered(
                    kind="handoff",
                    place=handoff.name,
                    what=result,
                    to=handoff.when[result],
                    count=counts[handoff.name, result],
                )

    def silences(self) -> Iterator[Covered]:
        """Steps at which the customer may fall silent, by their own rule or everybody's."""
        for step in self.flow.steps.values():
            rule = step.silent or self.flow.anywhere.silent
            if rule is not None and step.waits:
                count = self.ways.get((step.name, "silent", ""), 0)
                yield Covered(
                    kind="silence", place=step.name, what="silent", to=rule.goto, count=count
                )

    def guards(self) -> Iterator[Covered]:
        """Both answers of each guard that asks about the customer or the hours.

        What a guard asks of the conversation itself (a value is known) is no answer of the world.
        """
        answers: Counter[tuple[str, str]] = Counter()
        for (_, kind, what), count in self.ways.items():
            if kind in ("yes", "no"):
                answers[what, kind] += count
        for text, guard in self.flow.guards.items():
            if _asks_the_world(guard):
                for answer in ("yes", "no"):
                    count = answers[text, answer]
                    yield Covered(kind="guard", place=text, what=answer, to="", count=count)


def _place(result: str) -> int:
    return RESULTS.index(result) if result in RESULTS else len(RESULTS)


def _asks_the_world(guard: Guard) -> bool:
    """Whether a guard asks about a fact, a compared value or opening hours."""
    found: list[Leaf] = []

    def note(leaf: Leaf) -> bool | None:
        """Remembers what is asked, and answers nothing."""
        found.append(leaf)
        return None

    guard.weigh_with(note)
    return any(isinstance(leaf, Compared) or leaf.weigh(_TALK) is None for leaf in found)


_TALK = Facts(known=frozenset(), opted=frozenset())
"""What a conversation knows of itself."""
