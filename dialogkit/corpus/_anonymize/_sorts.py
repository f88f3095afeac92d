"""Colours, sauces and sorts called like towns or people, by what is named in one breath with them.

"in Havanna statt in Grau", "Willow or Heather" of paint, noodles that swim in Mayo,
"Agria und Annabelle" of potatoes: in a text that holds nobody's data they are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dialogkit.corpus._anonymize._cues import cue, cues_in
from dialogkit.corpus._anonymize._words import fold, forenames, towns, word_set

__all__ = ["sorts"]

_CAP = r"[A-ZÄÖÜ][^\W\d_]{2,}"
_NO_DEED = (
    r"(?! (?:and I|und ich|to|who|from|at|said|says|asked|told|r[ai]ngs?|calls?|called|gets?|got"
    r"|took|gave|brought|planted|bought|orders?|ordered|wants?|will|would|can|could|has|have|had|is|was"
    r"|did|sagte?|rief|hat|haben|will|wollt?en?|kam|kann|ist|war)(?!\w))"
)
"""Nothing follows that people do."""
_PLAIN = (
    r"(?i:(?:hell|dunkel|zart|matt|alt|neon|pastell|light|dark|pale|navy|sky)?[ -]?"
    r"(?:rot|blau|grün|gelb|lila|rosa|weiß|weiss|schwarz|grau|braun|beige|türkis|anthrazit|violett"
    r"|red|blue|green|yellow|purple|pink|white|black|gr[ea]y|brown|turquoise|teal|cream))(?![\w-])"
)
"""Colours that are nothing else."""
_RATHER = (
    r"(?:(?:an)?statt|anstelle von|oder|bzw\.|or|instead of|rather than"
    r"|(?:und |and )?(?:nicht|not))"
)
_CLOSED = r"(?=[ \t]*(?:[.,;:!?)\n]|\Z))"
_PAIRED = re.compile(
    rf"(?<!\w)[Ii]n (?P<first>{_CAP})(?:,? {_RATHER} (?:in )?{_PLAIN}(?! [A-ZÄÖÜ])"
    rf"{_NO_DEED}| (?:und|and) {_PLAIN}{_CLOSED})"
    rf"|(?<![\w-]){_PLAIN},? {_RATHER} (?:in )?(?P<second>{_CAP})(?! [A-ZÄÖÜ])(?![\w'’-])"
    rf"{_NO_DEED}"
)
_SHADE = (
    r"(?:Hazel|Heather|Olive|Ivory|Amber|Rose|Violet|Ruby|Jade|Sage|Ginger|Coral|Saffron|Scarlet"
    r"|Indigo|Lavender|Rowan|Willow|Poppy|Iris|Ash|Fern|Juniper|Sienna|Clementine|Cherry|Ebony"
    r"|Pearl|Myrtle|Ivy|Holly|Jasmine?|Rosa|Viola)"
)
"""Names that are called after a colour, or a colour after what they are."""
_OF_SHADES = re.compile(
    rf"(?<!\w)(?:(?i:in) (?P<sole>{_SHADE})|(?i:consider(?:ing)?|prefer|like|want"
    r"|have|take|choose|chose|pick|picked|order(?:ed)?|either|between|zwischen"
    r"|(?:swap|exchange|change)d?(?: it| them)?"
    r"(?: for| to)|colou?rs?|shades?|gerne?|auch|nehmen?|möchten?|entweder|farben?):?"
    rf" (?P<one>{_SHADE}))(?:(?:,? {_RATHER}|,) (?:the |in )?(?P<other>{_SHADE}))*+"
    rf"(?! [A-Z])(?![\w'’-]){_NO_DEED}"
)
_COLOUR_TALK = re.compile(
    r"(?i)(?<![^\W_])(?:colou?r|shade|dye|paint|fabric|swatch|upholster|farb|stoffmuster|lackier)"
)
_FOOD = re.compile(
    r"(?i)(?:salat|pommes|fleisch|fisch|nudeln?|gericht|kartoffeln?|schnitzel|burger|brötchen|toast"
    r"|gemüse|würstchen|salads?|chips|fries|sandwich(?:es)?|wraps?|pasta|noodles|chicken|steaks?|beef"
    r"|lamb|pears?|peas|slaw|fish)(?!\w)[^.!?\n]*\Z"
)
"""What is served, and whatever else its sentence says of it."""
_NEAR = 60
_SOAKED = (
    r"(?:schw(?:amm|ammen|immt|immen|ommen)|(?:ein)?gelegt|mariniert|getränkt|ertränkt|ertrinkt"
    r"|ertrank|ertrunken|ersoffen|geschwommen|swam|swum|swims?|swimming|drown(?:ed|ing|s)?|soaked"
    r"|drenched|smothered|marinated|poached|braised)"
)
_SAUCE = re.compile(
    rf"(?<!\w)(?:{_SOAKED}(?: (?:nur so|regelrecht|förmlich|richtig|fast|geradezu))? in"
    rf"(?: (?:the|der|dem|reiner?|purer?|viel|lauter))? (?P<name>{_CAP})"
    rf"|in (?:lauter |viel )?(?P<late>{_CAP}) {_SOAKED})(?![\w'’-])"
)
_SORT = (
    r"(?:King Edwards?|Maris Pipers?|D[eé]sir[eé]es?|Estima|Jersey Royals?|Pink Fir(?: Apples?)?"
    r"|Marfona|Agria|Cilena|Granny Smiths?|Pink Lad(?:y|ies)|Golden Delicious|Braeburns?|Elstar"
    r"|Boskoop|Jonagold|Bramleys?|Cox(?:['’]s)?(?: Orange Pippins?)?|Royal Gala|Elsanta|Sieglinde"
    r"|Moneymakers?|Gardener['’]s Delight)"
)
"""Sorts of potatoes, apples, strawberries and tomatoes by which others are told."""
_AND = r"(?:, (?:and |or |und |oder )?| and | or | und | oder | & |/)"
_GIVEN = "(?<!from )(?<!by )(?<!for )(?<!to )(?<!von )(?<!für )(?<!an )"
"""Behind these stands who gave or gets some."""
_BESIDE_SORT = re.compile(
    rf"(?<![\w-])(?:{_SORT}{_AND}{_CAP}|{_GIVEN}{_CAP}{_AND}{_SORT})"
    rf"(?![\w'’-]){_NO_DEED}"
)
_SORT_TALK = re.compile(
    r"(?i)potato|spud|apples?|orchard|strawberr|tomato|allotment|variet|kartoffel|apfel|äpfel"
    r"|erdbeer|tomate|sorten?(?!\w)"
)

_PLAIN_CUE = cue(
    parts=word_set(
        "rot blau grün gelb lila rosa weiß weiss schwarz grau braun beige türkis anthrazit violett "
        "red blue green yellow purple pink white black grey gray brown turquoise teal cream"
    )
)
_SHADE_CUE = cue(cased=[*re.findall(r"[A-Z][a-z]+", _SHADE), "Jasmin"])
_SAUCE_CUE = cue(
    parts=word_set(
        "schwamm schwimm schwommen gelegt mariniert tränkt ertrink ertrank ertrunken ersoffen swam "
        "swum swim drown soaked drenched smothered marinated poached braised"
    )
)
_SORT_CUE = cue(
    cased=word_set(
        "Edward Edwards Piper Pipers Desiree Desirees Désirée Estima Royal Royals Pink Marfona "
        "Agria Cilena Granny Golden Braeburn Braeburns Elstar Boskoop Jonagold Bramley Bramleys "
        "Cox Elsanta Sieglinde Moneymaker Moneymakers Delight"
    )
)


def sorts(text: str) -> Iterator[tuple[int, int]]:
    """Where such names stand."""
    cues = cues_in(text)
    if cues & _PLAIN_CUE:
        for match in _PAIRED.finditer(text):
            yield from (span for span in _named(match) if _is_colour(text[slice(*span)]))
    if cues & _SHADE_CUE and _COLOUR_TALK.search(text) is not None:
        for match in _OF_SHADES.finditer(text):
            if match["sole"] is not None or match["other"] is not None:
                yield match.start("sole" if match["sole"] else "one"), match.end()
    if cues & _SAUCE_CUE:
        for match in _SAUCE.finditer(text):
            if _FOOD.search(text, max(0, match.start() - _NEAR), match.start()) is not None:
                yield from _named(match)
    if cues & _SORT_CUE and _SORT_TALK.search(text) is not None:
        yield from (match.span() for match in _BESIDE_SORT.finditer(text))


def _named(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The places of the names in a match."""
    yield from (match.span(name) for name, value in match.groupdict().items() if value is not None)


_SHADES = re.compile(_SHADE)


def _is_colour(name: str) -> bool:
    """Whether what stands beside a colour can be one: a town's name, or one of `_SHADE`."""
    form = fold(name)
    return _SHADES.fullmatch(name) is not None or (form in towns() and form not in forenames())
