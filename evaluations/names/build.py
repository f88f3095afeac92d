"""Writes the long lists of names that the anonymizer knows, from the lists of Faker.

    python evaluations/names/build.py

Faker (https://github.com/joke2k/faker, MIT licence) holds lists of common given names and family
names by country. Their words are folded, as the anonymizer compares words, and those that are
ordinary words, or in the lists written by hand already, are left out. Cyrillic and Greek names are
written in the ways that German and English texts write them.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from pathlib import Path

from dialogkit.corpus._anonymize import _words

WORDS = Path(_words.__file__).parent / "words"
LATIN = _words.word_set(
    "de_DE de_AT de_CH de_LI de_LU en_GB en_US en_IE en_IN en_NZ en_PK en_NG en_KE yo_NG ig_NG "
    "ha_NG tr_TR pl_PL it_IT es_ES es_MX es_AR fr_FR fr_BE fr_CH nl_NL nl_BE pt_PT pt_BR cs_CZ "
    "sk_SK hr_HR sl_SI hu_HU ro_RO da_DK no_NO sv_SE fi_FI vi_VN lt_LT lv_LV"
)
CYRILLIC = ("ru_RU", "uk_UA", "bg_BG")

_WORD = re.compile(r"[^\W\d_]{3,}")
_SAME = dict(zip("абвгдезиіїйклмнопрстуфыэьъґє", "abvgdeziiijklmnoprstufye  ge", strict=True))
_GERMAN = _SAME | {"ж": "sch", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch"}
_GERMAN |= {"ю": "ju", "я": "ja", "ё": "jo", "в": "w"}
_ENGLISH = _SAME | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch"}
_ENGLISH |= {"ю": "yu", "я": "ya", "ё": "yo", "й": "y"}


def main() -> None:
    """Writes ``names_given.txt`` and ``names_family.txt`` beside the lists written by hand."""
    taken = set().union(*(_by_hand(name) for name in _HAND))
    given = _folded("first_names") - taken
    family = _folded("last_names") - taken - given
    _write("names_given", "Given names", given)
    _write("names_family", "Family names", family)


_HAND = (
    *("given_names", "surnames", "ambiguous", "nicknames", "company", "particles", "brands"),
    *("ordinary_de", "ordinary_en", "ordinary_other", "nouns_de", "nouns_en", "countries"),
)


def _by_hand(name: str) -> set[str]:
    lines = (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return {
        _words.fold(word) for line in lines if not line.startswith("#") for word in line.split()
    }


def _folded(kind: str) -> set[str]:
    names: set[str] = set()
    for locale in (*LATIN, *CYRILLIC):
        for name in _names(locale, kind):
            for word in re.split(r"[ -]", name):
                names.update(w for w in _written(word) if _WORD.fullmatch(w))
    folded = {_words.fold(name) for name in names}
    return {name for name in folded if len(name) > 2 and not _words.is_noun(name)}


def _names(locale: str, kind: str) -> Iterable[str]:
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    for attribute in dir(provider):
        if attribute.startswith(kind):
            yield from getattr(provider, attribute)


def _written(word: str) -> Iterable[str]:
    low = word.lower()
    if re.search("[а-яіїєґ]", low):
        for table in (_GERMAN, _ENGLISH):
            latin = "".join(table.get(letter, letter) for letter in low).replace(" ", "")
            yield latin
            yield latin.replace("ij", "i").replace("yy", "y")
    else:
        yield word


def _write(name: str, title: str, words: set[str]) -> None:
    lines = [
        f"# {title} by country, from Faker (MIT licence); written by evaluations/names/build.py.",
        "# Folded: no case, no accents, ae = a. A line holds names that begin alike.",
    ]
    starts = sorted({word[0] for word in words})
    lines += (" ".join(sorted(w for w in words if w[0] == start)) for start in starts)
    (WORDS / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
