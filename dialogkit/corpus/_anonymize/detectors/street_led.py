"""Streets by what leads to them: a label, "wohne in", "deliver to", "unsere Anschrift lautet"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context, mentions
from dialogkit.corpus._anonymize._cues import DIGIT, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import brands, fold, is_noun, ordinary, word_set

__all__ = ["CUES", "find"]

_HOUSE = r"\d{1,5}(?: ?[a-zA-Z](?!\w))?(?: ?[-–/+] ?\d{1,4}(?: ?[a-z](?!\w))?){0,3}"
_UNIT = (
    r"(?! ?(?:uhr|€|euro?s?\b|kg\b|g\b|km\b|m\b|cm\b|min|std|tage?n?\b|stunden?|wochen?|monate?"
    r"|prozent|%|mal\b|x\b|stück|stk|pakete?\b|jahren?\b|personen|leute|artikel|teile|sterne"
    r"|times|days|hours|weeks|months|years|stars|people|children|kids|kinder|wochen|am\b|pm\b"
    r"|o'?clock)|[.,:]\d|\d|\w)"
)
# Straße / Hausnr.: …; Address line 1: …: the value up to a comma or the end of the line
_LABEL = re.compile(
    r"(?i)(?<![^\W_])(?:(?:liefer|rechnungs|post|privat|heimat|versand|melde|firmen|geschäfts"
    r"|objekt|wohn|zustell|besuchs|neue |alte )*(?:adresse|anschrift)|stra(?:ß|ss)e(?: ?(?:/|\+|und"
    r"|u\.|&) ?(?:haus)?(?:nummer|nr\.?))?|str\.(?: ?/ ?(?:haus)?nr\.?)?|wohnhaft|wohnort"
    r"|(?:(?:delivery|billing|shipping|postal|mailing|home|street|new|old|current|previous|work) )*"
    r"address(?: ?(?:line ?)?[12])?|street(?: ?\d| name| line \d)?|property|premises|residence"
    r"|einsatzort|leistungsort|abholort|lieferort|unfallort|tatort|verbrauchsstelle|abnahmestelle"
    r"|lieferstelle|objekt|baustelle|treffpunkt|location|site|pick-?up|drop-?off)"
    r"(?: (?:ist|lautet|is|war|was|jetzt|nun|now))*[ ]?[:=–-][ ]?\n?[ \t]*(?P<value>[^\n,;"
    r"|<>(]{3,60})"
)
_VALUE = re.compile(
    r"(?:[A-ZÄÖÜ0-9][\w.'’/-]*|[a-zäöü]{2,3}|[a-zäöüß.]{3,30}(?= \d))"
    r"(?: (?:[A-ZÄÖÜ0-9#][\w.'’/-]*|(?:an|am|der|den|dem|des|im|in|zum|zur|of|the|on|auf|unter|von"
    r"|de|du|la|le|del|della|di|und|and)\b|[a-e]\b|[a-zäöüß]{3,20}(?= \d))){0,6}"
)
# ich wohne in der lindenallee 5; die adresse ist lange reihe 22
_CUE = (
    r"(?:wohn(?:e|en|t|haft|te|ten)?|lebe?n?|adresse (?:ist|is|lautet|wäre|war)|anschrift (?:ist"
    r"|lautet|wäre|war)|(?:um|ein|ge|hin)?gezogen|zieh(?:e|en|t)|umzug|liefer(?:t|n|ung|ten)?"
    r"|zustell(?:ung|en|t)|schick(?:t|en|e)?|sende[nt]?|geschickt|bring(?:t|en)|abholen|paket"
    r"|klingeln|steh(?:e|t|en)|bin|sind|liegt|komm(?:t|en)|fahr(?:t|en)?|zuhause|daheim|haus"
    r"|wohnung|laden|praxis|büro|filiale|werkstatt|firma|parke?n?|geparkt|unfall|zähler|baustelle"
    r"|live|lives|lived|living|address is|address was|moved|moving|deliver(?:ed|y)?|ship(?:ped)?"
    r"|send|sent|stay(?:ing)?|staying|come|parked|house|flat|home|office|shop|located|i'm|im|we're"
    r"|parcel|package|over)"
)
_LOWER = re.compile(
    rf"(?i)(?<![\w-]){_CUE}(?![\w-])(?: (?:jetzt|nun|hier|noch|ja|wir|ich|mich|uns|es|das|bitte"
    rf"|seit|gerade"
    r"|grad|immer|euch|sie|paket|now|please|it|this|that|them|over|up|down|back|here))*"
    r"(?: (?:in|an|am|auf|im|zu|zur|zum|nach|at|to|on|into|off|from|aus|von|vor|bei|beim"
    r"|aufm)(?!\w))?"
    r"(?: (?:der|die|den|dem|das|the|number|nr|no)(?!\w)\.?)? ?,?"
    rf"(?P<name>[^\W\d_][\w'’.-]{{0,40}}(?: [^\W\d_][\w'’.-]{{0,40}}){{0,2}}"
    rf" ?\d{{1,4}}(?: ?[a-h](?!\w))?){_UNIT}"
)
_FORM = re.compile(r"(?:\A| )[A-Z]{1,4}\d{2,4}[A-Z]?\Z")
"""Capitals joined with digits: a form, a model, a room (SA302, XB12)."""
_FUNCTION = word_set(
    "ich du er sie es wir ihr mich dich uns euch und oder aber dass wenn seit vor nach um ab bis "
    "von für mit bei in im am an auf aus zu zum zur ca circa etwa rund über unter nur noch schon "
    "erst fast genau nicht mehr als wie was wo hat habe haben hatte ist sind war waren wird kann "
    "nummer nr jahr jahre monat paket pakete bestellung rechnung auftrag kunde kundin artikel "
    "sendung linie bus zug tisch kasse regal gleis halle zimmer raum etage stock stockwerk level "
    "filiale version modell seite punkt juni juli januar februar märz april mai august september "
    "oktober november dezember montag dienstag mittwoch donnerstag freitag samstag sonntag uhr "
    "i you he she it we they and or but that if since before after by for with at on to of the a "
    "an my your our about around only just over under under than as was were is are am have has "
    "had number order invoice item parcel package line bus train table room floor page version "
    "model day days week weeks january february march may june july october december monday "
    "tuesday wednesday thursday friday saturday sunday no not all these those first last next "
    "other every each least most code gate platform step mit meine mein ihre ihr eine einen ein "
    "den die das der dem des jeder jede pro je alle allen zwischen gegen ohne mal wurde worden "
    "werden soll sollte muss up down out off back people between plus minus zwei drei vier fünf "
    "two three four five some any another further zuletzt insgesamt mindestens höchstens maximal"
)
_OFFERED = word_set(
    "aktion iphone ipad galaxy pixel gigabit allnet tarif angebot set modell serie edition mega "
    "giga flat prepaid option rabatt gutschein samsung redmi switch playstation xbox echo kindle "
    "watch offer deal tariff plan bundle size series tablet handy phone laptop router tv"
)
"""What shops offer, with a number behind it that is no house's."""
_GATE = cue(
    whole=word_set(
        "wohn wohne wohnen wohnt wohnhaft wohnte wohnten lebe leben lebt adresse anschrift gezogen "
        "umgezogen eingezogen hingezogen ziehe ziehen zieht umzug liefern liefert lieferung "
        "zustellung "
        "zustellen schicken schickt schicke senden sendet geschickt bringen bringt abholen paket "
        "klingeln live lives lived living address moved moving deliver delivered delivery ship "
        "shipped "
        "send sent stay staying parcel package wohnung haus house flat home parken parke geparkt"
    )
)
_MARKS = (":", "=", " - ", " – ")
_LABELS = (
    *("adresse", "anschrift", "straße", "strasse", "str.", "wohnhaft", "wohnort", "address"),
    *("street", "property", "premises", "residence", "ort:", "stelle:", "objekt", "baustelle"),
    *("treffpunkt", "location", "site", "pick-up", "pickup", "drop-off", "dropoff"),
)
# steht Im Winkel, wohne Am Stadtpark: a place that ends as streets do, after a small word
_PLACE = (
    r"(?:Am|An der|An den|Auf der|Auf dem|Auf den|Im|In der|In den|Zum|Zur|Zu den|Unter den"
    r"|Unter der|Hinter der|Hinter dem|Vor dem|Vor der|Bei der|Beim|Bei den|Über der|Ober der"
    r"|Hinterm|Vorm|Unterm|Überm|Neben der|Zwischen den)"
)
_PLACE_ENDS = (
    r"(?:winkel|mühle|park|alster|bach|teich|wald|see|berg|feld|anger|graben|garten|gärten|tor"
    r"|brücken?|ufer|linden|eichen|birken|buchen|tannen|erlen|weiden|wiesen?|hof|brunnen"
    r"|hang|grund|rain|hügel|damm|deich|kamp|mauer|burg|aue|heide|ried|moor|weiher|tal"
    r"|zeile|halde|höhe|wehr|bogen|eck|busch|äcker|acker|sand|stein|rosen|höfen|fleet|hafen"
    r"|kirche|markt|schloss|wall|mühlen|bergen|feldern|elbe|isar|weser|havel|leine|ihme"
    r"|aller|ems|lahn|donau|ring|dobben|kreuz|grab|geist|stock|bild)"
)
_INSIDE = re.compile(
    rf"(?<=[a-zäöüß:] )(?P<name>{_PLACE} (?:[A-ZÄÖÜ][a-zäöüß]+e[nr] (?:[A-ZÄÖÜ]\w+)"
    rf"|[A-ZÄÖÜ]\w*{_PLACE_ENDS}|(?i:{_PLACE_ENDS})))(?![\w-])"
)
_NO_PLACE = ("Anhang", "Zusammenhang", "Überhang", "Vorhang", "Umfeld", "Vorfeld", "Feld", "Wald")
_PLACE_STARTS = (
    " Am ",
    " An ",
    " Auf ",
    " Im ",
    " In ",
    " Zu",
    " Unter",
    " Hinter",
    " Vor",
    " Bei",
)
_LABEL_HEADS = heads_of(
    word_set(
        "liefer rechnungs post privat heimat versand melde firmen geschäfts objekt wohn zustell "
        "besuchs neue alte adresse anschrift stra str delivery billing shipping mailing "
        "home street new old current previous work address property premises residence einsatzort "
        "leistungsort abholort unfallort tatort verbrauchsstelle abnahmestelle baustelle "
        "treffpunkt location site pick drop"
    )
)
_LOWER_HEADS = heads_of(
    word_set(
        "wohn leb adresse anschrift umgezogen eingezogen gezogen hingezogen zieh umzug liefer "
        "zustell schick sende geschickt bring abholen paket klingeln steh liegt komm fahr zuhause "
        "daheim haus laden praxis büro filiale werkstatt firma park geparkt unfall zähler "
        "baustelle live living address moved moving deliver ship send sent stay come house flat "
        "home office shop located parcel package over"
    ),
    whole=("bin", "sind", "i", "im", "in", "we"),
)
_LABEL_CUE = cue(
    parts=(
        *("adresse", "anschrift", "stra", "str", "wohn", "address", "street", "property"),
        *("premises", "residence", "ort", "stelle", "objekt", "treffpunkt", "location"),
        *("site", "pick", "drop"),
    )
)
_STARTS_INSIDE = re.compile(r"(?:Am|An|Auf|Im|In)$|Zu|Unter|Hinter|Vor|Bei")
_INSIDE_CUE = cue(
    test=lambda word, _: word[0] in "AIZUHVB" and _STARTS_INSIDE.match(word) is not None
)
CUES = one_of(
    (_LABEL_CUE, cue(marks=_MARKS)),
    (_INSIDE_CUE, cue(marks=_PLACE_STARTS)),
    (DIGIT, _GATE),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Values of labels, and what follows verbs of dwelling and delivering."""
    cues = cues_in(text)
    if cues & _LABEL_CUE and any(mark in text for mark in _MARKS) and mentions(text, _LABELS):
        yield from _labelled(text)
    if cues & _INSIDE_CUE and any(start in text for start in _PLACE_STARTS):
        for match in _INSIDE.finditer(text):
            if not match["name"].endswith(_NO_PLACE):
                yield Span(*match.span("name"), "STREET")
    if cues & DIGIT and cues & _GATE:
        yield from _after_cue(text)


def _labelled(text: str) -> Iterator[Span]:
    for match in in_order(at_words(_LABEL, text, _LABEL_HEADS)):
        value = _VALUE.match(text, match.start("value"), match.end("value"))
        if value is None:
            continue
        words = re.findall(r"[^\W\d_]+", value[0])
        capitals = [word for word in words if word[0].isupper()]
        number = any(c.isdigit() for c in value[0])
        if not words or (not number and not capitals):
            continue
        if number or not all(fold(w) in ordinary() or is_noun(fold(w)) for w in capitals):
            yield Span(*value.span(), "STREET")


def _after_cue(text: str) -> Iterator[Span]:
    for match in in_order(at_words(_LOWER, text, _LOWER_HEADS)):
        if _FORM.search(match["name"]):
            continue
        words = list(re.finditer(r"[^\W\d_][\w'’.-]*", re.split(r" ?\d", match["name"])[0]))
        kept = len(words)
        while kept and words[kept - 1][0].lower() not in _FUNCTION:
            kept -= 1
        if kept == len(words):
            continue
        start = match.start("name") + words[kept].start()
        named = [fold(word[0]) for word in words[kept:]]
        if all(form in ordinary() for form in named) and len(named) < 2:
            continue
        if len(named) == 1 and is_noun(named[0]):
            continue
        if not _OFFERED.isdisjoint(named) or not brands().isdisjoint(named):
            continue
        yield Span(start, match.end("name"), "STREET")
