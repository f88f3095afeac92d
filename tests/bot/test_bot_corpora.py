"""The bot on each shipped flow: it answers whatever happens, and a human is never far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.bot import Bot, Function, Reply, Session
from dialogkit.conversation import HANDOFF_RESULTS, Prediction
from dialogkit.flow import Action, Flow, load_flow

CORPORA = Path(__file__).parents[2] / "corpora"
NAMES = sorted(folder.parent.name for folder in CORPORA.glob("*/flow.yaml"))
WORKDAY = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))
NIGHT = WORKDAY.replace(hour=3)


class AnyIntent:
    """A classifier that hears an intent by its label, and is sure of it."""

    fingerprint = "0123456789abcdef"

    def __init__(self, flow: Flow) -> None:
        self.classes_ = np.array(list(flow.intents.values()))

    def predict_many(self, texts: Sequence[str]) -> list[Prediction]:
        return [self._predict(text) for text in texts]

    def _predict(self, text: str) -> Prediction:
        heard = next((str(label) for label in self.classes_ if label in text), None)
        label, sure = heard or str(self.classes_[0]), 0.05 if heard is None else 0.95
        return Prediction(
            intent=label,
            confidence=sure,
            out_of_scope=1 - sure,
            accepted=heard is not None,
            top=((label, sure),),
        )


@cache
def bot_of(name: str) -> Bot:
    """The bot of a shipped flow."""
    flow = load_flow(CORPORA / name / "flow.yaml")
    return Bot(flow, AnyIntent(flow))


@cache
def waiting_sessions(name: str) -> tuple[Session, ...]:
    """A session for each step and slot at which the customer is waited for.

    All buttons are pressed, all intents said, all examples given, and back ends return all they
    may, as long as that leads to something not met before.
    """
    bot = bot_of(name)
    topics = list({push.opt_in for push in bot.flow.push.values()})
    values = {name: list(fact.values) for name, fact in bot.flow.customer.items()}
    facts = [{name: each[end] for name, each in values.items()} for end in (0, -1)]
    ahead = [
        bot.start(at=at, opted=topics, customer=known)[0]
        for at in (NIGHT, WORKDAY)
        for known in facts
    ]
    found: dict[tuple[object, ...], Session] = {}
    bots = [bot, *(_bound(bot.flow, number) for number in (1, 2))]
    while ahead:
        session = ahead.pop(0)
        state = session.state
        key = (state.step, state.slot, state.control, tuple(session.customer.items()))
        if key not in found:
            found[key] = session
            ahead += [after for each in bots for after, _ in _next(each, session)]
    return tuple(session for session in found.values() if session.state.control == "bot")


def _bound(flow: Flow, number: int) -> Bot:
    """A bot whose back ends return their outcomes and values number ``number``."""

    def returning(action: Action) -> Function:
        outcome = list(action.gives)[number % len(action.gives)]
        slots = [flow.data[slot] for slot in action.fills.get(outcome, ())]
        values = {s.name: (*s.values, s.like)[number % (len(s.values) + 1)] for s in slots}
        return lambda _: (outcome, values)

    functions = {name: returning(action) for name, action in flow.actions.items()}
    return Bot(flow, AnyIntent(flow), actions=functions)


def _next(bot: Bot, session: Session) -> list[tuple[Session, Reply]]:
    """What may happen next."""
    if session.state.control == "queued":
        return [bot.hand_back(session, result, at=WORKDAY) for result in HANDOFF_RESULTS]
    if session.state.control == "ended":
        return [bot.push(session, push, at=WORKDAY) for push in bot.flow.push]
    said = [bot.reply(session, text, at=WORKDAY) for text in _answers(bot, session)]
    return [*said, bot.silence(session, at=NIGHT)]


def _answers(bot: Bot, session: Session) -> list[str]:
    """What brings a conversation on from here."""
    flow, slot = bot.flow, session.state.slot
    given = [] if slot is None else [flow.data[slot].like, *flow.data[slot].values]
    step = flow.steps[session.state.step]
    labels = [flow.texts.label(choice.word, session.locale) for choice in step.choose]
    return [*given, *labels, *flow.intents.values()]


@pytest.mark.parametrize("name", NAMES)
def test_steps_that_wait_are_found(name: str) -> None:
    """The walk of these tests meets nearly all steps that offer choices or ask."""
    flow = bot_of(name).flow
    waits = {step.name for step in flow.steps.values() if step.choose or step.ask}
    met = {session.state.step for session in waiting_sessions(name)}
    assert len(met) >= 0.9 * len(waits), sorted(waits - met)


@pytest.mark.parametrize("text", ["agent", "Mensch", "help", "Hilfe", "Ich will einen Menschen!"])
@pytest.mark.parametrize("name", NAMES)
def test_human_is_one_message_away_from_every_step(name: str, text: str) -> None:
    """By day an agent is asked for; by night what the flow has for that happens instead."""
    bot = bot_of(name)
    for session in waiting_sessions(name):
        for at in (WORKDAY, NIGHT):
            after, reply = bot.reply(session, text, at=at)
            assert reply.why is not None
            assert reply.why.word is not None, (session.state.step, session.state.slot)
            assert reply.control == "queued" or _promised(bot, reply), (session.state.step, at)
            again = after.state.step == session.state.step  # asked where to call back already
            assert again or after.state.lost == 0


def _promised(bot: Bot, reply: Reply) -> bool:
    """Whether the customer is told when somebody gets back to them, or asked where."""
    step = bot.flow.steps[reply.step]
    return reply.ended == "callback" or bool(step.ask) or step.handoff is not None


@pytest.mark.parametrize("name", NAMES)
def test_buttons_may_be_typed(name: str) -> None:
    """Every choice is taken by its label in any case, by its number, and by its word of thanks."""
    bot = bot_of(name)
    for session in waiting_sessions(name):
        words = bot._machine.offered(session.state)
        for number, word in enumerate(words, start=1):
            pressed = bot.choose(session, word, at=WORKDAY)[0].state
            label = bot.flow.texts.label(word, session.locale)
            for typed in (label, label.upper(), f"{label}, bitte", str(number)):
                assert bot.reply(session, typed, at=WORKDAY)[0].state == pressed, typed


@pytest.mark.parametrize("text", ["das war's", "Das wars!", "danke", "Vielen Dank", "super, danke"])
@pytest.mark.parametrize("name", NAMES)
def test_thanks_are_understood_where_they_are_offered(name: str, text: str) -> None:
    """A customer who is done is not asked to put it otherwise."""
    bot = bot_of(name)
    for session in waiting_sessions(name):
        if "thanks" in bot._machine.offered(session.state):
            _, reply = bot.reply(session, text, at=WORKDAY)
            assert reply.why is not None
            assert reply.why.word == "thanks", session.state.step


@pytest.mark.parametrize("name", NAMES)
def test_agent_and_queue_have_the_word_alone(name: str) -> None:
    """Until they give back, the bot says nothing to anything."""
    bot = bot_of(name)
    for session in waiting_sessions(name)[:6]:
        queued, reply = bot.reply(session, "Mensch", at=WORKDAY)
        if reply.control != "queued":
            continue
        for state in (queued, bot.join(queued, agent="Kim")[0]):
            for text in ("Hallo?", "1", "Mensch", "danke"):
                after, reply = bot.reply(state, text, at=WORKDAY)
                assert (reply.messages, reply.buttons) == ((), ())
                assert (after.state, after.values) == (state.state, state.values)


@pytest.mark.parametrize("name", NAMES)
def test_fingerprints_do_not_depend_on_the_folder(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session is continued by the same flow wherever its files lie."""
    monkeypatch.chdir(CORPORA)
    assert Bot(load_flow(Path(name) / "flow.yaml")).fingerprint == bot_of(name).fingerprint


# ----- anything can happen -----------------------------------------------------------------------

TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "?", "Mensch", "1", "2", "3", "ja", "nein", "danke", "wann habt ihr auf?"]
    ),
)


def happen(bot: Bot, session: Session, data: st.DataObject, at: datetime) -> tuple[Session, Reply]:
    """Something a customer, a team or the house does."""
    kind = data.draw(
        st.sampled_from(["text", "text", "answer", "answer", "silence", "push", "team"])
    )
    if kind == "text":
        return bot.reply(session, data.draw(TEXTS), at=at)
    if kind == "answer" and session.state.control == "bot":
        return bot.reply(session, data.draw(st.sampled_from(_answers(bot, session))), at=at)
    if kind == "silence":
        return bot.silence(session, at=at)
    if kind == "push" and bot.flow.push:
        return bot.push(session, data.draw(st.sampled_from(list(bot.flow.push))), at=at)
    if data.draw(st.booleans()):
        return bot.join(session)
    if session.state.control == "queued" and data.draw(st.booleans()):
        return bot.wait(session, position=data.draw(st.none() | st.integers(1, 9)))
    return bot.hand_back(session, data.draw(st.sampled_from(HANDOFF_RESULTS)), at=at)


@settings(max_examples=12, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("name", NAMES)
def test_nothing_breaks_and_silence_ends_it(name: str, data: st.DataObject) -> None:
    """Through JSON and back at every moment, twice the same, and silence leads to an end."""
    bot, at = bot_of(name), WORKDAY + timedelta(hours=data.draw(st.integers(0, 24)))
    channel = data.draw(st.sampled_from(bot.flow.channels))
    locale = data.draw(st.sampled_from(bot.flow.locales))
    facts = {n: data.draw(st.sampled_from(list(f.values))) for n, f in bot.flow.customer.items()}
    topics = {push.opt_in for push in bot.flow.push.values()}
    opted = [topic for topic in sorted(topics) if data.draw(st.booleans())]
    session, reply = bot.start(channel=channel, locale=locale, customer=facts, opted=opted, at=at)
    for _ in range(data.draw(st.integers(0, 8))):
        before = session.to_json()
        copy = Session.from_json(before)
        assert copy == session
        session, reply = happen(bot, copy, data, at)
        assert copy.to_json() == before
        assert reply.form != "refused"
        assert len(reply.channels) == len(reply.messages)
        assert "⟨" not in " ".join(reply.messages)
        assert set(session.values) <= session.state.known
    ends = {step.end for step in bot.flow.steps.values()} | {"silence", "lost"}
    for _ in range(6):
        if session.state.control == "bot":
            session, reply = bot.silence(session, at=at)
    assert session.state.control in ("queued", "agent", "ended")
    assert session.state.control != "ended" or session.state.end in ends


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_replies_are_pure(data: st.DataObject) -> None:
    """The same session and message give the same reply, and leave the session as it was."""
    name = data.draw(st.sampled_from(NAMES))
    bot = bot_of(name)
    session = data.draw(st.sampled_from(waiting_sessions(name)))
    text = data.draw(TEXTS | st.sampled_from(_answers(bot, session)))
    before = session.to_json()
    first = bot.reply(session, text, at=WORKDAY)
    bot.reply(session, "Mensch", at=NIGHT)
    other = Bot(bot.flow, bot.model)
    assert first == bot.reply(session, text, at=WORKDAY) == other.reply(session, text, at=WORKDAY)
    assert session.to_json() == before
