"""Looking for known identifiers where there must be none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dialogkit.corpus._anonymize._composed import composed
from dialogkit.corpus._anonymize._encoded import encoded_in
from dialogkit.corpus._anonymize._outputs import Piece, files_in, pieces_of
from dialogkit.corpus._anonymize._pseudonyms import normal
from dialogkit.corpus._anonymize._role_names import is_role_name
from dialogkit.corpus._anonymize._span import PSEUDONYM
from dialogkit.corpus._anonymize._words import fold

__all__ = ["SHORTEST", "Swept", "Wanted", "letters", "sweep"]

_TOKEN = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+")
_MADE = re.compile(rf"{PSEUDONYM.pattern}|\b[A-Z][A-Z_]*_[0-9a-f]{{16}}(?![0-9a-f])")
"""Pseudonyms in texts and in columns."""
SHORTEST = 4
"""Values of fewer letters and digits are not looked for: they would be found anywhere."""
_SHORTEST_JOINED = 6
_GLUED = 10
"""So long a number is looked for inside longer words too; shorter ones occur there by chance."""
_WIDEST_GAP = 3


@dataclass(frozen=True, slots=True)
class Swept:
    """A text made ready to be asked for identifiers, however they are written."""

    words: str
    """Its folded words with single spaces around each."""
    joined: str
    """The same without spaces."""
    tokens: frozenset[str] = frozenset()
    """The same one by one: asked first, since a search through all takes far longer."""
    pieces: frozenset[str] = frozenset()
    """Every six letters of `joined` in a row that have a digit; likewise."""

    @classmethod
    def of(cls, text: str) -> Swept:
        """``text`` without the pseudonyms in it."""
        tokens = list(map(fold, _TOKEN.findall(PSEUDONYM.sub(" ", composed(text)))))
        joined = "".join(tokens)
        words = f" {' '.join(tokens)} "
        return cls(words, joined, frozenset(tokens), frozenset(_pieces_of(joined)))

    def holds(self, identifier: str) -> bool:
        """Whether ``identifier`` (4 letters or digits at least) occurs as whole words.

        One with digits in it counts without its spaces and marks too.
        """
        tokens = [fold(token) for token in _TOKEN.findall(composed(identifier))]
        joined = "".join(tokens)
        if len(joined) < SHORTEST:
            return False
        if self.tokens.issuperset(tokens) and f" {' '.join(tokens)} " in self.words:
            return True
        piece = next(_pieces_of(joined), None)
        return piece in self.pieces and joined in self.joined


def _pieces_of(joined: str) -> Iterator[str]:
    """What of a text without spaces may begin a search for a number: six letters with a digit."""
    for digits in _DIGITS.finditer(joined):
        first = max(0, digits.start() - _SHORTEST_JOINED + 1)
        last = min(digits.end() - 1, len(joined) - _SHORTEST_JOINED)
        for at in range(first, last + 1):
            yield joined[at : at + _SHORTEST_JOINED]


def letters(value: str) -> str:
    """The folded letters and digits of ``value``: two values with the same are found alike."""
    return "".join(fold(token) for token in _TOKEN.findall(composed(value)))


Known = tuple[str, str]
"""Type and value."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Known identifiers, looked for all at once: the time grows with the text, not with them.

    A name or address is found as the same words in the same order, whatever stands between; a
    value of six letters and digits or more with a digit in it also where it is cut otherwise
    (``0171 3920011`` for ``0171/39200-11``); from ten on inside a longer word too.
    """

    phrases: Mapping[str, tuple[Known, ...]]
    """By folded words with single spaces."""
    numbers: Mapping[str, tuple[Known, ...]]
    """Those with digits, by folded words without spaces."""
    heads: frozenset[str]
    """Every beginning of both."""
    glued: Mapping[str, tuple[str, ...]]
    """The long ones of `numbers` by their first letters."""
    gap: int
    """Characters between two words of a value at most: 3, or as many as a known value has."""

    @classmethod
    def of(cls, known: Mapping[str, Iterable[str]]) -> Wanted:
        """Raw values by type; left out are those of fewer than four letters and digits.

        So are senders called after what they are (Agent, Support Team): the words are everybody's.
        """
        phrases: dict[str, dict[Known, None]] = {}
        numbers: dict[str, dict[Known, None]] = {}
        heads: set[str] = set()
        gap = _WIDEST_GAP
        for kind, values in known.items():
            for value in values:
                if kind == "PERSON" and is_role_name(value):
                    continue
                gap = max(gap, *map(len, _TOKEN.split(value)[1:-1]), 0)
                for written in _ways(kind, value):
                    _enter((kind, value), written, phrases, numbers, heads)
        glued: dict[str, list[str]] = {}
        for joined in numbers:
            if len(joined) >= _GLUED:
                glued.setdefault(joined[:_GLUED], []).append(joined)
        return cls(
            phrases={words: tuple(who) for words, who in phrases.items()},
            numbers={joined: tuple(who) for joined, who in numbers.items()},
            heads=frozenset(heads),
            glued={start: tuple(all_) for start, all_ in glued.items()},
            gap=gap,
        )

    def find(self, text: str) -> Iterator[tuple[int, str, str]]:
        """Where which known values stand in ``text``: offset, type, value."""
        clean = _MADE.sub(lambda made: " " * len(made[0]), text)
        heads = self.heads
        for token in _TOKEN.finditer(clean):
            word = fold(token[0])
            if word in heads:
                yield from self._from(clean, token.start())
            if len(word) > _GLUED and _DIGIT.search(word) is not None:
                yield from ((token.start(), *known) for known in self._inside(word))

    def _from(self, clean: str, start: int) -> Iterator[tuple[int, str, str]]:
        """What begins with the word at ``start``."""
        for known, sign in ((self.phrases, " "), (self.numbers, "")):
            read, end = "", start
            for token in _TOKEN.finditer(clean, start):
                word = fold(token[0])
                read = read + sign + word if read else word
                if read not in self.heads or token.start() - end > self.gap:
                    break
                yield from ((start, *one) for one in known.get(read, ()))
                end = token.end()

    def _inside(self, word: str) -> Iterator[Known]:
        """Long numbers inside a longer word."""
        for at in range(len(word) - _GLUED + 1):
            for joined in self.glued.get(word[at : at + _GLUED], ()):
                if word.startswith(joined, at) and joined != word:
                    yield from self.numbers[joined]


def _ways(kind: str, value: str) -> set[str]:
    """How a value may be written elsewhere: as it is, normalised, and inland."""
    value = composed(value)
    ways = {value}
    if kind in ("PHONE", "EMAIL"):
        plain = normal(kind, value)
        ways.add(plain)
        if plain.startswith("+49"):
            ways.add("0" + plain.removeprefix("+49"))
    return ways


def _enter(
    known: Known,
    written: str,
    phrases: dict[str, dict[Known, None]],
    numbers: dict[str, dict[Known, None]],
    heads: set[str],
) -> None:
    tokens = [fold(token) for token in _TOKEN.findall(written)]
    joined = "".join(tokens)
    if len(joined) < SHORTEST:
        return
    phrases.setdefault(" ".join(tokens), {})[known] = None
    heads.update(" ".join(tokens[: end + 1]) for end in range(len(tokens)))
    if len(joined) >= _SHORTEST_JOINED and _DIGIT.search(joined) is not None:
        numbers.setdefault(joined, {})[known] = None
        heads.update(joined[: end + 1] for end in range(len(joined)))


def sweep(
    sources: Iterable[str | Path], known_identifiers: Mapping[str, Iterable[str]]
) -> dict[str, int]:
    """How many known identifiers of each type occur in texts or files. It must find none.

    Args:
        sources: Texts (``str``) and files or folders (``Path``) of any kind: tables, models (zip
            archives are opened), reports, notebooks.
        known_identifiers: Raw values by type, such as ``{"PERSON": [...], "PHONE": [...]}``; values
            of fewer than four letters and digits are left out, as are names such as "Agent".

    Returns:
        Number of different values found by type, 0 included. Never the values.

    Raises:
        InputError: A file cannot be read.

    >>> sweep(["Hallo <PERSON_3f2a>, bis morgen"], {"PERSON": ["Petra Beispiel"]})
    {'PERSON': 0}
    """
    given: dict[str, Sequence[str]] = {k: list(v) for k, v in known_identifiers.items()}
    wanted = Wanted.of(given)
    found: dict[str, set[str]] = {kind: set() for kind in given}
    for piece in _pieces(sources):
        for _, kind, value in wanted.find(piece.text):
            found[kind].add(value)
        for _, _, said in encoded_in(piece.text):
            for _, kind, value in wanted.find(said):
                found[kind].add(value)
    return {kind: len(values) for kind, values in found.items()}


def _pieces(sources: Iterable[str | Path]) -> Iterator[Piece]:
    for source in sources:
        if isinstance(source, str):
            yield Piece(composed(source))
        else:
            for file in files_in(source):
                yield from pieces_of(file)
