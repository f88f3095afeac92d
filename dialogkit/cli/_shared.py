"""What several commands need: options of the same meaning, printing, progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from tqdm import tqdm

from dialogkit.bot import Bot
from dialogkit.contact_centre import ContactCentre
from dialogkit.conversation import IntentModel
from dialogkit.errors import InputError
from dialogkit.flow import Flow, load_flow
from dialogkit.intents import load_model

__all__ = [
    "JSON",
    "Bars",
    "Output",
    "Seed",
    "beside",
    "bot_of",
    "centre_for",
    "fail",
    "print_json",
    "say",
]

Output = Annotated[Path, typer.Option("--output", "-o", help="File to write.")]
JSON = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
Seed = Annotated[int, typer.Option(help="The same seed gives the same result.")]


def say(line: str) -> None:
    """One line for people, on stdout."""
    print(line)


def print_json(value: Mapping[str, Any]) -> None:
    """A result for machines, on stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def fail() -> typer.Exit:
    """A check or gate has failed."""
    return typer.Exit(1)


def beside(flow: Path, name: str) -> Path | None:
    """A file of the same corpus as a flow, if it is there."""
    folder = flow if flow.is_dir() else flow.parent
    return folder / name if (folder / name).is_file() else None


def centre_for(flow: Path, given: Path | None) -> ContactCentre:
    """The staff: from the file given, or ``centre.yaml`` beside the flow.

    Raises:
        InputError: There is neither.
    """
    path = given or beside(flow, "centre.yaml")
    if path is None:
        what = "has no centre.yaml beside it; name the staff with --centre FILE"
        raise InputError(what, file=str(flow))
    return ContactCentre.load(path)


def bot_of(flow: Path, model: Path, *, channel: str | None = None) -> Bot:
    """A flow sound enough to be rehearsed, with its classifier."""
    loaded: Flow = load_flow(flow)
    loaded.require_sound("SH")
    heard: IntentModel = load_model(model)
    return Bot(loaded, heard, channel=channel or loaded.channels[0])


class Bars:
    """Progress bars on stderr, only where that is a terminal."""

    def __init__(self) -> None:
        self._bars: dict[str, tqdm[Any]] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        bar = self._bars.get(what)
        if bar is None or bar.total != total:
            bar = tqdm(total=total, desc=what, disable=not sys.stderr.isatty(), leave=False)
            self._bars[what] = bar
        bar.update(done - bar.n)
        if done >= total:
            bar.close()
