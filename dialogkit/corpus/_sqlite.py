"""Reading tables of a foreign SQLite database: in memory, within bounds, and nothing but tables.

A database file is a program of sorts: views, generated columns and damaged pages may do work
without end. Here only columns of real tables are read, by plain SELECTs over a whole table, with
a bound on the work that grows with the size of the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any

from dialogkit.corpus._raw import Source

__all__ = ["START", "Tables", "open_database"]

START = b"SQLite format 3\0"
"""How such files start."""

_STEP = 1_000
_LEAST_STEPS, _STEPS_A_BYTE = 20_000_000, 100
"""Instructions of SQLite's machine that are allowed."""

_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
_SCHEMA_ALLOWED = (*_ALLOWED, sqlite3.SQLITE_PRAGMA)


class Tables:
    """The tables of an open database."""

    def __init__(self, connection: sqlite3.Connection, source: Source) -> None:
        self._connection, self._source = connection, source

    def columns(self, table: str) -> frozenset[str]:
        """The stored columns of a table; none where there is no such table."""
        what = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
        what += " AND sql LIKE 'CREATE TABLE%'"
        with self._bounded(schema=True):
            if not self._connection.execute(what, (table,)).fetchone()[0]:
                return frozenset()
            rows = self._connection.execute(f'PRAGMA table_xinfo("{table}")').fetchall()
        return frozenset(row[1] for row in rows if row[6] == 0)

    def rows(self, table: str, wanted: Sequence[str]) -> Iterator[Mapping[str, Any]]:
        """The rows of a table with the wanted columns; None for columns it does not have.

        Raises:
            InputError: The database is damaged, or reading it takes more work than it could need.
        """
        there = self.columns(table)
        names = [name for name in wanted if name in there]
        if not names:
            return
        listed = ", ".join(f'"{name}"' for name in names)
        with self._bounded(schema=False):
            for row in self._connection.execute(f'SELECT {listed} FROM "{table}" NOT INDEXED'):  # noqa: S608 # names of ours
                yield dict.fromkeys(wanted) | dict(zip(names, row, strict=True))

    def require_sound(self) -> None:
        """Looks at the list of tables.

        Raises:
            InputError: The database is damaged.
        """
        with self._bounded(schema=True):
            self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()

    @contextmanager
    def _bounded(self, *, schema: bool) -> Iterator[None]:
        """Says what is wrong in our words; allows nothing but reading."""
        allowed = _SCHEMA_ALLOWED if schema else _ALLOWED

        def may(action: int, *about: str | None) -> int:
            harmless = action in allowed or (schema and about[1] in ("count", "like"))
            return sqlite3.SQLITE_OK if harmless else sqlite3.SQLITE_DENY

        self._connection.set_authorizer(may)
        try:
            yield
        except (sqlite3.Error, sqlite3.Warning, OverflowError, MemoryError, UnicodeError):
            what = "is an SQLite database that is damaged; copy it again"
            raise self._source.refuse(what) from None


@contextmanager
def open_database(source: Source) -> Iterator[Tables]:
    """The database in a file's bytes; it never touches the disk.

    Raises:
        InputError: It is damaged.
    """
    # a copy of a database in use says in bytes 18 and 19 that a second file belongs to it
    data = source.data[:18] + b"\x01\x01" + source.data[20:]
    left = (_LEAST_STEPS + _STEPS_A_BYTE * len(data)) // _STEP

    def stop() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    with closing(sqlite3.connect(":memory:")) as connection:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(len(data), 1 << 20))
        connection.set_progress_handler(stop, _STEP)
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA query_only = ON")
            connection.deserialize(data)
        except (sqlite3.Error, OverflowError, MemoryError):
            raise source.refuse("is an SQLite database that is damaged; copy it again") from None
        yield Tables(connection, source)
