"""A message that is a number and little else: the answer to "What is your customer number?"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._amounts import has_unit, is_date, is_price, is_product, is_year
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in
from dialogkit.corpus._anonymize._span import MASKED, NUMBER, Span
from dialogkit.corpus._anonymize._words import fold, is_noun, plain_words, word_set

__all__ = ["find"]

NEEDS_DIGIT = True

_LONGEST = 60
_LEAD_WORDS = (
    r"ja|jo|jep|jup|nein|ok|okay|oki|gut|gerne?|klar|sicher|moment|sekunde|hm+|ähm?|äh|oh|ah"
    r"|also|so|na|naja|sorry|bitte|danke|hallo|hi|hey|hier|das|die|der|dies|diese|wäre|war|ist|is"
    r"|steht|da|drauf|drauf|auf|dem|zettel|lautet|lautete|es|sie|meine?|unsere?|mir|nochmal|noch"
    r"|mal|richtig|korrekt|genau|glaub|glaube|ich|hab|habe|finde|gefunden|nummer|nr|no|num|und|zwar"
    r"|yes|yeah|yep|yup|sure|course|of|no|fine|right|well|here|you|go|are|it|it['’]?s|its|that"
    r"|that['’]?s|thats|this|the|my|our|mine|one|should|be|would|was|says|number|think|i|found|got"
    r"|please|thanks|sorry|hang|on|hold|wait|sec|again|correct|one|moment|oops|with|starts"
    r"|ticket|order|account|customer|reference|ref|bestellung|kunde|kd|vertrag|auftrag"
)
_LEAD = rf"(?:(?:{_LEAD_WORDS})[\s,.:;!?#(–-]*){{0,8}}"
_VALUE = (
    r"(?<![^\W_])(?P<value>[#№]?(?:[A-Za-z]{1,4}[ ./#-]?)?\d(?:[ ./-]?\d){3,20}"
    r"(?:[ ./-]?[A-Za-z]{1,2})?"
    r"|(?=[A-Z0-9/.#-]*\d[A-Z/.#-]*\d)[A-Z0-9]{1,6}(?:[#/.-][A-Z0-9]{1,8}){1,4}"
    r"|(?=[A-Z]*\d)(?=(?:\d*[A-Z]){2})[A-Z0-9]{6,12})"
)
_TAIL = (
    r"danke\w*|bitte\w*|please|thanks?|thank you|cheers|ta|lg|vg|mfg|gruß|glaub ich|glaube ich"
    r"|i think|ok|so|oder|right|hoffe ich|i hope|dann|now|jetzt"
)
_ALONE = re.compile(
    rf"[\s\"'„(]*(?i:{_LEAD}){_VALUE}[\s\"'“”).,!;?]*(?i:(?:,? ?(?:{_TAIL}))?[\s.,!?)]*)"
)
_KNOWN = re.compile(rf"[a-z]{{0,2}}(?:{_LEAD_WORDS}|{_TAIL})+", re.IGNORECASE)
_MOST_LETTERS = 4
_OTHER_CUE = cue(
    test=lambda word, _: (
        len(word) > _MOST_LETTERS
        and not (word.isascii() and word.isupper())
        and _KNOWN.fullmatch(word) is None
    )
)
"""A word that is no part of a number and none of those around it."""
_TIME = re.compile(
    r"\d{1,2}[:.]\d{2}(?:-\d{1,2}[:.]\d{2})?\Z|\d{1,3}-\d{1,4}\Z|(?:19|20)\d\d(?:-\d{1,4})?\Z"
    r"|[0-2]\d[0-5]\d-[0-2]\d[0-5]\d\Z"
)
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?\Z|\d+[.,]\d{1,2}\Z")
_VERSION = re.compile(
    r"(?i)[pbcu]0\d{3}\Z|(?:19|20)\d\d[/-]\d\d\Z|s\d{1,2}e\d{1,2}\Z|\d{1,3}/\d{1,3}\Z"
    r"|[a-z]\d{1,3}/[a-z]\d{1,3}\Z"
    r"|v?\d{1,2}(?:\.\d{1,2}){1,3}\Z|[a-z]{1,2}\d{1,3}[a-z]?\Z|\d{1,4}[a-z]\Z"
)
_SMALL = word_set("am um ab bis von im in zu to at by a e f no nr us uk eu")
"""Words that are letters of a number where no space stands behind them."""
_CODED = re.compile(
    r"(?i)(?:iso|din|en|ip|hd|usb|rtx|gtx|kb|cve|rfc|wlan|ral|pla|kw|ps|uk|eu|us|gr|hdmi|ddr|rj|ios"
    r"|win|fw|bj|nr|no|type|typ|size|mod|sku|ean|pzn|isbn|err|error|e|f|http|art|item|model|port"
    r"|plu|mhd|exp|vers|ver|build|cpu|gpu|psu|led|mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat"
    r"|sun|mm|cm|eur|usd|gbp|chf|am|um|ab|bis|von|till|at"
    r"|by|seit|since|in|im|zu|to)[ .:-]?\Z"
)


def _is_term(lead: str, word: str) -> bool:
    """Whether the letters before a number say what it is, and that it is nobody's."""
    if not lead:
        return False
    named = len(word) > 2 and (word in plain_words() or is_noun(word))
    return named or (_CODED.match(lead) is not None and not (lead.isalpha() and word in _SMALL))


def find(text: str, _context: Context) -> Iterable[Span]:
    """The number, if it has four digits or more and is no date, year, amount, size or version."""
    if len(text) > _LONGEST or MASKED in text or cues_in(text) & _OTHER_CUE:
        return
    match = _ALONE.fullmatch(text)
    if match is None:
        return
    value, start = match["value"], match.start("value")
    letters = re.match(r"[^\W\d_]*[ .:/-]?", value)
    lead = letters[0] if letters is not None else ""
    word = fold(re.sub(r"[^A-Za-z]", "", lead))
    bare = value.lstrip("#№")
    if _is_term(lead, word) or is_date(value[len(lead) :]):
        return
    ending = re.search(r"[ ./-]?[^\W\d_]+$", bare)
    if ending is not None and has_unit(text, match.end("value") - len(ending[0])):
        return
    digits, size = sum(map(str.isdigit, bare)), sum(map(str.isalnum, bare))
    if digits < 3 or (digits < 4 and size < 6):
        return
    if any(p.match(bare) for p in (_TIME, _GROUPED, _VERSION)) or is_year(bare) or is_date(bare):
        return
    if has_unit(text, match.end("value")) or is_price(text, bare, match.end("value")):
        return
    if not is_product(text, start, bare) and not is_product(text, start + len(lead)):
        yield Span(start, match.end("value"), NUMBER)
