"""What customers, bots and agents say outright: rules in German and English, few and plain.

They look for explicit words only. What nobody said stays unknown: silence is not success, thanks
in advance are no thanks, and a question about a colleague is no request for one. Other languages
than German and English give no evidence. What follows from the evidence of a whole case is in
`dialogkit.corpus._outcome`.

Words of the customer, some only in answer to the team's last message:

===================  ========  =================================================================
rule                 says      meaning, and an example in German and English
===================  ========  =================================================================
`asks_for_human`     asks      wants a human: "Ich möchte mit einem Menschen sprechen", "bitte um
                               Rückruf"; "agent", "can I talk to a real person?"
`accepts_offer`      asks      says yes to the offer of a human: "Soll ich Sie verbinden?" "Ja";
                               "Shall I get a colleague?" "Yes please"
`works_now`          yes       what was wrong is right now, or the customer is satisfied: "Hat
                               geklappt", "Paket ist da", "sie pumpt wieder"; "that worked",
                               "all sorted", "it's back on"
`no_longer_needed`   yes       settled without the answer: "Hat sich erledigt"; "never mind, found
                               it"; after the team's words, but not in answer to a question, also
                               "nicht mehr nötig", "no longer needed"
`says_yes`           yes       yes to whether it helped: "Hat das geholfen?" "Ja"; "Did that
                               help?" "Yes"
`thanks`             yes       thanks for an answer, with no but, question, wish or delay:
                               "Super, danke!"; "great, thanks"; in a case, for what was wanted
                               alone (see `dialogkit.corpus._outcome`)
`rated_high`         yes       a rating in the upper quarter of the scale that was asked for: "Wie
                               zufrieden, 1 bis 5?" "5"; "Rate us from 1 to 5" "4"
`not_solved`         no        it did not help: "Geht immer noch nicht", "Danke für nichts",
                               "Zeitverschwendung"; "still nothing", "that didn't help"
`says_no`            no        no to whether it helped: "Hat das geholfen?" "Nein"; "Did that
                               help?" "Not really"
`repeats`            no        says that it was said before: "Wie gesagt, …", "zum dritten Mal:
                               …"; "I already told you", or the same words once more
`rated_low`          no        a rating in the lower quarter: "1 (schlecht) bis 5 (gut)?" "1";
                               "0 to 10?" "2"
===================  ========  =================================================================

Words of the team and of notices in the chat:

===================  =============================================================================
rule                 meaning, and an example in German and English
===================  =============================================================================
`announces_handoff`  a human takes over: "Ich verbinde Sie mit einer Kollegin"; "I'll transfer you
                     to an agent" (an offer is not yet one)
`marked_solved`      an agent or the help desk calls it solved: "Ticket wurde als gelöst markiert",
                     "Freut mich, dass es geklappt hat"; "marked as resolved" (never a bot, and
                     not where it was closed because nobody wrote)
`receipt`            an automatic receipt, no reply: "Danke für Ihre Nachricht. Wir melden uns";
                     "we'll get back to you"
===================  =============================================================================
"""

from __future__ import annotations

from typing import Literal

from dialogkit.corpus._evidence_marks import customer_marks
from dialogkit.corpus._evidence_relapses import RELAPSES
from dialogkit.corpus._evidence_team_marks import team_marks
from dialogkit.corpus._evidence_text import plain

__all__ = [
    "LANGUAGES",
    "announces_handoff",
    "asks_for_human",
    "evidence",
    "marks_of",
    "relapses",
    "settled",
]

_NO_GIFT = frozenset(
    {"announces_handoff", "receipt", "promise", "plan", "lost", "asks", "greets", "bad_news"}
)
"""What is answered with thanks out of mere courtesy."""

_TO_COME = frozenset({"plan", "promise", "ahead"})
"""To what is to come, "läuft" says that it suits."""

LANGUAGES = ("de", "en")
"""Languages with rules."""
YES = ("works_now", "no_longer_needed", "says_yes", "thanks", "rated_high")
"""Rules by which a customer calls an issue settled."""
NO = ("not_solved", "says_no", "repeats", "rated_low")
"""Rules by which a customer calls it unsettled."""

ASKED = ("asks_for_human", "accepts_offer")
"""Rules by which a customer asks for a human."""

_SAID: dict[str, tuple[str, ...]] = {
    "asks": ASKED,
    "settled": ("not_solved", "no_longer_needed", "works_now", "says_no", "says_yes", "rated_high",
                "rated_low", "thanks", "repeats"),
}  # fmt: skip
"""Of each group at most one rule is given, the strongest first."""


def evidence(text: str, *, speaker: str = "customer", before: str | None = None) -> tuple[str, ...]:
    """The rules that one message fulfils; see the table above.

    Args:
        text: The message.
        speaker: Who wrote it, as in `dialogkit.conversation.SPEAKERS`.
        before: The other side's last message, where one is known; a yes, a no or a number says
            nothing without the question, and thanks depend on what they are for.

    >>> evidence("Nein", before="Hat das Ihre Frage beantwortet?")
    ('says_no',)
    >>> evidence("Danke!", before="Ich verbinde Sie mit einer Kollegin.")
    ()
    """
    if speaker != "customer":
        shown = ("announces_handoff", "marked_solved", "receipt")
        return tuple(mark for mark in team_marks(text, speaker) if mark in shown)
    asked = () if before is None else team_marks(before, "agent")
    return heard(customer_marks(text), asked if before is not None else None)


def heard(said: tuple[str, ...], asked: tuple[str, ...] | None) -> tuple[str, ...]:
    """What marks of a customer's message mean after those of the team's last message.

    Args:
        said: From `customer_marks`.
        asked: From `team_marks`; None where nothing is known of what came before.
    """
    marks = set(said) | _answers(said, asked or ())
    if "curt" in marks and "either" in (asked or ()):
        marks.discard("asks_for_human")
    if asked is not None and not for_something(asked):
        marks.discard("thanks")
    if _denied(marks, asked):
        marks.add("not_solved")
    if "fails" in marks and asked is not None and "helpful" not in asked and "asks" in asked:
        marks.discard("fails")
    if "fails" in marks and asked is not None:
        marks.add("not_solved")
    if "content" in marks and for_something(asked):
        marks.add("works_now")
    glad = "pleased" in marks and "yes" not in marks
    if asked is not None and not _told(asked) and not glad and "anew" not in marks:
        marks.discard("works_now")  # a state that was asked for
    if "runs" in marks and (asked is None or _told(asked) or "anew" in marks):
        marks.add("works_now")
    if "barely" in marks and (asked is None or (_told(asked) and not _TO_COME & {*asked})):
        marks.add("works_now")
    if "moot" in marks and _told(asked) and "greets" not in (asked or ()):
        marks.add("no_longer_needed")
    found = (next((m for m in group if m in marks), None) for group in _SAID.values())
    return tuple(mark for mark in found if mark is not None)


def _denied(marks: set[str], asked: tuple[str, ...] | None) -> bool:
    """Whether the customer says that the answer did not help, or that what it claims is not so."""
    if not _told(asked) or {"thanks", "works_now"} & marks:
        return False
    claimed = asked is not None and "claims" in asked and not {"runs", "question"} & marks
    return "failing" in marks or ("denies" in marks and claimed)


def _answers(said: tuple[str, ...], asked: tuple[str, ...]) -> set[str]:
    """What a yes, a no or a number means as the answer to a question."""
    found = set()
    if "yes" in said and "offers_human" in asked:
        found.add("accepts_offer")
    if {"helpful", "still"} & {*asked} and "more" not in asked:
        found |= {f"says_{word}" for word, thumb in _THUMBS.items() if thumb in said}
        if "soft" not in said and ("checks" not in asked or "bare" in said or "no" in said):
            found |= {f"says_{word}" for word in ("yes", "no") if word in said}
        if "still" in asked:
            found = {_TURNED[answer] for answer in found}
    scale = next((mark for mark in asked if mark.startswith("scale:")), None)
    value = next((mark for mark in said if mark.startswith("number:")), None)
    if "rating" in asked and value is not None:
        found |= _rated(value, scale)
    return found


def _told(asked: tuple[str, ...] | None) -> bool:
    """Whether the team's last turn is no question of substance: what follows is no answer to it."""
    return asked is not None and ("asks" not in asked or "helpful" in asked)


_TURNED = {"says_yes": "says_no", "says_no": "says_yes"}
"""To whether it is still so."""
_THUMBS = {"yes": "number:1/1", "no": "number:0/1"}


def _rated(value: str, scale: str | None) -> set[str]:
    """A number on the scale of the question, or on its own where it names one ("4/5")."""
    number, _, most = value.removeprefix("number:").partition("/")
    ends = scale.removeprefix("scale:").split(":") if scale else ["0" if most else "", most]
    if not all(ends) or ends[0] == ends[1]:
        return set()
    worst, best = (int(end) for end in ends)
    share = (int(number) - worst) / (best - worst)
    if not 0 <= share <= 1:
        return set()
    return {"rated_high"} if share >= 0.75 else {"rated_low"} if share <= 0.25 else set()


def for_something(asked: tuple[str, ...] | None) -> bool:
    """Whether what was thanked for is an answer, and none of what only courtesy thanks for."""
    return asked is not None and not set(asked) & _NO_GIFT


def marks_of(speaker: str, text: str, locale: str | None) -> tuple[str, ...]:
    """The marks of a message, by the rules of its language.

    Of a language without rules only a question mark, a bare number and notices of a help desk
    (which come in the language of its makers) are understood; where the language is not known,
    all rules look.
    """
    known = locale is None or locale[:2].lower() in LANGUAGES
    if speaker == "customer":
        marks = customer_marks(text)
        return marks if known else tuple(m for m in marks if m.startswith(("number:", "same:")))
    marks = team_marks(text, speaker)
    if known or speaker == "system":
        return marks
    return ("asks",) if text.rstrip().endswith("?") else ()


def asks_for_human(text: str) -> bool:
    """Whether a customer asks to be put through to a human.

    >>> asks_for_human("Ich möchte bitte mit einem Mitarbeiter sprechen")
    True
    >>> asks_for_human("Ich habe gestern mit einem Mitarbeiter gesprochen")
    False
    """
    return "asks_for_human" in customer_marks(text)


def announces_handoff(text: str) -> bool:
    """Whether a bot or a notice says that a human takes over.

    >>> announces_handoff("I'll connect you to a colleague.")
    True
    """
    return "announces_handoff" in team_marks(text, "bot")


def settled(text: str) -> Literal["yes", "no", "unknown"]:
    """What a customer's words say about their issue, by themselves.

    >>> settled("Super, hat geklappt!"), settled("Geht immer noch nicht."), settled("ok")
    ('yes', 'no', 'unknown')
    """
    found = evidence(text)
    if set(found) & set(NO):
        return "no"
    return "yes" if set(found) & set(YES) else "unknown"


def relapses(text: str) -> bool:
    """Whether a customer says that what was well is not so any more.

    >>> relapses("Die Heizung ist schon wieder aus"), relapses("Die Heizung geht wieder")
    (True, False)
    """
    return bool(RELAPSES.search(plain(text)))
