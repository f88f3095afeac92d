"""What a reader is given and what it gives back, before anybody knows who is the agent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import PurePath
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from dialogkit.conversation import Kind, Speaker, Unreadable
from dialogkit.corpus._decode import Decoded, decode, sixteen_bits
from dialogkit.corpus._stamps import Order, Style
from dialogkit.errors import InputError

__all__ = [
    "LATEST",
    "BrokenError",
    "Entry",
    "Given",
    "Reader",
    "Reading",
    "Source",
    "Thread",
    "sorted_by_time",
    "thread_id",
    "whole",
]

LATEST = 4_102_444_800
"""Seconds since 1970: times are refused from the year 2100 on."""

_HEAD_BYTES = 1 << 16


class BrokenError(Exception):
    """Why one message of an export is unreadable; never leaves the readers."""


@dataclass(frozen=True)
class Source:
    """One export: its name and its bytes."""

    file: str
    """The path as the user gave it (and the member of a zip archive), for messages."""
    data: bytes = field(repr=False)
    """All of it."""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    """Time zone of times that state none."""
    lent: Mapping[Style, Order] = field(default_factory=dict, repr=False)
    """Date orders on which the other files of the log agree."""
    columns: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Which column of a table holds what, as the user says: own name → name in the table."""
    unfit: str = ""
    """Why it is not read, where that is known before a look inside."""
    look_beside: Callable[[str], bytes | None] | None = field(default=None, repr=False)
    """Gives another file of the same export; see `beside`."""

    @property
    def stem(self) -> str:
        """The file's name without folder and ending; it may hold a customer's name."""
        return PurePath(self.file.replace("\\", "/")).stem

    @cached_property
    def head(self) -> str:
        """The first 64 KiB as text, as well as they can be read; enough to recognise a format."""
        start = self.data[:_HEAD_BYTES]
        name = sixteen_bits(start) or "utf-8"
        return start.decode(name, errors="replace").removeprefix("\ufeff").replace("\0", "")

    @property
    def text(self) -> str:
        """All of it as text with line feeds at line ends; see `dialogkit.corpus._decode`.

        Raises:
            InputError: It is no text.
        """
        return self._decoded.text

    @cached_property
    def _decoded(self) -> Decoded:
        return decode(self.data, file=self.file)

    @property
    def mended(self) -> tuple[str, ...]:
        """What had to be mended to read `text`, if it was read; in words for the user."""
        decoded = self.__dict__.get("_decoded")
        return decoded.notes if isinstance(decoded, Decoded) else ()

    def beside(self, name: str) -> bytes | None:
        """Another file of the same export, such as ``../users.json``; None where there is none.

        Args:
            name: Path from this file's folder, with ``/``; it never leads out of the export.
        """
        return self.look_beside(name) if self.look_beside is not None else None

    def refuse(self, what: str, *, line: int | None = None) -> InputError:
        """The error that says ``what`` about this file."""
        return InputError(what, file=self.file, line=line)


class Given(NamedTuple):
    """Columns that only tables of messages carry."""

    position: int | None = None
    """Place in the conversation."""
    channel: str | None = None
    """The messenger."""
    locale: str | None = None
    """Language of the text."""
    case_id: str | None = None
    """The case it was cut into."""
    intent: str | None = None
    """Its label."""


class Entry(NamedTuple):
    """One message as it stands in an export."""

    text: str
    """What was written."""
    kind: Kind = "text"
    """What it is."""
    sent_at: int | None = None
    """When, in microseconds since 1970 (UTC)."""
    person: str | None = None
    """The sender as the export names them."""
    speaker: Speaker | None = None
    """The sender's role, where the export tells it."""
    given: Given | None = None
    """Further columns, where the export has them."""
    again: bool = False
    """Whether it is the message before it once more, as where an export holds a row twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """One conversation of an export."""

    conversation_id: str
    """Its id; carries no name."""
    entries: Sequence[Entry]
    """Its messages, in order."""
    channel: str | None = None
    """The messenger; or the help desk or bot, where its export does not tell."""
    channel_unsure: bool = False
    """Whether ``channel`` is what the export was made with, and no channel that it names."""
    partner: str = ""
    """The name over the chat (the other side, seen from whoever exported it)."""
    owner: str | None = None
    """The sender who exported it, where the export tells."""
    own_id: bool = False
    """Whether the export itself named the conversation: equal ids are then one conversation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that a reader found in one export."""

    threads: Sequence[Thread]
    """The conversations."""
    unreadable: Sequence[Unreadable] = ()
    """What could not be read as a message."""
    notes: Sequence[str] = ()
    """What was inferred, without names."""
    orders: Mapping[Style, Order] = field(default_factory=dict)
    """The date orders that were inferred, for the other files of the log."""


class Reader(Protocol):
    """A module in ``dialogkit/corpus/_readers/``: adding one adds a format."""

    NAME: str
    """What ``format=`` calls it."""
    GENERIC: bool
    """Whether other formats may also look like this one, so that they are asked first."""

    def recognise(self, source: Source) -> bool:
        """Whether the export is in this format, by its content."""

    def read(self, source: Source) -> Reading:
        """The conversations in it.

        Raises:
            InputError: The export is damaged as a whole.
        """


def thread_id(prefix: str, *parts: str | bytes) -> str:
    """A short id from what the conversation is made of, as ``wa-1f0c9a3b5d7e``.

    File and chat names hold customers' names, so ids are hashes. The beginning of the messages
    belongs among ``parts``: a hash of a name alone could be guessed from a list of names.
    """
    digest = hashlib.sha256()
    for part in parts:
        piece = part.encode("utf-8", "replace") if isinstance(part, str) else part
        digest.update(len(piece).to_bytes(8, "big") + piece)
    return f"{prefix}-{digest.hexdigest()[:12]}"


def whole(text: str) -> str:
    """``text`` with halves of surrogate pairs replaced, which JSON may hold and Arrow may not."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def sorted_by_time(entries: list[Entry]) -> list[Entry]:
    """Oldest first, where all have a time; exports of Telegram channels are newest first.

    Messages of one time keep their order, or turn it round where no message is newer than the one
    before it and some are older.
    """
    if any(entry.sent_at is None for entry in entries):
        return entries
    times = [entry.sent_at or 0 for entry in entries]
    newest_first = all(a >= b for a, b in pairwise(times)) and times[:1] > times[-1:]
    return sorted(entries[::-1] if newest_first else entries, key=lambda entry: entry.sent_at or 0)
