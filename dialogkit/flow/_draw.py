"""A flow as a picture: SVG that needs no font, no script and no network."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from dialogkit.flow._draw_graph import (
    PUSH,
    Transition,
    kind_of,
    rule_lists,
    transitions,
)
from dialogkit.flow._draw_lines import start_mark, ways
from dialogkit.flow._draw_parts import Layout
from dialogkit.flow._draw_shapes import box_shape, frame_shape, label_shape, shortest
from dialogkit.flow._draw_whole import layout
from dialogkit.flow._draw_words import words
from dialogkit.flow._finding import Finding
from dialogkit.flow._flow import Flow
from dialogkit.flow._model import Place, Step

__all__ = ["draw"]

_LIGHT = {
    "bg": "fill:#ffffff", "ink": "fill:#1b1f24", "soft": "fill:#57606a",
    "step": "fill:#f2f5f8;stroke:#57606a", "handoff": "fill:#ffdf9e;stroke:#8a5a00",
    "end": "fill:#bfe6d8;stroke:#00664a", "side": "fill:#ffffff;stroke:#57606a",
    "push": "fill:#d7e9f7;stroke:#0a5a8f", "frame": "fill:#fafbfc;stroke:#8b98a5",
    "way": "stroke:#57606a", "tip": "fill:#57606a", "label": "fill:#ffffff;stroke:#d0d7de",
    "error": "fill:#b3261e", "warning": "fill:#8a5a00", "info": "fill:#0072b2",
    "mark": "fill:#ffffff",
}  # fmt: skip
_DARK = {
    "bg": "fill:#0f1419", "ink": "fill:#f0f3f6", "soft": "fill:#b4bdc7",
    "step": "fill:#20272e;stroke:#8b98a5", "handoff": "fill:#5c4200;stroke:#ffc857",
    "end": "fill:#0b4a3a;stroke:#56d3a9", "side": "fill:#0f1419;stroke:#8b98a5",
    "push": "fill:#0d3a58;stroke:#7cc7f2", "frame": "fill:#151b21;stroke:#57606a",
    "way": "stroke:#8b98a5", "tip": "fill:#8b98a5", "label": "fill:#0f1419;stroke:#3d4650",
    "error": "fill:#ff8a80", "warning": "fill:#ffc857", "info": "fill:#7cc7f2",
    "mark": "fill:#0f1419",
}  # fmt: skip
"""The colours are those of Okabe and Ito, lighter or darker; shapes say the same in grey."""

_FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',Arial,sans-serif"


def draw(
    flow: Flow,
    *,
    traffic: Mapping[tuple[str, str], int] | None = None,
    findings: Iterable[Finding] = (),
    locale: str = "en",
) -> str:
    """The flow as SVG: the same flow gives the same bytes.

    Steps are boxes, handoffs pointed, ends round, messages that the bot begins letters; what takes
    a transition stands on its line. The steps of the intents stand side by side. Lines that lead
    back up are dashed, visits that come back dotted; used flows have a frame, and the rules that
    every step inherits a box of their own. What is cut is told by a tooltip.

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
    side = [laid.side] if laid.side is not None else []
    parts = [
        _head(laid, name, flow, locale),
        *map(frame_shape, laid.frames),
        *ways(laid.paths, traffic),
        *map(label_shape, laid.labels),
        *(box_shape(box, badges.get(box.step, []), locale) for box in laid.boxes if box.step),
        *(box_shape(box, [], locale) for box in laid.boxes if not box.step),
        *(box_shape(box, badges.get("", []), locale) for box in side),
        start_mark(laid, flow.start),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


# ----- head: size, words for screen readers, colours -------------------------------------------


def _head(laid: Layout, name: str, flow: Flow, locale: str) -> str:
    wide, high = shortest(laid.width), shortest(laid.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{name}" class="dk-flow" '
        f'viewBox="0 0 {wide} {high}" width="{wide}" style="max-width:100%;height:auto" '
        f'role="img" aria-labelledby="{name}-title {name}-desc">\n'
        f'<title id="{name}-title">{escape(flow.name)}</title>\n'
        f'<desc id="{name}-desc">{escape(" ".join(_described(flow, locale)))}</desc>\n'
        f"<style>{_style(name)}</style>\n"
        f'<rect class="bg" width="{wide}" height="{high}"/>'
    )


def _described(flow: Flow, locale: str) -> Iterator[str]:
    """The picture in sentences."""
    own = words(locale)
    yield own["starts"].format(name=flow.name, n=len(flow.steps), start=flow.start)
    by_source: dict[str, list[Transition]] = {}
    for transition in transitions(flow, locale):
        by_source.setdefault(transition.source, []).append(transition)
    for push in flow.push.values():
        yield own["push"].format(name=push.name, target=push.goto) + "."
    for step in flow.steps.values():
        told = [f"{', '.join(w.labels)} → {w.target}".strip() for w in by_source.get(step.name, [])]
        yield f"{step.name}{_sort(step, locale)}{': ' if told else ''}{'; '.join(told)}."
    for part in ("", *flow.used):
        where = f" ({own['uses'].format(name=part)})" if part else ""
        for title, rules in rule_lists(flow, locale, part):
            yield f"{title}{where}: {'; '.join(rules)}."


def _sort(step: Step, locale: str) -> str:
    kind = kind_of(step)
    return "" if kind == "step" else f" ({words(locale)[f'kind_{kind}']})"


def _style(name: str) -> str:
    root = f"#{name}"
    shapes = (
        f"{root} text{{{_FONT};font-size:11px}}"
        f"{root} .name{{font-size:13px;font-weight:600}}"
        f"{root} .way{{fill:none;stroke-width:1.4;stroke-linecap:round}}"
        f"{root} .back{{stroke-dasharray:5 4;stroke-linecap:butt}}"
        f"{root} .visit{{stroke-dasharray:.1 4.4;stroke-width:2.2}}"
        f"{root} .side{{stroke-dasharray:2 3}}"
        f"{root} .frame{{stroke-dasharray:8 3}}"
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


# ----- badges ------------------------------------------------------------------------------------


def _badges(flow: Flow, findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Box to what was found in its lines or in those of its handoff; no name: the rules."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        for name, places in _places(flow).items():
            if any(_covers(group, finding.place) for group in places):
                found.setdefault(name, []).append(finding)
    return found


def _places(flow: Flow) -> dict[str, list[list[Place]]]:
    """Box to groups of places; what stands between the lines of a group is about the box."""
    found: dict[str, list[list[Place]]] = {}
    for step in flow.steps.values():
        handoff = flow.handoffs.get(step.handoff or "")
        found[step.name] = [[step.place, *step.places.values()]]
        if handoff is not None:
            found[step.name].append([handoff.place, *handoff.places.values()])
    for push in flow.push.values():
        found[PUSH + push.name] = [[push.place, *push.places.values()]]
    rules = flow.anywhere
    silent = rules.silent.place if rules.silent is not None else None
    own = [*(rule.place for rule in rules.hear), rules.lost_place, silent]
    found[""] = [[place] for place in own if place is not None]
    return found


def _covers(places: Iterable[Place], at: Place) -> bool:
    lines = [place.line for place in places if place.file == at.file]
    return bool(lines) and min(lines) <= at.line <= max(lines)
