"""People whose case it is: "the Quambusch order", "im Fall Quambusch"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of
from dialogkit.corpus._anonymize._names import CAPITAL, could_be_name
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import fold, given, legends, ordinary, towns, word_set

__all__ = ["CUES", "find"]

_ENGLISH = re.compile(
    rf"\b(?:[Tt]he|[Tt]hat|[Tt]his|[Oo]ur|[Yy]our|[Aa]) (?P<name>{CAPITAL}) "
    r"(?:order|case|account|file|family|household|claim|invoice|parcel|policy|booking|contract"
    r"|complaint|delivery|residence|estate|wedding|funeral|tenancy|reservation|appointment|matter"
    r"|children|couple|kids|brothers|sisters|twins|house|flat|wedding|party|job)s?(?![\w-])"
)
_GERMAN = re.compile(
    r"\b(?:Fall|Vorgang|Sachen?|Akte|Bestellung|Auftrag|Vertrag|Mandat|Schadensfall|Reservierung"
    r"|Buchung|Rechnung|Hochzeit|Beerdigung|Nachlass|Beschwerde|Reklamation|Retoure|Mietvertrag"
    rf"|Angelegenheit|Kundenkonto|Termin) (?P<name>{CAPITAL})(?=[.,;:!?)\n]| [a-zäöü]|$)"
)
_ENGLISH_HEADS = heads_of(whole=word_set("the that this our your a"))
_GERMAN_HEADS = heads_of(
    whole=word_set(
        "fall vorgang sache sachen akte bestellung auftrag vertrag mandat schadensfall "
        "reservierung buchung rechnung hochzeit beerdigung nachlass beschwerde reklamation "
        "retoure mietvertrag angelegenheit kundenkonto termin"
    )
)
_THINGS = word_set(
    "order case account file family household claim invoice parcel policy booking contract "
    "complaint delivery residence estate wedding funeral tenancy reservation appointment matter "
    "children couple kids brothers sisters twins house flat party job"
)
_PATTERNS = (
    (_ENGLISH, _ENGLISH_HEADS, cue(whole=(thing + end for thing in _THINGS for end in ("", "s")))),
    (_GERMAN, _GERMAN_HEADS, _GERMAN_HEADS.cue),
)
CUES = _ENGLISH_HEADS.cue | _GERMAN_HEADS.cue


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names, known or of no other meaning, before or after what somebody has."""
    cues = cues_in(text)
    for pattern, heads, needed in _PATTERNS:
        if not cues & needed:
            continue
        for match in in_order(at_words(pattern, text, heads)):
            form = fold(match["name"].split("-")[0])
            if form in towns() or form in legends():
                continue
            known = form in given() and form not in ordinary()
            if known or could_be_name(match["name"].split("-")[0]):
                yield Span(*match.span("name"), "PERSON")
