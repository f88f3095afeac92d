"""Weighs in English sentences whether a find is a person or a thing: "Norton says", "Priya says".

In English a capital tells names from other words, but brands, apps, dishes, shops, courses and
towns have one, too. So what stands beside a find is asked: a person acts, is spoken to, is a
relative, owns what people own; a thing stands behind an article, before a noun of goods, is
bought
or used, or has a number. Each sign has a weight, and so has the word itself by the lists.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from dialogkit.corpus._anonymize import _person_signs as signs
from dialogkit.corpus._anonymize._names import FAMILY_ENDS, FOREIGN, NOUN_ENDS, is_english
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    ambiguous,
    brands,
    common,
    company,
    countries,
    figures,
    fold,
    forenames,
    given,
    is_english_word,
    legends,
    particles,
    towns,
    words_of,
)

__all__ = ["spoken_for", "weight", "without_small_words", "without_things"]

_ENOUGH = 0.5
"""The weight from which on a find is a person."""
_ENOUGH_BESIDE = -3.0
"""Likewise in a text in which somebody's data are found already."""
_AROUND = 60
_SHORTEST = 3
"""Letters from which on a word says something by itself."""
_WORD = re.compile(r"[^\W\d_]+")


def without_things(text: str, spans: Sequence[Span], *, personal: bool) -> Sequence[Span]:
    """``spans`` without those persons that are things by what stands beside them.

    Args:
        text: What the spans were found in.
        spans: Finds that no cue for a person announced.
        personal: Whether the text holds somebody's data, so that names are likely.
    """
    if not any(span.type == "PERSON" for span in spans) or not is_english(words_of(text)):
        return spans
    enough = _ENOUGH_BESIDE if personal else _ENOUGH - (0.25 if MASKED in text else 0.0)
    return [
        span
        for span in spans
        if span.type != "PERSON" or weight(text, span.start, span.end, least=enough) >= enough
    ]


def without_small_words(text: str, spans: Sequence[Span]) -> Sequence[Span]:
    """``spans`` without English words in small letters for which nothing but one cue speaks."""
    if not spans or not is_english(words_of(text)):
        return spans
    return [span for span in spans if not _is_small_word(text, span)]


def _is_small_word(text: str, span: Span) -> bool:
    """Whether a find is such a word: "half a shade darker"."""
    value = text[span.start : span.end]
    if span.type != "PERSON" or not value.isalpha() or not value.islower():
        return False
    form = fold(value)
    plain = is_english_word(form) and form not in signs.MOSTLY_NAMES
    return plain and weight(text, span.start, span.end) < 0


def weight(text: str, start: int, end: int, *, least: float = -math.inf) -> float:
    """How much speaks for a person at this place, less what speaks for a thing.

    Below ``least`` the rest, which can but lessen it, is not looked at.
    """
    value = text[start:end].strip(" ,.;:")
    forms = tuple(fold(word) for word in _WORD.findall(value.removesuffix("'s")))
    if not forms:
        return 0.0
    if len(value.strip(".")) < _SHORTEST:
        return _ENOUGH  # an initial, or letters that sign: other rules have looked
    base = 2.0 if _INITIAL.match(value) else _of_words(forms, capital=value[0].isupper())
    full = len(forms) > 1 and base >= _FULL
    speaks = base + spoken_for(text, start, end)
    return speaks if speaks < least else speaks + _for_thing(text, start, end, full=full)


_INITIAL = re.compile(r"(?:(?:[A-Z]\. ?)+|[A-Z] )(?:[a-z]{2,4} ){0,2}[A-Z]\w+|[A-Z]{2,}/[A-Z]{2,}")
_FULL = 2.0
"""The weight of a given name with a family name."""


@lru_cache(maxsize=1 << 12)
def _of_words(forms: tuple[str, ...], *, capital: bool) -> float:
    """What the word or words say by themselves."""
    parts = [form for form in forms if form not in particles()] or list(forms)
    if parts[0] in signs.HUMAN_TITLE:
        return 2.0 if len(parts) > 1 else 0.0
    if len(parts) == 1:
        return _of_word(parts[0], capital=capital)
    if tuple(parts) in figures().get(parts[0], ()):
        return -1.0
    rest = max(_of_word(part, capital=capital) for part in parts[1:])
    first = _of_word(parts[0], capital=capital)
    if first >= 1 and (parts[0] in forenames() or parts[0] in signs.MOSTLY_NAMES):
        return first + (0.5 if rest >= 0 else 0.0)
    return min(first, 1.0) + min(rest, 0.5) if rest > -1 else min(first, 0.0) - 0.5


def _of_word(form: str, *, capital: bool) -> float:
    """What one word says by the lists."""
    english = is_english_word(form) and form not in signs.MOSTLY_NAMES
    first = form in forenames() or form in signs.MOSTLY_NAMES
    if form in brands() or form in company() or form in countries():
        return 0.5 if first else -1.0
    if english and not capital:
        return -1.0
    if form in legends() and form not in forenames():
        return -0.5
    town = (form,) in towns().get(form, {})
    if form.endswith("s") and form not in given() and form[:-1] in given():
        form = form[:-1]  # "siobhans order"
        if not capital and form not in forenames():
            return -1.0  # "bonnets": more of them
    if first or form in forenames():
        return 2.0 - (0.75 if english or form in common() else 0) - (1.0 if town else 0)
    if form in given():
        return 0.5 - (0.5 if english else 0) - (0.5 if town else 0)
    if town:
        return -0.75
    if english or form in ambiguous() or form.endswith(NOUN_ENDS) or _is_compound(form):
        return -1.0
    return 0.25 if FAMILY_ENDS.search(form) or FOREIGN.search(form) else 0.0


def _is_compound(form: str) -> bool:
    """Whether an unknown word is two English ones in one, as brands are: "Carpetright"."""
    cuts = range(4, len(form) - 3) if FAMILY_ENDS.search(form) is None else ()
    return any(is_english_word(form[:at]) and is_english_word(form[at:]) for at in cuts)


def _small(sign: re.Pattern[str]) -> re.Pattern[str]:
    """A sign of any case as one of small letters, which is found in a fifth of the time."""
    return re.compile(re.sub(r"(?<!\\)[A-Z]", _lower, sign.pattern.replace("(?i:", "(?:")))


def _lower(match: re.Match[str]) -> str:
    return match[0].lower()


_ASKED, _HELD, _NAMING = map(_small, (signs.ASKED, signs.HELD, signs.NAMING))
_RELATED, _ASKED_AFTER = _small(signs.RELATED), _small(signs.ASKED_AFTER)
_DETERMINER, _ADDRESSED = _small(signs.DETERMINER), _small(signs.ADDRESSED)
_PERSON_AFTER = (
    *((signs.GATHERED, 2.0), (signs.AND_I, 2.0), (signs.ACTS, 1.5), (signs.SAYS, 1.0)),
    *((signs.OWNED, 1.0), (signs.WHO, 1.0), (signs.SEATED, 1.5)),
    *((signs.NAMED, 3.0), (signs.RELATED_AFTER, 2.0)),
)
_THING_BEFORE = ((_small(signs.PLACED), 1.0), (_small(signs.BOUGHT), 1.0), (signs.QUOTED, 1.0))
_ENDS = frozenset(("", ".", "!", "?", "\n", ":", ";", ")", '"'))
"""With these goes on nothing that speaks for a person."""


@lru_cache(maxsize=1 << 6)
def spoken_for(text: str, start: int, end: int) -> float:
    """The weight of what speaks for a person."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    title = before.rsplit(None, 1)[-1] if before.strip() and before.endswith(" ") else ""
    if title[:1].isupper() and fold(title.rstrip(".")) in signs.HUMAN_TITLE:
        return 3.0
    low = before.lower()
    found = _goes_on(low, after) if after[:1] not in _ENDS else 0.0
    found += 3.0 if _NAMING.search(low) else 0.0
    found += 2.0 if _RELATED.search(low) else 0.0
    found += 1.5 if _is_spoken_of(before, low) or _is_family(text, start, end) else 0.0
    if ("he" in after or "hi" in after) and not signs.WHO.match(after):
        found += 0.75 if signs.PRONOUN.search(_SENTENCE_END.split(after, 1)[0]) else 0.0
    return found + (_beside_masked(before, after) if MASKED in text else 0.0)


_SENTENCE_END = re.compile(r"[.!?\n]")


def _goes_on(low: str, after: str) -> float:
    """The weight of what follows a person."""
    found = sum(weight for sign, weight in _PERSON_AFTER if sign.match(after))
    found += 1.5 if signs.CASE.match(after) and _DETERMINER.search(low) else 0.0
    found += 2.5 if signs.PRESENT.match(after) and _ASKED_AFTER.search(low) else 0.0
    seated = signs.SEATED.match(after)
    if seated is not None:
        rest = _CLAUSE.sub("", after[seated.end() :], count=1)
        found += 1.0 if signs.ACTS.match(rest) or signs.SAYS.match(rest) else 0.0
    return found


_CLAUSE = re.compile(
    r"\A(?: ?[\w'’-]+){0,4}?(?=,? (?:has|had|is|was|will|would|could|can|sa[iy]|to[lo]|[a-z]+ed\b))"
)
"""What is left of where somebody sits: "[from your] Boise branch opened it"."""


def _is_spoken_of(before: str, low: str) -> bool:
    if _ASKED.search(low) or _HELD.search(low):
        return True
    if MASKED in before:  # behind which capitals count
        return signs.ADDRESSED.search(before) is not None
    return _ADDRESSED.search(low) is not None


def _beside_masked(before: str, after: str) -> float:
    """The weight of what is found already beside a word, as a part of the name or in a list."""
    joined = _JOINED_AFTER.search(before) or _JOINED_BEFORE.match(after)
    listed = _LISTED_AFTER.search(before) or _LISTED_BEFORE.match(after)
    return (1.0 if joined else 0.0) + (1.0 if listed else 0.0)


_JOINED_AFTER = re.compile(rf"{MASKED}[ .'’(/-]{{1,2}}\Z")
_JOINED_BEFORE = re.compile(rf"[ .'’)/-]{{0,2}}{MASKED}")
_LISTED_AFTER = re.compile(rf"{MASKED}(?:,| and| &| n| or| to|,? not| instead of) \Z")
_LISTED_BEFORE = re.compile(rf"(?:,| and| &| n| or) {MASKED}")


def _for_thing(text: str, start: int, end: int, *, full: bool) -> float:
    """The weight, negative, of what speaks for a thing."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    low = before.lower()
    things = sum(w for sign, w in _THING_BEFORE if sign.search(low))
    found = 0.0 if not things or _is_spoken_of(before, low) else things
    named = any(sign.match(after) for sign in (signs.GATHERED, signs.CASE))
    called_so = named or _is_family(text, start, end)
    if not called_so and _DETERMINER.search(low):
        found += 2.0
    noun = _NOUN_AFTER.match(after)
    if noun is not None and noun[1] in signs.GOODS and not signs.OWNED.match(after):
        found += 1.5
    if signs.MODEL.match(after) or (not full and _is_in_title(before, after)):
        found += 1.0
    if signs.THINGS_DO.match(after) or signs.MANY.match(after):
        found += 1.5
    return -found - (1.5 if not full and _is_beside_brand(before, after) else 0.0)


_NOUN_AFTER = re.compile(r"['’]?s? ([a-z]+)(?![\w'’])")


def _is_family(text: str, start: int, end: int) -> bool:
    """Whether the words are a family as a whole: "the Hendersons"."""
    form = fold(text[start:end])
    return form.endswith("s") and form[:-1] in given() and form not in given()


def _is_in_title(before: str, after: str) -> bool:
    """Whether a word with a capital that is no name stands directly beside: "Kendal Mint Cake"."""
    near = _TITLE_AFTER.search(before), _TITLE_BEFORE.match(after)
    words = [fold(match[1]) for match in near if match is not None]
    return any(
        is_english_word(word) and word not in forenames() and word not in signs.HUMAN_TITLE
        for word in words
    )


_TITLE_AFTER, _TITLE_BEFORE = (
    re.compile(r"[a-z,] ([A-Z][a-z]+) \Z"),
    re.compile(r" ([A-Z][a-z]+)"),
)
_CAPITAL_BEFORE = re.compile(r"([A-Z][^\W\d_]+) \Z")
_CAPITAL_AFTER = re.compile(r" ([A-Z][^\W\d_]+)")
_BEFORE_OR = re.compile(r"([^\W\d_]{2,})(?:['’]s)?(?:,| and| or| &|/| vs?\.?| says ask| over) \Z")
_MOST_SPACES = 3
"""In a match of `_BEFORE_OR`: it is searched in the last words alone."""
_OR_AFTER = re.compile(r"(?:,| and| or| &|/| vs?\.?) (?:the )?([^\W\d_]{2,})")


def _is_beside_brand(before: str, after: str) -> bool:
    """Whether a brand is named in one breath, or directly beside: "Yamaha or Roland"."""
    rest = before.rsplit(" ", _MOST_SPACES + 1)
    last = " ".join(rest[1:]) if len(rest) > _MOST_SPACES + 1 else before
    near = [_BEFORE_OR.search(last), _OR_AFTER.match(after)]
    near += [_CAPITAL_BEFORE.search(before), _CAPITAL_AFTER.match(after)]
    return any(match is not None and _is_brand(fold(match[1])) for match in near)


def _is_brand(form: str) -> bool:
    return form in brands() and form not in forenames()
