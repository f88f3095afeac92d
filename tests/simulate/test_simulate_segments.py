"""The mix of issues by channel, language and hour: borrowing, drawing, and the whole kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import make_customers

from dialogkit.errors import ParameterError
from dialogkit.simulate import OUT_OF_SCOPE, Customers, Segment, Segments, Share
from dialogkit.simulate._arrivals import arrivals, hours_at
from dialogkit.simulate._arrivals_further import further
from dialogkit.simulate._customers_mix import Mix
from dialogkit.simulate._fit_segments import Seen, borrowed, concentration, segments
from dialogkit.simulate._habits import hours_of, stretch_of
from dialogkit.simulate._issues import wilson

Z = 3.3


def _segment(**values: float) -> Segment:
    return Segment(n=100, intents={label: wilson(value, 100) for label, value in values.items()})


def _differing() -> Customers:
    """Half on each channel; complaints come by chat, and on Monday mornings."""
    found = Segments(
        channels={
            "web": _segment(parcel_status=0.8, complaint=0.2),
            "whatsapp": _segment(parcel_status=0.5, complaint=0.5),
        },
        hours={"Mo 0-12": _segment(parcel_status=0.3, complaint=0.7)},
    )
    return replace(make_customers(4000), channels={"web": 0.5, "whatsapp": 0.5}, segments=found)


def test_stretches_of_the_week_are_named() -> None:
    """A name gives its hours and hours give the name; what is no stretch is refused."""
    assert sorted(hours_of("Sa-Su 23-24")) == [5 * 24 + 23, 6 * 24 + 23]
    assert stretch_of(0, 4, 9, 12) == "Mo-Fr 9-12"
    assert len(hours_of(stretch_of(0, 4, 9, 12))) == 15
    for wrong in ("9-12", "Fr-Mo 9-12", "Mo 12-9", "Mo 9-25", "Mon 9-12", "Mo-Fr"):
        with pytest.raises(ParameterError, match="hours must"):
            hours_of(wrong)


def test_the_shortest_stretch_speaks_for_an_hour() -> None:
    """An hour of its own counts before the stretch around it; elsewhere the whole does."""
    own, around = _segment(a=1.0), _segment(a=0.5, b=0.5)
    found = Segments(hours={"Mo-Fr 9-12": around, "Mo 9-10": own})
    assert found.at(9) is own
    assert found.at(10) is around
    assert found.at(20) is None


def test_mixes_that_do_not_sum_to_one_are_refused_with_their_sum() -> None:
    """The message names the cell and the sum."""
    with pytest.raises(ParameterError, match=r"channels web must sum to 1, they sum to 0\.9"):
        Segments(channels={"web": _segment(a=0.5, b=0.4)})


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=2, max_size=6),
    st.floats(0, 500),
)
def test_what_borrows_lies_between_its_own_and_the_whole(
    rows: list[list[int]], strength: float
) -> None:
    """Each borrowed share lies between the cell's own and that of all, and they sum to 1."""
    cells = np.array(rows, dtype=float) + 0.01
    above = cells.sum(0) / cells.sum()
    for cell in cells:
        found, own = borrowed(cell, above, strength), cell / cell.sum()
        assert found.sum() == pytest.approx(1)
        low, high = np.minimum(own, above) - 1e-9, np.maximum(own, above) + 1e-9
        assert ((low <= found) & (found <= high)).all()


def test_how_much_cells_borrow_is_found_again() -> None:
    """Cells drawn around a mix with a known strength give it back; equal cells borrow all."""
    rng = np.random.default_rng(5)
    above = np.array([0.5, 0.3, 0.2])
    for strength in (5.0, 40.0):
        cells = np.array(
            [rng.multinomial(200, rng.dirichlet(strength * above)) for _ in range(400)]
        )
        assert concentration(cells.astype(float), above) == pytest.approx(strength, rel=0.25)
    same = np.array([rng.multinomial(200, above) for _ in range(400)]).astype(float)
    assert concentration(same, above) > 1000


def test_a_log_without_differences_has_no_segments() -> None:
    """Where chance explains all differences, the mix of all speaks for everybody."""
    rng = np.random.default_rng(3)
    seen = [
        Seen({"a": 1.0} if rng.random() < 0.6 else {"b": 1.0}, str(rng.choice(["x", "y"])), "de", h)
        for h in range(168)
    ] * 4
    found = segments(seen, {"a": wilson(0.6, 672), "b": wilson(0.4, 672)})
    assert found.locales == {}
    assert all(abs(s.intents["a"].value - 0.6) < 0.1 for s in found.channels.values())


def test_large_hours_get_a_row_of_their_own() -> None:
    """An hour of the week with cases enough differs from its stretch; a small one does not."""
    seen = [Seen({"a": 1.0}, "", "", 9)] * 60 + [Seen({"b": 1.0}, "", "", 10)] * 60
    seen += [Seen({"a": 1.0}, "", "", 33)] * 5 + [Seen({"b": 1.0}, "", "", 130)] * 50
    mix = {"a": wilson(65 / 175, 175), "b": wilson(110 / 175, 175)}
    found = segments(seen, mix)
    assert {"Mo 9-10", "Mo 10-11", "Mo-Fr 9-12"} <= set(found.hours)
    assert "Tu 9-10" not in found.hours
    assert found.hours["Mo 9-10"].intents["a"].value > 0.85
    assert found.hours["Mo 9-10"].n == 60


def test_each_issue_keeps_its_share_over_all_customers() -> None:
    """Segments say who wants what, not how much is wanted in all."""
    customers = _differing()
    mix = Mix(customers)
    counts: Counter[str] = Counter()
    for hour in range(168):
        for channel in ("web", "whatsapp"):
            for step in range(100):
                counts[mix.label(hour, channel, "en", (step + 0.5) / 100)] += 1
    whole = sum(counts.values())
    assert counts[OUT_OF_SCOPE] / whole == pytest.approx(0.05, abs=0.002)
    assert counts["complaint"] / whole == pytest.approx(0.95 * 0.35, abs=0.005)


def test_arrivals_differ_by_channel_and_hour_as_the_segments_say() -> None:
    """Drawn customers complain more by chat and on Monday mornings, by |z| ≤ 3.3."""
    customers = _differing()
    start = customers.next_monday
    rows = [
        a for r in range(4) for a in arrivals(customers, start=start, days=7, seed=2, replication=r)
    ]
    hours = hours_at(customers, [a.at for a in rows], start)
    mix = Mix(customers)
    for channel in ("web", "whatsapp"):
        for morning in (False, True):
            own = [
                a for a, h in zip(rows, hours, strict=True)
                if a.channel == channel and (h < 12) == morning
            ]  # fmt: skip
            hour = 3 if morning else 100
            expected = np.mean(
                [
                    mix.label(hour, channel, "en", (i + 0.5) / 2000) == "complaint"
                    for i in range(2000)
                ]
            )
            share = np.mean([a.label == "complaint" for a in own])
            error = np.sqrt(expected * (1 - expected) / len(own))
            assert abs(share - expected) / error <= Z


def test_customers_without_segments_arrive_as_before() -> None:
    """Labels of the same seed stay what they were before there were segments."""
    customers = make_customers(300)
    found = arrivals(customers, start=customers.next_monday, days=7, seed=1, replication=0)
    same = replace(
        customers,
        segments=Segments(channels={"web": _segment(parcel_status=0.65, complaint=0.35)}),
    )
    again = arrivals(same, start=customers.next_monday, days=7, seed=1, replication=0)
    assert [a.label for a in found] == [a.label for a in again]


@pytest.mark.parametrize("start", [date(2026, 3, 23), date(2026, 10, 19)], ids=["spring", "autumn"])
def test_hours_of_the_week_are_local_when_clocks_change(start: date) -> None:
    """In the week in which the clocks change, each moment has the hour that the wall shows."""
    customers = make_customers()
    begin = datetime(start.year, start.month, start.day, tzinfo=UTC)
    times = [float(3600 * h) for h in range(168)]
    hours = hours_at(customers, times, start)
    assert hours[:6] == [0, 1, 2, 3, 4, 5]
    shift = 1 if begin.month == 3 else -1
    assert hours[-1] == (167 + shift) % 168
    assert timedelta(hours=len(hours)) == timedelta(days=7)


def test_further_issues_come_as_often_as_assumed_and_are_others() -> None:
    """One in four goes on, one in sixteen twice, and no issue follows itself."""
    customers = make_customers(4000, another_issue=0.25)
    start = customers.next_monday
    coming = arrivals(customers, start=start, days=7, seed=1, replication=0)
    found = further(customers, coming, start=start, seed=1, replication=0)
    n = len(coming)
    assert abs(len(found) / n - 0.25) <= Z * np.sqrt(0.25 * 0.75 / n)
    twice = sum(len(own) == 2 for own in found.values())
    assert abs(twice / n - 0.0625) <= Z * np.sqrt(0.0625 * 0.9375 / n)
    by_number = {a.scenario: a for a in coming}
    for scenario, own in found.items():
        labels = [by_number[scenario].label, *(each.arrival.label for each in own)]
        assert all(one != other for one, other in pairwise(labels))
        assert all(each.after > 0 for each in own)
    assert further(make_customers(), coming, start=start, seed=1, replication=0) == {}


def test_a_share_outside_its_interval_is_refused() -> None:
    """Low, value and high are in order, within 0 and 1."""
    with pytest.raises(ParameterError, match="low <= value <= high"):
        Share(value=0.5, low=0.6, high=0.7, n=3)
