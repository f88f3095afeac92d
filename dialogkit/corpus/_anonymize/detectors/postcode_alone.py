"""Postcodes in a message of little else, behind a street, beside a known town, or put right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._amounts import has_unit, is_product
from dialogkit.corpus._anonymize._context import Context, mentions
from dialogkit.corpus._anonymize._cues import cue, cues_in, digits_cue
from dialogkit.corpus._anonymize._search import lengths, runs_in
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import fold, folded_set, given, plain_words, towns

__all__ = ["CUES", "find"]

NEEDS_DIGIT = True

_YEAR = re.compile(r"19\d\d|20[0-4]\d")
_DIGITS = r"(?:(?:DE?|AT?|CH|LI|FL|L)[- ]{1,3})?\d{4,5}(?:-\d{4})?"
_AREAS = (
    "ab|al|b|ba|bb|bd|bh|bl|bn|br|bs|bt|ca|cb|cf|ch|cm|co|cr|ct|cv|cw|da|dd|de|dg|dh|dl|dn|dt|dy|e"
    "|ec|eh|en|ex|fk|fy|g|gl|gu|gy|ha|hd|hg|hp|hr|hs|hu|hx|ig|im|ip|iv|je|ka|kt|kw|ky|l|la|ld|le|ll"
    "|ln|ls|lu|m|me|mk|ml|n|ne|ng|nn|np|nr|nw|ol|ox|pa|pe|ph|pl|po|pr|rg|rh|rm|s|sa|se|sg|sk|sl|sm"
    "|sn|so|sp|sr|ss|st|sw|sy|ta|td|tf|tn|tq|tr|ts|tw|ub|w|wa|wc|wd|wf|wn|wr|ws|wv|yo|ze"
)
_BRITISH = rf"(?:{_AREAS})\d[\da-z]?[ -]?\d[abd-hjlnp-uw-z]{{2}}"
_IRISH = (
    r"(?:a(?:4[125]|6[37]|75|8[1-6]|9[12468])|c15|d(?:[01]\d|2[0-4]|6w)|e(?:2[15]|3[24]|4[15]|53"
    r"|91)"
    r"|f(?:12|2[368]|3[15]|4[25]|5[26]|9[1-4])|h(?:1[2468]|23|5[34]|6[25]|71|91)"
    r"|k(?:3[246]|45|56|67|78)|n(?:3[79]|41|91)|p(?:1[247]|2[45]|3[126]|4[37]|5[16]|6[17]|7[25]"
    r"|8[15])|r(?:14|21|3[25]|4[25]|5[16]|9[35])|t(?:12|23|34|45|56)|v(?:1[45]|23|3[15]|42|9[2-5])"
    r"|w(?:12|23|34|91)|x(?:35|42|91)|y(?:14|2[15]|3[45]))[ -]?[\dac-fhknprtv-y]{4}"
)
_LETTERED = re.compile(rf"(?<![\w.-])(?:{_BRITISH}|{_IRISH})(?![\w-])", re.IGNORECASE)
_INVENTED = rf"(?:{_AREAS})\d[\da-z]? \d[a-z]{{2}}"
"""As British ones look, with letters that none ends in: slips of the pen are codes all the same."""
_EITHER = rf"(?:{_DIGITS}|{_BRITISH}|{_IRISH})"
_CODE = re.compile(rf"(?<![\w.,+€$£#/-]){_EITHER}(?![\w%€/]|[.,:]\d|-\w)", re.IGNORECASE)
_ROUND = folded_set(
    "danke dankeschön vielen dank besten herzlichen bitte lg vg mfg gruß gruss grüße grüsse viele "
    "liebe beste schöne herzliche freundliche freundlichen freundlicher schönen abend tag mit ja "
    "jo jep klar gern gerne also ok okay und oder hi hallo moin servus hey sorry das ist es die "
    "meine hier plz postleitzahl lautet im in aus nach wohne wohnort ort wäre unsere der von für "
    "ihnen euch sie gg bg "
    "thanks thank you please cheers ta regards best wishes kind kindest warm many tia thx pls plz "
    "yes yep yeah sure and it s its is my the postcode zip code post eircode pin postal that this "
    "here i m am live at from hello hi hey of course no sorry our for all with yours sincerely "
    "faithfully love nice day"
)
"""Words around a postcode that is the answer to "Which postcode?"."""
_OTHER_CUE = cue(test=lambda word, form: len(word) > _MOST_LETTERS and form not in _ROUND)
"""A word that is no part of a code and none of those around it."""
_MOST_LETTERS = 4
_CODE_RUNS = range(1, 7)
_OF_CODES = lengths(*_CODE_RUNS)
CUES = digits_cue(lambda sizes: any(size in _CODE_RUNS for size in sizes))
"""How many digits in a row codes have, those with letters in them too."""
_WHOLE = lengths(4, 5)
_FOREIGN_PARTS = lengths(3, 4, 6)
_LETTER_FIRST = re.compile(r"[^\W\d_]\d")
_PART = re.compile(r"[^\W\d_]+")
_LONGEST = 60
# Anschluss <STREET>, 12345
_BEHIND = re.compile(
    rf"(?<={MASKED})(?:,? ?\n ?|[,;] ?| - | – | / | )(?P<code>{_EITHER}|{_INVENTED})"
    r"(?=[ \t]*(?:[;!?)\n]|[.,](?!\d)|\Z|(?:bitte|danke|please|thanks|und|and|is|ist)\b))",
    re.IGNORECASE,
)
_CALLED = ("plz", "postleit", "postcode", "post code", "zip", "eircode", "postal code", "pincode")
_REACH = 34
_NAME = re.compile(
    r"(?i)(?<!\w)(?:plz|postleitzahl(?:en)?|post ?codes?|zip(?: ?codes?)?|eircodes?|postal codes?"
    r"|pin ?codes?)(?!\w)"
)
# im Gebiet 8010 verfügbar, liefern Sie nach 4020?
_SERVED = re.compile(
    r"(?i)(?<!\w)(?:gebiet|liefergebiet|nach|deliver(?:y|ing)? (?:to|in)"
    r"|ship(?:ping)? to|cover(?:ing|age in)?|service in|available (?:in|at)) "
    r"(?P<code>\d{4,5})(?=[?!.,;)\n]|\Z| (?:verfügbar|möglich|auch|liefer\w*|aus|ab|an|yet"
    r"|too|as well|please|bitte|or|oder|and|und)\b)(?![.,]\d)"
)
_SERVED_CUE = cue(
    whole=("gebiet", "liefergebiet", "nach"), begins=("deli", "ship", "cove", "serv", "avai")
)
_FOREIGN = re.compile(
    r"(?<!\w)(?P<code>(?:nsw|vic|qld|tas|act|sa|wa|nt),? \d{4}|(?:[-–,] ?)?[1-8]\d{2} ?\d{3})"
    r"(?!\w|[.,]\d)",
    re.IGNORECASE,
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Postcodes as answers, in a row of an address, under a word for them, beside towns."""
    sizes = runs_in(text).sizes
    if not sizes & _OF_CODES:
        return
    short = len(text) <= _LONGEST and not cues_in(text) & _OTHER_CUE
    answer = _answer(text) if short else None
    if answer is not None:
        yield answer
    if MASKED in text:
        for match in _BEHIND.finditer(text):
            if not _is_year(match["code"]) and not is_product(text, match.start("code")):
                yield Span(*match.span("code"), "POSTCODE_TOWN")
    if mentions(text, _CALLED):
        yield from _called(text)
    for match in _SERVED.finditer(text) if sizes & _WHOLE and cues_in(text) & _SERVED_CUE else ():
        if not _is_year(match["code"]) and not has_unit(text, match.end("code")):
            yield Span(*match.span("code"), "POSTCODE_TOWN")
    yield from _beside_towns(text)


def _is_year(code: str) -> bool:
    return _YEAR.fullmatch(code) is not None


def _answer(text: str) -> Span | None:
    """The postcode of a message that holds nothing else but a greeting."""
    codes = list(_CODE.finditer(text))
    if len(codes) != 1 or _is_year(codes[0][0]):
        return None
    rest = f"{text[: codes[0].start()]} {text[codes[0].end() :]}"
    if any(c.isdigit() for c in rest):
        return None
    if all(fold(word) in _ROUND for word in _PART.findall(rest.replace(MASKED, " "))):
        return Span(*codes[0].span(), "POSTCODE_TOWN")
    return None


def _called(text: str) -> Iterator[Span]:
    """Codes near a word for them, before it or after, one or the one that it should be."""
    for name in _NAME.finditer(text):
        start, end = max(0, name.start() - _REACH), min(len(text), name.end() + _REACH + 12)
        for match in _CODE.finditer(text, start, end):
            before = match.end() <= name.start()
            between = (
                text[match.end() : name.start()] if before else text[name.end() : match.start()]
            )
            if "\n" in between or "." in between or len(between) > _REACH:
                continue
            if before and _PART.search(between) and not _IS.fullmatch(between):
                continue
            year = _is_year(match[0]) and len(between) > 3
            if not year and not has_unit(text, match.end()):
                yield Span(*match.span(), "POSTCODE_TOWN")


_IS = re.compile(
    r"(?i)[ ,]*(?:ist|is|das ist|wäre|als|as|for|für|=|\()?[ ,]*(?:die|meine|unsere|my|our|the)? ?"
)


_WORD = re.compile(r"[^\W\d_]+")
_JOINT = re.compile(r"[ \u00a0]|[-–]|\. ?|['’]|/")
_TAIL = re.compile(
    r"(?i)(?:[ /](?:an der|an d\.|a\. ?d\.|am|a\.|im|i\.|in der|ob der|o\. ?d\.|vor der|v\. ?d\."
    r"|v\. ?d|v\.d\.|bei|b\.|unter|upon|on) ?[^\W\d_]{1,20}\.?| ?\([^()\n\d]{2,20}\)"
    r"|/[^\W\d_]{3,})(?!\w)"
)
_BEFORE_TOWN = re.compile(
    r"(?<![\w.,+€$£-])(?P<code>(?:(?P<land>DE?|AT?|CH|LI|FL|L)[- ]{1,3})?\d{4,5}),? {1,2}"
    r"(?=[^\W\d_])",
    re.IGNORECASE,
)


def _beside_towns(text: str) -> Iterator[Span]:
    """Codes before a known town, in any case; after one in Britain, Ireland, Australia, India."""
    runs = runs_in(text)
    for match in _BEFORE_TOWN.finditer(text) if runs.sizes & _WHOLE else ():
        end = _town_end(text, match.end())
        if end is None or text[end : end + 1] == "-" or has_unit(text, match.end("code")):
            continue
        words = [fold(word) for word in _WORD.findall(text[match.end() : end])]
        small = text[match.end()].islower()
        told = match["land"] is not None or len(match["code"]) > 4 or len(words) > 1
        group = towns().get(words[0], {}).get((words[0],), "")
        large = group == "lower" if told and small else group in ("lower", "bare") and not small
        plain = (words[0] in plain_words() and not large) or (
            not told and small and words[0] in given()
        )
        year = plain and _is_year(match["code"])
        if not year and (not plain or (told and (not small or len(words) > 1))):
            yield Span(match.start(), _with_tail(text, end), "POSTCODE_TOWN")
    for match in _LETTERED.finditer(text) if _LETTER_FIRST.search(text) is not None else ():
        start = _town_start(text, match.start())
        if start is not None:
            yield Span(start, match.end(), "POSTCODE_TOWN")
    for match in _FOREIGN.finditer(text) if runs.free & _FOREIGN_PARTS else ():
        start = _town_start(text, match.start())
        if start is not None and not has_unit(text, match.end()):
            yield Span(start, match.end(), "POSTCODE_TOWN")


def _with_tail(text: str, end: int) -> int:
    tail = _TAIL.match(text, end)
    return end if tail is None else tail.end()


_MOST = 4


def _town_end(text: str, start: int) -> int | None:
    """Where the longest known town that begins at ``start`` ends."""
    before = _PREFIX.match(text, start)
    whole = _known_end(text, start, "")
    return whole or (_known_end(text, before.end(), before[1].lower()) if before else None)


def _known_end(text: str, start: int, prefix: str) -> int | None:
    words: tuple[str, ...] = ("sankt",) if prefix in ("st", "st.") else ()
    at, best = start, None
    for _ in range(_MOST):
        word = _WORD.match(text, at)
        if word is None:
            break
        words = (*words, fold(word[0]))
        if words in towns().get(words[0], ()):
            best = word.end()
        joint = _JOINT.match(text, word.end())
        if joint is None:
            break
        at = joint.end()
    return best


def _town_start(text: str, end: int) -> int | None:
    """Where the longest known town begins that ends before ``end``, a comma between them or not."""
    begin = max(0, end - 40)
    words = list(_WORD.finditer(text, begin, end))[-_MOST:]
    if not words or not _GAP.fullmatch(text, words[-1].end(), end):
        return None
    for first in range(len(words)):
        forms = tuple(fold(word[0]) for word in words[first:])
        joined = all(
            _JOINT.fullmatch(text, a.end(), b.start())
            for a, b in zip(words[first:], words[first + 1 :], strict=False)
        )
        if joined and forms in towns().get(forms[0], ()):
            return words[first].start()
    return None


_PREFIX = re.compile(r"(?i)(lutherstadt|hansestadt|kurort|stadt|markt|sankt|st\.?) (?=\w)")
_GAP = re.compile(r"(?:,? {1,2}|,? ?\n ?| ?[-–] ?|)")
