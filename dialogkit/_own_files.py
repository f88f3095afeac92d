"""What dialogkit itself is made of, as hashes: results of other code are not taken for one's own.

The version alone does not tell: a checkout, or a file that somebody mended, has the same number as
before.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

__all__ = ["hash_of", "libraries", "own_files"]

_MADE = "__pycache__"
"""Where Python and numba put what they make of the others."""
_UNASKED = "numba"
"""The library that is used wherever it is there."""


@cache
def own_files(*, without: frozenset[str] = frozenset()) -> str:
    """A hash that changes with any shipped file: code, word lists, texts, templates, assumptions.

    Within a process it stays as it was when first asked for, as the code that is loaded does.

    Args:
        without: Rooms that do not matter, as ``cli``.

    Returns:
        64 hexadecimal digits.
    """
    return hash_of(Path(__file__).parent, without=without)


def hash_of(package: Path, *, without: Collection[str] = ()) -> str:
    """A hash of the names and bytes of all files in a package, but those of some rooms in it."""
    digest = hashlib.sha256()
    for name, path in sorted(_files(package, without)):
        data = path.read_bytes()
        digest.update(f"{len(name)} {len(data)} {name} ".encode("utf-8", "backslashreplace") + data)
    return digest.hexdigest()


def _files(package: Path, without: Collection[str]) -> Iterator[tuple[str, Path]]:
    for folder, folders, files in os.walk(package):
        here = Path(folder)
        left_out = {_MADE, *(without if here == package else ())}
        folders[:] = [name for name in folders if name not in left_out and name[:1] != "."]
        for name in files:
            if name[:1] != "." and not name.endswith((".pyc", "~")):
                yield (here / name).relative_to(package).as_posix(), here / name


@cache
def libraries() -> tuple[tuple[str, str | None], ...]:
    """The libraries that results may depend on, with their versions; ``None`` where one is missing.

    These are those that dialogkit cannot do without, and numba, which computes where it is there.
    """
    try:
        wanted = metadata.requires("dialogkit") or []
    except metadata.PackageNotFoundError:  # used from its folder, never installed
        wanted = []
    needed = [re.split(r"[^\w.-]", one)[0] for one in wanted if "extra ==" not in one]
    return tuple((name, _version(name)) for name in [*needed, _UNASKED])


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
