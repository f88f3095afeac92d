"""Whoever breaks a rule by one change is told so: in the shipped flows and in made ones."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
from flow_maker import write_flow
from ruamel.yaml import YAML

from dialogkit.conversation import HANDOFF_RESULTS
from dialogkit.errors import FlowError
from dialogkit.flow import Flow, Machine, State, Texts, load_flow, parse_flow

CORPORA = Path(__file__).parents[2] / "corpora"
SHIPPED = sorted(each.parent for each in CORPORA.glob("*/flow.yaml"))
MOST = 5
"""Changes of one kind tried on one flow, spread over it."""


class Subject(NamedTuple):
    """A flow, as read and as data, with what is found in it as it stands."""

    flow: Flow
    raw: dict[str, Any]
    found: frozenset[tuple[str, str]]


@pytest.fixture(
    scope="module", params=[*SHIPPED, 12, 40], ids=lambda each: getattr(each, "name", str(each))
)
def subject(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Subject:
    """Each shipped flow, and two made ones."""
    if isinstance(request.param, Path):
        file = request.param / "flow.yaml"
    else:
        folder = tmp_path_factory.mktemp("made")
        file = write_flow(folder, random.Random(request.param), request.param)
    flow = load_flow(file)
    raw = YAML(typ="safe", pure=True).load(file.read_text("utf-8"))
    return Subject(flow, json.loads(json.dumps(raw)), _found(flow))


def _found(flow: Flow) -> frozenset[tuple[str, str]]:
    return frozenset((each.code, each.what) for each in flow.check())


def _new(subject: Subject, raw: dict[str, Any]) -> set[str]:
    """Codes of what is found after a change and was not before; a refusal counts as S."""
    try:
        flow = parse_flow(json.dumps(raw), file=subject.flow.file)
    except FlowError:
        return {"S000"}
    flow = replace(flow, texts=subject.flow.texts, file=subject.flow.file)
    return {code for code, _ in _found(flow) - subject.found}


def _some(changes: list[Any]) -> list[Any]:
    return random.Random(1).sample(changes, min(MOST, len(changes)))


def _changed(subject: Subject, *way: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A copy, and the mapping in it that lies at the end of ``way``."""
    raw = copy.deepcopy(subject.raw)
    inner = raw
    for key in way:
        inner = inner[key]
    return raw, inner


def test_a_target_that_is_dropped_is_found(subject: Subject) -> None:
    """A step that is taken away while something leads to it."""
    named = {target for step in subject.flow.steps.values() for target in step.targets().values()}
    for name in _some(sorted(named & subject.raw["steps"].keys())):
        raw, steps = _changed(subject, "steps")
        del steps[name]
        assert "S001" in _new(subject, raw), name


def test_a_way_on_that_is_dropped_is_found(subject: Subject) -> None:
    """A step that no longer goes on; one with rules of its own may then wait for what is said."""
    ways = [
        (name, key)
        for name, step in subject.raw["steps"].items()
        for key in ("then", "choose", "when", "end", "handoff")
        if key in step and "hear" not in step
    ]
    for name, key in _some(ways):
        raw, step = _changed(subject, "steps", name)
        del step[key]
        assert _new(subject, raw) & {"S007", "S008", "S016", "S021"}, (name, key)


def test_a_result_that_is_dropped_is_found(subject: Subject) -> None:
    """A handoff that leads nowhere for one of the six results."""
    for name in subject.raw.get("handoffs", {}):
        for result in HANDOFF_RESULTS:
            raw, when = _changed(subject, "handoffs", name, "when")
            del when[result]
            assert "H001" in _new(subject, raw), (name, result)


def test_an_outcome_that_is_dropped_is_found(subject: Subject) -> None:
    """A step that does not say what follows an outcome."""
    ways = [
        (name, outcome)
        for name, step in subject.raw["steps"].items()
        for outcome in step.get("when", {})
    ]
    for name, outcome in _some(ways):
        raw, when = _changed(subject, "steps", name, "when")
        del when[outcome]
        assert _new(subject, raw) & {"S009", "S007"}, (name, outcome)


def _asked_without_leave(flow: Flow, most: int = 3000) -> bool:
    """Whether the machine comes to ask for a sensitive value without the customer's consent."""
    if all(slot.level != "sensitive" for slot in flow.data.values()):
        return False  # there is none
    machine = Machine(flow)
    waiting = [machine.start().state, *(machine.start(push=name).state for name in flow.push)]
    seen: set[State] = set(waiting)
    while waiting and len(seen) < most:
        state = waiting.pop()
        sensitive = state.slot is not None and flow.data[state.slot].level == "sensitive"
        if sensitive and "sensitive" not in state.allowed:
            return True
        for event in machine.events(state):
            after = machine.react(state, event).state
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return False


def test_a_consent_that_is_dropped_is_found(subject: Subject) -> None:
    """Where the machine then asks without leave, the check says so; as long as not, it does not."""
    assert not _asked_without_leave(subject.flow)
    for name, step in subject.raw["steps"].items():
        if "allows" in step:
            raw, bare = _changed(subject, "steps", name)
            del bare["allows"]
            flow = parse_flow(json.dumps(raw), file=subject.flow.file)
            if _asked_without_leave(flow):
                assert "P001" in _new(subject, raw), name


def _texts(flow: Flow, locale: str, key: str, text: tuple[str, ...] | None) -> Flow:
    own = {k: v for k, v in flow.texts.by_locale[locale].items() if k != key}
    if text is not None:
        own[key] = text
    by_locale = {**flow.texts.by_locale, locale: MappingProxyType(own)}
    texts = Texts(MappingProxyType(by_locale), flow.texts.fallback, flow.texts.places)
    return replace(flow, texts=texts)


def _said(flow: Flow) -> list[str]:
    """Keys of texts, labels and questions that steps show."""
    steps = list(flow.steps.values())
    keys = {step.say for step in steps if step.say is not None}
    keys |= {slot for step in steps for slot in step.ask}
    keys |= {choice.word for step in steps for choice in step.choose}
    return sorted(keys)


def test_a_translation_that_is_dropped_is_found(subject: Subject) -> None:
    """A text that one language lacks."""
    for locale in subject.flow.locales:
        for key in _some(_said(subject.flow)):
            flow = _texts(subject.flow, locale, key, None)
            new = {code for code, _ in _found(flow) - subject.found}
            assert "L001" in new, (locale, key)


def _labels(flow: Flow) -> Iterator[str]:
    for step in flow.steps.values():
        if step.say is not None:
            yield from (choice.word for choice in step.choose)


def test_a_label_that_is_lengthened_is_found(subject: Subject) -> None:
    """A label that no channel shows as it was meant."""
    for locale in subject.flow.locales:
        for key in _some(sorted(set(_labels(subject.flow)))):
            flow = _texts(subject.flow, locale, key, ("lang " * 60,))
            new = {code for code, _ in _found(flow) - subject.found}
            assert new & {"C003", "C004"}, (locale, key)
