"""Utilisation: what agents do on duty in the days that count, whoever it is for."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_world import FLOW, Talkative, make_centre, make_customers, make_flow

from dialogkit.evaluate import evaluate
from dialogkit.simulate import Run, prepare, run_setup


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """More work than fits, which patient customers carry beyond the days that count."""
    path: Path = tmp_path_factory.mktemp("world")
    text = (
        "{hours: 24/7, agents: 1, handling: {mean: 40m, spread: 0s}, patience: 20h, wrap_up: 10m}"
    )
    flow, staff = make_flow(path, FLOW), make_centre(path, text)
    setup = prepare(Talkative(flow), make_customers(300.0), staff, seed=5, with_bot=False)
    return run_setup(setup, range(3))


def test_agents_are_not_busier_than_they_are_there(full: Run) -> None:
    """All work for these customers takes longer than the time staffed; the work in it does not."""
    busy, staffed, worked = (
        sum(full.staffing[f"{name}_seconds"]) for name in ("busy", "staffed", "worked")
    )
    assert busy > staffed
    assert 0.99 * staffed < worked <= staffed * (1 + 1e-12)


def test_overtime_is_no_work_on_duty(tmp_path: Path) -> None:
    """With ample staff only what runs beyond the end of a shift is left out."""
    text = "{hours: 'Mo-Fr 08:00-12:00', agents: 9, handling: {mean: 20m, spread: 0s}, wrap_up: 0s}"
    setup = prepare(
        Talkative(make_flow(tmp_path, FLOW)),
        make_customers(200.0),
        make_centre(tmp_path, text),
        seed=5,
        with_bot=False,
    )
    run = run_setup(setup, range(3))
    busy, worked = (sum(run.staffing[f"{name}_seconds"]) for name in ("busy", "worked"))
    assert 0.85 * busy < worked < busy


def test_utilisation_is_of_the_staffed_time(full: Run) -> None:
    """It is counted from the work done on duty."""
    found = evaluate(full.cases, staffing=full.staffing)["utilisation"]
    assert found.value == pytest.approx(
        sum(full.staffing["worked_seconds"]) / sum(full.staffing["staffed_seconds"])
    )
    assert found.value <= 1 + 1e-12


def test_time_of_agents_is_shared_by_what_they_hold_at_once(tmp_path: Path) -> None:
    """An agent alone is at work no longer than they are there, however much they hold at once."""
    text = "{hours: 24/7, agents: 1, chats: 3, handling: {mean: 20m, spread: 0s}, wrap_up: 0s}"
    setup = prepare(
        Talkative(make_flow(tmp_path, FLOW)),
        make_customers(400.0),
        make_centre(tmp_path, text),
        seed=5,
        with_bot=False,
    )
    run = run_setup(setup, range(3))
    held, taken, in_all = (
        sum(run.staffing[f"{name}_seconds"]) for name in ("held", "taken", "agent")
    )
    assert held == pytest.approx(sum(run.staffing["busy_seconds"]))
    assert 1.3 * taken < held < 3 * taken
    assert taken == in_all < 3 * 7 * 86_400


def test_calls_are_in_the_agents_time(tmp_path: Path) -> None:
    """Calls and e-mails take agents' time, too, but nobody chats in it."""
    text = (
        "{hours: 24/7, agents: 3, handling: 9m, blending: {calls: {per_week: 200, handling: 6m}}}"
    )
    setup = prepare(
        Talkative(make_flow(tmp_path, FLOW)),
        make_customers(60.0),
        make_centre(tmp_path, text),
        seed=5,
        with_bot=False,
    )
    staffing = run_setup(setup, range(2)).staffing
    taken, in_all = (sum(staffing[f"{name}_seconds"]) for name in ("taken", "agent"))
    assert in_all > 2 * taken > 0


def test_agents_are_occupied_while_they_hold_anything(full: Run, tmp_path: Path) -> None:
    """Full agents all the time; with several chats at once less time than places are busy."""
    busy, there = (sum(full.staffing[f"{name}_seconds"]) for name in ("occupied", "duty"))
    assert 0.99 * there < busy <= there * (1 + 1e-12)
    text = "{hours: 24/7, agents: 2, chats: 3, handling: 20m, wrap_up: 1m}"
    setup = prepare(
        Talkative(make_flow(tmp_path, FLOW)),
        make_customers(400.0),
        make_centre(tmp_path, text),
        seed=5,
        with_bot=False,
    )
    staffing = run_setup(setup, range(2)).staffing
    occupied, worked = (sum(staffing[f"{name}_seconds"]) for name in ("occupied", "worked"))
    assert staffing["duty_seconds"] == [2 * 7 * 86_400] * 2
    assert worked / 3 < occupied < worked < 3 * occupied
