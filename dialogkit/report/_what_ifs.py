"""Changed worlds beside the central one: one table of all, and one of each with every rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dialogkit.evaluate import Rates
from dialogkit.report._first import overload
from dialogkit.report._numbers import Numbers
from dialogkit.report._tables import class_of, label_of
from dialogkit.report._texts import Texts

__all__ = ["what_if_part"]

_FIRST = (
    "bot_resolved",
    "deflection",
    "service_level",
    "first_response_agent_seconds",
    "utilisation",
    "cost_per_contact",
)
"""Columns of the first table; a name stands for all that begin with it."""
_MOST_WORLDS = 30
_NOTHING = ("gap", "interval", "decided", "unknown", "kind")
"""What a rate has none of where only one world gives it."""


def what_if_part(
    forecast: Mapping[str, Any], rates: Rates, texts: Texts, numbers: Numbers
) -> dict[str, Any] | None:
    """The what-ifs: how each differs from the forecast, on the same customers."""
    given = (forecast.get("what_ifs") or [])[:_MOST_WORLDS]
    if not given:
        return None
    names = _columns(given)
    words = {one["name"]: texts.own(one, "label") for one in forecast.get("assumptions") or []}
    first = {name: gap for one in reversed(given) for name, gap in _given(one).items()}
    worlds = [_world(one, names, rates, words, texts, numbers) for one in given]
    return {
        "columns": [_label(name, rates, texts) for name in names],
        "central": [
            numbers.value(first[name]["a"], first[name]["unit"])
            if name in first and first[name]["a"] is not None
            else "–"
            for name in names
        ],
        "worlds": worlds,
        "others": any(world["others"] for world in worlds),
        "range": any(
            rate.least is not None and name in first for name, rate in rates.rates.items()
        ),
    }


def _columns(given: Sequence[Mapping[str, Any]]) -> list[str]:
    known = dict.fromkeys(name for one in given for name in _given(one))
    return [name for start in _FIRST for name in known if name.startswith(start)]


def _given(one: Mapping[str, Any]) -> dict[str, Any]:
    """Rates that both worlds have, then those that one of them lacks."""
    return {**one["differences"], **one.get("left_out", {})}


def _label(name: str, rates: Rates, texts: Texts) -> str:
    rate = rates.rates.get(name)
    if rate is not None:
        return label_of(name, rate, texts)
    return texts.get(f"what_ifs.{name}", class_of(name, rates, texts))


def _world(
    one: Mapping[str, Any],
    names: Sequence[str],
    rates: Rates,
    words: Mapping[str, str],
    texts: Texts,
    numbers: Numbers,
) -> dict[str, Any]:
    gaps, lost = one["differences"], one.get("left_out", {})
    told = [_change(change, words, texts, numbers) for change in one["changes"]]
    named = "=" not in str(one["name"])
    return {
        "name": one["name"] if named else _sentence(told),
        "changes": _sentence(told) if named else "",
        "cells": [
            _lost(lost[name], texts, numbers)
            if name in lost
            else _cell(gaps.get(name), texts, numbers)
            for name in names
        ],
        "rows": [
            {"label": _label(name, rates, texts), **_cell(gap, texts, numbers)}
            for name, gap in gaps.items()
        ]
        + [_lost(gap, texts, numbers) for gap in lost.values()],
        "notes": [
            *(overload(one, texts) if one.get("load", {}).get("overloaded") else []),
            *(
                f"{texts.own(lost[name], 'label')}: {texts.own(lost[name], 'why')}"
                for name in names
                if name in lost
            ),
        ],
        "others": all(gap["pairs"] is None for gap in gaps.values()),
    }


def _sentence(told: Sequence[str]) -> str:
    whole = "; ".join(told)
    return whole[:1].upper() + whole[1:]


def _change(
    change: Mapping[str, Any], words: Mapping[str, str], texts: Texts, numbers: Numbers
) -> str:
    """What was changed, in words: its name, the value before and after."""
    name = str(change["name"])
    known = words.get(name) or words.get(f"{name}.mean") or name
    values = {
        end: _value(change[end], str(change["unit"]), texts, numbers) for end in ("before", "after")
    }
    key = "what_ifs.set" if change["before"] is None else "what_ifs.changed"
    return texts(key, name=texts.get(f"changes.{name}", known), **values)


def _value(value: Any, unit: str, texts: Texts, numbers: Numbers) -> str:
    if isinstance(value, str):
        return texts.get(f"routing.{value}", value)
    return numbers.measured(value, unit)


def _cell(gap: Mapping[str, Any] | None, texts: Texts, numbers: Numbers) -> dict[str, Any]:
    """A rate in the changed world and how it differs; nothing where it has none."""
    if gap is None:
        return {**dict.fromkeys(_NOTHING, ""), "central": "–", "value": "–"}
    unit, low, high = gap["unit"], gap["low"], gap["high"]
    ends = "" if low is None else numbers.gap_interval(low, high, unit)
    clear = low is not None and not low <= 0 <= high
    decided = ""
    if gap["decided_by"] is not None:
        k, n = (numbers.count(gap[name]) for name in ("decided_by", "pairs"))
        decided = texts("what_ifs.decided_by", k=k, n=n)
    doubts = [gap.get(name, 0) for name in ("unknown_a", "unknown_b")]
    a, b = (numbers.count(doubt) for doubt in doubts)
    return {
        "central": numbers.value(gap["a"], unit),
        "value": numbers.value(gap["b"], unit),
        "gap": numbers.gap(gap["difference"], unit, points=texts("what_ifs.points")),
        "interval": ends,
        "decided": decided,
        "unknown": texts("what_ifs.doubts", a=a, b=b) if any(doubts) else "",
        "kind": "clear" if clear else "unclear",
    }


def _lost(gap: Mapping[str, Any], texts: Texts, numbers: Numbers) -> dict[str, Any]:
    """A rate that only one of both worlds gives, and why."""
    values = ("–" if gap[end] is None else numbers.value(gap[end], gap["unit"]) for end in "ab")
    sides = dict(zip(("central", "value"), values, strict=True))
    words = {"label": texts.own(gap, "label"), "decided": texts.own(gap, "why")}
    return {**dict.fromkeys(_NOTHING, ""), **sides, **words}
