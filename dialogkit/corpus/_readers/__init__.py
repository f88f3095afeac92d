"""The formats: each module here is one, with ``NAME``, ``GENERIC``, ``recognise`` and ``read``.

Adding a format is adding a module; nothing else changes. See `dialogkit.corpus._raw.Reader`.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import cast

from dialogkit.corpus._raw import Reader

__all__ = ["readers"]


@cache
def readers() -> dict[str, Reader]:
    """The readers by name, in the order in which they are asked: generic formats last."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found = [cast("Reader", import_module(f"{__name__}.{name}")) for name in names]
    found.sort(key=lambda reader: reader.GENERIC)
    return {reader.NAME: reader for reader in found}
