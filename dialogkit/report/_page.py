"""What the page shows, section by section, as plain values for the template.

A section whose data a file does not hold is None, and the template leaves it out or says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dialogkit.evaluate import Rate, Rates
from dialogkit.report._coverage import coverage_part
from dialogkit.report._facts import fact_part, facts
from dialogkit.report._failed import failure_part
from dialogkit.report._first import (
    are_assumed,
    operations_notes,
    operations_rows,
    origin,
    outcome_rows,
    overload,
    validation_line,
    verdict,
    warnings,
)
from dialogkit.report._log_check import log_check_part, log_check_warning
from dialogkit.report._numbers import Numbers
from dialogkit.report._people import people_part
from dialogkit.report._privacy import privacy_part
from dialogkit.report._sections import (
    assumption_part,
    flow_part,
    scenario_part,
    slice_part,
    week_part,
)
from dialogkit.report._tables import gate_rows, left_out_rows, rate_rows
from dialogkit.report._texts import Texts
from dialogkit.report._what_ifs import what_if_part

__all__ = ["page"]

Forecast = Mapping[str, Any]


def page(
    forecast: Forecast, gate: Mapping[str, Any] | None, texts: Texts, numbers: Numbers
) -> dict[str, Any]:
    """The values of the template.

    Args:
        forecast: A forecast, as the interface has it; every key but ``rates`` is optional.
        gate: The JSON object of a gate's result.
        texts: The words.
        numbers: How numbers are written.
    """
    rates = Rates.from_json(forecast["rates"])
    base = forecast.get("baseline")
    baseline = Rates.from_json(base) if base else None
    whole = _is_forecast(forecast)
    people = people_part(forecast, texts, numbers)
    values: dict[str, Any] = {
        "locale": texts.locale,
        "kind": texts("page.kind" if whole else "page.kind_rates"),
        "title": forecast.get("title") or texts("page.title", n=numbers.count(rates.n)),
        "whole": whole,
        "facts": _head(forecast, rates, texts, numbers),
        "verdict": verdict(gate, texts),
        "warnings": [
            *warnings(forecast, texts, numbers),
            *log_check_warning(forecast, texts),
        ],
        "outcomes": outcome_rows(forecast, rates, gate, texts, numbers),
        "operations": operations_rows(forecast, rates, baseline, texts, numbers),
        "operations_notes": operations_notes(forecast, texts, numbers),
        "validation": validation_line(forecast, texts, numbers, whole=whole),
        "validation_facts": facts(forecast.get("validation"), texts, numbers),
        "gate": gate_rows(gate, texts),
        "flow": flow_part(forecast, texts, numbers),
        "coverage": coverage_part(forecast, texts, numbers),
        "rates": rate_rows(rates, texts, numbers, prefix="rate"),
        "left_out": left_out_rows(rates, texts, simulated=whole),
        "not_counted": _not_counted(rates, texts, numbers),
        "cases_file": _link(forecast.get("cases_file")),
        "baseline": rate_rows(_without_bot(baseline), texts, numbers, prefix="baseline"),
        "log_check": log_check_part(forecast, texts, numbers),
        "assumptions": assumption_part(forecast, rates, texts, numbers),
        "scenarios": scenario_part(forecast, texts, numbers),
        "what_ifs": what_if_part(forecast, rates, texts, numbers),
        "week": week_part(forecast, texts, numbers),
        "overload": overload(forecast, texts),
        "failures": failure_part(forecast, texts, numbers),
        "slices": slice_part(rates, texts, numbers),
        "assumed": are_assumed(forecast),
        "people": people,
        "raw": origin(forecast) == "raw",
        "origin": texts(f"origin.{origin(forecast)}"),
        "privacy": privacy_part(forecast.get("privacy"), texts, numbers),
        "data": fact_part(_without(forecast.get("data"), forecast), texts, numbers),
        "model": fact_part(forecast.get("model"), texts, numbers),
        "command": forecast.get("command"),
        "versions": facts(forecast.get("versions"), texts, numbers),
    }
    compared = any(row["without"] for row in values["operations"])
    return values | {"contents": _contents(values, texts), "compared": compared}


def _is_forecast(forecast: Forecast) -> bool:
    return str(forecast.get("format", "")).startswith("dialogkit.forecast") or "seed" in forecast


def _head(forecast: Forecast, rates: Rates, texts: Texts, numbers: Numbers) -> list[str]:
    """The line of facts under the title."""
    shown = []
    flow = forecast.get("flow") or {}
    if flow.get("name"):
        steps = flow.get("steps")
        count = len(steps) if isinstance(steps, list | dict) else steps
        shown.append(texts("page.flow", name=flow["name"], steps=count or "?"))
    if days := forecast.get("days"):
        when = forecast.get("start")
        start = {"start": numbers.date(str(when))} if when else {}
        key = "page.days" if when else "page.days_only"
        shown.append(texts.plural(key, days, n=numbers.plain(days), **start))
    if runs := forecast.get("replications"):
        shown.append(texts.plural("page.replications", runs, n=numbers.count(runs)))
    cases = forecast.get("n_cases") or rates.n
    shown.append(texts.plural("page.cases", cases, n=numbers.count(cases)))
    if forecast.get("seed") is not None:
        shown.append(texts("page.seed", seed=forecast["seed"]))
    return shown


def _not_counted(rates: Rates, texts: Texts, numbers: Numbers) -> str:
    silent = rates.not_counted.get("no_customer_turn", 0)
    idle = rates.not_counted.get("no_issue", 0)
    if not silent + idle:
        return ""
    return texts("rates.not_counted", silent=numbers.count(silent), idle=numbers.count(idle))


def _without_bot(baseline: Rates | None) -> Rates | None:
    """Of a world without a bot only what does not speak of a bot is worth printing."""
    if baseline is None:
        return None
    wanted = re.compile(
        r"service_level|abandonment|first_response_agent|utilisation|occupancy|cost|recontact"
    )
    kept: dict[str, Rate] = {n: rate for n, rate in baseline.rates.items() if wanted.match(n)}
    return Rates(n=baseline.n, rates=kept)


def _without(data: Any, forecast: Forecast) -> Any:
    """What is said of the data, without notes that stand with the customers."""
    people = forecast.get("customers")
    told = people.get("notes") if isinstance(people, Mapping) else None
    if not told or not isinstance(data, Mapping) or not isinstance(data.get("notes"), list):
        return data
    kept = [place for place, note in enumerate(data["notes"]) if note not in told]
    german = data.get("notes_de")
    paired = isinstance(german, list) and len(german) == len(data["notes"])
    notes = {"notes": data["notes"], **({"notes_de": german} if paired else {})}
    own = {name: [some[place] for place in kept] for name, some in notes.items()}
    return {**{k: v for k, v in data.items() if k != "notes_de"}, **own}


def _link(name: object) -> tuple[str, str | None] | None:
    """A file's name, and where it leads: only to a file beside the page, never elsewhere."""
    if not name:
        return None
    text = str(name)
    safe = re.fullmatch(r"[\w.\- /]+", text) and not text.startswith("/")
    return text, text if safe else None


def _contents(values: Mapping[str, Any], texts: Texts) -> list[tuple[str, str]]:
    """The sections that are there, in their order."""
    optional = (
        "gate",
        "flow",
        "coverage",
        "baseline",
        "log_check",
        "assumptions",
        "what_ifs",
        "week",
        "failures",
        "slices",
    )
    missing = {name for name in optional if not values[name]}
    missing -= {"failures"} if values["failures"] is not None else set()
    order = texts.sections["sections"]
    return [(name, title) for name, title in order.items() if name not in missing]
