"""Whose door or bell it is: "bei Demirdogen abgeben", "auf dem Klingelschild steht Hagen / Nowak".

Who takes a parcel for others, and what a bell or letter box says, is a family name more often than
anything else; shops, firms and public places that take parcels too are told by what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of
from dialogkit.corpus._anonymize._likely import Least
from dialogkit.corpus._anonymize._names import CAPITAL, NOUN_NAMES, could_be_name
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    brands,
    common,
    company,
    fold,
    folded_set,
    given,
    plain_words,
    towns,
    unmistakable,
    vocabulary,
    word_set,
)

__all__ = ["CUED", "CUES", "LEAST", "find"]

CUED = True
"""What it finds is a person whoever else is called so."""
LEAST = Least(alone=0.003)

_NAME = rf"(?P<name>{CAPITAL}(?: {CAPITAL})?|[a-zäöüß]{{5,15}})(?![\w-])"
_STOREY = (
    r"(?:im|in der|aus dem|vom|nebenan|gegenüber|unten|oben|drüben|links|rechts|hinten|vorne|erster"
    r"|zweiter|dritter|\d\.?|ersten|zweiten|dritten|vierten|fünften|stock|stockwerk|og|eg|obergeschoss"
    r"|erdgeschoss|haus|nachbarhaus|hinterhaus|vorderhaus|hausnummer|nr\.?|nummer|hof|bitte|dann|immer"
    r"|einfach|oder|und|das|paket|es|sie|wieder|gleich|mal|doch|auch|wird|wurde|worden|hat)"
)
_LEFT = (
    r"(?:ab(?:zu)?geben|abgegeben|abgebt|abgestellt|abstellen|abgeladen|gelassen|lassen|hinterlegt"
    r"|hinterlegen|deponiert|deponieren|geklingelt|klingeln|klingelt|läuten|geläutet|abgeholt"
    r"|abholen|abzuholen|gelandet|angenommen|geliefert|eingeworfen|einwerfen|zugestellt)"
)
# bei Demirdogen im 2. Stock abgegeben
_AT = re.compile(rf"(?i:bei) (?i:den |der )?{_NAME}(?:,? (?i:{_STOREY})){{0,5}} (?i:{_LEFT})(?!\w)")
_AT_HEADS = heads_of(whole=("bei",))
_LEFT_CUE = cue(
    begins=("abzu", "abge", "abst", "gela", "hint", "depo", "gekl", "klin", "läut", "gelä", "abho"),
    whole=word_set("lassen angenommen geliefert eingeworfen einwerfen zugestellt"),
)
# am Briefkasten steht Nowak, Klingel Hagen/Nowak
_BELL = re.compile(
    r"(?i:(?:klingel|tür|namens|briefkasten)(?:schild(?:er|s|chen)?|schildes)|klingel|briefkasten)"
    r"(?: (?i:steht|stehen|stand|ist|sind|war|lautet|heißt|jetzt|noch|nur|noch immer|immer noch"
    r"|bitte|ändern|auf|in|von|mit|statt|bei|für|zusätzlich|auch|der name|name|beschriftet|drauf"
    r"|oben|unten|links|rechts)[,:]?){0,5}[:,]? [\"„“'‚(]?"
    rf"(?P<row>(?!(?i:Herr|Frau)\b){CAPITAL}(?:(?: ?/ ?| und | u\. | & | ?\+ ?|, ?| (?i:statt|jetzt"
    rf"|und|oder|nicht|sondern) ){CAPITAL}){{0,3}})(?![\w-])"
)
_BELL_HEADS = heads_of(
    {"klingelschild", "türschild", "namensschild", "briefkasten", "klingel", "klingels"}
)
_ONE = re.compile(CAPITAL)
_SHOPS = folded_set(
    "nachbarn nachbar nachbarin euch ihnen ihm ihr uns mir dir filiale shop post postfiliale "
    "paketshop packstation kiosk abholstation hausmeister hausverwaltung pforte pförtner empfang "
    "rezeption bäcker bäckerei apotheke tankstelle edeka rewe lidl aldi penny netto norma dm "
    "rossmann müller hermes dpd dhl gls ups media saturn ikea obi bauhaus hornbach toom kaufland "
    "denns alnatura tegut kälte nässe hitze frost gewitter abwesenheit"
)
CUES = _AT_HEADS.cue | _BELL_HEADS.cue


def find(text: str, _context: Context) -> Iterable[Span]:
    """Whom something is left with, and the names on a bell or a letter box."""
    cues = cues_in(text)
    if cues & _AT_HEADS.cue and cues & _LEFT_CUE:
        yield from _left_with(text)
    if cues & _BELL_HEADS.cue:
        for row in in_order(at_words(_BELL, text, _BELL_HEADS)):
            start, end = row.span("row")
            yield from (
                Span(*name.span(), "PERSON")
                for name in _ONE.finditer(text, start, end)
                if _is_called(name[0], bell=True)
            )


def _left_with(text: str) -> Iterator[Span]:
    for match in in_order(at_words(_AT, text, _AT_HEADS)):
        words = match["name"].split()
        if all(map(_is_called, words)):
            yield Span(*match.span("name"), "PERSON")
        elif len(words) > 1 and _is_called(words[0]):
            start = match.start("name")
            yield Span(start, start + len(words[0]), "PERSON")


def _is_called(word: str, *, bell: bool = False) -> bool:
    """Whether a word at a door is a family name: no shop, firm, town or thing; small ones known.

    On a bell stands hardly anything else: there, what merely looks like a noun is a name.
    """
    form = fold(word)
    if form in _SHOPS or form in company() or form in brands():
        return False
    if word[0].islower():
        surely = form in unmistakable() or form in given()
        return surely and form not in common() and form not in towns()
    if form in given() or form in NOUN_NAMES:
        return True
    heard = form not in plain_words() if bell else could_be_name(word)
    return heard and form not in towns() and form not in vocabulary()
