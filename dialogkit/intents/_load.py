"""Opening a model folder, whatever kind of model it holds."""

from __future__ import annotations

import os
from pathlib import Path

from dialogkit.errors import ModelError
from dialogkit.intents._classifier import IntentClassifier
from dialogkit.intents._store import read_description
from dialogkit.intents._transformer import FineTunedClassifier

__all__ = ["load_model"]


def load_model(folder: str | os.PathLike[str]) -> IntentClassifier | FineTunedClassifier:
    """The model in ``folder``, of the kind that its ``model.json`` names.

    Raises:
        ModelError: The folder is damaged, lacks a file, or is from another version.
        MissingExtraError: It holds a transformer, and the extra ``finetune`` is not installed.
    """
    kind = read_description(folder).get("kind")
    if kind == "linear":
        return IntentClassifier.load(folder)
    if kind == "transformer":
        return FineTunedClassifier.load(folder)
    what = f"kind must be linear or transformer, got {kind!r}; train the model again"
    raise ModelError(what, file=str(Path(folder) / "model.json"))
