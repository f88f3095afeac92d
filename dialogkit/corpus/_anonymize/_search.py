"""Searching a text only where a pattern can match: what keeps many patterns fast."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from dialogkit.corpus._anonymize._cues import (
    CAPITAL_BEFORE,
    Heads,
    cues_in,
    known_word,
    letters_in,
)
from dialogkit.corpus._anonymize._span import MASKED

__all__ = [
    "Runs",
    "at_digits",
    "at_places",
    "at_words",
    "capital_before_digit",
    "digit_before_capital",
    "digit_runs",
    "in_order",
    "lengths",
    "mask_ends",
    "near",
    "near_digit_matches",
    "near_digits",
    "runs_in",
    "word_starts",
    "words_in",
]

_DIGITS = re.compile(r"\d+")
_MASKED = re.compile(MASKED)


@lru_cache(maxsize=8)
def _starts(text: str) -> dict[int, list[int]]:
    """Where the words begin that each set of `heads_of` holds, by its number."""
    found: dict[int, list[int]] = {}
    for match in words_in(text)[0]:
        for number in known_word(match[0]).heads:
            if number in found:
                found[number].append(match.start())
            else:
                found[number] = [match.start()]
    return found


def word_starts(text: str, heads: Heads) -> Sequence[int]:
    """Where the words begin that ``heads`` holds."""
    return _starts(text).get(heads.number, ())


def at_words(
    pattern: re.Pattern[str], text: str, heads: Heads, *, digits: bool = False
) -> list[re.Match[str]]:
    """Matches that begin with a word that ``heads`` holds, or with digits if so said, in order."""
    starts = _starts(text).get(heads.number)
    if digits:
        starts = sorted((*(starts or ()), *_digits_in(text)))
    if not starts:
        return []
    return [found for at in starts if (found := pattern.match(text, at)) is not None]


def at_places(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> list[re.Match[str]]:
    """Matches that begin at one of ``places``, given in order, as one search gives them."""
    return in_order([found for at in places if (found := pattern.match(text, at)) is not None])


@lru_cache(maxsize=8)
def mask_ends(text: str) -> tuple[int, ...]:
    """Where what is masked already ends."""
    return tuple([match.end() for match in _MASKED.finditer(text)])


def at_digits(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Matches of a pattern that begins with a run of digits, as one search gives them."""
    found = [pattern.match(text, at) for at in _digits_in(text)]
    return in_order([match for match in found if match is not None])


@lru_cache(maxsize=8)
def _digits_in(text: str) -> tuple[int, ...]:
    """Where runs of digits begin."""
    return tuple([match.start() for match in _DIGITS.finditer(text)])


def in_order(found: list[re.Match[str]]) -> list[re.Match[str]]:
    """Matches in order as one search gives them: none begins inside another."""
    if len(found) < 2:
        return found
    kept: list[re.Match[str]] = []
    for match in found:
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


class Runs(NamedTuple):
    """What is known of the runs of digits in a text; lengths are bits, as `lengths` gives them."""

    many: int
    """How many digits there are."""
    longest: int
    """How many digits the longest run has."""
    groups: int
    """How many runs there are."""
    sizes: int
    """The lengths of the runs."""
    free: int
    """The lengths of those with no letter and no ``_`` right before them."""
    followed: bool
    """Whether a letter or a ``_`` stands right after one."""


_RUN = re.compile(r"([^\W\d]?)(\d+)(?=([^\W\d]?))")
_LONGEST_RUN = 63


@lru_cache(maxsize=8)
def runs_in(text: str) -> Runs:
    """What of its digits tells at once that most patterns cannot match."""
    many = longest = sizes = free = 0
    followed = False
    found = _RUN.findall(text)
    for before, digits, after in found:
        size = len(digits)
        many += size
        longest = max(longest, size)
        bit = 1 << min(size, _LONGEST_RUN)
        sizes |= bit
        if not before:
            free |= bit
        followed = followed or bool(after)
    return Runs(many, longest, len(found), sizes, free, followed)


def lengths(*sizes: int) -> int:
    """A bit for each length of a run of digits."""
    return sum({1 << min(size, _LONGEST_RUN) for size in sizes})


def digit_runs(text: str) -> tuple[int, int]:
    """How many digits a text has, and how many the longest run of them."""
    runs = runs_in(text)
    return runs.many, runs.longest


_AFTER_DIGIT = re.compile(r"\d ?[A-Z]")


def capital_before_digit(text: str) -> bool:
    """Whether a capital stands before a digit, three spaces or marks between them at most."""
    return bool(cues_in(text) & CAPITAL_BEFORE)


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


@lru_cache(maxsize=8)
def words_in(text: str) -> tuple[tuple[re.Match[str], ...], tuple[str, ...]]:
    """The words of a text without digits, in order, and their folded forms."""
    found = tuple(letters_in(text))
    return found, tuple([known_word(match[0]).form for match in found])


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
