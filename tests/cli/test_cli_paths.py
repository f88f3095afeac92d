"""Paths that lead nowhere, or to a folder where a file is needed: the path itself is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cli_world import call, corpus, refused

from dialogkit.cli._refusal import sentence_of
from dialogkit.errors import FlowError, InputError, OutputError

Words = tuple[object, ...]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus in ``kiosk``, and good results beside it."""
    made = tmp_path_factory.mktemp("paths")
    kiosk = corpus(made / "kiosk")
    messages, anonymous = made / "messages.parquet", made / "anon.parquet"
    for words in (
        ("read", kiosk / "log", "-o", messages),
        ("anonymize", messages, "--key", made / "key", "-o", anonymous),
        ("train", kiosk / "utterances.jsonl", "--encoder", "tfidf", "-o", made / "model"),
        ("customers", anonymous, "--model", made / "model", "-o", made / "people.json"),
        ("cases", anonymous, "-o", made / "cases.parquet"),
        ("evaluate", made / "cases.parquet", "-o", made / "rates.json"),
    ):
        assert call(*words).code == 0, words
    (made / "people.yaml").write_text("intents: {parcel_status: 100%}\n", encoding="utf-8")
    scripts = "scripts: [{name: a, turns: [{says: x}]}]\n"
    (made / "scripts.yaml").write_text(scripts, encoding="utf-8")
    return made


def week(command: str, output: str, **changed: str) -> Callable[[Path, Path, Path], Words]:
    """A call of a command that simulates, with one path replaced."""

    def words(path: Path, w: Path, o: Path) -> Words:
        given = {"flow": w / "kiosk", "model": w / "model", "customers": w / "people.json"}
        given |= {name: path if value == "PATH" else w / value for name, value in changed.items()}
        flow = given.pop("flow")
        options = [word for name, at in given.items() for word in (f"--{name}", at)]
        return (command, flow, *options, "-o", o / output)

    return words


CALLS: dict[str, Callable[[Path, Path, Path], Words]] = {
    "read": lambda p, w, o: ("read", p, "-o", o / "x.jsonl"),
    "anonymize": lambda p, w, o: ("anonymize", p, "--key", w / "key", "-o", o / "x.csv"),
    "anonymize in pieces": lambda p, w, o: (
        *("anonymize", p, "--key", w / "key", "--executor", "serial", "-o", o / "x.parquet"),
    ),
    "audit": lambda p, w, o: ("audit", w / "messages.parquet", p),
    "audit known": lambda p, w, o: (
        *("audit", w / "messages.parquet", w / "anon.parquet", "--known", p),
    ),
    "cases": lambda p, w, o: ("cases", p, "-o", o / "x.parquet"),
    "cases in pieces": lambda p, w, o: ("cases", p, "--pause-only", "-o", o / "x.parquet"),
    "customers": lambda p, w, o: ("customers", p, "--model", w / "model", "-o", o / "x.json"),
    "customers' classifier": lambda p, w, o: (
        *("customers", w / "anon.parquet", "--model", p, "-o", o / "x.json"),
    ),
    "assumed customers": lambda p, w, o: (
        *("customers", "--assume", p, "--model", w / "model", "-o", o / "x.json"),
    ),
    "train": lambda p, w, o: ("train", p, "-o", o / "x"),
    "predict": lambda p, w, o: ("predict", p, w / "kiosk/utterances.jsonl", "-o", o / "x.jsonl"),
    "score": lambda p, w, o: ("score", w / "model", p),
    "check": lambda p, w, o: ("check", p),
    "draw a run": lambda p, w, o: ("draw", w / "kiosk", "--run", p, "-o", o / "x.svg"),
    "preview": lambda p, w, o: ("preview", p),
    "diff": lambda p, w, o: ("diff", w / "kiosk", p),
    "chat": lambda p, w, o: ("chat", w / "kiosk", "--model", p),
    "test": lambda p, w, o: ("test", p, w / "scripts.yaml"),
    "scripts": lambda p, w, o: ("test", w / "kiosk", p),
    "simulate": week("simulate", "x.parquet", flow="PATH"),
    "a classifier": week("simulate", "x.parquet", model="PATH"),
    "customers to simulate": week("simulate", "x.parquet", customers="PATH"),
    "staff to simulate": week("simulate", "x.parquet", centre="PATH"),
    "an actor": week("simulate", "x.parquet", actor="PATH"),
    "texts": week("simulate", "x.parquet", customers="people.yaml", utterances="PATH"),
    "forecast": week("forecast", "x.json", flow="PATH"),
    "conversations": week("conversations", "x.parquet", model="PATH"),
    "staff": week("staff", "x.json", customers="PATH"),
    "evaluate": lambda p, w, o: ("evaluate", p),
    "report": lambda p, w, o: ("report", p, "-o", o / "x.html"),
    "gate": lambda p, w, o: ("gate", p, w / "kiosk/gate.yaml"),
    "conditions": lambda p, w, o: ("gate", w / "rates.json", p),
    "convert": lambda p, w, o: ("convert", p, "-o", o / "x"),
    "demo": lambda p, w, o: ("demo", "--log", p, "--flow", w / "kiosk", "--out", o / "x"),
    "demo flow": lambda p, w, o: ("demo", "--flow", p, "--out", o / "x"),
}
"""A name to the call that gets the path."""


@pytest.mark.parametrize("command", CALLS)
@pytest.mark.parametrize("name", ["nothere", "no/such/flow.yaml"])
def test_a_path_that_leads_nowhere_is_named(
    world: Path, tmp_path: Path, command: str, name: str
) -> None:
    """Whatever else a command would have liked of it."""
    path = tmp_path / name
    said = refused(call(*CALLS[command](path, world, tmp_path / "out")))
    assert said in (f"{path}: no such file or folder", f"{path}: no such file")


@pytest.mark.parametrize("command", CALLS)
def test_an_empty_folder_is_said_to_hold_nothing_of_the_kind(
    world: Path, tmp_path: Path, command: str
) -> None:
    """Where a file is needed that is said; else what the folder lacks."""
    path = tmp_path / "folder.d"
    path.mkdir()
    said = refused(call(*CALLS[command](path, world, tmp_path / "out")))
    assert said.startswith(f"{path}")
    known = ("is a folder", "holds no", "there is no log", "flow.yaml: no such file", "not beside")
    assert any(words in said for words in (*known, "has no utterances.jsonl")), said


def test_a_file_is_no_classifier(world: Path, tmp_path: Path) -> None:
    """A folder is one."""
    path = world / "people.json"
    said = refused(
        call("predict", path, world / "kiosk/utterances.jsonl", "-o", tmp_path / "x.csv")
    )
    assert (
        said
        == f"{path}: is a file; the folder of a classifier is needed, as dialogkit train writes"
    )


def test_what_is_to_be_written_need_not_be_there(tmp_path: Path) -> None:
    """Neither is the sentence changed where the fault is in a file that is there, or in a flow."""
    out, flow = tmp_path / "x.png", tmp_path / "flow.yaml"
    ending = InputError("must end in .svg", file=str(out))
    assert sentence_of(ending, ["draw", "f", "-o", str(out)]) == str(ending)
    broken = FlowError("has no start", file=str(flow))
    assert sentence_of(broken, ["check", str(flow)]) == str(broken)
    full = OutputError("cannot be written", file=str(out))
    assert sentence_of(full, ["draw", str(out)]) == str(full)
    inner = InputError("holds no flow", file="parcelbot.yaml")
    assert sentence_of(inner, ["simulate", "bot.yaml"]) == str(inner)
