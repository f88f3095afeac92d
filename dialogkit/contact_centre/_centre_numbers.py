"""Durations, shares and numbers as a centre file writes them: alone, or with range and source."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from dialogkit._durations import seconds
from dialogkit._yaml import share, shown
from dialogkit.contact_centre._estimates import Estimate, Handling
from dialogkit.errors import ParameterError

__all__ = [
    "Amount",
    "Duration",
    "EstimateValue",
    "Model",
    "NumbersValue",
    "SecondsValue",
    "SharesValue",
    "TimesValue",
    "Word",
    "Words",
    "whole",
]

_LONGEST = timedelta(days=3650).total_seconds()
_MOST = 1e9
_RANGE = "{low: …, central: …, high: …, source: measured}"


def _duration(value: object) -> float:
    rule = "must be a duration with its unit, as 25m or 90s"
    if not isinstance(value, str | timedelta):
        raise ValueError(f"{rule}, got {shown(value)}")  # noqa: TRY004  # what pydantic lists
    if str(value).lstrip().startswith("-"):
        raise ValueError(f"{rule}, and 0s or more, got {shown(value)}")
    try:
        span = seconds(value)
    except ParameterError as error:
        if "got" in error.what:
            raise ValueError(error.what) from None
        span = math.inf
    if span > _LONGEST:
        raise ValueError(f"{rule}, of at most 3650d, got {shown(value)}")
    return span


def _number(value: object) -> float:
    try:
        number = _plain_number(value)
    except ValueError:
        raise ValueError(f"must be a number, as 40 or 0.5, got {shown(value)}") from None
    if not 0 <= number <= _MOST:
        raise ValueError(f"must be a number from 0 to {_MOST:,.0f}, got {shown(value)}")
    return number


def _plain_number(value: object) -> float:
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        return float(value)
    raise ValueError("no number")


Duration = Annotated[float, BeforeValidator(_duration)]
Part = Annotated[float, BeforeValidator(share)]
Amount = Annotated[float, BeforeValidator(_number)]


def _word(value: object) -> str:
    """Names of people may stand here, so the message does not repeat the value."""
    if not isinstance(value, str):
        got = shown(value) if isinstance(value, Mapping | list | None) else "no text"
        rule = 'must be text, in quotes where it looks like a number, as "7"'
        raise ValueError(f"{rule}, got {got}")  # noqa: TRY004  # what pydantic lists
    if not 1 <= len(value) <= 100:
        raise ValueError(f"must be text of 1 to 100 characters, got {len(value)}")
    return value


def _words(value: object) -> object:
    if isinstance(value, str | list):
        return [value] if isinstance(value, str) else value
    raise ValueError(f"must be a word, or a list of words, as [billing, de], got {shown(value)}")


Word = Annotated[str, BeforeValidator(_word)]
Words = Annotated[list[Word], BeforeValidator(_words)]


def whole(least: int, most: int) -> BeforeValidator:
    """Whole numbers between two, both included."""

    def checked(value: object) -> int:
        """The same number."""
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        raise ValueError(f"must be a whole number from {least} to {most:,}, got {shown(value)}")

    return BeforeValidator(checked)


class Model(BaseModel):
    """A mapping of the file: other keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    example: ClassVar[str] = ""
    """What stands there, for who wrote something that is no mapping."""

    @model_validator(mode="before")
    @classmethod
    def _is_mapping(cls, value: object) -> object:
        if cls.example and not isinstance(value, Mapping | cls):
            raise ValueError(f"must be a mapping, as {cls.example}, got {shown(value)}")
        return value


class EstimateValue(Model):
    """A value alone, or its range and source."""

    low: float | None = None
    central: float
    high: float | None = None
    source: Literal["measured", "assumed"] = "assumed"

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, value: object) -> object:
        if not isinstance(value, Mapping):
            return {"central": value}
        if "central" not in value:
            got = ", ".join(map(shown, value)) or "none"
            rule = f"must be one value, or {_RANGE} with central at least"
            raise ValueError(f"{rule}, got the keys {got}")
        return value

    @model_validator(mode="after")
    def _ordered(self) -> EstimateValue:
        low, high = self._ends()
        if not low <= self.central <= high:
            got = f"{low:g}, {self.central:g} and {high:g}"
            raise ValueError(f"must have low <= central <= high, got {got}")
        return self

    def _ends(self) -> tuple[float, float]:
        low = self.central if self.low is None else self.low
        return low, self.central if self.high is None else self.high

    def value(self, unit: Literal["seconds", "share", "number"]) -> Estimate:
        """What the centre holds."""
        low, high = self._ends()
        return Estimate(low=low, central=self.central, high=high, unit=unit, source=self.source)


class SecondsValue(EstimateValue):
    low: Duration | None = None
    central: Duration
    high: Duration | None = None


class SharesValue(EstimateValue):
    low: Part | None = None
    central: Part
    high: Part | None = None


class NumbersValue(EstimateValue):
    low: Amount | None = None
    central: Amount
    high: Amount | None = None


class TimesValue(Model):
    """Handling times: a mean alone, its range, or mean and spread."""

    mean: SecondsValue
    spread: SecondsValue | None = None

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, value: object) -> object:
        named = isinstance(value, Mapping) and not {"mean", "spread"}.isdisjoint(value)
        return value if named else {"mean": value}

    def value(self) -> Handling:
        """What the centre holds; a spread left out equals the mean."""
        mean = self.mean.value("seconds")
        return Handling(mean=mean, spread=self.spread.value("seconds") if self.spread else mean)
