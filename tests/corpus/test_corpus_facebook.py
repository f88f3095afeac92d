"""What Messenger's downloads hold."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dialogkit.conversation import Messages
from dialogkit.corpus import read_log
from dialogkit.errors import InputError

_START = 1_700_000_000_000


def _message(number: int, sender: str | None, content: Any = None, **more: Any) -> dict[str, Any]:
    row = {"sender_name": sender, "timestamp_ms": _START + 60_000 * number, "content": content}
    return {key: value for key, value in row.items() if value is not None} | more


def _thread(*messages: Any, **more: Any) -> dict[str, Any]:
    """As it is downloaded: newest first."""
    about = {"title": "Ada Beispiel", "is_still_participant": True, "magic_words": []}
    people = [{"name": "Ada Beispiel"}, {"name": "Laden Muster"}]
    path = {"thread_path": "inbox/adabeispiel_5550100"}
    return {"participants": people, "messages": list(messages[::-1]), **about, **path, **more}


def _broken(value: Any) -> bytes:
    """As Facebook writes JSON: the UTF-8 of each text, byte by byte."""
    text = json.dumps(value, ensure_ascii=False)
    return json.dumps(json.loads(text.encode().decode("latin-1"))).encode()


def _read(folder: Path, value: Any, **more: Any) -> Messages:
    path = folder / "message_1.json"
    path.write_bytes(value if isinstance(value, bytes) else json.dumps(value).encode())
    return read_log(path, **more)


def test_one_thread(tmp_path: Path) -> None:
    """Oldest first, exact times, the one who heads the chat is the customer."""
    log = _read(
        tmp_path, _thread(_message(1, "Ada Beispiel", "Hi"), _message(2, "Laden Muster", "Ja?"))
    )
    first, second = log.rows()
    assert (first.text, first.speaker, second.speaker) == ("Hi", "customer", "agent")
    assert (first.channel, first.person) == ("facebook", "Ada Beispiel")
    assert first.sent_at == datetime.fromtimestamp(1_700_000_060, tz=UTC)
    assert "5550100" not in first.conversation_id


def test_broken_letters_are_repaired(tmp_path: Path) -> None:
    """In texts and names, and a note says so."""
    value = _thread(_message(1, "Zoë Größe", "Schöne Grüße 👍"), _message(2, "Jörg", "Danke"))
    log = _read(tmp_path, _broken(value))
    assert [(row.person, row.text) for row in log.rows()] == [
        ("Zoë Größe", "Schöne Grüße 👍"),
        ("Jörg", "Danke"),
    ]
    assert any("repaired" in note for note in log.notes)


def test_sound_letters_stay(tmp_path: Path) -> None:
    """A file that some tool wrote right is left alone."""
    value = _thread(_message(1, "Zoë", "Im Café"), _message(2, "Jörg", "Es steht Ã¼ statt ü"))
    log = _read(tmp_path, value)
    assert [row.text for row in log.rows()] == ["Im Café", "Es steht Ã¼ statt ü"]
    assert not any("repaired" in note for note in log.notes)


@pytest.mark.parametrize(
    ("more", "text", "kind"),
    [
        ({"photos": [{"uri": "a.jpg"}]}, "", "media"),
        ({"videos": [{"uri": "a.mp4"}], "content": "Hier das Video"}, "Hier das Video", "media"),
        ({"audio_files": [{"uri": "a.aac"}]}, "", "media"),
        ({"gifs": [{"uri": "a.gif"}]}, "", "media"),
        ({"sticker": {"uri": "s.png"}}, "", "media"),
        ({"files": [{"uri": "a.pdf"}]}, "", "media"),
        ({}, "", "media"),
        (
            {"content": "Ada sent an attachment.", "share": {"link": "https://example.org/a"}},
            "https://example.org/a",
            "media",
        ),
        (
            {"content": "siehe https://example.org", "share": {"link": "https://example.org"}},
            "siehe https://example.org",
            "text",
        ),
        ({"content": "You sent a photo.", "photos": [{"uri": "a"}]}, "", "media"),
        ({"content": "Ada hat einen Anhang gesendet."}, "", "media"),
        (
            {"content": "Ada skickade en bilaga.", "share": {"link": "https://example.org"}},
            "https://example.org",
            "media",
        ),
        (
            {
                "content": "Ada sent a location.",
                "share": {"link": "https://maps.google.com/?q=0,0"},
            },
            "https://maps.google.com/?q=0,0",
            "location",
        ),
        ({"content": "Weg", "is_unsent": True}, "", "deleted"),
        ({"content": "You sent me the wrong parcel!"}, "You sent me the wrong parcel!", "text"),
        ({"content": "Ada hat Hunger"}, "Ada hat Hunger", "text"),
    ],
)
def test_kinds(more: dict[str, Any], text: str, kind: str, tmp_path: Path) -> None:
    """What was written stays; what Messenger writes in its place goes."""
    (row,) = _read(tmp_path, _thread(_message(1, "Ada", **more))).rows()
    assert (row.text, row.kind, row.person, row.speaker) == (text, kind, "Ada", "customer")


@pytest.mark.parametrize(
    "more",
    [
        {"content": "Ada called you.", "call_duration": 61, "type": "Call"},
        {"content": "You missed a call from Ada.", "call_duration": 0},
        {"content": "Ada added Bo to the group.", "type": "Subscribe", "users": [{"name": "Bo"}]},
        {"content": "Ada named the group Umzug."},
        {"content": "Reacted ❤ to your message "},
    ],
)
def test_events(more: dict[str, Any], tmp_path: Path) -> None:
    """Calls, changes of the group and told reactions are events of nobody."""
    (row,) = _read(tmp_path, _thread(_message(1, "Ada", **more))).rows()
    assert (row.kind, row.speaker, row.person) == ("event", "system", None)


def test_the_files_of_one_thread_are_one_conversation(tmp_path: Path) -> None:
    """Long threads are cut into files; the first holds the newest messages."""
    folder = tmp_path / "your_facebook_activity" / "messages" / "inbox" / "ada_1"
    folder.mkdir(parents=True)
    old, new = (_message(n, "Ada Beispiel", f"m{n}") for n in (1, 2))
    (folder / "message_1.json").write_text(json.dumps(_thread(new)), encoding="utf-8")
    (folder / "message_2.json").write_text(json.dumps(_thread(old)), encoding="utf-8")
    rows = read_log(tmp_path).rows()
    assert [row.text for row in rows] == ["m1", "m2"]
    assert len({row.conversation_id for row in rows}) == 1


def test_messages_of_one_time_keep_their_order(tmp_path: Path) -> None:
    """Newest-first files have them the other way round."""
    rows = [_message(1, "Ada", "a"), _message(2, "Ada", "b"), _message(3, "Ada", "c")]
    rows[2]["timestamp_ms"] = rows[1]["timestamp_ms"]
    assert [row.text for row in _read(tmp_path, _thread(*rows)).rows()] == ["a", "b", "c"]


def test_encrypted_chats(tmp_path: Path) -> None:
    """Their download has other names for the same things."""
    value = {
        "participants": ["Laden Muster", "Ada Beispiel"],
        "threadName": "Ada Beispiel_40",
        "messages": [
            _encrypted(2, "Laden Muster", "Grüß Gott 👋"),
            _encrypted(1, "Ada Beispiel", "Hallo", reactions=[{"actor": "x", "reaction": "❤"}]),
            _encrypted(3, "Ada Beispiel", "", type="media", media=[{"uri": "./media/a.jpeg"}]),
            _encrypted(4, "Ada Beispiel", "weg", isUnsent=True),
        ],
    }
    path = tmp_path / "Ada Beispiel_40.json"
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    log = read_log(path)
    assert [(row.text, row.kind, row.speaker) for row in log.rows()] == [
        ("Hallo", "text", "customer"),
        ("Grüß Gott 👋", "text", "agent"),
        ("", "media", "customer"),
        ("", "deleted", "customer"),
    ]
    assert any(note.startswith("1 reactions") for note in log.notes)


def _encrypted(number: int, sender: str, text: str, **more: Any) -> dict[str, Any]:
    row = {"isUnsent": False, "media": [], "reactions": [], "type": "text"}
    when = _START + number
    return {**row, "senderName": sender, "text": text, "timestamp": when, **more}


def test_old_downloads_have_seconds(tmp_path: Path) -> None:
    """Before 2018 the times were whole seconds."""
    row = {"sender_name": "Ada", "timestamp": 1_500_000_000, "content": "alt"}
    (message,) = _read(tmp_path, _thread(row)).rows()
    assert message.sent_at == datetime.fromtimestamp(1_500_000_000, tz=UTC)


def test_messages_in_are_messages_out_and_unreadable(tmp_path: Path) -> None:
    """Broken entries are counted by number, and the others stay."""
    broken: list[Any] = [
        7,
        _message(1, "Ada", "a", timestamp_ms="soon"),
        _message(1, "Ada", {"a": 1}),
        {"sender_name": ["Ada"], "timestamp_ms": 0},
        _message(1, "Ada", "a", timestamp_ms=10**15),
    ]
    log = _read(tmp_path, _thread(_message(2, "Ada", "b"), *broken, _message(1, "Ada", "a")))
    assert (len(log), [bad.line for bad in log.unreadable]) == (2, [2, 3, 4, 5, 6])
    assert all("Ada" not in bad.why for bad in log.unreadable)


def test_an_empty_thread_beside_others_is_no_error(tmp_path: Path) -> None:
    """Downloads hold threads from which everything was removed."""
    (tmp_path / "a.json").write_text(json.dumps(_thread()), encoding="utf-8")
    _read(tmp_path, _thread(_message(1, "Ada", "b")))
    assert len(read_log(tmp_path)) == 1


def test_html_is_refused_with_the_remedy(tmp_path: Path) -> None:
    """Its dates are written in the account's language."""
    path = tmp_path / "message_1.html"
    path.write_text('<html><div class="_3-95 _a6-g"><div class="_a6-p">Hi</div></div></html>')
    with pytest.raises(InputError, match="in the format JSON"):
        read_log(path)


@pytest.mark.outside_data
def test_an_export_of_others_is_read_whole() -> None:
    """All messages, in the order of time."""
    root = os.environ.get("DIALOGKIT_DATA")
    if not root:
        pytest.skip("DIALOGKIT_DATA is not set")
    path = Path(root, "messenger_exports", "langchain-community_MIT", "facebook_chat.json")
    theirs = json.loads(path.read_text(encoding="utf-8"))["messages"]
    log = read_log(path)
    ours = [(row.person, row.text) for row in log.rows()]
    assert ours == [(row["sender_name"], row.get("content", "")) for row in theirs[::-1]]
    assert log.unreadable == ()
