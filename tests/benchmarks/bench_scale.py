"""How fast a large log is cut and anonymized, and within which memory.

Run by ``make bench``, or ``python tests/benchmarks/bench_scale.py [MESSAGES]``. The log is made
here: realistic in its shape (seven messages a case, pauses of days), meaningless in its texts.
Bars: 1,000,000 messages a second of processor time cut by pauses from Parquet; ten million
messages within a DuckDB limit of 500 MB; two processes give the bytes of one.
"""

from __future__ import annotations

import hashlib
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dialogkit.conversation import MESSAGE_SCHEMA
from dialogkit.corpus import anonymize_file, cut_by_gap, split_cases_file

MESSAGES = 10_000_000
BAR = 1_000_000
LIMIT = "500MB"
SMALL = 20_000
TEXTS = tuple(f"Hallo, wo ist mein Paket? Die Nummer ist {number}." for number in range(5_000))
KEY = bytes(range(32))


def write_log(path: Path, messages: int, rng: np.random.Generator) -> None:
    """A log of so many messages, sorted by conversation and position, in row groups of 100,000."""
    with pq.ParquetWriter(path, MESSAGE_SCHEMA) as writer:
        for first in range(0, messages, 1_000_000):
            writer.write_table(
                _some(first, min(1_000_000, messages - first), rng), row_group_size=100_000
            )


def _some(first: int, n: int, rng: np.random.Generator) -> pa.Table:
    """``n`` messages of conversations that nobody else has, twelve each."""
    thread = first // 12 + np.arange(n) // 12
    pauses = np.where(
        rng.random(n) < 1 / 7, rng.exponential(6 * 86_400, n), rng.exponential(300, n)
    )
    sent = 1_600_000_000_000_000 + (np.cumsum(pauses) % 9e7 * 1e6).astype(np.int64)
    sent.sort()
    ids = pa.array([f"wa-{number:012x}" for number in range(thread[0], thread[-1] + 1)])
    speaker = pa.array(["customer", "agent"]).take(pa.array(np.arange(n) % 12 % 2))
    person = pa.array([f"Kunde {number}" for number in range(1_000)])
    columns = {
        "conversation_id": ids.take(pa.array(thread - thread[0])),
        "position": pa.array(np.arange(n) % 12, pa.int32()),
        "sent_at": pa.array(sent, pa.timestamp("us", tz="UTC")),
        "speaker": speaker,
        "person": person.take(pa.array(thread % 1_000)),
        "kind": pa.array(["text"]).take(pa.array(np.zeros(n, np.int64))),
        "text": pa.array(TEXTS).take(pa.array(rng.integers(0, len(TEXTS), n))),
    }
    missing = [f for f in MESSAGE_SCHEMA if f.name not in columns]
    columns |= {field.name: pa.nulls(n, field.type) for field in missing}
    return pa.table([columns[name] for name in MESSAGE_SCHEMA.names], schema=MESSAGE_SCHEMA)


def main() -> int:
    """Prints the table; 1 where a bar is missed."""
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else MESSAGES
    rng = np.random.default_rng(7)
    with tempfile.TemporaryDirectory() as folder:
        log, small = Path(folder, "log.parquet"), Path(folder, "small.parquet")
        write_log(log, messages, rng)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        begin = time.process_time()
        cases = cut_by_gap(log, Path(folder, "cases.parquet"), memory_limit=LIMIT)
        rate = messages / (time.process_time() - begin)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{messages:,} messages, {cases:,} cases, {log.stat().st_size / 1e6:.0f} MB of Parquet"
        )
        print(f"cut by pauses: {rate:,.0f} messages a second of processor time (bar {BAR:,})")
        print(
            f"  DuckDB within {LIMIT}; the process peaked at {peak:,.0f} MB ({before:,.0f} before)"
        )
        write_log(small, SMALL, rng)
        same = _in_processes(small, Path(folder))
    return int(rate < BAR or not same)


def _in_processes(log: Path, folder: Path) -> bool:
    """Whether one process and two give the same, with how long each took."""
    same = True
    for name, work in (("anonymized", _anonymized), ("cut with outcomes", _cut)):
        seen = []
        for executor in ("serial", "loky"):
            begin = time.perf_counter()
            seen.append(work(log, folder / f"{executor}.parquet", executor))
            rate = SMALL / (time.perf_counter() - begin)
            print(f"{name}, {executor}: {rate:,.0f} messages a second of wall clock")
        same &= seen[0] == seen[1]
        print(f"  the same bytes: {'yes' if seen[0] == seen[1] else 'NO'}")
    return same


def _anonymized(log: Path, target: Path, executor: str) -> str:
    anonymize_file(log, target, key=KEY, executor=executor, rows=SMALL // 8)
    return hashlib.sha256(target.read_bytes()).hexdigest()


def _cut(log: Path, target: Path, executor: str) -> str:
    split_cases_file(log, target, executor=executor, rows=SMALL // 8)
    return hashlib.sha256(target.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
