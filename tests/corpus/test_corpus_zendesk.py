"""Zendesk's tickets, audits, chats and messages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bent_exports import bent_bytes, bent_json, counted, entries, read, read_or_refuse
from hypothesis import given, settings

CUSTOMER, AGENT = 901_000_001, 901_000_002


def _comment(number: int, author: int, body: str, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "type": "Comment",
        "author_id": author,
        "body": body,
        "html_body": f"<div>{body}</div>",
        "plain_body": body,
        "public": True,
        "attachments": [],
        "audit_id": 1000 + number,
        "via": {"channel": "web", "source": {"from": {}, "to": {}, "rel": None}},
        "created_at": f"2024-03-01T09:{number:02d}:00Z",
        **more,
    }


COMMENTS = [
    _comment(1, CUSTOMER, "Wo ist meine Bestellung?"),
    _comment(2, AGENT, "Ich sehe nach."),
    _comment(3, AGENT, "Kundin zum dritten Mal da", public=False),
    _comment(4, CUSTOMER, "", attachments=[{"file_name": "foto.png"}]),
]


def _ticket(*comments: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "url": "https://muster.example.org/api/v2/tickets/35.json",
        "id": 35,
        "subject": "Lieferung",
        "description": "Wo ist meine Bestellung?",
        "requester_id": CUSTOMER,
        "submitter_id": CUSTOMER,
        "via": {"channel": "email", "source": {"from": {}, "to": {}, "rel": None}},
        "status": "open",
        "created_at": "2024-03-01T09:01:00Z",
        **({"comments": list(comments)} if comments else {}),
        **more,
    }


USERS = [
    {"id": CUSTOMER, "name": "Ada Beispiel", "email": "ada@example.org", "role": "end-user"},
    {"id": AGENT, "name": "Bo Muster", "email": "bo@example.org", "role": "agent"},
]


@pytest.mark.parametrize(
    "value",
    [
        {"tickets": [_ticket(*COMMENTS)], "users": USERS},
        [_ticket(*COMMENTS, requester=USERS[0], assignee=USERS[1])],
        {"ticket": _ticket(), "comments": COMMENTS, "users": USERS},
        json.dumps(_ticket(*COMMENTS)) + "\n" + json.dumps(_ticket(*COMMENTS, id=36)) + "\n",
    ],
)
def test_tickets_with_comments(value: Any) -> None:
    """The requester is the customer, the subject of a mail begins it, notes are events."""
    reading = read("zendesk", value)
    first, second, note, picture = reading.threads[0].entries
    assert (first.text, first.speaker) == ("Lieferung\nWo ist meine Bestellung?", "customer")
    assert (second.text, second.speaker) == ("Ich sehe nach.", "agent")
    assert (note.kind, note.speaker, note.person) == ("event", "system", None)
    assert (picture.kind, picture.text) == ("media", "")
    assert reading.threads[0].own_id
    assert reading.threads[0].channel == "email"
    assert any("internal notes" in note for note in reading.notes)


def test_users_give_names_and_roles() -> None:
    """A second customer, copied in, is one by role; without any list nobody is guessed."""
    other = {"id": 7, "name": "Cy", "role": "end-user"}
    rows = [*COMMENTS, _comment(5, 7, "Ich bin der Nachbar.")]
    found = entries(read("zendesk", {"comments": rows, "users": [*USERS, other]}))
    assert [(e.person, e.speaker) for e in found if e.person] == [
        ("Ada Beispiel", "customer"),
        ("Bo Muster", "agent"),
        ("Ada Beispiel", "customer"),
        ("Cy", "customer"),
    ]
    alone = entries(read("zendesk", {"comments": rows}))
    assert {e.speaker for e in alone} == {None, "system"}


def test_who_stands_again_without_a_name_keeps_it() -> None:
    """In tickets of JSON Lines the requester has a name, and is the submitter by number alone."""
    bare = {"id": CUSTOMER}
    mail = {"id": CUSTOMER, "email": "ada@example.org"}
    for submitter in (bare, mail):
        ticket = _ticket(*COMMENTS, requester=USERS[0], submitter=submitter, assignee=USERS[1])
        del ticket["requester_id"], ticket["submitter_id"]
        reading = read("zendesk", json.dumps(ticket))
        named = [entry.person for entry in entries(reading) if entry.person]
        assert named == ["Ada Beispiel", "Bo Muster", "Ada Beispiel"]


def test_audits_give_their_comments() -> None:
    """Changes of fields are counted and left out; the author may stand in the audit only."""
    events = [{**COMMENTS[0], "author_id": None}, {"id": 2, "type": "Change", "value": "open"}]
    del events[0]["author_id"]
    audit = {
        "id": 5,
        "ticket_id": 35,
        "author_id": CUSTOMER,
        "created_at": "2024-03-01T09:00:00Z",
        "via": {"channel": "web"},
        "events": events,
    }
    reading = read("zendesk", {"audits": [audit], "users": USERS})
    (entry,) = entries(reading)
    assert (entry.person, entry.speaker) == ("Ada Beispiel", "customer")
    assert counted(reading) == 2


def test_merges_and_the_system_are_events() -> None:
    """What Zendesk writes itself is nobody's message."""
    merge = {"channel": "web", "source": {"rel": "merge"}}
    found = entries(
        read(
            "zendesk",
            _ticket(
                _comment(1, AGENT, "Zusammengeführt", via=merge), _comment(2, -1, "Automatisch")
            ),
        )
    )
    assert [e.kind for e in found] == ["event", "event"]


def test_a_ticket_without_comments_is_its_description() -> None:
    """The description is the first comment and is not told twice."""
    (entry,) = entries(read("zendesk", {"tickets": [_ticket()], "count": 1}))
    assert entry.text == "Lieferung\nWo ist meine Bestellung?"


@pytest.mark.parametrize(
    ("channel", "subject", "begins"),
    [
        ("api", "Lieferung", "Lieferung\nWo"),
        ("web_widget", "Lieferung", "Lieferung\nWo"),
        (None, "Lieferung", "Lieferung\nWo"),
        ("email", "WO ist  meine Bes...", "Wo"),
        ("email", "Wo ist meine…", "Wo"),
        ("chat", "Gespräch mit Ada", "Wo"),
        ("voice", "Anruf von Ada", "Wo"),
    ],
)
def test_a_subject_that_somebody_wrote_is_kept(channel: Any, subject: str, begins: str) -> None:
    """Also where the ticket does not say how it came; a mere beginning is not doubled."""
    via = {"channel": channel} if channel else {}
    reading = read("zendesk", _ticket(*COMMENTS, subject=subject, via=via))
    texts = [entry.text for entry in entries(reading)]
    assert texts[:2] == [f"{begins} ist meine Bestellung?", "Ich sehe nach."]
    assert not any(subject in text for text in texts[1:])
    assert counted(reading) == len(COMMENTS)


def test_a_subject_is_told_once() -> None:
    """The agent's where the agent begins; not again in each audit of the ticket."""
    begun = _ticket(_comment(1, AGENT, "Guten Tag"), _comment(2, CUSTOMER, "Ja"), users=USERS)
    assert [e.text for e in entries(read("zendesk", begun))] == ["Lieferung\nGuten Tag", "Ja"]
    audits = [
        {"id": n, "ticket_id": 35, "author_id": CUSTOMER, "events": [_comment(n, CUSTOMER, text)]}
        for n, text in enumerate(("Wo?", "Hallo?"))
    ]
    found = entries(read("zendesk", {**_ticket(), "audits": audits}))
    assert [e.text for e in found] == ["Lieferung\nWo?", "Hallo?"]


def _line(second: int, what: str, **more: Any) -> dict[str, Any]:
    return {"type": f"chat.{what}", "timestamp": f"2024-03-01T09:00:{second:02d}Z", **more}


HISTORY = [
    _line(0, "memberjoin", name="Ada", nick="visitor:1"),
    _line(1, "msg", name="Ada", nick="visitor:1", msg="Hallo"),
    _line(2, "msg", name="Muster", nick="agent:trigger", msg="Willkommen!"),
    _line(3, "msg", name="Bo", sender_type="Agent", msg="Guten Tag"),
    _line(4, "file", name="Ada", nick="visitor:1"),
]


def _chat(**more: Any) -> dict[str, Any]:
    visitor = {"id": "1.x", "name": "Ada Beispiel", "email": "ada@example.org"}
    return {"type": "chat", "id": "2403.1", "visitor": visitor, "history": HISTORY, **more}


@pytest.mark.parametrize(
    "value", [{"chats": [_chat()], "count": 1}, {"docs": {"2403.1": _chat()}}, _chat()]
)
def test_chats(value: Any) -> None:
    """Visitors are customers, triggers bots; joining is an event, a file a medium."""
    found = entries(read("zendesk", value))
    assert [e.speaker for e in found] == ["system", "customer", "bot", "agent", "customer"]
    assert [e.kind for e in found] == ["event", "text", "text", "text", "media"]
    assert found[1].person == "Ada Beispiel"


def test_offline_messages_are_one_message() -> None:
    """A form filled in while nobody was there."""
    value = {
        "type": "offline_msg",
        "id": "1",
        "visitor": {"name": "Ada"},
        "message": "Bitte melden",
    }
    (entry,) = entries(read("zendesk", {"chats": [value]}))
    assert (entry.text, entry.speaker) == ("Bitte melden", "customer")


def _message(number: int, kind: str, author: dict[str, Any], **content: Any) -> dict[str, Any]:
    return {
        "id": f"m{number}",
        "received": f"2024-03-01T09:00:{number:02d}.000Z",
        "author": {"type": kind, **author},
        "content": {"type": "text", **content},
        "source": {"type": "whatsapp"},
    }


MESSAGES = [
    _message(1, "user", {"displayName": "Ada"}, text="Hallo"),
    _message(2, "business", {"displayName": "Helfer", "subtypes": ["AI"]}, text="Guten Tag"),
    _message(3, "business", {"displayName": "Bo"}, text="Ich bin Bo"),
    _message(4, "user", {"displayName": "Ada"}, text="Ja", payload="YES"),
]


def test_messages_of_sunshine_conversations() -> None:
    """Users are customers, what an AI writes is a bot's, a tapped reply is a button."""
    webhook = [
        {
            "id": str(number),
            "type": "conversation:message",
            "createdAt": "2024-03-01T09:00:00Z",
            "payload": {"conversation": {"id": "c1"}, "message": message},
        }
        for number, message in enumerate(MESSAGES)
    ]
    read_receipt = {"id": "r", "type": "conversation:read", "payload": {}}
    for value in ({"messages": MESSAGES}, {"app": {"id": "a"}, "events": [*webhook, read_receipt]}):
        found = entries(read("zendesk", value))
        assert [e.speaker for e in found] == ["customer", "bot", "agent", "customer"]
        assert found[3].kind == "button"


def test_a_broken_comment_is_listed_and_the_others_stay() -> None:
    """No text of the broken one is quoted."""
    rows: list[Any] = [*COMMENTS, 7, _comment(9, AGENT, "x", created_at="bald")]
    rows.append({**_comment(8, AGENT, "x"), "body": {"a": 1}})
    reading = read("zendesk", _ticket(*rows))
    assert (len(entries(reading)), len(reading.unreadable)) == (4, 3)
    assert [bad.line for bad in reading.unreadable] == [5, 6, 7]


def test_json_lines_cut_off_keep_their_beginning() -> None:
    """The last line is listed as unreadable."""
    text = json.dumps(_ticket(*COMMENTS)) + "\n" + json.dumps(_ticket(*COMMENTS, id=2))[:200]
    reading = read("zendesk", text)
    assert len(entries(reading)) == 4
    assert [bad.line for bad in reading.unreadable] == [2]


@given(rows=bent_json(COMMENTS))
@settings(max_examples=40, deadline=2_000)
def test_bent_comments_are_conserved(rows: Any) -> None:
    """Each is a message, unreadable, or counted."""
    reading = read_or_refuse("zendesk", {"tickets": [{**_ticket(), "comments": rows}]})
    assert reading is not None
    assert counted(reading) == len(rows)


@given(
    value=bent_json({"tickets": [_ticket(*COMMENTS)], "users": USERS})
    | bent_json({"chats": [_chat()]})
    | bent_json({"messages": MESSAGES})
)
@settings(max_examples=40, deadline=2_000)
def test_bent_exports_are_read_or_refused(value: Any) -> None:
    """Values of other types anywhere do no harm."""
    read_or_refuse("zendesk", value)


_BYTES = json.dumps({"tickets": [_ticket(*COMMENTS)], "users": USERS}).encode()


@given(data=bent_bytes(_BYTES))
@settings(max_examples=40, deadline=2_000)
def test_bent_bytes_are_read_or_refused(data: bytes) -> None:
    """So do other bytes."""
    read_or_refuse("zendesk", data)
