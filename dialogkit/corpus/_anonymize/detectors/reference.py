"""Order, parcel, invoice and customer numbers: what the text calls so, and what looks so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dialogkit.corpus._anonymize._amounts import (
    has_unit,
    is_date,
    is_price,
    is_product,
    is_public,
    is_reading,
    is_year,
    token_start,
)
from dialogkit.corpus._anonymize._context import Context, has_digit, mentions
from dialogkit.corpus._anonymize._cues import DIGIT, Heads, cue, cues_in, heads_of
from dialogkit.corpus._anonymize._search import at_words, digit_runs, near_digits
from dialogkit.corpus._anonymize._span import MASKED, NUMBER, Span
from dialogkit.corpus._anonymize._words import fold, is_noun, plain_words, word_set, words_of

__all__ = ["CUES", "find"]

_ORDER = (
    r"bestell(?:ung)?s?|auftrag(?:s|e?s)?|sendung(?:s|en)?|paket(?:e|s)?|päckchen|track(?:ing)?|trace"
    r"|rechnung(?:s|en)?|vorgang(?:s)?|vorgänge|ticket|lieferschein|liefer(?:ung)?(?:s)?|referenz"
    r"|reference|ref|orders?|invoices?|parcels?|shipment|consignment|case|fall|beleg|retouren?"
    r"|return"
    r"|rma|buchung(?:s)?|booking|reservierung(?:s)?|transaktion(?:s)?|transaction|receipt|bon"
    r"|gutschein|voucher|coupon|akten(?:zeichen)?|az|pedido|env[ií]o|commande|colis|suivi|ordine"
    r"|pacco|spedizione|sipariş(?:im)?|kargo|takip|takip kodu|zamówieni[ea]|przesyłk[ai]|zending"
    r"|identcode|barcode|beschwerde"
    r"|reklamation(?:s)?|schaden(?:s)?|serien|serial|imei|confirmation"
)
_CUSTOMER = (
    r"kund(?:en|in)?(?:konto)?|(?:vertrags|buchungs|mitglieds|strom|gas)konto|kd|acc(?:t|nt)?"
    r"|customer|client|cust|account|konto|vertrag(?:s)?|contract"
    r"|mitglied(?:s(?:ausweis|karte)?)?|kundenkarte|member(?:ship)?|police(?:n)?|policy"
    r"|versicherungsschein|zähler|meter|debitor"
    r"|debitoren|user|cliente|abonn\w*|klant|müşteri|klienta|personal|matrikel|teilnehmer|depot"
    r"|payback|bonus|loyalty|versicherungs?|versicherten|zählpunkt|gerät(?:e)?|anschluss|schein"
    r"|ausweis"
    r"|bibliothek(?:s)?|patient(?:en)?|library|student|employee|staff|badge|licence|license|kassen"
    r"|schadens?|repair|reparatur(?:s)?|claims?|permit|penalty|notice|pcn"
)
_NUMBER_WORD = (
    r"(?:[- ]?(?:nummern?|nr|no|numbers?|num|id|code|zeichen|#|№|numéro|número|numero|nummer|numer"
    r"|numarası|numaram|no|nº|n°)\b\.?)"
)
_IS = (
    r"(?:[\s:=#(„\"'–*-]|\b(?:ist|lautet|lauten|war|is|was|are|die|der|das|the|mit|with|vom|von"
    r"|of|for|zu|meine[rs]?|my"
    r"|mir|bei|ihnen|euch|uns|us|ye|hier|dort|there|with|you|at|müsste|müßte|dürfte|sollte|wäre|lautete"
    r"|bleibt|blieb|weiterhin|immer|noch|bisher|unverändert|jetzt|also|habe|hatte|haben"
    r"|should|must|would|be|glaube|ich|i|think|unter|under|nummern?|nr|no|number|id"
    r"|folgende|es|est|è)\b\.?){0,10}"
)
_VALUE = (
    r"(?P<value>(?:\d [A-Za-z]{3} (?=\d)|[b-hj-z] (?=\d{4})|[A-Za-z]{1,5}[-_/.]?"
    r"|(?-i:[A-Z]{1,4}) |(?!(?:am|im|um|ab|vor|bis|von|vom|zum|ca|nur|und|at|on|by|in|per|for"
    r"|the|and"
    r"|is|it|to|my|no|nr|als|auf|bei|mit|seit|über) )[a-z]{2,3} (?=\d+ ?\d{3}))?#?\d"
    r"(?:[-_/.]?[A-Za-z0-9]|[ ]?[/][ ]?(?=\d{2})|[ ](?=\d{2,}|\d(?![\d.,:%€$£]\d?|\w"
    r"| ?(?:x|mal|pakete?|artikel|stück|stk|items?|parcels?|packages?|euro?s?|eur|days?|tage?n?"
    r"|weeks?"
    r"|wochen?|times|of|and|und|oder|or|bis|von|kg|cm|uhr|am|pm|personen|people)\b)))*)(?!\w)"
)
_MIXED = r"(?P<value>(?=[A-Z0-9_/.-]*\d)[A-Z0-9][A-Z0-9_/.-]{2,}[A-Z0-9])(?![\w])"


def _labelled(names: str) -> re.Pattern[str]:
    word = rf"(?:(?P<numbered>{_NUMBER_WORD})|\b\.?)"
    return re.compile(rf"(?<![^\W_])(?:{names}){word}{_IS}{_VALUE}", re.IGNORECASE)


_LABELS = (
    ("ORDER_NUMBER", _labelled(_ORDER)),
    ("CUSTOMER_NUMBER", _labelled(_CUSTOMER)),
    (
        NUMBER,
        re.compile(
            rf"(?<!\w)(?P<numbered>nummer|number|nr|no|code|#)\b\.?{_IS}{_VALUE}", re.IGNORECASE
        ),
    ),
)
_HASH = re.compile(rf"(?<!\w)(?P<numbered>#){_IS}{_VALUE}", re.IGNORECASE)
_SHOUTED = re.compile(r"(?<!\w)[A-Z]{5,10}(?!\w)")
_CODES = re.compile(rf"(?<![^\W_])(?:(?i:{_ORDER}|{_CUSTOMER}|code)){_NUMBER_WORD}?{_IS}{_MIXED}")

# A court's file: 12 C 345/23
_COURT = re.compile(r"(?<![\w])(?P<value>\d{1,4} [A-Z][A-Za-z]{0,3} \d{1,5}/\d{2,4})(?!\w)")
_ENDING = re.compile(
    r"(?:\b(?:endziffern?|endung|endnummer)|\bend(?:s|ing|et|end|ung)?(?: in| on| with| auf"
    r"| mit)?|letzten? (?:vier|4|drei|3"
    r"|fünf)? ?(?:ziffern|stellen|zahlen)"
    r"|last (?:four|4|three|five)(?: digits)?)(?: (?:of|von|meine[rs]?|der|des|vom)"
    r"(?: (?:my|the|meine[rs]?|der))? [\w-]+)?(?: (?:are|is|sind|ist"
    r"|lauten|lautet))?[ :]{1,2}"
    r"(?P<value>\d{3,6})(?![\d.,]\d|\w| ?(?:€|euro|uhr|%))"
    r"|(?:auf|mit) (?P<before>\d{3,6}) (?:endet|endend|aufhört)",
    re.IGNORECASE,
)
_LOCATOR = re.compile(
    r"(?i:buchungscode|buchungsreferenz|buchungsnummer|pnr|record locator|locator"
    r"|booking (?:reference|ref|code"
    r"|number)"
    r"|confirmation (?:code|number)|reference(?: number| code)?|gutscheincode|voucher code"
    r"|promo code|aktivierungscode"
    r"|activation code|referenz)(?:\s|:|=|#|\b(?i:is|ist|lautet|was|der"
    r"|code)\b){1,6}(?P<value>[A-Z]{5,10})(?![\w-])"
)
_IN_ONE: tuple[re.Pattern[str], ...] = (
    re.compile(r"(?<![\w,])\d{6,40}(?![\w€%]|[,.]\d)"),
    # Five digits at the end, after a word that is none of a count: a postcode or an account.
    re.compile(r"(?<=[a-zäöüß] )\d{5}(?=\s*(?:[,;.!?\n]\D|[,;.!?]?$))"),
    # Universal Postal Union S10 and its like: letters, nine or ten digits, perhaps a country.
    re.compile(
        r"(?<![^\W_])(?:[A-Za-z]{1,5}[-_]?|(?!ID |NR |NO |TEL |EUR |CHF |USD |GBP |ISO |DIN "
        r"|EN |DSL |EAN |PZN )[A-Z]{2,5} )\d{5,}"
        r"[A-Za-z]{0,3}(?![^\W_])"
    ),
)
"""With five digits in a row."""
_TRIP = re.compile(
    r"(?i:(?:booking|buchung|reservierung|reservation|confirmation|filekey|itinerary|pnr|flug"
    r"|flight"
    r"|trip|reise|ticket|storno|umbuchung|check-?in|bestätigung|boarding)[ :#(]{1,3}"
    r"(?:(?:is|ist|code|ref|nr|no|number|nummer)[.: ]{1,2}){0,2})(?P<value>[A-Z]{6})(?![\w-])"
)
"""Six capitals that are all of a locator; who shouts writes every word so."""
# incident 0447 of 3/5/24, CAD 3391 of 14 May: as the British police give them
_OF_DAY = re.compile(
    r"(?i:\b(?:cad|incident|log|crime|police|ref\w*)\b(?:[ :#.]|\b(?:number|no|nr|is|log"
    r"|reference)\b){1,6})(?P<value>(?:CAD "
    r"|LOG )?\d{2,6} of"
    r" (?:the )?(?:\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{1,2}(?:st|nd|rd|th)? (?:of )?(?i:jan"
    r"|feb|mar|apr"
    r"|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?: \d{4})?))(?!\w)",
)
# S/N: C02XK0AAJHD4
_SERIAL = re.compile(
    r"(?i:\b(?:s/n|sn|serial|seriennr|seriennummer)\b\.?(?: (?:number|no|nr)\b\.?)?)[ :#=]{1,3}"
    r"(?P<value>(?=[A-Z-]{0,9}\d)[A-Z0-9][A-Z0-9-]{5,20})(?![\w-])"
)
# A card to charge cars with (DE*LAD*C0048812*7), and R#4820-19
_STARRED = re.compile(
    r"(?<![\w*])(?P<value>[A-Z]{2}\*[A-Z0-9]{3}\*[A-Z0-9]{3,12}(?:\*[A-Z0-9]{1,8}){0,4}"
    r"|[A-Z]{1,4}#\d{2,}(?:[-/]\d+){0,3})(?![\w*])"
)
_LAST_DIGIT = (
    r"(?: \d(?![\w€%]|[.,:]\d| ?(?:x|mal|stück|pakete?|items?|of|and|und|oder|or|kg|uhr)\b))?"
)
_IN_GROUPS: tuple[re.Pattern[str], ...] = (
    re.compile(r"(?<![\w.,+])\d{3,6}(?:[ -]\d{2,6}){2,6}" + _LAST_DIGIT + r"(?![\w€%]|[.,]\d)"),
    re.compile(
        r"(?<!\w)(?!(?:ISO|DIN|EN|IEC|VDE|BGB|EUR|CHF|USD|GBP|HD|RAL|NR|NO|ID|TEL|FAX|RTX|GTX|DSL"
        r"|PC|UHD|EAN|PZN|ISBN) )"
        r"[A-Z]{1,4} \d{2,6}(?:[ -]\d{2,6}){1,6}"
        + _LAST_DIGIT
        + r"(?: \d?[A-Z]{2})?(?![\w€%]|[.,]\d)"
    ),
    re.compile(
        r"(?<![\w.,+])\d{4}(?:[ ]\d{3,4})+ \d(?![\w€%]|[.,:]\d| ?(?:x|mal|stück|kg|uhr|of)\b)"
    ),
    re.compile(r"(?<![\w.,+])\d{1,2}(?:[ -]\d{3,6}){3,6}(?![\w€%]|[.,]\d)"),
    # 88120 43177, a mobile number of India or a taxpayer's of Britain
    re.compile(
        r"(?<![\w.,+/€$£-])(?!(?:19|20)\d\d )\d{4,6} (?!(?:19|20)\d\d(?!\d))\d{5,6}"
        r"(?![\w€%]|[.,:/-]\d)"
    ),
    # RK-330 1175
    re.compile(
        r"(?<![\w.,+/-])(?!(?:ISO|DIN|EN|IEC|VDE|UTF)-)[A-Z]{1,4}-\d{2,6}"
        r"(?: (?!(?:19|20)\d\d(?!\d))\d{2,6}){1,3}(?![\w€%]|[.,:]\d)"
    ),
    # The serial of a device: 5RKM 3301 0087, R12 TK40 3301 118B
    re.compile(
        r"(?<![\w.,+/-])(?=(?:[A-Z ]{0,4}\d){7})(?=\d{0,5}[A-Z])(?=[A-Z]{0,5}\d)[A-Z\d]{3,6}"
        r"(?: (?!(?:19|20)\d\d(?!\w))(?=[A-Z]{0,5}\d)[A-Z\d]{2,6}){2,5}(?![\w€%]|[.,:]\d)"
    ),
    # A scan, or somebody slow at the telephone: 4 4 1 9 0 - 7 7
    re.compile(r"(?<![\w.,+/-])\d(?: \d| ?[-/] ?\d){5,}(?![\w€%]|[.,]\d| ?(?:€|x\b))"),
)
"""With a gap between digits."""
_JOINED: tuple[re.Pattern[str], ...] = (
    re.compile(r"(?<![\w.,+])\d{4,}[-/_]\d{3,}(?:[-/_]\d+)*(?![\w€%]|,\d)"),
    re.compile(r"(?<![\w-])[A-Z]{1,6}[A-Z0-9]{0,4}[-_/]\d{2,}(?:[-_/][A-Z0-9]+)*(?![\w-])"),
    # Groups of capitals and digits with hyphens: 1EG4-TE5-MK73
    re.compile(
        r"(?<![\w./-])(?=[A-Z0-9/.-]*[A-Z])(?=(?:[A-Z/.-]*\d){3})[A-Z0-9]{2,6}"
        r"(?:[-/.][A-Z0-9]{1,8}){1,6}(?![\w-])"
    ),
    re.compile(
        r"(?<![^\W_])(?!(?:ISO|DIN|EN|IEC"
        r"|VDE) )[A-Z]{2,5} \d{2,}(?:[-/]\d{2,})+(?: \d{2,})*(?![\w-])"
    ),
    re.compile(r"(?<![\w.,+])\d{4,}//\d{3,}(?![\w€%]|,\d)"),
    re.compile(r"(?<![\w.,+/-])\d{1,3}-\d{4,}(?:-\d{2,})+(?![\w€%-]|,\d)"),
)
"""With a mark between their parts."""
_MIXED_SHAPES: tuple[re.Pattern[str], ...] = (
    # A meter by its German norm: 1 EMH 00 1234 5678
    re.compile(r"(?<![\w.,])\d ?[A-Z]{3} ?\d{2}(?: ?\d{4}){2}(?!\w)"),
    re.compile(r"(?<![^\W_])[A-Za-z]{2}(?: ?\d{2,3}){3,4} ?[A-Za-z]{2}(?![^\W_])"),
    re.compile(r"(?<![^\W_])1Z[0-9A-Z ]{16,20}(?![^\W_])", re.IGNORECASE),
    re.compile(r"(?<![^\W_])(?=(?:[A-Z]*\d){5})(?=(?:\d*[A-Z]){2})[A-Z0-9]{8,40}(?![^\W_])"),
)
"""With a letter beside a digit."""
_MARKED: tuple[re.Pattern[str], ...] = (re.compile(r"(?<![\w&])#\d{3,}(?!\w)"),)
"""With a number sign."""
_FAULT = re.compile(r"[A-Z]{1,2}-\d{1,3}$")
"""What a display shows (E-04); as somebody's number it is called so."""
_PUBLIC = re.compile(r"(?:EU|EG|EC|EWG) \d{1,4}/(?:19|20)?\d\d\Z|(?:RR|BP) ?\d{2,3}/\d{2,3}\Z")
"""A regulation, a blood pressure."""
_LAW = re.compile(r"\((?:EU|EG|EC|EWG|EEC)\) (?:Nr\.? |No\.? )?$")
_LEFT = re.compile(rf"(?<![\w-])[A-Z]{{1,4}}[-/](?={MASKED})")
"""The letters of a number that is found: LG-0714-22."""
_LETTERED = re.compile(r"(?<![\w-])[A-Z]{1,4}[-/](?=0\d{2,5}[-/ ]\d)0\d+(?:[-/ ]\d+)*(?![\w-])")
"""The same at once, where the number alone looks like a telephone's: one find, not two."""
_GROUPED = re.compile(r"\d[ -]\d")
_BESIDE = re.compile(r"[A-Za-z] ?\d|\d[A-Za-z]")
_TWO_AFTER = re.compile(r"\d ?[A-Za-z]{2}(?![^\W_])")
_JOINT = re.compile(r"[A-Z\d][-/_.]{1,2}[A-Z\d]")
"""What is in each match of `_JOINED`."""
_CAPITALS = re.compile("[A-Z]{5}")
_END_CUES = word_set("end ends ending endet endend endung letzte letzten last")


def _heads(*names: str) -> Heads:
    """How the words of an alternation begin, and more; `at_words` wants no less than all."""
    return heads_of(re.findall(r"[^\W\d_]+", re.sub(r"\\?\w\?|\\w", "", "|".join(names))))


_HEADS = {
    "ORDER_NUMBER": _heads(_ORDER),
    "CUSTOMER_NUMBER": _heads(_CUSTOMER),
    NUMBER: heads_of(whole=("nummer", "number", "nr", "no", "code")),
}
_CODE_HEADS = _heads(_ORDER, _CUSTOMER, "code")

_SHOUTED_CUE = cue(test=lambda word, _: len(word) > 4 and _CAPITALS.search(word) is not None)
_LEFT_CUE = cue(marks=(f"-{MASKED}", f"/{MASKED}"))
CUES = DIGIT | _LEFT_CUE | _SHOUTED_CUE


def _lettered(text: str) -> Iterable[re.Match[str]]:
    return _LETTERED.finditer(text) if "-0" in text or "/0" in text else ()


def find(text: str, _context: Context) -> Iterable[Span]:
    """Labelled numbers under their name, unlabelled ones as plain numbers."""
    shouted = bool(cues_in(text) & _SHOUTED_CUE)
    if cues_in(text) & _LEFT_CUE:
        yield from (Span(*m.span(), NUMBER) for m in _LEFT.finditer(text))
    yield from (Span(*m.span(), "ORDER_NUMBER") for m in _lettered(text))
    if not has_digit(text):
        if shouted and _SHOUTED.search(text) is not None:
            yield from _locators(text)
        return
    if shouted:
        yield from _locators(text)
    if "*" in text or "#" in text:
        yield from _told(text, (_STARRED,))
    if digit_runs(text)[0] < 2:
        return
    yield from _labelled_so(text)
    if "/" in text:
        yield from _told(text, (_COURT,))
    if " of " in text:
        yield from _told(text, (_OF_DAY,))
    if mentions(text, ("s/n", "sn", "seri")):
        yield from _told(text, (_SERIAL,))
    if not words_of(text).isdisjoint(_END_CUES):
        yield from _told(text, (_ENDING,))
    shapes = _shapes_of(text)
    for start, end in near_digits(text, 60, 60) if shapes else ():
        yield from _by_shape(text, start, end, shapes)


def _locators(text: str) -> Iterator[Span]:
    yield from _told(text, (_LOCATOR,) if text == text.upper() else (_LOCATOR, _TRIP))


def _labelled_so(text: str) -> Iterator[Span]:
    """Numbers after what the text calls them."""
    for label, pattern in _LABELS:
        for match in at_words(pattern, text, _HEADS[label]):
            least = 2 if match["numbered"] and label != NUMBER else 4
            least -= label == NUMBER and match["value"][0].isupper()
            if _fits(text, match, least):
                yield Span(*match.span("value"), label)
    if "#" in text:
        for match in _HASH.finditer(text):
            if _fits(text, match, 4):
                yield Span(*match.span("value"), NUMBER)
    for match in at_words(_CODES, text, _CODE_HEADS):
        value, at = match["value"], match.start("value")
        some = sum(c.isdigit() for c in value) >= (2 if len(value) < 6 else 1)
        if some and not value.isdigit() and not is_date(value) and not is_product(text, at, value):
            yield Span(*match.span("value"), "ORDER_NUMBER")


def _shapes_of(text: str) -> list[re.Pattern[str]]:
    """The shapes that can occur in a text."""
    shapes = [*_IN_ONE] if digit_runs(text)[1] >= 5 else []
    if _GROUPED.search(text) is not None:
        shapes += _IN_GROUPS
    if _JOINT.search(text) is not None:
        shapes += _JOINED
    if _BESIDE.search(text) is not None:
        shapes += _beside(text)
    if "#" in text:
        shapes += _MARKED
    return shapes


def _beside(text: str) -> Iterator[re.Pattern[str]]:
    """Of the shapes with a letter beside a digit those that can occur."""
    meter, ends_in_two, shipper, one_word = _MIXED_SHAPES
    many = digit_runs(text)[0]
    if many >= 11:
        yield meter
    if many >= 6 and _TWO_AFTER.search(text) is not None:
        yield ends_in_two
    if "1Z" in text or "1z" in text:
        yield shipper
    if many >= 5:
        yield one_word


def _told(text: str, patterns: Iterable[re.Pattern[str]]) -> Iterator[Span]:
    for pattern in patterns:
        for match in pattern.finditer(text):
            group = match.lastgroup or "value"
            value = match[group]
            if value.isalpha() and (fold(value) in plain_words() or is_noun(fold(value))):
                continue
            yield Span(*match.span(group), "ORDER_NUMBER")


def _fits(text: str, match: re.Match[str], least: int) -> bool:
    """Whether a labelled value is a number and no amount, date, year, price or product's."""
    value, (start, end) = match["value"], match.span("value")
    digits = sum(c.isdigit() for c in value)
    if digits < least or is_date(value) or has_unit(text, end) or is_price(text, value, end):
        return False
    if is_product(text, start) or is_public(text, start, value):
        return False
    return not (least > 2 and is_year(value))


def _by_shape(
    text: str, start: int, stop: int, shapes: Iterable[re.Pattern[str]]
) -> Iterator[Span]:
    for pattern in shapes:
        for match in pattern.finditer(text, start, stop):
            if _is_somebodys(text, *match.span()):
                yield Span(*match.span(), NUMBER)


@lru_cache(maxsize=8)
def _is_somebodys(text: str, at: int, end: int) -> bool:
    """Whether what is built as a number is no amount, reading, product's number, year or law.

    Several shapes match the same number, so the last answers are remembered.
    """
    value = text[at:end]
    digits = sum(map(str.isdigit, value))
    marked = "-" in value or value.count("/") > 1
    if not (digits >= 5 or (value[0] == "#" and digits >= 3) or marked):
        return False
    if value.isdigit() and _is_round(text, at, value):
        return False
    if is_year(value) or _PUBLIC.match(value) or _FAULT.match(value):
        return False
    if has_unit(text, end) or is_product(text, at, value):
        return False
    if is_reading(text, at) and not any(map(str.isupper, value)):
        return False
    begin = token_start(text, at)
    if begin < at and is_product(text, begin):
        return False
    return _LAW.search(text, max(0, at - 12), at) is None


_ABOUT = re.compile(
    r"(?i)(?<!\w)(?:über|fast|knapp|rund|ca\.?|circa|zirka|etwa|ungefähr|mehr als|weniger als"
    r"|mindestens|höchstens|gut|bis zu|an die|schätzungsweise|about|almost|nearly|over|roughly"
    r"|more than|less than|at least|up to|around|some|approx\.?) \Z"
)
_MOST_COUNTED = 7


def _is_round(text: str, at: int, value: str) -> bool:
    """Whether so many are counted or owed: "Waren über 18000"."""
    counted = len(value) <= _MOST_COUNTED and value.endswith("00") and value[0] != "0"
    return counted and _ABOUT.search(text, max(0, at - 20), at) is not None
