"""What the company still owes, and whether a customer calls for it.

A promise, a plan and what is told to come are owed until the company writes again; mere thanks
and "ok" take nothing of it away, nor does "Gern geschehen!". The customer calls for it ("Any
news?", "Wo bleibt er?"), or says that it has not come:

================  ================================================================================
rule              said, for example
================  ================================================================================
`misses`          customer: "Es kam niemand", "No bill yet", "bisher kein Anruf", "still nothing"
`owes`            agent or bot: "Ich melde mich", "We'll ring you", "You'll have it by Friday"
================  ================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dialogkit.corpus import _marks, _subject
from dialogkit.corpus._evidence import settled
from dialogkit.corpus._evidence_ahead import ahead
from dialogkit.corpus._evidence_text import any_of, plain
from dialogkit.corpus._marks_rules import SHORT, THANKS
from dialogkit.corpus._marks_rules import plain as in_small

__all__ = ["NAMES_NONE", "agrees", "calls_for_owed", "misses", "names_new", "owes"]

Message = tuple[bool, str]
"""Whether a message is the customer's, and its text."""

_NOBODY = r"(?:niemand|keiner|nobody|no[ -]?one)"
_NOTHING = r"(?:nichts|nix|nicht|kein\w*|nie|niemand|net|ned)"
_CAME = (
    r"(?:da(?:gewesen)?|hier|gekommen|angekommen|eingegangen|eingetroffen|erschienen|aufgetaucht"
    r"|gemeldet|angerufen|zurückgerufen|passiert|geschehen|bekommen|gekriegt|erhalten|gehört"
    r"|geliefert|verbucht|gutgeschrieben|überwiesen|drauf|geschickt|im postfach|im briefkasten"
    r"|auf (?:dem|meinem|unserem) konto|bei (?:mir|uns))"
)
_ARRIVED = (
    r"(?:come|came|show(?:ed|n)?(?: up)?|turn(?:ed)? up|arrived?|call(?:ed)?|r[aiu]ng|phoned?"
    r"|wrote|written|get|got(?:ten)?|receive[d]?|had|seen|heard|been|happen(?:ed)?|here|there"
    r"|appear(?:ed)?|land(?:ed)?|reached|replied|emailed|sent|paid|delivered)"
)
_MISSES = any_of(
    rf"\b(?:noch|bisher|bislang|bis heute|bis jetzt)(?: \w+){{0,3}} {_NOTHING}\b"
    rf"|\b{_NOTHING} (?:\w+ )?(?:bisher|bislang|bis heute|bis jetzt)\b",
    rf"\b(?:kam|kamen|kommt|meldet|meldete|rief|ruft)\b(?: \w+){{0,4}} {_NOTHING}\b"
    rf"|\b(?:kam|rief|meldete)\b(?: \w+){{0,3}} {_NOBODY}\b|\b{_NOBODY} (?:kam|rief|meldet\w*)\b",
    rf"\b(?:{_NOTHING}|{_NOBODY})\b(?: \w+){{0,4}} {_CAME}\b",
    r"\bsteht (?:immer )?noch aus\b|\bfehlt (?:immer )?noch\b",
    r"\b(?:no|not|nothing|nobody|no one)\b(?: \w+){0,4} (?:yet|so far|as yet|to date)\b"
    r"|\bstill (?:no|not|nothing|nobody|missing|without|hasnt|havent|hadnt|isnt|didnt)\b",
    rf"\b(?:hasnt|havent|didnt|not|never)\b(?: \w+){{0,3}} {_ARRIVED}\b"
    rf"|\b{_NOBODY}s? (?:has |have |ever |actually )*{_ARRIVED}\b"
    rf"|\b(?:nothing|no \w+(?: \w+)?) (?:has |have |ever )*{_ARRIVED}\b",
    r"\b\w+nt\b(?: \w+){0,4} (?:yet|so far)\b|\bno sign of\b"
    r"|\b(?:nothing|no \w+) (?:in|on) (?:my|our|the) (?:account|inbox|bank|mailbox)\b",
)
_ASKS_AFTER = any_of(
    r"\bhat sich (?:\w+ )?(?:was|etwas|irgendwas) getan\b|\bwie siehts?(?: es)?(?: \w+){0,2} aus\b",
    r"\bwo (?:bleib\w*|ist|sind)\b|\bwhere(?:s| is| are)\b|\bwas macht (?:mein|unser|die|der|das)",
    r"\b(?:hows it|how is it) going\b|\bwhats (?:happening|happened|going on)\b",
    r"\bkommt (?:da |denn |heute |jetzt |nun )*noch (?:was|etwas|jemand|wer|einer)\b"
    r"|\bis (?:anyone|someone|anybody|he|she|it) (?:still )?coming\b",
    r"^\W*(?:ist|sind|wurden?)\b[^.!?\n]{0,40}\b(?:schon|inzwischen|bereits) (?:raus|da|unterwegs"
    r"|fertig|überwiesen|verschickt|geklärt|bearbeitet|bestellt|entschieden)\b",
    r"^\W*(?:is|are|has|have|was|were)\b[^.!?\n]{0,40}\b(?:sent|paid|shipped|left|gone|ready|done"
    r"|decided|out|on its way) yet\b",
    r"\b(?:you|they) (?:said|promised|told|were (?:going|meant|supposed))\b|\bas promised\b"
    r"|\b(?:sie|ihr|du) (?:wollten?|wolltet|wolltest|sagten|hatten (?:gesagt|versprochen))\b"
    r"|\bwoll(?:ten sie|tet ihr|test du)\b|\b(?:wie|war) versprochen\b|\bhieß es\b",
    r"\b(?:have you|did you) forg[eo]t\w*\b|\b(?:mich|uns|das|es) vergessen\b",
)
"""Where what was told to come has got to."""
_COMES_NOW = any_of(
    r"\b(?:folgt|folgen)\b(?! (?:sie|du|ihr)\b)|\bto follow\b",
    r"\bruft\b(?: \w+){0,3} (?:zurück|an)\b",
)
NAMES_NONE = any_of(
    r"\b(?:rück)?(?:anruf\w*|ruf|meldung|antwort|nachricht|e-?mails?|mails?|sms|brief|post)\b",
    r"\b(?:techniker\w*|monteur\w*|handwerker\w*|fahrer\w*|kolleg\w+|mitarbeiter\w*|bote)\b",
    r"\b(?:calls?|callback|message|text|letter|reply|answer|response|engineers?|technicians?"
    r"|plumbers?|electricians?|drivers?|colleagues?)\b",
    r"\b(?:postfach|briefkasten|inbox|mailbox|voicemail|konto|account)\b",
    r"\b(?:neues|neuigkeiten|updates?|news|progress|status|stand|aktuell\w*|dinge|word)\b",
    r"\b(?:ganze[nrs]?|vormittag|nachmittag|abend|all day|whole|versproch\w+|promised?|angekündigt"
    r"|announced|vergessen|forg[eo]t\w*|anrufen|melden|touch|happening|going|coming|sign|raus|getan|sieht)\b",
    rf"\b{_CAME}\b|\b{_ARRIVED}\b|\b{_NOTHING}\b|\b{_NOBODY}\b|\b(?:nothing|nowhere)\b",
    r"\b(?:kam|kamen|kommt|gewartet|warte|waited|waiting|bisher|bislang|überhaupt"
    r"|\w+n\Wt)\b",
)
"""Who or what brings word of the company, and how, and that it has not come: no other matter."""
_NUMBER = re.compile(r"<[a-z_]+_[0-9a-f]{2,}>|[a-z]*\d{3,}")
_LIKE = {
    " zahlung ": any_of(
        r"\b(?:geld|betrag|(?:rück)?(?:erstattung|zahlung|überweisung)|gutschrift|money|refunds?"
        r"|payments?)\b"
    ),
    " angebot ": any_of(r"\b(?:angebot|kostenvoranschlag|quot\w+|estimate|offer)\b"),
    " rechnung ": any_of(r"\b(?:\w*rechnung|invoice|bill)\b"),
}
"""What has more than one name."""


def misses(text: str) -> bool:
    """Whether a customer says that something has not come or was not done.

    >>> misses("Es kam niemand"), misses("No bill yet"), misses("Wann kommt er?")
    (True, True, False)
    """
    words = plain(text)
    return len(words) <= 2 * SHORT and bool(_MISSES.search(words))


def owes(text: str) -> bool:
    """Whether an agent or a bot promises, plans, announces or tells of what is still to come.

    >>> owes("You'll have it by Friday."), owes("Wir haben bis 18 Uhr offen.")
    (True, False)
    """
    words = plain(text)
    told = _marks.announces(text) or ahead(words) or _COMES_NOW.search(words)
    return _promised(text) or bool(told)


def calls_for_owed(said: str, lately: Sequence[Message], around: str) -> bool:
    """Whether a customer calls for what the company owes.

    "Any news?" calls for whatever was promised. Where something was but told to come, and where
    it is said to be missing, nothing may be named that nobody has spoken of; and whoever asks where
    it is ("Wo bleibt er?") names nothing at all: else it may be another one.

    >>> told = "Die Rechnung kommt in zwei Wochen."
    >>> calls_for_owed("Noch keine Rechnung da", [(False, told), (True, "Danke!")], told)
    True
    >>> calls_for_owed("Mein Schlüssel ist nicht da", [(False, told), (True, "Danke!")], told)
    False

    Args:
        said: The customer's turn.
        lately: The messages before it, in order.
        around: All that was said in them.
    """
    chases = _marks.chases(said)
    tells = chases or misses(said)
    if not tells and not _asks_after(said):
        return False
    told = _owed(lately)
    if told is None:
        return False
    if chases and _promised(told):
        return True
    return not names_new(said, around if tells else "")


def _asks_after(said: str) -> bool:
    words = plain(said)
    return len(words) <= SHORT and bool(_ASKS_AFTER.search(words))


def names_new(said: str, around: str) -> bool:
    """Whether a number, or a thing by any of its names, is spoken of for the first time."""
    words, before = in_small(said), "\n".join(map(in_small, around.split("\n")))
    if any(number not in before for number in _NUMBER.findall(words)):
        return True
    rest = NAMES_NONE.sub(" ", words)
    for name, like in _LIKE.items():
        rest, before = like.sub(name, rest), like.sub(name, before)
    return _subject.is_new(rest, before)


def _owed(lately: Sequence[Message]) -> str | None:
    """The company's last message that was more than courtesy, if it owes something since."""
    for customers, said in reversed(lately):
        if customers:
            if not agrees(said):
                return None
        elif owes(said):
            return said
        elif not _marks.courteous(said):
            return None
    return None


def _promised(text: str) -> bool:
    return _marks.promises(text) or _marks.plans(text)


def agrees(text: str) -> bool:
    """Whether thanks are for a word of the company, and not for what came of it."""
    return _marks.idle(text) and settled(THANKS.sub(" ", plain(text))) != "yes"
