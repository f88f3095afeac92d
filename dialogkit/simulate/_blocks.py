"""Replications in blocks: played anywhere, kept in a folder where one is given, added up in order.

A block has a fixed number of replications, whoever plays it, and its result depends on nothing but
the setup and their numbers. So neither the number of workers nor an interruption can be seen in
what comes out.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import groupby
from pathlib import Path
from typing import Any, Self, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from dialogkit import _files
from dialogkit._chunks import Once, Workers, finished_chunks, run_chunks
from dialogkit.conversation import CASE_SCHEMA, Cases, Messages
from dialogkit.simulate._folder import Packed, PathLike, RunFolder
from dialogkit.simulate._folder_values import as_plain, from_plain
from dialogkit.simulate._result import Part, Total

__all__ = ["StoredCases", "Sums", "block_for", "fill", "keep_all", "play"]

Key = TypeVar("Key")
Replicate = Callable[[Any, int], Part]
"""Setup and number of a replication to what it gave; a function that can be pickled."""
Done = Callable[[int], object]
"""Told how many replications are done."""

CASES = 20_000
"""About so many cases are a block's: seconds of work, a megabyte of file."""
MOST = 10
"""Replications of a block, at most."""
ROWS = 100_000
"""Rows that are in memory at once, at least, while a file of many blocks is written."""


def block_for(cases: float) -> int:
    """Replications of a block, given the cases of each."""
    return max(1, min(MOST, round(CASES / max(1.0, cases))))


@dataclass(frozen=True, slots=True)
class Sums:
    """Replications done so far, to which more may be added."""

    total: Total = field(default_factory=Total)
    """What they add up to."""
    tables: list[pa.Table] = field(default_factory=list)
    """The records of each."""
    files: list[Path] = field(default_factory=list)
    """Where the records are instead, of a run that is kept in a folder."""

    @property
    def cases(self) -> Cases:
        """All records."""
        return StoredCases(self.files) if self.files else Cases(pa.concat_tables(self.tables))


def play(
    replicate: Replicate,
    setup: object,
    keys: Sequence[int],
    *,
    sums: Sums,
    block: int,
    executor: Workers = "serial",
    done: Done = bool,
) -> None:
    """Adds replications up in the order of their numbers, with their records in memory."""
    number = 0
    done(number)
    # here each replication can be told of; elsewhere a block comes back whole
    size = 1 if executor == "serial" else block
    work = Once(partial(_parts, replicate), setup)
    for parts in run_chunks(work, _blocks(keys, size), executor=executor):
        for part in parts:
            sums.total.add(part)
            sums.tables.append(part.table)
        number += len(parts)
        done(number)


def fill(
    folder: RunFolder,
    replicate: Replicate,
    setup: object,
    keys: Sequence[int],
    *,
    sums: Sums,
    executor: Workers = "serial",
    done: Done = bool,
) -> None:
    """As `play`, of blocks that the folder keeps already or keeps from now on.

    Never more than a few blocks are in memory; the records stay in the folder.

    Raises:
        OutputError: The folder cannot be written.
    """
    blocks = {_name(numbers): numbers for numbers in _blocks(keys, folder.block)}
    folder.make_room(blocks)
    number = ahead = 0

    def told(name: str) -> None:
        """A block is kept."""
        nonlocal number, ahead
        number += len(blocks[name])
        ahead = 0
        done(number)

    def played(_: object, replication: int) -> Part:
        """One replication of a block that is played here."""
        nonlocal ahead
        done(number + ahead)  # the last of a block is not done before it is kept
        ahead += 1
        return replicate(setup, replication)

    # here each replication of a block can be told of; elsewhere a block comes back whole
    one = played if executor == "serial" else replicate
    work = Once(partial(_packed, one), setup)
    keep_all(folder, work, blocks, executor=executor, done=told)
    for name in blocks:
        for part in _kept_parts(folder, name):
            sums.total.add(part)
        sums.files.append(folder.table_file(name))


def keep_all(
    folder: RunFolder,
    work: Callable[[Key], Packed],
    chunks: Mapping[str, Key],
    *,
    executor: Workers = "serial",
    done: Callable[[str], object] = bool,
) -> None:
    """Does what the folder lacks, and keeps each chunk as soon as it is done.

    Args:
        folder: Where they are kept.
        work: A function that can be pickled; `Once` where it holds much.
        chunks: Name of a chunk to its key, which with the folder's run is all it depends on.
        executor: Where they are done.
        done: Told the name of each, those first that were there.

    Raises:
        OutputError: The folder cannot be written.
    """
    missing = [name for name in chunks if folder.kept(name) is None]
    for name in chunks.keys() - missing:
        done(name)
    keys = [chunks[name] for name in missing]
    with contextlib.closing(finished_chunks(work, keys, executor=executor)) as finished:
        for position, packed in finished:
            folder.keep(missing[position], packed)
            done(missing[position])


# ----- one block ---------------------------------------------------------------------------------


def _blocks(keys: Sequence[int], size: int) -> list[tuple[int, ...]]:
    """Blocks that begin at multiples of ``size``, whichever replications are asked for."""
    return [tuple(each) for _, each in groupby(keys, lambda key: key // size)]


def _name(numbers: Sequence[int]) -> str:
    return f"weeks-{numbers[0]:06}-{numbers[-1]:06}"


def _parts(replicate: Replicate, setup: object, numbers: Sequence[int]) -> list[Part]:
    return [replicate(setup, number) for number in numbers]


def _packed(replicate: Replicate, setup: object, numbers: Sequence[int]) -> Packed:
    """A block as its files will be; one replication is in memory at a time."""
    sink, values = pa.BufferOutputStream(), []
    with pq.ParquetWriter(sink, CASE_SCHEMA, compression="zstd") as writer:
        for number in numbers:
            part = replicate(setup, number)
            writer.write_table(part.table)
            values.append(as_plain(part, without=("table",)))
    return Packed(values, sink.getvalue().to_pybytes())


def _kept_parts(folder: RunFolder, name: str) -> Iterator[Part]:
    for value in folder.require(name).value:
        yield from_plain(Part, value, table=CASE_SCHEMA.empty_table())


class StoredCases(Cases):
    """Cases that stay in their files until somebody asks for them; saving streams them.

    Args:
        files: Parquet files with rows of `CASE_SCHEMA`, in order.
        said: What the cases say of all of them, by name.
    """

    files: tuple[Path, ...]
    said: Mapping[str, str]

    def __init__(self, files: Sequence[Path], said: Mapping[str, str] | None = None) -> None:
        object.__setattr__(self, "files", tuple(files))
        object.__setattr__(self, "said", dict(said or {}))
        object.__setattr__(self, "messages", Messages.of(()))

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.files, self.said))

    def saying(self, name: str, said: str) -> Self:
        """The same cases, which say this of all of them."""
        return type(self)(self.files, {**self.said, name: said})

    @property
    def _schema(self) -> pa.Schema:
        return CASE_SCHEMA.with_metadata(dict(self.said) or None)

    @cached_property
    def table(self) -> pa.Table:
        """Rows of `CASE_SCHEMA`, all of them."""
        tables = [_files.read_table(path, CASE_SCHEMA) for path in self.files]
        return pa.concat_tables(tables).replace_schema_metadata(self._schema.metadata)

    def __len__(self) -> int:
        return sum(pq.read_metadata(path).num_rows for path in self.files)

    def save(self, path: PathLike) -> None:
        """Writes ``.parquet`` file by file; ``.jsonl`` and ``.csv`` as other cases.

        Raises:
            OutputError: The file cannot be written.
        """
        if Path(path).suffix.lower() != ".parquet":
            super().save(path)
            return

        def write(temporary: Path) -> None:
            """All files, one after the other."""
            with pq.ParquetWriter(temporary, self._schema) as writer:
                for tables in self._grouped():
                    writer.write_table(pa.concat_tables(tables))

        _files.write_atomic(path, write)

    def _grouped(self) -> Iterator[list[pa.Table]]:
        """Files by turns: a writer remembers where each group of rows ends, so they are large."""
        tables: list[pa.Table] = []
        for file in self.files:
            tables.append(_files.read_table(file, CASE_SCHEMA))
            if sum(map(len, tables)) >= ROWS:
                yield tables
                tables = []
        if tables:
            yield tables
