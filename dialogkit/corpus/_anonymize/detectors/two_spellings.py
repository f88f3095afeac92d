"""One name in two spellings: "statt Beispil steht da Beispiel", "not Plaice but Place"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue
from dialogkit.corpus._anonymize._names import CAPITAL, could_be_name
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import fold, given, ordinary, word_set, words_of

__all__ = ["CUES", "find"]

_TELLING = word_set(
    "statt anstatt instead sondern wrong wrongly falsch richtig spelt spelled misspelt "
    "misspelled geschrieben schreibt verwechselt mixed confused correct correctly buchstabiert "
    "spelling schreibweise name nachname surname vorname heiße heisse heißen heißt sorry korrektur "
    "korrigiere vertippt tippfehler meinte quatsch "
)
"""Words for one thing in the place of another, and for how a name is written."""
CUES = cue(whole=_TELLING)
_WORD = re.compile(rf"(?<![\w'’-]){CAPITAL}(?![\w-])")
_BEGINS = ("ckq", "fvpw", "szc", "yij", "td", "bp", "gk")
"""First letters that sound alike."""
# herr rohtenberg sorry rothenberg
_SMALL = re.compile(
    r"(?<![\w'’-])(?P<one>[a-zäöüß]{5,20})[ ,.*–-]{1,4}"
    r"(?i:sorry|quatsch|korrektur|nein|äh|ähm|meinte"
    r"|ich meine|i mean|correction|typo)[ ,.:*–-]{1,4}(?P<other>[a-zäöüß]{5,20})(?![\w-])"
)
_LIKE = 0.72
_LEAST = 4
_MOST = 24
"""So many words with a capital are compared at most: what a message about one name has."""


def find(text: str, _context: Context) -> Iterable[Span]:
    """Words with a capital that are nearly the same and nothing else."""
    if words_of(text).isdisjoint(_TELLING):
        return
    words = [match for match in _WORD.finditer(text) if len(match[0]) >= _LEAST]
    likely = [(match, fold(match[0])) for match in words[:_MOST] if _is_likely(match[0])]
    for (one, form), (other, second) in combinations(likely, 2):
        if _is_alike(form, second) and _are_names(one[0], other[0]):
            yield Span(*one.span(), "PERSON")
            yield Span(*other.span(), "PERSON")
    for pair in _SMALL.finditer(text):
        forms = fold(pair["one"]), fold(pair["other"])
        if _is_alike(*forms) and not given().isdisjoint(forms) and all(map(_may_be, pair.groups())):
            yield Span(*pair.span("one"), "PERSON")
            yield Span(*pair.span("other"), "PERSON")


@lru_cache(maxsize=1 << 14)
def _is_likely(word: str) -> bool:
    """Whether a word may be one of the two (`_are_names`)."""
    return fold(word) in given() or could_be_name(word)


def _is_alike(one: str, other: str) -> bool:
    """Whether two folded words differ in a letter or two, and not just by an end."""
    begin = one[0] == other[0] or any(one[0] in like and other[0] in like for like in _BEGINS)
    if one == other or not begin or one.startswith(other) or other.startswith(one):
        return False
    # With all letters of the shorter one in the longer it would not be enough.
    if 2 * min(len(one), len(other)) / (len(one) + len(other)) < _LIKE:
        return False
    return SequenceMatcher(None, one, other).ratio() >= _LIKE


def _are_names(one: str, other: str) -> bool:
    """Whether both may be names; where one surely is, the other may be a word too."""
    forms = (fold(one), fold(other))
    sure = (_may_be(one), _may_be(other))
    return all(s or form in given() for s, form in zip(sure, forms, strict=True)) and any(sure)


def _may_be(word: str) -> bool:
    form = fold(word)
    return could_be_name(word) or (form in given() and form not in ordinary())
