"""VAT numbers of the European Union, the United Kingdom and Switzerland, in any spacing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from stdnum.ch import vat as swiss_vat
from stdnum.eu import vat as european_vat
from stdnum.gb import vat as british_vat

from dialogkit.corpus._anonymize._context import Context, mentions
from dialogkit.corpus._anonymize._cues import CAPITAL_BEFORE, cue, digits_cue, one_of
from dialogkit.corpus._anonymize._search import (
    capital_before_digit,
    digit_runs,
    near_digit_matches,
)
from dialogkit.corpus._anonymize._span import NUMBER, Span

__all__ = ["CUES", "find"]

NEEDS_DIGIT = True

_FORMS = {
    "AT": "U99999999",
    "BE": "9999999999",
    "BG": "999999999 9999999999",
    "CHE": "999999999",
    "CY": "99999999A",
    "CZ": "99999999 999999999 9999999999",
    "DE": "999999999",
    "DK": "99999999",
    "EE": "999999999",
    "EL": "999999999",
    "ES": "X9999999X",
    "EU": "999999999",
    "FI": "99999999",
    "FR": "XX999999999",
    "GB": "999999999 999999999999",
    "GR": "999999999",
    "HR": "99999999999",
    "HU": "99999999",
    "IE": "9X99999A 9X99999AA",
    "IT": "99999999999",
    "LT": "999999999 999999999999",
    "LU": "99999999",
    "LV": "99999999999",
    "MT": "99999999",
    "NL": "999999999B99",
    "PL": "9999999999",
    "PT": "999999999",
    "RO": "999999 9999999 99999999 999999999 9999999999",
    "SE": "999999999999",
    "SI": "99999999",
    "SK": "9999999999",
    "XI": "999999999 999999999999",
}
"""How the number after the country's letters is built: 9 a digit, A a letter, X either.

From the European Commission's list of the structure of VAT numbers (VIES); CHE is the Swiss UID."""

_GAP = r"[ .\-/\u00a0]?"
_CLASSES = {"9": r"\d", "A": "[A-Z]", "X": "[A-Z0-9]"}


def _spaced(form: str) -> str:
    """A form with a gap allowed before each of its characters."""
    return "".join(_GAP + _CLASSES.get(c, c) for c in form)


_ALL = "|".join(
    rf"{country}(?:{'|'.join(_spaced(form) for form in sorted(forms.split(), key=len)[::-1])})"
    for country, forms in _FORMS.items()
)
_VAT = re.compile(rf"(?<!\w)(?:{_ALL})(?:{_GAP}(?:MWST|TVA|IVA))?(?!\w)")
_ANY_CASE = re.compile(_VAT.pattern, re.IGNORECASE)
_START = re.compile(rf"(?<!\w)(?:{'|'.join(_FORMS)}){_GAP}[A-Z0-9]{_GAP}[A-Z0-9]?{_GAP}\d")
_CUES = (
    *("ust", "umsatz", "uid", "vat", "mwst", "mehrwert", "tva", "iva", "btw", "moms", "steuer"),
    *("tax", "nif", "cif", "nip", "dič", "alv"),
)
_LEAST = 6


_LONG = digits_cue(lambda sizes: sum(sizes) >= _LEAST)
CUES = one_of((_LONG, cue(parts=_CUES) | CAPITAL_BEFORE))


def find(text: str, _context: Context) -> Iterable[Span]:
    """Numbers with a country's letters before them; a check digit or a word gives the name."""
    if digit_runs(text)[0] < _LEAST:
        return
    if mentions(text, _CUES):
        yield from (Span(*m.span(), "VAT_ID") for m in near_digit_matches(_ANY_CASE, text))
    elif capital_before_digit(text) and _START.search(text) is not None:
        yield from _unnamed(text)


def _unnamed(text: str) -> Iterator[Span]:
    """Parcels have such numbers too, so without a word the check digit decides on the name."""
    for match in near_digit_matches(_VAT, text):
        valid = any(c.is_valid(match[0]) for c in (european_vat, british_vat, swiss_vat))
        yield Span(*match.span(), "VAT_ID" if valid else NUMBER)
