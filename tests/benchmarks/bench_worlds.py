"""The contact centre against an event loop written from the documents alone, and closed forms.

Run by ``make bench``, or ``python tests/benchmarks/bench_worlds.py``; takes some minutes. Prints,
and writes to ``evaluations/worlds/worlds.md``:

* random worlds, in which every request must end alike, to the last bit: a world that differs in
  anything is a failure;
* whole weeks, which agree in distribution: z of each mean over many weeks;
* queues with a known answer: z of each mean over many runs.

Exits with 1 where a world differs or a z is beyond 3.3. That is the gate of all statistical checks
here: where nothing is wrong, one z in a thousand is beyond it, and the seeds are always the same.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean, variance

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "contact_centre"))
sys.path.insert(0, str(Path(__file__).parents[1] / "simulate"))

from independent_weeks import KINDS, PER_WEEK, by_loop, by_product
from independent_worlds import differences, world

from dialogkit import _files
from dialogkit.contact_centre import AgentSlots, RequestTable, RouteStep, run_queue_table

FURTHEST = 3.3
FEWEST = 20
"""Of fewer weeks or runs the spread is not known well enough for a z."""
HOME = Path(__file__).parents[2] / "evaluations" / "worlds" / "worlds.md"
WORLDS: Mapping[str, Mapping[str, bool]] = {
    "chats": {},
    "chats and calls": {"calls": True},
    "chats, some come back": {"back": True},
    "chats and calls, some come back": {"calls": True, "back": True},
}
ABOUT = (
    "Written by `python tests/benchmarks/bench_worlds.py`. The event loop "
    "(`tests/contact_centre/independent_loop.py`) was written from the documents and shares no "
    "data structure with the queue kernel. Only which agent lets chats run out for a call is told "
    "by no document; there it follows the kernel's rule."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the study."""

    title: str
    """What it compares."""
    text: str
    """How."""
    table: Sequence[Sequence[str]]
    """Rows of words, the head first."""
    good: bool
    """Whether all is as it should be."""

    def markdown(self) -> str:
        """As it is printed and kept."""
        head, *rows = ["| " + " | ".join(row) + " |" for row in self.table]
        rule = "|" + "---|" * len(self.table[0])
        return "\n".join([f"## {self.title}", "", self.text, "", head, rule, *rows])


# ----- worlds ------------------------------------------------------------------------------------


def worlds(count: int, first: int) -> Part:
    """So many worlds of each kind, request by request, in plain Python and compiled."""
    engines = {"plain": False} | ({"numba": True} if find_spec("numba") else {})
    table = [["worlds", "kernel", "number", "requests", "worlds alike", "requests that differ"]]
    apart = 0
    for kind, options in WORLDS.items():
        for engine, compiled in engines.items():
            requests, alike, told = 0, 0, 0
            for seed in range(first, first + count):
                here, lines = differences(world(seed, **options), compiled=compiled)
                requests += here
                alike += not lines
                told += len(lines)
                for line in lines[:2]:
                    print(f"DIFFERS  {kind} {seed} {engine}: {line}")
            apart += count - alike
            table.append([kind, engine, str(count), f"{requests:,}", str(alike), str(told)])
    text = (
        "Three days, one to seven agents with skills, shifts and several chats, routes of up to "
        "three steps, patience, windows, closing times, priorities. Alike is a world in which each "
        "request has the same result, agent, step and times, to the last bit, in the same order; "
        "there is no exception, also not at the horizon, where a centre does not close any more."
    )
    return Part(title="Worlds, request by request", text=text, table=table, good=apart == 0)


# ----- weeks -------------------------------------------------------------------------------------


def weeks(count: int, first: int) -> Part:
    """So many whole weeks of each kind, in distribution."""
    table = [["weeks", "mean over all weeks", "product", "loop", "z"]]
    furthest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        simulated = by_product(Path(folder))
        for place, kind in enumerate(KINDS):
            seeds = range(first + 10_000 * place, first + 10_000 * place + count)
            ours = [simulated(kind, seed) for seed in seeds]
            theirs = [by_loop(kind, 1_000_000 + seed) for seed in seeds]
            for name in ours[0]:
                one, other = ([week[name] for week in side] for side in (ours, theirs))
                z = welch(one, other)
                furthest = max(furthest, abs(z))
                table.append(
                    [kind, name, f"{fmean(one):,.4f}", f"{fmean(other):,.4f}", f"{z:+.2f}"]
                )
    text = (
        f"{PER_WEEK:,} customers a week, four agents of two chats each, two of them in a shift "
        f"with a break; {count} weeks on each side, drawn independently. Times in seconds. "
        f"Largest |z| {furthest:.2f} of {len(table) - 1}."
    )
    return Part(
        title="Whole weeks, in distribution", text=text, table=table, good=furthest <= FURTHEST
    )


def welch(one: Sequence[float], other: Sequence[float]) -> float:
    """Standard errors between two means."""
    spread = variance(one) / len(one) + variance(other) / len(other)
    return (fmean(one) - fmean(other)) / math.sqrt(spread)


# ----- what is known exactly ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """Poisson arrivals, exponential handling of mean 1, exponential patience."""

    arrivals: float
    """A unit of time, for each of the groups."""
    leaves: float
    """Rate at which those who wait leave; 0 for never."""
    agents: int
    """Of each group."""
    chats: int = 1
    """Held at once, without slowdown."""
    groups: int = 1
    """Languages, of which nobody speaks two: so many queues side by side."""

    def truth(self) -> dict[str, float]:
        """From the birth-death chain of the number present."""
        slots = self.agents * self.chats
        weights = [1.0]
        while weights[-1] > 1e-18 * max(weights) or len(weights) <= slots:
            present = len(weights)
            out = min(present, slots) + max(0, present - slots) * self.leaves
            weights.append(weights[-1] * self.arrivals / out)
        shares = [weight / math.fsum(weights) for weight in weights]
        waiting = math.fsum(max(0, n - slots) * share for n, share in enumerate(shares))
        found = {
            "P(wait)": math.fsum(shares[slots:]),
            "mean wait": waiting / self.arrivals,
        }
        return found | ({"P(leave)": self.leaves * waiting / self.arrivals} if self.leaves else {})

    def run(self, seed: int, length: float = 10_000.0, warm: float = 200.0) -> dict[str, float]:
        """The same, of one run of the kernel less its beginning and its end."""
        rng = np.random.default_rng(seed)
        n = int(rng.poisson(self.arrivals * self.groups * length))
        routes = tuple((RouteStep(needs=1 << group),) for group in range(self.groups))
        asked = RequestTable(
            time=np.sort(rng.random(n) * length),
            handle=rng.exponential(1.0, n),
            patience=rng.exponential(1 / self.leaves, n) if self.leaves else math.inf,
            route=rng.integers(0, self.groups, n),
            routes=routes,
        )
        team = [
            AgentSlots(can=1 << group, chats=self.chats)
            for group in range(self.groups)
            for _ in range(self.agents)
        ]
        ended = run_queue_table(asked, team, [(0.0, 2 * length)], 2 * length)
        kept = (ended.queued_at > warm) & (ended.queued_at < length - warm)
        wait = ended.wait[kept]
        found = {"P(wait)": float((wait > 0).mean()), "mean wait": float(wait.mean())}
        return found | (
            {"P(leave)": float(ended.ended("left")[kept].mean())} if self.leaves else {}
        )


QUEUES = {
    "Erlang A, 10 agents": Queue(arrivals=9.0, leaves=0.5, agents=10),
    "Erlang A, 4 agents of 3 chats": Queue(arrivals=11.0, leaves=0.3, agents=4, chats=3),
    "Erlang A, two languages of 8 agents": Queue(arrivals=7.0, leaves=0.7, agents=8, groups=2),
    "Erlang C, 10 agents": Queue(arrivals=8.5, leaves=0.0, agents=10),
}


def queues(count: int, first: int) -> Part:
    """So many runs of each queue whose answer is known."""
    table = [["queue", "value", "simulated", "exact", "z"]]
    furthest = 0.0
    for name, queue in QUEUES.items():
        truth, runs = queue.truth(), [queue.run(first + number) for number in range(count)]
        for value, exact in truth.items():
            found = [run[value] for run in runs]
            z = (fmean(found) - exact) / math.sqrt(variance(found) / count)
            furthest = max(furthest, abs(z))
            table.append([name, value, f"{fmean(found):.6f}", f"{exact:.6f}", f"{z:+.2f}"])
    text = f"{count} runs of each. Largest |z| {furthest:.2f} of {len(table) - 1}."
    return Part(
        title="Queues with a known answer", text=text, table=table, good=furthest <= FURTHEST
    )


# ----- all of it ---------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the parts, prints and keeps them."""
    parser = argparse.ArgumentParser(description="The contact centre against an independent loop.")
    parser.add_argument("--worlds", type=int, default=100, help="of each of four kinds; 0: none")
    parser.add_argument("--weeks", type=int, default=40, help="of each of four kinds; 0: none")
    parser.add_argument("--runs", type=int, default=40, help="of each known queue; 0: none")
    parser.add_argument("--seed", type=int, default=0, help="the first of the seeds")
    parser.add_argument("--out", type=Path, default=HOME)
    given = parser.parse_args(arguments)
    if any(0 < count < FEWEST for count in (given.weeks, given.runs)):
        parser.error(f"weeks and runs must be {FEWEST} or more for a z to mean something, or 0")
    wanted: dict[Callable[[int, int], Part], int] = {
        worlds: given.worlds,
        weeks: given.weeks,
        queues: given.runs,
    }
    parts = []
    for part, count in wanted.items():
        if count > 0:
            parts.append(part(count, given.seed))
            print(f"{parts[-1].markdown()}\n\n{'ok' if parts[-1].good else 'NOT OK'}\n", flush=True)
    text = "\n\n".join([f"# Worlds\n\n{ABOUT}", *(part.markdown() for part in parts)])
    given.out.parent.mkdir(parents=True, exist_ok=True)
    _files.write_text(text + "\n", given.out)
    return 0 if all(part.good for part in parts) else 1


if __name__ == "__main__":
    sys.exit(main())
