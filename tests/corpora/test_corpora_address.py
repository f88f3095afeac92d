"""The utilities' bot: nobody's address is changed before they have shown who they are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from dialogkit.bot import Bot, Function, Reply, Session
from dialogkit.flow import load_flow

FLOW = load_flow(Path(__file__).parents[2] / "corpora" / "address" / "flow.yaml")
OLD, NEW = "Gartenweg 3, 44137 Dortmund", "Lindenweg 8, 44225 Dortmund"


def talk(
    texts: list[str],
    actions: Mapping[str, Function] | None = None,
    customer: Mapping[str, str] | None = None,
) -> tuple[Bot, Session, list[Reply]]:
    """The bot, where the conversation stands, and every reply."""
    bot = Bot(FLOW, actions=actions or {})
    session, reply = bot.start(customer={"is_known": "no", "contracts": "1"} | dict(customer or {}))
    replies = [reply]
    for text in texts:
        session, reply = bot.reply(session, text)
        replies.append(reply)
    return bot, session, replies


def called(replies: list[Reply]) -> list[str]:
    """Actions called, in order."""
    return [name for reply in replies for name, _, _ in reply.actions]


def test_a_move_is_saved_after_a_yes() -> None:
    """Consent, number, old address, new address, day, yes: then it is saved."""
    _, session, replies = talk(["Umzug", "ja", "KD204817", OLD, NEW, "1.8.", "ja"])
    assert called(replies) == ["account.match", "area.check", "address.save"]
    assert replies[-1].fulfilled == ("move",)
    assert session.values["new_address"] == NEW


def test_thanks_are_no_yes() -> None:
    """Who thanks at the question is told that nothing has been saved yet."""
    _, _, replies = talk(["Umzug", "ja", "KD204817", OLD, NEW, "1.8.", "danke, das war's"])
    assert replies[-1].step == "remind"
    assert "address.save" not in called(replies)


@pytest.mark.parametrize("word", ["Umzug", "Tippfehler", "Bearbeitungsstand", "Zählerstand"])
def test_nothing_personal_without_consent(word: str) -> None:
    """Who would rather not is asked for nothing."""
    _, session, replies = talk([word, "lieber nicht"])
    assert replies[-1].step == "refused"
    assert not session.values
    assert not called(replies)


def test_a_wrong_address_is_asked_for_once_more() -> None:
    """The second address that does not match goes to a human, and nothing is saved."""
    actions: dict[str, Function] = {"account.match": lambda _: "other"}
    _, _, replies = talk(["Umzug", "ja", "KD204817", OLD, NEW], actions)
    assert [reply.step for reply in replies[-2:]] == ["mismatch", "desk"]
    assert replies[-1].control == "queued"
    assert called(replies) == ["account.match", "account.match"]


@pytest.mark.parametrize(("contracts", "step"), [("1", "identify"), ("6", "desk")])
def test_many_contracts_are_for_a_human(contracts: str, step: str) -> None:
    """Which of a landlord's contracts move, the bot does not guess."""
    _, _, replies = talk(["Umzug", "ja"], customer={"contracts": contracts})
    assert replies[-1].step == step


def test_who_is_known_is_not_asked() -> None:
    """Number and address of a known customer come from the account."""
    known = {"customer_no": "KD204817", "old_address": OLD}
    actions: dict[str, Function] = {"account.of_session": lambda _: ("found", known)}
    _, session, replies = talk(["Umzug", "ja"], actions, {"is_known": "yes"})
    assert (replies[-1].step, session.state.slot) == ("new", "new_address")
    assert session.values["customer_no"] == "KD204817"
