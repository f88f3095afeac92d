"""The command that prints the reference of the flow language, or its JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from dialogkit import _files
from dialogkit.cli._shared import say
from dialogkit.flow import flow_schema, language_reference

__all__ = ["add_to"]


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("language")(language)


def language(
    schema: Annotated[
        bool, typer.Option("--schema", help="The JSON Schema, with which editors complete keys.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write.")] = None,
) -> None:
    """Print the reference of the flow language: every key, its default and an example.

    Example: dialogkit language --schema -o flow.schema.json
    """
    text = language_reference()
    if schema:
        text = json.dumps(flow_schema(), indent=2, ensure_ascii=False) + "\n"
    if out is None:
        say(text.rstrip())
    else:
        _files.write_text(text, out)
        say(f"-> {out}")
