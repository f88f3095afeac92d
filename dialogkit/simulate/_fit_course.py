"""How conversations of a log went on: who left, who asked for a human, and after what.

The hazard of leaving is counted turn by turn, as in a discrete-time survival model: of those who
were still there to answer the company's ``t``-th turn, the share that never wrote again. Turns so
near the log's end that nobody could be known to have left are not counted, answered or not: to
count those that were answered would make leaving look rarer. Where rules of evidence judged the
case (`dialogkit.corpus.split_cases`), silence is leaving only after a question or after the bot
said that it had not understood. Then nothing else is a turn to be answered, or those who went on
would be counted and those who left not. Where the case itself says who left, as a simulated one
does, every turn of a bot is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Literal

from dialogkit._intervals import wilson
from dialogkit.conversation import Case, Message
from dialogkit.corpus import marks_of
from dialogkit.simulate._fit_values import holds_value
from dialogkit.simulate._habits import Counted, Share

__all__ = ["Course", "asks_human", "by_turn", "courses", "hazards", "share_of"]

_OVER = frozenset({"thanks", "works_now", "no_longer_needed"})
"""Marks of an answer by somebody who is done: nobody asks whether they would have left."""
_ANSWERABLE = frozenset({"asks", "lost"})
"""Marks of a turn after which silence is leaving, where rules of evidence say who left."""
TURNS_SHOWN = 6
"""Hazards are shown for so many turns; the last of them stands for all that follow."""
CENSORED = timedelta(hours=24)
"""A question that the log shows for less than this may yet be answered."""
_GREETING = re.compile(
    r"\W*(?:hallo|hi|hey|hello|moin(?: moin)?|servus|gr(?:ü|ue)(?:ß|ss) gott|gr(?:ü|ue)ezi|"
    r"(?:guten|schönen|good|gude) ?(?:tag|morgen|abend|morning|day|afternoon|evening))\b"
    r"(?:\W+\w+){0,3}\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One turn of the company that the customer had to answer, and what came of it."""

    by: Literal["bot", "agent"]
    """Who had the turn."""
    turn: int
    """Which of the turns of its kind in the case, from 1."""
    lost: bool
    """Whether the bot said that it had not understood."""
    left: bool
    """Whether the customer never answered."""
    human: bool
    """Whether the answer was the wish for a human."""
    named: bool
    """Whether the customer had named a value (an order number, an address) before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A case as far as it tells who stayed."""

    case: Case
    """The case."""
    asked: tuple[Asked, ...]
    """Its turns of the company that had to be answered, in order."""
    human_first: bool
    """Whether the customer asked for a human in the first turn, or in the one after a greeting."""
    names: bool
    """Whether the customer names a value at any time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    speaker: str
    marks: frozenset[str]
    at: datetime | None
    greets: bool
    """Whether it is nothing but a greeting."""
    names: bool
    """Whether it holds a value of the customer's."""


def courses(
    cases: Sequence[Case], messages: Mapping[str, Sequence[Message]], ends: datetime | None
) -> list[Course]:
    """Each case turn by turn.

    Args:
        cases: The cases.
        messages: Case id to its messages in order.
        ends: The last moment of the log; ``None`` where it has no times.
    """
    found = []
    for case in cases:
        turns = list(_turns(messages.get(case.case_id, ())))
        asked = tuple(_asked(case, turns, ends))
        names = any(turn.names for turn in turns)
        found.append(Course(case=case, asked=asked, human_first=_human_first(turns), names=names))
    return found


def _turns(messages: Iterable[Message]) -> Iterator[_Turn]:
    """Consecutive messages of one speaker; notices and automatic receipts are no turns."""
    rows = [
        (m.speaker, marks_of(m.speaker, m.text, m.locale), m.sent_at, m.text)
        for m in messages
        if m.speaker != "system" and m.kind != "event"
    ]
    kept = (row for row in rows if "receipt" not in row[1])
    for speaker, group in groupby(kept, key=lambda row: row[0]):
        own = list(group)
        marks = frozenset(mark for row in own for mark in row[1])
        greets = all(_GREETING.fullmatch(row[3]) for row in own)
        names = speaker == "customer" and any(holds_value(row[3]) for row in own)
        yield _Turn(speaker=speaker, marks=marks, at=own[-1][2], greets=greets, names=names)


def _human_first(turns: Sequence[_Turn]) -> bool:
    own = [turn for turn in turns if turn.speaker == "customer"]
    first = own[1:2] if own and own[0].greets else own[:1]
    return any("asks_for_human" in turn.marks for turn in first)


def _asked(case: Case, turns: Sequence[_Turn], ends: datetime | None) -> Iterator[Asked]:
    """The turns of the company that were answered, or that the customer left at."""
    counts = {"bot": 0, "agent": 0}
    named = False
    for place, turn in enumerate(turns):
        if turn.speaker == "customer":
            named = named or turn.names
            continue
        by: Literal["bot", "agent"] = "bot" if turn.speaker == "bot" else "agent"
        counts[by] += 1
        after = turns[place + 1] if place + 1 < len(turns) else None
        if after is not None and after.speaker != "customer":
            continue
        if _too_late(turn, ends):
            continue
        left = after is None and _left(case, turn)
        if (after is None and not left) or (after is not None and after.marks & _OVER):
            continue
        if _goes_on_silently(by, case, turn):
            continue
        yield Asked(
            by=by,
            turn=counts[by],
            lost="lost" in turn.marks,
            left=left,
            human=after is not None and "asks_for_human" in after.marks,
            named=named,
        )


def _goes_on_silently(by: str, case: Case, turn: _Turn) -> bool:
    """Whether silence after a turn would not be leaving; then an answer to it is no staying."""
    if by == "agent":
        return "asks" not in turn.marks
    return case.because is not None and not turn.marks & _ANSWERABLE


def _too_late(turn: _Turn, ends: datetime | None) -> bool:
    """Whether the log ends before anybody could be known to have left here."""
    return turn.at is not None and ends is not None and ends - turn.at < CENSORED


def _left(case: Case, last: _Turn) -> bool:
    """Whether the customer left at the last turn, as far as the log can tell."""
    if last.speaker == "bot":
        unheard = "lost" in last.marks and case.abandoned == "no" and case.resolved != "yes"
        return case.abandoned == "bot" or (case.because is not None and unheard)
    return "asks" in last.marks and case.resolved != "yes"


def share_of(events: Iterable[bool]) -> Share | None:
    """Share of what is true with its 95 % interval by Wilson; ``None`` of nothing."""
    listed = list(events)
    if not listed:
        return None
    k, n = sum(listed), len(listed)
    low, high = wilson(k, n)
    return Share(value=k / n, low=min(low, k / n), high=max(high, k / n), n=n)


def hazards(found: Iterable[Course]) -> dict[str, Share]:
    """Parameter to its measured hazard, from turns of a bot; empty where the log has none."""
    asked = [each for course in found for each in course.asked if each.by == "bot"]
    plain = [each for each in asked if not each.lost]
    measured = {
        "leaves_first_turn": share_of(each.left for each in plain if each.turn == 1),
        "leaves_per_turn": share_of(each.left for each in plain if each.turn > 1),
        "leaves_when_lost": share_of(each.left for each in asked if each.lost),
        "asks_human_when_lost": share_of(e.human for e in asked if e.lost and not e.left),
    }
    return {name: share for name, share in measured.items() if share is not None}


def asks_human(found: Iterable[Course]) -> Share | None:
    """Who asks for a human from the start, of those whom a bot answered."""
    return share_of(course.human_first for course in found if course.case.bot_engaged)


def by_turn(found: Sequence[Course]) -> tuple[Counted, ...]:
    """The hazard of leaving by turn, and after a misunderstanding, for bots and for agents."""
    rows = []
    for by, de, en in (("bot", "des Bots", "of the bot"), ("agent", "des Teams", "of an agent")):
        asked = [each for course in found for each in course.asked if each.by == by]
        for turn in range(1, TURNS_SHOWN + 1):
            last = turn == TURNS_SHOWN
            share = share_of(
                each.left for each in asked if each.turn == turn or (last and each.turn > turn)
            )
            if share is not None:
                plus = "+" if last else ""
                rows.append(
                    Counted(
                        name=f"leaves.{by}.{turn}{plus}",
                        value=share.value,
                        low=share.low,
                        high=share.high,
                        n=share.n,
                        label_de=f"antwortet nicht auf Nachricht {turn}{plus} {de}",
                        label_en=f"does not answer message {turn}{plus} {en}",
                    )
                )
    return tuple(rows)
