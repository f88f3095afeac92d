"""What the bot makes of guards, moves, media, pushes, and of values that come and go."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from language_flows import MONDAY, NIGHT, SHOP, TEXTS, shop, talk

from dialogkit.bot import Bot, Reply, Session
from dialogkit.errors import InputError, ParameterError


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    """A bot that rehearses its action."""
    return shop(tmp_path)


def words(reply: Reply) -> set[str]:
    """The choices a reply offers."""
    return {button.word for button in reply.buttons}


# ----- guards ------------------------------------------------------------------------------------


def test_targeting_decides_before_anything_is_said(bot: Bot) -> None:
    """A full cart meets people while they are there, and the bot at night."""
    _, reply = bot.start(customer={"cart_value": 350}, at=MONDAY)
    assert (reply.control, reply.messages) == ("queued", ("Einen Moment.",))
    assert bot.start(customer={"cart_value": 350}, at=NIGHT)[1].step == "hello"
    assert bot.start(customer={"cart_value": 40}, at=MONDAY)[1].step == "hello"


@pytest.mark.parametrize("given", [True, "yes"])
def test_facts_given_are_no_assumptions(bot: Bot, given: str | bool) -> None:
    """What the company told decides, and the reply says that nothing was assumed."""
    _, reply = bot.start(customer={"is_known": given, "cart_value": 40.0}, at=MONDAY)
    assert "known" in words(reply)
    assert not any(assumed for _, _, assumed in reply.guards)
    assert "known" not in words(bot.start(customer={"is_known": False})[1])


def test_facts_nobody_told_are_assumed_and_said_to_be(bot: Bot) -> None:
    """The likeliest value is taken, and the reply says so guard by guard."""
    _, reply = bot.start(at=MONDAY)
    assert ("customer.is_known", True, True) in reply.guards
    assert ("customer.cart_value > 200 and time.is_open(sales)", False, True) in reply.guards
    assert ("channel == web", True, False) in reply.guards


def test_what_a_fact_cannot_change_is_not_assumed(bot: Bot) -> None:
    """At night the value of the cart no longer matters."""
    _, reply = bot.start(at=NIGHT)
    assert reply.guards[0] == ("customer.cart_value > 200 and time.is_open(sales)", False, False)


def test_without_a_time_handoffs_are_assumed_to_be_open(bot: Bot) -> None:
    """Who gives no time meets an open team, and is told that it was assumed."""
    _, reply = talk(bot, "Mensch", customer={"is_known": True, "cart_value": 40})
    assert reply.guards == (("time.is_open(sales)", True, True),)
    assert reply.control == "queued"
    assert talk(bot, "Mensch", at=NIGHT)[1].ended == "callback"


def test_channel_and_language_are_told_by_the_session(bot: Bot) -> None:
    """A choice for one channel is absent on the others."""
    assert "web_only" in words(bot.start(channel="web")[1])
    session, reply = bot.start(channel="messenger")
    assert "web_only" not in words(reply)
    with pytest.raises(ParameterError, match="must be one of the choices track"):
        bot.choose(session, "web_only")


def test_slot_values_are_compared(bot: Bot) -> None:
    """A value decides the way on, however it is written."""
    assert talk(bot, "Bezahlen", "250 €")[1].control == "queued"
    assert talk(bot, "Bezahlen", "19,90")[1].messages == ("19,90 Euro sind bezahlt.",)


def test_choices_under_guards_follow_what_is_known(bot: Bot) -> None:
    """A choice appears once its slot has a value, and an opt-in takes its question away."""
    session, reply = bot.start()
    assert "again" not in words(reply)
    assert "news" in words(reply)
    session, _ = bot.reply(session, "Sendung verfolgen")
    session, _ = bot.reply(session, "AB123456789")
    session, reply = bot.reply(session, "Noch etwas")
    assert "again" in words(reply)
    session, _ = bot.reply(session, "Neues erfahren")
    session, reply = bot.reply(session, "ja")
    assert reply.opted == (("updates", True),)
    session, reply = bot.reply(session, "Noch etwas")
    assert "news" not in words(reply)


def test_opting_out_is_told(bot: Bot) -> None:
    """Who has agreed may take it back, and the reply tells the house."""
    session, _ = talk(bot, "Neues erfahren", "ja")
    session, reply = bot.reply(session, "Abbestellen")
    assert reply.opted == (("updates", False),)
    assert bot.held_back(session, "shipped", at=MONDAY) == "no_opt_in"


# ----- values ------------------------------------------------------------------------------------


def test_forgotten_values_are_gone(tmp_path: Path) -> None:
    """The text may still name the value, but neither session nor agent has it afterwards."""
    bot = shop(tmp_path, actions={"carrier.lookup": lambda _: "gone"})
    session, reply = talk(bot, "Sendung verfolgen", "AB123456789")
    assert reply.messages == ("AB123456789 finde ich nicht.",)
    assert "parcel_id" not in session.values
    assert "AB123456789" not in session.to_json()
    _, queued = bot.reply(session, "Mensch")
    assert queued.handoff is not None
    assert "parcel_id" not in queued.handoff.passed


def test_forgotten_values_are_asked_anew(bot: Bot) -> None:
    """Paying twice asks twice, and the second amount decides."""
    session, _ = talk(bot, "Bezahlen", "20")
    session, _ = bot.reply(session, "Noch etwas")
    session, reply = bot.reply(session, "Bezahlen")
    assert reply.messages == ("Wie viel möchten Sie zahlen?",)
    assert bot.reply(session, "500")[1].control == "queued"


def test_actions_fill_slots(tmp_path: Path) -> None:
    """What a back end returns stands in the text and in the session, numbers as texts."""

    def lookup(values: Mapping[str, str]) -> Any:
        assert dict(values) == {"parcel_id": "AB123456789"}
        return "found", {"eta": "17:45", "place": 7}

    session, reply = talk(
        shop(tmp_path, actions={"carrier.lookup": lookup}), "Sendung verfolgen", "AB123456789"
    )
    assert reply.messages == ("AB123456789 kommt um 17:45 ins 7.",)
    assert session.values["place"] == "7"
    assert reply.actions == (("carrier.lookup", "found", False),)


def test_rehearsed_actions_fill_with_what_is_likeliest(bot: Bot) -> None:
    """Without a back end the likeliest assumed value is taken, or else the example."""
    session, _ = talk(bot, "Sendung verfolgen", "AB123456789")
    assert (session.values["eta"], session.values["place"]) == ("18:30", "Depot")


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        (("found", {"eta": "1", "place": "x", "amount": "3"}), "may fill eta, place"),
        (("gone", {"eta": "1"}), "may fill none"),
        (("found", {"eta": "1"}), "must fill place with this outcome"),
        ("found", "must fill eta, place"),
        ("lost", "must return one of found, gone"),
        (None, "must return an outcome"),
        (("found", {}, 3), "must return an outcome"),
        (("found", "eta"), "must return an outcome"),
    ],
)
def test_back_ends_give_what_the_flow_provides_for(tmp_path: Path, given: Any, rule: str) -> None:
    """Anything else is refused, by a sentence that holds nothing of what was returned."""
    bot = shop(tmp_path, actions={"carrier.lookup": lambda _: given})
    session, _ = talk(bot, "Sendung verfolgen")
    before = session.to_json()
    with pytest.raises(ParameterError, match=rule):
        bot.reply(session, "AB123456789")
    assert session.to_json() == before


def test_questions_are_asked_in_the_order_written(bot: Bot) -> None:
    """The first text asks, whatever values the others name."""
    _, reply = talk(bot, "Sendung verfolgen")
    assert reply.messages == ("Wie lautet die Nummer?",)
    _, again = talk(bot, "Sendung verfolgen", "weiß nicht")
    assert again.messages[-1] == "Nicht …, sondern welche?"


# ----- media and channels ------------------------------------------------------------------------


def test_pictures_go_where_they_are_carried(bot: Bot, tmp_path: Path) -> None:
    """A picture stands after its text; where there are none, its words are said."""
    session, _ = bot.start(channel="web")
    _, reply = bot.reply(session, "Aufkleber drucken")
    [picture] = reply.pictures
    assert (picture.kind, picture.after) == ("image", 1)
    assert picture.file == str(tmp_path / "label.png")
    assert picture.alt == "Der Aufkleber, oben rechts die Nummer."
    session, _ = bot.start(channel="sms")
    _, told = bot.reply(session, "Aufkleber drucken")
    assert told.pictures == ()
    assert told.messages[0] == "So geht es."
    assert told.messages[1].startswith("Der Aufkleber, oben rechts die Nummer.")


def test_moving_changes_the_channel(bot: Bot) -> None:
    """Before the move messages fit the old channel, after it the new; later replies as well."""
    session, _ = bot.start(channel="sms")
    session, reply = bot.reply(session, "Vertrauliches")
    assert reply.moved == session.channel == "web"
    assert reply.channels == ("sms", "web")
    assert reply.messages == ("Wir machen auf der Website weiter.", "Hier sind Sie richtig.")
    assert words(reply) == {"thanks", "more"}
    session, reply = bot.reply(session, "Noch etwas")
    assert reply.channels == ("web",)
    assert "web_only" in words(reply)
    session, again = bot.reply(session, "Vertrauliches")
    assert again.moved is None


def test_long_texts_before_a_move_are_cut_for_the_old_channel(tmp_path: Path) -> None:
    """Each message is fitted to the channel on which it is said."""
    long = " ".join(["Auf unserer Website geht es sicherer weiter."] * 40)
    texts = TEXTS.replace("Wir machen auf der Website weiter.", long)
    bot = shop(tmp_path, texts=texts.replace("Hier sind Sie richtig.", long))
    session, _ = bot.start(channel="sms")
    _, reply = bot.reply(session, "Vertrauliches")
    before = [m for m, c in zip(reply.messages, reply.channels, strict=True) if c == "sms"]
    assert len(before) > 1
    assert " ".join(before) == long
    assert reply.messages[-1] == long


def test_choices_offered_on_the_new_channel_have_their_text_there(tmp_path: Path) -> None:
    """Where a step moves and offers choices at once, its text is said on both channels."""
    flow = SHOP.replace(
        "private: {say: go_on_there, move: [line, web], then: private_here}",
        "private: {say: go_on_there, move: [line, web], choose: {thanks: done}}",
    ).replace("  private_here: {say: here_we_are, choose: {thanks: done, more: hello}}\n", "")
    bot = shop(tmp_path, flow)
    session, _ = bot.start(channel="sms")
    _, reply = bot.reply(session, "Vertrauliches")
    assert reply.channels == ("sms", "web")
    assert set(reply.messages) == {"Wir machen auf der Website weiter."}
    assert words(reply) == {"thanks"}


# ----- what is refused ---------------------------------------------------------------------------


def test_times_without_a_zone_are_refused(bot: Bot) -> None:
    """A bare time means something else everywhere."""
    bare = MONDAY.replace(tzinfo=None)
    session, _ = bot.start(opted=["updates"])
    with pytest.raises(ParameterError, match="time zone"):
        bot.start(at=bare)
    with pytest.raises(ParameterError, match="time zone"):
        bot.reply(session, "Mensch", at=bare)
    with pytest.raises(ParameterError, match="time zone"):
        bot.push(session, "shipped", at=bare)


def test_unknown_facts_are_refused(bot: Bot) -> None:
    """A misspelt fact would otherwise be assumed without a word."""
    with pytest.raises(ParameterError, match="it has is_known, cart_value"):
        bot.start(customer={"is_knwon": True})


@pytest.mark.parametrize(
    ("name", "value"),
    [("tries", "2"), ("quiet", 1), ("slot", 3), ("stage", "nap"), ("decided", [["x"]])],
)
def test_forged_states_are_refused(bot: Bot, name: str, value: Any) -> None:
    """A state with a value of the wrong kind is no session."""
    row = json.loads(bot.start()[0].to_json())
    row["state"][name] = value
    with pytest.raises(InputError, match="not a session"):
        Session.from_json(json.dumps(row))


def test_guards_of_another_flow_are_refused(bot: Bot) -> None:
    """A session that has answers to guards the flow does not have is not continued."""
    row = json.loads(bot.start()[0].to_json())
    row["state"]["decided"] = [["customer.is_rich", True]]
    with pytest.raises(InputError, match="another flow"):
        bot.reply(Session.from_json(json.dumps(row)), "Mensch")
