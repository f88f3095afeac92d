"""Bytes of an export as text, with what had to be mended said."""

from __future__ import annotations

from collections import Counter
from typing import Literal, NamedTuple

from dialogkit import _files
from dialogkit.errors import InputError

__all__ = ["Decoded", "decode", "sixteen_bits"]

_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 4096
_LEAST = 16
_MOST_HIGH = 0.4
"""Share of every other byte that is NUL, above which a text without mark is UTF-16."""
_MOST_NULS = 0.01
"""Share of NUL bytes above which a file is no text."""
_FEW_NULS = 2
"""As many are taken out of any file, however short."""


class Decoded(NamedTuple):
    """Text, and what is to be said about how it was read."""

    text: str
    """With line feeds at line ends, without NUL characters."""
    notes: tuple[str, ...]
    """What was mended, in words for the user."""


def decode(data: bytes, *, file: str) -> Decoded:
    """``data`` as text.

    UTF-8 (and UTF-16) is expected. Lines of another encoding, as they come from logs put together
    by hand, are read as Windows-1252, which is what they nearly always are; letters that were cut
    become �, NUL bytes are taken out. All three are said.

    Raises:
        InputError: It is a picture, an archive and the like, or has too many NUL bytes for a text.
    """
    wide = sixteen_bits(data)
    if wide is not None:
        text, notes = _from_wide(data, wide, file)
    elif _files.binary_kind(data):
        text, notes = _files.decode(data, file=file), list[str]()
    else:
        text, notes = _from_bytes(data, file)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, tuple(notes))


def _from_bytes(data: bytes, file: str) -> tuple[str, list[str]]:
    """As `decode`, for what may be text in any encoding that has ASCII in it."""
    nuls = data.count(b"\0")
    if nuls > max(_FEW_NULS, _MOST_NULS * len(data)):
        raise InputError("holds many NUL bytes, so it is no text file", file=file)
    notes = [f"{nuls} NUL byte{'s were' if nuls > 1 else ' was'} taken out"] if nuls else []
    bare = data.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf")
    try:
        return bare.decode("utf-8"), notes
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and not bare[: error.start].isascii():
            # all of it is UTF-8 but for the letter in which the file was cut
            notes.append("1 line holds a letter that was cut; it is shown as \ufffd")
            return bare.decode("utf-8", errors="replace"), notes
        lines = [_line(line) for line in bare.split(b"\n")]
    told = Counter(how for _, how in lines)
    if told["foreign"]:
        notes.append(f"{told['foreign']} lines were not UTF-8 and were read as Windows-1252")
    if told["cut"]:
        notes.append(f"{told['cut']} lines hold letters that were cut; they are shown as \ufffd")
    return "\n".join(line for line, _ in lines), notes


def _line(line: bytes) -> tuple[str, Literal["whole", "cut", "foreign"]]:
    """A line, and whether it was UTF-8; one with more whole letters than broken ones was."""
    try:
        return line.decode("utf-8"), "whole"
    except UnicodeDecodeError:
        text = line.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if sum(not char.isascii() for char in text) > 2 * broken:
        return text, "cut"
    return line.decode("cp1252", errors="replace"), "foreign"


def sixteen_bits(data: bytes) -> str | None:
    """Which UTF-16 it is, by its mark or since every other byte is NUL; None where it is none."""
    if data[:2] in _MARKS:
        return "utf-16-le" if data[:1] == b"\xff" else "utf-16-be"
    start = data[:_LOOKED_AT]
    if len(start) < _LEAST or b"\0" not in start:
        return None
    low, high = (start[place::2].count(0) / (len(start) // 2) for place in (0, 1))
    if high > _MOST_HIGH and low < _MOST_NULS:
        return "utf-16-le"
    return "utf-16-be" if low > _MOST_HIGH and high < _MOST_NULS else None


def _from_wide(data: bytes, name: str, file: str) -> tuple[str, list[str]]:
    if data.startswith(b"\xff\xfe\0\0"):
        raise InputError("is UTF-32; save it as UTF-8", file=file)
    cut = len(data) % 2
    text = data[: len(data) - cut].decode(name, errors="replace").removeprefix("\ufeff")
    broken = text.count("\ufffd") + cut
    nuls = text.count("\0")
    if max(broken, nuls) > _MOST_NULS * len(text) + 2:
        raise InputError("starts as UTF-16 but is not", file=file)
    notes = [f"{broken} letters were cut; they are shown as \ufffd"] if broken else []
    return text.replace("\0", ""), notes
