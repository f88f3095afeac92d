"""What a message of a bot, an agent or a help desk says by itself."""

from __future__ import annotations

import re
from functools import lru_cache

from dialogkit.corpus import _evidence_human as human
from dialogkit.corpus import _evidence_team as team
from dialogkit.corpus._evidence_ahead import ahead
from dialogkit.corpus._evidence_done import has_done, has_sent
from dialogkit.corpus._evidence_text import KEPT, any_of, plain, sentences

__all__ = ["team_marks"]

_SHORT = 8
_RANGE = re.compile(r"\b(\d{1,2})\b[^\d]{1,30}?(?:bis|to|and|und|-|–|/)[^\d]{0,25}?\b(\d{1,2})\b")
_LABELLED = re.compile(r"\b(\d{1,2})\s*(?:=|\(|:|is|ist|bedeutet|means)\s*(\w+(?: \w+)?)")
_GOOD = any_of(r"^(?:sehr|very|excellent|gut|good|great|best|super|zufrieden|top|perfect|hervor)")
_BAD = any_of(
    r"^(?:very |sehr |extremely |äußerst )?(?:gar|not|schlecht|poor|bad|worst|terrible|awful|low"
    r"|ungenügend|mangelhaft|un|dis|überhaupt)"
)
_GRADE = any_of(
    r"\bschulnoten?\b|\bnoten? (?:von )?(?:1|6) ?(?:bis|-|–) ?(?:1|6)\b"
    r"|\b(?:german|school) grades?\b"
)
_GRADES = (1, 6)
"""The best and the worst grade of German schools, where the question does not tell."""
_UP_TO = any_of(r"\b(?:stern|star)|\bfünf\b|\bfive\b")
_RECOMMENDS = any_of(r"\bempfehl|\brecommend")


@lru_cache(maxsize=KEPT)
def team_marks(text: str, speaker: str) -> tuple[str, ...]:
    """Marks of one message of a bot, an agent or a notice in the chat.

    Rules, and what the customer's answer depends on: ``asks`` a question of substance, ``helpful``
    whether it helped (``checks`` where a yes may be for another thing), ``still`` whether it is as
    it was, ``either`` who the customer is, ``more`` whether there is anything else, ``rating``
    (with ``scale:1:5``, the worst and the best), ``offers_human``, ``promise`` to look into it,
    ``plan`` of what will be done, ``ahead`` of what is to come, ``done`` and ``sent`` of what has
    been, ``lost`` (not understood), ``greets``, ``sorry`` and nothing else, ``welcome`` and nothing
    else, ``bad_news`` at its end, ``reopened`` by the help desk.
    """
    said = plain(text)
    found = _notices(said, speaker)
    if speaker == "system":
        return tuple(found)
    question = _last_question(said)
    asked = _questions(said, question)
    if _receipt(said):
        return (*found, "receipt", *asked)
    told = said
    if asked:
        if not {"asks", "greets"} & {*asked}:
            told = said.replace(question or "", " ")  # what stands beside "anything else?"
        elif speaker == "bot" and team.NOT_UNDERSTOOD.search(said):
            return (*found, "lost", *asked)  # and then asks to say it in other words
        else:
            return (*found, *asked)
    return (*found, *(name for name, is_so in _TOLD if is_so(told)), *asked)


def _notices(said: str, speaker: str) -> list[str]:
    found = []
    if any(
        human.ANNOUNCES.search(one) and not human.NO_HANDOFF_YET.search(one)
        for one in sentences(said)
    ):
        found.append("announces_handoff")
    marked = team.MARKED.search(said) or (speaker == "agent" and team.GLAD.search(said))
    if speaker != "bot" and marked and not team.BY_ITSELF.search(said):
        found.append("marked_solved")
    if speaker == "system" and team.REOPENED.search(said):
        found.append("reopened")
    if speaker == "system" and (rated := team.RATED.search(said)):
        found.append("rated_low" if _BAD.search(rated[1]) else "rated_high")
    return found


def _receipt(said: str) -> bool:
    if team.RECEIPT.search(said):
        return True
    return bool(team.RECEIVED.search(said) and team.REPLY_LATER.search(said))


def _bad_news(said: str) -> bool:
    """Whether the message ends in what was refused or lost, with nothing offered instead."""
    told = [one for one in sentences(said) if not team.REGRET.search(one)]
    said_last = list(team.BAD_NEWS.finditer(told[-1])) if told else []
    return bool(said_last) and not team.INSTEAD.search(told[-1][said_last[-1].end() :])


_TOLD = (
    ("lost", lambda told: bool(team.NOT_UNDERSTOOD.search(told))),
    ("promise", lambda told: bool(team.PROMISES.search(told))),
    ("plan", lambda told: bool(team.PLANS.search(told))),
    ("greets", lambda told: bool(team.GREETS.search(told))),
    ("sorry", lambda told: bool(team.SORRY.search(told))),
    ("welcome", lambda told: bool(team.WELCOME.search(told))),
    ("bad_news", _bad_news),
    ("ahead", ahead),
    ("done", has_done),
    ("sent", has_sent),
)


def _last_question(said: str) -> str | None:
    """The question that the message ends in; a few words may follow it."""
    parts = sentences(said)
    for number, one in enumerate(reversed(parts)):
        if one.rstrip().endswith("?"):
            after = parts[len(parts) - number :]
            return one if sum(len(rest.split()) for rest in after) <= _SHORT * 2 else None
    return None


def _questions(said: str, question: str | None) -> list[str]:
    rates = team.ASKS_RATING.search(said) and not team.NO_RATING.search(said)
    if rates and (question or any_rating(said)):
        return ["rating", *_scale(said)] + ["helpful"] * _asks_helped(question)
    if question is None:
        return []
    if human.OFFERS.search(question) or (_WANTS_IT.search(question) and human.OFFERS.search(said)):
        return ["offers_human", "asks"]
    if team.ASKS_MORE.search(question):
        return ["more"]
    if team.ASKS_STILL.search(question):
        return ["asks"] if team.NOT_STILL.search(question) else ["still"]
    if team.NOT_STILL.search(question):
        return ["asks"]
    if _asks_helped(question):
        return ["helpful", "checks"] if team.CHECKS.search(said) else ["helpful"]
    if team.EITHER.search(question):
        return ["asks", "either"]
    if team.GREETS.search(question):
        return ["greets"]
    return ["asks"]


_WANTS_IT = any_of(
    r"\b(?:möchten sie|möchtest du|wollen sie|willst du|soll ich|would you like|shall i|connect you"
    r"|do you want)\b"
)
_RATE = any_of(
    r"\b(?:bewerte\w*|rate|give|geben)\b",
    r"\b(?:bitte|please)\b[^.!?\n]{0,25}\b(?:(?:schul)?noten?|grade)\b",
)


def any_rating(said: str) -> bool:
    """A rating asked for without a question mark: "Please rate us"."""
    return bool(_RATE.search(said))


def _asks_helped(question: str | None) -> bool:
    return question is not None and bool(team.ASKS_HELPED.search(question))


def _scale(said: str) -> list[str]:
    """The worst and the best mark, where the question tells them."""
    labelled = {int(n): what for n, what in _LABELLED.findall(said)}
    spread = _RANGE.search(said)
    ends = sorted({*labelled, *(int(n) for n in (spread.groups() if spread else ()))})
    if len(ends) >= 2:
        low, high = ends[0], ends[-1]
        down = _BAD.search(labelled.get(high, "")) or _good(labelled.get(low, ""))
        if not labelled and (low, high) == _GRADES and _GRADE.search(said):
            down = True
        return [f"scale:{high}:{low}" if down else f"scale:{low}:{high}"]
    if _GRADE.search(said):
        return ["scale:6:1"]
    if _UP_TO.search(said):
        return ["scale:1:5"]
    if "👍" in said:
        return ["scale:0:1"]
    return ["scale:0:10"] if _RECOMMENDS.search(said) else []


def _good(what: str) -> bool:
    return bool(_GOOD.search(what)) and not _BAD.search(what)
