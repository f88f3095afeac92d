"""The application, its commands in the order of the work, and how errors leave it."""

from __future__ import annotations

import os
import sys

import click
import typer

from dialogkit.cli import _demo, _flows, _forecasts, _logs, _models
from dialogkit.errors import DialogkitError

__all__ = ["app", "main"]

app = typer.Typer(
    name="dialogkit",
    help="Rehearse a customer-service bot with its staff before it goes live.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for commands in (_logs, _models, _flows, _forecasts, _demo):
    commands.add_to(app)


def main() -> None:
    """Runs the command line; every refusal is one sentence on stderr."""
    sys.exit(_run())


def _run() -> int:
    try:
        result = app(standalone_mode=False)
    except DialogkitError as error:
        return _refuse(str(error))
    except click.exceptions.Exit as leaving:
        return int(leaving.exit_code)
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except BrokenPipeError:
        # whoever reads the output has gone, as in `| head`; the interpreter must not say so again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except MemoryError:
        return _refuse("there is not enough memory for this; try a smaller file")
    return result if isinstance(result, int) else 0


def _refuse(sentence: str) -> int:
    print(f"dialogkit: {sentence}", file=sys.stderr)
    return 2
