"""The least staffing: Erlang first, then simulated weeks on the same customers."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from small_world import FLOW, Talkative, make_centre, make_customers, make_flow

from dialogkit import staff_for
from dialogkit.contact_centre import Agent
from dialogkit.errors import ParameterError
from dialogkit.forecast import Staffing, Tried, _staffing_search
from dialogkit.forecast._staffing import _by_erlang
from dialogkit.forecast._staffing_search import Search
from dialogkit.forecast._staffing_weeks import Clock, Goal, looks_of
from dialogkit.simulate import prepare, run_setup
from dialogkit.simulate._load import Load
from dialogkit.simulate._waits import EDGES, Waits

CENTRE = "{hours: 24/7, agents: 3, handling: 60m, patience: 100m, wrap_up: 0s, chats: 1}"
SKILLED = (
    "{hours: 24/7, agents: [{skills: [a]}, {skills: [a]}, {skills: [b, a]}], handling: 3m, "
    "patience: 15m, wrap_up: 0s}"
)


def _staff(folder: Path, centre: str = CENTRE, flow: str = FLOW, **options: Any) -> Staffing:
    bot = Talkative(make_flow(folder, flow))
    settings = {"replications": 2, "days": 4, "seed": 3, "within": "13m", **options}
    return staff_for(bot, make_customers(700), make_centre(folder, centre), **settings)


@pytest.mark.parametrize("wanted", [0.5, 0.9])
def test_the_least_number_and_its_neighbours(tmp_path: Path, wanted: float) -> None:
    """Its whole interval reaches the level, one fewer is too few or undecided, one more does."""
    found = _staff(tmp_path, service_level=wanted)
    levels = {n: row.service_level for n, row in found.tried.items()}
    assert levels[found.agents] >= wanted
    assert levels[found.agents + 1] >= wanted
    assert found.tried[found.agents].verdict == "enough"
    assert found.tried[found.agents - 1].verdict != "enough"
    undecided = [n for n, row in found.tried.items() if row.verdict == "undecided"]
    assert [n for n in undecided if n < found.agents] == [*found.undecided]
    assert found.erlang in found.tried
    assert found.agents <= found.erlang + 2
    assert list(found.tried) == sorted(found.tried)


def test_erlang_is_that_of_the_busiest_hour(tmp_path: Path) -> None:
    """100 requests of 6 min in the worst hour: 13 slots answer 80 % within a minute, 7 agents."""
    text = "{hours: 24/7, agents: 1, chats: %d, handling: 6m, patience: 99w}"
    centre = make_centre(tmp_path, text % 2)
    setup = prepare(Talkative(make_flow(tmp_path)), make_customers(60), centre, days=1)
    work = [3.0] * 168
    work[33] = 10.0
    load = Load(work=tuple(work), capacity=(20.0,) * 168, requests=tuple(10 * w for w in work))
    run = replace(run_setup(setup, range(1)), load=load)
    assert _by_erlang(run, centre, 0.8, 60.0) == (33, 100.0, 7)
    assert _by_erlang(run, make_centre(tmp_path, text % 1), 0.8, 60.0) == (33, 100.0, 13)


def test_more_agents_never_answer_later(tmp_path: Path) -> None:
    """On the same customers the level grows with the team, and load and leaving fall."""
    rows = list(_staff(tmp_path, service_level=0.95).tried.values())
    assert len(rows) >= 3
    for fewer, more in pairwise(rows):
        assert more.service_level > fewer.service_level - 0.01
        assert more.abandonment < fewer.abandonment + 0.01
        assert more.rho < fewer.rho


def test_same_seed_same_answer_on_any_executor(tmp_path: Path) -> None:
    """All sizes meet the same customers, whoever simulates them."""
    few: dict[str, Any] = {"days": 1, "most_replications": 2, "service_level": 0.3}
    first, second = (_staff(tmp_path, executor=each, **few) for each in ("serial", "loky"))
    assert first == second


def test_a_skill_is_not_saved_away(tmp_path: Path) -> None:
    """A team too small to hold a skill that the flow needs is none, however fast it would be."""
    flow = FLOW.replace("route: [{skills: [$locale]}]", "route: [{skills: [b]}]")
    found = _staff(tmp_path, SKILLED, flow, service_level=0.01, within="9h")
    assert found.agents == 3
    assert math.isnan(found.tried[2].service_level)


def test_what_no_team_can_reach_is_said(tmp_path: Path) -> None:
    """By the clock on the wall a night is a wait, which no number of agents shortens."""
    centre = "{hours: 'Mo-Fr 09:00-12:00', agents: 3, handling: 9m, patience: 3h}"
    with pytest.raises(ParameterError, match="look at hours, shifts and routing"):
        _staff(tmp_path, centre, service_level=0.95, within="60m", clock="wall")
    few = "{hours: 24/7, agents: 1, handling: 90m, patience: 3h}"
    with pytest.raises(ParameterError, match="not even 2 agents answer 90%"):
        _staff(tmp_path, few, service_level=0.9, most=2)


def test_saved_as_json(tmp_path: Path) -> None:
    """What was found is plain JSON, without nan."""
    seen: list[Tried] = []
    found = _staff(tmp_path, progress=seen.append)
    value = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert value["agents"] == found.agents
    assert [row["agents"] for row in value["tried"]] == sorted({row.agents for row in seen})
    assert value["clock"] == "open"


def _row(pairs: list[tuple[int, int]], wanted: float, clock: Clock = "open") -> Tried:
    """What a goal says of replications in which so many of so many were answered in time."""
    late = [(0,) * len(EDGES) + (0,) for _ in pairs]
    waits = tuple(
        Waits(answered=(hit,) * len(EDGES) + (n,), left=left)
        for (hit, n), left in zip(pairs, late, strict=True)
    )
    run: Any = SimpleNamespace(open_waits=waits, replications=len(pairs), load=None)
    return Goal(wanted=wanted, within=60.0, clock=clock).tried(3, run, able=True)


def test_an_interval_of_few_weeks_lies_within_0_and_1() -> None:
    """Three weeks near 100 % gave an end of 104 % by Student's t on the weeks' shares."""
    row = _row([(99, 100), (100, 100), (90, 100)], 0.8)
    assert row.low is not None
    assert row.high is not None
    assert 0 < row.low < row.service_level < row.high < 1
    assert row.service_level == pytest.approx(289 / 300)


@pytest.mark.parametrize(
    ("pairs", "wanted", "verdict"),
    [
        ([(90, 100), (91, 100), (89, 100), (90, 100)], 0.8, "enough"),
        ([(90, 100), (91, 100), (89, 100), (90, 100)], 0.95, "too few"),
        ([(95, 100), (70, 100), (89, 100)], 0.8, "undecided"),
        ([(100, 100)], 0.8, "undecided"),
        ([(400, 400), (400, 400), (400, 400)], 0.8, "enough"),
        ([(0, 400), (0, 400), (0, 400)], 0.8, "too few"),
        ([(0, 0)], 0.8, "too few"),
    ],
)
def test_the_whole_interval_decides(
    pairs: list[tuple[int, int]], wanted: float, verdict: str
) -> None:
    """Not the value alone: one perfect week decides nothing."""
    assert _row(pairs, wanted).verdict == verdict


def test_a_perfect_week_is_hardly_surer_than_one_with_a_late_answer() -> None:
    """The interval does not jump where the last late answer goes."""
    whole, nearly = (_row([(n, 400), (400, 400), (400, 400)], 0.8) for n in (400, 399))
    assert whole.low is not None
    assert nearly.low is not None
    assert whole.high == 1.0
    assert whole.low == pytest.approx(nearly.low, abs=0.01)


def test_too_few_weeks_are_said_to_be_the_reason(tmp_path: Path) -> None:
    """Where every team does well but one run decides nothing, more weeks are asked for."""
    with pytest.raises(
        ParameterError, match=r"beyond doubt; .*\(after 1 run\).*: simulate more weeks"
    ):
        _staff(tmp_path, replications=1, most_replications=1, most=9)


def test_more_weeks_where_it_is_close_and_what_stays_open(tmp_path: Path) -> None:
    """A level just reached is given more weeks, up to the limit; what is open then is named."""
    close = _staff(tmp_path, service_level=0.5, replications=3, most_replications=3)
    level = close.tried[close.agents].service_level
    found = _staff(tmp_path, service_level=level, replications=3, most_replications=6)
    assert found.tried[close.agents].replications == 6
    assert found.tried[close.agents].verdict == "undecided"
    assert close.agents in found.undecided
    assert {found.tried[n].replications for n in found.undecided} == {6}
    assert found.agents > close.agents
    assert found.tried[found.agents].verdict == "enough"


@dataclass(frozen=True)
class Crew:
    """Stands for a centre: only the number of agents counts."""

    agents: tuple[Agent, ...]

    def with_(self, *, agents: int) -> Crew:
        """So many, all alike."""
        return Crew(tuple(Agent(name=f"a{n}") for n in range(agents)))


@dataclass(frozen=True)
class Weeks:
    """Stands for prepared weeks, of which only the staff counts."""

    centre: Crew
    transcripts: bool = True


def _search(
    patch: pytest.MonkeyPatch,
    levels: Callable[[int], float],
    *,
    seed: int = 0,
    replications: tuple[int, int] = (20, 160),
    most: int = 20,
) -> Search:
    """A search over weeks that are drawn, not simulated: 200 customers each, 4 % spread."""
    rng = np.random.default_rng(seed)
    spread, luck = rng.normal(0, 0.04, replications[1]), rng.random((replications[1], 200))

    def run(setup: Weeks, keys: range, **_options: object) -> object:
        agents = len(setup.centre.agents)
        shares = levels(agents) + spread[: keys.stop]
        hits = (luck[: keys.stop] < shares[:, None]).sum(axis=1).tolist()
        waits = tuple(
            Waits(answered=(hit,) * len(EDGES) + (200,), left=(0,) * (len(EDGES) + 1))
            for hit in hits
        )
        load = SimpleNamespace(rho=0.95 - agents / 1_000, growth_per_hour=0.0)
        return SimpleNamespace(open_waits=waits, replications=keys.stop, load=load)

    patch.setattr(_staffing_search, "run_setup", run)
    patch.setattr(_staffing_search, "as_able", lambda *_: True)
    weeks: Any = Weeks(Crew((Agent(name="a"),)))
    goal = Goal(wanted=0.8, within=60.0, clock="open", looks=looks_of(*replications))
    return Search(weeks, goal, replications, "serial", bool, most)


def test_repeated_looks_do_not_add_up_to_more_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """A level exactly at the goal is decided in 5 % of trials at most, over all four looks."""
    trials, decided = 600, 0
    for seed in range(trials):
        search = _search(monkeypatch, lambda _: 0.8, seed=seed)
        decided += search._verdict(5) != "undecided"
    # 0.05 and three standard errors; looks of 95 % each decide about 16 %
    assert 0 < decided / trials <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / trials)


@pytest.mark.parametrize(
    ("first", "most", "looks"), [(20, 160, 4), (20, 20, 1), (20, 21, 2), (3, 6, 2), (1, 8, 4)]
)
def test_how_many_looks_are_possible(first: int, most: int, looks: int) -> None:
    """One, and one for each doubling, the last of which may be cut short."""
    assert looks_of(first, most) == looks


def test_a_plateau_at_the_level_is_undecided_and_left_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where more agents do not help, those undecided are named with their runs, after few tries."""
    search = _search(monkeypatch, lambda n: 0.8 if n >= 6 else 0.1 * n, most=1_000)
    with pytest.raises(ParameterError, match=r"undecided are .*6 \(after 160 runs\)") as error:
        search.least(5)
    assert "not even" not in str(error.value)
    assert {row.replications for row in search.tried.values() if row.verdict == "undecided"} == {
        160
    }
    assert len(search.tried) <= 8
    assert max(search.tried) < 20


def test_a_plateau_below_the_level_is_left_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """There the reason lies elsewhere, and the number named has its runs beside it."""
    search = _search(monkeypatch, lambda n: min(0.1 * n, 0.7), most=1_000)
    with pytest.raises(ParameterError, match=r"after 20 runs: look at hours, shifts"):
        search.least(5)
    assert max(search.tried) < 20


def test_a_slow_rise_is_followed_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a percent an agent is no plateau; the least that is enough and those open are found."""
    search = _search(monkeypatch, lambda n: min(0.6 + 0.005 * n, 1.0), most=1_000)
    number, undecided = search.least(5)
    assert 40 < number < 50
    assert search.tried[number].verdict == "enough"
    assert all(search.tried[n].verdict == "undecided" for n in undecided)
    assert all(search.tried[n].replications == 160 for n in undecided)
    least = min(undecided, default=number)
    assert search.tried[least - 1].verdict == "too few"


def test_more_weeks_are_as_if_run_at_once(tmp_path: Path) -> None:
    """Weeks that are added give the row that as many weeks from the start give."""
    level = _staff(tmp_path, service_level=0.5).tried
    number, row = next((n, r) for n, r in level.items() if 0 < r.service_level < 1)
    grown = _staff(tmp_path, service_level=row.service_level, most_replications=4).tried[number]
    whole = _staff(
        tmp_path, service_level=row.service_level, replications=4, most_replications=4
    ).tried[number]
    # the interval of weeks that were looked at twice is wider
    assert replace(grown, low=whole.low, high=whole.high) == whole
    assert grown.low is not None
    assert whole.low is not None
    assert grown.low < whole.low
    assert grown.replications == 4


def test_both_clocks_count_the_same_where_nobody_sleeps(tmp_path: Path) -> None:
    """Open round the clock, opening hours and the wall clock give the same level."""
    once: dict[str, Any] = {"service_level": 0.5, "most_replications": 2}
    one, other = (_staff(tmp_path, clock=clock, **once) for clock in ("open", "wall"))
    assert [*one.tried] == [*other.tried]
    assert one.agents == other.agents
    for number, row in one.tried.items():
        assert row.service_level == pytest.approx(other.tried[number].service_level, abs=0.01)


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        ({"within": "48h"}, "at most 40 h of opening hours, got 48 h; longer waits count by"),
        ({"within": "3h1m"}, "not counted up to 3h1m; take 3h or 3h5m, or the clock wall"),
        ({"within": "2h31s"}, "not counted up to 2h31s; take 2h or 2h5m"),
        ({"within": "10m5s"}, "not counted up to 10m5s; take 10m or 10m30s"),
        ({"within": 0.5}, "not counted up to 0.5s; take 0s or 5s"),
        ({"replications": 4, "most_replications": 3}, "must not be below replications"),
        ({"service_level": 1.0}, "between 0 and 1"),
        ({"service_level": 80}, "between 0 and 1"),
        ({"within": "soon"}, "a duration must be"),
        ({"replications": 0}, "at least 1"),
        ({"clock": "moon"}, "open or wall"),
    ],
)
def test_arguments_out_of_range(tmp_path: Path, options: dict[str, Any], hint: str) -> None:
    """Each is refused with its rule."""
    with pytest.raises(ParameterError, match=hint):
        _staff(tmp_path, **options)


def test_nobody_asks_for_an_agent(tmp_path: Path) -> None:
    """Without any handoff there is nothing to staff."""
    bot, centre = Talkative(make_flow(tmp_path)), make_centre(tmp_path, CENTRE)
    with pytest.raises(ParameterError, match="nobody asks for an agent"):
        staff_for(bot, make_customers(0.001), centre, replications=1)
