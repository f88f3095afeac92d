"""User names that somebody wants or would have: "als Benutzernamen hätten wir gern ahadi"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import heads_of
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    common,
    fold,
    is_noun,
    plain_words,
    vocabulary,
    word_set,
)

__all__ = ["CUES", "find"]

_WISHED = re.compile(
    r"(?i:(?:benutzer|nutzer|anmelde|login|user|account|profil|mitglieds)[ -]?namen?|username|login"
    r"|benutzerkennung|kennung)"
    r"(?i: (?:für|fürs|im|am|zum|beim|in|for|at|on)(?: (?:der|die|das|den|dem|the))? [\w-]+)?"
    r"(?i: (?:hätten?|wäre?|soll(?:te)?|sei|bitte|nehmen|nimm|ist|lautet|möchten?|würden?|should"
    r"|could|would|please|be|like|is|can)"
    r"(?: (?:wir|ich|er|sie|dann|bitte|gerne?|be|we|i|it|to be|like|künftig|jetzt|nun|now)){0,3}) "
    r"[\"„“'‚]?(?P<name>[a-z][\w.-]{3,28}\w)(?=[\"“”'‘]?(?:[ ,;!?)\n]|\.(?!\w)|\Z))"
)
_HEADS = heads_of(word_set("benutz nutzer anmeld login user accoun profil mitgli kennun"))
_MARKED = re.compile(r"[\d_.]")
_BENT = re.compile(
    r"(?:stens|falls|mals|halb|en|ern|eln|t|te|ig|lich|los|bar|weise|ed|ing|ly|ble)\Z"
)
"""How verbs and adverbs end that may stand there as well."""
CUES = _HEADS.cue


def find(text: str, _context: Context) -> Iterable[Span]:
    """What somebody wants to be called, or what it would be: no word that is known."""
    for match in in_order(at_words(_WISHED, text, _HEADS)):
        if _is_made_up(match["name"]):
            yield Span(*match.span("name"), "USERNAME")


def _is_made_up(name: str) -> bool:
    """Whether a word with digits or marks has a part, or a bare one is as a whole, in no list."""
    if _MARKED.search(name) is not None:
        return not all(fold(part) in common() for part in re.findall(r"[^\W\d_]+", name))
    form = fold(name)
    known = form in plain_words() or form in vocabulary() or is_noun(form)
    return not known and _BENT.search(form) is None
