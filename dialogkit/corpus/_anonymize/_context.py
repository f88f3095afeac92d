"""What a detector may know besides the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from dialogkit.corpus._anonymize._participants import Participants
from dialogkit.corpus._anonymize._span import Span

__all__ = ["Context", "Detector", "has_digit", "mentions"]

_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=64)
def has_digit(text: str) -> bool:
    """Whether any digit occurs: the cheapest question to ask first."""
    return _DIGIT.search(text) is not None


@lru_cache(maxsize=8)
def _lowered(text: str) -> str:
    return text.lower()


def mentions(text: str, parts: Iterable[str]) -> bool:
    """Whether any of ``parts`` (lower case) occurs: far cheaper than a pattern of as many words."""
    low = _lowered(text)
    for part in parts:  # noqa: SIM110 - any() takes twice as long, and this runs for every text
        if part in low:
            return True
    return False


@dataclass(frozen=True, slots=True)
class Context:
    """The people of the conversation that a text belongs to."""

    people: tuple[Participants, ...] = ()
    """Whose names are known, in groups: those of one conversation, those of all."""
    more: tuple[Detector, ...] = ()
    """Optional detectors, far slower than rules: asked as rarely as can be."""
    misses: set[str] = field(default_factory=set, repr=False, compare=False)
    """Words that mean nobody of any group: a text of such words alone is done at once."""

    @classmethod
    def of(cls, participants: Iterable[str]) -> Context:
        """A context with the people called ``participants``."""
        return cls((Participants.of(participants),))

    def learn(self, words: frozenset[str]) -> None:
        """Finds out which of ``words``, those of all texts to come, mean nobody."""
        for people in self.people:
            if people.names:
                for word in words - people.misses:
                    people.hit(word)
                words &= people.misses
        self.misses.update(words)


class Detector(Protocol):
    """Finds one kind of identifier; a module with this function in it is one.

    One whose finds depend on the people in the context says so by ``KNOWS_PEOPLE = True``; what
    the others find in a text is remembered. One that finds nothing in a text without digits says
    ``NEEDS_DIGIT = True`` and is not asked there; one that finds nothing without certain words, by
    ``CUES``, bits of `cue` and `heads_of`; one whose finds are often nothing, by ``LEAST``, what
    they are held to. A find that a cue announced, so that nobody famous is meant, is one of a
    detector with ``CUED = True``.
    """

    def find(self, text: str, context: Context, /) -> Iterable[Span]:
        """The places of that kind in ``text``, in any order, overlapping or not."""
