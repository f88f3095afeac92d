"""Command on the size of the team: staff."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from dialogkit import _files
from dialogkit._yaml import share
from dialogkit.cli._assumed import people_from
from dialogkit.cli._needs import bot_of, centre_for
from dialogkit.cli._resume import Where
from dialogkit.cli._shared import (
    JSON,
    Bars,
    FlowFile,
    Seed,
    print_json,
    require_ending,
    require_other,
    say,
)
from dialogkit.cli._staff_words import Locale, staffing_lines
from dialogkit.errors import ParameterError
from dialogkit.forecast import Tried, staff_for
from dialogkit.simulate import misfits, require_workers

__all__ = ["add_to"]

_TONGUES: tuple[Locale, ...] = ("de", "en")
_ABOUT = 10
"""Sizes that are tried, about."""


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("staff")(staff)


def staff(
    flow: FlowFile,
    model: Annotated[Path, typer.Option("--model", help="Folder of the classifier.")],
    customers: Annotated[
        Path, typer.Option("--customers", help="As of simulate: a file, or a folder with a log.")
    ],
    service_level: Annotated[str, typer.Option(help="Wanted share answered in time.")] = "80%",
    within: Annotated[str, typer.Option(help="The wait that counts as in time.")] = "60m",
    clock: Annotated[
        Literal["open", "wall"],
        typer.Option(help="Waits in opening hours only, or by the wall clock, nights included."),
    ] = "open",
    utterances: Annotated[
        Path | None, typer.Option("--utterances", help="What assumed customers say.")
    ] = None,
    centre: Annotated[
        Path | None, typer.Option("--centre", help="The staff; else centre.yaml beside the flow.")
    ] = None,
    replications: Annotated[
        int, typer.Option(min=1, help="Weeks for each number tried, to begin with.")
    ] = 20,
    most_replications: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Weeks for a number that fewer do not decide.  [default: 8 times --replications]",
        ),
    ] = None,
    days: Annotated[int, typer.Option(min=1, help="Length of a run.")] = 7,
    most: Annotated[int, typer.Option(min=1, help="More agents are not tried.")] = 1_000,
    executor: Where = "serial",
    seed: Seed = 0,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="JSON file to write as well.")
    ] = None,
    locale: Annotated[Locale, typer.Option(help="Language of the answer.")] = "en",
    json: JSON = False,
) -> None:
    """Find the fewest agents that answer fast enough, with this bot in front of them.

    A number is enough where its whole interval (95 % over all looks) reaches the wanted level, and
    too few where all of it is below. Where that is open, more weeks are simulated.

    Example: dialogkit staff corpora/parcel --model model --customers c.json --within 60m
    """
    if output is not None:
        require_ending(output, (".json",))
    require_other(output, "the answer", customers, utterances, centre)
    require_workers(executor)
    bot, heard = bot_of(flow, model)
    bars, tried = Bars(), 0

    def count(_row: Tried) -> None:
        """Moves the bar: one more size has been tried."""
        nonlocal tried
        tried += 1
        bars("team sizes", min(tried, _ABOUT - 1), _ABOUT)

    people, staff = people_from(customers, heard, utterances=utterances), centre_for(flow, centre)
    found = staff_for(
        bot,
        people,
        staff,
        service_level=_level(service_level),
        within=within,
        clock=clock,
        replications=replications,
        days=days,
        seed=seed,
        most=most,
        most_replications=most_replications,
        executor=executor,
        progress=count,
    )
    bars("team sizes", _ABOUT, _ABOUT)
    notes = {tongue: [*misfits(bot.flow, people, staff, tongue)] for tongue in _TONGUES}
    value = found.to_json() | ({"notes": notes} if notes["en"] else {})
    if output is not None:
        _files.write_json(value, output)
    if json:
        print_json(value)
        return
    for line in staffing_lines(found, locale):
        say(line)
    for note in notes[locale]:
        say(f"  ! {note}")


def _level(text: str) -> float:
    try:
        level = share(text)
    except ValueError as error:
        raise ParameterError(f"--service-level {error}") from None
    if level >= 1:
        what = "must be below 100%: some always come at a bad moment, as 99% or less says"
        raise ParameterError(f"--service-level {what}; got {text}")
    if level <= 0:
        raise ParameterError(f"--service-level must be above 0%, got {text}")
    return level
