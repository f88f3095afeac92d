"""Texts that stand in another text as base64 or as hexadecimal digits."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

from dialogkit.corpus._anonymize._outputs import as_meant

__all__ = ["encoded_in"]

_LINE = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{20,}={0,2}")
"""Base64, in the alphabet of RFC 4648 or in that for addresses."""
_LAST_LINE = re.compile(r"\s{1,40}[A-Za-z0-9+/_-]{1,19}(?![A-Za-z0-9+/_-])={0,2}")
_NARROWEST = 60
"""Letters of a line that may go on in the next one; programs break after 60, 64 or 76."""
_WIDEST_BREAK = 40
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}[\s:]{0,4}+){12,}+")
_BLOCK = 256 * 1024
"""Letters decoded at a time, so that a large picture is never held a second time."""
_OVERLAP = 1024
"""Letters of a block that stand in the next one too: no value is cut in two."""
_ODD = "\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\ufffd"
_UNREADABLE = re.compile(f"[{_ODD}]")
_READABLE = re.compile(f"[^{_ODD}]{{16,}}")
"""What is no accident in a picture: in random bytes one in five million begins such a stretch."""


def encoded_in(text: str) -> Iterator[tuple[int, str, str]]:
    """What can be read in base64 and hexadecimal digits: where it stands, in which form, and it.

    Base64 of 20 letters and more counts, padded or not, also where something stands right before
    it; hexadecimal digits from 12 pairs on. Only UTF-8 is read, and what is encoded twice is not.

    >>> list(encoded_in("a: SGFsbG8gUGV0cmEgQmVpc3BpZWw="))
    [(3, 'base64', 'Hallo Petra Beispiel')]
    """
    for begin, end in _runs(text):
        for at, letters in _blocks(text, begin, end, 4):
            for said in _from_base64(letters):
                yield at, "base64", said
    for found in _HEX.finditer(text):
        for at, letters in _blocks(text, found.start(), found.end(), 2):
            said = _readable(bytes.fromhex(letters[: len(letters) // 2 * 2]))
            if said:
                yield at, "hex", said


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Where base64 begins and ends; lines of one width, and a shorter one after them, are one."""
    begin = end = width = 0
    for line in _LINE.finditer(text):
        size = line.end() - line.start()
        if size <= width and _goes_on(text, end, line.start()):
            end, width = line.end(), size if size == width else 0
            continue
        yield from _with_last(text, begin, end, width)
        begin, end, width = line.start(), line.end(), size if size >= _NARROWEST else 0
    yield from _with_last(text, begin, end, width)


def _goes_on(text: str, end: int, begin: int) -> bool:
    """Whether nothing but the end of a line stands between."""
    near = 0 < begin - end <= _WIDEST_BREAK
    return near and text[end - 1] != "=" and text[end:begin].isspace()


def _with_last(text: str, begin: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """The run, and its last line once more with a few letters below, which may be its end."""
    if begin < end:
        yield begin, end
        last = _LAST_LINE.match(text, end) if width and text[end - 1] != "=" else None
        if last is not None:
            yield end - width, last.end()


def _blocks(text: str, begin: int, end: int, group: int) -> Iterator[tuple[int, str]]:
    """The letters of a run without what stands between them, in blocks of whole groups."""
    kept = ""
    for at in range(begin, end, _BLOCK):
        part = text[at : min(at + _BLOCK, end)].replace(":", " ")
        letters = kept + "".join(part.split())
        yield at, letters
        kept = letters[max(0, len(letters) - _OVERLAP) // group * group :]


def _from_base64(letters: str) -> Iterator[str]:
    """What can be read from the first letter on, or from one of the next three on."""
    letters = letters.rstrip("=").replace("-", "+").replace("_", "/")
    for skipped in range(4):
        part = letters[skipped:]
        part = part[:-1] if len(part) % 4 == 1 else part
        said = _readable(binascii.a2b_base64(part + "=" * (-len(part) % 4)))
        if said:
            yield said
        if len(said) * 4 >= len(part):  # mostly letters: it begins here
            return


def _readable(data: bytes) -> str:
    """The text in ``data``: all of it, or its longer stretches."""
    text = data.decode("utf-8", "replace")
    if _UNREADABLE.search(text) is not None:
        text = "\n".join(_READABLE.findall(text))
    return as_meant(text) if text else ""
