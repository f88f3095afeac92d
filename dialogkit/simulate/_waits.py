"""Waits in opening hours: the night is nobody's wait when a team is to be sized."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np

from dialogkit.simulate._contact import Contact
from dialogkit.simulate._desk import Desk

__all__ = ["EDGES", "LONGEST_WAIT", "Waits"]

EDGES = np.concatenate(
    [
        np.arange(0, 600, 5),  # seconds up to ten minutes
        np.arange(600, 7_200, 30),
        np.arange(7_200, 40 * 3_600 + 1, 300),
    ]
).astype(np.float64)
"""Seconds; waits are counted up to each."""
LONGEST_WAIT = float(EDGES[-1])
"""Seconds of opening hours, a week of work; of longer waits only the number is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How long the customers of one replication waited while the centre was open.

    From the handoff (without a bot from the first message) to the first answer, or to leaving.
    """

    answered: tuple[int, ...]
    """How many were answered within each of `EDGES`, and, last, how many at all."""
    left: tuple[int, ...]
    """The same of those who left before the answer."""

    @classmethod
    def of(cls, contacts: Iterable[Contact], desk: Desk) -> Self:
        """Counted over the contacts of a run."""
        answered: list[tuple[float, float]] = []
        left: list[tuple[float, float]] = []
        for contact in contacts:
            if contact.wait is None or not (contact.reached or contact.left_queue):
                continue
            since = contact.opened if contact.queued_at is None else contact.queued_at
            (answered if contact.reached else left).append((since, since + contact.wait))
        return cls(answered=_counts(answered, desk), left=_counts(left, desk))

    def within(self, limit: float) -> tuple[int, int]:
        """Who was answered within ``limit`` seconds, and all who count: those who left later too.

        A limit between two of `EDGES` is taken as the lower one.
        """
        place = int(np.searchsorted(EDGES, limit, side="right")) - 1
        if place < 0:
            return 0, self.answered[-1] + self.left[-1]
        return self.answered[place], self.answered[-1] + self.left[-1] - self.left[place]


def _counts(waits: list[tuple[float, float]], desk: Desk) -> tuple[int, ...]:
    times = np.array(waits, dtype=np.float64).reshape(-1, 2)
    spent = np.sort(desk.open_until(times[:, 1]) - desk.open_until(times[:, 0]))
    # sums of hours carry errors of rounding
    counts = np.searchsorted(spent, EDGES + 1e-6, side="right")
    return (*counts.tolist(), len(spent))
