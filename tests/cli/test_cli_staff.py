"""The least staffing on the command line."""

from __future__ import annotations

import json
import math
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from cli_world import call, corpus, refused

from dialogkit.cli._staff_lines import staff_lines
from dialogkit.cli._staff_words import staffing_lines
from dialogkit.forecast import Staffing, Tried

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
    who = "1 agent answers" if saved["agents"] == 1 else f"{saved['agents']} agents answer"
    assert told[0] == f"{who} 60% within 60 min of opening hours"
    assert "Erlang A" in told[1]
    assert "the whole interval (95% over all looks) reaches 60%" in told[2]
    assert len(told) == 3 + bool(saved["undecided"]) + len(saved["tried"])
    assert json.loads(call(*_staff(kiosk, "--service-level", "60%", "--json")).out) == saved


def test_customers_who_fit_nobody_are_told(kiosk: Path, tmp_path: Path) -> None:
    """A channel that the bot is not on is said beneath the answer, and stands in the file."""
    people, out = tmp_path / "customers.json", tmp_path / "staff.json"
    given = ("--assume", kiosk / "customers.yaml", "--model", kiosk / "model", "-o", people)
    assert call("customers", *given).code == 0
    value = json.loads(people.read_text(encoding="utf-8"))
    people.write_text(json.dumps(value | {"channels": {"web": 0.5, "sms": 0.5}}), encoding="utf-8")
    words = [*_staff(kiosk, "--service-level", "60%", "-o", out)]
    words[words.index("--customers") + 1] = people
    assert "  ! The bot is not on sms: 50% of all customers" in call(*words).out
    notes = json.loads(out.read_text(encoding="utf-8"))["notes"]
    assert "50 % aller Kunden" in notes["de"][0]


def test_the_clock_the_rule_and_what_is_open_in_both_languages() -> None:
    """Plural forms, a clock in the line itself, an interval from 0 on, what is not decided."""
    row = Tried(
        agents=1,
        service_level=0.4,
        low=0.0,
        high=0.95,
        verdict="undecided",
        replications=1,
        abandonment=0.1,
        rho=1.4,
        growth_per_hour=1.0,
    )
    blind = replace(row, agents=2, service_level=math.nan, low=None, high=None, rho=0.2)
    found = Staffing(
        agents=3,
        undecided=(1,),
        wanted=0.8,
        within_seconds=5_400.0,
        clock="wall",
        erlang=2,
        busiest_hour=33,
        requests_per_hour=1.0,
        replications=1,
        days=7,
        tried={1: row, 2: replace(blind, verdict="too few", replications=8)},
    )
    assert list(staffing_lines(found)) == [
        "3 agents answer 80% within 1 h 30 min by the wall clock, nights included",
        "  by Erlang A in the busiest hour (Tue 9 h, 1 request): 2",
        (
            "  enough: the whole interval (95% over all looks) reaches 80%; "
            "too few: all of it is below"
        ),
        (
            "  ! not yet decided between 1 and 3: after 1 week the interval of 1 agent still holds "
            "80%; more weeks are needed (--most-replications)"
        ),
        (
            "    1 agent            40.0% (0.0% to 95.0%)        not decided  1 week     rho 1.40, "
            "the queue grows by 1 an hour"
        ),
        "    2 agents               –                        too few      8 weeks    rho 0.20",
    ]
    german = [*staffing_lines(replace(found, days=3, clock="open"), "de")]
    assert german[0].endswith("in 80 % der Fälle innerhalb von 1 h 30 min Öffnungszeit")
    assert "(95 % über alle Zwischenstände) erreicht 80 %" in german[2]
    assert "Nach einem Lauf liegen 80 % bei 1 Mitarbeiter noch im Intervall" in german[3]
    assert "40,0 % (0,0 % bis 95,0 %)" in german[4]
    assert "8 Läufe" in german[5]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("--executor", "carrier-pigeon"), "executor"),
        (("--service-level", "180%"), "between 0 and 1"),
        (("--service-level", "much"), "must be a share"),
        (("--service-level", "100%"), "--service-level must be below 100%"),
        (("--service-level", "0%"), "--service-level must be above 0%"),
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
