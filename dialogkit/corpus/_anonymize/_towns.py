"""Words that known towns begin with, and towns that are hardly anything else."""

from __future__ import annotations

from dialogkit.corpus._anonymize._cues import cue
from dialogkit.corpus._anonymize._words import plain_words, towns

__all__ = ["CLEAR_TOWN", "TOWN", "begins_clear_town", "is_clear_town"]


def begins_clear_town(form: str) -> bool:
    """Whether a known town begins with this folded word, which is no plain word."""
    return form in towns() and form not in plain_words()


def is_clear_town(forms: tuple[str, ...]) -> bool:
    """Whether these folded words are all of a known town, and the first is no plain word."""
    return forms in towns().get(forms[0], ()) and forms[0] not in plain_words()


TOWN = cue(test=lambda _, form: form in towns())
"""The cue of a word that a known town begins with."""
CLEAR_TOWN = cue(test=lambda _, form: begins_clear_town(form))
"""The cue of one that is no plain word."""
