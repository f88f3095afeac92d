"""A refusal says what to do next, and a command names each file that it writes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cli_world import call, corpus, refused

from dialogkit.cli import _audit as audit_command
from dialogkit.cli._refusal import sentence_of
from dialogkit.cli._shared import counted, rate_line
from dialogkit.errors import InputError


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus in ``kiosk``; messages, cases and a classifier beside it."""
    made = tmp_path_factory.mktemp("what_to_do")
    kiosk = corpus(made / "kiosk")
    messages, anonymous = made / "messages.parquet", made / "anon.parquet"
    for words in (
        ("read", kiosk / "log", "-o", messages),
        ("anonymize", messages, "--key", made / "key", "-o", anonymous),
        ("cases", anonymous, "-o", made / "cases.parquet"),
        ("train", kiosk / "utterances.jsonl", "--encoder", "tfidf", "-o", made / "model"),
    ):
        assert call(*words).code == 0, words
    return made


@pytest.mark.parametrize("given", ["kiosk", "kiosk/log"])
@pytest.mark.parametrize("command", ["customers", "anonymize", "cases", "evaluate"])
def test_of_a_folder_messages_are_read_first(
    world: Path, tmp_path: Path, command: str, given: str
) -> None:
    """The log is named, also where the folder of the corpus was."""
    options = {
        "customers": ("--model", world / "model", "-o", tmp_path / "x.json"),
        "anonymize": ("--key", tmp_path / "key", "-o", tmp_path / "x.parquet"),
        "cases": ("-o", tmp_path / "x.parquet"),
        "evaluate": (),
    }
    said = refused(call(command, world / given, *options[command]))
    read = f"run dialogkit read {world}/kiosk/log -o messages.parquet"
    assert f"{world / given}: is a folder, a file is needed; {read}" in said
    assert ("then dialogkit cases" in said) == (command == "evaluate")


def test_a_folder_elsewhere_is_only_refused(tmp_path: Path) -> None:
    """What takes no messages is not told to read a log."""
    error = InputError("no such file", file=str(tmp_path))
    said = sentence_of(error, ["gate", str(tmp_path)])
    assert said == f"{tmp_path}: is a folder, a file is needed"


def test_cases_are_no_messages_and_messages_no_cases(world: Path, tmp_path: Path) -> None:
    """The table that was meant is named, with the command that makes it."""
    given = ("--model", world / "model", "-o", tmp_path / "x.json")
    said = refused(call("customers", world / "cases.parquet", *given))
    assert said.endswith(
        "messages are wanted, as dialogkit read and anonymize write them, not cases"
    )
    anonymous = world / "anon.parquet"
    said = refused(call("evaluate", anonymous))
    assert f"cases are wanted; run dialogkit cases {anonymous} -o cases.parquet first" in said


def test_one_missing_column_tells_nothing_of_the_table(tmp_path: Path) -> None:
    """Then the sentence stays as it is."""
    path = tmp_path / "own.csv"
    path.write_text("text\n", encoding="utf-8")
    error = InputError("lacks the columns speaker", file=str(path))
    assert sentence_of(error, ["customers", str(path)]) == str(error)


def test_a_staff_is_shown_where_there_is_none(world: Path, tmp_path: Path) -> None:
    """Where an example is; of a file that lacks keys all at once, with a line for each of them."""
    given = ("--model", world / "model", "--customers", world / "kiosk", "-o", tmp_path / "x.csv")
    flow = tmp_path / "flow.yaml"
    flow.write_text((world / "kiosk/flow.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert "dialogkit/contact_centre/STAFF.md" in refused(call("simulate", flow, *given))
    centre = tmp_path / "staff.yaml"
    for text, lacking in (
        ("name: Kiosk\n", {"hours", "agents", "handling"}),
        ("hours: 24/7\nhandling: 5m\n", {"agents"}),
    ):
        centre.write_text(text, encoding="utf-8")
        said = refused(call("simulate", flow, "--centre", centre, *given))
        assert set(re.findall(r"needs (\w+): the key is missing", said)) == lacking
        assert set(re.findall(r"^  (\w+): ", said, re.MULTILINE)) == lacking


def test_the_examples_make_a_staff(world: Path, tmp_path: Path) -> None:
    """The lines that a refusal shows are a file that is taken."""
    centre, out = tmp_path / "staff.yaml", tmp_path / "run.parquet"
    centre.write_text("{}\n", encoding="utf-8")
    given = ("--model", world / "model", "--customers", world / "kiosk", "--centre", centre)
    said = refused(call("simulate", world / "kiosk", *given, "-o", out))
    centre.write_text("\n".join(re.findall(r"^  (.*)", said, re.MULTILINE)), encoding="utf-8")
    result = call("simulate", world / "kiosk", *given, "-o", out, "--transcripts", 9_999)
    assert result.code == 0, result.err
    rows = len((tmp_path / "run.transcripts.jsonl").read_text(encoding="utf-8").splitlines())
    assert f"(the first run has no more than {rows})" in result.out
    assert f"-> {tmp_path / 'run.traffic.json'}" in result.out


def test_a_forecast_names_each_file(world: Path, tmp_path: Path) -> None:
    """All that lie there afterwards."""
    given = ("--model", world / "model", "--customers", world / "kiosk", "--assume", "central")
    out = tmp_path / "fc.json"
    result = call("forecast", world / "kiosk", *given, "--replications", 1, "-o", out)
    assert result.code == 0, result.err
    named = set(re.findall(r" -> (\S+)", result.out))
    assert named == {str(path) for path in tmp_path.iterdir()}
    assert re.search(r"deflection .* of the same customers without the bot", result.out)


def test_a_failure_that_leaves_the_exit_code_at_0_says_why(world: Path, tmp_path: Path) -> None:
    """A small log has no groups of five: that is for a human to weigh."""
    out = tmp_path / "audit.json"
    raw, anonymous = world / "messages.parquet", world / "anon.parquet"
    for locale in ("de", "en"):
        result = call("audit", raw, anonymous, "--quick", "--locale", locale, "-o", out)
        assert (result.code, json.loads(out.read_text())["failed"]) == (0, ["k_anonymity"])
        assert result.out.splitlines()[-1] == audit_command._WEIGH[locale]


def test_findings_are_counted_in_the_plural() -> None:
    """One warning, three warnings."""
    assert [counted("warning", n) for n in (1, 3)] == ["1 warning", "3 warnings"]
    assert [counted("error", 2), counted("info", 2)] == ["2 errors", "2 info"]


def test_only_deflection_is_of_other_customers() -> None:
    """Its denominator is that of the weeks without the bot."""
    rate = {"value": 0.5, "numerator": 2, "denominator": 4}
    assert rate_line("deflection", rate).endswith("2 of 4, of the same customers without the bot")
    assert rate_line("containment", rate).endswith("2 of 4")
    assert rate_line("recontact", {**rate, "window": "72h"}).endswith("2 of 4, within 72h")
