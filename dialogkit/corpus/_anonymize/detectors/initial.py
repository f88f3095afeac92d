"""Initials with a family name, and given names with an initial: "S. Radtke", "Svetlana B."."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue
from dialogkit.corpus._anonymize._names import CAPITAL, could_be_name
from dialogkit.corpus._anonymize._search import words_in
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import ambiguous, fold, given, plain_words

__all__ = ["CUES", "find"]

_BEFORE = re.compile(
    rf"(?<![\w.])(?<!i\. )(?P<initials>(?:[A-ZÄÖÜ]\. ?(?:-?[A-ZÄÖÜ]\. ?)?(?:von |van "
    rf"|de )?))(?P<name>{CAPITAL})"
)
_SPELLED = re.compile(
    r"(?<![^\W_])(?<!['’])(?:[^\W\d_](?:[.-]| ?[.-] ?|,? )){4,}[^\W\d_](?![^\W_]|['’])"
)
_LOWER = re.compile(r"(?<![\w.])[a-zäöü]\. ?(?P<name>[a-zäöüßş]{4,}(?:-[a-zäöüß]+)?)(?![\w.])")
_CLOSED = re.compile(
    r"(?i)(?<![^\W_])(?:mfg|lg|vg|gruß|gruss|grüße|grüsse|grüßen|regards|thanks|cheers|danke|von"
    r"|by)[ ,\n]{1,3}"
    r"(?P<name>(?!z\.|d\.|u\.|o\.|i\.|s\.|b\.)[a-zäöü]\. ?[^\W\d_]{4,}(?:-[^\W\d_]+)?)(?![\w.])"
)
_MASKED = re.compile(
    rf"(?<![\w.])(?<!i\. )(?!i\. ?[AV]\.|z\. ?|u\. ?|d\. ?)(?:[A-ZÄÖÜ]\. ?){{1,2}}(?={MASKED})"
)
_AFTER = re.compile(rf"(?<![\w-])(?P<name>{CAPITAL}) [A-ZÄÖÜ]\.(?! ?[A-Za-z]\.)")
_AFTER_MASK = re.compile(rf"(?<={MASKED}) [A-ZÄÖÜ]\.(?=[ ,;:)\n]|$)(?! ?[a-zäöü]\.)")


_LETTER = re.compile(r"\b[^\W\d_]\.")
"""Stands in whatever the other patterns match: one letter with its dot."""
_LEAST_LETTERS = 5


def _single_letters(text: str) -> int:
    """How many words are one letter long."""
    return sum([match.end() - match.start() == 1 for match in words_in(text)[0]])


CUES = cue(test=lambda word, _: len(word) == 1)
"""A letter by itself."""


def find(text: str, _context: Context) -> Iterable[Span]:
    """Initials beside what can be a name, and names spelled letter by letter."""
    if _single_letters(text) >= _LEAST_LETTERS:
        yield from (Span(*m.span(), "PERSON") for m in _SPELLED.finditer(text))
    if "." not in text or _LETTER.search(text) is None:
        return
    for match in _BEFORE.finditer(text):
        form = fold(match["name"].split("-")[0])
        if form in given() or form in ambiguous() or could_be_name(match["name"]):
            yield Span(*match.span(), "PERSON")
    for match in _LOWER.finditer(text):
        form = fold(match["name"].split("-")[0])
        if form in given() and form not in plain_words():
            yield Span(*match.span(), "PERSON")
    for match in _CLOSED.finditer(text):
        yield Span(*match.span("name"), "PERSON")
    for match in _AFTER.finditer(text):
        if fold(match["name"]) in given():
            yield Span(*match.span(), "PERSON")
    for pattern in (_MASKED, _AFTER_MASK):
        yield from (Span(*m.span(), "PERSON") for m in pattern.finditer(text))
