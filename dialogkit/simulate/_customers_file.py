"""The customer file at the door: every value checked before it becomes a `Customers`."""

from __future__ import annotations

import os
from datetime import date
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from dialogkit import _files
from dialogkit.errors import InputError, ParameterError
from dialogkit.simulate._assumptions import parameters_from

__all__ = ["FORMAT", "read"]

FORMAT = "dialogkit.customers/1"


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        raise ValueError("is no time zone, such as Europe/Berlin") from None
    return name


Rate = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Part = Annotated[float, Field(ge=0, le=1)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Share(_Row):
    value: Part
    low: Part
    high: Part
    n: Annotated[int, Field(ge=0)]


class _Heard(_Row):
    label: str | None
    confidence: Part


class _Spoken(_Row):
    text: str
    locale: str | None
    meant: dict[str, Part]
    heard: _Heard | None = None


class _File(_Row):
    format: str
    kind: Literal["measured", "assumed"] = "measured"
    source: str = ""
    fingerprint: str
    weeks: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    cases: Annotated[int, Field(ge=0)]
    timezone: Annotated[str, AfterValidator(_zone)]
    ends: date
    arrivals: Annotated[tuple[Rate, ...], Field(min_length=168, max_length=168)]
    dispersion: Annotated[float, Field(ge=1, allow_inf_nan=False)]
    intents: dict[str, _Share]
    locales: dict[str, Part]
    channels: dict[str, Part]
    greets_first: Part
    reply_median: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    reply_spread: Rate
    replies: Annotated[int, Field(ge=0)]
    parameters: list[dict[str, Any]]
    notes: list[str]
    spoken: list[_Spoken]


def read(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The fields of `Customers`, shares and texts as plain dictionaries.

    Raises:
        InputError: The file is no customer file, or values are missing or outside their range; all
            of them are listed.
    """
    name = os.fspath(path)
    value = _files.read_json(path)
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise InputError(f"is not a customer file (its format must be {FORMAT})", file=name)
    try:
        found = _File.model_validate(value).model_dump()
        parameters = parameters_from(found["parameters"])
    except ValidationError as error:
        raise InputError(_sentence(error), file=name) from None
    except ParameterError as error:
        raise InputError(error.what, file=name) from None
    found.pop("format")
    found["assumed"] = found.pop("kind") == "assumed"
    return {**found, "parameters": parameters, "notes": tuple(found["notes"])}


def _sentence(error: ValidationError) -> str:
    """All that is wrong, by place; never a text of a customer."""
    wrong = [
        f"{'.'.join(map(str, each['loc']))}: {each['msg'][0].lower()}{each['msg'][1:]}"
        for each in error.errors(include_input=False)
    ]
    more = f"; and {len(wrong) - 5} more" if len(wrong) > 5 else ""
    return f"has values that cannot be ({'; '.join(wrong[:5])}{more})"
