"""Streets with house numbers, in German and half a dozen other languages (`street_english`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._amounts import shows_figures
from dialogkit.corpus._anonymize._compounds import is_no_street
from dialogkit.corpus._anonymize._context import Context, mentions
from dialogkit.corpus._anonymize._cues import BEHIND, DIGIT, MASK, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    fold,
    folded_set,
    is_noun,
    ordinary,
    word_set,
)

__all__ = ["CUES", "find"]

_HOUSE = r"\d{1,4}(?: ?[a-zA-Z](?![\w]))?(?: ?[-–/+] ?\d{1,4}(?: ?[a-z](?!\w))?){0,3}"
_UNIT = (
    r"(?! ?(?:uhr|€|euro?s?\b|kg\b|g\b|km\b|m\b|cm\b|min|std|tage?n?\b|stunden?|wochen?|monate?"
    r"|prozent|%|mal\b|x\b|stück|stk|pakete?\b|jahren?\b|personen|leute|artikel|teile|sterne)"
    r"|[.,:]\d|\.\w|\d|\w)"
)
_NR = r"[ ,]{1,2}(?:(?:nr|nummer|no|hausnummer|hausnr|hnr)\.?:? ?)?"
_W = r"[^\W\d_][\w'’.]*(?:-[\w'’.]+){0,4}"

_STRONG = (
    r"(?:stra(?:ß|ss)e?n?|str\.?|weg|platz|allee|gasse|gässchen|damm|chaussee|ufer|ring|stieg|steig"
    r"|pfad|promenade|twiete|redder)"
)
_MILD = (
    r"(?:markt|hof|graben|berg|garten|gärten|feld|wiesen?|winkel|tor|brücke|zeile|kamp|koppel|heide"
    r"|grund|siedlung|höhe|blick|bogen|bruch|brink|deich|eck|gang|kai|kehre|leite|anger|rain|see"
    r"|tal|wall"
    r"|park|mühle|bach|burg|wald|stiege|terrasse|acker|aue|hain|horst|busch|kirche|passage|lohe"
    r"|esch|holz|warf)"
)
# Gartenstr. 7, Karl-Probe-Allee 101, Lange Straße 3
_COMPOUND = re.compile(
    rf"(?<![\w-])(?:[\w.'’]{{2,30}}-){{0,4}}[^\W\d_]{{2,30}}[-]?{_STRONG}{_NR}{_HOUSE}{_UNIT}",
    re.IGNORECASE,
)
_APART_LOWER = re.compile(
    rf"(?<![\w-])[a-zäöüß-]{{3,20}}(?:er|e) (?:stra(?:ß|ss)e|str\.?|allee|gasse|chaussee"
    rf"|platz){_NR}{_HOUSE}{_UNIT}"
)
_MILDLY = re.compile(rf"(?<![\w-])[A-ZÄÖÜ][\w'’.-]{{2,30}}{_MILD} {_HOUSE}{_UNIT}")
# Am Alten Markt 3, An der Mühle 12a, Unter den Birken 8, Platz der Einheit 9
_PLACED = re.compile(
    rf"(?<![\w-])(?:außer der|zwischen den|zwischen der|neben der|neben dem|achtern?"
    rf"|gegenüber dem|unterm"
    rf"|überm"
    rf"|op de[rn]?|bi de[rn]?|ob de[rm]|aufm|entlang der|am|an der|an den|an dem|auf der|auf dem"
    rf"|auf den|im|in der|in den|in dem|zum|zur|zu den|unter den"
    rf"|unter der|hinter der|hinterm|hinter dem|hinter den|vor dem|vor der|vorm|bei der|bei den"
    rf"|beim|über der|oberer?|unterer?"
    rf"|(?:straße|strasse|str\.|platz|allee|weg|ring|ufer|promenade)(?: (?:des|der|von|zu[rm]?"
    rf"|am|im))?)"
    rf"(?P<noun>(?: {_W}){{1,3}}) (?P<house>{_HOUSE}){_UNIT}",
    re.IGNORECASE,
)
_STREET_NOUN = re.compile(
    r"(?:markt|mühle|bach|park|bahnhof|kirche|schule|wald|see|berg|feld|anger|graben|garten|tor"
    r"|brücke|teich|ufer"
    r"|linden?|eichen?|birken?|buchen?|tannen?|erlen|weiden|wiesen?|hof|platz|brunnen|hang|grund"
    r"|rain|winkel|ring"
    r"|hügel|damm|deich|kamp|mauer|schloss|burg|dorf|aue|heide|sand|stein|ried|moor|anger|weiher"
    r"|(?<!quar)(?<!pi)(?<!por)(?<!to)(?<!men)(?<!gi)t(?:h)?al|steig|zeile|breite|leite|halde"
    r"|brücken"
    r"|teiche|gärten|höfen|mühlen|bäumen|bergen|feldern|höhe|kreuz|denkmal|rathaus|markt|kirchhof"
    r"|friedhof|kapelle|kloster|hafen|wehr|zoll|born|quelle|winkel|bogen|eck|kuhle|busch|horst"
    r"|hölzl?|acker|äcker|berge|walde|felde|dorfe|teiche|(?:stadt|wald|dorf|feld|orts)rand)$"
)
_TIMES = folded_set(
    "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april "
    "mai juni juli august september oktober november dezember jahr jahre monat tag tage woche "
    "wochen preis preise wert größe stock seite karton paket punkt alter schnitt durchschnitt "
    "kapitel abend morgen mittag nachmittag vormittag etwa ca circa rund ersten letzten "
    "nächsten stück foto bild bilder übrigen ganzen insgesamt raum version zeile schritt fall "
    "regal level gate gleis kasse zimmer etage abteilung halle schalter linie bus tisch platz "
    "nr nummer tabelle rangliste wertung liste"
)
# Neuer Kamp 3b, Alter Markt 1
_ADJECTIVE = re.compile(
    rf"(?<![\w-])[A-ZÄÖÜ][a-zäöüß]{{2,}}(?:er|e|es"
    rf"|en) [A-ZÄÖÜ]?(?:[a-zäöüß]{{2,}})?(?i:{_STRONG}|{_MILD}){_NR}{_HOUSE}{_UNIT}"
)
# karl marx str. 5
_LOWER_WORDS = re.compile(
    rf"(?<![\w-])(?P<words>(?:[a-zäöüß]{{2,20}}[ -]){{1,3}})(?:stra(?:ß|ss)e|str\.?|allee|gasse"
    rf"|platz|weg|ring|ufer|damm){_NR}{_HOUSE}{_UNIT}"
)
# Am Anger, 12345 Musterdorf (the town masked already)
_BEFORE_TOWN = re.compile(
    r"(?<![\w-])(?:Am|An der|An den|Auf der|Auf dem|Im|In der|In den|Zum|Zur|Unter den"
    r"|Hinter dem|Hinter der"
    rf"|Vor dem|Bei der|Beim) [A-ZÄÖÜ][a-zäöüß]{{2,}}(?: [A-ZÄÖÜ][a-zäöüß]+)?(?=,? ?\n?{MASKED})"
)
_BOX = re.compile(
    r"(?i)(?<!\w)(?:p\. ?o\. ?box|po box|post office box|postfach"
    r"|box no\.?)[ :]{1,2}\d(?:[\d ]{0,8}\d)?(?!\w)"
)
_TIGHT = re.compile(
    rf"(?<![\w-])(?:[\w.'’]{{2,30}}-){{0,4}}[^\W\d_]{{2,30}}[-]?(?:stra(?:ß|ss)e|str\.?|gasse"
    rf"|allee){_HOUSE}{_UNIT}",
    re.IGNORECASE,
)

_HOUSE_AFTER = re.compile(rf"[^\W\d_]+\.?{_NR}\d", re.IGNORECASE)
_HOUSE_NEXT = re.compile(r"[^\W\d_]+ \d")
_HOUSE_JOINED = re.compile(r"[^\W\d_]+\.?\d")
_STRONG_END = re.compile(rf"(?:{_STRONG}|str)\Z", re.IGNORECASE)
_MILD_END = re.compile(rf"{_MILD}\Z", re.IGNORECASE)
_STRONG_ENDS = heads_of(test=lambda word, _: _STRONG_END.search(word) is not None)
_MILD_ENDS = heads_of(test=lambda word, _: _MILD_END.search(word) is not None)
"""Words that the patterns above have before a house's number."""

_OTHER = re.compile(
    rf"(?<![\w-])(?:(?:rue|avenue|av\.|boulevard|bd|chemin|quai|impasse|via|viale|piazza|corso"
    rf"|vicolo|calle"
    rf"|c/|avenida|avda\.?|plaza|paseo|rua|ulica|ul\.|aleja|al\.|strada)(?: (?:de|du|des|della"
    rf"|del|di|da|do|la|le|las|los|dei|d'))*(?:(?:(?<=[/.'’])| ){_W}){{1,4}}?"
    rf",? (?:n[.°º]?o? ?)?{_HOUSE}(?!\w)"
    rf"|\d{{1,4}},? (?:(?:bis|ter) )?(?:avenida|calle|paseo|camino|via|rue|avenue|boulevard"
    rf"|chemin|quai|impasse|allée"
    rf"|place)(?: {_W}){{1,5}}"
    rf"|[^\W\d_]{{2,30}}(?:straat|laan|plein|gracht|kade|dijk|singel|dreef|gatan|gata|vägen|vej"
    rf"|veien|gade|utca|ulica) {_HOUSE}(?!\w)"
    rf"|(?:{_W} ){{1,3}}(?:caddesi|cad\.|cd\.|sokağı|sokak|sok\.|sk\.|bulvarı|mahallesi"
    rf"|mah\.)(?:,? ?(?:no:?|numara)? ?\d{{1,4}}(?:/\d+)?)?)",
    re.IGNORECASE,
)
_OTHER_PARTS = tuple(
    word_set(
        "rue avenue av. boulevard bd chemin quai impasse allée place via viale piazza corso vicolo "
        "calle c/ avenida avda plaza paseo rua ulica ul. aleja al. strada straat laan plein gracht "
        "kade dijk singel dreef gatan gata vägen vej veien gade utca caddesi cad. cd. sokağı sokak "
        "sok. sk. bulvarı mahallesi mah."
    )
)
_STRONG_CUE = cue(
    parts=word_set(
        "str weg platz allee gasse gässchen damm chaussee ufer ring stieg steig pfad promenade "
        "twiete redder"
    )
)
_MILD_CUE = cue(
    parts=word_set(
        "markt hof graben berg garten gärten feld wiese winkel tor brücke zeile kamp koppel heide "
        "grund siedlung höhe blick bogen bruch brink deich eck gang kai kehre leite anger rain see "
        "tal wall park mühle bach burg wald stiege terrasse acker aue hain horst busch kirche "
        "passage lohe esch holz warf"
    )
)
_PLACES = heads_of(
    word_set("zwischen neben gegenüber entlang achter außer"),
    whole=word_set(
        "unterm überm op bi ob aufm am an auf im in zum zur zu unter hinter hinterm vor vorm bei "
        "beim über obere oberer untere unterer straße strasse str platz allee weg ring ufer "
        "promenade"
    ),
)
_BOX_CUE = cue(parts=("box", "fach"))
_OTHER_CUE = cue(
    parts=(re.findall(r"[^\W\d_]+", part)[0] for part in _OTHER_PARTS if part != "c/"),
    marks=("c/", "C/"),
)
_ADJECTIVE_HEADS = heads_of(
    test=lambda word, _: word[0].isupper() and word.endswith(("er", "e", "es", "en"))
)
_LARGE_CUE = cue(cased=word_set("Am An Auf Im In Zum Zur Unter Hinter Vor Bei Beim"))
"""What `_BEFORE_TOWN` begins with."""
_ENDS_AS_STREET = re.compile(rf"\w{_STRONG}$", re.IGNORECASE)
CUES = one_of(
    (MASK, _LARGE_CUE, _PLACES.cue),
    (BEHIND, _STRONG_CUE | _PLACES.cue),
    (BEHIND, _MILD_CUE, _MILD_ENDS.cue | _ADJECTIVE_HEADS.cue),
    (DIGIT, _BOX_CUE | _OTHER_CUE),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Streets with numbers, and places before a town that is masked."""
    cues = cues_in(text)
    if cues & MASK and cues & _LARGE_CUE:
        yield from _before_town(text)
    if not cues & DIGIT:
        return
    if cues & BEHIND:
        yield from _behind(text, cues)
    if cues & _BOX_CUE:
        yield from (Span(*m.span(), "STREET") for m in _BOX.finditer(text))
    if cues & _OTHER_CUE and mentions(text, _OTHER_PARTS):
        yield from (Span(*m.span(), "STREET") for m in _OTHER.finditer(text))


def _behind(text: str, cues: int) -> Iterator[Span]:
    """Streets with a number behind them."""
    if cues & _STRONG_CUE:
        yield from _numbered(text)
    mild = cues & _MILD_CUE and at_words(_HOUSE_NEXT, text, _MILD_ENDS)
    for span in _proper(_MILDLY, text) if mild else ():
        first = fold(re.split(r"\W", text[span.start : span.end], maxsplit=1)[0])
        if not is_noun(first):
            yield span
    if cues & _ADJECTIVE_HEADS.cue and cues & (_STRONG_CUE | _MILD_CUE):
        for match in in_order(at_words(_ADJECTIVE, text, _ADJECTIVE_HEADS)):
            if fold(match[0].split(" ", 1)[0]) not in _HEADINGS:
                yield Span(*match.span(), "STREET")
    if cues & _PLACES.cue:
        yield from _placed(text)


_HEADINGS = folded_set("tabelle liste rangliste reihe seite linie zeile spalte gruppe ebene")
"""Platz 3 of these is no square."""


def _before_town(text: str) -> Iterator[Span]:
    """A place before a town; "im Fall Quambusch", its name masked, is none."""
    for match in in_order(at_words(_BEFORE_TOWN, text, _PLACES)):
        last = match[0].rsplit(" ", 1)[-1]
        place = _STREET_NOUN.search(last.lower()) is not None or text[match.end()] in ",\n"
        if place or (fold(last) not in ordinary() and not is_noun(fold(last))):
            yield Span(*match.span(), "STREET")


def _numbered(text: str) -> Iterator[Span]:
    ends = at_words(_HOUSE_AFTER, text, _STRONG_ENDS)
    if ends:
        yield from _proper(_COMPOUND, text, _start_of_compound(text, ends[0].start()))
    if any(_ALONE.match(text, end.start()) for end in ends):
        yield from _proper(_APART_LOWER, text)
        yield from _lower_words(text)
    if at_words(_HOUSE_JOINED, text, _STRONG_ENDS):
        yield from _proper(_TIGHT, text)


_ALONE = re.compile(
    r"(?:stra(?:ß|ss)e|str|allee|gasse|chaussee|platz|weg|ring|ufer|damm)(?![^\W\d_])"
)
_COMPOUNDED = re.compile(r"[\w.'’-]")


def _start_of_compound(text: str, at: int) -> int:
    """Where "Karl-Probe-Allee" begins whose last word begins at ``at``."""
    while at and _COMPOUNDED.match(text, at - 1):
        at -= 1
    return at


_RANKED = ("liste", "tabelle")
"""What has numbered places: "Warteliste Platz 4"."""


def _proper(pattern: re.Pattern[str], text: str, start: int = 0) -> Iterator[Span]:
    """Names such as Rosenhof 3; ordinary compounds (Parkplatz 3, Bahnhof 2) are none."""
    for match in pattern.finditer(text, start):
        first = fold(match[0].split()[0].strip(","))
        if is_no_street(first) or (first.endswith(_RANKED) and "Platz" in match[0]):
            continue
        if first not in ordinary() or " " in match[0].split(",")[0].rsplit(" ", 1)[0]:
            yield Span(*match.span(), "STREET")


def _lower_words(text: str) -> Iterator[Span]:
    """A street of several words in lower case: what stands before it and is no ordinary word."""
    for match in _LOWER_WORDS.finditer(text):
        start = match.end("words")
        for word in reversed(list(re.finditer(r"[a-zäöüß]+", match["words"]))):
            if fold(word[0]) in ordinary():
                break
            start = match.start("words") + word.start()
        if start < match.end("words"):
            yield Span(start, match.end(), "STREET")


def _placed(text: str) -> Iterator[Span]:
    """A street that begins with a preposition, told from a time or a place in a shop."""
    for match in in_order(at_words(_PLACED, text, _PLACES)):
        nouns = match["noun"].split()
        if any(fold(noun) in _TIMES for noun in nouns) or _is_in_yard(text, match):
            continue
        if _SENTENCE.search(match["noun"]) is not None:
            continue
        last = nouns[-1]
        if shows_figures(last):
            continue
        part_of_name = match[0].lower().startswith(("ober", "unterer", "untere "))
        if _ENDS_AS_STREET.search(last) and not part_of_name:
            continue  # found as a compound, without the preposition
        street = _STREET_NOUN.search(last.lower()) is not None
        named = last[0].isupper() and fold(last) not in ordinary() and len(match["house"]) < 4
        if named and not street and MASKED not in text:
            alone = _GOES_ON.match(text, match.end()) is None
            named = not is_noun(fold(last)) and alone
        if street or named:
            yield Span(*match.span(), "STREET")


_SENTENCE = re.compile(r"(?<!str)[a-zäöüß]{4}[.] [A-ZÄÖÜ]")
"""Auf dem Parkplatz. Notruf 112: where one sentence ends and the next begins."""
_YARD = folded_set("tor rolltor kai brücke park steig feld hof bach")
_DWELLS = re.compile(
    r"(?i)(?<!\w)(?:wohn|adress|anschrift|heim|zuhause|zieh|gezogen|gemeldet|nachbar"
    r"|haus(?!meister)"
    r"|straße|postfach|hausnummer|klingel)"
)


def _is_in_yard(text: str, match: re.Match[str]) -> bool:
    """Whether something stands at a gate of a hall, a jetty or a platform: "am Tor 4"."""
    noun = match["noun"].strip()
    inside = match[0][0].islower() and fold(noun) in _YARD and match["house"].isdigit()
    return inside and MASKED not in text and _DWELLS.search(text) is None


_GOES_ON = re.compile(r" (?!in |bei |an |und |links|rechts)[a-zäöü]{2,}")
