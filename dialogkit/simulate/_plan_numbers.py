"""The numbers of a plan: growing lists, and the same as arrays for the compiled walk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dialogkit.contact_centre import Interval
from dialogkit.simulate._walk import Sheet

__all__ = ["Followed", "Hours", "Lists", "Mirror", "Stretches", "Words", "as_floats", "as_integers"]


ROOM = 1024
"""Places of an array at first."""


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
    """What an operation does."""
    a: list[int] = field(default_factory=list)
    """Its first argument."""
    b: list[int] = field(default_factory=list)
    """Its second argument."""
    x: list[float] = field(default_factory=list)
    """Its number."""
    first: list[int] = field(default_factory=list)
    """Where its branches begin in ``branch``."""
    branch: list[int] = field(default_factory=list)
    """The operation a branch leads to; -1: nobody went there yet."""
    entry: list[int] = field(default_factory=list)
    """Node to the place in ``branch`` of its first operation."""
    goes: list[int] = field(default_factory=list)
    """Node to whether the conversation goes on by itself."""
    bot_turns: list[int] = field(default_factory=list)
    """Leaf to messages of the bot on the way to it."""
    fallbacks: list[int] = field(default_factory=list)
    """Leaf to misunderstandings on the way to it."""
    handoff: list[int] = field(default_factory=list)
    """Leaf to the first handoff on the way to it; -1: none."""
    heard: list[int] = field(default_factory=list)
    """Leaf to the first label made out on the way to it; -1: none."""
    end: list[int] = field(default_factory=list)
    """Leaf to the end reached; -1: none."""
    marks: list[int] = field(default_factory=list)
    """Leaf to what is true from then on, as bits of `Mark`."""

    def sheet(self) -> Sheet:
        """Itself as the walk takes it."""
        return Sheet(*(getattr(self, name) for name in Sheet._fields))


class Followed:
    """An array that follows a growing list: only what is new is copied.

    Args:
        source: The list.
        kind: Of its values, as numpy has them.
    """

    __slots__ = ("_array", "_size", "_source")

    def __init__(self, source: Sequence[float], kind: type[np.generic] = np.int64) -> None:
        self._source, self._size = source, 0
        self._array: NDArray[Any] = np.zeros(ROOM, kind)

    def array(self) -> NDArray[Any]:
        """The array, brought up to date; longer than the list."""
        source, known, size = self._source, self._size, len(self._source)
        if size > known:
            if size > len(self._array):
                bigger = np.zeros(2 * size, self._array.dtype)
                bigger[:known] = self._array[:known]
                self._array = bigger
            self._array[known:size] = source[known:]
            self._size = size
        return self._array


class Mirror:
    """Arrays that follow the lists of a plan: what is new is copied, and what was changed.

    Args:
        lists: The lists.
    """

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._columns = {
            name: Followed(getattr(lists, name), np.float64 if name == "x" else np.int64)
            for name in Sheet._fields
        }
        self.redo: list[int] = []
        """Places in ``branch`` that were changed since."""

    def sheet(self) -> Sheet:
        """The arrays, brought up to date; longer than the lists."""
        arrays = {name: column.array() for name, column in self._columns.items()}
        branch = arrays["branch"]
        for place in self.redo:
            branch[place] = self._lists.branch[place]
        self.redo.clear()
        return Sheet(**arrays)  # type: ignore[arg-type] # arrays are sequences, too


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
    """Table to where it begins in the other two."""
    stops: list[int] = field(default_factory=list)
    """Table to where it ends there."""
    ends: list[float] = field(default_factory=list)
    """Cumulated weights, anew in each table."""
    heard: list[int] = field(default_factory=list)
    """Label understood, counted from 1; 0: none."""
    _followed: list[Followed] = field(default_factory=list)

    def add(self, ends: Sequence[float], heard: Sequence[int]) -> int:
        """Adds a table, and gives its number."""
        self.begins.append(len(self.ends))
        self.ends += ends
        self.heard += heard
        self.stops.append(len(self.ends))
        return len(self.begins) - 1

    def columns(self, *, arrays: bool) -> tuple[Any, Any, Any, Any]:
        """``begins``, ``stops``, ``ends`` and ``heard``, as lists or as arrays that follow them."""
        if not arrays:
            return self.begins, self.stops, self.ends, self.heard
        if not self._followed:
            whole = [Followed(each) for each in (self.begins, self.stops, self.heard)]
            self._followed += [*whole, Followed(self.ends, np.float64)]
        begins, stops, heard, ends = (each.array() for each in self._followed)
        return begins, stops, ends, heard


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours of the handoffs, one after the other."""

    number: Mapping[str, int]
    """Handoff to its number."""
    first: list[int]
    """Handoff to its first stretch."""
    last: list[int]
    """Handoff to the stretch after its last."""
    opens: list[float]
    """When each stretch begins, in seconds from the start of the run."""
    closes: list[float]
    """When it ends."""

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
