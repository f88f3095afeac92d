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
    r"|flag|all saints['’]?|all souls['’]?|epiphany|ve|v\.e\.|australia) day|thanksgiving"
    r"|juneteenth|cinco de mayo|fourth of july|4th of july|st\.? jean baptiste|diwali|holi|eid"
    r"|hanukkah|rosh hashanah|yom kippur|purim|passover|vesak|lunar new year|chinese new year)"
)
_DAY = (
    rf"(?P<day>(?:(?:the )?(?:day|night|morning|week|sunday|monday|tuesday|wednesday|thursday"
    rf"|friday|saturday) (?:before|after|of) |early (?:on )?)?{_FEAST}"
    r"(?:,? (?:(?:of|in) )?(?P<year>(?:19|20)\d\d|['’]\d{2}))?)(?!\w)"
)
_LINK = (
    r"(?:[ :=,(]|['’]s\b|\b(?:is|was|on|the|in|at|falls?|of|are|it|a|back|being|always|actually"
    r"|literally|both|her|his|my|their)\b){1,6}?"
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
_AFTER = re.compile(
    rf"{_DAY}(?:,? (?:is|was) (?:my|his|her|their|the) (?:date of birth|d\.?o\.?b|birth ?date"
    r"|birthday)|,? (?:baby|birthday|child)(?! (?:sale|offer|card|cake|show|discount))|,? (?:he"
    r"|she|i|they) (?:was|were) born)(?!\w)",
    re.IGNORECASE,
)
_FEASTS = word_set(
    "christmas new st midsummer all xmas boxing hogmanay halloween hallowe twelfth saint paddy "
    "valentine valentines april good black easter whit palm mothering pancake shrove ash maundy "
    "mother mothers father fathers bonfire guy burns may independence canada australia anzac "
    "waitangi bastille memorial veteran veterans labour labor president presidents columbus "
    "remembrance armistice thanksgiving victoria republic leap groundhog flag epiphany ve v "
    "juneteenth cinco fourth diwali holi eid hanukkah rosh yom purim passover vesak lunar chinese"
)
_FEAST_HEADS = heads_of(whole=_FEASTS)
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
        yield Span(*match.span("day"), "BIRTH_DATE")
    for match in in_order(at_words(_AFTER, text, _FEAST_HEADS)):
        if match["year"]:
            yield Span(*match.span("day"), "BIRTH_DATE")
