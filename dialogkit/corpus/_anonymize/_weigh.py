"""What the language model says, weighed by the rules' lists and by what stands beside it.

The model does not see capitals, and to it a brand, a dish or a German participle may look like a
name. A find that the lists confirm needs little, one that nothing confirms needs much, and some
are not believed at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Protocol

from dialogkit.corpus._anonymize._context import has_digit
from dialogkit.corpus._anonymize._guess import ENOUGH, NEVER, Guess, is_plain, is_small
from dialogkit.corpus._anonymize._names import COMPANY_AFTER, FAMILY_ENDS, NOUN_NAMES, could_be_name
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._weigh_numbers import birth_date, number, username
from dialogkit.corpus._anonymize._weigh_places import postcode, street
from dialogkit.corpus._anonymize._whole import whole_handle, whole_number
from dialogkit.corpus._anonymize._words import (
    ambiguous,
    brands,
    common,
    company,
    countries,
    fold,
    forenames,
    given,
    is_noun,
    particles,
    plain_words,
    towns,
    unmistakable,
    word_set,
)

__all__ = ["NUMBERS", "weighed"]

NUMBERS = ("ID_CARD", "TAX_ID", "IBAN", "ORDER_NUMBER")
"""What the model takes for numbers of somebody: one number is often likely each of them a bit."""


def weighed(text: str, run: list[Guess], *, capitals: bool) -> Iterator[Span]:
    """The span of words in a row that are one find, if it is believed.

    Args:
        text: The whole text.
        run: Words beside each other of one type, or of a street and its house.
        capitals: Whether capitals say something in this text.
    """
    kinds = {guess.kind for guess in run}
    if not kinds - {"HOUSE"}:
        return  # house numbers alone are any numbers
    kind = "STREET" if "STREET" in kinds else run[0].kind
    if len(run) == 1 and _is_ordinary(run[0]):
        return
    weigh = _WEIGHTS.get(kind)
    kept = run if weigh is None else weigh(text, run, capitals=capitals)
    if kept:
        start, end = kept[0].word.start(), kept[-1].word.end()
        extend = _EXTENTS.get(kind)
        yield Span(*((start, end) if extend is None else extend(text, start, end)), kind)


def _is_ordinary(guess: Guess) -> bool:
    """Whether a word alone is an ordinary one, rather than a name that is one as well."""
    form = fold(guess.word[0])
    if form not in common() or form in forenames():
        return False
    return guess.share < ENOUGH["small"] or (form not in ambiguous() and form not in NOUN_NAMES)


def _trimmed(run: list[Guess], *, capitals: bool) -> list[Guess]:
    """The run without words at its ends that go on the sentence ("Marvin nannte")."""
    kept = list(run)
    while kept and _is_edge(kept[-1], capitals=capitals):
        if len(kept) > 1 and kept[-1].share >= ENOUGH["small"] and _is_first(kept[0]):
            break  # "gisela traurig"
        kept.pop()
    while kept and kept[-1].kind == "PERSON" and _is_particle(kept[-1]):
        kept.pop()
    if len(kept) > 1 and _is_mixed(kept):
        kept.pop(0)
    while kept and (_is_preposition(kept[0]) or _is_edge(kept[0], capitals=capitals)):
        kept.pop(0)
    return kept


_PREPOSITIONS = word_set("von vom zu zum zur da den der das du and und y e op af")
"""Particles that are words of a sentence, too, where no name stands before them."""


def _is_preposition(guess: Guess) -> bool:
    return guess.kind == "PERSON" and guess.word[0] in _PREPOSITIONS


def _is_particle(guess: Guess) -> bool:
    return guess.word[0].islower() and fold(guess.word[0]) in particles()


def _is_mixed(run: list[Guess]) -> bool:
    """Whether a sentence's first word stands before a name in small letters ("Ruft wolf")."""
    first, second = run[0].word[0], run[1].word[0]
    beside = first[0].isupper() and second.islower() and not _is_particle(run[1])
    return beside and fold(first) not in given() and fold(first) not in ambiguous()


def _is_edge(guess: Guess, *, capitals: bool) -> bool:
    form = fold(guess.word[0])
    if guess.kind == "TOWN" and form in towns() and not is_small(guess, capitals=capitals):
        return False
    if guess.kind == "PERSON" and (
        form in particles() or form in given() or form in ambiguous() or form in NOUN_NAMES
    ):
        return False
    if is_small(guess, capitals=capitals):
        return guess.share < ENOUGH["small"] or not could_be_name(guess.word[0])
    return form in common()


def _is_first(guess: Guess) -> bool:
    return fold(guess.word[0]) in forenames()


_NUMBER_AFTER = re.compile(r" (?:[1-9]\d{0,3}(?![\d/.-])|[A-Z]{1,3}[- ]?\d|\d{1,4}[A-Z])")
_DETERMINER = re.compile(
    r"(?<![^\W_])(?:the|a|my|your|our|this|that|these|those|his|her|their|ein|eine[mnrs]?|mein"
    r"|meine[mnrs]?|unser|unsere[mnrs]?|euer|eure[mnrs]?|ihr|ihre[mnrs]?|dein|deine[mnrs]?|kein"
    r"|keine[mnrs]?|diese[mnrs]?|das|zwei|drei|two|three|per|via|pro|app|firma|marke|brand|modell"
    r"|model|farbe) (?:neue[nrsm]? |alte[nrsm]? |new |old )?\Z",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:\A|[.!?:…]\s|\n)[\s\"'„“(*–-]*\Z")
_INITIAL = re.compile(r"(?<![^\W_])[A-Za-zÄÖÜ]\. ?\Z")


@cache
def _sounds() -> frozenset[str]:
    """How the known given names sound, roughly."""
    return frozenset(_sound(name) for name in forenames() if len(name) > 4)


def _sound(form: str) -> str:
    """A folded word without what spellings of a name differ in: Kassimir and Kasimir."""
    for old, new in _SPELLINGS:
        form = form.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", form)


_SPELLINGS = (
    *(("ph", "f"), ("th", "t"), ("ck", "k"), ("ou", "u"), ("sch", "sh"), ("c", "k"), ("y", "i")),
    *(("z", "s"), ("w", "v"), ("ah", "a"), ("eh", "e"), ("ie", "i"), ("j", "i")),
)


def _person(text: str, guesses: list[Guess], *, capitals: bool) -> list[Guess]:
    """The words of a name; none where they are hardly one."""
    run = _trimmed(guesses, capitals=capitals)
    if not run:
        return []
    forms = [fold(guess.word[0]) for guess in run]
    if not company().isdisjoint(forms) or COMPANY_AFTER.match(text, run[-1].word.end()):
        return []
    if any(_is_known(guess.word[0]) for guess in run):
        return run if max(g.share for g in run) >= ENOUGH["confirmed"] else []
    if len(run) == 1:
        return run if run[0].share >= _needed(text, run[0], forms[0], capitals=capitals) else []
    likely = any(form in given() or form in ambiguous() for form in forms)
    sure = min(guess.share for guess in run) >= ENOUGH["sure"]
    if (
        not likely
        and not sure
        and (all(map(is_plain, forms)) or is_noun(forms[0]) or not brands().isdisjoint(forms))
    ):
        return []
    share = min(
        (g.share for g, form in zip(run, forms, strict=True) if form not in particles()), default=0
    )
    return run if share >= ENOUGH["several"] else []


def _is_known(word: str) -> bool:
    forms = (fold(word), *map(fold, word.split("-")))
    return any(form in unmistakable() or _is_rare(form) for form in forms)


def _is_rare(form: str) -> bool:
    """Whether a word is a known name that counts beside a cue alone; the model is one."""
    return len(form) > 3 and form in given() and form not in plain_words()


def _needed(text: str, guess: Guess, form: str, *, capitals: bool) -> float:
    """How likely one word must be, that the lists do not confirm."""
    word = guess.word
    named = form in ambiguous() or form in forenames()
    if is_small(guess, capitals=capitals):
        return ENOUGH["small"] if named or (could_be_name(word[0]) and len(form) > 3) else NEVER
    if form in brands() or form in countries():
        return NEVER
    if named:
        return ENOUGH["doubtful"]
    if form in plain_words():
        return ENOUGH["small"] if form in NOUN_NAMES else NEVER
    before = text[max(0, word.start() - 20) : word.start()]
    alone = _ROW.search(before) is not None and _ROW_END.match(text, word.end()) is not None
    if _INITIAL.search(before) or alone:
        return ENOUGH["confirmed"]
    if _DETERMINER.search(before) or _NUMBER_AFTER.match(text, word.end()):
        return NEVER
    if not could_be_name(word[0]):
        return ENOUGH["noun"]
    if FAMILY_ENDS.search(form) or _sound(form) in _sounds():
        return ENOUGH["sounding"]
    return ENOUGH["first"] if _SENTENCE.search(before) else ENOUGH["unknown"]


_ROW = re.compile(r"\n\s*\Z")
_ROW_END = re.compile(r"[\s.!]*\Z")


def _is_town(forms: list[str]) -> bool:
    return any(tuple(forms[: len(name)]) == name for name in towns().get(forms[0], ()))


def _town(_text: str, guesses: list[Guess], *, capitals: bool) -> list[Guess]:
    """The words of a town."""
    run = _trimmed(guesses, capitals=capitals)
    for at, guess in enumerate(run):
        if fold(guess.word[0]) in _ARTICLES and not _is_town([fold(g.word[0]) for g in run]):
            run = run[:at]
            break
    if not run or has_digit("".join(g.word[0] for g in run)):
        return []
    forms = [fold(guess.word[0]) for guess in run]
    best = max(g.share for g in run)
    if _is_town(forms):
        noun = len(run) == 1 and (is_plain(forms[0]) or forms[0] in countries())
        return run if best >= ENOUGH["town_noun" if noun else "town"] else []
    if all(map(is_plain, forms)) or _COLOUR.search(forms[-1]):
        return []
    if is_small(run[0], capitals=capitals):
        return []
    return run if best >= ENOUGH["town_unknown"] else []


_ARTICLES = word_set("der die das den dem the a an")
_COLOUR = re.compile(
    "(?:blau|rot|grun|gelb|weiss|schwarz|grau|braun|rosa|lila|turkis|beige|farben)[ens]{0,2}$"
)


_EXTENTS = {**dict.fromkeys(NUMBERS, whole_number), "USERNAME": whole_handle}
"""Of what goes on to the next space: where it begins and ends."""


class _Weigh(Protocol):
    """What of a run is believed."""

    def __call__(self, text: str, guesses: list[Guess], /, *, capitals: bool) -> list[Guess]: ...


_WEIGHTS: dict[str, _Weigh] = {
    "PERSON": _person,
    "TOWN": _town,
    "STREET": street,
    "POSTCODE_TOWN": postcode,
    "PHONE": number,
    "BIRTH_DATE": birth_date,
    "USERNAME": username,
    **dict.fromkeys(NUMBERS, number),
}
