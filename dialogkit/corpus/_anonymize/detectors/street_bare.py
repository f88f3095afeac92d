"""Addresses cut to the bone: a house's number alone, a road's number, "The Parade", "Am Kanal"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import DIGIT, ROW, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import fold, folded_set, word_set

__all__ = ["CUES", "find"]

# Das Haus hat die Nummer 31; the house number is 23
_NUMBER = re.compile(
    r"(?i:haus(?: (?:hat|trägt|ist))?(?: die)?(?: haus)? ?nummer|hausnummer|hausnr\.?"
    r"|(?:house|door|flat) (?:has |is )?(?:the )?(?:number|no\.?))(?i:(?: (?:ist|lautet|war|is|was"
    r"|hat|die|jetzt|now))*)[: ]{1,2}(?P<name>\d{1,4}(?: ?[a-h](?!\w))?)(?![\w€%]|[.,]\d)"
)
_NUMBER_HEADS = heads_of(whole=word_set("haus hausnummer hausnr house door flat"))
# It went to No 5
_NO = re.compile(
    r"(?:at|to|we['’]re|we are|not|for|outside|is|in|it['’]s|bei|in|an|von) "
    r"(?P<name>(?:No\.?|Nr\.?|Number|Nummer) ?\d{1,3}(?: ?[A-Ea-e](?!\w))?)(?=[,.;!?)\n]"
    r"| (?:and|und|not|abgegeben|zugestellt|geliefert|gelassen|instead|statt)(?!\w)|$)"
)
_NO_HEADS = heads_of(whole=word_set("at to we not for outside is in it bei an von"))
_NO_CUE = cue(cased=("No", "Nr", "Number", "Nummer"))
# on County Road 12; south of 18th
_ROAD = re.compile(
    r"(?i:on|off|along|at|near|from|to) (?P<name>(?:County (?:Road|Rd|Highway)|(?:State |Farm )?"
    r"(?:Route|Road|Highway)|Hwy|Rte|CR|FM|SR|US|RR|Rural Route) \d{1,4}[A-Z]?)(?![\w-])"
    r"|(?i:on|at|off|near) (?P<side>[NSEW]\.? \d{1,3}(?:st|nd|rd|th))(?![\w-])"
    r"|(?i:north|south|east|west) of (?P<cross>\d{1,3}(?:st|nd|rd|th))(?=[,.;!?)\n]| (?:and|on"
    r"|near)|$)"
)
_ROAD_HEADS = heads_of(whole=word_set("on off along at near from to north south east west"))
_ROAD_CUE = cue(
    cased=word_set("County State Farm Route Highway Hwy Rte CR FM SR US RR Rural of N S E W")
)
# front on The Parade
_THE = re.compile(
    r"(?i:on|in|at|off|along|down|up|from|to|of) (?P<name>The (?:[A-Z][a-z]+ )?(?:Parade|Crescent"
    r"|Avenue|Drive|Grove|Mount|Square|Terrace|Close|Mall|Broadway|Esplanade|Promenade"
    r"|Quadrant|Circus|Lawns|Ridgeway|Ridge|Limes|Laurels|Elms|Oaks|Firs|Pines|Beeches|Hollies"
    r"|Willows|Maltings|Paddock|Spinney|Orchard|Meadows?|Glade|Dell|Warren|Rise|Row|Mews|Hawthorns"
    r"|Poplars|Cedars|Chase|Green|Street|Lane|Hill|Avenues|Gardens|Quay))(?![\w-]| [A-Z])"
)
_THE_HEADS = heads_of(whole=word_set("on in at off along down up from to of"))
_THE_CUE = cue(cased=("The",))
# links, Am Mühlkanal, gelbes Haus
_BETWEEN = re.compile(
    r"(?:Am|An der|An den|Auf der|Auf dem|Im|In der|In den|Zum|Zur|Zu den|Unter den|Hinter der"
    r"|Hinter dem|Vor dem|Beim|Bei der|Über der|Ober der) (?:[A-ZÄÖÜ][a-zäöüß]+e[nr] )?"
    r"(?P<noun>[A-ZÄÖÜ][a-zäöüß-]{2,})(?=[,;.)\n]|$)"
)
_BETWEEN_HEADS = heads_of(
    whole=word_set("am an auf im in zum zur zu unter hinter vor beim bei über ober")
)
_BETWEEN_SIGN = re.compile(r", (?:Am|An|Auf|Im|In|Zum|Zur|Zu|Unter|Hinter|Vor|Beim|Bei|Über|Ober) ")
_NO_PLACE = folded_set(
    "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai "
    "juni "
    "juli august september oktober november dezember morgen mittag abend nachmittag vormittag jahr "
    "monat ende anfang anhang voraus übrigen allgemeinen ernst gegensatz moment notfall zweifel "
    "glück beispiel winter sommer herbst frühjahr frühling urlaub internet büro laden keller haus "
    "garten auto bad flur wohnzimmer küche schlafzimmer erdgeschoss dachgeschoss schnitt ganzen "
    "grunde folgenden hintergrund vordergrund telefon apparat team namen auftrag regel mitte nähe "
    "hoffnung anlage firma stadt tat zeit woche nacht schule arbeit kirche bank post ferne praxis "
    "zukunft vergangenheit sache kasse info kenntnis erinnerung sicherheit not verfügung folge "
    "wochenende telefonat gespräch"
)
_FRACTION = re.compile(rf"(?<={MASKED}) (?:1/[234]|[½¼¾])(?![\w/])")
_FLAT = re.compile(
    r"(?<![\w-])(?:The )?(?:[A-Z][a-z]+ ){0,2}(?:Flat|Annexe?|Maisonette|Studio|Apartment|Floor"
    rf"|Bungalow|Stables|Outbuilding)(?=, {MASKED})"
)
_PLAIN = (
    (_NUMBER, _NUMBER_HEADS, _NUMBER_HEADS.cue),
    (_NO, _NO_HEADS, _NO_CUE),
    (_ROAD, _ROAD_HEADS, _ROAD_CUE),
    (_THE, _THE_HEADS, _THE_CUE),
)
"""Patterns, the words they begin with, and the cue without which they find nothing."""
_BETWEEN_CUE = cue(cased=word_set("Am An Auf Im In Zum Zur Zu Unter Hinter Vor Beim Bei Über Ober"))
_FRACTION_CUE = cue(
    marks=(f"{MASKED} 1/", f"{MASKED} ½", f"{MASKED} ¼", f"{MASKED} ¾"),
)
_FLAT_CUE = cue(
    cased=word_set(
        "Flat Annex Annexe Maisonette Studio Apartment Floor Bungalow Stables Outbuilding"
    )
)
_NUMBERED_CUE = _NUMBER_HEADS.cue | _NO_CUE | _ROAD_CUE
CUES = one_of(
    _THE_CUE,
    (DIGIT, _NUMBERED_CUE),
    (_BETWEEN_CUE, cue(marks=(", ",))),
    _FRACTION_CUE,
    (ROW, _FLAT_CUE),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Numbers of houses and roads, places with an article, and what a found address leaves."""
    cues = cues_in(text)
    if cues & _THE_CUE or (cues & DIGIT and cues & _NUMBERED_CUE):
        for pattern, heads, needed in _PLAIN:
            if cues & needed:
                for match in in_order(at_words(pattern, text, heads)):
                    yield Span(*match.span(match.lastgroup or 0), "STREET")
    if cues & _BETWEEN_CUE and _BETWEEN_SIGN.search(text) is not None:
        for match in at_words(_BETWEEN, text, _BETWEEN_HEADS):
            inside = text.endswith(", ", 0, match.start()) and match[0][0].isupper()
            if inside and fold(match["noun"]) not in _NO_PLACE:
                yield Span(*match.span(), "STREET")
    if cues & _FRACTION_CUE:
        yield from (Span(*m.span(), "STREET") for m in _FRACTION.finditer(text))
    if cues & ROW and cues & _FLAT_CUE:
        yield from (Span(*m.span(), "STREET") for m in _FLAT.finditer(text))
