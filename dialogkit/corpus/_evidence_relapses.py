"""Words of faults, and by which customers say that what was well is so no longer."""

from __future__ import annotations

from dialogkit.corpus._evidence_text import any_of

__all__ = ["FAULTS", "ITEM", "RELAPSES", "RUNS", "SUPPLY"]

RUNS = r"(?:geht|gehts|funktioniert|funktionierts|läuft|läufts|klappt|klappts|tuts)"
"""It works."""
ITEM = r"(?:problem|fehler|frage|sache|thema|störung|anliegen|angelegenheit)"

_MEANWHILE_DE = (
    r"(?:,? (?:ist|war|weg|gelöst|behoben|gewesen|und|es|heute|jetzt|nun|dann|seit|gestern|leider"
    r"|schon|kurz|plötzlich|morgen|früh|erst)){0,10}"
)
_MEANWHILE_EN = (
    r"(?:,? (?:is|was|has|had|went|away|gone|fixed|solved|resolved|for|a|an|day|hour|while|and|then"
    r"|now|today|it|its|just|this|morning|again)){0,10}"
)
"""What may stand between a fault and its return, and nothing else, such as another thing."""

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
    rf"(?:{RUNS}|lädt|startet|heizt|druckt|lässt|öffnet|schließt|verbindet|reagiert|kühlt|lüftet)"
)
SUPPLY = (
    r"(?:strom|internet|empfang|signal|netz|wlan|wasser|warmwasser|licht|bild|ton|verbindung"
    r"|zugriff"
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
FAULTS = (
    r"(?:geräusch\w*|tropfen|geruch|gestank|rost|\w*fleck\w*|schimmel|riss\w*|quietschen|klappern"
    r"|klackern|pfeifen|brummen|zittern|vibr\w+|rauschen|ruckeln|flackern|schmerz\w*|feuchtigkeit"
    r"|leck|ameisen|mäuse|noise\w*|leak\w*|smell\w*|rust|damp(?: \w+)?|drip\w*|squeak\w*|crack\w*"
    r"|stain\w*|mou?ld|pain|ache|rattl\w+|vibration|ants|mice|(?:warning|error|fault|engine)"
    r" (?:light|lamp|message|code)s?|(?:warn|kontrol+)(?:l?ampe|leuchte|licht)|fehlermeldung)"
)
RELAPSES = any_of(
    rf"\b{FAULTS}s? (?:(?:ist|sind|is|are) )?(?:schon )?(?:wieder )?(?:da|back|zurück|returned)\b",
    r"\b(?:funktioniert|gelaufen|lief|ging|geklappt|worked|ran)\b[^.!?\n]{0,30}\b(?:jetzt|nun"
    r"|dann|then"
    r"|now)\b[^.!?\n]{0,20}\b(?:wieder (?:aus|weg|tot|nicht)|stopped|off again|dead|nothing)\b",
    rf"\b{ITEM}{_MEANWHILE_DE} (?:(?:wieder|erneut) {_CAME_DE}|zurück(?:gekommen|gekehrt)?)\b",
    rf"\b(?:problem|error|issue|fault|bug){_MEANWHILE_EN} {_CAME_EN}\b",
    rf"\b{_WAS_DE}\b[^.!?\n]{{0,40}}\b(?:wieder|erneut) {_DOWN_DE}\b",
    r"\b(?:worked|fixed|gone|working|solved)\b[^.!?\n]{0,40}\b(?:broken|down|failing|dead) again\b",
    rf"\b(?:{_ONCE_MORE_DE}|wieder) {_FAULTY_DE}\b",
    rf"\b{_ONCE_MORE_DE}(?: \w+){{0,2}} (?:aus|weg|kalt|rot|nass|feucht)\b",
    rf"\b{_WORKS_DE}\b(?: \w+){{0,3}} (?:schon )?wieder nicht\b",
    rf"\b(?:schon )?wieder nicht\b(?: \w+){{0,2}} {_WORKS_DE}\b",
    rf"\b(?:schon )?wieder kein\w* {SUPPLY}\b",
    r"\b(?:stürzt|bricht|fällt|geht) (?:schon |dann |jetzt )?wieder (?:ab|aus)\b",
    r"\b(?:es|das|jetzt|nun) (?:geht|ging|fängt|fing) (?:schon )?(?:wieder|erneut) (?:los|an|von"
    r" vorne?)\b|\btritt (?:\w+ ){0,2}(?:wieder|erneut) auf\b",
    rf"\b(?:es|das|lösung|reparatur) (?:hielt|hält)(?: \w+){{0,2}} {_BRIEFLY}\b"
    rf"|\bhat(?: \w+){{0,2}} {_BRIEFLY} (?:gehalten|funktioniert|geklappt)\b",
    r"\bdoch n(?:icht|ed|et) (?:ganz |richtig )?(?:gelöst|behoben|repariert|weg|dicht|die lösung)\b"
    r"|^\W*(?:leider |ach |mist,? )?doch nicht\b",
    r"\bdown again\b|\bred light(?:s)? (?:is |are )?(?:back|on again)\b"
    r"|\b(?:rotes? licht|alarm|rote lampe)\b[^.!?\n]{0,20}\bwieder\b",
    rf"\b{_FAULTY_EN}(?: \w+)? again\b|\b(?:happening|happened) again\b",
    r"\b(?:isnt|is not|doesnt|does not|wont) (?:work|turn on|start|load|connect|charg|respond|heat"
    r"|print)\w*(?: \w+)? again\b"
    r"|\b(?:cant|cannot) (?:log|sign|get in|connect|access)(?: \w+){0,3} again\b",
    r"\b(?:it |that |the fix )(?:didnt|did not) last\b|\blasted (?:only |just |all of )?(?:a|an|one"
    r"|two|three|\d+) (?:few )?(?:minute|hour|day|week)s?\b",
)
"""It was well and is no longer: a fault is named, for whatever else is so again need not be bad."""
