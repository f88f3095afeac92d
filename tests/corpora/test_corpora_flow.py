"""The shipped bot, its team and its gate fit each other and the channels it is meant for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogkit.contact_centre import ContactCentre
from dialogkit.conversation import HANDOFF_RESULTS
from dialogkit.flow import (
    Acted,
    Decided,
    Ended,
    Flow,
    HandedBack,
    HandedOff,
    Machine,
    Said,
    Silence,
    State,
    load_flow,
)

PARCEL = Path(__file__).parents[2] / "corpora" / "parcel"


@pytest.fixture(scope="module")
def flow() -> Flow:
    """The shipped flow."""
    return load_flow(PARCEL / "flow.yaml")


def walk(flow: Flow, data: st.DataObject) -> list[State]:
    """The states of a conversation in which anything happens that can."""
    machine = Machine(flow)
    states = [machine.start().state]
    for _ in range(data.draw(st.integers(0, 25))):
        events = machine.events(states[-1])
        if not events:
            break
        states.append(machine.react(states[-1], data.draw(st.sampled_from(events))).state)
    return states


def test_flow_is_of_a_size_that_one_can_survey(flow: Flow) -> None:
    """It has 22 to 34 steps and all its intents are labels of the training data."""
    lines = (PARCEL / "utterances.jsonl").read_text("utf-8").splitlines()
    labels = {json.loads(line)["intent"] for line in lines}
    assert 22 <= len(flow.steps) <= 34
    assert set(flow.intents.values()) == labels


def test_check_finds_nothing_that_should_be_changed(flow: Flow) -> None:
    """The checker has neither errors nor warnings about it."""
    found = [f for f in flow.check() if f.severity in ("error", "warning")]
    assert [(f.code, f.what) for f in found] == []


def test_texts_are_complete_and_labels_fit_a_button(flow: Flow) -> None:
    """Both languages have the same keys, and no label is longer than 20 characters."""
    german, english = (flow.texts.by_locale[locale] for locale in ("de", "en"))
    assert set(german) == set(english)
    words = {choice.word for step in flow.steps.values() for choice in step.choose}
    said = {step.say for step in flow.steps.values()}
    assert words.isdisjoint(said)
    for texts in (german, english):
        assert words <= set(texts)
        assert max(len(texts[word][0]) for word in words) <= 20


def test_every_handoff_result_leads_on(flow: Flow) -> None:
    """All six results of each handoff have a step, and the bot says there that it is one."""
    for handoff in flow.handoffs.values():
        assert set(handoff.when) == set(HANDOFF_RESULTS)
        for target in handoff.when.values():
            assert flow.steps[target].disclose


@given(data=st.data())
def test_no_conversation_can_get_stuck(flow: Flow, data: st.DataObject) -> None:
    """However a conversation went, silence and a closed team bring it to an end that was drawn."""
    machine, state = Machine(flow), walk(flow, data)[-1]
    for _ in range(8):
        while state.control == "bot" and state.stage in ("act", "weigh"):
            step = flow.steps[state.step]
            weighing = state.stage == "weigh"
            event = Decided(holds=False) if weighing else Acted(next(iter(step.when)))
            state = machine.react(state, event).state
        silent = state.control == "bot"
        state = machine.react(state, Silence() if silent else HandedBack("closed")).state
    assert state.control == "ended"
    assert state.end in {step.end for step in flow.steps.values()}


@given(data=st.data())
def test_human_is_one_message_away(flow: Flow, data: st.DataObject) -> None:
    """Wherever the customer has the word, asking for a human gives a handoff or a call back."""
    for state in walk(flow, data):
        if state.control != "bot" or state.stage in ("act", "weigh"):
            continue  # nobody waits for the customer there
        for output in Machine(flow).react(state, Said("agent")).outputs:
            if isinstance(output, HandedOff) or output == Ended("callback", "call_back"):
                break
        else:
            pytest.fail(f"no human from step {state.step}")


@given(data=st.data())
def test_nothing_sensitive_is_asked_without_consent(flow: Flow, data: st.DataObject) -> None:
    """Where a sensitive value is asked for, the customer has agreed to it."""
    for state in walk(flow, data):
        if state.slot is not None and flow.data[state.slot].level == "sensitive":
            assert "sensitive" in state.allowed


def test_assumed_outcomes_are_whole(flow: Flow) -> None:
    """The assumed shares of each action sum to one, and each outcome used leads on."""
    for action in flow.actions.values():
        assert sum(action.gives.values()) == pytest.approx(1.0)
    for step in flow.steps.values():
        if step.do is not None and step.when:
            assert set(step.when) == set(flow.actions[step.do].gives)


def test_team_can_do_what_the_flow_hands_over(flow: Flow) -> None:
    """Every skill and language that handoffs ask for is there, and the load is busy, not absurd."""
    centre = ContactCentre.load(PARCEL / "centre.yaml")
    skills = {
        skill
        for handoff in flow.handoffs.values()
        for route in handoff.route
        for skill in route.skills
        if not skill.startswith("$")
    }
    assert centre.check(skills, flow.locales) == []
    assert centre.arrivals_per_week is not None
    opened = 5 * 10 + 4
    assert 0.3 < centre.load_factor(centre.arrivals_per_week.central / opened) < 0.95
