"""What readers of webhooks share: payloads one by one, conversations put together from them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dialogkit.conversation import Unreadable
from dialogkit.corpus._json import json_value, one_json_line
from dialogkit.corpus._raw import (
    LATEST,
    BrokenError,
    Entry,
    Source,
    Thread,
    sorted_by_time,
    thread_id,
)
from dialogkit.errors import InputError

__all__ = ["Conversations", "Payloads", "payloads", "text_of", "unescaped", "utc_micros", "walk"]

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payloads:
    """The JSON values of a file."""

    values: list[tuple[int, Any]]
    """Each with its line (JSON Lines) or its place in the list, from 1."""
    unreadable: list[Unreadable]
    """Lines that are no JSON object."""


def payloads(source: Source) -> Payloads:
    """A JSON value, the entries of a JSON list, or the objects of JSON Lines.

    Gateways log a body as a text inside of their own record; it is unpacked.

    Raises:
        InputError: It is none of these, with line and column.
    """
    try:
        value = json_value(source)
    except InputError:
        return _lines(source)
    values = value if isinstance(value, list) else [value]
    return Payloads(values=[(n, _unpacked(one)) for n, one in enumerate(values, 1)], unreadable=[])


def unescaped(head: str) -> str:
    """The beginning of a file with the quotes of bodies that are logged as texts made plain."""
    return head.replace('\\"', '"') if '"{\\"' in head else head


def _unpacked(value: Any) -> Any:
    """A record with its body as JSON and not as a text of JSON."""
    if not isinstance(value, dict):
        return value
    return {key: _of_text(inner) if key in _BODIES else inner for key, inner in value.items()}


_BODIES = ("body", "Body", "payload", "event", "message", "data", "requestBody", "request_body")


def _of_text(value: Any) -> Any:
    if not isinstance(value, str) or value[:1] != "{":
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def _lines(source: Source) -> Payloads:
    rows = [
        (number, one_json_line(line))
        for number, line in enumerate(source.text.split("\n"), 1)
        if line.strip()
    ]
    if sum(row is not None for _, row in rows) < 2:
        json_value(source)  # says where it breaks
        raise source.refuse("is neither JSON nor JSON Lines")
    why = "is no JSON object"
    bad = [Unreadable(file=source.file, line=n, why=why) for n, row in rows if row is None]
    return Payloads(
        values=[(n, _unpacked(row)) for n, row in rows if row is not None], unreadable=bad
    )


def walk(value: Any, wanted: Callable[[Json], bool]) -> Iterator[Json]:
    """The objects inside ``value`` that are ``wanted``, in order; not looked into any further."""
    stack = [value]
    while stack:
        here = stack.pop()
        if isinstance(here, dict):
            if wanted(here):
                yield here
            else:
                stack += reversed(list(here.values()))
        elif isinstance(here, list):
            stack += reversed(here)


def utc_micros(value: Any, *, per_second: int) -> int | None:
    """Microseconds since 1970 from a count of seconds (or parts of one), as number or text.

    Raises:
        BrokenError: It is no such count, or lies outside the years that exports can hold.
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise BrokenError("has a time that cannot be read")
    try:
        count = int(value)
    except (ValueError, OverflowError):
        raise BrokenError("has a time that cannot be read") from None
    if not 0 <= count < LATEST * per_second:
        raise BrokenError("has a time outside 1970 to 2099")
    return count * (1_000_000 // per_second)


def text_of(value: Any) -> str:
    """A text that may be missing.

    Raises:
        BrokenError: It is something else.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BrokenError("has a text that is no text")
    return value.strip()


@dataclass(slots=True)
class _Change:
    """An edit or a deletion of a message that was sent before."""

    place: int
    """Where it stands among the entries of its conversation."""
    of: str
    """Id of the message that it changes."""


@dataclass(slots=True, kw_only=True)
class Conversations:
    """Entries of many payloads, gathered by conversation."""

    left_out: Counter[str] = field(default_factory=Counter)
    """How many entries were no messages, by what they are."""
    _entries: dict[tuple[str, ...], list[Entry]] = field(default_factory=lambda: defaultdict(list))
    _ids: dict[tuple[str, ...], dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    _changes: dict[tuple[str, ...], list[_Change]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(
        self, key: tuple[str, ...], entry: Entry, *, own_id: Any = None, of: Any = None
    ) -> None:
        """Adds a message to the conversation ``key``; ``of`` is the id of the one it changes."""
        entries = self._entries[key]
        if isinstance(of, str):
            self._changes[key].append(_Change(len(entries), of))
        elif isinstance(own_id, str):
            self._ids[key].setdefault(own_id, len(entries))
        entries.append(entry)

    def threads(self, prefix: str, channel: str, names: Mapping[str, str]) -> list[Thread]:
        """The conversations, each in order of time; senders by the names that are known."""
        return [
            Thread(
                conversation_id=thread_id(prefix, *key),
                entries=sorted_by_time([_named(e, names) for e in self._changed(key)]),
                channel=channel,
                own_id=True,
            )
            for key in self._entries
        ]

    def notes(self) -> tuple[str, ...]:
        """What was left out, in words for the user."""
        if not self.left_out:
            return ()
        what = ", ".join(f"{count} {name}" for name, count in sorted(self.left_out.items()))
        return (f"left out as no messages: {what}",)

    def _changed(self, key: tuple[str, ...]) -> list[Entry]:
        """The entries after all edits and deletions; each of these stays behind as an event."""
        entries, ids = list(self._entries[key]), self._ids[key]
        changes = sorted(self._changes[key], key=lambda change: entries[change.place].sent_at or 0)
        for change in changes:
            first, place = entries[change.place], ids.get(change.of)
            if place is None:
                continue  # the message was never seen: the change tells what it became
            before = entries[place]
            if before.kind != "deleted":
                entries[place] = before._replace(text=first.text, kind=first.kind)
            what = "message_deleted" if first.kind == "deleted" else "message_edited"
            entries[change.place] = Entry(what, "event", first.sent_at, None, "system")
        return entries


def _named(entry: Entry, names: Mapping[str, str]) -> Entry:
    person = entry.person
    return entry._replace(person=names.get(person, person)) if person else entry
