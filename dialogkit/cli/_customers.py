"""The customers of a simulation, from a log or assumed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dialogkit.cli._assumed import assumed_from
from dialogkit.cli._shared import (
    GAP,
    JSON,
    Output,
    load_messages,
    naming,
    print_json,
    require_ending,
    say,
)
from dialogkit.conversation import IntentModel
from dialogkit.corpus import read_utterances, split_cases
from dialogkit.errors import InputError
from dialogkit.intents import load_model
from dialogkit.simulate import Customers

__all__ = ["add_to"]


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("customers")(customers)


def customers(
    output: Output,
    model: Annotated[Path, typer.Option(help="Folder of the classifier.")],
    messages: Annotated[
        Path | None, typer.Argument(help="Anonymous messages; none with --assume.")
    ] = None,
    assume: Annotated[
        Path | None,
        typer.Option(help="Where there is no log: a customers.yaml, all of it assumed."),
    ] = None,
    gap: Annotated[str, typer.Option(help="A pause this long starts a new case.")] = GAP,
    utterances: Annotated[
        Path | None,
        typer.Option(
            help="Labelled texts for customers to say: beside a log, such as the classifier was "
            "not trained on; with --assume, those beside customers.yaml unless named."
        ),
    ] = None,
    out_of_scope: Annotated[
        Path | None, typer.Option(help="With --assume: texts that no intent covers.")
    ] = None,
    unseen: Annotated[
        bool,
        typer.Option(
            "--unseen",
            help="With --assume: the classifier was not trained on the texts. Else each is "
            "understood as by one trained without it (cross-validation).",
        ),
    ] = False,
    json: JSON = False,
) -> None:
    """Fit the customers of a simulation to a log, or assume them where there is none.

    Example: dialogkit customers anon.parquet --model model -o customers.json
    Example: dialogkit customers --assume corpora/news/customers.yaml --model m -o customers.json
    """
    require_ending(output, (".json",))
    if (messages is None) == (assume is None):
        raise InputError("needs either messages or --assume FILE")
    heard = load_model(model)
    if assume is not None:
        found = assumed_from(
            assume, heard, utterances=utterances, out_of_scope=out_of_scope, unseen=unseen
        )
    else:
        assert messages is not None
        found = _fitted(messages, heard, utterances, gap)
    found.save(output)
    if json:
        rest = {k: v for k, v in found.to_json().items() if k not in ("spoken", "arrivals")}
        print_json({**rest, "texts": len(found.spoken), "per_week": found.per_week})
        return
    counted = "assumed" if found.assumed else f"{found.cases} cases in {found.weeks:.1f} weeks"
    say(f"{counted}, {len(found.spoken)} texts -> {output}")
    for label, share in sorted(found.intents.items(), key=lambda item: -item[1].value):
        say(f"  {share.value:6.1%}  {label}")
    for note in found.notes:
        say(f"  note: {note}")


def _fitted(messages: Path, heard: IntentModel, utterances: Path | None, gap: str) -> Customers:
    spoken = read_utterances(utterances) if utterances is not None else ()
    cut = split_cases(load_messages(messages), gap=gap)
    with naming(messages):
        return Customers.fit(cut, heard, utterances=spoken)
