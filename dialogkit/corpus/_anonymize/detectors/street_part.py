"""English house numbers with a fraction, and estates whose number comes last.

"1420 1/2 Garfield Ave", "12½ Elm Road"; "I'm at Rathmore Lodge 5", as they write in Ireland.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import BEHIND, MASK, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._names import is_english
from dialogkit.corpus._anonymize._search import at_digits, at_words
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import word_set, words_of

__all__ = ["CUES", "NEEDS_DIGIT", "find"]

NEEDS_DIGIT = True

_KIND = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Av|Lane|Ln|Drive|Dr|Close|Cl|Court|Ct|Way|Place|Pl|Square|Sq"
    r"|Boulevard|Blvd|Terrace|Ter|Crescent|Cres|Gardens|Grove|Hill|Mews|Row|Parkway|Pkwy|Highway"
    r"|Hwy|Circle|Cir|Trail|Trl|Walk|Park|Parade|Quay|Rise|View|Green|Broadway|Alley|Plaza|Pike)"
)
_FRACTION = re.compile(
    r"\d{1,5}(?: ?[½⅓¼¾⅔]|[ -][1-3][/⁄][234])[a-z]?,? (?:[NSEW]\.? |[NS][EW] )?"
    r"(?!(?:Inch|Hour|Star|Foot|Feet|Mile|Cup|Minute|Week|Month|Year|Acre|Metre|Litre)(?:e?s)?\b)"
    rf"(?:(?:[A-Z][\w'’.]*|\d{{1,3}}(?:st|nd|rd|th))[ -]){{1,3}}(?i:{_KIND})\b\.?"
    r"(?: (?:[NS][EW]|[NSEW])\b)?"
)
_PARTS = cue(marks=("½", "⅓", "¼", "¾", "⅔", "/", "⁄"))
_ESTATES = (
    r"(?:Park|Lodge|Gardens|Court|Close|Lawn|Lawns|Grove|Heights|Manor|Meadows|Meadow|Mews|Rise"
    r"|View|Vale|Wood|Woods|Green|Downs|Drive|Crescent|Avenue|Road|Terrace|Villas|Cottages|Hill"
    r"|Walk|Way|Estate|Orchard|Glen|Dale|Brook|Banks?|Fields?|Mills?|Demesne|Abbey|Wharf|Haven"
    r"|Oaks|Elms|Cedars|Hall|Village|Quay|Square|Place|Lane|Ridge|Paddocks?|Grange|Cove|Point)"
)
_NUMBER_LAST = (
    rf"(?P<name>(?:[A-Z][a-z]+(?:['’]s)? ){{1,2}}{_ESTATES},? (?:no\.? ?)?\d{{1,3}}[a-d]?)"
    r"(?![\w-]|[.,:/]\d|%| ?(?:%|am\b|pm\b|hours?|minutes?|mins|miles?|km|m\b|days?|years?|people"
    r"|times|pounds|euros?|stars?|tickets?|holes?|beds?|to \d|-|–))"
)
# I'm at Rathmore Lodge 5, it went to the old place on Corrib Park 62
_HOME = re.compile(
    r"(?i:(?:i['’]?m|i am|we['’]?re|we are|live[sd]?|living|moved|staying|home|house|flat|place"
    r"|address|road|street|estate|parcel|package|sim|letter|letters|post|mail|bill|bills|card"
    r"|delivery|deliver(?:ed)?|sent|send|going|goes|come|came|driver|engineer|meter"
    r"|found|left|dropped|neighbou?rs?|next door|based|reach(?:ed)?)"
    r"(?: (?!not )[\w'’]+){0,3}?(?:,| is| was|:)?(?: (?:at|in|on|to|from|of|for|near|outside|up|by)"
    rf"(?: the)?)? ){_NUMBER_LAST}"
)
_HOME_HEADS = heads_of(
    whole=word_set(
        "i im we were live lives lived living moved staying home house flat place address road "
        "street estate parcel package sim letter letters post mail bill bills card delivery "
        "deliver delivered sent send going goes come came driver engineer meter found left "
        "dropped neighbour neighbor neighbours neighbors next based reach reached"
    )
)
_BESIDE = re.compile(rf"(?<={MASKED})(?:, ?|\n)(?-i:{_NUMBER_LAST})")
_ESTATE_CUE = cue(
    cased=re.findall(r"[A-Z][a-z]+", _ESTATES.replace("s?", "")),
    parts=("banks", "fields", "mills", "paddocks"),
)
CUES = one_of(_PARTS, (BEHIND, _ESTATE_CUE))
_EVENTS = re.compile(
    r"(?i)(?:(?:hyde|jurassic|central|south|theme|luna|safari|water|skate|car) park|silent hill"
    r"|(?:conference|exhibition|concert|lecture|sports|dining|town|village|entrance) hall"
    r"|(?:tennis|squash|badminton|world|high|crown|county|food) court)(?!\w)"
)
_TWOFOLD = re.compile(r" (?:Green|Hall|Court|Village|Point),? (?:no\.? ?)?\d")
_DWELLS = re.compile(r"(?i)(?<![^\W_])(?:at|live[sd]?|living|address)(?![^\W_])")
"""What "Court 5" needs before it to be where somebody lives."""


def find(text: str, _context: Context) -> Iterable[Span]:
    """Streets behind a number and a fraction, estates before a number where somebody lives."""
    cues = cues_in(text)
    if cues & _PARTS:
        for match in at_digits(_FRACTION, text):
            yield Span(match.start(), match.end(), "STREET")
    if cues & BEHIND and cues & _ESTATE_CUE and is_english(words_of(text)):
        yield from _estates(text, cues)


def _estates(text: str, cues: int) -> Iterator[Span]:
    found = at_words(_HOME, text, _HOME_HEADS) if cues & _HOME_HEADS.cue else []
    beside = [*_BESIDE.finditer(text)] if cues & MASK else []
    for match in found + beside:
        if _EVENTS.match(match["name"]) is not None:
            continue
        ahead = text[match.start() : match.start("name")]
        twofold = ahead and _TWOFOLD.search(match["name"]) is not None
        if not twofold or _DWELLS.search(ahead) is not None:
            yield Span(match.start("name"), match.end("name"), "STREET")
