"""The tables: conditions and rates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogkit.evaluate import Rate, Rates
from dialogkit.report._numbers import Numbers
from dialogkit.report._texts import Texts

__all__ = ["class_of", "gate_rows", "label_of", "left_out_rows", "rate_rows"]


def gate_rows(gate: Mapping[str, Any] | None, texts: Texts) -> dict[str, Any] | None:
    """One line a condition, and where they are written down."""
    if gate is None:
        return None
    rows = [
        {
            "kind": one["verdict"],
            "word": texts(f"gate.{one['verdict']}"),
            "sentence": texts.own(one, "sentence"),
            "rate": one.get("rate"),
        }
        for one in gate.get("conditions", [])
    ]
    name = str(gate.get("file") or "").replace("\\", "/").rpartition("/")[2]
    return {"rows": rows, "file": texts("gate.file", file=name) if name else ""}


def label_of(name: str, rate: Rate, texts: Texts) -> str:
    """The words for a rate, or its name."""
    words = rate.label_de if texts.locale == "de" else rate.label
    words = words or rate.label or name
    return words[:1].upper() + words[1:]


def class_of(name: str, rates: Rates, texts: Texts) -> str:
    """The words for a class of outcomes as a share, or its name."""
    rate = rates.outcomes.get(name)
    words = (rate.label_de if texts.locale == "de" else rate.label) if rate else ""
    return texts("assumptions.share", words=words) if words else name


def rate_rows(
    rates: Rates | None, texts: Texts, numbers: Numbers, *, prefix: str
) -> list[dict[str, Any]]:
    """One row a rate, with all that belongs to it."""
    if rates is None:
        return []
    return [_rate_row(name, rate, texts, numbers, prefix) for name, rate in rates.rates.items()]


def _rate_row(name: str, rate: Rate, texts: Texts, numbers: Numbers, prefix: str) -> dict[str, Any]:
    definition = rate.definition_de if texts.locale == "de" else rate.definition
    return {
        "id": f"{prefix}-{name}",
        "name": name,
        "label": label_of(name, rate, texts),
        "definition": definition or rate.definition,
        "rate": rate,
        "value": _value(rate, numbers),
        "interval": numbers.interval(rate) or texts("page.unknown_value"),
        "how": rate.interval,
        "counted": _counted(name, rate, texts, numbers),
        "unknown": numbers.count(rate.unknown),
        "window": numbers.window(rate.window) if rate.window else "–",
        "parts": _parts(rate, texts, numbers),
    }


def _value(rate: Rate, numbers: Numbers) -> str:
    """The value, or both ends where only those are known."""
    if rate.least is None:
        return numbers.value(rate.value, rate.unit)
    return numbers.range(rate.least, rate.value, rate.unit)


def _counted(name: str, rate: Rate, texts: Texts, numbers: Numbers) -> str:
    below = numbers.count(rate.denominator)
    if (
        name in ("utilisation", "occupancy") and rate.numerator is not None
    ):  # seconds of work and of duty
        times = [numbers.seconds(each) for each in (rate.numerator, rate.denominator)]
        return texts("rates.of", k=times[0], n=times[1])
    if rate.numerator is None:
        return texts("rates.over", n=below)
    return texts("rates.of", k=numbers.count(rate.numerator), n=below)


def _parts(rate: Rate, texts: Texts, numbers: Numbers) -> str:
    shown = [
        f"{texts.get(f'parts.{name}', name)} "
        f"{texts('rates.part_unknown') if count is None else numbers.count(count)}"
        for name, count in rate.parts.items()
    ]
    return ", ".join(shown)


def left_out_rows(rates: Rates, texts: Texts, *, simulated: bool = False) -> list[tuple[str, str]]:
    """Which rates are not given, and why; of a simulated run nobody can add what is lacking."""
    reasons = {**rates.left_out, **(rates.left_out_de if texts.locale == "de" else {})}
    if simulated and _AT_ONCE in reasons:
        reasons[_AT_ONCE] = texts("rates.at_once")
    return list(reasons.items())


_AT_ONCE = "first_response_bot_seconds"
