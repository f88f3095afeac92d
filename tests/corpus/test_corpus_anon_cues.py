"""Cues: a rule that is not asked, or not tried at a place, would have found nothing there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from anon_marked import read_marked
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.corpus import read_log
from dialogkit.corpus._anonymize import (
    Span,
    _amounts,
    _famous,
    _famous_forms,
    _find,
    _holidays,
    _named_things,
)
from dialogkit.corpus._anonymize._context import Context, has_digit
from dialogkit.corpus._anonymize._cues import (
    ALWAYS,
    DIGIT,
    MASK,
    Heads,
    Word,
    cue,
    cues_in,
    heads_of,
    known_word,
)
from dialogkit.corpus._anonymize._search import at_digits, at_words, in_order
from dialogkit.corpus._anonymize.detectors import (
    address,
    bank,
    birth_date,
    detectors,
    handle,
    introduction,
    plate_british,
    postcode_alone,
    short_number,
    street_forms,
    street_german,
    street_led,
)

FAMOUS = (_famous, _famous_forms, _named_things)
"""What knows what everybody knows."""
DEV = ("anon_dev2.jsonl", "anon_dev3.jsonl", "anon_prose_dev2.jsonl")
TELLING = (
    *(
        MASK,
        DIGIT,
        address._SQUARE_CUE,
        address._LIVES_CUE,
        address._AT_CUE,
        birth_date._SPELLED_CUE,
    ),
    *(
        street_forms._DIALECT_CUE,
        street_led._GATE,
        street_german._TOLD_CUE,
        _famous_forms._EFFECT_CUE,
        _famous_forms._OLD_CUE,
    ),
    *(introduction.CUES, _famous_forms._RULER_CUE),
    *(bank._OF_BANKS, handle._ACCOUNT_CUE, plate_british._VEHICLE_CUE, plate_british._SAID_CUE),
    *(postcode_alone._OTHER_CUE, short_number._OTHER_CUE),
)
"""Cues that mean more than that a pattern may match: "C4, 12" is an address in Mannheim alone."""


def _everywhere(
    pattern: re.Pattern[str], text: str, _heads: Heads, *, digits: bool = False
) -> list[re.Match[str]]:
    """As `at_words`, at every word, and at every run of digits if these are wanted."""
    starts = [match.start() for match in re.finditer(r"[^\W\d_]+", text)]
    starts += [match.start() for match in re.finditer(r"\d+", text)] if digits else []
    found = (pattern.match(text, at) for at in sorted(starts))
    return [match for match in found if match is not None]


def _anywhere(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """As `at_digits`, by one search through the text."""
    return list(pattern.finditer(text))


_TOLD = ~sum(set(TELLING))


def _all_cues(text: str) -> int:
    return cues_in(text) | _TOLD


_STAND_INS: dict[str, Callable[..., object]] = {
    "cues_in": _all_cues,
    "at_words": _everywhere,
    "at_digits": _anywhere,
    "_part_before": lambda _text, _at: True,
}


def _by_each(texts: Sequence[str]) -> list[list[set[Span]]]:
    """What each rule finds in each text, and the places of what everybody knows."""
    context, found = Context(), []
    told = [(vars(_find)["cues_in"](text), has_digit(text)) for text in texts]
    for rule in detectors():
        needed = getattr(rule, "CUES", ALWAYS)
        digits = getattr(rule, "NEEDS_DIGIT", False)
        asked = [bool(cues & needed) and (digit or not digits) for cues, digit in told]
        found.append(
            [set(rule.find(t, context)) if a else set() for t, a in zip(texts, asked, strict=True)]
        )
    known = [
        {Span(*at, str(own)) for at, own in _famous._regions(t, personal=False)} for t in texts
    ]
    return [*found, known]


def _ungated(texts: Sequence[str]) -> list[list[set[Span]]]:
    """The same, with all rules asked, and tried at every word."""
    modules: list[Any] = [*FAMOUS, _find, _holidays, *detectors()]
    with pytest.MonkeyPatch.context() as patch:
        for module in modules:
            for name, stand_in in _STAND_INS.items():
                if hasattr(module, name):
                    patch.setattr(module, name, stand_in)
        patch.setattr(_amounts, "known_word", lambda _word: Word("", (), -1))
        return _by_each(texts)


@cache
def _texts() -> tuple[str, ...]:
    """Development texts, some masked already, and a part of the shipped log."""
    marked = [message for file in DEV for message in read_marked(file)]
    log = read_log(Path(__file__).parents[2] / "corpora" / "parcel" / "log")
    said = dict.fromkeys(text for text in log.table.column("text").to_pylist() if text)
    masked = []
    for message in marked[::2]:
        text = message.text
        for span in reversed(message.wanted[::2]):
            text = f"{text[: span.start]}\ufffc{text[span.end :]}"
        masked.append(text)
    return tuple([message.text for message in marked] + masked + list(said)[::12])


def test_rules_find_the_same_without_cues() -> None:
    """With every rule asked, and tried at every word, each finds what cues let it find."""
    names = [*(getattr(rule, "__name__", "") for rule in detectors()), "famous"]
    texts = _texts()
    found, others = _by_each(texts), _ungated(texts)
    assert {
        name: [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        for name, one, other in zip(names, found, others, strict=True)
        if one != other
    } == {}


@cache
def _words() -> tuple[str, ...]:
    """Words and marks of the development texts, and words out of the rules themselves."""
    said = {word for text in _texts() for word in re.findall(r"\w+|[^\w\s]", text)}
    rules = [vars(rule) for rule in detectors()] + [vars(module) for module in FAMOUS]
    patterns = [
        value.pattern for rule in rules for value in rule.values() if isinstance(value, re.Pattern)
    ]
    plain = {
        word
        for pattern in patterns
        for word in re.findall(r"(?<![\\\w])[^\W\d_]{2,12}(?!\w)", pattern)
    }
    return tuple(sorted(said | plain | {word.capitalize() for word in plain}))


@settings(deadline=None, max_examples=120, derandomize=True)
@given(st.data())
def test_rules_find_the_same_in_any_row_of_words(data: st.DataObject) -> None:
    """Whatever words stand in a row, no cue keeps a rule from what it would find."""
    words = data.draw(st.lists(st.sampled_from(_words()), min_size=2, max_size=14))
    gaps = st.sampled_from([" ", " ", " ", " ", ", ", ". ", "\n", "-", ": ", "", " 7 ", " 12, "])
    text = "".join(word + data.draw(gaps) for word in words)
    assert _by_each([text]) == _ungated([text])


@settings(deadline=None, max_examples=120, derandomize=True)
@given(st.data())
def test_rules_find_the_same_where_words_are_exchanged(data: st.DataObject) -> None:
    """Likewise in a text that people could write, with other words in some places."""
    pieces = re.findall(r"\w+|\W+", data.draw(st.sampled_from(_texts())))
    start = data.draw(st.integers(0, max(0, len(pieces) - 30)))
    pieces = pieces[start : start + 30]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(pieces) - 1))
        if pieces[at][0].isalnum():
            pieces[at] = data.draw(st.sampled_from(_words()))
    text = "".join(pieces)
    assert _by_each([text]) == _ungated([text])


def test_a_cue_is_a_word_its_beginning_a_part_or_a_mark() -> None:
    """Each kind of cue is known by what it names, and by nothing else."""
    kinds = {
        "whole": cue(whole=("quagga",)),
        "begins": cue(begins=("okap",)),
        "part": cue(parts=("xebec",)),
        "cased": cue(cased=("Zorilla",)),
        "mark": cue(marks="§"),
        "test": cue(test=lambda word, form: (word, form) == ("Ünür", "unur")),
    }

    def kinds_in(text: str) -> set[str]:
        return {name for name, bit in kinds.items() if cues_in(text) & bit}

    assert kinds_in("A Quagga, quaggas, okap-") == {"whole", "begins"}
    assert kinds_in("OKAPIS on axebecs") == {"begins", "part"}
    assert kinds_in("zorilla") == set()
    assert kinds_in("Zorilla § Ünür") == {"cased", "mark", "test"}
    assert cues_in("") == ALWAYS


def test_patterns_are_tried_at_words_and_digits() -> None:
    """Words count by their first six letters, those of one letter and whole ones as they are."""
    heads = heads_of(("quaggaherd", "z"), whole=("gnu",), test=lambda word, _: word == "Ibex")
    word = re.compile(r"\w+")
    found = at_words(word, "gnus Gnu QUAGGAS quagg z zz ibex Ibex 12", heads)
    assert [match[0] for match in found] == ["Gnu", "QUAGGAS", "z", "Ibex"]
    assert [m[0] for m in at_words(word, "gnu 12a", heads, digits=True)] == ["gnu", "12a"]
    pair = re.compile(r"\d+(?: \d+)?")
    assert [match[0] for match in at_digits(pair, "1 2 3 a4")] == ["1 2", "3", "4"]
    assert [m[0] for m in in_order(list(re.finditer(r"(?=(..))..", "abcd")))] == ["ab", "cd"]


def test_what_is_known_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words without end do not fill the memory, and a forgotten one is worked out again."""
    from dialogkit.corpus._anonymize import _cues

    before = known_word("Quittung")
    monkeypatch.setattr(_cues, "_MOST_WORDS", len(_cues._seen) + 3)
    for number in range(40):
        known_word("q" + "x" * number)
        assert len(_cues._seen) <= _cues._MOST_WORDS
    assert known_word("Quittung") == before
