"""The command line: parse, call, print. Exit code 0 fine, 1 a check or gate failed, 2 bad input."""

from dialogkit.cli._app import app, main

__all__ = ["app", "main"]
