"""The command that compares two flows: text, JSON, exit codes, and the forecast beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_world import FLOW, call, corpus, refused


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The kiosk, and the kiosk with a choice that leads to a human at once."""
    folder = tmp_path_factory.mktemp("diff")
    old, new = corpus(folder / "old"), corpus(folder / "new")
    changed = FLOW.replace("hours: hours, track: track,", "hours: desk, track: track,", 1)
    (new / "flow.yaml").write_text(changed, encoding="utf-8")
    return old, new


def test_nothing_changed(folders: tuple[Path, Path]) -> None:
    """A flow and itself: one line, exit code 0 also where it is strict."""
    result = call("diff", folders[0], folders[0], "--strict")
    assert (result.code, result.out.strip()) == (0, "no difference")


def test_a_change_is_told(folders: tuple[Path, Path]) -> None:
    """What changes for customers stands in plain words; it fails only where that was asked for."""
    result = call("diff", *folders)
    assert result.code == 0
    assert "  after hours (step hello)" in result.out
    assert "    now:    hands off to team (asked)" in result.out
    assert "paths gained: 1\n  hours → hands off to team" in result.out
    assert call("diff", *folders, "--strict").code == 1


def test_json(folders: tuple[Path, Path]) -> None:
    """Machines get every field."""
    value = json.loads(call("diff", *folders, "--json").out)
    assert value["same_behaviour"] is False
    assert value["differences"][0]["after"] == ["hours"]
    assert "forecast" not in value


def test_forecasts_are_paired(folders: tuple[Path, Path], tmp_path: Path) -> None:
    """With a classifier and customers: the shares with each, on the same customers."""
    old, new = folders
    model = tmp_path / "model"
    words = ("train", old / "utterances.jsonl", "--encoder", "tfidf", "-o", model)
    assert call(*words).code == 0
    given = ("--model", model, "--customers", old, "--replications", 2)
    result = call("diff", old, new, *given, "--json")
    assert result.code == 0, result.err
    rows = {row["rate"]: row for row in json.loads(result.out)["forecast"]}
    row = rows["containment"]
    assert row["difference"] < 0  # one choice more leads to a human
    assert row["difference"] == pytest.approx((row["only_b"] - row["only_a"]) / row["pairs"])
    assert row["low"] <= row["difference"] <= row["high"]
    told = call("diff", old, new, *given).out
    assert "forecast, the same customers in 2 simulated weeks:" in told
    same = json.loads(call("diff", old, old, *given, "--json").out)
    assert all(each["decided_by"] == 0 for each in same["forecast"])


def test_refusals(folders: tuple[Path, Path], tmp_path: Path) -> None:
    """A file that is missing, and customers without a classifier."""
    old, new = folders
    assert "gone.yaml" in refused(call("diff", old, tmp_path / "gone.yaml"))
    assert "--customers needs --model" in refused(call("diff", old, new, "--customers", old))
