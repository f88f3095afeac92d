"""English homes and nicknames said in passing: "I'm out past …", "moved from … to …", "goes by …".

And patronymics ("Gwilym ap Rhys"), and a place right behind an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import MASK, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._names import is_english
from dialogkit.corpus._anonymize._search import at_words, in_order, mask_ends
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._towns import CLEAR_TOWN, is_clear_town
from dialogkit.corpus._anonymize._words import (
    countries,
    fold,
    given,
    is_english_word,
    is_noun,
    plain_words,
    word_set,
    words_of,
)

__all__ = ["CUED", "CUES", "find"]

CUED = True

_ONE = r"[A-Z](?:['’][A-Z])?[^\W\d_]{2,}(?:-[^\W\d_]+)*"
_PLACE = rf"(?P<place>{_ONE}(?: (?:{_ONE}|(?:on|upon|le|by|in|under|of)(?: the)? {_ONE})){{0,2}})"
_WHO = (
    r"(?:(?:i|we|they|you)(?:['’]?(?:m|re|ve|d)| am| are| was| were| have been| had been)"
    r"|(?:s?he|it|mum|mam|mom|dad|nan|gran|son|daughter|sister|brother|wife|husband|partner|house"
    r"|flat|place|family|parents|folks|kids|boys|girls|shed|caravan|farm|cottage|lot)"
    r"(?:['’]?s| is| are| was| were|(?: now)? lives?))"
)
_WAY = (
    r"(?: (?:out|over|up|down|way|just|right|all|the|back|off|along|stuck|still|now|only|based"
    r"|living|here|originally|actually|far|near|about|a|bit|little|wee|few|\d{1,2}|mins?|minutes?"
    r"|miles?|km|hours?|half|mile|hour|an|north|south|east|west|staying|both|all)){0,5}"
)
# I'm out in Kilbarrack, we're just past Dubbo
_OUT = re.compile(
    rf"(?i:{_WHO}{_WAY} (?:out|over|up|down|way|off|just|right|near|stuck|living|based"
    r"|originally|here|back|miles?|minutes?|mins|km|hours?|north|south|east|west|staying|lives?)"
    r" (?:(?:in|at|by|near|past|beyond|outside|around|round|towards|from|of|off|on) )+"
    rf"(?:the )?){_PLACE}"
)
_OUT_HEADS = heads_of(
    whole=word_set(
        "i we they you im ive were he she it its hes shes mum mam mom dad nan gran son daughter "
        "sister brother wife husband partner house flat place family parents folks kids boys girls "
        "shed caravan farm cottage lot mums dads theyre youre"
    )
)
_OUT_CUE = cue(
    whole=word_set(
        "out over up down way off just right near stuck living based originally here back mile "
        "miles minutes mins km hours north south east west staying live lives"
    )
)
# moved from Leith to Musselburgh, lived in Small Heath for eleven years
_MOVED = re.compile(
    r"(?i:(?:moved|moving|move|relocat\w+|transferr?\w*|commut\w+|drove|driving|drive|travel\w*"
    r"|come"
    r"|came|coming|lived|living|live|lives|grew up|brought up|raised|born|settled|retired|resid\w+"
    r"|staying|based|bought a \w+|rent\w*|renting)"
    r"(?: (?:here|over|up|down|out|back|house|home|all the way|last \w+|just))?"
    r" (?P<how>from|in|to|near|outside|round))"
    rf" {_PLACE}(?:,? (?P<link>to|for|since|until|till|all|before|when|over|into) "
    rf"(?:(?P<other>{_ONE}(?: {_ONE})?))?|(?=[.,!?;\n]|\Z))"
)
_MOVED_HEADS = heads_of(
    word_set("relocat transfe commut travel rent resid"),
    whole=word_set(
        "moved moving move drove driving drive come came coming lived living live lives grew "
        "brought raised born settled retired staying based bought"
    ),
)
# Its Aberystwyth
_ALONE = re.compile(
    r"\s*(?i:(?:it['’]?s|that['’]?s|that is|it is|in|near|just outside|outside|yes|no),? )?"
    rf"{_PLACE}"
    r"(?i:,? (?:please|thanks|pls|ta|cheers|by the way|btw))?\s*[.!]?\s*"
)
_ALONE_MOST = 60
# No internet. Belmullet, you know yourselves
_ASIDE = re.compile(rf"(?:(?<=[.!?] )|(?<=\n)){_PLACE}, (?=(?:you|so|where|if|as|it|in|near)\b)")
# I only know him as Robbo
_KNOWN_AS = re.compile(
    r"(?i:(?:(?:know|knows|knew|known|refer|referred)(?: (?:him|her|them|me|to|us|everyone"
    r"|everybody|all|here|only|just|locally|round|by|in|the|village|street|office|trade|family"
    r"|us)){0,4} as|(?:go|goes|went) by|answers? to)(?: the name(?: of)?)?(?: just)? [\"'“]?)"
    r"(?P<name>[A-Z][^\W\d_]{2,})(?![\w'’])"
)
_KNOWN_HEADS = heads_of(
    whole=word_set("know knows knew known answer answers go goes went refer referred")
)
_KNOWN_CUE = cue(whole=word_set("as by to"))
# Gwilym ap Rhys
_PATRONYMIC = re.compile(
    r"(?<![\w-])(?P<first>[A-ZÀ-Ý][^\W\d_]+) (?P<link>ap|ab|ferch|verch|bint|binti|binte|bin|ibn"
    r"|[Nn]í|[Nn]i|[Nn]ic|Mac|Mhic|Ó|Ua|Uí|Nig|[sd]/o|a/[lp]) (?P<last>[A-ZÀ-Ý][^\W\d_]+)(?![\w-])"
)
_PATRONYMIC_CUE = cue(
    cased=word_set(
        "ap ab ferch verch bint binti binte bin ibn ní ni nic Ní Ni Nic Mac Nig Mhic Ó Ua Uí"
    ),
    marks=(" s/o ", " d/o ", " a/l ", " a/p "),
)
# <STREET> Castlemilk
_BEHIND = re.compile(rf" {_PLACE}(?=[ \t]*(?:[.,!?;)\n]|\Z))")

_NO_PLACE = word_set(
    "the this that my your our his her their no not and or but a an mr mrs ms dr miss sir housing "
    "accommodation halls flat house home care apartment apartments year form class room unit block "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december easter christmas university college "
    "school airport terminal station hospital office ward bed bay floor level desk gate platform"
)
CUES = one_of(
    MASK,
    CLEAR_TOWN,
    _MOVED_HEADS.cue,
    _PATRONYMIC_CUE,
    (_OUT_CUE, _OUT_HEADS.cue),
    (_KNOWN_HEADS.cue, _KNOWN_CUE),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Places that people live in or come from, nicknames and patronymics."""
    cues = cues_in(text)
    if cues & _PATRONYMIC_CUE:
        yield from _patronymics(text)
    if cues & CLEAR_TOWN and len(text) <= _ALONE_MOST:
        yield from _alone(text)
    if is_english(words_of(text)):
        yield from _said(text, cues)


def _said(text: str, cues: int) -> Iterator[Span]:
    if cues & _OUT_CUE and cues & _OUT_HEADS.cue:
        for match in in_order(at_words(_OUT, text, _OUT_HEADS)):
            yield from _place(match, "place")
    if cues & _MOVED_HEADS.cue:
        for match in in_order(at_words(_MOVED, text, _MOVED_HEADS)):
            yield from _moved(match)
    if cues & _KNOWN_HEADS.cue and cues & _KNOWN_CUE:
        for match in in_order(at_words(_KNOWN_AS, text, _KNOWN_HEADS)):
            if not _is_word(match["name"]):
                yield Span(*match.span("name"), "PERSON")
    for match in _ASIDE.finditer(text) if cues & CLEAR_TOWN else ():
        if _is_town(match["place"]):
            yield Span(*match.span("place"), "TOWN")
    for at in mask_ends(text) if cues & MASK else ():
        behind = _BEHIND.match(text, at)
        if behind is not None and _is_strange(behind["place"]):
            yield Span(*behind.span("place"), "TOWN")


def _place(match: re.Match[str], group: str) -> Iterator[Span]:
    """The place a pattern found, up to the first word that is none; words alone are no place."""
    words = re.findall(r"\S+", match[group])
    kept = 0
    while kept < len(words) and words[kept][0].isupper() and _may_be_part(words[kept]):
        kept += 1
    if not all(map(_is_word, words[:kept])):
        start = match.start(group)
        yield Span(start, start + len(" ".join(words[:kept])), "TOWN")


def _may_be_part(word: str) -> bool:
    return fold(word) not in _NO_PLACE and fold(word) not in countries()


def _is_word(word: str) -> bool:
    form = fold(word)
    return form in plain_words() or form in _NO_PLACE or is_noun(form) or is_english_word(form)


def _moved(match: re.Match[str]) -> Iterator[Span]:
    """Where from and where to; two words with capitals are a place even if both are words."""
    words = match["place"].split()
    lived = match["how"] == "in" and match["link"] in ("for", "since", "until", "till", "all")
    parts = [fold(word) for word in words]
    if lived and len(words) == 2 and _NO_PLACE.isdisjoint(parts) and words[1][0].isupper():
        if countries().isdisjoint(parts):
            yield Span(*match.span("place"), "TOWN")
    else:
        yield from _place(match, "place")
    if match["how"] == "from" and match["link"] in ("to", "into") and match["other"]:
        yield from _place(match, "other")


def _alone(text: str) -> Iterator[Span]:
    match = _ALONE.fullmatch(text)
    if match is not None and match["place"][0].isupper() and _is_town(match["place"]):
        yield Span(*match.span("place"), "TOWN")


def _is_town(place: str) -> bool:
    """Whether a place is a known town and nothing else."""
    forms = tuple(map(fold, place.split()))
    alone = len(forms) == 1
    return is_clear_town(forms) and not (alone and (_is_word(place) or forms[0] in given()))


def _is_strange(place: str) -> bool:
    """Whether no word of a place is any other word."""
    words = place.split()
    return words[0][0].isupper() and not any(map(_is_word, words)) and len(words[0]) > 3


def _patronymics(text: str) -> Iterator[Span]:
    for match in _PATRONYMIC.finditer(text):
        first, last = fold(match["first"]), fold(match["last"])
        sure = match["link"] not in ("ab", "bin", "ni", "Ni", "Mac")
        if (sure or first in given()) and not _is_word(match["last"]) and last not in _NO_PLACE:
            yield Span(*match.span(), "PERSON")
