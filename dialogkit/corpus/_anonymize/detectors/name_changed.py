"""German surnames that are put right: "nicht mehr Stanciu, sondern Hofreiter", "Vogt mit V".

After a wedding or a divorce the old name and the new one are told in one breath; on the telephone
a name is told by its letters ("Thapa mit h", "Maier mit ai", "Kunz, wie man's spricht").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of
from dialogkit.corpus._anonymize._names import (
    CAPITAL,
    CAPITAL_HEADS,
    DATES,
    NOUN_NAMES,
    could_be_name,
)
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    fold,
    given,
    is_firm,
    ordinary,
    plain_words,
    word_set,
    words_of,
)

__all__ = ["CUED", "CUES", "find"]

CUED = True
"""What it finds is a person whoever else is called so."""

_NAME = rf"{CAPITAL}(?:-{CAPITAL})?"
_TOLD = word_set(
    "heiße heisse hiess hieß hochzeit geheiratet heirat heirate heiraten verheiratet eheschließung "
    "trauung scheidung geschieden nachname nachnamen familienname familiennamen mädchenname "
    "mädchennamen geburtsname geburtsnamen namensänderung namenswechsel ehename ehenamen ledig "
    "umbenannt geborene geborener"
)
_TOLD_CUE = cue(whole=_TOLD)
# nicht mehr Stanciu, sondern Hofreiter; wieder unter Kowalczyk gemeldet
_CHANGED = re.compile(
    r"(?i:(?:nicht|nich|nit|net|ned|keine?) (?:mehr |länger |die |der )?|nimmer |sondern "
    r"|statt(?:dessen)? |anstatt |anstelle(?: von)? |früher(?: mal| noch)? |vorher(?: noch)? "
    r"|ehemals |vormals |ehemalige[rn]? |jetzt |nun |künftig |ab sofort |wieder |nunmehr |bisher "
    r"|noch (?:als |unter |auf )|weiterhin |(?:wieder |jetzt |nun |noch |bisher |bislang )?unter "
    r"|(?:auf|von|zu|in|als|aus|mit|war|wurde|wird) )"
    r"(?i:(?:als|unter|auf|frau|herr|herrn|den namen|dem namen"
    r"|meinen? mädchennamen|nur|einfach) ){0,2}"
    rf"[\"„“»]?(?P<name>{_NAME})(?P<end>[\"“”«]?(?:[.,;:!?)\n]|\Z"
    r"| (?i:gemeldet|registriert|geführt|angelegt|eingetragen|gespeichert|und|aber|sondern|statt"
    r"|auf|zu|in|nicht|nich|mehr|heiße|heisse|heiß|gewesen|war|ist|geworden|an|annehmen|angenommen"
    r"|umschreiben|ändern|geändert|umgemeldet|laufen|läuft|seit|nach|wegen|durch|könnt|bitte"
    r"|geheißen|hieß|geht|steht)(?!\w)))"
)
_CHANGED_HEADS = heads_of(
    whole=word_set(
        "nicht nich nit net ned kein keine nimmer sondern statt stattdessen anstatt anstelle "
        "früher vorher ehemals vormals ehemalige ehemaliger ehemaligen jetzt nun künftig ab wieder "
        "nunmehr bisher noch weiterhin bislang unter auf von zu als aus mit war wurde wird in"
    )
)
# Vogt mit V wie Vogel, Thapa mit h, Maier mit ai
_LETTERS = r"(?:dt|tz|ck|ie|ei|ai|ay|ey|ph|th|ss|sz|sch|ch|ae|oe|ue|oo|ee|aa|ff|ll|mm|nn|pp|rr|tt)"
_SPELT = re.compile(
    rf"(?P<name>{_NAME}),?(?: (?:also|nur|aber|bitte|hinten|vorne|geschrieben|schreibt man))?"
    r" (?:(?i:mit|ohne)(?: (?i:nur|einem|einfachem|zwei|drei|doppel|doppeltem|weichem|hartem"
    r"|scharfem|langem|großem|kleinem|stummem|dem|vorne|hinten))*[ -]"
    rf"(?:(?i:doppel)-?)?(?:[a-zäöüß]|[A-ZÄÖÜ]|{_LETTERS}|{_LETTERS.upper()})"
    r"(?=[.,;:!?)\n]|\Z| (?i:wie|am|in der|hinten|vorne|vorn|und|nicht|statt"
    r"|bitte|geschrieben)(?!\w))"
    r"|(?i:so )?wie (?i:man(?:['’]?s| es) (?:spricht|hört|sagt)|gesprochen|gehört))(?!\w)"
)
_SPELT_CUE = cue(whole=("mit", "ohne", "wie"))
_LETTER_CUE = cue(
    test=lambda word, _: len(word) == 1 or re.fullmatch(f"(?i:{_LETTERS})", word) is not None
)
_SAID_CUE = cue(whole=("spricht", "hört", "gesprochen", "gehört"))
CUES = _TOLD_CUE | _LETTER_CUE | _SAID_CUE


def find(text: str, _context: Context) -> Iterable[Span]:
    """Old names, new names, and names by their letters."""
    cues = cues_in(text)
    if cues & _TOLD_CUE and not words_of(text).isdisjoint(_TOLD):
        yield from _changed(text)
    if cues & _SPELT_CUE and cues & (_LETTER_CUE | _SAID_CUE):
        for match in in_order(at_words(_SPELT, text, CAPITAL_HEADS)):
            if _is_spelt(match):
                yield Span(*match.span("name"), "PERSON")


def _changed(text: str) -> Iterator[Span]:
    """Names that are told apart; beside one that surely is one, compounds of nouns are names."""
    found = at_words(_CHANGED, text, _CHANGED_HEADS)
    sure = [match for match in found if _is_name(match["name"]) or _is_noun_name(match["name"])]
    beside = [match for match in found if sure and fold(match["name"]) not in plain_words()]
    for match in (*sure, *beside):
        yield Span(*match.span("name"), "PERSON")


def _is_noun_name(name: str) -> bool:
    form = fold(name)
    return form in NOUN_NAMES and form not in DATES and form not in ordinary()


def _is_spelt(match: re.Match[str]) -> bool:
    """Whether a name is told by its letters: a word besides where it has the letters."""
    if _is_name(match["name"]):
        return True
    letters = match[0].rsplit(" ", maxsplit=1)[-1].rsplit("-", maxsplit=1)[-1].lower()
    return fold(match["name"]) in given() and letters in match["name"].lower()


def _is_name(name: str) -> bool:
    """Whether the last of words with a capital, or what it begins with, is a name."""
    word = name.rsplit(" ", maxsplit=1)[-1].split("-", maxsplit=1)[0]
    form = fold(word)
    if form in DATES or is_firm(form):
        return False
    return (form in given() and form not in ordinary()) or could_be_name(word)
