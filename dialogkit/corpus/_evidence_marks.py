"""What a single message says by itself, before anybody looks at what came before it."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

from dialogkit.corpus import _evidence_human as human
from dialogkit.corpus import _evidence_settled as words
from dialogkit.corpus import _evidence_team as team
from dialogkit.corpus import _evidence_works as works
from dialogkit.corpus._evidence_ahead import ahead, asks_when, inquires, tells_fault
from dialogkit.corpus._evidence_content import BRIEFLY, CONTENT, MOOT, RUNS_AGAIN
from dialogkit.corpus._evidence_done import has_done, has_sent
from dialogkit.corpus._evidence_text import any_of, plain, sentences

__all__ = ["customer_marks", "team_marks"]

_KEPT = 50_000
"""Texts whose marks are kept in memory: short answers and a bot's sentences come again."""
_SHORT = 8
_CURT = 4
_WISH = 16
"""Words of a sentence in which a human and a way to reach one are near enough to mean a wish."""
_NAMES = 2
"""Other words that thanks may hold: the name of who is thanked, say."""
_REST = re.compile(r"[a-z0-9]{2,}")
_NAME = re.compile(r"<person(?:_[0-9a-f]+)?>")
_PSEUDONYM = re.compile(r"<[a-z_]{2,}(?:_[0-9a-f]+)?>")
"""A number or an address beside thanks is a word more, as it is where it was not masked."""
_TELLING = 3
_LONGER = re.compile(r"\w{4,}")
_FILLERS = frozenset(
    {"bitte", "denn", "doch", "endlich", "hallo", "jetzt", "noch", "nochmal", "please", "wieder"}
)
_LONG_PLEASURE = 14
_LONG_THANKS = 25
"""Words above which thanks are taken for the end of a letter."""

_YES = any_of(
    r"^\W*(?:ach |oh )?(?:ja+|jo|jep|jap|jup|joa|doch|yes|yeah|yea|yep|yup|aye|natürlich"
    r"|auf jeden fall"
    r"|of course|absolutely|definitely|it (?:is|does|did|has)|(?:i|we) (?:did|could|can|was|have)"
    r"|jau|indeed)\b|\b(?:it did|hat es|ja|yes)\W*$"
)
_AGREES = any_of(
    r"^\W*(?:gerne?|ok(?:ay|i)?|klar|bitte|sure|please(?: do)?|go on|go ahead|mach(?:en sie)?"
    r"|unbedingt)\b"
)
_NO = any_of(
    r"^\W*(?:leider )?(?:nein|nee+|ne|nö+|noe|naa|nope|no|nah|not really|nicht wirklich"
    r"|leider nicht"
    r"|gar nicht|überhaupt nicht|not at all|negativ)\b"
)
_HALF = any_of(
    r"\b(?:aber|but|teilweise|partly|kind of|sort of|halbwegs|jein|not sure|weiß nicht|fast|almost"
    r"|noch nicht|not yet|jetzt nicht|frage|question)\b|\?"
)
_NUMBER = re.compile(
    r"^\W*(\d{1,2})\s*(?:(?:/|von|of|out of)\s*(\d{1,2}))?\s*"
    r"(?:stars?|sterne?n?|punkte?|points?)?\W*$"
)
_LONGEST_NUMBER = 40
"""No bare number is longer."""
_STARS = re.compile(r"^\s*((?:[⭐★]\ufe0f?\s*){1,5})$")
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
_HINTS = re.compile(
    r"mensch|mitarb|bearb|berat|person|people|kolleg|jemand|vorgesetzt|kunden|operator|team|echte"
    r"|chef|leit"
    r"|verbind|durchstell|ruf|telefon|support|human|agent|some(?:one|body)|any(?:one|body)|boss"
    r"|rep\b|repres"
    r"|advis"
    r"|staff|employee|manager|supervis|service|call me|ring me|transfer|put me|bot\b|robot|maschin"
    r"|machine|computer|automat|desk|line|department|sprech|reden|besprech|special|wem|wen\b|speak"
    r"|talk|stell"
    r"|techni|engineer|eine[nr]? von|phone|call you|ring you"
)
"""A text without any of these asks for nobody; it spares the long expressions most texts."""


@lru_cache(maxsize=_KEPT)
def customer_marks(text: str) -> tuple[str, ...]:
    """Marks of one message of a customer: rules, and what tells only with a question before it.

    These are ``yes``, ``no``, ``question``, ``wish`` and ``number:4/5``. ``soft`` is a yes or no
    with a but; ``fails`` and ``failing`` say that something does not work or does not help, which
    is a verdict only after an answer, as are ``runs`` (it works, in free words), ``content`` (has
    what they want), ``moot`` (wants it no more), ``pleased`` (praise, or thanks with more words)
    and ``enough`` (nothing more). ``inquiry`` asks to know something, ``when`` for a time or how
    far a thing is, ``fault`` tells that something is wrong; ``same:1f`` is a fingerprint of the
    longer words.
    """
    said = plain(text)
    if not said.strip():
        return ()
    found = [name for name, is_so in _RULES if is_so(said)]
    first = sentences(said)[:1]
    if first and len(first[0].split()) <= _SHORT:
        found += _short_answers(said)
    return (*found, *_number(text), *_fingerprint(said))


def _fingerprint(said: str) -> tuple[str, ...]:
    """The same for the same longer words in any order; none where they are too few to tell."""
    longer = sorted(set(_LONGER.findall(said)) - _FILLERS)
    if len(longer) < _TELLING:
        return ()
    return (f"same:{zlib.crc32(' '.join(longer).encode()):08x}",)


def _asks(text: str) -> bool:
    if not _HINTS.search(text):
        return False
    said = human.NOT_TALKED_TO.sub(" ", text)
    if human.NO_MACHINE.search(said):
        return True
    if human.NOT_ASKING.search(said):
        return False
    return bool(human.ASKS.search(said)) or any(_in_touch(one) for one in sentences(said))


def _in_touch(said: str) -> bool:
    """A wish, or a few words and no more, about a human and a way to reach one."""
    if not human.IN_TOUCH.search(said) or human.PAST.search(said):
        return False
    count = len(said.split())
    return count <= _CURT or (count <= _WISH and bool(human.WISHES.search(said)))


def _works(said: str) -> bool:
    """Said in a sentence that neither hopes nor asks, of a text without a but."""
    if any(works.GONE.search(one) for one in sentences(said)):
        return not words.NOT_SOLVED.search(said)
    if works.PARTLY.search(said):
        return False
    return _holds(said, works.WORKS_NOW)


def _runs(said: str) -> bool:
    """Likewise in free words, in a sentence that tells of no fault and of nothing brief."""
    if works.PARTLY.search(said):
        return False
    rest = " . ".join(
        one for one in sentences(said) if not (BRIEFLY.search(one) or tells_fault(one))
    )
    return _holds(rest, RUNS_AGAIN) and not words.NOT_SOLVED.search(said)


def _holds(said: str, pattern: re.Pattern[str]) -> bool:
    return any(
        pattern.search(one) and not works.SUPPOSED.search(one) for one in sentences(said)
    ) and not words.NOT_SOLVED.search(said)


def _content(said: str) -> bool:
    """Said in a sentence without a but."""
    return _holds(said, CONTENT)


def _failing(said: str) -> bool:
    """Said in a sentence that asks nothing and sets no condition."""
    return any(
        words.FAILING.search(one)
        and not (one.endswith("?") or _IF.search(one) or words.THANKS.search(one))
        for one in sentences(said)
    )


def _pleased(said: str) -> bool:
    """Thanks or praise with what one is going to do, and without a but."""
    if len(said.split()) > _LONG_PLEASURE or words.NOT_PLEASED.search(said):
        return False
    if works.PARTLY.search(said):
        return False
    return bool(words.THANKS.search(said) or words.PRAISE.search(said))


def _no_longer(said: str) -> bool:
    return any(
        words.NO_LONGER_NEEDED.search(one) and not words.OPEN.search(one) for one in sentences(said)
    )


def _unsolved(said: str) -> bool:
    """A condition ("wenn es immer noch nicht geht, …") is no verdict."""
    for one in sentences(said):
        at = words.NOT_SOLVED.search(one)
        if at and not _IF.search(one[: at.end()]):
            return True
    return False


_IF = any_of(r"\b(?:wenn|falls|sollte|if|in case|unless)\b")


def _thanks(said: str) -> bool:
    if not words.THANKS.search(said) or words.NO_THANKS.search(said):
        return False
    if len(said.split()) > _LONG_THANKS:
        return False
    own = _PSEUDONYM.sub(" value ", _NAME.sub(" ", said))
    rest = words.THANKS.sub(" ", words.BESIDE_THANKS.sub(" ", own))
    return len(_REST.findall(rest)) <= _NAMES


_RULES = (
    ("asks_for_human", _asks),
    ("works_now", _works),
    ("runs", _runs),
    ("anew", lambda said: bool(works.ANEW.search(said))),
    ("no_longer_needed", _no_longer),
    ("failing", _failing),
    ("pleased", _pleased),
    ("enough", lambda said: bool(words.ENOUGH.search(said))),
    ("content", _content),
    ("moot", lambda said: bool(MOOT.search(said)) and "?" not in said),
    ("not_solved", _unsolved),
    ("repeats", lambda said: bool(words.REPEATS.search(said))),
    ("thanks", _thanks),
    ("fails", lambda said: bool(words.NOT_SOLVED_AT_ALL.search(said))),
    ("question", lambda said: bool(words.QUESTION.search(said))),
    ("wish", lambda said: bool(words.WISH.search(said))),
    ("inquiry", inquires),
    ("when", asks_when),
    ("fault", tells_fault),
)


def _short_answers(said: str) -> list[str]:
    no = bool(_NO.search(said))
    yes = not no and bool(_YES.search(said))
    agrees = not no and not yes and bool(_AGREES.search(said))
    found = [name for name, is_so in (("yes", yes or agrees), ("no", no)) if is_so]
    if found and (agrees or _HALF.search(said)):
        found.append("soft")
    return found


def _number(text: str) -> tuple[str, ...]:
    """A bare number, stars or a thumb: the answer to a rating question."""
    if len(text) > _LONGEST_NUMBER:
        return ()
    if bare := _NUMBER.match(text.lower().strip()):
        return (f"number:{bare[1]}/{bare[2] or ''}",)
    if stars := _STARS.match(text):
        return (f"number:{sum(one in '⭐★' for one in stars[1])}/5",)
    thumb = text.strip()[:1]
    return {"👍": ("number:1/1",), "👎": ("number:0/1",)}.get(thumb, ())


@lru_cache(maxsize=_KEPT)
def team_marks(text: str, speaker: str) -> tuple[str, ...]:
    """Marks of one message of a bot, an agent or a notice in the chat.

    Rules, and what the customer's answer depends on: ``asks`` a question of substance, ``helpful``
    whether it helped, ``more`` whether there is anything else, ``rating`` (with ``scale:1:5``, the
    worst and the best), ``offers_human``, ``promise`` to look into it, ``plan`` of what will be
    done, ``ahead`` of what is to come, ``done`` and ``sent`` of what has been, ``lost`` (not
    understood), ``greets``, ``sorry`` and nothing else, ``welcome`` and nothing else, ``bad_news``
    at its end, ``reopened`` by the help desk.
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
    if _asks_helped(question):
        return ["helpful"]
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
