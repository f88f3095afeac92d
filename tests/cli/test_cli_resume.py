"""Long runs on the command line: stopped by Ctrl-C, gone on with, the same as if never stopped."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pty
import re
import shlex
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import typer
from cli_world import Result, call, corpus, refused

from dialogkit.cli._resume import resumable
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
    try:
        began = time.monotonic()
        while not list(folder.glob("weeks-*.json")) and time.monotonic() - began < 90:
            assert running.poll() is None, running.stderr and running.stderr.read()
            time.sleep(0.05)
        os.killpg(running.pid, signal.SIGINT)
        _, said = running.communicate(timeout=60)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
    assert running.returncode == 130
    kept = f"what is done is kept in {folder}; it goes on with"
    again = shlex.join(map(str, ["dialogkit", *line, *more]))
    assert said == f"dialogkit: interrupted; {kept}\n  {again}\n"
    assert not (tmp_path / "a.parquet").exists()
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]

    done = [path.with_suffix(".parquet") for path in folder.glob("weeks-0000[0-2]*.json")]
    before = {path: path.stat().st_mtime_ns for path in done}
    assert before
    fine(*line, "--replications", 30)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    fine(*words(kiosk, "simulate", tmp_path / "b.parquet"), "--replications", 30)
    one, other = (pq.read_table(tmp_path / name) for name in ("a.parquet", "b.parquet"))
    assert one.equals(other)
    traffic = [(tmp_path / f"{name}.traffic.json").read_bytes() for name in "ab"]
    assert traffic[0] == traffic[1]


@pytest.mark.parametrize("held", ["no folder", "nothing", "run.json", "a block"])
def test_ctrl_c_names_a_folder_only_where_a_run_goes_on(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    held: str,
) -> None:
    """A folder that is not there, or holds no block yet, is no place to go on from."""
    folder = tmp_path / "run"
    monkeypatch.setattr(sys, "argv", ["python", "simulate", "flow.yaml"])
    if held in ("run.json", "a block"):
        folder.mkdir()
        (folder / "run.json").write_text("{}", encoding="utf-8")
    if held == "a block":
        (folder / "world").mkdir()
        (folder / "world" / "weeks-000000-000001.json").write_text("{}", encoding="utf-8")
    with pytest.raises(typer.Exit) as left, resumable(None if held == "no folder" else folder):
        raise KeyboardInterrupt
    assert left.value.exit_code == 130
    said = capsys.readouterr().err
    assert (str(folder) in said) == (held == "a block")
    wanted = {
        "no folder": "nothing is kept; with --folder",
        "a block": "it goes on with\n  dialogkit simulate flow.yaml\n",
    }
    assert wanted.get(held, "nothing was done yet, so nothing is kept") in said


@pytest.mark.parametrize("folder", [None, "run"])
def test_each_week_moves_the_bar(
    kiosk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str | None
) -> None:
    """In one process every week of a block is told of, in order; the last when it is kept."""
    told: list[int] = []
    monkeypatch.setattr(Bars, "__call__", lambda self, what, done, total: told.append(done))
    more = () if folder is None else ("--folder", tmp_path / folder)
    fine(*words(kiosk, "simulate", tmp_path / "a.parquet", "--replications", 5, *more))
    assert sorted(set(told)) == [0, 1, 2, 3, 4, 5]
    assert told == sorted(told)


def test_progress_is_on_a_terminal_only(kiosk: Path, tmp_path: Path) -> None:
    """With the time left; whoever reads stderr from a file reads nothing."""
    line = words(kiosk, "simulate", tmp_path / "a.parquet", "--replications", "3")
    assert fine(*line).err == ""
    ours, theirs = pty.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    running = subprocess.Popen([PROGRAM, *line], stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # Linux says so when the other end is closed
        while chunk := os.read(ours, 10_000):
            shown += chunk
    os.close(ours)
    assert running.wait(timeout=60) == 0
    text = shown.decode()
    assert "look at the bot and its customers" in text
    assert re.search(r"weeks: .*\d/3 \[\d\d:\d\d<", text)


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
    assert one.pop("command").removesuffix("a.json") == other.pop("command").removesuffix("b.json")
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
