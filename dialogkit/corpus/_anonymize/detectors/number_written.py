"""Numbers that stand on something written: "a slip with RK 3301 on it", "der Zettel sagt 12/0481".

Neither the shape nor a word for a number is needed: what somebody was handed and copies from it is
theirs. Prices, dates, times and products' numbers are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._amounts import has_unit, is_date, is_price, is_product, is_year
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of
from dialogkit.corpus._anonymize._search import at_words, near_digit_matches
from dialogkit.corpus._anonymize._span import NUMBER, Span
from dialogkit.corpus._anonymize._words import word_set

__all__ = ["CUES", "find"]

NEEDS_DIGIT = True

_CODE = (
    r"(?P<value>(?:[A-Z]{1,4}[ ./-])?(?=[A-Z]{0,5}\d)[A-Z\d]{2,12}"
    r"(?:[ ./-](?=[A-Z]{0,5}\d)[A-Z\d]{2,12}){0,4})(?![\w€%£$]|[.,:]\d)"
)
_GERMAN = word_set(
    "zettel karte kärtchen schein abholschein beleg bon quittung abschnitt aufkleber brief "
    "schreiben umschlag ausdruck formular vordruck anhänger bescheid bestätigung mail kassenbon"
)
_ENGLISH = word_set(
    "slip card note letter paper receipt docket sticker envelope email text confirmation printout "
    "form stub tag postcard docs paperwork voucher notice"
)
_SAYS = (
    r"(?:reads|says|said|shows|showed|states|gives|quotes|has|had|with|steht|stand|sagt|zeigt"
    r"|nennt|trägt|lautet|mit)"
)
# The confirmation reads …; auf dem Zettel, den sie dagelassen hat, steht nur Rekla …
_STANDS = re.compile(
    rf"(?:{'|'.join(sorted(_ENGLISH | _GERMAN))})(?![^\W_])(?:[^\W\d]| (?!\d)|[,'’-]){{0,45}}?"
    rf"(?<![^\W_]){_SAYS}[ :]{{1,2}}(?:(?:only|just|nur|noch|etwas von|was von|something like|the"
    rf"|die|der|das|mir) ){{0,2}}[\"'„“]?(?:[^\W\d_]{{2,12}}[.:]? )?[\"'„“]?(?-i:{_CODE})",
    re.IGNORECASE,
)
# gave us … on a card; … steht auf dem Zettel
_ON = re.compile(
    rf"{_CODE}(?i:[\"'”“]?,? (?:(?:is |was )?(?:written |printed |scribbled )?on (?:it|there"
    rf"|(?:the|a|my|that|this|their|your|his|her)(?: \w{{2,12}})? (?:{'|'.join(sorted(_ENGLISH))}))"
    rf"|(?:(?:steht|stand) )?(?:drauf|darauf|auf (?:de[mr]|eine[mr]|meine[mr]|diese[mr])"
    rf" (?:{'|'.join(sorted(_GERMAN))}))))(?![^\W_])"
)
_HEADS = heads_of(whole=_GERMAN | _ENGLISH)
_SAYING = cue(
    whole=word_set("reads says said shows showed states gives quotes has had with mit")
    | word_set("steht stand sagt zeigt nennt trägt lautet")
)
_PLACED = cue(whole=word_set("on auf drauf darauf"))
CUES = _HEADS.cue
_TIME = re.compile(
    r"\d{1,2}[:.]?\d{2} ?[-/] ?\d{1,2}[:.]?\d{2}\Z|\d{1,3}[-/]\d{1,3}\Z|\d{1,3}\.\d{2}\Z"
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """What is built as a number, beside the thing that it is read from."""
    cues = cues_in(text)
    if cues & _SAYING:
        for match in at_words(_STANDS, text, _HEADS):
            yield from _checked(text, match)
    if cues & _PLACED:
        for match in near_digit_matches(_ON, text):
            yield from _checked(text, match)


def _checked(text: str, match: re.Match[str]) -> Iterator[Span]:
    """The value, if it has digits enough and is no amount, date, time or product's number."""
    value, (start, end) = match["value"], match.span("value")
    digits = sum(map(str.isdigit, value))
    built = not value.isdigit()
    if digits < (3 if built else 5) or _TIME.match(value):
        return
    if is_date(value) or is_year(value) or has_unit(text, end) or is_price(text, value, end):
        return
    if not is_product(text, start, value):
        yield Span(start, end, NUMBER)
