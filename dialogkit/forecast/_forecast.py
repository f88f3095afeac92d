"""`forecast`: replications with and without the bot, judged, with what moves the result most."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from dialogkit import _files
from dialogkit.contact_centre import ContactCentre
from dialogkit.conversation import Cases
from dialogkit.errors import ParameterError
from dialogkit.evaluate import Rates, evaluate
from dialogkit.flow import draw
from dialogkit.forecast._failures import failures, untold
from dialogkit.forecast._figures import load_of, operations, week_rows
from dialogkit.forecast._fitness import fit_of, require_fit
from dialogkit.forecast._log_check import log_check
from dialogkit.forecast._people import flow_rows, people_rows
from dialogkit.forecast._sensitivity import sensitivity
from dialogkit.forecast._staff import staff_rows
from dialogkit.forecast._what_ifs import asked, what_if_rows
from dialogkit.forecast._whatif import End, all_at, known_parameters
from dialogkit.forecast._work import Progress, Work, chats_each, opened, plain_told, told
from dialogkit.forecast._worlds import World
from dialogkit.simulate import (
    Customers,
    Rehearsed,
    Run,
    Setup,
    Talker,
    Workers,
    prepare,
    require_workers,
)

__all__ = ["Forecast", "forecast"]

FORMAT = "dialogkit.forecast/1"
REPORTED = ("de", "en")
"""Languages of a report."""
SLICES = ("intent", "channel", "locale", "level", "hour")


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
    what_ifs: Mapping[str, Mapping[str, Any]] | None = None,
    executor: Workers = "serial",
    folder: str | os.PathLike[str] | None = None,
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
        what_ifs: Name of a changed world to what is changed in it, run on the same customers:
            ``{"12 agents": {"agents": 12}, "careful": {"threshold": 0.8, "routing": "any"}}``.
            Names as in `changed`: assumptions, values of the contact centre, ``threshold``.
        executor: Where the replications run.
        folder: Keeps what is done, so that the same call goes on where it was stopped.
        about: Further entries for the report: title, data, model, privacy, command.
        progress: Told how far it is.

    Raises:
        FlowError: The flow has an error finding.
        InputError: The customers were fitted with another classifier, the flow and the classifier
            have no intent in common, or the folder holds another run.
        OutputError: The folder cannot be written.
        ParameterError: An argument is outside its range, or a what-if names what there is not.
    """
    require_workers(executor)
    if replications < 1:
        raise ParameterError(f"replications must be at least 1, got {replications}")
    if assume not in ("low", "central", "high", "all"):
        raise ParameterError(f"assume must be low, central, high or all, got {assume}")
    require_fit(bot)
    setup = prepare(bot, customers, centre, days=days, start=start, seed=seed, transcripts=True)
    if assume in ("low", "high"):
        setup = replace(all_at(setup, cast("End", assume)), transcripts=True)
        centre = setup.centre
    worlds = asked(
        World(bot=bot, customers=setup.customers, centre=centre),
        what_ifs or {},
        days=days,
        start=setup.start,
        seed=seed,
    )
    kept = None if folder is None else opened(folder, setup)
    work = Work(setup, executor, progress or (lambda *_: None), kept)
    run = work.until(replications, until_half_width)
    without = work.run(
        replace(setup, stage=None, transcripts=False),
        run.replications,
        "weeks without",
        room="without_bot",
    )
    chats = chats_each(centre)
    rates, base = _judge(run, setup, baseline=without), _judge(without, setup)
    value: dict[str, Any] = {
        "format": FORMAT,
        "title": bot.flow.name,
        "flow": _flow(bot),
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
        "counted_with": plain_told(told(run, setup)),
        "assumptions": [
            *(p.as_row() for p in known_parameters(setup)),
            *people_rows(setup.customers),
            *flow_rows(bot.flow),
            *staff_rows(centre),
        ],
        "customers": setup.customers.about(),
        "log_check": log_check(without, setup),
        **_elsewhere(bot),
        **fit_of(bot, setup.customers),
        **_seen(run),
        "week": week_rows(run, without),
        "coverage": None if run.coverage is None else run.coverage.to_json(),
        "failures": failures(run, work.transcripts(untold(run))),
        "traffic": {f"{a}>{b}": n for (a, b), n in run.traffic.items()},
        **_pictures(bot, dict(run.traffic)),
        "validation": None,
        **(about or {}),
    }
    if worlds:
        value["what_ifs"] = what_if_rows(work, worlds, run, without)
    if assume == "all":
        value |= sensitivity(work, run.replications)
    return Forecast(value=value, cases=run.cases, baseline=without.cases)


def _judge(run: Run, setup: Setup, *, baseline: Run | None = None) -> Rates:
    return evaluate(
        run.cases,
        baseline=baseline.cases if baseline is not None else None,
        by=SLICES,
        **told(run, setup),
    )


def _flow(bot: Talker) -> dict[str, Any]:
    """What the flow is called, and how many of its texts lack in a language of a report."""
    flow, texts = bot.flow, bot.flow.texts
    own = set(texts.by_locale.get(texts.fallback, {}))
    missing = {locale: len(own - set(texts.by_locale.get(locale, {}))) for locale in REPORTED}
    return {
        "name": flow.name,
        "steps": len(flow.steps),
        "locales": [*flow.locales],
        "fallback": texts.fallback,
        "texts": len(own),
        "texts_missing": missing,
    }


def _pictures(bot: Talker, traffic: dict[tuple[str, str], int]) -> dict[str, Any]:
    """The flow as a picture, in its first language and once for each language of a report."""
    locales = dict.fromkeys((bot.flow.locales[0], *REPORTED))
    drawn = {locale: draw(bot.flow, traffic=traffic, locale=locale) for locale in locales}
    own = {locale: drawn[locale] for locale in REPORTED}
    return {"flow_svg": drawn[bot.flow.locales[0]], "flow_svgs": own}


def _elsewhere(bot: Talker) -> dict[str, Any]:
    """Of a bot that runs elsewhere how it was talked to, and what cannot be known of it."""
    return {"elsewhere": bot.to_json()} if isinstance(bot, Rehearsed) else {}


def _seen(run: Run) -> dict[str, Any]:
    """What became of pushes, unsure guards, calls, threads, and the load; if there were any."""
    found: dict[str, Any] = {}
    if run.pushes:
        found["pushes"] = {name: dict(counts) for name, counts in run.pushes.items()}
    if run.unsure:
        found["unsure_guards"] = dict(run.unsure)
    if run.other_work:
        found["other_work"] = {name: work.to_json() for name, work in run.other_work.items()}
    if run.care:
        found["care"] = dict(run.care)
    return {**found, **load_of(run)}
