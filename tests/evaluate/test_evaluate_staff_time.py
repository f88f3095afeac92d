"""Costs, utilisation and late cases: what depends on the time of the agents and of the data."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dialogkit.conversation import Case, case_table
from dialogkit.errors import ParameterError
from dialogkit.evaluate import Rates, evaluate

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
HANDED = {"handed_off": True, "reached_agent": True, "resolved_by": "agent"}


def case(**changes: Any) -> Case:
    """A contained case of ten minutes on the first day, with ``changes``."""
    number = changes.pop("number", 0)
    day = START + timedelta(days=changes.pop("day", 0))
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
    """The rates of some cases."""
    rows = [case(**{"number": i, **changes}) for i, changes in enumerate(cases)]
    return evaluate(case_table(rows), **options)


def test_cost_is_a_range_where_chats_held_at_once_are_not_known() -> None:
    """The value is the dearer end, ``least`` the other; the interval holds both."""
    cases = [HANDED | {"number": n, "handle_seconds": 600.0 * n} for n in range(1, 40)]
    told: dict[str, Any] = {"wage_per_hour": 30, "bot_cost_per_case": 0.5}
    one, two, both = (
        rates(*cases, **told, **held)["cost_per_contact"]
        for held in (
            {"concurrency": 1},
            {"concurrency": 2},
            {"concurrency": 1, "concurrency_at_most": 2},
        )
    )
    assert both.value == one.value
    assert both.least == pytest.approx(two.value)
    assert (both.low, both.high) == (two.low, one.high)
    assert one.least is None
    assert both.to_json(short=True)["least"] == both.least
    assert "least" not in one.to_json()
    with pytest.raises(ParameterError, match="must not be below concurrency"):
        rates(*cases, **told, concurrency=3, concurrency_at_most=2)


def test_utilisation_on_duty_ends_at_one() -> None:
    """Nor does its interval go beyond, unless work after hours is in it."""
    worked = {"staffed_seconds": [100, 100, 100], "worked_seconds": [100, 99, 90]}
    assert rates({}, staffing={**worked, "busy_seconds": [1] * 3})["utilisation"].high == 1.0
    beyond = {"staffed_seconds": [100, 100, 100], "busy_seconds": [110, 99, 90]}
    high = rates({}, staffing=beyond)["utilisation"].high
    assert high is not None
    assert high > 1


def test_who_waits_long_stays_in_the_denominator() -> None:
    """Cases closed late are mostly those who waited: without them a bot would look better."""
    late = START + timedelta(days=9)
    found = rates(
        {"number": 1, "resolved": "yes"},
        HANDED | {"number": 2, "resolved": "yes", "closed_at": late},
        {"number": 3, "resolved": "no", "closed_at": late},
        {"number": 4, "resolved": "yes", "closed_at": late},  # nobody saw a week pass after that
        {"number": 5, "resolved": "yes", "day": 8},  # began too late
        observed_until=START + timedelta(days=10),
    )
    week = found["resolved_deflection_7d"]
    assert (week.numerator, week.denominator, week.unknown) == (1, 4, 1)
    day = found["resolved_deflection_24h"]
    assert (day.numerator, day.denominator, day.unknown) == (3, 5, 0)
    both = found["first_contact_resolution_with_handoff"]  # within 72 h
    assert (both.numerator, both.denominator, both.unknown) == (1, 4, 2)


def test_all_time_on_duty_is_paid() -> None:
    """Idle or not; each period has its own first contacts."""
    staffing = {
        "busy_seconds": [0, 0],
        "staffed_seconds": [7_200, 7_200],
        "duty_seconds": [3_600, 7_200],
        "occupied_seconds": [900, 1_800],
    }
    cases: list[dict[str, Any]] = [
        {"number": n, "scenario": n, "replication": n % 2} for n in range(6)
    ]
    found = rates(*cases, staffing=staffing, wage_per_hour=30, bot_cost_per_case=1.0)
    assert found["cost_per_contact_on_duty"].value == pytest.approx((90 + 6) / 6)
    assert found["occupancy"].value == 0.25
    assert "cost_per_contact_on_duty" not in rates(*cases, staffing=staffing).rates
    alone = {name: each[0] for name, each in staffing.items()}
    assert "cost_per_contact_on_duty" in rates(*cases, staffing=alone, wage_per_hour=30).left_out


def test_shares_of_the_agents_time_are_what_is_paid() -> None:
    """Not the handling over a mean: a call takes its agent whole, missed call-backs take time."""
    found = rates(
        HANDED | {"number": 1, "handle_seconds": 3_600.0, "agent_seconds": 1_800.0},
        HANDED | {"number": 2, "handle_seconds": 3_600.0, "agent_seconds": 3_600.0},
        {"number": 3, "agent_seconds": 60.0},
        {"number": 4},
        wage_per_hour=60,
        concurrency=2.0,
        concurrency_at_most=3.0,
    )
    cost = found["cost_per_contact"]
    assert cost.value == pytest.approx((30 + 60 + 1) / 4)
    assert cost.least is None
