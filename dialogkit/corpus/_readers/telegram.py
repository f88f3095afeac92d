"""Telegram: what Telegram Desktop exports as JSON, one chat or the whole account."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from dialogkit.conversation import Kind, Unreadable
from dialogkit.corpus._json import json_value, looks_like_json
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

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "telegram"
GENERIC = False

_MESSAGES = re.compile(r'"messages"\s*:\s*\[')
_SIGNS = re.compile(
    r'"(?:date_unixtime|from_id|text_entities|actor_id)"\s*:|"chats"\s*:\s*\{'
    r'|"type"\s*:\s*"(?:personal_chat|private_\w+|public_\w+|bot_chat|saved_messages)"'
)
_OLDER = re.compile(r'"type"\s*:\s*"(?:message|service)"')
_NOT_TELEGRAM = re.compile(r'"(?:ts|messaging_product|timestamp_ms|channelId|events)"\s*:')
"""Messages of these types are also in what Slack and others export."""
_LIST_SIGNS = re.compile(r'"sender_id"\s*:.*"(?:message\.id|is_reply|reply_to_id)"\s*:', re.DOTALL)

_MEDIA = ("photo", "file", "media_type", "sticker_emoji", "game_title")


def recognise(source: Source) -> bool:
    """Whether it is JSON with the keys of a Telegram export."""
    if not looks_like_json(source):
        return False
    head = source.head
    if head.lstrip("\ufeff \t\r\n").startswith("["):
        return bool(_LIST_SIGNS.search(head))
    if not (_MESSAGES.search(head) or '"chats"' in head):
        return False
    older = _OLDER.search(head) and not _NOT_TELEGRAM.search(head)
    return bool(_SIGNS.search(head) or older)


def read(source: Source) -> Reading:
    """The conversations in an export of one chat, of a whole account, or a bare list of messages.

    Times with a Unix time are exact; the others are local and become UTC. Service messages are
    events. The number in an `Unreadable` counts the messages of the file from 1.

    Raises:
        InputError: It is not JSON, or holds no list of messages.
    """
    value = json_value(source)
    account = value if isinstance(value, dict) else {}
    owner = _owner(account)
    unreadable: list[Unreadable] = []
    threads: list[Thread] = []
    count = 0
    for chat in _chats(value, source):
        rows = chat["messages"]
        reader = _Messages(source, unreadable, first=count + 1)
        thread = _thread(source, chat, sorted_by_time(list(reader.entries(rows))), owner=owner)
        count += len(rows)
        if thread.entries:
            threads.append(thread)
    return Reading(threads=threads, unreadable=unreadable, notes=())


def _chats(value: Any, source: Source) -> list[Mapping[str, Any]]:
    if isinstance(value, list):
        return [{"messages": value}]
    found: list[Any] = [value] if isinstance(value, dict) and "messages" in value else []
    for key in ("chats", "left_chats"):
        group = value.get(key) if isinstance(value, dict) else None
        listed = group.get("list") if isinstance(group, dict) else group
        found += listed if isinstance(listed, list) else []
    chats: list[Mapping[str, Any]]
    chats = [c for c in found if isinstance(c, dict) and isinstance(c.get("messages"), list)]
    if not chats:
        raise source.refuse("must hold a list of messages, as Telegram Desktop exports it")
    return chats


def _owner(account: Mapping[str, Any]) -> str | None:
    """The id of whoever exported the account; the key by which their messages are known."""
    person = account.get("personal_information")
    number = person.get("user_id") if isinstance(person, dict) else None
    return None if number is None else f"user{number}"


def _thread(
    source: Source, chat: Mapping[str, Any], entries: Sequence[Entry], *, owner: str | None
) -> Thread:
    names = {
        entry_person(row)
        for row in chat["messages"]
        if isinstance(row, dict) and owner is not None and str(row.get("from_id")) == owner
    }
    start = "\n".join(entry.text for entry in entries[:20])
    title = chat.get("name")
    partner = whole(title) if isinstance(title, str) else ""
    if chat.get("type") == "bot_chat":
        entries = [e._replace(speaker="bot") if e.person == partner else e for e in entries]
    return Thread(
        conversation_id=thread_id("tg", source.stem, str(chat.get("id")), start),
        entries=entries,
        channel=NAME,
        partner=partner,
        owner=next((name for name in sorted(n for n in names if n)), None),
    )


class _Messages:
    def __init__(self, source: Source, unreadable: list[Unreadable], *, first: int) -> None:
        self._source, self._unreadable, self._first = source, unreadable, first
        self._clock = Clock(source.zone)

    def entries(self, rows: Sequence[Any]) -> Iterator[Entry]:
        for number, row in enumerate(rows, self._first):
            try:
                yield self._entry(row)
            except BrokenError as broken:
                bad = Unreadable(file=self._source.file, line=number, why=str(broken))
                self._unreadable.append(bad)

    def _entry(self, row: Any) -> Entry:
        if not isinstance(row, dict):
            raise BrokenError("is no JSON object")
        when = self._when(row)
        what = row.get("type", "message")
        if what in ("service", "unsupported"):
            action = row.get("action")
            text = whole(action) if isinstance(action, str) else str(what)
            return Entry(text, "event", when, None, "system")
        if what != "message":
            raise BrokenError("is of a type that Telegram does not document")
        return Entry(whole(_text(row)), _kind(row), when, entry_person(row))

    def _when(self, row: Mapping[str, Any]) -> int | None:
        unix, written = row.get("date_unixtime"), row.get("date")
        try:
            if unix is not None:
                seconds = int(unix)
                if not 0 <= seconds < LATEST:
                    raise BrokenError("has a time outside 1970 to 2099")
                return seconds * 1_000_000
            if written is None:
                return None
            if isinstance(written, int) and 0 <= written < LATEST:
                return written * 1_000_000
            when = self._clock.local(datetime.fromisoformat(written))
        except (ValueError, TypeError, OverflowError):
            raise BrokenError("has a time that cannot be read") from None
        if not 0 <= when < LATEST * 1_000_000:
            raise BrokenError("has a time outside 1970 to 2099")
        return when


def entry_person(row: Mapping[str, Any]) -> str | None:
    """The sender's name, else their id; deleted accounts have neither."""
    for key in ("from", "from_id", "sender_name", "sender_id", "sender"):
        value = row.get(key)
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            return whole(str(value)).strip() or None
    return None


def _kind(row: Mapping[str, Any]) -> Kind:
    if row.get("location_information"):
        return "location"
    if row.get("contact_information"):
        return "contact"
    return "media" if any(row.get(key) for key in _MEDIA) else "text"


def _text(row: Mapping[str, Any]) -> str:
    text = row.get("text")
    parts = text if isinstance(text, list) else [text]
    joined = ""
    for part in parts:
        piece = part.get("text") if isinstance(part, dict) else part
        if piece is not None and not isinstance(piece, str | int | float):
            raise BrokenError("has a text that is neither text nor a list of pieces")
        link = isinstance(part, dict) and part.get("type") in ("link", "text_link", "email")
        gap = (
            " " if link and joined[-1:] and (joined[-1].isalnum() or joined[-1] in ",.:;!?") else ""
        )
        joined += gap + ("" if piece is None else str(piece))
    return joined.strip() or _question(row)


def _question(row: Mapping[str, Any]) -> str:
    poll = row.get("poll")
    question = poll.get("question") if isinstance(poll, dict) else None
    return question if isinstance(question, str) else ""
