"""Towns that are ordinary words or written small, where what leads to them leaves no doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import MASK, cues_in, heads_of
from dialogkit.corpus._anonymize._search import at_words
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._towns import TOWN
from dialogkit.corpus._anonymize._words import (
    fold,
    folded_set,
    ordinary,
    plain_words,
    towns,
    word_set,
)
from dialogkit.corpus._anonymize.detectors.town import town_places, with_tail

__all__ = ["CUED", "CUES", "find"]

CUED = True

_NAME = r"[^\W\d_]+(?:(?:[ \u00a0/-]|\. ?|['’])[^\W\d_]+){0,3}"
_CLOSED = re.compile(
    r"(?i)\s*(?:[.,;:!?)\n\"“”]|\Z|(?:und|oder|aber|nicht|sondern|statt|bitte|danke|seit|wo|ist|war"
    r"|wohnt|wohne|gemeldet|geliefert|gezogen|umgezogen|and|or|but|not|please|thanks|instead|since"
    r"|is|was|where|which|yet|too|now|already|auch|noch|schon|jetzt|kommen|um|verfügbar|branch"
    r"|store|depot)(?!\w))"
)
# Hauptwohnsitz Weiden, Town: Sale
_LABEL = re.compile(
    r"(?:(?:haupt|zweit|erst|neben|wohn|geburts|heimat|liefer|abhol|bestimmungs|ziel)?(?:wohnsitz"
    r"|ort)|stadt|gemeinde|wohnhaft|home ?town|post ?town|town|city|village|place of birth"
    r"|plz(?: ?[/,&+] ?| und )ort|ort|(?:zustell)?tour|zustellbezirk)"
    r"(?: ist| is|:| =| -)?:? (?P<name>" + _NAME + ")",
    re.IGNORECASE,
)
_LABEL_HEADS = heads_of(
    word_set("hauptwohnsitz zweitwohnsitz nebenwohnsitz erstwohnsitz wohnsitz geburtsort"),
    whole=word_set(
        "wohnort ort stadt gemeinde wohnhaft heimatort lieferort abholort zielort bestimmungsort "
        "hometown home posttown post town city village place plz tour zustelltour zustellbezirk"
    ),
)
# I'm a customer in Reading, unsere Wohnung in Leer
_LIVES = re.compile(
    r"(?:(?:ge?)?wohn(?:e|en|t|haft|te|ten|st)|leb(?:e|en|t|te)|geboren|gebürtig|aufgewachsen"
    r"|stamm(?:e|t)|dahoam|dahoim|daham|dehei"
    r"|zieh(?:e|en|t)|(?:um|hin|weg|zu)?gezogen|umzug|bin|sind|sitze|stehe|liegt|lagert|hängt"
    r"|steckt|steht|familie|kund(?:e|in)|wohnung|haus|eltern|paket|sendung|daheim|zuhause"
    r"|liv(?:e|es|ed|ing)|born|based|mov(?:e|ed|ing)|relocat(?:e|ed|ing)|grew up|resid(?:e|es|ing)"
    r"|i['’]?m|i am|we['’]re|we are|customer|family|flat|house|home|parents|parcel|package|stuck"
    r"|engineer|fibre|fiber|shop|deliver(?:y|ed)?|studying|working|arrived|sitting|currently)"
    r"(?: (?!in |aus |to |from |near |at )[^\W\d_]+){0,3}? (?:in|aus|nach|from|near|to) "
    r"(?P<name>" + _NAME + ")",
    re.IGNORECASE,
)
_LIVES_HEADS = heads_of(
    whole=word_set(
        "gwohnt gewohnt dahoam dahoim daham dehei "
        "wohne wohnen wohnt wohnhaft wohnte wohnten wohnst lebe leben lebt lebte geboren gebürtig "
        "aufgewachsen stamme stammt ziehe ziehen zieht gezogen umgezogen hingezogen weggezogen "
        "zugezogen umzug bin sind sitze stehe liegt lagert hängt steckt steht familie kunde kundin "
        "wohnung haus eltern paket sendung daheim zuhause live lives lived living born based move "
        "moved moving relocate relocated relocating grew reside resides residing i we customer im "
        "family flat house home parents parcel package stuck engineer fibre fiber shop deliver "
        "delivery delivered studying working arrived sitting currently"
    )
)
# not Derby but Sale; nicht Hof, sondern Essen
_RATHER = re.compile(
    r"(?:not|nicht|statt|instead of|rather than)(?: in| nach| to| from| aus)? "
    r"(?P<name>[^\W\d_]+(?:[ -][^\W\d_]+)??),? (?:but|sondern|and|it['’]?s|it is|lieber)"
    r"(?: in| nach| to| from| aus)? (?P<other>" + _NAME + ")",
    re.IGNORECASE,
)
_RATHER_HEADS = heads_of(whole=word_set("not nicht statt instead rather"))
_TRACKED = re.compile(
    r"(?:tracking|status|app|scan(?:ned)?|sendungsverfolgung|verfolgung|last seen)(?: still| only)?"
    r"(?: says?| shows?| sagt| zeigt| in| at|:) (?:it['’]s )?(?:in |at )?(?P<name>" + _NAME + ")",
    re.IGNORECASE,
)
_TRACKED_HEADS = heads_of(
    whole=word_set("tracking status app scan scanned sendungsverfolgung verfolgung last")
)
# Essen, <STREET>
_LINE = re.compile(rf"(?:(?<=\A)|(?<=\n)|(?<=: ))(?P<name>{_NAME})(?=,? ?{MASKED}|, )")
CUES = TOWN
_BEFORE_STREET = re.compile(rf",? ?\n?{MASKED}")
_NOT_TOWNS = word_set(
    "hall halls centre center council clerk planning crier square house houses car"
)
"""What a town has: town hall, town centre."""
_NEVER = folded_set(
    "stadt nord sud ost west mitte bar rot not gut tor weil wald haar rain see au wissen wetter "
    "rente ruhe arbeit urlaub lage essen mobile nice reading deal mission lens angers orange sandy "
    "mobile independence valley leer"
)
"""Where they are not written with a capital, these are something else."""
_REALLY = folded_set("essen leer reading sale")
"""In small letters after a word of living only."""
_HOME = re.compile(r"(?i)(?:wohn|leb|gebor|zieh|gezog|umge|liv|born|based|mov|grew|resid)")
_WORD = re.compile(r"[^\W\d_]+")


def find(text: str, _context: Context) -> Iterable[Span]:
    """Labelled, lived in, put right, and where a parcel was seen."""
    cues = cues_in(text)
    likely = cues & TOWN and cues & _LEAD_CUE and town_places(text)
    return _found(text, cues) if likely else ()


_LEADS = ((_LABEL, _LABEL_HEADS), (_LIVES, _LIVES_HEADS), (_TRACKED, _TRACKED_HEADS))
_LEAD_CUE = MASK | _LABEL_HEADS.cue | _LIVES_HEADS.cue | _TRACKED_HEADS.cue | _RATHER_HEADS.cue


def _found(text: str, cues: int) -> Iterator[Span]:
    for pattern, heads in _LEADS:
        if cues & heads.cue:
            for match in at_words(pattern, text, heads):
                yield from _known(text, match)
    for match in _lines(text) if cues & MASK else ():
        found = longest(text, match.start("name"))
        if found is None or not _BEFORE_STREET.match(text, found[0]):
            continue
        row, large = text[found[0]] in ",\n", text[match.start("name")].isupper()
        if (row and large) or ((row or large) and found[1] not in plain_words()):
            yield Span(match.start("name"), found[0], "TOWN")
    for match in at_words(_RATHER, text, _RATHER_HEADS) if cues & _RATHER_HEADS.cue else ():
        yield from _either(text, match)


def _lines(text: str) -> Iterable[re.Match[str]]:
    """Matches of `_LINE`, which begin a text, a line or what follows a colon."""
    if "\n" in text or ": " in text:
        return _LINE.finditer(text)
    word = _WORD.match(text)
    first = None if word is None or fold(word[0]) not in towns() else _LINE.match(text)
    return () if first is None else (first,)


def _known(text: str, match: re.Match[str]) -> Iterator[Span]:
    found = longest(text, match.start("name"))
    if found is None:
        return
    form, end = found[1], with_tail(text, found[0])
    small = text[match.start("name")].islower()
    if small and (form.startswith("the ") or form in _NOT_TOWNS):
        return
    if small and form in _NEVER and not (form in _REALLY and _HOME.match(match[0])):
        return
    worded = form in ordinary() or form in plain_words()
    if _CLOSED.match(text, end) or (not small and not worded):
        yield Span(match.start("name"), end, "TOWN")


def _either(text: str, match: re.Match[str]) -> Iterator[Span]:
    """Both of two towns, if one is nothing but a town."""
    one, other = longest(text, match.start("name")), longest(text, match.start("other"))
    if one is None or other is None or one[0] != match.end("name"):
        return
    if not _CLOSED.match(text, other[0]):
        return
    if any(form.split()[0] not in plain_words() for _, form in (one, other)):
        yield Span(match.start("name"), one[0], "TOWN")
        yield Span(match.start("other"), other[0], "TOWN")


_JOINT = re.compile(r"[ \u00a0/-]|\. ?|['’]")


def longest(text: str, start: int) -> tuple[int, str] | None:
    """Where the longest known town that begins at ``start`` ends, and its folded words."""
    words: tuple[str, ...] = ()
    at, best = start, None
    for _ in range(4):
        word = _WORD.match(text, at)
        if word is None:
            break
        words = (*words, fold(word[0]))
        if words in towns().get(words[0], ()):
            best = word.end(), " ".join(words)
        joint = _JOINT.match(text, word.end())
        if joint is None:
            break
        at = joint.end()
    return best
