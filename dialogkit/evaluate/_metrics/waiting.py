"""Waiting: how fast a reply comes, who leaves before it, and how busy the agents are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dialogkit.evaluate._records import Records, Settings
from dialogkit.evaluate._registry import LeftOut, Median, Ratio, Share, metric

__all__ = [
    "abandonment",
    "first_response_agent",
    "first_response_bot",
    "occupancy",
    "service_level",
    "utilisation",
]

_NO_WAITS = LeftOut(
    "Needs the column wait_seconds: from the handoff to the agent's answer or to leaving.",
    "Braucht die Spalte wait_seconds: von der Übergabe bis zur Antwort oder bis zum Aufgeben.",
)
_NO_TIMES = LeftOut(
    "Needs the column first_response_seconds.", "Braucht die Spalte first_response_seconds."
)
_NO_STAFF = LeftOut(
    "Needs the busy and the staffed seconds of the agents.",
    "Braucht die belegten und die besetzten Sekunden der Mitarbeiter.",
)


def _limit(settings: Settings) -> tuple[str, ...]:
    minutes, rest = divmod(settings.service_level_seconds, 60)
    return (f"{settings.service_level_seconds:g}s" if rest else f"{minutes:g}m",)


@metric(
    "service_level_{window}",
    place=100,
    label={
        "de": "von Mitarbeitern innerhalb von {window} beantwortet (Wanduhr)",
        "en": "answered by an agent within {window} (wall clock)",
    },
    definition={
        "de": "Innerhalb von {window} von einem Menschen beantwortet, geteilt durch beantwortete, "
        "danach aufgegebene und in einem Log ohne Bot nie beantwortete; gemessen in Wanduhrzeit ab "
        "der Übergabe, ohne Bot ab der ersten Nachricht.",
        "en": "Answered by a human within {window}, out of those answered, those who left after "
        "that and, in a log without a bot, those never answered; wall-clock time from the handoff, "
        "without a bot from the first message.",
    },
    windows=_limit,
)
def service_level(records: Records) -> Share | LeftOut:
    """Answered ≤ T ÷ (answered + abandoned after T).

    A customer who left at an unknown moment counts as having left after T; an answer at an
    unknown moment is unknown. Who was never put through (closed, nobody there) is in neither;
    but a log does not tell that: who wrote to humans only and had no answer, although the log goes
    on for T, waited longer.
    """
    if "wait_seconds" not in records.known:
        return _NO_WAITS
    wait, answered = records.amount("wait"), records.flag("reached")
    limit = records.settings.service_level_seconds
    left_late = records.flag("left_queue") & ~answered & ~(wait <= limit)
    never = records.unanswered & (records.amount("goes_on") >= limit)
    return Share(
        hit=answered & (wait <= limit),
        base=answered | left_late | never,
        unknown=answered & np.isnan(wait),
        waiting=True,
    )


@metric(
    "abandonment",
    place=110,
    label={"de": "vor der Antwort aufgegeben", "en": "left before the answer"},
    definition={
        "de": "Kunden, die vor der Antwort eines Menschen aufgaben, geteilt durch alle in der "
        "Warteschlange; wer schweigt, ohne zu gehen, gilt als ungewiss.",
        "en": "Customers who left before a human answered, out of all who queued; one who is "
        "silent without leaving counts as unknown.",
    },
)
def abandonment(records: Records) -> Share:
    """Left before the human reply ÷ queued."""
    answered = records.flag("reached")
    left = records.flag("left_queue") & ~answered
    silent = _silent(records)
    parts = {name: int(x.sum()) for name, x in [("left", left), ("answered", answered)]}
    return Share(
        hit=left,
        base=answered | left | silent,
        unknown=silent,
        parts=parts | {"still_waiting": int(silent.sum())},
        waiting=True,
    )


def _silent(records: Records) -> NDArray[np.bool_]:
    """In the queue, neither answered nor gone when the record ends."""
    queued = records.flag("handed") | ~records.flag("engaged")
    waited = queued & ~np.isnan(records.amount("wait"))
    return records.unanswered | (waited & ~records.flag("reached") & ~records.flag("left_queue"))


@metric(
    "first_response_bot_seconds",
    place=112,
    of_bot=True,
    label={"de": "erste Antwort des Bots (Median)", "en": "first reply of the bot (median)"},
    definition={
        "de": "Zeit von der Nachricht des Kunden bis zur ersten Antwort, wo der Bot antwortet.",
        "en": "Time from the customer's message to the first reply, where the bot replies.",
    },
)
def first_response_bot(records: Records) -> Median | LeftOut:
    """Median of the first response time over bot-engaged cases."""
    return _median(records.amount("first_response"), records.flag("engaged"), _NO_TIMES)


@metric(
    "first_response_agent_seconds",
    place=113,
    label={"de": "Antwort eines Menschen (Median)", "en": "reply of a human (median)"},
    definition={
        "de": "Zeit von der Übergabe (ohne Bot: von der ersten Nachricht) bis zur ersten Antwort "
        "eines Menschen, nur Beantwortete; geschlossene Stunden zählen mit.",
        "en": "Time from the handoff (without a bot: from the first message) to a human's first "
        "reply, among those who got one; closed hours count.",
    },
)
def first_response_agent(records: Records) -> Median | LeftOut:
    """Median wait over the cases that reached an agent."""
    return _median(records.amount("wait"), records.flag("reached"), _NO_WAITS, waiting=True)


def _median(
    times: NDArray[np.float64],
    wanted: NDArray[np.bool_],
    otherwise: LeftOut,
    *,
    waiting: bool = False,
) -> Median | LeftOut:
    known = wanted & ~np.isnan(times)
    if not known.any():
        return otherwise
    unknown = int(wanted.sum() - known.sum())
    return Median(values=times[known], cases=known, unknown=unknown, waiting=waiting)


@metric(
    "utilisation",
    place=120,
    label={"de": "Auslastung der Chatplätze", "en": "utilisation of the places for chats"},
    definition={
        "de": "Belegte Zeit geteilt durch besetzte Zeit aller Plätze, von denen ein Mitarbeiter so "
        "viele hat, wie er Chats zugleich führen darf; Nacharbeit zählt, Pausen und Arbeit nach "
        "Dienstschluss zählen nicht.",
        "en": "Busy time out of staffed time of all places, of which an agent has as many as chats "
        "they may hold at once; wrap-up counts, breaks and work after the end of the shift do not.",
    },
)
def utilisation(records: Records) -> Ratio | LeftOut:
    """Busy slot-time ÷ staffed slot-time, over the periods given in ``staffing``.

    ``worked_seconds`` where they are given: what of the staffed time agents were at work, so that
    work done after hours makes no more than 100 %.
    """
    staffing = records.settings.staffing
    if staffing is None:
        return _NO_STAFF
    at_work = "worked_seconds" if "worked_seconds" in staffing else "busy_seconds"
    busy, staffed = (np.atleast_1d(staffing[n]) for n in (at_work, "staffed_seconds"))
    return Ratio(above=busy.astype(np.float64), below=staffed.astype(np.float64))


@metric(
    "occupancy",
    place=121,
    label={
        "de": "Dienstzeit mit mindestens einem Anliegen",
        "en": "time on duty with at least one request",
    },
    definition={
        "de": "Zeit, in der ein Mitarbeiter im Dienst mindestens einen Chat, einen Anruf oder "
        "eine E-Mail hatte, geteilt durch die Dienstzeit ohne Pausen.",
        "en": "Time in which an agent on duty had at least one chat, call or e-mail, out of the "
        "time on duty without breaks.",
    },
)
def occupancy(records: Records) -> Ratio | LeftOut:
    """Agent time with at least one request ÷ agent time on duty, over the periods given."""
    staffing = records.settings.staffing
    if staffing is None or not {"occupied_seconds", "duty_seconds"} <= set(staffing):
        return _NO_STAFF
    busy, there = (np.atleast_1d(staffing[n]) for n in ("occupied_seconds", "duty_seconds"))
    return Ratio(above=busy.astype(np.float64), below=there.astype(np.float64))
