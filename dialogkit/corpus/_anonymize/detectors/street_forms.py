"""Streets in forms that the usual patterns miss: misspelt, cut by a line's end, number first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._compounds import is_no_street
from dialogkit.corpus._anonymize._context import Context, mentions
from dialogkit.corpus._anonymize._cues import AHEAD, BEHIND, DIGIT, MASK, cue, cues_in, one_of
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import fold, is_noun, ordinary, word_set, words_of

__all__ = ["CUES", "find"]

_HOUSE = r"\d{1,3}(?: ?[a-zA-Z](?!\w))?(?: ?[-–/+] ?\d{1,4}(?: ?[a-z](?!\w))?){0,3}"
_UNIT = (
    r"(?! ?(?:uhr|€|euro?s?\b|kg\b|g\b|km\b|m\b|cm\b|min|std|tage?n?\b|stunden?|wochen?|monate?"
    r"|prozent|%|mal\b|x\b|stück|stk|pakete?\b|jahren?\b|personen|leute|artikel|teile|sterne"
    r"|times|days|hours|weeks|stars|\w+ (?:lang|später))|[.,:]\d|\d|\w)"
)
_NR = r"(?:[ ,]{1,2}|,? ?\n)(?:(?i:nr|nummer|no|hausnummer|hausnr|hnr|number)\.?:? ?)?"
_SLIP_PARTS = (
    *("strase", "straase", "starße", "starsse", "staße", "stasse", "strße", "strse", "srtaße"),
    *("srasse", "straß ", "strass ", "strasze", "sraße", "strassse", "strasee", "strabe", "sttra"),
    *("strraße", "strasde", "strasße", "alee ", "allé ", "plaz ", "gäßchen", "gaße "),
)
_SLIPS = rf"(?:{'|'.join(sorted({p.strip() for p in _SLIP_PARTS}, key=len, reverse=True))})"
_KINDS = (
    r"(?:quai|gässlein|gässli|gassl?|gasserl|halde|hügel|anlagen?|gürtel|lände|wiese|fleet|wisch"
    r"|matte?|bühl|büel|weid|rüti|moos|furt|steg|weiher|wörth?|hang|leiten|plan|rück|acher|diek"
    r"|stücken?|kopf|blick|ruh|ruhe|lust|hütte|tannen?|linden?|eichen?|buchen?|birken?|graben"
    r"|gärten|gründe|mühle|brunn(?:en)?|stein|bleiche|schanze|freiheit|reihe|zeile|breite|höh"
    r"|wurt|siel|tief|kanal|schleuse|hafen|kaje|kai|speicher|werft|zingel|wall|bastei)"
)
_MISSPELT = re.compile(
    rf"(?i)(?<![\w-])(?:[\w.]{{2,30}}-)?[^\W\d_]{{2,25}}-?{_SLIPS}{_NR}{_HOUSE}{_UNIT}"
)
_OF_KIND = re.compile(
    rf"(?<![\w-])(?P<noun>[A-ZÄÖÜ][a-zäöüß-]{{2,25}}{_KINDS}){_NR}{_HOUSE}{_UNIT}"
)
_FULL = r"(?:stra(?:ß|ss)e|str\.|gasse|weg|allee|platz|damm|ufer|ring|promenade|chaussee)"
_CUT = re.compile(
    rf"(?<![\w-])(?:[A-ZÄÖÜ][\w.]{{1,25}}-){{0,3}}[A-ZÄÖÜ][\w.]{{1,25}}-[ \t]*\n[ \t]*(?i:{_FULL})"
    rf"(?:{_NR}{_HOUSE})?(?!\w)"
    rf"|(?<![\w-])(?:[A-ZÄÖÜ][\w.]{{1,25}}[ -]){{0,3}}[A-ZÄÖÜ]?[\w.]{{1,25}}(?i:{_FULL})[ \t]*\n"
    rf"[ \t]*{_HOUSE}(?=[ \t]*(?:\n|,|$|{MASKED}))"
)
_CUT_SIGN = re.compile(rf"-[ \t]*\n[ \t]*(?i:{_FULL})|(?i:{_FULL})[ \t]*\n[ \t]*\d")
"""Stands in whatever `_CUT` matches."""
_FIRST = re.compile(
    r"(?<![\w.,$€£#:/-])\d{1,3} ?[a-e]?,? (?:[A-ZÄÖÜ][\w.]+-){0,3}[A-ZÄÖÜ][a-zäöüß]{2,25}-?"
    r"(?:stra(?:ß|ss)e|[Ss]tr\.|gasse|allee)(?![\w-])"
)
_APART = re.compile(
    rf"(?<![\w-])(?:[A-ZÄÖÜ][\w'’.-]{{1,30}} ){{1,3}}(?i:stra(?:ß|ss)e|str\.?|weg|platz|allee|gasse"
    rf"|damm|chaussee|ufer|ring|steig|pfad|promenade|gürtel|kai|quai|zeile|reihe|markt|tor|hof"
    rf"|graben|berg|feld|wall|anlagen?|deich|kamp|steinweg){_NR}{_HOUSE}{_UNIT}"
)
_HYPHENED = re.compile(
    rf"(?<![\w-])(?:[A-ZÄÖÜ][\w.]{{1,25}}-){{1,4}}(?:Anlage|Siedlung|Höhe|Gürtel|Kai|Quai|Hof|Park"
    rf"|Zeile|Brücke|Garten|Tor|Markt|Haus|Winkel|Eck|Bogen|Feld|Berg|Wall){_NR}{_HOUSE}{_UNIT}"
)
# Bitte an Hohe Luft 3: inside a sentence only names have adjectives with a capital
_ADJECTIVE = re.compile(
    r"(?<=[a-zäöüß,:] )(?:Alt|Neu|Klein|Gro(?:ß|ss)|Lang|Kurz|Hoh|Breit|Ober|Unter|Vorder|Hinter"
    r"|Inner|Äu(?:ß|ss)er|Schwarz|Weiß|Rot|Grün|Blau|Gelb|Gold|Golden|Krumm|Tief|Still|Schön|Rund"
    rf"|Steil|Schmal|Enge?|Heilig|Lieb|Mittler|Dunkl|Kalt|Warm|Dürr)(?:e[rnms]?) [A-ZÄÖÜ]\w+ "
    rf"{_HOUSE}{_UNIT}"
)
# Weg am Krankenhaus 2, Platz an der Mühle 3
_WAY_AT = re.compile(
    rf"(?<![\w-])(?:Weg|Stra(?:ß|ss)e|Str\.|Platz|Allee|Ring|Ufer|Steig|Gasse|Siedlung|Park|Haus)"
    rf" (?:am|an der|an den|beim|bei der|zum|zur|im|in der|des|der|von|vor dem|unter den)"
    rf"(?: [A-ZÄÖÜ][\w.-]+){{1,3}}{_NR}{_HOUSE}{_UNIT}"
)
# Mundart and old forms: Op de Höh 3, Ober der Mühle 13, Uff de Reih 4, In't Holt 7
_DIALECT = re.compile(
    rf"(?<![\w-])(?:Op'?n?|Up'?n?|Uff|Uf|Ob|Ober|Nider|Bi|Achter[nm]?|In't|An't|Am|Vörn|Ufem|Aufm"
    rf"|Aufn|Ufm|Innere|Achtern|Obern|Boven)"
    rf"(?: (?:de[rnm]?|em|'[mn]))?(?: [A-ZÄÖÜ][\w'’-]+){{1,2}} {_HOUSE}{_UNIT}"
)
# Ecke Schönhauser/Danziger, Kreuzung Hansaring und Am Anger
_SIDE = (
    r"(?:(?:Am|An der|Auf der|Im|Zum|Zur|Unter den|Alter?|Neuer?|Gro(?:ß|ss)er?|Kleiner?|Lange"
    r"|Hohe) )?[A-ZÄÖÜ][\wäöüß-]+(?: (?:Straße|Str\.|Allee|Platz|Weg|Ring|Damm|Ufer|Markt))?"
)
_CORNER = re.compile(
    rf"(?i:\b(?:ecke|kreuzung|einmündung|kreuzungsbereich)(?: (?:von|der))?) "
    rf"(?P<name>(?:{_SIDE}|{MASKED})(?: ?[/-] ?| und | ecke )(?:{_SIDE}|{MASKED}))(?![\w-])"
)
_CORNER_ER = re.compile(r"(?i:\becke) (?P<name>[A-ZÄÖÜ][a-zäöüß]{3,}er)(?=[ ,.!?;)]|$)")
_ENGLISH_CORNER = re.compile(
    r"(?i:\b(?:corner|junction|intersection) of) (?P<name>(?:[NSEW]\.? )?(?:\d+(?:st|nd|rd|th)"
    r"|[A-Z][a-z]+)(?: (?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Blvd|Boulevard))?\.?"
    r" (?:and|&|/) (?:[NSEW]\.? )?(?:\d+(?:st|nd|rd|th)|[A-Z][a-z]+)"
    r"(?: (?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Blvd|Boulevard))?)(?![\w-])"
    r"|(?P<other>\b\d{1,3}(?:st|nd|rd|th) (?:and|&) [A-Z][a-z]+|\b[A-Z][a-z]+ (?:and|&)"
    r" \d{1,3}(?:st|nd|rd|th))(?![\w-])"
)
_COLONY = re.compile(
    r"(?<![\w-])(?:(?:Klein)?[Gg]arten(?:kolonie|anlage|verein)|Kolonie|KGV|KGA|Siedlung|Wohnpark"
    r"|Wohnanlage|Residenz|Seniorenresidenz|Gehöft|Hof|Gut|Forsthaus|Weiler|Ferienpark"
    r"|Campingplatz|Gewerbepark|Industriepark|Hotel|Pension|Schloss|Burg|Villa|Haus) [\"„“»]?"
    r"(?:[A-ZÄÖÜ][\w.-]+ ?){1,3}[\"“”«]?,? ?"
    rf"(?:(?i:parzelle|stellplatz|platz|nr\.?|hausnummer|haus|halle|zimmer|appartement"
    rf"|wohnung|whg\.?) ?)?\d{{1,4}}[a-z]?{_UNIT}"
)
_BARE = (
    r"(?:Markt|Dorf|Zeil|Breite|Graben|Wall|Ring|Hof|Anger|Damm|Kai|Siedlung|Marktplatz|Kirchplatz"
    r"|Dorfplatz|Hauptplatz|Schlossplatz|Rathausplatz|Bahnhof|Ufer|Allee|Promenade|Schloss|Burg"
    r"|Steinweg|Weiler|Ort|Platz|Domplatz|Neumarkt|Altmarkt|Bleiche|Reihe|Gasse|Mühle|Haus)"
)
# Markt 12, 06108 …; Haus Nr. 7, 24894 …: what stands before a town needs no more
_BEFORE_TOWN = re.compile(
    rf"(?<![\w-])(?:{_BARE}|(?:[A-ZÄÖÜ][\w.'’-]+ )(?:(?:[a-zäöü]{{2,3}} )?[A-ZÄÖÜ][\w.'’-]+ )?"
    rf"(?:[A-ZÄÖÜ][\w.'’-]+)?|[A-ZÄÖÜ][\w.'’-]+)(?: (?i:nr|nummer)\.?)? ?{_HOUSE}"
    rf"(?=(?:,|;| -| –|/|\n|,\n| in)? ?{MASKED})"
)
_NO_HOUSE = word_set(
    "paket pakete bestellung rechnung auftrag nummer artikel sendung größe position posten seite "
    "kapitel punkt version modell tag tage am ab bis um von nach seit filiale linie bus zug tisch "
    "kasse regal stufe gleis tor kunde kundin alter anfang ende teil schritt phase klasse kita "
    "fach order invoice item page version model size room line platform january february march "
    "april may june july august september october november december januar februar märz mai juni "
    "juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag monday "
    "tuesday wednesday thursday friday saturday sunday level step chapter gate table bay section "
    "unit ticket vorgang fall akte vertrag konto police zimmer raum halle"
)
_SURELY = re.compile(
    r"(?:quai|gass(?:lein|li|erl|l)?|gurtel|halde|bu[eh]?hl|buhl|wisch|fleet|redder)$"
)
_ADDRESS_WORDS = word_set(
    "wohne wohnen wohnt wohn wohnhaft adresse anschrift straße strasse lieferung liefern geliefert "
    "zugestellt paket hausnummer haus umzug umgezogen gezogen zählernummer zähler objekt vertrag "
    "wohnung klingel filiale praxis büro laden termin abholen abholung nachbar nachbarin unsere "
    "address deliver delivered live house moved"
)
_NUMBERED = word_set("ecke kreuzung einmündung kreuzungsbereich corner junction intersection and")
_DIALECTS = word_set(
    "op opn up uff uf ob ober bi achter achtern achterm in an vörn ufem aufm aufn ufm boven obern"
)
_CORNER_CUE = cue(whole=_NUMBERED)
_ECKE_CUE = cue(whole=_NUMBERED - {"and"})
"""Without it corners have an ordinal: 5th and Main."""
_CUT_CUE = cue(marks="\n")
_FULL_CUE = cue(parts=word_set("stra str gasse weg allee platz damm ufer ring promenade chaussee"))
_SLIP_CUE = cue(parts=(part.strip() for part in _SLIP_PARTS))
_KIND_END = re.compile(rf"{_KINDS}$")
_KIND_CUE = cue(test=lambda word, _: _KIND_END.search(word) is not None)
_DIALECT_CUE = cue(whole=_DIALECTS)
_DIALECT_HEADS = cue(
    cased=word_set(
        "Op Opn Up Upn Uff Uf Ob Ober Nider Bi Achter Achtern Achterm In An Am Vörn Ufem Aufm Aufn "
        "Ufm Innere Obern Boven"
    )
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Streets by a slip of the pen, over two lines, at corners, before a town."""
    cues = cues_in(text)
    if cues & _ECKE_CUE or (cues & DIGIT and cues & _CORNER_CUE):
        yield from _corners(text)
    if cues & _CUT_CUE and cues & _FULL_CUE and _CUT_SIGN.search(text) is not None:
        yield from (Span(*m.span(), "STREET") for m in _CUT.finditer(text))
    if not cues & DIGIT:
        return
    if cues & BEHIND and cues & _SLIP_CUE and mentions(text, _SLIP_PARTS):
        yield from (Span(*m.span(), "STREET") for m in _MISSPELT.finditer(text))
    if not cues & (BEHIND | AHEAD | MASK | _COLONY_CUE):
        return
    words = words_of(text)
    for pattern in _likely(text, words):
        yield from (Span(*m.span(), "STREET") for m in pattern.finditer(text))
    for match in _APART.finditer(text) if not words.isdisjoint(_APART_WORDS) else ():
        yield from _named(text, match)
    if cues & _DIALECT_CUE and cues & _DIALECT_HEADS:
        for match in _DIALECT.finditer(text):
            if fold(re.split(r"\W", match[0].rstrip("0123456789 "))[-1]) not in _NO_HOUSE:
                yield Span(*match.span(), "STREET")
    yield from _of_kind(text, words)
    if MASKED in text:
        yield from _before_town(text)


def _of_kind(text: str, words: frozenset[str]) -> Iterator[Span]:
    """Compounds that end as few other words do, or as some do where an address is spoken of."""
    cued = not words.isdisjoint(_ADDRESS_WORDS)
    for match in _OF_KIND.finditer(text) if cues_in(text) & _KIND_CUE else ():
        form = fold(match["noun"])
        if form in ordinary():
            continue
        if is_no_street(form):
            continue
        if _SURELY.search(form) or ((cued or MASKED in text) and not is_noun(form)):
            yield Span(*match.span(), "STREET")


_APART_WORDS = word_set(
    "straße strasse str weg platz allee gasse damm chaussee ufer ring steig pfad promenade "
    "gürtel kai "
    "quai zeile reihe markt tor hof graben berg feld wall anlage anlagen deich kamp steinweg"
)
_WAY_WORDS = word_set("weg straße strasse str platz allee ring ufer steig gasse siedlung park haus")
_COLONY_WORDS = word_set(
    "gartenkolonie gartenanlage gartenverein kleingartenkolonie kleingartenanlage "
    "kleingartenverein "
    "kolonie kgv kga siedlung wohnpark wohnanlage residenz seniorenresidenz gehöft hof gut "
    "forsthaus "
    "weiler ferienpark campingplatz gewerbepark industriepark hotel pension schloss burg villa haus"
)
_COLONY_CUE = cue(whole=_COLONY_WORDS)
CUES = one_of(
    _ECKE_CUE,
    (DIGIT, _CORNER_CUE),
    (_CUT_CUE, _FULL_CUE),
    (DIGIT, BEHIND | AHEAD | MASK | _COLONY_CUE),
)
_CAPITAL_ADJECTIVE = re.compile(r"[a-zäöüß,:] [A-ZÄÖÜ][a-zäöüß]+(?:e|er|en|es|em) [A-ZÄÖÜ]\w+ \d")


def _likely(text: str, words: frozenset[str]) -> Iterator[re.Pattern[str]]:
    """Those patterns of which a word occurs."""
    if mentions(text, ("straße", "strasse", "str.", "gasse", "allee")):
        yield _FIRST
    if "-" in text:
        yield _HYPHENED
    if not words.isdisjoint(_WAY_WORDS):
        yield _WAY_AT
    if not words.isdisjoint(_COLONY_WORDS):
        yield _COLONY
    if cues_in(text) & BEHIND and _CAPITAL_ADJECTIVE.search(text) is not None:
        yield _ADJECTIVE


_LEADING = word_set(
    "der die das den dem des ein eine einen einem einer mein meine unser unsere ihr ihre auf am im "
    "an in bei beim zum zur vom von für mit nach und oder bis ab noch nur auch jeder jede jedes "
    "dieser diese dieses alle kein keine erster zweiter dritter sehr wir ich sie es er the"
)


_TWO_WORDS = re.compile(r"(?:\S+ ){1,4}\S+[ ,\n]{1,2}(?:\S+ )?\d")
_HEADINGS = word_set("tabelle liste rangliste seite linie spalte gruppe ebene")
_SURE_KIND = re.compile(r"(?i) (?:stra(?:ß|ss)e|str\.?|gasse|allee|chaussee)[ ,\n]")


def _is_plain(name: str) -> bool:
    return fold(name) in ordinary() and not name.endswith(("e", "er", "en", "es", "em"))


def _named(text: str, match: re.Match[str]) -> Iterator[Span]:
    """``Mundsburger Damm 33`` without what leads to it; "Der Weg 3" is none."""
    start = match.start()
    words = list(re.finditer(r"[^\s,]+", match[0]))
    for word in words:
        if word[0].lower() not in _LEADING:
            break
        start = match.start() + word.end() + 1
    rest = text[start : match.end()]
    name = re.split(r"[ ,\n]", rest, maxsplit=1)[0]
    if not _TWO_WORDS.match(rest):
        return
    sure = _SURE_KIND.search(rest) is not None
    if not sure and (fold(name) in _NO_HOUSE | _HEADINGS or _is_plain(name)):
        return
    yield Span(start, match.end(), "STREET")


def _corners(text: str) -> Iterator[Span]:
    for match in _CORNER.finditer(text):
        yield Span(*match.span("name"), "STREET")
    for match in _CORNER_ER.finditer(text):
        if not is_noun(fold(match["name"])):
            yield Span(*match.span("name"), "STREET")
    for match in _ENGLISH_CORNER.finditer(text):
        yield Span(*match.span("name" if match["name"] else "other"), "STREET")


def _before_town(text: str) -> Iterator[Span]:
    for match in _BEFORE_TOWN.finditer(text):
        words = [fold(word) for word in re.findall(r"[^\W\d_]+", match[0])]
        if _NO_HOUSE.isdisjoint(words) and not set(words[:1]) & _LEADING:
            yield Span(*match.span(), "STREET")
