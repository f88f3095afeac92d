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
    rf"(?<![\d.])(?<!version )(?<!v){_OCTET}(?:\.{_OCTET}){{3}}(?!\.?\d)"
    rf"(?::\d{{2,5}}(?!\d)|/\d{{1,2}}(?!\d))?",
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"(?i)\b(?:versions?|firmware|build|release|update|fw|sw|software|driver|treiber|app|stand|ver)"
    r"[ :.(]{1,3}$"
)
# IP 192,0,2,44: as a telephone's keyboard and a hasty hand write it
_LOOSE = re.compile(
    rf"(?i)\bip(?:v4)?(?:[- ]?(?:adresse?|address|nummer|number))?[^\d\n]{{1,16}}(?P<value>{_OCTET}"
    rf"(?: ?[.,] ?{_OCTET}){{3}})(?![\d,.]\d)"
)
_SIX = re.compile(
    r"(?<![\w:.])[0-9a-f:]{2,39}(?:\.\d{1,3}){0,3}(?![\w:])(?:%\w{1,12})?(?:/\d{1,3}(?!\d))?",
    re.IGNORECASE,
)
_MAC = re.compile(r"(?<![\w:-])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![\w:-])", re.IGNORECASE)

CUES = cue(marks=".:-,")


def find(text: str, _context: Context) -> Iterable[Span]:
    """Addresses whose parts are in range."""
    if "." in text:
        for match in at_digits(_FOUR, text):
            if not _RELEASE.search(text, max(0, match.start() - 16), match.start()):
                yield Span(*match.span(), "IP")
    if "ip" in text.lower():
        yield from (Span(*m.span("value"), "IP") for m in _LOOSE.finditer(text))
    if ":" in text or "-" in text:
        yield from (Span(*m.span(), "IP") for m in _MAC.finditer(text))
    if "::" in text or text.count(":") >= 7:
        yield from (
            Span(*m.span(), "IP")
            for m in _SIX.finditer(text)
            if _is_six(m[0].split("%")[0].split("/")[0])
        )


def _is_six(value: str) -> bool:
    try:
        ipaddress.IPv6Address(value)
    except ValueError:
        return False
    return len(value) > 2
