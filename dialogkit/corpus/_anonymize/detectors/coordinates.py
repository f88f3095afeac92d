"""Places given as numbers: latitude and longitude, plus codes, three words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dialogkit.corpus._anonymize._context import Context, has_digit, mentions
from dialogkit.corpus._anonymize._cues import DIGIT, cue, cues_in, digits_cue, one_of
from dialogkit.corpus._anonymize._search import lengths, near_digit_matches, runs_in
from dialogkit.corpus._anonymize._span import Span

__all__ = ["CUES", "find"]

_DECIMAL = re.compile(
    r"(?<![\d.])[NS]? ?[+-]?\d{1,2}[.,]\d{3,}°? ?[NS]?[ ,;/]{1,3}"
    r"(?:lon\w*[:= ]*)?[EWO]? ?[+-]?\d{1,3}[.,]\d{3,}°?(?: ?[EWO]\b)?(?![\d.]\d)"
)
_PART = (
    r"\d{1,3} ?° ?(?:\d{1,2}(?:[.,]\d+)? ?['′’´] ?(?:\d{1,2}(?:[.,]\d+)? ?(?:\"|″|”|''|′′) ?)?)?"
)
_DEGREES = re.compile(
    rf"(?:[NSEWO] ?{_PART}|{_PART}[NSEWO]\b)(?:[ ,;/]{{0,3}}(?:[NSEWO] ?{_PART}|{_PART}[NSEWO]\b))?"
)
_PLUS = re.compile(
    r"(?<![\w+])[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}(?!\w)"
    r"(?:,? [A-ZÄÖÜ][\w-]+)?"
)
_THREE_WORDS = re.compile(r"(?<![\w/])///[^\W\d_]+\.[^\W\d_]+\.[^\W\d_]+")

# N 52 30.983 E 13 22.660, lat 52.51 long 13.37
_MINUTES = re.compile(
    r"(?<!\w)[NS] ?\d{1,2}[° ]{1,2}\d{1,2}[.,]\d{2,4}['′’]?[ ,/]{1,3}[EWO] ?\d{1,3}[° ]{1,2}"
    r"\d{1,2}[.,]\d{2,4}['′’]?(?!\w)"
)
_NAMED = re.compile(
    r"(?i)(?<!\w)(?:lat(?:itude)?|breite(?:ngrad)?)\.?[ :=]{1,3}[+-]?\d{1,2}[.,]\d{1,8}"
    r"°?[ ,;/]{0,3}(?:and |und )?(?:lo?ng?(?:itude)?|lon"
    r"|länge(?:ngrad)?)\.?[ :=]{1,3}[+-]?\d{1,3}[.,]\d{1,8}(?!\w)"
)
# 32U 389934 5819594, grid ref TQ 300 804
_GRID = re.compile(
    r"(?<!\w)(?:[1-5]?\d|60)[C-HJ-NP-X] ?\d{6} ?\d{7}(?!\w)"
    r"|(?i:\bgrid ?(?:ref\w*)?[ .:]{1,2}(?:is )?"
    r"|\bos ref[ .:]{1,2})(?P<value>[A-Z]{2} ?\d{3,5} ?\d{3,5})(?!\w)"
)
_WORDS = re.compile(
    r"(?i)(?:what ?3 ?words|w3w|what ?three ?words|3 ?words|drei wörter"
    r"|(?<!/)///? ?)[ :/]{0,3}(?:is |ist "
    r"|lautet )?"
    r"(?P<value>[^\W\d_]{3,16}\.[^\W\d_]{3,16}\.[^\W\d_]{3,16})(?![\w.])"
)
_EAST, _NORTH, _JOINED_GRID = map(lengths, (6, 7, 13))
_WORDS_CUE = cue(parts=("word", "three", "wörter"), whole=("w",), marks=("// ",))


def _may_be_grid(sizes: Sequence[int]) -> bool:
    """Whether two runs of digits, or one, are as long as a place in metres east and north."""
    return 13 in sizes or (6 in sizes and 7 in sizes)


CUES = one_of(
    cue(marks=("///",)),
    (DIGIT | cue(marks="/") | cue(whole=("words", "wörter")), _WORDS_CUE),
    (DIGIT, cue(marks="°+")),
    digits_cue(lambda sizes: len(sizes) >= 4 and sum(sizes) >= 6),
    (
        digits_cue(lambda sizes: sum(sizes) >= 6),
        digits_cue(_may_be_grid) | cue(parts=("grid", "ref")),
    ),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Coordinates in decimals and in degrees, Open Location Codes, what3words."""
    if "///" in text:
        yield from (Span(*m.span(), "COORDINATES") for m in _THREE_WORDS.finditer(text))
    if cues_in(text) & _WORDS_CUE and mentions(
        text, ("3 word", "3word", "w3w", "three", "wörter", "// ")
    ):
        yield from (Span(*m.span("value"), "COORDINATES") for m in _WORDS.finditer(text))
    if not has_digit(text):
        return
    runs = runs_in(text)
    # Each number of a place has two runs of digits, degrees and minutes three.
    if runs.groups >= 4 and runs.many >= 8 and runs.longest >= 3:
        yield from (Span(*m.span(), "COORDINATES") for m in near_digit_matches(_DECIMAL, text))
    if runs.groups >= 4 and runs.many >= 6:
        for pattern in (_MINUTES, _NAMED) if runs.groups >= 6 else (_NAMED,):
            yield from (Span(*m.span(), "COORDINATES") for m in near_digit_matches(pattern, text))
    zone = runs.sizes & _JOINED_GRID or (runs.sizes & _EAST and runs.sizes & _NORTH)
    if runs.many >= 6 and (zone or mentions(text, ("grid", "os ref"))):
        for match in near_digit_matches(_GRID, text):
            yield Span(*match.span(match.lastgroup or 0), "COORDINATES")
    if "°" in text:
        yield from (Span(*m.span(), "COORDINATES") for m in near_digit_matches(_DEGREES, text))
    if "+" in text:
        yield from (Span(*m.span(), "COORDINATES") for m in near_digit_matches(_PLUS, text))
