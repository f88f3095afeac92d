"""Where a remote bot is, how it is called, and by what its answers are understood."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from dialogkit.bot._remote._marks import Mark
from dialogkit.errors import InputError, ParameterError

__all__ = ["Endpoint", "RemoteSettings", "Tool", "is_loopback", "require_url"]

_LOOPBACK = re.compile(r"localhost|127(\.\d{1,3}){3}|::1")
_SECRET = re.compile(r"key|token|secret|passw|code|sig|auth", re.IGNORECASE)
_PRINTABLE = re.compile(r"[!-~]+")
_HOST = re.compile(r"(?!-)[\w-]{1,63}(?<!-)(\.(?!-)[\w-]{1,63}(?<!-))*\.?")
"""A name or an IPv4 address, in the letters of any language."""


def is_loopback(url: str) -> bool:
    """Whether a URL stays on this machine."""
    return bool(_LOOPBACK.fullmatch(urlsplit(url).hostname or ""))


def require_url(url: str) -> None:
    """Refuses what is no address of an endpoint; no message repeats it, as it may hold a key.

    Raises:
        ParameterError: It is none; with what is wrong.
    """
    rule = "url must be http://HOST or https://HOST"
    if any(not letter.isprintable() or letter.isspace() for letter in url):
        raise ParameterError(f"{rule}, without spaces")
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        what = "its host is cut or holds strange letters; an IPv6 address stands in [ and ]"
        raise ParameterError(f"{rule}: {what}") from None
    if parts.scheme not in ("http", "https"):
        got = f"{parts.scheme[:20]}:" if parts.scheme else "neither"
        raise ParameterError(f"{rule}, got {got}")
    if not host:
        raise ParameterError(f"{rule}: there is no host in it")
    try:
        number = parts.port
    except ValueError:
        number = 0
    if number == 0:
        raise ParameterError("url must have a number from 1 to 65535 as its port")
    if ":" not in host and not _HOST.fullmatch(host):
        raise ParameterError(f"{rule}: its host is no name of a machine")
    if parts.username or parts.password:
        what = "url must hold no user or password; name the variable with the key in key_from"
        raise ParameterError(what)
    names = (pair.partition("=")[0] for pair in parts.query.split("&"))
    if any(_SECRET.search(name) for name in names):
        what = "url must hold no key; name the environment variable that has it in key_from"
        raise ParameterError(what)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A URL and how it is called."""

    kind: Literal["rasa", "openai"]
    """The protocol."""
    url: str
    """Where requests go, whole."""
    model: str | None = None
    """The model that an ``openai`` endpoint is asked for."""
    key_from: str | None = None
    """Environment variable with the API key; the key itself is kept nowhere."""
    key_header: str = "Authorization"
    """The header it is sent in; in ``Authorization`` after the word Bearer."""
    timeout: float = 30.0
    """Seconds that one request may take as a whole."""
    retries: int = 4
    """How often a request, or a conversation that broke off, is tried again."""
    back_off: float = 0.5
    """Seconds before the first retry; doubled each time, with jitter."""
    longest_wait: float = 600.0
    """Seconds to wait at most where the server asks for a wait; above, the run stops."""
    rate_per_second: float | None = None
    """Requests a second at most; ``None``: no limit."""
    at_once: int = 4
    """Conversations at the same time."""
    temperature: float | None = None
    """How freely an ``openai`` model writes."""
    max_tokens: int | None = None
    """Longest answer of an ``openai`` model."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Further entries of each request to an ``openai`` endpoint."""

    def __post_init__(self) -> None:
        require_url(self.url)
        parts = urlsplit(self.url)
        if self.key_from is not None and parts.scheme == "http" and not is_loopback(self.url):
            what = "url must be https where a key is sent to another machine"
            raise ParameterError(f"{what}: over http anybody on the way can read it")

    @property
    def host(self) -> str:
        """The machine, for messages: never the whole URL."""
        parts = urlsplit(self.url)
        return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)

    def key(self) -> str | None:
        """The API key, read now from the environment.

        Raises:
            InputError: The variable is not set, or its value cannot be a key.
        """
        if self.key_from is None:
            return None
        value = os.environ.get(self.key_from, "").strip()
        if not value:
            raise InputError(f"the environment variable {self.key_from} (key_from) is not set")
        if not _PRINTABLE.fullmatch(value):
            what = f"the environment variable {self.key_from} (key_from) holds no key"
            raise InputError(f"{what}: a key has printable letters and no spaces")
        return value

    def what_matters(self) -> dict[str, Any]:
        """All that may change what is answered."""
        return {
            **{name: getattr(self, name) for name in ("kind", "url", "model")},
            **{name: getattr(self, name) for name in ("temperature", "max_tokens")},
            "extra": dict(self.extra),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool that a language model bot may call."""

    name: str
    """By which the model calls it."""
    description: str = ""
    """What the model is told it does."""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    """JSON Schema of its arguments."""
    result: str = "ok"
    """What it is told the tool gave: the back end is rehearsed, not called."""


def _marks(value: Mapping[str, Mark]) -> dict[str, Any]:
    return {name: _mark(mark) for name, mark in value.items()}


def _mark(mark: Mark | None) -> Any:
    if mark is None:
        return None
    pattern = None if mark.text is None else mark.text.pattern
    return [pattern, mark.field, sorted(mark.equals), mark.tool]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteSettings:
    """What a ``bot.yaml`` says."""

    name: str
    """How files and the report call the bot."""
    endpoint: Endpoint
    """Where it is."""
    system: str = ""
    """System prompt of an ``openai`` bot."""
    tools: tuple[Tool, ...] = ()
    """What an ``openai`` bot may call."""
    opening: str | None = None
    """Sent before the customer's first message, so that the bot speaks first."""
    takes: float = 1.0
    """Seconds on the simulated clock until the bot answers."""
    count_broken: bool = False
    """Whether a conversation in which the bot gives no answer counts as one in which it failed;
    else the run stops, to be taken up again."""
    channels: tuple[str, ...] = ("web",)
    """Where it can be written to."""
    locales: tuple[str, ...] = ("de", "en")
    """What it speaks."""
    handoffs: Mapping[str, Mark] = field(default_factory=dict)
    """Handoff to its mark."""
    hours: Mapping[str, str] = field(default_factory=dict)
    """Handoff to its own hours; those not named are open as the centre is."""
    skills: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Handoff to the skills an agent needs for it."""
    lost_if_closed: frozenset[str] = frozenset()
    """Handoffs whose customers are lost where nobody is there; those of the others are answered
    at the next opening."""
    settles: Mapping[str, Mark] = field(default_factory=dict)
    """Intent to the mark by which the bot says it has settled it."""
    asks: Mapping[str, Mark] = field(default_factory=dict)
    """Slot to the mark by which the bot asks for it."""
    goodbye: Mark | None = None
    """By what the bot ends the conversation."""
    lost: Mark | None = None
    """By what the bot says that it did not understand."""
    buttons: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """Intent to titles of buttons that mean it."""
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Slot to invented values that customers give."""
    file: str | None = None
    """The file they come from, for messages."""

    @property
    def fingerprint(self) -> str:
        """Changes with all that may change a conversation; not with time-outs and limits."""
        value = {
            "endpoint": self.endpoint.what_matters(),
            "system": self.system,
            "tools": [
                [t.name, t.description, json.dumps(t.parameters, sort_keys=True), t.result]
                for t in self.tools
            ],
            "opening": self.opening,
            "takes": self.takes,
            "marks": {
                **{name: _marks(getattr(self, name)) for name in ("handoffs", "settles", "asks")},
                **{name: _mark(getattr(self, name)) for name in ("goodbye", "lost")},
            },
            "buttons": {name: found.pattern for name, found in self.buttons.items()},
            "values": {name: list(listed) for name, listed in self.values.items()},
        }
        text = json.dumps(value, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]
