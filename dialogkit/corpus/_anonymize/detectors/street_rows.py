"""Streets in a row of an address: after a yard's number, behind a house's name, before a town."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import DIGIT, MASK, ROW, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    brands,
    company,
    fold,
    folded_set,
    given,
    is_noun,
    ordinary,
    plain_words,
    towns,
    word_set,
)

__all__ = ["CUES", "find"]

_CAP = r"[A-ZÄÖÜ][a-zäöüß'’-]+"
# bitte An der alten Mühle, D-54290 Trier: an adjective in lower case inside the name
_PLACE = re.compile(
    r"(?P<first>[A-Za-zÄÖÜäöü])(?:(?<=[Aa])(?:m|n de[rn]|uf de[rmn])|(?<=[Ii])(?:m|n de[rn])"
    r"|(?<=[Zz])(?:um|ur|u den)|(?<=[Uu])nter(?: de[rn]|m)|(?<=[Hh])inter(?: de[rmn]|m)"
    r"|(?<=[Vv])or(?: de[rm]|m)|(?<=[Bb])ei(?:m| de[rn])|(?<=[ÜüOo])b(?:er(?: de[rn]|m)| der)"
    r"|(?<=[Nn])eben (?:der|dem)) (?P<adjective>[a-zäöüß]{2,}e[nmr]) "
    r"(?P<noun>[A-ZÄÖÜa-zäöü][a-zäöüß-]{2,})(?P<house>,? \d{1,3}(?: ?[a-h])?)?(?![\w-])"
)
_PLACE_HEADS = heads_of(
    whole=word_set(
        "am an auf im in zum zur zu unter unterm hinter hinterm vor vorm bei beim über überm ober "
        "ob neben"
    )
)
_INSIDE = re.compile(r"[a-zäöüß,:;(] \Z")
_ROW_AFTER = re.compile(rf"(?:,? ?\n|, | in | - | – )?(?=(?<=[ \n,]){MASKED})")
_CLOSED = re.compile(r"[,.;:!?)\n]|$| in | und | bei ")
_NO_ADJECTIVE = folded_set(
    "nächsten letzten ersten zweiten dritten vierten kommenden vergangenen folgenden gleichen "
    "selben anderen ganzen beiden übrigen jeweiligen meisten besten schlimmsten aktuellen diesen "
    "jedem jeden eigenen zuletzt weiteren einen keinen meinen seinen ihren unseren vielen wenigen "
    "einigen mehreren allen heutigen gestrigen schönsten liebsten späten frühen selber unserer "
    "meiner deiner seiner ihrer eurer dieser jener jeder einer keiner aller solcher welcher "
    "zehnten unter neben über anliegenden beigefügten genannten besagten"
)
_SPATIAL = folded_set(
    "alten neuen hohen langen kurzen breiten kleinen großen grossen hinteren vorderen oberen "
    "unteren mittleren äußeren inneren tiefen krummen steilen grünen roten weißen schwarzen "
    "goldenen schönen stillen heiligen lieben dürren kalten warmen wilden roten blauen"
)
_TIMES = folded_set(
    "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai "
    "juni juli august september oktober november dezember tag tage tagen woche wochen monat "
    "monate jahr jahre jahren moment mal fall fälle preis vertrag brief schreiben mail telefon "
    "morgen abend mittag nachmittag vormittag nacht stunde minute anfang ende stelle seite weise "
    "form regel sinne zustand laden filiale markt kundenkonto konto bestellung rechnung sendung "
    "paket gerät adresse wohnung haus zimmer raum schrank keller auto dank name namen umständen "
    "umstände bedingungen voraussetzungen versuch anlauf termin gruß grüßen hoffnung wunsch"
)
# Yard 3, Saltmarsh Road; Halle 7, Industriestraße
_PREMISES = word_set(
    "yard garage shed arch arches block dock bay berth stall warehouse works depot gate pier "
    "hangar site kiosk shop store office studio suite unit units cabin lager halle tor werk lot "
    "plot flat apartment apt building tower workshop barn stable hut rampe gebäude garagenhof "
    "werkstatt atelier büro laden parzelle stellplatz lagerhalle werkhalle box lockup hof einheit "
)
_EN_KIND = (
    "Street|Road|Lane|Avenue|Close|Crescent|Terrace|Drive|Way|Court|Place|Square|Row|Hill|Mews"
    "|Walk|Grove|Gardens|Green|Parade|Quay|Wharf|Yard|Rise|Boulevard|St|Rd|Ln|Ave|Blvd|Estate|Park"
    "|Brow|Bank|Side|End|View|Embankment|Esplanade|Approach|Wynd|Gate|Fold|Drove|Highway|Parkway"
)
_STREET = (
    rf"(?:(?:\d{{1,4}}[a-z]?,? )?(?:[A-Z][\w'’]+ ){{1,3}}(?:{_EN_KIND})"
    r"|(?:[A-ZÄÖÜ][\w.]+-){0,3}[A-ZÄÖÜ][\wäöüß]+-?(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.|[Ww]eg|[Gg]asse"
    r"|[Aa]llee|[Pp]latz|[Dd]amm|[Uu]fer|[Rr]ing|[Kk]ai)(?: \d{1,3}(?: ?[a-h])?)?)(?![\w-])"
)
_PREMISE = re.compile(
    rf"(?i:{'|'.join(sorted(_PREMISES, key=len, reverse=True))})(?: (?i:no|nr|number)\.?)?"
    rf" (?:\d{{1,4}}[a-zA-Z]?|[A-Z]\d{{0,2}})(?:,|,? ?\n|,? in) ?{_STREET}"
)
_PREMISE_HEADS = heads_of(whole=_PREMISES)
# the house is Thornfield, Back Lane
_NAMED_HOUSE = re.compile(
    r"(?i:house|home|cottage|farm|property|bungalow|place|address|live at|lives at|living at"
    r"|lived at|deliver to|sent to|send to)(?i:(?: name)?(?: is|['’]s| was|:)?"
    r"(?: called| named| simply| just| only| still| now)?),? "
    rf"(?P<name>(?:The )?(?P<noun>[A-ZÁÉÍÓÚ][\w'’-]+)(?: [\wÁÉÍÓÚáéíóú'’-]+){{0,2}}?, {_STREET})"
)
_NAMED_HOUSE_HEADS = heads_of(
    whole=word_set(
        "house home cottage farm property bungalow place address live lives living lived deliver "
        "sent send"
    )
)
# GPO Box 41, Locked Bag 7, Packstation 147
_BOX = re.compile(
    r"(?i:(?:g\.?p\.?o\.?|po|cmb) box|(?:locked|private|private mail|mail) bag(?: x)?|pmb|cmb|rmb"
    r"|rsd|reply paid|freepost|(?:dhl[- ])?(?:packstation|paketstation|postfiliale)(?: nr\.?)?"
    r"|postlagernd)(?:,? |: )#?\d{1,6}(?: \d{2,4})?(?!\w)"
)
_BOX_HEADS = heads_of(
    whole=word_set(
        "gpo g po cmb locked private mail pmb rmb rsd reply freepost dhl packstation paketstation "
        "postfiliale postlagernd"
    )
)
_LARGE_CUE = cue(
    cased=word_set(
        "Am An Auf Im In Zum Zur Zu Unter Unterm Hinter Hinterm Vor Vorm Bei Beim Über Überm "
        "Ober Oberm Ob Neben"
    )
)
"""What begins a place that nothing masked is behind."""
_ADJECTIVE_CUE = cue(
    test=lambda word, form: (
        len(word) > 3
        and word[0].islower()
        and word.endswith(("en", "em", "er"))
        and form not in _NO_ADJECTIVE
    )
)
# Apt 14, Block C, The Tannery
_BLOCK = re.compile(
    r"(?i:apt|apartment|flat|unit|suite|studio)\.? ?\d{1,4}[A-Za-z]?,? (?i:block|building|tower"
    r"|core|wing) (?:\d{1,2}|[A-Z])(?:, (?:The )?[A-Z][a-z'’]+(?: [A-Z][a-z'’]+)?)?(?![\w-])"
)
_BLOCK_HEADS = heads_of(whole=word_set("apt apartment flat unit suite studio"))
# High Street, Lavenham: one of hundreds, unless the town stands behind it
_COMMON = re.compile(
    r"(?:High|Main|Back|Front|Side|Church|Market|Station|Mill|New|Old|Long|North|South|East|West)"
    rf" (?:Street|St|Road|Rd|Lane|Ln)(?=,? \n?{MASKED}|, (?P<town>[A-Z][a-z]{{3,}})(?![\w-]))"
)
_COMMON_HEADS = heads_of(
    whole=word_set(
        "high main back front side church market station mill new old long north south east west"
    )
)
# 7 between a street and a town
_NUMBER_LEFT = re.compile(rf"(?<={MASKED} )\d{{1,3}}(?: ?[a-h])?(?=,? ?\n ?{MASKED}|, {MASKED})")
# Schulweg 2, Bad Zwesten; Sheep Street in Aldwick
_ROADS = (
    r"(?:Street|Road|Lane|Avenue|Close|Crescent|Terrace|Drive|Way|Place|Square|Row|Hill|Mews|Walk"
    r"|Grove|Gardens|Parade|Quay|Wharf|Yard|Rise|Boulevard|St|Rd|Ln|Ave|Blvd|Brow|Wynd|Highway)"
)
_WAYS = r"(?:stra(?:ß|ss)e|str|weg|gasse|allee|platz|damm|ufer|ring|chaussee)"
_TOWN_AFTER = re.compile(
    rf"(?:(?i:\w+{_WAYS}|{_WAYS})\.?,? \d{{1,4}}(?: ?[a-h](?!\w))?(?:,| in|,? ?\n)"
    rf"|{_ROADS}\.?(?:,| in)) ?(?P<town>(?:Bad |Sankt |St\.? |Great |Little |Upper |Lower |Groß "
    r"|Klein )?[^\W\d_]{4,}(?:-[A-ZÄÖÜ][^\W\d_]+)?)(?=[.,;:!?)\n]|$| (?:geliefert|zugestellt|is"
    r"|ist|and|und|was|war|but|aber|gekauft|hat|has))"
)
_ROAD_END = re.compile(rf"{_ROADS}\Z|(?i:.*{_WAYS}\Z)")
_STREET_HEADS = heads_of(test=lambda word, _: _ROAD_END.match(word) is not None)
# Die Straße heißt Eschenhöh
_SAID = re.compile(
    rf"(?i:straße|strasse|gasse|weg|siedlung|hof|haus|anwesen)(?: \w+)? (?:heißt|heisst|nennt sich)"
    rf"(?: so:)? [\"„“]?(?P<name>{_CAP}(?: {_CAP})?)(?![\w-])"
)
_SAID_HEADS = heads_of(whole=word_set("straße strasse gasse weg siedlung hof haus anwesen"))
_SAID_CUE = cue(whole=("heißt", "heisst", "nennt"))
_COMMON_CUE = cue(cased=word_set("Street St Road Rd Lane Ln"))
_KINDS = frozenset(_EN_KIND.split("|"))
_STREET_CUE = cue(
    test=lambda word, _: (
        word in _KINDS
        or word.endswith(
            (
                *("traße", "trasse", "tr", "eg", "asse", "llee", "latz", "amm", "fer", "ing"),
                "ai",
            )
        )
    )
)
"""What `_STREET` ends with."""
_PLAIN_CUE = _BLOCK_HEADS.cue | _BOX_HEADS.cue | _PREMISE_HEADS.cue
CUES = one_of(
    _STREET_HEADS.cue,
    (MASK | _LARGE_CUE, _ADJECTIVE_CUE, _PLACE_HEADS.cue),
    (_STREET_CUE, _NAMED_HOUSE_HEADS.cue),
    (_SAID_CUE, _SAID_HEADS.cue),
    (_COMMON_CUE, _COMMON_HEADS.cue),
    (DIGIT, _PLAIN_CUE | ROW),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Places with an adjective, premises before a street, houses with names, boxes."""
    cues = cues_in(text)
    if cues & (MASK | _LARGE_CUE) and cues & _ADJECTIVE_CUE and cues & _PLACE_HEADS.cue:
        matches = in_order(at_words(_PLACE, text, _PLACE_HEADS))
        yield from (Span(*m.span(), "STREET") for m in matches if _is_place(text, m))
    yield from _named(text, cues)
    for pattern, heads in _PLAIN if cues & DIGIT and cues & _PLAIN_CUE else ():
        yield from (Span(*m.span(), "STREET") for m in at_words(pattern, text, heads))
    if cues & ROW and cues & DIGIT:
        yield from (Span(*m.span(), "STREET") for m in _NUMBER_LEFT.finditer(text))
    if cues & _STREET_HEADS.cue:
        yield from _towns_after(text)


def _named(text: str, cues: int) -> Iterator[Span]:
    """Houses with a name and a street, and streets that every town has."""
    houses = cues & _STREET_CUE and in_order(at_words(_NAMED_HOUSE, text, _NAMED_HOUSE_HEADS))
    for match in houses or ():
        first = fold(match["noun"])
        if first not in company() and first not in brands() and first not in _NO_HOUSE:
            yield Span(*match.span("name"), "STREET")
    for match in at_words(_SAID, text, _SAID_HEADS) if cues & _SAID_CUE else ():
        name = fold(match["name"])
        if name not in ordinary() and name not in brands():
            yield Span(*match.span("name"), "STREET")
    for match in at_words(_COMMON, text, _COMMON_HEADS) if cues & _COMMON_CUE else ():
        if match["town"] is None or fold(match["town"]) in towns():
            yield Span(*match.span(), "STREET")


_PLAIN = ((_BLOCK, _BLOCK_HEADS), (_BOX, _BOX_HEADS), (_PREMISE, _PREMISE_HEADS))
"""Patterns with a number in them, and the words they begin with."""


def _towns_after(text: str) -> Iterator[Span]:
    """What follows a street by a comma or "in", if it is nothing else."""
    for match in at_words(_TOWN_AFTER, text, _STREET_HEADS):
        town = match["town"]
        last = fold(town.split()[-1])
        known = last in towns() and last not in plain_words()
        unknown = town[0].isupper() and not (
            last in plain_words() or last in given() or (is_noun(last) and town == town.split()[0])
        )
        if known or unknown:
            yield Span(*match.span("town"), "TOWN")


_NO_HOUSE = word_set("yes no please hello hi thanks the a my our your mr mrs ms dr")


def _is_place(text: str, match: re.Match[str]) -> bool:
    """Whether a place is named: by its capital inside a sentence, or by the town behind it."""
    adjective, noun = fold(match["adjective"]), fold(match["noun"])
    if adjective in _NO_ADJECTIVE or noun in _TIMES:
        return False
    row = _ROW_AFTER.match(text, match.end()) is not None
    if not match["first"].isupper() or match["noun"][0].islower():
        return row and adjective in _SPATIAL and _names_place(noun)
    if _INSIDE.search(text, max(0, match.start() - 2), match.start()) is None:
        return row and (adjective in _SPATIAL or not is_noun(noun))
    if row or match["house"]:
        return True
    closed = _CLOSED.match(text, match.end()) is not None
    return closed and (_names_place(noun) or (noun not in ordinary() and not is_noun(noun)))


_ENDS = re.compile(
    r"(?:markt|muhle|bach|park|bahnhof|kirche|schule|wald|see|berg|feld|anger|graben|garten|tor"
    r"|brucke|teich|ufer|linden?|eichen?|birken?|buchen?|tannen?|erlen|weiden|wiesen?|hof|platz"
    r"|brunnen|hang|grund|rain|winkel|hugel|damm|deich|kamp|mauer|schloss|burg|dorf|aue|heide|stein"
    r"|ried|moor|weiher|tal|steig|zeile|breite|leite|halde|garten|hohe|kreuz|rathaus|friedhof"
    r"|kapelle|kloster|hafen|wehr|zoll|born|quelle|bogen|eck|busch|acker|aussicht|post|schmiede"
    r"|ziegelei|gasse|weg|allee|turm|kanal|fahre|schleuse|molkerei|brauerei|warte|kaserne)$"
)


def _names_place(noun: str) -> bool:
    return _ENDS.search(noun) is not None
