"""The default classifier: TF-IDF and a frozen sentence encoder, fused late and calibrated."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from dialogkit.conversation import Prediction
from dialogkit.errors import ParameterError
from dialogkit.intents import _store
from dialogkit.intents._encoders import Encoder, find_encoder
from dialogkit.intents._heads import best_temperature
from dialogkit.intents._metrics import calibration_error, coverage, threshold_for
from dialogkit.intents._text import check_labels, check_texts, normalise
from dialogkit.intents._threshold import SAFE, default_threshold
from dialogkit.intents._training import Labelled, train

__all__ = ["IntentClassifier"]

Array = NDArray[np.float64]

_BLOCK = 512
_TOP = 5


class IntentClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc] # sklearn has no types
    """What the customer wants, from what the customer wrote.

    Word and character TF-IDF with a linear SVC, and a frozen multilingual sentence encoder with a
    logistic regression, added with weights found on held-out texts. Nothing is downloaded.

    Args:
        encoder: ``default`` (that is ``tfidf|use``), ``tfidf``, ``use``, ``hub:NAME``, a folder
            with a transformers model, several of these joined by ``|``, or an `Encoder`.
        min_speakers: A TF-IDF feature is kept if this many different speakers used it (different
            texts, where speakers are unknown), so that no single customer's words are kept.
        forget_rare_words: Whether all heads also learn without words of fewer speakers, so that
            the model is no surer of a sentence it has seen than of the same with another name.
            For training on real chats: it costs nothing with hundreds of texts an intent, but
            many points with dozens.
        accuracy: What share of accepted texts should be right; `fit` and `calibrate` choose
            `threshold` by it, and leave out the least sure 5 % in any case.
        seed: Settles the folds and the solvers: the same data and seed give the same model.

    Attributes:
        classes_: The labels, sorted, shape ``(k,)``.
        temperature_: What all logits are divided by; 1 until `calibrate`.
        validation_: Numbers measured on texts held out inside `fit`.

    >>> texts = ["wo ist mein paket", "paket nicht da", "rechnung bitte", "brauche rechnung"] * 3
    >>> model = IntentClassifier("use").fit(texts, ["parcel", "parcel", "invoice", "invoice"] * 3)
    >>> str(model.predict(["Wo bleibt mein Paket?"])[0])
    'parcel'
    """

    def __init__(
        self,
        encoder: str | Encoder = "default",
        *,
        min_speakers: int = 5,
        forget_rare_words: bool = False,
        accuracy: float = 0.95,
        seed: int = 0,
    ) -> None:
        self.encoder = encoder
        self.min_speakers = min_speakers
        self.forget_rare_words = forget_rare_words
        self.accuracy = accuracy
        self.seed = seed

    def fit(
        self,
        texts: Sequence[str],
        intents: Sequence[str],
        persons: Sequence[str | None] | None = None,
    ) -> Self:
        """Learns from labelled texts.

        Args:
            texts: ``n`` customer texts.
            intents: Their labels.
            persons: Who wrote each, where that is known.

        Raises:
            ParameterError: Nothing to learn from: no texts, unequal numbers, a label missing, or
                one label only.
        """
        listed = check_texts(texts)
        labels = check_labels(listed, intents)
        if persons is not None and len(persons) != len(listed):
            what = f"got {len(persons)} persons for {len(listed)} texts"
            raise ParameterError(f"persons must be as many as texts, {what}")
        _check_share("accuracy", self.accuracy)
        if self.min_speakers < 1:
            raise ParameterError(f"min_speakers must be 1 or more, got {self.min_speakers}")
        classes, y = np.unique(np.asarray(labels, dtype=str), return_inverse=True)
        if len(classes) < 2:
            raise ParameterError("intents must hold two different labels or more, got one")
        data = Labelled.of([normalise(text) for text in listed], y, persons)
        self._fused, logits, held = train(
            heads_named(self.encoder),
            data,
            min_speakers=self.min_speakers,
            forget=self.forget_rare_words,
            seed=self.seed,
        )
        self.classes_ = classes
        self.temperature_ = 1.0
        self._chosen_by_hand = False
        self._settle(logits, held)
        return self

    def _settle(self, logits: Array, y: NDArray[np.intp]) -> None:
        """Threshold and validation numbers from texts that training has not seen."""
        if not len(y):
            self._threshold = SAFE
            self.validation_: dict[str, float] = {"n": 0}
            return
        chances = softmax(logits / self.temperature_, axis=1)
        sure, right = chances.max(axis=1), chances.argmax(axis=1) == y
        if not self._chosen_by_hand:
            self._threshold = default_threshold(sure, right, self.accuracy)
        self.validation_ = {
            "n": len(y),
            "accuracy": float(right.mean()),
            "calibration_error": calibration_error(sure, right),
            "coverage": coverage(sure, right, self.accuracy),
        }

    def calibrate(self, texts: Sequence[str], intents: Sequence[str]) -> Self:
        """Sets the overall temperature from labelled texts that `fit` has not seen.

        The threshold is chosen again on them, as `fit` does, unless it was set by hand.

        Raises:
            ParameterError: No texts, unequal numbers, or no label that the model knows.
        """
        logits, y, _ = self._judge_labelled(texts, intents)
        self.temperature_ = best_temperature(logits, y)
        self._settle(logits, y)
        return self

    def choose_threshold(
        self, texts: Sequence[str], intents: Sequence[str], *, accuracy: float | None = None
    ) -> float:
        """Sets and returns the lowest threshold whose accepted texts are right often enough.

        Args:
            texts: Texts that `fit` has not seen; out-of-scope ones may be among them.
            intents: Their labels; a label that the model does not know counts as wrong.
            accuracy: Wanted share of right ones among the accepted; by default `accuracy` of the
                classifier.

        Raises:
            ParameterError: No threshold reaches it on these texts.
        """
        wanted = self.accuracy if accuracy is None else accuracy
        _check_share("accuracy", wanted)
        listed = check_texts(texts)
        labels = np.asarray(check_labels(listed, intents), dtype=str)
        chances = self.predict_proba(listed)
        right = self.classes_[chances.argmax(axis=1)] == labels
        found = threshold_for(chances.max(axis=1), right, wanted)
        if found is None:
            what = f"no threshold reaches an accuracy of {wanted:g} on these {len(listed)} texts"
            raise ParameterError(f"{what}; give more texts or ask for less")
        self.threshold = found
        return found

    def _judge_labelled(
        self, texts: Sequence[str], intents: Sequence[str]
    ) -> tuple[Array, NDArray[np.intp], Array]:
        listed = check_texts(texts)
        labels = np.asarray(check_labels(listed, intents), dtype=str)
        known = np.isin(labels, self.classes_)
        if not known.any():
            raise ParameterError("intents must hold labels that the model knows, got none")
        logits, outside = self._judge([t for t, k in zip(listed, known, strict=True) if k])
        return logits, np.searchsorted(self.classes_, labels[known]), outside

    def _judge(self, texts: Sequence[str]) -> tuple[Array, Array]:
        """Raw logits and out-of-scope probabilities; equal texts are looked at once."""
        check_is_fitted(self)
        clean = [normalise(text) for text in texts]
        unique = list(dict.fromkeys(clean))
        place = {text: row for row, text in enumerate(unique)}
        blocks = [
            self._fused.judge(unique[start : start + _BLOCK])
            for start in range(0, len(unique), _BLOCK)
        ]
        rows = [place[text] for text in clean]
        logits = np.concatenate([block[0] for block in blocks])[rows]
        return logits, np.concatenate([block[1] for block in blocks])[rows]

    def predict_proba(self, texts: Sequence[str]) -> Array:
        """Calibrated probabilities, shape ``(n, k)``; rows sum to 1.

        Raises:
            ParameterError: ``texts`` is one string, empty, or holds something else than strings.
        """
        check_is_fitted(self)
        logits, _ = self._judge(check_texts(texts))
        chances: Array = softmax(logits / self.temperature_, axis=1)
        return chances

    def predict(self, texts: Sequence[str]) -> NDArray[np.str_]:
        """The most likely label of each text, shape ``(n,)``.

        Raises:
            ParameterError: ``texts`` is one string, empty, or holds something else than strings.
        """
        best = self.predict_proba(texts).argmax(axis=1)
        labels: NDArray[np.str_] = self.classes_[best]
        return labels

    def predict_many(self, texts: Sequence[str]) -> list[Prediction]:
        """One prediction a text, in order; none for no texts.

        Raises:
            ParameterError: ``texts`` is one string, or holds something else than strings.
        """
        check_is_fitted(self)
        if not isinstance(texts, str) and not len(texts):
            return []
        logits, outside = self._judge(check_texts(texts))
        chances = softmax(logits / self.temperature_, axis=1)
        return as_predictions(chances, outside, self.classes_, self.threshold)

    @property
    def threshold(self) -> float:
        """A prediction is accepted if its confidence reaches this."""
        check_is_fitted(self)
        return self._threshold

    @threshold.setter
    def threshold(self, value: float) -> None:
        _check_share("threshold", value)
        self._threshold = float(value)
        self._chosen_by_hand = True

    @property
    def fingerprint(self) -> str:
        """A short hash of all that shapes a prediction, the threshold included."""
        check_is_fitted(self)
        return _store.fingerprint(self)

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Writes a folder with ``model.json`` and ``weights.npz``.

        Raises:
            OutputError: The folder cannot be written.
        """
        check_is_fitted(self)
        _store.save(self, folder)

    @classmethod
    def load(cls, folder: str | os.PathLike[str]) -> Self:
        """The classifier that `save` wrote. No code in the folder is run.

        Raises:
            ModelError: The folder is damaged, lacks a file, or is from another version.
        """
        made = cls()
        _store.restore(made, folder)
        return made

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "classes_")

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.input_tags.one_d_array = True
        tags.input_tags.string = True
        return tags


def as_predictions(
    chances: Array, outside: Array, classes: NDArray[np.str_], threshold: float
) -> list[Prediction]:
    """Rows of probabilities as predictions."""
    best = np.argsort(-chances, axis=1, kind="stable")[:, :_TOP]
    found = []
    for row, order in enumerate(best):
        top = tuple((str(classes[i]), float(chances[row, i])) for i in order)
        found.append(
            Prediction(
                intent=top[0][0],
                confidence=top[0][1],
                out_of_scope=float(outside[row]),
                accepted=top[0][1] >= threshold,
                top=top,
            )
        )
    return found


def heads_named(encoder: str | Encoder) -> dict[str, Encoder | None]:
    """The encoders of all heads, by name; None stands for TF-IDF.

    Raises:
        ParameterError: There is none of a name.
    """
    if not isinstance(encoder, str):
        if not isinstance(encoder, Encoder):
            raise ParameterError("encoder must be a name or have name, fingerprint and encode")
        return {encoder.name: encoder}
    names = ("tfidf|use" if encoder == "default" else encoder).split("|")
    return {name: None if name == "tfidf" else find_encoder(name) for name in names}


def _check_share(name: str, value: float) -> None:
    if not 0 <= value <= 1:
        raise ParameterError(f"{name} must be between 0 and 1, got {value:g}")
