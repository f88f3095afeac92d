"""What a log leaves behind beside its rows: representations, metadata, names of files."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dialogkit.conversation import Cases, Message, Messages, Unreadable
from dialogkit.corpus import anonymize, key_fingerprint, split_cases
from dialogkit.corpus._recontacts import count_words

KEY = bytes(range(32))
TEXT = "Hier Rosalinde Quittenbaum, mein Paket fehlt"
LOG = Messages.of(
    [
        Message(
            conversation_id="wa-1",
            position=0,
            speaker="customer",
            person="Rosalinde Quittenbaum",
            text=TEXT,
        )
    ]
)


def test_what_is_shown_of_a_log_holds_none_of_it() -> None:
    """A notebook prints values, and a cluster writes them into its log."""
    cases = split_cases(LOG)
    for value in (LOG, cases, count_words(Cases(cases.table, LOG))):
        assert "uittenb" not in repr(value)
        assert "paket" not in repr(value).lower()
    assert repr(LOG) == "Messages(1 rows)"


def test_columns_and_metadata_of_its_own_do_not_get_through(tmp_path: Path) -> None:
    """Only the columns of messages are masked, so only they are there afterwards."""
    more = LOG.table.append_column("phone", pa.array(["030 23125 001"]))
    more = more.replace_schema_metadata({"pandas": "Quittenbaum"})
    anonymous, _ = anonymize(Messages(more), key=KEY)
    anonymous.save(tmp_path / "anon.parquet")
    assert anonymous.table.schema.equals(LOG.table.schema, check_metadata=True)
    assert set(pq.read_schema(tmp_path / "anon.parquet").metadata) == {b"dialogkit"}


@pytest.mark.parametrize("file", ["Chat mit Dr. Rosalinde Quittenbaum", "rosalinde.quittenbaum"])
def test_an_ending_that_is_a_name_does_not_get_through(file: str) -> None:
    """What follows the last full stop of a chat's title is no ending; known ones stay."""
    bad = (Unreadable(file=file, line=1, why="no time"), Unreadable(file="a.TXT", line=1, why=""))
    anonymous, _ = anonymize(Messages(LOG.table, bad), key=KEY)
    first, second = anonymous.unreadable
    assert "." not in first.file
    assert second.file.endswith(".txt")


@pytest.mark.parametrize("ending", [".jsonl", ".csv"])
def test_a_raw_log_in_the_place_of_an_anonymous_one_is_raw(tmp_path: Path, ending: str) -> None:
    """What was said of the table that was there before is forgotten with it."""
    path = tmp_path / f"log{ending}"
    anonymize(LOG, key=KEY)[0].save(path)
    assert Messages.load(path).key_fingerprint == key_fingerprint(KEY)
    LOG.save(path)
    assert Messages.load(path).key_fingerprint is None
