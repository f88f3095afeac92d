"""Requests and outcomes as columns: what the kernel takes and gives without a value for each.

A hundred thousand requests as named tuples take longer to make than to answer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dialogkit.contact_centre._requests import ANYONE, QueueResult, Request, RouteStep
from dialogkit.errors import ParameterError

__all__ = ["RESULTS", "OutcomeTable", "RequestTable"]

RESULTS: tuple[QueueResult, ...] = get_args(QueueResult)
"""How a request ends, by the code in `OutcomeTable.result`."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Routes = tuple[tuple[RouteStep, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestTable:
    """Requests as columns of shape ``(n,)``; the fields are those of `Request`.

    Every column but ``time`` may be given as one number for all.

    Example:
        >>> RequestTable(time=[0.0, 10.0], handle=60.0).handle
        array([60., 60.])
    """

    time: ArrayLike
    """Seconds from the start of the horizon, in any order."""
    handle: ArrayLike
    """Seconds a chat takes."""
    wrap: ArrayLike = 0.0
    """Seconds of wrap-up."""
    patience: ArrayLike = math.inf
    """Seconds until the customer leaves."""
    route: ArrayLike = 0
    """Index into ``routes``."""
    window_closes_at: ArrayLike = math.inf
    """When the channel's window shuts."""
    closes_at: ArrayLike = math.inf
    """When the handoff's own hours end."""
    customer: ArrayLike = -1
    """Number of the customer; -1 for unknown."""
    slots: ArrayLike = 1
    """1, or 0 for the whole agent."""
    priority: ArrayLike = 0
    """Lower is first."""
    keeps: ArrayLike = False
    """Whether it waits while the centre is closed."""
    routes: Routes = field(default=(ANYONE,))
    """The routes that ``route`` points to."""

    def __post_init__(self) -> None:
        time = np.asarray(self.time, dtype=np.float64)
        object.__setattr__(self, "time", time)
        for name, kind in _KINDS.items():
            column = _column(name, getattr(self, name), kind)
            if column.shape not in {(), time.shape} or time.ndim != 1:
                what = f"columns must have one length, got {name} {column.shape} at {time.shape}"
                raise ParameterError(what)
            object.__setattr__(self, name, np.broadcast_to(column, time.shape))
        _check(self)

    def __len__(self) -> int:
        return len(self.column("time"))

    def column(self, name: str) -> NDArray[Any]:
        """A column by its name."""
        values: NDArray[Any] = getattr(self, name)
        return values

    @classmethod
    def of(cls, requests: Sequence[Request]) -> Self:
        """The same requests as columns; their numbers are left out."""
        if not requests:
            return cls(time=np.zeros(0), handle=0.0)
        columns = dict(zip(Request._fields, zip(*requests, strict=True), strict=True))
        places: dict[int, int] = {}
        given = columns.pop("route")
        route = _alike(given) or [places.setdefault(id(r), len(places)) for r in given]
        routes = {id(r): r for r in given} if places else {0: given[0]}
        del columns["id"]
        values: dict[str, Any] = {name: _thin(name, column) for name, column in columns.items()}
        values |= {"route": 0 if route is True else route, "routes": tuple(routes.values())}
        try:
            return cls(**values)
        except _BadRowError as bad:
            raise impossible(f"request {requests[bad.row].id}") from None


_KINDS = {
    "handle": np.float64,
    "wrap": np.float64,
    "patience": np.float64,
    "route": np.int64,
    "window_closes_at": np.float64,
    "closes_at": np.float64,
    "customer": np.int64,
    "slots": np.int64,
    "priority": np.int64,
    "keeps": np.bool_,
}


def _column(name: str, values: Any, kind: type) -> NDArray[Any]:
    try:
        return np.asarray(values, dtype=kind)
    except OverflowError:
        raise ParameterError(f"{name} must be a number of at most 64 bits") from None


_ALL_DIFFER = {"time", "handle"}


def _alike(column: tuple[Any, ...]) -> bool:
    """Whether all are the same, as defaults are."""
    return column.count(column[0]) == len(column)


def _thin(name: str, column: tuple[Any, ...]) -> Any:
    """One value for all where all are the same: that saves most of the time of a column."""
    return column[0] if name not in _ALL_DIFFER and _alike(column) else column


def _check(table: RequestTable) -> None:
    """Refuses what cannot be."""
    for name in ("time", "handle", "wrap", "patience"):
        column = table.column(name)
        good = (column >= 0) & ((column < math.inf) | (name == "patience"))
        if not good.all():
            raise _BadRowError(int(np.argmin(good)))
    slots, route = table.column("slots"), table.column("route")
    if not ((slots == 0) | (slots == 1)).all():
        raise ParameterError("slots must be 1, or 0 for the whole agent")
    if len(route) and not (route.min() >= 0 and route.max() < len(table.routes)):
        raise ParameterError(f"route must point to one of the {len(table.routes)} routes")
    if not all(table.routes):
        raise ParameterError("a route needs at least one step; RouteStep() waits for anyone")


_TIMES = "time, handle, wrap and patience must be 0 or more, and finite but patience"


def impossible(who: str) -> ParameterError:
    """The error for a time that is out of range."""
    return ParameterError(f"{_TIMES}; {who} breaks this")


class _BadRowError(ParameterError):
    """The same, with the row of the table."""

    def __init__(self, row: int) -> None:
        self.row = row
        super().__init__(f"{_TIMES}; row {row} of the table breaks this")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeTable:
    """How requests ended, in the order in which that happened; columns of shape ``(n,)``."""

    request: Ints
    """Row of the request in its table."""
    result: Ints
    """Index into `RESULTS`."""
    agent: Ints
    """Index of the agent; -1 for none."""
    queued_at: Floats
    """When it entered the queue."""
    answered_at: Floats
    """When the agent answered; nan where none did."""
    finished_at: Floats
    """When the chat, or the wait, ended."""
    freed_at: Floats
    """When the slot was free again; nan where none answered."""
    step: Ints
    """Route step it ended in; -1 where it was turned away at the door."""

    @property
    def wait(self) -> Floats:
        """Seconds in the queue, until answered or until the wait ended."""
        until = np.where(self.agent >= 0, self.answered_at, self.finished_at)
        return np.asarray(until - self.queued_at, dtype=np.float64)

    def ended(self, *results: QueueResult) -> NDArray[np.bool_]:
        """Which ended in one of these ways."""
        return np.isin(self.result, [RESULTS.index(result) for result in results])
