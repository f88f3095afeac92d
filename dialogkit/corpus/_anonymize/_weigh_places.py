"""Streets and postcodes the language model has found, weighed by how they are built."""

from __future__ import annotations

import re

from dialogkit.corpus._anonymize._amounts import shows_figures
from dialogkit.corpus._anonymize._context import has_digit
from dialogkit.corpus._anonymize._guess import ENOUGH, NEVER, Guess, is_plain, is_small
from dialogkit.corpus._anonymize._span import MASKED
from dialogkit.corpus._anonymize._words import (
    brands,
    fold,
    folded_set,
    plain_words,
    towns,
    word_set,
)

__all__ = ["postcode", "street"]

_PART_OF_POSTCODE = re.compile(
    r"(?i)[a-z]{1,2}\d[a-z\d]?|\d[a-z]{2}|[a-z]\d{2}|[a-z\d]{4}|\d{4,5}(?:-\d{4})?"
)
_STATE = re.compile(
    r"(?i)(?<![^\W_])(?:a[kzr]|c[aot]|dc|fl|ga|i[al]|k[sy]|m[dinost]|n[cdehjmvy]|ri|s[cd]|t[nx]|ut"
    r"|v[at]"
    r"|w[aivy]|(?-i:AL|DE|HI|ID|IN|LA|MA|ME|OH|OK|OR|PA)|[ADL]),? \Z"
)
_NEXT_WORD = re.compile(rf",? (?:{MASKED}|([^\W\d_]{{3,}}))")


_DIGITS = 5
"""Of a postcode that no town stands beside: fewer are a year as well."""


def postcode(text: str, run: list[Guess], **_: bool) -> list[Guess]:
    """Postcodes as countries have them; digits alone need a town or a state beside them."""
    words = [g.word[0] for g in run]
    if not all(map(_PART_OF_POSTCODE.fullmatch, words)):
        return []
    if len(words) == 2 and any(map(str.isalpha, words)):
        return []
    if len(words) == 1:
        follows = _NEXT_WORD.match(text, run[0].word.end())
        town = follows is not None and (follows[1] is None or fold(follows[1]) in towns())
        sure = run[0].share >= ENOUGH["sure"] and len(words[0]) == _DIGITS
        if not words[0].isdigit() or not (
            sure or town or _STATE.search(text, 0, run[0].word.start())
        ):
            return []
    return run


_STREET_END = re.compile(
    r"(?:stra(?:ss|ß)e|str|weg|gasse|platz|allee|damm|ufer|ring|hof|berg|steig|stieg|pfad|chaussee"
    r"|zeile|promenade|graben|markt|wall|tor|kamp|esch|brink|winkel|bogen|anger|park|garten|feld"
    r"|wiese|acker|aue|au|rain|grund|tal|hohe|hang|leite|halde|stiege|terrasse|twiete|redder|horst"
    r"|busch|heide|moor|bruch|see|bach|brunnen|muhle|brucken?|lande|schlag|eck|ende|hafen|deich"
    r"|kai|weide|gade|vej|gatan|straat|laan)$"
)
_STREET_WORDS = folded_set(
    "street st road rd lane ln avenue ave drive dr close court ct crescent cres way terrace "
    "gardens grove hill place pl square sq row mews walk rise view park green gate yard parade "
    "bank passage alley boulevard blvd highway hwy parkway pkwy trail trl circle cir loop route "
    "county vale brow end quay wharf heights path plaza croft field fields meadow meadows drove "
    "hollow ridge cross rue via calle avenida straat laan gade vej gatan ulica ul"
)
_SIGHT = re.compile(
    r"(?:stadium|viaduct|bridge|tower|castle|palace|cathedral|stadion|philharmonie|arena|museum"
    r"|kirche|dom|schloss|burg|filiale|gateway|-park|-weg|hall|station)$"
)
_POSTCODE_AFTER = re.compile(rf",? ?(?:\d{{4,5}} |{MASKED})|\n\d{{4,5}} ")


def street(text: str, guesses: list[Guess], *, capitals: bool) -> list[Guess]:
    """The words of a street and its house."""
    run = list(guesses)
    while run and _goes_on_small(run[-1], capitals=capitals):
        run.pop()
    names = [guess for guess in run if guess.kind == "STREET"]
    forms = [fold(guess.word[0]) for guess in names]
    if not names or any(form in brands() or form in _NO_STREET for form in forms):
        return []
    if any(shows_figures(guess.word[0]) for guess in names):
        return []
    best = max(guess.share for guess in names)
    return run if best >= _needed_of_street(text, run, names, capitals=capitals) else []


def _goes_on_small(guess: Guess, *, capitals: bool) -> bool:
    street = guess.kind == "STREET" and is_small(guess, capitals=capitals)
    return street and fold(guess.word[0]) not in _STREET_WORDS


def _needed_of_street(text: str, run: list[Guess], names: list[Guess], *, capitals: bool) -> float:
    """How likely the likeliest word must be, by how streets are called and what is beside it."""
    forms = [fold(guess.word[0]) for guess in names]
    number = any(g.kind == "HOUSE" and has_digit(g.word[0]) and len(g.word[0]) < 5 for g in run)
    plain = all(map(is_plain, forms))
    small = is_small(names[0], capitals=capitals)
    sight = _SIGHT.search(forms[-1]) is not None
    if any(form in _STREET_WORDS or _STREET_END.search(form) for form in forms) and not sight:
        told = number or len(names) > 1
        if not plain or (told and not small):
            return ENOUGH["street_formed"]
    if number and _POSTCODE_AFTER.match(text, run[-1].word.end()):
        return ENOUGH["street_formed"]
    if not plain_words().isdisjoint(forms):
        return ENOUGH["sure"] if number and not small else NEVER
    if number and not any(map(str.isupper, "".join(guess.word[0][1:] for guess in names))):
        return ENOUGH["street_number"]
    bare = not (small or sight or plain or any(has_digit(guess.word[0]) for guess in run))
    return ENOUGH["street_bare"] if bare else NEVER


_NO_STREET = word_set(
    "linie schalter spind kasse line platform gleis bus tram error http code seite page kapitel "
    "room raum zimmer halle etage stock"
)
