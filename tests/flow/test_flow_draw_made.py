"""Pictures of the shipped flows and of generated ones: the geometry holds for all of them."""

from __future__ import annotations

import hashlib
import os
import random
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from flow_maker import make_flow, write_flow
from numpy.typing import NDArray

from dialogkit.flow import Flow, draw, load_flow
from dialogkit.flow._draw_graph import PUSH, transitions
from dialogkit.flow._draw_parts import Box, Frame, Label, Layout
from dialogkit.flow._draw_whole import layout

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(ROOT.glob("corpora/*/flow.yaml"))
SEEDS = range(60)
Thing = Box | Label | Frame
Span = tuple[float, float, float, float]
Spans = NDArray[np.float64]


@cache
def made(seed: int) -> Flow:
    """A flow of 5 to 60 steps; the seeds go through all sizes."""
    return make_flow(random.Random(seed), 5 + seed * 55 // (len(SEEDS) - 1))


def span(thing: Thing) -> Span:
    """Left, top, right and lower edge."""
    return thing.x, thing.y, thing.x + thing.width, thing.y + thing.height


def table(spans: list[Span]) -> Spans:
    """Rectangles as an array of shape ``(n, 4)``."""
    return np.array(spans, dtype=np.float64).reshape(-1, 4)


def meet(one: Spans, other: Spans, gap: float = 0.0) -> NDArray[np.bool_]:
    """Which rectangles come closer than ``gap`` to which others; of shape ``(n, m)``."""
    a, b, c, d = one.T[:, :, None]
    e, f, g, h = other.T[:, None, :]
    close: NDArray[np.bool_] = (a < g + gap) & (e < c + gap) & (b < h + gap) & (f < d + gap)
    return close


def inside(inner: Spans, outer: Spans) -> NDArray[np.bool_]:
    """Which rectangles lie in which others; of shape ``(n, m)``."""
    a, b, c, d = inner.T[:, :, None]
    e, f, g, h = outer.T[:, None, :]
    within: NDArray[np.bool_] = (a >= e) & (b >= f) & (c <= g) & (d <= h)
    return within


def assert_readable(laid: Layout) -> None:
    """No box, label or frame on another, no line through any but its own label, all in sight."""
    things = list(laid.things())
    spans = table([span(thing) for thing in things])
    frames = table([span(frame) for frame in laid.frames])
    whole = table([(0.0, 0.0, laid.width, laid.height)])
    assert inside(spans, whole).all()
    assert inside(frames, whole).all()
    assert (inside(spans, frames) | ~meet(spans, frames)).all()
    assert not np.triu(meet(spans, spans, 6.0), 1).any()
    assert not np.triu(meet(frames, frames), 1).any()
    assert_lines_are_free(laid, things, spans, whole)


def assert_lines_are_free(
    laid: Layout, things: list[Box | Label], spans: Spans, whole: Spans
) -> None:
    """Each piece of line lies in the rectangle between its ends, and that is free."""
    pieces: dict[Span, set[tuple[str, str]]] = {}
    for path in laid.paths:
        for (x, y), (to_x, to_y) in pairwise(path.points):
            piece = (min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))
            pieces.setdefault(piece, set()).add((path.source, path.target))
    drawn = table(list(pieces))
    assert inside(drawn, whole).all()
    owners = list(pieces.values())
    for number, thing in np.argwhere(meet(drawn, spans)):
        crossed = things[thing]
        own = isinstance(crossed, Label) and owners[number] == {(crossed.source, crossed.target)}
        assert own, (owners[number], crossed)


@pytest.mark.parametrize("seed", SEEDS)
def test_generated_flows_are_readable(seed: int) -> None:
    """Flows with every feature of the language, from 5 to 60 steps."""
    assert_readable(layout(made(seed)))


@pytest.mark.parametrize("locale", ["de", "en"])
@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.parent.name)
def test_shipped_flows_are_readable(file: Path, locale: str) -> None:
    """Every flow that is shipped, in both languages, with a badge on each step."""
    flow = load_flow(file)
    assert_readable(layout(flow, locale=locale, marked=frozenset({*flow.steps, ""})))


def test_with_traffic_they_stay_readable() -> None:
    """Numbers under the labels cover nothing either."""
    for seed in (11, 33, 59):
        flow = made(seed)
        counts = {(t.source, t.target): 10_000 for t in transitions(flow, "en")}
        assert_readable(layout(flow, traffic=counts))


def test_flows_of_other_files_are_framed(tmp_path: Path) -> None:
    """The steps of a used flow stand in its frame; where one is visited a box refers to it."""
    flow = load_flow(write_flow(tmp_path, random.Random(9), 20))
    laid = layout(flow)
    assert_readable(laid)
    (frame,) = laid.frames
    assert frame.name == "faq"
    framed = {
        box.step for box in laid.boxes if inside(table([span(box)]), table([span(frame)])).all()
    }
    assert framed - {""} == {name for name in flow.steps if name.startswith("faq.")}
    referring = {box.step for box in laid.boxes if box.kind == "elsewhere"}
    assert referring == {"faq.hello"}
    assert_whole(flow, laid)


@pytest.mark.parametrize("seed", range(0, 60, 6))
def test_everything_is_there(seed: int) -> None:
    """Every step and push has its box, every transition its line."""
    assert_whole(made(seed), layout(made(seed)))


def assert_whole(flow: Flow, laid: Layout) -> None:
    """Nothing of a flow is left out of its picture, and nothing is there twice."""
    drawn = [box.step for box in laid.boxes if box.kind not in ("elsewhere", None)]
    assert sorted(drawn) == sorted([*flow.steps, *(PUSH + name for name in flow.push)])
    wanted = [(t.source, t.target) for t in transitions(flow, "en") if t.source != t.target]
    assert sorted((path.source, path.target) for path in laid.paths) == sorted(wanted)
    for step in flow.steps.values():
        for key, target in step.targets().items():
            # rules that all steps of a used flow inherit stand in a box
            ruled = key.startswith("hear.") or key == "silent"
            assert ruled or target == step.name or (step.name, target) in wanted


def test_small_enough() -> None:
    """60 steps take less than 100 kB."""
    for seed in range(54, 60):
        assert len(draw(made(seed)).encode()) < 100_000


def test_work_grows_with_the_picture_alone() -> None:
    """No flow of 60 steps has so many cells that sweeping over them would take a second."""
    for seed in range(54, 60):
        laid = layout(made(seed))
        assert sum(len(path.points) for path in laid.paths) < 6_000


def test_same_bytes_in_another_process() -> None:
    """The order of sets, which differs from process to process, does not reach the picture."""
    script = (
        "import random, sys; sys.path.insert(0, sys.argv[1])\n"
        "from test_flow_draw_made import everything; print(everything())"
    )
    other = subprocess.run(
        [sys.executable, "-c", script, str(Path(__file__).parent)],
        env={**os.environ, "PYTHONHASHSEED": "77"},
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert other.stdout.strip() == everything()


def everything() -> str:
    """A hash of all that can be drawn of a flow."""
    flow = make_flow(random.Random(5), 30)
    drawn = draw(flow, findings=flow.check()) + flow.to_dot() + flow.to_mermaid()
    return hashlib.sha256(drawn.encode()).hexdigest()


@pytest.fixture
def full() -> Flow:
    """A flow that has everything."""
    return made(59)


def test_new_elements_are_drawn(full: Flow) -> None:
    """Pushes, visits, guards, media and moves can be seen, and told without colour."""
    picture = draw(full)
    assert picture.count('<path class="push"') == 2 * len(full.push) > 0
    assert 'class="way visit"' in picture
    assert ">if " in picture
    assert "▣ shows label" in picture
    assert "moves to web" in picture


def test_what_is_cut_is_told(full: Flow) -> None:
    """A guard that is too long for its label stands in a tooltip, as does a text in its box."""
    root = ET.fromstring(draw(full))
    told = " ".join(each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}title"))
    for step in full.steps.values():
        for branch in step.branches:
            assert branch.guard.text in told or f">if {branch.guard.text}<" in draw(full)


def test_screen_readers_hear_all_of_it(full: Flow) -> None:
    """The description names every step and push and says which guards lead where."""
    root = ET.fromstring(draw(full, locale="de"))
    told = root.findtext("{http://www.w3.org/2000/svg}desc") or ""
    for name in full.steps:
        assert re.search(rf"\b{name}\b", told), name
    for name, push in full.push.items():
        assert f"Der Bot schreibt zuerst: {name} → {push.goto}." in told
    assert "desk (Übergabe)" in told
    assert "done (Ende)." in told
    guards = [branch.guard.text for step in full.steps.values() for branch in step.branches]
    assert all(f"wenn {guard}" in told for guard in guards)


def test_dark_mode_and_grey(full: Flow) -> None:
    """Every kind that has a colour has one in the dark, and another shape or dash beside it."""
    picture = draw(full)
    style = picture[picture.index("<style>") : picture.index("</style>")]
    light, dark = style.split("@media (prefers-color-scheme:dark)")
    for kind in ("step", "handoff", "end", "push", "side", "frame", "way", "label"):
        assert f" .{kind}{{" in light
        assert f" .{kind}{{" in dark
    for dashed in ("back", "visit", "side", "frame"):
        assert re.search(rf"\.{dashed}\{{stroke-dasharray", light), dashed


def test_made_flows_are_sound() -> None:
    """What the maker makes has no error, and has each feature somewhere."""
    met: set[str] = set()
    for seed in range(0, 60, 2):
        flow = made(seed)
        assert [str(each) for each in flow.check() if each.severity == "error"] == []
        met |= {"push"} if flow.push else set()
        for step in flow.steps.values():
            parts = ("branches", "show", "forget", "move", "visit", "opt_in", "opt_out", "allows")
            met |= {part for part in (*parts, "hear", "lost", "silent") if getattr(step, part)}
            met |= {"guarded" for choice in step.choose if choice.guard is not None}
    assert len(met) == 13, met
