"""What can be seen of any bot from outside, as a flow: it talks, hands off, or it is over."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dialogkit.errors import InputError
from dialogkit.flow import Flow, parse_flow

__all__ = ["Desks", "outside_flow", "word_of"]

RESERVED = ("bot", "settled", "goodbye", "silent", "left", "helped", "unanswered")
"""Steps that are not handoffs."""
_RESULTS = ("closed", "nobody", "left", "window_shut")


class Desks(NamedTuple):
    """A handoff as the queue sees it."""

    open: str = "24/7"
    """Its own hours."""
    skills: tuple[str, ...] = ()
    """What an agent must be able to do."""


def outside_flow(
    name: str,
    channels: Sequence[str],
    locales: Sequence[str],
    handoffs: Mapping[str, Desks],
) -> Flow:
    """The flow in which each recorded conversation takes one step.

    Args:
        name: Of the bot.
        channels: Where it is.
        locales: What it speaks.
        handoffs: Handoff to its hours and skills.

    Raises:
        InputError: A handoff bears the name of one of the other steps.
    """
    taken = sorted(set(handoffs) & set(RESERVED))
    if taken:
        what = f"handoffs must not be called {', '.join(RESERVED)}"
        raise InputError(f"{what}; got {', '.join(taken)}")
    words = ("settled", *handoffs, "goodbye", "silent", "left")
    ends = ("settled", "goodbye", "silent", "left", "helped", "unanswered")
    steps = {
        "bot": {"say": "bot", "disclose": "bot", "choose": {word: word for word in words}},
        **{name: {"handoff": name} for name in handoffs},
        **{end: {"end": end} for end in ends},
    }
    after = {"resolved": "helped", "returned": "helped", **dict.fromkeys(_RESULTS, "unanswered")}
    flow = {
        "bot": name,
        "channels": list(channels),
        "locales": list(locales),
        "start": "bot",
        "steps": steps,
        "handoffs": {name: _handoff(desk, after) for name, desk in handoffs.items()},
    }
    return parse_flow(json.dumps(flow, ensure_ascii=False), file=f"{name}.yaml")


def _handoff(desk: Desks, after: Mapping[str, str]) -> dict[str, object]:
    route = {"skills": [*desk.skills, "$locale"]}
    return {"open": desk.open, "route": [route], "when": dict(after)}


def word_of(*, handoff: str | None, resolved: str, left: bool, ended: str | None) -> str:
    """The word by which a conversation left the bot."""
    if handoff is not None:
        return handoff
    if resolved == "yes":
        return "settled"
    if left:
        return "left"
    return "goodbye" if ended is not None else "silent"
