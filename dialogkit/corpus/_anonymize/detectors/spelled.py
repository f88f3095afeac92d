"""Numbers as they are said or drawn: "r t n five five", "B wie Berta 44", "o3o" for "030"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._amounts import has_unit, is_product
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import DIGIT, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import NUMBER, Span
from dialogkit.corpus._anonymize._words import word_set, words_of

__all__ = ["CUES", "find"]

_DIGITS = word_set(
    "zero oh nought one two three four five six seven eight nine double triple null eins zwei zwo "
    "drei vier fünf fuenf sechs sieben acht neun doppel"
)
_NATO = word_set(
    "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike "
    "november oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu "
    "anton berta cäsar dora emil friedrich gustav heinrich ida julius kaufmann konrad ludwig "
    "martha "
    "nordpol otto paula quelle richard samuel siegfried theodor ulrich viktor wilhelm xanthippe "
    "ypsilon zeppelin"
)
"""Words that stand for their first letter on the telephone."""
_DIGIT_WORD = rf"(?:{'|'.join(sorted(_DIGITS, key=len, reverse=True))})"
_GAP = r"(?:, ?| ?- ?| )"
# r t n five five zero nine
_LETTERS = re.compile(
    rf"(?:[a-z]{_GAP}){{1,6}}(?:(?:{_DIGIT_WORD}|\d){_GAP}){{2,20}}(?:{_DIGIT_WORD}|\d)(?!\w)"
    rf"(?:{_GAP}[a-z](?!\w))?",
    re.IGNORECASE,
)
_ONE_LETTER = frozenset("abcdefghijklmnopqrstuvwxyz")
_LETTERS_HEADS = heads_of(whole=_ONE_LETTER)
# A wie Anton 4419, b for bravo seven seven one
_AS_IN = re.compile(
    rf"(?:[a-z] (?:wie|as in|for|like|von) [a-zäöü]{{3,12}}{_GAP}(?:and |und )?){{1,6}}"
    rf"(?:(?:{_DIGIT_WORD}|\d{{1,12}}+){_GAP}?){{1,20}}(?<=[\w])(?!\w)",
    re.IGNORECASE,
)
# bravo seven seven one two
_ALPHABET = "|".join(sorted(_NATO, key=len, reverse=True))
_PHONETIC = re.compile(
    rf"(?:{_ALPHABET})(?:[ ,-]{{1,2}}(?:{_ALPHABET}|{_DIGIT_WORD}|\d{{1,6}})(?!\w)){{2,20}}",
    re.IGNORECASE,
)
_PHONETIC_HEADS = heads_of(whole=_NATO)
_LIKE = word_set("wie as for like von")
_SAID = cue(whole=_DIGITS)
_NAMED = re.compile(
    r"(?i)(?:number|nummer|nr|no|ref\w*|code|order\w*|bestell\w*|auftrag\w*|ticket|case|fall"
    r"|booking"
    r"|buchung\w*|reg|plate|kennzeichen|slip|docket|receipt|beleg|account|konto|policy|police|id"
    r"|customer|kunde\w*|member\w*|mitglied\w*|locator|pnr|claim|parcel|paket|sendung\w*|invoice"
    r"|rechnung\w*|vorgang\w*|zeichen)\b[^\n.!?]{0,40}\Z"
)
_WORD = re.compile(r"[^\W\d_]+|\d+")
# Ticket T–20931, DE–20931–77: dashes that a telephone's keyboard makes
_DASHED = re.compile(r"(?<![\w–—-])[A-Z]{1,5}[–—]\d{3,12}(?:[–—][A-Z\d]{1,8})*(?![\w–—])")
_SIGNED = re.compile(r"№ ?(?P<value>[A-Z]{0,3}-?\d[\d /-]*\d)(?!\w)")
_DRAWN_CUE = cue(marks="–—№")
# Tel. o3o 23125 001: an o for a nought
_ROUND = re.compile(
    r"(?i:tel(?:efon)?(?:nummer)?|call|ring|handy(?:nummer)?|mobile?|phone|fon|number|nummer|nr"
    r"|cell"
    r"|whatsapp|text|erreichbar|fax|durchwahl)\.?(?i:[ :]|\b(?:is|ist|me|on|at|unter|mich|no"
    r"|lautet)\b)"
    r"{1,6}(?P<value>[oO0][\doO]{2,4}[ /-]{0,2}[\doO]{2,}+(?:[ /-]?[\doO]{2,}+){0,5})(?!\w)"
)
_ROUND_HEADS = heads_of(
    word_set("telefon handy handynummer telefonnummer whatsapp erreichbar durchwahl"),
    whole=word_set("tel call ring mobile mobil phone fon number nummer nr cell text fax"),
)
# Konzession TX 0417, cab no 4419
_BADGE = re.compile(
    r"(?i:konzession(?:snummer|snr)?|taxi(?:nummer|nr)?|taxinummer|ordnungsnummer|cab|minicab"
    r"|dienstnummer|dienstausweis|lizenz)(?i: (?:nr|no|number|nummer))?\.?"
    r"[ :#]{1,2}(?P<value>(?:[A-Z]{1,3}[ -]?)?\d{3,6})(?![\w%€]|[.,:]\d)"
)
_BADGE_HEADS = heads_of(
    word_set("konzession konzessionsnummer taxinummer ordnungsnummer dienstnummer dienstausweis"),
    whole=word_set("taxi taxinr cab minicab lizenz"),
)
_LIKE_CUE = cue(whole=_LIKE)
_ROUND_CUE = cue(test=lambda word, _: not word.lower().strip("o"))
CUES = one_of(
    (_SAID, _LETTERS_HEADS.cue),
    (_SAID | DIGIT, _LIKE_CUE, _LETTERS_HEADS.cue),
    (_SAID | DIGIT, _PHONETIC_HEADS.cue),
    (DIGIT, _DRAWN_CUE | _BADGE_HEADS.cue),
    (DIGIT, _ROUND_CUE, _ROUND_HEADS.cue),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Numbers spelled with letters, in a telephone's alphabet, and with other signs."""
    cues = cues_in(text)
    if cues & (_SAID | DIGIT):
        yield from _spelled(text)
    if not cues & DIGIT:
        return
    if cues & _DRAWN_CUE:
        for match in _DASHED.finditer(text):
            if not is_product(text, match.start()):
                yield Span(*match.span(), NUMBER)
        yield from (Span(*m.span("value"), NUMBER) for m in _SIGNED.finditer(text))
    for match in at_words(_ROUND, text, _ROUND_HEADS):
        value = match["value"]
        if "o" in value.lower() and sum(map(str.isdigit, value)) >= 5:
            yield Span(*match.span("value"), "PHONE")
    for match in at_words(_BADGE, text, _BADGE_HEADS):
        if not has_unit(text, match.end()):
            yield Span(*match.span("value"), NUMBER)


def _spelled(text: str) -> Iterator[Span]:
    said_there = cues_in(text) & _SAID
    for match in in_order(at_words(_LETTERS, text, _LETTERS_HEADS)) if said_there else ():
        words = _WORD.findall(match[0].lower())
        letters = sum(len(word) == 1 and word.isalpha() for word in words)
        said = sum(word in _DIGITS for word in words)
        if said >= 2 and (letters > 1 or _is_named(text, match.start())):
            yield Span(*match.span(), NUMBER)
    like = not words_of(text).isdisjoint(_LIKE)
    for match in in_order(at_words(_AS_IN, text, _LETTERS_HEADS)) if like else ():
        if _long(match[0]) and _begin_alike(match[0]):
            yield Span(*match.span(), NUMBER)
    if words_of(text).isdisjoint(_NATO):
        return
    for match in in_order(at_words(_PHONETIC, text, _PHONETIC_HEADS)):
        words = _WORD.findall(match[0].lower())
        if _long(match[0]) and (
            sum(word in _NATO for word in words) > 2 or _is_named(text, match.start())
        ):
            yield Span(*match.span(), NUMBER)


def _is_named(text: str, start: int) -> bool:
    return _NAMED.search(text, max(0, start - 60), start) is not None


def _long(value: str) -> bool:
    """Whether two numerals or more are said, or as many digits written."""
    words = _WORD.findall(value.lower())
    return sum(len(w) if w.isdigit() else w in _DIGITS for w in words) >= 2


def _begin_alike(value: str) -> bool:
    """Whether a letter is the first of the word that stands for it: "B wie Berta"."""
    pairs = re.findall(r"(?i)\b([a-z]) (?:wie|as in|for|like|von) ([a-zäöü])", value)
    return all(letter.lower() == first.lower() for letter, first in pairs)
