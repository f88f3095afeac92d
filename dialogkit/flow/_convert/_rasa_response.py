"""Responses of Rasa, and steps that say them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._rasa_files import Part, at, child, scalar
from dialogkit.flow._convert._rasa_words import assigned, entities_in, variants_of
from dialogkit.flow._yaml import Value

__all__ = ["Button", "Response", "Variant", "for_channels", "read_button", "say_in"]

_AFTER_INTENT = re.compile(r"^/?([^{}()\s]+)\s*(\{.*\})?", re.DOTALL)
_SET_SLOTS = re.compile(r"^/SetSlots\((.*)\)$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button of a response."""

    title: str
    """What it shows."""
    intent: str
    """Intent its payload stands for; empty where there is none."""
    sets: tuple[tuple[str, str], ...] = ()
    """Slots it sets, with values."""
    name: str
    """How the account calls it."""
    place: str
    """``file:line``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way to say a response, where ways differ by condition or channel."""

    guard: str
    """Guard under which it is said; empty for the others."""
    key: str
    """Key of its texts."""


@dataclass(slots=True)
class Response:
    """A response, and what has become of it."""

    part: Part
    """As it is declared."""
    key: str = ""
    """Key of its texts, once it is used."""
    variants: list[Variant] = field(default_factory=list)
    """The ways to say it."""
    buttons: list[Button] = field(default_factory=list)
    """Its buttons."""
    used: bool = False
    """Whether a step says it, or it is accounted for otherwise."""


def read_button(name: str, value: Value) -> Button:
    """A button, and what its payload stands for."""
    payload, title = scalar(child(value, "payload")), scalar(child(value, "title"))
    setting, found = _SET_SLOTS.match(payload), _AFTER_INTENT.match(payload)
    intent, sets = "", list[tuple[str, str]]()
    if setting:
        sets = list(assigned(setting[1]))
    elif payload.startswith("/") and found:
        intent, sets = found[1], list(entities_in(found[2] or ""))
    return Button(title=title, intent=intent, sets=tuple(sets), name=name, place=at(value))


def for_channels(draft: Draft, name: str, part: Part) -> list[tuple[int, Value]]:
    """The variants for channels of the flow, numbered; where there are none, those of the first."""
    items = list(enumerate(variants_of(part.value), 1))
    ours = [(n, item) for n, item in items if _channel(item) in ("", *draft.channels)]
    if not ours:
        ours = [(n, item) for n, item in items if _channel(item) == _channel(items[0][1])]
    for number, item in items:
        if all(number != n for n, _ in ours):
            why = f"is for the channel {_channel(item)}, which the flow is not for"
            draft.lost("variant", f"{name} #{number}", at(item), why)
    return ours


def _channel(item: Value) -> str:
    return scalar(child(item, "channel"))


def say_in(draft: Draft, name: str, variants: list[Variant], on: dict[str, Any]) -> dict[str, Any]:
    """A step that says a response; a way for each condition where its texts have conditions."""
    if not variants:
        return on
    if len(variants) == 1 and not variants[0].guard:
        return {"say": variants[0].key, **on}
    after = on["then"] if set(on) == {"then"} else draft.step(f"{name}_said", **on)
    ways = {v.guard: draft.step(v.key, say=v.key, then=after) for v in variants if v.guard}
    last = [v.key for v in variants if not v.guard]
    return {"if": ways, "then": draft.step(last[0], say=last[0], then=after) if last else after}
