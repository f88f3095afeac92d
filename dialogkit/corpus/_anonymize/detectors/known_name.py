"""Names that need no cue: given names and family names that are no other word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in, known_word, letters_in
from dialogkit.corpus._anonymize._likely import Least
from dialogkit.corpus._anonymize._names import COMPANY_AFTER, Cue, read_name
from dialogkit.corpus._anonymize._search import words_in
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    company,
    figures,
    fold,
    plain_words,
    unmistakable,
)

__all__ = ["CUES", "LEAST", "find"]

LEAST = Least(alone=0.12)

_WORD = re.compile(r"[^\W\d_]{3,}")
_SHORTEST_LOWER = 5
_NO_THERESE = "theres"
"""How "there's" is typed in haste."""


def _is_one(word: str, form: str) -> bool:
    """Whether a word is such a name, perhaps in the genitive."""
    known = form in unmistakable() and word != _NO_THERESE
    if not known:
        if form[-1] != "s" or len(form) < _SHORTEST_LOWER or form in plain_words():
            return False
        form = form[:-1]
        known = form in unmistakable()
    return known and (word[0].isupper() or len(form) >= _SHORTEST_LOWER)


CUES = cue(test=_is_one)
_FIGURE = cue(test=lambda _, form: form in figures())


def find(text: str, _context: Context) -> Iterable[Span]:
    """Known names with a capital, longer ones in lower case too, with the family name."""
    done = 0
    famous = cues_in(text) & _FIGURE
    for match in words_in(text)[0]:
        if not known_word(match[0]).cues & CUES:
            continue
        if match.start() < done:
            continue
        if famous and _is_figure(text, match):
            continue
        start = _with_hyphens(text, match.start())
        end = max(read_name(text, start, Cue.LIKELY) or 0, match.end())
        if fold(text[end:].split(" ", 2)[1] if text[end : end + 1] == " " else "") in company():
            end = match.end()
        done = end
        if COMPANY_AFTER.match(text, end) is None:
            yield Span(start, end, "PERSON")
            if any(known_word(w[0]).cues & CUES for w in letters_in(text, match.end(), end)):
                yield Span(match.end(), end, "PERSON")  # each name bears the other out


def _is_figure(text: str, match: re.Match[str]) -> bool:
    """Whether the word is part of a brand's or a figure's full name."""
    words = _WORD.findall(text[match.start() : match.end() + 40])
    if not words:
        return False  # a name of two letters that ends its text
    first = fold(words[0])
    names = figures().get(first)
    if names is not None:
        near = tuple(map(fold, words))
        if any(near[: len(name)] == name for name in names):
            return True
    before = _WORD.findall(text[max(0, match.start() - 20) : match.start()])
    last = fold(before[-1]) if before else ""
    return (last, first) in figures().get(last, ())


def _with_hyphens(text: str, at: int) -> int:
    """Back to the beginning of ``Hans-Peter`` from the known part of it."""
    while at > 1 and text[at - 1] == "-" and text[at - 2].isalpha():
        at -= 1
        while at > 0 and text[at - 1].isalpha():
            at -= 1
    return at
