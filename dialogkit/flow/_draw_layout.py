"""Geometry of a flow's picture: boxes, labels and paths, from top to bottom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from dialogkit.flow._draw_graph import (
    Kind,
    Transition,
    anywhere_lines,
    box_lines,
    kind_of,
    transitions,
    words,
)
from dialogkit.flow._draw_place import arrange
from dialogkit.flow._draw_rows import Cell, Rows, backward, build_rows, ranks
from dialogkit.flow._draw_text import fit, width, wrap
from dialogkit.flow._flow import Flow

__all__ = ["Box", "Label", "Layout", "Path", "layout"]

TITLE, SMALL, LINE = 13.0, 11.0, 15.0
"""Font sizes of names and of the rest, and the height of a line, in pixels."""
MARGIN = 16.0
_WIDEST_BOX = 196.0
_WIDEST_LABEL = 128.0
_MOST_LABEL_LINES = 4
_MOST_BOX_LINES = 4
_BADGE = 26.0
_POINTED = 14.0
_WIDEST_WITH_SIDE = 1100.0
START = 26.0
"""Room above the first step for the mark that says so."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A step's box, or the box of the rules that hold everywhere."""

    step: str
    """Name of the step; empty for the rules."""
    kind: Kind | None
    """What sort of step; the shape follows from it. ``None`` for the rules."""
    x: float
    """Left edge in pixels."""
    y: float
    """Top edge in pixels."""
    width: float
    """In pixels."""
    height: float
    """In pixels."""
    title: str
    """The first line."""
    lines: tuple[str, ...]
    """The lines below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The label of a transition."""

    source: str
    """The step the transition leaves."""
    target: str
    """The step it leads to."""
    x: float
    """Left edge in pixels."""
    y: float
    """Top edge in pixels."""
    width: float
    """In pixels."""
    height: float
    """In pixels."""
    lines: tuple[str, ...]
    """What it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The line of a transition.

    It runs from point to point, straight where two have the same x, and else in a curve that is
    upright at both ends and so stays between them.
    """

    source: str
    """The step it leaves."""
    target: str
    """The step it leads to."""
    back: bool
    """Whether it leads back up."""
    points: tuple[Point, ...]
    """From source to target, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where everything stands."""

    width: float
    """In pixels."""
    height: float
    """In pixels."""
    boxes: tuple[Box, ...]
    """Steps, in the order of the file."""
    labels: tuple[Label, ...]
    """Labels of transitions."""
    paths: tuple[Path, ...]
    """Lines of transitions; those to one step share their last part."""
    side: Box | None = None
    """The rules every step inherits."""


def layout(
    flow: Flow,
    *,
    locale: str = "en",
    traffic: Mapping[tuple[str, str], int] | None = None,
    marked: frozenset[str] = frozenset(),
) -> Layout:
    """Places a flow's steps, labels and transitions so that none covers another.

    Args:
        flow: The flow; it may have errors.
        locale: Language of the words.
        traffic: Source and target to number of customers, written under the labels.
        marked: Steps that need room for a badge.
    """
    joined = [t for t in transitions(flow, locale) if t.source != t.target]
    again = [t for t in transitions(flow, locale) if t.source == t.target]
    boxes = _box_cells(flow, locale, {t.source: t for t in again}, marked)
    back = backward(list(flow.steps), flow.start, joined)
    down = [_downward(t, back) for t in joined]
    rank = ranks(list(flow.steps), down, {name: cell.width for name, cell in boxes.items()})
    for name, cell in boxes.items():
        cell.row = 2 * rank[name]
    drawn = build_rows(joined, rank, boxes, _label_cells(joined, traffic))
    arrange(drawn)
    return _laid_out(flow, drawn, back, locale)


def _downward(transition: Transition, back: set[tuple[str, str]]) -> tuple[str, str]:
    key = (transition.source, transition.target)
    return (key[1], key[0]) if key in back else key


def _box_cells(
    flow: Flow, locale: str, again: Mapping[str, Transition], marked: frozenset[str]
) -> dict[str, Cell]:
    cells = {}
    for name, step in flow.steps.items():
        lines = box_lines(flow, step, locale)
        if name in again:
            taken = ", ".join(again[name].labels)
            lines.append(f"↻ {words(locale)['again']}{': ' if taken else ''}{taken}")
        shown = [fit(line, SMALL, _WIDEST_BOX - 24) for line in lines[:_MOST_BOX_LINES]]
        title = fit(name, TITLE, _WIDEST_BOX - 24 - _BADGE, bold=True)
        room = width(title, TITLE, bold=True) + (_BADGE if name in marked else 0.0)
        inner = max([room, *(width(line, SMALL) for line in shown)])
        sides = 24 + (2 * _POINTED if kind_of(step) != "step" else 0)
        size = max(72.0, float(round(inner + sides)))
        height = 14 + 17 + LINE * len(shown)
        cells[name] = Cell(0, size, height, step=name, label=(title, *shown))
    return cells


def _label_cells(
    joined: list[Transition], traffic: Mapping[tuple[str, str], int] | None
) -> dict[tuple[str, str], Cell]:
    cells = {}
    for transition in joined:
        key = (transition.source, transition.target)
        lines = wrap(transition.labels, SMALL, _WIDEST_LABEL)
        if len(lines) > _MOST_LABEL_LINES:
            lines = (*lines[: _MOST_LABEL_LINES - 1], "…")
        if traffic is not None:
            lines = (*lines, f"{traffic.get(key, 0)}×")
        if lines:
            size = float(round(max(width(line, SMALL) for line in lines) + 12))
            cells[key] = Cell(0, size, 4 + 14.0 * len(lines), label=lines)
    return cells


# ----- from rows to pixels ---------------------------------------------------------------------


def _laid_out(flow: Flow, drawn: Rows, back: set[tuple[str, str]], locale: str) -> Layout:
    tops = _tops(drawn)
    boxes = {c.step: _box(flow, c, tops) for c in drawn.cells if c.step is not None}
    chains = drawn.chains
    labels = tuple(
        _label(drawn.cells[number], tops, key)
        for key, chain in chains.items()
        for number in chain
        if drawn.cells[number].label and drawn.cells[number].step is None
    )
    ports = _ports(drawn)
    paths = tuple(
        Path(source=key[0], target=key[1], back=key in back, points=_points(drawn, c, tops, ports))
        for key, c in chains.items()
    )
    ordered = tuple(boxes[name] for name in flow.steps)
    across = max((cell.x + cell.width / 2 for cell in drawn.cells), default=0.0) + 2 * MARGIN
    height = tops[-1][1] + MARGIN if tops else 2 * MARGIN
    laid = Layout(width=across, height=height, boxes=ordered, labels=labels, paths=paths)
    return _with_side(laid, anywhere_lines(flow, locale), words(locale)["anywhere"])


def _tops(drawn: Rows) -> list[Point]:
    """Upper and lower edge of each row; the more the lines lean, the more room between."""
    edges: list[Point] = []
    below = MARGIN + START
    for row in drawn.rows:
        height = max((drawn.cells[number].height for number in row), default=0.0)
        edges.append((below, below + height))
        leaning = [
            abs(drawn.cells[number].x - drawn.cells[other].x)
            for number in row
            for other in drawn.cells[number].below
        ]
        below += height + round(16 + min(44.0, 0.10 * max(leaning, default=0.0)))
    return edges


def _box(flow: Flow, cell: Cell, tops: list[Point]) -> Box:
    upper, lower = tops[cell.row]
    title, *lines = cell.label
    return Box(
        step=cell.step or "",
        kind=kind_of(flow.steps[cell.step or ""]),
        x=MARGIN + cell.x - cell.width / 2,
        y=(upper + lower - cell.height) / 2,
        width=cell.width,
        height=cell.height,
        title=title,
        lines=tuple(lines),
    )


def _label(cell: Cell, tops: list[Point], key: tuple[str, str]) -> Label:
    upper, lower = tops[cell.row]
    return Label(
        source=key[0],
        target=key[1],
        x=MARGIN + cell.x - cell.width / 2,
        y=(upper + lower - cell.height) / 2,
        width=cell.width,
        height=cell.height,
        lines=cell.label,
    )


def _ports(drawn: Rows) -> dict[tuple[int, int], float]:
    """Where along a box's edge the line to each neighbour leaves: cell and neighbour to x."""
    found = {}
    for number, cell in enumerate(drawn.cells):
        for near in (cell.above, cell.below):
            ordered = sorted(near, key=lambda other: drawn.cells[other].x)
            room = max(cell.width - 2 * _POINTED - 20, 0.0) if cell.step is not None else 0.0
            apart = min(18.0, room / max(len(ordered) - 1, 1))
            for place, other in enumerate(ordered):
                shift = (place - (len(ordered) - 1) / 2) * apart
                found[number, other] = MARGIN + cell.x + float(round(shift))
    return found


def _points(
    drawn: Rows, chain: tuple[int, ...], tops: list[Point], ports: dict[tuple[int, int], float]
) -> tuple[Point, ...]:
    points: list[Point] = []
    for one, other in pairwise(chain):
        down = drawn.cells[one].row < drawn.cells[other].row
        for number, near, leaving in ((one, other, True), (other, one, False)):
            cell = drawn.cells[number]
            x = ports[number, near]
            upper, lower = tops[cell.row]
            low_edge = leaving == down
            edge = lower if low_edge else upper
            half = cell.height / 2 if cell.step is not None else 0.0
            middle = (upper + lower) / 2
            own = (middle + half if low_edge else middle - half) if half else edge
            points += [(x, own), (x, edge)] if leaving else [(x, edge), (x, own)]
    return tuple(p for i, p in enumerate(points) if i == 0 or p != points[i - 1])


# ----- the rules that hold everywhere ----------------------------------------------------------


def _with_side(laid: Layout, lines: list[str], title: str) -> Layout:
    """Puts the box of the rules into a free upper corner, or else beside everything."""
    if not lines:
        return laid
    shown = tuple(fit(line, SMALL, 300.0) for line in lines)
    inner = max(width(title, TITLE, bold=True), *(width(line, SMALL) for line in shown))
    size, height = float(round(inner + 24)), 14 + 17 + LINE * len(shown)
    x, y = _corner(laid, size, height)
    side = Box(step="", kind=None, x=x, y=y, width=size, height=height, title=title, lines=shown)
    return Layout(
        width=max(laid.width, x + size + MARGIN),
        height=max(laid.height, y + height + MARGIN),
        boxes=laid.boxes,
        labels=laid.labels,
        paths=laid.paths,
        side=side,
    )


def _corner(laid: Layout, across: float, height: float) -> Point:
    """A free corner; else the right side, unless that gets too wide to read; else below."""
    right, low = laid.width - MARGIN - across, laid.height - MARGIN - height
    corners = [(right, MARGIN), (MARGIN, MARGIN), (right, low), (MARGIN, low)]
    for x, y in corners:
        if min(x, y) >= MARGIN and _is_free(laid, x, y, across, height):
            return x, y
    if laid.width + across <= _WIDEST_WITH_SIDE:
        return laid.width + 8, MARGIN
    return MARGIN, laid.height + 8


def _is_free(laid: Layout, x: float, y: float, across: float, height: float) -> bool:
    """Whether nothing stands in a rectangle or close to it."""
    left, top, right, low = x - 12, y - 12, x + across + 12, y + height + 12
    placed: list[Box | Label] = [*laid.boxes, *laid.labels]
    spans = [(one.x, one.y, one.x + one.width, one.y + one.height) for one in placed]
    for path in laid.paths:
        for (ax, ay), (bx, by) in pairwise(path.points):
            spans.append((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
    return not any(a < right and c > left and b < low and d > top for a, b, c, d in spans)
