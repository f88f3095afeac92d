"""Simulated weeks: conservation, closed forms, determinism, and the same meaning as the bot."""

from __future__ import annotations

import math
from pathlib import Path

import pyarrow.compute as pc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_world import FLOW, Talkative, make_centre, make_customers, make_flow

from dialogkit.bot import Bot
from dialogkit.conversation import Case
from dialogkit.errors import FlowError, InputError, ParameterError
from dialogkit.flow import Acted, Answered, Machine, Offered, Said
from dialogkit.simulate import Customers, Run, prepare, run_setup, simulate

Z = 3.3
"""No honest simulation is further from its closed form than this many standard errors."""


def _run(folder: Path, customers: Customers, *, replications: int = 1) -> Run:
    bot = Talkative(make_flow(folder))
    return simulate(bot, customers, make_centre(folder), seed=5, replications=replications)


PLAIN = {
    "leaves_per_turn": 0.0,
    "leaves_when_lost": 0.0,
    "asks_human_first": 0.0,
    "asks_human_when_lost": 0.0,
    "gives_value_at_once": 0.0,
    "writes_choice_clearly": 1.0,
    "presses_button": 1.0,
    "recontacts": 0.0,
}
"""Customers who only do what a short chain can say in closed form."""


def test_settled_share_is_that_of_the_absorbing_chain(tmp_path: Path) -> None:
    """Value in two tries, found by the carrier, right, and enough: the product of the chain."""
    shares = {"gives_value": 0.7, "value_right": 0.9, "settles": 0.8}
    run = _run(tmp_path, make_customers(12_000, **PLAIN, **shares))
    own = [c for c in run.cases.rows() if c.intent == "parcel_status"]
    expected = (1 - 0.3**2) * 0.9 * 0.9 * 0.8
    share = sum(c.resolved_by == "bot" for c in own) / len(own)
    error = math.sqrt(expected * (1 - expected) / len(own))
    assert abs(share - expected) / error <= Z


def test_consent_and_back_end_lead_where_the_chain_says(tmp_path: Path) -> None:
    """Complaints reach an agent if the customer agrees and both values are had."""
    run = _run(tmp_path, make_customers(12_000, **PLAIN, gives_value=0.7, consents=0.6))
    own = [c for c in run.cases.rows() if c.intent == "complaint"]
    refused = sum(c.end == "no_consent" for c in own) / len(own)
    assert abs(refused - 0.4) / math.sqrt(0.4 * 0.6 / len(own)) <= Z
    assert all(c.handed_off for c in own if c.end != "no_consent")


@pytest.mark.parametrize("staff", ["agents: 1", "agents: 8"])
def test_every_arrival_ends_exactly_once_and_times_add_up(tmp_path: Path, staff: str) -> None:
    """One case a contact, no case twice, nothing before its start, nobody both settled and left."""
    text = f"name: x\nhours: Mo-Fr 08:00-18:00\n{staff}\nhandling: 9m\npatience: 20m\n"
    flow = make_flow(tmp_path, FLOW.replace("open: 24/7", "open: Mo-Fr 08:00-18:00"))
    centre = make_centre(tmp_path, text)
    run = simulate(Talkative(flow), make_customers(600), centre, seed=2)
    rows = run.cases.rows()
    assert len({case.case_id for case in rows}) == len(rows)
    for case in rows:
        _is_sane(case)
    first = {case.scenario for case in rows if case.recontact_of is None}
    assert {case.scenario for case in rows} == first


def _is_sane(case: Case) -> None:
    assert case.opened_at is not None
    assert case.closed_at is not None
    assert case.closed_at >= case.opened_at
    assert (case.resolved == "yes") == (case.resolved_by != "none")
    assert case.resolved_by != "agent" or case.reached_agent
    assert case.reached_agent == (case.handle_seconds is not None)
    assert not (case.abandoned != "no" and case.resolved == "yes")
    assert case.wait_seconds is None or case.wait_seconds >= 0
    assert case.handed_off or not case.reached_agent
    assert (case.handoff_reason is not None) == case.handed_off
    assert case.customer_turns >= 1


def test_same_seed_same_run_on_one_process_or_several(tmp_path: Path) -> None:
    """Replications are the same bytes serially and on a pool of processes."""
    setup = prepare(
        Talkative(make_flow(tmp_path)), make_customers(200), make_centre(tmp_path), seed=9
    )
    serial = run_setup(setup, range(3))
    pooled = run_setup(setup, range(3), executor="loky")
    assert serial.cases.table.equals(pooled.cases.table)
    assert serial.staffing == pooled.staffing
    assert serial.traffic == pooled.traffic


def test_replications_differ_and_keep_their_customers_apart(tmp_path: Path) -> None:
    """Two replications have other customers, each with a number of their own."""
    run = _run(tmp_path, make_customers(), replications=2)
    table = run.cases.table
    a, b = (table.filter(pc.equal(table["replication"], r)) for r in (0, 1))
    assert not set(a["scenario"].to_pylist()) & set(b["scenario"].to_pylist())
    assert a["opened_at"].to_pylist() != b["opened_at"].to_pylist()


def test_two_bots_meet_the_same_customers(tmp_path: Path) -> None:
    """With and without a bot the same customers come at the same times with the same matters."""
    bot, customers = Talkative(make_flow(tmp_path)), make_customers(300)
    centre = make_centre(tmp_path)
    runs = [
        run_setup(prepare(bot, customers, centre, seed=4, with_bot=with_bot), range(1))
        for with_bot in (True, False)
    ]
    first = [
        {(c.scenario, c.intent, c.opened_at) for c in run.cases.rows() if c.recontact_of is None}
        for run in runs
    ]
    assert first[0] == first[1]
    assert all(c.reached_agent or c.abandoned == "queue" for c in runs[1].cases.rows())


def test_transcripts_mean_the_same_to_the_live_bot(tmp_path: Path) -> None:
    """Each simulated conversation, typed to the bot word for word, takes the same steps."""
    flow = make_flow(tmp_path, FLOW.replace("90%, unknown: 8%", "98%, unknown: 0%"))
    talkative = Talkative(flow)
    customers = make_customers(
        400, writes_choice_clearly=1.0, gives_value_at_once=0.0, asks_human_first=0.0
    )
    run = simulate(talkative, customers, make_centre(tmp_path), seed=1)
    compared = 0
    for transcript in run.transcripts:
        lines = transcript.lines
        if any(line["speaker"] in ("agent", "system") for line in lines) or _unheard(lines):
            continue
        assert _replayed(Bot(flow, talkative.model, channel="web"), lines) == _steps(lines)
        compared += 1
    assert compared > 50


def _unheard(lines: tuple[object, ...]) -> bool:
    """Whether the opening was not understood: the bot then greets instead of asking again."""
    texts = [line["text"] for line in lines if line["speaker"] == "customer"]  # type: ignore[index]
    return not any(word in texts[0] for word in ("parcel", "angry"))


def _steps(lines: tuple[object, ...]) -> list[str]:
    steps = [line["step"] for line in lines if line["speaker"] == "bot"]  # type: ignore[index]
    return [step for i, step in enumerate(steps) if i == 0 or steps[i - 1] != step]


def _replayed(bot: Bot, lines: tuple[object, ...]) -> list[str]:
    session, reply = bot.start()
    steps = [reply.step]
    for line in lines:
        if line["speaker"] == "customer":  # type: ignore[index]
            session, reply = bot.reply(session, line["text"])  # type: ignore[index]
            steps.append(reply.step)
    if _steps(lines)[-1] == "quiet":
        session, reply = bot.silence(session)
        steps.append(reply.step)
    return [step for i, step in enumerate(steps) if i == 0 or steps[i - 1] != step]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    values=st.fixed_dictionaries(
        {name: st.floats(0, 1) for name in ("settles", "consents", "recontacts", "gives_value")}
    ),
    seed=st.integers(0, 2**32),
)
def test_any_customers_give_sane_cases(tmp_path: Path, values: dict[str, float], seed: int) -> None:
    """Whatever the assumptions, every case keeps its laws."""
    bot, centre = Talkative(make_flow(tmp_path)), make_centre(tmp_path)
    run = simulate(bot, make_customers(40, **values), centre, seed=seed)
    for case in run.cases.rows():
        _is_sane(case)


def test_more_settling_never_settles_less(tmp_path: Path) -> None:
    """On the same random numbers a better answer cannot settle fewer cases."""
    runs = [_run(tmp_path, make_customers(**PLAIN, settles=share)) for share in (0.2, 0.5, 0.9)]
    settled = [sum(c.resolved_by == "bot" for c in run.cases.rows()) for run in runs]
    assert settled == sorted(settled)
    assert settled[0] < settled[-1]


def test_customers_of_another_classifier_are_refused(tmp_path: Path) -> None:
    """A customer file fitted with another classifier is refused, with what to do."""
    bot = Talkative(make_flow(tmp_path))
    customers = make_customers()
    object.__setattr__(customers, "fingerprint", "other")
    with pytest.raises(InputError, match="fit them again"):
        simulate(bot, customers, make_centre(tmp_path))


def test_an_unsound_flow_is_refused(tmp_path: Path) -> None:
    """A flow with a misspelt step is not simulated."""
    flow = make_flow(tmp_path, FLOW.replace("done: done", "done: dnoe"))
    with pytest.raises(FlowError, match="dnoe"):
        simulate(Talkative(flow), make_customers(), make_centre(tmp_path))


def test_a_centre_that_never_opens_is_refused(tmp_path: Path) -> None:
    """Hours without an opening are said, not simulated."""
    centre = make_centre(tmp_path, "name: x\nhours: closed\nagents: 1\nhandling: 5m\n")
    with pytest.raises(ParameterError, match="never opens"):
        simulate(Talkative(make_flow(tmp_path)), make_customers(), centre)


def test_a_digression_does_not_repeat_what_was_done(tmp_path: Path) -> None:
    """Back from a digression the open question is put again; nothing is done or settled twice."""
    machine = Machine(make_flow(tmp_path))
    turn = machine.start()
    for event in (Said("complain"), Said("track"), Said(given=frozenset({"parcel_id"}))):
        turn = machine.react(turn.state, event)
    turn = machine.react(turn.state, Acted("found"))
    turn = machine.react(turn.state, Said("done"))
    assert turn.state.step == "consent"
    said, offered = turn.outputs
    assert (said, offered) == (
        Answered("privacy", "consent"),
        Offered(("agree", "refuse"), "consent"),
    )
