"""Geometry of one part of a picture: its boxes, labels and lines, from top to bottom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dialogkit.flow._draw_graph import (
    PUSH,
    Kind,
    Transition,
    box_lines,
    intent_steps,
    kind_of,
    part_of,
    push_lines,
    transitions,
)
from dialogkit.flow._draw_parts import LINE, MARGIN, SMALL, START, TITLE, Box, Label, Layout, Path
from dialogkit.flow._draw_place import arrange
from dialogkit.flow._draw_rank import Ranks, rank_steps
from dialogkit.flow._draw_rows import Cell, Rows, build_rows
from dialogkit.flow._draw_text import fit, width, wrap
from dialogkit.flow._draw_words import words
from dialogkit.flow._flow import Flow

__all__ = ["Looks", "lay_part"]

_WIDEST_BOX = 190.0
_WIDEST_INTENT = 146.0
_WIDEST_LABEL = 128.0
_MOST_LABEL_LINES = 4
_MOST_BOX_LINES = 6
_BADGE = 26.0
_POINTED = 14.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """What a picture is to show beside the flow."""

    locale: str = "en"
    """Language of the words."""
    traffic: Mapping[tuple[str, str], int] | None = None
    """Source and target to number of customers, written under the labels."""
    marked: frozenset[str] = frozenset()
    """Steps that need room for a badge."""


def lay_part(flow: Flow, part: str, looks: Looks) -> Layout:
    """Places the steps of one part, with what leads in and out, so that none covers another.

    Args:
        flow: The flow; it may have errors.
        part: Name of a used flow; empty: the flow's own steps.
        looks: What is shown beside it.
    """
    own = [name for name in flow.steps if part_of(flow, name) == part]
    met = [t for t in transitions(flow, looks.locale) if _leaves(flow, t, part)]
    joined = [t for t in met if t.source != t.target]
    targets = {t.target for t in joined}
    elsewhere = [n for n in flow.steps if n in targets and part_of(flow, n) != part]
    again = {t.source: t for t in met if t.source == t.target}
    row = [name for name in intent_steps(flow) if name in own] if not part else []
    cells = {name: _step_cell(flow, name, looks, again.get(name), name in row) for name in own}
    cells |= {name: _elsewhere_cell(flow, name, looks.locale) for name in elsewhere}
    ranks = _ranks(flow, [*own, *elsewhere], joined, cells, row)
    rank = dict(ranks.rank)
    pushes = [t for t in joined if t.source.startswith(PUSH)]
    cells |= {t.source: _push_cell(flow, t.source, looks.locale) for t in pushes}
    rank |= {t.source: rank[t.target] - 1 for t in pushes}
    lowest = min(rank.values(), default=0)
    for name, cell in cells.items():
        rank[name] -= lowest
        cell.row = 2 * rank[name]
    drawn = build_rows(joined, rank, cells, _label_cells(joined, looks.traffic))
    arrange(drawn)
    return _laid_out(flow, drawn, joined, ranks.back)


def _leaves(flow: Flow, transition: Transition, part: str) -> bool:
    """Whether a transition is drawn in this part: where its source is, a push where it leads."""
    push = transition.source.startswith(PUSH)
    return part_of(flow, transition.target if push else transition.source) == part


def _ranks(
    flow: Flow,
    names: Sequence[str],
    joined: Sequence[Transition],
    cells: Mapping[str, Cell],
    row: Sequence[str],
) -> Ranks:
    final = frozenset(n for n in names if kind_of(flow.steps[n]) != "step" or cells[n].elsewhere)
    return rank_steps(
        names,
        flow.start if flow.start in names else next(iter(names), ""),
        [(t.source, t.target) for t in joined if not t.source.startswith(PUSH)],
        {name: cells[name].width for name in names},
        intents=row,
        final=final,
    )


# ----- cells: how much room each thing takes -----------------------------------------------------


def _step_cell(flow: Flow, name: str, looks: Looks, again: Transition | None, intent: bool) -> Cell:
    step = flow.steps[name]
    lines = box_lines(flow, step, looks.locale)
    if again is not None:
        taken = ", ".join(again.labels)
        lines.append(f"↻ {words(looks.locale)['again']}{': ' if taken else ''}{taken}")
    sides = 24 + (2 * _POINTED if kind_of(step) != "step" else 0)
    widest = _WIDEST_INTENT if intent else _WIDEST_BOX
    # in the frame of a used flow its name need not stand before each step
    short = name.removeprefix(f"{part_of(flow, name)}.")
    return _cell(name, short, lines, sides, widest=widest, marked=name in looks.marked)


def _elsewhere_cell(flow: Flow, name: str, locale: str) -> Cell:
    part = part_of(flow, name)
    own = words(locale)
    line = own["see"].format(name=part) if part else own["see_main"]
    cell = _cell(name, name, [line], 32.0)
    cell.elsewhere = True
    return cell


def _push_cell(flow: Flow, source: str, locale: str) -> Cell:
    push = flow.push[source.removeprefix(PUSH)]
    # the sign of a letter stands before the name
    return _cell(source, push.name, push_lines(push, locale), 44.0)


def _cell(
    key: str,
    name: str,
    lines: Sequence[str],
    sides: float,
    *,
    widest: float = _WIDEST_BOX,
    marked: bool = False,
) -> Cell:
    room = widest - sides
    badge = _BADGE if marked else 0.0
    title = fit(name, TITLE, room - badge, bold=True)
    shown = [fit(line, SMALL, room) for line in lines[:_MOST_BOX_LINES]]
    inner = max([width(title, TITLE, bold=True) + badge, *(width(each, SMALL) for each in shown)])
    size = max(72.0, float(round(inner + sides)))
    cell = Cell(0, size, 14 + 17 + LINE * len(shown), step=key, label=(title, *shown))
    if (name, *lines) != (title, *shown):
        cell.whole = "\n".join((name, *lines))
    return cell


def _label_cells(
    joined: list[Transition], traffic: Mapping[tuple[str, str], int] | None
) -> dict[tuple[str, str], Cell]:
    cells = {}
    for transition in joined:
        key = (transition.source, transition.target)
        lines = wrap(transition.labels, SMALL, _WIDEST_LABEL)
        if len(lines) > _MOST_LABEL_LINES:
            lines = (*lines[: _MOST_LABEL_LINES - 1], "…")
        cut = " ".join(lines) != ", ".join(transition.labels)
        if traffic is not None:
            lines = (*lines, f"{traffic.get(key, 0)}×")
        if lines:
            size = float(round(max(width(line, SMALL) for line in lines) + 12))
            cells[key] = Cell(0, size, 4 + 14.0 * len(lines), label=lines)
            cells[key].whole = ", ".join(transition.labels) if cut else ""
    return cells


# ----- from rows to pixels -----------------------------------------------------------------------


def _laid_out(
    flow: Flow, drawn: Rows, joined: Sequence[Transition], back: frozenset[tuple[str, str]]
) -> Layout:
    tops = _tops(drawn)
    chains = drawn.chains
    ports = _ports(drawn)
    visits = {(t.source, t.target) for t in joined if t.visit}
    across = max((cell.x + cell.width / 2 for cell in drawn.cells), default=0.0) + 2 * MARGIN
    return Layout(
        width=across,
        height=tops[-1][1] + MARGIN if tops else 2 * MARGIN,
        boxes=tuple(_box(flow, cell, tops) for cell in drawn.cells if cell.step is not None),
        labels=tuple(
            _label(drawn.cells[number], tops, key)
            for key, chain in chains.items()
            for number in chain
            if drawn.cells[number].label and drawn.cells[number].step is None
        ),
        paths=tuple(
            Path(
                source=key[0],
                target=key[1],
                back=key in back,
                visit=key in visits,
                points=_points(drawn, chain, tops, ports),
            )
            for key, chain in chains.items()
        ),
    )


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
        kind=_kind(flow, cell),
        x=MARGIN + cell.x - cell.width / 2,
        y=(upper + lower - cell.height) / 2,
        width=cell.width,
        height=cell.height,
        title=title,
        lines=tuple(lines),
        whole=cell.whole,
    )


def _kind(flow: Flow, cell: Cell) -> Kind:
    step = flow.steps.get(cell.step or "")
    if step is None:
        return "push"
    return "elsewhere" if cell.elsewhere else kind_of(step)


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
        whole=cell.whole,
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
