"""What the study measures: plain values with numerator, denominator and 95 % interval."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score
from turns import ISSUES, labels

from dialogkit.conversation import IntentModel, Messages, Utterance
from dialogkit.evaluate import wilson
from dialogkit.forecast import Forecast
from dialogkit.simulate import OUT_OF_SCOPE, Customers

__all__ = [
    "PERSONAL",
    "auroc",
    "hidden",
    "mix",
    "noise",
    "rates",
    "share",
    "shares_of_score",
    "sizes",
]

PERSONAL = ("name", "email_address", "phone_number", "booking_confirmation_number")
"""Labelled words that identify somebody."""
HEADLINE = (
    "containment",
    "deflection",
    "resolved_deflection_72h",
    "false_deflection",
    "handoff_rate",
    "missed_handoff",
    "failure_rate",
    "service_level_60m",
)
RESAMPLES = 400

Value = dict[str, Any]


def share(numerator: float, denominator: int) -> Value:
    """A share with its Wilson interval."""
    low, high = wilson(numerator, denominator)
    value = numerator / denominator
    return _value(value, low, high, numerator=numerator, denominator=denominator)


def _value(value: float, low: float, high: float, **others: Any) -> Value:
    return {"value": float(value), "low": float(low), "high": float(high), **others}


def sizes(logs: Mapping[str, Messages]) -> Value:
    """Turns, chats, blank turns, and turns with more than one label, of each split."""
    found: Value = {}
    for split, log in logs.items():
        rows = log.rows()
        found[split] = {
            "turns": len(rows),
            "chats": len({m.conversation_id for m in rows}),
            "blank": sum(not m.text.strip() for m in rows),
            "more_than_one_label": sum(len(labels(m.intent)) > 1 for m in rows),
        }
    return found


def several_issues(log: Messages) -> Value:
    """Chats in which two or more issues are named, of all."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for message in log.rows():
        named[message.conversation_id] |= {x for x in labels(message.intent) if x in ISSUES}
    return share(sum(len(issues) > 1 for issues in named.values()), len(named))


def noise(log: Messages, examples: Sequence[Utterance], trained: Iterable[Utterance]) -> Value:
    """How far the labels let any reader of a single turn get.

    ``best_possible``: right answers of a reader who knows, for each text of the scored split, its
    most frequent label there. Texts that occur once count as known, so the truth is below.
    """
    by_text: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for example in examples:
        by_text[example.text][example.intent] += 1
    seen = {example.text for example in trained}
    best = sum(max(counts.values()) for counts in by_text.values())
    most = max(Counter(example.intent for example in examples).values())
    return {
        "best_possible": share(best, len(examples)),
        "always_the_most_frequent_label": share(most, len(examples)),
        "also_in_training": share(sum(e.text in seen for e in examples), len(examples)),
        "chats_with_several_issues": several_issues(log),
    }


def shares_of_score(score: Mapping[str, Any]) -> Value:
    """The shares of what `dialogkit.intents.score` gives, with numerators and denominators."""
    threshold = score["threshold"]
    return {
        "accuracy": share(score["correct"], score["n"]),
        "accepted": share(threshold["accepted"], score["n"]),
        "accuracy_of_accepted": share(threshold["correct"], threshold["accepted"]),
        "recall": {row["intent"]: share(row["correct"], row["n"]) for row in score["intents"]},
    }


def auroc(
    model: IntentModel, inside: Sequence[Utterance], outside: Sequence[Utterance], *, seed: int
) -> Value:
    """How well out-of-scope turns stand apart; the interval resamples whole chats."""
    both = [*inside, *outside]
    scores = np.array([p.out_of_scope for p in model.predict_many([u.text for u in both])])
    truth = np.array([False] * len(inside) + [True] * len(outside))
    _, chat = np.unique([str(u.person) for u in both], return_inverse=True)
    rows_of = [np.flatnonzero(chat == number) for number in range(chat.max() + 1)]
    rng = np.random.default_rng(seed)
    drawn = [_resampled(truth, scores, rows_of, rng) for _ in range(RESAMPLES)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    n = {"inside": len(inside), "outside": len(outside)}
    return _value(roc_auc_score(truth, scores), low, high, **n)


def _resampled(
    truth: NDArray[np.bool_],
    scores: NDArray[np.float64],
    rows_of: Sequence[NDArray[np.intp]],
    rng: np.random.Generator,
) -> float:
    rows = np.concatenate([rows_of[i] for i in rng.integers(0, len(rows_of), len(rows_of))])
    return float(roc_auc_score(truth[rows], scores[rows]))


def mix(customers: Customers) -> Value:
    """The share of each issue among the cases, and of those out of scope where it is measured."""
    found = {
        label: _value(s.value, s.low, s.high, denominator=s.n)
        for label, s in customers.intents.items()
    }
    beyond = customers.parameters[OUT_OF_SCOPE]
    if beyond.source == "measured":
        span = (beyond.central, beyond.low, beyond.high)
        found[OUT_OF_SCOPE] = _value(*span, denominator=beyond.n)
    return found


def hidden(raw: Messages, anonymous: Messages, slots: Sequence[Sequence[str]]) -> Value:
    """Of the words labelled as identifying, those that the anonymous log no longer has.

    Turns whose words and labels differ in number are left out.
    """
    found: Counter[str] = Counter()
    gone: Counter[str] = Counter()
    before, after = raw.table["text"].to_pylist(), anonymous.table["text"].to_pylist()
    for old, new, marks in zip(before, after, slots, strict=True):
        words = old.split()
        if len(words) != len(marks) or not set(PERSONAL) & set(marks):
            continue
        kept = _kept(words, new.split())
        for place, mark in enumerate(marks):
            if mark in PERSONAL:
                found[mark] += 1
                gone[mark] += place not in kept
    return {mark: share(gone[mark], found[mark]) for mark in PERSONAL if found[mark]}


def _kept(old: Sequence[str], new: Sequence[str]) -> set[int]:
    """Places of the old words that are still there, in order."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {place for block in blocks for place in range(block.a, block.a + block.size)}


def rates(forecast: Forecast) -> Value:
    """The headline of a forecast, with counts where a rate has them."""
    every = forecast.value["rates"]["rates"]
    return {
        name: _value(
            every[name]["value"],
            every[name]["low"],
            every[name]["high"],
            numerator=every[name]["numerator"],
            denominator=every[name]["denominator"],
        )
        for name in HEADLINE
    }
