"""Reads slots, actions, facts of the customer, media and pushes."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import get_args

from dialogkit._durations import seconds
from dialogkit.conversation import LEVELS, Level
from dialogkit.errors import ParameterError
from dialogkit.flow._fields import Fields
from dialogkit.flow._guards import NO, YES
from dialogkit.flow._language import allowed
from dialogkit.flow._model import Action, Fact, Media, MediaKind, Place, Push, Slot
from dialogkit.flow._offences import Offences, listed
from dialogkit.flow._yaml import Value

__all__ = ["read_action", "read_facts", "read_media", "read_push", "read_retention", "read_slot"]

_NAME = re.compile(r"\w+")
_KINDS: tuple[MediaKind, ...] = get_args(MediaKind)


def read_slot(name: str, value: Value, place: Place, offences: Offences) -> Slot:
    """The slot called ``name``."""
    fields = Fields(value, f"slot {name}", allowed("slot"), offences)
    if not _NAME.fullmatch(name):
        fields.note(value.place, "the name must be letters, digits and _, to stand in a text")
    if name in ("channel", "locale"):
        fields.note(place, f"{name} means something else in a guard; take another name")
    fields.need("like")
    fields.seconds("keep")
    return Slot(
        name=name,
        like=fields.text("like") or "",
        level=fields.one_of("level", LEVELS, "personal"),
        tries=fields.count("tries") or 3,
        keep=fields.text("keep"),
        values=MappingProxyType(_summed(fields, "values", fields.shares("values"))),
        place=place,
    )


def read_action(name: str, value: Value, place: Place, offences: Offences) -> Action:
    """The action called ``name``."""
    fields = Fields(value, f"action {name}", allowed("action"), offences)
    fills = Fields(fields.value("fills"), f"action {name}: fills", None, offences)
    return Action(
        name=name,
        needs=fields.words("needs"),
        gives=MappingProxyType(fields.shares("gives")),
        fills=MappingProxyType({outcome: fills.words(outcome) for outcome, _ in fills.names()}),
        takes=fields.seconds("takes") or 0.0,
        place=place,
    )


def read_facts(value: Value, offences: Offences) -> Mapping[str, Fact]:
    """Facts of the customer: each the share of yes, or values with shares."""
    fields = Fields(value, "customer", None, offences)
    found = {}
    for name, given in fields.names():
        if not _NAME.fullmatch(name):
            fields.note(fields.key_place(name), "a fact's name must be letters, digits and _")
        if given.kind == "map":
            shares = _summed(fields, name, fields.shares(name))
        else:
            yes = fields.share(name)
            shares = {} if yes is None else {YES: yes, NO: 1 - yes}
        found[name] = Fact(name=name, values=MappingProxyType(shares), place=fields.key_place(name))
    return MappingProxyType(found)


def _summed(fields: Fields, key: str, shares: dict[str, float]) -> dict[str, float]:
    """The shares; that they do not sum to 100 % is noted."""
    total = math.fsum(shares.values())
    if shares and abs(total - 1) > 1e-6:
        what = f"the shares of {key} must sum to 100%, they sum to {total:.6g} of 1"
        fields.note(fields.where(key), what)
    return shares


def read_media(name: str, value: Value, place: Place, offences: Offences) -> Media:
    """The medium called ``name``."""
    fields = Fields(value, f"medium {name}", allowed("medium"), offences)
    fields.need("alt")
    kinds = [kind for kind in _KINDS if kind in fields]
    if len(kinds) != 1:
        fields.note(fields.place, f"needs one of {listed(_KINDS)} with the name of a file")
    kind: MediaKind = kinds[0] if kinds else "file"
    file = fields.text(kind) if kinds else None
    return Media(name=name, kind=kind, file=file or "", alt=fields.text("alt") or "", place=place)


def read_push(name: str, value: Value, place: Place, offences: Offences) -> Push:
    """The push called ``name``."""
    fields = Fields(value, f"push {name}", allowed("push"), offences)
    fields.need("goto", "opt_in", "per_week")
    return Push(
        name=name,
        goto=fields.text("goto") or "",
        opt_in=fields.text("opt_in") or "",
        per_week=fields.count("per_week") or 1,
        template=fields.text("template"),
        events=fields.number("events") or 0.0,
        answered=fields.share("answered") or 0.0,
        place=place,
        places=MappingProxyType({key: fields.where(key) for key in allowed("push")}),
    )


def read_retention(value: Value, offences: Offences) -> Mapping[Level, str]:
    """Level to the longest time its values may be kept."""
    fields = Fields(value, "keep", LEVELS, offences)
    found = {}
    for level in LEVELS:
        text = fields.text(level) if level in fields else None
        if text is None:
            continue
        try:
            seconds(text)
        except ParameterError as error:
            fields.note(fields.where(level), f"{level}: {error.what}")
        found[level] = text
    return MappingProxyType(found)
