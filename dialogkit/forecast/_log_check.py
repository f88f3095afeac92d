"""The log beside the weeks without the bot: does the simulation repeat what was measured?

Both sides are measured by one code (`dialogkit.simulate.served_weeks` and the fit). A difference is
told where its 95 % interval holds no zero and where it is large enough to matter: two points of a
share, a tenth of a time or a number. The interval of a difference is made of the two intervals
(MOVER; Donner and Zou 2012), of times and numbers on the scale of logarithms.

Of eight rows one differs by chance in every third forecast that is right. So the verdict on all of
them asks for a difference that is more than chance makes of so many rows (Bonferroni).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import scipy
from numpy.typing import NDArray

from dialogkit.contact_centre import ContactCentre
from dialogkit.forecast._log_check_words import METHOD, NOT_COMPARED, REMEDIES, WHY
from dialogkit.simulate import (
    SERVED,
    Measured,
    Run,
    Served,
    ServedHours,
    Setup,
    served_weeks,
)

__all__ = ["difference", "log_check"]

POINTS = 0.02
"""A smaller difference of shares is not told."""
FACTOR = 1.1
"""Nor is a smaller factor between times or numbers."""
FEW = 30
"""Of fewer cases nothing is told."""
_FASTER = frozenset({"answered_60m", "answered_60m_open"})
_SLOWER = {"half_answered_after": 0.5, "nine_of_ten_answered_after": 0.1}
"""Times, with the share that may stay unanswered at most."""
_OPEN = ("answered_60m_open", "answered_when_closed")


def log_check(run: Run, setup: Setup) -> dict[str, Any]:
    """``log_check`` of a forecast: row by row what the log says, what the weeks without the bot.

    Args:
        run: The weeks without the bot.
        setup: What they depended on.

    Returns:
        ``verdict``: ``agrees``, ``contradicts`` or ``cannot_tell``; how many rows were ``compared``
        and how many ``agree``; ``rows``, each with ``log``, ``baseline``, ``difference`` and its
        ``verdict``: ``agrees``, ``faster``, ``slower``, ``more``, ``fewer`` (the simulation,
        against the log), ``from_log`` or ``cannot_tell`` (then with the reason in ``why_de`` and
        ``why_en``); ``remedies`` where it contradicts; and ``not_compared``.
    """
    served = setup.customers.served
    reason = "assumed" if setup.customers.assumed else "old_file" if served is None else ""
    if served is None or reason:
        return {"verdict": "cannot_tell", "why": reason, **_words("why", WHY[reason]), "rows": []}
    rows = [*_rows(run, setup, served)]
    told = [row for row in rows if row["verdict"] not in ("cannot_tell", "from_log")]
    different = {row["name"]: row["verdict"] for row in told if row["verdict"] != "agrees"}
    clear = any(_is_clear(row, len(told)) for row in told if row["name"] in different)
    verdict = "contradicts" if clear else "agrees" if told else "cannot_tell"
    return {
        "verdict": verdict,
        "compared": len(told),
        "agree": len(told) - len(different),
        "rows": rows,
        "remedies": [
            {"name": name, **_words("text", REMEDIES[name])}
            for name in (_remedies(different, rows, setup) if clear else ())
        ],
        "left_out": dict(served.left_out),
        "not_compared": [_words("text", each) for each in NOT_COMPARED],
        **_words("method", METHOD),
    }


def _rows(run: Run, setup: Setup, served: Served) -> Iterable[dict[str, Any]]:
    timezone = setup.customers.timezone
    weeks = served_weeks(run, timezone=timezone, dispersion=setup.customers.dispersion)
    opened = _open_hours(setup.centre, setup)
    log = {**served.rows, **_of_hours(served.hours, opened)}
    base = {**weeks.rows, **_of_hours(weeks.hours, opened)}
    for name in SERVED:
        why = served.lacks.get(name, "")
        if name in opened and not opened[name].any():
            why = why or "always_open"
        if not why and setup.days % 7:
            why = "no_week"
        if not why and name == "arrivals_per_week" and _taken(log.get(name), setup):
            why = "from_log"
        yield _row(name, None if served.lacks.get(name) else log.get(name), base, why)


def _taken(log: Measured | None, setup: Setup) -> bool:
    """Whether as many come as the log shows because nobody said otherwise."""
    coming = setup.customers.per_week
    same = log is not None and math.isclose(coming, log.value, rel_tol=0.01)
    return same and setup.centre.arrivals_per_week is None


def _of_hours(hours: ServedHours, opened: Mapping[str, NDArray[np.bool_]]) -> dict[str, Measured]:
    """The shares that depend on the opening hours."""
    found = {name: hours.share(name, opened[name]) for name in _OPEN}
    return {name: row for name, row in found.items() if row is not None}


def _row(name: str, log: Measured | None, base: Mapping[str, Measured], why: str) -> dict[str, Any]:
    """One line of the comparison."""
    own = base.get(name)
    row: dict[str, Any] = {
        "name": name,
        **_words("label", dict(zip(("de", "en"), SERVED[name], strict=True))),
    }
    row |= {"log": log and log.to_json(), "baseline": own and own.to_json(), "difference": None}
    if why == "from_log":
        return {**row, "verdict": "from_log", **_words("why", WHY[why])}
    if not why and (log is None or min(log.n, own.n if own else log.n) < FEW):
        why = "few"
    if not why and own is None:
        never = base.get("never_answered")
        if name in _SLOWER and never is not None and never.low > _SLOWER[name]:
            return {**row, "verdict": "slower"}
        why = "unanswered_simulated" if name in _SLOWER else "few"
    if why:
        return {**row, "verdict": "cannot_tell", "why": why, **_words("why", WHY[why])}
    assert log is not None
    assert own is not None
    gap = difference(log, own)
    return {**row, "difference": gap, "verdict": _verdict(name, gap)}


def difference(log: Measured, base: Measured) -> dict[str, Any]:
    """The simulation less the log, with its 95 % interval; of times and numbers their quotient.

    Where the log leaves a share open, the difference is that from the nearer end of its range, and
    0 within it.

    Returns:
        ``value``, ``low``, ``high`` and ``kind``: ``points`` (of a share, 0 to 1) or ``factor``.
    """
    if log.unit != "share":
        ends = [[math.log(max(x, 1e-9)) for x in _times(each)] for each in (log, base)]
        gaps = _mover(ends[0], ends[0], ends[1])
        return {"kind": "factor", **{n: math.exp(min(x, 700.0)) for n, x in gaps.items()}}
    sure = (log.value, log.low, log.high)
    most = sure if log.most is None else (log.most, log.low, log.high)
    return {"kind": "points", **_mover(sure, most, (base.value, base.low, base.high))}


def _times(row: Measured) -> tuple[float, float, float]:
    """Value and ends; under a second nobody tells times apart."""
    least = 1.0 if row.unit == "seconds" else 0.01
    return max(row.value, least), max(row.low, least), max(row.high, least)


def _mover(sure: Iterable[float], most: Iterable[float], base: Iterable[float]) -> dict[str, float]:
    (a, a_low, _), (b, _, b_high), (c, c_low, c_high) = sure, most, base
    low = c - b - math.hypot(c - c_low, b_high - b)
    high = c - a + math.hypot(c_high - c, a - a_low)
    value = c - b if c > b else c - a if c < a else 0.0
    return {"value": value, "low": low, "high": high}


def _verdict(name: str, gap: Mapping[str, Any]) -> str:
    """What the simulation is against the log, in a word."""
    factor = gap["kind"] == "factor"
    even, margin = (1.0, math.log(FACTOR)) if factor else (0.0, POINTS)
    size = math.log(gap["value"]) if factor else gap["value"]
    if gap["low"] <= even <= gap["high"] or abs(size) <= margin:
        return "agrees"
    if name in _SLOWER:
        return "slower" if size > 0 else "faster"
    if name in _FASTER:
        return "faster" if size > 0 else "slower"
    return "more" if size > 0 else "fewer"


def _is_clear(row: Mapping[str, Any], rows: int) -> bool:
    """Whether a difference is more than chance makes of so many rows."""
    gap = row["difference"]
    if gap is None:
        return True  # the simulation never gets there
    value, low, high = (
        math.log(max(gap[end], 1e-300)) if gap["kind"] == "factor" else gap[end]
        for end in ("value", "low", "high")
    )
    wider = float(scipy.stats.norm.ppf(1 - 0.025 / rows) / scipy.stats.norm.ppf(0.975))
    return not value - wider * (value - low) <= 0 <= value + wider * (high - value)


# ----- opening hours -----------------------------------------------------------------------------


def _open_hours(centre: ContactCentre, setup: Setup) -> dict[str, NDArray[np.bool_]]:
    """Hours of the week in which the centre is open throughout, and those in which it never is."""
    hours = centre.hours.without_holidays()
    zone = ZoneInfo(setup.customers.timezone)
    monday = setup.start - timedelta(days=setup.start.weekday())
    seconds = np.empty(168)
    for hour in range(168):
        day, clock = monday + timedelta(days=hour // 24), time(hour % 24)
        begins = datetime.combine(day, clock, tzinfo=zone)
        ends = datetime.fromtimestamp(begins.timestamp() + 3_600, zone)
        seconds[hour] = hours.open_seconds(begins, ends)
    return {"answered_60m_open": seconds >= 3_600, "answered_when_closed": seconds <= 0}


def _holiday(setup: Setup) -> bool:
    """Whether the centre is closed for a holiday in or right before the simulated weeks."""
    hours = setup.centre.hours
    ends = setup.begin, setup.begin + timedelta(seconds=setup.counted[1])
    return hours.open_seconds(*ends) < hours.without_holidays().open_seconds(*ends)


# ----- what is most likely off -------------------------------------------------------------------


def _remedies(
    found: Mapping[str, str], rows: Iterable[Mapping[str, Any]], setup: Setup
) -> Iterable[str]:
    """Names of the sentences that help, the most likely cause first."""
    there = {row["name"]: row["verdict"] for row in rows}
    if "arrivals_per_week" in found:
        yield "arrivals_more" if found["arrivals_per_week"] == "more" else "arrivals_fewer"
    if "answered_when_closed" in found:
        yield "hours"
    speeds = [found[name] for name in (*_FASTER, *_SLOWER) if name in found]
    if speeds and _holiday(setup):
        yield "holiday"
    if found.get("never_answered") == "more":
        yield "patience_short"
    if there["answered_60m_open"] == "agrees" and speeds:
        yield "nights"
    elif speeds:
        yield "staff_less" if speeds.count("slower") * 2 >= len(speeds) else "staff_more"
    if found.get("never_answered") == "fewer":
        yield "never_answered"
    if "settled" in found or "recontact_72h" in found:
        yield "settles"


def _words(name: str, both: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}_{locale}": text for locale, text in both.items()}
