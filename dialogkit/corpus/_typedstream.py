"""The text in the archived attributed strings in which Messages on macOS keeps what was written.

The format is NeXT's typedstream; a string stands in it as the type ``+``, its length and its UTF-8.
"""

from __future__ import annotations

__all__ = ["string_in"]

_START = b"streamtyped"
_STRING = b"\x84\x01+"
"""A new type, one letter long: a string of bytes."""
_WIDTHS = {0x81: 2, 0x82: 4, 0x83: 8}
"""Bytes of a length that does not fit into one."""


def string_in(data: bytes) -> str | None:
    """The first string of an archive, which is the whole text; None where there is none."""
    if data[2 : 2 + len(_START)] != _START:
        return None
    at = data.find(_STRING)
    if at < 0 or at + len(_STRING) >= len(data):
        return None
    at += len(_STRING)
    width = _WIDTHS.get(data[at], 0)
    length = int.from_bytes(data[at + 1 : at + 1 + width], "little") if width else data[at]
    start = at + 1 + width
    if (not width and length > 0x7F) or start + length > len(data):
        return None
    return data[start : start + length].decode("utf-8", "replace")
