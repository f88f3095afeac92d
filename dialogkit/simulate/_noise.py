"""How customers really type: the same text with slips, without dots, in dialect, dictated, angry.

Variants are made from a text alone, so the same text always has the same ones, and a classifier
hears each once. Pseudonyms such as ``<ORDER_NUMBER_1a2b>`` stay as they are.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from random import Random

from dialogkit.simulate._noise_words import ABUSE, COLLOQUIAL, DIALECTS, KEYS, NUMBERS

__all__ = ["FORMS", "KEEP", "neighbours", "variants"]

FORMS = (
    "typos",
    "umlauts_spelt_out",
    "umlauts_dropped",
    "dialect",
    "lower_case",
    "dictated",
    "swears",
)
"""The ways of typing, each a parameter: the share of messages that are so."""

KEEP = re.compile(r"<[A-Z_]{2,}(?:_[0-9a-f]+)?>|\ufffc|\{\w+\}")
"""What no slip may touch: pseudonyms and placeholders."""

LETTERS_A_SLIP = 30
"""A message with slips has one in about so many letters, and one at least."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LONG = re.compile(r"[^\W\d_]{4,}")
_MARKS = re.compile(r"[.,!?;:()\"„“”–…]+(?=\s|$)|[\"„“(]+(?=\w)")
_SMALL = re.compile(r"\b(?:1[0-2]|[0-9])\b")
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe",
                        "Ü": "Ue"})  # fmt: skip
_DROPPED = str.maketrans("äöüÄÖÜ", "aouAOU")


def variants(text: str, locale: str | None) -> dict[str, str]:
    """Way of typing to the text typed so; ways that would change nothing are left out.

    Args:
        text: What a customer writes.
        locale: Its language; German and English have rules of their own, others the common ones.
    """
    language = (locale or "")[:2]
    found = {}
    for form, make in _MAKERS.items():
        rng = Random(zlib.crc32(f"{form} {text}".encode("utf-8", "replace")))  # noqa: S311 - no secret: the same text has the same slips
        made = make(text, language, rng)
        if made != text and made.strip():
            found[form] = made
    return found


def _around(text: str, change: Callable[[str], str]) -> str:
    """``change`` on all of the text but what is to be kept."""
    out, at = [], 0
    for match in KEEP.finditer(text):
        out += [change(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join((*out, change(text[at:])))


def neighbours(letter: str, language: str) -> str:
    """The letters beside and below one on a keyboard, in its row and the next."""
    rows = KEYS["de" if language == "de" else "en"]
    for number, row in enumerate(rows):
        at = row.find(letter)
        if at >= 0:
            near = [row[i] for i in (at - 1, at + 1) if 0 <= i < len(row)]
            other = (rows[n] for n in (number - 1, number + 1) if 0 <= n < len(rows))
            near += [each[at] for each in other if at < len(each)]
            return "".join(near)
    return ""


def _typos(text: str, language: str, rng: Random) -> str:
    places = [m.span() for part in _kept_apart(text) for m in _LONG.finditer(text, *part)]
    if not places:
        return text
    letters = sum(end - start for start, end in places)
    slips = min(len(places), max(1, round(letters / LETTERS_A_SLIP)))
    for start, end in sorted(rng.sample(places, slips), reverse=True):
        text = text[:start] + _slip(text[start:end], language, rng) + text[end:]
    return text


def _kept_apart(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that may be changed."""
    at = 0
    for match in KEEP.finditer(text):
        yield at, match.start()
        at = match.end()
    yield at, len(text)


def _slip(word: str, language: str, rng: Random) -> str:
    """One slip of the fingers; the first letter stays, as it mostly does."""
    at = rng.randrange(1, len(word) - 1)
    kind = rng.choice(("beside", "left out", "swapped", "twice"))
    if kind == "beside":
        near = neighbours(word[at].lower(), language)
        return word[:at] + rng.choice(near) + word[at + 1 :] if near else word
    if kind == "left out":
        return word[:at] + word[at + 1 :]
    if kind == "swapped":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[: at + 1] + word[at:]


def _spelt_out(text: str, _language: str, _rng: Random) -> str:
    return _around(text, lambda part: part.translate(_SPELT))


def _dropped(text: str, _language: str, _rng: Random) -> str:
    return _around(text, lambda part: part.translate(_DROPPED))


def _dialect(text: str, language: str, rng: Random) -> str:
    if language not in ("de", "en"):
        return text
    words = DIALECTS[rng.choice(sorted(DIALECTS))] if language == "de" else COLLOQUIAL
    return _around(text, lambda part: _WORD.sub(lambda m: _said(m[0], words), part))


def _said(word: str, words: Mapping[str, str]) -> str:
    said = words.get(word.lower().replace("’", "'"))
    if said is None:
        return word
    return said[:1].upper() + said[1:] if word[:1].isupper() else said


def _lower(text: str, _language: str, _rng: Random) -> str:
    return _around(text, str.lower)


def _dictated(text: str, language: str, _rng: Random) -> str:
    """As a telephone writes down speech: no punctuation, no lines, small numbers as words."""
    words = NUMBERS.get(language, NUMBERS["en"])
    plain = _around(text, lambda part: _MARKS.sub("", part))
    if language in NUMBERS:
        plain = _around(plain, lambda part: _SMALL.sub(lambda m: words[int(m[0])], part))
    return " ".join(plain.split())


def _swears(text: str, language: str, rng: Random) -> str:
    if language not in ABUSE:
        return text
    added = rng.choice(ABUSE[language])
    return f"{added} {text}" if rng.random() < 0.4 else f"{text} {added}"


_MAKERS: Mapping[str, Callable[[str, str, Random], str]] = {
    "typos": _typos,
    "umlauts_spelt_out": _spelt_out,
    "umlauts_dropped": _dropped,
    "dialect": _dialect,
    "lower_case": _lower,
    "dictated": _dictated,
    "swears": _swears,
}
