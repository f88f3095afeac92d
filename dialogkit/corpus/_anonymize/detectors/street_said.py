"""Streets as people say them: called so, without a number, with one in words, behind a house."""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import DIGIT, MASK, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    company,
    fold,
    folded_set,
    is_noun,
    ordinary,
    plain_words,
    word_set,
)

__all__ = ["CUES", "find"]

_CAP = r"[A-ZÄÖÜ][a-zäöüß'’-]+"
_PREP = (
    r"(?:Am|An der|An den|Auf der|Auf dem|Auf den|Im|In der|In den|Zum|Zur|Zu den|Unter den"
    r"|Unter der|Hinter der|Hinter dem|Hinterm|Vor dem|Vor der|Vorm|Bei der|Beim|Über der|Ober der"
    r"|Neben der|Zwischen den)"
)
# Unsere Adresse ist Am Sportplatz; Straße: Zum Steinbruch
_TOLD = re.compile(
    r"(?:\w*[Aa]dresse|\w*[Aa]nschrift|[Ss]tra(?:ß|ss)e|[Ww]ohnort|[Ww]ohne|[Ww]ohnt|[Ww]ohnen"
    r"|[Ww]ohnhaft)(?: (?:ist|lautet|heißt|jetzt|nun|ab|wird|wäre|war))*:? "
    rf"(?P<name>{_PREP} (?:{_CAP} )?{_CAP})(?![\w-])"
)
_TOLD_HEADS = heads_of(
    word_set("straße strasse wohnort wohne wohnt wohnhaft"),
    test=lambda word, _: word.lower().endswith(("adresse", "anschrift")),
)
# the street is Harbour View; the lane they call Back o' the Hill
_CALLED = re.compile(
    r"(?i:street|road|lane|track|alley|close|house|cottage|building|estate)(?i: name)?"
    r"(?i:(?: (?:that|which))?(?: (?:they|we|people|you|everybody|locals))?(?: is| was)?"
    r" (?:call|calls|called|named|is|was|know as|known as))"
    r"(?: the)? [\"“'‘]?(?P<name>[A-Z][a-z'’]+(?:(?: (?:o['’]|of|in|on|upon))?(?: the)?"
    r" [A-Z][a-z'’]+){1,3})(?![\w-])"
)
_CALLED_HEADS = heads_of(
    whole=word_set("street road lane track alley close house cottage building estate")
)
# on Cable St, along Fore St.
_SHORT = re.compile(
    r"(?i:on|at|in|off|along|down|up|from|to|near|by|of|behind|outside|and|entrance on) "
    r"(?P<name>(?:[A-Z][a-z'’]+ ){1,2}(?:St|Dr|Ct|Pl|Sq|Cl|Ter|Gdns|Gr|Pde|Cres|Blvd|Pkwy|Hwy))"
    r"\.?(?=[,;:!?)\n]| [a-z(]|\.?\s|\.?$)(?! [A-Z])"
)
_SHORT_HEADS = heads_of(
    whole=word_set(
        "on at in off along down up from to near by of behind outside and round past opposite "
        "beyond entrance"
    )
)
_SHORT_CUE = cue(cased=word_set("St Dr Ct Pl Sq Cl Ter Gdns Gr Pde Cres Blvd Pkwy Hwy"))
# on Cooper's Alley, along the Embankment
_PLACED = re.compile(
    r"(?P<lead>(?i:on|at|in|off|of|along|down|up|from|to|near|by|behind|outside|and|round|past"
    r"|opposite|beyond))(?: the)? "
    r"(?P<name>(?:[A-Z][a-z'’]+ ){1,3}(?:Alley|Arcade|Embankment|Esplanade|Quay|Wharf|Wynd|Passage"
    r"|Steps|Bank|View|Approach|Chase|Rise|Way|Walk|Hill|Row|Side|Brow|Croft|Fold|Mead|Vale"
    r"|Cottages"
    r"|Villas|Maltings|Almshouses|Buildings|Mews|Reach))"
    r"(?![\w-])"
)
_PLACED_CUE = cue(
    cased=word_set(
        "Alley Arcade Embankment Esplanade Quay Wharf Wynd Passage Steps Bank View Approach Chase "
        "Rise Way Walk Hill Row Side Brow Croft Fold Mead Vale Cottages Villas Maltings Almshouses "
        "Buildings Mews Reach"
    )
)
_ONE_WORD = re.compile(
    r"(?i:stop by|stop at|walk(?:ed|ing)? (?:up|down|along)|turn(?:ed|ing)? into|parked (?:on|in)"
    r"|junction of|corner of|live(?:s|d)? (?:on|in|off)|entrance on|accident on) (?:the )?"
    r"(?P<name>[A-Z][a-z]{3,}(?:walk|gate|side|way|row|hill|bank|ridge|fields?|street|end|croft))"
    r"(?![\w-])"
)
_ONE_WORD_HEADS = heads_of(
    word_set("walked walking turned turning"),
    whole=word_set("stop walk turn parked junction corner live lives lived entrance accident"),
)
# No. 7 The Crescent
_NUMBERED = re.compile(
    r"(?i:no\.?|nr\.?|number|nummer) ?\d{1,4}[a-z]?,? (?:[Tt]he )?(?:[A-Z][a-z'’]+ ){0,2}"
    r"[A-Z][a-z'’]{3,}(?![\w-])"
)
_NUMBERED_HEADS = heads_of(whole=word_set("no nr number nummer"))
_KIND_END = re.compile(
    r"(?:street|road|lane|close|crescent|row|gardens?|grove|hill|mews|rise|view|walk|terrace"
    r"|avenue|drive|place|square|way|court|green|park|gate|maltings|cottages?|orchard|paddock"
    r"|meadows?|limes|laurels|firs|elms|oaks|pines|willows|beeches|hollies|hawthorns)$"
)
# goethestraße siebzehn; twenty two Fisher Street
_UNIT = "eins?|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun"
_WORDS = (
    rf"(?:(?:(?:{_UNIT})und)?(?:zwanzig|dreißig|dreissig|vierzig|fünfzig|sechzig|siebzig|achtzig"
    rf"|neunzig)|zehn|elf|zwölf|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|hundert|{_UNIT})"
)
_IN_WORDS = re.compile(
    r"(?:[^\W\d_]{3,30}(?:stra(?:ß|ss)e|weg|gasse|allee|platz|ring|damm|ufer|steig|pfad))"
    rf"(?: nummer)? {_WORDS}(?:(?: ?und)? ?{_WORDS})?(?: [a-e])?(?![\w-])",
    re.IGNORECASE,
)
_IN_WORDS_HEADS = heads_of(
    test=lambda word, _: word.lower().endswith(
        ("straße", "strasse", "weg", "gasse", "allee", "platz", "ring", "damm", "ufer", "steig")
    )
)
_EN_UNIT = "one|two|three|four|five|six|seven|eight|nine"
_EN_WORDS = (
    rf"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:{_EN_UNIT}))?"
    r"|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    rf"|(?:a|one|two|three) hundred(?: and)?(?: \w+)?|{_EN_UNIT})"
)
_EN_IN_WORDS = re.compile(
    rf"{_EN_WORDS}(?:[ab]| [ab])?,? (?:[A-Z][a-z'’]+ ){{1,3}}(?:Street|Road|Lane|Avenue|Close"
    r"|Drive|Court|Terrace|Crescent|Gardens|Grove|Hill|Row|Walk|Way|Place|Square|Mews|Rise|View)"
    r"(?![\w-])"
)
_EN_IN_WORDS_HEADS = heads_of(
    word_set("thirteen fourteen fifteen sixteen seventeen eighteen nineteen"),
    whole=word_set(
        "twenty thirty forty fifty sixty seventy eighty ninety ten eleven twelve a one two three "
        "four five six seven eight nine"
    ),
)
# Schützenstr, die 18
_CUT = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{2,}str(?=[ ,;:!?)\n]|$)")
_CUT_HEADS = heads_of(test=lambda word, _: len(word) > 5 and word.endswith("str"))
# am Fischerkai, über den Gänsemarkt, an der Haltestelle Rosenweg
_WAY = re.compile(
    r"(?i:am|vom|zum|beim|(?:an|auf|über|vor|hinter|neben) (?:de[rnm]|die)|bis zum|haltestelle"
    r"|bushaltestelle|station|objekt|filiale|standort|abholort|hausnummer|grundstück|anwesen"
    r"|gegend|viertel|siedlung) "
    r"(?P<name>[A-ZÄÖÜ][a-zäöüß]{2,}(?:-[A-ZÄÖÜ][a-zäöüß]+)*-?(?:kai|quai|markt|platz|[Ww]eg|damm"
    r"|stieg|twiete|chaussee|promenade|gürtel|zeile|steg))(?![\w-])"
)
_WAY_HEADS = heads_of(
    whole=word_set(
        "am vom zum beim an auf über vor hinter neben bis haltestelle bushaltestelle station "
        "objekt filiale standort abholort hausnummer grundstück anwesen gegend viertel siedlung"
    )
)
_WAY_CUE = cue(
    test=lambda word, _: word.lower().endswith(
        (
            *("kai", "quai", "markt", "platz", "weg", "damm", "stieg", "twiete", "chaussee"),
            *("promenade", "gürtel", "zeile", "steg"),
        )
    )
)
_NO_WAY = re.compile(
    r"(?i)^\w*(?:super|floh|wochen|weihnachts|bau|arbeits|getränke|elektro|drogerie|fach|finanz"
    r"|jahr"
    r"|bio|garten|möbel|teppich|fisch|kunst|aktien|wohnungs|schwarz|lebensmittel|verbrauchs"
    r"|discount|handwerker|christkindl?s?|bauern|media|binnen|massen|immobilien|gebraucht(?:wagen)?"
    r"|auto|trödel|advents|heimwerker|sb-?|mitmach|stellen|energie|strom|welt|haus)markt$"
    r"|^(?:park|sitz|steh|liege|arbeits|spiel|sport|fußball|tennis|flug|camping|zelt|stell|lager"
    r"|rast|bau|bolz|grill|markt|schul|studien|kita|ausbildungs|wohnmobil|golf|fest|reit|hunde"
    r"|schieß|wickel|lade|ablage|schlaf|fenster|dreh|treff|abstell|umschlag|praktikums|anlege|ess"
    r"|exerzier|richt|trainings|ehren|stamm|tauch|start|lande|stand|warte|schau|kampf|brenn)"
    r"(?:s|en|n)?-?platz$"
    r"|^(?:um|rück|heim|hin|her|aus|feld|rad|geh|fuß|schul|arbeits|versand|rechts|dienst|wander"
    r"|flucht|rettungs|wald|park|zufahrts|bürger|verkehrs|transport|liefer|seiten|haupt|fahr|reit"
    r"|kies|schleich|weit|haupt|neben|lösungs|zahlungs|mittel|halb|boot|lauf|fern|berg|zu|ab|post"
    r"|kirch|garten|anfahrts|hof|mit|durch|bahn|sack|waldwander)(?:s|en|n)?-?weg$"
    r"|^(?:boots|land|anlege|lauf|bade|fuß|holz|hände|brücken)steg$|^strandpromenade$"
    r"|^(?:menü|symbol|betreff|kopf|fuß|schluss|titel|häuser|task)?zeile$|^haus?damm$"
)
# Halde 22b; in Radolfzell, Höllturmpassage 3
_BARE = re.compile(
    r"(?:Halde|Graben|Anger|Zeil|Zeile|Rain|Wall|Hang|Gasse|Winkel|Damm|Kai|Bleiche|Breite|Höhe"
    r"|Leite|Brink|Esch|Kamp|Loh|Lohe|Aue|Ried|Moos|Bühl|Weiler|Oberdorf|Unterdorf|Mitteldorf"
    r"|Niederdorf|Gewerbepark|Industriepark|Wohnpark|Gewerbehof|Schlossgut|Gutshof|Vorstadt"
    r"|Freiheit|Domplatz|Kirchplatz|Dorf|Hof|Siedlung|Schanze|Lände)"
    r" \d{1,3}(?: ?[a-h](?!\w))?(?![\w€%]|[.,:]\d| ?(?:€|uhr|euro|meter|km|m\b|prozent|%))"
)
_BARE_HEADS = heads_of(
    whole=word_set(
        "halde graben anger zeil zeile rain wall hang gasse winkel damm kai bleiche breite höhe "
        "leite brink esch kamp loh lohe aue ried moos bühl weiler oberdorf unterdorf mitteldorf "
        "niederdorf gewerbepark industriepark wohnpark gewerbehof schlossgut gutshof vorstadt "
        "freiheit domplatz kirchplatz dorf hof siedlung schanze lände"
    )
)
_BARE_BEFORE = re.compile(
    rf"(?:[,:;\n({MASKED}] ?|\b(?i:einfach|in|an|nach|adresse|anschrift|straße|haus|wohne|wohnt"
    rf"|objekt"
    r"|statt|ist|lautet|nicht) )\Z"
)
_AFTER_TOWN = re.compile(
    rf"(?<={MASKED}), (?P<name>(?P<noun>{_CAP}) \d{{1,3}}(?: ?[a-h](?!\w))?)(?=[.;,\n)]|$)"
    r"(?![.,]\d)"
)
# Haus Abendsonne, Zum Wiesengrund 1; Hollow Farm, Mill Bank
_HOUSE_BEFORE = re.compile(
    rf"(?<![\w-])(?:Haus|Hof|Villa|Residenz|Heim|Gasthof|Pension|Wohnpark|Stift|Gut) {_CAP}"
    rf"(?: {_CAP})?(?=, {MASKED})"
)
_GUT = re.compile(rf"(?<![\w-])(?:Schlossgut|Gutshof|Gut|Hofgut|Schloss|Burg|Kloster) (?={MASKED})")
_BIS = re.compile(rf"(?<={MASKED}) (?:bis|ter|quater)(?=[,;.\n)]|$)")
_ROAD_AFTER = re.compile(
    rf"(?<={MASKED}), (?P<name>(?:[A-Z][a-z'’]+ ){{1,2}}(?:Bank|End|View|Hill|Side|Fold|Brow|Rise"
    r"|Street|Road|Lane|Way|Walk|Yard|Green|Row|Close|Park|Approach|Drove|Common))(?![\w-])"
)
_NO_HOUSE = folded_set(
    "paket bestellung rechnung auftrag nummer artikel sendung größe position seite kapitel punkt "
    "version modell tag stufe gleis kunde teil schritt phase klasse fach block zimmer wohnung haus "
    "etage stock filiale linie bus tisch kasse regal januar februar märz april mai juni juli "
    "august september oktober november dezember montag dienstag mittwoch donnerstag freitag "
    "samstag sonntag halle tor raum aufgang eingang tür top stiege erdgeschoss platz flurstück "
    "zeile reihe "
    "lager sektor gate item page room table row flat unit apt floor bay box level step chapter "
    "january february march june july october december monday tuesday wednesday thursday friday "
    "saturday sunday version model line order invoice terminal parkplatz stellplatz kita"
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Streets that are called so, named with a preposition, numbered in words, and in a row."""
    cues = cues_in(text)
    if cues & _PLAIN_CUE:
        for pattern, heads, needed in _PLAIN:
            if cues & needed:
                for match in in_order(at_words(pattern, text, heads)):
                    yield from _checked(match)
    if cues & _WAY_CUE:
        for match in in_order(at_words(_WAY, text, _WAY_HEADS)):
            name = match["name"]
            if not _NO_WAY.match(name) and fold(name) not in ordinary():
                yield Span(*match.span("name"), "STREET")
    if cues & DIGIT and cues & (_NUMBERED_HEADS.cue | _BARE_HEADS.cue):
        yield from _numbered(text)
    if cues & MASK and cues & _BESIDE_CUE:
        yield from _beside_masks(text, cues)


_PLAIN = (
    (_TOLD, _TOLD_HEADS, _TOLD_HEADS.cue),
    (_CALLED, _CALLED_HEADS, _CALLED_HEADS.cue),
    (_SHORT, _SHORT_HEADS, _SHORT_CUE),
    (_PLACED, _SHORT_HEADS, _PLACED_CUE),
    (_ONE_WORD, _ONE_WORD_HEADS, _ONE_WORD_HEADS.cue),
    (_IN_WORDS, _IN_WORDS_HEADS, _IN_WORDS_HEADS.cue),
    (_EN_IN_WORDS, _EN_IN_WORDS_HEADS, _EN_IN_WORDS_HEADS.cue),
    (_CUT, _CUT_HEADS, _CUT_HEADS.cue),
)
"""Patterns, the words they begin with, and the cue without which they find nothing."""


def _checked(match: re.Match[str]) -> Iterator[Span]:
    """The street, if its words are not all common ones or a company's."""
    group = "name" if "name" in match.re.groupindex else 0
    forms = [fold(word) for word in re.findall(r"[^\W\d_]{2,}", match[group])]
    if match.re in (_PLACED, _SHORT, _ONE_WORD):
        first = next((form for form in forms if form != "the"), "")
        if first in _NO_FIRST or not company().isdisjoint(forms[:-1]):
            return
        if forms[-1] == "bank" and match["lead"].lower() not in (
            "on",
            "off",
            "along",
            "up",
            "down",
        ):
            return
        if match.re is _PLACED and first in ordinary():
            return
    if match.re is _IN_WORDS and forms[0] in ordinary():
        return
    yield Span(*match.span(group), "STREET")


def _is_a_bank(match: re.Match[str]) -> bool:
    """Whether somebody is at one rather than on a street of that kind."""
    return match["name"].endswith("Bank") and match["lead"].lower() not in _ON


_ON = frozenset(("on", "off", "along", "up", "down"))
_NO_FIRST = word_set(
    "high main back front wrong right same next other whole this that my your our his her their no "
    "any every one two three first second third last left public open new old upper lower long "
    "short private side busy great good best monday tuesday wednesday thursday friday saturday "
    "sunday half easter christmas sesame wall abbey bourbon milky customer united dr mr mrs ms"
)


def _numbered(text: str) -> Iterator[Span]:
    for match in in_order(at_words(_NUMBERED, text, _NUMBERED_HEADS)):
        last = re.findall(r"[^\W\d_]+", match[0])[-1]
        if _KIND_END.search(last.lower()):
            yield Span(*match.span(), "STREET")
    for match in in_order(at_words(_BARE, text, _BARE_HEADS)):
        before = text[max(0, match.start() - 14) : match.start()]
        measure = match[0].split(maxsplit=1)[0] in _MEASURES
        if match[0][-1].isalpha() or (not measure and _BARE_BEFORE.search(before) is not None):
            yield Span(*match.span(), "STREET")


_MEASURES = ("Höhe", "Breite", "Zeile", "Leite", "Freiheit")
"""Kinds of streets that have numbers as something else."""


_PLAIN_CUE = functools.reduce(operator.or_, (needed for *_, needed in _PLAIN))
_GUT_CUE = cue(cased=word_set("Schlossgut Gutshof Gut Hofgut Schloss Burg Kloster"))
_BIS_CUE = cue(marks=(f"{MASKED} bis", f"{MASKED} ter", f"{MASKED} quater"))
_AFTER_CUE = cue(marks=(f"{MASKED}, ",))
_HOUSE_CUE = cue(cased=word_set("Haus Hof Villa Residenz Heim Gasthof Pension Wohnpark Stift Gut"))
_ROAD_CUE = cue(
    cased=word_set(
        "Bank End View Hill Side Fold Brow Rise Street Road Lane Way Walk Yard Green Row Close "
        "Park Approach Drove Common"
    )
)
_BESIDE = ((_HOUSE_BEFORE, _HOUSE_CUE), (_GUT, _GUT_CUE), (_BIS, _BIS_CUE))
_BESIDE_CUE = _AFTER_CUE | _HOUSE_CUE | _GUT_CUE | _BIS_CUE
CUES = one_of(
    *((heads.cue, needed) for _, heads, needed in _PLAIN),
    (_WAY_CUE, _WAY_HEADS.cue),
    (DIGIT, _NUMBERED_HEADS.cue | _BARE_HEADS.cue),
    (MASK, _BESIDE_CUE),
)


def _beside_masks(text: str, cues: int) -> Iterator[Span]:
    """What goes on an address: after its town, before its street, behind its house."""
    for pattern, needed in _BESIDE:
        if cues & needed:
            yield from (Span(*m.span(), "STREET") for m in pattern.finditer(text))
    if not cues & _AFTER_CUE:
        return
    for match in _AFTER_TOWN.finditer(text) if cues & DIGIT else ():
        form = fold(match["noun"])
        if form not in _NO_HOUSE and form not in ordinary():
            yield Span(*match.span("name"), "STREET")
    for match in _ROAD_AFTER.finditer(text) if cues & _ROAD_CUE else ():
        first = fold(match["name"].split()[0])
        if first not in _NO_FIRST and (first not in plain_words() or is_noun(first)):
            yield Span(*match.span("name"), "STREET")
