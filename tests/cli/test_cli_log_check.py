"""The log beside the weeks without the bot in the terminal, and how the team answered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_world import call, corpus

from dialogkit.cli._customers_table import table
from dialogkit.cli._log_check_lines import log_check_lines
from dialogkit.simulate import Customers, Measured, Served, Share

TITLE = "the log beside the weeks without the bot"


def _side(value: float, low: float, high: float, unit: str = "share", **more: Any) -> Any:
    return {"value": value, "low": low, "high": high, "n": 812, "unit": unit, **more}


def _row(label: str, verdict: str, log: Any = None, baseline: Any = None, **more: Any) -> Any:
    return {"label_en": label, "verdict": verdict, "log": log, "baseline": baseline, **more}


def _check(verdict: str, *rows: Any, **more: Any) -> dict[str, Any]:
    told = [row for row in rows if row["verdict"] not in ("cannot_tell", "from_log")]
    agree = sum(row["verdict"] == "agrees" for row in told)
    kept = {"verdict": verdict, "rows": [*rows], "compared": len(told), "agree": agree}
    return {**kept, "remedies": [], **more}


def test_a_contradiction_is_told_row_by_row() -> None:
    """Both sides with intervals, what is most likely off, and what could not be compared."""
    check = _check(
        "contradicts",
        _row("new matters a week", "from_log", _side(123.4, 110, 130, "number")),
        _row("in time", "slower", _side(0.812, 0.78, 0.841), _side(0.46, 0.45, 0.471)),
        _row("half after", "slower", _side(600, 540, 720, "seconds"), None),
        _row("settled", "fewer", _side(0.5, 0.47, 0.83, most=0.8), _side(0.3, 0.28, 0.32)),
        _row("never", "agrees", _side(0.01, 0.0, 0.02), _side(0.01, 0.0, 0.02)),
        _row("back", "cannot_tell", why_en="Nobody looked."),
        remedies=[{"name": "staff_less", "text_en": "Too few people."}],
    )
    assert list(log_check_lines(check)) == [
        f"{TITLE}: 3 of 4 numbers contradict",
        (
            "  ! simulation slower  in time: log 81.2% (78.0% to 84.1%, n = 812), "
            "simulated 46.0% (45.0% to 47.1%)"
        ),
        "  ! simulation slower  half after: log 10 min (9 min to 12 min, n = 812), simulated never",
        (
            "  ! simulation fewer   settled: log 50.0% to 80.0% (47.0% to 83.0%, n = 812), "
            "simulated 30.0% (28.0% to 32.0%)"
        ),
        "    Too few people.",
        "    not compared: back",
    ]


@pytest.mark.parametrize(
    ("check", "line"),
    [
        (_check("agrees", _row("a", "agrees")), f"{TITLE}: the one number compared agrees"),
        (
            _check(
                "agrees",
                _row("a", "agrees"),
                _row("b", "agrees"),
                _row("c", "cannot_tell", why_en="Too few."),
            ),
            f"{TITLE}: all 2 numbers compared agree; not compared: c",
        ),
        (
            _check("agrees", _row("a", "agrees"), _row("b", "more")),
            f"{TITLE}: 1 of 2 numbers compared agree; the rest may be chance (b)",
        ),
        (
            {"verdict": "cannot_tell", "why_en": "There is no log.", "rows": []},
            f"{TITLE}: not compared. There is no log.",
        ),
        (
            _check(
                "cannot_tell",
                _row("a", "cannot_tell", why_en="No times."),
                _row("b", "cannot_tell", why_en="No times."),
            ),
            f"{TITLE}: not compared. No times.",
        ),
    ],
)
def test_where_all_is_well_or_nothing_known_one_line_is_enough(
    check: dict[str, Any], line: str
) -> None:
    """Agreement, a difference that may be chance, no log, a log that tells nothing."""
    assert list(log_check_lines(check)) == [line]


def test_customers_show_how_the_team_answered() -> None:
    """In both languages, with what cannot be measured and which cases do not count."""
    share = Share(value=1.0, low=0.9, high=1.0, n=40)
    served = Served(
        rows={
            "arrivals_per_week": Measured(value=98.76, low=90, high=107.5, n=400, unit="number"),
            "half_answered_after": Measured(value=600, low=540, high=720, n=390, unit="seconds"),
            "answered_60m": Measured(value=0.8, low=0.7, high=0.9, n=390),
        },
        lacks={"recontact_72h": "unlinked"},
        left_out={"late": 9, "bot": 1},
    )
    people = Customers(
        fingerprint="x", weeks=4, cases=40, arrivals=(1.0,) * 168, intents={"a": share},
        served=served,
    )  # fmt: skip
    english, german = ("\n".join(table(people, language)) for language in ("en", "de"))
    for words in (
        "98.8  90 – 107.5           n = 400     new matters a week",
        "10.0 min  9.0 min – 12.0 min   n = 390",
        "80.0%  70.0% – 90.0%        n = 390     answered by an agent within 60 min",
        (
            "cannot be measured: back with the same matter within 72 h, as far as recognised "
            "(nobody looked for who came back)"
        ),
        "cases not counted: 9 of the last 72 hours, 1 with a bot",
    ):
        assert words in english
    for words in (
        "98,8  90 – 107,5           n = 400     neue Anliegen je Woche",
        "vom Team innerhalb von 60 min beantwortet",
        "nicht mitgezählte Anliegen: 9 aus den letzten 72 Stunden, 1 mit einem Bot",
    ):
        assert words in german


def test_a_forecast_prints_it_and_gives_it_to_programs(tmp_path: Path) -> None:
    """A log of six cases is too short: the terminal says so, and the JSON row by row."""
    folder = corpus(tmp_path / "kiosk")
    model = tmp_path / "model"
    assert call("train", folder / "utterances.jsonl", "-o", model).code == 0
    words = ("forecast", folder, "--model", model, "--customers", folder)
    few = ("--replications", 2, "--assume", "central")
    told = call(*words, *few, "-o", tmp_path / "a.json")
    assert told.code == 0, told.err
    (line,) = (line for line in told.out.split("\n") if line.startswith(TITLE))
    printed = json.loads(call(*words, *few, "-o", tmp_path / "b.json", "--json").out)["log_check"]
    kept = json.loads((tmp_path / "b.json").read_text("utf-8"))["log_check"]
    assert printed == kept
    assert printed["rows"]
    assert printed["verdict"] == "cannot_tell"
    assert "not compared" in line
