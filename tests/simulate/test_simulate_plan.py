"""Conversations along the plan: as played out, compiled or not, anywhere, and as theory says."""

from __future__ import annotations

import math
import pickle
from dataclasses import replace
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import Talkative, make_centre, make_customers, make_flow

from dialogkit.bot import Bot
from dialogkit.contact_centre import ContactCentre
from dialogkit.corpus import read_utterances
from dialogkit.errors import InputError, ParameterError
from dialogkit.flow import Flow, load_flow
from dialogkit.intents import IntentClassifier
from dialogkit.simulate import (
    Customers,
    Spoken,
    prepare,
    run_setup,
    simulate_conversations,
)
from dialogkit.simulate._company import Company
from dialogkit.simulate._conversations import CHUNK, crowd_of
from dialogkit.simulate._desk import Desk
from dialogkit.simulate._draws import Rows, contact_rows, row_of
from dialogkit.simulate._normal import quantile
from dialogkit.simulate._setup import Setup
from dialogkit.simulate._walk import Talks
from dialogkit.simulate._world import World

CORPORA = Path(__file__).parents[2] / "corpora"
Z = 3.3
"""No honest simulation is further from its closed form than this many standard errors."""


def _corpus(name: str) -> tuple[Bot, Customers, ContactCentre]:
    folder = CORPORA / name
    rows = read_utterances(folder / "utterances.jsonl")
    model = IntentClassifier("tfidf").fit([u.text for u in rows], [u.intent for u in rows])
    flow = load_flow(folder)
    customers = Customers.assume(folder / "customers.yaml", model, rows, unseen=True)
    centre = ContactCentre.load(folder / "centre.yaml").with_(arrivals_per_week=300)
    return Bot(flow, model, channel=flow.channels[0]), customers, centre


@pytest.mark.parametrize("name", ["news", "airline"])
def test_following_the_plan_is_playing_it_out(name: str) -> None:
    """Guards, pushes, moves and all: the same records and steps as word for word, bit by bit."""
    bot, customers, centre = _corpus(name)
    followed, played = (
        run_setup(prepare(bot, customers, centre, seed=3, transcripts=words), [0])
        for words in (False, True)
    )
    assert len(played.transcripts) == len(played.cases)
    assert followed.cases.table.equals(played.cases.table)
    assert (followed.traffic, followed.unsure) == (played.traffic, played.unsure)
    assert followed.hourly == played.hourly


def _company(setup: Setup, n: int, *, compiled: bool) -> Talks:
    assert setup.stage is not None
    flow = setup.flow
    desk = Desk.of(setup.centre, flow.handoffs, flow.channels, setup.begin, setup.horizon)
    world = World(flow, desk, setup.seed, 0, (CHUNK, 0))
    company = Company(setup.stage, world, compiled)
    batch = company.meet_all(crowd_of(setup, 0, n), contact_rows(setup.seed, 0, 0, n))
    assert batch is not None
    return batch.talks


def test_compiled_and_plain_walks_agree_bit_by_bit(tmp_path: Path) -> None:
    """One source, two ways to run it, each on a plan of its own."""
    pytest.importorskip("numba", reason="the extra fast is not installed")
    bot = Talkative(make_flow(tmp_path))
    walks = []
    for compiled in (True, False):
        setup = prepare(bot, make_customers(), make_centre(tmp_path), seed=8)
        walks.append(_company(setup, 700, compiled=compiled))
    for name in ("clock", "heard_at", "turns", "bot_turns", "fallbacks", "marks", "leaves_to"):
        assert np.array_equal(getattr(walks[0], name), getattr(walks[1], name)), name


@given(st.floats(1e-12, 1 - 1e-12))
def test_quantiles_are_those_of_the_standard_library(p: float) -> None:
    """The lines numba compiles give the same bits."""
    assert quantile(p) == NormalDist().inv_cdf(p)


@given(st.lists(st.integers(0, 39), min_size=1, max_size=12), st.integers(0, 3), st.booleans())
def test_a_row_made_alone_is_that_of_all(asked: list[int], contact: int, called: bool) -> None:
    """Whoever is asked for, in whatever order and how often, has the same random numbers."""
    every = contact_rows(5, 2, contact, 40, called=called)
    alone = Rows(5, 2, contact, called=called)
    for number in asked:
        assert list(alone[number]) == every[number].tolist() == list(row_of(every, number))


def test_what_follows_from_a_setup_stays_behind_when_it_travels(tmp_path: Path) -> None:
    """A copy, and a setup with other staff, work out their own hours."""
    bot = Talkative(make_flow(tmp_path))
    setup = prepare(bot, make_customers(), make_centre(tmp_path), seed=1)
    desk = setup.desk(setup.begin)
    assert setup.desk(setup.begin) is desk
    sent: Setup = pickle.loads(pickle.dumps(setup))
    assert sent.ground.desks == {}
    more = replace(setup, centre=setup.centre.with_(agents=9))
    assert (len(desk.agents), len(more.desk(setup.begin).agents)) == (4, 9)


# ----- the absorbing chain -----------------------------------------------------------------------

CHAIN = """\
bot: chain
channels: [web]
locales: [en]
start: hello
intents: {track: parcel_status, complain: complaint, agent: human_agent}
data:
  parcel_id: {like: AB123456789, level: personal, tries: 3}
actions:
  one:   {gives: {a: 50%, b: 30%, c: 20%}, takes: 1s}
  two:   {gives: {a: 60%, b: 40%}, takes: 1s}
  three: {gives: {a: 55%, b: 45%}, takes: 1s}
steps:
  hello:  {say: hello, disclose: bot, choose: {track: first, complain: late, agent: late}}
  first:  {do: one, when: {a: asked, b: second, c: late}}
  second: {do: two, when: {a: tell, b: third}}
  asked:  {ask: parcel_id, then: third}
  third:  {do: three, when: {a: tell, b: late}}
  tell:   {say: status, fulfils: track, choose: {done: done}}
  late:   {say: we_call_you, disclose: bot, end: callback}
  quiet:  {say: bye, end: silence}
  done:   {say: bye, end: resolved}
anywhere:
  - {hear: agent, goto: late}
  - {lost: [rephrase, show_choices, late]}
  - {silent: 20h, goto: quiet}
"""

GIVES = 0.7
CERTAIN = {
    "leaves_per_turn": 0.0,
    "leaves_first_turn": 0.0,
    "leaves_when_lost": 0.0,
    "asks_human_first": 0.0,
    "asks_human_when_lost": 0.0,
    "asks_human_unsettled": 1.0,
    "gives_value_at_once": 0.0,
    "writes_choice_clearly": 1.0,
    "presses_button": 1.0,
    "value_right": 1.0,
    "settles": 1.0,
    "says_done": 1.0,
    "gives_value": GIVES,
}
"""Customers of whom nothing is left to chance but whether they give a value in readable form."""


def _expected_visits(flow: Flow, starts: dict[str, float]) -> dict[str, float]:
    """Mean visits of each step: starts × (I − Q)⁻¹, with Q read off the flow."""
    steps = list(flow.steps)
    within = np.zeros((len(steps), len(steps)))
    for step in flow.steps.values():
        row = steps.index(step.name)
        if step.do is not None:
            for outcome, share in flow.actions[step.do].gives.items():
                within[row, steps.index(step.when[outcome])] += share
        elif step.ask:
            readable = 1 - (1 - GIVES) ** flow.data[step.ask[0]].tries
            within[row, steps.index(step.then or "")] += readable
            within[row, steps.index("late")] += 1 - readable
        elif step.fulfils:
            within[row, steps.index(step.choose[0].goto)] += 1
    first = np.array([starts.get(name, 0.0) for name in steps])
    visits = first @ np.linalg.inv(np.eye(len(steps)) - within)
    return dict(zip(steps, visits.tolist(), strict=True))


def test_visits_are_those_of_the_absorbing_chain(tmp_path: Path) -> None:
    """Every step is reached as often as the chain of the flow's own shares says."""
    flow = make_flow(tmp_path, CHAIN)
    customers = make_customers(300, **CERTAIN)
    clear = [spoken for spoken in customers.spoken if "nothing" not in spoken.text]
    customers = replace(customers, spoken=tuple(clear), reply_median=1.0, reply_spread=0.1)
    told = simulate_conversations(
        Talkative(flow), customers, make_centre(tmp_path), conversations=30_000, seed=4
    )
    n = sum(count for (before, _), count in told.traffic.items() if before == "first")
    expected = _expected_visits(flow, {"first": 1.0})
    for step in ("asked", "second", "third", "tell", "done"):
        came = sum(c for (a, b), c in told.traffic.items() if b == step and a != step)
        share, p = came / n, expected[step]
        assert abs(share - p) / math.sqrt(p * (1 - p) / n) <= Z, (step, share, p)


# ----- any number of conversations ---------------------------------------------------------------


def test_chunks_are_the_same_anywhere(tmp_path: Path) -> None:
    """Serially, on processes and kept in a folder: the same rows, each customer once."""
    bot, customers = Talkative(make_flow(tmp_path)), make_customers()
    given_ = (bot, customers, make_centre(tmp_path))
    n = 2 * CHUNK + 17
    serial = simulate_conversations(*given_, conversations=n, seed=1)
    pooled = simulate_conversations(*given_, conversations=n, seed=1, executor="loky")
    kept = simulate_conversations(*given_, conversations=n, seed=1, folder=tmp_path / "kept")
    table = serial.cases.table
    assert table.num_rows == n == len(set(table["case_id"].to_pylist()))
    assert table.equals(pooled.cases.table)
    assert table.equals(kept.cases.table)
    assert serial.traffic == pooled.traffic == kept.traffic
    steps = sum(serial.traffic.values())
    assert steps >= n / 2


def test_a_folder_of_other_conversations_is_refused(tmp_path: Path) -> None:
    """So many conversations and no others go on in a folder."""
    given_ = (Talkative(make_flow(tmp_path)), make_customers(), make_centre(tmp_path))
    simulate_conversations(*given_, conversations=50, folder=tmp_path / "kept")
    with pytest.raises(InputError):
        simulate_conversations(*given_, conversations=51, folder=tmp_path / "kept")


def test_no_conversations_are_refused(tmp_path: Path) -> None:
    """At least one is wanted."""
    given_ = (Talkative(make_flow(tmp_path)), make_customers(), make_centre(tmp_path))
    with pytest.raises(ParameterError, match="conversations must be at least 1"):
        simulate_conversations(*given_, conversations=0)


def test_who_needs_an_agent_is_handed_off_and_no_more_is_known(tmp_path: Path) -> None:
    """Without agents nobody is reached, and what they would have done is unknown."""
    told = simulate_conversations(
        Talkative(make_flow(tmp_path)), make_customers(), make_centre(tmp_path), conversations=500
    )
    rows = told.cases.rows()
    waiting = [case for case in rows if case.handed_off]
    assert waiting
    assert {case.resolved for case in waiting} == {"unknown"}
    assert not any(case.reached_agent for case in rows)


def test_who_came_before_changes_nothing(tmp_path: Path) -> None:
    """A language whose words are heard in new ways leaves what the plan knows as it is."""
    customers = make_customers(per_week=60.0)
    german = [
        Spoken(text=text, locale="de", meant={"parcel_status": 1.0})
        for text in ("a human here", "human please")
    ]
    shares = {"en": 0.9, "de": 0.1}
    customers = replace(customers, spoken=(*customers.spoken, *german), locales=shares)
    given_ = (Talkative(make_flow(tmp_path)), customers, make_centre(tmp_path))
    shared = prepare(*given_, seed=5)
    for number in range(6):
        alone = run_setup(prepare(*given_, seed=5), [number])
        assert run_setup(shared, [number]).cases.table.equals(alone.cases.table)
