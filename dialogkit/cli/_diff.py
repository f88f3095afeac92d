"""The command that compares two flows by what they do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import typer

from dialogkit.bot import Bot
from dialogkit.cli._needs import centre_for, customers_from
from dialogkit.cli._paths import flow_of
from dialogkit.cli._shared import JSON, Bars, FlowFile, Seed, fail, print_json, say
from dialogkit.contact_centre import ContactCentre
from dialogkit.conversation import Cases, IntentModel
from dialogkit.errors import InputError, ParameterError
from dialogkit.evaluate import Comparison, compare_cases
from dialogkit.flow import Flow, diff
from dialogkit.forecast import forecast
from dialogkit.intents import load_model
from dialogkit.simulate import Customers

__all__ = ["add_to"]

_RATES = (
    "containment",
    "handoff_rate",
    "first_contact_resolution",
    "failure_rate",
    "false_deflection_of_all",
    "abandonment",
)
"""Shares that are compared customer by customer."""


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("diff")(diff_)


def diff_(
    old: FlowFile,
    new: Annotated[Path, typer.Argument(help="The flow.yaml, or folder, to compare it with.")],
    model: Annotated[Path | None, typer.Option("--model", help="Folder of the classifier.")] = None,
    customers: Annotated[
        Path | None,
        typer.Option("--customers", help="Customers, or a corpus folder: forecasts are compared."),
    ] = None,
    centre: Annotated[
        Path | None, typer.Option("--centre", help="The staff; else centre.yaml beside OLD.")
    ] = None,
    replications: Annotated[int, typer.Option(min=1, help="Weeks simulated with each.")] = 20,
    seed: Seed = 0,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 if the flows behave differently.")
    ] = False,
    format: Annotated[  # noqa: A002 - the option is called so
        Literal["text", "json"], typer.Option(help="How the differences are printed.")
    ] = "text",
    json: JSON = False,
) -> None:
    """Say what changes for customers between two flows: behaviour, not lines.

    Example: dialogkit diff flow.yaml new.yaml --model model --customers corpora/parcel
    """
    if customers is not None and model is None:
        raise InputError("--customers needs --model, the classifier they were fitted with")
    before, after = flow_of(old), flow_of(new)
    heard = load_model(model) if model is not None else None
    found = diff(before, after, model=heard)
    compared: list[Comparison] = []
    if customers is not None and heard is not None:
        staff = centre_for(old, centre)
        people = customers_from(customers, heard)
        cases = [
            _rehearsed(flow, heard, people, staff, replications, seed) for flow in (before, after)
        ]
        compared = list(_compared(*cases))
    if json or format == "json":
        rows = {"forecast": [each.to_json() for each in compared]} if customers else {}
        print_json({**found.to_json(), **rows})
    else:
        for line in str(found).splitlines():
            say(line)
        for line in _told(compared, replications):
            say(line)
    if strict and not found.same_behaviour:
        raise fail()


def _rehearsed(
    flow: Flow,
    heard: IntentModel,
    people: Customers,
    staff: ContactCentre,
    replications: int,
    seed: int,
) -> Cases:
    """The cases of weeks with a flow; the same seed brings the same customers to each."""
    flow.require_sound("SH")
    bot = Bot(flow, heard, channel=flow.channels[0])
    result = forecast(
        bot,
        people,
        staff,
        replications=replications,
        assume="central",
        seed=seed,
        progress=Bars(),
    )
    return result.cases


def _compared(old: Cases, new: Cases) -> Iterator[Comparison]:
    for rate in _RATES:
        try:
            yield compare_cases(old, new, rate)
        except (InputError, ParameterError):  # these cases do not give that rate
            continue


def _told(compared: list[Comparison], replications: int) -> Iterator[str]:
    if compared:
        yield f"forecast, the same customers in {replications} simulated weeks:"
    for each in compared:
        interval = f"({100 * each.low:+.1f} to {100 * each.high:+.1f})"
        yield (
            f"  {each.rate:26} {each.a:6.1%} → {each.b:6.1%}  "
            f"{100 * each.difference:+5.1f} points {interval}, "
            f"decided by {each.decided_by} of {each.pairs} customers"
        )
