"""A fine-tuned transformer as a classifier: predictions, saving, loading."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp, softmax

from dialogkit import _files
from dialogkit.conversation import Prediction
from dialogkit.errors import MissingExtraError, ModelError, ParameterError
from dialogkit.intents._classifier import as_predictions
from dialogkit.intents._encoders import short_hash
from dialogkit.intents._heads import best_temperature
from dialogkit.intents._metrics import calibration_error, coverage
from dialogkit.intents._scope import Scope
from dialogkit.intents._store import FORMAT, read_description, versions
from dialogkit.intents._text import check_texts, normalise
from dialogkit.intents._threshold import SAFE, default_threshold

__all__ = ["FineTunedClassifier", "find_transformers"]

Array = NDArray[np.float64]

_BATCH = 32
_TOP_FOLDER = "transformer"
_RETRAIN = "fine-tune the model again"
_ACCURACY = 0.95


class FineTunedClassifier:
    """A fine-tuned transformer that predicts as `IntentClassifier` does.

    Made by `finetune` and opened by `load_model`. What lies outside everything taught is judged by
    energy and highest logit alone.
    """

    def __init__(
        self, model: Any, tokenizer: Any, *, labels: Sequence[str], max_length: int
    ) -> None:
        self._model = model.eval()
        self._tokenizer = tokenizer
        self._max_length = max_length
        self.classes_: NDArray[np.str_] = np.asarray(labels, dtype=str)
        self.temperature_ = 1.0
        self.threshold = SAFE
        self.validation_: dict[str, float] = {"n": 0}
        self._scope = Scope(means=np.zeros(2), deviations=np.ones(2), median=0.0, high=1.0)
        weights = (t.detach().cpu().float().numpy().tobytes() for t in _tensors(model))
        self._weights_hash = short_hash(*weights)

    @property
    def fingerprint(self) -> str:
        """A short hash of all that shapes a prediction, the threshold included."""
        numbers = [self.temperature_, self.threshold, self._scope.median, self._scope.high]
        return short_hash(
            self._weights_hash.encode(),
            "\n".join(map(str, self.classes_)).encode(),
            np.asarray(numbers).tobytes(),
            self._scope.means.tobytes() + self._scope.deviations.tobytes(),
        )

    def _logits(self, texts: Sequence[str]) -> Array:
        import torch

        blocks = []
        for start in range(0, len(texts), _BATCH):
            clean = [normalise(text) for text in texts[start : start + _BATCH]]
            pieces = self._tokenizer(
                clean,
                padding=True,
                truncation=True,
                max_length=self._max_length,
                return_tensors="pt",
            )
            with torch.inference_mode():
                out = self._model(**pieces.to(self._model.device)).logits
            blocks.append(out.cpu().double().numpy())
        return np.concatenate(blocks)

    def predict_proba(self, texts: Sequence[str]) -> Array:
        """Calibrated probabilities, shape ``(n, k)``; rows sum to 1.

        Raises:
            ParameterError: ``texts`` is one string, empty, or holds something else than strings.
        """
        chances: Array = softmax(self._logits(check_texts(texts)) / self.temperature_, axis=1)
        return chances

    def predict(self, texts: Sequence[str]) -> NDArray[np.str_]:
        """The most likely label of each text, shape ``(n,)``.

        Raises:
            ParameterError: ``texts`` is one string, empty, or holds something else than strings.
        """
        labels: NDArray[np.str_] = self.classes_[self.predict_proba(texts).argmax(axis=1)]
        return labels

    def predict_many(self, texts: Sequence[str]) -> list[Prediction]:
        """One prediction a text, in order; none for no texts.

        Raises:
            ParameterError: ``texts`` is one string, or holds something else than strings.
        """
        if not isinstance(texts, str) and not len(texts):
            return []
        listed = check_texts(texts)
        logits = self._logits(listed)
        outside = self._scope.probability(_signals(logits))
        empty = np.array([not normalise(text) for text in listed])
        logits[empty], outside[empty] = 0.0, 1.0
        chances = softmax(logits / self.temperature_, axis=1)
        return as_predictions(chances, outside, self.classes_, self.threshold)

    def calibrate(self, texts: Sequence[str], intents: Sequence[str]) -> FineTunedClassifier:
        """Sets temperature, threshold and out-of-scope scale from texts not trained on.

        Args:
            texts: Labelled texts; those with a label the model does not know are left out.
            intents: Their labels.

        Raises:
            ParameterError: The model knows none of the labels.
        """
        known = np.isin(np.asarray(intents, dtype=str), self.classes_)
        if not known.any():
            raise ParameterError("intents must hold labels that the model knows, got none")
        logits = self._logits([t for t, k in zip(texts, known, strict=True) if k])
        y = np.searchsorted(self.classes_, np.asarray(intents, dtype=str)[known])
        self.temperature_ = best_temperature(logits, y)
        self._scope = Scope.fit(_signals(logits))
        chances = softmax(logits / self.temperature_, axis=1)
        sure, right = chances.max(axis=1), chances.argmax(axis=1) == y
        self.threshold = default_threshold(sure, right, _ACCURACY)
        self.validation_ = {
            "n": len(y),
            "accuracy": float(right.mean()),
            "calibration_error": calibration_error(sure, right),
            "coverage": coverage(sure, right, _ACCURACY),
        }
        return self

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Writes a folder with ``model.json`` and the transformer in safetensors.

        Raises:
            OutputError: The folder cannot be written.
        """
        about = {
            "format": FORMAT,
            "kind": "transformer",
            "versions": versions(),
            "fingerprint": self.fingerprint,
            "classes": [str(label) for label in self.classes_],
            "temperature": self.temperature_,
            "threshold": self.threshold,
            "max_length": self._max_length,
            "validation": self.validation_,
            "scope": {
                "means": self._scope.means.tolist(),
                "deviations": self._scope.deviations.tolist(),
                "median": self._scope.median,
                "high": self._scope.high,
            },
        }

        def write(temporary: Path) -> None:
            self._model.save_pretrained(temporary / _TOP_FOLDER)
            self._tokenizer.save_pretrained(temporary / _TOP_FOLDER)
            _files.write_json(about, temporary / "model.json")

        _files.write_folder(folder, write)

    @classmethod
    def load(cls, folder: str | os.PathLike[str]) -> FineTunedClassifier:
        """The classifier that `save` wrote. No code in the folder is run.

        Raises:
            ModelError: The folder is damaged, lacks a file, or is from another version.
            MissingExtraError: The extra ``finetune`` is not installed.
        """
        about = read_description(folder)
        path = Path(folder) / _TOP_FOLDER
        tokenizer, model = _open(path)
        try:
            made = cls(model, tokenizer, labels=about["classes"], max_length=about["max_length"])
            made.temperature_ = float(about["temperature"])
            made.threshold = float(about["threshold"])
            made.validation_ = dict(about["validation"])
            scope = about["scope"]
            made._scope = Scope(
                means=np.asarray(scope["means"]),
                deviations=np.asarray(scope["deviations"]),
                median=float(scope["median"]),
                high=float(scope["high"]),
            )
        except (KeyError, TypeError, ValueError):
            what = f"lacks what a fine-tuned model needs; {_RETRAIN}"
            raise ModelError(what, file=str(Path(folder) / "model.json")) from None
        if made.fingerprint != about.get("fingerprint"):
            what = f"has another fingerprint than its weights; {_RETRAIN}"
            raise ModelError(what, file=str(Path(folder) / "model.json"))
        return made


def _tensors(model: Any) -> list[Any]:
    state = model.state_dict()
    return [state[name] for name in sorted(state)]


def _signals(logits: Array) -> Array:
    """Minus energy and minus the highest logit, shape ``(n, 2)``."""
    return np.column_stack([-logsumexp(logits, axis=1), -logits.max(axis=1)])


def find_transformers() -> Any:
    """The package ``transformers``, with what its Trainer needs.

    Raises:
        MissingExtraError: Something of the extra ``finetune`` is not installed.
    """
    try:
        import transformers  # noqa: I001 -- first, as it is the quickest to be found missing
        import torch  # noqa: F401 -- the models need it and say so only late
        import accelerate  # noqa: F401 -- likewise the Trainer
    except ImportError as error:
        name = (error.name or "transformers").partition(".")[0]
        raise MissingExtraError.of(name, extra="finetune") from None
    return transformers


def _open(path: Path) -> tuple[Any, Any]:
    transformers = find_transformers()
    if not path.is_dir():
        raise ModelError(f"no such folder; {_RETRAIN}", file=str(path))
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(path, local_files_only=True)
        model = transformers.AutoModelForSequenceClassification.from_pretrained(
            path, local_files_only=True, use_safetensors=True
        )
    except Exception:  # each file format fails with an error of its own
        raise ModelError(f"is damaged or lacks a file; {_RETRAIN}", file=str(path)) from None
    return tokenizer, model
