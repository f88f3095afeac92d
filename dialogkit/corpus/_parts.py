"""A large table of messages in parts: whole customers each, read one at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from dialogkit import _files
from dialogkit.conversation import MESSAGE_SCHEMA
from dialogkit.errors import InputError, OutputError, ParameterError

__all__ = [
    "ROWS",
    "Part",
    "Progress",
    "database",
    "parts_folder",
    "parts_of",
    "read_part",
    "require_parquet",
    "sorted_into",
    "write_part",
]

ROWS = 50_000
"""Messages of a part, unless one customer has more."""

_GROUP = 65_536
"""Rows of a row group of what is written; fixed, so that equal tables are equal files."""

_PLAN = """
WITH each AS (
    SELECT
        conversation_id,
        count(*) AS n,
        coalesce(
            arg_min(person::VARCHAR, position)
                FILTER (speaker = 'customer' AND person IS NOT NULL),
            conversation_id
        ) AS customer
    FROM (
        SELECT * REPLACE (conversation_id::VARCHAR AS conversation_id)
        FROM read_parquet(?, hive_partitioning = false)
    ) GROUP BY conversation_id
)
SELECT list(conversation_id ORDER BY conversation_id) AS ids, sum(n)::BIGINT AS n
FROM each GROUP BY customer ORDER BY min(conversation_id)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some of the conversations in a Parquet file; all conversations of a customer in one part."""

    number: int
    """From 0."""
    path: str
    """The file."""
    conversations: tuple[str, ...] = field(repr=False)
    """Their ids, sorted."""


@contextmanager
def database(
    memory_limit: str | None, folder: Path | None = None, *, file: str | None = None
) -> Iterator[Any]:
    """A DuckDB that writes nothing to disk, or only to ``folder``.

    Args:
        memory_limit: What it may use.
        folder: Where it may write.
        file: What is read with it, if that is the user's.

    Raises:
        ParameterError: The memory limit is none, or too small for what is done with it.
        InputError: ``file`` is damaged, or its columns are of other types.
        OutputError: ``folder`` cannot be written.
    """
    config: dict[str, Any] = {
        "temp_directory": "" if folder is None else str(folder),
        "autoinstall_known_extensions": "false",
        "TimeZone": "UTC",
    }
    if memory_limit is not None:
        config["memory_limit"] = memory_limit
    try:
        opened = duckdb.connect(":memory:", config=config)
    except (duckdb.ParserException, duckdb.InvalidInputException):
        raise ParameterError("memory_limit must be a size as 500MB or 2GB") from None
    except duckdb.OutOfMemoryException:
        raise ParameterError("memory_limit is too small for this log; raise it") from None
    try:
        with opened as connection:
            yield connection
    except duckdb.OutOfMemoryException:
        raise ParameterError("memory_limit is too small for this log; raise it") from None
    except duckdb.Error as error:  # its words may quote a value
        if folder is not None and isinstance(error, duckdb.IOException):
            what = "cannot be written; is the disk full?"
            raise OutputError(what, file=str(folder)) from None
        if file is None:
            raise
        what = "is damaged, or its columns are not of the types of messages"
        raise InputError(what, file=file) from None


def require_parquet(path: str | os.PathLike[str]) -> str:
    """The name of a Parquet file of messages.

    Raises:
        InputError: It is missing, no Parquet file, or lacks a column.
    """
    name = os.fspath(path)
    if not Path(name).is_file():
        raise InputError("no such file", file=name)
    try:
        columns = set(pq.read_schema(name).names)
    except (pa.ArrowException, OSError):
        what = "is not a Parquet file that can be read; only those are read piece by piece"
        raise InputError(what, file=name) from None
    missing = [f.name for f in MESSAGE_SCHEMA if not f.nullable and f.name not in columns]
    if missing:
        raise InputError(f"lacks the columns {', '.join(missing)}", file=name)
    if "person" not in columns:
        raise InputError("lacks the column person, so that customers cannot be told", file=name)
    return name


def parts_of(
    path: str | os.PathLike[str], *, rows: int = ROWS, memory_limit: str | None = None
) -> list[Part]:
    """The parts of a file, by customers in the order of their first conversation's id.

    Args:
        path: A Parquet file of messages.
        rows: Messages a part should have at most; a customer is never cut.
        memory_limit: What DuckDB may use.

    Raises:
        InputError: The file cannot be read or lacks a column.
        ParameterError: ``rows`` is not positive, or the limit too small.
    """
    if rows < 1:
        raise ParameterError(f"rows must be at least 1, got {rows}")
    name = require_parquet(path)
    with database(memory_limit, file=name) as connection:
        customers = connection.execute(_PLAN, [name]).fetchall()
    if any(None in ids for ids, _ in customers):
        raise InputError("column conversation_id has gaps", file=name)
    groups: list[list[str]] = []
    left = 0
    for ids, n in customers:
        if not groups or n > left:
            groups.append([])
            left = rows
        groups[-1] += ids
        left -= n
    return [
        Part(number=number, path=name, conversations=tuple(sorted(ids)))
        for number, ids in enumerate(groups)
    ]


_READ = """
SELECT * EXCLUDE (file_row_number)
FROM read_parquet($path, hive_partitioning = false, file_row_number = true)
WHERE conversation_id::VARCHAR BETWEEN $low AND $high
    AND conversation_id::VARCHAR IN (SELECT id FROM wanted)
ORDER BY conversation_id, position, file_row_number
"""


def read_part(part: Part) -> pa.Table:
    """The messages of a part, by conversation and position.

    Raises:
        InputError: The file has changed, or a column is of another type.
    """
    with database(None, file=part.path) as connection:
        connection.execute("SET threads = 1")
        connection.register("wanted", pa.table({"id": pa.array(part.conversations)}))
        ends = {"low": part.conversations[0], "high": part.conversations[-1]}
        found = connection.sql(_READ, params={"path": part.path, **ends}).to_arrow_table()
    return _files.conformed(found, MESSAGE_SCHEMA, file=part.path)


def write_part(table: pa.Table, folder: Path, number: int) -> None:
    """Writes what became of a part into the folder of `parts_folder`.

    Raises:
        OutputError: The folder is not there: the work has been given up meanwhile, or a worker on
            another machine does not see it. A new one would be read by nobody, nor removed.
    """
    if not folder.is_dir():
        what = "is gone, or not to be seen from here; workers must share the target's folder"
        raise OutputError(what, file=str(folder))
    _files.write_table(table, folder / f"{number:06}.parquet")


def sorted_into(
    target: str | os.PathLike[str],
    folder: Path,
    *,
    by: Sequence[str],
    schema: pa.Schema,
    about: dict[str, str],
    memory_limit: str | None,
) -> None:
    """Writes the tables in a folder as one, sorted; the same bytes however they were parted.

    Args:
        target: A ``.parquet`` file.
        folder: Where the tables lie, and what does not fit into memory goes.
        by: Columns to sort by; equal rows may stand in any order.
        schema: Of the tables.
        about: What the file says of itself.
        memory_limit: What DuckDB may use.

    Raises:
        OutputError: The file cannot be written.
        ParameterError: The limit is too small.
    """
    listed = sorted(str(path) for path in folder.glob("*.parquet"))
    if not listed:
        _files.write_table(schema.empty_table(), target, about)
        return
    order = ", ".join(by)
    query = f"SELECT * FROM read_parquet(?, hive_partitioning = false) ORDER BY {order}"  # noqa: S608 # own columns

    def write(temporary: Path) -> None:
        with database(memory_limit, folder) as connection:
            reader = connection.sql(query, params=[listed]).to_arrow_reader(_GROUP)
            described = _files.described(schema, about)
            with pq.ParquetWriter(temporary, described) as writer:
                for table in _groups(reader, schema):
                    writer.write_table(
                        table.cast(schema).replace_schema_metadata(described.metadata),
                        row_group_size=_GROUP,
                    )

    _files.write_atomic(target, write)


def _groups(reader: Any, schema: pa.Schema) -> Iterator[pa.Table]:
    """The rows in tables of equal size, whatever batches they come in."""
    held: list[pa.RecordBatch] = []
    rows = 0
    for batch in reader:
        held.append(batch)
        rows += batch.num_rows
        while rows >= _GROUP:
            table = pa.Table.from_batches(held)
            yield table.slice(0, _GROUP).select(schema.names)
            held, rows = table.slice(_GROUP).to_batches(), rows - _GROUP
    if rows:
        yield pa.Table.from_batches(held).select(schema.names)


@contextmanager
def parts_folder(target: str | os.PathLike[str]) -> Iterator[Path]:
    """A folder beside ``target`` that nobody else may read, gone afterwards.

    Raises:
        OutputError: It cannot be made.
    """
    path = Path(target)
    folder = path.parent / f".{path.name}.{uuid4().hex[:8]}.parts"
    with _files.temporary_folder(folder):
        yield folder


Progress = Callable[[str, int, int], object]
"""Told what is being done, how much of it is done, and of how much."""
