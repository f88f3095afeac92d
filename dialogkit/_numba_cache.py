"""Where numba keeps what it compiled: a folder named by the content of all sources that went in.

Numba itself looks at the one file in which a function stands: an edit of another that was compiled
into it would go unseen, and the old code run on. A new name for each content rules that out.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

__all__ = ["cached_for"]


@contextmanager
def cached_for(name: str, sources: Iterable[Path]) -> Iterator[bool]:
    """As long as this lasts, functions given to numba are kept in the folder of their sources.

    Gives whether there is such a folder: where none can be written, ``cache=True`` would fail and
    everything is compiled anew in each process.

    Args:
        name: What is compiled.
        sources: All files whose code or constants end up in it, and the one that says how.
    """
    import numba

    config: Any = numba.config
    sources = [Path(source) for source in sources]
    folder = _folder(f"{name}-{_digest(sources, numba.__version__)}", sources[0].parent)
    before, config.CACHE_DIR = config.CACHE_DIR, str(folder or "")
    try:
        yield folder is not None
    finally:
        config.CACHE_DIR = before


def _digest(sources: Iterable[Path], version: str) -> str:
    """Twelve letters that change with any byte of any source, and with numba."""
    content = [hashlib.sha256(source.read_bytes()).digest() for source in sources]
    return hashlib.sha256(b"".join(content) + version.encode()).hexdigest()[:12]


def _folder(name: str, beside: Path) -> Path | None:
    """A folder that can be written; ``None`` where there is none."""
    wanted = os.environ.get("NUMBA_CACHE_DIR")
    for place in (wanted, beside / "__pycache__", Path.home() / ".cache" / "dialogkit"):
        if place and _writable(folder := Path(place) / name):
            return folder
    return None


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
