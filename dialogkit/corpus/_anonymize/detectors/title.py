"""The name after a title: "Herr Muster", "mrs placeholder", "Familie Beispiel"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import heads_of
from dialogkit.corpus._anonymize._names import (
    CAPITAL,
    NOUN_NAMES,
    TITLE,
    Cue,
    could_be_name,
    read_name,
)
from dialogkit.corpus._anonymize._search import at_words
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    common,
    fold,
    folded_set,
    given,
    vocabulary,
    word_set,
)

__all__ = ["CUED", "CUES", "find"]

CUED = True
"""What it finds is a person whoever else is called so."""

_TITLED = re.compile(rf"(?<![\w.])(?P<titles>{TITLE.replace('{0,4}', '{1,4}')})", re.IGNORECASE)
_CUES = word_set(
    "herr herrn hr hrn frau fr fräulein familie fam dr prof professor professorin doktor mag dipl "
    "mr mrs ms miss mx mme mlle madame monsieur signor signora sig señor señora sr sra "
    "mevrouw meneer dhr mevr senhor senhora pan pani bay bayan sayın"
)
_HEADS = heads_of(_CUES)
_OWN = re.compile(
    r"(?:\b(?:mein|dein|sein|ihr|unser|eur)e?[rnms]?|\b(?:eine?r?|die|der|diese|junge|ältere"
    r"|nette|alte|my|the|a|our|i|we|you|to|will|not|don't|would)) $",
    re.IGNORECASE,
)
_ALSO_WORDS = ("frau", "familie", "miss", "pan", "bay", "mag.", "doktor", "madame", "professor")

CUES = _HEADS.cue


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names after titles; ``meine Frau`` is a wife, so a capital or known name must follow."""
    for match in at_words(_TITLED, text, _HEADS):
        cue = Cue.TITLE
        if match[0].lower().split()[-1] in _ALSO_WORDS and _OWN.search(
            text, max(0, match.start() - 20), match.start()
        ):
            cue = Cue.WEAK
        if _is_brand(text, match):
            continue
        end = read_name(text, match.end(), cue)
        if end is None and cue == Cue.WEAK and "amili" in match[0]:
            end = _known(text, match.end())
        elif end is None and cue == Cue.WEAK and match[0].lower().endswith("frau "):
            end = _one_called(text, match)
        if end is not None:
            yield Span(match.end(), end, "PERSON")


_BRANDS = {
    "dr": folded_set(
        "martens oetker hauschka scholls pepper seuss who no bronners jart browns denti koncept "
        "dre squatch teals zhivago theiss belter grandel schär jekyll mabuse kawashima mario "
        "eggman faustus schiwago dolittle strange doom allwissend watson house"
    ),
    "mr": word_set("bean muscle proper sheen kipling potato men clean sausage"),
    "mrs": word_set("sporty doubtfire dalloway meyers beeton hinch"),
    "frau": folded_set("holle"),
    "herr": folded_set("tur"),
    "prof": folded_set("boerne dumbledore snape"),
    "miss": word_set("marple dior universe moneypenny sixty saigon"),
    "fräulein": word_set("smilla"),
    "mister": word_set("spex"),
    "madame": word_set("tussauds bovary butterfly"),
}
"""What is called like a person with a title, without one being meant: by title, folded."""
_BRAND = re.compile(r"(?P<name>[^\W\d_]+)(?P<more> [A-ZÄÖÜ])?")


def _is_brand(text: str, match: re.Match[str]) -> bool:
    """Whether title and word are a brand or a figure, and not somebody with two of either."""
    found, titles = _BRAND.match(text, match.end()), match[0].lower().split()
    if found is None or len(titles) > 1 or found["more"] is not None:
        return False
    return fold(found["name"]) in _BRANDS.get(titles[0].rstrip("."), ())


_SOME = re.compile(r"(?i)\b(?:die|der|eine|einer) \Z")
_CALLED = re.compile(rf"{CAPITAL}|[a-zäöüß]{{4,20}}(?![\w-])")
_GOES = re.compile(
    r" ?(?:[.,;:!?)\n]|\Z)| (?:von|vom|aus|am|an|im|in|bei|beim|gegenüber|nebenan|drüben|unten|oben"
    r"|hat|hatte|war|ist|kann|wird|sagte?|meinte|wollte|und|oder|wegen|über|zu|zum|mit|nicht)\b"
)


def _one_called(text: str, title: re.Match[str]) -> int | None:
    """``mit einer Frau Sommer``, ``die frau nikolaou von gegenüber``: no wife, no plain word."""
    if _SOME.search(text, max(0, title.start() - 7), title.start()) is None:
        return None
    match = _CALLED.match(text, title.end())
    if match is None or _GOES.match(text, match.end()) is None:
        return None
    word, form = match[0], fold(match[0])
    if word[0].isupper():
        return match.end() if form in NOUN_NAMES or form in given() else None
    known = form in given() and form not in common()
    if form in _THERE or form.endswith("in"):
        return None
    unknown = could_be_name(word) and form not in vocabulary() and not _BENT.search(form)
    return match.end() if known or unknown else None


_THERE = folded_set(
    "drüben nebenan gegenüber dahinter davor daneben darüber darunter drunter drüber hinten vorne "
    "vorn oben unten links rechts dort hier neulich gestern heute vorhin nochmal selber selbst"
)
"""Where and when, behind "die frau"."""
_BENT = re.compile(
    r"(?:t|te|ten|tet|st|end|ig|ige[rnms]?|isch\w*|lich\w*|los\w*|bar\w*|ung|weise)\Z"
)
"""How verbs, adverbs and adjectives end that may follow "die frau" in small letters."""
_NAME = re.compile(CAPITAL)


def _known(text: str, at: int) -> int | None:
    """``die Familie Jung``: a family name that is a word as well."""
    match = _NAME.match(text, at)
    return match.end() if match is not None and fold(match[0]) in given() else None
