"""What a message of a customer says by itself, before anybody looks at what came before it."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

from dialogkit.corpus import _evidence_human as human
from dialogkit.corpus import _evidence_settled as words
from dialogkit.corpus import _evidence_works as works
from dialogkit.corpus._evidence_ahead import asks_when, inquires, tells_fault
from dialogkit.corpus._evidence_content import (
    ALL_KNOWN,
    BRIEFLY,
    CONTENT,
    GIVES_UP,
    MOOT,
    RUNS_AGAIN,
)
from dialogkit.corpus._evidence_text import KEPT, any_of, plain, sentences

__all__ = ["customer_marks"]

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
_BESIDE_YES = any_of(
    r"\b(?:ja+|jo|jep|jap|jup|joa|yes|yeah|yea|yep|yup|aye|sehr|super|prima|toll|ok|okay|perfekt"
    r"|perfect|great|(?:vielen |lieben )?dank|danke|thanks|thank you|cheers|it did|it has|it does"
    r"|(?:das |es |mir |uns )*(?:hat|hats)(?: es| das| mir| uns| sehr)*(?: (?:geholfen|geklappt"
    r"|funktioniert))?|(?:that |it )?(?:really )?(?:helped|worked|works|fixed it|did the trick)"
    r"|(?:jetzt |nun |es |er |sie |alles )*(?:geht|läuft|funktioniert|klappt)(?: es| er| sie| alles"
    r"| jetzt| nun| wieder)*)\b"
)
"""A yes, and that it helped, and no more."""
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
    r"|noch nicht|not yet|jetzt nicht|frage|question|right now|at the moment|for now|im moment"
    r"|momentan"
    r"|zurzeit|vorerst)\b|\?"
)
_NUMBER = re.compile(
    r"^\W*(\d{1,2})\s*(?:(?:/|von|of|out of)\s*(\d{1,2}))?\s*"
    r"(?:stars?|sterne?n?|punkte?|points?)?\W*$"
)
_LONGEST_NUMBER = 40
"""No bare number is longer."""
_STARS = re.compile(r"^\s*((?:[⭐★]\ufe0f?\s*){1,5})$")
_HINTS = re.compile(
    r"mensch|mitarb|bearb|berat|person|people|kolleg|jemand|vorgesetzt|kunden|operator|team|echte"
    r"|chef|leit"
    r"|verbind|durchstell|ruf|telefon|support|human|agent|some(?:one|body)|any(?:one|body)|boss"
    r"|rep\b|repres"
    r"|advis"
    r"|staff|employee|manager|supervis|service|call me|ring me|transfer|put me|bot\b|robot|maschin"
    r"|machine|computer|automat|desk|line|department|sprech|reden|besprech|special|wem|wen\b|speak"
    r"|talk|stell"
    r"|techni|engineer|eine[nr]? von|phone|reception|complain|call you|ring you|ring\b|\bcall\b"
    r"|bots|\bran\b"
)
"""A text without any of these asks for nobody; it spares the long expressions most texts."""


@lru_cache(maxsize=KEPT)
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
    if len(said.split()) <= _CURT - 1:
        found.append("curt")
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
    parts = [one for one in sentences(said) if not human.NOT_ASKING.search(one)]
    return any(human.ASKS.search(one) or _in_touch(one) for one in parts)


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
        pattern.search(one) and not works.SUPPOSED.search(one)
        for one in map(_without_callers, sentences(said))
    ) and not words.NOT_SOLVED.search(said)


_BECOMES = any_of(r"\bwird ((?:jetzt |nun |alles |schön )?(?:wieder|richtig) (?:warm|heiß|hell))\b")


def _without_callers(said: str) -> str:
    rest = works.YESTERDAY.sub(" ", works.CALLERS.sub(" ", _BECOMES.sub(r"ist \1", said)))
    return " ".join(rest.split())


def _content(said: str) -> bool:
    """Said in a sentence without a but."""
    return _holds(said, CONTENT) or bool(ALL_KNOWN.search(said))


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
    ("barely", lambda said: bool(works.BARELY.search(said)) and _holds(said, works.BARELY)),
    ("anew", lambda said: bool(works.ANEW.search(said))),
    ("no_longer_needed", _no_longer),
    ("failing", _failing),
    ("pleased", _pleased),
    ("enough", lambda said: bool(words.ENOUGH.search(said))),
    ("content", _content),
    ("moot", lambda said: bool(MOOT.search(said)) and not GIVES_UP.search(said)),
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
    if yes and not _REST.search(_BESIDE_YES.sub(" ", said)):
        found.append("bare")
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
