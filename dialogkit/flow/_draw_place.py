"""Order on a row and place along it: few crossings, and lines that run straight."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Sequence

from dialogkit.flow._draw_rows import Cell, Rows

__all__ = ["arrange"]

_Pull = Callable[[Sequence[Cell], Cell], tuple[float, float]]
"""Where a cell is pulled, and how strongly."""

_ORDER_SWEEPS = 16
_PLACE_SWEEPS = 40


def arrange(drawn: Rows) -> None:
    """Orders every row and gives each cell its ``x``, the middle of its room."""
    _order(drawn)
    _place(drawn)


# ----- order: barycentres, then swaps of neighbours --------------------------------------------


def _order(drawn: Rows) -> None:
    cells, rows = drawn.cells, drawn.rows
    best = [list(row) for row in rows]
    fewest = _crossings(cells, rows)
    for sweep in range(_ORDER_SWEEPS):
        _sweep(cells, rows, down=sweep % 2 == 0)
        _swap_neighbours(cells, rows)
        crossings = _crossings(cells, rows)
        if crossings < fewest:
            fewest, best = crossings, [list(row) for row in rows]
        if fewest == 0:
            break
    drawn.rows[:] = best


def _sweep(cells: Sequence[Cell], rows: list[list[int]], *, down: bool) -> None:
    """Each cell goes to the mean place of what it is joined with on the row before."""
    for row in rows[1:] if down else rows[-2::-1]:
        at = _places(rows)
        means = {}
        for position, number in enumerate(row):
            near = cells[number].above if down else cells[number].below
            places = [at[other] for other in near]
            means[number] = sum(places) / len(places) if places else position / max(len(row), 1)
        row.sort(key=lambda number: means[number])


def _places(rows: list[list[int]]) -> dict[int, float]:
    """Place on its row, from 0 to 1."""
    return {
        number: (position + 0.5) / len(row) for row in rows for position, number in enumerate(row)
    }


def _swap_neighbours(cells: Sequence[Cell], rows: list[list[int]]) -> None:
    """Swaps two neighbours where that undoes crossings."""
    for row in rows:
        at = _positions(rows)
        for i in range(len(row) - 1):
            one, other = cells[row[i]], cells[row[i + 1]]
            now = _pair(one.above, other.above, at) + _pair(one.below, other.below, at)
            then = _pair(other.above, one.above, at) + _pair(other.below, one.below, at)
            if then < now:
                row[i], row[i + 1] = row[i + 1], row[i]


def _positions(rows: list[list[int]]) -> dict[int, int]:
    return {number: position for row in rows for position, number in enumerate(row)}


def _pair(left: Sequence[int], right: Sequence[int], at: dict[int, int]) -> int:
    """Crossings between the lines of two neighbours."""
    return sum(at[one] > at[other] for one in left for other in right)


def _crossings(cells: Sequence[Cell], rows: list[list[int]]) -> int:
    at = _positions(rows)
    total = 0
    for row in rows:
        passed: list[int] = []
        for number in row:
            ends = sorted(at[below] for below in cells[number].below)
            total += sum(len(passed) - bisect_right(passed, end) for end in ends)
            for end in ends:
                insort(passed, end)
    return total


# ----- place: least squares, row by row, keeping the order -------------------------------------


def _place(drawn: Rows) -> None:
    """Draws joined cells together; block coordinate descent on a convex problem."""
    cells, rows = drawn.cells, drawn.rows
    for row in rows:
        _pack(cells, row)
    for sweep in range(_PLACE_SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            _relax(cells, row, _pull)
    for row in rows:
        _relax(cells, row, _straighten)
    left = min((cell.x - cell.width / 2 for cell in cells), default=0.0)
    for cell in cells:
        cell.x = float(round(cell.x - left))


def _pack(cells: Sequence[Cell], row: Sequence[int]) -> None:
    """The row from left to right, its middle at 0."""
    for before, number in zip([None, *row], row, strict=False):
        apart = _apart(cells[before], cells[number]) if before is not None else 0.0
        cells[number].x = apart + (cells[before].x if before is not None else 0.0)
    middle = (cells[row[0]].x + cells[row[-1]].x) / 2 if row else 0.0
    for number in row:
        cells[number].x -= middle


def _apart(left: Cell, right: Cell) -> float:
    """Least distance of two neighbours' middles."""
    gap = 16.0 if left.is_point or right.is_point else 14.0 if left.label or right.label else 28.0
    return (left.width + right.width) / 2 + gap


def _relax(cells: Sequence[Cell], row: Sequence[int], pull: _Pull) -> None:
    """Moves a row to where it is pulled, no closer than allowed (pool adjacent violators)."""
    offset = 0.0
    pooled: list[tuple[float, float, int]] = []
    offsets = []
    for before, number in zip([None, *row], row, strict=False):
        offset += _apart(cells[before], cells[number]) if before is not None else 0.0
        offsets.append(offset)
        wanted, weight = pull(cells, cells[number])
        mean, total, count = wanted - offset, weight, 1
        while pooled and pooled[-1][0] >= mean:
            other, more, several = pooled.pop()
            mean = (mean * total + other * more) / (total + more)
            total, count = total + more, count + several
        pooled.append((mean, total, count))
    places = [mean for mean, _, count in pooled for _ in range(count)]
    for number, place, offset in zip(row, places, offsets, strict=True):
        cells[number].x = place + offset


def _straighten(cells: Sequence[Cell], cell: Cell) -> tuple[float, float]:
    """A line passing goes straight on from above; what has a width hardly moves."""
    if not cell.is_point or not cell.above:
        return cell.x, 50.0
    lines = [number for number in cell.above if cells[number].is_point]
    return cells[(lines or cell.above)[0]].x, 1.0


def _pull(cells: Sequence[Cell], cell: Cell) -> tuple[float, float]:
    """Where the lines of a cell pull it, and how strongly; lines through points pull more."""
    total = weight = 0.0
    for number in (*cell.above, *cell.below):
        other = cells[number]
        strength = 8.0 if cell.is_point and other.is_point else 2.0 if cell.is_point else 1.0
        strength = max(strength, 2.0) if other.is_point else strength
        total += strength * other.x
        weight += strength
    return (total / weight, weight) if weight else (cell.x, 0.1)
