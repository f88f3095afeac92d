"""What goes into and comes out of a bot: sessions, replies, and why it answered so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal, Self

from dialogkit.channels import Form
from dialogkit.conversation import LEVELS
from dialogkit.errors import InputError
from dialogkit.flow import Reason, State

__all__ = [
    "Button",
    "Control",
    "Handover",
    "Held",
    "Picture",
    "Reply",
    "Session",
    "Source",
    "Why",
]

Control = Literal["bot", "queued", "agent", "ended"]

Held = Literal["no_opt_in", "cap", "busy"]
"""Why a push is held back: the customer has not agreed to its topic, got as many as may be sent in
a week, or the conversation cannot be interrupted, as while an agent has the word."""

Source = Literal["label", "number", "value", "human", "intent", "nothing"]
"""How a message was understood: as (a beginning of) a choice's label, as its number, as a slot's
value, as the wish for a human, by the classifier, or not at all."""


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Where one conversation stands. A value: keep an old one, and you can go back to it."""

    flow: str
    """Fingerprint of the flow it belongs to."""
    state: State
    """State of the flow's machine."""
    values: Mapping[str, str] = field(default_factory=_nothing)
    """Slot to value. Personal data: keep it as long as the flow says and no longer."""
    locale: str = "en"
    """Language the bot speaks."""
    channel: str = "web"
    """Channel the replies are fitted to."""
    turn: int = 0
    """How many events there were; picks the variant of a text."""
    customer: Mapping[str, str] = field(default_factory=_nothing)
    """Fact to value: what the company knows of the customer beforehand."""
    pushes: tuple[tuple[str, datetime], ...] = ()
    """Push and when it was sent, those of the last seven days."""
    last_at: datetime | None = None
    """When something last happened, where that is known."""

    def to_json(self) -> str:
        """The session as JSON, for `from_json`."""
        state = {name: _jsonable(getattr(self.state, name)) for name in State.__slots__}
        rest = {"locale": self.locale, "channel": self.channel, "turn": self.turn}
        row = {"flow": self.flow, "state": state, "values": dict(self.values), **rest}
        row["customer"] = dict(self.customer)
        row["last_at"] = None if self.last_at is None else self.last_at.isoformat()
        row["pushes"] = [[name, at.isoformat()] for name, at in self.pushes]
        return json.dumps(row, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The session that `to_json` wrote.

        Raises:
            InputError: The text is no session.
        """
        try:
            row = json.loads(text)
            values, customer = _texts(row.pop("values")), _texts(row.pop("customer"))
            pushes = tuple((str(name), _moment(at)) for name, at in row.pop("pushes"))
            last = row.pop("last_at")
            last_at = None if last is None else _moment(last)
            named = {name: str(row.pop(name)) for name in ("flow", "locale", "channel")}
            state, turn = _state(row.pop("state")), int(row.pop("turn"))
        except (AttributeError, KeyError, TypeError, ValueError):
            raise InputError("is not a session as Session.to_json writes it") from None
        return cls(
            state=state,
            values=values,
            customer=customer,
            turn=turn,
            pushes=pushes,
            last_at=last_at,
            **named,
        )


def _texts(row: dict[str, Any]) -> Mapping[str, str]:
    return MappingProxyType({str(name): str(value) for name, value in row.items()})


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.utcoffset() is None:
        raise ValueError
    return at


def _jsonable(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


_STAGES = ("ask", "act", "weigh", "choose", "handoff", "end")
_CONTROLS = ("bot", "queued", "agent", "ended")


def _state(row: dict[str, Any]) -> State:
    if row["stage"] not in _STAGES or row["control"] not in _CONTROLS:
        raise ValueError
    levels = frozenset(row["allowed"])
    if not levels <= set(LEVELS):
        raise ValueError
    sets = {name: frozenset(map(str, row[name])) for name in ("known", "opted", "visits")}
    pairs = {
        "entered": tuple((str(name), int(count)) for name, count in row["entered"]),
        "decided": tuple((str(guard), bool(holds)) for guard, holds in row["decided"]),
    }
    kinds: dict[type, tuple[str, ...]] = {
        int: ("tries", "lost"),
        bool: ("quiet", "resuming"),
        str: ("step", "channel"),
    }
    if any(type(row[name]) is not kind for kind, names in kinds.items() for name in names):
        raise TypeError
    if not all(isinstance(row[name], str | None) for name in ("slot", "guard", "heard", "end")):
        raise TypeError
    history = tuple(map(str, row["history"]))
    return State(**{**row, **sets, **pairs, "allowed": levels, "history": history})


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A choice as it is offered."""

    word: str
    """The choice's word in the flow."""
    label: str
    """What the customer reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture or file that is shown after a message."""

    kind: Literal["image", "video", "audio", "file"]
    """What it is."""
    file: str
    """Its path."""
    alt: str
    """What is in it, in words."""
    after: int
    """How many of the reply's messages come before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What goes to the queue with a handoff."""

    name: str
    """The handoff of the flow."""
    reason: Reason
    """Why it was made."""
    passed: Mapping[str, str] = field(default_factory=_nothing)
    """What the agent is shown: the values the handoff names, none above its level."""
    withheld: tuple[str, ...] = ()
    """Names of the values held back because their level is above what the handoff may pass."""
    turns: int = 0
    """How many of the last turns the agent is shown."""
    suggestions: tuple[str, ...] = ()
    """Answer templates for the agent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a message was understood as it was."""

    source: Source
    """What decided."""
    word: str | None = None
    """The word of the flow it was taken for; ``None``: not understood, or only a value."""
    given: tuple[str, ...] = ()
    """Slots whose values were found in it."""
    intent: str | None = None
    """The classifier's best label, where it was asked."""
    confidence: float | None = None
    """Probability of that label, 0 to 1."""
    accepted: bool = False
    """Whether the confidence reached the threshold."""
    others: tuple[tuple[str, float], ...] = ()
    """The runner-up labels with their probabilities, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the bot does about one event."""

    messages: tuple[str, ...] = ()
    """What it says, in order; empty while it is silent."""
    channels: tuple[str, ...] = ()
    """The channel of each message: a step may move the conversation to another one."""
    buttons: tuple[Button, ...] = ()
    """Choices offered, in order; empty where the channel has them as numbered lines of text."""
    form: Form = "text"
    """How the channel shows the choices; ``refused``: it cannot, and the reply is left as it is."""
    changed: tuple[str, ...] = ()
    """What the channel could not carry as it was, with the limit behind it."""
    step: str
    """The step it is in now."""
    control: Control = "bot"
    """Who has the word now."""
    handoff: Handover | None = None
    """The handoff just made."""
    fulfilled: tuple[str, ...] = ()
    """Words of ``intents`` settled just now."""
    ended: str | None = None
    """Name of the end, once ended."""
    why: Why | None = None
    """How the message was understood; ``None`` where there was none."""
    actions: tuple[tuple[str, str, bool], ...] = ()
    """Actions called: name, outcome, and whether that was assumed (no function is bound)."""
    guards: tuple[tuple[str, bool, bool], ...] = ()
    """Guards weighed: text, whether it holds, and whether that rests on an assumption (a fact of
    the customer or the time of day that nobody told)."""
    pictures: tuple[Picture, ...] = ()
    """What is shown; where the channel does not carry it, its words are among the messages."""
    moved: str | None = None
    """The channel on which the conversation goes on from here, where it has just moved."""
    opted: tuple[tuple[str, bool], ...] = ()
    """Topics the customer has just agreed (true) or no longer agrees (false) to hear about."""
