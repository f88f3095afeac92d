"""Reads channels: those shipped beside this file, and profiles of one's own."""

from __future__ import annotations

import os
import tomllib
from dataclasses import fields
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dialogkit import _files
from dialogkit.channels._channel import Channel, Fact
from dialogkit.errors import InputError, ParameterError

__all__ = ["load_channel", "names"]

_HERE = Path(__file__).parent


class _Fact(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    source: Annotated[str, Field(min_length=4)]
    checked: date
    unconfirmed: bool = False


class _Number(_Fact):
    value: Annotated[int, Field(ge=1)]


class _Truth(_Fact):
    value: bool


class _File(BaseModel):
    """The file as it must be; see `Channel` for the meaning."""

    model_config = ConfigDict(extra="forbid", strict=True)

    title: str
    counts: Literal["characters", "utf16", "bytes"] = "characters"
    text: _Number | None = None
    buttons: _Number | None = None
    button_title: _Number | None = None
    button_body: _Number | None = None
    button_data: _Number | None = None
    rows: _Number | None = None
    row_title: _Number | None = None
    row_body: _Number | None = None
    window: _Number | None = None
    discloses: _Truth | None = None
    discontinued: _Truth | None = None


@cache
def names() -> tuple[str, ...]:
    """The channels that are shipped, in alphabetical order."""
    return tuple(sorted(file.stem for file in _HERE.glob("*.toml")))


def load_channel(name: str | os.PathLike[str]) -> Channel:
    """The channel called ``name``, or the profile in a ``.toml`` file.

    Raises:
        ParameterError: There is no channel of that name.
        InputError: The file cannot be read or breaks a rule; all breaches are listed.
    """
    if os.fspath(name).endswith(".toml"):
        return _read(Path(name))
    if name not in names():
        near = get_close_matches(os.fspath(name).lower(), names(), n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        what = f"a channel must be one of {', '.join(names())}, or the path of a .toml file."
        raise ParameterError(f"{what}{hint}")
    return _shipped(os.fspath(name))


@cache
def _shipped(name: str) -> Channel:
    return _read(_HERE / f"{name}.toml")


def _read(file: Path) -> Channel:
    try:
        parsed = _File.model_validate(tomllib.loads(_files.read_text(file)))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"is not TOML: {error}", file=os.fspath(file)) from None
    except ValidationError as error:
        raise InputError(_breaches(error), file=os.fspath(file)) from None
    values = {field.name: getattr(parsed, field.name, None) for field in fields(Channel)}
    facts = {key: _fact(value) for key, value in values.items() if key != "name"}
    return Channel(name=file.stem, **facts)


def _fact(value: Any) -> Any:
    if not isinstance(value, _Number | _Truth):
        return value
    kept: Fact[Any] = Fact(**MappingProxyType(value.model_dump()))
    return kept


def _breaches(error: ValidationError) -> str:
    every = (
        f"{'.'.join(map(str, each['loc']))}: {each['msg'].lower()}"
        for each in error.errors(include_url=False, include_input=False)
    )
    return "breaks the rules of a channel: " + "; ".join(every)
