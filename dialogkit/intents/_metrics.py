"""Numbers that judge a classifier, one small function each."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dialogkit import _intervals

__all__ = [
    "accuracy",
    "auroc",
    "calibration_error",
    "coverage",
    "macro_f1",
    "recall_at",
    "threshold_for",
    "wilson",
]


def accuracy(true: ArrayLike, predicted: ArrayLike) -> float:
    """Share of equal labels."""
    return float(np.mean(np.asarray(true) == np.asarray(predicted)))


def wilson(successes: int, n: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927); where nothing was counted, anything from 0 to 1.

    >>> tuple(round(x, 3) for x in wilson(9, 10))
    (0.596, 0.982)
    """
    return _intervals.wilson(successes, n) if n else (0.0, 1.0)


def calibration_error(confidence: ArrayLike, correct: ArrayLike, *, bins: int = 15) -> float:
    """Expected calibration error: mean over equal-width bins of |accuracy - mean confidence|."""
    sure = np.asarray(confidence, dtype=float)
    right = np.asarray(correct, dtype=float)
    place = np.clip(np.ceil(sure * bins).astype(int) - 1, 0, bins - 1)
    gaps = np.bincount(place, weights=right - sure, minlength=bins)
    return float(np.abs(gaps).sum() / len(sure))


def macro_f1(true: ArrayLike, predicted: ArrayLike) -> float:
    """Mean over the true labels of 2·hits / (times true + times predicted)."""
    truth, guess = np.asarray(true), np.asarray(predicted)
    labels = np.unique(truth)
    hits = [int(((truth == label) & (guess == label)).sum()) for label in labels]
    sizes = [int((truth == label).sum() + (guess == label).sum()) for label in labels]
    return float(np.mean([2 * hit / size for hit, size in zip(hits, sizes, strict=True)]))


def threshold_for(confidence: ArrayLike, correct: ArrayLike, wanted: float) -> float | None:
    """The lowest threshold whose accepted texts are right at least as often as ``wanted``.

    None where no threshold is. Equal confidences are accepted together.
    """
    sure = np.asarray(confidence, dtype=float)
    order = np.argsort(-sure, kind="stable")
    ranked = sure[order]
    share = np.cumsum(np.asarray(correct, dtype=float)[order]) / np.arange(1, len(sure) + 1)
    last_of_equal = np.append(ranked[1:] != ranked[:-1], True)
    good = np.flatnonzero((share >= wanted) & last_of_equal)
    return float(ranked[good[-1]]) if len(good) else None


def coverage(confidence: ArrayLike, correct: ArrayLike, wanted: float) -> float:
    """The largest share of texts that can be accepted with an accuracy of ``wanted``."""
    threshold = threshold_for(confidence, correct, wanted)
    if threshold is None:
        return 0.0
    return float(np.mean(np.asarray(confidence, dtype=float) >= threshold))


def auroc(inside: ArrayLike, outside: ArrayLike) -> float:
    """Chance that an outside score is above an inside one, ties half (Mann-Whitney)."""
    from scipy.stats import rankdata

    low: NDArray[np.float64] = np.asarray(inside, dtype=float)
    high: NDArray[np.float64] = np.asarray(outside, dtype=float)
    ranks = rankdata(np.concatenate([low, high]))[len(low) :]
    return float((ranks.sum() - len(high) * (len(high) + 1) / 2) / (len(low) * len(high)))


def recall_at(inside: ArrayLike, outside: ArrayLike, accepted: float) -> float:
    """Share of outside texts turned away when the share ``accepted`` of inside ones is kept."""
    limit = np.quantile(np.asarray(inside, dtype=float), accepted)
    return float(np.mean(np.asarray(outside, dtype=float) > limit))
