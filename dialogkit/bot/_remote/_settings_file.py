"""The file ``bot.yaml``: where a bot is that runs elsewhere, and how its answers are understood."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit, urlunsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from dialogkit import _files
from dialogkit._durations import seconds
from dialogkit._yaml import line_of, read_yaml, refusal
from dialogkit.bot._remote._marks import Mark
from dialogkit.bot._remote._settings import Endpoint, RemoteSettings, Tool, require_url
from dialogkit.channels import names as channel_names
from dialogkit.errors import InputError, ParameterError

__all__ = ["is_remote", "load_settings", "read_endpoint"]

KINDS = ("rasa", "openai")
_ADDRESS = {"rasa": "/webhooks/rest/webhook", "openai": "/chat/completions"}
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,39}")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_HEADER = re.compile(r"[A-Za-z0-9-]+")
_DAY = 86_400.0


def _duration(value: object) -> float:
    try:
        return seconds(value)  # type: ignore[arg-type] # what is no duration it refuses
    except ParameterError as error:
        raise ValueError(error.what) from None


def _pattern(value: object) -> re.Pattern[str]:
    try:
        found = re.compile(value) if isinstance(value, str) and value else None
    except (re.error, RecursionError, OverflowError):
        found = None
    if found is None:
        raise ValueError("must be a regular expression, as (?i)connect you")
    if found.search(""):
        raise ValueError("must be a regular expression that not every text fits")
    return found


def _short(value: object) -> object:
    """A bare text is a regular expression for what the bot says."""
    return {"text": value} if isinstance(value, str) else value


def _listed(value: object) -> object:
    return [value] if isinstance(value, str | int | float | bool) else value


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else value


def _matching(pattern: re.Pattern[str], rule: str) -> AfterValidator:
    def check(value: str) -> str:
        """The value, if it is of the kind."""
        if not pattern.fullmatch(value):
            raise ValueError(rule)
        return value

    return AfterValidator(check)


def _channel(name: str) -> str:
    if name not in channel_names():
        raise ValueError(f"is no channel; there are {', '.join(channel_names())}")
    return name


def _address(value: str) -> str:
    try:
        require_url(value.strip())
    except ParameterError as error:
        raise ValueError(error.what.removeprefix("url ")) from None
    return value.strip()


_Seconds = Annotated[float, BeforeValidator(_duration), Field(gt=0, le=_DAY)]
_Wait = Annotated[float, BeforeValidator(_duration), Field(ge=0, le=_DAY)]
_Pattern = Annotated[re.Pattern[str], BeforeValidator(_pattern)]
_Text = Annotated[str, BeforeValidator(_plain), Field(min_length=1, max_length=200_000)]
_Texts = Annotated[tuple[_Text, ...], BeforeValidator(_listed), Field(min_length=1)]
_Name = Annotated[str, _matching(_NAME, "must be a name of letters, digits, _ and -")]
_Locale = Annotated[
    str, _matching(re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"), "must be a language, as de")
]
_Channel = Annotated[str, AfterValidator(_channel)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class _Mark(_Strict):
    text: _Pattern | None = None
    field: _Text | None = None
    equals: _Texts = ()
    tool: _Text | None = None

    def value(self) -> Mark:
        """The mark it describes."""
        equals = frozenset(self.equals)
        return Mark(text=self.text, field=self.field, equals=equals, tool=self.tool)


def _told(mark: _Mark) -> _Mark:
    if mark.text is None and mark.field is None and mark.tool is None:
        raise ValueError("needs text, field or tool")
    if mark.equals and mark.field is None:
        raise ValueError("equals needs the field it is about")
    return mark


_AnyMark = Annotated[_Mark, BeforeValidator(_short), AfterValidator(_told)]


class _Handoff(_Mark):
    open: str = "24/7"
    skills: _Texts = ()
    closed: Literal["waits", "lost"] = "waits"


_AnyHandoff = Annotated[_Handoff, BeforeValidator(_short), AfterValidator(_told)]


class _Tool(_Strict):
    name: _Text
    description: str = ""
    parameters: dict[str, Any] = {}
    result: str | dict[str, Any] | list[Any] = "ok"

    def value(self) -> Tool:
        """The tool it describes."""
        given = self.result
        result = (
            given if isinstance(given, str) else json.dumps(given, default=str, ensure_ascii=False)
        )
        parameters = json.loads(json.dumps(self.parameters, default=str))
        return Tool(
            name=self.name, description=self.description, parameters=parameters, result=result
        )


class EndpointFile(_Strict):
    """The keys that say where an endpoint is."""

    kind: Literal["rasa", "openai"]
    url: Annotated[_Text, AfterValidator(_address)]
    model: _Text | None = None
    key_from: Annotated[str, _matching(_VARIABLE, "must name an environment variable")] | None = (
        None
    )
    key_header: Annotated[str, _matching(_HEADER, "must be the name of a header")] = "Authorization"
    timeout: _Seconds = 30.0
    retries: int = Field(default=4, ge=0, le=20)
    back_off: _Wait = 0.5
    longest_wait: _Wait = 600.0
    rate_per_second: float | None = Field(default=None, gt=0)
    at_once: int = Field(default=4, ge=1, le=256)
    temperature: float | None = Field(default=None, ge=0, le=2)
    max_tokens: int | None = Field(default=None, ge=1)
    extra: dict[str, Any] = {}

    def endpoint(self) -> Endpoint:
        """The value it describes.

        Raises:
            ParameterError: The URL cannot be used.
        """
        if self.kind == "openai" and self.model is None:
            raise ParameterError("an openai endpoint needs model, the name of its model")
        names = [name for name in EndpointFile.model_fields if name not in ("url", "extra")]
        given = {name: getattr(self, name) for name in names}
        extra = json.loads(json.dumps(self.extra, default=str))
        return Endpoint(url=_whole(self.url, self.kind), extra=extra, **given)


class _BotFile(EndpointFile):
    name: _Text | None = None
    system: str = ""
    system_file: str | None = None
    tools: tuple[_Tool, ...] = ()
    opening: _Text | None = None
    takes: _Wait = 1.0
    count_broken: bool = False
    channels: Annotated[tuple[_Channel, ...], BeforeValidator(_listed), Field(min_length=1)] = (
        "web",
    )
    locales: Annotated[tuple[_Locale, ...], BeforeValidator(_listed), Field(min_length=1)] = (
        "de",
        "en",
    )
    handoff: _AnyHandoff | None = None
    handoffs: dict[_Name, _AnyHandoff] = {}
    settles: dict[str, _AnyMark] = {}
    asks: dict[str, _AnyMark] = {}
    goodbye: _AnyMark | None = None
    lost: _AnyMark | None = None
    buttons: dict[str, _Pattern] = {}
    values: dict[str, _Texts] = {}


def _whole(url: str, kind: str) -> str:
    """The URL with the path of its protocol, where only the server or its version is named."""
    parts = urlsplit(url)
    path, end = parts.path.rstrip("/"), _ADDRESS[kind]
    bare = not path if kind == "rasa" else not path.endswith(end)
    return urlunsplit(parts._replace(path=path + end if bare else path, fragment=""))


Model = TypeVar("Model", bound=EndpointFile)


def is_remote(path: str | os.PathLike[str]) -> bool:
    """Whether a file describes a bot that runs elsewhere, rather than a flow."""
    if not Path(path).is_file():
        return False
    try:
        raw = read_yaml(_files.read_text(path), file=os.fspath(path))
    except InputError:
        return False  # whoever reads it as a flow says what is wrong with it
    return isinstance(raw, Mapping) and "kind" in raw and "steps" not in raw


def load_settings(path: str | os.PathLike[str]) -> RemoteSettings:
    """The settings of a remote bot.

    Raises:
        InputError: The file cannot be read or has values that cannot be; all are listed.
    """
    file = os.fspath(path)
    read, raw = _read(_BotFile, path)
    endpoint = _endpoint(read, raw, file)
    given = dict(read.handoffs)
    if read.handoff is not None:
        given = {"team": read.handoff, **given}
    return RemoteSettings(
        name=read.name or Path(path).absolute().parent.name,
        endpoint=endpoint,
        system=_system(read, Path(path)),
        tools=tuple(tool.value() for tool in read.tools),
        opening=read.opening,
        takes=read.takes,
        count_broken=read.count_broken,
        channels=read.channels,
        locales=read.locales,
        handoffs=_marks(given),
        hours={name: each.open for name, each in given.items()},
        skills={name: each.skills for name, each in given.items()},
        lost_if_closed=frozenset(name for name, each in given.items() if each.closed == "lost"),
        settles=_marks(read.settles),
        asks=_marks(read.asks),
        goodbye=None if read.goodbye is None else read.goodbye.value(),
        lost=None if read.lost is None else read.lost.value(),
        buttons=read.buttons,
        values=read.values,
        file=file,
    )


def read_endpoint(path: str | os.PathLike[str], section: object = None) -> Endpoint:
    """An endpoint alone, from a file or a part of one.

    Args:
        path: The file, or what messages call it.
        section: The mapping that describes it; ``None`` reads the file.

    Raises:
        InputError: As `load_settings`.
    """
    file = os.fspath(path)
    if section is None:
        return _endpoint(*_read(EndpointFile, path), file)
    return _endpoint(_valid(EndpointFile, section, file), section, file)


def _endpoint(read: EndpointFile, raw: object, file: str) -> Endpoint:
    """What two keys together must keep, with the line of the one to change."""
    try:
        return read.endpoint()
    except ParameterError as error:
        key = "url" if error.what.startswith("url ") else "kind"
        raise InputError(error.what, file=file, line=line_of(raw, key)) from None


def _read(model: type[Model], path: str | os.PathLike[str]) -> tuple[Model, object]:
    file = os.fspath(path)
    raw = read_yaml(_files.read_text(path), file=file)
    return _valid(model, raw, file), raw


def _valid(model: type[Model], raw: object, file: str) -> Model:
    if not isinstance(raw, Mapping):
        raise InputError("must be a mapping, with kind and url at least", file=file, line=1)
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        names = {*_BotFile.model_fields, *_Handoff.model_fields, *_Tool.model_fields}
        raise refusal(error, raw, file=file, names=names) from None


def _marks(given: Mapping[str, _Mark]) -> dict[str, Mark]:
    return {name: mark.value() for name, mark in given.items()}


def _system(read: _BotFile, path: Path) -> str:
    if read.system_file is None:
        return read.system
    if read.system:
        raise InputError("must have system or system_file, not both", file=os.fspath(path))
    return _files.read_text(path.parent / read.system_file)
