"""Mermaid and Graphviz texts of a flow: whole, and safe whatever its names are."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flow_maker import make_flow, write_flow
from hypothesis import given
from hypothesis import strategies as st

from dialogkit.flow import Flow, Place, Step, Texts, load_flow
from dialogkit.flow._draw_graph import PUSH, transitions

_TOKEN = re.compile(r'\s*(?:"((?:\\.|[^"\\])*)"|([A-Za-z_][\w]*)|(->)|([{}\[\];=,]))', re.DOTALL)


def tokens(text: str) -> list[tuple[str, str]]:
    """The tokens of a Graphviz text (its grammar's quoted and plain names, and signs)."""
    found, at = [], 0
    while text[at:].strip():
        token = _TOKEN.match(text, at)
        assert token is not None, text[at : at + 80]
        kind = "name" if token[1] is not None else "word" if token[2] else "sign"
        found.append((kind, token[1] if kind == "name" else token[0].strip()))
        at = token.end()
    return found


def dot_lines(text: str) -> set[tuple[str, str]]:
    """Source and target of each line of a Graphviz text."""
    read = tokens(text)
    return {
        (unescaped(read[i - 1][1]), unescaped(read[i + 1][1]))
        for i, (kind, value) in enumerate(read)
        if (kind, value) == ("sign", "->") and read[i - 1][1]
    }


def unescaped(name: str) -> str:
    """A quoted name as it was."""
    return name.replace('\\"', '"').replace("\\\\", "\\")


@pytest.mark.parametrize("seed", range(6))
def test_graphviz_has_every_line(seed: int) -> None:
    """Balanced brackets, each transition once, each step and push with its shape."""
    flow = make_flow(random.Random(seed), 8 + 8 * seed)
    text = flow.to_dot()
    wanted = {(each.source, each.target) for each in transitions(flow, "en")}
    assert dot_lines(text) == wanted
    signs = [value for kind, value in tokens(text) if kind == "sign"]
    assert signs.count("{") == signs.count("}")
    assert signs.count("[") == signs.count("]")
    for name in (*flow.steps, *(PUSH + each for each in flow.push)):
        assert text.count(f'  "{name}" [shape=') == 1
    assert text.count("shape=note") == len(flow.push)
    assert text.count("style=dotted, dir=both") == sum(t.visit for t in transitions(flow, "en"))


@pytest.mark.parametrize("seed", range(6))
def test_mermaid_has_every_line(seed: int) -> None:
    """Each transition is a line between the keys of its steps, a visit a dotted one."""
    flow = make_flow(random.Random(seed), 8 + 8 * seed)
    text = flow.to_mermaid()
    key = {name: f"s{number}" for number, name in enumerate(flow.steps)}
    key |= {PUSH + name: f"p{number}" for number, name in enumerate(flow.push)}
    for each in transitions(flow, "en"):
        arrow = "-\\.->" if each.visit else "-->"
        line = rf"^  {key[each.source]} {arrow}(\|\".*\"\|)? {key[each.target]}$"
        assert re.search(line, text, re.MULTILINE), (each, line)
    for step in flow.steps.values():
        for branch in step.branches:
            safe = re.sub(r"[><()\[\]]", lambda found: f"#{ord(found[0])};", branch.guard.text)
            assert f"if {safe}" in text
    if any(step.move for step in flow.steps.values()):
        assert "moves to web, telegram" in text


def test_used_flows_are_grouped(tmp_path: Path) -> None:
    """The steps of another file stand in a group of its name."""
    flow = load_flow(write_flow(tmp_path, random.Random(9), 20))
    group = flow.to_mermaid().split("  subgraph ")[1].split("  end\n")[0]
    assert group.startswith('u1["faq"]')
    assert group.count("faq.") == sum(name.startswith("faq.") for name in flow.steps)
    assert 'subgraph cluster_1 { label="faq"' in flow.to_dot()


def named(name: str) -> Flow:
    """A flow of two steps of which one has this name."""
    steps = {
        name: Step(name=name, then="end", place=Place("f", 1, 1)),
        "end": Step(name="end", end="x", place=Place("f", 2, 1)),
    }
    return Flow(name=name, start=name, steps=steps, texts=Texts())


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12))
def test_any_name_is_safe(name: str) -> None:
    """Quotes, brackets, backslashes and markup in a name change nothing but the name."""
    flow = named(name)
    if len(flow.steps) < 2:
        return
    assert dot_lines(flow.to_dot()) == {(name, "end")}
    lines = flow.to_mermaid().splitlines()
    assert lines[1:3] == [lines[1], '  s1(["end"])']
    shown = lines[1].removeprefix('  s0["').removesuffix('"]')
    assert not re.search(r"[\"<>\[\]{}|`\\]", shown)
    assert re.sub(r"#(\d+);", lambda found: chr(int(found[1])), shown) == name


def test_guards_of_choices_are_told() -> None:
    """A choice under a guard is labelled with both."""
    made = (make_flow(random.Random(seed), 40) for seed in range(20))
    flow, step = next(
        (flow, step)
        for flow in made
        for step in flow.steps.values()
        if any(choice.guard is not None for choice in step.choose)
    )
    choice = next(c for c in step.choose if c.guard is not None)
    assert choice.guard is not None
    line = f"{choice.word} if {choice.guard.text}"
    assert line.replace("\\", "\\\\") in flow.to_dot()
    bare = replace(flow, steps={**flow.steps, step.name: replace(step, choose=())})
    assert bare.to_dot() != flow.to_dot()
