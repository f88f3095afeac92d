"""What the words of a text can be the beginning or the sign of, asked once for all detectors.

Most texts hold nothing that a given detector looks for. Each detector says by `cue` which words it
cannot do without, and by `heads_of` with which its patterns begin; what a word is good for is
worked out when it is first seen and remembered, so that a text of known words costs one look-up a
word. A cue is a necessary condition and never more: without it nothing would be found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from dialogkit.corpus._anonymize._span import MASKED
from dialogkit.corpus._anonymize._words import fold, forms_of

__all__ = [
    "AHEAD",
    "ALWAYS",
    "BEHIND",
    "CAPITAL_BEFORE",
    "DIGIT",
    "FREE",
    "MASK",
    "OPEN",
    "ROW",
    "Heads",
    "OneOf",
    "Word",
    "cue",
    "cues_in",
    "digits_cue",
    "heads_of",
    "known_word",
    "letters_in",
    "one_of",
    "words_in_pattern",
]

ALWAYS = 1
"""A cue that every text holds."""
_HEAD = 6
_BEGINNING = 4
_MOST_WORDS = 1 << 16
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
letters_in = _LETTERS.finditer
"""The words of a text without digits, in order."""

_whole: dict[str, int] = {}
_begins: dict[str, int] = {}
_parts: dict[str, int] = {}
_cased: dict[str, int] = {}
_marks: dict[str, int] = {}
_tests: list[tuple[Callable[[str, str], bool], int]] = []
_head_tests: list[tuple[Callable[[str, str], bool], int]] = []
_digit_tests: list[tuple[Callable[[Sequence[int]], bool], int]] = []
_heads: dict[str, tuple[int, ...]] = {}
_whole_heads: dict[str, tuple[int, ...]] = {}
_last = [0]


class Word(NamedTuple):
    """What is known of a word, wherever it stands."""

    form: str
    """The word folded."""
    heads: tuple[int, ...]
    """Numbers of the `heads_of` it can begin a match of."""
    cues: int
    """Bits of the cues it is."""


class Heads(NamedTuple):
    """The words that some patterns begin with."""

    number: int
    """Which of all such sets it is."""
    cue: int
    """A text that has none of these words lacks this cue."""


def _bit() -> int:
    """A new bit; what was worked out without it is forgotten."""
    _last[0] += 1
    _seen.clear()
    cues_in.cache_clear()
    _any_part.cache_clear()
    _by_sign.cache_clear()
    _of_lengths.cache_clear()
    return 1 << _last[0]


def _add(table: dict[str, int], keys: Iterable[str], bit: int) -> None:
    for key in keys:
        table[key] = table.get(key, 0) | bit


def cue(
    *,
    whole: Iterable[str] = (),
    begins: Iterable[str] = (),
    parts: Iterable[str] = (),
    cased: Iterable[str] = (),
    marks: Iterable[str] = (),
    test: Callable[[str, str], bool] | None = None,
) -> int:
    """A bit that `cues_in` has for texts in which any of these occurs.

    Args:
        whole: Words in lower case.
        begins: How words begin, in lower case: four letters, or fewer where that is all of a word.
        parts: Letters in lower case somewhere in a word.
        cased: Words as they stand.
        marks: Anything else that occurs as it stands, a single mark for one.
        test: Takes a word as it stands and its folded form; asked once for each word.
    """
    bit = _bit()
    _add(_whole, whole, bit)
    _add(_begins, begins, bit)
    _add(_parts, parts, bit)
    _add(_cased, cased, bit)
    _add(_marks, marks, bit)
    if test is not None:
        _tests.append((test, bit))
    return bit


def digits_cue(test: Callable[[Sequence[int]], bool]) -> int:
    """A bit for texts of whose runs of digits ``test`` says so; it takes their lengths in order."""
    bit = _bit()
    _digit_tests.append((test, bit))
    return bit


class OneOf(int):
    """Cues of which a text needs some at once; as a number they are all of them together.

    ``cues & needed`` is what of them a text has, if that is enough, and else 0.
    """

    ways: tuple[tuple[int, ...], ...]

    def __rand__(self, cues: int) -> int:
        """What of ``cues`` counts."""
        for way in self.ways:
            for needed in way:
                if not cues & needed:
                    break
            else:
                return cues & int(self)
        return 0


def one_of(*ways: int | tuple[int, ...]) -> OneOf:
    """What a detector cannot do without, for its ``CUES``: one of ``ways``.

    Args:
        ways: Cues of which one is enough, or rows of such that must all be there.
    """
    rows = [(way,) if isinstance(way, int) else way for way in ways]
    found = OneOf(reduce(or_, (needed for row in rows for needed in row), 0))
    found.ways = tuple(rows)
    return found


def heads_of(
    *words: Iterable[str],
    whole: Iterable[str] = (),
    test: Callable[[str, str], bool] | None = None,
) -> Heads:
    """The beginnings of ``words``, their first six letters, and the ``whole`` words as they are.

    A word of one letter is a whole word too, and those of which ``test`` says so are (it takes a
    word as it stands and its folded form). `at_words` searches at no other words.
    """
    bit = _bit()
    number = _last[0]
    if test is not None:
        _head_tests.append((test, number))
    exact = {word for word in whole if word}
    for word in {word for group in words for word in group if word} - exact:
        if len(word) == 1:
            exact.add(word)
        else:
            _heads[word[:_HEAD]] = tuple({*_heads.get(word[:_HEAD], ()), number})
    for word in exact:
        _whole_heads[word] = tuple({*_whole_heads.get(word, ()), number})
    return Heads(number, bit)


def words_in_pattern(*patterns: re.Pattern[str]) -> frozenset[str]:
    """The words that patterns hold, in lower case: what a cue for them can ask for."""
    text = " ".join(pattern.pattern for pattern in patterns)
    text = re.sub(r"\[(\w)(\w)\]", lambda pair: pair[2], text)
    return frozenset(word.lower() for word in re.findall(r"[^\W\d_]{2,}", text))


def _heads_for(low: str) -> set[int]:
    found = set(_whole_heads.get(low, ()))
    for end in range(2, min(len(low), _HEAD) + 1):
        found.update(_heads.get(low[:end], ()))
    return found


@lru_cache(maxsize=1)
def _any_part() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _parts)) or r"(?!)")


@lru_cache(maxsize=1)
def _by_sign() -> tuple[frozenset[str], dict[str, list[tuple[str, int]]]]:
    """The marks by one of their characters, the one that is in the fewest texts."""
    found: dict[str, list[tuple[str, int]]] = {}
    for mark, bit in _marks.items():
        sign = min(mark, key=lambda sign: (sign.isspace(), sign.isalnum(), sign))
        found.setdefault(sign, []).append((mark, bit))
    return frozenset(found), found


def _cues_for(word: str, low: str, form: str) -> int:
    found = _cased.get(word, 0)
    for piece in (low,) if low.isalpha() else _LETTERS.findall(low):
        found |= _whole.get(piece, 0) | _begins.get(piece[:_BEGINNING], 0)
        if _any_part().search(piece) is not None:
            for part, bit in _parts.items():
                if part in piece:
                    found |= bit
    for test, bit in _tests:
        if test(word, form):
            found |= bit
    return found


class _Seen(dict[str, Word]):
    """The words seen so far, as many as are worth keeping."""

    def __missing__(self, word: str) -> Word:
        low, form = word.lower(), fold(word)
        heads = _heads_for(low)
        heads.update(number for test, number in _head_tests if test(word, form))
        cues = _cues_for(word, low, form)
        for number in heads:
            cues |= 1 << number
        known = Word(form, tuple(sorted(heads)), cues)
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = known
        return known


_seen = _Seen()


known_word = _seen.__getitem__
"""What is known of a word as it stands."""


@lru_cache(maxsize=8)
def cues_in(text: str) -> int:
    """The cues that a text holds, `ALWAYS` among them."""
    found = ALWAYS
    for word in forms_of(text):
        found |= _seen[word][2]
    if text.rstrip()[-1:].isalpha():
        found |= OPEN
    signs, by_sign = _by_sign()
    for sign in signs.intersection(text):
        for mark, bit in by_sign[sign]:
            if mark in text:
                found |= bit
    return found if _DIGIT.search(text) is None else found | _figures(text)


_BEHIND = re.compile(
    r"\d(?:(?<=[\w.'’:, -][ ,\n]\d)|(?<=[^\W\d]\d)|(?<=[^\W\d.][.:]\d)|(?<=\.:\d))\d{0,3}"
    r"(?!\d|[.,:]\d)"
)
_AHEAD = re.compile(r"(?<!\d)\d{1,5}[a-z]?(?: ?[-–/] ?\d{1,4}[a-z]?)?,? [^\W\d_]", re.IGNORECASE)


def _figures(text: str) -> int:
    """The cues of the digits of a text that has some."""
    found = DIGIT if _BEHIND.search(text) is None else DIGIT | BEHIND
    if _AHEAD.search(text) is not None:
        found |= AHEAD
    if _FREE.search(text) is not None:
        found |= FREE
    if _BEFORE_DIGIT.search(text) is not None:
        found |= CAPITAL_BEFORE
    return found | _of_lengths(tuple(map(len, _DIGITS.findall(text))))


_DIGITS = re.compile(r"\d+")
_FREE = re.compile(r"(?<!\w)\d")
_BEFORE_DIGIT = re.compile(r"[A-ZÄÖÜ][ ·./_-]{0,3}\d")


@lru_cache(maxsize=1 << 10)
def _of_lengths(lengths: tuple[int, ...]) -> int:
    """The cues of runs of digits that are so long."""
    found = 0
    for test, bit in _digit_tests:
        if test(lengths):
            found |= bit
    return found


DIGIT = _bit()
"""The cue of a text with a digit in it."""
BEHIND = _bit()
"""The cue of a text where a number of four digits at most is behind a word: Musterweg 3."""
AHEAD = _bit()
"""The cue of a text where a number of five digits at most is before a word: 3 Sample Road."""
FREE = _bit()
"""The cue of a text where a run of digits has no letter and no ``_`` right before it."""
CAPITAL_BEFORE = _bit()
"""The cue of a text where a capital is before a digit, three spaces or marks between at most."""
OPEN = _bit()
"""The cue of a text that ends with a letter."""
MASK = cue(marks=(MASKED,))
"""The cue of a text in which something is masked already."""
ROW = cue(marks=(f", {MASKED}", f",{MASKED}", f"\n{MASKED}", f"\n {MASKED}"))
"""The cue of a text in which a comma or the end of a line is before what is masked."""
