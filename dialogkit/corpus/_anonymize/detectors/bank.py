"""IBAN and BIC. A wrong check digit changes nothing: a mistyped account is still somebody's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from string import ascii_uppercase

from dialogkit.corpus._anonymize._amounts import is_product, is_promo
from dialogkit.corpus._anonymize._context import Context, has_digit
from dialogkit.corpus._anonymize._cues import DIGIT, cue, cues_in, digits_cue, one_of
from dialogkit.corpus._anonymize._search import lengths, runs_in
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import fold, is_noun, plain_words, word_set

__all__ = ["CUES", "find"]

_START = re.compile(
    r"(?<![^\W_])([A-Za-z]{2})[ .\-\u00a0]?\d{2}(?=,? ?[A-Za-z0-9]|[.\-\u00a0][A-Za-z0-9])"
)
_GROUP = re.compile(r"(?:, ?|[ .\-\u00a0]{0,2})([A-Za-z0-9]+)")
# D E 8 9 3 7 0 4 …, a form with a box for each character
_BOXES = re.compile(r"(?<!\w)([A-Z]) ([A-Z])(?: [0-9]){2}(?: [A-Z0-9]){10,30}(?! ?\w)")
_SHORTEST = 13
_BIC = re.compile(r"(?<![^\W_])[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![^\W_])")
_CAPITALS = re.compile("[A-Z]{6}")
_BIC_CUE = re.compile(
    r"\b(?:bic|swift)(?:[- ]?(?:code|nr\.?|nummer|number))?"
    r"(?P<link>[^\n\w]{0,4}(?:[^\W\d_]+\W{1,3}){0,10})"
    r"(?P<code>[A-Z]{4}(?P<country>[A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?)(?![^\W_])",
    re.IGNORECASE,
)
# BIC: DEUT DE FF XXX
_SPACED = re.compile(
    r"(?i:\b(?:bic|swift)(?:[- ]?code)?[\s:=(-]{1,4}(?:(?:ist|is|lautet):? )?)"
    r"(?P<code>[A-Z]{4} ?(?P<country>[A-Z]{2}) ?[A-Z0-9]{2}(?: ?[A-Z0-9]{3})?)(?![^\W_])"
)
_CLOSE = 14
"""So far from the word for it a code in small letters may be one that no list knows."""


# sort 60-83-71, Sc 608371
_SORT = re.compile(
    r"(?i)(?<![^\W_])(?:sort(?: ?code)?|sc|blz|bsb)(?:[ :.]|\b(?:is|ist|no|code)\b){1,4}"
    r"(?P<value>\d\d[ -]?\d\d[ -]?\d\d|\d{3}[ -]\d{3}(?:[ -]\d\d)?)(?![\d%€£]|[.,]\d)"
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

_COUNTRY_CUE = cue(whole=map(str.lower, _LENGTHS))
_ONE = lengths(1)
_COUNTRIES = frozenset((*_LENGTHS, "US", "CA", "AU", "NZ", "JP", "CN", "HK", "SG", "IN", "ZA"))

_LETTERED = word_set("MT LI FR MC SM IT LB KW QA LC SC BR JO PS MU KZ LU GR CY GT DO PK")
"""Countries in whose numbers a group may be all letters."""
_BANKED = word_set("GB IE NL MT GI BG LV RO SC LC BH GE QA JO KW GT SV DO VG PK PS MU")
"""Countries whose numbers name the bank in four letters."""
_NEAR = word_set(
    "DE AT CH LI LU GB IE US CA AU FR BE NL IT ES PT PL CZ SK HU DK SE NO FI GR HR SI RO BG EE LT "
    "LV MT CY TR"
)
"""Countries whose banks' codes are known by shape alone, if a digit is in them."""

_CODES = cue(whole=("bic", "swift"))
_SORT_CUE = cue(whole=("sort", "sc", "blz", "bsb", "sortcode"))
_OF_BANKS = cue(
    whole=word_set(
        "bic swift sepa wire wired payee iban konto kontos account bank banks transfer transfers "
        "transferred überweisung überweisen überwiesen zahlung payment auslandsüberweisung refund "
        "erstattung bankverbindung gutschrift lastschrift bankdaten geldinstitut kreditinstitut "
        "remittance echtzeitüberweisung sammelüberweisung"
    )
)
_SHOUTED = cue(test=lambda word, _: len(word) > 5 and _CAPITALS.search(word) is not None)
CUES = one_of(
    _CODES,
    _SHOUTED,
    (DIGIT, _SORT_CUE),
    (digits_cue(lambda sizes: max(sizes) > 1), _COUNTRY_CUE),
    (digits_cue(lambda sizes: list(sizes).count(1) > 1), cue(cased=ascii_uppercase)),
)
"""An IBAN begins with two digits after its country's letters; in boxes, each stands alone."""


def find(text: str, _context: Context) -> Iterable[Span]:
    """Account numbers in groups or not, and bank codes."""
    if has_digit(text):
        yield from _ibans(text)
        if cues_in(text) & _SORT_CUE:
            for sort in _SORT.finditer(text):
                yield Span(*sort.span("value"), "CUSTOMER_NUMBER")
    cues = cues_in(text)
    if cues & _CODES:
        yield from _named(text)
    if not cues & _SHOUTED:
        return
    for match in _BIC.finditer(text):
        if match[1] in _COUNTRIES and _is_code(text, match, of_banks=bool(cues & _OF_BANKS)):
            yield Span(*match.span(), "BIC")


def _named(text: str) -> Iterator[Span]:
    """Codes after the word for them, with other words between, in any case, in groups."""
    for match in _BIC_CUE.finditer(text):
        code = match["code"]
        close = len(match["link"]) < _CLOSE and match["country"].upper() in _COUNTRIES
        odd = close and not _is_word(code)
        if has_digit(code) or _is_bank(code.upper()) or (code.isupper() and not _is_word(code)):
            odd = match["country"].upper() in _COUNTRIES or close
        if odd:
            yield Span(*match.span("code"), "BIC")
    for match in _SPACED.finditer(text):
        if match["country"] in _COUNTRIES:
            yield Span(*match.span("code"), "BIC")


def _is_word(code: str) -> bool:
    form = fold(code)
    return form in plain_words() or is_noun(form)


def _is_code(text: str, match: re.Match[str], *, of_banks: bool) -> bool:
    """Whether capitals are a bank's: one known, or as such codes are built and no word."""
    code = match[0]
    if code.endswith("XXX") or _is_bank(code):
        return True
    if has_digit(code):
        near = of_banks or match[1] in _NEAR
        return near and not is_promo(code) and not is_product(text, match.start())
    # Who shouts writes words in capitals too.
    return of_banks and text != text.upper() and match[1] in _NEAR and not _is_word(code)


def _ibans(text: str) -> Iterator[Span]:
    country = cues_in(text) & _COUNTRY_CUE and len(text) >= _SHORTEST
    for match in _START.finditer(text) if country else ():
        length = _LENGTHS.get(match[1].upper())
        if length is not None:
            end = _end(text, match, length)
            if end is not None:
                yield Span(match.start(), end, "IBAN")
    runs = runs_in(text)
    for match in _BOXES.finditer(text) if runs.groups > 1 and runs.sizes & _ONE else ():
        if match[1] + match[2] in _LENGTHS:
            yield Span(*match.span(), "IBAN")


def _end(text: str, start: re.Match[str], length: int) -> int | None:
    """Where the number that begins at ``start`` ends; None where too little of one follows."""
    at, count = start.end(), 4
    while count < length and (group := _GROUP.match(text, at)):
        part = group[1]
        if not has_digit(part) and not _is_lettered(start[1].upper(), count, part):
            break
        if count + len(part) > length + 3:
            if group.start(1) > at:  # the next word, not the rest of this number
                break
            return None
        at, count = group.end(), count + len(part)
    return at if count >= max(_SHORTEST, length - 5) else None


def _is_lettered(country: str, count: int, part: str) -> bool:
    """Whether a group without digits may belong to a number of the country, after ``count``."""
    if count == 4 and len(part) >= 4 and part[:4].isalpha():
        return part[:4].isupper() or (len(part) == 4 and country in _BANKED)
    return country in _LETTERED and len(part) <= 4 and part.isupper()


@lru_cache(maxsize=1024)
def _is_bank(code: str) -> bool:
    """Whether a bank has this code; without digits in it, it could be a word in capitals."""
    from schwifty import BIC

    try:
        return bool(BIC(code, allow_invalid=True).exists)
    except (ValueError, KeyError):
        return False
