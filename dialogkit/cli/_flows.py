"""Commands on flows: check, draw."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

import dialogkit
from dialogkit import _files
from dialogkit.cli._paths import flow_of
from dialogkit.cli._shared import (
    FlowFile,
    Output,
    counted,
    fail,
    github,
    many,
    print_json,
    require_ending,
    say,
)
from dialogkit.cli._traffic import read_traffic
from dialogkit.errors import InputError
from dialogkit.flow import SEVERITIES, Finding, Flow, draw

__all__ = ["add_to", "print_findings"]

Format = Literal["text", "json", "github"]
ModelFolder = Annotated[Path | None, typer.Option("--model", help="Folder of the classifier.")]

_PICTURES = (".svg", ".mmd", ".dot")


def add_to(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("check")(check)
    app.command("draw")(draw_)


def check(
    flow: FlowFile,
    model: ModelFolder = None,
    utterances: Annotated[
        Path | None,
        typer.Option(
            help="Labelled texts: finds intents with too few of them, and with --model those it "
            "confuses. They must not be the texts that the classifier was taught with."
        ),
    ] = None,
    format: Annotated[Format, typer.Option(help="How findings are printed.")] = "text",  # noqa: A002 - the option is called so
) -> None:
    """Prove that a flow never strands anybody; all findings at once.

    Example: dialogkit check corpora/parcel/flow.yaml
    """
    loaded = flow_of(flow)
    findings = loaded.check(
        dialogkit.load_model(model) if model is not None else None,
        utterances=dialogkit.read_utterances(utterances) if utterances is not None else (),
    )
    print_findings(findings, format)
    if format == "text":
        say(_summary(findings, len(loaded.steps)))
    if any(finding.severity == "error" for finding in findings):
        raise fail()


def print_findings(findings: Sequence[Finding], format: Format = "text") -> None:  # noqa: A002 - as the option
    """All findings, as people, programs or a code host read them."""
    if format == "json":
        print_json([_row(f) for f in findings])
        return
    for finding in findings:
        if format == "github":
            level = "notice" if finding.severity == "info" else finding.severity
            at, sentence = finding.place, f"{finding.what} {finding.remedy}"
            place = {"file": at.file, "line": at.line, "col": at.column, "title": finding.code}
            say(github(level, sentence, **place))
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
        return (
            f"{many(steps, 'step')}, no findings: every handoff leads somewhere, every path ends."
        )
    listed = ", ".join(counted(kind, counts[kind]) for kind in SEVERITIES if counts[kind])
    return f"{many(steps, 'step')}, {listed}."


def draw_(
    flow: FlowFile,
    output: Output,
    run: Annotated[
        Path | None,
        typer.Option(help="A simulated run or a forecast: widths show its traffic (.svg only)."),
    ] = None,
    locale: Annotated[
        str | None, typer.Option(help="Language of the texts (.svg only); the flow's first.")
    ] = None,
) -> None:
    """Draw a flow as .svg, .mmd (Mermaid) or .dot (Graphviz).

    Example: dialogkit draw corpora/parcel/flow.yaml -o flow.svg
    """
    require_ending(output, _PICTURES)
    loaded = flow_of(flow)
    _files.write_text(_picture(loaded, output.suffix.lower(), run, locale), output)
    say(f"{many(len(loaded.steps), 'step')} -> {output}")


def _picture(flow: Flow, ending: str, run: Path | None, locale: str | None) -> str:
    if ending == ".svg":
        traffic = read_traffic(run) if run is not None else None
        language = locale or flow.locales[0]
        if language not in flow.locales:
            known = ", ".join(flow.locales)
            raise InputError(f"--locale must be one of the flow's, {known}, got {language[:20]!r}")
        return draw(flow, traffic=traffic, findings=flow.check(), locale=language)
    if run is not None:
        raise InputError(f"--run needs a picture that ends in .svg, got {ending}")
    return flow.to_mermaid() if ending == ".mmd" else flow.to_dot()
