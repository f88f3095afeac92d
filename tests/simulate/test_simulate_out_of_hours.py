"""Nobody is answered out of hours: New Year, both clock changes, holidays of states and countries.

Read from case records alone, by the clock on the wall there. Which days are holidays is written
down here from the laws; neither the package that knows holidays nor the product's own hours are
asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from small_world import Talkative, make_centre, make_customers, make_flow

from dialogkit.conversation import Case
from dialogkit.simulate import prepare, run_setup

ROUNDING = timedelta(microseconds=2)
"""Records hold moments in whole microseconds: a sum of two may be off by one each."""
CENTRE = """\
name: x
hours: "Mo-Su {times} {zone}{holidays}"
agents: 2
handling: 13m  # so that some still wait at closing time
wrap_up: 0s
patience: 5h
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A week somewhere, and the days on which nobody works in it and the two weeks after it."""

    region: str
    """Country, or country and state, whose holidays are kept."""
    zone: str
    """Whose clock is on the wall."""
    start: date
    """First day of the week."""
    closed: frozenset[date]
    """All of its holidays in these three weeks."""
    elsewhere: str | None = None
    """A region that has none of the days of `apart` off; None for no holidays at all."""
    apart: frozenset[date]
    """Those of the closed days on which others work."""


def _days(*days: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in days)


BERLIN, VIENNA, ZURICH = "Europe/Berlin", "Europe/Vienna", "Europe/Zurich"
PLACES = {
    "Epiphany": Place(
        region="DE-BY",
        zone=BERLIN,
        start=date(2026, 1, 5),
        closed=_days("2026-01-06"),
        elsewhere="DE-NW",
        apart=_days("2026-01-06"),
    ),
    "New Year": Place(
        region="DE-BY",
        zone=BERLIN,
        start=date(2026, 12, 28),
        closed=_days("2027-01-01", "2027-01-06"),
        apart=_days("2027-01-01"),
    ),
    "Repentance": Place(
        region="DE-SN",
        zone=BERLIN,
        start=date(2026, 11, 16),
        closed=_days("2026-11-18"),
        elsewhere="DE-BE",
        apart=_days("2026-11-18"),
    ),
    "Women's day, a Sunday": Place(
        region="DE-BE",
        zone=BERLIN,
        start=date(2026, 3, 2),
        closed=_days("2026-03-08"),
        elsewhere="DE-BB",
        apart=_days("2026-03-08"),
    ),
    "Children's day, a Sunday": Place(
        region="DE-TH",
        zone=BERLIN,
        start=date(2026, 9, 14),
        closed=_days("2026-09-20", "2026-10-03"),
        elsewhere="DE-BY",
        apart=_days("2026-09-20"),
    ),
    "Easter Sunday": Place(
        region="DE-BB",
        zone=BERLIN,
        start=date(2026, 3, 30),
        closed=_days("2026-04-03", "2026-04-05", "2026-04-06"),
        elsewhere="DE-BY",
        apart=_days("2026-04-05"),
    ),
    "Conception": Place(
        region="AT",
        zone=VIENNA,
        start=date(2026, 12, 7),
        closed=_days("2026-12-08", "2026-12-25", "2026-12-26"),
        elsewhere="DE-BY",
        apart=_days("2026-12-08"),
    ),
    "Labour day": Place(
        region="CH-ZH",
        zone=ZURICH,
        start=date(2026, 4, 27),
        closed=_days("2026-05-01", "2026-05-14"),
        apart=_days("2026-05-01"),
    ),
    "Peter and Paul": Place(
        region="CH-TI",
        zone=ZURICH,
        start=date(2026, 6, 29),
        closed=_days("2026-06-29"),
        elsewhere="CH-ZH",
        apart=_days("2026-06-29"),
    ),
}
DAYTIME = "08:00-18:00"


def _rows(folder: Path, centre: str, start: date, *, with_bot: bool = False) -> list[Case]:
    """Cases of a week with as many customers at night as by day."""
    bot, customers = Talkative(make_flow(folder)), make_customers(600.0)
    staff = make_centre(folder, centre)
    setup = prepare(bot, customers, staff, start=start, seed=3, with_bot=with_bot)
    return run_setup(setup, [0]).cases.rows()


def _centre(place: Place, region: str | None, times: str = DAYTIME) -> str:
    holidays = "" if region is None else f", holidays {region}"
    return CENTRE.format(times=times, zone=place.zone, holidays=holidays)


def _answers(rows: list[Case], zone: str) -> Iterator[datetime]:
    """When an agent first answered, by the clock on the wall.

    Without a bot a record has the time to the first answer. With one the moment is known of those
    whom an agent called back once: with the end of that call the case is closed, and there is no
    wrap-up.
    """
    for row in rows:
        assert row.opened_at is not None
        assert row.closed_at is not None
        if row.first_response_seconds is not None and not row.bot_engaged:
            after = timedelta(seconds=row.first_response_seconds)
            yield (row.opened_at + after).astimezone(ZoneInfo(zone))
        elif row.end == "callback" and row.agent_turns == 1 and row.handle_seconds is not None:
            before = timedelta(seconds=row.handle_seconds)
            yield (row.closed_at - before).astimezone(ZoneInfo(zone))


def _minutes(moment: datetime) -> float:
    """Minutes on the clock on the wall."""
    return moment.hour * 60 + moment.minute + (moment.second + moment.microsecond / 1e6) / 60


def _within(moment: datetime, *stretches: tuple[int, int]) -> bool:
    """Whether the clock on the wall shows a time between two whole hours."""
    slack = ROUNDING.total_seconds() / 60
    return any(a * 60 - slack <= _minutes(moment) < b * 60 + slack for a, b in stretches)


@pytest.mark.parametrize("with_bot", [False, True], ids=["people", "bot"])
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_nobody_is_answered_on_a_holiday_or_at_night(
    tmp_path: Path, place: Place, with_bot: bool
) -> None:
    """Customers write on the holiday, nobody answers; elsewhere that is a day like any other."""
    rows = _rows(tmp_path, _centre(place, place.region), place.start, with_bot=with_bot)
    answers = list(_answers(rows, place.zone))
    assert len(answers) > 100
    assert all(_within(moment, (8, 18)) for moment in answers)
    assert not place.closed & {moment.date() for moment in answers}
    zone = ZoneInfo(place.zone)
    came = Counter(row.opened_at.astimezone(zone).date() for row in rows if row.opened_at)
    assert min(came[day] for day in place.apart) > 10
    others = _rows(tmp_path, _centre(place, place.elsewhere), place.start, with_bot=with_bot)
    worked = Counter(moment.date() for moment in _answers(others, place.zone))
    assert min(worked[day] for day in place.apart) > 10


def test_austria_works_on_good_friday(tmp_path: Path) -> None:
    """A holiday of the neighbours is none; Easter Monday is one in both."""
    place = Place(
        region="AT",
        zone=VIENNA,
        start=date(2026, 3, 30),
        closed=_days("2026-04-06"),
        apart=frozenset(),
    )
    rows = _rows(tmp_path, _centre(place, place.region), place.start)
    days = Counter(moment.date() for moment in _answers(rows, place.zone))
    assert days[date(2026, 4, 3)] > 10
    assert days[date(2026, 4, 6)] == 0


@pytest.mark.parametrize(
    ("start", "changes", "offsets"),
    [
        (date(2026, 3, 23), date(2026, 3, 29), (1, 2)),
        (date(2026, 10, 19), date(2026, 10, 25), (2, 1)),
    ],
    ids=["March", "October"],
)
def test_hours_are_those_of_the_wall_when_clocks_change(
    tmp_path: Path, start: date, changes: date, offsets: tuple[int, int]
) -> None:
    """Open from 0 to 4 h and from 8 to 18 h: an hour less that night in March, one more in October.

    The week after opens at 8 h of the new time, and the hour that comes twice is worked twice.
    """
    place = Place(region="DE-BY", zone=BERLIN, start=start, closed=frozenset(), apart=frozenset())
    rows = _rows(tmp_path, _centre(place, None, "00:00-04:00, 08:00-18:00"), start)
    answers = list(_answers(rows, BERLIN))
    assert all(_within(moment, (0, 4), (8, 18)) for moment in answers)
    night = Counter(
        (moment.hour, _offset(moment)) for moment in answers if moment.date() == changes
    )
    old, new = offsets
    worked = {(0, old), (1, old), (3, new)}
    worked |= {(2, old), (2, new)} if old > new else set()
    assert {hour for hour in night if hour[0] < 4} == worked
    openings = {
        _offset(moment)
        for moment in answers
        if moment.hour == 8 and moment.date() in (changes - timedelta(1), changes)
    }
    assert openings == {old, new}


def _offset(moment: datetime) -> int:
    """Hours ahead of Greenwich."""
    ahead = moment.utcoffset()
    assert ahead is not None
    return round(ahead.total_seconds() / 3_600)
