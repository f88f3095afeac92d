"""German places in small letters, cut short or told by a verb: "wohne in der hohlgass"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._amounts import MEASURES, shows_figures
from dialogkit.corpus._anonymize._compounds import NO_STREETS
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import BEHIND, DIGIT, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._regions import REGIONS
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    brands,
    common,
    company,
    fold,
    folded_set,
    given,
    is_noun,
    ordinary,
    plain_words,
    word_set,
    words_of,
)

__all__ = ["CUES", "find"]

_HOUSE = r"\d{1,3}(?: ?[a-hA-H](?!\w))?(?: ?[-–/+] ?\d{1,3})?"
_END = (
    r"(?! ?(?i:uhr|€|euro?\b|kg\b|km\b|m\b|cm\b|min|std|tage?|stunde|woche|monat|jahr|%|mal\b|x\b"
    r"|stück|stk|pakete?|personen|leute|kinder|prozent|gb\b|mb\b|grad)|[.,:]\d|\w)"
)
_PLACE_ENDS = (
    r"(?:gass|gässle|gässli|gassl|gasserl|strass|stroß|stross|wegle|wegli|äcker|acker|anger|rain"
    r"|winkel|graben|halde|leite|leiten|bühl|büel|hang|hof|höfe|brink|kamp|koppel|twiete|stieg"
    r"|steig|wisch|fleet|diek|deich|damm|horst|loh|lohe|grund|gründe|wiesen?|aue|au|ried|moos|moor"
    r"|weiher|teich|bach|mühle|tor|wall|schanze|schanz|bleiche|zeile|reihe|höhe|höh|berg|bergle"
    r"|feld|felder|garten|gärten|linde|linden|eiche|eichen|birken|tannen|erlen|blick|ruh|eck|bogen"
    r"|bruch|busch|holz|esch|warft|siel|matte|matt|weid|egg|rüti|hüsli|siedlung|kolonie|park|ufer"
    r"|hütte|hütten|schmiede|ziegelei|kapelle|kreuz|stein|stoa|burg|tal|thal|born|brunnen|quelle)"
)
_PREP = (
    r"(?:in der|in den|im|am|an der|an den|auf der|auf dem|zum|zur|unterm|hinterm|hinter der"
    r"|vor der|vorm|beim|bei der|ob der|op de[rn]?|uf de[rm]|aufm|neben der|überm|über der)"
)
# wohne in der hohlgass
_LIVES = re.compile(
    r"(?i:wohn(?:e|en|t|haft|te|ten)?|leb(?:e|en|t)|(?:um|ein|hin)?gezogen|zieh(?:e|en|t)|daheim"
    r"|zuhause|klingeln?|steh(?:e|t|en)|warte)"
    r"(?i:(?: (?:jetzt|nun|hier|noch|ja|wir|ich|mich|uns|direkt|gleich|oben|unten|ganz|gerade|grad"
    rf"|da|schon|seit \w+(?: \w+)?)){{0,3}} {_PREP}) "
    rf"(?P<name>[^\W\d_][\wäöüß-]{{2,24}}?{_PLACE_ENDS})"
    r"(?![\w-])"
)
_LIVES_HEADS = heads_of(
    word_set("wohn leb gezogen umgezogen eingezogen hingezogen zieh klingel warte"),
    whole=("stehe", "steht", "stehen", "daheim", "zuhause"),
)
# jetzt lindenhof 3, vorher Schanzäcker 12
_MOVED = re.compile(
    r"(?i:jetzt|nun|vorher|früher|bisher|zuvor|davor|künftig|zukünftig|neu|alt|ab sofort|nicht mehr"
    r"|sondern|statt|von|nach|in|neue|alte|seither)(?: ist| war|:)?:? "
    rf"(?P<name>(?P<noun>[^\W\d_][\wäöüß-]{{3,24}})(?: {_HOUSE})){_END}"
)
_MOVED_HEADS = heads_of(
    whole=word_set(
        "jetzt nun vorher früher bisher zuvor davor künftig zukünftig neu alt ab nicht sondern "
        "statt von nach in neue alte seither"
    )
)
_MOVES = word_set(
    "umgezogen umzug umzieht umziehen gezogen adresse anschrift adressänderung umgemeldet "
    "adresswechsel lieferadresse wohnungswechsel nachsendeauftrag verzogen"
)
# Str. d. Friedens 40, Platz d. Einheit 2
_OF = re.compile(
    r"(?i:str\.|stra(?:ß|ss)e|platz|allee|weg|ring|ufer) (?i:d\.|v\.|a\.|z\.|der|des|von|zum|zur) ?"
    rf"(?P<noun>[A-ZÄÖÜ][\wäöüß.-]+)(?: [A-ZÄÖÜ][\wäöüß.-]+)? {_HOUSE}{_END}"
)
_OF_HEADS = heads_of(whole=word_set("str straße strasse platz allee weg ring ufer"))
# Zur Schmiede 4 bitte: a line that begins so
_LINE = re.compile(
    r"(?:(?<=\A)|(?<=\n)|(?<=: ))(?:Zu[rm]|Am|An der|An den|Im|In der|In den|Auf der|Auf dem"
    r"|Unter den"
    r"|Unterm|Hinter der|Hinterm|Vor dem|Vorm|Bei der|Beim|Ober der) "
    rf"(?P<noun>[A-ZÄÖÜ][a-zäöüß-]+) {_HOUSE}(?=[,;\n]|$| bitte| danke|\.(?:\s|$))"
)
_LINE_HEADS = heads_of(
    whole=word_set("zur zum am an im in auf unter unterm hinter hinterm vor vorm bei beim ober")
)
_NO_LINE = folded_set(
    "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai "
    "juni juli august september oktober november dezember jahr regal gang gate gleis kasse zimmer "
    "etage abteilung halle schalter linie bus tisch platz nummer tabelle liste fach karton paket "
    "kapitel abschnitt artikel absatz punkt seite schritt fall bild foto raum stock filiale level "
    "markt wert preis set pack bereich sektor block reihe box terminal ebene version klasse stufe "
    "mitnehmen kombi kurs gruppe team zone tarif menü folge staffel band heft durchschnitt "
    "schnitt monat woche"
)
# Treffpunkt Wiesengrund, Einsatzort Lerchenfeld
_SPOT = re.compile(
    r"(?i:treffpunkt|abholung|abholort|lieferort|einsatzort|baustelle|unfallort|tatort|objekt|ecke"
    rf"|anlieferung|zustellort|einsatz)(?i: (?:ist|war|in|am|im))?:? "
    rf"(?P<name>[A-ZÄÖÜ][a-zäöüß-]{{2,24}}?{_PLACE_ENDS}(?: {_HOUSE}{_END})?)(?![\w-])"
)
_SPOT_HEADS = heads_of(
    whole=word_set(
        "treffpunkt abholung abholort lieferort einsatzort baustelle unfallort tatort objekt ecke "
        "anlieferung zustellort einsatz"
    )
)
# Ecke Bahnhof-/Gartenstr.
_CORNER = re.compile(
    r"(?i:ecke|kreuzung|einmündung|zwischen) (?P<name>[A-ZÄÖÜ][a-zäöüß]+- ?(?:/|und|&|-) ?"
    r"[A-ZÄÖÜ][a-zäöüß]+(?:stra(?:ß|ss)en?|str\.?|weg|gasse|allee|platz|ring))(?![\w-])"
)
_CORNER_HEADS = heads_of(whole=word_set("ecke kreuzung einmündung zwischen"))
# Haus Sonnenblick, zweites links
_HOUSE_NAME = re.compile(
    r"(?:Haus|Villa|Gästehaus|Landhaus|Ferienhaus|Ferienwohnung|Gehöft|Alm|Hütte|Almhütte|Forsthaus"
    rf"|Chalet|Pension|Gasthof|Gut|Hofgut) [\"„“]?(?P<name>[A-ZÄÖÜ][a-zäöüß-]{{2,20}}?{_PLACE_ENDS}"
    r"|[A-ZÄÖÜ][a-zäöüß]{3,20}(?:sonne|wind|glück|frieden|liebe|rose|stern|idyll|traum|wald))"
    r"(?=[\"“”,.;:!?)\n]|$| [a-zäöü])"
)
_HOUSE_HEADS = heads_of(
    whole=word_set(
        "haus villa gästehaus landhaus ferienhaus ferienwohnung gehöft alm hütte almhütte "
        "forsthaus "
        "chalet pension gasthof gut hofgut"
    )
)
_HOLIDAY = re.compile(
    r"(?:Ferienhaus|Ferienwohnung|Gästehaus|Chalet|Almhütte|Forsthaus|Gehöft|Hofgut) [\"„“]?"
    r"(?P<name>[A-ZÄÖÜ][a-zäöüß]{3,20})(?=[\"“”,.;:!?)\n]|$| (?:in|im|am|an|auf|bei) )"
)
# Lerchenweg Haus 3, Lerchenwg. 3
_CUT = re.compile(
    r"(?<![\w-])[A-ZÄÖÜ][a-zäöüß]{2,20}(?:(?:stra(?:ß|ss)e|str\.?|weg|gasse|allee|platz|ring|hof)"
    r" (?:Haus|Hs\.|Block|Eingang|Nummer)(?: ?Nr\.?)?|wg\.|(?:en|er)w\.|gss\."
    r"|al\.) ?\d{1,3}(?: ?[a-h])?"
    r"(?![\w%€]|[.,:]\d)"
)
_CUT_HEADS = heads_of(
    test=lambda word, _: (
        len(word) > 4
        and word[0].isupper()
        and word.endswith(
            (
                *("straße", "strasse", "str", "weg", "gasse", "allee", "platz", "ring", "hof"),
                *("wg", "enw", "erw", "gss", "al"),
            )
        )
    )
)
# wohn in der Frankfurter 18, Schmiedgassl 4
_SHORT = re.compile(
    rf"(?i:in|an|auf|aus|von) der (?P<name>(?P<noun>[A-ZÄÖÜ][a-zäöüß]{{3,}}er) {_HOUSE}){_END}"
)
_SHORT_HEADS = heads_of(whole=word_set("in an auf aus von"))
_RURAL = re.compile(
    r"(?<![\w-])(?P<noun>[A-ZÄÖÜ][a-zäöüß]{2,20}(?:gassl|gässle|gässli|gasserl|wegerl|bergl|bichl"
    rf"|büchel|büchl|wingert|stätte|hölzl|äckerl|wiesl|gaßl|ried|reute|reuthe"
    rf"|egert)) {_HOUSE}{_END}"
)
_RURAL_HEADS = heads_of(
    test=lambda word, _: word.endswith(
        (
            *(
                "gassl",
                "gässle",
                "gässli",
                "gasserl",
                "wegerl",
                "bergl",
                "bichl",
                "büchel",
                "büchl",
            ),
            *("wingert", "stätte", "hölzl", "äckerl", "wiesl", "gaßl", "ried", "reute", "reuthe"),
            "egert",
        )
    )
)
# Stresemann 45, 5. Stock; Plärrer 3, roter Briefkasten
_UNKNOWN = re.compile(
    rf"(?:(?<=\A)|(?<=[,:;(] )|(?<=\n)|(?i:\b(?:in|an|zum|zur|im|am|vor|vorm|nach|von|bei|beim"
    rf"|jetzt"
    rf"|grad|hier|sind|ist|bin|adresse|nähe|ecke)) )"
    rf"(?P<name>(?P<noun>[A-ZÄÖÜ][a-zäöüß]{{3,20}}(?:-[A-ZÄÖÜ][a-zäöüß]+)?) {_HOUSE}){_END}"
)
_AT_HOME = word_set(
    "stock stockwerk etage klingel klingeln klingelt briefkasten hintereingang hinterhof "
    "hinterhaus "
    "vorderhaus treppenhaus mülltonne tonne mülltonnen einfahrt kellerabteil stromausfall wohne "
    "wohnen wohnt wohn wohnhaft umgezogen gezogen adresse anschrift adress gegensprechanlage "
    "haustür eingang hausnummer nachbar nachbarin nachbarn zustellung zusteller postbote"
)
# Untermarkt 24; haus 14 b
_SQUARES = re.compile(
    r"(?<![\w-])(?:Unter|Ober|Alt|Neu|Groß|Klein|Fisch|Korn|Heu|Rinder|Pferde|Vieh|Holz|Salz"
    r"|Ross|Roß"
    r"|Gänse|Hopfen|Kohl|Zeughaus|Markt|Dom|Kirch|Dorf|Schloss|Rathaus|Burg|Haupt|Mühl|Kloster"
    r"|Ratshaus"
    rf"|Großneu|Wochen|Vor|Hinter)(?:markt|platz|graben|berg|gasse|wall|anger) {_HOUSE}{_END}"
    r"|(?<!\w)(?i:haus|nachbarhaus|hauseingang|nebenhaus) (?:(?i:nummer"
    r"|nr\.?) ?)?\d{1,3} [a-h](?![\w'’-]| la)"
    r"|(?<!\w)(?i:nachbarhaus|nebenhaus) (?:(?i:nummer|nr\.?) ?)?\d{1,3}(?!\w)"
)
_SQUARES_HEADS = heads_of(
    test=lambda word, _: (
        word.lower() in ("haus", "nachbarhaus", "hauseingang", "nebenhaus")
        or (
            word[0].isupper()
            and word.endswith(("markt", "platz", "graben", "berg", "gasse", "wall", "anger"))
        )
    )
)
_NO_HOUSE_NAME = folded_set("garten burg tor berg park bau tür stein hof boot eck holz feld hütte")
# Anschrift: Q7, 24
_SQUARE = re.compile(
    r"(?i:\b(?:adresse|anschrift|wohne|wohnen|wohnt|wohnung|quadrat|büro|praxis|laden)"
    r"(?: (?:ist|lautet|in|im))?:? )(?P<name>[A-U] ?[1-9],? ?\d{1,2} ?[a-e]?)(?![\w%€]|[.,:]\d)"
)
_SQUARE_HEADS = heads_of(
    whole=word_set("adresse anschrift wohne wohnen wohnt wohnung quadrat büro praxis laden")
)
_LINE_CUE = cue(
    cased=word_set("Zur Zum Am An Im In Auf Unter Unterm Hinter Hinterm Vor Vorm Bei Beim Ober")
)
_UNNUMBERED_CUE = _LIVES_HEADS.cue | _SPOT_HEADS.cue | _CORNER_HEADS.cue | _HOUSE_HEADS.cue
CUES = one_of(
    _UNNUMBERED_CUE,
    BEHIND,
    (DIGIT, _SQUARES_HEADS.cue),
    (DIGIT, _LINE_CUE, _LINE_HEADS.cue),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Places that end as streets do after verbs of living, and houses with a name."""
    cues = cues_in(text)
    if cues & _UNNUMBERED_CUE:
        yield from _unnumbered(text)
    if cues & BEHIND:
        yield from _numbered(text, cues)
    if cues & DIGIT:
        yield from _before_anything(text, cues)


def _unnumbered(text: str) -> Iterator[Span]:
    """Where somebody lives, is met, has a house with a name."""
    for match in in_order(at_words(_LIVES, text, _LIVES_HEADS)):
        if _is_unknown(match["name"]):
            yield Span(*match.span("name"), "STREET")
    named = ((_SPOT, _SPOT_HEADS), (_HOUSE_NAME, _HOUSE_HEADS), (_HOLIDAY, _HOUSE_HEADS))
    for pattern, heads in named:
        for match in in_order(at_words(pattern, text, heads)):
            form = fold(match["name"].split()[0])
            plain = is_noun(form) if pattern is _SPOT else form in _NO_HOUSE_NAME
            if not plain and form not in common() and form not in REGIONS:
                yield Span(*match.span("name"), "STREET")
    for match in in_order(at_words(_CORNER, text, _CORNER_HEADS)):
        yield Span(*match.span("name"), "STREET")


def _is_unknown(word: str) -> bool:
    form = fold(word)
    other = form in plain_words() or form in NO_STREETS or is_noun(form)
    return not other and form not in given()


def _numbered(text: str, cues: int) -> Iterator[Span]:
    """With a house's number: by a move, cut short, in dialect, by its square."""
    words = words_of(text)
    for match in [] if words.isdisjoint(_MOVES) else at_words(_MOVED, text, _MOVED_HEADS):
        if _is_street(match["noun"]):
            yield Span(*match.span("name"), "STREET")
    for pattern, heads in ((_OF, _OF_HEADS), (_RURAL, _RURAL_HEADS)):
        if cues & heads.cue:
            yield from (Span(*m.span(), "STREET") for m in in_order(at_words(pattern, text, heads)))
    for match in at_words(_CUT, text, _CUT_HEADS):
        if not is_noun(fold(match[0].split()[0].rstrip(".0123456789"))):
            yield Span(*match.span(), "STREET")
    for match in at_words(_SQUARE, text, _SQUARE_HEADS):
        yield Span(*match.span("name"), "STREET")
    for match in at_words(_SHORT, text, _SHORT_HEADS):
        if _is_unknown(match["noun"]):
            yield Span(*match.span("name"), "STREET")
    for match in [] if words.isdisjoint(_AT_HOME) else _UNKNOWN.finditer(text):
        first, last = match["noun"].split("-")[0], match["noun"].split("-")[-1]
        if _is_unknown(last) and fold(first) not in _NO_LINE:
            yield Span(*match.span("name"), "STREET")


def _before_anything(text: str, cues: int) -> Iterator[Span]:
    """Those behind whose number a comma and digits may be: squares, and what is alone in a line."""
    if cues & _SQUARES_HEADS.cue:
        matches = in_order(at_words(_SQUARES, text, _SQUARES_HEADS))
        yield from (Span(*m.span(), "STREET") for m in matches)
    for match in at_words(_LINE, text, _LINE_HEADS) if cues & _LINE_CUE else ():
        noun = match["noun"]
        if fold(noun) in _NO_LINE or shows_figures(noun):
            continue
        if _ENDS.search(noun.lower()) or _is_unknown(noun):
            yield Span(*match.span(), "STREET")


_ENDS = re.compile(rf"{_PLACE_ENDS}\Z")


def _is_street(noun: str) -> bool:
    """Whether a word before a number is no product, month or other thing with a number."""
    form = fold(noun)
    if form in ordinary() or form in MEASURES or form in brands() or form in company():
        return False
    return _ENDS.search(noun.lower()) is not None or _is_unknown(noun)
