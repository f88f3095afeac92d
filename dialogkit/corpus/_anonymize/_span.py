"""A found identifier, and how overlapping ones become one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["MASKED", "PSEUDONYM", "TYPES", "Span", "union"]

TYPES = (
    "COORDINATES",
    "URL",
    "EMAIL",
    "IBAN",
    "SOCIAL_INSURANCE",
    "HEALTH_INSURANCE",
    "VAT_ID",
    "ID_CARD",
    "TAX_ID",
    "CARD",
    "BIC",
    "IP",
    "BIRTH_DATE",
    "POSTCODE_TOWN",
    "STREET",
    "PLATE",
    "CUSTOMER_NUMBER",
    "ORDER_NUMBER",
    "PHONE",
    "USERNAME",
    "PERSON",
    "TOWN",
)
"""Every label, the more specific first: of overlapping finds the first one names the whole."""

NUMBER = "NUMBER"
"""What `detectors` call a long run of digits nothing else names; it leaves as ``ORDER_NUMBER``."""

_RANK = {name: rank for rank, name in enumerate((*TYPES, NUMBER))}

MASKED = "\ufffc"
"""Stands for one pseudonym while a text is searched: it is no letter, digit, space or mark."""

PSEUDONYM = re.compile(rf"<(?:{'|'.join(TYPES)})(?:_[0-9a-f]{{4,16}})?>")
"""A pseudonym that `mask` has written."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a text that tells who somebody is."""

    start: int
    """Offset of its first character, in Python characters."""
    end: int
    """Offset after its last character."""
    type: str
    """One of `TYPES`."""


def union(spans: Iterable[Span]) -> list[Span]:
    """``spans`` sorted, overlapping ones joined under the more specific label."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            last = joined[-1]
            label = min(last.type, span.type, key=_RANK.__getitem__)
            joined[-1] = Span(last.start, max(last.end, span.end), label)
        else:
            joined.append(span)
    return joined
