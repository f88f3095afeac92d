"""Given names in a row, and in the genitive: "Ole und Till", "malte, finn und ich", "Lottes Paket".

One that may be a word as well is a name beside others; so is one before the thing it owns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of, known_word
from dialogkit.corpus._anonymize._likely import Least
from dialogkit.corpus._anonymize._names import DATES, is_english
from dialogkit.corpus._anonymize._search import at_words, words_in
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    brands,
    common,
    figures,
    fold,
    folded_set,
    forenames,
    is_noun,
    legends,
    plain_words,
    towns,
    unmistakable,
    usual_forenames,
    word_set,
    words_of,
)

__all__ = ["CUES", "LEAST", "find"]

LEAST = Least(alone=0.12)

_GAP = re.compile(r"(?:,| und| oder|, und| &| sowie|/| mit) ?")
_AND = re.compile(r" (?:und|oder|sowie|mit) | ?& ?")
_SELF = re.compile(rf"(?: und|,) (?:ich|wir|mir|mich|uns|{MASKED})(?!\w)")
_NO_NOUN = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{2,}")
_LEAST = 3
_TO_WHOM = re.compile(
    r"(?i:für|von|mit|bei|an|ohne|gegen|durch|zu|und|dass|ob|weil|wenn|laut|statt|außer|danke?"
    r"|merci|ist|war|frage?|ruft?|fragt) (?P<name>[A-ZÄÖÜ][a-zäöüß]{2,})(?![\w-])"
)
_TO_HEADS = heads_of(
    whole=word_set(
        "für von mit bei an ohne gegen durch zu und dass ob weil wenn laut statt außer "
        "danke dank merci ist war frag frage ruf ruft fragt"
    )
)
CUES = cue(
    test=lambda _, form: (
        (form in forenames() or form.removesuffix("s") in forenames()) and form not in common()
    )
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names in rows of given names, and owners."""
    if is_english(words_of(text)):
        return
    words, forms = words_in(text)
    cues = cues_in(text)
    if cues & _FIRST_CUE:
        yield from _rows(text, words)
    told = cues & _DOERS.cue
    for match in at_words(_TO_WHOM, text, _TO_HEADS) if told else ():
        if _is_told(fold(match["name"])):
            yield Span(*match.span("name"), "PERSON")
    if told and cues & _DOES_CUE:
        for match in at_words(_DOES, text, _DOERS):
            if _is_told(fold(match["name"])):
                yield Span(*match.span("name"), "PERSON")
    if cues & _SMALL_CUE:
        yield from _small(text, words)
    if cues & _OWNS_CUE:
        yield from _owners(text, words, forms)


def _rows(text: str, words: tuple[re.Match[str], ...]) -> Iterator[Span]:
    """The names of each row of given names: words with a comma or a small word between them."""
    row: list[re.Match[str]] = []
    last = -1
    for index, word in enumerate(words):
        if not known_word(word[0]).cues & _FIRST_CUE:
            continue
        goes_on = index <= last + 2
        if row and not (goes_on and _GAP.fullmatch(text, row[-1].end(), word.start())):
            yield from _row(text, row)
            row = []
        row.append(word)
        last = index
    yield from _row(text, row)


_DOES = re.compile(
    r"(?:^|(?<=[.!?,:\n] )|(?<=\n))(?P<name>[A-ZÄÖÜ][a-zäöüß]{2,})"
    r" (?:kommt|kam|hat|ist|war|will|wollte|möchte|braucht|fragt"
    r"|meint|meinte|sagt|sagte|wohnt|geht|fährt|holt|bringt|kann|darf"
    r"|soll|muss|wird|hatte|macht|schreibt|schrieb|rief|und ich)(?!\w)"
)
_DOERS = heads_of(test=lambda word, form: word[0].isupper() and _is_told(form))
_DOES_CUE = cue(
    whole=word_set(
        "kommt kam hat ist war will wollte möchte braucht fragt meint meinte sagt sagte wohnt geht "
        "fährt holt bringt kann darf soll muss wird hatte macht schreibt schrieb rief ich"
    )
)
_NO_SMALL = folded_set(
    "amal dami alun hala maha haya lien lale seff shan zach renu mair muge tede elif unal "
    "inna iven akin erma etta adem aled alok anas arun ajay efan elli gwen hana hani hans "
    "ifan ifor imad joan kati kian meta mika mina mohr noor olla puja quan rani reem roya "
    "sami sana soha suna trey usha"
)
"""Names of four letters that are words of dialects or of programs, or seldom names."""


def _is_nothing_else(form: str) -> bool:
    """Whether a given name is no noun, brand, famous one, nor a town that counts by itself."""
    if form in brands() or is_noun(form) or form in legends():
        return False
    return towns().get(form, {}).get((form,)) not in ("lower", "bare")


def _is_told(form: str) -> bool:
    """Whether a given name needs no more than to be told of."""
    return _is_first(form) and _is_nothing_else(form)


def _is_small(word: str, form: str) -> bool:
    """Whether a word of four small letters is a usual given name."""
    return word.islower() and len(word) == _SMALL and form in unmistakable() and _is_usual(form)


def _is_usual(form: str) -> bool:
    return form in usual_forenames() and form not in _NO_SMALL


_SMALL = 4
_SMALL_CUE = cue(test=_is_small)
_BESIDE_SMALL = re.compile(r"[\w@./_-]")


def _small(text: str, words: tuple[re.Match[str], ...]) -> Iterator[Span]:
    """``lena statt paul``: longer ones need no rule of their own."""
    for word in words:
        if known_word(word[0]).cues & _SMALL_CUE:
            near = text[max(0, word.start() - 1) : word.start()], text[word.end() : word.end() + 1]
            if _BESIDE_SMALL.match(near[0]) is None and near[1] not in ("@", "_", "-", "/"):
                yield Span(*word.span(), "PERSON")


def _is_first(form: str) -> bool:
    """Whether a folded word is a given name and no usual word, whatever else it may be."""
    return len(form) > 1 and form in forenames() and form not in common() and form not in DATES


_FIRST_CUE = cue(test=lambda _, form: _is_first(form))


def _row(text: str, row: list[re.Match[str]]) -> Iterator[Span]:
    """The names of a row, if they are surely several people."""
    if len(row) < 2 and not (row and _SELF.match(text, row[-1].end())):
        return
    forms = [fold(word[0]) for word in row]
    if (forms[0], forms[-1]) in figures().get(forms[0], ()):
        return
    clear = [f for f in forms if f not in plain_words() and f not in towns()]
    names = all(f not in brands() and not is_noun(f) and f not in legends() for f in forms)
    if any(word[0][0].islower() for word in row):
        joined = _AND.search(text, row[0].end(), row[-1].start()) or _SELF.match(
            text, row[-1].end()
        )
        good = joined is not None and len(clear) >= 1 and len(forms) + bool(joined) >= _LEAST
        good = good and all(len(f) > 2 and not is_noun(f) for f in forms)
    else:
        good = names or (bool(clear) and all(f not in brands() for f in forms))
    if good:
        yield from (Span(*word.span(), "PERSON") for word in row)


def _is_owner(word: str, form: str) -> bool:
    """Whether a word is a given name in the genitive and nothing else."""
    if not word[0].isupper() or not form.endswith("s") or len(form) < _LEAST + 2:
        return False
    named = form[:-1] in forenames() and form[:-1] not in common()
    return named and form not in plain_words() and not is_noun(form) and form not in towns()


_OWNS_CUE = cue(test=_is_owner)


def _owners(text: str, words: tuple[re.Match[str], ...], forms: tuple[str, ...]) -> Iterator[Span]:
    """``Lottes Paket``: whose it is."""
    for index in range(len(words) - 1):
        word, thing = words[index], words[index + 1]
        if not known_word(word[0]).cues & _OWNS_CUE or text[word.end() : thing.start()] != " ":
            continue
        before = words[index - 1][0] if index else ""
        follows = _NO_NOUN.fullmatch(thing[0]) is not None and is_noun(forms[index + 1])
        if follows and before.lower() not in _ARTICLES and forms[index] not in brands():
            yield Span(word.start(), word.end(), "PERSON")


_ARTICLES = frozenset(("des", "der", "die", "das", "den", "dem", "ein", "eine", "einen", "einem"))
