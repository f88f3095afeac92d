"""Payment cards: 13 to 19 digits that pass Luhn's check, or that the text calls a card."""

from __future__ import annotations

import re
from collections.abc import Iterable

from stdnum import luhn

from dialogkit.corpus._anonymize._context import Context, mentions
from dialogkit.corpus._anonymize._cues import cue, digits_cue, one_of
from dialogkit.corpus._anonymize._search import digit_runs
from dialogkit.corpus._anonymize._span import Span

__all__ = ["CUES", "find"]

NEEDS_DIGIT = True

_DIGITS = re.compile(r"(?<![\w+])(?<!\d[ .-])\d(?:[ .\-\u00a0]{0,2}\d){12,18}(?![ .-]?\d)(?!\w)")
_CUE = re.compile(
    r"(?:card|karte|visa|master|amex|american express|maestro|giro|debit|credit|kredit|tarjeta"
    r"|carte|carta)[^\n]{0,30}$",
    re.IGNORECASE,
)
_MASKED = re.compile(
    r"(?<![\w*•])(?:[*xX•]{4}[ -]?){1,3}\d{4}(?!\d)|(?<!\d)\d{4}[ -]?[*xX•]{4,8}[ -]?[*xX•\d]{2,4}"
)


_LEAST = 13
CUES = one_of(
    digits_cue(lambda sizes: sum(sizes) >= _LEAST),
    (digits_cue(lambda sizes: max(sizes) >= 4), cue(parts=("xx",), marks="*•")),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Card numbers, and those of which a shop shows the last four digits only."""
    many, longest = digit_runs(text)
    for match in _DIGITS.finditer(text) if many >= _LEAST else ():
        digits = re.sub(r"\D", "", match[0])
        known = digits[0] in "3456" and luhn.is_valid(digits)
        if known or _CUE.search(text, max(0, match.start() - 45), match.start()):
            yield Span(*match.span(), "CARD")
    if longest >= 4 and mentions(text, ("xx", "*", "•")):
        yield from (Span(*m.span(), "CARD") for m in _MASKED.finditer(text))
