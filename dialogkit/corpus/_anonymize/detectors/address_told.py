"""Addresses that only what is said about them tells: "54 Quarrybank, no road or street".

A street in small letters whose postcode stands behind it, a town with a river or a land behind its
postcode, and a postcode that begins a question whether one is served there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._amounts import has_unit
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in, digits_cue, one_of
from dialogkit.corpus._anonymize._names import could_be_name
from dialogkit.corpus._anonymize._search import at_digits
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    common,
    fold,
    is_english_word,
    listed_nouns,
    towns,
    word_set,
)

__all__ = ["CUES", "NEEDS_DIGIT", "find"]

NEEDS_DIGIT = True

_CAP = r"[A-ZÄÖÜ][a-zäöüß'’]{2,}(?:-[A-ZÄÖÜ][a-zäöüß]+)?"
_NUMBER = r"\d{1,4}(?: ?[a-dA-D](?!\w))?"
# 54 Quarrybank, no road or street
_NO_KIND = re.compile(
    rf"(?<![\w.,€$£#/-])(?P<name>{_NUMBER} {_CAP}(?: {_CAP})?|{_CAP} {_NUMBER}),? "
    r"(?i:(?:there['’]?s |with |but |and )?(?:no|not a|without(?: an?)?|ohne"
    r"|kein(?:e)?) (?:road|street|avenue|lane"
    r"|drive|st\b|rd\b|[\"„“']?-?(?:straße|strasse|str\b|weg|gasse))|just that\b"
    r"|nothing (?:else|after it|behind it)|sonst nichts|mehr nicht)"
)
# And the first line of the address? / 54 Quarrybank
_ASKED = re.compile(
    r"(?i:first line|address|street|adresse|anschrift|straße)[^?\n]{0,40}\?[ \t]*\n[ \t>]*"
    rf"(?:[A-ZÄÖÜ]\w{{1,15}}: ?)?(?P<name>{_NUMBER},? {_CAP}(?: {_CAP}){{0,2}})(?=[,.;\n]|\Z)"
)
# feldweg 2 in 17192 waren
_SMALL = re.compile(
    r"(?i)(?<![\w-])(?P<street>[a-zäöüß-]{1,20}(?:weg|stra(?:ß|ss)e|str\.?|gasse|allee|platz|ring"
    r"|ufer|damm|steig|stieg|hof|berg|graben|markt|wall|pfad|kamp|chaussee|promenade|redder|twiete"
    r"|gang|garten|feld|wiese|winkel|bruch|busch|park|tor|brücke|hang|höhe|grund|siedlung)"
    r" \d{1,3}(?: ?[a-h](?!\w))?),? (?:in |bei )?"
    r"(?P<code>\d{5} (?P<town>[a-zäöüß]{3,})(?: (?:an der|am|im|bei|in) [a-zäöüß]{3,})?)(?!\w)"
)
# 6060 Hall in Tirol
_WITH_LAND = re.compile(
    rf"(?<![\w.,+€$£#/-])(?P<code>[1-9]\d{{3}}) (?P<town>{_CAP}) (?:(?P<land>in) (?:Tirol|Osttirol"
    r"|Südtirol|Oberösterreich|Niederösterreich|Salzburg|Kärnten|Vorarlberg|Steiermark|Burgenland"
    rf"|Defereggen|Bayern|Holstein)|(?:am|an der|im|ob der|bei|unter) {_CAP}|(?:a|i"
    rf"|b)\. ?(?:d\. ?)?"
    r"[A-ZÄÖÜ][a-zäöüß]*\.?)(?![\w-])"
)
# 88131, geht die lieferung bis zu uns?
_SERVED = re.compile(
    r"(?i)\A\s*(?:hallo,? |hi,? |moin,? |hello,? )?(?P<code>(?:D-|A-|CH-)?\d{4,5}),? "
    r"(?=[^\n]{0,120}\?)(?:(?:da |dorthin |dahin |auch )?(?:liefert ihr|liefern sie"
    r"|geht (?:die |der |eine |das )?"
    r"(?:lieferung|versand|zustellung|expresslieferung) (?:da|dort|hier|bis|an|nach|zu|in|auch)"
    r"(?:hin|her)?|kommt ihr|kommen sie|fahrt ihr|fahren sie"
    r"|versendet ihr|schickt ihr)|(?:ist|wird|gibt es|gibts|habt ihr)[^\n?]{0,40}(?:glasfaser"
    r"|dsl|ausgebaut|beliefert|liefergebiet)|(?:do|can|will|would) you"
    r" (?:deliver|ship|cover|serve|come)|is (?:that|it|this) (?:covered|in your area|within))(?!\w)"
)
_YEAR = re.compile(r"19\d\d|20[0-4]\d")
_MEASURED = word_set(
    "metern meter kilometern schritten exemplaren stück minuten sekunden stunden tagen litern euro "
    "kunden haushalten jahren fällen auflage teilen seiten"
)
_MOST_OF_HOUSE = 3
"""Digits of the number of a house."""


_SAYS = cue(whole=word_set("no not without ohne kein keine just nothing sonst mehr"))
_QUESTION = cue(marks="?")
_SMALL_CUE = digits_cue(lambda sizes: 5 in sizes and min(sizes) <= _MOST_OF_HOUSE)
_LAND_CUE = digits_cue(lambda sizes: 4 in sizes)
CUES = one_of(_SAYS, _QUESTION, _SMALL_CUE, _LAND_CUE)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Streets without a word for one, and postcodes beside words that hide the town."""
    cues = cues_in(text)
    patterns = [_NO_KIND] if cues & _SAYS else []
    patterns += [_ASKED] if cues & _QUESTION and "\n" in text else []
    for pattern in patterns:
        for match in pattern.finditer(text):
            words = [word for word in match["name"].split() if word[0].isalpha()]
            if not any(fold(word) in common() or is_english_word(fold(word)) for word in words):
                yield Span(*match.span("name"), "STREET")
    for match in _SMALL.finditer(text) if cues & _SMALL_CUE else ():
        if has_unit(text, match.start("town") - 1) or fold(match["town"]) in _MEASURED:
            continue  # waren is a town, metern is none
        yield Span(*match.span("street"), "STREET")
        yield Span(*match.span("code"), "POSTCODE_TOWN")
    for match in at_digits(_WITH_LAND, text) if cues & _LAND_CUE else ():
        if _is_town(match) and not has_unit(text, match.end("code")):
            yield Span(*match.span(), "POSTCODE_TOWN")
    served = _SERVED.match(text) if cues & _QUESTION else None
    if served is not None and _YEAR.fullmatch(served["code"]) is None:
        yield Span(*served.span("code"), "POSTCODE_TOWN")


def _is_town(match: re.Match[str]) -> bool:
    """Whether a word behind four digits is a place rather than what they count."""
    form = fold(match["town"])
    if form in towns() and (match["land"] or not (form in listed_nouns() or form in common())):
        return True
    return could_be_name(match["town"]) and _YEAR.fullmatch(match["code"]) is None
