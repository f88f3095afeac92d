"""What customers and bots say outright: rules in German and English, on purpose few and plain.

They look for explicit words only. What nobody said stays unknown: silence is not success, and a
question about a colleague is no request for one.

===================  ==========================================================================
rule                 said, for example
===================  ==========================================================================
`asks_for_human`     "Ich möchte mit einem Menschen sprechen", "Mitarbeiter bitte",
                     "can I talk to a real person?", "agent", "I don't want to talk to a bot",
                     "bitte um Rückruf", "please call me back"
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


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "’": "'"})


def _rule(*patterns: str) -> re.Pattern[str]:
    """One expression of all patterns; umlauts are written out, as many customers do."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns).translate(_UMLAUTS))


_NEAR = r"[^.!?\n]{0,40}?"
_PERSON_DE = (
    r"(?:mensch(?:e?n)?|leuten?|mitarbeiter\w*|berater\w*|kundenberater\w*|sachbearbeiter\w*|person"
    r"|ansprechpartner\w*|kolleg(?:e|en|in)|jemand(?:e[nm])?|vorgesetzten?|kundenservice"
    r"|operator|team)"
)
_REAL_DE = r"(?:echte[nrms]?|richtige[nrms]?|menschliche[nrms]?|lebende[nrms]?|zuständige[nrms]?)"
_A_DE = r"(?:eine[nrm]?|'?ne[nm]?|am|ihre[mnr]|eure[mnr]|de[mnr])"
_A_PERSON_DE = rf"(?:{_A_DE}\s+)?(?:{_REAL_DE}\s+)?{_PERSON_DE}"
_WANT_DE = (
    r"(?:will|möchte|brauche|bitte|kann ich|könnte ich|hätte gern\w*|lieber|verlange"
    r"|gib mir|geben sie mir|hol(?:en)?(?: sie)? mir|gibt'?s|gibt es|sind hier)"
)
_TALK_DE = (
    r"(?:sprechen|reden|telefonieren|chatten|schreiben|verbinden|verbunden werden|weiterleiten"
    r"|weitergeleitet werden|durchstellen|weiter)"
)
_PERSON_EN = (
    r"(?:human beings?|humans?|persons?|people|agents?|someone|somebody|anyone|representatives?"
    r"|reps?|operators?|advis[oe]rs?|members? of (?:the |your )?(?:staff|team)|staff|employees?"
    r"|managers?|supervisors?|colleagues?)"
)
_REAL_EN = r"(?:real|actual|live|human|customer service|customer support|customer|support|service)"
_A_PERSON_EN = rf"(?:(?:an?|some|any|your|the|one of your)\s+)?(?:{_REAL_EN}\s+)*{_PERSON_EN}"
_WANT_EN = (
    r"(?:want|need|please|give me|get me|can i|could i|may i|is there|are there|i'd like|prefer"
    r"|let me|then)"
)
_MACHINE = (
    r"(?:chat)?(?:bots?|robots?|roboter|machines?|maschinen?|computers?|automate?n|automaton)"
)

_ASKS = _rule(
    rf"\b(?:mit|zu|an)\s+{_A_PERSON_DE}\b{_NEAR}\b{_TALK_DE}\b",
    r"\bverbinden?\b(?: sie)? mich\b",
    r"\b(?:zum|zur|an den|an die) \w+ (?:durchstellen|weiterleiten)\b",
    rf"\b(?:rede|spreche|schreibe)\b[^.!?,\n]{{0,15}}\bmit\s+{_A_PERSON_DE}\b",
    rf"\bbitte\s+eine?\s+{_PERSON_DE}\b|\b{_REAL_DE}\s+{_PERSON_DE}\s+bitte\b",
    r"\b(?:hol|holen)\b(?: sie)?[^.!?,\n]{0,15}\b(?:team|schicht|filial)leit\w+\b",
    r"\b(?:um|bitte) (?:einen )?rückruf\b|\brufe?n?(?: sie)? mich\b[^.!?\n]{0,20}\b(?:an|zurück)\b",
    r"\b(?:bitte|mich)\b[^.!?,\n]{0,15}\bzurückrufen\b|\bjemand (?:mich )?anrufen\b",
    r"\bmich\b[^.!?,\n]{0,12}\bjemand anrufen\b|\bkönnen wir (?:kurz )?telefonieren\b",
    r"\bnummer\b[^.!?\n]{0,6}\bwo jemand\b|\bnumber where (?:someone|somebody)\b",
    r"(?:^|[.!,;]\s*|\b(?:please|can you|could you|someone|somebody) )(?:ring me\b|call me"
    r"(?: (?:back|on|at|under|asap|now|please)\b|\W*$))",
    r"\bthrough to (?:customer|support|an?|your|the)\b",
    rf"\b{_WANT_DE}\b{_NEAR}\b(?:{_A_DE}|{_REAL_DE})\s+(?:{_REAL_DE}\s+)?{_PERSON_DE}\b"
    r"(?!\s+(?:ein|eine|einen|mein|meine|das|die|den|dass)\b)",
    r"\b(?:brauche|will|möchte|bitte)\s+jemande?n?\s+"
    r"(?:am telefon|persönlich\w*|aus|vom|der mir)\b",
    r"\b(?:kann|könnte)\b[^.!?\n]{0,15}\beine?\s+(?:mensch|mitarbeiter|person|kolleg\w+|mitarbeiterin)\b",
    r"\b(?:kann|könnte)\b[^.!?\n]{0,10}\bjemand (?:vom|aus (?:ihrem|eurem|dem)) team\b",
    r"\bpersönlich\b[^.!?\n]{0,20}\b(?:sprechen|reden|besprechen|klären)\b",
    r"\bvon mensch zu mensch\b",
    r"\bmit wem\b[^.!?\n]{0,20}\b(?:sprechen|reden)\b",
    r"(?:^|[,;.!]\s*)(?:bitte )?(?:weiterleiten|weiterverbinden|durchstellen)\W*$",
    r"\bpersönliche beratung\b|\bjemand (?:vom|aus (?:ihrem|eurem|dem)) team da\b",
    rf"^\W*(?:(?:ein|eine|einen|nen)\s+)?(?:{_REAL_DE}\s+)?(?:mensch(?:en)?|mitarbeiter(?:in)?"
    r"|operator|berater(?:in)?|kundenberater(?:in)?|sachbearbeiter(?:in)?)(?:[\s,]+(?:bitte|jetzt|sofort))*\W*$",
    rf"\b(?:speak|talk|chat|write)\s+(?:to|with)\s+{_A_PERSON_EN}\b",
    rf"\b(?:connect|transfer|put|hand|pass)\s+me\s+(?:through\s+|over\s+|on\s+)?(?:to|with)\s+"
    rf"{_A_PERSON_EN}\b",
    rf"\b{_WANT_EN}\b{_NEAR}\b(?:an?\s+)?(?:real|actual|live|human)\s+{_PERSON_EN}\b",
    rf"\b(?:get|give|send|find) me\s+(?:an?\s+|your\s+|some\s+)?(?:{_REAL_EN}\s+)*{_PERSON_EN}\b",
    r"\b(?:want|need)\s+an?\s+(?:human|agent|person|representative|operator)\b",
    r"\b(?:want|need)\s+(?:someone|somebody)\s+(?:on the phone|in person|from your|real)\b",
    r"\b(?:can|could) an?\s+(?:real\s+)?(?:human|person|agent)\b[^.!?\n]{0,10}"
    r"\b(?:read|look|help|check|take|call|answer)\b|\b(?:can|could) someone from your team\b",
    r"\banyone from (?:the|your) team (?:there|around|here)\b|\bspeak to personally\b",
    r"\b(?:person to person|someone in person|in person please)\b",
    r"(?:^|[,;.!]\s*)(?:please )?(?:transfer me|put me through)\W*$",
    rf"^\W*(?:an?\s+)?(?:{_REAL_EN}\s+)*(?:human being|human|agent|operator|representative|person"
    r"|staff|advis[oe]r)(?:[\s,]+(?:please|pls|now))*\W*$",
)
_NO_MACHINE = _rule(
    rf"\bnicht (?:mehr )?mit (?:eine[mr]|de[mr]|'?nem)\s+{_MACHINE}\b",
    r"\b(?:don'?t|do not) (?:want|like) to (?:speak|talk|chat|write) (?:to|with) "
    rf"(?:an?|the|this|your)\s+{_MACHINE}\b",
)
_SPOKE_BEFORE = _rule(
    rf"\b(?:habe|hatte|hab)\b{_NEAR}\b(?:gesprochen|geredet|telefoniert|geschrieben)\b",
    r"\b(?:don'?t|do not) (?:want|need) to (?:speak|talk|chat|write)",
    r"\b(?:spreche|rede|schreibe) ich\b|\bob (?:sie|du)\b",
    r"\bdo i (?:need|have) to\b|\b(?:if|whether) you(?:'re| are)\b",
    r"\b(?:nicht|kein\w*)\b[^.!?,\n]{0,30}\b(?:sprechen|reden|schreiben|mitarbeiter|mensch\w*)\b",
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
    r"\b(?:danke(?:schön|sehr)?|(?:vielen|besten|herzlichen|tausend) dank|merci|thx|cheers"
    r"|thank(?:s| ?you))\b",
    r"\b(?:hat|es|das|jetzt) (?:nun |jetzt )?(?:geklappt|funktioniert|geht wieder|klappt)\b",
    r"\b(?:funktioniert|klappt|geht) (?:jetzt|nun|wieder)\b",
    r"\b(?:problem|frage|sache|thema) (?:ist |hat sich )?(?:gelöst|geklärt|erledigt)\b",
    r"\bhat sich (?:erledigt|geklärt)\b|\bhat (?:mir |sehr )*geholfen\b|\bthat helped\b",
    r"\bist (?:jetzt |nun |schon )?(?:angekommen|gelöst|erledigt)\b",
    r"\b(?:works|working|fixed|solved|resolved|sorted) (?:now|again|it)\b|\b(?:that|it) worked\b",
    r"\b(?:is|it's|got|been) (?:now )?(?:solved|resolved|fixed|sorted)\b|\bproblem solved\b",
)
_BUT = _rule(
    r"\b(?:nicht|kein\w*|leider|trotzdem|aber|immer noch|noch immer|doch)\b",
    r"\b(?:not|still|but|however|unfortunately|never|nothing)\b|n['’]t\b",
    r"\b(?:im voraus|in advance|vorab|schon ?mal|schon einmal|für nichts|for nothing)\b",
    r"\b(?:bitte|please)\b(?! ?(?:sehr|schön))|\?",
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
    if _NO_MACHINE.search(plain):
        return True
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
    return text[:_LONGEST].lower().translate(_UMLAUTS)
