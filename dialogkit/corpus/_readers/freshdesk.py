"""Freshdesk: tickets with their conversations (API), and the older export with notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dialogkit.conversation import Speaker
from dialogkit.corpus._gather import Gathering, Talk, documents, mapping, name_of, text_of
from dialogkit.corpus._html_text import html_text
from dialogkit.corpus._mail_text import own_words, with_subject
from dialogkit.corpus._raw import Entry, Reading, Source
from dialogkit.corpus._shape import Seen, seen_objects

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "freshdesk"
GENERIC = False

_CHANNELS = {
    1: "email",
    2: "web",
    3: "voice",
    5: "twitter",
    6: "messenger",
    7: "web",
    9: "web",
    10: "email",
    13: "whatsapp",
}
_OUTBOUND = 10
_BY_MAIL = (1, 2, 9, _OUTBOUND, None)
"""Sources of tickets for which somebody wrote a subject: e-mail, portal, feedback form."""
_KEYS = ("requester_id", "description_text", "description", "conversations", "notes")
_FORWARDED = 8
"""Source of a conversation that went to somebody else than the customer."""


def recognise(source: Source) -> bool:
    """Whether it is JSON with the keys of Freshdesk's tickets or conversations."""
    return any(_is_freshdesk(seen) for seen in seen_objects(source))


def _is_freshdesk(seen: Seen) -> bool:
    if seen.has("incoming", "private") and (seen.has("body") or seen.has("body_text")):
        return seen.has("user_id") or seen.has("ticket_id")
    if seen.path.endswith("helpdesk_ticket"):
        return seen.has("display_id") or seen.has("requester_id")
    return (
        seen.has("requester_id", "responder_id")
        and "submitter_id" not in seen.values
        and (seen.has("description_text") or seen.has("conversations"))
    )


def read(source: Source) -> Reading:
    """The tickets in it: the description and then the conversations of each.

    A description begins with the ticket's subject, where somebody wrote one. Private notes and
    forwards to others are events. Quoted mails are cut off, and counted. The number in an
    `Unreadable` is the line of JSON Lines, else it counts the messages from 1.

    Raises:
        InputError: It is not JSON, or holds no ticket.
    """
    gathering = Gathering(source, prefix="fd", channel=NAME)
    found = False
    for line, value in documents(source):
        gathering.line = line
        tickets = list(_tickets(value))
        for ticket in tickets:
            _Ticket(gathering, ticket).take_all()
        found = found or bool(tickets)
        if not tickets:
            gathering.bad_document()
    if not found:
        raise source.refuse("holds no ticket, as Freshdesk's API and exports give it")
    return gathering.reading()


def _tickets(value: Any) -> Iterator[Mapping[str, Any]]:
    """The tickets in a document; conversations without their ticket count as part of one."""
    if not isinstance(value, dict):
        return
    for key in ("tickets", "results"):
        if isinstance(value.get(key), list):
            for one in value[key]:
                yield from _tickets(one) if isinstance(one, dict) else ({},)
            return
    for key in ("helpdesk_ticket", "ticket"):
        if isinstance(value.get(key), dict):
            yield value[key]
            return
    if "incoming" in value and not isinstance(value.get("conversations"), list):
        yield {"id": value.get("ticket_id"), "conversations": [value]}
    elif any(key in value for key in _KEYS):
        yield value


class _Ticket:
    def __init__(self, gathering: Gathering, value: Mapping[str, Any]) -> None:
        self._gathering, self._value = gathering, value
        requester = mapping(value.get("requester"))
        self._customer = name_of(
            requester.get("name"), value.get("requester_name"), requester.get("email")
        )
        self._requester = name_of(value.get("requester_id"), requester.get("id"))
        self._talk = self._begin()
        self._agents = _named(value.get("responder_id"), value.get("responder_name"))

    def _begin(self) -> Talk:
        value = self._value
        talk = self._gathering.talk(name_of(value.get("display_id"), value.get("id")))
        source = value.get("source")
        if isinstance(source, int):
            talk.channel = _CHANNELS.get(source, NAME)
        talk.partner = talk.partner or self._customer or ""
        return talk

    def take_all(self) -> None:
        """The description, then the conversations or notes."""
        value, gathering = self._value, self._gathering
        described = any(value.get(key) for key in ("description_text", "description", "subject"))
        if described:
            ident = "description" if self._talk.conversation_id else None
            gathering.take(self._talk, value, self._description, ident)
        rows = value.get("conversations", value.get("notes"))
        for row in rows if isinstance(rows, list) else ():
            note = mapping(row).get("note", row)
            gathering.take(self._talk, note, self._reply, mapping(note).get("id"))
        if not described and not isinstance(rows, list):
            gathering.bad_document()

    def _description(self, row: Mapping[str, Any]) -> Entry:
        text = self._words(row, "description_text", "description")
        when = self._gathering.when(row.get("created_at"))
        subject = text_of(row.get("subject"))
        if row.get("source") in _BY_MAIL or not text:
            text = with_subject(subject, text)
        if row.get("source") == _OUTBOUND:
            agent = name_of(row.get("responder_name"), row.get("responder_id"))
            return Entry(text, "text", when, agent, "agent")
        person = name_of(self._customer, self._requester)
        return Entry(text, "text", when, person, "customer")

    def _reply(self, row: Mapping[str, Any]) -> Entry:
        when = self._gathering.when(row.get("created_at"))
        text = self._words(row, "body_text", "body")
        if row.get("deleted") is True:
            return Entry("", "deleted", when, *self._who(row))
        if row.get("private") is True or row.get("source") == _FORWARDED:
            self._gathering.say("notes between agents and forwards were taken for events")
            return Entry(text or "note", "event", when, None, "system")
        if not text and row.get("attachments"):
            return Entry("", "media", when, *self._who(row))
        return Entry(text, "text", when, *self._who(row))

    def _who(self, row: Mapping[str, Any]) -> tuple[str | None, Speaker]:
        """Other people on the customer's side answer, too: what comes in is the customer's."""
        user = name_of(row.get("user_id"))
        comes_in = row.get("incoming") is True or (user is not None and user == self._requester)
        if comes_in:
            own = user is None or user == self._requester
            return (name_of(self._customer, user) if own else user), "customer"
        return self._agents.get(user or "", user or name_of(row.get("support_email"))), "agent"

    def _words(self, row: Mapping[str, Any], plain: str, markup: str) -> str:
        written = text_of(row.get(plain)) or html_text(text_of(row.get(markup)), quotes=True)
        words = own_words(written)
        if words.quoted:
            self._gathering.say("quoted mails were cut off")
        return words.text


def _named(ident: Any, name: Any) -> dict[str, str | None]:
    number = name_of(ident)
    return {number: name_of(name, ident)} if number else {}
