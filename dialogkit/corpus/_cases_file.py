"""Cases of a log too large for one table: a part of the customers at a time."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from dialogkit import _files
from dialogkit._chunks import Workers, run_chunks
from dialogkit._durations import parse_duration
from dialogkit.conversation import CASE_SCHEMA, RECONTACT_SECONDS, Cases, Messages
from dialogkit.corpus._cases import split_cases
from dialogkit.corpus._parts import (
    ROWS,
    Part,
    Progress,
    parts_folder,
    parts_of,
    read_part,
    sorted_into,
    write_part,
)
from dialogkit.corpus._recontacts import WordCounts, count_words, link_recontacts
from dialogkit.errors import InputError, ParameterError

__all__ = ["split_cases_file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """How every part is cut; can be sent to other processes."""

    folder: str
    gap: timedelta
    closing: bool
    handoffs: bool
    window: timedelta | None

    def first(self, part: Part) -> WordCounts:
        """Cuts a part, keeps its cases and its messages, and says how rare its words are."""
        cases = split_cases(
            Messages(read_part(part)), self.gap, closing=self.closing, handoffs=self.handoffs
        )
        folder = Path(self.folder)
        write_part(cases.table, folder, part.number)
        if self.window is None:
            return WordCounts()
        write_part(cases.messages.table, folder / "messages", part.number)
        return count_words(cases)

    def second(self, words: WordCounts, number: int) -> int:
        """Links the cases of a part, now that the words of all are counted."""
        path = Path(self.folder) / f"{number:06}.parquet"
        said = Path(self.folder) / "messages" / path.name
        cases = Cases(pq.read_table(path), Messages(pq.read_table(said)))
        linked = link_recontacts(cases, self.window or timedelta(), words=words)
        write_part(linked.table.replace_schema_metadata(None), path.parent, number)
        said.unlink()
        return len(linked)


def split_cases_file(
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    gap: str | float | timedelta = "24h",
    *,
    closing: bool = True,
    handoffs: bool = True,
    window: str | float | timedelta | None = "7d",
    executor: Workers = "serial",
    rows: int = ROWS,
    memory_limit: str | None = "500MB",
    progress: Progress | None = None,
) -> int:
    """As `split_cases` and `link_recontacts`, from Parquet to Parquet.

    The result is the same to the byte for any executor and any ``rows``: all conversations of a
    customer are in one part, and how rare words are is counted over all parts before recontacts
    are told by them. Meanwhile parts of the messages lie in a hidden folder beside the target, so
    give it an anonymous log.

    Args:
        source: Messages in Parquet, of any size. Workers must find it under the same name.
        target: The ``.parquet`` file of cases to write, sorted by case.
        gap: As for `split_cases`, and so are the next two.
        closing: …
        handoffs: …
        window: The longest time until a recontact; None looks for none.
        executor: Where it runs: ``serial``, ``loky``, ``dask://HOST:PORT`` or an executor.
        rows: Messages of a part; a customer is never cut.
        memory_limit: What DuckDB may use for planning and sorting.
        progress: Told how far it is.

    Returns:
        Number of cases.

    Raises:
        InputError: The source cannot be read, or the target is no ``.parquet`` file.
        OutputError: The target cannot be written.
        ParameterError: A parameter is out of its range.
    """
    if Path(target).suffix.lower() != ".parquet":
        raise InputError("must end in .parquet, as all that is large", file=os.fspath(target))
    pause, longest = parse_duration(gap), None if window is None else parse_duration(window)
    if not pause or longest == timedelta():
        raise ParameterError("gap and window must be longer than nothing, got 0 s")
    parts = parts_of(source, rows=rows, memory_limit=memory_limit)
    with parts_folder(target) as folder, _files.temporary_folder(folder / "messages"):
        cut = _Cut(
            folder=str(folder.resolve()),
            gap=pause,
            closing=closing,
            handoffs=handoffs,
            window=longest,
        )
        told = partial(_told, progress, 2 * len(parts))
        counted = run_chunks(cut.first, parts, executor=executor)
        words = WordCounts.total(told(0, counted))
        if longest is not None:
            numbers = range(len(parts))
            list(
                told(len(parts), run_chunks(partial(cut.second, words), numbers, executor=executor))
            )
        about = {} if longest is None else {RECONTACT_SECONDS: f"{longest.total_seconds()}"}
        schema = CASE_SCHEMA.with_metadata(about) if about else CASE_SCHEMA
        order = ("case_id",)
        sorted_into(target, folder, by=order, schema=schema, about={}, memory_limit=memory_limit)
    return int(pq.read_metadata(target).num_rows)


def _told(progress: Progress | None, total: int, before: int, results: Any) -> Any:
    """The same results, with each one told."""
    for done, result in enumerate(results, 1):
        if progress is not None:
            progress("cases", before + done, total)
        yield result
