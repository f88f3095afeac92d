"""Two bots on the same customers."""

import numpy as np
import pyarrow as pa
import pytest
from numpy.typing import NDArray

from dialogkit.conversation import Case, case_table
from dialogkit.errors import InputError, ParameterError
from dialogkit.evaluate import compare_cases


def run(contained: NDArray[np.bool_], shift: int = 0) -> pa.Table:
    """One case a customer, in order from ``shift``; who is not contained asked for a human."""
    rows = [
        Case(
            case_id=str(i),
            conversation_id=str(i),
            customer_turns=1,
            bot_engaged=True,
            asked_for_human=not one,
            scenario=i + shift,
            replication=0,
        )
        for i, one in enumerate(contained)
    ]
    return case_table(rows)


def test_only_the_pairs_that_differ_decide() -> None:
    """The exact McNemar test looks at discordant pairs alone."""
    a = np.arange(100) < 50
    b = np.arange(100) < 58
    result = compare_cases(run(a), run(b), "containment")
    assert (result.only_a, result.only_b, result.decided_by, result.pairs) == (0, 8, 8, 100)
    assert result.difference == pytest.approx(0.08)
    assert result.p_value == pytest.approx(2 * 0.5**8)
    assert result.low < 0.08 < result.high


def test_pairs_are_matched_by_scenario() -> None:
    """Customers that only one bot met are left out, whatever the order of the rows."""
    a, b = run(np.arange(10) < 5), run(np.arange(10) < 5, shift=5)
    result = compare_cases(a, b.take(pa.array(list(reversed(range(10))))), "containment")
    assert result.pairs == 5
    assert (result.a, result.b) == (0.0, 1.0)


def test_the_same_bot_shows_no_difference() -> None:
    """A bot against itself: no pair differs."""
    table = run(np.arange(20) < 9)
    result = compare_cases(table, table, "containment").to_json()
    assert (result["difference"], result["decided_by"], result["p_value"]) == (0.0, 0, 1.0)


def test_the_interval_of_the_difference_holds_the_truth() -> None:
    """95 % intervals of a paired difference of 10 points cover it about 95 % of the time."""
    rng = np.random.default_rng(3)
    hits = 0
    for _ in range(150):
        luck = rng.random(150)
        result = compare_cases(run(luck < 0.4), run((luck < 0.35) | (luck > 0.85)), "containment")
        hits += result.low <= 0.1 <= result.high
    assert hits / 150 == pytest.approx(0.95, abs=0.05)


def test_what_cannot_be_paired_is_refused() -> None:
    """Cases without scenario, other customers, and rates that are no share are refused."""
    table = run(np.ones(3, dtype=bool))
    with pytest.raises(InputError, match="column scenario"):
        compare_cases(table.drop(["scenario"]), table, "containment")
    with pytest.raises(InputError, match="no case counts"):
        compare_cases(table, run(np.ones(3, dtype=bool), shift=50), "containment")
    with pytest.raises(ParameterError, match="no rate"):
        compare_cases(table, table, "happiness")
    with pytest.raises(ParameterError, match="case by case"):
        compare_cases(table, table, "cost_per_contact")
