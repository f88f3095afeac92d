"""Words into messages: slots filled, then roughened as people type on a phone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random

from _people import Style

SLOT = re.compile(r"\{(\w+)\}")
"""A slot; its group is the name."""
_PARTS = re.compile(r"(\{\w+\})")
_WORD = re.compile(r"[^\W\d_]{4,}")
_KEYS = {"a": "s", "e": "r", "i": "o", "n": "m", "t": "z", "s": "d", "r": "t", "o": "i", "d": "f"}
_SPELT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)
_DROPPED = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "s", "Ä": "A", "Ö": "O", "Ü": "U"})

PERSONAL = ("name", "tracking", "street", "postcode", "town", "email", "phone", "iban")
"""Slots whose values are personal data."""

Planted = tuple[tuple[str, str], ...]
"""Kind and value of each piece of personal data in a text, as written there."""


def fill(text: str, values: Mapping[str, str]) -> tuple[str, Planted]:
    """``text`` with its slots filled, and which personal values went in."""
    return _join(_PARTS.split(text), values, lower=False)


def rough(rng: Random, text: str, values: Mapping[str, str], style: Style) -> tuple[str, Planted]:
    """As `fill`, typed in somebody's style. The values stay whole but for capitals."""
    parts = [
        part if SLOT.fullmatch(part) else _type(rng, part, style) for part in _PARTS.split(text)
    ]
    if parts[-1] and rng.random() < style.bare:
        parts[-1] = parts[-1].rstrip(".!?")
    return _join(parts, values, lower=style.lower and rng.random() < 0.4)


def pieces(rng: Random, text: str, style: Style) -> list[str]:
    """``text`` as one message, or cut into several where the writer does so."""
    if rng.random() >= style.splits:
        return [text]
    cut = [part for part in re.split(r"(?<=[.?!])\s+|(?<=[a-zäöüß]),\s+", text) if part]
    return cut if len(cut) <= 3 else [text]


def _join(parts: list[str], values: Mapping[str, str], *, lower: bool) -> tuple[str, Planted]:
    out, planted = [], []
    for part in parts:
        if not SLOT.fullmatch(part):
            out.append(part)
            continue
        slot = part[1:-1]
        value = values[slot].lower() if lower else values[slot]
        out.append(value)
        if slot in PERSONAL:
            planted.append((slot, value))
    return "".join(out), tuple(planted)


def _type(rng: Random, text: str, style: Style) -> str:
    text = _WORD.sub(
        lambda found: _slip(rng, found[0]) if rng.random() < style.typos else found[0], text
    )
    if style.umlauts == "spelt out":
        text = text.translate(_SPELT)
    elif style.umlauts == "dropped":
        text = text.translate(_DROPPED)
    return text.lower() if style.lower else text


def _slip(rng: Random, word: str) -> str:
    """One typing error, never in the first letter."""
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + _KEYS.get(word[at], word[at]) + word[at + 1 :]
