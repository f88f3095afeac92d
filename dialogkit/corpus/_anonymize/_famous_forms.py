"""How names of what everybody knows are built: rulers, institutions, laws, towns of old, goods.

"König Ludwig II.", "the Lincoln Memorial", "Murphy's law", "the Treaty of Utrecht", "Käse aus …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of, words_in_pattern
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._words import fold, forenames, legends, word_set

__all__ = ["famous_forms"]

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
_RULER_HEADS = heads_of(words_in_pattern(re.compile(_RULER)), ("heilig",))
_RULER_CUE = cue(
    whole=words_in_pattern(re.compile(_RULER))
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
_OLD_CUE = cue(whole=words_in_pattern(_OF_OLD), parts=("museum",))
_OLD_SIGN = cue(
    whole={
        word.removesuffix(end)
        for word in words_in_pattern(_OF_OLD) - word_set("of the von zu bei an der er")
        for end in ("", "s")
    },
    parts=word_set("museum theater philharmonie festspiele ausstellung planetarium"),
)
_EFFECT_CUE = cue(whole=words_in_pattern(_EFFECT) | word_set("law laws apple apples"))
_PLACE_CUE = cue(cased=re.findall(r"[A-Z][a-z]+", _PLACE_AFTER))
_FROM = re.compile(r"[a-zäöüß] aus [A-ZÄÖÜ]")


def famous_forms(text: str) -> Iterator[tuple[tuple[int, int], bool]]:
    """Where such names stand, and whether one is a ruler's; they count in a text about nobody."""
    for match in _matches(text):
        ruler = match.re is _RULERS
        if not ruler or fold(match["name"] or match[0].split()[0]) in _reigning():
            yield match.span(), ruler


@cache
def _reigning() -> frozenset[str]:
    """How kings, popes and saints are called: by one name, a given one or a famous one."""
    return forenames() | legends()


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Matches of the patterns of which a word occurs."""
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
