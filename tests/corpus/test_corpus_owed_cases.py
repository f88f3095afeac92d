"""What was promised or told to come is called for after a pause, or something new is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dialogkit.conversation import Message, Messages, Speaker
from dialogkit.corpus import _marks_owed, split_cases

START = datetime(2024, 3, 4, 9, 0, 7, tzinfo=UTC)
_SPEAKERS: dict[str, Speaker] = {"c": "customer", "a": "agent", "s": "system"}

Chat = tuple[str, str, str, float, str]
"""What is asked, what is told, thanks, hours later, what is said then."""

CALLED_FOR: list[Chat] = [
    ("Where's my refund?", "I'll chase it up.", "thanks", 50, "Any news?"),
    (
        "Wo bleibt mein Geld?",
        "Ich kümmere mich darum und melde mich.",
        "danke",
        50,
        "Gibt es was Neues?",
    ),
    ("Ich habe Fieber", "Der Doktor ruft Sie an.", "ok", 47, "Bisher kam kein Anruf"),
    ("When is it paid?", "final bill follows in two weeks", "ok", 19 * 24, "No bill yet"),
    (
        "Could I have a quote?",
        "You'll have it by Friday.",
        "great, thanks",
        100,
        "We haven't had the quote yet",
    ),
    ("Die Heizung ist kalt", "Wir schicken morgen jemanden.", "danke", 48, "Es kam niemand"),
    ("The boiler is cold", "An engineer will come tomorrow.", "thank you!", 50, "Nobody turned up"),
    ("The boiler is cold", "An engineer will come tomorrow.", "👍", 60, "Still nothing"),
    ("Wann ist mein Termin?", "Wir rufen Sie zurück.", "perfekt", 90, "Bis heute kein Rückruf"),
    ("Ich brauche ein Zeugnis", "Das bekommen Sie bis Freitag.", "passt", 150, "Noch nix da"),
    ("Wo ist der Bescheid?", "Die Antwort folgt.", "ok danke", 20 * 24, "Hallo, bisher kam nichts"),
    ("Where is my deposit?", "It will be paid within a week.", "cheers", 216, "Hi, any update?"),
    ("My laptop is broken", "We'll send a courier on Monday.", "ok", 120, "No courier so far"),
    ("Wo bleibt mein Geld?", "Das kommt am Freitag.", "danke", 150, "Die Erstattung fehlt noch"),
    ("Wo ist der Monteur?", "Er kommt morgen.", "gut", 80, "Wo bleibt er denn?"),
    ("Who can help me?", "We'll call you.", "thanks", 80, "You were going to call me back"),
]
NEW: list[Chat] = [
    ("Where's my refund?", "I'll chase it up.", "thanks", 50, "Do you sell carpets?"),
    ("Where's my refund?", "I'll chase it up.", "thanks", 50, "I never got the parking permit"),
    ("Die Heizung ist kalt", "Wir schicken jemanden.", "danke", 70, "Die Klingel geht nicht mehr"),
    ("Die Heizung ist kalt", "Wir schicken jemanden.", "läuft, danke", 70, "Es kam niemand"),
    ("How much is it?", "You'll have it by Friday.", "ok", 100, "Can I change my address?"),
    ("How much is it?", "You'll have it by Friday.", "ok", 100, "No key for the new gate yet"),
    ("Wo ist der Bescheid?", "Die Antwort folgt.", "ok danke", 40 * 24, "Gibt es was Neues?"),
    ("Wo ist mein Paket?", "Das kommt morgen.", "danke", 90, "Wo ist mein Paket 4711123?"),
]


def _begins(said: list[tuple[str, float, str]]) -> list[int]:
    """Positions at which a case begins."""
    rows = [
        Message(
            conversation_id="t",
            position=position,
            speaker=_SPEAKERS[who],
            text=text,
            sent_at=START + timedelta(hours=hours),
            person="<PERSON_1a2b>" if who == "c" else None,
            kind="event" if who == "s" else "text",
        )
        for position, (who, hours, text) in enumerate(said)
    ]
    cut = split_cases(Messages.of(rows)).messages.rows()
    cases = [row.case_id for row in cut]
    return [row.position for n, row in enumerate(cut) if not n or cases[n] != cases[n - 1]]


@pytest.mark.parametrize("chat", CALLED_FOR)
@pytest.mark.parametrize("with_thanks", [True, False])
def test_what_is_owed_and_called_for_is_one_case(chat: Chat, *, with_thanks: bool) -> None:
    """Mere thanks take away nothing of it."""
    asked, told, thanks, later, said = chat
    between = [("c", 0.2, thanks)] if with_thanks else []
    assert _begins([("c", 0, asked), ("a", 0.1, told), *between, ("c", later, said)]) == [0]


@pytest.mark.parametrize("chat", NEW)
def test_what_is_new_opens_a_case_though_something_is_owed(chat: Chat) -> None:
    """Another thing, another number, after a month, or after what was owed had come."""
    asked, told, thanks, later, said = chat
    log = [("c", 0.0, asked), ("a", 0.1, told), ("c", 0.2, thanks), ("c", later, said)]
    assert _begins(log) == [0, 3]


def test_a_courtesy_of_the_company_takes_nothing_away_either() -> None:
    """Nor does an offer of further help."""
    log = [
        ("c", 0.0, "Where's my refund?"),
        ("a", 0.1, "I'll chase it up."),
        ("c", 0.2, "thanks"),
        ("a", 0.3, "You're welcome!"),
        ("c", 90.0, "Any news?"),
    ]
    assert _begins(log) == [0]


@pytest.mark.parametrize(
    "after",
    [
        [("a", 20.0, "Das Geld ist heute überwiesen worden.")],
        [("s", 20.0, "Ticket closed")],
    ],
)
def test_nothing_is_owed_after_it_was_done_or_closed(after: list[tuple[str, float, str]]) -> None:
    """A second question is a new case."""
    log = [("c", 0.0, "Wo bleibt mein Geld?"), ("a", 0.1, "Ich melde mich."), ("c", 0.2, "danke")]
    second = ("c", 120.0, "Die Klingel geht nicht, niemand kam zum Reparieren")
    assert _begins([*log, *after, second]) == [0, len(log) + len(after)]


def test_long_texts_cost_little() -> None:
    """Repeated words of the rules are the worst case."""
    for word in ("kam ", "nicht ", "no ", "still ", "ist schon ", "wo ", "hasn't ", "ab cd "):
        text = word * 5_000
        _marks_owed.misses(text)
        _marks_owed.owes(text)
        _marks_owed.calls_for_owed(text, [(False, "Ich melde mich.")], text)
