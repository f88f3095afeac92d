"""Intercom's conversations."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bent_exports import bent_bytes, bent_json, counted, entries, read, read_or_refuse
from hypothesis import given, settings

USER = {"type": "user", "id": "u1", "name": "Ada Beispiel", "email": "ada@example.org"}
BOT = {"type": "bot", "id": "b1", "name": "Helfer"}
ADMIN = {"type": "admin", "id": "a1", "name": "Bo Muster"}


def _part(number: int, what: str, author: Any, body: str | None, **more: Any) -> dict[str, Any]:
    return {
        "type": "conversation_part",
        "id": str(number),
        "part_type": what,
        "body": body,
        "created_at": 1_709_280_000 + 60 * number,
        "author": author,
        "attachments": [],
        "redacted": False,
        **more,
    }


PARTS = [
    _part(1, "comment", BOT, "<p>Worum geht es?</p>"),
    _part(2, "quick_reply", USER, "<p>Rechnung</p>"),
    _part(3, "assignment", BOT, None, assigned_to={"type": "admin", "id": "a1"}),
    _part(4, "note", ADMIN, "<p>Stammkundin</p>"),
    _part(5, "comment", ADMIN, "<p>Ich schaue nach.<br>Moment bitte.</p>"),
    _part(6, "comment", USER, '<div><img src="https://example.org/x.png"></div>'),
    _part(7, "close", ADMIN, "<p>Gern geschehen!</p>"),
    _part(8, "close", ADMIN, None),
    _part(9, "comment", USER, None, redacted=True),
]


def _conversation(*parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "conversation",
        "id": "215001",
        "created_at": 1_709_280_000,
        "updated_at": 1_709_290_000,
        "state": "closed",
        "source": {
            "type": "conversation",
            "id": "900",
            "delivered_as": "customer_initiated",
            "subject": "",
            "body": "<p>Hallo</p>",
            "author": USER,
            "attachments": [],
        },
        "conversation_parts": {
            "type": "conversation_part.list",
            "conversation_parts": list(parts),
            "total_count": len(parts),
        },
        **more,
    }


@pytest.mark.parametrize(
    ("written", "subject", "text"),
    [
        ("email", "<p>Router defekt</p>", "Router defekt\nHallo"),
        ("email", "", "Hallo"),
        ("email", "Re: Router defekt", "Hallo"),
        ("conversation", "<p>Router defekt</p>", "Hallo"),
    ],
)
def test_a_mail_begins_with_its_subject(written: str, subject: str, text: str) -> None:
    """What a chat has for a subject nobody wrote."""
    value = _conversation()
    value["source"] = {**value["source"], "type": written, "subject": subject}
    (entry,) = entries(read("intercom", value))
    assert entry[0] == text


@pytest.mark.parametrize(
    "value",
    [
        _conversation(*PARTS),
        [_conversation(*PARTS)],
        {"type": "conversation.list", "conversations": [_conversation(*PARTS)]},
        json.dumps(_conversation(*PARTS)) + "\n" + json.dumps(_conversation(id="2")) + "\n",
        {"type": "notification_event", "topic": "x", "data": {"item": _conversation(*PARTS)}},
    ],
)
def test_conversations(value: Any) -> None:
    """Users are customers, admins agents, bots bots; notes and assignments are events."""
    reading = read("intercom", value)
    found = list(reading.threads[0].entries)
    assert [(e.text, e.kind, e.speaker) for e in found] == [
        ("Hallo", "text", "customer"),
        ("Worum geht es?", "text", "bot"),
        ("Rechnung", "button", "customer"),
        ("assignment", "event", "system"),
        ("Stammkundin", "event", "system"),
        ("Ich schaue nach.\nMoment bitte.", "text", "agent"),
        ("", "media", "customer"),
        ("Gern geschehen!", "text", "agent"),
        ("close", "event", "system"),
        ("", "deleted", "customer"),
    ]
    assert found[0].person == "Ada Beispiel"
    assert found[0].sent_at == 1_709_280_000_000_000
    assert (reading.threads[0].channel, reading.threads[0].partner) == ("web", "Ada Beispiel")


@pytest.mark.parametrize(
    ("delivered", "author", "speaker"),
    [
        ("operator_initiated", ADMIN, "bot"),
        ("automated", ADMIN, "bot"),
        ("admin_initiated", ADMIN, "agent"),
        ("customer_initiated", {"type": "lead", "id": "l"}, "customer"),
        ("customer_initiated", {**ADMIN, "from_ai_agent": True}, "bot"),
    ],
)
def test_who_began(delivered: str, author: Any, speaker: str) -> None:
    """What a campaign sends under an agent's name is a bot's."""
    value = _conversation()
    value["source"] |= {"delivered_as": delivered, "author": author}
    assert entries(read("intercom", value))[0].speaker == speaker


def test_webhooks_of_one_conversation_are_joined_and_repeats_counted() -> None:
    """Each webhook brings the first message again."""
    lines = [
        json.dumps({"type": "notification_event", "data": {"item": _conversation(part)}})
        for part in PARTS[:2]
    ]
    reading = read("intercom", "\n".join(lines))
    (thread,) = reading.threads
    assert [e.text for e in thread.entries] == ["Hallo", "Worum geht es?", "Rechnung"]
    assert counted(reading) == 4


def test_older_answers_with_a_conversation_message() -> None:
    """Before version 2 the first message had another name."""
    value = _conversation(PARTS[0])
    value["conversation_message"] = value.pop("source")
    assert [e.text for e in entries(read("intercom", value))] == ["Hallo", "Worum geht es?"]


@given(rows=bent_json(PARTS))
@settings(max_examples=40, deadline=2_000)
def test_bent_parts_are_conserved(rows: Any) -> None:
    """Each is a message, unreadable, or counted; so is the first message."""
    reading = read_or_refuse("intercom", _conversation(*rows))
    assert reading is not None
    assert counted(reading) == len(rows) + 1


@given(value=bent_json([_conversation(*PARTS)]))
@settings(max_examples=40, deadline=2_000)
def test_bent_exports_are_read_or_refused(value: Any) -> None:
    """Values of other types anywhere do no harm."""
    read_or_refuse("intercom", value)


@given(data=bent_bytes(json.dumps([_conversation(*PARTS)]).encode()))
@settings(max_examples=40, deadline=2_000)
def test_bent_bytes_are_read_or_refused(data: bytes) -> None:
    """So do other bytes."""
    read_or_refuse("intercom", data)
