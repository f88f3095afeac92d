"""Pictures that a flow shows, as addresses a browser reads without a server."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from pathlib import Path

__all__ = ["data_address"]

_LARGEST = 500_000
"""Bytes; a larger picture is told in words, for each change of the panel carries it along."""
_KINDS = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}


@lru_cache(maxsize=32)
def data_address(file: str) -> str | None:
    """The picture in ``file``; ``None`` where it is none, too large, or cannot be read."""
    path = Path(file)
    kind = _KINDS.get(path.suffix.lower())
    try:
        if kind is None or path.stat().st_size > _LARGEST:
            return None
        return f"data:{kind};base64,{b64encode(path.read_bytes()).decode('ascii')}"
    except OSError:
        return None
