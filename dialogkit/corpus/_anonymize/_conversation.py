"""Masking the texts of one conversation: what is found in one of them is masked in all."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from dialogkit.corpus._anonymize._composed import composed
from dialogkit.corpus._anonymize._context import Context, Detector
from dialogkit.corpus._anonymize._find import find_beside, find_in, mask
from dialogkit.corpus._anonymize._participants import NOBODY, WORD, Participants
from dialogkit.corpus._anonymize._pseudonyms import Pseudonyms
from dialogkit.corpus._anonymize._role_names import is_role_name
from dialogkit.corpus._anonymize._span import MASKED, PSEUDONYM, Span, union
from dialogkit.corpus._anonymize._sweep import Swept
from dialogkit.corpus._anonymize._words import fold, forms_of, plain_words
from dialogkit.corpus._anonymize.detectors import participant

__all__ = ["Masked", "mask_conversation"]

_WHOLE = {"contact": "PERSON", "location": "COORDINATES"}
"""Kinds of message whose text is an identifier from end to end."""

_TOKEN = re.compile(r"[^\W_]+")
_SHORTEST = 4
_START = attrgetter("start")


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """The texts of a conversation after masking, and what was masked."""

    texts: list[str]
    """One a message."""
    spans: list[list[Span]]
    """What was found in each text; offsets in the text as it is `composed`."""
    left_over: list[str]
    """Types of identifiers that the result still holds."""


def mask_conversation(
    texts: Sequence[str],
    kinds: Sequence[str],
    people: Participants,
    staff: Participants,
    pseudonyms: Pseudonyms,
    more: tuple[Detector, ...] = (),
    elsewhere: Participants = NOBODY,
) -> Masked:
    """Masks ``texts``, with ``people``, ``staff`` and those ``elsewhere`` known.

    Names and numbers found in any of the texts are then looked for in all: a name that a greeting
    gave away in one message stands bare in the next.
    """
    texts = list(map(composed, texts))
    known = (people, staff, elsewhere)
    context = Context(known, more)
    words = frozenset[str]().union(*map(forms_of, texts))
    context.learn(words)
    spans = _first(texts, kinds, context)
    values = _values(texts, spans)
    others = Participants.of(
        name for name in values.get("PERSON", ()) if all(p.meant(name) is None for p in known)
    )
    bare = [mask(text, found, _nothing) for text, found in zip(texts, spans, strict=True)]
    again = _again(values, bare)
    if others.names or again:
        context = Context((others,))
        context.learn(words)
        spans = [_more(t, found, context, again) for t, found in zip(texts, spans, strict=True)]
        bare = [mask(text, found, _nothing) for text, found in zip(texts, spans, strict=True)]

    @cache
    def pseudonym(kind: str, value: str) -> str:
        return pseudonyms.in_text(kind, value, *known, others)

    masked = [mask(text, found, pseudonym) for text, found in zip(texts, spans, strict=True)]
    left_over = _left_over(bare, values, (people, others))
    return Masked(texts=masked, spans=spans, left_over=left_over)


def _first(texts: Sequence[str], kinds: Sequence[str], context: Context) -> list[list[Span]]:
    """What each text gives away by itself."""
    return [
        [Span(0, len(text), _WHOLE[kind])] if kind in _WHOLE and text else find_in(text, context)
        for text, kind in zip(texts, kinds, strict=True)
    ]


def _values(texts: Sequence[str], spans: Sequence[list[Span]]) -> dict[str, dict[str, None]]:
    """What was found, by type, in the order of its first place."""
    values: dict[str, dict[str, None]] = {}
    for text, found in zip(texts, spans, strict=True):
        for span in found:
            values.setdefault(span.type, {})[text[span.start : span.end]] = None
    return values


def _numbers(values: dict[str, dict[str, None]]) -> set[tuple[str, ...]]:
    """All found values but names, as tokens, those long enough to be looked for elsewhere."""
    split = {
        tuple(_TOKEN.findall(value.lower()))
        for kind, found in values.items()
        if kind != "PERSON"
        for value in found
        if kind != "TOWN" or fold(value) not in plain_words()  # "in Essen" leaves "wir essen"
    }
    return {tokens for tokens in split if sum(map(len, tokens)) >= _SHORTEST}


def _again(values: dict[str, dict[str, None]], bare: Sequence[str]) -> re.Pattern[str] | None:
    """Those of the found values that may occur outside the spans too, as whole words."""
    rest = "\n".join(bare).lower()
    likely = [tokens for tokens in _numbers(values) if tokens[0] in rest and tokens[-1] in rest]
    words = _Words(rest if likely else "")
    occurring = sorted(tokens for tokens in likely if words.may_hold(tokens))
    if not occurring:
        return None
    each = (r"[\W_]{0,3}".join(map(re.escape, tokens)) for tokens in occurring)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(each)})(?![^\W_])", re.IGNORECASE)


class _Words:
    """Tells at once of most values that they do not occur: a pattern of all of them is slow."""

    def __init__(self, text: str) -> None:
        found = set(_TOKEN.findall(text))
        self._forward = sorted(found)
        self._backward = sorted(word[::-1] for word in found)

    def may_hold(self, tokens: Sequence[str]) -> bool:
        """Whether a word begins as the first of ``tokens`` does, and one ends as the last."""
        return _begins(self._forward, tokens[0]) and _begins(self._backward, tokens[-1][::-1])


def _begins(words: Sequence[str], start: str) -> bool:
    """Whether any of the sorted ``words`` begins so."""
    at = bisect_left(words, start)
    return at < len(words) and words[at].startswith(start)


def _nothing(_kind: str, _value: str) -> str:
    return MASKED


def _more(
    text: str, found: list[Span], context: Context, again: re.Pattern[str] | None
) -> list[Span]:
    """``found`` and what the other texts of the conversation gave away."""
    new = list(participant.find(text, context))
    if again is not None:
        new += (Span(*match.span(), "ORDER_NUMBER") for match in again.finditer(text))
    if "<" in text:
        taken = [Span(*m.span(), "") for m in PSEUDONYM.finditer(text)]
        new = [s for s in new if _last(taken, s.end - 1).end <= s.start]
    fresh = [s for s in new if _last(found, s.start).end < s.end]
    return find_beside(text, context, union([*found, *fresh])) if fresh else found


def _last(spans: Sequence[Span], at: int) -> Span:
    """The last of ``spans`` (sorted, none overlaps another) that begins at ``at`` or before."""
    number = bisect_right(spans, at, key=_START)
    return spans[number - 1] if number else Span(0, 0, "")


def _left_over(
    masked: Sequence[str], values: dict[str, dict[str, None]], people: tuple[Participants, ...]
) -> list[str]:
    """Types of the identifiers that can still be read in ``masked``."""
    swept = Swept.of("\n".join(masked))
    wanted = {(kind, value) for kind, found in values.items() for value in found}
    names = [name for group in people for name in group.names if not is_role_name(name)]
    wanted |= {("PERSON", name) for name in names}
    wanted |= {("PERSON", word) for name in names for word in WORD.findall(name)}
    return [kind for kind, value in sorted(wanted) if swept.holds(value) and _counts(value, people)]


def _counts(value: str, people: tuple[Participants, ...]) -> bool:
    """Whether ``value`` must not occur: one ordinary word, a company's say, may."""
    words = WORD.findall(value)
    if len(words) != 1 or words[0] != value:
        return True
    form = fold(value)
    return any(form in p.forms and form not in p.loose | p.weak for p in people)
