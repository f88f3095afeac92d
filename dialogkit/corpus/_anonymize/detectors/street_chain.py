"""Parts of an address in a row: houses with a name, a letter's head, what a town follows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._compounds import NO_STREETS
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import DIGIT, MASK, ROW, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._search import at_digits, at_words, in_order
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    company,
    fold,
    given,
    is_noun,
    ordinary,
    plain_words,
    towns,
    word_set,
    words_of,
)
from dialogkit.corpus._anonymize.detectors.street_english import GREENS

__all__ = ["CUES", "find"]

_CAP = r"(?:[A-ZÄÖÜÉÂÎÔÛ][\w'’.-]*|[a-z]['’][A-ZÄÖÜ]\w+)"
_SMALL = (
    r"(?:of|the|on|upon|in|by|le|la|de|du|des|y|yr|na|nan|an|am|der|den|dem|zum|zur|im|und|and|&)"
)
_SEG = rf"(?:(?:[Tt]he )?{_CAP}(?: (?:{_SMALL} ){{0,2}}{_CAP}){{0,3}})"
_HOUSE = (
    r"(?:Cottages?|House|Farm|Farmhouse|Lodge|Barn|Hall|Manor|Villa|Vicarage|Rectory|Presbytery"
    r"|Stables|Croft|Towers?|Mansions|Chapel|Grange|Priory|Smithy|Bungalow|Annexe|Nest|Reach|Rest"
    r"|View|Lea|Haven|Retreat|Gatehouse|Schoolhouse|Post Office|Bakery|Granary|Oast|Byre|Bothy"
    r"|Steading|Mill|Forge"
    r"|Wharf|Quarters|Convent|Court|Point|Heights|Park|Gardens|Place|Corner|End|Hill|Brow|Bank"
    r"|Passage|Approach|Steps|Walk|Way|Lane|Street|Road|Close|Row|Green|Yard|Rise|Gate|Square)"
)
# at Rook Cottage, …; in Priory Passage; to St Brannock's House
_CALLED = re.compile(
    rf"(?i:\b(?:we['’]re|i['’]m|we are|it['’]s|at|in|to|from|outside|near|off|of|into|called"
    rf"|named|is|address:?|on|our house,|house,"
    rf"|home,|place,|cottage,|behind|via|for|property,?|living|lives|live|bought|buy|own|owns"
    rf"|run|rent|b&b,|flat,|farm,) )(?P<name>(?:the |The )?"
    rf"(?:[A-Z][\w'’.]+ ){{1,3}}{_HOUSE}(?:, (?:The |the )?(?:[A-Z][\w'’]+ ){{0,3}}{_HOUSE})?)"
    r"(?![\w'’-])"
)
_PLAIN_FIRST = word_set(
    "the a an my your our his her their this that new old customer main front back head town city "
    "village open public national coffee business shopping retail garden power full next last "
    "first "
    "second school church court high lost help dead week year month upper opera town village"
)
_STRONG_HOUSE = (
    *("Cottage", "Cottages", "Farm", "Farmhouse", "Lodge", "Barn", "Manor", "Vicarage", "Rectory"),
    *("Presbytery", "Croft", "Grange", "Priory", "Bungalow", "Nest", "Reach", "Granary", "Bothy"),
    *("Mansions", "Passage", "Approach", "Steps", "Brow", "Close", "Lane", "Street", "Road", "Row"),
    *(
        "House",
        "Gatehouse",
        "Schoolhouse",
        "Smithy",
        "Byre",
        "Steading",
        "Oast",
        "Villa",
        "Terrace",
    ),
)
_STRONG_SET = frozenset(_STRONG_HOUSE)
_CELTIC = re.compile(
    r"(?<![\w'’-])(?:\d{1,4}[a-z]? )?(?:T[yŷ]|Tigh|Taigh|Heol|Ffordd|Stryd|L[oô]n|Maes|Clos"
    r"|Rhodfa|Bryn"
    r"|Cae|Plas|Bwthyn|Teach|B[oó]thar|Sr[aá]id|Cnoc|Tan|Pen|Llys|Pant|Coed|Nant|Rhiw|Gelli)"
    r"(?: (?:na|y|yr|an|nan|nam|a['’]))? ?[A-ZÂÊÎÔÛŴŶ]\w+(?: [A-Z]\w+)?(?![\w-])"
)
_CELTIC_WORDS = word_set(
    "ty tŷ tigh taigh heol ffordd stryd lon lôn maes clos rhodfa bryn cae plas bwthyn teach bothar "
    "bóthar sraid sráid cnoc tan pen llys pant coed nant rhiw gelli"
)
# caravan 9, Seaview Park
_PITCH = re.compile(
    r"(?<!\w)(?i:caravan|chalet|cabin|plot|pitch|berth|mooring|bungalow|hut|lot|villa|lodge"
    r"|narrowboat"
    r"|studio|penthouse|maisonette|unit|room|stand) (?:no\.? ?|nr\.? ?|#)?\d{1,4}[a-z]?,? "
    rf"(?!Uhr(?!\w)){_SEG}(?![\w-]| \d)"
)
# apt 9, the old mill, fishergate
_FLAT_SMALL = re.compile(
    r"(?<!\w)(?:apt|flat|apartment|unit|suite|room|whg|wohnung)\.? ?\d{1,4}[a-z]?,"
    r"(?: [a-z'’]{3,}(?: [a-z'’]{3,}){0,2},){0,2} [a-z'’]{4,}(?: [a-z'’]{4,})?(?=[ ,.\n]|$)"
)
# house is braeside, 12 old military road
_NAMED_SMALL = re.compile(
    rf"(?i:\b(?:house|cottage|farm|home|haus|hof)(?: is| name is|'s)?(?: called| named)? )"
    rf"(?P<name>[a-z][a-z'’]{{3,}}(?: [a-z]{{3,}})?),? (?:\d{{1,4}}[a-z]? [a-z ]{{3,30}})?{MASKED}"
)
_OLD_ROAD = re.compile(
    r"(?<![\w.,$€£])\d{1,4}[a-z]? (?P<name>(?:[a-z'’]{3,} ){1,4})(?:road|street|lane|avenue"
    r"|brow|rise"
    r"|crescent|terrace|drive|close|mews|row|gardens|grove|way|walk)(?![\w-])"
)
_UPPER = re.compile(
    r"(?<![\w.,$€£])\d{1,4}[A-Z]? (?:[A-Z'’]{2,} ){1,3}(?:STREET|ROAD|LANE|AVENUE|BROW|RISE"
    r"|CLOSE|DRIVE"
    r"|CRESCENT|TERRACE|MEWS|ROW|GARDENS|GROVE|WAY|WALK|PLACE|COURT|SQUARE|HILL|GREEN|PARK|VIEW"
    r"|BANK"
    r"|ST|RD|AVE|LN|DR|BLVD)(?![\w-])"
)
_ORDINAL = re.compile(
    r"(?<![\w.,$€£])(?:\d{1,5} )?(?:[NSEW]\.? |North |South |East |West )?\d{1,3}(?:st|nd|rd|th)"
    r"(?: (?:Street|St|Avenue|Ave|Road|Rd|Place|Pl|Lane|Drive|Cross|Main))\b"
    r"(?: (?:[NSEW]|[NS][EW])\b)?"
)
_HIGHWAY = re.compile(
    r"(?<![\w.,$€£])\d{2,5} (?:[NSEW]\.? )?(?:[A-Z][a-z]+ ){0,3}(?:Rd|Road|Hwy|Highway|Route"
    r"|Rte|FM|CR"
    r"|County Road|State Route|US)\.? \d{1,4}(?: [NSEW])?(?!\w)"
)
# …, Gandhipuram, …: between two parts that are found
_BETWEEN = re.compile(
    rf"(?<={MASKED})(?P<name>(?:,? ?\n|, ){_SEG}(?:, {_SEG})?)(?=(?:,? ?\n|, ){MASKED})"
)
_BEFORE = re.compile(
    rf"(?:(?i:\b(?:at|of|to|bei mir|address|adresse|anschrift|residence|property|from)[:,]? )|^"
    rf"|(?<=[{MASKED},])\n|(?<={MASKED} )\n)"
    rf"(?P<name>(?:\d{{1,4}}[a-z]?,? )?{_SEG}(?:, {_SEG})?(?:,? \d{{1,4}} ?[a-z]?)?)(?=,? ?\n "
    rf"?{MASKED}|, {MASKED})"
)
_LIVES = re.compile(
    r"(?i:\b(?:wohn\w*|leb(?:e|en|t|te)|gemeldet|gezogen|umgezogen|zieh\w*|zuhause|daheim|haus"
    r"|wohnung"
    r"|eltern|laden|praxis|büro|später|früher|jetzt|zuletzt|vorher|liegt|steht|adresse|anschrift"
    r"|ecke|stehe|parkt?e?|vor)\b[^.!?\n]{0,40}?\b"
    r"(?:im|am|an der|auf der|auf dem|in der|in den|aus dem|aus der|vom|zum|zur|unter den"
    r"|hinter der)) "
    r"(?P<name>(?:[A-ZÄÖÜ][a-zäöüß]+e[nrm] )?[A-ZÄÖÜ][a-zäöüß-]{2,20}?"
    r"(?:winkel|mühle|bach|teich|wald|see|berg|feld|anger|graben|garten|gärten|tor|brücken?|ufer"
    r"|linden|eichen|birken|buchen|tannen|weiden|wiesen?|hof|brunnen|hang|grund|rain|hügel|damm"
    r"|deich|kamp|mauer|burg|aue|heide|ried|moor|weiher|tal|zeile|halde|höhe|wehr|bogen|eck|busch"
    r"|acker|sand|stein|pfad|steig|stieg|twiete|reihe|gang|kai|fleet|hafen|markt|schloss|wall|blick"
    r"|siedlung|horst|bruch|koppel|lohe|esch|brink|leite|breite|kreuz|weg|ring|platz|allee|gasse))"
    r"(?![\w-])"
)
_ADJECTIVE = re.compile(
    r"(?i:\b(?:in|an|auf|aus|hinter|neben|vor|von) der) (?P<name>(?:Lange|Kurze|Hohe|Breite|Kleine"
    r"|Gro(?:ß|ss)e|Alte|Neue|Krumme|Enge|Schmale|Grüne|Schwarze|Weiße|Rote|Obere|Untere|Vordere"
    r"|Hintere|Innere|Äußere|Dicke|Goldene|Steile|Heilige|Mittlere)n (?:Reihe|Straße|Gasse"
    r"|Zeile|Twiete"
    r"|Freiheit|Bleiche|Luft|Höhe|Brücke|Mühle|Wiese|Marsch|Heide|Breite|Gärten|Allee"
    r"|Rain))(?![\w-])"
)
_COMMON = word_set(
    "bahnhof hauptbahnhof friedhof bauernhof innenhof hinterhof schulhof biergarten kindergarten "
    "vorgarten wintergarten garten hof park wald see berg feld dorf markt supermarkt flohmarkt "
    "weihnachtsmarkt baumarkt wochenmarkt parkplatz arbeitsplatz spielplatz sportplatz marktplatz "
    "heimweg rückweg hinweg umweg feldweg radweg gehweg fahrstuhl flughafen hafen hausflur eingang "
    "ausgang umgang zugang flur gang treppenhaus stadtpark freibad schwimmbad urlaub ausland osten "
    "westen norden süden rathaus krankenhaus altersheim pflegeheim stadion zoo tierpark bodensee "
    "chiemsee schwarzwald odenwald bergwerk tor garagentor haustor museum schloss burg meer strand "
    "internet vorort zentrum bruch stein sand hang grund ring platz weg allee gasse kreuz bus zug "
    "büro lager keller umzug anhang zusammenhang vorgang übergang durchgang rundgang abgang "
    "lehrgang "
    "jahrgang einzelhandel vertrag antrag auftrag betrag bereich anfang wohngang augenblick "
    "überblick "
    "rückblick einblick hinblick steinbruch einbruch abbruch ausbruch zusammenbruch briefkasten "
    "neubaugebiet gewerbegebiet industriegebiet bergwald tal eck friedhofstor rettungsring"
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Houses by their names, and segments beside parts of an address that are found."""
    cues = cues_in(text)
    for match in in_order(at_words(_CALLED, text, _CALLED_HEADS)) if cues & _KIND_CUE else ():
        yield from _house(text, match)
    if cues & _CELTIC_CUE:
        yield from (Span(*m.span(), "STREET") for m in _CELTIC.finditer(text) if _rare(m[0]))
    patterns = [_LIVES] if cues & _LIVE_CUE and cues & _PLACE_CUE else []
    patterns += [_ADJECTIVE] if cues & _ADJECTIVE_CUE else []
    for pattern in patterns:
        for match in pattern.finditer(text):
            form = fold(match["name"].split()[-1])
            if pattern is _LIVES and _is_first_noun(text, match.end("name")):
                continue
            if pattern is _ADJECTIVE or (
                form not in _FOLDED | NO_STREETS and form not in ordinary()
            ):
                yield Span(*match.span("name"), "STREET")
    if cues & DIGIT and cues & _NUMBERED_CUE:
        yield from _numbered(text, words_of(text))
    if cues & (ROW | _SMALL_HEADS.cue) and cues & MASK:
        yield from _chained(text, cues)


_NOUN_NEXT = re.compile(r"[ -](?P<noun>[A-ZÄÖÜ][a-zäöüß]+)")


def _is_first_noun(text: str, end: int) -> bool:
    """Whether a common noun goes on what ends at ``end``: "in der Navigator App" is no street."""
    match = _NOUN_NEXT.match(text, end)
    return match is not None and is_noun(fold(match["noun"]))


_KIND_END = re.compile(rf"(?:{_HOUSE}|Steps|Nest)(?:,|\Z)")
_KIND_WORDS = word_set(_HOUSE[3:-1].lower().replace("?", "").replace("|", " ")) | {
    "cottage",
    "tower",
}
_LIVE_WORDS = word_set(
    "wohne wohnen wohnt wohn wohnte wohnten wohnhaft wohnung lebe leben lebt lebte gemeldet "
    "gezogen "
    "umgezogen ziehe zieht ziehen zuhause daheim haus eltern laden praxis büro später früher jetzt "
    "zuletzt vorher liegt steht adresse anschrift ecke stehe park parke parkt vor"
)
_ADJECTIVES = word_set(
    "langen kurzen hohen breiten kleinen großen grossen alten neuen krummen engen schmalen grünen "
    "schwarzen weißen roten oberen unteren vorderen hinteren inneren äußeren dicken goldenen "
    "steilen "
    "heiligen mittleren"
)
_PITCHES = word_set(
    "caravan chalet cabin plot pitch berth mooring bungalow hut lot villa lodge narrowboat studio "
    "penthouse maisonette unit room stand"
)
_FLATS = word_set("apt flat apartment unit suite room whg wohnung")
_ROADS = word_set(
    "street road lane avenue brow rise close drive crescent terrace mews row gardens grove way "
    "walk "
    "place court square hill green park view bank st rd ave ln dr blvd hwy highway route rte fm "
    "cr us"
)
_ORDINALS = word_set("st nd rd th")
_FOLDED = frozenset(map(fold, _COMMON))
_KIND_CUE = cue(whole=_KIND_WORDS)
_CALLED_HEADS = heads_of(
    word_set("address property"),
    whole=word_set(
        "we i it at in to from outside near off of into called named is on our house home place "
        "cottage behind via for living lives live bought buy own owns run rent b flat farm"
    ),
)
_CELTIC_CUE = cue(whole=_CELTIC_WORDS)
_LIVE_CUE = cue(whole=_LIVE_WORDS)
_PLACE_CUE = cue(whole=word_set("im am an auf in aus vom zum zur unter hinter"))
_ADJECTIVE_CUE = cue(whole=_ADJECTIVES)
_NUMBERED_CUE = cue(whole=_PITCHES | _FLATS | _ROADS | _ORDINALS)
_SMALL_HEADS = heads_of(whole=word_set("house cottage farm home haus hof"))
CUES = one_of(
    _CELTIC_CUE,
    _ADJECTIVE_CUE,
    (_KIND_CUE, _CALLED_HEADS.cue),
    (_LIVE_CUE, _PLACE_CUE),
    (DIGIT, _NUMBERED_CUE),
    (MASK, ROW | _SMALL_HEADS.cue),
)


def _numbered(text: str, words: frozenset[str]) -> Iterator[Span]:
    gates = ((_PITCH, _PITCHES), (_FLAT_SMALL, _FLATS), (_UPPER, _ROADS), (_ORDINAL, _ORDINALS))
    for pattern, gate in (*gates, (_HIGHWAY, _ROADS)):
        if words.isdisjoint(gate):
            continue
        yield from (Span(*m.span(), "STREET") for m in pattern.finditer(text))
    for match in at_digits(_OLD_ROAD, text) if not words.isdisjoint(_ROADS) else ():
        if _NOT_NAMES.isdisjoint(match["name"].split()):
            yield Span(*match.span(), "STREET")


_NOT_NAMES = word_set(
    "on the in of by to at from for and or my your our their days hours minutes weeks items "
    "parcels "
    "packages boxes people cars more times km miles meters am pm down along off up across euro "
    "euros "
    "pounds is was it that this not with"
)


def _rare(value: str) -> bool:
    return not all(fold(word) in plain_words() for word in re.findall(r"[^\W\d_]+", value))


def _house(text: str, match: re.Match[str]) -> Iterator[Span]:
    """A house by its name: its kind tells enough, or the town behind it does."""
    words = re.findall(r"[^\W\d_][\w'’]*", match["name"])
    forms = [fold(word) for word in words]
    first = forms[1] if forms[0] == "the" and len(forms) > 1 else forms[0]
    if words[-1] == "Green" and words[0].lower() in GREENS:
        return
    named = forms[:-1] if "," in match["name"] else forms
    if first in _PLAIN_FIRST or not company().isdisjoint(named):
        return
    end = match.end("name")
    followed = text[end : end + 3].strip(" ,\n").startswith(MASKED)
    if (
        followed
        or MASKED in text
        or words[-1] in _STRONG_HOUSE
        or ("," in match["name"] and not _STRONG_SET.isdisjoint(words))
        or "'" in match["name"]
        or "’" in match["name"]
    ):
        yield Span(match.start("name"), end, "STREET")


def _chained(text: str, cues: int) -> Iterator[Span]:
    for match in in_order(at_words(_NAMED_SMALL, text, _SMALL_HEADS)):
        if fold(match["name"]) not in plain_words():
            yield Span(*match.span("name"), "STREET")
    for pattern in (_BETWEEN, _BEFORE) if cues & ROW else ():
        for match in pattern.finditer(text):
            forms = [fold(word) for word in re.findall(r"[^\W\d_]{2,}", match["name"])]
            if not forms or not company().isdisjoint(forms):
                continue
            if all(_is_other(form) for form in forms) and not _KIND_END.search(match["name"]):
                continue
            yield Span(*match.span("name"), "STREET")


def _is_other(form: str) -> bool:
    """Whether a word is sooner something else than part of an address."""
    return form in plain_words() or is_noun(form) or (form in given() and form not in towns())
