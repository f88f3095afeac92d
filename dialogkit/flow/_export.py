"""A flow as text for other drawing programs: Mermaid and Graphviz."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dialogkit.flow._draw_graph import (
    PUSH,
    Transition,
    box_lines,
    kind_of,
    part_of,
    push_lines,
    rule_lists,
    transitions,
)
from dialogkit.flow._texts import Texts

if TYPE_CHECKING:
    from dialogkit.flow._flow import Flow

__all__ = ["to_dot", "to_mermaid"]

_MERMAID_SHAPES = {"handoff": ("{{", "}}"), "end": ("([", "])"), "step": ("[", "]")}
_DOT_SHAPES = {"handoff": "hexagon", "end": "oval", "step": "box"}
_LOCALE = "en"


def _parts(flow: Flow) -> dict[str, list[str]]:
    """Used flow to its steps; the flow's own under no name."""
    found: dict[str, list[str]] = {"": []}
    for name in flow.steps:
        found.setdefault(part_of(flow, name), []).append(name)
    return found


def _wordless(flow: Flow) -> Flow:
    """The flow without its texts: choices then stand under the flow's own words."""
    return replace(flow, texts=Texts())


def _rules(flow: Flow) -> list[tuple[str, list[str]]]:
    """The lists of rules of all parts."""
    return [
        (f"{title} ({part})" if part else title, rules)
        for part in _parts(flow)
        for title, rules in rule_lists(flow, _LOCALE, part)
    ]


# ----- Mermaid -----------------------------------------------------------------------------------


def to_mermaid(flow: Flow) -> str:
    """See `Flow.to_mermaid`."""
    flow = _wordless(flow)
    key = {name: f"s{number}" for number, name in enumerate(flow.steps)}
    key |= {PUSH + name: f"p{number}" for number, name in enumerate(flow.push)}
    lines = ["flowchart TD"]
    for number, (part, names) in enumerate(_parts(flow).items()):
        if part:
            lines.append(f"  subgraph u{number}[{_mermaid([part])}]")
        for name in names:
            left, right = _MERMAID_SHAPES[kind_of(flow.steps[name])]
            lines.append(f"  {key[name]}{left}{_mermaid([name])}{right}")
        if part:
            lines.append("  end")
    for step in flow.steps.values():
        # a second statement on the same step only exchanges its text
        left, right = _MERMAID_SHAPES[kind_of(step)]
        does = box_lines(flow, step, _LOCALE)
        if does:
            lines.append(f"  {key[step.name]}{left}{_mermaid([step.name, *does])}{right}")
    for push in flow.push.values():
        told = [push.name, *push_lines(push, _LOCALE)]
        lines.append(f"  {key[PUSH + push.name]}>{_mermaid(told)}]")
    if flow.start in key:
        lines += ["  start((start))", f"  start --> {key[flow.start]}"]
    for each in transitions(flow, _LOCALE):
        arrow = "-.->" if each.visit else "-->"
        label = f"|{_mermaid(each.labels)}|" if each.labels else ""
        lines.append(f"  {key[each.source]} {arrow}{label} {key[each.target]}")
    for number, (title, rules) in enumerate(_rules(flow)):
        lines.append(f"  r{number}[/{_mermaid([title, *rules])}/]")
    return "\n".join(lines) + "\n"


def _mermaid(lines: tuple[str, ...] | list[str]) -> str:
    """A quoted text; what Mermaid or HTML reads as its own stands as the number of the letter."""
    return '"' + "<br/>".join(_SPECIAL.sub(_numbered, " ".join(x.split())) for x in lines) + '"'


_SPECIAL = re.compile(r"[\"#&<>`\\;|{}\[\]()]")


def _numbered(found: re.Match[str]) -> str:
    return f"#{ord(found[0])};"


# ----- Graphviz ----------------------------------------------------------------------------------


def to_dot(flow: Flow) -> str:
    """See `Flow.to_dot`."""
    flow = _wordless(flow)
    lines = [f"digraph {_dot([flow.name])} {{", "  rankdir=TB;"]
    for number, (part, names) in enumerate(_parts(flow).items()):
        if part:
            lines.append(f"  subgraph cluster_{number} {{ label={_dot([part])}; style=dashed;")
        for name in names:
            shape = _DOT_SHAPES[kind_of(flow.steps[name])]
            does = box_lines(flow, flow.steps[name], _LOCALE)
            lines.append(f"  {_dot([name])} [shape={shape}, label={_dot([name, *does])}];")
        if part:
            lines.append("  }")
    for push in flow.push.values():
        told = _dot([push.name, *push_lines(push, _LOCALE)])
        lines.append(f"  {_dot([PUSH + push.name])} [shape=note, label={told}];")
    if flow.start in flow.steps:
        lines.append(f'  "" [shape=point]; "" -> {_dot([flow.start])};')
    lines += [f"  {_dot_line(each)}" for each in transitions(flow, _LOCALE)]
    for number, (title, rules) in enumerate(_rules(flow)):
        told = _dot([title, *rules])
        lines.append(f'  " rules {number}" [shape=box, style=dotted, label={told}];')
    return "\n".join([*lines, "}", ""])


def _dot_line(each: Transition) -> str:
    style = ", style=dotted, dir=both" if each.visit else ""
    ends = f"{_dot([each.source])} -> {_dot([each.target])}"
    return f"{ends} [label={_dot(each.labels)}{style}];"


def _dot(lines: tuple[str, ...] | list[str]) -> str:
    """A quoted text, broken into lines."""
    escaped = (" ".join(x.split()).replace("\\", "\\\\").replace('"', '\\"') for x in lines)
    return '"' + "\\n".join(escaped) + '"'
