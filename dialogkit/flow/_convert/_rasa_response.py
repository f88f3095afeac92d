"""Responses of Rasa, and steps that say them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dialogkit.flow._convert._draft import Draft
from dialogkit.flow._convert._rasa_files import Part

__all__ = ["Button", "Response", "Variant", "say_in"]


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
