"""Numbers, dates of birth and user names the language model has found, weighed by their form."""

from __future__ import annotations

import re

from dialogkit.corpus._anonymize._amounts import (
    has_unit,
    is_date,
    is_price,
    is_product,
    is_reading,
    is_year,
)
from dialogkit.corpus._anonymize._guess import ENOUGH, Guess
from dialogkit.corpus._anonymize._whole import whole_handle, whole_number

__all__ = ["birth_date", "number", "username"]

_SIZE = re.compile(r"\d+[x×]\d+")
_SHORT = 5
"""Digits of a number that says little by its form."""


def number(text: str, run: list[Guess], **_: bool) -> list[Guess]:
    """Numbers that are no product's, amount, day or measure."""
    start, end = whole_number(text, run[0].word.start(), run[-1].word.end())
    value = text[start:end]
    sure = max(guess.share for guess in run) >= ENOUGH["sure"]
    if (not sure and is_product(text, start, value)) or any(_SIZE.search(g.word[0]) for g in run):
        return []
    if is_date(value) or is_year(value) or has_unit(text, end) or is_price(text, value, end):
        return []
    if value.isdigit() and is_reading(text, start):
        return []
    long = sum(map(str.isdigit, value)) > _SHORT
    enough = ENOUGH["number" if long else "number_short"]
    return run if max(guess.share for guess in run) >= enough else []


def birth_date(_text: str, run: list[Guess], **_: bool) -> list[Guess]:
    """Days on which somebody was born."""
    return run if max(guess.share for guess in run) >= ENOUGH["birth_date"] else []


def username(text: str, run: list[Guess], **_: bool) -> list[Guess]:
    """Names that people have with a service: no word alone looks like one."""
    start, end = whole_handle(text, run[0].word.start(), run[-1].word.end())
    built = re.search(r"[\d_.]|[a-z][A-Z]|[a-z]{3}-[a-z]", text[start:end]) is not None
    return run if built and max(g.share for g in run) >= ENOUGH["username"] else []
