"""Fitting customers to a log: arrivals, issues, languages, words and reply times."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Literal
from zoneinfo import ZoneInfo

import numpy as np

from dialogkit.conversation import Case, Cases, IntentModel, Utterance
from dialogkit.errors import InputError
from dialogkit.simulate._assumptions import ASSUMPTIONS, Parameter
from dialogkit.simulate._customers import OUT_OF_SCOPE, Origin, Spoken
from dialogkit.simulate._fit_course import courses
from dialogkit.simulate._fit_delays import delay_of
from dialogkit.simulate._fit_more import Log, demands_in, forms_beside, shown
from dialogkit.simulate._fit_served import served
from dialogkit.simulate._issues import (
    Opening,
    is_small_talk,
    labelled,
    mix,
    openings,
    spoken,
    wilson,
)
from dialogkit.simulate._remarks import Remark, in_both, remark

__all__ = ["Speak", "fit"]

Speak = Literal["auto", "log", "utterances"]
ENOUGH = 200
"""With so many openings in a log, customers speak them rather than labelled texts."""
ENOUGH_REPLIES = 30
"""With so many replies to a bot, those to agents do not count."""
WEEK = 7 * 24 * 3600.0
_KEYED = re.compile(r"_[0-9a-f]{4}>")


def fit(
    cases: Cases,
    model: IntentModel,
    utterances: Sequence[Utterance],
    *,
    speak: Speak,
    small_talk: Sequence[str] | None,
    timezone: str,
) -> dict[str, Any]:
    """The measured fields of `Customers`."""
    labels = [*map(str, model.classes_), *(utterance.intent for utterance in utterances)]
    talk = set(small_talk) if small_talk is not None else set(filter(is_small_talk, labels))
    by_case = openings(cases, model, talk)
    if not by_case:
        raise InputError("the log has no case with a customer's text, so nothing can be fitted")
    listed = [case for case in cases.rows() if case.case_id in by_case]
    listed.sort(key=lambda case: _in_time(case, by_case[case.case_id]))
    found = [by_case[case.case_id] for case in listed]
    notes = [remark("recognised")]
    log = Log.of(cases, listed, by_case, talk)
    gone = courses([*listed, *log.silent], log.messages, log.ends)
    demands, came = demands_in(gone), log.came
    says = [by_case[case.case_id] for case in listed if case.case_id not in demands] or found
    telling = [case for case in came if case.case_id not in demands] or came
    wanted = [by_case[case.case_id] for case in telling]
    shares = mix(wanted, talk)
    if not shares:
        notes.append(remark("no_mix"))
        issues = sorted({label for label in labels if label not in talk | {OUT_OF_SCOPE}})
        shares = {label: wilson(1 / len(issues), 0) for label in issues}
    pool = _pool(says, utterances, speak, talk, notes)
    beyond = labelled([u for u in utterances if u.intent == OUT_OF_SCOPE], talk)
    more = shown(log, gone, shares, timezone, telling)
    forms = {} if pool is None else forms_beside(says, [*utterances])
    greeted = sum(opening.greeted for opening in found) + len(log.silent)
    coming = [*came, *log.silent]
    notes += _about_channels(coming)
    beyond_all = _beyond(wanted)
    if pool is None:
        notes += _about_beyond(says, beyond_all)
    when = _arrivals(coming, timezone, notes)
    return {
        **when,
        "cases": len(listed) + len(log.silent),
        "intents": shares,
        "segments": more.segments,
        "at_once": more.at_once,
        "at_once_of_all": more.at_once_of_all,
        "locales": _shares(case.locale or "" for case in coming),
        "channels": _shares(case.channel or "" for case in coming),
        "greets_first": greeted / (len(found) + len(log.silent)),
        **_reply_times(cases),
        "delays": more.delays,
        "texts_from": _origin(cases, labelled=pool is not None),
        "spoken": pool if pool is not None else (*spoken(says, shares, talk, beyond), *beyond),
        "parameters": {**ASSUMPTIONS, OUT_OF_SCOPE: beyond_all, **more.parameters, **forms},
        "counted": more.counted,
        "served": served(
            log.cases,
            log.messages,
            timezone=timezone,
            ends=log.ends,
            window=log.window,
            arrivals=(len(coming), when["weeks"], when["dispersion"]),
        ),
        **in_both([*notes, *more.notes]),
    }


def _in_time(case: Case, opening: Opening) -> tuple[str, str, str]:
    """An order that does not depend on pseudonyms, so that the key does not change a forecast."""
    when = case.opened_at.isoformat() if case.opened_at is not None else ""
    return when, _KEYED.sub("", opening.message.text), case.case_id


def _pool(
    found: Sequence[Opening],
    utterances: Sequence[Utterance],
    speak: Speak,
    talk: set[str],
    notes: list[Remark],
) -> tuple[Spoken, ...] | None:
    """Labelled texts, if customers speak those; ``None`` if they speak the log."""
    if speak == "log" or (speak == "auto" and (len(found) >= ENOUGH or not utterances)):
        notes.append(remark("openings_1" if len(found) == 1 else "openings", n=len(found)))
        return None
    if not utterances:
        raise InputError("customers are to speak labelled texts, but there are none")
    pool = labelled(utterances, talk)
    notes.append(remark("labelled_1" if len(pool) == 1 else "labelled", n=len(pool)))
    return pool


def _origin(cases: Cases, *, labelled: bool) -> Origin:
    if labelled:
        return "labelled"
    return "raw" if cases.messages.key_fingerprint is None else "anonymized"


def _beyond(found: Sequence[Opening]) -> Parameter:
    """Share of customers who want what no label covers: measured only where the log has labels."""
    assumed = ASSUMPTIONS[OUT_OF_SCOPE]
    given = [opening.message.intent for opening in found]
    if not all(given):
        return assumed
    share = wilson(given.count(OUT_OF_SCOPE) / len(given), len(given))
    low, central, high = share.low, share.value, share.high
    return replace(assumed, low=low, central=central, high=high, source="measured", n=len(given))


def _about_beyond(says: Sequence[Opening], assumed: Parameter) -> list[Remark]:
    """That the classifier doubts more than is assumed, by far; nothing where a log has labels."""
    doubt = sum(opening.prediction.out_of_scope for opening in says) / len(says)
    if assumed.source == "measured" or doubt <= assumed.high:
        return []
    values = {"share": doubt, "assumed": assumed.central}
    return [remark("maybe_beyond", **{name: f"{100 * x:.0f}" for name, x in values.items()})]


def _about_channels(coming: Sequence[Case]) -> list[Remark]:
    """Of cases without a channel, and what is assumed of them."""
    shares = _shares(case.channel or "" for case in coming)
    n = sum(not case.channel for case in coming)
    if not n:
        return []
    if not shares:
        return [remark("no_channel")]
    listed = sorted(shares.items(), key=lambda item: -item[1])
    told = [f"{name} {100 * share:.0f}" for name, share in listed]
    names = ", ".join(f"{each}%" for each in told), ", ".join(f"{each} %" for each in told)
    return [remark("some_channels", n=n, of=len(coming), names=names)]


def _shares(values: Iterable[str]) -> dict[str, float]:
    counts = Counter(value for value in values if value)
    total = sum(counts.values())
    return {value: count / total for value, count in sorted(counts.items())}


# ----- when they come and how fast they answer ---------------------------------------------------


def _arrivals(listed: Sequence[Case], timezone: str, notes: list[Remark]) -> dict[str, Any]:
    """Rate of each hour of the week, smoothed towards day share times hour share."""
    opened = [case.opened_at for case in listed if case.opened_at is not None]
    if not opened:
        notes.append(remark("no_times"))
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


def _reply_times(cases: Cases) -> dict[str, Any]:
    """Median and log-spread of the time from the company's message to the customer's reply.

    Replies to the bot count where the log has enough of them, else those to agents, too.
    """
    spoken = [message for message in cases.messages.rows() if message.speaker != "system"]
    pairs = [(before.speaker, delay_of(before, after)) for before, after in pairwise(spoken)]
    delays = [delay for speaker, delay in pairs if delay is not None and speaker == "bot"]
    if len(delays) < ENOUGH_REPLIES:
        delays = [delay for _, delay in pairs if delay is not None]
    if len(delays) < 5:
        return {"replies": len(delays)}
    logs = np.log(delays)
    return {
        "reply_median": float(np.exp(np.median(logs))),
        "reply_spread": float(logs.std()),
        "replies": len(delays),
    }
