"""How a log is masked, and what masking a part of it gave: parts add up to the whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, get_args

import pyarrow as pa
import pyarrow.compute as pc

from dialogkit.conversation import MESSAGE_SCHEMA
from dialogkit.corpus._anonymize._composed import composed
from dialogkit.corpus._anonymize._context import Context, Detector
from dialogkit.corpus._anonymize._conversation import Masked, mask_conversation
from dialogkit.corpus._anonymize._find import find_in, forget_texts
from dialogkit.corpus._anonymize._keys import checked
from dialogkit.corpus._anonymize._participants import Participants
from dialogkit.corpus._anonymize._pseudonyms import Pseudonyms
from dialogkit.corpus._anonymize._words import fold, given, unmistakable
from dialogkit.corpus._anonymize.detectors import participant
from dialogkit.corpus._language import written_in
from dialogkit.errors import ParameterError

__all__ = ["Masking", "Tally", "Unit", "groups_of", "people_of", "staff_of"]

_MOST_ELSEWHERE = 20_000

Unit = Literal["minute", "hour", "day", "week", "month"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was found in a part of a log; parts add up."""

    messages: int = 0
    """Messages read."""
    masked: int = 0
    """Messages in whose text something was masked."""
    conversations: int = 0
    """Conversations read."""
    people: frozenset[str] = frozenset()
    """Pseudonyms of the senders."""
    counts: Counter[str] = field(default_factory=Counter)
    """Masked places by type."""
    left_over: Counter[str] = field(default_factory=Counter)
    """Identifiers still readable in the result, by type."""
    languages: Counter[str] = field(default_factory=Counter)
    """Conversations by the language that their small words tell; ``unknown`` where none does."""

    @classmethod
    def total(cls, parts: Iterable[Tally]) -> Tally:
        """All of them together."""
        listed = list(parts)
        return cls(
            messages=sum(part.messages for part in listed),
            masked=sum(part.masked for part in listed),
            conversations=sum(part.conversations for part in listed),
            people=frozenset().union(*(part.people for part in listed)),
            counts=_together(part.counts for part in listed),
            left_over=_together(part.left_over for part in listed),
            languages=_together(part.languages for part in listed),
        )


def _together(counters: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for counter in counters:
        total.update(counter)
    return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Masking:
    """All that the parts of a log have in common; can be sent to other processes.

    A conversation is masked by what is here and in itself alone, so a log gives the same whether
    it is masked at once or in parts.
    """

    key: bytes = field(repr=False)
    """The secret of the pseudonyms."""
    staff: tuple[str, ...] = field(default=(), repr=False)
    """Names known in every conversation: the agents', and those the user gave."""
    coarsen: Unit | None = None
    """The unit to which times are rounded down."""
    surrogates: bool = False
    """Whether natural words stand in texts instead of marks."""
    people: tuple[str, ...] = field(default=(), repr=False)
    """All senders' names: no surrogate may be one, and they are known in every conversation.

    The latter by family names that are nothing else, and only of logs with at most 20,000 senders.
    """
    ner: bool = False
    """Whether the language model of the extra ``ner`` looks for names too."""
    presidio: bool = False
    """Whether Presidio looks too."""

    def checked(self) -> Masking:
        """Itself, if everything in it can be used.

        Raises:
            ParameterError: The key is too short or the unit unknown.
            MissingExtraError: An optional detector is not installed.
        """
        checked(self.key)
        if self.coarsen is not None and self.coarsen not in get_args(Unit):
            units = ", ".join(get_args(Unit))
            raise ParameterError(f"coarsen must be one of {units}, got {self.coarsen!r}")
        self.detectors()
        self.pseudonyms()
        return self

    def detectors(self) -> tuple[Detector, ...]:
        """The optional detectors.

        Raises:
            MissingExtraError: One is not installed.
        """
        found: list[Detector] = []
        if self.ner:
            from dialogkit.corpus._anonymize._ner import ner_detector

            found.append(ner_detector())
        if self.presidio:
            from dialogkit.corpus._anonymize._presidio import presidio_detector

            found.append(presidio_detector())
        return tuple(found)

    def pseudonyms(self) -> Pseudonyms:
        """What makes the pseudonyms.

        Raises:
            MissingExtraError: Surrogates are wanted and their package is not installed.
        """
        if self.surrogates:
            from dialogkit.corpus._anonymize._surrogates import Surrogates

            return Surrogates.of(self.key, self.people)
        return Pseudonyms(self.key)

    def masked(self, table: pa.Table) -> tuple[pa.Table, Tally]:
        """A part of a log that holds whole conversations, without anybody's name in it."""
        # other columns, and what a table says of itself, may hold anything
        table = table.select(MESSAGE_SCHEMA.names).replace_schema_metadata(None)
        pseudonyms = self.pseudonyms()
        persons: list[str | None] = table.column("person").to_pylist()
        people = {name: pseudonyms.person(name) for name in set(persons) if name}
        texts: list[str] = table.column("text").to_pylist()
        tallies = [Tally(messages=len(table), people=frozenset(people.values()))]
        for rows, done in self._conversations(table, texts, persons, pseudonyms):
            tallies.append(_counted([texts[row] for row in rows], done))
            for row, text in zip(rows, done.texts, strict=True):
                texts[row] = text
        columns: dict[str, list[str | None]] = {"text": list(texts)}
        columns["person"] = [people.get(name) if name else None for name in persons]
        for column, kind in (("conversation_id", "CONVERSATION"), ("case_id", "CASE")):
            ids = {
                v: pseudonyms.column(kind, v)
                for v in table.column(column).unique().to_pylist()
                if v
            }
            columns[column] = [ids.get(v, v) for v in table.column(column).to_pylist()]
        context = Context((Participants.of(people), Participants.of(self.staff)))
        for column in ("channel", "locale", "intent"):
            labels: list[str | None] = table.column(column).to_pylist()
            told = {v: _label(column, v, context, pseudonyms) for v in set(labels) if v}
            columns[column] = [told.get(v, v) if v else v for v in labels]
        for name, values in columns.items():
            index = table.schema.get_field_index(name)
            place = table.schema.field(index)
            table = table.set_column(index, place, pa.array(values, type=place.type))
        forget_texts()
        return _coarse(table, self.coarsen), Tally.total(tallies)

    def _conversations(
        self,
        table: pa.Table,
        texts: Sequence[str],
        persons: Sequence[str | None],
        pseudonyms: Pseudonyms,
    ) -> Iterator[tuple[list[int], Masked]]:
        kinds: list[str] = table.column("kind").to_pylist()
        staff, more = Participants.of(self.staff), self.detectors()
        few = len(self.people) <= _MOST_ELSEWHERE
        elsewhere = Participants.elsewhere(self.people if few else ())
        for rows in groups_of(table):
            names = [name for row in rows if (name := persons[row])]
            yield (
                rows,
                mask_conversation(
                    [texts[row] for row in rows],
                    [kinds[row] for row in rows],
                    Participants.of(names),
                    staff,
                    pseudonyms,
                    more,
                    elsewhere,
                ),
            )


_LABEL_WORDS = frozenset(("PERSON", "TOWN", "STREET", "USERNAME", "ORDER_NUMBER"))
"""What rules for messages find in ordinary labels, too: ``cc_alien`` is no copy to anybody."""


def _label(column: str, value: str, context: Context, pseudonyms: Pseudonyms) -> str:
    """A channel, a language or an intent; a pseudonym where somebody's name or number is in it."""
    said = composed(value)
    words = re.sub(r"[_\W]+", " ", said)
    full = any(a in unmistakable() and b in given() for a, b in pairwise(map(fold, words.split())))
    numbers = any(span.type not in _LABEL_WORDS for span in find_in(value, context))
    if any(list(participant.find(text, context)) for text in (said, words)) or full or numbers:
        return pseudonyms.column(column.upper(), value)
    return value


def _counted(texts: Sequence[str], done: Masked) -> Tally:
    """What one conversation gave; its messages and people are counted with the table's."""
    return Tally(
        masked=sum(map(bool, done.spans)),
        conversations=1,
        counts=Counter(span.type for spans in done.spans for span in spans),
        left_over=Counter(done.left_over),
        languages=Counter([written_in(texts) or "unknown"]),
    )


def groups_of(table: pa.Table) -> list[list[int]]:
    """Numbers of the rows of each conversation."""
    groups: dict[str, list[int]] = {}
    for row, conversation in enumerate(table.column("conversation_id").to_pylist()):
        groups.setdefault(conversation, []).append(row)
    return list(groups.values())


def people_of(table: pa.Table) -> tuple[str, ...]:
    """Names of all senders, sorted."""
    return tuple(sorted(name for name in table.column("person").unique().to_pylist() if name))


def staff_of(table: pa.Table) -> list[str]:
    """Names of agents: colleagues and customers mention them in other conversations too."""
    agents = table.filter(pc.equal(table.column("speaker"), "agent"))
    return sorted(name for name in agents.column("person").unique().to_pylist() if name)


def _coarse(table: pa.Table, unit: Unit | None) -> pa.Table:
    if unit is None:
        return table
    index = table.schema.get_field_index("sent_at")
    times = pc.floor_temporal(table.column(index), unit=unit).cast(table.schema.field(index).type)
    return table.set_column(index, table.schema.field(index), times)
