"""Words by which customers say that their issue is settled, or that it is not."""

from __future__ import annotations

from dialogkit.corpus._evidence_relapses import ITEM, RELAPSES, RUNS
from dialogkit.corpus._evidence_text import any_of
from dialogkit.corpus._evidence_works import EYES

__all__ = [
    "BESIDE_THANKS",
    "ENOUGH",
    "FAILING",
    "NOT_PLEASED",
    "NOT_SOLVED",
    "NOT_SOLVED_AT_ALL",
    "NO_LONGER_NEEDED",
    "NO_THANKS",
    "OPEN",
    "PRAISE",
    "QUESTION",
    "REPEATS",
    "THANKS",
    "WISH",
]

_RAN = r"(?:ging|funktionierte|lief|klappte)"
_MOCKERY = (
    r"\b(?:zeitverschwendung|zeit verschwende\w*|sinnlos\w*|nutzlos\w*|nie wieder|nie mehr"
    r"|niemals|never again|yeah right|(?:na|ja) (?:super|prima|klasse|toll|bravo|danke)|oh great"
    r"|just great|wast(?:e|ing)|useless|pointless|zero|genius)\b"
)
_STILL = r"(?:immer ?noch?|noch immer|weiterhin|nach wie vor)"
_NOT = r"(?:nicht|nichts?|nix|ned|net|null)"
_NOTHING = r"(?:(?:gar|überhaupt) (?:nichts?|nix)|(?:nichts|nix) mehr)\b"

NO_LONGER_NEEDED = any_of(
    r"\bhat sich (?:\w+ ){0,3}(?:erledigt|geklärt)\b",
    r"\b(?:vergisse?s?(?: es)?|vergessen sies?(?: es)?|schon gut)\b[^.!?\n]{0,30}\b(?:gefunden"
    r"|erledigt|geklärt)\b",
    r"\bhabe?s?\b(?: (?:es|ihn|sie|schon|gerade|eben|selbst|selber|jetzt|doch|inzwischen)){0,4} "
    r"(?:gefunden|rausgefunden|rausbekommen|herausgefunden)\b",
    r"\b(?:never ?mind|nvm|forget it|dont worry|ignore (?:my|that|this))\b[^\n]{0,40}\b(?:found"
    r"|got it|arrived|turned up|sorted|figured|worked)\b",
    r"\b(?:figured|worked) it out(?: myself| already)?\b|\b(?:just |already |ive )found (?:it|the"
    r"|them)\b"
    r"|\bit(?:s| is| has been) (?:already )?sorted (?:now|itself|already)\b"
    r"|\bsorted itself(?: out)?\b",
    r"\b(?:solved|sorted|resolved|fixed) (?:it)?self\b|\b(?:already|since) been sorted\b",
    r"\b(?:thema|sache) (?:ist )?(?:damit )?erledigt\b",
    r"\b(?:no longer needed|no need to (?:reply|answer|look|check|do))\b",
)

OPEN = any_of(
    r"\b(?:konkurrenz|woanders|anderen anbieter|wechsle|competitor|elsewhere|cancel(?:ling)?)\b",
    r"\bnicht(?! mehr)\b|\b(?:kein\w*|not|hasnt|isnt)\b",
    r"\?",
)

NOT_SOLVED = any_of(
    rf"\b{RUNS}\b[^.!?\n]{{0,20}}\b(?:{_STILL}|leider)\b[^.!?\n]{{0,10}}\b{_NOT}\b",
    rf"\b{_STILL} (?:{_NOT}|kein\w*|kaputt|defekt|dasselbe|das ?selbe|der ?selbe|(?:de[rm]|das"
    rf"|die) gleiche)\b",
    rf"\b(?:kaputt|defekt)\b[^.!?\n]{{0,8}}\b{_STILL}\b|\b{_STILL}[^.!?\n]{{0,25}}\b(?:ohne"
    rf"|offen)\b",
    rf"\bwarte {_STILL}\b|\b{_STILL} warte\b|\b{ITEM}\b[^.!?\n]{{0,15}}\b{_STILL} da\b",
    rf"\b{_STILL} (?:\w+ )?(?:fehler|problem|keine antwort)\b",
    rf"\bhat\b[^.!?\n]{{0,25}}\b{_NOT}\b[^.!?\n]{{0,12}}\b(?:geholfen|gebracht|geklappt"
    rf"|funktioniert"
    r"|geändert|verändert)\b",
    rf"\bhilft\b[^.!?\n]{{0,25}}\b{_NOT}\b|\bbringt mi(?:ch|r)\b[^.!?\n]{{0,10}}\b{_NOT}\b",
    rf"\b{ITEM}\b[^.!?\n]{{0,20}}\b(?:noch )?nicht (?:gelöst|behoben|geklärt|erledigt"
    rf"|beantwortet)\b",
    rf"\b{ITEM} besteht (?:\w+ )?(?:weiter\w*|noch|immer)|\bnicht gelöst\b",
    r"\bbeantwortet\b[^.!?\n]{0,25}\bfrage\b[^.!?\n]{0,8}\bnicht\b|\bnicht meine frage\b",
    r"\b(?:kann ich|ich kann)\b[^.!?\n]{0,10}\bnichts anfangen\b|\bnichts (?:daran )?geändert\b",
    r"\bdanke für (?:gar )?nichts\b|\bthanks for (?:absolutely |literally )?nothing\b",
    r"\b(?:nutzlos|useless)\b|\bnot (?:solved|resolved|helpful|fixed)\b|\bunhelpful\b",
    r"\bstill (?:not|isnt|doesnt|dont|havent|hasnt|cant|wont|no\b|nothing|broken|waiting|having"
    r"|the same|getting)\b|\b(?:problem|error|issue)\b[^.!?\n]{0,10}\bstill (?:there|here)\b",
    r"\b(?:didnt|did not|doesnt|does not|hasnt|havent|has not|have not)(?: really| been"
    r"| actually)? "
    r"(?:help|helped|solve|solved|fix|fixed|answer|answered)\b|\b(?:that|it|this) didnt work\b",
    r"\b(?:keine änderung|unverändert|no change|unchanged)\b|\bkeeps (?:\w+ing)\b|\bdidnt work\b",
    r"\b(?:same thing|same again(?! (?:for|please|as|but|in|on|next|this|and))|same here)\b"
    r"|\bnot (?:answering|answered) my question\b",
    rf"\b{_STILL}\b[^.!?\n]{{0,15}}\b(?:weg|aus|tot|offline|gestört|gesperrt|unterbrochen)\b",
    rf"\bbesteht\b[^.!?\n]{{0,15}}\b{_STILL}|\bstill (?:offline|down|out|locked|blocked|crash\w+"
    rf"|fail\w+)",
    r"\b(?:bringt|nützt) (?:\w+ )?(?:nix|nichts)\b|\bkeine (?:große )?hilfe\b|\bno help\b"
    r"|\bof no use\b",
    rf"\b(?:löst|behebt) (?:\w+ )?{ITEM} (?:\w+ )?nicht\b|\b(?:kommt"
    rf"|keeps coming) (?:immer wieder|back)\b",
    r"\bno luck\b|\b(?:same|exact same) (?:error|problem|issue|message)\b|\bmakes? no difference\b",
    r"\bnothing (?:has )?changed\b|\bnot what i (?:asked|meant)\b|\bnot working either\b",
    rf"\b(?:jetzt|nun) {RUNS}(?: \w+)? {_NOTHING}",
    rf"\b{RUNS} (?:es |das |jetzt |leider |auch )*(?:{_NOTHING}|(?:doch|wieder) {_NOT}\b"
    rf"|noch (?:weniger|schlechter)\b)|\b(?:nichts|nix) {RUNS}\b",
    r"\b(?:ach|oh|mist|hm+)\W+(?:nein\W+|nee\W+|ne\W+)?doch nicht\b|\bzu früh gefreut\b",
    r"\b(?:nicht|kein bisschen|not(?: any)?|no) (?:besser|better)\b"
    r"|\b(?:nur |noch |immer )schlimmer\b|\b(?:even |getting |got )worse\b",
    r"\btrotzdem (?:\w+ )?(?:nicht|nichts|nix|kein\w*)\b"
    r"|\b(?:kam|kommt) (?:\w+ ){0,2}(?:nichts|nix) an\b",
    RELAPSES.pattern,
    r"\bspoke too soon\b|\bscrap that\b|\bnothing works\b|\b(?:fixed|solved|changed) nothing\b"
    r"|\bbroke(?:n)? again\b",
)

NOT_SOLVED_AT_ALL = any_of(
    rf"^\W*(?:(?:nein|nee|nö|no|nope|das|es|leider)[ ,]+)*(?:{RUNS}|{_RAN})"
    rf" (?:leider |auch |so |bei mir )*{_NOT}\W*$",
    r"^\W*(?:nope|no|nah|sorry)?[ ,]*(?:it |that )?(?:doesnt|does not|isnt|is not|did not|wouldnt"
    r"|would not) work(?:ing)?\W*$|^\W*(?:nope|no|nah)?[ ,]*(?:(?:it|that) failed|no joy)\W*$",
)
"""The whole text, after advice; alone it would only tell the problem."""

FAILING = any_of(
    r"\b(?:trotzdem|weiterhin|nach wie vor|immer ?noch)\b(?! (?:danke|vielen|gerne?|gut|super"
    r"|zufrieden"
    r"|unterwegs|auf der arbeit|begeistert|dabei))",
    r"\b\w+ still (?!works?\b|working\b|runs?\b|good\b|fine\b|got\b|at\b|have to\b|need\b|love\b"
    r"|great\b"
    r"|happy\b|interested\b|open\b|want\b|on my\b|to\b)\w+",
    r"\b(?:nie|never) (?:was |etwas |anything )?(?:angekommen|arrived|came|received|bekommen"
    r"|erhalten)\b"
    r"|\b(?:passiert|tut sich|ändert sich|geschieht|rührt sich)\b[^.!?\n]{0,20}\b(?:nichts?|nix"
    r"|null)\b"
    r"|\bnothing (?:happens|happened|comes|came|in my|changes|there|works)\b",
    r"\bkomme? (?:\w+ ){0,2}nicht weiter\b|\bim kreis\b|\bin circles\b",
    r"\bzeitverschwendung\b|\bwast(?:e|ed|ing) (?:of )?(?:my|the|an?|our)\b|\bnot (?:impressed"
    r"|acceptable)\b"
    r"|\bunglaublich\b(?! (?:schnell|nett|toll|gut|hilfreich|lieb))|\b(?:unfassbar|lächerlich"
    r"|armutszeugnis"
    r"|saftladen|frechheit|unverschämtheit|ridiculous|disgrace\w*|a joke|ein witz|pathetic"
    r"|appalling|shambles"
    r"|unacceptable|inakzeptabel)\b",
    r"\b(?:nicht einverstanden|stimmt (?:so )?nicht|(?:do not|dont) accept|thats not (?:right"
    r"|true|correct"
    r"|what)|das ist (?:so )?falsch)\b",
    r"\bkeine antwort auf meine\b|\bnot helping\b|\bdoesnt (?:change|stop|answer|explain|help)\b"
    r"|\bändert (?:\w+ ){0,4}(?:nichts|nix)\b|\bcant do anything with\b",
    r"\bwieder (?:nicht|nichts|nix|niemand|keiner|kein\w*)\b|\bschon wieder\b|\b(?:nobody"
    r"|no one) (?:came|called"
    r"|rang|showed|answer\w*|replied)\b|\b(?:fehler|error|meldung) (?:bleibt|kommt|remains"
    r"|persists|stays|ist noch)\b"
    r"|\bevery (?:single )?time\W*$",
    r"\b(?:nichts?|nix|nie|niemals|none of it|nothing)\b[^.!?\n]{0,25}\b(?:angekommen"
    r"|eingegangen|gekommen|eingetroffen"
    r"|erhalten|bekommen|arrived|come|received|turned up)\b|\b(?:noch )?(?:keiner|niemand) (?:da"
    r"|hier|gekommen)\b",
    r"\bback to (?:square|the (?:start|beginning|drawing board|same))\b"
    r"|\bsame (?:\w+ )?(?:message|error|problem|issue|thing|result"
    r"|answer|again|story)\b"
    r"|\bgleiche[rsn]? (?:\w+ )?(?:fehler|problem|ergebnis|antwort|spiel|meldung)\b|\bdasselbe\b"
    r"|\bnot done\b"
    r"|\bnicht erledigt\b|\b(?:isnt|not|nothings?|nothing)(?: is| has been)? (?:sorted|fixed"
    r"|solved|resolved"
    r"|working)\b"
    r"|\b(?:sorted|fixed|solved) nothing\b|\b(?:is|are|was|were|its) no (?:good|use)\b",
    r"^\W*(?:nope|nee+|nö+)\W+(?!danke|thanks|thank|das wars|alles|all\b|passt)\w+ \w+",
    r"^\W*(?:well )?(?:it |that |they |he |she )(?:hasnt|didnt|did not|wasnt|isnt|havent|arent"
    r"|never)\b",
    r"\b(?:bis (?:heute|jetzt|dato|gestern)|bisher|up to now|so far|to this day|until now)\b"
    r"[^.!?\n]{0,20}\b(?:kein\w*|nichts?|nix|niemand|no|nothing|nobody)\b(?! (?:problem|issue|frage"
    r"|question|beschwerde|complaint))",
    r"\b(?:nobody|no one|keiner|niemand) (?:\w+ )?(?:turned up|was (?:here|there)|there|here"
    r"|war da)\b"
    r"|\b(?:war|kam)(?: (?:aber|leider|auch|da|hier|gar|heute|gestern))* (?:keiner|niemand"
    r"|nichts|nix)\b",
    r"^\W*still (?!working|going|thinking|living|using|loving)\w+ing\b",
    r"\bagain nothing\b|^\W*(?:still |sorry )?nothing (?:again|in|on|at|here|there|so far"
    r"|arrived|came)\b"
    r"|^\W*(?:nichts|nix) (?:da|gekommen|angekommen|im|in|auf|zu sehen|passiert)\b"
    r"|\b(?:im|in der|auf dem) (?:postfach|briefkasten|spam\w*|konto|app"
    r"|posteingang)\b[^.!?\n]{0,15}"
    r"\b(?:nichts|nix|kein\w*)\b",
    r"\b(?:das|es|its|thats|this|that)(?: is| ist| war| was)?(?: (?:aber|doch|wieder|genau|just"
    r"|exactly"
    r"|again))* (?:(?:the )?same \w+|die ?selbe\w*|das ?selbe|der ?selbe|(?:die|der|das) gleiche)"
    r"(?: \w+)? (?:again|as before|as last time|as yesterday|wie (?:vorher|zuvor|vorhin|gestern"
    r"|letztes"
    r" mal))\b|\bnot there\W*$",
)
"""After an answer: it is as it was, or worse, or the answer was none."""

PRAISE = any_of(
    r"^\W*(?:(?:oh|ah|ok|okay|ja|yes|na|very|sehr|das ist|thats|its"
    r"|absolutely) )*(?:purr?fe[ck]t|perfekt|perfect"
    r"|super|prima|klasse|spitze|wunderbar|ausgezeichnet|bestens|supi|mega|gut|brill|ace|wicked"
    r"|great|brilliant|lovely"
    r"|smashing"
    r"|sweet|amazing|awesome|fab|fantastic|excellent|wonderful|nice)\b"
)
ENOUGH = any_of(
    r"^\W*(?:nein|nee+|nö+|no|nope|nah)\b[^?]{0,20}\b(?:das wars|das war alles|das war es"
    r"|war alles|wars schon|passt"
    r"|alles (?:gut|bestens|klar|ok)|thats (?:it|all|everything)|im (?:good|fine)|all good"
    r"|nothing else|sonst nichts"
    r"|danke?|dankeschön|thanks?|thank you|thx|cheers|merci)\b[^?]*$"
    r"|^\W*(?:das wars|das war alles|das war es|thats (?:it|all|everything))\b[^?]*$"
)
"""Nothing more, to whoever asks."""

NOT_PLEASED = any_of(
    r"\bzu (?:teuer|spät|weit|viel)\b|\btoo (?:expensive|dear|much|late|far)\b",
    r"\?|\b(?:aber|nicht|kein\w*|leider|trotzdem|schade|doch|allerdings|jedoch|nur|wart\w*"
    r"|versuch\w*|probier\w*"
    r"|hoff\w*|falls|wenn|sobald|bitte|noch|frage|fehlt|kaputt|falsch\w*|im voraus|schon ?mal"
    r"|für nichts|was|wie"
    r"|wann|wo|muss|warum|melde|prüf\w*|schau\w*|überleg\w*|auch|ärger\w*|toll|bravo|weniger"
    r"|service|hilfe|daumen|fingers|have a go|give (?:it|that) a)\b",
    _MOCKERY,
    r"\b(?:but|not|no|still|however|unfortunately|never|nothing|sadly|anyway|dont|doesnt|didnt"
    r"|isnt|arent|cant"
    r"|cannot|wont|wait\w*|try|trying|hope\w*|if|once|please|pls|question|guess|missing|broken"
    r"|wrong|in advance"
    r"|for nothing|what|how|when|where|why|let you know|check\w*|think|look(?:ing)?|see if"
    r"|another|more|again|yet"
    r"|only|just what)\b",
    EYES,
)
"""With any of these, praise and long thanks say nothing."""

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
    r"\b(?:habe?|hatte) (?:ich )?(?:\w+ )?(?:doch|schon|bereits) (?:\w+ ){0,2}(?:gesagt"
    r"|geschrieben|geschickt"
    r"|genannt|angegeben)\b|^\W*(?:noch ?ein ?mal|once again|once more)\s*[:,]"
    r"|\bsaid that already\b",
    r"\blike i said\b|\bi(?:ve| have)? just (?:given|told|sent|said)\b",
    r"\b(?:hab|habe)\b[^.!?\n]{0,30}\b(?:eben|gerade|doch) (?:schon |erst )?(?:gegeben|gesagt"
    r"|geschickt"
    r"|geschrieben)\b",
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
    r"\bzu (?:teuer|spät|weit|viel)\b|\btoo (?:expensive|dear|much|late|far)\b",
    r"\b(?:schade|nein|disappoint\w*|textbaustein\w*|canned|vorgefertigt\w*|copy ?paste)\b",
    r"\b(?:nicht|kein\w*|leider|trotzdem|aber|immer noch|noch immer|doch|allerdings|jedoch|nur)\b",
    r"\b(?:not|still|but|however|unfortunately|never|nothing|sadly|anyway|nevertheless)\b"
    r"|\b(?:dont|doesnt|didnt|isnt|wasnt|hasnt|havent|cant|wont|wouldnt)\b",
    r"\b(?:im voraus|in advance|in anticipation|vorab|schon ?mal|schon einmal|for nothing"
    r"|für (?:gar )?nichts|der nachfrage|bemühungen|kind regards|keeping|freundliche[nr]? grü\w+"
    r"|lassen|verständnis|understanding)\b",
    r"\b(?:bitte|please|pls)\b(?! ?(?:sehr|schön))|\?",
    r"\b(?:wart\w*|melde mich|versuch\w*|probier\w*|werde|moment|gleich|hoff\w*|freue mich|gespannt"
    r"|schaue mal|schau mal|muss)\b",
    r"\b(?:wait\w*|ill|i will|will|try|trying|give it a go|hope\w*|look(?:ing)? forward|one sec"
    r"|let you know|one moment|hold on|fingers crossed|daumen)\b",
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
    _MOCKERY,
    EYES,
)
"""In advance, for nothing, with a but, while waiting, while asking for more, refusing an offer."""

BESIDE_THANKS = any_of(
    r"\b(?:danke?|bedanke mich|thanks?|thank you|thank u)(?: (?:ihnen|dir|euch|you|herzlich"
    r"|sehr))? "
    r"(?:für|for) (?:(?:die|das|den|ihre?n?|deine?n?|eure?n?|the|your|all|that|this|it|so|very"
    r"|schnelle?"
    r"|tolle?|nette?|liebe|rasche|erledigung|auskunft|prompte?|super|quick|fast|kind|great|prompt"
    r"|sorting|fixing|helping"
    r"|letting me know|doing) )*(?:\w+)",
    r"\b(?:sie haben|du hast|ihr habt|das hat|hat|habt|you have|youve|you were|that was|this was) "
    r"(?:\w+ ){0,4}(?:geholfen|weitergeholfen|helpful|helped|great|a (?:great |big )?help)\b",
    r"\b(?:ich )?habe?s?(?: (?:ich|es|sie|ihn|schon|jetzt))* (?:verstanden|bekommen|erhalten"
    r"|gefunden)\b",
    r"\b(?:dann|jetzt|nun) weiß ich bescheid\b|\bweiß (?:ich )?(?:jetzt )?bescheid\b",
    r"\b(?:so )?(?:passt|machen wir|mache ich|geht|reicht)(?: es| das)?(?: mir| so| ja| dann)*\b",
    r"\bda(?:s|nn) (?:wars?|war es|war alles|wäre alles|ist alles|reicht(?: mir)?)(?: schon"
    r"| dann)?\b",
    r"\b(?:genau )?das (?:wollte|musste) ich (?:nur )?wissen\b",
    r"\bmeine frage (?:ist )?(?:damit )?beantwortet\b|\ball answered\b|\banswers my question\b",
    r"\bthats? (?:all|everything|it|great|perfect|fine|good|brilliant|lovely|it then)"
    r"(?: i (?:needed|wanted))?(?: for now)?\b|\bno thats (?:all|everything|it)\b",
    r"\b(?:schön|gut|angenehm|toll)e?[nrs]? (?:tag|abend|nachmittag|morgen|wochenende|woche"
    r"|feierabend|rest)\w*\b",
    r"\b(?:have|enjoy) (?:a|the|your) (?:\w+ )?(?:day|evening|weekend|week|one|afternoon|rest)\b",
    r"\b(?:viele|liebe|beste|schöne|lg|vg) ?(?:grüße|gruß)?\b|\b(?:bis (?:dann|bald|morgen)"
    r"|tschüss?|ciao"
    r"|bye(?: bye)?|see you(?: soon| then| tomorrow| later)?\W*$|take care|servus|pfiat)\b",
    r"\b(?:ihr|sie|du|you) (?:seid|sind|bist|are|guys are)(?: \w+){0,2} (?:super|toll|klasse"
    r"|besten|beste"
    r"|best|great|star|legend|amazing|brilliant|awesome)\b",
    r"\b(?:gut|good|great) (?:zu wissen|to know)\b|\bmakes sense\b|\ballesklar\b|\balles (?:klar"
    r"|gut|top|ok|okay)\b",
    r"\b(?:ok(?:ay|i)?|ah|oh|ach|so|na|ja|jo|jep|nö|nein|no|yes|yeah|yep|well|super|prima|perfekt"
    r"|top|toll"
    r"|klasse|spitze|wunderbar|ausgezeichnet|fein|gut|sehr|echt|wirklich|nett|freundlich|lieb|dann"
    r"|und|an"
    r"|alle|alles|klar|verstehe|verstanden|passt|great|perfect|lovely|brilliant|wonderful|awesome"
    r"|excellent|amazing|cool|nice|good|fine|really|so|very|much|a|lot|million|again|all|and|then"
    r"|that"
    r"|too|kindly|mate|pal|for|now|i see|und so|noch|einen|ein|eine|den|die|hallo|hi|guys"
    r"|leute|both|jetzt"
    r"|schnell|recht|schee|schön|schönen|vielmals|vilmal|herzlich\w*|nochmals?|noch mal|fürs|für"
    r"|you|dir|dich|euch"
    r"|ihnen|helpful|hilfreich|team|das|es|is|ist|that|was|it|this|help|quick|hilfe|info)\b",
)
"""Praise, goodbyes and small words: with more than these, thanks may stand for something else."""

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
