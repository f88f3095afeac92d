"""The paper's bot: nobody is written to who has not agreed, and one word ends it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.flow import (
    Acted,
    Asked,
    Decided,
    Ended,
    Flow,
    Machine,
    Offered,
    Opted,
    Pushed,
    Said,
    Silence,
    State,
    load_flow,
)

NEWS = Path(__file__).parents[2] / "corpora" / "news"
TOPICS = frozenset({"morning", "breaking"})


@pytest.fixture(scope="module")
def flow() -> Flow:
    """The bot of the corpus."""
    return load_flow(NEWS / "flow.yaml")


@given(data=st.data())
@settings(max_examples=60)
def test_stop_always_stops(flow: Flow, data: st.DataObject) -> None:
    """Wherever the customer has the word, stop ends all topics at once."""
    machine = Machine(flow)
    state = machine.start(opted=TOPICS).state
    for _ in range(data.draw(st.integers(0, 20))):
        events = machine.events(state)
        if not events:
            break
        state = machine.react(state, data.draw(st.sampled_from(events))).state
        if state.control == "bot" and state.stage in ("ask", "choose") and state.step != "stop":
            assert machine.react(state, Said("stop")).state.opted == frozenset()


@given(sent=st.integers(0, 12), opted=st.sets(st.sampled_from(sorted(TOPICS))))
def test_pushes_keep_to_agreement_and_cap(flow: Flow, sent: int, opted: set[str]) -> None:
    """A push is sent only to who agreed to its topic, and no more often a week than it says."""
    machine = Machine(flow)
    ended = State(step="done", stage="end", control="ended", opted=frozenset(opted))
    for name, push in flow.push.items():
        turn = machine.react(ended, Pushed(name, sent))
        assert bool(turn.outputs) == (push.opt_in in opted and sent < push.per_week)


def test_reading_in_silence_is_not_commented_on(flow: Flow) -> None:
    """Who reads the morning news and says nothing is told nothing."""
    machine = Machine(flow)
    pushed = machine.start(opted=TOPICS, push="morning")
    assert pushed.state.step == "morning"
    assert machine.react(pushed.state, Silence()).outputs == (Ended("read", "unread"),)


def test_agreeing_is_topic_by_topic(flow: Flow) -> None:
    """The first choice agrees to one topic; to refuse the other leaves it out."""
    machine = Machine(flow)
    turn = machine.react(asked_if_open(machine), Said("subscribe"))
    turn = machine.react(turn.state, Said("agree"))
    assert Opted("morning", agreed=True, step="subscribe") in turn.outputs
    assert machine.react(turn.state, Said("refuse")).state.opted == {"morning"}


def test_known_readers_are_not_asked_who_they_are(flow: Flow) -> None:
    """A known reader's complaint is reported at once; another gives the subscriber number first."""
    machine = Machine(flow)
    asked = machine.react(asked_if_open(machine), Said("delivery"))
    assert machine.react(asked.state, Decided(True)).state.step == "report"
    unknown = machine.react(asked.state, Decided(False))
    assert Asked("subscriber_no", "who", 1) in unknown.outputs
    given = machine.react(unknown.state, Said(given=frozenset({"subscriber_no"})))
    assert machine.react(given.state, Acted("found")).state.step == "report"


def test_reader_services_are_offered_only_while_open(flow: Flow) -> None:
    """The button is there while somebody is; at other times a message is taken."""
    machine = Machine(flow)
    weighed = machine.start().state
    assert weighed.guard == "time.is_open(service)"
    for is_open in (True, False):
        offered = machine.react(weighed, Decided(is_open)).outputs[-1]
        assert isinstance(offered, Offered)
        assert ("agent" in offered.words) is is_open
    wish = machine.react(asked_if_open(machine, is_open=False), Said("agent"))
    if wish.state.stage == "weigh":
        wish = machine.react(wish.state, Decided(False))
    assert wish.state.step == "late"


def asked_if_open(machine: Machine, *, is_open: bool = True) -> State:
    """The first step, with its question of opening hours answered."""
    state = machine.start().state
    return machine.react(state, Decided(is_open)).state
