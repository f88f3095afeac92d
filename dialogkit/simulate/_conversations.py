"""Any number of conversations with the bot alone, on one machine or many: no staff, no queue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

import numpy as np
from numpy.typing import NDArray

from dialogkit._chunks import Workers, require_workers
from dialogkit._collector import collector_at_rest
from dialogkit.contact_centre import ContactCentre
from dialogkit.conversation import Cases
from dialogkit.errors import ParameterError
from dialogkit.simulate._arrivals import midnight
from dialogkit.simulate._assumptions import OUT_OF_SCOPE
from dialogkit.simulate._blocks import Sums, fill, play
from dialogkit.simulate._company import Company
from dialogkit.simulate._coverage import Coverage
from dialogkit.simulate._crowd import Crowd, Named
from dialogkit.simulate._customers import Customers
from dialogkit.simulate._draws import contact_rows, rng_for
from dialogkit.simulate._folder import PathLike, RunFolder
from dialogkit.simulate._folder_key import fingerprints
from dialogkit.simulate._gone import Gone
from dialogkit.simulate._records import records
from dialogkit.simulate._result import Part
from dialogkit.simulate._setup import Progress, Setup, Talker, prepare
from dialogkit.simulate._world import World

__all__ = ["CHUNK", "Conversations", "simulate_conversations"]

CHUNK = 10_000
"""Conversations of a chunk. Random numbers belong to a chunk and a place in it, so the results are
the same whoever does which chunk."""
_CROWD = 8
"""Stream of random numbers: who comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversations:
    """What so many conversations with the bot gave."""

    cases: Cases
    """One row a conversation. Who needs an agent at its end is ``handed_off``, and whether that
    helps is ``unknown``: there are no agents here."""
    traffic: Mapping[tuple[str, str], int]
    """How often one step followed another."""
    unsure: Mapping[str, int]
    """Guard to how often nobody could say whether it held."""
    coverage: Coverage
    """What of the flow was visited how often, and what never. Handoffs have no results here, as
    there are no agents."""

    def save(self, path: str) -> None:
        """Writes the case records.

        Raises:
            OutputError: The file cannot be written.
        """
        self.cases.save(path)


def simulate_conversations(
    bot: Talker,
    customers: Customers,
    centre: ContactCentre,
    *,
    conversations: int = 10_000,
    start: date | None = None,
    seed: int = 0,
    executor: Workers = "serial",
    folder: PathLike | None = None,
    progress: Progress | None = None,
) -> Conversations:
    """Lets customers talk to the bot alone: every branch of the flow, however rarely it is taken.

    They come over one week as they do in the log, one contact each. For what a handoff leads to,
    `simulate` has staff and a queue.

    Args:
        bot: A bot with a flow and a classifier.
        customers: Fitted with the same classifier.
        centre: Its hours are what guards ask about.
        conversations: How many.
        start: First day of the week; the Monday after the log ends if not given.
        seed: The same seed gives the same conversations, on any executor.
        executor: Where they run, in chunks of `CHUNK`.
        folder: Keeps chunks that are done, so that the same call goes on where it was stopped; the
            records stay there and are read when asked for.
        progress: Told how far it is.

    Raises:
        FlowError: The flow has an error finding.
        InputError: The customers were fitted with another classifier, or the folder holds another
            run.
        OutputError: The folder cannot be written.
        ParameterError: There is no such executor, or ``conversations`` is not above 0.
    """
    require_workers(executor)
    if conversations < 1:
        raise ParameterError(f"conversations must be at least 1, got {conversations}")
    setup = prepare(bot, customers, centre, start=start, seed=seed)
    chunks, sums = range(-(-conversations // CHUNK)), Sums()
    work = partial(one_chunk, conversations)

    def done(number: int) -> None:
        """So many chunks are done."""
        if progress is not None:
            progress("conversations", min(conversations, number * CHUNK), conversations)

    done(0)
    if folder is None:
        play(work, setup, chunks, sums=sums, block=1, executor=executor, done=done)
    else:
        kind = {**fingerprints(setup), "conversations": f"{conversations} in {CHUNK}"}
        kept = RunFolder.opened(folder, kind, block=1)
        fill(kept, work, setup, chunks, sums=sums, executor=executor, done=done)
    run = sums.total.run(
        sums.cases,
        days=7,
        start=setup.start,
        observed_until=setup.begin + timedelta(seconds=setup.horizon),
    )
    return Conversations(
        cases=run.cases,
        traffic=run.traffic,
        unsure=run.unsure,
        coverage=Coverage.of(setup.flow, run.ways, run.traffic),
    )


def one_chunk(conversations: int, setup: Setup, chunk: int) -> Part:
    """One chunk, whole. It depends on nothing but its arguments."""
    assert setup.stage is not None
    stage = replace(setup.stage, recording=False)
    n = min(CHUNK, conversations - chunk * CHUNK)
    begin = midnight(setup.start, setup.customers.timezone)
    world = World(setup.flow, setup.desk(begin), setup.seed, chunk, (CHUNK, 0))
    draws = contact_rows(setup.seed, chunk, 0, n)
    with collector_at_rest():
        batch = Company(stage, world).meet_all(crowd_of(setup, chunk, n), draws)
    assert batch is not None  # nothing is recorded
    gone = Gone.of((), batch)
    return Part(
        table=records(batch, stage, begin=begin, replication=0, levels=setup.levels),
        busy=0.0,
        staffed=0.0,
        hourly={},
        traffic=gone.traffic(),
        transcripts=(),
        pushes={},
        unsure=gone.unsure(),
        ways=gone.ways(),
    )


def crowd_of(setup: Setup, chunk: int, n: int) -> Crowd:
    """Customers of one chunk: when they come, what they want, in which language and where.

    Args:
        setup: Whose customers.
        chunk: Number of the chunk.
        n: How many.
    """
    customers, rng = setup.customers, rng_for(setup.seed, chunk, _CROWD)
    u = rng.random((n, 5))
    hours = _numbers(np.array(customers.arrivals), u[:, 0])
    locales, channels = customers.locales or {"": 1.0}, customers.channels or {"": 1.0}
    locale = Named(_numbers(np.array(list(locales.values())), u[:, 1]), list(locales))
    channel = Named(_numbers(np.array(list(channels.values())), u[:, 2]), list(channels))
    return Crowd(
        scenario=chunk * CHUNK + np.arange(n),
        at=(hours + u[:, 3]) * 3600.0,
        label=_labels(setup, hours, channel, locale, u[:, 4]),
        locale=locale,
        channel=channel,
    )


def _labels(
    setup: Setup,
    hours: NDArray[np.int64],
    channel: Named,
    locale: Named,
    u: NDArray[np.float64],
) -> Named:
    """What each wants: by hour, channel and language where the mix differs by them."""
    customers = setup.customers
    if customers.segments:
        mix = setup.mix
        return Named(mix.numbers(hours, channel.numbers, locale.numbers, u), mix.labels)
    beyond = customers.value(OUT_OF_SCOPE) if customers.intents else 1.0
    known = [(1 - beyond) * share.value for share in customers.intents.values()]
    return Named(_numbers(np.array([*known, beyond]), u), [*customers.intents, OUT_OF_SCOPE])


def _numbers(weights: NDArray[np.float64], u: NDArray[np.float64]) -> NDArray[np.int64]:
    """Numbers drawn by weight, at quantiles ``u``."""
    ends = np.cumsum(weights / weights.sum())
    found = np.searchsorted(ends, u, side="right")
    return np.minimum(found, len(weights) - 1).astype(np.int64)
