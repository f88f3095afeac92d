"""Accuracy as a metric of the package ``evaluate``, loadable by path with no network.

    evaluate.load("evaluations/metrics/accuracy")

``evaluate`` reads this file's imports line by line, so each import stands on its own line.
"""

import datasets
import evaluate

from dialogkit.intents import accuracy

_DESCRIPTION = "Share of predictions that equal the reference label, from 0 to 1."

_INPUTS = """
Args:
    predictions: Predicted labels, as integers.
    references: True labels, as integers.
Returns:
    accuracy: Share of equal ones.
"""


class Accuracy(evaluate.Metric):  # type: ignore[misc] # evaluate has no types
    """Share of predictions that equal the reference label."""

    def _info(self) -> evaluate.MetricInfo:
        columns = {"predictions": datasets.Value("int64"), "references": datasets.Value("int64")}
        return evaluate.MetricInfo(
            description=_DESCRIPTION,
            citation="",
            inputs_description=_INPUTS,
            features=datasets.Features(columns),
        )

    def _compute(self, predictions: list[int], references: list[int]) -> dict[str, float]:
        return {"accuracy": accuracy(references, predictions)}
