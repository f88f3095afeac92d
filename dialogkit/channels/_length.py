"""How long a text is, in the units that channels count in."""

from __future__ import annotations

from typing import Literal

from dialogkit.channels._sms import sms_length

__all__ = ["Unit", "measure"]

Unit = Literal["characters", "utf16", "bytes", "gsm7"]
"""Unicode characters; UTF-16 units; bytes of UTF-8; or septets of GSM-7 (UTF-16 units where a
character is not in it)."""


def measure(text: str, unit: Unit) -> int:
    """Length of ``text`` in ``unit``."""
    if unit == "bytes":
        return len(text.encode("utf-8", "surrogatepass"))
    if unit == "utf16":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return sms_length(text) if unit == "gsm7" else len(text)
