"""Commands on flows: check, draw, chat."""

from __future__ import annotations

import dataclasses
import json as jsonlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from dialogkit import _files
from dialogkit.bot import Bot, chat_in_terminal
from dialogkit.cli._shared import Output, fail, say
from dialogkit.errors import InputError
from dialogkit.flow import SEVERITIES, Finding, draw, load_flow
from dialogkit.intents import load_model

__all__ = ["add_to", "print_findings"]

Format = Literal["text", "json", "github"]
FlowFile = Annotated[Path, typer.Argument(help="A flow.yaml, or the folder it is in.")]
ModelFolder = Annotated[Path | None, typer.Option("--model", help="Folder of the classifier.")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("check")(check)
    app.command("draw")(draw_)
    app.command("chat")(chat)


def check(
    flow: FlowFile,
    model: ModelFolder = None,
    format: Annotated[Format, typer.Option(help="How findings are printed.")] = "text",  # noqa: A002 - the option is called so
) -> None:
    """Prove that a flow never strands anybody; all findings at once.

    Example: dialogkit check corpora/parcel/flow.yaml
    """
    loaded = load_flow(flow)
    findings = loaded.check(load_model(model) if model is not None else None)
    print_findings(findings, format)
    if format == "text":
        say(_summary(findings, len(loaded.steps)))
    if any(finding.severity == "error" for finding in findings):
        raise fail()


def print_findings(findings: Sequence[Finding], format: Format = "text") -> None:  # noqa: A002 - as the option
    """All findings, as people, programs or a code host read them."""
    if format == "json":
        say(jsonlib.dumps([_row(f) for f in findings], ensure_ascii=False, indent=2))
        return
    for finding in findings:
        if format == "github":
            level = "notice" if finding.severity == "info" else finding.severity
            at = finding.place
            place = f"file={at.file},line={at.line},col={at.column},title={finding.code}"
            say(f"::{level} {place}::{finding.what} {finding.remedy}")
        else:
            say(f"{finding.place}: {finding.severity} {finding.code}: {finding.what}")
            say(f"    why: {finding.why}")
            say(f"    do:  {finding.remedy}")


def _row(finding: Finding) -> dict[str, object]:
    row = dataclasses.asdict(finding)
    return {**row, **row.pop("place")}


def _summary(findings: Sequence[Finding], steps: int) -> str:
    counts = Counter(finding.severity for finding in findings)
    if not findings:
        return f"{steps} steps, no findings: every handoff leads somewhere, every path ends."
    listed = ", ".join(f"{counts[kind]} {kind}" for kind in SEVERITIES if counts[kind])
    return f"{steps} steps, {listed}."


def draw_(
    flow: FlowFile,
    output: Output,
    forecast: Annotated[
        Path | None, typer.Option(help="A forecast.json: widths show its traffic.")
    ] = None,
) -> None:
    """Draw a flow as .svg, .mmd (Mermaid) or .dot (Graphviz).

    Example: dialogkit draw corpora/parcel/flow.yaml -o flow.svg
    """
    loaded = load_flow(flow)
    ending = output.suffix.lower()
    if ending == ".svg":
        traffic = None if forecast is None else _traffic(forecast)
        text = draw(loaded, traffic=traffic, findings=loaded.check())
    elif ending == ".mmd":
        text = loaded.to_mermaid()
    elif ending == ".dot":
        text = loaded.to_dot()
    else:
        what = f"must end in .svg, .mmd or .dot, got {ending or 'no ending'}"
        raise InputError(what, file=str(output))
    _files.write_text(text, output)
    say(f"{len(loaded.steps)} steps -> {output}")


def _traffic(forecast: Path) -> dict[tuple[str, str], int]:
    value = _files.read_json(forecast)
    rows = value.get("traffic") if isinstance(value, dict) else None
    if not isinstance(rows, dict):
        raise InputError("is not a forecast: it has no traffic", file=str(forecast))
    found = {}
    for key, count in rows.items():
        before, _, after = key.partition(">")
        found[before, after] = int(count)
    return found


def chat(
    flow: FlowFile,
    model: ModelFolder = None,
    channel: Annotated[str | None, typer.Option(help="The messenger to behave like.")] = None,
    locale: Annotated[str | None, typer.Option(help="The customer's language.")] = None,
) -> None:
    """Talk to the bot in the terminal.

    Example: dialogkit chat corpora/parcel/flow.yaml
    """
    loaded = load_flow(flow)
    loaded.require_sound()
    heard = load_model(model) if model is not None else None
    bot = Bot(loaded, heard, channel=channel or loaded.channels[0], locale=locale)
    chat_in_terminal(bot, read=lambda: input("> "), write=say)
