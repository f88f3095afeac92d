"""Natural words in the place of what was found: a name for a name, a number for a number.

Marks such as ``<PERSON_3f2a>`` are honest but read badly, and classifiers trained on them meet no
names later. A surrogate is of the same kind, of the same grammatical gender, of a like length and
in the same writing; the same value gives the same surrogate under one key. What could reach
somebody leads nowhere: telephone numbers are from ranges kept free for fiction, addresses from
``example.org``, internet addresses from the ranges for documentation.

A surrogate looks like a find. So a text with surrogates does not show where something was masked,
and masking it once more masks them again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dialogkit.corpus._anonymize._participants import TITLES, Participants
from dialogkit.corpus._anonymize._pseudonyms import Pseudonyms, normal
from dialogkit.corpus._anonymize._surrogate_forms import (
    german,
    ordinals,
    other_month,
    spelled,
    street_kind,
)
from dialogkit.corpus._anonymize._surrogate_lists import Lists, lists
from dialogkit.corpus._anonymize._words import fold, particles

__all__ = ["Surrogates"]

_WORD = re.compile(r"[^\W\d_]+")
_PIECE = re.compile(r"[^\W_]")
_NUMBER = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True, repr=False)
class Surrogates(Pseudonyms):
    """As `Pseudonyms`, with natural words in texts; columns stay pseudonyms."""

    words: Lists = None  # type: ignore[assignment]  # always set by `of`
    taken: frozenset[str] = frozenset()
    """Folded words that are no surrogates: somebody in the log is called so."""

    @classmethod
    def of(cls, key: bytes, people: Iterable[str] = ()) -> Surrogates:
        """Surrogates of a key, none of them the name of one of ``people``.

        Raises:
            MissingExtraError: Faker, whose lists of names are used, is not installed.
        """
        taken = frozenset(fold(word) for name in people for word in _WORD.findall(name))
        return cls(key, lists(), taken)

    def in_text(self, kind: str, value: str, *_people: Participants) -> str:
        """What stands in the place of ``value``; a name goes word by word, whoever has it."""
        if kind == "PERSON" and not _LETTER.search(value):
            kind = "PHONE"
        made = self._makers().get(kind)
        return made(value) if made is not None else self._shaped(kind, value)

    def _makers(self) -> dict[str, Callable[[str], str]]:
        """How each kind is replaced; all others keep their shape."""
        return {
            "PERSON": self._person,
            "PHONE": self._phone,
            "EMAIL": self._email,
            "USERNAME": self._user,
            "URL": self._url,
            "IP": self._ip,
            "STREET": self._street,
            "TOWN": self._town,
            "POSTCODE_TOWN": self._postcode_town,
            "IBAN": self._iban,
            "CARD": self._card,
            "BIRTH_DATE": self._date,
        }

    # ----- names ---------------------------------------------------------------------------------

    def _person(self, value: str) -> str:
        words = [found[0] for found in _WORD.finditer(value)]
        last = len(words) - 1
        places = iter(range(len(words)))

        def replaced(found: re.Match[str]) -> str:
            place = next(places)
            return self._name(found[0], alone=last == 0, ends=place == last)

        return _WORD.sub(replaced, value)

    def _name(self, word: str, *, alone: bool, ends: bool) -> str:
        """Another given name of the same gender, or another family name."""
        form = fold(word)
        if len(form) < 2 or form in TITLES or form in particles():
            return word if len(form) > 1 else self._shaped("INITIAL", word)
        gender = self.words.gender(form)
        genitive = gender is None and form.endswith("s") and self.words.gender(form[:-1])
        if genitive:
            return self._name(word[:-1], alone=alone, ends=ends) + word[-1]
        given = gender is not None and (alone or not ends)
        choice = self.words.given(gender) if given else self.words.family
        return _cased(self._chosen("NAME", form, _like(choice, len(word))), word)

    def _chosen(self, kind: str, form: str, choice: Sequence[str]) -> str:
        """One of ``choice``, by key and value; never the value itself, nor a participant's name."""
        at = int(self.digest(f"surrogate {kind} {form}")[:12], 16) % len(choice)
        turned = (*choice[at:], *choice[:at])
        free = (word for word in turned if fold(word) not in self.taken | {form})
        return next(free, turned[0])

    # ----- numbers -------------------------------------------------------------------------------

    def _digits(self, kind: str, value: str, n: int) -> str:
        """So many digits, by key and value."""
        digits = ""
        for part in range(n // 15 + 1):
            whole = int(self.digest(f"surrogate {kind} {part} {normal(kind, value)}")[:15], 16)
            digits += f"{whole % 10**15:015}"
        return digits[:n]

    def _shaped(self, kind: str, value: str) -> str:
        """Other letters and digits in the same places, in the same writing."""
        pieces = _PIECE.findall(value)
        stream = iter(self._digits(kind, value, 2 * len(pieces)))

        def replaced(found: re.Match[str]) -> str:
            drawn = int(next(stream) + next(stream))
            if found[0].isdigit():
                return str(1 + drawn % 9) if found[0] != "0" else "0"
            letter = "bcdfghjklmnprstvwz"[drawn % 18]
            return letter.upper() if found[0].isupper() else letter

        return _PIECE.sub(replaced, value)

    def _phone(self, value: str) -> str:
        digits = "".join(_NUMBER.findall(value))
        if digits.startswith(("44", "0044")):
            return f"+44 7700 900{self._digits('PHONE', value, 3)}"
        if digits.startswith("1") and value.lstrip().startswith(("+1", "1")) and len(digits) == 11:
            return f"+1 202 555 01{self._digits('PHONE', value, 2)}"
        rest = self._digits("PHONE", value, 3)
        return f"+49 30 23125 {rest}" if digits.startswith(("49", "0049")) else f"030 23125 {rest}"

    def _date(self, value: str) -> str:
        """Another day, another month and another year, in the same writing."""
        source = value
        if spelled(value):
            value = "1. Januar 1970" if german(value) else "1 January 1970"
        stream = iter(self._digits("BIRTH_DATE", source, 4 * len(_NUMBER.findall(value)) + 4))
        month = int(next(stream) + next(stream))

        def replaced(found: re.Match[str]) -> str:
            drawn = int(next(stream) + next(stream))
            number = int(found[0])
            if len(found[0]) == 4:
                return str(number - 10 + drawn % 10)
            if number > 31 or (len(found[0]) == 2 and number == 0):
                return f"{(number + 1 + drawn % 98) % 100:02}"
            first, count = (1, 12) if number <= 12 else (13, 16)
            new = first + (number - first + 1 + drawn % (count - 1)) % count
            return f"{new:02}" if found[0].startswith("0") else str(new)

        return ordinals(other_month(_NUMBER.sub(replaced, value), month))

    # ----- addresses -----------------------------------------------------------------------------

    def _email(self, value: str) -> str:
        form = normal("EMAIL", value)
        given = self._chosen("GIVEN", form, self.words.given(None))
        family = self._chosen("FAMILY", form, self.words.family)
        return f"{_plain(given)}.{_plain(family)}@example.org"

    def _user(self, value: str) -> str:
        mark = "@" if value.startswith("@") else ""
        given = self._chosen("GIVEN", normal("USERNAME", value), self.words.given(None))
        return f"{mark}{_plain(given)}_{self._digits('USERNAME', value, 3)}"

    def _url(self, value: str) -> str:
        return f"https://example.org/{self.digest('surrogate URL ' + value)[:8]}"

    def _ip(self, value: str) -> str:
        drawn = int(self._digits("IP", value, 6))
        if ":" in value:
            return f"2001:db8::{drawn % 0xFFFF:x}"
        return f"192.0.2.{1 + drawn % 254}"

    def _street(self, value: str) -> str:
        """Another street of a like length and the same gender; its number is another, too."""
        kind = street_kind(value)
        if kind == "part":
            return self._counted(value)
        names = self.words.streets[kind]
        name = self._chosen("STREET", normal("STREET", value), _like(names, len(value)))
        name = _cased(name, value)
        number = _NUMBER.search(value)
        if number is None:
            return name
        house = str(1 + int(self._digits("STREET", value, 4)) % 120)
        first = kind == "english" and number.start() == 0
        return f"{house} {name}" if first else f"{name} {house}"

    def _counted(self, value: str) -> str:
        """A floor, a box or a flat keeps its words; its numbers are others."""
        stream = iter(self._digits("STREET", value, 2 * len(value)))

        def replaced(found: re.Match[str]) -> str:
            return "".join(str(1 + (int(d) + int(next(stream)) % 8) % 9) for d in found[0])

        return _NUMBER.sub(replaced, value)

    def _town(self, value: str) -> str:
        name = self._chosen("TOWN", normal("TOWN", value), _like(self.words.towns, len(value)))
        return _cased(name, value)

    def _postcode_town(self, value: str) -> str:
        """Postcodes in their own form, and another town where there is one."""
        found = re.search(r"[^\W\d_]{3,}(?:[ -][^\W\d_]{3,})*\W*$", value)
        if found is None:
            return self._shaped("POSTCODE", value)
        return self._shaped("POSTCODE", value[: found.start()]) + self._town(found[0])

    def _iban(self, value: str) -> str:
        """A German one with valid check digits, of a bank that does not exist.

        ISO 13616-1: the check digits are 98 minus the number, letters as 10 to 35, modulo 97.
        """
        account = self._digits("IBAN", value, 10)
        bban = f"00000000{account}"
        check = 98 - int(bban + "131400") % 97
        whole = f"DE{check:02}{bban}"
        return " ".join(whole[at : at + 4] for at in range(0, 22, 4)) if " " in value else whole

    def _card(self, value: str) -> str:
        """A number that no issuer gives out, with a valid last digit (ISO/IEC 7812-1, Luhn)."""
        payload = "400000" + self._digits("CARD", value, 9)
        doubled = [int(digit) * (2 - at % 2) for at, digit in enumerate(payload)]
        check = -sum(digit // 10 + digit % 10 for digit in doubled) % 10
        whole = f"{payload}{check}"
        return " ".join(whole[at : at + 4] for at in range(0, 16, 4)) if " " in value else whole


def _like(choice: Sequence[str], length: int) -> Sequence[str]:
    """Those of a like length: short (to 4 letters), middle (to 7), long; all where none is."""
    kind = _length(length)
    return [word for word in choice if _length(len(word)) == kind] or choice


def _length(letters: int) -> int:
    return 0 if letters <= 4 else 1 if letters <= 7 else 2


def _cased(word: str, model: str) -> str:
    if model.isupper() and len(model) > 1:
        return word.upper()
    return word.lower() if model.islower() else word


def _plain(word: str) -> str:
    """As it may stand in a mail address."""
    for letter, written in {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}.items():
        word = word.lower().replace(letter, written)
    return re.sub(r"[^a-z]", "", word) or "person"
