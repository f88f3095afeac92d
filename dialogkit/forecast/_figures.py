"""Figures of the week: waits, agent hours and load, with intervals over the replications."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow.compute as pc
from scipy import stats

from dialogkit.evaluate import Rates
from dialogkit.simulate import Run

__all__ = ["load_of", "mean_interval", "operations", "week_rows"]

Figure = dict[str, float | int | None]


def mean_interval(values: Sequence[float]) -> Figure:
    """The mean over replications with its 95 % interval (Student's t); no interval for one."""
    known = [value for value in values if math.isfinite(value)]
    if not known:
        return {"value": None, "low": None, "high": None, "n": 0}
    mean = float(np.mean(known))
    if len(known) == 1:
        return {"value": mean, "low": None, "high": None, "n": 1}
    spread = float(np.std(known, ddof=1)) / math.sqrt(len(known))
    half = float(stats.t.ppf(0.975, len(known) - 1)) * spread
    return {"value": mean, "low": max(0.0, mean - half), "high": mean + half, "n": len(known)}


def operations(run: Run, rates: Rates, *, chats_each: float) -> dict[str, Figure]:
    """What the week means for the staff.

    Args:
        run: Simulated weeks.
        rates: Counted from them.
        chats_each: Chats an agent holds at once; slot-time over it is the agents' time.
    """
    weeks = run.days / 7
    busy, staffed = run.staffing["busy_seconds"], run.staffing["staffed_seconds"]
    load = [b / s if s > 0 else math.nan for b, s in zip(busy, staffed, strict=True)]
    return {
        "wait_minutes_median": mean_interval(_waits(run)),
        **_within_the_hour(rates),
        "agent_hours_per_week": mean_interval([b / 3600 / chats_each / weeks for b in busy]),
        "staffed_hours_per_week": mean_interval([s / 3600 / chats_each / weeks for s in staffed]),
        "utilisation": mean_interval(load),
    }


def _within_the_hour(rates: Rates) -> dict[str, Figure]:
    name = "service_level_60m"
    if name not in rates.rates:
        return {}
    rate = rates[name]
    n = int(rate.denominator)
    return {name: {"value": rate.value, "low": rate.low, "high": rate.high, "n": n}}


def _waits(run: Run) -> list[float]:
    """Median minutes until an agent answered, one number a replication; nan where none did."""
    table = run.cases.table
    reached = table.filter(pc.and_(table["reached_agent"], pc.is_valid(table["wait_seconds"])))
    replication = reached["replication"].to_numpy()
    waits = reached["wait_seconds"].to_numpy()
    found = []
    for number in range(run.replications):
        own = waits[replication == number]
        found.append(float(np.median(own)) / 60 if len(own) else math.nan)
    return found


def week_rows(run: Run, baseline: Run) -> list[dict[str, float]]:
    """One row an hour of the week, Monday 0 h local time first."""
    return [
        {
            "hour": hour,
            "arrivals": run.hourly["arrivals"][hour],
            "handoffs": run.hourly["handoffs"][hour],
            "agents": run.hourly["agents"][hour],
            "waiting": run.hourly["waiting"][hour],
            "waiting_without_bot": baseline.hourly["waiting"][hour],
        }
        for hour in range(168)
    ]


def load_of(run: Run) -> dict[str, Any]:
    """``load``: work that came beside what the staff can do; nothing where that is not known."""
    if run.load is None:
        return {}
    known = {"rho": run.load.rho, "growth_per_hour": run.load.growth_per_hour}
    finite = {name: value if math.isfinite(value) else None for name, value in known.items()}
    notes = {"de": list(run.notes("de")), "en": list(run.notes("en"))}
    return {"load": {**finite, "overloaded": run.load.overloaded, "notes": notes}}
