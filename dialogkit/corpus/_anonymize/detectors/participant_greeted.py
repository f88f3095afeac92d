"""Short forms of a participant's given name where somebody is greeted or signs: "morning ed 🙂".

No list holds every short form. Behind a greeting any beginning of a participant's given name is
one, and so is its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cues_in, heads_of
from dialogkit.corpus._anonymize._participants import Participants
from dialogkit.corpus._anonymize._search import at_words
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import common, fold, given, is_noun, word_set

__all__ = ["KNOWS_PEOPLE", "find", "forget_texts"]

KNOWS_PEOPLE = True
"""What it finds depends on who takes part, and not on the text alone."""

_GREETED = re.compile(
    r"(?i)(?:(?P<begins>morning|mornin|afternoon|evening|night|morgen|tag|abend|nacht|na|yo|oi|oh"
    r"|welcome|bye|sorry|ta)"
    r"|(?:guten?|schönen?|good) (?:tag|morgen|abend|nacht|morning|afternoon|evening|day|night)"
    r"|hallo+|hello+|hi+|hey+|hiya|heya|howdy|g['’]?day|moin(?: moin)?|servus|grüezi|hoi|sal[iü]"
    r"|salut|ciao|tschau|tschüss|grüß dich|gruess dich|cheers|thanks|thank you|thx|danke(?: dir)?"
    r"|lg|vg|lieber?|dear|greetings|welcome back)"
    r"(?: (?:again|there|back|nochmals?|lieber?|mein(?:e|er)? lieber?|my dear|dear))?"
    r"[ ,!]{1,3}(?P<name>[^\W\d_]{2,20})(?![\w'’-])"
)
_DRAWN = re.compile(r"(?i)hallo+|hello+|hi+|hey+")
_HEADS = heads_of(
    whole=word_set(
        "morning mornin afternoon evening night morgen tag abend nacht na yo oi oh welcome bye "
        "sorry ta guten gute gut schönen schöne good hiya heya howdy g gday moin servus "
        "grüezi hoi sali "
        "salü salut ciao tschau tschüss grüß gruess cheers thanks "
        "thank thx danke lg vg liebe lieber dear greetings"
    ),
    test=lambda word, _: _DRAWN.fullmatch(word) is not None,
)
_SENTENCE = re.compile(r"(?:\A|[.!?\n>:…]\s?|[^\w\s,;'’-] )\Z")
_ENDS = re.compile(r"\s*(?:[,.!?:;)\n…–-]|\Z|[^\w\s'’\"(])")
_SHORTEST = 3


class _Greeted(NamedTuple):
    """A word behind a greeting."""

    form: str
    """The word folded."""
    start: int
    end: int
    alone: bool
    """Whether nothing goes on with it."""
    plain: bool
    """Whether it is a word that everybody uses."""


def find(text: str, context: Context) -> Iterable[Span]:
    """Short forms behind a greeting; those that are words too, where nothing goes on with them."""
    greeted = _greeted(text)
    if not greeted:
        return
    groups = [people for people in context.people if people.names and not people.afar]
    for form, start, end, alone, plain in greeted:
        least = _SHORTEST - (alone or form in given())
        if any(_is_short(form, people, least, plain=plain) for people in groups):
            yield Span(start, end, "PERSON")


@lru_cache(maxsize=1 << 14)
def _greeted(text: str) -> tuple[_Greeted, ...]:
    """The words that are greeted, whoever takes part: in a log many texts are the same."""
    return tuple(_words_greeted(text)) if cues_in(text) & _HEADS.cue else ()


def _words_greeted(text: str) -> Iterator[_Greeted]:
    for match in at_words(_GREETED, text, _HEADS):
        start = match.start()
        begins = _SENTENCE.search(text, max(0, start - 3), start) is not None
        if match["begins"] and not begins:
            continue
        form = fold(match["name"])
        alone = begins and _ENDS.match(text, match.end("name")) is not None
        plain = form in common() or is_noun(form)
        if alone or not plain:
            yield _Greeted(form, *match.span("name"), alone, plain)


def forget_texts() -> None:
    """Lets go of the texts that were remembered because they may come again."""
    _greeted.cache_clear()


def _is_short(form: str, people: Participants, least: int, *, plain: bool) -> bool:
    """Whether a word is a known form of somebody's name or the beginning or end of a given one."""
    if form in people.forms and form not in people.weak:
        return True
    if plain or len(form) < least:
        return False
    stems = {form, *(form.removesuffix(end) for end in _PET_ENDS if len(form) > len(end) + 1)}
    long = len(form) > _SHORTEST
    return any(
        first.startswith(tuple(stems)) or (long and form in given() and first.endswith(form))
        for first in (fold(name.strip().partition(" ")[0]) for name in people.names)
    )


_PET_ENDS = ("i", "y", "ie", "s", "chen", "lein")
