"""A word as the language model sees it, and from which probability on it is believed."""

from __future__ import annotations

import re
from typing import NamedTuple

from dialogkit.corpus._anonymize._words import is_noun, plain_words, unmistakable

__all__ = ["ENOUGH", "NEVER", "Guess", "is_plain", "is_small"]


class Guess(NamedTuple):
    """A word and what the model takes it for."""

    word: re.Match[str]
    """The word in its text."""
    kind: str
    """The type of identifier."""
    share: float
    """How likely the model holds that type to be."""


ENOUGH = {
    "confirmed": 0.3,
    "sounding": 0.3,
    "several": 0.6,
    "unknown": 0.5,
    "doubtful": 0.45,
    "first": 0.6,
    "noun": 0.8,
    "small": 0.6,
    "town": 0.5,
    "town_unknown": 0.8,
    "town_noun": 0.9,
    "street_formed": 0.25,
    "street_number": 0.85,
    "street_bare": 0.8,
}
"""From which probability on a find is believed, by what speaks for it.

Of names: in the lists; ends or sounds like one; several words; nothing; a word as well; nothing,
where a sentence begins; a compound's or a noun's end; no capital."""

NEVER = 2.0
"""What is never believed."""


def is_small(guess: Guess, *, capitals: bool) -> bool:
    """Whether a word has no capital where names have one."""
    return capitals and guess.word[0][0].islower()


def is_plain(form: str) -> bool:
    """Whether a folded word is something else before it is a name."""
    return form not in unmistakable() and (form in plain_words() or is_noun(form))
