"""Dates of birth: a date beside a word for birth, or one too early to be a delivery's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context, has_digit
from dialogkit.corpus._anonymize._span import Span

__all__ = ["find"]

_MONTH = (
    r"(?:jan|feb|febr|mär|mar|mrz|maer|apr|mai|may|jun|jul|aug|sep|sept|okt|oct|nov|dez|dec)[a-zä]*"
)
_YEAR = r"(?:19\d\d|20[0-2]\d)"
_DATE = re.compile(
    rf"(?<![\w.,])(?:\d{{1,2}} ?[./-] ?\d{{1,2}} ?[./-] ?(?:{_YEAR}|\d{{2}})"
    rf"|{_YEAR}[./-]\d{{1,2}}[./-]\d{{1,2}}"
    rf"|\d{{1,2}}(?:\.|st|nd|rd|th)? ?(?:of |de )?{_MONTH}\.?,? (?:de )?(?:{_YEAR}|'?\d{{2}})"
    rf"|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}|\d{{8}}|\d{{6}})(?!\w|[.,]\d)",
    re.IGNORECASE,
)
_DAY_ONLY = re.compile(
    rf"(?<![\w.,])(?:\d{{1,2}}\.\d{{1,2}}\.|\d{{1,2}}\.? {_MONTH}|{_YEAR})(?!\w)", re.IGNORECASE
)
_BORN = re.compile(
    r"(?:\bgeb(?:oren\w*|urts\w*|\.|\b)|\bgeb\.?-?dat\w*|\bgebdat\w*|\bgeburt\w*|\bborn\b|\bbirth"
    r"|\bd\.?o\.?b\b|\bb-?day\b|\bbday\b|\*|\bnacid[oa]|\bnacimiento|\bnée?\b|\bnaissance"
    r"|\bnat[oa] il"
    r"|\bnascita|\bdoğum|\bgeboortedatum|\burodz\w*|\bnascimento)[^\n.!?;]{0,45}$",
    re.IGNORECASE,
)
_BORN_AFTER = re.compile(r"[ ,(]{0,2}(?:in [A-ZÄÖÜ][\w-]+ )?(?:geboren|geb\b|born)", re.IGNORECASE)
_EARLY = re.compile(r"^\d{1,2}[./-]\d{1,2}[./-](?:19[0-9]\d|200[0-6])$")
_BIRTHDAY_ONLY = re.compile(
    r"(?:born|geboren|geburtsdatum|jahrgang)[^\n.!?;]{0,25}$", re.IGNORECASE
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Full dates beside a word for birth or before 2007; day or year alone after ``geboren``."""
    if not has_digit(text):
        return
    for match in _DATE.finditer(text):
        if _EARLY.match(match[0]) or _is_birth(text, match):
            yield Span(*match.span(), "BIRTH_DATE")
    for match in _DAY_ONLY.finditer(text):
        if _BIRTHDAY_ONLY.search(text, max(0, match.start() - 40), match.start()):
            yield Span(*match.span(), "BIRTH_DATE")


def _is_birth(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 60) : match.start()]
    # The dot of "geb." ends no sentence.
    before = re.sub(r"(?i)\b(geb|dat|urt)\.", r"\1 ", before)
    return bool(_BORN.search(before) or _BORN_AFTER.match(text, match.end()))
