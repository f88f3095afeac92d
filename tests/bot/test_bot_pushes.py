"""What the bot says of its own accord: pushes, the waiting, and that it is a bot."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from language_flows import BERLIN, MONDAY, SHOP, TEXTS, shop, talk

from dialogkit.bot import Bot, Session
from dialogkit.errors import ParameterError

BOT = "Sie schreiben hier mit einem Bot."


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    """A bot that rehearses its action."""
    return shop(tmp_path)


# ----- pushes ------------------------------------------------------------------------------------


def test_push_needs_the_opt_in_and_obeys_the_cap(bot: Bot) -> None:
    """Two in any seven days, then none until the first is a week old."""
    session, _ = bot.start(at=MONDAY)
    assert bot.push(session, "shipped", at=MONDAY)[1].messages == ()
    session, _ = bot.start(opted=["updates"], at=MONDAY)
    for day in (0, 1):
        session, reply = bot.push(session, "shipped", at=MONDAY + timedelta(days=day))
        assert reply.messages == ("Ihr Paket ist unterwegs.",)
        session, _ = bot.reply(session, "Danke")
    almost = MONDAY + timedelta(days=7) - timedelta(seconds=1)
    assert bot.held_back(session, "shipped", at=almost) == "cap"
    held, reply = bot.push(session, "shipped", at=almost)
    assert (reply.messages, held.state) == ((), session.state)
    _, reply = bot.push(session, "shipped", at=MONDAY + timedelta(days=7))
    assert reply.messages == ("Ihr Paket ist unterwegs.",)


def test_weeks_are_counted_in_real_time(bot: Bot) -> None:
    """A week across the change of the clocks has 168 hours, in whatever zone it is told."""
    before = datetime(2026, 10, 24, 12, tzinfo=BERLIN)
    session, _ = bot.start(opted=["updates"], at=before)
    session, _ = bot.push(session, "shipped", at=before)
    session, _ = bot.reply(session, "Danke", at=before)
    session, _ = bot.push(session, "shipped", at=before + timedelta(days=1))
    session, _ = bot.reply(session, "Danke", at=before)
    session = Session.from_json(session.to_json())
    a_week = datetime.fromisoformat("2026-10-31T10:00:00+00:00")
    assert bot.held_back(session, "shipped", at=a_week - timedelta(minutes=1)) == "cap"
    assert bot.held_back(session, "shipped", at=a_week) is None


def test_push_interrupts_and_the_conversation_is_resumed(bot: Bot) -> None:
    """After the message that came in between the open question stands again."""
    session, _ = talk(bot, "Sendung verfolgen", opted=["updates"], at=MONDAY)
    session, reply = bot.push(session, "shipped", at=MONDAY)
    assert reply.step == "shipped"
    session, reply = bot.reply(session, "Danke", at=MONDAY)
    assert (reply.step, reply.messages) == ("track", ("Wie lautet die Nummer?",))
    assert session.state.slot == "parcel_id"


def test_push_wakes_an_ended_conversation(bot: Bot) -> None:
    """Who has left can be written to again, with what was known."""
    session, _ = talk(bot, "Sendung verfolgen", "AB123456789", "Danke", opted=["updates"])
    assert session.state.control == "ended"
    session, reply = bot.push(session, "shipped", at=MONDAY)
    assert (reply.step, reply.control) == ("shipped", "bot")
    assert session.values["parcel_id"] == "AB123456789"


def test_push_is_held_back_while_people_have_the_word(bot: Bot) -> None:
    """Neither queue nor agent is interrupted, and nothing is counted."""
    session, _ = talk(bot, "Mensch", opted=["updates"], at=MONDAY)
    for state in (session, bot.join(session)[0]):
        held, reply = bot.push(state, "shipped", at=MONDAY)
        assert (reply.messages, held.pushes) == ((), ())
        assert bot.held_back(state, "shipped", at=MONDAY) == "busy"


def test_a_conversation_may_begin_with_a_push(bot: Bot) -> None:
    """It counts for the cap; without opt-in or time it is refused."""
    session, reply = bot.start(push="shipped", opted=["updates"], at=MONDAY)
    assert reply.messages == ("Ihr Paket ist unterwegs.",)
    assert session.pushes == (("shipped", MONDAY),)
    with pytest.raises(ParameterError, match="opt-in"):
        bot.start(push="shipped", at=MONDAY)
    with pytest.raises(ParameterError, match="needs the time"):
        bot.start(push="shipped", opted=["updates"])
    with pytest.raises(ParameterError, match="one of the flow's, shipped"):
        bot.push(session, "arrived", at=MONDAY)


# ----- waiting -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ({}, "Noch etwas Geduld."),
        ({"position": 3}, "Nummer 3."),
        ({"position": 3, "minutes": 12}, "Nummer 3, etwa 12 Minuten."),
        ({"minutes": 12}, "Noch etwas Geduld."),
    ],
)
def test_waiting_tells_all_that_is_known(bot: Bot, told: dict[str, int], text: str) -> None:
    """Of the variants without a gap the one that tells most is said, again and again."""
    session, _ = talk(bot, "Mensch", at=MONDAY)
    for _ in range(3):
        session, reply = bot.wait(session, **told)
        assert reply.messages == (text,)
    assert bot.join(session)[1].messages == ("Hier ist das Team.",)
    assert bot.join(session, agent="Kim")[1].messages == ("Hier ist Kim.",)


def test_nobody_is_told_to_wait_who_does_not(bot: Bot) -> None:
    """Only in the queue is there anything to tell."""
    session, _ = bot.start()
    assert bot.wait(session, position=1)[1].messages == ()


# ----- saying that it is a bot -------------------------------------------------------------------


def test_channels_that_demand_it_are_obeyed(bot: Bot) -> None:
    """At the start, after a day, and after a human; on other channels only where the flow says."""
    session, reply = bot.start(channel="messenger", at=MONDAY)
    assert reply.messages[0].startswith(BOT)
    session, reply = bot.reply(session, "Bezahlen", at=MONDAY)
    assert not reply.messages[0].startswith(BOT)
    later = MONDAY + timedelta(hours=24, minutes=1)
    _, reply = bot.reply(session, "20", at=later)
    assert reply.messages[0].startswith(BOT)
    session, reply = bot.reply(session, "Mensch", at=MONDAY)
    assert not any(each.startswith(BOT) for each in reply.messages)
    _, reply = bot.hand_back(session, "resolved", at=MONDAY)
    assert reply.messages[0].startswith(BOT)
    assert bot.start(channel="web")[1].messages == ("Worum geht es?",)


def test_a_text_that_says_so_is_left_alone(tmp_path: Path) -> None:
    """Nobody is told twice, and a picture's words or a question say it where they come first."""
    bot = shop(tmp_path, texts=TEXTS.replace("hello: Worum", "hello: Hier ist der Chatbot. Worum"))
    assert bot.start(channel="messenger")[1].messages[0].startswith("Hier ist der Chatbot.")
    asking = shop(tmp_path, SHOP.replace("start: gate", "start: track"))
    assert asking.start(channel="messenger")[1].messages == (f"{BOT} Wie lautet die Nummer?",)
    waiting = shop(tmp_path, SHOP.replace("start: gate", "start: sales"))
    assert waiting.start(channel="messenger")[1].messages == (f"{BOT} Einen Moment.",)


def test_moving_to_a_channel_that_demands_it(tmp_path: Path) -> None:
    """The first message there says so."""
    bot = shop(tmp_path, SHOP.replace("move: [line, web]", "move: messenger"))
    session, _ = bot.start(channel="web")
    _, reply = bot.reply(session, "Vertrauliches")
    assert reply.channels == ("web", "messenger")
    assert reply.messages[1].startswith(BOT)
