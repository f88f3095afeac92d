"""English addresses as one writes them fast: "flat 7b, 148-150 harbour gate", "2b long acre".

A number, a few words and a kind of street, in any case. How sure that must look depends on what
leads to it and what stands behind it; a flat before the number says enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogkit.corpus._anonymize._amounts import MEASURES, is_product
from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import AHEAD, BEHIND, cue, cues_in, heads_of
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import brands, fold, is_noun, plain_words, word_set

__all__ = ["CUES", "find"]

_STRONG = word_set(
    "street st road rd lane ln avenue ave av drive dr crescent cres boulevard blvd terrace mews "
    "parkway pkwy highway hwy wynd circuit esplanade parade pde esp cct tce grove close gardens "
    "gdns causeway turnpike strasse"
)
_WEAK = word_set(
    "way place pl court ct square sq hill rise view green row walk gate park wharf quay yard bank "
    "end side brow croft fold field fields meadow meadows mead orchard heights common vale dale "
    "dell glen glade ridge bend run trail trl loop circle cir cove creek hollow landing crossing "
    "path passage alley arcade chase approach link lea leys nook paddock spinney heath steps pass "
    "plaza point pike bridge mill lodge cottages villas mansions buildings broadway promenade "
    "embankment drove garth holme hey loan brae strand reach retreat ride ramble turn track grange "
    "farm manor station forest haven island junction knoll lake lakes lock ranch shore shores "
    "spring springs summit tower towers union valley village vista well wells wood woods ground "
    "upper lower thoroughfare cruiseway footway parks centreway driveway fairway roadway laneway "
    "walkway pathway parklands ridgeway riverway highroad crest cross crossway key mall meander "
    "outlook piazza plateau pocket port quad quadrant quays range reserve ring river rosebowl "
    "rotary round route siding slope sound spur stairs strip subway tarn top tor triangle "
    "underpass wade branch burg burgs cape cliff cliffs club corner corners course estate estates "
    "extension falls ferry flat flats ford forge fork forks fort garden glens greens groves harbor "
    "harbour harbours hills inlet isle locks manors mission mount mountain mountains neck oval "
    "overpass pine pines plain plains ports prairie radial rapid rapids rest ridges roads shoal "
    "skyway square squares stravenue stream streets throughway trace trafficway tunnel ville "
    "viaduct walks wall ways center centre camp canyon bypass bluff beach basin amble bottom"
)
_KINDS = _STRONG | _WEAK
_BARE = (
    r"(?:kingsway|queensway|piccadilly|(?:the )?broadway|(?:the )?strand|cheapside"
    r"|(?:the )?haymarket|(?:high )?holborn|long acre|pall mall|petty france|poultry"
    r"|whitehall|millbank|minories"
    r"|lombard|(?:the )?embankment|(?:the )?esplanade|highway|(?:north|south|east|west|bishops|moor"
    r"|ald|lud|deans|kirk|castle|copper|stone|fisher|mickle|brig|bond|church|cannon|king"
    r"|queen|wood|good|skelder|swine|hunger|friar|peter|mary)s?gate|(?:river|quay|hill|lake|park"
    r"|sea|wood|brook|moor|town|field|canal|church|harbour|water|dock|mill|burn|green|country"
    r"|ocean|cliff)side|(?:high|spring|west|east|north|south|mid|fair|broad|long|mead|oak|beech)"
    r"(?:fields?|lands|croft|acres?|wood|view|mead|hurst|way|walk)|wood(?:lands|side|field|croft"
    r"|view)|greenway|ridgeway|fairway|(?:rowan|birch|maple|oak|cedar) heights|the (?:green|avenue"
    r"|crescent|close|grove|drive|mall|parade|square|terrace|street|lane|common|moorings|mount"
    r"|row|quay|wharf|maltings|meadows?|orchards?|paddocks?|limes|laurels|elms|oaks|firs|pines"
    r"|willows|beeches|hollies|hawthorns|poplars|cedars|chestnuts|sycamores|rowans|birches"
    r"|larches|spinney|dell|glade|glebe|gables|croft|rise|chase|fairway|heath|heights|hill|vale"
    r"|knoll|ridge|ridgeway|promenade|quadrant|circus|circle|link|walk|view|mews|gardens"
    r"|fairways|beacon|warren|pastures|pightle|leys|leas|rookery|haven|harbour|shambles|rows?"
    r"|close|court|park|parks?|lawns?|nook|hollow|beech|wynd|vennel|cross|bank|butts|cloisters"
    r"|copse|causeway|bridle ?way|brambles|bramleys|crofts|brow|finches|swallows))"
)
_UNIT = (
    r"(?:(?:flat|apt|apartment|unit|suite|ste|studio|room|shop|office|maisonette|penthouse"
    r"|villa|lot|no|number)\.? ?#?(?:\d{1,4}[a-z]?|[a-z]\d{0,3})(?:/\d{1,3})?[, ]{1,2})"
)
_NUMBER = r"\d{1,5}[a-z]?(?: ?[-–/] ?\d{1,4}[a-z]?)?"
_SIDE = r"(?:(?:[nsew]|[ns][ew]|north|south|east|west)\.? )?"
_WORD = r"[^\W\d_][\w'’.-]*"
_AFTER = r"(?:,? (?:apt|apartment|unit|suite|ste|flat|floor|#)\.? ?#?\w{1,5})?"
_ADDRESS = re.compile(
    rf"(?P<unit>{_UNIT})?(?P<number>{_NUMBER}),? (?:(?P<bare>{_BARE})(?![\w'’-])"
    rf"|(?P<side>{_SIDE})(?P<words>{_WORD}(?: {_WORD}){{0,3}}))",
    re.IGNORECASE,
)
_UNIT_HEADS = heads_of(
    whole=word_set(
        "flat apt apartment unit suite ste studio room shop office maisonette penthouse villa lot "
        "no number"
    )
)
_TAIL = re.compile(_AFTER, re.IGNORECASE)
_HOME = re.compile(
    r"(?i)(?:(?:live[sd]?|living|stay(?:s|ing|ed)?|resid(?:e|es|ing)|based|located|situated"
    r"|works?|meter is|line is|tenant|boiler|tap|house|property|substation|engineer was"
    r"|fault|parcel"
    r"|left|delivered|collection|collect|statement|charge|leak|flat|he was|she was|i['’]?m"
    r"|we['’]re|address (?:is|was|would be)) at|address(?: is| was| will be| would be"
    r"|es are)?(?: now)?"
    r"|(?:deliver(?:ed|y|ing)?|ship(?:ped|ping)?|sen[dt]|post(?:ed)?|return(?:ed)?|moved"
    r"|moving|mail"
    r"(?:ed)?|redirect(?:ed)?|brought|come|coming|go(?:ing)?|went|for)(?: \w+){0,2}? (?:to|for|from"
    r"|at)|(?:and )?not|but|old|new|street|home|billing|shipping|property|premises|near|outside"
    r"|opposite|(?:the )?undersigned,? of|of|from|is it|is|it['’]?s|its|to|at|for|rather than"
    r"|instead of|residence|location|site|job at|work at|installed at)[ :,-]{1,2}\Z"
)
_FIRM = re.compile(
    r"(?i)(?:(?:live[sd]?|living|stay(?:s|ing|ed)?|resid(?:e|es|ing)|located|situated) at"
    r"|address(?: is| was| will be| would be)?(?: now)?|(?:deliver(?:ed|y)?|ship(?:ped)?|moved"
    r"|moving|sent|send|posted|mailed|redirected)(?: \w+){0,2}? (?:to|from)|home|billing|shipping"
    r"|undersigned,? of|property|premises|residence|(?:meter|line) is at|tenant at|boiler at|tap at"
    r"|old:|new:)[ :,-]{0,2}\Z"
)
_CLOSED = re.compile(
    rf"[ \t]*(?:[,;:!?)\n{MASKED}]|\.(?!\d)|\Z|(?:and|but|not|instead|in|is|on|please|near|for"
    r"|moved|today|tomorrow|thanks|thx|ta|cheers|again|with|where|which|has|was|ring|yet"
    r"|covered|or|to"
    r"|new|old|bill|by|since|because|as|if|until|from|opposite|next|behind|postcode|zip|at"
    r"|tonight|now|if|i|we|they|he|she|it)(?![\w'’]))",
    re.IGNORECASE,
)
_FIRSTS = word_set(
    "oak elm ash maple pine cedar willow beech birch holly ivy laurel hazel poplar sycamore "
    "chestnut larch hawthorn acacia lime rowan walnut apple cherry plum orchard rose primrose "
    "lavender heather bluebell lily albert queen queens king kings prince princess victoria "
    "george edward charlotte elizabeth windsor clarence york cambridge oxford london "
    "station church "
    "chapel abbey priory grange manor castle mill school college university hospital park "
    "high low main "
    "market bridge river canal harbour harbor dock quay ferry ford brook spring springs well water "
    "lake sea beach cliff hill valley meadow field wood forest heath moor green garden farm barn "
    "north south east west upper lower old new great little long short broad back front side cross "
    "mount st saint saints bishop bishops bishop's king's queen's st. spencer nelson wellington "
    "churchill cromwell gladstone disraeli shakespeare milton byron tennyson kestrel falcon swan "
    "heron mallard lark robin eagle raven fox deer stag hunters hunter sunset sunrise lincoln "
    "washington jefferson madison jackson franklin adams martin railway union liberty highland "
    "tower wall west grove hall garrison temple bath market fleet baker carnaby regent bond "
    "crown coach horse mill's common golden silver white black red blue stone sand rock bay "
    "ocean summit ridge first second third fourth fifth sixth seventh eighth ninth tenth upper "
    "mary's john's james's paul's peter's andrew's michael's george's luther kent brighton dover "
    "larch court state winter summer hope unity trinity minster friars bell bull lion eldon"
)
_NEVER = word_set(
    "the a an of to and or but in at on by for from with my your our their his her its this that "
    "these those is are was were be been has have had do does did will can could would should may "
    "days day weeks week hours hour minutes minute months month years year items item parcels "
    "parcel packages package boxes box bags bag people persons kids children adults cars times "
    "time pieces piece pairs pair miles mile km metres meters feet inches percent pounds dollars "
    "euros quid bucks pence cents more less other different new same free half off per each every "
    "all both some any no not only just about around over under up down out into than then when "
    "if so too very much many few lot lots gb mb tb kg lb lbs oz ml am pm stars star bed bedroom "
    "bedrooms bathroom seats seat tickets ticket orders order calls call emails messages months "
    "working business calendar extra additional missing broken wrong left right plus minus"
)
_FIGURES = re.compile(
    r"24/7|50/50|1/[23458]|2/3|3/4|(\d+)/\1|9/11|7/7|[0-9]/10|10/10|[0-5]/5|80/20"
)
# Ashgrove Ave 40
_BEHIND = re.compile(
    r"(?:[A-Z][\w'’]+ ){1,2}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Close|Crescent|Terrace"
    r"|Boulevard|Grove)\.?,? (?:(?:no|nr|number)\.? ?)?\d{1,3}[a-zA-Z]?(?![\w%]|[.,:/]\d"
    r"| ?(?:am|pm|minutes|years|stars))"
)


def _begins_name(word: str) -> bool:
    first = re.split(r"['’]", word)[0]
    return len(first) > 3 and first.lower() not in _NEVER


_BEHIND_HEADS = heads_of(test=lambda word, _: word[0].isupper() and _begins_name(word))
_BEHIND_CUE = cue(
    cased=word_set(
        "Street St Road Rd Avenue Ave Lane Ln Drive Close Crescent Terrace Boulevard Grove"
    )
)
# The Laurels, Pond Lane
_NAMED = re.compile(
    r"(?:The|the Old|Old|Rose|Ivy|Holly) (?:[A-Z][\w'’]+ )?[A-Z][\w'’]+, (?:\d{1,4}[a-z]? )?"
    r"(?:[A-Z][\w'’]+ ){1,3}(?:Street|Road|Lane|Avenue|Drive|Close|Crescent|Terrace|Wynd"
    r"|Hill|Row|Way|Green|Walk"
    r"|Mews|Place|Square|Gate|End|Side|Bank|Brae|Loan|View|Rise|Fold|Croft|Grove)(?![\w-])"
)
_NAMED_HEADS = heads_of(whole=word_set("the old rose ivy holly"))
_NAMED_CUE = cue(
    cased=word_set(
        "Street Road Lane Avenue Drive Close Crescent Terrace Wynd Hill Row Way Green Walk Mews "
        "Place Square Gate End Side Bank Brae Loan View Rise Fold Croft Grove"
    )
)
CUES = AHEAD | _BEHIND_CUE | _NAMED_CUE


def find(text: str, _context: Context) -> Iterable[Span]:
    """Flat, number, name and kind in any case; the number behind; a house and its street."""
    cues = cues_in(text)
    if cues & AHEAD:
        for match in in_order(at_words(_ADDRESS, text, _UNIT_HEADS, digits=True)):
            end = _end(text, match)
            if end is not None:
                tail = _TAIL.match(text, end)
                yield Span(match.start(), tail.end() if tail else end, "STREET")
    if cues & BEHIND and cues & _BEHIND_CUE:
        for match in in_order(at_words(_BEHIND, text, _BEHIND_HEADS)):
            if _begins_name(match[0].split()[0]):
                yield Span(*match.span(), "STREET")
    if cues & _NAMED_CUE:
        for match in at_words(_NAMED, text, _NAMED_HEADS):
            if fold(match[0].removeprefix("the ").split()[1].strip(",")) not in _NEVER:
                yield Span(*match.span(), "STREET")


_STARTS = re.compile(r"[\w.,$€£#:/-]\Z")


def _end(text: str, match: re.Match[str]) -> int | None:
    """Where the address ends that a match may be, or None."""
    if _STARTS.search(text, max(0, match.start() - 1), match.start()):
        return None
    if _FIGURES.fullmatch(match["number"]):
        return None
    if not match["bare"] and _cannot_be(text, match):
        return None
    before = max(0, match.start() - 36)
    lead = _leads(_HOME, _HOME_ENDS, text, match.start())
    firm = _leads(_FIRM, _FIRM_ENDS, text, match.start())
    begins = _BEGINS.search(text, before, match.start()) is not None
    unit = match["unit"] is not None and match["unit"][:2].lower() != "no"
    built = unit or not match["number"].isdigit()
    if not built and is_product(text, match.start()):
        return None
    if match["bare"]:
        closed = _CLOSED.match(text, match.end()) is not None
        sure = built or lead or (begins and _ROW.match(text, match.end()))
        return match.end() if closed and sure else None
    return _after_words(text, match, sure=built, lead=lead or begins, firm=firm or unit)


def _cannot_be(text: str, match: re.Match[str]) -> bool:
    """Whether no street can follow: what is asked first, as it takes least."""
    forms = [word.lower().strip(".").replace("’", "'") for word in match["words"].split()]
    if forms[0] in _NEVER and forms[0] != "the":
        return True
    if (match["unit"] and match["unit"][:2].lower() != "no") or not _KINDS.isdisjoint(forms[1:]):
        return False
    return not _leads(_FIRM, _FIRM_ENDS, text, match.start())


_FIRM_ENDS = (
    *("at", "address", "is", "was", "be", "now", "to", "from", "home", "billing", "shipping"),
    *("of", "property", "premises", "residence", "old", "new"),
)
_HOME_ENDS = (
    *_FIRM_ENDS,
    *("are", "for", "not", "but", "street", "near", "outside", "opposite", "it", "s", "than"),
    *("location", "site"),
)
"""How what `_FIRM` and `_HOME` match ends, which is far cheaper to ask."""


def _leads(pattern: re.Pattern[str], ends: tuple[str, ...], text: str, at: int) -> bool:
    """Whether what the pattern matches leads to this place."""
    before = max(0, at - 36)
    if not text[before:at].rstrip(" :,-").lower().endswith(ends):
        return False
    return pattern.search(text, before, at) is not None


_BEGINS = re.compile(rf"(?:\A|[\n({MASKED}:;]|, )[ \t]*\Z")
_ROW = re.compile(rf",? ?\n?{MASKED}|,? \d{{5}}|\Z|,? ?\n|,")


def _after_words(
    text: str, match: re.Match[str], *, sure: bool, lead: bool, firm: bool
) -> int | None:
    """The end of the first kind of street among the words behind a number."""
    words = list(re.finditer(r"[^\s]+", match["words"]))
    base = match.start("words")
    forms = [word[0].lower().strip(".").replace("’", "'") for word in words]
    for place, form in enumerate(forms):
        if form in _NEVER and not (place == 0 and form == "the"):
            return _unknown(text, base, words[:place], forms, firm=firm)
        if place == 0 or form not in _KINDS:
            continue
        end = base + words[place].end()
        following = forms[place + 1] if place + 1 < len(forms) else ""
        if following in _KINDS and place < 3:
            continue
        name = [one for one in forms[:place] if one != "the"]
        if not _is_name(name, form, sure=sure, firm=firm):
            return None
        closed = _CLOSED.match(text, end) is not None
        side = bool(match["side"])
        if form in _STRONG and (lead or closed or sure or side):
            return end
        return end if closed and (lead or sure or side) else None
    return _unknown(text, base, words, forms, firm=firm)


def _is_name(name: list[str], kind: str, *, sure: bool, firm: bool) -> bool:
    """Whether words can be what a street of that kind is called."""
    if any(fold(word) in brands() for word in name) or not MEASURES.isdisjoint(name):
        return False
    if firm or (sure and kind in _STRONG):
        return bool(name)
    known = [word in _FIRSTS or fold(word) not in plain_words() for word in name]
    return bool(name) and (all(known) if kind in _WEAK else any(known))


def _unknown(
    text: str, base: int, words: list[re.Match[str]], forms: list[str], *, firm: bool
) -> int | None:
    """A name without a known kind, where it can be nothing but an address."""
    if not firm or not words or len(words) > 3:
        return None
    last = words[-1]
    end = base + last.end() - last[0].endswith(".")
    odd = any(
        fold(form) not in plain_words() and not is_noun(fold(form)) for form in forms[: len(words)]
    )
    alone = MEASURES.isdisjoint(forms[: len(words)])
    return end if odd and alone and _CLOSED.match(text, end) else None
