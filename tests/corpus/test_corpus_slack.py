"""What the export of a Slack workspace holds."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from dialogkit.conversation import Messages
from dialogkit.corpus import read_log

_USERS = [
    {"id": "U000ADA01", "name": "ada", "is_bot": False, "profile": {"real_name": "Ada Beispiel"}},
    {"id": "U000BO001", "name": "bo", "real_name": "Bo Muster", "profile": {"display_name": ""}},
    {"id": "U000BOT01", "name": "paketbot", "is_bot": True, "profile": {"real_name": "Paketbot"}},
]
_CHANNELS = [
    {"id": "C000000A1", "name": "hilfe", "created": 1_700_000_000, "members": ["U000ADA01"]}
]
_DIRECT = [{"id": "D000000A1", "created": 1_700_000_000, "members": ["U000ADA01", "U000BO001"]}]


def _message(number: int, user: str | None, text: str, **more: Any) -> dict[str, Any]:
    row = {"type": "message", "user": user, "text": text, "ts": f"{1_700_000_000 + number}.000100"}
    return {key: value for key, value in row.items() if value is not None} | more


def _export(**days: list[Any]) -> dict[str, Any]:
    """The files of an export; a key is a folder and a day, as ``hilfe_1``."""
    files: dict[str, Any] = {"users.json": _USERS, "channels.json": _CHANNELS, "dms.json": _DIRECT}
    for name, rows in days.items():
        folder, day = name.split("_")
        files[f"{folder}/2023-11-0{day}.json"] = rows
    return files


def _unpacked(root: Path, files: dict[str, Any]) -> Path:
    for name, value in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(json.dumps(value), encoding="utf-8")
    return root


def _zipped(root: Path, files: dict[str, Any], *, folder: str = "") -> Path:
    path = root / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, value in files.items():
            archive.writestr(folder + name, json.dumps(value))
    return path


def _read(root: Path, *rows: Any) -> Messages:
    return read_log(_zipped(root, _export(hilfe_1=list(rows))))


@pytest.mark.parametrize("form", ["folder", "zip", "zip with a folder"])
def test_a_workspace(form: str, tmp_path: Path) -> None:
    """Names come from the list of users, however the export is packed."""
    files = _export(hilfe_1=[_message(1, "U000ADA01", "Hallo <@U000BO001>, &lt;3 &amp; so")])
    packed = _unpacked(tmp_path, files) if form == "folder" else None
    path = packed or _zipped(tmp_path, files, folder="Team x/" if "with" in form else "")
    log = read_log(path)
    (row,) = log.rows()
    assert (row.person, row.text) == ("Ada Beispiel", "Hallo @Bo Muster, <3 & so")
    assert (row.channel, log.unreadable) == ("slack", ())
    assert f"{row.sent_at:%Y-%m-%dT%H:%M:%S.%f}" == "2023-11-14T22:13:21.000100"


def test_a_thread_is_a_conversation_over_days(tmp_path: Path) -> None:
    """And so is what is said in a channel outside of threads."""
    root = _message(1, "U000ADA01", "Frage", thread_ts="1700000001.000100", reply_count=2)
    reply = _message(5, "U000BO001", "Antwort", thread_ts="1700000001.000100")
    late = _message(90_000, "U000ADA01", "Danke", thread_ts="1700000001.000100")
    alone = _message(3, "U000BO001", "Guten Morgen")
    rows = read_log(_zipped(tmp_path, _export(hilfe_1=[root, alone, reply], hilfe_2=[late]))).rows()
    talks: dict[str, list[str]] = {}
    for row in rows:
        talks.setdefault(row.conversation_id, []).append(row.text)
    assert sorted(talks.values()) == [["Frage", "Antwort", "Danke"], ["Guten Morgen"]]


def test_a_direct_chat_is_one_conversation_with_its_threads(tmp_path: Path) -> None:
    """Two persons rarely mean another issue by a thread."""
    root = _message(1, "U000ADA01", "a", thread_ts="1700000001.000100")
    rows = [
        root,
        _message(2, "U000BO001", "b"),
        _message(3, "U000BO001", "c", thread_ts=root["ts"]),
    ]
    log = read_log(_unpacked(tmp_path, _export(D000000A1_1=rows)))
    assert len({row.conversation_id for row in log.rows()}) == 1
    assert [row.text for row in log.rows()] == ["a", "b", "c"]


def test_a_reply_also_sent_to_the_channel_is_taken_once(tmp_path: Path) -> None:
    """Exports list it twice, and a note counts it."""
    root = _message(1, "U000ADA01", "Frage", thread_ts="1700000001.000100")
    reply = _message(2, "U000BO001", "Antwort", thread_ts=root["ts"], subtype="thread_broadcast")
    log = _read(tmp_path, root, reply, reply)
    assert [row.text for row in log.rows()] == ["Frage", "Antwort"]
    assert any(note.startswith("1 messages stand more than once") for note in log.notes)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<@U000BO001|bo> ja", "@Bo Muster ja"),
        ("<@U000XYZ99|cy> ja", "@cy ja"),
        ("<@U000XYZ99> ja", "@U000XYZ99 ja"),
        ("<!here> und <!subteam^S1|@team>", "@here und @team"),
        ("<#C000000A1|hilfe>", "#hilfe"),
        ("<https://example.org/a?b=1&amp;c=2>", "https://example.org/a?b=1&c=2"),
        ("<https://example.org|unsere Seite>", "unsere Seite"),
        ("<mailto:ada@example.org|ada@example.org>", "ada@example.org"),
        ("a &lt;b&gt; &amp;lt;", "a <b> &lt;"),
        ("1 < 2 > 0", "1 < 2 > 0"),
    ],
)
def test_texts_as_their_readers_saw_them(text: str, shown: str, tmp_path: Path) -> None:
    """Ids, links and entities are no text."""
    (row,) = _read(tmp_path, _message(1, "U000ADA01", text)).rows()
    assert row.text == shown


def test_bots(tmp_path: Path) -> None:
    """Told by subtype, by bot id, or by the list of users."""
    rows = [
        _message(1, None, "a", subtype="bot_message", bot_id="B1", username="Wetter"),
        _message(2, "U000BOT01", "b"),
        _message(3, "U0OTHER01", "c", bot_id="B2", bot_profile={"name": "Kalender"}),
        _message(4, "USLACKBOT", "d"),
    ]
    found = [(row.speaker, row.person) for row in _read(tmp_path, *rows).rows()]
    assert found == [
        ("bot", "Wetter"),
        ("bot", "Paketbot"),
        ("bot", "Kalender"),
        ("bot", "USLACKBOT"),
    ]


def test_what_bots_put_beside_the_text(tmp_path: Path) -> None:
    """Blocks and attachments are read where there is no text."""
    pieces = [{"type": "text", "text": "Hallo "}, {"type": "user", "user_id": "U000BO001"}]
    section = {"type": "rich_text_section", "elements": pieces}
    rows = [
        _message(1, "U000ADA01", "", blocks=[{"type": "rich_text", "elements": [section]}]),
        _message(
            2, None, "", bot_id="B1", attachments=[{"title": "Neu", "text": "Paket <@U000ADA01>"}]
        ),
        _message(3, None, "", bot_id="B1", attachments=[{"fallback": "kurz"}]),
    ]
    texts = [row.text for row in _read(tmp_path, *rows).rows()]
    assert texts == ["Hallo @Bo Muster", "Neu\nPaket @Ada Beispiel", "kurz"]


def test_files_and_events(tmp_path: Path) -> None:
    """Uploads are media with their caption; joining and the like are events without names."""
    old = {"initial_comment": {"comment": "So sieht es aus"}}
    rows = [
        _message(1, "U000ADA01", "<@U000ADA01> has joined the channel", subtype="channel_join"),
        _message(2, "U000ADA01", "Bild", files=[{"id": "F1"}]),
        _message(
            3,
            "U000ADA01",
            "<@U000ADA01> uploaded a file",
            subtype="file_share",
            file=old,
            upload=True,
        ),
        _message(
            4,
            "U000ADA01",
            "",
            subtype="file_comment",
            comment={"user": "U000BO001", "comment": "ok"},
        ),
        _message(5, "U000ADA01", "This message was deleted.", subtype="tombstone"),
        _message(6, "U000ADA01", "winkt", subtype="me_message"),
    ]
    found = [(row.kind, row.text, row.person) for row in _read(tmp_path, *rows).rows()]
    assert found == [
        ("event", "channel_join", None),
        ("media", "Bild", "Ada Beispiel"),
        ("media", "So sieht es aus", "Ada Beispiel"),
        ("text", "ok", "Bo Muster"),
        ("deleted", "", "Ada Beispiel"),
        ("text", "winkt", "Ada Beispiel"),
    ]


def test_edits_and_deletions_listed_by_themselves(tmp_path: Path) -> None:
    """Exports with a history of edits: the last text counts."""
    new = _message(1, "U000ADA01", "neu")
    rows = [
        _message(1, "U000ADA01", "alt"),
        _message(2, "U000ADA01", "weg"),
        _message(3, None, "", subtype="message_changed", message=new),
        _message(4, None, "", subtype="message_deleted", deleted_ts="1700000002.000100"),
        _message(6, None, "", subtype="message_changed", message=_message(5, "U000BO001", "spät")),
    ]
    found = [(row.kind, row.text) for row in _read(tmp_path, *rows).rows()]
    assert found == [
        ("text", "neu"),
        ("deleted", ""),
        ("event", "message_changed"),
        ("event", "message_deleted"),
        ("text", "spät"),
    ]


def test_a_file_alone_has_names_from_its_messages(tmp_path: Path) -> None:
    """Without the list of users, messages may carry profiles; else ids remain."""
    profile = {"user_profile": {"real_name": "Ada Beispiel", "display_name": "ada"}}
    path = tmp_path / "2023-11-01.json"
    rows = [_message(1, "U000ADA01", "a", **profile), _message(2, "U000BO001", "<@U000ADA01>")]
    path.write_text(json.dumps(rows), encoding="utf-8")
    found = [(row.person, row.text) for row in read_log(path).rows()]
    assert found == [("Ada Beispiel", "a"), ("U000BO001", "@Ada Beispiel")]


def test_short_ids_and_few_keys(tmp_path: Path) -> None:
    """Exports cut down by hand are read, too."""
    files = {
        "users.json": [{"id": "U01", "name": "ada"}],
        "channels.json": [{"id": "C01", "name": "hilfe", "members": ["U01"]}],
        "mpims.json": [],
        "hilfe/2023-11-01.json": [{"user": "U01", "text": "Hi", "ts": "1700000000.000100"}],
    }
    log = read_log(_zipped(tmp_path, files))
    assert [(row.person, row.text) for row in log.rows()] == [("ada", "Hi")]
    assert log.unreadable == ()


def test_tables_with_ids_are_no_list_of_channels(tmp_path: Path) -> None:
    """Ids that look like Slack's do not make messages vanish."""
    path = tmp_path / "x.json"
    rows = [
        {"id": "CASE12345", "created": 1_700_000_000, "members": 2, "author": "Ada", "text": "Hi"}
    ]
    path.write_text(json.dumps(rows), encoding="utf-8")
    assert [row.text for row in read_log(path).rows()] == ["Hi"]


def test_messages_in_are_messages_out_and_unreadable(tmp_path: Path) -> None:
    """Broken entries are counted by number, and the others stay."""
    broken: list[Any] = [
        7,
        {"type": "hologram", "ts": "1700000001.000100"},
        _message(1, "U000ADA01", "a", ts="soon"),
        _message(1, "U000ADA01", "a", ts="99999999999.000000"),
        {"type": "message", "ts": "1700000001.000100", "text": ["a"]},
    ]
    log = _read(tmp_path, _message(1, "U000ADA01", "a"), *broken, _message(2, "U000ADA01", "b"))
    assert (len(log), [bad.line for bad in log.unreadable]) == (2, [2, 3, 4, 5, 6])


@pytest.mark.outside_data
@pytest.mark.parametrize(
    ("name", "count"),
    [("slack-export-viewer_MIT/testarchive", 158), ("langchain-community_MIT/slack_export", 5)],
)
def test_exports_of_others_give_all_their_messages(name: str, count: int) -> None:
    """Nothing is lost, and every sender who is listed has a name."""
    root = os.environ.get("DIALOGKIT_DATA")
    if not root:
        pytest.skip("DIALOGKIT_DATA is not set")
    log = read_log(Path(root, "messenger_exports", f"{name}.zip"))
    assert (len(log), log.unreadable) == (count, ())
    people = {row.person or "" for row in log.rows() if row.speaker == "customer"}
    assert not any(person.startswith("U0") for person in people)
