"""E-mail addresses as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue
from dialogkit.corpus._anonymize._span import Span

__all__ = ["CUES", "find"]

_EMAIL = re.compile(
    r"(?<![\w.+%-])(?:mailto:)?[\w.+%'&-]++[@＠]{1,2}[\w-]++(?:\.[\w-]++)*+"
    # A comma for the dot: max@example,org
    r"(?:,(?:de|com|org|net|at|ch|uk|co\.uk|eu|info|ie|io)(?!\w))?",
    re.IGNORECASE,
)

CUES = cue(marks="@＠")


def find(text: str, _context: Context) -> Iterable[Span]:
    """Addresses with an @; one without a dot after it (a typing slip) counts too."""
    if "@" not in text and "＠" not in text:
        return
    for match in _EMAIL.finditer(text):
        yield Span(*match.span(), "EMAIL")
