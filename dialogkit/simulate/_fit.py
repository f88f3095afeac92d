"""Fitting customers to a log: arrivals, issues, languages, words and reply times."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from dialogkit.conversation import Case, Cases, IntentModel, Message, Prediction, Utterance
from dialogkit.errors import InputError
from dialogkit.simulate._customers import OUT_OF_SCOPE, Share, Spoken

__all__ = ["fit", "is_small_talk", "wilson"]

OPENING_MESSAGES = 4
"""Customer messages at the start of a case in which its issue is looked for."""
POOL = 4000
"""At most so many texts of a log are kept for simulated customers."""
WEEK = 7 * 24 * 3600.0

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


def is_small_talk(label: str) -> bool:
    """Whether a label, by its name, is a greeting, thanks or a bare yes or no."""
    parts = label.lower().replace("-", "_").replace("/", "_").split("_")
    return any(part in _SMALL_TALK for part in parts)


def wilson(share: float, n: int) -> Share:
    """A share with its 95 % interval (Wilson 1927)."""
    z = 1.959963984540054
    if n == 0:
        return Share(value=share, low=0.0, high=1.0, n=0)
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return Share(value=share, low=max(0.0, centre - half), high=min(1.0, centre + half), n=n)


def fit(
    cases: Cases,
    model: IntentModel,
    utterances: Sequence[Utterance],
    small_talk: Sequence[str] | None,
    timezone: str,
) -> dict[str, Any]:
    """The measured fields of `Customers`."""
    labels = [*map(str, model.classes_), *(utterance.intent for utterance in utterances)]
    talk = set(small_talk) if small_talk is not None else set(filter(is_small_talk, labels))
    rows = cases.rows()
    by_case = _customer_messages(cases)
    listed = [case for case in rows if by_case.get(case.case_id)]
    if not listed:
        raise InputError("the log has no case with a customer's text, so nothing can be fitted")
    openings = [by_case[case.case_id][:OPENING_MESSAGES] for case in listed]
    predicted = iter(model.predict_many([m.text for opening in openings for m in opening]))
    judged = [[next(predicted) for _ in opening] for opening in openings]
    notes: list[str] = []
    pool = _labelled(utterances, talk) or _posterior(openings, judged, talk)
    if not utterances:
        notes.append("customers speak the texts of the log, as the classifier understands them")
    return {
        **_arrivals(listed, timezone, notes),
        "cases": len(listed),
        "intents": _mix(openings, judged, talk),
        "locales": _shares(case.locale or "" for case in listed),
        "channels": _shares(case.channel or "" for case in listed),
        "greets_first": _greets(judged, talk),
        **_reply_times(cases),
        "spoken": pool,
        "notes": tuple(notes),
    }


def _customer_messages(cases: Cases) -> dict[str, list[Message]]:
    """Case id to the customer's messages with text, in order."""
    found: dict[str, list[Message]] = defaultdict(list)
    for message in cases.messages.rows():
        if message.speaker == "customer" and message.case_id and message.text.strip():
            found[message.case_id].append(message)
    return found


# ----- what customers want -----------------------------------------------------------------------


def _posterior_of(prediction: Prediction, talk: set[str]) -> dict[str, float]:
    """Label to probability for one text, small talk left out; what is left of 1 is small talk."""
    inside = 1.0 - prediction.out_of_scope
    top = prediction.top or ((prediction.intent, prediction.confidence),)
    found = {label: p * inside for label, p in top if label not in talk}
    found[OUT_OF_SCOPE] = prediction.out_of_scope
    return found


def _issue(
    opening: list[Message], judged: list[Prediction], talk: set[str]
) -> dict[str, float] | None:
    """Label to probability for a case, from the message of its opening that says most.

    ``None`` where the whole opening is small talk. A label given in the log is taken as it is.
    """
    for message in opening:
        if message.intent and message.intent not in talk:
            return {message.intent: 1.0}
    candidates = [_posterior_of(p, talk) for p in judged if p.intent not in talk]
    if not candidates:
        return None
    best = max(candidates, key=lambda found: max(v for k, v in found.items() if k != OUT_OF_SCOPE))
    total = sum(best.values())
    return {label: p / total for label, p in best.items()} if total > 0 else None


def _mix(
    openings: list[list[Message]], judged: list[list[Prediction]], talk: set[str]
) -> dict[str, Share]:
    """Share of each issue: the mean of the cases' probabilities.

    This is probabilistic classify and count (Bella et al. 2010, "Quantification via Probability
    Estimators").
    """
    totals: Counter[str] = Counter()
    n = 0
    for opening, predictions in zip(openings, judged, strict=True):
        issue = _issue(opening, predictions, talk)
        if issue is not None:
            n += 1
            totals.update(issue)
    if n == 0:
        return {OUT_OF_SCOPE: wilson(1.0, 0)}
    return {label: wilson(total / n, n) for label, total in sorted(totals.items()) if total > 0}


def _greets(judged: list[list[Prediction]], talk: set[str]) -> float:
    greeted = sum(len(p) > 1 and p[0].intent in talk for p in judged)
    return greeted / len(judged)


def _shares(values: Iterable[str]) -> dict[str, float]:
    counts = Counter(value for value in values if value)
    total = sum(counts.values())
    return {value: count / total for value, count in sorted(counts.items())}


# ----- what customers say ------------------------------------------------------------------------


def _labelled(utterances: Sequence[Utterance], talk: set[str]) -> tuple[Spoken, ...]:
    return tuple(
        Spoken(text=u.text, locale=u.locale, meant={u.intent: 1.0})
        for u in utterances
        if u.intent not in talk
    )


def _posterior(
    openings: list[list[Message]], judged: list[list[Prediction]], talk: set[str]
) -> tuple[Spoken, ...]:
    """Texts of the log, each meaning what its calibrated probabilities say.

    What a text means is then drawn from these probabilities, so a simulated customer is
    misunderstood as often as the classifier says it is wrong, not never.
    """
    found = []
    for opening, predictions in zip(openings, judged, strict=True):
        for message, prediction in zip(opening, predictions, strict=True):
            if prediction.intent in talk:
                continue
            meant = {k: round(p, 4) for k, p in _posterior_of(prediction, talk).items() if p > 0.02}
            if meant:
                found.append(Spoken(text=message.text, locale=message.locale, meant=meant))
    step = max(1, math.ceil(len(found) / POOL))
    return tuple(found[::step])


# ----- when they come and how fast they answer ---------------------------------------------------


def _arrivals(listed: list[Case], timezone: str, notes: list[str]) -> dict[str, Any]:
    """Rate of each hour of the week, smoothed towards day share times hour share."""
    opened = [case.opened_at for case in listed if case.opened_at is not None]
    if not opened:
        notes.append("the log has no times: arrivals are assumed even, Monday to Friday 8 to 18 h")
        hours = [h for h in range(168) if h < 120 and 8 <= h % 24 < 18]
        rates = np.zeros(168)
        rates[hours] = len(listed) / len(hours)
        return {"arrivals": tuple(rates.tolist()), "weeks": 1.0, "dispersion": 1.0}
    zone = ZoneInfo(timezone)
    local = [when.astimezone(zone) for when in opened]
    weeks = max((max(opened) - min(opened)).total_seconds() / WEEK, 1 / 7)
    counts = np.zeros((7, 24))
    for when in local:
        counts[when.weekday(), when.hour] += 1
    expected = np.outer(counts.sum(1), counts.sum(0)) / counts.sum()
    trust = weeks / (weeks + 4)
    rates = (trust * counts + (1 - trust) * expected) / weeks
    return {
        "arrivals": tuple(rates.reshape(-1).tolist()),
        "weeks": weeks,
        "ends": max(local).date(),
        "dispersion": _dispersion(local),
    }


def _dispersion(local: list[datetime]) -> float:
    """Pearson's chi-square of the daily counts, by weekday, over its degrees of freedom."""
    days = Counter(when.date() for when in local)
    first, last = min(days), max(days)
    span = (last - first).days + 1
    if span < 14:
        return 1.0
    counts = np.array([days[first + timedelta(days=d)] for d in range(span)], dtype=float)
    weekday = np.array([(first.weekday() + d) % 7 for d in range(span)])
    means = np.array([counts[weekday == d].mean() for d in range(7)])[weekday]
    used = means > 0
    freedom = int(used.sum()) - 7
    if freedom < 1:
        return 1.0
    chi = float((((counts - means) ** 2)[used] / means[used]).sum())
    return max(1.0, chi / freedom)


def _delay(before: Message, message: Message) -> float | None:
    """Seconds, where ``message`` is a customer's timed answer to the company's ``before``."""
    if before.case_id != message.case_id or before.sent_at is None or message.sent_at is None:
        return None
    if message.speaker != "customer" or before.speaker not in ("agent", "bot"):
        return None
    return max(1.0, (message.sent_at - before.sent_at).total_seconds())


def _reply_times(cases: Cases) -> dict[str, Any]:
    """Median and log-spread of the time from the company's message to the customer's reply."""
    spoken = [message for message in cases.messages.rows() if message.speaker != "system"]
    found = (_delay(before, message) for before, message in pairwise(spoken))
    delays = [delay for delay in found if delay is not None]
    if len(delays) < 5:
        return {"replies": len(delays)}
    logs = np.log(delays)
    return {
        "reply_median": float(np.exp(np.median(logs))),
        "reply_spread": float(logs.std()),
        "replies": len(delays),
    }
