"""Free words by which customers say that a thing runs, has come, or is wanted no more.

Wider than the words of `dialogkit.corpus._evidence_works`, so they count in a sentence that tells
of no fault besides; what they say of other people's things is no verdict either.
"""

from __future__ import annotations

from dialogkit.corpus._evidence_relapses import SUPPLY
from dialogkit.corpus._evidence_text import any_of

__all__ = ["ALL_KNOWN", "BRIEFLY", "CONTENT", "GIVES_UP", "MOOT", "RUNS_AGAIN"]

_GOES = (
    r"(?:gehts?|läufts?|funktionierts?|klappts?|funzt|tuts?|pumpt|schleudert|wäscht|trocknet"
    r"|heizt|druckt|kühlt|fährt|leuchtet"
    r"|brennt|spielt|lädt|startet|öffnet|schließt|dreht|spült|saugt|scannt|verbindet|empfängt"
    r"|reagiert"
    r"|schaltet|mahlt|brüht|bläst|hält|schnurrt|flutscht|erkennt|akzeptiert|sendet)"
)
_WELL_DE = (
    r"(?:jetzt|nun|wieder|endlich|etz|jetz|einwandfrei|tadellos|perfekt|prima|wunderbar|super"
    r"|bestens"
    r"|top|wie (?:neu|butter|geschmiert|eine eins|am schnürchen|früher)|auf anhieb|sofort"
    r"|problemlos"
    r"|reibungslos|rund)"
)
_OUT = r"(?! (?:aus|über|weg|ab|heiß|nicht|nichts|nix|langsam|gar|net|ned|los)\b)"
_NOW_DE = r"(?:gerade|grad|eben|soeben|grade|just|heut\w*|vorhin|inzwischen|mittlerweile|jetzt|nun)"
_GOODS_DE = (
    r"(?:es|ihn|sie|das geld|das paket|die (?:sendung|lieferung|mail|ware|karte|erstattung"
    r"|gutschrift"
    r"|rechnung|bestätigung)|den (?:code|brief|betrag|link))"
)
_RUN_EN = (
    r"(?:works?|worked|working|runs?|running|prints?|printing|starts?|started|starting|loads?"
    r"|loaded"
    r"|loading|opens?|opened|connects?|connected|charges|charging|plays|playing|heats|heating|pumps"
    r"|pumping|activated|flows|flowing|spins|spinning|turns on|lights up|syncs|synced|registered"
    r"|unlocked|shows(?: up)?|downloaded|installed|logged in|dripping has stopped)"
)
_WELL_EN = (
    r"(?:now|again|fine|perfectly|nicely|straight ?away|right away|immediately|at last"
    r"|first (?:time|go)"
    r"|a treat|like (?:new|a dream|magic|a charm)|beautifully|smoothly|great|properly|at once"
    r"|instantly)"
)
_JUST_EN = r"(?:just|finally|now|already|actually)"

RUNS_AGAIN = any_of(
    rf"\b{_GOES}(?: (?!nicht\b|nichts\b|kein\w*\b)\w+){{0,2}} {_WELL_DE}\b{_OUT}",
    rf"\b(?:jetzt|nun|endlich|wieder|damit|etz|jetz|seitdem)(?: \w+){{0,2}} {_GOES}\b{_OUT}",
    r"\bbin (?:jetzt |nun |wieder |endlich |schon )?(?:drin|drinnen|reingekommen)\b"
    r"|\bbin (?:jetzt|nun|wieder|endlich) (?:eingeloggt|angemeldet|online|verbunden)\b"
    r"|\bkomme? (?:jetzt|nun|wieder|endlich) rein\b",
    r"\b(?:genau das|daran|da dran|des|das problem) (?:lags|lag es|hats gelegen|hat es gelegen"
    r"|wars|war es)\b"
    r"|\bdas war (?:der fehler|das problem|die ursache|die lösung|es wohl|es tatsächlich)\b",
    r"^\W*(?:(?:ah|ach|oh|ok|okay|ja|super|ups|yes|yay|oops)\W+)*(?:gefunden|hab sie|hab ihn"
    r"|found (?:it|them|her"
    r"|him)|there (?:it|she|he) is|da (?:ist|isses|is) (?:es|er|sie)?(?: ja)?\W*$)",
    r"\bsehe (?:es|ihn|sie) (?:jetzt|nun)\b|\b(?:can )?see (?:it|her|him|them) (?:now|there|in"
    r"|on)\b",
    rf"\b(?:ist|sind)(?: \w+){{0,2}} (?:eingetrudelt|eingegangen|eingetroffen|angekommen"
    rf"|gelandet)\b"
    rf"|\b{_NOW_DE}(?: \w+){{0,3}} (?:an)?(?:gekommen|gebracht|zugestellt|geliefert|eingegangen"
    rf"|abgegeben)\b"
    rf"|\b(?:kam|kamen)(?: \w+){{0,2}} {_NOW_DE}\b(?! nicht| nichts| kein)",
    rf"\bhabe?n?(?: \w+){{0,2}} {_GOODS_DE}(?: \w+){{0,2}} (?:bekommen|erhalten|gekriegt)\b"
    r"|\bdoch (?:noch )?(?:aufgetaucht|angekommen|gekommen|gefunden|eingegangen)\b",
    r"\balles wieder (?:gut|hell|warm|da|dicht|sauber|trocken|normal|beim alten|im lot|an|online"
    r"|ok|okay"
    r"|in ordnung|heil|ganz|paletti)\b|\b(?:jetzt|nun) (?:passt|stimmt)s?(?: es| alles| so| das"
    r"| auch)?\b"
    r"|\b(?:passt|stimmt) (?:jetzt|nun)\b|\bkein\w* probleme? mehr\b",
    rf"\b{_RUN_EN}(?: \w+){{0,2}} {_WELL_EN}\b"
    rf"|\b(?:now|finally) (?:it|they|everything) {_RUN_EN}\W*$",
    r"\b(?:im|i am|were|we are|got|ive got) (?:now |finally |back |straight )*(?:in|on|online"
    r"|connected)"
    r"(?=\W*$|\s*[.,!]| now\b| again\b| thanks\b| thank\b| cheers\b)",
    r"\b(?:its|is|are|all|were|everythings?|everything is|power|lights?|internet|water"
    r"|heating)(?: all)?"
    r" back(?: (?:on|up|online|to normal|in action|running))?(?: now| again)?(?=\W*$|\s*[.,!]"
    r"| thank| cheers| no worries)",
    r"\bthat (?:was (?:it|the (?:problem|issue|trouble|one|culprit))|(?:sorted|fixed|cured"
    r"|cracked|cleared|solved)"
    r"(?: (?:it|that|him|her|them|everything))?)(?=\W*$|\s*[.,!]| now| thank| cheers| straight"
    r"| right)",
    r"\b(?:everything|it|all|that)(?:s| is| looks| seems)? (?:correct|right|spot on|perfect"
    r"|as it should be|in order"
    r"|sorted|fine|good|there) now\b|\b(?:thats|this ones|that ones|that one is"
    r"|now its) (?:all )?correct\b",
    r"\bno (?:more )?(?:problems?|issues?|trouble) (?:any ?more|now|since|at all)\b"
    r"|\btook care of it\b",
    rf"\b{_JUST_EN} (?:came|come|arrived|landed|(?:got|been|was) delivered|turned up|showed up"
    rf"|dropped"
    rf"|got (?:it|them|the \w+|my \w+)|received (?:it|them|the \w+|my \w+))\b|\bits here\b",
    r"\b(?:came|come|arrived|landed|turned up|delivered|dropped off|went in"
    r"|is in my account)(?: \w+){0,2}"
    r" (?:today|this morning|this afternoon|just now|yesterday|minutes? ago|an hour ago|at last"
    r"|safely)\b",
    r"^\W*(?!wir\b|er\b|ich\b)(?:(?!techniker|monteur|arzt|code|pin|tan)\w+ ){0,2}(?:ist"
    r"|sind) (?:da|hier)\W*$"
    r"|\b(?:yes|yep|yeah|ja|jo|ok|okay)\W+(?:ive )?(?:got|have) (?:it|them)\b"
    r"|\bhat (?:\w+ )?(?:gerade|grad|eben|soeben) geklingelt\b"
    r"|\b(?:just|has|hes|shes) (?:\w+ )?(?:pulled up|handed (?:it|them)|pushed (?:it|them))\b",
    rf"\bwieder {SUPPLY}\b|\b{SUPPLY} (?:ist|sind|geht|läuft) (?:\w+ )?(?:wieder|jetzt|da"
    rf"|an)\b",
    r"\b(?:has|have) (?:landed|come in|come through|arrived|cleared|turned up)\b"
    r"|\bin my (?:bank )?account now\b",
)
"""It runs, it is found, it has come."""

BRIEFLY = any_of(
    r"\b(?:ewig|endlos|forever|kurz|manchmal|mal so|wieder (?:aus|weg|ab)|sometimes|briefly"
    r"|for a (?:second|minute"
    r"|bit|moment|while))\b"
)
"""It does not last."""

GIVES_UP = any_of(r"\b(?:dann|then)\b|\?")
"""Wanted no more because of what the team has said: nothing is settled by that."""

CONTENT = any_of(
    r"\b(?:all (?:good|set|sorted)|good to go|(?:were|we are|im|i am) (?:all )?(?:good|set"
    r"|sorted|happy)(?: now| then)?"
    r"|happy (?:now|with that)|passt (?:so|alles)|so passt(?:s| es| das)?|bin zufrieden"
    r"|alles bestens|alles roger"
    r"|alles paletti|perfekt so|thats me sorted)(?=\W*$|\s*[.,!]| danke?| thank| cheers| merci"
    r"| now| then)",
    r"\b(?:meine frage|alles|frage) (?:ist |wäre |hat sich )?(?:damit |hiermit "
    r"|jetzt )?(?:schon )?beantwortet\b"
    r"|\banswers my question\b|\ball (?:questions )?answered\b"
    r"|\b(?:thats|that is|is|was) (?:all|exactly what|everything|just what|what) i (?:needed"
    r"|wanted)(?: to know)?\b"
    r"|\b(?:das|mehr) wollte ich (?:nur |schon |gar |auch |ja )*(?:nicht )?(?:wissen|fragen)\b",
    r"\bdann (?:ist|wäre|hat sich) (?:das|es|die sache|alles) (?:ja |damit |schon )*(?:durch"
    r"|erledigt|geklärt)\b"
    r"|\bdamit (?:ist|wäre|hat sich) (?:das|es|alles|die sache|meine frage) (?:\w+ )?(?:geklärt"
    r"|erledigt|beantwortet)\b",
)
"""The customer has what they wanted; after a plan or a promise it means no more than agreement."""

ALL_KNOWN = any_of(r"\bmehr wollte ich (?:gar |auch |ja )*nicht (?:wissen|fragen)\b")
"""Likewise, though it denies something."""

MOOT = any_of(
    r"\bnicht mehr (?:nötig|notwendig|erforderlich|aktuell|relevant)\b|\berübrigt\b"
    r"|\bvom tisch\b|\bhinfällig\b"
    r"|\b(?:fehlalarm|false alarm|kommando zurück)\b|\bschon (?:selbst|selber) (?:gelöst"
    r"|erledigt|gemacht)\b",
    r"\bbrauche?n?(?: ich| wir)?(?: es| ihn| sie| jetzt| nun| doch| also)* (?:nicht mehr|nimmer)\b"
    r"|\b(?:brauchen|brauchst|müssen|musst) (?:sie|du|ihr) (?:nicht|nimmer)(?: mehr)?(?=\W*$"
    r"|\s*[,.!])"
    r"|^\W*(?:das )?(?:können sie sich|kannst du dir|könnt ihr euch) sparen\b",
    r"\b(?:vergesst|vergiss|vergessen sie)(?: es|s)?\b[^.!?\n]{0,20}\b(?:doch|jetzt|selbst"
    r"|selber|anders|schon)\b"
    r"|\b(?:selbst|selber|alleine?) (?:gelöst|hinbekommen|hingekriegt|herausgefunden"
    r"|rausgefunden|geschafft|gefunden)\b",
    r"\b(?:dont|do not|no longer|wont) (?:actually )?(?:need|want) (?:it|that|them|one|this"
    r"|the \w+)"
    r"(?: any ?more| now| after all)?(?=\W*$|\s*[.,!]| (?:any ?more|now|after all)\b)"
    r"|\b(?:not|isnt|no longer) needed\b|\bforget (?:i|that i|what i) (?:asked|said)\b"
    r"|\bafter all,? so\b"
    r"|\bno need (?:any ?more|now|after all)\b",
    r"\b(?:my (?:own )?(?:mistake|bad|fault)(?=\W*$|\s*[,.!])|user error|mein (?:fehler"
    r"|versehen)(?=\W*$|\s*[,.!])"
    r"|hatte mich (?:vertan|verguckt|verlesen)"
    r"|silly me|scrap that|disregard|as you were|carry on)\b",
    r"\b(?:just|already|has|have|since|managed to) (?:sorted|fixed|solved|found) (?:it|the|this"
    r"|that)\b"
    r"|\b(?:figured|sorted|worked) (?:it|that|this) out\b",
)
"""Wanted no more, after the team has said something to it."""
