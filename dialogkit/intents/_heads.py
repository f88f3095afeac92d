"""Features of a text, the linear models on them, and how their scores become one probability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize, minimize_scalar
from scipy.special import log_softmax, softmax

from dialogkit.intents._encoders import limit_threads
from dialogkit.intents._text import plain_key, spell_out

__all__ = [
    "LinearHead",
    "TfidfFeatures",
    "best_temperature",
    "fit_linear",
    "fuse",
    "fusion_weights",
]

Array = NDArray[np.float64]
Labels = NDArray[np.intp]

_SVC_PENALTY = 1.0
_LOGISTIC_PENALTY = 20.0
_TYPICAL = {"tfidf": 2.0, "dense": 1.2}
_PRIOR_TEXTS = 2.0


class TfidfFeatures:
    """Word 1-2-grams and character 2-5-grams, weighted by TF-IDF.

    Args:
        vocabularies: The words, and the character sequences, each sorted.
        idfs: One weight a feature, for each of the two.
    """

    def __init__(
        self, vocabularies: Sequence[NDArray[np.str_]], idfs: Sequence[NDArray[np.float32]]
    ) -> None:
        self.vocabularies = tuple(vocabularies)
        self.idfs = tuple(idfs)
        self._vectorizers = [
            _vectorizer(kind, vocabulary, idf) if len(vocabulary) else None
            for kind, vocabulary, idf in zip(_KINDS, self.vocabularies, self.idfs, strict=True)
        ]

    @classmethod
    def fit(
        cls, texts: Sequence[str], speakers: Sequence[str], *, min_speakers: int
    ) -> TfidfFeatures:
        """The features that at least ``min_speakers`` different ``speakers`` used.

        So no model holds a name, a code or a turn of phrase that only one customer wrote.
        """
        spelled = [spell_out(text) for text in texts]
        _, rows = np.unique(np.asarray(speakers, dtype=str), return_inverse=True)
        vocabularies, idfs = [], []
        for kind in _KINDS:
            vocabulary, idf = _shared(kind, spelled, rows, min_speakers)
            vocabularies.append(vocabulary)
            idfs.append(idf)
        return cls(vocabularies, idfs)

    def __len__(self) -> int:
        return sum(len(vocabulary) for vocabulary in self.vocabularies)

    def transform(self, texts: Sequence[str]) -> Any:
        """A sparse matrix of float32, shape ``(n, len(self))``."""
        spelled = [spell_out(text) for text in texts]
        blocks = [v.transform(spelled) for v in self._vectorizers if v is not None]
        if not blocks:
            return sparse.csr_matrix((len(texts), 0), dtype=np.float32)
        return sparse.hstack(blocks, format="csr", dtype=np.float32)


_KINDS: tuple[dict[str, Any], ...] = (
    {"analyzer": "word", "ngram_range": (1, 2), "token_pattern": r"(?u)\b\w+\b"},
    {"analyzer": "char_wb", "ngram_range": (2, 5)},
)


def speakers_of(texts: Sequence[str], persons: Sequence[str | None] | None) -> list[str]:
    """Who wrote each text; where that is unknown, each different text counts as a speaker."""
    known = persons if persons is not None else [None] * len(texts)
    return [
        f"text {plain_key(text)}" if person is None else f"person {person}"
        for text, person in zip(texts, known, strict=True)
    ]


def _shared(
    kind: dict[str, Any], texts: Sequence[str], speakers: Labels, least: int
) -> tuple[NDArray[np.str_], NDArray[np.float32]]:
    """The n-grams of at least ``least`` speakers, sorted, and their IDF over the texts."""
    from sklearn.feature_extraction.text import CountVectorizer

    vectorizer = CountVectorizer(binary=True, dtype=np.float32, lowercase=False, **kind)
    try:
        counts = vectorizer.fit_transform(texts)
    except ValueError:  # no text has a word in it
        return np.empty(0, dtype=np.str_), np.empty(0, dtype=np.float32)
    size = (int(speakers.max()) + 1, len(texts))
    ones = np.ones(len(texts), dtype=np.float32)
    who = sparse.csr_matrix((ones, (speakers, np.arange(len(texts)))), shape=size)
    keep = np.flatnonzero((who @ counts).getnnz(axis=0) >= least)
    texts_with = counts.getnnz(axis=0)[keep]
    idf = np.log((1 + len(texts)) / (1 + texts_with)) + 1
    return vectorizer.get_feature_names_out()[keep].astype(np.str_), idf.astype(np.float32)


def _vectorizer(
    kind: dict[str, Any], vocabulary: NDArray[np.str_], idf: NDArray[np.float32]
) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    index = {str(word): column for column, word in enumerate(vocabulary)}
    made = TfidfVectorizer(
        vocabulary=index, sublinear_tf=True, dtype=np.float32, lowercase=False, **kind
    )
    made.idf_ = idf
    return made


@dataclass(frozen=True, slots=True)
class LinearHead:
    """One score a class, linear in the features."""

    weights: NDArray[np.float32]
    """Shape ``(features, classes)``."""
    bias: NDArray[np.float32]
    """Shape ``(classes,)``."""

    def scores(self, features: Any) -> Array:
        """Shape ``(n, classes)``; unscaled."""
        return np.asarray(features @ self.weights, dtype=np.float64) + self.bias


def fit_linear(features: Any, y: Labels, classes: int, *, seed: int) -> LinearHead:
    """A linear SVC on sparse features, a logistic regression on dense ones.

    A class without an example in ``y`` gets a score below all others.
    """
    with limit_threads():
        model = _estimator(sparse.issparse(features), seed).fit(features, y)
    coefficients, intercepts = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # one row of log-odds for the second class
        coefficients = np.vstack([-coefficients, coefficients]) / 2
        intercepts = np.concatenate([-intercepts, intercepts]) / 2
    weights = np.zeros((features.shape[1], classes), dtype=np.float32)
    bias = np.full(classes, intercepts.min() - 10, dtype=np.float32)
    weights[:, model.classes_] = coefficients.T
    bias[model.classes_] = intercepts
    return LinearHead(weights, bias)


def _estimator(is_sparse: bool, seed: int) -> Any:
    if is_sparse:
        from sklearn.svm import LinearSVC

        return LinearSVC(C=_SVC_PENALTY, tol=1e-3, random_state=seed)
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=_LOGISTIC_PENALTY, max_iter=300, tol=1e-4)


def fuse(scores: Sequence[Array], weights: Sequence[float]) -> Array:
    """Sum of the heads' scores, each times its weight: logits, shape ``(n, classes)``.

    Up to a constant a text this is the weighted mean of the heads' temperature-scaled
    log-probabilities.
    """
    total = np.zeros_like(scores[0])
    for part, weight in zip(scores, weights, strict=True):
        total += weight * part
    return total


def fusion_weights(scores: Sequence[Array], y: Labels, kinds: Sequence[str]) -> list[float]:
    """The weights of `fuse` that make the true labels of held-out texts most likely.

    A head's weight is its inverse temperature times its share, found for all heads together. With
    few texts the weights stay near typical ones (a prior worth two texts).
    """
    typical = np.log([_TYPICAL[kind] for kind in kinds])
    rows = np.arange(len(y))

    def loss(log_weights: Array) -> tuple[float, Array]:
        weights = np.exp(log_weights)
        logits = fuse(scores, list(weights))
        chances = softmax(logits, axis=1)
        pull = [((chances * s).sum(1) - s[rows, y]).mean() for s in scores]
        off = (log_weights - typical) * _PRIOR_TEXTS / len(y)
        value = -log_softmax(logits, axis=1)[rows, y].mean() + (off * (log_weights - typical)).sum()
        return float(value), weights * np.asarray(pull) + 2 * off

    found = minimize(loss, typical, jac=True, method="L-BFGS-B", bounds=[(-7, 5)] * len(typical))
    return [float(weight) for weight in np.exp(found.x)]


def best_temperature(logits: Array, y: Labels) -> float:
    """The divisor of the logits that makes the true labels most likely (Guo et al., 2017)."""
    rows = np.arange(len(y))

    def loss(log_temperature: float) -> float:
        scaled = log_softmax(logits / np.exp(log_temperature), axis=1)
        return float(-scaled[rows, y].mean() + log_temperature**2 * _PRIOR_TEXTS / len(y))

    return float(np.exp(minimize_scalar(loss, bounds=(-3, 3), method="bounded").x))
