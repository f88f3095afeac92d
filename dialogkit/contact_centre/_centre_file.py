"""The file of a contact centre: YAML with line numbers, every value checked at the door."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from dialogkit import _files
from dialogkit._yaml import line_of, offenders, read_yaml, refusal
from dialogkit.contact_centre._agents import Agent
from dialogkit.contact_centre._centre_duty import misplaced
from dialogkit.contact_centre._centre_parts import LastAgent
from dialogkit.contact_centre._centre_sections import (
    BlendingValue,
    CallbacksValue,
    CallsValue,
    EmailsValue,
    LastAgentValue,
    PersonsValue,
    ThreadsValue,
)
from dialogkit.contact_centre._centre_values import AgentsValue, CentreValues
from dialogkit.contact_centre._estimates import Estimate
from dialogkit.contact_centre._hours import Hours
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

_SECTIONS = ("blending", "threads", "last_agent", "persons", "callbacks")


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
    except ValidationError as error:
        raise refusal(error, raw, file=file, names=_names()) from None
    _on_duty(values, raw, file)
    return _fields(values)


def changed(changes: Mapping[str, Any], *, hours: Hours) -> dict[str, Any]:
    """The fields that ``changes`` sets, checked as those of a file.

    ``chats``, ``shift`` and ``breaks`` are among them, for every agent.

    Args:
        changes: Values as in the file, by its keys.
        hours: Those of the centre; shifts are told in its time zone.

    Raises:
        ParameterError: There is no such value, or it cannot be so.
    """
    least = {"hours": hours, "agents": 1, "handling": "1m"}
    try:
        values = CentreValues.model_validate({**least, **changes})
    except ValidationError as error:
        found = offenders(error, changes, names=_names())
        raise ParameterError("; ".join(what for _, what in found)) from None
    (one, *_) = _team(values.model_copy(update={"agents": [AgentsValue()]}))
    fields = {**_fields(values), "chats": one.chats, "shift": one.shift, "breaks": one.breaks}
    return {name: fields[name] for name in changes}


def _fields(values: CentreValues) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": values.name,
        "hours": values.hours,
        "agents": _team(values),
        "handling": {intent: times.value() for intent, times in values.handling.items()},
        "currency": values.currency,
    }
    for name, unit in _UNITS.items():
        given = getattr(values, name)
        if given is not None:
            found[name] = given.value(unit)
        elif name in _DEFAULTS:
            found[name] = Estimate(**_DEFAULTS[name])
    for name in _SECTIONS:
        section = getattr(values, name)
        found[name] = None if section is None else section.value()
    found["last_agent"] = found["last_agent"] or LastAgent()
    found["persons"] = found["persons"] or PersonsValue().value()
    return {**found, "routing": values.routing, "agents_shown_as": values.agents_shown_as}


def _team(values: CentreValues) -> tuple[Agent, ...]:
    team: list[Agent] = []
    zone = values.hours.timezone
    for entry in values.agents:
        shift, breaks = entry.shift or values.shift, entry.breaks or values.breaks
        for number in range(1, entry.count + 1):
            name = entry.name or f"agent {len(team) + 1}"
            agent = Agent(
                name=f"{name} {number}" if entry.name and entry.count > 1 else name,
                skills=None if entry.skills is None else frozenset(entry.skills),
                locales=None if entry.locales is None else frozenset(entry.locales),
                chats=entry.chats or values.chats,
                shift=Hours.parse(shift, timezone=zone) if shift else None,
                breaks=Hours.parse(breaks, timezone=zone) if breaks else None,
            )
            team.append(agent)
    return tuple(team)


def _on_duty(values: CentreValues, raw: Mapping[str, Any], file: str | None) -> None:
    """Refuses shifts and breaks that do not fit the opening hours, with their lines."""
    wrong = []
    for number, entry in enumerate(values.agents):
        (agent, *_) = _team(values.model_copy(update={"agents": [entry]}))
        rule = misplaced(agent, values.hours)
        if rule is not None:
            wrong.append((line_of(raw, "agents", number), f"agents[{number + 1}]: {rule}"))
    if wrong:
        (line, first), *others = wrong
        more = "".join(f"\n{file or 'line'}:{at}: {what}" for at, what in others)
        raise InputError(first + more, file=file, line=line)


def _names() -> set[str]:
    """Keys that stand somewhere in the file."""
    sections = (BlendingValue, CallsValue, EmailsValue, ThreadsValue, LastAgentValue)
    others = (PersonsValue, CallbacksValue, CentreValues, AgentsValue)
    return {
        *(name for model in (*sections, *others) for name in model.model_fields),
        *("mean", "spread", "low", "central", "high", "source"),
    }
