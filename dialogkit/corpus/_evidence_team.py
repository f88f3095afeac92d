"""Words of bots, agents and help desks that decide what a customer's answer to them means."""

from __future__ import annotations

import re

from dialogkit.corpus._evidence_relapses import FAULTS
from dialogkit.corpus._evidence_text import any_of

__all__ = [
    "ASKS_HELPED",
    "ASKS_MORE",
    "ASKS_RATING",
    "ASKS_STILL",
    "BAD_NEWS",
    "BY_ITSELF",
    "CHECKS",
    "EITHER",
    "GLAD",
    "GREETS",
    "INSTEAD",
    "MARKED",
    "NOT_STILL",
    "NOT_UNDERSTOOD",
    "NO_RATING",
    "PLANS",
    "PROMISES",
    "RATED",
    "RECEIPT",
    "RECEIVED",
    "REGRET",
    "REOPENED",
    "REPLY_LATER",
    "SORRY",
    "WELCOME",
]

WELCOME = any_of(
    r"^\W*(?:(?:oh|ok|okay|alles klar|super|prima|great|ja|aber|sehr|immer wieder"
    r"|cool)\W+){0,2}(?:gerne?(?: geschehen)?"
    r"|bitte(?: ?schön| ?sehr)?|keine? (?:problem|ursache|thema|ding)|nichts zu danken"
    r"|dafür (?:sind wir|bin ich)"
    r"(?: ja)? da|youre (?:very |most )?welcome|no (?:problem|worries|bother)|my pleasure"
    r"|any ?time|sure(?: thing)?"
    r"|(?:glad|happy)(?: (?:i|we) could| to)? help|ok(?:ay)?|alles klar|super|prima|great"
    r"|perfekt|perfect)\b"
    r"(?:\W+\w+){0,5}\W*$"
)
"""No more than that it was a pleasure."""

_WELL = (
    r"(?:okay|ok|stable|working|fine|fixed|sorted|solved|back|better|arrived?|come through|there"
    r"|correct|right|all right|alright)"
)
ASKS_HELPED = any_of(
    r"\bhat\b[^.!?\n]{0,40}\b(?:weiterge|ge)?(?:holfen|beantwortet|gelöst|klappt|funktioniert)\b",
    r"\bwar\b[^.!?\n]{0,30}\b(?:hilfreich|nützlich)\b",
    r"\bkonnten? (?:ich|wir)\b[^.!?\n]{0,40}\b(?:\w*helfen|beantworten|lösen|klären)\b",
    r"\bwurde\b[^.!?\n]{0,40}\b(?:gelöst|behoben|erledigt|geklärt|beantwortet)\b",
    r"\bdid (?:i|we) manage to\b[^.!?\n]{0,25}\b(?:help|answer|solve)\b",
    r"\bist\b[^.!?\n]{0,40}\b(?:gelöst|behoben|erledigt|geklärt|beantwortet)\b",
    r"\b(?:geht|funktioniert|klappt) (?:es|das|alles|nun|jetzt)\b[^.!?\n]{0,10}\b(?:jetzt|nun"
    r"|wieder)\b",
    r"(?<!worum )\b(?:geht|funktioniert|klappt) es\s*\?",
    r"\bdid (?:that|this|it|i|we|my|the)\b[^.!?\n]{0,25}\b(?:help|solve|answer|work|fix|resolve)\b",
    r"\b(?:was|is) (?:this|that|the|my|it)\b[^.!?\n]{0,20}\b(?:helpful|useful)\b",
    r"\b(?:is|has|have)\b[^.!?\n]{0,30}\b(?:resolved|solved|fixed|answered|sorted)\b",
    r"\b(?:ist|sind|läuft|geht|funktioniert|klappt|passt|stimmt)\b(?: \w+){0,5}"
    r" (?:wieder|jetzt|nun)\b[^.!?\n]{0,15}\?",
    r"\b(?:ist|sind|läuft|passt|stimmt) (?:es|das|alles|er|sie)\b(?: \w+){0,3}"
    r" (?:angekommen|gekommen|ok|okay|in ordnung|warm|da|so)\s*\?",
    r"\b(?:konnten|konntest|haben|hast) (?:sie|du)\b(?: \w+){0,3} (?:finden|gefunden|öffnen"
    r"|einloggen|anmelden)\s*\?",
    rf"\b(?:is|are|has|have|did|does) (?:it|that|this|they|everything|all)\b(?: \w+){{0,4}} {_WELL}"
    r"(?: \w+){0,2}\s*\?",
    rf"\b(?:is|are|has|have|did|does)\b(?: \w+){{0,5}} (?:{_WELL} (?:now|again)"
    rf"|back)\b(?: \w+)?\s*\?",
    r"\b(?:could|can|were) you(?: able to| manage to)? (?:find|locate|see|open|get|log in"
    r"|access)\b"
    r"[^.!?\n]{0,20}\?",
    r"\b(?:does (?:it|that|everything) work|is (?:it|that|everything) working)(?: now"
    r"| again)?\s*\?",
)
"""Asked as a question: whether the answer settled the issue; "Did the code arrive?" does not."""

_TROUBLE = rf"(?:problem\w*|issues?|errors?|trouble|fehler\w*|störung\w*|meldung|{FAULTS})"
ASKS_STILL = any_of(
    rf"\b(?:besteht|bestehen|ist|sind|gibt es|haben sie|hast du|habt ihr|tritt|kommt|taucht)\b"
    rf"[^.!?\n]{{0,30}}\b{_TROUBLE}\b[^.!?\n]{{0,12}}\b(?:noch|weiterhin|nach wie vor)\b",
    rf"\b(?:besteht|gibt es|haben sie|hast du|habt ihr)\b[^.!?\n]{{0,15}}\b(?:noch|weiterhin"
    rf"|nach wie"
    rf" vor)\b[^.!?\n]{{0,25}}\b{_TROUBLE}\b",
    rf"\bstill\b[^.!?\n]{{0,25}}\b{_TROUBLE}\b|\b{_TROUBLE}\b[^.!?\n]{{0,15}}\bstill\b",
    r"\bstill (?:happening|broken|stuck|locked out|failing|crashing|down|leaking|offline|faulty)\b",
)
"""Asked as a question: whether it is as it was."""
NOT_STILL = any_of(r"\bstill not\b|\bnoch nicht\b|\bnot\b[^.!?\n]{0,12}\bstill\b")
"""To a question with a not in it, a no may mean both."""
CHECKS = any_of(
    r"\b(?:ob|prüfen|prüfe|überprüfen|sicher|achten|schauen|whether|check|make sure|ensure"
    r"|verify)\b"
    r"|\?[^?]+\?"
)
"""More than one thing that a yes may be for."""
EITHER = any_of(
    r"\b(?:are you|sind sie|bist du|seid ihr)\b[^.!?\n]{0,50}\b(?:or|oder)\b[^.!?\n]*\?"
)
"""Asks who the customer is."""

ASKS_MORE = any_of(
    r"\b(?:sonst|darüber hinaus|außerdem) (?:noch )?\w*|\bweitere\w* (?:frage|anliegen|wünsche)",
    r"\bnoch (?:etwas|was|eine (?:weitere )?frage|fragen|weiter)",
    r"\b(?:anything|something) else\b|\b(?:any other|another|further|more) (?:question|issue|quer)",
    r"\bhelp (?:you )?(?:further|with anything)\b",
)

ASKS_RATING = any_of(
    r"\bwie zufrieden\b|\bbewert\w+|\bschulnote|\bsterne\b|\bauf einer skala\b|\bweiterempfehl\w+",
    r"\bnote\b[^.!?\n]{0,20}\b(?:geben|vergeben) (?:sie|du|ihr) uns\b"
    r"|\b(?:german|school) grade\b",
    r"\b(?:uns|empfehlung)\b[^.!?\n]{0,15}\bempfehlen\b|\bwie wahrscheinlich\b|\bwie war (?:der"
    r"|unser|ihr)",
    r"\brate (?:us|this|our|your|the|my)\b|\bhow (?:satisfied|happy|likely)\b|\bon a scale\b",
    r"\bhow would you rate\b|\brating\b|\bstars\b|👍",
)

NO_RATING = any_of(
    r"\b(?:schmerz\w*|stark|schlimm|dringend|symptom\w*|fieber|pain\w*|urgent\w*|severe"
    r"|symptoms?|how bad)\b"
)
"""What is to be told on a scale is no opinion of the service."""

NOT_UNDERSTOOD = any_of(
    r"\bnicht (?:ganz |richtig )?verst(?:anden|ehe\w*)\b|\banders (?:formulieren|sagen"
    r"|ausdrücken)\b",
    r"\b(?:didnt|did not|dont|do not|couldnt) (?:quite )?(?:get|understand|catch)\b|\brephrase\b",
    r"\b(?:kann ich|können wir|das kann ich|dazu kann ich)\b[^.!?\n]{0,15}\bleider nicht\b",
    r"\bim afraid i (?:cant|cannot|dont)\b",
)

PROMISES = any_of(
    r"\b(?:ich|wir) (?:prüfen?|schauen?|sehen?|frage?n?|klären?|kümmer\w*|recherchiere\w*"
    r"|forsche\w*)\b",
    r"\b(?:melden? (?:ich )?(?:mich|uns)|schaue? (?:ich )?(?:mal |kurz )?nach|seh\w* mir das an)\b",
    r"\b(?:gebe|leite) (?:ich )?(?:das|es|dies|ihr\w*|dein\w*)\b[^.!?\n]{0,40}\bweiter\b"
    r"|\b(?:geb|gebe|leit|leite|reich|reiche)s? (?:ich |wir )?(?:\w+ ){0,3}weiter\b",
    r"\b(?:einen?|kleinen|kurzen) (?:moment|augenblick)\b|\bmoment bitte\b",
    r"\b(?:let me|ill|i will|well|we will|i am going to|were going to) (?:\w+ )?"
    r"(?:check|look|find out|investigate|get back|ask|chase|see what|be in touch|pass)\b",
    r"\b(?:one|just a) (?:moment|second|sec|minute)\b|\bbear with me\b",
)

_TO_DO_DE = (
    r"(?:schick|send|tausch|erstatt|überweis|reklamier|reparier|bestell|liefer|veranlass"
    r"|beauftrag|ruf"
    r"|kontaktier|informier|bearbeit|beheb|korrigier|storni|nachliefer|ersetz|prüf|klär)\w*"
)
_TO_DO_EN = (
    r"(?:send|ship|exchange|refund|replace|repair|fix|order|call|ring|contact|inform|arrange"
    r"|correct"
    r"|process|escalate|forward|raise|sort|come|visit|collect|deliver|update|let you know"
    r"|be in touch)"
)
PLANS = any_of(
    r"\b(?:ruft|rufen) (?:sie|dich|euch)\b|\b(?:meldet|melden) sich\b",
    rf"\b(?:wir|ich) {_TO_DO_DE}\b|\b(?:dann|gerne?) {_TO_DO_DE} (?:wir|ich)\b"
    rf"|\b(?:wir|ich) werden?\b[^.!?\n]{{0,40}}\b{_TO_DO_DE}\b",
    r"\b(?:kolleg\w*|techniker\w*|monteur\w*|jemand|team|fachabteilung)\b[^.!?\n]{0,15}\b(?:ruft"
    r"|meldet"
    r"|schaut|kümmert|prüft|kontaktiert|wird)\b",
    r"\b(?:in (?:bearbeitung|arbeit|prüfung|klärung)|weitergegeben|weitergeleitet|eskaliert)\b"
    r"|\b(?:ticket|vorgang|auftrag|nachforschung\w*|meldung)\b[^.!?\n]{0,15}\b(?:angelegt|gestellt"
    r"|aufgegeben|eröffnet|erstellt)\b",
    r"\bmuss (?:ich )?(?:\w+ ){0,4}(?:klären|prüfen|nachfragen|besprechen)\b"
    r"|\bdauert (?:leider |wohl |etwa )*noch\b|\b(?:ersatz|teil) (?:ist )?bestellt\b"
    r"|\bhabe (?:ihnen |dir |euch )?(?:\w+ )?(?:ersatz|einen neuen|eine neue|ein neues)\b",
    rf"\b(?:we|i)(?: will|ll| are going to|re going to|m going to)(?: \w+)? {_TO_DO_EN}\b"
    r"|\b(?:well|ill) (?:\w+ )?(?:send|ship|call|fix|refund|replace|arrange|order|post)\b",
    r"\b(?:someone|somebody|colleague|engineer|technician|team|plumber|driver|advisor|adviser)\b"
    r"(?: \w+)? (?:will|is going to|is coming)\b",
    r"\b(?:working on (?:it|this|that)|being (?:processed|looked into|investigated)|looking into)\b"
    r"|\b(?:have|ive|weve)(?: \w+)? (?:escalated|forwarded|raised|passed|opened|ordered|flagged)\b",
    r"\b(?:takes?|will take) (?:about |up to |another |at least )*(?:\d+|an?|one|two|three|some)\b",
)
"""What is to be done, and is not yet: an answer, but thanks for it say nothing of the issue."""

RECEIVED = any_of(
    r"\b(?:danke|dank) für (?:ihre|deine|eure|die) (?:nachricht|anfrage|(?:e-?)?mail|kontakt\w*)",
    r"\bthank(?:s| you) for (?:your (?:message|e-?mail|enquiry|inquiry|request)|contacting"
    r"|reaching out"
    r"|getting in touch|writing)",
    r"\b(?:nachricht|anfrage|mail)\b[^.!?\n]{0,20}\b(?:eingegangen|erhalten)\b",
    r"\b(?:have|weve) received your\b|\byour (?:message|e-?mail|request) has (?:reached|arrived)\b",
    r"\b(?:unser team|wir)\b[^.!?\n]{0,25}\bnicht (?:im büro|da|erreichbar)\b|\bwere away\b"
    r"|\b(?:we are|were|were currently) (?:away|closed|out of (?:the )?office)\b",
)

REPLY_LATER = any_of(
    r"\b(?:melden uns|antworten|antwortet|bearbeiten|so (?:schnell|bald)|in kürze|umgehend"
    r"|geschlossen|werktag\w*|sobald)\b",
    r"\b(?:get back to you|reply|respond|answer|in touch|as soon as|shortly|within \d+)\b",
)
"""With `RECEIVED` in one text: a receipt."""

RECEIPT = any_of(
    r"\bautomatische (?:antwort|nachricht|e-?mail|eingangsbestätigung)\b|\babwesenheitsnotiz\b",
    r"\bautomat(?:ed|ic) (?:reply|response|message|e-?mail)\b|\bout of office\b",
    r"\baußerhalb unserer (?:\w+zeiten)\b|\boutside (?:of )?our (?:\w+ )?hours\b",
)

GREETS = any_of(
    r"\b(?:wie|womit|was) (?:kann|können|darf) (?:ich|wir)\b[^.!?\n]{0,30}\b(?:helfen|tun"
    r"|weiterhelfen)\b",
    r"\b(?:how|what) (?:can|may|could) (?:i|we)\b[^.!?\n]{0,20}\b(?:help|do|assist)\b",
    r"\bkann ich (?:ihnen|dir|euch) (?:weiter)?helfen\b|\bworum geht es\b",
)

MARKED = any_of(
    r"\b(?:als|status|zustand|auf)\b[^.!?\n]{0,25}\b(?:gelöst|erledigt)\b",
    r"\b(?:marked|marking|status|set|changed|closing)\b[^.!?\n]{0,40}\b(?:solved|resolved)\b",
    r"\b(?:ticket|conversation|request|issue|case|anfrage|vorgang)(?: #?\d+)? (?:was |wurde |is "
    r"|ist )?"
    r"(?:solved|resolved|gelöst)\b",
)

BY_ITSELF = any_of(
    r"\b(?:automat\w*|inaktiv\w*|inactiv\w*|system|timeout|keine (?:antwort|rückmeldung)|not"
    r"|nicht)\b",
    r"\b(?:nichts|mangels|havent|hasnt|have not|didnt|since we|as we)\b"
    r"|\bohne (?:\w+ )?(?:antwort|rückmeldung)\b"
    r"|\b(?:other|andere[sr]?) (?:ticket|case|anliegen|vorgang)\b|\b(?:stays?|bleibt) (?:open"
    r"|offen)\b"
    r"|\b(?:nach|after) \d+ (?:tagen|days|stunden|hours)\b",
    r"\bno (?:response|reply|answer|activity)\b|\bwithout (?:a )?(?:response|reply|answer)\b",
    r"\b(?:sobald|wenn|once|when|until|if|hope|hoff\w+|kann|can)\b|\?",
)
"""Closed because nobody wrote, or not yet: no evidence."""

GLAD = any_of(
    r"\b(?:freut mich|freut uns|schön|super|prima|toll)\b[^.!?\n]{0,10}\bdass\b[^.!?\n]{0,40}"
    r"\b(?:geklappt|klappt|funktioniert|läuft|geht|gelöst|erledigt|geklärt)\b",
    r"\b(?:glad|great|happy|good|lovely)\b[^.!?\n]{0,20}\b(?:that|its|it is|to hear|this)\b"
    r"[^.!?\n]{0,30}\b(?:works?|worked|working|sorted|solved|fixed|resolved)\b",
)

REOPENED = any_of(r"\breopened\b|\bwieder (?:ge)?öffnet\b|\berneut geöffnet\b")

RATED = re.compile(
    r"\b(?:(?:satisfaction|customer|csat)[ -]?rating|\w*bewertung"
    r"|rated(?: this)?(?: as)?)\b[^\n]{0,12}?"
    r"[:=]? ?\b(bad|poor|terrible|unsatisfied|dissatisfied|schlecht|ungenügend|mangelhaft"
    r"|unzufrieden"
    r"|good|great|excellent|satisfied|gut|sehr gut|zufrieden)\b"
)
"""A desk's notice of what the customer thought; not one that offers or asks for a rating."""

SORRY = any_of(
    r"^\W*(?:oh,? )?(?:das )?tut mir (?:sehr |wirklich )?leid\W*$"
    r"|^\W*(?:bitte )?entschuldig\w+(?: sie)?\W*$",
    r"^\W*(?:oh,? )?(?:im |we are |were )?(?:so |very |really )?sorry(?: (?:to hear"
    r"|about) that)?\W*$",
)

_LOST_DE = (
    r"(?:verloren(?: gegangen)?|verschwunden|abgelehnt|ausverkauft|vergriffen|gestohlen|zerstört"
    r"|unmöglich|nicht (?:mehr )?(?:möglich|lieferbar|verfügbar|erstattet|genehmigt|angenommen))"
)
_LOST_EN = (
    r"(?:lost|rejected|declined|refused|denied|sold out|stolen|destroyed|discontinued|impossible"
    r"|not (?:possible|available|refundable|approved))"
)
BAD_NEWS = any_of(
    r"^\W*(?:leider |sorry |no |nein )?(?:nein|no|nope|not yet|noch nicht|im afraid not"
    r"|leider nicht)\W*$",
    r"\b(?:geht|ginge|funktioniert|klappt|machen wir|dürfen wir|können wir|kann ich"
    r"|darf ich)\b[^.!?\n]{0,40}"
    r"\b(?:nicht|nichts)\b|\b(?:nicht|keine?n?) (?:mehr )?(?:möglich|erlaubt|vorgesehen"
    r"|zulässig)\b",
    r"\b(?:steht|wissen wir|weiß ich|ist)\b[^.!?\n]{0,25}\bnoch nicht\b|\bnoch (?:nichts"
    r"|keine?n?) (?:neue\w*|info\w*"
    r"|termin|ergebnis|rückmeldung|antwort)\b|\bnoch nichts\b|\b(?:no|nothing) (?:news|new"
    r"|update|word|decision)\b"
    r"|\bnot (?:yet|known|decided|clear|sure)\b|\b(?:hasnt|havent|isnt)\b[^.!?\n]{0,25}\byet\b",
    r"\b(?:we|i) (?:cant|cannot|dont|wont|are not able|am not able|are unable)\b|\b(?:its|thats"
    r"|it is|that is)"
    r" (?:not|no longer|against)\b|\byoud? (?:would |will )?(?:have|need) to (?:ask|contact"
    r"|speak|go|buy|pay|order)\b"
    r"|\b(?:wenden sie sich|müssten sie|müssen sie sich|da müssen sie)\b",
    rf"\b{_LOST_DE}\b|\b(?:fällt|fallen|fiel)\b[^.!?\n]{{0,25}}\baus\b",
    rf"\b(?:is|are|was|were|been|its|s)\b(?: \w+)? {_LOST_EN}\b|\bgot lost\b",
    r"\bleider (?:kein\w*|nicht)\b[^.!?\n]{0,40}\b(?:erstatten|liefern|anbieten|stornieren)\b",
    r"\b(?:leider|unfortunately|afraid|sadly|sorry)\b[^.!?\n]{0,60}\b(?:nicht|kein\w*|no|not"
    r"|cant|cannot"
    r"|dont|wont|never|stopped|full|voll|weg|gone)\b|\bleider (?:nein|ausgebucht)\b"
    r"|\b(?:stopped|no longer|not|dont|cant|wont|full|out of)\b[^.!?\n]{0,60}\bsorry\b",
    r"\b(?:do not|dont) (?:have|know)\b[^.!?\n]{0,30}\b(?:yet|time|date|information|when)\b"
    r"|\bnoch (?:nicht (?:bekannt|absehbar|klar)|unklar|offen)\b|\bnicht zuständig\b"
    r"|\b(?:warteliste|wait(?:ing)? ?list|ausgebucht|(?:fully|all) (?:booked|full|gone)|times vary"
    r"|meinung ist uns|feedback)\b",
    r"\b(?:unfortunately|afraid|sadly)\b[^.!?\n]{0,25}\b(?:cannot|cant|unable to) "
    r"(?:refund|deliver|offer|cancel)\b",
)
"""What a customer did not want to hear: lost, refused, called off."""

REGRET = any_of(
    r"\b(?:tut mir|tut uns)\b[^.!?\n]{0,15}\bleid\b|\b(?:entschuldig\w+|bedauern|bedaure)\b",
    r"^\W*(?:\w+ ){0,4}(?:sorry|apologi[sz]e|apologies)\b(?: \w+){0,4}\W*$",
)
INSTEAD = any_of(
    r"\b(?:aber|jedoch|dafür|stattdessen|(?:wir|ich) (?:erstatten?|schicken?|senden?|überweisen?)"
    r"|neu(?:e[nrs]?)?|ersatz\w*|sondern|(?:bekommen|erhalten) sie)\b",
    r"\b(?:but|however|instead|new one|replacement|(?:ill|well|will) (?:refund|send)|youll)\b",
)
"""With any of these beside the bad news, the customer got something after all."""
