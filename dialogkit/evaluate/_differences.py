"""How two worlds differ that the same customers live in: every rate, and what decided it.

A world is a set of cases with all that `evaluate` is told about them. Differences are those of the
printed rates, so that a table adds up; their intervals come from the pairs. A case weighs on a rate
by its residual (Cochran 1977, chapter 6), and residuals of both worlds are summed by customer and
by replication, which is where cases hang together: what is common to both worlds cancels.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Self

import numpy as np
import pyarrow as pa
import scipy
from numpy.typing import NDArray

from dialogkit.conversation import Cases
from dialogkit.evaluate._compare import mcnemar, paired_rows
from dialogkit.evaluate._doubts import (
    at_least,
    equal,
    ratio_reach,
    reach,
    unknown,
    widened,
)
from dialogkit.evaluate._outcomes import outcomes
from dialogkit.evaluate._rates import Unit
from dialogkit.evaluate._records import Records, Settings, codes_of, records_of
from dialogkit.evaluate._registry import Counted, Median, Ratio, Share, metrics

__all__ = ["Difference", "World", "differences"]

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

_ENOUGH_RUNS = 5
_DRAWS = 400
_BINS = 2_000
_BLOCKS = 500
_KEPT = ("engaged", "scenario", "replication", "is_recontact")
_SAME_TIME = 1.0
"""Times that differ by less than so many seconds are the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The difference of a rate between two worlds of the same customers."""

    rate: str
    """Name of the rate, or of the class of outcomes."""
    unit: Unit
    """What it is measured in."""
    a: float
    """The rate in world A."""
    b: float
    """The rate in world B."""
    difference: float
    """b − a."""
    low: float | None
    """Lower end of the 95 % interval of the difference; None where the data allows none."""
    high: float | None
    """Upper end of the 95 % interval of the difference."""
    pairs: int | None
    """First contacts that count in both worlds; None where other customers came."""
    decided_by: int | None
    """Of them, cases that differ between the worlds; None where single cases have no value."""
    only_a: int | None = None
    """Of a share: cases that have the property in A alone."""
    only_b: int | None = None
    """Of a share: cases that have the property in B alone."""
    unknown_a: int = 0
    """Cases in A of which nobody can say whether they count; they widen the interval."""
    unknown_b: int = 0
    """The same in B."""
    p_value: float | None = None
    """Of a share: exact McNemar test, two-sided; takes the pairs as independent."""
    interval: str = ""
    """How the interval was computed, in English."""

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class World:
    """Cases counted once, to be compared with others."""

    records: Records
    """The eligible cases."""
    counted: Mapping[str, Counted]
    """What was counted, by name of the rate; classes of outcomes among them."""

    @classmethod
    def of(
        cls,
        cases: Cases | pa.Table,
        *,
        baseline: Cases | pa.Table | None = None,
        outcome: str | None = None,
        **told: Any,
    ) -> Self:
        """Counts the cases.

        Args:
            cases: One row a case, with ``scenario`` and ``replication``.
            baseline: The same arrivals without the bot.
            outcome: Count just this class of outcomes, and keep no more than it needs.
            **told: Fields of `Settings`, named as the arguments of `evaluate`.

        Raises:
            InputError: A required column is missing, or a column holds what it must not.
        """
        settings = Settings(**told)
        records = records_of(cases, settings)
        other = None if baseline is None else records_of(baseline, settings)
        records = replace(records, baseline=other)
        found: dict[str, Counted] = dict(_outcomes(records))
        if outcome is not None:
            kept = {name: records.columns[name] for name in _KEPT}
            return cls(replace(records, columns=kept), {outcome: found[outcome]})
        engaged = bool(records.flag("engaged").any())
        for metric in metrics():
            if metric.of_bot and not engaged:
                continue
            for name, window in metric.named(settings):
                found[name] = metric.count(records.within(window))
        return cls(records, found)


def _outcomes(records: Records) -> Iterator[tuple[str, Share]]:
    for name, hit in outcomes(records).items():
        yield name, Share(hit=hit, base=records.everyone)


def differences(a: World, b: World, *, level: float = 0.95) -> dict[str, Difference]:
    """The difference of every rate that both worlds give, by name.

    Args:
        a: One world.
        b: Another, in which the same customers live, or as many weeks of others.
        level: How often the intervals shall hold the true difference.
    """
    pair = _Pair.of(a.records, b.records, level)
    found = {}
    for name, left in a.counted.items():
        right = b.counted.get(name)
        made = None
        if isinstance(left, Share) and isinstance(right, Share):
            made = pair.share(name, left, right)
        elif isinstance(left, Ratio) and isinstance(right, Ratio):
            made = pair.ratio(name, left, right)
        elif isinstance(left, Median) and isinstance(right, Median):
            made = pair.median(name, left, right)
        if made is not None:
            found[name] = made
    return found


@dataclass(frozen=True, slots=True)
class _Pair:
    """The cases of both worlds, those of A first, and which of them belong together."""

    a: Records
    b: Records
    level: float
    ways: tuple[Codes, ...]
    """Numbers of the clusters, shape (cases of A + cases of B,): customers, then replications."""
    rows: tuple[NDArray[np.intp], NDArray[np.intp]] | None
    """Rows of the first contacts of the same customers; None where others came."""

    @classmethod
    def of(cls, a: Records, b: Records, level: float) -> Self:
        """Finds which cases are of the same customers and replications."""
        columns = {
            name: np.concatenate([a.columns[name], b.columns[name]])
            for name in ("scenario", "replication")
        }
        runs = codes_of(columns["replication"])
        own = codes_of(columns["scenario"])
        many = len(runs) > 0 and runs.max() + 1 >= _ENOUGH_RUNS
        same = len(a.arrivals) > 0 and np.array_equal(a.arrivals, b.arrivals)
        rows = paired_rows(a, b) if same else None
        return cls(a, b, level, (own, runs) if many else (own,), rows)

    def share(self, name: str, left: Share, right: Share) -> Difference | None:
        """Of a share: the exact McNemar test stands beside it."""
        if not left.base.any() or not right.base.any():
            return None
        shares = [float(s.hit.sum()) / int(s.base.sum()) for s in (left, right)]
        weighed = [
            (s.hit - share * s.base) / int(s.base.sum())
            for s, share in zip((left, right), shares, strict=True)
        ]
        residuals = np.concatenate([-weighed[0], weighed[1]])
        ends = self._around(shares[1] - shares[0], residuals, self.ways)
        if ends is not None:
            alike = self._alike(left, right)
            ends = (0.0, 0.0) if alike else widened(ends, shares, reach(left), reach(right))
        low, high = ends or (None, None)
        return Difference(
            rate=name,
            unit="share",
            a=shares[0],
            b=shares[1],
            difference=shares[1] - shares[0],
            low=None if low is None else max(-1.0, low),
            high=None if high is None else min(1.0, high),
            unknown_a=unknown(left),
            unknown_b=unknown(right),
            interval=f"paired, {self.level:.0%}",
            **self._decided(left, right),
        )

    def _decided(self, left: Share, right: Share) -> dict[str, Any]:
        if self.rows is None:
            return {"pairs": None, "decided_by": None}
        rows_a, rows_b = self.rows
        both = left.base[rows_a] & right.base[rows_b]
        hit_a, hit_b = left.hit[rows_a][both], right.hit[rows_b][both]
        only_a, only_b = int((hit_a & ~hit_b).sum()), int((hit_b & ~hit_a).sum())
        return {
            "pairs": int(both.sum()),
            "decided_by": only_a + only_b,
            "only_a": only_a,
            "only_b": only_b,
            "p_value": mcnemar(only_a, only_b),
        }

    def ratio(self, name: str, left: Ratio, right: Ratio) -> Difference | None:
        """Of a ratio of sums: by its units and the replications they are of.

        Where what is summed is known to a range only, the interval holds the difference of the
        lesser ends too; what may count in the denominator widens it to both sides.
        """
        sides = (left, right)
        if not all(float(side.below.sum()) > 0 for side in sides):
            return None
        ratios = [float(side.above.sum()) / float(side.below.sum()) for side in sides]
        ends = self._ratio_ends(left, right)
        lesser = [at_least(side) for side in sides]
        if ends is not None and any(a is not b for a, b in zip(lesser, sides, strict=True)):
            other = self._ratio_ends(lesser[0], lesser[1]) or ends
            ends = (min(ends[0], other[0]), max(ends[1], other[1]))
        if ends is not None:
            reaches = [ratio_reach(side, value) for side, value in zip(sides, ratios, strict=True)]
            ends = (0.0, 0.0) if self._alike(left, right) else widened(ends, ratios, *reaches)
        told = (left.told_by, right.told_by)
        decided = self._decided(told[0], told[1]) if told[0] and told[1] else {}
        return Difference(
            rate=name,
            unit=left.unit,
            a=ratios[0],
            b=ratios[1],
            difference=ratios[1] - ratios[0],
            low=ends[0] if ends else None,
            high=ends[1] if ends else None,
            pairs=decided.get("pairs"),
            decided_by=decided.get("decided_by"),
            unknown_a=left.unknown,
            unknown_b=right.unknown,
            interval=f"paired, {self.level:.0%}",
        )

    def _ratio_ends(self, left: Ratio, right: Ratio) -> tuple[float, float] | None:
        """The interval of the difference of two ratios."""
        wholes = [float(side.below.sum()) for side in (left, right)]
        a, b = (float(s.above.sum()) / n for s, n in zip((left, right), wholes, strict=True))
        residuals = np.concatenate(
            [
                -(left.above - a * left.below) / wholes[0],
                (right.above - b * right.below) / wholes[1],
            ]
        )
        return self._around(b - a, residuals, _units(left, right))

    def _alike(self, left: Share | Ratio, right: Share | Ratio) -> bool:
        """Whether the same customers bring exactly the same in both worlds: then nothing differs.

        To be asked for, as sums of equal numbers with other signs leave a trace of rounding.
        """
        names = ("scenario", "replication") if self.rows is not None else ()
        same = all(np.array_equal(self.a.columns[n], self.b.columns[n]) for n in names)
        return bool(names) and same and all(equal(left, right, f.name) for f in fields(left))

    def _around(
        self, middle: float, residuals: Floats, ways: tuple[Codes, ...]
    ) -> tuple[float, float] | None:
        """The widest Student interval that a way to cluster the residuals gives."""
        halves = [half for half in (self._half(residuals, way) for way in ways) if half is not None]
        return (middle - max(halves), middle + max(halves)) if halves else None

    def _half(self, residuals: Floats, clusters: Codes) -> float | None:
        count = int(clusters.max()) + 1
        if count < 2:
            return None
        sums = np.bincount(clusters, weights=residuals)
        return self._student(count) * math.sqrt(count / (count - 1) * float(sums @ sums))

    def _student(self, count: int) -> float:
        return float(scipy.stats.t.ppf((1 + self.level) / 2, count - 1))

    def median(self, name: str, left: Median, right: Median) -> Difference:
        """Of a median time: paired bootstrap of customers and of replications."""
        middles = [float(np.median(side.values)) for side in (left, right)]
        there = np.concatenate([left.cases, right.cases])
        cut = len(left.values)
        halves = []
        for way in self.ways:
            clusters = codes_of(way[there])
            spread = _bootstrapped(left.values, right.values, clusters[:cut], clusters[cut:])
            count = int(clusters.max()) + 1
            if spread is not None:
                halves.append(self._student(count) * math.sqrt(count / (count - 1)) * spread)
        half = max(halves, default=None)
        pairs, differ = self._times(left, right)
        return Difference(
            rate=name,
            unit="seconds",
            a=middles[0],
            b=middles[1],
            difference=middles[1] - middles[0],
            low=None if half is None else middles[1] - middles[0] - half,
            high=None if half is None else middles[1] - middles[0] + half,
            pairs=pairs,
            decided_by=differ,
            unknown_a=left.unknown,
            unknown_b=right.unknown,
            interval=f"paired bootstrap, {self.level:.0%}",
        )

    def _times(self, left: Median, right: Median) -> tuple[int | None, int | None]:
        """First contacts with a time in both worlds, and those whose times differ."""
        if self.rows is None:
            return None, None
        times = []
        for side, rows in zip((left, right), self.rows, strict=True):
            whole = np.full(len(side.cases), np.nan)
            whole[side.cases] = side.values
            times.append(whole[rows])
        gaps = np.abs(times[1] - times[0])
        return int((~np.isnan(gaps)).sum()), int((gaps >= _SAME_TIME).sum())


def _units(left: Ratio, right: Ratio) -> tuple[Codes, ...]:
    """Clusters of the units of both sides: units themselves, and the replications they are of."""
    if left.units is None or right.units is None:
        return (np.concatenate([np.arange(len(left.above)), np.arange(len(right.above))]),)
    own = codes_of(np.concatenate([left.units, right.units]))
    if left.runs is None or right.runs is None:
        return (own,)
    runs = codes_of(np.concatenate([left.runs, right.runs]))
    return (own, runs) if runs.max() + 1 >= _ENOUGH_RUNS else (own,)


def _bootstrapped(a: Floats, b: Floats, in_a: Codes, in_b: Codes) -> float | None:
    """Standard error of the difference of two medians when clusters are drawn anew.

    Values are put into bins of equal numbers, and clusters, where there are many, into blocks, so
    that the cost does not grow with the data.
    """
    clusters = int(max(in_a.max(), in_b.max())) + 1
    if clusters < 2:
        return None
    rng = np.random.default_rng(clusters)
    blocks = min(_BLOCKS, clusters)
    place = rng.permutation(clusters) % blocks
    weights = rng.multinomial(blocks, np.full(blocks, 1 / blocks), size=_DRAWS).astype(np.float64)
    edges = np.unique(np.quantile(np.concatenate([a, b]), np.linspace(0, 1, _BINS + 1)))
    medians = [
        _medians(values, place[own], weights, edges) for values, own in ((a, in_a), (b, in_b))
    ]
    gaps = medians[1] - medians[0]
    gaps = gaps[~np.isnan(gaps)]
    return float(gaps.std(ddof=1)) if len(gaps) > 1 else None


def _medians(values: Floats, blocks: Codes, weights: Floats, edges: Floats) -> Floats:
    """The median of each resample, to the upper edge of its bin; shape ``(draws,)``."""
    bins = np.searchsorted(edges, values)
    counts = np.zeros((weights.shape[1], len(edges)))
    np.add.at(counts, (blocks, bins), 1.0)
    below = np.cumsum(weights @ counts, axis=1)
    total = below[:, -1]
    at = (below < total[:, None] / 2).sum(axis=1)
    found = edges[np.minimum(at, len(edges) - 1)]
    return np.where(total > 0, found, np.nan)
