"""The command `convert`: bots in, flows out to CALM, and what it prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_world import FLOW, call, refused

from dialogkit.flow import load_flow

BOT = """
version: "3.1"
intents: [greet, hours, secret]
responses:
  utter_greet: [{text: Hello!}]
  utter_hours: [{text: From nine to five.}]
  utter_old: [{text: Not used.}]
rules:
  - rule: greet
    steps: [{intent: greet}, {action: utter_greet}]
  - rule: hours
    steps: [{intent: hours}, {action: utter_hours}]
"""


def test_a_bot_is_carried_over(tmp_path: Path) -> None:
    """Counts, the list by name and the findings are printed; the folder holds a flow."""
    (tmp_path / "bot.yml").write_text(BOT, "utf-8")
    printed = call("convert", tmp_path / "bot.yml", "--out", tmp_path / "out").out
    assert "rule                      2        2         0" in printed
    assert "response                  3        2         1" in printed
    assert "left out: bot.yml:6: response utter_old" not in printed
    assert "response utter_old: no step says it" in printed
    assert "intent secret: nothing listens for it" in printed
    assert " steps, " in printed
    assert (tmp_path / "out/LEFT_OUT.md").is_file()
    assert "2 warning" in call("check", tmp_path / "out").out


def test_a_flow_goes_to_calm_and_back(tmp_path: Path) -> None:
    """The corpus flow becomes a project of CALM; that becomes a flow again."""
    (tmp_path / "flow.yaml").write_text(FLOW, "utf-8")
    whole = call("convert", tmp_path / "flow.yaml", "--to", "calm", "--out", tmp_path / "calm")
    printed = whole.out
    assert "left out: " in printed
    assert (tmp_path / "calm/data/flows.yml").is_file()
    call("convert", tmp_path / "calm", "--from", "calm", "--out", tmp_path / "again")
    assert "handoff:" in (tmp_path / "again/flow.yaml").read_text("utf-8")


def test_what_cannot_be_converted_is_refused(tmp_path: Path) -> None:
    """One sentence, and what to do."""
    (tmp_path / "notes.txt").write_text("no bot", "utf-8")
    words = ("convert", tmp_path / "notes.txt", "--out", tmp_path / "out")
    assert "no bot of a known format" in refused(call(*words))
    words = ("convert", tmp_path, "--out", tmp_path / "out")
    assert "--from goes with an import" in refused(call(*words, "--from", "rasa", "--to", "calm"))


@pytest.mark.parametrize("builder", ["rasa", "calm"])
def test_builders_are_names_of_their_formats(builder: str, tmp_path: Path) -> None:
    """A CALM project is taken under the builder's name as under that of the format."""
    (tmp_path / "flow.yaml").write_text(FLOW, "utf-8")
    call("convert", tmp_path / "flow.yaml", "--to", builder, "-o", tmp_path / "calm")
    call("convert", tmp_path / "calm", "--from", builder, "-o", tmp_path / "back")
    assert len(load_flow(tmp_path / "back").steps) == len(load_flow(tmp_path / "flow.yaml").steps)


@pytest.mark.parametrize("builder", ["dialogflow", "botframework"])
def test_a_builder_that_does_not_fit_is_refused(builder: str, tmp_path: Path) -> None:
    """A bot of another builder is no traceback."""
    (tmp_path / "bot.yml").write_text(BOT, "utf-8")
    done = call("convert", tmp_path / "bot.yml", "--from", builder, "-o", tmp_path / "out")
    assert done.code in (0, 2)
    assert "Traceback" not in done.err


def test_a_flow_is_no_bot_of_somebody_else(tmp_path: Path) -> None:
    """Whoever forgets --to is told so; nothing is written."""
    (tmp_path / "flow.yaml").write_text(FLOW, "utf-8")
    done = call("convert", tmp_path, "-o", tmp_path / "out")
    assert done.code == 2
    assert "is a flow of dialogkit already; --to rasa" in done.err
    assert not (tmp_path / "out").exists()
