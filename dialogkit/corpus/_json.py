"""Reading JSON exports: whole or refused with line and column."""

from __future__ import annotations

import json
from typing import Any

from dialogkit.corpus._raw import Source
from dialogkit.errors import InputError

__all__ = ["json_value", "looks_like_json", "one_json_line"]


def looks_like_json(source: Source) -> bool:
    """Whether the export starts as a JSON object or a list of objects or of lists."""
    start = source.head.lstrip("\ufeff \t\r\n")
    return start[:1] == "{" or (start[:1] == "[" and start[1:].lstrip()[:1] in ("{", "[", "]"))


def json_value(source: Source) -> Any:
    """The value in a JSON file.

    Raises:
        InputError: It is not JSON, with line and column; or is nested too deeply.
    """
    try:
        return json.loads(source.text)
    except json.JSONDecodeError as error:
        what = f"is not JSON here ({error.msg.lower()})"
        raise InputError(what, file=source.file, line=error.lineno, column=error.colno) from None
    except (RecursionError, ValueError):
        raise source.refuse("is JSON nested too deeply, or with too long a number") from None


def one_json_line(line: str) -> dict[str, Any] | None:
    """The object in a line of JSON Lines; None where there is none."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None
