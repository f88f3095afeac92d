"""How much faster the queue kernel is than the same model in SimPy, side by side in one run.

Run by ``make bench``, or ``python tests/benchmarks/bench_kernel.py``. Prints customers per second
of processor time (medians of alternating runs) and the ratio: the kernel in plain Python and, where
numba is installed, compiled; with a value for each customer, in columns, and answering each outcome
by a call to Python. The table is kept in ``evaluations/speed/kernel.md``. It is no test: a time is
no verdict on a shared machine. All sides answer the same customers and tell the same story, which
is asserted.
"""

from __future__ import annotations

import argparse
import gc
import math
import statistics
import time
from collections.abc import Callable, Generator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import simpy

from dialogkit import _files
from dialogkit.contact_centre import (
    AgentSlots,
    Outcome,
    OutcomeTable,
    Request,
    RequestTable,
    run_queue,
    run_queue_table,
)

ARRIVALS, SERVICE, AGENTS = 9.0, 1.0, 10
FOREVER = 1e12
ABOUT = (
    "Written by `python tests/benchmarks/bench_kernel.py`. Medians of 11 rounds of processor time, "
    "in each of which every way ran in turn: 20,000 customers of ten agents, nine tenths of whose "
    "time is asked for. *Columns*: arrays in, arrays out, as the forecast runs it. *Values*: a "
    "value for each customer. *Answers*: the same, and after each outcome Python is asked what "
    "follows. The numbers depend on the machine, the ratios less so."
)


def draw(count: int, patience: float, seed: int) -> RequestTable:
    """Customers of an M/M/c+M queue; ``patience`` is a mean."""
    rng = np.random.default_rng(seed)
    return RequestTable(
        time=np.cumsum(rng.exponential(1 / ARRIVALS, count)),
        handle=rng.exponential(1 / SERVICE, count),
        patience=rng.exponential(1.0, count) * patience,
    )


def as_values(table: RequestTable) -> list[Request]:
    """The same customers, a value for each."""
    parts = zip(*(table.column(n).tolist() for n in ("time", "handle", "patience")), strict=True)
    return [Request(id=i, time=t, handle=h, patience=p) for i, (t, h, p) in enumerate(parts)]


SURROUNDINGS = ([AgentSlots()] * AGENTS, [(0.0, FOREVER)], FOREVER)


def with_values(requests: Sequence[Request], *, compiled: bool) -> list[Outcome]:
    """The queue of this project."""
    return run_queue(requests, *SURROUNDINGS, compiled=compiled)


def with_answers(requests: Sequence[Request], *, compiled: bool) -> list[Outcome]:
    """The same, asking Python after each outcome what follows; nothing does."""
    return run_queue(requests, *SURROUNDINGS, lambda outcome: (), compiled=compiled)


def with_columns(table: RequestTable, *, compiled: bool) -> OutcomeTable:
    """The same in columns."""
    return run_queue_table(table, *SURROUNDINGS, compiled=compiled)


def with_simpy(requests: Sequence[Request]) -> list[Outcome]:
    """The same queue as SimPy's own examples write it."""
    env = simpy.Environment()
    agents = simpy.Resource(env, AGENTS)
    done: list[Outcome] = []

    def customer(asked: Request) -> Generator[simpy.Event, Any, None]:
        queued = env.now
        with agents.request() as turn:
            if asked.patience == math.inf:
                yield turn
            else:
                yield turn | env.timeout(asked.patience)
            if not turn.triggered:
                nan = math.nan
                done.append(Outcome(asked.id, "left", -1, queued, nan, env.now, nan, 0))
                return
            answered = env.now
            yield env.timeout(asked.handle)
        done.append(Outcome(asked.id, "served", 0, queued, answered, env.now, env.now, 0))

    def arrivals() -> Generator[simpy.Event, Any, None]:
        for asked in requests:
            yield env.timeout(asked.time - env.now)
            env.process(customer(asked))

    env.process(arrivals())
    env.run()
    return done


def seconds(run: Callable[[], Any]) -> float:
    """Processor time of one run."""
    gc.collect()
    start = time.process_time()
    run()
    return time.process_time() - start


def ways() -> dict[str, tuple[Callable[..., Any], bool]]:
    """What is compared with SimPy: name to the run, and whether compiled."""
    runs: dict[str, Callable[..., Any]] = {
        "columns": with_columns,
        "values": with_values,
        "answers": with_answers,
    }
    kinds = {"plain": False} | ({"numba": True} if find_spec("numba") else {})
    return {f"{k} {name}": (run, kind) for k, kind in kinds.items() for name, run in runs.items()}


def compare(name: str, patience: float, *, count: int = 20_000, runs: int = 11) -> str:
    """A table with one line for each way; the ratio is the median of those of each run."""
    spent: dict[str, list[float]] = {"SimPy": []}
    for seed in range(runs):
        table = draw(count, patience, seed)
        values = as_values(table)
        spent["SimPy"].append(seconds(partial(with_simpy, values)))
        for way, (run, compiled) in ways().items():
            given = table if run is with_columns else values
            spent.setdefault(way, []).append(seconds(partial(run, given, compiled=compiled)))
    lines = [f"## {name}", "", "| | customers a second | each | × SimPy |", "|---|---|---|---|"]
    for way, times in spent.items():
        each = statistics.median(times) / count
        ratio = statistics.median(s / t for s, t in zip(spent["SimPy"], times, strict=True))
        lines.append(f"| {way} | {1 / each:,.0f} | {each * 1e6:.2f} µs | {ratio:.1f} |")
    return "\n".join(lines)


def agree(table: RequestTable) -> None:
    """All sides must tell the same story before their speed is worth comparing."""
    values = as_values(table)
    theirs = {o.id: o for o in with_simpy(values)}
    told = {}
    for way, (run, compiled) in ways().items():
        if run is not with_columns:
            told[way] = run(values, compiled=compiled)
    for outcome in told["plain values"]:
        assert outcome.result == theirs[outcome.id].result
        assert math.isclose(outcome.finished_at, theirs[outcome.id].finished_at, rel_tol=1e-9)
    assert len({repr(outcomes) for outcomes in told.values()}) == 1


def main() -> None:
    """Measures, prints, writes."""
    parser = argparse.ArgumentParser(description="The queue kernel beside SimPy.")
    home = Path(__file__).parents[2] / "evaluations" / "speed" / "kernel.md"
    parser.add_argument("--out", type=Path, default=home)
    given = parser.parse_args()
    for patience in (math.inf, 2.0):
        agree(draw(5_000, patience, seed=99))
    parts = [
        "# The queue kernel beside SimPy",
        ABOUT,
        compare("Erlang C: everybody waits", math.inf),
        compare("Erlang A: customers lose patience", 2.0),
    ]
    text = "\n\n".join(parts) + "\n"
    print(text)  # a benchmark's result is what it prints
    _files.write_text(text, given.out)


if __name__ == "__main__":
    main()
