"""Unknown words where a name could stand, in texts that give away several people or places already.

"Laut Brinkmöller ist alles fertig" may be anything in a text by itself; in one with names, numbers
and addresses it is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import MASK, OPEN, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._likely import Least
from dialogkit.corpus._anonymize._names import CAPITAL, could_be_name, is_english
from dialogkit.corpus._anonymize._search import at_places, at_words, in_order, mask_ends
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    company,
    fold,
    forenames,
    given,
    is_noun,
    ordinary,
    plain_words,
    towns,
    word_set,
    words_of,
)

__all__ = ["CUES", "LEAST", "find"]

LEAST = Least(ever=0.005, alone=0.005)

_LEAST = 2
_DAYS = word_set(
    "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar marz april mai "
    "juni "
    "juli august september oktober november dezember monday tuesday wednesday thursday friday "
    "saturday "
    "sunday january february march may june july october december ostern pfingsten weihnachten "
    "easter "
    "christmas whatsapp paypal internet"
)
_PEOPLE = re.compile(
    rf"(?:\b(?i:von|mit|für|an|laut|durch|gegen|ohne|wegen|statt|bei|auf|unter|und|oder|dass"
    rf"|weil|ob|wenn"
    rf"|außer|neben|gegenüber|namens|sondern|samt|nebst|per)|{MASKED} und|{MASKED},) "
    rf"(?P<name>{CAPITAL}(?: {CAPITAL})?)(?=[ ,.;:!?)\n]|$)"
)
_SUBJECT = re.compile(
    rf"(?:^|[.!?\n]\s|, |: )(?P<name>{CAPITAL})(?= (?:hat|ist|war|wird|kann|will|sagt|sagte"
    rf"|meint|meinte"
    r"|wohnt|arbeitet|geht|kommt|braucht|möchte|soll|sollte|hatte|bekommt|bekam|heißt|selbst"
    r"|und ich"
    r"|has|is|was|had|will|said|says|and I|can|could|would|did|does|doesn['’]t|isn['’]t|wasn['’]t"
    r"|told|called|rang|wrote|lives|works|wants|needs|went|came|got|gave|thinks|moved|paid"
    r"|signed)\b)"
)
_OBJECT = re.compile(
    rf"\b(?i:hat|hatte|habe|haben|kennt|kenne|sah|traf|rief|fragte|frage|fragt|heißt|heisst"
    rf"|hieß|war|ist"
    rf"|bin|gab|gibt|schrieb|bat|grüßt|grüßen|ruf|ruft|rufe) (?P<name>{CAPITAL})(?= (?:mir|mich"
    rf"|uns|ihm|ihr"
    r"|sie|das|den|die|dem|es|an|noch|schon|am|im|zum|zur|nicht|gesagt|selbst|um|auch)\b|[,.!?;]|$)"
)
_DWELLS = re.compile(
    rf"\b(?i:in|aus|nach|bei|um|from|near|to|at|over in|down in|up in|outside|via|über|richtung) "
    rf"(?P<name>(?:(?:Bad|Sankt|St\.|Groß|Klein|Alt|Neu|Ober|Unter|Hohen|Upper|Lower|Great"
    rf"|Little|New"
    rf"|Old|North|South|East|West|Port|Mount|Saint) )?{CAPITAL}(?:-{CAPITAL})?)(?=[ ,.;:!?)\n]|$)"
)
_BELL = re.compile(
    r"(?i:\b(?:buzzer|bell|doorbell|nameplate|letterbox|mailbox|klingel(?:schild)?|türschild"
    r"|briefkasten"
    r"|namensschild|klingelschild)(?: \w+)?(?: (?:says|reads|is|heißt|sagt|steht|lautet|auf|bei"
    r"|unter))?"
    rf"[: ]{{1,2}}[\"„“']?)(?P<name>{CAPITAL}(?: {CAPITAL})?)(?![\w-])"
)
_WHO = re.compile(
    rf"(?i:\b(?:for|to|with|by|from|ask|bei|mit|von|an|für)) (?:(?:Old|Big|Little|Young|Uncle) )?"
    rf"(?P<name>{CAPITAL}), (?=(?i:she|he|she['’]s|he['’]s|who|der|die|er|sie|meine?[rnm]?"
    rf"|unsere?[rnm]?) )"
)
_CALLING = re.compile(
    rf"^(?P<name>{CAPITAL}), (?=(?:Sie|sie|du|ich|wir|ihr|können|kannst|hast|haben|hätten|hier"
    rf"|danke|you|can"
    r"|could|I|we|thanks|thank|please|bitte|will|did|do)\b)"
)
_PARTICIPLE = re.compile(
    r"(?:\w{2,5})?(?:[Gg]e|[Vv]er|[Bb]e|[Ee]nt|[Zz]er|[Ee]r)[a-zäöüß]{3,}(?:t|en)$"
)
"""``Vereinbart war …``, ``Aufgenommen hat …``: no subject, though it has a capital."""
_COMMA_FIRST = re.compile(r"\S+, ")
_BELLS = word_set(
    "buzzer bell doorbell nameplate letterbox mailbox klingel klingelschild türschild briefkasten "
    "namensschild"
)
_LAST = re.compile(rf"(?<=[.!?…] )(?P<name>{CAPITAL}(?: {CAPITAL}){{0,2}})\s*\Z")
_UPPER = re.compile(r"(?<=[.!?] )(?P<name>(?:[A-ZÄÖÜ]\. ?){1,2}[A-ZÄÖÜ][A-ZÄÖÜ'’-]{2,})\s*\Z")
_LOWER = re.compile(r"(?<=[.!?] )(?P<name>(?:[a-zäöü]\. ?){1,2}[a-zäöüß]{4,})\s*\Z")
_TWO_SMALL = re.compile(r"\((?P<name>[^\W\d_A-Z][\w'’-]{2,} [^\W\d_A-Z][\w'’-]{3,})\)")


_COMMA_CUE = cue(marks=(", ",))
_SENTENCE_CUE = cue(marks=(". ", "! ", "? ", "… "))
_BELL_CUE = cue(whole=_BELLS)
_WHO_HEADS = heads_of(whole=word_set("for to with by from ask bei mit von an für"))
_WHO_CUE = cue(whole=word_set("she he who der die er sie"), begins=("mein", "unse"))
_PEOPLE_HEADS = heads_of(
    whole=word_set(
        "von mit für an laut durch gegen ohne wegen statt bei auf unter und oder dass weil ob "
        "wenn außer neben gegenüber namens sondern samt nebst per"
    )
)
_OBJECT_HEADS = heads_of(
    whole=word_set(
        "hat hatte habe haben kennt kenne sah traf rief fragte frage fragt heißt heisst hieß war "
        "ist bin gab gibt schrieb bat grüßt grüßen ruf ruft rufe"
    )
)
_DWELLS_HEADS = heads_of(
    whole=word_set("in aus nach bei um from near to at over down up outside via über richtung")
)
_CALLING_CUE = cue(
    whole=word_set(
        "sie du ich wir ihr können kannst hast haben hätten hier danke you can could i we thanks "
        "thank please bitte will did do"
    )
)
CUES = one_of(
    MASK,
    _BELL_CUE,
    (_COMMA_CUE, _CALLING_CUE),
    (_COMMA_CUE, _WHO_CUE, _WHO_HEADS.cue),
    (_SENTENCE_CUE, OPEN),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names and towns that no list holds, by where they stand."""
    cues = cues_in(text)
    patterns = [_CALLING] if cues & _COMMA_CUE and _COMMA_FIRST.match(text) else []
    patterns += [_BELL] if cues & _BELL_CUE else []
    found = [match for pattern in patterns for match in pattern.finditer(text)]
    if cues & _COMMA_CUE and cues & _WHO_CUE and cues & _WHO_HEADS.cue:
        found += in_order(at_words(_WHO, text, _WHO_HEADS))
    for match in found:
        if _known(match["name"]) or (match.re is _BELL and _may_be(match["name"])):
            yield Span(*match.span("name"), "PERSON")
    ends = cues & _SENTENCE_CUE and cues & OPEN
    for pattern in (_LAST, _UPPER, _LOWER) if ends else ():
        last = pattern.search(text, max(0, len(text) - 60))
        if last is not None and _signs(last["name"]):
            yield Span(*last.span("name"), "PERSON")
    if cues & MASK and len(mask_ends(text)) >= _LEAST:
        yield from _personal(text)


def _personal(text: str) -> Iterator[Span]:
    found = [m for m in _SUBJECT.finditer(text) if _PARTICIPLE.match(m["name"]) is None]
    if not is_english(words_of(text)):
        found += _people(text)
        found += in_order(at_words(_OBJECT, text, _OBJECT_HEADS))
    for match in found:
        yield from _person(match)
    for match in in_order(at_words(_DWELLS, text, _DWELLS_HEADS)):
        word = match["name"].split()[-1]
        likely = _may_be(word.split("-")[0]) or fold(word) in towns()
        if likely and fold(word) not in plain_words():
            yield Span(*match.span("name"), "TOWN")
    for match in _TWO_SMALL.finditer(text) if "(" in text else ():
        if all(_unlisted(word) for word in match["name"].split()):
            yield Span(*match.span("name"), "PERSON")


def _people(text: str) -> list[re.Match[str]]:
    """Matches of `_PEOPLE`, which begin with a word or with a mask."""
    found = at_words(_PEOPLE, text, _PEOPLE_HEADS)
    found += at_places(_PEOPLE, text, [end - 1 for end in mask_ends(text)])
    return in_order(sorted(found, key=re.Match.start))


def _person(match: re.Match[str]) -> Iterator[Span]:
    first, _, last = match["name"].partition(" ")
    if _known(first) or _may_be(first):
        end = match.end("name") if last and _may_be(last) else match.start("name") + len(first)
        yield Span(match.start("name"), end, "PERSON")


def _may_be(word: str) -> bool:
    """Whether an unknown word has nothing against it."""
    return could_be_name(word.split("-", maxsplit=1)[0]) and fold(word) not in _DAYS


def _known(name: str) -> bool:
    """Whether a given name stands there, even if it is a word as well."""
    form = fold(re.split(r"[ -]", name)[0])
    return form in forenames() and form not in ordinary() and form not in _DAYS


def _unlisted(word: str) -> bool:
    parts = [fold(part) for part in re.split(r"['’-]", word) if part]
    return all(p not in plain_words() and not is_noun(p) for p in parts) or all(
        p in given() for p in parts
    )


def _signs(name: str) -> bool:
    """Whether one to three words at the end of a text are who wrote it."""
    words = re.findall(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*", name)
    forms = [fold(word) for word in words]
    if not words or not company().isdisjoint(forms) or _DAYS & set(forms):
        return False
    if "." in name:
        return _unlisted(words[-1].lower())
    if len(words) == 1:
        return forms[0] in forenames() and forms[0] not in ordinary()
    return all(_may_be(w) or f in given() for w, f in zip(words, forms, strict=True)) and (
        forms[0] in forenames() or _may_be(words[0])
    )
