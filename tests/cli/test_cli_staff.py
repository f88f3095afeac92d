"""The least staffing on the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli_world import call, corpus, refused

from dialogkit.cli._staff_lines import staff_lines

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
    folder = corpus(tmp_path_factory.mktemp("staff") / "kiosk")
    shutil.rmtree(folder / "log")
    (folder / "customers.yaml").write_text(ASSUMED, encoding="utf-8")
    with (folder / "centre.yaml").open("a", encoding="utf-8") as centre:
        centre.write("arrivals_per_week: 60\n")
    texts = folder / "utterances.jsonl"
    assert call("train", texts, "--encoder", "tfidf", "-o", folder / "model").code == 0
    return folder


def _staff(kiosk: Path, *words: object) -> tuple[object, ...]:
    given = ("--model", kiosk / "model", "--customers", kiosk, "--replications", 2, "--days", 2)
    return ("staff", kiosk, *given, *words)


def test_the_least_number_is_told(kiosk: Path, tmp_path: Path) -> None:
    """The number, what Erlang says, and a line for each that was tried; the same as JSON."""
    out = tmp_path / "staff.json"
    told = call(*_staff(kiosk, "--service-level", "60%", "-o", out)).out.splitlines()
    saved = json.loads(out.read_text(encoding="utf-8"))
    assert told[0] == f"{saved['agents']} agents answer 60% within 60 min of opening hours"
    assert "Erlang A" in told[1]
    assert len(told) == 2 + len(saved["tried"])
    assert json.loads(call(*_staff(kiosk, "--service-level", "60%", "--json")).out) == saved


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("--service-level", "180%"), "between 0 and 1"),
        (("--service-level", "much"), "must be a share"),
        (("--service-level", "100%"), "must lie between 0 and 1"),
        (("--within", "soon"), "a duration must be"),
        (("-o", "staff.txt"), "must end in .json"),
    ],
)
def test_what_cannot_be_is_refused(kiosk: Path, words: tuple[str, ...], hint: str) -> None:
    """One sentence on stderr and exit code 2."""
    assert hint in refused(call(*_staff(kiosk, *words)))


def test_a_run_tells_of_its_staff(kiosk: Path, tmp_path: Path) -> None:
    """`simulate` says how calls and e-mails waited, how threads went on, and overload."""
    centre = tmp_path / "centre.yaml"
    centre.write_text(
        "hours: Mo-Fr 08:00-18:00\nagents: 1\nhandling: 50m\narrivals_per_week: 300\n"
        "blending: {calls: {per_week: 100, handling: 4m}, emails: {per_week: 0, handling: 4m}}\n",
        encoding="utf-8",
    )
    out = tmp_path / "run.parquet"
    given = ("--model", kiosk / "model", "--customers", kiosk, "--centre", centre, "-o", out)
    told = call("simulate", kiosk, *given).out
    assert "calls: " in told
    assert "within 20 s" in told
    assert "e-mails: none came" in told
    assert "! The team is overloaded: " in told
    assert "the queue then grows by" in told.lower()
    saved = json.loads(call("simulate", kiosk, *given, "--json").out)
    assert saved["load"]["rho"] > 1
    assert saved["other_work"]["calls"]["came"] > 50


def test_threads_and_calls_back_are_told() -> None:
    """Lines for people from what a run or a forecast holds."""
    care = {"threads": 40, "same_agent": 30, "other_agent": 10, "calls_back": 9, "not_picked_up": 2}
    assert list(staff_lines({"care": care})) == [
        "  threads: 40, later answers by the same agent 75%",
        "  calls back: 9, of which nobody picked up 2",
    ]
    assert list(staff_lines({})) == []
