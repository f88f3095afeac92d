"""Where long runs are done, and what is kept of them when they are stopped."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["Folder", "Where", "interrupted", "resumable", "this_call"]

INTERRUPTED = 130

Where = Annotated[
    str,
    typer.Option(
        "--executor",
        help="Where it runs: serial, loky (all cores; loky:4 takes four) or dask://HOST:PORT. "
        "The result is the same.",
    ),
]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--folder",
        help="Keeps what is done: stopped by Ctrl-C or by a crash, the same command goes on there.",
    ),
]


@contextmanager
def resumable(folder: Path | None) -> Iterator[None]:
    """Ctrl-C ends a run with a sentence on what is left of it, and exit code 130."""
    try:
        yield
    except KeyboardInterrupt:
        raise interrupted(folder, whether=folder is not None and _begun(folder)) from None


def interrupted(kept: Path | None, *, whether: bool) -> typer.Exit:
    """Says what is left of a run that was stopped, and how it goes on.

    Args:
        kept: Where a run is kept; ``None``: nowhere.
        whether: Whether anything is there yet.
    """
    if kept is None:
        left = "nothing is kept; with --folder a run can go on where it was stopped"
    elif not whether:
        left = "nothing was done yet, so nothing is kept"
    else:
        left = f"what is done is kept in {shlex.quote(str(kept))}; it goes on with\n  {this_call()}"
    print(f"dialogkit: interrupted; {left}", file=sys.stderr)
    return typer.Exit(INTERRUPTED)


def this_call() -> str:
    """The command as it was typed, to be called once more."""
    return shlex.join(["dialogkit", *sys.argv[1:]])


def _begun(folder: Path) -> bool:
    """Whether a folder holds anything of a run but what the run is."""
    return any(path.name != "run.json" for path in folder.rglob("*.json"))
