"""Figures of the week: waits, agent hours and load, with intervals over the replications."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy

from dialogkit.evaluate import Rate, Rates
from dialogkit.forecast._work import held_at_once
from dialogkit.simulate import Run

__all__ = ["load_of", "mean_interval", "operations", "week_rows"]

Figure = dict[str, float | int | None]


def mean_interval(values: Sequence[float], most: float = math.inf) -> Figure:
    """The mean over replications with its 95 % interval (Student's t); no interval for one.

    What is measured is never below 0 nor above ``most``, and so is its interval.
    """
    known = [value for value in values if math.isfinite(value)]
    if not known:
        return {"value": None, "low": None, "high": None, "n": 0}
    mean = float(np.mean(known))
    if len(known) == 1:
        return {"value": mean, "low": None, "high": None, "n": 1}
    spread = float(np.std(known, ddof=1)) / math.sqrt(len(known))
    half = float(scipy.stats.t.ppf(0.975, len(known) - 1)) * spread
    return {
        "value": mean,
        "low": max(0.0, mean - half),
        "high": min(most, mean + half),
        "n": len(known),
    }


def operations(run: Run, rates: Rates, *, chats_each: float) -> dict[str, Figure]:
    """What the week means for the staff.

    The hours of work are those in which an agent had at least one request. Where a run does not say
    how their time was shared they are a range, from ``least`` (as if agents always held as many as
    they may) to ``value`` (as if one after the other, as far as they were there for that long);
    the interval holds both.

    Args:
        run: Simulated weeks.
        rates: Counted from them; the wait is theirs, so that a page has one median.
        chats_each: Chats an agent may hold at once.
    """
    weeks = run.days / 7
    staffed = run.staffing["staffed_seconds"]
    busy = run.staffing.get("worked_seconds", run.staffing["busy_seconds"])
    load = [b / s if s > 0 else math.nan for b, s in zip(busy, staffed, strict=True)]
    return {
        "wait_minutes_median": _minutes(rates.rates.get("first_response_agent_seconds")),
        **_within_the_hour(rates),
        "agent_hours_per_week": _hours(run, chats_each),
        "staffed_hours_per_week": mean_interval([s / 3600 / chats_each / weeks for s in staffed]),
        "utilisation": mean_interval(load, 1.0),
        **_occupancy(run),
    }


def _occupancy(run: Run) -> dict[str, Figure]:
    """The share of their time on duty in which agents had something to do, where that is known."""
    if "occupied_seconds" not in run.staffing:
        return {}
    pairs = zip(run.staffing["occupied_seconds"], run.staffing["duty_seconds"], strict=True)
    shares = [busy / there if there > 0 else math.nan for busy, there in pairs]
    return {"occupancy": mean_interval(shares, 1.0)}


def _hours(run: Run, chats_each: float) -> Figure:
    """Hours of work a week: measured, or as far as the chats held at once are known."""
    if "taken_seconds" in run.staffing:
        weeks = run.days / 7
        return mean_interval([each / 3600 / weeks for each in run.staffing["taken_seconds"]])
    held = held_at_once(run, chats_each)
    slots = [busy / 3600 / (run.days / 7) for busy in run.staffing["busy_seconds"]]
    most = mean_interval([each / (held["concurrency"] or 1.0) for each in slots])
    if held["concurrency_at_most"] is None:
        return most
    least = mean_interval([each / held["concurrency_at_most"] for each in slots])
    return {**most, "least": least["value"], "low": least["low"]}


def _minutes(rate: Rate | None) -> Figure:
    """A rate in seconds as minutes; nothing where nobody was answered."""
    if rate is None:
        return {"value": None, "low": None, "high": None, "n": 0}
    ends = {name: getattr(rate, name) for name in ("value", "low", "high")}
    minutes = {name: None if end is None else end / 60 for name, end in ends.items()}
    return {**minutes, "n": int(rate.denominator)}


def _within_the_hour(rates: Rates) -> dict[str, Figure]:
    name = "service_level_60m"
    if name not in rates.rates:
        return {}
    rate = rates[name]
    n = int(rate.denominator)
    return {name: {"value": rate.value, "low": rate.low, "high": rate.high, "n": n}}


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
