"""The log beside the weeks without the bot: what agrees, what contradicts, what cannot be told."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from log_worlds import CENTRE, PER_WEEK, people_of, simulated_log, world

from dialogkit.conversation import Cases
from dialogkit.forecast import forecast
from dialogkit.forecast._log_check import difference, log_check
from dialogkit.simulate import Customers, Measured, Served, prepare, run_setup

SEEDS = 8
WEEKS = 12
"""Simulated weeks without the bot."""
Check = dict[str, Any]


def _compared(
    served: Served | None, folder: Path, *, seed: int = 0, days: int = 7, centre: str = CENTRE
) -> Check:
    """Customers whose ways are known, beside what a log says of how they were served."""
    bot, people, staff = world(folder, centre)
    setup = prepare(
        bot, replace(people, served=served), staff, seed=seed, days=days, with_bot=False
    )
    return log_check(run_setup(setup, range(WEEKS)), setup)


@cache
def _fitted(seed: int, centre: str = CENTRE) -> Customers:
    with TemporaryDirectory() as folder:
        return people_of(simulated_log(Path(folder), seed=seed, centre=centre))


def _verdicts(check: Check) -> dict[str, str]:
    return {row["name"]: row["verdict"] for row in check["rows"]}


# ----- logs that the simulator itself made -------------------------------------------------------


def test_a_log_of_the_simulator_agrees_with_its_own_weeks(tmp_path: Path) -> None:
    """Intervals of the difference hold no difference about as often as they say.

    Over 80 seeds they did in 611 of 640 rows, 95.5 %; with customers fitted to the log in 97.8 %.
    """
    rows: list[bool] = []
    verdicts = []
    for seed in range(SEEDS):
        check = _compared(_fitted(1000 + seed).served, tmp_path, seed=seed)
        verdicts.append(check["verdict"])
        for row in check["rows"]:
            gap = row["difference"]
            if gap is not None:
                rows.append(gap["low"] <= (gap["kind"] == "factor") <= gap["high"])
    assert 8 * SEEDS <= len(rows) <= 9 * SEEDS
    assert 0.88 <= sum(rows) / len(rows) < 1
    assert verdicts.count("agrees") >= SEEDS - 1
    assert "cannot_tell" not in verdicts


@pytest.mark.parametrize(
    ("changed", "expected", "remedy"),
    [
        ({"mean: 10m": "mean: 20m"}, "faster", "staff_more"),
        ({"mean: 10m": "mean: 4m", "agents: 2": "agents: 3"}, "slower", "staff_less"),
    ],
    ids=["twice_the_handling_time", "a_larger_and_quicker_team"],
)
def test_another_team_is_told(
    changed: dict[str, str], expected: str, remedy: str, tmp_path: Path
) -> None:
    """A log of a team that worked otherwise than centre.yaml says contradicts it."""
    real = CENTRE
    for before, after in changed.items():
        assert before in real
        real = real.replace(before, after)
    check = _compared(_fitted(7, real).served, tmp_path)
    found = _verdicts(check)
    assert check["verdict"] == "contradicts"
    assert found["answered_60m_open"] == expected
    assert found["half_answered_after"] == expected
    assert remedy in [each["name"] for each in check["remedies"]]


def test_other_hours_are_told_as_such(tmp_path: Path) -> None:
    """Who answered on Saturdays and at night did so out of the hours of centre.yaml."""
    real = CENTRE.replace("Mo-Fr 08:00-18:00", "Mo-Sa 07:00-22:00")
    check = _compared(_fitted(7, real).served, tmp_path)
    assert _verdicts(check)["answered_when_closed"] == "fewer"
    assert check["verdict"] == "contradicts"
    assert "hours" in [each["name"] for each in check["remedies"]]


def test_customers_who_give_up_sooner_are_told(tmp_path: Path) -> None:
    """Fewer patient customers in centre.yaml leave more without an answer than the log."""
    check = _compared(
        _fitted(7).served, tmp_path, centre=CENTRE.replace("patience: 90m", "patience: 4m")
    )
    assert _verdicts(check)["never_answered"] == "more"
    assert "patience_short" in [each["name"] for each in check["remedies"]]


# ----- through the front door --------------------------------------------------------------------


def test_a_forecast_holds_the_comparison(tmp_path: Path) -> None:
    """From a log to the file: all rows, and the number of arrivals taken from the log."""
    bot, _, centre = world(tmp_path)
    done = forecast(bot, _fitted(7), centre, replications=6, assume="central")
    done.save(tmp_path / "forecast.json")
    check = json.loads((tmp_path / "forecast.json").read_text("utf-8"))["log_check"]
    assert check["verdict"] == "agrees"
    assert check["compared"] == 8
    assert _verdicts(check)["arrivals_per_week"] == "from_log"
    assert check["left_out"]["late"] > 0
    for row in check["rows"]:
        assert row["log"]["low"] <= row["log"]["value"] <= row["log"]["high"]
        assert row["baseline"]["n"] > 0
        assert row["label_de"]
        assert row["label_en"]


def test_a_number_set_by_the_centre_is_compared(tmp_path: Path) -> None:
    """Twice as many as in the log are more, and the sentence names where that is set."""
    served = _fitted(7).served
    check = _compared(served, tmp_path, centre=f"{CENTRE}arrivals_per_week: {2 * PER_WEEK}\n")
    row = check["rows"][0]
    assert (row["name"], row["verdict"]) == ("arrivals_per_week", "more")
    gap = row["difference"]
    assert gap["low"] < 2 < gap["high"]
    assert "arrivals_per_week" in check["remedies"][0]["text_en"]


def test_a_log_taken_for_a_sample_is_compared_too(tmp_path: Path) -> None:
    """Fitted customers made half as many are fewer, though the centre sets no number."""
    bot, _, staff = world(tmp_path)
    people = _fitted(7).scaled(PER_WEEK / 2)
    setup = prepare(bot, people, staff, with_bot=False)
    check = log_check(run_setup(setup, range(WEEKS)), setup)
    assert _verdicts(check)["arrivals_per_week"] == "fewer"
    assert check["remedies"][0]["name"] == "arrivals_fewer"


def test_the_weeks_are_counted_as_their_records_say(tmp_path: Path) -> None:
    """Counted again from the records: cases of the week that counts, who was answered in time."""
    bot, people, staff = world(tmp_path)
    setup = prepare(bot, replace(people, served=_fitted(7).served), staff, seed=3, with_bot=False)
    run = run_setup(setup, range(WEEKS))
    first, last = (setup.begin.timestamp() + edge for edge in setup.counted)
    rows = [
        row for row in run.cases.rows()
        if row.opened_at is not None and first <= row.opened_at.timestamp() < last
    ]  # fmt: skip
    found = {row["name"]: row["baseline"] for row in log_check(run, setup)["rows"]}
    soon = sum(r.reached_agent and (r.wait_seconds or 0) <= 3600 for r in rows)
    assert found["answered_60m"]["n"] == len(rows)
    assert found["answered_60m"]["value"] == soon / len(rows)
    assert found["never_answered"]["value"] == sum(not r.reached_agent for r in rows) / len(rows)
    assert found["settled"]["value"] == sum(r.resolved == "yes" for r in rows) / len(rows)
    waits = sorted(r.wait_seconds or 0 if r.reached_agent else math.inf for r in rows)
    assert found["half_answered_after"]["value"] == waits[math.ceil(len(rows) / 2) - 1]
    came = [row for row in rows if row.recontact_of is None]
    assert found["arrivals_per_week"]["value"] == len(came) / WEEKS
    closed = {row.case_id: row.closed_at for row in rows}
    back = set()
    for row in run.cases.rows():
        before = closed.get(row.recontact_of or "")
        if before and row.opened_at and (row.opened_at - before).total_seconds() <= 72 * 3600:
            back.add(row.recontact_of)
    assert found["recontact_72h"]["value"] == len(back) / len(rows)


@pytest.mark.parametrize(
    ("people", "why"), [("assumed", "assumed"), ("before", "old_file")], ids=["assumed", "before"]
)
def test_without_a_measured_log_nothing_is_compared(people: str, why: str, tmp_path: Path) -> None:
    """Assumed customers have no log; a file of before says nothing, and how it would."""
    bot, before, centre = world(tmp_path)
    if people == "assumed":
        before = replace(before, assumed=True, served=None)
        centre = centre.with_(arrivals_per_week=100)
    setup = prepare(bot, before, centre, with_bot=False)
    check = log_check(run_setup(setup, [0]), setup)
    assert (check["verdict"], check["why"], check["rows"]) == ("cannot_tell", why, [])
    assert ("dialogkit customers" in check["why_en"]) == (people == "before")


def test_days_that_are_no_weeks_are_not_compared(tmp_path: Path) -> None:
    """A Monday has other waits than a week."""
    check = _compared(_fitted(7).served, tmp_path, days=1)
    assert check["verdict"] == "cannot_tell"
    assert set(_verdicts(check).values()) == {"cannot_tell"}
    assert {row["why"] for row in check["rows"]} == {"no_week"}


def test_a_team_that_is_always_there_gives_no_answers_out_of_hours(tmp_path: Path) -> None:
    """No answer could be out of hours, so that nothing is compared by it."""
    always = CENTRE.replace("Mo-Fr 08:00-18:00", "24/7")
    rows = {r["name"]: r for r in _compared(_fitted(7).served, tmp_path, centre=always)["rows"]}
    assert rows["answered_when_closed"]["why"] == "always_open"
    assert rows["answered_60m_open"]["verdict"] != "cannot_tell"


def test_what_a_log_lacks_is_said_with_its_reason(tmp_path: Path) -> None:
    """A log without links of returns, and one with a bot."""
    with TemporaryDirectory() as folder:
        cases = simulated_log(Path(folder), seed=7, weeks=3)
    unlinked = people_of(Cases(cases.table.replace_schema_metadata(None), cases.messages)).served
    rows = {row["name"]: row for row in _compared(unlinked, tmp_path)["rows"]}
    assert rows["recontact_72h"]["why"] == "unlinked"
    assert rows["recontact_72h"]["log"] is None
    assert rows["answered_60m"]["verdict"] in ("agrees", "faster", "slower")
    assert unlinked is not None
    bot = replace(unlinked, rows={}, days=(), lacks=dict.fromkeys(unlinked.rows, "bot"))
    check = _compared(bot, tmp_path)
    told = {row["name"]: row.get("why") for row in check["rows"]}
    assert told["answered_60m"] == "bot"
    assert check["verdict"] == "cannot_tell"


def test_a_quantile_that_is_never_reached_is_slower(tmp_path: Path) -> None:
    """Nine of ten were answered in the log, four of ten never are in the simulation."""
    wild = CENTRE.replace("patience: 90m", "patience: 3m").replace("agents: 2", "agents: 1")
    check = _compared(_fitted(7).served, tmp_path, centre=wild)
    row = next(row for row in check["rows"] if row["name"] == "nine_of_ten_answered_after")
    assert (row["verdict"], row["baseline"], row["difference"]) == ("slower", None, None)


# ----- a difference by hand ----------------------------------------------------------------------


def _share(value: float, low: float, high: float, most: float | None = None) -> Measured:
    return Measured(value=value, low=low, high=high, n=100, most=most)


def test_the_interval_of_a_difference_is_made_of_both() -> None:
    """The ends are as far as the two nearer ends are together, by Pythagoras."""
    gap = difference(_share(0.5, 0.47, 0.54), _share(0.6, 0.56, 0.63))
    assert gap["kind"] == "points"
    assert gap["value"] == pytest.approx(0.1)
    assert gap["low"] == pytest.approx(0.1 - math.sqrt(0.04**2 + 0.04**2))
    assert gap["high"] == pytest.approx(0.1 + math.sqrt(0.03**2 + 0.03**2))


def test_times_are_compared_by_their_quotient() -> None:
    """Twice the time is twice the time, whether of seconds or of days; below a second is none."""
    log = Measured(value=100, low=80, high=125, n=50, unit="seconds")
    base = Measured(value=200, low=200, high=200, n=50, unit="seconds")
    gap = difference(log, base)
    assert (gap["kind"], gap["value"]) == ("factor", pytest.approx(2))
    assert gap["low"] == pytest.approx(2 / 1.25)
    assert gap["high"] == pytest.approx(2 * 1.25)
    none = Measured(value=0, low=0, high=0, n=50, unit="seconds")
    assert difference(none, none)["value"] == pytest.approx(1)


@pytest.mark.parametrize(
    ("simulated", "value"), [(0.25, -0.05), (0.3, 0.0), (0.5, 0.0), (0.7, 0.0), (0.8, 0.1)]
)
def test_within_what_the_log_leaves_open_there_is_no_difference(
    simulated: float, value: float
) -> None:
    """Between 30 and 70 % nobody knows; outside the nearer end counts."""
    log = _share(0.3, 0.25, 0.74, most=0.7)
    assert difference(log, _share(simulated, simulated, simulated))["value"] == pytest.approx(value)
