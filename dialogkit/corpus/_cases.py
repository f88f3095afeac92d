"""A messenger thread never ends; this cuts it into cases where it pauses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from dialogkit._durations import parse_duration
from dialogkit.conversation import CASE_SCHEMA, Cases, Messages
from dialogkit.corpus._evidence import announces_handoff, asks_for_human
from dialogkit.corpus._outcome import outcome
from dialogkit.errors import ParameterError

__all__ = ["split_cases"]

_SQL = Path(__file__).with_name("_cases.sql")


def split_cases(
    messages: Messages,
    gap: str | float | timedelta = "24h",
    *,
    memory_limit: str | None = None,
) -> Cases:
    """Cuts conversations into cases and says of each what the log can show.

    A case opens with a customer's message after a pause of more than ``gap``: a team's answer
    after the weekend belongs to the question before it. Conversations with a message of unknown
    time are one case each. Events (joined, changed the subject) belong to the case
    before them, but neither open nor close one. Older values in ``case_id`` are replaced.

    Only what was said outright counts (see `dialogkit.corpus._evidence`): ``resolved`` is unknown
    where nobody said so; ``abandoned`` is *bot* where the bot's last question was never answered
    and *queue* where a human was asked for and none ever wrote. ``wait_seconds`` runs from the
    customer's first request for a human or the first notice of a handoff, else from the bot's
    last word, to the agent's next message; without a bot, from the customer's first message.

    Args:
        messages: The log, in any order of rows.
        gap: The pause, as ``24h``, ``90m``, a number of seconds or a span.
        memory_limit: What DuckDB may use, as ``2GB``; 80 % of the machine where None. Nothing is
            ever written to disk.

    Returns:
        One row a case, by conversation and time; and the messages with their ``case_id``.

    Raises:
        ParameterError: The gap is not positive, or the memory limit is not one or too small.
    """
    pause = parse_duration(gap)
    if not pause:
        raise ParameterError("gap must be longer than nothing, got 0 s")
    log = _with_evidence(messages.table)
    ordered, counted = _query(log, pause // timedelta(microseconds=1), memory_limit)
    table = messages.table.take(ordered.column("row"))
    place = table.schema.get_field_index("case_id")
    cut = table.set_column(place, table.schema.field("case_id"), ordered.column("case_id"))
    return Cases(_cases(counted), replace(messages, table=cut))


def _with_evidence(table: pa.Table) -> pa.Table:
    """The columns that the query needs, with numbered rows and what the texts say outright."""
    speakers = table.column("speaker").to_pylist()
    texts = table.column("text").to_pylist()
    spoken = list(zip(speakers, texts, strict=True))
    asks = [who == "customer" and asks_for_human(text) for who, text in spoken]
    announces = [who in ("bot", "system") and announces_handoff(text) for who, text in spoken]
    kept = table.drop_columns(["sent_at", "case_id"])
    micros = pc.cast(table.column("sent_at"), pa.int64())
    columns = {
        "row": pa.array(range(len(table)), pa.int64()),
        "sent": micros,
        "asks": pa.array(asks, pa.bool_()),
        "announces": pa.array(announces, pa.bool_()),
    }
    for name, column in columns.items():
        kept = kept.append_column(name, column)
    return kept


def _query(log: pa.Table, pause: int, memory_limit: str | None) -> tuple[pa.Table, pa.Table]:
    """The rows in order with their case, and one row a case."""
    config: dict[str, Any] = {"temp_directory": "", "autoinstall_known_extensions": "false"}
    if memory_limit is not None:
        config["memory_limit"] = memory_limit
    cut, count = _SQL.read_text(encoding="utf-8").split("-- one row a case")
    try:
        with duckdb.connect(":memory:", config=config) as database:
            database.register("log", log)
            database.execute(cut, {"gap": pause})
            ordered = "SELECT row, case_id FROM said ORDER BY conversation_id, place"
            return (
                database.sql(ordered).to_arrow_table(),
                database.sql(count).to_arrow_table(),
            )
    except duckdb.OutOfMemoryException:
        raise ParameterError("memory_limit is too small for this log; raise it") from None
    except (duckdb.ParserException, duckdb.InvalidInputException):
        what = "memory_limit must be a size as 500MB or 2GB"
        raise ParameterError(what) from None


def _cases(counted: pa.Table) -> pa.Table:
    rows = counted.to_pylist()
    for row in rows:
        row.update(outcome(row))
    columns = [pa.array([row.get(f.name) for row in rows], type=f.type) for f in CASE_SCHEMA]
    return pa.table(columns, schema=CASE_SCHEMA)
