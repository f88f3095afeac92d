"""The threshold that a classifier starts with."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dialogkit.intents._metrics import threshold_for

__all__ = ["SAFE", "default_threshold"]

SAFE = 0.55
"""Where texts are too few to choose a threshold: above even chances of two labels."""

_FEWEST = 20
_LEFT_OUT = 0.05


def default_threshold(
    confidence: NDArray[np.float64], correct: NDArray[np.bool_], accuracy: float
) -> float:
    """The lowest threshold that is right often enough and turns away the least sure 5 %.

    Held-out texts all have a known intent, live ones do not: a threshold by accuracy alone would
    accept everything where the classifier is good, what is out-of-scope included.

    Args:
        confidence: Of held-out texts, shape ``(n,)``.
        correct: Whether each was understood.
        accuracy: Wanted share of right ones among the accepted.
    """
    found = threshold_for(confidence, correct, accuracy)
    if found is None or len(confidence) < _FEWEST:
        return SAFE
    return max(found, float(np.quantile(confidence, _LEFT_OUT)))
