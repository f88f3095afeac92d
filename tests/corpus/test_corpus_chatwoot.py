"""Chatwoot's conversations, messages and webhooks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bent_exports import bent_bytes, bent_json, counted, entries, read, read_or_refuse
from hypothesis import given, settings

CONTACT = {"id": 9, "type": "contact", "name": "Ada Beispiel", "email": "ada@example.org"}
USER = {"id": 2, "type": "user", "name": "Bo Muster"}
BOT = {"id": 1, "type": "agent_bot", "name": "Helfer"}


def _message(number: int, what: Any, content: Any, sender: Any = None, **more: Any) -> Any:
    return {
        "id": number,
        "content": content,
        "account_id": 1,
        "inbox_id": 4,
        "conversation_id": 17,
        "message_type": what,
        "content_type": "text",
        "content_attributes": {},
        "private": False,
        "status": "sent",
        "created_at": 1_709_280_000 + 60 * number,
        **({"sender": sender} if sender else {}),
        **more,
    }


MAIL = {"text_content": {"reply": "Was nun?"}}


@pytest.mark.parametrize(
    ("mail", "text"),
    [
        ({**MAIL, "subject": "Router defekt"}, "Router defekt\nWas nun?"),
        ({**MAIL, "subject": "Re: Router defekt"}, "Was nun?"),
        ({**MAIL, "subject": "Router", "in_reply_to": "a@example.org"}, "Was nun?"),
        ({**MAIL, "subject": "was nun?"}, "Was nun?"),
        ({**MAIL, "subject": None}, "Was nun?"),
    ],
)
def test_a_mail_begins_with_its_subject(mail: dict[str, Any], text: str) -> None:
    """Where somebody wrote one, and not as the answer to another mail."""
    row = _message(1, 0, "Was nun?", CONTACT, content_attributes={"email": mail})
    row["content_type"] = "incoming_email"
    (entry,) = entries(read("chatwoot", {"payload": [row]}))
    assert entry[0] == text


MESSAGES = [
    _message(1, 0, "Hallo", CONTACT),
    _message(2, 3, "Wir antworten bald.", content_type="text"),
    _message(3, 1, "Worum geht es?", BOT),
    _message(4, 0, None, CONTACT, attachments=[{"id": 1, "file_type": "image"}]),
    _message(5, 0, None, CONTACT, attachments=[{"id": 1, "file_type": "location"}]),
    _message(6, 2, "Bo Muster übernimmt"),
    _message(7, 1, "Stammkundin", USER, private=True),
    _message(8, 1, "Ich sehe nach.", USER),
    _message(9, 1, "gelöscht", USER, content_attributes={"deleted": True}),
    _message(10, 1, "Automatisch", USER, content_attributes={"automation_rule_id": 3}),
]
EXPECTED = [
    ("Hallo", "text", "customer"),
    ("Wir antworten bald.", "text", "bot"),
    ("Worum geht es?", "text", "bot"),
    ("", "media", "customer"),
    ("", "location", "customer"),
    ("Bo Muster übernimmt", "event", "system"),
    ("Stammkundin", "event", "system"),
    ("Ich sehe nach.", "text", "agent"),
    ("", "deleted", "agent"),
    ("Automatisch", "text", "bot"),
]


def _conversation(*messages: Any, **more: Any) -> dict[str, Any]:
    return {
        "meta": {"sender": CONTACT, "channel": "Channel::Whatsapp", "assignee": USER},
        "id": 17,
        "account_id": 1,
        "inbox_id": 4,
        "can_reply": True,
        "status": "open",
        "messages": list(messages),
        **more,
    }


def _webhook(message: dict[str, Any], event: str = "message_created") -> str:
    row = {key: value for key, value in message.items() if key != "conversation_id"}
    row["message_type"] = ("incoming", "outgoing", "activity", "template")[row["message_type"]]
    row["created_at"] = f"2024-03-01T08:{message['id']:02d}:00.000Z"
    conversation = {"id": 17, "channel": "Channel::Whatsapp", "meta": {"sender": CONTACT}}
    around = {"event": event, "account": {"id": 1}, "inbox": {"id": 4}}
    return json.dumps({**row, **around, "conversation": conversation})


@pytest.mark.parametrize(
    "value",
    [
        _conversation(*MESSAGES),
        [_conversation(*MESSAGES)],
        {"data": {"meta": {"all_count": 1}, "payload": [_conversation(*MESSAGES)]}},
        {"meta": {"contact": CONTACT}, "payload": MESSAGES},
        "\n".join(map(_webhook, MESSAGES)),
        "\n".join(json.dumps(message) for message in MESSAGES),
    ],
)
def test_messages_of_all_kinds(value: Any) -> None:
    """The same conversation, as each way out of Chatwoot gives it."""
    (thread,) = read("chatwoot", value).threads
    assert [(e.text, e.kind, e.speaker) for e in thread.entries] == EXPECTED
    assert thread.entries[0].person == "Ada Beispiel"
    assert thread.own_id


def test_the_channel_is_the_messenger() -> None:
    """What lies behind the inbox counts."""
    assert read("chatwoot", _conversation(*MESSAGES)).threads[0].channel == "whatsapp"


def test_an_update_is_the_last_form_and_other_events_are_counted() -> None:
    """A changed message does not count twice as a message."""
    changed = {**MESSAGES[0], "content": "Hallo!"}
    status = {"event": "conversation_status_changed", "id": 17, "inbox_id": 4, "contact_inbox": {}}
    lines = [
        _webhook(MESSAGES[0]),
        _webhook(changed, "message_updated"),
        json.dumps({**status, "account": {"id": 1}}),
    ]
    reading = read("chatwoot", "\n".join(lines))
    assert [e.text for e in entries(reading)] == ["Hallo!"]
    assert counted(reading) == 3


def test_of_a_mail_the_answer_counts() -> None:
    """Chatwoot itself tells the answer from what it quotes."""
    mail = {"email": {"text_content": {"reply": "Danke!", "full": "Danke!\n> alt"}}}
    row = _message(1, 0, "Danke!\n> alt", CONTACT, content_attributes=mail)
    assert entries(read("chatwoot", [row]))[0].text == "Danke!"


@given(rows=bent_json(MESSAGES))
@settings(max_examples=40, deadline=2_000)
def test_bent_messages_are_conserved(rows: Any) -> None:
    """Each is a message, unreadable, or counted."""
    reading = read_or_refuse("chatwoot", _conversation(*rows))
    assert reading is not None
    assert counted(reading) == len(rows)


@given(value=bent_json({"payload": [_conversation(*MESSAGES)]}) | bent_json(MESSAGES))
@settings(max_examples=40, deadline=2_000)
def test_bent_exports_are_read_or_refused(value: Any) -> None:
    """Values of other types anywhere do no harm."""
    read_or_refuse("chatwoot", value)


@given(data=bent_bytes("\n".join(map(_webhook, MESSAGES)).encode()))
@settings(max_examples=40, deadline=2_000)
def test_bent_bytes_are_read_or_refused(data: bytes) -> None:
    """So do other bytes."""
    read_or_refuse("chatwoot", data)
