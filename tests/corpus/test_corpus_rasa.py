"""Rasa's trackers: dumps, events one a line, and the SQLite store."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from bent_exports import bent_bytes, bent_json, counted, entries, read, read_or_refuse, source
from hypothesis import given, settings

from dialogkit.corpus import read_log
from dialogkit.corpus._readers import rasa
from dialogkit.errors import InputError


def _event(number: int, what: str, **more: Any) -> dict[str, Any]:
    return {"event": what, "timestamp": 1_709_280_000.25 + number, "metadata": {}, **more}


def _user(number: int, text: str, intent: str) -> dict[str, Any]:
    parsed = {"intent": {"name": intent, "confidence": 0.9}, "entities": [], "text": text}
    return _event(number, "user", text=text, parse_data=parsed, input_channel="rest")


BUTTONS = [{"title": "Paket suchen", "payload": "/track"}, {"title": "Mensch", "payload": "/human"}]
EVENTS = [
    _event(0, "action", name="action_session_start", policy=None, confidence=1.0),
    _event(1, "session_started"),
    _event(2, "action", name="action_listen"),
    _user(3, "hallo", "greet"),
    _event(4, "bot", text="Was möchten Sie?", data={"buttons": BUTTONS}),
    _event(5, "slot", name="parcel", value="1"),
    _user(6, "/human", "human"),
    _event(7, "action", name="action_human_handoff"),
    _event(8, "bot", text=None, data={"image": "https://example.org/x.png"}),
    _event(9, "agent", text="Bo hier, guten Tag!", data=None),
    _event(10, "rewind"),
    _event(11, "restart"),
]
EXPECTED = [
    ("hallo", "text", "customer"),
    ("Was möchten Sie?", "text", "bot"),
    ("Mensch", "button", "customer"),
    ("handoff", "event", "system"),
    ("", "media", "bot"),
    ("Bo hier, guten Tag!", "text", "agent"),
    ("restart", "event", "system"),
]


def _tracker(sender: str = "c-1") -> dict[str, Any]:
    return {"sender_id": sender, "slots": {}, "events": EVENTS, "paused": False}


def _database(*rows: tuple[Any, Any], columns: str = "id, sender_id, timestamp, data") -> bytes:
    with sqlite3.connect(":memory:") as database:
        database.execute(f"CREATE TABLE events ({columns})")
        if rows:
            database.executemany("INSERT INTO events (sender_id, data) VALUES (?, ?)", rows)
        database.commit()
        return database.serialize()


def _stored() -> bytes:
    return _database(*(("c-1", json.dumps(event)) for event in EVENTS))


@pytest.mark.parametrize(
    "value",
    [
        _tracker(),
        [_tracker()],
        json.dumps(_tracker()) + "\n" + json.dumps(_tracker("c-2")) + "\n",
        "\n".join(json.dumps({"sender_id": "c-1", **event}) for event in EVENTS),
        _stored(),
    ],
    ids=["tracker", "list", "lines", "events", "sqlite"],
)
def test_events_of_all_kinds(value: Any) -> None:
    """What users and the bot say is kept, with the intent; other actions are counted."""
    reading = read("rasa", value)
    thread = reading.threads[0]
    assert [(e.text, e.kind, e.speaker) for e in thread.entries] == EXPECTED
    assert [e.given.intent for e in thread.entries if e.given] == ["greet", "human"]
    assert thread.entries[0].sent_at == 1_709_280_003_250_000
    assert (thread.channel, thread.own_id) == ("web", True)
    assert counted(reading) == len(EVENTS) * len(reading.threads)


def test_the_id_carries_no_sender() -> None:
    """Senders may be phone numbers."""
    (thread,) = read("rasa", _tracker("+49 1555 5550100")).threads
    assert "555" not in thread.conversation_id
    assert thread.entries[0].person == "+49 1555 5550100"


def test_cards_without_a_text_give_their_titles() -> None:
    """The titles of buttons and cards stand for a bot's text."""
    offers = [
        _event(1, "bot", text="", data={"buttons": BUTTONS}),
        _event(2, "bot", text=None, data={"elements": [{"title": "Tarif A"}, {"title": "B"}]}),
    ]
    found = entries(read("rasa", {"sender_id": "c", "events": offers}))
    assert [e.text for e in found] == ["Paket suchen | Mensch", "Tarif A\nB"]


@pytest.mark.parametrize(
    ("name", "is_handoff"),
    [
        ("action_handoff", True),
        ("utter_connect_to_human", True),
        ("action_transfer_to_agent", True),
        ("action_handover_start", True),
        ("action_agenda", False),
        ("utter_humane", False),
    ],
)
def test_handoffs_are_told_by_the_words_of_an_action(name: str, is_handoff: bool) -> None:
    """Whole words of its name count."""
    events = [_user(1, "hallo", "greet"), _event(2, "action", name=name)]
    found = entries(read("rasa", {"sender_id": "c", "events": events}))
    assert ("handoff" in [e.text for e in found]) == is_handoff


def test_other_databases_are_none() -> None:
    """A table of events of somebody else, a view, and a damaged file."""
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE t (sender_id, data)")
        database.execute("CREATE VIEW events AS SELECT * FROM t")
        database.commit()
        view = database.serialize()
    spoilt = _stored().replace(b"CREATE TABLE events", b"CREATE TAG\xde\xde events")
    for data in (_database(columns="id, sender, name"), view, spoilt, _stored()[:700]):
        assert not rasa.recognise(source(data))
    with pytest.raises(InputError, match="damaged"):
        rasa.read(source(_stored()[:4_096]))


def test_a_damaged_database_is_called_damaged(tmp_path: Path) -> None:
    """Nobody looks for a text file then; a sound one of another program is no chat."""
    path = tmp_path / "rasa.db"
    other = _database(columns="id")
    for data, why in ((_stored()[:700], "that is damaged"), (other, "not a text")):
        path.write_bytes(data)
        with pytest.raises(InputError, match=f"is an SQLite database,? {why}"):
            read_log(path)


@given(rows=bent_json(EVENTS))
@settings(max_examples=40, deadline=2_000)
def test_bent_events_are_conserved(rows: Any) -> None:
    """Each is a message, unreadable, or counted."""
    reading = read_or_refuse("rasa", {"sender_id": "c-1", "events": rows})
    assert reading is not None
    assert counted(reading) == len(rows)


@given(value=bent_json([_tracker()]))
@settings(max_examples=40, deadline=2_000)
def test_bent_exports_are_read_or_refused(value: Any) -> None:
    """Values of other types anywhere do no harm."""
    read_or_refuse("rasa", value)


@given(data=bent_bytes(_stored()))
@settings(max_examples=60, deadline=5_000)
def test_bent_databases_are_read_or_refused(data: bytes) -> None:
    """So do other bytes in a database."""
    read_or_refuse("rasa", data)
