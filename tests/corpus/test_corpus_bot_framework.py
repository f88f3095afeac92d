"""Bot Framework's transcripts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bent_exports import bent_bytes, bent_json, counted, entries, read, read_or_refuse
from hypothesis import given, settings

USER = {"id": "u-1", "name": "Ada", "role": "user"}
BOT = {"id": "b-1", "name": "Helfer", "role": "bot"}


def _activity(number: int, what: str, sender: Any = None, **more: Any) -> dict[str, Any]:
    return {
        "type": what,
        "id": f"c-1|{number:07d}",
        "timestamp": f"2024-03-01T09:00:{number:02d}.1234567Z",
        "channelId": "directline",
        "from": sender or BOT,
        "recipient": USER if sender is None else BOT,
        "conversation": {"id": "c-1"},
        **more,
    }


CARD = {
    "contentType": "application/vnd.microsoft.card.hero",
    "content": {
        "title": "Tarife",
        "text": "Welcher?",
        "buttons": [{"type": "imBack", "title": "Klein"}, {"type": "imBack", "title": "Groß"}],
    },
}
ADAPTIVE = {
    "contentType": "application/vnd.microsoft.card.adaptive",
    "content": {"type": "AdaptiveCard", "body": [{"type": "TextBlock", "text": "Ihre Daten"}]},
}
ACTIVITIES = [
    _activity(1, "conversationUpdate", USER, membersAdded=[{"id": "b-1"}]),
    _activity(2, "message", text="Hallo! Wie kann ich helfen?", inputHint="expectingInput"),
    _activity(3, "message", USER, text="Tarife"),
    _activity(4, "typing"),
    _activity(5, "message", attachments=[CARD]),
    _activity(6, "message", USER, text="Groß", value={"tariff": "big"}),
    _activity(7, "message", attachments=[ADAPTIVE]),
    _activity(8, "message", USER, attachments=[{"contentType": "image/png", "contentUrl": "x"}]),
    _activity(9, "event", name="handoff.initiate", value={"Skill": "sales"}),
    _activity(10, "event", name="handoff.status", value={"state": "accepted"}),
    _activity(11, "trace", name="Luis", value={}),
    _activity(12, "endOfConversation"),
]
EXPECTED = [
    ("conversation update", "event", "system"),
    ("Hallo! Wie kann ich helfen?", "text", "bot"),
    ("Tarife", "text", "customer"),
    ("Tarife\nWelcher?\nKlein\nGroß", "text", "bot"),
    ("Groß", "button", "customer"),
    ("Ihre Daten", "text", "bot"),
    ("", "media", "customer"),
    ("handoff", "event", "system"),
    ("handoff accepted", "event", "system"),
    ("end of conversation", "event", "system"),
]


@pytest.mark.parametrize(
    "value",
    [
        ACTIVITIES,
        {"activities": ACTIVITIES, "watermark": "5"},
        "\n".join(json.dumps(activity) for activity in ACTIVITIES),
        [
            {**activity, "from": {"id": activity["from"]["id"], "name": activity["from"]["name"]}}
            for activity in ACTIVITIES
        ],
    ],
    ids=["transcript", "direct line", "lines", "without roles"],
)
def test_activities_of_all_kinds(value: Any) -> None:
    """Cards give texts, handoffs are events; without roles, who is told of joins is the bot."""
    reading = read("bot_framework", value)
    (thread,) = reading.threads
    assert [(e.text, e.kind, e.speaker) for e in thread.entries] == EXPECTED
    assert (thread.channel, thread.own_id) == ("web", True)
    assert counted(reading) == len(ACTIVITIES)


def test_transcripts_of_copilot_studio() -> None:
    """Roles are numbers there, times Unix times."""
    value = {
        "activities": [
            {
                "type": "message",
                "timestamp": 1_709_280_000 + number,
                "from": {"id": f"x{number}", "role": number},
                "channelId": "pva-studio",
                "textFormat": "markdown",
                "text": text,
                "attachments": [],
            }
            for number, text in enumerate(["Hallo!", "Guten Tag"])
        ]
    }
    found = entries(read("bot_framework", value))
    assert [(e.text, e.speaker) for e in found] == [("Hallo!", "bot"), ("Guten Tag", "customer")]


def test_changed_and_deleted_messages() -> None:
    """A change takes the place of what it changes."""
    value = [
        _activity(1, "message", USER, text="Halo"),
        {**_activity(2, "messageUpdate", USER, text="Hallo"), "id": "c-1|0000001"},
        _activity(3, "message", USER, text="weg"),
        {**_activity(4, "messageDelete", USER), "id": "c-1|0000003"},
    ]
    reading = read("bot_framework", value)
    assert [(e.text, e.kind) for e in entries(reading)] == [("Hallo", "text"), ("", "deleted")]
    assert counted(reading) == 4


@given(rows=bent_json(ACTIVITIES))
@settings(max_examples=40, deadline=2_000)
def test_bent_activities_are_conserved(rows: Any) -> None:
    """Each is a message, unreadable, or counted."""
    reading = read_or_refuse("bot_framework", {"activities": rows})
    assert reading is not None
    assert counted(reading) == len(rows)


@given(data=bent_bytes(json.dumps(ACTIVITIES).encode()))
@settings(max_examples=40, deadline=2_000)
def test_bent_bytes_are_read_or_refused(data: bytes) -> None:
    """So do other bytes."""
    read_or_refuse("bot_framework", data)
