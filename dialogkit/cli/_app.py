"""The application, how its commands are loaded, and how errors leave it."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from dialogkit import __version__
from dialogkit.cli._commands import COMMANDS
from dialogkit.cli._help import laid_out
from dialogkit.cli._once_given import OneEach
from dialogkit.cli._refusal import sentence_of
from dialogkit.cli._shared import say, silence_stdout
from dialogkit.errors import DialogkitError

__all__ = ["app", "main"]

BAD_INPUT = 2
INTERRUPTED = 130
WIDEST = 120
"""Letters of a line of the help on a terminal that has room for more."""


class _Loaded(Mapping[str, Any]):
    """The commands, each loaded when it is taken; their names are known before."""

    def __getitem__(self, name: str) -> Any:
        module, _ = COMMANDS[name]
        return _commands_in(module)[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


@cache
def _commands_in(module: str) -> Mapping[str, Any]:
    """The commands of a module, by name."""
    room = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)
    import_module(f"dialogkit.cli.{module}").add_to(room)
    for command in room.registered_commands:
        command.cls = OneEach
        command.help = laid_out((command.callback and command.callback.__doc__) or "")
    return get_group(room).commands


class _Commands(TyperGroup):
    """The commands, with one door through which everything leaves that was refused on purpose.

    What is not refused on purpose is a fault of ours and stays a traceback.
    """

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**{**attributes, "commands": _Loaded()})

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Lists the commands by what the table says of them."""
        listed: dict[str, Any] = {
            name: TyperCommand(name, help=does) for name, (_, does) in COMMANDS.items()
        }
        TyperGroup(commands=listed).format_commands(ctx, formatter)

    def invoke(self, ctx: Any) -> Any:
        """Runs a command; every refusal is one sentence on stderr and exit code 2."""
        try:
            return super().invoke(ctx)
        except DialogkitError as error:
            raise _refuse(sentence_of(error, sys.argv[1:])) from None
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        except MemoryError:
            raise _refuse("there is not enough memory for this; try a smaller file") from None


def _refuse(sentence: str) -> typer.Exit:
    print(f"dialogkit: {sentence}", file=sys.stderr)
    return typer.Exit(BAD_INPUT)


def _flushed() -> bool:
    """Whether all that was printed has left; said on stderr where it cannot."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        silence_stdout()  # whoever read it has gone, as in `| head`
    except OSError as error:
        silence_stdout()
        print(f"dialogkit: stdout cannot be written ({error.strerror})", file=sys.stderr)
        return False
    return True


app = typer.Typer(
    name="dialogkit",
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDEST},
)


def _version(wanted: bool) -> None:
    if wanted:
        say(__version__)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Rehearse a customer-service bot with its staff before it goes live."""


def main() -> None:
    """Runs the command line; exit code 0 fine, 1 a check or gate failed, 2 bad input."""
    for stream in (sys.stdout, sys.stderr):
        # a terminal that lacks a letter shows its code; that is no reason to stop
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr] # text streams have it
    try:
        app()
    except SystemExit as leaving:
        sys.exit(leaving.code if _flushed() else BAD_INPUT)
