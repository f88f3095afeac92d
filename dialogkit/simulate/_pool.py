"""The finite pool of texts customers write, with the classifier's answer to each looked up once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from typing import NamedTuple

from dialogkit.conversation import IntentModel, Prediction
from dialogkit.errors import ParameterError
from dialogkit.simulate._customers import Customers, Heard, Spoken
from dialogkit.simulate._noise import FORMS, variants

__all__ = ["Line", "Pool"]


class Line(NamedTuple):
    """One text as it is said, and as the bot understands it."""

    text: str
    understood: str | None
    """The label the classifier accepts; ``None`` where it does not accept any."""
    confidence: float


class _Said(NamedTuple):
    """A text with all ways of typing it."""

    weight: float
    plain: Line
    typed: Mapping[str, Line]


_SPEECHLESS = Line("…", None, 0.0)


class Pool:
    """Texts by issue and language, with predictions.

    A text keeps its weight however often it is typed in some other way: the ways share it. So the
    same random number says the same text whether or not the customers of a run make slips.

    Args:
        customers: Whose texts they are.
        model: The classifier of the bot. Each text is predicted once, unless it is known already
            what a classifier makes of it that was not taught with it.

    Raises:
        ParameterError: A way of typing is wanted in which it is not known how the texts are heard.
    """

    def __init__(self, customers: Customers, model: IntentModel) -> None:
        wanted = [form for form in FORMS if not customers.parameters[form].off]
        rows = [_with_forms(spoken, wanted) for spoken in customers.spoken]
        open_yet = [text for texts in rows for text, heard in texts.values() if heard is None]
        predictions = iter(model.predict_many(open_yet))
        lines = [
            {
                form: _heard(text, next(predictions)) if heard is None else _known(text, heard)
                for form, (text, heard) in texts.items()
            }
            for texts in rows
        ]
        self._said: dict[tuple[str, str | None], list[_Said]] = {}
        for spoken, typed in zip(customers.spoken, lines, strict=True):
            for label, weight in spoken.meant.items():
                said = _Said(
                    weight, typed[""], {form: typed[form] for form in wanted & typed.keys()}
                )
                for locale in dict.fromkeys((spoken.locale, None)):
                    self._said.setdefault((label, locale), []).append(said)
        self._weigh(customers)

    def typed_by(self, customers: Customers) -> Pool:
        """The same texts, typed as often in each way as ``customers`` do."""
        if self._shares(customers) == self._typed:
            return self
        other = object.__new__(type(self))
        other._said = self._said
        other._weigh(customers)
        return other

    def pick(self, label: str, locale: str | None, u: float) -> Line:
        """A text about ``label``, in the language if there is one, at quantile ``u``."""
        ends, lines = self.table(label, locale)
        if not lines:
            return _SPEECHLESS
        return lines[min(bisect_right(ends, u * ends[-1]), len(lines) - 1)]

    def table(self, label: str, locale: str | None) -> tuple[list[float], list[Line]]:
        """Cumulated weights and texts about ``label``, in the language if there are any."""
        key = (label, locale) if (label, locale) in self._lines else (label, None)
        return self._ends.get(key, []), self._lines.get(key, [])

    def understood(self) -> list[str]:
        """All labels that any of the texts is taken for, in order."""
        heard = {line.understood for lines in self._lines.values() for line in lines}
        return sorted(label for label in heard if label is not None)

    def lacks(self, label: str) -> bool:
        """Whether there is no text about ``label`` at all."""
        return (label, None) not in self._lines

    # ----- inside --------------------------------------------------------------------------------

    @staticmethod
    def _shares(customers: Customers) -> dict[str, float]:
        """Share of messages typed in each way; one message is typed in one way at most."""
        found = {form: customers.value(form) for form in FORMS if customers.value(form) > 0}
        whole = max(1.0, sum(found.values()))
        return {form: share / whole for form, share in found.items()}

    def _weigh(self, customers: Customers) -> None:
        self._typed = self._shares(customers)
        self._lines: dict[tuple[str, str | None], list[Line]] = {}
        self._ends: dict[tuple[str, str | None], list[float]] = {}
        for key, said in self._said.items():
            weighted = [pair for each in said for pair in self._ways(each)]
            self._lines[key] = [line for _, line in weighted]
            self._ends[key] = list(accumulate(weight for weight, _ in weighted))

    def _ways(self, said: _Said) -> list[tuple[float, Line]]:
        """The plain text and the others, with the weights they share."""
        own = {form: self._typed[form] for form in self._typed if form in said.typed}
        rest = said.weight * (1 - sum(own.values())) if own else said.weight
        typed = [(said.weight * share, said.typed[form]) for form, share in own.items()]
        return [(rest, said.plain), *typed]


def _with_forms(spoken: Spoken, wanted: list[str]) -> dict[str, tuple[str, Heard | None]]:
    """Way of typing to text, and how it is heard where that is known; "" is the text as it is."""
    found: dict[str, tuple[str, Heard | None]] = {"": (spoken.text, spoken.heard)}
    if not wanted:
        return found
    if spoken.heard is None:
        made = variants(spoken.text, spoken.locale)
        return found | {form: (made[form], None) for form in wanted if form in made}
    if spoken.typed is None:
        names = ", ".join(wanted)
        what = f"{names} cannot be simulated: it is not known how these texts are heard so"
        raise ParameterError(f"{what}; name it under typing in customers.yaml")
    return found | {form: spoken.typed[form] for form in wanted if form in spoken.typed}


def _known(text: str, heard: Heard) -> Line:
    return Line(text, heard.label, heard.confidence)


def _heard(text: str, prediction: Prediction) -> Line:
    return Line(text, prediction.intent if prediction.accepted else None, prediction.confidence)
