"""The file of a contact centre: YAML with line numbers, every value checked at the door."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from dialogkit import _files
from dialogkit.contact_centre._agents import Agent
from dialogkit.contact_centre._centre_values import AgentsValue, CentreValues, shown
from dialogkit.contact_centre._estimates import Estimate
from dialogkit.errors import InputError, ParameterError

__all__ = ["changed", "load", "parse"]

_LONGEST = 1_000_000
"""Characters of a file; no team is longer."""

_MOST_LISTED = 50


def _default(unit: str, low: float, central: float, high: float) -> dict[str, Any]:
    return {"low": low, "central": central, "high": high, "unit": unit, "source": "default"}


_UNITS = {
    "wrap_up": "seconds",
    "patience": "seconds",
    "first_contact_resolution": "share",
    "returns": "share",
    "slowdown": "number",
    "arrivals_per_week": "number",
    "wage": "number",
}
_DEFAULTS = {
    "wrap_up": _default("seconds", 0, 30, 120),
    "patience": _default("seconds", 600, 1800, 7200),
    "first_contact_resolution": _default("share", 0.6, 0.75, 0.9),
    "returns": _default("share", 0, 0.05, 0.15),
    "slowdown": _default("number", 0, 0, 0),
}
"""What is assumed where the file is silent; the report names it as such."""

_PRIVATE = "name"
"""A key whose value no message repeats."""


def load(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The fields of a `ContactCentre` from a file; see `ContactCentre.load`."""
    return parse(_files.read_text(path), file=os.fspath(path))


def parse(text: str, *, file: str | None = None) -> dict[str, Any]:
    """The fields of a `ContactCentre` from YAML text.

    Raises:
        InputError: As `ContactCentre.load`.
    """
    raw = _yaml(text, file)
    if not isinstance(raw, Mapping):
        what = "must be a mapping, with hours, agents and handling at least"
        raise InputError(what, file=file, line=1)
    try:
        values = CentreValues.model_validate(raw)
        return _fields(values)
    except ValidationError as error:
        raise _refusal(error, raw, file) from None


def changed(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that ``changes`` sets, checked as those of a file; ``chats`` is among them.

    Raises:
        ParameterError: There is no such value, or it cannot be so.
    """
    least = {"hours": "24/7", "agents": 1, "handling": "1m"}
    try:
        values = CentreValues.model_validate({**least, **changes})
    except ValidationError as error:
        raise ParameterError("; ".join(what for _, what in _offenders(error, changes))) from None
    found = {**_fields(values), "chats": values.chats}
    return {name: found[name] for name in changes}


def _yaml(text: str, file: str | None) -> object:
    if len(text) > _LONGEST:
        raise InputError(f"must have at most {_LONGEST} characters, got {len(text)}", file=file)
    try:
        return YAML(typ="rt", pure=True).load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = None if mark is None else mark.line + 1
        what = f"is not YAML here ({_first_line(error.problem)})"
        raise InputError(what, file=file, line=line) from None
    except (YAMLError, RecursionError, ValueError):
        raise InputError("is not YAML that can be read", file=file) from None


def _first_line(problem: str | None) -> str:
    """What is wrong, without the values that the parser repeats."""
    return (problem or "cannot be read").split("\n")[0].split(" with value ")[0]


def _fields(values: CentreValues) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": values.name,
        "hours": values.hours,
        "agents": _team(values.agents, values.chats),
        "handling": {intent: times.value() for intent, times in values.handling.items()},
        "currency": values.currency,
    }
    for name, unit in _UNITS.items():
        given = getattr(values, name)
        if given is not None:
            found[name] = given.value(unit)
        elif name in _DEFAULTS:
            found[name] = Estimate(**_DEFAULTS[name])
    return found


def _team(entries: Sequence[AgentsValue], chats: int) -> tuple[Agent, ...]:
    team: list[Agent] = []
    for entry in entries:
        for number in range(1, entry.count + 1):
            name = entry.name or f"agent {len(team) + 1}"
            agent = Agent(
                name=f"{name} {number}" if entry.name and entry.count > 1 else name,
                skills=None if entry.skills is None else frozenset(entry.skills),
                locales=None if entry.locales is None else frozenset(entry.locales),
                chats=entry.chats or chats,
            )
            team.append(agent)
    return tuple(team)


def _refusal(error: ValidationError, raw: Mapping[str, Any], file: str | None) -> InputError:
    """All offenders in one error, the first with the place that the error carries."""
    found = sorted(_offenders(error, raw), key=lambda pair: pair[0])
    (line, first), *others = found
    name = file or "line"
    more = "".join(f"\n{name}:{number}: {what}" for number, what in others[:_MOST_LISTED])
    if len(others) > _MOST_LISTED:
        more += f"\nand {len(others) - _MOST_LISTED} more"
    return InputError(first + more, file=file, line=line)


def _offenders(error: ValidationError, raw: object) -> list[tuple[int, str]]:
    """Line and sentence of each."""
    return [
        _offender(dict(item), raw)
        for item in error.errors(include_url=False, include_context=False)
    ]


def _offender(item: dict[str, Any], raw: object) -> tuple[int, str]:
    here, line = raw, 1
    path = ""
    for part in item["loc"]:
        try:
            inner = here[part]  # type: ignore[index]  # whatever the file holds there
        except (KeyError, IndexError, TypeError):
            break
        line = _line(here, part, line)
        here = inner
        path += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return line, _sentence(item, path.strip("."))


def _line(holder: object, part: int | str, above: int) -> int:
    """The 1-based line of a key or item; values made in Python have none."""
    try:
        place = holder.lc.item(part) if isinstance(part, int) else holder.lc.key(part)  # type: ignore[attr-defined]
    except (AttributeError, KeyError, TypeError):
        return above
    return int(place[0]) + 1


def _sentence(item: dict[str, Any], path: str) -> str:
    last = str(item["loc"][-1]) if item["loc"] else ""
    match item["type"]:
        case "missing":
            return f"{path or 'the file'}: needs {last}"
        case "extra_forbidden":
            return f"{path}: is no key here{_nearest(last)}"
        case "value_error":
            return f"{path}: {item['msg'].removeprefix('Value error, ')}"
        case "model_type" | "dict_type":
            return f"{path}: must be a mapping, as {{key: value}}"
        case "string_pattern_mismatch":
            return f"{path}: must be three capital letters, as EUR"
    got = "" if last == _PRIVATE else f", got {shown(item['input'])}"
    rule = re.sub(r"^\w+ should", "must", item["msg"])
    return f"{path}: {rule}{got}"


def _nearest(key: str) -> str:
    names = {*CentreValues.model_fields, *AgentsValue.model_fields, "mean", "spread"}
    names |= {"low", "central", "high", "source"}
    close = difflib.get_close_matches(key, sorted(names - {key}), n=1)
    return f"; did you mean {close[0]}?" if close else ""
