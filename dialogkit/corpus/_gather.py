"""What the readers of help desks and bots share: rows of JSON become conversations, all counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dialogkit.conversation import Unreadable
from dialogkit.corpus._json import json_value, one_json_line
from dialogkit.corpus._raw import (
    LATEST,
    BrokenError,
    Entry,
    Reading,
    Source,
    Thread,
    sorted_by_time,
    thread_id,
    whole,
)
from dialogkit.corpus._stamps import Clock
from dialogkit.errors import InputError

__all__ = [
    "Gathering",
    "NoMessageError",
    "Talk",
    "dicts",
    "documents",
    "line_of",
    "mapping",
    "name_of",
    "text_of",
]


class NoMessageError(Exception):
    """Why an entry is no message at all, such as a delivery receipt; it is counted in a note."""


def documents(source: Source) -> list[tuple[int | None, Any]]:
    """The JSON values of a file, each with its line where the file is JSON Lines.

    A line that is no JSON has None for a value.

    Raises:
        InputError: The file is neither JSON nor JSON Lines, with line and column.
    """
    lines = [(n, line) for n, line in enumerate(source.text.split("\n"), 1) if line.strip()]
    if len(lines) > 1 and one_json_line(lines[0][1]) is not None:
        return [(number, one_json_line(line)) for number, line in lines]
    try:
        value = json_value(source)
    except InputError:
        rows = [(number, one_json_line(line)) for number, line in lines]
        if not any(rows[at][1] and lines[at][1][:1] == "{" for at in range(len(rows))):
            raise
        return list(rows)
    return [(None, one) for one in value] if isinstance(value, list) else [(None, value)]


def mapping(value: Any) -> Mapping[str, Any]:
    """The value where it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def dicts(value: Any) -> list[Mapping[str, Any]]:
    """The objects in a list; none where it is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def text_of(value: Any) -> str:
    """A text; empty where there is none.

    Raises:
        BrokenError: It is no plain value.
    """
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BrokenError("has a text that is no text")
    return whole(str(value)).strip()


def line_of(value: Any) -> str:
    """A short text on one line, such as a title; empty where there is none."""
    return " ".join(whole(value).split()) if isinstance(value, str) else ""


def name_of(*values: Any) -> str | None:
    """The first of several names, addresses or ids that is one."""
    for value in values:
        if isinstance(value, str | int) and not isinstance(value, bool):
            name = whole(str(value)).strip()
            if name:
                return name
    return None


@dataclass(slots=True)
class Talk:
    """One conversation while it is gathered."""

    conversation_id: str | None
    """The id made from what the export calls it; None where it has no name of its own."""
    channel: str
    """The messenger or help desk."""
    partner: str = ""
    """The customer's name, where the export tells."""
    entries: list[Entry] = field(default_factory=list)
    """Its messages so far."""
    known: dict[str, int] = field(default_factory=dict)
    """Place of each message by its id in the export."""


class Gathering:
    """Conversations of one export, what could not be read, and what is to be said about it."""

    def __init__(self, source: Source, *, prefix: str, channel: str) -> None:
        self.source = source
        self.line: int | None = None  # of JSON Lines; without one, messages are counted
        self._prefix, self._channel = prefix, channel
        self._clock = Clock(source.zone)
        self._talks: dict[tuple[str, ...], Talk] = {}
        self._unreadable: list[Unreadable] = []
        self._said: Counter[str] = Counter()
        self._left_out: Counter[str] = Counter()
        self._count = 0

    def talk(self, *names: Any) -> Talk:
        """The conversation with these names in the export (account, number, …), perhaps a new one.

        Without a name all messages of the file are one conversation.
        """
        parts = tuple(whole(str(name)) for name in names if name is not None and name != "")
        known = self._talks.get(parts)
        if known is None:
            own = thread_id(self._prefix, *parts) if parts else None
            known = self._talks[parts] = Talk(own, self._channel)
        return known

    def take(
        self,
        talk: Talk,
        row: Any,
        entry_of: Callable[[Mapping[str, Any]], Entry],
        ident: Any = None,
    ) -> None:
        """Adds the message in ``row``, or says why there is none.

        A message whose id is known already takes the place of its older form.
        """
        self._count += 1
        try:
            if not isinstance(row, dict):
                raise BrokenError("is no JSON object")
            entry = entry_of(row)
        except NoMessageError as no:
            self._left_out[str(no)] += 1
        except BrokenError as broken:
            self.bad(str(broken))
        else:
            self._put(talk, entry, name_of(ident))

    def _put(self, talk: Talk, entry: Entry, ident: str | None) -> None:
        if ident is not None and ident in talk.known:
            talk.entries[talk.known[ident]] = entry
            self.say("messages stand more than once; their last form was kept")
            return
        if ident is not None:
            talk.known[ident] = len(talk.entries)
        talk.entries.append(entry)

    def bad(self, why: str) -> None:
        """Lists the entry at hand as unreadable."""
        number = self.line if self.line is not None else max(self._count, 1)
        self._unreadable.append(Unreadable(file=self.source.file, line=number, why=why))

    def bad_document(self) -> None:
        """Lists a line or item of the file that holds nothing this format has."""
        self._count += 1
        self.bad("is no conversation or message of this format, or is cut off")

    def say(self, what: str, count: int = 1) -> None:
        """Counts something for a note, which will read ``3 messages …``."""
        self._said[what] += count

    def leave_out(self, what: str, count: int = 1) -> None:
        """Counts entries that are no messages."""
        self._left_out[what] += count

    def when(self, value: Any) -> int | None:
        """A time in microseconds since 1970: Unix time in any unit, or ISO 8601.

        Raises:
            BrokenError: It cannot be read or lies outside 1970 to 2099.
        """
        if value is None or value == "":
            return None
        try:
            when = self._micros(value)
        except (ValueError, TypeError, OverflowError):
            raise BrokenError("has a time that cannot be read") from None
        if not 0 <= when < LATEST * 1_000_000:
            raise BrokenError("has a time outside 1970 to 2099")
        return when

    def _micros(self, value: Any) -> int:
        if isinstance(value, str):
            text = value.strip()
            if text.replace(".", "", 1).isdecimal() and len(text.partition(".")[0]) >= 9:
                return _unix(float(text))
            return self._clock.local(datetime.fromisoformat(text.replace(" UTC", "+00:00")))
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError
        return _unix(float(value))

    def reading(self, *notes: str) -> Reading:
        """All that was gathered."""
        threads = [self._thread(talk) for talk in self._talks.values() if talk.entries]
        said = [f"{count} {what}" for what, count in self._said.items()]
        said += [
            f"{count} entries that are no messages ({what}) were left out"
            for what, count in self._left_out.items()
        ]
        return Reading(threads=threads, unreadable=self._unreadable, notes=(*notes, *said))

    def _thread(self, talk: Talk) -> Thread:
        entries = sorted_by_time(talk.entries)
        own = talk.conversation_id
        start = "\n".join(entry.text for entry in entries[:20])
        return Thread(
            conversation_id=own or thread_id(self._prefix, self.source.stem, start),
            entries=entries,
            channel=talk.channel,
            channel_unsure=talk.channel == self._channel,
            partner=talk.partner,
            own_id=own is not None,
        )


def _unix(number: float) -> int:
    """Unix times in seconds, milliseconds, microseconds or nanoseconds, told by their size."""
    for scale in (1_000_000, 1_000, 1, 0.001):
        if number < LATEST * (1_000_000 / scale):
            return round(number * scale)
    raise ValueError
