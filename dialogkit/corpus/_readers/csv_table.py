"""CSV: one row a message, the first line names the columns."""

from __future__ import annotations

import csv
import io
from collections import Counter

from dialogkit._csv import long_fields
from dialogkit.conversation import Unreadable
from dialogkit.corpus._columns import is_table_of_messages, plain_column
from dialogkit.corpus._raw import Reading, Source
from dialogkit.corpus._rows import NumberedRow, broken_csv, messages_of
from dialogkit.errors import InputError

__all__ = ["GENERIC", "NAME", "has_heading", "missing_columns", "read", "recognise"]

NAME = "csv"
GENERIC = True
_REPLACED = "\ufffd"
"""What stands where bytes are no letter of UTF-8."""


def recognise(source: Source) -> bool:
    """Whether the first line names the columns of a chat."""
    return is_table_of_messages(_heading(source), source.columns)


def has_heading(source: Source) -> bool:
    """Whether the first line may be that of a table, in UTF-8 or in Windows-1252."""
    names = _heading(source)
    printed = all(name.isprintable() for name in names)
    return len(names) > 1 and printed and b"\0" not in source.data


def missing_columns(source: Source) -> list[str]:
    """Columns that the user named and a table lacks; none where it is no table."""
    there = {plain_column(name) for name in _heading(source)}
    if len(there) < 2:
        return []
    return [name for name in source.columns.values() if plain_column(name) not in there]


def _heading(source: Source) -> list[str]:
    """The cells of the first line; none where it cannot be that of a table."""
    line = _first_line(source.head)
    if _REPLACED in line:  # Windows-1252, as spreadsheets save it
        try:
            line = _first_line(source.text)
        except InputError:
            return []
    if not line or line[0] in "[{":
        return []
    try:
        return next(csv.reader([line], delimiter=_delimiter(line)), [])
    except csv.Error:
        return []


def _first_line(text: str) -> str:
    return _without_hint(text.replace("\r", "\n")).lstrip("\n").split("\n", 1)[0].strip()


def read(source: Source) -> Reading:
    """The conversations in the table. A row with too few or too many fields is unreadable.

    Raises:
        InputError: It is not UTF-8 text, a field is longer than 16 Mi letters, or the quoting is
            broken, with the line.
    """
    whole = source.text
    text = _without_hint(whole)
    skipped = whole.count("\n", 0, len(whole) - len(text))
    delimiter = _delimiter(text.split("\n", 1)[0])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[NumberedRow] = []
    bad: list[Unreadable] = []
    try:
        with long_fields():
            names = _distinct([name.strip() for name in next(reader, [])])
            for values in reader:
                line = reader.line_num + skipped
                if len(values) == len(names):
                    rows.append((line, dict(zip(names, values, strict=True))))
                elif values:
                    why = f"must have {len(names)} fields, as the first line has"
                    bad.append(Unreadable(file=source.file, line=line, why=why))
    except csv.Error as error:
        raise source.refuse(broken_csv(error), line=reader.line_num + skipped) from None
    return messages_of(source, rows, unreadable=bad)


def _delimiter(line: str) -> str:
    return max(",;\t|", key=line.count)


def _without_hint(text: str) -> str:
    """The text without the line ``sep=;`` that spreadsheets set before a table."""
    first, _, rest = text.partition("\n")
    return rest if first.strip().lower() in ("sep=;", "sep=,", "sep=|", "sep=\t", "sep=") else text


def _distinct(names: list[str]) -> list[str]:
    """Columns of the same name are told apart; the first keeps it."""
    seen: Counter[str] = Counter()
    for place, name in enumerate(names):
        seen[name] += 1
        if seen[name] > 1:
            names[place] = f"{name} ({seen[name]})"
    return names
