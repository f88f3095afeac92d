"""The airline's bot: who gets people at once, what a delay is worth, and what runs at night."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dialogkit.bot import Bot, Function
from dialogkit.flow import load_flow

FLOW = Path(__file__).parents[2] / "corpora" / "airline" / "flow.yaml"
BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 24, 12, tzinfo=BERLIN)
NIGHT = datetime(2026, 11, 24, 2, tzinfo=BERLIN)


def bot(actions: Mapping[str, Function] | None = None) -> Bot:
    """The bot with some back ends of its own."""
    return Bot(load_flow(FLOW), actions=actions or {})


@pytest.mark.parametrize(
    ("tier", "at", "step", "control"),
    [
        ("gold", NOON, "first_class", "queued"),
        ("gold", NIGHT, "hello", "bot"),
        ("silver", NOON, "hello", "bot"),
    ],
)
def test_gold_customers_meet_a_person_while_one_is_there(
    tier: str, at: datetime, step: str, control: str
) -> None:
    """Gold goes straight to the agents by day; at night, and for all others, the bot answers."""
    _, reply = bot().start(customer={"tier": tier}, at=at)
    assert (reply.step, reply.control) == (step, control)


def test_asking_for_a_person_follows_the_tier() -> None:
    """Who asks for a human gets the gold line or the service, by what the company knows."""
    for tier, name in (("gold", "priority"), ("basic", "service")):
        airline = bot()
        session, _ = airline.start(customer={"tier": tier}, at=NIGHT)
        _, reply = airline.reply(session, "Mitarbeiter", at=NOON)
        assert reply.handoff is not None
        assert reply.handoff.name == name


@pytest.mark.parametrize(
    ("hours", "step"), [("1", "too_short"), ("2,5", "too_short"), ("3", "claim"), ("9", "claim")]
)
def test_three_hours_make_a_claim(hours: str, step: str) -> None:
    """The delay that operations know decides whether a claim is filed."""
    airline = bot({"ops.delay": lambda _: ("known", {"delay_hours": hours})})
    session, _ = airline.start(customer={"tier": "basic"}, at=NOON)
    session, _ = airline.choose(session, "delay", at=NOON)
    _, reply = airline.reply(session, "XB4821", at=NOON)
    assert reply.step == step


def test_another_day_is_asked_anew() -> None:
    """Where nothing is free, the day is forgotten and the next one searched; the code is kept."""
    days: list[str] = []

    def search(values: Mapping[str, str]) -> str:
        days.append(values["new_date"])
        return "full"

    airline = bot({"fares.search": search})
    session, _ = airline.start(customer={"tier": "basic"}, at=NOON)
    for text in ("umbuchen", "KQ73915", "14.05.", "anderer Tag", "15.05."):
        session, reply = airline.reply(session, text, at=NOON)
    assert days == ["14.05.", "15.05."]
    assert reply.step == "full"


def test_rules_of_digressions_nest() -> None:
    """Baggage rules and check-in asked in the middle of a rebooking lead back to it."""
    airline = bot()
    session, _ = airline.start(customer={"tier": "basic"}, at=NOON)
    session, _ = airline.reply(session, "umbuchen", at=NOON)
    for text in ("Freigepäck", "Bordkarte"):
        session, _ = airline.reply(session, text, at=NOON)
    assert session.state.history == ("rebook", "allowance")
    for _ in session.state.history:
        session, reply = airline.reply(session, "das war's", at=NOON)
    assert (reply.step, session.state.slot) == ("rebook", "booking")


def test_bags_are_traced_at_night() -> None:
    """Baggage tracing is open round the clock, the service is not."""
    airline = bot({"bags.trace": lambda _: "searching"})
    session, _ = airline.start(customer={"tier": "basic"}, at=NIGHT)
    for text in ("Koffer weg", "XB482913", "Beispielweg 5, 60311 Frankfurt"):
        session, reply = airline.reply(session, text, at=NIGHT)
    assert reply.handoff is not None
    assert (reply.handoff.name, reply.handoff.passed["bag_tag"]) == ("tracing", "XB482913")
    _, reply = airline.reply(airline.start(at=NIGHT)[0], "Mitarbeiter", at=NIGHT)
    assert reply.handoff is not None
    assert reply.handoff.name == "service"
