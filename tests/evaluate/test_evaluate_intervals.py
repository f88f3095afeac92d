"""Intervals: agreement with the formula and with other implementations, and coverage."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dialogkit.errors import ParameterError
from dialogkit.evaluate import wilson
from dialogkit.evaluate._intervals import (
    clustered_wilson,
    median_interval,
    ratio_bootstrap,
    ratio_interval,
    ratio_student,
)


@given(st.integers(1, 5_000), st.data(), st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_agrees_with_scipy(n: int, data: st.DataObject, level: float) -> None:
    """Wilson's interval is the one that SciPy computes, and holds the share."""
    k = data.draw(st.integers(0, n))
    low, high = wilson(k, n, level)
    theirs = stats.binomtest(k, n).proportion_ci(level, method="wilson")
    assert (low, high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)
    assert 0 <= low <= k / n <= high <= 1


def test_wilson_of_nothing_and_of_all_touch_the_ends() -> None:
    """No case gives a lower end of exactly 0, all cases an upper end of exactly 1."""
    assert wilson(0, 10)[0] == 0.0
    assert wilson(10, 10)[1] == 1.0


@pytest.mark.parametrize(
    ("k", "n", "level"), [(1, 0, 0.95), (3, 2, 0.95), (-1, 5, 0.95), (1, 2, 1)]
)
def test_wilson_refuses_what_is_no_share(k: int, n: int, level: float) -> None:
    """Impossible counts and levels are refused."""
    with pytest.raises(ParameterError, match="needs n > 0"):
        wilson(k, n, level)


def test_single_clusters_are_close_to_plain_wilson() -> None:
    """With one case a cluster the clustered interval is Wilson's, but for Student's quantile."""
    hit = np.arange(400) % 3 == 0
    base = np.ones(400, dtype=bool)
    clustered = clustered_wilson(hit, base, np.arange(400))
    assert clustered == pytest.approx(clustered_wilson(hit, base, None), abs=1e-3)


def test_repeated_cases_are_worth_one_case() -> None:
    """Ten equal replications of a case count as one: the interval is that of the scenarios."""
    hit = np.arange(100) < 40
    base = np.ones(100, dtype=bool)
    tenfold = clustered_wilson(hit.repeat(10), base.repeat(10), np.arange(100).repeat(10))
    assert tenfold == pytest.approx(wilson(40, 100, df=99), abs=3e-3)
    low, high = wilson(400, 1_000)
    assert tenfold[1] - tenfold[0] > 3 * (high - low)


def _cover(rng: np.random.Generator, *, clustered: bool) -> float:
    """How often the interval holds the true share of .3 when scenarios differ in their share."""
    hits = 0
    for _ in range(600):
        shares = rng.beta(1.5, 3.5, size=80)
        hit = (rng.random((80, 12)) < shares[:, None]).ravel()
        base = np.ones(len(hit), dtype=bool)
        codes = np.arange(80).repeat(12) if clustered else None
        low, high = clustered_wilson(hit, base, codes)
        hits += low <= 0.3 <= high
    return hits / 600


def test_clustered_intervals_hold_the_truth_where_plain_ones_do_not() -> None:
    """With scenarios that differ, 95 % intervals cover 95 % only if clustered."""
    rng = np.random.default_rng(5)
    assert _cover(rng, clustered=True) == pytest.approx(0.95, abs=0.03)
    assert _cover(rng, clustered=False) < 0.8


def test_bootstrap_of_a_ratio_holds_the_truth() -> None:
    """95 % bootstrap intervals of a ratio of sums cover the true ratio about 95 % of the time."""
    rng = np.random.default_rng(6)
    hits = 0
    for _ in range(200):
        below = rng.exponential(2.0, size=150)
        above = 3.0 * below + rng.normal(0, 2.0, size=150)
        ends = ratio_bootstrap(above, below, rng)
        assert ends is not None
        hits += ends[0] <= 3.0 <= ends[1]
    assert hits / 200 == pytest.approx(0.95, abs=0.05)


def test_bootstrap_in_blocks_is_as_wide_as_without() -> None:
    """Putting many units into blocks leaves the width of the interval as theory has it."""
    rng = np.random.default_rng(7)
    above = rng.normal(5, 1, size=20_000)
    ends = ratio_bootstrap(above, np.ones(20_000), rng)
    assert ends is not None
    assert ends[1] - ends[0] == pytest.approx(2 * 1.96 / math.sqrt(20_000), rel=0.12)


def test_bootstrap_needs_two_units() -> None:
    """One unit shows no spread, so there is no interval."""
    assert ratio_bootstrap(np.ones(1), np.ones(1), np.random.default_rng(0)) is None


def test_median_interval_holds_the_truth() -> None:
    """The interval of the median covers the true median about 95 % of the time."""
    rng = np.random.default_rng(8)
    draws = [median_interval(rng.exponential(1.0, size=61)) for _ in range(600)]
    covered = [low <= math.log(2) <= high for _, low, high in draws]
    assert np.mean(covered) == pytest.approx(0.96, abs=0.03)
    assert all(low <= value <= high for value, low, high in draws)


def test_median_of_one_value_is_that_value() -> None:
    """With one value both ends are the value."""
    assert median_interval(np.array([4.0])) == (4.0, 4.0, 4.0)


def _ratio_cover(rng: np.random.Generator, *, resampled: bool) -> float:
    """How often the interval of a ratio holds it, from four units."""
    hits = 0
    for _ in range(500):
        below = rng.uniform(8, 12, size=4)
        above = 0.4 * below + rng.normal(0, 0.5, size=4)
        ends = ratio_bootstrap(above, below, rng) if resampled else ratio_student(above, below)
        assert ends is not None
        hits += ends[0] <= 0.4 <= ends[1]
    return hits / 500


def test_few_units_need_student_rather_than_resampling() -> None:
    """Four weeks resampled give intervals that miss too often; Student's do not."""
    rng = np.random.default_rng(9)
    assert _ratio_cover(rng, resampled=False) == pytest.approx(0.95, abs=0.03)
    assert _ratio_cover(rng, resampled=True) < 0.87
    assert ratio_student(np.ones(1), np.ones(1)) is None


def _median_cover(rng: np.random.Generator, *, clustered: bool) -> float:
    """How often the interval holds the median 0 of values that share a shift by cluster."""
    hits = 0
    for _ in range(400):
        values = (rng.normal(size=(12, 1)) + rng.normal(size=(12, 60))).ravel()
        codes = np.arange(12).repeat(60) if clustered else None
        _, low, high = median_interval(values, clusters=codes)
        hits += low <= 0 <= high
    return hits / 400


def test_the_median_of_waits_in_one_queue_needs_clusters() -> None:
    """Where values of one week hang together, only the clustered interval covers the median."""
    rng = np.random.default_rng(10)
    assert _median_cover(rng, clustered=True) == pytest.approx(0.95, abs=0.04)
    assert _median_cover(rng, clustered=False) < 0.6


def test_the_way_that_gives_the_ends_is_the_one_told() -> None:
    """Weeks that differ more than customers do: Student's interval over weeks, and so it says."""
    rng = np.random.default_rng(2)
    weeks, below = np.repeat(np.arange(8), 100), np.ones(800)
    above = (rng.random(800) < (weeks + 1) / 10).astype(float)
    sums = np.bincount(weeks, weights=above), np.bincount(weeks, weights=below)
    ways: dict[str, tuple[Any, Any]] = {"": (above, below), " over replications": sums}
    wide = ratio_interval(ways, lambda: np.random.default_rng(1))
    assert wide == (ratio_student(*sums), "Student over replications, 95%")
    alone = ratio_interval({"": (above, below)}, lambda: np.random.default_rng(1))
    assert alone[1] == "bootstrap, 95%"
    assert ratio_interval({"": (above[:1], below[:1])}, lambda: rng) == (None, "")
