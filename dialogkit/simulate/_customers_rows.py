"""What a customer file must keep besides its kinds of values, each refusal with its place in it."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from dialogkit.errors import ParameterError
from dialogkit.simulate._assumptions import (
    ASSUMPTIONS,
    EXTRA,
    OUT_OF_SCOPE,
    Parameter,
    known,
    parameters_from,
)

__all__ = ["key_told", "lacking", "nearest", "parameters_of", "unknown_names"]

_KEYS = ("name", "low", "central", "high", "unit", "source", "n", "label_de", "label_en")
_LONGEST = 40
"""Letters of a key that a message repeats."""
_PLAIN = re.compile(
    rf"[a-z][a-z0-9_.:-]{{0,{_LONGEST - 1}}}|[A-Z][a-z](-[A-Z][a-z])?( \d\d?-\d\d?)?"
)
"""A label, or hours of the week as ``Sa-Su 9-12``."""
_LARGEST = 1e9
"""Seconds of a parameter at most: thirty years."""


def key_told(key: object) -> str:
    """A key as a message may repeat it: as it is where it looks like a name of the file's own.

    Whoever edits by hand may put a customer's words in the place of a key.
    """
    told = str(key)
    return told if _PLAIN.fullmatch(told) else "…"


def nearest(key: object, names: Collection[str]) -> str:
    """A key for a message, and which one may have been meant."""
    told = str(key)
    close = difflib.get_close_matches(told, sorted(names), n=1)
    meant = f"; did you mean {close[0]}?" if close else ""
    return f"{key_told(key)} is no key here{meant}"


# ----- assumptions -------------------------------------------------------------------------------


def parameters_of(rows: Sequence[Any]) -> dict[str, Parameter]:
    """Parameters by name, the defaults among them of those that no row is about.

    Raises:
        ParameterError: A row is none; all are listed, with their places.
    """
    wrong: list[str] = []
    seen: set[str] = set()
    for place, row in enumerate(rows):
        try:
            _require_row(row, seen)
            parameters_from([row])
        except ParameterError as error:
            wrong.append(f"parameters[{place}]: {error.what}")
    if wrong:
        more = f"; and {len(wrong) - 5} more" if len(wrong) > 5 else ""
        raise ParameterError("; ".join(wrong[:5]) + more)
    return parameters_from(rows)


def _require_row(row: Any, seen: set[str]) -> None:
    if not isinstance(row, Mapping):
        raise ParameterError("must be a mapping, with name, low, central and high")
    for key in row:
        if key not in _KEYS:
            raise ParameterError(nearest(key, _KEYS))
    name = row.get("name")
    if not isinstance(name, str):
        raise ParameterError("needs name, a text")
    if name not in ASSUMPTIONS and name not in EXTRA:
        names = sorted({*ASSUMPTIONS, *EXTRA})
        close = difflib.get_close_matches(name, names, n=1)
        meant = f"did you mean {close[0]}?" if close else f"there are {', '.join(names)}"
        raise ParameterError(f"no assumption is called {key_told(name)}; {meant}")
    if name in seen:
        raise ParameterError(f"{name} is there twice")
    seen.add(name)
    _require_numbers(name, row)


def _require_numbers(name: str, row: Mapping[str, Any]) -> None:
    usual = known(name)
    for key in ("low", "central", "high"):
        value = row.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            got = "nothing" if value is None else f"a {_kind(value)}"
            raise ParameterError(f"{name} needs the numbers low, central and high, got {got}")
        if not math.isfinite(value) or abs(value) > _LARGEST:
            raise ParameterError(f"{name} must have a finite {key}, of at most {_LARGEST:g}")
    if row.get("unit", usual.unit) != usual.unit:
        raise ParameterError(f"{name} must have the unit {usual.unit}")


def _kind(value: object) -> str:
    names = {str: "text", bool: "yes or no", list: "list", dict: "mapping"}
    return names.get(type(value), "value of another kind")


def lacking(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Assumptions that no row is about and that are not off, each with its default."""
    there = {row.get("name") for row in rows}
    return [
        f"{name} ({usual.low:g}, {usual.central:g}, {usual.high:g})"
        for name, usual in ASSUMPTIONS.items()
        if name not in there and not usual.off
    ]


# ----- names that must fit -----------------------------------------------------------------------


def unknown_names(value: Mapping[str, Any]) -> Iterator[str]:
    """Channels, languages and intents of which the shares say nothing, as a misspelt one."""
    for kind in ("channels", "locales"):
        for name, segment in value["segments"][kind].items():
            yield from _unknown(name, value[kind], f"segments.{kind}", kind)
            intents = segment["intents"]
            place = f"segments.{kind}.{key_told(name)}.intents"
            for label in intents:
                yield from _unknown(label, value["intents"], place, "intents")
    for name, segment in value["segments"]["hours"].items():
        for label in segment["intents"]:
            yield from _unknown(
                label, value["intents"], f"segments.hours.{name}.intents", "intents"
            )
    for label in value["at_once"]:
        yield from _unknown(label, {**value["intents"], OUT_OF_SCOPE: 0}, "at_once", "intents")


def _unknown(name: str, shares: Mapping[str, Any], place: str, what: str) -> Iterator[str]:
    if name not in shares:
        close = difflib.get_close_matches(name, list(shares), n=1)
        meant = f"; did you mean {close[0]}?" if close else ""
        yield f"{place}: {key_told(name)} is not among {what}{meant}"
