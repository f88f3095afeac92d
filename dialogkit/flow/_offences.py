"""What is wrong with a file, collected until all of it is known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from dialogkit.errors import FlowError
from dialogkit.flow._model import Place

__all__ = ["Offences", "did_you_mean", "flow_error", "listed", "nearest", "shown"]


class Offences:
    """Breaches of the language's rules, each with its place."""

    def __init__(self) -> None:
        self._found: dict[tuple[Place, str], None] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, place: Place, what: str) -> None:
        """Notes a breach: the rule, what was got, what to do."""
        self._found[place, what] = None

    def refuse(self) -> None:
        """Raises one error that lists all breaches, in the order of the files.

        Raises:
            FlowError: There is at least one.
        """
        if self._found:
            raise flow_error(sorted(self._found))


def flow_error(breaches: Iterable[tuple[Place, str]]) -> FlowError:
    """One error for all ``breaches``: a line each, the first one's place as its own."""
    (place, what), *others = breaches
    lines = [what, *(f"{where}: {also}" for where, also in others)]
    return FlowError("\n".join(lines), file=place.file, line=place.line, column=place.column)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The one of ``known`` that is likely meant; ``None`` where nothing is near."""
    names = {name.lower(): name for name in known}
    near = get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    return names[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`` Did you mean x?`` for the nearest of ``known``; empty where nothing is near."""
    near = nearest(word, known)
    return f" Did you mean {near}?" if near is not None else ""


def listed(names: Iterable[str], *, most: int = 16) -> str:
    """Names in a row, a long row cut short."""
    every = list(names)
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(every[:most]) + more


def shown(text: str) -> str:
    """A value from a file, short enough for a message."""
    return repr(text) if len(text) <= 40 else f"{len(text)} characters"
