"""German streets of any ending and case: "kantwinkel 63", "Postpark 41 - 43/Stiege 2/7", "P5, 10".

A compound that ends as streets do, with a house's number behind it, is one unless it is a word of
its own (`is_no_street`). In small letters it needs a word of addresses in the text, a house such as
"12a" or "3/7", or a place between commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._amounts import shows_figures
from dialogkit.corpus._anonymize._compounds import is_no_street
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import BEHIND, MASK, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._search import at_words, digit_runs, in_order
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    brands,
    fold,
    folded_set,
    is_noun,
    ordinary,
    plain_words,
    towns,
    word_set,
)

__all__ = ["CUES", "find"]

_HOUSE = (
    r"\d{1,3}(?: ?[a-zA-Z](?![\w'’]))?(?: ?[-–/+] ?(?:(?:stiege|stg|top|tür|haus)\.? ?)?\d{1,4}"
    r"(?: ?[a-z](?![\w'’]))?){0,3}(?: 1/[234])?"
)
_UNIT = (
    r"(?! ?(?:uhr|€|\$|£|euro?s?\b|chf|cent|kg\b|g\b|km\b|m\b|mm\b|cm\b|m²|qm|zoll|liter|l\b|ml\b"
    r"|watt|w\b|kwh?\b|volt|v\b|mah|ah\b|ps\b|gb\b|mb\b|tb\b|mbit|min|std|sek|tag\b|tage?n?\b"
    r"|stunden?"
    r"|wochen?|monate?n?|prozent|%|mal\b|x\b|stück|stk|pakete?\b|jahren?\b|personen|leute|artikel"
    r"|teil|tlg|sterne|grad|punkte?n?\b|plätze|sitz|kinder|gäste|tickets?|karten|seiten|fotos)"
    r"|[.,:]\d|\d|\w)"
)
_NR = r"[ ,]{1,2}(?:(?:nr|nummer|no|hausnummer|hausnr|hnr)\.?:? ?)?"
_ENDS = (
    r"(?:stra(?:ß|ss)e|str|weg|platz|allee|gasse|gässchen|gässli|damm|chaussee|ufer|ring|stieg"
    r"|steig|pfad|promenade|twiete|redder|markt|hof|höfe|graben|gräben|berg|garten|gärten|feld"
    r"|felder|wiese|wiesen|winkel|brücke|zeile|kamp|kämpe|koppel|heide|grund|siedlung|höhe|blick"
    r"|bogen|bruch|brink|deich|eck|gang|kai|quai|kehre|leite|leiten|anger|rain|wall|park|mühle"
    r"|mühlen|bach|burg|wald|stiege|terrasse|acker|äcker|aue|auen|hain|horst|busch|kirche|passage"
    r"|lohe|esch|holz|hang|halde|gürtel|lände|fleet|wisch|bühl|weiher|steg|furt|linde|linden"
    r"|eiche|eichen|buche|buchen|birken|tannen|erlen|schanze|bleiche|reihe|freiheit|hafen|moos"
    r"|moor|ried|born|brunnen|see|stein|warte|tal|thal|ruh|lust|kreuz|hügel|kuppe|grube|kuhle"
    r"|luch|werder|warf|warft|siel|gatt|[nrlßgd]tor|haustor|burgtor|stadttor)"
)
_END = re.compile(rf"(?i)[^\W\d_]{{2,}}?{_ENDS}\Z")
_LEAST = 6
# Kantwinkel 63, Klosterrain 9 - 11
_ONE = re.compile(rf"(?P<word>[^\W\d_]+)\.?{_NR}(?P<house>{_HOUSE}){_UNIT}", re.IGNORECASE)
_ONE_HEADS = heads_of(
    test=lambda word, form: (
        len(word) >= _LEAST and not is_no_street(form) and _END.match(word) is not None
    )
)
_BEFORE = re.compile(r"(?:[^\W\d_]{1,20}\.?-){1,4}\Z")
_DETERMINERS = folded_set(
    "unserer dieser jener welcher meiner deiner seiner ihrer eurer einer keiner jeder mancher "
    "solcher aller anderer letzter erster nächster zweiter dritter vierter weiterer guter ganzer "
    "nummer immer hinter unter ober über oder aber wieder weiter nieder immer besser größer"
)
# untere hauptstraße 84, hohe luft 15 - 17, kölner landstraße 10c
_ADJECTIVE = (
    r"(?:alt|neu|klein|gro(?:ß|ss)|lang|kurz|hoh|breit|ober|unter|vorder|hinter|inner|äu(?:ß|ss)er"
    r"|link|recht|mittler|krumm|grün|rot|weiß|schwarz|blau|golden|schön|still|tief|steil|schmal"
    r"|eng|rund|heilig|kalt|warm|dunkl|freie|obr|untr)"
)
_APART_NOUNS = (
    r"(?:[^\W\d_]*(?:stra(?:ß|ss)e|str\.?|gasse|allee|chaussee|landstra(?:ß|ss)e|zeile|weg|platz"
    r"|markt|wall|graben|ring|damm|steig|stieg|promenade)|freiheit|bleichen?|reihe|luft|twiete"
    r"|marsch|heide|wiese|mühle|brücke|kirche|höhe|breite|dorf|gärten|aue?|berg|hof|wand|wacht"
    r"|post|schule|ziegelei|molkerei|warte|vorstadt|donau|lände)"
)
_APART = re.compile(
    rf"{_ADJECTIVE}e?[rsnm]? (?P<noun>{_APART_NOUNS}){_NR}(?P<house>{_HOUSE}){_UNIT}"
    rf"|(?P<town>[^\W\d_]{{3,20}}er) (?P<kind>(?:land|haupt|post|bundes)?stra(?:ß|ss)e|str\.?|allee"
    rf"|chaussee|gasse|platz|ring|damm|weg|tor|ufer){_NR}(?P<number>{_HOUSE}){_UNIT}",
    re.IGNORECASE,
)
_APART_HEADS = heads_of(
    test=lambda word, form: (
        re.fullmatch(rf"(?i){_ADJECTIVE}e?[rsnm]?", word) is not None
        or (len(word) > 4 and word.lower().endswith("er") and form not in _DETERMINERS)
    )
)
# Straße 47 191, Straße des 17. Juni 3/12, platz der republik 40
_OF = re.compile(
    r"(?:stra(?:ß|ss)e|str\.?|platz|allee|weg|ring|ufer|promenade) (?:(?:der|des|dem|den|am|an der"
    r"|zum|zur|vom|von|d\.) (?P<noun>[^\W\d_]{3,}(?: [^\W\d_]{3,})?)|(?P<figure>\d{1,3}))"
    rf" (?P<house>{_HOUSE}){_UNIT}",
    re.IGNORECASE,
)
_OF_HEADS = heads_of(whole=word_set("straße strasse str platz allee weg ring ufer promenade"))
# P5, 10
_SQUARE = re.compile(rf"(?<![\w-])[A-U] ?[1-7],? \d{{1,2}} ?[a-e]?(?!\w){_UNIT}", re.IGNORECASE)
# Dorf 171
_BARE = re.compile(
    rf"(?:dorf|graben|anger|hof|markt|kirchplatz|hauptplatz|dorfplatz|marktplatz|siedlung|wall"
    rf"|halde|zeile|ortsstra(?:ß|ss)e|dorfstra(?:ß|ss)e|hauptstra(?:ß|ss)e|oberdorf|unterdorf|gasse"
    rf"|kolonie|weiler|promenade|lände|gries|vorstadt|limmatquai){_NR}(?P<house>{_HOUSE}){_UNIT}",
    re.IGNORECASE,
)
_BARE_HEADS = heads_of(
    whole=word_set(
        "dorf graben anger hof markt kirchplatz hauptplatz dorfplatz marktplatz siedlung wall "
        "halde zeile ortsstraße ortsstrasse dorfstraße dorfstrasse hauptstraße hauptstrasse "
        "oberdorf unterdorf gasse kolonie weiler promenade lände gries vorstadt limmatquai"
    )
)
# Zum Sportplatz 19/8, in der au 89 1/2, Hof Sonnenschein 4/5
_PLACE = re.compile(
    rf"(?:am|an der|an den|auf der|auf dem|im|in der|in den|zum|zur|zu den|vor dem|vor der"
    rf"|hinter dem|hinter der|unter den|beim|bei der|ob der|hinterm|vorm|unterm)"
    rf"(?P<adjective> [^\W\d_]{{3,}}e[nrm])? (?P<noun>[^\W\d_]{{2,}}) (?P<house>{_HOUSE}){_UNIT}"
    rf"|(?:hof|gut|haus|villa|gehöft|siedlung|gasthof|schloss|weiler|alm|forsthaus|mühle)"
    rf" (?P<name>(?-i:[A-ZÄÖÜ])[^\W\d_]{{3,}}) (?P<number>{_HOUSE}){_UNIT}",
    re.IGNORECASE,
)
_PLACE_HEADS = heads_of(
    whole=word_set(
        "am an auf im in zum zur zu vor hinter unter beim bei ob hinterm vorm unterm hof gut haus "
        "villa gehöft siedlung gasthof schloss weiler alm forsthaus mühle"
    )
)
_GROUND = re.compile(
    rf"(?i)[^\W\d_]*?(?:{_ENDS}|au|anger|see|tor|berg|dorf|markt|bahnhof|friedhof|schule|mühle|bach"
    r"|ort|eck|sand|moos|ried|ziegelei|post|rathaus|wasserturm|kanal|werk)\Z"
)
# Im Navi einfach Mühlental eingeben
_NAVI = re.compile(
    r"(?:navi|navigationsgerät|navigationssystem|maps|routenplaner|satnav|gps)"
    r"(?: (?:einfach|bitte|nur|dann|mal|nach|als|ziel|just|for|to|type|put|enter|in)){0,2} [\"„“]?"
    rf"(?P<name>(?-i:[A-ZÄÖÜ])[^\W\d_]{{1,}}{_ENDS}(?: \d{{1,3}}[a-z]?)?)(?![\w-])",
    re.IGNORECASE,
)
_NAVI_HEADS = heads_of(
    whole=word_set("navi navigationsgerät navigationssystem maps routenplaner satnav gps")
)
_SAINT = re.compile(rf"(?<![\w-])(?:St\.|Sankt|Skt\.)[ -]{{1,2}}(?={MASKED})")
_FRACTION = re.compile(rf"(?<={MASKED}) \d{{1,3}} 1/[234](?!\w)")
_ADDRESS = word_set(
    "wohne wohnen wohnt wohn wohnhaft wohnte gemeldet adresse anschrift hausadresse adress adr "
    "anschluss zähler zählers zählerstand liefern lieferung geliefert lieferort zustellung "
    "zugestellt umgezogen gezogen umzug ziehen ziehe verzogen objekt mieter mieterin vermieter "
    "störung abholung abgeholt abholen monteur techniker gutachter handwerker installateur "
    "vertragskonto wohnung wohnungen haus straße strasse str hausnummer standort laden praxis "
    "firma büro nebenkosten nebenkostenabrechnung heizung klingel klingeln rechnungsanschrift "
    "lieferanschrift eingang treppenhaus hausverwaltung eigentümer nachbar nachbarin einsatzort "
    "baustelle unfallort grundstück garage keller aufzug wasserhahn rauchmelder paket sendung "
    "postbote zusteller fahrer kurier sitzt rückfragen schicken senden geschickt gesendet "
    "verbrauchsstelle lieferstelle glasfaser internet strom gas wasser alt neu bisher nächste"
)
_TOLD_CUE = cue(whole=_ADDRESS, parts=("adresse", "anschrift"))
_BEGINS = re.compile(
    rf"(?:\A|[,;:\n({MASKED}]|(?i:\b(?:an|in|nach|zu|zur|bei|nicht|sondern|statt"
    r"|der|die|den|von|und|aus|für|oder|vor|ist|lautet)))[ \t]*\Z"
)
_CLOSED = re.compile(
    rf"[ \t]*(?:[,;:!?)\n{MASKED}]|\.(?!\d)|\Z| (?:in|und|ist|war|bitte|nicht|sondern|statt|oder"
    r"|kommen|liefern|wohn\w*|geliefert|zugestellt|abgegeben|im|danke|gemeldet|verzogen|tropft|hat"
    r"|wird|gehört|aber|nach|hinterhaus|vorderhaus|top|stiege|\d{4,5} )(?!\w))"
)
_NOT_BEFORE = folded_set(
    "zimmer raum regal gang tisch reihe seite kapitel modell typ version serie größe artikel linie "
    "bus tram gleis gate terminal halle spur kanal sender band folge teil staffel level"
)
_SAINT_CUE = cue(cased=("St", "Sankt", "Skt"))
CUES = one_of(BEHIND, _NAVI_HEADS.cue, (MASK, _SAINT_CUE))


def find(text: str, _context: Context) -> Iterable[Span]:
    """Compounds, two words, streets of something, squares of Mannheim, villages with numbers."""
    cues = cues_in(text)
    for match in at_words(_NAVI, text, _NAVI_HEADS) if cues & _NAVI_HEADS.cue else ():
        if not is_no_street(fold(match["name"].split()[0])):
            yield Span(*match.span("name"), "STREET")
    if cues & MASK:
        patterns = [_FRACTION] if " 1/" in text else []
        patterns += [_SAINT] if cues & _SAINT_CUE else []
        for pattern in patterns:
            yield from (Span(*m.span(), "STREET") for m in pattern.finditer(text))
    if cues & BEHIND:
        yield from _numbered(text, cues)


def _numbered(text: str, cues: int) -> Iterator[Span]:
    """With a house's number."""
    told = bool(cues & _TOLD_CUE)
    for match in in_order(at_words(_ONE, text, _ONE_HEADS)):
        if _is_street(text, match, told=told):
            yield Span(_start(text, match.start()), match.end(), "STREET")
    if cues & _APART_HEADS.cue:
        for match in in_order(at_words(_APART, text, _APART_HEADS)):
            if _is_apart(text, match, told=told):
                yield Span(*match.span(), "STREET")
    for match in in_order(at_words(_OF, text, _OF_HEADS)) if cues & _OF_HEADS.cue else ():
        plain = match["noun"] is not None and fold(match["noun"].split()[0]) in _NOT_OF
        if not plain and _may_be(text, match, match["house"], told=told):
            yield Span(*match.span(), "STREET")
    if cues & _PLACE_HEADS.cue:
        yield from _placed(text, told=told)
    yield from _bare(text, told=told)


def _start(text: str, at: int) -> int:
    """Where "Karl-Probe-" begins that is joined to what begins at ``at``."""
    if text[at - 1 : at] != "-":
        return at
    before = _BEFORE.search(text, max(0, at - 60), at)
    return before.start() if before else at


def _placed(text: str, *, told: bool) -> Iterator[Span]:
    """Behind a preposition, of ground or water; farms with a name: with a house or in a row."""
    for match in in_order(at_words(_PLACE, text, _PLACE_HEADS)):
        house = match["house"] or match["number"]
        row = _ROW.match(text, match.end()) is not None
        if match["name"] is not None:
            if row or (not house.isdigit() and told):
                yield Span(*match.span(), "STREET")
            continue
        alone = match["adjective"] is not None and _stands_alone(text, match)
        likely = (
            row or alone or (told and not house.isdigit() and not is_no_street(fold(match["noun"])))
        )
        if likely and _GROUND.match(match["noun"]):
            yield Span(*match.span(), "STREET")


_SURE = re.compile(r"(?i)(?:land|haupt|post|bundes)?stra|str|gasse|chaussee|allee")
_NOT_OF = folded_set("monat woche liste tabelle rangliste seite serie weltrangliste top jahr tag")


def _bare(text: str, *, told: bool) -> Iterator[Span]:
    """What needs a word of addresses or a postcode behind it."""
    for pattern, heads in ((_BARE, _BARE_HEADS),):
        for match in at_words(pattern, text, heads):
            begins = _BEGINS.search(text, max(0, match.start() - 10), match.start()) is not None
            row = _ROW.match(text, match.end()) is not None
            if row or (told and begins and _CLOSED.match(text, match.end())):
                yield Span(*match.span(), "STREET")
    digits, longest = digit_runs(text)
    for match in _SQUARE.finditer(text) if digits > longest else ():  # two numbers at least
        row = _ROW.match(text, match.end()) is not None or text[: match.start()].endswith(_MASKS)
        led = told and _LED.search(text, max(0, match.start() - 24), match.start()) is not None
        whole = "," in match[0] and match[0][0].isupper() and match[0] == text.strip(" .!")
        if row or led or whole:
            yield Span(*match.span(), "STREET")


_MASKS = (MASKED, f"{MASKED} ", f"{MASKED}, ", f"{MASKED}; ")
_ROW = re.compile(
    rf"(?:,? ?\n ?|,? |; | - | in )(?:{MASKED}|(?:[A-Z]{{1,2}}-)?\d{{4,5}}(?!\d| ?€))"
)
_LED = re.compile(
    r"(?i)(?:adresse|anschrift|ist|lautet|wäre|wohne|wohnt|wohnen|an|in|in der|zu|nach|nicht|aus"
    r"|sondern|statt|von|von der|in die|die|der|für|objekt|störung|anschluss|alt|neu|hausnummer"
    r"|abholung|standort|wohnhaft|straße|mieter)(?:,|:)? \Z"
)


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    begins = not text[: match.start()].strip() or text[match.start() - 1] == "\n"
    return begins and _CLOSED.match(text, match.end()) is not None


def _may_be(text: str, match: re.Match[str], house: str, *, told: bool) -> bool:
    """Whether what stands around a name and a number lets it be an address."""
    if told or not house.isdigit():
        return True
    begins = _BEGINS.search(text, max(0, match.start() - 10), match.start()) is not None
    return begins and _CLOSED.match(text, match.end()) is not None


def _is_street(text: str, match: re.Match[str], *, told: bool) -> bool:
    word, house = match["word"], match["house"]
    form = fold(word)
    if len(word) < _LEAST or is_no_street(form) or _END.match(word) is None:
        return False
    if form in plain_words() or form in towns() or shows_figures(word):
        return False
    if not form.isalpha() or (word.islower() and _last_word(text, match.start()) in _NOT_BEFORE):
        return False
    if word.islower():
        return _may_be(text, match, house, told=told)
    closed = _CLOSED.match(text, match.end()) is not None
    return told or closed or not house.isdigit()


def _last_word(text: str, at: int) -> str:
    return fold(text[max(0, at - 30) : at].rstrip().rpartition(" ")[2])


def _is_apart(text: str, match: re.Match[str], *, told: bool) -> bool:
    """Two words: an adjective and a noun, or where a street leads to and its kind."""
    house = match["house"] or match["number"]
    if match["town"] is not None:
        form = fold(match["town"])
        sure = _SURE.match(match["kind"]) is not None
        if not sure and (form in ordinary() or (is_noun(form) and match["town"].islower())):
            return False
        if form in brands() or form in _DETERMINERS or len(form) < _LEAST - 1:
            return False
        return _may_be(text, match, house, told=told) or match["town"][0].isupper()
    noun = fold(match["noun"])
    if is_no_street(noun):
        return False
    return _may_be(text, match, house, told=told)
