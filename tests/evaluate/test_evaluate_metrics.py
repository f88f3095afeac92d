"""Every metric on cases written out by hand, with the edge cases of its definition."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dialogkit.conversation import Case, Cases, case_table
from dialogkit.evaluate import Rate, Rates, evaluate, wilson

START = datetime(2026, 3, 2, 8, tzinfo=UTC)


def case(**changes: Any) -> Case:
    """A contained case of ten minutes on the first day, with ``changes``."""
    number = changes.pop("number", 0)
    day = START + timedelta(days=changes.pop("day", 0), hours=changes.pop("hour", 0))
    plain: dict[str, Any] = {
        "case_id": f"c{number}",
        "conversation_id": f"v{number}",
        "opened_at": day,
        "closed_at": day + timedelta(minutes=10),
        "customer_id": f"k{number}",
        "intent": "late",
        "customer_turns": 2,
        "bot_turns": 2,
        "bot_engaged": True,
    }
    return Case(**{**plain, **changes})


def rates(*cases: dict[str, Any], **options: Any) -> Rates:
    """The rates of some cases; a last, eligible case ten days later ends the data."""
    rows = [case(**{"number": i, **changes}) for i, changes in enumerate(cases)]
    return evaluate(case_table(rows), **options)


def counts(rate: Rate) -> tuple[float | None, float, int]:
    """Numerator, denominator, unknown."""
    return rate.numerator, rate.denominator, rate.unknown


HANDED = {"handed_off": True, "reached_agent": True, "resolved_by": "agent"}
LATE: dict[str, Any] = {"day": 12, **HANDED}


def test_asking_for_a_human_and_leaving_is_not_contained() -> None:
    """A customer who asked for a human and left counts as not contained."""
    result = rates({}, {"asked_for_human": True, "abandoned": "bot"})
    assert counts(result["containment"]) == (1, 2, 0)


def test_a_blocked_handoff_is_not_contained() -> None:
    """A handoff that was closed or found a full queue is not containment, however recorded."""
    blocked = {"handed_off": True, "reached_agent": False, "end": "closed"}
    tried = {"handed_off": False, "handoff_reason": "policy", "end": "closed"}
    assert counts(rates({}, blocked, tried)["containment"]) == (1, 3, 0)


def test_an_agent_who_steps_in_ends_containment() -> None:
    """An agent reached without a handoff is a human reached."""
    assert counts(rates({}, {"reached_agent": True})["containment"]) == (1, 2, 0)


def test_cases_without_the_bot_are_not_in_containment() -> None:
    """Only bot-engaged cases are in the denominator."""
    assert counts(rates({}, {"bot_engaged": False})["containment"]) == (1, 1, 0)


def test_silence_is_unknown_and_widens_the_interval() -> None:
    """An unknown resolution is no success: the range goes from confirmed to confirmed + unknown."""
    cases = [{"resolved": "no"}] * 10 + [{"resolved": "yes"}] * 60 + [{"resolved": "unknown"}] * 30
    rate = rates(*cases)["false_deflection"]
    assert counts(rate) == (10, 100, 30)
    assert rate.value == 0.1
    assert rate.low == pytest.approx(wilson(10, 100)[0])
    assert rate.high == pytest.approx(wilson(40, 100)[1])


def test_a_correct_refusal_is_not_a_false_deflection() -> None:
    """What the bot rightly refuses is unresolved but not a failure."""
    refusal = {"resolved": "no", "end": "correct_refusal"}
    result = rates(refusal, {"resolved": "no", "end": "bye"}, {"resolved": "yes"})
    assert counts(result["false_deflection"]) == (1, 3, 0)
    assert counts(result["failure_rate"]) == (1, 3, 0)


def test_false_deflection_has_both_denominators() -> None:
    """False deflection is given over the contained cases and over all."""
    result = rates({"resolved": "no"}, {"resolved": "yes"}, HANDED, HANDED)
    assert counts(result["false_deflection"]) == (1, 2, 0)
    assert counts(result["false_deflection_of_all"]) == (1, 4, 0)


def test_resolved_deflection_forgets_who_comes_back_in_time() -> None:
    """Contained and resolved, but back within 72 h: in the 24 h rate, not in the 72 h one."""
    first = {"number": 1, "resolved": "yes"}
    back = {"number": 2, "day": 2, "recontact_of": "c1", **HANDED}
    end = {"number": 3, **LATE}
    result = rates(first, back, end)
    assert counts(result["resolved_deflection_24h"]) == (1, 2, 0)
    assert counts(result["resolved_deflection_72h"]) == (0, 2, 0)
    assert counts(result["resolved_deflection_7d"]) == (0, 2, 0)


def test_resolved_deflection_leaves_the_unknown_open() -> None:
    """Contained without recontact but with unknown resolution widens the range."""
    rate = rates({"resolved": "unknown"}, {"resolved": "yes"}, HANDED, LATE)
    assert counts(rate["resolved_deflection_24h"]) == (1, 3, 1)


def test_the_tail_of_the_data_is_not_counted_as_quiet() -> None:
    """Cases closed later than W before the end of the data are in no denominator with W."""
    result = rates({"resolved": "yes"}, {"resolved": "yes", "day": 3}, LATE | {"day": 4})
    assert counts(result["resolved_deflection_24h"]) == (2, 2, 0)
    assert counts(result["resolved_deflection_72h"]) == (1, 1, 0)
    assert counts(result["recontact"]) == (0, 1, 0)
    assert "resolved_deflection_7d" in result.left_out


def test_a_stated_end_of_data_is_believed() -> None:
    """A run that goes on watching after the last case can say so."""
    result = rates({"resolved": "yes"}, observed_until=START + timedelta(days=30))
    assert counts(result["resolved_deflection_7d"]) == (1, 1, 0)


def test_recontact_by_customer_and_intent() -> None:
    """Without links, the same customer with the same intent is a recontact, in any channel."""
    same = {"customer_id": "k1", "intent": "late", "channel": "web"}
    result = rates(
        same,
        same | {"day": 1, "channel": "whatsapp"},
        {"customer_id": "k1", "intent": "other", "day": 1, "hour": 1},
        {"customer_id": "k2", "intent": "late", "day": 1, "hour": 2},
        LATE,
    )
    assert counts(result["recontact"]) == (1, 4, 0)


def test_recontact_outside_the_window_is_none() -> None:
    """A customer who comes back after the window is not a recontact."""
    same = {"customer_id": "k1", "intent": "late"}
    assert counts(rates(same, same | {"day": 4}, LATE)["recontact"]) == (0, 2, 0)
    assert counts(rates(same, same | {"day": 4}, LATE, window="5d")["recontact"]) == (1, 2, 0)


def test_recontacts_stay_within_their_replication() -> None:
    """The same case number in two replications is two cases."""
    rows = []
    for replication in (0, 1):
        rows.append(case(number=1, replication=replication, scenario=1, resolved="yes"))
    rows.append(case(number=2, day=1, replication=1, scenario=1, recontact_of="c1"))
    rows.append(case(number=3, day=12, replication=0, scenario=3))
    assert counts(evaluate(case_table(rows))["recontact"]) == (1, 3, 0)


def test_recontact_is_left_out_where_nobody_would_notice() -> None:
    """Without links, customers or intents, no return can be seen, so none is claimed absent."""
    result = rates({"customer_id": None, "resolved": "yes"}, LATE | {"customer_id": None})
    for name in ("recontact", "resolved_deflection_24h", "first_contact_resolution"):
        assert "who came back" in result.left_out[name]


def test_cases_without_a_customer_are_not_followed() -> None:
    """Where only some customers are known, only their cases are in the denominator."""
    result = rates({"resolved": "yes"}, {"resolved": "yes", "customer_id": None}, LATE)
    assert counts(result["recontact"]) == (0, 1, 0)


def test_without_a_bot_nothing_is_said_about_one() -> None:
    """A log without a bot has no failure rate of 0 %, but none."""
    result = rates({"bot_engaged": False, "reached_agent": True})
    for name in ("containment", "failure_rate", "false_deflection_of_all", "handoff_recall"):
        assert "No bot" in result.left_out[name]


def test_handoff_rate_says_the_reasons() -> None:
    """Handoffs are split by reason; one without a reason is unknown."""
    result = rates(
        {}, HANDED | {"handoff_reason": "policy"}, HANDED | {"bot_engaged": False}, HANDED
    )
    assert counts(result["handoff_rate"]) == (2, 3, 0)
    assert result["handoff_rate"].parts == {"policy": 1, "unknown": 1}


def test_handoff_precision_and_recall() -> None:
    """Precision is needed of handed, recall handed of needed; the complements fit."""
    need, idle = {"handoff_needed": True}, {"handoff_needed": False}
    result = rates(*[HANDED | need] * 3, HANDED | idle, *[need] * 2, *[idle] * 4)
    assert counts(result["handoff_precision"]) == (3, 4, 0)
    assert counts(result["needless_handoff"]) == (1, 4, 0)
    assert counts(result["handoff_recall"]) == (3, 5, 0)
    assert counts(result["missed_handoff"]) == (2, 5, 0)


def test_asking_for_a_human_is_a_need() -> None:
    """Who asks for a human needs one, whatever the policy says."""
    asked = {"handoff_needed": False, "asked_for_human": True}
    result = rates(HANDED | asked, asked)
    assert counts(result["handoff_precision"]) == (1, 1, 0)
    assert counts(result["missed_handoff"]) == (1, 2, 0)


def test_unknown_need_widens_both_ends() -> None:
    """A case whose need is not known may be in or out of the needed ones."""
    need = {"handoff_needed": True}
    result = rates(*[HANDED | need] * 8, *[need] * 2, *[HANDED] * 5, *[{}] * 5)
    recall = result["handoff_recall"]
    assert counts(recall) == (8, 10, 10)
    assert recall.low == pytest.approx(wilson(8, 15)[0])
    assert recall.high == pytest.approx(wilson(13, 15)[1])
    assert counts(result["handoff_precision"]) == (8, 13, 5)


def test_each_failure_counts_once_in_order() -> None:
    """A case that fails in several ways is counted under the first, and the parts add up."""
    need = {"handoff_needed": True}
    result = rates(
        {"resolved": "no", "abandoned": "bot", "end": "dead_end"} | need,
        {"resolved": "unknown", "abandoned": "bot", "end": "dead_end"},
        {"resolved": "unknown", "end": "dead_end"} | need,
        {"resolved": "yes", "end": "bye"} | need,
        {"resolved": "unknown", "end": "bye"},
        {"resolved": "yes", "end": "bye"},
    )
    rate = result["failure_rate"]
    parts = {"false_deflection": 1, "abandoned_in_bot": 1, "dead_end": 1, "missed_handoff": 1}
    assert rate.parts == parts
    assert counts(rate) == (4, 6, 1)


def test_dead_ends_are_not_known_without_ends() -> None:
    """Where no case says how it ended, the part is None, not 0."""
    assert rates({"resolved": "no"})["failure_rate"].parts["dead_end"] is None


def test_service_level_leaves_early_leavers_out() -> None:
    """Who left before T is in neither; who left after T is a miss."""
    left = {"handed_off": True, "abandoned": "queue"}
    result = rates(
        HANDED | {"wait_seconds": 60},
        HANDED | {"wait_seconds": 3_600},
        HANDED | {"wait_seconds": 3_601},
        left | {"wait_seconds": 100},
        left | {"wait_seconds": 4_000},
    )
    assert counts(result["service_level_60m"]) == (2, 4, 0)
    assert result["service_level_60m"].window == "60m"


def test_who_was_never_answered_by_humans_was_not_answered_in_time() -> None:
    """In a log without a bot that goes on for long enough; whether they left is unknown."""
    alone: dict[str, Any] = {"bot_engaged": False, "bot_turns": 0}
    rows: list[dict[str, Any]] = [
        alone | {"reached_agent": True, "wait_seconds": 60.0},
        alone | {"resolved": "unknown"},
        alone | {"resolved": "yes"},
        alone | {"resolved": "unknown", "day": 12},
        {"resolved": "unknown"},
    ]
    result = rates(*rows)
    assert counts(result["service_level_60m"]) == (1, 2, 0)
    assert counts(result["abandonment"]) == (0, 3, 2)
    simulated = rates(*({**row, "scenario": 1, "replication": 0} for row in rows))
    assert counts(simulated["service_level_60m"]) == (1, 1, 0)


def test_service_level_is_named_by_its_limit() -> None:
    """Another limit gives another name."""
    result = rates(HANDED | {"wait_seconds": 60}, service_level_seconds=300)
    assert counts(result["service_level_5m"]) == (1, 1, 0)


def test_an_answer_at_an_unknown_time_is_unknown() -> None:
    """It counts in the denominator and may be in time."""
    result = rates(HANDED | {"wait_seconds": 60}, HANDED)
    assert counts(result["service_level_60m"]) == (1, 2, 1)


def test_messenger_silence_is_not_leaving() -> None:
    """Who waits in silence when the record ends is unknown, not gone."""
    silent = {"handed_off": True, "wait_seconds": 900.0}
    rate = rates(HANDED, silent | {"abandoned": "queue"}, silent, {})["abandonment"]
    assert counts(rate) == (1, 3, 1)
    assert rate.parts == {"left": 1, "answered": 1, "still_waiting": 1}


def test_first_response_has_two_clocks() -> None:
    """The bot's and the human's reply are timed apart."""
    result = rates(
        {"first_response_seconds": 2.0},
        HANDED | {"first_response_seconds": 4.0, "wait_seconds": 600.0},
        HANDED | {"bot_engaged": False, "first_response_seconds": 900.0, "wait_seconds": 900.0},
    )
    assert result["first_response_bot_seconds"].value == 3.0
    assert result["first_response_agent_seconds"].value == 750.0


def test_utilisation_is_busy_out_of_staffed() -> None:
    """Busy and staffed time come from the centre; several periods give an interval."""
    one = rates({}, staffing={"busy_seconds": 50, "staffed_seconds": 200})["utilisation"]
    assert (one.value, one.low, one.high) == (0.25, None, None)
    many = rates({}, staffing={"busy_seconds": [50, 60, 70], "staffed_seconds": [100] * 3})
    assert many["utilisation"].value == pytest.approx(0.6)
    low, high = many["utilisation"].low, many["utilisation"].high
    assert low is not None
    assert high is not None
    half = 4.303 * 0.1 / 3**0.5  # Student's t with two degrees of freedom
    assert low == pytest.approx(0.6 - half, abs=1e-3)
    assert high == pytest.approx(0.6 + half, abs=1e-3)


def test_cost_puts_recontacts_on_their_cause() -> None:
    """The cost of a recontact is in the sum; the recontact is no contact of its own."""
    result = rates(
        {"number": 1, "resolved": "no"},
        HANDED
        | {"number": 2, "day": 1, "recontact_of": "c1", "handle_seconds": 1_800.0}
        | {"resolved": "yes"},
        HANDED | {"number": 3, "handle_seconds": 3_600.0, "resolved": "unknown"},
        wage_per_hour=30,
        bot_cost_per_case=0.5,
        concurrency=2,
    )
    assert result["cost_per_contact"].value == pytest.approx((0.5 * 3 + 1.5 * 30 / 2) / 2)
    assert result["cost_per_resolved"].value == pytest.approx(1.5 + 22.5)
    assert result["cost_per_resolved"].unknown == 1
    assert result["cost_per_resolved"].low is not None
    assert result["cost_per_resolved"].low < result["cost_per_resolved"].value


def test_cost_is_left_out_where_a_time_is_missing() -> None:
    """A guess at a missing handling time would be a made-up number."""
    result = rates(HANDED, HANDED | {"handle_seconds": 60.0}, wage_per_hour=30)
    assert "handle_seconds" in result.left_out["cost_per_contact"]


def test_first_contact_resolution_both_ways() -> None:
    """A handoff from the bot is a transfer in one rate and not in the other."""
    yes = {"resolved": "yes"}
    result = rates(yes, HANDED | yes, {"resolved": "no"}, {"resolved": "unknown"}, LATE)
    assert counts(result["first_contact_resolution"]) == (1, 4, 1)
    assert counts(result["first_contact_resolution_with_handoff"]) == (2, 4, 1)


def world(*reached: bool, engaged: bool, extra: tuple[dict[str, Any], ...] = ()) -> Cases:
    """One case a customer, who reaches an agent or not."""
    rows = [
        case(number=i, scenario=i, replication=0, bot_engaged=engaged, reached_agent=r)
        for i, r in enumerate(reached)
    ]
    rows += [case(**changes) for changes in extra]
    return Cases(case_table(rows))


def test_deflection_counts_contacts_that_the_bot_causes() -> None:
    """Contacts that only happen because of the bot count against it."""
    without = world(*[True] * 10, engaged=False)
    assert evaluate(world(*[True] * 4, *[False] * 6, engaged=True), baseline=without)[
        "deflection"
    ].value == pytest.approx(0.6)
    again = {"number": 99, "scenario": 9, "replication": 0, "day": 1, "recontact_of": "c9"}
    with_return = world(*[True] * 4, *[False] * 6, engaged=True, extra=(again | HANDED,))
    rate = evaluate(with_return, baseline=without)["deflection"]
    assert counts(rate) == (5, 10, 0)


def test_deflection_may_be_negative() -> None:
    """A bot that sends more people to the agents than came before is shown as such."""
    rate = evaluate(world(True, True, engaged=True), baseline=world(True, False, engaged=False))
    assert rate["deflection"].value == -1.0


def test_deflection_needs_the_same_arrivals() -> None:
    """Without a baseline, or with other customers, deflection is left out with the reason."""
    here = world(True, False, engaged=True)
    assert "baseline" in evaluate(here).left_out["deflection"]
    other = evaluate(here, baseline=world(True, True, True, engaged=False))
    assert "same arrivals" in other.left_out["deflection"]
    unmarked = case_table([case()])
    assert "scenario" in evaluate(unmarked, baseline=unmarked).left_out["deflection"]


def test_outcomes_add_up_to_all_cases() -> None:
    """The classes exclude each other; needless handoffs are a part of those to an agent."""
    counted = rates(
        HANDED | {"handoff_needed": False},
        {"resolved": "yes"},
        {"resolved": "no"},
        {"resolved": "unknown"},
        {"abandoned": "bot"},
        {"handed_off": True, "end": "closed"},
    )
    result = dict(counted.outcomes)
    assert result.pop("agent_needless").numerator == 1
    assert {name: rate.numerator for name, rate in result.items()} == dict.fromkeys(
        ("agent", "bot_resolved", "false_deflection", "unknown", "abandoned", "unserved"), 1
    )
    assert sum(rate.value for rate in result.values()) == pytest.approx(1.0)
