"""Rare German names by what their bearers do: "Danke, Joscha Brettschneider kümmert sich".

No list holds them, so what stands beside them must speak of a person: a verb that only people are
said to do with two unknown words before it, "Kollegin", "laut", or a talk with somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogkit.corpus._anonymize._context import Context
from dialogkit.corpus._anonymize._cues import cue, cues_in, heads_of
from dialogkit.corpus._anonymize._names import (
    CAPITAL,
    DATES,
    FAMILY_ENDS,
    NOUN_NAMES,
    could_be_name,
)
from dialogkit.corpus._anonymize._search import at_words, in_order
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._words import fold, forenames, plain_words, towns, word_set

__all__ = ["CUES", "find"]

_ACTS = word_set(
    "kümmert meldet hilft übernimmt ruft schreibt sagt meint bearbeitet betreut antwortet fragt "
    "bittet wartet wünscht freut vertritt berät unterschreibt"
)
_TALKS = word_set(
    "gesprochen telefoniert geredet gechattet geschrieben besprochen verabredet abgesprochen"
)
_GIVEN = word_set(
    "gegeben weitergegeben übergeben weitergeleitet geschickt gesendet gemeldet zugewiesen bescheid"
)
# Joscha Brettschneider hilft
_ACTING = re.compile(
    rf"(?:^|[.!?:\n]\s?|(?<!\w)(?i:danke|hallo|ok|okay|gut|super|ja),? |, )"
    rf"(?P<name>{CAPITAL} {CAPITAL}) (?:{'|'.join(sorted(_ACTS))})"
    r"(?! (?:nicht|gegen|bei|nur|auch|kaum|sehr|super|einen|keinen)\b)(?!\w)"
)
# laut Brettschneider ist es fertig
_SAYING = re.compile(
    rf"(?i:laut|kollege|kollegin) (?P<name>{CAPITAL}(?: {CAPITAL})?)(?= [a-zäöü]|[,.!?;)\n]|$)"
)
_SAYING_HEADS = heads_of(whole=word_set("laut kollege kollegin"))
# weitergeleitet an Brettschneider, Joscha
_FILED = re.compile(
    rf"(?i:{'|'.join(sorted(_GIVEN))}) an (?P<name>{CAPITAL}, {CAPITAL})(?=[.!?;)\n]|$)"
)
_FILED_HEADS = heads_of(whole=_GIVEN)
# ich habe mit joscha brettschneider gesprochen
_SMALL = re.compile(
    r"mit (?P<name>[a-zäöüß]{4,20} [a-zäöüß]{5,20})"
    r" (?:(?:schon|bereits|gestern|heute|darüber|dazu) ){0,2}"
    rf"(?:{'|'.join(sorted(_TALKS))})(?!\w)"
)
_SMALL_HEADS = heads_of(whole=("mit",))
_ADJECTIVE = re.compile(r"\w+(?:e[rsmn]|(?:ig|lich|isch)e) ")
"""How an unknown word ends that only says how something is: "Heißer Ingwer hilft"."""
_ACTS_CUE = cue(whole=_ACTS)
_TALKS_CUE = cue(whole=_TALKS)
CUES = _ACTS_CUE | _SAYING_HEADS.cue | _FILED_HEADS.cue | _TALKS_CUE


def find(text: str, _context: Context) -> Iterable[Span]:
    """Unknown words that do, say or are told what only people do, say and are told."""
    acting = _ACTING.finditer(text) if cues_in(text) & _ACTS_CUE else ()
    found = [m for m in acting if _ADJECTIVE.match(m["name"]) is None]
    found += at_words(_FILED, text, _FILED_HEADS)
    found += at_words(_SMALL, text, _SMALL_HEADS)
    for match in found:
        if all(_is_unknown(word) for word in re.findall(r"[^\W\d_][\w'’-]*", match["name"])):
            yield Span(*match.span("name"), "PERSON")
    yield from _said(text)


def _said(text: str) -> Iterator[Span]:
    """Who says something, or is somebody's colleague."""
    for match in in_order(at_words(_SAYING, text, _SAYING_HEADS)):
        first, _, last = match["name"].partition(" ")
        sounds = match[0][:4].lower() != "laut" or _sounds_so(fold(first))
        if _is_unknown(first) and sounds:
            end = match.end("name") if last and _is_unknown(last) else None
            yield Span(match.start("name"), end or match.start("name") + len(first), "PERSON")


def _is_unknown(word: str) -> bool:
    """Whether no list makes a word anything but a name, though it may end in a trade."""
    form = fold(word.split("-", maxsplit=1)[0])
    if form in plain_words() or form in DATES or form in towns():
        return False
    return form in forenames() or could_be_name(form) or _TRADE.search(form) is not None


def _sounds_so(form: str) -> bool:
    """Whether a word ends as family names do: "laut Anbieter" says nobody."""
    return FAMILY_ENDS.search(form) is not None or _TRADE.search(form) is not None


_TRADE = re.compile(rf"(?<=\w{{3}})(?:{'|'.join(sorted(n for n in NOUN_NAMES if len(n) > 4))})\Z")
"""How many family names end that look like a compound: Brettschneider."""
