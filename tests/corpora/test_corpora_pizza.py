"""The pizzeria's bot: no payment in a messenger, and what only the kitchen may say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dialogkit.bot import Bot, Function, Reply, Session
from dialogkit.flow import load_flow

FLOW = load_flow(Path(__file__).parents[2] / "corpora" / "pizza" / "flow.yaml")
BERLIN = ZoneInfo("Europe/Berlin")
EVENING = datetime(2026, 11, 24, 19, tzinfo=BERLIN)
"""A Tuesday, while the oven is hot."""
ORDER = ["Bestellen", "zwei Margherita", "32", "abholen", "ja"]


def talk(
    texts: list[str],
    actions: Mapping[str, Function] | None = None,
    *,
    channel: str = "web",
    at: datetime = EVENING,
) -> tuple[Bot, Session, list[Reply]]:
    """The bot, where the conversation stands, and every reply."""
    bot = Bot(FLOW, channel=channel, actions=actions or {})
    session, reply = bot.start(at=at)
    replies = [reply]
    for text in texts:
        session, reply = bot.reply(session, text, at=at)
        replies.append(reply)
    return bot, session, replies


def priced(total: str) -> Mapping[str, Function]:
    """A back end for which every order costs the same."""
    return {
        "kitchen.price": lambda _: ("priced", {"total": total}),
        "basket.total": lambda _: ("ready", {"total": total}),
    }


@pytest.mark.parametrize("channel", ["whatsapp", "messenger", "web", "app"])
def test_payment_is_never_in_a_messenger(channel: str) -> None:
    """Where the order was written in a messenger it is paid for on the web page."""
    _, session, replies = talk(ORDER, channel=channel)
    assert "payment.link" in [name for name, _, _ in replies[-1].actions]
    assert session.channel == ("web" if channel in ("whatsapp", "messenger") else channel)
    assert replies[-1].fulfilled == ("order",)


@pytest.mark.parametrize(("total", "step"), [("50", "placed"), ("51", "cook")])
def test_large_orders_are_looked_at(total: str, step: str) -> None:
    """Above 50 euros the kitchen looks before anything is paid."""
    _, _, replies = talk(ORDER, priced(total))
    assert replies[-1].step == step


def test_a_large_order_is_paid_once_the_kitchen_agrees() -> None:
    """After the kitchen the payment is offered, once, and not the kitchen again."""
    bot, session, _ = talk(ORDER, priced("160"))
    session, reply = bot.hand_back(session, "returned", at=EVENING)
    assert "pay" in [button.word for button in reply.buttons]
    _, reply = bot.choose(session, "pay", at=EVENING)
    assert reply.step == "placed"


def test_payment_is_offered_for_an_order_only() -> None:
    """Who asked about allergies before ordering is offered no payment afterwards."""
    bot, session, _ = talk(["Allergien"])
    _, reply = bot.hand_back(session, "resolved", at=EVENING)
    assert "pay" not in [button.word for button in reply.buttons]


@pytest.mark.parametrize(
    ("day", "hour", "offered"),
    [(24, 19, True), (24, 15, False), (23, 19, False), (24, 23, False)],
)
def test_orders_are_taken_while_the_oven_is_hot(day: int, hour: int, offered: bool) -> None:
    """Not in the afternoon, on Mondays or at night; who writes all the same can leave word."""
    at = datetime(2026, 11, day, hour, tzinfo=BERLIN)
    _, _, replies = talk(["Pizza bestellen"], at=at)
    assert replies[-1].step == ("order" if offered else "shut")


def test_refused_payments_are_tried_twice() -> None:
    """The third refusal is a human's."""
    actions: dict[str, Function] = {"payment.link": lambda _: "refused"}
    _, _, replies = talk([*ORDER, "noch einmal", "noch einmal"], actions)
    assert [reply.step for reply in replies[-3:]] == ["not_paid", "not_paid", "desk"]


def test_a_second_order_begins_anew() -> None:
    """What was ordered is forgotten once it is paid."""
    _, session, replies = talk([*ORDER, "noch etwas", "Bestellen"])
    assert (replies[-1].step, session.state.slot) == ("order", "items")
