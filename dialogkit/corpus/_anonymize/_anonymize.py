"""A whole log without anybody's name in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from dialogkit.conversation import Messages, Unreadable
from dialogkit.corpus._anonymize._audit import Audit
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._find import find_in, find_spans, mask
from dialogkit.corpus._anonymize._keys import fingerprint
from dialogkit.corpus._anonymize._masking import Masking, Tally, Unit, people_of, staff_of
from dialogkit.corpus._anonymize._participants import Participants
from dialogkit.corpus._anonymize._pseudonyms import Pseudonyms
from dialogkit.errors import InputError, ParameterError

__all__ = ["anonymize", "anonymize_rows", "audit_of", "require_raw"]

_ENDINGS = frozenset(
    (".txt", ".zip", ".json", ".jsonl", ".ndjson", ".html", ".csv", ".tsv", ".parquet", ".mbox")
)
"""Endings of exports: others may be a part of a name."""


def anonymize(
    messages: Messages,
    *,
    key: bytes,
    participants: Iterable[str] = (),
    coarsen: Unit | None = None,
    surrogates: bool = False,
    ner: bool = False,
    presidio: bool = False,
) -> tuple[Messages, Audit]:
    """Replaces people and identifiers by keyed pseudonyms, the same for the same value.

    ``person`` and the ids of conversations and cases become ``PERSON_…`` and the like with 16
    hexadecimal digits; in texts stand ``<PERSON_3f2a>`` and the like, with the first four, or
    natural ``surrogates``. Whoever has the key can make the pseudonym of a known name, so the
    result is pseudonymous.

    Args:
        messages: A log as `read_log` gives it.
        key: At least 16 secret bytes, from `load_key`.
        participants: Names known to occur besides the senders (staff, for one), in every
            conversation.
        coarsen: Rounds ``sent_at`` down to this unit.
        surrogates: Puts natural words of the same kind in the place of what was found.
        ner: Lets the language model of the extra ``ner`` look for names too.
        presidio: Lets Presidio look too.

    Returns:
        The log with the same rows in the same order, and what was done to it. Columns that
        messages do not have, and what a table says of itself, are left out.

    Raises:
        ParameterError: The key is too short, the unit unknown, or the log anonymous already.
        MissingExtraError: What is asked for is not installed.
    """
    require_raw(messages.key_fingerprint)
    masking = Masking(
        key=key,
        staff=tuple(dict.fromkeys((*participants, *staff_of(messages.table)))),
        coarsen=coarsen,
        surrogates=surrogates,
        people=people_of(messages.table),
        ner=ner,
        presidio=presidio,
    ).checked()
    table, tally = masking.masked(messages.table)
    return _without_names(replace(messages, table=table), messages, masking), audit_of(
        tally, masking
    )


def require_raw(fingerprint: str | None) -> None:
    """Refuses what is anonymous already: its pseudonyms would get pseudonyms.

    Raises:
        ParameterError: It was made with a key.
    """
    if fingerprint is not None:
        what = f"is anonymous already, made with the key {fingerprint}; give the raw messages"
        raise ParameterError(what)


def audit_of(tally: Tally, masking: Masking) -> Audit:
    """What was done, in numbers."""
    return Audit(
        messages=tally.messages,
        messages_masked=tally.masked,
        conversations=tally.conversations,
        participants=len(tally.people),
        counts=dict(tally.counts),
        left_over=dict(tally.left_over),
        languages=dict(tally.languages),
        key_fingerprint=fingerprint(masking.key),
        coarsened=masking.coarsen,
    )


def _without_names(masked: Messages, raw: Messages, masking: Masking) -> Messages:
    """The notes, the senders and the names of the files without names, too."""
    pseudonyms = Pseudonyms(masking.key)
    people = {name for name in raw.table.column("person").unique().to_pylist() if name}
    context = Context((Participants.of(sorted(people)), Participants.of(masking.staff)))
    return replace(
        masked,
        notes=tuple(mask(note, find_in(note, context)) for note in raw.notes),
        unreadable=tuple(_nameless(entry, pseudonyms) for entry in raw.unreadable),
        senders=tuple(replace(s, name=pseudonyms.person(s.name)) for s in raw.senders),
        key_fingerprint=fingerprint(masking.key),
    )


def _nameless(entry: Unreadable, pseudonyms: Pseudonyms) -> Unreadable:
    """Exports are named after the people in them ("Chat with Dr. …"), in their endings too."""
    ending = PurePath(entry.file).suffix.lower()
    known = ending if ending in _ENDINGS else ""
    return replace(entry, file=pseudonyms.column("FILE", entry.file) + known)


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
