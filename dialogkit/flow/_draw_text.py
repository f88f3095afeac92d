"""How wide a text will be, without asking for a font."""

from __future__ import annotations

import unicodedata

__all__ = ["fit", "width", "wrap"]

_WIDTHS = {
    " ": 0.28, "i": 0.25, "j": 0.25, "l": 0.25, "I": 0.30, "f": 0.32, "t": 0.33, "r": 0.38,
    ".": 0.28, ",": 0.28, ":": 0.30, ";": 0.30, "'": 0.22, "|": 0.30, "!": 0.32, "-": 0.36,
    "(": 0.36, ")": 0.36, "[": 0.33, "]": 0.33, "/": 0.31, "m": 0.88, "w": 0.76, "M": 0.88,
    "W": 0.98, "c": 0.54, "k": 0.54, "s": 0.54, "v": 0.54, "x": 0.54, "y": 0.54, "z": 0.52,
    "_": 0.56, "@": 1.02, "%": 0.92, "…": 1.0, "→": 1.0, "↩": 1.0, "–": 0.56, "—": 1.0,
    "„": 0.45, "“": 0.45, "”": 0.45, "J": 0.52,
}  # fmt: skip
"""Share of the font size, for the widest of the common sans-serif system fonts."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of ``text`` in pixels, rather too wide than too narrow."""
    total = sum(_share(c) for c in text)
    return total * size * (1.09 if bold else 1.02)


def _share(character: str) -> float:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF" or ord(character) > 0x2FFF:
        return 1.25
    base = unicodedata.normalize("NFD", character)[0]
    if base != character:
        return _share(base)
    return 0.75 if character.isupper() else 0.60


def fit(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """``text``, cut with an ellipsis where it is wider than ``room``."""
    flat = " ".join(text.split())
    if width(flat, size, bold=bold) <= room:
        return flat
    while flat and width(flat + "…", size, bold=bold) > room:
        flat = flat[:-1]
    return flat.rstrip() + "…"


def wrap(words: tuple[str, ...], size: float, room: float) -> tuple[str, ...]:
    """Words joined by commas, broken into lines no wider than ``room``; long words are cut."""
    lines: list[str] = []
    for number, word in enumerate(words):
        shown = fit(word, size, room) + ("," if number + 1 < len(words) else "")
        joined = f"{lines[-1]} {shown}" if lines else shown
        if lines and width(joined, size) <= room:
            lines[-1] = joined
        else:
            lines.append(shown)
    return tuple(lines)
