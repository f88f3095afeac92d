"""LINE Messaging API: the webhook events that a company's bot receives, as they are logged.

One payload, a list of them, JSON Lines of them, or bare events. What the company answers is not
in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dialogkit.conversation import Kind, Unreadable
from dialogkit.corpus._json import looks_like_json
from dialogkit.corpus._raw import BrokenError, Entry, Reading, Source, whole
from dialogkit.corpus._webhooks import Conversations, payloads, text_of, utc_micros, walk

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "line_webhook"
GENERIC = False

Json = Mapping[str, Any]

_SOURCE = re.compile(r'"source"\s*:\s*\{[^{}]*"(?:userId|groupId|roomId)"\s*:')
_SIGNS = re.compile(r'"(?:replyToken|webhookEventId|destination|mode|deliveryContext)"\s*:')
_EMPTY = re.compile(r'"destination"\s*:\s*"[^"]*"\s*,\s*"events"\s*:\s*\[\s*\]')

_EVENTS = frozenset({"follow", "unfollow", "join", "leave", "memberJoined", "memberLeft"})
"""What a chat shows as a line of the system."""
_NO_MESSAGES = {
    "beacon": "beacons",
    "accountLink": "account links",
    "videoPlayComplete": "watched videos",
    "things": "device events",
    "module": "account events",
    "activated": "account events",
    "deactivated": "account events",
    "botSuspended": "account events",
    "botResumed": "account events",
    "membership": "account events",
    "delivery": "delivery receipts",
}
_KINDS: Mapping[str, Kind] = {
    "image": "media",
    "video": "media",
    "audio": "media",
    "file": "media",
    "sticker": "media",
    "location": "location",
}


def recognise(source: Source) -> bool:
    """Whether it is JSON with events as LINE sends them."""
    if not looks_like_json(source):
        return False
    head = source.head
    return bool(_SOURCE.search(head) and _SIGNS.search(head)) or bool(_EMPTY.search(head))


def read(source: Source) -> Reading:
    """One conversation for each pair of bot and user, group or room.

    Senders are known by their ids only. Edited messages have their last text, unsent ones none;
    the edit itself is an event. A tapped button (postback) has the data that it sends, since its
    title is not told.

    Raises:
        InputError: It is not JSON.
    """
    found = payloads(source)
    said = Conversations()
    unreadable = list(found.unreadable)
    for line, value in found.values:
        for bot, event in _events(value):
            try:
                _take(said, bot, event)
            except BrokenError as broken:
                unreadable.append(Unreadable(file=source.file, line=line, why=str(broken)))
    threads = said.threads("line", "line", {})
    return Reading(threads=threads, unreadable=unreadable, notes=said.notes())


def _is_payload(here: Json) -> bool:
    return isinstance(here.get("events"), list) or _is_event(here)


def _is_event(here: Json) -> bool:
    return isinstance(here.get("source"), dict) and "type" in here


def _events(value: Any) -> Iterator[tuple[str, Any]]:
    """The events with the bot that received them; a value without any is one that is broken."""
    found = list(walk(value, _is_payload))
    for payload in found:
        if _is_event(payload):
            yield "", payload
            continue
        bot = payload.get("destination")
        for event in payload["events"]:
            yield (bot if isinstance(bot, str) else ""), event
    if not found:
        yield "", None


def _take(said: Conversations, bot: str, event: Any) -> None:
    if not isinstance(event, dict):
        raise BrokenError("is no event of the LINE Messaging API")
    what = event.get("type")
    if what in ("message", "messageEdited", "unsend", "postback", *_EVENTS):
        key, person = _whose(bot, event)
        when = utc_micros(event.get("timestamp"), per_second=1000)
        entry, own_id, of = _entry(event, str(what), when, person)
        said.add(key, entry, own_id=own_id, of=of)
    elif isinstance(what, str) and "message" not in event:
        said.left_out[_NO_MESSAGES.get(what, "events of other types")] += 1
    else:
        raise BrokenError("is of a type that LINE does not document")


def _whose(bot: str, event: Json) -> tuple[tuple[str, str], str | None]:
    source = event.get("source")
    ids = source if isinstance(source, dict) else {}
    person = ids.get("userId")
    person = whole(person).strip() or None if isinstance(person, str) else None
    places = (ids.get("groupId"), ids.get("roomId"), person)
    place = next((whole(p) for p in places if isinstance(p, str) and p), None)
    if place is None:
        raise BrokenError("does not say whose message it is")
    return (whole(bot), place), person


def _entry(event: Json, what: str, when: int | None, person: str | None) -> tuple[Entry, Any, Any]:
    """The entry, its id, and the id of the message that it changes."""
    if what in _EVENTS:
        return Entry(what, "event", when, None, "system"), None, None
    inner = event.get({"unsend": "unsend", "postback": "postback"}.get(what, "message"))
    if not isinstance(inner, dict):
        raise BrokenError("is an event without its content")
    if what == "unsend":
        return Entry("", "deleted", when, person, "customer"), None, inner.get("messageId")
    if what == "postback":
        text = whole(text_of(inner.get("displayText") or inner.get("data")))
        return Entry(text, "button", when, person, "customer"), None, None
    text, kind = _content(inner)
    own_id = inner.get("id")
    of = own_id if what == "messageEdited" else None
    return Entry(whole(text), kind, when, person, "customer"), own_id, of


def _content(inner: Json) -> tuple[str, Kind]:
    what = inner.get("type")
    if what == "text":
        return text_of(inner.get("text")), "text"
    kind = _KINDS.get(what) if isinstance(what, str) else None
    if kind is None:
        raise BrokenError("is a message of a type that LINE does not document")
    if kind == "location":
        parts = (text_of(inner.get("title")), text_of(inner.get("address")))
        return ", ".join(part for part in parts if part), "location"
    return "", kind
