"""Towns' and people's names that clubs, goods, dishes, rides and buttons bear.

"Liverpool v Everton", "Kommode Malmö", "a glass of Shiraz", "Der ICE bis …", "press “Roger”":
in a text that holds nobody's data nobody lives there and nobody is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dialogkit.corpus._anonymize._cues import DIGIT, cue, cues_in
from dialogkit.corpus._anonymize._journeys import CLUBS
from dialogkit.corpus._anonymize._words import fold, legends, towns, word_set

__all__ = ["borne"]

_CAP = r"[A-ZÄÖÜ][^\W\d_]+"
_TEAM = rf"(?:(?:FC|VfB|VfL|SV|SC|TSG|RB|FSV|1\. FC) )?{_CAP}(?: (?:United|City|\d\d))?"
_PLAYED = re.compile(
    rf"(?<![\w-])(?P<one>{_TEAM}) (?:gegen|vs?\.?|versus|against) (?P<other>{_TEAM})(?![\w-])"
)
_CLUB = re.compile(
    rf"(?<![\w-])(?:(?P<name>{_CAP}) (?:FC|AFC|RFC|United|Rovers|Wanderers|Athletic|Albion"
    r"|Hotspur|Rangers|Warriors|Tigers|Saints|Harlequins|Lakers|Celtics|Bulls|Yankees|Mets"
    r"|Cubs|Bears|Packers|Eagles|Steelers|Lions|Raiders|Blackhawks|Maple Leafs|Canucks|Marathon"
    r"|0[459]|96|98|60|1860)"
    r"|(?:[Ff]ans?|[Tt]rikots?|[Ss]chals?|[Aa]nhänger|[Ss]piele?|[Hh]eimspiele?|[Aa]uswärtsspiele?"
    r"|[Nn]iederlage|[Ss]ieg|[Pp]okalspiel|[Dd]erby|[Ss]upporters?|[Ss]hirts?|[Ss]carf|[Ss]carves"
    r"|[Mm]atch|[Gg]ames?|[Ff]ixture|[A-ZÄÖÜ]?[a-zäöüß]+(?:fans|spiel|trikots?|schal))"
    r" (?:von|des|gegen|of|against|with)"
    rf" (?:(?:FC|SV|VfL|VfB) )?(?P<fan>{_CAP}))(?![\w-])"
)
# Sofa Modell Oslo, Kommode Malmö, the Bergen range
_GOODS = (
    r"(?:[Mm]odell|[Mm]odel|[Ss]erien?|[Ss]eries|[Rr]ange|[Cc]ollection|[Kk]ollektion|[Dd]ekor"
    r"|[Ff]arbe|[Ff]arbton|[Cc]olou?r|[Ss]tyle|[Dd]esign|[Mm]uster|[Ee]cksofa|[Ss]ofas?|[Cc]ouch"
    r"|[Ss]ideboard|[Kk]ommode|[Rr]egal|[Ss]chrank|[Kk]leiderschrank|[Ee]sstisch|[Cc]ouchtisch"
    r"|[Ss]chreibtisch|[Tt]isch|[Ss]tuhl|[Ss]essel|[Hh]ocker|[Bb]ett|[Bb]oxspringbett|[Mm]atratze"
    r"|[Ll]ampe|[Pp]endelleuchte|[Ss]tehlampe|[Ll]euchte|[Tt]eppich|[Vv]orhang|[Gg]ardinen?"
    r"|[Bb]ettwäsche|[Tt]apete|[Ff]liesen?|[Ll]aminat|[Pp]arkett|[Vv]itrine|[Gg]arderobe"
    r"|[Ww]ohnwand|[Kk]üche|[Aa]rmatur|[Dd]uschkabine|[Ww]aschtisch|[Ss]chuhe?|[Ss]tiefel"
    r"|[Ss]neaker|[Jj]acke|[Mm]antel|[Hh]ose|[Jj]eans|[Kk]leid|[Rr]ucksack|[Tt]asche|[Kk]offer"
    r"|[Zz]elt|[Ss]chlafsack|[Bb]rille|[Ff]assung|[Uu]hr|[Rr]ad|[Ee]-Bike|[Ff]ahrrad|[Kk]inderwagen"
    r"|[Ss]chulranzen|[Gg]artenbank|[Gg]artenstuhl|[Ll]iege|[Pp]avillon|[Gg]rill|[Oo]fen|[Kk]amin"
    r"|[Ff]enster|[Tt]ür|[Hh]austür)"
)
_GOODS_AFTER = (
    r"(?:ranges?|collections?|series|sofas?|suites?|sofabeds?|armchairs?|chairs?|tables?|beds?"
    r"|wardrobes?|sideboards?|bookcases?|shelf|shelves|units?|lamps?|rugs?|mattress|curtains?"
    r"|desks?|cabinets?|drawers|benches|bench|tiles?|taps?|jackets?|boots?|coats?|dress|jeans"
    r"|backpacks?|tents?|frames?|bikes?|shirts?|blouses?|trousers|cardigans?|jumpers?)"
)
_THING = re.compile(
    rf"(?<![\w-]){_GOODS} [\"„“'‚]?(?!{_GOODS})(?P<name>{_CAP})(?! (?:[Mm]itte|Nord|Süd|West"
    rf"|Ost|Hbf))(?![\w-])"
    rf"|(?:[Tt]he|[Aa]n?|[Oo]ur|[Mm]y|[Yy]our|[Tt]his|[Tt]hat) (?P<own>{_CAP}) {_GOODS_AFTER}(?!\w)"
    rf"|\b[Tt]he (?P<sole>{_CAP})(?= (?:I|we|from the|is|was|has|squeaks"
    r"|sofa|problem|in (?:beige|grey|gray|oak|walnut|leather|velvet))(?!\w))"
)
_MAKERS = (
    r"(?:Cube|Scott|Trek|Giant|Ghost|Haibike|Canyon|Specialized|Cannondale|Kalkhoff|Gazelle"
    r"|Riese|Bulls|Focus|Orbea|Merida|KTM|Stevens|Diamant|Pegasus|Winora|Hercules|Puky|Woom"
    r"|Deuter|Vaude|Ortlieb|Osprey|Salewa|Mammut|Lowa|Meindl|Hanwag|Salomon|Schöffel|Fjällräven"
    r"|Samsonite|Rimowa|Travelite|Birkenstock|Gabor|Rieker|Ecco|Clarks|Geox|Hymer|Dethleffs"
    r"|Knaus|Bürstner|Hobby|Weinsberg|Seat|Chrysler|Chevrolet|Hyundai|Kia|Dodge|Opel|Fiat)"
)
_MADE = re.compile(
    rf"(?<![\w-]){_MAKERS} (?P<name>{_CAP})(?![\w-])"
    r"|(?<![\w-])(?i:bikes?|fahrr(?:ad|äder)|r(?:ad|äder)|rennrad|mountainbike|gravelbike|e-bikes?)"
    r" (?i:von|from|by) (?P<maker>Canyon|Giant|Rose|Scott|Trek|Cube|Bergamont|Stevens|Orbea)(?!\w)"
)
# a glass of Shiraz, Scholle Finkenwerder Art, Eton mess
_DISH = re.compile(
    r"(?<![\w-])(?:(?i:glass|bottle|case|drop|half a bottle|glas|flasche|kiste|schluck|gläser"
    rf"|flaschen|bottles|glasses) (?:(?i:of|vom|von)(?: the)? )?(?P<name>{_CAP})"
    r"|(?:[Tt]he|[Dd]er|[Dd]en|[Ee]in(?:en)?|an?|your|Ihr(?:en)?|zum) (?P<wine>Shiraz|Chablis"
    r"|Rioja|Chianti|Bordeaux|Bourgogne|Beaujolais|Bardolino|Soave|Barolo"
    r"|Marsala|Sauternes|Cognac|Champagne|Sancerre|Médoc|Montepulciano|Valpolicella|Madeira|Jerez"
    r"|Tokaj)(?! [A-Z\d])"
    rf"|(?P<art>{_CAP}) Art(?!\w)"
    rf"|(?P<dish>{_CAP}) (?:mess|mint cake|duck|hotpot|past(?:y|ies)|kippers?|oysters|rarebit"
    r"|toffee|gingerbread|broth|stew|lamb|beef|trout|salmon|shrimps?|crab|clotted cream|slices?"
    r"|fudge|humbugs|tea|roast|coffee|blend|brew))(?!\w)"
)
# Der ICE bis Ostseebad Binz, der Flug nach Tokio
_RIDE = re.compile(
    r"(?<![\w-])(?:ICE|IC|EC|RE|RB|RJ|TGV|Eurostar|Nightjet|Sprinter|S-Bahn|[Rr]egionalexpress"
    r"|[Ff]lixbus|[Ff]ernbus|[Zz]ug|[Nn]achtzug|[Ff]ähre|(?:[A-ZÄÖÜ][a-zäöü]*f|F)l[uü]ge?s?)"
    r"(?: \d{1,4})? (?:von (?P<start>[A-ZÄÖÜ][^\W\d_]+) )?(?:bis|nach|von|ab|aus|Richtung)"
    rf" (?P<name>(?:(?:Ostseebad|Nordseebad|Seebad|Bad|Sankt|St\.) )?{_CAP})"
    r"(?: (?:Hbf|Hauptbahnhof|Bahnhof|Flughafen))?(?![\w-])"
)
_RACES = re.compile(
    r"(?:\b(?:it|lot|money|fiver|tenner|quid|pounds|bet|everything|wages|lost|won"
    r"|flutter) (?:all )?"
    r"(?:on|at)|[Rr]aces at|[Dd]ay at) (?P<name>Cheltenham|Aintree|Ascot|Epsom|Newmarket|Doncaster"
    r"|Kempton|Sandown|Goodwood|Haydock|Chepstow|Uttoxeter|Wetherby|Leopardstown|Fairyhouse"
    r"|Punchestown|Churchill Downs|Saratoga|Hoppegarten|Iffezheim)(?!\w)"
)
_PARK = re.compile(
    r"(?<!\w)(?:in|at|of|to|through|around|near|across|for|from) (?:the )?"
    rf"(?P<name>(?:{_CAP} ){{1,2}}(?:Park|Recreation Ground|Playground"
    rf"|Playing Fields"
    r"|Leisure Centre|Swimming Pool|Baths|Lido|Library|Community Centre|Village Hall|Town Hall))"
    r"(?! (?:Road|Street|Lane|Close|Drive|Avenue|Terrace|Place|View|Court|Rise|Crescent"
    r"|Way))(?![\w-])"
)
_LIVES = re.compile(
    r"(?i)(?<!\w)(?:live|lives|living|lived|moved?|moving|flat|house|home|address|floor|office"
    r"|shop|work(?:s|ing)?|meet(?:ing)?|deliver\w*|collect\w*|drop\w*|send|sent|parcel|pick\w*"
    r"|wohn\w*|leb(?:e|en|t)|zuhause|adresse|treff\w*|abhol\w*|liefer\w*)(?!\w)"
)
_PRESSED = re.compile(
    r"(?i:press(?:ed|ing)?|tap(?:ped|ping)?|click(?:ed|ing)?(?: on)?|button|key|drück\w*|gedrückt"
    r"|taste|knopf|klick\w*(?: auf)?|schalter|menüpunkt) [\"„“'‘](?P<name>[A-ZÄÖÜ]\w{2,14})[\"”“'’]"
)
_WORN = re.compile(
    r"(?i:lunch ?box|backpack|rucksack|t-?shirt|pyjamas|pajamas|hoodie|jumper|mug|tasse|brotdose"
    r"|trinkflasche|schulranzen|bettwäsche|water bottle|cap|kappe|mütze|regenschirm|umbrella|towel"
    r"|handtuch|costume|kostüm|puppe|doll|figur|figure|stickers?|aufkleber) (?i:with|of|mit|von)"
    rf" (?P<name>{_CAP})(?= (?:on it|on|drauf|darauf|vorne|als)|[.,])"
)
_TREES = (
    r"(?:rowan|hazel|holly|ivy|willow|rose|violet|heather|poppy|daisy|lily|iris|fern|olive|sage"
    r"|rosemary|basil|ginger|juniper|aspen|laurel|myrtle|jasmine|clover|bryony|marigold|primrose"
    r"|oak|ash|elm|beech|birch|alder|maple|hawthorn|blackthorn|yew|pine|cherry|lavender|thyme"
    r"|mint|parsley|dill|fennel|coriander|ruby|amber|coral|jade|pearl|scarlet|olive|navy|teal)"
)
_LISTED = re.compile(rf"(?<![\w-]){_TREES}(?:(?:, | and | or | & |, and ){_TREES})+(?![\w-])")
_GROWN = re.compile(
    r"(?i)plant|tree|wood|hedge|flower|seed|herb|shade|colou?r|paint|stain|finish|stone|necklace"
    r"|bouquet|garden|fence|veneer|spice|scent|candle|fabric"
)
"""What trees, herbs and stones are spoken of with, and children called so are not."""
_STAINED = re.compile(
    r"(?:geliefert|bestellt|bekommen|gekommen|gestrichen|gefärbt|verfärbt|wurde|ist|war|in"
    r"|statt|nicht"
    r"|sondern|nur|eher|oder|und|aber) (?P<name>rosa|lila|jade|coral|olive|amber|azur"
    r"|ruby)(?=[ .,!?])"
)

_CUE = cue(
    whole=word_set(
        "gegen vs v versus against fc afc rfc united rovers wanderers athletic albion hotspur "
        "rangers fan fans trikot trikots schal spiel spiele heimspiel heimspiele "
        "auswärtsspiel sieg "
        "niederlage derby supporter supporters shirt shirts scarf match game games "
        "fixture marathon "
        "modell model serie serien series range ranges collection kollektion dekor farbe farbton "
        "color colour style design muster sofa sofas couch sideboard kommode regal schrank tisch "
        "stuhl sessel hocker bett matratze lampe leuchte teppich vorhang gardine gardinen the my "
        "our your glass bottle glas flasche kiste bottles glasses art mess hotpot shiraz rioja "
        "ice ic ec re rb zug fähre flug flüge park gardens common rosa lila lost won bet day races "
        "press pressed tap tapped click clicked select selected button taste knopf "
        "drücken gedrückt "
        "lunchbox backpack rucksack tasse mug brotdose rad fahrrad bike fahrräder cube scott trek"
    ),
    parts=word_set("sofa tisch stuhl schrank lampe leuchte wand kommode flug flüg fans spiel bett"),
)
_TREE_CUE = cue(whole=frozenset(re.findall("[a-z]{3,}", _TREES)))


def borne(text: str) -> Iterator[tuple[int, int]]:
    """Where such names stand."""
    cues = cues_in(text)
    if cues & _CUE:
        yield from _of_towns(text, cues)
        if cues & _QUOTE_CUE:
            yield from (match.span("name") for match in _PRESSED.finditer(text))
        for match in _WORN.finditer(text) if cues & _WORN_CUE else ():
            if fold(match["name"]) in legends():
                yield match.span("name")
        if cues & _PARK_CUE and _LIVES.search(text) is None:
            yield from (match.span("name") for match in _PARK.finditer(text))
        if cues & _STAINED_CUE:
            yield from (match.span("name") for match in _STAINED.finditer(text))
    if cues & _TREE_CUE and not text.islower() and _GROWN.search(text) is not None:
        yield from (m.span() for m in _LISTED.finditer(text) if m[0].islower())


_PLAYS = cue(whole=("gegen", "vs", "v", "versus", "against"))
_FAN = re.compile(
    r"[Ff]ans?|[Tt]rikots?|[Ss]chals?|[Aa]nhänger|(?:[Hh]eims|[Aa]uswärtss|[Ss])piele?"
    r"|[Nn]iederlage|[Ss]ieg|[Pp]okalspiel|[Dd]erby|[Ss]upporters?|[Ss]hirts?|[Ss]carf|[Ss]carves"
    r"|[Mm]atch|[Gg]ames?|[Ff]ixture|[A-ZÄÖÜ]?[a-zäöüß]+(?:fans|spiel|trikots?|schal)"
)
_CLUBS_CUE = DIGIT | cue(
    cased=word_set(
        "FC AFC RFC United Rovers Wanderers Athletic Albion Hotspur Rangers Warriors Tigers Saints "
        "Harlequins Lakers Celtics Bulls Yankees Mets Cubs Bears Packers Eagles Steelers Lions "
        "Raiders Blackhawks Maple Canucks Marathon"
    ),
    test=lambda word, _: _FAN.fullmatch(word) is not None,
)
_THINGS = re.compile(f"{_GOODS}|{_GOODS_AFTER}|Bike")
_THING_CUE = cue(whole=("the",), test=lambda word, _: _THINGS.fullmatch(word) is not None)
_MADE_CUE = cue(cased=(*re.findall(r"[^\W\d_]{2,}", _MAKERS), "Rose", "Bergamont"))
_DISH_CUE = cue(
    whole=word_set(
        "glass bottle case drop glas flasche kiste schluck gläser flaschen bottles glasses art "
        "mess mint duck hotpot pasty pasties kipper kippers oyster oysters rarebit toffee "
        "gingerbread broth stew lamb beef trout salmon shrimp shrimps crab cream slice slices "
        "fudge humbugs tea roast coffee blend brew"
    ),
    cased=word_set(
        "Shiraz Chablis Rioja Chianti Bordeaux Bourgogne Beaujolais Bardolino Soave Barolo Marsala "
        "Sauternes Cognac Champagne Sancerre Médoc Montepulciano Valpolicella Madeira Jerez Tokaj"
    ),
)
_RIDES = re.compile(
    r"ICE|IC|EC|RE|RB|RJ|TGV|Eurostar|Nightjet|Sprinter|Bahn|[Rr]egionalexpress|[Ff]lixbus"
    r"|[Ff]ernbus|[Zz]ug|[Nn]achtzug|[Ff]ähre|(?:[A-ZÄÖÜ][a-zäöü]*f|F)l[uü]ge?s?"
)
_RIDE_CUE = cue(test=lambda word, _: _RIDES.fullmatch(word) is not None)
_RACES_CUE = cue(
    cased=word_set(
        "Cheltenham Aintree Ascot Epsom Newmarket Doncaster Kempton Sandown Goodwood Haydock "
        "Chepstow Uttoxeter Wetherby Leopardstown Fairyhouse Punchestown Churchill Saratoga "
        "Hoppegarten Iffezheim"
    )
)
_PARK_CUE = cue(
    cased=word_set(
        "Park Recreation Playground Playing Leisure Swimming Baths Lido Library Community Village "
        "Town"
    )
)
_STAINED_CUE = cue(whole=word_set("rosa lila jade coral olive amber azur ruby"))
_QUOTE_CUE = cue(marks="\"„“'‘")
_WORN_CUE = cue(whole=word_set("with of mit von"))
_OF_TOWNS = (
    (_CLUB, _CLUBS_CUE),
    (_THING, _THING_CUE),
    (_MADE, _MADE_CUE),
    (_DISH, _DISH_CUE),
    (_RIDE, _RIDE_CUE),
    (_RACES, _RACES_CUE),
)
"""Patterns, and the cue without which they find nothing."""


def _of_towns(text: str, cues: int) -> Iterator[tuple[int, int]]:
    """Towns that play, are sold, are drunk or are where something goes."""
    for match in _PLAYED.finditer(text) if cues & _PLAYS else ():
        if _is_team(match["one"]) and _is_team(match["other"]):
            yield match.span()
    for pattern, needed in _OF_TOWNS:
        if not cues & needed or (pattern in (_RIDE, _CLUB) and _LIVES.search(text) is not None):
            continue
        for match in pattern.finditer(text):
            for name, value in match.groupdict().items():
                if value is not None and _is_town(value):
                    yield match.span(name)


def _is_team(name: str) -> bool:
    return any(_is_town(word) or word.lower() in CLUBS for word in name.split())


def _is_town(name: str) -> bool:
    """Whether a name or one of its words is a town's in the list."""
    return any(fold(word) in towns() for word in (name, *name.split()))
