"""Conversations with the bot, from greeting to end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from bot_flows import FLOW, KeywordModel, parcel_flow
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogkit.bot import Bot, Reply, Session
from dialogkit.conversation import HANDOFF_RESULTS, Message
from dialogkit.errors import FlowError, InputError, ParameterError
from dialogkit.flow import Choice, Texts


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    """A bot that rehearses its action."""
    return Bot(parcel_flow(tmp_path), KeywordModel())


def talk(bot: Bot, *texts: str, locale: str | None = None) -> tuple[Session, Reply]:
    """The session and the reply after ``texts``."""
    session, reply = bot.start(locale=locale)
    for text in texts:
        session, reply = bot.reply(session, text)
    return session, reply


def test_it_says_what_it_is_and_offers_choices(bot: Bot) -> None:
    """The first message discloses the bot, and buttons carry the labels of the language."""
    _, german = bot.start()
    assert german.messages == ("Sie schreiben hier mit einem Bot. Guten Tag! Worum geht es?",)
    assert [b.label for b in german.buttons][:2] == ["Sendung verfolgen", "Beschwerde"]
    _, english = bot.start(locale="en")
    assert english.messages == ("You are chatting with a bot. Hello! What is it about?",)


def test_disclosure_is_not_said_twice(bot: Bot) -> None:
    """A text that says "bot" itself is left as it is."""
    session, _ = bot.start()
    _, reply = bot.silence(session)
    assert reply.messages == ("Hier der Bot. Wir rufen Sie an.",)
    assert reply.ended == "callback"


def test_from_question_to_answer(bot: Bot) -> None:
    """Intent, value, action and placeholder come together, and the issue is settled."""
    session, reply = talk(bot, "Wo ist mein Paket?", "ab 123 456 789")
    assert reply.messages == ("Ihre Sendung AB123456789 ist unterwegs.",)
    assert reply.fulfilled == ("track",)
    assert reply.actions == (("carrier.lookup", "found", True),)
    assert session.state.step == "tell"


def test_value_given_early_is_not_asked_for(bot: Bot) -> None:
    """A number in the first sentence saves the question."""
    _, reply = talk(bot, "Wo ist mein Paket AB123456789?")
    assert reply.step == "tell"


def test_question_is_asked_again_in_other_words(bot: Bot) -> None:
    """After an answer without a value the second wording of the question is used."""
    _, reply = talk(bot, "1", "weiß nicht")
    assert reply.messages == (
        "Das habe ich nicht verstanden.",
        "Die Nummer hat zwei Buchstaben und neun Ziffern.",
    )


def test_bound_action_decides(tmp_path: Path) -> None:
    """A bound function gets the values it needs and no others, and its outcome is taken."""
    got: list[Mapping[str, str]] = []

    def lookup(values: Mapping[str, str]) -> str:
        got.append(values)
        return "unknown"

    bot = Bot(parcel_flow(tmp_path), actions={"carrier.lookup": lookup})
    _, reply = talk(bot, "1", "kim@example.org", "AB123456789")
    assert got == [{"parcel_id": "AB123456789"}]
    assert reply.actions == (("carrier.lookup", "unknown", False),)
    assert reply.handoff is not None
    assert reply.handoff.reason == "action"


def test_action_with_an_outcome_of_its_own_is_refused(tmp_path: Path) -> None:
    """A function must give one of the outcomes the flow provides for."""
    bot = Bot(parcel_flow(tmp_path), actions={"carrier.lookup": lambda _: "exploded"})
    with pytest.raises(ParameterError, match="one of found, unknown, failed"):
        talk(bot, "1", "AB123456789")


def test_unknown_action_is_refused(tmp_path: Path) -> None:
    """Binding a name the flow does not have is a mistake worth telling."""
    with pytest.raises(ParameterError, match=r"not in the flow: carrier\.lokup; it has carrier"):
        Bot(parcel_flow(tmp_path), actions={"carrier.lokup": lambda _: "found"})


def test_unknown_locale_is_refused(bot: Bot) -> None:
    """A bot speaks the flow's languages."""
    with pytest.raises(ParameterError, match="locale must be one of the flow's, de, en, got fr"):
        bot.start(locale="fr")


def test_handoff_passes_no_value_above_its_level(bot: Bot) -> None:
    """The agent gets the number; the sensitive complaint stays with the bot, by name only."""
    _, reply = talk(bot, "2", "ja", "AB123456789", "Es war nass.")
    handoff = reply.handoff
    assert handoff is not None
    assert dict(handoff.passed) == {"reason": "policy", "parcel_id": "AB123456789"}
    assert handoff.withheld == ("complaint",)
    assert (handoff.name, handoff.turns) == ("complaints", 10)
    assert handoff.suggestions == ("Das tut uns leid.",)
    assert reply.messages == ("Ich verbinde Sie.",)
    assert reply.control == "queued"


def test_silent_while_an_agent_has_the_word(bot: Bot) -> None:
    """From the handoff until the return the bot says nothing to what the customer writes."""
    session, _ = talk(bot, "Mensch")
    session, waiting = bot.reply(session, "Hallo?")
    assert (waiting.messages, waiting.control) == ((), "queued")
    session, joined = bot.join(session)
    assert joined.messages == ("Sie sprechen jetzt mit unserem Team.",)
    session, talking = bot.reply(session, "AB123456789")
    assert (talking.messages, talking.control) == ((), "agent")
    assert not session.values
    session, back = bot.hand_back(session, "resolved")
    assert back.control == "bot"
    assert back.messages[0].startswith("Sie schreiben hier mit einem Bot.")


@pytest.mark.parametrize("result", HANDOFF_RESULTS)
def test_every_result_of_a_handoff_goes_on(bot: Bot, result: str) -> None:
    """After each result the bot has the word again or has said how it ends."""
    session, _ = talk(bot, "Mensch")
    _, reply = bot.hand_back(session, result)  # type: ignore[arg-type]  # all are results
    assert reply.messages
    assert reply.control in ("bot", "ended")


def test_unknown_result_is_refused(bot: Bot) -> None:
    """A handoff ends in one of six ways."""
    session, _ = talk(bot, "Mensch")
    with pytest.raises(ParameterError, match="one of resolved, returned"):
        bot.hand_back(session, "gone")  # type: ignore[arg-type]  # on purpose


def test_buttons_are_taken_by_their_word(bot: Bot) -> None:
    """A press of a button says which; a word that is not offered is refused."""
    session, _ = bot.start()
    _, reply = bot.choose(session, "complain")
    assert reply.step == "consent"
    with pytest.raises(ParameterError, match="track, complain, agent"):
        bot.choose(session, "done")


def test_message_values_are_read_as_texts(bot: Bot) -> None:
    """A message from a log is answered as its text is."""
    session, _ = bot.start()
    message = Message(conversation_id="c", position=0, speaker="customer", text="Beschwerde")
    assert bot.reply(session, message) == bot.reply(session, "Beschwerde")


def test_variants_follow_the_turn(bot: Bot) -> None:
    """The same conversation has the same words, another length may have others."""
    session, _ = talk(bot, "Mensch")
    first = bot.hand_back(session, "returned")[1].messages
    again = bot.hand_back(session, "returned")[1].messages
    later = bot.hand_back(bot.reply(session, "Hallo?")[0], "returned")[1].messages
    assert first == again != later


def test_undo_is_keeping_the_session(bot: Bot) -> None:
    """Replying does not change the session it was given."""
    session, _ = talk(bot, "1")
    before = session.to_json()
    bot.reply(session, "AB123456789")
    assert session.to_json() == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            ["1", "2", "3", "ja", "nein", "AB123456789", "Mensch", "Paket", "?", "kim@example.org",
             "/join", "/silence", *HANDOFF_RESULTS]
        ),
        max_size=12,
    )
)  # fmt: skip
def test_sessions_round_trip(bot: Bot, events: list[str]) -> None:
    """Through JSON and back, any session goes on exactly as it would have."""
    session, _ = bot.start()
    for event in events:
        copy = Session.from_json(session.to_json())
        assert copy == session
        assert happen(bot, copy, event) == happen(bot, session, event)
        session, _ = happen(bot, session, event)


def happen(bot: Bot, session: Session, event: str) -> tuple[Session, Reply]:
    """A message, or what its name says."""
    if event == "/join":
        return bot.join(session)
    if event == "/silence":
        return bot.silence(session)
    if event in HANDOFF_RESULTS:
        return bot.hand_back(session, event)
    return bot.reply(session, event)


def test_session_of_another_flow_is_refused(bot: Bot, tmp_path: Path) -> None:
    """A session is not continued in a flow that behaves differently."""
    (tmp_path / "other").mkdir()
    other = Bot(parcel_flow(tmp_path / "other", FLOW.replace("at_most: 2", "at_most: 3")))
    session, _ = bot.start()
    with pytest.raises(InputError, match="belongs to another flow"):
        other.reply(session, "1")


def test_rewording_and_moving_lines_keeps_sessions(bot: Bot, tmp_path: Path) -> None:
    """A comment in the file does not end the conversations under way."""
    (tmp_path / "moved").mkdir()
    moved = Bot(parcel_flow(tmp_path / "moved", "# a comment\n" + FLOW))
    assert moved.fingerprint == bot.fingerprint


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"flow": "x"}'])
def test_broken_sessions_are_refused(text: str) -> None:
    """What is no session is refused in one sentence."""
    with pytest.raises(InputError, match="not a session"):
        Session.from_json(text)


def test_session_with_a_forged_step_is_refused(bot: Bot) -> None:
    """A session that names a step the flow does not have is refused, not crashed on."""
    session, _ = bot.start()
    row = json.loads(session.to_json())
    row["state"]["step"] = "vault"
    with pytest.raises(InputError, match="another flow"):
        bot.reply(Session.from_json(json.dumps(row)), "1")


def test_nothing_happens_after_the_end(bot: Bot) -> None:
    """An ended session stays ended and silent."""
    session, _ = talk(bot, "2", "nein")
    session, reply = bot.reply(session, "noch etwas")
    assert (reply.messages, reply.ended) == ((), "no_consent")


def test_channel_decides_how_choices_are_shown(bot: Bot) -> None:
    """Where labels are too long for buttons they become rows or numbered lines, and it is said."""
    session, reply = bot.start(channel="whatsapp")
    assert (reply.form, reply.changed) == ("buttons", ())
    short = parcel_flow_with(bot, 12)
    session, reply = short.start(channel="whatsapp")
    assert reply.form == "numbered"
    assert reply.buttons == ()
    assert "12. " in reply.messages[-1]
    assert any("rows of a list: 12, at most 10" in why for why in reply.changed)
    assert short.reply(session, "12")[1].step == "done"


def parcel_flow_with(bot: Bot, choices: int) -> Bot:
    """The same bot with that many choices at the start, all of which lead to the end."""
    start = bot.flow.steps["hello"]
    choose = [
        Choice(word=f"choice {number}", goto="done", place=start.place) for number in range(choices)
    ]
    steps = {**bot.flow.steps, "hello": replace(start, choose=tuple(choose))}
    return Bot(replace(bot.flow, steps=steps))


def test_unknown_channel_is_refused(bot: Bot) -> None:
    """A channel nobody described cannot be behaved like."""
    with pytest.raises(ParameterError, match="channel must be one of"):
        bot.start(channel="pigeon")


def test_agent_is_named_where_the_text_wants_it(bot: Bot) -> None:
    """The announcement of an agent may name them."""
    texts = Texts(
        {"de": {**bot.flow.texts.by_locale["de"], "meet_agent": ("Hier ist {agent}.",)}}, "de"
    )
    named = Bot(replace(bot.flow, texts=texts))
    session, _ = talk(named, "Mensch")
    assert named.join(session, agent="Kim")[1].messages == ("Hier ist Kim.",)
    assert named.join(session)[1].messages == ("Hier ist ….",)


def test_flow_that_cannot_run_is_refused(tmp_path: Path) -> None:
    """Names that stand for nothing are told all at once; missing texts are not in the way."""
    broken = FLOW.replace("refuse: refused", "refuse: nowhere").replace(
        "found: tell", "found: gone"
    )
    with pytest.raises(FlowError, match=r"flow\.yaml:\d+:\d+: no bot can run") as caught:
        Bot(parcel_flow(tmp_path, broken))
    assert "'nowhere'" in caught.value.what
    assert "'gone'" in caught.value.what
    wordless = replace(parcel_flow(tmp_path), texts=Texts())
    assert Bot(wordless).start()[1].messages == ("Sie schreiben hier mit einem Bot. ⟨hello⟩",)
