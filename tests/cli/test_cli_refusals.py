"""Bad input: one sentence with the file, exit code 2, nothing half-written, nobody's words."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli_world import FLOW, GATE, call, corpus, refused, utterance_rows, write_rows

SECRET = "Geheimnis"
"""Stands for what a customer wrote; no refusal may repeat it."""
PROGRAM = Path(sys.executable).with_name("dialogkit")

Words = tuple[object, ...]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus in ``kiosk`` and good results beside it."""
    made = tmp_path_factory.mktemp("refusals")
    kiosk = corpus(made / "kiosk")
    for words in (
        ("read", kiosk / "log", "-o", made / "messages.parquet"),
        (
            "anonymize",
            made / "messages.parquet",
            "--key",
            made / "key",
            "-o",
            made / "anon.parquet",
        ),
        ("train", kiosk / "utterances.jsonl", "--encoder", "tfidf", "-o", made / "model"),
        ("customers", made / "anon.parquet", "--model", made / "model", "-o", made / "people.json"),
        ("cases", made / "anon.parquet", "-o", made / "cases.parquet"),
        ("evaluate", made / "cases.parquet", "-o", made / "rates.json"),
    ):
        assert call(*words).code == 0, words
    return made


COMMANDS: dict[str, tuple[str, Callable[[Path, Path, Path], Words]]] = {
    "read": (".txt", lambda f, w, o: ("read", f, "-o", o / "x.jsonl")),
    "read a table": (".csv", lambda f, w, o: ("read", f, "-o", o / "x.jsonl")),
    "anonymize": (
        ".jsonl",
        lambda f, w, o: ("anonymize", f, "--key", w / "key", "-o", o / "x.csv"),
    ),
    "spans": (".jsonl", lambda f, w, o: ("anonymize", f, "--spans", "-o", o / "x.jsonl")),
    "cases": (".csv", lambda f, w, o: ("cases", f, "-o", o / "x.parquet")),
    "customers": (
        ".parquet",
        lambda f, w, o: ("customers", f, "--model", w / "model", "-o", o / "x.json"),
    ),
    "train": (".jsonl", lambda f, w, o: ("train", f, "--encoder", "tfidf", "-o", o / "x")),
    "train on a table": (".csv", lambda f, w, o: ("train", f, "-o", o / "x")),
    "predict": (".jsonl", lambda f, w, o: ("predict", w / "model", f, "-o", o / "x.jsonl")),
    "score": (".jsonl", lambda f, w, o: ("score", w / "model", f)),
    "out of scope": (
        ".jsonl",
        lambda f, w, o: ("score", w / "model", w / "kiosk/utterances.jsonl", "--out-of-scope", f),
    ),
    "check": (".yaml", lambda f, w, o: ("check", f)),
    "draw": (".yaml", lambda f, w, o: ("draw", f, "-o", o / "x.svg")),
    "draw a run": (".json", lambda f, w, o: ("draw", w / "kiosk", "--run", f, "-o", o / "x.svg")),
    "simulate": (
        ".json",
        lambda f, w, o: (
            *("simulate", w / "kiosk", "--model", w / "model", "--customers", f),
            *("-o", o / "x.parquet"),
        ),
    ),
    "simulate a staff": (
        ".yaml",
        lambda f, w, o: (
            *("simulate", w / "kiosk", "--model", w / "model", "--customers", w / "people.json"),
            *("--centre", f, "-o", o / "x.parquet"),
        ),
    ),
    "evaluate": (".parquet", lambda f, w, o: ("evaluate", f)),
    "report": (".json", lambda f, w, o: ("report", f, "-o", o / "x.html")),
    "gate": (".json", lambda f, w, o: ("gate", f, w / "kiosk/gate.yaml")),
    "gate conditions": (".yaml", lambda f, w, o: ("gate", w / "rates.json", f)),
    "demo": (".txt", lambda f, w, o: ("demo", "--log", f, "--flow", w / "kiosk", "--out", o / "x")),
    "demo flow": (
        ".yaml",
        lambda f, w, o: ("demo", "--log", w / "kiosk/log", "--flow", f, "--out", o / "x"),
    ),
}
"""A name to the ending of the hostile file, and the call that gets it."""

HOSTILE: dict[str, bytes] = {
    "empty": b"",
    "blank": b"\n \n\n",
    "pdf": b"%PDF-1.7\n" + SECRET.encode(),
    "bytes": bytes(range(256)) * 3,
    "not utf-8": f'{{"text": "{SECRET} ü", "intent": "a"}}\n'.encode("latin-1"),
    "utf-16 without mark": f"{SECRET} ü".encode("utf-16-le"),
    "cut off": b'{"text": "' + SECRET.encode() + b'", "rates": {"rates": {"a',
    "null": b"null",
    "a list": b"[1, 2]",
    "deep": b"[" * 50_000,
    "wrong types": json.dumps(
        {"text": [SECRET], "intent": {}, "conversation_id": 1, "rates": {"rates": SECRET}}
    ).encode(),
    "half a parquet": b"PAR1" + b"\0" * 40,
}
"""A name to what is in the file."""


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Path]:
    """A folder for hostile files, checked to hold no results in the end."""
    inputs, outputs = tmp_path / "in", tmp_path / "out"
    inputs.mkdir()
    outputs.mkdir()
    yield inputs
    left = [path for path in outputs.rglob("*") if path.is_file() and path.name != "secret.key"]
    assert left == []


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("command", COMMANDS)
def test_hostile_file_is_refused(folder: Path, hostile: Path, command: str, what: str) -> None:
    """One sentence with the file, exit code 2, no word of its content, nothing left behind."""
    ending, words = COMMANDS[command]
    file = hostile / f"file{ending}"
    file.write_bytes(HOSTILE[what])
    sentence = refused(call(*words(file, folder, hostile.parent / "out")))
    assert str(file) in sentence
    assert SECRET not in sentence


@pytest.mark.parametrize("command", COMMANDS)
def test_missing_file_is_refused(folder: Path, hostile: Path, command: str) -> None:
    """A file that is not there is named."""
    ending, words = COMMANDS[command]
    file = hostile / f"nowhere{ending}"
    assert str(file) in refused(call(*words(file, folder, hostile.parent / "out")))


# ----- lines -------------------------------------------------------------------------------------


def test_line_of_a_bad_row_is_the_line_in_the_file(tmp_path: Path) -> None:
    """Blank lines, a header and texts with line breaks do not shift it."""
    lines = tmp_path / "u.jsonl"
    lines.write_text('{"text": "a", "intent": "b"}\n\n{"text": "c"}\n', encoding="utf-8")
    assert f"{lines}:3: row 2 lacks intent" in refused(call("train", lines, "-o", tmp_path / "m"))
    table = tmp_path / "u.csv"
    table.write_text('text,intent\n"a\nb",c\nd,\n', encoding="utf-8")
    assert f"{table}:4: row 2 lacks intent" in refused(call("train", table, "-o", tmp_path / "m"))


def test_line_of_broken_encoding(tmp_path: Path) -> None:
    """Of a table, whose bytes are not guessed at, the first line that is not UTF-8 is named."""
    rows = tmp_path / "rows.jsonl"
    rows.write_bytes('{"id": 1, "text": "gut"}\n{"id": 2, "text": "möglich"}\n'.encode("latin-1"))
    out = tmp_path / "m.jsonl"
    assert f"{rows}:2:" in refused(call("anonymize", rows, "--spans", "-o", out))


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("read", "x.txt", "-o", "m.txt"), "must end in"),
        (("cases", "x.csv", "-o", "c.xlsx"), "must end in"),
        (("draw", "x.yaml", "-o", "f.png"), "must end in"),
        (("report", "x.json", "-o", "r.pdf"), "must end in"),
        (("anonymize", "x.csv", "-o", "a.csv"), "needs --key"),
        (("train", "x.jsonl", "--finetune", "-o", "nowhere"), "no such file"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_output_is_refused_before_the_work(words: tuple[str, ...], what: str) -> None:
    """A name that cannot be written is said at once, before the input is even looked for."""
    assert what in refused(call(*words))


def test_finetune_needs_a_base(folder: Path, tmp_path: Path) -> None:
    """The default encoder cannot be tuned; the sentence says what can."""
    texts = folder / "kiosk/utterances.jsonl"
    assert "hub:NAME" in refused(call("train", texts, "--finetune", "-o", tmp_path / "m"))
    sentence = refused(call("train", texts, "--encoder", "nonsense", "-o", tmp_path / "m"))
    assert "hub:NAME" in sentence


# ----- what belongs together ---------------------------------------------------------------------


@pytest.mark.parametrize("command", ["simulate", "forecast", "demo"])
def test_flow_that_strands_customers_is_not_rehearsed(
    folder: Path, tmp_path: Path, command: str
) -> None:
    """A misspelt step: simulate and forecast refuse, demo ends with 1 and shows the finding."""
    flow = tmp_path / "flow.yaml"
    flow.write_text(FLOW.replace("goto: desk", "goto: dask"), encoding="utf-8")
    if command == "demo":
        result = call(
            "demo", "--log", folder / "kiosk/log", "--flow", flow, "--out", tmp_path / "o"
        )
        assert result.code == 1
        assert "dask" in result.out
        return
    given = ("--model", folder / "model", "--customers", folder / "people.json")
    ending = ".csv" if command == "simulate" else ".json"
    centre = ("--centre", folder / "kiosk/centre.yaml")
    sentence = refused(call(command, flow, *given, *centre, "-o", tmp_path / f"x{ending}"))
    assert str(flow) in sentence


def test_flow_without_a_staff_is_refused(folder: Path, tmp_path: Path) -> None:
    """Nobody is invented: the sentence says how to name the staff."""
    flow = tmp_path / "flow.yaml"
    flow.write_text(FLOW, encoding="utf-8")
    given = ("--model", folder / "model", "--customers", folder / "people.json")
    assert "--centre" in refused(call("simulate", flow, *given, "-o", tmp_path / "x.csv"))


def test_customers_of_another_classifier_are_refused(folder: Path, tmp_path: Path) -> None:
    """Customers know what their classifier understands; another one's are refused by name."""
    rows = [*utterance_rows(), {"text": "Rechnung bitte", "intent": "invoice_copy"}] * 2
    texts = write_rows(tmp_path / "u.jsonl", rows)
    assert call("train", texts, "--encoder", "tfidf", "-o", tmp_path / "other").code == 0
    people = folder / "people.json"
    given = ("--model", tmp_path / "other", "--customers", people, "-o", tmp_path / "x.csv")
    sentence = refused(call("simulate", folder / "kiosk", *given))
    assert str(people) in sentence
    assert "fit them again" in sentence


@pytest.mark.parametrize("damage", ["format", "fingerprint", "weights", "missing", "cut"])
def test_damaged_model_is_refused(folder: Path, tmp_path: Path, damage: str) -> None:
    """Of another version, changed, cut off or incomplete: train again, says the sentence."""
    model = shutil.copytree(folder / "model", tmp_path / "model")
    about, weights = model / "model.json", model / "weights.npz"
    text = about.read_text(encoding="utf-8")
    if damage == "format":
        about.write_text(text.replace("dialogkit.intents/1", "dialogkit.intents/0"), "utf-8")
    elif damage == "fingerprint":
        about.write_text(text.replace('"fingerprint": "', '"fingerprint": "0'), "utf-8")
    elif damage == "weights":
        weights.write_bytes(weights.read_bytes()[:200])
    elif damage == "missing":
        weights.unlink()
    else:
        about.write_text(text[:100], "utf-8")
    given = (folder / "kiosk/utterances.jsonl", "-o", tmp_path / "x.jsonl")
    assert "train the model again" in refused(call("predict", model, *given))
    assert not (tmp_path / "x.jsonl").exists()


def test_demo_does_not_write_into_its_log(folder: Path) -> None:
    """Results inside the log would be read as chats by the next call."""
    log = folder / "kiosk/log"
    sentence = refused(call("demo", "--log", log, "--flow", folder / "kiosk", "--out", log / "out"))
    assert "--out" in sentence
    assert not (log / "out").exists()


# ----- as a program ------------------------------------------------------------------------------


def run(*words: object, **more: object) -> subprocess.CompletedProcess[str]:
    """The installed program in its own process."""
    listed = [str(PROGRAM), *map(str, words)]
    return subprocess.run(listed, capture_output=True, text=True, check=False, **more)  # type: ignore[call-overload,no-any-return] # options of run


def _tiny_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))


@pytest.mark.skipif(sys.platform == "win32", reason="limits are POSIX")
def test_full_disk_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    """Where no more can be written, simulate says so and leaves no file, whole or half."""
    given = ("--model", folder / "model", "--customers", folder / "people.json")
    words = ("simulate", folder / "kiosk", *given, "--days", 28, "-o", tmp_path / "run.jsonl")
    result = run(*words, preexec_fn=_tiny_files)
    assert result.returncode == 2, result.stderr
    assert result.stderr.startswith(f"dialogkit: {tmp_path / 'run.jsonl'}: cannot be written")
    assert result.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_stdout_is_said(folder: Path) -> None:
    """A result that cannot be printed is no success."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        listed = [str(PROGRAM), "check", str(folder / "kiosk")]
        result = subprocess.run(listed, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert result.returncode == 2
    assert result.stderr.startswith("dialogkit: stdout cannot be written")


def test_reader_that_leaves_early_changes_nothing(folder: Path, tmp_path: Path) -> None:
    """In ``gate … | head -0`` the gate's exit code stays what it is, without a complaint."""
    conditions = tmp_path / "gate.yaml"
    conditions.write_text(GATE.replace("minimum_cases: 1", "minimum_cases: 9999"), "utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    listed = [str(PROGRAM), "gate", str(folder / "rates.json"), str(conditions)]
    result = subprocess.run(listed, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (result.returncode, result.stderr) == (1, "")


def test_interrupt_is_130(folder: Path) -> None:
    """Ctrl-C ends with 130 and without a traceback."""
    program = subprocess.Popen(
        [str(PROGRAM), "chat", str(folder / "kiosk")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert program.stdout is not None
    assert program.stdout.readline()  # it has begun
    program.send_signal(signal.SIGINT)
    _, said = program.communicate(timeout=60)
    assert program.returncode == 130, said
    assert "Traceback" not in said


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    """Pipes and devices given by name are refused; what the shell opened is read."""
    pipe = tmp_path / "chat.txt"
    os.mkfifo(pipe)
    for path, kind in ((pipe, "a pipe"), (Path("/dev/zero"), "a device")):
        done = _read_from(path)
        assert done.returncode == 2
        assert done.stderr == f"dialogkit: {path}: is {kind}; a file or a folder is needed\n"
    done = _read_from(
        Path("/dev/stdin"), "13.12.21, 10:00 - Ada: Hallo\n13.12.21, 10:01 - Bo: Hi\n"
    )
    assert done.returncode == 0, done.stderr
    assert "2 messages" in done.stdout


def _read_from(path: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    """``dialogkit read`` of a path, with something typed."""
    listed = [str(PROGRAM), "read", str(path), "--dry-run"]
    return subprocess.run(
        listed, input=given, capture_output=True, text=True, timeout=60, check=False
    )
