"""How fast the simulation is: conversations, whole weeks, and what does not grow with their number.

    python evaluations/speed/speed.py

Measured side by side on one machine, printed, and written to ``speed.md`` beside this file:

- conversations with the shipped parcel service, case records included, beside some of the same
  held with ``Bot.reply``, which asks the classifier at each message, as it would in service;
- 200 weeks of 5,000 contacts each with queue, staff and records, on two processes;
- processor time a conversation of few and of very many, and the most memory that is held while
  their records are streamed to Parquet.

It is no test: a time is no verdict on a shared machine, and the ratios are what to look at.
"""

from __future__ import annotations

import argparse
import gc
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count, islice, pairwise
from pathlib import Path

from loky import get_reusable_executor

from dialogkit import _files
from dialogkit.bot import Bot
from dialogkit.contact_centre import ContactCentre
from dialogkit.corpus import read_log, read_utterances, split_cases
from dialogkit.flow import load_flow
from dialogkit.intents import IntentClassifier, split_utterances
from dialogkit.simulate import (
    Customers,
    Transcript,
    prepare,
    run_setup,
    simulate_conversations,
)
from dialogkit.simulate._conversations import CHUNK, one_chunk
from dialogkit.simulate._setup import Setup

PARCEL = Path(__file__).parents[2] / "corpora" / "parcel"
SEED = 7
CONTACTS = 5_000
AGENTS = 17
"""So that a week of 5,000 contacts is about as busy as that of the shipped team."""
FEW, MANY = 10_000, 1_000_000
WARM = 100
"""Chunks before the first round of few and many."""
ROUNDS, ASIDE = 5, 5
"""Of few and many, and how often few are held before and after many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Bot, customers and staff of the parcel service."""

    bot: Bot
    customers: Customers
    centre: ContactCentre


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Work done in some processor time."""

    conversations: int
    messages: int
    """Written by customers."""
    seconds: float
    """Of processor time, all threads together."""

    @property
    def per_second(self) -> float:
        """Conversations a second."""
        return self.conversations / self.seconds

    @property
    def messages_per_second(self) -> float:
        """Customers' messages a second."""
        return self.messages / self.seconds


def world() -> World:
    """The shipped corpus, fitted as the main job does."""
    parts = split_utterances(read_utterances(PARCEL / "utterances.jsonl"), seed=SEED)
    model = IntentClassifier(seed=SEED)
    model.fit([u.text for u in parts.train], [u.intent for u in parts.train])
    cases = split_cases(read_log(PARCEL / "log"))
    return World(
        bot=Bot(load_flow(PARCEL / "flow.yaml"), model, channel="web"),
        customers=Customers.fit(cases, model, utterances=parts.held_out),
        centre=ContactCentre.load(PARCEL / "centre.yaml"),
    )


def simulated(world: World, conversations: int, seed: int) -> Rate:
    """Conversations, with preparation, plan and records."""
    gc.collect()
    start = time.process_time()
    told = simulate_conversations(
        world.bot, world.customers, world.centre, conversations=conversations, seed=seed
    )
    seconds = time.process_time() - start
    turns = told.cases.table["customer_turns"].to_numpy()
    return Rate(conversations=len(turns), messages=int(turns.sum()), seconds=seconds)


def transcripts(world: World) -> tuple[Transcript, ...]:
    """What is said in a simulated week."""
    setup = prepare(world.bot, world.customers, world.centre, seed=SEED, transcripts=True)
    return run_setup(setup, [0]).transcripts


def replayed(bot: Bot, said: Sequence[Transcript]) -> Rate:
    """The customers' messages of these conversations, one by one to the live bot."""
    gc.collect()
    messages = 0
    start = time.process_time()
    for transcript in said:
        session, _ = bot.start()
        for line in transcript.lines:
            if session.state.control == "queued":
                session, _ = bot.join(session)
                session, _ = bot.hand_back(session, "resolved")
            if line["speaker"] == "customer":
                session, _ = bot.reply(session, line["text"])
                messages += 1
    seconds = time.process_time() - start
    return Rate(conversations=len(said), messages=messages, seconds=seconds)


def talks_table(pairs: Sequence[tuple[Rate, Rate]], held: int) -> str:
    """The medians and their ratio as Markdown."""
    lines = [
        "| | conversations a second | customers' messages a second |",
        "|---|---|---|",
    ]
    for name, side in (("simulated", 0), ("`Bot.reply`, a prediction a message", 1)):
        talks = statistics.median(pair[side].per_second for pair in pairs)
        messages = statistics.median(pair[side].messages_per_second for pair in pairs)
        lines.append(f"| {name} | {talks:,.0f} | {messages:,.0f} |")
    talks = statistics.median(a.per_second / b.per_second for a, b in pairs)
    messages = statistics.median(a.messages_per_second / b.messages_per_second for a, b in pairs)
    lines.append(f"| ratio | {talks:,.0f} | {messages:,.0f} |")
    simulated_, replayed_ = pairs[0]
    about = (
        f"Medians of {len(pairs)} rounds of processor time on one core; in each both sides ran "
        f"in turn: {simulated_.conversations:,} simulated conversations with everything that "
        f"belongs to them, from the look-up of what the classifier hears to the case records, and "
        f"{held:,} of such conversations ({replayed_.messages:,} messages) held with the live bot."
    )
    return "\n".join([about, "", *lines])


def weeks_table(world: World, weeks: int) -> str:
    """Whole weeks on two processes, by the wall clock."""
    centre = world.centre.with_(arrivals_per_week=CONTACTS, agents=AGENTS)
    setup = prepare(world.bot, world.customers, centre, seed=SEED)
    pool = get_reusable_executor(max_workers=2)
    run_setup(setup, range(weeks, weeks + 2), executor=pool, block=1)  # the processes are there
    start = time.perf_counter()
    run = run_setup(setup, range(weeks), executor=pool)
    seconds = time.perf_counter() - start
    lines = [
        "| weeks | contacts that count | processes | seconds | contacts a second |",
        "|---|---|---|---|---|",
        f"| {weeks} | {len(run.cases):,} | 2 | {seconds:.1f} | {len(run.cases) / seconds:,.0f} |",
    ]
    about = (
        f"Weeks of {CONTACTS:,} customers, {AGENTS} agents, queue, recontacts and case records, by "
        "the wall clock. The days before each week, which fill the queue, and after it are "
        "simulated too, but not counted."
    )
    return "\n".join([about, "", *lines])


def flat_table(world: World) -> str:
    """Processor time a conversation of few and of many, and the most memory."""
    setup = prepare(world.bot, world.customers, world.centre, seed=SEED)
    first = _seconds(setup, range(1))
    _seconds(setup, range(1, WARM))  # what is rare in a flow is met, too
    pairs = few_and_many(setup, WARM)
    few, many = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(long / short for short, long in pairs)
    small, large = _peak(MANY // 10), _peak(MANY)
    lines = [
        "| conversations | processor time each | ratio | most memory |",
        "|---|---|---|---|",
        f"| {FEW:,} | {1e6 * few:.1f} µs | 1 | |",
        f"| {MANY // 10:,} | | | {small:,.0f} MB |",
        f"| {MANY:,} | {1e6 * many:.1f} µs | {ratio:.2f} | {large:,.0f} MB |",
    ]
    about = (
        f"With a plan of the flow that {WARM * CHUNK:,} conversations have written down; the very "
        f"first {FEW:,}, which write most of it, took {1e6 * first:.1f} µs each. Medians of "
        f"{ROUNDS} rounds: {MANY:,} conversations at a stretch, beside the median of {2 * ASIDE} "
        f"times {FEW:,}, half of them before it and half after, none of which was held before. "
        "Memory is that of a process of its own that streams the records to Parquet, libraries and "
        "classifier included."
    )
    return "\n".join([about, "", *lines])


def few_and_many(setup: Setup, begin: int) -> list[tuple[float, float]]:
    """Processor time a conversation of few and of many at a stretch, a pair a round.

    Nobody's conversation comes twice, and both sides take turns: few, many, few, many, …, few.

    Args:
        setup: What is simulated.
        begin: The first chunk.
    """
    chunks, size = count(begin), MANY // CHUNK
    few, many = [], []
    for number in range(ROUNDS + 1):
        gc.collect()
        few.append([_seconds(setup, islice(chunks, FEW // CHUNK)) for _ in range(ASIDE)])
        if number < ROUNDS:
            gc.collect()
            many.append(_seconds(setup, islice(chunks, size)))
    beside = [statistics.median(before + after) for before, after in pairwise(few)]
    return list(zip(beside, many, strict=True))


def _seconds(setup: Setup, chunks: Iterable[int]) -> float:
    """Processor time of a conversation in these chunks."""
    numbers = list(chunks)
    start = time.process_time()
    for chunk in numbers:
        one_chunk((chunk + 1) * CHUNK, setup, chunk)
    return (time.process_time() - start) / (len(numbers) * CHUNK)


def _peak(conversations: int) -> float:
    """Most memory in megabytes of a process that simulates so many."""
    command = [sys.executable, __file__, "--stream", str(conversations)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)


def stream(conversations: int) -> None:
    """Simulates with records kept in a folder, and prints the most memory it took."""
    ready = world()
    with tempfile.TemporaryDirectory() as folder:
        told = simulate_conversations(
            ready.bot,
            ready.customers,
            ready.centre,
            conversations=conversations,
            folder=Path(folder) / "run",
        )
        told.save(str(Path(folder) / "all.parquet"))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> int:
    """Measures, prints, writes."""
    parser = argparse.ArgumentParser(description="Simulated and live conversations a second.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--conversations", type=int, default=300_000, help="in each round")
    parser.add_argument("--held", type=int, default=200, help="conversations held in each round")
    parser.add_argument("--weeks", type=int, default=200)
    parser.add_argument("--few-only", action="store_true", help="leave out few and many")
    parser.add_argument("--stream", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("speed.md"))
    given = parser.parse_args()
    if given.stream:
        stream(given.stream)
        return 0
    ready = world()
    every = transcripts(ready)
    said = every[:: max(1, len(every) // given.held)][: given.held]
    simulated(ready, CHUNK, SEED)  # compiled code is loaded
    pairs = [
        (simulated(ready, given.conversations, seed), replayed(ready.bot, said))
        for seed in range(given.rounds)
    ]
    parts = {
        "Conversations": talks_table(pairs, len(said)),
        "Weeks": weeks_table(ready, given.weeks),
    }
    if not given.few_only:
        parts["Few and many"] = flat_table(ready)
    text = "\n\n".join(f"## {name}\n\n{part}" for name, part in parts.items())
    print(text)
    head = (
        "# Speed of the simulation\n\nWritten by `python evaluations/speed/speed.py`. The numbers "
        "depend on the machine and on what else it does, the ratios less so.\n\n"
    )
    _files.write_text(head + text + "\n", given.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
