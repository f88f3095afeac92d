"""Puts the parts of a picture together: the flow itself, used flows, and rules for every step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from dialogkit.flow._draw_graph import anywhere_lines, part_of
from dialogkit.flow._draw_layout import Looks, lay_part
from dialogkit.flow._draw_parts import LINE, MARGIN, SMALL, TITLE, Box, Frame, Label, Layout
from dialogkit.flow._draw_text import fit, width
from dialogkit.flow._draw_words import words
from dialogkit.flow._flow import Flow

__all__ = ["layout"]

_WIDEST_WITH_SIDE = 1100.0
_WIDEST_RULE = 380.0
_GAP = 20.0
_HEAD = 14.0
"""Pixels between the top of a frame and that of the part in it, for its title."""

Point = tuple[float, float]


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
        marked: Steps that need room for a badge; the empty name is the box of the rules.
    """
    looks = Looks(locale=locale, traffic=traffic, marked=marked)
    laid = lay_part(flow, "", looks)
    rules = words(locale)["anywhere"]
    for name in dict.fromkeys(part_of(flow, step) for step in flow.steps):
        if name:
            title = words(locale)["uses"].format(name=name)
            part = _with_side(
                lay_part(flow, name, looks), anywhere_lines(flow, locale, name), rules
            )
            laid = _framed(laid, part, name, title)
    return _with_side(laid, anywhere_lines(flow, locale), rules, marked=marked)


# ----- used flows --------------------------------------------------------------------------------


def _framed(laid: Layout, part: Layout, name: str, title: str) -> Layout:
    """Puts a part into a frame beside the last one where there is room, or else below."""
    wide = max(part.width, width(title, TITLE, bold=True) + 2 * MARGIN)
    high = part.height + _HEAD
    x, y = _beside(laid, wide)
    frame = Frame(name=name, x=x, y=y, width=wide, height=high, title=title)
    down = y + _HEAD
    boxes = [*part.boxes, *([part.side] if part.side is not None else [])]
    return replace(
        laid,
        width=max(laid.width, x + wide + MARGIN),
        height=max(laid.height, y + high + MARGIN),
        boxes=(*laid.boxes, *(box.moved(x, down) for box in boxes)),
        labels=(*laid.labels, *(label.moved(x, down) for label in part.labels)),
        paths=(*laid.paths, *(path.moved(x, down) for path in part.paths)),
        frames=(*laid.frames, frame),
    )


def _beside(laid: Layout, wide: float) -> Point:
    if laid.frames:
        last = laid.frames[-1]
        right = last.x + last.width + _GAP
        if right + wide + MARGIN <= max(laid.width, _WIDEST_WITH_SIDE):
            return right, last.y
    return MARGIN, laid.height + 4


# ----- the rules that hold everywhere ------------------------------------------------------------


def _with_side(
    laid: Layout, lines: list[str], title: str, *, marked: frozenset[str] = frozenset()
) -> Layout:
    """Puts the box of the rules into a free corner, or else beside or below everything."""
    if not lines:
        return laid
    shown = tuple(fit(line, SMALL, _WIDEST_RULE) for line in lines)
    badge = 26.0 if "" in marked else 0.0
    head = width(title, TITLE, bold=True) + badge
    inner = max(head, *(width(line, SMALL) for line in shown))
    size, height = float(round(inner + 24)), 14 + 17 + LINE * len(shown)
    x, y = _corner(laid, size, height)
    whole = "\n".join(lines) if list(shown) != lines else ""
    side = Box(
        step="",
        kind=None,
        x=x,
        y=y,
        width=size,
        height=height,
        title=title,
        lines=shown,
        whole=whole,
    )
    return replace(
        laid,
        width=max(laid.width, x + size + MARGIN),
        height=max(laid.height, y + height + MARGIN),
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
    placed: list[Box | Label | Frame] = [*laid.boxes, *laid.labels, *laid.frames]
    spans = [(one.x, one.y, one.x + one.width, one.y + one.height) for one in placed]
    for path in laid.paths:
        for (ax, ay), (bx, by) in pairwise(path.points):
            spans.append((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
    return not any(a < right and c > left and b < low and d > top for a, b, c, d in spans)
