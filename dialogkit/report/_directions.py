"""What a transcript says in brackets of what nobody writes, in the page's language.

A simulation says it in the customer's language, beside their words; here it is the page that
speaks.
"""

from __future__ import annotations

import re
from functools import cache

from dialogkit.report._texts import LOCALES, Texts, load_texts

__all__ = ["direction"]


def direction(text: str, texts: Texts) -> str:
    """The same in the page's language; what is no such line stays as it is."""
    for pattern, key in _known():
        found = pattern.fullmatch(text)
        if found is not None:
            return texts(f"directions.{key}", **found.groupdict())
    return text


@cache
def _known() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(re.escape(line).replace(r"\{channel\}", "(?P<channel>.+)")), key)
        for locale in LOCALES
        for key, line in load_texts(locale).sections["directions"].items()
    )
