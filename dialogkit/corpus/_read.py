"""Chat exports become messages; nothing is lost silently."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from dialogkit import _files
from dialogkit.conversation import MESSAGE_SCHEMA, Messages, Speaker, Unreadable
from dialogkit.corpus._in_order import in_order, minute_notes
from dialogkit.corpus._language import language_of
from dialogkit.corpus._overlap import overlap_notes
from dialogkit.corpus._raw import Entry, Given, Reader, Reading, Source, Thread
from dialogkit.corpus._readers import readers
from dialogkit.corpus._readers.csv_table import has_heading, missing_columns
from dialogkit.corpus._roles import assign_roles, plain_name
from dialogkit.corpus._sources import Found, find_exports, open_export
from dialogkit.corpus._sqlite import START, open_database
from dialogkit.corpus._stamps import Order, Style, agreed_orders
from dialogkit.errors import InputError, ParameterError

__all__ = ["formats", "read_log"]


def read_log(
    *paths: str | os.PathLike[str],
    format: str | None = None,  # noqa: A002 # the word users know
    agents: Sequence[str] = (),
    channel: str | None = None,
    overrule: bool = False,
    timezone: str = "Europe/Berlin",
    columns: Mapping[str, str] | None = None,
) -> Messages:
    """Reads chat exports of messengers, help desks and bots, mail, or tables of messages.

    Conversation ids carry no names: where the export has none of its own, they are a hash of the
    file's name and the first messages, as ``wa-1f0c9a3b5d7e``. Senders stay as the export names
    them; `anonymize` removes them.

    Args:
        *paths: Files, folders (all exports in them) and zip archives as messengers write them.
        format: A name out of `formats`; recognised by content where None.
        agents: Names of those who are the company's staff, upper or lower case; inferred where
            empty, and ``notes`` says how.
        channel: What to write into the column ``channel`` where the log names none: exports of
            messengers are of that messenger, and help desks mostly say where a message came from.
        overrule: Whether to write ``channel`` over what the log names, too.
        timezone: Zone of times that state none, as ``Europe/Berlin``.
        columns: Which column of a table holds what, where its name does not tell, as
            ``{"text": "Freitext", "sent_at": "Eingang"}``; the keys are columns of messages.

    Returns:
        The messages. Each message of the exports is in the table or in ``unreadable``; ``senders``
        and ``notes`` tell what was inferred.

    Raises:
        ParameterError: No path, or an unknown format, time zone or column.
        InputError: A file cannot be read or is in no known format. In a folder such a file is
            counted in ``unreadable``; the error comes only where no file can be read.
    """
    if not paths:
        raise ParameterError("needs at least one file or folder to read")
    settings = Source("", b"", zone=_zone(timezone), columns=_columns(columns or {}))
    known = _reader(format)
    found, left_out = find_exports(paths)
    readings = _read_all(found, known, settings)
    notes = Counter(note for reading in readings for note in reading.notes)
    if settings.columns:
        _require_columns(readings)
    if not any(reading.threads for reading in readings):
        _refuse_nothing(found, readings)
    threads = _with_unique_ids([thread for reading in readings for thread in reading.threads])
    roles = assign_roles(threads, agents)
    if left_out:
        notes[f"{left_out} pictures, recordings and the like were left out"] = 1
    said = [note if count == 1 else f"{note} ({count} files)" for note, count in notes.items()]
    return Messages(
        _table(threads, roles.speakers, channel, overrule=overrule),
        tuple(bad for reading in readings for bad in reading.unreadable),
        (*said, *overlap_notes(threads), *roles.notes),
        roles.senders,
    )


def _zone(timezone: str) -> ZoneInfo:
    try:
        return ZoneInfo(timezone)
    except (KeyError, ValueError, OSError):
        what = f"timezone must be a name as Europe/Berlin, got {timezone[:40]!r}"
        raise ParameterError(what) from None


def _columns(columns: Mapping[str, str]) -> Mapping[str, str]:
    unknown = sorted(columns.keys() - set(MESSAGE_SCHEMA.names))
    if unknown:
        what = f"columns must be some of {', '.join(MESSAGE_SCHEMA.names)}"
        raise ParameterError(f"{what}, got {', '.join(name[:20] for name in unknown)}")
    return dict(columns)


def formats() -> tuple[str, ...]:
    """The names of the formats that `read_log` reads."""
    return tuple(readers())


def _reader(name: str | None) -> Reader | None:
    if name is None or name in readers():
        return readers()[name] if name else None
    raise ParameterError(f"format must be one of {', '.join(readers())}, got {name[:40]!r}")


def _read_all(found: Sequence[Found], reader: Reader | None, settings: Source) -> list[Reading]:
    """All files; those that could only assume their date order are read again with the others'."""
    files = [list(_readings(export, reader, settings)) for export in found]
    lent = agreed_orders(reading.orders for readings in files for reading in readings)
    for place, export in enumerate(found):
        if any(_would_learn(reading, lent) for reading in files[place]):
            files[place] = list(_readings(export, reader, replace(settings, lent=lent)))
    return [reading for readings in files for reading in readings]


def _would_learn(reading: Reading, lent: Mapping[Style, Order]) -> bool:
    return any(order.why == "assumed" and style in lent for style, order in reading.orders.items())


def _readings(export: Found, reader: Reader | None, settings: Source) -> Iterator[Reading]:
    """What the file holds. A bad file found in a folder or an archive does not stop the others."""
    try:
        for source in open_export(export, settings):
            try:
                yield _read_one(source, reader)
            except InputError as error:
                if not export.in_folder and source.file == export.path:
                    raise
                yield _unread(error, source.file)
    except InputError as error:
        if not export.in_folder:
            raise
        yield _unread(error, export.path)


def _unread(error: InputError, file: str) -> Reading:
    why = error.what.partition(" (known: ")[0]  # one list of formats is enough
    bad = Unreadable(file=error.file or file, line=error.line or 1, why=why)
    return Reading(threads=(), unreadable=(bad,))


def _read_one(source: Source, reader: Reader | None) -> Reading:
    if source.unfit:
        raise source.refuse(source.unfit)
    chosen = reader or next((r for r in readers().values() if r.recognise(source)), None)
    if chosen is None:
        if source.data.startswith(START):
            with open_database(source) as tables:
                tables.require_sound()  # else it is of some other program
        if not has_heading(source):
            # says it better where it is not text at all
            _files.decode(source.data, file=source.file)
        if missing := missing_columns(source):
            what = f"has no column {missing[0]!r}; its first line names the columns there are"
            raise source.refuse(what, line=1)
        if source.file.lower().endswith((".csv", ".tsv")):
            what = "no column is known to hold the texts; name it, as --column text=Freitext"
            raise source.refuse(f"{what}: the first line names the columns there are", line=1)
        what = f"is in no known format (known: {', '.join(readers())})"
        raise source.refuse(what)
    reading = chosen.read(source)
    minutes = minute_notes(thread.entries for thread in reading.threads)
    notes = (f"format: {chosen.NAME}", *source.mended, *reading.notes, *minutes)
    return replace(reading, notes=notes)


def _require_columns(readings: Sequence[Reading]) -> None:
    """Refuses columns that were named and that no table has: all of it would be left out."""
    tables = {f"format: {name}" for name, reader in readers().items() if reader.GENERIC}
    lacking = [
        one
        for reading in readings
        for one in reading.unreadable
        if one.why.startswith(("lacks the column", "has no column"))
    ]
    if lacking and not any(tables & {*reading.notes} for reading in readings):
        raise InputError(lacking[0].why, file=lacking[0].file, line=lacking[0].line)


def _refuse_nothing(found: Sequence[Found], readings: Sequence[Reading]) -> None:
    bad = [one for reading in readings for one in reading.unreadable]
    if bad:
        what = f"holds no message that can be read: the first entry {bad[0].why}"
        raise InputError(what, file=bad[0].file, line=bad[0].line)
    raise InputError("holds no messages", file=found[0].path)


def _with_unique_ids(threads: Sequence[Thread]) -> list[Thread]:
    """Ids of the exports' own join conversations cut over several files; others are numbered."""
    own: dict[str, list[Thread]] = defaultdict(list)
    for thread in threads:
        if thread.own_id:
            own[thread.conversation_id].append(thread)
    found = {name: _joined(parts) for name, parts in own.items()}
    for thread in threads:
        if thread.own_id:
            continue
        name, number = thread.conversation_id, 1
        while name in found:
            number += 1
            name = f"{thread.conversation_id}-{number}"
        found[name] = replace(thread, conversation_id=name)
    return list(found.values())


def _joined(parts: Sequence[Thread]) -> Thread:
    """The parts of a conversation, in order where positions or times tell it."""
    if len(parts) == 1:
        return parts[0]
    entries = in_order([part.entries for part in parts])
    owner = next((part.owner for part in parts if part.owner), None)
    partner = next((part.partner for part in parts if part.partner), "")
    return replace(parts[0], entries=entries, owner=owner, partner=partner)


def _table(
    threads: Sequence[Thread],
    speakers: Sequence[dict[str, Speaker]],
    channel: str | None,
    *,
    overrule: bool,
) -> pa.Table:
    columns: dict[str, list[Any]] = {name: [] for name in MESSAGE_SCHEMA.names}
    for thread, roles in sorted(zip(threads, speakers, strict=True), key=_by_id):
        _append(columns, thread, roles)
        columns["channel"] += _channels(thread, channel, overrule=overrule)
    arrays = [pa.array(columns[field.name], type=field.type) for field in MESSAGE_SCHEMA]
    return pa.table(arrays, schema=MESSAGE_SCHEMA)


def _by_id(pair: tuple[Thread, dict[str, Speaker]]) -> str:
    return pair[0].conversation_id


_NOTHING = Given()


def _append(columns: dict[str, list[Any]], thread: Thread, roles: dict[str, Speaker]) -> None:
    entries = thread.entries
    given = [entry.given or _NOTHING for entry in entries]
    spoken = [_speaker(entry, roles) for entry in entries]
    said = zip(entries, spoken, strict=True)
    written = (e.text for e, who in said if who == "customer" and not e.again)
    language = language_of(written)
    columns["conversation_id"] += [thread.conversation_id] * len(entries)
    columns["position"] += _positions(entries)
    columns["sent_at"] += [entry.sent_at for entry in entries]
    columns["speaker"] += spoken
    columns["person"] += [plain_name(entry.person) for entry in entries]
    columns["locale"] += [more.locale or language for more in given]
    columns["kind"] += [entry.kind for entry in entries]
    columns["text"] += [entry.text for entry in entries]
    columns["case_id"] += [more.case_id for more in given]
    columns["intent"] += [more.intent for more in given]


def _channels(thread: Thread, told: str | None, *, overrule: bool) -> list[str | None]:
    """The channel of each message: as the log names it, else as it was told."""
    if told and overrule:
        return [told] * len(thread.entries)
    of_all = told or thread.channel if thread.channel_unsure else thread.channel or told
    return [(entry.given or _NOTHING).channel or of_all for entry in thread.entries]


def _speaker(entry: Entry, roles: dict[str, Speaker]) -> Speaker:
    if entry.speaker is not None:
        return entry.speaker
    return roles.get(entry.person, "customer") if entry.person else "customer"


def _positions(entries: Sequence[Entry]) -> list[int]:
    """Positions that the export gives, where they rise; else counted.

    A message that comes again has that of the message it repeats.
    """
    given = [entry.given.position if entry.given else None for entry in entries]
    places = [place for place in given if place is not None]
    later = [not entry.again for entry in entries[1:]]
    if len(places) == len(entries):
        steps = zip(pairwise(places), later, strict=True)
        if all(a < b if new else a == b for (a, b), new in steps):
            return places
    return list(accumulate(later, initial=0)) if entries else []
