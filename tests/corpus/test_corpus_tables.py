"""Messages in CSV, JSON and Parquet tables, the project's own and those of others."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogkit._csv import MOST_LETTERS
from dialogkit.conversation import SPEAKERS, Message, Messages
from dialogkit.corpus import read_log
from dialogkit.errors import InputError


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "head",
    [
        "timestamp,author,message",
        "Date,From,Body",
        "sent_at,person,text",
        "Zeitpunkt,Absender,Nachricht",
        "created_at,sender_name,content",
    ],
)
def test_columns_are_told_by_their_names(head: str, tmp_path: Path) -> None:
    """The usual names of columns are understood, in upper and lower case."""
    path = _write(tmp_path, "log.csv", f"{head}\n2021-12-13T10:00:00Z,Ada,Hallo\n")
    (row,) = read_log(path).rows()
    assert (row.person, row.text) == ("Ada", "Hallo")
    assert row.sent_at == datetime(2021, 12, 13, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2021-12-13T10:00:00Z",
        "2021-12-13 11:00:00",
        "2021-12-13T11:00:00+01:00",
        "13.12.2021 11:00",
        "12/13/2021 11:00 AM",
        "2021/12/13 11:00:00",
        "1639389600",
        "1639389600000",
    ],
)
def test_times_as_people_write_them(written: str, tmp_path: Path) -> None:
    """ISO 8601, local styles and Unix times in seconds and milliseconds mean the same."""
    path = _write(tmp_path, "log.csv", f"time;from;text\n{written};Ada;Hallo\n")
    (row,) = read_log(path).rows()
    assert row.sent_at == datetime(2021, 12, 13, 10, tzinfo=UTC)


def test_a_day_and_a_time_in_two_columns(tmp_path: Path) -> None:
    """They are joined."""
    path = _write(tmp_path, "log.csv", "date,time,author,text\n13.12.2021,11:00,Ada,Hallo\n")
    (row,) = read_log(path).rows()
    assert row.sent_at == datetime(2021, 12, 13, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "speaker"),
    [("user", "customer"), ("Assistant", "bot"), ("operator", "agent"), ("outbound", "agent")],
)
def test_senders_may_be_roles(written: str, speaker: str, tmp_path: Path) -> None:
    """A column of senders that says roles gives roles and no names."""
    path = _write(tmp_path, "log.jsonl", json.dumps({"from": written, "text": "Hallo", "id": 1}))
    (row,) = read_log(path).rows()
    assert (row.speaker, row.person) == (speaker, None)


def test_rows_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    """Messages in are messages out and unreadable, by line, without text."""
    text = (
        "sent_at,speaker,text\n2021-12-13,customer,a\nsoon,customer,secret\n2021-12-13,customer\n"
        "2021-12-13,captain,secret\n2021-12-13,agent,b\n"
    )
    log = read_log(_write(tmp_path, "log.csv", text))
    assert [row.text for row in log.rows()] == ["a", "b"]
    assert [bad.line for bad in log.unreadable] == [3, 4, 5]
    assert "secret" not in repr(log.unreadable)


def test_lines_of_json_that_are_no_objects_are_counted(tmp_path: Path) -> None:
    """A broken line does not stop the others."""
    lines = ['{"text": "a", "author": "Ada"}', "{", "[]", "", '{"author": "Ada"}', '{"text": "b"}']
    log = read_log(_write(tmp_path, "log.jsonl", "\n".join(lines)))
    assert [row.text for row in log.rows()] == ["a", "b"]
    assert [bad.line for bad in log.unreadable] == [2, 3, 5]


def test_broken_quotes_are_refused_with_their_line(tmp_path: Path) -> None:
    """A quote that never ends would swallow the rest, so it is refused."""
    path = _write(tmp_path, "log.csv", 'author,text\nAda,"Hallo\nBo,ja\n')
    with pytest.raises(InputError, match=r"log\.csv:\d+: is not CSV"):
        read_log(path)


def test_a_conversation_cut_over_two_files_is_one(tmp_path: Path) -> None:
    """Ids that the export gives join the parts."""
    _write(tmp_path, "1.csv", "chat_id,author,text\nc1,Ada,a\n")
    _write(tmp_path, "2.csv", "chat_id,author,text\nc1,Ada,b\nc2,Bo,c\n")
    rows = read_log(tmp_path).rows()
    assert [(row.conversation_id, row.position, row.text) for row in rows] == [
        ("c1", 0, "a"),
        ("c1", 1, "b"),
        ("c2", 0, "c"),
    ]


def test_a_cell_may_hold_a_chat(tmp_path: Path) -> None:
    """A table whose cells quote WhatsApp lines is still a table."""
    text = 'author,text\nAda,"Verlauf:\n[13.12.21, 10:00:00] Bo: Hallo\n"\n'
    assert len(read_log(_write(tmp_path, "log.csv", text))) == 1


def test_parquet_without_a_chat_is_refused(tmp_path: Path) -> None:
    """A table of something else is named as such."""
    pq.write_table(pa.table({"a": [1]}), tmp_path / "x.parquet")
    with pytest.raises(InputError, match="lacks columns of a chat"):
        read_log(tmp_path / "x.parquet")


_MESSAGES = st.lists(
    st.builds(
        Message,
        conversation_id=st.sampled_from(["c1", "c2"]),
        position=st.just(0),
        speaker=st.sampled_from(SPEAKERS),
        text=st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=20),
        sent_at=st.none()
        | st.integers(1, 3_000_000_000).map(lambda s: datetime.fromtimestamp(s, tz=UTC)),
        person=st.sampled_from([None, "Ada", "Bo"]),
        channel=st.sampled_from([None, "whatsapp"]),
        locale=st.sampled_from(["de", "en"]),
        kind=st.sampled_from(["text", "media", "button"]),
        case_id=st.sampled_from([None, "c1#001"]),
        intent=st.sampled_from([None, "parcel_lost"]),
    ),
    min_size=1,
    max_size=8,
)


@given(messages=_MESSAGES, ending=st.sampled_from([".csv", ".jsonl", ".parquet"]))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_own_format_comes_back_as_it_was(
    messages: list[Message], ending: str, tmp_path: Path
) -> None:
    """What was saved is read again, in all three forms."""
    ordered = sorted(messages, key=lambda message: message.conversation_id)
    first_of = {m.conversation_id: i for i, m in reversed(list(enumerate(ordered)))}
    rows = [_placed(m, i - first_of[m.conversation_id]) for i, m in enumerate(ordered)]
    log = Messages.of(rows)
    path = tmp_path / f"log{ending}"
    log.save(path)
    assert read_log(path).rows() == log.rows()


def _placed(message: Message, position: int) -> Message:
    return replace(message, position=position)


def test_a_long_field_is_read_and_written(tmp_path: Path) -> None:
    """Longer than Python's own limit, which is as before then; also in our own tables."""
    before = csv.field_size_limit()
    long = "x" * (before + 10_000)
    path = _write(tmp_path, "log.csv", f"person,text\nAda,kurz\nBo,{long}\nAda,ok\n")
    log = read_log(path)
    assert [len(row.text) for row in log.rows()] == [4, len(long), 2]
    log.save(tmp_path / "own.csv")
    assert Messages.load(tmp_path / "own.csv").table["text"][1].as_py() == long
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x" * (MOST_LETTERS + 1), "has a field of more than 16 Mi letters"),
        ('"' + "never closed, " * 20_000, "is not CSV from here on: check the quotes"),
    ],
)
def test_a_field_that_cannot_be_read_says_why(text: str, why: str, tmp_path: Path) -> None:
    """Too long, or a quote that is not closed: each its own reason, with the line."""
    path = _write(tmp_path, "log.csv", f"person,text\nAda,kurz\nBo,{text}\nAda,ok\n")
    with pytest.raises(InputError, match=why):
        read_log(path)
    with pytest.raises(InputError, match="is not CSV here"):
        Messages.load(path)
