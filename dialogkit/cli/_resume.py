"""Where long runs are done, and what is kept of them when they are stopped."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["Folder", "Where", "resumable"]

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
        if folder is None:
            left = "nothing is kept; with --folder a run can go on where it was stopped"
        else:
            name = shlex.quote(str(folder))
            left = f"what is done is kept in {name}: the same command goes on from there"
        print(f"dialogkit: interrupted; {left}", file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
