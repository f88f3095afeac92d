"""Names that a sentence claims: "Justin Case is my real name", "everybody calls me Dodge".

And whoever is meant by the word that follows: "Summer hasn't got her badge", "August hat seinen
Ausweis verloren".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of
from dialogkit.corpus._anonymize._names import CAPITAL, CAPITAL_HEADS, could_be_name
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import ambiguous, company, fold, given, ordinary, word_set

__all__ = ["CUED", "CUES", "find"]

CUED = True
"""What it finds is a person whoever else is called so."""

_PART = rf"(?:(?:von|van|de|der|den|el|al|da|di|bin|O['’]) ?){{0,2}}{CAPITAL}"
_CLAIMED = re.compile(
    rf"(?<![\w'’-])(?P<name>{CAPITAL}(?:[ -]{_PART}){{1,2}}),? (?:(?i:is|was|ist|war|wäre)"
    r" (?i:really |actually |wirklich |tatsächlich )?(?i:my|mein|her|his|ihr|sein)"
    r" (?i:(?:real|full|legal|actual|proper|new|old|married|maiden|birth|richtige[rs]?|echte[rs]?"
    r"|volle[rs]?|neuer|alter|wirkliche[rs]?) )?(?i:(?:mädchen|geburts|künstler)?name)"
    r"|(?i:hei(?:ß|ss)e) ich)(?![\w-])"
)
_CALLED = re.compile(
    r"(?i:(?:calls?|call(?:ed|ing)) me|nenn(?:en|t) mich(?: alle| hier| immer)?"
    r"|ruf(?:en|t) mich(?: alle| hier| immer)?|(?:i|we all|he|she) goe?s? by)"
    r"(?i: just| nur| always)? [\"'„“‚]?(?P<name>[^\W\d_]{3,}(?:-[^\W\d_]+)*)(?![\w'’-])"
)
_CALLED_HEADS = heads_of(
    whole=word_set("calls call called calling nennen nennt rufen ruft i we he she")
)
_OWNS = re.compile(
    r"(?:^|(?<=[.!?] )|(?<=\n))(?P<name>[A-ZÄÖÜ][a-zäöüß]{2,}) (?:(?:has|had|hasn['’]t|hadn['’]t"
    r"|didn['’]t|can['’]t|won['’]t|needs|wants|lost|left|forgot|got|broke|hat|hatte|braucht"
    r"|will|möchte|kann|sucht|vermisst|wartet|bekam|bekommt|verlor|vergaß)(?: [a-zäöüß'’]+){0,4}?)"
    r" (?:her|his|seine[nmrs]?|ihre[nmrs]?)(?![\w-])"
)
_THANKED = re.compile(
    r"(?i:(?:^|(?<=[.!?] )|(?<=\n))(?:cheers|thanks|thx|ta|tnx|danke|merci))"
    r" (?P<name>[a-zäöüß]{3,14})(?=[,!]| :|$)"
)
_OWNERS = word_set("her his seinen seinem seiner seines seine ihren ihrem ihrer ihres ihre")
_OWNERS_CUE = cue(whole=_OWNERS)
_THANKS = heads_of(whole=("cheers", "thanks", "thx", "ta", "tnx", "danke", "merci"))
_CLAIMED_CUE = cue(parts=("name",), whole=("heiße", "heisse"))
_CALLED_CUE = cue(whole=("me", "mich", "goes", "go"))
CUES = _CLAIMED_CUE | _CALLED_CUE | _OWNERS_CUE | _THANKS.cue
_NO_NICK = word_set(
    "back when once again later before after today tomorrow now asap please about from with this "
    "that what and but for the names back crazy stupid bitte zurück wieder heute morgen später "
    "einfach immer alle noch jetzt wenn aber und denn nicht auch mal schon heaps lots loads alot "
    "muchly tons bunch ever anyways everyone everybody gents lads lasses vielmals herzlichst "
    "jungs mädels leutchen servus vielmal vielmols vilmal vilmol vilmau viumal viumau villmol "
    "tuusig tusig tausig tausend tuusigmal tausendmal recht schee schön schee scho euch dir dia "
    "ihne ihna allerseits zäme zusamm mitanand mitnand beinand"
)
"""What follows "call me", or thanks, where nobody is named."""


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names beside the words that make them one."""
    cues = cues_in(text)
    claimed = cues & _CLAIMED_CUE
    for match in in_order(at_words(_CLAIMED, text, CAPITAL_HEADS)) if claimed else ():
        words = [fold(word) for word in re.findall(r"[^\W\d_]+", match["name"])]
        if company().isdisjoint(words) and not all(word in _NO_NICK for word in words):
            yield Span(*match.span("name"), "PERSON")
    for match in at_words(_CALLED, text, _CALLED_HEADS) if cues & _CALLED_CUE else ():
        if _is_nick(match["name"]):
            yield Span(*match.span("name"), "PERSON")
    for match in in_order(at_words(_OWNS, text, CAPITAL_HEADS)) if cues & _OWNERS_CUE else ():
        form = fold(match["name"])
        known = form in given() or (form in ambiguous() and form not in ordinary())
        if known or could_be_name(match["name"]):
            yield Span(*match.span("name"), "PERSON")
    for match in at_words(_THANKED, text, _THANKS) if cues & _THANKS.cue else ():
        if could_be_name(match["name"]) and fold(match["name"]) not in _NO_NICK:
            yield Span(*match.span("name"), "PERSON")


def _is_nick(word: str) -> bool:
    """Whether somebody may be called so: anything with a capital, else no ordinary word."""
    form = fold(word)
    if form in _NO_NICK or form in company():
        return False
    return word[0].isupper() or form in given() or (could_be_name(word) and form not in ordinary())
