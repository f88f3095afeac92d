"""Cases of a large log by pauses alone, from Parquet to Parquet."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from dialogkit import _files
from dialogkit._durations import parse_duration
from dialogkit.corpus._parts import database, require_parquet
from dialogkit.errors import InputError, ParameterError

__all__ = ["PAUSE_SCHEMA", "cut_by_gap"]

_SQL = Path(__file__).with_name("_gap.sql")
_AT_ONCE = 1_000_000
"""Messages cut at once; ten times as many do not fit into 500 MB."""

_NEVER = np.iinfo(np.int64).min
"""Stands for an unknown time; times before 1970 are below 0."""

PAUSE_SCHEMA = pa.schema(
    [
        pa.field("case_id", pa.string(), nullable=False),
        pa.field("conversation_id", pa.string(), nullable=False),
        pa.field("channel", pa.string()),
        pa.field("locale", pa.string()),
        pa.field("opened_at", pa.timestamp("us", tz="UTC")),
        pa.field("closed_at", pa.timestamp("us", tz="UTC")),
        pa.field("messages", pa.int32(), nullable=False),
        pa.field("customer_messages", pa.int32(), nullable=False),
        pa.field("bot_messages", pa.int32(), nullable=False),
        pa.field("agent_messages", pa.int32(), nullable=False),
    ]
)
"""One row a case; counts are of messages, not of turns."""


def cut_by_gap(
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    gap: str | float | timedelta = "24h",
    *,
    memory_limit: str | None = "500MB",
    at_once: int = _AT_ONCE,
) -> int:
    """Cuts a log of any size into cases where it pauses, without looking at what was said.

    The cases are those of `split_cases` without closing phrases, handoff marks and topics, for
    logs in which every message has a time; what their texts would tell is left out. The rows of
    the result are `PAUSE_SCHEMA`, sorted by conversation and case.

    Args:
        source: Messages in Parquet.
        target: The ``.parquet`` file to write.
        gap: The pause, as ``24h``, ``90m``, a number of seconds or a span.
        memory_limit: What DuckDB may use; it writes nothing to disk.
        at_once: Messages cut at once; the result does not depend on it.

    Returns:
        Number of cases.

    Raises:
        InputError: The source cannot be read, or the target is no ``.parquet`` file.
        ParameterError: The gap is not positive, or the limit no size or too small.
    """
    pause = parse_duration(gap)
    if not pause:
        raise ParameterError("gap must be longer than nothing, got 0 s")
    if at_once < 1:
        raise ParameterError(f"at_once must be at least 1, got {at_once}")
    if Path(target).suffix.lower() != ".parquet":
        raise InputError("must end in .parquet, as all that is large", file=os.fspath(target))
    path = require_parquet(source)
    written = [0]

    def write(temporary: Path) -> None:
        with pq.ParquetWriter(temporary, PAUSE_SCHEMA) as writer:
            for cases in _cut(path, pause // timedelta(microseconds=1), memory_limit, at_once):
                writer.write_table(cases)
                written[0] += len(cases)

    _files.write_atomic(target, write)
    return written[0]


def _cut(path: str, gap: int, memory_limit: str | None, at_once: int) -> Iterator[pa.Table]:
    schema = pq.read_schema(path)
    missing = {"channel": "NULL", "locale": "NULL", "sent_at": "NULL::TIMESTAMPTZ"}
    columns = {name: name if name in schema.names else null for name, null in missing.items()}
    if "sent_at" in schema.names and not pa.types.is_timestamp(schema.field("sent_at").type):
        raise InputError("column sent_at must be timestamp[us, tz=UTC]", file=path)
    query = _SQL.read_text(encoding="utf-8").format(**columns)
    with database(memory_limit, file=path) as connection:
        for low, high in _ranges(connection, path, at_once):
            asked = {"path": path, "low": low, "high": high}
            yield _cases(connection.sql(query, params=asked).to_arrow_table(), gap)


def _cases(said: pa.Table, gap: int) -> pa.Table:
    """One row a case, of messages in order of conversation and time (unknown times last)."""
    if not len(said):
        return PAUSE_SCHEMA.empty_table()
    thread = said.column("conversation_id").combine_chunks()
    speaker = said.column("speaker").combine_chunks()
    by = {who: _flags(pc.equal(speaker, who)) for who in ("customer", "bot", "agent")}
    sent, known = (
        said.column("sent").fill_null(0).to_numpy(),
        _flags(said.column("sent").is_valid()),
    )
    new = np.ones(len(said), bool)
    new[1:] = _flags(pc.not_equal(thread.slice(1), thread.slice(0, len(thread) - 1)))
    pause = np.zeros(len(said), bool)
    pause[1:] = (np.diff(sent) > gap) & known[1:]
    starts = np.flatnonzero(new | (pause & by["customer"]))
    number = (
        1
        + np.arange(len(starts))
        - np.maximum.accumulate(np.where(new[starts], np.arange(len(starts)), 0))
    )
    first = said.take(pa.array(starts))
    written = pc.utf8_lpad(pc.cast(pa.array(number), pa.string()), 3, "0")
    named = pc.binary_join_element_wise(first.column("conversation_id"), written, "#")
    last = np.maximum.reduceat(np.where(known, sent, _NEVER), starts)
    counts = {who: np.add.reduceat(flags.astype(np.int32), starts) for who, flags in by.items()}
    columns = [
        named,
        *(first.column(name) for name in ("conversation_id", "channel", "locale", "sent")),
        pa.array(last, mask=last == _NEVER),
        pa.array(np.diff(np.append(starts, len(said)))),
        *(pa.array(counts[who]) for who in ("customer", "bot", "agent")),
    ]
    return pa.table(columns, names=PAUSE_SCHEMA.names).cast(PAUSE_SCHEMA)


def _flags(values: Any) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = values.to_numpy(zero_copy_only=False)
    return found


def _ranges(connection: Any, path: str, at_once: int) -> list[tuple[str, str]]:
    """First and last conversation of what is cut at once, in order."""
    query = """
        SELECT conversation_id::VARCHAR, count(*)
        FROM read_parquet(?, hive_partitioning = false) GROUP BY ALL ORDER BY ALL NULLS FIRST
    """
    counted = connection.execute(query, [path])
    ranges: list[tuple[str, str]] = []
    rows = at_once
    while some := counted.fetchmany(100_000):
        for name, n in some:
            if name is None:
                raise InputError("column conversation_id has gaps", file=path)
            if rows + n > at_once:
                ranges.append((name, name))
                rows = 0
            ranges[-1] = (ranges[-1][0], name)
            rows += n
    return ranges
