"""Slack: the export of a workspace, as zip archive or unpacked.

What is a conversation: in a channel, which a company may share with many customers, each thread
is one, and what is said outside of threads is one for the channel; a direct chat is one with all
its threads. Names come from ``users.json``, in mentions too, so that they are known as names of
participants.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from dialogkit.conversation import Kind, Speaker, Unreadable
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
from dialogkit.corpus._slack_names import Place, is_companion, name_in, place_of, users_of
from dialogkit.corpus._slack_text import readable, text_of

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "slack"
GENERIC = False

_TIME = re.compile(r'"ts"\s*:\s*"\d{9,11}\.\d{3,9}"')
_EXACT_TIME = re.compile(r'"ts"\s*:\s*"\d{10}\.\d{6}"')
_TYPE = re.compile(r'"type"\s*:\s*"message"')
_MESSAGES = re.compile(r'"messages"\s*:\s*\[')

_EVENTS = re.compile(
    r"(?:channel|group|mpim|im)_\w+|bot_(?:add|remove|enable|disable)|(?:un)?pinned_item|reminder_\w+"
    r"|sh_room_\w+|huddle_\w+|app_conversation_\w+|ekm_\w+|message_replied|reply_broadcast"
    r"|joiner_\w+|file_mention|workflow_\w+_summary|message_(?:changed|deleted)"
)
_WHEN = re.compile(r"(\d{1,11})(?:\.(\d{0,6})\d*)?")


def recognise(source: Source) -> bool:
    """Whether it holds messages as Slack exports them, or users or channels of an export."""
    if not looks_like_json(source):
        return False
    head = source.head
    if not (head.lstrip("\ufeff \t\r\n").startswith("[") or _MESSAGES.search(head)):
        return False
    told = _EXACT_TIME.search(head) or (_TIME.search(head) and _TYPE.search(head))
    return bool(told) or is_companion(source)


def read(source: Source) -> Reading:
    """The conversations of one file; files of one thread are joined by its id.

    Joining, leaving, pinning and the like are events, with their subtype as text. Edits and
    deletions that an export lists by themselves are carried out, and are events besides. What an
    export lists twice (a reply also sent to the channel) is taken once, and counted in a note. The
    number in an `Unreadable` counts the messages of the file from 1.

    Raises:
        InputError: It is not JSON, or holds no list.
    """
    value = json_value(source)
    rows = value.get("messages") if isinstance(value, dict) else value
    if not isinstance(rows, list):
        raise source.refuse("must hold a list of messages, as Slack exports it")
    if is_companion(source):
        return Reading(threads=())
    file = _File(source, _with_replies(rows))
    return Reading(threads=file.threads(), unreadable=file.unreadable, notes=file.notes())


def _with_replies(rows: Sequence[Any]) -> list[Any]:
    """The rows, and the replies that some tools put inside them."""
    found: list[Any] = []
    for row in rows:
        replies = row.get("slackdump_thread_replies") if isinstance(row, dict) else None
        found += [row, *(replies if isinstance(replies, list) else ())]
    return found


class _File:
    """The messages of one channel on one day."""

    def __init__(self, source: Source, rows: Sequence[Any]) -> None:
        self._file, self._rows = source.file, rows
        self._users, self._place = users_of(source), place_of(source)
        self._names = {**_named(rows), **self._users.names}
        self._found: dict[str, list[Entry]] = defaultdict(list)
        self._at: dict[str, tuple[str, int]] = {}
        self._twice = 0
        self._reactions = 0
        self.unreadable: list[Unreadable] = []

    def threads(self) -> list[Thread]:
        """The conversations, each message in one of them."""
        for number, row in enumerate(self._rows, 1):
            try:
                self._add(row)
            except BrokenError as broken:
                bad = Unreadable(file=self._file, line=number, why=str(broken))
                self.unreadable.append(bad)
        return [_thread(self._place, key, entries) for key, entries in self._found.items()]

    def notes(self) -> list[str]:
        """What was left out."""
        notes = []
        if self._twice:
            notes.append(f"{self._twice} messages stand more than once and were taken once")
        if self._reactions:
            notes.append(f"{self._reactions} reactions to messages were left out")
        return notes

    def _add(self, row: Any) -> None:
        if not isinstance(row, dict):
            raise BrokenError("is no JSON object")
        if row.get("type", "message") != "message":
            raise BrokenError("is of a type that Slack does not document")
        stamp, edit = str(row.get("ts")), _edited(row)
        if edit is not None and edit[0] not in self._at and edit[1] is not None:
            row = edit[1]  # the message itself is not in this file: its last text stands for it
        elif edit is not None:
            self._carry_out(*edit)
        entry = self._entry(row)
        key = "" if self._place.direct else _thread_of(row)
        same = self._at.get(stamp)
        if same is not None and entry.kind != "event" and self._found[same[0]][same[1]] == entry:
            self._twice += 1
            return
        if entry.kind != "event":
            self._at[stamp] = (key, len(self._found[key]))
        reactions = row.get("reactions")
        self._reactions += len(reactions) if isinstance(reactions, list) else 0
        self._found[key].append(entry)

    def _carry_out(self, stamp: str, new: Mapping[str, Any] | None) -> None:
        """Edits or deletes a message before, where an export lists that by itself."""
        place = self._at.get(stamp)
        if place is None:
            return
        entries, at = self._found[place[0]], place[1]
        text = "" if new is None else whole(text_of(new, self._names))
        kind: Kind = "deleted" if new is None else entries[at].kind
        entries[at] = entries[at]._replace(text=text, kind=kind)

    def _entry(self, row: Mapping[str, Any]) -> Entry:
        when, what = _when(row.get("ts")), row.get("subtype")
        if isinstance(what, str) and _EVENTS.fullmatch(what):
            return Entry(whole(what), "event", when, None, "system")
        comment = row.get("comment")
        if what == "file_comment" and isinstance(comment, dict):
            said = comment.get("comment")
            text = readable(said, self._names) if isinstance(said, str) else ""
            return Entry(whole(text), "text", when, self._person(comment))
        speaker: Speaker | None = "bot" if self._is_bot(row) else None
        text, kind = self._said(row)
        return Entry(text, kind, when, self._person(row), speaker)

    def _said(self, row: Mapping[str, Any]) -> tuple[str, Kind]:
        if not isinstance(row.get("text", ""), str | None):
            raise BrokenError("has a text that is no text")
        if row.get("subtype") == "tombstone":
            return "", "deleted"
        text = whole(text_of(row, self._names))
        if not (row.get("files") or row.get("file")):
            return text, "text"
        upload = row.get("file")
        if isinstance(upload, dict) and row.get("upload") is not None:
            return self._comment_on(upload), "media"  # the text says who uploaded what
        return text, "media"

    def _comment_on(self, upload: Mapping[str, Any]) -> str:
        first = upload.get("initial_comment")
        said = first.get("comment") if isinstance(first, dict) else None
        return whole(readable(said, self._names)) if isinstance(said, str) else ""

    def _is_bot(self, row: Mapping[str, Any]) -> bool:
        known = row.get("user") in self._users.bots if isinstance(row.get("user"), str) else False
        kinds = ("bot_message", "slackbot_response")
        return known or bool(row.get("bot_id")) or row.get("subtype") in kinds

    def _person(self, row: Mapping[str, Any]) -> str | None:
        user, shown = row.get("user"), row.get("username")
        if isinstance(user, str) and user in self._names:
            return self._names[user]
        profile = row.get("bot_profile")
        named = name_in(profile) if isinstance(profile, dict) else ""
        for value in (shown, named, user, row.get("bot_id")):
            if isinstance(value, str) and value.strip():
                return whole(value).strip()
        return None


def _named(rows: Sequence[Any]) -> dict[str, str]:
    """Names that messages themselves carry, for an export without its list of users."""
    found: dict[str, str] = {}
    for row in rows:
        profile = row.get("user_profile") if isinstance(row, dict) else None
        user = row.get("user") if isinstance(row, dict) else None
        if isinstance(profile, dict) and isinstance(user, str) and name_in(profile):
            found[user] = name_in(profile)
    return found


def _thread_of(row: Mapping[str, Any]) -> str:
    """The thread that a message of a channel belongs to; empty outside of threads."""
    root = row.get("thread_ts")
    return root if isinstance(root, str) else ""


def _edited(row: Mapping[str, Any]) -> tuple[str, Mapping[str, Any] | None] | None:
    """The time of the message that a row edits, and the new message; None for its deletion."""
    what, new = row.get("subtype"), row.get("message")
    if what == "message_deleted":
        return str(row.get("deleted_ts")), None
    if what == "message_changed" and isinstance(new, dict):
        return str(new.get("ts")), new
    return None


def _thread(place: Place, key: str, entries: list[Entry]) -> Thread:
    return Thread(
        conversation_id=thread_id("sl", place.key, key),
        entries=sorted_by_time(entries),
        channel=NAME,
        own_id=True,
    )


def _when(stamp: Any) -> int | None:
    if stamp is None:
        return None
    found = _WHEN.fullmatch(str(stamp)) if isinstance(stamp, str | float | int) else None
    if found is None or isinstance(stamp, bool) or not stamp or not found[1].isascii():
        raise BrokenError("has a time that cannot be read")
    seconds = int(found[1])
    if not 0 <= seconds < LATEST:
        raise BrokenError("has a time outside 1970 to 2099")
    return seconds * 1_000_000 + int((found[2] or "").ljust(6, "0"))
