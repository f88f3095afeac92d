"""The values a centre file can hold, and what each refuses."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    InstanceOf,
    model_validator,
)

from dialogkit._durations import seconds
from dialogkit._yaml import share, shown
from dialogkit.contact_centre._estimates import Estimate, Handling
from dialogkit.contact_centre._hours import Hours
from dialogkit.errors import ParameterError

__all__ = ["AgentsValue", "CentreValues"]

_MOST_AGENTS = 10_000


def _duration(value: object) -> float:
    if isinstance(value, str | timedelta):
        try:
            return seconds(value)
        except ParameterError as error:
            raise ValueError(error.what) from None
    raise ValueError(f"must be a duration with its unit, as 25m or 90s, got {shown(value)}")


def _number(value: object) -> float:
    try:
        number = _plain_number(value)
    except ValueError:
        raise ValueError(f"must be a number, got {shown(value)}") from None
    if not 0 <= number < math.inf:
        raise ValueError(f"must be 0 or more, got {shown(value)}")
    return number


def _plain_number(value: object) -> float:
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        return float(value)
    raise ValueError("no number")


def _hours(value: object) -> Hours:
    if isinstance(value, Hours):
        return value
    if isinstance(value, str):
        try:
            return Hours.parse(value)
        except ParameterError as error:
            raise ValueError(error.what) from None
    raise ValueError(f"must be text, as Mo-Fr 08:00-18:00 Europe/Berlin, got {shown(value)}")


_Duration = Annotated[float, BeforeValidator(_duration)]
_Share = Annotated[float, BeforeValidator(share)]
_Number = Annotated[float, BeforeValidator(_number)]
_Word = Annotated[str, Field(min_length=1, max_length=100)]


_Words = Annotated[list[_Word], BeforeValidator(lambda v: [v] if isinstance(v, str) else v)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Estimate(_Model):
    """A value alone, or its range and source."""

    low: float | None = None
    central: float
    high: float | None = None
    source: Literal["measured", "assumed"] = "assumed"

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, value: object) -> object:
        return value if isinstance(value, Mapping) else {"central": value}

    @model_validator(mode="after")
    def _ordered(self) -> _Estimate:
        low, high = self._ends()
        if not low <= self.central <= high:
            raise ValueError("must have low <= central <= high")
        return self

    def _ends(self) -> tuple[float, float]:
        low = self.central if self.low is None else self.low
        return low, self.central if self.high is None else self.high

    def value(self, unit: Literal["seconds", "share", "number"]) -> Estimate:
        low, high = self._ends()
        return Estimate(low=low, central=self.central, high=high, unit=unit, source=self.source)


class _Seconds(_Estimate):
    low: _Duration | None = None
    central: _Duration
    high: _Duration | None = None


class _Shares(_Estimate):
    low: _Share | None = None
    central: _Share
    high: _Share | None = None


class _Numbers(_Estimate):
    low: _Number | None = None
    central: _Number
    high: _Number | None = None


class _Times(_Model):
    """Handling times: a mean alone, its range, or mean and spread."""

    mean: _Seconds
    spread: _Seconds | None = None

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, value: object) -> object:
        named = isinstance(value, Mapping) and not {"mean", "spread"}.isdisjoint(value)
        return value if named else {"mean": value}

    def value(self) -> Handling:
        mean = self.mean.value("seconds")
        return Handling(mean=mean, spread=self.spread.value("seconds") if self.spread else mean)


class AgentsValue(_Model):
    """One entry of the team: one agent, or several alike."""

    name: _Word | None = None
    count: Annotated[int, Field(ge=1, le=_MOST_AGENTS)] = 1
    skills: _Words | None = None
    locales: _Words | None = None
    chats: Annotated[int, Field(ge=1, le=100)] | None = None


def _as_list(value: object) -> object:
    return [{"count": value}] if isinstance(value, int) and not isinstance(value, bool) else value


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


def _has_default(times: dict[str, _Times]) -> dict[str, _Times]:
    if "default" not in times:
        raise ValueError("must have a default for the intents it does not name, as default: 6m")
    return times


def _by_intent(value: object) -> object:
    shapes = ({"mean", "spread"}, {"low", "central", "high", "source"})
    one = not isinstance(value, Mapping) or (
        bool(value) and any(shape >= set(value) for shape in shapes)
    )
    return {"default": value} if one else value


class CentreValues(_Model):
    """The whole file, as written."""

    name: _Word = "contact centre"
    hours: Annotated[InstanceOf[Hours], BeforeValidator(_hours)]
    chats: Annotated[int, Field(ge=1, le=100)] = 1
    agents: Annotated[
        list[AgentsValue],
        Field(min_length=1),
        BeforeValidator(_as_list),
        AfterValidator(_told_apart),
    ]
    handling: Annotated[
        dict[str, _Times], BeforeValidator(_by_intent), AfterValidator(_has_default)
    ]
    wrap_up: _Seconds | None = None
    patience: _Seconds | None = None
    first_contact_resolution: _Shares | None = None
    returns: _Shares | None = None
    slowdown: _Numbers | None = None
    arrivals_per_week: _Numbers | None = None
    wage: _Numbers | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "EUR"
