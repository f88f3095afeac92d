"""Customers without a log: assumed, and said so, in words the classifier has not learnt from."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

from dialogkit.conversation import IntentModel, Prediction, Utterance
from dialogkit.errors import ParameterError
from dialogkit.intents import IntentClassifier, split_utterances
from dialogkit.simulate._assumed_file import Assumed, read_assumed
from dialogkit.simulate._assumptions import ASSUMPTIONS, OUT_OF_SCOPE, Parameter
from dialogkit.simulate._customers import Heard, Spoken
from dialogkit.simulate._issues import wilson

__all__ = ["assume"]

FOLDS = 5
"""Each text is heard by a classifier taught with the other four fifths."""
ENDS = date(2026, 3, 1)
"""The Monday after it begins a week without a public holiday, unless another start is named."""


def assume(
    source: str | os.PathLike[str] | Mapping[str, Any],
    model: IntentModel,
    utterances: Sequence[Utterance],
    *,
    unseen: bool,
    seed: int,
) -> dict[str, Any]:
    """The assumed fields of `Customers`."""
    labels = {*map(str, model.classes_), *(u.intent for u in utterances)} - {OUT_OF_SCOPE}
    assumed = read_assumed(source, labels=labels)
    notes = ["nothing here was counted in a log: who writes, when and about what is assumed"]
    spoken = _spoken(assumed, model, utterances, notes, unseen=unseen, seed=seed)
    said = {label for each in spoken for label in each.meant}
    silent = sorted(assumed.intents.keys() - said)
    if silent:
        notes.append(f"there are no texts about {', '.join(silent)}: the bot never understands it")
    if OUT_OF_SCOPE not in said and assumed.out_of_scope.high > 0:
        notes.append("there are no texts that no intent covers: the bot never mistakes one")
    return {
        "assumed": True,
        "source": assumed.source,
        "weeks": 1.0,
        "cases": 0,
        "ends": ENDS,
        "arrivals": assumed.arrivals,
        "intents": {label: wilson(value, 0) for label, value in sorted(assumed.intents.items())},
        "locales": dict(assumed.locales),
        "channels": dict(assumed.channels),
        "greets_first": assumed.greets_first,
        "spoken": spoken,
        "parameters": {**ASSUMPTIONS, OUT_OF_SCOPE: _beyond(assumed)},
        "notes": tuple(notes),
    }


def _beyond(assumed: Assumed) -> Parameter:
    given = assumed.out_of_scope
    usual = ASSUMPTIONS[OUT_OF_SCOPE]
    return replace(usual, low=given.low, central=given.central, high=given.high, n=0)


def _spoken(
    assumed: Assumed,
    model: IntentModel,
    utterances: Sequence[Utterance],
    notes: list[str],
    *,
    unseen: bool,
    seed: int,
) -> tuple[Spoken, ...]:
    """What the customers say, and how a classifier that has not seen it takes it."""
    taught = [u for u in utterances if u.intent != OUT_OF_SCOPE]
    beyond = [u for u in utterances if u.intent == OUT_OF_SCOPE]
    pairs: list[tuple[Utterance, Heard | None]] = [(u, None) for u in taught]
    how = "which the classifier was not taught with"
    if not unseen:
        pairs = [*_cross_validated(model, taught, seed=seed)]
        how = f"each understood as by a classifier taught without it ({FOLDS}-fold cross-validation"
        how += ", near-identical texts kept once)"
    pairs = [(u, heard) for u, heard in pairs if u.intent in assumed.intents]
    notes.append(f"customers speak {len(pairs)} labelled texts, {how}")
    return tuple(
        Spoken(text=u.text, locale=u.locale, meant={u.intent: 1.0}, heard=heard)
        for u, heard in (*pairs, *((u, None) for u in beyond))
    )


def _cross_validated(
    model: IntentModel, utterances: Sequence[Utterance], *, seed: int
) -> Iterator[tuple[Utterance, Heard]]:
    """Each text with what classifiers like ``model`` make of it that were taught without it.

    Raises:
        ParameterError: The classifier cannot be taught again, or not with these texts.
    """
    remedy = "give texts it was not taught with, and say so (unseen=True, --unseen)"
    if not isinstance(model, IntentClassifier):
        raise ParameterError(f"only an IntentClassifier can be cross-validated here; {remedy}")
    lacking = sorted({*map(str, model.classes_)} - {u.intent for u in utterances})
    if lacking:
        what = f"the classifier knows intents without a text here ({', '.join(lacking)})"
        raise ParameterError(f"{what}, so it was taught with others; {remedy}")
    split = split_utterances(utterances, seed)
    rows = [*split.train, *split.held_out]
    y = np.asarray([u.intent for u in rows])
    groups = [f"{i}" if u.person is None else f"person {u.person}" for i, u in enumerate(rows)]
    if len({*groups}) < FOLDS:
        raise ParameterError(f"must be texts of {FOLDS} persons or more; {remedy}")
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
    found: dict[int, Heard] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # intents with few texts: said by their share
        for rest, held in folds.split(rows, y, groups):
            other = _like(model, [rows[i] for i in rest])
            heard = other.predict_many([rows[i].text for i in held])
            found |= {int(i): _as_heard(p) for i, p in zip(held, heard, strict=True)}
    yield from ((rows[i], found[i]) for i in sorted(found))


def _like(model: IntentClassifier, rows: Sequence[Utterance]) -> IntentClassifier:
    """A classifier of the same kind and with the same threshold, taught with other texts."""
    other = IntentClassifier(**model.get_params(deep=False))
    other.fit([u.text for u in rows], [u.intent for u in rows], [u.person for u in rows])
    other.temperature_, other.threshold = model.temperature_, model.threshold
    return other


def _as_heard(prediction: Prediction) -> Heard:
    # the last digits of an encoder's numbers depend on which texts it reads together
    label = prediction.intent if prediction.accepted else None
    confidence = round(prediction.confidence, 4)
    return Heard(label=label, confidence=confidence, likely=prediction.intent)
