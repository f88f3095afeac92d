"""How many conversations a second are simulated, beside the same ones held with the live bot.

    python evaluations/speed/speed.py

Weeks of the shipped parcel service are simulated, staff and case records included. What their
customers wrote is then said again, message by message, to ``Bot.reply``, which asks the classifier
each time, as it would in service. Prints the table, and writes it to ``speed.md`` beside this file.
It is no test: a time is no verdict on a shared machine, and the ratio is what to look at.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dialogkit import _files
from dialogkit.bot import Bot
from dialogkit.contact_centre import ContactCentre
from dialogkit.corpus import read_log, read_utterances, split_cases
from dialogkit.flow import load_flow
from dialogkit.intents import IntentClassifier, split_utterances
from dialogkit.simulate import Customers, Transcript, prepare, run_setup

PARCEL = Path(__file__).parents[2] / "corpora" / "parcel"
SEED = 7


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
    customers = Customers.fit(cases, model, utterances=parts.held_out)
    centre = ContactCentre.load(PARCEL / "centre.yaml")
    assert centre.arrivals_per_week is not None
    return World(
        bot=Bot(load_flow(PARCEL / "flow.yaml"), model, channel="web"),
        customers=customers.scaled(centre.arrivals_per_week.central),
        centre=centre,
    )


def simulated(world: World, weeks: Sequence[int]) -> Rate:
    """Whole weeks: preparation, conversations, queue and records."""
    gc.collect()
    start = time.process_time()
    setup = prepare(world.bot, world.customers, world.centre, seed=SEED)
    run = run_setup(setup, weeks)
    seconds = time.process_time() - start
    turns = run.cases.table["customer_turns"].to_numpy()
    return Rate(conversations=len(turns), messages=int(turns.sum()), seconds=seconds)


def transcripts(world: World) -> tuple[Transcript, ...]:
    """What is said in the first week."""
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


def table(pairs: Sequence[tuple[Rate, Rate]], held: int) -> str:
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
    lines.append(f"| ratio | {talks:,.1f} | {messages:,.1f} |")
    simulated_, replayed_ = pairs[0]
    about = (
        f"Medians of {len(pairs)} rounds of processor time on one machine; in each both sides ran "
        f"in turn: {simulated_.conversations:,} simulated conversations with queue and records, "
        f"and {held:,} of them ({replayed_.messages:,} messages) held with the live bot. The "
        "numbers depend on the machine and on what else it does, the ratio less so."
    )
    return "\n".join([about, "", *lines])


def main() -> int:
    """Measures, prints, writes."""
    parser = argparse.ArgumentParser(description="Simulated and live conversations a second.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--weeks", type=int, default=4, help="weeks simulated in each round")
    parser.add_argument("--held", type=int, default=200, help="conversations held in each round")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("speed.md"))
    given = parser.parse_args()
    ready = world()
    every = transcripts(ready)
    said = every[:: max(1, len(every) // given.held)][: given.held]
    pairs = [
        (simulated(ready, range(given.weeks)), replayed(ready.bot, said))
        for _ in range(given.rounds)
    ]
    text = table(pairs, len(said))
    print(text)
    head = "# Speed of the simulation\n\nWritten by `python evaluations/speed/speed.py`.\n\n"
    _files.write_text(head + text + "\n", given.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
