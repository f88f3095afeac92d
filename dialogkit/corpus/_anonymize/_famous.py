"""What everybody knows: people of history and books, landmarks, storms, varieties, institutions.

They are named in harmless texts ("the Lincoln Memorial", "ein Gedicht von Heine", "Sturm Sabine")
and tell nobody who somebody is. A cue that introduces a person ("Frau …", "ich heiße …") wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of, known_word
from dialogkit.corpus._anonymize._holidays import days_and_ways
from dialogkit.corpus._anonymize._journeys import journeys
from dialogkit.corpus._anonymize._names import is_english
from dialogkit.corpus._anonymize._participants import WORD
from dialogkit.corpus._anonymize._public_english import public_english
from dialogkit.corpus._anonymize._search import at_words, in_order, words_in
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    figures,
    fold,
    forenames,
    given,
    is_noun,
    legends,
    word_set,
    words_of,
)

__all__ = ["without_famous"]

_KINDS = frozenset(("PERSON", "TOWN", "STREET"))
_TELLING = frozenset(
    (
        *("PHONE", "EMAIL", "IBAN", "CARD", "BIRTH_DATE", "POSTCODE_TOWN", "CUSTOMER_NUMBER"),
        *("PLATE", "TAX_ID", "SOCIAL_INSURANCE", "HEALTH_INSURANCE", "ID_CARD", "COORDINATES"),
    )
)
"""What only a text about somebody's case holds: there, a name of doubt is a name."""
_DIGIT = re.compile(r"\d")
_CUE = re.compile(
    r"(?:\b(?:herrn?|frau|hr|fr|familie|mr|mrs|ms|miss|hallo|hi|hey|hello|moin|servus|liebe[rs]?"
    r"|geehrte[rs]?|dear|bin|heiße|heisse|heißt|name|names|namens|gruß|gruss|grüße|grüßen|lg|vg"
    r"|mfg|regards|wishes|cheers|thanks|danke|dank|kunde|kundin|customer|empfänger|absender|hd"
    r"|i'm|i am|am|sincerely|faithfully|kollege|kollegin|nachbar|nachbarin|mann|sohn|tochter"
    r"|bruder|schwester|husband|wife|son|daughter|brother|sister|neighbour|neighbor|friend"
    r"|freund|freundin|called|named|signed|gez|i\. ?a|account|konto|lives?|wohnt|wohne)"
    r"(?: ist| is| war|'s)?[\s.,:!]{1,4})\Z",
    re.IGNORECASE,
)
_CULTURE = word_set(
    "buch bücher roman romane gedicht gedichte lyrik drama dramen theater theaterstück oper opern "
    "konzert konzerte sinfonie symphonie sonate musik musikstück komponist maler malerin gemälde "
    "museum ausstellung denkmal statue büste poster kunstdruck druck biografie biographie film "
    "filme serie folge hörbuch hörspiel dvd cd puzzle lied lieder album autor autorin dichter "
    "schriftsteller philosoph klassik klassiker märchen sage legende unterricht referat lektüre "
    "nobelpreis gesetze theorie jahrhundert epoche barock romantik aufführung inszenierung stück "
    "werk werke zitat figur comic kostüm geschichte vortrag seminar vorlesung prüfung klausur "
    "gedudel dudelt warteschleife warteschleifenmusik wartemusik telefonschleife klingelton "
    "spieluhr "
    "gespielt bühne orchester chor stadtführung führung schloss burg tour rundgang kartoffel "
    "book books novel novels poem poems poetry play plays theatre theater opera concert concerto "
    "symphony sonata music composer painter painting paintings museum exhibition exhibit monument "
    "memorial statue bust poster print biography film movie series episode audiobook dvd puzzle "
    "jigsaw song songs album author poet philosopher legend history lecture course syllabus essay "
    "gallery portrait castle palace tour quote character comic costume stage orchestra choir laws "
    "theory century baroque performance production edition chapter guide lego figurine set mug"
)
_RULER = (
    r"(?:[Kk]önig(?:in|s)?|[Kk]aiser(?:in|s)?|[Pp]apst|[Pp]äpstin|[Zz]ar(?:in)?|Sultan|Pharao"
    r"|[Qq]ueen|[Kk]ing|Emperor|Empress|[Pp]ope|Tsar|Czar|Sankt|Saint|Heiliger?|Hl\.|Apostel"
    r"|Kurfürst|Kurfürstin|Erzherzog|Kardinal|Admiral|Lord|Lady|Sir|Prince|Princess|Emir|Mahdi)"
)
_RULERS = re.compile(
    rf"(?<![\w-]){_RULER} (?P<name>[A-ZÄÖÜ][^\W\d_]+)(?: [IVX]+\b\.?)?"
    r"(?: (?:der|die|den|dem|des|the) [A-ZÄÖÜ]\w+)?(?=['’]?s?\b)(?! [A-ZÄÖÜ][a-zäöü])"
    r"|(?<![\w-])[A-ZÄÖÜ][^\W\d_]+ (?:(?:[A-ZÄÖÜ]\w+ )?(?:[IVX]{2,4}\b\.?|[IVX]\.(?= [a-zäöü]))"
    r"|(?:der|die|den|dem|des) (?:Gro(?:ß|ss)|Fromm|Kahl|Kühn|Gut|Stark|Heilig|Schön|Reich"
    r"|Eroberer|Schrecklich|Erst|Zweit|Dritt|Viert|Löwe|Bär|Täufer|Weis)\w*"
    r"|the (?:Great|Conqueror|Terrible|Confessor|Lionheart|Bold|Magnificent|Baptist|Bald"
    r"|First|Second|Third|Unready|Younger|Elder))(?![\w-])"
)
_PLACE_AFTER = (
    r"(?:Museum|Memorial|Monument|Palace|Castle|Cathedral|Abbey|Basilica|Stadium|Arena|Airport"
    r"|Gallery|Library|Theatre|Theater|Institute|Foundation|University|College|Prize|Award|Cup"
    r"|Medal|Festival|Orchestra|Trophy|Zoo|Falls|Canyon|Island|Islands|Ocean|Syndrome|Observatory"
    r"|Centre|Center|Hospital|Planetarium|Aquarium|Botanic|Botanical|National|Philharmonic"
    r"|Brewery|Distillery|Collection|Exhibition|Trust|Society|Conference|Lecture|Hall|Dam|Bridge"
    r"|Tower|Station|Day|Night|Bank Holiday|Week|Edition|Model|Scale|Show|Series|Trail|Way)"
)
_BEFORE_PLACE = re.compile(
    rf"(?:\b[Tt]he |\b[Aa]t |\b[Aa] |\b)(?P<name>(?:[A-Z][\w'’.]{{1,40}}+ (?:and |& |of )?){{1,4}}"
    rf"{_PLACE_AFTER})(?![\w-])"
)
_EFFECT = re.compile(
    r"(?P<name>(?<![\w-])[A-Z][a-zäöü]+(?:(?:['’]s)? (?:laws?|theorem|principle|disease|syndrome"
    r"|palsy|wort|dementia|paradox|equation|symphony|concerto|sonata|novels|poems)| (?:effect"
    r"|method|algorithm|curve"
    r"|spaniel|terrier|retriever|setter|sheepdog|apples?|plums?|pears?|potatoes|roses|sponge"
    r"|sausages?|cheese|biscuits?|exhibition|museum|biography|costume|box ?set|trilogy|saga"
    r"|jigsaw|era|cocktail|dressing|typeface|telescope|comet|probe|oats|syrup|lupins|grill"
    r"|wheel|screwdriver|screws?|counter|burner|dish|scale|coil|jar|engine|rifle|razor|jacket|vest"
    r"|coat|boots|chair|sofa|lamp|knife|knives|keys?|head|valve|fittings?|pump|gauge|bag|tumbler"
    r"|line)s?))"
    r"(?![\w-])"
)
_EVENT = re.compile(
    r"(?:\b(?:[Ss]turm(?:tief|flut)?|[Oo]rkan(?:tief)?|[Tt]ief|[Hh]och|[Hh]urrikan|[Tt]aifun"
    r"|[Ss]torm"
    r"|[Hh]urricane|[Tt]yphoon|[Cc]yclone|[Uu]nwetter)|\b(?:[Mm]odell|[Mm]odel|[Ss]orte|[Tt]yp"
    r"|[Ss]erie|[Kk]artoffel\w*|[Aa]pfelsorte|[Tt]omatensorte|[Rr]egal|[Ss]ofa|[Tt]isch|[Ss]tuhl"
    r"|[Ss]essel|[Ll]ampe|[Ss]chrank|[Kk]ommode|[Bb]ett|[Mm]atratze|[Tt]eppich|[Kk]leid|[Hh]ose"
    r"|[Jj]acke|[Jj]eans|[Bb]luse|[Rr]ock|[Mm]antel|[Ss]chuhe?|[Ss]tiefel|[Ss]andalen?|[Tt]asche"
    r"|[Rr]ucksack|[Kk]affeemaschine|[Tt]hermomix|[Kk]inderwagen|[Pp]uppe|[Ss]chulranzen|[Ff]arbe"
    r"|[Tt]apete|[Rr]osensorte|[Tt]ulpe|[Dd]ahlie|[Hh]ortensie|[Pp]rogramm|[Ss]chriftart"
    r"|[Ww]asserhahn|[Aa]rmatur|[Dd]usche|[Kk]üche|[Ff]liese|[Ss]chiff|[Ff]ähre|[Mm]otorschiff"
    r"|MS|MV|HMS|[Ff]erry|[Bb]oot|[Zz]ug|[Ss]prachassistentin?|[Aa]ssistant|[Cc]hatbot|[Bb]ot"
    r"|[Hh]otel|[Rr]estaurant|[Cc]af[eé]|[Pp]izzeria|[Pp]ub|[Tt]rattoria|[Bb]rasserie|[Ww]indows"
    r"|[Mm]usical|[Oo]per|[Dd]rama|[Rr]oman|[Ff]ilm|[Ss]piel|[Bb]rettspiel|[Hh]örbuch|[Nn]ovel"
    r"|[Ff]ont|[Rr]ose variety|[Vv]ariety|[Cc]omet|[Kk]omet|[Pp]lanet|[Mm]ond|[Gg]öttin|[Gg]ott"
    r"|[Kk]ater|[Kk]atze|[Hh]und|[Pp]apagei))"
    r",? [\"„“»‚']?(?P<name>[A-ZÄÖÜ][\wäöüß'’-]*(?: [A-ZÄÖÜ][\wäöüß'’-]*){0,2})"
)
_QUOTED = re.compile(r"[\"„“»‚](?P<name>[A-ZÄÖÜ][^\"“”«‘\n]{2,40})[\"“”«‘]")
_HYPHENED = re.compile(
    r"(?<![\w-])(?P<name>(?:[A-ZÄÖÜ][\wäöüß.'’]{0,40}+-){1,4})(?:[A-ZÄÖÜ][a-zäöüß]*)?(?i:schule|gymnasium"
    r"|gesellschaft|museum|haus|geburtshaus|denkmal|preis|stadion|universität|uni|kirche|konzert"
    r"|institut|stiftung|archiv|halle|saal|theater|kaserne|turm|medaille|orden|effekt|syndrom"
    r"|krankheit|medikamente?|gesetze?|formel|skala|test|methode|tasse|becher|poster|magnet(?:en)?"
    r"|film|filme|roman|biografie|biographie|ausgabe|festival|jahr|woche|tag|torte|modell|katalog"
    r"|laden|app|grill|fries|zitat|kette|büste|statue|übung|broschüre|patient(?:en)?|karte|kita"
    r"|kindergarten|klinik|krankenhaus|bibliothek|brunnen|gedenkstätte|verlag|werke?|motor|park"
    r"|airport|flughafen|bahnhof|linie|express|platte|buch|bücher|album|song|fan|trikot|shirt)"
    r"(?![\w-])"
)
_OF_OLD = re.compile(
    r"(?<![\w-])(?:Duke|Duchess|Earl|Bishop|Archbishop|Prince|Princess|Count|Countess|Battle|Siege"
    r"|Treaty|Peace|Council|Baron|Marquess|Archduke|Queen|King|Maid|Piper|Merchant|Gentlemen"
    r"|Isle|Rock"
    r"|Gulf|Bay|Strait|Straits|Cape|Mount|Congress|Sack|Fall|Edict|Diet|Order|Bank|Tower|University"
    r"|History|Map|Barber|Hunchback|Hound|Rape|School|Lady|Lord|Lion|Shroud|Colossus|Gardens|Beast)"
    r" of (?:the )?(?P<name>[A-Z][a-z'’]+(?: [A-Z][a-z]+)?)(?![\w-])"
    r"|(?<![\w-])(?:Schlacht|Friede|Frieden|Vertrag|Belagerung|Kurfürst|Herzog|Herzogin|Fürst"
    r"|Bischof"
    r"|Kaufmann|Barbier|Rattenfänger|Stadtmusikanten|Edikt|Konzil|Hauptmann|Kongress|Glöckner|Hund"
    r"|Turm|Insel|Golf|Bürger|Hexen|Spieler|Fall|Eroberung|Zerstörung|Untergang) (?:von|zu|bei"
    r"|an|der)"
    r" (?:der )?(?P<german>[A-ZÄÖÜ][a-zäöüß]+)(?![\w-])"
    r"|(?<![\w-])(?:[A-Z][a-zäöü]+ )?[A-ZÄÖÜ][a-zäöüß]+(?:er)? (?:tarts?|cakes?|sauce|sole"
    r"|buns?|rock"
    r"|boots|comma|gorge|pudding|cheese|pies?|ham|mustard|marathon|derby|agreement|accords?"
    r"|convention"
    r"|treaty|protocol|biennale|clay|fog|china|porcelain|lace|linen|blue|red|Gorge|Minster"
    r"|Agreement"
    r"|Accords?|Convention|Treaty|Protocol|Declaration|Derby|Marathon|Comma|Dictionary|Porzellan"
    r"|Lebkuchen|Printen|Stollen|Marzipan|Würstchen|Bratwurst|Rostbratwurst|Pils|Bier|Senf"
    r"|Schnitzel"
    r"|Klöße|Spargel|Käse|Messer|Klingen|Weißwurst|Kranz|Kartoffelsalat|Fischbrötchen|Abkommen"
    r"|Kongress"
    r"|Vertrag|Erklärung|Modell|Dom|Münster|Zoo|Derby|Tatort|Wettersäule)(?![\w-])"
    r"|(?<![\w-])(?:[A-ZÄÖÜ][a-zäöüß]*(?:museum|theater|philharmonie|festspiele|ausstellung"
    r"|planetarium)"
    r"|Zoo|Tierpark|Museum|Theater|Oper|Dom|Philharmonie|Planetarium) (?P<seat>[A-ZÄÖÜ][a-zäöüß]+)"
    r"(?![\w-])"
)
_PRODUCT = re.compile(
    r"(?<![\w-])[A-ZÄÖÜ]?[a-zäöüß-]*(?:[Kk]äse|[Ss]enf|[Ww]ein|[Ww]eine|[Bb]ier|[Pp]orzellan"
    r"|[Ll]ebkuchen"
    r"|[Mm]arzipan|[Bb]and|[Vv]erein|[Mm]annschaft|[Ff]ilm|[Tt]atort|[Oo]rchester|[Pp]rodukte?"
    r"|[Ss]chokolade"
    r"|[Kk]affee|[Tt]ee|[Ss]chinken|[Ww]urst|[Uu]hr(?:en)?|[Mm]esser|[Ss]toffe?|[Ll]eder"
    r"|[Mm]öbel|[Tt]eppiche?"
    r"|[Ss]pielzeug|[Rr]ezepte?|[Oo]bst|[Gg]emüse|[Ww]are|[Gg]las|[Hh]olz|[Kk]unst|[Mm]usik"
    r"|[Ss]chuhe|[Mm]ode"
    r"|[Kk]eramik|[Ss]pitze|[Bb]rot|[Kk]uchen|[Ss]tollen|[Ww]asser|[Ss]alz|[Öö]l|[Gg]ruppe"
    r"|[Cc]hor|[Tt]eam"
    r"|[Mm]anufaktur|[Ww]erkstatt|[Ff]irma|[Hh]ersteller|[Ff]abrik|[Kk]erzen|[Ss]eife"
    r"|[Tt]assen?|[Gg]eschirr"
    r"|[Pp]ostkarten?|[Ss]ouvenirs?|[Mm]agnet|[Ff]otos?|[Bb]ilder|[Ll]ieder|[Gg]eschichten"
    r"|[Ss]agen) aus "
    r"(?P<name>[A-ZÄÖÜ][a-zäöüß]+)(?![\w-])"
)
_THE_THING = re.compile(
    r"\b(?:[Tt]he|[Yy]our|[Oo]ur|[Aa]n?|[Tt]hat|[Tt]his"
    r"|[Mm]y) (?P<name>(?:[A-Z][\w'’.]+ ){1,3})(?P<noun>[a-z]{3,})"
)
_NO_THING = word_set(
    "family account order household children brothers sisters twins case file couple account's "
    "was is "
    "has had and who with from that for but says said will would can could did does about called "
    "invoice parcel policy address house branch store office team room rooms contract appointment"
)


def without_famous(text: str, spans: Sequence[Span]) -> Iterable[Span]:
    """``spans`` but those that lie within the name of something everybody knows."""
    if not any(span.type in _KINDS for span in spans):
        return spans
    personal = MASKED in text or any(span.type in _TELLING for span in spans)
    known = [*_regions(text, personal=personal)]
    likely = cues_in(text) & _EVENT_CUE
    things = [m.span() for m in in_order(at_words(_EVENT, text, _EVENT_HEADS))] if likely else []
    things += [] if personal else _things(text)
    if not known and not things:
        return spans
    return [s for s in spans if not _goes(text, s, known, things)]


def _goes(text: str, span: Span, known: list[_Region], things: list[tuple[int, int]]) -> bool:
    """Whether a find is nobody: whatever is called after somebody unknown still names a person."""
    if span.type != "PERSON":
        return _within(text, span, [place for place, _ in known])
    if _within(text, span, [place for place, listed in known if listed]):
        return True
    building = _BUILDING.match(text, span.start)
    if building is not None and building.end() >= span.end:
        return True
    named = [place for place, _ in known] + things
    return _is_famous(text[span.start : span.end]) and _within(text, span, named)


_BUILDING = re.compile(
    r"(?<![\w-])[A-ZÄÖÜ][^\W\d_]+(?:-[A-ZÄÖÜ][\w.]*)+-(?:[A-ZÄÖÜ][a-zäöüß]*)?(?i:schule|gymnasium"
    r"|gesellschaft|museum|haus|geburtshaus|denkmal|preis|stadion|universität|kirche|institut"
    r"|stiftung|halle|saal|theater|hütte|kaserne|turm|klinik|krankenhaus|bibliothek|brunnen|park)"
    r"(?![\w-])"
)
"""Called after somebody by a full name: public, whoever that was."""


def _is_famous(name: str) -> bool:
    """Whether each word of a name, or all of it, is in the lists; a given name alone may be any."""
    forms = [fold(word) for word in WORD.findall(name) if word[0].isupper() and len(word) > 1]
    if tuple(forms) in figures().get(forms[0] if forms else "", ()):
        return True
    if "-" in name and len(forms) > 1 and is_noun(forms[-1]):
        forms.pop()  # what is called so: "Sissi-Filme"
    if len(forms) == 1 and forms[0] in forenames():
        return True
    return bool(forms) and all(
        not legends().isdisjoint((form, form.removesuffix("s"))) for form in forms
    )


def _within(text: str, span: Span, known: list[tuple[int, int]]) -> bool:
    if span.type not in _KINDS or _DIGIT.search(text, span.start, span.end):
        return False
    value = text[span.start : span.end]
    start = span.start + len(value) - len(value.lstrip(" ,.'’"))
    end = span.end - (len(value) - len(value.rstrip(" ,.;:")))
    return any(a <= start and end <= b for a, b in known)


def _things(text: str) -> list[tuple[int, int]]:
    """What is called after somebody ("the Miller mixer"): no person, but a town stays a town."""
    if not is_english(words_of(text)):
        return []
    matches = in_order(at_words(_THE_THING, text, _OWNERS))
    found = ((match, fold(match["noun"])) for match in matches)
    return [m.span("name") for m, noun in found if noun not in _NO_THING and is_noun(noun)]


_Region = tuple[tuple[int, int], bool]
"""A place, and whether what stands there is in the lists."""


def _regions(text: str, *, personal: bool) -> Iterator[_Region]:
    """Names of what everybody knows, by the lists and by how they are built."""
    small = words_of(text)
    culture = not personal and not small.isdisjoint(_CULTURE)
    yield from ((place, True) for place in _listed(text, culture=culture))
    yield from ((place, True) for place in days_and_ways(text))
    yield from journeys(text) if not personal else ()
    yield from public_english(text, personal=personal)
    for match in _soft(text) if not personal else ():
        ruler = match.re is _RULERS
        if not ruler or fold(match["name"] or match[0].split()[0]) in _reigning():
            yield from ((place, ruler) for place in _uncued(text, *match.span()))
    for match in _HYPHENED.finditer(text) if "-" in text else ():
        yield from ((place, False) for place in _uncued(text, *match.span()))
    if culture:
        yield from ((match.span("name"), True) for match in _QUOTED.finditer(text))


@cache
def _reigning() -> frozenset[str]:
    """How kings, popes and saints are called: by one name, a given one or a famous one."""
    return forenames() | legends()


def _listed(text: str, *, culture: bool) -> Iterator[tuple[int, int]]:
    """Names in the lists: full ones, and those that one word stands for."""
    cues = cues_in(text)
    if not cues & _LEGEND and not (cues & _LISTED and cues & _LAST):
        return
    words, forms = words_in(text)
    full, single = figures(), legends()
    for index, form in enumerate(forms):
        if not known_word(words[index][0]).cues & _LISTED:
            continue
        for name in full.get(form, ()):
            last = index + len(name) - 1
            if last < len(forms) and _is(forms[index : last + 1], name):
                yield from _uncued(text, words[index].start(), words[last].end())
        bare = form if form in single else form.removesuffix("s")
        if bare in single and (culture or (bare not in forenames() and bare not in given())):
            yield from _alone(text, words, index)


def _words_in_pattern(*patterns: re.Pattern[str]) -> frozenset[str]:
    """The words of patterns in lower case, as `words_of` gives them."""
    text = " ".join(pattern.pattern for pattern in patterns)
    text = re.sub(r"\[(\w)(\w)\]", lambda pair: pair[2], text)
    return frozenset(word.lower() for word in re.findall(r"[^\W\d_]{2,}", text))


_RULER_HEADS = heads_of(_words_in_pattern(re.compile(_RULER)), ("heilig",))
_RULER_CUE = cue(
    whole=_words_in_pattern(re.compile(_RULER))
    | word_set("der die den dem des the könige königin kaiserin päpstin zarin"),
    test=lambda word, _: re.fullmatch("[IVX]{1,4}", word) is not None,
)
_BYNAMES = re.compile(
    r"(?:Gro(?:ß|ss)|Fromm|Kahl|Kühn|Gut|Stark|Heilig|Schön|Reich|Eroberer|Schrecklich|Erst|Zweit"
    r"|Dritt|Viert|Löwe|Bär|Täufer|Weis|(?:Great|Conqueror|Terrible|Confessor|Lionheart|Bold"
    r"|Magnificent|Baptist|Bald|First|Second|Third|Unready|Younger|Elder|[IVX]{2,4})\Z)"
)
_BYNAME_CUE = cue(test=lambda word, _: _BYNAMES.match(word) is not None)
_ROMAN = re.compile(r" [IVX]\. [a-zäöü]")
_EVENT_WORDS = _words_in_pattern(_EVENT) | word_set("sturmtief sturmflut orkantief kartoffelsorte")
_EVENT_HEADS = heads_of(_EVENT_WORDS, word_set("caf schuh kartoffel"))
_EVENT_CUE = cue(whole=_EVENT_WORDS)
_OLD_CUE = cue(whole=_words_in_pattern(_OF_OLD), parts=("museum",))
_OLD_SIGN = cue(
    whole={
        word.removesuffix(end)
        for word in _words_in_pattern(_OF_OLD) - word_set("of the von zu bei an der er")
        for end in ("", "s")
    },
    parts=word_set("museum theater philharmonie festspiele ausstellung planetarium"),
)
_EFFECT_CUE = cue(whole=_words_in_pattern(_EFFECT) | word_set("law laws apple apples"))
_PLACE_CUE = cue(cased=re.findall(r"[A-Z][a-z]+", _PLACE_AFTER))
_FROM = re.compile(r"[a-zäöüß] aus [A-ZÄÖÜ]")
_OWNERS = heads_of(whole=word_set("the your our a an that this my"))


@cache
def _lasts() -> frozenset[str]:
    """The last words of full names in the lists."""
    return frozenset(name[-1] for names in figures().values() for name in names)


_LAST = cue(test=lambda _, form: form in _lasts() or form.removesuffix("s") in _lasts())
_LEGEND = cue(test=lambda _, form: form in legends() or form.removesuffix("s") in legends())
_LISTED = cue(
    test=lambda _, form: (
        form in figures() or form in legends() or form.removesuffix("s") in legends()
    )
)


def _soft(text: str) -> Iterator[re.Match[str]]:
    """Matches of patterns that count in a text about nobody, of which a word occurs."""
    cues = cues_in(text)
    if cues & _RULER_CUE and (cues & _BYNAME_CUE or _ROMAN.search(text) is not None):
        yield from _RULERS.finditer(text)
    elif cues & _RULER_CUE:
        yield from in_order(at_words(_RULERS, text, _RULER_HEADS))
    if cues & _PLACE_CUE:
        yield from _BEFORE_PLACE.finditer(text)
    if cues & _EFFECT_CUE:
        yield from _EFFECT.finditer(text)
    if cues & _OLD_CUE and cues & _OLD_SIGN:
        yield from _OF_OLD.finditer(text)
    if _FROM.search(text) is not None:
        yield from _PRODUCT.finditer(text)


def _is(forms: Sequence[str], name: Sequence[str]) -> bool:
    """Whether these words are the name; its last word may have a genitive s."""
    last = forms[-1] == name[-1] or forms[-1] == f"{name[-1]}s"
    return last and tuple(forms[:-1]) == tuple(name[:-1])


def _uncued(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The place, unless a person is introduced there or it is a line of its own."""
    if _CUE.search(text, max(0, start - 30), start) or _is_line(text, start, end):
        return
    yield start, end


def _is_line(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands in its line, in a text of several."""
    before, after = text[:start].rsplit("\n", 1)[-1], text[end:].split("\n", 1)[0]
    return "\n" in text and not before.strip(" ,.-–*>") and not after.strip(" ,.")


def _alone(text: str, words: Sequence[re.Match[str]], index: int) -> Iterator[tuple[int, int]]:
    """One word that is nobody's given or family name here: no name stands beside it."""
    word = words[index]
    if word[0][0].islower():
        return
    for near in (index - 1, index + 1):
        if not 0 <= near < len(words):
            continue
        other = words[near]
        gap = text[min(word.end(), other.end()) : max(word.start(), other.start())]
        form = fold(other[0])
        named = other[0][0].isupper() and form in forenames() and form not in legends()
        if gap == " " and named:
            return
    yield from _uncued(text, *word.span())
