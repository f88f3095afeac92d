"""What belongs to an address that is found: floors, back houses, doors, numbers, corners."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import MASK, cue, cues_in, known_word, one_of
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import word_set

__all__ = ["CUES", "find"]

_SIDE = r"(?:links|rechts|mitte|vorn|hinten|li\.?|re\.?|mi\.?|left|right|front|rear)"
_STOREY = (
    r"(?:\d{1,2}\.? ?(?:ober|dach|unter|zwischen)?(?:geschoss|geschoß|stockwerk|stock|etage|og|ug"
    r"|dg|st\.)|[IVX]{1,4}\.? ?(?:stock|etage|og)|(?:erste[rs]?|zweite[rs]?|dritte[rs]?"
    r"|vierte[rs]?|fünfte[rs]?) (?:stock|etage|obergeschoss)|erdgeschoss|hochparterre|parterre"
    r"|souterrain|dachgeschoss|eg|dg|ug|tiefparterre|\d{1,2}(?:st|nd|rd|th) (?:floor(?: flat)?"
    r"|flr?\.?)"
    r"|(?:ground|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|top|upper"
    r"|lower"
    r"|lower ground) (?:floor(?: flat)?|flr\.?|fl\.?(?=[,.;\n]|\Z))|level \d{1,3}|lvl \d{1,3})"
)
_HOUSE_PART = (
    r"(?:(?:\d\. ?)?(?:hinterhaus|vorderhaus|hinterhof|seitenflügel|quergebäude|gartenhaus"
    r"|remise|rückgebäude|rgb|hh|vh|sf|qg)|\d\. hof|(?:the )?(?:annexe?|rear|coach house|lodge"
    r"|torhaus"
    r"|mews house)|\d\.? (?:tv|th|mf|sal)\.?|bis(?=,)|ter(?=,)|(?:vh|hh|sf|qg) ?\d (?:li|re|mi)"
    r"|eingang hof|(?:tor|aufgang|eingang|haus|block|gebäude|bau|trakt"
    r"|stiege|stg\.?|tür|top|whg\.?|wohnung|wohneinheit|we|app\.?|appartement|apartment|apt\.?"
    r"|suite|ste\.?|unit|flat|room|rm\.?|floor|fl\.?|lot|box|parzelle|stellplatz|zimmer|zi\.?"
    r"|briefkasten|klingel|door|entrance|building|bldg\.?)"
    r"(?: ?(?:nr\.? ?|no\.? ?|#)?\d{1,4} ?[a-z]?(?:/\d{1,3}[a-z]?){0,3}"
    r"| (?:[a-z]|[IVX]{1,4})| ?\ufffc)|#\d{1,4}[a-z]?)"
)
_PART = rf"(?:{_STOREY}(?:,? {_SIDE})?|{_HOUSE_PART}(?:,? {_SIDE})?)(?![\w-])"
_AFTER = re.compile(rf"(?:(?:,|/|;| -| –|\n|,\n| \()? ?{_PART}){{1,4}}", re.IGNORECASE)
# 17 Dundurn St, basement, Große Bleiche 19 (Hof)
_WITHIN = (
    r"(?:basement|cellar|rear|loft|attic|mezzanine|annexe?|(?:granny|upper|lower|garden|rear|back"
    r"|front|top|ground|basement|attic|main|middle|left|right)[ -](?:flat|unit|house|floor"
    r"|apartment|level|suite|building|entrance|door)|upstairs|downstairs|(?:im |2\. )?(?:innen"
    r"|hinter)?hof|keller|anbau|neubau|altbau|nebengebäude|nebenhaus|rückgebäude|einliegerwohnung"
    r"|dachgeschosswohnung|gartenwohnung|kellerwohnung|hochparterre|hintereingang|seiteneingang)"
)
_CLOSED = re.compile(
    rf" \({_WITHIN}\)|,? ?{_WITHIN}(?=, ?{MASKED})|, {_WITHIN}(?=[;\n]|\.\s|\.?\s*\Z)",
    re.IGNORECASE,
)
"""A part of a house by its word alone: only in brackets, between two finds or at an end."""
_BEFORE = re.compile(
    rf"(?<![\w-])(?:(?:{_PART}|hof \d)(?:,? ?\n?| / | - |,? (?:in )?(?:der )?))+\Z"
    r"|(?<![\w.,$€£#-])(?:number|no\.?|nr\.?|hausnummer|hausnr\.?|house) ?\d{1,3} ?[a-e]?,? \Z",
    re.IGNORECASE,
)
_CALLED_NUMBER = re.compile(
    rf"[^.!?\n{MASKED}\d]{{0,30}}?[, (](?:haus)?(?:nummer|nr\.?|number|no\.) ?"
    r"(?P<number>\d{1,4}(?: ?[a-z](?!\w))?)(?![\w-]|[.,]\d)",
    re.IGNORECASE,
)
_REACH = 40
_SURE = 5
_PART_WORDS = frozenset(
    word
    for pattern in (_AFTER, _CLOSED, _BEFORE, _CALLED_NUMBER)
    for word in re.findall(r"[^\W\d_]{2,}", pattern.pattern.lower())
) | word_set(
    "obergeschoss dachgeschoss untergeschoss zwischengeschoss og ug dg eg erster erste erstes "
    "zweiter zweite zweites dritter dritte drittes vierter vierte fünfter fünfte annex"
)
_PART_CUE = cue(whole=_PART_WORDS, marks="#")
_BEGINS_AS_PART = re.compile("|".join(sorted(map(re.escape, _PART_WORDS), key=len)))
_BEFORE_CUE = cue(test=lambda word, _: _BEGINS_AS_PART.match(word.lower()) is not None)
_NUMBER_CUE = cue(whole=word_set("nummer nr number no hausnummer hausnr hausnumber hausno"))
CUES = one_of((MASK, _PART_CUE))


def find(text: str, _context: Context) -> Iterable[Span]:
    """Parts of an address on both sides of what is masked already."""
    if not cues_in(text) & _PART_CUE:
        return
    numbered = cues_in(text) & _NUMBER_CUE
    at = text.find(MASKED)
    while at >= 0:
        after = _AFTER.match(text, at + 1)
        if after is not None:
            yield Span(*after.span(), "STREET")
        closed = _CLOSED.match(text, at + 1) if after is None else None
        if closed is not None:
            yield Span(*closed.span(), "STREET")
        if _part_before(text, at):
            before = _BEFORE.search(text, max(0, at - _REACH), at)
            if before is not None:
                yield Span(*before.span(), "STREET")
        number = _CALLED_NUMBER.match(text, at + 1) if numbered else None
        if number is not None:
            yield Span(*number.span("number"), "STREET")
        at = text.find(MASKED, at + 1)


_BETWEEN = " ,\n/-"
_END = re.compile(r"[^\W\d_]+\Z")
_ROMAN = frozenset("ivx")
_JOINT = re.compile(r"(?i)(?:\A|(?<=[ ,\n/-]))(?:in|der)\Z")


def _part_before(text: str, at: int) -> bool:
    """Whether what ends before this place may be a part of an address: a word of one, a number."""
    before = text[max(0, at - _REACH) : at].rstrip(_BETWEEN)
    while (joint := _JOINT.search(before, max(0, len(before) - 3))) is not None:
        before = before[: joint.start()].rstrip(_BETWEEN)
    word = _END.search(before)
    if word is None:
        return before != ""
    if known_word(word[0]).cues & _BEFORE_CUE or len(word[0]) == 1:
        return True
    return len(word[0]) < _SURE and _ROMAN.issuperset(word[0].lower().removesuffix("og"))
