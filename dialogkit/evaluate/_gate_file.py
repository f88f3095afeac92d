"""Reads the conditions that a reviewer wrote down, ``gate.yaml``.

::

    conditions:
      - {rate: false_deflection, at_most: 10%}
      - {rate: resolved_deflection_72h, at_least: 20%}
      - {rate: missed_handoff, where: {level: sensitive}, at_most: 5%, confidence: value}
      - {rate: first_response_agent_seconds, at_most: 15m}
      - {minimum_cases: 1000}

A share is written as ``10%`` or ``0.1``, a time as ``15m`` or a number of seconds, money as a
number. ``confidence`` is ``interval`` (the whole interval must satisfy; the default) or ``value``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ruamel.yaml.error import MarkedYAMLError, YAMLError

from dialogkit._durations import seconds
from dialogkit._files import read_text
from dialogkit._yaml import yaml_reader
from dialogkit.errors import FlowError, ParameterError
from dialogkit.evaluate._slices import SLICES

__all__ = ["Condition", "read_conditions"]

Bound = Literal["at_most", "at_least"]

_KEYS = ("rate", "where", "at_most", "at_least", "confidence")
_NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(%?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition of a gate."""

    line: int
    """Its 1-based line in the file."""
    rate: str | None
    """Which rate; None where the condition asks for a number of cases."""
    bound: Bound
    """On which side of the limit the rate must be."""
    limit: float
    """Share (0 to 1), seconds, money, or cases."""
    where: Mapping[str, str] = field(default_factory=dict)
    """Which slice it is about: one column and its value; empty for all cases."""
    confidence: Literal["interval", "value"] = "interval"
    """Whether the whole interval must satisfy it, or the value alone."""


def read_conditions(path: str | os.PathLike[str], names: Collection[str]) -> tuple[Condition, ...]:
    """The conditions in a file.

    Args:
        path: A YAML file.
        names: The rates that may be asked for.

    Raises:
        InputError: The file cannot be read.
        FlowError: It breaks a rule of the language; all breaches are listed at once.
    """
    file = os.fspath(path)
    entries = _entries(_yaml(read_text(path), file), file)
    conditions: list[Condition] = []
    problems: list[tuple[int, str]] = []
    for line, entry in entries:
        found = _problems(entry, names)
        problems += [(line, what) for what in found]
        if not found:
            conditions.append(_condition(line, entry))
    if problems:
        raise _refusal(problems, file)
    return tuple(conditions)


def _refusal(problems: list[tuple[int, str]], file: str) -> FlowError:
    (line, first), *others = problems
    rest = "".join(f"\n{file}:{number}: {what}" for number, what in others)
    return FlowError(first + rest, file=file, line=line)


def _yaml(text: str, file: str) -> Any:
    try:
        return yaml_reader("rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        line = None if mark is None else mark.line + 1
        raise FlowError(
            "is not YAML here; check indentation and quotes", file=file, line=line
        ) from None
    except (YAMLError, RecursionError, ValueError):
        raise FlowError("is not YAML that can be read", file=file) from None


def _entries(value: Any, file: str) -> list[tuple[int, Any]]:
    listed = value.get("conditions") if isinstance(value, Mapping) else value
    extra = sorted(set(value) - {"conditions"}, key=str) if isinstance(value, Mapping) else []
    if extra:
        what = f"knows only the key conditions, got {', '.join(map(str, extra))}"
        raise FlowError(what, file=file)
    if not isinstance(listed, list) or not listed:
        what = "must hold conditions: a list with at least one {rate: …, at_most: …}"
        raise FlowError(what, file=file)
    return [(listed.lc.item(i)[0] + 1, entry) for i, entry in enumerate(listed)]  # type: ignore[attr-defined] # ruamel's lists know their lines


def _problems(entry: Any, names: Collection[str]) -> list[str]:
    """What is wrong with one condition."""
    if not isinstance(entry, Mapping):
        return ["must be a condition: {rate: …, at_most: …}"]
    if "minimum_cases" in entry:
        return _problems_of_minimum(entry)
    problems = [f"knows no key {key!r}" for key in entry if key not in _KEYS]
    rate = entry.get("rate")
    if rate not in names:
        problems.append(f"knows no rate {rate!r}; there are {', '.join(sorted(names))}")
    bounds = [bound for bound in ("at_most", "at_least") if bound in entry]
    if len(bounds) != 1:
        problems.append("needs one of at_most and at_least")
    elif _limit(entry[bounds[0]], str(rate)) is None:
        problems.append(f"{bounds[0]} {_form(str(rate))}, got {entry[bounds[0]]!r}")
    if entry.get("confidence", "interval") not in ("interval", "value"):
        problems.append(f"confidence must be interval or value, got {entry['confidence']!r}")
    return problems + _problems_of_slice(entry.get("where", {}))


def _problems_of_minimum(entry: Mapping[str, Any]) -> list[str]:
    number = entry["minimum_cases"]
    if len(entry) > 1 or not isinstance(number, int) or isinstance(number, bool) or number < 1:
        return [f"minimum_cases must stand alone and be a whole number above 0, got {number!r}"]
    return []


def _problems_of_slice(where: Any) -> list[str]:
    if isinstance(where, Mapping) and len(where) <= 1 and set(where) <= set(SLICES):
        return []
    return [f"where must name one of {', '.join(SLICES)} and its value"]


def _condition(line: int, entry: Mapping[str, Any]) -> Condition:
    if "minimum_cases" in entry:
        least = float(entry["minimum_cases"])
        return Condition(line=line, rate=None, bound="at_least", limit=least)
    rate = str(entry["rate"])
    bound: Bound = "at_most" if "at_most" in entry else "at_least"
    limit = _limit(entry[bound], rate)
    assert limit is not None
    return Condition(
        line=line,
        rate=rate,
        bound=bound,
        limit=limit,
        where={str(key): _slice_value(key, x) for key, x in entry.get("where", {}).items()},
        confidence=entry.get("confidence", "interval"),
    )


def _slice_value(key: str, value: Any) -> str:
    return f"{value:02d}" if key == "hour" and isinstance(value, int) else str(value)


def _kind(rate: str) -> str:
    return (
        "seconds" if rate.endswith("_seconds") else "money" if rate.startswith("cost_") else "share"
    )


def _form(rate: str) -> str:
    return {
        "share": "must be a share as 10% or 0.1",
        "seconds": "must be a time as 15m, or a number of seconds",
        "money": "must be a number",
    }[_kind(rate)]


def _limit(value: Any, rate: str) -> float | None:
    """The limit as a number; None where it has not the form for this rate."""
    kind, text = _kind(rate), str(value).strip()
    if isinstance(value, bool):
        return None
    if kind == "seconds":
        try:
            return seconds(text)
        except ParameterError:
            pass
    match = _NUMBER.fullmatch(text)
    if match is None or (match[2] and kind != "share"):
        return None
    number = float(match[1]) / (100 if match[2] else 1)
    return None if kind == "share" and not -1 <= number <= 1 else number
