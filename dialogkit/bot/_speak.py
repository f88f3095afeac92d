"""Speaking: the machine's outputs as the texts and buttons a customer gets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from dialogkit.bot._fold import fold
from dialogkit.bot._values import Button, Handover, Picture, Session
from dialogkit.channels import load_channel
from dialogkit.conversation import LEVELS
from dialogkit.flow import (
    Answered,
    Asked,
    Ended,
    Flow,
    Fulfilled,
    HandedOff,
    Moved,
    Offered,
    Opted,
    Output,
    Shown,
)

__all__ = ["Spoken", "answer", "speak"]

_DISCLOSED = re.compile(
    r"\b(?:\w*bots?|roboter|robot|automat\w*|maschine|machine|virtuel\w*|virtual|ki|ai"
    r"|digital\w* assist\w*|kunstliche\w* intelligenz|artificial intelligence)\b"
)
_DISCLOSURE = {
    "de": "Sie schreiben hier mit einem Bot.",
    "en": "You are chatting with a bot.",
}


@dataclass(slots=True)  # not frozen: filled output by output in `speak`
class Spoken:
    """What the outputs of one or more turns come to."""

    messages: list[str] = field(default_factory=list)
    """What the bot writes, in order."""
    channels: list[str] = field(default_factory=list)
    """The channel of each message."""
    pictures: list[Picture] = field(default_factory=list)
    """What is shown."""
    moved: str | None = None
    """The channel on which it goes on, where it moves."""
    opted: list[tuple[str, bool]] = field(default_factory=list)
    """Topics agreed to or not any more."""
    buttons: tuple[Button, ...] = ()
    """The choices offered last."""
    handoff: Handover | None = None
    """The handoff made, if one was."""
    fulfilled: list[str] = field(default_factory=list)
    """Words of ``intents`` settled."""
    ended: str | None = None
    """Name of the end, once ended."""


def speak(
    flow: Flow,
    outputs: Sequence[Output],
    session: Session,
    *,
    began_on: str,
    disclose: bool = False,
) -> Spoken:
    """The outputs in the session's language, with its values filled in.

    Args:
        flow: The flow.
        outputs: What the machine gave.
        session: The session after them.
        began_on: The channel before them.
        disclose: Whether the first thing said has to say that the bot is one.
    """
    spoken = Spoken()
    channel = began_on
    for output in outputs:
        match output:
            case Answered(key, _, own):
                first = disclose and not spoken.messages
                _say(spoken, answer(flow, key, session, disclose=own or first), channel)
            case Asked(slot, _, attempt):
                _say(spoken, _question(flow, slot, session, attempt), channel)
            case Offered(words):
                spoken.buttons = tuple(_button(flow, word, session) for word in words)
            case Shown(media):
                _show(flow, media, session, spoken, channel)
            case Moved(channel):
                spoken.moved = channel if channel != began_on else None
            case Opted(topic, agreed):
                spoken.opted.append((topic, agreed))
            case HandedOff(name):
                spoken.handoff = _handover(flow, output, session)
                queued = flow.handoffs[name].tell.queued
                if queued is not None:
                    _say(spoken, answer(flow, queued, session), channel)
            case Fulfilled(word):
                spoken.fulfilled.append(word)
            case Ended(end):
                spoken.ended = end
            case _:  # Called and Weighed: the bot has acted on them by now
                pass
    return spoken


def _say(spoken: Spoken, text: str, channel: str) -> None:
    spoken.messages.append(text)
    spoken.channels.append(channel)


def _show(flow: Flow, name: str, session: Session, spoken: Spoken, channel: str) -> None:
    """A picture; what is in it in words instead, where the channel does not carry it."""
    medium = flow.media[name]
    alt = answer(flow, medium.alt, session)
    if load_channel(channel).carries(medium.kind):
        file = str(Path(medium.place.file).parent / medium.file)
        after = len(spoken.messages)
        spoken.pictures.append(Picture(kind=medium.kind, file=file, alt=alt, after=after))
    else:
        _say(spoken, alt, channel)


def answer(
    flow: Flow,
    key: str,
    session: Session,
    *,
    disclose: bool = False,
    facts: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The text with this key in the session's language, values and ``facts`` filled in."""
    values = {**session.values, **facts}
    text = flow.texts.text(key, session.locale, variant=session.turn, values=values)
    if not disclose or _DISCLOSED.search(fold(text)):
        return text
    return f"{_disclosure(session.locale)} {text}"


def _disclosure(locale: str) -> str:
    return _DISCLOSURE["de" if locale.lower().startswith("de") else "en"]


def _question(flow: Flow, slot: str, session: Session, attempt: int) -> str:
    """The first text asks; the others ask again, in turn."""
    again = max(len(flow.texts.variants(slot, session.locale)) - 1, 1)
    variant = 0 if attempt <= 1 else 1 + (attempt - 2) % again
    return flow.texts.text(slot, session.locale, variant=variant, values=session.values)


def _button(flow: Flow, word: str, session: Session) -> Button:
    known = flow.texts.variants(word, session.locale)
    return Button(word=word, label=flow.texts.label(word, session.locale) if known else word)


def _handover(flow: Flow, made: HandedOff, session: Session) -> Handover:
    handoff = flow.handoffs[made.handoff]
    rules = handoff.pass_on
    passed, withheld = _passed(flow, rules.values, LEVELS.index(rules.upto), session.values)
    if "reason" in rules.values:
        passed = {"reason": made.reason, **passed}
    return Handover(
        name=made.handoff,
        reason=made.reason,
        passed=passed,
        withheld=withheld,
        turns=rules.turns,
        suggestions=tuple(answer(flow, key, session) for key in handoff.suggest),
    )


def _passed(
    flow: Flow, names: Sequence[str], highest: int, values: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Values that may be passed on, and the names of those that may not."""
    given = [name for name in names if name in values and name in flow.data]
    may = [name for name in given if LEVELS.index(flow.data[name].level) <= highest]
    return {name: values[name] for name in may}, tuple(n for n in given if n not in may)
