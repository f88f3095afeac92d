"""The billing office's bot: nothing sensitive on an unfit channel or without consent."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.channels import load_channel
from dialogkit.flow import (
    Acted,
    Decided,
    Event,
    Facts,
    Flow,
    Machine,
    Moved,
    Said,
    State,
    load_flow,
)

DOCTOR = Path(__file__).parents[2] / "corpora" / "doctor"
IDENTIFIED = frozenset({"invoice_no", "birth_date"})


@pytest.fixture(scope="module")
def flow() -> Flow:
    """The bot of the corpus."""
    return load_flow(DOCTOR / "flow.yaml")


def answered(flow: Flow, state: State, channel: str) -> Decided | None:
    """The true answer to a guard about the channel; ``None`` for any other."""
    if state.stage != "weigh" or not (state.guard or "").startswith("channel"):
        return None
    return Decided(flow.guards[state.guard or ""].holds(Facts(channel=state.channel or channel)))


def walk(flow: Flow, data: st.DataObject, channel: str) -> list[State]:
    """The states of a conversation begun on ``channel`` in which anything else happens."""
    machine = Machine(flow)
    states = [machine.start().state]
    for _ in range(data.draw(st.integers(5, 40))):
        known = answered(flow, states[-1], channel)
        events: list[Event] = [known] if known is not None else machine.events(states[-1])
        if not events:
            break
        states.append(machine.react(states[-1], data.draw(st.sampled_from(events))).state)
    return states


def to_consent(flow: Flow, channel: str) -> tuple[State, list[Moved]]:
    """A patient with new bank details, as far as the question whether they agree."""
    machine, moved = Machine(flow), []
    turn = machine.start()
    events: list[Event] = [
        Said("bank"),
        Decided(channel == "whatsapp"),
        Decided(False),
        Said(given=IDENTIFIED),
        Acted("match"),
    ]
    for event in events:
        turn = machine.react(turn.state, event)
        moved += [output for output in turn.outputs if isinstance(output, Moved)]
    return turn.state, moved


@given(data=st.data())
@settings(max_examples=40)
def test_nothing_sensitive_is_asked_where_it_is_not_fit(flow: Flow, data: st.DataObject) -> None:
    """Where a sensitive value is asked for, the channel is fit for it and the patient agreed."""
    channel = data.draw(st.sampled_from(flow.channels))
    for state in walk(flow, data, channel):
        if state.slot is not None and flow.data[state.slot].level == "sensitive":
            assert "sensitive" in state.allowed
            fit_for = load_channel(state.channel or channel).fit_for
            assert fit_for is not None
            assert fit_for.value == "sensitive"


def test_patient_is_moved_from_whatsapp_and_from_nowhere_else(flow: Flow) -> None:
    """New bank details are a matter for the app; on Threema they may stay."""
    state, moved = to_consent(flow, "whatsapp")
    assert (state.step, state.channel) == ("bank_consent", "app")
    assert [output.channel for output in moved] == ["app"]
    state, moved = to_consent(flow, "threema")
    assert (state.step, moved) == ("bank_consent", [])


def test_refusing_asks_for_nothing(flow: Flow) -> None:
    """Who does not agree is offered other ways, and no choice there leads to the question."""
    machine, (state, _) = Machine(flow), to_consent(flow, "whatsapp")
    refused = machine.react(state, Said("refuse")).state
    assert (refused.step, refused.history) == ("refused", ())
    for choice in flow.steps["refused"].choose:
        assert machine.react(refused, Said(choice.word)).state.slot is None


def test_only_billing_is_passed_what_is_sensitive(flow: Flow) -> None:
    """The service handoff names no sensitive value, the billing handoff names all of them."""
    sensitive = {name for name, slot in flow.data.items() if slot.level == "sensitive"}
    assert sensitive == {"iban", "item"}
    assert sensitive.isdisjoint(flow.handoffs["service"].pass_on.values)
    assert flow.handoffs["service"].pass_on.upto == "personal"
    assert sensitive <= set(flow.handoffs["billing"].pass_on.values)


@given(data=st.data())
@settings(max_examples=25)
def test_medical_questions_are_never_answered(flow: Flow, data: st.DataObject) -> None:
    """From any step a medical question gets the way to a doctor, or is left to the fallback."""
    machine = Machine(flow)
    for state in walk(flow, data, "web"):
        if state.control == "bot" and state.stage in ("ask", "choose"):
            turn = machine.react(state, Said("medical"))
            said = {getattr(output, "key", None) for output in turn.outputs}
            lost = turn.state.lost > 0 or turn.state.control == "queued"
            assert "no_medical_advice" in said or lost or turn.state.tries or turn.state.end


def test_values_are_kept_no_longer_than_their_level_allows(flow: Flow) -> None:
    """Every protected value says how long it is kept, and the flow has a limit for its level."""
    assert dict(flow.keep) == {"personal": "90d", "sensitive": "30d"}
    for slot in flow.data.values():
        assert slot.keep is not None
        assert int(slot.keep[:-1]) <= int(flow.keep[slot.level][:-1])
