"""Where something new begins without a pause, with the company's words, or with an old fault."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from dialogkit.conversation import Case, Cases, Message, Messages, Speaker
from dialogkit.corpus import _subject, link_recontacts, split_cases

START = datetime(2024, 3, 4, 9, 0, 7, tzinfo=UTC)
MINUTE = 60.0
HOUR = 60 * MINUTE
DAY = 24 * HOUR
_SPEAKERS: dict[str, Speaker] = {"c": "customer", "b": "bot", "a": "agent", "s": "system"}

Said = tuple[str, float, str]
"""Speaker's letter, seconds since the start, text."""


def _cut(said: Sequence[Said], *, handoffs: bool = True) -> Cases:
    rows = [
        Message(
            conversation_id="t",
            position=position,
            speaker=_SPEAKERS[who],
            text=text,
            sent_at=START + timedelta(seconds=at),
            person="<PERSON_1a2b>" if who == "c" else None,
            kind="event" if who == "s" else "text",
        )
        for position, (who, at, text) in enumerate(said)
    ]
    return split_cases(Messages.of(rows), handoffs=handoffs)


def _begins(said: Sequence[Said], *, handoffs: bool = True) -> list[int]:
    """Positions at which a case begins."""
    rows = _cut(said, handoffs=handoffs).messages.rows()
    cases = [row.case_id for row in rows]
    return [row.position for n, row in enumerate(rows) if not n or cases[n] != cases[n - 1]]


ASKED: Said = ("c", 0, "Wo bleibt mein Schrank?")
TOLD: Said = ("a", 5 * MINUTE, "Der kommt morgen.")
BILL: Said = ("a", 90 * DAY, "Hier ist Ihre Jahresrechnung.")
WRONG: Said = ("c", 90 * DAY + HOUR, "Der Betrag ist falsch, bitte korrigieren.")


# ----- the company writes first ------------------------------------------------------------------


def test_a_case_begins_with_what_the_company_wrote_of_something_new() -> None:
    """The bill of the year belongs to the complaint about it, not to the cupboard."""
    cases = _cut([ASKED, TOLD, BILL, WRONG])
    first, second = cases.rows()
    assert [row.case_id for row in cases.messages.rows()] == ["t#001"] * 2 + ["t#002"] * 2
    assert (first.closed_at, second.opened_by) == (START + timedelta(minutes=5), "pause")


@pytest.mark.parametrize(
    "before",
    [
        [("c", 0, "Wo bleibt mein Schrank?")],
        [ASKED, ("a", HOUR, "Ich frage im Lager nach und melde mich.")],
        [ASKED, ("b", 1, "Danke für Ihre Nachricht. Wir melden uns.")],
        [ASKED, ("b", 1, "Ich verbinde Sie mit einer Kollegin.")],
        [ASKED, ("a", HOUR, "Ich frage nach und melde mich."), ("c", 2 * HOUR, "Danke!")],
    ],
)
def test_an_answer_that_is_owed_belongs_to_its_question(before: list[Said]) -> None:
    """However late, and whatever the customer says to it."""
    answer: Said = ("a", 12 * DAY, "Der Schrank ist im Lager.")
    assert _begins([*before, answer, ("c", 12 * DAY + HOUR, "Und wann kommt der?")]) == [0]


def test_a_receipt_on_friday_and_the_answer_on_monday_are_one_case() -> None:
    """Nothing new begins within a week."""
    said = [
        ASKED,
        TOLD,
        ("a", 3 * DAY, "Er ist unterwegs."),
        ("c", 3 * DAY + 60, "Um wie viel Uhr?"),
    ]
    assert _begins(said) == [0]


def test_a_bill_after_the_work_is_new() -> None:
    """Somebody was sent, and a fortnight later the bill comes."""
    said: list[Said] = [
        ("c", 0, "Die Heizung ist aus"),
        ("a", 14 * HOUR, "Wir schicken jemanden."),
        ("a", 15 * DAY, "Hier ist Ihre Rechnung für die Wartung."),
        ("c", 15 * DAY + HOUR, "Die Rechnung ist zu hoch"),
    ]
    assert _begins(said) == [0, 2]


def test_thanks_for_an_old_case_open_none() -> None:
    """Nor does an unanswered letter of the company."""
    assert _begins([ASKED, TOLD, BILL, ("c", 90 * DAY + 9, "Danke!")]) == [0]
    assert _begins([ASKED, TOLD, BILL]) == [0]


def test_an_answer_to_a_new_question_of_the_company_is_new() -> None:
    """It answers the question of today, not the one of March."""
    said = [ASKED, TOLD, ("a", 90 * DAY, "Passt Ihnen Dienstag für die Wartung?"),
            ("c", 90 * DAY + HOUR, "Dienstag passt")]  # fmt: skip
    assert _begins(said) == [0, 2]
    assert _begins(said, handoffs=False) == [0]


# ----- something new without a pause -------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "pause", "said"),
    [
        ("Danke!", 2 * MINUTE, "Was kostet eigentlich ein Teppich?"),
        ("läuft wieder, danke", MINUTE, "Haben Sie auch Vorhänge?"),
        ("you're a star", 3 * MINUTE, "How much is a carpet?"),
        ("prima", 20 * MINUTE, "Die Klingel im Flur ist kaputt"),
        ("👍", 30 * MINUTE, "and could you send a carpet catalogue"),
        ("Vielen Dank für die schnelle Hilfe", 9 * HOUR, "Der Teppich hat einen Fleck"),
    ],
)
def test_who_was_content_and_names_something_new_opens_a_case(
    content: str, pause: float, said: str
) -> None:
    """The sooner it is, the clearer it must be a question."""
    log: list[Said] = [ASKED, TOLD, ("c", HOUR, content), ("c", HOUR + pause, said)]
    assert _begins(log) == [0, 3]


@pytest.mark.parametrize(
    ("content", "pause", "said"),
    [
        ("Danke!", 2 * MINUTE, "Und wann genau?"),
        ("prima", 2 * MINUTE, "Wird der Schrank auch aufgebaut?"),
        ("prima", MINUTE, "Die Klingel ist kaputt"),
        ("👍", 2 * MINUTE, "so machen wir es"),
        ("hi lovely team", MINUTE, "how much is a carpet?"),
        ("Ist er schon im Lager?", 2 * MINUTE, "Was kostet ein Teppich?"),
    ],
)
def test_who_goes_on_opens_none(content: str, pause: float, said: str) -> None:
    """The same subject, none at all, or nobody was content."""
    log: list[Said] = [ASKED, TOLD, ("c", HOUR, content), ("c", HOUR + pause, said)]
    assert _begins(log) == [0]


@pytest.mark.parametrize(
    ("asked", "said", "opens"),
    [
        ("Kann ich sonst noch etwas für Sie tun?", "Ja, ich brauche einen Katalog", True),
        ("Kann ich sonst noch etwas für Sie tun?", "Ja, wann kommt der Schrank?", False),
        ("Der Schrank kommt um neun.", "Übrigens klemmt unsere Haustür", True),
        ("Der Schrank kommt um neun.", "Ach ja, und der Schrank klemmt", False),
        ("Wie heißen Sie?", "Ada, und übrigens bin ich im Garten", False),
    ],
)
def test_something_else_in_passing(asked: str, said: str, *, opens: bool) -> None:
    """It names what nobody has spoken of, and answers no question."""
    assert _begins([ASKED, ("b", 9, asked), ("c", 50, said)]) == ([0, 2] if opens else [0])


def test_a_new_question_an_hour_later_opens_a_case() -> None:
    """After an answer; the same subject goes on."""
    assert _begins([ASKED, TOLD, ("c", 3 * HOUR, "Können Sie mir einen Katalog schicken?")]) == [
        0,
        2,
    ]
    assert _begins([ASKED, TOLD, ("c", 3 * HOUR, "Können Sie den Schrank aufbauen?")]) == [0]


# ----- what goes on ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        [TOLD, ("c", 20 * DAY, "Der Schrank steht jetzt, vielen Dank an alle")],
        [TOLD, ("c", 4 * DAY, "He was here, it is all dry now, thank you")],
        [("b", 1, "Danke für Ihre Nachricht, wir melden uns."), ("c", 9 * DAY, "Any news?")],
        [("a", HOUR, "Ich kläre das und melde mich."), ("c", 6 * DAY, "Gibt es was Neues?")],
        [("a", HOUR, "Bitte senden Sie uns Fotos."), ("c", 9 * DAY, "Anbei die Bilder")],
        [("a", HOUR, "Welche Farbe?"), ("c", 2 * DAY, "Sorry für die späte Antwort, weiß")],
        [TOLD, ("s", 9 * MINUTE, "Ticket closed"), ("c", 12 * MINUTE, "Moment, da kam nichts an")],
        [TOLD, ("c", HOUR, "Danke!"), ("c", HOUR + 900, "Und wann kommt der Schrank?")],
    ],
)
def test_what_goes_on_with_the_case(said: list[Said]) -> None:
    """Late thanks, what was asked for or promised, and whoever protests at once."""
    assert _begins([ASKED, *said]) == [0]


# ----- it fails again ----------------------------------------------------------------------------

COLD: Said = ("c", 0, "Unsere Heizung ist kalt")
TRY: Said = ("a", 5 * MINUTE, "Bitte einmal neu starten.")
WARM: Said = ("c", 30 * MINUTE, "Super, die Heizung läuft wieder, vielen Dank!")


@pytest.mark.parametrize(
    "again",
    [
        "Die Heizung ist schon wieder aus",
        "die heizung ist wieder ausgefallen",
        "Leider doch nicht, die Heizung ist aus",
        "Leider doch nicht!",
        "schon wieder kaputt",
        "Heizung geht wieder nicht",
    ],
)
def test_what_fails_again_is_a_return_and_was_not_settled(again: str) -> None:
    """Also where the customer had said that it works: it did not last."""
    first, second = _linked([COLD, TRY, WARM, ("c", 6 * HOUR, again)])
    assert (first.resolved, second.recontact_of) == ("no", "t#001")
    assert "resolved=came_back" in (first.because or "")
    assert "recontact=failed_again" in (second.because or "")


def test_just_what_it_began_with_is_so_again() -> None:
    """Then it was not settled, though it had worked for a while."""
    stuck: Said = ("c", 0, "Das Schloss klemmt")
    oiled: Said = ("a", 5 * MINUTE, "Wir haben es geölt.")
    well: Said = ("c", 30 * MINUTE, "Super, danke, läuft wieder!")
    first, second = _linked([stuck, oiled, well, ("c", 48 * HOUR, "Das Schloss klemmt wieder")])
    assert (first.resolved, second.recontact_of) == ("no", "t#001")


def test_what_is_so_again_is_a_return_too() -> None:
    """What works was true when it was said: another fault is named, not that it is back."""
    first, second = _linked([COLD, TRY, WARM, ("c", 6 * HOUR, "Jetzt pfeift die Heizung wieder")])
    assert (first.resolved, second.recontact_of) == ("yes", "t#001")
    assert "recontact=failed_again" in (second.because or "")


@pytest.mark.parametrize(
    "said",
    [
        "Wann fängt der Verkauf wieder an?",
        "Die Schule geht wieder an, bitte die Adresse ändern",
        "Am Dienstag sind wir wieder nicht erreichbar",
        "Es ist schon wieder so weit: bitte einen Kalender",
        "Die Heizung war super, ich hätte gern wieder ein Angebot",
        "I am off again on Monday",
        "The driver went out again at five",
        "Der Aufzug ist schon wieder kaputt",
    ],
)
def test_what_is_no_fault_or_another_one_undoes_nothing(said: str) -> None:
    """Nor is it a return by that rule."""
    first, second = _linked([COLD, TRY, WARM, ("c", 3 * DAY, said)])
    assert first.resolved == "yes"
    assert "failed_again" not in (second.because or "")


def test_it_returns_to_the_case_that_it_is_about() -> None:
    """To the latest that shares a word, and to the latest where nothing is named."""
    door: list[Said] = [
        ("c", 2 * DAY, "Wie öffne ich die Garage?"),
        ("a", 2 * DAY + 9, "Mit dem Chip."),
        ("c", 2 * DAY + 60, "Danke!"),
    ]
    heating = _linked([COLD, TRY, WARM, *door, ("c", 4 * DAY, "Die Heizung ist schon wieder aus")])
    assert heating[-1].recontact_of == "t#001"
    other = _linked([COLD, TRY, WARM, *door, ("c", 4 * DAY, "Schon wieder kaputt!")])
    assert other[-1].recontact_of == "t#002"


@pytest.mark.parametrize("minutes", [-1, 0, 1])
def test_a_ticket_that_is_opened_again_is_a_return(minutes: float) -> None:
    """Whether the notice stands before or behind the customer's message."""
    noticed = DAY + minutes * MINUTE
    said: list[Said] = [
        ("c", 0, "Where is my order?"),
        ("a", HOUR, "It arrives today."),
        ("s", 2 * HOUR, "Conversation was marked resolved by Tom"),
        ("c", DAY, "Nothing is here"),
        ("s", noticed, "Conversation was reopened by Petra"),
        ("a", DAY + HOUR, "We asked the driver."),
    ]
    first, second = _linked(sorted(said, key=lambda one: one[1]))
    assert (first.resolved, second.recontact_of) == ("no", "t#001")
    assert "recontact=reopened" in (second.because or "")


def test_a_desk_that_opens_everything_again_shows_no_return() -> None:
    """Weeks later and about another thing."""
    said: list[Said] = [
        ("c", 0, "Where is my order?"),
        ("a", HOUR, "It arrives today."),
        ("s", 2 * HOUR, "Conversation was marked resolved by Tom"),
        ("c", 5 * DAY, "Do you sell carpets?"),
        ("s", 5 * DAY, "Conversation was reopened"),
    ]
    assert _linked(said)[1].recontact_of is None


def test_courtesies_are_no_like_words() -> None:
    """In a short log, too."""
    said: list[Said] = [
        ("c", 0, "Mein Konto ist gesperrt"),
        ("a", HOUR, "Es ist wieder frei."),
        ("c", 2 * HOUR, "geht, danke"),
        ("c", 3 * DAY, "Wo ist mein Paket?"),
        ("a", 3 * DAY + 60, "Im Laden."),
        ("c", 3 * DAY + 90, "ist da, danke"),
    ]
    assert [case.recontact_of for case in _linked(said)] == [None, None]


def test_another_question_does_not_undo_what_works() -> None:
    """Only that it fails again does."""
    first, second = _linked(
        [COLD, TRY, WARM, ("c", 2 * DAY, "Noch mal wegen der Heizung: Rechnung?")]
    )
    assert (first.resolved, second.recontact_of) == ("yes", "t#001")


def test_late_thanks_are_for_what_was_promised() -> None:
    """Said at once they are mere courtesy."""
    promise: Said = ("a", HOUR, "Ich kläre das und melde mich.")
    (late,) = _cut([COLD, promise, ("c", 3 * DAY, "Danke!")]).rows()
    (soon,) = _cut([COLD, promise, ("c", 2 * HOUR, "Danke!")]).rows()
    assert (late.resolved, soon.resolved) == ("yes", "unknown")


def _linked(said: Sequence[Said]) -> list[Case]:
    return link_recontacts(_cut(said)).rows()


# ----- words -------------------------------------------------------------------------------------


def test_names_are_no_subject() -> None:
    """Neither as pseudonyms nor behind a title."""
    assert not _subject.subject("Hallo Frau Beispiel, <PERSON_3f2a> und <ORDER_NUMBER_11aa>")


def test_long_texts_cost_little() -> None:
    """Repeated words of the rules are the worst case."""
    for word in (
        "danke ",
        "wieder ",
        "again ",
        "noch was ",
        "ist jetzt ",
        "<a_",
        "herr ",
        "ab cd ",
    ):
        text = word * 5_000
        for rule in (_subject.content, _subject.subject):
            rule(text)
        for judge in (_subject.turns_to, _subject.fails_again, _subject.is_new):
            judge(text, text)
