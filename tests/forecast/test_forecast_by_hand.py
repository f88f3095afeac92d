"""Deflection and the rates of a forecast, counted again from its case records in plain Python.

Nothing of `dialogkit.evaluate` is used: rows are dictionaries, a rate is two sums over them as its
printed definition says, and an interval is the formula of its printed name.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

import pyarrow.parquet as pq
import pytest
from scipy import stats
from small_world import Talkative, make_centre, make_customers, make_flow

from dialogkit.forecast import forecast

Row = dict[str, Any]
Test = Callable[[Row], bool]
REPLICATIONS = 8
WAGE = 30
CENTRE = f"""\
name: Invented
hours: "Mo-Su 08:00-18:00"
agents: 1
chats: 2
slowdown: 0.2
handling: 26m
wrap_up: 1m
patience: 25m
wage: {WAGE}
"""
LAST_BIT = 1e-12
"""Counts are compared as they are. Ends of intervals are the same formula in another order of
additions: some hundreds of roundings of 1e-16 each."""
ROUNDED = 1e-4
"""Seconds: edges of a case are told in whole microseconds, and a case overlaps with some ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The world with the bot, or without it."""

    rows: list[Row]
    """All cases, as the file has them."""
    rates: Mapping[str, Mapping[str, Any]]
    """Rates by name, as the forecast has them."""
    until: datetime
    """End of the data."""

    @property
    def back(self) -> dict[str, datetime]:
        """When the customer of a case first came back with it, by the number of the case."""
        found: dict[str, datetime] = {}
        for row in self.rows:
            if (before := row["recontact_of"]) is not None:
                found[before] = min(found.get(before, row["opened_at"]), row["opened_at"])
        return found


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> tuple[Side, Side]:
    """One forecast of a crowded team, written to disk and read back: with the bot, without it."""
    folder = tmp_path_factory.mktemp("by_hand")
    people = make_customers(150, recontacts=0.6, gives_value=0.7)
    done = forecast(
        Talkative(make_flow(folder)),
        people,
        make_centre(folder, CENTRE),
        replications=REPLICATIONS,
        assume="central",
        seed=6,
    )
    done.save(folder / "f.json")
    value = json.loads((folder / "f.json").read_text(encoding="utf-8"))
    until = datetime.fromisoformat(value["counted_with"]["observed_until"])
    with_bot, without = (
        Side(rows=pq.read_table(folder / value[name]).to_pylist(), rates=rates, until=until)
        for name, rates in (
            ("cases_file", value["rates"]["rates"]),
            ("baseline_file", value["baseline"]["rates"]),
        )
    )
    return with_bot, without


def contained(row: Row) -> bool:
    """No human asked for, tried or reached."""
    human = row["asked_for_human"] or row["handed_off"] or row["reached_agent"]
    return bool(row["bot_engaged"] and not human and not row["handoff_reason"])


def failed(row: Row) -> bool:
    """False deflection, left in the bot, or not handed off in spite of need."""
    missed = row["bot_engaged"] and needed(row) and not row["handed_off"]
    return bool(unresolved(row) or row["abandoned"] == "bot" or missed)


def unresolved(row: Row) -> bool:
    """Contained and not settled."""
    return contained(row) and row["resolved"] == "no"


def needed(row: Row) -> bool:
    """A human was needed or asked for."""
    return bool(row["handoff_needed"] or row["asked_for_human"])


def everyone(row: Row) -> bool:
    """All cases."""
    return bool(row["customer_turns"] > 0)


def left(row: Row) -> bool:
    """Out of the queue before the answer."""
    return bool(row["abandoned"] == "queue" and not row["reached_agent"])


def queued(row: Row) -> bool:
    """In the queue: answered, gone, or still there when the data ends."""
    waited = (row["handed_off"] or not row["bot_engaged"]) and row["wait_seconds"] is not None
    return bool(row["reached_agent"] or left(row) or waited)


def in_time(row: Row) -> bool:
    """Answered within the hour."""
    return bool(row["reached_agent"] and row["wait_seconds"] <= 3_600)


def owed(row: Row) -> bool:
    """Answered, or gone after the hour."""
    return bool(row["reached_agent"] or (left(row) and row["wait_seconds"] > 3_600))


def handed(row: Row) -> bool:
    """Handed off by the bot."""
    return bool(row["handed_off"] and row["bot_engaged"])


WITH_BOT: dict[str, tuple[Test, Test]] = {
    "containment": (contained, lambda row: row["bot_engaged"]),
    "false_deflection": (unresolved, contained),
    "false_deflection_of_all": (unresolved, everyone),
    "handoff_rate": (handed, lambda row: row["bot_engaged"]),
    "handoff_precision": (needed, handed),
    "needless_handoff": (lambda row: not needed(row), handed),
    "handoff_recall": (handed, needed),
    "missed_handoff": (lambda row: not handed(row), needed),
    "failure_rate": (failed, everyone),
}
"""Rate to what is counted, and out of which cases."""
BOTH: dict[str, tuple[Test, Test]] = {
    "abandonment": (left, queued),
    "service_level_60m": (in_time, owed),
}
WINDOWS = {"24h": 24, "72h": 72, "7d": 168}


def followed(side: Side) -> dict[str, tuple[Test, Test]]:
    """Rates that depend on who came back, which only time shows."""
    back = side.back

    def returned(row: Row, hours: int) -> bool:
        again = back.get(row["case_id"])
        return again is not None and again - row["closed_at"] <= timedelta(hours=hours)

    def seen(since: str, hours: int) -> Test:
        return lambda row: row[since] + timedelta(hours=hours) <= side.until

    def stays(kept: Test, hours: int) -> tuple[Test, Test]:
        closed = seen("closed_at", hours)

        def hit(row: Row) -> bool:
            settled = kept(row) and row["resolved"] == "yes"
            return settled and closed(row) and not returned(row, hours)

        return hit, seen("opened_at", hours)

    rates = {f"resolved_deflection_{name}": stays(contained, h) for name, h in WINDOWS.items()}
    rates["first_contact_resolution"] = stays(lambda row: not row["handed_off"], 72)
    rates["first_contact_resolution_with_handoff"] = stays(everyone, 72)
    rates["recontact"] = (lambda row: returned(row, 72), seen("closed_at", 72))
    return rates


def shares(side: Side, *, with_bot: bool) -> dict[str, tuple[Test, Test]]:
    """All shares that a side has."""
    own = followed(side)
    if not with_bot:
        own = {name: each for name, each in own.items() if "deflection" not in name}
    return own | BOTH | (WITH_BOT if with_bot else {})


def wilson(hit: Test, base: Test, rows: Sequence[Row], clusters: str) -> tuple[float, float]:
    """Wilson's ends, with as many cases as the spread between clusters is worth, and t for z.

    Korn and Graubard (1998): n* = p(1 − p) ÷ v, where v is the variance of the ratio over clusters;
    never more than n, and where p is 0 or 1 as many as there are clusters.
    """
    counts: defaultdict[Any, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        if base(row):
            counts[row[clusters]][0] += hit(row)
            counts[row[clusters]][1] += 1
    k, n, m = sum(h for h, _ in counts.values()), sum(s for _, s in counts.values()), len(counts)
    p = k / n
    if p in (0.0, 1.0):
        worth = float(m)
    else:
        v = m / (m - 1) * math.fsum((h - p * s) ** 2 for h, s in counts.values()) / n**2
        worth = min(float(n), p * (1 - p) / v)
    t = float(stats.t.ppf(0.975, m - 1))
    middle, scale = p + t * t / 2 / worth, 1 + t * t / worth
    half = t * math.sqrt(p * (1 - p) / worth + t * t / 4 / worth**2)
    return (middle - half) / scale, (middle + half) / scale


@pytest.mark.parametrize("with_bot", [True, False], ids=["bot", "people"])
def test_every_share_is_two_sums_over_the_records(sides: tuple[Side, Side], with_bot: bool) -> None:
    """Numerator, denominator and value of all shares; the forecast has no other share."""
    side = sides[0 if with_bot else 1]
    rules = shares(side, with_bot=with_bot)
    by_staff = {"deflection", "utilisation", "occupancy"}
    told = {name for name, rate in side.rates.items() if rate["unit"] == "share"} - by_staff
    assert told == set(rules)
    for name, (hit, base) in rules.items():
        n = sum(base(row) for row in side.rows)
        k = sum(base(row) and hit(row) for row in side.rows)
        rate = side.rates[name]
        assert (rate["numerator"], rate["denominator"]) == (k, n), name
        assert rate["value"] == k / n, name
        assert 0 < k < n, f"{name} shows nothing here"


@pytest.mark.parametrize("with_bot", [True, False], ids=["bot", "people"])
def test_intervals_of_shares_are_the_formula_they_name(
    sides: tuple[Side, Side], with_bot: bool
) -> None:
    """Wilson over customers, over replications, or the wider of both, as the rate says."""
    side = sides[0 if with_bot else 1]
    named = Counter[str]()
    for name, (hit, base) in shares(side, with_bot=with_bot).items():
        rate = side.rates[name]
        assert rate["unknown"] == 0  # or the interval would reach up to what is unknown
        words = rate["interval"].removeprefix("Wilson, 95%, clustered by ")
        named[words] += 1
        ends = [wilson(hit, base, side.rows, column) for column in words.split(" and ")]
        assert rate["low"] == pytest.approx(min(low for low, _ in ends), abs=LAST_BIT), name
        assert rate["high"] == pytest.approx(max(high for _, high in ends), abs=LAST_BIT), name
    assert set(named) == {"scenario and replication", "replication"}


def test_deflection_is_who_did_not_reach_an_agent(sides: tuple[Side, Side]) -> None:
    """One minus cases that reach an agent with the bot over those without: the same customers."""
    reached = [sum(row["reached_agent"] for row in side.rows) for side in sides]
    came = [
        {(r["replication"], r["scenario"], r["opened_at"]) for r in side.rows if first(r)}
        for side in sides
    ]
    assert came[0] == came[1]
    rate = sides[0].rates["deflection"]
    assert rate["numerator"] == reached[1] - reached[0] > 0
    assert rate["denominator"] == reached[1]
    assert rate["value"] == pytest.approx(1 - reached[0] / reached[1], rel=LAST_BIT)


def first(row: Row) -> bool:
    """Whether the customer came with it for the first time."""
    return row["recontact_of"] is None


@pytest.mark.parametrize("side", [0, 1], ids=["bot", "people"])
def test_waits_and_costs(sides: tuple[Side, Side], side: int) -> None:
    """The median wait of the answered; the agents' time at their wage per contact and settled."""
    rows, rates = sides[side].rows, sides[side].rates
    waits = [row["wait_seconds"] for row in rows if row["reached_agent"]]
    assert rates["first_response_agent_seconds"]["value"] == median(waits)
    cost = math.fsum(row["agent_seconds"] or 0.0 for row in rows) / 3_600 * WAGE
    for name, count in (
        ("cost_per_contact", sum(map(first, rows))),
        ("cost_per_resolved", sum(row["resolved"] == "yes" for row in rows)),
    ):
        assert rates[name]["numerator"] == pytest.approx(cost, rel=LAST_BIT)
        assert rates[name]["denominator"] == count
        assert rates[name]["value"] == pytest.approx(cost / count, rel=LAST_BIT)


def test_chats_held_at_once_share_the_time_of_the_only_agent(sides: tuple[Side, Side]) -> None:
    """A case's time is its part of each stretch in which the one agent held it, by the records.

    Or less, where that is shared by a customer of the days before, who is in no record; such
    customers may come back later, too. From the third day on they are few.
    """
    begin = min(row["opened_at"] for row in sides[1].rows)
    days = timedelta(days=3), timedelta(days=7)
    compared = alike = shared = 0
    for replication in range(REPLICATIONS):
        held = [
            (row, *held_in(row))
            for row in sides[1].rows
            if row["reached_agent"] and row["replication"] == replication
        ]
        parts = parts_of([(since, until) for _, since, until in held])
        for (row, since, _), part in zip(held, parts, strict=True):
            if begin + days[0] < since < begin + days[1]:
                assert row["agent_seconds"] <= part + ROUNDED
                compared += 1
                alike += row["agent_seconds"] >= part - ROUNDED
                shared += part < row["handle_seconds"] - 1
    assert compared > 400
    assert alike > 0.9 * compared
    assert shared > compared / 2, "chats overlap here"


def held_in(row: Row) -> tuple[datetime, datetime]:
    """When an agent held a case that came without a bot."""
    since = row["opened_at"] + timedelta(seconds=row["first_response_seconds"])
    return since, since + timedelta(seconds=row["handle_seconds"])


def parts_of(stretches: Sequence[tuple[datetime, datetime]]) -> list[float]:
    """Seconds of each stretch, those in which it overlaps with others divided among them."""
    edges = sorted({edge for stretch in stretches for edge in stretch})
    starting, ending = defaultdict(list), defaultdict(list)
    for place, (since, until) in enumerate(stretches):
        starting[since].append(place)
        ending[until].append(place)
    parts, present = [0.0] * len(stretches), set[int]()
    for now, then in pairwise(edges):
        present = (present | set(starting[now])) - set(ending[now])
        for place in present:
            parts[place] += (then - now).total_seconds() / len(present)
    return parts


@pytest.mark.parametrize("side", [0, 1], ids=["bot", "people"])
def test_records_hang_together(sides: tuple[Side, Side], side: int) -> None:
    """Who comes back does so once, later, with the same matter unsettled; times are in order."""
    rows = sides[side].rows
    by_id = {row["case_id"]: row for row in rows}
    assert len(by_id) == len(rows)
    again = [row for row in rows if not first(row)]
    assert len(again) > 50
    assert len({row["recontact_of"] for row in again}) == len(again)
    for row in again:
        before = by_id[row["recontact_of"]]
        assert row["opened_at"] >= before["closed_at"]
        assert before["resolved"] != "yes"
        for name in ("customer_id", "intent", "replication", "channel", "locale"):
            assert row[name] == before[name]
    for row in rows:
        assert row["opened_at"] <= row["closed_at"]
        assert row["reached_agent"] == (row["handle_seconds"] is not None)
        assert (row["agent_seconds"] or 0.0) <= (row["handle_seconds"] or 0.0) + 1e-6
        if side == 1:  # everybody writes to the agents; a wait ends before the case does
            lasted = (row["closed_at"] - row["opened_at"]).total_seconds()
            assert row["wait_seconds"] <= lasted + 1e-5 or not row["reached_agent"]
