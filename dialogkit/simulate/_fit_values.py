"""Who names a value (an order number, an address) in the first message, before being asked."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
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
    r"|(?<![\w.,])(?=[\w-]*\d{3})(?=(?:[\w-]*\d){5})[A-Za-z0-9-]{5,24}(?![\w.,]\d)"  # a number
    r"|[\w.+-]+@[\w-]+\.\w+"
)


class Named(NamedTuple):
    """A case in which the customer named a value at some time."""

    issue: Mapping[str, float]
    """Label to the probability that the case is about it."""
    at_once: bool
    """Whether the first words held one."""


def holds_value(text: str) -> bool:
    """Whether a text holds a number, an address or the like, or a pseudonym of one.

    >>> holds_value("wo bleibt <ORDER_NUMBER_1a2b>?"), holds_value("seit 3 Tagen nichts")
    (True, False)
    """
    return bool(_VALUE.search(text))


def at_once(named: Iterable[Named]) -> tuple[Share | None, dict[str, Share]]:
    """Share of those who name their value at once, over all and by issue.

    Those count who name a value at all: an issue that needs none says nothing about it. Issues
    with few of them borrow from the others, as much as these differ.

    Returns:
        Over all, ``None`` where nobody names a value; and label to share.
    """
    counts: defaultdict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]
    counts = defaultdict(lambda: np.zeros(2))
    whole = np.zeros(2)
    for each in named:
        whole[0 if each.at_once else 1] += 1
        for label, p in each.issue.items():
            counts[label][0 if each.at_once else 1] += p
    n = float(whole.sum())
    if n == 0:
        return None, {}
    low, high = wilson(float(whole[0]), n)
    value = float(whole[0]) / n
    share = Share(value=value, low=min(low, value), high=max(high, value), n=round(n))
    labels = sorted(label for label, cell in counts.items() if cell.sum() >= 1)
    cells = np.array([counts[label] for label in labels]).reshape(-1, 2)
    above = whole / n
    strength = concentration(cells, above)
    return share, {
        label: _at_once(cell, above, strength, n) for label, cell in zip(labels, cells, strict=True)
    }


def _at_once(
    cell: np.ndarray[tuple[int], np.dtype[np.float64]],
    above: np.ndarray[tuple[int], np.dtype[np.float64]],
    strength: float,
    whole: float,
) -> Share:
    value = float(borrowed(cell, above, strength)[0])
    trusted = float(cell.sum()) + min(strength, whole)
    low, high = wilson(value * trusted, trusted)
    return Share(
        value=value, low=min(low, value), high=max(high, value), n=round(float(cell.sum()))
    )


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
