"""How much faster the queue kernel is than the same model in SimPy, side by side in one run.

Run by ``make bench``, or ``python tests/benchmarks/bench_kernel.py``. Prints customers per second
of processor time (medians of alternating runs) and the ratio. It is no test: a time is no verdict
on a shared machine. Both sides answer the same customers and write the same records, which is
asserted.
"""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable, Generator, Sequence
from typing import Any

import numpy as np
import simpy

from dialogkit.contact_centre import AgentSlots, Outcome, Request, run_queue

ARRIVALS, SERVICE, AGENTS = 9.0, 1.0, 10
FOREVER = 1e12


def draw(count: int, patience: float, seed: int) -> list[Request]:
    """Customers of an M/M/c+M queue; ``patience`` is a mean."""
    rng = np.random.default_rng(seed)
    times = np.cumsum(rng.exponential(1 / ARRIVALS, count)).tolist()
    handles = rng.exponential(1 / SERVICE, count).tolist()
    waits = rng.exponential(1.0, count) * patience
    parts = zip(times, handles, waits.tolist(), strict=True)
    return [Request(id=i, time=t, handle=h, patience=p) for i, (t, h, p) in enumerate(parts)]


def with_kernel(requests: Sequence[Request]) -> list[Outcome]:
    """The queue of this project."""
    return run_queue(requests, [AgentSlots()] * AGENTS, [(0.0, FOREVER)], FOREVER)


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


def rate(run: Callable[[Sequence[Request]], list[Outcome]], requests: Sequence[Request]) -> float:
    """Customers per second of processor time."""
    gc.collect()
    start = time.process_time()
    outcomes = run(requests)
    spent = time.process_time() - start
    assert len(outcomes) == len(requests)
    return len(requests) / spent


def compare(name: str, patience: float, *, count: int = 100_000, runs: int = 7) -> None:
    """Prints one line of the comparison; the ratio is the median of those of each run."""
    rates = []
    for seed in range(runs):
        requests = draw(count, patience, seed)
        rates.append((rate(with_kernel, requests), rate(with_simpy, requests)))
    fast, slow = (statistics.median(column) for column in zip(*rates, strict=True))
    ratio = statistics.median(kernel / other for kernel, other in rates)
    print(  # a benchmark's result is what it prints
        f"{name:<22} kernel {fast:>9,.0f}/s   SimPy {slow:>8,.0f}/s   ratio {ratio:.1f}"
    )


def agree(requests: Sequence[Request]) -> None:
    """Both sides must tell the same story before their speed is worth comparing."""
    mine, theirs = ({o.id: o for o in run(requests)} for run in (with_kernel, with_simpy))
    for number, outcome in mine.items():
        assert outcome.result == theirs[number].result
        assert math.isclose(outcome.finished_at, theirs[number].finished_at, rel_tol=1e-9)


if __name__ == "__main__":
    for patience in (math.inf, 2.0):
        agree(draw(5_000, patience, seed=99))
    compare("Erlang C, 10 agents", math.inf)
    compare("Erlang A, 10 agents", 2.0)
