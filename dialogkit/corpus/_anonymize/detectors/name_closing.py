"""Names that close a message or head an address, and people told by where they live in a house.

"Danke für die Hilfe, Selam Berhane, 0163 …", "Who pays for that? Linh x", "Otto Reger, 5 Sample
Road" in a line, "the lad next door Tyrese", "die häberlin vom dritten stock".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import MASK, Heads, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._names import CAPITAL, DATES, could_be_name
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    brands,
    common,
    company,
    fold,
    given,
    is_english_word,
    is_noun,
    ordinary,
    plain_words,
    vocabulary,
    word_set,
)

__all__ = ["CUED", "CUES", "find"]

CUED = True
"""What it finds is a person whoever else is called so."""

_FULL = rf"{CAPITAL}(?:[ -]{CAPITAL}){{1,2}}"
# Vielen Dank für die Hilfe, Selam Berhane, 0163 …
_THANKED = re.compile(
    r"(?i:dank(?:e)?|thanks|thank you|cheers|gr(?:u|ü)(?:ß|ss)e?|regards)(?: [^\W\d_]{2,14}){1,6}"
    rf"[,.!]{{1,2}} (?P<name>{_FULL})(?=,? ?[({MASKED}\d+]|[,.]? *(?:\Z|\n))"
)
_THANKED_HEADS = heads_of(
    whole=word_set("dank danke thanks thank cheers gruß grüße gruss grüsse regards")
)
# Otto Reger, 5 Sample Road: a line of name and address
_HEADED = re.compile(
    rf"(?:\A|\n)[ \t]*(?P<name>{_FULL}),? ?(?=\n?[ \t]*{MASKED}[^\n]{{0,30}}(?:\Z|\n))"
)
# Who pays for that? Linh x
_KISSED = re.compile(rf"(?:[.!?…\n]|\A)\s?(?P<name>{CAPITAL}) ?(?:[xX]{{1,4}}|xo(?:xo)?)\s*\Z")
_KISS = cue(whole=word_set("x xx xxx xxxx xo xoxo"))
# the lad next door Tyrese, die nachbarin von oben Ayla
_NEXT_DOOR = re.compile(
    r"(?i:(?:lad|girl|guy|bloke|lady|woman|man|boy|chap|fella|couple|family|neighbou?rs?|one)"
    r" (?:from |who lives |that lives )?(?:next door|upstairs|downstairs|opposite|across the"
    r" (?:road|street|hall|way)|over the road|above|below|(?:at|from) number \d{1,3}[a-z]?)"
    rf"(?: is| called| named|,)? )(?P<name>{CAPITAL})(?![\w-])"
)
_NEXT_DOOR_HEADS = heads_of(
    whole=word_set(
        "lad girl guy bloke lady woman man boy chap fella couple family neighbour neighbours "
        "neighbor neighbors one"
    )
)
# die häberlin vom dritten stock
_STOREY = re.compile(
    r"(?i:(?<!\w)(?:die|der|den|dem|d[rm]|de)) (?P<name>[A-ZÄÖÜ]?[a-zäöüß]{4,15})"
    r" (?i:vom|aus(?: dem| m|m)?|im|von) (?:(?:\d{1,2}\.?|[a-zäöü]{4,9}) )?"
    r"(?i:stock|stockwerk|og|eg|dg|obergeschoss|erdgeschoss|dachgeschoss|hinterhaus|vorderhaus"
    r"|nebenhaus|nebenan|gegenüber|drüben|oben|unten)(?!\w)"
)
_STOREYS = cue(
    whole=word_set(
        "stock stockwerk og eg dg obergeschoss erdgeschoss dachgeschoss hinterhaus vorderhaus "
        "nebenhaus nebenan gegenüber drüben oben unten"
    )
)
_STOREY_HEADS = heads_of(whole=word_set("die der den dem dr dm de"))
# take Craig off the account
_TAKEN = re.compile(
    r"(?i:take|remove|add|get|put|keep|leave|have|delete) "
    rf"(?P<name>{CAPITAL}(?: {CAPITAL})?) (?i:off|from|to|on|onto|out of|as) "
    r"(?i:(?:the|my|our|this|that|his|her|their|it|your) ?)"
    r"(?i:(?:joint |shared |family |current |whole |named )?(?:account|policy|list|lease|tenancy"
    r"|booking|mortgage|bill|plan|contract|insurance|register|membership|deeds?|team|group|file|loan|card"
    r"|driver|contact|reservation|order|waiting list))(?!\w)"
)
_TAKEN_HEADS = heads_of(whole=word_set("take remove add get put keep leave have delete"))
# Kunde: Ja, Fedder, moin.
_ANSWERS = word_set(
    "supi klaro logo jap jep jo joa yep yup nope nee nö passt gerne stimmt richtig genau moment "
    "sorry"
)
"""What somebody says instead of a name."""
_SPOKEN = re.compile(
    r"(?:\A|\n)[^\W\d_]{3,12}: (?i:ja|hallo|moin|guten tag|yes|hello|hi|yeah|grüezi|servus)[,.!]? "
    rf"(?P<name>{CAPITAL})(?: (?i:am apparat|hier|mein name|here|speaking))?[,.] "
)
_COLON = cue(marks=":")
_SPOKEN_CUE = cue(whole=word_set("ja hallo moin guten yes hello hi yeah grüezi servus"))
CUES = one_of(
    MASK,
    _KISS,
    _THANKED_HEADS.cue,
    _NEXT_DOOR_HEADS.cue,
    _TAKEN_HEADS.cue,
    (_COLON, _SPOKEN_CUE),
    (_STOREYS, _STOREY_HEADS.cue),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Whoever closes a message, heads an address, or is told by the door or what they share."""
    cues = cues_in(text)
    if cues & _THANKED_HEADS.cue:
        yield from _all(_THANKED, text, _THANKED_HEADS)
    if MASKED in text:
        yield from _called(_HEADED.finditer(text))
    if cues & _KISS:
        yield from _called(_KISSED.finditer(text))
    if cues & _NEXT_DOOR_HEADS.cue:
        yield from _all(_NEXT_DOOR, text, _NEXT_DOOR_HEADS)
    if cues & _TAKEN_HEADS.cue:
        yield from _all(_TAKEN, text, _TAKEN_HEADS)
    if cues & _COLON and cues & _SPOKEN_CUE:
        yield from _called(_SPOKEN.finditer(text))
    if cues & _STOREYS and cues & _STOREY_HEADS.cue:
        for match in in_order(at_words(_STOREY, text, _STOREY_HEADS)):
            if _is_unheard(match["name"]):
                yield Span(*match.span("name"), "PERSON")


def _all(pattern: re.Pattern[str], text: str, heads: Heads) -> Iterator[Span]:
    return _called(in_order(at_words(pattern, text, heads)))


def _called(matches: Iterable[re.Match[str]]) -> Iterator[Span]:
    for match in matches:
        forms = [fold(word) for word in re.split("[ -]", match["name"])]
        if all(map(_is_name, forms)) and any(form not in ordinary() for form in forms):
            yield Span(*match.span("name"), "PERSON")


def _is_name(form: str) -> bool:
    """Whether a word with a capital may be part of a name at such a place."""
    if form in company() or form in brands() or form in DATES or form in _ANSWERS:
        return False
    if form in given():
        return True
    return (
        len(form) > 2 and form not in common() and not is_noun(form) and not is_english_word(form)
    )


def _is_unheard(word: str) -> bool:
    """Whether a word for somebody in a house is no word for a person or a thing there."""
    form = fold(word)
    if form in given():
        return form not in plain_words()
    return word[0].islower() and could_be_name(word) and form not in vocabulary()
