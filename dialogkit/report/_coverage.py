"""What of the flow the simulated customers went through, and what never anybody did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogkit.report._numbers import Numbers
from dialogkit.report._texts import Texts

__all__ = ["coverage_part"]

_MOST_NEVER = 40


def coverage_part(
    forecast: Mapping[str, Any], texts: Texts, numbers: Numbers
) -> dict[str, Any] | None:
    """By kind how much of it happened, and a list of what never did; None where it is not known."""
    given = forecast.get("coverage")
    if not given:
        return None
    kinds = {kind: part for kind, part in given.items() if part.get("of")}
    never = _never(kinds, texts)
    rest = len(never) - _MOST_NEVER
    return {
        "rows": [
            (
                texts.get(f"coverage.{kind}", kind),
                texts(
                    "coverage.visited",
                    k=numbers.count(part["visited"]),
                    n=numbers.count(part["of"]),
                ),
                numbers.share(part["visited"] / part["of"], 0),
            )
            for kind, part in kinds.items()
        ],
        "never": never[:_MOST_NEVER],
        "more": texts.plural("coverage.more", rest, n=numbers.count(rest)) if rest > 0 else "",
    }


def _never(kinds: Mapping[str, Mapping[str, Any]], texts: Texts) -> list[tuple[str, str, str]]:
    """Kind, what, and where it never happened; what is alike stands in one row.

    Of a step that was never reached nothing else is said.
    """
    steps = kinds.get("step", {"rows": ()})["rows"]
    unreached = {row["place"] for row in steps if not row["count"]}
    found: dict[tuple[str, str], list[str]] = {}
    for kind, part in kinds.items():
        for row in part["rows"]:
            if row["count"] or (kind not in ("step", "guard") and row["place"] in unreached):
                continue
            found.setdefault((kind, _told(kind, row, texts)), []).append(str(row["place"]))
    return [
        (texts.get(f"coverage.{kind}_one", kind), what, ", ".join(places))
        for (kind, what), places in found.items()
    ]


def _told(kind: str, row: Mapping[str, Any], texts: Texts) -> str:
    """What did not happen, and where it leads; empty where the place says it all."""
    what = str(row["what"])
    if kind == "handoff":
        what = texts.get(f"results.{what}", what)
    elif kind == "guard":
        what = texts.get(f"data.{what}", what)
    elif kind == "silence":
        what = ""
    else:
        what = what.removeprefix("choose.")
    return f"{what} → {row['to']}".strip() if row["to"] else what
