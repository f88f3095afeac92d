"""Labelled customer texts, read and written."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import asdict

import pyarrow as pa

from dialogkit import _files
from dialogkit.conversation import UTTERANCE_SCHEMA, Utterance
from dialogkit.errors import InputError

__all__ = ["read_utterances", "write_utterances"]


def read_utterances(path: str | os.PathLike[str]) -> list[Utterance]:
    """Training data from a ``.jsonl``, ``.csv`` or ``.parquet`` file.

    Columns: ``text``, ``intent``, and where known ``person`` and ``locale``; others are left out.

    Raises:
        InputError: The file cannot be read, is empty, or a row lacks its text or intent.
    """
    rows = _files.read_table(path, UTTERANCE_SCHEMA).to_pylist()
    if not rows:
        raise InputError("holds no utterances", file=os.fspath(path))
    for number, row in enumerate(rows, 1):
        blank = [name for name in ("text", "intent") if not row[name].strip()]
        if blank:
            what = f"row {number} lacks {' and '.join(blank)}"
            raise InputError(what, file=os.fspath(path), line=_files.line_of(path, number))
    return [Utterance(**row) for row in rows]


def write_utterances(utterances: Iterable[Utterance], path: str | os.PathLike[str]) -> None:
    """Writes training data as ``.jsonl``, ``.csv`` or ``.parquet``, by the ending of ``path``.

    Raises:
        InputError: The ending is another.
        OutputError: The file cannot be written.
    """
    rows = [asdict(utterance) for utterance in utterances]
    _files.write_table(pa.Table.from_pylist(rows, schema=UTTERANCE_SCHEMA), path)
