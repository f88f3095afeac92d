"""The queue kernel against Erlang's formulas with a relative half-width of at most 0.5 %.

Run by ``make bench``, or ``python tests/benchmarks/bench_oracles.py``; takes a minute or two.
``make test`` has the same with 2 %. Exits with 1 where a value is off by more than 3.3 standard
errors or its interval is too wide.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "contact_centre"))

from queue_oracles import Measured, controls, customers, measure, simulate

from dialogkit.contact_centre import AgentSlots, erlang_a, erlang_b, erlang_c

ARRIVALS, SLOTS = 9.0, 10
WIDEST, FURTHEST = 0.005, 3.3


def measured(patience: float, count: int) -> dict[str, Measured]:
    """Shares waiting and leaving, and the mean wait."""
    who = customers(count, arrivals=ARRIVALS, patience=patience, seed=11)
    known = controls(who, arrivals=ARRIVALS, slots=SLOTS, patience=patience)
    found = simulate(who, [AgentSlots()] * SLOTS)
    values = {"P(wait)": found["wait"] > 0, "mean wait": found["wait"], "P(leave)": found["left"]}
    return {name: measure(value, known) for name, value in values.items() if value.any()}


def report(formula: str, found: dict[str, Measured], truth: dict[str, float]) -> bool:
    """Prints one line a value; whether all are as they should be."""
    good = True
    for name, exact in truth.items():
        value = found[name]
        fine = abs(value.z(exact)) <= FURTHEST and value.half_width <= WIDEST
        good = good and fine
        print(  # a benchmark's result is what it prints
            f"Erlang {formula}  {name:<10} exact {exact:.6f}  simulated {value.mean:.6f}"
            f"  z {value.z(exact):+.2f}  half-width {value.half_width:.2%}"
            f"  {'ok' if fine else 'NOT OK'}"
        )
    return good


if __name__ == "__main__":
    a = erlang_a(ARRIVALS, 1, SLOTS, 0.5)
    b, c = erlang_b(ARRIVALS, 1, SLOTS), erlang_c(ARRIVALS, 1, SLOTS)
    results = (
        report("B", measured(0.0, 2_500_000), {"P(leave)": b.blocked}),
        report("C", measured(math.inf, 3_000_000), {"P(wait)": c.waits, "mean wait": c.mean_wait}),
        report(
            "A",
            measured(2.0, 3_500_000),
            {"P(wait)": a.waits, "mean wait": a.mean_wait, "P(leave)": a.abandons},
        ),
    )
    sys.exit(0 if all(results) else 1)
