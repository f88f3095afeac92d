"""Two unknown words with capitals where people stand: "with Thaddeus Blott", "von Uta Nimmer"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import heads_of
from dialogkit.corpus._anonymize._names import NOUN_ENDS
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import company, countries, figures, fold, ordinary, word_set

__all__ = ["CUES", "find"]

_CAPITAL = r"[^\W\d_a-z](?:['’][^\W\d_])?[^\W\dA-Z_]+(?:-[^\W\d_]+)?"
_AFTER_CUE = re.compile(
    r"\b(?i:to|for|by|with|from|under|contact|tell|ask|meet|gave|give|called|and|by|an|von|für"
    r"|mit|bei"
    rf"|durch|auf|unter|laut|und) (?P<name>{_CAPITAL} "
    rf"(?:(?:von|van|de|zu|da|del|della|el|al) )?{_CAPITAL})(?![\w-])"
)


_HEADS = heads_of(
    whole=word_set(
        "to for by with from under contact tell ask meet gave give called and an von für mit bei "
        "durch auf unter laut und"
    )
)
CUES = _HEADS.cue


def find(text: str, _context: Context) -> Iterable[Span]:
    """Full names after a preposition, neither word of which is ordinary or a company's."""
    for match in in_order(at_words(_AFTER_CUE, text, _HEADS)):
        words = [fold(word) for word in match["name"].replace("-", " ").split()]
        if tuple(words[:2]) in figures().get(words[0], ()):
            continue
        known = not (company().isdisjoint(words) and countries().isdisjoint(words))
        known = known or bool({words[0], words[-1]} & ordinary())
        if not known and not any(word.endswith(NOUN_ENDS) for word in words):
            yield Span(*match.span("name"), "PERSON")
