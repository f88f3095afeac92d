"""Reads channels: those shipped beside this file, and profiles of one's own."""

from __future__ import annotations

import os
import tomllib
from dataclasses import fields
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from dialogkit import _files
from dialogkit.channels._channel import Channel, Fact, Medium
from dialogkit.conversation import Level
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


class _Level(_Fact):
    value: Level


class _Media(_Fact):
    value: list[Medium]


_KINDS: dict[Any, type[_Fact]] = {
    Fact[int]: _Number,
    Fact[bool]: _Truth,
    Fact[Level]: _Level,
    Fact[tuple[Medium, ...]]: _Media,
}


def _file_model() -> type[BaseModel]:
    """The file as it must be: what `Channel` has, so that a new fact is written down once."""
    hints = get_type_hints(Channel)
    told: dict[str, Any] = {}
    for field in fields(Channel):
        kind = next((_KINDS[each] for each in get_args(hints[field.name]) if each in _KINDS), None)
        if kind is not None:
            told[field.name] = (kind | None, None)
        elif field.name != "name":
            told[field.name] = (hints[field.name], ... if field.name == "title" else field.default)
    config = ConfigDict(extra="forbid", strict=True)
    return create_model("_File", __config__=config, **told)


_File = _file_model()

_SMS = ("part", "part_joined", "part_ucs2", "part_ucs2_joined")


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
    missing = [name for name in _SMS if values["counts"] == "gsm7" and values[name] is None]
    if missing:
        what = f"breaks the rules of a channel: counts gsm7 needs {', '.join(missing)}"
        raise InputError(what, file=os.fspath(file))
    return Channel(**{key: _fact(value) for key, value in values.items()} | {"name": file.stem})


def _fact(value: Any) -> Any:
    if not isinstance(value, _Fact):
        return value
    told = value.model_dump()
    if isinstance(told["value"], list):
        told["value"] = tuple(told["value"])
    kept: Fact[Any] = Fact(**told)
    return kept


def _breaches(error: ValidationError) -> str:
    every = (
        f"{'.'.join(map(str, each['loc']))}: {each['msg'].lower()}"
        for each in error.errors(include_url=False, include_input=False)
    )
    return "breaks the rules of a channel: " + "; ".join(every)
