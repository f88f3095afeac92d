"""Texts with each letter in one piece: ``ö`` may come as ``o`` and two dots, as macOS writes it.

Invisible marks inside words (soft hyphens, spaces without width) are left out: nobody sees them,
and a name with one in it is still the name.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["composed", "composed_at"]

_MARKS = "\u0300-\u036f"
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_LATIN = "0-9A-Za-z\u00c0-\u024f" + _MARKS
_ODD = re.compile(f"[{_MARKS}{_UNSEEN}]")
_INSIDE = re.compile(f"(?<=[{_LATIN}])[{_UNSEEN}]+(?=[{_LATIN}])")
_PIECE = re.compile(rf"(?P<unseen>{_INSIDE.pattern})|.[{_MARKS}]*", re.DOTALL)


def composed(text: str) -> str:
    """``text`` with each letter in one piece and nothing unseen inside its words.

    >>> composed("Jo\u0308rg Bei\u00adspiel")
    'Jörg Beispiel'
    """
    if text.isascii() or _ODD.search(text) is None:
        return text
    whole = "".join(_pieces(text))
    return text if whole == text else whole


def composed_at(text: str) -> tuple[str, list[int]]:
    """The same, and where in ``text`` each of its characters, and its end, stands."""
    pieces = _pieces(text)
    begins = [match.start() for match in _PIECE.finditer(text)]
    offsets = [at for at, piece in zip(begins, pieces, strict=True) for _ in piece]
    return "".join(pieces), [*offsets, len(text)]


def _pieces(text: str) -> list[str]:
    """Letters with their marks, one by one; empty where something is left out."""
    return [
        "" if match["unseen"] else unicodedata.normalize("NFC", match[0])
        for match in _PIECE.finditer(text)
    ]
