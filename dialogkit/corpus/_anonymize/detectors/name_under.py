"""English names that accounts and bookings run under, and those of people told in a row.

"once as K Bhattacharya", "its under Delacroix", "a fight between Deshawn and Tucker", "two people
have left, Jonquil Bright and Tariq".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of
from dialogkit.corpus._anonymize._names import CAPITAL, DATES, is_english
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    brands,
    common,
    company,
    countries,
    fold,
    given,
    is_english_word,
    is_noun,
    plain_words,
    towns,
    word_set,
    words_of,
)

__all__ = ["CUED", "CUES", "find"]

CUED = True
"""What leads to these names leaves no doubt that somebody is called so."""

_LAST = rf"(?:(?:O['’]|Mc|Mac|de |van |von |di |el |al-|St\.? )?{CAPITAL})"
# in the name of D Holloway, once as K Bhattacharya, payable to R T Okonjo
_INITIALED = re.compile(
    r"(?P<lead>in the name of|in (?:the )?names? of|under(?: the name(?: of)?)?|(?:payable|made out"
    r"|registered|addressed|belongs|assigned|issued|transferred|licensed|billed|charged) to|account"
    r" of|on behalf of|c/o|(?:once|booked|listed|registered|saved|comes? up|came up|shows?(?: up)?"
    r"|showing|down|entered|recorded|signed(?: in)?|filed|spelled|spelt|printed|appears?|reads?"
    r"|put(?: down)?|me|him|her|name|logged|addressed|labelled|known|issued) as|signed(?: for)? by"
    r"|(?:name|surname|cardholder|holder|payee|recipient|passenger|guest|patient|tenant|customer"
    r"|caller|driver|neighbou?r|colleague|agent)(?: (?:is|was)|:)?|(?:called|named)"
    r"|(?P<weak>as|by|for|from|to|with|and|of))"
    rf" [\"“'‘]?(?P<name>(?P<first>[A-Z])(?: [A-Z])? (?P<last>{_LAST})(?:-{CAPITAL})?)"
    r"(?![\w-]|['’]?s? (?:Class|Series|Type|Size|Grade|Level|Block|Wing|Plan))"
)
_LEADS = heads_of(
    whole=word_set(
        "in under payable made registered addressed belongs assigned issued transferred licensed "
        "billed charged account on c once booked listed saved comes come came shows show showing "
        "down entered recorded signed filed spelled spelt printed appears appear reads read put me "
        "him her name logged labelled known surname cardholder holder payee recipient passenger "
        "guest patient tenant customer caller driver neighbour neighbor colleague agent called "
        "named as by for from to with and of"
    )
)
_LETTER = cue(test=lambda word, _: len(word) == 1 and word.isupper() and word != "I")
_SIDES = frozenset("NSEW")
# its under Delacroix, still filed under "Thibault"
_UNDER = re.compile(
    r"(?:it['’]?s|its|it is|it was|it['’]?d be|it might be"
    r"|it may be|it could be|it should be|that['’]?s"
    r"|that is|i['’]?m|we['’]?re|i am|we are|he['’]?s|she['’]?s|they['’]?re|(?:booked|booking|filed"
    r"|registered|registration|reserved|reservation|listed|saved"
    r"|recorded|entered|down|logged|stored"
    r"|kept|held|left|ordered|order|account|table|room"
    r"|appointment|prescription|policy|parcel|package"
    r"|ticket|tickets|tab|bill|rental|lease|file|record|records|name|invoice|contract|reference"
    r"|rebooked|checked in|signed up|enrolled|insured)(?: (?:is|was|are|were|should be|might be|in"
    r"|both|it|me|us|them|him|her)){0,3})"
    r"(?: (?:still|now|probably|maybe|all|also|either|just|only|actually|meant to be|booked|filed"
    r"|registered|listed|down|saved|held|kept|left|in the system)){0,3}"
    r" under(?: (?:the )?(?:name|surname)(?: of)?)?"
    r"(?: (?:my|his|her|our) (?:wife|husband|partner|mum|mom|dad|son|daughter|sister|brother|boss)"
    r"['’]?s?(?: (?:name|surname))?,?)? "
    rf"[\"“'‘]?(?-i:(?P<name>{_LAST}(?: {CAPITAL})?))(?![\w-]|['’]s\b)",
    re.IGNORECASE,
)
_UNDER_HEADS = heads_of(
    whole=word_set(
        "it its that thats i im we were he hes she shes they theyre booked booking filed "
        "registered "
        "registration reserved reservation listed saved recorded entered down logged stored kept "
        "held left ordered order account table room appointment prescription policy parcel package "
        "ticket tickets tab bill rental lease file record records name invoice contract reference "
        "rebooked checked signed enrolled insured"
    )
)
_UNDER_CUE = cue(whole=("under",))
# an altercation between Deshawn and Tucker
_BETWEEN = re.compile(
    r"(?i:(?:altercation|argument|fight|scuffle|quarrel|tussle|brawl|fall(?:ing)?[ -]?out|punch-?up"
    r"|shoving|bickering|incident|row|exchange|confrontation|disagreement|dispute|mediation"
    r"|pushing|words|trouble|fisticuffs|spat|friction|conversation|phone call|meeting)"
    r"(?: [a-z]+){0,4}? between) "
    rf"(?P<one>{CAPITAL}(?: {CAPITAL})?) and (?P<two>{CAPITAL}(?: {CAPITAL})?)(?![\w-])"
)
_BETWEEN_HEADS = heads_of(
    whole=word_set(
        "altercation argument fight scuffle quarrel tussle brawl fall falling fallout punch "
        "shoving bickering incident row exchange confrontation disagreement dispute mediation "
        "pushing words trouble fisticuffs spat friction conversation phone meeting"
    )
)
_BETWEEN_CUE = cue(whole=("between",))
# two people have left, Jonquil Bright and Tariq
_PEOPLE = (
    r"(?:people|colleagues?|members?|staff|users?|employees|leavers|starters|joiners|kids|children"
    r"|tenants|patients|guests|passengers|drivers|players|students|pupils|apprentices|trainees"
    r"|graduates|lads?|girls|boys|sons|daughters|nieces|nephews|friends|mates|brothers|sisters"
    r"|cousins|neighbours|neighbors|witnesses|applicants|residents|volunteers|technicians"
    r"|engineers|nurses|teachers|directors|partners|accountholders|signatories|trustees|executors"
    r"|beneficiaries|grandchildren|grandsons|granddaughters|twins|flatmates|roommates|housemates"
    r"|learners|campers|interns|temps|men|women)"
)
_ROW = re.compile(
    rf"(?i:{_PEOPLE}(?: (?!and |or )[a-z'’]+){{0,5}}?(?:,|:| -| –| \()(?: namely| both| i\.e\.)?) ?"
    rf"(?P<one>{CAPITAL}(?: {CAPITAL})?)(?P<more>(?:, {CAPITAL}(?: {CAPITAL})?){{0,3}}),?"
    r" (?:and|&|n)"
    rf" (?P<two>{CAPITAL}(?: {CAPITAL})?|{MASKED})(?![\w-])"
)
_ROW_HEADS = heads_of(test=lambda word, _: re.fullmatch(_PEOPLE, word, re.IGNORECASE) is not None)
CUES = _LETTER | _UNDER_CUE | _BETWEEN_CUE | _ROW_HEADS.cue


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names behind what runs under one, and in rows of people."""
    cues = cues_in(text)
    if not is_english(words_of(text)) or text.isupper():
        return
    if cues & _LETTER:
        for match in in_order(at_words(_INITIALED, text, _LEADS)):
            if _is_initialed(match):
                yield Span(*match.span("name"), "PERSON")
    if cues & _UNDER_CUE:
        for match in in_order(at_words(_UNDER, text, _UNDER_HEADS)):
            yield from _surname(match)
    if cues & _BETWEEN_CUE:
        yield from _rows(in_order(at_words(_BETWEEN, text, _BETWEEN_HEADS)))
    if cues & _ROW_HEADS.cue:
        yield from _rows(in_order(at_words(_ROW, text, _ROW_HEADS)))


def _is_initialed(match: re.Match[str]) -> bool:
    """Whether an initial has a surname behind it: "as R Okonjo", not "to N Wales"."""
    form = fold(match["last"])
    if form in company() or form in brands() or form in countries() or form in DATES:
        return False
    if match["first"] == "I" or form in _AFTER_LETTER or (match["first"] == "A" and _is_word(form)):
        return False
    if match["weak"] is None:
        return form not in common() or form in given()
    if match["first"] in _SIDES and (form in towns() or form.endswith(_SHIRES)):
        return False
    return form in given() or not (is_english_word(form) or form in plain_words())


_AFTER_LETTER = word_set(
    "rex drive plane mannose mobile bolt haul beam minor major sharp flat park"
)
"""What goes with a letter and is nobody: T Rex, C Drive, U Bolt, B Flat."""
_SHIRES = ("shire", "sex", "land", "lands", "folk", "ern")


def _surname(match: re.Match[str]) -> Iterator[Span]:
    words = match["name"].split()
    form = fold(words[0])
    if _is_thing(form) or words[0].isupper() or (_is_word(form) and form not in given()):
        return
    whole = len(words) > 1 and not _is_thing(fold(words[-1])) and not _is_word(fold(words[-1]))
    yield Span(
        match.start("name"),
        match.end("name") if whole or len(words) == 1 else match.start("name") + len(words[0]),
        "PERSON",
    )


def _rows(found: Iterable[re.Match[str]]) -> Iterator[Span]:
    """The names of a row if none is a firm's or a country's, nor all are words or towns."""
    for match in found:
        names = [match["one"], match["two"], *(match.groupdict().get("more") or "").split(", ")]
        firsts = [fold(name.split()[0]) for name in names if name and name != MASKED]
        if any(map(_is_title, names)) or any(map(_is_thing, firsts)):
            continue
        if all(map(_is_word, firsts)) or _SHOUTED.search(match[0]):
            continue
        if MASKED not in names and all(form in towns() and form not in given() for form in firsts):
            continue
        start, end = match.start("one"), match.end("one")
        yield Span(start, end, "PERSON")
        if match["two"] != MASKED:
            yield Span(*match.span("two"), "PERSON")
        if match.groupdict().get("more"):
            for other in re.finditer(rf"{CAPITAL}(?: {CAPITAL})?", match["more"]):
                yield Span(
                    match.start("more") + other.start(),
                    match.start("more") + other.end(),
                    "PERSON",
                )


_SHOUTED = re.compile(r"(?<!\w)[A-Z]{2,}(?!\w)")


def _is_thing(form: str) -> bool:
    """Whether a folded word is a firm, a country, a day or a firm's product: "Applecare"."""
    if form in brands() or form in company() or form in countries() or form in DATES:
        return True
    parts = ((form[:at], form[at:]) for at in range(4, len(form) - 2))
    return form not in given() and any(
        brand in brands() and rest in plain_words() for brand, rest in parts
    )


def _is_title(name: str) -> bool:
    """Whether two words are a film's or a toy's: neither is a name, and both are words."""
    forms = [fold(word) for word in name.split()]
    return len(forms) > 1 and all(_is_word(form) and form not in given() for form in forms)


def _is_word(form: str) -> bool:
    return is_english_word(form) or is_noun(form) or form in plain_words()
