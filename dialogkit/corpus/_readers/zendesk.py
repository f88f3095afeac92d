"""Zendesk: tickets with their comments or audits, chats, and messages of Sunshine Conversations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dialogkit.conversation import Kind, Speaker
from dialogkit.corpus._gather import (
    Gathering,
    NoMessageError,
    Talk,
    dicts,
    documents,
    mapping,
    name_of,
    text_of,
)
from dialogkit.corpus._html_text import html_text
from dialogkit.corpus._mail_text import with_subject
from dialogkit.corpus._raw import Entry, Reading, Source
from dialogkit.corpus._shape import Seen, seen_objects
from dialogkit.corpus._zendesk_chat import is_chat, is_sunshine, take_chat, take_sunshine

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "zendesk"
GENERIC = False

_ROLES: Mapping[str, Speaker] = {"end-user": "customer", "agent": "agent", "admin": "agent"}
_CHANNELS = {
    "web": "web",
    "email": "email",
    "chat": "web",
    "voice": "voice",
    "sms": "sms",
    "facebook": "messenger",
    "whatsapp": "whatsapp",
    "line": "line",
    "native_messaging": "web",
    "sunshine_conversations_facebook_messenger": "messenger",
}
_WRITTEN_SUBJECT = ("email", "web", "mobile", "web_widget", "web_form", "help_center", "api", None)
"""Channels on which somebody writes a ticket's subject; of chats and calls Zendesk makes one up."""
_COMMENTS = ("Comment", "VoiceComment", "FacebookComment", "TweetComment", "SmsNotification")
_BODIES = ("body", "html_body", "plain_body")
_CHANGES = "changes of fields, notifications and the like"
_SYSTEM = "-1"
"""The author of what Zendesk itself writes."""


def recognise(source: Source) -> bool:
    """Whether it is JSON with the keys of Zendesk's tickets, chats or messages."""
    return any(
        _is_ticket(seen) or is_chat(seen) or is_sunshine(seen) for seen in seen_objects(source)
    )


def _is_ticket(seen: Seen) -> bool:
    if seen.has("requester_id", "submitter_id"):
        return seen.values.get("via") == "{" or seen.has("comments") or seen.has("description")
    if seen.has("author_id", "public"):
        return any(seen.has(key) for key in ("html_body", "plain_body", "audit_id")) or (
            seen.has("body") and (seen.has("via") or seen.path.endswith("comments"))
        )
    return seen.has("ticket_id", "events", "author_id") or (
        seen.path.endswith("audits") and seen.has("events", "ticket_id")
    )


def read(source: Source) -> Reading:
    """The conversations in it.

    The first comment begins with the ticket's subject, where somebody wrote one. The requester and
    all with the role end-user are customers. Internal notes, merges and what Zendesk itself writes
    are events. The number in an `Unreadable` is the line of JSON Lines, else it counts the comments
    from 1.

    Raises:
        InputError: It is not JSON, or holds nothing of Zendesk's.
    """
    gathering = Gathering(source, prefix="zd", channel=NAME)
    values = documents(source)
    people = _People(value for _, value in values)
    found = False
    for line, value in values:
        gathering.line = line
        understood = _take(gathering, value, people)
        found = found or understood
        if not understood:
            gathering.bad_document()
    if not found:
        raise source.refuse("holds no tickets, comments or chats, as Zendesk gives them")
    return gathering.reading()


class _People:
    """Names and roles of those whom the export lists."""

    def __init__(self, values: Any) -> None:
        self.names: dict[str, str | None] = {}
        self.roles: dict[str, Speaker] = {}
        for value in values:
            for key in ("users", "requester", "submitter", "assignee", "user"):
                listed = mapping(value).get(key)
                for user in dicts(listed if isinstance(listed, list) else [listed]):
                    self.add(user)

    def add(self, user: Mapping[str, Any]) -> None:
        """Remembers a user; where one stands again with less, what is known stays."""
        ident, role = name_of(user.get("id")), user.get("role")
        if ident is None:
            return
        name, known = name_of(user.get("name")), self.names.get(ident)
        if name is not None or known in (None, ident):
            self.names[ident] = name_of(name, user.get("email"), ident)
        if isinstance(role, str) and role in _ROLES:
            self.roles[ident] = _ROLES[role]


def _take(gathering: Gathering, value: Any, people: _People) -> bool:
    """Takes what a document holds; whether it held anything of Zendesk's."""
    if not isinstance(value, dict):
        return False
    if take_chat(gathering, value) or take_sunshine(gathering, value):
        return True
    for key in ("tickets", "results", "requests", "rows"):
        if isinstance(value.get(key), list):
            for one in value[key]:
                if not _take_ticket(gathering, mapping(one), people):
                    gathering.bad_document()
            return True
    for key in ("ticket", "request"):
        if isinstance(value.get(key), dict):
            parts = {name: value[name] for name in ("comments", "audits") if name in value}
            return _take_ticket(gathering, {**value[key], **parts}, people)
    return _take_ticket(gathering, value, people) or isinstance(value.get("users"), list)


def _take_ticket(gathering: Gathering, value: Mapping[str, Any], people: _People) -> bool:
    """Takes a ticket; or comments and audits, one or a list, that came without theirs."""
    number = value.get("id")
    comments, audits = value.get("comments"), value.get("audits")
    if isinstance(comments, list):
        _Ticket(gathering, value, people, number or value.get("ticket_id")).take_comments(comments)
    elif isinstance(audits, list):
        whole = _Ticket(gathering, value, people, number) if number and audits else None
        for audit in audits:
            ticket = mapping(audit).get("ticket_id")
            (whole or _Ticket(gathering, value, people, ticket)).take_audits([audit])
    elif isinstance(value.get("events"), list) and "ticket_id" in value:
        _Ticket(gathering, {}, people, value["ticket_id"]).take_audits([value])
    elif "author_id" in value and any(key in value for key in _BODIES):
        _Ticket(gathering, {}, people, value.get("ticket_id")).take_comments([value])
    elif "description" in value and ("requester_id" in value or "submitter_id" in value):
        _Ticket(gathering, value, people, number).take_description()
    else:
        return False
    return True


class _Ticket:
    """One ticket; or comments and audits that came without theirs."""

    def __init__(
        self, gathering: Gathering, value: Mapping[str, Any], people: _People, number: Any
    ) -> None:
        self._gathering, self._value, self._people = gathering, value, people
        requester = value.get("requester")
        for user in dicts([requester, value.get("submitter"), value.get("assignee")]):
            people.add(user)
        self._requester = name_of(value.get("requester_id"), mapping(requester).get("id"))
        self.talk = self._begin(number)
        self._opened = False

    def _begin(self, number: Any) -> Talk:
        named = name_of(number)
        host = _host(self._value.get("url"))
        talk = self._gathering.talk(host, named) if named else self._gathering.talk()
        channel = mapping(self._value.get("via")).get("channel")
        if isinstance(channel, str):
            talk.channel = _CHANNELS.get(channel, NAME)
        talk.partner = talk.partner or self._people.names.get(self._requester or "", "") or ""
        return talk

    def take_description(self) -> None:
        """Takes the first comment of a ticket that came without its comments."""
        row = {key: self._value.get(key) for key in ("created_at", "via", "description")}
        author = self._value.get("submitter_id") or self._value.get("requester_id")
        self._gathering.take(self.talk, {**row, "author_id": author}, self._comment)

    def take_comments(self, rows: Sequence[Any]) -> None:
        """Takes comments as the API lists them."""
        for row in rows:
            self._gathering.take(self.talk, row, self._comment, mapping(row).get("id"))

    def take_audits(self, rows: Sequence[Any]) -> None:
        """Takes the comments among the events of audits."""
        for audit in rows:
            events = mapping(audit).get("events")
            for event in events if isinstance(events, list) else [None]:
                self._event(mapping(audit), event)

    def _event(self, audit: Mapping[str, Any], event: Any) -> None:
        what = mapping(event).get("type")
        if isinstance(event, dict) and what not in _COMMENTS:
            self._gathering.leave_out(_CHANGES)
            return
        around = {key: audit.get(key) for key in ("author_id", "via", "created_at")}
        row = {**around, **event} if isinstance(event, dict) else event
        self._gathering.take(self.talk, row, self._comment, mapping(event).get("id"))

    def _comment(self, row: Mapping[str, Any]) -> Entry:
        if row.get("type") is not None and row.get("type") not in _COMMENTS:
            raise NoMessageError(_CHANGES)
        when = self._gathering.when(row.get("created_at"))
        text = self._text(row)
        via = mapping(row.get("via"))
        author = name_of(row.get("author_id"), self._requester)
        if row.get("public") is False:
            self._gathering.say("internal notes were taken for events")
            return Entry(text or "note", "event", when, None, "system")
        if author == _SYSTEM or mapping(via.get("source")).get("rel") == "merge":
            return Entry(text or "system", "event", when, None, "system")
        speaker = self._speaker(author, via)
        kind: Kind = "media" if not text and row.get("attachments") else "text"
        person = self._people.names.get(author or "", author)
        return Entry(self._with_subject(text, speaker), kind, when, person, speaker)

    def _text(self, row: Mapping[str, Any]) -> str:
        for key in ("body", "plain_body", "description"):
            text = text_of(row.get(key))
            if text:
                return text
        spoken = text_of(mapping(row.get("data")).get("transcription_text"))
        return spoken or html_text(text_of(row.get("html_body")))

    def _with_subject(self, text: str, speaker: Speaker | None) -> str:
        """The text of whoever begins, with the subject of the ticket."""
        first, self._opened = not self._opened, True
        channel = mapping(self._value.get("via")).get("channel")
        if not first or speaker == "bot" or (text and channel not in _WRITTEN_SUBJECT):
            return text
        return with_subject(text_of(self._value.get("subject")), text)

    def _speaker(self, author: str | None, via: Mapping[str, Any]) -> Speaker | None:
        role = self._people.roles.get(author or "")
        if author is not None and author == self._requester:
            return "customer"
        if role is not None:
            return role
        if "bot" in str(via.get("channel")).split("_"):
            return "bot"
        return "agent" if self._requester is not None else None


def _host(url: Any) -> str:
    """The account, from the address of a ticket: numbers of tickets begin at 1 in each."""
    return url.partition("://")[2].partition("/")[0] if isinstance(url, str) else ""
