"""The numbers of a plan: growing lists, and the same as arrays for the compiled walk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dialogkit.contact_centre import Interval
from dialogkit.simulate._walk import Sheet

__all__ = ["Hours", "Lists", "Mirror", "Stretches", "Words", "as_floats", "as_integers"]


def as_integers(values: Sequence[int]) -> Any:
    """An array of integers, shape (n,)."""
    return np.array(values, dtype=np.int64)


def as_floats(values: Sequence[float]) -> Any:
    """An array of numbers, shape (n,)."""
    return np.array(values, dtype=np.float64)


@dataclass(slots=True)
class Lists:
    """The columns of a `Sheet`, growing."""

    kind: list[int] = field(default_factory=list)
    a: list[int] = field(default_factory=list)
    b: list[int] = field(default_factory=list)
    x: list[float] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    branch: list[int] = field(default_factory=list)
    entry: list[int] = field(default_factory=list)
    goes: list[int] = field(default_factory=list)
    bot_turns: list[int] = field(default_factory=list)
    fallbacks: list[int] = field(default_factory=list)
    handoff: list[int] = field(default_factory=list)
    heard: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)

    def sheet(self) -> Sheet:
        """Itself as the walk takes it."""
        return Sheet(*(getattr(self, name) for name in Sheet._fields))


class Mirror:
    """Arrays that follow growing lists: what is new is copied, and what was changed.

    Args:
        lists: The lists.
    """

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._arrays: dict[str, NDArray[Any]] = {}
        self._sizes = dict.fromkeys(Sheet._fields, 0)
        self.redo: list[int] = []
        """Places in ``branch`` that were changed since."""

    def sheet(self) -> Sheet:
        """The arrays, brought up to date; longer than the lists."""
        for name in Sheet._fields:
            self._follow(name, getattr(self._lists, name))
        branch = self._arrays["branch"]
        for place in self.redo:
            branch[place] = self._lists.branch[place]
        self.redo.clear()
        return Sheet(**self._arrays)  # type: ignore[arg-type] # arrays are sequences, too

    def _follow(self, name: str, source: Sequence[float]) -> None:
        size, array = self._sizes[name], self._arrays.get(name)
        if array is None or len(array) < len(source):
            kind = np.float64 if name == "x" else np.int64
            array = self._arrays[name] = np.zeros(max(1024, 2 * len(source)), kind)
            size = 0
        array[size : len(source)] = source[size:]
        self._sizes[name] = len(source)


class Stretches(NamedTuple):
    """Where parts begin and stop that are put one after the other."""

    begins: list[int]
    stops: list[int]

    @classmethod
    def of(cls, parts: Sequence[Sequence[object]]) -> Stretches:
        """Those of some parts."""
        stops: list[int] = np.cumsum([len(part) for part in parts], dtype=int).tolist()
        return cls([0, *stops][: len(stops)], stops)


@dataclass(slots=True)
class Words:
    """Tables of words, one after the other."""

    begins: list[int] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    """Cumulated weights, anew in each table."""
    heard: list[int] = field(default_factory=list)
    """Label understood, counted from 1; 0: none."""

    def add(self, ends: Sequence[float], heard: Sequence[int]) -> int:
        """Adds a table, and gives its number."""
        self.begins.append(len(self.ends))
        self.ends += ends
        self.heard += heard
        self.stops.append(len(self.ends))
        return len(self.begins) - 1


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours of the handoffs, one after the other."""

    number: Mapping[str, int]
    """Handoff to its number."""
    first: list[int]
    last: list[int]
    opens: list[float]
    closes: list[float]

    @classmethod
    def of(cls, hours: Mapping[str, Sequence[Interval]]) -> Hours:
        """Those of a run, by handoff, in seconds from its start."""
        parts = list(hours.values())
        places = Stretches.of(parts)
        return cls(
            number={name: number for number, name in enumerate(hours)},
            first=places.begins,
            last=places.stops,
            opens=[start for part in parts for start, _ in part],
            closes=[end for part in parts for _, end in part],
        )
