"""What the README says of many cores and a cluster works as it stands there, on this machine."""

from __future__ import annotations

import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import dialogkit as dk

ROOT = Path(__file__).parent.parent
SECTION = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Many cores, a cluster")[2]
FEWER = {
    "--replications 200": "--replications 2",
    "--replications 20": "--replications 1 --assume central",
    "--nworkers auto": "--nworkers 2",
    "node1": "127.0.0.1",
}
"""What the README writes to what a test can do; all else runs as it is written."""


def lines(port: int) -> list[list[str]]:
    """The commands of the section, in order."""
    text = "".join(re.findall(r"```sh\n(.*?)```", SECTION.partition("\n## ")[0], re.DOTALL))
    for long, short in FEWER.items():
        text = text.replace(long, short)
    text = text.replace("8786", str(port))
    return [shlex.split(line, comments=True) for line in text.splitlines()]


def finished(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """A program, run to its end in a folder."""
    return subprocess.run(program(words), cwd=folder, capture_output=True, text=True, check=False)


def program(words: list[str]) -> list[str]:
    """The same with this environment's programs."""
    return [str(Path(sys.executable).with_name(words[0])), *words[1:]]


@contextmanager
def running(words: list[str]) -> Iterator[None]:
    """A program that runs meanwhile."""
    with subprocess.Popen(
        program(words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as started:
        try:
            yield
        finally:
            started.terminate()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the shipped corpus, a classifier and customers."""
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    utterances = dk.read_utterances(ROOT / "corpora/parcel/utterances.jsonl")
    model = dk.IntentClassifier(encoder="tfidf")
    model.fit([u.text for u in utterances], [u.intent for u in utterances])
    model.save(tmp_path / "work/model")
    log, _ = dk.anonymize(dk.read_log(ROOT / "corpora/parcel/log"), key=bytes(range(32)))
    dk.Customers.fit(dk.split_cases(log), model).save(tmp_path / "work/customers.json")
    return tmp_path


@pytest.mark.slow
def test_many_cores_and_a_cluster(checkout: Path) -> None:
    """Every line, with scheduler and workers as they are started there; what is kept is there."""
    pytest.importorskip("distributed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    one_machine, scheduler, worker, cluster = lines(port)
    done = finished(one_machine, checkout)
    assert (done.returncode, done.stderr) == (0, "")
    assert (checkout / "work/forecast.json").exists()
    assert (checkout / "work/run/with_bot/run.json").exists()
    with running([*scheduler, "--no-dashboard"]), running([*worker, "--no-dashboard"]):
        for _ in range(60):
            with socket.socket() as looked:
                if looked.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.5)
        done = finished(cluster, checkout)
    assert done.returncode == 0, done.stderr
    kept = sorted((checkout / "work/weeks").glob("weeks-*.parquet"))
    rows = sum(pq.read_metadata(path).num_rows for path in kept)
    assert rows == pq.read_metadata(checkout / "work/weeks.parquet").num_rows > 1000
