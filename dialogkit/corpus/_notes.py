"""What is noted about a log on the way to cases, in German.

Notes are said in English where something is found, and pass through files, counting and anonymizing
as plain sentences. So the German is looked up by the sentence, in ``notes.de.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

__all__ = ["german_notes", "note_in_german"]

_OPEN = re.compile(r"\{(\w+)\}")
_SHAPES = {"n": r"\d+", "of": r"\d+", "format": r"\w+", "counts": r"\d+ .+"}
"""What is left open, and is no phrase that has a German of its own."""
_COUNTED = re.compile(r", (?=\d)")


@cache
def german_notes() -> Mapping[str, str]:
    """Note or phrase in English to its German; parts in braces are left open."""
    found: dict[str, str] = tomllib.loads(
        files("dialogkit.corpus").joinpath("notes.de.toml").read_text("utf-8")
    )
    return found


def note_in_german(note: str) -> str | None:
    """A note of reading, anonymizing or cutting a log in German; ``None`` where there is none.

    >>> note_in_german("format: whatsapp (359 files)")
    'Format: whatsapp (359 Dateien)'
    """
    if note in german_notes():
        return german_notes()[note]
    for pattern, german in _patterns():
        found = pattern.fullmatch(note)
        told = {} if found is None else {k: _part(k, part) for k, part in found.groupdict().items()}
        if told and None not in told.values():
            return german.format(**told)
    return None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(_pattern(english), re.DOTALL), german)
        for english, german in german_notes().items()
        if _OPEN.search(english)
    )


def _pattern(english: str) -> str:
    """An expression with a group for each part that is left open."""
    fixed = _OPEN.split(english)  # every second piece is the name of such a part
    return "".join(
        f"(?P<{piece}>{_SHAPES.get(piece, '.+')})" if place % 2 else re.escape(piece)
        for place, piece in enumerate(fixed)
    )


def _part(name: str, value: str) -> str | None:
    if name == "counts":
        return _counts(value)
    return value if name in _SHAPES else note_in_german(value)


def _counts(listed: str) -> str | None:
    """``3 calls, 2 contacts`` in German."""
    pairs = [one.partition(" ") for one in _COUNTED.split(listed)]
    told = [(n, note_in_german(what)) for n, _, what in pairs]
    known = [f"{n} {what}" for n, what in told if what is not None]
    return ", ".join(known) if len(known) == len(told) else None
