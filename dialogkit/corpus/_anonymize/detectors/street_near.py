"""Streets beside words for dwellings: "die Wohnung Domäne 3", "at 61 Balmoral"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._amounts import MEASURES, shows_figures
from dialogkit.corpus._anonymize._compounds import NO_STREETS
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import AHEAD, BEHIND, cue, cues_in, heads_of
from dialogkit.corpus._anonymize._names import could_be_name
from dialogkit.corpus._anonymize._search import at_digits, at_words, in_order
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import fold, is_noun, ordinary, word_set, words_of

__all__ = ["CUES", "find"]

_HOUSE = r"\d{1,3}(?: ?[a-zA-Z](?!\w))?(?: ?[-–/+] ?\d{1,4}(?: ?[a-z](?!\w))?){0,3}"
_UNIT = (
    r"(?! ?(?:uhr|€|euro?s?\b|kg\b|g\b|km\b|m\b|cm\b|min|std|tage?n?\b|stunden?|wochen?|monate?"
    r"|prozent|%|mal\b|x\b|stück|stk|pakete?\b|jahren?\b|personen|leute|zimmer|quadrat)|[.,:]\d|\w)"
)
_CAP = r"[A-ZÄÖÜ][a-zäöüß'’-]+"
_PREP = (
    r"(?:Am|An der|An den|Auf der|Auf dem|Auf den|Im|In der|In den|Zum|Zur|Zu den|Unter den"
    r"|Unter der"
    r"|Hinter der|Hinter dem|Hinter den|Hinterm|Vor dem|Vor der|Vorm|Bei der|Bei den|Beim|Über der"
    r"|Neben der|Zwischen den)"
)
_DWELLING = (
    r"(?:[Ww]ohnung|[Gg]rundstück|[Hh]aus|[Oo]bjekt|[Pp]raxis|[Ll]aden|[Bb]üro|[Gg]arage|[Aa]nwesen"
    r"|[Ll]iegenschaft|[Gg]ebäude|[Nn]eubau|[Bb]austelle|[Ff]erien(?:wohnung|haus)|[Aa]dresse"
    r"|[Aa]nschrift|[Hh]of|[Ee]ltern|[Tt]ochter|[Ss]ohn|[Mm]utter|[Vv]ater|[Ll]okal|[Gg]aststätte"
    r"|[Zz]weigstelle|[Nn]iederlassung|[Nn]ebenan|[Kk]ita|[Ww]erkstatt|[Ll]agerhalle|[Mm]ietwohnung"
    r"|[Ww]ohnhaft|[Ww]ohne|[Ww]ohnt|[Ww]ohnen|[Mm]ieter(?:in)?|[Ee]igentümer(?:in)?"
    r"|[Bb]ewohner(?:in)?)"
)
_BESIDE = re.compile(
    rf"(?<!\w){_DWELLING}(?: (?:jetzt|nun|seit \w+|noch|in der|im|am|an der|auf der|auf dem|von|auf"
    rf"|nach|ist|lautet)){{0,2}},? (?P<name>(?:{_PREP} )?(?P<noun>{_CAP})(?: {_CAP}){{0,2}}"
    rf" {_HOUSE}){_UNIT}"
)
_CHANGED = re.compile(
    rf"(?<!\w)(?:von|auf|nach|statt|nicht|an|aus|in) (?:der |die |dem |den )?"
    rf"(?P<name>(?P<noun>{_CAP})(?: {_CAP})? {_HOUSE}){_UNIT}"
)
_MOVES = word_set(
    "adresse anschrift umzug umgezogen gezogen ziehe ziehen zieht umgemeldet wohne wohnen wohnt "
    "nachsendung nachsendeauftrag lieferadresse rechnungsadresse rechnungsanschrift übersiedelt "
    "geliefert zugestellt abgegeben gebracht verschickt hingeschickt"
)
_THING = (
    r"(?:house|cottage|home|farm|bungalow|flat|place|property|smallholding|b&b|guest ?house|pub"
    r"|croft"
    r"|ferienhaus|haus|hof|villa|gehöft|anwesen|hütte)"
)
_APPOSED = re.compile(
    rf"(?i:\b(?:my|our|his|her|their|the|mein|meine|unser|unsere|das|der|ihr"
    rf"|a)) (?:[\w&'’-]+ ){{0,3}}?"
    rf"(?i:{_THING}), (?:called "
    rf"|named )?(?P<name>(?:The )?(?P<noun>{_CAP})(?: {_CAP}){{0,2}}(?: {_HOUSE})?)"
    rf"(?=[,.;{MASKED}])"
)
_AT_NUMBER = re.compile(
    r"(?i:\b(?P<lead>at|outside|opposite|of|from|to|for|behind|near|instead of|not)) "
    r"(?P<name>\d{1,5}[a-z]?,? (?:(?:North|South|East|West"
    r"|[NSEW]\.?) )?(?P<noun>[A-Z][a-z'’]{2,})"
    r"(?: [A-Z][a-z'’]+){0,3}(?:, (?:Apt|Unit|Suite)\.? \w+)?)(?![\w-])"
)
_WORD_NUMBER = re.compile(
    r"(?<![\w-])(?:(?:[Nn]umber|[Nn]o\.?) )?(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten"
    r"|Eleven"
    r"|Twelve|Fifteen|Twenty)(?:, | )(?:The )?(?:[A-Z][a-z'’]+ ){1,2}(?:Street|Road|Lane|Avenue"
    r"|Quay"
    r"|Square|Place|Court|Close|Drive|Way|Wharf|Hill|Row|Terrace|Mews|Gardens|Crescent|Walk"
    r"|Green|Gate"
    r"|Grove|Parade|Plaza|Center|Centre|Tower|Yard)(?![\w-])"
)
# 2 The Hawthorns
_THE = re.compile(
    r"(?<![\w.,$€£:/-])\d{1,3}[a-z]?,? [Tt]he [A-Z][a-z]{3,}(?: [A-Z][a-z]+)?(?![\w-])"
)
_SCORE = re.compile(
    r"(?i)(?:(?:\d|\bout|ten|five) (?:out )?of|\b(?:table|step|page|row|episode|chapter|round|week"
    r"|year|day|level|stage|item)\.?) \Z"
)
"""4 of 5, the Moqueca was good."""
_ADJECTIVE = re.compile(
    r"(?i:\b(?:am|im|vom|zum|beim|aus dem|auf dem|in den|an den|auf den)) (?P<name>(?:Lang|Kurz"
    r"|Hoh|Breit"
    r"|Klein|Gro(?:ß|ss)|Alt|Neu|Krumm|Grün|Schwarz|Weiß|Rot|Ober|Unter|Vorder|Hinter|Inner|Äußer"
    r"|Dick|Golden|Steil|Heilig|Mittler|Schön|Still|Tief|Rund|Dürr|Kalt)en (?:Kamp|Weg|Berg"
    r"|Feld|Winkel"
    r"|Graben|Damm|Steig|Stieg|Ring|Wall|Anger|Garten|Hof|Acker|Brink|Platz|Sand|Stein|Wiesen|Hang"
    r"|Rain|Grund|Deich|Pfad|Holz|Busch|Kirchweg|Postweg|Steinweg|Mühlenweg|Markt|Tor"
    r"|Teich))(?![\w-])"
)
_NO_HOUSE = word_set(
    "paket bestellung rechnung auftrag nummer artikel sendung größe position seite kapitel punkt "
    "version modell tag stufe gleis kunde teil schritt phase klasse kita fach block zimmer wohnung "
    "nr haus etage stock filiale linie bus tisch kasse regal januar februar märz april mai juni "
    "juli "
    "august september oktober november dezember montag dienstag mittwoch donnerstag freitag "
    "samstag "
    "sonntag monday tuesday wednesday thursday friday saturday sunday january february march june "
    "july october december adults adult children child stars star days items people weeks months "
    "years hours minutes times pm am degrees euros pounds dollars angry mobile items pieces copies "
    "am um ab zum vom bis seit order invoice euro prozent iphone galaxy windows teams version"
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names and numbers beside words for houses and for moving."""
    cues = cues_in(text)
    if cues & _ADJECTIVE_CUE:
        yield from (Span(*m.span("name"), "STREET") for m in _ADJECTIVE.finditer(text))
    for match in _APPOSED.finditer(text) if cues & _THING_CUE else ():
        if could_be_name(match["noun"]) or " " in match["name"]:
            yield Span(*match.span("name"), "STREET")
    if cues & _NUMBER_CUE:
        yield from (Span(*m.span(), "STREET") for m in _WORD_NUMBER.finditer(text))
    if cues & BEHIND:
        yield from _behind(text, cues)
    if cues & AHEAD:
        yield from _ahead(text, cues)


_ADJECTIVES = word_set(
    "langen kurzen hohen breiten kleinen großen grossen alten neuen krummen grünen schwarzen "
    "weißen "
    "roten oberen unteren vorderen hinteren inneren äußeren dicken goldenen steilen heiligen "
    "mittleren schönen stillen tiefen runden dürren kalten"
)
_NUMBER_WORDS = word_set(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty"
)
_DWELLINGS = word_set(
    "wohnung grundstück haus objekt praxis laden büro garage anwesen liegenschaft gebäude neubau "
    "baustelle ferienwohnung ferienhaus adresse anschrift hof eltern tochter sohn mutter vater "
    "lokal "
    "gaststätte zweigstelle niederlassung nebenan kita werkstatt lagerhalle mietwohnung "
    "wohnhaft wohne "
    "wohnt wohnen mieter mieterin eigentümer eigentümerin bewohner bewohnerin"
)
_THINGS = word_set(
    "house cottage home farm bungalow flat place property smallholding b&b guesthouse pub croft "
    "ferienhaus haus hof villa gehöft anwesen hütte"
)


_LEAD_HEADS = heads_of(whole=word_set("at outside opposite of from to for behind near instead not"))
_ADJECTIVE_CUE = cue(whole=_ADJECTIVES)
_NUMBER_CUE = cue(whole=_NUMBER_WORDS)
_THING_CUE = cue(whole=_THINGS)
_THE_CUE = cue(whole=("the",))
_DWELLING_CUE = cue(whole=_DWELLINGS)
CUES = BEHIND | AHEAD | _ADJECTIVE_CUE | _NUMBER_CUE | _THING_CUE


def _behind(text: str, cues: int) -> Iterator[Span]:
    """Names with a number behind them."""
    for match in _BESIDE.finditer(text) if cues & _DWELLING_CUE else ():
        if _counts(match):
            yield Span(*match.span("name"), "STREET")
    if not words_of(text).isdisjoint(_MOVES):
        for match in _CHANGED.finditer(text):
            if _counts(match) and not is_noun(fold(match["noun"])):
                yield Span(*match.span("name"), "STREET")


def _ahead(text: str, cues: int) -> Iterator[Span]:
    """Numbers before a name."""
    if cues & _THE_CUE:
        for match in at_digits(_THE, text):
            if _SCORE.search(text, max(0, match.start() - 12), match.start()) is None:
                yield Span(*match.span(), "STREET")
    for match in in_order(at_words(_AT_NUMBER, text, _LEAD_HEADS)):
        sure = match["lead"].lower() in ("at", "outside", "opposite")
        if _counts(match) and (sure or MASKED in text):
            yield Span(*match.span("name"), "STREET")


def _counts(match: re.Match[str]) -> bool:
    form = fold(match["noun"])
    if _CLITIC.search(match["noun"]) is not None:
        return False
    if shows_figures(match["noun"]) or form in MEASURES:
        return False
    return form not in _FOLDED | NO_STREETS and (
        form not in ordinary() or " " in match["name"].strip("0123456789 ")
    )


_CLITIC = re.compile(r"['’](?:ve|m|ll|d|re)\Z")
"""I've, they'll: a sentence goes on."""
_FOLDED = frozenset(map(fold, _NO_HOUSE))
