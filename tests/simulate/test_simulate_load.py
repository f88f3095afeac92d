"""The load of the staff: what came beside what could be done, and how the queue then grows."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from small_world import FLOW, Talkative, make_centre, make_customers, make_flow

from dialogkit.contact_centre import ContactCentre, Request, run_queue
from dialogkit.simulate import Run, prepare, run_setup
from dialogkit.simulate._background import OtherWork
from dialogkit.simulate._desk import Desk
from dialogkit.simulate._load import Load, load_of
from dialogkit.simulate._waits import EDGES, Waits

HOUR = 3_600.0
MONDAY = datetime(2026, 6, 1, tzinfo=UTC)


def _flat(work: float, capacity: float, requests: float) -> Load:
    return Load(work=(work,) * 168, capacity=(capacity,) * 168, requests=(requests,) * 168)


def test_rho_is_work_over_capacity() -> None:
    """ρ and the growth of the queue are those of the formula; nobody on duty is infinite load."""
    load = _flat(6.0, 4.0, 30.0)
    assert load.rho == pytest.approx(1.5)
    assert load.growth_per_hour == pytest.approx(30 * (1 - 1 / 1.5))
    assert set(load.growth_by_hour) == {load.growth_per_hour}
    assert _flat(3.0, 4.0, 30.0).growth_per_hour == 0
    assert math.isinf(_flat(1.0, 0.0, 1.0).rho)
    assert _flat(0.0, 0.0, 0.0).rho == 0


def test_notes_name_the_worst_hour_in_both_languages() -> None:
    """Overload is said with its numbers; nothing is said of a load that fits."""
    calm = _flat(1.0, 4.0, 10.0)
    assert calm.notes() == ()
    assert "1.50 times" in _flat(6.0, 4.0, 30.0).notes("en")[0]
    assert "1,50-mal" in _flat(6.0, 4.0, 30.0).notes("de")[0]
    work = list(calm.work)
    work[24 + 9] = 8.0
    (note,) = Load(work=tuple(work), capacity=calm.capacity, requests=calm.requests).notes()
    assert "In 1 hours" not in note
    assert "Tue 9–10 h (ρ = 2.00)" in note
    assert "5.0 requests an hour" in note
    gap = [*calm.capacity]
    gap[24 + 9] = 0.0
    (note,) = Load(work=calm.work, capacity=tuple(gap), requests=calm.requests).notes("de")
    assert "Di 9–10 Uhr (ρ = ∞)" in note


def test_an_overloaded_queue_grows_as_was_said() -> None:
    """Two slots, 30 requests an hour of 6 min each: ρ = 1.5, and 10 more wait after each hour."""
    centre = ContactCentre.parse("{hours: 24/7, agents: 2, handling: 6m}")
    desk = Desk.of(centre, {}, [], MONDAY, 3 * 86_400.0)
    asked = [Request(id=n, time=120.0 * n + 0.5, handle=360.0) for n in range(48 * 30)]
    outcomes = run_queue(asked, desk.agents, desk.opened, 48 * HOUR)
    load = load_of(
        outcomes, desk, lambda _: 1, begin=MONDAY, counted=(0.0, 48 * HOUR), timezone="UTC"
    )
    assert load.rho == pytest.approx(1.5)
    assert load.growth_per_hour == pytest.approx(10.0)
    waiting = sum(o.result == "unfinished" for o in outcomes)
    assert waiting == pytest.approx(48 * load.growth_per_hour, abs=3)


def test_messages_of_the_night_count_at_opening() -> None:
    """What is left over night is the work of the first open hour."""
    centre = ContactCentre.parse("{hours: Mo-Fr 08:00-18:00 UTC, agents: 2, handling: 6m}")
    desk = Desk.of(centre, {}, [], MONDAY, 86_400.0)
    asked = [Request(id=n, time=60.0 * n, handle=360.0, keeps=True) for n in range(60)]
    outcomes = run_queue(asked, desk.agents, desk.opened, 86_400.0)
    load = load_of(
        outcomes, desk, lambda _: 1, begin=MONDAY, counted=(0.0, 86_400.0), timezone="UTC"
    )
    assert load.work[8] == pytest.approx(6.0)
    assert sum(load.work) == load.work[8]
    assert load.by_hour[8] == pytest.approx(3.0)


def _run(folder: Path, centre: str, per_week: float, *, with_bot: bool = False) -> Run:
    flow = make_flow(folder, FLOW)
    staff, customers = make_centre(folder, centre), make_customers(per_week)
    setup = prepare(Talkative(flow), customers, staff, seed=5, with_bot=with_bot)
    return run_setup(setup, range(3))


def test_a_week_says_its_load(tmp_path: Path) -> None:
    """Without a bot ρ is all that comes times handling over all slots, and the run notes it."""
    text = "{hours: 24/7, chats: 2, agents: %d, handling: {mean: 9m, spread: 0s}, wrap_up: 1m}"
    full, light = (_run(tmp_path, text % agents, 2_000.0) for agents in (1, 4))
    assert full.load is not None
    assert light.load is not None
    came = len(light.cases) / 3
    assert light.load.rho == pytest.approx(came * 600 / (8 * 168 * HOUR), rel=0.02)
    assert not light.load.overloaded
    assert full.load.overloaded
    assert "overloaded" in full.notes()[0]
    assert "überlastet" in full.notes("de")[0]
    assert sum(full.load.by_hour) == pytest.approx(168 * full.load.rho, rel=0.1)


def test_messages_left_over_are_counted_once(tmp_path: Path) -> None:
    """A message that closing time leaves over day after day is still the work of one."""
    text = "{hours: 'Mo-Fr 08:00-12:00', agents: %d, handling: {mean: 5m, spread: 0s}, wrap_up: 0s}"
    full, light = (_run(tmp_path, text % agents, 500.0) for agents in (1, 20))
    assert full.load is not None
    assert light.load is not None
    assert sum(full.load.requests) < 1.25 * sum(light.load.requests)


def test_a_call_promised_after_a_vain_wait_is_counted_once(tmp_path: Path) -> None:
    """Where nobody is free for 10 minutes the bot promises a call: still the work of one."""
    route = "{skills: [$locale], wait: 10m}"
    flow = make_flow(tmp_path, FLOW.replace("{skills: [$locale]}", route))
    text = "{hours: 24/7, agents: 1, handling: {mean: 30m, spread: 0s}, wrap_up: 0s, returns: 0%"
    staff = make_centre(tmp_path, text + ", patience: 900h, first_contact_resolution: 100%}")
    customers = make_customers(800, recontacts=0.0)
    run = run_setup(prepare(Talkative(flow), customers, staff, seed=5), range(2))
    assert run.load is not None
    queued = [case for case in run.cases.rows() if case.handed_off]
    assert sum(case.wait_seconds or 0.0 for case in queued) > 600 * len(queued)
    assert sum(run.load.requests) == pytest.approx(len(queued) / 2, rel=0.05)
    assert run.load.rho == pytest.approx(len(queued) / 2 * 1_800 / (168 * HOUR), rel=0.05)


def test_calls_and_emails_are_in_the_result(tmp_path: Path) -> None:
    """How many came and how they waited, busy time and ρ with them."""
    plain = "{hours: 'Mo-Fr 08:00-18:00', agents: 6, chats: 2, handling: 6m%s}"
    blended = (
        ", blending: {calls: {per_week: 300, handling: {mean: 4m, spread: 0s}, wrap_up: 60s}, "
        "emails: {per_week: 200, handling: {mean: 6m, spread: 0s}, answer_within: 8h}}"
    )
    alone, both = (_run(tmp_path, plain % other, 300.0) for other in ("", blended))
    calls, emails = both.other_work["calls"], both.other_work["emails"]
    assert alone.other_work == {}
    assert calls.came == pytest.approx(900, rel=0.1)
    assert emails.came == pytest.approx(600, rel=0.12)
    assert calls.busy_seconds == pytest.approx(calls.answered * 2 * 300)
    assert emails.busy_seconds == pytest.approx(emails.answered * 360)
    assert 0 < emails.share_in_time < 1
    assert emails.mean_wait_seconds > calls.mean_wait_seconds > 0
    more = sum(both.staffing["busy_seconds"]) - sum(alone.staffing["busy_seconds"])
    assert more == pytest.approx(calls.busy_seconds + emails.busy_seconds, rel=0.15)
    assert both.load is not None
    assert alone.load is not None
    assert both.load.rho > alone.load.rho
    assert len(both.cases) == pytest.approx(len(alone.cases), rel=0.05)


def test_work_adds_up_over_replications() -> None:
    """Counts are summed, the bar of being in time stays, and means are of the whole."""
    one = OtherWork(came=3, answered=2, left=1, waited_seconds=30, in_time=1, within_seconds=20)
    both = one + OtherWork() + one
    assert (both.came, both.left, both.within_seconds) == (6, 2, 20)
    assert both.mean_wait_seconds == 15
    assert both.share_in_time == pytest.approx(2 / 6)
    assert math.isnan(OtherWork().mean_wait_seconds)


def test_waits_of_opening_hours(tmp_path: Path) -> None:
    """A night is no wait; by such a clock more are answered in time than by that on the wall."""
    text = "{hours: 'Mo-Fr 08:00-18:00', agents: 3, handling: 6m, patience: 30m}"
    run = _run(tmp_path, text, 300.0)
    assert len(run.open_waits) == 3
    rows = run.cases.rows()
    hit = sum(waits.within(3_600)[0] for waits in run.open_waits)
    base = sum(waits.within(3_600)[1] for waits in run.open_waits)
    on_the_wall = sum(c.reached_agent and (c.wait_seconds or 0) <= 3_600 for c in rows)
    assert on_the_wall < hit <= base
    reached = sum(waits.answered[-1] for waits in run.open_waits)
    assert reached == sum(case.reached_agent for case in rows)
    assert sum(waits.left[-1] for waits in run.open_waits) == sum(
        case.abandoned == "queue" for case in rows
    )


def test_a_limit_counts_those_who_left_later() -> None:
    """Who left before the limit is out of the base, who left after it is not."""
    steps = len(EDGES)
    place = int(np.searchsorted(EDGES, 60.0))
    answered = (*(2 if n < place else 5 for n in range(steps)), 6)
    left = (*(0 if n < place else 3 for n in range(steps)), 7)
    waits = Waits(answered=answered, left=left)
    assert waits.within(60.0) == (5, 6 + 7 - 3)
    assert waits.within(59.0) == (2, 6 + 7)
    assert waits.within(-1.0) == (0, 13)
