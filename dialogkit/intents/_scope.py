"""How far a text lies outside everything the classifier was taught.

Three signals are standardised on held-out texts and added (nothing out-of-scope is needed to
train): low energy of a dense head, low maximum of the linear SVC, and distance to the nearest
prototype of a dense encoder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logsumexp

__all__ = ["Scope", "dense_signals", "prototypes", "sparse_signals"]

Array = NDArray[np.float64]
FloatArray = NDArray[np.float32]

_MOST = 500
_GROUP = 5


def prototypes(
    vectors: FloatArray, y: NDArray[np.intp], speakers: Sequence[str], *, seed: int
) -> FloatArray:
    """Means of like texts, shape ``(m, d)``, length 1; each over at least 5 speakers of one intent.

    A model that kept the vectors of single texts would tell whoever asks whether a given sentence
    was among its training data. Groups are made by maximum distance to average vector (Domingo-
    Ferrer and Mateo-Sanz, 2002). An intent with fewer than 10 speakers has one prototype, over all.
    """
    rng = np.random.default_rng(seed)
    found: list[FloatArray] = []
    names = np.asarray(speakers, dtype=str)
    for label in np.unique(y):
        rows = np.flatnonzero(y == label)
        means = _mean_by(vectors[rows], names[rows])
        if len(means) > _MOST:
            means = means[rng.permutation(len(means))[:_MOST]]
        found.extend(_groups(means))
    centres = np.stack(found)
    length = np.linalg.norm(centres, axis=1, keepdims=True)
    unit: FloatArray = (centres / np.maximum(length, 1e-9)).astype(np.float32)
    return unit


def _mean_by(vectors: FloatArray, names: NDArray[np.str_]) -> FloatArray:
    unique, inverse = np.unique(names, return_inverse=True)
    sums = np.zeros((len(unique), vectors.shape[1]), dtype=np.float32)
    np.add.at(sums, inverse, vectors)
    counts = np.bincount(inverse).astype(np.float32)
    return np.asarray(sums / counts[:, None], dtype=np.float32)


def _groups(vectors: FloatArray) -> list[FloatArray]:
    means = []
    left = vectors
    while len(left) >= 2 * _GROUP:
        farthest = left[np.argmax(_squared(left, left.mean(axis=0)))]
        order = np.argsort(_squared(left, farthest), kind="stable")
        means.append(left[order[:_GROUP]].mean(axis=0))
        left = left[order[_GROUP:]]
    means.append(left.mean(axis=0))
    return means


def _squared(vectors: FloatArray, point: FloatArray) -> FloatArray:
    distances: FloatArray = ((vectors - point) ** 2).sum(axis=1)
    return distances


def sparse_signals(scores: Array) -> Array:
    """Minus the highest score, shape ``(n, 1)``."""
    signals: Array = -scores.max(axis=1, keepdims=True)
    return signals


def dense_signals(scores: Array, vectors: FloatArray, centres: FloatArray) -> Array:
    """Minus the energy, and minus the cosine to the nearest prototype; shape ``(n, 2)``."""
    nearest = (vectors @ centres.T).max(axis=1)
    return np.column_stack([-logsumexp(scores, axis=1), -nearest.astype(np.float64)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Turns signals into a number between 0 and 1."""

    means: Array
    """Of each signal over held-out texts, shape ``(s,)``."""
    deviations: Array
    """Standard deviation of each, shape ``(s,)``."""
    median: float
    """Of the sum of the standardised signals over held-out texts."""
    high: float
    """Their 95 % quantile."""

    @classmethod
    def fit(cls, signals: Array) -> Scope:
        """From the signals of held-out texts that are in scope, shape ``(n, s)``."""
        means = signals.mean(axis=0)
        deviations = np.maximum(signals.std(axis=0), 1e-6)
        sums = ((signals - means) / deviations).sum(axis=1)
        median, high = (float(q) for q in np.quantile(sums, [0.5, 0.95]))
        return cls(means=means, deviations=deviations, median=median, high=high)

    def probability(self, signals: Array) -> Array:
        """One number a text: 0.05 at the in-scope median, 0.5 where 95 % of in-scope lie below.

        With no out-of-scope text to learn from it ranks well but is no measured frequency.
        """
        sums = ((signals - self.means) / self.deviations).sum(axis=1)
        unit = max(self.high - self.median, 1e-6) / np.log(19)
        chance: Array = expit((sums - self.high) / unit)
        return chance
