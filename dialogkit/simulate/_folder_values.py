"""Values as JSON and back, bit by bit, by the annotations of their fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np

__all__ = ["as_plain", "from_plain"]

Kind = TypeVar("Kind")


def as_plain(value: Any, *, without: Sequence[str] = ()) -> dict[str, Any]:
    """A dataclass as JSON; maps whose keys are no texts become lists of pairs.

    Args:
        value: The dataclass.
        without: Fields that are kept elsewhere.
    """
    hints = _hints(type(value))  # type: ignore[arg-type] # classes are hashable
    names = [field.name for field in fields(value) if field.name not in without]
    return {name: _plain(getattr(value, name), hints[name]) for name in names}


def from_plain(kind: type[Kind], plain: Mapping[str, Any], **elsewhere: object) -> Kind:
    """The dataclass that `as_plain` was given.

    Args:
        kind: Its class.
        plain: What `as_plain` gave.
        elsewhere: The fields left out there.
    """
    hints = _hints(kind)  # type: ignore[arg-type] # likewise
    names = [field.name for field in fields(kind) if field.name in plain]  # type: ignore[arg-type] # a dataclass, as said
    return kind(**{name: _restored(plain[name], hints[name]) for name in names}, **elsewhere)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """Field to annotation; to find them takes a thousand times as long as to use them."""
    return get_type_hints(kind)


def _plain(value: Any, hint: Any) -> Any:
    origin, inner = _parts(hint)
    if value is None or origin is Any:
        return value
    if is_dataclass(origin):
        return as_plain(value)
    if origin is np.ndarray:
        return value.tolist()
    if _is(origin, Mapping):
        pairs = [(key, _plain(each, inner[1])) for key, each in value.items()]
        return dict(pairs) if inner[0] is str else [list(pair) for pair in pairs]
    if _is(origin, Sequence) and origin not in (str, bytes):
        return [_plain(each, _of(inner, n)) for n, each in enumerate(value)]
    return value.item() if isinstance(value, np.generic) else value


def _restored(plain: Any, hint: Any) -> Any:
    origin, inner = _parts(hint)
    if plain is None or origin is Any:
        return plain
    if is_dataclass(origin):
        return from_plain(origin, plain)  # type: ignore[arg-type] # a class, as hints are
    if origin is np.ndarray:
        return np.array(plain, dtype=get_args(inner[1])[0])
    if _is(origin, Mapping):
        pairs = plain.items() if inner[0] is str else plain
        return {_restored(k, inner[0]): _restored(each, inner[1]) for k, each in pairs}
    if _is(origin, Sequence) and origin not in (str, bytes):
        found = (_restored(each, _of(inner, n)) for n, each in enumerate(plain))
        return list(found) if origin is list else tuple(found)
    return plain


def _parts(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """What an annotation is of, and its arguments; of ``X | None`` those of X."""
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (each for each in get_args(hint) if each is not type(None))
    return get_origin(hint) or hint, get_args(hint)


def _is(origin: Any, kind: type) -> bool:
    return isinstance(origin, type) and issubclass(origin, kind)


def _of(inner: tuple[Any, ...], position: int) -> Any:
    """The annotation of one element: ``tuple[X, ...]`` and ``Sequence[X]`` have one for all."""
    alike = len(inner) == 1 or inner[-1] is ...
    return inner[0] if alike else inner[position]
