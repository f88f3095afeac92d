"""Threads cut into cases, and what a log can show of each."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.conversation import CASE_SCHEMA, Case, Kind, Message, Messages, Speaker
from dialogkit.corpus import split_cases
from dialogkit.corpus._evidence import announces_handoff, asks_for_human, settled
from dialogkit.errors import ParameterError

START = datetime(2024, 3, 1, 9, tzinfo=UTC)
_SPEAKERS: dict[str, Speaker] = {"c": "customer", "b": "bot", "a": "agent", "s": "system"}


def _log(*said: tuple[str, float | None, str], thread: str = "t", kind: Kind = "text") -> Messages:
    """A thread from (speaker's letter, seconds since the start, text)."""
    return Messages.of(
        Message(
            conversation_id=thread,
            position=position,
            speaker=_SPEAKERS[who],
            text=text,
            sent_at=None if at is None else START + timedelta(seconds=at),
            person="Ada" if who == "c" else None,
            kind="event" if who == "s" else kind,
        )
        for position, (who, at, text) in enumerate(said)
    )


def _one(*said: tuple[str, float | None, str]) -> Case:
    (case,) = split_cases(_log(*said)).rows()
    return case


HOUR = 3600.0


@pytest.mark.parametrize(
    ("gap", "count"),
    [("6h", 3), ("24h", 2), ("7d", 1), (5 * HOUR - 1, 4), (timedelta(hours=24), 2), ("300m", 3)],
)
def test_a_pause_longer_than_the_gap_opens_a_case(gap: str | float | timedelta, count: int) -> None:
    """Pauses of 5, 20 and 40 hours are cut by what is shorter, and only by that."""
    hours = [0, 5, 25, 65]
    cases = split_cases(_log(*(("c", hour * HOUR, "Hallo") for hour in hours)), gap)
    assert len(cases) == count
    assert cases.table.schema == CASE_SCHEMA


def test_a_late_answer_does_not_open_a_case() -> None:
    """An agent who answers after the weekend answers the case that the customer opened."""
    log = _log(("c", 0, "?"), ("a", 60 * 3600, "!"), ("c", 60 * 3600 + 60, "ok"))
    assert len(split_cases(log, gap="24h")) == 1


def test_each_message_carries_its_case() -> None:
    """Rows come by conversation and time; ids are those of the cases."""
    cases = split_cases(_log(("c", 0, "a"), ("b", 1, "b"), ("c", 30 * HOUR, "c")))
    assert [row.case_id for row in cases.messages.rows()] == ["t#001", "t#001", "t#002"]
    assert [case.case_id for case in cases.rows()] == ["t#001", "t#002"]


def test_turns_are_consecutive_messages_of_one_speaker() -> None:
    """Events do not break a turn and are none."""
    case = _one(
        ("c", 0, "a"), ("s", 1, "x"), ("c", 2, "b"), ("b", 3, "c"), ("c", 4, "d"), ("a", 5, "e")
    )
    assert (case.customer_turns, case.bot_turns, case.agent_turns) == (2, 1, 1)


def test_events_neither_open_nor_close_a_case() -> None:
    """A notice days later belongs to the case before it."""
    log = _log(("s", 0, "created"), ("c", 50 * HOUR, "a"), ("s", 200 * HOUR, "left"))
    (case,) = split_cases(log).rows()
    assert case.opened_at == case.closed_at == START + timedelta(hours=50)
    assert {row.case_id for row in split_cases(log).messages.rows()} == {"t#001"}


def test_a_thread_of_events_is_no_case() -> None:
    """Nobody wrote."""
    cases = split_cases(_log(("s", 0, "created")))
    assert len(cases) == 0
    assert [row.case_id for row in cases.messages.rows()] == [None]


def test_no_messages_are_no_cases() -> None:
    """An empty log gives an empty table."""
    assert len(split_cases(Messages.of(()))) == 0


def test_without_times_a_thread_is_one_case() -> None:
    """The order is then that of positions."""
    case = _one(("c", None, "Hallo"), ("b", None, "Ja?"), ("c", None, "Danke"))
    assert (case.customer_turns, case.bot_turns) == (2, 1)
    assert case.first_response_seconds is None


def test_a_message_of_unknown_time_belongs_to_those_before_it() -> None:
    """A single time that is missing does not make one case of a whole year."""
    log = _log(
        ("c", 0, "Wo ist mein Paket?"),
        ("b", None, "Unterwegs."),
        ("c", 900 * HOUR, "Was kostet ein Brief?"),
        ("b", None, "95 Cent."),
    )
    cases = split_cases(log)
    assert [row.case_id for row in cases.messages.rows()] == ["t#001", "t#001", "t#002", "t#002"]
    assert cases.messages.notes == ("messages without a time, placed by their position: 2",)


def test_times_of_a_handoff() -> None:
    """First reply by the bot; the wait runs from the request to the agent's next message."""
    case = _one(
        ("c", 0, "Wo ist mein Paket?"),
        ("b", 2, "Wie lautet die Nummer?"),
        ("c", 60, "Ich möchte mit einem Mitarbeiter sprechen"),
        ("b", 61, "Ich verbinde Sie mit einer Kollegin."),
        ("a", 360, "Guten Tag!"),
    )
    assert (case.first_response_seconds, case.wait_seconds) == (2, 300)
    assert case.bot_engaged
    assert case.asked_for_human
    assert case.handed_off
    assert case.reached_agent
    assert case.abandoned == "no"


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ([("c", 0, "Hallo"), ("a", 90, "Guten Tag")], 90),
        ([("a", 0, "Neues von uns"), ("c", 100, "Hallo"), ("a", 130, "Ja?")], 30),
        ([("c", 0, "Hallo"), ("b", 1, "Moment"), ("a", 61, "Guten Tag")], 60),
        (
            [("c", 0, "x"), ("b", 1, "Eine Kollegin übernimmt."), ("c", 9, "ok"), ("a", 61, "Ja?")],
            60,
        ),
        ([("c", 0, "Hallo"), ("b", 1, "Ja?")], None),
        ([("c", 0, "Hallo")], None),
    ],
)
def test_waits(said: list[tuple[str, float, str]], wait: float | None) -> None:
    """From the customer's first message, the bot's last word, or the notice of a handoff."""
    assert _one(*said).wait_seconds == wait


@pytest.mark.parametrize(
    ("said", "abandoned"),
    [
        ([("c", 0, "Hallo"), ("b", 1, "Wie lautet die Nummer?")], "bot"),
        ([("c", 0, "Hallo"), ("b", 1, "Das Paket ist unterwegs.")], "no"),
        ([("b", 0, "Wie war es?")], "no"),
        (
            [("c", 0, "Hallo"), ("b", 1, "Ja?"), ("c", 2, "Mensch bitte"), ("b", 3, "Moment.")],
            "queue",
        ),
        ([("c", 0, "Hallo"), ("b", 1, "Ich leite Sie an einen Mitarbeiter weiter.")], "queue"),
        ([("c", 0, "Mitarbeiter bitte"), ("a", 1, "Ja?")], "no"),
        ([("c", 0, "Hallo"), ("a", 1, "Wie lautet die Nummer?")], "no"),
    ],
)
def test_only_evidence_makes_a_case_abandoned(
    said: list[tuple[str, float, str]], abandoned: str
) -> None:
    """An unanswered question of the bot, or a wait that nobody ended."""
    assert _one(*said).abandoned == abandoned


@pytest.mark.parametrize(
    ("said", "resolved", "by"),
    [
        ([("c", 0, "Wo?"), ("b", 1, "Morgen."), ("c", 2, "Danke!")], "yes", "bot"),
        ([("c", 0, "Wo?"), ("b", 1, "?"), ("a", 2, "Da."), ("c", 3, "Thanks")], "yes", "agent"),
        ([("c", 0, "Wo?"), ("b", 1, "Morgen."), ("c", 2, "Geht immer noch nicht")], "no", "none"),
        ([("c", 0, "Wo?"), ("b", 1, "Morgen.")], "unknown", "none"),
        ([("c", 0, "Wo? Danke!"), ("b", 1, "Morgen.")], "unknown", "none"),
        (
            [("c", 0, "Wo?"), ("b", 1, "A."), ("c", 2, "Danke"), ("c", 3, "Und wo?")],
            "unknown",
            "none",
        ),
        ([("c", 0, "Wo?"), ("b", 1, "A."), ("c", 2, "Danke"), ("b", 3, "Gern!")], "yes", "bot"),
    ],
)
def test_resolved_by_explicit_words_only(
    said: list[tuple[str, float, str]], resolved: str, by: str
) -> None:
    """Silence is not success; thanks before any answer is none either."""
    case = _one(*said)
    assert (case.resolved, case.resolved_by) == (resolved, by)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Ich möchte bitte mit einem echten Menschen sprechen", True),
        ("Kann ich mit jemandem reden?", True),
        ("Verbinden Sie mich mit einem Mitarbeiter", True),
        ("Ich brauche einen Mitarbeiter", True),
        ("mitarbeiter bitte!", True),
        ("Bitte einen Berater", True),
        ("agent", True),
        ("Can I talk to a real person please", True),
        ("I want to speak with someone from your team", True),
        ("transfer me to an operator", True),
        ("I need a human", True),
        ("please give me a human agent", True),
        ("I don't want to talk to a bot", True),
        ("Ich moechte mit einem Menschen sprechen", True),
        ("Bitte um Rückruf", True),
        ("Rufen Sie mich bitte an", True),
        ("please call me back", True),
        ("Kein automatischer Text mehr, bitte ein Mensch", True),
        ("Der Fahrer soll mich anrufen, wenn er da ist", False),
        ("Are you a real person or an AI?", False),
        ("Do I have to speak to an agent for that?", False),
        ("Ich will nicht mit einem Roboter schreiben", True),
        ("put me through to a member of staff", True),
        ("Könnte sich das ein Mensch ansehen? Kann das bitte eine Mitarbeiterin lesen?", True),
        ("Ich habe gestern mit einem Mitarbeiter gesprochen", False),
        ("Der Mitarbeiter im Laden war nett", False),
        ("Ich brauche bitte meine Rechnung", False),
        ("Ein Mensch an der Tür hat das Paket genommen", False),
        ("I spoke to an agent yesterday", False),
        ("Where can I speak English?", False),
        ("Mein Mitarbeiter nimmt das Paket an, bitte klingeln", False),
        ("Kann ich mit Karte zahlen?", False),
        ("Where is my parcel?", False),
        ("", False),
    ],
)
def test_requests_for_a_human(text: str, asks: bool) -> None:
    """Asking for a human is told from talking about one."""
    assert asks_for_human(text) == asks


@pytest.mark.parametrize(
    ("text", "announces"),
    [
        ("Ich verbinde Sie mit einer Kollegin.", True),
        ("Ich leite Ihr Anliegen an einen Mitarbeiter weiter.", True),
        ("Sie werden jetzt verbunden.", True),
        ("I'll connect you to a colleague.", True),
        ("An agent will be with you shortly.", True),
        ("Ihr Paket kommt morgen.", False),
        ("Your parcel is on its way.", False),
    ],
)
def test_notices_of_a_handoff(text: str, announces: bool) -> None:
    """The bot says outright that a human takes over."""
    assert announces_handoff(text) == announces


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Super, hat geklappt!", "yes"),
        ("Vielen Dank", "yes"),
        ("Hat sich erledigt", "yes"),
        ("It works now", "yes"),
        ("thx", "yes"),
        ("Danke, aber wo ist es?", "unknown"),
        ("Danke im Voraus", "unknown"),
        ("Danke für nichts", "no"),
        ("Das hilft mir nicht weiter", "no"),
        ("It still doesn't work", "no"),
        ("that didn’t help", "no"),
        ("ok", "unknown"),
    ],
)
def test_last_words(text: str, said: str) -> None:
    """Thanks count unless there is a but."""
    assert settled(text) == said


@pytest.mark.parametrize("gap", ["0s", "-1h", "soon", 0])
def test_a_gap_must_be_a_duration(gap: str | float) -> None:
    """Nothing, less than nothing and no duration are refused."""
    with pytest.raises(ParameterError):
        split_cases(_log(("c", 0, "a")), gap)


def test_memory_may_be_limited() -> None:
    """A limit is taken; what is no limit is refused."""
    assert len(split_cases(_log(("c", 0, "a")), memory_limit="200MB")) == 1
    with pytest.raises(ParameterError, match="500MB"):
        split_cases(_log(("c", 0, "a")), memory_limit="much")


def test_nothing_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No cache, no temporary folder."""
    monkeypatch.chdir(tmp_path)
    split_cases(_log(("c", 0, "a")))
    assert list(tmp_path.iterdir()) == []


_SAID = st.tuples(
    st.sampled_from("cbas"),
    st.integers(0, 400_000).map(float),
    st.sampled_from(["Hallo", "Danke", "Mitarbeiter bitte", "Wie?", ""]),
)


@given(st.lists(_SAID, max_size=15), st.lists(_SAID, max_size=15), st.integers(0, 1_000))
@settings(max_examples=20, deadline=None)
def test_the_order_of_rows_does_not_matter(
    first: list[tuple[str, float, str]], second: list[tuple[str, float, str]], seed: int
) -> None:
    """Shuffled rows give the same cases and messages; nothing is lost or counted twice."""
    rows = [*_log(*first, thread="t1").rows(), *_log(*second, thread="t2").rows()]
    shuffled = random.Random(seed).sample(rows, len(rows))
    cases, again = split_cases(Messages.of(rows), "6h"), split_cases(Messages.of(shuffled), "6h")
    assert cases.table.equals(again.table)
    assert cases.messages.table.equals(again.messages.table)
    assert len(cases.messages) == len(rows)
    known = {case.case_id for case in cases.rows()}
    assert {row.case_id for row in cases.messages.rows() if row.case_id} == known


@given(st.lists(_SAID, min_size=1, max_size=20))
@settings(max_examples=20, deadline=None)
def test_outcomes_do_not_contradict_each_other(said: list[tuple[str, float, str]]) -> None:
    """Bounds that hold for every case."""
    for case in split_cases(_log(*said), "2h").rows():
        assert case.reached_agent == (case.agent_turns > 0)
        assert case.bot_engaged == (case.bot_turns > 0)
        assert not case.handed_off or (case.bot_engaged and case.reached_agent)
        assert case.abandoned == "no" or not case.reached_agent
        assert (case.resolved_by == "none") or case.resolved == "yes"
        assert case.wait_seconds is None or (case.wait_seconds >= 0 and case.reached_agent)
        assert case.first_response_seconds is None or case.first_response_seconds >= 0
        assert case.opened_at is not None
        assert case.closed_at is not None
        assert case.opened_at <= case.closed_at
