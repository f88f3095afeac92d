"""The word lists beside this file, and the one form in which words are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

__all__ = [
    "ambiguous",
    "common",
    "company",
    "fold",
    "folded_set",
    "given",
    "nicknames",
    "ordinary",
    "particles",
    "unmistakable",
    "word_set",
    "words_of",
]

_FOLDER = Path(__file__).parent / "words"
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "a", "œ": "o", "ð": "d"})
_DIGRAPH = re.compile("[aou]e")


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """The form in which words are compared: no case, no accents, ä = ae = a.

    >>> fold("Müller") == fold("MUELLER") == fold("muller")
    True
    """
    if word.isascii():
        bare = word.lower()
    else:
        parts = unicodedata.normalize("NFKD", word.casefold())
        bare = "".join(c for c in parts if not unicodedata.combining(c)).translate(_PLAIN)
    return _DIGRAPH.sub(lambda pair: pair[0][0], bare)


def word_set(text: str) -> frozenset[str]:
    """The words of ``text``, for lists that stand beside the code that reads them."""
    return frozenset(text.split())


def folded_set(text: str) -> frozenset[str]:
    """The words of ``text``, folded."""
    return frozenset(map(fold, text.split()))


_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=8)
def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case: detectors ask it whether their cues occur at all."""
    return frozenset(_WORD.findall(text.lower()))


@cache
def _lines(name: str) -> tuple[tuple[str, ...], ...]:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(tuple(x.split()) for x in text.splitlines() if x and not x.startswith("#"))


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(fold(word) for line in _lines(name) for word in line)


@cache
def ordinary() -> frozenset[str]:
    """Words that are no names where a name could stand."""
    return common() | _folded("ordinary_other")


@cache
def common() -> frozenset[str]:
    """Of the `ordinary` words the German and English ones."""
    return _folded("ordinary_de") | _folded("ordinary_en")


@cache
def ambiguous() -> frozenset[str]:
    """Names that are also words, months, brands or places."""
    return _folded("ambiguous")


@cache
def company() -> frozenset[str]:
    """Words of companies and teams."""
    return _folded("company")


@cache
def particles() -> frozenset[str]:
    """``von``, ``de la``, ``Mc``: inside names, never names alone."""
    return _folded("particles")


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """What else a person with this given name is called."""
    groups: dict[str, frozenset[str]] = {}
    for line in _lines("nicknames"):
        group = frozenset(fold(word) for word in line)
        for name in group:
            # A short form belongs to many; only the full name at the head leads to all of them.
            near = group if name == fold(line[0]) else frozenset((name, fold(line[0])))
            groups[name] = groups.get(name, frozenset()) | near
    return groups


@cache
def given() -> frozenset[str]:
    """Given names and family names that are known, ambiguous ones too."""
    return _folded("given_names") | _folded("surnames") | frozenset(nicknames())


@cache
def unmistakable() -> frozenset[str]:
    """Known names that are nothing else, so that they need no cue beside them."""
    short = {name for name in given() if len(name) < 3}
    return given() - ambiguous() - ordinary() - company() - short
