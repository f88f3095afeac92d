"""Family names behind an office in a greeting, and at the head of a short message.

"Good morning Principal Beauchamp": whom one greets by an office is called what follows it, noun or
not. "O'Hanlon. the small wardrobe": an answer begins with whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, heads_of, one_of
from dialogkit.corpus._anonymize._names import CAPITAL, DATES, NOUN_NAMES
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    brands,
    common,
    company,
    fold,
    given,
    is_english_word,
    is_noun,
    listed_nouns,
    unmistakable,
    word_set,
)

__all__ = ["CUED", "CUES", "find"]

CUED = True
"""What it finds is a person whoever else is called so."""

_OFFICE = (
    r"(?:(?:Vice|Deputy|Assistant|Acting)[- ])?(?:Principal|Headmaster|Headmistress|Headteacher"
    r"|Head ?Teacher|Head|Dean|Provost|Chancellor|Rabbi|Rebbetzin|Imam|Archbishop|Bishop|Archdeacon"
    r"|Deacon|Deaconess|Canon|Vicar|Curate|Chaplain|Elder|Minister|Alderman|Mayor|Deputy|Ambassador"
    r"|Sensei|Warden|Constable|Sheriff|Trooper|Superintendent|Chief|Coach|Pastor|Reverend|Father"
    r"|Councillor|Councilman|Councilwoman|Councilmember|Counsellor|Counselor|Commissioner"
    r"|Registrar|Bursar|Instructor|Teacher|Director|Sister|Brother|Nurse|Matron|Officer|Captain"
    r"|Magistrate|Monsignor|Scoutmaster|Akela|Brown Owl|Maestro"
    r"|(?:Schulleiter|Rektor|Konrektor|Direktor|Dekan|Kantor|Küster|Diakon|Pastor|Vikar|Pfarrer"
    r"|Trainer|Vorsteher|Ortsvorsteher|Bezirksvorsteher|Kommandant|Wehrführer|Wachtmeister"
    r"|Bürgermeister|Ortsbürgermeister|Oberbürgermeister|Präsident|Senator|Superintendent"
    r"|Klassenlehrer|Studiendirektor|Inspektor|Amtmann|Hofrat|Schulrat|Regierungsrat)(?:in)?"
    r"|Kaplan|Bischof|Bischöfin|Propst|Pröpstin|Pater|Schwester|Oberin|Äbtissin|Abt|Prälat"
    r"|(?:Ober)?[Ss]tudienr(?:at|ätin)|Stadtr(?:at|ätin)|Gemeinder(?:at|ätin)|Landr(?:at|ätin)"
    r"|Kantonsr(?:at|ätin)|Obmann|Obfrau|Landammann|Stadtammann|Gemeindeammann)"
)
_GREETED = re.compile(
    r"(?i:good (?:morning|afternoon|evening|day)|morning|afternoon|evening|dear|hello|hi|hey"
    r"|greetings|thanks|thank you|cheers|guten (?:tag|morgen|abend)|grüß gott|grüezi|hallo|moin"
    r"|servus|liebe[rs]?|(?:sehr )?(?:geehrte[rs]?|verehrte[rs]?|werte[rs]?)|danke)"
    rf"(?i:,? (?:again|lieber?|herr|frau|mr\.?|mrs\.?|ms\.?))?,? {_OFFICE},? "
    rf"(?P<name>{CAPITAL}(?: {CAPITAL})?)(?![\w-])"
)
_HEADS = heads_of(
    whole=word_set(
        "good morning afternoon evening dear hello hi hey greetings thanks thank cheers guten grüß "
        "grüezi hallo moin servus liebe lieber liebes sehr geehrte geehrter verehrte verehrter "
        "werte werter danke"
    )
)
_FIRST = re.compile(
    r"\s*(?:(?i:yes|yep|ja|hi|hello|hallo|sure|ok),? )?(?:(?P<joined>(?:[OD]['’]|Mc|Mac|Fitz)"
    r"[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?)(?:\.(?= )|,(?= )|\s*[.!]?\s*\Z)"
    rf"|(?P<known>{CAPITAL})\.(?= [a-z]))"
)
_LONGEST = 120
_OFFICES = re.compile(_OFFICE)
_OFFICE_CUE = cue(test=lambda word, _: word == "Brown" or _OFFICES.match(word) is not None)
_JOINED_CUE = cue(
    test=lambda word, _: word.startswith(("Mc", "Mac", "Fitz")), marks=("O'", "O’", "D'", "D’")
)
_LETTERS = re.compile(r"[^\W\d_]+")


@cache
def _known_names() -> frozenset[str]:
    """Names that are nothing else, of those in several words the first one."""
    found = map(_LETTERS.match, unmistakable())
    return frozenset(word[0] for word in found if word is not None)


_KNOWN_CUE = cue(test=lambda word, form: not word[0].islower() and form in _known_names())
CUES = one_of((_OFFICE_CUE, _HEADS.cue), _JOINED_CUE, (_KNOWN_CUE, cue(marks=(". ",))))


def find(text: str, _context: Context) -> Iterable[Span]:
    """Whom a greeting names by an office, and the family name that a short message begins with."""
    for match in in_order(at_words(_GREETED, text, _HEADS)):
        first, _, last = match["name"].partition(" ")
        if _is_called(first):
            end = match.start("name") + len(first)
            whole = last and _is_called(last)
            yield Span(match.start("name"), match.end("name") if whole else end, "PERSON")
    first_word = _FIRST.match(text) if len(text) < _LONGEST else None
    if first_word is not None:
        group = "joined" if first_word["joined"] else "known"
        form = fold(first_word[group])
        sure = form in unmistakable() if group == "known" else not is_noun(form)
        if sure and form not in brands() and form not in company():
            yield Span(*first_word.span(group), "PERSON")


def _is_called(word: str) -> bool:
    """Whether a word behind an office is a name: no other office, no team, nothing one greets."""
    form = fold(word)
    if form in company() or form in DATES or form in brands():
        return False
    if form in given() or form in NOUN_NAMES:
        return True
    return form not in common() and form not in listed_nouns() and not is_english_word(form)
