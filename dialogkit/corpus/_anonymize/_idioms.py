"""Phrases with a name in them in which nobody is meant, whatever stands before: "Mensch Meier".

"Ich bin Otto Normalverbraucher" looks like an introduction and is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from dialogkit.corpus._anonymize._cues import cue, cues_in, known_word
from dialogkit.corpus._anonymize._search import words_in
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import fold, idioms

__all__ = ["without_idioms"]


@cache
def _by_first() -> dict[str, frozenset[tuple[str, ...]]]:
    """The phrases, folded, by their first word."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for line in idioms():
        words = tuple(map(fold, line))
        found.setdefault(words[0], set()).add(words)
    return {first: frozenset(phrases) for first, phrases in found.items()}


@cache
def _lasts() -> frozenset[str]:
    """The last words of the phrases, without an ending."""
    phrases = (phrase for group in _by_first().values() for phrase in group)
    return frozenset(phrase[-1].removesuffix("s") for phrase in phrases)


_FIRST = cue(test=lambda _, form: form in _by_first())
_LAST = cue(test=lambda _, form: form.removesuffix("s") in _lasts())


def without_idioms(text: str, spans: Sequence[Span]) -> Sequence[Span]:
    """``spans`` but the persons, towns and streets that lie within one of the phrases."""
    if not spans or not cues_in(text) & _FIRST or not cues_in(text) & _LAST:
        return spans
    places = _places(text)
    if not places:
        return spans
    return [span for span in spans if span.type not in _KINDS or not _touches(span, places)]


_KINDS = frozenset(("PERSON", "TOWN", "STREET"))


def _touches(span: Span, places: Sequence[tuple[int, int]]) -> bool:
    """Whether a find begins or ends in a phrase: "Hans Dampf" may be found with more."""
    return any(start < span.end and span.start < end for start, end in places)


@lru_cache(maxsize=8)
def _places(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(_phrases(text))


def _phrases(text: str) -> Iterator[tuple[int, int]]:
    """Where the phrases stand; the last word may have an ending."""
    words, forms = words_in(text)
    for index, form in enumerate(forms):
        if not known_word(words[index][0]).cues & _FIRST:
            continue
        for phrase in _by_first().get(form, ()):
            last = index + len(phrase) - 1
            if last >= len(forms) or tuple(forms[index:last]) != phrase[:-1]:
                continue
            if forms[last].removesuffix("s") == phrase[-1].removesuffix("s"):
                yield words[index].start(), words[last].end()
