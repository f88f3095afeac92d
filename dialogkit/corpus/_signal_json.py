"""The JSON in which Signal's messages are written, by Signal itself and by public tools.

Four shapes: rows of Signal Desktop's database (as ``sigtop`` and others write them), lines of
``signal-export`` (``data.json``), frames of Signal's own plaintext export (``main.jsonl``), and
envelopes of ``signal-cli``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dialogkit.conversation import Kind
from dialogkit.corpus._raw import LATEST, BrokenError, Entry, whole
from dialogkit.corpus._stamps import Clock
from dialogkit.corpus._webhooks import text_of, utc_micros

__all__ = ["ME", "NOT_SAID", "People", "message_of"]

Json = Mapping[str, Any]

ME = "Me"
"""Whoever exported; Signal's exports do not name them."""

NOT_SAID = {
    "receiptMessage": "delivery receipts",
    "typingMessage": "typing notices",
    "account": "account data",
    "recipient": "contacts",
    "chat": "chats",
    "stickerPack": "sticker packs",
    "adHocCall": "calls",
    "notificationProfile": "account data",
    "chatFolder": "account data",
    "version": "account data",
}
"""Frames and envelopes that are no messages."""

_Found = tuple[tuple[str, ...], Entry]


class People:
    """Who has which id, told by the frames of Signal's own export and by lists of conversations."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._chats: dict[str, str] = {}
        self._me: set[str] = set()

    def learn(self, row: Json) -> None:
        """Notes the names in a frame or a conversation."""
        recipient, chat = row.get("recipient"), row.get("chat")
        if isinstance(recipient, dict):
            number = str(recipient.get("id"))
            if "self" in recipient:
                self._me.add(number)
            self._name(number, recipient.get("contact") or recipient.get("group") or {})
        if isinstance(chat, dict):
            self._chats[str(chat.get("id"))] = str(chat.get("recipientId"))

    def conversation(self, row: Json) -> None:
        """Notes a row of the table of conversations."""
        for key in ("id", "serviceId", "uuid", "e164"):
            if isinstance(row.get(key), str) and row.get("type") != "group":
                self._name(row[key], row)

    def _name(self, number: str, about: Any) -> None:
        if not isinstance(about, dict):
            return
        given = " ".join(_texts(about, "profileGivenName", "profileFamilyName"))
        names = [*_texts(about, "name", "profileFullName", "profileName", "systemGivenName"), given]
        known = next((name for name in [*names, *_texts(about, "username", "e164")] if name), "")
        if known:
            self.names[number] = whole(known)

    def name(self, number: Any) -> str | None:
        """The name of an id; the id where it has none."""
        text = whole(str(number)) if isinstance(number, str | int) else ""
        return ME if text in self._me else self.names.get(text, text) or None


def _texts(about: Json, *keys: str) -> list[str]:
    return [v.strip() for key in keys if isinstance(v := about.get(key), str) and v.strip()]


def message_of(row: Any, people: People, clock: Clock) -> _Found | str:
    """The conversation's key and the message in a JSON object; else what it is.

    Raises:
        BrokenError: It is none of the shapes, or damaged.
    """
    if not isinstance(row, dict):
        raise BrokenError("is no JSON object")
    params = row.get("params")
    envelope = row.get("envelope") or (params.get("envelope") if isinstance(params, dict) else None)
    if isinstance(envelope, dict):
        return _envelope(envelope)
    if isinstance(row.get("chatItem"), dict):
        return _chat_item(row["chatItem"], people)
    if "conversationId" in row or "sent_at" in row:
        return _desktop(row, people)
    if "sender" in row and "date" in row:
        return _exported(row, clock)
    for key, what in NOT_SAID.items():
        if key in row:
            return what
    raise BrokenError("is no message of Signal")


def _event(what: str, when: int | None) -> Entry:
    return Entry(whole(what), "event", when, None, "system")


def _desktop(row: Json, people: People) -> _Found | str:
    """A row of Signal Desktop's table of messages."""
    key = ("desktop", whole(str(row.get("conversationId"))))
    when = utc_micros(_first(row, "sent_at", "timestamp", "received_at_ms"), per_second=1000)
    what = row.get("type")
    if what == "outgoing":
        person: str | None = ME
    elif what == "incoming":
        senders = ("sourceServiceId", "sourceUuid", "source", "conversationId")
        person = people.name(_first(row, *senders))
    else:
        return key, _event(what if isinstance(what, str) else "notice", when)
    if row.get("deletedForEveryone") or row.get("isErased"):
        return key, Entry("", "deleted", when, person)
    text = whole(text_of(row.get("body")))
    kind: Kind = "contact" if row.get("contact") else "text"
    if row.get("attachments") or row.get("sticker") or row.get("isViewOnce"):
        kind = "media"
    return key, Entry(text, kind, when, person)


def _first(row: Json, *keys: str) -> Any:
    return next((row[key] for key in keys if row.get(key) not in (None, "")), None)


def _exported(row: Json, clock: Clock) -> _Found:
    """A line of signal-export's ``data.json``."""
    person = whole(text_of(row.get("sender"))) or None
    try:
        when = clock.local(datetime.fromisoformat(str(row["date"])))
    except (ValueError, OverflowError):
        raise BrokenError("has a time that cannot be read") from None
    if not 0 <= when < LATEST * 1_000_000:
        raise BrokenError("has a time outside 1970 to 2099")
    text = whole(text_of(row.get("body")))
    if row.get("deleted"):
        return ("",), Entry("", "deleted", when, person)
    if row.get("call"):
        return ("",), _event(text or "call", when)
    if person == "No-Sender":
        return ("",), _event(text, when)
    kind: Kind = "media" if row.get("attachments") or row.get("sticker") else "text"
    return ("",), Entry(text, kind, when, person)


def _chat_item(item: Json, people: People) -> _Found:
    """A frame of Signal's own export."""
    key = ("chat", whole(str(item.get("chatId"))))
    when = utc_micros(item.get("dateSent"), per_second=1000)
    person = ME if "outgoing" in item else people.name(item.get("authorId"))
    if isinstance(item.get("updateMessage"), dict):
        what = next(iter(item["updateMessage"]), "update")
        return key, _event(what, when)
    standard = item.get("standardMessage")
    if isinstance(standard, dict):
        body = standard.get("text")
        text = whole(text_of(body.get("body"))) if isinstance(body, dict) else ""
        media = standard.get("attachments") or standard.get("longText")
        return key, Entry(text, "media" if media and not text else "text", when, person)
    for name, kind in _ITEMS.items():
        if name in item:
            text = _said(item[name])
            return key, Entry(whole(text), kind, when, person)
    raise BrokenError("is a message of a type that is not known")


_ITEMS: Mapping[str, Kind] = {
    "remoteDeletedMessage": "deleted",
    "contactMessage": "contact",
    "stickerMessage": "media",
    "viewOnceMessage": "media",
    "giftBadge": "media",
    "paymentNotification": "media",
    "directStoryReplyMessage": "text",
    "poll": "text",
}


def _said(value: Any) -> str:
    """The text of a reply to a story or of a poll."""
    inner = value if isinstance(value, dict) else {}
    reply = inner.get("textReply")
    text = reply.get("text") if isinstance(reply, dict) else None
    body = text.get("body") if isinstance(text, dict) else inner.get("question")
    return body if isinstance(body, str) else ""


def _envelope(envelope: Json) -> _Found | str:
    """What signal-cli received or sent from another device."""
    for key, what in NOT_SAID.items():
        if key in envelope:
            return what
    when = utc_micros(envelope.get("timestamp"), per_second=1000)
    sender = _first(envelope, "sourceName", "sourceNumber", "source", "sourceUuid")
    person: str | None = whole(str(sender)) if isinstance(sender, str) else None
    other = _first(envelope, "sourceNumber", "source", "sourceUuid")
    data: Any = envelope.get("dataMessage") or envelope.get("editMessage")
    sync = envelope.get("syncMessage")
    if isinstance(sync, dict):
        data, person = sync.get("sentMessage"), ME
        if not isinstance(data, dict):
            return "notices between devices"
        other = _first(data, "destinationNumber", "destination", "destinationUuid")
    if isinstance(data, dict) and isinstance(data.get("dataMessage"), dict):
        data = data["dataMessage"]
    if not isinstance(data, dict):
        return "calls" if "callMessage" in envelope else "notices between devices"
    group = data.get("groupInfo")
    place = group.get("groupId") if isinstance(group, dict) else other
    return ("cli", whole(str(place))), _data_message(data, when, person)


def _data_message(data: Json, when: int | None, person: str | None) -> Entry:
    reaction = data.get("reaction")
    if isinstance(reaction, dict):
        return _event(text_of(reaction.get("emoji")), when)
    if data.get("remoteDelete"):
        return Entry("", "deleted", when, person)
    text = whole(text_of(data.get("message")))
    kind: Kind = "contact" if data.get("contacts") else "text"
    if data.get("attachments") or data.get("sticker"):
        kind = "media"
    if not text and kind == "text":
        return _event("notice", when)
    return Entry(text, kind, when, person)
