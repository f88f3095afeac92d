"""What several commands need: options of the same meaning, files, printing, progress."""

from __future__ import annotations

import json
import os
import shlex
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import pyarrow as pa
import typer
from tqdm import tqdm

from dialogkit import _files
from dialogkit._durations import readable
from dialogkit.conversation import Messages
from dialogkit.errors import InputError, OutputError

if TYPE_CHECKING:
    from dialogkit.flow import Severity

__all__ = [
    "GAP",
    "JSON",
    "Bars",
    "FlowFile",
    "Output",
    "Seed",
    "command_line",
    "counted",
    "doing",
    "fail",
    "github",
    "load_messages",
    "many",
    "naming",
    "note",
    "print_json",
    "rate_line",
    "read_texts",
    "require_ending",
    "require_other",
    "say",
    "silence_stdout",
    "write_rows",
]

GAP = "24h"
"""A pause this long starts a new case, unless told otherwise."""

TABLES = (".jsonl", ".ndjson", ".csv", ".parquet")
"""Endings that every table may have, in and out."""

FlowFile = Annotated[Path, typer.Argument(help="A flow.yaml, or the folder it is in.")]
Output = Annotated[Path, typer.Option("--output", "-o", help="File to write.")]
JSON = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
Seed = Annotated[int, typer.Option(min=0, help="The same seed gives the same result.")]


# ----- printing ----------------------------------------------------------------------------------


def say(line: str) -> None:
    """One line for people, on stdout.

    Where nobody reads stdout any more, as in ``| head``, the work goes on all the same: its files
    and its exit code are wanted still.

    Raises:
        OutputError: stdout cannot be written, as on a full disk.
    """
    try:
        print(line)
    except BrokenPipeError:
        silence_stdout()
    except OSError as error:
        silence_stdout()
        raise OutputError(f"stdout cannot be written ({error.strerror})") from None


def silence_stdout() -> None:
    """What is still to be printed goes nowhere; the interpreter, too, flushes when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_json(value: Mapping[str, Any] | Sequence[Any]) -> None:
    """A result for machines, on stdout."""
    plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    say(json.dumps(value, ensure_ascii=plain, indent=2))


def fail() -> typer.Exit:
    """A check or gate has failed."""
    return typer.Exit(1)


def github(level: str, message: str, **properties: object) -> str:
    """A line that a code host shows beside the file (GitHub's workflow commands).

    Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    named = ",".join(f"{key}={_escaped(str(v), ':,')}" for key, v in properties.items())
    return f"::{level} {named}::{_escaped(message, '')}"


def _escaped(text: str, more: str) -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def rate_line(name: str, rate: Mapping[str, Any]) -> str:
    """A rate as people read it, with its interval and what it was counted over."""
    unit, above = rate.get("unit", "share"), rate.get("numerator")
    ends = [rate[end] for end in ("low", "high") if rate.get(end) is not None]
    between = f"({' to '.join(_amount(end, unit) for end in ends)})" if len(ends) == 2 else ""
    whole = unit == "share" and above is not None
    counted = f"{above:g} of {rate['denominator']:g}" if whole else f"over {rate['denominator']:g}"
    if name == "recontact" and rate.get("window"):
        counted += f", within {rate['window']}"
    if name.startswith("service_level_"):
        counted += ", by the wall clock"
    if name == "deflection" and whole:
        counted += ", of the same customers without the bot"
    if name in ("utilisation", "occupancy") and above is not None:
        counted = f"{readable(above)} of {readable(rate['denominator'])}"
    if rate.get("unknown"):
        counted += f", {rate['unknown']} unknown"
    value = f"{_amount(rate['value'], unit):>9}"
    if rate.get("least") is not None:
        value = f"{_amount(rate['least'], unit)} to {_amount(rate['value'], unit)}"
    return f"  {name:38} {value} {between:24} {counted}"


def note(line: str) -> None:
    """A remark beside a result, on stderr."""
    print(line, file=sys.stderr)


def many(count: float, one: str) -> str:
    """A number with its word, in English: ``1 run``, ``2 runs``."""
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


def counted(severity: Severity, count: int) -> str:
    """How many findings of a severity: ``3 warnings``, ``2 info``."""
    return f"{count} {severity}" if severity == "info" else many(count, severity)


def _amount(value: float, unit: str) -> str:
    if unit == "share":
        return f"{value:.1%}"
    return readable(value) if unit == "seconds" else f"{value:.2f}"


def command_line(command: str, *files: Path, **options: object) -> str:
    """A command as a page may show it, to be run again from where it was run.

    Paths stand as they were typed. Of one from the root of the machine only what lies below here is
    shown, and of one that lies elsewhere the last part: no folders of anybody's machine.
    An option whose value is a list is given once for each.
    """
    words = ["dialogkit", command, *map(_shown_path, files)]
    for name, value in options.items():
        for one in value if isinstance(value, list) else [value]:
            shown = _shown_path(one) if isinstance(one, Path) else str(one)
            words += [f"--{name.replace('_', '-')}", shown]
    return shlex.join(words)


def _shown_path(path: Path) -> str:
    if not path.is_absolute():
        return path.as_posix()
    below = path.is_relative_to(Path.cwd())
    return path.relative_to(Path.cwd()).as_posix() if below else path.name or "."


# ----- files -------------------------------------------------------------------------------------


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Errors that do not say which file they are about are about this one."""
    try:
        yield
    except InputError as error:
        if error.file is not None:
            raise
        raise InputError(error.what, file=str(path)) from None


def load_messages(path: Path) -> Messages:
    """The messages in a file.

    Raises:
        InputError: The file cannot be read, or holds none.
    """
    messages = Messages.load(path)
    if not len(messages):
        raise InputError("holds no messages", file=str(path))
    return messages


def require_ending(path: Path, endings: Sequence[str] = TABLES) -> None:
    """Refuses an output by its name, before the work is done in vain.

    Raises:
        InputError: It ends in none of ``endings``, or is a folder.
    """
    ending = path.suffix.lower()
    if ending not in endings:
        listed = " or ".join(filter(None, (", ".join(endings[:-1]), endings[-1])))
        raise InputError(f"must end in {listed}, got {ending or 'no ending'}", file=str(path))
    if path.is_dir():
        raise InputError("is a folder, a file name is needed", file=str(path))


def require_other(output: Path | None, what: str, *given: Path | None) -> None:
    """Refuses an output that is one of the files it is made of, however that file is called.

    Args:
        output: The file to write, if any.
        what: What would be written over it, as ``its cases``.
        *given: The files it is made of, or that are written beside it.

    Raises:
        InputError: It is one of them, by a link or another spelling of the path, too.
    """
    for path in given:
        if output is not None and path is not None and _is_same(output, path):
            what = f"would be replaced by {what}; name another output"
            if not path.exists():  # both are yet to be written
                raise InputError(f"{path} {what}")
            raise InputError(what, file=str(path))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there yet
        return os.path.realpath(one) == os.path.realpath(other)


def write_rows(rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Rows with lists in them as ``.jsonl``, ``.parquet`` or ``.csv`` (lists as JSON there).

    Raises:
        InputError: The ending is another.
        OutputError: The file cannot be written.
    """
    require_ending(path)
    listed = list(rows)
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        _files.write_jsonl(listed, path)
        return
    nested = path.suffix.lower() == ".parquet"
    _files.write_table(pa.Table.from_pylist([_cells(row, nested) for row in listed]), path)


def _cells(row: Mapping[str, Any], nested: bool) -> dict[str, Any]:
    """A row for a table: lists of pairs become records, which Arrow knows; in CSV, JSON text."""
    return {key: _cell(value, nested) for key, value in row.items()}


def _cell(value: Any, nested: bool) -> Any:
    if not isinstance(value, list):
        return value
    if not nested:
        return json.dumps(value, ensure_ascii=False)
    return [{"intent": v[0], "p": v[1]} if isinstance(v, list) else v for v in value]


def read_texts(path: Path) -> list[str]:
    """The column ``text`` of a table.

    Raises:
        InputError: The file cannot be read, is empty, or a row lacks its text.
    """
    rows = _files.read_rows(path)
    if not rows:
        raise InputError("holds no rows", file=str(path))
    bad = [number for number, row in enumerate(rows, 1) if not isinstance(row.get("text"), str)]
    if bad:
        line = _files.line_of(path, bad[0])
        raise InputError(f"row {bad[0]} must have a text", file=str(path), line=line)
    return [row["text"] for row in rows]


@contextmanager
def doing(what: str) -> Iterator[None]:
    """What takes a while and has no parts to be counted, on stderr where that is a terminal."""
    seen = sys.stderr.isatty()
    if seen:
        print(f"{what} …", end="\r", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        if seen:
            print(" " * (len(what) + 2), end="\r", file=sys.stderr, flush=True)


class Bars:
    """Progress bars with the time left, on stderr, only where that is a terminal."""

    AT_ONCE = 0.05
    """Seconds: what comes sooner after the last call was kept from an earlier run."""

    def __init__(self) -> None:
        self._bars: dict[str, tqdm[Any]] = {}
        self._told = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Moves a bar; what was there already does not count for the time left."""
        bar = self._bars.get(what)
        if bar is None or bar.total != total:
            bar = tqdm(total=total, desc=what, disable=not sys.stderr.isatty(), leave=False)
            self._bars[what] = bar
        now = time.monotonic()
        if not bar.disable and done > bar.n and now - self._told < self.AT_ONCE:
            bar.initial += done - bar.n
            bar.last_print_n = bar.n = done
        self._told = now
        bar.update(done - bar.n)
        if done >= total:
            bar.close()
