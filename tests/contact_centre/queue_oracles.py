"""Long simulated queues with honest intervals, to hold against closed forms.

Means come from batch means with control variates (Lavenberg & Welch 1981): what is known
exactly of the same random numbers (mean time between arrivals, mean handling, mean patience, and
the wait in a single server of the team's whole speed) takes out most of the noise without bias.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from dialogkit.contact_centre import AgentSlots, Request, RequestTable, RouteStep, run_queue_table

Floats = NDArray[np.float64]
FOREVER = 1e15
BATCHES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Customers:
    """Random numbers of a queue, each of shape ``(n,)``; rates are per second."""

    times: Floats
    handles: Floats
    patiences: Floats

    def table(self) -> RequestTable:
        """The same as columns."""
        return RequestTable(time=self.times, handle=self.handles, patience=self.patiences)

    def requests(self, route: tuple[RouteStep, ...] = (RouteStep(),)) -> list[Request]:
        """The same as the kernel takes them, numbered in order of time."""
        columns = zip(
            self.times.tolist(), self.handles.tolist(), self.patiences.tolist(), strict=True
        )
        return [Request(i, t, h, patience=p, route=route) for i, (t, h, p) in enumerate(columns)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A mean with the half-width of its 95 % interval."""

    mean: float
    error: float
    """Standard error."""
    half_width: float
    """As a share of the mean."""

    def z(self, truth: float) -> float:
        """Standard errors away from the truth."""
        return (self.mean - truth) / self.error


def customers(count: int, *, arrivals: float, patience: float = math.inf, seed: int) -> Customers:
    """Poisson arrivals, handling of mean 1, exponential patience of mean ``patience``."""
    rng = np.random.default_rng(seed)
    times = np.cumsum(rng.exponential(1 / arrivals, count))
    handles = rng.exponential(1.0, count)
    waits = rng.exponential(1.0, count)
    patiences = waits * patience if 0 < patience < math.inf else np.full(count, patience)
    return Customers(times=times, handles=handles, patiences=patiences)


def simulate(
    who: Customers | RequestTable, team: list[AgentSlots], *, compiled: bool | None = None
) -> dict[Literal["wait", "left"], Floats]:
    """Wait, and whether they left, of each customer, by the kernel."""
    asked = who if isinstance(who, RequestTable) else who.table()
    ended = run_queue_table(asked, team, [(0.0, FOREVER)], FOREVER, compiled=compiled)
    wait, left = np.empty(len(asked)), np.empty(len(asked))
    wait[ended.request] = ended.wait
    left[ended.request] = ended.ended("left")
    return {"wait": wait, "left": left}


def single_server_wait(times: Floats, handles: Floats) -> Floats:
    """Lindley's recursion: waits of a first-come first-served server, shape ``(n,)``."""
    steps = np.concatenate([[0.0], handles[:-1] - np.diff(times)])
    walk = np.cumsum(steps)
    return np.asarray(walk - np.minimum.accumulate(walk), dtype=np.float64)


def controls(who: Customers, *, arrivals: float, slots: int, patience: float) -> Floats:
    """What is known of these random numbers, less its expectation; shape ``(n, k)``."""
    gaps = np.diff(who.times, prepend=0.0) * arrivals - 1
    known: list[NDArray[Any]] = [gaps, who.handles - 1]
    if 0 < patience < math.inf:
        known.append(who.patiences / patience - 1)
    # Impatience shortens the memory of a queue as a faster server does.
    for speed in (slots, 1.25 * slots):
        load = arrivals / speed
        wait = single_server_wait(who.times, who.handles / speed)
        known += [wait - load / (speed - arrivals), (wait > 0) - load]
    return np.stack(known, axis=1)


def measure(values: NDArray[Any], known: Floats) -> Measured:
    """The mean of ``values`` with its error, controlled by what is known.

    The first fiftieth is warm-up and left out.
    """
    skip = len(values) // 50
    size = (len(values) - skip) // BATCHES
    kept = slice(skip, skip + size * BATCHES)
    means = values[kept].astype(np.float64).reshape(BATCHES, size).mean(axis=1)
    of_known = known[kept].reshape(BATCHES, size, -1).mean(axis=1)
    design = np.column_stack([np.ones(BATCHES), of_known])
    fitted, *_ = np.linalg.lstsq(design, means, rcond=None)
    rest = means - design @ fitted
    free = BATCHES - design.shape[1]
    error = math.sqrt(float(rest @ rest) / free * np.linalg.inv(design.T @ design)[0, 0])
    mean = float(fitted[0])
    return Measured(
        mean=mean, error=error, half_width=float(stats.t.ppf(0.975, free)) * error / mean
    )
