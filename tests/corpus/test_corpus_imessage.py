"""What the database of Messages holds, and what a hostile one cannot do."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogkit.conversation import Messages
from dialogkit.corpus import read_log
from dialogkit.corpus._typedstream import string_in
from dialogkit.errors import InputError

_SCHEMA = """
CREATE TABLE handle (ROWID INTEGER PRIMARY KEY, id TEXT NOT NULL, service TEXT);
CREATE TABLE chat (ROWID INTEGER PRIMARY KEY, guid TEXT, chat_identifier TEXT, display_name TEXT);
CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER);
CREATE TABLE message_attachment_join (message_id INTEGER, attachment_id INTEGER);
CREATE TABLE message (
    ROWID INTEGER PRIMARY KEY, guid TEXT, text TEXT, attributedBody BLOB, subject TEXT,
    handle_id INTEGER DEFAULT 0, date INTEGER, is_from_me INTEGER DEFAULT 0, account TEXT,
    destination_caller_id TEXT, cache_has_attachments INTEGER DEFAULT 0, cache_roomnames TEXT,
    item_type INTEGER DEFAULT 0, group_action_type INTEGER DEFAULT 0,
    associated_message_type INTEGER DEFAULT 0, balloon_bundle_id TEXT, date_edited INTEGER,
    date_retracted INTEGER, is_audio_message INTEGER DEFAULT 0);
INSERT INTO handle VALUES (1, '+4915550100', 'iMessage'), (2, 'cy@example.org', 'iMessage');
INSERT INTO chat VALUES (1, 'iMessage;-;+4915550100', '+4915550100', NULL);
INSERT INTO chat VALUES (2, 'iMessage;+;chat1', 'chat1', 'Umzug');
"""
_SECOND = 1_000_000_000
_DAY = 700_000_000
"""Seconds after 2001: 2023-03-08T20:26:40Z."""


def archived(text: str, *, mutable: bool = False) -> bytes:
    """A text as Messages archives it."""
    raw = text.encode()
    size = len(raw)
    length = bytes([size]) if size < 0x80 else b"\x81" + size.to_bytes(2, "little")
    name = b"NSMutableString" if mutable else b"NSString"
    head = b"\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@\x84\x84\x84\x12NSAttributedString\x00"
    middle = b"\x84\x84\x08NSObject\x00\x85\x92\x84\x84\x84" + bytes([len(name)]) + name
    return head + middle + b"\x01\x94\x84\x01+" + length + raw + b"\x86\x84\x02iI\x01\x03\x92"


def database(path: Path, *rows: dict[str, Any], more: str = "", schema: str = _SCHEMA) -> Path:
    """A small chat.db; a row may name its ``chat``."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(schema)
        for number, row in enumerate(rows, 1):
            values = {"ROWID": number, "date": (_DAY + number) * _SECOND, **row}
            chat = values.pop("chat", 1)
            marks = ", ".join("?" * len(values))
            what = f"INSERT INTO message ({', '.join(values)}) VALUES ({marks})"
            connection.execute(what, list(values.values()))
            if chat:
                connection.execute("INSERT INTO chat_message_join VALUES (?, ?)", (chat, number))
        connection.executescript(more)
        connection.commit()
    return path


_MINE = {"is_from_me": 1, "account": "E:laden@example.org"}


def _read(folder: Path, *rows: dict[str, Any], **more: Any) -> Messages:
    return read_log(database(folder / "chat.db", *rows, **more))


def test_a_chat(tmp_path: Path) -> None:
    """Sender, owner, time, and no number in the id."""
    rows = [{"text": "Hallo", "handle_id": 1}, {"text": "Guten Tag", "handle_id": 1, **_MINE}]
    log = _read(tmp_path, *rows)
    first, second = log.rows()
    assert (first.text, first.person, first.speaker) == ("Hallo", "+4915550100", "customer")
    assert (second.person, second.speaker) == ("laden@example.org", "agent")
    assert (first.channel, first.sent_at) == (
        "imessage",
        datetime(2023, 3, 8, 20, 26, 41, tzinfo=UTC),
    )
    assert "5550100" not in first.conversation_id


def test_old_times_are_in_seconds(tmp_path: Path) -> None:
    """Before 2017 Apple counted seconds."""
    (row,) = _read(tmp_path, {"text": "a", "handle_id": 1, "date": 400_000_000}).rows()
    assert row.sent_at == datetime(2013, 9, 4, 15, 6, 40, tzinfo=UTC)


def test_chats_are_conversations(tmp_path: Path) -> None:
    """As joined; what is joined to none, by its other side."""
    rows = [
        {"text": "a", "handle_id": 1},
        {"text": "b", "handle_id": 2, "chat": 2},
        {"text": "c", "handle_id": 1, "chat": 2},
        {"text": "d", "handle_id": 2, "chat": None},
        {"text": "e", "handle_id": 2, "chat": None},
    ]
    talks: dict[str, str] = {}
    for row in _read(tmp_path, *rows).rows():
        talks[row.conversation_id] = talks.get(row.conversation_id, "") + row.text
    assert sorted(talks.values()) == ["a", "bc", "de"]


@pytest.mark.parametrize(
    ("row", "text", "kind"),
    [
        ({"attributedBody": archived("Größe 👍")}, "Größe 👍", "text"),
        ({"attributedBody": archived("lang " * 60)}, ("lang " * 60).strip(), "text"),
        ({"attributedBody": archived("neu", mutable=True)}, "neu", "text"),
        ({"text": "\ufffc", "cache_has_attachments": 1}, "", "media"),
        ({"text": "\ufffcBild", "cache_has_attachments": 1}, "Bild", "media"),
        ({"text": None}, "", "media"),
        ({"text": None, "date_edited": 1}, "", "deleted"),
        ({"text": "neu", "date_edited": 1}, "neu", "text"),
        ({"text": None, "balloon_bundle_id": "com.example.app"}, "", "media"),
        (
            {
                "text": "https://example.org",
                "balloon_bundle_id": "com.apple.messages.URLBalloonProvider",
            },
            "https://example.org",
            "text",
        ),
        ({"text": "b", "subject": "a"}, "a\nb", "text"),
    ],
)
def test_kinds(row: dict[str, Any], text: str, kind: str, tmp_path: Path) -> None:
    """Texts in either column, attachments, edits, and messages taken back."""
    (found,) = _read(tmp_path, {"handle_id": 1, **row}).rows()
    assert (found.text, found.kind) == (text, kind)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"associated_message_type": 2001, "text": "Liked “Hallo”"}, "liked a message"),
        ({"associated_message_type": 3001}, "no longer liked a message"),
        ({"associated_message_type": 2006}, "reacted to a message"),
        ({"item_type": 2, "text": None}, "change of the group"),
    ],
)
def test_events(row: dict[str, Any], text: str, tmp_path: Path) -> None:
    """Tapbacks and changes of a group were written by nobody."""
    (found,) = _read(tmp_path, {"handle_id": 1, **row}).rows()
    assert (found.kind, found.speaker, found.person, found.text) == ("event", "system", None, text)


def test_attachments_by_their_table(tmp_path: Path) -> None:
    """The flag may be missing."""
    more = "INSERT INTO message_attachment_join VALUES (1, 1)"
    (row,) = _read(tmp_path, {"text": "a", "handle_id": 1}, more=more).rows()
    assert row.kind == "media"


def test_without_an_account_the_owner_is_still_the_agent(tmp_path: Path) -> None:
    """Old databases do not name it."""
    rows: list[dict[str, Any]]
    rows = [{"text": "a", "handle_id": 1}, {"text": "b", "handle_id": 1, "is_from_me": 1}]
    assert [(row.speaker, row.person) for row in _read(tmp_path, *rows).rows()] == [
        ("customer", "+4915550100"),
        ("agent", None),
    ]


def test_a_database_in_use(tmp_path: Path) -> None:
    """Messages writes ahead into a second file; what lies there is missed, and said to be."""
    path = tmp_path / "chat.db"
    database(path, {"text": "a", "handle_id": 1})
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT INTO message (ROWID, text) VALUES (9, 'b')")
        connection.commit()
        log = read_log(path)
    assert [row.text for row in log.rows()] == ["a"]
    assert any("-wal" in note for note in log.notes)


def test_messages_in_are_messages_out_and_unreadable(tmp_path: Path) -> None:
    """Rows that cannot be read are counted by their number."""
    rows: list[dict[str, Any]]
    rows = [
        {"text": "a", "handle_id": 1},
        {"text": b"\xff", "handle_id": 1},
        {"attributedBody": b"bplist00", "handle_id": 1},
        {"text": "a", "date": "soon"},
        {"text": "a", "date": 10**18 * 9},
        {"text": "b", "handle_id": 99},
    ]
    log = _read(tmp_path, *rows)
    assert (len(log), [bad.line for bad in log.unreadable]) == (2, [2, 3, 4, 5])


_COUNT = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x"


@pytest.mark.parametrize(
    "schema",
    [
        f"CREATE VIEW message AS {_COUNT} AS is_from_me FROM n;",
        "CREATE TABLE handle (is_from_me);",
        "CREATE TABLE message (text, is_from_me AS (1), date);",
        "CREATE TABLE message (text);",
    ],
)
def test_only_stored_columns_of_real_tables_are_read(schema: str, tmp_path: Path) -> None:
    """A view that never ends is not asked; columns that compute are not there."""
    path = database(tmp_path / "chat.db", schema="CREATE TABLE chat (is_from_me);" + schema)
    with pytest.raises(InputError, match="a table of messages"):
        read_log(path, format="imessage")


def test_columns_that_compute_are_not_read(tmp_path: Path) -> None:
    """Whatever such a column would do, it is not done."""
    computed = "text AS (hex(zeroblob(100))), "
    schema = f"CREATE TABLE message (ROWID INTEGER PRIMARY KEY, {computed} is_from_me, date);"
    more = "INSERT INTO message (is_from_me) VALUES (0), (1)"
    path = database(tmp_path / "chat.db", schema=schema, more=more)
    assert [row.text for row in read_log(path).rows()] == ["", ""]


def test_work_has_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that lead in circles end by the count of instructions."""
    monkeypatch.setattr("dialogkit.corpus._sqlite._LEAST_STEPS", 0)
    monkeypatch.setattr("dialogkit.corpus._sqlite._STEPS_A_BYTE", 0)
    path = database(tmp_path / "chat.db", *[{"text": "a"}] * 500)
    with pytest.raises(InputError, match="damaged"):
        read_log(path)


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    """With the remedy, and soon."""
    path = database(tmp_path / "chat.db", *[{"text": "a" * 500}] * 40)
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    with pytest.raises(InputError, match="damaged; copy it again"):
        read_log(path, format="imessage")


_SLOW = [HealthCheck.function_scoped_fixture]


@given(
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12),
    cut=st.floats(0, 1),
)
@settings(max_examples=60, deadline=2_000, suppress_health_check=_SLOW)
def test_changed_databases_are_read_or_refused(
    changes: list[tuple[float, int]], cut: float, tmp_path: Path
) -> None:
    """Any bytes changed and any length cut off do no harm."""
    whole = tmp_path / "whole.db"
    if not whole.exists():
        database(whole, *[{"attributedBody": archived("Hallo"), "handle_id": 1}] * 5)
    data = bytearray(whole.read_bytes())
    for place, value in changes:
        data[int(place * (len(data) - 1))] = value
    path = tmp_path / "chat.db"
    path.write_bytes(bytes(data[: max(1, int(len(data) * cut))]) if cut < 0.5 else bytes(data))
    try:
        log = read_log(path, format="imessage")
    except InputError as error:
        assert "chat.db" in str(error)  # noqa: PT017 # either outcome is right
    else:
        assert len(log) + len(log.unreadable) > 0


@given(st.binary(max_size=80))
def test_any_bytes_are_an_archive_or_none(data: bytes) -> None:
    """Lengths that lead out of the archive give nothing."""
    string_in(data)
    found = string_in(archived("abc")[:-10] + data)
    assert found is None or isinstance(found, str)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_archives_give_their_text_back(text: str) -> None:
    """Whatever was archived comes out, short or long."""
    assert string_in(archived(text)) == text


@pytest.mark.outside_data
def test_a_database_of_others_is_read_whole() -> None:
    """Every row of its table, and no text is missing."""
    root = os.environ.get("DIALOGKIT_DATA")
    if not root:
        pytest.skip("DIALOGKIT_DATA is not set")
    path = Path(root, "messenger_exports", "langchain-community_MIT", "imessage_chat.db")
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM message").fetchone()
    log = read_log(path)
    assert (len(log), log.unreadable) == (count, ())
    assert all(row.text for row in log.rows() if row.kind == "text")
    assert {row.speaker for row in log.rows()} == {"agent", "customer", "system"}
