"""Durations, shares and numbers as a centre file writes them: alone, or with range and source."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

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
]


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


Duration = Annotated[float, BeforeValidator(_duration)]
Part = Annotated[float, BeforeValidator(share)]
Amount = Annotated[float, BeforeValidator(_number)]
Word = Annotated[str, Field(min_length=1, max_length=100)]


Words = Annotated[list[Word], BeforeValidator(lambda v: [v] if isinstance(v, str) else v)]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class EstimateValue(Model):
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
    def _ordered(self) -> EstimateValue:
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
        mean = self.mean.value("seconds")
        return Handling(mean=mean, spread=self.spread.value("seconds") if self.spread else mean)
