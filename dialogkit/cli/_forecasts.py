"""Commands on the future: simulate, forecast, evaluate, report, gate."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from dialogkit import _files
from dialogkit.cli._shared import (
    JSON,
    Bars,
    Output,
    Seed,
    bot_of,
    centre_for,
    fail,
    print_json,
    say,
)
from dialogkit.conversation import Cases
from dialogkit.errors import InputError
from dialogkit.evaluate import GateResult, evaluate, gate
from dialogkit.forecast import forecast
from dialogkit.report import write_report
from dialogkit.simulate import Customers, simulate

__all__ = ["add_to"]

FlowFile = Annotated[Path, typer.Argument(help="A flow.yaml, or the folder it is in.")]
ModelFolder = Annotated[Path, typer.Option("--model", help="Folder of the classifier.")]
CustomersFile = Annotated[Path, typer.Option("--customers", help="A fitted customer file.")]
CentreFile = Annotated[
    Path | None, typer.Option("--centre", help="The staff; else centre.yaml beside the flow.")
]
Days = Annotated[int, typer.Option(help="Length of a run.")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("simulate")(simulate_)
    app.command("forecast")(forecast_)
    app.command("evaluate")(evaluate_)
    app.command("report")(report)
    app.command("gate")(gate_)


def simulate_(
    flow: FlowFile,
    model: ModelFolder,
    customers: CustomersFile,
    output: Output,
    centre: CentreFile = None,
    days: Days = 7,
    seed: Seed = 0,
    transcripts: Annotated[
        int, typer.Option(help="So many conversations, word for word, in a file beside it.")
    ] = 0,
) -> None:
    """Let customers, bot and staff meet on one clock.

    Example: dialogkit simulate corpora/parcel --model model --customers c.json -o run.parquet
    """
    bot = bot_of(flow, model)
    run = simulate(bot, Customers.load(customers), centre_for(flow, centre), days=days, seed=seed)
    run.cases.save(output)
    say(f"{len(run.cases)} cases in {days} days -> {output}")
    if transcripts:
        beside = output.with_suffix(".transcripts.jsonl")
        rows = [
            {"case_id": t.case_id, "turns": list(t.lines)} for t in run.transcripts[:transcripts]
        ]
        _files.write_jsonl(rows, beside)
        say(f"{len(rows)} transcripts -> {beside}")


def forecast_(
    flow: FlowFile,
    model: ModelFolder,
    customers: CustomersFile,
    output: Output,
    centre: CentreFile = None,
    replications: Annotated[int, typer.Option(help="Weeks simulated, at most.")] = 200,
    until_half_width: Annotated[
        float | None, typer.Option(help="Stop at this half-width of the headline, in points.")
    ] = None,
    days: Days = 7,
    executor: Annotated[Literal["serial", "loky"], typer.Option(help="Where it runs.")] = "serial",
    assume: Annotated[
        Literal["low", "central", "high", "all"], typer.Option(help="Values of the assumptions.")
    ] = "all",
    seed: Seed = 0,
) -> None:
    """Forecast what the bot will do, with intervals, and the same weeks without it.

    Example: dialogkit forecast corpora/parcel --model model --customers c.json -o forecast.json
    """
    bars = Bars()
    result = forecast(
        bot_of(flow, model),
        Customers.load(customers),
        centre_for(flow, centre),
        replications=replications,
        until_half_width=until_half_width,
        days=days,
        executor=executor,
        assume=assume,
        seed=seed,
        about={"command": " ".join(["dialogkit", *sys.argv[1:]])},
        progress=bars,
    )
    result.save(output)
    say(f"{result.value['n_cases']} cases in {result.value['replications']} weeks -> {output}")
    for name, rate in result.value["rates"]["rates"].items():
        if rate["denominator"] and rate["value"] <= 1:
            span = f"{rate['low']:6.1%} to {rate['high']:6.1%}"
            say(f"  {name:28} {rate['value']:6.1%}  ({span})")


def evaluate_(
    cases: Annotated[Path, typer.Argument(help="Cases, real or simulated.")],
    by: Annotated[str, typer.Option(help="Slices: intent,channel,locale,level,hour.")] = "",
    baseline: Annotated[Path | None, typer.Option(help="The same arrivals without a bot.")] = None,
    wage: Annotated[float | None, typer.Option(help="Cost of an agent's hour.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write.")] = None,
    json: JSON = False,
) -> None:
    """Count every rate the case records allow, and say which they do not.

    Example: dialogkit evaluate cases.parquet --by intent --json
    """
    rates = evaluate(
        Cases.load(cases),
        baseline=Cases.load(baseline) if baseline is not None else None,
        by=[name.strip() for name in by.split(",") if name.strip()],
        wage_per_hour=wage,
    ).to_json()
    if output is not None:
        _files.write_json(rates, output)
    if json:
        print_json(rates)
        return
    for name, rate in rates["rates"].items():
        of = f"{rate['numerator']:g} of {rate['denominator']:g}"
        say(f"{name:28} {rate['value']:8.3f}  ({rate['low']:.3f} to {rate['high']:.3f})  {of}")
    for name, why in rates["left_out"].items():
        say(f"{name:28} left out: {why}")


def report(
    forecast: Annotated[Path, typer.Argument(help="A forecast or rates (JSON).")],
    output: Output,
    locale: Annotated[Literal["de", "en"], typer.Option(help="Language of the page.")] = "de",
    conditions: Annotated[
        Path | None, typer.Option("--gate", help="Conditions to judge it by.")
    ] = None,
) -> None:
    """Write the page a reviewer reads: one file, no script, no network.

    Example: dialogkit report forecast.json --locale de -o report.html
    """
    value = _forecast(forecast)
    judged = gate(value, conditions) if conditions is not None else None
    write_report(value, output, locale=locale, gate=judged)
    say(str(output))


def gate_(
    forecast: Annotated[Path, typer.Argument(help="A forecast or rates (JSON).")],
    conditions: Annotated[Path, typer.Argument(help="gate.yaml")],
    format: Annotated[  # noqa: A002 - the option is called so
        Literal["text", "json", "github"], typer.Option(help="How it is printed.")
    ] = "text",
) -> None:
    """Say whether the bot may go live under written conditions.

    Example: dialogkit gate forecast.json corpora/parcel/gate.yaml
    """
    result = gate(_forecast(forecast), conditions)
    _print_gate(result, format)
    if not result:
        raise fail()


def _print_gate(result: GateResult, format: str) -> None:  # noqa: A002 - as the option
    if format == "json":
        print_json(result.to_json())
        return
    if format == "github":
        for row in result.conditions:
            level = {"pass": "notice", "fail": "error"}.get(row.verdict, "warning")
            say(f"::{level} title=gate::{row.sentence}")
        return
    say(result.headline("en"))
    for row in result.conditions:
        say(f"  {row.verdict:16} {row.sentence}")


def _forecast(path: Path) -> dict[str, Any]:
    value = _files.read_json(path)
    if not isinstance(value, dict) or "rates" not in value:
        raise InputError("is neither a forecast nor rates: it has no rates", file=str(path))
    return value
