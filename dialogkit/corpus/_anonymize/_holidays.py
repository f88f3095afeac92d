"""Days that are called after somebody, and streets that everybody knows: nobody's name or address.

"St Patrick's Day", "a table on Valentine's", "Unter den Linden".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dialogkit.corpus._anonymize._context import mentions
from dialogkit.corpus._anonymize._cues import cue, cues_in
from dialogkit.corpus._anonymize._words import word_set

__all__ = ["days_and_ways"]

_HOLIDAYS = re.compile(
    r"(?<![\w-])(?:(?:Valentine|Mother|Father|New Year|All Saint|All Soul|President|Veteran|Burn"
    r"|(?:(?:St\.?|Saint) )?(?:Patrick|George|Andrew|David|Nicholas|Stephen|Martin|Swithin))"
    r"(?:s['’]?|['’]s) (?:Day|Night|Eve|Weekend|weekend|dinner|menu|special|lunch|brunch|card)s?"
    r"|(?:Guy Fawkes|Columbus|Martin Luther King|MLK) (?:Day|Night)"
    r"|(?:Sankt|St\.|Heiligen?) (?:Martin|Nikolaus|Nikolas|Barbara|Stephan)s?"
    r"|(?:Nikolaus|Martins|Stephans|Stefani|Josefi|Barbara|Valentins|Josephs)-?(?:tag|abend)s?"
    r"|Valentine['’]?s(?=[,.!?;)\n]|$| (?:please|and|or|at|if|this|next|with|for|pls|we|i|is)\b))"
    r"(?![\w-])"
)
_HOLIDAY_CUE = cue(
    whole=word_set(
        "valentine valentines mother mothers father fathers year years saint saints soul souls "
        "president presidents veteran veterans burn burns st patrick patricks george georges "
        "andrew andrews david davids nicholas stephen stephens martin martins swithin swithins "
        "fawkes columbus king mlk sankt heilige heiligen"
    ),
    parts=("tag", "abend"),
)


_FAMOUS_PLACES = re.compile(
    r"(?<![\w-])(?:Unter den Linden|Ku(?:['’]|rfürsten)damm|Am Ballermann|Via Appia"
    r"|Route 66)(?! ?\d)"
)
_PLACE_PARTS = ("den linden", "damm", "ballermann", "appia", "route 66")


def days_and_ways(text: str) -> Iterator[tuple[int, int]]:
    """Where a day is named after somebody, or such a street stands without a number."""
    if cues_in(text) & _HOLIDAY_CUE:
        yield from (match.span() for match in _HOLIDAYS.finditer(text))
    if mentions(text, _PLACE_PARTS):
        yield from (match.span() for match in _FAMOUS_PLACES.finditer(text))
