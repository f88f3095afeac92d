"""What-if changes of a contact centre: values as in the file, deep ones by names with dots."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dialogkit._yaml import read_yaml
from dialogkit.contact_centre import _centre_file
from dialogkit.contact_centre._agents import Agent, resized
from dialogkit.contact_centre._centre_duty import misplaced, share_on_duty
from dialogkit.contact_centre._estimates import Estimate
from dialogkit.contact_centre._hours import Hours
from dialogkit.errors import ParameterError

if TYPE_CHECKING:
    from dialogkit.contact_centre._centre import ContactCentre

__all__ = ["changed_fields"]

_OF_EACH = ("chats", "shift", "breaks")
"""Values that go for every agent."""
_WHOLE = frozenset({"agents", "chats", "tries", "count"})
"""Keys of whole numbers, which may come as text."""


def changed_fields(centre: ContactCentre, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `ContactCentre` that differ after ``changes``.

    Args:
        centre: What is changed.
        changes: As of `ContactCentre.with_`.

    Raises:
        ParameterError: There is no such value, or it cannot be so.
    """
    given = {name: _from_text(name, value) for name, value in changes.items()}
    given = {re.sub(r"^agents\.(?=chats|shift|breaks)", "", k): v for k, v in given.items()}
    team = centre.agents
    if isinstance(given.get("agents"), int) and not isinstance(given["agents"], bool):
        count = given.pop("agents")
        if count < 1:
            raise ParameterError(f"agents must be 1 or more, got {count}")
        team = resized(team, count)
    parsed = _centre_file.changed(_whole_sections(centre, given), hours=centre.hours)
    team = parsed.pop("agents", team)
    for name in _OF_EACH:
        if name in parsed:
            value = parsed.pop(name)
            team = tuple(replace(agent, **{name: value}) for agent in team)
    _require_duty(team, parsed.get("hours", centre.hours), everything={*parsed, *given})
    return {"agents": team, **parsed}


def _from_text(name: str, value: Any) -> Any:
    """A value given as text, as a command line does, as a file would have it."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if text.lower() == "none" and name != "name":
        return None
    if text[:1] in ("{", "["):
        return read_yaml(text, file=None)
    whole = name.rsplit(".", 1)[-1] in _WHOLE and re.fullmatch(r"-?[0-9]{1,9}", text)
    return int(text) if whole else value


def _whole_sections(centre: ContactCentre, given: Mapping[str, Any]) -> dict[str, Any]:
    """Names with dots put into what the section holds, as a file would have it."""
    found = {name: value for name, value in given.items() if "." not in name}
    for name, value in given.items():
        top, *path = name.split(".")
        if path:
            if top not in found:
                found[top] = _as_written(getattr(centre, top, None)) or {}
            _put(found[top], path, value, name)
    return found


def _put(holder: Any, path: list[str], value: Any, name: str) -> None:
    for part in path[:-1]:
        if isinstance(holder, dict):
            holder = holder.setdefault(part, {})
    if not isinstance(holder, dict):
        raise ParameterError(f"no part of this value has a name of its own, got {name}")
    if path[-1] == "central":
        holder.clear()  # a range around another value says nothing of this one
    holder[path[-1]] = value


def _as_written(value: Any) -> Any:
    """A value of a centre as its file would have it; without what is None."""
    if isinstance(value, Estimate):
        return _estimate(value)
    if isinstance(value, Mapping):
        return {name: _as_written(each) for name, each in value.items()}
    if isinstance(value, float):
        return timedelta(seconds=value)  # a plain number in a section is a time
    if not is_dataclass(value) or isinstance(value, Hours):
        return value
    parts = {each.name: getattr(value, each.name) for each in fields(value)}
    return {name: _as_written(each) for name, each in parts.items() if each is not None}


def _estimate(value: Estimate) -> dict[str, Any]:
    ends: dict[str, Any] = {"low": value.low, "central": value.central, "high": value.high}
    if value.unit == "seconds":
        ends = {name: timedelta(seconds=end) for name, end in ends.items()}
    return ends if value.source == "default" else {**ends, "source": value.source}


def _require_duty(team: tuple[Agent, ...], hours: Hours, *, everything: set[str]) -> None:
    """Refuses a team of which somebody is never on duty; a shift that was asked for must fit."""
    if everything.isdisjoint({"hours", "agents", "shift", "breaks"}) or hours.never_open:
        return
    strict = not everything.isdisjoint({"shift", "breaks"})
    for number, agent in enumerate(team, 1):
        rule = misplaced(agent, hours) if strict else None
        if rule is None and share_on_duty(agent, hours) == 0:
            rule = "is never on duty in these hours; change its shift too"
        if rule is not None:
            raise ParameterError(f"agents[{number}]: {rule}")
