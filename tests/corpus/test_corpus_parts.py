"""Parquet files as they come: odd names and folders, damaged, of other types, work that fails."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dialogkit._chunks import run_chunks
from dialogkit.conversation import MESSAGE_SCHEMA
from dialogkit.corpus import anonymize_file, cut_by_gap, split_cases_file
from dialogkit.corpus._parts import Part, parts_folder, write_part
from dialogkit.errors import InputError, OutputError

KEY = bytes(range(32))
Work = Callable[[Path, Path], object]

WORKS: dict[str, Work] = {
    "anonymize": lambda source, target: anonymize_file(source, target, key=KEY),
    "cases": split_cases_file,
    "gap": cut_by_gap,
}
every_work = pytest.mark.parametrize("name", list(WORKS))


def table(messages: int = 4) -> pa.Table:
    """A conversation of a customer with an agent."""
    rows = [
        {
            "conversation_id": "7",
            "position": number,
            "sent_at": datetime(2026, 3, 5, 9, number % 60, tzinfo=UTC),
            "speaker": ("customer", "agent")[number % 2],
            "person": ("Ada Beispiel", "Emil Muster")[number % 2],
            "channel": "web",
            "kind": "text",
            "text": f"Hallo {number}",
        }
        for number in range(messages)
    ]
    return pa.Table.from_pylist(rows, schema=MESSAGE_SCHEMA)


@every_work
@pytest.mark.parametrize("folder", ["a[b]", "c*d", "speaker=bot", "text=x"])
def test_a_name_is_a_name(tmp_path: Path, name: str, folder: str) -> None:
    """Marks in the names of folders are neither patterns nor columns."""
    here, there = tmp_path / "plain", tmp_path / folder
    for place in (here, there):
        place.mkdir()
        pq.write_table(table(), place / "log.parquet")
        WORKS[name](place / "log.parquet", place / "out.parquet")
    assert (here / "out.parquet").read_bytes() == (there / "out.parquet").read_bytes()


@every_work
def test_ids_may_be_numbers(tmp_path: Path, name: str) -> None:
    """A table from a help desk numbers its conversations."""
    numbered = table()
    numbered = numbered.set_column(0, "conversation_id", pa.array([7] * 4, pa.int64()))
    for file, made in (("text", table()), ("number", numbered)):
        pq.write_table(made, tmp_path / f"{file}.parquet")
        WORKS[name](tmp_path / f"{file}.parquet", tmp_path / f"{file}_out.parquet")
    out = [(tmp_path / f"{file}_out.parquet").read_bytes() for file in ("text", "number")]
    assert out[0] == out[1]


@every_work
def test_a_message_without_a_conversation_is_refused(tmp_path: Path, name: str) -> None:
    """It would belong to no part and be lost."""
    gap = table().set_column(0, "conversation_id", pa.array(["7", None, "7", "7"]))
    pq.write_table(gap, tmp_path / "log.parquet")
    with pytest.raises(InputError, match="conversation_id has gaps"):
        WORKS[name](tmp_path / "log.parquet", tmp_path / "out.parquet")
    assert [path.name for path in tmp_path.iterdir()] == ["log.parquet"]


@every_work
@pytest.mark.parametrize("place", [0.1, 0.3, 0.5])
def test_a_damaged_file_is_refused_in_our_words(tmp_path: Path, name: str, place: float) -> None:
    """Its end says that it is a table, what is before it is none."""
    path = tmp_path / "log.parquet"
    pq.write_table(table(2000), path, use_dictionary=False)
    data = bytearray(path.read_bytes())
    for column in range(pq.read_metadata(path).num_columns):
        chunk = pq.read_metadata(path).row_group(0).column(column)
        at = chunk.data_page_offset + int(place * chunk.total_compressed_size)
        data[at : at + 40] = b"\xa7" * 40
    path.write_bytes(data)
    with pytest.raises(InputError, match="damaged"):
        WORKS[name](path, tmp_path / "out.parquet")
    assert [file.name for file in tmp_path.iterdir()] == ["log.parquet"]


@every_work
def test_times_that_are_texts_are_refused_without_a_word_of_them(tmp_path: Path, name: str) -> None:
    """What stands in the column may be anything, a name for one."""
    texts = table().set_column(2, "sent_at", pa.array(["Quittenbaum"] * 4))
    pq.write_table(texts, tmp_path / "log.parquet")
    with pytest.raises(InputError, match="sent_at must be timestamp") as caught:
        WORKS[name](tmp_path / "log.parquet", tmp_path / "out.parquet")
    assert "Quittenbaum" not in str(caught.value)


def test_a_log_without_times_is_cut_by_gap_into_its_conversations(tmp_path: Path) -> None:
    """The column may be missing, as everywhere."""
    pq.write_table(table().drop_columns(["sent_at"]), tmp_path / "log.parquet")
    assert cut_by_gap(tmp_path / "log.parquet", tmp_path / "out.parquet") == 1


def test_equal_places_are_sorted_by_all_else(tmp_path: Path) -> None:
    """However rows of one place are ordered in the file, the result has one order."""
    same = table().set_column(1, "position", pa.array([0] * 4, pa.int32()))
    same = same.set_column(8, "text", pa.array(["Hallo"] * 4))
    for file, made in (("a", same), ("b", same.take([3, 1, 0, 2]))):
        pq.write_table(made, tmp_path / f"{file}.parquet")
        anonymize_file(tmp_path / f"{file}.parquet", tmp_path / f"{file}_out.parquet", key=KEY)
    out = [(tmp_path / f"{file}_out.parquet").read_bytes() for file in ("a", "b")]
    assert out[0] == out[1]


def test_no_chunk_goes_on_after_another_failed() -> None:
    """What runs is waited for, what has not begun never does: nothing is written later."""
    began, failed = threading.Event(), threading.Event()
    ended: list[int] = []

    def work(number: int) -> int:
        if number == 0:
            began.wait(5)
            failed.set()
            raise KeyError(number)
        began.set()
        failed.wait(5)
        time.sleep(0.05)
        ended.append(number)
        return number

    with ThreadPoolExecutor(2) as pool:
        with pytest.raises(KeyError):
            list(run_chunks(work, range(50), executor=pool))
        done = list(ended)
        time.sleep(0.2)
        assert ended == done
    assert 1 in done
    assert len(done) < 5


def test_a_part_is_not_written_where_nobody_collects_it(tmp_path: Path) -> None:
    """A worker that comes too late, or sees another disk, makes no folder of its own."""
    with parts_folder(tmp_path / "out.parquet") as folder:
        write_part(table(), folder, 0)
    with pytest.raises(OutputError, match="share"):
        write_part(table(), folder, 1)
    assert not list(tmp_path.iterdir())


def test_a_part_shows_nobodys_conversations() -> None:
    """A cluster writes its arguments into its log."""
    assert "Ada" not in repr(Part(number=0, path="x", conversations=("Chat mit Ada",)))
