"""Numbers on meters whose letters and digits stand by turns: "two meters: mine is K16 A 03321"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._amounts import has_unit, is_product
from dialogkit.corpus._anonymize._context import Context, mentions
from dialogkit.corpus._anonymize._cues import cue
from dialogkit.corpus._anonymize._search import near_digit_matches
from dialogkit.corpus._anonymize._span import Span

__all__ = ["CUES", "NEEDS_DIGIT", "find"]

NEEDS_DIGIT = True

_SERIAL = re.compile(
    r"(?<![\w.,/-])[A-Z]{1,2} ?\d{1,4} [A-Z]{1,3} ?\d{4,7}(?: ?[A-Z])?(?![\w€%]|[.,:]\d)"
)
_METERS = ("meter", "zähler", "mpan", "mprn")
CUES = cue(parts=_METERS)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Such groups where a text speaks of a meter: no word for a number need be near."""
    if not mentions(text, _METERS):
        return
    for match in near_digit_matches(_SERIAL, text):
        if not has_unit(text, match.end()) and not is_product(text, match.start()):
            yield Span(*match.span(), "CUSTOMER_NUMBER")
