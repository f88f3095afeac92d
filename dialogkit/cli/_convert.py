"""The command that carries bots over: from other builders, and to Rasa CALM."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Literal

import typer

from dialogkit import _files
from dialogkit.cli._paths import flow_of
from dialogkit.cli._shared import counted, many, say
from dialogkit.errors import InputError
from dialogkit.flow import SEVERITIES, Imported, LeftOut, export_calm, import_bot

__all__ = ["add_to"]

_MOST_LISTED = 40
"""Lines of the list that are printed; LEFT_OUT.md holds all."""


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("convert")(convert)


def convert(
    path: Annotated[Path, typer.Argument(help="A bot: a folder, a zip archive or a file.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write.")],
    origin: Annotated[
        str | None,
        typer.Option(
            "--from",
            help="Builder it is from: rasa, dialogflow or botframework; or one of its formats.",
        ),
    ] = None,
    to: Annotated[
        Literal["dialogkit", "rasa", "calm"],
        typer.Option(help="What to write; Rasa's form is CALM, under both names."),
    ] = "dialogkit",
) -> None:
    """Carry a bot over from another builder, or a flow to Rasa CALM; say what is left out.

    Example: dialogkit convert corpora/parcel --to rasa -o parcel-calm
    """
    if to != "dialogkit":
        _export(path, origin, out)
        return
    imported = import_bot(path, origin)
    imported.save(out)
    _print_counts(imported)
    _print_left_out(imported.left_out, out / "LEFT_OUT.md")
    if imported.added:
        say(f"added or assumed: {many(len(imported.added), 'part')}, see {out / 'LEFT_OUT.md'}")
    say(f"{many(len(imported.flow.steps), 'step')}, {_severities(imported)} -> {out}")


def _export(path: Path, origin: str | None, out: Path) -> None:
    if origin is not None:
        raise InputError("--from goes with an import; --to rasa reads a flow of dialogkit")
    flow = flow_of(path)
    examples = (path if path.is_dir() else path.parent) / "utterances.jsonl"
    rows = _files.read_jsonl(examples) if examples.is_file() else []
    left_out = export_calm(flow, out, utterances=rows)
    _print_left_out(left_out, out / "dialogkit.yml")
    say(f"{many(len(flow.steps), 'step')} -> {out}")


def _print_counts(imported: Imported) -> None:
    say(f"{'part':20} {'found':>6} {'carried':>8} {'left out':>9}")
    for kind, each in imported.counts.items():
        say(f"{kind:20} {each.found:6} {each.carried:8} {each.listed:9}")


def _print_left_out(left_out: tuple[LeftOut, ...], whole: Path) -> None:
    for each in left_out[:_MOST_LISTED]:
        say(f"left out: {each}")
    if len(left_out) > _MOST_LISTED:
        say(f"… and {len(left_out) - _MOST_LISTED} more: {whole}")


def _severities(imported: Imported) -> str:
    counts = Counter(finding.severity for finding in imported.flow.check())
    listed = ", ".join(counted(kind, counts[kind]) for kind in SEVERITIES if counts[kind])
    return listed or "no findings"
