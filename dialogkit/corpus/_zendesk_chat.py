"""The live side of Zendesk: chats of its Chat API, messages of Sunshine Conversations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogkit.conversation import Kind, Speaker
from dialogkit.corpus._gather import (
    Gathering,
    NoMessageError,
    Talk,
    dicts,
    mapping,
    name_of,
    text_of,
)
from dialogkit.corpus._html_text import html_text
from dialogkit.corpus._raw import BrokenError, Entry, whole
from dialogkit.corpus._shape import Seen

__all__ = ["is_chat", "is_sunshine", "take_chat", "take_sunshine"]

_CHAT_EVENTS = ("chat.msg", "chat.memberjoin", "chat.memberleave", "chat.file", "chat.rating")
_MEDIA: Mapping[str, Kind] = {
    **dict.fromkeys(("image", "file", "sticker"), "media"),
    "location": "location",
    "template": "template",
}
_SENDERS: Mapping[str, Speaker] = {
    **dict.fromkeys(("visitor", "enduser", "end-user", "customer"), "customer"),
    **dict.fromkeys(("trigger", "bot", "answerbot"), "bot"),
    "agent": "agent",
}


def is_chat(seen: Seen) -> bool:
    """Whether an object is a chat or a line of one."""
    if seen.path.endswith("history") and seen.said(type=_CHAT_EVENTS):
        return True
    if seen.said(type="offline_msg"):
        return seen.has("visitor", "message")
    return seen.said(type="chat") and seen.has("visitor", "history")


def is_sunshine(seen: Seen) -> bool:
    """Whether an object is a message of Sunshine Conversations, or the webhook that brings it."""
    if seen.has("author", "content", "received") or seen.has("role", "received", "_id"):
        return "author" not in seen.values or seen.values["author"] == "{"
    return seen.path.endswith("events") and seen.values.get("type", "").startswith("conversation:")


def take_chat(gathering: Gathering, value: Mapping[str, Any]) -> bool:
    """Takes the chats in a document; whether it held any."""
    docs = value.get("docs")
    chats = value.get("chats", list(docs.values()) if isinstance(docs, dict) else None)
    if isinstance(chats, list):
        for chat in chats:
            if not take_chat(gathering, mapping(chat)):
                gathering.bad_document()
        return True
    if not isinstance(value.get("history"), list) and value.get("type") != "offline_msg":
        return False
    visitor = mapping(value.get("visitor"))
    talk = gathering.talk(name_of(value.get("id")))
    talk.channel = "web"
    talk.partner = name_of(visitor.get("name"), visitor.get("email")) or ""
    if value.get("type") == "offline_msg" or not isinstance(value.get("history"), list):
        row = {**value, "type": "chat.msg", "msg": value.get("message"), "nick": "visitor"}
        gathering.take(talk, row, _Line(gathering, talk).entry)
        return True
    for row in value["history"]:
        gathering.take(talk, row, _Line(gathering, talk).entry)
    return True


class _Line:
    """One line of a chat's history."""

    def __init__(self, gathering: Gathering, talk: Talk) -> None:
        self._gathering, self._talk = gathering, talk

    def entry(self, row: Mapping[str, Any]) -> Entry:
        """The message or event in it."""
        what = row.get("type")
        if not isinstance(what, str):
            raise BrokenError("does not say of which type it is")
        when = self._gathering.when(row.get("timestamp"))
        if what not in ("chat.msg", "chat.file", "chat.attachment"):
            text = whole(what).rpartition(".")[2][:60]
            return Entry(text, "event", when, None, "system")
        speaker = self._speaker(row)
        person = name_of(row.get("name"), row.get("display_name"), row.get("nick"))
        if speaker == "customer" and self._talk.partner:
            person = self._talk.partner
        kind: Kind = "text" if what == "chat.msg" else "media"
        return Entry(text_of(row.get("msg")), kind, when, person, speaker)

    def _speaker(self, row: Mapping[str, Any]) -> Speaker | None:
        for key in ("sender_type", "nick"):
            written = row.get(key)
            if isinstance(written, str) and written:
                word = written.lower().replace("agent:trigger", "trigger").partition(":")[0]
                if word in _SENDERS:
                    return _SENDERS[word]
        return None


def take_sunshine(gathering: Gathering, value: Mapping[str, Any]) -> bool:
    """Takes the messages or webhook events in a document; whether it held any."""
    messages = value.get("messages")
    if isinstance(messages, list) and any(map(_is_message, messages)):
        conversation = mapping(value.get("conversation")).get("id") or value.get("conversationId")
        for row in messages:
            _take_message(gathering, row, conversation)
        return True
    events = dicts(value.get("events"))
    if any(isinstance(mapping(one).get("payload"), dict) for one in events):
        for event in events:
            _take_event(gathering, event)
        return True
    if _is_message(value):
        _take_message(gathering, value, value.get("conversationId"))
        return True
    return False


def _is_message(value: Any) -> bool:
    row = mapping(value)
    return isinstance(row.get("author"), dict) and isinstance(row.get("content"), dict)


def _take_event(gathering: Gathering, event: Mapping[str, Any]) -> None:
    payload = mapping(event.get("payload"))
    what, conversation = str(event.get("type")), mapping(payload.get("conversation")).get("id")
    if what == "conversation:message":
        _take_message(gathering, payload.get("message"), conversation)
    elif what == "conversation:postback":
        button = mapping(payload.get("postback"))
        row = {
            "author": {"type": "user", **mapping(payload.get("user"))},
            "content": {"type": "text", "text": button.get("text") or button.get("payload")},
            "received": event.get("createdAt"),
            "button": True,
        }
        _take_message(gathering, row, conversation)
    else:
        gathering.leave_out("receipts, typing marks and the like")


def _take_message(gathering: Gathering, row: Any, conversation: Any) -> None:
    talk = gathering.talk(name_of(conversation))
    gathering.take(talk, row, _Sunshine(gathering, talk).entry, mapping(row).get("id"))


class _Sunshine:
    def __init__(self, gathering: Gathering, talk: Talk) -> None:
        self._gathering, self._talk = gathering, talk

    def entry(self, row: Mapping[str, Any]) -> Entry:
        """The message in a row."""
        author, content = mapping(row.get("author")), mapping(row.get("content"))
        when = self._gathering.when(row.get("received"))
        role, what = author.get("type"), content.get("type")
        if role not in ("user", "business"):
            raise BrokenError("has an author who is neither user nor business")
        if not isinstance(what, str):
            raise BrokenError("does not say of which type it is")
        if what in ("formResponse", "typing"):
            raise NoMessageError("answers of forms, typing marks")
        source = str(mapping(row.get("source")).get("type"))
        if source.startswith("zd:") or not source.startswith(("api", "None")):
            self._talk.channel = "web" if source.startswith(("zd:", "web")) else source[:40]
        text = text_of(content.get("text")) or html_text(text_of(content.get("htmlText")))
        tapped = row.get("button") is True or (role == "user" and bool(content.get("payload")))
        kind: Kind = "button" if tapped else _MEDIA.get(what, "text")
        shown = text or text_of(content.get("altText"))
        return Entry(shown, kind, when, _name(author), _side(author, source))


def _name(author: Mapping[str, Any]) -> str | None:
    profile = mapping(mapping(author.get("user")).get("profile"))
    full = " ".join(str(profile[k]) for k in ("givenName", "surname") if profile.get(k))
    return name_of(author.get("displayName"), full, author.get("userId"), author.get("id"))


def _side(author: Mapping[str, Any], source: str) -> Speaker:
    """A business answers through agents or bots; bots say so in their subtype or source."""
    if author.get("type") == "user":
        return "customer"
    subtypes = author.get("subtypes")
    is_ai = isinstance(subtypes, list) and "AI" in subtypes
    return "bot" if is_ai or source in ("zd:answerBot", "zd:answer_bot") else "agent"
