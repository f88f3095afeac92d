"""Rows from JSON or CSV as tables: each value in the type of its column, or refused by its line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from dialogkit.errors import InputError

__all__ = ["NumberedRow", "as_table"]

NumberedRow = tuple[int, Mapping[str, Any]]
"""The 1-based line a row ends in, and the row."""

_TRUTHS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def as_table(rows: Sequence[NumberedRow], schema: pa.Schema, *, file: str) -> pa.Table:
    """Rows as a table of ``schema``; missing optional columns become null, extra ones are kept out.

    Raises:
        InputError: A required column is missing, or a value does not fit its column, with the line.
    """
    required = [field.name for field in schema if not field.nullable]
    for number, (line, row) in enumerate(rows, 1):
        missing = [name for name in required if row.get(name) is None]
        if missing:
            raise InputError(f"row {number} lacks {', '.join(missing)}", file=file, line=line)
    return pa.table([_column(rows, field, file=file) for field in schema], schema=schema)


def _column(rows: Sequence[NumberedRow], field: pa.Field, *, file: str) -> pa.Array:
    try:
        return _array([row.get(field.name) for _, row in rows], field.type)
    except (pa.ArrowException, ValueError, TypeError, OverflowError):
        pass
    for number, (line, row) in enumerate(rows, 1):
        try:
            _array([row.get(field.name)], field.type)
        except (pa.ArrowException, ValueError, TypeError, OverflowError):
            what = f"{field.name} in row {number} must be {_words(field.type)}"
            raise InputError(what, file=file, line=line) from None
    raise InputError(f"{field.name} must be {_words(field.type)}", file=file)


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    return pa.array([_fit(value, kind) for value in values], type=kind)


def _words(kind: pa.DataType) -> str:
    if pa.types.is_timestamp(kind):
        return "a time as 2026-03-02T09:30:00Z"
    if pa.types.is_boolean(kind):
        return "true or false"
    if pa.types.is_integer(kind):
        return "a whole number"
    return "a number" if pa.types.is_floating(kind) else "a text"


def _fit(value: Any, kind: pa.DataType) -> Any:
    """A value from JSON or CSV in the Python type that Arrow takes for ``kind``."""
    if value is None:
        return None
    if isinstance(value, dict | list):
        raise TypeError
    if pa.types.is_timestamp(kind):
        return _time(value)
    if pa.types.is_boolean(kind) and isinstance(value, str):
        return _TRUTHS.get(value.strip().lower(), value)
    if pa.types.is_integer(kind) and isinstance(value, str):
        return int(value)
    if pa.types.is_floating(kind) and isinstance(value, str):
        return float(value)
    if pa.types.is_string(kind) and not isinstance(value, str):
        return str(value)
    return value


def _time(value: Any) -> datetime:
    """A time in UTC unless it says otherwise; bare numbers could mean seconds or anything."""
    when = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(when, datetime):
        raise TypeError
    return when if when.tzinfo else when.replace(tzinfo=UTC)
