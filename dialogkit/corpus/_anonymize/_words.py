"""The word lists beside this file, and the one form in which words are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

__all__ = [
    "ambiguous",
    "beside_roles",
    "brands",
    "common",
    "common_english",
    "company",
    "countries",
    "figures",
    "fold",
    "folded_set",
    "forenames",
    "forms_of",
    "given",
    "idioms",
    "is_english_word",
    "is_firm",
    "is_noun",
    "legends",
    "listed_nouns",
    "nicknames",
    "ordinary",
    "particles",
    "plain_words",
    "roles",
    "towns",
    "unmistakable",
    "usual_forenames",
    "vocabulary",
    "word_set",
    "words_of",
]

_FOLDER = Path(__file__).parent / "words"
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "a", "œ": "o", "ð": "d"})
_DIGRAPH = re.compile("[aou]e")


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """The form in which words are compared: no case, no accents, ä = ae = a.

    >>> fold("Müller") == fold("MUELLER") == fold("muller")
    True
    """
    if word.isascii():
        bare = word.lower()
    else:
        parts = unicodedata.normalize("NFKD", word.casefold())
        bare = "".join(c for c in parts if not unicodedata.combining(c)).translate(_PLAIN)
    return _DIGRAPH.sub(lambda pair: pair[0][0], bare)


def word_set(text: str) -> frozenset[str]:
    """The words of ``text``, for lists that stand beside the code that reads them."""
    return frozenset(text.split())


def folded_set(text: str) -> frozenset[str]:
    """The words of ``text``, folded."""
    return frozenset(map(fold, text.split()))


_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1 << 10)
def forms_of(text: str) -> frozenset[str]:
    """The words of a text as they stand.

    A conversation's texts are read when they are searched and once more when all of it is known.
    """
    return frozenset(_WORD.findall(text))


@lru_cache(maxsize=8)
def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case: detectors ask it whether their cues occur at all."""
    if "İ" in text or "Σ" in text:  # in lower case two characters, or by what stands beside
        return frozenset(_WORD.findall(text.lower()))
    return frozenset(map(str.lower, forms_of(text)))


@cache
def _lines(name: str) -> tuple[tuple[str, ...], ...]:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(tuple(x.split()) for x in text.splitlines() if x and not x.startswith("#"))


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(fold(word) for line in _lines(name) for word in line)


@cache
def ordinary() -> frozenset[str]:
    """Words that are no names where a name could stand."""
    return common() | _folded("ordinary_other")


@cache
def common() -> frozenset[str]:
    """Of the `ordinary` words the German and English ones."""
    return _folded("ordinary_de") | _folded("ordinary_en")


@cache
def common_english() -> frozenset[str]:
    """Ordinary English words, as far as they are written down by hand."""
    return _folded("ordinary_en")


@cache
def ambiguous() -> frozenset[str]:
    """Names that are also words, months, brands or places."""
    return _folded("ambiguous")


@cache
def company() -> frozenset[str]:
    """Words of companies and teams."""
    return _folded("company")


@cache
def roles() -> frozenset[str]:
    """What somebody is in a chat, and desks: ``agent``, ``Kunde``, ``support``."""
    return frozenset(fold(w) for line in _lines("roles") if line[0] != "+" for w in line)


@cache
def beside_roles() -> frozenset[str]:
    """What may stand beside those in a sender's name that is no person's: ``live``, ``our``."""
    return frozenset(fold(w) for line in _lines("roles") if line[0] == "+" for w in line[1:])


@cache
def particles() -> frozenset[str]:
    """``von``, ``de la``, ``Mc``: inside names, never names alone."""
    return _folded("particles")


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """What else a person with this given name is called."""
    groups: dict[str, frozenset[str]] = {}
    for line in _lines("nicknames"):
        group = frozenset(fold(word) for word in line)
        for name in group:
            # A short form belongs to many; only the full name at the head leads to all of them.
            near = group if name == fold(line[0]) else frozenset((name, fold(line[0])))
            groups[name] = groups.get(name, frozenset()) | near
    return groups


@cache
def brands() -> frozenset[str]:
    """Brands, shops, apps and carriers."""
    return _folded("brands")


@cache
def countries() -> frozenset[str]:
    """Countries, regions and nationalities."""
    return _folded("countries")


_PART = re.compile(r"[^\W_]+")


@cache
def figures() -> dict[str, frozenset[tuple[str, ...]]]:
    """Full names that are brands, books or films, by their first word."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for line in _lines("figures"):
        written = tuple(fold(word) for word in line)
        parts = tuple(part for word in written for part in _PART.findall(word))
        for words in {written, parts}:  # some detectors take "burt's" for one word, some for two
            found.setdefault(words[0], set()).add(words)
    return {first: frozenset(names) for first, names in found.items()}


@cache
def idioms() -> tuple[tuple[str, ...], ...]:
    """Phrases with a name in them in which nobody is meant."""
    return _lines("idioms")


@cache
def legends() -> frozenset[str]:
    """People, figures and places that everybody knows by one word."""
    return _folded("legends")


@cache
def listed_nouns() -> frozenset[str]:
    """Nouns of the lists written by hand, without compounds and inflected forms."""
    return _folded("nouns_de") | _folded("nouns_en") | _folded("nouns_loan_de")


@cache
def _heads() -> frozenset[str]:
    """Nouns that compounds end in, those that family names end in as well left out."""
    ordinary_nouns = (
        word for word in _folded("ordinary_de") - _folded("no_heads") if len(word) > 3
    )
    long = (word for word in _folded("nouns_de") if len(word) > 3)
    return frozenset((*ordinary_nouns, *long)) - _FAMILY_HEADS


_FAMILY_HEADS = folded_set(
    "berg burg bach dorf feld hof holz haus heim stein wald mann baum stadt see thal tal horn rock "
    "werk busch kamp horst bauer meister müller schmidt könig kohl vogel wolf hahn hirsch fuchs "
    "reich hard herr sohn kind bein kopf haupt hand nagel stahl sand brot korn apfel berge brück "
    "brunn bäcker jäger land eich weg graf mark wein blum blume rose rosen winter sommer braun "
    "rode wirth ritter kirche eisen kraft lieb mond stern schein wiese acker garten grund brand "
    "lang groß alte neue gut fein hell schön rich leben ring mayer meier ingen gast beck ling rich "
    "hall ware field ford land ward wood worth well ston town ridge shaw hill brook stone head son "
    "house bridge church cliff port wall way ham burn man hart hard rick lock last held dick gold "
    "fall witz ritz lein gang mut rad rat amt halt gott will win wand itz stock berry topp bert "
    "hold wick ness ting rath ries reis rost rust stadler meer matt alle eine inge etter koch "
    "maler wirt halter gärtner"
)
"""What family names and towns end in: a compound with it may be either."""


@cache
def _inflected() -> frozenset[str]:
    """Of the `common` words those that can have an ending: "danner" is none of "dann"."""
    return common() - _folded("no_heads")


@lru_cache(maxsize=1 << 15)
def is_noun(form: str) -> bool:
    """Whether a folded word is a known noun, its plural, or a compound of one: no unknown name."""
    if form in listed_nouns() or form in common() or form in brands() or form in countries():
        return True
    for cut in ("", "s", "n", "e", "en", "er", "es"):
        stem = form.removesuffix(cut)
        if len(stem) > 3 and (stem in listed_nouns() or stem in _inflected()):
            return True
        if any(stem[at:] in _heads() for at in range(3, len(stem) - 3)):
            return True
    return False


@cache
def vocabulary() -> frozenset[str]:
    """English words, some of them names as well, without their inflected forms."""
    return _folded("vocabulary_en")


_INFLECTED = (
    *(("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", "")),
    *(("ing", "e"), ("ers", "e"), ("er", "e"), ("ers", ""), ("er", ""), ("est", ""), ("est", "e")),
    *(("ier", "y"), ("iest", "y"), ("ly", ""), ("ily", "y"), ("ness", ""), ("iness", "y")),
)
"""Ends of English words, and what stands there where the word has none."""


@lru_cache(maxsize=1 << 15)
def is_english_word(form: str) -> bool:
    """Whether a folded word is an English one, inflected or not; it may be a name as well."""
    if form in vocabulary() or form in listed_nouns() or form in common():
        return True
    for end, stands in _INFLECTED:
        if form.endswith(end) and len(form) > len(end) + 2:
            stem = form.removesuffix(end)
            if stem[-1] == stem[-2] and end in _DOUBLING and stem[:-1] in vocabulary():
                return True
            word = stem + stands
            if word in vocabulary() or word in listed_nouns() or word in common_english():
                return True
    return False


_DOUBLING = frozenset(("ed", "ing", "er", "ers", "est"))
"""Ends before which a consonant is doubled: "trimmed"."""


@cache
def towns() -> dict[str, dict[tuple[str, ...], str]]:
    """Known towns by their first word: all folded words of each, and its group in the list."""
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for group, *names in _lines("towns"):
        for name in names:
            words = tuple(name.split("_"))
            found.setdefault(words[0], {})[words] = group
    return found


@cache
def plain_words() -> frozenset[str]:
    """All words that are something else before they are a name."""
    return ambiguous() | ordinary() | company() | brands() | countries() | listed_nouns()


def is_firm(form: str) -> bool:
    """Whether a folded word is one of companies and teams, or a brand that is no name besides."""
    return form in company() or (form in brands() and form not in given())


@cache
def forenames() -> frozenset[str]:
    """Given names, ambiguous ones too."""
    return _folded("given_names") | _folded("names_given") | frozenset(nicknames())


@cache
def usual_forenames() -> frozenset[str]:
    """Given names of German- and English-speaking countries, written down by hand."""
    return _folded("given_names")


@cache
def given() -> frozenset[str]:
    """Given names and family names that are known, ambiguous ones too."""
    return _common_names() | _folded("surnames_rare")


@cache
def _common_names() -> frozenset[str]:
    return forenames() | _folded("surnames") | _folded("names_family")


@cache
def unmistakable() -> frozenset[str]:
    """Known names that are nothing else, so that they need no cue beside them."""
    short = {name for name in _common_names() if len(name) < 4} - _SHORT
    return _common_names() - plain_words() - short


_SHORT = folded_set(
    "ada ali amy ana ann ava bea ben bob cem deb eda efe ela eli eva ian ida ina jim joe jon jos "
    "kai ken lea leo lia liz meg mia ned noa pam pia rob ron roy sam stu sue ted tim tom udo uli "
    "ulf ulla urs uta ute uwe vic wim xaver zac zoe"
)
"""Names of three letters that are no other word."""
