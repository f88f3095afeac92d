"""Two unknown words with capitals where people stand: "with Thaddeus Blott", "von Uta Nimmer"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._names import NOUN_ENDS
from dialogkit.corpus._anonymize._search import in_order, words_in
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import company, figures, fold, folded_set, ordinary

__all__ = ["find"]

_CAPITAL = r"[^\W\d_a-z](?:['’][^\W\d_])?[^\W\dA-Z_]+(?:-[^\W\d_]+)?"
_AFTER_CUE = re.compile(
    r"\b(?i:to|for|by|with|from|under|contact|tell|ask|meet|gave|give|called|and|by|an|von|für"
    r"|mit|bei"
    rf"|durch|auf|unter|laut|und) (?P<name>{_CAPITAL} "
    rf"(?:(?:von|van|de|zu|da|del|della|el|al) )?{_CAPITAL})(?![\w-])"
)


_CUES = folded_set(
    "to for by with from under contact tell ask meet gave give called and an von für mit bei durch "
    "auf unter laut und"
)


def _after_cues(text: str) -> list[re.Match[str]]:
    words, forms = words_in(text)
    starts = [word.start() for word, form in zip(words, forms, strict=True) if form in _CUES]
    return [match for match in (_AFTER_CUE.match(text, at) for at in starts) if match]


def find(text: str, _context: Context) -> Iterable[Span]:
    """Full names after a preposition, neither word of which is ordinary or a company's."""
    for match in in_order(_after_cues(text)):
        words = [fold(word) for word in match["name"].replace("-", " ").split()]
        if tuple(words[:2]) in figures().get(words[0], ()):
            continue
        known = not company().isdisjoint(words) or {words[0], words[-1]} & ordinary()
        if not known and not any(word.endswith(NOUN_ENDS) for word in words):
            yield Span(*match.span("name"), "PERSON")
