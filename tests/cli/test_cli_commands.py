"""Every command on a small invented company: what it writes, prints and answers."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from cli_world import FLOW, NAMES, ROOT, call, corpus, refused, utterance_rows, write_rows

from dialogkit.cli._commands import COMMANDS
from dialogkit.cli._shared import command_line, github
from dialogkit.evaluate import SLICES
from dialogkit.intents import IntentClassifier, load_model


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A corpus folder, and what the first commands made of it."""

    corpus: Path
    """Flow, texts, staff, conditions, labelled texts and log."""
    work: Path
    """Results, each under the name of its kind."""

    def rehearsed(self, command: str, output: str, *more: object) -> Any:
        """What ``simulate`` or ``forecast`` says of the fitted customers."""
        given = ("--model", self.work / "model", "--customers", self.work / "customers.json")
        return call(command, self.corpus, *given, "-o", self.work / output, *more)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The whole way up to a forecast, each command with exit code 0."""
    folder = tmp_path_factory.mktemp("world")
    made = World(corpus=corpus(folder / "kiosk"), work=folder / "work")
    work = made.work
    for words in (
        ("read", made.corpus / "log", "-o", work / "messages.parquet"),
        (
            "anonymize",
            work / "messages.parquet",
            "--key",
            work / "key",
            "-o",
            work / "anon.parquet",
        ),
        ("cases", work / "anon.parquet", "-o", work / "cases.parquet"),
        ("train", made.corpus / "utterances.jsonl", "--encoder", "tfidf", "-o", work / "model"),
        (
            "customers",
            work / "anon.parquet",
            "--model",
            work / "model",
            "-o",
            work / "customers.json",
        ),
    ):
        assert call(*words).code == 0, words
    given = ("--replications", 2, "--assume", "central")
    assert made.rehearsed("forecast", "forecast.json", *given).code == 0
    return made


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# ----- the whole ---------------------------------------------------------------------------------


@pytest.mark.parametrize("command", list(COMMANDS))
def test_help_has_an_example_of_the_command(command: str) -> None:
    """`--help` ends well and shows a call of the command itself."""
    result = call(command, "--help")
    assert result.code == 0
    assert f"Example: dialogkit {command} " in " ".join(result.out.split())


def test_commands_are_those_that_exist() -> None:
    """No command is listed that is not built, and none is hidden."""
    chats = ["read", "anonymize", "audit", "cases", "customers", "train", "predict", "score"]
    flows = ["language", "check", "explain", "draw", "preview", "diff", "chat", "test"]
    rehearsals = ["simulate", "conversations", "forecast", "staff"]
    judged = ["evaluate", "report", "gate", "convert", "demo"]
    assert list(COMMANDS) == [*chats, *flows, *rehearsals, *judged]
    listed = re.findall(r"^  (\w+)  ", call("--help").out.partition("Commands:")[2], re.MULTILINE)
    assert listed == list(COMMANDS)


def test_version_is_printed() -> None:
    """`--version` prints a number and nothing else."""
    assert call("--version").out.count(".") == 2


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("nonsense",),
        ("read",),
        ("read", "x", "-o"),
        ("check", "a", "b"),
        ("check", "a", "--format", "xml"),
        ("train", "x", "-o", "y", "--seed", "seven"),
        ("simulate", "x", "--model", "m", "--customers", "c", "-o", "r.csv", "--days", "0"),
        ("forecast", "x", "--executor", "dask://h:1"),
        ("demo", "--locale", "fr"),
    ],
    ids=" ".join,
)
def test_wrong_arguments_are_two(words: tuple[str, ...]) -> None:
    """Calls that make no sense end with 2 and say so on stderr."""
    result = call(*words)
    assert result.code == 2
    assert result.err
    assert "Traceback" not in result.err


# ----- logs --------------------------------------------------------------------------------------


def test_read_says_what_it_read_as_json(world: World, tmp_path: Path) -> None:
    """Messages and speakers add up; a line that is no message is listed by its number."""
    log = tmp_path / "chat.txt"
    exported = next((world.corpus / "log").iterdir()).read_text(encoding="utf-8")
    log.write_text(exported + "45.45.26, 09:00 - Nobody Nowhere: hallo\n", encoding="utf-8")
    found = json.loads(call("read", log, "--json", "-o", tmp_path / "m.jsonl").out)
    assert found["messages"] + len(found["unreadable"]) == len(exported.splitlines()) + 1
    assert sum(found["speakers"].values()) == found["messages"]
    assert found["unreadable"][0]["line"] == len(exported.splitlines()) + 1


def test_agents_can_be_named(world: World, tmp_path: Path) -> None:
    """`--agent` decides who speaks for the company, against what would be inferred."""
    out = tmp_path / "m.jsonl"
    assert call("read", world.corpus / "log", "--agent", NAMES[0], "-o", out).code == 0
    assert {row["speaker"] for row in rows_of(out) if row["person"] == NAMES[0]} == {"agent"}


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".parquet"])
def test_tables_of_every_ending_give_the_same_cases(
    world: World, tmp_path: Path, ending: str
) -> None:
    """Messages and cases travel as JSON Lines, CSV and Parquet alike."""
    steps = [tmp_path / f"{name}{ending}" for name in ("messages", "anon", "cases", "with_ids")]
    messages, anonymous, cases, with_ids = steps
    call("read", world.corpus / "log", "-o", messages)
    call("anonymize", messages, "--key", world.work / "key", "-o", anonymous)
    call("cases", anonymous, "-o", cases, "--messages", with_ids)
    table = tmp_path / "cases.jsonl"
    again = call("cases", with_ids, "-o", table)
    assert again.code == 0, again
    wanted = pq.read_table(world.work / "cases.parquet")["case_id"].to_pylist()
    assert sorted(row["case_id"] for row in rows_of(table)) == sorted(wanted)


def test_a_classifier_can_be_told_to_forget(world: World, tmp_path: Path) -> None:
    """`--forget-rare-words` reaches the classifier and stays with it; fine-tuning refuses it."""
    texts, folder = world.corpus / "utterances.jsonl", tmp_path / "model"
    told = ("train", texts, "--encoder", "tfidf", "--forget-rare-words", "-o", folder)
    assert call(*told).code == 0
    model = load_model(folder)
    assert isinstance(model, IntentClassifier)
    assert model.forget_rare_words
    assert "does not go with" in refused(call(*told, "--finetune"))


def test_anonymized_log_names_nobody(world: World) -> None:
    """Neither table nor audit nor customers hold the invented people's names."""
    for name in ("anon.parquet", "cases.parquet", "customers.json"):
        data = (world.work / name).read_bytes().decode("utf-8", "replace")
        assert not any(part in data for person in NAMES for part in person.split())


@pytest.mark.parametrize("ending", [".jsonl", ".parquet", ".csv"])
def test_spans_count_characters(tmp_path: Path, ending: str) -> None:
    """`--spans` gives id, spans and text; offsets cut the address out of the text."""
    text = "Grüße 🙂, schreiben Sie an mona.muster@example.org!"
    rows = write_rows(tmp_path / "in.jsonl", [{"id": 7, "text": text, "participants": []}])
    out = tmp_path / f"out{ending}"
    assert call("anonymize", rows, "--spans", "-o", out).code == 0
    if ending == ".csv":
        assert "mona" not in out.read_text(encoding="utf-8")
        return
    row = rows_of(out)[0] if ending == ".jsonl" else pq.read_table(out).to_pylist()[0]
    assert set(row) == {"id", "spans", "text"}
    assert row["id"] == 7
    cut = [text[span["start"] : span["end"]] for span in row["spans"]]
    assert cut == ["mona.muster@example.org"]
    assert "mona" not in row["text"]


def test_customers_as_json(world: World, tmp_path: Path) -> None:
    """`customers --json` says how many come, and holds no text of theirs."""
    given = ("--model", world.work / "model", "-o", tmp_path / "c.json", "--json")
    found = json.loads(call("customers", world.work / "anon.parquet", *given).out)
    assert found["cases"] == 15
    assert "spoken" not in found


# ----- classifiers -------------------------------------------------------------------------------


def test_predictions_have_the_promised_columns(world: World, tmp_path: Path) -> None:
    """One row a text, in order; Parquet holds the same as JSON Lines."""
    texts = world.corpus / "utterances.jsonl"
    lines, table = tmp_path / "p.jsonl", tmp_path / "p.parquet"
    assert call("predict", world.work / "model", texts, "-o", lines).code == 0
    assert call("predict", world.work / "model", texts, "-o", table).code == 0
    rows = rows_of(lines)
    assert [row["text"] for row in rows] == [row["text"] for row in utterance_rows()]
    columns = {"text", "intent", "confidence", "out_of_scope", "accepted", "top"}
    assert all(set(row) == columns for row in rows)
    assert rows[0]["top"][0][0] == rows[0]["intent"]
    best = pq.read_table(table).to_pylist()[0]["top"][0]
    assert [best["intent"], best["p"]] == rows[0]["top"][0]


def test_train_and_score_as_json(world: World, tmp_path: Path) -> None:
    """The same seed gives the same model; `--valid` calibrates on other texts."""
    texts = world.corpus / "utterances.jsonl"
    given = ("train", texts, "--encoder", "tfidf", "--json", "-o")
    first, again = (json.loads(call(*given, tmp_path / name).out) for name in "ab")
    assert first == again
    assert first["intents"] == 3
    other = call(*given, tmp_path / "c", "--valid", texts)
    assert other.code == 0
    scores = json.loads(call("score", tmp_path / "c", texts, "--json").out)
    assert scores["n"] == len(utterance_rows())


def test_training_keeps_what_else_is_in_the_folder(world: World) -> None:
    """A model never replaces a folder that holds other files, not even its own plus one."""
    before = sorted(path.name for path in world.corpus.iterdir())
    texts = world.corpus / "utterances.jsonl"
    sentence = refused(call("train", texts, "--encoder", "tfidf", "-o", world.corpus))
    assert "other files" in sentence
    assert sorted(path.name for path in world.corpus.iterdir()) == before
    mixed = world.work / "mixed"
    assert call("train", texts, "--encoder", "tfidf", "-o", mixed).code == 0
    assert call("train", texts, "--encoder", "tfidf", "-o", mixed).code == 0
    (mixed / "letter.txt").write_text("keep me", encoding="utf-8")
    assert "other files" in refused(call("train", texts, "--encoder", "tfidf", "-o", mixed))
    assert (mixed / "letter.txt").read_text(encoding="utf-8") == "keep me"


# ----- flows -------------------------------------------------------------------------------------


def test_check_of_a_misspelt_step_is_one(tmp_path: Path) -> None:
    """Exit code 1, the finding with its line; a rehearsal of the same flow is refused with 2."""
    path = tmp_path / "flow.yaml"
    path.write_text(FLOW.replace("goto: desk", "goto: dask"), encoding="utf-8")
    line = FLOW[: FLOW.index("goto: desk")].count("\n") + 1
    result = call("check", path)
    assert result.code == 1
    assert f"{path}:{line}:" in result.out
    found = json.loads(call("check", path, "--format", "json").out)
    assert {"code", "severity", "file", "line", "column", "what", "why", "remedy"} <= set(found[0])
    assert f"::error file={path},line={line}," in call("check", path, "--format", "github").out


def test_github_lines_hold_no_bare_break() -> None:
    """Colons and commas of a path, and line breaks, are escaped as the code host wants it."""
    line = github("error", "100 %\nof it", file="C:a,b")
    assert line == "::error file=C%3Aa%2Cb::100 %25%0Aof it"


def test_explain_says_why(world: World) -> None:
    """A code is explained in upper or lower case; an unknown one is refused with those near it."""
    assert call("explain", "h003").out.startswith("H003 (error)")
    assert json.loads(call("explain", "H003", "--json").out)["code"] == "H003"
    assert "H003" in refused(call("explain", "H03"))


@pytest.mark.parametrize("ending", [".svg", ".mmd", ".dot"])
def test_flow_is_drawn(world: World, tmp_path: Path, ending: str) -> None:
    """Every kind of picture names every step."""
    out = tmp_path / f"flow{ending}"
    assert call("draw", world.corpus, "-o", out).code == 0
    picture = out.read_text(encoding="utf-8")
    assert all(step in picture for step in ("hello", "hours", "desk", "later", "done"))


def test_run_is_drawn_with_its_traffic(world: World, tmp_path: Path) -> None:
    """`draw --run` takes a simulated run or a forecast; other cases have no traffic."""
    assert world.rehearsed("simulate", "run.csv").code == 0
    for run in (world.work / "run.csv", world.work / "forecast.json"):
        assert call("draw", world.corpus, "--run", run, "-o", tmp_path / "f.svg").code == 0
    cases = world.work / "cases.parquet"
    what = refused(call("draw", world.corpus, "--run", cases, "-o", tmp_path / "f.svg"))
    assert "cases.traffic.json" in what


def test_chat_goes_on_until_the_end_of_the_input(world: World) -> None:
    """The bot greets, answers a choice and stops where nothing more is typed."""
    result = call("chat", world.corpus, typed="1\n")
    assert result.code == 0
    assert "hier schreibt der Bot" in result.out
    assert "montags bis freitags" in result.out


# ----- rehearsals --------------------------------------------------------------------------------


def test_same_seed_same_run(world: World) -> None:
    """Two runs of one seed are equal, another seed differs; so many transcripts as asked for."""
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        result = world.rehearsed("simulate", f"{name}.jsonl", "--seed", seed, "--transcripts", 2)
        assert result.code == 0, result
    texts = [(world.work / f"{name}.jsonl").read_text(encoding="utf-8") for name in "abc"]
    assert texts[0] == texts[1] != texts[2]
    spoken = rows_of(world.work / "a.transcripts.jsonl")
    assert len(spoken) == 2
    assert {"case_id", "turns"} == set(spoken[0])


def test_corpus_folder_serves_as_customers(world: World, tmp_path: Path) -> None:
    """`--customers FOLDER` fits its log on the fly, the same each time, and names nobody."""
    outputs = []
    for name in ("one.jsonl", "two.jsonl"):
        given = ("--model", world.work / "model", "--customers", world.corpus, "--transcripts", 9)
        result = call("simulate", world.corpus, *given, "-o", tmp_path / name, "--json")
        assert result.code == 0, result
        assert json.loads(result.out)["cases"] > 0
        outputs.append((tmp_path / name).read_text(encoding="utf-8"))
    assert outputs[0] == outputs[1]
    spoken = (tmp_path / "one.transcripts.jsonl").read_text(encoding="utf-8")
    assert not any(part in spoken for person in NAMES for part in person.split())


def test_forecast_says_rates_as_json(world: World) -> None:
    """`forecast --json` prints what the file holds; its command names no folder."""
    given = ("--replications", 2, "--assume", "central", "--json")
    printed = json.loads(world.rehearsed("forecast", "f2.json", *given).out)
    value = json.loads((world.work / "f2.json").read_text(encoding="utf-8"))
    assert printed["rates"] == value["rates"]["rates"]
    assert printed["cases"] == value["n_cases"]
    assert value["command"].startswith("dialogkit forecast kiosk --model model ")
    assert str(world.work) not in json.dumps(value)


def test_command_line_for_the_page_shows_no_folders_of_the_machine() -> None:
    """Of a path from the root the last part is shown, quoted where a shell needs it."""
    shown = command_line("forecast", Path("/home/a b/flow b.yaml"), until_half_width=1.0)
    assert shown == "dialogkit forecast 'flow b.yaml' --until-half-width 1.0"


def test_command_line_for_the_page_runs_where_it_was_run() -> None:
    """Paths stand as typed, and those below the present folder from there."""
    given = {"model": Path("work/model"), "customers": Path.cwd() / "work" / "c.json"}
    shown = command_line("forecast", Path("../bot"), **given, output=Path("work/f.json"))
    options = "--model work/model --customers work/c.json --output work/f.json"
    assert shown == f"dialogkit forecast ../bot {options}"


# ----- judging -----------------------------------------------------------------------------------


def test_rates_and_forecasts_are_judged_alike(world: World, tmp_path: Path) -> None:
    """`evaluate` counts what the forecast said; report and gate take either."""
    rates = tmp_path / "rates.json"
    cases = world.work / "forecast.cases.parquet"
    result = call("evaluate", cases, "--by", ",".join(SLICES), "-o", rates, "--json")
    counted = json.loads(result.out)
    assert counted == json.loads(rates.read_text(encoding="utf-8"))
    value = json.loads((world.work / "forecast.json").read_text(encoding="utf-8"))
    assert counted["rates"]["containment"] == value["rates"]["rates"]["containment"]
    conditions = world.corpus / "gate.yaml"
    for judged in (rates, world.work / "forecast.json"):
        page = tmp_path / "page.html"
        assert call("gate", judged, conditions).code == 0
        assert call("report", judged, "--gate", conditions, "-o", page).code == 0
        assert page.read_text(encoding="utf-8").lower().startswith("<!doctype html>")


def test_evaluate_prints_slices_and_what_is_left_out(world: World) -> None:
    """People see every slice they asked for, and medians beside shares."""
    out = call("evaluate", world.work / "forecast.cases.parquet", "--by", "intent").out
    assert "containment" in out
    assert "first_response_bot_seconds" in out
    assert "\nintent " in out
    assert "left out:" in out


@pytest.mark.parametrize("style", ["text", "json", "github"])
def test_gate_that_is_missed_is_one(world: World, tmp_path: Path, style: str) -> None:
    """Exit code 1, and why, in each style."""
    conditions = tmp_path / "gate.yaml"
    conditions.write_text("conditions:\n  - {minimum_cases: 1000000}\n", encoding="utf-8")
    result = call("gate", world.work / "forecast.json", conditions, "--format", style)
    assert result.code == 1
    said: Mapping[str, str] = {"json": '"verdict"', "github": "line=2", "text": "1,000,000"}
    assert said[style] in result.out


def test_shipped_gate_knows_only_rates_that_exist(world: World) -> None:
    """The conditions of the shipped corpus can be asked of any forecast."""
    result = call("gate", world.work / "forecast.json", ROOT / "corpora/parcel/gate.yaml")
    assert result.code == 1
