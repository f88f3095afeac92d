"""Words of what lies ahead, and of what a customer wrote for: to know something, or of a fault.

"Der Monteur kommt am Montag" answers whoever asked when he comes. Whoever wrote that the boiler is
cold thanks out of courtesy: it is cold still.
"""

from __future__ import annotations

from dialogkit.corpus._evidence_text import any_of, sentences

__all__ = ["ahead", "asks_when", "inquires", "tells_fault"]

_COUNT = (
    r"(?:\d+|ein\w*|zwei|drei|vier|fünf|sechs|sieben|acht|zehn|wenigen|paar|an?|one|two|three|four"
    r"|five|six|seven|ten|few|couple of)"
)
_SPAN_DE = r"(?:sekunde|minute|stunde|tag|werktag|arbeitstag|woche|monat)\w*"
_SPAN_EN = r"(?:minute|hour|(?:working |business |more )*day|week|month)s?"
_DAY_DE = (
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|wochenende"
    r"|monatsende"
    r"|wochenanfang|anfang|mitte|ende|spätestens|mittag|abend|\d{1,2}\.)"
)
_WEEKDAY = r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)"
_DAY_EN = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend|end of|noon|\d{1,2}(?:st|nd|rd|th)"
    r"|(?:january|february|march|april|june|july|august|september|october|november|december)"
)
_SOON = any_of(
    r"(?<!heute )(?<!gestern )(?<!guten )(?<!jeden )(?<!am )\bmorgen\b",
    rf"\b(?:übermorgen|nachher|bald|demnächst|in kürze|umgehend|zeitnah|sogleich"
    rf"|(?<!bleibt )(?<!bleiben )(?<!ist )gleich"
    rf"|noch heute|heute (?:noch|nachmittag|mittag|abend)|im laufe|(?:diese|nächste|kommende"
    rf"|folgende)"
    rf"[nrs]? (?:tag\w*|woche\w*|monat\w*|{_DAY_DE}))\b",
    rf"\b(?:in|binnen|innerhalb|dauert?|noch) (?:\w+ ){{0,3}}{_COUNT} (?:(?:bis|-) {_COUNT} )?"
    rf"{_SPAN_DE}\b",
    rf"\b(?:bis|ab|spätestens|für|auf) (?:zum |am |zu |den |nächsten |kommenden )*{_DAY_DE}",
    r"\b(?:tomorrow|tonight|soon|shortly|presently|in due course|later (?:today|on|this)"
    r"|this (?:afternoon|evening|week|weekend|month)|(?:next|coming) (?:few |couple of |\d+ )*"
    rf"(?:{_DAY_EN}|days?|weeks?|month))\b",
    rf"\b(?:in|within|takes?|another|allow) (?:\w+ ){{0,3}}{_COUNT} (?:(?:to|or|-) {_COUNT} )?"
    rf"{_SPAN_EN}\b",
    rf"\b(?:by|until|before|from|for) (?:the |next |about |around )*(?:{_DAY_EN}|\d)",
)
"""A time that can only lie ahead."""
_ON_DAY = any_of(
    rf"\b(?:am|für|gegen|auf) (?:den |nächsten |kommenden )*{_DAY_DE}",
    rf"\b(?:{_DAY_EN}|tues?|weds?|thurs?|fri)\b|\btoday\b|\bheute\b",
    rf"^\W*{_WEEKDAY}\b,? (?:den |um |ab |zwischen |vormittags?|nachmittags?|\d)",
)
"""A time that lies ahead unless the sentence tells of the past."""
_PAST = any_of(
    r"\b(?:war|waren|wurde\w*|hat|habe|haben|hatte\w*|worden|gewesen|ge\w{2,}t|\w+iert|angekommen"
    r"|eingegangen|raus|liegt|seit)\b",
    r"\b(?:was|were|has|have|had|ive|weve|been|did|since|ago|last|went|sent|came|\w{3,}ed)\b",
)
_COMES = any_of(
    r"\b(?:ich|wir) komme?n?\b[^.!?\n]{0,40}\b(?:vorbei|zu (?:ihnen|dir|euch)|rum)\b"
    r"|(?:^|, ?)(?:gerne?,? |klar,? )?(?:machen wir|mach ich|mache ich|wird gemacht"
    r"|will do)\W*(?:$|,)",
    r"\b(?:kommt|kommen|folgt|schickt|bringt|holt|repariert|liefert|meldet) (?!vom?\b|aus\b|daher\b"
    r"|durch\b|nicht\b|darauf\b|drauf\b|vor\b|von\b)",
    r"\b(?:geht|gehen|wird|werden) (?:\w+ ){0,4}(?:raus|hinaus|in die post|auf die reise)\b",
    r"\b(?:wird|werden)\b(?: \w+){0,6} (?:(?:\w*ge\w{2,}|be\w{2,}|er\w{2,}|ver\w{2,}|über\w{2,})"
    r"(?:t|en)|\w+iert|kommen|sein|haben)\b",
    r"\b(?:sie|du|ihr)\b(?: \w+)? (?:bekommen|erhalten|kriegen|bekommst|erhältst|kriegst|bekommt"
    r"|erhaltet|kriegt)\b|\b(?:bekommen|erhalten|kriegen|bekommst|erhältst|kriegst) (?:sie|du)\b",
    r"\bsollten?\b[^.!?\n]{0,50}\b(?:da sein|ankommen|eintreffen|kommen|bei (?:ihnen|dir|euch)"
    r"|fertig|behoben|erledigt|zurück|drauf|verbucht|gutgeschrieben)\b",
    r"\b(?:ich|wir) werden?\b|\bwerden? (?:ich|wir)\b",
    r"\b(?:ich|wir) (?:gebe?n?|leite?n?|reiche?n?|trage?n?|nehme?n?|setze?n?|mache?n?|kümmer\w*"
    r"|organisiere?n?|plane?n?|notiere?n?|buche?n?) (?:\w+ ){0,4}(?:an|ins?|zur?|zum|weiter|auf|ein"
    r"|mit|fertig|dafür|darum|vor)\b",
    r"\b(?:unterwegs|auf dem weg|auf der liste|eingeplant|vorgemerkt|in auftrag|nachbestellt"
    r"|wird nachgeliefert|arbeiten (?:\w+ )?(?:daran|dran)|sind (?:\w+ )?dran|(?:ist"
    r"|sind) (?:uns )?"
    r"bekannt|bekannte störung|meldet sich|melden sich)\b",
    r"\b(?:we|i|he|she|it|they|you|that|this|(?:your|the|a|our) (?:\w+ ){1,3})(?:will|shall|ll)\b",
    r"\b(?:ill|youll|itll|theyll|shell|hell|thatll) (?!be (?:happy|glad))"
    r"|\bwell (?!your|the\b|it\b|its|that|this|you|i\b|im|ive|done|we\b|then|in\b|yes|no\b)\w+",
    r"\bshould (?:\w+ )?(?:arrive|be (?:there|here|with you|back|fixed|in|ready|done|sorted|up)"
    r"|come"
    r"|reach|land|show up|get|hear)\b",
    r"^\W*(?:will|shall|werde|wird)\b|\b(?:can|could) be (?:there|here|with you)\b|\b(?:kann"
    r"|können)\b[^.!?\n]{0,30}\b(?:bei ihnen|bei dir|da)"
    r" sein\b",
    r"\b(?:is|are|im|were|hes|shes|theyre|its)(?: \w+)? (?:coming|going|sending|shipping|passing"
    r"|forwarding|booking|arranging|ordering|getting|putting|working on|raising|handing|bringing"
    r"|being \w+ed)\b",
    r"\b(?:on (?:its|the|his|her|their) way|on order|in the pipeline|in hand|on the list"
    r"|pencilled in"
    r"|booked in|scheduled|lined up|aware of (?:it|this|that|the)|known (?:issue|problem|fault"
    r"|bug))\b",
    r"\b(?:please|bitte|sie uns|du uns|us)\b[^.!?\n]{0,15}\b(?:send|upload|attach|provide"
    r"|confirm|fill|schicken|senden|hochladen"
    r"|nennen|bestätigen|ausfüllen|einreichen)\b|\b(?:send|schicken sie|schick|senden sie) (?:us"
    r"|me|uns|mir)\b"
    r"|\bhave to (?:ask|check)\b|\bmuss (?:\w+ ){0,4}(?:fragen|nachfragen|klären|prüfen)\b",
    r"\b(?:passing|handing|giving|sending|forwarding) (?:it|this|that|your \w+)\b",
)
"""Something is on its way, or is to be had or done."""
_STANDING = any_of(
    r"\b(?:geöffnet|offen|auf|öffnungszeit\w*|geschlossen|erreichbar|gültig|gilt|frist|kostet"
    r"|kosten"
    r"|jede[nrsm]?|immer|in der regel|normalerweise|üblicherweise|täglich|monatlich|jährlich"
    r"|automatisch|jeweils)\b",
    r"\b(?:open|opens|closed|closes|opening|hours are|valid|deadline|costs?|every|always|normally"
    r"|usually|daily|monthly|yearly|automatically|each)\b",
    r"\b(?:können|kannst|könnt|dürfen|darfst|müssen|musst) (?:sie|du|ihr)\b"
    r"|\b(?:sie|du|ihr) (?:können|kannst|könnt|dürfen|darfst|müssen|musst|haben|hast|finden)\b",
    r"\b(?:you|one) (?:can|may|must|could|need|have|find)\b",
)
"""A rule of the house, or what the customer may do: it holds already."""


def ahead(said: str) -> bool:
    """Whether a text of the team's, made plain, tells of what is still to come."""
    return any(_lies_ahead(one) for one in sentences(said))


def _lies_ahead(one: str) -> bool:
    if _STANDING.search(one):
        return False
    if _SOON.search(one) or _COMES.search(one):
        return True
    return bool(_ON_DAY.search(one)) and not _PAST.search(one)


_WANTS_TO_KNOW = any_of(
    r"\?",
    r"^\W*(?:(?:hi|hello|hallo|hey|moin|servus|hej|huhu|guten (?:tag|morgen|abend)|good \w+"
    r"|sorry|und|and"
    r"|ok|also|so|ach|oh|please|bitte|grüß gott|quick question|kurze frage)\W+){0,3}(?:is|are"
    r"|was|were|do|does|did"
    r"|can i|can we|may i|could i|have you|has|will|would|am i|any|ist|sind|kann (?:ich|man|mir)"
    r"|darf|dürfen"
    r"|muss|müssen wir|haben sie|habt|habts|gibts?|hat|geht|gehts|kommt|kostet|braucht"
    r"|brauche ich|soll|nehmt"
    r"|nehmen sie|macht ihr|bietet)\b",
    r"(?:^|[.!,\n]\s*|\b(?:und|and|aber|but|wissen|know|sagen|tell me|fragen|ask) )(?:ab |bis "
    r"|until "
    r"|by |seit |um |zu )?(?:wann|wo|wohin|wie|was|wer|welche\w*|ob|when|where|how|what|who|which"
    r"|whether|if)\b(?! oft)",
)
_REQUESTS = any_of(
    r"\b(?:könn(?:en|t|ten|test)|kannst|würde[nt]?|wollen|magst|mögt) (?:sie|du|ihr)\b"
    r"|\b(?:can|could|would|will) you\b|\bi would like you\b",
    r"\b(?:kann|könnte|können|könnten) (?:mir |uns |mich |da |bitte |mal )*(?:jemand|wer"
    r"|einer)\b|\blassen\W*$"
    r"|\b(?:can|could) (?:somebody|someone|anyone|anybody)\b|\b(?:can|could|may) (?:i"
    r"|we) (?:please )?(?:get|have|pay|order)\b",
    r"\b(?:warum|wieso|weshalb|why|how come|was (?:nun|jetzt|soll ich|tun|mache? ich)"
    r"|what (?:now|next"
    r"|do i do|should i do|can (?:i|you|we) do))\b",
)
"""A question that wants something done, or a fault explained."""
_APPOINTMENT = any_of(
    r"\b\w*(?:termin\w*|buch(?:en|ung)|umbuch\w+|reserv\w+|\w*schieb\w*|verleg\w*|tisch"
    r"|anmeld\w+)\b",
    r"\b(?:appointment|booking|book (?:a|an|the|my|for|in|me|us|it)|reserv\w+|reschedul\w+|slot"
    r"|table|move (?:my|the|our))\b",
)
"""What is wanted is a time."""
_FAULT = any_of(
    r"\b(?:kaputt\w*|defekt\w*|gebrochen|zerbrochen|beschädig\w*|schaden|schäden|gerissen"
    r"|gesprungen"
    r"|undicht|leck\w*|tropft|läuft aus|kalt|ausgefallen|ausfall|störung|spinnt|klemmt"
    r"|fehlerhaft\w*"
    r"|fehlermeldung|falsch\w*|verkehrt\w*|fehlt|fehlen|verloren|gestohlen|verschimmelt|schimmel"
    r"|verstopft|gesperrt|beschwer\w+|reklam\w+|stürzt|abgestürzt|hängt|streikt|doppelt|zu viel"
    r"|zuviel|zer(?:kratzt|drückt|rissen|knittert|beult|quetscht)|durchnässt|verbogen|dreckig"
    r"|schmutzig|stinkt|laut|verspät\w+|ärger\w*|unverschämt\w*)\b",
    r"\b(?:niemand|keiner|nichts|nix|nie)\b[^.!?\n]{0,15}\b(?:da|gekommen|angekommen|erschienen"
    r"|erhalten|bekommen)\b"
    r"|\b(?:kam|kommt|ist|sind|habe?)\b[^.!?\n]{0,25}\b(?:nicht|noch nicht|nichts"
    r"|nie)\b[^.!?\n]{0,12}\b(?:an|da|angekommen|gekommen|erhalten|bekommen)\b"
    r"|\b(?:not|never|nobodys?|noone|no one|hasnt|havent|didnt|nothing"
    r"|still no)\b[^.!?\n]{0,15}\b(?:arrived?|come|came|showed|turned up|here|received|shown)\b",
    r"\b(?:geht|gehen|funktionier\w+|läuft|klappt|lädt|startet|heizt|druckt|öffnet|schließt"
    r"|reagiert"
    r"|verbindet)\b[^.!?\n]{0,25}\b(?:nicht|nichts|nix|net|ned|kein\w*|nimmer)\b"
    r"|\bkein\w* (?:strom|internet|empfang|signal|netz|wlan|wasser|warmwasser|licht|bild|ton"
    r"|verbindung|zugriff|heizung)\b",
    r"\b(?:broken?|damaged?|cracked|chipped|dented|soaked|squashed|torn|leak\w*|dripping|cold"
    r"|wrong|missing|faulty|defective|dead"
    r"|stuck|blocked|jammed|crash\w*|freez\w+|error|fault|outage|lost|stolen|mouldy|dirty|late"
    r"|twice|overcharged|scratched|complain\w*|smell\w*|noisy|noise)\b",
    r"\b(?:doesnt|does not|isnt|is not|wont|will not|cant|cannot|not|stopped"
    r"|no) (?:\w+ )?(?:work\w*"
    r"|turn(?:ing)? on|start\w*|load\w*|connect\w*|charg\w+|open\w*|clos\w+|print\w*|heat\w*"
    r"|respond\w*|internet|signal|power|hot water|sound|accept\w*|recogni[sz]\w*|find|found|see"
    r"|access|log|show\w*"
    r"|pay|connect\w*|valid|go through|fit\w*|turn)\b|\bnothing (?:\w+ )?(?:loads?|works?"
    r"|happens|comes|opens)\b",
    r"\b(?:schmerz\w*|\w+schmerzen|weh|geschwollen|dick|husten|fieber|übel|übelkeit|erbr\w+"
    r"|ausschlag"
    r"|blut\w*|juckt|entzünd\w*|verletz\w*|verschluckt|gefressen|quietscht|ruckelt"
    r"|klappert|brummt"
    r"|pfeift|piept|stottert|wackelt|flackert|blinkt|mir ist schlecht)\b",
    r"\b(?:hurts?|hurting|ache|aching|pain\w*|sore|swollen|rash|itch\w*|fever|cough\w*|vomit\w*"
    r"|sick|ill"
    r"|bleed\w*|infected|injured|limping|swallowed|ate (?:some |the )?(?:chocolate|grapes"
    r"|poison)|squeak\w*"
    r"|rattl\w+|judder\w*|beep\w*|flicker\w*|wobbl\w*|stall\w*)\b",
    r"\b(?:finde|sehe|kann|komme|bekomme)\b[^.!?\n]{0,40}\bnicht\b"
    r"|\bwird\b[^.!?\n]{0,15}\bnicht (?:angenommen|erkannt"
    r"|akzeptiert|angezeigt|geladen)\b|\bstart\w* [^.!?\n]{0,20}\bnicht\b",
)


_ASKS_WHEN = any_of(
    r"\b(?:wann|wo|wohin|wie lange|wie ?viel uhr|welche[rnm]? (?:tag|uhrzeit)|stand|status"
    r"|unterwegs|fertig|schon|heute"
    r"|morgen|kommt|kommen|bleibt|offen|geöffnet)\b",
    r"\b(?:when|where|how (?:long|soon|far)|what (?:time|day)|which day|status|ready|on (?:its"
    r"|the) way|shipped|arrive"
    r"|delivered|today|tomorrow|yet|coming|open|due|tracking)\b",
)


def asks_when(said: str) -> bool:
    """Whether a customer's text, made plain, asks for a time, a place or how far a thing is."""
    if _APPOINTMENT.search(said):
        return True
    return any(
        _WANTS_TO_KNOW.search(one) and _ASKS_WHEN.search(one) and not _REQUESTS.search(one)
        for one in sentences(said)
    )


def inquires(said: str) -> bool:
    """Whether a customer's text, made plain, asks to know something, or for a time."""
    if _APPOINTMENT.search(said):
        return True
    return any(_WANTS_TO_KNOW.search(one) and not _REQUESTS.search(one) for one in sentences(said))


def tells_fault(said: str) -> bool:
    """Whether a customer's text, made plain, tells that something is wrong."""
    return bool(_FAULT.search(said))
