"""Numbers that answer a question for one: "Agent: Ihre Buchungsnummer?", "Gast: 3.881.402.776"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._amounts import has_unit, is_date
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of
from dialogkit.corpus._anonymize._search import at_words
from dialogkit.corpus._anonymize._span import NUMBER, Span
from dialogkit.corpus._anonymize._words import word_set

__all__ = ["CUES", "NEEDS_DIGIT", "find"]

NEEDS_DIGIT = True

_ASKED = re.compile(
    r"\w*(?i:nummern?|number|nr|reference|referenz|kennung|aktenzeichen|id)(?!\w)"
    r"[^\n?]{0,50}\?[^\n]{0,80}\n+(?:[\[(]?\d\d?[:.]\d\d[^\n:]{0,12}[\])]?[ ,-]*)?"
    r"(?:[^\W\d_][^\n:]{0,30}: ?|[>–-] ?)(?:[^\W\d_]+[ ,.:!]+){0,6}?"
    r"(?P<value>(?:[A-Z]{1,4}[-./ ]?)?\d(?:[ ./-]?\d){3,20})(?![\w%€])"
)
# Kundennummer? Da steht 60 118 427 oben
_SAME_LINE = re.compile(
    r"\w*(?i:nummern?|number|nr|reference|referenz|kennung|aktenzeichen|id)\? [–-]? ?"
    r"(?:[^\W\d_]+[ ,.:!]+){0,5}?"
    r"(?P<value>(?:[A-Z]{1,4}[-./ ]?)?\d(?:[ ./-]?\d){4,20})(?![\w%€])"
)
_ASKED_FOR = tuple(word_set("nummer nummern number nr reference referenz kennung aktenzeichen id"))
_HEADS = heads_of(test=lambda word, _: word.lower().endswith(_ASKED_FOR))
_ANSWERED = cue(marks="\n")
CUES = _HEADS.cue


def find(text: str, _context: Context) -> Iterable[Span]:
    """What stands first behind a question for a number, in its line or the next."""
    if "?" not in text:
        return
    lines = cues_in(text) & _ANSWERED
    for pattern in (_SAME_LINE, _ASKED)[: 2 if lines else 1]:
        yield from _answers(text, pattern)


def _answers(text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    for match in at_words(pattern, text, _HEADS):
        if not is_date(match["value"]) and not has_unit(text, match.end("value")):
            yield Span(*match.span("value"), NUMBER)
