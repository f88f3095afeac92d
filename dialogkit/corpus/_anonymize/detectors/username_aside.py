"""User names in brackets behind whose they are: "Bei mir (chef.tischlerei) geht alles"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue
from dialogkit.corpus._anonymize._span import Span

__all__ = ["CUES", "find"]

_ASIDE = re.compile(
    r"\((?:@|user(?:name)?:? |login:? |als )?(?P<name>(?=[^)]*[._\d-])[a-zäöüß][\wäöüß]*"
    r"(?:[._-][\wäöüß]+){0,3})\)"
)
_WHOSE = re.compile(
    r"(?i)(?<!\w)(?:(?:bei|von|für|mit) (?:mir|uns|ihm|ihr|ihnen)|ich(?: selbst)?|for me|with me|me"
    r"|mine|(?:mein|unser|sein|ihr|dein|euer|eur|my|our|his|her|the)\w{0,2}"
    r"(?: (?:neue|alte|zweite|new|old|second|other)\w?)?"
    r" (?:\w*(?:account|konto|zugang|login|profil|nutzer|benutzer|user|kennung|kanal|kolleg"
    r"|mitarbeiter|chef|azubi|frau|mann|sohn|tochter|bruder|schwester|freund|partner|team"
    r"|praktikant|aushilfe|buchhalt)\w{0,8}|channel|profile|colleague|wife|husband|brother"
    r"|sister|daughter|boss|assistant)"
    r"|(?:account|konto|zugang|login|profil|nutzer|benutzer|user|kanal|channel|profile)"
    r"|[A-ZÄÖÜ][a-zäöüß]+s (?:account|konto|profil|zugang))\s?\Z"
)
_NONE = re.compile(
    r"(?i)(?:.*\.(?:de|com|org|net|at|ch|eu|info|io|pdf|exe|jpe?g|png|docx?|xlsx?|zip|csv|html?)"
    r"|v?\d.*|[a-z]{1,4}[-.]?\d{1,2}|.*-\w{1,5}|(?:z|u|d|o|i|s)\.\w.*|e-\w+|in-app|wi-fi|w-?lan"
    r"|(?:android|ios|ipados|macos|windows|chrome|firefox|safari|edge|iphone|galaxy"
    r"|pixel|version|build|update|python|java|office)[._-]?\d.*)\Z"
)
"""A file, a domain, a version, a word with a hyphen."""
CUES = cue(marks="(")


def find(text: str, _context: Context) -> Iterable[Span]:
    """Words with a dot, a line or digits in brackets, where somebody's account is spoken of."""
    for match in _ASIDE.finditer(text):
        owned = _WHOSE.search(text, max(0, match.start() - 50), match.start())
        if owned is not None and _NONE.match(match["name"]) is None and len(match["name"]) > 4:
            yield Span(*match.span("name"), "USERNAME")
