"""Chatwoot: conversations and messages as its API gives them, and its webhooks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogkit.conversation import Kind, Speaker
from dialogkit.corpus._gather import (
    Gathering,
    Talk,
    dicts,
    documents,
    mapping,
    name_of,
    text_of,
)
from dialogkit.corpus._html_text import html_text, is_html
from dialogkit.corpus._mail_text import REPLY, with_subject
from dialogkit.corpus._raw import BrokenError, Entry, Reading, Source
from dialogkit.corpus._shape import Seen, seen_objects

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "chatwoot"
GENERIC = False

_TYPES = {"0": "incoming", "1": "outgoing", "2": "activity", "3": "template"}
_NAMES = ("incoming", "outgoing", "activity", "template")
_BOTS = ("agent_bot", "agentbot", "captain_assistant", "captain::assistant")
_EVENTS = (
    *("message_created", "message_updated", "conversation_created", "conversation_updated"),
    *("conversation_status_changed", "conversation_resolved", "conversation_opened"),
    *("webwidget_triggered", "conversation_typing_on", "conversation_typing_off"),
)
_CHANNELS = {
    "webwidget": "web",
    "whatsapp": "whatsapp",
    "email": "email",
    "telegram": "telegram",
    "facebookpage": "messenger",
    "sms": "sms",
    "twiliosms": "sms",
    "line": "line",
    "instagram": "instagram",
    "voice": "voice",
}
_MEDIA: Mapping[str, Kind] = {"location": "location", "contact": "contact"}


def recognise(source: Source) -> bool:
    """Whether it is JSON with messages of Chatwoot's types."""
    return any(_is_chatwoot(seen) for seen in seen_objects(source))


def _is_chatwoot(seen: Seen) -> bool:
    if seen.said(event=_EVENTS) and (seen.has("account") or seen.has("conversation")):
        return seen.has("message_type") or seen.has("inbox") or seen.has("contact_inbox")
    if seen.has("message_type", "content") and (
        seen.has("content_type") or seen.has("inbox_id") or seen.has("private")
    ):
        return seen.said(message_type=(*_TYPES, *_NAMES))
    return seen.has("inbox_id", "contact_inbox", "messages") or (
        seen.has("inbox_id", "can_reply", "status") and seen.has("messages")
    )


def read(source: Source) -> Reading:
    """The conversations in it, also where their messages come one by one.

    A mail that answers none begins with its subject. Private notes and what Chatwoot itself writes
    ("… resolved the conversation") are events. The number in an `Unreadable` is the line of JSON
    Lines, else it counts the messages from 1.

    Raises:
        InputError: It is not JSON, or holds no messages.
    """
    gathering = Gathering(source, prefix="cw", channel=NAME)
    found = False
    for line, value in documents(source):
        gathering.line = line
        understood = _take(gathering, value)
        found = found or understood
        if not understood:
            gathering.bad_document()
    if not found:
        raise source.refuse("holds no messages, as Chatwoot's API and webhooks give them")
    return gathering.reading()


def _take(gathering: Gathering, value: Any) -> bool:
    """Takes what a document holds; whether it held anything of Chatwoot's."""
    if not isinstance(value, dict):
        return False
    event = value.get("event")
    if isinstance(event, str) and not event.startswith("message_"):
        gathering.leave_out("changes of conversations, typing")
        return True
    listed = _payload(value)
    if listed is not None:
        for one in listed:
            if not _take_object(gathering, one, mapping(value.get("meta"))):
                gathering.bad_document()
        return True
    return _take_object(gathering, value, {})


def _payload(value: Mapping[str, Any]) -> list[Any] | None:
    """The list in an answer of the API, also one level deeper."""
    for holder in (value, mapping(value.get("data"))):
        for key in ("payload", "conversations"):
            listed = holder.get(key)
            if isinstance(listed, list):
                return listed
    return None


def _take_object(gathering: Gathering, value: Any, around: Mapping[str, Any]) -> bool:
    if not isinstance(value, dict):
        return False
    if "message_type" in value:
        _take_message(gathering, value, around)
        return True
    messages = value.get("messages")
    messages = mapping(messages).get("payload", messages)
    if not isinstance(messages, list):
        return False
    talk = _talk(gathering, value.get("account_id"), value.get("id"), value)
    for row in messages:
        gathering.take(talk, row, _Message(gathering, talk).entry, mapping(row).get("id"))
    return True


def _take_message(
    gathering: Gathering, value: Mapping[str, Any], around: Mapping[str, Any]
) -> None:
    conversation = mapping(value.get("conversation"))
    account = value.get("account_id") or mapping(value.get("account")).get("id")
    number = value.get("conversation_id") or conversation.get("id")
    talk = _talk(gathering, account, number, {**around, **conversation})
    gathering.take(talk, value, _Message(gathering, talk).entry, value.get("id"))


def _talk(gathering: Gathering, account: Any, number: Any, value: Mapping[str, Any]) -> Talk:
    named = name_of(number)
    talk = gathering.talk(name_of(account) or "", named) if named else gathering.talk()
    meta = mapping(value.get("meta")) or value
    channel = meta.get("channel") or value.get("channel")
    if isinstance(channel, str):
        short = channel.rpartition("::")[2].lower()
        talk.channel = _CHANNELS.get(short, NAME)
    sender = mapping(meta.get("sender")) or mapping(meta.get("contact"))
    talk.partner = talk.partner or name_of(sender.get("name")) or ""
    return talk


class _Message:
    def __init__(self, gathering: Gathering, talk: Talk) -> None:
        self._gathering, self._talk = gathering, talk

    def entry(self, row: Mapping[str, Any]) -> Entry:
        """The message in a row."""
        written = str(row.get("message_type"))
        what = _TYPES.get(written, written)
        if what not in _NAMES:
            raise BrokenError("is of a type that Chatwoot does not document")
        when = self._gathering.when(row.get("created_at"))
        text = _text(row)
        if what == "activity":
            return Entry(text or "activity", "event", when, None, "system")
        if row.get("private") is True:
            self._gathering.say("private notes were taken for events")
            return Entry(text or "note", "event", when, None, "system")
        sender = mapping(row.get("sender"))
        speaker = _speaker(what, row, sender)
        person = self._person(sender, speaker)
        return Entry(*_said(row, text), when, person, speaker)

    def _person(self, sender: Mapping[str, Any], speaker: Speaker) -> str | None:
        known = (sender.get(key) for key in ("name", "available_name", "phone_number", "email"))
        person = name_of(*known, sender.get("id"))
        if speaker == "customer" and person is None:
            return self._talk.partner or None
        return person


def _said(row: Mapping[str, Any], text: str) -> tuple[str, Kind]:
    more = mapping(row.get("content_attributes"))
    if more.get("deleted") is True:
        return "", "deleted"
    if mapping(row.get("additional_attributes")).get("template_params"):
        return text, "template"
    attached = dicts(row.get("attachments")) or dicts([row.get("attachment")])
    if attached and not text:
        return "", _MEDIA.get(str(attached[0].get("file_type")), "media")
    if row.get("content_type") == "sticker":
        return text, "media"
    return text, "text"


def _text(row: Mapping[str, Any]) -> str:
    """The message; of a mail, its subject if it answers none, and no words that it quotes."""
    mail = mapping(mapping(row.get("content_attributes")).get("email"))
    subject = text_of(mail.get("subject"))
    written = _written(row, mail)
    if mail.get("in_reply_to") or REPLY.match(subject):
        return written
    return with_subject(subject, written)


def _written(row: Mapping[str, Any], mail: Mapping[str, Any]) -> str:
    for part in ("text_content", "html_content"):
        reply = mapping(mail.get(part)).get("reply")
        if isinstance(reply, str) and reply.strip():
            return text_of(html_text(reply) if is_html(reply) else reply)
    text = text_of(row.get("content"))
    return (
        html_text(text) if row.get("content_type") == "incoming_email" and is_html(text) else text
    )


def _speaker(what: str, row: Mapping[str, Any], sender: Mapping[str, Any]) -> Speaker:
    if what == "incoming":
        return "customer"
    kind = str(sender.get("type") or row.get("sender_type") or "").lower()
    automatic = mapping(row.get("content_attributes")).get("automation_rule_id") is not None
    if what == "template" or kind in _BOTS or automatic:
        return "bot"
    return "agent" if kind or sender else "bot"
