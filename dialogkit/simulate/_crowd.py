"""Customers side by side in columns: those of a run, or any number from the same mix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from dialogkit.simulate._arrivals import Arrival

__all__ = ["Crowd", "Named"]

Whole = NDArray[np.int64]
Floats = NDArray[np.float64]


class Named(NamedTuple):
    """A column of words, each written as its number."""

    numbers: Whole
    """Shape (n,)."""
    names: Sequence[str]
    """Number to word."""

    @classmethod
    def of(cls, words: Sequence[str]) -> Self:
        """Words as numbers in the order they first occur."""
        known = {word: number for number, word in enumerate(dict.fromkeys(words))}
        return cls(np.array([known[word] for word in words], dtype=np.int64), tuple(known))

    def at(self, rows: NDArray[np.intp]) -> Named:
        """Some of its rows."""
        return Named(self.numbers[rows], self.names)

    def word(self, row: int) -> str:
        """The word of one row."""
        number: int = self.numbers.item(row)
        return self.names[number]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Customers who come of their own accord, in order of time."""

    scenario: Whole
    """Numbers of the customers, unique over all replications; shape (n,)."""
    at: Floats
    """Seconds from the start of the run; shape (n,)."""
    label: Named
    """What they truly want."""
    locale: Named
    """Their languages."""
    channel: Named
    """Their channels."""

    @classmethod
    def of(cls, arrivals: Sequence[Arrival]) -> Self:
        """The arrivals of a run, of whom each has the number of the row."""
        return cls(
            scenario=np.array([each.scenario for each in arrivals], dtype=np.int64),
            at=np.array([each.at for each in arrivals], dtype=np.float64),
            label=Named.of([each.label for each in arrivals]),
            locale=Named.of([each.locale for each in arrivals]),
            channel=Named.of([each.channel for each in arrivals]),
        )

    def __len__(self) -> int:
        return len(self.scenario)

    def __getitem__(self, row: int) -> Arrival:
        return Arrival(
            int(self.scenario[row]),
            float(self.at[row]),
            self.label.word(row),
            self.locale.word(row),
            self.channel.word(row),
            person=row,
        )

    def kinds(self) -> tuple[Whole, list[int]]:
        """Who is alike in label, language and channel: kind of each row, first row of each kind."""
        sizes = len(self.locale.names), len(self.channel.names)
        code = (self.label.numbers * sizes[0] + self.locale.numbers) * sizes[1]
        _, first, kind = np.unique(
            code + self.channel.numbers, return_index=True, return_inverse=True
        )
        return kind.astype(np.int64), first.tolist()
