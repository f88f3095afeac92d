"""The identifiers that a raw log is known to hold: what no output may."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pyarrow.compute as pc

from dialogkit.conversation import Messages
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._find import find_in, mask
from dialogkit.corpus._anonymize._participants import WORD, Participants
from dialogkit.corpus._anonymize._span import MASKED, PSEUDONYM, Span
from dialogkit.corpus._anonymize._sweep import SHORTEST, letters
from dialogkit.corpus._anonymize._words import ambiguous, common, fold, given
from dialogkit.errors import ParameterError

__all__ = [
    "FILE",
    "Identifiers",
    "conversations_of",
    "identifiers",
    "is_plain",
    "require_same_rows",
]

FILE = "FILE"
"""The type of what names an export or a conversation."""

_WHOLE = {"contact": "PERSON", "location": "COORDINATES"}
_LONGEST_PLAIN_NUMBER = 5
_TOWN = "TOWN"
"""By itself it tells nothing of whoever else names it."""
_OTHERWISE = 3
"""A word that stands in so many conversations where nothing was found is no name by itself."""
_SPARSE = re.compile(r"[\W_]*")
_TYPE = re.compile(r"(?:_[0-9a-f]{4,16})?>$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifiers:
    """What is looked for. Holds raw values: it stays in memory and is shown nowhere."""

    everywhere: Mapping[str, frozenset[str]]
    """By type, what must be in no output."""
    at_home: Sequence[tuple[Sequence[int], Mapping[str, frozenset[str]]]]
    """What must not be in its own conversation: its rows, and values by type.

    Those are numbers of four or five digits, elsewhere as likely a count or a year; towns; and
    words that the rules took for a name once, while other conversations use them as words.
    """
    names: frozenset[str]
    """Folded words of the senders' names, those too that are too short or ordinary to look for."""
    found: Mapping[str, int]
    """Places in the raw texts by type."""
    messages: int
    """Messages with such a place."""
    participants: int
    """Different senders."""
    skipped: Mapping[str, int]
    """Different values by type that cannot be looked for: too short, or ordinary words too."""

    def __repr__(self) -> str:
        return f"Identifiers({sum(map(len, self.everywhere.values()))} values)"


def conversations_of(messages: Messages) -> list[list[int]]:
    """Row numbers of each conversation."""
    groups: dict[str, list[int]] = {}
    for row, name in enumerate(messages.table.column("conversation_id").to_pylist()):
        groups.setdefault(name, []).append(row)
    return list(groups.values())


def require_same_rows(log: Messages, anonymous: Messages) -> None:
    """Refuses two tables that are not the same messages.

    Raises:
        ParameterError: They differ in their number of rows, or in who speaks where.
    """
    rule = "anonymous must hold the messages of the log, row by row"
    if len(log) != len(anonymous):
        raise ParameterError(f"{rule}; got {len(log)} and {len(anonymous)} rows")
    for column in ("position", "speaker", "kind"):
        pair = [m.table.column(column).combine_chunks() for m in (log, anonymous)]
        if not pair[0].equals(pair[1]):
            raise ParameterError(f"{rule}; column {column} differs")
    if len(conversations_of(log)) != len(conversations_of(anonymous)):
        raise ParameterError(f"{rule}; the conversations differ")


def identifiers(
    log: Messages,
    anonymous: Messages,
    *,
    participants: Iterable[str] = (),
    known: Mapping[str, Iterable[str]] | None = None,
    quick: bool = False,
) -> Identifiers:
    """All that is known to identify somebody in ``log``.

    Those are the senders' names and their parts, what the rules find in the raw texts, what stood
    where the anonymous text has a pseudonym (so whatever other detectors found, too), and the names
    of files and conversations.

    Args:
        log: The raw log.
        anonymous: The same rows, anonymized.
        participants: Further names, as `anonymize` took them.
        known: Further values by type, such as a list of customers.
        quick: Whether to trust the anonymizer that where it masked something it masked all, and
            look with the rules only at messages it left as they are.
    """
    collector = _Collector(log, anonymous, participants, quick=quick)
    values = collector.values
    for kind, more in (known or {}).items():
        values.setdefault(kind, set()).update(more)
    values.setdefault(FILE, set()).update(_names_of_files(log))
    plain = {
        kind: {v for v in some if is_plain(kind, v) or _is_short_number(v)}
        for kind, some in values.items()
    }
    everywhere = {kind: frozenset(some - plain[kind]) for kind, some in values.items()}
    return Identifiers(
        everywhere={kind: some for kind, some in sorted(everywhere.items()) if some},
        at_home=collector.at_home,
        names=collector.names,
        found=dict(sorted(collector.found.items())),
        messages=collector.messages,
        participants=collector.participants,
        skipped={kind: len(few) for kind, few in sorted(plain.items()) if few},
    )


_Values = list[tuple[str, str]]
"""Types and values."""
_NOBODY = Context()


class _Collector:
    """Goes through the conversations once."""

    def __init__(
        self, log: Messages, anonymous: Messages, participants: Iterable[str], *, quick: bool
    ) -> None:
        self._quick = quick
        self.values: dict[str, set[str]] = {"PERSON": set()}
        self.found: Counter[str] = Counter()
        self.messages = 0
        self._homes: dict[int, dict[str, set[str]]] = {}
        self._heard: dict[tuple[str, str], set[int]] = {}
        self._otherwise: Counter[str] = Counter()
        persons: list[str | None] = log.table.column("person").to_pylist()
        names = {name for name in persons if name}
        staff = [*participants, *_agents(log)]
        for name in {*names, *staff}:
            self.values["PERSON"].update(_name_and_parts(name))
        self.participants = len(names)
        told = (WORD.findall(name) for name in {*names, *staff})
        self.names = frozenset(fold(word) for words in told for word in words if len(word) > 1)
        self._texts: list[str] = log.table.column("text").to_pylist()
        self._kinds: list[str] = log.table.column("kind").to_pylist()
        self._masked: list[str] = anonymous.table.column("text").to_pylist()
        everybody = Participants.of(staff)
        groups = conversations_of(log)
        for number, rows in enumerate(groups):
            people = Participants.of(filter(None, (persons[row] for row in rows)))
            self._conversation(number, rows, Context((people, everybody)))
        self._settle()
        self.at_home = [
            (groups[number], {kind: frozenset(v) for kind, v in home.items()})
            for number, home in self._homes.items()
        ]

    def _conversation(self, number: int, rows: Sequence[int], context: Context) -> None:
        otherwise: set[str] = set()
        for row in rows:
            found, more, rest = self._values(row, context)
            self.found.update(kind for kind, _ in found)
            self.messages += bool(found)
            otherwise.update(map(fold, WORD.findall(rest)))
            for value in (*found, *more):
                self._heard.setdefault(value, set()).add(number)
        self._otherwise.update(otherwise)

    def _values(self, row: int, context: Context) -> tuple[_Values, _Values, str]:
        """What the rules find in a raw text, what else was masked in it, and the text without."""
        text, masked = self._texts[row], self._masked[row]
        taken = _taken_out(text, masked)
        if self._quick:
            if taken and len(taken) == len(PSEUDONYM.findall(masked)):
                return taken, [], PSEUDONYM.sub(MASKED, masked)
            if text == masked:
                context = _NOBODY  # senders' names are known anyway, so that equal texts are equal
        spans = _spans(text, self._kinds[row], context)
        found = [(span.type, text[span.start : span.end]) for span in spans]
        return found, taken, mask(text, spans, _nothing)

    def _settle(self) -> None:
        """What was heard is wanted everywhere, or at home only where it may mean something else."""
        names = {fold(word) for name in self.values["PERSON"] for word in WORD.findall(name)}
        names |= given()
        for (kind, heard), numbers in self._heard.items():
            for value in _name_and_parts(heard) if kind == "PERSON" else (heard,):
                if kind == _TOWN or self._is_elsewhere(value, names):
                    for number in numbers:
                        self._homes.setdefault(number, {}).setdefault(kind, set()).add(value)
                else:
                    self.values.setdefault(kind, set()).add(value)

    def _is_elsewhere(self, value: str, names: set[str]) -> bool:
        """Whether a value means something else in other conversations."""
        if _is_short_number(value):
            return True
        words = [fold(word) for word in WORD.findall(value)]
        if any(character.isdigit() for character in value) or not names.isdisjoint(words):
            return False
        return any(self._otherwise[word] >= _OTHERWISE for word in words)


def _spans(text: str, kind: str, context: Context) -> list[Span]:
    """What the rules find."""
    if kind in _WHOLE and text:
        return [Span(0, len(text), _WHOLE[kind])]
    return _known_to_nobody(text) if context is _NOBODY else find_in(text, context)


@lru_cache(maxsize=4096)
def _known_to_nobody(text: str) -> list[Span]:
    return find_in(text, _NOBODY)


def _nothing(_kind: str, _value: str) -> str:
    return MASKED


def _name_and_parts(name: str) -> set[str]:
    """A whole name, and those of its parts that mean nothing else."""
    one = Participants.of((name,))
    firm = one.loose | one.shy | one.weak
    parts = {w for w in WORD.findall(name) if fold(w) in one.forms and fold(w) not in firm}
    return {name, *parts}


def _agents(log: Messages) -> list[str]:
    agents = log.table.filter(pc.equal(log.table.column("speaker"), "agent"))
    return sorted(name for name in agents.column("person").unique().to_pylist() if name)


def _names_of_files(log: Messages) -> set[str]:
    """What names the exports and their conversations, where it is no bare number."""
    ids = {
        str(value)
        for column in ("conversation_id", "case_id")
        for value in log.table.column(column).unique().to_pylist()
        if value
    }
    stems = {entry.file.replace("\\", "/").rpartition("/")[2] for entry in log.unreadable}
    return {name for name in ids | stems if len(letters(name)) > _LONGEST_PLAIN_NUMBER}


def _taken_out(raw: str, masked: str) -> _Values:
    """What stood where ``masked`` has pseudonyms, by type, where there is no doubt about it."""
    if raw == masked or "<" not in masked:
        return []
    marks = list(PSEUDONYM.finditer(masked))
    ends = [0, *(mark.end() for mark in marks)]
    starts = [*(mark.start() for mark in marks), len(masked)]
    rest = [masked[end:start] for end, start in zip(ends, starts, strict=True)]
    if not marks or not raw.startswith(rest[0]) or not all(rest[1:-1]):
        return []
    first, last = _from_left(raw, rest), _from_right(raw, rest)
    kinds = [_TYPE.sub("", mark[0][1:]) for mark in marks]
    agreed = [
        (kind, raw[slice(*one)])
        for kind, one, other in zip(kinds, first, last, strict=False)
        if one == other and one[0] < one[1]
    ]
    return [(kind, value) for kind, value in agreed if not PSEUDONYM.search(value)]


def _from_left(raw: str, rest: Sequence[str]) -> list[tuple[int, int]]:
    """Start and end of each gap between the parts of ``rest``, each as short as it can be."""
    gaps, at = [], len(rest[0])
    for part in rest[1:-1]:
        end = raw.find(part, at + 1)
        if end < 0:
            return []
        gaps.append((at, end))
        at = end + len(part)
    return [*gaps, (at, len(raw) - len(rest[-1]))] if raw.endswith(rest[-1]) else []


def _from_right(raw: str, rest: Sequence[str]) -> list[tuple[int, int]]:
    """The same, looked for from the other end."""
    gaps, at = [], len(raw) - len(rest[-1])
    for part in reversed(rest[1:-1]):
        start = raw.rfind(part, 0, max(0, at - 1))
        if start < 0:
            return []
        gaps.append((start + len(part), at))
        at = start
    return [*gaps, (len(rest[0]), at)][::-1]


def _is_short_number(value: str) -> bool:
    joined = letters(value)
    return SHORTEST <= len(joined) <= _LONGEST_PLAIN_NUMBER and joined.isdigit()


def is_plain(kind: str, value: str) -> bool:
    """Whether a value proves nothing where it is found: too short, or an ordinary word."""
    joined = letters(value)
    if len(joined) < SHORTEST:
        return True
    if kind not in ("PERSON", "USERNAME", "POSTCODE_TOWN", "TOWN", "STREET"):
        return False
    words = WORD.findall(value)
    if len(words) != 1 or _SPARSE.sub("", value) != words[0]:
        return False
    return fold(words[0]) in common() | ambiguous()
