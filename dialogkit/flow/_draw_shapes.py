"""Boxes, labels, frames and badges of a picture as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dialogkit.flow._draw_parts import LINE, Box, Frame, Label
from dialogkit.flow._draw_words import words
from dialogkit.flow._finding import SEVERITIES, Finding

__all__ = ["box_shape", "frame_shape", "label_shape", "shortest"]

_FOLD = 11.0
"""Pixels of the corner that is folded where the bot writes first."""
_INSETS = {"handoff": 26.0, "end": 26.0, "push": 32.0, "elsewhere": 16.0}
"""Pixels from the left edge to the text; others 12."""


def shortest(value: float) -> str:
    """A number as short as it can be, to a tenth of a pixel."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


_n = shortest


def label_shape(label: Label) -> str:
    """A transition's label; where it is cut, with all it says as a tooltip."""
    x, y = label.x + label.width / 2, label.y
    texts = [
        f'<text class="ink" x="{_n(x)}" y="{_n(y + 13 + 14 * i)}" text-anchor="middle">'
        f"{escape(line)}</text>"
        for i, line in enumerate(label.lines)
    ]
    box = (
        f'<rect class="label" x="{_n(label.x)}" y="{_n(y)}" width="{_n(label.width)}" '
        f'height="{_n(label.height)}" rx="6"/>'
    )
    drawn = box + "".join(texts)
    return f"<g>{_tooltip(label.whole)}{drawn}</g>" if label.whole else drawn


def frame_shape(frame: Frame) -> str:
    """The frame of a used flow."""
    size = (
        f'x="{_n(frame.x)}" y="{_n(frame.y)}" width="{_n(frame.width)}" height="{_n(frame.height)}"'
    )
    name = f'x="{_n(frame.x + 14)}" y="{_n(frame.y + 20)}"'
    return (
        f'<rect class="frame" {size} rx="8"/>'
        f'<text class="soft name" {name}>{escape(frame.title)}</text>'
    )


def box_shape(box: Box, findings: Sequence[Finding], locale: str) -> str:
    """A box with its text, and a badge where something was found."""
    x = box.x + _INSETS.get(box.kind or "", 12.0)
    parts = [
        _tooltip(box.whole),
        _outline(box),
        f'<text class="ink name" x="{_n(x)}" y="{_n(box.y + 20)}">{escape(box.title)}</text>',
    ]
    for i, line in enumerate(box.lines):
        y = _n(box.y + 20 + LINE * (i + 1))
        parts.append(f'<text class="soft" x="{_n(x)}" y="{y}">{escape(line)}</text>')
    if findings:
        inset = 29 if box.kind in ("handoff", "end", "push") else 15
        parts.append(_badge(box.x + box.width - inset, box.y + 14, findings, locale))
    return f"<g>{''.join(parts)}</g>"


def _tooltip(text: str) -> str:
    return f"<title>{escape(text)}</title>" if text else ""


def _outline(box: Box) -> str:
    """Each kind has a shape of its own, so that it can be told without colour."""
    x, y, w, h = box.x, box.y, box.width, box.height
    size = f'x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="{_n(h)}"'
    if box.kind == "handoff":
        points = [(x + 12, y), (x + w - 12, y), (x + w, y + h / 2)]
        points += [(x + w - 12, y + h), (x + 12, y + h), (x, y + h / 2)]
        listed = " ".join(f"{_n(px)},{_n(py)}" for px, py in points)
        return f'<polygon class="handoff" points="{listed}" stroke-width="1.6"/>'
    if box.kind == "end":
        return f'<rect class="end" {size} rx="{_n(min(h / 2, 26))}" stroke-width="2.4"/>'
    if box.kind == "push":
        return _letter(box)
    if box.kind == "elsewhere":
        inner = f'x="{_n(x + 4)}" y="{_n(y + 4)}" width="{_n(w - 8)}" height="{_n(h - 8)}"'
        return f'<rect class="step" {size}/><rect class="side" {inner} style="fill:none"/>'
    return f'<rect class="{"side" if box.kind is None else "step"}" {size} rx="4"/>'


def _letter(box: Box) -> str:
    """A sheet with a folded corner, and an envelope on it."""
    x, y, w, h = box.x, box.y, box.width, box.height
    sheet = (
        f'<path class="push" d="M{_n(x)} {_n(y)}h{_n(w - _FOLD)}l{_n(_FOLD)} {_n(_FOLD)}'
        f'v{_n(h - _FOLD)}h{_n(-w)}zM{_n(x + w - _FOLD)} {_n(y)}v{_n(_FOLD)}h{_n(_FOLD)}"/>'
    )
    envelope = f'<path class="push" d="M{_n(x + 10)} {_n(y + 10)}h15v11h-15zl7.5 6l7.5 -6"/>'
    return sheet + envelope


def _badge(x: float, y: float, findings: Sequence[Finding], locale: str) -> str:
    """How many findings, in the shape and colour of the worst: octagon, triangle or disc."""
    worst = min(SEVERITIES.index(finding.severity) for finding in findings)
    told = "; ".join(f"{finding.code}: {finding.what}" for finding in findings)
    shape = {
        0: f"M{_n(x - 4)} {_n(y - 9)}h8l5 5v8l-5 5h-8l-5-5v-8z",
        1: f"M{_n(x)} {_n(y - 10)}l11 19h-22z",
        2: f"M{_n(x - 9)} {_n(y)}a9 9 0 1 0 18 0a9 9 0 1 0-18 0z",
    }[worst]
    down = _n(y + (7 if worst == 1 else 4))
    return (
        f"<g><title>{escape(words(locale)['finding'])}: {escape(told)}</title>"
        f'<path class="{SEVERITIES[worst]}" d="{shape}"/>'
        f'<text class="mark badge" x="{_n(x)}" y="{down}">{len(findings)}</text></g>'
    )
