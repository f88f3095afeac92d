"""`simulate`: whole weeks of customers, bot and staff, as case records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dialogkit._chunks import Workers, require_workers
from dialogkit._collector import collector_at_rest
from dialogkit.contact_centre import ContactCentre
from dialogkit.conversation import IntentModel, Level, case_table
from dialogkit.errors import ParameterError
from dialogkit.flow import Flow
from dialogkit.simulate._arrivals import arrivals, midnight
from dialogkit.simulate._arrivals_further import further
from dialogkit.simulate._background import Rhythm
from dialogkit.simulate._blocks import Sums, block_for, fill, play
from dialogkit.simulate._case_rows import case_of, levels_of
from dialogkit.simulate._coverage import Coverage
from dialogkit.simulate._customers import Customers
from dialogkit.simulate._desk import Desk
from dialogkit.simulate._folder import PathLike, RunFolder
from dialogkit.simulate._folder_key import fingerprints
from dialogkit.simulate._gone import Gone
from dialogkit.simulate._hourly import hours_of_week
from dialogkit.simulate._pool import Pool
from dialogkit.simulate._pushes import Pushed, push_out
from dialogkit.simulate._records import records
from dialogkit.simulate._rehearsal import Rehearsal
from dialogkit.simulate._remote_talk import Rehearsed
from dialogkit.simulate._result import Part, Run, Transcript
from dialogkit.simulate._talk import Stage, Talk
from dialogkit.simulate._team import Team
from dialogkit.simulate._waits import Waits
from dialogkit.simulate._week import Contact, run_week

__all__ = ["Run", "Setup", "Sums", "Talker", "Transcript", "prepare", "run_setup", "simulate"]

WARM_UP_DAYS = 4
"""Customers arrive so many days before the counted ones, uncounted, so that the first Monday finds
the weekend's messages and who comes back, as every Monday does."""
DRAIN_DAYS = 14
"""After the arrivals end, chats and recontacts may go on for so long."""


Progress = Callable[[str, int, int], None]
"""Told what is being done, how many parts are done, and how many there are."""


class Talker(Protocol):
    """What is rehearsed: a flow and the classifier that listens for it."""

    @property
    def flow(self) -> Flow:
        """The flow."""

    @property
    def model(self) -> IntentModel | None:
        """The classifier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """All that one run depends on, ready to be sent to a worker."""

    customers: Customers
    centre: ContactCentre
    stage: Stage | None
    """``None``: a world without a bot."""
    flow: Flow
    start: date
    days: int
    seed: int
    levels: Mapping[str, Level]
    transcripts: bool = False
    """Whether one replication keeps what was said."""
    recorded: int = 0
    """Number of that replication; none other where it is not run."""

    @property
    def begin(self) -> datetime:
        """Midnight of the first day on which somebody arrives, counted or not, in UTC."""
        return self._midnight(-WARM_UP_DAYS)

    @property
    def horizon(self) -> float:
        """Seconds from there to the end of the run, days in which nobody new arrives included."""
        return self.counted[1] + DRAIN_DAYS * 86_400

    @property
    def counted(self) -> tuple[float, float]:
        """Seconds from `begin` between which those arrive who count."""
        ends = (self._midnight(0), self._midnight(self.days))
        return (ends[0] - self.begin).total_seconds(), (ends[1] - self.begin).total_seconds()

    def _midnight(self, day: int) -> datetime:
        return midnight(self.start + timedelta(days=day), self.customers.timezone)


def prepare(
    bot: Talker,
    customers: Customers,
    centre: ContactCentre,
    *,
    days: int = 7,
    start: date | None = None,
    seed: int = 0,
    with_bot: bool = True,
    transcripts: bool = False,
) -> Setup:
    """Looks up all predictions and checks that everything fits together.

    As many customers come as the centre says where it says it, else as in their log.

    Raises:
        FlowError: The structure or a handoff of the flow has an error.
        InputError: The customers were fitted with another classifier.
        ParameterError: The bot has no classifier, ``days`` is not above 0, neither customers nor
            centre say how many come, the centre never opens, or nobody there has a skill that a
            handoff asks for.
    """
    if days < 1:
        raise ParameterError(f"days must be at least 1, got {days}")
    if isinstance(bot, Rehearsed):
        return _of_recordings(bot, customers, centre, days, start, seed, with_bot, transcripts)
    if bot.model is None:
        raise ParameterError("a simulation needs a classifier; this bot has none")
    bot.flow.require_sound("SH")
    centre.require(_skills(bot.flow))
    customers.require(bot.model)
    customers = how_many(customers, centre)
    rehearsal = Rehearsal(bot.flow)
    stage = Stage(
        rehearsal=rehearsal,
        pool=Pool(customers, bot.model),
        values=customers.in_force(),
        reply_median=customers.reply_median,
        reply_spread=customers.reply_spread,
        paces={channel: customers.reply_time(channel) for channel in customers.channels},
    )
    return Setup(
        customers=customers,
        centre=centre,
        stage=stage if with_bot else None,
        flow=bot.flow,
        start=start or customers.next_monday,
        days=days,
        seed=seed,
        levels=levels_of(rehearsal, customers.intents),
        transcripts=transcripts,
    )


def _skills(flow: Flow) -> list[str]:
    """Skills that handoffs ask for."""
    routes = [route for handoff in flow.handoffs.values() for route in handoff.route]
    asked = dict.fromkeys(skill for route in routes for skill in route.skills)
    return [skill for skill in asked if not skill.startswith("$")]


def how_many(customers: Customers, centre: ContactCentre) -> Customers:
    """As many customers as the centre says where it says it, else as in their log.

    Raises:
        ParameterError: Neither says how many come.
    """
    if centre.arrivals_per_week is not None:
        return customers.scaled(centre.arrivals_per_week.central)
    if customers.assumed:
        what = "the contact centre must say arrivals_per_week: these customers come from no log"
        raise ParameterError(f"{what}, so nobody knows how many there are")
    return customers


def _of_recordings(
    bot: Rehearsed,
    customers: Customers,
    centre: ContactCentre,
    days: int,
    start: date | None,
    seed: int,
    with_bot: bool,
    transcripts: bool,
) -> Setup:
    """The weeks that a bot elsewhere was rehearsed in."""
    customers = how_many(customers, centre)
    first = start or customers.next_monday
    bot.require(customers, seed=seed, days=days, start=first)
    return Setup(
        customers=customers,
        centre=centre,
        stage=bot.stage(customers) if with_bot else None,
        flow=bot.flow,
        start=first,
        days=days,
        seed=seed,
        levels={},
        transcripts=transcripts,
    )


def simulate(
    bot: Talker,
    customers: Customers,
    centre: ContactCentre,
    *,
    days: int = 7,
    start: date | None = None,
    seed: int = 0,
    replications: int = 1,
    executor: Workers = "serial",
    folder: PathLike | None = None,
    progress: Progress | None = None,
) -> Run:
    """Lets customers, bot and staff meet on one clock.

    Args:
        bot: A bot with a flow and a classifier.
        customers: Fitted with the same classifier.
        centre: The staff.
        days: Length of a run.
        start: Its first day; the Monday after the log ends if not given.
        seed: The same seed gives the same run, on any executor.
        replications: Runs that differ only in random numbers.
        executor: Where the replications run.
        folder: Keeps what is done, so that the same call goes on where it was stopped; the records
            stay there and are read when asked for.
        progress: Told how far it is.

    Raises:
        FlowError: The flow has an error finding.
        InputError: The customers were fitted with another classifier, or the folder holds another
            run.
        OutputError: The folder cannot be written.
        ParameterError: There is no such executor, or ``replications`` is not above 0.
    """
    require_workers(executor)
    if replications < 1:
        raise ParameterError(f"replications must be at least 1, got {replications}")
    setup = prepare(bot, customers, centre, days=days, start=start, seed=seed, transcripts=True)

    def done(number: int) -> None:
        if progress is not None:
            progress("weeks" if days == 7 else "runs", number, replications)

    return run_setup(setup, range(replications), executor=executor, done=done, folder=folder)


def run_setup(
    setup: Setup,
    keys: Sequence[int],
    *,
    executor: Workers = "serial",
    done: Callable[[int], object] = bool,
    onto: Sums | None = None,
    folder: PathLike | None = None,
    block: int | None = None,
) -> Run:
    """Runs the replications numbered ``keys`` and puts their records together.

    Args:
        setup: What they depend on.
        keys: Numbers of the replications.
        executor: Where they run.
        done: Told after each how many are done.
        onto: Earlier replications of the same setup, which these are added to; the result is as if
            all had been run at once.
        folder: Keeps what is done, so that the same call goes on where it was stopped; the records
            stay there and are read when asked for.
        block: Replications that are run and kept together; by their size if not given. It changes
            no result.

    Raises:
        InputError: The folder holds another run.
        OutputError: The folder cannot be written.
    """
    sums = Sums() if onto is None else onto
    size = block or block_for(setup.customers.per_week * setup.days / 7)
    if folder is None:
        play(_replicate, setup, keys, sums=sums, block=size, executor=executor, done=done)
    else:
        kept = RunFolder.opened(folder, fingerprints(setup), block=size)
        fill(kept, _replicate, setup, keys, sums=sums, executor=executor, done=done)
    run = sums.total.run(
        sums.cases,
        days=setup.days,
        start=setup.start,
        observed_until=setup.begin + timedelta(seconds=setup.horizon),
    )
    if setup.stage is None:
        return run
    return replace(run, coverage=Coverage.of(setup.flow, run.ways, run.traffic))


# ----- one replication ---------------------------------------------------------------------------


def _replicate(setup: Setup, replication: int) -> Part:
    """One run, whole. It depends on nothing but its arguments."""
    with collector_at_rest():
        return _played(setup, replication)


def _played(setup: Setup, replication: int) -> Part:
    begin, horizon, flow = setup.begin, setup.horizon, setup.flow
    desk = Desk.of(setup.centre, flow.handoffs, flow.channels, begin, horizon)
    recording = setup.transcripts and replication == setup.recorded
    stage = setup.stage and replace(setup.stage, recording=recording)
    pushed = Pushed()
    if stage is not None:
        pushed = push_out(
            flow,
            setup.customers,
            desk,
            begin=begin,
            counted=setup.counted,
            seed=setup.seed,
            replication=replication,
        )
    team = Team(desk=desk, begin=begin, counted=setup.counted)
    start = setup.start - timedelta(days=WARM_UP_DAYS)
    key = {"seed": setup.seed, "replication": replication}
    days = setup.days + WARM_UP_DAYS
    coming = arrivals(setup.customers, start=start, days=days, **key)
    week = run_week(
        stage,
        desk,
        coming,
        called=pushed.answers,
        persons=pushed.persons,
        horizon=horizon,
        seed=setup.seed,
        replication=replication,
        recontacts=setup.customers.value("recontacts"),
        recontact_after=setup.customers.value("recontact_after"),
        further=further(setup.customers, coming, start=start, **key),
        others=team.others(_rhythm(setup), seed=setup.seed, replication=replication),
    )
    done, alone = week.counted(setup.counted[0]), week.counted_alone(setup.counted[0])
    ids = {contact.id for contact in done}
    outcomes = [outcome for outcome in week.outcomes if outcome.id in ids]
    rows = [
        case_of(contact, begin=begin, replication=replication, levels=setup.levels)
        for contact in done
    ]
    tables = [case_table(rows)]
    if stage is not None and alone is not None:
        own = records(alone, stage, begin=begin, replication=replication, levels=setup.levels)
        tables.append(own)
    opened = np.array([contact.opened for contact in done], dtype=np.float64)
    handed = np.array([row.handed_off for row in rows], dtype=bool)
    if alone is not None:
        opened = np.concatenate([opened, alone.opened])
        handed = np.concatenate([handed, alone.column("handoff") >= 0])
    gone = Gone.of(done, alone)
    return Part(
        table=_in_order(pa.concat_tables(tables)),
        busy=team.busy(outcomes, week),
        staffed=float(np.diff(desk.staffed_until(np.array(setup.counted)))[0]),
        hourly=hours_of_week(
            opened,
            handed,
            outcomes,
            desk,
            begin=begin,
            start=setup.start,
            days=setup.days,
            horizon=horizon,
            timezone=setup.customers.timezone,
        ),
        traffic=gone.traffic(),
        transcripts=tuple(
            _transcript(contact, row.case_id, begin)
            for contact, row in zip(done, rows, strict=True)
            if recording and contact.talk is not None
        ),
        pushes=pushed.counts,
        unsure=gone.unsure(),
        ways=gone.ways(),
        load=team.load(week, setup.customers.timezone),
        other_work=team.other_work(week),
        care=week.care.happened,
        open_waits=Waits.of(done, desk),
    )


def _rhythm(setup: Setup) -> Rhythm:
    """When calls and e-mails come: as the customers of the chats do."""
    customers = setup.customers
    return Rhythm(
        by_hour=customers.arrivals,
        spread=(customers.dispersion - 1) / max(customers.per_week / 7, 1e-9),
        timezone=customers.timezone,
        start=setup.start - timedelta(days=WARM_UP_DAYS),
        days=setup.days + WARM_UP_DAYS,
    )


def _in_order(table: pa.Table) -> pa.Table:
    """Customer by customer, each one's contacts in order."""
    order = pc.sort_indices(table, [("scenario", "ascending"), ("case_id", "ascending")])
    return table.take(order)


def _transcript(contact: Contact, case_id: str, begin: datetime) -> Transcript:
    lines = contact.talk.lines if isinstance(contact.talk, Talk) else []
    rows = (
        {
            "speaker": line.speaker,
            "text": line.text,
            "step": line.step,
            "at": (begin + timedelta(seconds=round(line.at))).isoformat(),
        }
        for line in lines
    )
    return Transcript(case_id=case_id, lines=tuple(rows))
