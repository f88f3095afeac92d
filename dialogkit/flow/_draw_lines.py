"""Lines of a picture as SVG: transitions, their tips, and the mark of the start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from dialogkit.flow._draw_parts import START, Layout, Path
from dialogkit.flow._draw_shapes import shortest as _n

__all__ = ["start_mark", "ways"]

_TIP = 7.0

Point = tuple[float, float]


def ways(paths: Sequence[Path], traffic: Mapping[tuple[str, str], int] | None) -> list[str]:
    """All lines; the parts that transitions share are drawn once, as wide as all of them."""
    loads: dict[tuple[Point, Point], int] = {}
    counts = traffic or {}
    for path in paths:
        for piece in pairwise(path.points):
            loads[piece] = loads.get(piece, 0) + counts.get((path.source, path.target), 0)
    most = max(loads.values(), default=0)
    drawn: set[tuple[Point, Point]] = set()
    parts = []
    for path in paths:
        parts += _new_pieces(path, loads, most if traffic is not None else None, drawn)
    return parts


def _new_pieces(
    path: Path,
    loads: Mapping[tuple[Point, Point], int],
    most: int | None,
    drawn: set[tuple[Point, Point]],
) -> list[str]:
    """The parts of a line that no line before it has drawn."""
    parts: list[str] = []
    run: list[str] = []
    wide = ""
    pieces = list(pairwise(path.points))
    for piece in [*pieces, None]:
        width = _width(loads[piece], most) if piece is not None else ""
        if run and (piece is None or piece in drawn or width != wide):
            parts.append(_run(run, path, wide))
            run = []
        if piece is None or piece in drawn:
            continue
        wide = width
        last = piece == pieces[-1]
        drawn.add(piece)
        run.append(_piece(piece, first=not run, short=last))
        if last:
            parts.append(_tip(piece[1], up=path.back))
    return parts


def _width(load: int, most: int | None) -> str:
    """From a hair to 9 pixels, so that the area is the traffic."""
    if most is None:
        return ""
    return f"{max(0.8, 9.0 * load / most if most else 0.0):.1f}"


def _run(run: Sequence[str], path: Path, wide: str) -> str:
    style = f' style="stroke-width:{wide}"' if wide else ""
    kind = " visit" if path.visit else " back" if path.back else ""
    return f'<path class="way{kind}" d="{"".join(run)}"{style}/>'


def _piece(piece: tuple[Point, Point], *, first: bool, short: bool) -> str:
    (x, y), (to_x, to_y) = piece
    if short:
        to_y += _TIP if to_y < y else -_TIP
    begin = f"M{_n(x)} {_n(y)}" if first else ""
    if x == to_x:
        return f"{begin}V{_n(to_y)}"
    middle = _n((y + to_y) / 2)
    return f"{begin}C{_n(x)} {middle} {_n(to_x)} {middle} {_n(to_x)} {_n(to_y)}"


def _tip(at: Point, *, up: bool) -> str:
    x, y = at
    base = y + _TIP if up else y - _TIP
    return f'<path class="tip" d="M{_n(x)} {_n(y)}L{_n(x - 4)} {_n(base)}H{_n(x + 4)}Z"/>'


def start_mark(laid: Layout, start: str) -> str:
    box = next((box for box in laid.boxes if box.step == start), None)
    if box is None:
        return ""
    x, top = box.x + box.width / 2, box.y
    begin = top - START + 4
    return (
        f'<circle class="tip" cx="{_n(x)}" cy="{_n(begin)}" r="4"/>'
        f'<path class="way" d="M{_n(x)} {_n(begin)}V{_n(top - _TIP)}"/>{_tip((x, top), up=False)}'
    )
