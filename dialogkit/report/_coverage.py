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
    never = [
        (texts.get(f"coverage.{kind}_one", kind), _told(kind, row, texts))
        for kind, part in kinds.items()
        for row in part["rows"]
        if not row["count"]
    ]
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
        "more": texts("coverage.more", n=numbers.count(rest)) if rest > 0 else "",
    }


def _told(kind: str, row: Mapping[str, Any], texts: Texts) -> str:
    """A row in words: where, what, and where it leads."""
    what = str(row["what"])
    if kind == "handoff":
        what = texts.get(f"results.{what}", what)
    elif kind == "guard":
        what = texts.get(f"data.{what}", what)
    elif kind == "silence":
        what = ""
    elif kind == "choice":
        what = what.removeprefix("choose.")
    parts = [str(row["place"])] + ([what] if what else [])
    onward = f" → {row['to']}" if row["to"] else ""
    return ": ".join(parts) + onward
