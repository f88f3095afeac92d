"""The expressions behind `dialogkit.corpus._marks`: German and English, umlauts written out."""

from __future__ import annotations

import re

__all__ = [
    "ANNOUNCES",
    "ASKING",
    "ASKS_BACK",
    "AUTOMATIC",
    "BACK",
    "CARRIES_ON",
    "CHASES",
    "COMPANY_CLOSES",
    "DONE",
    "FILLER",
    "FINE",
    "FURTHER",
    "GOODBYE",
    "GREETED",
    "GREETING",
    "HERE",
    "LATE",
    "LINES",
    "MAY_OPEN_OTHER",
    "NAMED",
    "NOT",
    "NUMBER",
    "OFFERS",
    "OPENING",
    "OTHER",
    "PLEASED",
    "PLEASURE",
    "PROTEST",
    "REOPENS",
    "SENTENCES",
    "SHORT",
    "THANKS",
    "VALUE",
    "WANTS",
    "WORD",
    "YES",
    "plain",
]

_LONGEST = 1_000
"""Only the beginning of longer texts is looked at."""
SHORT = 120
"""Longer texts are never mere thanks, and never a mere call for an answer."""

MAY_OPEN_OTHER = (
    "ander|weiter|noch (?:ei)?ne|neue|unabh|geht|something|other|different|separate|unrelated"
    "|further|one more|one last|new |this time|brigens|eigentlich|apropos|au(?:ß|ss)erdem"
    "|btw|by the way|while i|noch was|noch etwas|forgot|vergessen|nebenbei|wenn |wo ich|wo wir"
    "|^\\W*(?:oh|ach|also)\\b|^\\W*(?:ja|jo|jep|doch|yes|yep|yeah|yup)\\b.{9}"
)
"""A text without any of this (RE2, small letters) opens nothing by what it names in passing."""

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

GREETING = _rule(
    r"\b(?:hallo|halloechen|hi|hey|hello|moin(?:\s*moin)?|servus|grüezi|na)\b",
    r"\bgrüß (?:gott|sie|euch|dich)\b(?: gott)?|\bgrüße? (?:sie|euch|dich)\b",
    r"\b(?:guten? |schönen (?:guten )?)(?:tag|morgen|abend|mittag)\b(?! noch)",
    r"\bmorgen\b(?=\W*$)|\bmorning?\b",
    r"\bgood (?:morning|afternoon|evening|day)\b",
    r"\bsehr geehrte\w*(?: damen und herren)?\b|\bdear (?:all|team|sir|madam|support)\b",
)
GREETED = r"\b(?:zusammen|beinand|ihr(?: lieben)?|liebes? team|there|all|everyone|team|leute)\b"
OPENING = re.compile(
    rf"^\W*(?:{GREETING.pattern}|(?:it's )?me again\b"
    r"|(?:ich bin'?s|bin|da bin ich|ich) (?:schon )?(?:wieder|noch ?mal)\b)"
)

THANKS = _rule(
    r"\b(?:danke?(?:schön|sehr|schee?)?|dankscheen?|merci|thx|thanx|ty|cheers|thank(?:s| ?you)"
    r"|much obliged)\b",
    r"\b(?:vielen|besten|herzlichen|lieben|tausend|schönen) dank\b|\bmany thanks\b",
)
GOODBYE = _rule(
    r"\b(?:tschüss?|tschau|ciao|bye(?: ?bye)?|good ?bye|see you|auf wiedersehen|bis (?:dann|bald)"
    r")\b",
    r"\b(?:schönen?|guten|nice|good|great|lovely|angenehmen|schönes)\s+(?:\w+\s+)?"
    r"(?:tag|abend|nachmittag|woche|wochenende|feierabend|day|evening|weekend|one|rest)\b"
    r"(?: noch)?",
    r"\b(?:have an?|ihnen auch|you too|gleichfalls|ebenso|same to you|take care)\b",
    r"\b(?:viele|liebe|beste|freundliche|schöne|mit freundlichen) grüßen?\b|\b(?:kind|best)"
    r" regards\b",
)
FINE = _rule(
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
    r"\bweiß (?:ich )?(?:jetzt |nun )?bescheid\b|\bzufrieden\b"
    r"|\bwarte\w* (?:ich |wir )?(?:mal )?ab\b",
    r"\b(?:paket |sendung )?(?:wurde )?(?:eben |gerade |schon )?(?:geliefert|gebracht|zugestellt)\b"
    r"|\bdelivered\b",
)
NOT = re.compile(r"\b(?:nicht|kein\w*|nie|nichts|not|never|no|without|ohne)\b|n't\b")
FILLER = _rule(
    r"\b(?:ihnen|dir|euch|ihr\w*|dein\w*|sie|ich|mich|mir|you|your|me|i|ja|yes|heute|today|jetzt"
    r"|die|der|das|the|ist|bin|is|es|it|am|für|for|auf|und|and|auch|dann|then|now|a lot|lot"
    r"|wirklich|schon ?mal|noch ?mal|nochmals?|noch|again|once|more|sehr|so|very|much|really|all"
    r"|alle\w*|schnelle\w*|quick|hilfe|help|mühe|antwort|reply|response|support|auskunft|info"
    r"|lieben?|vielen?)\b",
)
WANTS = _rule(
    r"\?",
    r"\b(?:wo|wann|wie|was|warum|wieso|welche\w*|wer|ob|where|when|how|what|why|which|who|whether"
    r")\b",
    r"\b(?:kann|könn\w*|darf|dürf\w*|möchte|will|brauche|bräuchte|hätte|bitte|soll|muss)\b",
    r"\b(?:can|could|may|would|need|want|please|pls|should|must|i'd like|let me)\b",
    r"\b(?:aber|but|leider|unfortunately|nicht|not|kein\w*)\b|n't\b",
)

ASKING = _rule(
    r"\?",
    r"\b(?:wo|wann|wie|was|warum|wieso|welche\w*|wer|where|when|how|what|why|which|who)\b",
)

OTHER = _rule(
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
FURTHER = _rule(
    r"\bnoch (?:eine?|ne|'ne) (?:kurze |kleine |letzte )?(?:frage|sache|bitte)\b",
    r"\b(?:eine )?weitere frage\b|\b(?:hätte|habe?) (?:da )?noch (?:was|etwas|eine)\b",
    r"\b(?:one|another) (?:more |last |further |quick )?(?:thing|question|request)\b|\ba further"
    r" question\b",
    r"\bsomething else\b",
)
CHASES = _rule(
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
    r"\b(?:ist|noch) (?:da |hier )?(?:noch )?(?:jemand|wer)\b(?: da| hier)?\W*\?"
    r"|\bbitte um (?:eine |baldige |schnelle )?(?:antwort|rückmeldung)\b|\bplease (?:reply|answer"
    r")\b",
    r"(?<!wann )\b(?:ist|jemand|noch)\b[^.!\n]{0,12}\b(?:jemand|wer|noch)(?: noch)? da\b"
    r"|\b(?:anyone|anybody|you) (?:still )?(?:there|around|home)\b",
    r"\b(?:wie ist der|aktueller) stand\b|^\W*(?:update|stand)\W*\?+\W*$|\bwas ist (?:jetzt|nun)\b",
    r"^\W*(?:\?|!\?)+\W*$|^\W*(?:hallo|hello|hey|hi|und|na|well|so|and)(?: jetzt| nun)?\W*\?+\W*$",
    r"\b(?:brauche|bräuchte|erwarte|hätte gerne?)\b[^.!?\n]{0,15}\b(?:antwort|rückmeldung)\b",
    r"\bnichts (?:von (?:ihnen|euch) )?(?:hört|höre|gehört)\b|\b(?:have not|haven't|not) (?:yet )?"
    r"received\b|\bhabe?n? (?:\w+ ){0,3}(?:nichts|nix|kein\w*)(?: \w+)? (?:bekommen|erhalten)\b",
    r"\b(?:schon|irgend)(?:eine| ne)? (?:antwort|rückmeldung|ergebnis|reaktion)\b"
    r"|\b(?:da|schon|bereits) (?:schon |irgend)?(?:was|etwas|eine antwort)(?: neues)?\W*\?"
    r"|\bwie ist (?:denn |jetzt |nun |da )*der stand\b|\bbekomme? ich (?:noch |da )*(?:eine|ne)?"
    r" ?(?:antwort|rückmeldung)\b|\bschon (?:was|etwas) passiert\b"
    r"|\b(?:wollte|möchte) (?:nur |mal |noch ?mal |kurz )*nachfragen\b",
    r"\bany (?:results?|answer|reply|feedback)\b|\b(?:found out|heard) anything\b"
    r"|\bwhat(?:'s| is) the (?:status|state|latest)\b|\b(?:haven't|have not) heard\b"
    r"|\bjust following up\b|\b(?:did|have) you manage(?:d)? to\b",
    r"\b(?:nobody|no one|noone) (?:came|showed|turned|called|rang|has)\b"
    r"|\b(?:keiner|niemand)(?: \w+){0,2} (?:da|gekommen|gemeldet|angerufen)\b",
    r"\b(?:it's|it has|it is) been\b[^.!?\n]{0,20}\b(?:hours?|days?|weeks?)\b"
    r"|\bseit (?:\w+ )?(?:\d+|zwei|drei|vier|fünf|sechs|sieben|einer|mehreren)"
    r" (?:stunden|tagen|wochen?) (?:nichts|keine|ohne)\b"
    r"|\b(?:zweite|dritte|vierte|fünfte)[rs]? (?:mail|e-mail|nachricht|anfrage|anlauf|versuch)\b"
    r"|\b(?:second|third|fourth|fifth) (?:message|e?-?mail|attempt|time)\b",
    r"\b(?:und|and) (?:jetzt|nun|now)\W*\?+\W*$|\bheard nothing\b|\bnichts (?:mehr )?(?:von"
    r" (?:ihnen|euch) )?gehört\b",
)
BACK = _rule(
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
PROTEST = _rule(
    r"^\W*(?:moment|halt|stopp?|warte(?: mal)?|nein|nee?|nö|hang on|wait|hold on|no|nope)\b"
)
CARRIES_ON = _rule(
    r"^\W*(?:und|aber|ach(?: ?so)?|oder|sondern)\b",
    r"^\W*(?:and|but|or)\b",
)
_SPAN = r"(?:tag(?:e|en)?|wochen?|monat(?:e|en)?|days?|weeks?|months?)"
ANNOUNCES = _rule(
    rf"\b(?:in|binnen|innerhalb|dauert|takes?|within)\b[^.!?\n]{{0,25}}\b{_SPAN}\b",
    r"\b(?:bestellen?|bestellt|nachgeliefert|sobald|ordering|ordered|as soon as|once it)\b",
    r"\b(?:wird|werden|will|'ll)\b[^.!?\n]{0,30}\b(?:geliefert|repariert|verschickt|bearbeitet|geprüft"
    r"|sent|repaired|delivered|processed|shipped|call|write|let you know)\b",
)
ASKS_BACK = _rule(
    r"\b(?:schick|send|nenn|teil|gib|geb|schreib)(?:e?n)? sie (?:mir|uns)\b|\bbitte (?:nennen"
    r"|senden|schicken|teilen)\b",
    r"\b(?:fehlt|fehlen)\b(?: uns)?(?: \w+)? (?:noch|weiterhin|leider|immer)\b|\buns fehl(?:t|en)\b"
    r"|\bbitte\b[^.!?\n]{0,40}\b(?:hochladen|einreichen|nachreichen|mitschicken|angeben|senden"
    r"|schicken|ausfüllen|zurück|prüfen|testen|probieren)\b",
    r"\b(?:still |we're |are )missing\b|\bplease (?:upload|attach|fill)\b",
    r"\b(?:brauche|benötige|bräuchte|brauchen|benötigen) (?:ich|wir)\b|\b(?:ich|wir) (?:brauchen?"
    r"|benötigen?|bräuchten?)\b",
    r"\bplease (?:send|tell|share|provide|confirm|give|reply|let)\b|\b(?:i|we)(?:'ll)?(?: will|"
    r" just)? need\b",
)
OFFERS = _rule(
    r"\b(?:sonst noch|noch etwas|weiterhelfen|noch (?:was|eine frage))\b",
    r"\b(?:anything else|something else|further help|else (?:i|we) can)\b",
    r"\b(?:zufrieden|bewert\w*|feedback|rate|satisfied)\b",
)
"""In a question: help beyond this issue is offered, or the customer is asked how it was."""
DONE = _rule(
    r"\b(?:melden sie sich|schreiben sie uns|sagen sie bescheid)\b[^.!?\n]{0,25}\bwenn\b",
    r"\b(?:let (?:me|us) know|get in touch|write to us|contact us)\b[^.!?\n]{0,20}\bif\b",
)
PLEASED = re.compile("[\U0001f44d\U0001f44f\U0001f389\U0001f44c\u2764]")
"""Thumbs up, applause, party, OK, heart."""
AUTOMATIC = _rule(
    r"\bautomati(?:sche[nrs]?|c|cally)\b|\bauto-?(?:reply|response|responder|antwort)\b",
    r"\b(?:außerhalb|outside)\b[^.!?\n]{0,25}\b(?:zeiten|hours)\b|\bout of office\b|\babwesenheit",
    r"\b(?:haben|hat) ihre (?:nachricht|anfrage)\b[^.!?\n]{0,15}\b(?:erhalten|bekommen)\b",
    r"\b(?:received|got) your (?:message|request|enquiry|inquiry)\b",
    r"\b(?:nachricht|anfrage|mail)\b[^.!?\n]{0,15}\b(?:eingegangen)\b|\bteam will be in touch\b",
    r"\bso (?:schnell|bald) wie möglich\b|\bschnellstmöglich\b|\bas soon as (?:possible|we can)\b",
)
COMPANY_CLOSES = _rule(
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
REOPENS = _rule(
    r"\bre-?open(?:ed|s|ing)?\b|\bwieder(?:er)?öffnet\b|\bwieder (?:geöffnet|eröffnet|aufgenommen"
    r")\b",
    rf"\bnew {_TICKET_EN}\b|\b{_TICKET_EN} (?:was |has been )?(?:opened|created|started)\b",
    rf"\bneue[sr]? {_TICKET_DE}\b|\b{_TICKET_DE} (?:wurde )?(?:eröffnet|erstellt|angelegt"
    r"|begonnen|gestartet)\b",
)
HERE = _rule(
    r"^\W*(?:hier|anbei|ja|jawohl|nein|genau|richtig|stimmt|gerne?|anhang|im anhang)\b",
    r"^\W*(?:here|attached|yes|yep|yeah|no|nope|correct|right|sure|it's|it is|see attached)\b",
    r"\b(?:hier ist|hier sind|hier die|hier der|hier das|hier mein\w*|here is|here's|here are"
    r"|lautet|ist die nummer)\b",
)
LATE = _rule(
    r"\b(?:sorry|entschuldig\w+|verzeihung|pardon)\b[^.!?\n]{0,25}\b(?:spät\w*|verspät\w*|verzögerung"
    r"|late|delay\w*)\b",
    r"\b(?:erst jetzt|had to look|i was away|waren? (?:\w+ )?(?:im urlaub|verreist|krank))\b",
    r"\bhat (?:leider |etwas |ein bisschen )*(?:länger )?gedauert\b"
    r"|\b(?:haben|habe) (?:uns|mir?|mich) (?:\w+ )?(?:beraten|überlegt|entschieden)\b",
    r"\b(?:we|i)(?:'ve| have)? (?:decided|thought about it|talked it over)\b",
)
YES = _rule(r"^\W*(?:ja|jo|jep|doch|yes|yep|yeah|yup)\b")
PLEASURE = _rule(
    r"\b(?:gerne?|gern geschehen|bitte(?:schön| schön| sehr)?|keine ursache|kein (?:problem|ding)"
    r"|nichts zu danken|freut (?:mich|uns)|alles klar|bis (?:dann|bald|morgen|später)"
    r"|you(?:'re| are) (?:very )?welcome|no (?:worries|problem)|any ?time|my pleasure|glad|happy to"
    r"|great|super|prima|lovely|see you)\b",
)
VALUE = re.compile(r"<[a-z_]+_[0-9a-f]{2,}>|\S*\d\S*|\S+@\S+")
NAMED = re.compile(r"<person_\w+>")
"""A name that was replaced."""
NUMBER = re.compile(r"<[a-z_]+_[0-9a-f]{2,}>|\d{3}")
WORD = re.compile(r"[^\W\d_]+")
LINES = re.compile(r"\n+")
SENTENCES = re.compile(r"(?<=[.!?\n])")


def plain(text: str) -> str:
    """The beginning of ``text`` as the rules read it: lower case, umlauts written out."""
    return text[:_LONGEST].lower().translate(_UMLAUTS)
