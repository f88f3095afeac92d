"""Long runs on the command line: stopped by Ctrl-C, gone on with, the same as if never stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from cli_world import Result, call, corpus, refused

from dialogkit.cli._shared import Bars

PROGRAM = Path(sys.executable).with_name("dialogkit")


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus, with its classifier and its customers in files beside it."""
    folder = corpus(tmp_path_factory.mktemp("kiosk") / "kiosk")
    made = call("train", folder / "utterances.jsonl", "--encoder", "tfidf", "-o", folder / "model")
    assert made.code == 0, made.err
    raw, anonymous = folder / "raw.parquet", folder / "anonymous.parquet"
    assert call("read", folder / "log", "-o", raw).code == 0
    assert call("anonymize", raw, "--key", folder / "key", "-o", anonymous).code == 0
    words = ("customers", anonymous, "--model", folder / "model", "-o", folder / "customers.json")
    assert call(*words).code == 0
    return folder


def words(kiosk: Path, command: str, output: Path, *more: object) -> list[str]:
    """A call of ``simulate`` or ``forecast``."""
    given = ("--model", kiosk / "model", "--customers", kiosk / "customers.json", "-o", output)
    return [str(word) for word in (command, kiosk, *given, *more)]


def fine(*line: object) -> Result:
    """A call that succeeds."""
    result = call(*line)
    assert result.code == 0, (result.out, result.err)
    return result


@pytest.mark.parametrize("executor", ["serial", "loky:2"])
def test_ctrl_c_leaves_a_run_that_goes_on(kiosk: Path, tmp_path: Path, executor: str) -> None:
    """As from a keyboard, to every process: one sentence, exit code 130, and nothing lost."""
    folder = tmp_path / "run"
    line = words(kiosk, "simulate", tmp_path / "a.parquet", "--folder", folder)
    more = ["--replications", "50000", "--executor", executor]
    running = subprocess.Popen(
        [PROGRAM, *line, *more], stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    began = time.monotonic()
    while not list(folder.glob("weeks-*.json")) and time.monotonic() - began < 90:
        assert running.poll() is None, running.stderr and running.stderr.read()
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    kept = f"what is done is kept in {folder}: the same command goes on from there"
    assert said == f"dialogkit: interrupted; {kept}\n"
    assert not (tmp_path / "a.parquet").exists()
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]

    before = {path: path.stat().st_mtime_ns for path in folder.glob("weeks-0000[0-2]*.parquet")}
    assert before
    fine(*line, "--replications", 30)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    fine(*words(kiosk, "simulate", tmp_path / "b.parquet"), "--replications", 30)
    one, other = (pq.read_table(tmp_path / name) for name in ("a.parquet", "b.parquet"))
    assert one.equals(other)
    traffic = [(tmp_path / f"{name}.traffic.json").read_bytes() for name in "ab"]
    assert traffic[0] == traffic[1]


def test_a_forecast_in_a_folder_is_the_same(kiosk: Path, tmp_path: Path) -> None:
    """Made twice in one folder, and once without."""
    few = ("--replications", 2, "--assume", "central")
    for name, more in (("a", ("--folder", tmp_path / "run")), ("b", ())):
        for _ in range(2 if more else 1):
            fine(*words(kiosk, "forecast", tmp_path / f"{name}.json"), *few, *more)
    one, other = (json.loads((tmp_path / f"{name}.json").read_text()) for name in "ab")
    for value in (one, other):
        assert value.pop("cases_file")
        assert value.pop("baseline_file")
    assert one == other
    found = refused(
        call(*words(kiosk, "forecast", tmp_path / "c.json"), *few, "--folder", tmp_path)
    )
    assert found == f"{tmp_path}: holds other files and no run; name a new folder"


def test_another_run_is_refused_in_one_sentence(kiosk: Path, tmp_path: Path) -> None:
    """Exit code 2, the folder named, and what to do."""
    line = words(kiosk, "simulate", tmp_path / "a.parquet", "--folder", tmp_path / "run")
    fine(*line)
    found = refused(call(*line, "--seed", 1))
    what = "holds a run with another seed; name a new folder, or remove this one"
    assert found == f"{tmp_path / 'run'}: {what}"


@pytest.mark.parametrize("command", ["simulate", "forecast"])
def test_an_executor_that_there_is_not_is_refused_first(
    kiosk: Path, tmp_path: Path, command: str
) -> None:
    """Before anything is read."""
    output = tmp_path / ("a.json" if command == "forecast" else "a.parquet")
    line = words(tmp_path / "nothing", command, output, "--executor", "slurm")
    assert refused(call(*line)).startswith("executor must be serial, loky")


def test_what_was_kept_does_not_shorten_the_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bar's speed is that of the work done now; it is there on a terminal only."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    bars = Bars()
    bars("weeks", 0, 100)
    bars("weeks", 60, 100)
    time.sleep(0.1)
    bars("weeks", 62, 100)
    bar = bars._bars["weeks"]
    assert (bar.n, bar.initial) == (62, 60)
    rate = bar.format_dict["rate"] or (bar.n - bar.initial) / bar.format_dict["elapsed"]
    assert rate < 40
    bars("weeks", 100, 100)
