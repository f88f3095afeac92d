"""The name after a relation: "meine Frau Petra", "my neighbour Tom", "Ihr Kollege Sven"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context, mentions
from dialogkit.corpus._anonymize._names import CAPITAL, TITLE, Cue, read_name
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import ambiguous, common, fold, forenames, words_of

__all__ = ["find"]

_GERMAN = (
    "frau|mann|ehefrau|ehemann|sohn|söhne|tochter|kind|baby|mutter|vater|mama|mutti|papa|vati|bruder|schwester|oma|opa"
    "|großmutter|großvater|tante|onkel|nachbar|nachbarin|nachbarn|freund|freundin|kollege|kollegen|kollegin|chef|chefin"
    "|partner|partnerin|lebensgefährte|lebensgefährtin|verlobte|verlobter|cousin|cousine|schwager|schwägerin"
    "|schwiegermutter|schwiegervater|schwiegersohn|schwiegertochter|neffe|nichte|enkel|enkelin|enkelkind|mitbewohner"
    "|mitbewohnerin|vermieter|vermieterin|mieter|mieterin|hausmeister|hausmeisterin|kumpel|bekannte|bekannter|bekannten"
    "|exfreund|exfreundin|ex|patenkind|fahrer|fahrerin|zusteller|zustellerin|bote|paketbote|mitarbeiter|mitarbeiterin"
    "|berater|beraterin|sachbearbeiter|sachbearbeiterin|pfleger|pflegerin|betreuer|betreuerin|assistentin|assistent|lehrerin|lehrer|arzt|ärztin|techniker|empfänger|empfängerin|absender|absenderin"
    "|azubi|praktikant|praktikantin|trainer|trainerin|schwester|pater|bürgermeister|bürgermeisterin"
    "|rechtsanwalt|rechtsanwältin|anwalt|anwältin|notar|notarin|makler|maklerin|monteur|verkäufer|verkäuferin"
    "|zeuge|zeugin|patient|patientin|kunde|kundin|kollegin|kellner|kellnerin|servicekraft|agentin|ehepartner"
    "|lebenspartner|lebenspartnerin|mitschüler|mitschülerin|vertreter|vertreterin|dozent|dozentin|therapeut"
    "|therapeutin|hebamme|tagesmutter|erzieher|erzieherin|gutachter|gutachterin|vorarbeiter|meister|mandant"
    "|mandantin|schwiegereltern|omi|opi|mutti|stiefvater|stiefmutter|stiefsohn|stieftochter|halbbruder"
    "|halbschwester|zwilling|zwillinge|zwillingsbruder|zwillingsschwester|patentante|patenonkel|pflegekraft"
    "|nachbarskind|kumpels|verflossene|verflossener|exmann|exfrau|ex-mann|ex-frau|witwe|witwer"
    "|[a-zäöüß]{3,20}(?:leiter|bearbeiter|berater|vertreter|techniker|verkäufer|fahrer|betreuer|meister"
    "|therapeut|lehrer|partner|zusteller|bote|nachbar|kollege|freund|mitarbeiter|pfleger|trainer|arzt"
    "|anwalt|verwalter|makler|besitzer|inhaber|monteur|elektriker|kind|sohn|mutter|vater|bruder)(?:in)?"
    "|[a-zäöüß]{3,20}(?:ärztin|anwältin|schwester|tochter|kollegin|dame|frau|mann|tante|onkel)"
)
_ENGLISH = (
    "wife|husband|son|daughter|mother|mom|mum|mommy|father|dad|brother|sister|grandmother|grandfather|grandma|grandpa|nan"
    "|aunt|uncle|neighbour|neighbor|friend|buddy|colleague|coworker|co-worker|boss|manager|partner|fiancé|fiance|fiancée"
    "|cousin|nephew|niece|grandson|granddaughter|flatmate|roommate|housemate|landlord|landlady|girlfriend|boyfriend"
    "|assistant|carer|driver|courier|agent|rep|representative|advisor|guy|lady|doorman|receptionist|secretary|teacher|doctor"
    "|in-law|recipient|sender|tenant|adviser|clerk|cashier|supervisor|coach|trainer|nurse|inspector|officer"
    "|constable|sergeant|councillor|solicitor|lawyer|dentist|vet|plumber|electrician|mechanic|engineer|technician"
    "|fitter|installer|waiter|waitress|barista|chef|host|hostess|instructor|tutor|professor|headteacher|pal|mate"
    "|workmate|classmate|ex|ex-husband|ex-wife|stepson|stepdaughter|stepfather|stepmother|stepdad|stepmum|granny"
    "|gran|granddad|grandad|nana|auntie|aunty|godson|goddaughter|godmother|godfather|fiancee|spouse|twin|twins"
    "|kid|kids|boy|girl|baby|toddler|witness|client|customer|patient|caller|operator|salesman|saleswoman"
    "|salesperson|handyman|cleaner|gardener|builder|caretaker|porter|concierge|bloke|chap|gentleman|woman|man"
    "|rider|postman|postie|mailman|person|student|pupil|babysitter|nanny|brother-in-law|sister-in-law"
    "|mother-in-law|father-in-law|son-in-law|daughter-in-law|half|leader|lead|director|owner|colleagues|friends"
)
_FOREIGN = (
    "esposa|marido|mujer|hijo|hija|madre|padre|hermano|hermana|vecino|vecina|amigo|amiga|femme|mari|fils|fille|mère|père"
    "|frère|sœur|voisin|voisine|ami|amie|moglie|marito|figlio|figlia|fratello|sorella|vicino|vicina|amico|amica|vrouw|zoon"
    "|dochter|buurman|buurvrouw|vriend|vriendin|eşim|oğlum|kızım|annem|babam|kardeşim|komşum|żona|mąż|syn|córka"
)
_RELATED = re.compile(
    rf"(?<![^\W_])(?:{_GERMAN}|{_ENGLISH}|{_FOREIGN})(?: \([^()\n]{{1,20}}\))?(?: (?:heißt|heisst|ist|namens|is called"
    rf"|called|named|is|ist die|ist der|mit namen|war|was|by the name of))?(?:,|:)? [\"„“']?(?:ein gewisser |eine gewisse |a certain |a |one |the )?{TITLE}",
    re.IGNORECASE,
)
_ENDS = (
    *(
        "leiter",
        "bearbeiter",
        "berater",
        "vertreter",
        "techniker",
        "verkäufer",
        "fahrer",
        "betreuer",
    ),
    *("meister", "therapeut", "lehrer", "partner", "nachbar", "kolleg", "mitarbeiter", "pfleger"),
    *("ärztin", "anwält", "schwester", "tochter", "dame", "verwalter", "monteur", "elektriker"),
    *("in-law", "ex-", "half"),
)
_CUES = frozenset(f"{_GERMAN}|{_ENGLISH}|{_FOREIGN}".split("|")) | {"law", "worker"}


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names straight after a word for a relation or an occupation."""
    if words_of(text).isdisjoint(_CUES) and not mentions(text, _ENDS):
        return
    for match in _RELATED.finditer(text):
        end = read_name(text, match.end(), Cue.WEAK)
        if end is None:
            end = _known_word(text, match.end())
        if end is not None:
            yield Span(match.end(), end, "PERSON")


def _known_word(text: str, at: int) -> int | None:
    """Where a given name with a capital ends that is an ordinary word as well (Mia, Can, Will)."""
    match = _NAME.match(text, at)
    if match is None:
        return None
    form = fold(match[0])
    return match.end() if form in forenames() or form in ambiguous() - common() else None


_NAME = re.compile(CAPITAL)
