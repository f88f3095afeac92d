"""Random numbers by purpose: one row of uniforms a contact, one column a use.

Because every use has its own column, two bots meet the same customers in the same mood, and what
differs between two runs is what differs between the bots (common random numbers).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from enum import IntEnum, auto
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "HANDOFFS",
    "TURNS",
    "WIDTH",
    "Draw",
    "Draws",
    "Row",
    "action_draw",
    "contact_rows",
    "lognormal",
    "pick",
    "rng_for",
]


class Draw(IntEnum):
    """Columns used once a contact."""

    GREETS = 0
    HUMAN_FIRST = auto()
    SETTLES = auto()
    NOTICES = auto()
    SAYS_DONE = auto()
    RECONTACTS = auto()
    RECONTACT_DELAY = auto()
    AT_ONCE = auto()
    VALUE_RIGHT = auto()
    CONSENTS = auto()
    HUMAN_UNSETTLED = auto()
    ACTION = auto()
    HUMAN_REFUSING = auto()
    TOPIC = auto()
    OPTS_IN = auto()
    FOLLOWS_MOVE = auto()
    ACTION_1 = auto()
    ACTION_2 = auto()
    ACTION_3 = auto()


class PerTurn(IntEnum):
    """Columns used once a turn of the customer."""

    LEAVES = 0
    PRESSES = auto()
    WORDS = auto()
    DELAY = auto()
    HUMAN = auto()
    VALUE = auto()
    CLEAR = auto()


class PerHandoff(IntEnum):
    """Columns used once a handoff."""

    PATIENCE = 0
    HANDLE = auto()
    RESOLVES = auto()
    RETURNS = auto()


TURNS = 24
"""Turns after which a customer gives up."""
HANDOFFS = 4
"""Handoffs of one contact; later ones draw like the last."""
_FIRST_TURN = len(Draw)
_PER_TURN, _PER_HANDOFF = len(PerTurn), len(PerHandoff)  # asked of an enum each time, len is slow
_FIRST_HANDOFF = _FIRST_TURN + TURNS * _PER_TURN
WIDTH = _FIRST_HANDOFF + HANDOFFS * _PER_HANDOFF
"""Columns of a row."""


def turn_column(turn: int) -> int:
    """First column of a turn, counted from 0; purposes are added to it."""
    return _FIRST_TURN + min(turn, TURNS - 1) * _PER_TURN


def handoff_column(handoff: int, purpose: PerHandoff) -> int:
    """Column of ``purpose`` in a handoff, counted from 0."""
    return _FIRST_HANDOFF + min(handoff, HANDOFFS - 1) * _PER_HANDOFF + purpose


def action_draw(draws: Draws, number: int) -> float:
    """The random number of one action in one contact: each action has its own.

    Four numbers are mixed by the action's powers; as a map of the four-dimensional torus whose
    integer matrix (Vandermonde's) is not singular keeps the uniform distribution, any four actions
    draw independently of each other.

    Args:
        draws: The random numbers of the contact.
        number: Of the action, from 0.
    """
    mixed = draws[Draw.ACTION_2] + number * draws[Draw.ACTION_3]
    mixed = draws[Draw.ACTION_1] + number * mixed
    return (draws[Draw.ACTION] + number * mixed) % 1


def rng_for(seed: int, *key: int) -> np.random.Generator:
    """A generator of its own for a key: the same whoever asks, in whatever order."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=key)))


def contact_rows(
    seed: int, replication: int, contact: int, n: int, *, called: bool = False
) -> NDArray[np.float64]:
    """Rows of uniforms for the ``contact``-th contact of ``n`` customers, shape (n, `WIDTH`).

    Args:
        seed: The seed of the run.
        replication: Its replication.
        contact: 0 for the first contact of each.
        n: How many customers there are.
        called: Of those the bot wrote to, instead of those who came by themselves.
    """
    return rng_for(seed, replication, 6 if called else 1, contact).random((n, WIDTH))


class Row:
    """The random numbers of one contact, one a column.

    Args:
        matrix: Those of many, shape (n, `WIDTH`).
        row: Whose.
    """

    __slots__ = ("_matrix", "_row")

    def __init__(self, matrix: NDArray[np.float64], row: int) -> None:
        self._matrix, self._row = matrix, row

    def __getitem__(self, column: int) -> float:
        value: float = self._matrix.item(self._row, column)
        return value

    def tolist(self) -> list[float]:
        """All of them."""
        values: list[float] = self._matrix[self._row].tolist()
        return values


Draws = Row | list[float]
"""The random numbers of one contact, by column."""

_NORMAL = NormalDist()


def lognormal(median: float, spread: float, u: float) -> float:
    """The ``u``-quantile of a lognormal time.

    Args:
        median: In seconds.
        spread: Standard deviation of the logarithm.
        u: In [0, 1).
    """
    return median * math.exp(spread * _NORMAL.inv_cdf(min(max(u, 1e-12), 1 - 1e-12)))


def pick(shares: Mapping[str, float], u: float) -> str:
    """The key in whose stretch of the cumulated shares ``u`` lies."""
    keys: Sequence[str] = list(shares)
    for key in keys:
        u -= shares[key]
        if u < 0:
            return key
    return keys[-1]
