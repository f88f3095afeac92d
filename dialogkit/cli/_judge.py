"""Commands that judge: evaluate, report, gate."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from dialogkit import _files
from dialogkit.cli._shared import (
    JSON,
    Output,
    fail,
    github,
    print_json,
    rate_line,
    require_ending,
    say,
)
from dialogkit.conversation import Cases
from dialogkit.errors import InputError
from dialogkit.evaluate import SLICES, GateResult, Rates, evaluate, gate
from dialogkit.report import write_report

__all__ = ["add_to"]

Judged = Annotated[Path, typer.Argument(help="A forecast or rates (JSON).")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("evaluate")(evaluate_)
    app.command("report")(report)
    app.command("gate")(gate_)


def evaluate_(
    cases: Annotated[Path, typer.Argument(help="Cases, real or simulated.")],
    by: Annotated[str, typer.Option(help=f"Slices, of {','.join(SLICES)}.")] = "",
    baseline: Annotated[Path | None, typer.Option(help="The same arrivals without a bot.")] = None,
    wage: Annotated[float | None, typer.Option(min=0.0, help="Cost of an agent's hour.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Also write the rates (JSON).")
    ] = None,
    json: JSON = False,
) -> None:
    """Count every rate the case records allow, and say which they do not.

    Example: dialogkit evaluate cases.parquet --by intent --json
    """
    if output is not None:
        require_ending(output, (".json",))
    rates = evaluate(
        _cases(cases),
        baseline=_cases(baseline) if baseline is not None else None,
        by=[name.strip() for name in by.split(",") if name.strip()],
        wage_per_hour=wage,
    ).to_json()
    if output is not None:
        _files.write_json(rates, output)
    if json:
        print_json(rates)
    else:
        _print_rates(rates)


def _cases(path: Path) -> Cases:
    cases = Cases.load(path)
    if not len(cases):
        raise InputError("holds no cases", file=str(path))
    return cases


def _print_rates(rates: Mapping[str, Any]) -> None:
    say(f"{rates['n']} cases")
    for name, rate in rates["rates"].items():
        say(rate_line(name, rate))
    for by, parts in rates["slices"].items():
        for value, part in parts.items():
            say(f"{by} {value}: {part['n']} cases" + (", too few to rest on" * part["small"]))
            for name, rate in part["rates"].items():
                say("  " + rate_line(name, {**rates["rates"].get(name, {}), **rate}))
    for name, why in rates["left_out"].items():
        say(f"  {name:38} left out: {why}")


def report(
    forecast: Judged,
    output: Output,
    locale: Annotated[Literal["de", "en"], typer.Option(help="Language of the page.")] = "de",
    conditions: Annotated[
        Path | None, typer.Option("--gate", help="Conditions to judge it by.")
    ] = None,
) -> None:
    """Write the page a reviewer reads: one file, no script, no network.

    Example: dialogkit report forecast.json --locale de -o report.html
    """
    require_ending(output, (".html", ".htm"))
    value = _judged(forecast)
    judged = gate(value, conditions) if conditions is not None else None
    write_report(value, output, locale=locale, gate=judged)
    say(str(output))


def gate_(
    forecast: Judged,
    conditions: Annotated[Path, typer.Argument(help="The conditions, gate.yaml.")],
    format: Annotated[  # noqa: A002 - the option is called so
        Literal["text", "json", "github"], typer.Option(help="How it is printed.")
    ] = "text",
) -> None:
    """Say whether the bot may go live under written conditions.

    Example: dialogkit gate forecast.json corpora/parcel/gate.yaml
    """
    result = gate(_judged(forecast), conditions)
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
            at = {"file": result.file, "line": row.condition.line, "title": "gate"}
            say(github(level, row.sentence, **at))
        return
    say(result.headline("en"))
    for row in result.conditions:
        say(f"  {row.verdict:16} {row.sentence}")


def _judged(path: Path) -> dict[str, Any]:
    """A forecast or rates, whole enough to be judged."""
    value = _files.read_json(path)
    if not isinstance(value, dict) or "rates" not in value:
        raise InputError("is neither a forecast nor rates: it has no rates", file=str(path))
    inner = value["rates"]
    try:
        rates = Rates.from_json(inner if isinstance(inner, dict) and "rates" in inner else value)
    except InputError as error:
        raise InputError(error.what, file=str(path)) from None
    except (KeyError, TypeError, ValueError, AttributeError):
        what = "holds rates that cannot be read; write it again with forecast or evaluate"
        raise InputError(what, file=str(path)) from None
    bad = [name for name, rate in rates.rates.items() if not _is_whole(rate)]
    if bad:
        what = f"{bad[0]} must have numbers as value, low, high and denominator"
        raise InputError(what, file=str(path))
    return value


def _is_whole(rate: Any) -> bool:
    ends = (rate.low, rate.high, rate.numerator)
    return all(_is_number(x) for x in (rate.value, rate.denominator)) and all(
        x is None or _is_number(x) for x in ends
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
