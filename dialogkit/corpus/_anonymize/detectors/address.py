"""Addresses that no word for a street gives away: what leads to them does, or how they look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._amounts import MEASURES
from dialogkit.corpus._anonymize._context import Context, mentions
from dialogkit.corpus._anonymize._cues import AHEAD, BEHIND, DIGIT, cue, cues_in, heads_of
from dialogkit.corpus._anonymize._search import at_digits, at_words, in_order
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import fold, is_noun, ordinary, word_set

__all__ = ["CUES", "find"]

_HOUSE = r"\d{1,3}(?: ?[a-zA-Z](?!\w))?(?: ?[-–/] ?\d{1,4}){0,2}"
_END = (
    r"(?! ?(?:uhr|€|euro?\b|kg\b|km\b|m\b|cm\b|min|std|tage?|stunde|woche|monat|jahr|%|mal\b|x\b"
    r"|stück)|[.,:]\d|\w)"
)
_CAPITAL = r"[A-ZÄÖÜ][a-zäöüß'’-]+"
_PLACE = (
    r"(?:Am|An der|An den|Auf der|Auf dem|Auf den|Im|In der|In den|Zum|Zur|Zu den|Unter den"
    r"|Unter der|Hinter der|Hinter dem|Vor dem|Vor der|Bei der|Beim|Bei den|Über der|Ober der)"
)
# Straße des 17. Juni 135
_OF_A_DAY = re.compile(
    rf"(?i)(?<!\w)(?:stra(?:ß|ss)e|str\.?|platz|allee) (?:des|der|vom) \d{{1,2}}\. ?[a-zäöü]+"
    rf"(?: {_HOUSE})?(?!\w)"
)
# Zur Alten Post 1: a preposition and an adjective with capitals
_OLD = re.compile(rf"(?<![\w-]){_PLACE} [A-ZÄÖÜ][a-zäöüß]+e[nr] {_CAPITAL} {_HOUSE}(?i:{_END})")
# Ich wohne Am Mühlbach: a preposition with a capital inside a sentence
_INSIDE = re.compile(rf"(?<=[a-zäöüß] )(?P<place>{_PLACE}) (?P<noun>{_CAPITAL})(?![\w-])")
# Alte Ziegelei 2
_ADJECTIVE = re.compile(
    r"(?<![\w-])(?:Alte|Neue|Kleine|Gro(?:ß|ss)e|Lange|Kurze|Hohe|Breite|Obere|Untere|Vordere"
    rf"|Hintere|Innere|Äu(?:ß|ss)ere)[rsn]? (?P<noun>{_CAPITAL}) {_HOUSE}(?i:{_END})"
)
# Anschrift: Burgfried 9
_LED = re.compile(
    r"(?i:\b(?:(?:liefer|rechnungs|post|privat|heimat|versand)?(?:adresse|anschrift)"
    r"(?: (?:ist|lautet|war|jetzt|nun))*|wohn(?:e|en|t|haft)(?: (?:jetzt|nun|hier|noch|seit \w+"
    r"|in|im|am|an der|in der|auf der))*|klingeln(?: bei)?|(?:um|ein)?gezogen(?: nach| in die)?"
    r"|(?:liefern|lieferung|zustellung|schicken|versand) (?:bitte )?(?:an|in die|nach)):? )"
    rf"(?P<name>{_CAPITAL}(?: {_CAPITAL}){{0,3}} {_HOUSE})(?i:{_END})"
)
# Ich wohne im Krähenwinkel
_LIVES = re.compile(
    r"(?i:\b(?:wohn(?:e|en|t|haft)|lebe(?:n|t)?)(?: (?:jetzt|nun|hier|noch|ja|wir|ich))*"
    rf" (?:im|am|an der|auf der|auf dem|zum|zur|unter den|in der|in den)) (?P<noun>{_CAPITAL})"
    r"(?![\w-])"
)
# Q7, 24
_SQUARE = re.compile(r"(?<![\w-])[A-U] ?[1-9],? ?\d{1,2} ?[a-e]?(?![\w%€]|[.,:]\d)")
# Hausnummer 8 b, and what follows a street that is found
_NUMBER = re.compile(
    rf"(?i)(?<!\w)(?:hausnummer|hausnr\.?|hnr\.?|house number)(?: ist| is|:)? ?{_HOUSE}(?!\w)"
    rf"|(?<={MASKED})(?:, ?| )(?:apt\.?|apartment|flat|unit|suite|whg\.?|wohnung|stiege|tür|top)"
    r" ?(?:nr\.? ?)?\d{1,4}[a-z]?(?!\w)"
)
# 331 County Road 9, Rural Route 2 Box 15
_ROUTE = re.compile(
    r"(?<![\w.,$€£])(?:\d{1,5} (?:[A-Z][a-z]+ ){0,2}(?:Road|Rd|Route|Rte|Highway|Hwy)\.?"
    r" \d{1,4}(?: [NSEW])?(?!\w)|(?i:(?:rural route|rr|hc) \d{1,3},? box \d{1,5})(?!\w))"
)
# we live at 14 Elm Row; Apt 4B, 900 Grand Concourse
_AT = re.compile(
    r"(?:(?i:\b(?:(?:live|lives|living|stay|staying|reside|based|i'm|i am|we're|we are"
    r"|he is|she is) at"
    r"|(?:deliver(?:ed|y)?|ship(?:ped)?|sen[dt]|moved|mailed?|return(?:ed)?|brought)"
    r"(?: it| them| this| that)? to|address(?: is| was)?|(?:home|place|house) (?:is"
    r"|was)):?,? (?:(?:number|no\.?) )?)"
    r"|(?<!\w)(?P<flat>(?i:(?:apt|apartment|flat|unit|suite)\.? ?\w{1,5},? )))"
    r"(?P<name>\d{1,5}[a-z]?(?:-\d{1,4})?,? (?P<noun>[A-Z][a-z'’]+)"
    r"(?: [A-Z][a-z'’]+){0,3})(?![\w-])"
)
# 9 Quayside
_SIDE = re.compile(
    r"(?<![\w.,:$€£/-])\d{1,3}[a-z]? (?P<noun>[A-Z][a-z]{2,}(?:side|gate|fold|croft|mead|hurst|dene"
    r"|ridge|holme|thorpe|leigh|way|bank|wharf|garth))(?![\w-])"
)
# 221 n main st
_SMALL = re.compile(
    r"(?i)(?<![\w.,$€£])\d{1,5}[a-z]? (?:(?P<side>[nsew]|[ns][ew]|north|south|east|west)\.? )?"
    r"(?P<name>(?:\w+ ){1,2})(?:st|rd|ave?|blvd|dr|ln|ct|pkwy|hwy|cir|pl|ter|sq)\b\.?"
    r"(?:,? (?:apt|apartment|unit|suite|ste|floor|#)\.? ?\w{1,5})?(?=$|[\s,.;!?])"
)
_SMALL_KINDS = word_set("st rd av ave blvd dr ln ct pkwy hwy cir pl ter sq")
_CUES = word_set(
    "wohne wohnen wohnt wohnhaft lebe leben lebt adresse anschrift lieferadresse rechnungsadresse "
    "postadresse privatadresse heimatadresse versandadresse klingeln gezogen umgezogen eingezogen "
    "liefern lieferung zustellung schicken versand lieferanschrift rechnungsanschrift"
)
_NO_PLACE = word_set(
    "voraus anhang gegensatz grunde ernst stich allgemeinen ganzen moment prinzip endeffekt "
    "ausland inland norden suden osten westen erdgeschoss dachgeschoss obergeschoss hochhaus "
    "hoffnung annahme erwartung gewissheit illusion angst freude internet wesentlichen ubrigen "
    "folgenden nachhinein vorfeld zweifel gluck beispiel"
)
_INSIDE_PARTS = (
    " Am ",
    " An ",
    " Auf ",
    " Im ",
    " In ",
    " Zu",
    " Unter ",
    " Bei",
    " Hinter ",
    " Vor ",
)
_ADJECTIVES = frozenset(
    stem + end
    for stem in word_set(
        "alte neue kleine große grosse lange kurze hohe breite obere untere vordere hintere innere"
        " äußere äussere"
    )
    for end in ("", "r", "s", "n")
)
_ROUTES = word_set("road rd route rte highway hwy rr hc")
_LEADS = word_set("at to is was address apt apartment flat unit suite")
_NO_NAME = MEASURES | word_set("days weeks hours minutes items times am pm the and of for to in on")
_LIVES_CUE = cue(whole=_CUES)
_LIVES_HEADS = heads_of(whole=word_set("wohne wohnen wohnt wohnhaft lebe leben lebet"))
_STARTS_INSIDE = re.compile(r"(?:Am|An|Auf|Im|In|Unter|Hinter|Vor|Über|Ober)$|Zu|Bei")
_INSIDE_CUE = cue(
    test=lambda word, _: word[0] in "AIZUBHVÜO" and _STARTS_INSIDE.match(word) is not None
)
_DAY_CUE = cue(parts=("stra", "str", "platz", "allee"), whole=("vom",))
_NUMBER_CUE = cue(parts=("haus", "hnr", "house"), marks=(MASKED,))
_SQUARE_CUE = cue(whole=("mannheim",))
_ADJECTIVE_CUE = cue(whole=_ADJECTIVES)
_ROUTE_CUE = cue(whole=_ROUTES)
_AT_CUE = cue(whole=_LEADS)
_AT_HEADS = heads_of(
    word_set(
        "live living stay reside based deliver ship send sent mail return address apt apartment "
        "flat unit suite moved brought home place house"
    ),
    whole=("i", "we", "he", "she"),
)
_SIDE_END = re.compile(
    r"(?:side|gate|fold|croft|mead|hurst|dene|ridge|holme|thorpe|leigh|way|bank|wharf|garth)$"
)
_SIDE_CUE = cue(test=lambda word, _: word[0].isupper() and _SIDE_END.search(word) is not None)
_SMALL_CUE = cue(whole=_SMALL_KINDS)
CUES = (_LIVES_CUE | _INSIDE_CUE | _DAY_CUE | _NUMBER_CUE | _SQUARE_CUE) | (
    _ADJECTIVE_CUE | _ROUTE_CUE | _AT_CUE | _SIDE_CUE | _SMALL_CUE
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Addresses by what leads to them, by their capitals and by their numbers."""
    cues = cues_in(text)
    if cues & _INSIDE_CUE and any(part in text for part in _INSIDE_PARTS):
        yield from _unusual(_INSIDE.finditer(text))
    if cues & _LIVES_CUE and cues & _LIVES_HEADS.cue:
        yield from _unusual(in_order(at_words(_LIVES, text, _LIVES_HEADS)))
    if not cues & DIGIT:
        return
    if cues & _LIVES_CUE and cues & BEHIND:
        yield from _led(text)
    yield from _german(text, cues)
    yield from _english(text, cues)


def _german(text: str, cues: int) -> Iterator[Span]:
    if cues & _DAY_CUE and mentions(
        text, ("straße des", "strasse des", "str. des", "platz des", "allee des", " vom ")
    ):
        yield from (Span(*m.span(), "STREET") for m in _OF_A_DAY.finditer(text))
    if cues & _NUMBER_CUE:
        yield from (Span(*m.span(), "STREET") for m in _NUMBER.finditer(text))
    if cues & _SQUARE_CUE:
        yield from (Span(*m.span(), "STREET") for m in _SQUARE.finditer(text))
    if cues & _INSIDE_CUE and cues & BEHIND:
        yield from (Span(*m.span(), "STREET") for m in _OLD.finditer(text))
    if not (cues & BEHIND and cues & _ADJECTIVE_CUE):
        return
    for match in _ADJECTIVE.finditer(text):
        if not is_noun(fold(match["noun"])):
            yield Span(*match.span(), "STREET")


def _english(text: str, cues: int) -> Iterator[Span]:
    if cues & _ROUTE_CUE:
        yield from (Span(*m.span(), "STREET") for m in _ROUTE.finditer(text))
    for match in (
        in_order(at_words(_AT, text, _AT_HEADS)) if cues & AHEAD and cues & _AT_CUE else ()
    ):
        plural = (
            match["flat"] and match["noun"].endswith("s") and match["name"].endswith(match["noun"])
        )
        if _COUNTED.match(text, match.end()) or (plural and is_noun(fold(match["noun"][:-1]))):
            continue
        if fold(match["noun"]) not in _NO_NAME and not _MONTH.match(match["noun"]):
            start = match.start("flat") if match["flat"] else match.start("name")
            yield Span(start, match.end(), "STREET")
    for match in at_digits(_SIDE, text) if cues & AHEAD and cues & _SIDE_CUE else ():
        if not is_noun(fold(match["noun"])):
            yield Span(*match.span(), "STREET")
    if not cues & _SMALL_CUE:
        return
    for match in at_digits(_SMALL, text):
        name = [fold(word) for word in match["name"].split()]
        if match["side"] or ordinary().isdisjoint(name):
            yield Span(*match.span(), "STREET")


_COUNTED = re.compile(r" [a-z]{3,}s(?!\w)")
"""What several of are counted: 3 Different addresses."""
_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*$")


def _led(text: str) -> Iterator[Span]:
    """What a label or a verb leads to, if its last word is no common noun."""
    for match in _LED.finditer(text):
        last = re.findall(_CAPITAL, match["name"])[-1]
        if fold(last) not in ordinary():
            yield Span(*match.span("name"), "STREET")


def _unusual(matches: Iterable[re.Match[str]]) -> Iterator[Span]:
    """Names after a preposition: no time, no part of a house, nothing a text is about."""
    for match in matches:
        form = fold(match["noun"])
        if form in _NO_PLACE or is_noun(form):
            continue
        start = match.start() if "place" in match.groupdict() else match.start("noun")
        yield Span(start, match.end(), "STREET")
