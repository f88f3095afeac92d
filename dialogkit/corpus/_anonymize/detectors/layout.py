"""Names by their place on the page: over an address, under a letter, at a colon, in a header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from dialogkit.corpus._anonymize._context import Context, mentions
from dialogkit.corpus._anonymize._cues import cue, cues_in, one_of
from dialogkit.corpus._anonymize._likely import Least
from dialogkit.corpus._anonymize._names import CAPITAL, TITLE, could_be_name
from dialogkit.corpus._anonymize._span import MASKED, Span
from dialogkit.corpus._anonymize._words import (
    ambiguous,
    company,
    fold,
    folded_set,
    forenames,
    given,
    ordinary,
    plain_words,
    unmistakable,
)

__all__ = ["CUES", "LEAST", "find"]

LEAST = Least(alone=0.15)

_NAME = (
    rf"{CAPITAL}(?:[ -](?:(?:von|van|de|der|den|di|el|al|da|zu"
    rf"|bin) ){{0,2}}(?:[A-Z]\.? )?{CAPITAL}){{0,3}}"
)
_SUFFIX = (
    r"(?:,? (?:[JS]r\b\.?|[js](?:u|e)n\b\.?|I{2,3}\b|IV\b|MD\b|PhD\b|M\.D\.|Ph\.D\.|Esq\b\.?))?"
)
_LINE = re.compile(
    rf"(?:^|\n)[ \t*>_–-]*(?:(?:i\. ?A\.|i\. ?V\.|gez\.|ppa\.|i\.A"
    rf"|iA) ?)?{TITLE}(?P<name>{_NAME}{_SUFFIX})[ \t]*,?(?=\n|$)"
)
_HEADER = re.compile(
    r"(?:^|[\n>])[ \t>]*(?i:von|an|from|to|cc|bcc|kopie(?: an)?|absender|empfänger|reply-to"
    r"|gesendet von|sent by)"
    rf": ?\"?(?P<names>{_NAME}(?:[,;] ?{_NAME})*)\"?(?=[ \t]*(?:<|{MASKED}|\[|\(|\n|,|;|$))"
)
_WROTE = re.compile(
    rf"(?i:\bschrieb(?: am)?|\bwrote on|\bgeschrieben von|\bgesendet von|\bsent by"
    rf"|\bforwarded by) ?:? \"?(?P<name>{_NAME})"
    rf"|(?P<before>{_NAME})\"?(?: ?[<(\[]?{MASKED}[>)\]]?)? (?i:wrote|schrieb)(?=[:\s])"
)
_SPEAKER = re.compile(
    rf"(?:^|\n)[ \t]*(?:\[?[\d:., \u202fAPMapm/-]{{4,22}}\]?[ -]*)?"
    rf"(?P<name>{CAPITAL}(?: {CAPITAL})?):[ \t]"
)
_LABEL = re.compile(
    rf"(?<![\w])[A-ZÄÖÜa-zäöü][\w-]+(?: [\w-]+)?: ?{TITLE}(?P<name>{CAPITAL} (?:(?:von|van|de|el"
    rf"|al) )?{CAPITAL})(?=[ \t]*(?:[,;.|)\n(]|$))"
)
_SURNAME_FIRST = re.compile(
    rf"(?<![\w-])(?P<name>(?P<last>(?:(?:von|van|de|zu|von der|van der|al) )?{CAPITAL}),[ ]"
    rf"(?P<first>{CAPITAL})(?:[ -]{CAPITAL})?)(?![\w-]| [A-ZÄÖÜ][a-zäöü])"
)


_CAPITAL_BEFORE = re.compile(rf"(?:^|(?<=[^.:!?] )|(?<=\w\w[:] )){CAPITAL} \Z")
_FILED_BEFORE = re.compile(
    r"(?:^|\n|[:;(/|\"„“–-] ?|\b(?i:an|als|unter|mieter(?:in)?|patient(?:in)?|kund(?:e|in)"
    r"|mandant(?:in)?"
    r"|mdt\.?|betreff|richtig|falsch|as|under|for|from|customer|client|tenant|member|von|für"
    r"|auf) )\Z"
)
_FILED_AFTER = re.compile(rf"[ \t]*(?:[;.)\n({MASKED}/|:\"“”-]|$|,|geb|born|\*|und |and )")
_AFTER_COMMA = re.compile(rf", ({CAPITAL})")

_WROTE_CUE = cue(parts=("wrote", "schrieb", "sent", "forwarded"))
_FIRST = re.compile(r"[^\W\d_]+")


@cache
def _first_names() -> frozenset[str]:
    """Given names, of those in several words the first one."""
    return frozenset(word[0] for name in forenames() if (word := _FIRST.match(name)) is not None)


_FORENAME_CUE = cue(test=lambda word, form: not word[0].islower() and form in _first_names())
CUES = one_of(
    _WROTE_CUE, cue(marks=("\n",)), cue(marks=(":",)), (cue(marks=(", ",)), _FORENAME_CUE)
)


def find(text: str, _context: Context) -> Iterable[Span]:
    """Names that make up a line, a header's value, a speaker, or the value of a label."""
    if "\n" in text:
        yield from _lines(text)
        yield from _signed(text)
    if ":" in text:
        yield from _before_or_after_colons(text)
    cues = cues_in(text)
    if cues & _WROTE_CUE and mentions(text, ("wrote", "schrieb", "sent by", "forwarded")):
        for match in _WROTE.finditer(text):
            group = "name" if match["name"] else "before"
            if _all_names(match[group]):
                yield Span(*match.span(group), "PERSON")
    if cues & _FORENAME_CUE and ", " in text and _given_after_comma(text):
        yield from _surname_first(text)


def _before_or_after_colons(text: str) -> Iterator[Span]:
    for match in _HEADER.finditer(text):
        at = match.start("names")
        for name in re.finditer(_NAME, match["names"]):
            if _all_names(name[0]):
                yield Span(at + name.start(), at + name.end(), "PERSON")
    for match in _SPEAKER.finditer(text):
        if _is_speaker(match["name"]):
            yield Span(*match.span("name"), "PERSON")
    for match in _LABEL.finditer(text):
        if _all_names(match["name"]):
            yield Span(*match.span("name"), "PERSON")


_CLOSINGS = folded_set("gruß grüße gruss grüsse lg vg mfg cheers best thanks regards love danke hi")
"""Who signs below stands behind them, and is found there."""


def _lines(text: str) -> Iterator[Span]:
    """Lines that are a name and nothing else: a signature, or the head of an address."""
    for match in _LINE.finditer(text):
        start, end = match.span("name")
        words = match["name"].split()
        if len(words) == 1:
            last = not text[match.end() : match.end() + 200].strip() and match.start() > 0
            if last and _is_speaker(words[0]):
                yield Span(start, end, "PERSON")
        elif fold(words[0]) not in _CLOSINGS and _all_names(match["name"]):
            yield Span(start, end, "PERSON")


def _given_after_comma(text: str) -> bool:
    """Whether a given name is behind a comma, as in all that `_surname_first` finds."""
    after = _AFTER_COMMA.findall(text)
    return bool(after) and not forenames().isdisjoint([fold(x.split("-", 1)[0]) for x in after])


def _surname_first(text: str) -> Iterator[Span]:
    """``Beispiel, Petra`` as files have it: a given name last, what may be a family name first."""
    for match in _SURNAME_FIRST.finditer(text):
        word = match["last"].split()[-1]
        first, last = fold(match["first"].split("-")[0]), fold(word)
        before = _CAPITAL_BEFORE.search(text, max(0, match.start() - 24), match.start())
        named = before is not None and fold(before[0].strip()) in forenames()
        if first not in forenames() or last in company() or named:
            continue
        filed = _FILED_BEFORE.search(text, max(0, match.start() - 24), match.start()) is not None
        ends = _FILED_AFTER.match(text, match.end()) is not None
        known = last in given() and (last not in ordinary() or (filed and ends))
        sure = first not in plain_words() or last not in plain_words() or (filed and ends)
        if sure and (known or could_be_name(word)) and (ends or filed or first in unmistakable()):
            yield Span(*match.span("name"), "PERSON")


_INITIALS = re.compile(
    r"(?:^|\n)[ \t*_–-]*(?P<name>(?:[^\W\d_]\.[ -]?){1,3}(?:(?:[vV]an|[vV]on|de|der|den|al) ){0,2}"
    r"[^\W\d_][^\W\d_'’-]{2,}(?:-[^\W\d_]+)?)[ \t]*(?:,[^\n]{0,30})?(?=\n|$)"
)
_CLOSED = re.compile(
    rf"\n[ \t]*(?P<name>{CAPITAL}(?: {CAPITAL})?)(?:,? (?:[A-Z]{{2,5}}|(?i:team|abteilung|abt\."
    rf"|ref\.|"
    r"sekretariat|buchhaltung|jun\.?|sen\.?|jr\.?|esq\.?|kundenservice|service"
    r"|support)[^\n]{0,20}))?"
    r"[ \t]*\Z"
)
_CLOSING = re.compile(
    r"(?i)(?:gr(?:u|ü)(?:ß|ss)\w*|mfg|vg|lg|glück auf|regards|yours|sincerely|thanks|thank you"
    r"|cheers"
    r"|best|wishes|love|truly|dank\w*|faithfully|hochachtungsvoll|cordially)[^\n]{0,25}\n\s*\Z"
)


def _signed(text: str) -> Iterator[Span]:
    """Initials with a family name alone in a line, and one unknown word under a closing."""
    for match in _INITIALS.finditer(text):
        yield Span(*match.span("name"), "PERSON")
    last = _CLOSED.search(text, max(0, len(text) - 120))
    if last is not None and _CLOSING.search(text, max(0, last.start() - 50), last.start() + 1):
        words = [fold(word) for word in last["name"].split()]
        signs = words[0] not in _CLOSINGS and company().isdisjoint(words)
        if signs and not all(w in ordinary() for w in words):
            yield Span(*last.span("name"), "PERSON")


def _all_names(name: str) -> bool:
    """Whether every word can be part of a name and one surely is, or all are unknown."""
    words = re.findall(r"[^\W\d_]{2,}", re.sub(rf"{_SUFFIX}\Z", "", name))
    words = [word for word in words if word[0].isupper()]
    forms = [fold(word) for word in words]
    if not forms or not company().isdisjoint(forms):
        return False
    first = forms[0]
    begins = first in given() or first in ambiguous() or could_be_name(words[0])
    return (
        begins
        and all(
            form in given() or form in ambiguous() or could_be_name(word)
            for form, word in zip(forms[1:], words[1:], strict=True)
        )
        and not all(form in ordinary() for form in forms)
    )


def _is_speaker(name: str) -> bool:
    """Whether one or two words are known names, the first a given one that is no plain word."""
    forms = [fold(word) for word in name.split()]
    if forms[0] in ordinary() or not company().isdisjoint(forms):
        return False
    if len(forms) == 1:
        return forms[0] in forenames()
    return _all_names(name)
