"""Intervals of shares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dialogkit._intervals import clopper_pearson, wilson
from dialogkit.errors import ParameterError


@given(st.integers(1, 500), st.data(), st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_is_that_of_scipy(n: int, data: st.DataObject, level: float) -> None:
    """The interval agrees with SciPy's, and holds the share itself."""
    k = data.draw(st.integers(0, n))
    low, high = wilson(k, n, level)
    theirs = stats.binomtest(k, n).proportion_ci(level, method="wilson")
    assert (low, high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)
    assert 0 <= low <= k / n <= high <= 1


def test_few_degrees_of_freedom_widen_the_interval() -> None:
    """With a variance from few clusters, less is known than from as many single cases."""
    narrow, wide = wilson(30, 100), wilson(30, 100, df=3)
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


@pytest.mark.parametrize(
    ("k", "n", "level"), [(0, 0, 0.95), (-1, 5, 0.95), (6, 5, 0.95), (1, 5, 1)]
)
def test_what_is_no_share_is_refused(k: int, n: int, level: float) -> None:
    """Nothing counted, more hits than cases and a level of 1 have no interval."""
    with pytest.raises(ParameterError, match="0 ≤ k ≤ n"):
        wilson(k, n, level)


@given(st.integers(1, 500), st.data(), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_clopper_pearson_is_that_of_scipy(n: int, data: st.DataObject, level: float) -> None:
    """The exact interval agrees with SciPy's, and holds the share itself."""
    k = data.draw(st.integers(0, n))
    low, high = clopper_pearson(k, n, level)
    theirs = stats.binomtest(k, n).proportion_ci(level, method="exact")
    assert (low, high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)
    assert low <= k / n <= high


def test_nothing_found_still_has_an_upper_bound() -> None:
    """Of 300 without a find, the one-sided bound is 1 - 0.05^(1/300)."""
    assert clopper_pearson(0, 300, 0.90)[1] == pytest.approx(1 - 0.05 ** (1 / 300))
    with pytest.raises(ParameterError, match="0 ≤ k ≤ n"):
        clopper_pearson(1, 0)
