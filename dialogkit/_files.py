"""Files in and out: read with a clear refusal, written whole or not at all.

Every result is written under a temporary name in its own folder and then renamed, so that a full
disk or an interruption never leaves half a file under the wanted name.
"""

from __future__ import annotations

import csv
import io
import json
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dialogkit._atomic import temporary_folder, write_atomic, write_folder
from dialogkit._cast import as_table
from dialogkit._csv import numbered_rows
from dialogkit.errors import InputError, OutputError

__all__ = [
    "ABOUT",
    "about_table",
    "binary_kind",
    "conformed",
    "decode",
    "described",
    "line_of",
    "read_bytes",
    "read_json",
    "read_jsonl",
    "read_rows",
    "read_table",
    "read_text",
    "temporary_folder",
    "write_atomic",
    "write_bytes",
    "write_folder",
    "write_json",
    "write_jsonl",
    "write_table",
    "write_text",
]

PathLike = str | os.PathLike[str]


MOST_BYTES = 512 << 20
"""Bytes of one file that are read at once; tables in Parquet may be larger."""

_OPENED = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
"""Names of what the shell has opened: ``cat chat.txt | … /dev/stdin``, ``<(cat chat.txt)``."""


def read_bytes(path: PathLike) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: There is no such file, it is a folder, a pipe or a device, it may not be read,
            it is empty, or it has more than 512 MiB.
    """
    name = os.fspath(path)
    try:
        _require_no_pipe(name)
        with Path(path).open("rb") as handle:
            size = os.fstat(handle.fileno()).st_size
            data = b"" if size > MOST_BYTES else handle.read((size or MOST_BYTES) + 1)
    except FileNotFoundError:
        raise InputError("no such file", file=name) from None
    except IsADirectoryError:
        raise InputError("is a folder, a file is needed", file=name) from None
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", file=name) from None
    if max(size, len(data)) > MOST_BYTES:
        what = f"is larger than {MOST_BYTES >> 20} MiB, more than is read at once: split it"
        raise InputError(f"{what}, or write it as Parquet", file=name)
    if not data:
        raise InputError("is empty", file=name)
    return data


def _require_no_pipe(name: str) -> None:
    """Refuses what may be waited for without end, unless it was opened for this command."""
    mode = os.stat(name).st_mode  # noqa: PTH116 # a path would lose what it ends in
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode) or name.startswith(_OPENED):
        return
    kinds = (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket")
    kind = next((what for is_one, what in kinds if is_one(mode)), "a device")
    raise InputError(f"is {kind}; a file or a folder is needed", file=name)


def read_text(path: PathLike) -> str:
    """The text of a UTF-8 file (a byte order mark is dropped; UTF-16 only with its mark).

    Raises:
        InputError: As `read_bytes`; or the file is not text, or not UTF-8, with the first bad line.
    """
    return decode(read_bytes(path), file=os.fspath(path))


_KNOWN_STARTS = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a zip archive",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"\x1f\x8b": "a gzip archive",
    b"SQLite format 3": "an SQLite database",
    b"PAR1": "a Parquet file",
}


def binary_kind(data: bytes) -> str | None:
    """What a file is that starts like ``data``, where that is one of the usual kinds of no text."""
    return next((what for start, what in _KNOWN_STARTS.items() if data.startswith(start)), None)


def decode(data: bytes, *, file: str) -> str:
    """``data`` as text; see `read_text`."""
    what = binary_kind(data)
    if what is not None:
        raise InputError(f"is {what}, not a text file", file=file)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise InputError("starts as UTF-16 but is not", file=file) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = "is not UTF-8 here; save it again as UTF-8"
        raise InputError(what, file=file, line=line) from None
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        raise InputError("holds a NUL byte, so it is not a text file", file=file, line=line)
    return text


def read_json(path: PathLike) -> Any:
    """The value in a JSON file.

    Raises:
        InputError: As `read_text`; or the JSON is broken, with line and column.
    """
    text = read_text(path)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        what = f"is not JSON here ({error.msg.lower()})"
        raise InputError(
            what, file=os.fspath(path), line=error.lineno, column=error.colno
        ) from None
    except (RecursionError, ValueError):  # the latter for a number of thousands of digits
        what = "is JSON nested too deeply, or with too long a number, to be read"
        raise InputError(what, file=os.fspath(path)) from None


def read_jsonl(path: PathLike) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file, blank lines left out.

    Raises:
        InputError: As `read_text`; or a line is no JSON object, with its number.
    """
    return [row for _, row in _jsonl_lines(path)]


def read_rows(path: PathLike) -> list[dict[str, Any]]:
    """The rows of a ``.jsonl``, ``.csv`` or ``.parquet`` file as dictionaries.

    Raises:
        InputError: The ending is another, or the file cannot be read.
    """
    if Path(path).suffix.lower() == ".parquet":
        rows: list[dict[str, Any]] = _read_parquet(path).to_pylist()
        return rows
    return [row for _, row in _numbered(path)]


def line_of(path: PathLike, row: int) -> int | None:
    """The line in which the 1-based ``row`` of `read_rows` ends; ``None`` in a Parquet file."""
    return None if Path(path).suffix.lower() == ".parquet" else _numbered(path)[row - 1][0]


def _numbered(path: PathLike) -> list[tuple[int, dict[str, Any]]]:
    """The rows of a text file, each with the line it ends in."""
    ending = Path(path).suffix.lower()
    if ending in (".jsonl", ".ndjson"):
        return _jsonl_lines(path)
    if ending in (".csv", ".tsv"):
        return numbered_rows(read_text(path), file=os.fspath(path))
    what = f"must end in .jsonl, .csv or .parquet, got {ending or 'no ending'}"
    raise InputError(what, file=os.fspath(path))


def _jsonl_lines(path: PathLike) -> list[tuple[int, dict[str, Any]]]:
    rows = []
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            raise InputError("is not JSON", file=os.fspath(path), line=number) from None
        if not isinstance(row, dict):
            what = "must be a JSON object ({…})"
            raise InputError(what, file=os.fspath(path), line=number)
        rows.append((number, row))
    return rows


def _read_parquet(path: PathLike) -> pa.Table:
    name = os.fspath(path)
    if not Path(path).is_file():
        raise InputError("no such file", file=name)
    try:
        return pq.read_table(path)
    except (pa.ArrowException, OSError):
        raise InputError("is not a Parquet file that can be read", file=name) from None


def read_table(path: PathLike, schema: pa.Schema) -> pa.Table:
    """A ``.jsonl``, ``.csv`` or ``.parquet`` file as a table of ``schema``.

    Raises:
        InputError: The file cannot be read, a required column is missing, or a value does not fit.
    """
    if Path(path).suffix.lower() != ".parquet":
        return as_table(_with_texts(path, schema), schema, file=os.fspath(path))
    return conformed(_read_parquet(path), schema, file=os.fspath(path))


def conformed(table: pa.Table, schema: pa.Schema, *, file: str) -> pa.Table:
    """``table`` with the columns of ``schema``, optional ones that are missing as nulls.

    Raises:
        InputError: A required column is missing or has gaps, or a value does not fit.
    """
    names = set(table.column_names)
    missing = [field.name for field in schema if not field.nullable and field.name not in names]
    if missing:
        raise InputError(f"lacks the columns {', '.join(missing)}", file=file)
    columns = []
    for field in schema:
        if field.name not in names:
            columns.append(pa.nulls(len(table), field.type))
            continue
        try:
            columns.append(table.column(field.name).cast(field.type))
        except pa.ArrowException:
            raise InputError(f"column {field.name} must be {field.type}", file=file) from None
        if not field.nullable and columns[-1].null_count:
            raise InputError(f"column {field.name} has gaps", file=file)
    return pa.table(columns, schema=schema)


def _with_texts(path: PathLike, schema: pa.Schema) -> list[tuple[int, dict[str, Any]]]:
    """Numbered rows; in CSV no text and an empty one, a picture's for instance, look the same."""
    rows = _numbered(path)
    if Path(path).suffix.lower() not in (".csv", ".tsv"):
        return rows
    texts = [f.name for f in schema if not f.nullable and pa.types.is_string(f.type)]
    return [(n, row | {t: "" for t in texts if t in row and row[t] is None}) for n, row in rows]


ABOUT = "dialogkit"
"""Key under which a Parquet file says what it is; other tables have a small file beside them."""


def about_table(path: PathLike) -> dict[str, str]:
    """What `write_table` was told about a table; empty where it was told nothing."""
    target, beside = Path(path), _about_file(Path(path))
    try:
        if target.suffix.lower() == ".parquet":
            said = (pq.read_schema(target).metadata or {}).get(ABOUT.encode(), b"{}")
        else:
            said = beside.read_bytes() if target.is_file() and beside.is_file() else b"{}"
        value = json.loads(said)
    except (OSError, ValueError, pa.ArrowException):
        return {}
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, dict) else {}


def said_in(path: PathLike, name: str) -> str | None:
    """What the schema of a Parquet file says under a name; None where it, or the file, does not."""
    try:
        said = (pq.read_schema(path).metadata or {}).get(name.encode())
    except (OSError, pa.ArrowException):
        return None
    return None if said is None else said.decode("utf-8", "replace")


def described(schema: pa.Schema, about: Mapping[str, str]) -> pa.Schema:
    """``schema`` of a Parquet file that says what it is."""
    said = {**(schema.metadata or {}), ABOUT: json.dumps(dict(about))}
    return schema.with_metadata(said) if about else schema


def _about_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.about.json")


def _forget_about(path: PathLike) -> None:
    """What a file beside a table says is true of the table that was there before."""
    try:
        _about_file(Path(path)).unlink(missing_ok=True)
    except OSError as error:
        what = f"cannot be written ({(error.strerror or str(error)).lower()})"
        raise OutputError(what, file=os.fspath(path)) from None


def write_table(table: pa.Table, path: PathLike, about: Mapping[str, str] | None = None) -> None:
    """Writes a table as ``.parquet``, ``.jsonl`` or ``.csv``, by the ending of ``path``.

    Args:
        table: The table.
        path: The file.
        about: What `about_table` gives back; goes into a Parquet file, and beside the others.

    Raises:
        InputError: The ending is another.
        OutputError: The file cannot be written; nothing is left under the name.
    """
    ending = Path(path).suffix.lower()
    if ending == ".parquet":
        if about:
            table = table.replace_schema_metadata(described(table.schema, about).metadata)
        write_atomic(path, lambda temporary: pq.write_table(table, temporary))
        return
    if ending not in (".jsonl", ".ndjson", ".csv"):
        what = f"must end in .jsonl, .csv or .parquet, got {ending or 'no ending'}"
        raise InputError(what, file=os.fspath(path))
    _forget_about(path)  # first, so that nothing is ever said of a table that is not true of it
    if ending == ".csv":
        write_text(_as_csv(table), path)
    else:
        write_jsonl(table.to_pylist(), path)
    if about:
        write_json(dict(about), _about_file(Path(path)))


def _as_csv(table: pa.Table) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.column_names)
    for row in table.to_pylist():
        writer.writerow(["" if v is None else _plain(v) for v in row.values()])
    return out.getvalue()


def _plain(value: Any) -> Any:
    """Values that JSON has no word for: times become ISO 8601 in UTC, numpy scalars Python ones."""
    if hasattr(value, "isoformat"):
        return value.isoformat().replace("+00:00", "Z")
    if hasattr(value, "item"):
        return value.item()
    if isinstance(value, Path):
        return str(value)
    return value


def _json_default(value: Any) -> Any:
    plain = _plain(value)
    if plain is value:
        raise TypeError(f"{type(value).__name__} has no JSON form")
    return plain


def write_json(value: Any, path: PathLike) -> None:
    """Writes ``value`` as indented JSON, times as ISO 8601 in UTC."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_json_default)
    write_text(text + "\n", path)


def write_jsonl(rows: Iterable[Mapping[str, Any]], path: PathLike) -> None:
    """Writes one JSON object a line, times as ISO 8601 in UTC."""
    lines = (json.dumps(row, ensure_ascii=False, default=_json_default) + "\n" for row in rows)
    write_text("".join(lines), path)


def write_text(text: str, path: PathLike) -> None:
    """Writes UTF-8 text, whole or not at all; half a surrogate pair becomes a question mark."""
    write_bytes(text.encode("utf-8", "replace"), path)


def write_bytes(data: bytes, path: PathLike) -> None:
    """Writes bytes, whole or not at all."""

    def write(temporary: Path) -> None:
        temporary.write_bytes(data)

    write_atomic(path, write)
