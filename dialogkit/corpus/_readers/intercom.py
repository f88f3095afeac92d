"""Intercom: conversations (and tickets) as its API, its data export and its webhooks give them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dialogkit.conversation import Kind, Speaker
from dialogkit.corpus._gather import (
    Gathering,
    NoMessageError,
    Talk,
    documents,
    mapping,
    name_of,
    text_of,
)
from dialogkit.corpus._html_text import html_text
from dialogkit.corpus._mail_text import REPLY, with_subject
from dialogkit.corpus._raw import BrokenError, Entry, Reading, Source, whole
from dialogkit.corpus._shape import Seen, seen_objects

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "intercom"
GENERIC = False

_ROLES: Mapping[str, Speaker] = {
    **dict.fromkeys(("user", "lead", "contact"), "customer"),
    **dict.fromkeys(("admin", "team"), "agent"),
    "bot": "bot",
}
_BY_ITSELF = ("operator_initiated", "automated", "campaigns_initiated")
"""How a first message is delivered that nobody wrote by hand, though it bears an agent's name."""

_SPOKEN = frozenset(
    (
        *("comment", "quick_reply", "open", "close", "assignment", "assign_and_reopen"),
        *("close_and_reply", "reply", "fin_answer", "channel_and_reply_time_expectation"),
    )
)
"""Kinds of parts whose body the customer sees; the others and those without a body are events."""

_CHANNELS = {
    "conversation": "web",
    "facebook": "messenger",
    "phone_call": "voice",
    "phone_switch": "voice",
}


def recognise(source: Source) -> bool:
    """Whether it is JSON with the parts of Intercom's conversations."""
    return any(_is_intercom(seen) for seen in seen_objects(source))


def _is_intercom(seen: Seen) -> bool:
    if seen.has("part_type") and seen.path.endswith(("conversation_parts", "ticket_parts")):
        return True
    if seen.said(type=("conversation", "ticket")) and seen.has("id"):
        return seen.has("source", "created_at", "state") or seen.has("conversation_message")
    return seen.said(type=("conversation.list", "conversation_part.list", "ticket_part.list"))


def read(source: Source) -> Reading:
    """The conversations in it: the first message (``source``) and its parts.

    The first message of a mail that answers none begins with its subject. Notes of agents,
    assignments and the like are events. The number in an `Unreadable` is the line of JSON Lines,
    else it counts the messages from 1.

    Raises:
        InputError: It is not JSON, or holds no conversation.
    """
    gathering = Gathering(source, prefix="ic", channel=NAME)
    found = False
    for line, value in documents(source):
        gathering.line = line
        conversations = list(_conversations(value))
        for one in conversations:
            _Conversation(gathering, one).take_all()
        found = found or bool(conversations)
        if not conversations:
            gathering.bad_document()
    if not found:
        raise source.refuse("holds no conversation, as Intercom's API gives it")
    return gathering.reading()


def _conversations(value: Any) -> Iterator[Mapping[str, Any]]:
    """The conversations of a list, of a webhook, or the one there is."""
    if not isinstance(value, dict):
        return
    for key in ("conversations", "tickets", "data", "pages"):
        listed = value.get(key)
        if isinstance(listed, list):
            for one in listed:
                yield one if isinstance(one, dict) else {}
            return
    item = mapping(mapping(value.get("data")).get("item"))
    if item:
        yield item
    elif any(key in value for key in ("conversation_parts", "ticket_parts", "source")):
        yield value


class _Conversation:
    def __init__(self, gathering: Gathering, value: Mapping[str, Any]) -> None:
        self._gathering, self._value = gathering, value
        first = mapping(value.get("source")) or mapping(value.get("conversation_message"))
        self._first = first
        self._talk = self._begin(first)

    def _begin(self, first: Mapping[str, Any]) -> Talk:
        talk = self._gathering.talk(name_of(self._value.get("id")))
        written = first.get("type")
        if isinstance(written, str) and written:
            talk.channel = _CHANNELS.get(written, whole(written)[:40])
        return talk

    def take_all(self) -> None:
        """The first message, then the parts."""
        value, gathering = self._value, self._gathering
        if self._first:
            ident = name_of(self._first.get("id"))
            gathering.take(self._talk, self._first, self._opening, ident)
        for key in ("conversation_parts", "ticket_parts"):
            parts = value.get(key)
            parts = mapping(parts).get(key) if isinstance(parts, dict) else parts
            for part in parts if isinstance(parts, list) else ():
                gathering.take(self._talk, part, self._part, mapping(part).get("id"))
        if not self._first and not any(k in value for k in ("conversation_parts", "ticket_parts")):
            gathering.bad_document()

    def _opening(self, row: Mapping[str, Any]) -> Entry:
        when = self._gathering.when(row.get("created_at") or self._value.get("created_at"))
        entry = self._said(row, when)
        automatic = row.get("delivered_as") in _BY_ITSELF and entry.speaker == "agent"
        subject = html_text(text_of(row.get("subject")))
        begins = row.get("type") == "email" and subject and not REPLY.match(subject)
        if begins and entry.kind in ("text", "media"):
            entry = entry._replace(text=with_subject(subject, entry.text))
        if not entry.text and entry.kind == "text":
            raise NoMessageError("first messages without a text")
        return entry._replace(speaker="bot") if automatic else entry

    def _part(self, row: Mapping[str, Any]) -> Entry:
        when = self._gathering.when(row.get("created_at"))
        what = row.get("part_type")
        if not isinstance(what, str):
            raise BrokenError("is a part that does not say of which type it is")
        entry = self._said(row, when)
        if "note" in what.split("_"):
            self._gathering.say("notes between agents were taken for events")
            return Entry(entry.text or "note", "event", when, None, "system")
        if entry.kind == "deleted" or (what in _SPOKEN and (entry.text or entry.kind != "text")):
            return entry._replace(kind="button") if what == "quick_reply" else entry
        if what == "comment":
            return entry
        return Entry(whole(what).replace("_", " ")[:100], "event", when, None, "system")

    def _said(self, row: Mapping[str, Any], when: int | None) -> Entry:
        author = mapping(row.get("author"))
        body = text_of(row.get("body"))
        text = html_text(body)
        role = _ROLES.get(str(author.get("type")))
        if author.get("from_ai_agent") is True:
            role = "bot"
        person = name_of(author.get("name"), author.get("email"), author.get("id"))
        if role == "customer" and person and not self._talk.partner:
            self._talk.partner = person
        kind: Kind = "text"
        if row.get("redacted") is True:
            text, kind = "", "deleted"
        elif not text and (row.get("attachments") or "<img" in body.lower()):
            kind = "media"
        return Entry(text, kind, when, person, role)
