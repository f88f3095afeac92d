"""JSON and JSON Lines: one object a message, or conversations with their messages inside."""

from __future__ import annotations

import json
import re

from dialogkit.conversation import Unreadable
from dialogkit.corpus._columns import is_role, is_table_of_messages
from dialogkit.corpus._json import json_value, looks_like_json
from dialogkit.corpus._nested import flat_rows, is_pair, looks_like_message
from dialogkit.corpus._raw import Reading, Source
from dialogkit.corpus._rows import NumberedRow, messages_of
from dialogkit.corpus._shape import seen_objects
from dialogkit.errors import InputError

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "json"
GENERIC = True

_PAIR = re.compile(r'\[\s*"([^"\\\n]{1,40})"\s*,\s*"')


def recognise(source: Source) -> bool:
    """Whether one of the objects near its beginning is a message."""
    seen = seen_objects(source)
    if any(is_table_of_messages(one.values, source.columns) for one in seen if not one.path):
        return True
    if any(looks_like_message(one.values, source.columns) for one in seen):
        return True
    return looks_like_json(source) and any(map(is_role, _PAIR.findall(source.head)))


def read(source: Source) -> Reading:
    """The conversations in it. What is neither a message nor holds any is unreadable.

    Raises:
        InputError: It is not UTF-8 text, or not JSON, with line and column.
    """
    rows: list[NumberedRow] = []
    bad: list[Unreadable] = []
    for number, value in flat_rows(_values(source), source.columns):
        if isinstance(value, dict):
            rows.append((number, value))
        else:
            bad.append(Unreadable(file=source.file, line=number, why="is no JSON object"))
    return messages_of(source, rows, unreadable=bad)


def _values(source: Source) -> list[tuple[int, object]]:
    """The entries of a list, a JSON value, or what stands on each line."""
    try:
        value = json_value(source)
    except InputError:
        lines = _lines(source)
        if sum(value is not None for _, value in lines) < min(2, len(lines)):
            raise
        return lines
    pairs = isinstance(value, list) and any(map(is_pair, value[:1]))
    return list(enumerate(value, 1)) if isinstance(value, list) and not pairs else [(1, value)]


def _lines(source: Source) -> list[tuple[int, object]]:
    lines = enumerate(source.text.split("\n"), 1)
    return [(number, _value_of(line)) for number, line in lines if line.strip()]


def _value_of(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
