"""How many chats agents hold at once, and what costs and hours make of it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from small_world import Talkative, make_centre, make_customers, make_flow

from dialogkit.forecast import forecast
from dialogkit.forecast._work import held_at_once
from dialogkit.simulate import prepare, run_setup
from dialogkit.simulate._background import OtherWork

CHATTY = "{hours: 24/7, agents: 4, chats: 3, handling: 6m, patience: 25m, wage: 30}"


def test_costs_and_hours_rest_on_the_chats_really_held_at_once(tmp_path: Path) -> None:
    """Hardly ever several at little load, more at much; never more than agents may hold."""
    bot = Talkative(make_flow(tmp_path))
    centre = make_centre(tmp_path, CHATTY.replace("agents: 4", "agents: 1"))
    held = []
    for customers in (30, 1500):
        value = forecast(
            bot, make_customers(customers), centre, replications=3, assume="central", seed=6
        ).value
        told = value["counted_with"]
        assert told["concurrency_at_most"] is None
        held.append(told["concurrency"])
        rates = value["rates"]["rates"]
        assert "least" not in rates["cost_per_contact"]
        hours = value["operations"]["with_bot"]["agent_hours_per_week"]
        assert hours["value"] == pytest.approx(sum(told["staffing"]["taken_seconds"]) / 3 / 3600)
        assert "least" not in hours
    assert 1 <= held[0] < 1.1 < held[1] < 3


def test_who_may_hold_one_chat_has_one_cost(tmp_path: Path) -> None:
    """Where agents hold one chat at a time nothing is assumed."""
    bot = Talkative(make_flow(tmp_path))
    centre = make_centre(tmp_path, CHATTY.replace("chats: 3", "chats: 1"))
    value = forecast(
        bot, make_customers(60), centre, replications=3, assume="central", seed=6
    ).value
    assert value["counted_with"]["concurrency_at_most"] is None
    assert "least" not in value["rates"]["rates"]["cost_per_contact"]


@pytest.mark.parametrize(
    ("busy", "calls", "least", "most"),
    [
        (30.0, 0.0, 1.0, 3.0),
        (60.0, 0.0, 1.8, 3.0),
        (60.0, 30.0, 9 / 7, 3.0),
        (120.0, 0.0, 3.0, None),
    ],
)
def test_agents_cannot_work_longer_than_they_are_there(
    busy: float, calls: float, least: float, most: float | None
) -> None:
    """One after the other is the dearest, unless so much work needs several at once."""
    run: Any = SimpleNamespace(
        staffing={"busy_seconds": [busy], "staffed_seconds": [100.0]},
        other_work={"calls": OtherWork(busy_seconds=calls), "emails": OtherWork(busy_seconds=5.0)},
    )
    found = held_at_once(run, 3.0)
    assert found["concurrency"] == pytest.approx(least)
    assert found["concurrency_at_most"] == most


def test_chats_held_at_once_are_counted_where_the_run_says_so() -> None:
    """The time of the requests, each for itself, over the time that they took together."""
    staffing = {"held_seconds": [90.0, 60.0], "taken_seconds": [60.0, 40.0]}
    run: Any = SimpleNamespace(staffing=staffing, other_work={})
    assert held_at_once(run, 3.0) == {"concurrency": 1.5, "concurrency_at_most": None}


def test_what_is_paid_is_what_agents_were_at(tmp_path: Path) -> None:
    """Also where customers are called back in vain, and calls come in between."""
    text = (
        "{hours: 24/7, agents: 2, chats: 3, handling: 9m, patience: 2m, "
        "callbacks: {after: 1s, accepts: 100%, picks_up: 40%, tries: 2, rings: 60s}, "
        "blending: {calls: {per_week: 200, handling: 6m}}}"
    )
    bot, centre = Talkative(make_flow(tmp_path)), make_centre(tmp_path, text)
    setup = prepare(bot, make_customers(900), centre, seed=3)
    run = run_setup(setup, range(2))
    assert run.care["not_picked_up"] > 0
    paid = run.cases.table["agent_seconds"].to_numpy()
    assert paid[paid > 0].sum() == pytest.approx(sum(run.staffing["taken_seconds"]))
    worked = run.cases.table["handle_seconds"].to_numpy()
    assert worked[worked > 0].sum() < sum(run.staffing["held_seconds"])
