"""What is said opens and keeps cases; copies, late and timeless messages do no harm."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from dialogkit.conversation import Kind, Message, Messages, Speaker
from dialogkit.corpus import _marks, split_cases

START = datetime(2024, 3, 1, 9, 0, 7, tzinfo=UTC)
WEEK = timedelta(hours=7 * 6)
"""Seven gaps of the tests that make up threads."""
HOUR = 3600.0
DAY = 24 * HOUR
_SPEAKERS: dict[str, Speaker] = {"c": "customer", "b": "bot", "a": "agent", "s": "system"}

Said = tuple[str, float | None, str]


def _log(*said: Said, thread: str = "t") -> Messages:
    """A thread from (speaker's letter, seconds since the start, text); T is a template."""
    return Messages.of(
        Message(
            conversation_id=thread,
            position=position,
            speaker=_SPEAKERS[who.replace("T", "b")],
            text=text,
            sent_at=None if at is None else START + timedelta(seconds=at),
            person="Ada" if who == "c" else None,
            kind=_kind(who),
        )
        for position, (who, at, text) in enumerate(said)
    )


def _kind(who: str) -> Kind:
    return "event" if who == "s" else "template" if who == "T" else "text"


def _opened(messages: Messages, **options: object) -> list[str | None]:
    return [case.opened_by for case in split_cases(messages, **options).rows()]  # type: ignore[arg-type] # options differ in type


ASKED = ("c", 0.0, "Wo ist mein Paket 12345?")
TOLD = ("a", 60.0, "Es kommt morgen zwischen 9 und 12 Uhr.")


@pytest.mark.parametrize(
    ("said", "opened"),
    [
        (
            [("c", 90, "danke, hat geklappt"), ("c", 3 * HOUR, "Ich brauche eine Rechnung")],
            "closed",
        ),
        ([("c", 90, "passt, schönen Tag noch"), ("c", HOUR, "Was kostet ein Brief?")], "closed"),
        ([("c", 90, "that's all, thanks"), ("c", HOUR, "where can I return shoes")], "closed"),
        ([("c", 90, "Danke!"), ("a", 99, "Gern!"), ("c", HOUR, "Ich ziehe um")], "closed"),
        ([("a", 70, "Ich schließe das Anliegen."), ("c", HOUR, "Rechnung bitte")], "handoff"),
        ([("a", 70, "Einen schönen Tag noch!"), ("c", HOUR, "Was kostet es?")], "handoff"),
        ([("b", 70, "Goodbye!"), ("c", HOUR, "I need an invoice")], "handoff"),
        ([("b", 70, "Anything else I can do?"), ("c", HOUR, "I need an invoice")], "handoff"),
        ([("s", 70, "Conversation was marked resolved"), ("c", 99, "Was kostet es?")], "handoff"),
        ([("s", 70, "Ticket closed"), ("c", 99, "Ich habe eine Frage zum Zoll")], "handoff"),
        ([("s", 70, "Conversation was reopened"), ("c", 99, "Frage zum Zoll")], "reopened"),
        ([("c", 5 * HOUR, "Hallo, ich noch mal wegen was anderem")], "reopened"),
        ([("c", 90, "Ich habe noch ein anderes Anliegen")], "reopened"),
        ([("c", 90, "I have a question about something else")], "reopened"),
        ([("c", 8 * HOUR, "Guten Abend, ich möchte umziehen")], "reopened"),
        ([("c", 8 * HOUR, "Another question: do you sell stamps?")], "reopened"),
        ([("c", 30 * HOUR, "Ich brauche eine Rechnung")], "pause"),
        ([("T", 9 * DAY, "Neu bei uns: Abholung!"), ("c", 9 * DAY + 60, "Wie geht das")], "pause"),
    ],
)
def test_what_opens_a_case(said: list[Said], opened: str) -> None:
    """Each boundary names its reason; the question before it is a case of its own."""
    assert _opened(_log(ASKED, TOLD, *said)) == ["start", opened]


@pytest.mark.parametrize(
    "said",
    [
        [("c", 90, "Danke!"), ("c", 3 * HOUR, "Vielen Dank nochmals 👍")],
        [("c", 3 * DAY, "Danke, heute angekommen")],
        [("c", 40 * HOUR, "Gibt es schon was Neues?")],
        [("c", 40 * HOUR, "any news?")],
        [("c", 30 * HOUR, "Noch mal wegen gestern: wann genau?")],
        [("a", 70, "Wie lautet die Adresse?"), ("c", 50 * HOUR, "Hier: Hauptstraße 1")],
        [("a", 70, "Please send me the number."), ("c", 40 * HOUR, "It's 4711")],
        [("a", 70, "Einen schönen Tag noch!"), ("c", 60 * 20, "Das hilft mir nicht weiter")],
        [("s", 70, "Conversation was resolved"), ("c", 99, "Vielen Dank!")],
        [("c", 5 * HOUR, "Und wenn ich nicht da bin?")],
        [
            ("c", 90, "Kostet das was?"),
            ("a", 3 * DAY, "Nein."),
            ("c", 3 * DAY + 60, "Und Samstags?"),
        ],
        [("c", 90, "Noch eine Frage: muss ich da sein?")],
        [("s", 70, "Bo joined"), ("c", 5 * HOUR, "Muss ich da sein?")],
    ],
)
def test_what_keeps_a_case(said: list[Said]) -> None:
    """Thanks, calls for an answer, late answers and what belongs to the same issue."""
    assert _opened(_log(ASKED, TOLD, *said)) == ["start"]


def test_a_weekend_without_a_cut() -> None:
    """Asked on Friday, asked back on Monday, answered on Tuesday: one case."""
    log = _log(
        ("c", 0, "Mein Paket ist beschädigt"),
        ("a", 3 * DAY, "Können Sie uns ein Foto schicken?"),
        ("c", 4 * DAY + 2 * HOUR, "Anbei das Foto"),
    )
    assert _opened(log) == ["start"]


def test_rules_can_be_switched_off() -> None:
    """Without them only pauses count, and late thanks are a case."""
    closed = _log(ASKED, TOLD, ("c", 90, "Danke!"), ("c", 3 * HOUR, "Ich brauche eine Rechnung"))
    assert _opened(closed, closing=False) == ["start"]
    ended = _log(ASKED, TOLD, ("s", 70, "Ticket closed"), ("c", 99, "Frage zum Zoll"))
    assert _opened(ended, handoffs=False) == ["start"]
    late = _log(ASKED, TOLD, ("c", 3 * DAY, "Danke!"))
    assert _opened(late, closing=False) == ["start", "pause"]


class _Words:
    """A made encoder: one axis for parcels, one for invoices."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Shape ``(n, 2)``."""
        return np.array([[1.0 * ("paket" in t), 1.0 * ("rechnung" in t)] for t in texts])


def test_a_change_of_topic_opens_a_case() -> None:
    """Only with a model, only after an answer, and not for what stays with the topic."""
    log = _log(
        ("c", 0, "wann kommt mein paket an"),
        ("a", 60, "Morgen."),
        ("c", 3 * HOUR, "wird das paket am samstag gebracht"),
        ("a", 3 * HOUR + 60, "Nein."),
        ("c", 7 * HOUR, "die rechnung habe ich verlegt"),
    )
    assert _opened(log) == ["start"]
    assert _opened(log, topic=_Words()) == ["start", "topic"]
    assert _opened(log, topic=_Words(), gap="30d") == ["start"]


def test_words_do_not_cut_where_there_are_no_times() -> None:
    """Thanks in the middle of a timeless chat are no end; saying that it is something else is."""
    timeless: list[Said] = [(who, None, text) for who, _, text in (ASKED, TOLD)]
    going: list[Said] = [*timeless, ("c", None, "Danke"), ("c", None, "Was kostet ein Brief?")]
    assert _opened(_log(*going)) == ["start"]
    other: list[Said] = [*timeless, ("c", None, "Jetzt noch ein anderes Anliegen: Umzug")]
    assert _opened(_log(*other)) == ["start", "reopened"]


# ----- the order of messages ---------------------------------------------------------------------


def test_a_message_delivered_twice_counts_once() -> None:
    """It stands in the case of the first; a note says how many there were."""
    rows = _log(ASKED, TOLD, ("c", 90, "Ja"), ("b", 99, "Gut."), ("c", 120, "Ja")).rows()
    twice = Messages.of([*rows, replace(rows[0], position=9), replace(rows[1], position=10)])
    once, again = split_cases(Messages.of(rows)), split_cases(twice)
    assert again.table.equals(once.table)
    assert len(again.messages) == len(twice)
    assert again.messages.notes == ("messages that stood in the log twice and count once: 2",)


def test_saying_the_same_within_a_minute_is_no_copy() -> None:
    """Where an export knows only minutes, two equal answers to two questions are two."""
    minute = START.replace(second=0)
    rows = [
        replace(row, sent_at=minute)
        for row in _log(
            ("b", 0, "Ja?"), ("c", 1, "ja"), ("b", 2, "Wirklich?"), ("c", 3, "ja")
        ).rows()
    ]
    (case,) = split_cases(Messages.of(rows)).rows()
    assert case.customer_turns == 2
    # the whole minute stands in two exports
    overlap = [*rows, *(replace(row, position=row.position + 4) for row in rows)]
    assert split_cases(Messages.of(overlap)).rows()[0].customer_turns == 2


def test_an_answer_before_its_question_is_behind_it() -> None:
    """Two clocks: a bot's answer a second before the question belongs to the case it answers."""
    log = _log(
        ("c", 0, "Wo ist mein Paket?"),
        ("b", 5, "Morgen."),
        ("b", 3 * DAY - 1, "5 Euro."),
        ("c", 3 * DAY, "Was kostet ein Paket?"),
    )
    first, second = split_cases(log).rows()
    assert (first.bot_turns, second.bot_turns) == (1, 1)
    assert second.first_response_seconds == 0


def test_positions_win_over_clocks_that_differ_by_seconds() -> None:
    """The export knows the order better; waits are never negative."""
    log = _log(ASKED, ("b", -20, "Moment."), ("c", 30, "Danke"))
    (case,) = split_cases(log).rows()
    assert [row.text for row in split_cases(log).messages.rows()][1] == "Moment."
    assert case.first_response_seconds == 0


def test_a_message_that_arrives_late_goes_where_it_was_sent() -> None:
    """Times win over positions beyond a minute, and a note says so."""
    log = _log(ASKED, TOLD, ("c", 5 * DAY, "Ich möchte umziehen"), ("c", 120, "Danke"))
    cases = split_cases(log)
    assert [row.case_id for row in cases.messages.rows()] == ["t#001"] * 3 + ["t#002"]
    assert cases.messages.notes == (
        "messages put in order by their time and not by their position: 1",
    )


_TEXTS = st.sampled_from(
    ["Hallo", "Danke!", "Wo ist mein Paket?", "Ticket closed", "Anderes Thema: Zoll", "any news?",
     "Wie lautet die Nummer?", "hier: 12", "Auf Wiedersehen!", "", "Conversation was reopened"]
)  # fmt: skip
_SAID = st.tuples(
    st.sampled_from("cbasT"), st.none() | st.integers(0, 9_000).map(lambda m: 60.0 * m + 7), _TEXTS
)


def _cut(messages: Messages) -> tuple[list[tuple[str, int, str | None]], object]:
    cases = split_cases(messages, "6h")
    rows = [(row.text, row.position, row.case_id) for row in cases.messages.rows()]
    return sorted(rows), cases.table.to_pylist()


@given(st.lists(_SAID, max_size=14), st.lists(_SAID, max_size=14), st.integers(0, 99))
@settings(max_examples=8, deadline=None)
def test_shuffled_doubled_and_joined_rows_give_the_same_cases(
    first: list[Said], second: list[Said], seed: int
) -> None:
    """Neither the order of rows, nor rows that come twice, nor the file they stand in matters."""
    rng = random.Random(seed)
    rows = [*_log(*first, thread="t1").rows(), *_log(*second, thread="t2").rows()]
    marked, table = _cut(Messages.of(rows))
    assert _cut(Messages.of(rng.sample(rows, len(rows)))) == (marked, table)
    middle = len(rows) // 2
    assert _cut(Messages.of([*rows[middle:], *rows[:middle]])) == (marked, table)
    double, same = _cut(Messages.of([*rows, *rows]))
    assert same == table
    assert set(double) == set(marked)


@given(st.lists(_SAID, min_size=1, max_size=20))
@settings(max_examples=8, deadline=None)
def test_each_message_is_in_one_case_and_a_customer_opens_it(said: list[Said]) -> None:
    """All but notices of a thread in which nobody wrote; but for the first, customers open.

    Or the company after a week in which nobody waited for it, and then a customer answers.
    """
    messages = _log(*said)
    cases = split_cases(messages, "6h")
    rows = cases.messages.rows()
    spoken = any(row.kind != "event" for row in rows)
    assert sorted(row.position for row in rows) == list(range(len(said)))
    assert all((row.case_id is not None) == spoken for row in rows)
    known = [case.case_id for case in cases.rows()]
    assert set(known) == {row.case_id for row in rows if row.case_id}
    for name in known[1:]:
        case = [row for row in rows if row.case_id == name and row.kind != "event"]
        began = [row.sent_at for row in case[:1] if row.speaker != "customer"]
        assert any(row.speaker == "customer" for row in case)
        for at in began:
            before = [r.sent_at for r in rows[: rows.index(case[0])] if r.kind != "event"]
            assert at is None or None in before or at - max(t for t in before if t) > WEEK
    assert all(case.opened_by not in (None, "start") for case in cases.rows()[1:])


@given(st.lists(st.integers(0, 4_000), min_size=2, max_size=20, unique=True), st.integers(1, 19))
@settings(max_examples=8, deadline=None)
def test_two_exports_of_one_thread_give_the_cases_of_one(minutes: list[int], cut: int) -> None:
    """Also where the second counts its positions anew."""
    said: list[Said] = [
        ("ca"[place % 2], 60.0 * minute + 7, f"Nachricht {minute}")
        for place, minute in enumerate(sorted(minutes))
    ]
    rows = _log(*said).rows()
    cut = min(cut, len(rows) - 1)
    again = [*rows[:cut], *(replace(row, position=row.position - cut) for row in rows[cut:])]
    one, two = split_cases(Messages.of(rows), "6h"), split_cases(Messages.of(again), "6h")
    assert one.table.equals(two.table)
    assert one.messages.table["case_id"].equals(two.messages.table["case_id"])


def test_reasons_are_as_many_as_cases() -> None:
    """The shipped words give each reason somewhere, and count up to the cases."""
    log = _log(ASKED, TOLD, ("c", 90, "Danke!"), ("c", 3 * HOUR, "Umzug"), ("c", 99 * HOUR, "Zoll"))
    cases = split_cases(log)
    assert Counter(case.opened_by for case in cases.rows()) == {"start": 1, "closed": 1, "pause": 1}


# ----- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "idle"),
    [
        ("Danke", True),
        ("ok, alles klar", True),
        ("Super, vielen lieben Dank Ihnen und schönes Wochenende!", True),
        ("thanks a lot, have a nice evening", True),
        ("👍", True),
        ("Danke <PERSON_3f2a>!", True),
        ("perfect, that's all", True),
        ("Danke, aber es ist immer noch nicht da", False),
        ("Danke, können Sie mir die Rechnung schicken", False),
        ("nicht geliefert", False),
        ("Wo ist mein Paket", False),
        ("Danke. Nummer 12345", False),
        ("", False),
    ],
)
def test_mere_thanks(text: str, idle: bool) -> None:
    """What asks for nothing is told from what does."""
    assert _marks.idle(text) == idle


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Ich habe noch ein anderes Anliegen", True),
        ("Hallo, diesmal geht es um meine Rechnung", True),
        ("jetzt mal was anderes", True),
        ("This is a separate issue", True),
        ("unrelated question: do you ship abroad?", True),
        ("Kann ich auch ein anderes Foto schicken?", False),
        ("Der andere Fahrer war nett", False),
        ("Is there another way?", False),
        ("Ich wohne jetzt woanders", False),
    ],
)
def test_another_issue(text: str, other: bool) -> None:
    """Only what says outright that it is about something else."""
    assert _marks.opens_other(text) == other


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("Das Ticket wurde geschlossen", True),
        ("This conversation has been resolved by the team", True),
        ("Ich beende jetzt den Chat.", True),
        ("Auf Wiedersehen!", True),
        ("Kann ich sonst noch etwas für Sie tun?", True),
        ("Unsere Filiale ist geschlossen.", False),
        ("Ich schließe mich kurz mit der Kollegin.", False),
        ("Ihr Paket ist unterwegs.", False),
        ("Guten Tag, wie kann ich helfen?", False),
    ],
)
def test_the_company_closes(text: str, closes: bool) -> None:
    """A closed case is told from a closed shop."""
    assert _marks.company_closes(text) == closes


@given(st.text(max_size=3_000))
@settings(max_examples=60, deadline=2_000)
def test_any_text_is_judged_in_short_time(text: str) -> None:
    """No text makes a rule fail or hang."""
    for name in set(_marks.__all__):
        getattr(_marks, name)(text)


def test_long_texts_cost_little() -> None:
    """Repeated words of the rules are the worst case."""
    for word in ("?", "a ", "ticket ", "noch ", "danke ", "wie ", "einen schönen ", "9 ", "<a_"):
        for name in set(_marks.__all__):
            getattr(_marks, name)(word * 5_000)
