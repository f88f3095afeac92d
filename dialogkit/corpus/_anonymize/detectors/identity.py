"""Numbers that states and insurers give to people: by their shape, and by what the text calls them.

A check digit names the type where the text does not; it never drops a match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial, reduce
from operator import or_
from string import ascii_uppercase
from typing import NamedTuple

from stdnum.de import idnr

from dialogkit.corpus._anonymize._amounts import has_unit, is_product
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import (
    ALWAYS,
    CAPITAL_BEFORE,
    FREE,
    cue,
    cues_in,
    digits_cue,
    heads_of,
    one_of,
)
from dialogkit.corpus._anonymize._search import (
    at_words,
    capital_before_digit,
    digit_runs,
    lengths,
    near_digit_matches,
    runs_in,
)
from dialogkit.corpus._anonymize._span import Span

__all__ = ["CUES", "find"]

NEEDS_DIGIT = True


class _Shape(NamedTuple):
    """How a number is built, and what a text needs for it; `lengths` of runs of digits are bits."""

    label: str
    pattern: re.Pattern[str]
    sizes: int
    """Of these lengths one run of digits at least has one."""
    least: int = 6
    """So many digits are in it."""
    cue: int = ALWAYS
    capital: bool = False
    """Whether a capital stands before a digit."""


_UP_TO_9 = lengths(*range(1, 10))
_PPS = ("pps", "ppsn", "nino", "ni", "insurance")
_SHAPES = (
    # The Irish PPS number with a gap, Britain's with dots: behind their names alone.
    _Shape(
        "SOCIAL_INSURANCE",
        re.compile(
            r"(?i)(?<![^\W_])(?:pps|ppsn|nino|ni|insurance)(?: ?(?:no|number|nr)\b\.?)?"
            r"(?:[ :=]|\b(?:is|my|ist)\b){1,6}(\d{7} ?[A-W][A-IW]?"
            r"|[A-Z]{2}(?:[ .-]{0,2}\d{2}){3}[ .-]{0,2}[A-D]?)(?!\w)"
        ),
        lengths(2, 4, 6, 7),
        cue=cue(whole=(name + number for name in _PPS for number in ("", "no", "number", "nr"))),
    ),
    # German pension insurance: area, birth date, letter of the name, serial and check digit.
    _Shape(
        "SOCIAL_INSURANCE",
        re.compile(r"(?<!\w)\d{2}[ /-]?[0-3]\d[ ]?[01]\d[ ]?\d{2}[ /-]?[A-Za-z][ /-]?\d{3}(?!\w)"),
        lengths(3),
        least=11,
    ),
    _Shape(
        "SOCIAL_INSURANCE",
        re.compile(r"(?<![\w.])756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}(?!\w)"),
        lengths(*range(2, 14)),
        least=13,
    ),
    _Shape(
        "SOCIAL_INSURANCE", re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])"), lengths(4), least=9
    ),
    _Shape(
        "SOCIAL_INSURANCE",
        re.compile(r"(?<!\w)[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)"),
        lengths(2, 4, 6),
        capital=True,
    ),
    # The British one in small letters, or with hyphens.
    _Shape(
        "SOCIAL_INSURANCE",
        re.compile(
            r"(?<!\w)(?!(?:am|um|im|ab|an|in|on|at|to|of|is|bg|gb|nk|kn|tn|nt|zz)[ -])"
            r"(?:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]|qq)[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]"
            r"(?!\w)",
            re.IGNORECASE,
        ),
        lengths(2, 4, 6),
    ),
    _Shape(
        "SOCIAL_INSURANCE", re.compile(r"(?<![\w-])\d{7}[A-W][A-IW]?(?![\w-])"), lengths(7), least=7
    ),
    _Shape(
        "HEALTH_INSURANCE",
        re.compile(r"(?<!\w)[A-Z][ -]?\d(?:[ .-]?\d){8}(?!\w)"),
        _UP_TO_9,
        least=9,
        cue=cue(cased=ascii_uppercase),
        capital=True,
    ),
    _Shape(
        "ID_CARD",
        re.compile(
            r"(?<!\w)[CFGHJKLMNPRTVWXYZ](?=[A-Z0-9]*\d[A-Z0-9]*\d)[CFGHJKLMNPRTVWXYZ0-9]{8}\d?D?"
            r"(?!\w)"
        ),
        _UP_TO_9,
        least=2,
        capital=True,
    ),
    _Shape(
        "TAX_ID", re.compile(r"(?<!\w)[A-Z]{5}\d{4}[A-Z](?!\w)"), lengths(4), least=4, capital=True
    ),
    _Shape(
        "TAX_ID",
        re.compile(r"(?<![\w/])\d{2,3} ?/ ?\d{3,4} ?/ ?\d{4,5}(?![\w/])"),
        lengths(4, 5),
        least=9,
    ),
    # Canada's business number with a program account: 83920 1174 RT0001
    _Shape(
        "VAT_ID",
        re.compile(r"(?<!\w)\d{5} ?\d{4} ?R[CMPTZ] ?\d{4}(?!\w)"),
        lengths(5, 9),
        least=13,
        capital=True,
    ),
)

_TAX_DIGITS, _TAX_BEGINS = 11, lengths(2, 5, 8, 11)
_TAX = re.compile(r"(?<![\w+])[1-9]\d ?\d{3} ?\d{3} ?\d{3}(?!\w)")

_IS = (
    r"(?:[\s.:=#(„\"'–-]|\b(?:ist|lautet|is|war|was|the|die|number|nummer|nr|no|id|meine[rs]?|von"
    r"|mir|bei|der|dem|den|das|kasse|krankenkasse|hier|noch|mein|at|with|your|mit|unter|under"
    r"|auf|on"
    r"|card|karte|reads|says|steht|heißt|wie folgt|folgende|code|und zwar|namely|as follows"
    r"|of|for|für|my|his|her|our|their|ihre[rs]?|seine[rs]?|unsere[rs]?|ihr|sein|unser|sohne?s?"
    r"|tochter|mannes|frau|mutter|vaters?|son|daughter|wife|husband|mother|father)\b|['’]s\b"
    r"|,[^,\d\n]{1,40},){0,14}"
)
_VALUE = (
    r"((?=[A-Za-z.\-/ ]{0,6}\d)"
    r"(?:[A-Za-z]{1,3}[./-]?|(?-i:[A-Z]{1,4}) |[A-Za-z] )?[A-Za-z]?\d(?:[ ./-]?[A-Za-z]?\d){2,20}"
    r"(?: (?-i:[B-HJ-Z])|[A-Za-z]{0,2})(?: / \d(?![\d.,]))?)(?!\w)"
)

_NAMES = {
    "TAX_ID": (
        r"steuer(?:liche)?[- ]?(?:id\w*|nummer|nr)|st\.?-?nr|id-?nr|tin|tax (?:id|number|no)"
        r"|codice fiscale|nif|dni|bsn|pesel|tc kimlik(?: no)?"
        r"|(?-i:EIN|UTR|TFN|ABN|ACN|NPWP)(?:['’]s)?|tax file|unique taxpayer"
    ),
    "SOCIAL_INSURANCE": (
        r"sozialvers\w*|sv[- ]?(?:nummer|nr)|rentenvers\w*|rv[- ]?(?:nummer|nr)|svnr"
        r"|social security(?: number)?|ssn|national insurance|nino|ahv\w*|ni number"
    ),
    "HEALTH_INSURANCE": (
        r"kranken(?:kassen|versicherungs|versicherten)\w*|versicherten(?:nummer|nr)|kvnr"
        r"|kv[- ]?(?:nummer|nr)|egk\w*|health insurance|nhs(?: number)?|medicare"
        r"|insurance (?:number|no|id)|versicherungs?(?:nummer|nr)|kassennummer"
        r"|gesundheitskarte\w*|health (?:card|plan|fund)(?: number| id)?"
        r"|medical record(?: number| no)?|hospital (?:number|no)|(?:member|subscriber|group"
        r"|insurance"
        r"|policy ?holder)(?:['’]s)? (?:member )?(?:id|number|no)|chi number|mrn|versicherte[nr]?"
        r"|versichert|vers\.? ?-?(?:nummer|nr)|pps ?(?:n|number|no)"
        r"|(?:kennnummer|nummer|rückseite) (?:auf )?der karte"
    ),
    "ID_CARD": (
        r"(?:personal)?ausweis\w*|perso(?:nr|nummer)?|reisepass\w*|pass(?:nummer|nr|port)"
        r"|führerschein\w*|fuehrerschein\w*|id[- ]card|identity card|driv\w+ licen[cs]e"
        r"|aufenthaltstitel\w*|pasaporte|passeport|passaporto"
    ),
    "VAT_ID": (
        r"ust\.?[- ]?id\w*|umsatzsteuer-?(?:id\w*|nummer|nr)|uid\w*|vat(?: ?id| reg)?|mwst\.?-?nr"
        r"|mehrwertsteuernummer|tva|btw\w*|moms\w*|partita iva|p\.? ?iva|cif|nip|dič"
    ),
}
_PARTS = {
    "TAX_ID": (
        *("steuer", "nr", "tin", "tax", "codice", "nif", "dni", "bsn", "pesel", "kimlik"),
        *("ein ", "utr ", "tfn ", "abn ", "acn ", "npwp ", "unique "),
    ),
    "SOCIAL_INSURANCE": ("vers", "sv", "rv", "social", "ssn", "insurance", "nino", "ahv", "ni n"),
    "HEALTH_INSURANCE": (
        "krank",
        "versicherten",
        "kv",
        "egk",
        "health",
        "nhs",
        "medicare",
        "insurance",
        "versicherung",
        "kassen",
        "medical",
        "member",
        "subscriber",
        "group",
        "policy",
        "chi n",
        "mrn",
        "gesundheit",
        "hospital",
        "vers",
        "pps",
        "karte",
    ),
    "ID_CARD": ("ausweis", "pas", "pers", "führ", "fuehr", "card", "licen", "aufenthalt"),
    "VAT_ID": (
        *("ust", "umsatz", "uid", "vat", "mwst", "mehrwert", "tva", "btw", "moms", "iva", "cif"),
        *("nip", "dič"),
    ),
}
"""A part of each label's names; a text without any of them is not searched for the label."""
_PART_CUES = {
    label: cue(parts=[p for p in parts if " " not in p], whole=[p.split()[0] for p in parts])
    for label, parts in _PARTS.items()
}

_LABELS = {
    label: re.compile(rf"(?<![^\W_])(?:{names}){_IS}{_VALUE}", re.IGNORECASE)
    for label, names in _NAMES.items()
}


def _may_be(shape: _Shape, sizes: Sequence[int]) -> bool:
    """Whether runs of digits that are so long can be those of a shape."""
    return sum(sizes) >= shape.least and lengths(*sizes) & shape.sizes > 0


_LABELLED = 3
"""So many digits a number has under its label."""
_LABEL_HEADS = {
    label: heads_of(re.findall(r"[^\W\d_]+", re.sub(r"\(\?-i|\\?\w\?|\\w", "", names).lower()))
    for label, names in _NAMES.items()
}


CUES = one_of(
    (digits_cue(lambda sizes: sum(sizes) >= _LABELLED), reduce(or_, _PART_CUES.values())),
    (digits_cue(lambda sizes: sum(sizes) >= _TAX_DIGITS), FREE),
    *(
        (
            digits_cue(partial(_may_be, shape)),
            shape.cue,
            CAPITAL_BEFORE if shape.capital else ALWAYS,
        )
        for shape in _SHAPES
    ),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Numbers by shape, by check digit and by label."""
    labelled = list(_labelled(text)) if digit_runs(text)[0] >= _LABELLED else []
    yield from labelled
    for span in _by_shape(text):
        if not any(other.start <= span.start and span.end <= other.end for other in labelled):
            yield span


def _by_shape(text: str) -> Iterator[Span]:
    runs, cues, capital = runs_in(text), cues_in(text), capital_before_digit(text)
    for label, pattern, sizes, least, needed, needs_capital in _SHAPES:
        if not (runs.sizes & sizes and runs.many >= least and cues & needed):
            continue
        if capital or not needs_capital:
            for match in near_digit_matches(pattern, text):
                start, end = match.span(match.lastindex or 0)
                if label != "ID_CARD" or not is_product(text, start, match[0]):
                    yield Span(start, end, label)
    if runs.many >= _TAX_DIGITS and runs.free & _TAX_BEGINS:
        yield from (
            Span(*m.span(), "TAX_ID") for m in near_digit_matches(_TAX, text) if idnr.is_valid(m[0])
        )


def _labelled(text: str) -> Iterator[Span]:
    cues = cues_in(text)
    for label, pattern in _LABELS.items():
        if cues & _PART_CUES[label]:
            for match in at_words(pattern, text, _LABEL_HEADS[label]):
                if label != "ID_CARD" or _is_long(text, match):
                    yield Span(*match.span(1), label)


_CALLED = re.compile(r"(?i)(?:nr|nummer|no|number|num|ziffern|kennung)(?![^\W_])|#")


def _is_long(text: str, match: re.Match[str]) -> bool:
    """Whether a document's number has six digits or letters, or is called a number."""
    value = match[1]
    if has_unit(text, match.end(1)) or is_product(text, match.start(1)):
        return False
    called = _CALLED.search(text, match.start(), match.start(1)) is not None
    return called or sum(map(str.isalnum, value)) > 5
