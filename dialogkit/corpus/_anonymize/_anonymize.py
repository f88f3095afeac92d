"""A whole log without anybody's name in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, get_args

import pyarrow as pa
import pyarrow.compute as pc

from dialogkit.conversation import Messages, Unreadable
from dialogkit.corpus._anonymize._audit import Audit
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._conversation import Masked, mask_conversation
from dialogkit.corpus._anonymize._find import find_in, find_spans, mask
from dialogkit.corpus._anonymize._keys import checked, fingerprint
from dialogkit.corpus._anonymize._participants import Participants, name_key
from dialogkit.corpus._anonymize._pseudonyms import Pseudonyms
from dialogkit.errors import InputError, ParameterError

__all__ = ["Unit", "anonymize", "anonymize_rows"]

Unit = Literal["minute", "hour", "day", "week", "month"]


def anonymize(
    messages: Messages,
    *,
    key: bytes,
    participants: Iterable[str] = (),
    coarsen: Unit | None = None,
) -> tuple[Messages, Audit]:
    """Replaces people and identifiers by keyed pseudonyms, the same for the same value.

    ``person`` and the ids of conversations and cases become ``PERSON_…`` and the like with 16
    hexadecimal digits; in texts stand ``<PERSON_3f2a>`` and the like, with the first four. Whoever
    has the key can make the pseudonym of a known name, so the result is pseudonymous.

    Args:
        messages: A log as `read_log` gives it.
        key: At least 16 secret bytes, from `load_key`.
        participants: Names known to occur besides the senders (staff, for one), in every
            conversation.
        coarsen: Rounds ``sent_at`` down to this unit.

    Returns:
        The log with the same rows in the same order, and what was done to it.

    Raises:
        ParameterError: The key is too short or the unit unknown.
    """
    pseudonyms = Pseudonyms(checked(key))
    table = _coarse(messages.table, coarsen)
    persons: list[str | None] = table.column("person").to_pylist()
    staff = Participants.of((*participants, *_staff(table)))
    texts: list[str] = table.column("text").to_pylist()
    left_over: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    masked_messages = 0
    groups = _groups(table)
    for rows, done in _masked(table, groups, texts, persons, staff, pseudonyms):
        for row, text, spans in zip(rows, done.texts, done.spans, strict=True):
            texts[row] = text
            counts.update(span.type for span in spans)
            masked_messages += bool(spans)
        left_over.update(done.left_over)
    audit = Audit(
        messages=len(table),
        messages_masked=masked_messages,
        conversations=len(groups),
        participants=len({name_key(name) for name in persons if name}),
        counts=dict(counts),
        left_over=dict(left_over),
        key_fingerprint=fingerprint(key),
        coarsened=coarsen,
    )
    return _replaced(messages, table, texts, pseudonyms, staff), audit


def _groups(table: pa.Table) -> list[list[int]]:
    """Numbers of the rows of each conversation."""
    groups: dict[str, list[int]] = {}
    for row, conversation in enumerate(table.column("conversation_id").to_pylist()):
        groups.setdefault(conversation, []).append(row)
    return list(groups.values())


def _staff(table: pa.Table) -> list[str]:
    """Names of agents: colleagues and customers mention them in other conversations too."""
    agents = table.filter(pc.equal(table.column("speaker"), "agent"))
    return sorted(name for name in agents.column("person").unique().to_pylist() if name)


def _masked(
    table: pa.Table,
    groups: list[list[int]],
    texts: Sequence[str],
    persons: Sequence[str | None],
    staff: Participants,
    pseudonyms: Pseudonyms,
) -> Iterator[tuple[list[int], Masked]]:
    kinds: list[str] = table.column("kind").to_pylist()
    for rows in groups:
        names = [name for row in rows if (name := persons[row])]
        yield (
            rows,
            mask_conversation(
                [texts[row] for row in rows],
                [kinds[row] for row in rows],
                Participants.of(names),
                staff,
                pseudonyms,
            ),
        )


def _replaced(
    messages: Messages,
    table: pa.Table,
    texts: list[str],
    pseudonyms: Pseudonyms,
    staff: Participants,
) -> Messages:
    """The log with masked texts, senders and ids; nothing else in it names anybody."""
    columns: dict[str, list[str | None]] = {"text": list(texts)}
    people = {v: pseudonyms.person(v) for v in table.column("person").unique().to_pylist() if v}
    columns["person"] = [people.get(v) for v in table.column("person").to_pylist()]
    for column, kind in (("conversation_id", "CONVERSATION"), ("case_id", "CASE")):
        ids = {
            v: pseudonyms.column(kind, v) for v in table.column(column).unique().to_pylist() if v
        }
        columns[column] = [ids.get(v, v) for v in table.column(column).to_pylist()]
    for name, values in columns.items():
        index = table.schema.get_field_index(name)
        field = table.schema.field(index)
        table = table.set_column(index, field, pa.array(values, type=field.type))
    context = Context((Participants.of(people), staff))
    notes = tuple(mask(note, find_in(note, context)) for note in messages.notes)
    unreadable = tuple(_nameless(entry, pseudonyms) for entry in messages.unreadable)
    return replace(messages, table=table, unreadable=unreadable, notes=notes)


def _nameless(entry: Unreadable, pseudonyms: Pseudonyms) -> Unreadable:
    """Exports are named after the people in them ("Chat with …")."""
    file = pseudonyms.column("FILE", entry.file) + Path(entry.file).suffix
    return replace(entry, file=file)


def _coarse(table: pa.Table, unit: Unit | None) -> pa.Table:
    if unit is None:
        return table
    if unit not in get_args(Unit):
        units = ", ".join(get_args(Unit))
        raise ParameterError(f"coarsen must be one of {units}, got {unit!r}")
    index = table.schema.get_field_index("sent_at")
    times = pc.floor_temporal(table.column(index), unit=unit).cast(table.schema.field(index).type)
    return table.set_column(index, table.schema.field(index), times)


def anonymize_rows(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Spans and masked texts of rows ``{id, text, participants: […]}``, without a key.

    Gives rows ``{id, spans: [{start, end, type}], text}``; offsets count Python characters. Without
    a key there are no pseudonyms, so ``text`` holds plain types, such as ``<PERSON>``.

    Raises:
        InputError: A row lacks its text, or ``participants`` is no list of names; with its number.
    """
    for number, row in enumerate(rows, 1):
        text, participants = row.get("text"), row.get("participants") or ()
        if not isinstance(text, str):
            raise InputError(f"row {number} must have a text", line=number)
        if isinstance(participants, str) or not all(isinstance(p, str) for p in participants):
            raise InputError(f"participants in row {number} must be a list of names", line=number)
        spans = find_spans(text, participants)
        shown = [{"start": s.start, "end": s.end, "type": s.type} for s in spans]
        yield {"id": row.get("id"), "spans": shown, "text": mask(text, spans)}
