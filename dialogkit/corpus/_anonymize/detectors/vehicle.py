"""Numbers of vehicles: seventeen characters without I, O and Q, the last four digits (ISO 3779)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import digits_cue
from dialogkit.corpus._anonymize._span import Span

__all__ = ["CUES", "NEEDS_DIGIT", "find"]

NEEDS_DIGIT = True

_NUMBER = re.compile(
    r"(?<![\w-])(?=[A-Z0-9]*[A-Z])(?:[A-HJ-NPR-Z0-9]{13}\d{4}|[A-HJ-NPR-Z0-9]{3}[ -]"
    r"[A-HJ-NPR-Z0-9]{6}[ -][A-HJ-NPR-Z0-9]{4}\d{4})(?![\w-])"
)
_ENDS = range(4, 18)
CUES = digits_cue(lambda sizes: any(size in _ENDS for size in sizes))


def find(text: str, _context: Context) -> Iterable[Span]:
    """Each such number; whose the vehicle is, its registration tells."""
    return (Span(*match.span(), "CUSTOMER_NUMBER") for match in _NUMBER.finditer(text))
