"""Homes that German speakers name in passing: "ausm Wedding", "aus nem Kaff, Hohenfelde".

And "Egglkofen, falls euch das was sagt", a place alone as an answer, "als Wohnort Emmenbrücke
angegeben, hier steht aber Hochdorf", quarters beside a town ("Gostenhof oder Südstadt").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._names import CAPITAL, CAPITAL_HEADS, could_be_name
from dialogkit.corpus._anonymize._regions import REGIONS
from dialogkit.corpus._anonymize._search import at_places, at_words, mask_ends
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._towns import CLEAR_TOWN, begins_clear_town, is_clear_town
from dialogkit.corpus._anonymize._words import (
    countries,
    fold,
    folded_set,
    given,
    listed_nouns,
    plain_words,
    word_set,
    words_of,
)

__all__ = ["CUED", "CUES", "find"]

CUED = True
"""What leads to these places leaves no doubt that somebody lives there."""

_PLACE = rf"{CAPITAL}(?:[ -](?:(?:am|an der|im|in|ob|vor dem|bei|auf der) )?{CAPITAL})?"
_QUARTERS = folded_set(
    "wedding prenzlberg prenzlauer kreuzkölln sprengelkiez gallus gutleut westend nordend ostend "
    "lehel hasenbergl glockenbach jungbusch lindenhof schanze grindel steintor ostertor schnoor "
    "vauban stühlinger wiehre rieselfeld emmertsgrund boxberg hallschlag heusteig gundeli "
    "kleinbasel lorraine länggasse breitsch breitenrain seefeld niederdorf paradies petersberg "
    "eigelstein kwartier latäng kreuz hecht franckviertel alsergrund josefstadt leopoldstadt "
    "landstrasse wieden stuwer grätzl kiez"
)
"""Quarters of which people speak with an article."""
_QUARTER_ENDS = re.compile(r"(?:viertel|vorstadt|kiez|veedel|quartier)\Z")
_ANY_QUARTER = folded_set(
    "wohnviertel stadtviertel villenviertel bankenviertel rotlichtviertel univiertel nachbarviertel"
    " studentenviertel szeneviertel bahnhofsviertel bahnhofviertel neubauviertel regierungsviertel "
    "botschaftsviertel geschäftsviertel einkaufsviertel hauptquartier wohnquartier winterquartier "
    "nachtquartier ferienquartier notquartier vorstadt dreiviertel kneipenviertel altbauviertel "
    "nachbarkiez kiez viertel quartier"
)
"""What any town has."""
_HOME = re.compile(
    r"(?i)(?<!\w)(?:bin|sind|komm[ets]?n?|ge?wohnt|wohn\w*|leb(?:e|en|t|te|ten)|stamm(?:e|en|t)"
    r"|zieh(?:e|en|t)|\w*gezogen|umzug|gebürtig\w*|daheim|zuhaus\w*|wohnung\w*|zimmer|wg"
    r"|kund(?:e|in)|familie|adresse|haus)(?: [^\W\d_]+){0,4}? \Z"
)
# ausm Wedding, aus dem Gallus, im Prenzlberg
_WITH_ARTICLE = re.compile(
    rf"(?i:(?P<short>aus['’]?m)|aus de[mr]|im|in der|vom|in die|auf de[mr])"
    rf" (?P<name>{CAPITAL})(?![\w-])"
)
_ARTICLE_HEADS = heads_of(whole=word_set("ausm aus im in vom auf"))
_ARTICLE_CUE = cue(
    whole=("ausm", "m"),
    test=lambda _, form: form in _QUARTERS or _QUARTER_ENDS.search(form) is not None,
)
# aus nem kleinen Kaff, Hohenfelde
_VILLAGE_WORDS = word_set(
    "kaff kuhkaff nest dorf kuhdorf dörfchen dörfli dorfl örtchen ort ortschaft städtchen "
    "kleinstadt weiler gemeinde ortsteil stadtteil viertel bezirk vorort nachbarort siedlung "
    "städtle"
)
_VILLAGE_NAMED = re.compile(
    rf"(?i:{'|'.join(sorted(_VILLAGE_WORDS))})"
    r"(?P<said>,? (?i:namens|genannt|mit (?:dem )?namen|(?:da|de)?[sr]?(?:heißt|heisst)"
    r"|(?:das|der|die|es|er|welches) (?:heißt|heisst|nennt sich)|nennt sich)|,|:| \(| –| -"
    r"|(?<=teil)(?= )|(?<=gemeinde)(?= ))"
    rf" ?(?P<name>{_PLACE})(?![\w-])"
)
_VILLAGES = heads_of(whole=_VILLAGE_WORDS)
# Egglkofen, falls euch das was sagt
_LITTLE_KNOWN = re.compile(
    rf"(?P<name>{_PLACE})(?:,| \(| –| -)? ?(?i:(?:falls|wenn|sofern|ob|wers|wer) [^.!?\n]{{0,40}}?"
    r"(?:sagt|kennt|kennen|kennst|gehört hab(?:t|en)|bekannt)"
    r"|(?:kennt|kennen|kennst) (?:ihr|sie|du|man|eh|wohl|kaum|vermutlich|wahrscheinlich|bestimmt"
    r"|keiner|niemand|kein|sicher)"
    r"|(?:sagt|sagen) (?:euch|ihnen|dir|wohl|vermutlich|keinem|niemandem|wahrscheinlich)"
    r"|(?:das |wo )?(?:ist|is|liegt) (?:gleich |kurz |direkt |ganz )?(?:bei|nahe|in der nähe"
    r"|zwischen|hinter|neben|vor|südlich|nördlich|östlich|westlich)(?= \w)"
    r"|(?:ein |so ein )?(?:kleines |winziges |verschlafenes )?(?:kaff|nest|kuhdorf|örtchen"
    r"|städtchen|dörfchen))(?!\w{3})"
)
_LED_TO = re.compile(
    r"(?:\A|(?<=[.!?\n]) ?|(?i:aus|in|bei|nach|nähe|raum|heißt|wohne|kommen|komme)[ :]|: ?)\Z"
)
_LITTLE_CUE = cue(
    whole=word_set(
        "sagt sagen kennt kennen kennst bekannt gehört bei nahe nähe zwischen hinter neben vor "
        "südlich nördlich östlich westlich kaff nest kuhdorf örtchen städtchen dörfchen"
    )
)
_LITTLE_HEADS_CUE = cue(
    whole=word_set("falls wenn sofern ob wers wer kennt kennen kennst sagt sagen ist is liegt")
    | word_set("kaff nest kuhdorf örtchen städtchen dörfchen")
)
# Egglkofen! – Ausm Kaff bei Plön
_ALONE = re.compile(
    r"\s*(?:(?i:ja|also|hier|ähm|na|hm|gern|gerne),? )?(?i:(?:in|aus|bei|nähe|nach|raum|ausm|von"
    r"|wohne in|komme aus|wir sind aus|bin aus|sind in|bin in) )?"
    r"(?P<name>[^\W\d_]{3,}(?:[ -][^\W\d_]+){0,2}?)"
    r"(?: (?:bei|an der|am|im) [A-ZÄÖÜ]\w+)?(?i:,? (?:bitte|danke|warum|wieso))?"
    r"(?:[ .!?,;)]*(?:[^\w\s,.\ufffc]{1,6})?\s*\Z|[.!] (?=[A-ZÄÖÜ]))"
)
_LONGEST_ANSWER = 160
# Gostenhof oder südstadt
_QUARTER = (
    r"(?i:(?:nord|süd|ost|west|alt|neu|innen|ober|unter)stadt)(?:-(?i:nord|süd|ost|west|mitte))?"
)
_BESIDE = re.compile(
    rf",?(?: oder| und| bzw\.?|,| /|/| or) ?(?i:in (?:der )?)?(?P<name>{_QUARTER})(?![\w-])"
)
_BEFORE = re.compile(rf"(?P<name>{_QUARTER})(?=,?(?: oder| und| bzw\.?|,| /|/) ?(?:in )?{MASKED})")
_IN_QUARTER = re.compile(rf"(?i:in(?: der)?) (?P<name>{_QUARTER})(?![\w-])")
_QUARTER_CUE = cue(
    test=lambda _, form: (
        re.fullmatch("(?:nord|sud|ost|west|alt|neu|innen|ober|unter)stadt", form) is not None
    )
)
_QUARTER_HEADS = heads_of(
    test=lambda word, _: re.fullmatch(_QUARTER.partition("(?:-")[0], word) is not None
)
_IN = heads_of(whole=("in",))
# als Wohnort Emmenbrücke angegeben; hier steht jedoch Hochdorf
_ENTRIES = word_set(
    "wohnort wohnsitz geburtsort lieferort heimatort hauptwohnsitz zweitwohnsitz nebenwohnsitz "
    "meldeort zustellort abholort zielort ort wohnsitzgemeinde wohngemeinde gemeinde bürgerort"
)
_ENTERED_HEADS = heads_of(whole=_ENTRIES)
_ENTERED = re.compile(
    rf"(?i:{'|'.join(sorted(_ENTRIES))}) (?:(?i:ist|war|als|mit|noch|immer noch|weiterhin) ){{0,2}}"
    rf"[\"„“»]?(?P<name>{_PLACE})"
    r"[\"“”«]? (?i:angegeben|eingetragen|genannt|angeführt|hinterlegt|gespeichert|vermerkt|notiert"
    r"|erfasst|geführt|gemeldet|registriert|drin|aufgeführt|ausgewiesen|statt|und nicht|anstatt"
    r"|anstelle|steht|stehen|lautet|gestanden|benannt)(?!\w)"
)
_RATHERS = word_set(
    "jedoch aber dagegen hingegen allerdings statt anstatt stattdessen sondern weiterhin nicht "
    "noch nur plötzlich"
)
_RATHER_HEADS = heads_of(whole=_RATHERS)
_RATHER = re.compile(
    rf"(?i:{'|'.join(sorted(_RATHERS))})"
    r"(?: (?i:noch|nur|immer|in|auf|nach|weiterhin|mehr|einfach))*"
    rf" (?:[\"„“»])?(?P<name>{_PLACE})(?![\w-])"
)
CUES = one_of(
    _VILLAGES.cue,
    (_ARTICLE_CUE, _ARTICLE_HEADS.cue),
    (_LITTLE_CUE, _LITTLE_HEADS_CUE, CAPITAL_HEADS.cue),
    _ENTERED_HEADS.cue,
    _QUARTER_CUE,
    CLEAR_TOWN,
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Places by how people say in passing that they live there."""
    cues = cues_in(text)
    found: list[re.Match[str]] = []
    if cues & _ARTICLE_CUE:
        found += _quarters(text)
    if cues & _VILLAGES.cue:
        found += (m for m in at_words(_VILLAGE_NAMED, text, _VILLAGES) if _is_village(m))
    if cues & _LITTLE_CUE and cues & _LITTLE_HEADS_CUE:
        found += _little_known(text)
    if len(text) < _LONGEST_ANSWER and cues & CLEAR_TOWN:
        alone = _ALONE.match(text)
        found += [alone] if alone is not None and _is_known(alone["name"]) else []
    if cues & _QUARTER_CUE:
        found += _beside(text)
    if cues & _ENTERED_HEADS.cue:
        found += _entered(text)
    return (Span(*match.span("name"), "TOWN") for match in found)


def _quarters(text: str) -> Iterator[re.Match[str]]:
    """What people with an article come from or live in."""
    for match in at_words(_WITH_ARTICLE, text, _ARTICLE_HEADS):
        form = fold(match["name"])
        quarter = form in _QUARTERS or (_QUARTER_ENDS.search(form) and form not in _ANY_QUARTER)
        if not quarter and not (match["short"] and _could_be_place(match["name"])):
            continue
        before = text[max(0, match.start() - 40) : match.start()]
        answer = match["short"] and not before.rstrip().strip(",.!")
        if answer or _HOME.search(before):
            yield match


def _could_be_place(name: str) -> bool:
    """Whether a word behind "ausm" may be a quarter: no noun, no region."""
    form = fold(name)
    if form in REGIONS or form in countries() or form.endswith(_REGION_ENDS):
        return False
    return could_be_name(name) or begins_clear_town(form)


_REGION_ENDS = ("land", "tal", "gebiet", "kreis", "pott", "gau", "bergische", "wald")


def _is_village(match: re.Match[str]) -> bool:
    """Whether a village's name stands behind the word for one: behind a comma, a likely one."""
    first = match["name"].split()[0]
    if not match["said"]:
        return could_be_name(first) and fold(first) not in given()
    if match["said"][-1].isalpha():
        return fold(first) not in plain_words()
    return _is_town(match["name"]) or (could_be_name(first) and fold(first) not in given())


def _is_town(name: str) -> bool:
    """Whether a name or its first word is a known town's and nothing else."""
    forms = _forms(name)
    return is_clear_town(forms) or is_clear_town(forms[:1])


def _is_known(name: str) -> bool:
    """Whether all of an answer is a known town, and no word or name besides."""
    forms = _forms(name)
    return is_clear_town(forms) and forms[0] not in given()


def _forms(name: str) -> tuple[str, ...]:
    return tuple(map(fold, re.findall(r"[^\W\d_]+", name)))


def _little_known(text: str) -> Iterator[re.Match[str]]:
    """Places of which somebody doubts that they are known."""
    for match in at_words(_LITTLE_KNOWN, text, CAPITAL_HEADS):
        lead = _LED_TO.search(text, max(0, match.start() - 12), match.start())
        if lead is not None and (
            _is_town(match["name"])
            or (lead[0][:1].isalpha() and could_be_name(match["name"].split()[0]))
        ):
            yield match


def _beside(text: str) -> Iterator[re.Match[str]]:
    """Quarters that every town has, beside a town or where somebody lives."""
    yield from at_places(_BESIDE, text, mask_ends(text))
    yield from at_words(_BEFORE, text, _QUARTER_HEADS) if MASKED in text else ()
    for match in at_words(_IN_QUARTER, text, _IN):
        if _HOME.search(text, max(0, match.start() - 40), match.start()):
            yield match


def _entered(text: str) -> Iterator[re.Match[str]]:
    """Places of residence that were entered, and what stands there instead."""
    told = [m for m in at_words(_ENTERED, text, _ENTERED_HEADS) if _is_no_noun(m["name"])]
    yield from told
    if told or (MASKED in text and not words_of(text).isdisjoint(_ENTRIES)):
        for match in at_words(_RATHER, text, _RATHER_HEADS):
            if _is_town(match["name"]):
                yield match


def _is_no_noun(name: str) -> bool:
    first = fold(name.split(maxsplit=1)[0])
    return first not in plain_words() and first not in listed_nouns()
