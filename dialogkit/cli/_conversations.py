"""Command on the bot alone: conversations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dialogkit._chunks import require_workers
from dialogkit.cli._assumed import people_from
from dialogkit.cli._resume import resumable
from dialogkit.cli._shared import (
    JSON,
    Bars,
    FlowFile,
    Output,
    Seed,
    bot_of,
    centre_for,
    print_json,
    require_ending,
    say,
)
from dialogkit.cli._traffic import write_traffic
from dialogkit.simulate import Conversations, Coverage, simulate_conversations

__all__ = ["add_to"]

_KINDS = {
    "step": "steps",
    "choice": "choices",
    "transition": "transitions",
    "handoff": "handoff results",
    "silence": "silent paths",
    "guard": "answers of guards",
}
_SHOWN = 8
"""So many things never visited are named of each kind."""


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("conversations")(conversations_)


def conversations_(
    flow: FlowFile,
    model: Annotated[Path, typer.Option("--model", help="Folder of the classifier.")],
    customers: Annotated[
        Path, typer.Option("--customers", help="As of simulate: a file, or a folder with a log.")
    ],
    output: Output,
    conversations: Annotated[
        int, typer.Option("--conversations", "-n", min=1, help="How many.")
    ] = 100_000,
    utterances: Annotated[
        Path | None, typer.Option("--utterances", help="What assumed customers say.")
    ] = None,
    centre: Annotated[
        Path | None,
        typer.Option("--centre", help="Whose hours guards ask about; else beside the flow."),
    ] = None,
    executor: Annotated[
        str, typer.Option(help="Where they run: serial, loky or dask://HOST:PORT.")
    ] = "serial",
    folder: Annotated[
        Path | None,
        typer.Option("--folder", help="Keeps what is done; the same command goes on from it."),
    ] = None,
    seed: Seed = 0,
    json: JSON = False,
) -> None:
    """Let very many customers talk to the bot alone, and say what of the flow was never visited.

    Example: dialogkit conversations corpora/parcel --model model --customers c.json -n 1000000
    -o conversations.parquet
    """
    require_ending(output)
    require_workers(executor)
    bot, heard = bot_of(flow, model)
    with resumable(folder):
        told = simulate_conversations(
            bot,
            people_from(customers, heard, utterances=utterances),
            centre_for(flow, centre),
            conversations=conversations,
            seed=seed,
            executor=executor,
            folder=folder,
            progress=Bars(),
        )
        told.save(str(output))
    write_traffic(told.traffic, output)
    if json:
        print_json(
            {"conversations": conversations, "seed": seed, "coverage": told.coverage.to_json()}
        )
        return
    say(f"{conversations} conversations -> {output}")
    _tell(told)


def _tell(told: Conversations) -> None:
    coverage: Coverage = told.coverage
    for kind, words in _KINDS.items():
        rows = [row for row in coverage.rows if row.kind == kind]
        if not rows:
            continue
        never = coverage.never(kind)
        say(f"  {len(rows) - len(never)} of {len(rows)} {words} visited")
        for row in never[:_SHOWN]:
            arrow = f" -> {row.to}" if row.to else ""
            say(f"    never: {row.place}{' ' if row.what else ''}{row.what}{arrow}")
        if len(never) > _SHOWN:
            say(f"    and {len(never) - _SHOWN} more")
