"""The finite pool of texts customers write, with the classifier's answer to each looked up once."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from dialogkit.conversation import IntentModel, Prediction
from dialogkit.simulate._customers import Customers

__all__ = ["Line", "Pool"]


class Line(NamedTuple):
    """One text as it is said, and as the bot understands it."""

    text: str
    understood: str | None
    """The label the classifier accepts; ``None`` where it does not accept any."""
    confidence: float


_SPEECHLESS = Line("…", None, 0.0)


class Pool:
    """Texts by issue and language, with predictions.

    Args:
        customers: Whose texts they are.
        model: The classifier of the bot. Each text is predicted once, unless it is known already
            what a classifier makes of it that was not taught with it.
    """

    def __init__(self, customers: Customers, model: IntentModel) -> None:
        open_yet = [spoken.text for spoken in customers.spoken if spoken.heard is None]
        predictions = iter(model.predict_many(open_yet))
        lines = [
            _line(spoken.text, next(predictions))
            if spoken.heard is None
            else Line(spoken.text, spoken.heard.label, spoken.heard.confidence)
            for spoken in customers.spoken
        ]
        weighted: dict[tuple[str, str | None], list[tuple[float, Line]]] = {}
        for spoken, line in zip(customers.spoken, lines, strict=True):
            for label, weight in spoken.meant.items():
                for locale in dict.fromkeys((spoken.locale, None)):
                    weighted.setdefault((label, locale), []).append((weight, line))
        self._lines = {key: [line for _, line in rows] for key, rows in weighted.items()}
        self._ends = {key: list(accumulate(w for w, _ in rows)) for key, rows in weighted.items()}

    def pick(self, label: str, locale: str | None, u: float) -> Line:
        """A text about ``label``, in the language if there is one, at quantile ``u``."""
        key = (label, locale) if (label, locale) in self._lines else (label, None)
        lines = self._lines.get(key)
        if not lines:
            return _SPEECHLESS
        ends = self._ends[key]
        return lines[min(bisect_right(ends, u * ends[-1]), len(lines) - 1)]

    def lacks(self, label: str) -> bool:
        """Whether there is no text about ``label`` at all."""
        return (label, None) not in self._lines


def _line(text: str, prediction: Prediction) -> Line:
    return Line(text, prediction.intent if prediction.accepted else None, prediction.confidence)
