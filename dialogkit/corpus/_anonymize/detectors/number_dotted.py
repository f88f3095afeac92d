"""Numbers of contracts with dots as in amounts: "Bausparvertrag … meiner ist die 44.310.772"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._amounts import has_unit, is_price
from dialogkit.corpus._anonymize._context import Context, mentions
from dialogkit.corpus._anonymize._cues import cue
from dialogkit.corpus._anonymize._search import digit_runs, near_digit_matches
from dialogkit.corpus._anonymize._span import Span

__all__ = ["CUES", "find"]

NEEDS_DIGIT = True

_DOTTED = re.compile(
    r"(?<![\w.,€$£-])(?<![€$£] )(?:(?:[A-Z]{1,3} )?[1-9]\d?\d?(?:\.\d{3}){2,3}"
    r"(?:[/-]\d{1,4}|(?<=\.\d{3}\.\d{3})\.\d{1,2})?)"
    r"(?![\w%]|[.,:]\d)"
)
_MONEY_BEFORE = re.compile(
    r"(?i)(?:summe ist|maximal|höchstens|bis|bis zu|deckt"
    r"|über|von|fast|rund|ca\.?|etwa|knapp|mit|kostet|kosten|summe|betrag|preis|wert|eur"
    r"|chf|stand|zählerstand|wegen|um) \Z"
)
_THINGS = (
    *("vertrag", "vertr", "police", "polizze", "versicherung", "konto", "nummer", "mitglied"),
    *("kund", "bauspar", "depot", "akte", "schaden", "leben", "mandant", "personal", "zeichen"),
)
CUES = cue(parts=_THINGS)
_LEAST = 7


def find(text: str, _context: Context) -> Iterable[Span]:
    """Groups of three digits where a text speaks of what has a number, and of no money there."""
    if digit_runs(text)[0] < _LEAST or "." not in text or not mentions(text, _THINGS):
        return
    for match in near_digit_matches(_DOTTED, text):
        start, end = match.span()
        if has_unit(text, end) or is_price(text, match[0], end) or match[0].endswith(".000.000"):
            continue
        if _MONEY_BEFORE.search(text, max(0, start - 16), start) is None:
            yield Span(start, end, "CUSTOMER_NUMBER")
