"""From chat exports to one table of messages."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from dialogkit.cli._shared import JSON, Output, print_json, require_ending, say
from dialogkit.corpus import read_log

__all__ = ["add_to"]


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("read")(read)


def read(
    files: Annotated[list[Path], typer.Argument(help="Chat exports, or folders of them.")],
    output: Output,
    format: Annotated[  # noqa: A002 - the option is called so
        str | None, typer.Option(help="Format, where it is not recognised.")
    ] = None,
    agent: Annotated[list[str] | None, typer.Option(help="Name of an agent.")] = None,
    channel: Annotated[str | None, typer.Option(help="Channel, where it is not known.")] = None,
    timezone: Annotated[str, typer.Option(help="Zone of the export's times.")] = "Europe/Berlin",
    json: JSON = False,
) -> None:
    """Read chat exports into one table of messages.

    Example: dialogkit read corpora/parcel/log -o messages.parquet
    """
    require_ending(output)
    log = read_log(*files, format=format, agents=agent or (), channel=channel, timezone=timezone)
    log.save(output)
    speakers = Counter(log.table["speaker"].to_pylist())
    if json:
        unreadable = [asdict(line) for line in log.unreadable]
        found = {"messages": len(log), "speakers": speakers, "unreadable": unreadable}
        print_json({**found, "notes": list(log.notes)})
        return
    counted = ", ".join(f"{n} {who}" for who, n in speakers.most_common())
    say(f"{len(log)} messages ({counted or 'none'}) -> {output}")
    for note in log.notes:
        say(f"  {note}")
    if log.unreadable:
        say(f"{len(log.unreadable)} lines could not be read:")
        for line in log.unreadable[:20]:
            say(f"  {line.file}:{line.line}: {line.why}")
        if len(log.unreadable) > 20:
            say(f"  … and {len(log.unreadable) - 20} more; --json lists them all")
