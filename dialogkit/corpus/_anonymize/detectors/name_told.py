"""German ways to tell who somebody is: "Haas hieß der Techniker", "die Mama von Leon".

And "ging an einen Dragomir Petrescu", "Zimmer auf Bauernfeind", "den Nachnamen von Green auf
Schönland ändern", "Hinnerk tom Dieck".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import MASK, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._names import CAPITAL, DATES, NOUN_NAMES, could_be_name
from dialogkit.corpus._anonymize._search import at_places, at_words, mask_ends
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    brands,
    common,
    fold,
    forenames,
    given,
    is_firm,
    towns,
    word_set,
)

__all__ = ["CUED", "CUES", "find"]

CUED = True
"""What it finds is a person whoever else is called so."""

# Haas hieß der Techniker
_NAMED = re.compile(
    rf"(?:^|(?<=[.!?,:(\n] )|(?<=\n))(?P<name>{CAPITAL}(?: {CAPITAL})?)"
    r" (?:hie(?:ß|ss)|hei(?:ß|ss)t) (?:der|die|er|sie|mein\w{0,2}|euer|eure|unser\w?|ihr\w?)(?!\w)"
)
# der Monteur hieß Kowalke, Ansprechpartner war bisher Kirchmayr
_WAS = re.compile(
    r"(?P<who>[A-ZÄÖÜ][a-zäöüß]+) (?:hie(?:ß|ss)|hei(?:ß|ss)t|(?:war|ist) (?:bisher|immer"
    r"|früher|damals|zuletzt|wohl|jetzt|nun|seit \w+|laut \w+|meist|meistens|sonst|heute"
    r"|gestern|glaube? ich))"
    r" (?:(?:glaube? ich|wohl|so was wie|irgendwas mit|irgendwie|ein gewisser|eine gewisse|der"
    rf"|die) )?(?P<name>{CAPITAL}(?: {CAPITAL})?)(?![\w-])"
)
_PEOPLE = word_set(
    "Herr Dame Mann Frau Techniker Monteur Fahrer Fahrerin Bote Postbote Kollege Kollegin "
    "Mitarbeiter Mitarbeiterin Ansprechpartner Ansprechpartnerin Sachbearbeiter "
    "Sachbearbeiterin Berater Beraterin Betreuer Betreuerin Verkäufer Verkäuferin Zusteller "
    "Zustellerin Chef Chefin Arzt Ärztin Lehrer Lehrerin Vermieter Vermieterin Hausmeister "
    "Nachbar Nachbarin Kunde Kundin Vormieter Vorbesitzer Vorbesitzerin Absender Empfänger "
    "Absenderin Empfängerin Trainer Trainerin Azubi Praktikant Praktikantin Filialleiter "
    "Filialleiterin Leiter Leiterin Junge Mädchen Typ Kellner Kellnerin Pfleger Pflegerin "
    "Schwester Friseurin Friseur Handwerker Elektriker Makler Maklerin Vertreter Vertreterin "
    "Schaffner Schaffnerin Kontrolleur Dozent Dozentin Gast Mieter Mieterin Hebamme Tierarzt "
    "Tierärztin Zahnarzt Zahnärztin Installateur Kassiererin Kassierer"
)
# ging an einen Dragomir Petrescu
_SOME = re.compile(
    r"(?i:an|auf|von|für|bei|mit|durch|hat|war|ist|sich) (?i:eine?[nmr]?) "
    rf"(?P<name>(?:(?i:gewisse[nmrs]?) )?{CAPITAL} {CAPITAL})(?![\w-])"
)
_SOME_HEADS = heads_of(whole=word_set("an auf von für bei mit durch hat war ist sich"))
# die mama von leon
_KIN_OF = re.compile(
    r"(?i:mamas?|papas?|mami|papi|mutter|vaters?|eltern|oma|opa|mann|frau|freund(?:in)?|sohn"
    r"|tochter"
    r"|bruder|schwester|kolleg(?:e|in)|chef(?:in)?|nachbar(?:in)?|witwe|betreuer(?:in)?"
    r"|mitbewohner(?:in)?|tante|onkel|kinder|familie|patentante|enkel(?:in)?|partner(?:in)?"
    r"|verlobter?|ehemann|ehefrau)"
    r" von (?:der |dem )?(?P<name>[^\W\d_]{3,}(?:-[^\W\d_]+)?(?: [A-ZÄÖÜ][a-zäöüß-]+)?)(?![\w-])"
)
_KIN_HEADS = heads_of(
    word_set("mitbewohner betreuer nachbar partner freund kolleg enkel verlobte"),
    whole=word_set(
        "mama mamas papa papas mami papi mutter vater vaters eltern oma opa mann frau sohn tochter "
        "bruder schwester chef chefin witwe tante onkel kinder familie patentante ehemann ehefrau"
    ),
)
# Zimmer auf Bauernfeind
_BOOKED = re.compile(
    r"(?i:zimmer|tisch|termin|buchung|reservierung|bestellung|anmeldung|läuft|geht|gebucht"
    r"|reserviert|bestellt|ausgestellt|umschreiben|umgeschrieben|vertrag|konto|rechnung|ticket"
    r"|karte"
    r"|lautet)(?: (?i:ist|war|bitte|läuft|jetzt|nun|noch))? (?i:auf|unter)"
    rf" (?P<name>{CAPITAL}(?: {CAPITAL})?)"
    r"(?= (?i:gebucht|reserviert|bitte|ausgestellt|umschreiben|laufen|eingetragen|wie|und|statt)"
    r"(?!\w)|[,.!?;)\n]|$)"
)
_BOOKED_HEADS = heads_of(
    word_set("umschreiben umgeschrieben ausgestellt reserviert reservierung"),
    whole=word_set(
        "zimmer tisch termin buchung bestellung anmeldung läuft geht gebucht bestellt vertrag "
        "konto rechnung ticket karte lautet"
    ),
)
# den Nachnamen von Green auf Schönland
_CHANGED = re.compile(
    r"(?i:(?:nach|familien|vor)?namen?)(?: [a-zäöüß]+){0,3} von (?P<name>[^\W\d_][\w'’-]+)"
    r" (?:auf|zu|in) (?P<new>[^\W\d_][\w'’-]+)"
)
_CHANGED_HEADS = heads_of(
    whole=word_set("name namen nachname nachnamen familienname familiennamen vorname vornamen")
)
# bei Feddersen/Acheampong klingeln
_BELLS = re.compile(
    rf"(?i:bei|klingeln?|klingelschild|türschild|briefkasten|wg|familien?)(?: (?i:bei|ist|steht))?"
    rf":? (?P<name>{CAPITAL}(?:/{CAPITAL}){{1,2}})(?![\w/-])"
)
_BELL_HEADS = heads_of(
    whole=word_set("bei klingel klingeln klingelschild türschild briefkasten wg familie familien")
)
# mit Koloch telefoniert, bei Bajak im Erdgeschoss
_WITH = re.compile(
    rf"(?i:mit|bei) (?P<name>{CAPITAL})(?: [a-zäöüß]+){{0,3}}?"
    r" (?i:telefoniert|gesprochen|geredet|gechattet|verabredet|nebenan|gegenüber|im (?:eg"
    r"|erdgeschoss|parterre|dachgeschoss|hinterhaus|vorderhaus|\d\.)|klingeln|geklingelt)(?!\w)"
)
_WITH_HEADS = heads_of(whole=("mit", "bei"))
# Nachbar Young
_NEIGHBOUR = re.compile(
    r"(?:Nachbar|Kolleg|Kund|Mieter|Patient|Sachbearbeiter|Fahrer|Techniker|Monteur|Zeug|Berater)"
    rf"(?:e|en|in|n)? (?P<name>{CAPITAL})(?![\w-])"
)
_NEIGHBOURS = heads_of(
    word_set(
        "nachbar kolleg kund mieter patient sachbearbeiter fahrer techniker monteur zeug berater"
    )
)
_PARTICLE = re.compile(rf"(?<={MASKED}) (?:tom|thom|ther|opm|op de[rn]?|up de[rn]?) {CAPITAL}")
_HIESS = cue(whole=word_set("hieß hiess heißt heisst"))
_WAS_CUE = cue(cased=_PEOPLE)
_IS = _HIESS | cue(whole=("war", "ist"))
_A = cue(whole=[f"{word}{end}" for word in ("ein", "eine") for end in ("", "n", "m", "r")])
_OF = cue(whole=("von",))
_ON = cue(whole=("auf", "unter"))
_TALKS = cue(
    whole=word_set(
        "telefoniert gesprochen geredet gechattet verabredet nebenan gegenüber im klingeln "
        "geklingelt"
    )
)
_NOUN_NAMES = NOUN_NAMES - DATES
_NOUN_NAME = cue(test=lambda word, form: not word[0].islower() and form in _NOUN_NAMES)
_PARTICLE_CUE = cue(whole=("tom", "thom", "ther", "opm", "op", "up"))
CUES = one_of(
    _HIESS,
    (_WAS_CUE, _IS),
    (_A, _SOME_HEADS.cue),
    (_OF, _KIN_HEADS.cue | _CHANGED_HEADS.cue),
    (_ON, _BOOKED_HEADS.cue),
    (cue(marks="/"), _BELL_HEADS.cue),
    (_TALKS, _WITH_HEADS.cue),
    (_NOUN_NAME, _NEIGHBOURS.cue),
    (MASK, _PARTICLE_CUE),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names by how German tells them."""
    cues = cues_in(text)
    if cues & _HIESS:
        for match in _NAMED.finditer(text):
            if _is_name(match["name"].split()[0]):
                yield Span(*match.span("name"), "PERSON")
    for match in _WAS.finditer(text) if cues & _WAS_CUE and cues & _IS else ():
        if match["who"] in _PEOPLE and _is_name(match["name"].split()[0]):
            yield from _trimmed(match)
    yield from _about(text, cues)
    yield from _beside(text, cues)
    for match in at_places(_PARTICLE, text, mask_ends(text)) if cues & _PARTICLE_CUE else ():
        yield Span(*match.span(), "PERSON")


def _about(text: str, cues: int) -> Iterator[Span]:
    """Who somebody is to others, what runs under their name, and what they were called."""
    for match in at_words(_SOME, text, _SOME_HEADS) if cues & _A else ():
        if all(map(_is_unknown, match["name"].split()[-2:])):
            yield Span(*match.span("name"), "PERSON")
    of = cues & _OF
    for match in at_words(_KIN_OF, text, _KIN_HEADS) if of and cues & _KIN_HEADS.cue else ():
        if _is_first(match["name"].split()[0]):
            yield from _trimmed(match)
    booked = cues & _BOOKED_HEADS.cue and cues & _ON
    for match in at_words(_BOOKED, text, _BOOKED_HEADS) if booked else ():
        if _is_name(match["name"].split()[0]):
            yield from _trimmed(match)
    changed = of and cues & _CHANGED_HEADS.cue
    for match in at_words(_CHANGED, text, _CHANGED_HEADS) if changed else ():
        if fold(match["name"]) not in _NO_NAMES and fold(match["new"]) not in _NO_NAMES:
            yield Span(*match.span("name"), "PERSON")
            yield Span(*match.span("new"), "PERSON")


def _beside(text: str, cues: int) -> Iterator[Span]:
    """Who rings together, and neighbours and staff whose names are words as well."""
    for match in at_words(_BELLS, text, _BELL_HEADS) if "/" in text else ():
        if all(map(_is_unknown, match["name"].split("/"))):
            yield Span(*match.span("name"), "PERSON")
    for match in at_words(_WITH, text, _WITH_HEADS) if cues & _TALKS else ():
        if _is_name(match["name"]) and fold(match["name"]) not in brands():
            yield Span(*match.span("name"), "PERSON")
    near = cues & _NOUN_NAME and cues & _NEIGHBOURS.cue
    for match in at_words(_NEIGHBOUR, text, _NEIGHBOURS) if near else ():
        if fold(match["name"]) in _NOUN_NAMES:
            yield Span(*match.span("name"), "PERSON")


_NO_NAMES = word_set(
    "der die das den dem mir uns meiner meinem ihnen ihr ihm a b groß klein gross ss ae deutsch "
    "englisch"
)


def _trimmed(match: re.Match[str]) -> Iterator[Span]:
    """The name of a match, its second word only where it can be one."""
    first, _, last = match["name"].partition(" ")
    start = match.start("name")
    end = match.end("name") if last and _is_name(last) else start + len(first)
    yield Span(start, end, "PERSON")


def _is_first(word: str) -> bool:
    """Whether a word is a given name; in small letters, one that is no common word."""
    form = fold(word.split("-", maxsplit=1)[0])
    return form in forenames() and form not in common() and form not in DATES


def _is_name(word: str) -> bool:
    """Whether a word with a capital is a name where one is told; nouns that are names are too."""
    form = fold(word.split("-", maxsplit=1)[0])
    if form in DATES or is_firm(form):
        return False
    known = form in given() and form not in common() and form not in towns()
    return known or form in NOUN_NAMES or could_be_name(word)


def _is_unknown(word: str) -> bool:
    """Whether a word is a known name or may be an unknown one."""
    form = fold(word.split("-", maxsplit=1)[0])
    return could_be_name(word) or (form in given() and form not in common())
