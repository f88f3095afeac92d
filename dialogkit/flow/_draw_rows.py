"""Rows of a picture: which step stands how low, and what lies between.

Steps stand on even rows, labels on the odd rows between them, and a transition that passes a row
has a point there. Transitions to the same step share their points below their labels, so that a
step that thirty others lead to is reached by one line and not by thirty.

The method is that of Sugiyama, Tagawa and Toda (1981), with labels as cells of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dialogkit.flow._draw_graph import Transition
from dialogkit.flow._draw_rank import WIDEST_ROW

__all__ = ["Cell", "Rows", "build_rows"]


@dataclass(slots=True)  # not frozen: placed in several passes
class Cell:
    """Something that takes room on a row: a step's box, a label, or a line passing."""

    row: int
    """Number of its row, from 0 at the top."""
    width: float = 0.0
    """Pixels."""
    height: float = 0.0
    """Pixels."""
    step: str | None = None
    """Name of the step or push whose box it is."""
    label: tuple[str, ...] = ()
    """Lines of a label or box."""
    whole: str = ""
    """All it would say if there were room; empty: all is there."""
    elsewhere: bool = False
    """Whether the step is drawn in another part, and this box only refers to it."""
    x: float = 0.0
    """Pixels from the left margin to its middle."""
    above: list[int] = field(default_factory=list)
    """Cells of the row above it is joined to, by number."""
    below: list[int] = field(default_factory=list)
    """Likewise of the row below."""

    @property
    def is_point(self) -> bool:
        """Whether it is only a line passing."""
        return self.step is None and not self.label


@dataclass(slots=True)  # not frozen: as its cells
class Rows:
    """All cells, the rows they stand on, and the chain of cells of every transition."""

    cells: list[Cell]
    """All cells; others name them by their place here."""
    rows: list[list[int]]
    """For each row its cells, from left to right."""
    chains: dict[tuple[str, str], tuple[int, ...]]
    """Source and target of a transition to its cells, from source to target."""


class _Builder:
    """Lays the chains of cells, from each source down (or up) to its target."""

    def __init__(self, rank: Mapping[str, int], boxes: Mapping[str, Cell]) -> None:
        self._rank = rank
        self.cells = list(boxes.values())
        self._box = {name: number for number, name in enumerate(boxes)}
        self._shared: dict[tuple[str, int, int], int] = {}
        self._label_width: dict[int, float] = {}

    def chain(self, transition: Transition, label: Cell | None) -> tuple[int, ...]:
        """The cells of one transition, from source to target."""
        begin = 2 * self._rank[transition.source]
        end = 2 * self._rank[transition.target]
        way = 1 if end >= begin else -1
        # to a step on its own row a transition goes by the row below
        rows = range(begin + way, end + 2 if end == begin else end, way)
        chain = [self._box[transition.source]]
        at = self._label_row(rows, label)
        for row in rows:
            if label is not None and row == at:
                label.row = row
                chain.append(self._add(label))
            elif at is not None and (row - at) * way < 0:
                chain.append(self._add(Cell(row)))
            else:
                chain.append(self._point(transition.target, row, way))
        chain.append(self._box[transition.target])
        return tuple(chain)

    def _label_row(self, rows: range, label: Cell | None) -> int | None:
        """The label stands next to its source, or a row further where that one is full."""
        if label is None:
            return None
        odd = [row for row in rows if row % 2]
        free = [r for r in odd if self._label_width.get(r, 0.0) + label.width <= WIDEST_ROW]
        row = free[0] if free else odd[0]
        self._label_width[row] = self._label_width.get(row, 0.0) + label.width + 16
        return row

    def _point(self, target: str, row: int, way: int) -> int:
        key = (target, row, way)
        if key not in self._shared:
            self._shared[key] = self._add(Cell(row))
        return self._shared[key]

    def _add(self, cell: Cell) -> int:
        self.cells.append(cell)
        return len(self.cells) - 1


def build_rows(
    joined: Sequence[Transition],
    rank: Mapping[str, int],
    boxes: Mapping[str, Cell],
    labels: Mapping[tuple[str, str], Cell],
) -> Rows:
    """Cells and rows for steps of given ``rank``; transitions to the same step share points."""
    builder = _Builder(rank, boxes)
    chains = {}
    for transition in joined:
        key = (transition.source, transition.target)
        chains[key] = builder.chain(transition, labels.get(key))
    rows: list[list[int]] = [[] for _ in range(max((c.row for c in builder.cells), default=0) + 1)]
    for number, cell in enumerate(builder.cells):
        rows[cell.row].append(number)
    _join(builder.cells, chains.values())
    return Rows(builder.cells, rows, chains)


def _join(cells: list[Cell], chains: Iterable[tuple[int, ...]]) -> None:
    """Notes for each cell what it is joined with above and below."""
    for chain in chains:
        for one, other in pairwise(chain):
            upper, lower = (one, other) if cells[one].row < cells[other].row else (other, one)
            if lower not in cells[upper].below:
                cells[upper].below.append(lower)
                cells[lower].above.append(upper)
