"""What a path must be, said before anything is done: there, and of the kind that is asked for."""

from __future__ import annotations

from pathlib import Path

import dialogkit
from dialogkit.errors import InputError
from dialogkit.flow import Flow, load_flow

__all__ = ["flow_of", "require_there", "shipped"]

REMOTE = ("simulate", "forecast", "test")
"""Commands that take a bot.yaml."""


def require_there(path: Path) -> None:
    """Refuses a path at which there is nothing.

    Raises:
        InputError: There is neither a file nor a folder.
    """
    try:
        there = path.exists()
    except OSError as error:
        why = (error.strerror or "error").lower()
        raise InputError(f"cannot be looked at ({why})", file=str(path)) from None
    if not there:
        raise InputError("no such file or folder", file=str(path))


def flow_of(path: Path) -> Flow:
    """The flow at a path, for a command that looks into flows.

    Raises:
        FlowError: It breaks a rule of its language.
        InputError: There is none, or a bot.yaml instead.
    """
    require_there(path)
    try:
        return load_flow(path)
    except InputError:
        for file in (path, path / "bot.yaml"):
            if dialogkit.bot.is_remote(file) and not (path / "flow.yaml").is_file():
                what = "describes a bot that runs elsewhere, and this command looks into a flow"
                *first, last = (f"dialogkit {name}" for name in REMOTE)
                what = f"{what}; {', '.join(first)} and {last} take it"
                raise InputError(what, file=str(file)) from None
        raise


def shipped(name: str) -> Path:
    """A file of the corpus that comes with dialogkit.

    Raises:
        InputError: This installation has no corpus.
    """
    package = Path(dialogkit.__file__).parent
    for folder in (package / "_corpora", package.parent / "corpora"):
        if (folder / "parcel" / name).exists():
            return folder / "parcel" / name
    raise InputError("this installation has no shipped corpus; name your own with --log and --flow")
