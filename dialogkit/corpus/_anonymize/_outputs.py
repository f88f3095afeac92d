"""Whatever text is in a file of any kind, so that it can be looked through for identifiers."""

from __future__ import annotations

import gzip
import html
import io
import re
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dialogkit import _files
from dialogkit.corpus._anonymize._composed import composed
from dialogkit.corpus._anonymize._words import fold, given
from dialogkit.errors import InputError

__all__ = ["Piece", "as_meant", "columns_of", "files_in", "is_opaque", "pieces_of"]

_OPAQUE = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".woff", ".woff2", ".pdf"))
_MOST_BYTES = 256 * 1024 * 1024
"""What is unpacked of one archive member at most."""
_DEEPEST = 3
_MARKUP = (".html", ".htm", ".xml", ".svg")

_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_CONTROL = re.compile(r'\\[nrtbf"]')
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_KEY = re.compile(r'"([a-z_0-9]+)"(?=\s*:)')
_STYLE = re.compile(r"<style\b.*?</style\s*>", re.DOTALL | re.IGNORECASE)
_NAMES = re.compile(r"</?[A-Za-z][\w:-]*|\s(?:class|id|style|type|rel)=(?:\"[^\"]*\"|'[^']*')")
_NOT_NEWLINE = re.compile(r"[^\n]")
_WIDE = re.compile(rb"(?<=[^\0])\0{1,3}(?=[^\0])")
_NULS = re.compile(rb"\0+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A text, and how places in it are told."""

    text: str
    """What can be read."""
    starts: tuple[int, ...] = ()
    """Where each row of a table begins; empty where lines count."""
    row: int = 0
    """The row that all of it is; 0 where it is more or none."""

    def line(self, at: int) -> int:
        """The 1-based line, or row of a table, of the character ``at``."""
        if self.row:
            return self.row
        if self.starts:
            return bisect_right(self.starts, at)
        return self.text.count("\n", 0, at) + 1


def files_in(source: Path) -> list[Path]:
    """The files to look through: those below a folder, or the file itself.

    Raises:
        InputError: There is no such file or folder.
    """
    if source.is_dir():
        return sorted(path for path in source.rglob("*") if path.is_file())
    if not source.is_file():
        raise InputError("no such file", file=str(source))
    return [source]


def is_opaque(path: Path) -> bool:
    """Whether a file is a picture, font or the like, which is not looked into."""
    return path.suffix.lower() in _OPAQUE


def pieces_of(path: Path, *, apart: bool = False) -> Iterator[Piece]:
    """The texts in a file.

    Tables give one text a column; archives (``.zip``, ``.npz``) are opened; what is escaped in
    JSON, HTML and addresses is read as it was meant; binary files are read as if they were text.

    Args:
        path: The file.
        apart: Whether the pieces of words in a vocabulary of character sequences are given too.

    Raises:
        InputError: The file cannot be read.
    """
    if not path.stat().st_size or is_opaque(path):
        return
    if path.suffix.lower() == ".parquet":
        try:
            table = pq.read_table(path)
            yield Piece(_told_by(table.schema))
            yield from columns_of(table)
        except (pa.ArrowException, OSError):
            raise InputError("is not a Parquet file that can be read", file=str(path)) from None
        return
    yield from _unpacked(_files.read_bytes(path), path.name, 0, apart)


def _told_by(schema: pa.Schema) -> str:
    """What a table says of itself and of its columns, in one line."""
    told = [*(schema.metadata or {}).values()]
    for column in schema:
        told += (column.name.encode(), *(column.metadata or {}).values())
    return composed(" ".join(some.decode("utf-8", "replace") for some in told).replace("\n", " "))


def columns_of(table: pa.Table) -> Iterator[Piece]:
    """The texts of a table: one a column that may hold any, its rows told apart."""
    for column in table.columns:
        kind = column.type
        if pa.types.is_floating(kind) or pa.types.is_temporal(kind) or pa.types.is_boolean(kind):
            continue
        values = ["" if value is None else _shown(value) for value in column.to_pylist()]
        lengths = np.fromiter(map(len, values), dtype=np.int64, count=len(values))
        starts = np.concatenate(([0], np.cumsum(lengths + 1)[:-1])) if values else lengths
        yield Piece("\n".join(values), tuple(starts.tolist()))


def _shown(value: Any) -> str:
    return composed(value if isinstance(value, str) else str(value))


def _unpacked(data: bytes, name: str, depth: int, apart: bool) -> Iterator[Piece]:
    """The texts in ``data``, archives within archives too."""
    if depth < _DEEPEST and data.startswith(b"PK\x03\x04"):
        yield from _members(data, depth, apart)
    elif depth < _DEEPEST and data.startswith(b"\x1f\x8b"):
        try:
            with gzip.open(io.BytesIO(data)) as packed:
                inner = packed.read(_MOST_BYTES)
        except (OSError, EOFError, zlib.error):
            inner = data
        yield from _unpacked(inner, name.removesuffix(".gz"), _DEEPEST, apart)
    elif data.startswith(b"\x93NUMPY"):
        yield from _array(data, apart)
    else:
        yield from _decoded(data, name)


def _members(data: bytes, depth: int, apart: bool) -> Iterator[Piece]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Piece(composed("\n".join(archive.namelist())))
            for entry in archive.infolist():
                if entry.is_dir() or Path(entry.filename).suffix.lower() in _OPAQUE:
                    continue
                with archive.open(entry) as member:
                    inner = member.read(_MOST_BYTES)
                yield from _unpacked(inner, entry.filename, depth + 1, apart)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, zlib.error, EOFError):
        yield from _decoded(data, "")


def _array(data: bytes, apart: bool) -> Iterator[Piece]:
    """The words of a saved array: a vocabulary, for one. Arrays of numbers hold none."""
    try:
        values = np.load(io.BytesIO(data), allow_pickle=False)
    except (ValueError, OSError, EOFError):
        yield from _decoded(data, "")
        return
    if values.dtype.kind == "S":
        values = np.char.decode(values, "utf-8", "replace")
    if values.dtype.kind != "U":
        return
    words = [str(word) for word in values.ravel()]
    if not apart and any(word != word.strip() for word in words):
        # Pieces of words: only one that shows where a word begins and ends shows a word.
        words = [word if word.startswith(" ") and word.endswith(" ") else "" for word in words]
    yield Piece(composed("\n".join(words)))


def _decoded(data: bytes, name: str) -> Iterator[Piece]:
    """``data`` as text; what has NUL bytes in it is read as two- or four-byte letters too."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield Piece(as_meant(data.decode("utf-16", errors="replace"), name))
        return
    yield Piece(as_meant(data.decode("utf-8", errors="replace"), name))
    other = _in_windows_1252(data)
    if other:
        yield Piece(as_meant(other, name))
    if b"\0" in data:
        narrow = _NULS.sub(b"\n", _WIDE.sub(b"", data))
        yield Piece(as_meant(narrow.decode("latin-1"), name))


def _in_windows_1252(data: bytes) -> str:
    """The lines of ``data`` that are no UTF-8 as Windows writes them, the others empty."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "\n".join(map(_if_odd, data.split(b"\n")))
    return ""


def _if_odd(line: bytes) -> str:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")
    return ""


def as_meant(text: str, name: str = "") -> str:
    """``text`` as it was meant; the lines stay where they are.

    A format's own words are taken out where they cannot be somebody's: names of tags and styles,
    and keys in lower case that are no given names ("price" is also a family).
    """
    ending = Path(name).suffix.lower()
    if ending in _MARKUP:
        text = _NAMES.sub(_blank, _STYLE.sub(_blank, text))
    text = _KEY.sub(_key, text)
    if "\\" in text:
        text = _CONTROL.sub("  ", _ESCAPED.sub(_letter, text.replace(r"\/", "/")))
    if ending in _MARKUP or ending == ".ipynb":
        text = _without_new_lines(html.unescape, text, "&")
    return composed(_PERCENT.sub(_unquoted, text) if "%" in text else text)


def _blank(found: re.Match[str]) -> str:
    return _NOT_NEWLINE.sub(" ", found[0])


def _key(found: re.Match[str]) -> str:
    known = any(fold(part) in given() for part in found[1].split("_"))
    return found[0] if known else " " * len(found[0])


def _letter(found: re.Match[str]) -> str:
    letter = chr(int(found[1], 16))
    return letter if letter.isprintable() else " "


def _without_new_lines(read: Any, text: str, mark: str) -> str:
    return "\n".join(map(read, text.split("\n"))) if mark in text else text


def _unquoted(found: re.Match[str]) -> str:
    return unquote(found[0], errors="replace").replace("\n", " ")
