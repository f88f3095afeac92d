"""YAML files with line numbers, each value checked at the door, all offenders listed at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import Node

from dialogkit.errors import InputError

__all__ = ["line_of", "offenders", "read_yaml", "refusal", "share", "shown", "yaml_reader"]

_LONGEST = 1_000_000
"""Characters of a file; none that is read here is longer."""

_DEEPEST = 100
"""Levels of lists and mappings within each other; the parser takes long over many."""

_MOST_LISTED = 50

_PRIVATE = "name"
"""A key whose value no message repeats."""


class _Shallow(Composer):
    """Gives up at a level that nothing which is read here has."""

    _level = 0

    def compose_node(self, parent: Any, index: Any) -> Node | None:
        if self._level > _DEEPEST:
            raise RecursionError
        self._level += 1
        node: Node | None = super().compose_node(parent, index)
        self._level -= 1
        return node


def yaml_reader(typ: Literal["rt", "safe"]) -> YAML:
    """A parser for one text; it raises ``RecursionError`` where that is nested too deeply."""
    yaml = YAML(typ=typ, pure=True)
    yaml.Composer = _Shallow
    return yaml


def read_yaml(text: str, *, file: str | None) -> object:
    """The value in a YAML text; mappings and lists know their lines.

    Raises:
        InputError: The text is too long or no YAML, with its line.
    """
    if len(text) > _LONGEST:
        raise InputError(f"must have at most {_LONGEST} characters, got {len(text)}", file=file)
    try:
        return yaml_reader("rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = None if mark is None else mark.line + 1
        what = f"is not YAML here ({_first_line(error.problem)})"
        raise InputError(what, file=file, line=line) from None
    except (YAMLError, RecursionError, ValueError):
        raise InputError("is not YAML that can be read", file=file) from None


def refusal(
    error: ValidationError, raw: object, *, file: str | None, names: Collection[str]
) -> InputError:
    """All offenders in one error, the first with the place that the error carries.

    Args:
        error: What pydantic found wrong.
        raw: What `read_yaml` gave.
        file: The file it came from.
        names: Keys there are, to guess which one was meant.
    """
    found = sorted(offenders(error, raw, names=names), key=lambda pair: pair[0])
    (line, first), *others = found
    name = file or "line"
    more = "".join(f"\n{name}:{number}: {what}" for number, what in others[:_MOST_LISTED])
    if len(others) > _MOST_LISTED:
        more += f"\nand {len(others) - _MOST_LISTED} more"
    return InputError(first + more, file=file, line=line)


def offenders(
    error: ValidationError, raw: object, *, names: Collection[str]
) -> list[tuple[int, str]]:
    """Line and sentence of each; arguments as of `refusal`."""
    found = error.errors(include_url=False, include_context=False)
    return [_offender(dict(item), raw, names) for item in found if not _follows(item, found)]


def _follows(item: Mapping[str, Any], found: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a list is too short only because what is in it cannot be, which is told itself."""
    depth = len(item["loc"])
    return item["type"] == "too_short" and any(
        len(other["loc"]) > depth and other["loc"][:depth] == item["loc"] for other in found
    )


def line_of(raw: object, *path: int | str) -> int:
    """The 1-based line of what lies on a path in what `read_yaml` gave; 1 where that is unknown."""
    line = 1
    for part in path:
        line = _line(raw, part, line)
        try:
            raw = raw[part]  # type: ignore[index]  # whatever the file holds there
        except (KeyError, IndexError, TypeError):
            break
    return line


def share(value: object) -> float:
    """A share as people write it, 0 to 1: ``78%`` or ``0.78``.

    Raises:
        ValueError: It is none; with the rule.
    """
    plain = isinstance(value, int | float | str) and not isinstance(value, bool)
    text = str(value).strip() if plain else "nothing"
    try:
        number = float(text.removesuffix("%").replace(",", ".")) / (1, 100)[text.endswith("%")]
    except ValueError:
        raise ValueError(f"must be a share, as 78% or 0.78, got {shown(value)}") from None
    if not 0 <= number <= 1:
        raise ValueError(f"must be a share between 0 and 1, as 78% or 0.78, got {shown(value)}")
    return number


def shown(value: object) -> str:
    """A value for a message: short, and never long text."""
    if isinstance(value, str | int | float):
        text = str(value)
        return repr(text) if len(text) <= 20 else f"{len(text)} characters"
    return "nothing" if value is None else f"a {_kind(value)}"


# ----- inside ------------------------------------------------------------------------------------


def _kind(value: object) -> str:
    if isinstance(value, Mapping):
        return "mapping"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "list"
    return type(value).__name__


def _first_line(problem: str | None) -> str:
    """What is wrong, without the values that the parser repeats."""
    return (problem or "cannot be read").split("\n")[0].split(" with value ")[0]


def _offender(item: dict[str, Any], raw: object, names: Collection[str]) -> tuple[int, str]:
    here, line = raw, 1
    path = ""
    for part in item["loc"]:
        try:
            inner = here[part]  # type: ignore[index]  # whatever the file holds there
        except (KeyError, IndexError, TypeError):
            continue  # put there by what reads the value; parts below it may well be written
        line = _line(here, part, line)
        here = inner
        path += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return line, _sentence(item, path.strip("."), names)


def _line(holder: object, part: int | str, above: int) -> int:
    """The 1-based line of a key or item; values made in Python have none."""
    try:
        place = holder.lc.item(part) if isinstance(part, int) else holder.lc.key(part)  # type: ignore[attr-defined]
    except (AttributeError, KeyError, TypeError):
        return above
    return int(place[0]) + 1


def _sentence(item: dict[str, Any], path: str, names: Collection[str]) -> str:
    last = str(item["loc"][-1]) if item["loc"] else ""
    match item["type"]:
        case "missing":
            return f"{path}: needs {last}" if path else f"needs {last}: the key is missing"
        case "extra_forbidden":
            return f"{path}: is no key here{_nearest(last, names)}"
        case "value_error":
            return f"{path}: {item['msg'].removeprefix('Value error, ')}"
        case "model_type" | "dict_type":
            return f"{path}: must be a mapping, as {{key: value}}"
        case "string_pattern_mismatch":
            return f"{path}: must be three capital letters, as EUR"
    got = "" if last == _PRIVATE else f", got {shown(item['input'])}"
    rule = re.sub(r"^\w+ should", "must", item["msg"])
    return f"{path}: {rule}{got}"


def _nearest(key: str, names: Collection[str]) -> str:
    close = difflib.get_close_matches(key, sorted({*names} - {key}), n=1)
    return f"; did you mean {close[0]}?" if close else ""
