"""Freshdesk's tickets with conversations, and the older export with notes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bent_exports import bent_bytes, bent_json, counted, entries, read, read_or_refuse
from hypothesis import given, settings

CUSTOMER, AGENT = 43_000_000_001, 43_000_000_002


def _reply(number: int, text: str, *, incoming: bool = False, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "ticket_id": 20,
        "body": f"<div>{text}</div>",
        "body_text": text,
        "incoming": incoming,
        "private": False,
        "user_id": CUSTOMER if incoming else AGENT,
        "support_email": None,
        "source": 0,
        "created_at": f"2024-03-01T09:{number:02d}:00Z",
        "attachments": [],
        **more,
    }


QUOTED = (
    "Danke, hat geklappt!\n\nAm Fr., 1. März 2024 um 10:01 schrieb Muster:\n> Bitte neu starten."
)
REPLIES = [
    _reply(1, "Bitte neu starten."),
    _reply(2, "Anruf folgt", private=True, source=2),
    _reply(3, QUOTED, incoming=True),
    _reply(4, "", incoming=True, attachments=[{"name": "bild.png"}]),
]


def _ticket(*replies: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": 20,
        "subject": "Router",
        "description": "<div>Er geht nicht.</div>",
        "description_text": "Er geht nicht.",
        "requester_id": CUSTOMER,
        "requester": {"id": CUSTOMER, "name": "Ada Beispiel", "email": "ada@example.org"},
        "responder_id": AGENT,
        "source": 1,
        "status": 2,
        "created_at": "2024-03-01T09:00:00Z",
        **({"conversations": list(replies)} if replies else {}),
        **more,
    }


@pytest.mark.parametrize(
    "value",
    [
        _ticket(*REPLIES),
        [_ticket(*REPLIES)],
        {"tickets": [_ticket(*REPLIES)]},
        json.dumps(_ticket(*REPLIES)) + "\n" + json.dumps(_ticket(*REPLIES, id=21)) + "\n",
    ],
)
def test_tickets_with_conversations(value: Any) -> None:
    """The description is the customer's; private notes are events; quoted mails are cut off."""
    reading = read("freshdesk", value)
    opening, answer, note, thanks, picture = reading.threads[0].entries
    assert (opening.text, opening.speaker) == ("Router\nEr geht nicht.", "customer")
    assert opening.person == thanks.person == "Ada Beispiel"
    assert (answer.text, answer.speaker) == ("Bitte neu starten.", "agent")
    assert (note.kind, note.speaker) == ("event", "system")
    assert (thanks.text, thanks.speaker) == ("Danke, hat geklappt!", "customer")
    assert picture.kind == "media"
    assert reading.threads[0].channel == "email"
    assert any("quoted mails" in note for note in reading.notes)


def test_the_older_export_with_notes() -> None:
    """Numbers are shown numbers, deleted notes are deleted messages."""
    notes = [{"note": _reply(1, "Guten Tag")}, {"note": _reply(2, "x", deleted=True)}]
    ticket = {**_ticket(), "display_id": 20, "requester_name": "Ada Beispiel", "notes": notes}
    del ticket["id"], ticket["description_text"], ticket["requester"]
    found = entries(read("freshdesk", [{"helpdesk_ticket": ticket}]))
    assert [e.text for e in found] == ["Router\nEr geht nicht.", "Guten Tag", ""]
    assert [e.kind for e in found] == ["text", "text", "deleted"]
    assert found[0].person == "Ada Beispiel"


def test_conversations_without_their_ticket() -> None:
    """What comes in is the customer's."""
    found = entries(read("freshdesk", REPLIES))
    assert [e.speaker for e in found] == ["agent", "system", "customer", "customer"]


def test_mail_that_the_company_sent_first() -> None:
    """An outbound ticket's description is the agent's; a chat has no subject of its own."""
    (outbound,) = entries(read("freshdesk", [_ticket(source=10)]))
    (chat,) = entries(read("freshdesk", [_ticket(source=7)]))
    assert (outbound.speaker, outbound.text) == ("agent", "Router\nEr geht nicht.")
    assert (chat.speaker, chat.text) == ("customer", "Er geht nicht.")


def test_html_is_read_where_there_is_no_plain_text() -> None:
    """Lines stay lines, marks of the markup go."""
    row = _reply(1, "", body="<div>Guten Tag,<br>bitte&nbsp;<b>warten</b></div>")
    assert entries(read("freshdesk", [row]))[0].text == "Guten Tag,\nbitte warten"


@pytest.mark.parametrize(
    ("source", "subject", "text"),
    [
        (None, "Router", "Router\nEr geht nicht."),
        (9, "Router", "Router\nEr geht nicht."),
        (1, "ER  geht...", "Er geht nicht."),
        (1, "", "Er geht nicht."),
        (3, "Anruf von Ada", "Er geht nicht."),
        (6, "Er ge…", "Er geht nicht."),
    ],
)
def test_a_subject_that_somebody_wrote_is_kept(source: Any, subject: str, text: str) -> None:
    """Also where the export does not say whence a ticket came; a mere beginning is not doubled."""
    reading = read("freshdesk", [_ticket(*REPLIES, source=source, subject=subject)])
    assert [entry.text for entry in entries(reading)][:2] == [text, "Bitte neu starten."]
    assert counted(reading) == 1 + len(REPLIES)


def test_two_tickets_without_a_number_are_both_kept() -> None:
    """Nothing takes the place of something else by accident."""
    tickets = [_ticket(), _ticket(description_text="Zweiter")]
    for ticket in tickets:
        del ticket["id"]
    assert len(entries(read("freshdesk", {"tickets": tickets}))) == 2


@given(rows=bent_json(REPLIES))
@settings(max_examples=40, deadline=2_000)
def test_bent_replies_are_conserved(rows: Any) -> None:
    """Each is a message, unreadable, or counted; so is the description."""
    reading = read_or_refuse("freshdesk", {**_ticket(), "conversations": rows})
    assert reading is not None
    assert counted(reading) == len(rows) + 1


@given(value=bent_json([_ticket(*REPLIES)]))
@settings(max_examples=40, deadline=2_000)
def test_bent_exports_are_read_or_refused(value: Any) -> None:
    """Values of other types anywhere do no harm."""
    read_or_refuse("freshdesk", value)


@given(data=bent_bytes(json.dumps([_ticket(*REPLIES)]).encode()))
@settings(max_examples=40, deadline=2_000)
def test_bent_bytes_are_read_or_refused(data: bytes) -> None:
    """So do other bytes."""
    read_or_refuse("freshdesk", data)
