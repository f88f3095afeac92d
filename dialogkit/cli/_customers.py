"""The customers of a simulation, from a log or assumed."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from dialogkit.cli._assumed import assumed_from
from dialogkit.cli._customers_table import arrival_lines, basis, table
from dialogkit.cli._needs import beside
from dialogkit.cli._paths import flow_of
from dialogkit.cli._shared import (
    GAP,
    JSON,
    Output,
    load_messages,
    naming,
    note,
    print_json,
    require_ending,
    require_other,
    say,
)
from dialogkit.contact_centre import ContactCentre
from dialogkit.conversation import IntentModel, Level
from dialogkit.corpus import link_recontacts, read_utterances, split_cases
from dialogkit.errors import InputError
from dialogkit.intents import load_model
from dialogkit.simulate import Customers, Rehearsal, Share

__all__ = ["add_to"]


_RAW = {
    "de": "{file} ist nicht als anonymisiert gekennzeichnet: Die simulierten Kunden schreiben "
    "wörtlich, was dort steht, samt allen Namen. Bitte vorher dialogkit anonymize ausführen.",
    "en": "{file} is not marked as anonymous: customers say its texts as they are, names and all; "
    "run dialogkit anonymize first.",
}


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("customers")(customers)


def customers(
    output: Output,
    model: Annotated[Path, typer.Option(help="Folder of the classifier.")],
    messages: Annotated[
        Path | None,
        typer.Argument(help="Messages (dialogkit anonymize first); none with --assume."),
    ] = None,
    assume: Annotated[
        Path | None,
        typer.Option(help="Where there is no log: a customers.yaml, all of it assumed."),
    ] = None,
    gap: Annotated[str, typer.Option(help="A pause this long starts a new case.")] = GAP,
    window: Annotated[
        str, typer.Option(help="How soon the same issue counts as a recontact.")
    ] = "7d",
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
    flow: Annotated[
        Path | None,
        typer.Option(help="A flow: also shows how many customers need values of which level."),
    ] = None,
    locale: Annotated[str, typer.Option(help="Language of the table: de or en.")] = "en",
    json: JSON = False,
) -> None:
    """Fit the customers of a simulation to a log, or assume them where there is none.

    What was measured, what is assumed and what is off is shown with its range. The file may be
    edited: a value, a range, a share; it is checked when it is read.

    Example: dialogkit customers anon.parquet --model model -o customers.json

    Example: dialogkit customers --assume corpora/news/customers.yaml --model m -o customers.json
    """
    require_ending(output, (".json",))
    require_other(output, "the customers", messages, assume, utterances, out_of_scope)
    if locale not in ("de", "en"):
        raise InputError(f"--locale must be de or en, got {locale}")
    if (messages is None) == (assume is None):
        raise InputError("needs either messages or --assume FILE")
    heard = load_model(model)
    if assume is not None:
        found = assumed_from(
            assume, heard, utterances=utterances, out_of_scope=out_of_scope, unseen=unseen
        )
    else:
        assert messages is not None
        found = _fitted(messages, heard, utterances, gap, window)
    levels = None if flow is None else _levels(found, flow)
    found.save(output)
    if found.texts_from == "raw":
        note(_RAW[locale].format(file=messages))
    if json:
        rest = {k: v for k, v in found.to_json().items() if k not in ("spoken", "arrivals")}
        own = {} if levels is None else {"levels": {k: asdict(s) for k, s in levels.items()}}
        print_json({**rest, **own, "texts": len(found.spoken), "per_week": found.per_week})
        return
    tongue: Literal["de", "en"] = "de" if locale == "de" else "en"
    say(f"{basis(found, tongue)} -> {output}")
    for line in table(found, tongue, levels):
        say(line)
    for line in arrival_lines(found, _set_by_staff(flow), tongue):
        say(line)
    say("")
    for remark in found.remarks(tongue):
        say(f"  {'Hinweis' if tongue == 'de' else 'note'}: {remark}")


def _set_by_staff(flow: Path | None) -> float | None:
    """Cases a week that the staff file beside a flow sets; ``None`` where none is known."""
    place = None if flow is None else beside(flow, "centre.yaml")
    given = None if place is None else ContactCentre.load(place).arrivals_per_week
    return None if given is None else given.central


def _fitted(
    messages: Path, heard: IntentModel, utterances: Path | None, gap: str, window: str
) -> Customers:
    spoken = read_utterances(utterances) if utterances is not None else ()
    cut = link_recontacts(split_cases(load_messages(messages), gap=gap), window)
    with naming(messages):
        return Customers.fit(cut, heard, utterances=spoken)


def _levels(customers: Customers, flow: Path) -> dict[Level, Share]:
    """Share of customers by the highest level of a value that the flow asks of them."""
    rehearsal = Rehearsal(flow_of(flow))
    return customers.by_level({label: rehearsal.level(label) for label in customers.intents})
