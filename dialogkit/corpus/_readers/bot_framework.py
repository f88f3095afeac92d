"""Bot Framework: transcripts as its emulator, Direct Line and Copilot Studio write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dialogkit.conversation import Kind, Speaker
from dialogkit.corpus._gather import (
    Gathering,
    NoMessageError,
    Talk,
    dicts,
    documents,
    line_of,
    mapping,
    name_of,
    text_of,
)
from dialogkit.corpus._html_text import html_text
from dialogkit.corpus._raw import BrokenError, Entry, Reading, Source, whole
from dialogkit.corpus._shape import Seen, seen_objects

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "bot_framework"
GENERIC = False

_TYPES = (
    *("message", "conversationUpdate", "event", "endOfConversation", "handoff", "typing", "trace"),
    *("invoke", "invokeResponse", "messageUpdate", "messageDelete", "messageReaction"),
    *("installationUpdate", "contactRelationUpdate", "deleteUserData", "suggestion", "command"),
    *("commandResult", "session"),
)
_TELLING = (
    *("channelId", "serviceUrl", "recipient", "replyToId", "localTimestamp", "inputHint"),
    *("textFormat", "attachmentLayout", "channelData", "membersAdded", "relatesTo", "from"),
)
_EVENTS = ("conversationUpdate", "endOfConversation", "messageReaction", "installationUpdate")
_ROLES: Mapping[str, Speaker] = {
    **dict.fromkeys(("user", "1"), "customer"),
    **dict.fromkeys(("bot", "skill", "0"), "bot"),
    **dict.fromkeys(("agent", "human", "2"), "agent"),
}
_CHANNELS = {
    "webchat": "web",
    "directline": "web",
    "emulator": "web",
    "facebook": "messenger",
    "msteams": "teams",
    "telephony": "voice",
    "directlinespeech": "voice",
}
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CARD_TEXTS = ("title", "subtitle", "text")
_CARD_PARTS = ("body", "items", "columns", "facts", "buttons", "actions")
_MOST_CARD_PIECES = 200


def recognise(source: Source) -> bool:
    """Whether it is JSON with Bot Framework activities."""
    return any(_is_activity(seen) for seen in seen_objects(source))


def _is_activity(seen: Seen) -> bool:
    if seen.path not in ("", "activities", "value.activities", "Activities"):
        return False
    if not seen.said(type=_TYPES):
        return False
    telling = sum(key in seen.values for key in _TELLING)
    own_from = seen.values.get("from", "{") == "{" and seen.values.get("conversation", "{") == "{"
    return own_from and telling > 1 and (telling > 2 or "conversation" in seen.values)


def read(source: Source) -> Reading:
    """The conversations in it.

    A change replaces the message it changes. Handoffs (``handoff.initiate``, ``handoff.status``),
    joining, leaving and the end are events; typing marks and traces are counted and left out. The
    number in an `Unreadable` is the line of JSON Lines, else it counts the activities from 1.

    Raises:
        InputError: It is not JSON, or holds no activities.
    """
    gathering = Gathering(source, prefix="bf", channel=NAME)
    found = False
    rows = list(_activities(source, gathering))
    bots = _bots(row for _, row in rows)
    for line, row in rows:
        found = True
        gathering.line = line
        talk = _talk(gathering, mapping(row))
        one = _Activity(gathering, talk, bots)
        gathering.take(talk, row, one.entry, one.ident(mapping(row)))
    if not found:
        raise source.refuse("holds no activities, as Bot Framework transcripts do")
    return gathering.reading()


def _activities(source: Source, gathering: Gathering) -> Iterator[tuple[int | None, Any]]:
    for line, value in documents(source):
        gathering.line = line
        listed = next((v for k, v in mapping(value).items() if k.lower() == "activities"), None)
        if isinstance(listed, list):
            yield from ((line, one) for one in listed)
        elif "type" in mapping(value):
            yield line, value
        else:
            gathering.bad_document()


def _bots(rows: Iterable[Any]) -> frozenset[str]:
    """Ids of bots: they have that role, or are told of those who join."""
    found: set[str] = set()
    for row in rows:
        for key in ("from", "recipient"):
            one = mapping(mapping(row).get(key))
            told = key == "recipient" and mapping(row).get("type") == "conversationUpdate"
            if (one.get("role") in ("bot", 0) or told) and isinstance(one.get("id"), str):
                found.add(one["id"])
    return frozenset(found)


def _talk(gathering: Gathering, row: Mapping[str, Any]) -> Talk:
    channel = line_of(row.get("channelId"))
    talk = gathering.talk(name_of(mapping(row.get("conversation")).get("id")))
    if channel:
        talk.channel = _CHANNELS.get(channel, channel[:40])
    return talk


class _Activity:
    def __init__(self, gathering: Gathering, talk: Talk, bots: frozenset[str]) -> None:
        self._gathering, self._talk, self._bots = gathering, talk, bots

    def ident(self, row: Mapping[str, Any]) -> str | None:
        """The id of a message; other activities may share one with it."""
        message = row.get("type") in ("message", "messageUpdate", "messageDelete")
        written = row.get("id")
        return written if message and isinstance(written, str) and written else None

    def entry(self, row: Mapping[str, Any]) -> Entry:
        """The message or event in an activity."""
        what = row.get("type")
        if not isinstance(what, str):
            raise BrokenError("does not say of which type it is")
        when = self._gathering.when(row.get("timestamp") or row.get("localTimestamp"))
        if what == "messageDelete":
            return Entry("", "deleted", when, *self._who(row))
        if what in ("message", "messageUpdate"):
            return self._message(row, when)
        if what in ("event", "handoff"):
            return Entry(_event_text(row), "event", when, None, "system")
        if what in _EVENTS:
            return Entry(_WORDS.sub(" ", what).lower(), "event", when, None, "system")
        raise NoMessageError("typing marks, traces and the like")

    def _message(self, row: Mapping[str, Any], when: int | None) -> Entry:
        person, speaker = self._who(row)
        text = text_of(row.get("text"))
        if row.get("textFormat") == "xml":
            text = html_text(text)
        attached = dicts(row.get("attachments"))
        kind: Kind = "text"
        if not text:
            text = "\n".join(filter(None, map(_card_text, attached)))
        value = row.get("value")
        if speaker == "customer" and value is not None and value != {} and not attached:
            text, kind = text or _value_text(value), "button"
        if not text:
            text = _offered(row)
        if not text and attached:
            kind = "media"
        return Entry(text, kind, when, person, speaker)

    def _who(self, row: Mapping[str, Any]) -> tuple[str | None, Speaker | None]:
        sender = mapping(row.get("from"))
        role = sender.get("role")
        speaker = _ROLES.get(str(role)) if isinstance(role, str | int) else None
        ident = sender.get("id")
        if speaker is None and self._bots and isinstance(ident, str) and ident:
            speaker = "bot" if ident in self._bots else "customer"
        return name_of(sender.get("name"), ident), speaker


def _event_text(row: Mapping[str, Any]) -> str:
    """``handoff``, ``handoff accepted`` and the like; the name of any other event."""
    name = line_of(row.get("name"))
    if row.get("type") == "handoff" or name == "handoff.initiate":
        return "handoff"
    if name == "handoff.status":
        value = row.get("value")
        if isinstance(value, str):
            value = _parsed(value)
        state = line_of(mapping(value).get("state"))
        return f"handoff {state}".strip()[:60]
    return name[:100] or "event"


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _offered(row: Mapping[str, Any]) -> str:
    actions = dicts(mapping(row.get("suggestedActions")).get("actions"))
    titles = (line_of(one.get("title")) for one in actions)
    return " | ".join(title for title in titles if title)


def _value_text(value: Any) -> str:
    """What the tapped button sent: its text, or the first text among its values."""
    pieces = value.values() if isinstance(value, dict) else [value]
    return next((whole(one).strip() for one in pieces if isinstance(one, str) and one), "")


def _card_text(attachment: Mapping[str, Any]) -> str:
    """The texts of a card, in order, then the titles of its buttons."""
    content = attachment.get("content")
    if isinstance(content, str):
        content = _parsed(content) if content.lstrip()[:1] == "{" else {"text": content}
    lines: list[str] = []
    waiting: list[Any] = [content]
    for _ in range(_MOST_CARD_PIECES):
        if not waiting:
            break
        piece = waiting.pop(0)
        if isinstance(piece, list):
            waiting[:0] = piece[:_MOST_CARD_PIECES]
        elif isinstance(piece, dict):
            lines += [line_of(piece.get(key)) for key in _CARD_TEXTS]
            waiting[:0] = [piece.get(key) for key in _CARD_PARTS]
    return "\n".join(line for line in lines if line)
