"""Random numbers by purpose: one row of uniforms a contact, one column a use.

Because every use has its own column, two bots meet the same customers in the same mood, and what
differs between two runs is what differs between the bots (common random numbers).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from enum import IntEnum, auto
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "HANDOFFS",
    "TURNS",
    "WIDTH",
    "Draw",
    "Draws",
    "Rows",
    "action_draw",
    "contact_rows",
    "lognormal",
    "pick",
    "rng_for",
    "row_of",
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
    within = handoff if handoff < HANDOFFS else HANDOFFS - 1
    return _FIRST_HANDOFF + within * _PER_HANDOFF + purpose


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
    return _rng_of_contact(seed, replication, contact, called=called).random((n, WIDTH))


def _rng_of_contact(
    seed: int, replication: int, contact: int, *, called: bool
) -> np.random.Generator:
    return rng_for(seed, replication, 6 if called else 1, contact)


Draws = Sequence[float]
"""The random numbers of one contact, by column."""


def row_of(rows: NDArray[np.float64], number: int) -> Draws:
    """One row of many, to be read number by number; nothing is copied.

    Args:
        rows: As `contact_rows` gives them, shape (n, `WIDTH`).
        number: Which one.
    """
    # a view of memory gives plain numbers, and gives each as fast as a list would
    row: Draws = rows[number].data
    return row


class Rows:
    """Rows of `contact_rows`, each made when it is asked for: of a second contact few are.

    Args:
        seed: The seed of the run.
        replication: Its replication.
        contact: Number of the contact of each customer.
        called: Of those the bot wrote to, instead of those who came by themselves.
    """

    __slots__ = ("_at", "_bits", "_rng")

    def __init__(self, seed: int, replication: int, contact: int, *, called: bool) -> None:
        self._rng = _rng_of_contact(seed, replication, contact, called=called)
        self._bits: Any = self._rng.bit_generator
        self._at = 0

    def __getitem__(self, number: int) -> Draws:
        place = number * WIDTH  # each number takes one step of the generator
        self._bits.advance(place - self._at)
        self._at = place + WIDTH
        row: Draws = self._rng.random(WIDTH).data
        return row


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
