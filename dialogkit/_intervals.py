"""The interval of a share, the same wherever one is measured."""

from __future__ import annotations

import math

import scipy

from dialogkit.errors import ParameterError

__all__ = ["clopper_pearson", "wilson"]


def clopper_pearson(k: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """The exact interval of Clopper and Pearson (1934) for ``k`` of ``n``.

    It holds the true share at least as often as ``level`` says, for small counts too; its upper end
    at a level of 0.90 is a one-sided bound at 95 %.

    Args:
        k: Cases that have the property, 0 to ``n``.
        n: Cases, above 0.
        level: How often such intervals shall hold the true share, between 0 and 1.

    Returns:
        Lower and upper end, both within 0 and 1.

    Raises:
        ParameterError: ``n`` is not above 0, ``k`` outside 0 to ``n``, or ``level`` outside 0 to 1.

    >>> low, high = clopper_pearson(0, 300, 0.90)
    >>> low, round(high, 5)
    (0.0, 0.00994)
    """
    if not (n > 0 and 0 <= k <= n and 0 < level < 1):
        what = f"needs n > 0, 0 ≤ k ≤ n and 0 < level < 1, got k={k}, n={n}, level={level}"
        raise ParameterError(what)
    tail = (1 - level) / 2
    low = 0.0 if k == 0 else float(scipy.stats.beta.ppf(tail, k, n - k + 1))
    high = 1.0 if k == n else float(scipy.stats.beta.ppf(1 - tail, k + 1, n - k))
    return low, high


def wilson(k: float, n: float, level: float = 0.95, *, df: float = math.inf) -> tuple[float, float]:
    """The score interval of Wilson (1927) for ``k`` of ``n``.

    Args:
        k: Cases that have the property, 0 to ``n``; need not be whole for an effective size.
        n: Cases, above 0.
        level: How often such intervals shall hold the true share, between 0 and 1.
        df: Degrees of freedom of the variance; the normal quantile where it is infinite.

    Returns:
        Lower and upper end, both within 0 and 1.

    Raises:
        ParameterError: ``n`` is not above 0, ``k`` outside 0 to ``n``, or ``level`` outside 0 to 1.

    >>> low, high = wilson(31, 100)
    >>> round(low, 3), round(high, 3)
    (0.228, 0.406)
    """
    if not (n > 0 and 0 <= k <= n and 0 < level < 1):
        what = f"needs n > 0, 0 ≤ k ≤ n and 0 < level < 1, got k={k}, n={n}, level={level}"
        raise ParameterError(what)
    upper = (1 + level) / 2
    z = float(scipy.stats.t.ppf(upper, df) if df < math.inf else scipy.stats.norm.ppf(upper))
    p, square = k / n, z * z
    middle = (p + square / (2 * n)) / (1 + square / n)
    half = z / (1 + square / n) * math.sqrt(p * (1 - p) / n + square / (4 * n * n))
    low = 0.0 if k == 0 else max(0.0, middle - half)
    high = 1.0 if k == n else min(1.0, middle + half)
    return low, high
