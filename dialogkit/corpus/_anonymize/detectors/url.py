"""Web addresses: with tokens, profiles and places in them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue
from dialogkit.corpus._anonymize._span import MASKED, Span

__all__ = ["CUES", "find"]

_BODY = rf"[^\s<>\"{MASKED}]"
_SCHEME = re.compile(
    rf"(?:\b(?:h(?:tt|xx)ps?|ftp|tg|whatsapp|sms|intent)://|\b(?:geo|tel|callto|skype):(?=[\d+\w])"
    rf"|\bwww\.)"
    rf"{_BODY}+",
    re.IGNORECASE,
)
# A name of a site alone ("bei example.com bestellt") tells nothing; a path after it may.
_BARE = re.compile(rf"(?<![\w@.-])(?:[\w-]++\.)+[a-z]{{2,12}}(?::\d+)?[/?#]{_BODY}+", re.IGNORECASE)
_PATH = re.compile(r"\.[a-z]{2,12}(?::\d+)?[/?#]", re.IGNORECASE)
"""What is in each match of `_BARE`."""
_END = ".,;:!?)]}'*…\""

CUES = cue(whole=("www",), marks=(":", "/", "?", "#"))


def find(text: str, _context: Context) -> Iterable[Span]:
    """Addresses with a scheme or ``www.``, and bare ones with a path."""
    if ":" in text or "www." in text.lower():
        yield from _spans(_SCHEME, text)
    if "." in text and _PATH.search(text) is not None:
        yield from _spans(_BARE, text)


def _spans(pattern: re.Pattern[str], text: str) -> Iterable[Span]:
    for match in pattern.finditer(text):
        yield Span(match.start(), match.start() + len(match[0].rstrip(_END)), "URL")
