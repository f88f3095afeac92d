"""A flow as a picture: SVG that needs no font, no script and no network."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise

from dialogkit.flow._draw_graph import Transition, anywhere_lines, transitions, words
from dialogkit.flow._draw_layout import (
    LINE,
    START,
    Box,
    Label,
    Layout,
    Path,
    Point,
    layout,
)
from dialogkit.flow._finding import Finding
from dialogkit.flow._flow import Flow
from dialogkit.flow._model import Place

__all__ = ["draw"]

_LIGHT = {
    "bg": "fill:#ffffff", "ink": "fill:#1b1f24", "soft": "fill:#57606a",
    "step": "fill:#f2f5f8;stroke:#57606a", "handoff": "fill:#ffdf9e;stroke:#8a5a00",
    "end": "fill:#bfe6d8;stroke:#00664a", "side": "fill:#ffffff;stroke:#57606a",
    "way": "stroke:#57606a", "tip": "fill:#57606a", "label": "fill:#ffffff;stroke:#d0d7de",
    "error": "fill:#b3261e", "warning": "fill:#8a5a00", "info": "fill:#0072b2",
    "mark": "fill:#ffffff",
}  # fmt: skip
_DARK = {
    "bg": "fill:#0f1419", "ink": "fill:#f0f3f6", "soft": "fill:#b4bdc7",
    "step": "fill:#20272e;stroke:#8b98a5", "handoff": "fill:#5c4200;stroke:#ffc857",
    "end": "fill:#0b4a3a;stroke:#56d3a9", "side": "fill:#0f1419;stroke:#8b98a5",
    "way": "stroke:#8b98a5", "tip": "fill:#8b98a5", "label": "fill:#0f1419;stroke:#3d4650",
    "error": "fill:#ff8a80", "warning": "fill:#ffc857", "info": "fill:#7cc7f2",
    "mark": "fill:#0f1419",
}  # fmt: skip
"""The colours are those of Okabe and Ito, lighter or darker; shapes say the same in grey."""

_FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',Arial,sans-serif"
_TIP = 7.0
_SEVERITIES = ("error", "warning", "info")


def draw(
    flow: Flow,
    *,
    traffic: Mapping[tuple[str, str], int] | None = None,
    findings: Iterable[Finding] = (),
    locale: str = "en",
) -> str:
    """The flow as SVG: the same flow gives the same bytes.

    Steps are boxes, handoffs pointed, ends round; what takes a transition stands on its line;
    lines that lead back up are dashed; the rules every step inherits stand in a box of their own.

    Args:
        flow: The flow; it may have errors.
        traffic: Source and target of transitions to number of customers; lines get wider by it.
        findings: What `Flow.check` found; each is shown as a badge on the step it is about, or on
            the steps that make the handoff it is about.
        locale: Language of texts and labels.
    """
    badges = _badges(flow, findings)
    laid = layout(flow, locale=locale, traffic=traffic, marked=frozenset(badges))
    name = "flow-" + hashlib.sha256(repr((laid, flow.name)).encode()).hexdigest()[:8]
    parts = [
        _head(laid, name, flow, locale),
        *_ways(laid.paths, traffic),
        *(_label(label) for label in laid.labels),
        *(_box(box, badges.get(box.step, []), locale) for box in laid.boxes),
        _start(laid, flow.start),
        _box(laid.side, [], locale) if laid.side is not None else "",
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


# ----- head: size, words for screen readers, colours -------------------------------------------


def _head(laid: Layout, name: str, flow: Flow, locale: str) -> str:
    size = f'viewBox="0 0 {_n(laid.width)} {_n(laid.height)}" width="{_n(laid.width)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{name}" class="dk-flow" {size} '
        f'style="max-width:100%;height:auto" '
        f'role="img" aria-labelledby="{name}-title {name}-desc">\n'
        f'<title id="{name}-title">{escape(flow.name)}</title>\n'
        f'<desc id="{name}-desc">{escape(_described(flow, locale))}</desc>\n'
        f"<style>{_style(name)}</style>\n"
        f'<rect class="bg" width="{_n(laid.width)}" height="{_n(laid.height)}"/>'
    )


def _described(flow: Flow, locale: str) -> str:
    """The picture in sentences."""
    own = words(locale)
    sentences = [own["starts"].format(name=flow.name, n=len(flow.steps), start=flow.start)]
    by_source: dict[str, list[Transition]] = {}
    for transition in transitions(flow, locale):
        by_source.setdefault(transition.source, []).append(transition)
    for source, ways in by_source.items():
        told = [f"{', '.join(way.labels)} → {way.target}".removeprefix(" ") for way in ways]
        sentences.append(f"{source}: {'; '.join(told)}.")
    rules = anywhere_lines(flow, locale)
    if rules:
        sentences.append(f"{own['anywhere']}: {'; '.join(rules)}.")
    return " ".join(sentences)


def _style(name: str) -> str:
    root = f"#{name}"
    shapes = (
        f"{root} text{{{_FONT};font-size:11px}}"
        f"{root} .name{{font-size:13px;font-weight:600}}"
        f"{root} .way{{fill:none;stroke-width:1.4;stroke-linecap:round}}"
        f"{root} .back{{stroke-dasharray:5 4;stroke-linecap:butt}}"
        f"{root} .side{{stroke-dasharray:2 3}}"
        f"{root} .badge{{font-weight:700;text-anchor:middle}}"
    )
    dark = _rules(root, _DARK)
    jupyter = _rules(f'[data-jp-theme-light="false"] {root}', _DARK)
    light = _rules(f'[data-jp-theme-light="true"] {root}', _LIGHT)
    return (
        f"{_rules(root, _LIGHT)}{shapes}"
        f"@media (prefers-color-scheme:dark){{{dark}}}{jupyter}{light}"
    )


def _rules(root: str, colours: Mapping[str, str]) -> str:
    return "".join(f"{root} .{name}{{{rule}}}" for name, rule in colours.items())


# ----- lines -----------------------------------------------------------------------------------


def _ways(paths: Sequence[Path], traffic: Mapping[tuple[str, str], int] | None) -> list[str]:
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
    back = " back" if path.back else ""
    return f'<path class="way{back}" d="{"".join(run)}"{style}/>'


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


def _start(laid: Layout, start: str) -> str:
    box = next((box for box in laid.boxes if box.step == start), None)
    if box is None:
        return ""
    x, top = box.x + box.width / 2, box.y
    begin = top - START + 4
    return (
        f'<circle class="tip" cx="{_n(x)}" cy="{_n(begin)}" r="4"/>'
        f'<path class="way" d="M{_n(x)} {_n(begin)}V{_n(top - _TIP)}"/>{_tip((x, top), up=False)}'
    )


# ----- boxes and labels ------------------------------------------------------------------------


def _label(label: Label) -> str:
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
    return box + "".join(texts)


def _box(box: Box, findings: Sequence[Finding], locale: str) -> str:
    x = box.x + (12 if box.kind in (None, "step") else 26)
    parts = [
        _shape(box),
        f'<text class="ink name" x="{_n(x)}" y="{_n(box.y + 20)}">{escape(box.title)}</text>',
    ]
    for i, line in enumerate(box.lines):
        y = _n(box.y + 20 + LINE * (i + 1))
        parts.append(f'<text class="soft" x="{_n(x)}" y="{y}">{escape(line)}</text>')
    if findings:
        inset = 15 if box.kind == "step" else 29
        parts.append(_badge(box.x + box.width - inset, box.y + 14, findings, locale))
    return f"<g>{''.join(parts)}</g>"


def _shape(box: Box) -> str:
    x, y, w, h = box.x, box.y, box.width, box.height
    if box.kind == "handoff":
        points = [(x + 12, y), (x + w - 12, y), (x + w, y + h / 2)]
        points += [(x + w - 12, y + h), (x + 12, y + h), (x, y + h / 2)]
        listed = " ".join(f"{_n(px)},{_n(py)}" for px, py in points)
        return f'<polygon class="handoff" points="{listed}" stroke-width="1.6"/>'
    size = f'x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="{_n(h)}"'
    if box.kind == "end":
        return f'<rect class="end" {size} rx="{_n(min(h / 2, 26))}" stroke-width="2.4"/>'
    return f'<rect class="{"side" if box.kind is None else "step"}" {size} rx="4"/>'


def _badge(x: float, y: float, findings: Sequence[Finding], locale: str) -> str:
    """How many findings, in the shape and colour of the worst: octagon, triangle or disc."""
    worst = min((_rank(finding) for finding in findings), default=0)
    told = "; ".join(f"{finding.code}: {finding.what}" for finding in findings)
    shape = {
        0: f"M{_n(x - 4)} {_n(y - 9)}h8l5 5v8l-5 5h-8l-5-5v-8z",
        1: f"M{_n(x)} {_n(y - 10)}l11 19h-22z",
        2: f"M{_n(x - 9)} {_n(y)}a9 9 0 1 0 18 0a9 9 0 1 0-18 0z",
    }[worst]
    down = _n(y + (7 if worst == 1 else 4))
    return (
        f"<g><title>{escape(words(locale)['finding'])}: {escape(told)}</title>"
        f'<path class="{_SEVERITIES[worst]}" d="{shape}"/>'
        f'<text class="mark badge" x="{_n(x)}" y="{down}">{len(findings)}</text></g>'
    )


def _rank(finding: Finding) -> int:
    return _SEVERITIES.index(finding.severity)


def _badges(flow: Flow, findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Step to what was found in its lines or in those of its handoff."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.place.file != flow.file:
            continue
        for step in flow.steps.values():
            handoff = flow.handoffs.get(step.handoff or "")
            about = [(step.place, step.places)]
            about += [(handoff.place, handoff.places)] if handoff is not None else []
            if any(_covers(place, places, finding.place.line) for place, places in about):
                found.setdefault(step.name, []).append(finding)
    return found


def _covers(place: Place, places: Mapping[str, Place], line: int) -> bool:
    lines = [place.line, *(inner.line for inner in places.values())]
    return min(lines) <= line <= max(lines)


def _n(value: float) -> str:
    """A number as short as it can be, to a tenth of a pixel."""
    return f"{value:.1f}".rstrip("0").rstrip(".")
