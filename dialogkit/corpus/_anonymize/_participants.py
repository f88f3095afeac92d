"""The people of a conversation in every form their names take in its texts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from dialogkit.corpus._anonymize._composed import composed
from dialogkit.corpus._anonymize._role_names import are_roles, is_role, is_role_name, numbered
from dialogkit.corpus._anonymize._words import (
    ambiguous,
    common,
    company,
    fold,
    forenames,
    given,
    is_noun,
    nicknames,
    ordinary,
    particles,
    plain_words,
    word_set,
)

__all__ = ["NOBODY", "TITLES", "TOKEN", "WORD", "Participants", "name_key"]

WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d")
TOKEN = re.compile(r"[^\W_]+")

TITLES = word_set(
    "dr prof professor doktor doctor dipl ing herr herrn frau fr hr mr mrs ms miss mx sir "
    "madam madame monsieur familie fam senor senora signor signora sr sra med rer nat phil "
    "jun sen"
)


_MOST_HITS = 20_000


@dataclass(frozen=True, slots=True)
class Participants:
    """Known people, ready to be looked for word by word."""

    names: tuple[str, ...] = ()
    """Their names as given."""
    forms: dict[str, frozenset[int]] = None  # type: ignore[assignment]  # always set by `of`
    """Folded word to the indices of the people it can mean."""
    loose: frozenset[str] = frozenset()
    """Forms that are ordinary words too: in lower case they count beside another form or a cue."""
    shy: frozenset[str] = frozenset()
    """Family names that companies bear too (Post, Bank): likewise, with a capital too."""
    weak: frozenset[str] = frozenset()
    """Initials, particles and what somebody is (agent): they count only beside another form."""
    twofold: frozenset[str] = frozenset()
    """Names that are particles or titles of others (Ben, Nat, Le): not where a sentence begins."""
    near: dict[str, frozenset[int]] = None  # type: ignore[assignment]  # always set by `of`
    """Misspelt forms: as they sound, and with one letter left out."""
    raw: dict[str, tuple[str, ...]] = None  # type: ignore[assignment]  # always set by `of`
    """Names of companies and such as ``user_4711``, in lower case: looked for as they stand.

    Each under the letters and digits it begins with, which a text must hold as a word of its own;
    under nothing where it begins with a sign."""
    afar: bool = False
    """Whether they are people of other conversations: no pet names, slips and initials of them."""
    hits: dict[str, int | None] = field(default_factory=dict, repr=False, compare=False)
    """What `hit` gave for the words asked so far: the same small words stand in every message."""
    misses: set[str] = field(default_factory=set, repr=False, compare=False)
    """Those of them that mean nobody: a text of such words alone is done at once."""

    @classmethod
    def of(cls, names: Iterable[str]) -> Participants:
        """The people called ``names``; the same names give the same value at no cost."""
        return _participants(tuple(dict.fromkeys(composed(name) for name in names if name)))

    @classmethod
    def elsewhere(cls, names: Iterable[str]) -> Participants:
        """People of other conversations, by family names that are nothing else.

        Whoever is named in a conversation they take no part in ("tell Quittenbaum too") is known
        to the log all the same.
        """
        return _elsewhere(tuple(dict.fromkeys(composed(name) for name in names if name)))

    def meant(self, value: str) -> int | None:
        """The one person whom all words of ``value`` can mean, if there is exactly one."""
        found: frozenset[int] | None = None
        for word in WORD.findall(value):
            form = fold(word)
            if len(word) < 2 or form in self.weak or (form in TITLES and form not in self.twofold):
                continue
            who = self.lookup(word) or frozenset()
            found = who if found is None else found & who
        return next(iter(found)) if found is not None and len(found) == 1 else None

    def lookup(self, word: str) -> frozenset[int] | None:
        """Whom ``word`` can mean, its genitive s taken off where it has one."""
        form = fold(word)
        who = self.forms.get(form)
        if who is None and len(form) > 2 and form.endswith("s") and form[:-1] not in self.weak:
            who = self.forms.get(form[:-1])
        return who

    def misspelt(self, word: str) -> frozenset[int] | None:
        """Whom a word that `lookup` does not know can mean if it is a slip of the pen."""
        form = fold(word)
        if not self.near or not _is_spelt(form):
            return None
        who = self.near.get(form) or self.near.get(_sound(form))
        if who is None and len(form) > _SHORTEST_MISSPELT:
            shorter = (form[:at] + form[at + 1 :] for at in range(1, len(form)))
            for slip in shorter:
                who = self.forms.get(slip) if slip not in self.loose else None
                if who is None and len(form) > _SHORTEST_MISSPELT + 1 and word[0].isupper():
                    who = self.near.get(slip)
                if who is not None:
                    break
        return who

    def hit(self, word: str) -> int | None:
        """How much a word counts as a name of somebody here; None where it does not at all."""
        if word in self.hits:
            return self.hits[word]
        found: int | None = None
        if self.lookup(word) is not None:
            found = self.weight(word)
        elif self.misspelt(word) is not None:
            found = 2
        if len(self.hits) < _MOST_HITS:
            self.hits[word] = found
            if found is None:
                self.misses.add(word)
        return found

    def weight(self, word: str) -> int:
        """How much a word that `lookup` knows counts: 2 alone, 1 with a cue, 0 beside others."""
        form = fold(word)
        form = form if form in self.forms else form[:-1]
        if form in self.weak:
            return 0
        if form in self.twofold:
            plain, large = form in common(), word[0].isupper()
            return 2 if form in _NAMES_ALONE else max(0, 1 + large - plain)
        return 1 if form in self.shy or (form in self.loose and not word[0].isupper()) else 2


NOBODY = Participants(forms={}, near={}, raw={})
"""No people."""

_LEAST_AFAR = 4


@lru_cache(maxsize=4)
def _elsewhere(names: tuple[str, ...]) -> Participants:
    other = given() | ambiguous() | ordinary() | common() | company() | particles()
    forms: dict[str, set[int]] = {}
    for index, name in enumerate(names):
        words = WORD.findall(name)
        for form in {fold(word) for word in words[1:]} - other:
            if len(form) >= _LEAST_AFAR and not is_role(form):
                forms.setdefault(form, set()).add(index)
    found = {form: frozenset(who) for form, who in forms.items()}
    return Participants(names=names, forms=found, near={}, raw={}, afar=True)


@lru_cache(maxsize=4096)
def _participants(names: tuple[str, ...]) -> Participants:
    forms: dict[str, set[int]] = {}
    shy: set[str] = set()
    twofold: set[str] = set()
    for index, name in enumerate(names):
        twofold |= _twofold(_addressed(name))
        for form in _forms(_addressed(name), shy):
            forms.setdefault(form, set()).add(index)
    return Participants(
        names=names,
        forms={form: frozenset(who) for form, who in forms.items()},
        near=_near(forms),
        loose=frozenset(form for form in forms if _is_loose(form) or form in twofold),
        shy=frozenset(shy),
        weak=frozenset(form for form in forms if _is_weak(form) and form not in twofold),
        twofold=frozenset(twofold),
        raw=_by_begin(sorted(_raw(names), key=len, reverse=True)),
    )


def _is_loose(form: str) -> bool:
    short = len(form) < 3 and form.isascii()  # 李伟 is a whole name
    return short or form in common() or is_role(form)


def _is_weak(form: str) -> bool:
    return len(form) < 2 or form in particles() or is_role(form)


_GIVEN_TOO = word_set("ben al abu bin des den del della di les mac van nat jun sen ing phil")
"""Particles and titles that are given names as well: Ben, Des, Nat."""
_SHORT_OF = {
    "al": word_set("alan albert alfred alexander allan allen alistair alastair alasdair"),
    "del": word_set("delroy derek delia delbert"),
    "den": word_set("dennis denis denise"),
    "des": word_set("desmond desiree"),
    "di": word_set("diana diane dianne"),
    "les": word_set("leslie lesley lester"),
    "mac": word_set("malcolm mackenzie"),
}
"""Short names that are particles, and whose they are: no list of names can hold them."""
_NAMES_ALONE = word_set("ben abu nat phil della ibn")
"""Those of them that are no words of German or English."""
_RANKED = word_set("jun sen jr sr ii iii med nat phil ing rer dipl fr mr mrs ms")
"""What stands last in a name of several words and is none."""


def _twofold(name: str) -> frozenset[str]:
    """Words of a name that are particles or titles elsewhere: Ben Miller, Minh Le, Nat."""
    words = [fold(word) for word in WORD.findall(name)]
    if len(words) == 1:
        own = {words[0]} if words[0] in particles() else set()
    else:
        own = {word for word in words[-1:] if word in particles() and word not in _RANKED}
    if words and words[0] in _GIVEN_TOO and not _DOTTED.match(name):
        own.add(words[0])
    own |= {near for word in words for near in nicknames().get(word, ())} & _GIVEN_TOO
    own |= {short for short, full in _SHORT_OF.items() if not full.isdisjoint(words)}
    return frozenset(word for word in own if len(word) > 1)


_DOTTED = re.compile(r"\W*\w+\.")


def _by_begin(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Names under the letters and digits they begin with."""
    found: dict[str, list[str]] = {}
    for name in names:
        begin = TOKEN.match(name)
        found.setdefault("" if begin is None else begin[0], []).append(name)
    return {begin: tuple(some) for begin, some in found.items()}


_ADDRESS = re.compile(r"(?<![^\s<>@])<?[^\s<>@]+@[^\s<>@]+>?")


def _addressed(name: str) -> str:
    """A sender without the address behind the name; of an address alone, what stands before "@".

    What follows the "@" is a company's name, which all who work there share.
    """
    if "@" not in name:
        return name.strip()
    return _ADDRESS.sub(" ", name).strip() or name.partition("@")[0]


def _forms(name: str, shy: set[str]) -> set[str]:
    """Folded words by which the person called ``name`` can be meant."""
    words = _untitled(name)
    if are_roles(words):
        return set()
    own = _twofold(name)
    parts = [word for word in words if word not in company() or is_role(word)]
    told = [word for word in parts if len(word) > 1 and (word not in particles() or word in own)]
    strong = [word for word in told if not is_role(word)]
    if _is_firm(words):
        return set(strong) - ordinary()
    if not strong:
        return set()
    if len(name.split()) == 2:
        shy.update(word for word in words if word in company() and not is_role(word))
        parts = words
    letters = _letters(name)
    shy.update(letters)
    parts = [*parts, *own, *letters, *_pet_names(strong[0])]
    nearby = (nicknames().get(word, frozenset()) for word in strong)
    return set(parts).union(*nearby, _joined(told) if len(told) > 1 else ())


_SHORTEST_MISSPELT = 5
_LONGEST_MISSPELT = 40
_SOUNDS = (
    (re.compile("(.)\\1"), "\\1"),
    (re.compile("ph|v"), "f"),
    (re.compile("sch|sh"), "s"),
    (re.compile("ck|c(?!h)|q"), "k"),
    (re.compile("tz|z"), "s"),
    (re.compile("dt|th|d"), "t"),
    (re.compile("ai|ay|ey"), "ei"),
    (re.compile("ie|y|j"), "i"),
    (re.compile("(?<=[aeiou])h|(?<=[a-z])e(?=s?$)"), ""),
)


@lru_cache(maxsize=1 << 14)
def _sound(form: str) -> str:
    """A folded word without what is easily misspelt: Maier and Meyer, Schmitt and Schmidt."""
    for pattern, plain in _SOUNDS:
        form = pattern.sub(plain, form)
    return form


def _is_spelt(form: str) -> bool:
    """Whether a word may be a slip of the pen; the ways to misspell grow with its length."""
    return _SHORTEST_MISSPELT <= len(form) <= _LONGEST_MISSPELT and form not in plain_words()


def _near(forms: dict[str, set[int]]) -> dict[str, frozenset[int]]:
    """Misspelt forms of names long enough to be known in spite of it."""
    near: dict[str, set[int]] = {}
    for form, who in forms.items():
        if not _is_spelt(form) or is_role(form):
            continue
        slips = {_sound(form)}
        if len(form) > _SHORTEST_MISSPELT:
            slips |= {form[:at] + form[at + 1 :] for at in range(1, len(form))}
            slips |= {
                form[:at] + form[at + 1] + form[at] + form[at + 2 :]
                for at in range(1, len(form) - 1)
            }
        for slip in (slip for slip in slips if slip not in forms):
            near.setdefault(slip, set()).update(who)
    return {slip: frozenset(who) for slip, who in near.items()}


def _untitled(name: str) -> list[str]:
    titles = TITLES - _twofold(name)
    return [form for word in WORD.findall(name) if (form := fold(word)) not in titles]


_PET_ENDS = ("chen", "lein", "le", "erl", "i", "y", "ie")
_SHORTEST_PET = 4


def _pet_names(given_name: str) -> set[str]:
    """``Petralein``, ``Katharinchen``, ``Berna``: what no list of nicknames can hold."""
    if len(given_name) < _SHORTEST_PET or given_name not in given():
        return set()
    stems = {given_name, given_name.rstrip("aeiou")}
    pets = {stem + end for stem in stems for end in _PET_ENDS}
    pets |= {given_name[:end] for end in range(_SHORTEST_PET, len(given_name) - 1)}
    return {pet for pet in pets if len(pet) >= _SHORTEST_PET and not is_noun(pet)} - plain_words()


_NO_LETTERS = word_set("pc ag tv uk eu hr id pm ps dj kg km cd gb us la ny mr ms st ev co gg kb mb")
_DOUBLE = re.compile(r"\W*([^\W\d_]+)[- ]([^\W\d_]+)(?=\W+[^\W\d_])")


def _letters(name: str) -> set[str]:
    """Of somebody with two given names their first letters: Karl-Heinz is KH to his friends."""
    double = _DOUBLE.match(name)
    if double is None or not {fold(double[1]), fold(double[2])} <= forenames():
        return set()
    return {fold(double[1][0]) + fold(double[2][0])} - common() - _NO_LETTERS


def _is_firm(words: list[str]) -> bool:
    """Whether a name has a company's word in it and no given name."""
    named = (given(), ambiguous())
    return not company().isdisjoint(words) and all(some.isdisjoint(words) for some in named)


def _joined(words: list[str]) -> set[str]:
    """``petra beispiel`` as people write it in one word, in user names above all."""
    first, last = words[0], words[-1]
    pairs = {first + last, last + first, "".join(words)}
    pairs |= {one + two for one, two in itertools.pairwise(words)}
    pairs |= {p for p in (first[0] + last, first + last[0]) if len(p) > 4}
    return {pair for pair in pairs if not is_role(pair[:-1])}  # "agents" of Agent Smith


def _raw(names: tuple[str, ...]) -> set[str]:
    """Sender names that count as a whole: a company's, and those that are no plain words."""
    found = set()
    for name in names:
        bare = name.strip().lower()
        odd = _DIGITS.search(bare) or "_" in bare or "@" in bare
        words = _untitled(name)
        if is_role_name(name):
            continue
        if are_roles(words):
            found |= numbered(name)
        if (len(bare) >= 4 and odd) or (len(words) > 1 and _is_firm(words)):
            found.add(bare)
    return found


def name_key(name: str) -> str:
    """The normalised form of a name: folded words in one order, without titles, emoji or marks.

    >>> name_key("~Dr. Petra Müller 🌸") == name_key("MUELLER, petra")
    True
    """
    words = [fold(token) for token in TOKEN.findall(name)]
    kept = [word for word in words if word not in TITLES] or words
    return " ".join(sorted(kept)) or name.strip().casefold()
