"""Chats out of the downloads of Facebook Messenger and Instagram, which are of one kind.

Three shapes: ``sender_name``/``timestamp_ms`` of the ordinary download (newest first, one thread
cut into ``message_1.json``, ``message_2.json`` …), the same with ``timestamp`` in seconds of old
ones, and ``senderName``/``timestamp`` of the download of end-to-end encrypted chats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dialogkit.conversation import Kind, Unreadable
from dialogkit.corpus._json import json_value, looks_like_json
from dialogkit.corpus._meta_words import (
    is_call,
    is_group_event,
    is_placeholder,
    is_reaction,
    is_unsent,
)
from dialogkit.corpus._mojibake import Mender
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

__all__ = ["from_instagram", "is_meta_chat", "read_meta_chat"]

_MESSAGES = re.compile(r'"messages"\s*:\s*\[')
_SIGNS = re.compile(r'"(?:timestamp_ms|sender_name|senderName)"\s*:')
_EMPTY_SIGNS = re.compile(r'"(?:thread_path|threadName|thread_type)"\s*:')

_MEDIA = ("photos", "videos", "audio_files", "gifs", "files", "sticker", "media")
_EVENT_TYPES = frozenset({"Call", "Subscribe", "Unsubscribe", "Payment", "Plan"})
_MAP = re.compile(r"https?://(?:[\w.]*google\.[\w.]+/maps|maps\.|[\w.]*bing\.com/maps)|[?&]where1=")


def is_meta_chat(source: Source) -> bool:
    """Whether it is JSON with the keys of these downloads."""
    head = source.head
    if not looks_like_json(source) or head.lstrip("\ufeff \t\r\n").startswith("["):
        return False
    return bool(_MESSAGES.search(head)) and bool(_SIGNS.search(head) or _EMPTY_SIGNS.search(head))


_FOLDER = re.compile(r"(?:^|[/\\!])(instagram|facebook)(?![a-z])", re.IGNORECASE)
_INSTAGRAM = (
    *(b'"profile_share_username"', b'"original_content_owner"', b"your_instagram_activity"),
    *(b'"Liked a message"', b"Instagram User", b"Instagram-Nutzer"),
)
_FACEBOOK = (
    *(b"your_facebook_activity", b"your_activity_across_facebook", b"stickers_used"),
    *(b'"bumped_message_metadata"', b'"sticker"', b'"threadName"', b'"senderName"'),
    *(b"Facebook User", b"Facebook-Nutzer"),
)
"""What only one of the two writes."""


def from_instagram(source: Source) -> bool:
    """Whether a chat is Instagram's and not Facebook's.

    Told by what only one of them writes; else by the folder, which carries the service's name;
    where neither tells, Facebook is taken, whose downloads are the more frequent ones.
    """
    insta = any(sign in source.data for sign in _INSTAGRAM)
    face = any(sign in source.data for sign in _FACEBOOK)
    if insta != face:
        return insta
    folders = _FOLDER.findall(source.file)
    return bool(folders) and folders[-1].lower() == "instagram"


def read_meta_chat(source: Source, *, channel: str) -> Reading:
    """The one conversation in the file, oldest message first.

    Files of one thread are one conversation by their ``thread_path``. Broken UTF-8 is repaired
    (see `dialogkit.corpus._mojibake`). Calls, changes of the group and messages that only tell
    of a reaction are events. The number in an `Unreadable` counts the messages of the file from 1.

    Raises:
        InputError: It is not JSON, or holds no list of messages.
    """
    value = json_value(source)
    rows = value.get("messages") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(rows, list):
        raise source.refuse("must hold a list of messages, as the download in JSON has it")
    mender = Mender.of(_texts(value, rows), escaped=source.data.isascii())
    unreadable: list[Unreadable] = []
    entries = list(_entries(source, rows, mender, unreadable))
    thread = _thread(value, _oldest_first(entries), mender, stem=source.stem, channel=channel)
    return Reading(
        threads=[thread] if entries else [], unreadable=unreadable, notes=_notes(rows, mender)
    )


def _texts(value: Mapping[str, Any], rows: Sequence[Any]) -> Iterator[str]:
    """All texts that are read, names among them."""
    found: list[Any] = [value.get("title"), value.get("threadName")]
    for row in rows:
        if isinstance(row, dict):
            found += [row.get(key) for key in ("sender_name", "senderName", "content", "text")]
            share = row.get("share")
            if isinstance(share, dict):
                found += [share.get("link"), share.get("share_text")]
    return (text for text in found if isinstance(text, str))


def _notes(rows: Sequence[Any], mender: Mender) -> list[str]:
    notes = ["texts with broken UTF-8 were repaired"] if mender.broken else []
    lists = [row.get("reactions") for row in rows if isinstance(row, dict)]
    reactions = sum(len(one) for one in lists if isinstance(one, list))
    if reactions:
        notes.append(f"{reactions} reactions to messages were left out")
    return notes


def _oldest_first(entries: list[Entry]) -> list[Entry]:
    """Messages of one time keep their order, which newest-first files have the other way round."""
    times = [entry.sent_at for entry in entries if entry.sent_at is not None]
    backwards = len(times) > 1 and times[0] > times[-1]
    return sorted_by_time(entries[::-1] if backwards else entries)


def _thread(
    value: Mapping[str, Any], entries: list[Entry], mender: Mender, *, stem: str, channel: str
) -> Thread:
    path, title = value.get("thread_path"), value.get("title", value.get("threadName"))
    own = isinstance(path, str) and bool(path)
    start = "\n".join(entry.text for entry in entries[:20])
    name = thread_id("fb", str(path)) if own else thread_id("fb", stem, start)
    return Thread(
        conversation_id=name,
        entries=entries,
        channel=channel,
        partner=_partner(title, mender) if isinstance(title, str) else "",
        own_id=own,
    )


def _partner(title: str, mender: Mender) -> str:
    """The name over the chat; those of encrypted chats end with a number."""
    return re.sub(r"_\d{1,9}$", "", whole(mender.mend(title))).strip()


def _entries(
    source: Source, rows: Sequence[Any], mender: Mender, unreadable: list[Unreadable]
) -> Iterator[Entry]:
    for number, row in enumerate(rows, 1):
        try:
            yield _entry(row, mender)
        except BrokenError as broken:
            bad = Unreadable(file=source.file, line=number, why=str(broken))
            unreadable.append(bad)


def _entry(row: Any, mender: Mender) -> Entry:
    if not isinstance(row, dict):
        raise BrokenError("is no JSON object")
    when = _when(row)
    person = _text(row, ("sender_name", "senderName"), mender).strip() or None
    text = _text(row, ("content", "text"), mender).strip()
    if any(row.get(key) is True for key in ("is_unsent", "isUnsent", "is_taken_down")) or (
        is_unsent(text, person)
    ):
        return Entry("", "deleted", when, person)
    if _is_event(row, text, person):
        return Entry(text or str(row.get("type") or "call"), "event", when, None, "system")
    return Entry(*_said(row, text, person, mender), when, person)


def _text(row: Mapping[str, Any], keys: Sequence[str], mender: Mender) -> str:
    value = next((row[key] for key in keys if row.get(key) is not None), "")
    if not isinstance(value, str):
        raise BrokenError("has a text or a sender that is no text")
    return whole(mender.mend(value))


def _when(row: Mapping[str, Any]) -> int | None:
    value = row.get("timestamp_ms", row.get("timestamp"))
    if value is None:
        return None
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 20:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BrokenError("has a time that cannot be read")
    when = value * (1_000 if "timestamp_ms" in row or value >= LATEST else 1_000_000)
    if not 0 <= when < LATEST * 1_000_000:
        raise BrokenError("has a time outside 1970 to 2099")
    return when


def _is_event(row: Mapping[str, Any], text: str, person: str | None) -> bool:
    kind = row.get("type")
    if "call_duration" in row or (isinstance(kind, str) and kind in _EVENT_TYPES):
        return True
    return is_reaction(text) or is_call(text) or is_group_event(text, person)


def _said(
    row: Mapping[str, Any], text: str, person: str | None, mender: Mender
) -> tuple[str, Kind]:
    """What the sender wrote without what the messenger writes in its place, and of what kind."""
    share = row.get("share")
    link = share.get("link") if isinstance(share, dict) else None
    attached = any(row.get(key) for key in _MEDIA) or row.get("type") == "media"
    stand_in = is_placeholder(text, person, attached=attached or bool(share))
    if stand_in or not text:
        shared = whole(mender.mend(link)) if isinstance(link, str) else ""
        return shared, "location" if _MAP.search(shared) else "media"
    if isinstance(link, str) and _MAP.search(link):
        return text, "location"
    return text, "media" if attached else "text"
