"""The development texts, and other names for the people and towns in them.

For the programs beside it, which learn from these texts. Held-out texts are never read.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from faker import Faker

from dialogkit.corpus._anonymize import Span, _words
from dialogkit.corpus._anonymize._words import fold, given, word_set

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "tests" / "corpus"
sys.path.insert(0, str(TEXTS))
from anon_marked import Marked, read_marked  # noqa: E402 - it lies among the tests

__all__ = ["ROOT", "TEMPLATED", "TEXTS", "Marked", "Names", "development_texts", "read_marked"]

TEMPLATED = "anon_templates_dev.jsonl"
MOST_TEMPLATED = 300
"""Texts of one template are much alike: so many of them are enough."""
CHANGED = 0.7
"""Share of the names that are changed for others."""
OFTEN = {"de_DE": 8, "en_GB": 8, "en_US": 5, "de_AT": 2, "de_CH": 2, "en_IE": 2}
SELDOM = word_set(
    "tr_TR pl_PL it_IT hr_HR ro_RO es_ES vi_VN en_IN nl_NL fr_FR sv_SE da_DK cs_CZ pt_PT hu_HU "
    "fi_FI no_NO"
)
LOCALES = OFTEN | dict.fromkeys(sorted(SELDOM), 1)


class Names:
    """Other names for the people and towns of a text."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self._fakers = [Faker(locale) for locale in LOCALES]
        for number, faker in enumerate(self._fakers):
            faker.seed_instance(seed * 1000 + number)
        lines = (Path(_words.__file__).parent / "words" / "towns.txt").read_text(encoding="utf-8")
        rows = [line.split() for line in lines.splitlines() if not line.startswith("#")]
        self._towns = [town.replace("_", " ") for row in rows for town in row]

    def changed(self, message: Marked) -> Marked:
        """``message`` with other names; the same name gets the same."""
        parts: list[str] = []
        spans: list[Span] = []
        others: dict[str, str] = {}
        at = length = 0
        for span in message.wanted:
            value = message.text[span.start : span.end]
            if value not in others:
                others[value] = self._other(span.type, value)
            before = message.text[at : span.start]
            length += len(before)
            spans.append(Span(length, length + len(others[value]), span.type))
            parts += (before, others[value])
            length += len(others[value])
            at = span.end
        return replace(message, text="".join([*parts, message.text[at:]]), wanted=tuple(spans))

    def _other(self, kind: str, value: str) -> str:
        if self.rng.random() >= CHANGED:
            return value
        if kind == "TOWN":
            town = self.rng.choice(self._towns)
            return town if value.islower() else town.title()
        return self._person(value) if kind in ("PERSON", "PARTICIPANT") else value

    def _person(self, value: str) -> str:
        words = re.findall(r"\w[\w'’-]*", value)
        if "." in value or any(len(word) < 2 for word in words):
            return value
        (faker,) = self.rng.choices(self._fakers, tuple(LOCALES.values()))
        named = iter(
            self._word(faker, word, first=number == 0, alone=len(words) == 1)
            for number, word in enumerate(words)
        )
        return re.sub(r"\w[\w'’-]*", lambda _: next(named), value)

    def _word(self, faker: Faker, word: str, *, first: bool, alone: bool) -> str:
        is_first = fold(word) in given() if alone else first
        name = (faker.first_name() if is_first else faker.last_name()).split()[-1]
        return name.lower() if word.islower() else name.upper() if word.isupper() else name


def development_texts(leaving_out: Sequence[str] = ()) -> list[Marked]:
    """All texts that rules may be tried on, fewer of those made from templates."""
    files = sorted(path.name for path in TEXTS.glob("anon_*dev*.jsonl"))
    messages = [m for f in files if f not in (*leaving_out, TEMPLATED) for m in read_marked(f)]
    templated = read_marked(TEMPLATED)
    random.Random(5).shuffle(templated)
    return messages + templated[:MOST_TEMPLATED]
