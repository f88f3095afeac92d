"""Postcodes with their towns, and alone where the text calls them so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._amounts import has_unit, is_product, is_public, is_reading
from dialogkit.corpus._anonymize._context import Context, mentions
from dialogkit.corpus._anonymize._cues import cue, cues_in, digits_cue
from dialogkit.corpus._anonymize._search import (
    Runs,
    capital_before_digit,
    digit_before_capital,
    lengths,
    near_digit_matches,
    runs_in,
)
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    fold,
    folded_set,
    ordinary,
    plain_words,
    towns,
    word_set,
)

__all__ = ["CUES", "TOWN", "find"]

NEEDS_DIGIT = True

_CAP = r"[A-ZÄÖÜÀ-ÞĀ-Ž][^\W\d_]+\.?(?:[-/][^\W\d_]+){0,3}"
TOWN = (
    rf"(?:(?:Bad|St\.|Sankt|Markt|Alt|Neu|Groß|Klein|Ober|Unter|Hohen) )?{_CAP}"
    rf"(?: (?:(?:an|auf|in|ob|vor|bei|unter|vorm)(?: (?:der|dem|den|d\.))?|am|im|a\.|i\."
    rf"|b\.) ?(?:{_CAP}|[A-Z]\.)| \([^()\n]{{2,20}}\)"
    r"| (?:Dorf|Platz|Bad|Waldhaus|Kulm|Stadt|Land|Mitte|Nord|Süd|Ost|West|Zentrum|Altstadt"
    r"|Neustadt|Innenstadt|Strand|Ort|Markt|Berg|Tal|Ried|Au)(?![\w-]))?"
)
"""A German, Austrian or Swiss town as it is written, ``Neustadt an der Probe`` included."""

_GERMAN = re.compile(
    rf"(?<![\w,.+-])(?:(?:DE?|A|AT|CH|LI|L|F)[- ])?(\d{{5}})[ ,]{{1,2}}(?P<town>{TOWN})"
)
_PREFIXED = re.compile(
    rf"(?<![\w-])(?:DE?|AT?|CH|LI|FL|L|B|NL|DK|PL|CZ|F"
    rf"|I)[- ]\d{{4,5}}(?![\w-])(?: (?P<town>{TOWN}))?"
)
_COUNTRY_CUE = cue(cased=word_set("D DE A AT CH LI FL L B NL DK PL CZ F I"))
_FOUR = re.compile(
    rf"(?:,|\n|\b(?:in|nach|aus|plz|wohne|ort|stadt)\b[ :]?) ?((?!19\d\d"
    rf"|20[0-3]\d)[1-9]\d{{3}} (?P<town>{TOWN}))"
)
_CITIES = re.compile(
    r"(?<![\w.,])[1-9]\d{3} (?:Wien|Graz|Linz|Salzburg|Innsbruck|Klagenfurt|Villach|Wels|Zürich"
    r"|Bern"
    r"|Basel|Genf|Genève|Luzern|Lausanne|Winterthur|Lugano|Vaduz|Dornbirn|Bregenz)\b"
)
_LOWER = re.compile(
    rf"(?:(?:^|[,\n{MASKED}]|\d[a-z]?\b|\b(?:in|aus|nach|plz|ort|wohnort|adresse|lautet|ist|wohne))"
    r"[: ]{0,2})(?P<whole>\d{5} "
    r"(?P<town>[a-zäöüß]{3,}(?: (?:an der|am|im|bei|ob der|in) [a-zäöüß]{3,})?))"
    r"(?!\w)"
)
_ALONE = re.compile(
    r"(?:\b(?:plz|postleitzahl|zip(?: ?-?codes?)?|post(?:al)? ?codes?|code postal|código postal|cap"
    r"|posta kodu|postcode|kod pocztowy)\b(?:[\s:.=-]|\b(?:ist|is|lautet|meine|von|hier"
    r"|wäre)\b){0,6}"
    r"|\b(?:in|aus|nach|from|bei|wohne|gebiet|raum|bereich)\s)"
    r"((?:(?:DE?|A|CH)[- ])?\d{5}(?:-\d{4})?|\d{2}-\d{3})(?![\w€%]|[.,]\d| ?(?:euro|eur|stück|€))",
    re.IGNORECASE,
)
_ALONE_FOUR = re.compile(
    r"\b(?:plz|postleitzahl|postcode)\b(?:[\s:.=-]|\b(?:ist|is|lautet"
    r"|meine)\b){0,6}(\d{4,5})(?!\w)",
    re.IGNORECASE,
)
_UK = re.compile(
    r"(?<!\w)(?:[A-Z][a-z]{2,}(?:[ -][A-Z][a-z]+)?,? )?"
    r"(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})(?!\w)"
)
_UK_LOWER = re.compile(
    r"\bpost ?code\b[ :\w]{0,12}?\b([a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})(?!\w)", re.IGNORECASE
)
_STATES = (
    "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]"
    "|T[NX]|UT|V[AT]|W[AIVY]"
)
_US = re.compile(
    rf"(?<!\w)(?:[A-Z][\w.]+(?: [A-Z][\w.]+){{0,2}},? )?(?:{_STATES})\.? \d{{5}}(?:-\d{{4}})?(?!\w)"
)
_CANADA = re.compile(
    r"(?<!\w)(?:[A-Z][a-z]+(?: [A-Z][a-z]+)?,? (?:ON|QC|BC|AB|MB|SK|NS|NB|NL|PE|YT|NT|NU|Ontario"
    r"|Quebec|Québec|British Columbia|Alberta|Manitoba|Saskatchewan|Nova Scotia|New Brunswick"
    r"|Newfoundland),? )?[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d(?!\w)"
)
_DUTCH = re.compile(
    r"(?<!\w)(?<![^A-Z][A-Z][ -])[1-9]\d{3} ?(?!EUR|CHF)[A-Z]{2}(?: [A-Z][\w-]+)(?!\w)"
)
_POLISH = re.compile(rf"(?<![\w-])\d{{2}}-\d{{3}} (?P<town>{TOWN})")
_UK_AREAS = (
    "ab|al|b|ba|bb|bd|bh|bl|bn|br|bs|bt|ca|cb|cf|ch|cm|co|cr|ct|cv|cw|da|dd|de|dg|dh|dl|dn|dt|dy|e"
    "|ec|eh|en|ex|fk|fy|g|gl|gu|gy|ha|hd|hg|hp|hr|hs|hu|hx|ig|im|ip|iv|je|ka|kt|kw|ky|l|la|ld|le|ll"
    "|ln|ls|lu|m|me|mk|ml|n|ne|ng|nn|np|nr|nw|ol|ox|pa|pe|ph|pl|po|pr|rg|rh|rm|s|sa|se|sg|sk|sl|sm"
    "|sn|so|sp|sr|ss|st|sw|sy|ta|td|tf|tn|tq|tr|ts|tw|ub|w|wa|wc|wd|wf|wn|wr|ws|wv|yo|ze"
)
# hereford hr4 9xq: the areas that exist, and no "1st"
_UK_SMALL = re.compile(
    rf"(?<!\w)(?P<town>[a-z]{{4,}}(?: [a-z]{{3,}})?)?,? ?(?P<code>(?:{_UK_AREAS})\d[\da-z]? "
    r"\d(?!st|nd|rd|th|pm|am|gb|kg)[abd-hjlnp-uw-z]{2})(?!\w)"
)
_COUNTY = re.compile(
    r"(?:^|(?<=\n)|(?<=, )|(?<=in )|(?<=\ufffc ))(?!(?:\w+ )?(?:Street|Road|Lane|Close|Grove|Place"
    r"|Court|Drive|Avenue|Terrace|Hill|Park|Row|Way|House|Mews|Gardens|Crescent|Walk|Green|Square"
    r"|Rise|View|Yard|Wharf|Gate"
    r"|Buildings),)[A-Z][a-z]{2,}(?:[ -][A-Z][a-z]+)?, (?:Co\.? )?[A-Z][a-z]{3,}(?: "
    r"[A-Z][a-z]+)?,? "
    r"(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}|[AC-FHKNPRTV-Y]\d{2} ?(?=[A-Z]*\d)[0-9A-Z]{4}"
    r"|\d{5}(?:-\d{4})?)(?!\w)"
)
_US_SMALL = re.compile(
    rf"(?<!\w)[a-z]{{3,}}(?: [a-z]{{3,}})?,? (?:{_STATES.lower()}) \d{{5}}(?!\w)"
)
_US_NAMES = re.compile(
    r"(?<!\w)(?:[A-Z][a-z]+ ?){1,3}, (?:Alabama|Alaska|Arizona|Arkansas|California|Colorado"
    r"|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky"
    r"|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana"
    r"|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)|(?:North|South) (?:Carolina|Dakota)"
    r"|Ohio"
    r"|Oklahoma|Oregon|Pennsylvania|Rhode Island|Tennessee|Texas|Utah|Vermont|Virginia|Washington"
    r"|West Virginia|Wisconsin|Wyoming)(?:,? \d{5}(?:-\d{4})?)(?!\w)"
)
_FOUR_SMALL = re.compile(
    r"(?:[,\n] ?|\d[a-z]? |\b(?:in|nach|aus|plz|wohne|ort) )"
    r"(?P<whole>[1-9]\d{3} (?P<town>[a-zäöüß]{4,}))(?!\w)"
)
_MESSAGE = re.compile(r"\s*\d{5}\s*")

_KNOWN = folded_set(
    "berlin hamburg münchen köln frankfurt stuttgart düsseldorf leipzig dresden hannover "
    "nürnberg bremen wien bern basel zürich graz salzburg paris london bad markt neu alt groß klein"
)
"""Towns, and beginnings of their names, that the list of ordinary words holds too."""

_IRISH = re.compile(
    r"(?<!\w)(?:[A-Z][a-z]{2,}(?:[ -][A-Z][a-z]+)?(?: \d{1,2})?,? )?"
    r"(?:[AC-FHKNPRTV-Y]\d{2}|D6W) ?(?=[A-Z]*\d)[0-9A-Z]{4}(?!\w)"
)
_AUSTRALIAN = re.compile(
    r"(?<!\w)(?:[A-Z][a-z'’]+(?: [A-Z][a-z'’]+){0,2},? )?(?:NSW|VIC|Vic|QLD|Qld|TAS|Tas|ACT|SA|WA"
    r"|NT),? \d{4}(?!\w|[.,]\d)"
)
# Auckland 1010; Köln (50667); 114 55 Stockholm: beside a town that is known
_OVERSEAS = re.compile(
    r"(?<!\w)(?:Auckland|Wellington|Christchurch|Hamilton|Dunedin|Tauranga|Napier|Nelson|Sydney"
    r"|Melbourne|Brisbane|Perth|Adelaide|Hobart|Canberra|Darwin|Geelong),? (?!19\d\d|20[0-4]\d)"
    r"\d{4}(?!\w|[.,]\d)"
)
_BRACKETED = re.compile(
    r"(?<!\w)(?P<town>[A-ZÄÖÜ][^\W\d_]+) "
    r"(?P<whole>\((?!(?:19|20)\d\d\))(?:DE?-|AT?-|CH-)?\d{4,5}\))"
)
_BEFORE_KNOWN = re.compile(
    r"(?:^|(?<=\n)|(?<=, )|(?<=in ))(?P<whole>(?:\d{3} \d{2}|[1-9]\d{3}) "
    r"(?P<town>[A-ZÄÖÜ][^\W\d_]{3,})(?: (?:\d{1,2}|[A-ZÅØ])(?!\w))?)(?!\w)"
)
_OUTWARD = re.compile(
    r"(?i:\b(?:live|living|lives|based|i['’]m|we['’]re|we are|located|moved|moving) (?:in|to)"
    rf"(?: the)?) (?P<code>(?i:{_UK_AREAS})\d{{1,2}}[A-Z]?(?: \d)?)(?=[,.;:!?)\n]| area| and| so"
    r"| but|$)"
)
_IRISH_SMALL = re.compile(
    r"(?i)\beircode\b[ :\w]{0,12}?\b(?P<code>[a-z]\d[\dw] ?[a-z0-9]{4})(?!\w)"
)
_LETTERED = (_IRISH,)
_SHORT_STATE_CUE = cue(test=lambda word, _: len(word) == 2 and word.isupper())
_STATE_CUE = cue(cased=re.findall(r"(?<![A-Za-z])[A-Z][a-z]+", _US_NAMES.pattern))
_TWO_HALVES = (_UK, _CANADA)
_DIGITS_FIRST = (_DUTCH, _CITIES)


_CODE_RUNS = range(1, 7)
_OF_CODES = lengths(*_CODE_RUNS)
CUES = digits_cue(lambda sizes: any(size in _CODE_RUNS for size in sizes))
"""How many digits in a row codes have, those with letters in them too."""
_HALVES = lengths(1, 2, 3)
_TWO_DIGITS, _THREE_DIGITS, _FOUR_DIGITS, _FIVE = map(lengths, (2, 3, 4, 5))
_WHOLE = _FOUR_DIGITS | _FIVE


def find(text: str, _context: Context) -> Iterable[Span]:
    """Postcodes of German-speaking countries, Britain, America, Canada, the Netherlands, Poland."""
    runs = runs_in(text)
    if not runs.sizes & _OF_CODES:
        return
    if runs.sizes & _FIVE and _MESSAGE.fullmatch(text):
        yield Span(0, len(text), "POSTCODE_TOWN")
    small = (runs.followed and runs.sizes & _HALVES) or runs.free & _WHOLE
    if small and _SMALL_SIGN.search(text) is not None:
        yield from _small(text)
    for pattern in _by_runs(text, runs):
        for match in near_digit_matches(pattern, text):
            if not is_public(text, match.start(), match[0]):  # "Fehlerspeicher zeigt P18DB"
                yield Span(*match.span(), "POSTCODE_TOWN")
    if mentions(text, ("post", "plz")):
        for pattern in (_UK_LOWER, _ALONE_FOUR):
            matches = near_digit_matches(pattern, text)
            yield from (Span(*m.span(1), "POSTCODE_TOWN") for m in matches)
    yield from _beside_towns(text, runs)
    if runs.sizes & _WHOLE or "-" in text:
        yield from _in_many_digits(text, runs)


def _by_runs(text: str, runs: Runs) -> list[re.Pattern[str]]:
    """The patterns that can match, as far as capitals and the lengths of runs of digits tell."""
    capital = capital_before_digit(text)
    found = [*_LETTERED] if capital else []
    if capital and runs.followed and runs.sizes & _HALVES:
        found += _TWO_HALVES
    if runs.free & _FOUR_DIGITS and digit_before_capital(text):
        found += _DIGITS_FIRST
    if capital and runs.free & _FOUR_DIGITS:
        found.append(_AUSTRALIAN)
    if capital and runs.free & _FIVE and cues_in(text) & _SHORT_STATE_CUE:
        found.append(_US)
    if ", " not in text:
        return found
    if capital:
        found.append(_COUNTY)
    if runs.free & _FIVE and cues_in(text) & _STATE_CUE:
        found.append(_US_NAMES)
    return found


_SMALL_SIGN = re.compile(r" \d[a-z]{2}(?!\w)| \d{5}|\d{4} [a-zäöü]{4}")


def _small(text: str) -> Iterator[Span]:
    """Postcodes in lower case, with what may be the town before or after them."""
    for match in near_digit_matches(_UK_SMALL, text):
        town = (match["town"] or "").split()
        kept = [word for word in town if fold(word) not in ordinary()]
        start = match.start("code")
        if kept and town[-1] == kept[-1]:
            start = match.start("town") + match["town"].index(kept[0] if kept == town else kept[-1])
        yield Span(start, match.end(), "POSTCODE_TOWN")
    for match in near_digit_matches(_US_SMALL, text):
        yield Span(*match.span(), "POSTCODE_TOWN")
    for match in near_digit_matches(_FOUR_SMALL, text):
        form = fold(match["town"])
        if form in towns() and (form in _KNOWN or form not in plain_words()):
            yield Span(*match.span("whole"), "POSTCODE_TOWN")


_SETTLED = (
    *("eircode", "live", "living", "based", "'m in", "’m in", "'re in", "’re in", "are in"),
    *("located", "move", "moving"),
)
"""One of them stands before a postcode's first half, or its last."""


def _beside_towns(text: str, runs: Runs) -> Iterator[Span]:
    """Codes that a town's name or a word for them tells apart from other numbers."""
    if mentions(text, _SETTLED):
        for pattern in (_IRISH_SMALL, _OUTWARD):
            yield from (Span(*m.span("code"), "POSTCODE_TOWN") for m in pattern.finditer(text))
    if runs.free & _FOUR_DIGITS:
        overseas = (m for m in _OVERSEAS.finditer(text) if not has_unit(text, m.end()))
        yield from (Span(*m.span(), "POSTCODE_TOWN") for m in overseas)
    patterns = [_BRACKETED] if runs.free & _WHOLE and "(" in text else []
    if runs.free & _FOUR_DIGITS or (runs.free & _THREE_DIGITS and runs.free & _TWO_DIGITS):
        patterns.append(_BEFORE_KNOWN)
    for pattern in patterns:
        for match in near_digit_matches(pattern, text):
            form = fold(match["town"])
            if form in towns() and (form in _KNOWN or form not in plain_words()):
                yield Span(*match.span("whole"), "POSTCODE_TOWN")


def _in_many_digits(text: str, runs: Runs) -> Iterator[Span]:
    """Those of four digits and more, and those with a hyphen."""
    polish = "-" in text and runs.free & _TWO_DIGITS and runs.free & _THREE_DIGITS
    if polish:
        yield from _with_town(_POLISH, text)
    if polish or runs.free & _FIVE:
        matches = near_digit_matches(_ALONE, text)
        yield from (Span(*m.span(1), "POSTCODE_TOWN") for m in matches)
    if runs.free & _WHOLE and cues_in(text) & _COUNTRY_CUE and capital_before_digit(text):
        yield from _with_town(_PREFIXED, text)
    if runs.free & _FOUR_DIGITS:
        yield from _with_town(_FOUR, text)
    if runs.sizes & _FIVE:
        for pattern in (_GERMAN, _LOWER):
            yield from _with_town(pattern, text)


def _with_town(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    for match in near_digit_matches(pattern, text):
        town = match["town"]
        if town is not None and has_unit(text, match.start("town") - 1):
            continue
        if town is None and is_product(text, match.start()):
            continue  # "Fehler F-3041"
        if town is not None and _is_read(text, match.start(), town):
            continue
        if town is None or _is_town(town):
            whole = match.span("whole") if "whole" in pattern.groupindex else match.span()
            yield Span(whole[0], whole[1] - match[0].endswith("."), "POSTCODE_TOWN")


def _is_read(text: str, start: int, town: str) -> bool:
    """Whether a meter's reading stands there, and the next meter behind it: "48210, Zähler 2"."""
    first = town.lstrip(" ,").lower()
    return is_reading(text, start) and first.startswith(("zähler", "zaehler", "meter"))


def _is_town(town: str) -> bool:
    """Whether what follows five digits is no counted thing (``12000 Kunden``)."""
    first = fold(town.split(maxsplit=1)[0].strip("(),."))
    return first not in ordinary() or first in _KNOWN or first in towns()
