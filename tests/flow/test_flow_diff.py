"""What changed between two flows: each change is told as what it is, and nothing else is."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from flow_maker import flow_texts, flow_yaml, make_flow
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.flow import Flow, FlowDiff, Texts, Turn, diff, load_flow, parse_flow
from dialogkit.flow._diff_group import Difference
from dialogkit.flow._diff_search import BROKEN, Side, core
from dialogkit.flow._machine import Machine

FOLDER = Path(__file__).parent / "parcel"
EXAMPLE = (FOLDER / "flow.yaml").read_text(encoding="utf-8")


def read(text: str) -> Flow:
    """The example, changed."""
    return parse_flow(text, file=str(FOLDER / "flow.yaml"), texts_from=FOLDER)


@cache
def changed(old: str, new: str) -> FlowDiff:
    """The difference that one change of the example makes."""
    assert old in EXAMPLE
    return diff(read(EXAMPLE), read(EXAMPLE.replace(old, new)))


def only(found: FlowDiff) -> Difference:
    """The one difference there is."""
    (one,) = found.differences
    return one


# ----- nothing changed ---------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_a_flow_does_not_differ_from_itself(seed: int) -> None:
    """Neither from itself nor from itself read again."""
    flow = make_flow(random.Random(seed), 12)
    assert diff(flow, flow).is_empty
    text = flow_yaml(random.Random(seed), 12)
    assert diff(parse_flow(text), parse_flow(text)).is_empty
    assert str(diff(flow, flow)) == "no difference"


def test_the_order_of_the_file_is_no_difference() -> None:
    """Steps, rules for different words and handoff results may stand in any order."""
    lines = EXAMPLE.splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if line.startswith("steps:")) + 1
    last = next(number for number, line in enumerate(lines) if line.startswith("anywhere:"))
    turned = [*lines[:first], *reversed(lines[first:last]), *lines[last:]]
    assert diff(read(EXAMPLE), read("".join(turned))).is_empty


def test_a_renamed_step_is_no_difference() -> None:
    """Its new name is told, for a step that speaks and for one that only leads on."""
    found = changed("refused", "declined")
    assert found.is_empty
    assert ("refused", "declined") in found.renamed
    assert str(found).startswith("no difference but the names of steps")
    gate = "{bot: b, start: a, steps: {a: {then: b}, b: {say: hi, end: x}}}"
    silent = diff(parse_flow(gate), parse_flow(gate.replace("a:", "g:").replace("t: a", "t: g")))
    assert silent.same_behaviour
    assert silent.renamed == (("a", "g"),)


def test_a_renamed_text_is_no_difference() -> None:
    """What is said counts, not its key."""
    flow = make_flow(random.Random(3), 8)
    key = flow.steps["hello"].say or ""
    texts = {
        name: {("welcome" if k == key else k): v for k, v in texts.items()}
        for name, texts in flow.texts.by_locale.items()
    }
    steps = {**flow.steps, "hello": replace(flow.steps["hello"], say="welcome")}
    found = diff(flow, replace(flow, steps=steps, texts=Texts(texts, "de")))
    assert found.is_empty


# ----- one thing changed -------------------------------------------------------------------------


def test_another_target() -> None:
    """A transition that leads elsewhere: where, what happened before and what happens now."""
    found = changed("unknown: desk", "unknown: late")
    one = only(found)
    assert one.step == "track"
    assert one.after[-1] == "carrier.lookup: unknown"
    assert one.old == ("hands off to complaints (action)",)
    assert one.new[-1] == "ends: callback"
    lost, gained = found.paths_lost[0], found.paths_gained[0]
    assert lost[:-1] == gained[:-1] == one.after
    assert lost[-1] == "hands off to complaints"
    assert gained[-1] == "ends: callback"
    assert not found.settings
    assert not found.texts


def test_a_target_dropped() -> None:
    """A choice that is gone: it is offered no more, and what it led to is not reached."""
    found = changed("agree: file, refuse: refused", "agree: file")
    assert any("offers agree, refuse" in one.old for one in found.differences)
    lost = {(each.kind, each.name) for each in found.reach if not each.gained}
    assert lost == {("step", "refused"), ("end", "no_consent")}
    assert all("refuse" in path for path in found.paths_lost)
    assert not found.paths_gained
    assert any(finding.code == "S002" for finding in found.findings_new)


def test_a_step_missing() -> None:
    """A step that something leads to and that is gone: the flow breaks off there."""
    refused = next(line for line in EXAMPLE.splitlines() if line.startswith("  refused:"))
    found = changed(refused + "\n", "")
    assert any(one.new == (BROKEN,) for one in found.differences)
    assert any(finding.code == "S001" for finding in found.findings_new)


def test_a_result_changed() -> None:
    """An end of another name, wherever it is reached from, is one difference."""
    found = changed("end: resolved", "end: settled")
    one = only(found)
    assert one.steps > 1
    assert core(one.old, one.new) == (("ends: resolved",), ("ends: settled",))
    ends = {(each.name, each.gained) for each in found.reach if each.kind == "end"}
    assert ends == {("resolved", False), ("settled", True)}


def test_a_result_of_a_handoff_changed() -> None:
    """What follows when the agent gives back."""
    one = only(changed("returned: back", "returned: late"))
    assert one.after[-1] == "handoff: returned"
    assert one.new[-1] == "ends: callback"


def test_a_step_added() -> None:
    """A step between two others, which speaks."""
    found = changed("  done: ", "  thanks: {say: status, then: done}\n  done: ")
    assert found.same_behaviour  # nothing leads there
    assert [finding.code for finding in found.findings_new] == ["S002"]
    text = "  thanks: {say: status, then: done}\n  done: "
    led = EXAMPLE.replace("  done: ", text).replace("solved: done", "solved: thanks", 1)
    reached = diff(read(EXAMPLE), read(led))
    assert ("step", "thanks", True) in {(r.kind, r.name, r.gained) for r in reached.reach}
    assert core(only(reached).old, only(reached).new) == ((), ("says status",))


def test_another_order_of_choices() -> None:
    """Customers see the buttons in another order: a difference, but no path is gained or lost."""
    found = changed("agree: file, refuse: refused", "refuse: refused, agree: file")
    assert any(core(d.old, d.new)[1] == ("offers refuse, agree",) for d in found.differences)
    assert not found.paths_gained
    assert not found.paths_lost


def test_a_rule_that_holds_everywhere() -> None:
    """A rule taken out is told a few times, not once a step."""
    found = changed("  - {hear: track, visit: track}", "  - {hear: track, goto: track}")
    assert found.differences
    rule = next(line for line in EXAMPLE.splitlines() if "hear: track, visit" in line)
    gone = changed(rule + "\n", "")
    assert 1 <= len(gone.differences) <= 4
    assert all(one.after[-1] == "track" for one in gone.differences)


def test_a_counter() -> None:
    """A handoff once more: told with the way round to where it matters."""
    found = changed("at_most: 2", "at_most: 3")
    assert any("handoff: resolved" in one.after for one in found.differences)
    assert any(one.old[-1] == "ends: callback" for one in found.differences)


def test_settings() -> None:
    """Hours, shares and levels are declared, not driven."""
    found = changed("Mo-Fr 08:00-18:00", "Mo-Fr 08:00-20:00")
    assert [each.name for each in found.settings] == ["handoffs.complaints.open"]
    assert not found.differences
    assert not found.same_behaviour
    shares = changed("found: 90%, unknown: 8%", "found: 80%, unknown: 18%")
    assert [each.name for each in shares.settings] == ["actions.carrier.lookup.gives"]
    silence = changed("silent: 20h", "silent: 10h")
    assert [(s.name, s.old, s.new) for s in silence.settings] == [
        ("anywhere.silent", "72000 s", "36000 s")
    ]


def test_texts() -> None:
    """A text is told by language and key, and is no difference in behaviour."""
    flow = make_flow(random.Random(2), 8)
    texts = flow_texts(flow)
    texts["en"]["rephrase"] = ("Please say that again.",)
    found = diff(flow, replace(flow, texts=Texts(texts, "de")))
    assert [(t.locale, t.key) for t in found.texts] == [("en", "rephrase")]
    assert found.same_behaviour
    assert not found.is_empty
    assert str(found) == "behaves the same\ntexts changed: 1\n  en: rephrase (changed)"


def test_guards() -> None:
    """Another guard is another question, and its branch leads elsewhere."""
    text = (
        "{{bot: b, start: a, customer: {{cart: {{40: 50%, 400: 50%}}}}, steps: "
        "{{a: {{if: {{customer.cart > {0}: b}}, then: c}}, b: {{end: x}}, c: {{end: y}}}}}}"
    )
    found = diff(parse_flow(text.format(100)), parse_flow(text.format(200)))
    assert only(found).old == ("weighs customer.cart > 100",)
    assert only(found).new == ("weighs customer.cart > 200",)
    assert ("customer.cart > 200: yes", "ends: x") in found.paths_gained


# ----- properties --------------------------------------------------------------------------------


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 500), st.integers(0, 500))
def test_gained_one_way_is_lost_the_other(one: int, other: int) -> None:
    """The difference the other way round has the same things, turned."""
    old, new = (make_flow(random.Random(seed), 7) for seed in (one, other))
    there, back = diff(old, new), diff(new, old)
    assert there.paths_gained == back.paths_lost
    assert there.paths_lost == back.paths_gained
    turned = {(each.kind, each.name, not each.gained) for each in back.reach}
    assert {(each.kind, each.name, each.gained) for each in there.reach} == turned
    assert {(s.name, s.old, s.new) for s in there.settings} == {
        (s.name, s.new, s.old) for s in back.settings
    }
    assert there.same_behaviour == back.same_behaviour
    assert {t.key for t in there.texts} == {t.key for t in back.texts}


def mutated(flow_text: str, rng: random.Random, names: list[str]) -> str:
    """The YAML with one step's name exchanged for another's somewhere, or renamed everywhere."""
    one, other = rng.sample(names, 2)
    if rng.random() < 0.3:
        return flow_text.replace(f'"{one}"', '"brandnew"').replace(f"  {one}: ", "  brandnew: ")
    at = [i for i in range(len(flow_text)) if flow_text.startswith(f'"{one}"', i)]
    if not at:
        return flow_text
    begin = rng.choice(at)
    return f'{flow_text[:begin]}"{other}"{flow_text[begin + len(one) + 2 :]}'


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_no_difference_means_no_difference(seed: int) -> None:
    """Where none is told, random events get the same outputs from both, but for names of steps."""
    rng = random.Random(seed)
    text = flow_yaml(random.Random(seed), rng.randint(5, 12))
    old = parse_flow(text)
    names = [name for name in old.steps if name not in ("hello", "status", "price", "news")]
    new = parse_flow(mutated(text, rng, names))
    if diff(old, new).differences:
        return
    one, other = Side(old, Machine(old), {}), Side(new, Machine(new), {})
    for _ in range(40):
        turns: tuple[Turn | None, Turn | None] = one.start(None, ()), other.start(None, ())
        for _ in range(30):
            assert one.told(turns[0]) == other.told(turns[1])
            if turns[0] is None or turns[1] is None:
                break
            states = turns[0].state, turns[1].state
            events = list(dict.fromkeys([*one.events(states[0]), *other.events(states[1])]))
            if not events:
                break
            event = rng.choice(events)
            turns = one.react(states[0], event), other.react(states[1], event)


def test_shipped_example_as_json() -> None:
    """The JSON holds every field, and only plain values."""
    found = changed("end: resolved", "end: settled")
    plain = json.loads(json.dumps(found.to_json()))
    assert plain["same_behaviour"] is False
    assert plain["reach"][0] == {"kind": "end", "name": "resolved", "gained": False}
    assert len(plain["paths_lost"]) == len(found.paths_lost)
    assert diff(load_flow(FOLDER), load_flow(FOLDER)).is_empty
