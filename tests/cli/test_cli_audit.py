"""``dialogkit audit``: verdict, files and exit codes; nobody is named."""

from __future__ import annotations

import csv
import json
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cli_world import NAMES, call, corpus, refused

from dialogkit.conversation import Messages
from dialogkit.corpus import new_key

SURNAMES = [name.split()[1] for name in NAMES]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with raw messages, anonymous ones, and a classifier."""
    folder = tmp_path_factory.mktemp("audit")
    made = corpus(folder / "corpus")
    steps = (
        ("read", made / "log", "-o", folder / "raw.parquet"),
        (
            "anonymize",
            folder / "raw.parquet",
            "--key",
            folder / "a.key",
            "-o",
            folder / "a.parquet",
        ),
        ("train", made / "utterances.jsonl", "--encoder", "tfidf", "-o", folder / "model"),
    )
    for step in steps:
        assert call(*step).code == 0, step
    return folder


def run(world: Path, *more: object) -> Any:
    """The command on the world, quickly."""
    return call("audit", world / "raw.parquet", world / "a.parquet", "--quick", *more)


def nobody_named(text: str) -> bool:
    """Whether none of the people of the log is in a text."""
    return not any(name.casefold() in text.casefold() for name in SURNAMES)


def test_a_corpus_made_in_parts_is_audited_with_its_key(world: Path, tmp_path: Path) -> None:
    """Its rows are in another order; without the key that is said, with it numbers are equal."""
    raw, whole, parts = (tmp_path / f"{name}.parquet" for name in ("raw", "whole", "parts"))
    rows = Messages.load(world / "raw.parquet").rows()
    places = [(f"chat {size}", at) for size in range(1, 20) for at in range(size)][: len(rows)]
    moved = zip(rows, places, strict=True)
    cut = [replace(row, conversation_id=thread, position=at) for row, (thread, at) in moved]
    Messages.of(cut).save(raw)
    key = tmp_path / "a.key"
    for target, more in ((whole, ()), (parts, ("--executor", "serial"))):
        assert call("anonymize", raw, "--key", key, "-o", target, *more).code == 0
    assert "--key FILE" in refused(call("audit", raw, parts, "--quick"))
    numbers = []
    for target in (whole, parts):
        out = tmp_path / f"{target.stem}.json"
        call("audit", raw, target, "--quick", "--key", key, "-o", out)
        numbers.append(json.loads(out.read_text()))
    for part in ("counts", "sweep", "k_anonymity"):
        assert numbers[0][part] == numbers[1][part]
    new_key(tmp_path / "other.key")
    other = call("audit", raw, parts, "--key", tmp_path / "other.key")
    assert "another key" in refused(other)


def test_a_clean_corpus_passes(world: Path, tmp_path: Path) -> None:
    """Exit code 0, a verdict in the language asked for, the JSON with all six parts."""
    out = tmp_path / "audit.json"
    result = run(world, "-o", out, "--locale", "de")
    assert result.code == 0, result.err
    assert "pseudonym, weil der Schlüssel existiert" in result.out
    assert "Nicht geprüft: ob sich ein Klassifikator" in result.out
    value = json.loads(out.read_text())
    parts = {"counts", "sweep", "k_anonymity", "linkage", "canaries", "sheet"}
    assert parts <= set(value)
    assert value["sweep"]["total"] == 0
    assert value["canaries"] is None
    assert value["verdict"]["en"].count("pseudonymous, because the key exists") == 1
    assert nobody_named(out.read_text() + result.out + result.err)


def test_a_corpus_without_a_key_is_not_called_pseudonymous(world: Path, tmp_path: Path) -> None:
    """The raw log in the place of the anonymous one fails, and nothing is said of a key."""
    raw, out = world / "raw.parquet", tmp_path / "audit.json"
    assert call("audit", raw, raw, "--quick", "-o", out).code == 1
    value = json.loads(out.read_text())
    assert value["keyed"] is False
    assert "kein Zeichen eines Schlüssels" in value["verdict"]["de"]
    assert "the key exists" not in value["verdict"]["en"]


def test_a_name_in_an_output_fails(world: Path, tmp_path: Path) -> None:
    """Exit code 1, the failed part first, and the place with type and line, but no name."""
    leak = tmp_path / "out" / f"Chat {NAMES[0]}.txt"
    leak.parent.mkdir()
    leak.write_text(f"nichts\n{SURNAMES[0].lower()}\n", encoding="utf-8")
    result = run(world, "--outputs", tmp_path / "out", "--locale", "en")
    assert result.code == 1
    assert result.out.startswith("Failed: sweep of the outputs")
    assert ":2: PERSON" in result.out
    assert nobody_named(result.out + result.err)
    value = json.loads(run(world, "--outputs", tmp_path / "out", "--json").out)
    assert (value["passed"], value["failed"][0]) == (False, "sweep")
    assert {place["line"] for place in value["sweep"]["places"]} == {0, 2}
    leak.write_text(b64encode(f"Guten Tag, {NAMES[0]}".encode()).decode(), encoding="utf-8")
    assert ":1: PERSON (base64)" in run(world, "--outputs", leak).out


def test_the_classifier_is_looked_through_and_attacked(world: Path) -> None:
    """With a model there are canaries; its files are among the outputs."""
    taught = ("--utterances", world / "corpus" / "utterances.jsonl")
    result = run(world, "--model", world / "model", *taught, "--json")
    value = json.loads(result.out)
    assert len(value["canaries"]["groups"]) == 7
    assert result.code == (1 if value["canaries"]["recovered"] else 0)
    assert {"corpus", "model"} <= {one["output"] for one in value["sweep"]["outputs"]}


def test_the_sheet_goes_out_and_comes_back(world: Path, tmp_path: Path) -> None:
    """A human's marks give a bound; a sheet that may be filled in is not written over."""
    sheet = tmp_path / "sheet.csv"
    assert run(world, "--sheet", sheet, "--locale", "de").code == 0
    assert "exists already" in refused(run(world, "--sheet", sheet))
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert "j/n" in rows[0][2]
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        marked = [[*row[:2], "j" if n == 3 else "n"] for n, row in enumerate(rows)]
        csv.writer(file, delimiter=";").writerows([rows[0], *marked[1:]])
    result = run(world, "--read", sheet, "--locale", "de")
    assert result.code == 0
    assert "in 1 noch etwas gefunden" in result.out
    assert "no sheet of this corpus" in refused(run(world, "--read", sheet, "--seed", "5"))


def test_the_report_shows_the_audit(world: Path, tmp_path: Path) -> None:
    """``report --audit`` puts it on the page, beside rates as beside a forecast."""
    audit, rates, page = (tmp_path / name for name in ("a.json", "r.json", "r.html"))
    assert run(world, "-o", audit).code == 0
    assert call("cases", world / "a.parquet", "-o", tmp_path / "c.parquet").code == 0
    assert call("evaluate", tmp_path / "c.parquet", "-o", rates).code == 0
    result = call("report", rates, "--audit", audit, "-o", page)
    assert result.code == 0, result.err
    assert "pseudonym, weil der Schlüssel existiert" in page.read_text("utf-8")
    audit.write_text('{"format": "dialogkit.audit/1"}')
    assert "is no audit: sentences" in refused(call("report", rates, "--audit", audit, "-o", page))
    assert "is no audit: format" in refused(call("report", rates, "--audit", rates, "-o", page))


def test_another_log_is_refused(world: Path, tmp_path: Path) -> None:
    """The two tables must be the same messages; nothing is written."""
    other = tmp_path / "other.jsonl"
    row = {
        "conversation_id": "1",
        "position": 0,
        "speaker": "customer",
        "kind": "text",
        "text": "a",
    }
    other.write_text(json.dumps(row) + "\n")
    out = tmp_path / "audit.json"
    said = refused(call("audit", world / "raw.parquet", other, "-o", out))
    assert "row by row" in said
    assert not out.exists()


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        (("-o", "audit.txt"), "must end in .json"),
        (("--sheet", "sheet.txt"), "must end in .csv"),
        (("--outputs", "nowhere"), "no such file"),
        (("--known", "nowhere"), "no such file"),
        (("--read", "nowhere.csv"), "no such file"),
        (("--model", "nowhere"), "no such"),
    ],
)
def test_bad_input_is_one_sentence(world: Path, more: tuple[str, str], rule: str) -> None:
    """Exit code 2 and the rule."""
    assert rule in refused(run(world, *more))


def test_known_values_and_public_words(world: Path, tmp_path: Path) -> None:
    """A list of customers is looked for; what the flow itself says is no find."""
    (tmp_path / "known.txt").write_text("Glockenschlag\nSendung\n", encoding="utf-8")
    (tmp_path / "page.html").write_text("<p>Sendung verfolgen</p>", encoding="utf-8")
    given = ("--known", tmp_path / "known.txt", "--outputs", tmp_path / "page.html")
    assert json.loads(run(world, *given, "--json").out)["sweep"]["found"].get("KNOWN") == 1
    flow = ("--flow", world / "corpus" / "flow.yaml")
    found = json.loads(run(world, *given, *flow, "--json").out)["sweep"]
    assert not [one for one in found["outputs"] if one["output"] == "page" and one["found"]]
