"""Threads cut into cases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dialogkit.cli._shared import GAP, JSON, Output, load_messages, print_json, require_ending, say
from dialogkit.corpus import link_recontacts, split_cases

__all__ = ["add_to"]


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("cases")(cases)


def cases(
    messages: Annotated[Path, typer.Argument(help="Messages.")],
    output: Output,
    gap: Annotated[str, typer.Option(help="A pause this long starts a new case.")] = GAP,
    with_ids: Annotated[
        Path | None, typer.Option("--messages", help="Also write the messages with case_id.")
    ] = None,
    window: Annotated[
        str, typer.Option(help="How soon the same issue counts as a recontact.")
    ] = "7d",
    json: JSON = False,
) -> None:
    """Cut never-ending threads into cases.

    Example: dialogkit cases anon.parquet --gap 24h -o cases.parquet
    """
    for path in (output, with_ids or output):
        require_ending(path)
    found = link_recontacts(split_cases(load_messages(messages), gap=gap), window)
    found.save(output)
    if with_ids is not None:
        found.messages.save(with_ids)
    threads = len(set(found.table["conversation_id"].to_pylist()))
    again = len(found) - found.table["recontact_of"].null_count
    if json:
        print_json({"cases": len(found), "conversations": threads, "recontacts": again})
    else:
        say(f"{len(found)} cases in {threads} conversations -> {output}")
        say(f"  {again} return to an earlier one within {window}")
