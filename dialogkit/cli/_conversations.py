"""Command on the bot alone: conversations."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from dialogkit._chunks import require_workers
from dialogkit.cli._assumed import people_from
from dialogkit.cli._needs import bot_of, centre_for
from dialogkit.cli._resume import Folder, Where, resumable
from dialogkit.cli._shared import (
    JSON,
    Bars,
    FlowFile,
    Output,
    Seed,
    many,
    print_json,
    require_ending,
    require_other,
    say,
)
from dialogkit.cli._traffic import traffic_file, write_traffic
from dialogkit.flow import Flow
from dialogkit.simulate import Coverage, Covered, simulate_conversations

__all__ = ["add_to"]

_KINDS = {
    "step": ("step", "steps"),
    "choice": ("choice", "choices"),
    "transition": ("transition", "transitions"),
    "handoff": ("handoff result", "handoff results"),
    "silence": ("silent path", "silent paths"),
    "guard": ("answer of a guard", "answers of guards"),
}
"""Kind to its word for one and for several."""
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
    executor: Where = "serial",
    folder: Folder = None,
    seed: Seed = 0,
    json: JSON = False,
) -> None:
    """Let very many customers talk to the bot alone, and say what of the flow was never visited.

    Example: dialogkit conversations corpora/parcel --model model --customers c.json -n 1000000
    -o conversations.parquet
    """
    require_ending(output)
    for path in (output, traffic_file(output)):
        require_other(path, "the conversations", customers, utterances, centre)
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
    coverage, left_out = _without_agents(told.coverage, bot.flow)
    if json:
        own = {"coverage": coverage.to_json(), "needs_agents": left_out}
        print_json({"conversations": conversations, "seed": seed, **own})
        return
    say(f"{many(conversations, 'conversation')} -> {output}")
    _tell(coverage)
    if left_out:
        listed = ", ".join(f"{n} {_KINDS[kind][n != 1]}" for kind, n in left_out.items())
        say(f"  not counted: {listed}: they need agents, whom dialogkit simulate has")


def _without_agents(coverage: Coverage, flow: Flow) -> tuple[Coverage, dict[str, int]]:
    """What conversations without agents can visit, and how much there is beside it, by kind."""
    reached = _reached(flow)
    handoffs = {name for name, step in flow.steps.items() if step.handoff is not None}

    def possible(row: Covered) -> bool:
        """Whether a conversation without agents can come there."""
        if row.kind == "handoff":
            return False
        if row.place not in flow.steps:
            return True
        # what a handoff step leads to by itself holds for who was with an agent before
        return row.place in reached and (row.kind == "step" or row.place not in handoffs)

    kept = tuple(row for row in coverage.rows if row.count or possible(row))
    left = Counter(row.kind for row in coverage.rows) - Counter(row.kind for row in kept)
    return Coverage(rows=kept), dict(left)


def _reached(flow: Flow) -> set[str]:
    """Steps that a conversation may come to before an agent is in it."""
    hears = (*flow.anywhere.hear, *(rule for step in flow.steps.values() for rule in step.hear))
    ahead = [flow.start, *(name for rule in hears for name in (rule.goto, rule.visit) if name)]
    ahead += [rung for rung in flow.anywhere.lost if rung in flow.steps]
    ahead += [flow.anywhere.silent.goto] if flow.anywhere.silent is not None else []
    found: set[str] = set()
    while ahead:
        name = ahead.pop()
        step = flow.steps.get(name)
        if step is None or name in found:
            continue
        found.add(name)
        if step.handoff is None:
            ahead += step.targets().values()
    return found


def _tell(coverage: Coverage) -> None:
    for kind, (one, several) in _KINDS.items():
        rows = [row for row in coverage.rows if row.kind == kind]
        if not rows:
            continue
        never = coverage.never(kind)
        words = one if len(rows) == 1 else several
        say(f"  {len(rows) - len(never)} of {len(rows)} {words} visited")
        for row in never[:_SHOWN]:
            arrow = f" -> {row.to}" if row.to else ""
            say(f"    never: {row.place}{' ' if row.what else ''}{row.what}{arrow}")
        if len(never) > _SHOWN:
            say(f"    and {len(never) - _SHOWN} more")
