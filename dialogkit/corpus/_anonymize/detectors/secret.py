"""Passwords, codes and PINs that people write although nobody should ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context, has_digit, mentions
from dialogkit.corpus._anonymize._cues import cue
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import common, fold, plain_words, word_set, words_of

__all__ = ["CUES", "find"]

_PIN_WORDS = word_set(
    "pin puk tan pinnummer geheimzahl sicherheitscode prüfziffer prüfnummer security cvv cvc cv "
    "kartenpin telefonpin mailboxpin"
)
_PASSWORD_WORDS = word_set("passcode passphrase code codewort memorable zugangscode geheimwort")
_LINK = (
    r"(?:\s?(?:\([^)\n]{1,40}\)|[„\"'“=:–(-]|\b(?:ist|lautet|is|was|war|heißt|set to|immer noch"
    r"|still|jetzt|now|nach wie vor|eigentlich|i (?:set|use|have|used)(?: is| was)?|to|auf|ich|mein"
    r"|meine|für \w+|for \w+|for the \w+|von \w+)\b)){1,6}\s?"
)
_PASSWORD = re.compile(
    r"(?<![^\W_])(?:[\w-]*(?:passw[oö]rt|kennwort|password|codewort)|passcode|passphrase|code ?word"
    r"|memorable (?:word|name)|zugangscode|geheimwort)"
    rf"(?:['’]s)?(?P<link>{_LINK}|\s)[„\"'“]?"
    r"(?P<value>[^\s\"“”„',;()]{3,40}?)(?=[\"“”']|[.,;!?)]*(?:\s|$))",
    re.IGNORECASE,
)
_PIN = re.compile(
    r"(?<![^\W_])(?:[\w-]*(?:pin|puk|tan|geheimzahl|sicherheitscode|prüfziffer|prüfnummer)"
    r"|cvv2?|cvc2?|security (?:code|number))(?:[- ]?(?:nummer|code|nr|number|no)\b\.?)?"
    rf"(?:['’]s)?(?:{_LINK}|\s)[„\"'“]?(?P<value>\d(?:[ -]?\d){{2,7}})(?![\w€%]|[.,:]\d"
    r"| ?(?:-?stellig|stellen|zeichen|digits|ziffern|euro|minuten|mal|uhr))",
    re.IGNORECASE,
)
_SAID = re.compile(r"(?i)[:=„\"]|\b(?:ist|lautet|is|was|heißt)\b")
_STATE = re.compile(
    r"(?i)(?:ge\w+t|ver\w+|un\w+|\w+ig|\w+lich|\w+iert|\w+bar|\w+ed|\w+ing|\w+los|falsch|weg)$"
)

CUES = cue(whole=_PIN_WORDS | _PASSWORD_WORDS, parts=("passw", "kennw"))


def find(text: str, _context: Context) -> Iterable[Span]:
    """Secrets after what the text calls them; they leave as the user name they open."""
    words = words_of(text)
    if has_digit(text) and not words.isdisjoint(_PIN_WORDS):
        for match in _PIN.finditer(text):
            yield Span(*match.span("value"), "USERNAME")
    if not mentions(text, ("passw", "kennw")) and words.isdisjoint(_PASSWORD_WORDS):
        return
    for match in _PASSWORD.finditer(text):
        if _is_secret(text, match):
            yield Span(*match.span("value"), "USERNAME")


def _is_secret(text: str, match: re.Match[str]) -> bool:
    """Whether the value is no word about the password (``wrong``, ``vergessen``)."""
    value = match["value"]
    if not value.isalpha():
        parts = re.findall(r"[^\W\d_]+", value)
        plain = not any(c.isdigit() for c in value) and all(fold(p) in plain_words() for p in parts)
        return len(value) > 3 and not plain and (not value.isdigit() or len(value) > 5)
    said = _SAID.search(match["link"]) is not None
    quoted = text[match.start("value") - 1] in "\"'„“"
    if fold(value) in common() or _STATE.match(value):
        return False
    return quoted or (said and (value[0].isupper() or fold(value) not in plain_words()))
