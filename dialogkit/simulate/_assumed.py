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
from dialogkit.simulate._assumptions import ASSUMPTIONS, OUT_OF_SCOPE, Parameter, known
from dialogkit.simulate._customers import Heard, Spoken
from dialogkit.simulate._issues import wilson
from dialogkit.simulate._noise import variants
from dialogkit.simulate._remarks import Remark, in_both, remark

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
    notes = [remark("nothing_counted")]
    spoken = _spoken(assumed, model, utterances, notes, unseen=unseen, seed=seed)
    said = {label for each in spoken for label in each.meant}
    silent = sorted(assumed.intents.keys() - said)
    if silent:
        notes.append(remark("silent_issues", names=", ".join(silent)))
    if OUT_OF_SCOPE not in said and assumed.out_of_scope.high > 0:
        notes.append(remark("none_beyond"))
    return {
        "assumed": True,
        "source": assumed.source,
        "texts_from": "labelled",
        "weeks": 1.0,
        "cases": 0,
        "ends": ENDS,
        "arrivals": assumed.arrivals,
        "intents": {label: wilson(value, 0) for label, value in sorted(assumed.intents.items())},
        "locales": dict(assumed.locales),
        "channels": dict(assumed.channels),
        "greets_first": assumed.greets_first,
        "spoken": spoken,
        "parameters": {**ASSUMPTIONS, **_ranges(assumed)},
        **in_both(notes),
    }


def _ranges(assumed: Assumed) -> dict[str, Parameter]:
    """What the file says of the parameters."""
    given = {
        OUT_OF_SCOPE: assumed.out_of_scope,
        "another_issue": assumed.another_issue,
        **assumed.typing,
    }
    return {
        name: replace(known(name), low=r.low, central=r.central, high=r.high, n=0)
        for name, r in given.items()
    }


def _spoken(
    assumed: Assumed,
    model: IntentModel,
    utterances: Sequence[Utterance],
    notes: list[Remark],
    *,
    unseen: bool,
    seed: int,
) -> tuple[Spoken, ...]:
    """What the customers say, and how a classifier that has not seen it takes it."""
    taught = [u for u in utterances if u.intent != OUT_OF_SCOPE]
    beyond = [u for u in utterances if u.intent == OUT_OF_SCOPE]
    forms = [form for form, share in assumed.typing.items() if share.high > 0]
    pairs: list[tuple[Utterance, Heard | None, _Typed]] = [(u, None, None) for u in taught]
    if not unseen:
        pairs = [*_cross_validated(model, taught, forms, seed=seed)]
    pairs = [each for each in pairs if each[0].intent in assumed.intents]
    how = "unseen" if unseen else "cross_validated"
    notes.append(remark(how, n=len(pairs), folds=FOLDS))
    return tuple(
        Spoken(text=u.text, locale=u.locale, meant={u.intent: 1.0}, heard=heard, typed=typed)
        for u, heard, typed in (*pairs, *((u, None, None) for u in beyond))
    )


_Typed = Mapping[str, tuple[str, Heard]] | None


def _cross_validated(
    model: IntentModel, utterances: Sequence[Utterance], forms: Sequence[str], *, seed: int
) -> Iterator[tuple[Utterance, Heard, _Typed]]:
    """Each text with what classifiers like ``model`` make of it that were taught without it.

    So with the ways of typing it that are wanted (``forms``).

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
    found: dict[int, dict[str, tuple[str, Heard]]] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # intents with few texts: said by their share
        for rest, held in folds.split(rows, y, groups):
            other = _like(model, [rows[i] for i in rest])
            found |= _heard(other, [(int(i), rows[i]) for i in held], forms)
    for i in sorted(found):
        typed = found[i]
        yield rows[i], typed.pop("")[1], typed if forms else None


def _heard(
    model: IntentModel, rows: Sequence[tuple[int, Utterance]], forms: Sequence[str]
) -> dict[int, dict[str, tuple[str, Heard]]]:
    """Number of a text to it, and to the ways of typing it, as they are heard; "" is the text."""
    listed = [(i, "", u.text) for i, u in rows]
    for i, u in rows if forms else ():
        made = variants(u.text, u.locale)
        listed += [(i, form, made[form]) for form in forms if form in made]
    found: dict[int, dict[str, tuple[str, Heard]]] = {}
    predictions = model.predict_many([text for _, _, text in listed])
    for (i, form, text), prediction in zip(listed, predictions, strict=True):
        found.setdefault(i, {})[form] = text, _as_heard(prediction)
    return found


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
