"""The command that talks to a bot in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

import dialogkit
from dialogkit.bot import Bot, chat_in_terminal
from dialogkit.cli._paths import flow_of
from dialogkit.cli._shared import FlowFile, say
from dialogkit.contact_centre import Hours
from dialogkit.errors import ParameterError
from dialogkit.flow import Flow

__all__ = ["add_to"]


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("chat")(chat)


def chat(
    flow: FlowFile,
    model: Annotated[Path | None, typer.Option(help="Folder of the classifier.")] = None,
    channel: Annotated[str | None, typer.Option(help="The messenger to behave like.")] = None,
    locale: Annotated[str | None, typer.Option(help="The customer's language.")] = None,
    fact: Annotated[
        list[str] | None,
        typer.Option(help="What you know of the customer, as is_known=yes; may be repeated."),
    ] = None,
    opt_in: Annotated[
        list[str] | None,
        typer.Option(help="A topic the customer agreed to be written about; may be repeated."),
    ] = None,
    at: Annotated[
        str | None, typer.Option(help='When it is, as "2026-11-23 09:30".  [default: now]')
    ] = None,
) -> None:
    """Talk to the bot in the terminal, and play the team and the clock.

    Example: dialogkit chat corpora/parcel/flow.yaml --at "2026-11-23 22:00"
    """
    loaded = flow_of(flow)
    loaded.require_sound()
    heard = dialogkit.load_model(model) if model is not None else None
    chat_in_terminal(
        Bot(loaded, heard, channel=channel or loaded.channels[0], locale=locale),
        read=lambda: input("> "),
        write=say,
        customer=dict(map(_fact, fact or ())),
        opted=_topics(loaded, opt_in or ()),
        at=_moment(at, loaded),
    )


def _fact(given: str) -> tuple[str, str]:
    name, sign, value = given.partition("=")
    if not (name.strip() and sign and value.strip()):
        raise ParameterError("--fact must be name=value, as is_known=yes")
    return name.strip(), value.strip()


def _topics(flow: Flow, given: Sequence[str]) -> Sequence[str]:
    steps = (step.opt_in for step in flow.steps.values() if step.opt_in is not None)
    known = dict.fromkeys([*steps, *(push.opt_in for push in flow.push.values())])
    unknown = [topic for topic in given if topic not in known]
    if unknown:
        listed = ", ".join(known) or "none"
        raise ParameterError(f"--opt-in must be a topic of the flow, {listed}, got {unknown[0]}")
    return given


def _moment(given: str | None, flow: Flow) -> datetime:
    """The moment given, or now, on the wall clock of the flow's team."""
    zone = _zone(flow)
    if given is None:
        return datetime.now(tz=zone)
    try:
        at = datetime.fromisoformat(given.strip())
    except ValueError:
        what = f'--at must be a date and a time, as "2026-11-23 09:30", got {given!r}'
        raise ParameterError(what) from None
    return at.replace(tzinfo=zone) if at.tzinfo is None else at


def _zone(flow: Flow) -> tzinfo | None:
    """The zone of the first opening hours that name one; else that of this machine."""
    for handoff in flow.handoffs.values():
        try:
            return ZoneInfo(Hours.parse(handoff.open).timezone)
        except ParameterError:
            continue  # a finding of `check`; the bot counts it as closed
    return datetime.now().astimezone().tzinfo
