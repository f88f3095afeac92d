"""Guards: how they are spelled, what they compare, and how unknowns count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogkit.flow import Facts, parse_guard
from dialogkit.flow._parse_guard import with_handoffs


def _holds(guard: str, value: str) -> bool | None:
    facts = Facts(known=frozenset({"amount"}), values={"amount": value})
    return parse_guard(guard).weigh(facts)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("120", 120),
        ("12,50", 12.5),
        ("0,500", 0.5),
        ("1.5", 1.5),
        ("1.250", 1.25),
        ("-5", -5),
        ("1e3", 1000),
        ("1.200,50", 1200.5),
        ("1,200.50", 1200.5),
        ("1.234.567", 1234567),
        ("1'200", 1200),
        ("1\u202f200", 1200),
        ("120 EUR", 120),
        ("120 euro", 120),
        ("€ 120", 120),
        ("$80", 80),
        ("CHF 40", 40),
        ("5 %", 5),
    ],
)
def test_numbers_are_read_as_people_and_programs_write_them(text: str, number: float) -> None:
    """A value equals the number it stands for, and is neither above nor below it."""
    assert _holds(f"amount == {number}", text) is True
    assert _holds(f"amount > {number}", text) is False
    assert _holds(f"amount < {number}", text) is False


@pytest.mark.parametrize("text", ["nan", "NaN", "inf", "-Infinity", "1_000", "٣٠٠", "", "Nan Li"])
def test_what_is_no_number_is_above_below_and_equal_to_none(text: str) -> None:
    """Words that programs take for numbers are words."""
    assert [_holds(f"amount {sign} 5", text) for sign in ("==", "<", "<=", ">", ">=")] == [
        False
    ] * 5
    assert _holds("amount != 5", text) is True


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('city  ==  "Bonn ( am Rhein )"', 'city == "Bonn ( am Rhein )"'),
        ("city in ['a , b',c]", "city in ['a , b', c]"),
        ("not(a is known)or( b is known )", "not (a is known) or (b is known)"),
        ("time.is_open ( desk )and amount>5", "time.is_open(desk) and amount > 5"),
    ],
)
def test_spaces_count_within_quotes_only(written: str, text: str) -> None:
    """A guard has one spelling, which means the same when it is read again."""
    guard = parse_guard(written)
    assert guard.text == text
    assert parse_guard(text).term == guard.term


@pytest.mark.parametrize(
    ("text", "renamed"),
    [
        ("time.is_open(desk)", "time.is_open(faq.desk)"),
        ('time.is_open("the desk") or a is known', 'time.is_open("faq.the desk") or a is known'),
        ('city == "time.is_open(desk)"', 'city == "time.is_open(desk)"'),
    ],
)
def test_handoffs_in_guards_are_renamed(text: str, renamed: str) -> None:
    """Only names of handoffs change, quoted ones too."""
    guard = with_handoffs(parse_guard(text), lambda name: f"faq.{name}")
    assert guard.text == renamed
    assert guard.term == parse_guard(renamed).term


_LEAVES = st.sampled_from(["a is known", "opted_in(news)", "time.is_open(desk)", "channel == web"])
_TEXTS = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        inner.map(lambda one: f"not ({one})"),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
            lambda three: f"({three[0]}) {three[1]} ({three[2]})"
        ),
    ),
    max_leaves=6,
)


@given(_TEXTS, st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_more_facts_never_overturn_an_answer(
    text: str, known: bool, opted: bool, is_open: bool, on_web: bool
) -> None:
    """What few facts decide, all facts decide alike; and all of them decide everything."""
    guard = parse_guard(text)
    few = Facts(
        known=frozenset({"a"}) if known else frozenset(), channel="web" if on_web else "app"
    )
    every = Facts(
        known=few.known,
        channel=few.channel,
        opted=frozenset({"news"}) if opted else frozenset(),
        is_open=lambda _: is_open,
    )
    answer = guard.weigh(every)
    assert answer is not None
    assert guard.weigh(few) in (None, answer)
    assert guard.weigh(Facts()) is None
