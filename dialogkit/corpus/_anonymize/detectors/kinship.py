"""The name after a relation: "meine Frau Petra", "my neighbour Tom", "Ihr Kollege Sven"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, known_word
from dialogkit.corpus._anonymize._names import (
    CAPITAL,
    TITLE,
    Cue,
    could_be_name,
    is_german,
    read_name,
)
from dialogkit.corpus._anonymize._search import words_in
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    ambiguous,
    common,
    fold,
    forenames,
    given,
    word_set,
    words_of,
)

__all__ = ["CUED", "CUES", "find"]

CUED = True
"""What it finds is a person whoever else is called so."""

_PEOPLE = word_set(
    "kinder children söhne töchter sons daughters brothers sisters parents eltern "
    "enkelkinder grandchildren grandkids nieces nephews neffen nichten cousins neighbours "
    "neighbors freunde brüder schwestern "
    "absender absenderin adviser advisor agent agentin ami amica amico amie amiga amigo annem "
    "anwalt anwältin arzt assistant assistent assistentin aunt auntie aunty azubi babam baby "
    "babysitter barista bekannte bekannten bekannter berater beraterin betreuer betreuerin "
    "bloke boss bote boy boyfriend brother bruder buddy builder buurman buurvrouw bürgermeister "
    "bürgermeisterin caller carer caretaker cashier chap chef chefin classmate cleaner clerk "
    "client coach colleague colleagues concierge constable councillor courier cousin cousine "
    "coworker customer córka dad daughter dentist director dochter doctor doorman dozent "
    "dozentin driver ehefrau ehemann ehepartner electrician empfänger empfängerin engineer "
    "enkel enkelin enkelkind erzieher erzieherin esposa ex exfrau exfreund exfreundin exmann "
    "eşim fahrer fahrerin father femme fiance fiancee fiancé fiancée figlia figlio fille fils "
    "fitter flatmate fratello frau freund freundin friend friends frère gardener gentleman girl "
    "girlfriend goddaughter godfather godmother godson gran grandad granddad granddaughter "
    "grandfather grandma grandmother grandpa grandson granny großmutter großvater gutachter "
    "gutachterin guy halbbruder halbschwester half handyman hausmeister hausmeisterin "
    "headteacher hebamme hermana hermano hija hijo host hostess housemate husband inspector "
    "installer instructor kardeşim kellner kellnerin kid kids kind kollege kollegen kollegin "
    "komşum kumpel kumpels kunde kundin kızım lady landlady landlord lawyer lead leader "
    "lebensgefährte lebensgefährtin lebenspartner lebenspartnerin lehrer lehrerin madre mailman "
    "makler maklerin mama man manager mandant mandantin mann mari marido marito mate mechanic "
    "meister mieter mieterin mitarbeiter mitarbeiterin mitbewohner mitbewohnerin mitschüler "
    "mitschülerin moglie mom mommy monteur mother mujer mum mutter mutti mère mąż nachbar "
    "nachbarin nachbarn nachbarskind nan nana nanny neffe neighbor neighbour nephew nichte "
    "niece notar notarin nurse officer oma omi onkel opa operator opi owner oğlum padre "
    "paketbote pal papa partner partnerin patenkind patenonkel patentante pater patient "
    "patientin person pflegekraft pfleger pflegerin plumber porter postie postman praktikant "
    "praktikantin professor pupil père receptionist rechtsanwalt rechtsanwältin recipient rep "
    "representative rider roommate sachbearbeiter sachbearbeiterin salesman salesperson "
    "saleswoman schwager schwester schwiegereltern schwiegermutter schwiegersohn "
    "schwiegertochter schwiegervater schwägerin secretary sender sergeant servicekraft sister "
    "sohn solicitor son sorella spouse stepdad stepdaughter stepfather stepmother stepmum "
    "stepson stiefmutter stiefsohn stieftochter stiefvater student supervisor syn söhne sœur "
    "tagesmutter tante teacher technician techniker tenant therapeut therapeutin tochter "
    "toddler trainer trainerin tutor twin twins uncle vater vati vecina vecino verflossene "
    "verflossener verkäufer verkäuferin verlobte verlobter vermieter vermieterin vertreter "
    "vertreterin vet vicina vicino voisin voisine vorarbeiter vriend vriendin vrouw waiter "
    "waitress wife witness witwe witwer woman workmate zeuge zeugin zoon zusteller zustellerin "
    "anrufer anruferin halter halterin mdt gast gäste besteller inhaberin antragsteller "
    "antragstellerin versicherte versicherter schuldner schuldnerin tech techie mates mate "
    "caller claimant insured guest keeper registrant holder payee cardholder zwilling zwillinge "
    "zwillingsbruder zwillingsschwester ärztin żona proprietor proprietress treasurer chairman "
    "chairwoman chairperson vorsitzende vorsitzender vorsitzenden geschäftsführer "
    "geschäftsführerin betreiber betreiberin beneficiary begünstigte begünstigter begünstigten "
    "trustee guardian executor signatory kassenwart kassenwartin schriftführer schriftführerin "
    "erbe erbin bevollmächtigte bevollmächtigter vormund passenger traveller attendee lodger "
    "subtenant untermieter untermieterin nachmieter nachmieterin vormieter vormieterin hauswart "
    "abwart abwartin ehepaar rentner rentnerin anwohner anwohnerin polier polierin geselle "
    "gesellin lehrling auszubildende auszubildender auszubildenden "
    "stellvertreter stellvertreterin eigentümer eigentümerin bewohner "
    "bewohnerin mitmieter mitmieterin hauptmieter hauptmieterin pächter pächterin verpächter "
    "verpächterin bauherr bauherrin maurer maurerin maler malerin dachdecker dachdeckerin "
    "schreiner schreinerin tischler tischlerin installateur installateurin klempner klempnerin "
    "spengler spenglerin sanitärin schornsteinfeger schornsteinfegerin kaminkehrer "
    "kaminkehrerin gärtner gärtnerin hauswirt hauswirtin vorstand vorständin kassierer "
    "kassiererin schatzmeister schatzmeisterin abteilungsleiter sekretär sekretärin referent "
    "referentin sachverständige sachverständiger sachverständigen amtsarzt amtsärztin tierarzt "
    "tierärztin zahnarzt zahnärztin hausarzt hausärztin facharzt fachärztin logopäde logopädin "
    "physiotherapeut physiotherapeutin apotheker apothekerin sanitäter sanitäterin rezeptionist "
    "rezeptionistin portier zimmermädchen kommissar kommissarin polizist polizistin "
    "wachtmeister wachtmeisterin schaffner schaffnerin zugbegleiter zugbegleiterin disponent "
    "disponentin lagerist lageristin bauleiter bauleiterin architekt "
    "architektin ingenieur ingenieurin erblasser erblasserin verstorbene verstorbener "
    "verstorbenen angehörige angehöriger angehörigen enkelsohn enkeltochter urgroßmutter "
    "urgroßvater stiefbruder stiefschwester klassenlehrer klassenlehrerin schulleiter "
    "schulleiterin kursleiter kursleiterin übungsleiter übungsleiterin jugendwart jugendwartin "
    "mannschaftskapitän schiedsrichter schiedsrichterin kranführer "
)
"""Relations and occupations, German, English and some of six other languages."""

_ENDS = (
    *("leiter", "bearbeiter", "berater", "vertreter", "techniker", "verkäufer"),
    *("fahrer", "betreuer", "meister", "therapeut", "lehrer", "partner"),
    *("zusteller", "bote", "nachbar", "kollege", "kollegen", "freund"),
    *("mitarbeiter", "pfleger", "trainer", "arzt", "anwalt", "verwalter"),
    *("makler", "besitzer", "inhaber", "monteur", "elektriker", "kind"),
    *("sohn", "mutter", "vater", "bruder", "ärztin", "anwältin"),
    *("schwester", "tochter", "kollegin", "dame", "frau", "mann"),
    *("tante", "onkel"),
)
"""Ends of longer words for such people (``Filialleiter``); the feminine has ``in`` behind it."""

_AFTER = re.compile(
    r"(?:-in-law)?(?: \([^()\n]{1,20}\))?"
    r"(?: (?:heißt|heisst|ist die|ist der|ist|namens|mit namen|war|is called|called|named|is|was"
    r"|by the name of))?[,:]? (?:[\"„“'(]|- |– )?"
    rf"(?:ein gewisser |eine gewisse |a certain |a |one |the )?{TITLE}",
    re.IGNORECASE,
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names straight after a word for a relation or an occupation."""
    for word in words_in(text)[0]:
        if not known_word(word[0]).cues & CUES:
            continue
        if word[0] == "man" and is_german(words_of(text)):
            continue  # "Bekommt man Yen": nobody, in German
        match = _AFTER.match(text, word.end())
        inside = _IN_BRACKETS.match(text, word.end()) if "(" in text else None
        if inside is not None and _could_be(inside["name"]):
            yield Span(*inside.span("name"), "PERSON")
        if match is None:
            continue
        end = read_name(text, match.end(), Cue.WEAK)
        if end is None:
            end = _known_word(text, match.end())
        if end is not None and _MODEL.match(text, end) is None and not _is_verb(text, match.end()):
            yield Span(match.end(), end, "PERSON")


_ASKS = re.compile(
    r"(?P<verb>[A-ZÄÖÜ][a-zäöüß]{1,9}) (?:ich|wir|mer|ma|ihr|du|Sie)(?!\w|,? (?:bin|habe|und ich))"
)


_ASKS_ENGLISH = re.compile(
    r"(?:(?:Can|Will|May) (?:I|we|you|he|she|they|it|that|this|the|my|your|somebody|someone|anyone"
    r"|anybody|there)|(?:Mark|Bill|Hope|Grant) (?:it|this|the|your|somebody|someone|anyone|anybody)"
    r"|Hope (?:I|we|you(?:['’]re| are) (?:well|ok|okay|doing|having|enjoying|all|both)"
    r"|you (?:have (?:a|an|had)|had a|enjoy|feel)))(?!\w)"
)
"""Behind "Agent:" an English verb that is a given name as well: "Can I have …".

"Mark she said" and "Bill you can ring us" turn to somebody.
"""


def _is_verb(text: str, at: int) -> bool:
    """Whether a word behind "Kunde:" is a verb: "Mach ich", "Can I"."""
    if _ASKS_ENGLISH.match(text, at) is not None:
        return True
    verb = _ASKS.match(text, at)
    return verb is not None and fold(verb["verb"]) not in forenames()


_MODEL = re.compile(r"-[A-Z]{0,3}\d")
"""The number of a model goes on: "Brother HL-L2350"."""
_IN_BRACKETS = re.compile(rf"(?:-in-law)? ?\((?P<name>{CAPITAL}(?: {CAPITAL})?)\)")


def _could_be(name: str) -> bool:
    """Whether what stands in brackets after a relation is a name."""
    form = fold(name.split(maxsplit=1)[0])
    return (form in forenames() and form not in common()) or could_be_name(
        name.split(maxsplit=1)[0]
    )


def _is_person(word: str, _form: str) -> bool:
    """Whether a word is one for a person or ends in one; its last letters are asked first."""
    low = word.lower()
    if low in _PEOPLE:
        return True
    if low[-3:] not in _LAST and low[-5:-2] not in _LAST:
        return False
    return low.removesuffix("in").endswith(_ENDS) or low.endswith(_ENDS)


_LAST = frozenset(end[-3:] for end in _ENDS)
CUES = cue(test=_is_person)


def _known_word(text: str, at: int) -> int | None:
    """Where a name ends whose first word is an ordinary word as well (Mia, Can, Will, Hope)."""
    match = _NAME.match(text, at)
    if match is None:
        return None
    form = fold(match[0])
    if len(form) > _LONG and form.endswith("er") and could_be_name(match[0]):
        return None if form.endswith(_DOERS) else match.end()
    family = _FAMILY.match(text, match.end())
    likely = family is not None and (
        could_be_name(family["name"]) or fold(family["name"]) in given()
    )
    if form in forenames() or (form in ambiguous() and (likely or form not in common())):
        return family.end() if family is not None and likely else match.end()
    return None


_LONG = 5
_DOERS = (
    *("steller", "fahrer", "leiter", "arbeiter", "nehmer", "geber", "handler", "macher", "trager"),
    *("helfer", "halter", "fuhrer", "schreiber", "sprecher", "prufer", "planer", "melder", "leger"),
    *("nutzer", "sender", "lieferer", "reiniger", "pfleger", "berater", "bringer", "holer"),
)
"""Ends of words for what somebody does."""
_NAME = re.compile(CAPITAL)
_FAMILY = re.compile(rf" (?P<name>{CAPITAL})")
