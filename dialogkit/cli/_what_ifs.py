"""``--set``: changed worlds on the command line, and how they differ as lines to read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

import typer

from dialogkit._durations import readable
from dialogkit.errors import ParameterError

__all__ = ["Sets", "what_if_lines", "what_ifs_from"]

Sets = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE[, NAME=VALUE …]",
        help="A what-if, run on the same customers: agents=12, routing=any, threshold=70%, "
        "hours=24/7, settles=80%, handling.default=8m, arrivals_per_week=4000 … Each --set is a "
        "world of its own; what is joined by commas holds at once. 'Name: …' before it gives the "
        "world a name.",
    ),
]

_JOIN = re.compile(r",(?=\s*[A-Za-z_][\w.-]*\s*=)")
"""A comma before another name; others belong to a value, as in opening hours."""
_NAMED = re.compile(r"([^=:]{1,80}):\s+(?=[A-Za-z_][\w.-]*\s*=)")

_SHOWN = (
    "bot_resolved",
    "deflection",
    "containment",
    "resolved_deflection_72h",
    "false_deflection",
    "handoff_rate",
    "failure_rate",
    "service_level_60m",
    "first_response_agent_seconds",
    "abandonment",
    "utilisation",
    "occupancy",
    "cost_per_contact",
    "cost_per_contact_on_duty",
)
"""Rates that people ask for first; the file holds all."""


def what_ifs_from(texts: Sequence[str]) -> dict[str, dict[str, str]]:
    """Name of a world to what is changed in it, from the values of ``--set``.

    Raises:
        ParameterError: A text is no change, or two worlds have the same name.

    Example:
        >>> what_ifs_from(["agents=12", "calm: routing=any, patience=1h"])
        {'agents=12': {'agents': '12'}, 'calm': {'routing': 'any', 'patience': '1h'}}
        >>> what_ifs_from(["hours=Mo-Fr 08:00-18:00, Sa 09:00-13:00"])
        {'hours=Mo-Fr 08:00-18:00, Sa 09:00-13:00': {'hours': 'Mo-Fr 08:00-18:00, Sa 09:00-13:00'}}
    """
    found: dict[str, dict[str, str]] = {}
    for text in texts:
        named = _NAMED.match(text)
        changes = dict(_changes(text[named.end() :] if named else text))
        default = ", ".join(f"{name}={value}" for name, value in changes.items())
        name = named[1].strip() if named else default
        if name in found:
            raise ParameterError(f"each --set must be another world, got {name[:80]} twice")
        found[name] = changes
    return found


def _changes(text: str) -> Iterator[tuple[str, str]]:
    seen = set()
    for part in _JOIN.split(text):
        name, equals, value = (each.strip() for each in part.partition("="))
        if not (name and equals and value):
            rule = "must be NAME=VALUE, as agents=12, several joined by commas"
            raise ParameterError(f"--set {rule}; got {part.strip()[:80]!r}")
        if name in seen:
            raise ParameterError(f"--set must name {name[:80]} once in a world, got it twice")
        seen.add(name)
        yield name, value


def what_if_lines(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Changed worlds beside the central one, a block each."""
    for row in rows:
        told = ", ".join(_change(change) for change in row["changes"])
        yield ""
        yield f"What if {told}" + (f" ({row['name']})" if _has_name(row) else "")
        for name in _SHOWN:
            gap, lost = row["differences"].get(name), row.get("left_out", {}).get(name)
            if lost is not None:
                yield _lost(name, lost)
            elif gap is not None:
                ranged = row.get("rates", {}).get(name, {}).get("least") is not None
                yield _line(name, gap, ranged=ranged)
        load = row.get("load", {})
        if load.get("overloaded"):
            yield f"  ! {load['notes']['en'][0]}"


def _has_name(row: Mapping[str, Any]) -> bool:
    return "=" not in row["name"]


def _change(change: Mapping[str, Any]) -> str:
    unit = change["unit"]
    before = "" if change["before"] is None else f" (was {_value(change['before'], unit)})"
    return f"{change['name']} = {_value(change['after'], unit)}{before}"


def _value(value: Any, unit: str) -> str:
    if not isinstance(value, int | float):
        return str(value)
    if unit == "share":
        return f"{round(100 * value, 1):g}%"
    return readable(value) if unit == "seconds" else f"{value:g}"


def _line(name: str, gap: Mapping[str, Any], *, ranged: bool = False) -> str:
    """A rate in both worlds, the difference with its interval, and what decided it."""
    unit = gap["unit"]
    sides = f"{_amount(gap['a'], unit)} -> {_amount(gap['b'], unit)}"
    ends = [gap[end] for end in ("low", "high") if gap[end] is not None]
    between = f"({' to '.join(_gap(end, unit) for end in ends)})" if len(ends) == 2 else ""
    decided = gap["decided_by"]
    told = "" if decided is None else f"{decided} of {gap['pairs']} first contacts differ"
    unknown = gap.get("unknown_a", 0), gap.get("unknown_b", 0)
    if any(unknown):
        told = f"{told}, {unknown[0]} -> {unknown[1]} unknown".removeprefix(", ")
    told = f"dearer end of the range {told}".rstrip() if ranged else told
    return (
        f"  {name:30} {sides:>20}  {_gap(gap['difference'], unit):>9} {between:20} {told}".rstrip()
    )


def _lost(name: str, lost: Mapping[str, Any]) -> str:
    """A rate that only one of both worlds gives, and why."""
    a, b = ("-" if lost[side] is None else _amount(lost[side], lost["unit"]) for side in "ab")
    return f"  {name:30} {f'{a} -> {b}':>20}  {lost['why']}".rstrip()


def _amount(value: float, unit: str) -> str:
    if unit == "share":
        return f"{value:.1%}"
    return readable(value) if unit == "seconds" else f"{value:.2f}"


def _gap(value: float, unit: str) -> str:
    """A difference with its sign; of shares in points."""
    if unit == "share":
        return f"{round(100 * value, 1) + 0.0:+.1f}"  # never -0.0
    return ("-" if value < 0 else "+") + _amount(abs(value), unit)
