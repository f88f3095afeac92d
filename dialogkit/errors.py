"""The errors dialogkit raises on purpose.

::

    DialogkitError                  catch this one to catch them all
    ├── InputError                  what was given cannot be used (command line: exit code 2)
    │   ├── FlowError               a flow, text or gate file breaks a rule of its language
    │   ├── ModelError              a model folder is damaged or from another version
    │   └── ParameterError          an argument is outside its allowed range
    ├── OutputError                 a result could not be written; nothing half-written is left
    └── MissingExtraError           an optional package is not installed; says which extra has it

A message states the rule, the value got where that is not personal, and the remedy. It carries
file, line and column where there are any. It never carries a customer's text.
"""

from __future__ import annotations

__all__ = [
    "DialogkitError",
    "FlowError",
    "InputError",
    "MissingExtraError",
    "ModelError",
    "OutputError",
    "ParameterError",
]


class DialogkitError(Exception):
    """Root of all errors raised on purpose.

    Args:
        what: One sentence: the rule, what was got, what to do.
        file: File the sentence is about.
        line: 1-based line in ``file``.
        column: 1-based column in ``line``.
    """

    def __init__(
        self,
        what: str,
        *,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        self.what = what
        self.file = file
        self.line = line
        self.column = column
        super().__init__(str(self))

    @property
    def place(self) -> str:
        """``file:line:column``, as much of it as is known; empty where nothing is."""
        if self.file is None:
            return ""
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n is not None)]
        return ":".join(parts)

    def __str__(self) -> str:
        return f"{self.place}: {self.what}" if self.file is not None else self.what

    def __reduce__(self) -> tuple[object, ...]:
        state = {"file": self.file, "line": self.line, "column": self.column}
        return (_rebuild, (type(self), self.what, state))


def _rebuild(kind: type[DialogkitError], what: str, state: dict[str, object]) -> DialogkitError:
    """Errors cross process borders whole, with their place."""
    return kind(what, **state)  # type: ignore[arg-type]


class InputError(DialogkitError):
    """What was given cannot be used. The command line exits with 2."""


class FlowError(InputError):
    """A flow, text or gate file breaks a rule of its language."""


class ModelError(InputError):
    """A model folder is damaged or was written by another version."""


class ParameterError(InputError, ValueError):
    """An argument is outside its allowed range."""


class OutputError(DialogkitError):
    """A result could not be written. Nothing half-written is left behind."""


class MissingExtraError(DialogkitError, ImportError):
    """An optional package is not installed.

    >>> raise MissingExtraError.of("numba", extra="fast")
    Traceback (most recent call last):
        ...
    dialogkit.errors.MissingExtraError: needs the package numba: pip install 'dialogkit[fast]'
    """

    @classmethod
    def of(cls, package: str, *, extra: str) -> MissingExtraError:
        """The error for ``package``, which the extra named ``extra`` installs."""
        return cls(f"needs the package {package}: pip install 'dialogkit[{extra}]'")
