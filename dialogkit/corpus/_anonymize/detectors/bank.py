"""IBAN and BIC. A wrong check digit changes nothing: a mistyped account is still somebody's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dialogkit.corpus._anonymize._context import Context, has_digit
from dialogkit.corpus._anonymize._cues import DIGIT, cue
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import words_of

__all__ = ["CUES", "find"]

_START = re.compile(r"(?<![^\W_])([A-Za-z]{2})[ .\-\u00a0]?\d{2}(?=[ .\-\u00a0]?[A-Za-z0-9])")
_GROUP = re.compile(r"[ .\-\u00a0]{0,2}([A-Za-z0-9]+)")
_SHORTEST = 13
_BIC = re.compile(r"(?<![^\W_])[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![^\W_])")
_CAPITALS = re.compile("[A-Z]{6}")
_BIC_CUE = re.compile(
    r"\b(?:bic|swift)(?:[- ]?(?:code|nr\.?|nummer))?[\s:=(-]{0,4}(?:ist|is|lautet|:)?\s{0,2}"
    r"([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)(?![^\W_])",
    re.IGNORECASE,
)


_BY_LENGTH = {
    15: "NO",
    16: "BE",
    18: "DK FI FO GL NL FK SD",
    19: "MK SI",
    20: "AT BA EE KZ LT LU XK MN",
    21: "CH CR HR LI LV",
    22: "BG BH DE GB GE IE ME RS VA",
    23: "AE GI IL IQ TL OM SO",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IS TR",
    27: "FR GR IT MC MR SM BI DJ",
    28: "AL AZ BY CY DO GT HU LB PL SV NI",
    29: "BR EG PS QA UA",
    30: "JO KW MU YE",
    31: "MT SC",
    32: "LC",
    33: "RU",
}
_LENGTHS = {country: n for n, countries in _BY_LENGTH.items() for country in countries.split()}
"""Length of an IBAN by country (the SWIFT register of IBAN formats, ISO 13616)."""

_COUNTRIES = frozenset((*_LENGTHS, "US", "CA", "AU", "NZ", "JP", "CN", "HK", "SG", "IN", "ZA"))

_CODES = cue(whole=("bic", "swift"))
_SHOUTED = cue(test=lambda word, _: len(word) > 5 and _CAPITALS.search(word) is not None)
CUES = DIGIT | _CODES | _SHOUTED


def find(text: str, _context: Context) -> Iterable[Span]:
    """Account numbers in groups or not, and bank codes."""
    if has_digit(text):
        yield from _ibans(text)
    if not words_of(text).isdisjoint(("bic", "swift")):
        for match in _BIC_CUE.finditer(text):
            if match[1].isupper() or has_digit(match[1]) or _is_bank(match[1].upper()):
                yield Span(*match.span(1), "BIC")
    if _CAPITALS.search(text) is None:
        return
    for match in _BIC.finditer(text):
        if match[1] in _COUNTRIES and (match[0].endswith("XXX") or _is_bank(match[0])):
            yield Span(*match.span(), "BIC")


def _ibans(text: str) -> Iterator[Span]:
    for match in _START.finditer(text):
        length = _LENGTHS.get(match[1].upper())
        if length is not None:
            end = _end(text, match, length)
            if end is not None:
                yield Span(match.start(), end, "IBAN")


def _end(text: str, start: re.Match[str], length: int) -> int | None:
    """Where the number that begins at ``start`` ends; None where too little of one follows."""
    at, count = start.end(), 4
    while count < length and (group := _GROUP.match(text, at)):
        part = group[1]
        bank_code = count == 4 and len(part) >= 4 and part[:4].isalpha() and part[:4].isupper()
        if not has_digit(part) and not bank_code:
            break
        if count + len(part) > length + 3:
            if group.start(1) > at:  # the next word, not the rest of this number
                break
            return None
        at, count = group.end(), count + len(part)
    return at if count >= max(_SHORTEST, length - 5) else None


@lru_cache(maxsize=1024)
def _is_bank(code: str) -> bool:
    """Whether a bank has this code; without digits in it, it could be a word in capitals."""
    from schwifty import BIC

    try:
        return bool(BIC(code, allow_invalid=True).exists)
    except (ValueError, KeyError):
        return False
