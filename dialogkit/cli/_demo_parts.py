"""What the main job takes where its user names nothing: shipped files, a classifier, a staff."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import dialogkit
from dialogkit import _files
from dialogkit.cli._shared import beside
from dialogkit.contact_centre import ContactCentre
from dialogkit.conversation import Utterance
from dialogkit.corpus import read_utterances
from dialogkit.errors import InputError
from dialogkit.flow import Flow
from dialogkit.intents import IntentClassifier, score, split_utterances
from dialogkit.simulate import OUT_OF_SCOPE, Customers, midnight

__all__ = [
    "Trained",
    "centre_of",
    "out_of_scope_beside",
    "shipped",
    "train_on",
    "utterances_for",
]

LOAD = 0.8
"""An assumed staff is sized so that this share of its time is taken without a bot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A classifier, and texts it has not seen."""

    model: IntentClassifier
    spoken: Sequence[Utterance]
    """Texts it was not fitted on, and those no intent covers: customers say them."""
    scores: Mapping[str, Any]
    """Measured on ``spoken``."""


def shipped(name: str) -> Path:
    """A file of the corpus that comes with dialogkit.

    Raises:
        InputError: This installation has no corpus.
    """
    package = Path(dialogkit.__file__).parent
    for folder in (package / "_corpora", package.parent / "corpora"):
        if (folder / "parcel" / name).exists():
            return folder / "parcel" / name
    raise InputError("this installation has no shipped corpus; name your own with --log and --flow")


def utterances_for(flow: Path, given: Path | None) -> list[Utterance]:
    """Labelled texts: those given, those beside the flow, or the shipped ones.

    Raises:
        InputError: The shipped ones know none of the flow's intents, or a file cannot be read.
    """
    path = given or beside(flow, "utterances.jsonl")
    return read_utterances(path if path is not None else shipped("utterances.jsonl"))


def out_of_scope_beside(flow: Path) -> list[Utterance]:
    """Texts no intent covers, beside the flow; empty where there are none."""
    path = beside(flow, "out_of_scope.jsonl")
    rows = _files.read_rows(path) if path is not None else []
    return [Utterance(text=r["text"], intent=OUT_OF_SCOPE, locale=r.get("locale")) for r in rows]


def train_on(
    rows: Sequence[Utterance], beyond: Sequence[Utterance], folder: Path, *, seed: int
) -> Trained:
    """Fits on four fifths; the last fifth is scored on, and for the customers to say."""
    split = split_utterances(rows, seed=seed)
    fitted = split.train
    model = IntentClassifier(seed=seed)
    model.fit([u.text for u in fitted], [u.intent for u in fitted], [u.person for u in fitted])
    model.save(folder)
    scores = score(model, split.held_out, out_of_scope=[u.text for u in beyond])
    return Trained(
        model=model,
        spoken=[*split.held_out, *beyond],
        scores={**scores, "fitted": len(fitted), "fingerprint": model.fingerprint},
    )


def centre_of(
    path: Path, flow: Flow, customers: Customers
) -> tuple[ContactCentre, tuple[str, ...]]:
    """The staff beside the flow; else one that is assumed, and said to be."""
    found = beside(path, "centre.yaml")
    if found is not None:
        return ContactCentre.load(found), ()
    centre = ContactCentre.load(Path(__file__).with_name("assumed_centre.yaml"))
    opened = next((handoff.open for handoff in flow.handoffs.values()), None)
    if opened is not None:
        centre = centre.with_(hours=opened)
    start = midnight(customers.next_monday, customers.timezone)
    open_hours = centre.hours.open_seconds(start, start + timedelta(days=28)) / 3600 / 4
    one = centre.load_factor(customers.per_week / max(1.0, open_hours))
    agents = max(1, math.ceil(one / LOAD))
    note = (
        f"there is no centre.yaml beside the flow: a staff of {agents} with 6 minutes a chat is "
        "assumed, sized for the log"
    )
    return centre.with_(agents=agents), (note,)
