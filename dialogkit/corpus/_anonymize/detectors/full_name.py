"""Two unknown words with capitals where people stand: "with Thaddeus Blott", "von Uta Nimmer"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import heads_of
from dialogkit.corpus._anonymize._likely import Least
from dialogkit.corpus._anonymize._names import NOUN_ENDS, is_english
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    brands,
    company,
    countries,
    figures,
    fold,
    given,
    is_noun,
    ordinary,
    plain_words,
    word_set,
    words_of,
)

__all__ = ["CUES", "LEAST", "find"]

LEAST = Least(alone=0.05)

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
        if known or any(word.endswith(NOUN_ENDS) for word in words):
            continue
        if _are_things(words, english=is_english(words_of(text))):
            continue
        yield Span(*match.span("name"), "PERSON")


def _are_things(words: list[str], *, english: bool) -> bool:
    """Whether a brand is named, or two German nouns or an adjective stand side by side."""
    first, last = words[0], words[-1]
    if english or first in given():
        return False
    if not brands().isdisjoint(words):
        return True
    doubt = is_noun(first) or _ADJECTIVE.search(first) is not None
    return doubt and (last not in given() or last in plain_words())


_ADJECTIVE = re.compile(r"(?:ig|lich|isch|bar|sam|haft)e[snmr]?\Z")
