"""JSON Lines (one object a line) and JSON lists: one object a message."""

from __future__ import annotations

import re

from dialogkit.conversation import Unreadable
from dialogkit.corpus._columns import is_table_of_messages
from dialogkit.corpus._json import json_value, looks_like_json, one_json_line
from dialogkit.corpus._raw import Reading, Source
from dialogkit.corpus._rows import NumberedRow, messages_of

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "json"
GENERIC = True

_KEY = re.compile(r'"([^"\\\n]{1,60})"\s*:')
_LINES_TO_LOOK_AT = 20


def recognise(source: Source) -> bool:
    """Whether one of the first lines, or the first object of the list, holds a message."""
    if not looks_like_json(source):
        return False
    if _is_list(source):
        first = source.head.split("}", 1)[0]
        return is_table_of_messages(_KEY.findall(first), source.columns) and not _nested(first)
    lines = source.head.split("\n", _LINES_TO_LOOK_AT)[:_LINES_TO_LOOK_AT]
    rows = [one_json_line(line) for line in lines]
    return any(row is not None and is_table_of_messages(row, source.columns) for row in rows)


def read(source: Source) -> Reading:
    """The conversations in the table. A line or entry that is no object is unreadable.

    Raises:
        InputError: It is not UTF-8 text, or the list is not JSON, with line and column.
    """
    values = _entries(source) if _is_list(source) else _lines(source)
    rows: list[NumberedRow] = []
    bad: list[Unreadable] = []
    for number, value in values:
        if isinstance(value, dict):
            rows.append((number, value))
        else:
            bad.append(Unreadable(file=source.file, line=number, why="is no JSON object"))
    return messages_of(source, rows, unreadable=bad)


def _is_list(source: Source) -> bool:
    return source.head.lstrip("\ufeff \t\r\n").startswith("[")


def _nested(first: str) -> bool:
    return first.count("{") > 1


def _entries(source: Source) -> list[tuple[int, object]]:
    value = json_value(source)
    return list(enumerate(value if isinstance(value, list) else [value], 1))


def _lines(source: Source) -> list[tuple[int, object]]:
    lines = enumerate(source.text.split("\n"), 1)
    return [(number, one_json_line(line)) for number, line in lines if line.strip()]
