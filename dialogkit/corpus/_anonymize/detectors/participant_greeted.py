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
from dialogkit.corpus._anonymize._names import CAPITAL, could_be_name
from dialogkit.corpus._anonymize._participants import Participants
from dialogkit.corpus._anonymize._role_names import is_role
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
# Danke für den Bescheid, Hampi 👍
_THANKED = re.compile(
    r"(?i:dank\w*|merci|thanks|thank you|cheers|thx|ok(?:ay)?|alles klar|super|perfekt|sorry|gerne"
    r"|bis (?:dann|bald|morgen|später|gleich)|see you|great|perfect|nice one|lg|gruß|grüße)"
    rf"[^.!?\n,]{{0,40}}, (?P<name>{CAPITAL})(?=\s?(?:[^\w\s,'’:-]|\Z|\n))"
)
_THANKED_HEADS = heads_of(
    word_set("dankesc danken dankend"),
    whole=word_set(
        "dank danke merci thanks thank cheers thx ok okay alles super perfekt sorry gerne bis see "
        "great perfect nice lg gruß grüße"
    ),
)
# Hamudi hier, …; Kricki, kannst du …; ok Sazza, any news?
_HEADED = re.compile(
    r"(?:(?i:ok(?:ay)?|ja|yes|so|sorry|und|and|also|ne|nein|no|ah|ach|oh|super|gut|great),? )?"
    rf"(?P<name>{CAPITAL})(?: (?i:hier|here|speaking|again|nochmal|nochmals|am apparat)(?!\w)"
    r"|, (?i:kannst|könn\w+|hast|habt|bist|schau\w*|can|could|would|did|do|any|are|have|please|pls"
    r")(?!\w))"
)
_PET = re.compile(r"[^\W\d_]+[aiouy]")
"""How most pet names end, and few words that begin a message."""
_LONGEST_HEADED = 9
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
    unheard: bool = False
    """Whether it has a capital and is in no list: what friends may call somebody."""


def find(text: str, context: Context) -> Iterable[Span]:
    """Short forms behind a greeting; those that are words too, where nothing goes on with them."""
    greeted = _greeted(text)
    if not greeted:
        return
    groups = [people for people in context.people if people.names and not people.afar]
    for word in greeted:
        least = _SHORTEST - (word.alone or word.form in given())
        if any(
            _is_short(word.form, people, least, plain=word.plain)
            or (word.unheard and _begins_alike(word.form, people))
            for people in groups
        ):
            yield Span(word.start, word.end, "PERSON")


@lru_cache(maxsize=1 << 14)
def _greeted(text: str) -> tuple[_Greeted, ...]:
    """The words that are greeted, whoever takes part: in a log many texts are the same."""
    cues = cues_in(text)
    greeted = (*_words_headed(text), *(_words_greeted(text) if cues & _HEADS.cue else ()))
    return (*greeted, *_words_thanked(text)) if cues & _THANKED_HEADS.cue else greeted


def _words_headed(text: str) -> Iterator[_Greeted]:
    """What no list holds where a message begins with who writes it or who shall read it."""
    match = _HEADED.match(text)
    if match is None or len(match["name"]) > _LONGEST_HEADED:
        return
    if _PET.fullmatch(match["name"]) is not None and _is_unheard(match["name"]):
        form = fold(match["name"])
        yield _Greeted(form, *match.span("name"), alone=True, plain=False, unheard=True)


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
            unheard = alone and not plain and _is_unheard(match["name"])
            yield _Greeted(form, *match.span("name"), alone, plain, unheard)


def _words_thanked(text: str) -> Iterator[_Greeted]:
    for match in at_words(_THANKED, text, _THANKED_HEADS):
        form = fold(match["name"])
        if form not in common() and not is_noun(form):
            unheard = _is_unheard(match["name"])
            yield _Greeted(form, *match.span("name"), alone=True, plain=False, unheard=unheard)


def _is_unheard(word: str) -> bool:
    return word[0].isupper() and len(word) > _SHORTEST and could_be_name(word)


def _begins_alike(form: str, people: Participants) -> bool:
    """Whether a given name begins with the same two letters: Hampi is a Hanspeter."""
    return any(word[:2] == form[:2] for name in people.names for word in _called(name))


@lru_cache(maxsize=1 << 12)
def _called(name: str) -> tuple[str, ...]:
    """The folded words of a name that do not tell what somebody is, as in "Agent Smith"."""
    return tuple(word for word in fold(name).split() if not is_role(word.strip("_0123456789")))


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
        for name in people.names
        for first in _called(name)[:1]
    )


_PET_ENDS = ("i", "y", "ie", "s", "chen", "lein")
