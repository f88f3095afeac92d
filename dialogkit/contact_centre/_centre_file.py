"""The file of a contact centre: YAML with line numbers, every value checked at the door."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from dialogkit import _files
from dialogkit._yaml import offenders, read_yaml, refusal
from dialogkit.contact_centre._agents import Agent
from dialogkit.contact_centre._centre_values import AgentsValue, CentreValues
from dialogkit.contact_centre._estimates import Estimate
from dialogkit.errors import InputError, ParameterError

__all__ = ["changed", "load", "parse"]


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


def load(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The fields of a `ContactCentre` from a file; see `ContactCentre.load`."""
    return parse(_files.read_text(path), file=os.fspath(path))


def parse(text: str, *, file: str | None = None) -> dict[str, Any]:
    """The fields of a `ContactCentre` from YAML text.

    Raises:
        InputError: As `ContactCentre.load`.
    """
    raw = read_yaml(text, file=file)
    if not isinstance(raw, Mapping):
        what = "must be a mapping, with hours, agents and handling at least"
        raise InputError(what, file=file, line=1)
    try:
        values = CentreValues.model_validate(raw)
        return _fields(values)
    except ValidationError as error:
        raise refusal(error, raw, file=file, names=_names()) from None


def changed(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that ``changes`` sets, checked as those of a file; ``chats`` is among them.

    Raises:
        ParameterError: There is no such value, or it cannot be so.
    """
    least = {"hours": "24/7", "agents": 1, "handling": "1m"}
    try:
        values = CentreValues.model_validate({**least, **changes})
    except ValidationError as error:
        found = offenders(error, changes, names=_names())
        raise ParameterError("; ".join(what for _, what in found)) from None
    fields = {**_fields(values), "chats": values.chats}
    return {name: fields[name] for name in changes}


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


def _names() -> set[str]:
    """Keys that stand somewhere in the file."""
    return {
        *CentreValues.model_fields,
        *AgentsValue.model_fields,
        *("mean", "spread", "low", "central", "high", "source"),
    }
