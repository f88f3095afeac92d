"""Webhooks of the LINE Messaging API."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from webhook_made import line_event, line_payload

from dialogkit.corpus._raw import Entry, Reading, Source
from dialogkit.corpus._readers import line_webhook, readers


def _text(text: str, own_id: str = "1") -> dict[str, Any]:
    return {"type": "text", "id": own_id, "text": text}


def _read(value: Any) -> Reading:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    source = Source("hooks.json", text.encode())
    names = [r.NAME for r in readers().values() if r.recognise(source) and not r.GENERIC]
    assert names == ["line_webhook"]
    return line_webhook.read(source)


def _entries(reading: Reading) -> list[Entry]:
    return [entry for thread in reading.threads for entry in thread.entries]


@pytest.mark.parametrize(
    ("message", "text", "kind"),
    [
        (_text("Hallo"), "Hallo", "text"),
        ({"type": "image", "id": "1"}, "", "media"),
        ({"type": "sticker", "id": "1", "keywords": ["Love"], "text": "Bild"}, "", "media"),
        ({"type": "file", "id": "1", "fileName": "a.pdf"}, "", "media"),
        (
            {"type": "location", "id": "1", "title": "Lager", "address": "Weg 1"},
            "Lager, Weg 1",
            "location",
        ),
    ],
)
def test_what_customers_send(message: dict[str, Any], text: str, kind: str) -> None:
    """Text, media and places, by the customer, at the exact time."""
    (entry,) = _entries(_read(line_payload(line_event(message=message))))
    assert (entry.text, entry.kind, entry.speaker) == (text, kind, "customer")
    assert (entry.person, entry.sent_at) == ("U1", 1_700_000_000_000_000)


def test_users_groups_and_bots_have_conversations_of_their_own() -> None:
    """A user's chat, a group and the same user at another bot are three conversations."""
    group = {"type": "group", "groupId": "G1", "userId": "U1"}
    hooks = [
        line_payload(line_event(message=_text("a"))),
        line_payload(line_event(message=_text("b"), source=group)),
        line_payload(line_event(message=_text("c")), bot="Uother"),
        line_payload(line_event(message=_text("d"))),
    ]
    reading = _read(hooks)
    assert sorted(len(thread.entries) for thread in reading.threads) == [1, 1, 2]
    assert not any("U1" in thread.conversation_id for thread in reading.threads)


def test_edited_and_unsent_messages() -> None:
    """The last text counts; what was unsent is gone; both leave an event."""
    events = [
        line_event(at=1, message=_text("alt", "m1")),
        line_event(at=2, message=_text("weg", "m2")),
        line_event("messageEdited", at=3, message=_text("neu", "m1")),
        line_event("unsend", at=4, unsend={"messageId": "m2"}),
        line_event("unsend", at=5, unsend={"messageId": "never seen"}),
    ]
    assert [(e.text, e.kind) for e in _entries(_read(line_payload(*events)))] == [
        ("neu", "text"),
        ("", "deleted"),
        ("message_edited", "event"),
        ("message_deleted", "event"),
        ("", "deleted"),
    ]


def test_taps_and_notices() -> None:
    """A postback is a tapped button; who comes and goes is an event; the rest is counted."""
    events = [
        line_event("follow", at=1, replyToken="r"),
        line_event("postback", at=2, postback={"data": "action=status"}),
        line_event("beacon", at=3, beacon={"hwid": "1"}),
        line_event("somethingNew", at=4),
    ]
    reading = _read(line_payload(*events))
    assert [(e.text, e.kind, e.speaker) for e in _entries(reading)] == [
        ("follow", "event", "system"),
        ("action=status", "button", "customer"),
    ]
    assert reading.notes == ("left out as no messages: 1 beacons, 1 events of other types",)


@pytest.mark.parametrize("form", ["list", "lines", "bare", "wrapped"])
def test_payloads_come_in_many_wrappings(form: str) -> None:
    """A list, JSON Lines, bare events, or a log around them."""
    events = [line_event(at=n, message=_text(str(n)), replyToken="r") for n in range(3)]
    hooks = [line_payload(event) for event in events]
    forms: dict[str, Any] = {
        "list": hooks,
        "lines": "\n".join(json.dumps(hook) for hook in hooks),
        "bare": events,
        "wrapped": {"log": [{"body": hook} for hook in hooks]},
    }
    assert [entry.text for entry in _entries(_read(forms[form]))] == ["0", "1", "2"]


def test_damaged_events_are_unreadable() -> None:
    """Each broken event is counted; the reasons quote nothing."""
    broken: list[Any] = [
        "secret",
        line_event(message="secret"),
        line_event(message={"type": "text", "text": 7}),
        line_event(message={"type": "hologram"}),
        line_event(message=_text("secret"), source={}),
        line_event(message=_text("secret"), timestamp="soon"),
        line_event("hologram", message=_text("secret")),
    ]
    reading = _read(line_payload(line_event(message=_text("a")), *broken))
    assert len(reading.unreadable) == len(broken)
    assert not any("secret" in bad.why for bad in reading.unreadable)


def test_a_check_of_the_address_holds_no_message() -> None:
    """LINE checks an address with a payload without events."""
    assert not _read(line_payload()).threads


@pytest.mark.outside_data
def test_the_example_of_others_is_read_whole() -> None:
    """Each event of the example is an entry or counted in the note."""
    root = os.environ.get("DIALOGKIT_DATA")
    if not root:
        pytest.skip("DIALOGKIT_DATA is not set")
    path = Path(root, "messenger_webhooks", "line_bot_sdk_APACHE2", "webhook.json")
    events = json.loads(path.read_text(encoding="utf-8"))["events"]
    reading = _read(path.read_text(encoding="utf-8"))
    (note,) = reading.notes
    counted = sum(int(word) for word in note.split() if word.isdecimal())
    assert len(_entries(reading)) + counted == len(events)
    sent = sum(event["type"] == "message" for event in events)
    said = [e for e in _entries(reading) if e.kind in ("text", "media", "location", "deleted")]
    assert len(said) == sent
    assert not reading.unreadable
