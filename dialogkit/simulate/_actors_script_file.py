"""The file of scripts: YAML with line numbers, every value checked at the door."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from dialogkit import _files
from dialogkit._yaml import read_yaml, refusal
from dialogkit.conversation import HandoffResult
from dialogkit.errors import InputError

__all__ = ["Expected", "Script", "ScriptTurn", "load_scripts"]

What = Literal["handoff", "step", "asks", "ends", "text", "not_text", "settles", "lost", "buttons"]
_INSIDE = ("step",)
"""Expectations that only our own bot can answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One thing that must have happened after a turn."""

    what: What
    """What kind of thing."""
    value: str | bool | tuple[str, ...]
    """Its name or text; ``True``: any; ``False``: none; of buttons their titles."""

    @property
    def shown(self) -> str:
        """As the file has it."""
        value = self.value
        if isinstance(value, bool):
            return self.what if value else f"no {self.what}"
        listed = ", ".join(value) if isinstance(value, tuple) else value
        return f"{self.what} {listed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptTurn:
    """What the customer, or the agent, does, and what must happen then."""

    line: int
    """Its line in the file."""
    says: str | None = None
    """What the customer writes."""
    presses: str | None = None
    """Title of a button."""
    silent: bool = False
    """Whether the customer is silent for as long as the flow waits."""
    agent: HandoffResult | None = None
    """How the handoff ends."""
    expected: tuple[Expected, ...] = ()
    """What must have happened after it."""

    @property
    def acts(self) -> bool:
        """Whether anything is done before one looks."""
        return self.silent or not (self.says is self.presses is self.agent is None)

    @property
    def act(self) -> str:
        """What is done, without its words."""
        if self.presses is not None:
            return f"a button {self.presses}"
        return f"agent: {self.agent}" if self.agent is not None else "the customer's turn"

    @property
    def needs_inside(self) -> list[str]:
        """What of it only our own bot shows or takes."""
        found = [each.what for each in self.expected if each.what in _INSIDE]
        return [*found, *(["silent"] if self.silent else []), *(["agent"] if self.agent else [])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A conversation as it must go."""

    name: str
    """By which results call it."""
    line: int
    """Its line in the file."""
    locale: str = "de"
    """Language of the conversation."""
    channel: str = ""
    """Empty: the bot's first."""
    at: datetime | None = None
    """When it takes place; ``None``: every handoff is open."""
    turns: tuple[ScriptTurn, ...] = field(default=())
    """What is done, in order."""


# ----- the file ----------------------------------------------------------------------------------


def _expression(value: str) -> str:
    try:
        re.compile(value)
    except (re.error, RecursionError, OverflowError):
        raise ValueError("must be a regular expression") from None
    return value


def _short(value: object) -> object:
    """``handoff`` alone means any handoff."""
    return {value: True} if isinstance(value, str) else value


_Text = Annotated[str, Field(min_length=1, max_length=20_000)]
_Expression = Annotated[_Text, AfterValidator(_expression)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Expect(_Strict):
    handoff: bool | _Text | None = None
    step: _Text | None = None
    asks: bool | _Text | None = None
    ends: bool | _Text | None = None
    text: _Expression | None = None
    not_text: _Expression | None = None
    settles: bool | _Text | None = None
    lost: bool | None = None
    buttons: tuple[_Text, ...] | None = None

    def listed(self) -> tuple[Expected, ...]:
        """One for each key given, in the order of the file."""
        given = ((name, getattr(self, name)) for name in self.model_fields_set)
        order = list(type(self).model_fields)
        found = sorted(given, key=lambda pair: order.index(pair[0]))
        return tuple(Expected(what=name, value=value) for name, value in found if value is not None)  # type: ignore[arg-type] # names of this model


class _Turn(_Strict):
    says: _Text | None = None
    presses: _Text | None = None
    silent: bool = False
    agent: HandoffResult | None = None
    expect: Annotated[_Expect, BeforeValidator(_short)] = _Expect()

    @model_validator(mode="after")
    def _one(self) -> _Turn:
        acts = [self.says, self.presses, self.agent, self.silent or None]
        if sum(act is not None for act in acts) > 1:
            raise ValueError("must have one of says, presses, silent and agent")
        if not any(act is not None for act in acts) and not self.expect.model_fields_set:
            raise ValueError("needs says, presses, silent, agent or expect")
        return self


class _Script(_Strict):
    name: _Text
    locale: _Text = "de"
    channel: str = ""
    at: AwareDatetime | None = None
    turns: tuple[_Turn, ...] = Field(min_length=1)


class _File(_Strict):
    scripts: tuple[_Script, ...] = Field(min_length=1)


def load_scripts(path: str | os.PathLike[str]) -> list[Script]:
    """The scripts in a file.

    Raises:
        InputError: The file cannot be read or has values that cannot be; all are listed.
    """
    file = os.fspath(path)
    raw = read_yaml(_files.read_text(path), file=file)
    if not isinstance(raw, Mapping):
        raise InputError("must be a mapping with scripts, a list", file=file, line=1)
    try:
        read = _File.model_validate(raw)
    except ValidationError as error:
        names = {name for m in (_File, _Script, _Turn, _Expect) for name in m.model_fields}
        raise refusal(error, raw, file=file, names=names) from None
    doubled = _doubled([script.name for script in read.scripts])
    if doubled is not None:
        line = _line(raw["scripts"], doubled)
        raise InputError("two scripts have this name", file=file, line=line)
    return [_script(each, raw["scripts"], number) for number, each in enumerate(read.scripts)]


def _doubled(names: list[str]) -> int | None:
    return next((n for n, name in enumerate(names) if name in names[:n]), None)


def _script(read: _Script, raw: Any, number: int) -> Script:
    turns = tuple(
        ScriptTurn(
            line=_line(raw[number]["turns"], n),
            says=turn.says,
            presses=turn.presses,
            silent=turn.silent,
            agent=turn.agent,
            expected=turn.expect.listed(),
        )
        for n, turn in enumerate(read.turns)
    )
    return Script(
        name=read.name,
        line=_line(raw, number),
        locale=read.locale,
        channel=read.channel,
        at=read.at,
        turns=turns,
    )


def _line(listed: Any, number: int) -> int:
    """The 1-based line of an item."""
    return int(listed.lc.item(number)[0]) + 1
