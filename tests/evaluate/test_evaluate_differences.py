"""Two worlds of the same customers: the difference of every rate, and what decided it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from numpy.typing import NDArray

from dialogkit.conversation import CASE_SCHEMA
from dialogkit.evaluate import Difference, World, differences, evaluate

HOUR = 3_600_000_000


def cases(
    reached: NDArray[Any], wait: NDArray[Any] | None = None, *, runs: int = 1, shift: int = 0
) -> pa.Table:
    """One case a customer, in ``runs`` replications; the bot settled who reached no agent."""
    n = len(reached)
    number = np.arange(n) + shift
    columns: dict[str, Any] = {
        "case_id": number.astype(str),
        "conversation_id": number.astype(str),
        "intent": ["parcel"] * n,
        "opened_at": number * HOUR,
        "closed_at": number * HOUR + 1,
        "customer_turns": np.ones(n, dtype=int),
        "bot_turns": np.ones(n, dtype=int),
        "agent_turns": reached.astype(int),
        "bot_engaged": np.ones(n, dtype=bool),
        "asked_for_human": np.zeros(n, dtype=bool),
        "handed_off": reached,
        "handoff_reason": pa.array(["policy" if one else None for one in reached]),
        "reached_agent": reached,
        "abandoned": ["no"] * n,
        "resolved": ["yes"] * n,
        "resolved_by": np.where(reached, "agent", "bot"),
        "wait_seconds": pa.array(
            np.where(reached, wait if wait is not None else 60.0, np.nan), from_pandas=True
        ),
        "handle_seconds": pa.array(np.where(reached, 600.0, np.nan), from_pandas=True),
        "scenario": number,
        "replication": number * runs // max(n, 1) if runs > 1 else np.zeros(n, dtype=int),
    }
    table = pa.table({name: pa.array(x) for name, x in columns.items()})
    names = [name for name in CASE_SCHEMA.names if name in columns]
    return pa.table({name: table[name].cast(CASE_SCHEMA.field(name).type) for name in names})


def compared(a: pa.Table, b: pa.Table, **told: Any) -> dict[str, Any]:
    """Differences of two tables that were told the same."""
    return dict(differences(World.of(a, **told), World.of(b, **told)))


def ends(gap: Difference) -> tuple[float, float]:
    """Both ends of an interval that is there."""
    assert gap.low is not None
    assert gap.high is not None
    return gap.low, gap.high


def test_a_share_moves_by_the_cases_that_differ() -> None:
    """100 cases, 50 and then 42 handed off: minus 8 points, decided by 8, exact McNemar."""
    a, b = np.arange(100) < 50, np.arange(100) < 42
    gap = compared(cases(a), cases(b))["handoff_rate"]
    assert (gap.a, gap.b, gap.pairs, gap.decided_by) == (0.5, 0.42, 100, 8)
    assert (gap.only_a, gap.only_b) == (8, 0)
    assert gap.difference == pytest.approx(-0.08)
    assert gap.p_value == pytest.approx(2 * 0.5**8)
    # eight steps of one and 92 of none: Student's interval of their mean
    spread = np.std([-1.0] * 8 + [0.0] * 92, ddof=1) / 10
    assert gap.high - gap.low == pytest.approx(2 * 1.9842 * spread, rel=1e-3)


def test_the_same_world_differs_in_nothing() -> None:
    """A world beside itself: every difference is 0, and no case decides."""
    table = cases(np.arange(90) % 3 == 0, runs=6)
    found = compared(table, table, wage_per_hour=30.0)
    assert {"handoff_rate", "cost_per_contact", "first_response_agent_seconds"} <= found.keys()
    for gap in found.values():
        assert gap.difference == 0
        assert gap.decided_by in (0, None)
        assert gap.low == pytest.approx(0)
        assert gap.high == pytest.approx(0)


def test_differences_are_those_of_the_rates_told() -> None:
    """Both sides of a difference are the values that `evaluate` prints, of every kind of rate."""
    rng = np.random.default_rng(1)
    a, b = rng.random(300) < 0.4, rng.random(300) < 0.3
    tables = [cases(x, rng.exponential(600, 300), runs=6) for x in (a, b)]
    without = cases(np.ones(300, dtype=bool), runs=6)
    told: dict[str, Any] = {
        "wage_per_hour": 30.0,
        "staffing": {"busy_seconds": [5] * 6, "staffed_seconds": [9] * 6},
    }
    found = differences(*(World.of(t, baseline=without, **told) for t in tables))
    rates = [evaluate(t, baseline=without, **told) for t in tables]
    assert found.keys() >= {"deflection", "cost_per_contact", "utilisation", "bot_resolved"}
    for name, gap in found.items():
        sides = [(r.rates.get(name) or r.outcomes[name]).value for r in rates]
        assert [gap.a, gap.b] == pytest.approx(sides)
        assert gap.difference == pytest.approx(sides[1] - sides[0])


def test_deflection_is_decided_by_who_reaches_an_agent() -> None:
    """Of 200 customers 20 more reach nobody: 10 points, and those 20 decided it."""
    without = cases(np.ones(200, dtype=bool), runs=8)
    a, b = np.arange(200) % 2 == 0, (np.arange(200) % 2 == 0) & (np.arange(200) % 10 != 0)
    worlds = [World.of(cases(x, runs=8), baseline=without) for x in (a, b)]
    gap = differences(*worlds)["deflection"]
    assert (gap.a, gap.b, gap.decided_by, gap.pairs) == (0.5, 0.6, 20, 200)
    low, high = ends(gap)
    assert low < 0.1 < high


def test_a_time_that_is_twice_as_long_for_all_is_clear() -> None:
    """Paired, a doubling of every wait is far from chance, though waits vary widely."""
    rng = np.random.default_rng(5)
    wait = rng.exponential(600, 400) + 5
    everyone = np.ones(400, dtype=bool)
    gap = compared(cases(everyone, wait, runs=8), cases(everyone, 2 * wait, runs=8))[
        "first_response_agent_seconds"
    ]
    assert gap.difference == pytest.approx(np.median(wait))
    assert (gap.pairs, gap.decided_by, gap.unit) == (400, 400, "seconds")
    assert 0 < gap.low < gap.difference < gap.high


def test_other_customers_are_no_pairs() -> None:
    """Where other customers came, no case decides; the difference and its interval stay."""
    a, b = np.arange(100) < 50, np.arange(120) < 50
    gap = compared(cases(a), cases(b, shift=7))["handoff_rate"]
    assert (gap.pairs, gap.decided_by, gap.p_value) == (None, None, None)
    assert gap.low < gap.difference < gap.high


def test_intervals_of_differences_hold_the_truth() -> None:
    """Of 200 intervals 93 to 99 % hold a true 10 points, though replications vary as a whole."""
    rng = np.random.default_rng(8)
    held = 0
    for _ in range(200):
        mood = np.repeat(rng.normal(0, 0.08, 12), 50)
        luck = rng.random(600)
        a, b = luck < 0.5, luck < 0.4 + mood
        worlds = [World.of(cases(x, runs=12), outcome="bot_resolved") for x in (a, b)]
        low, high = ends(differences(*worlds)["bot_resolved"])
        held += low <= 0.1 <= high
    assert 186 <= held <= 198


def test_one_class_alone_keeps_just_what_it_needs() -> None:
    """A world of one outcome gives the same difference of it, and nothing else."""
    tables = [cases(np.arange(80) % k == 0, runs=5) for k in (2, 3)]
    whole = compared(*tables)["bot_resolved"]
    alone = differences(*(World.of(t, outcome="bot_resolved") for t in tables))
    assert list(alone) == ["bot_resolved"]
    assert alone["bot_resolved"].to_json() == whole.to_json()


def test_a_cost_that_is_a_range_differs_by_both_its_ends() -> None:
    """The interval holds those of the dearer ends and of the cheaper ends."""
    rng = np.random.default_rng(5)
    a, b = (cases(rng.random(400) < share) for share in (0.5, 0.3))
    told: dict[str, Any] = {"wage_per_hour": 30.0}
    dear, cheap, both = (
        compared(a, b, **told, **held)["cost_per_contact"]
        for held in (
            {"concurrency": 1.0},
            {"concurrency": 3.0},
            {"concurrency": 1.0, "concurrency_at_most": 3.0},
        )
    )
    assert both.difference == dear.difference
    assert ends(both) == (min(ends(dear)[0], ends(cheap)[0]), max(ends(dear)[1], ends(cheap)[1]))
    assert ends(both) != ends(dear)


def waiting(left: NDArray[Any], silent: NDArray[Any]) -> pa.Table:
    """Customers in a queue: some have left, some are silent in it, all others were answered."""
    table = cases(~(left | silent))
    table = table.set_column(
        table.column_names.index("abandoned"),
        CASE_SCHEMA.field("abandoned"),
        pa.array(np.where(left, "queue", "no")),
    )
    full = {"handed_off": np.ones(len(left), dtype=bool), "wait_seconds": np.full(len(left), 60.0)}
    for name, values in full.items():
        table = table.set_column(
            table.column_names.index(name), CASE_SCHEMA.field(name), pa.array(values)
        )
    return table


def test_what_is_unknown_in_a_world_widens_the_difference() -> None:
    """Nobody has left because nobody was seen to: the interval says that all may have."""
    rng = np.random.default_rng(5)
    left, nobody = rng.random(200) < 0.1, np.zeros(200, dtype=bool)
    known, dark = waiting(left, nobody), waiting(nobody, ~nobody)
    gap = compared(known, dark)["abandonment"]
    rates = [evaluate(each).rates["abandonment"] for each in (known, dark)]
    assert (gap.unknown_a, gap.unknown_b) == (0, 200) == tuple(rate.unknown for rate in rates)
    low, high = ends(gap)
    assert low < -left.mean() < 1 - left.mean() < high
    back = compared(dark, known)["abandonment"]
    assert ends(back) == pytest.approx((-high, -low))


def test_equal_worlds_differ_by_nothing_at_all() -> None:
    """Sums of equal numbers with other signs leave no trace of rounding in the interval."""
    rng = np.random.default_rng(7)
    table = cases(rng.random(997) < 0.37, rng.exponential(80, 997), runs=7)
    found = compared(table, table, wage_per_hour=31.7)
    assert {ends(gap) for gap in found.values() if gap.low is not None} == {(0.0, 0.0)}
