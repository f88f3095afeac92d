"""Which keys a JSON export has, seen from its beginning, which may be cut off anywhere.

Exports of help desks are told apart by the keys of their objects. The beginning of a large file is
no JSON that a parser would take, so its marks are walked over one by one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from dialogkit.corpus._json import looks_like_json
from dialogkit.corpus._raw import Source

__all__ = ["Seen", "seen_objects"]

_TOKEN = re.compile(
    r'"(?P<text>[^"\\]*(?:\\.[^"\\]*)*)(?P<shut>"?)|(?P<mark>[{}\[\]:,])|(?P<bare>[^\s"{}\[\]:,]+)',
    re.DOTALL,
)
_DEEPEST = 12
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Seen:
    """One JSON object near the beginning of an export."""

    path: str
    """The keys that lead to it, joined by dots; lists leave no trace."""
    values: dict[str, str] = field(default_factory=dict)
    """Its keys, with short plain values as written; ``{`` and ``[`` for what holds more."""

    def has(self, *keys: str) -> bool:
        """Whether it has all these keys."""
        return all(key in self.values for key in keys)

    def said(self, **values: str | Sequence[str]) -> bool:
        """Whether each key has this value, or one of these."""
        wanted: Mapping[str, str | Sequence[str]] = values
        return all(
            self.values.get(key, "") in ((value,) if isinstance(value, str) else value)
            for key, value in wanted.items()
        )


def seen_objects(source: Source) -> tuple[Seen, ...]:
    """The objects in the first 64 KiB of an export, outer ones first; none where it is no JSON."""
    return _objects(source.head) if looks_like_json(source) else ()


@lru_cache(maxsize=1)
def _objects(head: str) -> tuple[Seen, ...]:
    """Remembered for one file, since all readers ask for the same one in turn."""
    walk = _Walk()
    for found in _TOKEN.finditer(head):
        text, shut, mark, bare = found.group("text", "shut", "mark", "bare")
        if mark:
            walk.mark(mark)
        elif bare:
            walk.value(bare)
        elif shut:
            walk.value(text)
    return tuple(walk.found)


class _Walk:
    def __init__(self) -> None:
        self.found: list[Seen] = []
        self._open: list[tuple[str, Seen | None]] = []
        self._key: str | None = None

    def mark(self, mark: str) -> None:
        if mark in "{[":
            self._begin(mark)
        elif mark in "}]":
            if self._open:
                self._open.pop()
            self._key = None
        elif mark == ",":
            self._key = None

    def _begin(self, mark: str) -> None:
        path, holder = self._open[-1] if self._open else ("", None)
        if holder is not None and self._key is not None:
            holder.values[self._key] = mark
            path = f"{path}.{self._key}" if path else self._key
        deep = len(self._open) > _DEEPEST
        seen = Seen(path) if mark == "{" and not deep else None
        if seen is not None:
            self.found.append(seen)
        self._open.append(("" if deep else path, seen))
        self._key = None

    def value(self, text: str) -> None:
        holder = self._open[-1][1] if self._open else None
        if holder is None:
            return
        if self._key is None:
            self._key = text[:_LONGEST]
            holder.values.setdefault(self._key, "")
        else:
            holder.values[self._key] = text if len(text) <= _LONGEST else "…"
