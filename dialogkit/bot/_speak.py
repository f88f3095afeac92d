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


@dataclass(slots=True)  # not frozen: filled turn by turn in `speak`
class Spoken:
    """What the outputs of one or more turns come to."""

    channel: str
    """The channel it is on by now."""
    disclose: bool = False
    """Whether the next thing said has to say that the bot is one."""
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


def speak(spoken: Spoken, flow: Flow, outputs: Sequence[Output], session: Session) -> None:
    """Adds the outputs of one turn, in the session's language, with its values filled in.

    Args:
        spoken: What was said on the way so far; it is added to.
        flow: The flow.
        outputs: What the machine gave.
        session: The session after them, but with the values there were before: what a step
            forgets on entering may stand in its own text.
    """
    for output in outputs:
        match output:
            case Answered(key, _, own):
                _say(spoken, answer(flow, key, session), session.locale, disclose=own)
            case Asked(slot, _, attempt):
                _say(spoken, _question(flow, slot, session, attempt), session.locale)
            case Offered(words):
                spoken.buttons = tuple(_button(flow, word, session) for word in words)
            case Shown(media):
                _show(flow, media, session, spoken)
            case Moved(channel):
                _move(spoken, channel)
            case Opted(topic, agreed):
                spoken.opted.append((topic, agreed))
            case HandedOff(name):
                spoken.handoff = _handover(flow, output, session)
                queued = flow.handoffs[name].tell.queued
                if queued is not None:
                    _say(spoken, answer(flow, queued, session), session.locale)
            case Fulfilled(word):
                spoken.fulfilled.append(word)
            case Ended(end):
                spoken.ended = end
            case _:  # Called and Weighed: the bot has acted on them by now
                pass


def _say(spoken: Spoken, text: str, locale: str, *, disclose: bool = False) -> None:
    """One message; where it has to, and its text does not, it says that a bot is writing."""
    told = _DISCLOSED.search(fold(text)) is not None
    if (disclose or spoken.disclose) and not told:
        text = f"{_disclosure(locale)} {text}"
    spoken.disclose = False
    spoken.messages.append(text)
    spoken.channels.append(spoken.channel)


def _move(spoken: Spoken, channel: str) -> None:
    """The rest is said on another channel, which may demand that a bot says it is one."""
    if channel == spoken.channel:
        return
    spoken.channel = spoken.moved = channel
    spoken.disclose = load_channel(channel).must_disclose


def _show(flow: Flow, name: str, session: Session, spoken: Spoken) -> None:
    """A picture; what is in it in words instead, where the channel does not carry it."""
    medium = flow.media[name]
    alt = answer(flow, medium.alt, session)
    if load_channel(spoken.channel).carries(medium.kind):
        file = str(Path(medium.place.file).parent / medium.file)
        after = len(spoken.messages)
        spoken.pictures.append(Picture(kind=medium.kind, file=file, alt=alt, after=after))
    else:
        _say(spoken, alt, session.locale)


def answer(
    flow: Flow, key: str, session: Session, *, facts: Mapping[str, str] = MappingProxyType({})
) -> str:
    """The text with this key in the session's language, values and ``facts`` filled in."""
    values = {**session.values, **facts}
    return flow.texts.said(key, session.locale, turn=session.turn, values=values)


def _disclosure(locale: str) -> str:
    return _DISCLOSURE["de" if locale.lower().startswith("de") else "en"]


def _question(flow: Flow, slot: str, session: Session, attempt: int) -> str:
    return flow.texts.question(slot, session.locale, attempt=attempt, values=session.values)


def _button(flow: Flow, word: str, session: Session) -> Button:
    known = flow.texts.variants(word, session.locale)
    return Button(word=word, label=flow.texts.label(word, session.locale) if known else word)


def _handover(flow: Flow, made: HandedOff, session: Session) -> Handover:
    handoff = flow.handoffs[made.handoff]
    rules = handoff.pass_on
    known = {name: v for name, v in session.values.items() if name in session.state.known}
    passed, withheld = _passed(flow, rules.values, LEVELS.index(rules.upto), known)
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
