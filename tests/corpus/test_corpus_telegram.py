"""What Telegram Desktop exports."""

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


def _message(number: int, sender: str, text: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "type": "message",
        "date": f"2023-08-23T13:{number:02d}:00",
        "date_unixtime": str(1_692_788_400 + 60 * number),
        "from": sender,
        "from_id": f"user{sum(map(ord, sender))}",
        "text": text,
        **more,
    }


def _chat(*messages: dict[str, Any], name: str = "Ada Beispiel", **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "type": "personal_chat",
        "id": 5550100,
        **more,
        "messages": list(messages),
    }


def _read(folder: Path, value: Any, **more: Any) -> Messages:
    path = folder / "result.json"
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return read_log(path, **more)


def test_one_chat(tmp_path: Path) -> None:
    """Text, sender, exact time; the one who heads the chat is the customer."""
    log = _read(tmp_path, _chat(_message(1, "Bo", "Guten Tag!"), _message(2, "Ada Beispiel", "Hi")))
    first, second = log.rows()
    assert (first.person, first.text, first.channel) == ("Bo", "Guten Tag!", "telegram")
    assert first.sent_at == datetime.fromtimestamp(1_692_788_460, tz=UTC)
    assert (first.speaker, second.speaker) == ("agent", "customer")
    assert "5550100" not in first.conversation_id
    assert "Ada" not in first.conversation_id


def test_texts_in_pieces_are_joined(tmp_path: Path) -> None:
    """Bold parts and links are pieces of one text."""
    pieces = [
        "Sie sparen ",
        {"type": "bold", "text": "2"},
        " Euro:",
        {"type": "link", "text": "https://example.org"},
    ]
    (row,) = _read(tmp_path, _chat(_message(1, "Ada", pieces))).rows()
    assert row.text == "Sie sparen 2 Euro: https://example.org"


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"photo": "p.jpg"}, "media"),
        ({"file": "f.ogg", "media_type": "voice_message"}, "media"),
        ({"location_information": {"latitude": 0.0, "longitude": 0.0}}, "location"),
        ({"contact_information": {"first_name": "Ada"}}, "contact"),
        ({}, "text"),
    ],
)
def test_kinds(more: dict[str, Any], kind: str, tmp_path: Path) -> None:
    """Pictures, recordings, places and contact cards are told apart."""
    (row,) = _read(tmp_path, _chat(_message(1, "Ada", "", **more))).rows()
    assert row.kind == kind


def test_service_messages_are_events(tmp_path: Path) -> None:
    """They have no speaker and no name in their text."""
    service = {
        "type": "service",
        "date": "2023-08-23T13:00:00",
        "actor": "Ada",
        "action": "phone_call",
    }
    rows = _read(tmp_path, _chat(service, _message(1, "Ada", "Hallo"))).rows()
    assert (rows[0].kind, rows[0].speaker, rows[0].text) == ("event", "system", "phone_call")
    assert rows[0].person is None


def test_a_whole_account(tmp_path: Path) -> None:
    """Each chat is a conversation; the owner of the account is the agent; bots are bots."""
    value = {
        "personal_information": {"user_id": sum(map(ord, "Bo"))},
        "chats": {
            "list": [
                _chat(_message(1, "Ada", "Hallo"), _message(2, "Bo", "Guten Tag"), name="Ada"),
                _chat(_message(1, "Paketbot", "Hallo"), name="Paketbot", type="bot_chat"),
                _chat(_message(3, "Bo", "Sind Sie da?"), _message(4, "Cy", "Ja"), name="x"),
            ]
        },
    }
    rows = _read(tmp_path, value).rows()
    assert {(row.person, row.speaker) for row in rows} == {
        ("Ada", "customer"),
        ("Bo", "agent"),
        ("Cy", "customer"),
        ("Paketbot", "bot"),
    }
    assert len({row.conversation_id for row in rows}) == 3


def test_times_without_unix_time_are_local(tmp_path: Path) -> None:
    """Older exports have local times only."""
    message = {k: v for k, v in _message(1, "Ada", "a").items() if k != "date_unixtime"}
    (row,) = _read(tmp_path, _chat(message), timezone="Europe/Berlin").rows()
    assert row.sent_at == datetime(2023, 8, 23, 11, 1, tzinfo=UTC)


def test_messages_in_are_messages_out_and_unreadable(tmp_path: Path) -> None:
    """Broken entries are counted by number, and the others stay."""
    broken: list[Any] = [
        7,
        {"type": "message", "text": "a", "date_unixtime": "soon"},
        {"type": "message", "text": {"a": 1}},
        {"type": "message", "text": [{"text": ["x"]}]},
        {"type": "hologram", "text": "a"},
        {"type": "message", "text": "a", "date_unixtime": "99999999999"},
    ]
    log = _read(tmp_path, _chat(_message(1, "Ada", "a"), *broken, _message(2, "Ada", "b")))
    assert (len(log), len(log.unreadable)) == (3, 5)
    assert [bad.line for bad in log.unreadable] == [2, 3, 5, 6, 7]


def test_halves_of_characters_do_no_harm(tmp_path: Path) -> None:
    """JSON may hold half a surrogate pair, which tables cannot."""
    path = tmp_path / "r.json"
    path.write_text(json.dumps(_chat(_message(1, "A\ud83d", "x\udc00"))), encoding="utf-8")
    (row,) = read_log(path).rows()
    assert row.text == "x\ufffd"


def test_a_file_cut_in_the_middle_is_refused_with_its_line(tmp_path: Path) -> None:
    """Half a JSON file is no export."""
    path = tmp_path / "result.json"
    text = json.dumps(_chat(_message(1, "Ada", "a")), indent=1)
    path.write_text(text[: len(text) // 2], encoding="utf-8")
    with pytest.raises(InputError, match=r"result\.json:\d+:\d+: is not JSON here"):
        read_log(path)


def _outside(*parts: str) -> Path:
    root = os.environ.get("DIALOGKIT_DATA")
    if not root:
        pytest.skip("DIALOGKIT_DATA is not set")
    return Path(root, "messenger_exports", *parts)


@pytest.mark.outside_data
@pytest.mark.parametrize("name", ["test_single_export", "test_batch_export"])
def test_exports_of_others_agree_with_their_target(name: str) -> None:
    """The messages that another reader expects are exactly ours."""
    folder = _outside("chat-miner_MIT", "telegram")
    target = json.loads((folder / "target.json").read_text(encoding="utf-8"))
    rows = read_log(folder / f"{name}.json").rows()
    ours = [(f"{row.sent_at:%Y-%m-%dT%H:%M:%S}", row.person, row.text) for row in rows]
    assert ours == [(t["timestamp"], t["author"], t["message"]) for t in target]


@pytest.mark.outside_data
@pytest.mark.parametrize(
    ("name", "count"), [("telegram", 3), ("telegram_channel", 4), ("result", 4)]
)
def test_exports_of_others_give_all_their_messages(name: str, count: int) -> None:
    """Nothing is lost, and channels are put in the order of time."""
    log = read_log(_outside("langchain-community_MIT", f"{name}.json"))
    times = log.table.column("sent_at").to_pylist()
    assert (len(log), log.unreadable) == (count, ())
    assert times == sorted(times)
