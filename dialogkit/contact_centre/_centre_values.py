"""The values a centre file can hold, and what each refuses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, InstanceOf

from dialogkit._yaml import shown
from dialogkit.contact_centre._centre_numbers import (
    Model,
    NumbersValue,
    SecondsValue,
    SharesValue,
    TimesValue,
    Word,
    Words,
    whole,
)
from dialogkit.contact_centre._centre_parts import Routing, ShownAs
from dialogkit.contact_centre._centre_sections import (
    BlendingValue,
    CallbacksValue,
    LastAgentValue,
    PersonsValue,
    ThreadsValue,
)
from dialogkit.contact_centre._hours import Hours
from dialogkit.errors import ParameterError

__all__ = ["MOST_PER_WEEK", "AgentsValue", "CentreValues"]

MOST_PER_WEEK = 1_000_000
"""Cases a week: the largest contact centres have fewer, and a run holds every customer of it."""

_MOST_AGENTS = 10_000
_MOST_CHATS = 100


def _hours(value: object) -> Hours:
    if isinstance(value, Hours):
        return value
    if isinstance(value, str):
        try:
            return Hours.parse(value)
        except ParameterError as error:
            raise ValueError(error.what) from None
    raise ValueError(f"must be text, as Mo-Fr 08:00-18:00 Europe/Berlin, got {shown(value)}")


def _times(value: object) -> str:
    """Hours as text: which zone they are in is known only where the whole file is."""
    return str(_hours(value))


class AgentsValue(Model):
    """One entry of the team: one agent, or several alike."""

    example = "{count: 5, chats: 3}"

    name: Word | None = None
    count: Annotated[int, whole(1, _MOST_AGENTS)] = 1
    skills: Words | None = None
    locales: Words | None = None
    chats: Annotated[int, whole(1, _MOST_CHATS)] | None = None
    shift: Annotated[str, BeforeValidator(_times)] | None = None
    breaks: Annotated[str, BeforeValidator(_times)] | None = None


def _as_list(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return [{"count": value}]
    if isinstance(value, list) and value:
        return value
    got = "an empty list" if isinstance(value, list) else shown(value)
    raise ValueError(f"must be a number, as 8, or a list, as [{{count: 5, chats: 3}}], got {got}")


def _currency(value: object) -> str:
    if isinstance(value, str) and re.fullmatch("[A-Z]{3}", value):
        return value
    raise ValueError(f"must be three capital letters, as EUR, got {shown(value)}")


def _told_apart(team: list[AgentsValue]) -> list[AgentsValue]:
    places: dict[str, int] = {}
    for place, entry in enumerate(team, 1):
        if entry.name in places:
            raise ValueError(
                f"must have names that differ; {places[entry.name]} and {place} do not"
            )
        if entry.name is not None:
            places[entry.name] = place
    return team


def _of_one_team(value: NumbersValue) -> NumbersValue:
    most = max(value.central, value.high or 0)
    if most > MOST_PER_WEEK:
        raise ValueError(f"must be at most {MOST_PER_WEEK:,} for one team, got {most:,.0f}")
    return value


def _has_default(times: dict[str, TimesValue]) -> dict[str, TimesValue]:
    if "default" not in times:
        rule = "must have a default for the intents it does not name, as default: 6m"
        raise ValueError(f"{rule}, got {', '.join(map(shown, times)) or 'none'}")
    return times


def _by_intent(value: object) -> object:
    shapes = ({"mean", "spread"}, {"low", "central", "high", "source"})
    one = not isinstance(value, Mapping) or (
        bool(value) and any(shape >= set(value) for shape in shapes)
    )
    return {"default": value} if one else value


class CentreValues(Model):
    """The whole file, as written."""

    name: Word = "contact centre"
    hours: Annotated[InstanceOf[Hours], BeforeValidator(_hours)]
    chats: Annotated[int, whole(1, _MOST_CHATS)] = 1
    shift: Annotated[str, BeforeValidator(_times)] | None = None
    breaks: Annotated[str, BeforeValidator(_times)] | None = None
    agents: Annotated[
        list[AgentsValue],
        BeforeValidator(_as_list),
        AfterValidator(_told_apart),
    ]
    handling: Annotated[
        dict[str, TimesValue], BeforeValidator(_by_intent), AfterValidator(_has_default)
    ]
    wrap_up: SecondsValue | None = None
    patience: SecondsValue | None = None
    first_contact_resolution: SharesValue | None = None
    returns: SharesValue | None = None
    slowdown: NumbersValue | None = None
    arrivals_per_week: Annotated[NumbersValue, AfterValidator(_of_one_team)] | None = None
    wage: NumbersValue | None = None
    currency: Annotated[str, BeforeValidator(_currency)] = "EUR"
    blending: BlendingValue | None = None
    threads: ThreadsValue | None = None
    routing: Routing = "flow"
    last_agent: LastAgentValue | None = None
    agents_shown_as: ShownAs = "team"
    persons: PersonsValue | None = None
    callbacks: CallbacksValue | None = None
