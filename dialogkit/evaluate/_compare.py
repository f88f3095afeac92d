"""Two bots on the same customers: which one is better, and how many cases decided it."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import scipy
from numpy.typing import NDArray

from dialogkit.conversation import Cases
from dialogkit.errors import InputError
from dialogkit.evaluate._evaluate import share_of
from dialogkit.evaluate._records import Records, Settings, codes_of

__all__ = ["Comparison", "compare_cases", "mcnemar", "paired_rows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The difference of a share between two bots that met the same customers."""

    rate: str
    """Which share."""
    a: float
    """The share with bot A, over the pairs."""
    b: float
    """The share with bot B, over the pairs."""
    difference: float
    """b − a."""
    low: float
    """Lower end of the 95 % interval of the difference."""
    high: float
    """Upper end of the 95 % interval of the difference."""
    pairs: int
    """Cases that count with both bots."""
    only_a: int
    """Of them, cases that have the property with A alone."""
    only_b: int
    """Of them, cases that have the property with B alone."""
    p_value: float
    """Exact McNemar test, two-sided; takes the pairs as independent."""

    @property
    def decided_by(self) -> int:
        """How many cases tell the bots apart."""
        return self.only_a + self.only_b

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return {**asdict(self), "decided_by": self.decided_by}


def compare_cases(a: Cases | pa.Table, b: Cases | pa.Table, rate: str) -> Comparison:
    """Compares a share between two sets of cases that hold the same customers.

    First contacts are paired by scenario and replication. The interval is clustered by scenario.

    Args:
        a: Cases with bot A; needs ``scenario`` (and ``replication`` where there are several).
        b: Cases with bot B.
        rate: Name of a share, as ``containment``.

    Raises:
        InputError: The cases carry no scenario, or no pair counts with both bots.
        ParameterError: ``rate`` is no share that these cases give.
    """
    settings = Settings()
    (left, share_a), (right, share_b) = (share_of(cases, rate, settings) for cases in (a, b))
    rows_a, rows_b = paired_rows(left, right)
    both = share_a.base[rows_a] & share_b.base[rows_b]
    rows_a, rows_b = rows_a[both], rows_b[both]
    if not len(rows_a):
        raise InputError("no case counts with both bots; compare runs of the same customers")
    hit_a, hit_b = share_a.hit[rows_a], share_b.hit[rows_b]
    only_a, only_b = int((hit_a & ~hit_b).sum()), int((hit_b & ~hit_a).sum())
    gaps = hit_b.astype(np.float64) - hit_a
    half = _half_width(gaps, codes_of(left.columns["scenario"][rows_a]))
    return Comparison(
        rate=rate,
        a=float(hit_a.mean()),
        b=float(hit_b.mean()),
        difference=float(gaps.mean()),
        low=max(-1.0, float(gaps.mean()) - half),
        high=min(1.0, float(gaps.mean()) + half),
        pairs=len(gaps),
        only_a=only_a,
        only_b=only_b,
        p_value=mcnemar(only_a, only_b),
    )


def paired_rows(a: Records, b: Records) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows of the first contacts of the same scenario and replication."""
    if not all("scenario" in records.known for records in (a, b)):
        raise InputError("the cases need the column scenario, to know the same customer again")
    rows = [np.flatnonzero(~records.flag("is_recontact")) for records in (a, b)]
    keys = [
        np.stack([r.columns["scenario"][rows_], r.columns["replication"][rows_]], axis=1)
        for r, rows_ in zip((a, b), rows, strict=True)
    ]
    codes = np.unique(np.concatenate(keys), axis=0, return_inverse=True)[1].ravel()
    cut = len(keys[0])
    _, at_a, at_b = np.intersect1d(codes[:cut], codes[cut:], return_indices=True)
    return rows[0][at_a], rows[1][at_b]


def _half_width(gaps: NDArray[np.float64], clusters: NDArray[np.intp]) -> float:
    """Half of the 95 % interval of the mean, by the spread between clusters (Student's t)."""
    count = int(clusters.max()) + 1
    if count < 2:
        return math.inf
    sums = np.bincount(clusters, weights=gaps - gaps.mean())
    error = math.sqrt(count / (count - 1) * float(sums @ sums)) / len(gaps)
    return float(scipy.stats.t.ppf(0.975, count - 1)) * error


def mcnemar(only_a: int, only_b: int) -> float:
    """Exact McNemar test: a fair coin for the pairs that differ.

    >>> mcnemar(0, 5)
    0.0625
    """
    if not only_a + only_b:
        return 1.0
    return float(scipy.stats.binomtest(only_a, only_a + only_b).pvalue)
