"""The log beside the weeks without the bot: whether the simulation repeats what was measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogkit.report._numbers import Numbers
from dialogkit.report._texts import Texts

__all__ = ["log_check_part", "log_check_warning"]

_DIFFERENT = frozenset({"faster", "slower", "more", "fewer"})
_SET = "arrivals_per_week"
"""What somebody set on purpose: of a log that is a sample it must differ."""


def log_check_part(
    forecast: Mapping[str, Any], texts: Texts, numbers: Numbers
) -> dict[str, Any] | None:
    """The rows, what they come to, and what may be off; None where a file says nothing of it."""
    given = forecast.get("log_check")
    if not isinstance(given, Mapping):
        return None
    return {
        "kind": given["verdict"],
        "sentence": _sentence(given, texts, numbers),
        "rows": [_row(one, texts, numbers) for one in given["rows"]],
        "remedies": [texts.own(one, "text") for one in given.get("remedies", ())],
        "not_compared": [texts.own(one, "text") for one in given.get("not_compared", ())],
        "method": texts.own(given, "method"),
        "left_out": _left_out(given.get("left_out") or {}, texts, numbers),
    }


def log_check_warning(forecast: Mapping[str, Any], texts: Texts) -> list[str]:
    """That the weeks without the bot contradict the log, for the first screen."""
    given = forecast.get("log_check") or {}
    rows = given.get("rows", ())
    told = [row for row in rows if row["verdict"] in {"agrees", *_DIFFERENT}]
    k = sum(row["verdict"] in _DIFFERENT for row in told)
    own = any(row["verdict"] in _DIFFERENT and row["name"] != _SET for row in told)
    if given.get("verdict") != "contradicts" or not own:
        return []
    return [texts("warnings.log_check", k=k, n=len(told))]


def _sentence(given: Mapping[str, Any], texts: Texts, numbers: Numbers) -> str:
    n, agree = given.get("compared", 0), given.get("agree", 0)
    if given["verdict"] == "cannot_tell":
        return texts.own(given, "why") or texts("log_check.none")
    if given["verdict"] == "agrees" and agree < n:
        return texts("log_check.nearly", n=numbers.count(n), k=numbers.count(agree))
    counts = {"n": numbers.count(n), "k": numbers.count(n - agree)}
    return texts.plural(f"log_check.{given['verdict']}", n, **counts)


def _row(one: Mapping[str, Any], texts: Texts, numbers: Numbers) -> dict[str, Any]:
    label = texts.own(one, "label", str(one["name"]))
    verdict = str(one["verdict"])
    log, base = one.get("log"), one.get("baseline")
    other = _side(base, numbers)
    if verdict in _DIFFERENT and base is None:
        other["value"] = texts("log_check.never")
    return {
        "name": one["name"],
        "label": label[:1].upper() + label[1:],
        "kind": "differs" if verdict in _DIFFERENT else verdict,
        "log": _side(log, numbers),
        "n": numbers.count(log["n"]) if log else "–",
        "baseline": other,
        "verdict": texts.get(f"log_check.row_{verdict}", verdict),
        "why": texts.own(one, "why"),
    }


def _side(row: Mapping[str, Any] | None, numbers: Numbers) -> dict[str, str]:
    """A number and its interval; both ends where the log leaves it open."""
    if row is None:
        return {"value": "–", "interval": ""}
    unit, most = str(row["unit"]), row.get("most")
    if unit == "number":
        ends = [numbers.count(_rounded(row[end])) for end in ("value", "low", "high")]
    else:
        ends = [numbers.value(row[end], unit) for end in ("value", "low", "high")]
    value = ends[0] if most is None else numbers.range(row["value"], most, unit)
    if unit == "share":
        between = numbers.range(row["low"], row["high"], unit)
    else:
        between = f"{ends[1]} {numbers.to} {ends[2]}"
    return {"value": value, "interval": between}


def _left_out(counts: Mapping[str, int], texts: Texts, numbers: Numbers) -> str:
    """Cases of the log that do not count, and why."""
    told = [
        texts.get(f"log_check.out_{why}", why).replace("{n}", numbers.count(n))
        for why, n in counts.items()
    ]
    return texts("log_check.left_out", reasons=", ".join(told)) if told else ""


def _rounded(value: float) -> float:
    return round(value, 0 if value >= 100 else 1)
