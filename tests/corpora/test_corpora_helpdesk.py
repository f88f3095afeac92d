"""The helpdesk's bot: digressions that nest, routing by skill, values the inventory knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogkit.contact_centre import ContactCentre
from dialogkit.flow import (
    Acted,
    Asked,
    Decided,
    Event,
    Flow,
    HandedOff,
    Machine,
    Output,
    Said,
    Shown,
    Silence,
    State,
    load_flow,
)

HELPDESK = Path(__file__).parents[2] / "corpora" / "helpdesk"
STAFF_NO = frozenset({"staff_no"})


@pytest.fixture(scope="module")
def flow() -> Flow:
    """The bot of the corpus."""
    return load_flow(HELPDESK / "flow.yaml")


def drive(flow: Flow, *events: Event, state: State | None = None) -> tuple[State, list[Output]]:
    """The state after ``events``, and all that was put out on the way."""
    machine = Machine(flow)
    state = state or machine.start().state
    outputs: list[Output] = []
    for event in events:
        turn = machine.react(state, event)
        state = turn.state
        outputs += turn.outputs
    return state, outputs


def guide(flow: Flow) -> State:
    """A printer's number is asked for, VPN comes between, and the Windows guide is shown."""
    state, outputs = drive(
        flow,
        Said("printer"),
        Said("vpn"),
        Said(given=STAFF_NO),
        Acted("found"),
        Decided(True),
    )
    assert Shown("vpn_client", "vpn_windows") in outputs
    assert (state.step, state.history) == ("vpn_windows", ("printer",))
    return state


def test_digressions_nest_and_come_back(flow: Flow) -> None:
    """Printer, VPN in between, the password in between that; then VPN again, then the printer."""
    nested, _ = drive(flow, Said("refused"), Acted("sent"), state=guide(flow))
    assert (nested.step, nested.history) == ("code_sent", ("printer", "vpn_password"))
    again, _ = drive(flow, Said("works"), Acted("found"), Decided(True), state=nested)
    assert (again.step, again.history) == ("vpn_windows", ("printer",))
    back, outputs = drive(flow, Said("works"), Said("thanks"), state=again)
    assert (back.step, back.slot) == ("printer", "printer_no")
    assert outputs[-1] == Asked("printer_no", "printer", 1)


def test_guide_has_rules_of_its_own(flow: Flow) -> None:
    """There a human is one for networks, and silence is waited for four hours."""
    state = guide(flow)
    _, outputs = drive(flow, Said("agent"), state=state)
    assert HandedOff("network", "asked", "network") in outputs
    assert Machine(flow).silence_after(state) == 4 * 3600
    assert drive(flow, Silence(), state=state)[0].step == "quiet"


def test_device_in_the_plant_goes_to_a_human_at_once(flow: Flow) -> None:
    """People of the plant are not asked for numbers; in the office the device is asked for."""
    for in_plant, word in ((True, "plant"), (False, "broken")):
        state, _ = drive(flow, Said("hardware"))
        while state.stage == "weigh":
            state, _ = drive(
                flow, Decided((state.guard or "").endswith("== plant") is in_plant), state=state
            )
        state, _ = drive(flow, Said(word), state=state)
        assert (state.control == "queued") is in_plant
        assert state.slot == (None if in_plant else "device_no")


def test_handoffs_find_people_who_can_help(flow: Flow) -> None:
    """For each skill asked for there are agents in each language, or a stage without it."""
    centre = ContactCentre.load(HELPDESK / "centre.yaml")
    assert centre.check({"accounts", "network", "hardware"}, flow.locales) == []
    stages = flow.handoffs["service"].route
    assert [(stage.agent, stage.skills) for stage in stages] == [("last", ()), (None, ())]
    assert all(stage.wait is not None for stage in stages)


def test_menu_forgets_what_belongs_to_the_last_issue(flow: Flow) -> None:
    """A second printer's number is asked for anew; who one is stays known."""
    known = frozenset({"printer_no"}) | STAFF_NO
    state, _ = drive(flow, Said("printer"), Said(given=known), Acted("restarted"))
    state, _ = drive(flow, Said("works"), Said("more"), state=state)
    assert (state.step, state.known) == ("menu", STAFF_NO)
