"""Cuts a text into messages, each within a limit, and loses nothing but white space at a cut."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

__all__ = ["split"]

Size = Callable[[str], int]
"""Size of a text in the unit of the limit; that of a beginning is never greater."""

_BREAKS = tuple(map(re.compile, (r"\n\s*\n", r"\n", r"(?<=[.!?…])\s+", r"\s+")))
"""Where to cut, the best place first: paragraphs, lines, sentences, words."""
_JOINERS = "\u200d\ufe0e\ufe0f"


def split(size: Size, text: str, most: int, end: int) -> Iterator[str]:
    """Parts of at most ``most``, the last one of at most ``end``.

    Args:
        size: Measures a text.
        text: The text; no white space around it.
        most: The limit of every part.
        end: The limit of the last part; at most ``most``.
    """
    while (whole := size(text)) > end:
        # near the end the cut leaves half a message, so that choices do not hang below one word
        room = min(most, max(whole - end // 2, 1))
        cut = _cut(text, _room(size, text, room))
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    if text:
        yield text


def _room(size: Size, text: str, limit: int) -> int:
    """How many characters from the start of ``text`` are within ``limit``; one at least."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size(text[:middle]) <= limit else (low, middle - 1)
    return low


def _cut(text: str, room: int) -> int:
    """Where to cut so that at most ``room`` characters come before it."""
    for pattern in _BREAKS:
        places = [found.start() for found in pattern.finditer(text, 0, room + 1)]
        good = [place for place in places if room // 2 <= place <= room and text[:place].strip()]
        if good:
            return good[-1]
    cut = room
    while 1 < cut < len(text) and _hangs_together(text, cut):
        cut -= 1
    # a chain of characters without end has to be torn somewhere
    return cut if cut > 1 else room


def _hangs_together(text: str, cut: int) -> bool:
    """Whether people see both sides of ``cut`` as one: accents, skin tones, emoji, flags."""
    before, after = text[cut - 1], text[cut]
    if after in _JOINERS or before == "\u200d" or "\U0001f3fb" <= after <= "\U0001f3ff":
        return True
    return unicodedata.combining(after) > 0 or (_of_flag(after) and _letters(text, cut) % 2 == 1)


def _of_flag(character: str) -> bool:
    """Whether it is one of the letters that flags are made of, two each."""
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _letters(text: str, cut: int) -> int:
    """Letters of flags just before ``cut``."""
    start = cut
    while start > 0 and _of_flag(text[start - 1]):
        start -= 1
    return cut - start
