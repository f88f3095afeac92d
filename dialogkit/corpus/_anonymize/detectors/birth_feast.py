"""Days of birth that are named by a feast: "born on Christmas Eve 1992", "DOB: Boxing Day '61"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import word_set

__all__ = ["CUES", "find"]

_FEAST = (
    r"(?:(?:christmas|new year['’]?s?|st\.? nicholas|midsummer['’]?s?|all hallows['’]?)"
    r" (?:eve|day)|christmas|xmas(?: eve| day)?|boxing day|hogmanay|hall?owe['’]?en|twelfth night"
    r"|(?:st\.?|saint) (?:patrick|paddy|david|george|andrew|stephen|valentine|john|nicholas)['’]?s?"
    r"(?: (?:day|night|eve))?|paddy['’]s day|valentine['’]?s?(?: day)?|april fool['’]?s?(?: day)?"
    r"|(?:good|black) friday|(?:easter|whit|palm|mothering)(?: (?:sunday|monday|saturday))?"
    r"|(?:pancake|shrove) tuesday|ash wednesday|maundy thursday|mother['’]?s['’]? day"
    r"|father['’]?s['’]? day|bonfire night|guy fawkes(?: (?:night|day))?|burns night|may day"
    r"|(?:independence|canada|australia|anzac|waitangi|bastille|memorial|veterans?['’]?|labou?r"
    r"|presidents?['’]?|columbus|remembrance|armistice|thanksgiving|victoria|republic|leap|groundhog"
    r"|flag|all saints['’]?|all souls['’]?|epiphany|ve|v\.e\.) day|thanksgiving"
    r"|juneteenth|cinco de mayo|fourth of july|4th of july|st\.? jean baptiste|diwali|holi|eid"
    r"|hanukkah|rosh hashanah|yom kippur|purim|passover|vesak|lunar new year|chinese new year)"
)
_DAY = (
    rf"(?P<day>(?:(?:the )?(?:day|night|morning|week|sunday|monday|tuesday|wednesday|thursday"
    rf"|friday|saturday) (?:before|after|of) |early (?:on )?)?{_FEAST}"
    r"(?:,? (?:(?:of|in) )?(?P<year>(?:19|20)\d\d|['’]\d{2}))?)(?!\w)"
)
# what stands between the word for a birth and the day: "on the", ": ", "'s", "is actually"
_LINK = (
    r"(?P<link>(?:[ :=(]|['’]s\b|\b(?:is|was|on|the|in|at|falls?|of|are|it|a|back|being|always"
    r"|actually|literally|both|her|his|my|their)\b){1,6}?)"
)
# born on Christmas Eve 1992, DOB's New Year's Eve 1979, her birthday is Boxing Day
_BORN = re.compile(
    r"(?:(?P<surely>born(?: [a-z]+){0,2}?|d\.?o\.?b\.?|date of birth|birth ?date|birth)"
    r"|birthday|b-?day|turn(?:s|ed|ing)? \d{1,3}(?: years old)?)"
    rf"{_LINK}{_DAY}",
    re.IGNORECASE,
)
_BORN_HEADS = heads_of(
    whole=word_set("born d dob date birth birthdate birthday bday b turn turns turned turning")
)
# Christmas Eve 1992 is her date of birth, a Valentine's Day 1975 baby
_OTHER = re.compile(
    rf"(?:(?:,|,? (?:and|or|&)) (?:the )?{_FEAST}|['’]s?|[ -](?:eggs?|sales?|part(?:y|ies)|cards?"
    r"|cakes?|offers?|gifts?|presents?|dinner|lunch|meal|hamper|tree|vouchers?|themed?|edition|delivery"
    r"|order|box|jumper|bunny|break|deals?))(?!\w)",
    re.IGNORECASE,
)
"""Behind a feast without a year: it is one of several, or a part of a thing's name."""
_LINKED = re.compile(r"(?i)(?:\b(?:on|is|was|falls?)\b|[:=]|['’]s)")
_SOMEBODY = re.compile(
    r"(?i)(?<![^\W_])(?:i|he|she|we|they|who|mum|mom|mam|dad|nan|gran|grandma|grandad|grandpa"
    r"|granny|mother|father|wife|husband|partner|fianc[eé]e?|son|daughter|brother|sister|aunt"
    r"|uncle|niece|nephew|cousin|friend|child|kid|boy|girl|baby|twins?|toddler|boyfriend"
    r"|girlfriend|boss|grandson|granddaughter)"
    r"(?:['’](?:s|ll|d|ve|m|re))?(?: (?:is|was|just|only|will|will be|has|have|had|about to))"
    r"{0,2} \Z"
)
"""Who turns so and so old: a sale does as well."""
_AFTER = re.compile(
    rf"{_DAY}(?:,? (?:is|was) (?:my|his|her|their|the) (?:date of birth|d\.?o\.?b|birth ?date"
    r"|birthday)|,? (?:baby|birthday|child)(?! (?:sale|offer|card|cake|show|discount))|,? (?:he"
    r"|she|i|they) (?:was|were) born)(?!\w)",
    re.IGNORECASE,
)
_FEASTS = word_set(
    "christmas new st midsummer midsummers all xmas boxing hogmanay halloween hallowe haloween "
    "halowe july twelfth saint paddy "
    "valentine valentines april good black easter whit palm mothering pancake shrove ash maundy "
    "mother mothers father fathers bonfire guy burns may independence canada australia anzac "
    "waitangi bastille memorial veteran veterans labour labor president presidents columbus "
    "remembrance armistice thanksgiving victoria republic leap groundhog flag epiphany ve v "
    "juneteenth cinco fourth diwali holi eid hanukkah rosh yom purim passover vesak lunar chinese"
)
_FEAST_HEADS = heads_of(whole=_FEASTS)
_AFTER_HEADS = heads_of(
    whole=_FEASTS
    | word_set(
        "the day night morning week sunday monday tuesday wednesday thursday friday saturday early"
    )
)
_BIRTH = cue(
    whole=word_set(
        "born dob birth birthdate birthday bday b d turn turns turned turning baby child"
    )
)
CUES = _BIRTH


def find(text: str, _context: Context) -> Iterable[Span]:
    """Feasts with or without a year where a birth is spoken of."""
    cues = cues_in(text)
    if not cues & _FEAST_HEADS.cue or not cues & _BIRTH:
        return
    for match in in_order(at_words(_BORN, text, _BORN_HEADS)):
        if match["year"] or _is_birth(text, match):
            yield Span(*match.span("day"), "BIRTH_DATE")
    for match in in_order(at_words(_AFTER, text, _AFTER_HEADS, digits=True)):
        if match["year"]:
            yield Span(*match.span("day"), "BIRTH_DATE")


def _is_birth(text: str, match: re.Match[str]) -> bool:
    """Whether a feast without a year is when somebody is born or turns so and so old."""
    if _OTHER.match(text, match.end("day")) is not None:
        return False
    linked = _LINKED.search(match["link"]) is not None
    if match["surely"] is not None:
        return linked or match["link"] == " "
    if not linked:
        return False
    start = match.start()
    if not match[0].lower().startswith("turn"):
        return _IS.search(match["link"]) is not None
    return _SOMEBODY.search(text, max(0, start - 32), start) is not None


_IS = re.compile(r"(?i)\b(?:is|was|falls?)\b|['’]s")
"""The birthday itself is meant, and nothing that is on a feast: "her birthday is Boxing Day"."""
