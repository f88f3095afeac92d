"""How texts are made plain before rules look at them: case, umlauts, slips of typing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

__all__ = ["KEPT", "any_of", "plain", "sentences"]

KEPT = 50_000
"""Texts whose marks are kept in memory: short answers and a bot's sentences come again."""
_LATEST = 64
"""Texts whose sentences are kept: many rules look at one text after the other."""
LONGEST = 1_000
"""Only the beginning of longer texts is looked at."""

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "'": None, "’": None, "`": None, "´": None}
)
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
_WORD = re.compile(r"[a-z]{5,}")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")

_DATE = re.compile(
    r"\b(\d{1,2})\.\s?(\d{1,2}\b|(?=(?:jan|feb|maer|apr|mai|jun|jul|aug|sep|okt|nov|dez)))\.?"
)
"""The dots of a date, of a time and of an ordinal number end no sentence."""

_KEYWORDS = frozenset(
    {
        "agent",
        "angekommen",
        "ansprechpartner",
        "arrived",
        "danke",
        "dankeschoen",
        "erledigt",
        "funktioniert",
        "geholfen",
        "geklappt",
        "geloest",
        "human",
        "jemandem",
        "kollegen",
        "kollegin",
        "mensch",
        "menschen",
        "mitarbeiter",
        "mitarbeiterin",
        "operator",
        "person",
        "problem",
        "representative",
        "resolved",
        "solved",
        "someone",
        "sprechen",
        "supervisor",
        "thank",
        "thanks",
        "vielen",
        "working",
        "zurueckrufen",
    }
)
_REAL_WORDS = frozenset({"tanks", "soled", "meschen", "wording", "tank"})
"""Words of their own that a slip would also give."""


def _slips(word: str) -> Iterator[str]:
    """Neighbours swapped; in longer words also one letter left out or doubled."""
    for i in range(len(word) - 1):
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    for i in range(1, len(word) - 1):
        if len(word) > 5:
            yield word[:i] + word[i + 1 :]
            yield word[:i] + word[i] + word[i:]


_MEANT = {
    slip: word
    for word in _KEYWORDS
    for slip in _slips(word)
    if slip not in _KEYWORDS and slip not in _REAL_WORDS
}


def plain(text: str) -> str:
    """The text in small letters, without umlauts, apostrophes and slips in the words that count.

    >>> plain("Ich möchte mit einem Mitarbieter sprechen, daaanke")
    'ich moechte mit einem mitarbeiter sprechen, danke'
    """
    small = text[:LONGEST].lower().translate(_UMLAUTS)
    return _WORD.sub(_meant, _DRAWN_OUT.sub(r"\1", small))


def _meant(word: re.Match[str]) -> str:
    return _MEANT.get(word[0], word[0])


def any_of(*patterns: str) -> re.Pattern[str]:
    """One expression of all patterns, for plain texts."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns).translate(_UMLAUTS))


@lru_cache(maxsize=_LATEST)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences with the marks they end in."""
    whole = _DATE.sub(r"\1,\2 ", text)
    return tuple(one.strip() for one in _SENTENCE.findall(whole) if one.strip(" \n.!?"))
