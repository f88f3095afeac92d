"""Homes by who lives there: "the flat above 14 Marlowe", "at four twelve magnolia bend"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._amounts import MEASURES
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import AHEAD, DIGIT, ROW, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._search import at_digits, at_words, in_order
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    company,
    fold,
    is_noun,
    ordinary,
    plain_words,
    word_set,
    words_of,
)

__all__ = ["CUES", "find"]

_CAP = r"[A-Z][a-z'’]{2,}"
# above 14 Marlowe, moved from 9 Kestrel to 22 Heron, post it to 3 Shambles
_LED = re.compile(
    r"(?P<lead>(?i:above|below|beneath|beside|opposite|outside|behind|next to|next door to|at"
    r"|to|from|of|for"
    r"|owns?|is|between|and|into|near|number|no\.?|not|than|rear of|back of|front of|or)) "
    rf"(?P<name>\d{{1,4}}[a-dA-D]?(?: ?[-/] ?\d{{1,3}})?,? (?P<noun>{_CAP})(?: {_CAP}){{0,2}})"
    r"(?![\w-])(?P<after> [a-zäöü]+)?"
)
_LED_HEADS = heads_of(
    whole=word_set(
        "above below beneath beside opposite outside behind next at to from of for is between and "
        "into near number no not than rear back front or own owns"
    )
)
_HOME = word_set(
    "flat flats live lives lived living moved moving move return deliver delivered delivery "
    "post posted address house home neighbour neighbours neighbor neighbors landlord tenant "
    "tenants tenancy lodger parcel letter letters bins meter lives stay staying rent renting "
    "doorbell door drop dropped courier driver package collect pick bungalow cottage property "
    "put engineer technician plumber key cupboard postman mail redirect resident residents "
    "resident"
)
_LISTING = word_set("and or of for not is than")
"""What leads to an address only where one is found already."""
_GOES_ON = word_set(
    "and or in on at by is was has had but please where which who if so then after before since "
    "for from to with not instead while when as near opposite next behind above below until till "
    "because that rather than they we i he she it around again today tomorrow tonight now this "
    "last every "
    "first second third rear same just too are were will would can could should"
)
"""What may follow an address: anything else in small letters is what a number counts."""
# 15 Ropewalk, and a town behind it
_BEFORE_TOWN = re.compile(
    rf"(?<![\w.,$€£#:/-])\d{{1,4}}[a-dA-D]?,? (?P<noun>{_CAP})(?: {_CAP}){{0,2}}"
    rf"(?=, ?\n?{MASKED}| ?\n{MASKED})"
)
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_BELOW = rf"(?:(?:{_TENS})(?:[ -](?:{_UNITS}))?|{_TEENS}|{_UNITS})"
_NUMERAL = rf"{_BELOW}(?: (?:hundred(?: and)?|oh|o))?(?: {_BELOW})?"
_KINDS = word_set(
    "street st road rd lane ln avenue ave drive dr close court ct place square crescent terrace "
    "gardens grove hill mews row rise view walk green way bend hollow trail trace run creek ridge "
    "branch crossing loop landing pike path parkway boulevard circle cove glen dale meadow meadows "
    "orchard heights knoll point park brook bridge mill farm cottage cottages house villas yard "
    "wharf quay gate end fold croft dene brow bank vale wood woods heath common parade buildings"
)
_LINKS = word_set(
    "and or but not on in at to of by from with for near behind opposite next is are was were has "
    "have will can please where which who if so then because since until after before we i you "
    "they he she it my our your their his her this that these those a an the"
)
"""What ends the name of a street."""
_KIND = "|".join(sorted(_KINDS, key=len, reverse=True))
# at four twelve magnolia bend, we live at nineteen bishop's walk
_SPOKEN = re.compile(
    r"(?:(?P<lead>at|in|to|is|on|from|above|outside|opposite|near|number) |\A)"
    rf"(?P<name>{_NUMERAL},? (?P<words>[A-Za-z][a-z'’]+"
    rf"(?: (?!(?:{'|'.join(sorted(_LINKS))})(?![\w'’]))[A-Za-z][a-z'’]+){{0,2}} (?:{_KIND})))"
    r"(?=[ ,.;:!?)\n]|$)",
    re.IGNORECASE,
)
_SPOKEN_HEADS = heads_of(whole=word_set("at in to is on from above outside opposite near number"))
_NUMERAL_CUE = cue(
    whole=word_set(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
    )
)
# living at The Old Smithy, we've moved into Harbourside Court
_DWELLS = re.compile(
    r"(?i:(?:liv(?:e|es|ed|ing)|stay(?:s|ed|ing)?|moved|moving|based|resid(?:e|es|ing|ents?)"
    r"|tenants?|flat|apartment|room|neighbou?rs?|address is|home is|house is)"
    r"(?: (?:here|now|up|over|out|back))?(?: (?:at|in|into|to|of|on))?) "
    r"(?P<name>The (?:[A-Z][a-z]+ )?(?:Smithy|Rectory|Vicarage|Granary|Lodge|Barn|Stables|Mill"
    r"|Forge"
    r"|Cottage|Laurels|Limes|Elms|Oaks|Firs|Pines|Willows|Beeches|Hollies|Hawthorns|Cedars|Poplars"
    r"|Chestnuts|Maltings|Paddock|Orchard|Orchards|Presbytery|Manse|Manor|Grange|Gables|Coach House"
    r"|Bakery|Dairy|Schoolhouse|Chapel|Bungalow|Gatehouse|Croft|Nook|Cabin|Haven|Hollow|Spinney"
    r"|Bothy|Byre|Steading|Oast|Annexe|Sycamores|Larches|Birches|Rowans|Hollows)"
    rf"|(?:{_CAP} ){{1,2}}(?:Court|House|Halls?|Mansions|Towers?|Heights|Point|Place|Gardens|Lodge"
    r"|Wharf|Mill|Mews|Quarter|Residences?|Apartments|Estate|Buildings|Villas?|Park|View|Yard))"
    r"(?![\w-]| [A-Z])"
)
_DWELLS_HEADS = heads_of(
    word_set("living staying stayed moved moving reside residing resident residents tenant"),
    whole=word_set(
        "live lives lived stay stays based flat apartment room neighbour neighbours neighbor "
        "neighbors address home house tenants resides"
    ),
)
# the croft at Achnahaird, the houseboat Lady Jane, site 22 at Whispering Pines
_HOLDING = re.compile(
    r"(?i:(?:croft|farm|smallholding|holding|steading|ranch|homestead|bothy|cottage)"
    r"(?: is)? (?:at|called|named|known as)|(?:houseboat|narrowboat|barge)(?: is)?(?: called"
    r"| named)?)"
    rf" (?P<name>(?P<noun>{_CAP})(?: {_CAP})?)(?![\w-])"
    rf"|(?i:townland|hamlet) of (?P<land>{_CAP})(?![\w-])"
    r"|(?i:site|pitch|lot|plot|space|pad|caravan|lodge|cabin) (?P<place>\d{1,3}[a-z]?,? (?:at"
    r"|in) "
    rf"{_CAP} {_CAP})(?![\w-])"
)
_HOLDING_HEADS = heads_of(
    whole=word_set(
        "croft farm smallholding holding steading ranch homestead bothy cottage houseboat "
        "narrowboat barge site pitch lot plot space pad caravan lodge cabin townland hamlet"
    )
)
# it's number 36 not 63, the people at 36, the Old Bakehouse
_RATHER = re.compile(
    r"(?:number|no\.?|nr\.?) ?\d{1,3}[a-d]?,? (?:and )?(?:not|instead of|rather than)(?: at| to)?"
    r"(?: number| no\.?)? \d{1,3}[a-d]?(?![\w%€£]|[.,:]\d)"
    r"|(?:people|neighbou?rs?|lady|man|couple|family|woman|folks) (?:at|from) \d{1,3}[a-d]?"
    r"(?=[,.;!?)\n]|$| (?:and|but|not|who|which|has|have|took|signed|said|is|was)\b)",
    re.IGNORECASE,
)
_RATHER_HEADS = heads_of(
    whole=word_set("number no nr people neighbour neighbours neighbor neighbors lady man couple")
    | word_set("family woman folks")
)
_OLD_HOUSE = re.compile(
    r"(?:the )?(?P<name>(?:The )?Old (?:Bakehouse|Smithy|Rectory|Vicarage|Granary|Forge|Dairy"
    r"|Stables|Barn|Mill"
    r"|Schoolhouse|School House|Station House|Coach House|Post Office|Parsonage|Manse|Chapel"
    r"|Cottage"
    r"|Farmhouse|Malthouse|Bank House|Police House|Orchard|Brewery|Tannery))(?![\w-]| [A-Z])"
)
_OLD_HEADS = heads_of(whole=("the",))
_OLD_CUE = cue(cased=("Old",))
# kestrel way not kestrel close; my road is kestrel way
_EITHER = (
    r"(?:street|road|lane|avenue|drive|close|court|crescent|terrace|gardens|grove|hill|mews|row"
    r"|rise"
    r"|view|walk|way|place|square)"
)
_PAIR = re.compile(
    rf"(?P<name>[a-z'’]{{3,20}} {_EITHER}) (?:not|instead of|rather than|and not|to|or) "
    rf"(?P<other>[a-z'’]{{3,20}} {_EITHER})(?![\w-])",
    re.IGNORECASE,
)
_PAIR_HEADS = heads_of(test=lambda word, form: len(word) > 3 and form not in plain_words())
_PAIR_CUE = cue(whole=word_set("not instead rather to or"))
_EITHER_CUE = cue(
    whole=word_set(
        "street road lane avenue drive close court crescent terrace gardens grove hill mews row "
        "rise "
        "view walk way place square"
    )
)
_MY_ROAD = re.compile(
    rf"(?:road|street|address|close|lane) (?:is|was|is called) (?P<name>[a-z'’]{{3,20}} {_EITHER})"
    r"(?![\w-])",
    re.IGNORECASE,
)
_MY_ROAD_HEADS = heads_of(whole=word_set("road street address close lane"))
# my mum lives at number 27
_AT_NUMBER = re.compile(
    r"(?i:liv(?:e|es|ed|ing)|neighbou?rs?|delivered|left|dropped|stay(?:s|ing)?|moved|door|over"
    r"|handed|signed for|parcel|package|people|lady|man|couple)(?: \w+){0,4}? "
    r"(?:at|to|with|in|from|by|of) (?P<name>(?:number|no\.?|nr\.?) ?\d{1,3}[a-d]?)"
    r"(?=[,.;!?)\n]|$| (?:and|but|not|instead|who|which|by|on|in|again|has|have|is|was)\b)",
    re.IGNORECASE,
)
_AT_NUMBER_HEADS = heads_of(
    word_set("living staying neighbour neighbor delivered dropped"),
    whole=word_set(
        "live lives lived left stay stays moved door over handed signed parcel package people lady "
        "man couple"
    ),
)
_KIND_CUE = cue(whole=_KINDS)
CUES = one_of(
    _DWELLS_HEADS.cue,
    _HOLDING_HEADS.cue,
    (AHEAD, _LED_HEADS.cue | ROW),
    (DIGIT, _AT_NUMBER_HEADS.cue | _RATHER_HEADS.cue),
    (_NUMERAL_CUE, _KIND_CUE),
    (_OLD_CUE, _OLD_HEADS.cue),
    (_EITHER_CUE, _MY_ROAD_HEADS.cue),
    (_EITHER_CUE, _PAIR_CUE, _PAIR_HEADS.cue),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Numbers and names of homes where somebody lives, moves or has things brought."""
    cues = cues_in(text)
    led = (cues & AHEAD and cues & _LED_HEADS.cue) or (cues & DIGIT and cues & _AT_NUMBER_HEADS.cue)
    if led and _tells_home(text):
        yield from _led(text)
    if cues & AHEAD and cues & ROW:
        for match in at_digits(_BEFORE_TOWN, text):
            if _is_home(match["noun"]):
                yield Span(*match.span(), "STREET")
    if cues & _NUMERAL_CUE and cues & _KIND_CUE:
        yield from _spoken(text, home=_tells_home(text))
    yield from _houses(text, cues)
    if cues & _EITHER_CUE:
        yield from _roads(text, cues)


def _tells_home(text: str) -> bool:
    return not words_of(text).isdisjoint(_HOME)


def _houses(text: str, cues: int) -> Iterator[Span]:
    """Houses by their names, and by a number alone."""
    if cues & _OLD_CUE:
        for match in in_order(at_words(_OLD_HOUSE, text, _OLD_HEADS)):
            yield Span(*match.span("name"), "STREET")
    if cues & DIGIT:
        for match in in_order(at_words(_RATHER, text, _RATHER_HEADS)):
            yield Span(*match.span(), "STREET")
    for match in in_order(at_words(_DWELLS, text, _DWELLS_HEADS)):
        yield from _house(match)
    for match in in_order(at_words(_HOLDING, text, _HOLDING_HEADS)):
        if match["land"]:
            yield Span(*match.span("land"), "STREET")
        elif match["place"]:
            words = re.findall(r"[A-Z][a-z'’]+", match["place"])
            if not all(fold(word) in plain_words() for word in words):
                yield Span(*match.span("place"), "STREET")
        elif fold(match["noun"]) not in plain_words():
            yield Span(*match.span("name"), "STREET")


def _roads(text: str, cues: int) -> Iterator[Span]:
    """Roads in small letters, one put right by another, or said to be one's own."""
    for match in at_words(_MY_ROAD, text, _MY_ROAD_HEADS):
        if _is_odd(match["name"]):
            yield Span(*match.span("name"), "STREET")
    for match in at_words(_PAIR, text, _PAIR_HEADS) if cues & _PAIR_CUE else ():
        if _is_odd(match["name"]) and _is_odd(match["other"]):
            yield Span(*match.span("name"), "STREET")
            yield Span(*match.span("other"), "STREET")


def _is_odd(name: str) -> bool:
    """Whether the first word of a street is no ordinary one: "the right way" is none."""
    return fold(name.partition(" ")[0]) not in plain_words()


def _led(text: str) -> Iterator[Span]:
    """Numbers and names after a word for a place, where the text is about homes."""
    for match in in_order(at_words(_LED, text, _LED_HEADS)):
        listed = match["lead"].lower() in _LISTING and MASKED not in text
        if not listed and _is_home(match["noun"]) and not _is_counted(match["after"]):
            yield Span(*match.span("name"), "STREET")
    for match in in_order(at_words(_AT_NUMBER, text, _AT_NUMBER_HEADS)):
        yield Span(*match.span("name"), "STREET")


def _is_home(noun: str) -> bool:
    """Whether a word after a number is none that could be counted."""
    form = fold(noun)
    return (
        form not in MEASURES
        and form not in plain_words()
        and not is_noun(form)
        and not is_noun(form.removesuffix("s"))
    )


def _is_counted(after: str | None) -> bool:
    return after is not None and after.strip() not in _GOES_ON


def _spoken(text: str, *, home: bool) -> Iterator[Span]:
    """A number in words, and one word or two before a kind of street."""
    alone = _SPOKEN.match(text)
    answers = [alone] if alone is not None and alone.end() + 1 >= len(text) else []
    for match in in_order([*answers, *at_words(_SPOKEN, text, _SPOKEN_HEADS)]):
        *name, kind = match["words"].lower().split()
        forms = [fold(word.removesuffix("'s").removesuffix("’s")) for word in name]
        sure = home or match in answers or _NUMERALS.match(match["name"]) is not None
        odd = kind in _SURE and _NUMERALS.match(match["name"]) is not None
        odd = odd or any(form not in ordinary() and form not in _KINDS for form in forms)
        if sure and odd and _NO_NAME.isdisjoint(forms):
            yield Span(*match.span("name"), "STREET")


_SURE = word_set("street road lane avenue drive close crescent terrace")
_NUMERALS = re.compile(rf"{_BELOW} (?:{_BELOW}|hundred) ", re.IGNORECASE)
_NO_NAME = word_set(
    "days weeks hours minutes of the a in on at to and or more other different year month week day "
    "per cent pounds dollars euros people times items bed bedroom bath car star"
)


def _house(match: re.Match[str]) -> Iterator[Span]:
    """A house, unless it is a company's."""
    forms = [fold(word) for word in re.findall(r"[^\W\d_]+", match["name"])]
    if company().isdisjoint(forms[:-1]):
        yield Span(*match.span("name"), "STREET")
