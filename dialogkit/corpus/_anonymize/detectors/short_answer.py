"""A message that is a name and little else: the answer to "Who are you?", also in lower case."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import fold, given, ordinary, unmistakable, word_set

__all__ = ["CUES", "find"]

_LONGEST = 80
_WORD = r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*"
_ANSWER = re.compile(
    rf"\s*(?:(?:ja|yes|ok|sure|gern|natürlich|also|von|for|für|it is|es ist),? )?"
    rf"(?P<name>(?P<first>{_WORD})(?: (?P<rest>{_WORD}(?: {_WORD})?))?)"
    rf"(?:\s*[.,!;]?\s*"
    rf"|[ ,;:]+(?:(?:and|und|with|mit)\b[^\n]*[\d{MASKED}][^\n]*|[\w-]*[\d{MASKED}][^\n]*))",
    re.IGNORECASE,
)

CUES = cue(test=lambda _, form: form in given() and form not in ordinary())


def find(text: str, _context: Context) -> Iterable[Span]:
    """One to three words of which the first is a known name, alone or before a number."""
    if len(text) > _LONGEST:
        return
    begin = [fold(word.strip(".,!;")) for word in text.split(maxsplit=3)[:3]]
    if not any(word in given() and word not in ordinary() for word in begin):
        return
    match = _ANSWER.fullmatch(text)
    if match is None or fold(match["first"]) not in begin or fold(match["first"]) not in given():
        return
    if fold(match["first"]) in ordinary():
        return
    rest = (match["rest"] or "").split()
    if all(fold(word) not in ordinary() for word in rest):
        yield Span(*match.span("name"), "PERSON")
    elif fold(match["first"]) in unmistakable() or {w.lower() for w in rest} <= _POLITE:
        yield Span(*match.span("first"), "PERSON")


_POLITE = word_set(
    "bitte danke hier genau ja nein richtig stimmt gern gerne mein name please thanks thank you "
    "here yes no right correct my is again wieder nochmal von und and ich bin i am it speaking"
)
"""What goes with a name that may be a word as well: "Koch bitte", but not "Kiefer geht nicht"."""
