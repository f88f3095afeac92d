"""Cases by pauses alone, from Parquet to Parquet: those of `split_cases`, whatever the memory."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.conversation import MESSAGE_SCHEMA, Messages
from dialogkit.corpus import cut_by_gap, read_log, split_cases
from dialogkit.corpus._gap import PAUSE_SCHEMA
from dialogkit.errors import InputError, ParameterError

ROOT = Path(__file__).parents[2]
HOUR = 3_600_000_000

Row = tuple[int, int, str, str]
"""Conversation, hour, speaker, kind."""

rows = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.integers(0, 200),
        st.sampled_from(["customer", "agent", "bot", "system"]),
        st.sampled_from(["text", "event"]),
    ),
    max_size=40,
)


def table_of(made: list[Row]) -> pa.Table:
    """A log with these messages, each with a text of its own."""
    listed = [
        {
            "conversation_id": f"c{thread}",
            "position": position,
            "sent_at": hour * HOUR,
            "speaker": speaker,
            "kind": kind,
            "text": f"n{position}",
            "channel": "web",
        }
        for position, (thread, hour, speaker, kind) in enumerate(made)
    ]
    return pa.Table.from_pylist(listed, schema=MESSAGE_SCHEMA)


def cut(table: pa.Table, at_once: int = 1_000_000) -> pa.Table:
    """Its cases."""
    with tempfile.TemporaryDirectory() as folder:
        log, target = Path(folder, "log.parquet"), Path(folder, "cases.parquet")
        pq.write_table(table, log)
        n = cut_by_gap(log, target, "24h", at_once=at_once)
        found = pq.read_table(target)
    assert len(found) == n
    return found


@settings(max_examples=60, deadline=None)
@given(rows)
def test_cases_are_those_of_the_full_cut_without_words(made: list[Row]) -> None:
    """Ids, beginnings and ends are the same, in any order of speakers, events and times."""
    table = table_of(made)
    expected = split_cases(Messages(table), "24h", closing=False, handoffs=False).table
    found = cut(table)
    assert found.schema.equals(PAUSE_SCHEMA)
    names = ["case_id", "conversation_id", "opened_at", "closed_at"]
    assert found.select(names).to_pylist() == expected.select(names).to_pylist()


@settings(max_examples=20, deadline=None)
@given(rows, st.integers(1, 50))
def test_the_result_does_not_depend_on_what_is_cut_at_once(made: list[Row], at_once: int) -> None:
    """A little at a time or all of it; every spoken message is in exactly one case."""
    table = table_of(made)
    found = cut(table, at_once)
    assert found == cut(table)
    spoken = sum(who != "system" and kind != "event" for _, _, who, kind in made)
    assert sum(found["messages"].to_pylist()) == spoken


def test_the_shipped_log_is_cut_as_by_the_full_cut(tmp_path: Path) -> None:
    """420 chats: same cases, and their messages add up."""
    log = read_log(ROOT / "corpora" / "parcel" / "log")
    log.save(tmp_path / "m.parquet")
    n = cut_by_gap(tmp_path / "m.parquet", tmp_path / "c.parquet")
    found = pq.read_table(tmp_path / "c.parquet")
    expected = split_cases(log, closing=False, handoffs=False)
    assert n == len(found) == len(expected)
    assert found["case_id"].to_pylist() == expected.table["case_id"].to_pylist()
    customers = log.table["speaker"].to_pylist().count("customer")
    assert sum(found["customer_messages"].to_pylist()) == customers


def test_messages_without_a_time_do_not_open_cases() -> None:
    """They stand at the end of their conversation, with an end that is known from the others."""
    table = table_of([(0, hour, "customer", "text") for hour in (1, 2, 3)])
    sent = pa.array([HOUR, None, None], pa.timestamp("us", tz="UTC"))
    table = table.set_column(2, table.schema.field(2), sent)
    (row,) = cut(table).to_pylist()
    assert row["messages"] == 3
    assert row["opened_at"] is not None
    assert row["opened_at"] == row["closed_at"]


def test_ends_before_1970_are_times_too() -> None:
    """Their numbers are below 0."""
    table = table_of([(0, hour, "customer", "text") for hour in (-9000, -8999)])
    (row,) = cut(table).to_pylist()
    assert row["closed_at"].year == 1968


def test_bad_input_is_refused(tmp_path: Path) -> None:
    """No gap, no memory, no table."""
    log = tmp_path / "log.parquet"
    pq.write_table(table_of([(0, 1, "customer", "text")]), log)
    out = tmp_path / "c.parquet"
    with pytest.raises(ParameterError, match="longer than nothing"):
        cut_by_gap(log, out, 0)
    with pytest.raises(ParameterError, match="memory_limit must be a size"):
        cut_by_gap(log, out, memory_limit="a lot")
    with pytest.raises(ParameterError, match="too small"):
        cut_by_gap(log, out, memory_limit="1KB")
    with pytest.raises(ParameterError, match="at_once"):
        cut_by_gap(log, out, at_once=0)
    with pytest.raises(InputError, match="must end in"):
        cut_by_gap(log, tmp_path / "c.csv")
    with pytest.raises(InputError, match="no such file"):
        cut_by_gap(tmp_path / "none.parquet", out)
    assert not out.exists()
