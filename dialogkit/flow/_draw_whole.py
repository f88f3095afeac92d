"""Puts the parts of a picture together: the flow itself, used flows, and rules for every step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from dialogkit.flow._draw_graph import part_of, rule_lists
from dialogkit.flow._draw_layout import Looks, lay_part
from dialogkit.flow._draw_parts import LINE, MARGIN, SMALL, TITLE, Box, Frame, Label, Layout
from dialogkit.flow._draw_text import fit, width
from dialogkit.flow._draw_words import words
from dialogkit.flow._flow import Flow

__all__ = ["layout"]

_WIDEST_WITH_SIDE = 1100.0
_WIDEST_RULE = 380.0
_GAP = 20.0
_BADGE = 26.0
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
    for name in dict.fromkeys(part_of(flow, step) for step in flow.steps):
        if name:
            part = _with_rules(lay_part(flow, name, looks), rule_lists(flow, locale, name))
            title = words(locale)["uses"].format(name=name)
            laid = _framed(laid, part, name, title)
    return _with_rules(laid, rule_lists(flow, locale), marked=marked)


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


def _with_rules(
    laid: Layout,
    lists: Sequence[tuple[str, list[str]]],
    *,
    marked: frozenset[str] = frozenset(),
) -> Layout:
    """Puts a box for each list of rules into a free corner, or else beside or below everything."""
    for title, lines in lists:
        box, laid = _rules_box(laid, title, lines, badge=_BADGE if "" in marked else 0.0)
        if title == lists[0][0] and laid.side is None:
            laid = replace(laid, side=box)
        else:
            laid = replace(laid, boxes=(*laid.boxes, box))
    return laid


def _rules_box(
    laid: Layout, title: str, lines: Sequence[str], *, badge: float
) -> tuple[Box, Layout]:
    """The box in its place, and the picture with room for it."""
    shown = tuple(fit(line, SMALL, _WIDEST_RULE) for line in lines)
    name = fit(title, TITLE, _WIDEST_RULE, bold=True)
    head = width(name, TITLE, bold=True) + badge
    inner = max(head, *(width(line, SMALL) for line in shown))
    size, height = float(round(inner + 24)), 14 + 17 + LINE * len(shown)
    x, y = _corner(laid, size, height)
    whole = "\n".join((title, *lines)) if (title, *lines) != (name, *shown) else ""
    box = Box(
        step="",
        kind=None,
        x=x,
        y=y,
        width=size,
        height=height,
        title=name,
        lines=shown,
        whole=whole,
    )
    across, down = max(laid.width, x + size + MARGIN), max(laid.height, y + height + MARGIN)
    return box, replace(laid, width=across, height=down)


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
    placed: list[Box | Label | Frame] = [*laid.things(), *laid.frames]
    spans = [(one.x, one.y, one.x + one.width, one.y + one.height) for one in placed]
    for path in laid.paths:
        for (ax, ay), (bx, by) in pairwise(path.points):
            spans.append((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
    return not any(a < right and c > left and b < low and d > top for a, b, c, d in spans)
