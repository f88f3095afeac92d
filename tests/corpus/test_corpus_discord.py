"""What DiscordChatExporter and Discord's own package hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dialogkit.conversation import Messages
from dialogkit.corpus import read_log

_ADA = {"id": "100000000000000001", "name": "ada", "nickname": "Ada Beispiel", "isBot": False}
_BO = {"id": "100000000000000002", "name": "bo", "nickname": None, "isBot": False}
_BOT = {"id": "100000000000000003", "name": "Paketbot", "isBot": True}


def _message(number: int, author: Any, content: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": str(10**18 + number),
        "type": "Default",
        "timestamp": f"2022-01-06T22:{number:02d}:19.73+00:00",
        "timestampEdited": None,
        "isPinned": False,
        "content": content,
        "author": author,
        "attachments": [],
        "embeds": [],
        "stickers": [],
        "reactions": [],
        "mentions": [],
        **more,
    }


def _export(*messages: Any, kind: str = "GuildTextChat") -> dict[str, Any]:
    channel = {"id": "200000000000000001", "type": kind, "name": "Ada Beispiel", "topic": None}
    return {
        "guild": {"id": "0", "name": "Laden", "iconUrl": "https://example.org/i.png"},
        "channel": channel,
        "dateRange": {"after": None, "before": None},
        "messages": list(messages),
        "messageCount": len(messages),
    }


def _read(folder: Path, value: Any, name: str = "export.json") -> Messages:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return read_log(path)


def test_a_channel(tmp_path: Path) -> None:
    """Names as others see them, bots, exact times."""
    rows = [_message(1, _ADA, "Hallo"), _message(2, _BOT, "Guten Tag"), _message(3, _BO, "Hi")]
    log = _read(tmp_path, _export(*rows))
    found = [(row.person, row.speaker, row.text) for row in log.rows()]
    assert found == [
        ("Ada Beispiel", "customer", "Hallo"),
        ("Paketbot", "bot", "Guten Tag"),
        ("bo", "agent", "Hi"),
    ]
    first = log.rows()[0]
    assert (first.channel, f"{first.sent_at:%H:%M:%S.%f}") == ("discord", "22:01:19.730000")
    assert "2000000" not in first.conversation_id


def test_the_name_over_a_direct_chat_is_the_customers(tmp_path: Path) -> None:
    """The other side heads the chat."""
    rows = [_message(1, _BO, "Guten Tag"), _message(2, _ADA, "Hallo")]
    log = _read(tmp_path, _export(*rows, kind="DirectTextChat"))
    assert [row.speaker for row in log.rows()] == ["agent", "customer"]


@pytest.mark.parametrize(
    ("more", "text", "kind"),
    [
        ({"type": "Reply", "content": "ja"}, "ja", "text"),
        ({"type": "20", "content": "/hilfe"}, "/hilfe", "text"),
        ({"content": "", "attachments": [{"url": "a.png"}]}, "", "media"),
        ({"content": "Bild", "attachments": [{"url": "a.png"}]}, "Bild", "media"),
        ({"content": "", "stickers": [{"name": "a"}]}, "", "media"),
        (
            {"content": "", "embeds": [{"title": "Neu", "description": "Paket"}]},
            "Neu\nPaket",
            "text",
        ),
        ({"content": "<@!100000000000000002> <a:hi:100000000000000009>"}, "@bo :hi:", "text"),
        ({"content": "", "poll": {"question": {"text": "Wann?"}}}, "Wann?", "text"),
        ({"content": "<@100000000000000077>"}, "<@100000000000000077>", "text"),
    ],
)
def test_kinds(more: dict[str, Any], text: str, kind: str, tmp_path: Path) -> None:
    """Attachments, boxes of bots, and ids that the exporter left."""
    row, _ = _read(
        tmp_path, _export({**_message(1, _ADA, ""), **more}, _message(2, _BO, "a"))
    ).rows()
    assert (row.text, row.kind) == (text, kind)


@pytest.mark.parametrize("what", ["GuildMemberJoin", "Call", "ChannelPinnedMessage", "18", 7])
def test_what_discord_itself_says_is_an_event(what: Any, tmp_path: Path) -> None:
    """With its type as text, so without names."""
    row = _message(1, _ADA, "Joined the server.", type=what)
    (found,) = _read(tmp_path, _export(row)).rows()
    assert (found.kind, found.speaker, found.text) == ("event", "system", str(what))
    assert found.person is None


def test_parts_of_a_channel_are_one_conversation(tmp_path: Path) -> None:
    """Large channels are exported in parts."""
    for number in (1, 2):
        value = _export(_message(number, _ADA, f"m{number}"))
        (tmp_path / f"part{number}.json").write_text(json.dumps(value), encoding="utf-8")
    rows = read_log(tmp_path).rows()
    assert [row.text for row in rows] == ["m1", "m2"]
    assert len({row.conversation_id for row in rows}) == 1


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2022-01-06T22:55:19.7320000+00:00", "2022-01-06T22:55"),
        ("01/16/2022 10:55 PM", "2022-01-16T21:55"),
        ("16-Jan-22 10:55 PM", "2022-01-16T21:55"),
        ("the day before yesterday", None),
    ],
)
def test_its_table(date: str, shown: str | None, tmp_path: Path) -> None:
    """Its CSV has dates in the style of the exporter's computer; those unknown are counted."""
    text = "AuthorID,Author,Date,Content,Attachments,Reactions\n"
    text += f'"1","ada#0001","{date}","Hallo, du","",""\n'
    text += '"2","bo#0002","2022-01-20T10:00:00+00:00","","https://example.org/a.png",""\n'
    log = _read(tmp_path, text, "export.csv")
    rows = [row for row in log.rows() if row.kind == "text"]
    assert [f"{row.sent_at:%Y-%m-%dT%H:%M}" for row in rows] == ([shown] if shown else [])
    assert len(log) + len(log.unreadable) == 2
    assert {row.channel for row in log.rows()} == {"discord"}


@pytest.mark.parametrize("form", ["json", "csv"])
def test_discords_own_package(form: str, tmp_path: Path) -> None:
    """One side only, newest first, in UTC; files about channels are no messages."""
    folder = tmp_path / "package" / "Messages" / "c200000000000000001"
    folder.mkdir(parents=True)
    about = {"id": "200000000000000001", "type": "DM", "recipients": ["1", "2"]}
    (folder / "channel.json").write_text(json.dumps(about), encoding="utf-8")
    index = {"200000000000000001": "Direct Message with x#0"}
    (folder.parent / "index.json").write_text(json.dumps(index), encoding="utf-8")
    user = tmp_path / "package" / "Account" / "user.json"
    user.parent.mkdir()
    user.write_text(json.dumps({"username": "laden", "global_name": "Laden"}), encoding="utf-8")
    rows = [
        (300000000000000002, "2024-01-01 12:00:01", "Bild", "https://example.org/a.png"),
        (300000000000000001, "2024-01-01 12:00:00", "Hallo", ""),
    ]
    names = ("ID", "Timestamp", "Contents", "Attachments")
    if form == "json":
        value = json.dumps([dict(zip(names, row, strict=True)) for row in rows])
    else:
        value = "\n".join(",".join(map(str, row)) for row in [names, *rows])
    (folder / f"messages.{form}").write_text(value, encoding="utf-8")
    log = read_log(tmp_path)
    found = [(f"{row.sent_at:%H:%M:%S}", row.text, row.kind, row.person) for row in log.rows()]
    assert found == [
        ("12:00:00", "Hallo", "text", "Laden"),
        ("12:00:01", "Bild", "media", "Laden"),
    ]
    assert any("only the messages of whoever asked" in note for note in log.notes)


def test_messages_in_are_messages_out_and_unreadable(tmp_path: Path) -> None:
    """Broken entries are counted by number, and the others stay."""
    broken: list[Any] = [
        7,
        _message(1, _ADA, "a", timestamp="soon"),
        _message(1, _ADA, {"a": 1}),
        _message(1, _ADA, "a", timestamp="1850-01-01T00:00:00+00:00"),
        _message(1, _ADA, "a", type=["Default"]),
    ]
    log = _read(tmp_path, _export(_message(1, _ADA, "a"), *broken, _message(2, 5, "b")))
    assert (len(log), [bad.line for bad in log.unreadable]) == (2, [2, 3, 4, 5, 6])
