"""The command line with a bot that runs elsewhere, and with scripts as tests of a bot."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
from cli_world import BOT_TEXTS, FLOW, ROOT, call, refused
from remote_servers import CHAT_YAML, RASA_YAML, Answer, RasaBot, chat_answer, chat_bot, serving
from small_world import make_customers

from dialogkit.cli._shared import Bars
from dialogkit.conversation import Cases

CENTRE = "name: Invented\nhours: 24/7\nagents: 3\nhandling: 6m\nwage: 30\n"
SECRET = "invented-key-4711"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Customers and staff; no flow and no classifier."""
    make_customers(per_week=60.0).save(tmp_path / "customers.json")
    (tmp_path / "centre.yaml").write_text(CENTRE, encoding="utf-8")
    return tmp_path


def bot_file(folder: Path, url: str, yaml: str = RASA_YAML, more: str = "") -> Path:
    """A bot.yaml."""
    path = folder / "bot.yaml"
    path.write_text(yaml.format(url=url) + more, encoding="utf-8")
    return path


def test_a_bot_elsewhere_is_simulated_like_a_flow(folder: Path) -> None:
    """The same files; what was said is kept beside them, and found by the next call."""
    output = folder / "run.parquet"
    with serving(RasaBot()) as server:
        bot = bot_file(folder, server.url)
        words = ("simulate", bot, "--customers", folder / "customers.json", "-o", output)
        result = call(*words, "--days", 2, "--transcripts", 3)
        assert result.code == 0, result.err
        asked = len(server.asked)
        again = call(*words, "--days", 2, "--json")
        assert len(server.asked) == asked
    assert json.loads(again.out)["cases"] == len(Cases.load(output))
    assert "conversations with the bot" in result.out
    assert "not what goes on inside it" in result.out
    assert (folder / "run.conversations.jsonl").is_file()
    assert (folder / "run.traffic.json").is_file()
    kept = (folder / "run.transcripts.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(kept) == 3
    rates = call("evaluate", output, "--json")
    assert json.loads(rates.out)["rates"]["handoff_rate"]["value"] > 0


def test_a_bot_elsewhere_gets_the_same_forecast_and_report(folder: Path) -> None:
    """As many weeks as the conversations allowed suffice for; the page is written."""
    output = folder / "forecast.json"
    with serving(chat_bot) as server:
        bot = bot_file(folder, server.url, CHAT_YAML)
        words = ("forecast", bot, "--customers", folder / "customers.json", "-o", output)
        result = call(*words, "--days", 2, "--conversations", 60, "--assume", "central")
    assert result.code == 0, result.err
    value = json.loads(output.read_text(encoding="utf-8"))
    assert value["replications"] == 2
    assert value["elsewhere"]["conversations"] <= 60
    page = call("report", output, "-o", folder / "report.html")
    assert page.code == 0, page.err


def test_a_language_model_may_play_the_customers(folder: Path) -> None:
    """A file names it."""
    with serving(RasaBot()) as server, serving(lambda b, n: chat_answer("[HUMAN] human")) as model:
        actor = folder / "actor.yaml"
        actor.write_text(f"kind: openai\nurl: {model.url}\nmodel: m\n", encoding="utf-8")
        words = ("simulate", bot_file(folder, server.url), "--actor", actor, "--days", 1)
        people = ("--customers", folder / "customers.json")
        result = call(*words, *people, "-o", folder / "run.parquet")
        assert model.asked
    assert result.code == 0, result.err
    assert all(row.asked_for_human for row in Cases.load(folder / "run.parquet").rows())


def test_what_stops_a_run_is_one_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dead servers, refused keys, plain http with a key; nothing of a conversation, no key."""
    people = ("--customers", folder / "customers.json", "--days", 1, "-o", folder / "run.parquet")
    monkeypatch.setenv("INVENTED_KEY", SECRET)
    with serving(lambda body, number: Answer({"echo": body}, status=401)) as server:
        bot = bot_file(folder, server.url, more="key_from: INVENTED_KEY\n")
        sentence = refused(call("simulate", bot, *people))
        assert "refuses the key in INVENTED_KEY" in sentence
        assert SECRET not in sentence
        server.dead.set()
        text = refused(call("simulate", bot, *people))
        assert "gave no answer" in text
        assert "parcel is" not in text
        assert "angry" not in text
    plain = bot_file(folder, "http://bot.example.org", more="key_from: INVENTED_KEY\n")
    assert "must be https" in refused(call("simulate", plain, *people))
    monkeypatch.delenv("INVENTED_KEY")
    local = bot_file(folder, "http://127.0.0.1:9", more="key_from: INVENTED_KEY\n")
    assert "INVENTED_KEY (key_from) is not set" in refused(call("simulate", local, *people))
    assert not (folder / "run.parquet").exists()


def test_a_run_that_stopped_says_how_it_goes_on(folder: Path) -> None:
    """The record and the command, where a conversation is kept; else neither."""
    kept = folder / "run.conversations.jsonl"
    words = ("--customers", folder / "customers.json", "--days", 3, "-o", folder / "run.parquet")
    script = RasaBot()

    def dies(body: dict[str, Any], number: int) -> Answer:
        return script(body, number) if number <= 8 else Answer(cut=True)

    with serving(dies) as server:
        bot = bot_file(folder, server.url)
        said = refused(call("simulate", bot, *words))
    again = shlex.join(map(str, ["dialogkit", "simulate", bot, *words]))
    assert f"recorded in {kept}; run it again to go on\n  {again}" in said
    assert "gave no answer" in said
    first = kept.read_bytes()
    said = refused(call("simulate", bot, *words))
    assert said.endswith(f"is the port right?\n  {again}")
    assert kept.read_bytes() == first
    kept.unlink()
    assert again not in refused(call("simulate", bot, *words))


def test_ctrl_c_names_a_record_only_where_it_holds_a_conversation(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As with the folder of a run."""
    kept = folder / "run.conversations.jsonl"
    people = ("--customers", folder / "customers.json", "--days", 1, "-o", folder / "run.parquet")
    for most in (0, 3):

        def stop(self: Bars, what: str, done: int, total: int, most: int = most) -> None:
            if done >= most:
                raise KeyboardInterrupt

        monkeypatch.setattr(Bars, "__call__", stop)
        with serving(RasaBot()) as server:
            result = call("simulate", bot_file(folder, server.url), *people)
        assert result.code == 130
        assert (str(kept) in result.err) == (most > 0)
        assert ("nothing was done yet" in result.err) == (most == 0)


@pytest.mark.parametrize(
    "words",
    [
        ("check", "BOT"),
        ("draw", "BOT", "-o", "x.svg"),
        ("preview", "BOT"),
        ("diff", "BOT", "BOT"),
        ("chat", "BOT"),
        ("conversations", "BOT", "--model", "m", "--customers", "c.json", "-o", "x.parquet"),
        ("staff", "BOT", "--model", "m", "--customers", "c.json"),
        ("demo", "--flow", "BOT", "--out", "x"),
    ],
    ids=lambda words: words[0],
)
def test_a_command_on_flows_says_which_take_a_bot_elsewhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """Before anything else is looked at, be it the model or the customers."""
    monkeypatch.chdir(folder)
    bot = bot_file(folder, "http://127.0.0.1:9")
    said = refused(call(*(str(bot) if word == "BOT" else word for word in words)))
    assert said.startswith(f"{bot}: describes a bot that runs elsewhere")
    assert "dialogkit simulate, dialogkit forecast and dialogkit test take it" in said


def test_customers_whom_nobody_played_are_named_in_the_output(folder: Path) -> None:
    """With what was wrong, and that their cases do not count."""

    def model(body: dict[str, Any], number: int) -> Answer:
        angry = "angry" in body["messages"][0]["content"]
        return Answer(status=400) if angry else chat_answer("[HUMAN] human")

    with serving(RasaBot()) as server, serving(model) as played:
        actor = folder / "actor.yaml"
        text = f"kind: openai\nurl: {played.url}\nmodel: m\n"
        actor.write_text(text, encoding="utf-8")
        words = ("simulate", bot_file(folder, server.url), "--actor", actor, "--days", 2)
        people = ("--customers", folder / "customers.json")
        result = call(*words, *people, "-o", folder / "run.parquet")
    assert result.code == 0, result.err
    assert "Not played: " in result.out
    assert "(status 400 × " in result.out
    assert "complaint" not in {row.intent for row in Cases.load(folder / "run.parquet").rows()}


def test_customers_to_be_fitted_need_a_classifier(folder: Path) -> None:
    """A fitted file does not."""
    bot = bot_file(folder, "http://127.0.0.1:9")
    words = ("simulate", bot, "-o", folder / "run.parquet", "--customers")
    assert "name a classifier (--model)" in refused(call(*words, folder))


def test_a_flow_needs_its_classifier(folder: Path) -> None:
    """Said in one sentence."""
    flow = world(folder)
    words = ("simulate", flow, "-o", folder / "run.parquet", "--customers")
    assert "name the folder with --model" in refused(call(*words, folder / "customers.json"))


def world(folder: Path) -> Path:
    """The flow of the kiosk."""
    (folder / "flow.yaml").write_text(FLOW, encoding="utf-8")
    for locale in ("de", "en"):
        (folder / f"texts.{locale}.yaml").write_text(BOT_TEXTS, encoding="utf-8")
    return folder / "flow.yaml"


SCRIPTS = """\
scripts:
  - name: hours are told
    turns:
      - says: Öffnungszeiten
        expect: {step: hours, text: montags}
  - name: the team takes over
    turns:
      - says: Mit einem Menschen sprechen
        expect: {handoff: WHERE}
"""


def test_scripts_that_go_as_expected_pass(folder: Path) -> None:
    """Exit 0 and a line for each."""
    path = folder / "scripts.yaml"
    path.write_text(SCRIPTS.replace("WHERE", "team"), encoding="utf-8")
    result = call("test", world(folder), path)
    assert (result.code, result.err) == (0, "")
    assert "2 of 2 scripts went as expected" in result.out


def test_scripts_that_fail_are_listed(folder: Path) -> None:
    """Exit 1, with line, turn, what was expected and what happened; words only when asked for."""
    path = folder / "scripts.yaml"
    path.write_text(SCRIPTS.replace("WHERE", "claims"), encoding="utf-8")
    flow = world(folder)
    result = call("test", flow, path)
    assert result.code == 1
    assert "no classifier was named: the flow understands buttons and values only" in result.out
    assert f"{path}:8: turn 1: expected handoff claims, got: team" in result.out
    assert "1 of 2 scripts went as expected" in result.out
    assert "customer:" not in result.out
    assert "customer: Mit einem Menschen sprechen" in call("test", flow, path, "--show").out
    rows = json.loads(call("test", flow, path, "--json").out)
    assert (rows["scripts"], rows["failed"]) == (2, 1)
    assert rows["results"][1]["failures"][0]["got"] == "team"


def test_scripts_test_a_bot_elsewhere(folder: Path) -> None:
    """By its words and marks."""
    path = folder / "scripts.yaml"
    text = "scripts: [{name: a, locale: en, turns: [{says: a human, expect: handoff}]}]\n"
    path.write_text(text, encoding="utf-8")
    with serving(RasaBot()) as server:
        assert call("test", bot_file(folder, server.url), path).code == 0
    path.write_text(SCRIPTS, encoding="utf-8")
    with serving(RasaBot()) as server:
        assert "only its words and marks" in refused(call("test", folder / "bot.yaml", path))
        assert server.asked == []


def test_the_shipped_scripts_can_be_read() -> None:
    """Those of the parcel service; some of their words take a classifier to be understood."""
    corpus = ROOT / "corpora" / "parcel"
    rows = json.loads(call("test", corpus, corpus / "scripts.yaml", "--json").out)
    assert rows["scripts"] > 3
    assert rows["failed"] < rows["scripts"]
