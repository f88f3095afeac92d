"""What-ifs beside the forecast, the tornado's intervals, and deflection as a difference."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from small_world import CENTRE, FLOW, Keywords, Talkative, make_centre, make_customers, make_flow

from dialogkit.conversation import Prediction
from dialogkit.forecast import Forecast, forecast


def _forecast(folder: Path, text: str = CENTRE, flow: str = FLOW, **options: Any) -> Forecast:
    customers = make_customers(options.pop("per_week", 60.0), **options.pop("values", {}))
    bot = options.pop("bot", None) or Talkative(make_flow(folder, flow))
    settings = {"replications": 3, "assume": "central", "seed": 6, **options}
    return forecast(bot, customers, make_centre(folder, text), **settings)


def test_worlds_are_compared_with_the_forecast_on_the_same_customers(tmp_path: Path) -> None:
    """A bot that settles nothing: every case it had settled decides, and none the other way."""
    found = _forecast(tmp_path, what_ifs={"useless": {"settles": 0}, "same": {"agents": 4}})
    useless, same = found.value["what_ifs"]
    assert useless["changes"] == [
        {"name": "settles", "before": 0.85, "after": 0.0, "unit": "share"}
    ]
    settled = [c for c in found.cases.rows() if c.resolved_by == "bot" and not c.reached_agent]
    firsts = [case for case in settled if case.recontact_of is None]
    gap = useless["differences"]["bot_resolved"]
    assert gap["a"] == found.value["outcome_shares"]["bot_resolved"]["value"]
    assert (gap["b"], gap["only_a"], gap["only_b"]) == (0, len(firsts), 0)
    assert gap["high"] < 0
    assert gap["p_value"] == pytest.approx(2 * 0.5 ** len(firsts))
    assert useless["rates"]["containment"]["value"] == useless["differences"]["containment"]["b"]
    for one in same["differences"].values():
        assert (one["difference"], one["decided_by"] or 0) == (0, 0)


def test_what_ifs_are_the_same_anywhere_and_as_json(tmp_path: Path) -> None:
    """Serially or on several processes; saved, nothing of them is lost."""
    asked = {"agents=1": {"agents": 1}, "often": {"arrivals_per_week": 90}}
    first = _forecast(tmp_path, replications=2, what_ifs=asked)
    second = _forecast(tmp_path, replications=2, what_ifs=asked, executor="loky")
    assert first.to_json() == second.to_json()
    first.save(tmp_path / "forecast.json")
    saved = json.loads((tmp_path / "forecast.json").read_text(encoding="utf-8"))
    assert saved["what_ifs"] == json.loads(json.dumps(first.value["what_ifs"]))
    often = saved["what_ifs"][1]
    assert often["n_cases"] > saved["n_cases"]
    assert {gap["decided_by"] for gap in often["differences"].values()} == {None}


def test_a_changed_world_is_what_a_forecast_of_it_is(tmp_path: Path) -> None:
    """Rates of a what-if are those of a forecast made with the changed values outright."""
    asked = {"changed": {"settles": 0.6, "agents": 1, "handling.default": "20m"}}
    inside = _forecast(tmp_path, what_ifs=asked).value["what_ifs"][0]
    text = CENTRE.replace("agents: 4", "agents: 1").replace(
        "handling: 6m", "handling: {default: {mean: 20m, spread: 6m}}"
    )
    outside = _forecast(tmp_path, text, values={"settles": 0.6}).value
    assert inside["rates"].keys() == outside["rates"]["rates"].keys()
    for name, rate in inside["rates"].items():
        assert rate["value"] == pytest.approx(outside["rates"]["rates"][name]["value"]), name
        assert rate["low"] == pytest.approx(outside["rates"]["rates"][name]["low"]), name


class Unsure(Keywords):
    """Knows the same words, but is never sure."""

    def predict_many(self, texts: Any) -> list[Prediction]:
        """As `Keywords`, nothing accepted."""
        made = [super(Unsure, self)._predict(text) for text in texts]
        return [
            Prediction(
                intent=one.intent,
                confidence=one.confidence,
                out_of_scope=one.out_of_scope,
                accepted=False,
                top=one.top,
            )
            for one in made
        ]


def test_a_threshold_nobody_reaches_is_a_bot_that_understands_nothing(tmp_path: Path) -> None:
    """The what-if gives what a classifier gives that accepts nothing."""
    inside = _forecast(tmp_path, what_ifs={"strict": {"threshold": 1}}).value["what_ifs"][0]
    bot = Talkative(make_flow(tmp_path))
    bot.model = Unsure()
    outside = _forecast(tmp_path, bot=bot).value
    assert inside["rates"]["containment"]["value"] == pytest.approx(
        outside["rates"]["rates"]["containment"]["value"]
    )
    assert inside["differences"]["bot_resolved"]["difference"] < 0


def test_longer_hours_reach_the_handoffs(tmp_path: Path) -> None:
    """Hours of the flow's handoff would stay shut; the what-if opens them with the team's."""
    narrow = "Mo-Fr 09:00-12:00"
    found = _forecast(
        tmp_path,
        CENTRE.replace("24/7", narrow),
        FLOW.replace("open: 24/7", f"open: {narrow}"),
        what_ifs={"hours=24/7": {"hours": "24/7"}},
    )
    gap = found.value["what_ifs"][0]["differences"]["service_level_60m"]
    assert gap["a"] < 0.5 < 0.9 < gap["b"]


def test_ends_of_the_tornado_are_sure_to_a_told_degree(tmp_path: Path) -> None:
    """Each end has a paired difference that fits its value, with an interval around it."""
    found = _forecast(tmp_path, assume="all", replications=5).value
    assert found["sensitivity_replications"] == 3
    for row in found["sensitivity"]:
        for end in ("low", "high"):
            gap = row[f"{end}_difference"]
            assert gap["value"] == pytest.approx(row[f"{end}_value"] - row["central_value"])
            assert gap["low"] <= gap["value"] <= gap["high"]
    top = found["sensitivity"][0]
    sure = [top[f"{end}_difference"] for end in ("low", "high")]
    assert any(not gap["low"] <= 0 <= gap["high"] for gap in sure)
    assert all(gap["decided_by"] > 0 for gap in sure)


# ----- deflection as a difference ----------------------------------------------------------------

SURE = {
    "settles": 1.0,
    "leaves_per_turn": 0.0,
    "leaves_when_lost": 0.0,
    "asks_human_first": 0.0,
    "presses_button": 1.0,
    "gives_value": 1.0,
    "value_right": 1.0,
    "consents": 1.0,
    "out_of_scope": 0.0,
}
PATIENT = "name: Invented\nhours: 24/7\nagents: 200\nhandling: 6m\npatience: 9000h\nreturns: 0%\n"
CERTAIN = FLOW.replace("found: 90%, unknown: 8%, failed: 2%", "found: 100%").replace(
    "when: {found: tell, unknown: desk, failed: desk}", "when: {found: tell}"
)


def test_deflection_is_the_share_that_needs_no_agent_any_more(tmp_path: Path) -> None:
    """A bot that settles each parcel and hands off each complaint: known case by case."""
    told = PATIENT + "first_contact_resolution: 100%\n"
    found = _forecast(tmp_path, told, CERTAIN, values=SURE, per_week=80.0)
    rows = found.cases.rows()
    parcels = [case for case in rows if case.intent == "parcel_status"]
    complaints = [case for case in rows if case.intent == "complaint"]
    assert not any(case.reached_agent for case in parcels)
    assert all(case.reached_agent for case in complaints)
    assert all(case.reached_agent for case in found.baseline.rows())
    rate = found.value["rates"]["rates"]["deflection"]
    assert rate["denominator"] == len(rows) == len(found.baseline)
    assert rate["value"] == pytest.approx(len(parcels) / len(rows))


def test_who_comes_back_in_vain_is_deflected_but_not_settled(tmp_path: Path) -> None:
    """Customers who believe a wrong answer never reach an agent: deflected, resolved by nobody."""
    told = PATIENT + "first_contact_resolution: 100%\n"
    values = {**SURE, "settles": 0.0, "asks_human_unsettled": 0.0, "recontacts": 1.0}
    found = _forecast(tmp_path, told, CERTAIN, values=values, per_week=80.0)
    rows, rates = found.cases.rows(), found.value["rates"]["rates"]
    assert len(rows) > len(found.baseline)
    firsts = [case for case in rows if case.recontact_of is None]
    parcels = [case for case in firsts if case.intent == "parcel_status"]
    assert rates["deflection"]["value"] == pytest.approx(len(parcels) / len(firsts))
    assert rates["resolved_deflection_72h"]["value"] == 0
    assert found.value["outcome_shares"]["bot_resolved"]["value"] == 0


def test_contacts_the_bot_induces_count_against_it(tmp_path: Path) -> None:
    """All who answer a push are handed off: agents get just these on top of what they had."""
    flow = CERTAIN.replace("start: hello", "start: desk").replace(
        "data:\n",
        "push:\n  told: {goto: file, opt_in: news, per_week: 1, events: 40, answered: 100%}\n"
        "data:\n",
    )
    flow = flow.replace("end: no_consent}", "opt_in: news, end: no_consent}")
    told = PATIENT + "first_contact_resolution: 100%\n"
    found = _forecast(tmp_path, told, flow, values=SURE, per_week=80.0)
    pushed = sum(case.push is not None for case in found.cases.rows())
    rate = found.value["rates"]["rates"]["deflection"]
    assert pushed > 0
    assert rate["denominator"] == len(found.baseline)
    assert rate["value"] == pytest.approx(-pushed / len(found.baseline))


def test_a_rate_that_one_world_lacks_is_told_with_its_reason(tmp_path: Path) -> None:
    """Nobody is there: what then cannot be given is said, with its value where it can."""
    row = _forecast(tmp_path, what_ifs={"shut": {"hours": "Su 03:00-03:01 Europe/Berlin"}}).value[
        "what_ifs"
    ][0]
    lost = row["left_out"]["deflection"]
    assert lost["a"] > 0
    assert lost["b"] is None
    assert "without the bot no case reached an agent" in lost["why"]
    assert "Auch ohne Bot" in lost["why_de"]
    assert row["differences"].keys().isdisjoint(row["left_out"])
    gap, rate = row["differences"]["abandonment"], row["rates"]["abandonment"]
    assert gap["unknown_b"] == rate["unknown"] > 0
