"""Plain Python and numba behind one door: tables, the rules at work on them, what comes out."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import MISSING, astuple, fields
from itertools import repeat, starmap
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from dialogkit.contact_centre import _kernel_rules
from dialogkit.contact_centre._kernel_compiled import compiled_rules, is_loaded
from dialogkit.contact_centre._kernel_floor import (
    INF,
    NAN,
    Clock,
    Floor,
    Level,
    Line,
    Mark,
    Pool,
    Regular,
    Seat,
    Step,
    Ticket,
)
from dialogkit.contact_centre._kernel_input import Input
from dialogkit.contact_centre._requests import Outcome
from dialogkit.contact_centre._tables import RESULTS
from dialogkit.errors import MissingExtraError, ParameterError

__all__ = ["Engine", "engine"]

WORTH_A_START = 50_000
"""Requests from which on it pays to load what numba compiled."""
NUMBERS, TIMES = ("result", "agent", "step"), ("time", "answered", "ended", "wrap")
_new = tuple.__new__  # skips the keyword handling of Outcome(…); a tenth of the whole run


def engine(given: Input, compiled: bool | None) -> Engine:
    """What runs the queue: both give the same outcomes, bit by bit.

    Raises:
        MissingExtraError: Numba is asked for and not installed.
    """
    if compiled is None:
        worth = given.fits and (is_loaded() or len(given.requests[0]) >= WORTH_A_START)
        return Compiled(given) if worth and compiled_rules() is not None else Plain(given)
    if compiled and compiled_rules() is None:
        raise MissingExtraError.of("numba", extra="fast")
    return Compiled(given) if compiled else Plain(given)


class Engine:
    """A run of the queue."""

    game: Iterator[int]
    """Requests as they end; another one plays on where tables have moved."""

    def play_all(self) -> NDArray[np.int64]:
        """Lets everything happen; requests in the order in which they ended."""
        raise NotImplementedError

    def columns(self, done: NDArray[np.int64]) -> list[NDArray[Any]]:
        """Those of `OutcomeTable` but the first, for requests that ended."""
        raise NotImplementedError

    def outcomes(self, done: NDArray[np.int64], names: Sequence[int]) -> list[Outcome]:
        """The same as values; ``names`` are the caller's numbers by place."""
        raise NotImplementedError

    def told(self, names: Sequence[int]) -> Iterator[Outcome]:
        """Lets things happen one by one: each value at its moment, when requests may be added."""
        raise NotImplementedError

    def add(self, row: tuple[float, ...]) -> None:
        """A new request, which arrives at its time."""
        raise NotImplementedError


class Plain(Engine):
    """Plain Python: tables are lists of objects."""

    def __init__(self, given: Input) -> None:
        self.numbers = given.numbers
        self.time, self.wrap = given.requests[0], given.requests[2]
        requests = list(map(Ticket, *map(_values, given.requests)))
        self.floor = Floor(
            requests=requests,
            agents=list(starmap(Seat, given.agents)),
            pools=list(starmap(Pool, given.pools)),
            levels=[Level() for _ in range(given.levels)],
            lines=[],
            steps=[],
            customers=[],
            calendar=list(starmap(Mark, given.calendar)),
            clock=[given.clock],
            events=[(INF, 0, 0)],
            done=[-1] * len(requests),
        )
        self._make_room()
        _kernel_rules.begin_day(self.floor)
        self.game = _kernel_rules.play(self.floor)

    def play_all(self) -> NDArray[np.int64]:
        """Lets everything happen, without a stop for each outcome."""
        _kernel_rules.play_all(self.floor)
        return np.array(self.floor.done, dtype=np.int64)

    def columns(self, done: NDArray[np.int64]) -> list[NDArray[Any]]:
        """Columns, each gathered at once; what was given is not gathered again."""
        rows = self.floor.requests
        columns = (
            np.array([row.result for row in rows], np.int64),
            np.array([row.agent for row in rows], np.int64),
            np.array([row.step for row in rows], np.int64),
            self.time,
            np.array([row.answered for row in rows], np.float64),
            np.array([row.ended for row in rows], np.float64),
            self.wrap,
        )
        return in_order(*(column[done] for column in columns))

    def outcomes(self, done: NDArray[np.int64], names: Sequence[int]) -> list[Outcome]:
        """Values, one made from each ticket."""
        requests = self.floor.requests
        return [_outcome(requests[place], names[place]) for place in done.tolist()]

    def told(self, names: Sequence[int]) -> Iterator[Outcome]:
        """Values as things happen; requests that are added join the same list of tickets."""
        requests = self.floor.requests
        for place in self.game:
            yield _outcome(requests[place], names[place])

    def add(self, row: tuple[float, ...]) -> None:
        """A ticket more, and what it may need."""
        floor = self.floor
        floor.requests.append(Ticket(*row))  # type: ignore[arg-type]  # rows are of the right kinds
        floor.done.append(-1)
        floor.clock[0].requests += 1
        self._make_room()

    def _make_room(self) -> None:
        """Lines, steps and customers that the requests may need."""
        floor, numbers = self.floor, self.numbers
        if len(floor.steps) < len(numbers.steps):
            floor.steps.extend(starmap(Step, numbers.steps[len(floor.steps) :]))
        while len(floor.customers) < len(numbers.customers):
            floor.customers.append(Regular())
        while len(floor.lines) < numbers.lines:
            floor.lines.append(Line())


def _outcome(row: Ticket, name: int) -> Outcome:
    """A request that ended, as a value."""
    ended, agent = row.ended, row.agent
    freed = ended + row.wrap if agent >= 0 else NAN
    result = RESULTS[row.result]
    return _new(Outcome, (name, result, agent, row.time, row.answered, ended, freed, row.step))


def _values(column: NDArray[Any]) -> Iterable[Any]:
    """Plain numbers of a column; where all are the same, one of them again and again."""
    if len(column) and (column.strides == (0,) or (column == column[0]).all()):
        return repeat(column[0].item(), len(column))
    values: list[Any] = column.tolist()
    return values


FOLLOW_UPS = 256
"""Room for so many at first."""
_ROW, _END, _SIZE = struct.Struct("=6d6q"), struct.Struct("=3q2d"), 8 * len(fields(Ticket))
_GIVEN = struct.Struct("=3d")
_REQUESTS = [each.name for each in fields(Clock)].index("requests")


class Compiled(Engine):
    """Numba: tables are arrays of records with room for more."""

    def __init__(self, given: Input) -> None:
        if not given.fits:
            raise too_large()
        self.rules: Any = cast("Any", compiled_rules())
        self.numbers = given.numbers
        self._count, self._steps = len(given.requests[0]), 0
        room = self._count + FOLLOW_UPS
        self.tables = {
            "requests": _table(Ticket, given.requests, room),
            "agents": _table(Seat, list(zip(*given.agents, strict=True))),
            "pools": _table(Pool, list(zip(*given.pools, strict=True))),
            "levels": _table(Level, [], given.levels),
            "lines": _table(Line, []),
            "steps": _table(Step, []),
            "customers": _table(Regular, []),
            "calendar": _table(Mark, list(zip(*given.calendar, strict=True))),
            "clock": _table(Clock, [(value,) for value in astuple(given.clock)]),
            "events": _events(room),
            "done": np.full(room, -1),
        }
        self._make_room()
        self._begin()
        self.rules.begin_day(self.floor)

    def play_all(self) -> NDArray[np.int64]:
        """Lets everything happen in one call."""
        self.rules.play_all(self.floor)
        done: NDArray[np.int64] = self.tables["done"]
        return done[: self._count]

    def columns(self, done: NDArray[np.int64]) -> list[NDArray[Any]]:
        """Columns of the table of requests."""
        rows = self.tables["requests"]
        return in_order(*(rows[name][done] for name in (*NUMBERS, *TIMES)))

    def outcomes(self, done: NDArray[np.int64], names: Sequence[int]) -> list[Outcome]:
        """Values made from whole columns."""
        result, *others = (column.tolist() for column in self.columns(done))
        shown = map(RESULTS.__getitem__, result)
        called = map(names.__getitem__, done.tolist())
        return list(map(_new, repeat(Outcome), zip(called, shown, *others, strict=True)))

    def told(self, names: Sequence[int]) -> Iterator[Outcome]:
        """Values as things happen; the game goes on anew where requests needed larger tables."""
        while (place := next(self.game, -1)) >= 0:
            yield self._outcome(place, names[place])

    def _outcome(self, place: int, name: int) -> Outcome:
        start = place * _SIZE
        queued, _, wrap = _GIVEN.unpack_from(self._bytes, start)
        step, agent, result, answered, ended = _END.unpack_from(self._bytes, start + _ROW.size)
        freed = ended + wrap if agent >= 0 else NAN
        return _new(Outcome, (name, RESULTS[result], agent, queued, answered, ended, freed, step))

    def add(self, row: tuple[float, ...]) -> None:
        """A row packed into the bytes of the table."""
        if self._make_room():
            self._begin()
        try:
            _ROW.pack_into(self._bytes, self._count * _SIZE, *row)
        except struct.error:
            raise too_large() from None
        self._count += 1
        self._cells[_REQUESTS] = self._count

    def _begin(self) -> None:
        """Plays on with tables that have moved; all that is known is in them."""
        self.floor = self.rules.Floor(**self.tables)
        self.game = self.rules.play(self.floor)
        self._bytes = self.tables["requests"].view(np.uint8).data
        self._cells = self.tables["clock"].view(np.int64).data

    def _make_room(self) -> bool:
        """Rows that the requests, and one more, may need; whether tables have moved."""
        numbers, kinds = self.numbers, (Ticket, Line, Step, Regular)
        names = ("requests", "lines", "steps", "customers")
        wanted = (self._count + 1, numbers.lines, len(numbers.steps), len(numbers.customers))
        moved = False
        for name, kind, count in zip(names, kinds, wanted, strict=True):
            if len(self.tables[name]) < count:
                moved = True
                self._enlarge(name, _table(kind, [], 2 * count))
        if len(self.tables["done"]) < len(self.tables["requests"]):
            room = len(self.tables["requests"])
            self._enlarge("done", np.full(room, -1))
            count = self.tables["events"][-1]
            self._enlarge("events", _events(room))
            self.tables["events"][-1] = count
        for place in range(self._steps, len(numbers.steps)):
            self._put_step(place)
        self._steps = len(numbers.steps)
        return moved

    def _put_step(self, place: int) -> None:
        try:
            self.tables["steps"][place] = (*self.numbers.steps[place], -1)
        except OverflowError:
            raise too_large() from None

    def _enlarge(self, name: str, bigger: NDArray[Any]) -> None:
        before = self.tables[name]
        bigger[: len(before)] = before
        self.tables[name] = bigger


def in_order(*columns: NDArray[Any]) -> list[NDArray[Any]]:
    """Result, agent, step, when queued, answered and ended, wrap-up, as `OutcomeTable` has them."""
    result, agent, step, queued, answered, ended, wrap = columns
    freed = np.where(agent >= 0, ended + wrap, NAN)
    return [result, agent, queued, answered, ended, freed, step]


def _events(requests: int) -> NDArray[Any]:
    """Room for those of so many requests, at most an arrival, a wait and a chat of each."""
    kinds = [("when", np.float64), ("kind", np.int32), ("number", np.int32)]
    table = np.zeros(3 * requests + 1, kinds)
    table["when"][0] = INF
    return table


def _table(kind: type, columns: Sequence[Any], room: int = 0) -> NDArray[Any]:
    """A table with columns for its first fields and the defaults of the others."""
    count = len(columns[0]) if columns else 0
    cells = fields(kind)
    types = {"float": np.float64, "int": np.int64}
    table = np.zeros(max(count, room), [(each.name, types[str(each.type)]) for each in cells])
    for place, each in enumerate(cells):
        if each.default is not MISSING:
            table[each.name] = each.default
        if place < len(columns):
            table[each.name][:count] = columns[place]
    return table


def too_large() -> ParameterError:
    """The error for numbers that are too large for numba."""
    what = "compiled, skills and languages together must be at most 61 (bits of one number)"
    return ParameterError(f"{what}; use compiled=False")
