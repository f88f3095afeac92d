"""Large files: in parts, on any executor, the same to the byte as at once; nothing raw is left."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.conversation import MESSAGE_SCHEMA, Messages
from dialogkit.corpus import (
    anonymize,
    anonymize_file,
    key_fingerprint,
    link_recontacts,
    load_key,
    new_key,
    split_cases,
    split_cases_file,
)
from dialogkit.corpus._parts import ROWS, parts_of, read_part
from dialogkit.errors import InputError, OutputError, ParameterError

KEY = bytes(range(32))
CUSTOMERS = ("Rosalinde Quittenbaum", "Zacharias Oppenkowski", "Ada Beispiel", "Emil Muster")


def log(conversations: int = 30) -> pa.Table:
    """A log of several customers with several conversations each, a name in every text."""
    rows = []
    for number in range(conversations):
        name = CUSTOMERS[number % len(CUSTOMERS)]
        for position in range(1 + number % 4):
            customer = position % 2 == 0
            rows.append(
                {
                    "conversation_id": f"wa-{number:03}",
                    "position": position,
                    "sent_at": 1_790_000_000_000_000 + (number * 100 + position) * 60_000_000,
                    "speaker": "customer" if customer else "agent",
                    "person": name if customer else "Sabine Vorbild",
                    "kind": "text",
                    "text": f"Hier {name}, ich warte immer noch, Frage {number}"
                    if customer
                    else "Viele Grüße, Sabine",
                }
            )
    return pa.Table.from_pylist(rows, schema=MESSAGE_SCHEMA)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The log as a file."""
    path = tmp_path_factory.mktemp("log") / "messages.parquet"
    pq.write_table(log(), path)
    return path


def sorted_rows(table: pa.Table) -> list[dict[str, object]]:
    """Its rows in one order."""
    rows: list[dict[str, object]] = table.to_pylist()
    return sorted(rows, key=lambda row: (str(row["conversation_id"]), str(row["position"])))


def test_a_file_in_parts_is_the_log_at_once(source: Path, tmp_path: Path) -> None:
    """Same rows, same counts, and no customer is cut over two parts."""
    whole, audit = anonymize(Messages.load(source), key=KEY)
    target = tmp_path / "anon.parquet"
    in_parts = anonymize_file(source, target, key=KEY, rows=7)
    assert in_parts == audit
    assert sorted_rows(Messages.load(target).table) == sorted_rows(whole.table)
    assert len(parts_of(source, rows=7)) > 1


@pytest.mark.parametrize("executor", ["serial", "threads", "loky"])
@pytest.mark.parametrize("rows", [1, 9, ROWS])
def test_the_bytes_are_the_same_however_it_is_parted(
    source: Path, tmp_path: Path, executor: str, rows: int
) -> None:
    """Neither the number of parts nor where they are done shows in the result."""
    expected, found = tmp_path / "expected.parquet", tmp_path / "found.parquet"
    anonymize_file(source, expected, key=KEY)
    with ThreadPoolExecutor(2) as threads:
        chosen = threads if executor == "threads" else executor
        anonymize_file(source, found, key=KEY, rows=rows, executor=chosen)
    assert found.read_bytes() == expected.read_bytes()


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """A Dask cluster of processes on this machine, and its address."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as running:
        yield running.scheduler_address.removeprefix("tcp://")


def test_a_cluster_gives_the_same_bytes(source: Path, tmp_path: Path) -> None:
    """Two workers of a Dask cluster do what one process does, for several numbers of parts."""
    expected = tmp_path / "expected.parquet"
    anonymize_file(source, expected, key=KEY)
    with cluster(2) as address:
        for rows in (5, 20):
            found = tmp_path / f"found{rows}.parquet"
            anonymize_file(source, found, key=KEY, rows=rows, executor=f"dask://{address}")
            assert found.read_bytes() == expected.read_bytes()


def test_a_cluster_that_is_not_there_is_said(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for an answer that never comes."""
    monkeypatch.setattr("dialogkit._chunks._PATIENCE", "1s")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    executor = f"dask://127.0.0.1:{port}"
    with pytest.raises(InputError, match="does not answer"):
        anonymize_file(source, tmp_path / "a.parquet", key=KEY, executor=executor)
    assert not list(tmp_path.iterdir())


def test_nothing_raw_and_no_part_is_left(source: Path, tmp_path: Path) -> None:
    """In the folder lies the result alone; when the work fails, nothing at all."""
    anonymize_file(source, tmp_path / "anon.parquet", key=KEY, rows=3)
    assert [path.name for path in tmp_path.iterdir()] == ["anon.parquet"]
    with pytest.raises(ParameterError, match="memory_limit"):
        anonymize_file(source, tmp_path / "b.parquet", key=KEY, memory_limit="much")
    assert [path.name for path in tmp_path.iterdir()] == ["anon.parquet"]
    text = (tmp_path / "anon.parquet").read_bytes()
    assert not any(name.encode() in text for full in CUSTOMERS for name in full.split())


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 29), min_size=1, unique=True), st.integers(1, 40))
def test_every_message_is_in_exactly_one_part(chosen: list[int], rows: int) -> None:
    """Whole customers each; together the whole log, shuffled or not."""
    table = log()
    ids = {f"wa-{number:03}" for number in chosen}
    kept = [row for row in table.to_pylist() if row["conversation_id"] in ids]
    kept.sort(key=lambda row: str(row["text"]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "some.parquet"
        pq.write_table(pa.Table.from_pylist(kept, schema=MESSAGE_SCHEMA), path)
        parts = [read_part(part).to_pylist() for part in parts_of(path, rows=rows)]
    seen = [(row["conversation_id"], row["position"]) for part in parts for row in part]
    assert sorted(seen) == sorted((row["conversation_id"], row["position"]) for row in kept)
    where: dict[str, set[int]] = {}
    for number, part in enumerate(parts):
        for row in part:
            if row["speaker"] == "customer":
                where.setdefault(row["person"], set()).add(number)
    assert all(len(numbers) == 1 for numbers in where.values())


def test_cases_in_parts_are_the_cases_at_once(source: Path, tmp_path: Path) -> None:
    """Cut and linked: same rows for any number of parts, in processes and on a cluster."""
    whole = link_recontacts(split_cases(Messages.load(source), "24h"), "7d").table
    expected = tmp_path / "serial.parquet"
    assert split_cases_file(source, expected) == len(whole)
    found = pq.read_table(expected)
    assert found.to_pylist() == whole.sort_by("case_id").to_pylist()
    assert found.schema.metadata[b"recontact_seconds"] == b"604800.0"
    assert any(found["recontact_of"].to_pylist())
    with cluster(2) as address:
        for number, (executor, rows) in enumerate((("loky", 4), (f"dask://{address}", 11))):
            other = tmp_path / f"{number}.parquet"
            split_cases_file(source, other, executor=executor, rows=rows)
            assert other.read_bytes() == expected.read_bytes()
    assert sorted(p.suffix for p in tmp_path.iterdir()) == [".parquet"] * 3


def test_an_empty_log_gives_an_empty_one(tmp_path: Path) -> None:
    """Nothing in, nothing out, no error."""
    path = tmp_path / "none.parquet"
    pq.write_table(MESSAGE_SCHEMA.empty_table(), path)
    audit = anonymize_file(path, tmp_path / "anon.parquet", key=KEY)
    assert audit.messages == 0
    assert len(Messages.load(tmp_path / "anon.parquet")) == 0


@pytest.mark.parametrize("ending", [".parquet", ".jsonl", ".csv"])
def test_a_corpus_of_another_key_is_not_overwritten(tmp_path: Path, ending: str) -> None:
    """Its pseudonyms would silently stop to be those of the work done with it."""
    anonymous, _ = anonymize(Messages(log(4)), key=KEY)
    path = tmp_path / f"anon{ending}"
    anonymous.save(path)
    before = path.read_bytes()
    other, _ = anonymize(Messages(log(4)), key=KEY[::-1])
    with pytest.raises(OutputError, match="made with another key"):
        other.save(path)
    assert path.read_bytes() == before
    anonymous.save(path)
    assert Messages.load(path).key_fingerprint == key_fingerprint(KEY)


def test_a_file_of_another_key_is_not_begun(source: Path, tmp_path: Path) -> None:
    """The refusal comes before the work."""
    target = tmp_path / "anon.parquet"
    anonymize_file(source, target, key=KEY)
    before = target.read_bytes()
    with pytest.raises(OutputError, match="made with another key"):
        anonymize_file(source, target, key=KEY[::-1])
    assert target.read_bytes() == before


def test_files_that_are_none_are_refused(source: Path, tmp_path: Path) -> None:
    """In and out must be Parquet, with the columns that tell customers."""
    text = tmp_path / "x.parquet"
    text.write_text("Hallo")
    short = tmp_path / "short.parquet"
    pq.write_table(log(2).drop_columns(["person"]), short)
    for path, why in (
        (tmp_path / "no.parquet", "no such file"),
        (text, "Parquet"),
        (short, "person"),
    ):
        with pytest.raises(InputError, match=why):
            anonymize_file(path, tmp_path / "a.parquet", key=KEY)
    with pytest.raises(InputError, match=r"must end in \.parquet"):
        anonymize_file(source, tmp_path / "a.csv", key=KEY)


def test_the_key_file_is_one(tmp_path: Path) -> None:
    """The fingerprint is that of the key in the file."""
    key = new_key(tmp_path / "key")
    assert key_fingerprint(load_key(tmp_path / "key")) == key_fingerprint(key)
    assert len(key_fingerprint(key)) == 8
