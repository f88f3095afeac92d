"""Names at places of a sentence where little but a name stands.

"unsere Große Ida", "thanks to all, particularly Ewa at breakfast", "filing jointly with Marcy",
"left with a Kavanagh at 22", "Wayne quoted me 340", "Kia Miller signed for it".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import Heads, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._likely import Least
from dialogkit.corpus._anonymize._names import CAPITAL, CAPITAL_HEADS, DATES, could_be_name
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    brands,
    common,
    company,
    countries,
    fold,
    forenames,
    given,
    is_english_word,
    is_noun,
    listed_nouns,
    towns,
    unmistakable,
    usual_forenames,
    word_set,
)

__all__ = ["CUED", "CUES", "LEAST", "find"]

CUED = True
"""What it finds is a person whoever else is called so."""
LEAST = Least(alone=0.003)

_NAME = rf"(?P<name>{CAPITAL}(?: {CAPITAL})?)(?![\w-])"
# mein Kleiner Levi, our middle one Theo
_CHILD = re.compile(
    r"(?:(?i:mein|unser|dein|ihr|sein|euer|eur)(?:e[rnms]?)? (?:zwei |drei )?"
    r"(?:[Kk]leine|[Gg]roße|[Gg]rosse|[Ää]lteste|[Jj]üngste|[Mm]ittlere|[Ll]ütte|Süße"
    r"|[Zz]weit(?:ält|jüng)este|Erstgeborene|Lüdde)[rnms]?"
    r"|(?i:my|our|his|her|their) (?:two |three )?(?i:youngest|eldest|oldest|littlest|firstborn"
    r"|(?:little|middle|big|young|older|younger) one|wee (?:one|man)))"
    rf",? (?i:der |die |den |dem |called |named )?{_NAME}(?! ?[&+]| und S[öo])"
)
_CHILD_HEADS = heads_of(
    *(
        {f"{word}{end}" for end in ("", "e", "er", "en", "em", "es")}
        for word in ("mein", "unser", "dein", "ihr", "sein", "euer", "eur")
    ),
    whole=word_set("my our his her their"),
)
_CHILD_CUE = cue(
    begins=("klei", "groß", "gros", "ält", "älte", "jüng", "mitt", "lütt", "süße", "zwei", "erst"),
    whole=word_set("youngest eldest oldest littlest firstborn one lüdde wee"),
)
# thank you to everyone and particularly Ewa at breakfast
_ABOVE_ALL = re.compile(
    rf"(?i:particularly|especially|specially|in particular|above all|besonders|insbesondere"
    rf"|vor allem|allen voran|namentlich),? (?i:an |to |die |der |der lieben |die liebe |dem )?"
    rf"{_NAME}(?=,? (?:at|from|in|on|behind|who|for|with|and|&|an|am|vom|aus|im|von|und|für|beim"
    r"|bei|hinter|hat|die|der|war|was)\b|[!.,]|\s*\Z)"
)
_ABOVE_HEADS = heads_of(
    whole=word_set(
        "particularly especially specially in above besonders insbesondere vor allen namentlich"
    )
)
_THANKS = cue(
    whole=word_set(
        "thank thanks danke dank lob lobe kudos praise hats shout shoutout compliments grateful "
        "dankbar kompliment lieben grüße gruß regards love appreciate helpful staff team everyone"
    )
)
# filing jointly with Marcy, zusammen mit Ayla
_WITH = re.compile(
    r"(?i:jointly|together|married|separated|divorced|engaged|expecting|cohabiting|zusammen"
    r"|gemeinsam|verheiratet|verlobt|getrennt|geschieden|liiert) (?i:with|to|from|mit|von) "
    rf"{_NAME}(?=[,.;!?)\n]|\s*\Z| (?:this|last|next|and|since|for|but|now|so|seit|und|in|im"
    r"|dieses|letztes|nächstes|wir|aber)\b)"
)
_WITH_HEADS = heads_of(
    whole=word_set(
        "jointly together married separated divorced engaged expecting cohabiting zusammen "
        "gemeinsam verheiratet verlobt getrennt geschieden liiert"
    )
)
# left with a Kavanagh at 22, nobody knows a Rhiannon, es gibt hier keinen Wittkamp
_ONE_OF = re.compile(
    r"(?i:left|signed|handed|given|delivered|dropped|accepted|received|collected|taken|abgegeben"
    r"|angenommen|unterschrieben|entgegengenommen|quittiert|ausgehändigt|übergeben)"
    r"(?i: (?:it|off|over|up|in|for|out)){0,2} (?i:with|by|to|von|bei|an) (?i:an?|one|some"
    rf"|eine[rnm]?(?: gewisse[rnm]?)?) {_NAME}(?=[,.;!?)\n]|\s*\Z| (?:at|from|in|on|of|next|across"
    r"|over|who|but|and|im|in|aus|von|bei|nebenan|der|die|aber|und)\b)"
)
_ONE_HEADS = heads_of(
    whole=word_set(
        "left signed handed given delivered dropped accepted received collected taken abgegeben "
        "angenommen unterschrieben entgegengenommen quittiert ausgehändigt übergeben"
    )
)
_NO_ONE = re.compile(
    r"(?i:(?:(?:know|knows|kennt|kenne|kennen|wohnt)(?: es| hier| bei uns| im haus){0,2}"
    r" (?:no|an?|any|kein(?:en|e|er)?|einen?)"
    r"|(?:got|have|has|there['’]?s|there is|is there|gibt|haben|hier)"
    r"(?: es| hier| bei uns| im haus){0,2} (?:no|kein(?:en|e|er)?))) "
    rf"{_NAME}(?=[,.;!?)\n]|\s*\Z| (?:here|at|in|on|living|lives|hier|bei uns|im haus|bei)\b)"
)
# is there a Dana living there, wir haben hier einen Wittkamp im Haus
_ONE_HERE = re.compile(
    r"(?i:(?:got|have|has|haben|there['’]?s|there is|is there|gibt|hier)"
    r"(?: es| hier| bei uns| im haus){0,2} (?:an?|one|eine?|einen)) "
    rf"{_NAME}(?i:(?= (?:(?:who |that |which |der |die )?(?:is |was )?(?:living|lives|lived|wohnt"
    r"|wohnen|here|hier)|(?:at|in|from) (?:our|my|this|the) (?:address|house|flat|place|building"
    r"|block|home|property)|im haus|bei uns|in unserem)\b))"
)
_NO_ONE_HEADS = heads_of(
    whole=word_set(
        "know knows got have has there theres is kennt kenne kennen gibt wohnt haben hier"
    )
)
_NONE = cue(whole=word_set("no a an any kein keine keinen keiner eine einen"))
_SOME = cue(whole=word_set("a an one ein eine einen"))
# Wayne quoted me 340 for the clutch
_DEED = re.compile(
    rf"(?P<name>{CAPITAL}(?: {CAPITAL})?) (?:(?:has|had|just|already|kindly|then|also|even) )?"
    r"(?:(?:quoted|promised|told|assured|charged|sold|gave|showed|sent|offered|emailed|texted|rang"
    r"|phoned|called|helped|advised|refused|lent|owes|owed|saw|met|visited|served|booked) "
    r"(?:me|us|him|her|them|my|our)"
    r"|(?:signed|apologised|apologized|vouched) for|(?:came|popped|drove|went|turned|stopped|called"
    r"|dropped) (?:round|around|over|by|out|up|back|in|to)"
    r"|(?:fixed|repaired|installed|fitted|mended|serviced|unblocked|plastered|painted|collected"
    r"|accepted|signed) (?:it|this|that|the|my|our|them))(?!\w)"
)
_DEEDS = cue(
    whole=word_set(
        "quoted promised told assured charged sold gave showed sent offered emailed texted rang "
        "phoned called helped advised refused lent owes owed saw met visited served booked signed "
        "apologised apologized vouched came popped drove went turned stopped dropped fixed "
        "repaired installed fitted mended serviced unblocked plastered painted collected accepted"
    )
)
_CLAUSE = re.compile(
    r"(?:\A|[.!?\n:;…–—(\"“„'>]|(?i:(?<![^\W_])(?:and|but|because|cos|as|that|until|since|when|if"
    r"|so|after|before|while|then|think|what|says?|said|day|yesterday|today|week)),?|,) *\Z"
)
# Ivy Sotheran (Mrs)
_TITLED = re.compile(
    r"(?P<name>(?:[A-ZÄÖÜ]\. ?){0,2}[A-ZÄÖÜ][\w'’-]+(?: [A-ZÄÖÜ][\w'’-]+){0,2}) "
    r"\((?:Mrs?|Miss|Ms|Mx|Dr|Rev|Frau|Herr|Sir|Prof)\.?\)"
)
_TITLED_CUE = cue(marks=("(M", "(D", "(R", "(F", "(H", "(S", "(P"))
# Tyrese M. and Finlay Drummond
_LETTERED = re.compile(
    rf"(?P<name>{CAPITAL} [A-ZÄÖÜ]\.)(?=,? (?:and|und|&|has|had|is|was|from|in|said|hat|ist|war"
    r"|aus|von|wurde|\(|sowie)\b|,)"
)
_LETTER_CUE = cue(test=lambda word, _: len(word) == 1 and word.isupper())
# Seit die Krawinkels im dritten Stock eingezogen sind
_FAMILY = re.compile(
    r"(?i:die|den|der|bei|von|zu|the) "
    rf"(?P<name>(?-i:{CAPITAL})(?<=s))(?=,? (?:(?:in|aus|von|im|auf|unter) (?:der |dem |den )?"
    r"(?:\w+ )?(?:nummer|stock|etage|og|eg|dg|erdgeschoss|nebenhaus|haus|wohnung|parterre|oben"
    r"|unten|nebenan|gegenüber|vorderhaus|hinterhaus|dachgeschoss|obergeschoss|ersten|zweiten"
    r"|dritten|vierten)|nebenan|gegenüber|oben|unten|von nebenan|über uns|unter uns|ein(?:gezogen)|"
    r"ausgezogen|eingezogen|umgezogen|next door|upstairs|downstairs|across|opposite|at \d"
    r"|at number|in (?:flat|number|the flat|apartment)|from (?:flat|number|upstairs|next))\b)"
)
_FAMILY_HEADS = heads_of(whole=word_set("die den der bei von zu the"))
_DWELLING = cue(
    whole=word_set(
        "nummer stock etage og eg dg erdgeschoss nebenhaus haus wohnung parterre oben unten "
        "nebenan gegenüber vorderhaus hinterhaus dachgeschoss obergeschoss ersten zweiten dritten "
        "vierten über unter eingezogen ausgezogen umgezogen next upstairs downstairs across "
        "opposite at flat number apartment"
    )
)
# name dave rudge
_SMALL = re.compile(
    r"(?i:name|names|named|called)(?i: (?:is|was|of))?:? (?P<name>(?P<first>[a-zäöüß]{3,14}) "
    r"(?P<last>[a-zäöüß'’-]{4,18}))(?=[,.;!?)\n]|\s*\Z)"
)
_SMALL_HEADS = heads_of(whole=word_set("name names named called"))


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names by what stands before them or behind."""
    cues = cues_in(text)
    for pattern, heads, needed, test in _PLACES:
        if not (cues & needed and cues & heads.cue):
            continue
        for match in in_order(at_words(pattern, text, heads)):
            yield from _kept(match, test)
    for match in at_words(_DEED, text, CAPITAL_HEADS) if cues & _DEEDS else ():
        start = match.start()
        if _CLAUSE.search(text, max(0, start - 12), start) and _does(match["name"]):
            yield Span(*match.span("name"), "PERSON")
    for match in at_words(_SMALL, text, _SMALL_HEADS):
        if _is_small_name(fold(match["first"]), match["last"]):
            yield Span(*match.span("name"), "PERSON")


def _kept(match: re.Match[str], test: Callable[[str], bool]) -> Iterator[Span]:
    """The name of a match: its first word must be one, a second one may be something else."""
    first, _, last = match["name"].partition(" ")
    if not test(first):
        return
    end = match.end("name")
    if last and "." not in last and (fold(last) in common() or fold(last) in company()):
        end = match.start("name") + len(first)
    yield Span(match.start("name"), end, "PERSON")


def _is_other(form: str) -> bool:
    """Whether a folded word is a firm's, a country's or a day's."""
    return form in brands() or form in company() or form in countries() or form in DATES


def _is_given(word: str) -> bool:
    """Whether a word is a given name and no more usual as another one."""
    form = fold(word)
    return form in forenames() and form not in common() and not _is_other(form)


def _is_name(word: str) -> bool:
    """Whether a word is a name or may be one that no list holds."""
    form = fold(word)
    if _is_other(form) or (form in towns() and form not in usual_forenames()):
        return False
    known = form in given() and form not in common() and not is_english_word(form)
    return known or could_be_name(word)


def _is_here(word: str) -> bool:
    """Whether a word is a name or may be one, and no thing that people have: "a Thermomix"."""
    form = fold(word)
    if form in given():
        return form not in common() and not _is_other(form) and not is_english_word(form)
    return _is_name(word) and not form.endswith(_MADE)


_MADE = ("ix", "box", "pod", "pad", "hub", "cam", "matic", "tron", "burg", "bot")


def _is_child(word: str) -> bool:
    """Whether a word may be what a child is called: no tree, no flower, no street."""
    form = fold(word)
    return _is_given(word) and (form in usual_forenames() or form in unmistakable())


def _is_family(word: str) -> bool:
    """Whether a word less its s may be a family name that no list holds: no plural of a noun."""
    form = fold(word).removesuffix("s")
    if _is_other(form) or form in listed_nouns() or form in common() or is_english_word(form):
        return False
    # no compound: Krawinkel begins with no word
    begins = (form[:at] for at in range(3, len(form)))
    return form in given() or (
        len(form) > 4 and not any(part in listed_nouns() or part in common() for part in begins)
    )


def _does(name: str) -> bool:
    """Whether one or two words are who does something."""
    first, _, last = name.partition(" ")
    form = fold(first)
    if last:
        known = form in given() or fold(last) in given()
        return known and not any(_never(fold(word)) for word in (first, last))
    return form in usual_forenames() and not is_english_word(form) and not _is_other(form)


def _never(form: str) -> bool:
    return form in common() or form in company() or form in countries() or form in DATES


def _is_small_name(first: str, last: str) -> bool:
    """Whether two words in small letters are a given name and an unknown family name."""
    form = fold(last)
    known = first in forenames() and first not in common() and not is_english_word(first)
    return known and form not in common() and not is_noun(form) and not is_english_word(form)


def _is_titled(word: str) -> bool:
    return fold(word) not in common() and fold(word) not in company()


def _is_lettered(word: str) -> bool:
    """Whether a word before an initial may be a given name."""
    form = fold(word)
    if _never(form) or form in towns():
        return False
    return form in given() or not (is_noun(form) or is_english_word(form))


_PLACES: tuple[tuple[re.Pattern[str], Heads, int, Callable[[str], bool]], ...] = (
    (_CHILD, _CHILD_HEADS, _CHILD_CUE, _is_child),
    (_ABOVE_ALL, _ABOVE_HEADS, _THANKS, _is_name),
    (_WITH, _WITH_HEADS, _WITH_HEADS.cue, _is_name),
    (_ONE_OF, _ONE_HEADS, _ONE_HEADS.cue, _is_name),
    (_NO_ONE, _NO_ONE_HEADS, _NONE, _is_name),
    (_ONE_HERE, _NO_ONE_HEADS, _SOME, _is_here),
    (_TITLED, CAPITAL_HEADS, _TITLED_CUE, _is_titled),
    (_LETTERED, CAPITAL_HEADS, _LETTER_CUE, _is_lettered),
    (_FAMILY, _FAMILY_HEADS, _DWELLING, _is_family),
)
CUES = one_of(
    _SMALL_HEADS.cue,
    (_DEEDS, CAPITAL_HEADS.cue),
    *((heads.cue, needed) for _, heads, needed, _ in _PLACES),
)
