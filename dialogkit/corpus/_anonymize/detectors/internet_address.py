"""IP addresses, version 4 and 6, and hardware (MAC) addresses."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue
from dialogkit.corpus._anonymize._search import at_digits
from dialogkit.corpus._anonymize._span import Span

__all__ = ["CUES", "find"]

NEEDS_DIGIT = True

_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_FOUR = re.compile(
    rf"(?<![\d.])(?<!version )(?<!v){_OCTET}(?:\.{_OCTET}){{3}}(?!\.?\d)", re.IGNORECASE
)
_SIX = re.compile(r"(?<![\w:.])[0-9a-f:]{2,39}(?:\.\d{1,3}){0,3}(?![\w:])", re.IGNORECASE)
_MAC = re.compile(r"(?<![\w:-])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![\w:-])", re.IGNORECASE)

CUES = cue(marks=".:-")


def find(text: str, _context: Context) -> Iterable[Span]:
    """Addresses whose parts are in range."""
    if "." in text:
        yield from (Span(*m.span(), "IP") for m in at_digits(_FOUR, text))
    if ":" in text or "-" in text:
        yield from (Span(*m.span(), "IP") for m in _MAC.finditer(text))
    if "::" in text or text.count(":") >= 7:
        yield from (Span(*m.span(), "IP") for m in _SIX.finditer(text) if _is_six(m[0]))


def _is_six(value: str) -> bool:
    try:
        ipaddress.IPv6Address(value)
    except ValueError:
        return False
    return len(value) > 2
