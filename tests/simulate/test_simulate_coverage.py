"""What of a flow was gone through: counts of what happened, and what never did."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from small_world import FLOW, Talkative, make_centre, make_customers, make_flow

from dialogkit.flow import Acted, Decided, Event, HandedBack, Joined, Said, Silence, State
from dialogkit.simulate import Coverage, Run, simulate
from dialogkit.simulate._ways import way_of


def _run(folder: Path, flow: str = FLOW, **values: float) -> Run:
    bot = Talkative(make_flow(folder, flow))
    customers = make_customers(120, **values)
    return simulate(bot, customers, make_centre(folder), replications=2, seed=4)


def _counts(run: Run, kind: str) -> dict[tuple[str, str], int]:
    assert run.coverage is not None
    return {(r.place, r.what): r.count for r in run.coverage.rows if r.kind == kind}


def test_everything_the_flow_can_do_stands_once(tmp_path: Path) -> None:
    """Each step, choice, transition, result, silence once; the kinds make up the whole."""
    run, flow = _run(tmp_path), make_flow(tmp_path)
    assert run.coverage is not None
    assert [place for place, _ in _counts(run, "step")] == list(flow.steps)
    choices = sum(len(step.choose) for step in flow.steps.values())
    assert len(_counts(run, "choice")) == choices
    assert len(_counts(run, "handoff")) == len(flow.handoffs["complaints"].when)
    assert ("anywhere", "hear.track") in _counts(run, "transition")
    keys = Counter((r.kind, r.place, r.what) for r in run.coverage.rows)
    assert set(keys.values()) == {1}


def test_counts_are_those_of_the_records(tmp_path: Path) -> None:
    """Handoffs that ended and steps that ended cases are as many as the records say."""
    run = _run(tmp_path)
    rows = run.cases.rows()
    steps, silences = _counts(run, "step"), _counts(run, "silence")
    assert steps["hello", ""] >= len(rows)
    assert steps["refused", ""] == sum(case.end == "no_consent" for case in rows)
    assert steps["done", ""] == sum(case.end == "resolved" for case in rows)
    assert sum(silences.values()) == sum(case.end == "silence" for case in rows)
    results = sum(_counts(run, "handoff").values())
    assert results >= sum(case.handed_off for case in rows) > 0


def test_what_happens_at_a_step_adds_up(tmp_path: Path) -> None:
    """Each outcome of an action is counted, and leads to the step that it names."""
    run = _run(tmp_path)
    ways, transitions = run.ways, _counts(run, "transition")
    for outcome, to in (("found", "tell"), ("unknown", "desk"), ("failed", "desk")):
        assert transitions["track", f"when.{outcome}"] == ways.get(("track", "when", outcome), 0)
        assert ways.get(("track", "when", outcome), 0) <= run.traffic.get(("track", to), 0)
    assert transitions["track", "when.found"] > transitions["track", "when.unknown"] > 0


def test_what_never_happens_is_named(tmp_path: Path) -> None:
    """Nobody refuses, nobody fails: those ways are listed, and the others are not."""
    flow = FLOW.replace("found: 90%, unknown: 8%, failed: 2%", "found: 100%").replace(
        "when: {found: tell, unknown: desk, failed: desk}", "when: {found: tell}"
    )
    run = _run(tmp_path, flow, consents=1.0)
    assert run.coverage is not None
    never = {(row.kind, row.place, row.what) for row in run.coverage.never()}
    assert {("step", "refused", ""), ("choice", "consent", "choose.refuse")} <= never
    assert ("handoff", "complaints", "nobody") in never
    assert ("step", "hello", "") not in never
    assert {row.kind for row in run.coverage.never("step")} == {"step"}
    told = run.coverage.to_json()
    assert told["step"]["of"] - told["step"]["visited"] == len(run.coverage.never("step"))


def test_both_answers_of_a_guard_count(tmp_path: Path) -> None:
    """A fact that a third of the customers have: both answers come, one step on each."""
    flow = FLOW.replace("data:\n", "customer: {is_known: 30%}\ndata:\n").replace(
        "then: desk}", "if: {customer.is_known: desk}, then: done}"
    )
    run = _run(tmp_path, flow)
    guards = _counts(run, "guard")
    yes, no = guards["customer.is_known", "yes"], guards["customer.is_known", "no"]
    assert 0 < yes < no
    assert _counts(run, "transition")["file", "if.customer.is_known"] == yes
    assert _counts(run, "transition")["file", "then"] == no


def test_a_world_without_a_bot_has_no_coverage(tmp_path: Path) -> None:
    """Where no bot is, no flow is gone through."""
    empty = Coverage.of(make_flow(tmp_path), {}, {})
    assert all(row.count == 0 for row in empty.rows)
    assert len(empty.never()) == len(empty.rows)


def test_events_have_one_word_each() -> None:
    """What an event is at a step: choices that are open, rules that are heard, and the rest."""
    state = State(step="hello", guard="customer.is_known")
    cases: dict[Event, tuple[str, str]] = {
        Said("track"): ("choose", "track"),
        Said("agent"): ("hear", "agent"),
        Said(): ("lost", ""),
        Said(given=frozenset({"parcel_id"})): ("value", ""),
        Acted("found"): ("when", "found"),
        Decided(holds=True): ("yes", "customer.is_known"),
        Decided(holds=False): ("no", "customer.is_known"),
        HandedBack("nobody"): ("handoff", "nobody"),
        Joined(): ("joined", ""),
        Silence(): ("silent", ""),
    }
    for event, told in cases.items():
        assert way_of(state, ["track"], event) == ("hello", *told)
