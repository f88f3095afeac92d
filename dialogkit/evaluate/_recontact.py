"""Who came back with the same issue, and after how long."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dialogkit.conversation import RECONTACT_SECONDS

__all__ = ["came_back", "looked_for"]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def came_back(
    table: pa.Table, opened: Floats, closed: Floats, *, window: float
) -> tuple[Floats, Bools, Bools]:
    """How long after each case its customer returned with the same issue.

    The column ``recontact_of`` says which case another one repeats. Where no case has one, and the
    table does not say that somebody looked for them, a case of the same customer and the same
    intent, opened after the first was closed, is the return. Replications never mix.

    Args:
        table: Cases with the columns of `CASE_SCHEMA`.
        opened: Seconds since 1970, shape ``(n,)``, not-a-number where unknown.
        closed: Likewise.
        window: Seconds within which a case without a link counts as a return.

    Returns:
        Seconds from closing to the first return (infinite where there is none; 0 where the link
        says so but a time is missing); whether a case is itself a return; and whether its return
        would be noticed, which it is not where the customer or the intent is unknown. All ``(n,)``.
    """
    if table["recontact_of"].null_count < len(table) or looked_for(table) is not None:
        return *_by_link(table, opened, closed), np.ones(len(table), dtype=np.bool_)
    return *_by_customer(table, opened, closed, window), _usable(table)


def looked_for(table: pa.Table) -> float | None:
    """For how many seconds after closing returns were linked; None where the table does not say."""
    value = (table.schema.metadata or {}).get(RECONTACT_SECONDS.encode())
    return None if value is None else float(value)


def _by_link(table: pa.Table, opened: Floats, closed: Floats) -> tuple[Floats, Bools]:
    first = pc.index_in(_key(table, "recontact_of"), _key(table, "case_id").combine_chunks())
    target = np.asarray(pc.fill_null(first, -1).to_numpy())
    linked = np.flatnonzero(target >= 0)
    gaps = np.nan_to_num(opened[linked] - closed[target[linked]], nan=0.0)
    back_after = np.full(len(table), np.inf)
    np.minimum.at(back_after, target[linked], np.maximum(gaps, 0.0))
    is_return = np.asarray(pc.is_valid(table["recontact_of"]).to_numpy(), dtype=np.bool_)
    return back_after, is_return


def _key(table: pa.Table, name: str) -> pa.ChunkedArray:
    """Case numbers, made distinct by replication where they repeat."""
    if table["replication"].null_count == len(table):
        return table[name]
    replication = pc.fill_null(table["replication"].cast(pa.string()), "")
    return pc.binary_join_element_wise(table[name], replication, "\x1f")


def _by_customer(
    table: pa.Table, opened: Floats, closed: Floats, window: float
) -> tuple[Floats, Bools]:
    """The first case of the same customer and intent that opens after each case closed."""
    back_after = np.full(len(table), np.inf)
    is_return = np.zeros(len(table), dtype=np.bool_)
    usable = _usable(table) & ~np.isnan(opened) & ~np.isnan(closed)
    rows = np.flatnonzero(usable)
    if not len(rows):
        return back_after, is_return
    groups = _groups(table.take(pa.array(rows)))
    start = opened[rows].min()
    span = max(opened[rows].max(), closed[rows].max()) - start + 1.0
    begins, ends = _stamps(groups, opened[rows] - start, closed[rows] - start, span)
    order = np.argsort(begins, kind="stable")
    following = np.searchsorted(begins[order], ends, side="right")
    inside = following < len(rows)
    later = order[np.minimum(following, len(rows) - 1)]
    same = inside & (groups[later] == groups)
    gaps = opened[rows[later]] - closed[rows]
    back_after[rows[same]] = gaps[same]
    is_return[rows[later[same & (gaps <= window)]]] = True
    return back_after, is_return


def _stamps(
    groups: NDArray[np.int64], opened: Floats, closed: Floats, span: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Group and time in one whole number of milliseconds, so that one sort serves all groups."""
    offset = groups * int(np.ceil(span) * 1_000)
    begins = offset + np.round(opened * 1_000).astype(np.int64)
    ends = offset + np.round(np.maximum(closed, opened) * 1_000).astype(np.int64)
    return begins, ends


def _usable(table: pa.Table) -> Bools:
    both = pc.and_(pc.is_valid(table["customer_id"]), pc.is_valid(table["intent"]))
    return np.asarray(both.to_numpy(), dtype=np.bool_)


def _groups(table: pa.Table) -> NDArray[np.int64]:
    """Numbers for the distinct (replication, customer, intent)."""
    total = np.zeros(len(table), dtype=np.int64)
    for name in ("replication", "customer_id", "intent"):
        encoded = table[name].combine_chunks().dictionary_encode()
        codes = np.asarray(pc.fill_null(encoded.indices, 0).to_numpy(), dtype=np.int64)
        total = total * max(len(encoded.dictionary), 1) + codes
    return np.unique(total, return_inverse=True)[1].astype(np.int64)
