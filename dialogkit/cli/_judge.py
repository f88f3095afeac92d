"""Commands that judge: evaluate, report, gate."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

import dialogkit
from dialogkit import _files
from dialogkit.cli._audit_file import read_audit
from dialogkit.cli._judged_file import read_judged
from dialogkit.cli._shared import (
    JSON,
    Output,
    fail,
    github,
    many,
    naming,
    print_json,
    rate_line,
    require_ending,
    require_other,
    say,
)
from dialogkit.conversation import Cases
from dialogkit.errors import InputError
from dialogkit.evaluate import SLICES, GateResult, evaluate, gate

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
    because: Annotated[
        bool, typer.Option("--because", help="Show which rule decided how many cases of a log.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Also write the rates (JSON).")
    ] = None,
    json: JSON = False,
) -> None:
    """Count every rate the case records allow, and say which they do not.

    Example: dialogkit evaluate cases.parquet --by intent --json
    Example: dialogkit evaluate cases.parquet --by channel --because
    """
    if output is not None:
        require_ending(output, (".json",))
    require_other(output, "the rates", cases, baseline)
    counted = _cases(cases)
    without = _cases(baseline) if baseline is not None else None
    slices = _slices(by)
    with naming(cases):
        rates = evaluate(counted, baseline=without, by=slices, wage_per_hour=wage).to_json()
    if output is not None:
        _files.write_json(rates, output)
    if json:
        print_json(rates)
    else:
        _print_rates(rates)
        _print_rules(rates, shown=because)


def _slices(by: str) -> list[str]:
    names = [name.strip() for name in by.split(",") if name.strip()]
    unknown = [name for name in names if name not in SLICES]
    if unknown:
        raise InputError(f"--by must be of {', '.join(SLICES)}, got {unknown[0][:40]!r}")
    return names


def _cases(path: Path) -> Cases:
    cases = Cases.load(path)
    if not len(cases):
        raise InputError("holds no cases", file=str(path))
    return cases


def _print_rates(rates: Mapping[str, Any]) -> None:
    say(many(rates["n"], "case"))
    for name, rate in rates["rates"].items():
        say(rate_line(name, rate) + _range(rate))
    for by, parts in rates["slices"].items():
        for value, part in parts.items():
            say(
                f"{by} {value}: {many(part['n'], 'case')}"
                + (", too few to rest on" * part["small"])
            )
            for name, rate in part["rates"].items():
                line = rate_line(name, {**rates["rates"].get(name, {}), **rate})
                say(f"  {line}{_range(rate)}")
    for name, why in rates["left_out"].items():
        say(f"  {name:38} left out: {why}")


def _range(rate: Mapping[str, Any]) -> str:
    """What is confirmed, and what may be: never one flattering number."""
    above, below, unknown = rate["numerator"], rate["denominator"], rate.get("unknown")
    if not unknown or above is None or above + unknown > below:
        return ""
    return f": {above / below:.1%} to {(above + unknown) / below:.1%}"


def _print_rules(rates: Mapping[str, Any], *, shown: bool) -> None:
    """Which rules decided how many cases, and which cases no rule could read."""
    for locale, n in rates["other_languages"].items():
        say(f"{many(n, 'case')} in {locale}: without rules for it what came of them is unknown")
    if thanked := rates["because"].get("thanks"):
        verb = "counts" if thanked == 1 else "count"
        say(f"{many(thanked, 'case')} {verb} as resolved by thanks alone, which are courtesy first")
    if not shown:
        return
    if not rates["because"]:
        say("no rule is named: the cases come from no log, or none of them decided")
    else:
        say(f"decided by rule, of {rates['n']} cases:")
    for rule, n in rates["because"].items():
        say(f"  {rule:38} {n:9}  {dialogkit.corpus.RULES.get(rule, '')}")


def report(
    forecast: Judged,
    output: Output,
    locale: Annotated[Literal["de", "en"], typer.Option(help="Language of the page.")] = "de",
    conditions: Annotated[
        Path | None, typer.Option("--gate", help="Conditions to judge it by.")
    ] = None,
    audit: Annotated[
        Path | None, typer.Option(help="Audit of the log behind it, from dialogkit audit.")
    ] = None,
) -> None:
    """Write the page a reviewer reads: one file, no script, no network.

    Example: dialogkit report forecast.json --locale de -o report.html
    """
    require_ending(output, (".html", ".htm"))
    require_other(output, "the page", forecast, conditions, audit)
    value = read_judged(forecast)
    judged = gate(value, conditions) if conditions is not None else None
    if audit is not None:
        value = _with_audit(value, read_audit(audit))
    dialogkit.write_report(value, output, locale=locale, gate=judged)
    say(str(output))


def _with_audit(value: Mapping[str, Any], audit: Mapping[str, Any]) -> dict[str, Any]:
    """A forecast, or rates made one that holds nothing else, with the audit in it."""
    whole = "rates" in value["rates"]
    return {**(value if whole else {"rates": value}), "privacy": dict(audit)}


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
    result = gate(read_judged(forecast), conditions)
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
