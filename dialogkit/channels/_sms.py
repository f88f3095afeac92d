"""SMS: which alphabet a text needs, and in how many parts it goes.

Alphabet: 3GPP TS 23.038, 6.2.1 (GSM 7 bit default alphabet and its extension table). Parts:
3GPP TS 23.040, 9.2.3.24.1 (concatenated short messages); a pair of septets or of UTF-16 units is
never torn apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Parts", "count_parts", "sms_length"]

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
"""Characters that are written as an escape and a second septet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """In how many SMS a text goes, and why."""

    number: int
    """How many."""
    encoding: Literal["GSM-7", "UCS-2"]
    """The alphabet: septets, or 16 bits a unit where a character is not in GSM-7."""
    length: int
    """Units of the whole text."""
    each: int
    """Units that one part holds."""
    because: tuple[str, ...] = ()
    """The characters that are not in GSM-7, each once, in the order of the text."""


def _foreign(text: str) -> tuple[str, ...]:
    """Characters outside GSM-7."""
    return tuple(dict.fromkeys(c for c in text if c not in _BASIC and c not in _EXTENDED))


def _sizes(text: str, encoding: str) -> list[int]:
    """Units of each character."""
    if encoding == "GSM-7":
        return [1 + (c in _EXTENDED) for c in text]
    return [1 + (ord(c) > 0xFFFF) for c in text]


def sms_length(text: str) -> int:
    """Septets of a text in GSM-7; UTF-16 units of any other."""
    return sum(_sizes(text, "UCS-2" if _foreign(text) else "GSM-7"))


def count_parts(text: str, alone: int, joined: int, alone_ucs2: int, joined_ucs2: int) -> Parts:
    """In how many SMS ``text`` goes.

    Args:
        text: The text.
        alone: Septets of an SMS that is alone.
        joined: Septets of each of several.
        alone_ucs2: UTF-16 units of an SMS that is alone.
        joined_ucs2: UTF-16 units of each of several.
    """
    because = _foreign(text)
    encoding: Literal["GSM-7", "UCS-2"] = "UCS-2" if because else "GSM-7"
    if because:
        alone, joined = alone_ucs2, joined_ucs2
    sizes = _sizes(text, encoding)
    length = sum(sizes)
    number = 1 if length <= alone else _packed(sizes, joined)
    each = alone if number == 1 else joined
    return Parts(number=number, encoding=encoding, length=length, each=each, because=because)


def _packed(sizes: list[int], room: int) -> int:
    """Parts of ``room`` units; a character of two is not divided between parts."""
    parts, used = 1, 0
    for size in sizes:
        if used + size > room:
            parts, used = parts + 1, 0
        used += size
    return parts
