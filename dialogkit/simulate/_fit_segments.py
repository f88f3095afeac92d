"""Who wants what: the mix of issues by channel, language and hour, few cases borrowing from all.

A cell with counts ``k`` of ``n`` gets ``(k + m p) / (n + m)``, the mean of a Dirichlet posterior
around the mix ``p`` of the cell above it. How much a cell borrows, ``m``, is measured: cells that
differ no more than chance explains borrow everything, by the moments of the Dirichlet-multinomial
distribution (Mosimann 1962, "On the compound multinomial distribution"), whose chi-square grows by
``(n + m) / (1 + m)``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dialogkit._intervals import wilson
from dialogkit.simulate._habits import Segment, Segments, Share, stretch_of

__all__ = ["Seen", "borrowed", "concentration", "segments"]

ENOUGH = 30
"""An hour of the week with fewer cases has no row of its own: its stretch speaks for it."""
_STRETCHES = ((0, 6), (6, 9), (9, 12), (12, 15), (15, 18), (18, 24))
_WEEK = ((0, 4), (5, 6))
"""Workdays and the weekend."""

_Counts = NDArray[np.float64]


class Seen(NamedTuple):
    """One case of a log, as far as the mix goes."""

    issue: Mapping[str, float]
    """Label to the probability that the case is about it."""
    channel: str
    locale: str
    hour: int | None
    """Of the week, Monday 0 h local time being 0; ``None``: unknown."""


def segments(seen: Sequence[Seen], mix: Mapping[str, Share]) -> Segments:
    """The mix by channel, by language and by hour of the week; none where it does not differ.

    Args:
        seen: The cases that some label covers.
        mix: The mix of all of them.
    """
    labels = list(mix)
    whole = np.array([mix[label].value for label in labels])
    rows = np.array([[each.issue.get(label, 0.0) for label in labels] for each in seen])
    if len(labels) < 2 or not len(rows):
        return Segments()
    timed = [each.hour for each in seen]
    hours = np.array([-1 if hour is None else hour for hour in timed])
    return Segments(
        channels=_by([each.channel for each in seen], rows, whole, labels),
        locales=_by([each.locale for each in seen], rows, whole, labels),
        hours=_by_hour(hours, rows, whole, labels) if (hours >= 0).any() else {},
    )


def _by(
    names: Sequence[str], rows: _Counts, whole: _Counts, labels: list[str]
) -> dict[str, Segment]:
    """The mix by something customers have in common; none where they have all of it in common."""
    listed = np.array(names)
    known = sorted({*names} - {""})
    if len(known) < 2:
        return {}
    cells = np.array([rows[listed == name].sum(0) for name in known])
    if math.isinf(concentration(cells, whole)):
        return {}
    return dict(zip(known, _segments(cells, whole, labels), strict=True))


def _by_hour(
    hours: NDArray[np.int64], rows: _Counts, whole: _Counts, labels: list[str]
) -> dict[str, Segment]:
    """Stretches borrow from the whole week, hours of the week from their stretch."""
    spans = [(days, span) for days in _WEEK for span in _STRETCHES]
    inside = [_inside(hours, *days, *span) for days, span in spans]
    cells = np.array([rows[mask].sum(0) for mask in inside])
    filled = [i for i, cell in enumerate(cells) if cell.sum() > 0]
    found: dict[str, Segment] = {}
    if math.isinf(concentration(cells[filled], whole)):
        return found
    for i, segment in zip(filled, _segments(cells[filled], whole, labels), strict=True):
        days, span = spans[i]
        found[stretch_of(*days, *span)] = segment
        above = np.array([segment.intents[label].value for label in labels])
        places = [(day, h) for day in range(days[0], days[1] + 1) for h in range(*span)]
        own = [rows[hours == day * 24 + h].sum(0) for day, h in places]
        large = [place for place, cell in zip(places, own, strict=True) if cell.sum() >= ENOUGH]
        if len(large) > 1:
            listed = np.array([rows[hours == day * 24 + h].sum(0) for day, h in large])
            each = _segments(listed, above, labels)
            names = [stretch_of(day, day, h, h + 1) for day, h in large]
            found |= dict(zip(names, each, strict=True))
    return found


def _inside(
    hours: NDArray[np.int64], first: int, last: int, start: int, end: int
) -> NDArray[np.bool_]:
    day, hour = hours // 24, hours % 24
    return (first <= day) & (day <= last) & (start <= hour) & (hour < end) & (hours >= 0)


def _segments(cells: _Counts, above: _Counts, labels: list[str]) -> list[Segment]:
    """Cells that borrow from the mix above them."""
    strength = concentration(cells, above)
    found = []
    for cell in cells:
        n = float(cell.sum())
        values = borrowed(cell, above, strength)
        trusted = n + min(strength, float(cells.sum()))
        shares = (_share(float(value), trusted, round(n)) for value in values)
        found.append(Segment(n=round(n), intents=dict(zip(labels, shares, strict=True))))
    return found


def _share(value: float, trusted: float, n: int) -> Share:
    """A share with the interval of as many cases as speak for it, its own and the borrowed."""
    low, high = wilson(value * trusted, trusted)
    return Share(value=value, low=min(low, value), high=max(high, value), n=n)


def borrowed(cell: _Counts, above: _Counts, strength: float) -> _Counts:
    """The mix of a cell that borrows from the one above it; sums to 1."""
    n = cell.sum()
    if math.isinf(strength) or n == 0:
        found: _Counts = above / above.sum()
        return found
    mixed = (cell + strength * above) / (n + strength)
    summing: _Counts = mixed / mixed.sum()
    return summing


def concentration(cells: _Counts, above: _Counts) -> float:
    """How many cases' worth each cell borrows, by moments; infinite where the cells do not differ.

    Args:
        cells: Counts, shape (cells, labels).
        above: The mix they vary around, shape (labels,).
    """
    sizes = cells.sum(1)
    used = above > 0
    labels, whole = int(used.sum()), float(sizes.sum())
    if len(cells) < 2 or labels < 2 or whole == 0:
        return math.inf
    expected = np.outer(sizes, above[used])
    seen = cells[:, used]
    chi = float(np.divide((seen - expected) ** 2, expected, where=expected > 0,
                          out=np.zeros_like(expected)).sum()) / (labels - 1)  # fmt: skip
    weights = 1 - sizes / whole
    excess = chi - float(weights.sum())
    if excess <= 0:
        return math.inf
    return max(1.0, (float((weights * sizes).sum()) - chi) / excess)
