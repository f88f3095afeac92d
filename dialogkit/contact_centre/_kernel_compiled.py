"""The rules of the queue once more, compiled by numba from the same files.

What is compiled is kept on disk (see `dialogkit._numba_cache`).
"""

from __future__ import annotations

import importlib.util
import sys
from collections import namedtuple
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

from dialogkit._numba_cache import cached_for

__all__ = ["compiled_rules", "is_loaded"]

HERE = Path(__file__).parent
SOURCES = {
    "_kernel_floor": f"{__package__}._kernel_floor",
    "_kernel_heap": "heapq",
    "_kernel_lines": f"{__package__}._kernel_lines",
    "_kernel_agents": f"{__package__}._kernel_agents",
    "_kernel_rules": f"{__package__}._kernel_rules",
}
"""Files to compile, and the module that each stands for."""


@cache
def compiled_rules() -> ModuleType | None:
    """`_kernel_rules` with functions compiled by numba; ``None`` where it is not installed."""
    try:
        import numba  # noqa: F401  # to see whether it can be
    except ImportError:
        return None
    twins: dict[object, object] = {}
    sources = [HERE / f"{name}.py" for name in SOURCES]
    with cached_for("kernel", [*sources, Path(__file__)]) as keep:
        for name, first in SOURCES.items():
            rules = _second_copy(name, first, _njit(keep), twins)
    return rules


def is_loaded() -> bool:
    """Whether the compiled rules are there already, so that using them costs no start."""
    return compiled_rules.cache_info().currsize > 0 and compiled_rules() is not None


def _njit(keep: bool) -> Callable[[FunctionType], object]:
    """The decorator that compiles."""
    import numba

    # The rules only look into tables that the caller holds, so no references need be counted;
    # that would take most of the time.

    options: dict[str, Any] = {"cache": keep}

    def compiled(function: FunctionType) -> object:
        """The function as numba makes it."""
        njit: Any = numba.njit
        try:
            return njit(_nrt=False, **options)(function)
        except KeyError:  # a numba without this option: slower
            return njit(**options)(function)

    return compiled


def _second_copy(
    name: str, plain: str, njit: Callable[[FunctionType], object], twins: dict[object, object]
) -> ModuleType:
    """One file as a module of its own in which everything that can be is compiled."""
    full = f"{__package__}.{name}"
    first = importlib.import_module(plain)
    spec = importlib.util.spec_from_file_location(f"{full}_by_numba", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[module.__name__] = module  # what is kept on disk names its classes by module
    spec.loader.exec_module(module)
    for key, value in list(vars(module).items()):
        if getattr(value, "__module__", "") == module.__name__:
            twins[getattr(first, key, value)] = _compiled(value, njit)
        if isinstance(value, type | FunctionType | BuiltinFunctionType):
            setattr(module, key, twins.get(getattr(first, key, value), value))
    return module


def _compiled(value: Any, njit: Callable[[FunctionType], object]) -> object:
    if isinstance(value, FunctionType):
        return njit(value)
    if isinstance(value, type) and is_dataclass(value):
        names = [each.name for each in fields(value)]
        made = namedtuple(value.__name__, names)  # type: ignore[misc]  # names are known only now
        made.__module__ = value.__module__
        return made
    return value
