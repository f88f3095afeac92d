"""Replies and moments as lines of a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from dialogkit.bot._values import Handover, Picture, Reply
from dialogkit.bot._weigh import Scales
from dialogkit.channels import load_channel
from dialogkit.flow import Flow

__all__ = ["is_shut", "lines_of", "moment", "opening", "span"]

Words = Mapping[str, str]


def lines_of(reply: Reply, words: Words, *, channel: str) -> Iterator[str]:
    """A reply line by line; what the bot does not say itself stands in brackets.

    Args:
        reply: The reply.
        words: The terminal's texts.
        channel: The channel before it.
    """
    yield from _assumptions(reply, words)
    yield from _said(reply, words, channel)
    for number, button in enumerate(reply.buttons, start=1):
        yield f"  {number}. {button.label}"
    for topic, agreed in reply.opted:
        yield words["opted" if agreed else "opted_out"].format(topic=topic)
    if reply.handoff is not None:
        yield from _handed_off(reply.handoff, words)
    if reply.ended is not None:
        yield words["ended"].format(end=reply.ended)


def _assumptions(reply: Reply, words: Words) -> Iterator[str]:
    assumed = {
        guard: f"{guard} = {words['yes' if holds else 'no']}"
        for guard, holds, is_assumed in reply.guards
        if is_assumed
    }
    if assumed:
        yield words["assumed"].format(guards="; ".join(assumed.values()))
    for name, outcome, is_assumed in reply.actions:
        if is_assumed:
            yield words["rehearsed"].format(name=name, outcome=outcome)


def _said(reply: Reply, words: Words, channel: str) -> Iterator[str]:
    """Messages and pictures in their order, and where the conversation moves."""
    for number, (message, on) in enumerate(zip(reply.messages, reply.channels, strict=True)):
        yield from _pictures(reply.pictures, number, words)
        if on != channel:
            yield _moved(on, words)
            channel = on
        yield from message.splitlines() or [""]
    yield from _pictures(reply.pictures, len(reply.messages), words)
    if reply.moved is not None and reply.moved != channel:
        yield _moved(reply.moved, words)


def _pictures(pictures: tuple[Picture, ...], after: int, words: Words) -> Iterator[str]:
    for picture in pictures:
        if picture.after == after:
            named = picture.alt.startswith(words[picture.kind])
            yield f"[{picture.alt}]" if named else f"[{words[picture.kind]}: {picture.alt}]"


def _moved(channel: str, words: Words) -> str:
    return words["moved"].format(channel=load_channel(channel).title)


def _handed_off(handoff: Handover, words: Words) -> Iterator[str]:
    yield words["queued"].format(name=handoff.name, reason=words[handoff.reason])
    passed = [f"{name} = {value}" for name, value in handoff.passed.items() if name != "reason"]
    if passed:
        yield words["passed"].format(values=", ".join(passed))
    if handoff.withheld:
        yield words["withheld"].format(values=", ".join(handoff.withheld))


# ----- time --------------------------------------------------------------------------------------


def moment(at: datetime, words: Words) -> str:
    """A moment with its day of the week."""
    return words["stamp"].format(day=words["days"].split()[at.weekday()], at=at)


def span(length: timedelta, words: Words) -> str:
    """A length of time in whole hours or minutes."""
    minutes = round(length.total_seconds() / 60)
    number, name = (minutes, "minute") if minutes % 60 else (minutes // 60, "hour")
    return words[name] if number == 1 else words[f"{name}s"].format(number=number)


def is_shut(flow: Flow, handoff: str, at: datetime | None) -> bool:
    """Whether nobody is there at a handoff."""
    hours = Scales.of(flow).hours.get(handoff)
    return at is not None and hours is not None and not hours.is_open(at)


def opening(flow: Flow, at: datetime, words: Words) -> str:
    """Which handoffs of a flow are open at a moment, and which are not."""
    hours = Scales.of(flow).hours
    by_state = {
        state: [name for name in hours if hours[name].is_open(at) is (state == "open")]
        for state in ("open", "closed")
    }
    told = (words[key].format(names=", ".join(names)) for key, names in by_state.items() if names)
    return " ".join(told)
