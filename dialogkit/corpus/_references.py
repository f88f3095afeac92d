"""Numbers of orders, tickets and the like, by which two cases are known to be about the same.

====================================  =============================================================
written so                            counts
====================================  =============================================================
``4471235``, ``<ORDER_NUMBER_1a2b>``  always: six digits or more, and pseudonyms
``A-5521``, ``XK99812``               always: letters and four digits or more in one
``Bestellung 70012``, ``RMA 40117``   with the word that says so, from three digits on
``70012``                             where the other case names it with such a word, from four on
====================================  =============================================================

A number that the team gives with such a word ("Ticket 90121 created") counts like one of the
customer's own.

Years, times, prices, postcodes with a town, quantities, rooms and the number of the customer, which
is the same in all their issues, never count.
"""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import NamedTuple

__all__ = ["References", "given_numbers", "references", "same_reference"]

_LONG = re.compile(
    r"<ORDER_NUMBER_[0-9a-f]+>|(?<![\w+])(?<!\d )[a-z]{0,4}[-_]?(?!0)\d[\d-]{5,16}\b", re.IGNORECASE
)
_PLACE = (
    r"(?:zimmer|raum|haus|wohnung|tisch|platz|etage|linie|gleis|seite|room|flat|house|unit|table"
    r"|page|floor)"
)
_NONE = re.compile(
    r"\d{4}-\d\d-\d\d|\d\d-\d\d-\d{2,4}"
    r"|(?:kunden|mitglieds|vertrags(?:konto)?|versicherten|versicherungs|policen?|patienten"
    r"|zähler|konto|customer|client|member|policy|account|contract|patient|meter)[ -]?(?:nummer"
    r"|nr|number|no|id)\b\W{0,3}\w+"
    rf"|\b{_PLACE}[ -]?(?:nummer|nr|number|no)?\b\W{{0,3}}\d{{1,5}}\b",
    re.IGNORECASE,
)
"""Dates, what tells a place, and the number of the customer."""
_MONEY = r"(?:€|\$|£|eur\b|euro\b|chf\b|fr\b|franken\b|pounds?\b|dollars?\b|usd\b|gbp\b|quid\b)"
_NOT_AFTER = rf"(?![\d-]|[.,:]\d| ?(?:{_MONEY}|uhr\b|[ap]\.?m\b|%|x\b|st\b|stück\b|mal\b|k?m\b))"
"""What a price, a time or a part of a longer number goes on with."""
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")
_SURE = (
    r"(?:(?:bestell|auftrags?|rechnungs?|vorgangs?|ticket|fall|sendungs?|paket|liefer|buchungs?"
    r"|reklamations?|reservierungs?|beleg|referenz)?-?(?:nummer|nr)"
    r"|ticket|vorgang|aktenzeichen|referenz|rma|retoure|case|reference|ref|"
    r"(?:order|invoice|booking|ticket|case|reference) (?:number|no|id|nr)|number|no|id|inv|ord|tkt)"
)
_LIKELY = r"(?:bestellung|auftrag|rechnung|buchung|reklamation|order|invoice|booking|job|claim)"
_NAMED = re.compile(
    rf"(?:(?:\b{_SURE}\b[.:]?[ #:-]{{0,3}}|#|\b(?:rma|ord|inv|tkt|ref)[-_]?)(\d{{3,5}})\b"
    rf"{_NOT_AFTER})"
    rf"|(?:\b{_LIKELY}\b[ :#-]{{0,3}}(\d{{3,5}})\b{_NOT_AFTER}"
    r"(?! (?:of|more|pieces|pcs|units|stk|(?-i:[A-ZÄÖÜ][a-zäöü]{2,})"
    r"|(?!is|was|has|does)\w{2,}s)\b))",
    re.IGNORECASE,
)
"""A word that says whose number it is; "order 5000 flyers" says how many."""
_CODE = re.compile(
    r"(?<![\w-])(?!(?:eur|chf|usd|gbp|rma|ord|inv|ref|tkt|nr|no)[-_]?\d)([a-z]{1,5}[-_]?\d{4,5})\b"
    rf"{_NOT_AFTER}(?! (?-i:[A-ZÄÖÜ][a-zäöü]{{2,}}))",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?<![\w.,:+-])(?<!€ )(?<!£)(?<!\$)(\d{{4,5}})\b{_NOT_AFTER}"
    r"(?! (?-i:[A-ZÄÖÜ][a-zäöü]{2,}))",
    re.IGNORECASE,
)


_GIVEN = re.compile(
    rf"\b(?:{_SURE}|{_LIKELY})\b[.:]?(?: is| ist| lautet)?[ #:-]{{0,3}}(\d{{3,12}})\b{_NOT_AFTER}"
    r"|#(\d{3,12})\b",
    re.IGNORECASE,
)


class References(NamedTuple):
    """The numbers that a customer gives."""

    sure: frozenset[str] = frozenset()
    """Those that are a reference by themselves."""
    bare: frozenset[str] = frozenset()
    """Those that are one only where another case says so."""


def references(said: str) -> References:
    """The numbers in a text, small letters, without hyphens; numbers with a 0 first are phones'.

    >>> sorted(references("Bestellung 70012: ein Glas ist zerbrochen. Und A-5521?").sure)
    ['70012', 'a5521']
    >>> references("70012: Ersatz hat einen Sprung").bare
    frozenset({'70012'})
    >>> references("Rechnung 2024, 10115 Berlin, 1250 €, 18:30, Bestellung: 2500 Flyer")
    References(sure=frozenset(), bare=frozenset())
    """
    text = _NONE.sub(" ", said)
    sure = {match[0].lower().replace("-", "") for match in _LONG.finditer(text)}
    sure |= {match[1] or match[2] for match in _NAMED.finditer(text)}
    sure |= {re.sub(r"[-_]", "", match[1].lower()) for match in _CODE.finditer(text)}
    bare = {match[1] for match in _BARE.finditer(text)}
    return References(
        frozenset(one for one in sure if not _YEAR.fullmatch(one.lstrip(ascii_lowercase))),
        frozenset(one for one in bare if not _YEAR.fullmatch(one)) - sure,
    )


def given_numbers(told: str) -> References:
    """The numbers that a team gives with the word that says whose they are.

    >>> given_numbers("Ticket 90121 created. Call 0800 123456.").sure
    frozenset({'90121'})
    """
    text = _NONE.sub(" ", told)
    named = {match[1] or match[2] for match in _GIVEN.finditer(text)}
    return References(frozenset(one for one in named if not _YEAR.fullmatch(one)))


def same_reference(one: References, other: References) -> bool:
    """Whether two cases name the same number, and one of them says what it is."""
    return bool(one.sure & (other.sure | other.bare) or one.bare & other.sure)
