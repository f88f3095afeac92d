"""Threads that never end: the work grows with what was written, not with its square."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.conversation import Case, Cases, case_table
from dialogkit.corpus import _recontacts, link_recontacts
from dialogkit.corpus._anonymize import _participants
from dialogkit.corpus._anonymize._conversation import _last, _Words
from dialogkit.corpus._anonymize._participants import Participants
from dialogkit.corpus._anonymize._span import Span
from dialogkit.corpus._anonymize._sweep import Swept
from dialogkit.corpus._anonymize._words import fold
from dialogkit.corpus._same_issue import Visit

BITS = ("ab", "12", "Max", "030", "x", "7", "Müller", " ", "-", ".", "99 1", "4711")
written = st.lists(st.sampled_from(BITS), max_size=30).map("".join)


@settings(max_examples=300, deadline=None)
@given(written, written)
def test_what_is_asked_first_changes_no_answer(text: str, value: str) -> None:
    """An identifier is held where its words stand in a row, or its digits whatever is between."""
    tokens = [fold(token) for token in _sweep_tokens(value)]
    words = f" {' '.join(fold(token) for token in _sweep_tokens(text))} "
    joined = "".join(tokens)
    in_a_row = f" {' '.join(tokens)} " in words
    number = len(joined) >= 6 and any(c.isdigit() for c in joined)
    expected = len(joined) >= 4 and (in_a_row or (number and joined in words.replace(" ", "")))
    assert Swept.of(text).holds(value) == expected


def _sweep_tokens(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()


def test_only_words_that_begin_or_end_so_are_looked_for() -> None:
    """A number written in one word with its letters counts; a piece from the middle does not."""
    words = _Words("nummer ab-123456, telefon 03023125001")
    assert words.may_hold(("ab", "123456"))
    assert words.may_hold(("030", "23125", "001"))
    assert not words.may_hold(("23125",))
    assert not words.may_hold(("ab", "123457"))


class _Counting(dict[str, set[int]]):
    """Counts how often somebody goes through all of it."""

    walks = 0

    def __iter__(self):  # type: ignore[no-untyped-def] # as in dict
        type(self).walks += 1
        return super().__iter__()

    def keys(self):  # type: ignore[no-untyped-def] # as in dict
        type(self).walks += 1
        return super().keys()


def test_misspelt_names_do_not_go_through_all_names_for_each() -> None:
    """A thousand people are a thousand times the work of one, and slips are still known."""
    _participants._near(_Counting({f"quittenb{number:04}": {number} for number in range(50)}))
    assert _Counting.walks == 0
    people = Participants.of(("Rosalinde Quittenbaum",))
    assert people.misspelt("Quittenbam") == frozenset({0})


def test_a_word_without_end_is_no_slip_of_the_pen() -> None:
    """A picture that was pasted as letters is one word of a megabyte: nobody misspells it."""
    people = Participants.of(("Rosalinde Quittenbaum", "q" * 300_000))
    assert people.misspelt("Q" * 1_000_000) is None
    assert max(map(len, people.near)) <= 40


@given(st.lists(st.integers(0, 30), unique=True, max_size=12), st.integers(0, 30))
def test_the_span_before_a_place_is_found(ends: list[int], at: int) -> None:
    """Of spans in a row the one that begins last at the place or before it; else an empty one."""
    places = sorted(ends)
    spans = [Span(a, b, "PHONE") for a, b in zip(places[::2], places[1::2], strict=False)]
    before = [span for span in spans if span.start <= at]
    assert _last(spans, at) == (before[-1] if before else Span(0, 0, ""))


def test_returns_are_looked_for_within_the_window_only() -> None:
    """Who writes for years is compared with the last days, however many cases came before."""
    base = datetime(2026, 1, 1, tzinfo=UTC)
    cases = [
        Case(
            case_id=f"a#{number:03}",
            conversation_id="a",
            customer_id="PERSON_1",
            opened_at=base + timedelta(days=2 * number),
            closed_at=base + timedelta(days=2 * number + (60 if number == 3 else 0), hours=1),
            intent=f"i{number % 5}",
        )
        for number in range(200)
    ]
    visits = _recontacts._visits(
        case_table(cases).to_pylist(), _recontacts._said(Cases(case_table(cases)))
    )
    asked = _Asked()
    _recontacts._links(visits, timedelta(days=7), asked)  # type: ignore[arg-type] # asks all the same
    assert asked.pairs == {
        (one.case_id, other.case_id)
        for one in cases
        for other in cases
        if one.opened_at and one.closed_at and other.opened_at
        if one.opened_at < other.opened_at
        if other.opened_at - one.closed_at <= timedelta(days=7)
    }
    linked = link_recontacts(Cases(case_table(cases)), "7d").table["recontact_of"].to_pylist()
    assert linked[8] == "a#003"
    assert linked[-1] is None


class _Asked:
    """Says of no two cases that they are the same, and remembers which it was asked for."""

    def __init__(self) -> None:
        self.pairs: set[tuple[str, str]] = set()

    def rule(self, earlier: Visit, later: Visit, *, settled: bool) -> None:
        self.pairs.add((earlier.case_id, later.case_id))
