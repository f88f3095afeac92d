"""Weighs in German texts whether a find is a person or a thing called after one.

Nouns have a capital there as names have one, and products, sorts, courses and firms bear names. So
in a text that holds nobody's data, what stands beside a find is asked: behind "Modell", before a
noun in one word with it, with an article, beside a brand, it is a thing; who says, writes, rings
or is spoken with is a person. A cue that introduces somebody needs no weighing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from dialogkit.corpus._anonymize._names import FOREIGN, is_english
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    brands,
    common,
    company,
    figures,
    fold,
    folded_set,
    forenames,
    given,
    is_noun,
    legends,
    plain_words,
    towns,
    words_of,
)

__all__ = ["without_german_things"]

_ENOUGH = 1.0
"""The weight from which on a find is a person."""
_AROUND = 60
_WORD = re.compile(r"[^\W\d_]+")


def without_german_things(text: str, spans: Sequence[Span], *, personal: bool) -> Sequence[Span]:
    """``spans`` without those persons that are things by what stands beside them.

    Args:
        text: What the spans were found in.
        spans: Finds that no cue for a person announced.
        personal: Whether the text holds somebody's data, so that names are likely.
    """
    if personal or not any(span.type == "PERSON" for span in spans):
        return spans
    if is_english(words_of(text)) or _NAMES.search(text) is not None:
        return spans
    return [s for s in spans if s.type != "PERSON" or _weight(text, s.start, s.end) >= _ENOUGH]


_NAMES = re.compile(r"(?i)name[ns]?(?!\w)")
"""What a text is about in which any word may be somebody's name."""


def _weight(text: str, start: int, end: int) -> float:
    """How much speaks for a person at this place, less what speaks for a thing."""
    start = _word_start(text, start)
    value = text[start:end].strip(" ,.;:")
    if _INITIAL.search(value) or _PARTICLE.match(value) or FOREIGN.search(value):
        return 2.0
    forms = tuple(map(fold, _WORD.findall(value)))
    if not forms:
        return 0.0
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if "-" in value and _is_thing_with_hyphen(forms):
        return 0.0
    if len(forms) == 1 and _is_trade(text, start, forms[0]):
        return 0.0
    base = _of_words(forms)
    against = _for_thing(before, after, sure=base >= _SURE, full=" " in value)
    return base + _for_person(before, after) - against


_TRADES = folded_set(
    "steinmetz gärtner schneider schuster maurer zimmermann fischer müller metzger fleischer "
    "bäcker becker koch jäger förster schreiner tischler schmied schlosser klempner spengler "
    "glaser maler dachdecker kaminkehrer töpfer weber färber gerber sattler wagner böttcher "
    "binder drechsler drucker buchbinder fuhrmann schäfer hirte winzer brauer kellner wirt "
    "richter schreiber lehrer küster pfarrer apotheker bader barbier friseur goldschmied "
    "uhrmacher optiker schornsteinfeger gerüstbauer zimmerer fliesenleger bauer"
)
"""Trades after which families are called."""
_ADJECTIVE_BEFORE = re.compile(
    r"(?i)(?<!\w)(?:ein|eine[nmrs]?|kein|keine[nmr]?|der|den|dem|des|beim|vom|zum|gelernter|jede[rnm]?"
    r"|ihren?|unseren?|als|welche[rnm]?|guten?|örtlichen?) (?:[a-zäöüß]{3,}e[nmrs]? ){0,2}\Z"
)
_VERB = re.compile(r"(?<!\w)ich \Z", re.IGNORECASE)
_OBJECT = re.compile(
    r"(?i) (?:sie|es|ihn|ihnen|ihren?|das|den|die|dem|der|euch|dich|dir|mich|mir|uns|ein\w*|mein\w*"
    r"|dein\w*|gern\w*|jetzt|gleich)(?!\w)"
)


def _is_trade(text: str, start: int, form: str) -> bool:
    """Whether a word is a trade or a verb here: "einen zugelassenen Steinmetz", "ich leite Sie"."""
    before = text[max(0, start - _AROUND) : start]
    if text[start].islower() and form.endswith("e") and form not in forenames():
        return (
            _VERB.search(before) is not None and _OBJECT.match(text, start + len(form)) is not None
        )
    if form not in _TRADES:
        return False
    name = text[start : start + len(form)]
    if f"Herr {name}" in text or f"Herrn {name}" in text or f"Frau {name}" in text:
        return False
    if "gewiss" in before or text.startswith(" hat ", start + len(form)):
        return False
    return _ADJECTIVE_BEFORE.search(before) is not None


_INITIAL = re.compile(r"(?:^|[ -])[^\W\d_]\.|(?:[^\W\d_][-. ]){3}")
_PARTICLE = re.compile(r"(?:van|von|de|der|den|el|al|ibn|di|da|zu|zur|ter|ten) ", re.IGNORECASE)
_SURE = 2.0
"""The weight of a given name that is no other word."""


def _word_start(text: str, at: int) -> int:
    """Where the word begins that ``at`` may lie in, hyphens of it included."""
    while at > 0 and (text[at - 1].isalpha() or (text[at - 1] == "-" and text[at - 2].isalpha())):
        at -= 1
    return at


def _is_thing_with_hyphen(forms: tuple[str, ...]) -> bool:
    """Whether the last part is a noun and the first one known: "Billy-Regal", "Wagner-Pizza"."""
    last, first = forms[-1], forms[0]
    if last in given() and last not in _THINGS:
        return False
    if last in _THINGS:
        return True
    return is_noun(last) and (first in forenames() or first in brands() or first in legends())


_THINGS = folded_set(
    "passion regal skin set box pizza bett tisch sessel schrank topf kette song lied film show "
    "kurs tag preis cup park platz haus test modell radio"
)
"""Nouns behind a hyphen though some family is called so."""


@lru_cache(maxsize=1 << 12)
def _of_words(forms: tuple[str, ...]) -> float:
    """What the word or words say by themselves."""
    first, rest = forms[0], forms[1:]
    if forms in figures().get(first, ()):
        return 0.0
    plain = first in plain_words()
    if rest:
        if first in brands() and plain and rest[-1] in plain_words():
            return 0.0  # "Mercedes Vito"
        if first in given():
            return 2.0 if plain else 3.0
        return 0.0 if first in brands() or first in company() else 1.5
    if first in forenames():
        return 1.5 if plain else 2.0
    if first in brands() or first in company():
        return 0.0
    return 0.5 if (first,) in towns().get(first, {}) else 1.25


_SPEAKS = re.compile(
    r",? (?:(?:auch|dann|gestern|heute|mir|uns|noch|selbst|leider|hier|vom \w+|aus \w+) ){0,2}"
    r"(?:sagt?e?|meinte?|schr(?:ieb|eibt)|ver(?:sprach|spricht|sicherte)|behauptete?|erklärte?"
    r"|antwortete?|rief|ruft|meldete?|wohnt|arbeitet|holte?|holt|brachte|bringt|bat|bittet|fragte?"
    r"|unterschrieb|möchte|will|wollte|kommt|kam|braucht|hat (?:mir|mich|uns|gesagt|gemeint|sich"
    r"|angerufen|geschrieben|versprochen|unterschrieben|seine?n?|ihre?n?|heute|gestern|es|das|die"
    r"|den)|hatte|war (?:sehr|so|total|super|echt|nett|freundlich|da|nicht|gestern|heute)|ist"
    r" (?:krank|nicht|im|da|meine?|unsere?|mein|seit|heute|allergisch)|kümmert|hilft|half|kennt"
    r"|weiß|und (?:ich|mir|mich|meine?)|bekommt|bekam|heißt|fährt|feiert|wird|hieß|zieht|zog"
    r"|wartet)"
    r"(?!\w)"
)
_SPOKEN = re.compile(
    r"(?i)(?<!\w)(?:(?:mit|bei|von|an|für|durch|laut|zu|gegen|über|wegen|ohne)"
    r" (?:der |dem |den |die )?|(?:frag(?:t|e|en)?|ruft?|grüßt?|danke(?: an)?|dank|lob an|grüße? an"
    r"|lieber?|ich und|wir und) )\Z"
)
_TALKED = re.compile(
    r"[^.!?\n]{0,30}?(?:gesprochen|telefoniert|geredet|gechattet|geschrieben|verabredet|besprochen"
    r"|ausgemacht|abgeholt|angenommen|unterschrieben|angerufen|beraten|bedient|vereinbart|geklärt"
    r"|versprochen|zugesagt|bearbeitet|betreut|übernommen|weitergegeben|zugestellt)"
)
_DID = re.compile(
    r"(?: [a-zäöüß]+){0,4}? (?:bestellt|gekauft|geliehen|ausgeliehen|abgeholt|bezahlt|reserviert"
    r"|zurückgegeben|gebucht|bekommen|empfohlen|gegeben|geschickt|gesagt|verschenkt|gewonnen"
    r"|verloren|vergessen|gemeldet|beschwert|gefragt|angerufen|zugesagt|versprochen)(?!\w)"
)
"""What customers and staff have done."""
_THING_BEFORE = re.compile(
    r"(?P<noun>[A-ZÄÖÜ][\wäöüß]*(?:-[A-ZÄÖÜ]\w+)*),?(?: (?:namens|genannt|heißt|hieß|heisst|ist"
    r"|der Marke|von der Firma|der Firma|Marke))? [\"„“»‚']?\Z"
)
_OF_SOMEBODY = folded_set(
    "bestellung fall akte auftrag rechnung paket päckchen termin vertrag konto kunde kundin sache "
    "vorgang sendung lieferung reservierung tisch zimmer buchung adresse name namen familie anruf "
    "mail nachricht brief unterschrift grüße gruß gruss dank danke bitte herr frau hallo liebe "
    "lieber hi guten morgen tag abend wohnung haushalt praxis nummer rückruf anfrage antwort "
    "wunsch auto wagen geschenk geburtstag hochzeit trauung beerdigung tochter sohn kind kinder "
    "foto bild ausweis pass ticket karte schlüssel handy kennwort vollmacht daten unterlagen "
    "klingel klingelschild türschild briefkasten namensschild schild aufgang eingang stock etage "
    "mieter mieterin gast patient patientin fahrer fahrerin team dame herren mädchenname "
    "geburtsname nachname vorname spitzname benutzer passagier teilnehmer teilnehmerin trainer "
    "trainerin"
)
"""Nouns behind which stands whose they are."""
_ARTICLE = re.compile(
    r"(?<!\w)(?i:der|die|das|den|dem|des|eine?[nmrs]?|kein\w{0,2}|dies\w{1,2}|jede[nmrs]?"
    r"|unser\w{0,2}"
    r"|euer|eure[nmrs]?|im|am|zum|zur|beim|vom|ins|ans|neue[nmrs]?|alte[nmrs]?|welche[nmrs]?|zwei"
    r"|drei|vier|viele|mehr|ohne|per|via|inkl\.|plus|\d+ ?x?) [\"„“»‚']?\Z"
)
_PLACE = re.compile(r"(?<!\w)(?i:in|aus|auf|ab|nach|richtung|über|um|per|via|haltestelle) \Z")
_QUOTE = re.compile(r"[\"„“»‚]\Z")
_NUMBER = re.compile(r" (?:\d|[A-Z]{1,3}\d|XX?[LS]|Pro|Plus|Max|Mini|Ultra|Light)(?!\w{3})")
_BESIDE = re.compile(r"([A-ZÄÖÜ][\wäöüß]+)(?:,| und| oder| &|/| bzw\.| sowie| vs\.?) \Z")
_BESIDE_AFTER = re.compile(r"(?:,| und| oder| &|/| bzw\.| sowie| vs\.?) ?([A-ZÄÖÜ][\wäöüß]+)")
_WORKS = folded_set(
    "film filme serie staffel folge roman hörbuch krimi album song lied sänger sängerin autor "
    "autorin dichter komponist doku mediathek podcast comic netflix arte biografie biographie"
)
"""What somebody acts in, wrote or sings."""
_EVENTS = folded_set(
    "musical oper theater buch ausstellung museum stream playlist konzert band poster trikot quiz "
    "figur"
)
"""Where somebody may be shown as well as come."""


_CALLED_SO = folded_set(
    "bot chatbot app assistent assistentin sprachassistent sprachassistentin avatar hund hündin "
    "kater katze hamster pferd pony sorte modell serie typ marke linie edition variante version "
    "farbe puppe figur roboter saugroboter sturm tief hoch orkan schiff boot programm kurs paket "
    "tarif sofa regal schrank kleid schuh jeans parfum parfüm rose apfel kartoffel tomate"
)
"""What is called by given names."""


def _for_person(before: str, after: str) -> float:
    """The weight of what speaks for a person."""
    spoken = _SPOKEN.search(before) is not None
    found = 1.0 if _SPEAKS.match(after) else 0.0
    if spoken and _TALKED.match(after):
        found += 1.0
    if _DID.match(after):
        found += 2.0
    return found + (0.25 if spoken else 0.0)


def _for_thing(before: str, after: str, *, sure: bool, full: bool) -> float:
    """The weight of what speaks for a thing."""
    found = 0.0
    noun = _THING_BEFORE.search(before)
    if noun is not None and _is_thing(noun["noun"]):
        found += 1.5
    if _ARTICLE.search(before):
        found += 0.5
    if _PLACE.search(before):
        found += 0.5
    if not full and _NUMBER.match(after):
        found += 1.0
    near = [_BESIDE.search(before), _BESIDE_AFTER.match(after)]
    if any(match is not None and _is_thing(match[1]) for match in near):
        found += 1.0
    if _QUOTE.search(before):
        found += 0.5
    near_by = frozenset(map(fold, _WORD.findall(before + after)))
    if not _WORKS.isdisjoint(near_by):
        found += 3.5 if full else 2.0
    elif not _EVENTS.isdisjoint(near_by):
        found += 1.0
    return found * (0.75 if sure else 1.0)


@lru_cache(maxsize=1 << 12)
def _is_thing(word: str) -> bool:
    """Whether a word is a noun or brand behind which nobody's name stands."""
    form = fold(word.rsplit("-", maxsplit=1)[-1])
    if form in _CALLED_SO:
        return True
    if form in _OF_SOMEBODY or form in forenames():
        return False
    return form in brands() or (is_noun(form) and form not in given() and form not in common())
