"""How the team of a log answered, as far as the log can tell it of a week without a bot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from dialogkit.conversation import Case, Message, case_table
from dialogkit.simulate._habits import DAYS
from dialogkit.simulate._served import (
    FOLLOWED,
    SERVED,
    Measured,
    Served,
    ServedDay,
    Times,
    arrivals_measured,
    share_measured,
)

__all__ = ["served"]

FEW = 30
"""With fewer cases nothing is said."""
WEEK = timedelta(days=7)
SOME_BOT = 0.05
"""Where a bot takes part in more of the cases, the others are no week without a bot."""
_WAITS = ("half_answered_after", "nine_of_ten_answered_after", "answered_60m", "answered_60m_open")
_OPEN = ("answered_60m_open", "answered_when_closed")


def served(
    cases: Sequence[Case],
    messages: Mapping[str, Sequence[Message]],
    *,
    timezone: str,
    ends: datetime | None,
    window: float | None,
    arrivals: tuple[int, float, float],
) -> Served:
    """What is measured of the team, and why the rest is not.

    Only whole weeks count, as only those are simulated: the last ones that the log shows for 72
    hours more. Left out are cases before and after them, those that the company began, those in
    which a bot wrote, and those without times.

    Args:
        cases: In which the customer says what they want.
        messages: Case id to its messages in order.
        timezone: Where hours and days are counted.
        ends: The last moment of the log; ``None``: it has no times.
        window: Seconds after a case in which returns were looked for; ``None``: nobody looked.
        arrivals: Cases with which a customer came, weeks, and variance over mean of a day's number.
    """
    if ends is None:
        return Served(lacks=dict.fromkeys(SERVED, "no_times"))
    weeks = _whole_weeks(cases, ends)
    sorted_out = {case.case_id: _why_not(case, messages, weeks) for case in cases}
    left_out = Counter(why for why in sorted_out.values() if why)
    kept = [case for case in cases if not sorted_out[case.case_id]]
    rows: dict[str, Measured | None] = {"arrivals_per_week": arrivals_measured(*arrivals)}
    short = weeks[0] == weeks[1]
    lacks = dict.fromkeys(set(SERVED) - set(rows), _unusable(kept, left_out, short=short))
    times = None
    if not any(lacks.values()):
        lacks |= _coarse(kept, messages, timezone)
        times = Times.of(case_table(kept), timezone)
        rows |= {
            "half_answered_after": times.quantile(0.5),
            "nine_of_ten_answered_after": times.quantile(0.9),
            **{name: times.share(name) for name in ("answered_60m", "never_answered", "settled")},
            "recontact_72h": _recontact(kept, cases, ends, times),
        }
        lacks["recontact_72h"] = "" if (window or 0) >= FOLLOWED else "unlinked"
        for name in ("half_answered_after", "nine_of_ten_answered_after"):
            lacks[name] = lacks[name] or ("" if rows[name] else "unanswered")
    known = any(not lacks[name] for name in _OPEN)
    return Served(
        rows={n: row for n in SERVED if (row := rows.get(n)) is not None and not lacks.get(n)},
        days=tuple(sorted(times.days(), key=_order)) if times is not None and known else (),
        lacks={name: lacks[name] for name in SERVED if lacks.get(name)},
        left_out=dict(sorted(left_out.items())),
    )


def _order(day: ServedDay) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """By weekday and counts, so that the order does not tell the dates."""
    return DAYS.index(day.day), day.wrote, day.answers


def _whole_weeks(cases: Sequence[Case], ends: datetime) -> tuple[datetime, datetime]:
    """Beginning and end of the whole weeks that the log shows for 72 hours more; equal: none."""
    last = ends - timedelta(seconds=FOLLOWED)
    first = min((case.opened_at for case in cases if case.opened_at is not None), default=last)
    return last - max((last - first) // WEEK, 0) * WEEK, last


def _why_not(
    case: Case, messages: Mapping[str, Sequence[Message]], weeks: tuple[datetime, datetime]
) -> str:
    """Why a case does not count, in a word; nothing where it does."""
    spoken = (m for m in messages.get(case.case_id, ()) if m.speaker != "system")
    first = next((m.speaker for m in spoken if m.kind != "event"), None)
    if case.opened_at is None or (case.reached_agent and case.wait_seconds is None):
        return "team_first" if first == "agent" else "no_times"
    if case.opened_at > weeks[1]:
        return "late"
    if case.opened_at < weeks[0]:
        return "part_week"
    if case.bot_engaged:
        return "bot"
    return "" if first == "customer" else "team_first"


def _unusable(kept: Sequence[Case], left_out: Mapping[str, int], *, short: bool) -> str:
    """Why none of the waits can be measured; nothing where they can."""
    if left_out.get("bot", 0) > SOME_BOT * (left_out.get("bot", 0) + len(kept)):
        return "bot"
    if len(kept) < FEW:
        if len(kept) + left_out.get("no_times", 0) >= FEW:
            return "no_times"
        return "short" if short else "few"
    return "" if any(case.reached_agent for case in kept) else "no_agents"


def _coarse(
    kept: Iterable[Case], messages: Mapping[str, Sequence[Message]], timezone: str
) -> dict[str, str]:
    """What times that were rounded to hours or days do not tell."""
    sent = [m.sent_at for case in kept for m in messages[case.case_id] if m.sent_at is not None]
    if not sent or any(at.minute or at.second or at.microsecond for at in sent):
        return {}
    zone = ZoneInfo(timezone)
    days = len({at.astimezone(zone).hour for at in sent}) <= 2  # winter and summer time
    return dict.fromkeys((*_WAITS, *_OPEN) if days else _WAITS, "coarse")


def _recontact(
    kept: Sequence[Case], cases: Sequence[Case], ends: datetime, times: Times
) -> Measured | None:
    """Who came back with the same matter within 72 hours, of the cases watched for so long."""
    long = timedelta(seconds=FOLLOWED)
    closed = {case.case_id: case.closed_at for case in cases}
    back = set()
    for case in cases:
        before = closed.get(case.recontact_of or "")
        if before is not None and case.opened_at is not None and case.opened_at - before <= long:
            back.add(case.recontact_of)
    watched = [case.closed_at is not None and ends - case.closed_at >= long for case in kept]
    seen = np.array(watched, dtype=bool)
    hit = np.array([case.case_id in back for case in kept], dtype=bool) & seen
    counts = [np.bincount(times.wrote_on[x], minlength=len(times.strata)) for x in (hit, seen)]
    return share_measured(counts[0], counts[1], times.strata)
