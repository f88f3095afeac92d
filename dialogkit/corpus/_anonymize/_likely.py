"""How likely a word is part of an identifier, by its letters and by what stands beside it.

A linear model: the word's parts of two to four letters, its capitals, the lists it is in, and two
words on either side, each with a weight that evaluations/ner/learn.py has learned from the
development texts. The rules ask it about finds that little speaks for: "Melody und", "von Leki".
"""

from __future__ import annotations

import math
import re
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    ambiguous,
    brands,
    fold,
    forenames,
    given,
    is_english_word,
    is_noun,
    plain_words,
    towns,
    unmistakable,
    usual_forenames,
    vocabulary,
)

__all__ = [
    "KINDS",
    "SIZE",
    "WEIGHTS",
    "Find",
    "Least",
    "features",
    "forget_words",
    "likely",
    "seconded",
    "unlikely",
    "words_in",
]

WEIGHTS = Path(__file__).with_name("likely.npz")
"""``weights`` (kinds, `SIZE`) as whole numbers of eight bits; ``scale`` and ``bias`` (kinds)."""

KINDS = ("PERSON", "TOWN")
"""What a word is weighed as: the rows of the weights."""

SIZE = 1 << 16
"""Features are counted in so many places, by the check sum of their names."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
words_in = _WORD.finditer
"""The words of a text that are weighed."""
_SEEN = 48
"""Characters on either side in which the words beside are looked for."""
_GAP = 4
"""Characters between two words that say something."""
_MOST = 50.0
"""Of a logarithm of odds."""
_LONGEST = 40
"""Letters of a word that are looked at."""
_SPACES = re.compile(r"\s+")


class Least(NamedTuple):
    """How likely a find of a detector must be that no other detector makes as well."""

    ever: float = 0.0
    """In any text."""
    alone: float = 0.0
    """In a text in which nothing else was found: no number, nobody, no two detectors agreeing."""


Find = tuple[Span, Least]
"""What a detector found, and what it is held to."""


def unlikely(text: str, finds: Sequence[Find], *, personal: bool) -> set[Span]:
    """Those of ``finds`` that no second detector makes and that do not look like what they are.

    Args:
        text: A message.
        finds: What detectors found in it.
        personal: Whether the text is about somebody, whatever else is found in it.

    Returns:
        Finds with one of `KINDS` as type.
    """
    doubtful = [find for find in finds if any(find[1]) and find[0].type in KINDS]
    if not doubtful:
        return set()
    second = seconded([span for span, _ in finds])
    personal = personal or bool(second) or MASKED in text
    found = set()
    for span, least in doubtful:
        enough = least.ever if personal else least.alone
        doubted = enough > 0 and span not in second
        if doubted and likely(text, span.start, span.end, span.type) < enough:
            found.add(span)
    return found


_in_order = attrgetter("start", "end", "type")


def seconded(spans: Sequence[Span]) -> set[Span]:
    """Those of ``spans`` that lie on another one of their type, or are there twice."""
    found: set[Span] = set()
    if len(spans) < 2:
        return found
    last: dict[str, Span] = {}
    for span in sorted(spans, key=_in_order):
        before = last.get(span.type)
        if before is not None and span.start < before.end:
            found |= {before, span}
        if before is None or span.end > before.end:
            last[span.type] = span
    return found


def likely(text: str, start: int, end: int, kind: str, file: Path = WEIGHTS) -> float:
    """Probability that a word of ``text[start:end]`` is what ``kind`` says, of the likeliest one.

    Args:
        text: A message.
        start: Offset of the first character, in Python characters.
        end: Offset after the last one.
        kind: One of `KINDS`.
        file: The weights.

    Returns:
        0 to 1; 1 where no word stands there.

    Raises:
        ValueError: ``kind`` is another one.
    """
    row = KINDS.index(kind)
    weights, scale, bias = _weights(file)[row]
    words = _with_bare_names(text, words_in(text, start, end))
    sums = [sum(map(weights.__getitem__, features(text, word))) for word in words]
    return 1 / (1 + math.exp(-max(-_MOST, max(sums) * scale + bias))) if sums else 1.0


def _with_bare_names(text: str, words: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """``words``, and of given names with a genitive's s the name: "Lottes Paket"."""
    for word in words:
        yield word
        if word[0][-1] == "s" and fold(word[0][:_LONGEST][:-1]) in forenames():
            bare = _WORD.match(text, word.start(), word.end() - 1)
            yield from () if bare is None else (bare,)


@cache
def _weights(file: Path) -> list[tuple[array[int], float, float]]:
    """Of each kind its weights, what one of them counts, and what is added to their sum."""
    with np.load(file, allow_pickle=False) as arrays:
        rows = (array("b", row.tobytes()) for row in arrays["weights"])
        return [*zip(rows, arrays["scale"].tolist(), arrays["bias"].tolist(), strict=True)]


def features(text: str, word: re.Match[str]) -> set[int]:
    """The places of a word's features, 0 to `SIZE`.

    Args:
        text: A message.
        word: One of its `words_in`.
    """
    return {*_of_word(word[0][:_LONGEST]), *map(_place, _beside(text, word.start(), word.end()))}


def _place(name: str) -> int:
    return zlib.crc32(name.encode()) % SIZE


@lru_cache(maxsize=1 << 12)
def _of_word(word: str) -> tuple[int, ...]:
    """The places of what a word has wherever it stands."""
    form = fold(word)
    framed = f"^{form}$"
    parts = [f"c{framed[at : at + n]}" for n in (2, 3, 4) for at in range(len(framed) - n + 1)]
    shape = _shape(word)
    lists = [name for name, holds in _LISTS.items() if holds(form)]
    joint = (f"lists {' '.join(lists)} {shape}", f"shape {shape}")
    held = (*(f"in {n}" for n in lists), *(f"in {n} {shape}" for n in lists))
    return tuple(map(_place, (*parts, *held, *joint)))


_LISTS: dict[str, Callable[[str], bool]] = {
    "given": lambda form: form in given(),
    "forenames": lambda form: form in forenames(),
    "usual": lambda form: form in usual_forenames(),
    "unmistakable": lambda form: form in unmistakable(),
    "ambiguous": lambda form: form in ambiguous(),
    "plain": lambda form: form in plain_words(),
    "brands": lambda form: form in brands(),
    "towns": lambda form: form in towns(),
    "noun": is_noun,
    "english": is_english_word,
    "vocabulary": lambda form: form in vocabulary(),
}


forget_words = _of_word.cache_clear
"""Lets go of the words that were remembered because they may come again."""


def _shape(word: str) -> str:
    if len(word) == 1 or word[1:].islower():
        return "Xx" if word[0].isupper() else "xx"
    return "XX" if word.isupper() else "xX"


def _beside(text: str, start: int, end: int) -> Iterator[str]:
    before = [*words_in(text, max(0, start - _SEEN), start)][-2:]
    after = [*words_in(text, end, min(len(text), end + _SEEN))][:2]
    left = _gap(text[before[-1].end() : start]) if before else "^"
    right = _gap(text[end : after[0].start()]) if after else _gap(text[end : end + _GAP]) + "$"
    one, two = _two([_form(match) for match in before[::-1]])
    yield from (f"-1 {one}", f"-1 {one}{left}", f"-2 {two} {one}", f"-gap {left}")
    if before:
        yield f"-shape {_shape(before[-1][0])}{left}"
        if one in forenames():
            yield "-forename"
    one, two = _two([_form(match) for match in after])
    yield from (f"+1 {one}", f"+1 {right}{one}", f"+2 {one} {two}", f"+gap {right}")
    if after:
        yield f"+shape {right}{_shape(after[0][0])}"
        if one in forenames():
            yield "+forename"


def _form(word: re.Match[str]) -> str:
    return fold(word[0][:_LONGEST])


def _two(forms: list[str]) -> tuple[str, str]:
    return (*forms, "#", "#")[0], (*forms, "#", "#")[1]


def _gap(between: str) -> str:
    """What stands between two words, in short."""
    return _SPACES.sub(lambda m: "\n" if "\n" in m[0] else " ", between)[:_GAP]
