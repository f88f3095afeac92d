"""German streets without a house's number: "in der Breiten Straße", "Ecke Rosenweg"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._compounds import is_no_street
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import fold, ordinary

__all__ = ["CUES", "find"]

# in der Breiten Straße, an der Langen Gasse
_NAMED_APART = re.compile(
    r"(?<=der )[A-ZÄÖÜ][a-zäöüß]{2,}(?:er|en) (?:Straße|Strasse|Str\.|Allee|Gasse|Chaussee)(?!\w)"
    r"|(?<![\w-])[A-ZÄÖÜ][a-zäöüß]{3,}er (?:Straße|Strasse|Str\.|Allee|Chaussee|Landstraße)(?!\w)"
)
_NAMED_LOWER = re.compile(
    r"(?i)\b(?:(?:in|an|auf|aus|von|zu|hinter|neben|vor|über)(?: der|r|ner)?|der|ecke|parkplatz"
    r"|nähe|straße|adresse|wohne|wohnt?) (?P<name>[a-zäöüß]{3,30}"
    r"(?:stra(?:ß|ss)e|str\.?|allee|gasse|gässchen))(?![\w-])"
)
_NAMED = re.compile(
    r"(?<![\w-])(?:[A-ZÄÖÜ][\w.]+-){0,3}[A-ZÄÖÜ][^\W\d_]{2,30}[-]?(?i:stra(?:ß|ss)e|str\.|allee"
    r"|gasse)(?![\w-])"
)
_WAY = re.compile(
    r"(?:(?i:\b(?:an|statt|nach|von|im|am|in den|aus dem|vom|zum|beim|in dem|auf dem|den|dem"
    r"|höhe|ecke|richtung"
    r"|kreuzung|nähe|straße|adresse:?)) |[,\n/] ?)"
    r"(?P<name>[A-ZÄÖÜ][a-zäöüß]{2,}(?:-[A-ZÄÖÜ][a-zäöüß]+)*-?(?:[Ww]eg|[Rr]ing|platz|damm|ufer"
    r"|stieg|chaussee|promenade|twiete|gäßchen))(?![\w-])"
)
_ORDINARY_WAY = re.compile(
    r"(?i)^(?:um|rück|heim|hin|her|aus|feld|rad|geh|post|rechts|dienst|schul|arbeits|versand|liefer"
    r"|kommunikations|zahlungs|bestell|vertriebs|lösungs|werde|lebens|flucht|rettungs"
    r"|transport"
    r"|ohr|ehe|finger|schlüssel|dichtungs|gummi|nasen|autobahn|schwimm|kolben|sprung|dicht"
    r"|beschwerde"
    r"|kanal|bring|sperr|kreis|ein|zu|ab|halb|um|haupt|wander|fuß|lauf|wasser|fluss|strand|see"
    r"|flug)(?:s|en|n)?-?(?:weg|ring|damm|ufer|stieg|promenade)$"
    r"|^(?:park|arbeits|sitz|spiel|stell|markt|ausbildungs|studien|kita|liege|steh|fenster|gang"
    r"|camping"
    r"|zelt|schlaf|tisch|wohnmobil|lade|sport|fußball|tennis|flug|bau|schul|bolz|rast|ablage|lager"
    r"|fest|schützen|kirmes|rummel|volksfest|messe|exerzier|appell|treff|aussichts|picknick|grill"
    r"|abenteuer|wasch|wickel|kinder|traum|lieblings|hotel|raste|stand|sammel|hunde|reit|golf|eis"
    r"|basketball|volleyball|handball|hockey|minigolf|skater?|feuerwehr|übungs|verkehrsübungs"
    r"|abstell|behinderten|mitarbeiter|kunden|besucher|park-and-ride|firmen|hof|studien|internats"
    r"|krippen|betreuungs|schlacht|richt|markt|wohn|hoch|liegen|kletter"
    r"|speicher|stamm|ersatz|betreuungs|kindergarten|pflege|therapie|heim|praktikums|vor"
    r"|tabellen)-?platz$"
)
_GENERIC = re.compile(
    r"(?i)^(?:einbahn|seiten|neben|land|bundes|quer|durchgangs|spiel|sack|zufahrts|kreis"
    r"|parallel|autobahn|fahrrad|milch|daten)-?(?:stra(?:ß|ss)e|str\.|gasse)$"
)
_NAMED_CUE = cue(
    test=lambda word, _: word.lower().endswith(
        ("straße", "strasse", "str", "allee", "gasse", "chaussee", "gässchen")
    )
)
_WAY_CUE = cue(
    test=lambda word, _: word.lower().endswith(
        (
            *("weg", "ring", "platz", "damm", "ufer", "stieg", "chaussee", "promenade", "twiete"),
            "gäßchen",
        )
    )
)
CUES = _NAMED_CUE | _WAY_CUE


def find(text: str, _context: Context) -> Iterable[Span]:
    """Telling names, and ways that something leads to."""
    cues = cues_in(text)
    if cues & _NAMED_CUE:
        yield from _named(text)
    if cues & _WAY_CUE:
        yield from _ways(text)


def _named(text: str) -> Iterator[Span]:
    """German streets without a number."""
    for match in _NAMED.finditer(text):
        if not _GENERIC.match(match[0]) and not _is_the_main_one(text, match):
            yield Span(*match.span(), "STREET")
    yield from (Span(*m.span(), "STREET") for m in _NAMED_APART.finditer(text))
    for match in _NAMED_LOWER.finditer(text):
        if not _GENERIC.match(match["name"]):
            yield Span(*match.span("name"), "STREET")


def _ways(text: str) -> Iterator[Span]:
    """Ways, rings and squares that something leads to."""
    for match in _WAY.finditer(text):
        form = fold(match["name"])
        if not (_ORDINARY_WAY.match(match["name"]) or is_no_street(form) or form in ordinary()):
            yield Span(*match.span("name"), "STREET")


_THE = re.compile(
    r"(?:\A|[.!?,:;\n] ?|\b(?:[Ii]st|[Ww]ar|[Ww]ird|[Ww]urde|[Dd]ass|[Ww]enn) )[Dd]ie \Z"
)


def _is_the_main_one(text: str, match: re.Match[str]) -> bool:
    """Whether "die Hauptstraße" is spoken of, and nobody said to be there."""
    common = match[0].lower() in ("hauptstraße", "hauptstrasse", "dorfstraße", "dorfstrasse")
    return common and _THE.search(text, max(0, match.start() - 12), match.start()) is not None
