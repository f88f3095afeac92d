"""Customers without a log on the command line: fitted, simulated, refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli_world import call, corpus, refused, utterance_rows

from dialogkit.cli._assumed import people_from
from dialogkit.intents import IntentClassifier

ASSUMED = """\
intents: {opening_hours: 40%, parcel_status: 50%, human_agent: 10%}
out_of_scope: 5%
locales: {de: 70%, en: 30%}
channels: {web: 100%}
hours: {8-18: 100%}
days: {Mo: 50%, Tu: 50%}
source: invented for this test
"""


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus without a log, with assumed customers and a classifier beside it."""
    folder = corpus(tmp_path_factory.mktemp("assumed") / "kiosk")
    shutil.rmtree(folder / "log")
    (folder / "customers.yaml").write_text(ASSUMED, encoding="utf-8")
    centre = folder / "centre.yaml"
    text = centre.read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("arrivals_per_week")]
    centre.write_text("\n".join([*kept, "arrivals_per_week: 60", ""]), encoding="utf-8")
    texts = folder / "utterances.jsonl"
    assert call("train", texts, "--encoder", "tfidf", "-o", folder / "model").code == 0
    return folder


def test_assumed_customers_are_written_and_say_so(kiosk: Path, tmp_path: Path) -> None:
    """`customers --assume` takes the texts beside the file, and notes how they are understood."""
    out = tmp_path / "customers.json"
    given = ("--assume", kiosk / "customers.yaml", "--model", kiosk / "model", "-o", out)
    assert "assumed" in call("customers", *given).out
    saved = json.loads(out.read_text(encoding="utf-8"))
    assert saved["kind"] == "assumed"
    assert saved["source"] == "invented for this test"
    assert all("heard" in row for row in saved["spoken"])
    assert any("cross-validation" in note for note in saved["notes"])
    assert call("customers", *given, "--unseen").code == 0
    saved = json.loads(out.read_text(encoding="utf-8"))
    assert not any("heard" in row for row in saved["spoken"])


@pytest.mark.parametrize("given", ["customers.yaml", "."])
def test_a_week_is_simulated_straight_from_the_file(
    kiosk: Path, tmp_path: Path, given: str
) -> None:
    """`simulate --customers` takes the file itself, or the folder it is in."""
    options = ("--model", kiosk / "model", "--customers", kiosk / given)
    out = tmp_path / "run.parquet"
    told = json.loads(call("simulate", kiosk, *options, "-o", out, "--json").out)
    assert told["cases"] > 20
    again = json.loads(call("simulate", kiosk, *options, "-o", out, "--json").out)
    assert again == told


def test_one_of_log_and_assumption_must_be_given(kiosk: Path, tmp_path: Path) -> None:
    """Neither or both, and a file with mistakes, are refused with what to do."""
    model = ("--model", kiosk / "model", "-o", tmp_path / "c.json")
    assert "--assume" in refused(call("customers", *model))
    both = ("customers", kiosk / "log", "--assume", kiosk / "customers.yaml", *model)
    assert "either" in refused(call(*both))
    wrong = tmp_path / "customers.yaml"
    wrong.write_text(ASSUMED.replace("50%, human", "60%, human"), encoding="utf-8")
    texts = ("--utterances", kiosk / "utterances.jsonl")
    told = refused(call("customers", "--assume", wrong, *texts, *model))
    assert "customers.yaml:1: intents: must sum to 100 %" in told


def test_a_folder_with_a_log_is_looked_through_for_returns(tmp_path: Path) -> None:
    """As the command `customers` does, so that both say the same of the same log."""
    folder = corpus(tmp_path / "kiosk")
    rows = utterance_rows()
    texts, labels = [row["text"] for row in rows], [row["intent"] for row in rows]
    model = IntentClassifier(encoder="tfidf").fit(texts, labels)
    found = people_from(folder, model)
    assert not any("link_recontacts" in note for note in found.notes)
