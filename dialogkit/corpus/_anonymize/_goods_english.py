"""English words for goods that are towns' or people's names as well: "a Chesterfield", "amber".

Lamps shine amber, cheese comes as Stilton, pots in Marseille, petrol from Shell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of
from dialogkit.corpus._anonymize._search import at_words
from dialogkit.corpus._anonymize._words import (
    brands,
    fold,
    forenames,
    given,
    is_english_word,
    is_noun,
    towns,
    word_set,
)

__all__ = ["goods_english"]

_COLOURS = r"(?:amber|ruby|scarlet|jade|hazel|olive|rose|violet|ginger|coral|indigo|saffron|ivory)"
_LIT = (
    r"(?:lights?|leds?|lamps?|status|priority|rating|rag|flag|indicator|signal|alert|warning|ring"
    r"|dot|icon|beacon|bulb|button|logo|display|power|wan|dsl|internet|broadband|pon|los|sync"
    r"|solid|flashing|flashes|blinking|blinks|steady|pulsing|constant|constantly|glowing|glows"
    r"|turn(?:s|ed|ing)?|gone|goes|went|stays|stuck|red|green|orange|blue|white|yellow|to)"
)
# the WAN light is amber, priority set to amber
_LAMP = re.compile(
    rf"{_LIT}(?: (?:is|are|was|were|be|been|turned|turns|goes|went|gone|stays?|staying|stuck|shows?"
    r"|showing|flashing|blinking|solid|steady|glows?|glowing|on|at|to|now|still|just|only|set"
    r"|constantly|permanently|a|and|or|then|always|has|have|keeps|bright|dull|downgraded|raised))"
    rf"{{0,4}} (?P<name>{_COLOURS})(?![\w'’-]| (?:in|from|at) (?:billing|sales|support|my))",
    re.IGNORECASE,
)
_LAMP_WORDS = word_set(
    "light lights led leds lamp lamps status priority rating rag flag indicator signal alert "
    "warning ring dot icon beacon bulb button logo display power wan dsl internet broadband pon "
    "los sync solid flashing flashes blinking blinks steady pulsing constant constantly glowing "
    "glows turn turns turned turning gone goes went stays stuck red green orange blue white yellow "
)
_LAMP_HEADS = heads_of(whole=_LAMP_WORDS)
_COLOUR_CUE = cue(whole=word_set(_COLOURS.strip("(?:)").replace("|", " ")))
_LONE_COLOUR = re.compile(
    rf"(?P<name>{_COLOURS}) (?:light|lights|led|leds|lamp|alert|warning|glow|flashing|blinking"
    r"|weather|status|rating|list|glass|beads|wine|necklace|ring|earrings|nail|paint)"
    r"(?![\w'’-]| (?:me|us|him|her|them|you|it|back|my|our|the)\b)",
    re.IGNORECASE,
)
_NO_VERB = re.compile(r" (?:lamp|glow|weather|glass|beads|wine|necklace|earrings)\Z")
"""Behind a colour with a capital, at a sentence's start: what nobody called so can do."""
_SENTENCE = re.compile(r"(?:\A|[.!?:\n])\s*\Z")
_COLOUR_HEADS = heads_of(whole=word_set(_COLOURS.strip("(?:)").replace("|", " ")))

_NAME = r"(?P<name>[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})?)"
_CLOSED = (
    r"(?=[ \t]*(?:[.,;:!?)\n]|\Z)| (?:and|or|but|that|which|with|was|is|a second|again|instead)\b)"
)
# a wheel of Stilton, a bottle of Evian: nothing that people own as they own a box or a bag
_MEASURED = re.compile(
    r"(?:wheels?|pieces?|slices?|wedges?|lumps?|blocks?|rounds?|truckles?|pounds?|kilos?|grams?"
    r"|jars?|bottles?|pints?|packets?|tubs?|crates?|barrels?|kegs?|hunks?|kg|ounces?"
    rf") of (?:the |our |your |some |mature |blue |red |white |extra |smoked |double )?{_NAME}"
    r"(?! (?:Road|Street|Lane|Close|Drive|Avenue|Way))(?![\w'’-])"
)
_MEASURED_HEADS = heads_of(
    word_set("wheel piece slice wedge lump block round truckl pound kilo gram bottle packet"),
    whole=word_set(
        "jar jars pint pints tub tubs crate crates barrel barrels keg kegs hunk hunks kg ounce "
        "ounces"
    ),
)
# somebody left a Chesterfield, we sat on the old Windsor
_KINDS = (
    r"(?:Chesterfields?|Davenports?|Windsors?|Ottomans?|Stilton|Cheddar|Cheshire|Wensleydale"
    r"|Caerphilly|Gloucester|Lancashire|Leicester|Derby|Gouda|Edam|Parma|Brie|Roquefort|Limburger"
    r"|Tilsit|Camembert|Swaledale|Oxfords?|Norfolk|Chelsea|Jodhpurs?|Ascot|Panama|Eccles|Bakewell"
    r"|Bath|Dundee|Battenberg|Pontefract|Kendal|Banbury|Madeira|Axminster|Wilton|Wedgwood|Cotswold"
    r"|Sandwich|Cardigan|Paisley|Melton|Bordeaux|Burgundy|Cognac|Champagne|Chablis|Rioja|Marsala"
    r"|Hornby|Raleigh|Lincoln|Austin|Morris|Marlboro|Windermere|Harrogate|Buxton|Volvic|Evian|Vichy"
    r"|Dijon|Frankfurter|Hamburger|Berliner|Wiener|Cumberland|Worcester|Worcestershire|Jersey"
    r"|Guernsey|Suffolk|Dorset|Devon|Nottingham|Honiton|Chantilly|Delft|Limoges|Meissen|Dresden)"
)
_KIND = re.compile(_KINDS)
_ONE = re.compile(
    r"(?:a|an|another|one|two|three|some|more|broken|old|leather"
    r"|velvet|vintage|blue|red|white|double"
    rf"|mature|smoked|extra|second-hand"
    rf"|used) (?P<name>{_KINDS})(?:{_CLOSED}|(?= in (?:the|our|my) (?:hall"
    r"|hallway|lounge|living|bedroom|kitchen|loft|garage|attic|study|hamper|fridge)\b))",
)
_TALKED = re.compile(
    r"(?i)(?:\b(?:spoken?|spoke|speak|speaking|talk(?:ed|ing)?) (?:to|with)|by) \Z"
)
_MAY_TALK = re.compile(
    r"(?i)\b(?:to|with|from|called|named|met|knows?|have|got|saw|ask(?:ed)?|there['’]?s|is) \Z"
)
"""Before "a Chelsea": somebody who is called so."""
_ACTS = re.compile(r",?(?: (?:and|but))? (?:who|he|she|they|was|is|that|with)\b")
_ONE_HEADS = heads_of(
    whole=word_set(
        "a an another one two three some more broken old leather velvet vintage blue red white "
        "double mature smoked extra second used"
    )
)
# the Oxford shoe, an Eccles cake
_OF_KIND = re.compile(
    r"(?P<name>[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})?) (?:shoes?|brogues?|boots?|loafers?|sofas?"
    r"|settees?|armchairs?|buns?|tarts?|cakes?|carpets?|rugs?|jumpers?|cardigans?|collars?|stripes?"
    r"|tartans?|sausages?|hotpot|pudding|rarebit|cheese|cheddar|mustard|crystal|pottery|porcelain"
    r"|lace|tweed|marmalade|shortbread|casserole|kettle|teapot|dinner set|trains? set)(?![\w'’-])"
)
_OF_KIND_CUE = cue(
    whole=word_set(
        "shoe shoes brogue brogues boot boots loafer loafers sofa sofas settee settees armchair "
        "armchairs bun buns tart tarts cake cakes carpet carpets rug rugs jumper jumpers cardigan "
        "cardigans collar collars stripe stripes tartan tartans sausage sausages hotpot pudding "
        "rarebit cheese cheddar mustard crystal pottery porcelain lace tweed marmalade shortbread "
        "casserole kettle teapot dinner train trains"
    )
)
# in the colour Volcanic; you sent Marseille again, the shade is wrong
_BOUGHT = re.compile(
    r"(?:sent|received|ordered|bought|returned|chose|picked|wanted|replaced with|exchanged for"
    r"|(?P<surely>in the colou?r|colou?r is|shade is))(?: (?:me|us|you|him|her))?"
    rf" [\"“]?(?P<name>[A-Z][a-z]{{2,}}){_CLOSED}"
)
_BOUGHT_HEADS = heads_of(
    whole=word_set(
        "sent received ordered bought returned chose picked wanted replaced exchanged in colour "
        "color shade"
    )
)
_COLOURED_CUE = cue(
    whole=word_set("colour color colours colors shade shades finish orange blue green red grey")
)
# filled up at Shell; 80 dollars at NAPA
_AT = re.compile(
    r"(?i:(?:fill(?:ed|ing)? (?:it |her |the \w+ )?up|tank(?:ed|ing)? up|refuel(?:l?ed|l?ing)?"
    r"|petrol|diesel|fuel|gas|unleaded|parked|car ?wash|mot|tyres?|tires?|oil change|rust-?proofing"
    r"|dollars|bucks|pounds|quid|\$\d+|cheaper|half the price|stocked|available|pumps?|forecourt)"
    r"(?: (?:is|are|was|were|it|them|this|that|today|yesterday|on \w+|for|only|cost|costs|or|\$?\d+"
    r"|pounds|dollars|quid|bucks|less|more)){0,4} (?:at|from)(?: the)?) "
    r"(?P<name>[A-Z][\w’']{2,})(?![\w-])(?!['’]s (?:house|place|flat|home))"
)
_AT_HEADS = heads_of(
    word_set("refuel"),
    whole=word_set(
        "fill filled filling tank tanked tanking petrol diesel fuel gas unleaded parked car mot "
        "tyre tyres tire tires oil rust dollars bucks pounds quid cheaper half stocked available "
        "pump pumps forecourt"
    ),
)
_CHAINS = re.compile(
    r"(?<![\w-])(?:NAPA|Krown|Rust Check|Midas|Meineke|Maaco|Jiffy Lube|Pep Boys|AutoZone|Valvoline"
    r"|Repco|Supercheap Auto|Bristol Street Motors|Arnold Clark|Evans Halshaw|Lookers|Timmies"
    r"|Tim Hortons|Hornby (?:trains?|sets?)|Norton (?:360|Security|Antivirus|LifeLock)"
    r"|Oxfam|Barnardo['’]?s|Fleetwood Mac|Costa Coffee"
    r"|Halifax(?= (?:account|mortgage|bank|app))"
    r"|Quality Street|Wall Street Journal|Grant Thornton|Ernst (?:&|and) Young)(?![\w-])"
)
_PARKS = re.compile(
    r"(?<![\w-])(?:Alton Towers|Thorpe Park|Drayton Manor(?: Park)?|Chessington(?: World of"
    r" Adventures)?(?! (?:Road|Street|Lane|Hall))|Paultons Park"
    r"|Peppa Pig World|Legoland(?: Windsor)?"
    r"|Flamingo Land|Lightwater Valley|Gulliver['’]s (?:World|Land|Kingdom|Valley)"
    r"|Blackpool (?:Pleasure Beach|Tower|Illuminations|Zoo)|Chester Zoo|Whipsnade(?: Zoo)?"
    r"|Longleat(?: Safari Park)?|Knowsley Safari Park|Woburn (?:Safari Park|Abbey)|Colchester Zoo"
    r"|Edinburgh (?:Zoo|Castle)|Dublin Zoo|Fota Wildlife Park|Emerald Park|Tayto Park|Funderland"
    r"|Crealy|Oakwood Theme Park|Folly Farm|Pleasurewood Hills|Fantasy Island|Warwick Castle"
    r"|Windsor Castle|Leeds Castle|Bath Spa|Chatsworth(?: House)?"
    r"|Blenheim Palace|Beamish(?: Museum)?"
    r"|Jorvik|Cadbury World|Eureka|Center Parcs(?: \w+ Forest)?|Haven Holidays|Cedar Point"
    r"|Busch Gardens|Six Flags(?: \w+)?|Knott['’]s Berry Farm"
    r"|Dollywood|Hershey ?[Pp]ark|Kings Island"
    r"|Universal Studios|Canada['’]s Wonderland|La Ronde"
    r"|Dreamworld|Movie World|Luna Park|Taronga Zoo"
    r"|Madame Tussauds|London (?:Eye|Dungeon|Zoo|Aquarium)|York Dungeon|Ripley['’]s)(?![\w-])"
)
_SCOUTS = re.compile(
    r"(?<![\w-])(?:(?:Beaver|Cub|Sea|Air|Boy|Girl|Explorer) )?(?:Scouts?|Brownies|Girlguiding"
    r"|Beavers|Cubs|Guides|Rainbows)(?![\w-])"
)
_PLANS = re.compile(
    r"(?<![\w-])(?:Fibre|Fiber|Broadband|Mobile|Data|Unlimited|Superfast|Ultrafast|Sim|SIM|Sky|Plan"
    r"|Home|Power|Energy|Super|Ultra|Giga|Saver|Value|Gold|Silver|Cover|Care|Boost|Speed|Smart"
    r"|Ultimate|Essential|Flexi|Big)(?: \d{2,4})? (?:(?:Max|Lite|Junior)(?: (?:Plus|Pro|\d+))?"
    r"|Bill (?:Plus|Pro|\d+|(?:plan|tariff)s?))(?![\w-])"
)
_CHAIN_CUE = cue(
    cased=word_set(
        "NAPA Krown Rust Midas Meineke Maaco Jiffy Pep AutoZone Valvoline Repco Supercheap Bristol "
        "Arnold Evans Lookers Timmies Tim Hornby Norton Oxfam Barnardo Barnardos Fleetwood Costa "
        "Halifax Quality Wall Grant Ernst"
    )
)
_PARK_CUE = cue(
    cased=word_set(
        "Alton Thorpe Drayton Chessington Paultons Peppa Legoland Flamingo Lightwater Gulliver "
        "Gullivers Blackpool Chester Whipsnade Longleat Knowsley Woburn "
        "Colchester Edinburgh Dublin "
        "Fota Emerald Tayto Funderland Crealy Oakwood Folly Pleasurewood Fantasy Warwick Windsor "
        "Leeds Bath Chatsworth Blenheim Beamish Jorvik Cadbury Eureka Center Haven Cedar Busch Six "
        "Knott Knotts Dollywood Hershey Hersheypark Kings Universal Canada La "
        "Dreamworld Movie Luna "
        "Taronga Madame London York Ripley Ripleys"
    )
)
_SCOUT_CUE = cue(cased=word_set("Scouts Scout Brownies Girlguiding Beavers Cubs Guides Rainbows"))
_PLAN_CUE = cue(cased=word_set("Max Lite Junior Bill"))


def goods_english(text: str) -> Iterator[tuple[int, int]]:
    """Where words stand that are colours, goods, chains, parks or tariffs, whoever is called so."""
    cues = cues_in(text)
    found: list[re.Match[str]] = []
    if cues & _COLOUR_CUE:
        found += (m for m in at_words(_LAMP, text, _LAMP_HEADS) if m["name"].islower())
        found += (m for m in at_words(_LONE_COLOUR, text, _COLOUR_HEADS) if _is_colour(m))
    if cues & _MEASURED_HEADS.cue:
        found += (m for m in at_words(_MEASURED, text, _MEASURED_HEADS) if _is_goods(m))
    if cues & _ONE_HEADS.cue:
        found += (m for m in at_words(_ONE, text, _ONE_HEADS) if _is_thing(m))
    if cues & _OF_KIND_CUE:
        found += (m for m in _OF_KIND.finditer(text) if _is_goods(m))
    if cues & _COLOURED_CUE and cues & _BOUGHT_HEADS.cue:
        found += (m for m in at_words(_BOUGHT, text, _BOUGHT_HEADS) if _is_bought(m))
    if cues & _AT_HEADS.cue:
        found += at_words(_AT, text, _AT_HEADS)
    yield from (match.span("name") for match in found)
    for pattern, needed in _WHOLE:
        if cues & needed:
            yield from (match.span() for match in pattern.finditer(text))


def _is_colour(match: re.Match[str]) -> bool:
    """Whether a colour before a noun is one: "amber light", not "have Hazel ring me"."""
    if match["name"].islower():
        return True
    begins = _SENTENCE.search(match.string, max(0, match.start() - 4), match.start()) is not None
    return begins and _NO_VERB.search(match[0]) is not None


def _is_goods(match: re.Match[str]) -> bool:
    """Whether goods are called so rather than somebody: "Oxford shoes", not "Emma Clarke shoes"."""
    first, _, second = match["name"].partition(" ")
    form = fold(first)
    if second:
        return form not in given() and fold(second) not in given()
    if _KIND.fullmatch(first) is not None:
        return True
    return form not in given() and (
        form in brands() or form in towns() or is_english_word(form) or is_noun(form)
    )


def _is_thing(match: re.Match[str]) -> bool:
    """Whether "a Chelsea" is something: not who was spoken to, not who does something."""
    text, start, end = match.string, match.start(), match.end("name")
    before = max(0, start - 16)
    if _TALKED.search(text, before, start) is not None:
        return False
    return fold(match["name"]) not in forenames() or (
        _MAY_TALK.search(text, before, start) is None and _ACTS.match(text, end) is None
    )


def _is_bought(match: re.Match[str]) -> bool:
    """Whether what was sent or wanted is a colour: not "you sent Tobias and he left"."""
    if match["surely"] is not None:
        return True
    form = fold(match["name"])
    if form in given() or _ACTS.match(match.string, match.end("name")) is not None:
        return False
    return form in towns() or is_english_word(form) or is_noun(form)


_WHOLE = (
    (_CHAINS, _CHAIN_CUE),
    (_PARKS, _PARK_CUE),
    (_SCOUTS, _SCOUT_CUE),
    (_PLANS, _PLAN_CUE),
)
