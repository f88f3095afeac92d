"""Rows of CSV; fields may be longer than Python's module reads by itself, which are 128 KiB."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

from dialogkit.errors import InputError

__all__ = ["MOST_LETTERS", "is_too_long", "long_fields", "numbered_rows"]

MOST_LETTERS = 16 << 20
"""Letters of one field: a quote that is never closed must not take up the memory."""

_LOCK = RLock()


@contextmanager
def long_fields() -> Iterator[None]:
    """Lets fields of up to 16 Mi letters through, while it lasts.

    The module knows one limit for the whole process, so it is set back; the lock keeps two threads
    from setting back each other's.
    """
    with _LOCK:
        before = csv.field_size_limit()
        csv.field_size_limit(max(before, MOST_LETTERS))
        try:
            yield
        finally:
            csv.field_size_limit(before)


def is_too_long(error: csv.Error) -> bool:
    """Whether a field is longer than the limit, and nothing else is wrong."""
    return str(error).startswith("field larger than field limit")


def numbered_rows(text: str, *, file: str) -> list[tuple[int, dict[str, Any]]]:
    """The rows below the heading, each with the line it ends in; empty cells are None.

    Raises:
        InputError: A row has too many or too few fields, a field is too long, or it is no CSV.
    """
    try:
        return _rows(text, file, strict=False)
    except csv.Error:
        # a quote that is never closed looks like a long field: there the quotes must be right
        with long_fields():
            return _rows(text, file, strict=True)


def _rows(text: str, file: str, *, strict: bool) -> list[tuple[int, dict[str, Any]]]:
    """As `numbered_rows`; unless ``strict``, a field that is too long leaves as csv.Error."""
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    lines = io.StringIO(text, newline="")
    reader = csv.DictReader(lines, delimiter=delimiter, restkey="", strict=strict)
    rows: list[tuple[int, dict[str, Any]]] = []
    try:
        for row in reader:
            if "" in row or None in row.values():
                what = f"must have {len(reader.fieldnames or ())} fields, as the first line has"
                raise InputError(what, file=file, line=reader.line_num)
            plain = {key: value if value != "" else None for key, value in row.items()}
            rows.append((reader.line_num, plain))
    except csv.Error as error:
        if not strict and is_too_long(error):
            raise
        raise InputError(f"is not CSV here ({error})", file=file, line=reader.line_num) from None
    return rows
