"""From a value to its pseudonym: the same for every way of writing it, nothing without the key."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass

from dialogkit.corpus._anonymize._composed import composed
from dialogkit.corpus._anonymize._participants import Participants, name_key
from dialogkit.corpus._anonymize._words import fold
from dialogkit.corpus._anonymize.detectors.phone import parsed

__all__ = ["Pseudonyms", "normal"]

_IN_TEXT = 4
_IN_COLUMN = 16
_LETTER = re.compile(r"[^\W\d_]")
_SIX_DIGITS = re.compile(r"(?:\d\D*){6}")
_TOKEN = re.compile(r"[^\W_]+")
_AT = re.compile(
    r"\s*[\[({<*_]*\s*\b(?:at|ät|aet|klammeraffe)\b\s*[\])}>*_]*\s*|\s*@\s*", re.IGNORECASE
)
_DOT = re.compile(r"\s*[\[({<*_]*\s*\b(?:dot|punkt|point|punto)\b\s*[\])}>*_]*\s*", re.IGNORECASE)


def normal(kind: str, value: str) -> str:
    """``value`` without what may differ between two ways of writing it.

    Names are folded words in one order, telephone numbers E.164, e-mail addresses lower case with
    ``(at)`` read as @, all else folded letters and digits without what stands between them.

    >>> normal("IBAN", "DE89 3704 0044 0532 0130 00") == normal("IBAN", "de89370400440532013000")
    True
    """
    value = composed(value)
    if kind == "PERSON":
        is_number = not _LETTER.search(value) and _SIX_DIGITS.search(value)
        return normal("PHONE", value) if is_number else name_key(value)
    if kind == "PHONE":
        return parsed(value.strip()) or _joined(value)
    if kind == "EMAIL":
        return _AT.sub("@", _DOT.sub(".", value.casefold())).removeprefix("mailto:")
    return _joined(value)


def _joined(value: str) -> str:
    return "".join(fold(token) for token in _TOKEN.findall(value))


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """Keyed HMAC-SHA256 over the `normal` form of a value."""

    key: bytes
    """The secret; never part of any result."""

    def __repr__(self) -> str:
        return "Pseudonyms(key=…)"

    def digest(self, value: str) -> str:
        """64 hexadecimal digits for a normalised value."""
        return hmac.digest(self.key, value.encode(), "sha256").hex()

    def column(self, kind: str, value: str) -> str:
        """What stands in a table's column: long, so that no two people become one."""
        return f"{kind}_{self.digest(value)[:_IN_COLUMN]}"

    def person(self, name: str) -> str:
        """What stands for a sender; in texts its first four digits do."""
        return self.column("PERSON", normal("PERSON", name))

    def in_text(self, kind: str, value: str, *people: Participants) -> str:
        """What stands in a text, such as ``<PERSON_3f2a>``.

        A part of a name gives its owner among ``people``; the first that knows one is asked.
        """
        if kind == "PERSON":
            owners = (p.names[i] for p in people if (i := p.meant(value)) is not None)
            value = next(owners, value)
        return f"<{kind}_{self.digest(normal(kind, value))[:_IN_TEXT]}>"
