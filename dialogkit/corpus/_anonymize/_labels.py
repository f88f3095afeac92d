"""Words of forms and letters that stand where a name or town could: "Kd-Nr. 4711", "born 3 May".

They say what follows; beside what is masked already they look like a part of it. Behind a title
("Frau Born") they are a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import fold, folded_set

__all__ = ["without_labels"]

_KINDS = frozenset(("PERSON", "TOWN", "STREET"))
_LABELS = folded_set(
    "nr steuer-id steuerid durchwahl rufnummer rückrufnummer koordinaten matrikel geb-dat angabe "
    "angaben schadenort heimatort wohnort geburtsort anrufer anruferin id kto konto "
    "pps ppsn crn nhs irs ssn cust whg wohnung intake policyholder proposer payroll"
)
_NUMBERED = re.compile(
    r"(?i)(?:kunden|bestell|auftrags?|steuer|versicherten|versicherungs|rentenversicherungs|ahv"
    r"|mitglieds?|personal|post|schaden|vertrags?|rechnungs?|kd|konto|artikel|geb|tel|order"
    r"|customer|account|policy|member|ref)[-. ]?(?:nr|nummer|number|no|id|dat)"
)
"""Kundennr, Bestell-Nr, Steuer-ID."""
_TITLED = re.compile(
    r"(?i)(?<!\w)(?:herrn?|frau|hr|fr|familie|fam|mrs?|ms|miss|mx|dr|prof|(?:vor|nach|sur|last "
    r"|first |maiden )?name|hei(?:ß|ss)e|bin|i['’]m|i am|von|geb|geborene|née|called)[.:]? ?\Z"
)
_IN_A_PLACE = re.compile(r"(?i)(?<!\w)(?:in|from|near|to|at|of|aus|nach|bei) \Z")
_REACH = 14
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
"""Towns and names as well: labels only before a colon or a number."""
_SIGNED = re.compile(rf"(?:,|!|\n)[\s,]{{0,3}}(?:{MASKED}|\Z)")
_SENTENCE_BEGINS = re.compile(r"(?:\A|[.!?\n…)])\s{0,3}\Z")
_GRANDMOTHER = re.compile(
    r"(?i)(?:\A|[.!?,]\s|(?<!\w)(?:my|our|his|her|your|their|the|me|ur) |['’]s )\Z"
)
_SEAT = re.compile(
    r"(?i:warteliste|tabelle|liste|parkett|rang|loge|block|balkon|tribüne|sektor|wagen|saal)"
    r" (?:Reihe|Platz)(?!\w)"
)
"""What has numbered places: "Warteliste Platz 4", "Parkett Reihe 5"."""


def without_labels(text: str, spans: Sequence[Span]) -> Sequence[Span]:
    """``spans`` without the words that only say what follows them."""
    return [span for span in spans if not _is_label(text, span)]


def _is_label(text: str, span: Span) -> bool:
    value = text[span.start : span.end].strip(" .:,#" + MASKED)
    if _NUMBERED.fullmatch(value) is not None:
        return True
    if span.type not in _KINDS:
        return False
    if span.type == "STREET" and _SEAT.match(value) is not None:
        return True
    near = max(0, span.start - _REACH)
    form = fold(value)
    if form in _LABELS:
        return _TITLED.search(text, near, span.start) is None
    if form == "born" or form in _FORM_HEADS:
        return _is_form_head(text, span, form) and not any(
            before.search(text, near, span.start) for before in (_TITLED, _IN_A_PLACE)
        )
    if value == "nan":
        return _GRANDMOTHER.search(text, near, span.start) is not None
    begins = value == "Best" and _SENTENCE_BEGINS.search(text, near, span.start) is not None
    return begins and _SIGNED.match(text, span.end) is not None


def _is_form_head(text: str, span: Span, form: str) -> bool:
    """Whether what such a word announces follows it."""
    if form != "born":
        return _HEAD.match(text, span.end) is not None
    return any(after.match(text, span.end) for after in (_DATED, _MONTH_NEXT))
