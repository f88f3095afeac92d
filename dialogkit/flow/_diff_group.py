"""Differences that have one cause are told once."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from dialogkit.flow._diff_search import Met, core

__all__ = ["Difference", "grouped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Something the two flows do differently, with the shortest way there that was found."""

    after: tuple[str, ...]
    """What happens before, in words: choices, answers, outcomes."""
    step: str
    """The step of the old flow it happens at; empty: at the start."""
    old: tuple[str, ...]
    """What the old flow then does."""
    new: tuple[str, ...]
    """What the new flow does instead."""
    steps: int
    """At how many steps the same was found."""


def grouped(found: Sequence[Met]) -> tuple[Difference, ...]:
    """One difference for each cause.

    Two have the same cause where the same outputs are exchanged for the same, or where the same
    event is followed by the same new outputs or by the same old ones.
    """
    leader: dict[Hashable, int] = {}
    parent = list(range(len(found)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for number, met in enumerate(found):
        for key in _causes(met):
            first, own = root(leader.setdefault(key, number)), root(number)
            parent[max(first, own)] = min(first, own)
    groups: dict[int, list[Met]] = {}
    for number, met in enumerate(found):
        groups.setdefault(root(number), []).append(met)
    return tuple(_told(group) for group in groups.values())


def _causes(met: Met) -> Iterator[Hashable]:
    event = met.after[-1] if met.after else ""
    old, new = core(met.old, met.new)
    yield "exchanged", old, new
    if new:
        yield "new", event, new
    if old:
        yield "old", event, old


def _told(group: Sequence[Met]) -> Difference:
    first = min(group, key=lambda met: len(met.after))
    return Difference(
        after=first.after,
        step=first.steps[0],
        old=first.old,
        new=first.new,
        steps=len({met.steps for met in group}),
    )
