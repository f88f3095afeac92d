"""Passwords, codes and PINs that people write although nobody should ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context, has_digit, mentions
from dialogkit.corpus._anonymize._cues import cue, cues_in
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import common, fold, plain_words, word_set, words_of

__all__ = ["CUES", "find"]

_PIN_WORDS = word_set(
    "pin puk tan pinnummer geheimzahl sicherheitscode prüfziffer prüfnummer security cvv cvc cv "
    "kartenpin telefonpin mailboxpin"
)
_PASSWORD_WORDS = word_set("passcode passphrase code codewort memorable zugangscode geheimwort")
_SHORT_WORDS = word_set(
    "pw pwd passwd pass key token secret bearer schlüssel netzwerkschlüssel wlanschlüssel apikey "
    "zugangsdaten credentials anmeldedaten logindaten login zugang api"
)
_LINK = (
    r"(?:\s?(?:\([^)\n]{1,40}\)|[„\"'“=:–(-]|\b(?:ist|lautet|is|was|war|heißt|set to|immer noch"
    r"|still|jetzt|now|nach wie vor|eigentlich|i (?:set|use|have|used)(?: is| was)?|to|auf|ich|mein"
    r"|meine|für \w+|for \w+|for the \w+|von \w+)\b)){1,6}\s?"
)
# pw Pudding!7, WLAN-Schlüssel: 8fk2ls9dk3
_SHORT = re.compile(
    r"(?<![^\W_])(?:pw|pwd|passwd|pass|(?:[\w-]{2,10}[ -]?)?(?:key|token|secret|schlüssel)|bearer)"
    rf"(?:['’]s)?(?:{_LINK}|[ :=]{{1,3}})[„\"'“]?(?P<value>(?=[^\s\d]*\d)(?=[^\sA-Za-z]*[A-Za-z])"
    r"[^\s\"“”„',;()|]{6,200}?)(?=[\"“”']|[.,;!?)]*(?:\s|$))",
    re.IGNORECASE,
)
_STRONG = re.compile(r"(?=.*\d)(?=.*[A-Za-z])(?:(?=.*[^\w.-])|(?=.*[a-z].*[A-Z])|.*\d[A-Za-z]+\d)")
_PAIR = re.compile(
    r"(?<![^\W_])(?:zugangsdaten|credentials|anmeldedaten|logindaten|login|zugang)[ :=]{1,3}"
    rf"[\w{MASKED}.@-]{{1,40}} ?[/|] ?(?P<value>(?=[^\s\d]{{0,30}}\d)"
    rf"[^\s\"“”„',;()/|{MASKED}]{{6,40}})(?=[\s,;)]|$)",
    re.IGNORECASE,
)
# What programs are let in with: their makers' own beginnings
_TOKEN = re.compile(
    r"(?<![\w-])(?:(?:sk|pk|rk)_(?:live|test)_\w{8,80}|gh[pousr]_\w{20,80}|xox[abprs]-[\w-]{10,80}"
    r"|AKIA[A-Z0-9]{12,20}|AIza[\w-]{30,40}|eyJ[\w-]{6,400}\.[\w-]{6,800}(?:\.[\w-]{4,400})?"
    r"|glpat-[\w-]{15,40}|SG\.[\w-]{10,40}\.[\w-]{10,60})(?![\w-])"
)
_NOUN = re.compile(r"(?i)(?:code|geheim)wort|(?:kunden|telefon|service)-?kennwort")
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

_SHORT_CUE = cue(whole=_SHORT_WORDS, parts=("schlüssel",))
_TOKEN_CUE = cue(
    marks=("_live_", "_test_", "ghp_", "gho_", "xox", "AKIA", "AIza", "eyJ", "glpat-", "SG.")
)
CUES = cue(whole=_PIN_WORDS | _PASSWORD_WORDS, parts=("passw", "kennw")) | _SHORT_CUE | _TOKEN_CUE


_URL = re.compile(r"(?i)://|\.(?:de|com|org|net|at|ch|uk)\b|\A\d+[.,-]?\w{1,6}\Z")


def find(text: str, _context: Context) -> Iterable[Span]:
    """Secrets after what the text calls them; they leave as the user name they open."""
    cues = cues_in(text)
    if cues & _TOKEN_CUE:
        yield from (Span(*m.span(), "USERNAME") for m in _TOKEN.finditer(text))
    if cues & _SHORT_CUE and has_digit(text):
        for pattern in (_SHORT, _PAIR):
            for match in pattern.finditer(text):
                if _STRONG.match(match["value"]) and not _URL.search(match["value"]):
                    yield Span(*match.span("value"), "USERNAME")
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
    if _NOUN.match(match[0]) and value[0].isupper():
        return text[match.end() : match.end() + 1] in ("", ".", ",", "\n", "!", ")")
    return quoted or (said and (value[0].isupper() or fold(value) not in plain_words()))
