"""Parquet: one row a message, or a conversation with its messages in a list."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq

from dialogkit.corpus._columns import is_table_of_messages
from dialogkit.corpus._nested import flat_rows
from dialogkit.corpus._raw import Reading, Source
from dialogkit.corpus._rows import messages_of

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "parquet"
GENERIC = True


def recognise(source: Source) -> bool:
    """Whether it starts as Parquet files do."""
    return source.data[:4] == b"PAR1"


def read(source: Source) -> Reading:
    """The conversations in the table.

    Raises:
        InputError: It is damaged, or its columns hold no chat.
    """
    try:
        table = pq.read_table(pa.BufferReader(source.data))
        names = table.column_names
        rows = table.to_pylist()
    except (pa.ArrowException, OSError, ValueError, OverflowError):
        raise source.refuse("is not a Parquet file that can be read") from None
    nested = any(pa.types.is_nested(kind) for kind in table.schema.types)
    numbered = list(enumerate(rows, 1))
    if nested:
        numbered = [pair for pair in flat_rows(numbered, source.columns) if pair[1] is not None]
        names = list(dict.fromkeys(name for _, row in numbered for name in row))
    if not is_table_of_messages(names, source.columns):
        raise source.refuse("lacks columns of a chat: a text, and who wrote it or when")
    return messages_of(source, numbered)
