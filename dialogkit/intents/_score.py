"""How good a classifier is on labelled texts it has not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dialogkit.conversation import IntentModel, Prediction, Utterance
from dialogkit.errors import ParameterError
from dialogkit.intents._metrics import (
    accuracy,
    auroc,
    calibration_error,
    coverage,
    macro_f1,
    recall_at,
    wilson,
)

__all__ = ["score"]

_PAIRS = 20


def score(
    model: IntentModel, utterances: Sequence[Utterance], out_of_scope: Sequence[str] = ()
) -> dict[str, Any]:
    """Measures ``model`` on held-out ``utterances``.

    Args:
        model: Any classifier that predicts.
        utterances: Labelled texts; a label that the model does not know counts as wrong.
        out_of_scope: Texts that no label covers.

    Returns:
        Plain values, ready for JSON: ``n``, ``accuracy`` with its 95 % interval ``low`` and
        ``high``, ``macro_f1``, ``calibration_error``, ``coverage_at_95`` (largest share that can
        be accepted at 95 % accuracy), ``threshold`` (``accepted``, and ``accuracy`` of these),
        ``intents`` (one row a label), ``confusions`` (most frequent first), ``unknown_intents``
        and, where such texts are given, ``out_of_scope``.

    Raises:
        ParameterError: There is nothing to measure on.
    """
    if not utterances:
        raise ParameterError("utterances must not be empty")
    predictions = model.predict_many([u.text for u in utterances])
    true = np.asarray([u.intent for u in utterances], dtype=str)
    guess = np.asarray([p.intent for p in predictions], dtype=str)
    sure = np.asarray([p.confidence for p in predictions])
    right = true == guess
    low, high = wilson(int(right.sum()), len(right))
    result: dict[str, Any] = {
        "n": len(right),
        "correct": int(right.sum()),
        "accuracy": accuracy(true, guess),
        "low": low,
        "high": high,
        "macro_f1": macro_f1(true, guess),
        "calibration_error": calibration_error(sure, right),
        "coverage_at_95": coverage(sure, right, 0.95),
        "threshold": _at_threshold(predictions, right),
        "intents": [_row(str(label), true, guess) for label in np.unique(true)],
        "confusions": _confusions(true, guess),
        "unknown_intents": sorted({str(label) for label in true} - set(map(str, model.classes_))),
    }
    if len(out_of_scope):
        inside = [p.out_of_scope for p in predictions]
        result["out_of_scope"] = _outside(inside, model.predict_many(list(out_of_scope)))
    return result


def _at_threshold(predictions: Sequence[Prediction], right: NDArray[np.bool_]) -> dict[str, Any]:
    accepted = np.asarray([p.accepted for p in predictions])
    n = int(accepted.sum())
    good = int((accepted & right).sum())
    low, high = wilson(good, n)
    return {
        "accepted": n,
        "coverage": n / len(accepted),
        "correct": good,
        "accuracy": good / n if n else None,
        "low": low,
        "high": high,
    }


def _row(label: str, true: NDArray[np.str_], guess: NDArray[np.str_]) -> dict[str, Any]:
    n, named = int((true == label).sum()), int((guess == label).sum())
    hits = int(((true == label) & (guess == label)).sum())
    return {
        "intent": label,
        "n": n,
        "predicted": named,
        "correct": hits,
        "precision": hits / named if named else None,
        "recall": hits / n,
        "f1": 2 * hits / (n + named),
    }


def _confusions(true: NDArray[np.str_], guess: NDArray[np.str_]) -> list[dict[str, Any]]:
    pairs = Counter((str(t), str(g)) for t, g in zip(true, guess, strict=True) if t != g)
    ranked = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:_PAIRS]
    return [{"intent": t, "predicted": g, "n": n} for (t, g), n in ranked]


def _outside(inside: Sequence[float], predictions: Sequence[Prediction]) -> dict[str, Any]:
    outside = [p.out_of_scope for p in predictions]
    return {
        "n": len(outside),
        "auroc": auroc(inside, outside),
        "recall_at_90": recall_at(inside, outside, 0.90),
        "recall_at_95": recall_at(inside, outside, 0.95),
        "accepted_by_threshold": sum(p.accepted for p in predictions),
    }
