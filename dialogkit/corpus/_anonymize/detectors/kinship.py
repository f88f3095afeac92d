"""The name after a relation: "meine Frau Petra", "my neighbour Tom", "Ihr Kollege Sven"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._names import TITLE, Cue, read_name
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import words_of

__all__ = ["find"]

_GERMAN = (
    "frau|mann|ehefrau|ehemann|sohn|söhne|tochter|kind|baby|mutter|vater|mama|mutti|papa|vati|bruder|schwester|oma|opa"
    "|großmutter|großvater|tante|onkel|nachbar|nachbarin|nachbarn|freund|freundin|kollege|kollegen|kollegin|chef|chefin"
    "|partner|partnerin|lebensgefährte|lebensgefährtin|verlobte|verlobter|cousin|cousine|schwager|schwägerin"
    "|schwiegermutter|schwiegervater|schwiegersohn|schwiegertochter|neffe|nichte|enkel|enkelin|enkelkind|mitbewohner"
    "|mitbewohnerin|vermieter|vermieterin|mieter|mieterin|hausmeister|hausmeisterin|kumpel|bekannte|bekannter|bekannten"
    "|exfreund|exfreundin|ex|patenkind|fahrer|fahrerin|zusteller|zustellerin|bote|paketbote|mitarbeiter|mitarbeiterin"
    "|berater|beraterin|sachbearbeiter|sachbearbeiterin|pfleger|pflegerin|betreuer|betreuerin|assistentin|assistent|lehrerin|lehrer|arzt|ärztin|techniker|empfänger|empfängerin|absender|absenderin"
)
_ENGLISH = (
    "wife|husband|son|daughter|mother|mom|mum|mommy|father|dad|brother|sister|grandmother|grandfather|grandma|grandpa|nan"
    "|aunt|uncle|neighbour|neighbor|friend|buddy|colleague|coworker|co-worker|boss|manager|partner|fiancé|fiance|fiancée"
    "|cousin|nephew|niece|grandson|granddaughter|flatmate|roommate|housemate|landlord|landlady|girlfriend|boyfriend"
    "|assistant|carer|driver|courier|agent|rep|representative|advisor|guy|lady|doorman|receptionist|secretary|teacher|doctor"
    "|in-law|recipient|sender|tenant"
)
_FOREIGN = (
    "esposa|marido|mujer|hijo|hija|madre|padre|hermano|hermana|vecino|vecina|amigo|amiga|femme|mari|fils|fille|mère|père"
    "|frère|sœur|voisin|voisine|ami|amie|moglie|marito|figlio|figlia|fratello|sorella|vicino|vicina|amico|amica|vrouw|zoon"
    "|dochter|buurman|buurvrouw|vriend|vriendin|eşim|oğlum|kızım|annem|babam|kardeşim|komşum|żona|mąż|syn|córka"
)
_RELATED = re.compile(
    rf"(?<![^\W_])(?:{_GERMAN}|{_ENGLISH}|{_FOREIGN})(?: (?:heißt|heisst|ist|namens|is called"
    rf"|called|named|is|ist die|ist der))?,? {TITLE}",
    re.IGNORECASE,
)
_CUES = frozenset(f"{_GERMAN}|{_ENGLISH}|{_FOREIGN}".split("|")) | {"law", "worker"}


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names straight after a word for a relation or an occupation."""
    if words_of(text).isdisjoint(_CUES):
        return
    for match in _RELATED.finditer(text):
        end = read_name(text, match.end(), Cue.WEAK)
        if end is not None:
            yield Span(match.end(), end, "PERSON")
