"""How wide a text will be, without asking for a font."""

from __future__ import annotations

import unicodedata

__all__ = ["fit", "width", "wrap"]

_WIDTHS = {
    0.28: "ijl'",
    0.30: "I",
    0.32: " .,‘’",
    0.34: ":;/|\\‚",
    0.36: "f",
    0.37: "-\u00ad",
    0.41: "tr()[]!",
    0.47: '"',
    0.53: "sz„“”*°J",
    0.57: "c–_?",
    0.60: "kvxyz",
    0.62: "aeFL«»T",
    0.65: "bdghnopquß0123456789$€£{}§",
    0.67: "EPY",
    0.74: "ABCKRSUVXZ",
    0.79: "DGHNOQ&",
    0.82: "w",
    0.84: "+<=>^~#×↻✓≤≥",
    0.88: "M",
    0.96: "%▣",
    0.98: "m",
    1.02: "W@—…→←",
    1.04: "œæŒÆ",
}
"""Share of the font size: the wider of DejaVu Sans, the widest of the common system fonts, and
Liberation Sans, as Chromium measures them, rounded up."""
_SHARES = {letter: share for share, letters in _WIDTHS.items() for letter in letters}
_BOLD, _BOLD_NARROW = 1.14, 1.28
"""How much wider bold letters are; narrow ones grow more."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of ``text`` in pixels, rather too wide than too narrow."""
    shares = [_share(character) for character in text]
    if bold:
        shares = [share * (_BOLD_NARROW if share < 0.58 else _BOLD) for share in shares]
    return sum(shares) * size


def _share(character: str) -> float:
    known = _SHARES.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF" or ord(character) > 0x2FFF:
        return 1.4
    base = unicodedata.normalize("NFD", character)[0]
    if base != character:
        return _share(base)
    if ord(character) > 0x24F and character.isalpha():  # not Latin: some scripts run wide
        return 1.1 if character.isupper() else 0.92
    return 0.79 if character.isupper() else 0.84


def fit(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """``text``, cut with an ellipsis where it is wider than ``room``."""
    flat = " ".join(text.split())
    if width(flat, size, bold=bold) <= room:
        return flat
    while flat and width(flat + "…", size, bold=bold) > room:
        flat = flat[:-1]
    return flat.rstrip() + "…"


def wrap(words: tuple[str, ...], size: float, room: float) -> tuple[str, ...]:
    """Words joined by commas, broken into lines no wider than ``room``.

    What is longer than a line goes on in a second one; what is longer still is cut.
    """
    lines: list[str] = []
    for number, word in enumerate(words):
        comma = "," if number + 1 < len(words) else ""
        for shown in _split(f"{word}{comma}", size, room):
            joined = f"{lines[-1]} {shown}" if lines else shown
            if lines and width(joined, size) <= room:
                lines[-1] = joined
            else:
                lines.append(shown)
    return tuple(lines)


def _split(text: str, size: float, room: float) -> list[str]:
    """The text, in two where one line does not hold it and there is a space to break at."""
    flat = " ".join(text.split())
    if width(flat, size) <= room:
        return [flat]
    first, rest = "", flat
    for word in flat.split(" "):
        longer = f"{first} {word}".strip()
        if width(longer, size) > room:
            break
        first, rest = longer, flat[len(longer) :].lstrip()
    return [first, fit(rest, size, room)] if first else [fit(flat, size, room)]
