"""Bytes of an export as text, with what had to be mended said."""

from __future__ import annotations

from typing import NamedTuple

from dialogkit import _files
from dialogkit.errors import InputError

__all__ = ["Decoded", "decode"]

_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MOST_NULS = 0.01
"""Share of NUL bytes above which a file is no text."""


class Decoded(NamedTuple):
    """Text, and what is to be said about how it was read."""

    text: str
    """With line feeds at line ends, without NUL characters."""
    notes: tuple[str, ...]
    """What was mended, in words for the user."""


def decode(data: bytes, *, file: str) -> Decoded:
    """``data`` as text.

    UTF-8 (and UTF-16 with its mark) is expected. Lines of another encoding, as they come from logs
    put together by hand, are read as Windows-1252, which is what they nearly always are; NUL bytes
    are taken out. Both are said.

    Raises:
        InputError: It is a picture, an archive and the like, or has too many NUL bytes for a text.
    """
    if data[:2] in _MARKS or _files.binary_kind(data):
        text, notes = _files.decode(data, file=file), list[str]()
    else:
        text, notes = _from_bytes(data, file)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, tuple(notes))


def _from_bytes(data: bytes, file: str) -> tuple[str, list[str]]:
    """As `decode`, for what may be text in any encoding that has ASCII in it."""
    nuls = data.count(b"\0")
    if nuls > _MOST_NULS * len(data):
        raise InputError("holds many NUL bytes, so it is no text file", file=file)
    notes = [f"{nuls} NUL bytes were taken out"] if nuls else []
    bare = data.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf")
    try:
        return bare.decode("utf-8"), notes
    except UnicodeDecodeError:
        lines = [_line(line) for line in bare.split(b"\n")]
    foreign = sum(is_foreign for _, is_foreign in lines)
    notes.append(f"{foreign} lines were not UTF-8 and were read as Windows-1252")
    return "\n".join(line for line, _ in lines), notes


def _line(line: bytes) -> tuple[str, bool]:
    """A line, and whether it was no UTF-8."""
    try:
        return line.decode("utf-8"), False
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace"), True
