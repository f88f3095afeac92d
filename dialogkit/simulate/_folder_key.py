"""What a run depends on, part by part, as hashes: runs with equal hashes give equal records."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np

from dialogkit._own_files import own_files
from dialogkit._version import __version__

if TYPE_CHECKING:
    from dialogkit.simulate._setup import Setup

__all__ = ["Known", "digest", "fingerprints", "whole"]

Known = dict[int, tuple[object, str]]
"""Objects to their hashes, by identity: many setups share most of what they hold."""

_PLACES = frozenset(("file", "lost_place", "place", "places", "used"))
"""Where something stands in which file changes no run. Steps that a flow takes over from others
are among its own."""
_BY_NAME = frozenset(("customers", "centre", "stage", "flow", "ground"))
"""Parts of a setup that have an entry of their own, or follow from the others; all others are
taken as they are."""
_NO_PART = frozenset(("cli", "report", "widgets"))
"""Rooms that take no part in a run."""
_PLAIN = (str, bytes, bool, int, float, date, datetime, time, timedelta, type(None))


def fingerprints(setup: Setup, known: Known | None = None) -> dict[str, str]:
    """Part to its hash: flow, texts, classifier, customers, assumptions, centre, seed and others.

    Whatever a setup gets one day is in here too, under its own name.

    Args:
        setup: What a run depends on.
        known: Hashes of parts of other setups, as long as nothing in them changes; filled here.
    """
    customers, stage = setup.customers, setup.stage
    own = ("fingerprint", "parameters")
    about = {f.name: getattr(customers, f.name) for f in fields(customers) if f.name not in own}
    rest = {} if stage is None else {f.name: getattr(stage, f.name) for f in fields(stage)}
    # what a rehearsal remembers of the flow follows from the flow
    rest = {name: value for name, value in rest.items() if name not in ("rehearsal", "pool")}
    flow = {f.name: getattr(setup.flow, f.name) for f in fields(setup.flow) if f.name != "texts"}
    parts: dict[str, Any] = {
        "flow": {name: value for name, value in flow.items() if name not in _PLACES},
        "texts": setup.flow.texts,
        "classifier": (customers.fingerprint, None if stage is None else stage.pool),
        "customers": about,
        "assumptions": (customers.parameters, rest),
        "centre": setup.centre,
        "with_bot": stage is not None,
        "dialogkit": __version__,
        "code": own_files(without=_NO_PART),
        "numpy": np.__version__,
    }
    others = [f.name for f in fields(setup) if f.name not in _BY_NAME]
    parts |= {name: getattr(setup, name) for name in others}
    known = {} if known is None else known
    return {name: digest(value, known) for name, value in parts.items()}


def whole(parts: Mapping[str, str]) -> str:
    """All parts in one hash of 64 hexadecimal digits."""
    return digest(dict(sorted(parts.items())))


def digest(value: object, known: Known | None = None) -> str:
    """A hash of a value of ours: 64 hexadecimal digits, the same in every process.

    Raises:
        TypeError: There is something in it of which nobody has said what makes it the same.
    """
    hashed = hashlib.sha256()
    for piece in _pieces(value, {} if known is None else known):
        hashed.update(piece)
    return hashed.hexdigest()


def _pieces(value: Any, known: Known) -> Iterator[bytes]:
    """What makes a value what it is, with its kinds and lengths, so that no two look the same."""
    if isinstance(value, _PLAIN):
        yield f"{type(value).__name__}:{value!r};".encode("utf-8", "backslashreplace")
    elif isinstance(value, np.ndarray | np.generic):
        array = np.ascontiguousarray(value)
        yield f"{array.dtype.str}{array.shape};".encode()
        yield array.tobytes()
    else:
        if id(value) not in known:
            hashed = hashlib.sha256()
            for piece in _inside(value, known):
                hashed.update(piece)
            # held, so that no other object gets the same identity
            known[id(value)] = (value, hashed.hexdigest())
        yield known[id(value)][1].encode()


def _inside(value: Any, known: Known) -> Iterator[bytes]:
    """The parts of what holds others."""
    if isinstance(value, Mapping):
        yield f"map {len(value)};".encode()
        for key, inner in value.items():
            yield from _pieces(key, known)
            yield from _pieces(inner, known)
    elif isinstance(value, tuple | list):
        yield f"row {len(value)};".encode()
        for inner in value:
            yield from _pieces(inner, known)
    elif isinstance(value, Set):
        yield f"set {len(value)};".encode()
        yield from sorted(digest(inner, known).encode() for inner in value)
    elif isinstance(value, ZoneInfo | re.Pattern):
        yield from _pieces(value.key if isinstance(value, ZoneInfo) else value.pattern, known)
    elif callable(value) and hasattr(value, "__qualname__"):
        yield f"{value.__module__}.{value.__qualname__};".encode()
    elif type(value).__module__.startswith("dialogkit."):
        yield f"{type(value).__qualname__} ".encode()
        yield from _pieces(dict(_attributes(value)), known)
    else:
        raise TypeError(f"nobody has said what makes two {type(value).__qualname__} the same")


def _attributes(value: Any) -> Iterator[tuple[str, Any]]:
    if is_dataclass(value):
        for field in fields(value):
            if field.name not in _PLACES:
                yield field.name, getattr(value, field.name)
        return
    for name, inner in sorted(vars(value).items()):
        # what is looked up once and kept follows from the rest
        if not isinstance(getattr(type(value), name, None), cached_property):
            yield name, inner
