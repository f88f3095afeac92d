"""The detectors: each module here is one, with ``find(text, context) -> Iterable[Span]``.

Adding a detector is adding a module; nothing else changes. Order does not matter: the union of all
finds wins, and the more specific label names it.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import cast

from dialogkit.corpus._anonymize._context import Detector

__all__ = ["detectors"]


@cache
def detectors() -> tuple[Detector, ...]:
    """Every detector that `find_spans` asks."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(cast("Detector", import_module(f"{__name__}.{name}")) for name in names)
