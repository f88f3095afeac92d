"""How a case ended, by explicit evidence only, and the rule that decided it.

Words count in the order in which they are said (their rules: `dialogkit.corpus._evidence`):

* The later word wins over the earlier one, but a weak word never over a strong one of the same
  turn. Weak are thanks, ratings and a team's own mark; all else a customer says is strong.
* A *no* needs an answer before it: "still not there" in the first message tells the issue. It
  turns into a *yes* by strong words, or by weak ones after another answer. What an agent answers
  to it makes it unknown again, for the silence afterwards says nothing; what a bot answers,
  and what an agent asks, does so only where the customer goes on from there. Mere repetition is
  void with any answer.
* Thanks count for what the customer wrote for: something that was done ("ist geändert"),
  something sent to one who told of no fault, an answer to one who asked to know something and
  told of no fault. To them, praise ("perfekt"), thanks with what they are going to do and "das
  war alles" count like thanks. Advice, and the answer to a fault, are no more than advice.
* Thanks do not count for a receipt, a promise, what is yet to be done ("wir schicken …"), bad
  news, the notice of a handoff, or a question. What is to come ("am Montag kommt der Monteur")
  answers those alone who asked for a time or how far it is; all others wait still. "Gern" does
  not take back what was promised before it. After a pause longer than the gap thanks count for
  what was promised or to be done, too, and for what was asked where the customer had answered: it
  has been done meanwhile. They are void as soon as the team asks a question of substance or the
  customer asks or wishes something else. "Anything else?" and a rating are no such questions.
* A strong *yes* is void as soon as the customer asks something.
* A later return that shows the matter to be open turns a *yes* by weak words, and unknown, into
  *no* by the rule ``came_back`` (`dialogkit.corpus.link_recontacts`), and any *yes* where the
  customer names a fault that is back.

=====================  ===============  ============================================================
rule                   decides          meaning
=====================  ===============  ============================================================
`agent_after_bot`      handed_off       an agent wrote after the bot; a receipt is no word of theirs
`agent_wrote`          reached_agent    an agent wrote
`receipt_only`         reached_agent    none was reached: all that an agent wrote is a receipt
`question_unanswered`  abandoned=bot    the bot's question of substance is the last word
`no_agent_came`        abandoned=queue  a human was asked for or announced, and none wrote
=====================  ===============  ============================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from dialogkit.corpus._evidence import ASKED, NO, YES, for_something, heard

__all__ = ["OUTCOMES", "RULES", "because_of", "outcome", "rules_of"]

OUTCOMES = (
    "asked_for_human",
    "handed_off",
    "reached_agent",
    "resolved",
    "abandoned",
    "recontact",
)
"""What rules decide, in the order in which ``because`` names them."""

RULES: Mapping[str, str] = {
    "asks_for_human": "the customer asked for a human",
    "accepts_offer": "the customer accepted the offer of a human",
    "agent_after_bot": "an agent wrote after the bot",
    "agent_wrote": "an agent wrote",
    "receipt_only": "reached no agent: all that came is a receipt (“we will be in touch”)",
    "works_now": "resolved: the customer said that it works, or has arrived",
    "no_longer_needed": "resolved: the customer said that it settled itself",
    "says_yes": "resolved: the customer said yes to whether it helped",
    "thanks": "resolved: the customer thanked for an answer, and nothing followed",
    "rated_high": "resolved: the customer gave a high rating",
    "marked_solved": "resolved: an agent or the help desk called it solved",
    "not_solved": "not resolved: the customer said that it did not help",
    "says_no": "not resolved: the customer said no to whether it helped",
    "repeats": "not resolved: the customer said the same again",
    "rated_low": "not resolved: the customer gave a low rating",
    "came_back": "not resolved: the customer came back, and it was open still",
    "question_unanswered": "left the bot: its question is the last word",
    "no_agent_came": "left the queue: a human was wanted, and none wrote",
    "same_reference": "came back: about the same number",
    "same_intent": "came back: with the same intent",
    "says_again": "came back: said so",
    "failed_again": "came back: it was well and is no longer",
    "reopened": "came back: the help desk opened the case again",
    "same_words": "came back: with like words, and it was open still",
}
"""What each rule that ``because`` may name means, in a few words."""

WEAK = frozenset({"thanks", "rated_high", "rated_low", "marked_solved"})
"""Evidence that stronger words overrule, and that a return with the same issue refutes."""

_SETTLED = (*YES, *NO)
_NO_ANSWER = frozenset({"receipt", "greets", "announces_handoff", "asks", "promise", "sorry"})
_CONTENT = frozenset({"thanks", "pleased", "content", "works_now", "enough"})
"""What a customer may say to a ticket that was closed."""
_COURTESY = frozenset({"helpful", "still", "checks", "more", "rating"})
_ASIDE = _COURTESY | {"offers_human"}
_NOTHING_DONE = frozenset({"receipt", "lost", "greets", "bad_news"})
"""What even late thanks are no sign of a settled issue after."""

Marks = tuple[str, ...]
Line = tuple[str, Marks]


def outcome(row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a case that its words decide.

    Args:
        row: One row of the result of ``_cases.sql``; ``told`` holds a line a message, its speaker
            and its marks.

    Returns:
        ``asked_for_human``, ``handoff_reason``, ``resolved``, ``resolved_by``, ``abandoned`` and
        ``because``, as in `CASE_SCHEMA`.
    """
    walk = _walked(row["told"] or "")
    asked = walk.asked
    resolved, rule = walk.verdict or ("unknown", "")
    left, why = ("no", "") if resolved == "yes" else _abandoned(row, walk, bool(asked))
    by = "agent" if row["reached_agent"] else "bot" if row["bot_engaged"] else "none"
    settled = resolved == "yes" and rule != "no_longer_needed"
    rules = {
        "asked_for_human": asked,
        "handed_off": "agent_after_bot" if row["handed_off"] else "",
        "reached_agent": _reached(row),
        "resolved": rule,
        "abandoned": why,
    }
    return {
        "asked_for_human": bool(asked),
        "handoff_reason": _reason(row, bool(asked)),
        "resolved": resolved,
        "resolved_by": by if settled else "none",
        "abandoned": left,
        "because": because_of(rules),
    }


def _reached(row: Mapping[str, Any]) -> str:
    """The rule by which an agent was reached, or was not although the log says that one wrote."""
    if row["reached_agent"]:
        return "agent_wrote"
    return "receipt_only" if row["agent_turns"] else ""


def because_of(rules: Mapping[str, str]) -> str:
    """The column ``because`` for the rule of each outcome, as ``handed_off=agent_after_bot``."""
    return "; ".join(f"{name}={rules[name]}" for name in OUTCOMES if rules.get(name))


def rules_of(because: str | None) -> dict[str, str]:
    """The rule of each outcome: what `because_of` was made from."""
    pairs = (part.partition("=") for part in (because or "").split("; ") if part)
    return {name: rule for name, _, rule in pairs}


def _reason(row: Mapping[str, Any], asked: bool) -> str | None:
    """Why the bot handed off, or tried to."""
    if not row["bot_engaged"] or not (row["handed_off"] or row["announced"]):
        return None
    return "asked_for_human" if asked else "announced" if row["announced"] else None


def _abandoned(row: Mapping[str, Any], walk: _Walk, asked: bool) -> tuple[str, str]:
    if row["reached_agent"]:
        return "no", ""
    if asked or row["announced"]:
        return "queue", "no_agent_came"
    if walk.open_question and row["customer_turns"]:
        return "bot", "question_unanswered"
    return "no", ""


@dataclass(slots=True)
class _Walk:
    """What is known after the messages so far."""

    verdict: tuple[Literal["yes", "no"], str] | None = None
    """Whether the issue is settled, and by which rule."""
    asked: str = ""
    """The first rule by which a human was asked for."""
    before: Marks | None = None
    """What the team's last turn asked or said; None before it wrote."""
    told: Marks = ()
    """What its last turn of more than courtesy said."""
    begun: bool = False
    """Whether the customer wrote."""
    answered: bool = False
    """Whether the team answered the customer with more than a question or a receipt."""
    answered_since: bool = False
    """Likewise, since the customer's last word on the matter."""
    agent_since: bool = False
    """Whether an agent wrote since, were it no more than a question."""
    open_question: bool = False
    """Whether the last word is a question of the bot's."""
    said: frozenset[str] = frozenset()
    """Fingerprints of what the customer said."""
    inquired: bool = False
    """Whether the customer asked to know something, or for a time."""
    asked_when: bool = False
    """Whether they asked for a time, a place, or how far a thing is."""
    planned: bool = False
    """Whether the team told what is to be done."""
    fault: bool = False
    """Whether the customer told that something is wrong."""


def _walked(told: str) -> _Walk:
    walk = _Walk()
    for side, lines in groupby(_lines(told), key=lambda line: _side(line[0])):
        if side == "customer":
            for number, part in enumerate(_apart([marks for _, marks in lines])):
                _customer(walk, part, answered_before=number > 0)
        elif side == "team":
            _team(walk, list(lines))
        else:
            _notices(walk, [mark for _, marks in lines for mark in marks])
    return walk


def _lines(told: str) -> Iterator[Line]:
    for line in told.split("\n"):
        speaker, *marks = line.split(" ")
        if speaker:
            yield speaker, tuple(mark for mark in marks if mark)


def _side(speaker: str) -> str:
    return "team" if speaker in ("bot", "agent") else speaker


def _notices(walk: _Walk, marks: list[str]) -> None:
    """Of a help desk; they neither answer nor break a turn."""
    if "marked_solved" in marks:
        _weigh(walk, "marked_solved")
    if "reopened" in marks and walk.verdict == ("yes", "marked_solved"):
        walk.verdict = None
    for rating in ("rated_high", "rated_low"):
        if rating in marks:
            _weigh(walk, rating)
    if "marked_solved" in marks:
        walk.before = (*(walk.before or ()), "claims")
    if "announces_handoff" in marks:
        walk.before = (*(walk.before or ()), "announces_handoff")


def _team(walk: _Walk, lines: list[Line]) -> None:
    """Several messages in a row: the last one that is no courtesy tells what they are."""
    substance = [marks for _, marks in lines if _of_substance(marks)]
    deciding = substance[-1] if substance else walk.told
    courtesy = [mark for _, marks in lines for mark in marks if mark in _ASIDE or ":" in mark]
    walk.told = deciding
    walk.planned |= "plan" in deciding
    waits = "ahead" in deciding and (walk.fault or walk.planned or not walk.asked_when)
    walk.before = (*deciding, *courtesy, *(["plan"] * waits))
    walk.open_question = lines[-1][0] == "bot" and "asks" in lines[-1][1]
    if "asks" in deciding and walk.verdict and walk.verdict[1] == "thanks":
        walk.verdict = None
    walk.agent_since |= any(who == "agent" for who, _ in lines)
    answers = [who for who, marks in lines if not set(marks) & _NO_ANSWER]
    if walk.begun and answers:
        walk.answered = walk.answered_since = True
        heeded = "agent" in answers or walk.verdict == ("no", "repeats")
        if heeded and walk.verdict and walk.verdict[0] == "no" and not courtesy:
            walk.verdict = None
    if any("marked_solved" in marks for _, marks in lines):
        _weigh(walk, "marked_solved")


def _of_substance(marks: Marks) -> bool:
    """Whether a message of the team's is more than a courtesy, or says something beside it."""
    beside = {mark for mark in marks if ":" not in mark} - _COURTESY
    if set(marks) & _COURTESY:
        return bool(beside)
    return beside != {"welcome"}


def _apart(messages: list[Marks]) -> list[list[Marks]]:
    """A customer's messages, those after a pause longer than the gap apart."""
    parts: list[list[Marks]] = [[]]
    for marks in messages:
        if "late" in marks and parts[-1]:
            parts.append([])
        parts[-1].append(marks)
    return parts


def _customer(walk: _Walk, messages: list[Marks], *, answered_before: bool) -> None:
    marks = {mark for said in messages for mark in said}
    told = [heard(said, walk.before) for said in messages]
    rules = [rule for found in told for rule in found]
    late = {"late", "thanks"} <= marks and _kept_word(walk.before, answered_before)
    if late:
        rules.append("thanks")
    elif "thanks" in rules and not _given(walk):
        rules.remove("thanks")
    elif _glad(walk, marks) and _given(walk) and for_something(walk.before):
        rules.append("thanks")
    prints = frozenset(mark for mark in marks if mark.startswith("same:"))
    if prints & walk.said and walk.answered_since:
        rules.append("repeats")
    walk.asked = walk.asked or next((r for r in rules if r in ASKED), "")
    latest = next((found for found in reversed(told) if _STRONG & {*found}), ())
    ranked = (*(r for r in _STRONGEST if r in _STRONG & {*latest}), *_STRONGEST)
    rule = next((r for r in ranked if r in rules and _holds(walk, r, marks)), None)
    if rule is not None:
        _weigh(walk, rule)
    elif walk.verdict is not None:
        value, by = walk.verdict
        goes_on = walk.answered_since or walk.agent_since
        voids = _reopens(by) | ({"fault"} if by in WEAK else set())
        closed = by == "marked_solved" and not marks & _CONTENT
        if closed or (marks & voids if value == "yes" else goes_on):
            walk.verdict = None
    walk.said |= prints
    walk.inquired |= "inquiry" in marks
    walk.asked_when |= "when" in marks
    walk.fault |= "fault" in marks
    walk.begun, walk.open_question = True, False


def _glad(walk: _Walk, marks: set[str]) -> bool:
    """Praise, long thanks, or that there is nothing more: for one who told of no fault."""
    if "more" in (walk.before or ()) and "enough" in marks:
        return not marks & {"failing", "not_solved", "soft"}
    return "pleased" in marks and not walk.fault


def _given(walk: _Walk) -> bool:
    """Whether the team's last turn gives what the customer wrote for."""
    before = walk.before or ()
    if "done" in before:
        return True
    return not walk.fault and (walk.inquired or "sent" in before)


def _kept_word(before: Marks | None, answered_before: bool) -> bool:
    """Whether what was promised, or asked and answered, has had its time."""
    if before is None or set(before) & _NOTHING_DONE:
        return False
    return "asks" not in before or answered_before


_STRONGEST = (
    "not_solved",
    "says_no",
    "no_longer_needed",
    "works_now",
    "says_yes",
    "rated_low",
    "rated_high",
    "thanks",
    "repeats",
)


_STRONG = frozenset({"not_solved", "says_no", "no_longer_needed", "works_now", "says_yes"})
"""Of these the last message of a turn counts: "kommt keine Mail", "ah doch", "bin drin"."""


def _reopens(rule: str) -> set[str]:
    """What a customer may not say beside or after a *yes*."""
    return {"question", "wish", "doubts"} if rule in WEAK else {"question"}


def _holds(walk: _Walk, rule: str, marks: set[str]) -> bool:
    """Whether the rule applies at this point of the case."""
    if rule in ("not_solved", "repeats"):
        return walk.answered
    if rule in YES and marks & _reopens(rule):
        return False
    if rule == "thanks":
        return walk.before is not None and walk.begun
    return rule != "works_now" or walk.before is not None


def _weigh(walk: _Walk, rule: str) -> None:
    """Sets the later word against the earlier one."""
    value: Literal["yes", "no"] = "no" if rule in NO else "yes"
    if walk.verdict is not None:
        known, by = walk.verdict
        overruled = rule not in WEAK or by in WEAK or (known == "no" and walk.answered_since)
        if known == value:
            overruled = by in WEAK and rule not in WEAK
        if not overruled:
            return
    walk.verdict = (value, rule)
    walk.answered_since = walk.agent_since = False
