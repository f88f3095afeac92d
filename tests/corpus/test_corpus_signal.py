"""Signal's texts and JSON, as public tools and Signal itself write them."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dialogkit.corpus import read_log
from dialogkit.corpus._raw import Entry, Reading, Source
from dialogkit.corpus._readers import readers, signal


def _source(value: Any) -> Source:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Source("chat.txt", text.encode(), ZoneInfo("UTC"))


def _read(value: Any) -> Reading:
    source = _source(value)
    names = [r.NAME for r in readers().values() if r.recognise(source) and not r.GENERIC]
    assert names == ["signal"]
    return signal.read(source)


def _entries(reading: Reading) -> list[Entry]:
    return [entry for thread in reading.threads for entry in thread.entries]


def _said(reading: Reading) -> list[tuple[str | None, str, str]]:
    return [(entry.person, entry.text, entry.kind) for entry in _entries(reading)]


def _micros(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp()) * 1_000_000  # type: ignore[misc,arg-type] # year to second


@pytest.mark.parametrize("stamp", ["2024-01-25, 10:05", "2024-01-25 10:05", "2024-01-25 10:05:00"])
def test_dates_in_brackets(stamp: str) -> None:
    """Older and newer exports; whoever exported is "Me"."""
    text = f"[{stamp}] Me: Guten Tag\n\n[{stamp}] Ada Beispiel: Hallo\nzwei\n[{stamp}] Me: ja"
    reading = _read(text)
    assert _said(reading) == [
        ("Me", "Guten Tag", "text"),
        ("Ada Beispiel", "Hallo\nzwei", "text"),
        ("Me", "ja", "text"),
    ]
    assert {entry.sent_at for entry in _entries(reading)} == {_micros(2024, 1, 25, 10, 5)}
    assert reading.threads[0].owner == "Me"


def test_what_signal_export_adds_to_texts() -> None:
    """Quotes, reactions, attachments, stickers, deleted messages and calls."""
    text = (
        "[2024-01-25 10:05:00] Ada: \n\n> Guten Tag\n> wie geht es\n\n> selbst geschrieben\ngut  \n"
        "(- Me: 👍, Bo: 👎 -)\n"
        "[2024-01-25 10:06:00] Me:   ![a.jpg](./media/a.jpg)  \n"
        "[2024-01-25 10:06:00] Me: so [b.pdf](./media/b.pdf)  \n"
        "[2024-01-25 10:07:00] Ada:   \n(( 😀 ))\n"
        "[2024-01-25 10:08:00] Ada: (This message was deleted)\n"
        "[2024-01-25 10:09:00] Ada: Missed voice call  \n"
        "[2024-01-25 10:10:00] No-Sender:   \n"
    )
    assert _said(_read(text)) == [
        ("Ada", "gut", "text"),
        ("Me", "", "media"),
        ("Me", "so", "media"),
        ("Ada", "", "media"),
        ("Ada", "", "deleted"),
        (None, "Missed voice call", "event"),
        (None, "", "event"),
    ]


def test_the_short_form_of_sigtop() -> None:
    """A date without brackets, details behind the name."""
    text = (
        "2024-01-25 10:05 Ada: see: this\nund das\n2024-01-25 10:06 You: [reply to Ada on "
        "2024-01-25 10:05, edited] ja\n2024-01-25 10:07 Ada: [2 attachments] da\n"
        "2024-01-25 10:08 Ada: [call-history message]\n2024-01-25 10:09 Ada: [so nicht] nein\n"
    )
    assert _said(_read(text)) == [
        ("Ada", "see: this\nund das", "text"),
        ("Me", "ja", "text"),
        ("Ada", "da", "media"),
        (None, "call-history message", "event"),
        ("Ada", "[so nicht] nein", "text"),
    ]


def test_the_long_form_of_sigtop() -> None:
    """Fields line by line, then the text; the newest version of an edited message counts."""
    text = (
        "Conversation: Ada Beispiel (+15550100001)\n\n"
        "From: You\nType: outgoing\nSent: Thu, 25 Jan 2024 11:05:00 +0100\n\nGuten Tag\n\nzwei\n\n"
        "From: Ada Beispiel (+15550100001)\nType: incoming\nSent: Thu, 25 Jan 2024 11:06:00 +0100\n"
        "Received: Thu, 25 Jan 2024 11:06:01 +0100\nAttachment: a.jpg (image/jpeg, 5 bytes)\n"
        "Reaction: 👍 from You\n\n> From: You\n> Sent: Thu, 25 Jan 2024 11:05:00 +0100\n>\n"
        "> Guten Tag\n\nda\n\n"
        "From: Ada Beispiel (+15550100001)\nType: incoming\nSent: Thu, 25 Jan 2024 11:07:00 +0100\n"
        "Edited: 2 versions\n\n| Version: 2\n| Sent: Thu, 25 Jan 2024 11:08:00 +0100\n|\n| neu\n|\n"
        "| Version: 1\n| Sent: Thu, 25 Jan 2024 11:07:00 +0100\n|\n| alt\n\n"
        "Type: keychange\nSent: Thu, 25 Jan 2024 11:09:00 +0100\n"
    )
    reading = _read(text)
    assert _said(reading) == [
        ("Me", "Guten Tag\n\nzwei", "text"),
        ("Ada Beispiel", "da", "media"),
        ("Ada Beispiel", "neu", "text"),
        (None, "keychange", "event"),
    ]
    assert _entries(reading)[0].sent_at == _micros(2024, 1, 25, 10, 5)
    assert reading.threads[0].partner == "Ada Beispiel"


_LINE = {"date": "2024-01-25T10:05:00", "body": "Hi  ", "quote": "", "sticker": None}


def test_the_json_of_signal_export() -> None:
    """One object a line."""
    rows: list[dict[str, Any]] = [
        {**_LINE, "sender": "Me", "reactions": [["Ada", "👍"]], "attachments": []},
        {**_LINE, "sender": "Ada", "reactions": [], "attachments": [{"name": "a", "path": "b"}]},
        {**_LINE, "sender": "Ada", "reactions": [], "attachments": [], "deleted": True},
        {**_LINE, "sender": "No-Sender", "reactions": [], "attachments": [], "body": "call"},
    ]
    assert _said(_read("\n".join(json.dumps(row) for row in rows))) == [
        ("Me", "Hi", "text"),
        ("Ada", "Hi", "media"),
        ("Ada", "", "deleted"),
        (None, "call", "event"),
    ]


def _row(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": str(number),
        "conversationId": "c1",
        "type": "incoming",
        "sent_at": 1_706_177_100_000 + number,
        "sourceServiceId": "s1",
        "body": f"m{number}",
        **more,
    }


def test_rows_of_signal_desktop() -> None:
    """Rows of its database, each conversation apart, in order of time."""
    rows = [
        _row(2, type="outgoing", body="Guten Tag"),
        _row(1),
        _row(3, attachments=[{"contentType": "image/jpeg"}], body=None),
        _row(4, deletedForEveryone=True),
        _row(5, type="keychange"),
        _row(6, conversationId="c2", contact=[{}], body=""),
    ]
    people = [{"id": "c1", "type": "private", "serviceId": "s1", "profileFullName": "Ada"}]
    reading = _read({"conversations": people, "messages": rows})
    assert _said(reading) == [
        ("Ada", "m1", "text"),
        ("Me", "Guten Tag", "text"),
        ("Ada", "", "media"),
        ("Ada", "", "deleted"),
        (None, "keychange", "event"),
        ("Ada", "", "contact"),
    ]
    assert [thread.owner for thread in reading.threads] == ["Me", None]
    assert len(_entries(_read(rows))) == len(rows)


def _item(author: str, at: int, **more: Any) -> dict[str, Any]:
    return {
        "chatItem": {
            "chatId": "5",
            "authorId": author,
            "dateSent": str(1_706_177_100_000 + at),
            **more,
        }
    }


def test_signals_own_export() -> None:
    """Frames: contacts and chats first, then the messages."""
    said = {"standardMessage": {"text": {"body": "Hallo"}, "reactions": [{"emoji": "👍"}]}}
    frames: list[dict[str, Any]] = [
        {"version": "1", "backupTimeMs": "1706177100000"},
        {"account": {"givenName": "Bo"}},
        {"recipient": {"id": "1", "self": {}}},
        {"recipient": {"id": "2", "contact": {"profileGivenName": "Ada"}}},
        {"chat": {"id": "5", "recipientId": "2"}},
        _item("2", 1, incoming={}, **said),
        _item("1", 2, outgoing={}, **said),
        _item("2", 3, incoming={}, standardMessage={"attachments": [{}]}),
        _item("2", 4, incoming={}, remoteDeletedMessage={}),
        _item("2", 5, directionless={}, updateMessage={"simpleUpdate": {"type": "X"}}),
        _item("2", 6, incoming={}, contactMessage={"contact": {}}),
        _item("2", 7, incoming={}, hologram={}),
    ]
    reading = _read("\n".join(json.dumps(frame) for frame in frames))
    assert _said(reading) == [
        ("Ada", "Hallo", "text"),
        ("Me", "Hallo", "text"),
        ("Ada", "", "media"),
        ("Ada", "", "deleted"),
        (None, "simpleUpdate", "event"),
        ("Ada", "", "contact"),
    ]
    assert [bad.line for bad in reading.unreadable] == [len(frames)]


def test_envelopes_of_signal_cli() -> None:
    """Messages received, and sent from another device; receipts are counted."""
    base = {"sourceNumber": "+15550100001", "sourceName": "Ada", "timestamp": 1_706_177_100_000}
    sent = {"destinationNumber": "+15550100001", "message": "Guten Tag"}
    envelopes: list[dict[str, Any]] = [
        {**base, "dataMessage": {"message": "Hallo"}},
        {**base, "sourceNumber": "+15550100009", "syncMessage": {"sentMessage": sent}},
        {**base, "dataMessage": {"reaction": {"emoji": "👍"}}},
        {**base, "dataMessage": {"message": None, "attachments": [{}]}},
        {**base, "receiptMessage": {"isRead": True}},
        {**base, "typingMessage": {"action": "STARTED"}},
    ]
    reading = _read("\n".join(json.dumps({"envelope": one}) for one in envelopes))
    assert _said(reading) == [
        ("Ada", "Hallo", "text"),
        ("Me", "Guten Tag", "text"),
        (None, "👍", "event"),
        ("Ada", "", "media"),
    ]
    assert reading.notes == ("left out as no messages: 1 delivery receipts, 1 typing notices",)
    assert len(reading.threads) == 1


def test_damaged_rows_are_unreadable() -> None:
    """Each is counted; the reasons quote nothing."""
    broken: list[Any] = [
        7,
        {"x": 1},
        _row(2, body=["secret"]),
        _row(3, sent_at="soon"),
        _row(4, sent_at=9e30),
    ]
    reading = _read([_row(1), *broken])
    assert len(_entries(reading)) == 1
    assert [bad.line for bad in reading.unreadable] == [2, 3, 4, 5, 6]
    assert not any("secret" in bad.why for bad in reading.unreadable)


def test_lines_before_the_first_message_and_days_that_do_not_exist() -> None:
    """Both are unreadable, by number."""
    text = "[2024-01-25, 10:05] Ada: a\n[2024-13-45, 10:05] Ada: b\nc\n"
    assert [bad.line for bad in _read(text).unreadable] == [2]
    reading = signal.read(_source(f"cut\n\n{text}"))
    assert [bad.line for bad in reading.unreadable] == [1, 4]


def test_notes_to_self() -> None:
    """A chat with oneself has one sender."""
    reading = _read("[2024-01-25, 10:05] Me: Milch\n[2024-01-25, 10:06] Me: Brot\n")
    assert {entry.person for entry in _entries(reading)} == {"Me"}


@pytest.mark.parametrize(
    "text",
    [
        "[2024-01-25, 10:05:00] Ada: a\n",
        "[2024-01-25, 10:05] \u200eAda: a\n",
        "2024-01-25 10:05 - Ada: a\n",
        '{"conversation_id": "1", "sent_at": "2024-01-25", "speaker": "bot", "text": "a"}\n',
    ],
)
def test_other_formats_are_not_taken_for_signal(text: str) -> None:
    """WhatsApp on iOS has seconds or marks, on Android a dash; tables have columns."""
    assert not signal.recognise(_source(text))


@pytest.mark.outside_data
def test_the_export_of_others_agrees_with_its_target() -> None:
    """The messages that another reader expects are exactly ours."""
    root = os.environ.get("DIALOGKIT_DATA")
    if not root:
        pytest.skip("DIALOGKIT_DATA is not set")
    folder = Path(root, "messenger_exports", "chat-miner_MIT", "signal")
    target = json.loads((folder / "target.json").read_text(encoding="utf-8"))
    log = read_log(folder / "test_export.txt", timezone="UTC")
    ours = {
        (f"{row.sent_at:%Y-%m-%dT%H:%M:%S}", row.person, " ".join(row.text.split()))
        for row in log.rows()
    }
    assert ours == {(t["timestamp"], t["author"], t["message"]) for t in target}
    assert not log.unreadable
