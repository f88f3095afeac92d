"""What customers and bots say outright: rules in German and English, on purpose few and plain.

They look for explicit words only. What nobody said stays unknown: silence is not success, and a
question about a colleague is no request for one.

===================  ==========================================================================
rule                 said, for example
===================  ==========================================================================
`asks_for_human`     "Ich möchte mit einem Menschen sprechen", "Mitarbeiter bitte",
                     "can I talk to a real person?", "agent"
`announces_handoff`  "Ich verbinde Sie mit einer Kollegin", "I'll transfer you to an agent"
`settled` → yes      "Danke!", "hat geklappt", "works now" — without but, not, or a question
`settled` → no       "geht immer noch nicht", "hilft mir nicht weiter", "didn't help"
===================  ==========================================================================
"""

from __future__ import annotations

import re
from typing import Literal

__all__ = ["announces_handoff", "asks_for_human", "settled"]

_LONGEST = 1_000
"""Only the beginning of longer texts is looked at."""


def _rule(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_NEAR = r"[^.!?\n]{0,40}?"
_PERSON_DE = (
    r"(?:mensch(?:en)?|mitarbeiter\w*|berater\w*|kundenberater\w*|sachbearbeiter\w*|person"
    r"|ansprechpartner\w*|kolleg(?:e|en|in)|jemande[nm]|vorgesetzten?|\w*support|kundenservice)"
)
_REAL_DE = r"(?:echte[nrms]?|richtige[nrms]?|menschliche[nrms]?|lebende[nrms]?|zuständige[nrms]?)"
_A_PERSON_DE = (
    rf"(?:(?:einen|einem|einer|eine|'?nen?|'?nem|ihrem|ihren|ihrer|dem|den|der)\s+"
    rf"(?:{_REAL_DE}\s+)?|{_REAL_DE}\s+|jemande[nm]\s+)?{_PERSON_DE}"
)
_WANT_DE = (
    r"(?:will|möchte|moechte|brauche|bitte|kann ich|könnte ich|hätte gern\w*|lieber|geben sie mir"
    r"|gib mir|gibt es|verlange)"
)
_PERSON_EN = (
    r"(?:humans?(?: being)?|persons?|people|agents?|someone|somebody|representatives?|reps?"
    r"|operators?|advis[oe]rs?|staff|employees?|managers?|supervisors?|colleagues?|real being)"
)
_REAL_EN = r"(?:real|actual|live|human|customer service|customer support|support|service|proper)"
_A_PERSON_EN = rf"(?:(?:an?|some|any|your|the|one of your)\s+)?(?:{_REAL_EN}\s+)*{_PERSON_EN}"
_WANT_EN = (
    r"(?:want|need|please|give me|get me|can i|could i|may i|is there|i'd like|prefer|let me)"
)

_ASKS = _rule(
    rf"\b(?:mit|zu|an)\s+{_A_PERSON_DE}\b{_NEAR}\b(?:sprechen|reden|telefonieren|chatten|schreiben"
    r"|verbinden|verbunden werden|weiterleiten|weitergeleitet werden|durchstellen)",
    rf"\bverbinden?\b(?: sie)? mich\b{_NEAR}\b{_PERSON_DE}\b",
    rf"\b{_WANT_DE}\b{_NEAR}\b(?:einen|einem|eine|einer|'?nen|'?nem|{_REAL_DE})\s+"
    rf"(?:{_REAL_DE}\s+)?{_PERSON_DE}\b(?!\s+(?:ein|eine|einen|mein|meine|das|die|den|dass)\b)",
    rf"^\W*(?:(?:ein|eine|einen)\s+)?(?:{_REAL_DE}\s+)?(?:mensch|mitarbeiter(?:in)?|berater(?:in)?"
    r"|kundenberater(?:in)?)(?:\s+(?:bitte|jetzt|sofort))*\W*$",
    rf"\b(?:speak|talk|chat)\s+(?:to|with)\s+{_A_PERSON_EN}\b",
    rf"\b(?:connect|transfer|put|hand|pass)\s+me\s+(?:through\s+|over\s+|on\s+)?(?:to|with)\s+"
    rf"{_A_PERSON_EN}\b",
    rf"\b{_WANT_EN}\b{_NEAR}\b(?:an?\s+)?(?:real|actual|live|human)\s+{_PERSON_EN}\b",
    r"\b(?:want|need|give me|get me)\s+an?\s+(?:human|agent|person|representative|operator)\b",
    rf"^\W*(?:an?\s+)?(?:{_REAL_EN}\s+)?(?:human|agent|operator|representative|person|staff)"
    r"(?:[\s,]+(?:please|pls|now))*\W*$",
)
_SPOKE_BEFORE = _rule(
    rf"\b(?:habe|hatte|hab)\b{_NEAR}\b(?:gesprochen|geredet|telefoniert)\b",
    r"\b(?:don'?t|do not) (?:want|need) to (?:speak|talk)",
    r"\b(?:nicht|kein\w*)\b[^.!?\n]{0,30}\b(?:sprechen|reden|mitarbeiter|mensch\w*)\b",
)

_ANNOUNCES = _rule(
    rf"\b(?:verbinde|verbinden|leite|leiten|gebe|geben|übergebe|übergeben)\b{_NEAR}"
    rf"\b(?:sie|dich|das|dies|es|ihr\w*|dein\w*)\b{_NEAR}\b{_PERSON_DE}\b",
    rf"\b(?:sie|du)\b{_NEAR}\b(?:werden|wirst)\b{_NEAR}\b(?:verbunden|weitergeleitet)\b",
    rf"\b{_PERSON_DE}\b{_NEAR}\b(?:übernimmt|kümmert sich|meldet sich|ist gleich für)\b",
    rf"\b(?:connect|connecting|transfer|transferring|hand|handing|pass|passing)\b{_NEAR}\b"
    rf"(?:you|this|it)\b{_NEAR}\b{_PERSON_EN}\b",
    rf"\b{_PERSON_EN}\b{_NEAR}\b(?:will (?:be with you|take over|help you|join)|is taking over)\b",
)

_SETTLED = _rule(
    r"\b(?:danke(?:schön|sehr)?|(?:vielen|besten|herzlichen) dank|merci|thank(?:s| you)|thx)\b",
    r"\b(?:hat|es|das|jetzt) (?:nun |jetzt )?(?:geklappt|funktioniert|geht wieder|klappt)\b",
    r"\b(?:funktioniert|klappt|geht) (?:jetzt|nun|wieder)\b",
    r"\b(?:problem|frage|sache|thema) (?:ist |hat sich )?(?:gelöst|geklärt|erledigt)\b",
    r"\bhat sich (?:erledigt|geklärt)\b",
    r"\bist (?:jetzt |nun |schon )?(?:angekommen|gelöst|erledigt)\b",
    r"\b(?:works|working|fixed|solved|resolved|sorted) (?:now|again|it)\b|\b(?:that|it) worked\b",
    r"\b(?:is|it's|got|been) (?:now )?(?:solved|resolved|fixed|sorted)\b|\bproblem solved\b",
)
_BUT = _rule(
    r"\b(?:nicht|kein\w*|leider|trotzdem|aber|immer noch|noch immer|doch)\b",
    r"\b(?:not|still|but|however|unfortunately|never|nothing)\b|n['’]t\b",
    r"\b(?:im voraus|in advance|vorab|schon ?mal|schon einmal|für nichts|for nothing)\b",
    r"\?",
)
_UNSETTLED = _rule(
    r"\b(?:funktioniert|geht|klappt|ging)\b[^.!?\n]{0,20}"
    r"\b(?:immer noch|noch immer|weiterhin|leider)\b[^.!?\n]{0,10}\bnicht\b",
    r"\b(?:immer noch|noch immer|weiterhin) (?:nicht|kein\w*)\b",
    r"\b(?:hat|haben)\b[^.!?\n]{0,20}\bnichts? (?:geholfen|gebracht|geklappt|funktioniert)\b",
    r"\bhilft (?:mir )?(?:leider |auch |gar |überhaupt )*nicht\b|\bnicht gelöst\b",
    r"\b(?:danke für nichts|thanks for nothing|useless|nutzlos)\b",
    r"\bstill (?:not|isn['’]?t|doesn['’]?t|don['’]?t|haven['’]?t|hasn['’]?t|no)\b",
    r"\bdid(?:n['’]?t| not) (?:help|work|solve)\b|\bnot (?:solved|resolved|helpful|fixed)\b",
)


def asks_for_human(text: str) -> bool:
    """Whether a customer asks to be put through to a human.

    >>> asks_for_human("Ich möchte bitte mit einem Mitarbeiter sprechen")
    True
    >>> asks_for_human("Ich habe gestern mit einem Mitarbeiter gesprochen")
    False
    """
    plain = _plain(text)
    return bool(_ASKS.search(plain)) and not _SPOKE_BEFORE.search(plain)


def announces_handoff(text: str) -> bool:
    """Whether a bot or a notice says that a human takes over.

    >>> announces_handoff("I'll connect you to a colleague.")
    True
    """
    return bool(_ANNOUNCES.search(_plain(text)))


def settled(text: str) -> Literal["yes", "no", "unknown"]:
    """What a customer's last words say about their issue.

    >>> settled("Super, hat geklappt!"), settled("Geht immer noch nicht."), settled("ok")
    ('yes', 'no', 'unknown')
    """
    plain = _plain(text)
    if _UNSETTLED.search(plain):
        return "no"
    return "yes" if _SETTLED.search(plain) and not _BUT.search(plain) else "unknown"


def _plain(text: str) -> str:
    return text[:_LONGEST].lower().replace("’", "'")
