"""What the customer wants: encoders, classifier, calibration, out-of-scope, threshold."""

from __future__ import annotations

from dialogkit.intents._classifier import IntentClassifier
from dialogkit.intents._encoders import Encoder

__all__ = ["Encoder", "IntentClassifier"]
