"""Commands on the future: simulate, forecast."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from dialogkit import __version__, _files
from dialogkit.cli._log_check_lines import log_check_lines
from dialogkit.cli._needs import centre_for
from dialogkit.cli._remote import (
    MOST,
    WEEKS,
    Actor,
    Conversations,
    Elsewhere,
    Record,
    remote_lines,
    talkers,
)
from dialogkit.cli._resume import Folder, Where, resumable
from dialogkit.cli._shared import (
    JSON,
    Bars,
    Output,
    Seed,
    command_line,
    many,
    print_json,
    rate_line,
    require_ending,
    require_other,
    say,
)
from dialogkit.cli._staff_lines import staff_lines, staff_of
from dialogkit.cli._traffic import traffic_file, write_traffic
from dialogkit.cli._what_ifs import Sets, what_if_lines, what_ifs_from
from dialogkit.forecast import forecast
from dialogkit.simulate import Rehearsed, require_workers, simulate

__all__ = ["add_to"]

BotFile = Annotated[
    Path,
    typer.Argument(
        metavar="FLOW", help="A flow.yaml, the folder it is in, or a bot.yaml: one elsewhere."
    ),
]
ModelFolder = Annotated[
    Path | None,
    typer.Option("--model", help="Folder of the classifier; a bot elsewhere needs none."),
]
CustomersFile = Annotated[
    Path,
    typer.Option(
        "--customers",
        help="A fitted customer file, a corpus folder with a log, or a customers.yaml that "
        "assumes them.",
    ),
]
Texts = Annotated[
    Path | None,
    typer.Option(
        "--utterances",
        help="What assumed customers say; else utterances.jsonl beside customers.yaml.",
    ),
]
CentreFile = Annotated[
    Path | None, typer.Option("--centre", help="The staff; else centre.yaml beside the flow.")
]
Days = Annotated[int, typer.Option(min=1, help="Length of a run.")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("simulate")(simulate_)
    app.command("forecast")(forecast_)


def simulate_(
    flow: BotFile,
    customers: CustomersFile,
    output: Output,
    model: ModelFolder = None,
    utterances: Texts = None,
    centre: CentreFile = None,
    days: Days = 7,
    replications: Annotated[
        int, typer.Option(min=1, help="Runs that differ only in random numbers.")
    ] = 1,
    executor: Where = "serial",
    folder: Folder = None,
    seed: Seed = 0,
    transcripts: Annotated[
        int,
        typer.Option(
            min=0,
            help="So many conversations of the first run, word for word, in a file beside it.",
        ),
    ] = 0,
    record: Record = None,
    conversations: Conversations = MOST,
    actor: Actor = None,
    json: JSON = False,
) -> None:
    """Let customers, bot and staff meet on one clock.

    A bot.yaml in place of the flow names a bot that runs elsewhere: it is talked to now.

    Example: dialogkit simulate corpora/parcel --model model --customers c.json -o run.parquet
    Example: dialogkit simulate corpora/parcel --model model --customers c.json -o run.parquet
    --replications 200 --executor loky --folder run
    """
    require_ending(output)
    for path in (output, traffic_file(output), output.with_suffix(".transcripts.jsonl")):
        require_other(path, "the run", customers, utterances, centre)
    require_workers(executor)
    staff = centre_for(flow, centre)
    asked = Elsewhere(output=output, record=record, conversations=conversations, actor=actor)
    bot, people = talkers(
        flow,
        model,
        customers,
        staff,
        asked,
        utterances=utterances,
        days=days,
        seed=seed,
        replications=replications,
    )
    with resumable(folder):
        run = simulate(
            bot,
            people,
            staff,
            days=days,
            seed=seed,
            replications=replications,
            executor=executor,
            folder=folder,
            progress=Bars(),
        )
        run.cases.save(output)
    write_traffic(run.traffic, output)
    result = {"cases": len(run.cases), "days": days, "replications": replications, "seed": seed}
    told = staff_of(run)
    beside = output.with_suffix(".transcripts.jsonl")
    if transcripts:
        rows = [
            {"case_id": t.case_id, "turns": list(t.lines)} for t in run.transcripts[:transcripts]
        ]
        _files.write_jsonl(rows, beside)
        result["transcripts"] = len(rows)
    if json:
        print_json({**result, **told})
        return
    length = many(days, "day")
    if replications != 1:
        length = f"{many(replications, 'run')} of {length}"
    say(f"{many(len(run.cases), 'case')} in {length} -> {output}")
    for line in remote_lines(bot, asked.kept):
        say(line)
    if transcripts:
        few = f" (the first run has no more than {len(rows)})" if len(rows) < transcripts else ""
        say(f"{many(len(rows), 'transcript')}{few} -> {beside}")
    say(f"the ways through the flow -> {traffic_file(output)}")
    for line in staff_lines(told):
        say(line)


def forecast_(
    flow: BotFile,
    customers: CustomersFile,
    output: Output,
    model: ModelFolder = None,
    utterances: Texts = None,
    centre: CentreFile = None,
    replications: Annotated[
        int | None,
        typer.Option(
            min=1,
            help=f"Weeks simulated, at most: {WEEKS} unless given; with a bot.yaml as many as the "
            "conversations allowed suffice for.",
        ),
    ] = None,
    until_half_width: Annotated[
        float | None,
        typer.Option(min=0.0, help="Stop at this half-width of the headline, in points."),
    ] = None,
    days: Days = 7,
    executor: Where = "serial",
    folder: Folder = None,
    assume: Annotated[
        Literal["low", "central", "high", "all"], typer.Option(help="Values of the assumptions.")
    ] = "all",
    sets: Sets = None,
    seed: Seed = 0,
    record: Record = None,
    conversations: Conversations = MOST,
    actor: Actor = None,
    json: JSON = False,
) -> None:
    """Forecast what the bot will do, with intervals, and the same weeks without it.

    Example: dialogkit forecast corpora/parcel --model model --customers c.json -o forecast.json
    Example: dialogkit forecast corpora/parcel --model model --customers c.json -o forecast.json
    --set agents=8 --set "threshold=70%, routing=any"
    """
    require_ending(output, (".json",))
    require_other(output, "the forecast", customers, utterances, centre)
    require_workers(executor)
    what_ifs = what_ifs_from(sets or [])
    staff = centre_for(flow, centre)
    asked = Elsewhere(output=output, record=record, conversations=conversations, actor=actor)
    bot, people = talkers(
        flow,
        model,
        customers,
        staff,
        asked,
        utterances=utterances,
        days=days,
        seed=seed,
        replications=replications,
    )
    replications = bot.replications if isinstance(bot, Rehearsed) else replications or WEEKS
    given = {
        "utterances": utterances,
        "centre": centre,
        "until_half_width": until_half_width,
        "record": record,
        "conversations": None if conversations == MOST else conversations,
        "actor": actor,
    }
    command = command_line(
        "forecast",
        flow,
        **({} if model is None else {"model": model}),
        customers=customers,
        replications=replications,
        days=days,
        assume=assume,
        seed=seed,
        **{name: value for name, value in given.items() if value is not None},
        set=sets or [],
        output=output,
    )
    with resumable(folder):
        result = forecast(
            bot,
            people,
            staff,
            replications=replications,
            until_half_width=until_half_width,
            days=days,
            executor=executor,
            folder=folder,
            assume=assume,
            what_ifs=what_ifs,
            seed=seed,
            about={"command": command, "versions": {"dialogkit": __version__}},
            progress=Bars(),
        )
    result.save(output)
    rates = result.value["rates"]["rates"]
    weeks, n = result.value["replications"], result.value["n_cases"]
    if json:
        worlds = {"what_ifs": result.value["what_ifs"]} if what_ifs else {}
        check = {"log_check": result.value["log_check"]}
        print_json({"cases": n, "replications": weeks, "rates": rates, **worlds, **check})
        return
    length = f"{many(weeks, 'run')} of {many(days, 'day')}"
    say(f"{many(n, 'case')} in {length} -> {output}")
    say(f"case by case -> {output.with_suffix('.cases.parquet')}")
    say(f"the same customers without the bot -> {output.with_suffix('.baseline.parquet')}")
    for note in result.value.get("fit", {}).get("notes", {}).get("en", ()):
        say(f"  ! {note}")
    for line in remote_lines(bot, asked.kept):
        say(line)
    for name, rate in rates.items():
        say(rate_line(name, rate))
    for line in staff_lines(result.value):
        say(line)
    for line in log_check_lines(result.value["log_check"]):
        say(line)
    for line in what_if_lines(result.value.get("what_ifs", ())):
        say(line)
