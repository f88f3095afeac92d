"""Fitting who names a value in the first words, and who would have named one later."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from fit_logs import ANSWER, ASK, END, NUMBER, case_of, cases_of, labelled
from small_world import Keywords

from dialogkit.simulate import Customers
from dialogkit.simulate._fit_values import holds_value, shifted


def test_values_named_at_once_are_counted_by_issue() -> None:
    """Complaints name a number in their first words, questions after being asked."""
    rows = [case_of(n, ASK, ANSWER, NUMBER) for n in range(40)]
    opening = ("customer", "angry about <ORDER_NUMBER_1a2b>")
    rows += [case_of(n, opening, ("bot", "I see.")) for n in range(40, 60)]
    rows += [case_of(n, ("customer", "so angry"), ("bot", "I see.")) for n in range(60, 70)]
    found = Customers.fit(cases_of(*rows), Keywords())
    whole = found.parameters["gives_value_at_once"]
    assert whole.n == 60
    assert whole.central == pytest.approx(1 / 3)
    assert found.at_once["parcel_status"].value < 0.05
    assert found.at_once["complaint"].value > 0.9
    assert found.at_once["complaint"].n == 20
    force = found.in_force()
    assert force["gives_value_at_once.complaint"] == found.at_once["complaint"].value
    more = found.with_values(gives_value_at_once=0.6).in_force()
    assert more["gives_value_at_once.complaint"] > force["gives_value_at_once.complaint"]


def test_who_leaves_before_naming_a_value_is_not_forgotten() -> None:
    """Half of all would name a number at once; 40 % of the others leave when asked for it.

    Of 200, 100 name it at once, 60 later, 40 not any more. Those 40 are no reason to think that
    more than half name it at once, and the chatter of those who need no number is none either.
    """
    opening = ("customer", "where is <ORDER_NUMBER_1a2b>")
    rows = [case_of(n, opening, ("bot", "It comes today.")) for n in range(100)]
    rows += [case_of(n, ASK, ANSWER, NUMBER, ("bot", "Today.")) for n in range(100, 160)]
    rows += [case_of(n, ASK, ANSWER, abandoned="bot") for n in range(160, 200)]
    rows = [labelled(row, "parcel_status") for row in rows]
    angry = ("customer", "so angry"), ("bot", "Why is that?")
    rows += [
        case_of(n, *angry, ("customer", "just so"), labels={0: "complaint"})
        for n in range(200, 300)
    ]
    whole = Customers.fit(cases_of(*rows), Keywords()).parameters["gives_value_at_once"]
    assert whole.n == 160
    assert whole.central == pytest.approx(0.5)


def test_a_very_long_case_does_not_stand_for_many_others() -> None:
    """One who names the number after forty questions stands for no more than after the sixth."""
    opening, known = ("customer", "where is <ORDER_NUMBER_1a2b>"), ("customer", "it is a box")
    rows = [case_of(n, opening, ("bot", "It comes today.")) for n in range(100)]
    rows += [case_of(n, ASK, ANSWER, NUMBER, ("bot", "Today.")) for n in range(100, 195)]
    late = [ASK, *[ANSWER, known] * 5]
    rows += [case_of(n, *late, ANSWER, abandoned="bot") for n in range(195, 205)]
    rows += [case_of(205, ASK, *[ANSWER, known] * 40, ANSWER, NUMBER)]
    rows = [labelled(row, "parcel_status") for row in [*rows, END]]
    whole = Customers.fit(cases_of(*rows), Keywords()).parameters["gives_value_at_once"]
    assert 0.45 < whole.central < 0.52
    assert whole.low < 0.485 < whole.high


@pytest.mark.parametrize("unit", ["-", "a-", "12-", "a", "a.", "1", "@", "a@"])
def test_texts_without_end_are_looked_through_quickly(unit: str) -> None:
    """What customers paste may be long: the search stays linear."""
    began = time.process_time()
    holds_value(unit * 20_000)
    assert time.process_time() - began < 2


def test_a_tapped_button_has_no_room_for_a_value() -> None:
    """Whoever chose the issue by a button is not asked whether the first words held a value."""
    tapped = [case_of(n, ASK, ANSWER, NUMBER) for n in range(30)]
    tapped = [(case, [replace(own[0], kind="button"), *own[1:]]) for case, own in tapped]
    opening = ("customer", "where is <ORDER_NUMBER_1a2b>")
    rows = [case_of(n, opening, ("bot", "It comes today.")) for n in range(30, 40)]
    rows += [case_of(n, ASK, ANSWER, NUMBER, ("bot", "Today.")) for n in range(40, 50)]
    whole = Customers.fit(cases_of(*tapped, *rows), Keywords()).parameters["gives_value_at_once"]
    assert (whole.n, whole.central) == (20, 0.5)


def test_who_is_handed_over_before_naming_a_value_is_not_forgotten() -> None:
    """As with leaving: 40 ask for a human when asked for the number, and nobody sees it."""
    opening = ("customer", "where is <ORDER_NUMBER_1a2b>")
    wish = ("customer", "Can I speak to a human please?")
    rows = [case_of(n, opening, ("bot", "It comes today.")) for n in range(100)]
    rows += [case_of(n, ASK, ANSWER, NUMBER, ("bot", "Today.")) for n in range(100, 160)]
    later = ("agent", "Hello. Which entrance is it?"), ("customer", "the back door")
    rows += [case_of(n, ASK, ANSWER, wish, *later) for n in range(160, 200)]
    rows = [labelled(row, "parcel_status") for row in [*rows, END]]
    whole = Customers.fit(cases_of(*rows), Keywords()).parameters["gives_value_at_once"]
    assert whole.central == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("<ORDER_NUMBER_1a2b>", True),
        ("it is AB123456789", True),
        ("write to jo@example.org", True),
        ("<PERSON_1a2b> from <TOWN_3c4d>", False),
        ("for 3 days, 12 hours", False),
        ("on 2026", False),
    ],
    ids=["pseudonym", "number", "address", "person", "times", "year"],
)
def test_values_are_told_from_other_numbers(text: str, holds: bool) -> None:
    """Numbers of orders, addresses and pseudonyms of them count; times and names do not."""
    assert holds_value(text) is holds


def test_odds_of_all_issues_move_alike() -> None:
    """Setting the share of all moves each issue's odds by the same factor, and nothing at rest."""
    assert shifted(0.4, 0.2, 0.2) == 0.4
    assert shifted(0.0, 0.2, 0.5) == 0.0
    one, other = shifted(0.2, 0.3, 0.6), shifted(0.5, 0.3, 0.6)
    assert one / (1 - one) / 0.25 == pytest.approx(other / (1 - other))
