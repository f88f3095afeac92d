"""What the customer wants: encoders, classifier, calibration, out-of-scope, threshold."""

from __future__ import annotations

from dialogkit.intents._classifier import IntentClassifier
from dialogkit.intents._datasets import to_dataset
from dialogkit.intents._encoders import Encoder, find_encoder
from dialogkit.intents._finetune import finetune
from dialogkit.intents._load import load_model
from dialogkit.intents._metrics import accuracy
from dialogkit.intents._score import score
from dialogkit.intents._split import Split, split_utterances
from dialogkit.intents._transformer import FineTunedClassifier

__all__ = [
    "Encoder",
    "FineTunedClassifier",
    "IntentClassifier",
    "Split",
    "accuracy",
    "find_encoder",
    "finetune",
    "load_model",
    "score",
    "split_utterances",
    "to_dataset",
]
