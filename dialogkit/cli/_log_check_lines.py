"""The log beside the weeks without the bot, as lines to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dialogkit._durations import readable

__all__ = ["log_check_lines"]

_TITLE = "the log beside the weeks without the bot"
_DIFFERENT = frozenset({"faster", "slower", "more", "fewer"})


def log_check_lines(check: Mapping[str, Any]) -> Iterator[str]:
    """One line where all is well or nothing can be said, else what contradicts and why.

    Args:
        check: What a forecast holds under ``log_check``.
    """
    rows = check["rows"]
    told = [row for row in rows if row["verdict"] in _DIFFERENT]
    untold = [row for row in rows if row["verdict"] == "cannot_tell"]
    n, k = check.get("compared", 0), len(told)
    if check["verdict"] == "cannot_tell":
        why = check.get("why_en") or " ".join(dict.fromkeys(row["why_en"] for row in untold))
        yield f"{_TITLE}: not compared. {why}"
        return
    away = f"not compared: {', '.join(row['label_en'] for row in untold)}" if untold else ""
    if check["verdict"] == "agrees":
        yield f"{_TITLE}: {_agreeing(told, n)}{away and f'; {away}'}"
        return
    yield f"{_TITLE}: {k} of {n} numbers contradict"
    for row in told:
        yield f"  ! simulation {row['verdict']:7} {_sides(row)}"
    for remedy in check["remedies"]:
        yield f"    {remedy['text_en']}"
    if away:
        yield f"    {away}"


def _agreeing(told: Sequence[Mapping[str, Any]], n: int) -> str:
    """That all agree, or which do not as far as chance goes."""
    if told:
        named = ", ".join(row["label_en"] for row in told)
        return f"{n - len(told)} of {n} numbers compared agree; the rest may be chance ({named})"
    return "the one number compared agrees" if n == 1 else f"all {n} numbers compared agree"


def _sides(row: Mapping[str, Any]) -> str:
    log, base = row["log"], row["baseline"]
    simulated = "never" if base is None else _told(base, row=False)
    return f"{row['label_en']}: log {_told(log, row=True)}, simulated {simulated}"


def _told(side: Mapping[str, Any], *, row: bool) -> str:
    unit = side["unit"]
    value, low, high = (_amount(side[name], unit) for name in ("value", "low", "high"))
    value = value if side.get("most") is None else f"{value} to {_amount(side['most'], unit)}"
    counted = f", n = {side['n']}" if row else ""
    return f"{value} ({low} to {high}{counted})"


def _amount(value: float, unit: str) -> str:
    if unit == "share":
        return f"{value:.1%}"
    return readable(value) if unit == "seconds" else f"{value:.{0 if value >= 100 else 1}f}"
