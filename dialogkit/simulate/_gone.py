"""What conversations went through: transitions, events at steps, guards nobody could answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Self

from dialogkit.simulate._batch import Batch
from dialogkit.simulate._contact import Contact
from dialogkit.simulate._plan import Leaf
from dialogkit.simulate._played import Played
from dialogkit.simulate._ways import Way, reached

__all__ = ["Gone"]


@dataclass(slots=True)
class Gone:
    """Pieces of conversations, counted."""

    leaves: list[tuple[Leaf, int]] = field(default_factory=list)
    """Pieces written down in a plan, and how often each was gone through."""
    talks: list[tuple[Sequence[str], Sequence[str], Sequence[Way]]] = field(default_factory=list)
    """Steps, unanswered guards and ways of conversations that follow none."""

    @classmethod
    def of(cls, contacts: Iterable[Contact], alone: Batch | None) -> Self:
        """What contacts, and conversations that the bot alone had, went through."""
        gone = cls()
        numbers: Counter[int] = Counter()
        plan = None if alone is None else alone.plan
        for contact in contacts:
            talk = contact.talk
            if isinstance(talk, Played):
                plan = talk.plan
                numbers.update(talk.leaves)
            elif talk is not None:
                gone.talks.append((talk.steps, talk.unsure, talk.ways))
        if alone is not None:
            for number, count in alone.pieces().items():
                numbers[number] += count
        if plan is not None:
            alike: Counter[int] = Counter()
            for number, count in numbers.items():
                alike[plan.kinds[number]] += count
            gone.leaves += [(plan.leaves[kind], count) for kind, count in alike.items()]
        return gone

    def traffic(self) -> dict[tuple[str, str], int]:
        """How often one step followed another."""
        counts: Counter[tuple[str, str]] = Counter()
        for leaf, count in self.leaves:
            before = () if leaf.before is None else (leaf.before,)
            for pair in pairwise((*before, *leaf.steps)):
                counts[pair] += count
        for steps, *_ in self.talks:
            counts.update(pairwise(steps))
        return dict(sorted(counts.items()))

    def unsure(self) -> dict[str, int]:
        """How often which guard was weighed that nobody could answer."""
        counts: Counter[str] = Counter()
        for leaf, count in self.leaves:
            for guard in leaf.unsure:
                counts[guard] += count
        for _, guards, _ in self.talks:
            counts.update(guards)
        return dict(sorted(counts.items()))

    def ways(self) -> dict[Way, int]:
        """How often what happened at which step; steps themselves among it."""
        counts: Counter[Way] = Counter()
        for leaf, count in self.leaves:
            for way in (*leaf.ways, *(reached(step) for step in leaf.steps)):
                counts[way] += count
        for steps, _, ways in self.talks:
            counts.update(ways)
            counts.update(map(reached, steps))
        return dict(sorted(counts.items()))
