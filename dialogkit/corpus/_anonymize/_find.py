"""All detectors over one text, until nothing new turns up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache, reduce
from operator import or_

from dialogkit.corpus._anonymize._composed import composed, composed_at
from dialogkit.corpus._anonymize._context import Context, Detector, has_digit
from dialogkit.corpus._anonymize._cues import ALWAYS, cues_in
from dialogkit.corpus._anonymize._famous import without_famous
from dialogkit.corpus._anonymize._idioms import without_idioms
from dialogkit.corpus._anonymize._labels import without_labels
from dialogkit.corpus._anonymize._likely import Find, Least, forget_words, unlikely
from dialogkit.corpus._anonymize._participants import Participants
from dialogkit.corpus._anonymize._persons import without_small_words, without_things
from dialogkit.corpus._anonymize._persons_de import without_german_things
from dialogkit.corpus._anonymize._span import MASKED, NUMBER, PSEUDONYM, Span, union
from dialogkit.corpus._anonymize._whole import whole
from dialogkit.corpus._anonymize.detectors import detectors, participant, participant_greeted

__all__ = ["find_beside", "find_in", "find_spans", "forget_texts", "mask"]

_ROUNDS = 20
"""Far more than texts need; a bound, so that no text can hold the search for ever."""

_EDGE = " \t\r\n" + MASKED


def find_spans(text: str, participants: Iterable[str] = ()) -> list[Span]:
    """Where ``text`` tells who somebody is, sorted and without overlaps.

    Args:
        text: A message.
        participants: Names of the people in its conversation, as the export's headers give them.

    Returns:
        Spans whose offsets count Python characters. Pseudonyms that are there already are no finds.

    >>> find_spans("Hallo Frau Beispiel, Tel. 030 23125 001")
    [Span(start=11, end=19, type='PERSON'), Span(start=26, end=39, type='PHONE')]
    """
    return find_in(text, Context.of(participants))


def find_in(text: str, context: Context) -> list[Span]:
    """As `find_spans`, with a context made beforehand.

    A text is searched again with its finds taken out, because a masked text read once more must
    show nothing new: masking twice equals masking once. The optional detectors, which are slow,
    come when the rules are done, so that they take nothing from them; they see the text as it
    came, and again what is left of it.
    """
    if composed(text) is text:
        return _found_in(text, context)
    plain, offsets = composed_at(text)
    found = _found_in(plain, context)
    return [Span(offsets[span.start], offsets[span.end], span.type) for span in found]


def _found_in(text: str, context: Context) -> list[Span]:
    before = _pseudonyms(text)
    found = _settled(text, context, before, [])
    for turn in range(_ROUNDS if context.more else 0):
        view, places = _collapsed(text, union([*before, *(found if turn else ())]))
        new = without_famous(view, [s for d in context.more for s in d.find(view, context)])
        new = without_labels(view, [*new])
        kept = [_placed(span, places) for span in _kept(view, new)]
        if turn and not kept:
            break
        found = _settled(text, context, before, union([*found, *kept]))
    return _labelled(found)


def find_beside(text: str, context: Context, found: list[Span]) -> list[Span]:
    """``found``, which came from elsewhere, and what the rules find now that it is known."""
    return _labelled(_settled(text, context, _pseudonyms(text), found))


def _labelled(found: Iterable[Span]) -> list[Span]:
    """``found``, all with one of the types that leave this module."""
    return [s if s.type != NUMBER else Span(s.start, s.end, "ORDER_NUMBER") for s in found]


def _pseudonyms(text: str) -> list[Span]:
    return [Span(*m.span(), NUMBER) for m in PSEUDONYM.finditer(text)] if "<" in text else []


def _settled(text: str, context: Context, before: list[Span], found: list[Span]) -> list[Span]:
    """``found`` and what the rules find beside it, until they find nothing new."""
    for _ in range(_ROUNDS):
        view, offsets = _collapsed(text, union([*before, *found]))
        new = [span for detector in _of_people() for span in detector.find(view, context)]
        personal = bool(new) or any(map(_is_telling, found))
        kept = [*_kept(view, new), *_by_rules(view, personal)]
        kept = kept or _kept(view, _namesakes(text, view, found, context))
        if not kept:
            break
        found = union([*found, *(_placed(span, offsets) for span in kept)])
    return found


_LONG = 160


def _namesakes(text: str, view: str, found: list[Span], context: Context) -> Iterable[Span]:
    """Other places of the names in a long text; in chats, whole conversations are searched so."""
    if len(text) < _LONG:
        return ()
    names = [text[s.start : s.end] for s in found if s.type == "PERSON"]
    new = Participants.of(n for n in names if all(p.meant(n) is None for p in context.people))
    return participant.find(view, Context((new,))) if new.names else ()


@cache
def _of_people() -> tuple[Detector, ...]:
    """The detectors that must know who takes part."""
    return tuple(d for d in detectors() if getattr(d, "KNOWS_PEOPLE", False))


_Find = Callable[[str, Context], Iterable[Span]]
_Rule = tuple[_Find, int, Least]
"""Finds, the cues of which a text needs one, and what its finds are held to."""

_TOGETHER = 8
_MOST_SETS = 1 << 13


class _Rules(dict[int, tuple[tuple[_Find, Least], ...]]):
    """A few rules: those to be asked, by which of their cues a text has.

    In a log most texts have the same few; what they ask for is worked out once.
    """

    def __init__(self, rules: Iterable[_Rule]) -> None:
        self._rules = tuple(rules)
        self.cues = reduce(or_, (needed for _, needed, _ in self._rules), 0)
        """All their cues."""

    def __missing__(self, cues: int) -> tuple[tuple[_Find, Least], ...]:
        asked = tuple((find, least) for find, needed, least in self._rules if cues & needed)
        if len(self) >= _MOST_SETS:
            self.clear()
        self[cues] = asked
        return asked


@cache
def _rules(*, digits: bool, cued: bool) -> tuple[_Rules, ...]:
    """All the others; without digits in the text, without those that need one.

    Those that go by a cue for a person, so that somebody famous is not meant, are apart.
    """
    others = [d for d in detectors() if not getattr(d, "KNOWS_PEOPLE", False)]
    others = [d for d in others if getattr(d, "CUED", False) == cued]
    others = [d for d in others if digits or not getattr(d, "NEEDS_DIGIT", False)]
    rules = [(d.find, getattr(d, "CUES", ALWAYS), getattr(d, "LEAST", Least())) for d in others]
    return tuple(_Rules(rules[at : at + _TOGETHER]) for at in range(0, len(rules), _TOGETHER))


@lru_cache(maxsize=1 << 14)
def _by_rules(view: str, personal: bool) -> tuple[Span, ...]:
    """What all other detectors find: the same for the same text, and in a log many are the same.

    "Guten Tag Frau …", with whom it greets taken out, is written hundreds of times.
    """
    digits = has_digit(view)
    plain, cued = (_asked(view, _rules(digits=digits, cued=cued)) for cued in (False, True))
    if not plain and not cued:
        return ()
    told = personal or any(_is_telling(span) for span, _ in (*plain, *cued))
    refused = unlikely(view, [*plain, *cued], personal=told)
    sure = without_idioms(view, [span for span, _ in cued if span not in refused])
    sure = without_small_words(view, sure)
    found = list(without_idioms(view, [span for span, _ in plain if span not in refused]))
    covered = {(span.start, span.end) for span in sure}
    doubtful = [span for span in found if (span.start, span.end) not in covered]
    doubtful = [*without_famous(view, doubtful)]
    personal = personal or any(map(_is_telling, (*sure, *doubtful)))
    doubtful = [*without_things(view, doubtful, personal=personal)]
    doubtful = [*without_german_things(view, doubtful, personal=personal)]
    return tuple(_kept(view, without_labels(view, [*sure, *doubtful])))


_DOUBTFUL = frozenset(("PERSON", "TOWN", "STREET", "ORDER_NUMBER", NUMBER))
"""What harmless texts hold as well: beside it, a word in doubt is no likelier a name."""


def _is_telling(span: Span) -> bool:
    """Whether a find says that a text is about somebody."""
    return span.type not in _DOUBTFUL


def _asked(view: str, rules: Iterable[_Rules]) -> list[Find]:
    """What those of the rules find of whose cues the text has one."""
    cues = cues_in(view)
    found: list[Find] = []
    for some in rules:
        for find, least in some[cues & some.cues]:
            for span in find(view, _NOBODY):
                found.append((span, least))  # noqa: PERF401 - mostly there is none
    return found


_NOBODY = Context()


def forget_texts() -> None:
    """Lets go of the texts that were remembered because they may come again."""
    _by_rules.cache_clear()
    forget_words()
    participant.forget_texts()
    participant_greeted.forget_texts()


def _kept(view: str, spans: Iterable[Span]) -> list[Span]:
    """``spans`` as far as they are new, numbers whole."""
    return [whole(view, s) for s in map(_trimmer(view), spans) if s.start < s.end]


def _collapsed(text: str, spans: list[Span]) -> tuple[str, list[int] | None]:
    """``text`` with one `MASKED` for each span, and where each character (and the end) was."""
    if not spans and not _is_wide(text):
        return text, None
    parts: list[str] = []
    offsets: list[int] = []
    at = 0
    for span in spans:
        parts += (text[at : span.start], MASKED)
        offsets += range(at, span.start + 1)
        at = span.end
    parts.append(text[at:])
    offsets += range(at, len(text) + 1)
    return _narrowed("".join(parts), offsets)


_WIDE = re.compile(r"(?<![ \u00a0\u202f])[ \u00a0\u202f]{2,}+(?=\S)")


def _is_wide(text: str) -> bool:
    """Whether `_WIDE` matches; seldom, so what it needs is looked for first."""
    likely = "  " in text or "\u00a0" in text or "\u202f" in text
    return likely and _WIDE.search(text) is not None


def _narrowed(view: str, offsets: list[int]) -> tuple[str, list[int]]:
    """``view`` with one space where several stand in a row: patterns know of one."""
    wide = [(m.start() + 1, m.end()) for m in _WIDE.finditer(view)] if _is_wide(view) else ()
    if not wide:
        return view, offsets
    kept: list[str] = []
    places: list[int] = []
    at = 0
    for start, end in wide:
        kept.append(view[at:start])
        places += offsets[at:start]
        at = end
    return "".join([*kept, view[at:]]), [*places, *offsets[at:]]


def _placed(span: Span, offsets: list[int] | None) -> Span:
    """``span`` of a collapsed text in the text itself."""
    if offsets is None:
        return span
    return Span(offsets[span.start], offsets[span.end - 1] + 1, span.type)


def _trimmer(view: str) -> Callable[[Span], Span]:
    """Takes spaces and masks off both ends: what is left is new, or nothing is."""

    def trim(span: Span) -> Span:
        value = view[span.start : span.end]
        if value[:1] not in _EDGE and value[-1:] not in _EDGE:
            return span
        left = span.start + len(value) - len(value.lstrip(_EDGE))
        return Span(left, max(left, span.start + len(value.rstrip(_EDGE))), span.type)

    return trim


def mask(
    text: str, spans: Iterable[Span], pseudonym: Callable[[str, str], str] | None = None
) -> str:
    """``text`` with each span replaced.

    Args:
        text: A message.
        spans: What `find_spans` gave for it.
        pseudonym: Takes a type and the value found and gives what stands in its place;
            without it ``<TYPE>`` does.

    >>> mask("Hallo Frau Beispiel", [Span(11, 19, "PERSON")])
    'Hallo Frau <PERSON>'
    """
    ordered = sorted(spans)
    if not ordered:
        return text
    parts: list[str] = []
    at = 0
    for span in ordered:
        value = text[span.start : span.end]
        shown = pseudonym(span.type, value) if pseudonym is not None else f"<{span.type}>"
        parts += (text[at : span.start], shown)
        at = span.end
    return "".join([*parts, text[at:]])
