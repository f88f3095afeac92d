"""`forecast`: replications with and without the bot, judged, with what moves the result most."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, cast

from dialogkit import _files
from dialogkit.contact_centre import ContactCentre
from dialogkit.conversation import Cases
from dialogkit.errors import ParameterError
from dialogkit.evaluate import Rates, evaluate
from dialogkit.flow import draw
from dialogkit.forecast._failures import failures
from dialogkit.forecast._figures import operations, week_rows
from dialogkit.forecast._people import flow_rows, people_rows
from dialogkit.forecast._staff import staff_rows
from dialogkit.forecast._whatif import End, all_at, known_parameters, levers, moved_row
from dialogkit.simulate import (
    Customers,
    Run,
    Setup,
    Talker,
    Workers,
    prepare,
    run_chunks,
    run_setup,
)

__all__ = ["Forecast", "forecast"]

FORMAT = "dialogkit.forecast/1"
HEADLINE = "bot_resolved"
"""The share whose sensitivity is shown: cases the bot settles, of all cases."""
SLICES = ("intent", "channel", "locale", "level", "hour")
BATCH = 10
"""Replications between two looks at the interval."""
FEWER = 8
"""What-ifs take this many times fewer replications: paired with each other, they need fewer."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many parts are done, and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What a bot will do, before it does it."""

    value: Mapping[str, Any]
    """What ``forecast.json`` holds: rates, intervals, assumptions, sensitivity, transcripts."""
    cases: Cases
    """All case records with the bot: every number of the report is counted from them."""
    baseline: Cases
    """The same arrivals without a bot."""

    def to_json(self) -> dict[str, Any]:
        """As the value that `save` writes."""
        return dict(self.value)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the forecast as JSON, and its case records beside it as Parquet.

        Raises:
            OutputError: A file cannot be written.
        """
        target = Path(path)
        self.cases.save(target.with_suffix(".cases.parquet"))
        self.baseline.save(target.with_suffix(".baseline.parquet"))
        files = {
            "cases_file": target.with_suffix(".cases.parquet").name,
            "baseline_file": target.with_suffix(".baseline.parquet").name,
        }
        _files.write_json({**self.value, **files}, path)


def forecast(
    bot: Talker,
    customers: Customers,
    centre: ContactCentre,
    *,
    replications: int = 200,
    until_half_width: float | None = None,
    days: int = 7,
    start: date | None = None,
    seed: int = 0,
    assume: str = "all",
    executor: Workers = "serial",
    about: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> Forecast:
    """Rehearses weeks with the bot and the same weeks without it, and judges both.

    Args:
        bot: A bot with a flow and a classifier.
        customers: Fitted with the same classifier.
        centre: The staff.
        replications: Runs that differ only in random numbers; at most so many.
        until_half_width: Stop once the interval of the headline is at most so many points wide to
            each side; ``None`` runs all.
        days: Length of a run.
        start: Its first day; the Monday after the log ends if not given.
        seed: The same seed gives the same forecast, on any executor.
        assume: ``central`` takes the central value of each assumption only; ``all`` also runs each
            at its low and high value; ``low`` and ``high`` take that value of every assumption.
        executor: Where the replications run.
        about: Further entries for the report: title, data, model, privacy, command.
        progress: Told how far it is.

    Raises:
        FlowError: The flow has an error finding.
        InputError: The customers were fitted with another classifier.
        ParameterError: An argument is outside its range.
    """
    if replications < 1:
        raise ParameterError(f"replications must be at least 1, got {replications}")
    if assume not in ("low", "central", "high", "all"):
        raise ParameterError(f"assume must be low, central, high or all, got {assume}")
    setup = prepare(bot, customers, centre, days=days, start=start, seed=seed, transcripts=True)
    if assume in ("low", "high"):
        setup = replace(all_at(setup, cast("End", assume)), transcripts=True)
        centre = setup.centre
    work = _Work(setup, executor, progress or (lambda *_: None))
    run = work.until(replications, until_half_width)
    without = work.run(
        replace(setup, stage=None, transcripts=False), run.replications, "weeks without"
    )
    chats = _chats_each(centre)
    rates, base = _judge(run, setup, baseline=without), _judge(without, setup)
    value: dict[str, Any] = {
        "format": FORMAT,
        "title": bot.flow.name,
        "flow": {"name": bot.flow.name, "steps": len(bot.flow.steps)},
        "seed": seed,
        "replications": run.replications,
        "days": days,
        "start": setup.start.isoformat(),
        "n_cases": len(run.cases),
        "rates": rates.to_json(),
        "baseline": base.to_json(),
        "outcome_shares": rates.to_json()["outcomes"],
        "operations": {
            "with_bot": operations(run, rates, chats_each=chats),
            "without_bot": operations(without, base, chats_each=chats),
        },
        "currency": centre.currency,
        "counted_with": _counted_with(run, setup),
        "assumptions": [
            *(p.as_row() for p in known_parameters(setup)),
            *people_rows(setup.customers),
            *flow_rows(bot.flow),
            *staff_rows(centre),
        ],
        **_who(setup.customers),
        **_told(run),
        "week": week_rows(run, without),
        "failures": failures(run),
        "traffic": {f"{a}>{b}": n for (a, b), n in run.traffic.items()},
        "flow_svg": draw(bot.flow, traffic=dict(run.traffic), locale=bot.flow.locales[0]),
        "validation": None,
        **(about or {}),
    }
    if assume == "all":
        value |= work.sensitivity(run.replications)
    return Forecast(value=value, cases=run.cases, baseline=without.cases)


def _judge(run: Run, setup: Setup, *, baseline: Run | None = None) -> Rates:
    return evaluate(
        run.cases,
        baseline=baseline.cases if baseline is not None else None,
        by=SLICES,
        staffing=run.staffing,
        wage_per_hour=_wage(setup.centre),
        concurrency=_chats_each(setup.centre),
        observed_until=run.observed_until,
        timezone=setup.customers.timezone,
    )


def _counted_with(run: Run, setup: Setup) -> dict[str, Any]:
    """What `evaluate` was told beyond the records, so that others can count again."""
    return {
        "staffing": {name: list(values) for name, values in run.staffing.items()},
        "wage_per_hour": _wage(setup.centre),
        "concurrency": _chats_each(setup.centre),
        "observed_until": run.observed_until.isoformat(),
        "timezone": setup.customers.timezone,
    }


def _who(customers: Customers) -> dict[str, Any]:
    """Of assumed customers that they are, and on whose word."""
    if not customers.assumed:
        return {}
    about = {"kind": "assumed", "n": 0, "source": customers.source, "notes": [*customers.notes]}
    return {"customers": about}


def _told(run: Run) -> dict[str, Any]:
    """What became of pushes, and guards nobody could answer; nothing where there were none."""
    found: dict[str, Any] = {}
    if run.pushes:
        found["pushes"] = {name: dict(counts) for name, counts in run.pushes.items()}
    if run.unsure:
        found["unsure_guards"] = dict(run.unsure)
    return found


def _wage(centre: ContactCentre) -> float | None:
    return None if centre.wage is None else centre.wage.central


def _chats_each(centre: ContactCentre) -> float:
    """Mean number of chats an agent holds at once."""
    return sum(agent.chats for agent in centre.agents) / len(centre.agents)


def _headline(run: Run) -> Mapping[str, float]:
    shares: Mapping[str, float] = _plain(run)["outcomes"][HEADLINE]
    return shares


@dataclass(frozen=True, slots=True)
class _Work:
    """Runs of one setup and of its what-ifs, on the same random numbers."""

    setup: Setup
    executor: Workers
    progress: Progress

    def until(self, most: int, half_width: float | None) -> Run:
        """All replications, or as many as the wanted half-width (in points) takes."""
        batch = most if half_width is None else min(BATCH, most)
        while True:
            run = self.run(self.setup, batch, "weeks with the bot")
            if not len(run.cases):
                coming = f"{self.setup.customers.per_week:.2f} a week"
                what = f"no customer came in the simulated weeks, at {coming}"
                raise ParameterError(f"{what}; simulate more, or name arrivals_per_week")
            if half_width is None or batch >= most:
                return run
            headline = _headline(run)
            if 50 * (headline["high"] - headline["low"]) <= half_width:
                return run
            batch = min(most, 2 * batch)

    def run(self, setup: Setup, replications: int, what: str) -> Run:
        """So many replications, the same random numbers each time."""
        self.progress(what, 0, replications)

        def done(number: int) -> None:
            self.progress(what, number, replications)

        return run_setup(setup, range(replications), executor=self.executor, done=done)

    def sensitivity(self, replications: int) -> dict[str, Any]:
        """The headline with each assumption at its low and high value, then all at once."""
        known = levers(self.setup)
        few = max(2, replications // FEWER)
        ends = [lever.pulled(self.setup, end) for lever in known for end in ("low", "high")]
        still = replace(self.setup, transcripts=False)
        central, *moved = self._rates([still, *ends], few, "assumptions")
        headlines = [rates["outcomes"][HEADLINE]["value"] for rates in moved]
        middle = central["outcomes"][HEADLINE]["value"]
        pairs = list(zip(known, headlines[::2], headlines[1::2], strict=True))
        rows = [moved_row(lever, HEADLINE, (low, middle, high)) for lever, low, high in pairs]
        worse = better = still
        for lever, low, high in pairs:
            worse = lever.pulled(worse, "high" if high < low else "low")
            better = lever.pulled(better, "low" if high < low else "high")
        lowest, highest = self._rates([worse, better], few, "all at once")
        rows.sort(key=lambda row: -abs(row["high_value"] - row["low_value"]))
        return {
            "sensitivity": rows,
            "sensitivity_replications": few,
            "scenarios": {"low": lowest, "central": central, "high": highest},
        }

    def _rates(self, setups: Sequence[Setup], few: int, what: str) -> list[dict[str, Any]]:
        """Rates of the weeks of each setup, in order."""
        self.progress(what, 0, len(setups))
        found = []
        work = partial(_rates_of, few)
        for number, rates in enumerate(run_chunks(work, setups, executor=self.executor), 1):
            found.append(rates)
            self.progress(what, number, len(setups))
        return found


def _rates_of(replications: int, setup: Setup) -> dict[str, Any]:
    """Rates of a few weeks; runs in a worker."""
    return _plain(run_setup(setup, range(replications)))


def _plain(run: Run) -> dict[str, Any]:
    """Rates without slices or comparison."""
    return evaluate(run.cases, observed_until=run.observed_until).to_json()
