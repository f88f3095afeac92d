"""The runs behind a forecast: as many weeks as it takes, all worlds on the same random numbers."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dialogkit.contact_centre import ContactCentre
from dialogkit.errors import ParameterError
from dialogkit.evaluate import outcome_rates
from dialogkit.simulate import (
    Run,
    RunFolder,
    Setup,
    Sums,
    Transcript,
    Workers,
    fingerprints,
    run_setup,
    whole,
)

__all__ = [
    "BATCH",
    "HEADLINE",
    "Progress",
    "Work",
    "chats_each",
    "held_at_once",
    "opened",
    "plain_told",
    "told",
]

HEADLINE = "bot_resolved"
"""The share whose interval decides when to stop, and whose sensitivity is shown: cases the bot
settles, of all cases."""
BATCH = 10
"""Replications between two looks at the interval, at least."""
LEAST = 3
"""Batches before the first look: an interval of few replications is often too short by chance."""
CAUTION = 0.9
"""The next look comes at this part of the replications that the last interval asks for."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many parts are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Work:
    """Runs of one setup and of others on the same random numbers."""

    setup: Setup
    """The central world."""
    executor: Workers
    """Where the replications run."""
    progress: Progress
    """Told how far they are."""
    folder: Path | None = None
    """Keeps what is done."""

    def until(self, most: int, half_width: float | None) -> Run:
        """All replications, or as many as the wanted half-width (in points) takes.

        Further replications are added to those done, so that the result is as if all had been run
        at once.

        Raises:
            ParameterError: No customer comes.
        """
        what, sums, done = "weeks with the bot", Sums(), 0
        due = most if half_width is None else min(LEAST * BATCH, most)
        while True:
            run = self._add(what, range(done, due), most, sums)
            done = due
            if not len(run.cases):
                coming = f"{self.setup.customers.per_week:.2f} a week"
                none = f"no customer came in the simulated weeks, at {coming}"
                raise ParameterError(f"{none}; simulate more, or name arrivals_per_week")
            if half_width is None or done >= most:
                return run
            now = _half_width(run)
            if now <= half_width:
                self.progress(what, done, done)
                return run
            due = min(most, _next_look(done, now, half_width))

    def run(self, setup: Setup, replications: int, what: str, room: str | None = None) -> Run:
        """So many replications of a setup, the same random numbers each time.

        Args:
            setup: Who meets whom.
            replications: How many.
            what: As the bar of progress calls it.
            room: Folder within that of the forecast; after what the setup holds if not given.
        """
        self.progress(what, 0, replications)

        def done(number: int) -> None:
            """Tells the bar."""
            self.progress(what, number, replications)

        folder = None
        if self.folder is not None:
            folder = self.folder / (room or f"what_if-{whole(fingerprints(setup))[:16]}")
        return run_setup(
            setup, range(replications), executor=self.executor, done=done, folder=folder
        )

    def transcripts(self, replications: Sequence[int]) -> list[Transcript]:
        """What was said in some replications, which are run again to hear it."""
        found: list[Transcript] = []
        for number in replications:
            setup = replace(self.setup, transcripts=True, recorded=number)
            found += run_setup(setup, [number]).transcripts
        return found

    def _add(self, what: str, keys: range, most: int, sums: Sums) -> Run:
        self.progress(what, keys.start, most)

        def done(number: int) -> None:
            """Tells the bar."""
            self.progress(what, keys.start + number, most)

        folder = None if self.folder is None else self.folder / "with_bot"
        return run_setup(
            self.setup, keys, executor=self.executor, done=done, onto=sums, folder=folder
        )


def opened(path: str | os.PathLike[str], setup: Setup) -> Path:
    """The folder of a forecast, made where there is none.

    Raises:
        InputError: It holds another run.
        OutputError: It cannot be written.
    """
    return RunFolder.opened(path, {"kind": "forecast", **fingerprints(setup)}).path


def _next_look(done: int, now: float, wanted: float) -> int:
    """When to look again: half-widths fall with the root of the number of replications."""
    if wanted <= 0:
        return done + BATCH
    needed = CAUTION * done * (now / wanted) ** 2
    return max(done + BATCH, BATCH * math.floor(min(needed, 1e9) / BATCH))


def _half_width(run: Run) -> float:
    """Half the interval of the headline, in points; infinite where it cannot be given."""
    rate = outcome_rates(run.cases).get(HEADLINE)
    if rate is None or rate.low is None or rate.high is None:
        return math.inf
    return 50 * (rate.high - rate.low)


def told(run: Run, setup: Setup) -> dict[str, Any]:
    """What `evaluate` is told of a run beyond its records."""
    wage = setup.centre.wage
    return {
        "staffing": run.staffing,
        "wage_per_hour": None if wage is None else wage.central,
        **held_at_once(run, chats_each(setup.centre)),
        "observed_until": run.observed_until,
        "timezone": setup.customers.timezone,
    }


def chats_each(centre: ContactCentre) -> float:
    """Mean number of chats an agent holds at once."""
    return sum(agent.chats for agent in centre.agents) / len(centre.agents)


def held_at_once(run: Run, chats: float) -> dict[str, float | None]:
    """How many chats agents really held at once, on average while they held any.

    It is measured where the run says how the agents' time was shared: the time of all requests,
    each for itself, over the time that they took together. Otherwise there are bounds. As many as
    they may (``concurrency_at_most``) is what costs least. One at a time costs most, but never
    takes more time than the agents were there: where they were so busy that they must have held
    several, the least is the slot-time of chats over the agents' time that calls left.

    Args:
        run: Simulated weeks.
        chats: Chats that an agent may hold at once.
    """
    taken = sum(run.staffing.get("taken_seconds", ()))
    if taken > 0:
        held = sum(run.staffing["held_seconds"]) / taken
        return {"concurrency": held, "concurrency_at_most": None}
    others = [work.busy_seconds for name, work in run.other_work.items() if name == "calls"]
    busy, staffed = (
        sum(run.staffing[name]) - sum(others) for name in ("busy_seconds", "staffed_seconds")
    )
    load = busy / staffed if staffed > 0 else 1.0
    least = min(chats, max(1.0, load * chats))
    return {"concurrency": least, "concurrency_at_most": chats if least < chats else None}


def plain_told(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same as a file can hold it."""
    staffing = {name: list(each) for name, each in values["staffing"].items()}
    return {**values, "staffing": staffing, "observed_until": values["observed_until"].isoformat()}
