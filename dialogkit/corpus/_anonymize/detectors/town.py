"""Towns: large ones wherever they stand, all others after a word such as "in" or "from".

The names are GeoNames' (CC BY 4.0). Countries and regions tell nobody from another and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import MASK, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._likely import Least
from dialogkit.corpus._anonymize._search import at_words, in_order, words_in
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._towns import TOWN
from dialogkit.corpus._anonymize._words import (
    fold,
    given,
    is_noun,
    ordinary,
    plain_words,
    towns,
    word_set,
)

__all__ = ["CUES", "LEAST", "find", "town_places", "with_tail"]

LEAST = Least(alone=0.003)

_JOINT = re.compile(r"[ \u00a0]|[-–]|\. ?|['’]")
_TAIL = re.compile(
    r"(?:[-–/ ](?i:mitte|nord|süd|ost|west|hbf|altstadt|neustadt|innenstadt|zentrum|stadt|land)\b"
    r"|-[A-ZÄÖÜ][^\W\d_]+"
    r"| ?\([^()\n\d]{2,20}\)"
    r"|[ /](?:(?:an|auf|in|im|am|ob|vor|bei|unter|upon|on|under|by)(?: (?:der|dem|den|the|d\.))?"
    r"|[avo]\. ?d\.|v\.? ?d\.?|a\.|i\.|b\.|a/d) ?(?:[A-ZÄÖÜ][^\W\d_]+|höhe|main|rhein"
    r"|oder|saale|see|breisgau|isar"
    r"|donau|elbe|ruhr|neckar|tyne|trent|avon|thames|sea))",
)
_RIVER = re.compile(
    r"(?i)main|rhein|oder|saale|see|breisgau|isar|donau|elbe|ruhr|neckar|allgäu|harz|rügen|weser"
    r"|mosel|inn|spree|havel|lahn|ems|leine|mark|taunus|westf\w*|holstein|sieg|glan|tauber|ilm"
    r"|höhe|tauber|wald\w*|weinstra\w*|brenz|nagold|teck|fils|kocher|enz|lech|paar|vils|rott|alz"
    r"|\w+gau"
    r"|tyne|trent|avon|thames|sea|humber|wye|tweed|hill|green|water|bergstra\w*|aller|aisch|pegnitz"
    r"|(?:ost|süd|nord)?tirol|vorarlberg|kärnten|steiermark|burgenland|(?:nieder|ober)österreich"
    r"|(?:nieder|ober)?bayern|baden|württemberg|schwaben|(?:ober|unter|mittel)?franken|hessen"
    r"|(?:nieder)?sachsen|thüringen|(?:ober)?pfalz|westfalen|(?:vor)?pommern|mecklenburg|lippe"
    r"|brandenburg|(?:ucker|alt)mark|prignitz|lausitz|\w+land|eifel|hunsrück|rhön|\w+(?:wald"
    r"|gebirge)"
    r"|spessart|solling|graubünden|wallis|tessin|engadin|prättigau|toggenburg"
)
_PLACED = re.compile(
    r"(?:\b(?:in|aus|nach|bei|aus dem raum|im raum|raum|großraum|grossraum|stadt|gemeinde|ort"
    r"|wohnort|geburtsort|wohnhaft|nähe|nahe|richtung|über|standort|filiale|niederlassung|lager"
    r"|verteilzentrum|paketzentrum|zustellbasis|depot|flughafen|hauptbahnhof|bahnhof|uni|klinikum"
    r"|stadtteil|bezirk|gebürtig(?:e|er)? aus|kreis|landkreis|umgebung von|bis|von|zwischen|und"
    r"|oder|hier|from|to|near|at|around|outside|via|towards|between|based|and|or|for|of|hub"
    r"|branch|city|town|village|store|office|area|facility|reached|left|visit(?:ed|ing)?|en|à|a"
    r"|de|di|da|z|w|do|te|uit)[ :]{1,2}(?:(?:in|of) )?"
    rf"|(?:{MASKED}|\d[a-z]?)(?:,? ?\n|, ?| in |[ ]))$",
    re.IGNORECASE,
)
_FIRMLY = re.compile(
    r"(?:\b(?:in|aus|nach|wohnhaft|raum|wohnort|ort|stadt|filiale|standort|stadtteil|bahnhof"
    r"|niederlassung|gemeinde|lager|depot|verteilzentrum|from|near|outside|in|around|based in"
    r"|moved to|move to|sent to|delivered to|travel(?:led|ling)? to|branch|store)[ :]{1,2}"
    r"|\b(?:kita|kindergarten|schule|grundschule|realschule|gesamtschule|gymnasium|klinik|klinikum"
    r"|krankenhaus|rathaus|stadtwerke|sparkasse|volksbank|universität|hochschule|jobcenter"
    r"|finanzamt|staatsanwaltschaft|landgericht|oberlandesgericht|verwaltungsgericht"
    r"|sozialgericht|arbeitsgericht|polizei|kripo|polizeirevier|ordnungsamt|standesamt|stadtwerk"
    r"|landkreis|autohaus|tierheim|jugendamt|bauamt|ausländerbehörde|zulassungsstelle"
    r"|amtsgericht|landratsamt|bürgeramt|messe|therme|zoo|hafen|university of|council of"
    r"|greetings from"
    r"|grüße aus|gruß aus)[ ]"
    rf"|{MASKED}(?:, ?| ?\n| in | to | nach | bis | und | and ))$",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"(?i)\b(?:von|from|zwischen|between)[ ]$")
_TO = re.compile(r"(?i)[ ](?:nach|bis|to|und|and)[ ][^\W\d_]")
_THERE = re.compile(
    r",? (?:store|branch|depot|office|warehouse|hub|facility|hbf|hauptbahnhof|flughafen|airport"
    r"|station|germany|deutschland|uk|usa|england|scotland|austria|österreich|schweiz|city)\b",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(r" ?(?:\d|['’]s\b|%|€)")
_DWELLS = re.compile(
    r"(?i:\b(?:wohn(?:e|en|t|haft|te|ten)|leb(?:e|en|t)|zieh(?:e|en|t)|gezogen|umgezogen"
    r"|verzogen|umzug"
    r"|komme|kommen|stamme|gebürtig|zuhause|daheim|live|lives|living|lived|moved|moving|relocated"
    r"|based|born|resident|come|from|i'm|grew up|located)\b"
    r"(?: [a-zäöüß'’]+){0,5}? ?)"
    r"(?i:\b(?:in|aus|nach|bei|to|from|near|outside|around|wohnhaft)) "
    r"(?P<town>[A-ZÄÖÜ][^\W\d_]{2,}(?:-[A-ZÄÖÜ][^\W\d_]+)?)(?![\w-])"
)
# Where do you live? Penzance
_ASKED = re.compile(
    r"(?i:where (?:do|are|is|did) (?:you|they|she|he|your \w+) (?:live|based|from|located|living)"
    r"|where (?:you|they) (?:live|are)|wo (?:wohnen sie|wohnst du|wohnt ihr|leben sie|lebst du)"
    r"|(?:home ?town|place of residence|wohnort|heimatort|town ?/ ?city|city ?/ ?town"
    r"|place of birth|geburtsort))[?:]{1,2}[ \t]*\n?"
    r"(?P<town>[A-ZÄÖÜ][^\W\d_]{2,}(?:[ -][A-ZÄÖÜ][^\W\d_]+){0,2})(?=[ \t]*(?:[,.;\n]|$))"
)
_ASKED_HEADS = heads_of(
    whole=word_set("where wo home hometown place wohnort heimatort town city geburtsort")
)
_ASKED_CUE = cue(marks="?:")
_DWELL_CUES = word_set(
    "wohne wohnen wohnt wohnhaft wohnte wohnten lebe leben lebt ziehe ziehen zieht gezogen "
    "umgezogen verzogen umzug komme kommen stamme gebürtig zuhause daheim live lives living lived "
    "moved moving relocated based born resident come from grew located"
)
_DWELL_CUE = cue(whole=_DWELL_CUES)
_DWELL_HEADS = heads_of(
    word_set(
        "wohn leb zieh gezogen umgezogen verzogen umzug komme stamme gebürtig zuhause daheim live "
        "living moved moving relocated based born resident come from grew located"
    ),
    whole=("i",),
)
_PREFIX_CUE = cue(
    cased=word_set(
        "Klein Groß Gross Alt Neu Ober Unter Hohen Bad Sankt St Much Great Little Upper Lower "
        "North South East West New Old Market Chipping Stoke Royal King Kings Queens Mount Fort "
        "Port Saint San Santa Los Las El La Le"
    )
)
_MAYBE_LOWER = word_set("in aus nach wohnhaft raum near from stadt wohnort ort bei")
_LONGEST = 4


def find(text: str, _context: Context) -> Iterable[Span]:
    """Known towns by their group, and whatever people say they live in."""
    matches, forms = words_in(text)
    done = 0
    cues = cues_in(text)
    for index in town_places(text) if cues & TOWN else ():
        if matches[index].start() >= done:
            end = _town(text, matches, forms, index)
            if end is not None:
                done = end
                yield Span(matches[index].start(), end, "TOWN")
    if cues & _RIVER_CUE:
        yield from (Span(*m.span(), "TOWN") for m in _ON_RIVER.finditer(text))
    if cues & (_PREFIX_CUE | _SOUND_CUE) and _after_preposition(text):
        yield from _sounds_like_one(text)
    if cues & _DWELL_CUE:
        yield from _dwelt_in(text)
    if cues & _ASKED_CUE and cues & _ASKED_HEADS.cue:
        for match in in_order(at_words(_ASKED, text, _ASKED_HEADS)):
            if fold(match["town"].split()[0]) not in ordinary():
                yield Span(*match.span("town"), "TOWN")


def _town(
    text: str, matches: Sequence[re.Match[str]], forms: Sequence[str], index: int
) -> int | None:
    """Where the town that begins with the word at ``index`` ends, if one does."""
    found = _longest(text, matches, forms, index)
    if found is None:
        return None
    group, last = found
    start, end = matches[index].start(), matches[last].end()
    capital = text[start].isupper()
    if text[end : end + 1] == "-" and group != "lower" and not text[end + 1 : end + 2].isupper():
        return None
    if text[start - 1 : start] == "-" and start > 1 and text[start - 2].isalpha():
        return None
    return with_tail(text, end) if _counts(text, start, end, group, capital=capital) else None


@cache
def _second_words() -> dict[str, frozenset[str]]:
    """The second words of the known towns by their first."""
    return {
        first: frozenset(words[1] for words in names if len(words) > 1)
        for first, names in towns().items()
    }


@lru_cache(maxsize=8)
def town_places(text: str) -> tuple[int, ...]:
    """Which words of a text are towns, or begin one with the word behind them."""
    forms = words_in(text)[1]
    known = towns()
    return tuple([i for i, form in enumerate(forms) if form in known and _begins_one(forms, i)])


def _begins_one(forms: Sequence[str], index: int) -> bool:
    """Whether a word is a town, or begins one with the word behind it: what most do not."""
    first = forms[index]
    if (first,) in towns()[first]:
        return True
    if index + 1 == len(forms):
        return False
    second = forms[index + 1]
    known = _second_words()[first]
    return second in known or second.removesuffix("s") in known


def _longest(
    text: str, matches: Sequence[re.Match[str]], forms: Sequence[str], index: int
) -> tuple[str, int] | None:
    """Group and last word of the longest name in the list that begins at ``index``."""
    names = towns()[forms[index]]
    best: tuple[str, int] | None = None
    last = index
    words: tuple[str, ...] = (forms[index],)
    while True:
        group = names.get(words) or names.get((*words[:-1], words[-1].removesuffix("s")))
        if group is not None and (words in names or last > index):
            best = group, last
        last += 1
        if last >= len(matches) or len(words) == _LONGEST:
            return best
        if not _JOINT.fullmatch(text, matches[last - 1].end(), matches[last].start()):
            return best
        words = (*words, forms[last])


def _counts(text: str, start: int, end: int, group: str, *, capital: bool) -> bool:
    """Whether a name of this group means the town at this place."""
    form = fold(text[start:end])
    if form in _NO_TOWNS or (capital and _is_thing(text, start, end)):
        return False
    if group == "lower" or (group == "bare" and capital):
        return True
    before = text[max(0, start - 24) : start]
    if not capital and (_SLASHED.match(text, end) or _goes_on(before, form, group)):
        return True
    if group == "worded":
        if not capital:
            return form not in plain_words() and _last_word(before) in ("in", "aus")
        return _is_worded(text, before, end)
    if not capital:
        return end - start > 3 and _last_word(before) in _MAYBE_LOWER
    return _PLACED.search(before) is not None or _THERE.match(text, end) is not None


def _goes_on(before: str, form: str, group: str) -> bool:
    """Whether a word in lower case ends an address that is found: "… trevose way newquay"."""
    if before.endswith((f"{MASKED} in ", f"{MASKED}, ", f"{MASKED} ")):
        if group == "worded":
            return before.endswith("in ") and form not in ordinary()
        return form not in plain_words() and form not in given() and not is_noun(form)
    return group == "bare" and form not in plain_words() and _last_word(before) in _OFFICES


# Stow-on-the-Wold
_ON_RIVER = re.compile(
    r"(?<![\w-])[A-Z][a-z]+-(?:on|upon|under|in|le|by|super|next|cum|over|at|an-der|am|ob-der)"
    r"-(?:the-)?[A-Z][a-z]+(?![\w-])"
)
_RIVER_CUE = cue(
    marks=(
        *("-on-", "-upon-", "-under-", "-in-", "-le-", "-by-", "-super-", "-next-", "-cum-"),
        *("-over-", "-at-", "-an-", "-am-", "-ob-"),
    )
)
_OFFICES = word_set(
    "polizei kripo stadtwerke amtsgericht landgericht finanzamt jobcenter uni klinikum bahnhof hbf "
    "flughafen filiale kreis nähe sparkasse rathaus outside to police council hospital station"
)
"""What a town's name follows in lower case as well."""
_SLASHED = re.compile(
    r"(?i)/(?:saale|main|rhein|donau|elbe|weser|spree|neckar|ruhr|isar|westf\w*)(?!\w)"
)
_DISTRICT = re.compile(r" (?:6W|\d{1,2})(?! ?(?:[ap]m|times|days|hours|people|to)\b|[\w:%]|[.,]\d)")
"""Dublin 8."""
_NO_TOWNS = word_set("economy commerce legacy republic hub stiege") | {"the village", "the colony"}
"""Names of towns that are classes, tariffs and products wherever customers write."""
_GOODS = re.compile(
    r" (?:Gin|Vodka|Wh?isk(?:e?y|ies)|Rum|Bitter|Ales?|Lager|Stout|Cider|Pils(?:ner|ener)?|Kölsch"
    r"|Weisse|Weiße|Bier|Sekt|Wein|Senf|Mustard|Cheddar|Cheese|Käse|Tea|Tee|Kaffee|Würstchen"
    r"|Bratwurst|Schinken|Ham|Kranz|Lebkuchen|Stollen|Marzipan|Printen|Biscuits?|Rock|Puddings?"
    r"|Tarts?|Cakes?|Buns?|Pies?|Pasty|Pasties|Sauce|Broccoli|Sprouts|Roulade|Schnitzel|Porzellan"
    r"|China|Porcelain|Lace|Tweed|Marathon|Derby|Chair)(?![\w-])"
)
"""What is called after where it was first made."""
_NAMED_THING = re.compile(r"[A-ZÀ-Ý][\wà-ÿ]+ (?:de|di|du|della|del) \Z")


def _is_thing(text: str, start: int, end: int) -> bool:
    """Whether a town's name belongs to a thing: Edinburgh Gin, Gloire de Dijon."""
    if _GOODS.match(text, end):
        return True
    return _NAMED_THING.search(text, max(0, start - 24), start) is not None


_NAMED_BEFORE = re.compile(r"[A-ZÄÖÜ][\w'’]+ $")


def _last_word(before: str) -> str:
    return before.rstrip(" ").rsplit(" ", 1)[-1].rsplit("\n", 1)[-1].lower()


def _is_worded(text: str, before: str, end: int) -> bool:
    """Whether an ordinary word stands where only a town can: "in Essen", "from Reading to"."""
    if _NOT_AFTER.match(text, end):
        return False
    if _FIRMLY.search(before):
        return True
    if _THERE.match(text, end):
        return _NAMED_BEFORE.search(before) is None
    if _FROM_TO.search(before):
        return _TO.match(text, end) is not None
    return (
        re.search(
            r"(?i)\b(?:from|von|zwischen|between) [A-ZÄÖÜ][\w-]+ (?:to|nach|und|bis|and) $", before
        )
        is not None
    )


def with_tail(text: str, end: int) -> int:
    """``end`` after what tells a town from its namesakes: "(Saale)", "am Main", "-Mitte"."""
    tail = _DISTRICT.match(text, end) if text.endswith("Dublin", 0, end) else None
    tail = tail or _SLASHED.match(text, end) or _TAIL.match(text, end)
    if tail is None:
        return end
    value = tail[0]
    if value[0] == " " and value[1:2].islower():
        river = re.split(r"[ .]", value)[-1]
        return tail.end() if _RIVER.fullmatch(river) else end
    return tail.end()


_PREPOSITION = re.compile(
    rf"(?:\b(?i:in|aus|nach|bei|from|near|to|at|outside|raum|von|über|via)"
    rf"|{MASKED},?) (?P<town>[A-ZÄÖÜ][a-zäöüß]{{3,}})(?![\w-])"
)
_ENDS = re.compile(
    r"(?:hausen|dorf|heim|ingen|stedt|stadt|rode|büttel|kirchen|leben|hagen|beck|brück|born|rath"
    r"|scheid|weiler|hofen|siel|furt|münde|münster|bostel|büttel|wiek|trup|lar|zell|rieth"
    r"|ton|ham|bury|ford|thorpe|wick|worth|mouth|chester|minster|combe|borough|burgh|ville|stead"
    r"|bridge|port|pool|wich|hurst|cliffe|by|sea|twistle|dale|holme|thwaite|caster|hampton|leigh"
    r"|combe|stowe|stow)$"
)


_PREFIXED = re.compile(
    rf"(?:\b(?i:in|aus|nach|bei|from|near|to|at|outside|raum|von|über|via)"
    rf"|{MASKED},?) (?P<town>(?:Klein|Groß|Gross|Alt|Neu"
    r"|Ober|Unter|Hohen|Bad|Sankt|St\.?|Much|Great|Little|Upper|Lower|North|South|East|West|New"
    r"|Old|Market|Chipping"
    r"|Stoke|Royal|King['’]?s|Queens|Mount|Fort|Port|Saint|San|Santa|Los|Las|El|La"
    r"|Le) [A-ZÄÖÜ][a-zäöüß]{2,})(?![\w-])"
)


_BEFORE = heads_of(whole=word_set("in aus nach bei from near to at outside raum von über via"))


def _after_preposition(text: str) -> bool:
    """Whether `_PREPOSITION` matches anywhere; asked only where it can begin."""
    if at_words(_PREPOSITION, text, _BEFORE):
        return True
    return MASKED in text and _PREPOSITION.search(text) is not None


def _sounds_like_one(text: str) -> Iterator[Span]:
    """Unknown words that end or begin as towns do, after a preposition."""
    for match in _PREFIXED.finditer(text) if cues_in(text) & _PREFIX_CUE else ():
        last = fold(match["town"].split()[-1])
        bath = match["town"].startswith("Bad ") and last not in plain_words()
        if bath or (last not in plain_words() and not is_noun(last)):
            yield Span(match.start("town"), with_tail(text, match.end("town")), "TOWN")
    for match in _PREPOSITION.finditer(text) if cues_in(text) & _SOUND_CUE else ():
        word = match["town"]
        form = fold(word)
        if _ENDS.search(word) and form not in plain_words() and not is_noun(form):
            yield Span(match.start("town"), with_tail(text, match.end("town")), "TOWN")


_SOUND_CUE = cue(
    test=lambda word, form: (
        len(word) > 3
        and word[0].isupper()
        and _ENDS.search(word) is not None
        and form not in plain_words()
        and not is_noun(form)
    )
)
"""Words that `_sounds_like_one` takes for towns where a preposition is before them."""


def _dwelt_in(text: str) -> Iterator[Span]:
    for match in in_order(at_words(_DWELLS, text, _DWELL_HEADS)):
        form = fold(match["town"].split("-")[0])
        if form not in plain_words() and not is_noun(form) and form not in given():
            yield Span(match.start("town"), with_tail(text, match.end("town")), "TOWN")


CUES = one_of(
    TOWN | _RIVER_CUE | _DWELL_CUE,
    (_ASKED_CUE, _ASKED_HEADS.cue),
    (_PREFIX_CUE | _SOUND_CUE, _BEFORE.cue | MASK),
)
