"""Where a thread goes on to the next case: ordered rules over what is said around a pause.

Only a customer's message opens a case; where it answers what the company wrote about something new,
the case begins with that. The first rule that opens one names the reason. All times are parts of
the ``gap``, so that there is nothing else to set (in brackets: of 24 hours):

================================================================================  ============
a customer's message opens a case                                                 reason
================================================================================  ============
after a pause longer than the gap, or after a template that came after one        ``pause``
within 3 gaps of what the company wrote about something new, that is after 7       ``pause``
gaps (a week) of silence in which nobody waited for a word of it
where a notice says that the conversation was reopened                            ``reopened``
where it says that it is about something else, after an answer or a goodbye       ``reopened``
where a notice says that the case was closed                                      ``handoff``
where it comes to something else in passing ("Übrigens …", "noch was") and adds   ``reopened``
a word to what was said, or says yes to "anything else?" and names what nobody
has spoken of; and does not lean on what was said ("… dazu", "it … as well")
where the customer was content ("läuft, danke") and now asks for something that   ``closed``
nobody has spoken of, and does not lean on what was; 1/144 of the gap (10
minutes) later, also tells of such a thing, or says that it failed again
1/144 of the gap (10 minutes) after an agent or a bot said goodbye, closed the    ``handoff``
case or offered further help, and asked for nothing
1/144 of the gap (10 minutes) after the customer's own thanks or goodbye          ``closed``
where it greets, has one more question or one about what nobody has spoken of,    ``reopened``
1/24 of the gap (an hour) after an answer that asked for nothing
================================================================================  ============

None of these opens one where the customer goes on with the case before, that is where they

- are content, thank or say goodbye: up to 30 gaps (a month);
- call for an answer, take up what was said a short while ago, or say that it did not help: within
  the gap, and up to 30 gaps that it did not help where no more than a machine's receipt came and
  nothing new is named. Not so where it fails again after they were content, or where a notice
  closed the case and more than 1/4 of the gap (6 hours) has passed;
- bring what the team asked for ("Anbei der Vertrag"), agreed or not: up to 30 gaps;
- deny plainly what was spoken of ("still slow"), closed or not, and tell after a notice closed the
  case how it is now ("Jetzt kommen Streifen"): within 1/4 of the gap (6 hours);
- begin in the middle of a talk ("Und wo …") and name nothing new, or protest ("Moment, …"): within
  1/24 of the gap;
- and, unless somebody has closed it: call for an answer or answer a question of the team, up to
  3 gaps (a weekend), or 2 where they take up yesterday; and up to 30 gaps where no more than a
  machine's receipt came and they call for an answer;
- and, unless a notice closed the case, call for what the company owes them: up to 30 gaps. It owes
  what it promised, planned or told to come, until it writes again; thanks or "ok", and courtesies
  of the company, take nothing away, unless the customer says that it is done. They call for it
  with "any news?" or say that it has not come ("es kam niemand", "no bill yet") and, where it was
  not promised or is said to be missing, name nothing that nobody has spoken of; or ask where it
  is or what was said ("wo bleibt er?", "you said Friday") and name nothing at all;
- and, unless a notice closed the case, deny what the company said was done or is to come ("wieder
  nichts", "der Aufzug steht immer noch"), through thanks for it: up to 7 gaps (a week), by the
  rules of `dialogkit.corpus._marks_denied`;
- and, unless a notice closed the case, go on with a matter that is open ("he's been, new valve
  needed" after "he'll come on Monday", "es wird nicht besser" after "ok, ich versuch's"), or deny
  plainly what is neither settled nor given up: up to 14 gaps (two weeks), by the rules of
  `dialogkit.corpus._open_matter`.

Somebody waits for the company where the customer's last turn was more than thanks or a statement
in answer to more than a question, or where the company's last message was a receipt, a promise,
the notice of a handoff or that something comes ("bestellt", "in drei Wochen"): then it answers,
however late. What answers the company's new message goes on with nothing before it, unless it only
thanks, calls for an answer or takes up yesterday.

What notices, agents and bots say counts where ``handoffs`` is on, what customers say where
``closing`` is. A `TopicModel` adds one more rule after them, see `dialogkit.corpus._topics`. How
well all this works is measured in ``evaluations/cases``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from dialogkit.corpus import _marks, _marks_denied, _marks_owed, _open_matter, _subject

__all__ = [
    "LONG",
    "MONTH",
    "SHORT",
    "Boundary",
    "Candidate",
    "Reason",
    "goes_on",
    "judge",
    "opens_at",
]

Reason = Literal["pause", "closed", "handoff", "reopened", "topic"]

SHORT = 1 / 144
"""Part of the gap after which a closed case may be followed by the next: 10 minutes of a day."""
LONG = 7.0
"""Gaps of silence after which a company that nobody waits for writes about something new."""
MONTH = 30.0
"""Gaps after which nothing goes on with a case, and two letters of a company are of two things."""
_GREETED = 1 / 24
_CHASED = 3.0
_TAKEN_UP = 2.0
_TOO_EARLY = 1 / 4
_LATELY = 14.0


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
    before_answers: bool | None = None
    """Whether that came within the gap after a word of the company."""
    after: int | None = None
    """Place of the customer's turn directly before it; none where somebody answered that."""
    after_pause: int | None = None
    """µs between that and the message before it."""
    around: str = ""
    """What was said in the six turns before."""
    lately: Sequence[tuple[bool, str]] = ()
    """The messages of these turns in order: whether each is the customer's, and its text."""
    pushed: bool | None = None
    """Whether it has a template that came after a pause longer than the gap."""
    anew_at: int | None = None
    """Place in the answer of the first message after `LONG` gaps of silence, or of the last after
    `MONTH` gaps."""
    anew_after_customer: bool | None = None
    """Whether the silence came after the customer's turn."""
    anew_after: str | None = None
    """The company's last message before the silence; none where it had not written."""
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
    if pause > (MONTH if closing else 1):
        return "pause"
    if handoffs and pause <= _CHASED and _anew_by_company(candidate):
        return None if closing and _stays(candidate) else "pause"
    if pause > 1 or candidate.pushed:
        kept = closing and goes_on(candidate, gap, handoffs=handoffs)
        return None if kept else "pause"
    reason = _within(candidate, pause, closing=closing, handoffs=handoffs)
    if reason is None or not closing:
        return reason
    return None if goes_on(candidate, gap, handoffs=handoffs) else reason


def _turns_to(candidate: Candidate) -> bool:
    """Something else in passing, or a yes to whether there is anything else."""
    said, around = candidate.said, candidate.around
    if _marks.agrees(said) and _marks.offers_more(candidate.answer_ends or ""):
        return _subject.is_new(said, around)
    if not _answered(candidate) or _asked(candidate):
        return False
    return _subject.turns_to(said, around)


def _after_content(candidate: Candidate, pause: float) -> bool:
    """Something new after the customer was content, and the company had no more to say."""
    answer = candidate.answer or ""
    if not _subject.content(candidate.before or "") or (answer and not _marks.courteous(answer)):
        return False
    if pause > SHORT and _subject.fails_again(candidate.said, candidate.around):
        return True
    if pause <= SHORT:
        asks_on = _marks.offers_more(candidate.answer_ends or "")
        asks = _marks.asking(candidate.said) and not _subject.leans(candidate.said)
        if candidate.pause is None or asks_on or not asks:
            return False
    return _subject.is_new(candidate.said, candidate.around)


def opens_at(candidate: Candidate, gap: int, *, handoffs: bool) -> int:
    """The place at which the case of a customer's turn begins, if it opens one.

    Args:
        candidate: The customer's turn and what stands before it.
        gap: The pause that ends a case, in µs.
        handoffs: Whether the marks of agents, bots and notices count.
    """
    soon = (candidate.pause or 0) <= _CHASED * gap
    if handoffs and soon and candidate.anew_at is not None and _anew_by_company(candidate):
        return candidate.anew_at
    return candidate.place


def _anew_by_company(candidate: Candidate) -> bool:
    """Whether the company wrote after a long silence in which nobody waited for it."""
    if candidate.anew_at is None or candidate.anew_after is None:
        return False
    if candidate.anew_after_customer and not _done_with(candidate):
        return False
    return not _marks.promises(candidate.anew_after) and not _marks.announces(candidate.anew_after)


def _done_with(candidate: Candidate) -> bool:
    """Whether the customer's turn before asked for nothing: thanks, or a statement in answer."""
    before = candidate.before or ""
    if _subject.content(before):
        return True
    wants = _marks.asking(before) or _marks.complains(before)
    asked = _marks.asks_back(candidate.anew_after or "")
    return bool(candidate.before_answers) and not wants and not asked


def _stays(candidate: Candidate) -> bool:
    """Whether the customer, written to anew, speaks of the case before all the same."""
    said = candidate.said
    thanks = _subject.content(said) and not candidate.shows and not _asked(candidate)
    return thanks or _marks.chases(said) or _marks.refers_back(said)


def _within(candidate: Candidate, pause: float, *, closing: bool, handoffs: bool) -> Reason | None:
    """What opens a case before the gap has passed."""
    if handoffs and _any_line(_marks.reopens, candidate.notices, candidate.own_notices):
        return "reopened"
    if closing and _marks.opens_other(candidate.said) and _answered(candidate):
        return "reopened"
    if handoffs and _noticed(candidate):
        return "handoff"
    if closing and _turns_to(candidate):
        return "reopened"
    if closing and _after_content(candidate, pause):
        return "closed"
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
    if not candidate.shows and _subject.content(said):
        return pause <= MONTH
    if pause > MONTH or _marks.opens_other(said):
        return False
    if pause <= _GREETED and _marks.protests(said):
        return True
    if pause <= _GREETED and _marks.carries_on(said):
        return not _subject.is_new(said, candidate.around)
    if _takes_up(candidate, pause):
        return True
    open_still = _closed(candidate, handoffs=handoffs) is None
    told = candidate.answer_ends or ""
    owing = _unheard(candidate) or _marks.promises(told) or _marks.plans(told)
    calls = _marks.chases(said) or (pause <= _TAKEN_UP and _marks.refers_back(said))
    if calls and (pause <= 1 or (open_still and (pause <= _CHASED or owing))):
        return True
    new = _subject.is_new(said, candidate.around)
    receipt = _marks.automatic(candidate.answer_ends or "")
    if _complains_of(candidate, pause) and (pause <= 1 or (receipt and not new)):
        return True
    brings = candidate.shows or _marks.hands_over(said)
    if not open_still or not (_asked(candidate) or (brings and _unheard(candidate))):
        return False
    if pause <= _CHASED:
        return brings or _marks.answers(said)
    return brings and not _marks.asking(said)


def _unheard(candidate: Candidate) -> bool:
    """Whether the customer asked for something, and no more than a receipt by a machine came."""
    if candidate.answer:
        return _marks.automatic(candidate.answer_ends or "")
    return _marks.asking(candidate.before or "")


def _complains_of(candidate: Candidate, pause: float) -> bool:
    """Whether it did not help; what fails after it was called done is a return."""
    if not _marks.complains(candidate.said):
        return False
    content = _subject.content(candidate.before or "")
    if content and _subject.fails_again(candidate.said, candidate.around):
        return False
    return pause <= _TOO_EARLY or not _noticed(candidate)


def _takes_up(candidate: Candidate, pause: float) -> bool:
    """Whether it is about what is owed, said to be done, open, denied, or was asked for."""
    said, lately, around = candidate.said, candidate.lately, candidate.around
    if (candidate.shows or _marks.hands_over(said)) and _open_matter.is_asked_for(lately):
        return True
    if pause <= _TOO_EARLY and _open_matter.takes_up(said, around) == "plainly":
        return True
    if _noticed(candidate):
        return pause <= _TOO_EARLY and _open_matter.is_what_now(said)
    if _marks_owed.calls_for_owed(said, lately, around):
        return True
    if pause <= LONG and _marks_denied.denies(said, lately, around, soon=pause <= 1):
        return True
    return pause <= _LATELY and _open_matter.goes_on(said, lately, around)


def _any_line(rule: Callable[[str], bool], *texts: str) -> bool:
    return any(rule(line) for text in texts for line in text.splitlines())


def _closed(candidate: Candidate, *, handoffs: bool) -> Reason | None:
    """Which side closed the case before, and the company asked for nothing since."""
    if handoffs and (_noticed(candidate) or _said_goodbye(candidate)):
        return "handoff"
    closed = _marks.closes(candidate.before or "") and not _asked(candidate)
    return "closed" if closed else None


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
    asks = _marks.asks_back(candidate.answer or "")
    return asks and not _marks.automatic(candidate.answer_ends or "")


def _answered(candidate: Candidate) -> bool:
    before = candidate.before or ""
    return bool(candidate.answer) or _marks.closes(before) or _subject.content(before)


def _anew(candidate: Candidate, pause: float) -> bool:
    """A greeting, one more question, or one about something new, after a pause and an answer."""
    if pause <= _GREETED or not candidate.answer or _asked(candidate):
        return False
    if _marks.automatic(candidate.answer_ends or ""):
        return False
    said = candidate.said
    if _marks.greets(said) or _marks.opens_further(said):
        return True
    return _marks.asking(said) and _subject.is_new(said, candidate.around)
