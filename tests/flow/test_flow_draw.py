"""The picture of a flow: nothing covers anything, and it can be read."""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.flow import (
    Anywhere,
    Choice,
    Flow,
    Handoff,
    Hear,
    Place,
    Step,
    Texts,
    load_flow,
)
from dialogkit.flow._draw import draw
from dialogkit.flow._draw_parts import Box, Label, Layout
from dialogkit.flow._draw_text import fit, width, wrap
from dialogkit.flow._draw_whole import layout
from dialogkit.flow._finding import Finding

Point = tuple[float, float]
EXAMPLE = Path(__file__).parent / "parcel" / "flow.yaml"
_SVG = "{http://www.w3.org/2000/svg}"
_WORDS = ("track", "complain", "agent", "done", "yes", "no", "address", "pickup")


def made_up(size: int, seed: int) -> Flow:
    """A flow of ``size`` steps with transitions near and far, forth and back."""
    rng = random.Random(seed)
    names = [f"step_{number}" for number in range(size)]
    steps = {name: _step(rng, names, number) for number, name in enumerate(names)}
    last, middle = names[-1], names[size // 2]
    when = {"resolved": last, "returned": middle, "closed": last, "nobody": last, "left": last}
    team = Handoff(name="team", when={**when, "window_shut": last}, place=Place("f", 99, 1))
    english = {
        "long": ("Hello, this is a rather long text that will not fit in a box.",),
        "address": ("Change the address my parcel goes to",),
    }
    return Flow(
        name="made up",
        start=names[0],
        steps=steps,
        texts=Texts({"en": english}, "en"),
        handoffs={"team": team},
        anywhere=Anywhere(
            hear=(Hear(word="agent", goto=middle, place=Place("f", 98, 1)),),
            lost=("rephrase", middle),
        ),
    )


def _step(rng: random.Random, names: list[str], number: int) -> Step:
    name, place = names[number], Place("f", number + 1, 1)

    def near() -> str:
        at = number + rng.choice([0, 1, 1, 1, 2, 2, 3, 5, -3, rng.randrange(len(names))])
        return names[min(max(at, 0), len(names) - 1)]

    match rng.randrange(6) if number < len(names) - max(1, len(names) // 10) else 6:
        case 0:
            return Step(name=name, handoff="team", at_most=2, otherwise=near(), place=place)
        case 1:
            return Step(name=name, say="long", then=near(), place=place)
        case 2:
            when = {outcome: near() for outcome in ("found", "unknown", "failed")}
            return Step(name=name, ask=("parcel_id",), do="lookup", when=when, place=place)
        case 6:
            return Step(name=name, say="long", end=f"end_{number}", place=place)
        case _:
            taken = rng.sample(_WORDS, rng.randint(1, 5))
            choose = tuple(Choice(word=word, goto=near(), place=place) for word in taken)
            return Step(name=name, say="long", choose=choose, place=place)


def _apart(one: Box | Label, other: Box | Label, gap: float) -> bool:
    return (
        one.x + one.width + gap <= other.x
        or other.x + other.width + gap <= one.x
        or one.y + one.height + gap <= other.y
        or other.y + other.height + gap <= one.y
    )


def _crossed(thing: Box | Label, piece: tuple[Point, Point]) -> bool:
    """Whether the upright rectangle around a piece of line, which holds its curve, meets it."""
    (x, y), (to_x, to_y) = piece
    beside = max(x, to_x) <= thing.x or min(x, to_x) >= thing.x + thing.width
    off = max(y, to_y) <= thing.y or min(y, to_y) >= thing.y + thing.height
    return not (beside or off)


def _assert_readable(laid: Layout) -> None:
    things: list[Box | Label] = [*laid.boxes, *laid.labels]
    things += [laid.side] if laid.side is not None else []
    for one, other in combinations(things, 2):
        assert _apart(one, other, 6), (one, other)
    for thing in things:
        assert thing.x >= 0
        assert thing.y >= 0
        assert thing.x + thing.width <= laid.width
        assert thing.y + thing.height <= laid.height
    pieces: dict[tuple[Point, Point], set[tuple[str, str]]] = {}
    for path in laid.paths:
        for piece in pairwise(path.points):
            pieces.setdefault(piece, set()).add((path.source, path.target))
    for piece, owners in pieces.items():
        assert all(0 <= x <= laid.width and 0 <= y <= laid.height for x, y in piece)
        for thing in things:
            own = isinstance(thing, Label) and owners == {(thing.source, thing.target)}
            assert own or not _crossed(thing, piece), (owners, piece, thing)


@pytest.mark.parametrize("locale", ["de", "en"])
def test_nothing_overlaps_in_the_example(locale: str) -> None:
    """In the example of the language no box, label or line covers another box or label."""
    _assert_readable(layout(load_flow(EXAMPLE), locale=locale))


@settings(max_examples=25, deadline=None)
@given(st.integers(5, 60), st.integers(0, 10_000))
def test_nothing_overlaps_in_any_flow(size: int, seed: int) -> None:
    """The same holds for flows of 5 to 60 steps with wild transitions."""
    _assert_readable(layout(made_up(size, seed)))


@settings(max_examples=15, deadline=None)
@given(st.integers(2, 30), st.integers(0, 10_000))
def test_every_transition_has_its_line(size: int, seed: int) -> None:
    """Each line runs from the edge of its source to the edge of its target, through its label."""
    flow = made_up(size, seed)
    laid = layout(flow)
    boxes = {box.step: box for box in laid.boxes}
    labels = {(label.source, label.target): label for label in laid.labels}
    wanted = {
        (step.name, target)
        for step in flow.steps.values()
        for target in (
            *step.targets().values(),
            *(flow.handoffs["team"].when.values() if step.handoff else ()),
        )
        if target != step.name
    }
    assert {(path.source, path.target) for path in laid.paths} == wanted
    for path in laid.paths:
        for box, (x, y) in (
            (boxes[path.source], path.points[0]),
            (boxes[path.target], path.points[-1]),
        ):
            assert box.x <= x <= box.x + box.width
            assert y in (box.y, box.y + box.height)
        label = labels.get((path.source, path.target))
        if label is not None:
            middle = label.x + label.width / 2
            assert any(x == middle for x, _ in path.points)


def test_lines_that_lead_back_are_marked() -> None:
    """In the example the ways back to the desk and to the row of the intents lead back up."""
    laid = layout(load_flow(EXAMPLE))
    back = {(path.source, path.target) for path in laid.paths if path.back}
    assert back == {("back", "desk"), ("tell", "consent")}
    assert draw(load_flow(EXAMPLE)).count('class="way back"') == 2


def test_intents_stand_on_one_row() -> None:
    """The steps at which a word of the intents is taken up stand side by side."""
    flow = load_flow(EXAMPLE.parents[3] / "corpora" / "parcel")
    middles = {box.step: box.y + box.height / 2 for box in layout(flow).boxes}
    row = {middles[name] for name in ("track", "redeliver", "redirect", "invoice", "consent")}
    assert len(row) == 1
    assert middles["hello"] < row.pop() < min(middles["desk"], middles["done"])


def test_without_circles_everything_leads_down() -> None:
    """A chain is drawn in its order, whatever the order of the file."""
    names = ["c", "a", "d", "b"]
    following = {"a": "b", "b": "c", "c": "d"}
    steps = {
        name: Step(
            name=name,
            then=following.get(name),
            end=None if name in following else "x",
            place=Place("f", 1, 1),
        )
        for name in names
    }
    laid = layout(Flow(name="chain", start="a", steps=steps, texts=Texts()))
    tops = {box.step: box.y for box in laid.boxes}
    assert sorted(tops, key=lambda name: tops[name]) == ["a", "b", "c", "d"]


def test_same_flow_same_bytes() -> None:
    """The picture depends on the flow alone."""
    assert draw(made_up(25, 3)) == draw(made_up(25, 3))
    assert draw(made_up(25, 3)) != draw(made_up(25, 4))


def test_small_and_quick() -> None:
    """60 steps take less than 100 kB and less than a second."""
    flow = made_up(60, 1)
    begin = process_time()
    picture = draw(flow)
    assert process_time() - begin < 1.0
    assert len(picture.encode()) < 100_000


def test_it_is_told_to_screen_readers() -> None:
    """Title and description name the flow, every step, and what leads where."""
    flow = load_flow(EXAMPLE)
    root = ET.fromstring(draw(flow, locale="en"))
    assert root.get("role") == "img"
    told = root.findtext(f"{_SVG}desc") or ""
    assert root.findtext(f"{_SVG}title") == "parcel"
    assert "10 steps and starts at hello" in told
    assert "found → tell; unknown, failed → desk" in told
    for name in flow.steps:
        assert re.search(rf"\b{name}\b", told), name


def test_kinds_differ_in_shape() -> None:
    """Handoffs and ends can be told from steps without colour."""
    picture = draw(load_flow(EXAMPLE))
    assert picture.count('<polygon class="handoff"') == 1
    rounds = re.findall(r'<rect class="(\w+)"[^>]* rx="([\d.]+)"', picture)
    assert all(float(radius) > 15 for kind, radius in rounds if kind == "end")
    assert all(float(radius) < 10 for kind, radius in rounds if kind != "end")


def test_traffic_widens_the_lines() -> None:
    """The busiest line is the widest, and the numbers stand in words beside it."""
    flow = load_flow(EXAMPLE)
    traffic = {("hello", "track"): 600, ("track", "tell"): 300, ("hello", "desk"): 0}
    picture = draw(flow, traffic=traffic)
    widths = {float(found) for found in re.findall(r"stroke-width:([\d.]+)\"/>", picture)}
    assert {9.0, 4.5, 0.8} == widths
    assert ">600×<" in picture
    assert "×<" not in draw(flow).replace("2×<", "")


def test_findings_are_badges_on_their_steps() -> None:
    """A step's badge counts its findings and tells them; one about a handoff is on its step."""
    flow = load_flow(EXAMPLE)

    def finding(place: Place) -> Finding:
        return Finding(
            code="S001", severity="error", place=place, what="it is <so>.", why="Y.", remedy="Z."
        )

    line = flow.steps["tell"].place
    found = [finding(line), finding(line), finding(flow.handoffs["complaints"].place)]
    picture = draw(flow, findings=found)
    assert picture.count('<path class="error"') == 2
    assert picture.count("S001: it is &lt;so&gt;.") == 3
    ET.fromstring(picture)
    tell, desk = (
        picture.index(f'class="ink name"{_any(picture, name)}') for name in ("tell", "desk")
    )
    assert picture.index(">2</text>") > tell
    assert picture.index(">1</text>") > desk


def _any(picture: str, name: str) -> str:
    """What stands between the class of a name's text and the name itself."""
    found = re.search(rf'class="ink name"([^>]*>{name})<', picture)
    assert found
    return found[1]


def test_names_are_escaped() -> None:
    """Markup in a text is shown, not run."""
    texts = Texts({"en": {"hello": ("<script>alert('&')</script>",)}}, "en")
    steps = {"a": Step(name="a", say="hello", end="x", place=Place("f", 1, 1))}
    picture = draw(Flow(name="<b>", start="a", steps=steps, texts=texts))
    assert "<script" not in picture
    assert ET.fromstring(picture).findtext(f"{_SVG}title") == "<b>"


def test_broken_flows_are_drawn() -> None:
    """Targets that do not exist are findings; the rest of the flow can be looked at."""
    steps = {
        "a": Step(name="a", then="nowhere", place=Place("f", 1, 1)),
        "b": Step(name="b", then="b", place=Place("f", 2, 1)),
    }
    laid = layout(Flow(name="broken", start="gone", steps=steps, texts=Texts()))
    assert [box.step for box in laid.boxes] == ["a", "b"]
    assert not laid.paths
    assert any("again" in line for line in laid.boxes[1].lines)
    assert draw(Flow(name="empty", start="a", steps={}, texts=Texts()))


@given(st.text(max_size=60), st.floats(20, 300))
def test_cut_texts_fit(text: str, room: float) -> None:
    """A text that was cut is no wider than its room."""
    assert width(fit(text, 11, room), 11) <= max(room, width("…", 11))


@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=8), st.floats(60, 200))
def test_wrapped_words_are_all_there(given_words: list[str], room: float) -> None:
    """Wrapping keeps every word and its order."""
    lines = wrap(tuple(given_words), 11, room)
    assert " ".join(lines).replace(",", "").split() == given_words
