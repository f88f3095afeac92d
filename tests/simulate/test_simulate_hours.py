"""The week by the hour, and what closing time does to those who still wait."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from statistics import mean
from zoneinfo import ZoneInfo

import pytest
from small_world import FLOW, Talkative, make_centre, make_customers, make_flow

from dialogkit.conversation import Case
from dialogkit.evaluate import evaluate
from dialogkit.simulate import Run, prepare, run_setup

ZONE = ZoneInfo("Europe/Berlin")
DAYTIME = "name: x\nhours: Mo-Fr 08:00-18:00\nagents: 2\nhandling: 9m\npatience: 20m\n"


def _run(folder: Path, centre: str, *, with_bot: bool = True, **options: object) -> Run:
    customers = make_customers(400)
    setup = prepare(
        Talkative(make_flow(folder)),
        customers,
        make_centre(folder, centre),
        seed=3,
        with_bot=with_bot,
        **options,  # type: ignore[arg-type]
    )
    return run_setup(setup, range(2))


def _place(case: Case) -> int:
    assert case.opened_at is not None
    local = case.opened_at.astimezone(ZONE)
    return local.weekday() * 24 + local.hour


@pytest.mark.parametrize(
    "start", [date(2026, 10, 19), date(2026, 3, 23), date(2026, 12, 21), date(2026, 11, 4)]
)
def test_week_rows_are_counted_from_the_records_in_local_time(tmp_path: Path, start: date) -> None:
    """Summer time may begin or end, and a run may begin on a Wednesday: Monday 0 h stays first."""
    run = _run(tmp_path, DAYTIME, start=start)
    rows = run.cases.rows()
    arrivals = Counter(_place(case) for case in rows)
    handed = Counter(_place(case) for case in rows if case.handed_off)
    for hour in range(168):
        assert run.hourly["arrivals"][hour] == pytest.approx(arrivals[hour] / 2)
        assert run.hourly["handoffs"][hour] == pytest.approx(handed[hour] / 2)
    on_duty = [hour for hour in range(168) if run.hourly["agents"][hour] > 0]
    assert on_duty == [day * 24 + hour for day in range(5) for hour in range(8, 18)]
    assert sum(run.hourly["agents"]) == pytest.approx(100)


def test_each_weekday_counts_as_often_as_it_was_simulated(tmp_path: Path) -> None:
    """In ten days there are two Mondays and one Friday; three days have no Friday at all."""
    long, short = (_run(tmp_path, DAYTIME, days=n, start=date(2026, 11, 2)) for n in (10, 3))
    for run, days in ((long, range(5)), (short, range(3))):
        for day in days:
            assert run.hourly["agents"][day * 24 + 9] == pytest.approx(2)
    assert short.hourly["agents"][4 * 24 + 9] == 0
    rows = long.cases.rows()
    mondays = sum(_place(case) // 24 == 0 for case in rows) / 2 / 2
    assert sum(long.hourly["arrivals"][:24]) == pytest.approx(mondays)


def test_those_who_wait_are_counted_where_they_wait(tmp_path: Path) -> None:
    """The mean queue, hour by hour, adds up to all the time that customers waited in it."""
    run = _run(tmp_path, "name: x\nhours: 24/7\nagents: 1\nhandling: 30m\n", with_bot=False)
    waited = sum(case.wait_seconds or 0.0 for case in run.cases.rows()) / 2 / 3_600
    assert sum(run.hourly["waiting"]) == pytest.approx(waited, rel=1e-6)


def test_nobody_vanishes_at_closing_time(tmp_path: Path) -> None:
    """Messages and promised calls that closing time leaves over are answered the next day."""
    crowded = "name: x\nhours: Mo-Fr 08:00-12:00\nagents: 1\nhandling: 5m\npatience: 300m\n"
    for with_bot in (True, False):
        rows = _run(tmp_path, crowded, with_bot=with_bot).cases.rows()
        waited = [c for c in rows if c.handed_off or not with_bot]
        assert all(c.reached_agent or c.abandoned == "queue" for c in waited)
        assert max(c.wait_seconds or 0.0 for c in waited) > 86_400


def test_who_is_never_answered_is_counted_all_the_same(tmp_path: Path) -> None:
    """A hopeless centre loses nobody from the records: the same customers with and without bot."""
    hopeless = "name: x\nhours: Mo-Fr 08:00-13:00\nagents: 1\nhandling: 12m\npatience: 900h\n"
    runs = [_run(tmp_path, hopeless, with_bot=with_bot).cases for with_bot in (True, False)]
    came = [{c.scenario for c in cases.rows()} for cases in runs]
    assert came[0] == came[1]
    rates = evaluate(runs[0], baseline=runs[1])
    assert rates["deflection"].denominator < rates.n / 2
    assert evaluate(runs[1])["abandonment"].parts["still_waiting"] == len(
        [c for c in runs[1].rows() if not c.reached_agent and c.abandoned == "no"]
    )


def test_whoever_is_left_over_at_closing_time_is_first_the_next_day(tmp_path: Path) -> None:
    """However many messages the nights bring, nobody is passed over day after day."""
    text = "name: x\nhours: Mo-Fr 08:00-18:00\nagents: 1\nhandling: 10m\npatience: 90m\n"
    rows = _run(tmp_path, text, with_bot=False).cases.rows()
    by_day = [c for c in rows if c.opened_at is not None and 8 <= _place(c) % 24 < 18]
    weekdays = [c for c in by_day if _place(c) // 24 < 4]
    assert max(c.wait_seconds or 0.0 for c in weekdays) < 5 * 86_400
    assert max(c.wait_seconds or 0.0 for c in weekdays) > 0.5 * 86_400


def test_the_wait_of_who_was_called_back_ends_with_the_call(tmp_path: Path) -> None:
    """Who gave up in the queue and is called later has waited for the call."""
    text = FLOW.replace("left: quiet", "left: late")
    bot = Talkative(make_flow(tmp_path, text))
    centre = make_centre(tmp_path, "name: x\nhours: 24/7\nagents: 1\nhandling: 40m\npatience: 5m\n")
    run = run_setup(prepare(bot, make_customers(400), centre, seed=3), range(1))
    called = [c for c in run.cases.rows() if c.end == "callback" and c.reached_agent]
    assert len(called) > 20
    for case in called:
        assert case.wait_seconds is not None
        assert case.closed_at is not None
        assert case.opened_at is not None
        lasted = (case.closed_at - case.opened_at).total_seconds()
        assert case.wait_seconds <= lasted
    long = [c.wait_seconds or 0.0 for c in called]
    assert sorted(long)[len(long) // 2] > 1_800


def test_only_a_value_that_is_given_can_be_wrong(tmp_path: Path) -> None:
    """An issue settled without any value of the customer's is not spoilt by a wrong one."""
    text = FLOW.replace("track:   {ask: parcel_id, do", "track:   {do").replace(
        "needs: [parcel_id], ", ""
    )
    shares = []
    for folder, flow in (("with", FLOW), ("without", text)):
        place = tmp_path / folder
        place.mkdir()
        customers = make_customers(400, value_right=0.0, gives_value=1.0)
        bot = Talkative(make_flow(place, flow))
        rows = run_setup(prepare(bot, customers, make_centre(place), seed=3), [0]).cases.rows()
        own = [c for c in rows if c.intent == "parcel_status" and not c.asked_for_human]
        shares.append(sum(c.resolved_by == "bot" for c in own) / len(own))
    assert shares[0] == 0
    assert shares[1] > 0.3


def test_the_first_monday_is_a_monday_like_the_second(tmp_path: Path) -> None:
    """The weekend before the first day has left its messages, and nobody of it is counted."""
    start = date(2026, 11, 2)
    # not near full load: there one day's waits say little of another's
    busy = "name: x\nhours: Mo-Fr 08:00-18:00\nagents: 2\nhandling: 4m\npatience: 900m\n"
    rows = _run(tmp_path, busy, with_bot=False, start=start, days=14).cases.rows()
    waits: dict[date, list[float]] = {}
    for case in rows:
        assert case.opened_at is not None
        local = case.opened_at.astimezone(ZONE)
        assert local.date() >= start
        if 8 <= local.hour < 12:
            waits.setdefault(local.date(), []).append(case.wait_seconds or 0.0)
    first, second = (waits[start + timedelta(days=d)] for d in (0, 7))
    assert min(len(first), len(second)) > 10
    assert min(mean(first), mean(second)) > 1_800
    assert mean(first) == pytest.approx(mean(second), rel=0.7)
