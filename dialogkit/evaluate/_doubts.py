"""How far a rate may lie beside its value where the records do not say everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np

from dialogkit.evaluate._registry import Ratio, Share

__all__ = ["at_least", "equal", "ratio_reach", "reach", "unknown", "widened"]


def equal(left: object, right: object, name: str) -> bool:
    """Whether a field of both is the same, number by number."""
    a, b = getattr(left, name), getattr(right, name)
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        return np.array_equal(a, b)
    if isinstance(a, Share) and isinstance(b, Share):
        return all(equal(a, b, f.name) for f in fields(a))
    return bool(a == b)


def widened(
    ends: tuple[float, float],
    values: Sequence[float],
    a: tuple[float, float],
    b: tuple[float, float],
) -> tuple[float, float]:
    """An interval of b − a, widened by how far each may lie beside its value."""
    low = (b[0] - values[1]) - (a[1] - values[0])
    return ends[0] + low, ends[1] + (b[1] - values[1]) - (a[0] - values[0])


def reach(share: Share) -> tuple[float, float]:
    """The share if nothing of what is unknown counted, and if all did."""
    nothing = np.zeros_like(share.base)
    maybe, plus, minus = (
        nothing if doubt is None else doubt
        for doubt in (share.unknown, share.perhaps_hit, share.perhaps_miss)
    )
    k, most = int(share.hit.sum()), int((share.hit | maybe | plus).sum())
    return k / int((share.base | minus).sum()), most / int((share.base | plus).sum())


def ratio_reach(ratio: Ratio, value: float) -> tuple[float, float]:
    """The ratio if all that may count in its denominator did, and if none did."""
    if ratio.below_at_most is None:
        return value, value
    other = float(ratio.above.sum()) / float(ratio.below_at_most.sum())
    return min(value, other), max(value, other)


def unknown(share: Share) -> int:
    """Cases of which nobody can say whether they count, as `Rate.unknown`."""
    doubts = [share.unknown, share.perhaps_hit, share.perhaps_miss]
    there = [doubt for doubt in doubts if doubt is not None]
    return int(np.logical_or.reduce(there).sum()) if there else 0


def at_least(ratio: Ratio) -> Ratio:
    """The ratio with the least that its numerator may be; itself where that is known."""
    if ratio.above_at_least is None:
        return ratio
    return replace(ratio, above=ratio.above_at_least)
