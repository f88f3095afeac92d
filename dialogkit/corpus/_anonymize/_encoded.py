"""Texts that stand in another text as base64 or as hexadecimal digits."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

from dialogkit.corpus._anonymize._outputs import as_meant

__all__ = ["encoded_in"]

_LINE = re.compile(
    r"(?<![A-Za-z0-9+/_-])(?:(?<=\\)[nrt])?"
    r"([A-Za-z0-9+/_-]{16,}={0,2}|[A-Za-z0-9+/_-]{15}=|[A-Za-z0-9+/_-]{14}==)"
)
"""Base64, in the alphabet of RFC 4648 or in that for addresses; the ``n`` of ``\n`` is none."""
_BREAK = re.compile(r"""(?:\\[nrt]|[\s"'>|,=\\]){1,40}+""")
"""What stands between two lines: also as mails quote and wrap it, and programs write it."""
_LAST_LINE = re.compile(rf"{_BREAK.pattern}[A-Za-z0-9+/_-]{{1,15}}(?![A-Za-z0-9+/_-])={{0,2}}")
_NARROWEST = 60
"""Letters of a line that may go on in the next one; programs break after 60, 64 or 76."""
_WIDEST_BREAK = 40
_HEX = re.compile(
    r"(?:(?:0[xX]|\\{1,2}x)?[0-9A-Fa-f]{2}[\s:,;-]{0,4}+){12,}+[0-9A-Fa-f]?",
)
"""Pairs, also in a list (``0x50, 0x65``) or in a program's string (``\x50\x65``)."""
_FIGURES = re.compile(r"(?:\d\d[,;-]\s{0,3}+){40,}+(?:\d\d\s*+)?")
"""Ages, shares and counts: so long a text without a single letter among its digits is none."""
_BETWEEN = str.maketrans(dict.fromkeys(":,;-\\xX", " "))
_BLOCK = 256 * 1024
"""Letters decoded at a time, so that a large picture is never held a second time."""
_OVERLAP = 1024
"""Letters of a block that stand in the next one too: no value is cut in two."""
_ODD = "\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\ufffd"
_UNREADABLE = re.compile(f"[{_ODD}]")
_READABLE = re.compile(f"[^{_ODD}]{{16,}}")
"""What is no accident in a picture: in random bytes one in five million begins such a stretch."""
_SHORT = 1000
"""Letters that are too few for a picture."""
_READABLE_IN_SHORT = re.compile(rf"{_READABLE.pattern}|[\w .,:@/()+'’-]{{10,}}")
"""A name or a number is enough there."""


def encoded_in(text: str) -> Iterator[tuple[int, str, str]]:
    """What can be read in base64 and hexadecimal digits: where it stands, in which form, and it.

    Base64 counts from 16 letters on, padding included if there is any, also where something stands
    right before it; hexadecimal digits from 12 pairs on. Only UTF-8 is read, and what is encoded
    twice is not.

    >>> list(encoded_in("a: SGFsbG8gUGV0cmEgQmVpc3BpZWw="))
    [(3, 'base64', 'Hallo Petra Beispiel')]
    """
    for begin, end in _runs(text):
        for at, letters in _blocks(text, begin, end, 4):
            for said in _from_base64(letters):
                yield at, "base64", said
    for found in _HEX.finditer(text):
        if _FIGURES.fullmatch(text, *found.span()) is not None:
            continue
        for at, letters in _blocks(text, *found.span(), 2):
            for said in _from_hex(letters):
                yield at, "hex", said


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Where base64 begins and ends; lines of one width, and a shorter one after them, are one.

    Some may be no such lines: one after padding, which may be a mail's sign that a line goes on,
    and a shorter one are given by themselves, too.
    """
    begin = end = width = 0
    for line in _LINE.finditer(text):
        start, size = line.start(1), line.end() - line.start(1)
        if size <= width and _goes_on(text, end, start):
            if size < width or text[end - 1] == "=":
                yield start, line.end()
            end, width = line.end(), size if size == width else 0
            continue
        yield from _with_last(text, begin, end, width)
        begin, end, width = start, line.end(), size if size >= _NARROWEST else 0
    yield from _with_last(text, begin, end, width)


def _goes_on(text: str, end: int, begin: int) -> bool:
    """Whether nothing but the end of a line stands between."""
    near = 0 < begin - end <= _WIDEST_BREAK and text[end - 2 : end] != "=="
    return near and _BREAK.fullmatch(text, end, begin) is not None


def _with_last(text: str, begin: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """The run, and it or its last line once more with a few letters below, which may be its end."""
    if begin < end:
        yield begin, end
        last = _LAST_LINE.match(text, end) if width else None
        if last is not None:
            yield (begin if end - begin < _OVERLAP else end - width), last.end()


def _blocks(text: str, begin: int, end: int, group: int) -> Iterator[tuple[int, str]]:
    """The letters of a run without what stands between them, in blocks of whole groups."""
    kept = ""
    for at in range(begin, end, _BLOCK):
        part = text[_uncut(text, at, begin, end) : _uncut(text, at + _BLOCK, begin, end)]
        letters = kept + (_without_breaks(part) if group == 4 else _digits(part))
        yield at, letters
        kept = letters[max(0, len(letters) - _OVERLAP) // group * group :]


def _uncut(text: str, at: int, begin: int, end: int) -> int:
    """``at``, or the place before it where it would cut ``0x`` or an escape in two."""
    return at - 1 if begin < at < end and text[at - 1] in "0\\" else min(at, end)


def _without_breaks(part: str) -> str:
    return _BREAK.sub("", part)


def _digits(part: str) -> str:
    return "".join(part.replace("0x", " ").replace("0X", " ").translate(_BETWEEN).split())


def _from_base64(letters: str) -> Iterator[str]:
    """What can be read from the first letter on, and from each of the next three on."""
    letters = letters.replace("-", "+").replace("_", "/")
    for skipped in range(4):
        part = letters[skipped:]
        part = part[:-1] if len(part) % 4 == 1 else part
        yield from _readable(binascii.a2b_base64(part + "=" * (-len(part) % 4)))


def _from_hex(letters: str) -> Iterator[str]:
    """What can be read from the first digit on, and from the second on."""
    for skipped in range(2):
        part = letters[skipped:]
        yield from _readable(bytes.fromhex(part[: len(part) // 2 * 2]))


def _readable(data: bytes) -> Iterator[str]:
    """The text in ``data``, if any: all of it, or its longer stretches."""
    text = data.decode("utf-8", "replace")
    if _UNREADABLE.search(text) is not None:
        stretches = _READABLE_IN_SHORT if len(data) < _SHORT else _READABLE
        text = "\n".join(stretches.findall(text))
    if text:
        yield as_meant(text)
