"""What answers a question in an English transcript: "Rep: And the ZIP code?", "Visitor: 43215".

The question says what the answer is, so its shape needs to say little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._amounts import has_unit, is_date
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of
from dialogkit.corpus._anonymize._search import at_words
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    brands,
    common,
    countries,
    fold,
    is_english_word,
    is_noun,
    ordinary,
    plain_words,
    word_set,
    words_of,
)

__all__ = ["CUES", "find"]

# the rest of the question up to its end, then a line and who speaks; no "order of the product?"
_REST = (
    r"(?! (?:of|for) (?:the|this|that|your|a) (?:product|item|game|app|file|store|shop|street|plan"
    r"|song|book|model|network|dish|film|movie|part"
    r"|device))[^\n?]{0,60}?(?:\?|please\.?(?=\n)|:(?=\n))"
    r"[^\n]{0,60}\n+(?:[\[(]?\d\d?[:.]\d\d[^\n:]{0,12}[\])]?[ ,-]*)?"
    r"(?:[^\W\d_][^\n:]{0,30}: ?|[>–-] ?)"
)
# how an answer begins before it comes to what was asked: "Sure, it's ", "my zip is "
_SAYS = (
    r"(?:(?i:sure|yes|yeah|yep|yup|ok|okay|of course|certainly|um+|uh+|er+|ah|oh|well|right|hi"
    r"|hello|thanks|it['’]?s|its|it is|that['’]?s|thats|that is|that would be|that['’]?d be|i['’]?m"
    r"|im|i am|the|my|name|zip|code|number|is|in|near|from|just|outside|live|i|we|we['’]?re"
    r"|we are|so|here)"
    r"[ ,.:!]{1,2}){0,5}"
)
_END = r"(?=[ \t]*(?:[.,;!)?]|\n|\Z| (?:and|but|i|i['’]?m|thanks|thank|please|pls|thx)\b))"
_CODE = re.compile(
    rf"(?:zip(?: ?code)?|zipcode|post ?code|postal ?code|eircode){_REST}{_SAYS}"
    r"(?P<value>\d{5}(?:-\d{4})?|[a-z]\d[a-z] ?\d[a-z]\d|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}"
    r"|[a-z]\d[\dw] ?[a-z\d]{4}|\d{4})(?![\w-]|[.,]\d)",
    re.IGNORECASE,
)
_CODE_HEADS = heads_of(whole=word_set("zip zipcode post postcode postal postalcode eircode"))
_NUMBER = re.compile(
    r"(?:(?:(?P<asked>(?:account|customer|member(?:ship)?|policy|client|patient|student|order|booking"
    r"|reference|ref|confirmation|ticket|invoice|tracking|case|claim|reservation|contract|meter"
    r"|serial|group|employee|badge|library|loyalty|rewards|licen[cs]e|passport|card|plan|supply|job"
    r"|repair|service|site|sort) ?(?:number|no\.?|id|code|reference|ref|#)|reference|ref)"
    r"|(?:last|first) (?:\d|four|three|five|six)(?: digits)?(?: of| on)?|social(?: security)?|ssn"
    rf"|house number|door number|flat number|unit number|memorable number|pin))\b{_REST}{_SAYS}"
    r"(?P<value>#?(?=[A-Za-z0-9./ -]{0,24}\d)[A-Za-z0-9]{1,12}"
    r"(?:[ ./-](?:(?-i:[A-Z0-9]{1,10})|(?=[a-z]{0,3}\d)[a-z0-9]{1,10})){0,4})"
    r"(?![\w@€$£%-]|[.,:]\d)",
    re.IGNORECASE,
)
_NUMBERED = word_set(
    "account customer member membership policy client patient student order booking reference ref "
    "confirmation ticket invoice tracking case claim reservation contract meter serial card plan "
    "group employee badge library loyalty rewards license licence passport supply job repair "
    "service site sort"
)
_KINDS = ("number", "no", "id", "code", "reference", "ref")
_NUMBER_WORDS = (
    _NUMBERED
    | {f"{word}{kind}" for word in _NUMBERED for kind in _KINDS}
    | word_set("last first social ssn house door flat unit memorable pin")
)
_NUMBER_HEADS = heads_of(whole=_NUMBER_WORDS)
_ASKS_NUMBER = re.compile(
    r"(?i)(?:number|\bno\b|\bid\b|code|#|digits|(?:last|first) (?:\d|four|three|five|six)|social"
    r"|ssn|\bpin\b|reference|\bref\b|what['’]?s (?:your|the)|may i have|can i have|could i have)"
)
_NAMED = re.compile(
    r"(?:(?:your|the|full|first|last|family|given"
    r"|account ?holder['’]?s?|customer['’]?s?|caller['’]?s"
    r"|patient['’]?s?|passenger['’]?s?|guest['’]?s?|tenant['’]?s?|cardholder['’]?s?|his|her|their"
    r"|child['’]?s|and) (?:full |first |last |complete |legal |good )?(?:name|surname|names)"
    rf"|surname|who am i (?:speaking|chatting|talking) (?:to|with)|who is this)\b{_REST}{_SAYS}"
    r"(?P<value>[^\W\d_]{2,}(?:['’-][^\W\d_]+)*(?: [^\W\d_]{1,}(?:['’-][^\W\d_]+)*){0,2})" + _END,
    re.IGNORECASE,
)
_NAMED_HEADS = heads_of(
    whole=word_set(
        "your the full first last family given account accountholder customer customers caller "
        "accountholders callers patient patients passenger passengers guest guests tenant tenants "
        "cardholder cardholders his "
        "her their child childs and surname who"
    )
)
_PLACED = re.compile(
    r"(?:(?:which|what|your|nearest|closest|the) (?:home )?(?:town|city|suburb|village|town or city"
    r"|city or town)|where (?:do you live|are you (?:based|located|living|calling from"
    rf"|writing from)))\b{_REST}{_SAYS}"
    r"(?P<value>[^\W\d_]{3,}(?:['’-][^\W\d_]+)*(?: [^\W\d_]{2,}(?:['’-][^\W\d_]+)*){0,2})" + _END,
    re.IGNORECASE,
)
_PLACED_HEADS = heads_of(whole=word_set("which what your nearest closest the where"))
_LINES = cue(marks="\n")
_NAME_CUE = cue(whole=word_set("name names surname who"))
_PLACE_CUE = cue(whole=word_set("town city suburb village where"))
CUES = _CODE_HEADS.cue | _NUMBER_HEADS.cue | _NAME_CUE | _PLACE_CUE
_ENGLISH = word_set("what which your and the may can please where who is are zip i you")
_NOBODY = word_set(
    "yes no yeah nope yep sure ok okay hi hello hey thanks sorry what why where when how none "
    "same unknown anonymous not never nothing nobody sec second minute moment wait hold hang one "
    "why need tell can could would will want"
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Answers in the line behind a question for a code, a number, a name or a town."""
    cues = cues_in(text)
    if not cues & _LINES or not cues & CUES or words_of(text).isdisjoint(_ENGLISH):
        return
    if cues & _CODE_HEADS.cue:
        for match in at_words(_CODE, text, _CODE_HEADS):
            yield Span(*match.span("value"), "POSTCODE_TOWN")
    if cues & _NUMBER_HEADS.cue:
        for match in at_words(_NUMBER, text, _NUMBER_HEADS):
            if _is_number(text, match):
                yield Span(*match.span("value"), "CUSTOMER_NUMBER")
    yield from _words(text, cues)


def _is_number(text: str, match: re.Match[str]) -> bool:
    """Whether a question asks for a number, and what answers is no date and no amount."""
    if is_date(match["value"]) or has_unit(text, match.end("value")):
        return False
    before = max(0, match.start() - 24)
    if match["asked"] is not None and not _is_long(match["value"]):
        return False
    if _NOBODYS.search(text, before, match.start("value")) is not None:
        return False
    counted = _COUNTED.match(text, match.end("value"))
    if counted is not None and match["value"].isdigit():
        form = fold(counted[1])
        if form not in _GOES_ON and (form in plain_words() or is_english_word(form)):
            return False
    return _ASKS_NUMBER.search(text, before, match.start("value")) is not None


def _is_long(value: str) -> bool:
    """Whether a value has the digits of a number, or letters and digits in one word of a code."""
    if sum(map(str.isdigit, value)) > 3:
        return True
    return len(value) > 4 and value.isalnum() and sum(map(str.isdigit, value)) > 1


_NOBODYS = re.compile(
    r"(?i)(?:error|fault|service|promo|discount|voucher|coupon|area|dialling|country)[ -]?codes?"
)
"""What an agent asks for and is nobody's."""
_COUNTED = re.compile(r" ([a-z]+)(?![\w'’-])")
_GOES_ON = word_set(
    "thanks thank thx please pls plz and but is it on for from ok okay i im sorry or with the that "
    "this if so my at as was cheers ta in under i'm to then now again sir madam mate ma'am"
)
"""Behind a number: the sentence goes on, and nothing is counted."""


def _words(text: str, cues: int) -> Iterator[Span]:
    """Answers that are words: no word of them may be one of the language's."""
    for match in at_words(_NAMED, text, _NAMED_HEADS) if cues & _NAME_CUE else ():
        forms = [fold(word) for word in match["value"].split()]
        if _NOBODY.isdisjoint(forms) and not any(map(_is_usual, forms)):
            yield Span(*match.span("value"), "PERSON")
    for match in at_words(_PLACED, text, _PLACED_HEADS) if cues & _PLACE_CUE else ():
        forms = [fold(word) for word in match["value"].split()]
        if _NOBODY.isdisjoint(forms) and _is_place(match["value"], forms):
            yield Span(*match.span("value"), "TOWN")


def _is_place(value: str, forms: list[str]) -> bool:
    """Whether an answer is no word: in small letters, no part of it."""
    if value[0].isupper():
        return not all(map(_is_word, forms))
    return not any(map(_is_word, forms)) and "'" not in value and "’" not in value


def _is_usual(form: str) -> bool:
    return form in common() or form in ordinary() or form in brands()


def _is_word(form: str) -> bool:
    if form in plain_words() or form in countries() or form in brands():
        return True
    return is_english_word(form) or is_noun(form)
