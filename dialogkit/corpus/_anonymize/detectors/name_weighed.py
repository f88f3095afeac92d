"""English names that no list holds or that are words as well, by all that stands beside them.

"the parcel's for Summer, she's at work", "picked up by wolf from flat 3", "Green is my surname".
One sign alone is not enough for an unknown word: firms say and are asked as people are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in, known_word
from dialogkit.corpus._anonymize._names import DATES, NOUN_NAMES, is_english
from dialogkit.corpus._anonymize._person_signs import MOSTLY_NAMES
from dialogkit.corpus._anonymize._persons import spoken_for, weight
from dialogkit.corpus._anonymize._search import words_in
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    ambiguous,
    brands,
    common,
    company,
    countries,
    fold,
    forenames,
    given,
    is_english_word,
    word_set,
    words_of,
)

__all__ = ["CUES", "find"]

_ENOUGH = 1.0
"""The weight from which on an unknown word with a capital is a name."""
_ENOUGH_KNOWN = 1.0
"""Likewise a known name, in small letters, too; that it is a word counts against it."""
_SIGN = 0.75
"""What must stand beside even the best known name."""
_SIGN_AT_BEGINNING = 2.0
"""Likewise beside a word with which a sentence begins: "Rose is my favourite"."""
_SIGN_OF_SEASONS = 2.5
_SIGN_OF_DATES = 3.0
"""Likewise beside the name of a month or a weekday."""
_PART = re.compile(r"[^\W\d_]+(?:['’][A-Z][^\W\d_]+)?(?:-[^\W\d_]+)*")


_HUMPED = re.compile(r"^(?!(?:Ma?c|De|Di|Du|La|Le|Lo|Van|Von|Fitz|St)[A-Z])\w[^\W\d_A-Z]+[A-Z]")
"""A capital within a word, as brands have it and few names: "PureGym", but McKay, LaToya, JoAnn."""


def _may_be_name(word: str, form: str) -> bool:
    """Whether a word could be a name, with or without a capital."""
    if len(form) < 2 or form in brands() or form in company() or form in countries():
        return False
    if _HUMPED.search(word) and form not in given():
        return False
    known = form in given() or form in NOUN_NAMES or form in ambiguous()
    english = form in common() or is_english_word(form)
    if word[0].islower():
        plain = english and form not in _SMALL and (form not in MOSTLY_NAMES or form in _NOT_SMALL)
        return known and len(form) > 2 and not plain and form not in DATES
    if english:
        return known and not word.isupper()
    return len(form) > 2


_SMALL = word_set(
    "hope wolf rose baker young faith grace joy mason taylor carter cooper fisher potter turner "
    "walker hunter parker pearl ruby angel dawn ward summer autumn"
)
"""Of the English words those that are looked at in small letters, too."""
_NOT_SMALL = word_set(
    "will don max ray rob gene ben basil clay dick daisy sue faith mark bill rich drew grant pat "
    "frank"
)
"""Given names that in small letters are other words."""
CUES = cue(test=_may_be_name)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Words beside which enough stands that speaks for a person."""
    if not cues_in(text) & CUES or not is_english(words_of(text)):
        return
    for match in words_in(text)[0]:
        if known_word(match[0]).cues & CUES:
            yield from _weighed(text, match)


def _weighed(text: str, word: re.Match[str]) -> Iterator[Span]:
    """The place of a name at this word, with what is joined to it, if it is one."""
    start = word.start()
    if text[start - 1 : start] in ("-", "'", "’", "@", ".", "_", "/") and start:
        return
    whole = _PART.match(text, start)
    end = whole.end() if whole is not None else word.end()
    if text[end : end + 1] in ("@", "_", "/") or text[end : end + 2].strip(".").isdigit():
        return
    form = fold(word[0])
    if _SAID_SMALL.match(text, start) or _SAID_AFTER.search(text, max(0, start - 12), end):
        return
    if form in DATES and _IN_MONTH.search(text, max(0, start - 16), start) is not None:
        return
    if _is_acronym(word[0], form) and not text.isupper():
        return
    known = word[0][0].islower() or form in forenames() or form in NOUN_NAMES
    enough = _ENOUGH_KNOWN if known else _ENOUGH
    if spoken_for(text, start, end) < _sign(text, form, start):
        return  # most words: to weigh them takes longer
    if weight(text, start, end, least=enough) >= enough:
        yield Span(start, end, "PERSON")


def _is_acronym(word: str, form: str) -> bool:
    """Whether a word is short, all in capitals and no known name: HMRC, DVLA."""
    if word[-1] == "s" and word[:-1].isupper() and 2 < len(word) < _LONG:
        return form not in given()  # "ISAs", "ATMs"
    return word.isupper() and 2 < len(word) < _LONG and form not in given()


_LONG = 6


def _sign(text: str, form: str, start: int) -> float:
    """How much must stand beside a word: more beside one that is no name first."""
    if form in DATES:
        return _SIGN_OF_SEASONS if form in _SEASONS else _SIGN_OF_DATES
    begins = _BEGINNING.search(text, max(0, start - 3), start) is not None
    plain = is_english_word(form) and form not in MOSTLY_NAMES
    return _SIGN_AT_BEGINNING if begins and plain else _SIGN


_BEGINNING = re.compile(r"(?:\A|[.!?:\n])[ \"'“(]*\Z")
_WE_DO = (
    r"(?:ham|hom|san|sand|hätt(?:n|ma)?|brauch(?:n|an)?|bräucht(?:n|en)?|woin|wolln|woitn|wern|werdn"
    r"|kennan?|könna|miassn|miaßn|gengan|fahrn|wissn|wohna|kemma|kumma)"
)
_SAID_SMALL = re.compile(
    rf"mia {_WE_DO}(?!\w)|pop (?:the|it|them|these|those|this|your|a|an|round|over|in|by|down|back"
    r"|up|out|along)(?!\w)"
)
"""What is said in small letters: "mia bräuchtn" of Bavaria's we, "pop the form in the post"."""
_SAID_AFTER = re.compile(rf"(?<!\w){_WE_DO} mia\Z")
_IN_MONTH = re.compile(
    r"(?i)(?<!\w)(?:(?:in|during)(?: (?:early|late|mid|last|next|this))?|early|late|mid|last|next"
    r"|(?:end|beginning|middle|start) of) \Z"
)
"""Before a month or a season: it says when something was, whoever comes next ("in April and I")."""
_SEASONS = word_set("summer autumn winter spring")
