"""Contact cards: vCard lines, and the file name that an export shows in a card's place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue
from dialogkit.corpus._anonymize._span import Span

__all__ = ["CUES", "find"]

_TYPES = {
    "FN": "PERSON",
    "N": "PERSON",
    "NICKNAME": "PERSON",
    "ORG": "PERSON",
    "TEL": "PHONE",
    "EMAIL": "EMAIL",
    "ADR": "STREET",
    "BDAY": "BIRTH_DATE",
    "URL": "URL",
    "NOTE": "PERSON",
    "GEO": "COORDINATES",
}
_LINE = re.compile(
    rf"^(?:item\d\.)?({'|'.join(_TYPES)})[^:\n]*:([^\n]+)$", re.MULTILINE | re.IGNORECASE
)
_FILE = re.compile(r"(?<![\w.])\w[\w .,'&+-]{0,80}(?=\.vcf\b)", re.IGNORECASE)

CUES = cue(parts=("vcard", "vcf"))


def find(text: str, _context: Context) -> Iterable[Span]:
    """Values of a card's lines; the name in ``Name.vcf``."""
    low = text.lower()
    if "begin:vcard" in low:
        for match in _LINE.finditer(text):
            yield Span(*match.span(2), _TYPES[match[1].upper()])
    if ".vcf" in low:
        yield from (Span(*m.span(), "PERSON") for m in _FILE.finditer(text))
