"""Who came back with the same issue, across conversations and channels."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from dialogkit.conversation import Case, Cases, Message, Messages, Speaker, case_table
from dialogkit.corpus import link_recontacts, split_cases
from dialogkit.errors import ParameterError
from dialogkit.evaluate import evaluate

START = datetime(2025, 3, 3, 9, tzinfo=UTC)
_SPEAKERS: dict[str, Speaker] = {"c": "customer", "b": "bot", "a": "agent", "s": "system"}

Said = tuple[str, float, str]
"""Speaker's letter, hours since the start, text."""


def _log(**threads: Sequence[Said]) -> list[Message]:
    """Threads by name; the channel is the part of the name before the underscore."""
    return [
        Message(
            conversation_id=name,
            position=position,
            speaker=_SPEAKERS[who],
            text=text,
            sent_at=START + timedelta(hours=hour),
            person="<PERSON_1a2b>" if who == "c" else None,
            channel=name.partition("_")[0],
        )
        for name, said in threads.items()
        for position, (who, hour, text) in enumerate(said)
    ]


def _linked(window: str = "7d", **threads: Sequence[Said]) -> dict[str, Case]:
    cases = link_recontacts(split_cases(Messages.of(_log(**threads))), window)
    return {case.case_id: case for case in cases.rows()}


LATE: tuple[Said, ...] = (
    ("c", 0, "Meine Lieferung mit den Gartenstühlen ist nicht gekommen"),
    ("a", 1, "Die Stühle wurden heute Morgen zugestellt."),
    ("c", 2, "Danke!"),
)


@pytest.mark.parametrize(
    ("again", "rule"),
    [
        ("Die Gartenstühle sind immer noch nicht da", "says_again"),
        ("Noch mal wegen meiner Bestellung", "says_again"),
        ("Any news?", "says_again"),
        ("Wo bleibt die Lieferung mit den Gartenstühlen?", "same_words"),
        ("Wie ändere ich mein Passwort?", None),
        ("Haben Sie am Samstag geöffnet?", None),
    ],
)
def test_a_return_in_another_channel_is_linked(again: str, rule: str | None) -> None:
    """A chat today, a mail two days later, by the same pseudonym."""
    cases = _linked(chat_1=LATE, mail_1=[("c", 50, again)])
    back = cases["mail_1#001"]
    assert back.recontact_of == (None if rule is None else "chat_1#001")
    assert (f"recontact={rule}" in (back.because or "")) == (rule is not None)


def test_who_comes_back_was_not_done() -> None:
    """Mere thanks become a no, and the rule says why."""
    first = _linked(chat_1=LATE, mail_1=[("c", 50, "Die Stühle sind immer noch nicht da")])
    assert (first["chat_1#001"].resolved, first["chat_1#001"].resolved_by) == ("no", "none")
    assert "resolved=came_back" in (first["chat_1#001"].because or "")
    alone = _linked(chat_1=LATE)
    assert alone["chat_1#001"].resolved == "yes"


def test_what_works_is_not_undone_by_a_later_failure() -> None:
    """Strong words stay; the return is linked all the same."""
    works: list[Said] = [*LATE[:2], ("c", 2, "Super, die Stühle sind angekommen, hat geklappt")]
    cases = _linked(
        chat_1=works, mail_1=[("c", 50, "Noch mal wegen der Gartenstühle: einer wackelt")]
    )
    assert cases["mail_1#001"].recontact_of == "chat_1#001"
    assert cases["chat_1#001"].resolved == "yes"


@pytest.mark.parametrize(("window", "linked"), [("24h", False), ("72h", True), ("7d", True)])
def test_only_within_the_window(window: str, linked: bool) -> None:
    """It runs from the end of the earlier case to the beginning of the later one."""
    cases = _linked(window, chat_1=LATE, mail_1=[("c", 50, "Die Stühle sind immer noch nicht da")])
    assert (cases["mail_1#001"].recontact_of is not None) == linked


def test_another_reference_is_another_issue() -> None:
    """Two orders are two issues, however alike the words are; the same order is one."""
    ask = "Wo ist meine Bestellung {}?"
    first: list[Said] = [("c", 0, ask.format("<ORDER_NUMBER_11aa>")), ("a", 1, "Unterwegs.")]
    for number, rule in (("<ORDER_NUMBER_22bb>", None), ("<ORDER_NUMBER_11aa>", "same_reference")):
        cases = _linked(chat_1=first, mail_1=[("c", 50, ask.format(number))])
        assert (cases["mail_1#001"].recontact_of is not None) == (rule is not None)
        assert rule is None or f"recontact={rule}" in (cases["mail_1#001"].because or "")


def test_known_intents_tell_the_issue() -> None:
    """They count before words, and where the messages are missing."""
    rows = [
        Case(case_id="1", conversation_id="a", customer_id="k", intent="late", opened_at=START,
             closed_at=START),
        Case(case_id="2", conversation_id="b", customer_id="k", intent="invoice",
             opened_at=START + timedelta(hours=9), closed_at=START + timedelta(hours=9)),
        Case(case_id="3", conversation_id="c", customer_id="k", intent="late",
             opened_at=START + timedelta(hours=30), closed_at=START + timedelta(hours=31)),
    ]  # fmt: skip
    found = link_recontacts(Cases(case_table(rows))).rows()
    assert [case.recontact_of for case in found] == [None, None, "1"]
    assert found[0].resolved == "unknown", "two errands of one kind say nothing of the first"


class _Topic:
    """Vectors by the first letter: texts that begin alike are alike."""

    def encode(self, texts: Sequence[str]) -> NDArray[Any]:
        """One-hot vectors."""
        return np.eye(256)[[ord(text[0]) % 256 for text in texts]]


def test_a_topic_model_may_tell_the_issue() -> None:
    """Its vectors replace the words."""
    threads: dict[str, Sequence[Said]] = {
        "chat_1": [("c", 0, "Wo ist das Rad?")],
        "mail_1": [("c", 5, "Wo bleibt mein Buch?")],
    }
    cases = split_cases(Messages.of(_log(**threads)))
    assert link_recontacts(cases).rows()[1].recontact_of is None
    assert link_recontacts(cases, topic=_Topic()).rows()[1].recontact_of == "chat_1#001"


def test_evaluate_counts_the_links() -> None:
    """One of two cases that were followed came back within the window."""
    cases = link_recontacts(
        split_cases(
            Messages.of(
                _log(
                    chat_1=LATE,
                    mail_1=[("c", 50, "Die Stühle sind immer noch nicht da"), ("a", 51, "Oh.")],
                    chat_2=[("c", 900, "Wie ändere ich mein Passwort?")],
                )
            )
        )
    )
    rate = evaluate(cases, window="72h")["recontact"]
    assert (rate.numerator, rate.denominator) == (1, 2)


@pytest.mark.parametrize("window", ["0s", "soon", -1])
def test_a_window_must_be_a_duration(window: str | float) -> None:
    """Nothing, less than nothing and no duration are refused."""
    with pytest.raises(ParameterError):
        link_recontacts(Cases(case_table([])), window)


_CASE = st.builds(
    Case,
    case_id=st.just(""),
    conversation_id=st.sampled_from("tuv"),
    customer_id=st.sampled_from(["k", "l", None]),
    intent=st.sampled_from(["late", "invoice", None]),
    opened_at=st.integers(0, 200).map(lambda hour: START + timedelta(hours=hour)),
    resolved=st.sampled_from(["yes", "unknown", "no"]),
    because=st.sampled_from([None, "", "resolved=thanks", "resolved=works_now"]),
)


@st.composite
def _tables(draw: st.DrawFn) -> list[Case]:
    """Cases of few customers that often overlap, some without a time."""
    rows = []
    for number, case in enumerate(draw(st.lists(_CASE, max_size=12))):
        hours = draw(st.integers(0, 40))
        opened = case.opened_at if draw(st.integers(0, 9)) else None
        closed = opened and opened + timedelta(hours=hours)
        rows.append(replace(case, case_id=f"case{number}", opened_at=opened, closed_at=closed))
    return rows


@given(_tables(), st.sampled_from(["24h", "72h", "7d"]))
@settings(max_examples=60, deadline=None)
def test_links_lead_back_in_time_to_the_same_customer(rows: list[Case], window: str) -> None:
    """Never to itself, to a later case or to another customer; so they have no circle."""
    table = link_recontacts(Cases(case_table(rows)), window)
    found = {case.case_id: case for case in table.rows()}
    assert [case.case_id for case in table.rows()] == [case.case_id for case in rows]
    for case in found.values():
        if case.recontact_of is None:
            continue
        earlier = found[case.recontact_of]
        assert earlier.customer_id == case.customer_id
        assert case.customer_id is not None
        assert earlier.opened_at is not None
        assert case.opened_at is not None
        assert earlier.opened_at < case.opened_at
        told = next(row for row in rows if row.case_id == earlier.case_id)
        assert earlier.resolved == told.resolved, "a like intent is no evidence"


@given(_tables())
@settings(max_examples=40, deadline=None)
def test_linking_twice_changes_nothing(rows: list[Case]) -> None:
    """The result is its own result."""
    once = link_recontacts(Cases(case_table(rows)))
    assert link_recontacts(once).table.equals(once.table)


@given(_tables(), st.integers(0, 1_000))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_is_irrelevant(rows: list[Case], seed: int) -> None:
    """Shuffled rows give the same row for each case."""
    shuffled = random.Random(seed).sample(rows, len(rows))
    first, second = (link_recontacts(Cases(case_table(r))).table for r in (rows, shuffled))
    assert first.sort_by("case_id").equals(second.sort_by("case_id"))


def test_the_order_of_messages_is_irrelevant() -> None:
    """Positions tell what the opening words are, not the rows."""
    cases = split_cases(Messages.of(_log(chat_1=LATE, mail_1=[("c", 50, "Any news?")])))
    table = cases.messages.table
    turned = table.take(pa.array(range(len(table) - 1, -1, -1)))
    other = replace(cases, messages=replace(cases.messages, table=turned))
    assert link_recontacts(other).table.equals(link_recontacts(cases).table)
