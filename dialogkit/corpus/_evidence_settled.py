"""Words by which customers say that their issue is settled, or that it is not."""

from __future__ import annotations

from dialogkit.corpus._evidence_text import any_of

__all__ = [
    "BESIDE_THANKS",
    "NOT_SOLVED",
    "NOT_SOLVED_AT_ALL",
    "NO_LONGER_NEEDED",
    "NO_THANKS",
    "OPEN",
    "PARTLY",
    "QUESTION",
    "RELAPSES",
    "REPEATS",
    "SUPPOSED",
    "THANKS",
    "WISH",
    "WORKS_NOW",
]

_RUNS = r"(?:geht|gehts|funktioniert|funktionierts|läuft|läufts|klappt|klappts|tuts)"
_RAN = r"(?:ging|funktionierte|lief|klappte)"
_STILL = r"(?:immer ?noch?|noch immer|weiterhin|nach wie vor)"
_NOT = r"(?:nicht|nichts?|nix|ned|net|null)"
_GOODS = (
    r"(?:pakete?t?|päckchen|sendung|lieferung|geld|bestellung|erstattung|ware|brief|rechnung|mail"
    r"|code|gutschrift|betrag|karte|gerät|ersatz\w*)"
)
_GOODS_EN = (
    r"(?:parcel|package|delivery|order|refund|money|letter|invoice|code|email|card|replacement|it)"
)
_EYES = r"[\U0001f644\U0001f926\U0001f621\U0001f620\U0001f92c\U0001f624\U0001f612]"
"""Rolled eyes, hands before faces, anger: nobody is content with these."""
_NOTHING = r"(?:(?:gar|überhaupt) (?:nichts?|nix)|(?:nichts|nix) mehr)\b"
_ITEM = r"(?:problem|fehler|frage|sache|thema|störung|anliegen|angelegenheit)"

_MEANWHILE_DE = (
    r"(?:,? (?:ist|war|weg|gelöst|behoben|gewesen|und|es|heute|jetzt|nun|dann|seit|gestern|leider"
    r"|schon|kurz|plötzlich|morgen|früh|erst)){0,10}"
)
_MEANWHILE_EN = (
    r"(?:,? (?:is|was|has|had|went|away|gone|fixed|solved|resolved|for|a|an|day|hour|while|and|then"
    r"|now|today|it|its|just|this|morning|again)){0,10}"
)
"""What may stand between a fault and its return, and nothing else, such as another thing."""

WORKS_NOW = any_of(
    r"\b(?:hat|hod|hot)\b(?: \w+){0,3} (?:geklappt|funktioniert|g?e?funzt|hingehauen|klappt)\b",
    rf"\b(?:jetzt|nun) konnte\b|\bkonnte\b[^.!?\n]{{0,25}}\b(?:jetzt|nun)\b"
    rf"|^\W*(?:\w+ )?(?:es )?{_RUNS}\W*$",
    r"(?:^|[,.!]\s*)(?:es |alles )?(?:geht|läuft|funktioniert|klappt|funzt)\W*$|\bfunzt (?:jetzt "
    r"|es )?wieder\b",
    r"\b(?:startet|lädt|öffnet|druckt|verbindet)\b[^.!?\n]{0,15}\b(?:jetzt|nun|wieder|ohne)\b",
    r"\b(?:ist|sind) (?:\w+ ){0,3}(?:angekommen|eingetroffen|aufgetaucht)\b|\bthema erledigt\b",
    r"\b(?:was able to|could)\b[^.!?\n]{0,25}\bnow\b|\bthat did it\b|\bits working\b",
    r"(?:^|[,.!]\s*)(?:yes |yay |ok |great )?(?:it|everything) works\W*(?:$|thanks|thank|cheers)",
    r"\b(?:opens|starts|loads|works|runs|prints|connects|plays)(?: \w+)? now\b",
    r"\b(?:my|the) (?:\w+ ){1,2}(?:has |have )?(?:just |finally )?(?:arrived|turned up)\b",
    r"^\W*(?:hat )?geklappt\b|\bhinghaut\b|\b(?:ging|geht|lief|läuft) (?:jetzt |nun "
    r"|dann )?durch\b",
    r"\b(?:komme|kann|sehe|bekomme)\b(?: \w+){0,2} wieder\b|\balles (?:jetzt )?wieder "
    r"(?:ok|okay|gut|normal|da|in ordnung)\b|\b(?:jetzt|nun) (?:zeigt|lädt|öffnet|verbindet)\b",
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
    r"\b(?:went|gone|goes) through(?: now| fine| ok| this time)?\b|\bworked (?:like a charm"
    r"|perfectly|fine)\b",
    r"\b(?:is|are|s|its|everythings?) (?:all )?(?:back|fine|good|okay|up|up and running)"
    r"(?: up)? (?:now|again)\b|\w+s back(?: up| online| on)?\b|\b(?:error|problem|issue|message)s?"
    r"(?: is| has)? gone\b|\b(?:shows?|showing|loads?|loading)(?: up)? (?:now|again|fine)\b",
    r"\bi can (?:now )?(?:log|sign|get|see|access|use|open|connect|make|receive|send|pay|call"
    r"|print)\b"
    r"[^.!?\n]{0,40}\bagain\b",
    rf"^\W*{_GOODS_EN} (?:has been |was )?received\b|\bi(?:ve| have) received (?:the|my|it)\b",
    r"^\W*(?:das |es |ja,? )?hat (?:mir |uns |sehr |wirklich )*geholfen\b",
    r"\b(?:ist|sind) (?:jetzt |nun )?wieder (?:warm|dicht|heil|ganz|fit|ruhig)\b"
    r"|^\W*(?:\w+ ){0,3}(?:warm|quiet|dry) again\b",
    r"\bgot (?:it|that) (?:to work|working)\b|\bmanaged to\b|\b(?:im|i am) back in\b",
    r"\bcan (?:log|sign) (?:back )?in (?:again|now)\b|\bgot (?:the|my) (?:money|refund|parcel"
    r"|package)\b",
)

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

SUPPOSED = any_of(
    r"\b(?:hoff\w*|hopefully|hope|wenn|falls|sobald|sollte|ob|if|when|until|once|unless|whether)\b",
    r"\b(?:gestern|vorher|früher|letzte[rsn]?|bis|sonst|used to|yesterday|last|before|old"
    r"|alte[rsn]?)\b",
    r"\b(?:wird|werden|will|muss|soll|want|need|asap|soon|should|would|must)\b",
    r"\b(?:laut|angeblich|angezeigt|steht|says|claims|supposedly|gehe davon aus|nehme an|denke"
    r"|glaube|vermute"
    r"|assume|guess|think|believe|suppose|only|nur|except|bei mir nicht|langsam|slow\w*)\b",
    r"\b(?:kaputt|zerbrochen|beschädigt|falsche?[nrs]?|fehlt|defekt|leer|broken|damaged|wrong"
    r"|missing"
    r"|empty)\b",
    r"^\W*(?:has|have|did|does|is|are) (?:my|the|it|that|this|they|everything)\b",
    r"\b(?:nicht|kein\w*|ned|net|leider|aber|immer noch|noch immer|allerdings|jedoch)\b",
    r"\b(?:not|still|but|however|unfortunately|never|nothing|except|cannot)\b",
    r"\b(?:dont|doesnt|didnt|isnt|wasnt|hasnt|havent|cant|wont|wouldnt)\b",
    r"\?",
)
"""Hoped, past, doubted, somebody else's word, or followed by a but: no settled issue."""

PARTLY = any_of(
    r"\b(?:nicht|ned|aber|leider|jedoch|allerdings|nur|teilweise|zum teil|halb|fast|dafür|dennoch"
    r"|trotzdem"
    r"|kein\w*(?! problem)|fehlt|kaputt|aufgebrochen|leer)\b",
    r"\b(?:but|though|however|unfortunately|sadly|only|partly|partially|almost|mostly|except|not"
    r"|broken"
    r"|smashed|missing|damaged|empty|type it|all over)\b|\bno (?!problem|need|more|longer"
    r"|worries)\w+\b",
    rf"\b{_RUNS}(?: \w+){{0,2}} (?:nichts|nix)\b|\b(?:nichts|nix) {_RUNS}|\bnoch nie\b",
    r"\bmanaged to (?:\w+ )?(?:break|brick|crash|lose|delete|erase|lock|forget|mess|block|miss"
    r"|ruin|damage|drop|fail)\b|\bgot it to (?:crash|fail|break)\b",
    r"\b(?:geschafft|hinbekommen|hingekriegt)\b[^.!?\n]{0,50}\b(?:zu (?:sperren|löschen"
    r"|verlieren|zerstören|vergessen|verpassen|blockieren)|falsch\w*|auszusperren|abst\w+)\b",
    r"\bnoch (?:weniger|schlechter|schlimmer)\b|\b(?:nur |ganz )?kurz (?:geklappt|funktioniert"
    r"|gefunzt)\b|\b(?:genau|gerade) (?:ein ?mal|1 ?mal)\b",
    r"\b(?:even (?:less|worse)|kidding|locked out|worked once|nothing works)\b"
    r"|\bfor (?:\d+|an?|a few|one|two|three|five|ten) (?:second|minute|hour|day)s?\b",
    _EYES,
)
"""With any of these anywhere in the text, what works is not all."""

OPEN = any_of(
    r"\b(?:konkurrenz|woanders|anderen anbieter|wechsle|competitor|elsewhere|cancel(?:ling)?)\b",
    r"\bnicht(?! mehr)\b|\b(?:kein\w*|not|hasnt|isnt)\b",
    r"\?",
)

_CAME_DE = r"(?:da|zurück|aufgetreten|aufgetaucht|gekommen)"
_CAME_EN = r"(?:back(?! (?:in|on|up|online)\b)|returned|reappeared|(?:came|come) back)"
_WAS_DE = r"(?:lief|ging|funktionierte|weg|behoben|gelöst|funktioniert|geklappt)"
_DOWN_DE = r"(?:kaputt|defekt|nicht|nichts|gestört|offline)"
_FAULTY_DE = (
    r"(?:ausge(?:fallen|gangen|löst|stiegen)|abge(?:stürzt|brochen|schmiert)|kaputt|defekt|offline"
    r"|gestört|unterbrochen|undicht|verstopft|blockiert|gesperrt|eingefroren|stehen ?geblieben"
    r"|hängen ?geblieben|raus ?geflogen|futsch|im eimer)"
)
_WORKS_DE = (
    rf"(?:{_RUNS}|lädt|startet|heizt|druckt|lässt|öffnet|schließt|verbindet|reagiert|kühlt|lüftet)"
)
_SUPPLY_DE = (
    r"(?:strom|internet|empfang|signal|netz|wlan|wasser|warmwasser|licht|bild|ton|verbindung|zugriff"
    r"|wärme|heizung|telefon|druck)"
)
_ONCE_MORE_DE = r"(?:schon wieder|wieder ?mal|erneut|abermals|leider (?:schon )?wieder)"
_BRIEFLY = (
    r"(?:nicht (?:sehr |so |besonders )?lange?|nur (?:kurz|(?:ein\w*|zwei|drei|\d+|bis) \w+))"
)
_FAULTY_EN = (
    r"(?:broken|dead|leaking|dripping|stuck|blocked|clogged|failing|failed|crash(?:ed|es|ing)"
    r"|frozen|freezing|acting up|dropping(?: out)?|flickering|overheating|beeping|faulty|locked out"
    r"|not working|stopped working|broke(?: down)?)"
)
_FAULTS = (
    r"(?:geräusch\w*|tropfen|geruch|gestank|rost|\w*fleck\w*|schimmel|riss\w*|quietschen|klappern"
    r"|klackern|pfeifen|brummen|zittern|vibr\w+|rauschen|ruckeln|flackern|schmerz\w*|feuchtigkeit"
    r"|leck|ameisen|mäuse|noise\w*|leak\w*|smell\w*|rust|damp(?: \w+)?|drip\w*|squeak\w*|crack\w*"
    r"|stain\w*|mou?ld|pain|ache|rattl\w+|vibration|ants|mice)"
)
RELAPSES = any_of(
    rf"\b{_FAULTS} (?:(?:ist|sind|is|are) )?(?:schon )?(?:wieder )?(?:da|back|zurück|returned)\b",
    r"\b(?:funktioniert|gelaufen|lief|ging|geklappt|worked|ran)\b[^.!?\n]{0,30}\b(?:jetzt|nun|dann|then"
    r"|now)\b[^.!?\n]{0,20}\b(?:wieder (?:aus|weg|tot|nicht)|stopped|off again|dead|nothing)\b",
    rf"\b{_ITEM}{_MEANWHILE_DE} (?:(?:wieder|erneut) {_CAME_DE}|zurück(?:gekommen|gekehrt)?)\b",
    rf"\b(?:problem|error|issue|fault|bug){_MEANWHILE_EN} {_CAME_EN}\b",
    rf"\b{_WAS_DE}\b[^.!?\n]{{0,40}}\b(?:wieder|erneut) {_DOWN_DE}\b",
    r"\b(?:worked|fixed|gone|working|solved)\b[^.!?\n]{0,40}\b(?:broken|down|failing|dead) again\b",
    rf"\b(?:{_ONCE_MORE_DE}|wieder) {_FAULTY_DE}\b",
    rf"\b{_ONCE_MORE_DE}(?: \w+){{0,2}} (?:aus|weg|kalt|rot|nass|feucht)\b",
    rf"\b{_WORKS_DE}\b(?: \w+){{0,3}} (?:schon )?wieder nicht\b",
    rf"\b(?:schon )?wieder nicht\b(?: \w+){{0,2}} {_WORKS_DE}\b",
    rf"\b(?:schon )?wieder kein\w* {_SUPPLY_DE}\b",
    r"\b(?:es|das|jetzt|nun) (?:geht|ging|fängt|fing) (?:schon )?(?:wieder|erneut) (?:los|an|von"
    r" vorne?)\b|\btritt (?:\w+ ){0,2}(?:wieder|erneut) auf\b",
    rf"\b(?:es|das|lösung|reparatur) (?:hielt|hält)(?: \w+){{0,2}} {_BRIEFLY}\b"
    rf"|\bhat(?: \w+){{0,2}} {_BRIEFLY} (?:gehalten|funktioniert|geklappt)\b",
    r"\bdoch n(?:icht|ed|et) (?:ganz |richtig )?(?:gelöst|behoben|repariert|weg|dicht|die lösung)\b"
    r"|^\W*(?:leider |ach |mist,? )?doch nicht\b",
    rf"\b{_FAULTY_EN}(?: \w+)? again\b|\b(?:happening|happened) again\b",
    r"\b(?:isnt|is not|doesnt|does not|wont) (?:work|turn on|start|load|connect|charg|respond|heat"
    r"|print)\w*(?: \w+)? again\b"
    r"|\b(?:cant|cannot) (?:log|sign|get in|connect|access)(?: \w+){0,3} again\b",
    r"\b(?:it |that |the fix )(?:didnt|did not) last\b|\blasted (?:only |just |all of )?(?:a|an|one"
    r"|two|three|\d+) (?:few )?(?:minute|hour|day|week)s?\b",
)
"""It was well and is no longer: a fault is named, for whatever else is so again need not be bad."""

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
    r"\b(?:keine änderung|unverändert|no change|unchanged)\b|\bkeeps (?:\w+ing)\b|\bdidnt work\b",
    r"\b(?:same thing|same again|same here)\b|\bnot (?:answering|answered) my question\b",
    rf"\b{_STILL}\b[^.!?\n]{{0,15}}\b(?:weg|aus|tot|offline|gestört|gesperrt|unterbrochen)\b",
    rf"\bbesteht\b[^.!?\n]{{0,15}}\b{_STILL}|\bstill (?:offline|down|out|locked|blocked|crash\w+"
    rf"|fail\w+)",
    r"\b(?:bringt|nützt) (?:\w+ )?(?:nix|nichts)\b|\bkeine (?:große )?hilfe\b|\bno help\b"
    r"|\bof no use\b",
    rf"\b(?:löst|behebt) (?:\w+ )?{_ITEM} (?:\w+ )?nicht\b|\b(?:kommt"
    rf"|keeps coming) (?:immer wieder|back)\b",
    r"\bno luck\b|\b(?:same|exact same) (?:error|problem|issue|message)\b|\bmakes? no difference\b",
    r"\bnothing (?:has )?changed\b|\bnot what i (?:asked|meant)\b|\bnot working either\b",
    rf"\b(?:jetzt|nun) {_RUNS}(?: \w+)? {_NOTHING}",
    rf"\b{_RUNS} (?:es |das |jetzt |leider |auch )*(?:{_NOTHING}|(?:doch|wieder) {_NOT}\b"
    rf"|noch (?:weniger|schlechter)\b)|\b(?:nichts|nix) {_RUNS}\b",
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
    rf"^\W*(?:(?:nein|nee|nö|no|nope|das|es|leider)[ ,]+)*(?:{_RUNS}|{_RAN})"
    rf" (?:leider |auch |so |bei mir )*{_NOT}\W*$",
    r"^\W*(?:nope|no|nah|sorry)?[ ,]*(?:it |that )?(?:doesnt|does not|isnt|is not|did not|wouldnt"
    r"|would not) work(?:ing)?\W*$|^\W*(?:nope|no|nah)?[ ,]*(?:(?:it|that) failed|no joy)\W*$",
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
    r"\b(?:zeitverschwendung|zeit verschwende\w*|sinnlos\w*|nutzlos\w*|nie wieder|nie mehr"
    r"|niemals|never again|yeah right|wast(?:e|ing)|useless|pointless|zero|genius)\b",
    _EYES,
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
    r"\b(?:dann|jetzt|nun) (?:weiß ich|weiss ich) bescheid\b|\bweiß (?:ich )?(?:jetzt )?bescheid\b",
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
