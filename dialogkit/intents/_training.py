"""Fitting the heads, and what they say about texts they have not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dialogkit.errors import ParameterError
from dialogkit.intents._encoders import Encoder, limit_threads
from dialogkit.intents._folds import assign_folds
from dialogkit.intents._heads import (
    LinearHead,
    TfidfFeatures,
    fit_linear,
    fuse,
    fusion_weights,
    speakers_of,
)
from dialogkit.intents._privacy import without_rare_words
from dialogkit.intents._scope import Scope, dense_signals, prototypes, sparse_signals
from dialogkit.intents._text import spell_out

__all__ = ["Fused", "Head", "Labelled", "train"]

Array = NDArray[np.float64]
Labels = NDArray[np.intp]

_FOLDS = 5
_ENOUGH = 1500
"""Held-out texts after which no further fold is fitted: they settle two weights well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Features, a linear model on them, and its weight among the heads."""

    name: str
    """``tfidf`` or the name of the encoder."""
    features: TfidfFeatures | Encoder
    """What turns texts into rows."""
    linear: LinearHead
    """The model on these rows."""
    prototypes: NDArray[np.float32] | None
    """Means of like training texts; only for encoders."""
    weight: float = 1.0
    """What its scores are multiplied by."""

    def rows(self, texts: Sequence[str]) -> Any:
        """Features, shape ``(n, d)``."""
        if isinstance(self.features, TfidfFeatures):
            return self.features.transform(texts)
        return self.features.encode(texts)

    def signals(self, scores: Array, rows: Any) -> Array:
        """Out-of-scope signals, shape ``(n, 1 or 2)``."""
        if self.prototypes is None:
            return sparse_signals(scores)
        return dense_signals(scores, rows, self.prototypes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """All heads together: texts in, logits and out-of-scope probability out."""

    heads: tuple[Head, ...]
    """The heads whose scores are added."""
    scope: Scope
    """Turns their signals into a probability."""

    def judge(self, texts: Sequence[str]) -> tuple[Array, Array]:
        """Logits ``(n, k)`` and out-of-scope ``(n,)`` of normalised texts.

        A text with nothing in it has equal logits and is out-of-scope.
        """
        scores, signals = [], []
        with limit_threads():
            for head in self.heads:
                rows = head.rows(texts)
                scores.append(head.linear.scores(rows))
                signals.append(head.signals(scores[-1], rows))
        logits = fuse(scores, [head.weight for head in self.heads])
        outside = self.scope.probability(np.hstack(signals))
        empty = np.array([not text for text in texts])
        logits[empty] = 0.0
        outside[empty] = 1.0
        return logits, outside


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Training texts, normalised."""

    texts: list[str]
    """``n`` texts."""
    y: Labels
    """Index of each label, shape ``(n,)``."""
    speakers: list[str]
    """Who wrote each."""

    @classmethod
    def of(cls, texts: list[str], y: Labels, persons: Sequence[str | None] | None) -> Labelled:
        """With the speakers worked out."""
        return cls(texts=texts, y=y, speakers=speakers_of(texts, persons))

    @property
    def classes(self) -> int:
        """How many labels there are."""
        return int(self.y.max()) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """The training texts as rows of one kind of feature."""

    name: str
    """Of the head that learns from it."""
    features: TfidfFeatures | Encoder
    """What turns a text into a row."""
    rows: Any
    """As customers write, shape ``(n, d)``."""
    learnt: Any
    """As the head learns from them, shape ``(n, d)``; see `without_rare_words`."""
    spelled: Any
    """``learnt`` of the texts with umlauts, written without: customers write both."""
    origin: Labels
    """Which text each row of ``spelled`` comes from."""

    def fit(self, data: Labelled, chosen: Labels, *, seed: int) -> Head:
        """A head trained on the texts ``chosen``."""
        y = data.y[chosen]
        if isinstance(self.features, TfidfFeatures):
            linear = fit_linear(self.learnt[chosen], y, data.classes, seed=seed)
            return Head(name=self.name, features=self.features, linear=linear, prototypes=None)
        also = np.isin(self.origin, chosen)
        rows = np.concatenate([self.learnt[chosen], self.spelled[also]])
        both = np.concatenate([y, data.y[self.origin[also]]])
        linear = fit_linear(rows, both, data.classes, seed=seed)
        speakers = [data.speakers[row] for row in chosen]
        centres = prototypes(self.learnt[chosen], y, speakers, seed=seed)
        return Head(name=self.name, features=self.features, linear=linear, prototypes=centres)


def _view(
    name: str, encoder: Encoder | None, data: Labelled, learnt: list[str], min_speakers: int
) -> _View:
    """``learnt`` are the texts of ``data`` as the head may see them."""
    if encoder is not None:
        return _dense_view(name, encoder, data, learnt)
    features = TfidfFeatures.fit(learnt, data.speakers, min_speakers=min_speakers)
    rows = features.transform(data.texts)
    seen = rows if learnt == data.texts else features.transform(learnt)
    none = np.empty(0, dtype=np.intp)
    return _View(
        name=name, features=features, rows=rows, learnt=seen, spelled=rows[:0], origin=none
    )


def _dense_view(name: str, encoder: Encoder, data: Labelled, learnt: list[str]) -> _View:
    spelled = [spell_out(text) for text in learnt]
    origin = [row for row, text in enumerate(learnt) if spelled[row] != text]
    changed = [row for row, text in enumerate(learnt) if text != data.texts[row]]
    with limit_threads():
        rows = encoder.encode(data.texts)
        seen = rows.copy()
        seen[changed] = encoder.encode([learnt[row] for row in changed])
        other = encoder.encode([spelled[row] for row in origin])
    return _View(
        name=name,
        features=encoder,
        rows=rows,
        learnt=seen,
        spelled=other,
        origin=np.asarray(origin, dtype=np.intp),
    )


def _views(
    encoders: dict[str, Encoder | None], data: Labelled, min_speakers: int, *, forget: bool
) -> list[_View]:
    """The views that have features; texts too few for TF-IDF leave the encoders alone."""
    learnt = data.texts
    if forget:
        learnt = without_rare_words(data.texts, data.speakers, least=min_speakers)
    views = [_view(name, e, data, learnt, min_speakers) for name, e in encoders.items()]
    kept = [view for view in views if view.rows.shape[1]]
    if not kept:
        what = f"no word or character sequence is shared by {min_speakers} speakers"
        raise ParameterError(f"{what}; give more texts, or encoder='use', or lower min_speakers")
    return kept


@dataclass(slots=True)  # not frozen: grows fold by fold
class _HeldOut:
    """What heads said about texts they were not trained on."""

    y: list[Labels]
    """Label numbers, a part a fold, shape ``(n,)`` each."""
    scores: list[list[Array]]
    """A part a fold: for each head its scores, shape ``(n, k)``."""
    signals: list[Array]
    """A part a fold: what the out-of-scope score is made of, shape ``(n, s)``."""

    def add(self, heads: list[Head], views: list[_View], rows: Labels, y: Labels) -> None:
        scores = [h.linear.scores(v.rows[rows]) for h, v in zip(heads, views, strict=True)]
        parts = zip(heads, views, scores, strict=True)
        self.signals.append(np.hstack([h.signals(s, v.rows[rows]) for h, v, s in parts]))
        self.scores.append(scores)
        self.y.append(y)

    def joined(self) -> tuple[Labels, list[Array], Array]:
        per_head = [np.concatenate(parts) for parts in zip(*self.scores, strict=True)]
        return np.concatenate(self.y), per_head, np.concatenate(self.signals)


def _held_out(views: list[_View], data: Labelled, *, seed: int) -> _HeldOut:
    """Cross-validation; all texts serve where no label has a second speaker to hold out."""
    folds = assign_folds(data.speakers, data.y, _FOLDS, seed=seed)
    out = _HeldOut([], [], [])
    for fold in range(_FOLDS):
        rest = np.flatnonzero(folds != fold)
        held = np.flatnonzero((folds == fold) & np.isin(data.y, data.y[rest]))
        if not len(held) or len(np.unique(data.y[rest])) < 2:
            continue
        heads = [view.fit(data, rest, seed=seed) for view in views]
        out.add(heads, views, held, data.y[held])
        if sum(map(len, out.y)) >= _ENOUGH:
            break
    return out


def train(
    encoders: dict[str, Encoder | None],
    data: Labelled,
    *,
    min_speakers: int,
    forget: bool,
    seed: int,
) -> tuple[Fused, Array, Labels]:
    """The fused model, and logits and labels of texts held out while its weights were found.

    Args:
        encoders: One encoder a head, by name; None stands for TF-IDF.
        data: The training texts.
        min_speakers: See `TfidfFeatures.fit`.
        forget: Whether the heads learn without words of fewer speakers.
        seed: Settles the folds and the order in which the solvers see the texts.
    """
    views = _views(encoders, data, min_speakers, forget=forget)
    everything = np.arange(len(data.y))
    heads = [view.fit(data, everything, seed=seed) for view in views]
    out = _held_out(views, data, seed=seed)
    unseen = bool(out.y)
    if not unseen:
        out.add(heads, views, everything, data.y)
    y, scores, signals = out.joined()
    kinds = ["tfidf" if head.prototypes is None else "dense" for head in heads]
    weights = fusion_weights(scores, y, kinds)
    weighted = tuple(
        Head(name=h.name, features=h.features, linear=h.linear, prototypes=h.prototypes, weight=w)
        for h, w in zip(heads, weights, strict=True)
    )
    fused = Fused(heads=weighted, scope=Scope.fit(signals))
    logits = fuse(scores, weights)
    return fused, logits if unseen else logits[:0], y if unseen else y[:0]
