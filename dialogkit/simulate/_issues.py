"""What customers of a log want and in which words: read off the openings of their cases."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dialogkit.conversation import Cases, IntentModel, Message, Prediction, Utterance
from dialogkit.simulate._customers import OUT_OF_SCOPE, Spoken
from dialogkit.simulate._habits import Share
from dialogkit.simulate._habits import interval_of as wilson

__all__ = [
    "Opening",
    "is_small_talk",
    "issue_of",
    "labelled",
    "mix",
    "openings",
    "spoken",
    "wilson",
]

TURNS_READ = 3
"""Turns of a customer in which the issue is looked for."""
PARTS_READ = 4
"""Messages of a turn that are read."""
POOL = 4000
"""At most so many texts of a log are kept for simulated customers."""

_SMALL_TALK = frozenset(
    {
        "greeting",
        "greet",
        "greetings",
        "hello",
        "hallo",
        "openinggreeting",
        "closinggreeting",
        "thanks",
        "thank",
        "thankyou",
        "bye",
        "goodbye",
        "closing",
        "confirmation",
        "confirm",
        "affirm",
        "rejection",
        "deny",
        "contentonly",
        "chitchat",
        "smalltalk",
    }
)


class Opening(NamedTuple):
    """How a case begins: the message that carries its issue."""

    message: Message
    prediction: Prediction
    greeted: bool
    """Whether small talk came first."""
    said: tuple[str, ...] = ()
    """All texts of the turn it stands in."""


def is_small_talk(label: str) -> bool:
    """Whether a label, by its name, is a greeting, thanks or a bare yes or no."""
    parts = label.lower().replace("-", "_").replace("/", "_").split("_")
    return any(part in _SMALL_TALK for part in parts)


def openings(cases: Cases, model: IntentModel, talk: set[str]) -> dict[str, Opening]:
    """Case id to its opening; cases that are small talk throughout are left out.

    The opening is in the customer's first turn that is not all small talk: of its messages the
    one the classifier is surest of. A log of nothing but small talk gives its first messages.
    """
    turns = _customer_turns(cases)
    listed = [message for found in turns.values() for turn in found for message in turn]
    predictions = model.predict_many([message.text for message in listed])
    known = {_place(m): p for m, p in zip(listed, predictions, strict=True)}
    result = {}
    for case_id, found in turns.items():
        opening = _opening(found, known, talk)
        if opening is not None:
            result[case_id] = opening
    return result or {
        case_id: Opening(
            found[0][0], known[_place(found[0][0])], greeted=False, said=(found[0][0].text,)
        )
        for case_id, found in turns.items()
    }


def _customer_turns(cases: Cases) -> dict[str, list[list[Message]]]:
    """Case id to the first turns of the customer, each a list of messages with text."""
    found: dict[str, list[list[Message]]] = {}
    before: Message | None = None
    for message in cases.messages.rows():
        if message.speaker == "system" or message.case_id is None:
            continue
        goes_on = (
            before is not None
            and before.case_id == message.case_id
            and before.speaker == "customer"
        )
        if message.speaker == "customer" and message.text.strip():
            turns = found.setdefault(message.case_id, [])
            if not goes_on or not turns:
                turns.append([])
            turns[-1].append(message)
        before = message
    return {
        case_id: [turn[:PARTS_READ] for turn in turns[:TURNS_READ]]
        for case_id, turns in found.items()
    }


def _opening(
    turns: list[list[Message]],
    known: Mapping[tuple[str, int], Prediction],
    talk: set[str],
) -> Opening | None:
    greeted = False
    for turn in turns:
        judged = [(message, known[_place(message)]) for message in turn]
        issues = [pair for pair in judged if _label(*pair) not in talk]
        if issues:
            message, prediction = max(issues, key=lambda pair: _sureness(pair[1]))
            said = tuple(each.text for each in turn)
            return Opening(message, prediction, greeted or len(issues) < len(judged), said)
        greeted = True
    return None


def _place(message: Message) -> tuple[str, int]:
    return message.conversation_id, message.position


def _label(message: Message, prediction: Prediction) -> str:
    """The label given in the log, or else the one predicted."""
    return message.intent or prediction.intent


def _sureness(prediction: Prediction) -> float:
    return prediction.confidence * (1 - prediction.out_of_scope)


def issue_of(opening: Opening, talk: set[str]) -> dict[str, float]:
    """Label to probability of what the case is about; certain where the log has a label."""
    if opening.message.intent:
        return {opening.message.intent: 1.0}
    prediction = opening.prediction
    top = prediction.top or ((prediction.intent, prediction.confidence),)
    found = {label: p for label, p in top if label not in talk}
    total = sum(found.values())
    # the last digits of an encoder's numbers depend on which texts it reads together
    return {label: round(p / total, 4) for label, p in found.items()} if total > 0 else {}


def mix(found: Iterable[Opening], talk: set[str]) -> dict[str, Share]:
    """Share of each issue among those that some label covers: the mean of the probabilities.

    This is probabilistic classify and count (Bella et al. 2010, "Quantification via Probability
    Estimators"). What no label covers cannot be told from what is only worded strangely, so its
    share is an assumption of its own.
    """
    totals: Counter[str] = Counter()
    n = 0
    for opening in found:
        issue = issue_of(opening, talk)
        if OUT_OF_SCOPE not in issue:
            n += 1
            totals.update(issue)
    whole = sum(totals.values())
    return {label: wilson(t / whole, n) for label, t in sorted(totals.items()) if t > 0}


def labelled(utterances: Sequence[Utterance], talk: set[str]) -> tuple[Spoken, ...]:
    """Labelled texts as what customers say, small talk left out."""
    return tuple(
        Spoken(text=u.text, locale=u.locale, meant={u.intent: 1.0})
        for u in utterances
        if u.intent not in talk
    )


def spoken(
    found: Sequence[Opening],
    shares: Mapping[str, Share],
    talk: set[str],
    beyond: Sequence[Spoken] = (),
) -> tuple[Spoken, ...]:
    """The openings of a log as what customers say, each with what it may mean.

    As far as a text looks like nothing the classifier knows, it may mean any issue, as often as
    that issue occurs. So a simulated customer who says it is misunderstood as often as the
    classifier is in doubt, not never. What nobody covers is said in texts known to be such
    (``beyond``), or else in those that look least known.
    """
    step = max(1, math.ceil(len(found) / POOL))
    result = []
    for opening in found[::step]:
        doubt = 0.0 if opening.message.intent else opening.prediction.out_of_scope
        meant = {label: doubt * share.value for label, share in shares.items()}
        for label, p in issue_of(opening, talk).items():
            meant[label] = meant.get(label, 0.0) + (1 - doubt) * p
        if doubt > 0 and not beyond:
            meant[OUT_OF_SCOPE] = doubt
        rounded = {label: round(p, 4) for label, p in sorted(meant.items()) if p >= 0.01}
        text, locale = opening.message.text, opening.message.locale
        result.append(Spoken(text=text, locale=locale, meant=rounded))
    return tuple(result)
