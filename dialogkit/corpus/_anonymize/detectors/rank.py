"""Names after ranks and offices, under labels for names, and where somebody is entered as one."""

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
    TITLE,
    could_be_name,
)
from dialogkit.corpus._anonymize._search import at_places, at_words, in_order, mask_ends, words_in
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    company,
    fold,
    forenames,
    given,
    ordinary,
    plain_words,
    unmistakable,
    word_set,
    words_of,
)

__all__ = ["CUED", "CUES", "find"]

CUED = True
"""What it finds is a person whoever else is called so."""

_RANKS = (
    r"(?:Sir|Lady|Lord|Dame|Rev\.?|Reverend|Revd\.?|Fr\.|Father|Sister|Brother|Pastor(?:in)?"
    r"|Pfarrer(?:in)?|Pater|Vikar(?:in)?|Judge|Justice|Cllr\.?|Councillor|Senator|Governor|Sgt\.?"
    r"|Sergeant|PC|WPC|DC|DI|Officer|Inspector|Detective|Capt\.?|Captain|Maj\.?|Major|Col\.?"
    r"|Colonel"
    r"|Lt\.?|Lieutenant|Cpl\.?|Corporal|Private|Cmdr\.?|Nurse|Matron|Coach|Auntie|Aunt|Uncle"
    r"|Grandma|Grandpa|Granny|Nana|Kommissar(?:in)?|Hauptkommissar(?:in)?|Oberkommissar(?:in)?"
    r"|PHK(?:in)?|POK(?:in)?|PK(?:in)?|POM(?:in)?|PHM(?:in)?|PM(?:in)?|KHK(?:in)?|KOK(?:in)?|RiAG"
    r"|Richter(?:in)?|StA(?:in)?|Staatsanwalt|Staatsanwältin|Notar(?:in)?|RA(?:in)?|Rechtsanwalt"
    r"|Hauptmann|Oberst|Leutnant|Oberarzt|Oberärztin|Chefarzt|Chefärztin|Stationsarzt|OA|CA"
    r"|Schwester|Pfleger|Bruder|Meister|Kapitän|Gräfin|Graf|Freiherr|Freifrau|Baron(?:in|ess)?"
    r"|Prinzessin|Stadtrat|Stadträtin|Bürgermeister(?:in)?|Direktor(?:in)?|Rektor(?:in)?|Oma|Opa"
    r"|Tante|Onkel|Eheleute|Geschwister|Witwe|Erbengemeinschaft|Fam\.|Familie|Kd\.|Mdt\.?|Mdtin\.?)"
)
_RANKED = re.compile(
    rf"(?<![\w-]){_RANKS} (?P<name>(?:[A-ZÄÖÜ]\. ?)?(?:(?:von|van|de|zu|von der) )?{CAPITAL}"
    rf"(?: (?:und|and|&) {CAPITAL})?(?:[ -]{CAPITAL}){{0,2}})(?![\w-])"
)
_LABEL = re.compile(
    r"(?i)(?<![^\W_])(?:(?:nach|vor|familien|ruf|geburts|mädchen|zu)?name[ns]?|surname|forename"
    r"|(?:first|last|given|family|middle|maiden|full) ?name|name['’]s|geb\.|geborene[rn]?|née|nee"
    r"|verw\.|gesch\.)(?: (?:ist|is|war|was|lautet|now|jetzt|nun))?(?P<mark>[ ]?[:=]|,)? "
    rf"{TITLE}(?-i:(?P<name>{CAPITAL}(?: {CAPITAL})?))(?P<ends>[ ]*(?:[.,;)\n(]|$))?"
)
_SIGNED = re.compile(
    rf"(?<![\w.])(?i:i\. ?a\.|i\. ?v\.|ppa\.|gez\.|sig\.|i\. ?auftr\.|(?-i:i[AV]))[ \n]+{TITLE}"
    r"(?P<name>(?:[^\W\d_]\. ?)?[^\W\d_][^\W\d_'’-]{2,}(?:-[^\W\d_]+)?(?: "
    r"[A-ZÄÖÜ][^\W\d_'’-]+)?)(?!\w)"
)
_ENTERED = re.compile(
    r"(?i:\b(?:(?:noch|immer|geführt|gespeichert|eingetragen|registriert|hinterlegt|steht|angelegt"
    r"|läuft|gebucht|bestellt|reserv\w+|gemeldet|vermerkt|bekannt|buchung\w*|tisch|zimmer|termin"
    r"|vertrag|rechnung|karte|ticket|konto|abo|registered|listed|booked|filed|known|down|saved"
    r"|reservation|booking|table|account)(?: \w+){0,3}?) (?:als|auf|unter|as|under|for) )"
    rf"[\"„“']?{TITLE}(?P<name>{CAPITAL}(?: {CAPITAL})?)(?![\w-]|['’]s)"
)
_NAMED_SELF = re.compile(
    rf"(?i:\b(?:sich|mich|ihn"
    rf"|sie) )[\"„“]?(?P<name>{CAPITAL}(?: {CAPITAL})?)[\"“”]? (?i:n[ae]nn(?:t|e|en"
    r"|te|ten)|ruft|rufen)(?!\w)"
)
_I_NAME = re.compile(
    rf"(?<!\w)(?:I|Ich|ich), (?P<name>{CAPITAL}(?: [A-Z]\.)?(?: {CAPITAL}){{1,2}}),"
)
# Bill it to me as always, Petra Muster, invoice to …
_ME_NAME = re.compile(
    r"(?i:(?<![^\W_])(?:me|myself|mir|mich)(?: [a-zäöü']+){0,4}), "
    rf"(?P<name>{CAPITAL}(?:(?: [A-Z]\.)? {CAPITAL}){{1,2}})(?=[,.;)\n]|$)"
)
_ME_HEADS = heads_of(whole=("me", "myself", "mir", "mich"))
_NICK = re.compile(
    rf"(?<![\w-])(?P<name>{CAPITAL} [\"„“'‘»(]{CAPITAL}[\"“”'’«)] {CAPITAL})(?![\w-])"
)
_OWNED = re.compile(rf"(?<![\w-])(?P<name>{CAPITAL}[sxzß])['’] (?=[A-ZÄÖÜa-z])")
_OWN_NAME = re.compile(rf"(?i:\b(?:auf|in|unter|mit)) (?P<name>{CAPITAL})s (?=Namen\b)")
_SUFFIX = re.compile(
    rf"(?<={MASKED})(?:,? (?:Jr|Sr|jun|sen|jr|sr)(?:\.|(?!\w))|,? (?:II|III|IV)\b"
    r"|,? (?:MS|MR|MRS|MSTR|DR)\b)"
)
_PAREN = re.compile(
    rf"\((?:d\. ?h\. |also |aka |genannt |gen\. |alias |called )?(?P<name>{CAPITAL})\)"
)
_NOTE_END = re.compile(
    r"(?:-|–|—|/|[Cc]losed|[Ss]igned|gez\.|Kz\.?) ?(?P<name>[A-ZÄÖÜ]{2,3}|[a-z]{2})\.?\s*\Z"
)
_SHORT_END = re.compile(r"[A-ZÄÖÜa-z]{2,3}\.?\s*\Z")
_COMMA = cue(marks=(", ",))
_NO_INITIALS = word_set(
    "ok no am pm vg lg mfg eu uk us usa ag kg ev tv pc id db lkw pkw eur usd gbp aok dhl ups "
    "gls dpd "
    "asap faq fyi tba tbc na xl xs xx da so zu ja ab an in on at is it we me my by up go do if "
    "or as"
)
_LABEL_WORDS = word_set(
    "name names namen nachname nachnamen vorname vornamen familienname familiennamen rufname "
    "rufnamen "
    "geburtsname geburtsnamen mädchenname mädchennamen zuname zunamen surname forename firstname "
    "lastname fullname geb geborene geborener geborenen née nee verw gesch"
)
_RANK_WORDS = frozenset(re.findall(r"[^\W\d_]+", _RANKS.lower())) | word_set(
    "kommissarin hauptkommissarin oberkommissarin pastorin pfarrerin richterin notarin direktorin "
    "bürgermeisterin rektorin baronin baroness phkin pokin pkin pomin phmin khkin kokin stain rain"
)
_RANK_WORDS -= {"in"}
_SIGNED_WORDS = word_set("ia iv ppa gez sig auftr")
_CALLS = word_set("nennt nenne nennen nennte nannt nannte nannten ruft rufen")
_OWNS = re.compile("[sxzß]['’] ")
_ENTRIES = word_set(
    "noch immer geführt gespeichert eingetragen registriert hinterlegt steht angelegt läuft "
    "gebucht "
    "bestellt reserviert reservierung reservieren gemeldet vermerkt bekannt buchung buchungen "
    "tisch "
    "zimmer termin vertrag rechnung karte ticket konto abo registered listed booked filed known "
    "down "
    "saved reservation booking table account"
)
_MARKS = word_set("als auf unter as under for")
_RANK_CUE = cue(whole=_RANK_WORDS)
_RANK_HEADS = heads_of(whole={*_RANK_WORDS, *(f"{word}in" for word in _RANK_WORDS)})
_LABEL_CUE = cue(whole=_LABEL_WORDS)
_LABEL_HEADS = heads_of(whole=_LABEL_WORDS | word_set("first last given family middle maiden full"))
_QUOTE_CUE = cue(marks=[f" {mark}" for mark in "\"„“'‘»("])
_GIVEN_CUE = cue(
    test=lambda word, form: not word[0].islower() and form in unmistakable() and form in forenames()
)
_OTHER_CUE = cue(
    whole=_SIGNED_WORDS | _CALLS | {"i"} | _ENTRIES,
    parts=("namen",),
    marks=("I, ", "ch, ", "' ", "’ "),
)
CUES = one_of(
    MASK,
    _GIVEN_CUE,
    _LABEL_CUE,
    (_RANK_CUE, _RANK_HEADS.cue),
    (_COMMA, _ME_HEADS.cue),
    (_QUOTE_CUE, CAPITAL_HEADS.cue),
    (cue(whole=("i",)), cue(whole=("a", "v"))),
    (cue(whole=_ENTRIES), cue(whole=_MARKS)),
    cue(whole=_SIGNED_WORDS | _CALLS, parts=("namen",), marks=("I, ", "ch, ", "' ", "’ ")),
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names by the office, the label or the entry that leads to them."""
    cues = cues_in(text)
    if cues & _RANK_CUE:
        for match in in_order(at_words(_RANKED, text, _RANK_HEADS)):
            yield from _ranked(match)
    if cues & _LABEL_CUE:
        yield from _labelled(text)
    if cues & _OTHER_CUE:
        yield from _entered(text, words_of(text))
    if cues & _COMMA and cues & _ME_HEADS.cue:
        yield from _me(text)
    if cues & _QUOTE_CUE:
        for match in in_order(at_words(_NICK, text, CAPITAL_HEADS)):
            if _may_be(match["name"].split()[0]) and _may_be(match["name"].split()[-1]):
                yield Span(*match.span("name"), "PERSON")
    if cues & _GIVEN_CUE:
        yield from _reversed(text)
    if cues & MASK:
        yield from _beside(text)


def _entered(text: str, words: frozenset[str]) -> Iterator[Span]:
    """Names under which something is signed, booked or filed."""
    for pattern in _plain(text, words):
        yield from (Span(*m.span("name"), "PERSON") for m in pattern.finditer(text))
    for pattern in _entries(text, words):
        yield from _unknown(pattern, text)


def _plain(text: str, words: frozenset[str]) -> Iterator[re.Pattern[str]]:
    """Those whose cue is enough, if it occurs."""
    initials = "i" in words and ("a" in words or "v" in words)
    if initials or not words.isdisjoint(_SIGNED_WORDS):
        yield _SIGNED
    if "I, " in text or "ch, " in text:
        yield _I_NAME


def _entries(text: str, words: frozenset[str]) -> Iterator[re.Pattern[str]]:
    """Those after which what follows must look like a name, if their cue occurs."""
    if not (words.isdisjoint(_MARKS) or words.isdisjoint(_ENTRIES)):
        yield _ENTERED
    if not words.isdisjoint(_CALLS):
        yield _NAMED_SELF
    if ("' " in text or "’ " in text) and _OWNS.search(text) is not None:
        yield _OWNED
    if "Namen" in text:
        yield _OWN_NAME


def _beside(text: str) -> Iterator[Span]:
    """What goes on a name that is found, names in brackets, and initials under a note."""
    yield from (Span(*m.span(), "PERSON") for m in at_places(_SUFFIX, text, mask_ends(text)))
    for match in _PAREN.finditer(text) if "(" in text else ():
        form = fold(match["name"])
        if form in forenames() and form not in ordinary():
            yield Span(*match.span("name"), "PERSON")
    # Two or three letters, alone at the end
    short = _SHORT_END.search(text, max(0, len(text) - 20))
    note = _NOTE_END.search(text, max(0, len(text) - 20)) if short is not None else None
    if note is not None and note["name"].lower() not in _NO_INITIALS:
        yield Span(*note.span("name"), "PERSON")


def _may_be(word: str) -> bool:
    """Whether a word with a capital is a known name or may be an unknown one."""
    form = fold(word.split("-", maxsplit=1)[0])
    if form in company() or form in ordinary():
        return False
    return form in given() or could_be_name(word)


def _unknown(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    for match in pattern.finditer(text):
        words = match["name"].split()
        form = fold(words[0])
        known = (form in forenames() and form not in ordinary()) or form in NOUN_NAMES - DATES
        if known or (_may_be(words[0]) and form not in plain_words()):
            end = match.end("name") if _may_be(words[-1]) else match.start("name") + len(words[0])
            yield Span(match.start("name"), end, "PERSON")


def _ranked(match: re.Match[str]) -> Iterator[Span]:
    """After a rank, one that is a noun as well counts only as a known family name."""
    words = re.findall(CAPITAL, match["name"])
    if not words or not _may_be(words[0]):
        return
    end = match.end("name")
    for word in reversed(words[1:]):
        if _may_be(word):
            break
        end = match.start("name") + match["name"].rindex(word) - 1
    yield Span(match.start("name"), end, "PERSON")


def _me(text: str) -> Iterator[Span]:
    """Who ``me`` is, said behind it."""
    for match in at_words(_ME_NAME, text, _ME_HEADS):
        if all(_may_be(word) or fold(word) in NOUN_NAMES for word in match["name"].split()):
            yield Span(*match.span("name"), "PERSON")


_NO_OTHER = re.compile(
    r"(?i)(?:surname|forename|(?:nach|vor|familien|zu)name|(?:first|last) ?name)"
)
"""Labels behind which nothing but a name stands: "surname March"."""


def _labelled(text: str) -> Iterator[Span]:
    """``Name: Schwarz.``, ``surname March``: a word of doubt is a name under its label."""
    for match in in_order(at_words(_LABEL, text, _LABEL_HEADS)):
        words = match["name"].split()
        form = fold(words[0])
        if form in company() or (match["mark"] == "," and not _may_be(words[0])):
            continue
        told = match["mark"] or _NO_OTHER.match(match[0]) is not None
        sure = (told or form in given()) and match["ends"] is not None
        if (sure and (form in given() or form in NOUN_NAMES or form not in ordinary())) or _may_be(
            words[0]
        ):
            yield Span(*match.span("name"), "PERSON")


def _reversed(text: str) -> Iterator[Span]:
    """``Haslinger Alois`` as people from the Alps say it: an unknown word before a given name."""
    words, forms = words_in(text)
    known = unmistakable().intersection(forms[1:])
    if not known:
        return
    for index in range(1, len(words)):
        form, word = forms[index], words[index]
        if form not in known or form not in forenames() or word[0][0].islower():
            continue
        last = words[index - 1]
        if text[last.end() : word.start()] != " " or not last[0][0].isupper():
            continue
        if _ENDS.match(text, word.end()) and last[0][1:].islower() and could_be_name(last[0]):
            yield Span(last.start(), word.end(), "PERSON")


_ENDS = re.compile(rf" *(?:[,.;:)\n({MASKED}]|$)")
