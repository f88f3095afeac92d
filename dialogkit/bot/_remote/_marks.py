"""Marks: by what an answer of a bot is known to hand off, to settle, to ask, or to say goodbye."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Mark", "Raw"]

LONGEST = 20_000
"""Characters of an answer that marks are looked for in."""


@dataclass(frozen=True, slots=True)
class Raw:
    """An answer as the wire has it, read as far as every protocol goes."""

    text: str = ""
    """All that the customer reads."""
    payload: object = None
    """The JSON value that fields are looked up in."""
    tools: tuple[str, ...] = ()
    """Names of the tools the bot called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What gives something away; any one of those given is enough."""

    text: re.Pattern[str] | None = None
    """Found anywhere in what the bot says."""
    field: str | None = None
    """A dotted path in the bot's JSON answer, as ``custom.handoff``; lists are looked through."""
    equals: frozenset[str] = frozenset()
    """Values that count in ``field``; empty: any that is not empty, ``false``, 0 or ``null``."""
    tool: str | None = None
    """Name of a tool (function) the bot calls."""

    def holds(self, raw: Raw) -> bool:
        """Whether an answer bears the mark."""
        if self.tool is not None and self.tool in raw.tools:
            return True
        if self.text is not None and self.text.search(raw.text[:LONGEST]):
            return True
        if self.field is None:
            return False
        return any(map(self._counts, _found(raw.payload, self.field.split("."))))

    def _counts(self, value: object) -> bool:
        return _plain(value) in self.equals if self.equals else bool(value)


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _found(value: Any, path: list[str]) -> Iterator[object]:
    """All values at a path."""
    if isinstance(value, list):
        for item in value:
            yield from _found(item, path)
    elif not path:
        yield value
    elif isinstance(value, Mapping) and path[0] in value:
        yield from _found(value[path[0]], path[1:])
