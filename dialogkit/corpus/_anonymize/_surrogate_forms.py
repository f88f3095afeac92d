"""The grammar of surrogates: the gender of a street, the months of a date."""

from __future__ import annotations

import re
from typing import Literal

__all__ = ["StreetKind", "german", "ordinals", "other_month", "spelled", "street_kind"]

StreetKind = Literal["feminine", "masculine", "neuter", "led", "english", "part"]

_ENGLISH = re.compile(
    r"(?i)\b(?:street|st|road|rd|lane|ln|avenue|ave|drive|dr|close|court|way|square|crescent"
    r"|terrace"
    r"|gardens|grove|hill|mews|row|boulevard|blvd|walk|cottage|house|parade|view|green)\b"
)
_FEMININE = re.compile(
    r"(?i)(?:stra(?:ß|ss)e?|str|gasse|gässchen|allee|chaussee|promenade|twiete|zeile|reihe|siedlung"
    r"|brücke|mühle|aue|heide|höhe|wiese|halde|leite|koppel|lohe|passage|terrasse|breite|bleiche"
    r"|freiheit|kirche|straat|gatan)\b"
)
_NEUTER = re.compile(r"(?i)(?:ufer|tor|feld|tal|moor|ried|eck|wehr|holz|viertel|gässle|gässli)\b")
_LED = re.compile(
    r"(?i)^(?:am|an|auf|im|in|zum|zur|zu|unter|hinter|hinterm|vor|vorm|bei|beim|über|ober|zwischen"
    r"|neben)\b"
)
_PART = re.compile(
    r"(?i)(?:p\.? ?o\.? ?box|post office box|postfach|packstation|\b(?:stock|og|eg|dg|etage|aufgang"
    r"|hinterhaus|vorderhaus|stiege|tür|top|whg|wohnung|floor|flat|apt|apartment|unit|suite"
    r"|hausnummer"
    r"|nummer|number|nr|no|haus|block|zimmer|room|parzelle|ecke|kreuzung|links|rechts|mitte"
    r"|erdgeschoss|obergeschoss|annexe|rear|ground|hof)\b)"
)
_STREET_WORD = re.compile(r"[^\W\d_]{4,}")
_MONTHS = tuple(
    tuple(line.split())
    for line in (
        "januar februar märz april mai juni juli august september oktober november dezember",
        "jan feb mär apr mai jun jul aug sep okt nov dez",
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
)
_NUMBER_WORD = re.compile(
    r"(?i)(?:\w+(?:zig|zehn|hundert|tausend)\w*|\b(?:erste|zweite|dritte|vierte|fünfte|sechste"
    r"|siebte"
    r"|siebente|achte|neunte|zehnte|elfte|zwölfte)[rsnm]?\b|\b\w+(?:teen|ty)(?:th|eth)?\b"
    r"|\b(?:first"
    r"|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|twentieth"
    r"|thirtieth"
    r"|twenty|thirty|hundred|thousand)\b)"
)
_GERMAN = re.compile(
    r"(?i)\w+(?:zig|zehn)|hundert|tausend|\b(?:erste|zweite|dritte|vierte|fünfte|sechste|siebte"
    r"|achte|neunte|zehnte|elfte|zwölfte)|januar\b|februar\b|märz|mai\b|juni\b|juli\b|oktober"
    r"|dezember"
)


def street_kind(value: str) -> StreetKind:
    """What stands in the place of a street so that the words around it still fit.

    >>> street_kind("Lindenallee 4"), street_kind("Nelkenweg"), street_kind("Am Anger 3")
    ('feminine', 'masculine', 'led')
    """
    if _PART.search(value) and len(_STREET_WORD.findall(_PART.sub(" ", value))) == 0:
        return "part"
    if not _STREET_WORD.search(value):
        return "part"
    if _LED.match(value):
        return "led"
    if _ENGLISH.search(value) and not _FEMININE.search(value):
        return "english"
    if _FEMININE.search(value):
        return "feminine"
    return "neuter" if _NEUTER.search(value) else "masculine"


def spelled(value: str) -> bool:
    """Whether a date is written in number words, which no digit can replace one by one."""
    return _NUMBER_WORD.search(value) is not None


def german(value: str) -> bool:
    """Whether the words of a date are German."""
    return _GERMAN.search(value) is not None


def other_month(value: str, drawn: int) -> str:
    """``value`` with another month for each that stands in it as a word.

    >>> other_month("3. März 1980", 0)
    '3. April 1980'
    """
    words = re.findall(r"[^\W\d_]+", value)
    names = next(
        (
            months
            for months in _order(value)
            if any(word.lower().rstrip(".") in months for word in words)
        ),
        None,
    )
    if names is None:
        return value

    def replaced(found: re.Match[str]) -> str:
        low = found[0].lower()
        if low not in names:
            return found[0]
        new = names[(names.index(low) + 1 + drawn % 11) % 12]
        if found[0].isupper():
            return new.upper()
        return new.capitalize() if found[0][0].isupper() else new

    return re.sub(r"[^\W\d_]+", replaced, value)


def ordinals(value: str) -> str:
    """``value`` with the ends that English puts on numbers made right again.

    >>> ordinals("the 11rd of May")
    'the 11th of May'
    """
    return re.sub(r"(\d+)(?:st|nd|rd|th)\b", lambda m: m[1] + _end(int(m[1])), value)


def _end(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _order(value: str) -> tuple[tuple[str, ...], ...]:
    """Lists of months, those first whose language the value seems to be in."""
    english = re.search(r"(?i)\d(?:st|nd|rd|th)\b|\bof\b|[a-z] \d{1,2},|\d [a-z]", value)
    german_first = _MONTHS
    return german_first if german(value) or not english else (*_MONTHS[2:], *_MONTHS[:2])
