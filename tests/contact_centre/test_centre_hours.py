"""Opening hours: what can be written, the wall clock, summer time and public holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.contact_centre import Hours
from dialogkit.errors import InputError, ParameterError

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = "Mo-Fr 08:00-18:00 Europe/Berlin, holidays DE-BY"
HOUR = 3600.0


def berlin(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A time of Berlin's wall clock."""
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Mon-Fri 8am-6pm", "Mo-Fr 08:00-18:00"),
        ("Montag bis Freitag 8 bis 18 Uhr", "Mo-Fr 08:00-18:00"),
        ("Monday to Friday 08.00 to 18.00", "Mo-Fr 08:00-18:00"),
        ("Mo,Di,Mi,Do,Fr 08:00–18:00", "Mo-Fr 08:00-18:00"),
        ("Mo-Fr 08:00-13:00, 12:00-18:00", "Mo-Fr 08:00-18:00"),
        ("Mo-Fr 8-18, Sa 9-13", "Mo-Fr 08:00-18:00; Sa 09:00-13:00"),
        ("Tu, Th 9-12 and 13-17", "Di 9-12, 13-17; Do 9-12, 13-17"),
        ("Fr-Mo 10-11", "Fr, Sa, So, Mo 10:00-11:00"),
        ("täglich 00:00-24:00", "24/7"),
        ("9-17", "daily 09:00-17:00"),
        ("Mo 9-17 Europe/Berlin", "Mo 9-17"),
        ("Mo 9-17 Feiertage DE-BY", "Mo 9-17 Europe/Berlin, holidays DE-BY"),
        ("Mo 9-17, holidays DE-BY Europe/Berlin", "Mo 9-17, holidays DE-BY"),
    ],
)
def test_ways_to_write_the_same(text: str, same: str) -> None:
    """German and English, short and long forms mean the same hours."""
    assert Hours.parse(text) == Hours.parse(same)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "must be days and times"),
        ("Mo-Fr", "no times"),
        ("Xx 8-9", "a day must be one of"),
        ("Mo-Fr 25:00-26:00", "between 00:00 and 24:00"),
        ("Mo 08:70-09:00", "between 00:00 and 24:00"),
        ("Mo-Fr 08:00-08:00", "must not end when it begins"),
        ("Mo-Fr 8-18 Europe/Berln", "IANA name"),
        ("Mo-Fr 8-18, holidays DE-XX", "have the states"),
        ("Mo-Fr 8-18, holidays XX", "two letters"),
        ("Mo-Di-Mi 8-18", "days not understood"),
        ("Mo 14pm-15pm", "am and pm"),
        ("Mo-Fr 8-18 or so", "times must be as"),
        ("9" * 10_000, "10000 characters"),
    ],
)
def test_what_is_not_hours_is_refused(text: str, hint: str) -> None:
    """Each bad text names the part that was not understood and what is allowed."""
    with pytest.raises(InputError, match=hint):
        Hours.parse(text)


@given(st.text(max_size=40))
@settings(deadline=None)
def test_any_text_is_hours_or_refused(text: str) -> None:
    """No text makes the parser fail in another way."""
    try:
        Hours.parse(text)
    except ParameterError:
        return


def test_holidays_depend_on_the_state() -> None:
    """Epiphany is kept in Bavaria, not in Berlin; Christmas everywhere."""
    epiphany, christmas = berlin(2026, 1, 6, 12), berlin(2026, 12, 25, 12)
    bavaria, capital = Hours.parse(OFFICE), Hours.parse("Mo-Fr 8-18, holidays DE-BE")
    assert not bavaria.is_open(epiphany)
    assert capital.is_open(epiphany)
    assert not capital.is_open(christmas)
    assert Hours.parse("Mo-Fr 8-18").is_open(christmas)


EASTER = {2025: (4, 20), 2026: (4, 5), 2027: (3, 28)}
"""Easter Sunday; the movable days are so many days from it."""
EVERYWHERE = {"01-01", "05-01", "10-03", "12-25", "12-26", "e-2", "e+1", "e+39", "e+50"}
EPIPHANY, WOMEN, CORPUS, ASSUMPTION = "01-06", "03-08", "e+60", "08-15"
CHILDREN, REFORMATION, SAINTS, REPENTANCE = "09-20", "10-31", "11-01", "repentance"
GERMANY = {
    "BW": {EPIPHANY, CORPUS, SAINTS},
    "BY": {EPIPHANY, CORPUS, SAINTS},
    "BE": {WOMEN},
    "BB": {REFORMATION, "e+0", "e+49"},
    "HB": {REFORMATION},
    "HH": {REFORMATION},
    "HE": {CORPUS},
    "MV": {WOMEN, REFORMATION},
    "NI": {REFORMATION},
    "NW": {CORPUS, SAINTS},
    "RP": {CORPUS, SAINTS},
    "SL": {CORPUS, ASSUMPTION, SAINTS},
    "SN": {REFORMATION, REPENTANCE},
    "ST": {EPIPHANY, REFORMATION},
    "SH": {REFORMATION},
    "TH": {CHILDREN, REFORMATION},
}
"""The days that a state keeps beside those kept everywhere, as its law on holidays has them."""
ELSEWHERE = {
    "AT": {
        *("01-01", "01-06", "05-01", "08-15", "10-26", "11-01", "12-08", "12-25", "12-26"),
        *("e+1", "e+39", "e+50", "e+60"),
    },
    "CH-ZH": {
        *("01-01", "05-01", "08-01", "12-25", "12-26", "e-2", "e+1", "e+39", "e+50"),
    },
    "CH-TI": {
        *("01-01", "01-06", "03-19", "05-01", "06-29", "08-01", "08-15", "11-01", "12-08"),
        *("12-25", "12-26", "e+1", "e+39", "e+50", "e+60"),
    },
}


def kept(days: set[str], year: int) -> set[date]:
    """The dates of one year, by month and day or from Easter."""
    sunday = date(year, *EASTER[year])
    found = {date(year, int(d[:2]), int(d[3:])) for d in days if d[2] == "-" and d[0] != "e"}
    found |= {sunday + timedelta(days=int(d[1:])) for d in days if d[0] == "e"}
    if REPENTANCE in days:  # the Wednesday before 23 November
        found.add(max(date(year, 11, d) for d in range(16, 23) if date(year, 11, d).weekday() == 2))
    return found


@pytest.mark.parametrize("year", EASTER)
@pytest.mark.parametrize(
    ("region", "days"),
    [
        *((f"DE-{state}", EVERYWHERE | own) for state, own in GERMANY.items()),
        ("DE", EVERYWHERE),
        *ELSEWHERE.items(),
    ],
)
def test_each_region_keeps_its_own_days(region: str, days: set[str], year: int) -> None:
    """A centre is shut on the public holidays of its state or country, and on no other day."""
    hours = Hours.parse(f"Mo-So 08:00-18:00 Europe/Berlin, holidays {region}")
    first = date(year, 1, 1)
    whole = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
    shut = {day for day in whole if not hours.is_open(berlin(year, day.month, day.day, 12))}
    once = {date(2025, 5, 8)} if (region, year) == ("DE-BE", 2025) else set()
    assert shut == kept(days, year) | once  # 80 years since the end of the war


def test_all_states_are_there() -> None:
    """Germany has sixteen of them."""
    assert len(GERMANY) == 16


def test_summer_time_follows_the_wall_clock() -> None:
    """A Sunday shift over the change is an hour shorter in March and longer in October."""
    hours = Hours.parse("So 01:00-05:00 Europe/Berlin")
    spring, autumn = berlin(2026, 3, 29), berlin(2026, 10, 25)
    day = timedelta(days=1)
    assert hours.open_seconds(spring, spring + day) == 3 * HOUR
    assert hours.open_seconds(autumn, autumn + day) == 5 * HOUR
    assert hours.open_seconds(berlin(2026, 3, 22), berlin(2026, 3, 23)) == 4 * HOUR


def test_offsets_of_a_week_with_the_change() -> None:
    """Offsets are elapsed seconds: after the change Monday's 08:00 comes an hour sooner."""
    hours = Hours.parse("Mo 08:00-18:00 Europe/Berlin")
    before, after = hours.as_offsets(berlin(2026, 3, 23), days=14)
    assert before == (8 * HOUR, 18 * HOUR)
    assert after == ((7 * 24 + 7) * HOUR, (7 * 24 + 17) * HOUR)


def test_a_night_shift_belongs_to_the_day_it_begins() -> None:
    """It runs on over midnight, also into a holiday, and none begins on a holiday."""
    hours = Hours.parse("Mo-So 22:00-06:00 Europe/Berlin, holidays DE")
    assert hours.is_open(berlin(2026, 5, 1, 5))
    assert not hours.is_open(berlin(2026, 5, 1, 23))
    assert not hours.is_open(berlin(2026, 5, 2, 5))
    assert hours.is_open(berlin(2026, 5, 3, 5, 59))


def test_next_opening() -> None:
    """It is now where open, after the holiday where closed, and None where never."""
    hours = Hours.parse(OFFICE)
    assert hours.next_open(berlin(2026, 1, 5, 9)) == berlin(2026, 1, 5, 9)
    assert hours.next_open(berlin(2026, 1, 5, 18)) == berlin(2026, 1, 7, 8)
    assert hours.next_open(berlin(2026, 1, 9, 18)) == berlin(2026, 1, 12, 8)
    assert Hours.parse("closed").next_open(berlin(2026, 1, 5)) is None


def test_never_and_always() -> None:
    """Hours that never open, and those that always do, can be told."""
    never, always = Hours.parse("closed"), Hours.parse("24/7")
    assert [never.never_open, never.always_open] == [True, False]
    assert [always.never_open, always.always_open] == [False, True]
    assert always.as_offsets(berlin(2026, 3, 28), 3) == [(0.0, 3 * 86_400.0)]
    assert never.as_offsets(berlin(2026, 3, 28), 3) == []


def test_a_time_without_zone_is_refused() -> None:
    """A naive time could mean two moments."""
    naive = berlin(2026, 1, 1).replace(tzinfo=None)
    with pytest.raises(ParameterError, match="time zone"):
        Hours.parse(OFFICE).is_open(naive)


MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31))  # noqa: DTZ001  # zone is added
TEXTS = st.sampled_from(
    [
        OFFICE,
        "Mo-Fr 8-12, 13-17; Sa 9-13 Europe/Berlin",
        "Fr-So 22:00-06:00 America/New_York, holidays US",
        "daily 18:00-02:00; So 00:00-24:00 Europe/Berlin, holidays DE-NW",
        "Mo 9-10 Asia/Kathmandu",
        "24/7",
    ]
)


@given(TEXTS, MOMENTS, st.integers(0, 30 * 24 * 60))
@settings(deadline=None, max_examples=60)
def test_all_questions_agree(text: str, start: datetime, minutes: int) -> None:
    """Intervals are sorted, apart and inside; lengths, openness and offsets tell the same."""
    hours = Hours.parse(text)
    first = start.replace(tzinfo=UTC, microsecond=0)
    last = first + timedelta(minutes=minutes)
    found = hours.intervals(first, last)
    flat = [moment for pair in found for moment in pair]
    assert flat == sorted(set(flat))
    assert all(first <= moment <= last for moment in flat)
    total = sum((b - a).total_seconds() for a, b in found)
    assert hours.open_seconds(first, last) == total
    offsets = hours.as_offsets(first, minutes / 1440)
    assert sum(b - a for a, b in offsets) == pytest.approx(total, abs=1e-3)
    for opens, closes in found[:5]:
        assert hours.is_open(opens)
        assert hours.is_open(closes - timedelta(seconds=1))
        assert hours.next_open(opens) == opens
        assert closes == last or not hours.is_open(closes)


@given(TEXTS, MOMENTS)
@settings(deadline=None, max_examples=60)
def test_splitting_a_stretch_changes_nothing(text: str, middle: datetime) -> None:
    """Open seconds before and after any moment add up to the whole."""
    hours, cut = Hours.parse(text), middle.replace(tzinfo=UTC, microsecond=0)
    start, end = cut - timedelta(days=9), cut + timedelta(days=9)
    parts = hours.open_seconds(start, cut) + hours.open_seconds(cut, end)
    assert parts == hours.open_seconds(start, end)
