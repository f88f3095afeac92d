"""Shapes: finding a slot's value in what a customer wrote, from the example in the flow.

A designer writes an example (``like: AB123456789``), not a pattern. From it follows what is looked
for, tolerant of case and of the blanks and dashes people put into long numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from dialogkit.bot._fold import fold

__all__ = ["Shape", "long_numbers", "shape_of"]

_EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[a-z]{2,24}", re.IGNORECASE)
_DATE = re.compile(
    r"(?<!\d)(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\s?\d{1,2}[./]\s?(?:\d{4}|\d{2})|\d{1,2}\.\s?\d{1,2}\.)(?!\d)"
    r"|(?<!\d)\d{1,2}(?:\.|st|nd|rd|th)?\s(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])"
    r"\w{0,8}\.?(?:\s\d{4})?"
    r"|\b(?:heute|morgen|übermorgen|gestern|today|tomorrow|yesterday)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"(?<![\d.,])\d{1,7}(?:[.,]\d{3})*(?:[.,]\d{1,2})?(?!\d)")
_NUMBER = re.compile(
    r"(?<![\d.,])-?(?:\d{1,3}(?:[.,]\d{3})+|\d{1,12})(?:[.,]\d{1,2})?(?!\d|[.,]\d)"
)
_GROUPED = re.compile(r"(-?\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)([.,]\d{1,2})?")
_PHONE = re.compile(r"(?<![\w+])(?:\+|00|0)[1-9](?:[\s()/.-]{0,2}\d){5,13}(?!\w)")
_ACCOUNT = re.compile(
    r"(?<!\w)[a-z]{2}\d{2}(?:[ -]?[a-z\d]{4}){2,7}(?:[ -]?[a-z\d]{1,3})?(?!\w)"
    r"|(?<!\w)\d{4}(?:[ -]?\d{4}){3}(?!\w)",
    re.IGNORECASE,
)
_BETWEEN = r"[\s./-]{0,2}"
_SEPARATORS = re.compile(r"[\s./_-]+")

_FREE = frozenset(("free text", "freier text", "text", "freitext"))
_NAMED = {
    "email": _EMAIL,
    "e mail": _EMAIL,
    "date": _DATE,
    "datum": _DATE,
    "number": _NUMBER,
    "zahl": _NUMBER,
    "amount": _AMOUNT,
    "betrag": _AMOUNT,
    "phone": _PHONE,
    "phone number": _PHONE,
    "telefonnummer": _PHONE,
}
_LONGEST_FREE = 2000
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What the values of a slot look like."""

    find: Callable[[str], str | None]
    """The value in a text, in the form of the example; ``None``: there is none."""
    spot: Callable[[str], tuple[int, int] | None] = lambda _: None
    """From where to where in the text the value stands; ``None``: there is none, or it is all."""
    specific: bool = False
    """Whether it is unlikely to match by chance, so that it is taken unasked."""
    free: bool = False
    """Whether any text is a value."""
    key: str = ""
    """Equal for shapes that cannot be told apart."""


@lru_cache(maxsize=256)
def shape_of(like: str) -> Shape:
    """The shape behind a slot's example or kind.

    >>> shape_of("AB123456789").find("es ist ab 123 456 789, glaube ich")
    'AB123456789'
    >>> shape_of("customer@example.org").find("nehmen Sie kim@example.org bitte")
    'kim@example.org'
    """
    name = fold(like)
    if name in _FREE:
        return Shape(find=_short_text(_LONGEST_FREE), free=True, key="free")
    pattern = _NAMED.get(name) or _recognised(like)
    if pattern is not None:
        specific = pattern is _EMAIL
        found, spot = _first(pattern), _spot(pattern)
        return Shape(find=found, spot=spot, specific=specific, key=pattern.pattern)
    if not any(c.isdigit() for c in like):
        return Shape(find=_short_text(_LONGEST_NAME), free=True, key="name")
    return _coded(like)


def _recognised(like: str) -> re.Pattern[str] | None:
    """The pattern of an example that is an address, a date, a phone number or an amount."""
    example = like.strip()
    for pattern in (_EMAIL, _DATE):
        if pattern.fullmatch(example):
            return pattern
    if example.startswith("+") and _PHONE.fullmatch(example):
        return _PHONE
    bare = re.sub(r"\s*(?:€|\$|£|EUR|USD|CHF|GBP)\s*", "", example)
    if bare != example or re.fullmatch(r"\d+[.,]\d{2}", example):
        return _AMOUNT if _AMOUNT.fullmatch(bare) else None
    return _NUMBER if re.fullmatch(r"\d{1,3}", example) else None


def _spot(pattern: re.Pattern[str]) -> Callable[[str], tuple[int, int] | None]:
    def spot(text: str) -> tuple[int, int] | None:
        found = pattern.search(text)
        return found.span() if found else None

    return spot


def long_numbers(text: str) -> list[tuple[int, int]]:
    """Where account and card numbers stand: a piece of one is no value of another kind."""
    return [found.span() for found in _ACCOUNT.finditer(text)]


def _first(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    def find(text: str) -> str | None:
        found = pattern.search(text)
        if found is None:
            return None
        value = " ".join(found[0].split())
        return _ungrouped(value) if pattern in (_NUMBER, _AMOUNT) else value

    return find


def _ungrouped(figure: str) -> str:
    """A figure without marks between its thousands, which a guard could take for a decimal."""
    grouped = _GROUPED.fullmatch(figure)
    if grouped is None:
        return figure
    return grouped[1].replace(grouped[2], "") + (grouped[3] or "")


def _short_text(longest: int) -> Callable[[str], str | None]:
    def find(text: str) -> str | None:
        value = text.strip()
        worded = any(c.isalnum() for c in value)
        return value if worded and len(value) <= longest else None

    return find


def _coded(like: str) -> Shape:
    """A number or code of fixed length: letters stand for letters, digits for digits."""
    marks = _SEPARATORS.sub("", like.strip())
    parts = [_mark(c) for c in marks]
    body = _BETWEEN.join(parts)
    pattern = re.compile(rf"(?<![^\W_]){body}(?![^\W_])", re.IGNORECASE)

    def find(text: str) -> str | None:
        found = pattern.search(text)
        return _as_example(_SEPARATORS.sub("", found[0]), like.strip()) if found else None

    mixed = any(c.isalpha() for c in marks) and sum(c.isdigit() for c in marks) >= 4
    return Shape(find=find, spot=_spot(pattern), specific=mixed, key=body)


def _mark(example: str) -> str:
    if example.isdigit():
        return r"\d"
    return r"[^\W\d_]" if example.isalpha() else re.escape(example)


def _as_example(marks: str, like: str) -> str:
    """The marks found, with the case and the separators of the example."""
    rest = iter(marks)
    written = []
    for example in like:
        if _SEPARATORS.fullmatch(example):
            written.append(example)
            continue
        mark = next(rest)
        written.append(mark.upper() if example.isupper() else mark)
    return "".join(written)
