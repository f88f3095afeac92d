"""The sections below the first screen that hold pictures or tables of parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dialogkit.evaluate import Rate, Rates, Slice
from dialogkit.report._charts import Bar, tornado, week
from dialogkit.report._numbers import Numbers
from dialogkit.report._svg import safe_svg
from dialogkit.report._tables import class_of, label_of
from dialogkit.report._texts import Texts

__all__ = [
    "assumption_part",
    "flow_part",
    "scenario_part",
    "slice_part",
    "week_part",
]

Forecast = Mapping[str, Any]

_BIGGEST_PICTURE = 150_000
_MOST_WAYS = 12
_MOST_BARS = 12
_MOST_SLICES = 24
_SLICE_RATES = (
    "containment",
    "resolved_deflection_72h",
    "false_deflection",
    "handoff_rate",
    "missed_handoff",
    "failure_rate",
)
_WEEK = ("arrivals", "handoffs", "agents", "waiting")
_SCENARIO_RATES = ("deflection", *_SLICE_RATES, "service_level_60m")


def flow_part(forecast: Forecast, texts: Texts, numbers: Numbers) -> dict[str, Any] | None:
    """The picture of the flow, its busiest transitions and what the check found."""
    picture, traffic = _picture(forecast, texts), forecast.get("traffic") or {}
    findings = forecast.get("findings")
    if not picture and not traffic and findings is None:
        return None
    ways = sorted(traffic.items(), key=lambda way: (-way[1], way[0]))[:_MOST_WAYS]
    small = 0 < len(picture) <= _BIGGEST_PICTURE
    return {
        "svg": safe_svg(picture, "flow") if small else None,
        "language": _other_language(forecast, texts) if small else "",
        "too_big": bool(picture) and not small,
        "ways": [
            (*way.split(">", 1), count, numbers.count(count)) for way, count in ways if ">" in way
        ],
        "findings": None if findings is None else [_finding(one, texts) for one in findings],
    }


def _picture(forecast: Forecast, texts: Texts) -> str:
    """The picture in the language of the page; files of before hold one picture only."""
    given = forecast.get("flow_svgs") or {}
    return str(given.get(texts.locale) or forecast.get("flow_svg") or "")


def _other_language(forecast: Forecast, texts: Texts) -> str:
    """That the flow lacks texts in the language of the page, and in which the picture has them."""
    flow = forecast.get("flow") or {}
    lacks, of = (flow.get("texts_missing") or {}).get(texts.locale, 0), flow.get("texts", 0)
    if not lacks or not flow.get("locales"):
        return ""
    other = str(flow.get("fallback") or flow["locales"][0])
    language = texts.get(f"languages.{other[:2].lower()}", other)
    if lacks == of:
        return texts("flow.language", language=language)
    return texts.plural("flow.missing", lacks, n=lacks, language=language)


def _finding(one: Mapping[str, Any], texts: Texts) -> dict[str, str]:
    severity = str(one.get("severity", ""))
    kept = {name: texts.own(one, name) for name in ("code", "place", "what", "why", "remedy")}
    return {**kept, "severity": texts.get(f"flow.{severity}", severity), "kind": severity}


def assumption_part(
    forecast: Forecast, rates: Rates, texts: Texts, numbers: Numbers
) -> dict[str, Any] | None:
    """The assumptions, and how far the result moves with each."""
    assumptions = forecast.get("assumptions") or []
    moves = forecast.get("sensitivity") or []
    if not assumptions and not moves:
        return None
    names = {one["name"]: texts.own(one, "label", one["name"]) for one in assumptions}
    charts: list[Any] = []
    for rate in dict.fromkeys(move.get("rate", "") for move in moves):
        same = [move for move in moves if move.get("rate", "") == rate]
        charts.append(_tornado(rate, same, names, rates, texts, numbers, len(charts)))
    swing = {move["name"]: _bar(move, "").length for move in reversed(moves)}
    ranked = sorted(assumptions, key=lambda one: -swing.get(one["name"], -1.0))
    rows = [_assumption(one, moves, rates, texts, numbers) for one in ranked]
    few = forecast.get("sensitivity_replications")
    fewer = texts.plural("assumptions.fewer", few, n=numbers.count(few)) if few else ""
    return {"charts": charts, "rows": rows, "fewer": fewer}


def _tornado(
    name: str,
    moves: Sequence[Mapping[str, Any]],
    names: Mapping[str, str],
    rates: Rates,
    texts: Texts,
    numbers: Numbers,
    number: int,
) -> Any:
    rate = rates.rates.get(name)
    unit = rate.unit if rate else "share"
    label = label_of(name, rate, texts) if rate else class_of(name, rates, texts)
    bars = [_bar(m, names.get(m["name"], m["name"])) for m in moves]
    bars.sort(key=lambda bar: -bar.length)
    top = bars[0]
    low, high = (numbers.value(end, unit) for end in (top.at_low, top.at_high))
    return tornado(
        bars[:_MOST_BARS],
        key=f"tornado{number}",
        title=texts("assumptions.chart", rate=label),
        desc=texts("assumptions.desc", name=top.name, low=low, high=high),
        told=lambda value: numbers.axis(value, unit),
        ends=(texts("assumptions.low"), texts("assumptions.high")),
    )


def _bar(move: Mapping[str, Any], name: str) -> Bar:
    """A bar of the tornado; each end with the interval of its difference from the middle."""
    middle = move.get("central_value", 0.0)
    gaps = [move.get(f"{end}_difference") or {} for end in ("low", "high")]
    around = [
        None if gap.get("low") is None else (middle + gap["low"], middle + gap["high"])
        for gap in gaps
    ]
    return Bar(name, move["low_value"], middle, move["high_value"], *around)


def _assumption(
    one: Mapping[str, Any],
    moves: Sequence[Mapping[str, Any]],
    rates: Rates,
    texts: Texts,
    numbers: Numbers,
) -> dict[str, Any]:
    unit = str(one.get("unit", ""))
    move = next((m for m in moves if m.get("name") == one["name"]), None)
    rate = rates.rates.get(move.get("rate", "")) if move else None
    kind = rate.unit if rate else "share"
    results = [_end(move, end, kind, numbers) for end in ("low", "high")]
    return {
        "label": texts.own(one, "label", one["name"]),
        "values": [numbers.measured(one.get(end), unit) for end in ("low", "central", "high")],
        "source": _source(one, texts, numbers),
        "results": results,
    }


def _end(move: Mapping[str, Any] | None, end: str, unit: str, numbers: Numbers) -> dict[str, str]:
    """The result at one end, and the interval of its difference from the middle."""
    if move is None:
        return {"value": "–", "interval": ""}
    gap = move.get(f"{end}_difference") or {}
    known = gap.get("low") is not None
    return {
        "value": numbers.value(move[f"{end}_value"], unit),
        "interval": numbers.gap_interval(gap["low"], gap["high"], unit) if known else "",
    }


def _source(one: Mapping[str, Any], texts: Texts, numbers: Numbers) -> str:
    if one.get("source") != "measured":
        return texts("assumptions.assumed")
    if one.get("n"):
        return texts("assumptions.measured_n", n=numbers.count(one["n"]))
    return texts("assumptions.measured")


def scenario_part(forecast: Forecast, texts: Texts, numbers: Numbers) -> list[dict[str, Any]]:
    """The headline rates with all assumptions at their worse, central or better end."""
    given = forecast.get("scenarios") or {}
    sides = [
        Rates.from_json(given[name]) if given.get(name) else None
        for name in ("low", "central", "high")
    ]
    rows = []
    for name in _SCENARIO_RATES:
        found = [side.rates.get(name) if side else None for side in sides]
        first = next((rate for rate in found if rate), None)
        if first is not None:
            cells = [_cell(rate, numbers) for rate in found]
            rows.append({"label": label_of(name, first, texts), "cells": cells})
    return rows


def _cell(rate: Rate | None, numbers: Numbers) -> dict[str, Any] | None:
    if rate is None:
        return None
    text = numbers.value(rate.value, rate.unit)
    return {"value": rate.value, "text": text, "interval": numbers.interval(rate)}


def week_part(forecast: Forecast, texts: Texts, numbers: Numbers) -> dict[str, Any] | None:
    """The week by the hour: chart, a table by day, and one by hour."""
    rows = sorted(forecast.get("week") or [], key=lambda row: row["hour"])
    if not rows:
        return None
    days = texts.many("week.days")
    columns = [name for name in _WEEK if any(row.get(name) is not None for row in rows)]
    by_day = {"agents": "agent_hours", "waiting": "most_waiting"}
    return {
        "svg": _week_chart(rows, columns, days, texts, numbers),
        "columns": [texts(f"week.{name}") for name in columns],
        "day_columns": [texts(f"week.{by_day.get(name, name)}") for name in columns],
        "days": [
            _day(name, [row for row in rows if row["hour"] // 24 == i], columns, numbers)
            for i, name in enumerate(days)
        ],
        "hours": [_hour(row, columns, days, numbers) for row in rows],
    }


def _week_chart(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    days: Sequence[str],
    texts: Texts,
    numbers: Numbers,
) -> Any:
    top = max(rows, key=lambda row: row.get("arrivals") or 0)
    day, hour = divmod(int(top["hour"]), 24)
    peak = numbers.decimal(top.get("arrivals") or 0)
    return week(
        rows,
        title=texts("week.chart"),
        desc=texts("week.desc", day=days[day % 7], hour=hour, n=peak),
        days=days,
        names={name: texts(f"week.{name}") for name in columns},
        told=numbers.decimal,
    )


def _hour(
    row: Mapping[str, Any], columns: Sequence[str], days: Sequence[str], numbers: Numbers
) -> tuple[str, list[str]]:
    day, hour = divmod(int(row["hour"]), 24)
    cells = ["–" if row.get(c) is None else numbers.decimal(row[c]) for c in columns]
    return f"{days[day % 7]} {hour:02d}:00", cells


def _day(
    name: str, rows: Sequence[Mapping[str, Any]], columns: Sequence[str], numbers: Numbers
) -> tuple[str, list[str]]:
    """Sums of a day; of those waiting the most."""
    cells = []
    for column in columns:
        values = [row[column] for row in rows if row.get(column) is not None]
        total = (max if column == "waiting" else sum)(values) if values else None
        cells.append("–" if total is None else numbers.decimal(total, 0 if total >= 10 else 1))
    return name, cells


def slice_part(rates: Rates, texts: Texts, numbers: Numbers) -> list[dict[str, Any]]:
    """The headline rates of each slice; small ones are marked."""
    tables = []
    for by, parts in rates.slices.items():
        names = [n for n in _SLICE_RATES if n in rates.rates]
        shown = list(parts.items())[:_MOST_SLICES]
        rows = [
            _slice(texts.get(f"values.{value}", value), part, names, numbers)
            for value, part in shown
        ]
        rest = len(parts) - len(shown)
        tables.append(
            {
                "title": texts.get(f"slices.{by}", by),
                "folded": by == "hour",
                "columns": [(n, label_of(n, rates.rates[n], texts)) for n in names],
                "rows": rows,
                "more": texts.plural("slices.more", rest, n=rest) if rest else "",
            }
        )
    return [table for table in tables if table["rows"]]


def _slice(value: str, part: Slice, names: Sequence[str], numbers: Numbers) -> dict[str, Any]:
    cells = [_cell(part.rates.get(name), numbers) for name in names]
    return {"value": value, "n": numbers.count(part.n), "small": part.small, "cells": cells}
