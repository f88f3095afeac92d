"""The walk compiled by numba, where the extra ``fast`` is installed."""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from dialogkit._numba_cache import cached_for
from dialogkit.simulate import _normal, _walk

__all__ = ["compiled_walk"]


@functools.cache
def compiled_walk() -> Any | None:
    """`walk`, compiled; ``None`` without numba.

    The compiled code is kept on disk (see `dialogkit._numba_cache`).
    """
    try:
        import numba
    except ImportError:
        return None
    module = _again(_walk)
    with cached_for("walk", map(Path, (_walk.__file__, _normal.__file__, __file__))) as keep:
        jit = functools.partial(numba.njit, cache=keep)
        module.quantile = jit(_again(_normal).quantile)  # type: ignore[attr-defined] # it has it
        for name in ("place", "outcome", "mixed", "is_open", "delay_of", "walk"):
            setattr(module, name, jit(getattr(module, name)))
    return cast("Any", module).walk


def _again(module: ModuleType) -> ModuleType:
    """The same source as a second module, whose functions may be compiled."""
    spec = importlib.util.find_spec(module.__name__)
    assert spec is not None
    assert spec.loader is not None
    copy = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(copy)
    return copy
