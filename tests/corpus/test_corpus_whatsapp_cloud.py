"""Webhooks of the WhatsApp Cloud API."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from webhook_made import cloud_message, cloud_payload

from dialogkit.conversation import Message
from dialogkit.corpus import read_log
from dialogkit.corpus._raw import Entry, Reading, Source
from dialogkit.corpus._readers import readers, whatsapp_cloud

ADA, BO = "15550100001", "15550100002"


def _source(value: Any) -> Source:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Source("hooks.json", text.encode())


def _read(value: Any) -> Reading:
    source = _source(value)
    assert [r.NAME for r in readers().values() if r.recognise(source) and not r.GENERIC] == [
        "whatsapp_cloud"
    ]
    return whatsapp_cloud.read(source)


def _entries(reading: Reading) -> list[Entry]:
    return [entry for thread in reading.threads for entry in thread.entries]


def _one(**content: Any) -> Entry:
    (entry,) = _entries(_read(cloud_payload(cloud_message(ADA, **content))))
    return entry


@pytest.mark.parametrize(
    ("content", "text", "kind"),
    [
        ({"type": "text", "text": {"body": " Hallo "}}, "Hallo", "text"),
        ({"type": "image", "image": {"id": "1", "caption": "so"}}, "so", "media"),
        ({"type": "audio", "audio": {"id": "1", "voice": True}}, "", "media"),
        ({"type": "document", "document": {"filename": "a.pdf"}}, "", "media"),
        ({"type": "sticker", "sticker": {"id": "1"}}, "", "media"),
        (
            {"type": "location", "location": {"name": "Lager", "address": "Weg 1"}},
            "Lager, Weg 1",
            "location",
        ),
        ({"type": "contacts", "contacts": [{"name": {}}]}, "", "contact"),
        ({"type": "button", "button": {"text": "Ja", "payload": "y"}}, "Ja", "button"),
        (
            {
                "type": "interactive",
                "interactive": {"type": "button_reply", "button_reply": {"title": "Ja"}},
            },
            "Ja",
            "button",
        ),
        (
            {
                "type": "interactive",
                "interactive": {"type": "list_reply", "list_reply": {"id": "1", "title": "Paket"}},
            },
            "Paket",
            "button",
        ),
        (
            {
                "type": "interactive",
                "interactive": {"type": "nfm_reply", "nfm_reply": {"body": "Gesendet"}},
            },
            "Gesendet",
            "button",
        ),
        ({"type": "interactive"}, "", "button"),
        ({"type": "order", "order": {"text": "bitte bald"}}, "bitte bald", "button"),
        ({"type": "unsupported", "errors": [{"code": 131051}]}, "", "media"),
        (
            {"type": "text", "text": {"body": "Hi"}, "referral": {"headline": "Angebot"}},
            "Hi",
            "text",
        ),
        ({"type": "revoke", "revoke": {"original_message_id": "never seen"}}, "", "deleted"),
        (
            {
                "type": "edit",
                "edit": {
                    "original_message_id": "never seen",
                    "message": {"type": "text", "text": {"body": "neu"}},
                },
            },
            "neu",
            "text",
        ),
    ],
)
def test_what_customers_send(content: dict[str, Any], text: str, kind: str) -> None:
    """Each type of message has its text, its kind, its sender and its exact time."""
    entry = _one(**content)
    assert (entry.text, entry.kind, entry.speaker) == (text, kind, "customer")
    assert (entry.person, entry.sent_at) == ("Ada Beispiel", 1_700_000_000_000_000)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ({"type": "reaction", "reaction": {"emoji": "👍", "message_id": "x"}}, "👍"),
        ({"type": "reaction", "reaction": {"message_id": "x"}}, ""),
        (
            {"type": "system", "system": {"type": "user_changed_number", "body": f"{ADA} moved"}},
            "user_changed_number",
        ),
        ({"type": "request_welcome"}, "request_welcome"),
    ],
)
def test_events_name_nobody(content: dict[str, Any], text: str) -> None:
    """Reactions and notices are events of the system, without numbers."""
    entry = _one(**content)
    assert (entry.text, entry.kind, entry.speaker, entry.person) == (text, "event", "system", None)


def test_one_conversation_for_each_customer_and_business() -> None:
    """The same customer at two business numbers is in two conversations; ids hold no number."""
    text: dict[str, Any] = {"type": "text", "text": {"body": "a"}}
    hooks = [
        cloud_payload(cloud_message(ADA, **text)),
        cloud_payload(cloud_message(BO, **text), name="Bo"),
        cloud_payload(cloud_message(ADA, **text), business="2002"),
        cloud_payload(cloud_message(ADA, **text)),
    ]
    reading = _read(hooks)
    assert sorted(len(thread.entries) for thread in reading.threads) == [1, 1, 2]
    assert all(thread.own_id for thread in reading.threads)
    assert not any(ADA in thread.conversation_id for thread in reading.threads)


@pytest.mark.parametrize("form", ["list", "lines", "named", "wrapped", "change", "value"])
def test_payloads_come_in_many_wrappings(form: str) -> None:
    """A list, JSON Lines, named examples, a log around them, or only the inner parts."""
    hooks = [
        cloud_payload(cloud_message(ADA, at=n, type="text", text={"body": str(n)}))
        for n in range(3)
    ]
    changes = [hook["entry"][0]["changes"][0] for hook in hooks]
    forms: dict[str, Any] = {
        "list": hooks,
        "lines": "\n".join(json.dumps(hook) for hook in hooks),
        "named": {str(n): hook for n, hook in enumerate(hooks)},
        "wrapped": [{"received": 1, "body": hook} for hook in hooks],
        "change": changes,
        "value": [change["value"] for change in changes],
    }
    assert [entry.text for entry in _entries(_read(forms[form]))] == ["0", "1", "2"]


def test_echoes_are_the_agents() -> None:
    """What the business writes in its app stands in the customer's conversation, by the agent."""
    asked = cloud_message(ADA, at=0, type="text", text={"body": "Wo ist mein Paket?"})
    answer = {
        **cloud_message("15550109999", at=5, type="text", text={"body": "Unterwegs."}),
        "to": ADA,
    }
    echoed = cloud_payload(answer, field="smb_message_echoes", key="message_echoes")
    (thread,) = _read([echoed, cloud_payload(asked)]).threads
    assert [(e.speaker, e.text) for e in thread.entries] == [
        ("customer", "Wo ist mein Paket?"),
        ("agent", "Unterwegs."),
    ]


def test_a_history_tells_both_sides() -> None:
    """A history that was handed over names the customer of each thread."""
    messages = [
        cloud_message(ADA, at=1, type="text", text={"body": "Hallo"}),
        {**cloud_message("15550109999", at=2, type="text", text={"body": "Guten Tag"}), "to": ADA},
    ]
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "15550109999", "phone_number_id": "1001"},
        "history": [{"metadata": {"phase": 0}, "threads": [{"id": ADA, "messages": messages}]}],
    }
    (thread,) = _read({"field": "history", "value": value}).threads
    assert [entry.speaker for entry in thread.entries] == ["customer", "agent"]


def test_edits_and_deletions_change_what_was_sent() -> None:
    """The last text counts, a revoked one is gone; both leave an event, so nothing is lost."""
    hooks = [
        cloud_payload(cloud_message(ADA, own_id="m1", at=1, type="text", text={"body": "alt"})),
        cloud_payload(cloud_message(ADA, own_id="m2", at=2, type="text", text={"body": "weg"})),
        cloud_payload(
            cloud_message(ADA, at=4, type="revoke", revoke={"original_message_id": "m2"})
        ),
        cloud_payload(
            cloud_message(
                ADA,
                at=3,
                type="edit",
                edit={
                    "original_message_id": "m1",
                    "message": {"type": "text", "text": {"body": "neu"}},
                },
            )
        ),
    ]
    assert [(entry.text, entry.kind) for entry in _entries(_read(hooks))] == [
        ("neu", "text"),
        ("", "deleted"),
        ("message_edited", "event"),
        ("message_deleted", "event"),
    ]


def test_what_is_no_message_is_counted() -> None:
    """Receipts, calls, settings and account events are no messages; the note counts them."""
    hooks = [
        cloud_payload({"id": "a", "status": "read"}, key="statuses"),
        cloud_payload({"id": "a", "event": "connect"}, field="calls", key="calls"),
        {
            "object": "whatsapp_business_account",
            "entry": [{"changes": [{"field": "account_update", "value": {"event": "X"}}]}],
        },
        cloud_payload(cloud_message(ADA, type="text", text={"body": "a"})),
    ]
    reading = _read(hooks)
    assert reading.notes == (
        "left out as no messages: 1 account events, 1 calls, 1 delivery receipts",
    )
    assert len(_entries(reading)) == 1


def test_damaged_messages_are_unreadable() -> None:
    """Each broken message is counted with the place of its payload; the reasons quote nothing."""
    broken: list[Any] = [
        "secret",
        {"type": "text", "text": {"body": "secret"}, "timestamp": "1"},
        cloud_message(ADA, type="text", text={"body": ["secret"]}),
        cloud_message(ADA, type="hologram"),
        {**cloud_message(ADA, type="text", text={"body": "secret"}), "timestamp": "soon"},
        {**cloud_message(ADA, type="text", text={"body": "secret"}), "timestamp": "9" * 30},
        cloud_message(ADA, type=7),
    ]
    reading = _read([cloud_payload(*broken), {"other": 1}])
    assert not reading.threads
    assert [bad.line for bad in reading.unreadable] == [1] * len(broken) + [2]
    assert not any("secret" in bad.why for bad in reading.unreadable)


def test_a_line_that_is_cut_is_unreadable() -> None:
    """JSON Lines go on after a line that was cut."""
    hook = json.dumps(cloud_payload(cloud_message(ADA, type="text", text={"body": "a"})))
    reading = _read("\n".join([hook, hook[:40], hook]))
    assert [bad.line for bad in reading.unreadable] == [2]
    assert len(_entries(reading)) == 2


def _outside(*parts: str) -> Path:
    root = os.environ.get("DIALOGKIT_DATA")
    if not root:
        pytest.skip("DIALOGKIT_DATA is not set")
    return Path(root, "messenger_webhooks", "whatsapp_cloud_pywa", *parts)


def _count(value: Any) -> int:
    """Messages in the examples, counted without the reader."""
    if isinstance(value, dict):
        own = sum(
            len(value[key])
            for key in ("messages", "message_echoes")
            if isinstance(value.get(key), list)
        )
        return own + sum(_count(inner) for key, inner in value.items() if key != "messages")
    return sum(_count(inner) for inner in value) if isinstance(value, list) else 0


@pytest.mark.outside_data
def test_examples_of_others_are_read_whole() -> None:
    """Each message of each example is there, none is unreadable, and all are recognised."""
    files = sorted(_outside().glob("*.json"))
    assert len(files) > 15
    for path in files:
        source = Source(path.name, path.read_bytes())
        assert whatsapp_cloud.recognise(source)
        reading = whatsapp_cloud.read(source)
        assert len(_entries(reading)) == _count(json.loads(source.text)), path.name
        assert not reading.unreadable
        assert reading.notes or reading.threads


@pytest.mark.outside_data
def test_all_kinds_of_messages_of_others() -> None:
    """The 23 kinds of messages of another tool's tests are told apart."""
    rows: list[Message] = read_log(_outside("message.json")).rows()
    kinds = [row.kind for row in rows]
    assert (len(rows), kinds.count("event"), kinds.count("location")) == (23, 3, 2)
    assert kinds.count("contact") == 1
    assert {row.speaker for row in rows} == {"customer", "system"}
