"""Where a thread goes on to the next case: ordered rules over what is said around a pause.

Only a customer's message opens a case. The first rule that opens one names the reason; all times
are parts of the ``gap``, so that there is nothing else to set (in brackets: of 24 hours):

================================================================================  ============
a customer's message opens a case                                                 reason
================================================================================  ============
after a pause longer than the gap, or after a template that came after one        ``pause``
where a notice says that the conversation was reopened                            ``reopened``
where it says that it is about something else, after an answer or a goodbye       ``reopened``
where a notice says that the case was closed                                      ``handoff``
1/144 of the gap (10 minutes) after an agent or a bot said goodbye, closed the    ``handoff``
case or offered further help, and asked for nothing
1/144 of the gap (10 minutes) after the customer's own thanks or goodbye          ``closed``
where it greets or has one more question, 1/24 of the gap (an hour) after an      ``reopened``
answer that asked for nothing
================================================================================  ============

None of these opens one where the customer goes on with the case before, that is where they

- only thank, agree or say goodbye: up to 7 gaps (a week);
- call for an answer, take up what was said a short while ago, or say that it did not help:
  within the gap;
- and, unless somebody has closed it: call for an answer or answer a question of the team, up to
  3 gaps (a weekend); take up yesterday, up to 2.

What notices, agents and bots say counts where ``handoffs`` is on, what customers say where
``closing`` is. A `TopicModel` adds one more rule after them, see `dialogkit.corpus._topics`. How
well all this works is measured in ``evaluations/cases``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dialogkit.corpus import _marks

__all__ = ["SHORT", "Boundary", "Candidate", "Reason", "goes_on", "judge"]

Reason = Literal["pause", "closed", "handoff", "reopened", "topic"]

SHORT = 1 / 144
"""Part of the gap after which a closed case may be followed by the next: 10 minutes of a day."""
_GREETED = 1 / 24
_THANKS = 7.0
_CHASED = 3.0
_TAKEN_UP = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A customer's turn that may open a case, with what stands before it."""

    conversation_id: str
    """The thread."""
    place: int
    """Place of its first message in the order of the thread, from 1."""
    said: str
    """The customer's turn."""
    pause: int | None = None
    """µs since the message before; none where times are unknown."""
    shows: bool = False
    """Whether it has a medium, a location, a contact or a tapped button."""
    before: str | None = None
    """The customer's turn before."""
    answer: str | None = None
    """All that agents and bots said since then; none where nobody did."""
    answer_ends: str | None = None
    """The last message of it."""
    pushed: bool | None = None
    """Whether it has a template that came after a pause longer than the gap."""
    notices: str = ""
    """Notices since the turn before."""
    own_notices: str = ""
    """Notices since the turn itself, before anybody answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """Where a case opens, and why."""

    conversation_id: str
    """The thread."""
    place: int
    """Place of its first message in the order of the thread, from 1."""
    reason: Reason
    """The rule that gave it."""


def judge(candidate: Candidate, gap: int, *, closing: bool, handoffs: bool) -> Reason | None:
    """Why a case opens here, or None where no rule opens one.

    What could keep the case going is looked at only where something opens one.

    Args:
        candidate: The customer's turn and what stands before it.
        gap: The pause that ends a case, in µs.
        closing: Whether the customer's words count.
        handoffs: Whether the marks of agents, bots and notices count.
    """
    pause = (candidate.pause or 0) / gap
    if pause > (_THANKS if closing else 1):
        return "pause"
    if pause > 1 or candidate.pushed:
        kept = closing and goes_on(candidate, gap, handoffs=handoffs)
        return None if kept else "pause"
    reason = _within(candidate, pause, closing=closing, handoffs=handoffs)
    if reason is None or not closing:
        return reason
    return None if goes_on(candidate, gap, handoffs=handoffs) else reason


def _within(candidate: Candidate, pause: float, *, closing: bool, handoffs: bool) -> Reason | None:
    """What opens a case before the gap has passed."""
    if handoffs and _any_line(_marks.reopens, candidate.notices, candidate.own_notices):
        return "reopened"
    if closing and _marks.opens_other(candidate.said) and _answered(candidate):
        return "reopened"
    if handoffs and _noticed(candidate):
        return "handoff"
    closed = _closed(candidate, handoffs=handoffs) if pause > SHORT else None
    if closed == "handoff" or (closed and closing):
        return closed
    return "reopened" if closing and _anew(candidate, pause) else None


def goes_on(candidate: Candidate, gap: int, *, handoffs: bool) -> bool:
    """Whether the customer's words belong to the case before, whatever would open one.

    Args:
        candidate: The customer's turn and what stands before it.
        gap: The pause that ends a case, in µs.
        handoffs: Whether the marks of agents, bots and notices count.
    """
    pause = (candidate.pause or 0) / gap
    said = candidate.said
    if not candidate.shows and _marks.idle(said):
        return pause <= _THANKS
    if pause > _CHASED or _marks.opens_other(said):
        return False
    calls = _marks.chases(said) or (pause <= _TAKEN_UP and _marks.refers_back(said))
    if pause <= 1 and (calls or _marks.complains(said)):
        return True
    if not calls and not (_answers(candidate) and _asked(candidate)):
        return False
    return _closed(candidate, handoffs=handoffs) is None


def _answers(candidate: Candidate) -> bool:
    return candidate.shows or _marks.answers(candidate.said)


def _any_line(rule: Callable[[str], bool], *texts: str) -> bool:
    return any(rule(line) for text in texts for line in text.splitlines())


def _closed(candidate: Candidate, *, handoffs: bool) -> Reason | None:
    """Which side closed the case before."""
    if handoffs and (_noticed(candidate) or _said_goodbye(candidate)):
        return "handoff"
    return "closed" if _marks.closes(candidate.before or "") else None


def _noticed(candidate: Candidate) -> bool:
    return _any_line(_marks.company_closes, candidate.notices)


def _said_goodbye(candidate: Candidate) -> bool:
    """A receipt by a machine that wishes a nice day has closed nothing."""
    answer = candidate.answer or ""
    if not _marks.company_closes(candidate.answer_ends or ""):
        return False
    return not _marks.automatic(answer) and not _marks.asks_back(answer)


def _asked(candidate: Candidate) -> bool:
    """Whether a human or a bot waits for the customer's answer."""
    answer = candidate.answer or ""
    return _marks.asks_back(answer) and not _marks.automatic(answer)


def _answered(candidate: Candidate) -> bool:
    return bool(candidate.answer) or _marks.closes(candidate.before or "")


def _anew(candidate: Candidate, pause: float) -> bool:
    """A greeting, or one more question, after a pause and an answer."""
    if pause <= _GREETED or not candidate.answer or _asked(candidate):
        return False
    if _marks.automatic(candidate.answer):
        return False
    return _marks.greets(candidate.said) or _marks.opens_further(candidate.said)
