"""Searching a text only where a pattern can match: what keeps many patterns fast."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dialogkit.corpus._anonymize._words import fold

__all__ = [
    "at_words",
    "capital_before_digit",
    "digit_before_capital",
    "digit_runs",
    "heads_of",
    "in_order",
    "near",
    "near_digit_matches",
    "near_digits",
    "word_starts",
    "words_in",
]

_DIGITS = re.compile(r"\d+")
_HEAD = 2


@lru_cache(maxsize=8)
def word_starts(text: str) -> dict[str, list[int]]:
    """Where words begin, by their first two letters in lower case."""
    found: dict[str, list[int]] = {}
    for match in words_in(text)[0]:
        start = match.start()
        head = match[0][:_HEAD].lower()
        if head in found:
            found[head].append(start)
        else:
            found[head] = [start]
    return found


def heads_of(*words: Iterable[str]) -> frozenset[str]:
    """The first two letters of ``words``, and those words that are one letter long."""
    return frozenset(word[:_HEAD] for group in words for word in group if word)


def at_words(pattern: re.Pattern[str], text: str, heads: frozenset[str]) -> list[re.Match[str]]:
    """Matches that begin with a word, at words that begin with one of ``heads``."""
    starts = word_starts(text)
    found = []
    for head in heads.intersection(starts):
        for start in starts[head]:
            match = pattern.match(text, start)
            if match is not None:
                found.append(match)
    return found


def in_order(found: list[re.Match[str]]) -> list[re.Match[str]]:
    """Matches as a search from left to right gives them: none begins inside another."""
    if len(found) < 2:
        return found
    kept: list[re.Match[str]] = []
    for match in sorted(found, key=lambda match: match.start()):
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


@lru_cache(maxsize=8)
def digit_runs(text: str) -> tuple[int, int]:
    """How many digits a text has, and how many the longest run of them."""
    lengths = list(map(len, _DIGITS.findall(text)))
    return sum(lengths), max(lengths, default=0)


_BEFORE_DIGIT = re.compile(r"[A-ZÄÖÜ][ ·./_-]{0,3}\d")
_AFTER_DIGIT = re.compile(r"\d ?[A-Z]")


@lru_cache(maxsize=8)
def capital_before_digit(text: str) -> bool:
    """Whether a capital stands before a digit, three spaces or marks between them at most."""
    return _BEFORE_DIGIT.search(text) is not None


@lru_cache(maxsize=8)
def digit_before_capital(text: str) -> bool:
    """Whether a capital stands after a digit, a space between them or nothing."""
    return _AFTER_DIGIT.search(text) is not None


def near_digit_matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches of a pattern that holds a digit and reaches no further than `_REACH` from one."""
    return pattern.finditer(text) if len(text) < 2 * _REACH else _near_digits(pattern, text)


def _near_digits(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for start, end in near_digits(text, _REACH, _REACH):
        yield from pattern.finditer(text, start, end)


_REACH = 80


_LETTERS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=8)
def words_in(text: str) -> tuple[tuple[re.Match[str], ...], tuple[str, ...]]:
    """The words of a text without digits, in order, and their folded forms."""
    found = tuple(_LETTERS.finditer(text))
    return found, tuple([fold(match[0]) for match in found])


@lru_cache(maxsize=8)
def near_digits(text: str, before: int, after: int) -> tuple[tuple[int, int], ...]:
    """Stretches of ``text`` around its digits, joined where they overlap."""
    return near(text, _DIGITS, before, after)


def near(
    text: str, anchor: re.Pattern[str], before: int, after: int
) -> tuple[tuple[int, int], ...]:
    """Stretches around what ``anchor`` matches, joined where they overlap.

    Each begins and ends between two words, so that no word is cut in two.
    """
    found: list[tuple[int, int]] = []
    for match in anchor.finditer(text):
        start = _word_start(text, max(0, match.start() - before))
        end = _word_end(text, min(len(text), match.end() + after))
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


_LONGEST_WORD = 40


def _word_start(text: str, at: int) -> int:
    for back in range(min(at, _LONGEST_WORD)):
        if text[at - back - 1].isspace():
            return at - back
    return at


def _word_end(text: str, at: int) -> int:
    for ahead in range(min(len(text) - at, _LONGEST_WORD)):
        if text[at + ahead].isspace():
            return at + ahead
    return at
