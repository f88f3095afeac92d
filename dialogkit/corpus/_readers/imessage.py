"""iMessage: ``chat.db`` of Messages on macOS, and ``sms.db`` of a backup of an iPhone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from dialogkit.conversation import Kind, Speaker, Unreadable
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
from dialogkit.corpus._sqlite import START, Tables, open_database
from dialogkit.corpus._typedstream import string_in

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "imessage"
GENERIC = False

_COLUMNS = (
    *("ROWID", "text", "attributedBody", "subject", "handle_id", "date", "is_from_me", "account"),
    *("destination_caller_id", "cache_has_attachments", "cache_roomnames", "item_type"),
    *("group_action_type", "associated_message_type", "balloon_bundle_id", "date_edited"),
    *("date_retracted", "is_audio_message"),
)
_EPOCH = 978_307_200
"""2001-01-01, from which Apple counts, in Unix seconds."""
_LEAST_NANOSECONDS = 100_000_000_000
"""Times are in nanoseconds since macOS 10.13, in seconds before; seconds are never this many."""

_ATTACHED = "\ufffc"
"""What stands in a text where something is attached."""

_TAPBACKS = ("loved", "liked", "disliked", "laughed at", "emphasized", "questioned")
_LINK_BALLOON = "com.apple.messages.URLBalloonProvider"


def recognise(source: Source) -> bool:
    """Whether it is an SQLite database with the columns of Messages."""
    return source.data.startswith(START) and b"is_from_me" in source.data


def read(source: Source) -> Reading:
    """The conversations of the database.

    Tapbacks and changes of a group are events. Whose database it is, is the owner of all
    conversations. The number in an `Unreadable` is the row's.

    Raises:
        InputError: The database is damaged, or is not one of Messages.
    """
    unreadable: list[Unreadable] = []
    with open_database(source) as tables:
        if not {"ROWID", "is_from_me"} <= tables.columns("message") | {"ROWID"}:
            raise source.refuse("must be the database of Messages, with a table of messages")
        found = _Chats(tables)
        grouped: dict[str, list[Entry]] = defaultdict(list)
        for number, row in enumerate(tables.rows("message", _COLUMNS), 1):
            try:
                grouped[found.chat_of(row)].append(_entry(row, found))
            except BrokenError as broken:
                line = row["ROWID"] if isinstance(row["ROWID"], int) else number
                unreadable.append(Unreadable(file=source.file, line=line, why=str(broken)))
    threads = [_thread(found, key, entries) for key, entries in grouped.items()]
    return Reading(threads=threads, unreadable=unreadable, notes=_notes(source))


_NEWEST = (
    "the newest messages may be missing: they are in the file that ends in -wal, which is not read;"
    " quit Messages and copy the database again"
)


def _notes(source: Source) -> list[str]:
    name = re.split(r"[/\\!]", source.file)[-1]
    return [_NEWEST] if source.beside(f"{name}-wal") else []


class _Chats:
    """What the tables beside the messages tell."""

    def __init__(self, tables: Tables) -> None:
        handles = tables.rows("handle", ("ROWID", "id"))
        self._handles = {row["ROWID"]: row["id"] for row in handles}
        joins = tables.rows("chat_message_join", ("chat_id", "message_id"))
        self._chat_of = {row["message_id"]: row["chat_id"] for row in joins}
        attached = tables.rows("message_attachment_join", ("message_id", "attachment_id"))
        self._attached = {row["message_id"] for row in attached}
        chats = tables.rows("chat", ("ROWID", "guid", "chat_identifier", "display_name"))
        self._chats = {row["ROWID"]: row for row in chats}
        self.owner = self._owner(tables)

    @staticmethod
    def _owner(tables: Tables) -> str | None:
        """The account most often sent from."""
        rows = tables.rows("message", ("is_from_me", "account", "destination_caller_id"))
        names = (_account(row) for row in rows if row["is_from_me"] == 1)
        counts = Counter(name for name in names if name)
        return min(counts, key=lambda name: (-counts[name], name)) if counts else None

    def chat_of(self, row: Mapping[str, Any]) -> str:
        """The chat of a message: as joined, else its room, else the one with its other side."""
        chat = self._chat_of.get(row["ROWID"])
        if chat is not None:
            return f"chat {chat}"
        room = row["cache_roomnames"]
        return f"room {room}" if isinstance(room, str) and room else f"with {row['handle_id']}"

    def partner_of(self, key: str) -> str:
        """The name over a chat: the group's, or the other side's number or address."""
        kind, _, number = key.partition(" ")
        chat = self._chats.get(int(number)) if kind == "chat" and number.isdecimal() else None
        for value in (chat["display_name"], chat["chat_identifier"]) if chat else ():
            if isinstance(value, str) and value.strip():
                return whole(value).strip()
        return ""

    def secret_of(self, key: str) -> str:
        """What tells a chat from all others."""
        kind, _, number = key.partition(" ")
        chat = self._chats.get(int(number)) if kind == "chat" and number.isdecimal() else None
        return str(chat["guid"]) if chat else key

    def sender_of(self, row: Mapping[str, Any]) -> str | None:
        """The sender: the owner, or the other side's number or address."""
        if row["is_from_me"] == 1:
            return self.owner
        handle = self._handles.get(row["handle_id"])
        return whole(handle).strip() or None if isinstance(handle, str) else None

    def has_attachment(self, row: Mapping[str, Any]) -> bool:
        """Whether something is attached to a message."""
        flags = (row["cache_has_attachments"], row["is_audio_message"])
        return 1 in flags or row["ROWID"] in self._attached


def _account(row: Mapping[str, Any]) -> str | None:
    """An address (``E:ada@example.org``) or number (``P:+1555…``) without its letter."""
    for value in (row["account"], row["destination_caller_id"]):
        if isinstance(value, str):
            bare = whole(value).strip()
            bare = bare[2:] if bare[:2] in ("E:", "P:", "e:", "p:") else bare
            if bare:
                return bare
    return None


def _thread(found: _Chats, key: str, entries: list[Entry]) -> Thread:
    ordered = sorted_by_time(entries)
    start = "\n".join(entry.text for entry in ordered[:20])
    return Thread(
        conversation_id=thread_id("im", found.secret_of(key), start),
        entries=ordered,
        channel=NAME,
        partner=found.partner_of(key),
        owner=found.owner,
    )


def _entry(row: Mapping[str, Any], found: _Chats) -> Entry:
    when, what = _when(row["date"]), _event(row)
    if what is not None:
        return Entry(what, "event", when, None, "system")
    person = found.sender_of(row)
    # without a name of the owner, nothing but this tells that the message was the company's
    speaker: Speaker | None = "agent" if person is None and row["is_from_me"] == 1 else None
    return Entry(*_said(row, attached=found.has_attachment(row)), when, person, speaker)


def _event(row: Mapping[str, Any]) -> str | None:
    """What happened, where a row is no message: a tapback, or a change of the group."""
    kind = row["associated_message_type"]
    if isinstance(kind, int) and 2000 <= kind < 4000:
        place = kind % 1000
        name = _TAPBACKS[place] if place < len(_TAPBACKS) else "reacted to"
        return f"{name} a message" if kind < 3000 else f"no longer {name} a message"
    if _is_set(row["item_type"]) or _is_set(row["group_action_type"]):
        return "change of the group"
    return None


def _is_set(value: Any) -> bool:
    return isinstance(value, int) and value > 0


def _said(row: Mapping[str, Any], *, attached: bool) -> tuple[str, Kind]:
    written = row["text"]
    if not isinstance(written, str | None):
        raise BrokenError("has a text that is no text")
    body = row["attributedBody"]
    if not written and isinstance(body, bytes):
        written = string_in(body)
        if written is None and body:
            raise BrokenError("has a text in a form that cannot be read")
    subject = row["subject"] if isinstance(row["subject"], str) else ""
    text = whole(f"{subject}\n{written or ''}".replace(_ATTACHED, "")).strip()
    balloon = row["balloon_bundle_id"]
    if attached or (isinstance(balloon, str) and balloon and balloon != _LINK_BALLOON):
        return text, "media"
    gone = _is_set(row["date_retracted"]) or _is_set(row["date_edited"])
    if not text:
        return text, "deleted" if gone else "media"
    return text, "text"


def _when(value: Any) -> int | None:
    """Apple's seconds, or nanoseconds, since 2001."""
    if value is None or value == 0:
        return None
    if not isinstance(value, int | float) or not -(2**63) < value < 2**63:
        raise BrokenError("has a time that cannot be read")
    count = int(value)
    when = count // 1_000 if abs(count) >= _LEAST_NANOSECONDS else count * 1_000_000
    when += _EPOCH * 1_000_000
    if not 0 <= when < LATEST * 1_000_000:
        raise BrokenError("has a time outside 1970 to 2099")
    return when
