"""What the customers of a forecast rest on: how long a log, how many texts, how much is counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogkit.report._first import are_assumed, origin
from dialogkit.report._numbers import Numbers
from dialogkit.report._texts import Texts

__all__ = ["people_part"]


def people_part(
    forecast: Mapping[str, Any], texts: Texts, numbers: Numbers
) -> dict[str, Any] | None:
    """Of customers: that they are assumed, if so, and on whose word; counts; and the notes on them.

    Files of before say nothing of customers that a log shows: then None.
    """
    people = forecast.get("customers")
    if not isinstance(people, Mapping):
        return None
    sentence = ""
    if are_assumed(forecast):
        source = people.get("source") or texts("page.unknown_value")
        sentence = texts("data.assumed", source=source)
    own = people.get("notes_de") or () if texts.locale == "de" else ()
    given = people.get("notes") or ()
    return {
        "sentence": sentence,
        "rows": [
            (0, texts(f"people.{name}"), value) for name, value in _rows(forecast, texts, numbers)
        ],
        "notes": [str(note) for note in (own if len(own) == len(given) else given)],
        "language": texts.locale if len(own) == len(given) else "en",
    }


def _rows(forecast: Mapping[str, Any], texts: Texts, numbers: Numbers) -> list[tuple[str, str]]:
    people = forecast["customers"]
    found = []
    cases, weeks, said = (people.get(name) for name in ("n", "weeks", "texts"))
    if cases and weeks is not None:
        counted = texts.plural("page.cases", cases, n=numbers.count(cases))
        length = texts.plural("people.weeks", weeks, n=numbers.decimal(weeks))
        found.append(("log", texts("people.cases", cases=counted, weeks=length)))
    if said is not None:
        key = f"people.{origin(forecast)}"
        found.append(("texts", texts.plural(key, said, n=numbers.count(said))))
    if people.get("assumed") is not None:
        shown = {name: numbers.count(people.get(name) or 0) for name in ("measured", "assumed")}
        found.append(("parameters", texts("people.counted", **shown)))
    return found
