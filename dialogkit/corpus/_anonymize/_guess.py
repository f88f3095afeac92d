"""A word as the language model sees it, and from which probability on it is believed."""

from __future__ import annotations

import re
from typing import NamedTuple

from dialogkit.corpus._anonymize._likely import likely
from dialogkit.corpus._anonymize._words import is_noun, plain_words, unmistakable

__all__ = ["ENOUGH", "LEAST", "NEVER", "Guess", "agreed", "is_plain", "is_small"]


class Guess(NamedTuple):
    """A word and what the model takes it for."""

    word: re.Match[str]
    """The word in its text."""
    kind: str
    """The type of identifier."""
    share: float
    """How likely the model holds that type to be."""
    nearest: str = ""
    """The likeliest type, however unlikely."""


ENOUGH = {
    "confirmed": 0.3,
    "sounding": 0.3,
    "several": 0.5,
    "unknown": 0.5,
    "doubtful": 0.35,
    "first": 0.6,
    "noun": 0.65,
    "small": 0.6,
    "town": 0.5,
    "town_unknown": 0.55,
    "town_noun": 0.6,
    "street_formed": 0.25,
    "street_number": 0.85,
    "street_bare": 0.8,
    "number": 0.5,
    "number_short": 0.6,
    "birth_date": 0.8,
    "username": 0.6,
    "sure": 0.95,
    "beside": 0.2,
}
"""From which probability on a find is believed, by what speaks for it.

Of names: in the lists; ends or sounds like one; several words; nothing; a word as well; nothing,
where a sentence begins; a compound's or a noun's end; no capital. From ``sure`` on what lists and
forms say against a find does not count; from ``beside`` on a word goes with a sure one."""

LEAST = {"PERSON": 0.3, "STREET": 0.25, "TOWN": 0.5, "POSTCODE_TOWN": 0.6}
"""From which probability on a word is weighed at all; the others from a half on."""

NEVER = 2.0
"""What is never believed."""

_HEARD = {"PERSON": 0.03, "TOWN": 0.1}
"""From which probability on the rules' weights are asked for a second opinion."""
_SECONDED = {"PERSON": 0.7, "TOWN": 0.5}
"""How likely a word must be by them, so that it is weighed although the model doubts it."""
_REFUTED = 0.02
"""How likely a word must be by them at least, unless the model is sure."""
_SURE = {"PERSON": 0.7, "TOWN": NEVER}


def agreed(text: str, word: re.Match[str], kind: str, share: float) -> float:
    """How likely a word is a name or a town by the model and by the weights of the rules.

    The model reads the sentence, the weights know the lists and the capitals that it does not see.

    Args:
        text: A message.
        word: One of its words.
        kind: ``PERSON`` or ``TOWN``.
        share: How likely the model holds that.
    """
    if not _HEARD[kind] <= share < _SURE[kind]:
        return share
    second = likely(text, word.start(), word.end(), kind)
    if second < _REFUTED:
        return 0.0
    return max(share, LEAST[kind]) if second >= _SECONDED[kind] else share


def is_small(guess: Guess, *, capitals: bool) -> bool:
    """Whether a word has no capital where names have one."""
    return capitals and guess.word[0][0].islower()


def is_plain(form: str) -> bool:
    """Whether a folded word is something else before it is a name."""
    return form not in unmistakable() and (form in plain_words() or is_noun(form))
