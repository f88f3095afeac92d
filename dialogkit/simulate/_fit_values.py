"""Who names a value (an order number, an address) in the first message, before being asked.

Who would have named it later and left before is not seen to name one, while nobody can leave before
the first message. So those who name it later stand for those who left as well: each counts one by
the probability of having been there long enough, which is that of having stayed at each of the
company's turns before (the product-limit estimate of censored times, Kaplan and Meier 1958, used as
inverse weights).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from dialogkit._intervals import wilson
from dialogkit.simulate._fit_segments import borrowed, concentration
from dialogkit.simulate._habits import Share

__all__ = ["Named", "at_once", "holds_value", "shifted"]

_KINDS = (
    "CUSTOMER_NUMBER|ORDER_NUMBER|EMAIL|PHONE|IBAN|STREET|POSTCODE_TOWN|BIRTH_DATE|PLATE|CARD"
    "|SOCIAL_INSURANCE|HEALTH_INSURANCE|VAT_ID|TAX_ID|ID_CARD"
)
_VALUE = re.compile(
    rf"<(?:{_KINDS})(?:_[0-9a-f]+)?>"  # a pseudonym of something that a flow asks for
    r"|(?<![\w.,-])(?=[\w-]*\d{3})(?=(?:[\w-]*\d){5})[A-Za-z0-9-]{5,24}(?![\w.,]\d)"  # a number
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+\.\w+"
)


_TURNS = 6
"""From this turn on all turns are taken for alike, and staying is followed no further: few cases
have that many, and one that has far more must not stand for many others."""


class Named(NamedTuple):
    """A case with regard to the value that it may need."""

    issue: Mapping[str, float]
    """Label to the probability that the case is about it."""
    at_once: bool
    """Whether the first words held a value."""
    names: bool
    """Whether the customer named one at any time."""
    lost: tuple[bool, ...]
    """For each turn of the company to be answered before a value was named: whether the customer
    was lost from sight there (left, or asked for a human and never named one). That turn is the
    last."""


def holds_value(text: str) -> bool:
    """Whether a text holds a number, an address or the like, or a pseudonym of one.

    >>> holds_value("wo bleibt <ORDER_NUMBER_1a2b>?"), holds_value("seit 3 Tagen nichts")
    (True, False)
    """
    return bool(_VALUE.search(text))


def at_once(cases: Sequence[Named]) -> tuple[Share | None, dict[str, Share]]:
    """Share of those who name their value at once, over all and by issue.

    Those count who name a value at all, or would have if they had stayed: an issue that needs none
    says nothing about it. Issues with few of them borrow from the others, as much as these differ.

    Returns:
        Over all, ``None`` where nobody names a value; and label to share.
    """
    found = [each for each in cases if each.names]
    if not found:
        return None, {}
    stayed = _stayed(cases)
    weights = np.array([1 / stayed[min(len(each.lost), _TURNS)] for each in found])
    first = np.array([each.at_once for each in found])
    weights[first] = 1.0
    whole = np.array([weights[first].sum(), weights[~first].sum()])
    share = _share(float(whole[0] / whole.sum()), _worth(weights), len(found))
    counts = {label: np.zeros((2, 2)) for each in found for label in each.issue}
    for each, weight in zip(found, weights, strict=True):
        for label, p in each.issue.items():
            counts[label][0 if each.at_once else 1] += p * weight, p
    labels = sorted(label for label, cell in counts.items() if cell[:, 1].sum() >= 1)
    cells = np.array([counts[label][:, 0] for label in labels]).reshape(-1, 2)
    above = whole / whole.sum()
    strength = concentration(cells, above)
    return share, {label: _at_once(counts[label], above, strength, len(found)) for label in labels}


def _worth(weights: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """How many equal weights tell as much as these (Kish 1965, the effective sample size)."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def _share(value: float, trusted: float, n: int) -> Share:
    low, high = wilson(value * trusted, trusted)
    return Share(value=value, low=min(low, value), high=max(high, value), n=n)


def _stayed(cases: Sequence[Named]) -> list[float]:
    """Probability of being in sight after so many turns without a value named, `_TURNS` at most.

    A case counts as far as cases of its issue name values: who left where none is needed is nobody
    who would have named one.
    """
    needs = _needs(cases)
    turns = max((len(each.lost) for each in cases), default=0)
    seen = np.zeros((2, min(turns, _TURNS)))
    for each in cases:
        if not each.at_once:
            part = sum(p * needs[label] for label, p in each.issue.items())
            for turn, lost in enumerate(each.lost):
                seen[:, min(turn, _TURNS - 1)] += part * np.array([lost, 1.0])
    hazards = np.divide(seen[0], seen[1], out=np.zeros(seen.shape[1]), where=seen[1] > 0)
    return [1.0, *np.cumprod(1 - hazards).tolist()]


def _needs(cases: Sequence[Named]) -> dict[str, float]:
    """Label to the share of its cases in which a value is named."""
    found: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for each in cases:
        for label, p in each.issue.items():
            found[label][0] += p * each.names
            found[label][1] += p
    return {
        label: named / all_of_it if all_of_it else 0.0
        for label, (named, all_of_it) in found.items()
    }


def _at_once(
    cell: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    above: np.ndarray[tuple[int], np.dtype[np.float64]],
    strength: float,
    whole: float,
) -> Share:
    """The share of one issue, from its weights and its people: at once, and later."""
    people = float(cell[:, 1].sum())
    value = float(borrowed(cell[:, 0], above, strength)[0])
    return _share(value, people + min(strength, whole), round(people))


def shifted(share: float, old: float, new: float) -> float:
    """An issue's share when that of all is set from ``old`` to ``new``: the odds move alike.

    >>> round(shifted(0.5, 0.5, 0.8), 3), shifted(0.3, 0.2, 0.2)
    (0.8, 0.3)
    """
    if old == new or not 0 < share < 1:
        return share
    if not 0 < new < 1 or not 0 < old < 1:
        return new
    odds = math.log(share / (1 - share)) + math.log(new / (1 - new)) - math.log(old / (1 - old))
    return 1 / (1 + math.exp(-odds))
