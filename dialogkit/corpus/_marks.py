"""Words that close, open or carry on a case: rules in German and English, on purpose few and plain.

================  ================================================================================
rule              said, for example
================  ================================================================================
`idle`            customer: "Danke!", "ok, alles klar", "that's all, bye 👋" and nothing else
`closes`          customer: "passt, danke", "hat geklappt, schönen Tag noch", "that's all, thanks"
`opens_other`     customer: "Ich habe noch ein anderes Anliegen", "this is about something else"
`opens_further`   customer: "Noch eine Frage", "one more thing": alone it may mean the same issue
`greets`          customer: "Guten Morgen", "Hi there"
`chases`          customer: "Gibt es schon was Neues?", "still waiting", "???"
`refers_back`     customer: "noch mal wegen gestern", "following up on my earlier message"
`complains`       customer: "geht immer noch nicht", "that didn't help"
`answers`         customer: "hier die Nummer: …", "Ja, Dienstag passt", a photo
`asks_back`       agent or bot: "Wie lautet die Nummer?", "please send me a photo"
`automatic`       agent or bot: "(automatische Antwort)", "we're outside our opening hours"
`company_closes`  agent, bot or notice: "Ich schließe das Anliegen", "ticket closed", "Goodbye!"
`reopens`         notice: "Conversation was reopened", "Neues Ticket eröffnet"
================  ================================================================================
"""

from __future__ import annotations

import re

from dialogkit.corpus._evidence import settled

__all__ = [
    "MAY_OPEN_OTHER",
    "answers",
    "asks_back",
    "automatic",
    "chases",
    "closes",
    "company_closes",
    "complains",
    "greets",
    "idle",
    "opens_further",
    "opens_other",
    "refers_back",
    "reopens",
    "substance",
]

_LONGEST = 1_000
"""Only the beginning of longer texts is looked at."""
_SHORT = 120
"""Longer texts are never mere thanks, and never a mere call for an answer."""

MAY_OPEN_OTHER = (
    "ander|weiter|noch (?:ei)?ne|neue|unabh|geht|something|other|different|separate|unrelated"
    "|further|one more|new |this time"
)
"""A text without any of this (RE2, lower case) neither `opens_other` nor `opens_further`."""

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "’": "'", "‘": "'"})


def _rule(*patterns: str) -> re.Pattern[str]:
    """One expression of all patterns; umlauts are written out, as many customers do."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns).translate(_UMLAUTS))


_ISSUE_DE = (
    r"(?:frage|sache|anliegen|thema|problem|bestellung|sendung|paket|auftrag|vorgang|angelegenheit)"
)
_ISSUE_EN = r"(?:question|issue|matter|topic|subject|problem|thing|query|order|parcel|request)"
_TICKET_DE = r"(?:anliegen|ticket|vorgang|chat|unterhaltung|gespräch|fall|anfrage)"
_TICKET_EN = r"(?:ticket|case|chat|conversation|request|issue|session|thread)"

_GREETING = _rule(
    r"\b(?:hallo|halloechen|hi|hey|hello|moin(?:\s*moin)?|servus|grüezi|na)\b",
    r"\bgrüß (?:gott|sie|euch|dich)\b(?: gott)?|\bgrüße? (?:sie|euch|dich)\b",
    r"\b(?:guten? |schönen (?:guten )?)(?:tag|morgen|abend|mittag)\b(?! noch)",
    r"\bmorgen\b(?=\W*$)|\bmorning?\b",
    r"\bgood (?:morning|afternoon|evening|day)\b",
    r"\bsehr geehrte\w*(?: damen und herren)?\b|\bdear (?:all|team|sir|madam|support)\b",
)
_GREETED = r"\b(?:zusammen|beinand|ihr(?: lieben)?|liebes? team|there|all|everyone|team|leute)\b"
_OPENING = re.compile(rf"^\W*(?:{_GREETING.pattern})")

_THANKS = _rule(
    r"\b(?:danke?(?:schön|sehr|schee?)?|dankscheen?|merci|thx|thanx|ty|cheers|thank(?:s| ?you)"
    r"|much obliged)\b",
    r"\b(?:vielen|besten|herzlichen|lieben|tausend|schönen) dank\b|\bmany thanks\b",
)
_GOODBYE = _rule(
    r"\b(?:tschüss?|tschau|ciao|bye(?: ?bye)?|good ?bye|see you|auf wiedersehen|bis (?:dann|bald)"
    r")\b",
    r"\b(?:schönen?|guten|nice|good|great|lovely|angenehmen|schönes)\s+(?:\w+\s+)?"
    r"(?:tag|abend|nachmittag|woche|wochenende|feierabend|day|evening|weekend|one|rest)\b"
    r"(?: noch)?",
    r"\b(?:have an?|ihnen auch|you too|gleichfalls|ebenso|same to you|take care)\b",
    r"\b(?:viele|liebe|beste|freundliche|schöne|mit freundlichen) grüßen?\b|\b(?:kind|best)"
    r" regards\b",
)
_FINE = _rule(
    r"\b(?:ok(?:ay|i|e|idoki)?|alles klar|klar|gut|super|prima|perfekt|toll|klasse|top|passt|so"
    r"|alright)\b",
    r"\b(?:wunderbar|verstanden|in ordnung|sehr|sehr gut|perfect|great|fine|lovely|brilliant)\b",
    r"\b(?:got it|will do|sounds good|noted|all good|all right|good|ois)\b",
    r"\b(?:hat |es |das |jetzt |nun |alles )*(?:geklappt|funktioniert|erledigt|geklärt|gelöst)\b",
    r"\b(?:it |that |all )*(?:worked|works|sorted|solved|resolved|done)(?: now| out)?\b",
    r"\bdas (?:wars|war's|war alles|war es|wäre alles)\b|\bmehr brauche? ich nicht\b",
    r"\b(?:that|this)(?:'s| is| was| will be)? (?:all|it|everything)\b|\ball i need(?:ed)?\b",
    r"\bhat (?:mir |sehr )*geholfen\b|\b(?:that )?helped\b|\bkein(?:e)? weiteren? fragen?\b",
    r"\bnothing else\b|\bno more questions\b|\bno,? that's\b|\bnein\b(?=\W*(?:danke|$))"
    r"|\bno\b(?=\W*(?:thank|$))",
)
_FILLER = _rule(
    r"\b(?:ihnen|dir|euch|ihr\w*|dein\w*|sie|ich|mich|mir|you|your|me|i|ja|yes|heute|today|jetzt"
    r"|die|der|das|the|ist|bin|is|es|it|am|für|for|auf|und|and|auch|dann|then|now|a lot|lot|wirklich"
    r"|schon ?mal|noch ?mal|nochmals?|noch|again|once|more|sehr|so|very|much|really|all|alle\w*"
    r"|schnelle\w*|quick|hilfe|help|mühe|antwort|reply|response|support|auskunft|info|lieben?"
    r"|vielen?)\b",
)
_WANTS = _rule(
    r"\?",
    r"\b(?:wo|wann|wie|was|warum|wieso|welche\w*|wer|ob|where|when|how|what|why|which|who|whether"
    r")\b",
    r"\b(?:kann|könn\w*|darf|dürf\w*|möchte|will|brauche|bräuchte|hätte|bitte|soll|muss)\b",
    r"\b(?:can|could|may|would|need|want|please|pls|should|must|i'd like|let me)\b",
    r"\b(?:aber|but|leider|unfortunately|nicht|not|kein\w*)\b|n't\b",
)

_ASKING = _rule(
    r"\?",
    r"\b(?:wo|wann|wie|was|warum|wieso|welche\w*|wer|where|when|how|what|why|which|who)\b",
)

_OTHER = _rule(
    r"\b(?:ein\w*|noch|nun|zu|bei|wegen|um|mit)\s+(?:\w+\s+)?"
    rf"(?:andere|weitere|neue)[nsrm]? {_ISSUE_DE}\b"
    r"(?! (?:melden|aufmachen|öffnen))",
    r"\b(?:wegen|um|zu|über) (?:was|etwas) (?:ganz |völlig |komplett )?ander\w+\b",
    r"\b(?:habe?|hätte|jetzt|nun|noch) (?:ich )?(?:da )?(?:noch )?(?:mal )?(?:was|etwas) (?:ganz "
    r")?ander\w+\b",
    r"\bunabhängig davon\b|\b(?:jetzt|nun|diesmal|heute) (?:geht es|geht's|gehts) um\b",
    r"^\W*(?:andere[sr]?|neue[sr]?) (?:frage|thema|anliegen|problem|sache)\b",
    r"\b(?:an|a|with|about|have|one|on)\s*(?:other|different|new|separate|unrelated"
    rf")\s+{_ISSUE_EN}\b(?! (?:number|id))",
    r"\b(?:another|different|separate|unrelated) (?:question|issue|matter|topic|subject|problem"
    r"|query|request)\b",
    r"\b(?:about|regarding|with|have|is|for|got) something (?:else|different|new|completely"
    r" different)\b",
    r"\bon (?:a|an) (?:different|other|another) (?:note|subject|topic)\b|\bunrelated\b(?=\W)",
    r"\bthis time (?:it's|it is|i)\b|\bsomething else entirely\b",
)
_FURTHER = _rule(
    r"\bnoch (?:eine?|ne|'ne) (?:kurze |kleine |letzte )?(?:frage|sache|bitte)\b",
    r"\b(?:eine )?weitere frage\b|\b(?:hätte|habe?) (?:da )?noch (?:was|etwas|eine)\b",
    r"\b(?:one|another) (?:more |last |further |quick )?(?:thing|question|request)\b|\ba further"
    r" question\b",
    r"\bsomething else\b",
)
_CHASES = _rule(
    r"\b(?:gibts?|gibt es|habt ihr|haben sie)\b[^.!\n]{0,20}\b(?:was neues|neuigkeiten|neue infos"
    r"|update)\b",
    r"\b(?:schon|etwas|was|irgendwas) neues\b|\bany (?:news|updates?|progress|word)\b",
    r"\b(?:warte|wartet?n?)\b[^.!\n]{0,20}\b(?:noch|immer|auf (?:eine )?(?:antwort|rückmeldung))\b",
    r"\bstill (?:waiting|no (?:reply|answer|response|news))\b|\bbeen waiting\b",
    r"\b(?:keine|wann \w+ ich)\b[^.!\n]{0,15}\b(?:antwort|rückmeldung|reaktion)\b",
    r"\b(?:no|when will i \w+ an?|waiting for (?:an?|your)) (?:reply|answer|response)\b",
    r"\b(?:haben|habt|hast)\b[^.!\n]{0,12}\b(?:nachricht|frage|mail)\b[^.!\n]{0,10}\b(?:gelesen"
    r"|gesehen|bekommen|erhalten)\b",
    r"\b(?:did|have) you (?:get|got|see|seen|read|receive|received)\b[^.!\n]{0,12}\b(?:message"
    r"|mail)\b",
    r"\b(?:ist|jemand|noch)\b[^.!\n]{0,12}\b(?:jemand|wer|noch)(?: noch)? da\b"
    r"|\b(?:anyone|anybody|you) (?:still )?(?:there|around|home)\b",
    r"\b(?:wie ist der|aktueller) stand\b|^\W*(?:update|stand)\W*\?+\W*$|\bwas ist (?:jetzt|nun)\b",
    r"^\W*(?:\?|!\?)+\W*$|^\W*(?:hallo|hello|hey|hi|und|na|well|so|and)(?: jetzt| nun)?\W*\?+\W*$",
    r"\bheard nothing\b|\bnichts (?:mehr )?(?:von (?:ihnen|euch) )?gehört\b",
)
_BACK = _rule(
    r"\b(?:wegen|zu|von) (?:gestern|vorhin|heute (?:früh|morgen|mittag)|eben|vorgestern"
    r"|unsere[mr] \w+)\b",
    r"\bwie (?:gestern|vorhin|eben|bereits|schon)?\s*(?:besprochen|geschrieben|erwähnt|gesagt)\b",
    r"\b(?:about|from|regarding|re) (?:yesterday|earlier|this morning|before|our (?:chat|talk"
    r"|conversation))\b",
    r"\bas (?:discussed|mentioned|agreed|i said|promised)\b|\bfollow(?:ing)?[ -]?up (?:on|to|with"
    r")\b",
    r"\b(?:my|your|the) (?:earlier|previous|last) (?:message|question|request|reply|answer)\b",
    r"\b(?:meine|ihre|deine|eure|die) (?:vorherige|letzte|vorige|frühere)n? (?:nachricht|frage"
    r"|antwort)\b",
)
_ASKS_BACK = _rule(
    r"\?",
    r"\b(?:schick|send|nenn|teil|gib|geb|schreib)(?:e?n)? sie (?:mir|uns)\b|\bbitte (?:nennen"
    r"|senden|schicken|teilen)\b",
    r"\b(?:brauche|benötige|bräuchte|brauchen|benötigen) (?:ich|wir)\b|\b(?:ich|wir) (?:brauchen?"
    r"|benötigen?|bräuchten?)\b",
    r"\bplease (?:send|tell|share|provide|confirm|give|reply|let)\b|\b(?:i|we)(?:'ll)?(?: will|"
    r" just)? need\b",
)
_OFFERS = _rule(
    r"[^.!?\n]*\b(?:sonst noch|noch etwas|weiterhelfen|noch (?:was|eine frage))\b[^.!?\n]*\?",
    r"[^.!?\n]*\b(?:anything else|something else|further help|else (?:i|we) can)\b[^.!?\n]*\?",
    r"[^.!?\n]*\b(?:zufrieden|bewert|feedback|rate|satisfied)\b[^.!?\n]*\?",
)
_AUTOMATIC = _rule(
    r"\bautomati(?:sche[nrs]?|c|cally)\b|\bauto-?(?:reply|response|responder|antwort)\b",
    r"\b(?:außerhalb|outside)\b[^.!?\n]{0,25}\b(?:zeiten|hours)\b|\bout of office\b|\babwesenheit",
    r"\b(?:haben|hat) ihre (?:nachricht|anfrage)\b[^.!?\n]{0,15}\b(?:erhalten|bekommen)\b",
    r"\b(?:received|got) your (?:message|request|enquiry|inquiry)\b",
    r"\bso (?:schnell|bald) wie möglich\b|\bschnellstmöglich\b|\bas soon as (?:possible|we can)\b",
)
_COMPANY_CLOSES = _rule(
    rf"\b(?:schließe|schließen|beende|beenden)\b[^.!?\n]{{0,25}}\b{_TICKET_DE}\b",
    rf"\b{_TICKET_DE}\b[^.!?\n]{{0,40}}\b(?:geschlossen|abgeschlossen|beendet|erledigt|gelöst"
    r"|archiviert)\b",
    r"\b(?:clos(?:e|ing|ed)|resolv(?:e|ed|ing)|solved|ended)\s+(?:the|this|your|that|a"
    rf")?\s*{_TICKET_EN}\b",
    rf"\b{_TICKET_EN}\b[^.!?\n]{{0,30}}\b(?:closed|resolved|solved|ended|archived|completed"
    r"|snoozed)\b",
    r"\bmarked\b[^.!?\n]{0,20}\b(?:resolved|solved|closed|done|complete)\b",
    r"\b(?:status|state)\b[^.!?\n]{0,25}\b(?:closed|resolved|solved|geschlossen|gelöst|erledigt)\b",
    r"^\W*(?:closed?|resolved|solved|ended|geschlossen|gelöst|beendet)\W*$",
    r"\bauf wiedersehen\b|\btschüss\b|\b(?:good ?bye|bye(?: ?bye)?)\b",
    r"\b(?:schönen|angenehmen|schönes|guten)\s+(?:\w+\s+)?(?:tag|abend|nachmittag|wochenende"
    r"|feierabend)(?: noch\b|\W*$)",
    r"\bhave an? (?:nice|good|great|lovely|wonderful)\b",
    r"\b(?:happy|glad) (?:i|we) could help\b|\bfreut mich, dass ich helfen konnte\b",
)
_REOPENS = _rule(
    r"\bre-?open(?:ed|s|ing)?\b|\bwieder(?:er)?öffnet\b|\bwieder (?:geöffnet|eröffnet|aufgenommen"
    r")\b",
    rf"\bnew {_TICKET_EN}\b|\b{_TICKET_EN} (?:was |has been )?(?:opened|created|started)\b",
    rf"\bneue[sr]? {_TICKET_DE}\b|\b{_TICKET_DE} (?:wurde )?(?:eröffnet|erstellt|angelegt"
    r"|begonnen|gestartet)\b",
)
_HERE = _rule(
    r"^\W*(?:hier|anbei|ja|jawohl|nein|genau|richtig|stimmt|gerne?|anhang|im anhang)\b",
    r"^\W*(?:here|attached|yes|yep|yeah|no|nope|correct|right|sure|it's|it is|see attached)\b",
    r"\b(?:hier ist|hier sind|hier die|hier der|hier das|hier mein\w*|here is|here's|here are"
    r"|lautet|ist die nummer)\b",
)
_VALUE = re.compile(r"<[a-z_]+_[0-9a-f]{2,}>|\S*\d\S*|\S+@\S+")
_WORD = re.compile(r"[^\W\d_]+")
_LINES = re.compile(r"\n+")


def _plain(text: str) -> str:
    return text[:_LONGEST].lower().translate(_UMLAUTS)


def substance(text: str) -> str:
    """``text`` without greetings, thanks and goodbyes: what is left to be about something."""
    rest = _plain(text)
    for rule in (_GREETING, _THANKS, _GOODBYE):
        rest = rule.sub(" ", rest)
    return " ".join(re.sub(_GREETED, " ", rest).split())


def idle(text: str) -> bool:
    """Whether a customer only thanks, agrees or says goodbye: nothing that asks for work.

    >>> idle("Super, danke Ihnen! 👍"), idle("Danke, und wo ist es?"), idle("Hallo")
    (True, False, False)
    """
    plain = _plain(text)
    if len(plain) > _SHORT or "?" in plain or not plain.strip():
        return False
    if settled(text) == "yes" and not _WANTS.search(_FINE.sub(" ", plain)):
        return True
    if not (_THANKS.search(plain) or _GOODBYE.search(plain) or _FINE.search(plain)):
        return not _WORD.search(plain) and not _VALUE.search(plain)
    rest = plain
    for rule in (_GREETING, _THANKS, _GOODBYE, _FINE, _FILLER):
        rest = rule.sub(" ", rest)
    return len(_WORD.findall(rest)) <= 1 and not _VALUE.search(rest)


def closes(text: str) -> bool:
    """Whether a customer closes the issue, at the end of what they say.

    >>> closes("passt, schönen Tag noch"), closes("that's all, thanks"), closes("ok")
    (True, True, False)
    """
    lines = _LINES.split(_plain(text).strip())
    last = lines[-1]
    said = _THANKS.search(last) or _GOODBYE.search(last) or settled(last) == "yes"
    if not said and not re.search(r"das war|that's all|erledigt|geklappt|worked", last):
        return False
    return idle(last)


def opens_other(text: str) -> bool:
    """Whether a customer says outright that this is about something else.

    >>> opens_other("Hallo, ich noch mal wegen was anderem"), opens_other("Noch eine Frage:")
    (True, False)
    """
    return bool(_OTHER.search(_plain(text)))


def opens_further(text: str) -> bool:
    """Whether a customer has one more question, about this or something else.

    >>> opens_further("Noch eine Frage: was kostet das?")
    True
    """
    return bool(_FURTHER.search(_plain(text)))


def greets(text: str) -> bool:
    """Whether a text begins with a greeting.

    >>> greets("Guten Morgen, wo ist mein Paket"), greets("Schönen Tag noch")
    (True, False)
    """
    return bool(_OPENING.search(_plain(text)))


def chases(text: str) -> bool:
    """Whether a customer calls for an answer to what they asked before.

    >>> chases("Gibt es schon was Neues?"), chases("Wo ist mein Paket?")
    (True, False)
    """
    plain = _plain(text)
    return len(plain) <= _SHORT and bool(_CHASES.search(plain))


def refers_back(text: str) -> bool:
    """Whether a customer takes up what was said a short while ago.

    >>> refers_back("Noch mal wegen gestern"), refers_back("Noch mal wegen letztem Monat")
    (True, False)
    """
    return bool(_BACK.search(_plain(text)))


def complains(text: str) -> bool:
    """Whether a customer says that what they were told did not settle it."""
    return settled(text) == "no"


def answers(text: str) -> bool:
    """Whether a text has the form of an answer to a question: a value, yes, no, or nothing but it.

    >>> answers("Hier die Nummer: 12345"), answers("Wo ist 12345?"), answers("Dienstag")
    (True, False, True)
    """
    plain = _plain(text)
    if _ASKING.search(plain) or opens_other(text):
        return False
    rest = _GREETING.sub(" ", plain).strip()
    if _HERE.search(rest):
        return len(_WORD.findall(rest)) <= 25  # an answer, not a new story
    left = _WORD.findall(_FILLER.sub(" ", _VALUE.sub(" ", re.sub(_GREETED, " ", rest))))
    return bool(rest) and len(left) <= 2  # "die Nummer", "am Dienstag"


def asks_back(text: str) -> bool:
    """Whether an agent or a bot asks for something, an offer of further help left aside.

    >>> asks_back("Wie lautet die Nummer?"), asks_back("Kann ich sonst noch etwas für Sie tun?")
    (True, False)
    """
    return bool(_ASKS_BACK.search(_OFFERS.sub(" ", _plain(text))))


def automatic(text: str) -> bool:
    """Whether an answer is a receipt by a machine: nobody has read the question yet.

    >>> automatic("Wir haben Ihre Nachricht erhalten.")
    True
    """
    return bool(_AUTOMATIC.search(_plain(text)))


def company_closes(text: str) -> bool:
    """Whether an agent, a bot or a notice closes the case.

    >>> company_closes("Ich schließe das Anliegen."), company_closes("Conversation resolved by Bo")
    (True, True)
    """
    return bool(_COMPANY_CLOSES.search(_plain(text)))


def reopens(text: str) -> bool:
    """Whether a notice says that the conversation was taken up anew.

    >>> reopens("Conversation was reopened"), reopens("Conversation was assigned to Bo")
    (True, False)
    """
    return bool(_REOPENS.search(_plain(text)))
