"""The study advice bot: questions as digressions, and an appointment made in a part of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dialogkit.bot import Bot, Function
from dialogkit.flow import load_flow

FLOW = Path(__file__).parents[2] / "corpora" / "study" / "flow.yaml"
BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 24, 12, tzinfo=BERLIN)
NIGHT = datetime(2026, 11, 24, 23, tzinfo=BERLIN)


def bot(actions: Mapping[str, Function] | None = None) -> Bot:
    """The bot with some back ends of its own."""
    return Bot(load_flow(FLOW), actions=actions or {})


def test_appointment_is_booked_in_a_part_and_comes_back() -> None:
    """The part asks, books and says so; then the bot goes on where it was visited from."""
    study = bot()
    session, _ = study.start(at=NOON)
    for text in ("Termin", "Zweifel am Studium", "14.05.", "passt", "kim@example.org"):
        session, reply = study.reply(session, text, at=NOON)
    assert any("14.05." in text and "kim@example.org" in text for text in reply.messages)
    assert reply.step == "helped"
    assert "advice" in reply.fulfilled


def test_question_in_the_middle_of_booking_is_answered() -> None:
    """Asking for the fee where a time was just offered leads back to the offer."""
    study = bot()
    session, _ = study.start(at=NOON)
    for text in ("Termin", "Studienwahl", "14.05."):
        session, reply = study.reply(session, text, at=NOON)
    assert reply.step == "appointment.offer"
    session, reply = study.reply(session, "Gebühren", at=NOON)
    assert "fees" in reply.fulfilled
    session, reply = study.reply(session, "das war's", at=NOON)
    assert reply.step == "appointment.offer"


@pytest.mark.parametrize(
    ("locale", "at", "step"),
    [("en", NOON, "office_abroad"), ("en", NIGHT, "tell_abroad"), ("de", NOON, "tell_abroad")],
)
def test_english_writers_meet_the_international_office(
    locale: str, at: datetime, step: str
) -> None:
    """From abroad and in English: people while they are there, else the bot's answer."""
    study = bot()
    session, _ = study.start(locale=locale, at=at)
    _, reply = study.reply(session, "international", at=at)
    assert reply.step == step


@pytest.mark.parametrize(("amount", "step"), [("0", "tell_paid"), ("312,00", "tell_open")])
def test_what_is_open_decides_the_answer(amount: str, step: str) -> None:
    """Re-enrolment is settled from the register, by the amount that is open."""
    study = bot({"register.account": lambda _: ("found", {"open_amount": amount})})
    session, _ = study.start(at=NOON)
    session, _ = study.reply(session, "Rückmeldung", at=NOON)
    _, reply = study.reply(session, "4821937", at=NOON)
    assert reply.step == step


def test_exams_have_rules_of_their_own() -> None:
    """There the exams office is the human, one text is enough, and two hours end it."""
    study = bot()
    session, _ = study.start(at=NOON)
    session, _ = study.reply(session, "Klausur", at=NOON)
    assert study.silence_after(session) == 2 * 3600
    _, reply = study.reply(session, "Mensch", at=NOON)
    assert reply.step == "exam_desk"
    for text in ("blaue Banane", "grüne Gurke"):
        session, reply = study.reply(session, text, at=NOON)
    assert reply.step == "exam_desk"


def test_labels_fit_a_button_and_languages_hold_the_same() -> None:
    """German and English have the same keys; no label is longer than 20 characters."""
    flow = load_flow(FLOW)
    german, english = (flow.texts.by_locale[locale] for locale in ("de", "en"))
    assert set(german) == set(english)
    words = {choice.word for step in flow.steps.values() for choice in step.choose}
    assert max(len(texts[word][0]) for texts in (german, english) for word in words) <= 20
