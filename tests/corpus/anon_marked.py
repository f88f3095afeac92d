"""Messages with marked identifiers, as ``Hallo [[PERSON|Petra]]``, and how many are found.

There are short chats, varied chats and prose, each in two halves. Rules and thresholds are tried on
the ``dev`` files alone; of the ``heldout`` files, written beside the rules, only counts by type are
looked at. All people and numbers are invented.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from dialogkit.corpus._anonymize import Span
from dialogkit.corpus._anonymize._context import Context, Detector
from dialogkit.corpus._anonymize._find import find_in
from dialogkit.corpus._anonymize._participants import Participants

_MARK = re.compile(r"\[\[([A-Z_]+)\|(.*?)\]\]", re.DOTALL)

STRUCTURED = frozenset(
    (
        *("PHONE", "EMAIL", "IBAN", "BIC", "CARD", "TAX_ID", "SOCIAL_INSURANCE", "ID_CARD"),
        *("HEALTH_INSURANCE", "VAT_ID", "URL", "IP", "USERNAME", "COORDINATES"),
    )
)
NUMBERS = frozenset(("ORDER_NUMBER", "CUSTOMER_NUMBER", "BIRTH_DATE", "PLATE", "POSTCODE_TOWN"))


@dataclass(frozen=True, slots=True)
class Marked:
    """A message and what should be found in it."""

    name: str
    """Its id in the file."""
    text: str
    """Without the marks."""
    participants: tuple[str, ...]
    """People of its conversation."""
    locale: str
    """Its language: ``de``, ``en`` or another."""
    wanted: tuple[Span, ...]
    """Identifiers; ``PARTICIPANT`` marks a name that the headers give."""


@dataclass(slots=True)
class Score:
    """Counts over a file."""

    wanted: Counter[str] = field(default_factory=Counter)
    """Identifiers by type."""
    found: Counter[str] = field(default_factory=Counter)
    """Those of which every letter and digit is covered, under whatever label."""
    missed: list[str] = field(default_factory=list)
    """Ids of the messages in which something stayed readable."""
    messages: int = 0
    """Messages with identifiers."""
    harmless: int = 0
    """Messages without."""
    alarms: list[str] = field(default_factory=list)
    """Ids of the harmless messages in which something was found."""
    letters_wanted: Counter[str] = field(default_factory=Counter)
    """Letters and digits of the identifiers, by type."""
    letters_found: Counter[str] = field(default_factory=Counter)
    """Those of them that were found, under whatever label."""

    def recall(self, *types: str) -> float:
        """Found share of the identifiers of these types; of all of them, if none is named."""
        types = types or tuple(self.wanted)
        return sum(self.found[t] for t in types) / sum(self.wanted[t] for t in types)

    def by_letters(self, *types: str) -> float:
        """Found share of the letters and digits of these types; of all of them, if none is named.

        A street of which only the house's number stayed readable counts for what was found of it.
        """
        types = types or tuple(self.wanted)
        found = sum(self.letters_found[t] for t in types)
        return found / sum(self.letters_wanted[t] for t in types)

    @property
    def letters(self) -> int:
        """Letters and digits of all identifiers."""
        return self.letters_wanted.total()

    @property
    def covered(self) -> int:
        """Those of them that were found."""
        return self.letters_found.total()

    @property
    def clean(self) -> float:
        """Share of the messages with identifiers in which none stayed readable."""
        return 1 - len(self.missed) / self.messages

    @property
    def alarm_rate(self) -> float:
        """Share of the harmless messages in which something was found."""
        return len(self.alarms) / self.harmless


Finder = Callable[[Marked], Sequence[Span]]
"""Where in a message something is to be masked."""


def read_marked(file: str) -> list[Marked]:
    """The messages of a file beside this one."""
    lines = (Path(__file__).parent / file).read_text(encoding="utf-8").splitlines()
    return [_parsed(json.loads(line)) for line in lines]


def _parsed(row: dict[str, object]) -> Marked:
    marked, text, wanted, at = str(row["text"]), "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        wanted.append(Span(len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        at = match.end()
    people = row["participants"]
    assert isinstance(people, list)
    locale = str(row["locale"])
    return Marked(str(row["id"]), text + marked[at:], tuple(people), locale, tuple(wanted))


def found_by(*more: Detector) -> Finder:
    """What the rules and ``more`` find."""

    def find(message: Marked) -> Sequence[Span]:
        return find_in(message.text, Context((Participants.of(message.participants),), more))

    return find


@cache
def by_rules(message: Marked) -> Sequence[Span]:
    """What rules find; the same texts are in several measures."""
    return found_by()(message)


def score(messages: list[Marked], find: Finder | None = None) -> Score:
    """Counts what ``find`` (the rules, if not given) finds in ``messages``."""
    result, find = Score(), find or by_rules
    for message in messages:
        spans = find(message)
        covered = {at for span in spans for at in range(span.start, span.end)}
        if not message.wanted:
            result.harmless += 1
            result.alarms += [message.name] if spans else []
            continue
        result.messages += 1
        for span in message.wanted:
            letters = [at for at in range(span.start, span.end) if message.text[at].isalnum()]
            result.letters_wanted[span.type] += len(letters)
            result.letters_found[span.type] += len(covered.intersection(letters))
        hits = [_is_covered(span, message.text, covered) for span in message.wanted]
        result.missed += [] if all(hits) else [message.name]
        for span, hit in zip(message.wanted, hits, strict=True):
            result.wanted[span.type] += 1
            result.found[span.type] += hit
    return result


def _is_covered(span: Span, text: str, covered: set[int]) -> bool:
    return all(at in covered for at in range(span.start, span.end) if text[at].isalnum())
