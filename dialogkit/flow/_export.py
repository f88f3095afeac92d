"""A flow as text for other drawing programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dialogkit.flow._checks._view import Transition, View

if TYPE_CHECKING:
    from dialogkit.flow._flow import Flow
    from dialogkit.flow._model import Step

__all__ = ["to_dot", "to_mermaid"]

_SHAPES = {"handoff": ("[[", "]]"), "end": ("([", "])"), "step": ("[", "]")}
_DOT_SHAPES = {"handoff": "box3d", "end": "oval", "step": "box"}


def _kind(step: Step) -> str:
    return "handoff" if step.handoff is not None else "end" if step.end is not None else "step"


def _drawn(flow: Flow) -> Iterator[tuple[Transition, str]]:
    """Transitions with their labels, those that every step inherits left out."""
    for transition in View(flow).transitions:
        step = flow.steps[transition.source]
        own = {rule.word for rule in step.hear}
        inherited = transition.kind in ("hear", "visit") and transition.word not in own
        inherited |= transition.kind == "lost" and step.lost is None
        inherited |= transition.kind == "silent" and step.silent is None
        if not inherited:
            yield transition, transition.word or transition.kind


def to_mermaid(flow: Flow) -> str:
    """See `Flow.to_mermaid`."""
    number = {name: f"s{index}" for index, name in enumerate(flow.steps)}
    lines = ["flowchart TD"]
    for step in flow.steps.values():
        left, right = _SHAPES[_kind(step)]
        lines.append(f"  {number[step.name]}{left}{_mermaid(step.name)}{right}")
    for transition, label in _drawn(flow):
        arrow = "-->" if transition.kind != "visit" else "-.->"
        ends = number[transition.source], number[transition.target]
        lines.append(f"  {ends[0]} {arrow}|{_mermaid(label)}| {ends[1]}")
    return "\n".join(lines) + "\n"


def _mermaid(text: str) -> str:
    return '"' + text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;") + '"'


def to_dot(flow: Flow) -> str:
    """See `Flow.to_dot`."""
    lines = [f"digraph {_dot(flow.name)} {{", "  rankdir=TB;"]
    lines += [f"  {_dot(s.name)} [shape={_DOT_SHAPES[_kind(s)]}];" for s in flow.steps.values()]
    for transition, label in _drawn(flow):
        ends = f"{_dot(transition.source)} -> {_dot(transition.target)}"
        lines.append(f"  {ends} [label={_dot(label)}];")
    return "\n".join([*lines, "}", ""])


def _dot(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
