"""How a log's team answered, counted again in plain Python from logs made by hand."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from small_world import Keywords, make_customers

from dialogkit.conversation import Case, Cases, Message, Messages, Speaker, case_table
from dialogkit.corpus import link_recontacts, split_cases
from dialogkit.errors import InputError
from dialogkit.simulate import Customers, Served
from dialogkit.simulate._habits import DAYS as WEEKDAYS
from dialogkit.simulate._served import Times, share_measured

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 2, 2, tzinfo=BERLIN)
DAYS = 35
"""Five weeks of a log, no change of the clock in them."""
Said = tuple[Speaker, datetime | None]


@dataclass(frozen=True)
class Wish:
    """One case to be: when the customer writes, and after how many minutes an agent answers."""

    at: datetime
    minutes: float | None


def _wishes() -> list[Wish]:
    """Four a day: at 8, at noon, at 15 and at 22 h; the fourth is answered the next morning.

    On every fifth day the team is slow, and on every seventh the one at noon is never answered.
    """
    found = []
    for day in range(DAYS):
        slow = 90.0 if day % 5 == 0 else 0.0
        waits: list[float | None] = [5.0 + slow, 20.0 + slow, 50.0 + slow, 11 * 60.0]
        waits[1] = None if day % 7 == 3 else waits[1]
        for hour, minutes in zip((8, 12, 15, 22), waits, strict=True):
            found.append(Wish(MONDAY + timedelta(days=day, hours=hour), minutes))
    return found


def _log(*chats: Sequence[Said]) -> Cases:
    """Cases cut from chats, each a thread of its own."""
    rows = [
        Message(
            conversation_id=f"t{number:04d}",
            position=place,
            speaker=speaker,
            text="where is my parcel" if speaker == "customer" else "It is on its way.",
            sent_at=None if at is None else at.astimezone(UTC),
            channel="web",
            locale="en",
        )
        for number, said in enumerate(chats)
        for place, (speaker, at) in enumerate(said)
    ]
    return link_recontacts(split_cases(Messages.of(rows)))


def _chats(wishes: Sequence[Wish]) -> Iterator[list[Said]]:
    for wish in wishes:
        said: list[Said] = [("customer", wish.at)]
        if wish.minutes is not None:
            said.append(("agent", wish.at + timedelta(minutes=wish.minutes)))
        yield said


def _served(cases: Cases) -> Served:
    found = Customers.fit(cases, Keywords()).served
    assert found is not None
    return found


@pytest.fixture(scope="module")
def measured() -> Served:
    """Of the log of five weeks."""
    return _served(_log(*_chats(_wishes())))


def _watched() -> list[Wish]:
    """Those of the four weeks that the log shows for 72 hours more."""
    wishes = _wishes()
    ends = max(wish.at + timedelta(minutes=wish.minutes or 0) for wish in wishes)
    last = ends - timedelta(hours=72)
    return [wish for wish in wishes if last - timedelta(weeks=4) <= wish.at <= last]


def test_shares_count_everybody_who_wrote(measured: Served) -> None:
    """Those never answered are in the denominator; what makes no whole week is not."""
    watched = _watched()
    soon = [w.minutes is not None and w.minutes <= 60 for w in watched]
    never = [w.minutes is None for w in watched]
    assert measured.rows["answered_60m"].value == mean(soon)
    assert measured.rows["never_answered"].value == mean(never)
    assert {row.n for name, row in measured.rows.items() if "answered" in name} == {len(watched)}
    assert len({w.at.date() for w in watched}) in (28, 29)
    assert sum(measured.left_out.values()) == len(_wishes()) - len(watched)
    assert set(measured.left_out) == {"late", "part_week"}


@pytest.mark.parametrize(
    ("name", "level"), [("half_answered_after", 0.5), ("nine_of_ten_answered_after", 0.9)]
)
def test_a_quantile_takes_never_for_longest(measured: Served, name: str, level: float) -> None:
    """The wait within which so many of all who wrote had an answer, itself one of the waits."""
    waits = sorted(math.inf if w.minutes is None else 60 * w.minutes for w in _watched())
    expected = waits[math.ceil(level * len(waits)) - 1]
    row = measured.rows[name]
    assert row.value == expected
    assert row.low in waits
    assert row.high in waits
    assert row.low <= row.value <= row.high


def test_the_interval_is_wilsons_with_the_days_as_clusters_by_weekday(measured: Served) -> None:
    """The spread between days of one weekday says how many independent cases the share is worth."""
    days: dict[datetime, list[bool]] = {}
    for wish in _watched():
        day = wish.at.replace(hour=0)
        days.setdefault(day, []).append(wish.minutes is not None and wish.minutes <= 60)
    n = sum(map(len, days.values()))
    p = sum(map(sum, days.values())) / n
    squares, freedom = 0.0, 0
    for weekday in range(7):
        own = [sum(hit) - p * len(hit) for day, hit in days.items() if day.weekday() == weekday]
        squares += len(own) / (len(own) - 1) * sum((x - mean(own)) ** 2 for x in own)
        freedom += len(own) - 1
    worth = min(n, p * (1 - p) / (squares / n**2))
    z = stats.t.ppf(0.975, freedom)
    middle = (p + z * z / (2 * worth)) / (1 + z * z / worth)
    half = z / (1 + z * z / worth) * math.sqrt(p * (1 - p) / worth + z * z / (4 * worth**2))
    row = measured.rows["answered_60m"]
    assert row.low == pytest.approx(middle - half)
    assert row.high == pytest.approx(middle + half)


def test_hours_of_the_week_are_local_and_answers_stand_where_they_were_given(
    measured: Served,
) -> None:
    """Who writes at 22 h is counted there, and the answer at 9 h of the next day."""
    watched = _watched()
    hours = measured.hours
    written = np.zeros(168, dtype=int)
    given_at = np.zeros(168, dtype=int)
    for wish in watched:
        written[wish.at.weekday() * 24 + wish.at.hour] += 1
        if wish.minutes is not None:
            when = wish.at + timedelta(minutes=wish.minutes)
            given_at[when.weekday() * 24 + when.hour] += 1
    assert hours.wrote.sum(0).tolist() == written.tolist()
    assert hours.answers.sum(0).tolist() == given_at.tolist()
    opened = np.array([8 <= hour % 24 < 18 for hour in range(168)])
    during = [w for w in watched if 8 <= w.at.hour < 18]
    expected = mean(w.minutes is not None and w.minutes <= 60 for w in during)
    row = hours.share("answered_60m_open", opened)
    assert row is not None
    assert (row.value, row.n) == (expected, len(during))
    late = hours.share("answered_when_closed", ~opened)
    assert late is not None
    assert late.value == 0  # at 9 h the team is there


def test_new_matters_a_week_are_those_of_the_log(measured: Served) -> None:
    """Cases over weeks, with the interval of an overdispersed count."""
    row, wishes = measured.rows["arrivals_per_week"], _wishes()
    weeks = (wishes[-1].at - wishes[0].at) / timedelta(days=7)
    assert row.value == pytest.approx(len(wishes) / weeks)
    half = 1.96 * math.sqrt(len(wishes)) / weeks  # the same number each day: no overdispersion
    assert row.high - row.value == pytest.approx(half)


def test_returns_are_counted_over_the_cases_watched_long_enough() -> None:
    """Of 40 cases five come back after two days, and two after four days, which is too late."""
    rows, messages = [], []
    for number in range(40):
        at = MONDAY + timedelta(hours=6 * number)
        rows.append(_case(f"c{number}", at))
        messages += _two(f"c{number}", at)
        days = 2 if number < 5 else 4 if number < 7 else None
        if days is not None:
            again = at + timedelta(days=days)
            rows.append(replace(_case(f"r{number}", again), recontact_of=f"c{number}"))
            messages += _two(f"r{number}", again)
    last = MONDAY + timedelta(days=31, minutes=-10)  # answered when four weeks and 72 h are over
    rows.append(_case("last", last))
    messages += _two("last", last)
    linked = Cases(case_table(rows), Messages.of(messages)).saying("recontact_seconds", "604800")
    row = _served(linked).rows["recontact_72h"]
    assert (row.value, row.n) == (5 / 47, 47)
    unlinked = Cases(case_table(rows), Messages.of(messages))
    assert _served(unlinked).lacks["recontact_72h"] == "unlinked"


def _case(name: str, at: datetime, **more: Any) -> Case:
    return Case(
        case_id=name,
        conversation_id=name,
        opened_at=at,
        closed_at=at + timedelta(minutes=10),
        customer_turns=1,
        agent_turns=1,
        reached_agent=True,
        wait_seconds=600.0,
        **more,
    )


def _two(name: str, at: datetime) -> list[Message]:
    about: Any = {"conversation_id": name, "case_id": name, "locale": "en"}
    answer = at + timedelta(minutes=10)
    return [
        Message(position=0, speaker="customer", text="where is my parcel", sent_at=at, **about),
        Message(position=1, speaker="agent", text="Here.", sent_at=answer, **about),
    ]


def test_what_nobody_knows_to_be_settled_leaves_a_range() -> None:
    """Twenty settled, ten not, and thirty of which nobody knows."""
    rows = [
        replace(
            _case(f"c{n}", MONDAY + timedelta(hours=12 * n)),
            resolved="yes" if n % 6 < 2 else "no" if n % 6 == 2 else "unknown",
        )
        for n in range(60)
    ]
    last = MONDAY + timedelta(days=38, minutes=-10)  # five weeks and 72 h, with its answer
    messages = [m for row in rows for m in _two(row.case_id, row.opened_at or MONDAY)]
    cases = Cases(
        case_table([*rows, _case("last", last)]), Messages.of([*messages, *_two("last", last)])
    )
    row = _served(cases).rows["settled"]
    assert (row.value, row.most) == (20 / 60, 50 / 60)
    assert row.low < 20 / 60 < 50 / 60 < row.high


def test_what_cannot_be_said_of_a_week_without_a_bot_is_lacking() -> None:
    """Each kind of log with the reason, and the rows that it leaves."""
    waits = {"half_answered_after", "nine_of_ten_answered_after", "answered_60m"}
    chats = list(_chats(_wishes()))
    untimed = _served(_log(*[[(who, None) for who, _ in said] for said in chats]))
    assert set(untimed.lacks.values()) == {"no_times"}
    assert not untimed.rows
    with_bot = _served(_log(*[[said[0], ("bot", said[0][1]), *said[1:]] for said in chats]))
    assert {with_bot.lacks[name] for name in waits} == {"bot"}
    assert set(with_bot.rows) == {"arrivals_per_week"}
    assert _served(_log(*chats[:45])).lacks["answered_60m"] == "few"
    assert _served(_log(*chats[:20])).lacks["answered_60m"] == "short"
    silent = _served(_log(*[said[:1] for said in chats]))
    assert silent.lacks["answered_60m"] == "no_agents"
    some = [said[:1] if n % 4 == 0 else said for n, said in enumerate(chats)]
    quarter = _served(_log(*some))
    assert quarter.lacks == {"nine_of_ten_answered_after": "unanswered"}


def test_rounded_times_tell_no_waits() -> None:
    """To the hour, hours of the week remain; to the day, nothing about hours does."""
    chats = list(_chats(_wishes()))

    def rounded(at: datetime | None, hours: int) -> datetime:
        assert at is not None
        return at.replace(minute=0, hour=at.hour - at.hour % hours)

    hourly = _served(_log(*[[(who, rounded(at, 1)) for who, at in said] for said in chats]))
    daily = _served(_log(*[[(who, rounded(at, 24)) for who, at in said] for said in chats]))
    assert "answered_when_closed" not in hourly.lacks
    assert hourly.days
    assert daily.lacks["answered_when_closed"] == "coarse"
    assert not daily.days
    for found in (hourly, daily):
        assert found.lacks["half_answered_after"] == "coarse"
        assert {"arrivals_per_week", "never_answered"} <= set(found.rows)


def test_cases_that_the_team_began_do_not_count() -> None:
    """Nobody waits for an answer to what they did not ask."""
    pushed: list[Said] = [("agent", MONDAY), ("customer", MONDAY + timedelta(hours=1))]
    found = _served(_log(*_chats(_wishes()), pushed))
    assert found.left_out["team_first"] == 1


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 28 * 24 * 60), st.none() | st.floats(0, 200_000)), min_size=1)
)
def test_hours_add_up_to_all(rows: list[tuple[int, float | None]]) -> None:
    """Every case stands in one hour, and a share over all hours is the share of all."""
    cases = [
        replace(
            _case(str(n), MONDAY + timedelta(minutes=at)),
            wait_seconds=wait,
            reached_agent=wait is not None,
        )
        for n, (at, wait) in enumerate(rows)
    ]
    times = Times.of(case_table(cases), "Europe/Berlin")
    hours, always = times.hours(), np.ones(168, dtype=bool)
    assert int(hours.wrote.sum()) == len(rows)
    assert int(hours.answers.sum()) == sum(wait is not None for _, wait in rows)
    whole, over_hours = times.share("answered_60m"), hours.share("answered_60m_open", always)
    assert whole is not None
    assert over_hours is not None
    assert (whole.value, whole.n) == (over_hours.value, over_hours.n)
    kept = Served(days=times.days()).hours
    assert kept.wrote.tolist() == hours.wrote.tolist()
    assert kept.answers.tolist() == hours.answers.tolist()
    assert kept.strata.tolist() == hours.strata.tolist()


def test_a_share_of_nobody_is_as_sure_as_its_cases_are_independent() -> None:
    """Where none of 200 has it and each is worth half a case, the interval is that of 0 of 100."""
    hits, sizes = np.zeros(20, dtype=np.int64), np.full(20, 10)
    row = share_measured(hits, sizes, np.zeros(20, dtype=np.int64), worth=0.5)
    z = stats.t.ppf(0.975, 19)
    assert row is not None
    assert (row.value, row.low, row.n) == (0, 0, 200)
    assert row.high == pytest.approx(z * z / (100 + z * z))


# ----- the file ----------------------------------------------------------------------------------


def test_the_file_keeps_it_all(measured: Served, tmp_path: Path) -> None:
    """Written and read it is the same; of a file of before nothing is known."""
    people = replace(make_customers(), served=measured)
    people.save(tmp_path / "c.json")
    assert Customers.load(tmp_path / "c.json").served == measured
    value = json.loads((tmp_path / "c.json").read_text("utf-8"))
    del value["served"]
    (tmp_path / "c.json").write_text(json.dumps(value), "utf-8")
    assert Customers.load(tmp_path / "c.json").served is None


def test_the_file_names_no_day(measured: Served, tmp_path: Path) -> None:
    """Of a day of the log the weekday is kept, and neither which day it was nor their order."""
    people = replace(make_customers(), served=measured)
    served = people.to_json()["served"]
    assert {key for day in served["days"] for key in day} == {"day", "wrote", "in_time", "answers"}
    assert {day["day"] for day in served["days"]} == {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"}
    told = [(WEEKDAYS.index(day["day"]), day["wrote"], day["answers"]) for day in served["days"]]
    assert told == sorted(told)


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("rows", "answered_60m", "low"), 0.9, "served.rows.answered_60m: must have 0 <= low"),
        (("rows", "answered_60m", "unit"), "seconds", "must have the unit share"),
        (("rows", "never_answered", "high"), 1.5, "a share must not be above 1"),
        (("rows", "speed"), {}, "served.rows"),
        (("days", 2, "wrote"), [0] * 24, "served.days[2]: in_time must not be above wrote"),
        (("days", 0, "day"), "Montag", "served.days[0].day"),
        (("lacks", "settled"), "late", "served.lacks.settled"),
        (("left_out", "few"), 3, "served.left_out.few"),
        (("left_out", "late"), -1, "served.left_out.late"),
        (("most",), 1, "served.most is no key here"),
    ],
)
def test_what_cannot_be_is_refused_at_the_door(
    measured: Served, tmp_path: Path, path: tuple[Any, ...], value: Any, told: str
) -> None:
    """Each with its place in the file."""
    place = tmp_path / "c.json"
    whole = replace(make_customers(), served=measured).to_json()
    inside: Any = whole["served"]
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    place.write_text(json.dumps(whole), "utf-8")
    with pytest.raises(InputError, match="has values that cannot be") as refused:
        Customers.load(place)
    assert told in str(refused.value)
