"""Folding: the same key for what people mean to be the same words."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fold", "number_in", "without_politeness", "words_in"]

_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "æ": "a", "ø": "o"})
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`´](?=\w)")
_NOT_WORD = re.compile(r"[\W_]+")
_INVISIBLE = re.compile("[\u200b-\u200d\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]")
_NUMBER = re.compile(r"(?:nr|nummer|number|no|option)?\s*(\d{1,2})")


def fold(text: str) -> str:
    """``text`` without case, punctuation, accents, and without the ways to write an umlaut.

    >>> fold("  Rückgabe, bitte! ") == fold("RUECKGABE bitte")
    True
    >>> fold("👍🏽")
    '👍'
    >>> fold("Das war's"), fold("das wars")
    ('das wars', 'das wars')
    """
    shown = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold().strip()
    plain = unicodedata.normalize("NFKD", shown.translate(_UMLAUTS))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    words = _NOT_WORD.sub(" ", _APOSTROPHE.sub("", bare)).strip()
    for digraph, letter in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        words = words.replace(digraph, letter)
    return words or shown


def without_politeness(folded: str) -> str:
    """A folded text less the polite words around it: "ja bitte" is "ja"."""
    words = folded.split()
    while words and words[-1] in _POLITE:
        words.pop()
    while words and words[0] in _POLITE:
        words.pop(0)
    return " ".join(words)


def number_in(folded: str) -> int | None:
    """The number that a folded text consists of, as "2", "2.", "Nr. 2" or a keycap."""
    found = _NUMBER.fullmatch(folded)
    return int(found[1]) if found else None


def words_in(text: str) -> frozenset[str]:
    """The folded words of ``text``."""
    return frozenset(fold(text).split())


_POLITE = words_in("bitte danke gern gerne please thanks thank you dann ok okay also well so")
