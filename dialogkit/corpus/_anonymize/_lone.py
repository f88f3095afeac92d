"""Towns and streets that a text is about, with nothing beside them that tells who somebody is.

"Der Zug von Kiel bis Würzburg fiel aus" and "the lad in your Wrexham store" name nobody. Where
something else is found, a town belongs to it; without, it counts in a short message, which may be
the answer to a question, and beside words of living, moving, waiting and delivering.
"""

from __future__ import annotations

import re

from dialogkit.corpus._anonymize._span import Span

__all__ = ["WEAK", "without_lone"]

_SHORT = 7
"""Words of a message that may be an answer."""
_BEFORE = 60
_AFTER = 40
WEAK = frozenset(("TOWN", "STREET"))
"""What tells nobody who somebody is, where nothing else is found."""
_HOME = re.compile(
    r"(?i)(?<![\w])(?:wohn\w*|leb(?:e|en|t|te|ten)|zieh(?:e|en|t|st)|zog(?:en)?"
    r"|(?:\w{2,3})?gezogen|umzieh\w*|umzug|hinzieh\w*|stamm(?:e|en|t)|gebürtig\w*|geboren\w*"
    r"|aufgewachsen|daheim|zu ?hause|heim|heimat\w*|her|komm(?:e|en) (?:\w+ ){0,2}aus|pendle?\w*"
    r"|bin|sind wir|wir sind|(?:ich|wir) (?:\w+ ){0,2}(?:steh|sitz|wart)(?:en?)?|parkhaus"
    r"|parkplatz|geparkt|hier|bei (?:uns|mir)|\w*adresse|\w*anschrift|klingel\w*|wohnort|ort"
    r"|\w*wohnsitz|stadt|gemeinde|nähe|umgebung|raum|grüße?n?|gruß|gruss|gibt es|liefer\w*"
    r"|zustell\w*|verfügbar|glasfaser|netz|empfang|techniker|monteur|kurier|fahrer|bote|postbote|(?:mein"
    r"|unser|dein|ihr|sein)(?:e[nmrs]?)? (?:\w+ )?(?:haus|wohnung|laden|büro|firma|praxis|garten"
    r"|eltern|mutter|vater|oma|opa|sohn|tochter|bruder|schwester|nachbar\w*|straße|strasse"
    r"|zähler|anschluss|vermieter\w*|hof|tür|eingang|auto|wagen)|paket\w*|päckchen|sendung\w*"
    r"|lieferung|nachbar\w*|haus|wohnung|mieter\w*|hausnummer|ecke|eingang|live[sd]?|living"
    r"|mov(?:e|ed|es|ing)|relocat\w+|born|grew up|i['’]m|i am|im (?:in|at|on|from|near)"
    r"|we['’]?re|we are|here|home|house|flat|apartment|my (?:\w+ )?(?:place|parents|mum|mom|dad"
    r"|son|daughter|sister|brother|gran\w*|neighbour\w*|office|shop|work|street|road|car|van"
    r"|meter|landlord)|parcels?|packages?|shipment|deliver\w*|ship(?:ped)?|courier|driver|stuck"
    r"|regards|greetings|based|near|fibre|fiber|broadband|cover(?:age|ed)?|engineer|hometown"
    r"|home ?town|town|city|village|address|resident\w*|reside|tenants?|landlord|neighbou?rs?"
    r"|bins?|gate|waiting|parked|stay(?:s|ed|ing)?|office|outside"
    r"|from originally|originally from)(?!\w)"
)
"""Words of where somebody is at home, or has things brought."""
_NUMBERED = re.compile(
    r"(?i)\d|(?<!\w)(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)(?!\w)|[a-z]{3}(?:ßig|zehn)"
)
_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.!](?=\s|\Z)|(?<!\?)\n|\?(?= [A-ZÄÖÜ]\w+ \w)")


def without_lone(text: str, spans: list[Span]) -> list[Span]:
    """``spans``, or none where there is nothing but towns and streets that nobody lives in."""
    if not spans:
        return spans
    words = len(_WORD.findall(text))
    if words <= _SHORT or any(_is_told(text, span, words) for span in spans):
        return spans
    return []


def _is_told(text: str, span: Span, words: int) -> bool:
    """Whether a place is somebody's: by what stands in its sentence, or by a house's number."""
    start, end = _sentence(text, span)
    before = text[start : span.start].rstrip()
    near = f"{before} , {text[span.end : end]}"
    if span.type == "STREET":
        if _NUMBERED.search(text, span.start, span.end) or _HOME.search(near):
            return True
        return words <= _LONG and _PUBLIC.search(near) is None
    if _PUBLIC_BESIDE.search(near):
        return False
    return _HOME.search(near) is not None or (words <= _MIDDLE and _PUBLIC.search(near) is None)


_PUBLIC_BESIDE = re.compile(
    r"(?i)(?<!\w)(?:eurer|ihrer|eure|ihre|ihrem|eurem|der|your|the|this) (?:\w+ )?(?:filiale|markt"
    r"|store|shop|laden|geschäft|branch|niederlassung|flughafen|bahnhof|airport)(?: in)? ,"
    r"|(?<!\w)(?:your|the|this|a|an) , "
)
"""A shop, or something called after the town ("the Harlow sofa")."""
_PUBLIC = re.compile(
    r"(?i)(?<!\w)(?:filialen?|märkte|store|shop|laden|geschäft|gschäft|kaufhaus|outlet|prospekt"
    r"|branch|museum|ausstellung|theat(?:er|re)|kino|cinema|café|cafe|restaurant|hotel"
    r"|geldautomat|atms?|exit|ausgang|station|stop|haltestelle|u-bahn|s-bahn|metro|tube|tram"
    r"|führung|stadtführung|tour|stadion|stadium|arena|entrance|weihnachtsmarkt|galerie|gallery"
    r"|konzert|concert|festival|agm|match|spiel|liga|league|kurs|course|seminar|tagung|konferenz"
    r"|conference|lesung|messe|turnier|strecke|anschluss|verspätung|flughafen|airport|platform"
    r"|gleis|ices?|regionalexpress|\d\d:\d\d|half (?:of )?that|cheaper|billiger|teurer|preis"
    r"|charges|prices?|born in|named after|kings?|queens?|burg|dom|cathedral|castle)(?!\w)"
)
"""What anybody goes to, rides or reads about."""
_MIDDLE = 25
"""Words up to which a town that nothing stands beside may be somebody's."""
_LONG = 40
"""The same of a street."""


def _sentence(text: str, span: Span) -> tuple[int, int]:
    """Where the sentence around ``span`` begins and ends, a stretch of it at most."""
    start = max(0, span.start - _BEFORE)
    for stop in _STOP.finditer(text, start, span.start):
        start = stop.end()
    after = _STOP.search(text, span.end, min(len(text), span.end + _AFTER))
    return start, after.start() if after else min(len(text), span.end + _AFTER)
