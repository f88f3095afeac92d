"""The first conversations of a run, side by side in columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dialogkit.simulate._arrivals import Arrival
from dialogkit.simulate._crowd import Crowd
from dialogkit.simulate._plan import Plan
from dialogkit.simulate._walk import Talks

__all__ = ["Batch"]

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Batch:
    """Conversations that ran until they ended or an agent is needed. Columns of shape (n,)."""

    plan: Plan
    """What they followed."""
    crowd: Crowd
    """Who came."""
    draws: Floats
    """Their random numbers, shape (n, columns)."""
    talks: Talks
    """Where they stand, as arrays."""
    leaves: NDArray[np.int64]
    """Pieces they went through, one conversation after the other."""
    rows: NDArray[np.intp]
    """Which of them are meant: numbers from 0, ascending."""

    def __len__(self) -> int:
        return len(self.rows)

    def only(self, mask: Mask) -> Batch:
        """Some of the conversations.

        Args:
            mask: Which of those meant, shape (len(self),).
        """
        rows = self.rows[mask]
        return replace(self, rows=rows)

    @property
    def opened(self) -> Floats:
        """When they began, in seconds from the start of the run."""
        return self.crowd.at[self.rows]

    def column(self, name: str) -> NDArray[Any]:
        """A column of `Talks`."""
        whole: NDArray[Any] = getattr(self.talks, name)
        return whole[self.rows]

    def draw(self, column: int) -> Floats:
        """A random number of each."""
        values: Floats = self.draws[self.rows, column]
        return values

    def who(self) -> list[Arrival]:
        """Who they are with."""
        return [self.crowd[row] for row in self.rows.tolist()]

    @property
    def ended(self) -> Mask:
        """Whether there is nothing left to say."""
        return self._told("ended")

    @property
    def settled(self) -> Mask:
        """Whether the bot settled the matter."""
        return self._told("settled")

    @property
    def left(self) -> Mask:
        """Whether the customer left the bot."""
        return self._told("left")

    def _told(self, what: str) -> Mask:
        found: Mask = self.plan.told(what)[self.column("node")]
        return found

    def ends_with(self, end: str) -> Mask:
        """Whether they ended so."""
        ends = self.plan.ends
        number = ends.index(end) if end in ends else -2
        found: Mask = self.column("end") == number
        return found

    def pieces(self) -> dict[int, int]:
        """How often each leaf of the plan was gone through that was; in the order of leaves."""
        begins, ends = self.column("leaves_from"), self.column("leaves_to")
        room = len(self.leaves) + 1
        change = np.bincount(begins, minlength=room) - np.bincount(ends, minlength=room)
        inside = np.cumsum(change[:-1]).astype(bool)
        often = np.bincount(self.leaves[inside], minlength=1)
        gone = np.flatnonzero(often)
        return dict(zip(gone.tolist(), often[gone].tolist(), strict=True))
