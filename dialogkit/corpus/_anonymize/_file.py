"""Anonymizing a file too large for one table: in parts, on one core, several, or a cluster."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dialogkit._chunks import Workers, run_chunks
from dialogkit.conversation import MESSAGE_SCHEMA, Messages
from dialogkit.corpus._anonymize._anonymize import audit_of, require_raw
from dialogkit.corpus._anonymize._audit import Audit
from dialogkit.corpus._anonymize._keys import checked, fingerprint
from dialogkit.corpus._anonymize._masking import Masking, Tally, Unit
from dialogkit.corpus._anonymize._pseudonyms import Pseudonyms
from dialogkit.corpus._parts import (
    ROWS,
    Part,
    Progress,
    parts_folder,
    parts_of,
    read_part,
    require_parquet,
    sorted_into,
    write_part,
)
from dialogkit.errors import InputError

__all__ = ["anonymize_file", "ordered_as_file"]

_FIRST = ("conversation_id", "position")
"""What the result is sorted by; then by all else, so that no two orders are possible."""


def anonymize_file(
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    *,
    key: bytes,
    participants: Iterable[str] = (),
    coarsen: Unit | None = None,
    surrogates: bool = False,
    ner: bool = False,
    presidio: bool = False,
    executor: Workers = "serial",
    rows: int = ROWS,
    memory_limit: str | None = "500MB",
    progress: Progress | None = None,
) -> Audit:
    """As `anonymize`, from Parquet to Parquet, a part of the customers at a time.

    The result holds the rows of `anonymize`, sorted by their pseudonymous conversation, so that
    their order tells nothing; it is the same to the byte for any executor and any ``rows``. Raw
    messages are held in memory only. The key goes to the workers; on a cluster that is a network,
    so use one that encrypts.

    Args:
        source: Messages in Parquet, of any size. Workers must find it under the same name.
        target: The ``.parquet`` file to write; parts lie in a hidden folder beside it meanwhile.
        key: As for `anonymize`, and so are the next five.
        participants: …
        coarsen: …
        surrogates: …
        ner: …
        presidio: …
        executor: Where it runs: ``serial``, ``loky``, ``dask://HOST:PORT`` or an executor.
        rows: Messages of a part; a customer is never cut.
        memory_limit: What DuckDB may use for planning and sorting.
        progress: Told how far it is.

    Returns:
        What was done to it.

    Raises:
        InputError: The source cannot be read, or the target is no ``.parquet`` file.
        OutputError: The target cannot be written, or was made with another key.
        ParameterError: A parameter is out of its range.
    """
    if Path(target).suffix.lower() != ".parquet":
        raise InputError("must end in .parquet, as all that is too large", file=os.fspath(target))
    require_raw(Messages.made_with(source))
    staff, people = _senders(require_parquet(source))
    masking = Masking(
        key=key,
        staff=tuple(dict.fromkeys((*participants, *staff))),
        people=tuple(people),
        coarsen=coarsen,
        surrogates=surrogates,
        ner=ner,
        presidio=presidio,
    ).checked()
    Messages.require_key(target, fingerprint(key))
    parts = parts_of(source, rows=rows, memory_limit=memory_limit)
    tallies = []
    with parts_folder(target) as folder:
        work = partial(_mask, masking, str(folder.resolve()))
        for done, tally in enumerate(run_chunks(work, parts, executor=executor), 1):
            tallies.append(tally)
            if progress is not None:
                progress("anonymize", done, len(parts))
        sorted_into(
            target,
            folder,
            by=(*_FIRST, *sorted(set(MESSAGE_SCHEMA.names) - set(_FIRST))),
            schema=MESSAGE_SCHEMA,
            about={"key_fingerprint": fingerprint(key)},
            memory_limit=memory_limit,
        )
    return audit_of(Tally.total(tallies), masking)


def ordered_as_file(messages: Messages, *, key: bytes) -> Messages:
    """A raw log with its rows in the order in which `anonymize_file` writes them.

    An audit compares row by row, and the order of a file made in parts is that of its pseudonyms.
    Messages of one conversation must have different positions.

    Args:
        messages: The raw log.
        key: The one the file was made with.
    """
    made = Pseudonyms(checked(key))
    names = messages.table.column("conversation_id").to_pylist()
    pseudonyms = {name: made.column("CONVERSATION", name) for name in set(names)}
    columns = {
        "conversation": pa.array([pseudonyms[name] for name in names], pa.string()),
        "position": messages.table.column("position"),
    }
    order = pc.sort_indices(pa.table(columns), sort_keys=[(name, "ascending") for name in columns])
    return replace(messages, table=messages.table.take(order))


def _mask(masking: Masking, folder: str, part: Part) -> Tally:
    """Writes a part without names into a folder."""
    table, tally = masking.masked(read_part(part))
    write_part(table, Path(folder), part.number)
    return tally


def _senders(source: str) -> tuple[list[str], list[str]]:
    """Names of agents and of all senders, from two columns read a row group at a time."""
    staff: set[str] = set()
    people: set[str] = set()
    try:
        with pq.ParquetFile(source) as file:
            for batch in file.iter_batches(columns=["speaker", "person"]):
                agents = batch.filter(pc.equal(batch.column("speaker"), "agent"))
                staff.update(name for name in agents.column("person").unique().to_pylist() if name)
                people.update(name for name in batch.column("person").unique().to_pylist() if name)
    except (pa.ArrowException, OSError):
        what = "is damaged, or its columns are not of the types of messages"
        raise InputError(what, file=source) from None
    return sorted(staff), sorted(people)
