"""English streets: with a number, by a name and a kind, and houses before them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import DIGIT, MASK, ROW, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._search import at_digits, at_words, in_order
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import fold, ordinary, word_set

__all__ = ["CUES", "GREENS", "find"]

_EN_KIND = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|ct|way|place|pl|square|sq"
    r"|boulevard|blvd|terrace|crescent|gardens?|grove|hill|mews|row|parkway|pkwy|highway|hwy|circle"
    r"|cir|trail|walk|park|parade|quay|rise|view|green|broadway|loop|alley|plaza|turnpike|pike)"
)
_EN_RARE = (
    r"(?:branch|bridge|brooks?|burgs?|bypass|camp|canyon|cape|causeway|cent(?:er|re)s?|circles"
    r"|cliffs?"
    r"|common|corners?|courts|coves?|creek|crest|crossing|crossroad|dale|drives|estates?|expressway"
    r"|extensions?|falls?|ferry|fields?|flats?|fords?|forest|forges?|forks?|freeway|gateway|glens?"
    r"|greens|groves|harbo(?:u)?rs?|haven|heights|hills|hollow|inlet|islands?|isle|junctions?|keys"
    r"|knolls?|lakes?|landing|lights?|locks|lodge|manors?|meadows?|mills?|mission|motorway|mount"
    r"|mountains?|neck|orchard|oval|overpass|parkways|pass|passage|path|pines?|plains?|points?"
    r"|ports?"
    r"|prairie|ranch|rapids?|ridges?|river|roads|route|shoals?|shores?|skyway|springs?|spurs?"
    r"|squares"
    r"|station|stream|streets|summit|throughway|trace|track|trafficway|tunnel|underpass|unions?"
    r"|bank|end|bottom|fold|garth|gate|hey|holme|lea|leys|nook|side|yard|wharf|croft|copse|dell"
    r"|chase"
    r"|approach|link|meads?|paddock|spinney|vale|wynd|brae|loan|strand|heath|drove|backs?|quays?"
    r"|valleys?|viaduct|views|villages?|ville|vista|walks|ways|wells?|brow|dene|circuit|esplanade"
    r"|promenade|embankment|arcade|steps|vennel|pend|boreen|bend|run|crescents)"
)
_EN_SHORT = (
    r"(?:Aly|Anx|Bch|Blf|Bnd|Br|Brg|Brk|Byp|Cct|Cl|Clb|Cmn|Cor|Cors|Cp|Cpe|Cres|Crk|Crse|Crst|Cswy"
    r"|Ctr|Curv|Cv|Cvs|Cyn|Dl|Dm|Esp|Est|Ests|Expy|Ext|Fld|Flds|Fls|Flt|Frd|Frg|Frk|Frks|Frst|Fry"
    r"|Fwy|Gdn|Gdns|Gln|Gr|Grn|Grv|Gtwy|Hbr|Hl|Hls|Holw|Hts|Hvn|Inlt|Jct|Knl|Knls|Lck|Lk|Lks|Lndg"
    r"|Lgt|Mdw|Mdws|Ml|Mls|Mnr|Msn|Mt|Mtn|Nck|Opas|Orch|Pde|Pk|Pkway|Pln|Plns|Plz|Pne|Pnes|Pr|Prt"
    r"|Psge|Pt|Pts|Rd[gm]|Riv|Rnch|Rpds|Rst|Rte|Shl|Shls|Shr|Shrs|Skwy|Smt|Spg|Spgs|Sta|Stra|Strm"
    r"|Tce|Ter|Terr|Tpke|Trce|Tr|Trl|Trls|Trwy|Tunl|Un|Via|Vis|Vl|Vlg|Vly|Vw|Vws|Wl|Wls|Xing|Xrd)"
)
"""Kinds as post offices shorten them; written so, with a capital, they are little else."""
_EN_NAMED_KIND = (
    "Street|Road|Avenue|Lane|Crescent|Terrace|Boulevard|Drive|Close|Mews|Row|Grove|Rd|Ave|Ln|Blvd"
    "|Cres|Parade|Gardens|Place|Court|Square|Way|Hill|Walk|Gate|Green|Rise|Wharf|Yard|Parkway"
    "|Highway"
)
_EN_NAMED = re.compile(
    rf"(?<![\w'’-])(?:[A-Z][a-z]+(?:['’]s?)?[ -]){{1,3}}(?:{_EN_NAMED_KIND})(?![\w-])"
    r"(?! (?:Motors|Bank|Market|Caf[eé]|Clinic|Surgery|Dental|Pharmacy|School|Books|Records"
    r"|Kitchen|Bakery|Garage|Theatre|Gallery|Cinema|Hotel|Brewery|Studios?|Coffee)(?![\w-]))"
)
_EN_NAMED_SURE = frozenset(
    ("Street", "Road", "Avenue", "Lane", "Crescent", "Terrace", "Boulevard", "Mews", "Rd", "Ave")
)
_EN_PLACED = re.compile(
    r"(?i)\b(?:on|in|at|of|off|from|to|near|down|along|and|for|corner of)(?: the)? $|[,\n] ?$|^$"
)
_EN_GENERIC = word_set(
    "main high side back front wrong right same next other whole entire our your my this that the"
    " wall sesame open private public busy long dead one two no every abbey"
)
GREENS = word_set(
    "forest racing sage lime olive moss mint bottle hunter sea emerald british jade pea army neon "
    "dark light pale bright apple pine fern basil pistachio avocado teal khaki military seafoam "
    "spring grass leaf kelly pastel deep soft muted dusty vintage metallic matt matte glossy"
)
"""What kinds of green there are."""
_EN_SIDES = word_set("back front side long")
"""Back Lane has a capital where it is a name."""
_EN_SMALL = re.compile(
    r"\b(?:on|at|in|off|down|along|from) (?P<name>[a-z][a-z'’]{2,}(?: [a-z]{3,})?) (?:street"
    r"|road|avenue|lane|crescent|drive|rd|ave|terrace|close)(?![\w-])"
)
_HOUSE_NAME = re.compile(
    rf"(?<![\w'’-])(?:[Tt]he )?(?:[A-Z][a-z]+(?:['’]s)? ){{1,3}}?(?:Cottage|House|Farm|Farmhouse"
    rf"|Lodge|Barn"
    rf"|Hall|Bakery|Mill|Manor|Villa|Vicarage|Rectory|Stables|Croft|Tower|Towers|Apartments"
    rf"|Buildings"
    rf"|Chambers|Court|Mansions|Chapel|School|Forge|Office|Schoolhouse|Granary|Gatehouse|Station"
    rf"|Retreat|Grange|Priory|Rest|Cottages|Smithy|Inn|Orchard|View|Lea|Bungalow|Annexe)"
    rf"(?=,? ?(?:\n|,) ?{MASKED})"
)
_HOUSE_NUMBER = re.compile(
    rf"(?i)(?<!\w)(?:haus|house|hausnummer|wohnung|whg\.?|block|gebäude|aufgang|eingang|app\.?"
    rf"|appartement|zimmer) ?(?:nr\.?|no\.?|nummer)? ?\d{{1,4}}[a-z]?(?=,? {MASKED})"
)
_FLAT_NAME = re.compile(
    r"(?<!\w)(?i:flat|apartment|apt\.?|unit|suite|room) ?\d{1,4}[A-Za-z]?,? (?:[Tt]he )?"
    r"(?!Block|Building|Tower|Exercise|Lesson|Chapter|Part)[A-Z][a-z]+(?:['’]s)?"
    r"(?: [A-Z][a-z]+){0,2}(?![\w-]| \d)"
)
_FLAT = r"(?:,? ?(?:apt|apartment|flat|unit|suite|ste|floor|#)\.? ?[\w-]{1,5})?"
_ENGLISH = re.compile(
    rf"(?<![\w.,$€£])(?i:(?:flat|apt\.?|apartment|unit|suite|studio|room) ?"
    rf"(?:\w{{1,5}},? |#?(?=\d{{1,5}}[-/]\d)))?"
    rf"\d{{1,5}}(?:[-/]\d{{1,4}})?[A-Za-z]?,? (?:[NSEW]\.? |[NS][EW] )?"
    rf"(?:[A-Z0-9][\w'’.]*[ -]){{1,4}}(?:(?i:{_EN_KIND}|{_EN_RARE})|{_EN_SHORT})\b\.?"
    rf"(?: (?:[NS][EW]|[NSEW])\b)?(?i:{_FLAT})"
)
_LISTED = re.compile(r"\d{1,2}, (?:\S+ )+[a-z]+$")
"""Item 5, Christmas lights: a number in a list, and no kind of street with a capital."""
_STATUS = re.compile(r"[45]\d\d (?:Bad|Gateway|Not|Service|Internal|Request|Proxy)(?![\w-])")
"""502 Bad Gateway: what a web server says."""
_SENTENCE = re.compile(
    r"(?i)^[\d.,/ -]+ ?(?:euros?|eur|chf|usd|gbp|prozent|percent|pounds|dollars|cent|cents"
    r"|pence|uhr"
    r"|tage|days|kg|km|meter|metres|miles|stück|pieces)\b\.?|[a-zäöüß]{5,}\. [A-ZÄÖÜ]"
)
"""350 Euro. Falls: an amount, or the end of one sentence and the beginning of the next."""
_COUNTED = word_set(
    "keys lights points flats locks courts drives circles corners courses ways walks views steps "
    "wells ports plains villages stations unions forks falls squares streets roads lakes hills "
    "islands mountains fields pines springs shores tracks"
)
"""What there can be several of, where it has no capital."""
_DIGITS_ONLY = re.compile(r"[\d\s/,-]+ [a-z]+$")
"""17 30 falls ihr da seid: digits, and a word in lower case that a street could end in."""
_ENGLISH_LOWER = re.compile(
    rf"(?<![\w.,$€£])\d{{1,5}}[a-z]? (?P<name>(?:[a-z'’]+ ){{1,3}})(?:(?P<other>hill|close|court"
    rf"|way|place|square|terrace|gardens|grove|mews|row|park|rise|view|walk|green)|street|road"
    rf"|rd|avenue"
    rf"|ave|lane|boulevard|blvd|crescent|drive)\b{_FLAT}",
    re.IGNORECASE,
)
_EN_SMALL_HEADS = heads_of(whole=word_set("on at in off down along from"))
_EN_NAMED_CUE = cue(whole=_EN_NAMED_KIND.lower().split("|"))
_FLAT_HEADS = heads_of(word_set("flat apt apartment unit suite studio room"))
_FLAT_CUE = cue(whole=("flat", "apartment", "apt", "unit", "suite", "room"))
_EN_WORDS = frozenset(
    form
    for word in re.findall(r"[a-z?]+", f"{_EN_KIND}|{_EN_RARE}|{_EN_SHORT.lower()}")
    for form in (word.replace("s?", "s"), word.replace("s?", ""))
) | {
    "rdg",
    "rdm",
    "center",
    "centers",
    "centre",
    "centres",
    "harbor",
    "harbour",
    "harbors",
    "harbours",
}
_EN_CUE = cue(whole=_EN_WORDS)
_NUMBER_CUE = cue(
    whole=word_set(
        "haus house hausnummer wohnung whg block gebäude aufgang eingang app appartement zimmer"
    )
)
_HOUSE_CUE = cue(
    cased=word_set(
        "Cottage House Farm Farmhouse Lodge Barn Hall Bakery Mill Manor Villa Vicarage Rectory "
        "Stables Croft Tower Towers Apartments Buildings Chambers Court Mansions Chapel School "
        "Forge Office Schoolhouse Granary Gatehouse Station Retreat Grange Priory Rest Cottages "
        "Smithy Inn Orchard View Lea Bungalow Annexe"
    )
)
_NUMBERED_CUE = _FLAT_CUE | _EN_CUE | _NUMBER_CUE
CUES = one_of(
    _EN_NAMED_CUE,
    (ROW, _HOUSE_CUE),
    (MASK, DIGIT, _NUMBER_CUE),
    (DIGIT, _FLAT_CUE | _EN_CUE),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Streets with and without a number, houses before a street, flats."""
    cues = cues_in(text)
    if cues & _EN_NAMED_CUE or cues & MASK or cues & DIGIT:
        return _found(text, cues)
    return ()


def _found(text: str, cues: int) -> Iterator[Span]:
    yield from _english_named(text, cues)
    if cues & DIGIT and cues & _EN_CUE:
        matches = in_order(at_words(_ENGLISH, text, _FLAT_HEADS, digits=True))
        yield from (Span(*m.span(), "STREET") for m in matches if not _is_list(m[0]))
        yield from _english_lower(text)


def _is_list(found: str) -> bool:
    """Whether a number and a kind of street mean something else."""
    if found.rsplit(" ", 1)[-1] in _COUNTED:
        return True
    if _SENTENCE.search(found) is not None:
        return True
    return any(one.match(found) for one in (_LISTED, _DIGITS_ONLY, _STATUS))


def _english_named(text: str, cues: int) -> Iterator[Span]:
    """English streets without a number, and houses with a name before a street."""
    if cues & _EN_NAMED_CUE:
        for match in _EN_NAMED.finditer(text):
            parts = re.split(r"[ -]", match[0])
            placed = _EN_PLACED.search(text, max(0, match.start() - 20), match.start()) is not None
            if parts[-1] == "Green" and parts[0].lower() in GREENS:
                continue
            if parts[0].lower() in _EN_GENERIC - _EN_SIDES or not (
                placed or parts[-1] in _EN_NAMED_SURE
            ):
                continue
            if parts[-1] in _EN_NAMED_SURE or fold(parts[0]) not in ordinary():
                yield Span(*match.span(), "STREET")
        for match in in_order(at_words(_EN_SMALL, text, _EN_SMALL_HEADS)):
            name = [fold(word) for word in match["name"].split()]
            if _EN_GENERIC.isdisjoint(name) and ordinary().isdisjoint(name):
                yield Span(match.start("name"), match.end(), "STREET")
    if cues & ROW and cues & _HOUSE_CUE:
        yield from (Span(*m.span(), "STREET") for m in _HOUSE_NAME.finditer(text))
    if cues & MASK and cues & DIGIT and cues & _NUMBER_CUE:
        yield from (Span(*m.span(), "STREET") for m in _HOUSE_NUMBER.finditer(text))
    if cues & DIGIT and cues & _FLAT_CUE:
        yield from (Span(*m.span(), "STREET") for m in _FLAT_NAME.finditer(text))


def _english_lower(text: str) -> Iterator[Span]:
    for match in at_digits(_ENGLISH_LOWER, text):
        words = [fold(word) for word in match["name"].split()]
        rare = match["other"] is not None and not ordinary().isdisjoint(words)
        if _NOT_NAMES.isdisjoint(words) and not rare:
            yield Span(*match.span(), "STREET")


_NOT_NAMES = word_set(
    "on the in of by to at from for and or my your our their days hours minutes weeks items "
    "parcels packages boxes people cars more times km miles meters am pm down along off up "
    "across euro euros pounds"
)
