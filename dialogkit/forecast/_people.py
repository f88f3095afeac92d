"""What a customers.yaml or a flow assumes, as rows beside the other assumptions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dialogkit.flow import Flow
from dialogkit.simulate import Customers

__all__ = ["flow_rows", "people_rows"]

_OFFICE = [day * 24 + hour for day in range(5) for hour in range(8, 18)]
"""Hours of the week, Monday 0 h first, in which offices are open."""


def people_rows(customers: Customers) -> list[dict[str, Any]]:
    """One row for each number that nobody counted; none for customers of a log."""
    return list(_rows(customers)) if customers.assumed else []


def flow_rows(flow: Flow) -> list[dict[str, Any]]:
    """One row for each number that the flow assumes of facts, compared values and pushes."""
    return list(_of_flow(flow))


def _of_flow(flow: Flow) -> Iterator[dict[str, Any]]:
    for fact in flow.customer.values():
        for value, share in fact.values.items():
            de, en = f"Kunden mit {fact.name} = {value}", f"customers with {fact.name} = {value}"
            if value != "no":
                yield _row(f"customer.{fact.name}.{value}", share, de, en)
    for slot in flow.data.values():
        for value, share in slot.values.items():
            de, en = f"Angabe {slot.name} = {value}", f"value {slot.name} = {value}"
            yield _row(f"data.{slot.name}.{value}", share, de, en)
    for push in flow.push.values():
        de, en = f"Anlässe für {push.name} je Woche", f"occasions for {push.name} a week"
        yield _row(f"push.{push.name}.events", push.events, de, en, unit="number")
        de, en = f"schreibt nach {push.name} zurück", f"writes back after {push.name}"
        yield _row(f"push.{push.name}.answered", push.answered, de, en)


def _rows(customers: Customers) -> Iterator[dict[str, Any]]:
    for label, share in sorted(customers.intents.items(), key=lambda item: -item[1].value):
        de, en = f"Anteil des Anliegens {label}", f"share of the issue {label}"
        yield _row(f"intents.{label}", share.value, de, en)
    for name, value in customers.locales.items():
        yield _row(f"locales.{name}", value, f"Anteil der Sprache {name}", f"share writing {name}")
    for name, value in customers.channels.items():
        yield _row(f"channels.{name}", value, f"Anteil über {name}", f"share on {name}")
    de, en = "grüßt erst, bevor das Anliegen kommt", "greets before saying what it is about"
    yield _row("greets_first", customers.greets_first, de, en)
    office = sum(customers.arrivals[hour] for hour in _OFFICE) / customers.per_week
    de, en = "schreibt Mo–Fr zwischen 8 und 18 Uhr", "writes Mon–Fri between 8 and 18 h"
    yield _row("hours.office", office, de, en)
    de, en = "Zeit bis zur Antwort des Kunden (Median)", "time until a customer replies (median)"
    yield _row("reply_median", customers.reply_median, de, en, unit="seconds")


def _row(name: str, value: float, de: str, en: str, *, unit: str = "share") -> dict[str, Any]:
    return {
        "name": name,
        "low": value,
        "central": value,
        "high": value,
        "unit": unit,
        "source": "assumed",
        "n": 0,
        "label_de": de,
        "label_en": en,
    }
