"""The first screen: may the bot talk to customers, and what happens to a hundred of them?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dialogkit.evaluate import Rate, Rates
from dialogkit.report._icons import CLASSES, boxes, icon_array, swatch
from dialogkit.report._numbers import Numbers, rate_of
from dialogkit.report._texts import Texts

__all__ = [
    "are_assumed",
    "operations_notes",
    "operations_rows",
    "origin",
    "outcome_rows",
    "overload",
    "validation_line",
    "verdict",
    "warnings",
]

_FEW_CASES = 30
_ASSUMED_STAFF = re.compile(r"\bstaff\b.*\bassumed\b|\bassumed\b.*\bstaff\b", re.IGNORECASE)

_MARKS = {"pass": "✓", "fail": "✕", "not_enough_data": "…", "none": "–"}


def verdict(gate: Mapping[str, Any] | None, texts: Texts) -> dict[str, str]:
    """The verdict's kind, mark, word and reason."""
    if gate is None:
        kind, reason = "none", texts("verdict.none_reason")
    else:
        kind = gate["verdict"]
        conditions = gate.get("conditions", [])
        decisive = [one for one in conditions if one["verdict"] == kind]
        first = texts.own(decisive[0], "sentence") if decisive else ""
        values = {"k": len(decisive), "n": len(conditions), "reason": first}
        key = "not_enough_data_reason_1" if len(decisive) == 1 else "not_enough_data_reason"
        key = key if kind == "not_enough_data" else f"{kind}_reason"
        reason = texts.plural(f"verdict.{key}", len(conditions), **values)
    return {"kind": kind, "mark": _MARKS[kind], "word": texts(f"verdict.{kind}"), "reason": reason}


def are_assumed(forecast: Mapping[str, Any]) -> bool:
    """Whether no log stands behind the customers."""
    people = forecast.get("customers")
    return isinstance(people, Mapping) and people.get("kind") == "assumed"


def origin(forecast: Mapping[str, Any]) -> str:
    """Where the customers' words come from: a key of ``[origin]``."""
    people = forecast.get("customers")
    given = people.get("texts_from") if isinstance(people, Mapping) else None
    return given if given in ("anonymized", "raw", "labelled") else "unknown"


def warnings(forecast: Mapping[str, Any], texts: Texts, numbers: Numbers) -> list[str]:
    """What makes the whole forecast weak, whatever a gate says.

    Words out of a log that is not anonymized, customers whom no log shows, few cases, an assumed
    staff.
    """
    data = forecast.get("data") or {}
    cases, notes = data.get("cases"), data.get("notes")
    shown = [texts("warnings.raw")] if origin(forecast) == "raw" else []
    shown += [texts("warnings.customers")] if are_assumed(forecast) else []
    if isinstance(cases, int | float) and cases < _FEW_CASES:
        key = "warnings.one_case" if cases == 1 else "warnings.few_cases"
        shown.append(texts(key, n=numbers.count(cases)))
    if isinstance(notes, list) and any(_ASSUMED_STAFF.search(str(note)) for note in notes):
        shown.append(texts("warnings.staff"))
    if (forecast.get("load") or {}).get("overloaded"):
        shown += overload(forecast, texts)[:1]
    fit = (forecast.get("fit") or {}).get("notes") or {}
    shown += [str(note) for note in fit.get(texts.locale) or ()]
    # of a bot that runs elsewhere: what cannot be known of it
    notes = (forecast.get("elsewhere") or {}).get("notes") or {}
    return [*shown, *(str(note) for note in notes.get(texts.locale) or ())]


def overload(forecast: Mapping[str, Any], texts: Texts) -> list[str]:
    """Where more work comes than the staff can do, and how the queue then grows."""
    notes = (forecast.get("load") or {}).get("notes") or {}
    told = [str(note) for note in notes.get(texts.locale) or ()]
    if texts.locale == "de":
        told = [re.sub(r"(?<=\d)\.(?=\d)", ",", note) for note in told]
    return told


def outcome_rows(
    forecast: Mapping[str, Any],
    rates: Rates,
    gate: Mapping[str, Any] | None,
    texts: Texts,
    numbers: Numbers,
) -> dict[str, Any] | None:
    """The hundred boxes and a sentence for each class."""
    outcomes = _outcomes(forecast, rates)
    counts = boxes(outcomes)
    if not counts:
        return None
    rows = []
    for one in CLASSES:
        if one.name in outcomes and (outcomes[one.name].value > 0 or one.name == "bot_resolved"):
            shown = counts[one.name] + (
                counts.get("agent_needless", 0) if one.name == "agent" else 0
            )
            rows.append(_outcome(one.name, shown, outcomes[one.name], texts, numbers))
            rows[-1]["swatch"] = swatch(one)
    desc = ", ".join(f"{row['count']} {row['words']}" for row in rows) + "."
    picture = icon_array(counts, title=texts("outcomes.picture"), desc=desc)
    note = texts("outcomes.larger") if _larger_in_gate(outcomes, rates, gate) else ""
    return {"rows": rows, "picture": picture, "note": note}


def _larger_in_gate(
    outcomes: Mapping[str, Rate], rates: Rates, gate: Mapping[str, Any] | None
) -> bool:
    """Whether the gate speaks of a larger share of false deflections than the boxes show."""
    boxes_say, gate_says = (given.get("false_deflection") for given in (outcomes, rates.rates))
    asked = (gate or {}).get("conditions", [])
    if not any(one.get("rate") == "false_deflection" for one in asked):
        return False
    return bool(boxes_say and gate_says and 0 < boxes_say.value < gate_says.value)


def _outcomes(forecast: Mapping[str, Any], rates: Rates) -> dict[str, Rate]:
    """Shares by class; needless ones that stand beside those to agents are put among them."""
    given = forecast.get("outcome_shares")
    if not given:
        return dict(rates.outcomes)
    known = {one.name for one in CLASSES}
    outcomes = {name: rate_of(value) for name, value in given.items() if name in known}
    rest = sum(rate.value for name, rate in outcomes.items() if name != "agent_needless")
    needless = outcomes.get("agent_needless")
    if needless and "agent" in outcomes and abs(rest - 1) > abs(rest + needless.value - 1):
        agent = outcomes["agent"]
        outcomes["agent"] = rate_of({"value": agent.value + needless.value})
    return outcomes


def _outcome(name: str, count: int, rate: Rate, texts: Texts, numbers: Numbers) -> dict[str, Any]:
    interval = ""
    if rate.low is not None and rate.high is not None:
        interval = numbers.of_hundred(rate.low, rate.high)
    few = count == 0 and rate.value > 0
    return {
        "name": name,
        "count": texts("outcomes.few") if few else str(count),
        "words": texts.many(f"outcomes.{name}")[0 if count == 1 or few else 1],
        "interval": interval,
        "value": rate.value,
        "part": name == "agent_needless",
    }


def operations_rows(
    forecast: Mapping[str, Any],
    rates: Rates,
    baseline: Rates | None,
    texts: Texts,
    numbers: Numbers,
) -> list[dict[str, Any]]:
    """What changes for customers and agents: with and without the bot, side by side."""
    operations = forecast.get("operations") or {}
    now, before = (operations.get(side) or {} for side in ("with_bot", "without_bot"))
    if now or before:
        names = [name for name in texts.sections["operations"] if name in now or name in before]
        return [
            {
                "label": texts(f"operations.{name}"),
                "without": _amount(name, before.get(name), texts, numbers),
                "with": _amount(name, now.get(name), texts, numbers),
            }
            for name in names
        ]
    wanted = [n for n in rates if n.startswith(("first_response_agent", "service_level", "utilis"))]
    return [
        {
            "label": texts.own(
                {"label_en": rates[n].label, "label_de": rates[n].label_de}, "label", n
            ),
            "without": _shown(baseline.rates.get(n) if baseline else None, numbers),
            "with": _shown(rates[n], numbers),
        }
        for n in wanted
    ]


Amount = dict[str, Any] | None


def _shown(rate: Rate | None, numbers: Numbers) -> Amount:
    if rate is None:
        return None
    value = numbers.value(rate.value, rate.unit)
    return {"value": rate.value, "text": value, "interval": numbers.interval(rate)}


def _amount(name: str, given: Any, texts: Texts, numbers: Numbers) -> Amount:
    """A measure of the operations, from ``{value, low, high}`` or a bare number."""
    if given is None or (isinstance(given, Mapping) and given.get("value") is None):
        return None
    rate = rate_of(given)
    if "minutes" in name:
        ends = {end: getattr(rate, end) for end in ("value", "low", "high")}
        seconds = {end: None if x is None else 60 * x for end, x in ends.items()}
        shown = _shown(rate_of({**seconds, "unit": "seconds"}), numbers)
        return None if shown is None else {**shown, "value": rate.value}
    if "hours" in name:
        pattern = "operations.hours"
        digits = 0 if abs(rate.value) >= 10 else 1
        low, high = (
            "" if end is None else numbers.decimal(end, digits) for end in (rate.low, rate.high)
        )
        hours = numbers.decimal(rate.value, digits)
        if rate.least is not None:
            hours = f"{numbers.decimal(rate.least, digits)} {numbers.to} {hours}"
        return {
            "value": rate.value,
            "text": texts(pattern, x=hours),
            "interval": f"{low} {numbers.to} {high}" if low and high else "",
        }
    return _shown(rate, numbers)


def operations_notes(forecast: Mapping[str, Any], texts: Texts, numbers: Numbers) -> list[str]:
    """What the measures beside them rest on: the clock, and how many chats are held at once."""
    sides = [side for side in (forecast.get("operations") or {}).values() if side]
    notes = []
    if any("service_level_60m" in side or "wait_minutes_median" in side for side in sides):
        notes.append(texts("operations.clock"))
    counted = forecast.get("counted_with") or {}
    most = counted.get("concurrency_at_most")
    if "taken_seconds" in (counted.get("staffing") or {}):
        held = numbers.decimal(counted["concurrency"])
        notes.append(texts.plural("operations.held", 1 if held == "1" else 2, n=held))
    elif any((side.get("agent_hours_per_week") or {}).get("least") is not None for side in sides):
        told = numbers.decimal(most) if most else texts("operations.allowed")
        notes.append(texts("operations.range", n=told))
    return notes


def validation_line(
    forecast: Mapping[str, Any], texts: Texts, numbers: Numbers, *, whole: bool
) -> str:
    """How exact such forecasts have been, or that nobody knows yet."""
    if not whole:
        return texts("validation.rates")
    done = forecast.get("validation")
    if not done:
        return texts("validation.none")
    error = done.get("mean_absolute_error_points", done.get("mean_absolute_error"))
    if isinstance(error, int | float) and done.get("n"):
        points = error if "mean_absolute_error_points" in done else error * 100
        n = numbers.count(done["n"])
        return texts.plural("validation.done", done["n"], error=numbers.decimal(points), n=n)
    return texts("validation.done_plain")
