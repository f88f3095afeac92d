"""Words of forms and letters that stand where a name or town could: "Kd-Nr. 4711", "born 3 May".

They say what follows; beside what is masked already they look like a part of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import fold, folded_set

__all__ = ["without_labels"]

_KINDS = frozenset(("PERSON", "TOWN", "STREET", "USERNAME"))
_LABELS = folded_set(
    "steuer-id steuerid durchwahl rufnummer rückrufnummer koordinaten matrikel geb-dat angabe "
    "angaben schadenort heimatort wohnort geburtsort anrufer anruferin id kto konto "
    "pps ppsn crn nhs irs ssn cust whg wohnung intake policyholder proposer payroll"
)
_NUMBERED = re.compile(r"(?i)[\w-]{0,30}(?:nr|nummer|number|-id|-dat)\Z")
"""Kundennr, Bestell-Nr, Steuer-ID."""
_DATED = re.compile(
    rf"(?: (?:on|in|the|at|around|and)(?!\w)|[ :,–-]{{0,4}}(?:{MASKED}|\d))", re.IGNORECASE
)
_MONTH_NEXT = re.compile(
    r"(?i)[ :–-]{1,3}(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|early|late|last|this)"
)
_HEAD = re.compile(
    rf"[ \t]*:|[ \t]+(?:(?:is|ist|lautet) )?(?:{MASKED}|[A-Z]{{0,4}}[ \d]{{0,2}}\d{{2}})"
)
_FORM_HEADS = folded_set("street mobile town county reading vin fin nino pax")
_LETTERS = folded_set("vin fin nino pax")
"""Towns and names as well: labels only before a colon or a number."""
_SIGNED = re.compile(rf"(?:,|!|\n)[\s,]{{0,3}}(?:{MASKED}|\Z)")

_SEAT = re.compile(
    r"(?:[A-ZÄÖÜ]\w*)?(?i:liste|tabelle|parkett|rang|loge|block|balkon|tribüne|sektor|wagen|saal)"
    r" (?:Reihe|Platz)(?!\w)"
)
"""What has numbered places: "Warteliste Platz 4", "Parkett Reihe 5"."""


def without_labels(text: str, spans: Sequence[Span]) -> Sequence[Span]:
    """``spans`` without the words that only say what follows them."""
    return [span for span in spans if span.type not in _KINDS or not _is_label(text, span)]


def _is_label(text: str, span: Span) -> bool:
    value = text[span.start : span.end].strip(" .:,#" + MASKED)
    form = fold(value)
    if span.type == "STREET" and _SEAT.match(value) is not None:
        return True
    if form in _LABELS or _NUMBERED.match(value) is not None:
        return True
    if form == "born":
        following = _DATED.match(text, span.end) or _MONTH_NEXT.match(text, span.end)
        return following is not None
    if form in _LETTERS and value.isupper():
        return True
    if form in _FORM_HEADS:
        return _HEAD.match(text, span.end) is not None
    if value == "nan":  # somebody's grandmother
        return True
    return value == "Best" and _SIGNED.match(text, span.end) is not None
