"""What can be seen of any bot from outside, as a flow: it talks, hands off, or it is over."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dialogkit.errors import InputError
from dialogkit.flow import Flow, parse_flow

__all__ = ["Desks", "outside_flow", "word_of"]

RESERVED = ("bot", "settled", "goodbye", "silent", "left", "helped", "callback", "unanswered")
"""Steps that are not handoffs."""


class Desks(NamedTuple):
    """A handoff as the queue sees it."""

    open: str = "24/7"
    """Its own hours."""
    skills: tuple[str, ...] = ()
    """What an agent must be able to do."""
    waits: bool = True
    """Whether who reaches nobody is answered at the next opening, as the messages are that
    customers leave where there is no bot; else they are lost."""


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
    ends = RESERVED[1:]
    steps = {
        "bot": {"say": "bot", "disclose": "bot", "choose": {word: word for word in words}},
        **{name: {"handoff": name} for name in handoffs},
        **{end: {"end": end} for end in ends},
    }
    flow = {
        "bot": name,
        "channels": list(channels),
        "locales": list(locales),
        "start": "bot",
        "steps": steps,
        "handoffs": {name: _handoff(desk) for name, desk in handoffs.items()},
    }
    return parse_flow(json.dumps(flow, ensure_ascii=False), file=f"{name}.yaml")


def _handoff(desk: Desks) -> dict[str, object]:
    route = {"skills": [*desk.skills, "$locale"]}
    nobody = "callback" if desk.waits else "unanswered"
    after = {
        **dict.fromkeys(("resolved", "returned"), "helped"),
        **dict.fromkeys(("closed", "nobody"), nobody),
        **dict.fromkeys(("left", "window_shut"), "unanswered"),
    }
    return {"open": desk.open, "route": [route], "when": after}


def word_of(*, handoff: str | None, resolved: str, left: bool, ended: str | None) -> str:
    """The word by which a conversation left the bot."""
    if handoff is not None:
        return handoff
    if resolved == "yes":
        return "settled"
    if left:
        return "left"
    return "goodbye" if ended is not None else "silent"
