"""Words by which customers say that their issue is settled, or that it is not."""

from __future__ import annotations

from dialogkit.corpus._evidence_text import any_of

__all__ = [
    "NOT_SOLVED",
    "NOT_SOLVED_AT_ALL",
    "NO_LONGER_NEEDED",
    "NO_THANKS",
    "OPEN",
    "QUESTION",
    "REPEATS",
    "SUPPOSED",
    "THANKS",
    "WISH",
    "WORKS_NOW",
]

_RUNS = r"(?:geht|gehts|funktioniert|funktionierts|läuft|läufts|klappt|klappts|tuts)"
_STILL = r"(?:immer ?noch?|noch immer|weiterhin|nach wie vor)"
_NOT = r"(?:nicht|nichts?|nix|ned|net|null)"
_GOODS = (
    r"(?:pakete?t?|päckchen|sendung|lieferung|geld|bestellung|erstattung|ware|brief|rechnung|mail"
    r"|code|gutschrift|betrag|karte|gerät|ersatz\w*)"
)
_GOODS_EN = (
    r"(?:parcel|package|delivery|order|refund|money|letter|invoice|code|email|card|replacement|it)"
)
_ITEM = r"(?:problem|fehler|frage|sache|thema|störung|anliegen|angelegenheit)"

WORKS_NOW = any_of(
    r"\b(?:hat|hod|hot)\b(?: \w+){0,3} (?:geklappt|funktioniert|g?e?funzt|hingehauen|klappt)\b",
    r"^\W*(?:hat )?geklappt\b",
    r"\b(?:bin|i am|im)(?: \w+)? (?:zufrieden|satisfied)\b|\bist (?:das|es"
    r"|alles) (?:damit )?erledigt\b",
    r"\balles (?:gut|ok|okay|in ordnung) (?:jetzt|nun|wieder)\b|\b(?:jetzt|nun) (?:ist |is )?alles "
    r"(?:gut|ok|okay|in ordnung)\b|\ball (?:good|fine|done) now\b",
    rf"\b(?:jetzt|nun|wieder|etz|jetz)(?: \w+)? {_RUNS}\b",
    rf"\b{_RUNS}(?: es| alles)? (?:jetzt|nun|wieder|wieda|etz|einwandfrei|super|perfekt)\b",
    rf"\b{_ITEM}\b (?:ist |is |hat sich |wurde )?(?:jetzt |nun |damit )?(?:gelöst|behoben|weg)\b",
    rf"\b{_GOODS} (?:ist|is|sind|war)?(?: \w+){{0,2}} ?(?:da|angekommen|gekommen|eingegangen"
    r"|eingetroffen)\b",
    r"\bhabe?s?\b(?: \w+){0,3} (?:hinbekommen|geschafft|hingekriegt)\b",
    r"\bbin (?:jetzt |nun )?wieder drin\b",
    r"\bkann mich (?:jetzt |nun )?wieder (?:anmelden|einloggen)\b",
    r"\b(?:works?|working)(?: \w+)? (?:now|again)\b|\bnow (?:it )?works\b|\bworks perfectly\b",
    r"\b(?:that|it|this)(?: has| all)? worked\b|\b(?:that|this|it) did the trick\b",
    r"\b(?:that |it |i |we )?(?:fixed|solved|sorted) it\b",
    r"^\W*(?:all |its all |thats )?(?:sorted|fixed|solved|resolved)\b",
    r"\b(?:problem|issue|its|thats|it is|that is|everything)(?: is| has been| been)?(?: now| all)? "
    r"(?:solved|resolved|fixed|sorted)\b",
    rf"\b{_GOODS_EN}(?: has| have)?(?: just| now| finally)? (?:arrived|turned up|came(?: through"
    rf"| in)?"
    r"|is here)\b|^\W*just arrived\b",
    r"\bgot (?:it|that) (?:to work|working)\b|\bmanaged to\b|\b(?:im|i am) back in\b",
    r"\bcan (?:log|sign) (?:back )?in (?:again|now)\b|\bgot (?:the|my) (?:money|refund|parcel"
    r"|package)\b",
)

NO_LONGER_NEEDED = any_of(
    r"\bhat sich (?:\w+ ){0,3}(?:erledigt|geklärt)\b",
    r"\b(?:vergiss es|vergessen sie es|schon gut)\b[^.!?\n]{0,30}\b(?:gefunden|erledigt|geklärt)\b",
    r"\bhabe?s?\b(?: (?:es|ihn|sie|ich|schon|selbst|selber|jetzt|doch|inzwischen)){0,4} "
    r"(?:gefunden|rausgefunden|rausbekommen|herausgefunden)\b",
    r"\b(?:never ?mind|nvm|forget it|dont worry|ignore (?:my|that|this))\b[^\n]{0,40}\b(?:found"
    r"|got it|arrived|turned up|sorted|figured|worked)\b",
    r"\b(?:figured|worked) it out (?:myself|already)?\b|\bsorted itself(?: out)?\b",
    r"\b(?:no longer needed|no need to (?:reply|answer))\b",
)

SUPPOSED = any_of(
    r"\b(?:hoff\w*|hopefully|hope|wenn|falls|sobald|sollte|ob|if|when|until|once|unless|whether)\b",
    r"\b(?:gestern|vorher|früher|letzte[rsn]?|bis|sonst|used to|yesterday|last|before|old"
    r"|alte[rsn]?)\b",
    r"\b(?:wird|werden|will|muss|soll|want|need|asap|soon|should|would|must)\b",
    r"\b(?:laut|angeblich|angezeigt|steht|says|claims|supposedly|shows)\b",
    r"\b(?:kaputt|zerbrochen|beschädigt|falsche?[nrs]?|fehlt|defekt|leer|broken|damaged|wrong"
    r"|missing"
    r"|empty)\b",
    r"\b(?:nicht|kein\w*|ned|net|leider|aber|immer noch|noch immer|allerdings|jedoch)\b",
    r"\b(?:not|still|but|however|unfortunately|never|nothing|except|cannot)\b",
    r"\b(?:dont|doesnt|didnt|isnt|wasnt|hasnt|havent|cant|wont|wouldnt)\b",
    r"\?",
)
"""Hoped, past, doubted, somebody else's word, or followed by a but: no settled issue."""

OPEN = any_of(r"\b(?:noch nicht|nicht|kein\w*|not|hasnt|isnt)\b", r"\?")

NOT_SOLVED = any_of(
    rf"\b{_RUNS}\b[^.!?\n]{{0,20}}\b(?:{_STILL}|leider)\b[^.!?\n]{{0,10}}\b{_NOT}\b",
    rf"\b{_STILL} (?:{_NOT}|kein\w*|kaputt|defekt|dasselbe|das ?selbe|der ?selbe|(?:de[rm]|das"
    rf"|die) gleiche)\b",
    rf"\b(?:kaputt|defekt)\b[^.!?\n]{{0,8}}\b{_STILL}\b|\b{_STILL}[^.!?\n]{{0,25}}\b(?:ohne"
    rf"|offen)\b",
    rf"\bwarte {_STILL}\b|\b{_STILL} warte\b|\b{_ITEM}\b[^.!?\n]{{0,15}}\b{_STILL} da\b",
    rf"\b{_STILL} (?:\w+ )?(?:fehler|problem|keine antwort)\b",
    rf"\bhat\b[^.!?\n]{{0,25}}\b{_NOT}\b[^.!?\n]{{0,12}}\b(?:geholfen|gebracht|geklappt"
    rf"|funktioniert"
    r"|geändert|verändert)\b",
    rf"\bhilft\b[^.!?\n]{{0,25}}\b{_NOT}\b|\bbringt mi(?:ch|r)\b[^.!?\n]{{0,10}}\b{_NOT}\b",
    rf"\b{_ITEM}\b[^.!?\n]{{0,20}}\b(?:noch )?nicht (?:gelöst|behoben|geklärt|erledigt"
    rf"|beantwortet)\b",
    rf"\b{_ITEM} besteht (?:\w+ )?(?:weiter\w*|noch|immer)|\bnicht gelöst\b",
    r"\bbeantwortet\b[^.!?\n]{0,25}\bfrage\b[^.!?\n]{0,8}\bnicht\b|\bnicht meine frage\b",
    r"\b(?:kann ich|ich kann)\b[^.!?\n]{0,10}\bnichts anfangen\b|\bnichts (?:daran )?geändert\b",
    r"\bdanke für (?:gar )?nichts\b|\bthanks for (?:absolutely |literally )?nothing\b",
    r"\b(?:nutzlos|useless)\b|\bnot (?:solved|resolved|helpful|fixed)\b|\bunhelpful\b",
    r"\bstill (?:not|isnt|doesnt|dont|havent|hasnt|cant|wont|no\b|nothing|broken|waiting|having"
    r"|the same|getting)\b|\b(?:problem|error|issue)\b[^.!?\n]{0,10}\bstill (?:there|here)\b",
    r"\b(?:didnt|did not|doesnt|does not|hasnt|havent|has not|have not)(?: really| been"
    r"| actually)? "
    r"(?:help|helped|solve|solved|fix|fixed|answer|answered)\b|\b(?:that|it|this) didnt work\b",
    r"\bno luck\b|\b(?:same|exact same) (?:error|problem|issue|message)\b|\bmakes? no difference\b",
    r"\bnothing (?:has )?changed\b|\bnot what i (?:asked|meant)\b|\bnot working either\b",
)

NOT_SOLVED_AT_ALL = any_of(
    rf"^\W*(?:(?:nein|nee|nö|no|nope|das|es|leider)[ ,]+)*{_RUNS} (?:leider |auch |so )*{_NOT}\W*$",
    r"^\W*(?:nope|no|nah)?[ ,]*(?:it |that )?(?:doesnt|does not|isnt|is not) work(?:ing)?\W*$",
)
"""The whole text, after advice; alone it would only tell the problem."""

REPEATS = any_of(
    r"\bwie (?:schon |bereits |oben )?(?:gesagt|geschrieben|erwähnt)\b|\bich wiederhole\b",
    r"\b(?:hab|habe)\b[^.!?\n]{0,20}\b(?:doch |schon )+[^.!?\n]{0,15}\b(?:gesagt|geschrieben"
    r"|genannt"
    r"|angegeben|geschickt)\b",
    r"\bzum (?:zweiten|dritten|vierten|fünften|x-?ten|hundertsten|\d+\.?) mal\s*[:,]",
    r"^\W*(?:noch ?mal|nochmals|again)\s*[:,]|\bwie oft (?:denn )?noch\b",
    r"\bas i (?:have )?(?:already )?(?:said|mentioned|wrote|told you)\b",
    r"\bi(?:ve| have)? (?:just )?already (?:said|told|explained|mentioned|given|sent)\b",
    r"\bfor the (?:second|third|fourth|fifth|\d+(?:nd|rd|th)) time\b",
    r"\bhow many times do i (?:have|need) to\b|\bi(?:ve| have) told you\b",
)

THANKS = any_of(
    r"\b(?:dankeschön|dankesehr|dankschön|dankschee|danke|dange|merci|thx|tnx|thanx|thankyou"
    r"|cheers|ty|tysm|ta)\b",
    r"\b(?:vielen|besten|herzlichen|tausend|lieben|großen)(?: lieben)? dank\b",
    r"\bdank (?:da|dir|ihnen|euch|schee|schön|recht)\b|\bbedanke mich\b|\bvergelts gott\b",
    r"\bthank(?:s| ?you| ?u)\b|\b(?:much|really) appreciated\b|\bappreciate (?:it|that|your)\b",
)

NO_THANKS = any_of(
    r"\b(?:nicht|kein\w*|leider|trotzdem|aber|immer noch|noch immer|doch|allerdings|jedoch|nur)\b",
    r"\b(?:not|still|but|however|unfortunately|never|nothing|sadly|anyway|nevertheless)\b"
    r"|\b(?:dont|doesnt|didnt|isnt|wasnt|hasnt|havent|cant|wont|wouldnt)\b",
    r"\b(?:im voraus|in advance|in anticipation|vorab|schon ?mal|schon einmal|for nothing"
    r"|für (?:gar )?nichts|der nachfrage|verständnis|understanding)\b",
    r"\b(?:bitte|please|pls)\b(?! ?(?:sehr|schön))|\?",
    r"\b(?:wart\w*|melde mich|versuch\w*|probier\w*|werde|moment|gleich|hoff\w*|freue mich|gespannt"
    r"|schaue mal|schau mal|muss)\b",
    r"\b(?:wait\w*|ill|i will|will|try|trying|give it a go|hope\w*|look(?:ing)? forward|one sec"
    r"|let you know|one moment|hold on)\b",
    r"\b(?:nein|no|nope),? (?:danke|thanks?|thank you|thx|merci|vielen dank|cheers)\b",
    r"\b(?:im|i am) (?:fine|good),? (?:thanks|thank you)\b",
    r"\b(?:gott sei dank|thank god|thanks god|thanks to|thank your|thank goodness)\b",
    r"\b(?:wenn|falls|sobald|würde|wäre|erst|would|if|once)\b",
    r"\bna (?:danke|toll|das)\b|\bdank(?:e)? auch\b|\bthanks a bunch\b",
    r"\b(?:fehlt|kaputt|defekt|falsch\w*|missing|broken|wrong|beschwer\w+|unverschämt\w*|weeks?"
    r"|wochen)\b",
    r"\b(?:eine|noch ?ne|andere|weitere|one|another|quick) (?:\w+ )?(?:frage|question)\b"
    r"|\bone more\b"
    r"|\baußerdem\b|\bnoch (?:was|etwas)\b",
)
"""In advance, for nothing, with a but, while waiting, while asking for more, refusing an offer."""

QUESTION = any_of(
    r"\?",
    r"(?:^|[.!\n]\s*|\b(?:und|and|aber|but) )(?:wann|wo|wie|warum|wieso|weshalb|was|wer|welche\w*"
    r"|when|where|how|why|what|who|which|can (?:i|you)|could (?:i|you))\b(?! oft)",
)
WISH = any_of(
    r"\b(?:bitte|please|pls)\b(?! ?(?:sehr|schön))",
    r"\b(?:ich (?:brauche|möchte|will|hätte)|können sie|könnt ihr|kannst du|i (?:need|want)"
    r"|id like)\b",
)
"""Whoever asks or wishes something is not done."""
