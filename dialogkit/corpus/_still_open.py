"""Whether the first words of a return show that the earlier matter was open still.

Like words alone show nothing: who takes a taxi each week writes alike each time.

============  ====================================================================================
sign          said, for example
============  ====================================================================================
`chases`      "Gibt es schon was Neues?", "Wo bleibt die Lieferung?", and `_marks.refers_back`
`faulty`      "Der Drucker druckt nicht", "Die Adresse wurde nicht geändert": of what it was about
`asks_state`  "Wo ist …?", "When will … arrive?": as the earlier case asked, and was not settled
============  ====================================================================================
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dialogkit.corpus import _marks
from dialogkit.corpus._common_words import stem
from dialogkit.corpus._evidence_ahead import ahead, tells_fault
from dialogkit.corpus._evidence_text import any_of, plain, sentences
from dialogkit.corpus._subject import content, says_again, subject

__all__ = ["ANOTHER", "ILL", "Signs", "places", "signs"]

_OUTSTANDING = any_of(
    r"\bwo (?:bleib\w+|steck\w+)\b|\bwas ist (?:denn )?(?:mit|aus) (?:mein|unser|der|die|das"
    r"|dem)\w* (?:\w+ )?(?:geworden|los)\b",
    r"\bwhere (?:on earth|has|have)\b|\bwhat(?:s| has)? happened (?:to|with)\b",
)
"""Who asks so had been told, or had hoped, that it would be there."""
_STATE = any_of(
    r"\bwo (?:ist|sind|bleib\w+|steck\w+)\b"
    r"|\bwhere(?:s| is| are| has| have)\b",
    r"\bwann\b[^.!?\n]{0,40}\b(?:komm\w*|ankommt?|geliefert|lieferung|da|fertig|bekomme\w*"
    r"|erhalte\w*|kriege\w*|verschickt|zugestellt)\b",
    r"\bwhen\b[^.!?\n]{0,40}\b(?:come\w*|coming|arriv\w+|here|ready|get|receive|delivered|due|sent"
    r"|shipped)\b",
    r"\b(?:ist|sind|wurde\w*)\b[^.!?\n]{0,40}\b(?:schon|bereits)\b[^.!?\n]{0,20}\b(?:da|fertig|raus"
    r"|unterwegs|verschickt|angekommen|eingegangen|bearbeitet)\b",
    r"\b(?:has|have|is|are)\b[^.!?\n]{0,40}\b(?:arrived|shipped|ready|dispatched|on its way|been"
    r" (?:sent|shipped|processed))\b[^.!?\n]{0,12}\?",
    r"\b(?:liefer)?status\b",
)
_AGREED = any_of(
    r"\bwie (?:\w+ )?(?:besprochen|gesagt|vereinbart|erwähnt)\b|\bas (?:discussed|agreed)\b"
)
"""Who does what was agreed on takes it up, and has nothing to complain of."""
_AT = any_of(r"\b(?:um|at) \d{1,2}\b")
_WISH = any_of(
    r"\b(?:kann|koennt\w*|können|darf|dürfen|würde\w*) (?:ich|wir|man)\b|\b(?:ich|wir) (?:kann"
    r"|können|möcht\w*|hätte\w*|würde\w*|brauche\w*|will|wollen|komme\w*|nehme\w*)\b"
    r"|\b(?:möcht\w*|hätte\w*) (?:ich|wir)\b",
    r"\b(?:can|could|may|might|shall|should) (?:i|we)\b|\b(?:i|we)(?:d| would) (?:like|love)\b"
    r"|\b(?:i|we) (?:want|need|cant|cannot|can|wont|will|take)\b",
)
"""Who asks for leave, or speaks of themselves, tells of no fault of a thing."""
_NEGATED = any_of(
    r"\b(?:wurde|wurden|ist|sind|war|waren|hat|haben|steht|stimmt|passt|zeigt)\b[^.!?\n]{0,60}"
    r"\b(?:nicht|nie|kein\w*)\b(?! mehr (?:nötig|notwendig))",
    r"\b(?:hasnt|havent|isnt|arent|wasnt|werent|doesnt|didnt|(?:has|have|is|are|was|were|does|did)"
    r" (?:\w+ )?(?:not|never))\b",
)
ANOTHER = any_of(
    r"\b(?:auch|ebenfalls|andere[rsnm]?|weitere[rsnm]?|zweite[rsnm]?|neue[rsnm]?|diesmal)\b",
    r"\b(?:too|also|as well|another|other|second|this time)\b",
)
ILL = any_of(
    r"\b(?:krank\w*|erkrankt|fieber|erkältet|erkältung|grippe|magen-?darm|verhindert|unpässlich"
    r"|abmelden|fehlt heute|kann nicht kommen)\b",
    r"\b(?:ill|sick|unwell|poorly|fever|flu|off school|temperature|under the weather)\b",
)
"""A person who is ill is no thing that fails."""
_NOTHING_FAILS = re.compile(
    r"\b(?:hallo|hi|hey|hello|moin|servus|guten \w+|good \w+)\W+(?:\w+\W+)?(?:schon |once )?"
    r"(?:wieder|again)\b(?: (?:ein)?mal)?|\b(?:wrong number|falsche nummer|falsch verbunden)\b"
)
"""Greetings and slips that read like something that is so again, or wrong."""
_PLACES = re.compile(
    r"\b(?:haus|zimmer|raum|wohnung|tisch|platz|linie|bus|room|flat|house|unit|table|nr|no|nummer"
    r"|number)\b\W{0,3}(\d{1,3}[a-z]?)\b|\b(?:im|in der|in the|in my|of the) (\w{3,})"
)
_WORD = re.compile(r"[a-z]{4,}")


class Signs(NamedTuple):
    """What the first words of a case say of an earlier one."""

    chases: bool = False
    """They call for what is outstanding, or take up what was said."""
    faulty: tuple[str, ...] = ()
    """Of each sentence that tells a fault or a negation, the first word that names something."""
    asks_state: bool = False
    """They ask where something is, or when it comes."""
    so_again: bool = False
    """They say of a thing that it is so again."""
    ill: bool = False
    """They tell that a person is ill."""


def signs(opening: str) -> Signs:
    """The signs in the first words of a case.

    >>> signs("Wo bleibt das Paket?").chases, signs("Taxi at 6 please").chases
    (True, False)
    >>> signs("Die Biotonne wurde nicht geleert").faulty
    ('bioton',)
    >>> signs("Leo ist wieder krank").so_again, signs("Die Bremse schleift wieder").so_again
    (False, True)
    """
    words = plain(opening)
    told = _NOTHING_FAILS.sub(" ", words)
    ill = bool(ILL.search(words))
    if content(opening):
        return Signs(ill=ill)
    wishes = bool(ahead(words) or _AT.search(words)) and not tells_fault(words)
    return Signs(
        chases=bool(
            _marks.chases(opening)
            or _marks.refers_back(_AGREED.sub(" ", words))
            or _OUTSTANDING.search(words)
        ),
        faulty=() if ill else _faulty(told),
        asks_state=_marks.asking(opening) and bool(_STATE.search(words)),
        so_again=says_again(told) and not ill and not wishes and not _WISH.search(words),
        ill=ill,
    )


def _faulty(words: str) -> tuple[str, ...]:
    """Stems; an empty one where a sentence names nothing."""
    told = (one for one in sentences(words) if not _WISH.search(one) and not ANOTHER.search(one))
    return tuple(_first(one) for one in told if _is_faulty(one))


def _is_faulty(one: str) -> bool:
    return tells_fault(one) or (not one.endswith("?") and bool(_NEGATED.search(one)))


def _first(one: str) -> str:
    known = subject(one)
    return next((stem(word) for word in _WORD.findall(one) if stem(word) in known), "")


def places(said: str) -> frozenset[str]:
    """Where it is, numbers of rooms and the like: what fails elsewhere is another thing."""
    return frozenset(match[1] or match[2] for match in _PLACES.finditer(plain(said)))
