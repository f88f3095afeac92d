"""Keeping one customer's words out of what an encoder's head learns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

__all__ = ["without_rare_words"]

_WORD = re.compile(r"\w+")


def without_rare_words(texts: Sequence[str], speakers: Sequence[str], *, least: int) -> list[str]:
    """The texts without the words that fewer than ``least`` different speakers used.

    A model may hold none of a customer's words and still be surer of a sentence it was trained on
    than of the same one with another name in it: through the sentence vector, and through common
    letter pairs. Trained without the name, it cannot be.
    """
    users: defaultdict[str, set[str]] = defaultdict(set)
    for text, speaker in zip(texts, speakers, strict=True):
        for word in _WORD.findall(text):
            users[word].add(speaker)
    rare = {word for word, who in users.items() if len(who) < least}
    return [
        " ".join(_WORD.sub(lambda found: "" if found[0] in rare else found[0], text).split())
        for text in texts
    ]
