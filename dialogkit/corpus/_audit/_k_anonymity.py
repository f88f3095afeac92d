"""How many cases look alike from outside: k-anonymity and l-diversity of the metadata.

A case is told from others by what somebody outside may know of it: channel, language, when it
began, and about how many turns it took. Cases that are alike in all of these make a group.
k is the size of the smallest group (Sweeney, 2002); l the number of different intents or outcomes
in it (Machanavajjhala et al., 2007): where all of a group have the same, knowing the group gives
the outcome away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dialogkit.conversation import Cases

__all__ = ["UNITS", "KAnonymity", "Level", "coarseness", "k_anonymity"]

UNITS = ("minute", "hour", "day", "week", "month")
"""To what times may be rounded down, finest first."""

_K = 5
_L = 2
_TURNS = (2, 5, 10, 20)
_QUASI = ("channel", "locale", "opened_at", "turns")
_OUTCOME = ("resolved", "abandoned", "handed_off", "asked_for_human")

Sensitive = Literal["intent", "outcome"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The groups that come about when times are rounded down to one unit."""

    times: str
    """``minute``, ``hour``, ``day``, ``week``, ``month``, or ``none`` without any time."""
    groups: int
    """Groups of cases that look alike."""
    k: int
    """Cases in the smallest group."""
    median: float
    """Cases in the group of the median case."""
    below_k: float
    """Share of the cases in groups of fewer than 5."""
    l: int  # noqa: E741 - the measure is called so
    """Fewest different intents or outcomes in a group."""
    below_l: float
    """Share of the cases in groups with one intent or outcome only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KAnonymity:
    """Groups of cases for every unit that times may be rounded down to."""

    cases: int
    """Cases counted."""
    quasi_identifiers: tuple[str, ...]
    """What may be known from outside."""
    sensitive: Sensitive
    """What must not follow from it."""
    wanted_k: int
    """Groups shall have so many cases at least."""
    wanted_l: int
    """And so many different intents or outcomes."""
    published: str
    """The unit of the corpus as it is: ``second`` where times were not rounded down."""
    levels: tuple[Level, ...]
    """From the corpus as it is to no time at all."""

    @property
    def now(self) -> Level:
        """The corpus as it is."""
        return self.levels[0]


def k_anonymity(cases: Cases, times: pa.ChunkedArray | None = None) -> KAnonymity:
    """Counts groups of cases that look alike from outside.

    Turns are taken together as 1-2, 3-5, 6-10, 11-20 and more; times without a value count as one.

    Args:
        cases: The anonymous corpus cut into cases.
        times: When its messages were sent, which tells how far its times are rounded down; where
            None, that is taken from when cases were opened.
    """
    table = cases.table
    published = coarseness(table.column("opened_at") if times is None else times)
    finer = UNITS.index(published) if published in UNITS else -1
    timed = [published, *UNITS[finer + 1 :]] if published != "none" else []
    units = [*timed, "none"]
    known = [_codes(table.column(name)) for name in ("channel", "locale")] + [_turns(table)]
    kind, secret = _sensitive(table)
    levels = [_level(unit, [*known, _times(table, unit)], secret) for unit in units]
    return KAnonymity(
        cases=len(cases),
        quasi_identifiers=_QUASI,
        sensitive=kind,
        wanted_k=_K,
        wanted_l=_L,
        published=published,
        levels=tuple(levels),
    )


def coarseness(times: pa.ChunkedArray) -> str:
    """The coarsest unit to which all of these times are rounded down; ``second`` where none is."""
    given = times.drop_null()
    if not len(given):
        return "none"
    for unit in reversed(UNITS):
        if pc.all(pc.equal(pc.floor_temporal(given, unit=unit).cast(given.type), given)).as_py():
            return unit
    return "second"


def _times(table: pa.Table, unit: str) -> NDArray[np.int64]:
    times = table.column("opened_at")
    if unit == "none":
        return np.zeros(len(table), dtype=np.int64)
    return _codes(pc.floor_temporal(times, unit=unit))


def _codes(column: pa.ChunkedArray) -> NDArray[np.int64]:
    """A number for each different value, gaps included, shape ``(n,)``."""
    coded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    return np.asarray(coded.indices, dtype=np.int64)


def _turns(table: pa.Table) -> NDArray[np.int64]:
    counted = sum(
        np.asarray(table.column(f"{who}_turns"), dtype=np.int64)
        for who in ("customer", "bot", "agent")
    )
    return np.searchsorted(_TURNS, np.asarray(counted), side="left")


def _sensitive(table: pa.Table) -> tuple[Sensitive, NDArray[np.int64]]:
    """The intent where most cases have one, else how the case ended."""
    for name in ("intent", "predicted_intent"):
        column = table.column(name)
        if column.null_count * 2 < len(column):
            return "intent", _codes(column)
    return "outcome", _combined([_codes(table.column(name)) for name in _OUTCOME])


def _combined(columns: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """A number for each different row."""
    if not len(columns[0]):
        return columns[0]
    rows = np.stack(columns, axis=1)
    return np.unique(rows, axis=0, return_inverse=True)[1].ravel().astype(np.int64)


def _level(unit: str, known: Sequence[NDArray[np.int64]], secret: NDArray[np.int64]) -> Level:
    groups = _combined(known)
    if not len(groups):
        return Level(times=unit, groups=0, k=0, median=0.0, below_k=0.0, l=0, below_l=0.0)
    sizes = np.bincount(groups)
    pairs = np.unique(np.stack([groups, secret], axis=1), axis=0)
    kinds = np.bincount(pairs[:, 0], minlength=len(sizes))
    return Level(
        times=unit,
        groups=len(sizes),
        k=int(sizes.min()),
        median=float(np.median(sizes[groups])),
        below_k=float(np.mean(sizes[groups] < _K)),
        l=int(kinds.min()),
        below_l=float(np.mean(kinds[groups] < _L)),
    )
