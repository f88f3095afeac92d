"""`simulate`: whole weeks of customers, bot and staff, as case records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from dialogkit._chunks import Workers, require_workers
from dialogkit.contact_centre import ContactCentre
from dialogkit.conversation import OBSERVED_UNTIL, RECONTACT_SECONDS
from dialogkit.errors import ParameterError
from dialogkit.simulate._blocks import Sums, block_for, fill, play
from dialogkit.simulate._coverage import Coverage
from dialogkit.simulate._customers import Customers
from dialogkit.simulate._fitting import misfits
from dialogkit.simulate._folder import PathLike, RunFolder
from dialogkit.simulate._folder_key import fingerprints
from dialogkit.simulate._remote_talk import RecordedStage
from dialogkit.simulate._replication import replicate
from dialogkit.simulate._result import Run
from dialogkit.simulate._setup import Progress, Setup, Talker, prepare

__all__ = ["Run", "run_setup", "simulate"]


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
        """So many replications are done."""
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
        play(replicate, setup, keys, sums=sums, block=size, executor=executor, done=done)
    else:
        kept = RunFolder.opened(folder, fingerprints(setup), block=size)
        fill(kept, replicate, setup, keys, sums=sums, executor=executor, done=done)
    until = setup.begin + timedelta(seconds=setup.horizon)
    run = sums.total.run(
        sums.cases.saying(OBSERVED_UNTIL, until.isoformat()).saying(
            RECONTACT_SECONDS, str(setup.watched)
        ),
        days=setup.days,
        start=setup.start,
        observed_until=until,
    )
    if setup.stage is None:
        return run
    return replace(
        run,
        coverage=Coverage.of(setup.flow, run.ways, run.traffic),
        misfits=_misfits(setup),
    )


def _misfits(setup: Setup) -> Mapping[str, tuple[str, ...]]:
    parts = setup.flow, setup.customers, setup.centre
    own = not isinstance(setup.stage, RecordedStage)
    return {"de": misfits(*parts, "de", own=own), "en": misfits(*parts, "en", own=own)}
