"""How the team answered in simulated weeks, by the rules that a log is measured by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dialogkit.simulate._arrivals import midnight
from dialogkit.simulate._result import Run
from dialogkit.simulate._served import (
    FOLLOWED,
    Measured,
    ServedHours,
    Times,
    arrivals_measured,
    share_measured,
)

__all__ = ["ServedWeeks", "served_weeks"]

_NEEDED = [
    "case_id",
    "opened_at",
    "closed_at",
    "reached_agent",
    "resolved",
    "recontact_of",
    "wait_seconds",
    "scenario",
    "replication",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedWeeks:
    """How the team answered in the simulated weeks."""

    rows: Mapping[str, Measured]
    """Name to what was measured, as in `Served`."""
    hours: ServedHours
    """Cases and answers by hour of the week."""


def served_weeks(run: Run, *, timezone: str, dispersion: float) -> ServedWeeks:
    """What the weeks of a run show; of one without a bot.

    Only cases that began on the days that count are in it: who comes back in the weeks after them,
    when nobody new arrives, meets no queue.

    Args:
        run: Simulated weeks without a bot.
        timezone: Where hours and days are counted.
        dispersion: Variance of a day's number of customers over its mean.
    """
    table = run.cases.table.select(_NEEDED)
    opened = _micros(table["opened_at"])
    ends = [
        midnight(run.start + timedelta(days=day), timezone).timestamp() * 1e6
        for day in (0, run.days)
    ]
    inside = (opened >= ends[0]) & (opened < ends[1])
    own = table.filter(pa.array(inside))
    times = Times.of(own, timezone)
    weeks = run.days / 7 * run.replications
    found = {
        "arrivals_per_week": arrivals_measured(_customers(own), weeks, dispersion),
        "half_answered_after": times.quantile(0.5),
        "nine_of_ten_answered_after": times.quantile(0.9),
        **{name: times.share(name) for name in ("answered_60m", "never_answered", "settled")},
        "recontact_72h": _recontact(run, table, inside, times),
    }
    rows = {name: row for name, row in found.items() if row is not None}
    return ServedWeeks(rows=rows, hours=times.hours())


def _customers(table: pa.Table) -> int:
    """Customers who came: neither returns nor further issues of a visit count."""
    first = table.filter(pc.is_null(table["recontact_of"]))
    pairs = [_whole(first[name]) for name in ("replication", "scenario")]
    return len(np.unique(np.stack(pairs), axis=1).T)


def _recontact(
    run: Run, table: pa.Table, inside: NDArray[np.bool_], times: Times
) -> Measured | None:
    """Who came back with the same matter within 72 hours, of the cases watched for so long."""
    opened, closed = _micros(table["opened_at"]), _micros(table["closed_at"])
    first = pc.index_in(table["recontact_of"], table["case_id"].combine_chunks())
    target = np.asarray(pc.fill_null(first, -1).to_numpy())
    soon = (target >= 0) & (opened - closed[target] <= FOLLOWED * 1e6)
    back = np.zeros(len(table), dtype=bool)
    back[target[soon]] = True
    watched = run.observed_until.timestamp() * 1e6 - closed[inside] >= FOLLOWED * 1e6
    hit = back[inside] & watched
    counts = [np.bincount(times.wrote_on[x], minlength=len(times.strata)) for x in (hit, watched)]
    return share_measured(counts[0], counts[1], times.strata)


def _micros(column: pa.ChunkedArray) -> NDArray[np.int64]:
    return np.asarray(column.cast(pa.int64()).to_numpy(), dtype=np.int64)


def _whole(column: pa.ChunkedArray) -> NDArray[np.int64]:
    return np.asarray(pc.fill_null(column, -1).to_numpy(), dtype=np.int64)
