"""Telephone numbers of any country: international, national, and what the text calls a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import FREE, cue, cues_in, digits_cue, heads_of, one_of
from dialogkit.corpus._anonymize._search import at_words, digit_runs, in_order, runs_in
from dialogkit.corpus._anonymize._span import NUMBER, Span
from dialogkit.corpus._anonymize._words import word_set

__all__ = ["CUES", "REGIONS", "find", "parsed"]

NEEDS_DIGIT = True

REGIONS = ("DE", "AT", "CH", "GB", "US")
"""Whose way of writing a national number is tried, in this order."""

_SEP = r"[ .\-/()–\u00a0\u202f]{0,3}"
_NUMBER = re.compile(
    # +49 171 …, 0049 …, 0171 …, (030) …, (212) 555-0143, 212-555-0143, 555-0143
    rf"(?<![\w,])(?<!\d[./:-])(?<![€$£])(?:\+{_SEP}[1-9]"
    rf"|1[ .-](?=\(?[2-9]\d\d\)?[ .-]\d{{3}}[ .-]\d{{4}}(?!\d))|\(?\+?\(?0|\([2-9]"
    rf"|[1-9](?=\d{{2}}[ .-]\d{{3}}[ .-]?\d{{4}}(?!\d)))"
    rf"(?:{_SEP}\d){{5,16}}(?:,? ?(?:x|ext\.?|extension|durchwahl|dw) ?\d{{1,6}})?(?![\w€$%]|,\d)"
)
_EXTENSION = re.compile(
    r"(?<![^\W_])(?:durchwahl|nebenstelle|apparat|extension|ext\.?|dw)"
    r"(?:[\s:.-]|(?:ist|is|lautet)\b){1,5}(?P<number>-?\d{2,4})(?![\w€%]|[.,:]\d)",
    re.IGNORECASE,
)
_LOCAL = re.compile(r"(?<![\w,.-])555[- .]?01\d\d(?![\w-])")
# o171 392oo41, an o for each nought
_ROUND = re.compile(r"(?<![\w.])[oO](?:1[567]\d|7\d\d)[ /-]?[\doO]{3,4}[ -]?[\doO]{3,5}(?!\w)")
_DATE = re.compile(r"^\D?(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:\d{4}|\d{2})(?!\d)")
_MONTH = re.compile(r"(?:0?[1-9]|1[0-2]) ?[./-] ?(?:19|20)\d\d$")
_OF_THING = re.compile(
    r"(?i)\b(?:pzn|ean|gtin|isbn|issn|upc|plu|sku|art(?:ikel)?\.? ?-?(?:nr|nummer|no"
    r"|number)\.?)[ :#]{1,3}$"
    r"|(?:stand|reading)(?: \w{1,12}){0,2}[ :=]{1,3}$"
)
_LEAST = 5
_MONEY = re.compile(r" ?(?:€|eur\b|euro|\$|usd|chf|£|%)", re.IGNORECASE)
_CALLED = re.compile(
    r"(?<![^\W_])(?:tel(?:efon)?\w*|fon|phone|mobile?|mobil\w*|handy\w*|cell\w*|ruf\w*|fax|call\w*"
    r"|ring|text|rückruf\w*|anruf\w*|erreich\w*|reach\w*|whats ?app|sms|durchwahl|festnetz|landline"
    r"|contact number|number is|nummer(?: ist|:)|tél\w*|móvil|teléfono|cellulare|telefono|numara\w*"
    rf"|nr\.?:)[^\d\n+@]{{0,32}}?(?<![^\W_])(?P<number>\+?\(?\d(?:{_SEP}\d){{4,15}})(?![\w€$%]"
    rf"|,\d)",
    re.IGNORECASE,
)


_CALLED_HEADS = heads_of(
    word_set(
        "tel fon phone mobi handy cell ruf fax call ring text rückruf anruf erreich reach whats "
        "sms "
        "durchwahl festnetz landline contact number nummer tél móvil numara nr"
    )
)
_EXTENSION_CUE = cue(parts=("durchwahl", "nebenstelle", "apparat", "ext", "dw"))
_ROUND_CUE = cue(whole=("o",))


CUES = one_of(
    _EXTENSION_CUE,
    (digits_cue(lambda sizes: sum(sizes) >= _LEAST), FREE | _ROUND_CUE | _CALLED_HEADS.cue),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Numbers by how they begin, and by the words before them."""
    cues = cues_in(text)
    if cues & _EXTENSION_CUE:
        yield from (Span(*m.span("number"), "PHONE") for m in _EXTENSION.finditer(text))
    if digit_runs(text)[0] < _LEAST:
        return
    # No letter stands before a number's first digit.
    for match in _NUMBER.finditer(text) if runs_in(text).free else ():
        end = _end(text, match.end())
        digits = sum(c.isdigit() for c in text[match.start() : end])
        if _DATE.match(match[0]) or digits > 15 or _MONEY.match(text, end):
            continue
        if _MONTH.match(text[match.start() : end]) or _OF_THING.search(
            text, max(0, match.start() - 24), match.start()
        ):
            continue
        if digits >= 6:
            yield Span(match.start(), end, _label(text[match.start() : end]))
    if cues & _ROUND_CUE:
        yield from (Span(*m.span(), "PHONE") for m in _ROUND.finditer(text))
    if "555" in text:
        yield from (Span(*m.span(), "PHONE") for m in _LOCAL.finditer(text))
    for match in in_order(at_words(_CALLED, text, _CALLED_HEADS)):
        number = match["number"]
        if not _DATE.match(number) and not _MONEY.match(text, match.end()):
            yield Span(*match.span("number"), "PHONE")


def _end(text: str, end: int) -> int:
    """Takes an opening bracket without a closing one off the end."""
    while text[end - 1] in "( ":
        end -= 1
    return end


def _label(number: str) -> str:
    """Numbers that no region knows are left to others to name, yet never dropped."""
    if number.lstrip("(").startswith(("+", "00")) or parsed(number) is not None:
        return "PHONE"
    return "PHONE" if any(c in " /()-" for c in number) else NUMBER


@lru_cache(maxsize=1 << 14)
def parsed(number: str) -> str | None:
    """``number`` in E.164 where one of `REGIONS` can dial it."""
    import phonenumbers

    # "(0)" is not dialled after a country code, whatever region reads it.
    plain = re.sub(r"\(0\)", "", number) if number.lstrip("( ").startswith(("+", "00")) else number
    for region in REGIONS:
        try:
            read = phonenumbers.parse(plain, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(read) and (
            region == "DE" or phonenumbers.is_valid_number(read)
        ):
            return str(phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164))
    return None
