"""Words by which customers say that it works now, has arrived, or is as they wished."""

from __future__ import annotations

from dialogkit.corpus._evidence_relapses import FAULTS, ITEM, RUNS
from dialogkit.corpus._evidence_text import any_of

__all__ = [
    "ANEW",
    "BARELY",
    "CALLERS",
    "EYES",
    "GONE",
    "PARTLY",
    "SUPPOSED",
    "WORKS_NOW",
    "YESTERDAY",
]

_GOODS = (
    r"(?:pakete?t?|päckchen|sendung|lieferung|geld|bestellung|erstattung|ware|brief|rechnung|mail"
    r"|gutschrift|betrag|karte|gerät|ersatz\w*)"
)
_GOODS_EN = (
    r"(?:parcel|package|delivery|order|refund|money|letter|invoice|email|card|replacement|it)"
)
EYES = (
    r"[\U0001f644\U0001f926\U0001f621\U0001f620\U0001f92c\U0001f624\U0001f612\U0001f61e\U0001f622"
    r"\U0001f62d\U0001f641\U0001f614\U0001f629\U0001f62b\U0001f616\U0001f494\U0001f615\U0001f61f"
    r"\U0001f623\U0001f625\U0001f630☹]|:-?\(|(?<!\w):-?[/|]"
)
"""Rolled eyes, hands before faces, anger, tears: nobody is content with these."""

WORKS_NOW = any_of(
    r"\b(?:hat|hod|hot)\b(?: \w+){0,3} (?:geklappt|funktioniert|g?e?funzt|hingehauen|klappt)\b",
    rf"\b(?:jetzt|nun) konnte\b|\bkonnte\b[^.!?\n]{{0,25}}\b(?:jetzt|nun)\b"
    rf"|^\W*(?!{RUNS})\w+ (?:es )?{RUNS}\W*$|\bfunzt (?:jetzt |es )?wieder\b",
    r"\b(?:startet|lädt|öffnet|druckt|verbindet)\b[^.!?\n]{0,15}\b(?:jetzt|nun|wieder|ohne)\b",
    r"\b(?:code|pin|tan)\b[^.!?\n]{0,12}\b(?:jetzt|nun|endlich|doch|now|finally)\b[^.!?\n]{0,10}"
    r"\b(?:da|angekommen|gekommen|here|arrived|come)\b|\b(?:code|pin|tan)\b (?:\w+ ){0,2}(?:da"
    r"|arrived"
    r"|come|here)(?: now| at last)\b",
    r"\b(?<!code )(?<!pin )(?<!tan )(?:ist|sind) (?:\w+ ){0,3}(?:angekommen|eingetroffen"
    r"|aufgetaucht)\b|\bthema erledigt\b",
    r"\b(?:was able to|could(?! (?:talk|speak|come|call|do|go|meet|take|pick|drop|be|send|also"
    r"|you)\b))"
    r"[^.!?\n]{0,25}\bnow\b|\bthat did it\b|\bits working\b",
    r"(?:^|[,.!]\s*)(?:yes |yay |ok |great )?(?:it|everything) works\W*(?:$|thanks|thank|cheers)",
    r"\b(?:opens|starts|loads|works|runs|prints|connects|plays)(?: \w+)? now\b",
    r"\b(?:my|the) (?!code|pin\b|tan\b)(?:\w+ ){1,2}(?:has |have )?(?:just |finally )?"
    r"(?:arrived|turned up)\b",
    r"^\W*(?:hat )?geklappt\b|\bhinghaut\b|\b(?:ging|geht|lief|läuft) (?:jetzt |nun "
    r"|dann )?durch\b",
    r"\b(?:komme|kann|sehe|bekomme)\b(?: \w+){0,2} wieder\b|\balles (?:jetzt )?wieder "
    r"(?:ok|okay|gut|normal|da|in ordnung)\b|\b(?:jetzt|nun) (?:lädt|öffnet|verbindet)"
    r"(?: (?:es|sie|er|sich|wieder|alles|richtig|normal))*(?=\W*$|\s*[,.!])",
    r"\b(?:bin|i am|im)(?: \w+)? (?:zufrieden|satisfied)\b|\bist (?:das|es"
    r"|alles) (?:damit )?erledigt\b",
    r"\balles (?:gut|ok|okay|in ordnung) (?:jetzt|nun|wieder)\b|\b(?:jetzt|nun) (?:ist |is )?alles "
    r"(?:gut|ok|okay|in ordnung)\b|\ball (?:good|fine|done) now\b",
    rf"\b(?:jetzt|nun|wieder|etz|jetz)(?: \w+)? {RUNS}\b",
    rf"\b{RUNS}(?: es| alles)? (?:jetzt|nun|wieder|wieda|etz|einwandfrei|super|perfekt)\b",
    rf"\b{ITEM}\b (?:ist |is |hat sich |wurde )?(?:jetzt |nun |damit )?(?:gelöst|behoben|weg)\b",
    rf"\b{_GOODS} (?:ist|is|sind|war|wurden?)?(?: \w+){{0,2}} ?(?:da|angekommen|gekommen"
    rf"|eingegangen"
    r"|gebracht|geliefert|zugestellt"
    r"|eingetroffen)\b",
    r"\bhabe?s?\b(?: \w+){0,3} (?:hinbekommen|geschafft|hingekriegt)\b",
    r"\bbin (?:jetzt |nun )?wieder drin\b",
    r"\bkann mich (?:jetzt |nun )?wieder (?:anmelden|einloggen)\b",
    r"\b(?:works?|working)(?: \w+)? (?:now|again)\b|\bnow (?:it )?works\b|\bworks perfectly\b",
    r"^\W*(?:(?:ok|okay|yes|yep|great|perfect|super|brilliant) )*works(?: \w+)?(?: thanks?"
    r"| thank you| cheers)\b"
    r"|^\W*(?:the |your )?(?:\w+ )?(?!nothing|none|never|ever|all|ive|i|he|she|we|they"
    r"|always)\w+ worked\W*$",
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
    r"|\bist (?:\w+ )?(?:wieder|richtig) (?:heiß|hell)\b"
    r"|\bheatings? (?:is |are )?(?:back )?on\b"
    r"|^\W*(?:\w+ ){0,3}(?:warm|quiet|dry) again\b"
    r"|\b(?:quiet|silent|warm|dry|clean) now\b",
    r"^\W*(?:(?:ok|okay|so|all|now|und|and|ist|it is|its|its been|was|been|finally|endlich) )*"
    r"(?:emptied|delivered|fixed|repaired|installed|replaced|unblocked|geleert|geliefert|repariert"
    r"|ausgetauscht|ersetzt|gerichtet|montiert|freigeschaltet|entsperrt)"
    r"(?: (?:now|today|finally|endlich|jetzt|heute))*(?:\W+(?:finally|thanks|thank you|cheers"
    r"|danke|endlich))*\W*$",
    r"\bgot (?:it|that) (?:to work|working)\b|\bmanaged to\b|\b(?:im|i am) back in\b",
    r"\bcan (?:log|sign) (?:back )?in (?:again|now)\b|\bgot (?:the|my) (?:money|refund|parcel"
    r"|package)\b",
)

BARELY = any_of(
    rf"^\W*(?:(?:es|alles|ja|ok|okay) )*{RUNS}(?:\W+(?:danke|dankeschön|vielen dank|merci"
    rf"|thanks))?\W*$|[,.!]\s*(?:es |alles )?{RUNS}\W*$"
)
"""It works, or it suits: a verb and no more."""

GONE = any_of(
    rf"(?:^|,)\W*(?:\w+ ){{0,2}}(?:kein\w* problem\w* mehr|no (?:more )?(?:problems?"
    rf"|issues?) (?:any ?more|now|since)"
    rf"|kein\w* {FAULTS} mehr|no more {FAULTS}|(?:the |das |der "
    rf"|die )?{FAULTS}"
    r" (?:ist|sind|is|are|has|have)(?: \w+)? (?:weg|gone|verschwunden|stopped))"
    r"(?:,? (?!aber|but|leider|seit|until|bis)\w+){0,4}\W*$"
)
"""The fault is no more: the whole sentence says so."""

ANEW = any_of(
    r"\b(?:wieder|again|now|jetzt|nun|endlich|finally|doch|inzwischen"
    r"|mittlerweile|erledigt"
    r"|solved|sorted|fixed|gelöst|behoben|geklappt|drin|im in|back|connected|gings)\b"
)
"""A change is told: more than a state that somebody asked for."""

_ANOTHER_WAY = (
    r"\bstartet\b[^.!?\n]{0,30}\bneu\b|\b(?:alle|every) (?:paar|few|\d+|other)\b"
    r"|\b(?:ständig|dauernd|andauernd|immer wieder|constantly|all the time|non ?stop)\b"
    r"|\b(?:by itself|on its own|von (?:allein|selbst|selber))\b|\btwice\b|\bdoppelt\b"
    r"|\b(?:leuchtet|brennt|blinkt|flackert)\b[^.!?\n]{0,20}"
    r"\b\w*(?:kontrol|warn|motor|fehler|airbag)\w*"
    r"|\b\w*(?:kontrol|warn|motor|fehler|airbag)\w*(?: \w+){0,2} (?:leuchtet|brennt|blinkt"
    r"|flackert)\b"
)
"""What it does now is another fault."""
_UNASKED = (
    r"\ban? (?:\w+ ){0,2}(?:letter|e ?mail|bill|invoice|reminder|fine|message|text)\b"
    r"|\beine? (?:\w+ )?(?:rechnung|brief|mail|schreiben|nachricht|sms)\b|\b\w*(?:mahnung"
    r"|inkasso)\w*"
)
"""Something else than what was waited for has come."""
SUPPOSED = any_of(
    r"\b(?:hoff\w*|hopefully|hope|wenn|falls|sobald|sollte|ob|if|when|until|once|unless|whether)\b",
    r"\b(?:gestern|vorher|früher|letzte[rsn]?|bis|sonst|used to|yesterday|last|before)\b",
    r"\b(?:wird|werden|will|muss|soll|want|need|asap|soon|should|would|must)\b",
    r"\b(?:laut|angeblich|angezeigt|steht|says|claims|supposedly|gehe davon aus|nehme an|denke"
    r"|glaube|vermute"
    r"|assume|guess|think|believe|suppose|only|nur|except|bei mir nicht|langsam|slow\w*)\b",
    r"\b(?:kaputt|zerbrochen|beschädigt|falsche?[nrs]?|fehlt|defekt|leer|broken|damaged|wrong"
    r"|missing"
    r"|empty)\b",
    r"\b(?:läuft|geht|gehts)(?: \w+){0,5} (?:aus|über|los|kaputt|raus|heraus|runter|herunter"
    r"|daneben"
    r"|unten)\b"
    r"|\b(?:now and then|on and off|off and on|ab und zu|hin und wieder)\b",
    r"^\W*(?:has|have|did|does|is|are) (?:my|the|it|that|this|they|everything)\b",
    r"\b(?:nicht|kein\w*|ned|net|leider|aber|immer noch|noch immer|allerdings|jedoch)\b",
    r"\b(?:not|still|but|however|unfortunately|never|nothing|except|cannot|none|nobody)\b",
    r"\b(?:nichts?|nix|nie|niemals|niemande?[mn]?|keiner|nirgends)\b",
    r"\b(?:other|another|anderes?|andere[nr]|blink\w*|red|rot|sagt|meint|ihres|seines|saying|asking"
    r"|telling|demanding|claiming"
    r"|nachbar\w*s)\b"
    r"|\b(?:opens?|starts?|loads?|runs?|prints?|startet|öffnet|lädt|läuft|druckt) (?:now|jetzt)"
    r" (?:and|und)\b(?! (?:i|we|ich|wir|all|alles|danke?|thanks?|thank)\b)",
    _ANOTHER_WAY,
    r"\b(?:alarm|sirene|piep\w*|gepiepe|brummen|rote[snmr]? \w+|gelbe[snmr]? \w+|warn\w*|red|amber"
    r"|beep\w*)\b[^.!?\n]{0,25}\b(?:wieder|again|back|jetzt|now)\b",
    _UNASKED,
    r"\b(?:dont|doesnt|didnt|isnt|wasnt|hasnt|havent|cant|wont|wouldnt)\b",
    r"\?",
)
"""Hoped, past, doubted, somebody else's word, or followed by a but: no settled issue."""

CALLERS = any_of(
    r"\b(?:he|she|someone|somebody|engineer|plumber|technician|driver|man|guy|fitter|electrician"
    r"|caretaker|surveyor|inspector|doctor|nurse)\b(?: \w+){0,2} (?:came|come|arrived|turned up"
    r"|showed up|been)\b"
    r"|\b(?:techniker|monteur|handwerker|installateur|klempner|elektriker|gutachter|hausmeister"
    r"|schornsteinfeger|kollege|arzt)\w*(?: \w+){0,3} (?:gekommen|da|hier|angekommen"
    r"|eingetroffen|aufgetaucht)\b"
)
"""Somebody came; whether they mended it, nobody says."""

YESTERDAY = any_of(
    r"\b(?:gestern|vorgestern|yesterday)\b(?=(?: \w+){0,3} (?:an|ein)?(?:gekommen|gebracht"
    r"|zugestellt"
    r"|geliefert|eingegangen|getroffen|eingetroffen|gebucht|repariert|arrived|delivered|came)\b)"
    r"|(?<=came )yesterday\b|(?<=arrived )yesterday\b|(?<=delivered )yesterday\b"
)
"""When a thing came is nothing that it was."""

PARTLY = any_of(
    r"\b(?:nicht|ned|aber|leider|jedoch|allerdings|nur|teilweise|zum teil|halb|fast|dafür|dennoch"
    r"|trotzdem"
    r"|kein\w*(?! problem)|fehlt|kaputt|aufgebrochen|leer|statt|anstatt|instead of|rather than)\b"
    r"|\b(?:same|gleiche[rns]?|selbe[rns]?) (?:wrong|falsche[rns]?)\b",
    r"\b(?:cracked|scratched|torn|dented|bent|chipped|ripped|stained|faulty|defective|leaking"
    r"|soaked|mouldy"
    r"|rotten|the wrong|too (?:big|small|short|long|tight|late))\b",
    r"\b(?:zer(?:kratzt|drückt|rissen|brochen|knittert|beult|quetscht)|verbogen|verbeult"
    r"|gesprungen|gerissen"
    r"|eingerissen|verschimmelt|verdorben|abgelaufen|durchnässt|undicht|zu (?:groß|klein|kurz"
    r"|lang|eng|spät)"
    r"|das falsche|die falsche\w*|den falschen|ein\w* falsche\w*)\b",
    r"\b(?:hat|haben)\b(?: \w+){0,3} (?:sprung|riss|kratzer|delle|beule|fleck\w*|loch|schaden"
    r"|macke)\b",
    r"\b(?:but|though|however|unfortunately|sadly|only|partly|partially|almost|mostly|except|not"
    r"|broken"
    r"|smashed|missing|damaged|empty|type it|all over)\b|\bno (?!problem|need|more|longer"
    r"|worries)\w+\b",
    rf"\b{RUNS}(?: \w+){{0,2}} (?:nichts|nix)\b|\b(?:nichts|nix) {RUNS}|\bnoch nie\b",
    r"\bmanaged to (?:\w+ )?(?:break|brick|crash|lose|delete|erase|lock|forget|mess|block|miss"
    r"|ruin|damage|drop|fail)\b|\bgot it to (?:crash|fail|break)\b",
    r"\b(?:geschafft|hinbekommen|hingekriegt)\b[^.!?\n]{0,50}\b(?:zu (?:sperren|löschen"
    r"|verlieren|zerstören|vergessen|verpassen|blockieren)|falsch\w*|auszusperren|abst\w+)\b",
    r"\bnoch (?:weniger|schlechter|schlimmer)\b|\b(?:nur |ganz )?kurz (?:geklappt|funktioniert"
    r"|gefunzt)\b|\b(?:genau|gerade) (?:ein ?mal|1 ?mal)\b",
    r"\b(?:even (?:less|worse)|kidding|locked out|worked once|nothing works)\b"
    r"|\bfor (?:\d+|an?|a few|one|two|three|five|ten) (?:second|minute|hour|day)s?\b",
    EYES,
)
"""With any of these anywhere in the text, what works is not all."""
