"""A staff file beside flow and customers: names that nobody knows, hours that contradict."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_world import CENTRE, FLOW, Talkative, make_centre, make_customers, make_flow

from dialogkit.simulate import misfits, simulate

DAYS = "Mo-Fr 08:00-18:00 Europe/Berlin"


def told(folder: Path, flow: str = FLOW, centre: str = CENTRE) -> tuple[str, ...]:
    """What does not fit, in English."""
    return misfits(make_flow(folder, flow), make_customers(30), make_centre(folder, centre))


def test_a_handling_time_of_no_intent_is_told_with_what_may_be_meant(tmp_path: Path) -> None:
    """A slip of the pen would change nothing and pass for a value; known names are silent."""
    times = "handling: {default: 6m, complaint: 9m, out_of_scope: 2m, parcel_staus: 3m, track: 1m}"
    note, other = told(tmp_path, centre=CENTRE.replace("handling: 6m", times))
    assert "Handling time parcel_staus: neither customers nor flow know" in note
    assert "did you mean parcel_status?" in note
    assert other.startswith("Handling time track: ")
    assert "did you mean parcel_status?" in other


@pytest.mark.parametrize(
    ("flow", "centre", "rule"),
    [
        (DAYS, "Mo-Su 07:00-22:00 Europe/Berlin", "For 55 hours a week agents are there to whom"),
        ("Mo-Su 07:00-22:00 Europe/Berlin", DAYS, "For 55 hours a week the flow offers a handoff"),
    ],
    ids=["staff unseen", "nobody there"],
)
def test_hours_that_contradict_are_told_with_both(
    tmp_path: Path, flow: str, centre: str, rule: str
) -> None:
    """Staff to whom nobody is handed, or an offer with nobody behind it."""
    notes = told(
        tmp_path,
        FLOW.replace("open: 24/7", f"open: {flow}"),
        CENTRE.replace("hours: 24/7", f"hours: {centre}"),
    )
    (note,) = notes
    assert note.startswith(rule)
    assert f"Centre: {centre}" in note
    assert f"complaints {flow}" in note


@pytest.mark.parametrize(
    ("flow", "centre"),
    [
        ("24/7", DAYS),
        (f"{DAYS}, holidays DE-BY", DAYS),
        (DAYS, "Mo-Fr 08:00-18:10 Europe/Berlin"),
    ],
    ids=["left to the centre", "holidays", "minutes"],
)
def test_hours_that_go_together_are_not(tmp_path: Path, flow: str, centre: str) -> None:
    """A flow that leaves it to the centre, holidays, and less than an hour a week."""
    hours = CENTRE.replace("hours: 24/7", f"hours: {centre}")
    assert told(tmp_path, FLOW.replace("open: 24/7", f"open: {flow}"), hours) == ()


def test_shifts_of_those_who_can_take_it_count(tmp_path: Path) -> None:
    """The centre is open, but who has the skill goes home at noon; breaks are no contradiction."""
    flow = FLOW.replace("open: 24/7", f"open: {DAYS}").replace("[$locale]", "[claims, $locale]")
    agents = (
        "agents: [{name: A, skills: [claims], shift: 'Mo-Fr 08:00-12:00'}, "
        "{name: B, skills: [other], breaks: '12:00-13:00'}]"
    )
    centre = CENTRE.replace("hours: 24/7", f"hours: {DAYS}").replace("agents: 4", agents)
    (note,) = told(tmp_path, flow, centre)
    assert note.startswith("For 30 hours a week the flow offers a handoff")


def test_a_run_carries_what_does_not_fit(tmp_path: Path) -> None:
    """Beside the overload, in both languages."""
    centre = make_centre(tmp_path, CENTRE.replace("hours: 24/7", f"hours: {DAYS}"))
    flow = FLOW.replace("open: 24/7", "open: Mo-Su 07:00-22:00 Europe/Berlin")
    run = simulate(Talkative(make_flow(tmp_path, flow)), make_customers(30), centre)
    assert any("55 hours a week the flow offers" in note for note in run.notes("en"))
    assert any("55 Stunden in der Woche bietet der Ablauf" in note for note in run.notes("de"))
