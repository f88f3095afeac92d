"""Names by halves: what goes on one that is found, an initial behind, two small words of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import MASK, cue, cues_in, heads_of, known_word, one_of
from dialogkit.corpus._anonymize._likely import Least
from dialogkit.corpus._anonymize._names import (
    CAPITAL,
    CAPITAL_HEADS,
    FOREIGN,
    NOUN_ENDS,
    NOUN_NAMES,
    could_be_name,
)
from dialogkit.corpus._anonymize._search import (
    at_places,
    at_words,
    in_order,
    mask_ends,
    words_in,
)
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    ambiguous,
    company,
    countries,
    fold,
    forenames,
    given,
    is_noun,
    ordinary,
    plain_words,
    towns,
    word_set,
)

__all__ = ["CUES", "LEAST", "find"]

LEAST = Least(ever=0.002, alone=0.002)

_LEAST = 2
_GOES_ON = re.compile(rf"(?<={MASKED}) (?P<name>{CAPITAL})(?=[,.;:!?)\n'’\"”]|$)")
_SIGNS = re.compile(rf"(?:[.!?\n][ \n]?|, )(?P<name>{CAPITAL}) (?={MASKED}\s*\Z)")
# Wanjiru wa …, Abd al-…
_BEFORE_PARTICLE = re.compile(
    rf"(?<![\w'’-])(?P<name>{CAPITAL} (?:al-|el-|ez-|as-|ar-|abu |ibn |bin "
    rf"|van (?:de[rn]? |['’]t )?|wa |ould |ter |ten ))(?={MASKED})"
)
_FOREIGN_BESIDE = re.compile(
    rf"(?<![\w'’-])(?P<name>{CAPITAL}) (?={MASKED})|(?<={MASKED}) (?P<after>{CAPITAL})(?![\w'’-])"
)
_CALLED_BIG = re.compile(
    r"(?:^|(?<=[a-zß,(] )|(?<=[.!?\n] )|(?<=\n))(?:Big|Wee|Old|Ol['’]|Little|Lil['’]?|Young|Fat"
    r"|Tall|Mad|Crazy|Posh|Ginger|Skinny|Lanky|Granny|Grandma|Grandpa|Nanny|Nan|Auntie|Aunty|Aunt"
    r"|Uncle"
    r"|Oma|Opa|Omi|Opi|Tante|Onkel|[Dd]icke[rn]?|[Kk]leine[rn]?|[Ll]ange[rn]?|[Aa]lte[rn]?) "
    rf"(?={MASKED})"
)
_BIG_HEADS = heads_of(
    whole=word_set(
        "big wee old ol little lil young fat tall mad crazy posh ginger skinny lanky granny "
        "grandma grandpa nanny nan auntie aunty aunt uncle oma opa omi opi tante onkel dicke "
        "dicker dicken kleine kleiner kleinen lange langer langen alte alter alten"
    )
)
_PARTICLE_CUE = cue(whole=word_set("al el ez as ar abu ibn bin van wa ould ter ten"))
# booked as PLACEHOLDER/JANE MS
_TICKET = re.compile(
    r"(?<![\w/])(?P<last>[A-ZÄÖÜ]{2,})/(?P<first>[A-ZÄÖÜ]{2,})(?P<title> ?(?:MR|MRS|MS|MSTR|MISS"
    r"|DR))?(?![\w/])"
)
# patientin muster petra, name: muster, petra
_TURNED = re.compile(
    r"(?i:patient(?:in)?|rezept für|name:?|kundin|kunde|mieter(?:in)?|versicherte[rn]?|absender:?"
    r"|empfänger:?|customer|tenant|surname:?|für|betreff:?) "
    r"(?P<name>(?P<last>[a-zäöüß]{3,}(?:-[a-zäöüß]+)?),? (?P<first>[a-zäöüß]{3,}))(?![\w-])"
)
_TURNED_HEADS = heads_of(
    whole=word_set(
        "patient patientin rezept name kundin kunde mieter mieterin versicherte versicherter "
        "versicherten absender empfänger customer tenant surname für betreff"
    )
)
_SLASH = cue(marks="/")
_INITIAL = re.compile(
    rf"(?i:for|from|to|by|with|called|named|an|von|für|bei|mit|frau|herrn?|mrs?|ms|dear|hallo|hi"
    rf"|and|und|ask) (?P<name>{CAPITAL} [A-ZÄÖÜ]\.)(?=[ ,;:)\n]|$)"
)
# standing order to M Placeholder, the label says P Q Muster
_LETTER_FIRST = re.compile(
    r"(?i:for|from|to|by|with|says|reads|name|an|von|für|bei|mit|inh\.?|inhaber|payee|and|und) "
    rf"(?P<name>[A-ZÄÖÜ](?: [A-ZÄÖÜ])? {CAPITAL})(?![\w-])"
)
_LETTER_HEADS = heads_of(
    whole=word_set(
        "for from to by with says reads name an von für bei mit inh inhaber payee and und"
    )
)
_INITIAL_HEADS = heads_of(
    whole=word_set(
        "for from to by with called named an von für bei mit frau herr herrn mr mrs ms dear hallo "
        "hi and und ask"
    )
)
# Absender: Beispiel, J.
_FILED = re.compile(
    r"(?:^|\n|(?i:name|absender|empfänger|von|from|to|an|mieter|patient|kunde|customer|client)"
    rf": ?)(?P<name>{CAPITAL}, (?:[A-ZÄÖÜ]\. ?){{1,2}})(?=[,;)\n ]|$)"
)
_FILED_SIGN = re.compile(r", [A-ZÄÖÜ]\.")
# Kläger bin ich, Petra Beispiel
_AM_I = re.compile(
    rf"(?i:bin ich|am i|that['’]s me|it['’]s me|me), (?P<name>{CAPITAL}(?: {CAPITAL})?)"
    r"(?=[,.;:!?)\n]|$)"
)
_AM_I_HEADS = heads_of(whole=word_set("bin am that it me"))


def _is_first(word: str, form: str) -> bool:
    """Whether a word in lower case is a given name and hardly anything else."""
    return word.islower() and len(word) > 3 and form in forenames() and form not in plain_words()


_SMALL = cue(test=_is_first)
_LETTER = cue(test=lambda word, _: len(word) == 1 and word.isupper())
_COMMA = cue(marks=(", ",))
_CAPITALS = cue(test=lambda word, _: len(word) > 1 and word.isupper())
CUES = one_of(
    MASK,
    _TURNED_HEADS.cue,
    (_SLASH, _CAPITALS),
    (_LETTER, _INITIAL_HEADS.cue | _LETTER_HEADS.cue | _COMMA),
    (_COMMA, _AM_I_HEADS.cue),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Family names behind a name, initials, and names in small letters where people are named."""
    cues = cues_in(text)
    if cues & _LETTER:
        yield from _initials(text)
    if cues & _COMMA and cues & _AM_I_HEADS.cue:
        for match in in_order(at_words(_AM_I, text, _AM_I_HEADS)):
            if _may_be(match["name"].split()[0]):
                yield Span(*match.span("name"), "PERSON")
    if cues & _SLASH or cues & _TURNED_HEADS.cue:
        yield from _filed(text)
    if cues & MASK:
        yield from _beside(text, cues)
        if cues & _SMALL and text.count(MASKED) >= _LEAST:
            yield from _small(text)


def _initials(text: str) -> Iterator[Span]:
    """A letter that stands for a given name, or for a family name."""
    for match in in_order(at_words(_INITIAL, text, _INITIAL_HEADS)):
        if could_be_name(match["name"].split()[0]):
            yield Span(*match.span("name"), "PERSON")
    for match in in_order(at_words(_LETTER_FIRST, text, _LETTER_HEADS)):
        if could_be_name(match["name"].split()[-1]):
            yield Span(*match.span("name"), "PERSON")
    if _FILED_SIGN.search(text) is not None:
        for match in _FILED.finditer(text):
            if _may_be(match["name"].split(",")[0]):
                yield Span(*match.span("name"), "PERSON")


def _filed(text: str) -> Iterator[Span]:
    """The family name first, as tickets have it, or in small letters under a label."""
    for match in _TICKET.finditer(text) if cues_in(text) & _SLASH else ():
        first = fold(match["first"])
        if match["title"] or (first in forenames() and first not in plain_words()):
            yield Span(*match.span(), "PERSON")
    for match in at_words(_TURNED, text, _TURNED_HEADS):
        first, last = fold(match["first"]), match["last"]
        family = could_be_name(last) or fold(last) in given() or fold(last) in NOUN_NAMES
        named = first in forenames() and first not in plain_words()
        if named and family and (fold(last) not in ordinary() or "," in match["name"]):
            yield Span(*match.span("name"), "PERSON")


def _beside(text: str, cues: int) -> Iterator[Span]:
    """The rest of a name of which one half is found."""
    for match in at_places(_GOES_ON, text, mask_ends(text)):
        form = fold(match["name"])
        known = form in given() or form in ambiguous()
        if known and form in plain_words() and form not in _DATES and form not in company():
            yield Span(*match.span("name"), "PERSON")
    before = at_words(_BEFORE_PARTICLE, text, CAPITAL_HEADS) if cues & _PARTICLE_CUE else []
    for match in in_order(before):
        if _may_be(match["name"].split()[0]):
            yield Span(*match.span("name"), "PERSON")
    for match in _FOREIGN_BESIDE.finditer(text) if FOREIGN.search(text) is not None else ():
        group = "name" if match["name"] else "after"
        if FOREIGN.search(match[group]) is not None:
            yield Span(*match.span(group), "PERSON")
    ends = text.rstrip().endswith(_LAST_MASK)
    sign = _SIGNS.search(text, max(0, len(text) - 60)) if ends else None
    if sign is not None and could_be_name(sign["name"]):
        yield Span(*sign.span("name"), "PERSON")
    if cues & _BIG_HEADS.cue:
        called = in_order(at_words(_CALLED_BIG, text, _BIG_HEADS))
        yield from (Span(*match.span(), "PERSON") for match in called)


_LAST_MASK = " " + MASKED


_DATES = word_set(
    "january february march april may june july august september october november december januar "
    "februar märz marz mai juni juli oktober dezember monday tuesday wednesday thursday friday "
    "saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag street road"
)


def _may_be(word: str) -> bool:
    form = fold(word.split("-", maxsplit=1)[0])
    return form not in company() and (
        could_be_name(word) or (form in given() and form not in ordinary())
    )


def _small(text: str) -> Iterator[Span]:
    """``rosemary teague``: a given name in small letters, and a word that no list knows."""
    words, forms = words_in(text)
    for index in range(len(words) - 1):
        first, last = words[index], words[index + 1]
        if not known_word(first[0]).cues & _SMALL:
            continue
        end = last.end()
        if text[first.end() : last.start()] != " " or not last[0].islower():
            continue
        if text[end : end + 1] == "-" and index + 2 < len(words):
            end = words[index + 2].end()
        form = forms[index + 1]
        if len(form) > 3 and not _is_known(form) and not form.endswith(NOUN_ENDS):
            yield Span(first.start(), end, "PERSON")


def _is_known(form: str) -> bool:
    """Whether a word is something else than a family name."""
    stems = {form, form.removesuffix("s"), form.removesuffix("e"), form.removesuffix("t")}
    if not stems.isdisjoint(plain_words()) or form in countries() or form in towns():
        return True
    return is_noun(form)
