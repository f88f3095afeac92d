"""English names of what anybody rides, buys, plants or learns about: trains, shops, cars, woods.

"The 14.05 to Edinburgh Waverley", "the Avanti from Euston", "a Hyundai Tucson", "next to Costa",
"in Natural Oak", "doing the Tudors": nobody's name or home.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dialogkit.corpus._anonymize._cues import cue, cues_in
from dialogkit.corpus._anonymize._words import fold, forenames, given

__all__ = ["public_english"]

_NAME = r"[A-Z][\w'’]+(?: (?!Road|Street|Lane|Close|Drive|Avenue)[A-Z][\w'’]+)?"
_STATIONS = (
    r"(?:Euston|Paddington|Marylebone|Waterloo|Heuston|Connolly|Waverley|Haymarket|Piccadilly"
    r"|St\.? Pancras|King['’]?s Cross|Charing Cross|Liverpool Street|Fenchurch Street"
    r"|London Bridge|Clapham Junction|New Street|Moor Street|Snow Hill|Temple Meads|Parkway"
    r"|Lime Street|Queen Street|Glasgow Central|Oxford Road|Ceannt|Colbert"
    r"|Penn Station|Grand Central|Union Station|Flinders Street|Southern Cross|Roma Street"
    r"|Pearse|Tara Street|Lanyon Place|Great Victoria Street|Crewe|Didcot|Clapham)"
)
_OPERATORS = (
    r"(?:Avanti|LNER|GWR|Eurostar|ScotRail|CrossCountry|TransPennine|Megabus|Flixbus|FlixBus"
    r"|National Express|Lumo|Thameslink|Amtrak|Greyhound|DART|Luas|Translink|Night Riviera"
    r"|Caledonian Sleeper|Aircoach|Stagecoach|Ryanair|easyJet|Aer Lingus|Loganair)"
)
_MAKES = (
    r"(?:Hyundai|Kia|Volkswagen|VW|Vauxhall|Opel|Ford|SEAT|Seat(?= (?:Leon|Ibiza|Toledo|Ateca"
    r"|Arona|Tarraco|Cordoba|Alhambra))|Cupra|CUPRA|Skoda|Škoda|Toyota|Nissan|Chevrolet|Chevy"
    r"|Dodge|Chrysler|Jeep|Buick|Cadillac|Pontiac|Fiat|Alfa Romeo|Maserati|Ferrari|Lamborghini"
    r"|Audi|BMW|Porsche|Peugeot|Renault|Citro[eë]n|Dacia|Honda|Mazda|Subaru|Suzuki|Mitsubishi"
    r"|Volvo|Saab|Rover|Land Rover|Range Rover|Jaguar|Lexus|Infiniti|GMC|Yamaha|Kawasaki|Ducati"
    r"|Vespa|Piaggio)"
)
_RIDE = re.compile(
    r"(?<![\w-])(?:"
    r"(?:\d{1,2}[.:]\d\d|(?i:sleeper|trains?|coach|coaches|ferry|ferries|flights?|tram|shuttle"
    rf"|replacement bus|express|services|departures?)|{_OPERATORS})(?: \w+)? (?:to|from)"
    rf" (?P<free>{_NAME})(?! ?(?:to|and|-|–|>) ?[A-Z])(?![\w'’])"
    rf"|(?:at|from|to|into|via|through|for|outside) (?P<city>{_NAME} )?{_STATIONS}"
    r"(?! (?:Road|Street|Lane|Close|Drive|Avenue|House|Court))"
    rf"|{_MAKES} {_NAME})(?![\w-])"
)
_RIDE_CUE = cue(
    whole=frozenset(re.findall(r"[a-z]{4,}", f"{_STATIONS} {_OPERATORS} {_MAKES}".lower()))
    | frozenset(
        (
            *("sleeper", "train", "trains", "coach", "coaches", "ferry", "ferries", "flight"),
            *("flights", "tram", "shuttle", "replacement", "express", "services", "departure"),
            *("departures", "cross", "gwr", "lner", "kia", "vw", "bmw", "gmc"),
        )
    )
)
_CLOCK = re.compile(r"\d[.:]\d\d(?: \w+)? (?:to|from|for|via) [A-Z]")
_EVENTS = re.compile(
    r"(?<![\w-])(?:(?P<free>(?:[A-Z][\w'’]+ ){1,2})"
    r"(?:Fringe|Festival|Proms|Carnival|Tattoo|Biennale"
    r"|Grand National|Gold Cup|Flower Show|Boat Race|Half Marathon|Marathon|Book Fair"
    r"|Christmas Market|Beer Festival|Comic Con|Oktoberfest|Regatta)"
    r"|(?:Anzac|ANZAC|Boxing|Waitangi|Australia|Canada|Labou?r|Memorial|Thanksgiving|Groundhog"
    r"|Remembrance|Armistice|Christmas|Independence|Bastille|Easter|Pancake|Father Christmas"
    r"|Star Wars|Earth|Pi|Juneteenth|Canberra|Melbourne Cup|King['’]?s Birthday"
    r"|Queen['’]?s Birthday) (?:Day|Eve|Sunday|Monday|Tuesday|Weekend|Show)"
    r"|Santa(?:['’]s| Claus['’]?s?)?(?: (?:Grotto|Workshop|Village|Express|Run|Sleigh|Special))?"
    r"|(?:Halloween|Hallowe['’]en|Hogmanay|Michaelmas|Lady|Midsummer|St|All Hallows['’]?)"
    r" (?:Day|Eve|Night|Term|Ball))(?![\w-])"
)
_EVENT_CUE = cue(
    whole=frozenset(
        (
            *("fringe", "festival", "proms", "carnival", "tattoo", "biennale", "national", "cup"),
            *("show", "race", "marathon", "fair", "market", "con", "oktoberfest"),
            *("regatta", "day", "eve", "sunday", "monday", "tuesday", "weekend", "santa"),
            *("santas", "night", "term", "ball"),
        )
    )
)
_WOODS = (
    r"(?:Oak|Ash|Hazel|Walnut|Maple|Cherry|Beech|Birch|Pine|Teak|Elm|Cedar|Mahogany|Rosewood"
    r"|Olive|Alder|Acacia|Mango|Larch|Willow|Ebony|Bamboo|Sycamore|Chestnut|Poplar|Sandalwood)"
)
_FINISH = (
    r"(?:Natural|Smoked|Rustic|Dark|Light|Pale|Black|White|American|European|English|French"
    r"|Limed|Washed|Grey|Gray|Golden|Warm|Solid|Antique|Moss|Sage|Forest|Olive|Navy|Duck Egg)"
)
_GOODS = (
    r"(?:(?:dining|coffee|side|corner|console|bedside|dressing|garden|bistro|bar|office|sofa"
    r"|double|single|king[- ]size|ottoman|storage|chest|arm|recliner|swivel|extending|nest"
    r"|\d(?:\.\d)?[- ]?seater|two[- ]seater|three[- ]seater) )*"
    r"(?:tables?|sofas?|chairs?|beds?|bench|desk|wardrobe|sideboard|bookcase|shelf|shelving"
    r"|cabinet|stool|mattress|headboard|armchair|recliner|rug|lamp|pendant|mirror|range|suite"
    r"|sofabed|footstool|seater|\d(?:\.\d)?[- ]?seater|ottoman|unit|drawers|curtains?|blinds?"
    r"|tiles?|taps?|basin|worktop|kitchen|vanity|hob)"
)
_SOAPS = r"(?:Fairy|Ajax|Tide|Persil|Daz|Surf|Flash|Comfort|Lenor|Palmolive|Ecover|Cif)"
_WAYS = r"(?:Close|Rise|Drive|Avenue|Road|Street|Lane|Grove|Place|Terrace|House|Court|Crescent)"
_THINGS = re.compile(
    r"(?<![\w-])(?:(?:[Aa]n?|[Mm]y|[Tt]he|[Hh]is|[Hh]er|[Oo]ur|[Ff]olding|[Tt]wo|[Yy]our)"
    r" Bromptons?(?! (?:Road|Cemetery|Oratory))"
    rf"|(?:[Tt]he|[Aa]n?) (?P<free>{_NAME}) (?:{_GOODS}|in {_FINISH} {_WOODS}"
    r"|in (?:Oak|Walnut|Beech|Mahogany|Teak|Maple|Pine|Birch|Cherry|Rosewood|Ebony))"
    rf"|in {_FINISH} {_WOODS}"
    rf"|{_WOODS}(?:,| or| and|/) {_WOODS}(?=[^.?!\n]{{0,40}}\b(?:veneers?|wood|finish|stain|grain"
    r"|darker|lighter|worktop|flooring|laminate|shade)\b)"
    rf"|{_WOODS} (?:veneers?|effect|finish|laminate|flooring|worktop|stain)"
    r"|(?:Magnolia|Acer|Hydrangea|Clematis|Lavandula|Salvia|Prunus|Cornus|Betula|Quercus|Ilex|Buxus|Pieris|Skimmia|Viburnum"
    r"|Euonymus|Fatsia|Yucca|Agave|Wisteria|Jasminum|Lonicera|Rhododendron|Azalea|Allium"
    r"|Begonia|Geranium|Primula|Heuchera|Hosta|Echinacea|Rudbeckia|Monstera|Ficus"
    r"|Dracaena|Calathea|Philodendron|Sorbus|Malus|Amelanchier|Hamamelis)"
    rf"(?! {_WAYS})(?: (?!{_WAYS})[A-Z][a-z]+(?:a|um|us|is|ii|e|ea|ens|or|ides))?"
    r"|John Innes(?: No)?"
    r"|(?:[Tt]he|[Tt]hose) (?:Tudors|Victorians|Stuarts|Georgians|Edwardians|Plantagenets|Romans"
    r"|Vikings|Normans|Saxons|Celts|Windsors|Habsburgs|Hanoverians|Lancastrians|Yorkists|Aztecs"
    r"|Mayans|Incas|Spartans|Elizabethans|Jacobites|Gunners|Beatles|Simpsons|Kardashians)"
    r"|Lemsip(?: Max| Cold)?|Dolby(?: Atmos| Vision| Digital)?|Oxfam"
    r"|Brita(?= (?:jugs?|filters?|cartridges?|bottles?|taps?|water)(?!\w))"
    rf"|{_SOAPS} (?:or|and|&) (?:{_SOAPS}|Dawn|Joy|Ariel|Gain|Bold)"
    rf"|(?:Dawn|Joy|Ariel|Gain|Bold) (?:or|and|&) {_SOAPS})(?![\w-])"
)
_PLANTS = (
    "magnolia acer hydrangea clematis lavandula salvia "
    "prunus cornus betula quercus ilex buxus pieris skimmia viburnum euonymus fatsia "
    "yucca agave wisteria jasminum lonicera rhododendron azalea allium begonia geranium "
    "primula heuchera hosta echinacea rudbeckia monstera ficus dracaena calathea philodendron "
    "sorbus malus amelanchier hamamelis innes"
)
_LESSONS = (
    "tudors victorians stuarts georgians edwardians plantagenets romans vikings normans saxons "
    "celts windsors habsburgs hanoverians lancastrians yorkists aztecs mayans incas spartans "
    "elizabethans jacobites gunners beatles simpsons kardashians"
)
_MORE = (
    "brompton bromptons lemsip dolby brita oxfam fairy ajax tide gain persil ariel bold daz surf "
    "flash comfort lenor palmolive ecover method table tables sofa sofas chair chairs bed beds "
    "bench desk wardrobe sideboard bookcase shelf shelving cabinet stool mattress headboard "
    "armchair recliner rug lamp pendant mirror range suite sofabed footstool seater ottoman unit "
    "drawers curtain curtains blind blinds tile tiles tap taps basin worktop kitchen vanity hob"
)
_THING_CUE = cue(
    whole=frozenset(f"{_PLANTS} {_LESSONS} {_MORE}".split())
    | frozenset(re.findall(r"[a-zë]{2,}", _WOODS.lower()))
)
_SHOPS = (
    r"(?:Costa|Greggs|Nero|Caff[eè] Nero|Pret|Itsu|Wagamama|Zizzi|Bella Italia|Nando['’]?s"
    r"|Wetherspoons?|Harvester|Toby Carvery|Tim Hortons|Oxfam|Barnardo['’]?s|Shelter|Scope|Mencap"
    r"|Wilko|Boots|Matalan|Iceland|Savers|Clarks|Schuh|Next|Monsoon|Ryman"
    r"|Trader Joe['’]?s|Macy['’]?s|Kohl['’]?s|Lowe['’]?s"
    r"|Myer|Dymocks|Dunnes|Centra|Penneys|Brown Thomas|Arnotts|Eason|Supermac['’]?s"
    r"|Moss Bros|Miss Selfridge|Hollister)"
)
_SHOPPING = re.compile(
    r"(?<![\w-])(?:(?i:next to|near|opposite|from|at|in|outside|behind|beside|past|above|below"
    rf"|goes to|to the"
    rf"|(?:move|go|going|went|popped?|nipped|off|over|down) to) {_SHOPS}"
    r"(?=[.,!?;)\n]|\Z| (?:or|and|on|in|upstairs|is|are|but|for"
    r"|with|because|when|if|at|the|so|was|has|have|who|where|instead|too|please|today|cups?"
    r"|vouchers?|gift|card|coffee|app)(?!\w))"
    rf"|{_SHOPS} (?:[Cc]offee|cups?|vouchers?|gift cards?|app|store|loyalty|points|receipt|bag"
    r"|Express|drive[- ]thru))(?![\w-])"
)
_SHOP_CUE = cue(cased=frozenset(re.findall(r"[A-Z][a-z]{2,}", _SHOPS)))
_KEYED = re.compile(
    r"(?<![\w-])(?i:text|texting|reply|replying|sms|type|enter|dial|send|say|quote|message)"
    r"(?i: the word| with| back)? [\"'“]?(?P<free>[A-Z]{2,9})[\"'”]? "
    r"(?=(?:to|and|for|or|in|on|back)\b)"
)
_KEYED_CUE = cue(
    whole=frozenset(("text", "texting", "reply", "replying", "sms", "type", "enter", "dial"))
    | frozenset(("send", "say", "quote", "message"))
)


def public_english(text: str, *, personal: bool) -> Iterator[tuple[tuple[int, int], bool]]:
    """Where such names stand in a text about nobody, and whether a person there is none.

    What any word may stand for is somebody where it is a name of the lists: "text KAREN to".
    """
    cues = cues_in(text)
    if personal:
        return
    if cues & _EVENT_CUE:
        yield from _places(_EVENTS, text, person=True)
    if cues & _KEYED_CUE:
        yield from _places(_KEYED, text, person=True)
    if cues & _RIDE_CUE or _CLOCK.search(text) is not None:
        yield from _places(_RIDE, text, person=False)
    if cues & _THING_CUE:
        yield from _places(_THINGS, text, person=True)
    if cues & _SHOP_CUE:
        yield from ((match.span(), True) for match in _SHOPPING.finditer(text))


def _places(
    pattern: re.Pattern[str], text: str, *, person: bool
) -> Iterator[tuple[tuple[int, int], bool]]:
    """Matches whose free words are no name; ``person``: those without free words hold no person."""
    for match in pattern.finditer(text):
        free = (match["free"] or "").split()
        keyed = pattern is _KEYED
        names = given() if keyed else forenames()
        if not any(fold(word) in names for word in free):
            yield match.span(), person and (keyed or not free)
