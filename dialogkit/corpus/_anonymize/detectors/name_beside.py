"""Names that only what stands beside them gives away, because they are words as well.

"the access of Sommer and Adeyemi": what is named in one breath with a name is one. "van der Linde":
nobody but a person has such particles. "I left it with old Lang", "big phil", "ask wolf from the
garage".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import MASK, cue, cues_in, heads_of, one_of
from dialogkit.corpus._anonymize._names import (
    CAPITAL,
    CAPITAL_HEADS,
    DATES,
    NOUN_NAMES,
    could_be_name,
)
from dialogkit.corpus._anonymize._search import at_places, at_words, in_order, mask_ends
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    ambiguous,
    brands,
    common,
    company,
    fold,
    folded_set,
    forenames,
    given,
    ordinary,
    unmistakable,
    word_set,
)

__all__ = ["CUES", "find"]

_SMALL = r"[a-zäöüß]{3,14}"
_LINK = r"(?: and | und | & | or | oder |/)"
_COUPLED = re.compile(
    rf"(?<![^\W_])(?P<first>{CAPITAL}){_LINK}(?={MASKED})"
    rf"|(?<={MASKED}){_LINK}(?P<second>{CAPITAL})(?![\w-])"
)
_COUPLE = re.compile(
    rf"(?<![\w'’-])(?P<first>{_SMALL}) (?:and|und|&) (?P<second>{_SMALL})(?![\w'’-])"
)
_LINKS = cue(whole=("and", "und", "or", "oder"), marks=("&", "/"))
# c/o Ernesto and Luz Quiñones
_BOTH = re.compile(
    rf"(?i:c/o|care of|attn\.?:?|eheleute|mr\.? and mrs\.?) {MASKED}(?P<joint> (?:and|und|&|\+) )"
    rf"(?={MASKED})"
)
_BOTH_HEADS = heads_of(whole=word_set("c care attn eheleute mr"))
_PARTICLES = re.compile(
    r"(?<![\w-])(?P<name>[Vv]an (?:der|den|de|het|['’]t) [A-ZÄÖÜ][^\W\d_]+(?:-[A-Z]\w+)?"
    r"|[Vv]on und zu [A-ZÄÖÜ]\w+|(?:[Dd]e|[Dd]os|[Dd]ella|[Ii]bn|[Tt]er) (?:[Ll]a )?"
    rf"{MASKED})"
)
_PARTICLE_HEADS = heads_of(whole=word_set("van von de dos della ibn ter"))
_BY_AGE = re.compile(
    r"(?<![\w-])(?P<before>[^\W\d_]+ )?(?:(?:old|young|big|little|wee|uncle|auntie) "
    rf"(?P<name>{CAPITAL}|{_SMALL})|(?:(?i:der|die|den|dem|vom|beim|zum) )"
    rf"(?:alten?|jungen?|kleinen?|dicken?|langen?|liebe|lieben) (?P<german>{CAPITAL}|{_SMALL}))"
    r"(?![\w'’-])"
)
_AGES = cue(
    whole=word_set(
        "old young big little wee uncle auntie alte alten junge jungen kleine kleinen dicke dicken "
        "lange langen liebe lieben"
    )
)
_FROM = re.compile(
    r"(?<![\w'’-])(?P<name>[^\W\d_]{3,}) (?:aus|von|in|vom|im) "
    r"(?:der |dem |eurer |ihrer |unserer |eurem |ihrem )?(?i:werkstatt|buchhaltung|technik|hotline"
    r"|filiale|zentrale|verwaltung|rezeption|verkauf|vertrieb|lager|support|service|empfang"
    r"|kundendienst"
    r"|kundenservice|einkauf|personalabteilung|\w{3,}abteilung)(?![\w-])"
    r"|(?<![\w'’-])(?P<english>[^\W\d_]{3,}) (?:in|from|at|on) (?:your|the|our) (?:[a-z]+ ){0,2}"
    r"(?:team|department|dept|office|branch|shop|store|desk|garage|workshop|reception|helpdesk"
    r"|warehouse|depot)(?![\w-])"
)
_SEATED = re.compile(
    r"(?:aus|von|in|vom|im) (?:der |dem |eurer |ihrer |unserer |eurem |ihrem )?(?i:werkstatt"
    r"|buchhaltung|technik|hotline|filiale|zentrale|verwaltung|rezeption|verkauf|vertrieb|lager"
    r"|support|service|empfang|kunden(?:dienst|service)|einkauf|personalabteilung|\w{3,}abteilung)"
    r"|(?:in|from|at|on) (?:your|the|our) "
)
"""Stands in whatever `_FROM` matches."""
_SEATED_HEADS = heads_of(whole=word_set("aus von in vom im from at on"))
_PLACES = cue(
    whole=word_set(
        "werkstatt buchhaltung technik hotline filiale zentrale verwaltung rezeption verkauf "
        "vertrieb lager support service empfang kundendienst kundenservice einkauf team department "
        "dept office branch shop store desk garage workshop reception helpdesk warehouse depot"
    ),
    parts=("abteilung",),
)
_CHANGED = re.compile(
    r"(?<![^\W_])(?i:surname|last name|maiden name|family name|name|nachname|familienname)"
    r"(?: [\w'’]+){0,3}? (?:changed|change|changing|geändert|ändern|umändern|gewechselt|went) "
    rf"(?:from|von) (?P<name>{CAPITAL}) (?:to|into|auf|in|zu) (?P<new>{CAPITAL})(?![\w-])"
)
_NAME = cue(whole=word_set("surname name nachname familienname"))
_CHANGES = cue(whole=word_set("changed change changing geändert ändern umändern gewechselt went"))
_SIGNED = re.compile(rf"\n\s*(?P<name>{CAPITAL}(?: {CAPITAL})?)[.!]?\s*\Z")
_BREAK = cue(marks=("\n",))
_GROUNDS = folded_set(
    "church park street bridge mill lane hill lake field town house ford stadt markt bahnhof post "
    "world trafford man boy girl lady guy one woman testament english school bailey vic kent"
)
_SMALL_NAME = cue(test=lambda word, form: word.islower() and form in unmistakable())
_COUPLES = cue(marks=(" and ", " und ", " & "))
CUES = one_of(
    _AGES,
    _BREAK,
    (MASK, _LINKS),
    (_SMALL_NAME, _COUPLES),
    (cue(whole=("van",)), cue(whole=word_set("der den de het t"))),
    (cue(whole=("von",)), cue(whole=("zu",))),
    (MASK, _PARTICLE_HEADS.cue),
    (_PLACES, _SEATED_HEADS.cue),
    (_NAME, _CHANGES),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names by their neighbours."""
    cues = cues_in(text)
    if cues & _LINKS:
        yield from _in_one_breath(text, cues)
    particles = cues & _PARTICLE_HEADS.cue
    for match in at_words(_PARTICLES, text, _PARTICLE_HEADS) if particles else ():
        yield Span(*match.span("name"), "PERSON")
    for match in _BY_AGE.finditer(text) if cues & _AGES else ():
        yield from _by_age(match)
    placed = cues & _PLACES and at_words(_SEATED, text, _SEATED_HEADS)
    for match in _FROM.finditer(text) if placed else ():
        group = "name" if match["name"] else "english"
        if _is_name(match[group]) or _is_season(text, match, group):
            yield Span(*match.span(group), "PERSON")
    for match in _CHANGED.finditer(text) if cues & _NAME and cues & _CHANGES else ():
        yield Span(*match.span("name"), "PERSON")
        yield Span(*match.span("new"), "PERSON")
    signed = _SIGNED.search(text, max(0, len(text) - 60)) if cues & _BREAK else None
    if signed is not None and all(map(_is_name, signed["name"].split())):
        yield Span(*signed.span("name"), "PERSON")


def _in_one_breath(text: str, cues: int) -> Iterator[Span]:
    """Words that are names as well, coupled with a name."""
    if cues & MASK:
        for match in at_words(_BOTH, text, _BOTH_HEADS):
            yield Span(*match.span("joint"), "PERSON")
        coupled = at_words(_COUPLED, text, CAPITAL_HEADS)
        coupled += at_places(_COUPLED, text, mask_ends(text))
        for match in in_order(sorted(coupled, key=re.Match.start)):
            group = "first" if match["first"] else "second"
            if _is_name(match[group]) or _is_season(text, match, group):
                yield Span(*match.span(group), "PERSON")
    linked = cues & _SMALL_NAME and cues & _COUPLES
    for match in _COUPLE.finditer(text) if linked else ():
        forms = fold(match["first"]), fold(match["second"])
        both = all(form in forenames() or form in ambiguous() for form in forms)
        if both and any(form in unmistakable() for form in forms) and not DATES & set(forms):
            yield Span(*match.span("first"), "PERSON")
            yield Span(*match.span("second"), "PERSON")


_SEASONS = word_set("sommer winter herbst summer winter")
_TO_WHOM = re.compile(r"(?:\A|[,.;:(] |\b(?:von|mit|für|an|bei|of|from|by|with|for|to) )\Z")


def _is_season(text: str, match: re.Match[str], group: str) -> bool:
    """Whether a family name that is a season as well stands where somebody is named."""
    at = match.start(group)
    likely = match[group][0].isupper() and fold(match[group]) in _SEASONS
    return likely and _TO_WHOM.search(text, max(0, at - 8), at) is not None


def _by_age(match: re.Match[str]) -> Iterator[Span]:
    """Who is called old, young or big."""
    group = "name" if match["name"] else "german"
    word, before = match[group], (match["before"] or "").strip().lower()
    form = fold(word)
    if form in _GROUNDS or form in brands():
        return
    if word[0].islower():
        alone = group == "german" and form in given() and form not in common()
        likely = alone or form in unmistakable()
    elif group == "name":
        likely = before not in _ARTICLES and (form in given() or form in ambiguous())
    else:
        likely = form in unmistakable() or (form in NOUN_NAMES and form in given())
    if likely:
        yield Span(*match.span(group), "PERSON")


_ARTICLES = word_set("the a an your our this that")


def _is_name(word: str) -> bool:
    """Whether a word may be a name beside what makes it one."""
    form = fold(word)
    if form in company() or form in DATES or form in brands():
        return False
    if word[0].islower():
        return form in unmistakable() or (form in given() and form not in common())
    if form in ordinary():
        return form in forenames() and form in ambiguous()
    return form in given() or form in ambiguous() or form in NOUN_NAMES or could_be_name(word)
