"""Parts of grounds and blocks: "Parzelle 61 der Anlage Sonnenaue", "H.No. 12-4-88/B", "U4/112"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import DIGIT, MASK, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._regions import REGIONS
from dialogkit.corpus._anonymize._search import at_digits, at_words, in_order
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    common,
    fold,
    is_noun,
    plain_words,
    word_set,
    words_of,
)

__all__ = ["CUES", "find"]

_CAP = r"[A-ZÄÖÜ][\wäöüß'’-]+"
_GROUND_WORDS = (
    r"(?:(?:klein|schreber|dauerklein)?garten(?:anlage|kolonie|verein|gelände)|kolonie|kg[av]"
    r"|(?:studenten|studierenden|schwestern|senioren|alten|pflege|lehrlings|arbeiter)?(?:wohn)?heim"
    r"|seniorenresidenz|wohn(?:anlage|park|siedlung)|camping(?:platz|park)|ferien(?:park|dorf"
    r"|anlage)|(?:yacht|sport|boots)hafen|marina|bootshaus|internat|kaserne|quartier"
    r"|seniorenzentrum)"
)
_GROUND = rf"(?:{_GROUND_WORDS}|anlage|verein|siedlung|park|hof|hafen|platz)"
_UNIT = (
    r"(?:parzelle|garten|laube|stellplatz|platz|zimmer|appartement|app\.|apartment|bungalow|box"
    r"|liegeplatz|hütte|ferienhaus|mobilheim|haus|block|wohnung|whg\.|steg|garage|halle|station"
    r"|wohnbereich|gruppe|tür|eingang|aufgang)"
)
# Parzelle 61 der Anlage Sonnenaue, Stellplatz C14 auf dem Campingplatz Seeblick
_PLOT = re.compile(
    rf"{_UNIT} ?(?:nr\.?|nummer)? ?[a-z]?-?\d{{1,4}} ?[a-h]?,? "
    r"(?:(?:der|des|in der|im|in dem|in|auf dem|am|beim|bei der|von der|vom|an der) )?"
    rf"(?:{_GROUND} )[\"„“]?(?-i:(?P<name>{_CAP}(?: {_CAP})?))(?![\w-])",
    re.IGNORECASE,
)
_PLOT_HEADS = heads_of(
    whole=word_set(
        "parzelle garten laube stellplatz platz zimmer appartement app apartment bungalow box "
        "liegeplatz hütte ferienhaus mobilheim haus block wohnung whg steg garage halle station "
        "wohnbereich gruppe tür eingang aufgang"
    )
)
# in der Gartenanlage Morgenröte, das Studentenwohnheim Auenpark
_NAMED = re.compile(rf"(?i:{_GROUND_WORDS}) [\"„“]?(?P<name>{_CAP}(?: {_CAP})?)(?![\w-])")
_NAMED_HEADS = heads_of(
    test=lambda word, _: re.fullmatch(_GROUND_WORDS, word, re.IGNORECASE) is not None
)
_OF_GARDEN = re.compile(r"(?:Anlage|Verein) [\"„“]?(?P<name>[A-ZÄÖÜ][a-zäöüß-]+)(?![\w-])")
_OF_GARDEN_HEADS = heads_of(whole=("anlage", "verein"))
_GARDENS = word_set(
    "garten laube parzelle gartenhaus gartenlaube schrebergarten pächter kleingarten"
)
_NO_GROUND = word_set(
    "deluxe gmbh ev platz zimmer regel regeln preis preise leitung kosten betreiber bewohner "
    "zum zur "
    "am im "
    "bitte danke ordnung vertrag satzung vorstand gebühr gebühren liste"
)
# Zimmer 214; room 214, Alder Hall: beside a name that is found
_BESIDE = re.compile(
    r"(?i:zimmer|room|parzelle|stellplatz|liegeplatz|mooring|berth|pitch|plot|appartement|flat|unit"
    rf"|wohnung) (?i:(?:nr|no)\.? )?(?P<name>[A-Z]?\d{{1,4}}[a-z]?)(?=,? (?:(?:im|in|at|of|auf"
    rf"|am|der"
    rf"|des|on) (?:\w+ ){{0,2}}(?:[A-ZÄÖÜ]\w+ )?)?{MASKED})"
)
_BESIDE_HEADS = heads_of(
    whole=word_set(
        "zimmer room parzelle stellplatz liegeplatz mooring berth pitch plot appartement flat unit "
        "wohnung"
    )
)
# mooring C14, mailbox 233
_LETTERED = re.compile(
    r"(?i:mooring|berth|liegeplatz|pitch|plot|stellplatz|mail ?box|letter ?box|briefkasten)"
    r"(?i: (?:no\.?|nr\.?|number|nummer|box))? "
    r"(?P<name>[A-Z]-?\d{1,3}|(?:(?<=box )|(?<=kasten ))\d{1,4})(?![\w-]|[.,:]\d| (?:of|pieces)\b)"
)
_LETTERED_HEADS = heads_of(
    whole=word_set(
        "mooring berth liegeplatz pitch plot stellplatz mailbox mail letterbox letter briefkasten"
    )
)
# Stiege 3 Tür 14
_STAIR = re.compile(
    r"(?:stiege|stg\.?) ?(?:\d{1,2}|[ivx]{1,4}),? ?(?:/ ?|(?:\d{1,2}\. ?)?(?:stock"
    r"|og) ?\d{0,2},? ?)?"
    r"(?:tür|top|t\.?|wohnung) ?\d{1,3}[a-z]?(?!\w)",
    re.IGNORECASE,
)
_STAIR_HEADS = heads_of(whole=("stiege", "stg"))
# Haus Nr. 12 statt Nr. 21
_INSTEAD = re.compile(
    rf"(?<={MASKED}) (?:statt|und|oder|nicht|sondern|not|instead of|and|or)"
    r"(?: (?:auf|in|bei|an|at|to))? (?P<name>(?i:nr\.?|nummer|no\.?|number) ?\d{1,3} ?[a-e]?)(?!\w)"
)
_HOUSES = word_set(
    "haus hausnummer zugestellt geliefert abgegeben nachbar nachbarn nachbarin house neighbour "
    "neighbor delivered door straße street adresse address"
)
# Hausnr. 17a in der Ziegelhütte
_ROAD_AFTER = re.compile(
    rf"(?i:haus(?:nummer|nr\.?)|hnr\.?)(?i: (?:ist|lautet))?:? ?(?:{MASKED}|\d{{1,4}} ?[a-h]?)"
    r"(?:,| in de[rnm]| im| am| an der| auf der| auf dem| -| zum| zur)? "
    r"(?P<name>(?:[A-ZÄÖÜ][a-zäöüß]+e[nr] )?(?P<noun>[A-ZÄÖÜ][a-zäöüß-]{3,}))(?![\w-])"
)
_ROAD_HEADS = heads_of(whole=word_set("hausnummer hausnr hnr"))
# H.No. 12-4-88/B, Door no. 18/3, Plot No 44-A
_INDIAN = re.compile(
    r"(?:(?:h|d|s|q|f)\. ?no\.?|(?:h|d) no\.?|(?:house|door|plot|flat|quarter|qtr|qr|survey"
    r"|khasra|ward"
    r"|shop|gala|gali|gully) no\.?)[ :-]{1,2}#?(?P<value>\d[\w/-]*|[A-Z]-?\d[\w/-]*)(?!\w)",
    re.IGNORECASE,
)
_INDIAN_HEADS = heads_of(
    whole=word_set(
        "h d s q f qtr qr house door plot flat quarter survey khasra ward shop gala gali gully"
    )
)
_COMPOSED = re.compile(r"[/-]|\d[A-Za-z]|[A-Za-z]\d")
_INDIAN_PLACE = re.compile(
    r"(?<![\w-])(?:(?:[A-Z][a-z]+ ){1,3}(?:Ghat|Mohalla|Basti|Tola|Nagar|Vihar|Enclave|Marg"
    r"|Chowk|Bagh|Gali|Puram|Peth"
    r"|Salai|Palya|Wadi|Ganj|Layout)"
    r"|(?:[A-Z][a-z]+ ){1,3}CHSL?"
    r"|[A-Z]{2,3} (?:Road|Marg|Nagar|Salai|Street)|[A-Z][a-z]{3,}(?:nagar|puram|palya|wadi|pally"
    r"|palli|gunj|peth|halli))(?![\w-])"
)
_INDIAN_CUE = cue(
    test=lambda word, _: (
        re.search(
            r"(?i)(?:ghat|mohalla|basti|tola|chsl?|nagar|vihar|enclave|marg|chowk|bagh|gali"
            r"|puram|peth|salai|palya|wadi|ganj|gunj"
            r"|pally|palli|halli|layout)$",
            word,
        )
        is not None
        and word[0].isupper()
    ),
)
_SHORT_ROAD_CUE = cue(cased=("Road",))
_SHORT_ROAD = re.compile(r"(?<=[,\n] )[A-Z]{2,3} Road(?![\w-])|(?<=on )[A-Z]{2,3} Road(?![\w-])")
# U4/112 Wattle Grove Rd, Level 3, 88 Pitt
_STACKED = re.compile(
    r"(?:(?:[Uu]|[Uu]nit|[Ss]hop|[Ss]uite|[Ss]te|[Vv]illa|[Aa]pt|[Ff]lat|[Ff]actory|[Tt]nhse) ?"
    r"\d{1,4}[A-Za-z]?(?:/|, )\d{1,4}[a-z]?(?:[-–]\d{1,4})?|(?:[Ll]evel|[Ll]vl"
    r"|[Ff]loor) \d{1,2}, \d{1,4}"
    rf"(?:[-–]\d{{1,4}})?) (?P<noun>{_CAP})(?: {_CAP}){{0,3}}(?![\w-])"
)
_STACKED_HEADS = heads_of(
    whole=word_set("u unit shop suite ste villa apt flat factory tnhse level lvl floor")
)
# flat 2/1, Blk 12 #04-118, RR#3 Site 4, B wing 504, Villa 22, Street 11
_CODED = re.compile(
    r"(?:flat|apt|main door) \d{1,2}/\d{1,2}(?![\d/])|(?:blk"
    r"|block) \d{1,4}[a-z]?,? #\d{1,3}-\d{1,5}"
    r"|(?:flat|room|unit) \w{1,4},? \d{1,3}/f(?!\w)|bldg\.? \w{1,3},? #\d{1,4}"
    r"|rr ?#? ?\d{1,2}(?:,? site \d{1,3})(?:,? (?:comp|box) \d{1,4})?|erf \d{2,6}"
    r"|[a-h][ -]wing,? (?:flat )?\d{2,4}"
    r"|(?:villa|house|building|bldg\.?|plot) \d{1,4}[a-z]?, street \d{1,3}[a-z]?"
    r"|street \d{1,3}[a-z]?, villa \d{1,4}[a-z]?",
    re.IGNORECASE,
)
_CODED_HEADS = heads_of(
    whole=word_set(
        "flat apt main blk block room unit bldg rr erf villa house building plot street a b c d "
        "e f g h"
    )
)
_SCOTTISH = re.compile(r"(?<![\w/.,])\d/\d, \d{1,3}[a-c]? [A-Z][a-z]{2,}(?: [A-Z][a-z]+)?(?![\w-])")
# building 4, Apt 201; Sector 21, House 414
_NESTED = re.compile(
    r"(?:building|bldg|block|blk|tower|sector|sec|phase|haus|stair|staircase|aufgang|entrance"
    r"|dorm|hostel)\.? (?!the |a |of |in |is |and |or )[\w-]{1,3}(?:,? (?:flat|apt|apartment|whg"
    r"|wohnung|top)|, (?:unit|suite|house|room|door|h))\.?(?: ?(?:no|nr)\.?)? ?#?[A-Z]?-?\d{1,4}"
    r"[a-z]?(?!\w)"
    r"|(?:dorm|dormitory|hostel|hall)(?: room)? (?:no\.? )?[A-Z]-?\d{2,4}(?!\w)",
    re.IGNORECASE,
)
_NESTED_HEADS = heads_of(
    whole=word_set(
        "building bldg block blk tower sector sec phase haus stair staircase aufgang "
        "entrance "
        "dorm dormitory hostel hall"
    )
)
# 400 W 9th
_GRID = re.compile(r"\d{1,5} [NSEW]\.? \d{1,3}(?:st|nd|rd|th)(?![\w-])")
_GRID_CUE = cue(cased=word_set("N S E W"))
_SLASH_CUE = cue(marks="/")
_NUMBER_CUE = cue(whole=word_set("nr nummer no number"))
_NUMBERED_CUE = (
    (_PLOT_HEADS.cue | _STAIR_HEADS.cue | _NESTED_HEADS.cue | _CODED_HEADS.cue)
    | (_STACKED_HEADS.cue | _LETTERED_HEADS.cue | _INDIAN_HEADS.cue | _BESIDE_HEADS.cue)
    | (_SLASH_CUE | _NUMBER_CUE | _GRID_CUE)
)
"""Of which a text with digits needs one."""
_UNNUMBERED_CUE = (
    (_NAMED_HEADS.cue | _ROAD_HEADS.cue | _OF_GARDEN_HEADS.cue) | _INDIAN_CUE | _SHORT_ROAD_CUE
)
CUES = one_of(_UNNUMBERED_CUE, (DIGIT, _NUMBERED_CUE))


def find(text: str, _context: Context) -> Iterable[Span]:
    """Plots, pitches, rooms and doors, and what the ground or block is called."""
    cues = cues_in(text)
    numbered = cues & DIGIT and cues & _NUMBERED_CUE
    return _found(text, cues) if numbered or cues & _UNNUMBERED_CUE else ()


def _found(text: str, cues: int) -> Iterator[Span]:
    if cues & DIGIT:
        yield from _numbered(text, cues)
    for match in in_order(at_words(_NAMED, text, _NAMED_HEADS)):
        yield from _ground(match)
    if cues & _OF_GARDEN_HEADS.cue and not words_of(text).isdisjoint(_GARDENS):
        for match in in_order(at_words(_OF_GARDEN, text, _OF_GARDEN_HEADS)):
            yield from _ground(match)
    if cues & _INDIAN_CUE:
        yield from _indian_places(text)
    if cues & _SHORT_ROAD_CUE:
        yield from (Span(*m.span(), "STREET") for m in _SHORT_ROAD.finditer(text))
    yield from _roads(text)
    if cues & MASK:
        yield from _beside(text, cues)


_PLAIN = (
    (_PLOT, _PLOT_HEADS),
    (_STAIR, _STAIR_HEADS),
    (_NESTED, _NESTED_HEADS),
    (_CODED, _CODED_HEADS),
)


def _numbered(text: str, cues: int) -> Iterator[Span]:
    for pattern, heads in _PLAIN:
        if cues & heads.cue:
            yield from (Span(*m.span(), "STREET") for m in in_order(at_words(pattern, text, heads)))
    for match in in_order(at_words(_STACKED, text, _STACKED_HEADS)):
        if "/" in match[0] or _is_odd(match["noun"]):
            yield Span(*match.span(), "STREET")
    for match in at_words(_LETTERED, text, _LETTERED_HEADS):
        yield Span(*match.span("name"), "STREET")
    for match in in_order(at_words(_INDIAN, text, _INDIAN_HEADS)):
        initial = match[0][1] in ". " or match[0][:3].lower() in ("gal", "gul")
        if initial or _COMPOSED.search(match["value"]):
            yield Span(*match.span(), "STREET")
    if cues & _SLASH_CUE:
        yield from (Span(*m.span(), "STREET") for m in at_digits(_SCOTTISH, text))
    if cues & _GRID_CUE:
        yield from (Span(*m.span(), "STREET") for m in at_digits(_GRID, text))


def _is_odd(word: str) -> bool:
    """Whether a word is none that is known, in the plural either."""
    form = fold(word)
    return form not in plain_words() and not is_noun(form) and not is_noun(form.removesuffix("s"))


_LOVELY = re.compile(
    r"(?i)(?:blick|aue|ruh|ruhe|röte|hof|park|garten|gärten|wiese|wiesen|grund|frieden|glück|hain"
    r"|tal|höhe|berg|bach|see|wald|feld|heide|sonne|sonn|stern|idyll|linde|linden|rose|rosen|eck"
    r"|winkel|anger|au|ufer|strand|bucht|düne|dünen)\Z"
)
"""How names of grounds end that are compounds of plain words."""


def _ground(match: re.Match[str]) -> Iterator[Span]:
    """The name of a ground, if it is no word for what goes on there or where it lies."""
    first = match["name"].split()[0]
    form = fold(first)
    if form in common() or form in _NO_GROUND or form in REGIONS:
        return
    if not is_noun(form) or _LOVELY.search(first):
        yield Span(*match.span("name"), "STREET")


def _indian_places(text: str) -> Iterator[Span]:
    for match in _INDIAN_PLACE.finditer(text):
        if not all(fold(word) in plain_words() for word in match[0].split()):
            yield Span(*match.span(), "STREET")


def _beside(text: str, cues: int) -> Iterator[Span]:
    """Numbers beside what is found."""
    if cues & DIGIT:
        for match in at_words(_BESIDE, text, _BESIDE_HEADS):
            yield Span(*match.span("name"), "STREET")
        if not words_of(text).isdisjoint(_HOUSES):
            yield from (Span(*m.span("name"), "STREET") for m in _INSTEAD.finditer(text))


def _roads(text: str) -> Iterator[Span]:
    for match in in_order(at_words(_ROAD_AFTER, text, _ROAD_HEADS)):
        form = fold(match["noun"])
        if form not in common() and (not is_noun(form) or len(form) > 8):
            yield Span(*match.span("name"), "STREET")
