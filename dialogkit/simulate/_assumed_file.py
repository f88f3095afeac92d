"""The file ``customers.yaml``: who would write to a bot that has no log yet."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from dialogkit import _files
from dialogkit._yaml import read_yaml, refusal, share
from dialogkit.channels import names as channel_names
from dialogkit.errors import InputError
from dialogkit.simulate._assumptions import ASSUMPTIONS, OUT_OF_SCOPE
from dialogkit.simulate._habits import DAYS
from dialogkit.simulate._noise import FORMS

__all__ = ["Assumed", "read_assumed"]

_GERMAN = {"Di": "Tu", "Mi": "We", "Do": "Th", "So": "Su"}
"""The German names of days, understood beside `DAYS`."""
_HOURS = re.compile(r"(\d{1,2})\s*-\s*(\d{1,2})")
_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

_Share = Annotated[float, BeforeValidator(share)]
_Word = Annotated[str, BeforeValidator(lambda key: str(key) if isinstance(key, int) else key)]


def _whole(shares: dict[str, float]) -> dict[str, float]:
    total = sum(shares.values())
    if abs(total - 1) > 1e-6:
        raise ValueError(f"must sum to 100 %, the shares sum to {100 * total:.6g} %")
    return shares


def _label(label: str, info: ValidationInfo) -> str:
    known: Collection[str] = (info.context or {}).get("labels", ())
    if label == OUT_OF_SCOPE:
        raise ValueError("has a key of its own, beside intents")
    if known and label not in known:
        raise ValueError("is a label of neither the classifier nor the labelled texts")
    return label


def _locale(name: str) -> str:
    if not _LOCALE.fullmatch(name):
        raise ValueError("must be a language, as de or pt-BR")
    return name


def _channel(name: str) -> str:
    if name not in channel_names():
        raise ValueError(f"is no channel; there are {', '.join(channel_names())}")
    return name


def _stretch(key: str) -> str:
    match = _HOURS.fullmatch(key)
    if not match or not 0 <= int(match[1]) < int(match[2]) <= 24:
        raise ValueError("must be hours of the day from 0 to 24, as 8-12")
    return key


def _apart(shares: dict[str, float]) -> dict[str, float]:
    """Stretches of the day that do not overlap."""
    taken: dict[int, str] = {}
    for key in shares:
        for hour in _hours_in(key):
            if hour in taken:
                raise ValueError(f"must not overlap; {taken[hour]} and {key} do")
            taken[hour] = key
    return _whole(shares)


def _day(name: str) -> str:
    found = _GERMAN.get(name, name)
    if found not in DAYS:
        raise ValueError(f"is no day; there are {', '.join(DAYS)}")
    return found


def _form(name: str) -> str:
    if name not in FORMS:
        raise ValueError(f"is no way of typing; there are {', '.join(FORMS)}")
    return name


def _hours_in(key: str) -> range:
    start, end = key.split("-")
    return range(int(start), int(end))


_Labels = dict[Annotated[_Word, AfterValidator(_label)], _Share]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Range(_Model):
    low: _Share
    central: _Share
    high: _Share

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, value: object) -> object:
        alone = not isinstance(value, Mapping)
        return {"low": value, "central": value, "high": value} if alone else value

    @model_validator(mode="after")
    def _ordered(self) -> _Range:
        if not self.low <= self.central <= self.high:
            raise ValueError("must have low <= central <= high")
        return self


def _usual() -> _Range:
    usual = ASSUMPTIONS[OUT_OF_SCOPE]
    return _Range(low=usual.low, central=usual.central, high=usual.high)


class Assumed(_Model):
    """The whole file, as written."""

    intents: Annotated[_Labels, Field(min_length=1), AfterValidator(_whole)]
    """Label to its share of those whom some label covers."""
    out_of_scope: _Range = Field(default_factory=_usual)
    """Share of customers who want what no label covers."""
    locales: Annotated[
        dict[Annotated[str, AfterValidator(_locale)], _Share],
        Field(min_length=1),
        AfterValidator(_whole),
    ]
    """Language to share."""
    channels: Annotated[
        dict[Annotated[str, AfterValidator(_channel)], _Share],
        Field(min_length=1),
        AfterValidator(_whole),
    ]
    """Channel to share."""
    hours: Annotated[
        dict[Annotated[str, AfterValidator(_stretch)], _Share],
        Field(min_length=1),
        AfterValidator(_apart),
    ]
    """Stretch of the day to share; in the others nobody writes."""
    days: Annotated[
        dict[Annotated[str, AfterValidator(_day)], _Share],
        Field(min_length=1),
        AfterValidator(_whole),
    ]
    """Day to share; on the others nobody writes."""
    greets_first: _Share = 0.0
    """Share of customers whose first message is a greeting."""
    typing: dict[Annotated[str, AfterValidator(_form)], _Range] = Field(default_factory=dict)
    """Way of typing (as ``typos``) to the share of messages typed so; else as the texts are."""
    another_issue: _Range = Field(default_factory=lambda: _Range(low=0.0, central=0.0, high=0.0))
    """Share of issues after which the customer has another one in the same thread."""
    source: Annotated[str, Field(min_length=1, max_length=1000)]
    """Where all of this comes from, in the words of who wrote the file."""

    @property
    def arrivals(self) -> tuple[float, ...]:
        """Share of a week's customers in each of its 168 hours, Monday 0 h first."""
        day = [0.0] * 24
        for key, value in self.hours.items():
            hours = _hours_in(key)
            for hour in hours:
                day[hour] = value / len(hours)
        return tuple(self.days.get(name, 0.0) * rate for name in DAYS for rate in day)


def read_assumed(
    source: str | os.PathLike[str] | Mapping[str, Any], *, labels: Collection[str] = ()
) -> Assumed:
    """The customers that a file, or a mapping of the same keys, assumes.

    Args:
        source: Path of a ``customers.yaml``, or what would be in it.
        labels: Labels there are; none to allow any.

    Raises:
        InputError: The file cannot be read, is no YAML, or has values that cannot be; all of them
            are listed with their lines.
    """
    file = None if isinstance(source, Mapping) else os.fspath(source)
    raw = source if isinstance(source, Mapping) else read_yaml(_files.read_text(source), file=file)
    if not isinstance(raw, Mapping):
        raise InputError("must be a mapping, with intents and source at least", file=file, line=1)
    try:
        return Assumed.model_validate(raw, context={"labels": labels})
    except ValidationError as error:
        names = {*Assumed.model_fields, *_Range.model_fields}
        raise refusal(error, raw, file=file, names=names) from None
