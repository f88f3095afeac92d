"""Words by which customers ask for a human, and by which bots offer or announce one."""

from __future__ import annotations

from dialogkit.corpus._evidence_text import any_of

__all__ = [
    "ANNOUNCES",
    "ASKS",
    "IN_TOUCH",
    "NOT_ASKING",
    "NOT_TALKED_TO",
    "NO_HANDOFF_YET",
    "NO_MACHINE",
    "OFFERS",
    "PAST",
    "WISHES",
]

_NEAR = r"[^.!?\n]{0,40}?"
_PERSON_DE = (
    r"(?:mensch(?:e?n)?|leuten?|mitarbeiter\w*|berater\w*|kundenberater\w*|sachbearbeiter\w*|person"
    r"|ansprechpartner\w*|kolleg(?:e|en|in)|jemand(?:e[nm])?|vorgesetzten?|kundenservice"
    r"|kundendienst|operator|\w*team|support|fachabteilung|chef(?:in)?|geschäftsführ\w*"
    r"|(?:abteilungs|filial|schicht|team)leit\w*)"
)
_REAL_DE = (
    r"(?:echte?[nrms]?|richtige?[nrms]?|menschliche[nrms]?|lebende[nrms]?|zuständige[nrms]?"
    r"|persönliche[nrms]?)"
)
_A_DE = r"(?:eine[nrm]?|n?e[nm]|ner?|nem|am|ihre[mnr]|eure[mnr]|deine[mnr]|de[mnr])"
_A_PERSON_DE = rf"(?:{_A_DE}\s+)?(?:{_REAL_DE}\s+)?{_PERSON_DE}"
_WANT_DE = (
    r"(?:will|wui|möchte|mochte|mecht|brauche|bitte|kann ich|könnte ich|hätte gern\w*|lieber"
    r"|verlange"
    r"|gib mir|geben sie mir|hol(?:en)?(?: sie)? mir|gibts|gibt es|sind hier)"
)
_TALK_DE = (
    r"(?:sprechen|reden|redn|telefonieren|chatten|quatschen|schreiben|verbinden|verbunden werden"
    r"|weiterleiten|weitergeleitet werden|durchstellen|weiter)"
)
_PERSON_EN = (
    r"(?:human beings?|humans?|persons?|people|agents?|someone|somebody|anyone|representatives?"
    r"|reps?|operators?|advis[oe]rs?|members? of (?:the |your )?(?:staff|team)|staff|employees?"
    r"|managers?|supervisors?|colleagues?|specialists?|boss)"
)
_REAL_EN = r"(?:real|actual|live|human|customer service|customer support|customer|support|service)"
_A_PERSON_EN = (
    r"(?:(?:an?|some|any|your|the|(?:one|someone|somebody|anyone) (?:of|from|on) (?:your|the|our))"
    rf"\s+)?(?:{_REAL_EN}\s+)*{_PERSON_EN}"
)
_DESK_EN = (
    r"(?:your|the|an?|customer|someone in)\s+(?:\w+\s+){0,2}"
    r"(?:team|department|desk|service|support|line)"
)
_WANT_EN = (
    r"(?:want|need|please|give me|gimme|get me|can i|could i|may i|is there|are there|id like"
    r"|prefer|let me|lemme|then)"
)
_MACHINE = (
    r"(?:chat)?(?:bots?|robots?|roboter|machines?|maschinen?|computers?|automate?n|automaton)"
)
_ALONE_EN = r"(?=\W*$|\s*[.!?,;]|\s+(?:please|pls|now|who|not|to (?:help|talk|speak|look|sort)))"
_ALONE_DE = (
    r"(?!\s+(?:ein|eine|einen|mein|meine|das|die|den|dass|mehr|weniger|um\w+|hinzu\w*|zusätz\w*"
    r"|extra|dazu\w*|streichen|eintragen)\b)"
)
_ANSWER_DE = (
    r"(?:antworten|antwortet|schreiben|sprechen|reden|helfen|weiterhelfen|übernehmen|lesen)"
)

ASKS = any_of(
    rf"\b(?:mit|zu|an)\s+{_A_PERSON_DE}\b{_NEAR}\b{_TALK_DE}\b",
    r"\bverbinde?n?\b(?: sie)? mich\b",
    r"\b(?:zum|zur|an den|an die) \w+ (?:durchstellen|weiterleiten)\b",
    rf"\bleiten?\b(?: sie)? mich\b{_NEAR}\ban\s+{_A_PERSON_DE}\b",
    rf"\b(?:rede|spreche|schreibe)\b[^.!?,\n]{{0,15}}\bmit\s+{_A_PERSON_DE}\b",
    rf"\bbitte\s+eine?\s+{_PERSON_DE}\b{_ALONE_DE}|\b{_REAL_DE}\s+{_PERSON_DE}\s+bitte\b",
    rf"\beinen?\s+(?:{_REAL_DE}\s+)?(?:mensch(?:en)?|mitarbeiter(?:in)?|berater(?:in)?)\s+bitte\b",
    r"\bhol(?:e|en)?\b(?: sie| mir| bitte| mal| einfach)*[^.!?,\n]{0,15}"
    r"\b(?:team|schicht|filial)leit\w+\b",
    r"\bhol(?:e|en)?\b(?: sie)? mir\b[^.!?,\n]{0,20}\b(?:chef\w*|vorgesetzte\w*)\b",
    r"\b(?:um|bitte) (?:einen )?rückruf\b",
    r"\bruf(?:en?|t)?(?: sie)? mich\b[^.!?\n]{0,50}\b(?:an|zurück)\b",
    r"(?<!fahrer )(?<!bote )(?<!kurier )(?<!zusteller )(?<!techniker )(?<!monteur )"
    r"\b(?:soll|sollte|möge|dass|verlange|erwarte|bestehe)\b[^.!?\n]{0,30}\bmich\b[^.!?\n]{0,60}"
    r"\b(?:anrufen|anruft|zurückruft|zurückrufen|kontaktiert)\b",
    r"\b(?:kann|könnte|soll)\b[^.!?\n]{0,15}\beine?r? von (?:euch|ihnen)\b"
    r"|\bmensch\W+(?:mensch\W+)*bitte\b|\b(?:jemanden?|wen) persönlich\b",
    r"\b(?:könnt ihr|können sie|könnten sie|kannst du|könntest du|könntet ihr) mich\b"
    r"[^.!?,\n]{0,30}\b(?:an|zurück)rufen\b",
    r"\b(?:bitte|mich)\b[^.!?,\n]{0,15}\bzurückrufen\b|\bjemand (?:mich )?anrufen\b",
    r"\bmich\b[^.!?,\n]{0,12}\b(?:jemand|wer|einer|eine) (?:bitte |mal )*anrufen\b"
    r"|\bkönnen wir (?:kurz )?telefonieren\b",
    r"\bnummer\b[^.!?\n]{0,6}\bwo jemand\b|\bnumber where (?:someone|somebody)\b",
    r"\bgeht\b[^.!?\n]{0,25}\b(?:jemand|wer|einer)\b[^.!?\n]{0,15}\b(?:ran|dran|ans telefon)\b",
    r"\bmit wem\b[^.!?\n]{0,20}\b(?:sprechen|reden)\b",
    rf"\b(?:wie|wo) erreiche ich\s+{_A_PERSON_DE}\b",
    r"\blive[- ]?chat mit (?:eine[mr] )?\w*(?:berater|mitarbeiter|mensch)\w*",
    rf"\b{_WANT_DE}\b{_NEAR}\b(?:{_A_DE}|{_REAL_DE})\s+(?:{_REAL_DE}\s+)?{_PERSON_DE}\b{_ALONE_DE}",
    r"\b(?:brauche|will|möchte|bitte|hätte gerne?)\s+jemande?n?\s+"
    r"(?:am telefon|persönlich\w*|aus|vom|der mir)\b",
    r"\bgibts? (?:es )?[^.!?\n]{0,15}\b(?:wen|jemand\w*) echte?s?\b",
    r"\b(?:kann|könnte)\b[^.!?\n]{0,15}\beine?\s+"
    r"(?:mensch|mitarbeiter|person|kolleg\w+|mitarbeiterin)\b",
    r"\b(?:kann|könnte)\b[^.!?\n]{0,10}\bjemand (?:vom|aus (?:ihrem|eurem|dem)) team\b",
    r"\bpersönlich\b[^.!?\n]{0,20}\b(?:sprechen|reden|besprechen|klären)\b",
    r"\bvon mensch zu mensch\b|\bpersönliche beratung\b",
    r"(?:^|[,;.!]\s*)(?:bitte )?(?:weiterleiten|weiterverbinden|durchstellen)\W*$",
    r"\bjemand (?:vom|aus (?:ihrem|eurem|dem)) team da\b",
    rf"^\W*(?:(?:ein|eine|einen|nen)\s+)?(?:{_REAL_DE}\s+)?(?:mensch(?:en)?|mitarbeiter(?:in)?"
    r"|operator|berater(?:in)?|kundenberater(?:in)?|sachbearbeiter(?:in)?|ansprechpartner(?:in)?)"
    r"(?:[\s,]+(?:bitte|jetzt|sofort))*\W*$",
    rf"^\W*(?:gibts? (?:es )?|bitte )?(?:einen? )?{_REAL_DE} (?:support|kundenservice"
    r"|kundendienst|service|hilfe)(?: bitte)?\W*$",
    r"^\W*(?:bitte )?(?:den |die )?(?:chef|geschäftsführ\w*)(?: bitte)\W*$",
    r"\b(?:möchte|will|kann ich|könnte ich|würde gern\w*)\b[^.!?,\n]{0,15}"
    r"\b(?:die|ihre|eure|deine) (?:chefin|geschäftsführ\w+|\w+leit(?:ung|erin))"
    r" (?:sprechen|haben)\b",
    r"^\W*(?:hallo\W+)?(?:ist |is )?(?:hier |da )?(?:ein )?(?:echter )?mensch (?:da|hier)\W*$",
    r"\b(?:brauche|will|möchte)\s+jemande?n?,?\s+de[rmn]\b",
    r"\bmit (?:dem|der|denen) (?:möchte|will) ich\b[^.!?\n]{0,15}\b(?:sprechen|reden)\b",
    r"\b(?:ihren|deinen|euren|den|einen) (?:chef|vorgesetzten|teamleiter)\b[^.!?\n]{0,10}"
    r"\b(?:sprechen|reden|haben)\b|\bgib mir (?:jemand|wen)\b",
    r"\bstelle?n? (?:sie )?mich\b[^.!?\n]{0,40}\bdurch\b",
    r"\b(?:können|könnten|kannst|könntest|könnt) (?:sie|du|ihr) mich\b[^.!?\n]{0,40}"
    r"\b(?:verbinden|durchstellen|weiterleiten)\b",
    r"\bdass? mich\b[^.!?\n]{0,20}\b(?:ein|eine|jemand|wer)\b[^.!?\n]{0,25}\b(?:anruft"
    r"|zurückruft)\b",
    r"\brückruf (?:erbeten|erwünscht|gewünscht|bitte)\b|\bmich jemand (?:von"
    r"|aus)\b[^.!?\n]{0,40}\btelefon",
    r"^\W*(?:hallo\W+|hi\W+)?ist (?:da|hier) (?:irgend)?(?:ein|jemand) (?:echter )?mensch\W*$",
    r"(?:^|[\s,.!])bitte (?:einen? |ne |nen )?(?:echten? |richtigen? )?"
    r"(?:mitarbeiter(?:in)?|mensch(?:en)?|berater(?:in)?)\W*$",
    r"^\W*(?:service|kunden|support)(?:mitarbeiter(?:in)?|berater(?:in)?)\W*$",
    rf"\b(?:kann|könnte|können|ist|gibts|gibt es|will|möchte|brauche|bitte|sitzt)\b{_NEAR}"
    r"\b(?:wer|wen|jemande?[nm]?) (?:richtige|echte|menschliche)[ms]\b(?=\W*$|\s*[,.!?;]"
    rf"|\s+(?:statt|anstatt|bitte|hier|da|dran|{_ANSWER_DE})\b)",
    rf"\b(?:kann|könnte)\b{_NEAR}\b(?:wer|jemand|einer)\b{_NEAR}\b{_ANSWER_DE}\b"
    rf"[^.!?\n]{{0,6}}\b(?:an)?statt\s+(?:{_A_DE}|des|eines)\s+{_MACHINE}\b",
    r"\b(?:arbeiten|sitzen|antworten|lesen|gibt es|gibts) (?:hier|da|bei (?:euch|ihnen)) "
    r"(?:(?:auch|noch|überhaupt|denn|eigentlich|irgendwelche|echte"
    r"|richtige) )+menschen\b(?! (?:im|in|an|auf|am)\b)",
    r"\b(?:kann|könnte|können|könnten|darf) (?:ich|man|wir) (?:sie|euch|dich)\b[^.!?,\n]{0,20}"
    r"(?:\b(?:telefonisch|(?:per|am) telefon) (?:erreichen|sprechen|kontaktieren)\b"
    r"|\banrufen\W*$)",
    # English
    r"\b(?:give|gimme) (?:me|us) an? (?:\w+ )?(?:ring|call|bell|buzz|shout)\b"
    r"|\b(?:can|could|please|want|need|would)\b[^.!?\n]{0,25}\b(?:phone|ring|call) me\b",
    r"\b(?:demand|want|need|like|insist)(?: to| on)? (?:see|seeing|speak\w*|have|having)(?: to"
    r"| with)?"
    r" (?:the|your|an?) (?:manager|supervisor|boss|owner)\b",
    r"\b(?:anyone|anybody|someone|somebody) alive\b|\bput me through\b(?! to voicemail)",
    r"\b(?:can|could|may|like to|want to|need to|let me)\b[^.!?\n]{0,15}\b(?:speak|talk) (?:to"
    r"|with) (?:customer"
    r" (?:service|support)|support|(?:mr|mrs|ms|dr) \w+|<person\w*>)",
    r"\b(?:möchte|will|würde gern\w*|kann ich|könnte ich|darf ich) (?:ich |bitte |lieber |kurz "
    r"|mal )*(?:telefonieren"
    r"|mit (?:<person\w*>|(?:frau|herrn?) [\w<>]+) (?:sprechen|reden))\b",
    r"^\W*(?:an? )?(?:human|agent|operator|mensch|mitarbeiter(?:in)?|berater(?:in)?) (?:please"
    r"|bitte)\b"
    r"|\bmich (?:bitte |mal )*(?:jmd|jemand|wer)\b[^.!?\n]{0,20}\b(?:anrufen|zurückrufen)\b",
    r"(?:^|[,.!;]\s*)(?:agent|human|operator|representative|real person)\W*(?:now|please|pls)?\W*$",
    r"\b(?:speak|talk) (?:to|with) (?:billing|sales|accounts|claims|management|complaints"
    r"|tech(?:nical)? support)\b",
    rf"\b(?:discuss|escalate|take|raise)\b{_NEAR}\b(?:with|to) (?:an?|your|the) (?:{_REAL_EN}\s+)*"
    rf"{_PERSON_EN}\b",
    rf"\b(?:put|pass|hand|transfer|switch|move) me (?:on ?to|over to|to) {_A_PERSON_EN}\b",
    r"\b(?:speak|talk) (?:to|with) (?:the |your )?(?:reception(?:ist)?|front desk|office|doctor"
    r"|nurse"
    r"|vet|pharmacist|owner|landlord|head ?teacher|dispatch|switchboard)\b(?! (?:said|told"
    r"|yesterday))",
    r"\b(?:want|need|like|wish) to (?:complain|talk|speak) to (?:someone|somebody|anyone)\b",
    rf"\bhave {_A_PERSON_EN} (?:phone|call|ring|contact|message) me\b",
    r"\bwho(?:m)? can i (?:speak|talk|complain) to\b",
    r"^\W*(?:hello\W+|hi\W+)?(?:is |any )?(?:an? |there an? )?(?:human|person|humans) (?:there"
    r"|here)\W*$",
    r"\b(?:want|need|like) (?:somebody|someone) who\b|\bid like an?\s+(?:real\s+)?"
    r"(?:human|person|agent)\b" + _ALONE_EN,
    rf"\b(?:like|want|need) to (?:phone|ring|call)\s+{_A_PERSON_EN}\b",
    r"(?:^|[.!,;]\s*|\b(?:please|pls|plz|can you|could you|someone|somebody) )(?:(?:ring"
    r"|phone) me\b(?! an?\b)"
    r"|call me"
    r"(?: (?:back|on|at|under|asap|now|please)\b|\W*$))",
    r"\b(?:through|thru) to (?:customer|support|an?|your|the)\b",
    rf"\b(?:spea?e?k|talk|chat|write)\s+(?:to|with)\s+{_A_PERSON_EN}\b",
    rf"\b(?:connect|transfer|put|hand|pass)\s+me\s+(?:through\s+|thru\s+|over\s+|on\s+"
    rf"|in touch\s+)?"
    rf"(?:to|with)\s+(?:{_A_PERSON_EN}|{_DESK_EN}|customer (?:service|support))\b",
    rf"\b{_WANT_EN}\b{_NEAR}\b(?:an?\s+)?(?:real|actual|live|human)\s+{_PERSON_EN}\b",
    rf"\b(?:get|give|send|find) me\s+(?:an?\s+|your\s+|some\s+)?(?:{_REAL_EN}\s+)*{_PERSON_EN}\b",
    rf"\bgimme\s+(?:an?\s+)?(?:{_REAL_EN}\s+)*{_PERSON_EN}\b",
    r"\b(?:want|need)\s+an?\s+(?:human|agent|person|representative|operator)\b" + _ALONE_EN,
    r"\b(?:want|need)\s+(?:someone|somebody)\s+(?:on the phone|in person|from your|real)\b",
    r"\b(?:can|could) an?\s+(?:real\s+)?(?:human|person|agent)\b[^.!?\n]{0,10}"
    r"\b(?:read|look|help|check|take|call|answer)\b|\b(?:can|could) someone from your team\b",
    r"\b(?:someone|somebody|anyone) (?:actually |who is )?(?:human|real)\b[^.!?\n]{0,10}\bhelp\b",
    r"\b(?:human|person|someone|somebody|agent|anyone)\b (?:that |who )?i (?:can|could) "
    r"(?:talk|speak|chat|write) to\b",
    rf"\brather (?:deal|talk|speak|chat|write)\b[^.!?\n]{{0,10}}\b{_A_PERSON_EN}\b",
    r"\b(?:get hold of|reach|get through to|contact) (?:an?|the|your)\s+"
    rf"(?:{_REAL_EN}\s+)*{_PERSON_EN}\b",
    r"\banyone from (?:the|your) team (?:there|around|here)\b|\bspeak to personally\b",
    r"\b(?:person to person|someone in person|in person please)\b",
    r"(?:^|[,;.!]\s*)(?:please )?(?:transfer me|put me through)\W*$",
    r"\b(?:can|could|please have|would) (?:someone|somebody|anyone|anybody)\b[^.!?,\n]{0,12}"
    r"\bgive me an? (?:call|ring|bell)\b",
    r"^\W*(?:any )?(?:human|live|real) (?:support|help|service|staff)(?: please| here)?\W*$",
    r"\b(?:is|are) there (?:any |an? |even |actually |actual |real |live |no )*"
    r"(?:humans?|human beings?)(?=\W*$|\s*[,.!?;]|\s+(?:working|here|there|available|around"
    r"|answering|reading|behind|who|in th(?:is|e) chat)\b)",
    r"\b(?:do|does) (?:any|an?) (?:actual |real |live )?humans? (?:even |actually )?"
    r"(?:work|read|answer|reply)\b",
    rf"\b(?:can|could|would) (?:someone|somebody|anyone|anybody)\b{_NEAR}\b(?:answer|reply|write"
    rf"|talk|help|take over)\b[^.!?\n]{{0,10}}\b(?:instead of|rather than) (?:an?|the|this|your)"
    rf" {_MACHINE}\b",
    r"\b(?:can|could|may) i (?:reach|contact|get) you (?:by|on the|over the|via) (?:tele)?phone\b"
    r"|\b(?:can|could|may) i (?:call|ring|phone) you(?=\W*$|\s*[.!?]"
    r"|\s+(?:now|instead|directly|about)\b)",
    rf"^\W*(?:an?\s+)?(?:{_REAL_EN}\s+)*(?:human being|human|agent|operator|representative|person"
    r"|staff|advis[oe]r)(?:[\s,]+(?:please|pls|now))*\W*$",
)

_CONTACT_DE = (
    r"(?:sprechen|reden|kontaktieren|verbinden|verbunden|erreichen|melden|anrufen|zurückrufen"
    r"|rückruf"
    r"|chatten|telefonieren|telefonisch|telefon|übernehmen|weiterschreiben|weiterhelfen"
    r"|durchstellen)"
)
_STAFF_DE = (
    r"(?:mensch(?:en)?|mitarbeiter(?:in)?|berater(?:in)?|kunden(?:berater|betreuer)(?:in)?"
    r"|kundendienst"
    r"|ansprechpartner(?:in)?|techniker(?:in)?|sachbearbeiter(?:in)?|kolleg(?:e|en|in)"
    r"|jemande?[nm]?"
    r"|support|kundenservice|einen? von (?:euch|ihnen))"
)
_STAFF_EN = (
    r"(?:human|person|agent|adviser|advisor|engineer|technician|manager|supervisor|representative"
    r"|rep"
    r"|operator|colleague|colleagues|somebody|someone|anyone|anybody|member of (?:staff|your team)"
    r"|staff"
    r"|employee|specialist|team)"
)
_CONTACT_EN = (
    r"(?:speak|talk|chat|call|ring|phone|contact|connect|transfer|word with|get in touch|reach"
    r"|discuss|put)"
)
IN_TOUCH = any_of(
    rf"(?<!mein )(?<!meine )(?<!meinen )(?<!meinem )\b{_STAFF_DE}\b"
    rf"[^.!?\n]{{0,30}}\b{_CONTACT_DE}\b",
    rf"\b{_CONTACT_DE}\b[^.!?\n]{{0,30}}(?<!mein )(?<!meine )(?<!me"
    rf"inen )(?<!meinem )\b{_STAFF_DE}\b",
    rf"\b{_CONTACT_EN}\b[^.!?\n]{{0,25}}(?<!my )\b{_STAFF_EN}\b",
    rf"(?<!my )\b{_STAFF_EN}\b[^.!?\n]{{0,25}}\b{_CONTACT_EN} (?:me|with me)\b",
    r"\bruf(?:t|e|en)? mich\b[^.!?\n]{0,20}\bjemand\b|\b(?:put|get) (?:a|an) (?:real )?(?:human"
    r"|person) on\b",
    rf"\b(?:wo|wie) (?:finde|bekomme|kriege) ich\b[^.!?\n]{{0,20}}\b{_STAFF_DE}\b",
    r"^\W*(?:bitte )?(?:kundendienst|kundenservice|support|ansprechpartner)(?: bitte)?\W*$",
    r"\blieber (?:\w+ )?mensch\b",
)
"""A human and a way to reach one, near each other; counts with a wish, or where no more is said."""
WISHES = any_of(
    r"\b(?:bitte|kann|könnte|könnten|können|kannst|möchte|will|würde|gern\w*|lieber|brauche"
    r"|geht das|wo|wie"
    r"|please|pls|can|could|would|want|need|like|prefer|possible|may|lets?|just)\b"
)
PAST = any_of(
    r"\b(?:hat|hatte|habe|haben|hab|war|waren|wurde|gestern|neulich|letzte\w*|meinte|sagte"
    r"|sprach)\b",
    r"\b(?:spoke|spoken|talked|called|told|said|was|were|had|has|have(?! an?\b| your\b| some)|ive"
    r"|yesterday"
    r"|last|been|didnt|never)\b",
    r"\b(?:nicht|kein\w*|dont|do not|without|ohne|if|ob|wenn|falls|soll|muss|must|should|who is"
    r"|mitbringen"
    r"|bring|reserv\w+|book\w*|buch\w*|tisch|table|ticket|tickets)\b",
)
"""Told, denied or about something else; the other expressions of `ASKS` are surer of themselves."""

NO_MACHINE = any_of(
    rf"\bnicht (?:mehr )?mit (?:(?:eine[mr]|de[mr]|n?em|ner) )?{_MACHINE}\b",
    rf"^\W*(?:no|kein\w*|bitte keinen?)\s+{_MACHINE}(?: (?:bitte|please|pls))?\W*$",
    rf"\b(?:will|möchte) keinen? {_MACHINE}\b|\bkeinen? {_MACHINE}\b[^.!?\n]{{0,6}}\bbitte\b",
    r"\b(?:dont|do not) (?:want|like) to (?:speak|talk|chat|write) (?:to|with) "
    rf"(?:an?|the|this|your)\s+{_MACHINE}\b",
)

NOT_ASKING = any_of(
    r"\bm(?:uss|üssen) (?:\w+ )?(?:erst(?! mal)|zuerst|vorher)\b",
    rf"\b(?:habe|hatte|hab)\b{_NEAR}\b(?:gesprochen|geredet|telefoniert|geschrieben)\b",
    r"\b(?:dont|do not|didnt) (?:want|need) to (?:speak|talk|chat|write)",
    r"\b(?:spreche|rede|schreibe) ich\b|\bob (?:sie|du)\b|\bmuss ich\b|\bich soll(?:te)?\b",
    r"\bdo i (?:need|have) to\b|\b(?:if|whether) you(?:re| are)\b",
    r"\b(?:will|möchte|brauche|muss|wollte)\b(?: \w+){0,2} (?:nicht|kein\w*)\b[^.!?,\n]{0,30}"
    r"\b(?:sprechen|reden|schreiben|mitarbeiter|mensch\w*)\b",
    r"\b(?:call|ring|order|get) me (?:an?|the) (?:taxi|cab|uber|ambulance)\b",
    r"\bum (?:einen |ihren )?rückruf gebeten\b|\b(?:wollte|sollte|hätte|wollten|sollten) (?:mich"
    r"|uns)\b[^.!?\n]{0,30}"
    r"\b(?:anrufen|zurückrufen|melden)\b",
    r"\b(?:termin|beratungstermin|beratungsgespräch\w*|appointment|consultation)\b",
    r"\bmich (?:bitte )?nicht (?:mehr )?(?:an|zurück)|\bkeine (?:anrufe|rückrufe)\b",
    r"\b(?:dont|do not|never) (?:ring|call) me\b",
    rf"\b(?:richten?|sagen?|sag|geben?|teilen?|schicken?)\b(?: \w+)? (?:de[mnr]|ihre[mnr]"
    rf"|eure[mnr])\s+"
    rf"{_PERSON_DE}\b|\b(?:tell|inform|remind|thank)\b[^.!?\n]{{0,15}}\b{_PERSON_EN}\b",
)
"""Talk about a human, past or unwanted, that no pattern of `ASKS` may overrule."""

_BOOKED_DE = (
    r"(?:mitnehmen|mitbringen|mitfahren|mitkommen|(?:auf|dazu|hinzu)?nehmen|(?:um|hinzu|dazu|nach"
    r"|ein)?buchen|hinzufügen|anmelden|abmelden|ummelden|nachmelden|eintragen|ergänzen|entfernen"
    r"|streichen|versichern)"
)
_NO_TALK_DE = rf"(?: (?!{_TALK_DE}\b|haben\b|und\b|sich\b|mir\b|mich\b)[^\W\d_]+){{0,5}}?"
_NO_TALK_EN = r"(?: (?!who\b|that\b|to\b|about\b|and\b|real\b|human\b|live\b)[a-z]+){0,3}?"
NOT_TALKED_TO = any_of(
    r"\bfür (?:eine|ne|zwei|drei|vier|\d+) person(?:en)?\b|\bfor (?:one|two|three|four"
    r"|\d+) (?:persons?|people)\b",
    rf"\b(?:lob|dank|das|es|dies|nachricht)\b[^.!?\n]{{0,25}}\ban (?:ihre?n?|den|die"
    rf"|eure?n?) (?:zuständigen? )?{_PERSON_DE}"
    r"[^.!?\n]{0,10}\bweiter(?:leiten|geben)?\b",
    rf"\b(?:(?:dont|do not|didnt) (?:want|need) (?:an?|any|your)|no need for (?:an?|any))\s+"
    rf"(?:{_REAL_EN}\s+)*{_PERSON_EN}\b",
    rf"\b(?:bei )?{_A_DE} {_PERSON_DE}{_NO_TALK_DE} (?:loben|danken|bedanken|bewerten|verklagen"
    r"|anzeigen|schenken)\b",
    rf"\b(?:einen|den|diesen) {_PERSON_DE}{_NO_TALK_DE} melden\b",
    rf"\b(?:eine|zwei|drei|weitere) person(?:en)?{_NO_TALK_DE} {_BOOKED_DE}\b",
    r"\b(?:eine|zwei|drei|weitere) person(?:en)? (?:mehr|weniger|zu viel|zu wenig)\b",
    rf"\b(?:praise|commend|compliment|report|recommend|nominate|tip){_NO_TALK_EN} {_PERSON_EN}\b",
    rf"\b(?:add|bring|remove|include|invite|insure){_NO_TALK_EN} (?:persons?|people)\b",
    r"\b(?:one|two|three) (?:more|fewer|less|extra) (?:persons?|people)\b",
    r"(?<!\bi )(?<!\bich )\b(?:said|says|promised|told (?:me|us)|sagte|sagt|meinte|versprach"
    r"|hieß)\b"
    r"[^.!?\n]{0,60}\b(?:call(?:ed)?|ring|phone|anruf\w*|anruft|zurückruf\w*|ruft)\b"
    r"(?: (?:me|us|mich|uns))?(?: back)?",
    r"\b(?:kann|könnte) man\b[^.!?\n]{0,60}\b(?:vor ort|im laden|in (?:der|ihrer) filiale"
    r"|im geschäft)\b"
    r"[^.!?\n]*|\b(?:kann|könnte) man\b[^.!?\n]{0,12}\b(?:da|dort)\b[^.!?\n]*"
    r"|\b(?:can|could) you (?:speak|talk) to[^.!?\n]*",
    r"\b(?:persons?|people) (?:added|removed|fewer|less|more)\b",
)
"""People who are booked, praised, reported or not wanted: nobody to talk to."""

ANNOUNCES = any_of(
    rf"\b(?:verbinde|verbinden|leite|leiten|gebe|geben|übergebe|übergeben)\b{_NEAR}"
    rf"\b(?:sie|dich|das|dies|es|ihr\w*|dein\w*)\b{_NEAR}\b{_PERSON_DE}\b",
    rf"\b(?:sie|du)\b{_NEAR}\b(?:werden|wirst)\b{_NEAR}\b(?:verbunden|weitergeleitet)\b",
    rf"\b(?:wird|wurde)\b{_NEAR}\ban (?:unser(?:e[nm]?)? )?{_A_PERSON_DE}\b{_NEAR}\b(?:übergeben"
    rf"|weiter\w+)\b",
    rf"\b{_PERSON_DE}\b{_NEAR}\b(?:übernimmt|kümmert sich|meldet sich|ist gleich für)\b",
    rf"\b(?:gleich|sofort|in kürze)\b{_NEAR}\b{_PERSON_DE}\b{_NEAR}\b(?:für (?:sie|dich)"
    rf"|bei ihnen)\b",
    rf"\bhole? ich\b{_NEAR}\b{_PERSON_DE}\b|\bbring(?:ing)? in\b{_NEAR}\b{_PERSON_EN}\b",
    r"\b(?:being|be|now) (?:connected|transferred) (?:to|with) (?:our|the|an?)\b",
    r"\b(?:handing|passing|transferring|forwarding) (?:this|you|it)\b[^.!?\n]{0,15}\b(?:to"
    r"|over to) "
    r"(?:the|our|an?|my)\b[^.!?\n]{0,20}\b(?:team|department|colleague\w*|agent\w*"
    r"|specialist\w*)\b",
    rf"\bich hole?\b{_NEAR}\b{_PERSON_DE}\b|\b{_PERSON_DE}\b{_NEAR}\bbeigetreten\b",
    rf"\b(?:connect|connecting|transfer|transferring|transferred|hand|handing|pass|passing)\b"
    rf"{_NEAR}\b(?:you|this|it|to)\b{_NEAR}\b{_PERSON_EN}\b",
    rf"\b{_PERSON_EN}\b{_NEAR}\b(?:will (?:be with you|take over|help you|join)|is taking over)\b",
    r"\b(?:our team|the team)\b[^.!?\n]{0,10}\bwill be with you\b|\bjoined the (?:chat"
    r"|conversation)\b",
    rf"\bill get\s+{_A_PERSON_EN}\b",
    r"\b(?:verbinde|leite) (?:ich )?(?:sie|dich|euch)(?: (?:jetzt|nun|gleich|gern|gerne"
    r"|weiter))*\W*$",
    r"\b(?:transferring|connecting) you(?: (?:now|over|through))*\W*$|\bwhile i (?:transfer"
    r"|connect|put) you\b",
    r"\b(?:let me|ill) (?:get|find|fetch) (?:you )?(?:someone|somebody)\b",
    r"\bill (?:transfer|connect) you(?: (?:now|over|through))*\W*$",
)

OFFERS = any_of(
    rf"\b{_PERSON_DE}\b{_NEAR}\b(?:{_TALK_DE}|weitergeben|dazuholen"
    r"|übergeben|zurückruf\w*|melden|anrufen|übernimmt|hilft|anruft|meldet|kontaktiert)\b",
    rf"\b(?:get|fetch|bring|ask|find)\b{_NEAR}\b{_PERSON_EN}\b",
    rf"\b{_PERSON_EN}\b{_NEAR}\bto (?:call|ring|phone|contact|help) you\b",
    rf"\b(?:connect|transfer|hand|pass|put)\b{_NEAR}\b{_PERSON_EN}\b",
    r"\b(?:speak|talk|chat|put you|connect you|pass you)\b[^.!?\n]{0,20}\b(?:one|someone|somebody|a"
    r" member) (?:of|from|on|in) (?:our|the|my) (?:\w+ )?(?:team|staff|crew|office)\b",
    rf"\b(?:speak|talk|chat)\s+(?:to|with)\s+{_A_PERSON_EN}\b",
    r"\b(?:soll|sollen|darf|dürfen)\b[^.!?\n]{0,25}\b(?:sie|dich|euch)\b[^.!?\n]{0,15}\b(?:an"
    r"|zurück)rufen\b",
    rf"\b(?:shall|should|can)\b[^.!?\n]{{0,12}}\b(?:have )?{_PERSON_EN} (?:call|ring|phone) you\b",
    r"\b(?:soll|darf|kann) ich (?:sie|dich|euch)\b[^.!?\n]{0,40}\b(?:verbinden|durchstellen"
    r"|weiterverbinden)\b|\b(?:möchten sie|möchtest du|wollen sie|willst du)\b[^.!?\n]{0,40}"
    r"\b(?:verbunden|durchgestellt) werden\b",
    r"\b(?:shall|should|can|want me to|like me to)(?: i)? (?:connect|transfer|put) you (?:to|with"
    r"|through)\b",
)
"""A human, in a question of the bot's."""

NO_HANDOFF_YET = any_of(
    r"\b(?:wenn sie (?:möchten|wollen|wünschen)|wenn du (?:möchtest|willst)|auf wunsch)\b",
    r"\b(?:ich|wir) (?:kann|können)\b|\b(?:kann|können|soll|sollen|darf) (?:ich|wir)\b",
    r"\b(?:möchten sie|möchtest du|wollen sie|willst du)\b",
    r"\bif you(?:d)? (?:like|want|wish|prefer)\b|\b(?:i|we) can\b|\b(?:can|shall|should|may) (?:i"
    r"|we)\b",
    r"\b(?:would you|do you want)\b|\b(?:no|all)\b[^.!?\n]{0,10}\bagents\b|\bunavailable\b",
    r"\b(?:kein\w*|niemand|nicht)\b",
)
"""An offer, or the word that nobody is there: no handoff is announced."""
