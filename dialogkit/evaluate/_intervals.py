"""Intervals: Wilson for a share, clustered where cases hang together, bootstrap for ratios.

A share is printed with the interval of Wilson (1927). Replications of one simulated customer are
not independent, and neither are the waits of one day: there, the variance between clusters gives
the number of independent cases that the data is worth (Korn and Graubard 1998), and Wilson's
formula is used with that number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import scipy
from numpy.typing import NDArray

from dialogkit._intervals import wilson

__all__ = [
    "clustered_wilson",
    "median_interval",
    "ratio_bootstrap",
    "ratio_interval",
    "ratio_student",
    "wilson",
    "wilson_of_clusters",
]

Bools = NDArray[np.bool_]
Codes = NDArray[np.intp]
Floats = NDArray[np.float64]
Amounts = NDArray[np.float64] | NDArray[np.integer[Any]]

_BLOCKS = 500
_DRAWS = 2_000
_ENOUGH_TO_RESAMPLE = 30
"""Fewer units than that are not resampled."""


def clustered_wilson(
    hit: Bools, base: Bools, clusters: Codes | None, level: float = 0.95
) -> tuple[float, float]:
    """Wilson's interval for the share of ``hit`` in ``base``, shape ``(n,)`` each.

    Args:
        hit: Cases that have the property and are in ``base``.
        base: Cases that count; at least one.
        clusters: Number of the cluster a case belongs to; None where cases are independent.
        level: How often such intervals shall hold the true share.
    """
    if clusters is None:
        return wilson(int(np.count_nonzero(hit)), int(np.count_nonzero(base)), level)
    hits, sizes = _counts(hit, base, clusters)
    return wilson_of_clusters(hits, sizes, level)


def wilson_of_clusters(
    hits: NDArray[np.integer[Any]], sizes: NDArray[np.integer[Any]], level: float = 0.95
) -> tuple[float, float]:
    """Wilson's interval for ``hits.sum() / sizes.sum()`` where the cases of a cluster depend.

    The number of independent cases that the spread between clusters is worth (Korn and Graubard
    1998) stands in Wilson's formula, with the quantile of Student's t for so many clusters; so the
    ends lie within 0 and 1 and few clusters make a wide interval.

    Args:
        hits: Cases of each cluster that have the property, shape ``(clusters,)``.
        sizes: Cases of each cluster, not all 0, shape ``(clusters,)``.
        level: How often such intervals shall hold the true share.
    """
    effective, count = _effective_size(hits, sizes)
    share = float(hits.sum() / sizes.sum())
    return wilson(min(share * effective, effective), effective, level, df=max(count - 1, 1))


def _counts(
    hit: Bools, base: Bools, clusters: Codes
) -> tuple[NDArray[np.integer[Any]], NDArray[np.integer[Any]]]:
    """Hits and cases by cluster."""
    sizes = np.bincount(clusters[base])
    return np.bincount(clusters[hit], minlength=len(sizes)), sizes


def _effective_size(
    hits: NDArray[np.integer[Any]], sizes: NDArray[np.integer[Any]]
) -> tuple[float, int]:
    """How many independent cases the clusters are worth, and how many clusters there are.

    Never more than the cases. With a share of exactly 0 or 1 the data shows no variance; then
    every cluster counts as one case, which is the cautious end.
    """
    hits, sizes = hits[sizes > 0], sizes[sizes > 0]
    count, n = len(sizes), int(sizes.sum())
    share = hits.sum() / n
    if count < 2 or share in (0.0, 1.0):
        return float(count), count
    residuals = hits - share * sizes
    variance = count / (count - 1) * float(residuals @ residuals) / n**2
    if variance == 0.0:
        return float(n), count
    return min(float(n), share * (1 - share) / variance), count


def ratio_bootstrap(
    above: Amounts, below: Amounts, rng: np.random.Generator, level: float = 0.95
) -> tuple[float, float] | None:
    """Bootstrap interval of ``above.sum() / below.sum()`` over independent units.

    More than 500 units are first put into 500 blocks at random, so that the cost does not grow
    with the data; the spread between blocks holds the same information.

    Args:
        above: Numerator a unit, shape ``(n,)``.
        below: Denominator a unit, shape ``(n,)``.
        rng: Puts units into blocks.
        level: How often such intervals shall hold the true ratio.

    Returns:
        Lower and upper end, or None where fewer than two units leave nothing to draw from.
    """
    if len(above) < 2:
        return None
    blocks = min(_BLOCKS, len(above))
    place = rng.permutation(len(above)) % blocks
    tops = np.bincount(place, weights=above, minlength=blocks)
    bottoms = np.bincount(place, weights=below, minlength=blocks)
    weights = _weights(blocks)
    bottom = weights @ bottoms
    ratios = (weights @ tops)[bottom > 0] / bottom[bottom > 0]
    if not len(ratios):
        return None
    low, high = np.quantile(ratios, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


@lru_cache(maxsize=8)
def _weights(blocks: int) -> Floats:
    """How often each block is drawn in each resample, shape ``(_DRAWS, blocks)``.

    The same for every ratio: resamples need not differ between ratios, and drawing them anew for
    each was most of the time of a forecast.
    """
    draws = np.random.default_rng(blocks).multinomial(
        blocks, np.full(blocks, 1 / blocks), size=_DRAWS
    )
    return draws.astype(np.float64)


def ratio_student(
    above: Amounts, below: Amounts, level: float = 0.95
) -> tuple[float, float] | None:
    """Student's interval of ``above.sum() / below.sum()`` over a few independent units.

    Resampling few units makes intervals too narrow; the variance of the ratio to first order
    (Cochran 1977, chapter 6) with the quantile of Student's t does not.

    Args:
        above: Numerator a unit, shape ``(n,)``.
        below: Denominator a unit, shape ``(n,)``; its sum is above 0.
        level: How often such intervals shall hold the true ratio.

    Returns:
        Lower and upper end, or None where fewer than two units show no spread.
    """
    count = len(above)
    if count < 2:
        return None
    total = float(below.sum())
    ratio = float(above.sum()) / total
    residuals = above - ratio * below
    error = math.sqrt(count / (count - 1) * float(residuals @ residuals)) / total
    half = float(scipy.stats.t.ppf((1 + level) / 2, count - 1)) * error
    low = ratio - half
    return (max(0.0, low) if above.min() >= 0 else low), ratio + half


def ratio_interval(
    ways: Mapping[str, tuple[Amounts, Amounts]],
    rng: Callable[[], np.random.Generator],
    level: float = 0.95,
) -> tuple[tuple[float, float] | None, str]:
    """The widest interval of a ratio that a way to sum up its units gives, and how it was computed.

    Args:
        ways: Words for each way, empty for single units, to numerators and denominators.
        rng: Gives the generator that puts units into blocks, anew for each way.
        level: How often such intervals shall hold the true ratio.

    Returns:
        The ends, or None where the first way gives none, and words such as ``bootstrap, 95%``.
    """
    found: list[tuple[tuple[float, float], str]] = []
    for words, (above, below) in ways.items():
        few = len(above) < _ENOUGH_TO_RESAMPLE
        ends = (
            ratio_student(above, below, level)
            if few
            else ratio_bootstrap(above, below, rng(), level)
        )
        if ends is None and not found:
            return None, ""
        if ends is not None:
            found.append((ends, f"{'Student' if few else 'bootstrap'}{words}"))
    lowest = min(found, key=lambda way: way[0][0])
    highest = max(found, key=lambda way: way[0][1])
    kinds = " and ".join(dict.fromkeys((lowest[1], highest[1])))
    return (lowest[0][0], highest[0][1]), f"{kinds}, {level:.0%}"


def median_interval(
    values: Floats, level: float = 0.95, clusters: Codes | None = None
) -> tuple[float, float, float]:
    """Median of ``values``, shape ``(n,)``, n ≥ 1, and its distribution-free interval.

    The ends are order statistics, by the binomial distribution of the number of values below the
    median (Thompson 1936). With too few values for the level the ends are the least and greatest.
    Where values hang together, the ends are the quantiles between which the share below the
    median lies by `clustered_wilson` (Woodruff 1952).

    Args:
        values: Without gaps.
        level: How often such intervals shall hold the true median.
        clusters: Number of the cluster each value belongs to; None where they are independent.

    Returns:
        Median, lower end, upper end.
    """
    ordered: Any = np.sort(values)
    n, middle = len(ordered), float(np.median(ordered))
    if clusters is not None and clusters.min() < clusters.max():
        below = _counts(values <= middle, np.ones(n, dtype=np.bool_), clusters)
        effective, count = _effective_size(*below)
        ends = wilson(effective / 2, effective, level, df=max(count - 1, 1))
        low, high = np.quantile(ordered, ends)
        return middle, min(float(low), middle), max(float(high), middle)
    rank = int(scipy.stats.binom.ppf((1 - level) / 2, n, 0.5))
    rank = max(rank, 1)
    return middle, float(ordered[rank - 1]), float(ordered[n - rank])
