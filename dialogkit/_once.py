"""What all chunks share goes to each worker once, and stays there with what it has learned."""

from __future__ import annotations

import pickle
import platform
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np

from dialogkit._version import __version__
from dialogkit.errors import InputError

__all__ = ["Once", "Parcel", "call"]

Shared = TypeVar("Shared")
Key = TypeVar("Key")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Once(Generic[Shared, Key, Result]):
    """``work(shared, key)``, of which ``shared`` is sent to a worker once, however many keys come.

    ``shared`` may learn while it works, as long as no result depends on what it has learned.
    """

    work: Callable[[Shared, Key], Result]
    """A function that can be pickled."""
    shared: Shared
    """What all chunks need; large."""

    def __call__(self, key: Key) -> Result:
        """The result of one chunk, here."""
        return self.work(self.shared, key)


def _versions() -> tuple[str, ...]:
    """What must be the same everywhere for results to be."""
    python = ".".join(platform.python_version_tuple()[:2])
    return (f"dialogkit {__version__}", f"Python {python}", f"numpy {np.__version__}")


@dataclass(frozen=True, slots=True)
class Parcel:
    """The small part that goes with every chunk."""

    work: Callable[[Any, Any], Any]
    """What is called with the shared part and the key."""
    token: str = field(default_factory=lambda: uuid.uuid4().hex)
    """Tells one shared part from another."""
    versions: tuple[str, ...] = field(default_factory=_versions)
    """Of the machine that sends it."""

    @staticmethod
    def packed(shared: object) -> bytes:
        """The large part as it travels."""
        return pickle.dumps(shared, protocol=pickle.HIGHEST_PROTOCOL)


_here = threading.local()
"""What this thread has unpacked last. Each thread has its own, for it may learn while it works."""


def call(parcel: Parcel, packed: bytes | str, key: Any) -> Any:
    """The result of one chunk, in a worker.

    Args:
        parcel: What to do.
        packed: The shared part, or the file it is in.
        key: Of the chunk.

    Raises:
        InputError: The worker runs other versions than the machine that sent the work.
    """
    if getattr(_here, "token", None) != parcel.token:
        _require_versions(parcel.versions)
        data = Path(packed).read_bytes() if isinstance(packed, str) else packed
        _here.shared = pickle.loads(data)  # noqa: S301 # our own, from the machine that asked
        _here.token = parcel.token
    return parcel.work(_here.shared, key)


def _require_versions(wanted: tuple[str, ...]) -> None:
    for here, there in zip(_versions(), wanted, strict=True):
        if here != there:
            what = f"a worker has {here}, and the machine that sends the work {there}"
            raise InputError(f"{what}: install the same everywhere, or results could differ")
