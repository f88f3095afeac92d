"""Splitting cases by intent, channel, hour and the like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dialogkit.conversation import Cases
from dialogkit.evaluate._records import Codes, Records

__all__ = ["SLICES", "Keys", "keys_of", "split"]

SLICES = (
    "intent",
    "predicted_intent",
    "channel",
    "locale",
    "level",
    "hour",
    "handoff_reason",
    "end",
)
"""What cases may be split by; ``hour`` is the local hour in which the case was opened."""

_UNKNOWN = "unknown"

Keys = Mapping[str, pa.Array]
"""Column to the value of each case, as text, in the order of the table."""


def keys_of(cases: Cases | pa.Table | None, by: Sequence[str], timezone: str) -> Keys:
    """The value of each case in each column to split by, for all rows."""
    if cases is None:
        return {}
    table = cases.table if isinstance(cases, Cases) else cases
    return {name: _key(table, name, timezone) for name in by}


def _key(table: pa.Table, name: str, timezone: str) -> pa.Array:
    source = "opened_at" if name == "hour" else name
    if source not in table.column_names or table[source].null_count == len(table):
        return pa.array([_UNKNOWN] * len(table), pa.string())
    column = table[source].combine_chunks()
    if name == "hour":
        local = column.cast(pa.timestamp("us", "UTC")).cast(pa.timestamp("us", timezone))
        column = pc.utf8_lpad(pc.hour(local).cast(pa.string()), 2, "0")
    return pc.fill_null(column.cast(pa.string()), _UNKNOWN)


def split(records: Records, by: str, keys: Keys, others: Keys) -> Iterator[tuple[str, Records]]:
    """The records of each value, the most frequent first (hours in their order).

    Args:
        records: Eligible cases, with their baseline.
        by: What to split by.
        keys: Values of the table that ``records`` come from.
        others: Likewise of the baseline's table.
    """
    texts = keys[by].take(pa.array(records.columns["row"]))
    values = pc.unique(texts).sort()
    rows = _rows(texts, values)
    theirs = None
    if records.baseline is not None:
        other = others[by].take(pa.array(records.baseline.columns["row"]))
        theirs = _rows(other, values)
    sizes = np.array([len(one) for one in rows])
    order = range(len(rows)) if by == "hour" else np.argsort(-sizes, kind="stable")
    for i in order:
        part = records.take(rows[i])
        if theirs is not None and records.baseline is not None:
            part = replace(part, baseline=records.baseline.take(theirs[i]))
        yield values[int(i)].as_py(), part


def _rows(texts: pa.Array, values: pa.Array) -> list[NDArray[Any]]:
    """The numbers of the rows that hold each value; rows with none of them are in no group."""
    found = pc.fill_null(pc.index_in(texts, values), len(values))
    codes: Codes = np.asarray(found.to_numpy()).astype(np.intp)
    ends = np.cumsum(np.bincount(codes, minlength=len(values) + 1))
    return np.split(np.argsort(codes, kind="stable"), ends)[: len(values)]
