"""The forecast: every number counted from its own case records, and what moves it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from small_world import CENTRE, FLOW, Talkative, make_centre, make_customers, make_flow

from dialogkit.conversation import Cases, Utterance
from dialogkit.errors import InputError, ParameterError
from dialogkit.evaluate import evaluate
from dialogkit.forecast import Forecast, forecast, staff_for
from dialogkit.forecast._figures import mean_interval
from dialogkit.simulate import Customers, prepare, run_setup


def _forecast(folder: Path, **options: object) -> Forecast:
    bot = Talkative(make_flow(folder))
    settings = {"replications": 3, "assume": "central", "seed": 6, **options}
    return forecast(bot, make_customers(60), make_centre(folder), **settings)  # type: ignore[arg-type]


def test_rates_are_counted_from_the_records_saved_beside_them(tmp_path: Path) -> None:
    """Loading the two record files and counting again gives the numbers of the forecast."""
    _forecast(tmp_path).save(tmp_path / "forecast.json")
    saved = json.loads((tmp_path / "forecast.json").read_text(encoding="utf-8"))
    cases = Cases.load(tmp_path / saved["cases_file"])
    baseline = Cases.load(tmp_path / saved["baseline_file"])
    told = {**saved["counted_with"]}
    told["observed_until"] = datetime.fromisoformat(told["observed_until"])
    again = evaluate(cases, baseline=baseline, **told).to_json()
    assert saved["n_cases"] == len(cases)
    assert again["rates"].keys() == saved["rates"]["rates"].keys() > {"utilisation"}
    compared = 0
    for name, rate in again["rates"].items():
        for key in ("value", "low", "high", "numerator", "denominator"):
            assert saved["rates"]["rates"][name][key] == pytest.approx(rate[key]), (name, key)
        compared += 1
    assert compared >= 12
    for name, share in again["outcomes"].items():
        assert saved["outcome_shares"][name]["value"] == pytest.approx(share["value"])


def test_failures_are_counted_from_the_records(tmp_path: Path) -> None:
    """Counts of failures are those of the records, and transcripts belong to such cases."""
    found = _forecast(tmp_path)
    rows = {case.case_id: case for case in found.cases.rows()}
    kinds = {failure["kind"]: failure for failure in found.value["failures"]}
    left = [case for case in rows.values() if case.abandoned == "bot"]
    assert kinds["left_the_bot"]["count"] == len(left)
    for transcript in kinds["left_the_bot"]["transcripts"]:
        assert rows[transcript["case_id"]].abandoned == "bot"
        assert transcript["turns"]


def test_shares_of_failures_have_intervals_and_add_to_the_records(tmp_path: Path) -> None:
    """The share of each kind of failure is its count out of all cases, within its interval."""
    value = _forecast(tmp_path).value
    for kind in value["failures"]:
        share = kind["share"]
        assert share["value"] == pytest.approx(kind["count"] / value["n_cases"])
        assert share["low"] < share["value"] < share["high"]


def test_week_rows_add_up_to_the_records(tmp_path: Path) -> None:
    """A mean week has as many arrivals and handoffs as there are cases a replication."""
    found = _forecast(tmp_path)
    rows, week = found.cases.rows(), found.value["week"]
    assert sum(row["arrivals"] for row in week) == pytest.approx(len(rows) / 3)
    handed = sum(case.handed_off for case in rows)
    assert sum(row["handoffs"] for row in week) == pytest.approx(handed / 3)


def test_an_assumption_is_not_printed_as_a_finding(tmp_path: Path) -> None:
    """How fast the bot answers is built in, so no rate pretends to have measured it."""
    value = _forecast(tmp_path).value
    assert "first_response_bot_seconds" not in value["rates"]["rates"]
    assert "first_response_agent_seconds" in value["rates"]["rates"]


def test_waits_within_the_hour_stand_beside_the_median(tmp_path: Path) -> None:
    """The first screen's share answered within the hour is the rate of the same name."""
    value = _forecast(tmp_path).value
    for side, rates in (("with_bot", value["rates"]), ("without_bot", value["baseline"])):
        shown = value["operations"][side]["service_level_60m"]
        rate = rates["rates"]["service_level_60m"]
        assert [shown[end] for end in ("value", "low", "high")] == [
            rate[end] for end in ("value", "low", "high")
        ]


def test_the_same_seed_gives_the_same_forecast(tmp_path: Path) -> None:
    """Serially or on several processes, one seed has one forecast."""
    first, second = _forecast(tmp_path), _forecast(tmp_path, executor="loky")
    assert first.to_json() == second.to_json()
    assert first.cases.table.equals(second.cases.table)


def test_sensitivity_shows_what_moves_the_headline(tmp_path: Path) -> None:
    """Each assumption has a bar; the favourable end settles no less than the unfavourable."""
    found = _forecast(tmp_path, assume="all", replications=4).value
    rows = found["sensitivity"]
    named = {row["name"] for row in found["assumptions"]}
    assert {row["name"] for row in rows} < named
    assert "first_contact_resolution" in named
    assert not {"follows_move", "opts_in"} & {row["name"] for row in rows}
    spread = [abs(row["high_value"] - row["low_value"]) for row in rows]
    assert spread == sorted(spread, reverse=True)
    ends = [found["scenarios"][end]["outcomes"]["bot_resolved"]["value"] for end in ("low", "high")]
    assert ends[0] < found["outcome_shares"]["bot_resolved"]["value"] < ends[1]


def test_what_staff_can_do_is_varied_too(tmp_path: Path) -> None:
    """Ranges of the centre have bars of their own, and move the weeks they are about."""
    text = CENTRE.replace("handling: 6m", "handling: {low: 4m, central: 6m, high: 40m}")
    text += "returns: {low: 0%, central: 5%, high: 90%}\n"
    bot, centre = Talkative(make_flow(tmp_path)), make_centre(tmp_path, text)
    found = forecast(bot, make_customers(60), centre, replications=2, seed=6).value
    rows = {row["name"]: row for row in found["sensitivity"]}
    assert {"handling", "wrap_up", "first_contact_resolution", "returns"} <= rows.keys()
    assert not {"wage", "handling.default.mean"} & rows.keys()
    listed = {row["name"]: row for row in found["assumptions"]}
    assert listed["handling"]["low"] == pytest.approx(4 / 6)
    assert listed["handling"]["high"] == pytest.approx(40 / 6)
    first = rows["returns"]
    assert first["low_value"] != first["high_value"]


def test_assumptions_without_effect_are_not_listed(tmp_path: Path) -> None:
    """A flow that neither moves nor pushes has no row about customers who follow or agree."""
    value = _forecast(tmp_path).value
    assert not {"follows_move", "opts_in"} & {row["name"] for row in value["assumptions"]}
    assert not {"pushes", "unsure_guards"} & value.keys()
    assert value["customers"]["kind"] == "measured"


def test_assumed_customers_facts_and_pushes_are_listed(tmp_path: Path) -> None:
    """What nobody counted stands among the assumptions, and pushes beside the rates."""
    text = (
        FLOW.replace(
            "data:\n",
            "customer: {is_known: 30%}\npush:\n  told: {goto: tell, opt_in: news, per_week: 1,"
            " events: 50, answered: 40%}\ndata:\n",
        )
        .replace("end: no_consent}", "opt_in: news, end: no_consent}")
        .replace("then: desk}", "if: {customer.is_known: desk}, then: desk}")
    )
    told = {
        "intents": {"parcel_status": 0.65, "complaint": 0.35},
        "locales": {"en": 1.0},
        "channels": {"web": 1.0},
        "hours": {"8-20": 1.0},
        "days": {"Mo": 0.5, "Fr": 0.5},
        "source": "a guess",
    }
    bot = Talkative(make_flow(tmp_path, text))
    rows = [Utterance(text="where is my parcel", intent="parcel_status", locale="en")]
    customers = Customers.assume(told, bot.model, rows, unseen=True)
    centre = make_centre(tmp_path, CENTRE + "arrivals_per_week: 60\n")
    found = forecast(bot, customers, centre, replications=2, assume="central", seed=6)
    found.save(tmp_path / "forecast.json")
    value = json.loads((tmp_path / "forecast.json").read_text(encoding="utf-8"))
    listed = {row["name"]: row for row in value["assumptions"]}
    assumed = ("intents.complaint", "channels.web", "hours.office", "customer.is_known.yes")
    for name in (*assumed, "push.told.events", "push.told.answered"):
        assert listed[name]["source"] == "assumed"
        assert listed[name]["n"] == 0
    assert listed["opts_in"]["source"] == "assumed"
    assert listed["hours.office"]["central"] == pytest.approx(10 / 12)
    assert value["customers"]["kind"] == "assumed"
    assert value["customers"]["source"] == "a guess"
    counts = value["pushes"]["told"]
    assert counts["answered"] == sum(case.push == "told" for case in found.cases.rows()) > 0
    assert "deflection" in value["rates"]["rates"]


def test_it_stops_at_the_wanted_half_width(tmp_path: Path) -> None:
    """A wide target needs the first look only; a narrow one takes all replications."""
    wide = _forecast(tmp_path, replications=40, until_half_width=20.0).value["replications"]
    narrow = _forecast(tmp_path, replications=12, until_half_width=0.1).value["replications"]
    assert (wide, narrow) == (30, 12)


def test_stopping_early_gives_what_so_many_runs_give(tmp_path: Path) -> None:
    """A run goes on instead of beginning anew: the same forecast as if all had run at once."""
    stopped = _forecast(tmp_path, replications=60, until_half_width=1.9)
    n = stopped.value["replications"]
    assert 30 < n < 60
    whole = _forecast(tmp_path, replications=n)
    assert stopped.to_json() == whole.to_json()
    assert stopped.cases.table.equals(whole.cases.table)


def test_low_and_high_take_that_value_of_every_assumption(tmp_path: Path) -> None:
    """``assume`` moves all assumptions to one end."""
    low = {row["name"]: row for row in _forecast(tmp_path, assume="low").value["assumptions"]}
    assert low["settles"]["central"] == 0.7


@pytest.mark.parametrize("wrong", [{"replications": 0}, {"assume": "maybe"}, {"days": 0}])
def test_arguments_outside_their_range_are_refused(
    tmp_path: Path, wrong: dict[str, object]
) -> None:
    """No replication, no such assumption, no day: refused with the rule."""
    with pytest.raises(ParameterError):
        _forecast(tmp_path, **wrong)


def test_mean_interval_is_students() -> None:
    """Three values with mean 2 and deviation 1: t is 4.303 at two degrees of freedom."""
    found = mean_interval([1.0, 2.0, 3.0])
    assert found["value"] == pytest.approx(2)
    assert found["high"] == pytest.approx(2 + 4.302653 / 3**0.5)
    assert mean_interval([5.0])["low"] is None
    assert mean_interval([])["value"] is None


def test_weeks_without_customers_are_refused(tmp_path: Path) -> None:
    """A forecast over nobody says so, with what to do."""
    bot = Talkative(make_flow(tmp_path))
    with pytest.raises(ParameterError, match="no customer came"):
        forecast(bot, make_customers(0.001), make_centre(tmp_path), replications=1, seed=1)


def test_as_many_customers_come_as_the_centre_says(tmp_path: Path) -> None:
    """``arrivals_per_week`` of the centre counts, not the log."""
    centre = make_centre(tmp_path, CENTRE + "arrivals_per_week: 200\n")
    bot = Talkative(make_flow(tmp_path))
    found = forecast(bot, make_customers(5), centre, replications=2, assume="central", seed=1)
    first = [case for case in found.cases.rows() if case.recontact_of is None]
    assert abs(len(first) - 400) <= 3.3 * 20


def test_every_kind_of_failure_that_occurs_has_a_transcript(tmp_path: Path) -> None:
    """Rare kinds, too: where the first replication lacks one, another is heard."""
    text = CENTRE.replace("agents: 4", "agents: 1").replace("handling: 6m", "handling: 2h")
    bot = Talkative(make_flow(tmp_path))
    customers = make_customers(6, asks_human_first=0.3)
    found = forecast(
        bot, customers, make_centre(tmp_path, text), replications=12, assume="central", seed=2
    )
    replication = {case.case_id: case.replication for case in found.cases.rows()}
    kinds = {one["kind"]: one for one in found.value["failures"]}
    assert len(kinds) >= 4
    heard = {name: [t["case_id"] for t in one["transcripts"]] for name, one in kinds.items()}
    assert all(heard.values())
    assert any(replication[case] != 0 for cases in heard.values() for case in cases)
    for one in kinds.values():
        assert all(transcript["turns"] for transcript in one["transcripts"])


def test_missed_handoffs_are_those_of_the_rate(tmp_path: Path) -> None:
    """The kind of failure counts what the rate of the same name counts."""
    value = _forecast(tmp_path).value
    kinds = {one["kind"]: one["count"] for one in value["failures"]}
    rates = value["rates"]["rates"]
    assert kinds["missed_handoff"] == rates["missed_handoff"]["numerator"]
    assert kinds.get("needless_handoff", 0) == rates["needless_handoff"]["numerator"]


def test_coverage_and_load_stand_in_the_file(tmp_path: Path) -> None:
    """What of the flow was gone through, and how much work came, as numbers and sentences."""
    text = CENTRE.replace("agents: 4", "agents: 1").replace("handling: 6m", "handling: 20h")
    bot = Talkative(make_flow(tmp_path))
    options = {"replications": 2, "assume": "central", "seed": 6}
    found = forecast(bot, make_customers(60), make_centre(tmp_path, text), **options)  # type: ignore[arg-type] # of mixed kinds
    value = json.loads(json.dumps(found.value))
    steps = value["coverage"]["step"]
    assert steps["of"] == len(bot.flow.steps)
    assert steps["visited"] == sum(row["count"] > 0 for row in steps["rows"])
    assert value["load"]["overloaded"]
    assert value["load"]["rho"] > 1
    assert "überlastet" in value["load"]["notes"]["de"][0]
    assert "overloaded" in value["load"]["notes"]["en"][0]


def test_the_wait_has_one_median(tmp_path: Path) -> None:
    """The first screen and the table of rates name the same one, with the same interval."""
    value = _forecast(tmp_path).value
    for rates, side in ((value["rates"], "with_bot"), (value["baseline"], "without_bot")):
        rate = rates["rates"]["first_response_agent_seconds"]
        shown = value["operations"][side]["wait_minutes_median"]
        for end in ("value", "low", "high"):
            assert shown[end] == pytest.approx(rate[end] / 60)


def test_calls_back_are_those_of_the_customers_who_count(tmp_path: Path) -> None:
    """The days before the first that counts are simulated, too, but their calls are not told."""
    centre = make_centre(
        tmp_path,
        "{hours: 24/7, agents: 1, handling: 9m, patience: 9h, "
        "callbacks: {after: 1s, accepts: 100%, picks_up: 100%, tries: 1}}",
    )
    setup = prepare(Talkative(make_flow(tmp_path)), make_customers(300), centre, days=1)
    run = run_setup(setup, range(2))
    assert 0 < run.care["callbacks"] <= run.care["calls_back"]
    waited = [case.wait_seconds for case in run.cases.rows() if case.wait_seconds is not None]
    assert run.care["callbacks"] <= sum(wait >= 1 for wait in waited)


def test_a_flow_that_hears_other_intents_is_said(tmp_path: Path) -> None:
    """Customers' issues that the flow does not know, and intents nobody predicts, are named."""
    flow = FLOW.replace("complain: complaint,", "complain: grumble,")
    bot = Talkative(make_flow(tmp_path, flow))
    found = forecast(
        bot, make_customers(60), make_centre(tmp_path), replications=1, assume="central"
    ).value["fit"]
    share = make_customers(60).intents["complaint"].value
    assert found["unknown"].keys() == {"complaint"}
    assert 0 < found["unknown_share"] <= share
    assert found["never_heard"] == ["grumble"]
    percent = f"{round(100 * found['unknown_share'])}"
    assert f"the issue of {percent}% of the customers (complaint)" in found["notes"]["en"][0]
    assert "one intent of the flow (grumble)" in found["notes"]["en"][1]
    assert f"{percent} % der Kunden nicht (complaint)" in found["notes"]["de"][0]
    assert "fit" not in _forecast(tmp_path).value


def test_a_flow_that_hears_nothing_of_the_classifier_is_refused(tmp_path: Path) -> None:
    """Where no intent is common to both, nobody would be understood, whatever they write."""
    flow = FLOW.replace(
        "intents: {track: parcel_status, complain: complaint, agent: human_agent}",
        "intents: {track: a, complain: b, agent: c}",
    )
    bot, centre = Talkative(make_flow(tmp_path, flow)), make_centre(tmp_path)
    with pytest.raises(InputError, match="no intent in common: the flow hears a, b, c"):
        forecast(bot, make_customers(60), centre, replications=1)
    with pytest.raises(InputError, match="no intent in common"):
        staff_for(bot, make_customers(60), centre, replications=1)


def test_the_flow_is_drawn_in_each_language_and_gaps_are_counted(tmp_path: Path) -> None:
    """A flow with English texts alone lacks all of them in German."""
    value = _forecast(tmp_path).value
    assert value["flow"]["texts_missing"] == {"de": value["flow"]["texts"], "en": 0}
    assert "hands off" in value["flow_svgs"]["en"]
    assert "hands off" not in value["flow_svgs"]["de"]


def test_the_case_file_says_until_when_it_was_watched(tmp_path: Path) -> None:
    """Counted from the file, in memory or streamed from a folder, windows give the same numbers."""
    bot, customers = Talkative(make_flow(tmp_path)), make_customers(60)
    for name, folder in (("memory", None), ("folder", tmp_path / "run")):
        centre = make_centre(tmp_path)
        found = forecast(
            bot, customers, centre, replications=3, assume="central", seed=6, folder=folder
        )
        found.save(tmp_path / f"{name}.json")
        loaded = evaluate(Cases.load(tmp_path / f"{name}.cases.parquet"))
        rates = found.value["rates"]["rates"]
        windows = [rate for rate in loaded.rates if rates[rate]["window"]]
        assert "resolved_deflection_7d" in windows
        for rate in windows:
            for part in ("value", "low", "high", "numerator", "denominator", "unknown"):
                assert getattr(loaded[rate], part) == rates[rate][part], (rate, part)
