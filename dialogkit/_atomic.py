"""Writing whole or not at all: under another name first, then renamed; nothing half is left."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dialogkit.errors import OutputError

__all__ = ["temporary_folder", "write_atomic", "write_folder"]

PathLike = str | os.PathLike[str]


def write_atomic(path: PathLike, write: Callable[[Path], object]) -> None:
    """Calls ``write`` with a temporary name beside ``path``, then renames; cleans up on failure.

    Raises:
        OutputError: The disk is full, the folder is missing or may not be written to.
    """
    target = Path(path)
    with _refusal(target):
        if target.parent != Path():
            target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            write(temporary)
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)


def write_folder(path: PathLike, write: Callable[[Path], object]) -> None:
    """As `write_atomic` for a whole folder: an older one with the same files is replaced.

    Raises:
        OutputError: The folder cannot be written, or holds other files, which would be lost.
    """
    target = Path(path)
    with _refusal(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        old = temporary.with_name(temporary.name + ".old")
        try:
            write(temporary)
            temporary.chmod(0o777 & ~_umask())
            if target.exists():
                _refuse_to_lose(target, {path.name for path in temporary.iterdir()})
                target.replace(old)
            temporary.replace(target)
        finally:
            if old.exists() and not target.exists():
                old.replace(target)
            shutil.rmtree(temporary, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)


@contextmanager
def temporary_folder(path: PathLike) -> Iterator[None]:
    """A new folder that its owner alone may read, removed with all that is in it.

    Raises:
        OutputError: It cannot be made.
    """
    target = Path(path)
    with _refusal(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.mkdir(mode=0o700)
    try:
        yield
    finally:
        shutil.rmtree(target, ignore_errors=True)


def _refuse_to_lose(folder: Path, names: set[str]) -> None:
    if not folder.is_dir():
        raise OutputError("is a file, the name of a folder is needed", file=str(folder))
    if {path.name for path in folder.iterdir()} - names:
        what = "holds other files, which would be lost; name a new folder or remove this one"
        raise OutputError(what, file=str(folder))


@contextmanager
def _refusal(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = f"cannot be written ({(error.strerror or str(error)).lower()})"
        raise OutputError(what, file=str(target)) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
