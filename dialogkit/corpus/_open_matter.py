"""Whether a matter is open still when a customer comes back after a pause, and goes on with it.

Most of what customers write some days later is about what they were told would come, or were told
to try: it has come, it has not, it is the wrong one, they ask whether it is ready. A new matter
begins with a greeting, a wish or a thing that nobody has named.

==============  ==================================================================================
rule            said, for example
==============  ==================================================================================
`is_open`       agent: "Kommt am Freitag", "Please restart it" … customer: "ok, will try"
`is_asked_for`  agent: "Bitte reichen Sie … nach", "Could you send us a copy?"
`is_settled`    customer: "läuft wieder, danke", "all glued back in"; not "ok, danke", "sounds good"
`takes_up`      customer: "he's been, new valve needed", "48 hours up", "ist das Rad fertig?"
==============  ==================================================================================

Who plainly denies what was spoken of ("tut immer noch weh") goes on with whatever is not settled;
all others with what is open alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from dialogkit.corpus import _marks, _marks_denied, _marks_owed, _subject
from dialogkit.corpus._evidence import settled
from dialogkit.corpus._evidence_ahead import tells_fault
from dialogkit.corpus._evidence_done import has_done
from dialogkit.corpus._evidence_team_marks import team_marks
from dialogkit.corpus._evidence_text import any_of, plain

__all__ = ["goes_on", "is_asked_for", "is_open", "is_settled", "is_what_now", "takes_up"]

Message = tuple[bool, str]
"""Whether a message is the customer's, and its text."""

_FEW = 6
"""Words of a message that may be no more than an agreement."""
_TRIES = any_of(
    r"\b(?:versuch\w*|probier\w*|teste?|schau(?:e|n)? (?:ich |wir )?(?:mal|ma|dann)|mal (?:sehen"
    r"|schauen)|überleg\w*|besprech\w*|(?:wart|warte|warten) (?:\w+ )?(?:ab|mal)|abwarten"
    r"|frag(?:e)? (?:mal|meinen|meine))\b",
    r"\b(?:will|ill|lets|let me) (?:see|try|check|have a look|give it|think|ask|do)\b|\btrying\b"
    r"|\bgive (?:it|that) a (?:go|try)\b|\bthink about it\b",
)
"""What is tried or thought over has not come out yet."""
_UNIT = (
    r"(?:wochen?|tage?|werktage?|stunden|days?|weeks?|hours?"
    r"|(?:sun|mon|tues|wednes|thurs|fri|satur)days?)"
)
_LED = any_of(
    r"^\W*(?:(?:ok(?:ay)?|so|also|well|and|und|just) )*(?:er|es|he|hes|she|shes|they|theyre|it"
    r"|its|that"
    r"|thats|you|u|collected|abgeholt|gekommen|angekommen|da(?! bin)|been|tried|got|hab|habs|did"
    r"|done"
    r"|gemacht"
    r"|erledigt|(?:sie|der|die|das) (?:ist|sind|war|waren|hat|haben|kam|kamen|ging|geht|läuft"
    r"|wollten?))\b",
    rf"\b{_UNIT} (?:\w+ ){{0,4}}(?:um|rum|vorbei|up|over|gone|later)\b|\b(?:is|isch|sind) (?:rum|um"
    r"|vorbei)\b|\bheute ist (?:der|die|schon)\b",
    r"\b(?:fertig|soweit|so weit|gefunden|bereit|abholbereit|ready|done yet|found|coming)\W*\?",
    r"^\W*(?:(?:ist|sind|is|has|was|wurden?|kam|kamen) (?:\w+ ){0,2}(?:da|angekommen|gekommen"
    r"|geliefert"
    r"|here|arrived|come|delivered)|only|nur|bloß)\b",
    r"^\W*no show\b|\b(?:running|bin|10 min\w*) (?:\w+ )?(?:late|zu spät|später)\b|\babsagen\b"
    r"|\bstuck in\b|\b(?:couldnt|konnte(?:n)?) (?:\w+ ){0,3}(?:make|come|kommen)\b",
    r"\b(?:hab|habe|haben)\b(?: \w+){0,3} (?:abgeholt|bekommen|probiert|versucht|gemacht"
    r"|getestet)\b",
)
"""Begins with who or what was spoken of, or says what came of it."""
_BACK = any_of(
    r"\b(?:immer ?noch|noch immer|nach wie vor|schon wieder|weiterhin|trotzdem|still|yet|finally"
    r"|endlich|inzwischen|mittlerweile)\b|(?<!bins )(?<!ich )(?<!me )\b(?:wieder|again)\b",
    r"\b(?:nobody|no one|keiner|niemand|nix|nichts|nothing)\b",
    r"\b(?:nicht|kein\w*|not|dont|doesnt|didnt|hasnt|havent|isnt|wasnt|arent)\b",
)
"""Said of a thing that was spoken of, where that is named or nothing else is."""
_ANOTHER = any_of(
    r"\b(?:noch (?:ein\w*|was|etwas|mal ein\w*)|weitere\w*|andere[nrs]?|neue[nrs]? (?:anliegen"
    r"|frage"
    r"|bestellung|auftrag|termin)|another|one more|new (?:order|question|booking|appointment)"
    r"|different|nächste[nrs]?|übrigens|außerdem|btw|by the way)\b"
)
_WISH = any_of(
    r"\b(?:bitte|please|pls|plz|ich (?:brauche|möchte|hätte|würde)|wir (?:brauchen|möchten|hätten)"
    r"|i(?:d| would) like|i (?:need|want)|can i|could i|can we|kann ich|könnte ich|können wir"
    r"|darf ich)\b"
)
_NOW = any_of(
    r"^\W*(?:(?:und|aber|and|but|so|ok|okay|hm+) )*(?:jetzt|nun|now|stattdessen|instead)\b"
    r"|^\W*(?:aber|but|leider|unfortunately|i (?:still )?get|ich (?:bekomme|kriege))\b"
)
_REQUESTS = any_of(
    r"\b(?:bitte|können sie|könnten sie|kannst du|könnt ihr)\b[^.!?\n]{0,80}\b(?:(?:nach|ein|vor"
    r"|mit|zu|her"
    r"|hoch)?(?:reichen|schicken|senden|mailen|laden|bringen|legen)|nach)\b",
    r"\bes fehl(?:t|en)\b|\b(?:ist|sind) noch offen\b",
    r"\b(?:please|can you|could you|would you|you need to"
    r"|youll need to)\b[^.!?\n]{0,40}\b(?:send|upload"
    r"|forward|provide|bring|attach|email|mail|post|submit)\b|\b(?:we|i) (?:still )?need (?:a|an"
    r"|the|your)\b",
)
"""A team asks for papers and the like."""
_NUMBER = re.compile(r"<[a-z_]+_[0-9a-f]{2,}>|\b[a-z]*\d{4,}")


def goes_on(said: str, lately: Sequence[Message], around: str) -> bool:
    """Whether a customer's words go on with a matter that is open or not settled.

    Args:
        said: The customer's turn.
        lately: The messages before, in order.
        around: All that was said in them.
    """
    how = takes_up(said, around)
    if not how:
        return False
    return is_open(lately) or (how == "plainly" and not (is_settled(lately) or _gave_up(lately)))


def is_open(lately: Sequence[Message]) -> bool:
    """Whether what was said last leaves a matter open: something is to come, or to be tried.

    >>> is_open([(False, "Kommt am Freitag."), (True, "ok")]), is_open([(False, "Bis 18 Uhr.")])
    (True, False)
    """
    agreed = False
    for customers, said in reversed(lately):
        if customers:
            words = plain(said)
            if _TRIES.search(words):
                return True
            if not _agrees(said):
                return not _subject.content(said) and settled(said) != "yes" and tells_fault(words)
            agreed = agreed or not _marks.greets(said)
        elif _marks.courteous(said) or (has_done(plain(said)) and len(said.split()) <= _FEW):
            continue
        elif "helpful" in team_marks(said, "agent"):
            return False
        else:
            return _marks_owed.owes(said) or (agreed and _marks.asks_back(said))
    return False


def is_asked_for(lately: Sequence[Message]) -> bool:
    """Whether the team asked for something last, and the customer did no more than agree.

    >>> is_asked_for([(False, "Bitte schicken Sie uns ein Foto."), (True, "ok, mach ich")])
    True
    """
    for customers, said in reversed(lately):
        if customers and _agrees(said):
            continue
        return not customers and (_marks.asks_back(said) or bool(_REQUESTS.search(plain(said))))
    return False


def is_what_now(said: str) -> bool:
    """Whether a customer tells how it is now, soon after a desk has closed their case.

    >>> is_what_now("Jetzt kommen schwarze Streifen"), is_what_now("Was kostet ein Toner?")
    (True, False)
    """
    words = plain(said)
    return bool(_NOW.search(words)) and "?" not in words and not _marks.opens_other(said)


def is_settled(lately: Sequence[Message]) -> bool:
    """Whether the customer's last words of more than agreement say that it is well.

    >>> is_settled([(True, "läuft wieder"), (False, "Gern!")]), is_settled([(True, "ok, danke")])
    (True, False)
    """
    last = next(
        (said for customers, said in reversed(lately) if customers and not _agrees(said)), ""
    )
    return settled(last) == "yes" or _subject.content(last)


def _gave_up(lately: Sequence[Message]) -> bool:
    """Whether the last word is the customer's that it did not help: who comes back then returns."""
    return bool(lately) and lately[-1][0] and settled(lately[-1][1]) == "no"


def takes_up(said: str, around: str) -> Literal["", "plainly", "likely"]:
    """Whether a customer's words are about what was spoken of, and how surely.

    >>> around = "Der Aufzug steht. Der Monteur kommt am Montag."
    >>> takes_up("Der Aufzug steht immer noch", around), takes_up("Er war da", around)
    ('plainly', 'likely')
    >>> takes_up("Die Klingel geht nicht", around)
    ''

    Args:
        said: The customer's turn.
        around: All that was said in the turns before it.
    """
    words, before = plain(said), _marks_denied.plain_all(around)
    if _ANOTHER.search(words) or _marks.opens_other(said):
        return ""
    if any(number not in before for number in _NUMBER.findall(words)):
        return ""
    led, greets = bool(_LED.search(words)), _marks.greets(said)
    denial = _marks_denied.denial(said)
    if denial is not None:
        if (
            denial.bare
            or denial.elliptic
            or _marks_denied.about(denial, _marks_denied.words_of(around))
        ):
            return "plainly" if denial.plainly and not denial.again else "likely"
        return "likely" if led and not greets else ""
    wishes = bool(_WISH.search(words))
    if _marks_owed.names_new(said, around):
        return "likely" if led and not greets and not wishes else ""
    back = bool(_BACK.search(words)) and not wishes
    return "likely" if led or back or settled(said) != "unknown" else ""


def _agrees(said: str) -> bool:
    """Whether a customer's message says no more than that it suits them."""
    if _marks_owed.agrees(said):
        return True
    words = plain(said)
    if _subject.content(said) or settled(said) != "unknown" or tells_fault(words):
        return False
    return len(words.split()) <= _FEW and "?" not in words
