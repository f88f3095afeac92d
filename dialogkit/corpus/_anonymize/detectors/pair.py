"""A given name and a family name side by side need no cue: "Mark Hollister", "anna koch"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of, known_word
from dialogkit.corpus._anonymize._names import (
    COMPANY_AFTER,
    could_be_name,
    is_english,
    is_noun_name,
)
from dialogkit.corpus._anonymize._search import at_words, words_in
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import (
    ambiguous,
    company,
    countries,
    figures,
    fold,
    forenames,
    given,
    is_english_word,
    is_noun,
    ordinary,
    particles,
    plain_words,
    word_set,
    words_of,
)

__all__ = ["CUES", "find"]

_PARTICLE = re.compile(
    r"(?:von|van|de|del|della|di|da|dos|zu|zur|al|el|bin|ibn|den|der|la|le|ten|ter|st)$"
)
_LONG = 3


def _is_first(_word: str, form: str) -> bool:
    """Whether a word may be a given name."""
    if form in forenames():
        return True
    return form in ambiguous() and form not in ordinary()  # "mein Mann Detlef"


_FIRST_CUE = cue(test=_is_first)
_GROUNDS = word_set(
    "field hill lake church marsh park street bank wood woods water waters bird night moon spring "
    "heim berg bush stone adler engel stern rose blume baum apfel kirsch pfeffer schnee"
)
"""What places and things called after somebody end in: "Victoria Park"."""
_COLOURS = word_set("green black white brown gray grey blue red pink purple gold silver cream")
_DAYS_AND_MONTHS = frozenset(("april", "may", "june", "july", "august", "march", "mai", "juni"))


_TRADE_AFTER = re.compile(r" ([A-ZÄÖÜ][^\W\d_]+)(?= )")


def _is_firm(text: str, end: int) -> bool:
    """Whether a trade and a firm's form follow: "Frank Ford Catering Ltd", no "Bergmann GmbH"."""
    trade = _TRADE_AFTER.match(text, end)
    if trade is None or COMPANY_AFTER.match(text, end) is None:
        return False
    form = fold(trade[1])
    return form not in given() and (is_english_word(form) or is_noun(form))


def find(text: str, _context: Context) -> Iterable[Span]:
    """Known given names, ambiguous ones too, before what can be a family name."""
    words, forms = words_in(text)
    english: bool | None = None
    cues = cues_in(text)
    for index, form in enumerate(forms[:-1] if cues & _FIRST_CUE else ()):
        if not known_word(words[index][0]).cues & _FIRST_CUE:
            continue
        last = _last(text, words, index)
        if last is None or _is_figure(forms, index):
            continue
        first_word, last_word = words[index][0], words[last][0]
        if first_word[0].isupper() and last_word[0].isupper():
            if english is None:
                english = is_english(words_of(text))
            good = _capitals(form, last_word, forms[last], english=english)
        elif first_word[0].islower() and last_word[0].islower():
            good = _small(form, forms[last])
        else:
            continue
        if good and not _is_firm(text, words[last].end()):
            yield Span(words[index].start(), words[last].end(), "PERSON")
    if cues & _UNKNOWN_CUE:
        yield from _unknown_pairs(text, words, forms)
    if cues & _EASTERN.cue:
        for match in at_words(_EAST, text, _EASTERN):
            family = match["family"].lower()
            sure = family in _SURELY or ("-" in match["given"] and family in _EASTERN_NAMES)
            if sure and not any(p in _WORDS for p in fold(match["given"]).split("-")):
                yield Span(*match.span(), "PERSON")


def _last(text: str, words: Sequence[re.Match[str]], index: int) -> int | None:
    """The word that would be the family name: the next, particles skipped."""
    at = index + 1
    while at < len(words):
        gap = text[words[at - 1].end() : words[at].start()]
        if gap not in (" ", "-", "\u00a0", " -", "  "):
            return None
        if not _PARTICLE.match(words[at][0]) or at - index > 2:
            return at
        at += 1
    return None


def _capitals(form: str, word: str, last: str, *, english: bool) -> bool:
    """Whether two words with capitals are a person."""
    if last in company() or last in countries() or form in _DAYS_AND_MONTHS:
        return False
    if last in _COLOURS and form in plain_words() and form not in forenames():
        return False  # "Forest Green"
    sure = form not in plain_words() or (form in forenames() and form not in ordinary())
    if (last in given() or last in ambiguous()) and last not in ordinary():
        return sure or last not in plain_words()
    if is_noun_name(word) and last not in _GROUNDS and (sure or english):
        return True
    if form in ordinary() and not (form in forenames() and english):
        return False
    return sure and len(word) >= _LONG and could_be_name(word)


def _small(form: str, last: str) -> bool:
    """Whether two words in lower case are a person: both known, and one of them nothing else."""
    if form in ordinary() or last in ordinary() or len(form) < _LONG or len(last) < _LONG:
        return False
    if (last not in given() and last not in ambiguous()) or form in particles():
        return False
    return form not in ambiguous() or last not in plain_words()


def _is_figure(forms: Sequence[str], index: int) -> bool:
    """Whether a brand or a figure bears this name."""
    return any(
        tuple(forms[index : index + len(name)]) == name for name in figures().get(forms[index], ())
    )


_SURELY = word_set(
    "li wu zhang chen liu zhao zhou xu zhu guo luo huang nguyen tran pham hoang bui ngo duong vu "
    "huynh phan wang yang lin gao zheng xie deng xiao feng cheung leung"
)
_EASTERN_NAMES = _SURELY | word_set(
    "kim lee park choi jung kang cho yoon jang lim han oh seo shin kwon hwang ahn song hong sun ma "
    "hu he ho do le ly ng wong chan lam tan ong goh teo chua jeong moon nam"
)
_EASTERN = heads_of(whole=_EASTERN_NAMES)
_EAST = re.compile(
    r"(?<![\w-])(?P<family>[A-Z][a-z]+) (?P<given>[A-Z][a-zà-ỹ]{1,9}(?:-[A-Za-z][a-zà-ỹ]{1,5})?)"
    r"(?: [A-Z][a-zà-ỹ]{1,6})?(?![\w-])"
)
"""The family name first: Kim Min-jun, Wu Xiaoming."""
_WORDS = word_set("tv app akku set go plus pro mail bar shop cup store")
_TWO = re.compile(r" [^\W\d_a-z][^\W\d_]* [^\W\d_a-z]")


def _unknown_pairs(
    text: str, words: Sequence[re.Match[str]], forms: Sequence[str]
) -> Iterator[Span]:
    """Two unknown words with capitals inside an English sentence, where only names have them."""
    if len(words) < 5 or not is_english(words_of(text)) or _TWO.search(text) is None:
        return
    for index in range(1, len(words) - 1):
        first, last = words[index], words[index + 1]
        if not (known_word(first[0]).cues & _UNKNOWN_CUE and last[0][0].isupper()):
            continue
        if (
            text[first.end() : last.start()] != " "
            or text[first.start() - 1 : first.start()] != " "
        ):
            continue
        before = words[index - 1][0]
        if before[0].isupper() or before in _DETERMINERS or text[first.start() - 2] in ".!?:":
            continue
        follows = words[index + 2] if index + 2 < len(words) else None
        if follows is not None and follows[0][0].isupper() and follows.start() == last.end() + 1:
            continue
        if last[0][1:2].islower() and could_be_name(forms[index + 1]):
            yield Span(first.start(), last.end(), "PERSON")


def _is_unknown(word: str, form: str) -> bool:
    """Whether a word has a capital and small letters, and no list knows it."""
    return word[0].isupper() and word[1:].islower() and could_be_name(form)


_UNKNOWN_CUE = cue(test=_is_unknown)
_DETERMINERS = frozenset(("the", "a", "an", "my", "your", "our", "this", "that", "new", "old"))
CUES = _FIRST_CUE | _UNKNOWN_CUE | _EASTERN.cue
