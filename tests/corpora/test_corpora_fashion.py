"""The fashion house's bot: people first, the bot where they hand back or are not there."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dialogkit.bot import Bot
from dialogkit.flow import load_flow

FOLDER = Path(__file__).parents[2] / "corpora" / "fashion"
BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 24, 12, tzinfo=BERLIN)
SUNDAY = datetime(2026, 11, 22, 12, tzinfo=BERLIN)


@pytest.fixture(scope="module")
def fashion() -> Bot:
    """The bot."""
    return Bot(load_flow(FOLDER / "flow.yaml"))


@pytest.mark.parametrize(
    ("cart", "at", "step"),
    [
        (320, NOON, "stylist"),
        (200, NOON, "adviser"),
        (0, NOON, "adviser"),
        (320, SUNDAY, "hello"),
    ],
)
def test_people_come_first(fashion: Bot, cart: int, at: datetime, step: str) -> None:
    """While people are there nobody meets the bot; a full cart meets a stylist."""
    _, reply = fashion.start(customer={"cart_value": cart}, at=at)
    assert reply.step == step


def test_bot_takes_over_where_people_hand_back(fashion: Bot) -> None:
    """It says that it is the bot, and offers what it can settle; the agent was named before."""
    session, _ = fashion.start(customer={"cart_value": 0}, at=NOON)
    session, joined = fashion.join(session, agent="Frau Ahrens")
    texts = fashion.flow.texts.variants("meet_adviser", "de")
    assert joined.messages[0] in [text.format(agent="Frau Ahrens") for text in texts]
    _, back = fashion.hand_back(session, "returned", at=NOON)
    offered = {button.word for button in back.buttons}
    assert {"order", "size", "send_back", "remind"} <= offered
    assert "Assistent" in back.messages[0] or "Chatbot" in back.messages[0]


@pytest.mark.parametrize(
    ("chest", "step"),
    [
        ("89", "size_s"),
        ("90", "size_m"),
        ("101", "size_m"),
        ("113", "size_l"),
        ("122", "size_other"),
    ],
)
def test_sizes_follow_the_chart(fashion: Bot, chest: str, step: str) -> None:
    """The guards and the picture say the same, and the picture is shown with the question."""
    session, _ = fashion.start(customer={"cart_value": 0}, at=SUNDAY)
    session, asked = fashion.choose(session, "size", at=SUNDAY)
    assert [picture.file for picture in asked.pictures] or "102" in " ".join(asked.messages)
    _, reply = fashion.reply(session, chest, at=SUNDAY)
    assert reply.step == step


def test_reminders_need_leave_and_end_on_a_word(fashion: Bot) -> None:
    """Who agreed is written to at most twice a week; who says stop, no more."""
    session, _ = fashion.start(customer={"cart_value": 0}, at=SUNDAY)
    for text in ("Erinnerung", "48-213"):
        session, reply = fashion.reply(session, text, at=SUNDAY)
    _, refused = fashion.push(session, "back_in_stock", at=SUNDAY)
    assert refused.messages == ()
    session, reply = fashion.reply(session, "ja", at=SUNDAY)
    assert reply.opted == (("back_in_stock", True),)
    session, reply = fashion.push(session, "back_in_stock", at=SUNDAY)
    assert reply.step == "is_back"
    session, reply = fashion.choose(session, "stop", at=SUNDAY)
    assert reply.opted == (("back_in_stock", False),)
    _, refused = fashion.push(session, "back_in_stock", at=SUNDAY)
    assert refused.messages == ()


def test_asking_for_people_out_of_hours_gives_a_call(fashion: Bot) -> None:
    """The bot offers a call, takes asking again as a yes, and asks for the number."""
    session, _ = fashion.start(customer={"cart_value": 0}, at=SUNDAY)
    session, _ = fashion.reply(session, "Beraterin", at=SUNDAY)
    if session.state.control == "queued":
        session, _ = fashion.hand_back(session, "closed", at=SUNDAY)
    assert session.state.step == "call_me"
    session, _ = fashion.reply(session, "Beraterin", at=SUNDAY)
    assert session.state.slot == "phone"
    _, reply = fashion.reply(session, "030 23125441", at=SUNDAY)
    assert reply.ended == "callback"


def test_picture_is_small() -> None:
    """The size chart is a PNG of less than 5 kB."""
    drawn = (FOLDER / "size_chart.png").read_bytes()
    assert drawn.startswith(b"\x89PNG")
    assert len(drawn) < 5_000
