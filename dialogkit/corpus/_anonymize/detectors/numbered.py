"""Numbers that a text calls a number, a reference or a sign of any kind, near the word or not.

`reference` knows what has numbers and finds them beside it. Here the word for the number itself is
enough ("Mandatsnummer", "our ref"), a clause may stand between, or the number comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._amounts import (
    has_unit,
    is_date,
    is_price,
    is_product,
    is_promo,
    is_public,
    is_year,
    shows_figures,
)
from dialogkit.corpus._anonymize._context import Context, mentions
from dialogkit.corpus._anonymize._cues import cue, cues_in, known_word, one_of
from dialogkit.corpus._anonymize._search import words_in
from dialogkit.corpus._anonymize._span import NUMBER, Span
from dialogkit.corpus._anonymize._words import fold, is_noun, plain_words, word_set, words_of

__all__ = ["CUES", "find"]

NEEDS_DIGIT = True
_CODE = re.compile(
    r"(?<![\w,])(?<!\d[./-])(?:[A-Z]{1,6}(?: - |[ ./_-])){0,3}?#?(?:[A-Za-z]{1,5}[./_-]){0,3}"
    r"[A-Za-z]{0,6}\d[A-Za-z0-9]*"
    r"(?: ?[/_] ?(?=[A-Z]*\d)[A-Za-z0-9]+| - (?=[A-Z]*\d{2})[A-Z0-9]+|[./_-][A-Za-z0-9]+"
    r"| (?:[A-Z]{1,4} )?[A-Z]{0,5}\d(?:[A-Z0-9]+|(?![\w%]|[.,:]\d| ?(?:€|x\b|mal\b|stück|stk"
    r"|pakete?|artikel|items?|parcels?|euro?s?\b|kg\b|cm\b|uhr\b|am\b|pm\b|of\b|and\b|und\b"
    r"|bis\b|tagen?|days?|wochen?|weeks?))))*"
    r"(?: [A-Z]{1,2}(?= *(?:[.,;:!?)\n]|$))| [A-Z]/[a-z]{1,3}(?!\w)| [B-HJ-Z](?![\w'’]))?(?!\w)"
)
"""Letters, digits and marks as references are built, their groups perhaps after a space."""
_TAILS = tuple(
    word_set(
        "nummer nummern zeichen zeichens referenz kennung schlüssel number numbers code codes "
        "locator nr nummere nummero"
    )
)
"""How words for numbers end, whatever is numbered."""
_NOUNS = word_set(
    "no nr ref reference id gz quoting quote zitieren utr knr pnr inkasso flurstück bonuskarte "
    "verwendungszweck bahncard clubcard nectar tenancy tenant mieter mandant leseausweis baggage "
    "docket vin fin malo melo mpan mprn cad sn leserausweis betreff betr bezug subject "
    "hundemarke steuermarke property auftragsbestätigung polizze rekla crn auftragszettel "
    "abholschein abholmarke leihschein gepäckschein garantieschein"
)
_SHORT = word_set("rechn auftr best vorg ord inv pol vertr mitgl lief bestell")
"""Words for a number where a full stop says that they are cut short."""
_NOUN_CUE = cue(whole=_NOUNS | _SHORT | {"c"}, test=lambda word, _: word.lower().endswith(_TAILS))
_WINDOW = 110
_SENTENCE = re.compile(r"[!?;](?=\s|$)|(?<!nr)(?<!\bno)(?<!ref)(?<!\d)\.(?=\s|$)|\n\s*\n")
_DIRECT = re.compile(
    r"(?i)(?:['’]s\b)?(?:[\s.:=#(–—„“\"'*,-]|\b(?:ist|lautet|is|was|war|are|the|die|der|number"
    r"|nr|no"
    r"|nummer|id)\b){0,8}$"
)
_LINKED = re.compile(
    r"(?i)(?:\b(?:ist|is|laute(?:n|ten?|t)?|was|war|are|sind|heißt|says|reads|sei|wäre|would be"
    r"|should be|steht"
    r"|namely|nämlich|mit|hat|has|folgende|die|der|the|unter|under|as|als|with|nummer|number|nr\.?"
    r"|no\.?|ref\.?|angabe|von|of|habe|richtig|correctly|bekam|got|given|namens)|[:=–—,(„\"-])"
    r"[\s:(„“\"'–-]{0,4}$"
)
_LACKS = re.compile(r"(?i)\b(?:fehlt|missing|kein\w*|keine|without|ohne|seit|since|um|from|ab)\b")
_TOLD_SINCE = re.compile(r"(?i) (?:lautet|ist|is|has been) (?:seit|since|ab|from) [^\n]{3,40}$")
_TOLD_THEN = re.compile(
    r"(?i)^[^\d]*(?<!\bkein)(?<!\bkeine)(?<!\bmissing)(?<!\bfehlt)(?: is| ist| lautet|:) ?[\"'„“]?$"
)
_COUNT = re.compile(r"(?i)\b(?:a|large|small|huge|great|any|sheer)(?: \w+)? numbers?$")

_THINGS = frozenset(
    word + ending
    for word in word_set(
        "bestellung lieferung sendung buchung rechnung mahnung meldung reservierung forderung "
        "rücksendung auftrag vertrag bescheid antrag angebot vorgang fall schaden ticket mandat "
        "police retoure beschwerde reklamation anzeige order booking invoice claim case complaint "
        "contract policy reservation shipment parcel report application request quote account "
        "letter schreiben konto mitglied mitgliedschaft kunde kundin customer member membership "
        "card karte paket return refund payroll incident txn transaction trans bestätigung "
        "confirmation beleg receipt quittung dispatched tracked job bedarfsgemeinschaft aktion "
        "appointment repair sheet docket chit tenancy loan kredit darlehen "
        "abo abonnement subscription pupil"
    )
    for ending in ("", "en", "n", "s", "nen", "e", "es")
)
_THING_ENDS = (
    *("konto", "vertrag", "ausweis", "police", "bescheid", "antrag", "auftrag", "leihschein"),
    *("abholschein", "lieferschein", "voranschlag", "gutachten", "protokoll", "urkunde"),
)
"""How compounds end of things that have numbers: Beitragskonto."""
_THING_CUE = cue(test=lambda word, _: word.lower() in _THINGS or word.lower().endswith(_THING_ENDS))
_APPOSED = re.compile(
    r"(?i)[,(:–-][\s\"„'-]{0,2}(?:(?:ref|nr|no|number|nummer|reference|unter"
    r"|id)\b\.?[\s:#]{0,2}){0,2}$"
)
_DIRECT_THING = re.compile(r"(?i)[\s:(„\"#'–-]{1,4}(?:(?:is|ist|says|lautet|under|unter) )?$")
_CLOSED = re.compile(
    r"[)\"“'”]?(?:[,.;:!?)\n]|\s[–-]|\s*$| (?:and|und|&|or|oder|sowie) [A-Z]{0,6}[ -]?\d)"
)
_NEXT = re.compile(
    r"(?:,? (?:und|and|&|oder|or|sowie|bzw\.|plus|nicht|not)|,|/|;) (?:(?:Nr|no)\.? |the "
    r"|die )?(?=[A-Z]{0,6}[ -]?\d)"
)
_LOCATOR = re.compile(r"(?<![\w-])(?=[A-Z]*\d)(?=(?:\d*[A-Z]){3})[A-Z0-9]{6}(?![\w-])")
_SMALL_CODE = re.compile(r"[a-z]{1,4}[-/]?\d{3,}$")
_WOVEN = re.compile(r"(?=.{5,10}$)[a-z]+\d+[a-z]+\d+[a-z]*$")
"""Small letters and digits by turns, as locators have them."""
_TRAVEL = (
    *("buch", "book", "flug", "flight", "reserv", "pnr", "check-in", "itinerary"),
    *("nachname", "surname", "last name", "family name"),
)
"""Who reads a locator says the name beside it."""

_NAMED_AFTER = re.compile(
    r"(?i)[\"“')]{0,2},? (?:ist|is|war|was|lautet|wäre|as|als|being|should be|would be|heißt)"
    r"(?: (?:\w+ )?(?:my|meine?|die|das|the|our|unsere?|your|ihre?|eure|a|mein|unser|korrekte"
    r"|richtige|neue|alte))?(?: \w+){0,2}?"
    r" (?:[\w-]*(?:nummer|nr|number|reference|ref|referenz|zeichen|kennung|code)"
    r"|(?:\w+-)?id)(?![^\W_])"
)
_NAMED_ENDS = tuple(word_set("nummer nr number reference ref referenz zeichen kennung code id"))
_NAMED_CUE = cue(test=lambda word, _: word.lower().endswith(_NAMED_ENDS))
_NAMING_CUE = cue(whole=word_set("ist is war was lautet wäre as als being should would heißt"))
"""Both stand in whatever `_NAMED_AFTER` matches."""
_FILED = re.compile(
    r"(?i)\b(?:unter|under|as|als)(?: der| dem| the| number| nummer| folgender| my| meiner){0,3} "
    r"[\"„#']{0,2}(?P<value>(?:[A-Z]{1,4}[ ./-]?)?\d[\dA-Z./-]{2,}(?: \d{2,}){0,4})(?![\w€$%,])"
)
_FILED_WORDS = word_set("unter under")
_KEPT = re.compile(
    r"(?i)(?:^|[^\w])(?:führ\w*|geführt|registrier\w*|find\w*|gespeichert|bekannt|erfasst|angelegt"
    r"|eingetragen|gemeldet|vermerkt|läuft|laufen|listed|filed|file|registered|recorded|logged|held"
    r"|opened|raised|booked|gebucht|reserviert|kund\w*|mitglied\w*|customer|member|account"
    r"|versichert|insured)"
    r"(?![^\W_])"
)
_AROUND = 60
_CUSTOMER = re.compile(
    r"(?i)(?:kund|mitglied|vertrag|versich|zähler|mieter|konto|member|customer|client|account"
    r"|policy|police|meter|mandant|patient|student|matrikel|personal|spender)\w*[- .]{0,2}$"
)


_TRAVEL_CUE = cue(parts=[re.split("[ -]", part.removesuffix("-in"))[-1] for part in _TRAVEL])
CUES = one_of(
    _NOUN_CUE | _THING_CUE | _TRAVEL_CUE | cue(whole=_FILED_WORDS), (_NAMED_CUE, _NAMING_CUE)
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """What stands after a word for a number, after a thing that has one, and before such a word."""
    if mentions(text, _TRAVEL):
        yield from (Span(*m.span(), "ORDER_NUMBER") for m in _LOCATOR.finditer(text))
    cues = cues_in(text)
    named = list(_after_nouns(text)) if cues & _NOUN_CUE else []
    if named:
        yield from named
        yield from _twins(text, named)
        yield from _listed(text, named)
    if cues & _NAMED_CUE and cues & _NAMING_CUE:
        yield from _before_nouns(text)
    things = list(_after_things(text)) if cues & _THING_CUE else []
    if things:
        yield from things
        yield from _listed(text, things)
    if not words_of(text).isdisjoint(_FILED_WORDS):
        yield from _filed(text)


def _after_nouns(text: str) -> Iterator[Span]:
    for start, end in _nouns(text):
        match = _first_code(text, end)
        if match is None or _COUNT.search(text, max(0, start - 30), end):
            continue
        least = _least(text, start, text[end : match.start()])
        if is_promo(match[0]) or is_public(text, match.start(), match[0]):
            continue
        if is_product(text, end + 1) or is_product(text, match.start()):
            continue
        if least or _is_said(text[end : match.start()], match[0]):
            least = least or 3
            yield from _checked(text, match, least, _label(text, start))


_PLAIN_LINK = re.compile(r"(?: [^\W\d_]+){1,6} ?\Z")


def _is_said(link: str, value: str) -> bool:
    """Whether a few words lead to what is built as a number: "Referenz war glaub ich TZ44 190"."""
    built = value[:1].isupper() and sum(map(str.isdigit, value)) > 2
    if not built or _PLAIN_LINK.match(link) is None or _LACKS.search(link) is not None:
        return False
    return not any(map(shows_figures, link.split()))


def _nouns(text: str) -> Iterator[tuple[int, int]]:
    """Where words for a number begin (the last part of a compound does) and end."""
    for word in words_in(text)[0]:
        if not known_word(word[0]).cues & _NOUN_CUE:
            continue
        low, end = word[0].lower(), word.end()
        if (
            low in _NOUNS
            or (low in _SHORT and text.startswith(".", end))
            or (low == "c" and text[max(0, end - 3) : end].lower() == "a/c")
        ):
            start = word.start()
        elif low.endswith(_TAILS):
            start = end - max(len(tail) for tail in _TAILS if low.endswith(tail))
        else:
            continue
        yield start, end + text.startswith(".", end)


def _least(text: str, start: int, link: str) -> int:
    """How many digits a number needs that far from the word for it; 0 where it is none of it."""
    if _DIRECT.match(link):
        compound = start > 0 and (
            text[start - 1].isalpha() or "-" in text[max(0, start - 8) : start]
        )
        if not compound and text[start] in "nN":
            before = _WORD_BEFORE.search(text, max(0, start - 30), start)
            return 3 if before is not None and before[1].lower() in _THINGS else 4
        return 2 if compound and text[start] not in "cC" else 4
    if _LACKS.search(link) and not _TOLD_THEN.search(link):
        return 5 if _TOLD_SINCE.match(link) else 0
    if _LINKED.search(link):
        return 4
    return 6 if text[start] in "nN" and len(link) < 40 else 0


def _twins(text: str, named: list[Span]) -> Iterator[Span]:
    """What is built as a number that was named: "mine is T/771/S and hers T/717/S"."""
    shapes: dict[str, str] = {}
    for span in named:
        value = text[span.start : span.end]
        if len(value) < 6 or not any(not c.isdigit() and not c.isspace() for c in value):
            continue
        shape = re.sub(r"[a-z]", "[a-z]", re.sub(r"[A-Z]", "[A-Z]", re.escape(value)))
        shape = re.sub(r"(?<!\\)\d", r"\\d", shape)
        shapes.setdefault(shape, span.type)
    done = {span.start for span in named}
    for shape, label in shapes.items():
        for match in re.finditer(rf"(?<![\w.,/-]){shape}(?![\w/-])", text):
            if match.start() not in done and not is_date(match[0]):
                yield Span(*match.span(), label)


def _listed(text: str, named: list[Span]) -> Iterator[Span]:
    """The others of a list: "die Bestellungen 44712 und 44718"."""
    for span in named:
        end, digits = span.end, sum(c.isdigit() for c in text[span.start : span.end])
        while (link := _NEXT.match(text, end)) and (match := _CODE.match(text, link.end())):
            if abs(sum(c.isdigit() for c in match[0]) - digits) > 1 or has_unit(text, match.end()):
                break
            if not is_date(match[0]) and not is_year(match[0]):
                yield Span(*match.span(), span.type)
            end = match.end()


def _label(text: str, at: int) -> str:
    start = max(0, at - 30)
    return "CUSTOMER_NUMBER" if _CUSTOMER.search(text, start, at) else NUMBER


def _first_code(text: str, at: int) -> re.Match[str] | None:
    """The first thing with a digit in the rest of the sentence, dates left out."""
    end = min(len(text), at + _WINDOW)
    if _DIGIT.search(text, at, end) is None:
        return None
    stop = _SENTENCE.search(text, at, end)
    end = stop.start() + 1 if stop is not None else end
    for match in _CODE.finditer(text, at, end):
        if not is_date(match[0]) and not _is_day(text, match):
            # The window may have cut it short.
            return _CODE.match(text, match.start())
    return None


_MONTH_AFTER = re.compile(
    r"\.? (?:of )?(?:jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_DAY = re.compile(r"(?i)^\d{1,2}(?:st|nd|rd|th)?$")


def _is_day(text: str, match: re.Match[str]) -> bool:
    return _DAY.match(match[0]) is not None and _MONTH_AFTER.match(text, match.end()) is not None


def _after_things(text: str) -> Iterator[Span]:
    """``our claim of 4 May (JH 22184)``, ``complaint C22184``."""
    for thing in words_in(text)[0]:
        if not known_word(thing[0]).cues & _THING_CUE:
            continue
        match = _first_code(text, thing.end())
        if match is None:
            continue
        link, value = text[thing.end() : match.start()], match[0]
        letters = sum(c.isupper() for c in value)
        if _DIRECT_THING.match(link):
            letters = letters or _SMALL_CODE.match(value) is not None
            letters = letters or _WOVEN.match(value) is not None
            spaced = " " in value and sum(map(str.isdigit, value)) > 5
            if not letters and not spaced and not any(c in "/-." for c in value):
                continue
            least = 3 if letters else 5
        elif _APPOSED.search(link) and _CLOSED.match(text, match.end()):
            bracket = link.rstrip(' "„').endswith("(")
            least = (3 if bracket else 4) if letters else 4 if bracket else 5
            least = 3 if value.startswith("0") else least
        else:
            continue
        if not is_product(text, match.start(), value):
            yield from _checked(text, match, least, NUMBER)


def _before_nouns(text: str) -> Iterator[Span]:
    """``22184 is my order number``."""
    for noun in _NAMED_AFTER.finditer(text):
        line = text[max(0, noun.start() - 40) : noun.start()]
        codes = [m for m in _CODE.finditer(line) if m.end() == len(line)]
        for match in codes[-1:]:
            if sum(c.isdigit() for c in match[0]) >= 3 and not is_date(match[0]):
                yield Span(noun.start() - len(line) + match.start(), noun.start(), NUMBER)


def _filed(text: str) -> Iterator[Span]:
    """``Sie führen mich unter 22184``, ``22184 as reference``."""
    for match in _FILED.finditer(text):
        start, end = match.span("value")
        around = text[max(0, match.start() - _AROUND) : end + _AROUND]
        if not _KEPT.search(around) or is_date(match["value"]) or has_unit(text, end):
            continue
        capitals = any(c.isupper() for c in match["value"])
        if sum(map(str.isdigit, match["value"])) >= 4 - capitals and not is_year(match["value"]):
            yield Span(start, end, NUMBER)


def _checked(text: str, match: re.Match[str], least: int, label: str) -> Iterator[Span]:
    """The value, if it has digits enough and is no amount, date, year or reading."""
    start, end = _prefixed(text, match.start()), match.end()
    value = text[start:end]
    digits = sum(c.isdigit() for c in value)
    letters = sum(c.isalpha() for c in value)
    capitals = any(c.isupper() for c in value)
    joined = capitals or (digits > 1 and any(c in "-/" for c in value))
    mixed = least <= 4 and joined and digits >= 1 and letters >= 2 and len(value) > 3
    mixed = mixed or (least <= 4 and _CODED.match(value) is not None)
    mixed = mixed or (least == 3 and _WOVEN.match(value) is not None)
    if digits < least and not mixed:
        return
    if value.startswith("CAD ") and is_year(value[4:8]):  # a program of that year
        return
    if has_unit(text, end) or is_date(value) or is_price(text, value, end):
        return
    if (is_year(value) and (least > 2 or len(value) > 4)) or _STAND.search(
        text, max(0, start - 12), start
    ):
        return
    yield Span(start, end, label)


_WORD_BEFORE = re.compile(r"([^\W\d_]+) \Z")
_CODED = re.compile(
    r"[A-Z]{1,3}[-/]\d{3,}$|\d{2,6}[-/][A-Z]{1,3}$"
    r"|[A-Za-zÄÖÜ]{1,4}[-./]\d{1,4}[-./][A-Za-z0-9]{1,6}(?:[-./]\w+)*$"
)
"""Letters and two groups behind them: F-7-113 needs no four digits."""
_STAND = re.compile(r"(?i)(?:stand|stände|reading|mileage)[ :=]{1,3}$")
_PREFIX = re.compile(r"(?<![\w.,:])[A-Za-z]{1,8}(?:-[A-Za-z]|/[A-Z][A-Za-z]{0,2})? $")


def _prefixed(text: str, start: int) -> int:
    """Where the letters before a named number begin, if they are no word: ``rp 20 4471``."""
    for _ in range(2):
        match = _PREFIX.search(text, max(0, start - 12), start)
        if match is None:
            break
        token = match[0].strip()
        form = fold(token)
        short = len(token) <= 3 or any(c.isupper() for c in token[1:])
        if not short or form in plain_words() or is_noun(form) or form in _NO_PREFIX:
            break
        start = match.start()
    return start


_NO_PREFIX = word_set(
    "nr no id ist is am um die der das the my ab bis zu vom zum ref az tel fax a i"
)
